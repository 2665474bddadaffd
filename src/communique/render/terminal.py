"""A summary in the terminal: a page for rich, and the same as plain text.

Every text becomes a ``rich.text.Text``, never markup, and loses its control characters first: neither ``[bold]`` nor an
escape sequence in an article or an answer reaches the terminal as an instruction.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from communique.records import ArticleSummary, Certainty, Claim, Confidence, Dropped, Official, Visit, VisitStatus
from communique.render import wording
from communique.render.wording import label, plain

__all__ = ["page", "text"]

_NARROW = 100  # columns below which the visits are a list: an EDTF interval of two dates would not fit its column
_WIDEST = 132  # of the table of visits; wider, the eye loses the row

_MUTED = "bright_black"
_STATUS: Mapping[VisitStatus, tuple[str, str]] = MappingProxyType(
    {  # the disc fills with each rung of the ladder, so that the state is not told by colour alone
        "invited": ("○", _MUTED),
        "under_discussion": ("◔", _MUTED),
        "planned": ("◑", "blue"),
        "confirmed": ("◕", "blue"),
        "ongoing": ("◉", "green"),
        "completed": ("●", "green"),
        "cancelled": ("⊘", "red"),
    }
)
_CERTAINTY: Mapping[Certainty, str] = MappingProxyType(
    {"asserted": "bold blue", "probable": "blue", "possible": "yellow", "noncommittal": _MUTED}
)
_CONFIDENCE: Mapping[Confidence, str] = MappingProxyType({"high": "■■■", "moderate": "■■□", "low": "■□□"})


def page(summary: ArticleSummary) -> RenderableType:
    """Return the summary as a page for a ``rich.console.Console``; it adapts to the console's width."""
    return _Page(summary)


def text(summary: ArticleSummary, *, width: int = 100) -> str:
    """Return the page as plain text of at most ``width`` columns, without colours or trailing spaces."""
    sheet = io.StringIO()
    plain_console = Console(
        file=sheet, width=width, color_system=None, force_terminal=False, force_jupyter=False, legacy_windows=False
    )
    plain_console.print(page(summary))
    return "\n".join(line.rstrip() for line in sheet.getvalue().splitlines()).strip()


class _Page:
    def __init__(self, summary: ArticleSummary) -> None:
        self._summary = summary

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        summary = self._summary
        yield _text(summary.headline, "bold")
        yield _text(wording.dateline(summary), _MUTED)
        yield ""
        yield _text(summary.summary)
        for warning in summary.warnings:
            yield _entry("!", _text(warning, "yellow"))
        yield from _heading("Visits", len(summary.visits))
        wide = options.max_width >= _NARROW and summary.visits
        yield from _visits(summary.visits, options.max_width) if wide else map(_visit_entry, summary.visits)
        yield from _heading("Officials", len(summary.officials))
        yield from map(_official, summary.officials)
        yield from _heading("Claims", len(summary.claims))
        for number, ((speaker, source), claims) in enumerate(wording.by_speaker(summary.claims).items()):
            if number:
                yield ""
            yield Text.assemble(_text(speaker, "bold"), "  ", (wording.SOURCES[source], _MUTED))
            yield from map(_claim, claims)
        yield from _heading("Dropped", len(summary.dropped))
        yield from map(_dropped, summary.dropped)
        yield ""
        yield _text(wording.provenance(summary.provenance), _MUTED)


def _text(words: str, style: str = "") -> Text:
    """Return words as one paragraph that can do nothing but be read."""
    return Text(" ".join(plain(words).split()), style)


def _heading(title: str, count: int) -> Iterator[RenderableType]:
    yield ""
    yield Rule(Text(f"{title} · {count}", "bold"), align="left", style=_MUTED)


