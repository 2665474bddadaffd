"""Travel told over several sentences, or in the ways of wire copy, releases and summit reports.

Published on Thursday 2025-03-27. Below a text stands one line a visit: visitors (or the state of an unnamed party) |
host | status | date phrase | place.
"""

from functools import cache

import pytest

from communique.article import read_article
from communique.document import read_document
from communique.visits import assemble_visits

# Closes every text: a rule for English needs enough words to know that it is English.
TAIL = "\n\nThis is what was in the news of the day, and it is of interest to the public."

STORIES = """
Latvian President Andris Kalnins arrived on Tuesday in Kenya. In Nairobi, he will meet Kenyan President Joseph Mwangi.
-> Andris Kalnins | KE | ongoing | on Tuesday | Nairobi

Latvian President Andris Kalnins arrived in Nairobi on Monday. He will address parliament on Friday.
-> Andris Kalnins | KE | completed | on Monday | Nairobi

Latvian President Andris Kalnins will visit Kenya in May. He called off the trip to Nairobi.
-> Andris Kalnins | KE | cancelled | in May | Nairobi

Latvian President Andris Kalnins was to visit Kenya next week. His trip to Nairobi has been cancelled.
-> Andris Kalnins | KE | cancelled | next week | Nairobi

Latvian President Andris Kalnins cancelled a visit to Kenya on Monday.
-> Andris Kalnins | KE | cancelled | - | -

Latvian President Andris Kalnins has postponed a visit to Kenya planned for next month.
-> Andris Kalnins | KE | cancelled | next month | -

NAIROBI: Latvian President Andris Kalnins arrived here on Wednesday on a two-day visit.
-> Andris Kalnins | KE | ongoing | on Wednesday | Nairobi

LIMA, March 26 (Agency) - Latvian Trade Minister Ilze Ozola will arrive here on Monday.
-> Ilze Ozola | PE | planned | on Monday | Lima

Latvian Trade Minister Ilze Ozola admires Peru. She last went there in 2019.
-> Ilze Ozola | PE | completed | in 2019 | -

Kenya will be visited by Latvian President Andris Kalnins in June.
-> Andris Kalnins | KE | planned | in June | -

Latvian President Andris Kalnins is due in Nairobi on Saturday.
-> Andris Kalnins | KE | planned | on Saturday | Nairobi

Latvian President Andris Kalnins wrapped up a visit to Kenya on Wednesday and flew home.
-> Andris Kalnins | KE | completed | on Wednesday | -

Latvian President Andris Kalnins returned to Riga on Wednesday after a three-day visit to Kenya.
-> Andris Kalnins | KE | completed | - | -

Latvian President Andris Kalnins returned to Latvia from Kenya.
-> Andris Kalnins | KE | completed | - | -

Guyana's Maria Persaud and Uruguay's Pablo Sosa met in Lima on 6 March.
-> Maria Persaud | PE | completed | on 6 March | Lima
-> Pablo Sosa | PE | completed | on 6 March | Lima

Latvian President Andris Kalnins met Portuguese Foreign Minister Rui Machado on the sidelines of a summit in Lima.
-> Andris Kalnins | PE | completed | - | Lima
-> Rui Machado | PE | completed | - | Lima

The Turkish president will travel to Nairobi next week.
-> (TR) | KE | planned | next week | Nairobi

A Chinese delegation arrived in Lima on 4 March.
-> (CN) | PE | completed | on 4 March | Lima

The foreign ministers of Ghana and Peru met in Doha on 4 March.
-> (GH) | QA | completed | on 4 March | Doha
-> (PE) | QA | completed | on 4 March | Doha

Latvia's Ilze Ozola said alongside Kenyan President Joseph Mwangi that she would fly to Lima in April.
-> Ilze Ozola | PE | planned | in April | Lima

Latvian President Andris Kalnins will visit Kenya in May, his first trip there since 2012.
-> Andris Kalnins | KE | planned | in May | -

Latvian President Andris Kalnins, who met Portuguese Foreign Minister Rui Machado on Monday, will visit Kenya in May.
-> Andris Kalnins | KE | planned | in May | -

Kenyan President Joseph Mwangi will receive in May Latvian Trade Minister Ilze Ozola, who visited Peru in 2022.
-> Ilze Ozola | PE | completed | in 2022 | -

Latvian President Andris Kalnins will visit Kenya in April. In Accra, he will meet farmers.
-> Andris Kalnins | KE | planned | in April | -
-> Andris Kalnins | GH | planned | - | Accra

Leaders gathered for a summit in Nairobi on 6 March. It was attended by Kenya's Joe Mwangi and Peru's Pablo Sosa.
-> Pablo Sosa | KE | completed | on 6 March | Nairobi

A summit was held in Nairobi on 6 March. Latvian President Andris Kalnins addressed the summit by video link.

Latvian President Andris Kalnins visited Nairobi in 2019. Trade Minister Ilze Ozola made a similar trip in 2021.
-> Andris Kalnins | KE | completed | in 2019 | Nairobi
-> Ilze Ozola | KE | completed | in 2021 | Nairobi

Latvian President Andris Kalnins is on a tour that will also take him to Ghana.
-> Andris Kalnins | GH | planned | - | -

During his Kenya visit last month, Latvian President Andris Kalnins met farmers.
-> Andris Kalnins | KE | completed | last month | -

Latvian President Andris Kalnins toured Kenya and Ghana in January and Peru last week.
-> Andris Kalnins | KE | completed | in January | -
-> Andris Kalnins | GH | completed | in January | -
-> Andris Kalnins | PE | completed | last week | -

Latvian President Andris Kalnins accepted an invitation to visit Kenya.
-> Andris Kalnins | KE | planned | - | -

Latvian President Andris Kalnins declined an invitation to Nairobi last month.
-> Andris Kalnins | KE | cancelled | - | Nairobi

A visit by Latvian President Andris Kalnins to Kenya could take place in June.
-> Andris Kalnins | KE | under_discussion | in June | -

Kenya said no trip to Riga was planned, but Latvian President Andris Kalnins may go to Nairobi.
-> Andris Kalnins | KE | under_discussion | - | Nairobi

Latvian President Andris Kalnins flew to Lima, where he will open a school on Friday.
-> Andris Kalnins | PE | ongoing | - | Lima

Peru's foreign minister arrived in Accra on 4 March. Ana Quispe was met at the airport by officials.
-> Ana Quispe | GH | completed | on 4 March | Accra

Kenyan President Joseph Mwangi told reporters with his visiting Latvian counterpart Andris Kalnins that trade grew.
-> Andris Kalnins | KE | ongoing | - | -

Talks in Lima between Latvia's Ilze Ozola and Ghana's Kofi Asante will be held on Friday.
-> Ilze Ozola | PE | planned | on Friday | Lima
-> Kofi Asante | PE | planned | on Friday | Lima

Latvian Trade Minister Ilze Ozola and Portuguese Foreign Minister Rui Machado met in Lima last week.
-> Ilze Ozola | PE | completed | last week | Lima
-> Rui Machado | PE | completed | last week | Lima

Latvian President Andris Kalnins met Kenyan President Joseph Mwangi on Monday. The two last met in Lima in 2022.
-> Andris Kalnins | PE | completed | in 2022 | Lima
-> Joseph Mwangi | PE | completed | in 2022 | Lima

A delegation from Latvia toured Kenya last week. The group was led by Trade Minister Ilze Ozola.
-> Ilze Ozola | KE | completed | last week | -

During a visit to Brussels last week, Latvian President Andris Kalnins met with Kenyan President Joseph Mwangi.
-> Andris Kalnins | BE | completed | last week | Brussels
-> Joseph Mwangi | BE | completed | last week | Brussels

Latvian President Andris Kalnins will visit Nairobi on 5 May. Trade Minister Ilze Ozola will join him in Nairobi.
-> Andris Kalnins + Ilze Ozola | KE | planned | on 5 May | Nairobi
"""

