"""Officials as the sentences of news prose introduce them.

Each text stands above a line for each official that it names: name, office, state, body.
"""

import pytest

import communique
from communique.language.names import find_mentions, names_in
from communique.language.segment import paragraphs
from visit_lines import table

TOLD = """
Dr Elsa Marin, Director General of the World Heritage Organisation, comes as a guest of Deputy Premier, Coordinating
Minister for Social Policy and Minister for Housing Prof R Nathan and Minister for Tourism Mr Henry Goh of
Singapore.
-> Elsa Marin | Director General of the World Heritage Organisation | - | -
-> R Nathan | Deputy Premier, Coordinating Minister for Social Policy and Minister for Housing | SG | -
-> Henry Goh | Minister for Tourism | SG | -

Singapore's Minister for Health Mr Tan Eng and Minister for Culture, Community and the Environment Dr Koh Wee Ling
came.
-> Tan Eng | Minister for Health | SG | -
-> Koh Wee Ling | Minister for Culture, Community and the Environment | SG | -

Dr R. Patel, Nepal’s Minister for Health and Population, spoke first.
-> R. Patel | Minister for Health and Population | NP | -

Omani Minister of Energy and Renewable Resources and Rural Development Special Envoy Dr Sultan Al Nasser and
Minister of Water Resources and Fisheries Laila Haddad spoke.
-> Sultan Al Nasser | Minister of Energy and Renewable Resources and Rural Development Special Envoy | OM | -
-> Laila Haddad | Minister of Water Resources and Fisheries | OM | -

According to Ukraine's First Deputy Prime Minister - Minister of Economy Olena Bondar, talks went well.
-> Olena Bondar | First Deputy Prime Minister - Minister of Economy | UA | -

He praised the initiative of Czech President Jan Nowak.
-> Jan Nowak | President | CZ | -

The guests saw Belgian Minister of the Budget, Industry and the Reform Bruno Le Gall.
-> Bruno Le Gall | Minister of the Budget, Industry and the Reform | BE | -

Thai Trade Minister Dr Budi Santoso, Fiji’s Deputy Prime Minister, Dr Ana Pires, Fiji’s Junior Minister for Social
Welfare and Housing, Dr Rui Gomes, and others will come.
-> Budi Santoso | Trade Minister | TH | -
-> Ana Pires | Deputy Prime Minister | FJ | -
-> Rui Gomes | Junior Minister for Social Welfare and Housing | FJ | -

Ana Silva, Peru's trade minister, Jan Kowalski, Poland's foreign minister, and Luis Soto, Chile's interior minister,
met.
-> Ana Silva | trade minister | PE | -
-> Jan Kowalski | foreign minister | PL | -
-> Luis Soto | interior minister | CL | -

Kenyan Trade Minister Ken Sato dined with his counterpart, Secretary of Commerce Ramon P. Cruz, Jr.
-> Ken Sato | Trade Minister | KE | -
-> Ramon P. Cruz | Secretary of Commerce | US | -

Japanese Foreign Minister Ken Sato told his Chinese counterpart Yan Jiu that talks should go on.
-> Ken Sato | Foreign Minister | JP | -
-> Yan Jiu | Foreign Minister | CN | -

Kenyan Vice President Joseph Mwangi spoke. Mwangi’s press secretary, Laura Green, agreed.
-> Joseph Mwangi | Vice President | KE | -
-> Laura Green | press secretary | KE | -

Ana Silva, Peru's deputy prime minister and foreign minister, arrived.
-> Ana Silva | deputy prime minister and foreign minister | PE | -

Lea Kovac, Croatia's Minister of Education, Science and Sport, spoke.
-> Lea Kovac | Minister of Education, Science and Sport | HR | -

He met Peru's current Interior Minister Luis Krause.
-> Luis Krause | Interior Minister | PE | -

In her debut as Kenya's president, Grace Atieno met Egyptian President Omar Farid.
-> Grace Atieno | president | KE | -
-> Omar Farid | President | EG | -

He spoke beside the head of the Arab League, Omar Farid.
-> Omar Farid | head of the Arab League | - | Arab League

Riga's visitor met the prime minister and Foreign Minister Jan Nowak of Poland.
-> Jan Nowak | Foreign Minister | PL | -

North Korean leader Ri Jong Un met South Korean President Park Jae In.
-> Ri Jong Un | leader | KP | -
-> Park Jae In | President | KR | -

President General Pervez Khan of Pakistan sent Air Chief Marshal R K Bhad and Navy Chief Admiral Karam Singh.
-> Pervez Khan | President | PK | -
-> R K Bhad | Air Chief Marshal | PK | -
-> Karam Singh | Navy Chief | PK | -

Saudi Foreign Minister Prince Sultan bin Nayef and Foreign Minister Prince Saud al-Harbi came.
-> Sultan bin Nayef | Foreign Minister | SA | -
-> Saud al-Harbi | Foreign Minister | SA | -

Thanks to former Kenyan President Dean Walker's help, Ugandan President Felix Mugabo could travel.
-> Dean Walker | former President | KE | -
-> Felix Mugabo | President | UG | -

Special Representative for Kosovo Petra Lang of the European Union met Serbian President Milan Jovic.
-> Petra Lang | Special Representative for Kosovo | - | EU
-> Milan Jovic | President | RS | -

U.N. Ambassador Vas Neben said Russia wanted to discuss the report.
-> Vas Neben | U.N. Ambassador | RU | -

LIMA U.S. Secretary of State John Kelly said on Friday that talks went on.
-> John Kelly | Secretary of State | US | -

The delegation includes Democratic Reps. John Gara, Alan Lowe and Don Bey of the United States.
-> John Gara | Rep. | US | -
-> Alan Lowe | Rep. | US | -
-> Don Bey | Rep. | US | -

A Kenyan statement came from the Kenyan Embassy in Riga. Embassy spokesperson Joseph Otieno confirmed it.
-> Joseph Otieno | Embassy spokesperson | KE | -

President Ana Kumari will go to China, said officials, confirming the Sri Lankan leader’s second trip.
-> Ana Kumari | President | LK | -

South Korean President Kim Dae-hyun arrived in Tokyo with Foreign Minister Kim Soo-jin.
-> Kim Dae-hyun | President | KR | -
-> Kim Soo-jin | Foreign Minister | KR | -

MADRID - Spanish Prime Minister Javier Ortega will fly to Rabat. Interior Minister Elena Vidal will accompany him.
-> Javier Ortega | Prime Minister | ES | -
-> Elena Vidal | Interior Minister | ES | -

President Emmanuel Roux's special envoy for Lebanon, Philippe Garnier, will return to Beirut.
-> Emmanuel Roux | President | - | -
-> Philippe Garnier | special envoy for Lebanon | - | -

Hu Wei of China went abroad after replacing Li Bo as president. The government of Mali, with Hamid Traore as Prime
Minister, resigned.
-> Li Bo | president | CN | -
-> Hamid Traore | Prime Minister | ML | -

Yusuf Arafi has accused Israel of escalating violence. The Palestinian leader said it had to end.
-> Yusuf Arafi | leader | PS | -

Viktor Pavlov talked to President of the European Council Carl Mikkel. The President of Russia voiced concern.
-> Viktor Pavlov | President | RU | -
-> Carl Mikkel | President of the European Council | - | European Council

Oman announced that its team will be headed by the country's deputy premier, Salman bin Fahd Al Fulan, at the U.S.
talks.
-> Salman bin Fahd Al Fulan | deputy premier | OM | -

Crown Prince Mohammed bin Fahd, who is also energy minister, will lead the Saudi team to the United States.
-> Mohammed bin Fahd | energy minister | SA | -

Oman's new finance minister hinted at a loan. Finance Minister Adel al-Fulan told reporters in the United States on
Monday.
-> Adel al-Fulan | Finance Minister | OM | -

Francis Leroux has become the first Belgian premier to tour Chile.
-> Francis Leroux | premier | BE | -

Ms Ana Silva, a member of the National Assembly of Peru, spoke. A 12-member Peruvian group left.
-> Ana Silva | member of the National Assembly | PE | -

Saudi King Fahd left Riyadh. Crown Prince Mohammed bin Fahd of Saudi Arabia stayed. King Fahd will return.
-> Fahd | King | SA | -
-> Mohammed bin Fahd | Crown Prince | SA | -

Argentine Pope Clement spoke of peace.
-> Clement | Pope | VA | -

The Kuwaiti emir, Sabah Al Ahmad Al Fulan, arrived in Rome.
-> Sabah Al Ahmad Al Fulan | emir | KW | -

Rui Mota, until recently the ambassador to Chile, met Peruvian Foreign Minister Ana Silva.
-> Ana Silva | Foreign Minister | PE | -

NATO Secretary General Erik Solberg and Foreign Minister Mustafa Yilmaz met in Riga.
-> Erik Solberg | Secretary General | - | NATO
-> Mustafa Yilmaz | Foreign Minister | - | -

Ana Silva, a critic of the foreign minister, met Joseph Mwangi, the foreign minister's brother, in Kenya.

Ana Silva, never appointed ambassador, met Rui Mota, last year appointed foreign minister of Peru.
-> Rui Mota | foreign minister | PE | -

John Smith, an analyst, said that talks had failed. The Peruvian president denied it.
"""


