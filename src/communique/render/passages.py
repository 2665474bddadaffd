"""An article cut into passages: stretches of its text, each with the records that stand on all of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from communique.records import ArticleSummary, Claim, EvidenceSpan, Official, Visit

__all__ = ["Passage", "keyed", "passages"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an article.

    Attributes:
        start: offset of its first character.
        text: the article's own characters.
        keys: of the records whose evidence covers it, in the order of the records.
    """

    start: int
    text: str
    keys: tuple[str, ...]


def keyed(summary: ArticleSummary) -> Iterator[tuple[str, Official | Visit | Claim]]:
    """Yield each record with a key such as ``v1`` that is made here, never taken from a record: it becomes markup."""
    kinds: tuple[Sequence[Official | Visit | Claim], ...] = (summary.officials, summary.visits, summary.claims)
    for letter, records in zip("ovc", kinds, strict=True):
        for number, record in enumerate(records, start=1):
            yield f"{letter}{number}", record


def passages(article: str, spans: Iterable[tuple[EvidenceSpan, str]]) -> Iterator[Passage]:
    """Cut an article wherever a span starts or ends, and yield all of it, piece by piece.

    Args:
        article: the text; what a span claims beyond its end is ignored.
        spans: evidence with the key of its record.
    """
    sound = [(span.start, min(span.end, len(article)), key) for span, key in spans if span.start < span.end]
    opening, closing = defaultdict(list), defaultdict(list)
    for number, (start, end, _) in enumerate(sound):
        if start < end:
            opening[start].append(number)
            closing[end].append(number)
    cuts = sorted({0, len(article), *opening, *closing})
    covering: set[int] = set()
    for start, end in pairwise(cuts):
        covering.update(opening[start])
        covering.difference_update(closing[start])
        yield Passage(start, article[start:end], tuple(dict.fromkeys(sound[number][2] for number in sorted(covering))))
