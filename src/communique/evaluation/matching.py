"""Which predicted record stands for which gold record, and which of their fields agree.

Two records can be paired when they speak of the same thing: officials by name, visits by visitor and host, claims by
overlapping evidence and the same speaker. Of all ways to pair an article's records, one with the most pairs is taken,
and likelier pairs are tried first. Names are compared by their Latin letters and digits: accents, case and hyphens do
not count. What has none of these, being in another script, is compared by its own folded words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import product
from operator import eq
from typing import Any, get_args

from communique.evaluation.corpus import (
    AnnotatedClaim,
    AnnotatedOfficial,
    AnnotatedVisit,
    Annotation,
    Interval,
    Record,
    Span,
)
from communique.language.folding import fold
from communique.records import Certainty, VisitStatus

__all__ = ["KINDS", "Field", "Kind", "Matching", "Pair", "best_pairs", "match"]

Pair = tuple[int, int]
"""Index of a gold record and of the predicted record that stands for it."""

_ENOUGH_OVERLAP = 0.5
"""Share of the shorter span that two spans must have in common to be the same evidence."""

_FUNCTION_WORDS = frozenset({"a", "an", "of", "the"})


@dataclass(frozen=True, slots=True)
class Field:
    """A field that is compared on paired records: its name in figures, its attribute, and when two values agree."""

    name: str
    attribute: str
    agree: Callable[[Any, Any], bool] = eq

    def agrees(self, gold: Record, predicted: Record) -> bool:
        """Whether the two records agree on this field."""
        return self.agree(getattr(gold, self.attribute), getattr(predicted, self.attribute))


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record and how it is evaluated.

    Attributes:
        name: name of the kind and of its list in the contract.
        attribute: the attribute of an annotation that holds the records to pair.
        weight: how well a gold and a predicted record go together; 0 where they cannot be paired.
        fields: the fields compared once two records are paired.
        strict: names of the fields that must agree as well before a pair counts as strictly right.
        confused: name of the field that gets a confusion table.
        labels: the labels of that field, in the contract's order.
    """

    name: str
    attribute: str
    weight: Callable[[Any, Any], float]
    fields: tuple[Field, ...]
    strict: tuple[str, ...] = ()
    confused: str | None = None
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Matching:
    """The records of one kind in one article, and the pairs between them, in the order of the gold."""

    kind: Kind
    gold: tuple[Record, ...]
    predicted: tuple[Record, ...]
    pairs: tuple[Pair, ...]

    @property
    def missed(self) -> tuple[int, ...]:
        """Indices of the gold records that nothing stands for."""
        found = {gold for gold, _ in self.pairs}
        return tuple(index for index in range(len(self.gold)) if index not in found)

    @property
    def extra(self) -> tuple[int, ...]:
        """Indices of the predicted records that stand for nothing."""
        used = {predicted for _, predicted in self.pairs}
        return tuple(index for index in range(len(self.predicted)) if index not in used)

    def differing(self, pair: Pair) -> tuple[Field, ...]:
        """Return the compared fields on which the two records of a pair disagree."""
        gold, predicted = self.gold[pair[0]], self.predicted[pair[1]]
        return tuple(field for field in self.kind.fields if not field.agrees(gold, predicted))


def match(kind: Kind, gold: Annotation, predicted: Annotation) -> Matching:
    """Pair the records of one kind in one article."""
    theirs: tuple[Record, ...] = getattr(gold, kind.attribute)
    ours: tuple[Record, ...] = getattr(predicted, kind.attribute)
    weights = {(i, j): kind.weight(a, b) for (i, a), (j, b) in product(enumerate(theirs), enumerate(ours))}
    pairs = best_pairs({pair: weight for pair, weight in weights.items() if weight > 0})
    return Matching(kind, theirs, ours, pairs)


def best_pairs(weights: Mapping[Pair, float]) -> tuple[Pair, ...]:
    """Return as many pairs as possible in which no record stands twice, sorted.

    Gold records are served in the order of their heaviest pair, each with its heaviest free partner; where none is
    free, an earlier gold record moves to another partner if it has one (augmenting paths, Kuhn 1955). Among equal
    weights the order of ``weights`` decides, so that the result depends on nothing else.

    Args:
        weights: the possible pairs and how well they go together.
    """
    partners: dict[int, list[int]] = {}
    for gold, predicted in sorted(weights, key=weights.__getitem__, reverse=True):
        partners.setdefault(gold, []).append(predicted)
    taken: dict[int, int] = {}

    def seat(gold: int, asked: set[int]) -> bool:
        free = next((predicted for predicted in partners[gold] if predicted not in taken), None)
        if free is not None:
            taken[free] = gold
            return True
        for predicted in partners[gold]:
            if predicted not in asked:
                asked.add(predicted)
                if seat(taken[predicted], asked):
                    taken[predicted] = gold
                    return True
        return False

    for gold in partners:
        seat(gold, set())
    return tuple(sorted((gold, predicted) for predicted, gold in taken.items()))


def _tokens(text: str | None) -> tuple[str, ...]:
    latin = unicodedata.normalize("NFKD", text or "").encode("ascii", "ignore").decode("ascii").casefold()
    return tuple(re.findall(r"[a-z0-9]+", latin.replace("-", ""))) or tuple(fold(text or "").split())


