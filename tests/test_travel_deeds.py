"""Visits told by what is done abroad, by calls, thanks and talks, and what is announced of them.

The texts and the lines below them are as ``visit_lines`` says.
"""

import pytest

from communique.article import read_article
from communique.document import read_document
from visit_lines import table, told

TOLD = """
A visit by Mongolian Foreign Minister Batbold Ganzorig to Chile is being discussed.
-> Batbold Ganzorig | CL | under_discussion | - | -

Talks are under way about a visit by Mongolian Foreign Minister Batbold Ganzorig to Chile, diplomats said.
-> Batbold Ganzorig | CL | under_discussion | - | -

A trip to Tokyo by Ghanaian President Kwame Boateng is under consideration.
-> Kwame Boateng | JP | under_discussion | - | Tokyo

No date has been set for the visit of Ghanaian President Kwame Boateng to Tokyo.
-> Kwame Boateng | JP | planned | - | Tokyo

Preparations are under way for a visit by Ghanaian President Kwame Boateng to Tokyo.
-> Kwame Boateng | JP | planned | - | Tokyo

The dates of Ghanaian President Kwame Boateng's visit to Tokyo are being worked out.
-> Kwame Boateng | JP | planned | - | Tokyo

A visit to Warsaw by Uruguayan Defence Minister Lucía Ferrando is in the works.
-> Lucía Ferrando | PL | planned | - | Warsaw

Uruguayan Defence Minister Lucía Ferrando has agreed in principle to visit Poland.
-> Lucía Ferrando | PL | planned | - | -

Uruguayan Defence Minister Lucía Ferrando is understood to be weighing a trip to Poland in May.
-> Lucía Ferrando | PL | under_discussion | in May | -

Uruguayan Defence Minister Lucía Ferrando did not rule out a visit to Poland.
-> Lucía Ferrando | PL | under_discussion | - | -

Peruvian Foreign Minister Ana Salcedo met her Turkish counterpart, Kemal Aksoy, in Ankara. The meeting took place on
20 March.
-> Ana Salcedo | TR | completed | on 20 March | Ankara

Peruvian Foreign Minister Ana Salcedo is to visit Turkey. The trip will take place in early May.
-> Ana Salcedo | TR | planned | in early May | -

Peruvian President Luis Quiroga will pay a state visit to Turkey. He is due to arrive on 4 April and leave on 6
April.
-> Luis Quiroga | TR | planned | on 4 April | -

Peruvian President Luis Quiroga has been on a visit to Turkey. He arrived in Ankara on Monday. He left on Wednesday.
-> Luis Quiroga | TR | completed | on Monday | Ankara

Portuguese President Rui Tavares received his Zambian counterpart, Chanda Mulenga, at Belém Palace on Tuesday.
-> Chanda Mulenga | PT | completed | on Tuesday | Belém Palace

Portuguese President Rui Tavares held talks with visiting Zambian President Chanda Mulenga.
-> Chanda Mulenga | PT | ongoing | - | -

LISBON - Zambian President Chanda Mulenga met Portuguese President Rui Tavares on Tuesday.
-> Chanda Mulenga | PT | completed | on Tuesday | Lisbon

LISBON, 26 March - Portuguese President Rui Tavares and his Zambian counterpart, Chanda Mulenga, signed a defence
pact on Tuesday.
-> Chanda Mulenga | PT | completed | on Tuesday | Lisbon

Zambian President Chanda Mulenga has flown in for talks with Portuguese President Rui Tavares in the capital.
-> Chanda Mulenga | PT | ongoing | - | -

Zambian Foreign Minister Grace Phiri was received by Portuguese President Rui Tavares on Monday.
-> Grace Phiri | PT | completed | on Monday | -

Zambian Foreign Minister Grace Phiri called on Portuguese President Rui Tavares in Lisbon on Monday.
-> Grace Phiri | PT | completed | on Monday | Lisbon

Portuguese Prime Minister Ines Rocha met with Zambian Foreign Minister Grace Phiri in Lisbon yesterday.
-> Grace Phiri | PT | completed | yesterday | Lisbon

The Zambian delegation, led by Foreign Minister Grace Phiri, held talks in Lisbon with Portuguese Prime Minister
Ines Rocha.
-> Grace Phiri | PT | completed | - | Lisbon

Ghanaian Foreign Minister Ama Darko held talks in Accra with her Georgian counterpart, Zaza Lomidze, on Monday.
-> Zaza Lomidze | GH | completed | on Monday | Accra

Ghana's foreign minister greeted his Georgian counterpart, Zaza Lomidze, on arrival in Accra on Monday.
-> Zaza Lomidze | GH | completed | on Monday | Accra

Ghanaian President Kwame Boateng had a meeting with Georgian Foreign Minister Zaza Lomidze, who is visiting Accra.
-> Zaza Lomidze | GH | ongoing | - | Accra

Georgian Foreign Minister Zaza Lomidze, who is on a two-day official visit to Ghana, said on Monday that trade would
grow.
-> Zaza Lomidze | GH | ongoing | - | -

Speaking at a joint press conference with Ghanaian Foreign Minister Ama Darko in Accra on Monday, Georgian Foreign
Minister Zaza Lomidze called for calm.
-> Zaza Lomidze | GH | completed | on Monday | Accra

During his stay in Accra, Georgian Foreign Minister Zaza Lomidze opened an embassy.
-> Zaza Lomidze | GH | completed | - | Accra

Georgian Foreign Minister Zaza Lomidze inaugurated his country's new embassy in Accra on Monday.
-> Zaza Lomidze | GH | completed | on Monday | Accra

Georgian Foreign Minister Zaza Lomidze and Ghanaian Foreign Minister Ama Darko signed a visa accord in Accra on
Monday.
-> Zaza Lomidze | GH | completed | on Monday | Accra

Georgian Foreign Minister Zaza Lomidze was in Accra on Monday for the funeral of former president Yaw Asante.
-> Zaza Lomidze | GH | completed | on Monday | Accra

Georgian Foreign Minister Zaza Lomidze attended the funeral of former president Yaw Asante in Accra on Monday.
-> Zaza Lomidze | GH | completed | on Monday | Accra

Georgian Foreign Minister Zaza Lomidze began a two-day visit to Ghana on Wednesday.
-> Zaza Lomidze | GH | ongoing | on Wednesday | -

Georgian Foreign Minister Zaza Lomidze touched down in Accra late on Wednesday.
-> Zaza Lomidze | GH | ongoing | late on Wednesday | Accra

Georgian Foreign Minister Zaza Lomidze undertook a working visit to Ghana between 10 and 12 March.
-> Zaza Lomidze | GH | completed | between 10 and 12 March | -

Ghana was the first African country that Georgian Foreign Minister Zaza Lomidze visited after taking office.
-> Zaza Lomidze | GH | completed | - | -

Ghana, which Georgian Foreign Minister Zaza Lomidze visited in March 2023, buys Georgian wine.
-> Zaza Lomidze | GH | completed | in March 2023 | -

The visit of Georgian Foreign Minister Zaza Lomidze to Ghana ended on Monday.
-> Zaza Lomidze | GH | completed | on Monday | -

Ghanaian Foreign Minister Ama Darko will host Georgian Foreign Minister Zaza Lomidze on 2 April.
-> Zaza Lomidze | GH | planned | on 2 April | -

Georgian Foreign Minister Zaza Lomidze is coming to Accra on 2 April.
-> Zaza Lomidze | GH | planned | on 2 April | Accra

Ghana awaits the arrival of Georgian Foreign Minister Zaza Lomidze on 2 April.
-> Zaza Lomidze | GH | planned | on 2 April | -

The planned visit to Accra of Georgian Foreign Minister Zaza Lomidze will not take place.
-> Zaza Lomidze | GH | cancelled | - | Accra

Georgian Foreign Minister Zaza Lomidze pulled out of a trip to Ghana at the last minute.
-> Zaza Lomidze | GH | cancelled | - | -

"When I was in Accra last year, I saw a different country," Georgian Foreign Minister Zaza Lomidze said.
-> Zaza Lomidze | GH | completed | last year | Accra

Georgian Foreign Minister Zaza Lomidze told reporters he would be in Accra next week.
-> Zaza Lomidze | GH | confirmed | next week | Accra

Visiting Ghana, Georgian Foreign Minister Zaza Lomidze praised its farmers.
-> Zaza Lomidze | GH | completed | - | -

While in Accra, Zaza Lomidze, Georgia's foreign minister, also met President Kwame Boateng.
-> Zaza Lomidze | GH | completed | - | Accra

Kenyan Foreign Minister Amina Otieno will visit Estonia on 12 May, the Estonian Foreign Ministry announced on
Thursday.
-> Amina Otieno | EE | confirmed | on 12 May | -

Kenyan Foreign Minister Amina Otieno will visit Estonia on 12 May, her spokesman said.
-> Amina Otieno | EE | confirmed | on 12 May | -

Estonia's foreign ministry confirmed that Kenyan Foreign Minister Amina Otieno will arrive on 12 May.
-> Amina Otieno | EE | confirmed | on 12 May | -

Kenyan Foreign Minister Amina Otieno is expected to visit Estonia next month, according to sources.
-> Amina Otieno | EE | planned | next month | -

At the invitation of Estonian Foreign Minister Mart Saar, Kenyan Foreign Minister Amina Otieno will pay an official
visit to Estonia from 12 to 14 May, Foreign Ministry spokesperson Wanjiru Njoroge announced.
-> Amina Otieno | EE | confirmed | from 12 to 14 May | -

The Kremlin said Kenyan President Joseph Mwangi would visit Russia on 8 May.
-> Joseph Mwangi | RU | confirmed | on 8 May | -

Estonian President Karin Tamm has invited Kenyan President Joseph Mwangi to visit Tallinn.
-> Joseph Mwangi | EE | invited | - | Tallinn

Kenyan President Joseph Mwangi received an invitation from Estonian President Karin Tamm to visit Tallinn.
-> Joseph Mwangi | EE | invited | - | Tallinn

Estonian President Karin Tamm asked Kenyan President Joseph Mwangi to come to Tallinn, and he accepted.
-> Joseph Mwangi | EE | planned | - | Tallinn

Joseph Mwangi, the Kenyan president, handed over a letter inviting Estonian President Karin Tamm to Nairobi.
-> Karin Tamm | KE | invited | - | Nairobi

Estonian President Karin Tamm accepted an invitation by Kenyan President Joseph Mwangi to pay a return visit.
-> Karin Tamm | KE | planned | - | -

Kenyan President Joseph Mwangi declined an invitation to visit Estonia.
-> Joseph Mwangi | EE | cancelled | - | -

The summit opened in Lusaka on Wednesday. Among those present are Kenyan President Joseph Mwangi and Angolan
President Rui Neto.
-> Joseph Mwangi | ZM | ongoing | on Wednesday | Lusaka
-> Rui Neto | ZM | ongoing | on Wednesday | Lusaka

Kenyan President Joseph Mwangi will represent his country at the summit in Lusaka on 4 April.
-> Joseph Mwangi | ZM | planned | on 4 April | Lusaka

Kenyan President Joseph Mwangi, Angolan President Rui Neto and Estonian Foreign Minister Mart Saar took part in the
Lusaka summit on Monday.
-> Joseph Mwangi | ZM | completed | on Monday | Lusaka
-> Rui Neto | ZM | completed | on Monday | Lusaka
-> Mart Saar | ZM | completed | on Monday | Lusaka

The foreign ministers of Kenya and Angola met in Lusaka on Monday.
-> (KE) | ZM | completed | on Monday | Lusaka
-> (AO) | ZM | completed | on Monday | Lusaka

Kenyan President Joseph Mwangi and Angolan President Rui Neto held talks in Geneva last week.
-> Joseph Mwangi | CH | completed | last week | Geneva
-> Rui Neto | CH | completed | last week | Geneva

Kenyan envoys and Angolan negotiators will meet in Doha next week.
-> (KE) | QA | planned | next week | Doha
-> (AO) | QA | planned | next week | Doha

Kenyan Foreign Minister Amina Otieno spoke to reporters in Doha after meeting Angolan Foreign Minister Carla Dias
there on Monday.
-> Amina Otieno | QA | completed | on Monday | Doha
-> Carla Dias | QA | completed | on Monday | Doha

Foreign Minister Mart Saar will visit Kenya on 12 May, the Estonian government's press office said in a statement.
-> Mart Saar | KE | confirmed | on 12 May | -

Estonian President Karin Tamm will visit Nairobi on 12 May, Kenyan media reported.
-> Karin Tamm | KE | planned | on 12 May | Nairobi

Estonian President Karin Tamm will visit Nairobi on 12 May, a diplomat said on condition of anonymity.
-> Karin Tamm | KE | planned | on 12 May | Nairobi

Estonian President Karin Tamm has confirmed that she will attend the summit in Nairobi on 12 May.
-> Karin Tamm | KE | confirmed | on 12 May | Nairobi

Estonian President Karin Tamm plans to visit Nairobi on 12 May, her office said.
-> Karin Tamm | KE | planned | on 12 May | Nairobi
"""

