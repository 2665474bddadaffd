"""From counts to figures: shares, F1 and the intervals around them.

Counts are taken article by article and added up before any share is computed (micro-average), so that a figure of many
articles, of one, and of a bootstrap resample all come from the same few lines.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import mul
from statistics import quantiles

from communique.evaluation.corpus import Annotation
from communique.evaluation.matching import KINDS, Kind, Matching

__all__ = ["Counts", "Difference", "Figure", "count", "differences", "figures", "label"]

Counts = Counter[str]
"""What was counted in one article, by name: ``visits.gold``, ``visits.predicted``, ``visits.matched``, ``spans`` ..."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and its 95 % interval.

    Attributes:
        value: between 0 and 1; ``None`` for a share of nothing.
        low: lower bound of the interval; ``None`` where there are too few articles to resample.
        high: upper bound, likewise.
    """

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure of two predictions for the same articles, and the 95 % interval of candidate minus baseline."""

    baseline: float | None
    candidate: float | None
    difference: float | None
    low: float | None = None
    high: float | None = None


def count(text: str, predicted: Annotation, matchings: Sequence[Matching]) -> Counts:
    """Count what the figures of one article are made of."""
    counts: Counts = Counter()
    for record in predicted.records:
        counts["records"] += 1
        counts["records.bare"] += not record.evidence
        counts["spans"] += len(record.evidence)
        counts["spans.true"] += sum(span.stands_in(text) for span in record.evidence)
    for matching in matchings:
        counts.update(_match_counts(matching))
    return counts


def _match_counts(matching: Matching) -> Counts:
    kind = matching.kind
    counts: Counts = Counter({"gold": len(matching.gold), "predicted": len(matching.predicted)})
    for pair in matching.pairs:
        wrong = {field.name for field in matching.differing(pair)}
        counts["matched"] += 1
        counts["strict"] += wrong.isdisjoint(kind.strict)
        counts.update(field.name for field in kind.fields if field.name not in wrong)
    return Counter({f"{kind.name}.{name}": number for name, number in counts.items()})


def figures(articles: Sequence[Counts], *, seed: int, resamples: int) -> dict[str, Figure]:
    """Compute every figure over all articles, with percentile bootstrap intervals over articles (Efron 1979).

    A share of nothing is unknown, but precision, recall and F1 of nothing are 0: a program that finds nothing is no
    good. A resample without the records to tell a figure by says nothing about it and is left out of its interval.

    Args:
        articles: counts of each article.
        seed: start of the random draws; the same seed gives the same intervals.
        resamples: how many times to draw; 0 for no intervals.
    """
    values = _values(_total(articles), 0.0)
    draws = [_values(total, None) for total in _resampled(articles, _draws(len(articles), seed, resamples))]
    return {name: Figure(value, *_interval([draw[name] for draw in draws])) for name, value in values.items()}


def differences(
    baseline: Sequence[Counts], candidate: Sequence[Counts], *, seed: int, resamples: int
) -> dict[str, Difference]:
    """Compute every figure's difference, candidate minus baseline, with paired bootstrap intervals.

    Every resample draws the same articles for both, so that what makes an article hard does not widen the interval.

    Args:
        baseline: counts of each article.
        candidate: counts of the same articles in the same order.
        seed: start of the random draws.
        resamples: how many times to draw; 0 for no intervals.
    """
    draws = list(_draws(len(baseline), seed, resamples))
    before, after = _values(_total(baseline), 0.0), _values(_total(candidate), 0.0)
    pairs = [
        (_values(a, None), _values(b, None))
        for a, b in zip(_resampled(baseline, draws), _resampled(candidate, draws), strict=True)
    ]
    return {
        name: Difference(
            before[name],
            after[name],
            _minus(after[name], before[name]),
            *_interval([_minus(b[name], a[name]) for a, b in pairs]),
        )
        for name in before
    }


def label(name: str) -> str:
    """Return a figure's name as people read it: ``visits.strict_f1`` is "visits strict F1"."""
    return name.replace(".", " ").replace("_", " ").replace("f1", "F1")


def _values(counts: Counts, nothing: float | None) -> dict[str, float | None]:
    """Return every figure; ``nothing`` is the precision, recall and F1 of a kind without the records to tell."""
    values: dict[str, float | None] = {}
    for kind in KINDS:
        values.update(_kind_values(kind, counts, nothing))
    values["grounding"] = _share(counts["spans.true"], counts["spans"])
    values["score"] = _mean([values[f"{kind.name}.f1"] for kind in KINDS])
    return values


def _kind_values(kind: Kind, counts: Counts, nothing: float | None) -> dict[str, float | None]:
    own: Counts = Counter({name.removeprefix(f"{kind.name}."): number for name, number in counts.items()})
    values = dict(zip(("precision", "recall", "f1"), _f1(own, "matched", nothing), strict=True))
    if kind.strict:
        strict = ("strict_precision", "strict_recall", "strict_f1")
        values.update(zip(strict, _f1(own, "strict", nothing), strict=True))
    values.update((f"{field.name}_accuracy", _share(own[field.name], own["matched"])) for field in kind.fields)
    return {f"{kind.name}.{name}": value for name, value in values.items()}


def _f1(own: Counts, right: str, nothing: float | None) -> tuple[float | None, float | None, float | None]:
    hits, predicted, gold = own[right], own["predicted"], own["gold"]
    precision = hits / predicted if predicted else nothing
    recall = hits / gold if gold else nothing
    if hits and precision and recall:
        return precision, recall, 2 * precision * recall / (precision + recall)
    return precision, recall, 0.0 if predicted or gold else nothing


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if len(known) == len(values) else None


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _minus(a: float | None, b: float | None) -> float | None:
    return None if a is None or b is None else a - b


def _total(articles: Sequence[Counts]) -> Counts:
    total: Counts = Counter()
    for counts in articles:
        total.update(counts)
    return total


def _draws(articles: int, seed: int, resamples: int) -> Iterator[list[int]]:
    """Yield, for each resample, how often each article stands in it; nothing where one article is all there is."""
    if articles < 2:
        return
    chance = random.Random(seed)  # noqa: S311 - resampling needs repeatable draws, not secret ones
    for _ in range(resamples):
        drawn = Counter(chance.choices(range(articles), k=articles))
        yield [drawn[index] for index in range(articles)]


def _resampled(articles: Sequence[Counts], draws: Iterator[list[int]] | Sequence[list[int]]) -> Iterator[Counts]:
    names = sorted(set().union(*articles))
    columns = {name: [counts[name] for counts in articles] for name in names}
    for draw in draws:
        yield Counter({name: sum(map(mul, column, draw)) for name, column in columns.items()})


def _interval(draws: Sequence[float | None]) -> tuple[float, float] | tuple[None, None]:
    known = [value for value in draws if value is not None]
    if len(known) < 2:
        return None, None
    cuts = quantiles(known, n=40, method="inclusive")  # the first and last of 39 cuts bound the middle 95 %
    return cuts[0], cuts[-1]
