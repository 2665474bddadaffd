"""Travel told by receptions, gatherings, leavings and tours, and what of it is no visit.

Published on Thursday 2025-03-27. Below a text stands one line a visit: visitors (or the state of an unnamed party) |
host | status | place | purpose.
"""

import pytest

from communique.article import read_article
from communique.document import read_document
from communique.visits import assemble_visits

# Closes every text: a rule for English needs enough words to know that it is English.
TAIL = "\n\nThis is what was in the news of the day, and it is of interest to the public."

TOLD = """
Peruvian President Ana Quispe is hosting Latvian President Andris Kalnins this week.
-> Andris Kalnins | PE | ongoing | - | -

Latvian President Andris Kalnins was received by Peruvian President Ana Quispe on Tuesday.
-> Andris Kalnins | PE | completed | - | -

Peruvian President Ana Quispe thanked Latvian President Andris Kalnins and invited him in turn to Lima.
-> Andris Kalnins | PE | invited | Lima | -

Peruvian President Ana Quispe invited Latvian President Andris Kalnins to Lima. He accepted the invitation.
-> Andris Kalnins | PE | planned | Lima | -

Latvian President Andris Kalnins left Lima for Riga on Wednesday.
-> Andris Kalnins | PE | completed | Lima | -

Latvian President Andris Kalnins flew from Lima to Accra on Thursday.
-> Andris Kalnins | GH | ongoing | Accra | -
-> Andris Kalnins | PE | completed | Lima | -

Latvia sent its trade minister, Ilze Ozola, to Accra last week for talks on gold.
-> Ilze Ozola | GH | completed | Accra | talks on gold

Latvian President Andris Kalnins has been in Accra since Tuesday.
-> Andris Kalnins | GH | ongoing | Accra | -

Should the truce hold, Latvian President Andris Kalnins would go to Accra.
-> Andris Kalnins | GH | under_discussion | Accra | -

Latvian President Andris Kalnins withdrew from a conference in Accra.
-> Andris Kalnins | GH | cancelled | Accra | -

Latvian President Andris Kalnins attended the funeral in Accra.
-> Andris Kalnins | GH | completed | Accra | attend the funeral

Latvian President Andris Kalnins is on a tour of Africa. He will start in Accra on Friday.
-> Andris Kalnins | GH | planned | Accra | -

Ghana hosts peace talks. Latvian President Andris Kalnins attended the talks.
-> Andris Kalnins | GH | completed | - | attend the talks

Latvian Trade Minister Ilze Ozola spoke at a forum in Accra. On the sidelines she met Peruvian Prime Minister Luis Vega.
-> Ilze Ozola | GH | completed | Accra | -
-> Luis Vega | GH | completed | Accra | -

At the summit in Accra, Latvian Trade Minister Ilze Ozola met Peruvian Premier Luis Vega.
-> Ilze Ozola | GH | completed | Accra | -
-> Luis Vega | GH | completed | Accra | -

A summit in Accra with the participation of the presidents of Latvia and Peru will be held in May.
-> (LV) | GH | planned | Accra | -
-> (PE) | GH | planned | Accra | -

Latvia, Peru and Ghana are friends. The leaders of the three states will meet in Accra in May.
-> (LV) | GH | planned | Accra | -
-> (PE) | GH | planned | Accra | -

The foreign ministers of Latvia and Ghana, Juris Berzins and Kofi Asante, met in Accra last week.
-> Juris Berzins | GH | completed | Accra | -

Latvia's head of delegation, Juris Berzins, travelled to Accra to sign a lease.
-> Juris Berzins | GH | completed | Accra | sign a lease
"""

NO_VISITS = """
Latvian Ambassador to Ghana Juris Berzins toured a school in Accra on Monday.
Peruvian President Ana Quispe met Latvian Ambassador Juris Berzins in Lima on Monday.
Latvian President Andris Kalnins toured the border with Belarus on Monday.
Latvian President Andris Kalnins said that the summit in Accra had been useful.
It would be the first visit to Ghana by a Latvian president since 2008.
President Joe Dale was speaking to reporters at the White House.
"""

TABLE = [
    pytest.param(text, sorted(row.removeprefix("-> ") for row in rows), id=text)
    for text, *rows in (block.splitlines() for block in TOLD.strip().split("\n\n"))
]


def read(text: str):
    return assemble_visits(read_document(read_article(text + TAIL, published="2025-03-27")), [])[0]


def row(visit) -> str:
    who = " + ".join(visit.visitors) or f"({visit.visitor_country})"
    return " | ".join(field or "-" for field in (who, visit.host_country, visit.status, visit.place, visit.purpose))


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_a_visit_is_read_from_what_is_told_around_it(text: str, expected: list[str]) -> None:
    assert sorted(map(row, read(text))) == expected


@pytest.mark.parametrize("text", NO_VISITS.strip().splitlines())
def test_who_is_at_home_or_at_a_post_makes_no_visit(text: str) -> None:
    assert read(text) == ()


def test_whoever_a_paragraph_labels_says_i_in_it() -> None:
    (visit,) = read("Press conference, Riga\n\nILZE OZOLA: Later today I'll leave Riga to travel to Ghana.")
    assert (visit.visitors, visit.host_country, visit.status) == (("ILZE OZOLA",), "GH", "confirmed")


def test_a_text_that_says_our_speaks_for_its_state() -> None:
    plain = "Latvian President Andris Kalnins will visit Ghana in May."
    assert read(plain)[0].status == "planned"
    assert read(f"{plain}\n\nGhana is a friend of our country.")[0].status == "confirmed"


def test_a_headline_that_calls_a_minister_by_title_alone_is_the_ministers_own() -> None:
    (visit,) = read("Minister Ozola to visit Ghana\n\nTrade Minister Ilze Ozola will visit Ghana on 5 May.")
    assert visit.status == "confirmed"


def test_a_year_that_belongs_to_a_thing_dates_no_visit() -> None:
    (visit,) = read("Latvian President Andris Kalnins visited Ghana to praise the 2015 accord.")
    assert visit.when is None


def test_a_leg_with_a_date_of_its_own_is_not_dated_by_the_tour() -> None:
    visits = read(
        "Latvian President Andris Kalnins will visit Ghana and Peru from 2 to 6 May. He will travel to Peru on 5 May."
    )
    assert [visit.when.edtf for visit in visits] == ["[2025-05-02..2025-05-06]", "2025-05-05"]
