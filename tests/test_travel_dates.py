"""When visits take place: stays of several days, what a tour's dates say of a leg, dates that are another's.

Published on Thursday 2025-03-27. Below a text stands one line a visit: visitors | host | date.
"""

import pytest

from communique.article import read_article
from communique.document import read_document
from communique.visits import assemble_visits
from visit_lines import TAIL, table

TOLD = """
Latvian President Andris Kalnins will visit Peru for three days from 30 May.
-> Andris Kalnins | PE | 2025-05-30/2025-06-01

Latvian President Andris Kalnins arrived in Lima on Tuesday for a three-day official visit.
-> Andris Kalnins | PE | 2025-03-25/2025-03-27

Latvian President Andris Kalnins wrapped up a four-day visit to Peru on Wednesday.
-> Andris Kalnins | PE | 2025-03-23/2025-03-26

Latvian President Andris Kalnins will start a two-day visit to Peru on 31 May.
-> Andris Kalnins | PE | 2025-05-31/2025-06-01

Latvian President Andris Kalnins will pay a three-day visit to Peru from 2 April.
-> Andris Kalnins | PE | 2025-04-02/2025-04-04

Latvian President Andris Kalnins begins a week-long visit to Peru on Monday.
-> Andris Kalnins | PE | 2025-03-31/2025-04-06

During a three-day visit to Peru, Latvian President Andris Kalnins met President Ana Quispe on Tuesday.
-> Andris Kalnins | PE | 2025-03-25

Latvian President Andris Kalnins arrived in Lima on Monday. He met Peruvian President Ana Quispe in Lima on Tuesday.
-> Andris Kalnins | PE | 2025-03-24/2025-03-25

Latvian President Andris Kalnins will arrive in Lima on Monday. He will meet Peruvian President Ana Quispe on Tuesday
before returning home on Thursday.
-> Andris Kalnins | PE | 2025-03-31/2025-04-03

Latvian President Andris Kalnins arrived in Lima on Wednesday. His visit ends on Saturday.
-> Andris Kalnins | PE | 2025-03-26/2025-03-29

Latvian President Andris Kalnins will also visit Peru and Ghana on a tour of four countries until 3 June.
-> Andris Kalnins | PE | ../2025-06-03
-> Andris Kalnins | GH | ../2025-06-03

Latvian President Andris Kalnins and Kenyan President Joseph Mwangi were invited to the Lima summit on 8 and 9 July.
-> Andris Kalnins | PE | 2025-07-08/2025-07-09
-> Joseph Mwangi | PE | 2025-07-08/2025-07-09

Latvian President Andris Kalnins visited Peru in May 2018, and Kenyan President Joseph Mwangi visited Ghana in
December that year.
-> Andris Kalnins | PE | 2018-05
-> Joseph Mwangi | GH | 2018-12

Kenyan President Joseph Mwangi came to power in 2018. The following year Mwangi paid a state visit to Peru.
-> Joseph Mwangi | PE | 2019

Latvian President Andris Kalnins visited Peru in May, and Peruvian President Ana Quispe was invited to Riga.
-> Andris Kalnins | PE | 2024-05
-> Ana Quispe | LV | -

Latvian President Andris Kalnins may visit Peru before the summer recess.
-> Andris Kalnins | PE | -
"""


@pytest.mark.parametrize(("text", "visits"), table(TOLD))
def test_a_visit_is_dated_as_the_text_has_it(text: str, visits: list[str]) -> None:
    document = read_document(read_article(text + TAIL, published="2025-03-27"))
    lines = [
        f"{' + '.join(visit.visitors)} | {visit.host_country} | {(visit.when and visit.when.edtf) or '-'}"
        for visit in assemble_visits(document, [])[0]
    ]
    assert lines == visits


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Latvian President Andris Kalnins arrived in Lima on Tuesday for a three-day visit.", "ongoing"),
        ("Latvian President Andris Kalnins ended a three-day visit to Lima on Wednesday.", "completed"),
    ],
)
def test_a_stay_is_under_way_until_its_last_day(text: str, status: str) -> None:
    (visit,) = assemble_visits(read_document(read_article(text + TAIL, published="2025-03-27")), [])[0]
    assert visit.status == status