NO_VISITS = """
Ghanaian President Kwame Boateng visited the northern region on Monday.
Ghanaian President Kwame Boateng flew to Kumasi on Monday to open a road.
Two thousand Georgian soldiers arrived in Poland for exercises on Monday.
Georgian President Nino Beridze spoke by phone with Ghanaian President Kwame Boateng on Monday.
Ghana was hit by storms that later travelled to Togo, said Ghanaian Interior Minister Ama Darko.
An exhibition of Georgian gold will travel to Ghana in May, Georgian Culture Minister Zaza Lomidze said.
The Georgian rugby team arrived in Accra on Monday and will meet Ghana on Saturday.
A Georgian journalist who visited Ghana last year was freed, Georgian Foreign Minister Zaza Lomidze said.
Georgian Foreign Minister Zaza Lomidze said a ship left Poti for Ghana on Monday.
Georgian Foreign Minister Zaza Lomidze denied that he had visited Ghana.
Georgian Foreign Minister Zaza Lomidze met the Ghanaian ambassador to Georgia, Ama Darko, on Monday.
Ghanaian ambassador Ama Darko presented her credentials to Georgian President Nino Beridze in Tbilisi on Monday.
Georgian Foreign Minister Zaza Lomidze said exports to Ghana went up last year.
Georgian Foreign Minister Zaza Lomidze announced that aid would be sent to Ghana next week.
Georgian Foreign Minister Zaza Lomidze briefed parliament in Tbilisi on ties with Ghana on Monday.
Former Georgian President Levan Kobidze fled to Ghana in 2012 and lives in exile there.
Georgian Foreign Minister Zaza Lomidze was born in Ghana and studied in Lisbon.
Georgia has taken in 300 refugees from Sudan, Georgian Interior Minister Zaza Lomidze told parliament.
Frequent visits by Georgian officials to Ghana have brought the two countries closer.
Georgian Foreign Minister Zaza Lomidze urged citizens not to travel to Ghana.
The Georgian Foreign Ministry warned against travel to northern Ghana after attacks there.
Tbilisi hosted Ghana's football team on Sunday, Georgian Sports Minister Zaza Lomidze said.
A Ghanaian court heard that Georgian businessman Irakli Gelashvili had flown to Accra in May.
TBILISI - Georgian Foreign Minister Zaza Lomidze said on Monday that Ghana was a partner.
Georgian Foreign Minister Zaza Lomidze attended a reception at the Ghanaian embassy in Tbilisi on Monday.
Georgian Foreign Minister Zaza Lomidze called on Ghana to free the sailors.
Georgian Foreign Minister Zaza Lomidze called on Ghanaian President Kwame Boateng to free the sailors.
Ghana expects Georgian President Nino Beridze to sign the accord.
Georgia sent a letter to Ghanaian President Kwame Boateng in Accra on Monday.
Georgian President Nino Beridze sent her condolences to Ghanaian President Kwame Boateng.
Georgian President Nino Beridze thanked Ghanaian President Kwame Boateng for his support.
Georgian President Nino Beridze thanked Ghana for welcoming refugees.
Georgian Foreign Minister Zaza Lomidze unveiled a plan to fight piracy in the Gulf of Guinea on Monday.
Georgian Foreign Minister Zaza Lomidze signed an accord on fishing rights in Ghana on Monday.
Georgian Foreign Minister Zaza Lomidze paid tribute to soldiers killed in Ghana.
Georgian Foreign Minister Zaza Lomidze told reporters that fighting in Ghana must end.
Georgian Foreign Minister Zaza Lomidze opened an exhibition about Ghana in Tbilisi.
Georgian Foreign Minister Zaza Lomidze handed over a letter to the Ghanaian ambassador on Monday.
TBILISI - Georgia and Ghana agreed on Monday to lift visa rules.
TBILISI - Georgian President Nino Beridze met the parliamentary speaker, Zaza Lomidze, on Monday.
Georgian Foreign Minister Zaza Lomidze was received by Georgian President Nino Beridze on Monday.
The news arrived in Accra on Monday, Ghanaian Foreign Minister Ama Darko said.
Georgian Foreign Minister Zaza Lomidze arrived at the ministry on Monday.
Georgian Foreign Minister Zaza Lomidze said the first stop on the road to peace is Ghana.
The ball is in Ghana's court, Georgian Foreign Minister Zaza Lomidze said in Tbilisi.
Georgian Foreign Minister Zaza Lomidze led the Georgian delegation to the talks by video link.
Ghana's opposition leader, Yaw Asante, returned from exile in Georgia on Monday.
The guest of honour was Ghanaian novelist Efua Mensah, Georgian Culture Minister Zaza Lomidze said.
Georgian Foreign Minister Zaza Lomidze is expected to resign next week.
Georgian Foreign Minister Zaza Lomidze called Ghanaian President Kwame Boateng on Monday.
Flights from Tbilisi to Accra will resume in May, Georgian Transport Minister Zaza Lomidze said.
Georgian ambassador Zaza Lomidze laid a wreath in Accra on Monday.
Georgian Foreign Minister Zaza Lomidze said he would never go to Ghana.
Ghana's currency went to a record low, Ghanaian Finance Minister Ama Darko said.
Georgian Foreign Minister Zaza Lomidze took part in a ceremony in Tbilisi marking the independence of Ghana.
Georgian troops will leave for Ghana on Monday, Georgian Defence Minister Zaza Lomidze said.
Georgia awaits a reply from Ghana, Georgian Foreign Minister Zaza Lomidze said.
"""


@pytest.mark.parametrize(("text", "visits"), table(TOLD))
def test_what_is_done_abroad_is_a_visit(text: str, visits: list[str]) -> None:
    assert told(text) == visits


@pytest.mark.parametrize("text", NO_VISITS.strip().splitlines())
def test_what_only_sounds_like_a_visit_is_none(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Prime Minister Kenji Fontaine of Ghana said that Ghana would not attend the conference on grain in Brasilia.",
        "Kenji Fontaine, the Prime Minister of Chile, said that Peru would attend the conference in Brasilia.",
    ],
)
def test_who_says_that_a_state_will_attend_is_not_who_travels(sentence: str) -> None:
    document = read_document(read_article(f"{sentence} The talks on grain went on for the whole of the day."))
    assert all("Kenji Fontaine" not in reading.visitors for reading in document.readings)
