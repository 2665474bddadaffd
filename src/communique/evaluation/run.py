"""Evaluating a folder or summaries in memory, and comparing two evaluations: the one place where the parts meet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import get_args

from communique.errors import EvaluationError
from communique.evaluation.corpus import (
    Annotation,
    Cost,
    article_texts,
    gold_annotation,
    predicted_annotation,
    read_gold,
    read_predicted,
)
from communique.evaluation.figures import count, differences, figures
from communique.evaluation.matching import KINDS, Kind, Matching, match
from communique.evaluation.results import ArticleResult, Calibration, Comparison, Confusion, Costs, Evaluation
from communique.records import ArticleSummary, Confidence

__all__ = ["compare", "evaluate_folder", "evaluate_summaries"]

_OTHER = "other"


def evaluate_folder(
    gold: Path, predicted: Path, *, articles: Path | None = None, seed: int = 0, resamples: int = 1000
) -> Evaluation:
    """Evaluate a folder of predictions against a folder of gold.

    Args:
        gold: folder of ``NAME.json`` gold files; they must follow the contract.
        predicted: folder with one ``NAME.json`` per article; a missing one scores as empty, others do not count.
        articles: folder of ``NAME.txt``; the gold folder where not given.
        seed: start of the bootstrap's random draws.
        resamples: bootstrap resamples; 0 for no intervals.

    Raises:
        EvaluationError: no gold, a missing article, or a file that cannot be read or breaks the contract.
    """
    texts = article_texts(gold, articles)
    golds = read_gold(gold, texts)
    return _evaluation(golds, read_predicted(predicted, tuple(texts)), texts, seed, resamples)


def evaluate_summaries(
    gold: Mapping[str, Mapping[str, object]],
    predicted: Mapping[str, ArticleSummary | Mapping[str, object]],
    texts: Mapping[str, str],
    *,
    seed: int = 0,
    resamples: int = 1000,
) -> Evaluation:
    """Evaluate summaries in memory; all three arguments are by name of the article.

    Args:
        gold: gold annotations in the contract's shape.
        predicted: summaries, or mappings in the contract's shape; a missing one scores as empty, others do not count.
        texts: the article of each gold annotation.
        seed: start of the bootstrap's random draws.
        resamples: bootstrap resamples; 0 for no intervals.

    Raises:
        EvaluationError: no gold, a missing article, or gold that breaks the contract.
    """
    if not gold:
        raise EvaluationError("no gold annotations", hint="give at least one annotated article")
    if lacking := sorted(gold.keys() - texts.keys()):
        raise EvaluationError(f"no article {lacking[0]}", hint="give the text of every gold annotation")
    golds = {name: gold_annotation(gold[name], texts[name], f"gold of {name}") for name in sorted(gold)}
    known = {
        name: predicted_annotation(predicted[name], f"prediction of {name}") for name in golds if name in predicted
    }
    return _evaluation(golds, known, texts, seed, resamples)


def compare(baseline: Evaluation, candidate: Evaluation, *, seed: int = 0, resamples: int = 1000) -> Comparison:
    """Compare two evaluations of the same articles, figure by figure, with paired bootstrap intervals.

    Args:
        baseline: what to compare with.
        candidate: what is new; a positive difference is in its favour.
        seed: start of the bootstrap's random draws.
        resamples: bootstrap resamples; 0 for no intervals.

    Raises:
        EvaluationError: the two are not about the same articles.
    """
    if [article.name for article in baseline.articles] != [article.name for article in candidate.articles]:
        raise EvaluationError(
            "the two evaluations are not about the same articles", hint="evaluate both against the same gold"
        )
    before, after = ([article.counts for article in side.articles] for side in (baseline, candidate))
    return Comparison(differences(before, after, seed=seed, resamples=resamples), len(before))


def _evaluation(
    gold: Mapping[str, Annotation],
    predicted: Mapping[str, Annotation],
    texts: Mapping[str, str],
    seed: int,
    resamples: int,
) -> Evaluation:
    results = tuple(_result(name, texts[name], gold[name], predicted.get(name, Annotation())) for name in gold)
    counts = [result.counts for result in results]
    return Evaluation(
        articles=results,
        missing=tuple(name for name in gold if name not in predicted),
        figures=figures(counts, seed=seed, resamples=resamples),
        confusions={kind.confused: _confusion(kind, kind.confused, results) for kind in KINDS if kind.confused},
        calibrations=tuple(_calibration(kind, level, results) for kind in KINDS for level in get_args(Confidence)),
        costs=_costs([result.cost for result in results if result.cost]),
        records_without_evidence=sum(count["records.bare"] for count in counts),
        seed=seed,
        resamples=resamples,
    )


def _result(name: str, text: str, gold: Annotation, predicted: Annotation) -> ArticleResult:
    matchings = tuple(match(kind, gold, predicted) for kind in KINDS)
    return ArticleResult(name, matchings, count(text, predicted, matchings), predicted.provenance)


def _confusion(kind: Kind, field: str, results: Sequence[ArticleResult]) -> Confusion:
    columns = (*kind.labels, _OTHER)
    seen: Counter[tuple[str, str]] = Counter()
    for matching in _of_kind(kind, results):
        for gold, predicted in matching.pairs:
            answer = getattr(matching.predicted[predicted], field)
            seen[getattr(matching.gold[gold], field), answer if answer in kind.labels else _OTHER] += 1
    return Confusion(kind.labels, columns, tuple(tuple(seen[row, column] for column in columns) for row in kind.labels))


def _calibration(kind: Kind, level: str, results: Sequence[ArticleResult]) -> Calibration:
    predicted = matched = right = 0
    for matching in _of_kind(kind, results):
        predicted += sum(record.confidence == level for record in matching.predicted)
        pairs = [pair for pair in matching.pairs if matching.predicted[pair[1]].confidence == level]
        matched += len(pairs)
        right += sum(not matching.differing(pair) for pair in pairs)
    return Calibration(kind.name, level, predicted, matched, right)


def _of_kind(kind: Kind, results: Sequence[ArticleResult]) -> list[Matching]:
    return [matching for result in results for matching in result.matchings if matching.kind is kind]


def _costs(costs: Sequence[Cost]) -> Costs | None:
    if not costs:
        return None
    return Costs(
        articles=len(costs),
        seconds=fmean(cost.seconds for cost in costs),
        calls=fmean(cost.calls for cost in costs),
        prompt_tokens=fmean(cost.prompt_tokens for cost in costs),
        completion_tokens=fmean(cost.completion_tokens for cost in costs),
    )