NO_VISITS = """
Latvian President Andris Kalnins returned home on Monday.
Latvian President Andris Kalnins returned to Riga on Monday.
RIGA: Latvian President Andris Kalnins arrived here on Monday.
Latvian Ambassador Juris Berzins presented his credentials to Kenyan President Joseph Mwangi.
Latvian President Andris Kalnins headed the mission of the United Nations in Geneva.
Latvian President Andris Kalnins said the step was likely to annoy Nairobi.
Latvian President Andris Kalnins would have visited Kenya if he had been well.
Latvian President Andris Kalnins said a trip to Kenya by tourists is cheap.
Latvian President Andris Kalnins discussed Kenya with Portuguese Foreign Minister Rui Machado by telephone on Monday.
Latvian President Andris Kalnins named Juris Berzins as ambassador to Kenya.
Latvian President Andris Kalnins welcomed the results of the talks in Geneva.
"""

TABLE = [
    pytest.param(text, tuple(row.removeprefix("-> ") for row in rows), id=text)
    for text, *rows in (block.splitlines() for block in STORIES.strip().split("\n\n"))
]


@cache
def read(text: str):
    return assemble_visits(read_document(read_article(text + TAIL, published="2025-03-27")), [])[0]


def row(visit) -> str:
    who = " + ".join(visit.visitors) or f"({visit.visitor_country})"
    fields = (who, visit.host_country, visit.status, visit.when and visit.when.text, visit.place)
    return " | ".join(field or "-" for field in fields)


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_a_story_yields_one_record_a_visit(text: str, expected: tuple[str, ...]) -> None:
    assert tuple(map(row, read(text))) == expected


@pytest.mark.parametrize("text", NO_VISITS.strip().splitlines())
def test_what_only_sounds_like_a_visit_yields_none(text: str) -> None:
    assert read(text) == ()


def test_who_issues_a_release_says_i() -> None:
    text = "Media release\n\nMinister for Trade\n\nIlze Ozola\n\nI will visit Kenya in May. My visit will be short."
    assert row(read(text)[0]) == "Ilze Ozola | KE | confirmed | in May | -"


def test_whom_a_visitor_meets_is_a_host() -> None:
    (visit,) = read(
        "Latvian President Andris Kalnins arrived in Nairobi on Wednesday. "
        "He was received by Kenyan Foreign Minister Amina Otieno and will meet Kenyan President Joseph Mwangi."
    )
    assert (visit.status, visit.hosts) == ("ongoing", ("Amina Otieno", "Joseph Mwangi"))


def test_a_purpose_ends_where_its_report_begins() -> None:
    (visit,) = read(
        "Latvian President Andris Kalnins left for Kenya to discuss fishing rights, his office said on Monday."
    )
    assert visit.purpose == "discuss fishing rights"
