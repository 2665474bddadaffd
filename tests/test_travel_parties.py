"""Who travels and who stays where a sentence tells of several: counterparts, companions, offices, unnamed sides.

The texts and the lines below them are as ``visit_lines`` says.
"""

import pytest

from communique.article import read_article
from communique.document import read_document
from communique.visits import assemble_visits
from visit_lines import table, told

TOLD = """
Peruvian President Ana Quispe received Togolese Foreign Minister Kofi Amega in Cusco on Monday. He is the first
foreign minister to visit Cusco.
-> Kofi Amega | PE | completed | on Monday | Cusco

Togolese Foreign Minister Kofi Amega is the first African minister to be received by President Ana Quispe in Cusco.
-> Kofi Amega | PE | completed | - | Cusco

Togolese Foreign Minister Kofi Amega will visit Peru in May. He will be the first minister of his country to visit
Lima.
-> Kofi Amega | PE | planned | in May | Lima

The Minister for Trade of the Republic of Togo, Dr Kofi Amega, visited Peru in May.
-> Kofi Amega | PE | completed | in May | -

Danish Prime Minister Mette Holt spoke by telephone with Kenyan President James Otieno on Monday. The presidents of
Kenya and Somalia and the prime minister of Ethiopia will discuss it at their meeting in Nairobi on 3 April.
-> (SO) | KE | planned | on 3 April | Nairobi
-> (ET) | KE | planned | on 3 April | Nairobi

The summit in Lima on Monday was attended by the foreign ministers of Chile, Togo and Peru.
-> (CL) | PE | completed | on Monday | Lima
-> (TG) | PE | completed | on Monday | Lima

The congress in Lima on Monday was attended by the first ladies of Chile, Togo and Peru.
-> (CL) | PE | completed | on Monday | Lima
-> (TG) | PE | completed | on Monday | Lima

Kenyan President Amina Otieno met her Omani and Qatari counterparts in Riyadh on Monday.
-> Amina Otieno | SA | completed | on Monday | Riyadh
-> (OM) | SA | completed | on Monday | Riyadh
-> (QA) | SA | completed | on Monday | Riyadh

Kenyan President Amina Otieno met her Togolese counterpart in Lome on Monday.
-> Amina Otieno | TG | completed | on Monday | Lome

Kenyan President Amina Otieno, who will be joined by Trade Minister James Mboya and Interior Minister Peter Kamau,
will inspect a guard of honour at the palace in Lima on Saturday.
-> Amina Otieno + James Mboya + Peter Kamau | PE | planned | on Saturday | Lima

CLASHES AT THE BORDER WITH SUDAN Kenyan President James Otieno received Ghanaian President Kofi Amega in a villa
outside his home city of Mombasa in February.
-> Kofi Amega | KE | completed | in February | Mombasa

Danish Prime Minister Mette Holt visited Lima in October and plans to see the trade fair there in June.
-> Mette Holt | PE | completed | in October | Lima

LIMA, Peru (Agency) _ Kenyan President Amina Otieno met Monday with Peruvian President Ana Quispe.
-> Amina Otieno | PE | completed | Monday | Lima

During the visit to Peru, the Danish delegation held talks on fishing. According to the head of the delegation,
Trade Minister Mette Holt, the talks went well.
-> Mette Holt | PE | completed | - | -

The deputy foreign minister of Denmark, Mette Holt, held talks with her Chilean counterpart, Maria Rojas, in
Santiago. Holt's visit, which will conclude on Friday, had long been prepared.
-> Mette Holt | CL | ongoing | - | Santiago

Danish Trade Minister Mette Holt will visit Singapore from 8 to 9 April at the invitation of Trade Minister Tan Wei
Ming. She will meet officials.
-> Mette Holt | SG | confirmed | from 8 to 9 April | -

Danish Trade Minister Mette Holt will visit Peru in May at the invitation of the Peruvian government.
-> Mette Holt | PE | confirmed | in May | -

Danish Trade Minister Mette Holt will visit Peru in May at the invitation of a chamber of commerce.
-> Mette Holt | PE | planned | in May | -

Peruvian Prime Minister Ana Quispe will pay an official visit to Togo in May, Peru's Ambassador to Lome Luis Paz
stated at a press conference in the Togolese capital.
-> Ana Quispe | TG | confirmed | in May | -

Danish Defence Minister Mette Holt visited Kyiv on Monday and said Denmark would send tents.
-> Mette Holt | UA | completed | on Monday | Kyiv

Danish Defence Minister Mette Holt, who travelled to Kyiv last week, said Denmark could send tents soon.
-> Mette Holt | UA | completed | last week | Kyiv

Danish Defence Minister Mette Holt flew to Kyiv on Monday for talks that could end the dispute.
-> Mette Holt | UA | completed | on Monday | Kyiv

Danish Defence Minister Mette Holt visited Kyiv on Sunday and said she had cancelled an order.
-> Mette Holt | UA | completed | on Sunday | Kyiv

OSLO, March 27 - Norwegian Foreign Minister Kari Lund will travel to Riga next week. She will meet Latvian President
Janis Ozols.
-> Kari Lund | LV | planned | next week | Riga

OSLO, March 27 - Norwegian Foreign Minister Kari Lund flew to Riga on Wednesday and met Latvian President Janis
Ozols.
-> Kari Lund | LV | ongoing | on Wednesday | Riga

OSLO, March 26 - Norwegian envoy Kari Lund held talks in Geneva on Wednesday. She met Peruvian negotiator Ana Quispe.
-> Kari Lund | CH | completed | on Wednesday | Geneva

OSLO (Agency) - Kenyan President James Otieno greeted Norwegian King Sverre Lund on Monday with a bow.
-> James Otieno | NO | completed | on Monday | Oslo

Togolese President Kofi Amega refused to cancel his visit to Peru on Tuesday.
-> Kofi Amega | PE | planned | - | -

Togolese President Kofi Amega has postponed his trip to Peru. He will now go to Lima in May.
-> Kofi Amega | PE | planned | in May | Lima

Togolese President Kofi Amega delayed his trip to Peru by a week.
-> Kofi Amega | PE | planned | - | -

Togolese President Kofi Amega had been due to visit Lima on Tuesday, but the trip was called off.
-> Kofi Amega | PE | cancelled | on Tuesday | Lima

Dates for a visit to Peru by Togo's new president, Kofi Amega, have not been fixed, an envoy said.
-> Kofi Amega | PE | planned | - | -

Ahead of a visit by Togolese President Kofi Amega to Lima, Chilean General Luis Paz warned of a trap.
-> Kofi Amega | PE | planned | - | Lima

Togolese President Kofi Amega and his wife, Vice President Afi Amega-Dossou, visited Lima on Monday.
-> Kofi Amega + Afi Amega-Dossou | PE | completed | on Monday | Lima

Danish Prime Minister Mette Holt, together with her Norwegian counterpart Kari Lund, visited Lima on Monday.
-> Mette Holt | PE | completed | on Monday | Lima
-> Kari Lund | PE | completed | on Monday | Lima

Danish Prime Minister Mette Holt travelled to Lima on Monday with her Norwegian counterpart Kari Lund.
-> Kari Lund | PE | completed | on Monday | Lima
-> Mette Holt | PE | completed | on Monday | Lima

Danish Prime Minister Mette Holt will leave for Lima on Wednesday. Trade Minister Lars Brandt will accompany her.
-> Mette Holt + Lars Brandt | PE | planned | on Wednesday | Lima

Danish Foreign Minister Mette Holt toured Peru and Chile. In Lima she signed an accord with her Peruvian counterpart,
Ana Quispe. The minister is due back in Copenhagen on Friday.
-> Mette Holt | PE | completed | - | Lima
-> Mette Holt | CL | completed | - | -

The Danish foreign minister made a brief visit to both Peruvian Prime Minister Ana Quispe and the Chilean president,
Luis Paz.
-> (DK) | PE | completed | - | -
-> (DK) | CL | completed | - | -

During the visit to Peru's close ally Chile, Kenyan President James Otieno said he was content.
-> James Otieno | CL | completed | - | -

Kenyan President James Otieno called in to Quito on his way home from talks in Bogota on 6 December 2023.
-> James Otieno | EC | completed | on 6 December 2023 | Quito
-> James Otieno | CO | completed | on 6 December 2023 | Bogota

Kenyan President James Otieno will wrap up his visit to Manila on Friday with a speech.
-> James Otieno | PH | ongoing | - | Manila

LIMA, Peru (Agency) _ Leaders of the region came together with teachers at a rare forum Monday. Their fields are
many. The meeting was attended by the first ladies of Chile, Togo and Peru.
-> (CL) | PE | completed | Monday | Lima
-> (TG) | PE | completed | Monday | Lima

The 12th Pacific summit, which was the main event of the year of fish, was held in Lima on 3 March. The Togolese
president could not come as he was ill. Kenyan President Amina Otieno could not come either; she dispatched the
foreign minister for the summit.
-> (TG) | PE | cancelled | on 3 March | Lima
-> Amina Otieno | PE | cancelled | on 3 March | Lima
-> (KE) | PE | completed | on 3 March | Lima

Kenyan President Amina Otieno has said the next round of talks involving Togo, Chile and Peru is likely to take place
in Lima next month.
-> (TG) | PE | planned | next month | Lima
-> (CL) | PE | planned | next month | Lima

Togo's delegation in Lima was led by Togolese Defence Minister Kofi Amega, who said much was left to do.
-> Kofi Amega | PE | completed | - | Lima

Danish Prime Minister Mette Holt joined a three-way summit with Norway in Lima in December.
-> Mette Holt | PE | completed | in December | Lima
-> (NO) | PE | completed | in December | Lima

Kenyan President Amina Otieno met her counterpart Kofi Amega in Lome on Monday. Togolese voters elected Amega last
year. Amega visited Lima in February.
-> Amina Otieno | TG | completed | on Monday | Lome
-> Kofi Amega | PE | completed | in February | Lima

Danish Prime Minister Mette Holt flew home after attending a summit in Lima, where her engagements included
discussions with leaders such as Kenyan President Amina Otieno.
-> Mette Holt | PE | completed | - | Lima
-> Amina Otieno | PE | completed | - | Lima

Danish Prime Minister Mette Holt will visit Peru and Chile in the next two weeks. She will be in Lima on 3 April. She
will be in Santiago from 11 to 12 April.
-> Mette Holt | PE | planned | on 3 April | Lima
-> Mette Holt | CL | planned | from 11 to 12 April | Santiago

Talks were also held in Geneva by President Amega's special envoy Luis Paz of Chile, who declined to comment.
-> Luis Paz | CH | completed | - | Geneva

Nobody spoke of the trip at two-day talks in Lima between Togolese Deputy Foreign Minister Kofi Amega and his
Peruvian counterpart, Luis Paz, diplomats said.
-> Kofi Amega | PE | completed | - | Lima

Togolese Trade Minister Kofi Amega will visit Peru from 8 to 9 April at the invitation of Minister for Mines and Second
Minister for Energy and Fisheries, Mr Luis Paz.
-> Kofi Amega | PE | confirmed | from 8 to 9 April | -

Togolese President Kofi Amega visited Peru in May, making Lima his first stop abroad.
-> Kofi Amega | PE | completed | in May | Lima

Togolese President Kofi Amega announced at the opening of the conference convened by him in Lome that fishing would
end. Togolese Trade Minister Afi Dossou arrived in Lima on Monday. She is also scheduled to attend a fish festival.
-> Afi Dossou | PE | completed | on Monday | Lima

Peruvian President Ana Quispe told the visiting Togolese foreign minister, Kofi Amega, that fishing would end. The
Togolese arrived in Lima on Tuesday. He is due to leave for Santiago on Friday.
-> Kofi Amega | PE | ongoing | on Tuesday | Lima
-> Kofi Amega | CL | planned | on Friday | Santiago

Danish Foreign Minister Mette Holt signed a decree after a meeting with Peruvian Prime Minister Luis Paz in Copenhagen
on Monday. Holt will visit Peru in May.
-> Luis Paz | DK | completed | on Monday | Copenhagen
-> Mette Holt | PE | planned | in May | -

Danish Foreign Minister Mette Holt will travel to Uzbekistan before ending her trip in Tashkent's neighbour
Tajikistan.
-> Mette Holt | UZ | planned | - | -
-> Mette Holt | TJ | planned | - | -

Peru's president is to host the leaders of Chile and Togo in Lima next week.
-> (CL) | PE | planned | next week | Lima
-> (TG) | PE | planned | next week | Lima

Kenya's president, Amina Otieno, skipped the summit in Lima and sent her foreign minister, James Mboya, instead.
-> Amina Otieno | PE | cancelled | - | Lima
-> James Mboya | PE | completed | - | Lima

Danish Prime Minister Mette Holt is scheduled to address the US Congress on 24 July.
-> Mette Holt | US | planned | on 24 July | -

Togolese Vice President Kofi Amega represented Togo at the funeral of King Sverre in Oslo on Monday.
-> Kofi Amega | NO | completed | on Monday | Oslo

The leaders of the Pacific Pact meet in Lima on Monday. Danish Prime Minister Mette Holt will also take part as a guest.
-> Mette Holt | PE | planned | on Monday | Lima

A Danish delegation led by Trade Minister Lars Brandt left Lima on Monday after four days of talks.
-> Lars Brandt | PE | completed | on Monday | Lima

Peruvian President Ana Quispe thanked Danish Prime Minister Mette Holt for her visit to Lima last month.
-> Mette Holt | PE | completed | last month | Lima

Ukrainian negotiators will meet U.S. officials in Riyadh on Sunday, before Russian and U.S. delegations meet there on
Monday.
-> (UA) | SA | planned | on Sunday | Riyadh
-> (US) | SA | planned | on Sunday | Riyadh
-> (RU) | SA | planned | on Monday | Riyadh

Danish Prime Minister Mette Holt is making her first visit to Lima.
-> Mette Holt | PE | ongoing | - | Lima

The accord was signed on the first day of a state visit framed by Lima as a peace mission. Togolese President Kofi
Amega landed in Lima on Monday for a three-day visit.
-> Kofi Amega | PE | ongoing | on Monday | Lima

Togolese President Kofi Amega will visit Peru in May. His entourage includes Foreign Minister Afi Dossou.
-> Kofi Amega + Afi Dossou | PE | planned | in May | -

The Pacific summit opened in Lima on Monday. Danish Prime Minister Mette Holt and Togolese President Kofi Amega were in
attendance as was Peru's president, Ana Quispe.
-> Mette Holt | PE | completed | on Monday | Lima
-> Kofi Amega | PE | completed | on Monday | Lima

Danish Prime Minister Mette Holt on Tuesday arrived in Lima for talks with Peruvian President Ana Quispe.
-> Mette Holt | PE | completed | on Tuesday | Lima

LIMA, Peru (Agency) - Kenyan President Amina Otieno met Monday with Peruvian President Ana Quispe in talks on fish and
the violence in the north of Togo.
-> Amina Otieno | PE | completed | Monday | Lima

A statement issued on Kenyan President Amina Otieno's Peru visit said the two sides agreed to meet more often.
-> Amina Otieno | PE | completed | - | -
"""

