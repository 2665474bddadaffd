"""Contradictions: a visit that took place and a sentence that denies it point to each other."""

import pytest

from communique.article import read_article
from communique.contradictions import link_contradictions
from communique.document import read_document
from communique.records import Claim, EvidenceSpan, Visit
from communique.visits import assemble_visits


def span(start: int) -> EvidenceSpan:
    return EvidenceSpan(start=start, end=start + 10, text="x" * 10)


def visit(number: int, start: int, status: str = "completed") -> Visit:
    return Visit(
        id=f"v{number}",
        visitors=("Ana Silva",),
        visitor_country="PT",
        host_country="QA",
        host_organisation=None,
        place=None,
        hosts=(),
        status=status,
        when=None,
        formality="unspecified",
        purpose=None,
        evidence=(span(start),),
        confidence="high",
    )


def claim(number: int, start: int, content: str, *, negated: bool) -> Claim:
    return Claim(
        id=f"c{number}",
        speaker="Rui Machado",
        source="named",
        quotation="none",
        content=content,
        certainty="asserted",
        negated=negated,
        evidence=(span(start),),
        confidence="high",
    )


def test_a_denied_visit_and_its_denial_point_to_each_other_and_nobody_wins() -> None:
    denial, told = (
        claim(1, 0, "She did not travel to Qatar.", negated=True),
        claim(2, 0, "She visited Qatar.", negated=False),
    )
    claims, visits = link_contradictions([denial, told], [visit(1, 0)])
    assert [c.contradicts for c in claims] == [("v1", "c2"), ("c1",)]
    assert {record.confidence for record in (*claims, *visits)} == {"moderate"}
    assert {record.caveats for record in (*claims, *visits)} == {("in_conflict",)}
    assert visits[0].status == "completed"


@pytest.mark.parametrize(
    ("denial", "other"),
    [
        (claim(1, 0, "She did not travel to Qatar.", negated=True), visit(1, 50)),
        (claim(1, 0, "She did not travel to Qatar.", negated=True), visit(1, 0, "planned")),
        (claim(1, 0, "She travelled to Qatar.", negated=False), visit(1, 0)),
        (claim(1, 0, "The price did not rise.", negated=True), visit(1, 0)),
    ],
    ids=["another sentence", "a visit to come", "no denial", "no travel"],
)
def test_what_is_compatible_stays_as_it_is(denial: Claim, other: Visit) -> None:
    assert link_contradictions([denial], [other]) == ((denial,), (other,))


def test_a_cancelled_and_an_invited_visit_are_no_contradiction() -> None:
    text = (
        "Latvian President Andris Kalnins has cancelled his visit to Kenya. "
        "Kenya invited Latvian President Andris Kalnins to Nairobi, and this is what was known on the day."
    )
    visits, _, _ = assemble_visits(read_document(read_article(text)), [])
    assert link_contradictions([], visits) == ((), visits)
