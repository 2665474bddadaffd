"""An evaluation as one HTML page: the figures, then every article beside its matched, missed and extra records.

The page stands alone: no script, no request to anywhere, and a content security policy that allows neither. All text in
it comes from articles and models, so that every string is escaped, every attribute is quoted, and links and ids are
made of numbers only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import chain, pairwise

from jinja2 import Environment, StrictUndefined

from communique.errors import EvaluationError
from communique.evaluation.corpus import (
    AnnotatedClaim,
    AnnotatedOfficial,
    AnnotatedVisit,
    Interval,
    Record,
    Span,
)
from communique.evaluation.matching import Matching, Pair
from communique.evaluation.results import ArticleResult, Evaluation
from communique.evaluation.table import calibration_rows, cost_line, figure_groups

__all__ = ["evaluation_page"]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of an article whose evidence is all of ``gold``, ``predicted``, ``both`` or, with no mark, none."""

    text: str
    mark: str
    anchor: str


@dataclass(frozen=True, slots=True)
class _Difference:
    field: str
    gold: str
    predicted: str


@dataclass(frozen=True, slots=True)
class _Record:
    verdict: str
    label: str
    href: str
    note: str
    differences: tuple[_Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class _Group:
    title: str
    records: tuple[_Record, ...]


@dataclass(frozen=True, slots=True)
class _Article:
    name: str
    anchor: str
    missed: int
    extra: int
    differing: int
    pieces: tuple[_Piece, ...]
    groups: tuple[_Group, ...]


def evaluation_page(evaluation: Evaluation, texts: Mapping[str, str]) -> str:
    """Return the evaluation as one self-contained HTML page.

    Args:
        evaluation: what to show.
        texts: the evaluated articles by name, as :func:`communique.evaluation.article_texts` gives them.

    Raises:
        EvaluationError: the text of an article is not there.
    """
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    source = files("communique").joinpath("data", "evaluation.html.j2").read_text("utf-8")
    return environment.from_string(source).render(
        evaluation=evaluation,
        groups=figure_groups(evaluation),
        calibrations=calibration_rows(evaluation.calibrations),
        cost=cost_line(evaluation.costs) if evaluation.costs else "",
        articles=[_article(result, f"a{index}", texts) for index, result in enumerate(evaluation.articles)],
    )


def _article(result: ArticleResult, anchor: str, texts: Mapping[str, str]) -> _Article:
    if result.name not in texts:
        raise EvaluationError(f"no text of article {result.name}", hint="give the texts that were evaluated")
    text = texts[result.name]
    matchings = result.matchings
    return _Article(
        name=result.name,
        anchor=anchor,
        missed=sum(len(matching.missed) for matching in matchings),
        extra=sum(len(matching.extra) for matching in matchings),
        differing=sum(bool(matching.differing(pair)) for matching in matchings for pair in matching.pairs),
        pieces=tuple(_pieces(text, matchings, anchor)),
        groups=tuple(_group(matching, text, anchor) for matching in matchings),
    )


def _pieces(text: str, matchings: Sequence[Matching], anchor: str) -> Iterator[_Piece]:
    """Cut the text wherever evidence begins or ends."""
    gold = _drawable(chain.from_iterable(matching.gold for matching in matchings), text)
    predicted = _drawable(chain.from_iterable(matching.predicted for matching in matchings), text)
    cuts = sorted({0, len(text)}.union(*gold, *predicted))
    for start, end in pairwise(cuts):
        sides = [any(a <= start and end <= b for a, b in spans) for spans in (gold, predicted)]
        mark = {(True, True): "both", (True, False): "gold", (False, True): "predicted"}.get((sides[0], sides[1]), "")
        yield _Piece(text[start:end], mark, f"{anchor}-{start}")


def _drawable(records: Iterator[Record], text: str) -> set[tuple[int, int]]:
    spans = (span for record in records for span in record.evidence)
    return {(span.start, min(span.end, len(text))) for span in spans if _in_text(span, text)}


def _in_text(span: Span, text: str) -> bool:
    return 0 <= span.start < len(text) and span.stands_in(text)  # a negative offset would count from the end


def _group(matching: Matching, text: str, anchor: str) -> _Group:
    missed = [_record("missed", matching.gold[index], text, anchor) for index in matching.missed]
    extra = [_record("extra", matching.predicted[index], text, anchor) for index in matching.extra]
    matched = [_matched(matching, pair, text, anchor) for pair in matching.pairs]
    title = f"{matching.kind.name}: {len(matched)} matched, {len(missed)} missed, {len(extra)} extra"
    return _Group(title, (*missed, *extra, *matched))


def _matched(matching: Matching, pair: Pair, text: str, anchor: str) -> _Record:
    gold, predicted = matching.gold[pair[0]], matching.predicted[pair[1]]
    differences = tuple(
        _Difference(field.name, _shown(getattr(gold, field.attribute)), _shown(getattr(predicted, field.attribute)))
        for field in matching.differing(pair)
    )
    return _record("differs" if differences else "matched", predicted, text, anchor, differences)


def _record(verdict: str, record: Record, text: str, anchor: str, differences: tuple[_Difference, ...] = ()) -> _Record:
    first = next((span for span in record.evidence if _in_text(span, text)), None)
    notes = [f"{record.confidence} confidence"] if record.confidence else []
    if first is None:
        notes.append("evidence not in the article" if record.evidence else "no evidence")
    return _Record(verdict, _label(record), f"#{anchor}-{first.start}" if first else "", ", ".join(notes), differences)


def _label(record: Record) -> str:
    match record:
        case AnnotatedOfficial():
            return ", ".join(part for part in (record.name, record.role, record.country) if part) or "nobody"
        case AnnotatedVisit():
            visitors = ", ".join(record.visitors) or record.visitor_country or "somebody"
            host = record.host_country or record.host_organisation or "somewhere"
            when = f", {_shown(record.when)}" if record.when else ""
            return f"{visitors} to {host}: {record.status or 'no status'}{when}"
        case AnnotatedClaim():
            return f"{record.speaker or record.source or 'somebody'}: {record.content or 'nothing'}"


def _shown(value: object) -> str:
    """Return a field's value as a reader wants to see it."""
    match value:
        case None | "" | ():
            return "nothing"
        case bool():
            return "yes" if value else "no"
        case Interval():
            return f"{value.text or 'undated'} ({value.edtf or f'{value.earliest} to {value.latest}'})"
        case tuple():
            return " … ".join(span.text or "no text" for span in value)
        case _:
            return str(value)