def _entry(mark: str, *lines: RenderableType) -> Table:
    """Return lines with a mark in front of the first and the others below it, all indented alike."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(min_width=4, no_wrap=True, style=_MUTED)
    grid.add_column()
    for number, line in enumerate(lines):
        grid.add_row("" if number else _text(mark), line)
    return grid


def _evidence(record: Official | Visit | Claim) -> Iterator[RenderableType]:
    for span in record.evidence:
        yield _text(f"“{span.text}”", f"italic {_MUTED}")


def _visits(visits: Sequence[Visit], width: int) -> Iterator[RenderableType]:
    """Yield a table of the visits, and below it what each is for and rests on."""
    columns = (("", 4, 0), ("who", 0, 3), ("to", 0, 2), ("when", 0, 4), ("status", 18, 0), ("confidence", 12, 0))
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style=_MUTED, width=min(width, _WIDEST))
    for title, fixed, share in columns:
        table.add_column(title, width=fixed or None, ratio=share or None, overflow="fold")
    for visit in visits:
        table.add_row(
            _text(visit.id, _MUTED),
            _text(wording.party(visit), "bold"),
            _text(wording.destination(visit)),
            _when(visit, "\n"),
            _status(visit),
            _bars(visit),
        )
    yield table
    yield ""
    for visit in visits:
        why = [_text(f"{visit.confidence} confidence: {wording.doubts(visit)}")] if visit.caveats else []
        yield _entry(visit.id, *_circumstances(visit), *why, *_evidence(visit))


def _visit_entry(visit: Visit) -> Table:
    who = Text.assemble(_text(wording.party(visit), "bold"), " to ", _text(wording.destination(visit)))
    state = Text(" · ").join((_status(visit), _confidence(visit)))
    return _entry(visit.id, who, _when(visit, " "), state, *_circumstances(visit), *_evidence(visit))


def _circumstances(visit: Visit) -> Iterator[RenderableType]:
    known = wording.circumstances(visit)
    if known:
        yield _text(" · ".join(known))


def _when(visit: Visit, separator: str) -> Text:
    if visit.when is None:
        return Text("not dated", _MUTED)
    phrase, edtf = _text(f"“{visit.when.text}”", _MUTED), _text(visit.when.edtf or "", _MUTED)
    return Text(separator).join((_text(wording.period(visit.when)), phrase, edtf))


def _status(visit: Visit) -> Text:
    disc, style = _STATUS[visit.status]
    return Text(f"{disc} {label(visit.status)}", style)


def _bars(record: Official | Visit | Claim) -> Text:
    return Text(f"{_CONFIDENCE[record.confidence]} {record.confidence}")


def _confidence(record: Official | Visit | Claim) -> Text:
    """Return the confidence and what lowered it, where no heading says what is high or low."""
    known = (_bars(record).append(" confidence"), _text(wording.doubts(record), f"italic {_MUTED}"))
    return Text(": ").join(filter(None, known))


def _official(official: Official) -> Table:
    post = ", ".join(filter(None, (official.role, wording.affiliation(official))))
    also = f"also “{'”, “'.join(official.mentions)}”" if official.mentions else ""
    known = (_text(official.name, "bold"), _text(post), _text(also, _MUTED), _confidence(official))
    return _entry(official.id, Text(" · ").join(filter(None, known)), *_evidence(official))


def _claim(claim: Claim) -> Table:
    marks = (
        Text(claim.certainty, _CERTAINTY[claim.certainty]),
        Text("denial" if claim.negated else "", "red"),
        _text(f"conflicts with {', '.join(claim.contradicts)}" if claim.contradicts else "", "red"),
        Text("" if claim.quotation == "none" else wording.QUOTATIONS[claim.quotation]),
        _confidence(claim),
    )
    return _entry(claim.id, _text(claim.content), Text(" · ").join(filter(None, marks)), *_evidence(claim))


def _dropped(item: Dropped) -> Table:
    reason = Text.assemble(_text(label(item.reason), "red"), ": ", _text(item.detail))
    quote = [_text(f"“{item.quote}”", f"italic {_MUTED}")] if item.quote else []
    return _entry("-", Text.assemble((item.kind, _MUTED), " ", _text(item.label, "bold")), reason, *quote)
