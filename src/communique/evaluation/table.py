"""An evaluation as plain text, for a terminal or a log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from communique.evaluation.figures import label
from communique.evaluation.matching import KINDS
from communique.evaluation.results import Calibration, Comparison, Confusion, Costs, Evaluation

__all__ = [
    "FigureGroup",
    "calibration_rows",
    "comparison_table",
    "cost_line",
    "figure_groups",
    "table",
]


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """Figures that belong together: what they are about, and rows of name, value and interval."""

    caption: str
    rows: tuple[tuple[str, str, str], ...]


def table(evaluation: Evaluation) -> str:
    """Return every figure with its interval, the confusion tables, the confidence levels and the costs, as text."""
    blocks = [
        _heading(evaluation),
        *(f"{group.caption}\n{_aligned(group.rows)}" for group in figure_groups(evaluation)),
        *(_confusion_block(name, confusion) for name, confusion in evaluation.confusions.items()),
        _calibration_block(evaluation.calibrations),
    ]
    if evaluation.costs:
        blocks.append(cost_line(evaluation.costs))
    return "\n\n".join(blocks)


def figure_groups(evaluation: Evaluation) -> tuple[FigureGroup, ...]:
    """Return the figures of officials, visits, claims and overall, ready to be shown."""
    return (*(_kind_group(evaluation, kind.name) for kind in KINDS), _overall(evaluation))


def calibration_rows(calibrations: Sequence[Calibration]) -> list[tuple[str, str, str, str]]:
    """Return rows of kind and level, records, precision, and share with all fields right."""
    return [
        (f"{row.kind} {row.level}", str(row.predicted), _value_text(row.precision), _value_text(row.share_right))
        for row in calibrations
    ]


def cost_line(costs: Costs) -> str:
    """Return the mean cost of an article in one line."""
    return (
        f"an article: {costs.seconds:.1f} s, {costs.calls:.1f} calls, {costs.prompt_tokens:.0f} tokens sent, "
        f"{costs.completion_tokens:.0f} received (mean of {costs.articles})"
    )


def comparison_table(comparison: Comparison) -> str:
    """Return every figure of baseline and candidate, and their difference with its interval, as text.

    A star marks a difference whose interval does not hold zero.
    """
    rows = [("", "baseline", "candidate", "difference", "95 % interval", "")]
    for name, row in comparison.differences.items():
        clear = row.low is not None and row.high is not None and (row.low > 0 or row.high < 0)
        rows.append(
            (
                label(name),
                _value_text(row.baseline),
                _value_text(row.candidate),
                _value_text(row.difference, signed=True),
                _interval_text(row.low, row.high, signed=True),
                "*" if clear else "",
            )
        )
    return f"{comparison.articles} articles, the same for both\n\n{_aligned(rows)}"


def _value_text(value: float | None, *, signed: bool = False) -> str:
    """Return a figure to three decimals, "n/a" for a share of nothing."""
    if value is None:
        return "n/a"
    return f"{value:+.3f}" if signed else f"{value:.3f}"


def _interval_text(low: float | None, high: float | None, *, signed: bool = False) -> str:
    """Return an interval to three decimals, nothing where there is none."""
    if low is None or high is None:
        return ""
    return f"{_value_text(low, signed=signed)} to {_value_text(high, signed=signed)}"


def _heading(evaluation: Evaluation) -> str:
    missing = f", {len(evaluation.missing)} without a prediction" if evaluation.missing else ""
    return (
        f"{len(evaluation.articles)} articles{missing}; 95 % intervals from {evaluation.resamples} resamples "
        f"of the articles, seed {evaluation.seed}"
    )


def _kind_group(evaluation: Evaluation, kind: str) -> FigureGroup:
    gold, predicted, matched = (evaluation.counted(kind, side) for side in ("gold", "predicted", "matched"))
    names = [name for name in evaluation.figures if name.startswith(f"{kind}.")]
    return FigureGroup(
        f"{kind}: {gold} in gold, {predicted} predicted, {matched} matched",
        tuple(_figure_row(evaluation, name, label(name.removeprefix(f"{kind}."))) for name in names),
    )


def _overall(evaluation: Evaluation) -> FigureGroup:
    rows = (
        _figure_row(evaluation, "grounding", "grounding"),
        ("records without evidence", str(evaluation.records_without_evidence), ""),
        _figure_row(evaluation, "score", "score (mean of the F1)"),
    )
    return FigureGroup("overall", rows)


def _figure_row(evaluation: Evaluation, name: str, shown: str) -> tuple[str, str, str]:
    figure = evaluation.figures[name]
    return shown, _value_text(figure.value), _interval_text(figure.low, figure.high)


def _confusion_block(name: str, confusion: Confusion) -> str:
    """Show the rows and columns that hold anything, so that a small corpus gives a small table."""
    rows = [row for row, counts in enumerate(confusion.counts) if any(counts)]
    columns = [
        column for column in range(len(confusion.predicted)) if any(confusion.counts[row][column] for row in rows)
    ]
    cells = [("", *(confusion.predicted[column] for column in columns))]
    cells += [(confusion.gold[row], *(str(confusion.counts[row][column]) for column in columns)) for row in rows]
    return f"{name} of matched records: gold down, predicted across\n{_aligned(cells)}"


def _calibration_block(calibrations: Sequence[Calibration]) -> str:
    heading = ("", "records", "precision", "all fields right")
    return (
        f"confidence: how many records of each level are right\n{_aligned([heading, *calibration_rows(calibrations)])}"
    )


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(
            [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        )
        for row in rows
    ]
    return "\n".join(f"  {line.rstrip()}" for line in lines)
