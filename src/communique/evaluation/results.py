"""What an evaluation yields: figures, tables of confusion, the worth of confidence levels, costs, and every pair.

Plain values without behaviour beyond being written as JSON.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from communique.evaluation.corpus import Cost
from communique.evaluation.figures import Counts, Difference, Figure
from communique.evaluation.matching import KINDS, Matching

__all__ = ["ArticleResult", "Calibration", "Comparison", "Confusion", "Costs", "Evaluation"]


@dataclass(frozen=True, slots=True)
class ArticleResult:
    """One article's records, how they pair up, and what was counted.

    Attributes:
        name: name of the article, without extension.
        matchings: officials, visits and claims (attributed ones), in this order.
        counts: what the figures are made of.
        cost: what the prediction took, where its provenance says so.
    """

    name: str
    matchings: tuple[Matching, ...]
    counts: Counts
    cost: Cost | None


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often each gold label was predicted as which, over paired records.

    Attributes:
        gold: the labels of the rows, in the contract's order.
        predicted: the labels of the columns; the last, "other", is for whatever is no label of the contract.
        counts: one row per gold label.
    """

    gold: tuple[str, ...]
    predicted: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Calibration:
    """What a confidence level is worth: of the predicted records that carry it, how many are right.

    Attributes:
        kind: officials, visits or claims.
        level: high, moderate or low.
        predicted: records with this level.
        matched: those that stand for a gold record.
        right: those that also agree with it on every compared field.
    """

    kind: str
    level: str
    predicted: int
    matched: int
    right: int

    @property
    def precision(self) -> float | None:
        """Share that stands for a gold record; ``None`` where no record has the level."""
        return self.matched / self.predicted if self.predicted else None

    @property
    def share_right(self) -> float | None:
        """Share that also agrees on every compared field; ``None`` where no record has the level."""
        return self.right / self.predicted if self.predicted else None


@dataclass(frozen=True, slots=True)
class Costs:
    """Mean cost of an article, over the predictions whose provenance states it."""

    articles: int
    seconds: float
    calls: float
    prompt_tokens: float
    completion_tokens: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of one set of predictions.

    Attributes:
        articles: every article of the gold, by name.
        missing: names of the articles without a prediction; each scores as an empty one.
        figures: every figure by name, for example ``officials.recall``, ``visits.strict_f1``, ``claims.f1``,
            ``visits.status_accuracy``, ``grounding`` and ``score``, the mean of the three F1. Accuracies are shares of
            the paired records, grounding is the share of predicted evidence that stands in its article.
        confusions: ``status`` of visits and ``certainty`` of claims, over paired records.
        calibrations: how well each confidence level separates right records from wrong ones.
        costs: mean seconds, calls and tokens an article, where provenance tells.
        records_without_evidence: how many predicted records point to no sentence at all.
        seed: start of the bootstrap's random draws.
        resamples: number of bootstrap resamples.
    """

    articles: tuple[ArticleResult, ...]
    missing: tuple[str, ...]
    figures: Mapping[str, Figure]
    confusions: Mapping[str, Confusion]
    calibrations: tuple[Calibration, ...]
    costs: Costs | None
    records_without_evidence: int
    seed: int
    resamples: int

    def as_json(self) -> str:
        """Return every figure as JSON; the same evaluation always gives the same bytes."""
        grouped: dict[str, dict[str, float | int | None]] = {
            kind.name: {side: self.counted(kind.name, side) for side in ("gold", "predicted", "matched")}
            for kind in KINDS
        }
        for name, figure in self.figures.items():
            kind_name, _, measure = name.partition(".")
            if measure:
                grouped[kind_name][measure] = figure.value
        content = grouped | {
            "grounding": self.figures["grounding"].value,
            "records_without_evidence": self.records_without_evidence,
            "score": self.figures["score"].value,
            "articles": len(self.articles),
            "missing": self.missing,
            "intervals": {name: (figure.low, figure.high) for name, figure in self.figures.items()},
            "confusions": {name: asdict(confusion) for name, confusion in self.confusions.items()},
            "calibrations": [asdict(calibration) for calibration in self.calibrations],
            "costs": asdict(self.costs) if self.costs else None,
            "bootstrap": {"seed": self.seed, "resamples": self.resamples},
        }
        return json.dumps(content, indent=1, ensure_ascii=False)

    def counted(self, kind: str, side: str) -> int:
        """Return the number of records of a kind over all articles; ``side`` is gold, predicted or matched."""
        return sum(article.counts[f"{kind}.{side}"] for article in self.articles)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every figure of a candidate against the same figure of a baseline, with paired intervals."""

    differences: Mapping[str, Difference]
    articles: int

    def as_json(self) -> str:
        """Return the differences as JSON; the same comparison always gives the same bytes."""
        content = {name: asdict(difference) for name, difference in self.differences.items()}
        return json.dumps({"articles": self.articles, "differences": content}, indent=1)
