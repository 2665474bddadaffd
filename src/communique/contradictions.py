"""Links what an article says both ways: a visit that took place against a sentence that denies such a visit.

Nothing is reconciled and no side is picked; the records point to each other, and their confidence is capped.
"""

from __future__ import annotations

from collections.abc import Sequence

from communique.confidence import confidence
from communique.document import TRAVEL_CUE
from communique.records import Claim, Visit

__all__ = ["link_contradictions"]

_TOOK_PLACE = frozenset({"completed", "ongoing"})


def link_contradictions(
    claims: Sequence[Claim], visits: Sequence[Visit]
) -> tuple[tuple[Claim, ...], tuple[Visit, ...]]:
    """Return claims and visits with their conflicts marked.

    A negated claim that speaks of travel conflicts with a visit that took place when they share the sentence that tells
    of it, and with the claims of that sentence that are not negated.
    """
    links: dict[str, list[str]] = {}
    for denial in claims:
        if not denial.negated or not TRAVEL_CUE.search(denial.content):
            continue
        spans = {(span.start, span.end) for span in denial.evidence}
        against = [visit.id for visit in visits if visit.status in _TOOK_PLACE and _shares(visit, spans)]
        if against:
            others = [c.id for c in claims if not c.negated and _shares(c, spans) and TRAVEL_CUE.search(c.content)]
            for other in (*against, *others):
                links.setdefault(denial.id, []).append(other)
                links.setdefault(other, []).append(denial.id)
    marked = tuple(
        claim.model_copy(update={"contradicts": tuple(links[claim.id]), **_capped(claim)})
        if claim.id in links
        else claim
        for claim in claims
    )
    return marked, tuple(visit.model_copy(update=_capped(visit)) if visit.id in links else visit for visit in visits)


def _shares(record: Claim | Visit, spans: set[tuple[int, int]]) -> bool:
    return any((span.start, span.end) in spans for span in record.evidence)


def _capped(record: Claim | Visit) -> dict[str, object]:
    caveats = (*record.caveats, "in_conflict")
    return {"caveats": caveats, "confidence": confidence(caveats)}
