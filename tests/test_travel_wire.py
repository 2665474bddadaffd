"""Visits as wire copy and releases tell them: with a dateline, over several sentences, in several legs.

The texts and the lines below them are as ``visit_lines`` says.
"""

import pytest

from visit_lines import table, told

TOLD = """
Togolese Foreign Minister Omar Baku says the two sides gathered in Oslo - Togo and Latvia - will work to calm the
border. Latvian Foreign Minister Ilze Ozola at the start of the meeting.
-> Ilze Ozola | NO | completed | - | Oslo

Chinese President Lin Haoran was in Beijing. As to the plan, which he unveiled at a news conference held in Riga last
Thursday, Togolese Foreign Minister Omar Baku said that it was new.
-> Omar Baku | LV | completed | last Thursday | Riga

Togolese President Omar Baku has postponed a visit to Riga until June, his office said.
-> Omar Baku | LV | planned | June | Riga

Togolese President Omar Baku moved his trip to Riga from Monday to Thursday, his office said.
-> Omar Baku | LV | planned | Thursday | Riga

A planned visit by Togolese President Omar Baku to Riga was put off until May, his office said on Thursday. Baku had
been due to arrive in Latvia on Sunday.
-> Omar Baku | LV | planned | May | Riga

Togolese President Omar Baku's visit to Riga was rescheduled for May 5, the foreign ministry said. Baku had been due
there on March 20.
-> Omar Baku | LV | planned | May 5 | Riga

Togolese President Omar Baku, who delayed a trip to Riga last year, will visit Latvia in June, his office said.
-> Omar Baku | LV | confirmed | in June | Riga

Norwegian Prime Minister Kari Lund, who is on a visit to Peru, apologised on Thursday for the dam.
-> Kari Lund | PE | ongoing | - | -

Norwegian Foreign Minister Kari Lund was in Lima. Lund also on Monday held brief talks with President Ana Silva.
-> Kari Lund | PE | completed | on Monday | Lima

Norwegian President Kari Lund and Peruvian President Ana Silva had last spoken in June 2019, when they met in the
Chilean port city of Valdivia.
-> Kari Lund | CL | completed | in June 2019 | Valdivia
-> Ana Silva | CL | completed | in June 2019 | Valdivia

Norwegian Foreign Minister Kari Lund will visit Belgium and the UK. In London, Ms Lund looks forward to meeting with
Prime Minister Tony Penn. In Brussels, she will see the head of the bank, Jan Smit.
-> Kari Lund | BE | planned | - | Brussels
-> Kari Lund | GB | planned | - | London

Togolese President Omar Baku will visit Latvia on Monday. He was in Oslo on Wednesday. A trip to Prague is planned for
the second half of April.
-> Omar Baku | LV | planned | on Monday | -
-> Omar Baku | NO | completed | on Wednesday | Oslo
-> Omar Baku | CZ | planned | the second half of April | Prague

Togolese Foreign Minister Omar Baku was in Riga in 2018. He said a second visit was possible this summer.
-> Omar Baku | LV | completed | in 2018 | Riga
-> Omar Baku | LV | under_discussion | this summer | Riga

Togolese President Omar Baku did not rule out a meeting with Latvian Prime Minister Ilze Ozola in Oslo in April.
-> Omar Baku | NO | under_discussion | in April | Oslo
-> Ilze Ozola | NO | under_discussion | in April | Oslo

Peru hosts African leaders this week for a two-day summit on trade. At the last such gathering in Oslo in 2019, trade
had grown. The guests include the presidents of Egypt and Senegal.
-> (EG) | PE | planned | this week | -
-> (SN) | PE | planned | this week | -

Foreign Minister Omar Haddad of Jordan said the new envoys were the right people to speak for Amman at the meeting in
Oslo.

CAIRO (Agency) - Egypt's foreign minister, Samir Fouad, will travel to Ethiopia on Sunday to discuss the dam, state
television reported. His visit follows talks in Khartoum last week between the irrigation ministers of the three
countries.
-> Samir Fouad | ET | planned | on Sunday | -

TEHRAN (Agency) - Iranian President Behrouz Karimi began a visit to Pakistan on Wednesday, the first by an Iranian
head of state in eight years. Karimi, accompanied by Foreign Minister Reza Ahmadi and a large trade delegation, was
received by Prime Minister Asif Khan at the prime minister's house in Islamabad. He is due to travel to Lahore and
Karachi before leaving on Friday for Sri Lanka.
-> Behrouz Karimi + Reza Ahmadi | PK | ongoing | on Wednesday | Islamabad
-> Behrouz Karimi | LK | planned | on Friday | -

The Ukrainian foreign minister, Ivan Melnyk, has arrived in Beijing for a four-day visit, his first to China since
the war began. He will meet his Chinese counterpart, Zhou Yi. Beijing's special envoy, Li Hua, visited Kyiv in March
and held two rounds of shuttle talks in Moscow, Brussels and Riyadh last year.
-> Ivan Melnyk | CN | ongoing | - | Beijing
-> Li Hua | UA | completed | in March | Kyiv
-> Li Hua | RU | completed | last year | Moscow
-> Li Hua | BE | completed | last year | Brussels
-> Li Hua | SA | completed | last year | Riyadh

Pope Clement will visit Mongolia in late August, the Vatican said on Monday. It will be the first papal trip to the
country.
-> Clement | MN | confirmed | in late August | -

"We agreed to hold the next round in Almaty in June," Kazakh Foreign Minister Arman Nurlan said after meeting Uzbek
Foreign Minister Bakhtiyor Rahimov in Tashkent.
-> Arman Nurlan | UZ | completed | - | Tashkent

India's national security adviser, Vikram Rao, visited Kabul in 2017. He declined to say whether a new trip was
planned.
-> Vikram Rao | AF | completed | in 2017 | Kabul

The German foreign minister, Lena Vogt, called off a planned trip to Tel Aviv and Ramallah, her spokesman said on
Monday, without giving a new date.
-> Lena Vogt | IL | cancelled | - | Tel Aviv
-> Lena Vogt | PS | cancelled | - | Ramallah

Hungarian Prime Minister Gabor Kovacs met Russian President Oleg Sorokin in Moscow on Friday, days after a visit to
Kyiv that was also unannounced. He arrived in Beijing on Monday.
-> Gabor Kovacs | RU | completed | on Friday | Moscow
-> Gabor Kovacs | UA | completed | - | Kyiv
-> Gabor Kovacs | CN | completed | on Monday | Beijing

Mexican Foreign Secretary Lucia Barragan travels on Sunday to Washington, where she will meet Secretary of State
John Carrow on Monday.
-> Lucia Barragan | US | planned | on Sunday | Washington

Canada's foreign minister, Paul Tremblay, paid his first visit to Mexico since his appointment.
-> Paul Tremblay | MX | completed | - | -

Canada's Prime Minister Claire Dubois is to embark on a tour of Japan and South Korea on 10 April.
-> Claire Dubois | JP | planned | on 10 April | -
-> Claire Dubois | KR | planned | on 10 April | -

The Canadian prime minister, Claire Dubois, said she would be travelling to Tokyo "in the coming weeks".
-> Claire Dubois | JP | planned | in the coming weeks | Tokyo

Tokyo has confirmed that Canadian Prime Minister Claire Dubois will visit on 10 April.
-> Claire Dubois | JP | confirmed | on 10 April | -

Canadian Prime Minister Claire Dubois was the guest of Japanese Prime Minister Kenji Sato at a dinner in Kyoto on
Tuesday.
-> Claire Dubois | JP | completed | on Tuesday | Kyoto

The Japanese emperor and empress will travel to Britain in late June as state guests.
-> (JP) | GB | planned | in late June | -

Norway's Minister of International Development, Nils Berg, is visiting Malawi from 24 to 27 March. In Lilongwe, he
signed an agreement on health with Malawian Finance Minister Chimwemwe Banda.
-> Nils Berg | MW | ongoing | from 24 to 27 March | Lilongwe

Norwegian Prime Minister Erik Dahl attends the European Council in Brussels on Thursday and Friday.
-> Erik Dahl | BE | completed | on Thursday and Friday | Brussels

On the fringes of a conference in Munich last month, Norwegian Prime Minister Erik Dahl held brief talks with
Chinese Foreign Minister Zhou Yi.
-> Erik Dahl | DE | completed | last month | Munich
-> Zhou Yi | DE | completed | last month | Munich

Norway hosted secret talks between the Colombian government and the rebels in 2023, led by High Commissioner Danilo
Reyes.

Swedish Foreign Minister Maja Holm's visit to Kyiv, her fifth since the war began, was not announced in advance.
-> Maja Holm | UA | completed | - | Kyiv

A Swedish parliamentary delegation had been scheduled to visit Ankara last week, but the trip was called off by the
hosts.
-> (SE) | TR | cancelled | last week | Ankara

Sweden's defence minister, Lars Ek, postponed a trip to Ankara that had been set for 2 April. A new date has yet to
be fixed.
-> Lars Ek | TR | cancelled | 2 April | Ankara

Israeli Foreign Minister Dan Levi's scheduled talks in Stockholm on Friday with Swedish Foreign Minister Maja Holm
will focus on trade.
-> Dan Levi | SE | planned | on Friday | Stockholm

HH the Emir Sheikh Khalid bin Nasser left Doha on Sunday for the Sultanate of Oman on a two-day state visit. He was
seen off at the airport by Deputy Emir Sheikh Abdullah bin Nasser.
-> Khalid bin Nasser | OM | completed | on Sunday | -

Omani Foreign Minister Salim Harthy held a telephone call with Iranian Foreign Minister Reza Ahmadi ahead of the
latter's visit to Muscat on Thursday.
-> Reza Ahmadi | OM | planned | on Thursday | Muscat

Crown Prince Faisal bin Turki of Saudi Arabia on Tuesday welcomed Jordan's King Hussein bin Talal in Jeddah.
-> Hussein bin Talal | SA | completed | on Tuesday | Jeddah

ADDIS ABABA - Somali President Hassan Warsame arrived here on Wednesday to take part in an extraordinary summit of
East African leaders. Kenya's Joseph Mwangi and Uganda's James Okello were already in the Ethiopian capital.
-> Hassan Warsame | ET | ongoing | on Wednesday | Addis Ababa
-> Joseph Mwangi | ET | completed | - | Addis Ababa
-> James Okello | ET | completed | - | Addis Ababa

Nigeria's President Musa Bello returned to Abuja on Thursday from Accra where he attended an emergency meeting of
West African leaders.
-> Musa Bello | GH | completed | on Thursday | Accra

Chile's Foreign Minister Elena Rojas began a tour of Asia on Monday that will take her to Japan, South Korea and
Vietnam.
-> Elena Rojas | JP | planned | on Monday | -
-> Elena Rojas | KR | planned | on Monday | -
-> Elena Rojas | VN | planned | on Monday | -

After Japan, Chilean Foreign Minister Elena Rojas will travel to South Korea on 3 April and Vietnam on 5 April.
-> Elena Rojas | JP | completed | - | -
-> Elena Rojas | KR | planned | on 3 April | -
-> Elena Rojas | VN | planned | on 5 April | -

Talks between Peruvian President Luis Quiroga and Bolivian President Juan Quispe will be held in La Paz on 4 April.
-> Luis Quiroga | BO | planned | on 4 April | La Paz

Indonesian President Bambang Wiranto made a stop in Singapore on Tuesday en route to the Netherlands, where he will
be received by King Pieter on Thursday.
-> Bambang Wiranto | SG | completed | on Tuesday | -
-> Bambang Wiranto | NL | planned | on Thursday | -

Malaysian Prime Minister Aziz Rahman is currently in Bangkok on a two-day working visit. He is scheduled to meet
Thai Prime Minister Anan Rattana today.
-> Aziz Rahman | TH | ongoing | today | Bangkok

"During my trip to Bangkok last week I told Prime Minister Anan that we were ready," Malaysian Prime Minister Aziz
Rahman told parliament.
-> Aziz Rahman | TH | completed | last week | Bangkok

Bangladeshi chief adviser Rafiq Chowdhury left for Bangkok on Thursday morning to attend the regional summit, which
runs until 4 April. He is likely to hold a meeting with Indian Prime Minister Vikram Rao on the sidelines.
-> Rafiq Chowdhury | TH | ongoing | on Thursday morning | Bangkok
-> Vikram Rao | TH | planned | on Thursday morning | Bangkok

Papua New Guinea Prime Minister Peter Maelo hosted his New Zealand counterpart, Grace Walker, for two days of talks
in Port Moresby last week.
-> Grace Walker | PG | completed | last week | Port Moresby

WHO chief Dr Selam Bekele visited Gaza and the West Bank this week, the first such trip since 2022.
-> Selam Bekele | PS | completed | this week | Gaza

NATO Secretary General Lars Holm welcomed the Prime Minister of Montenegro, Milo Vukic, to NATO Headquarters on
Wednesday.
-> Milo Vukic | BE | completed | on Wednesday | -

Russian Foreign Minister Oleg Sorokin paid a two-day visit to Belgrade in the middle of March, Serbian media said.
-> Oleg Sorokin | RS | completed | in the middle of March | Belgrade

Slovak Prime Minister Robert Hala was the only EU leader at the parade in Moscow last year.
-> Robert Hala | RU | completed | last year | Moscow

Slovakia's Robert Hala met the Russian president in the Kremlin in December.
-> Robert Hala | RU | completed | in December | -

Georgian opposition leader Nino Beridze was in Washington on Monday to meet members of Congress.
-> Nino Beridze | US | completed | on Monday | Washington

Venezuelan Vice President Rosa Mendez, who is under sanctions, changed planes in Madrid in January 2020 on her way
to Istanbul.
-> Rosa Mendez | TR | planned | in January 2020 | Istanbul

The Colombian and Haitian presidents, Gustavo Ruiz and Jean Pierre, met in Jacmel, Haiti, in January.
-> Gustavo Ruiz | HT | completed | in January | Jacmel

On his first day in Beijing, Brazilian President Paulo Mendes laid a wreath on Tiananmen Square and held talks with
President Lin Haoran.
-> Paulo Mendes | CN | completed | - | Beijing

On March 24, President of Armenia Vahan Sarkisyan received the delegation led by the Minister of Economy of Greece,
Nikos Vlachos.
-> Nikos Vlachos | AM | completed | On March 24 | -

President Vahan Sarkisyan of Armenia has departed for Athens on a two-day state visit.
-> Vahan Sarkisyan | GR | ongoing | - | Athens

Greek Prime Minister Nikos Vlachos and President Vahan Sarkisyan of Armenia will meet on Monday in Athens, the first
such meeting since 2019.
-> Vahan Sarkisyan | GR | planned | on Monday | Athens

Armenian President Vahan Sarkisyan's visit to Greece, originally scheduled for March, has been moved to June.
-> Vahan Sarkisyan | GR | planned | June | -

Armenian President Vahan Sarkisyan is expected in Athens in June.
-> Vahan Sarkisyan | GR | planned | in June | Athens

Armenian President Vahan Sarkisyan has hailed the results of his visit to Greece.
-> Vahan Sarkisyan | GR | completed | - | -

Upon his return from Athens, Armenian President Vahan Sarkisyan named a new envoy.
-> Vahan Sarkisyan | GR | completed | - | Athens

Armenian President Vahan Sarkisyan made his first foreign trip, to Greece, in January.
-> Vahan Sarkisyan | GR | completed | in January | -

Two weeks after visiting Athens, Armenian President Vahan Sarkisyan went to Cyprus.
-> Vahan Sarkisyan | GR | completed | - | Athens
-> Vahan Sarkisyan | CY | completed | - | -

Greek President Eleni Markou played host to Armenian President Vahan Sarkisyan last week.
-> Vahan Sarkisyan | GR | completed | last week | -

Greek President Eleni Markou and Armenian President Vahan Sarkisyan held a joint press conference at the
presidential palace in Athens on Monday.
-> Vahan Sarkisyan | GR | completed | on Monday | Athens

Armenian President Vahan Sarkisyan has cut short a visit to Greece and is flying home, his office said on Wednesday.
-> Vahan Sarkisyan | GR | completed | - | -

Armenian President Vahan Sarkisyan left for Egypt on Wednesday to attend a climate summit. He will also visit
Jordan.
-> Vahan Sarkisyan | EG | ongoing | on Wednesday | -
-> Vahan Sarkisyan | JO | planned | - | -

Armenian Defence Minister Aram Petrosyan visited Armenian peacekeepers stationed in Lebanon on Monday.
-> Aram Petrosyan | LB | completed | on Monday | -

Armenian Defence Minister Aram Petrosyan met NATO Secretary General Lars Holm in Brussels on Monday.
-> Aram Petrosyan | BE | completed | on Monday | Brussels

UN Secretary-General Carla Montoya will visit Armenia in May.
-> Carla Montoya | AM | planned | in May | -

The European Commission president, Marta Lindqvist, travels to Yerevan next week.
-> Marta Lindqvist | AM | planned | next week | Yerevan
"""


@pytest.mark.parametrize(("text", "visits"), table(TOLD))
def test_wire_copy_yields_one_record_a_visit(text: str, visits: list[str]) -> None:
    assert told(text) == visits