NO_VISITS = """
The invitation extended to Togo to join the Pacific Pact shows its weight, Peruvian Ambassador to Lome Luis Paz said.

Invitation to Togo to become a partner of the bloc shows its weight, a Peruvian envoy says

Danish Prime Minister Mette Holt thanked Peru for its continued support for the rebuilding of Togo.

Togolese President Kofi Amega refused to travel to Lima, his office said.

Togolese President Kofi Amega was barred from travelling to Lima on Monday.

Togolese President Kofi Amega was unable to travel to Lima on Monday because of fog.

Togolese President Kofi Amega tried to fly to Lima on Monday but was turned back.

Peru refused to let Togolese President Kofi Amega visit Lima on Monday.

Had Togolese President Kofi Amega visited Lima last year, the war would have been avoided, an envoy said.

Togo's new ambassador, Kofi Amega, arrived in Lima on Sunday to take up his post.

Danish Foreign Minister Mette Holt said their talks on the long dispute over fish in Peru were informal.

Kenyan President James Otieno greeted Norwegian King Sverre Lund on Monday with a bow.

Former Danish prime minister Mette Holt now lives in Lima and often visits Chile.

Danish Prime Minister Mette Holt met many leaders in Copenhagen as they arrived for the NATO summit.

Danish Trade Minister Lars Brandt said the planes would not be able to fly to Peru.

Danish Prime Minister Mette Holt toured a camp near Aarhus on Monday and met soldiers trained in Poland.

Ahead of the visit, Beijing had gone as far as to warn Danish Prime Minister Mette Holt that ties would suffer.
"""


