"""Itinerary: mentions of visits become one visit where party, place, date and state allow it, and several where not."""

from dataclasses import replace

import pytest

from communique.language.itinerary import Visiting, group_readings
from communique.language.segment import paragraphs
from communique.language.travel import Reading

BASE = Reading(
    sentence=0,
    start=0,
    end=5,
    visitors=("Ana Silva",),
    visitor_country="PT",
    host_country="QA",
    host_organisation=None,
    place=None,
    hosts=(),
    status="completed",
    settled=False,
    announced=False,
    when=None,
    formality="unspecified",
    purpose=None,
    inferred=(),
)


def grouped(
    *readings: Reading, phrases: dict[int, str] | None = None, published: str | None = "2025-03-27"
) -> list[Visiting]:
    """Group readings that stand in one sentence each; ``phrases`` dates them by their place in the list."""
    dates = phrases or {}
    text, placed = "", []
    for index, reading in enumerate(readings):
        lead = f"{text}She went there "
        phrase = dates.get(index, "")
        text = f"{lead}{phrase}.\n\n"
        when = (len(lead), len(lead) + len(phrase)) if phrase else None
        placed.append(replace(reading, sentence=index, start=len(lead), end=len(lead) + 1, when=when))
    sentences = [sentence for paragraph in paragraphs(text) for sentence in paragraph.sentences]
    return group_readings(placed, text, sentences, published)


def test_two_mentions_of_one_visit_are_one() -> None:
    (visit,) = grouped(BASE, replace(BASE, place="Doha"))
    assert (len(visit.readings), visit.place, visit.host) == (2, "Doha", ("QA", None))


@pytest.mark.parametrize(
    "other",
    [
        replace(BASE, host_country="KE"),
        replace(BASE, visitors=("Rui Machado",), visitor_country="LV"),
        replace(BASE, status="planned"),
        replace(BASE, host_country=None, host_organisation="NATO"),
    ],
    ids=["another host", "another party", "another time", "a body"],
)
def test_what_differs_in_host_party_or_time_is_another_visit(other: Reading) -> None:
    assert len(grouped(BASE, other)) == 2


@pytest.mark.parametrize(
    ("first", "second", "visits"),
    [
        ("in 2019", "in 2023", 2),
        ("in 2019", "in 2019", 1),
        ("in March", "on 13 March", 1),
        ("on 12 March", "on 13 March", 1),
        ("on 3 March", "on 23 March", 2),
    ],
)
def test_dates_keep_visits_apart_or_together(first: str, second: str, visits: int) -> None:
    assert len(grouped(BASE, BASE, phrases={0: first, 1: second})) == visits


def test_the_most_precise_date_is_the_visits() -> None:
    (visit,) = grouped(BASE, BASE, phrases={0: "in March", 1: "on 13 March"})
    assert visit.when is not None
    assert visit.when.phrase == "on 13 March"


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (("invited",), "invited"),
        (("invited", "planned"), "planned"),
        (("under_discussion", "invited"), "under_discussion"),
        (("planned", "under_discussion"), "planned"),
        (("planned", "cancelled"), "cancelled"),
        (("completed", "ongoing"), "ongoing"),
        ((None,), "planned"),
        ((None, "completed"), "completed"),
    ],
)
def test_the_furthest_rung_that_any_mention_supports_counts(statuses: tuple, expected: str) -> None:
    (visit,) = grouped(*(replace(BASE, status=status) for status in statuses))
    assert visit.status == expected


@pytest.mark.parametrize(
    ("phrase", "settled", "announced", "expected"),
    [
        ("in May", True, True, "confirmed"),
        ("on 12 April", True, True, "confirmed"),
        ("later this year", True, True, "planned"),
        ("", True, True, "planned"),
        ("in May", False, True, "planned"),
        ("in May", True, False, "planned"),
    ],
)
def test_a_visit_is_confirmed_when_settled_announced_and_dated_to_a_month(
    phrase: str, settled: bool, announced: bool, expected: str
) -> None:
    reading = replace(BASE, status="planned", settled=settled, announced=announced)
    (visit,) = grouped(reading, phrases={0: phrase} if phrase else None)
    assert visit.status == expected


def test_nothing_that_begins_after_publication_has_taken_place() -> None:
    (visit,) = grouped(BASE, phrases={0: "on 12 April 2025"})
    assert visit.status == "planned"


def test_a_mention_without_a_host_supports_a_visit_and_is_none_by_itself() -> None:
    loose = replace(BASE, host_country=None)
    assert grouped(loose) == []
    (visit,) = grouped(BASE, loose)
    assert len(visit.readings) == 2


def test_an_unnamed_party_joins_the_named_one_of_its_state() -> None:
    (visit,) = grouped(BASE, replace(BASE, visitors=()))
    assert visit.visitors == ("Ana Silva",)


def test_members_of_a_delegation_join_the_principal() -> None:
    (visit,) = grouped(BASE, replace(BASE, visitors=("Rui Machado",), joins=True))
    assert visit.visitors == ("Ana Silva", "Rui Machado")
    assert visit.visitor_country == "PT"


def test_the_texts_own_word_for_a_visit_is_kept() -> None:
    (visit,) = grouped(BASE, replace(BASE, formality="official"))
    assert visit.formality == "official"


def test_no_readings_are_no_visits() -> None:
    assert grouped() == []
