"""Visits over time, drawn with matplotlib: a row a visit, its state by colour and shape, its date as what is known.

A day or a stretch that a visit lasted is filled; a visit on some day within a stretch is an empty bar, an approximate
date a hatched one, and an open end an arrow. Visits that nobody dates stand below the others. Colours are those of
Okabe and Ito (https://jfly.uni-koeln.de/color/), which people with colour-blindness tell apart.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from communique.errors import ConfigurationError
from communique.records import ArticleSummary, Failure, Outcome, Visit, VisitStatus, When
from communique.render import wording
from communique.render.wording import date_of, label, plain

try:
    from matplotlib import font_manager
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch
    from matplotlib.transforms import ScaledTranslation
except ImportError as missing:
    raise ConfigurationError("plots need matplotlib", hint="pip install 'communique[plot]'") from missing

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

__all__ = ["STATUS", "VisitPlot", "plot_visits"]

STATUS: Mapping[VisitStatus, tuple[str, str]] = MappingProxyType(
    {
        "invited": ("#cc79a7", "v"),
        "under_discussion": ("#e69f00", "D"),
        "planned": ("#56b4e9", "^"),
        "confirmed": ("#0072b2", "s"),
        "ongoing": ("#009e73", "*"),
        "completed": ("#404040", "o"),
        "cancelled": ("#d55e00", "X"),
    }
)
"""Colour and marker of each state of a visit."""

_MUTED = "#6b6b6b"
_ROW = 0.34  # inches
_BAR = 0.46  # of a row
_LONGEST_LABEL = 60
_SCRIPTS = (  # fonts with the scripts that matplotlib's own lacks
    "Noto Sans CJK SC", "Noto Sans CJK JP", "WenQuanYi Zen Hei", "Microsoft YaHei", "PingFang SC", "Malgun Gothic",
    "Noto Sans Arabic", "Arial Unicode MS",
)  # fmt: skip


class VisitPlot(Figure):
    """The figure; ``savefig`` writes it as PNG, SVG or PDF, and a notebook shows it."""

    def _repr_png_(self) -> bytes:
        """Return the figure for a notebook, which shows it without pyplot having been imported."""
        sheet = io.BytesIO()
        self.savefig(sheet, format="png", dpi=110)
        return sheet.getvalue()


def plot_visits(outcomes: Outcome | Iterable[Outcome], *, most: int = 100) -> VisitPlot:
    """Return a timeline of the visits of one summary or many, the earliest on top.

    Args:
        outcomes: an :class:`~communique.records.ArticleSummary`, or any number of summaries; failures are passed over.
        most: how many visits are drawn; where there are more, the figure says how many it leaves out.

    Raises:
        ConfigurationError: matplotlib is not installed.
    """
    many = (outcomes,) if isinstance(outcomes, ArticleSummary | Failure) else outcomes
    summaries = [outcome for outcome in many if isinstance(outcome, ArticleSummary)]
    named = len(summaries) > 1
    rows = sorted((_row(visit, each, named=named) for each in summaries for visit in each.visits), key=_order)
    left_out, rows = max(0, len(rows) - most), rows[:most]
    longest = max((len(row.title) for row in rows), default=0)
    figure = VisitPlot(figsize=(7.5 + 0.075 * longest, 1.3 + _ROW * max(len(rows), 2)), layout="constrained")
    axes = figure.add_subplot()
    published = summaries[0].published if len(summaries) == 1 else None
    _Timeline(axes, rows, date_of(published)).draw()
    _legend(figure, rows)
    if left_out:
        axes.set_title(f"{left_out:,} more visits are not drawn", fontsize="small", color=_MUTED)
    return figure


# --- What is drawn of a visit --------------------------------------------------------------------------------------

_DateKind = Literal["exact", "within", "about"]
_DATES: Mapping[_DateKind, str] = MappingProxyType(
    {"exact": "filled: then, or so long", "within": "empty: some time within", "about": "≈ approximately"}
)


@dataclass(frozen=True, slots=True)
class _Row:
    title: str
    status: VisitStatus
    kind: _DateKind
    first: dt.date | None
    last: dt.date | None
    period: str

    @property
    def dated(self) -> bool:
        return bool(self.first or self.last)


def _row(visit: Visit, summary: ArticleSummary, *, named: bool) -> _Row:
    title = f"{wording.party(visit)} → {wording.destination(visit)}"
    words = " ".join(plain(title).split())
    words = words if len(words) <= _LONGEST_LABEL else f"{words[: _LONGEST_LABEL - 1]}…"
    words += f" [{plain(summary.id)[:16]}]" if named else ""
    first, last = (date_of(visit.when.earliest), date_of(visit.when.latest)) if visit.when else (None, None)
    period = wording.period(visit.when) if visit.when else "not dated"
    return _Row(words, visit.status, _date_kind(visit.when), first, last, period)


def _date_kind(when: When | None) -> _DateKind:
    edtf = when.edtf or "" if when else ""
    if "~" in edtf or "%" in edtf or "?" in edtf:
        return "about"
    exact = all(len(part) == len("YYYY-MM-DD") and part[-1].isdigit() for part in edtf.split("/"))
    return "exact" if exact and not edtf.startswith("[") else "within"


def _order(row: _Row) -> tuple[bool, dt.date, dt.date]:
    first, last = row.first or row.last or dt.date.max, row.last or dt.date.max
    return not row.dated, first, last


# --- Drawing -------------------------------------------------------------------------------------------------------


class _Timeline:
    """Draws rows into axes whose horizontal unit is the day."""

    def __init__(self, axes: Axes, rows: Sequence[_Row], published: dt.date | None) -> None:
        self._axes, self._rows, self._published = axes, rows, published
        days = [day for row in rows for day in (row.first, row.last, published) if day] or [dt.date(2000, 1, 1)]
        start, end = _number(min(days)), _number(max(days))
        self._margin = max(10.0, 0.06 * (end - start))
        self._low = max(start - self._margin, _number(dt.date.min))
        self._high = min(end + self._margin, _number(dt.date.max))
        scale = axes.get_figure().dpi_scale_trans  # type: ignore[union-attr]
        self._gutter = axes.get_yaxis_transform() + ScaledTranslation(-11 / 72, 0, scale)

    def draw(self) -> None:
        """Draw everything but the legend."""
        self._frame()
        for number, row in enumerate(self._rows):
            self._mark(row, 0, number, transform=self._gutter)
            self._note(row.period, (1, number), ("axes fraction", "data"), (6, 0), va="center")
            if row.dated:
                self._date(row, number)
        first_undated = next((number for number, row in enumerate(self._rows) if not row.dated), 0)
        if first_undated:
            self._axes.axhline(first_undated - 0.5, color=_MUTED, linewidth=0.8)
        if self._published:
            day = _number(self._published)
            self._axes.axvline(day, color=_MUTED, linestyle=":", linewidth=1.2)
            self._note("published", (day, 1), ("data", "axes fraction"), (0, 2), ha="center", va="bottom")
        if not self._rows:
            self._note("no visits", (0.5, 0.5), "axes fraction", (0, 0), ha="center")

    def _frame(self) -> None:
        axes = self._axes
        axes.set_xlim(self._low, self._high)
        axes.set_ylim(max(len(self._rows), 1) - 0.4, -0.6)
        locator = AutoDateLocator(maxticks=8)
        axes.xaxis.set_major_locator(locator)
        axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))
        axes.grid(axis="x", color="#e3e3e3")
        axes.set_axisbelow(True)
        axes.spines[["left", "right", "top"]].set_visible(False)
        axes.set_yticks(range(len(self._rows)), [row.title for row in self._rows])
        axes.tick_params(axis="y", length=0, pad=20)
        for tick in axes.get_yticklabels():
            tick.set_parse_math(False)  # a dollar in a name begins no formula
            tick.set_fontfamily(_fonts())

    def _date(self, row: _Row, number: int) -> None:
        colour, _ = STATUS[row.status]
        start = _number(row.first) if row.first else self._low - self._margin  # beyond the frame: no edge closes it
        end = _number(row.last) + 1 if row.last else self._high + self._margin  # the last day is part of it
        if end - start < 0.02 * (self._high - self._low):  # narrower than a mark
            middle = (start + end) / 2
            self._mark(row, middle, number, hollow=row.kind != "exact")
            if row.kind == "about":
                self._note("≈", (middle, number), "data", (7, 0), va="center")
            return
        look = _look(row.kind, colour)
        self._axes.barh(number, end - start, left=start, height=_BAR, linewidth=1.6, **look)  # type: ignore[arg-type]
        if not row.first:
            self._axes.plot(self._low + 0.3 * self._margin, number, marker="<", color=colour, markersize=9, zorder=4)
        if not row.last:
            self._axes.plot(self._high - 0.3 * self._margin, number, marker=">", color=colour, markersize=9, zorder=4)

    def _mark(self, row: _Row, at: float, number: int, *, hollow: bool = False, **where: object) -> None:
        colour, marker = STATUS[row.status]
        line = Line2D([at], [number], marker=marker, color=colour, markersize=8, markeredgewidth=1.6, clip_on=False)
        line.set_markerfacecolor("white" if hollow else colour)
        line.set(zorder=3, **where)
        self._axes.add_artist(line)

    def _note(
        self,
        words: str,
        at: tuple[float, float],
        unit: str | tuple[str, str],
        offset: tuple[float, float],
        **where: str,
    ) -> None:
        self._axes.annotate(
            words, at, xycoords=unit, xytext=offset, textcoords="offset points", color=_MUTED, fontsize="small", **where  # type: ignore[arg-type]
        )  # fmt: skip


def _look(kind: _DateKind, colour: str) -> dict[str, object]:
    return {
        "edgecolor": colour,
        "facecolor": colour if kind == "exact" else "white",
        "hatch": "////" if kind == "about" else None,
        "linestyle": "--" if kind == "about" else "-",
    }


def _number(day: dt.date) -> float:
    return float(date2num(day))


def _fonts() -> list[str]:
    """Return the default font, and what is there of those that hold the scripts it lacks."""
    known = set(font_manager.get_font_names())
    return ["DejaVu Sans", *(name for name in _SCRIPTS if name in known)]


def _legend(figure: Figure, rows: Sequence[_Row]) -> None:
    """Explain the marks that are there, and no others."""
    used = {row.status for row in rows}
    kinds = {row.kind for row in rows if row.dated}
    handles: list[Artist] = [
        Line2D([], [], linestyle="", marker=marker, color=colour, markersize=8, label=label(status))
        for status, (colour, marker) in STATUS.items()
        if status in used
    ]
    looks = [Patch(label=words, **_look(kind, _MUTED)) for kind, words in _DATES.items() if kind in kinds]  # type: ignore[arg-type]
    handles += looks
    if any(row.dated and not (row.first and row.last) for row in rows):
        handles.append(Line2D([], [], linestyle="", marker=">", color=_MUTED, markersize=9, label="open end"))
    if handles:
        columns = min(len(handles), 6)
        figure.legend(handles=handles, loc="outside lower center", ncols=columns, frameon=False, fontsize="small")