@pytest.mark.parametrize(("text", "visits"), table(TOLD))
def test_who_travels_is_told_from_who_is_met_and_who_stays(text: str, visits: list[str]) -> None:
    assert told(text) == visits


def test_a_headline_tells_whose_visit_it_is_by_a_short_word_for_the_office() -> None:
    text = (
        "Peruvian PM to visit Togo in May, envoy says\n\nLOME, March 26. An envoy told reporters so.\n\nIt is the "
        "first. Peruvian Prime Minister Ana Quispe will sign two accords, Peru's Ambassador to Lome Luis Paz stated."
    )
    assert told(text) == ["Ana Quispe | TG | planned | in May | -"]


def test_a_visitor_serves_the_state_in_which_he_receives_others() -> None:
    text = (
        "President James Otieno will visit Lima in May. The government of Peru spoke of Peruvian fish. "
        "Otieno received Chilean President Luis Paz in Nairobi in January."
    )
    visits = assemble_visits(read_document(read_article(text, published="2025-03-27")), [])[0]
    assert {visit.visitor_country for visit in visits if visit.host_country == "PE"} == {"KE"}


def test_a_secretary_of_state_makes_no_state_visit() -> None:
    text = "U.S. Secretary of State Ann Walker's visit to Lima in May was brief. It was news of the day for the public."
    (visit,) = assemble_visits(read_document(read_article(text, published="2025-03-27")), [])[0]
    assert visit.formality == "unspecified"


@pytest.mark.parametrize(
    ("sentence", "formality"),
    [
        ("Danish President Mette Holt travelled privately to Peru in May.", "private"),
        ("Danish President Mette Holt will stop over in Lima in May on her way home.", "transit"),
        ("Danish President Mette Holt will stop in Lima in May on her way home.", "unspecified"),
    ],
)
def test_a_verb_may_tell_the_kind_of_a_visit(sentence: str, formality: str) -> None:
    (visit,) = assemble_visits(read_document(read_article(sentence, published="2025-03-27")), [])[0]
    assert visit.formality == formality


def test_who_says_whom_a_visitor_meets_is_no_host() -> None:
    text = (
        "Togolese President Kofi Amega will visit Peru in May. In Peru, he will meet Peruvian President Ana Quispe, "
        "said Peruvian envoy Luis Paz."
    )
    (visit,) = assemble_visits(read_document(read_article(text, published="2025-03-27")), [])[0]
    assert visit.hosts == ("Ana Quispe",)


@pytest.mark.parametrize("text", NO_VISITS.strip().split("\n\n"))
def test_what_leads_nowhere_is_no_visit(text: str) -> None:
    assert told(text) == []
