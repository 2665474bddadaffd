"""What is shown while one waits: records that are found already, and the article of a batch that was done last.

Nothing of it can be mistaken for a result: it is a short line a record, without an id, a confidence or a sentence,
under words that say that it may change, and it is gone when the summary is there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import tostring

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.text import Text

from communique.batch.report import BatchReport
from communique.progress import Progress, Provisional
from communique.records import Claim, Visit
from communique.render import wording
from communique.render.notebook import element
from communique.render.wording import plain

__all__ = ["latest", "live_html", "live_text", "sketch"]

_NOTE = "Found so far; it may still change:"
_MOST = 8  # lines of a kind in a notebook
_KINDS = 2  # that take a line a record; officials share one
_OTHER_LINES = 9  # on a terminal: the bar, the note, headings, a line for officials, and some air


def sketch(found: Provisional) -> RenderableType:
    """Return what has been found so far for a terminal, no higher than it."""
    return _Sketch(found)


def latest(report: BatchReport) -> RenderableType:
    """Return the headline of the article that a batch has done last, for a terminal."""
    words = _line(f"last: {report.latest}") if report.latest else ""
    return Text(words, "bright_black", no_wrap=True, overflow="ellipsis")


def live_text(progress: Progress | BatchReport) -> str:
    """Return how far something is, and what has been found, as plain text."""
    lines = [_line(str(progress))]
    if isinstance(progress, BatchReport):
        return "\n".join((*lines, *([_line(f"last: {progress.latest}")] if progress.latest else ())))
    for title, records in _parts(progress.found, _MOST):
        lines += [title, *(f"  {record}" for record in records)]
    return "\n".join((lines[0], _NOTE, *lines[1:]) if progress.found else lines)


def live_html(progress: Progress | BatchReport) -> str:
    """Return the same for a notebook, in the notebook's own type and colours."""
    root = element("div", "", element("p", "", _line(str(progress))), lang="en")
    if isinstance(progress, BatchReport):
        if progress.latest:
            root.append(element("p", "", "last: ", element("i", "", _line(progress.latest))))
    elif progress.found:
        root.append(element("p", "", element("i", "", _NOTE)))
        for title, records in _parts(progress.found, _MOST):
            root.append(element("b", "", title))
            root.append(element("ul", "", *(element("li", "", record) for record in records)))
    return tostring(root, encoding="unicode", method="html")


class _Sketch:
    def __init__(self, found: Provisional) -> None:
        self._found = found

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if not self._found:
            return
        most = max((console.height - _OTHER_LINES) // _KINDS, 1)
        yield Text(_NOTE, "italic bright_black")
        for title, records in _parts(self._found, most):
            yield Text(title, "bold")
            for record in records:
                yield Text(f"  {record}", no_wrap=True, overflow="ellipsis")


def _parts(found: Provisional, most: int) -> Iterator[tuple[str, list[str]]]:
    """Yield a title and lines for each kind that there is any of."""
    if found.visits:
        yield "Visits", _some([_visit(visit) for visit in found.visits], most)
    if found.officials:
        yield "Officials", [_line(", ".join(official.name for official in found.officials))]
    if found.claims:
        yield "Claims", _some([_claim(claim) for claim in found.claims], most)


def _some(lines: Sequence[str], most: int) -> list[str]:
    if len(lines) <= most:
        return list(lines)
    return [*lines[: most - 1], f"and {len(lines) - most + 1:,} more"]


def _visit(visit: Visit) -> str:
    known = (
        f"{wording.party(visit)} to {wording.destination(visit)}",
        wording.label(visit.status),
        wording.period(visit.when) if visit.when else "not dated",
    )
    return _line(" · ".join(known))


def _claim(claim: Claim) -> str:
    return _line(f"{wording.speaker(claim)}: {claim.content}")


def _line(words: str) -> str:
    return " ".join(plain(words).split())