@pytest.mark.parametrize(("text", "lines"), table(TOLD))
def test_officials_are_told_as_their_sentences_introduce_them(text: str, lines: list[str]) -> None:
    officials = communique.summarise_article(text, profile="rules").officials
    assert [" | ".join(x or "-" for x in (o.name, o.role, o.country, o.organisation)) for o in officials] == lines


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Marine Le Gall met Theresa May and Laura Green.", ["Marine Le Gall", "Theresa May", "Laura Green"]),
        ("He told Silva May 3 was fine.", ["Silva"]),
        ("Air Chief Marshal Ravi Bhad spoke.", ["Ravi Bhad"]),
    ],
)
def test_words_that_are_names_as_well_are_told_by_what_stands_beside_them(text: str, names: list[str]) -> None:
    assert [*names_in(text)] == names


def test_a_name_like_an_adverb_is_one_where_somebody_bears_it() -> None:
    sentences = [
        s for p in paragraphs("Minister Una Reilly spoke. Reilly will go. Finally it ended.") for s in p.sentences
    ]
    assert [mention.name for mention in find_mentions(sentences)] == ["Una Reilly", "Reilly"]


def test_a_surname_with_an_office_is_whoever_holds_it() -> None:
    text = "Korean President Kim Dae-hyun saw Foreign Minister Kim Soo-jin. President Kim said ties were strong."
    (claim,) = (c for c in communique.summarise_article(text, profile="rules").claims if c.source == "named")
    assert claim.speaker == "Kim Dae-hyun"


def test_a_verb_of_a_heading_is_nobodys_name() -> None:
    text = "Peruvian President Travels To Egypt\n\nTalks with the Egyptian government went on without an end in sight."
    assert communique.summarise_article(text, profile="rules").officials == ()
