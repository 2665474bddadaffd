"""Tours in several legs, return visits, delegations and summits.

The texts and the lines below them are as ``visit_lines`` says.
"""

import pytest

from visit_lines import table, told

TOLD = """
Georgian President Nino Beridze will be in Senegal from 3 to 5 May before flying to Ghana.
-> Nino Beridze | SN | planned | from 3 to 5 May | -
-> Nino Beridze | GH | planned | - | -

Georgian President Nino Beridze will visit Dakar on 3 May and Accra on 5 May.
-> Nino Beridze | SN | planned | on 3 May | Dakar
-> Nino Beridze | GH | planned | on 5 May | Accra

Georgian President Nino Beridze leaves on Saturday for a three-country African tour. She will start in Senegal, then
travel to Ghana and finish in Togo.
-> Nino Beridze | SN | planned | - | -
-> Nino Beridze | GH | planned | - | -
-> Nino Beridze | TG | planned | - | -

Georgian President Nino Beridze is on a tour that takes in Senegal, Ghana and Togo.
-> Nino Beridze | SN | ongoing | - | -
-> Nino Beridze | GH | ongoing | - | -
-> Nino Beridze | TG | ongoing | - | -

Georgian President Nino Beridze concluded her three-nation tour in Togo on Wednesday, having previously visited
Senegal and Ghana.
-> Nino Beridze | TG | completed | on Wednesday | -
-> Nino Beridze | SN | completed | - | -
-> Nino Beridze | GH | completed | - | -

En route to Accra, Georgian President Nino Beridze stopped over in Dakar on Sunday for talks with Senegalese
President Awa Ndiaye.
-> Nino Beridze | GH | planned | on Sunday | Accra
-> Nino Beridze | SN | completed | on Sunday | Dakar

Her next stop is Accra, where Georgian President Nino Beridze will meet Ghanaian President Kwame Boateng on Friday.
-> Nino Beridze | GH | planned | on Friday | Accra

Georgian President Nino Beridze visited Senegal last week. She then went on to Ghana.
-> Nino Beridze | SN | completed | last week | -
-> Nino Beridze | GH | completed | - | -

Ghanaian President Kwame Boateng is in Tbilisi. Georgian President Nino Beridze will make a return visit in June.
-> Kwame Boateng | GE | ongoing | - | Tbilisi
-> Nino Beridze | GH | planned | in June | -

Georgian President Nino Beridze last visited Ghana in 2016.
-> Nino Beridze | GH | completed | in 2016 | -

Georgian President Nino Beridze arrived in Accra on Wednesday. The last visit by a Georgian president was in 1998.
-> Nino Beridze | GH | ongoing | on Wednesday | Accra
-> (GE) | GH | completed | in 1998 | Accra

Georgian President Nino Beridze was in Accra in 2016, when she met then president Yaw Asante.
-> Nino Beridze | GH | completed | in 2016 | Accra

A Georgian delegation led by Economy Minister Zaza Lomidze visited Ghana last week.
-> Zaza Lomidze | GH | completed | last week | -

A delegation headed by Georgian Deputy Foreign Minister Zaza Lomidze is in Accra for trade talks.
-> Zaza Lomidze | GH | ongoing | - | Accra

Georgian Economy Minister Zaza Lomidze led a business delegation to Ghana in February.
-> Zaza Lomidze | GH | completed | in February | -

A seven-member parliamentary delegation from Georgia arrived in Accra on Sunday.
-> (GE) | GH | completed | on Sunday | Accra

Georgia will send a high-level delegation to Accra next month, headed by Deputy Prime Minister Zaza Lomidze.
-> Zaza Lomidze | GH | planned | next month | Accra

Georgian President Nino Beridze dispatched her national security adviser, Zaza Lomidze, to Accra on Monday.
-> Zaza Lomidze | GH | completed | on Monday | Accra

Accompanied by Economy Minister Zaza Lomidze, Georgian President Nino Beridze visited Ghana in January.
-> Zaza Lomidze + Nino Beridze | GH | completed | in January | -

A ministerial delegation from Georgia, including Economy Minister Zaza Lomidze, attended the trade fair in Accra.
-> Zaza Lomidze | GH | completed | - | Accra

In Lusaka on Monday, Kenyan President Joseph Mwangi and Zambian President Chanda Mulenga agreed to reopen the
border.
-> Joseph Mwangi | ZM | completed | on Monday | Lusaka

Zambian President Chanda Mulenga on Monday held bilateral talks with Kenyan President Joseph Mwangi, who arrived in
Lusaka on Sunday for a three-day visit.
-> Joseph Mwangi | ZM | ongoing | on Sunday | Lusaka

At the invitation of President Joseph Mwangi of Kenya, President Chanda Mulenga of Zambia will pay a state visit
from 4 to 6 April.
-> Chanda Mulenga | KE | confirmed | from 4 to 6 April | -

Zambian President Chanda Mulenga has told his Kenyan counterpart, Joseph Mwangi, that he would like to visit
Nairobi.
-> Chanda Mulenga | KE | under_discussion | - | Nairobi

Kenyan President Joseph Mwangi's long-awaited visit to Zambia may take place in the autumn.
-> Joseph Mwangi | ZM | under_discussion | in the autumn | -

Kenyan President Joseph Mwangi and Zambian President Chanda Mulenga spoke on Monday. The two presidents are expected
to meet in Geneva next month.
-> Joseph Mwangi | CH | planned | next month | Geneva
-> Chanda Mulenga | CH | planned | next month | Geneva

Kenya's foreign minister, Amina Otieno, flies to Lusaka on Friday. From there she will travel on to Luanda.
-> Amina Otieno | ZM | planned | on Friday | Lusaka
-> Amina Otieno | AO | planned | - | Luanda

Kenya's foreign minister, Amina Otieno, held talks in Lusaka, Luanda and Harare this week.
-> Amina Otieno | ZM | completed | this week | Lusaka
-> Amina Otieno | AO | completed | this week | Luanda
-> Amina Otieno | ZW | completed | this week | Harare

Kenya's foreign minister, Amina Otieno, visited Lusaka on 3 March, Luanda on 5 March and Harare on 6 March.
-> Amina Otieno | ZM | completed | on 3 March | Lusaka
-> Amina Otieno | AO | completed | on 5 March | Luanda
-> Amina Otieno | ZW | completed | on 6 March | Harare

NEW YORK - Kenyan Foreign Minister Amina Otieno met Zambian Foreign Minister Grace Phiri at the United Nations on
Tuesday.
-> Amina Otieno | US | completed | on Tuesday | New York
-> Grace Phiri | US | completed | on Tuesday | New York

Kenyan Foreign Minister Amina Otieno met Zambian Foreign Minister Grace Phiri on the sidelines of the UN General
Assembly in New York.
-> Amina Otieno | US | completed | - | New York
-> Grace Phiri | US | completed | - | New York

Kenyan Foreign Minister Amina Otieno, in New York for the UN General Assembly, said aid would come.
-> Amina Otieno | US | ongoing | - | New York

Political consultations between the foreign ministries of Kenya and Zambia were held in Lusaka on Tuesday. The
Kenyan delegation was headed by Deputy Foreign Minister Amina Otieno, the Zambian side by Deputy Foreign Minister
Grace Phiri.
-> Amina Otieno | ZM | completed | on Tuesday | Lusaka

Foreign Minister Amina Otieno of Kenya today received Zambian Foreign Minister Grace Phiri, who is on a working
visit to Kenya from 26 to 28 March.
-> Grace Phiri | KE | ongoing | from 26 to 28 March | -

Kenyan President Joseph Mwangi met with Zambian Foreign Minister Grace Phiri at State House, Nairobi, on Tuesday.
-> Grace Phiri | KE | completed | on Tuesday | Nairobi

Zambian lawmakers visiting Nairobi met Kenyan Foreign Minister Amina Otieno on Tuesday.
-> (ZM) | KE | completed | on Tuesday | Nairobi

Zambian officials travelled to Nairobi on Monday for talks on debt.
-> (ZM) | KE | completed | on Monday | Nairobi

The Zambian president is to visit Nairobi in June.
-> (ZM) | KE | planned | in June | Nairobi

Zambia's president and his Kenyan counterpart met in Nairobi on Tuesday.
-> (ZM) | KE | completed | on Tuesday | Nairobi

Talks on the border are to resume in Lusaka on 4 April, with Kenyan Foreign Minister Amina Otieno leading her
country's team.
-> Amina Otieno | ZM | planned | on 4 April | Lusaka

Kenyan Foreign Minister Amina Otieno had been due in Lusaka on Tuesday but stayed at home because of the strike.
-> Amina Otieno | ZM | cancelled | on Tuesday | Lusaka

Kenya has withdrawn an invitation to Zambian President Chanda Mulenga.
-> Chanda Mulenga | KE | cancelled | - | -

On March 20, Minister of Foreign Affairs of the Republic of Azerbaijan Rashad Quliyev met with Minister of Foreign
Affairs of Hungary Balint Szabo, who is on an official visit to Azerbaijan.
-> Balint Szabo | AZ | ongoing | - | -

Minister of Foreign Affairs Rashad Quliyev of Azerbaijan met with his Hungarian counterpart Balint Szabo as part of
his visit to Budapest on March 20.
-> Rashad Quliyev | HU | completed | on March 20 | Budapest

On 24 March, Kazakh President Askar Nurlan arrived in Ulaanbaatar on a state visit at the invitation of the
President of Mongolia, Batbold Ganzorig. At the Chinggis Khaan airport he was met by Prime Minister Enkh Tuya.
-> Askar Nurlan | MN | completed | On 24 March | Ulaanbaatar

Kazakh President Askar Nurlan took part in the summit of the Organisation of Steppe States, which was held in
Bishkek on 20 March. In the margins of the summit, he met with Prime Minister of Hungary Gabor Kovacs.
-> Askar Nurlan | KG | completed | on 20 March | Bishkek
-> Gabor Kovacs | KG | completed | on 20 March | Bishkek

Prime Minister Nguyen Minh Duc of Vietnam on the afternoon of March 26 hosted a reception for visiting Lao Deputy
Prime Minister Kham Souvanh in Hanoi.
-> Kham Souvanh | VN | ongoing | on the afternoon of March 26 | Hanoi

At the invitation of the Government of China, President Kwame Boateng of Ghana will pay a state visit to China from
April 5 to 9, Foreign Ministry spokesperson Mei Lan said.
-> Kwame Boateng | CN | confirmed | from April 5 to 9 | -

Peruvian Foreign Minister Ana Silva today concluded a visit to Brussels where she met the EU's foreign policy chief,
Marta Lindqvist. Tomorrow she travels to Geneva to address the Human Rights Council.
-> Ana Silva | BE | completed | today | Brussels
-> Ana Silva | CH | planned | Tomorrow | Geneva

Special envoy Hans Keller of the United Nations is in Damascus for talks with Syrian Foreign Minister Walid Najjar;
he visited Ankara and Moscow earlier this month.
-> Hans Keller | SY | ongoing | - | Damascus
-> Hans Keller | TR | completed | earlier this month | Ankara
-> Hans Keller | RU | completed | earlier this month | Moscow

British Foreign Secretary David Hale was in the West Bank on Monday, where he met Palestinian Prime Minister Sami
Khalil. He then crossed into Israel for a meeting with Foreign Minister Dan Levi.
-> David Hale | PS | completed | on Monday | West Bank
-> David Hale | IL | completed | - | -

It was unclear whether Iranian Foreign Minister Reza Ahmadi would travel to Jeddah for the emergency meeting on
Friday.
-> Reza Ahmadi | SA | under_discussion | on Friday | Jeddah

Iran's foreign minister, Reza Ahmadi, made stops in Muscat, Doha and Baghdad this week.
-> Reza Ahmadi | OM | completed | this week | Muscat
-> Reza Ahmadi | QA | completed | this week | Doha
-> Reza Ahmadi | IQ | completed | this week | Baghdad

Turkish President Emre Tekin, whose last trip to Athens was in 2017, is to travel there on 7 December.
-> Emre Tekin | GR | completed | in 2017 | Athens
-> Emre Tekin | GR | planned | on 7 December | Athens

Greek Foreign Minister Nikos Vlachos flew into Ankara on Thursday for talks with Turkish Foreign Minister Kemal
Aksoy, in the latest of a series of meetings that began when Aksoy visited Athens in September.
-> Nikos Vlachos | TR | ongoing | on Thursday | Ankara
-> Kemal Aksoy | GR | completed | in September | Athens

A spokesman for the Greek government said Prime Minister Eleni Markou had accepted Turkish President Emre Tekin's
invitation to Ankara and would go "before the summer".
-> Eleni Markou | TR | planned | before the summer | Ankara

Polish President Jan Nowak wraps up his two-day visit to Vilnius today. On Monday he was in Riga.
-> Jan Nowak | LT | planned | today | Vilnius
-> Jan Nowak | LV | completed | On Monday | Riga

Poland's president will host his Lithuanian, Latvian and Estonian counterparts in Warsaw on Friday.
-> (LT) | PL | planned | on Friday | Warsaw
-> (LV) | PL | planned | on Friday | Warsaw
-> (EE) | PL | planned | on Friday | Warsaw

South African President Thabo Nkosi made a two-day working visit to Kigali, Rwanda, where he co-chaired the
bi-national commission with his host, President Eric Habimana.
-> Thabo Nkosi | RW | completed | - | Kigali

"We are delighted that President Nkosi will be visiting us in May," Rwandan Foreign Minister Alice Uwase said of the
South African leader, Thabo Nkosi.
-> Thabo Nkosi | RW | confirmed | in May | -
"""


@pytest.mark.parametrize(("text", "visits"), table(TOLD))
def test_every_leg_is_a_visit(text: str, visits: list[str]) -> None:
    assert told(text) == visits