def _same_name(first: str | None, second: str | None) -> bool:
    """Whether every word of the shorter name stands in the longer one, as in "Ruiz" and "Ana Ruiz"."""
    shorter, longer = sorted((_tokens(first), _tokens(second)), key=len)
    return bool(shorter) and set(shorter) <= set(longer)


def _same_place(first: str | None, second: str | None) -> bool:
    return (first or None) == (second or None) or _same_name(first, second)


def _same_role(first: str | None, second: str | None) -> bool:
    """Whether two roles have the same words in any order: "Minister of Defence", "defence minister"."""
    ours, theirs = (set(_tokens(role)) - _FUNCTION_WORDS for role in (first, second))
    return ours == theirs if ours or theirs else (first or None) == (second or None)


def _likeness(first: str | None, second: str | None) -> float:
    """Share of the words of two texts that both have (Jaccard index)."""
    ours, theirs = set(_tokens(first)), set(_tokens(second))
    return len(ours & theirs) / len(ours | theirs) if ours | theirs else 0.0


def _overlap(first: tuple[Span, ...], second: tuple[Span, ...]) -> float:
    """Largest overlap of two spans, one of each, as a share of the shorter."""
    return max((_common(a, b) for a, b in product(first, second)), default=0.0)


def _common(a: Span, b: Span) -> float:
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared / max(1, min(a.end - a.start, b.end - b.start)) if shared > 0 else 0.0


def _same_evidence(first: tuple[Span, ...], second: tuple[Span, ...]) -> bool:
    return _overlap(first, second) >= _ENOUGH_OVERLAP


def _days(when: Interval | None) -> tuple[str, str] | None:
    if when is None or not (when.earliest or when.latest):
        return None
    return when.earliest or "0000-01-01", when.latest or "9999-12-31"


def _dates_agree(first: Interval | None, second: Interval | None) -> bool:
    """Whether two intervals have a day in common, or neither is dated."""
    a, b = _days(first), _days(second)
    if a is None or b is None:
        return a is b
    return a[0] <= b[1] and b[0] <= a[1]


def _same_host(gold: AnnotatedVisit, predicted: AnnotatedVisit) -> bool:
    if gold.host_country or predicted.host_country:
        return gold.host_country == predicted.host_country
    return _same_name(gold.host_organisation, predicted.host_organisation)


def _same_visitor(gold: AnnotatedVisit, predicted: AnnotatedVisit) -> bool:
    """Whether a name is shared; where gold names nobody, its country stands for the party and full names are wrong."""
    if gold.visitors:
        return any(_same_name(a, b) for a, b in product(gold.visitors, predicted.visitors))
    named = any(len(_tokens(visitor)) > 1 for visitor in predicted.visitors)
    return not named and gold.visitor_country == predicted.visitor_country


def _same_speaker(gold: AnnotatedClaim, predicted: AnnotatedClaim) -> bool:
    """Whether the names match; speakers without a name only have to be of the same kind."""
    if _same_name(gold.speaker, predicted.speaker):
        return True
    return gold.source != "named" and gold.source == predicted.source


def _official_weight(gold: AnnotatedOfficial, predicted: AnnotatedOfficial) -> float:
    if not _same_name(gold.name, predicted.name):
        return 0.0
    return 1.0 + (_tokens(gold.name) == _tokens(predicted.name))


def _visit_weight(gold: AnnotatedVisit, predicted: AnnotatedVisit) -> float:
    if not (_same_visitor(gold, predicted) and _same_host(gold, predicted)):
        return 0.0
    same_status, same_date = gold.status == predicted.status, _dates_agree(gold.when, predicted.when)
    return 1.0 + 2 * same_status + 2 * same_date + _same_evidence(gold.evidence, predicted.evidence)


def _claim_weight(gold: AnnotatedClaim, predicted: AnnotatedClaim) -> float:
    shared = _overlap(gold.evidence, predicted.evidence)
    if shared < _ENOUGH_OVERLAP or not _same_speaker(gold, predicted):
        return 0.0
    return shared + _likeness(gold.content, predicted.content)


KINDS = (
    Kind(
        "officials",
        "officials",
        _official_weight,
        (Field("country", "country"), Field("role", "role", _same_role), Field("evidence", "evidence", _same_evidence)),
    ),
    Kind(
        "visits",
        "visits",
        _visit_weight,
        (
            Field("status", "status"),
            Field("date", "when", _dates_agree),
            Field("place", "place", _same_place),
            Field("formality", "formality"),
            Field("evidence", "evidence", _same_evidence),
        ),
        strict=("status", "date"),
        confused="status",
        labels=get_args(VisitStatus),
    ),
    Kind(
        "claims",
        "attributed_claims",
        _claim_weight,
        (
            Field("certainty", "certainty"),
            Field("negation", "negated"),
            Field("quotation", "quotation"),
            Field("source", "source"),
        ),
        confused="certainty",
        labels=get_args(Certainty),
    ),
)
"""The three kinds of record, in the contract's order. A pair of claims shares its evidence by definition."""
