"""The rows of a report's tables: each record with its article, its sentences and who is heard in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from communique.records import (
    ArticleSummary,
    Claim,
    Dropped,
    EvidenceSpan,
    Failure,
    Official,
    Outcome,
    Source,
    Visit,
)
from communique.render import wording
from communique.render.passages import Passage, keyed, passages
from communique.render.report.tally import Tally
from communique.render.report.timeline import Trip
from communique.render.wording import date_of

__all__ = ["ArticleRow", "DroppedRow", "FailureRow", "Place", "RecordRow", "WarningRow", "rows_of"]

_TABLES = {Visit: "visits", Official: "officials", Claim: "claims"}
_HASH_DIGITS = 16  # of the id that an article without a name gets


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row comes from.

    Attributes:
        anchor: the article's place in the page.
        name: what the caller calls the article, else its number.
        published: its date as it is known.
    """

    anchor: str
    name: str
    published: str | None


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A record.

    Attributes:
        record: what is shown.
        key: its own place in the page, ``a3-v1``.
        article: where it comes from.
        sentences: places in the page of the sentences it stands on.
        heard: who speaks in these sentences, and as what kind of source.
        first: first possible day of a visit, where it has one.
        last: last possible day.
        visitor: number of the visiting country.
        hosts: numbers of the organisation or country visited, or both.
    """

    record: Official | Visit | Claim
    key: str
    article: Place
    sentences: tuple[str, ...]
    heard: tuple[tuple[str, Source], ...] = ()
    first: date | None = None
    last: date | None = None
    visitor: int = 0
    hosts: tuple[int, ...] = ()

    @property
    def sources(self) -> tuple[Source, ...]:
        """The kinds of source that are heard."""
        return tuple(dict.fromkeys(source for _, source in self.heard))


@dataclass(frozen=True, slots=True)
class DroppedRow:
    """A record that was dropped, with the number of the reason."""

    item: Dropped
    article: Place
    reason: int


@dataclass(frozen=True, slots=True)
class WarningRow:
    """A warning about an article."""

    warning: str
    article: Place


@dataclass(frozen=True, slots=True)
class FailureRow:
    """An article without a summary, with the number of the kind of error."""

    failure: Failure
    kind: int


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article with its text, cut into passages."""

    summary: ArticleSummary
    place: Place
    passages: tuple[Passage, ...]


def rows_of(outcome: Outcome, number: int, tally: Tally) -> Iterator[tuple[str, object]]:
    """Yield the rows of an article, each with the name of its table, and count what is in them.

    Args:
        outcome: the article.
        number: how many articles have come so far, this one included.
        tally: where it is counted.
    """
    tally.add(outcome)
    if isinstance(outcome, Failure):
        yield "failures", FailureRow(outcome, tally.faults.number(wording.label(outcome.kind)))
        return
    named = outcome.id and outcome.id != outcome.article.sha256[:_HASH_DIGITS]
    place = Place(f"a{number}", outcome.id if named else f"article {number}", outcome.published)
    made = dict(_records(outcome, place, tally))
    for row in made.values():
        yield _TABLES[type(row.record)], row
    yield from (
        ("dropped", DroppedRow(d, place, tally.reasons.number(wording.label(d.reason)))) for d in outcome.dropped
    )
    yield from (("warnings", WarningRow(warning, place)) for warning in outcome.warnings)
    spans = [(span, key) for key, row in made.items() for span in row.record.evidence]
    yield "articles", ArticleRow(outcome, place, tuple(passages(outcome.article.text, spans)))


def _records(summary: ArticleSummary, place: Place, tally: Tally) -> Iterator[tuple[str, RecordRow]]:
    voices = _voices(summary.claims)
    length = len(summary.article.text)
    for key, record in keyed(summary):
        sentences = tuple(f"{place.anchor}-s{span.start}" for span in record.evidence if _stands(span, length))
        row = f"{place.anchor}-{key}"
        heard = tuple(dict.fromkeys(who for span in record.evidence for who in voices.get((span.start, span.end), ())))
        if isinstance(record, Visit):
            visitor, hosts = tally.add_visit(record, (source for _, source in heard))
            first, last = (date_of(record.when.earliest), date_of(record.when.latest)) if record.when else (None, None)
            if record.when and (first or last):
                tally.trips.append(_trip(record, row, sentences, place))
            yield key, RecordRow(record, row, place, sentences, heard, first, last, visitor, hosts)
        else:
            yield key, RecordRow(record, row, place, sentences)


def _stands(span: EvidenceSpan, length: int) -> bool:
    return span.start < min(span.end, length)


def _voices(claims: Iterable[Claim]) -> Mapping[tuple[int, int], list[tuple[str, Source]]]:
    """Return who speaks in each sentence; claims of the article itself have no speaker."""
    voices: defaultdict[tuple[int, int], list[tuple[str, Source]]] = defaultdict(list)
    for claim in claims:
        if claim.source != "article":
            for span in claim.evidence:
                voices[span.start, span.end].append((claim.speaker or "not named", claim.source))
    return voices


def _trip(visit: Visit, key: str, sentences: tuple[str, ...], place: Place) -> Trip:
    assert visit.when is not None
    return Trip(
        key=key,
        href=f"#{sentences[0] if sentences else key}",
        who=wording.party(visit),
        to=wording.destination(visit),
        status=visit.status,
        when=visit.when,
        published=date_of(place.published),
    )
