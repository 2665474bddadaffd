"""What moves while one waits: how far a summary, a batch or a download is, and what has been found.

It stands on standard error, or below the cell of a notebook. Nothing is written where neither is looked at, and it is
gone when the work is done.
"""

from __future__ import annotations

import math
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from typing import Any, Protocol

from rich.console import Console, RenderableType
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    ProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

from communique.batch.report import BatchReport
from communique.progress import Progress as Stage
from communique.render.provisional import live_html, live_text, sketch
from communique.render.wording import plain

__all__ = ["ArticleDisplay", "Bar", "ProgressLine", "download_display", "line_of_cell"]

_PATIENCE = 900.0  # seconds without a word after which a request is given up as lost


class Bar(Progress):
    """A line that moves, and below it what is to be seen of the work; gone when stopped."""

    def __init__(self, console: Console, title: str, *columns: ProgressColumn) -> None:
        self._below: RenderableType = ""
        shown = (
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=20),
            *columns,
            TextColumn("{task.fields[state]}", markup=False, style="bright_black"),
        )
        super().__init__(*shown, console=console, transient=True, disable=not console.is_terminal)
        self._task = self.add_task(plain(title), total=None, state="")

    def show(self, done: int, total: int | None, state: str, below: RenderableType) -> None:
        """Show how far the work is, in a line, and what there is below it."""
        self._below = below
        self.update(self._task, completed=done, total=total, state=plain(state))

    def get_renderables(self) -> Iterator[RenderableType]:
        """Yield the line, and what is below it."""
        yield from super().get_renderables()
        if self._below:
            yield self._below


class ArticleDisplay:
    """Shows which pass runs on the article at hand, with tokens and seconds so far, and what has been found.

    :meth:`report` is what a summariser calls, from any thread; it shows nothing outside :meth:`article`.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._shown: Bar | None = None

    @contextmanager
    def article(self, title: str) -> Iterator[None]:
        """Show progress under this title for as long as the context lasts."""
        with Bar(self._console, title, TimeElapsedColumn()) as shown:
            self._shown = shown
            try:
                yield
            finally:
                self._shown = None

    def report(self, stage: Stage) -> None:
        """Show how far the article is."""
        if self._shown is not None:
            self._shown.show(stage.done, stage.total or None, str(stage), sketch(stage.found))


class _Handle(Protocol):
    """What IPython gives for something on display."""

    def update(self, data: object, *, raw: bool) -> None:
        """Show something else in its place."""


class ProgressLine:
    """A line that says which pass reads which part of an article, or how many of a batch are done, while one waits.

    Hand it to whatever summarises: ``summarise_article(text, progress=ProgressLine())``. In a notebook it stands below
    the cell that makes it, with the records found so far, else on standard error if that is a terminal; it is gone at
    the end.
    """

    def __init__(self) -> None:
        self._handle: _Handle | None = None
        self._lock = threading.Lock()
        self._told: tuple[Stage, float] | None = None
        self._clock: threading.Thread | None = None
        if _kernel():
            self._display({})  # now, in the thread of the cell: those that report may be of an earlier one

    def __call__(self, progress: Stage | BatchReport) -> None:
        """Show how far it is."""
        with self._lock:
            self._told = None if isinstance(progress, BatchReport) or progress.over else (progress, time.monotonic())
            self._show(progress)
            if self._told and self._clock is None:
                self._clock = threading.Thread(target=self._tick, name="communique-clock", daemon=True)
                self._clock.start()

    def _tick(self) -> None:
        """Count the seconds of a request, which may be many, until nothing is under way or nobody tells any more."""
        while True:
            time.sleep(1.0)
            with self._lock:
                waited = time.monotonic() - self._told[1] if self._told else math.inf
                if self._told is None or waited > _PATIENCE:
                    self._clock = None
                    return
                self._show(replace(self._told[0], seconds=self._told[0].seconds + waited))

    def _show(self, progress: Stage | BatchReport) -> None:
        over = progress.finished if isinstance(progress, BatchReport) else progress.over
        if _kernel():
            self._display({} if over else {"text/plain": live_text(progress), "text/html": live_html(progress)})
        elif sys.stderr.isatty():
            line = "" if over else plain(str(progress))[: Console(stderr=True).width - 1]
            sys.stderr.write(f"\r\x1b[K{line}")
            sys.stderr.flush()

    def _display(self, data: dict[str, str]) -> None:
        from IPython.display import display  # noqa: PLC0415 - it is there, since a notebook is

        if self._handle is None:
            self._handle = display(data, raw=True, display_id=True)  # type: ignore[no-untyped-call]
        else:
            self._handle.update(data, raw=True)


def line_of_cell() -> ProgressLine | None:
    """Return the line of the notebook cell that runs, the same for as long as it does; None outside of notebooks."""
    shell = _kernel()
    return _line_of(shell.execution_count) if shell else None


@lru_cache(maxsize=1)
def _line_of(_: int) -> ProgressLine:
    return ProgressLine()


def _kernel() -> Any:  # noqa: ANN401 - what it is is known only where IPython is
    """Return the shell of a notebook's kernel where this runs in one; IPython is not imported to find out."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return shell if hasattr(shell, "kernel") else None


@contextmanager
def download_display(console: Console, title: str) -> Iterator[Callable[[int, int], None]]:
    """Show a download; yields what takes the bytes there are and the bytes there will be."""
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=20),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(plain(title), total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
