"""A batch while it runs, and what it has come to."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

from communique.batch.report import BatchReport, duration
from communique.render.live import Bar
from communique.render.provisional import latest
from communique.render.wording import plain

__all__ = ["BatchDisplay", "account"]

_EVERY = 30.0  # seconds between two lines where nothing can move


class BatchDisplay:
    """Shows how far a batch is, on a line that moves, or where there is no terminal in a line now and then.

    :meth:`report` is what a batch calls, from any thread.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._shown: Bar | None = None
        self._next = time.monotonic() + _EVERY

    @contextmanager
    def running(self, title: str) -> Iterator[None]:
        """Show it under this title for as long as the context lasts."""
        with Bar(self._console, title) as shown:
            self._shown = shown
            try:
                yield
            finally:
                self._shown = None

    def report(self, report: BatchReport) -> None:
        """Show how far it is, and which article was summarised last."""
        if self._shown is None:
            return
        if self._console.is_terminal:
            self._shown.show(report.articles, report.total, str(report), latest(report))
        elif time.monotonic() >= self._next:
            self._next = time.monotonic() + _EVERY
            self._console.print(plain(str(report)), markup=False, highlight=False, soft_wrap=True)


def account(report: BatchReport) -> list[str]:
    """Return the lines that say what a batch has come to."""
    failures = ", ".join(f"{count:,} {kind}" for kind, count in report.failures.items())
    cost = f", ${report.cost:,.2f}" if report.cost else ""
    lines = [
        f"{report.articles:,} articles: {report.summaries:,} summaries, {report.failed:,} failures"
        + (f" ({failures})" if failures else "")
        + (f"; {report.reused:,} were there already" if report.reused else ""),
        f"{report.calls:,} calls, {report.tokens:,} tokens{cost}, {duration(report.seconds)}",
    ]
    if report.records or report.dropped:
        lines.append(f"{report.records:,} records; {report.dropped_share:.1%} of what the model said was dropped")
    if report.repeated:
        lines.append(f"{report.repeated:,} articles needed a repeated call")
    return [plain(line) for line in lines]
