"""A batch while it runs, and what it has come to."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress, TaskID

from communique.batch.report import BatchReport
from communique.render.live import progress_bar
from communique.render.wording import plain

__all__ = ["BatchDisplay", "account"]

_EVERY = 30.0  # seconds between two lines where nothing can move


class BatchDisplay:
    """Shows how far a batch is, on a line that moves, or where there is no terminal in a line now and then.

    :meth:`report` is what a batch calls, from any thread.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._shown: tuple[Progress, TaskID] | None = None
        self._next = time.monotonic() + _EVERY

    @contextmanager
    def running(self, title: str) -> Iterator[None]:
        """Show it under this title for as long as the context lasts."""
        with progress_bar(self._console, title) as shown:
            self._shown = shown
            try:
                yield
            finally:
                self._shown = None

    def report(self, report: BatchReport) -> None:
        """Show how far it is."""
        if self._shown is None:
            return
        bar, task = self._shown
        if self._console.is_terminal:
            bar.update(task, completed=report.articles, total=report.total, state=_state(report))
        elif time.monotonic() >= self._next:
            self._next = time.monotonic() + _EVERY
            self._console.print(_state(report), markup=False, highlight=False, soft_wrap=True)


def account(report: BatchReport) -> list[str]:
    """Return the lines that say what a batch has come to."""
    failures = ", ".join(f"{count:,} {kind}" for kind, count in report.failures.items())
    lines = [
        f"{report.articles:,} articles: {report.summaries:,} summaries, {report.failed:,} failures"
        + (f" ({failures})" if failures else "")
        + (f"; {report.reused:,} were there already" if report.reused else ""),
        f"{report.calls:,} calls, {_tokens(report)}{_cost(report)}, {_duration(report.seconds)}",
    ]
    if report.records or report.dropped:
        lines.append(f"{report.records:,} records; {report.dropped_share:.1%} of what the model said was dropped")
    if report.repeated:
        lines.append(f"{report.repeated:,} articles needed a repeated call")
    return [plain(line) for line in lines]


def _state(report: BatchReport) -> str:
    of = f" of {report.total:,}" if report.total is not None else ""
    made = report.articles - report.reused
    rate = made / report.seconds * 60 if report.seconds else 0.0
    left = report.total - report.articles if report.total is not None else 0
    parts = [
        f"{report.articles:,}{of} done",
        f"{report.failed:,} failed",
        f"{rate:,.0f}/min",
        f"{_tokens(report)}{_cost(report)}",
    ]
    if rate and left > 0:
        parts.append(f"{_duration(left / rate * 60)} left")
    return " · ".join(parts)


def _tokens(report: BatchReport) -> str:
    return f"{report.prompt_tokens + report.completion_tokens:,} tokens"


def _cost(report: BatchReport) -> str:
    return f", ${report.cost:,.2f}" if report.cost else ""


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
