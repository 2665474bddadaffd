"""What moves while one waits: a line that shows how far a summary or a download is.

It stands on standard error, or below the cell of a notebook. Nothing is written where neither is looked at, and the
line is gone when the work is done.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    ProgressColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

from communique.progress import Progress as Stage
from communique.render.wording import plain

__all__ = ["ArticleDisplay", "ProgressLine", "download_display", "progress_bar"]


@contextmanager
def progress_bar(console: Console, title: str, *columns: ProgressColumn) -> Iterator[tuple[Progress, TaskID]]:
    """Yield a bar under a title with the columns after it and the text of its field ``state``; gone when left."""
    shown = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=20),
        *columns,
        TextColumn("{task.fields[state]}", markup=False, style="bright_black"),
    )
    with Progress(*shown, console=console, transient=True, disable=not console.is_terminal) as bar:
        yield bar, bar.add_task(plain(title), total=None, state="")


class ArticleDisplay:
    """Shows which pass runs on the article at hand, with the tokens and seconds so far.

    :meth:`report` is what a summariser calls, from any thread; it shows nothing outside :meth:`article`.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._shown: tuple[Progress, TaskID] | None = None

    @contextmanager
    def article(self, title: str) -> Iterator[None]:
        """Show progress under this title for as long as the context lasts."""
        with progress_bar(self._console, title, TimeElapsedColumn()) as shown:
            self._shown = shown
            try:
                yield
            finally:
                self._shown = None

    def report(self, stage: Stage) -> None:
        """Show how far the article is."""
        if self._shown is None:
            return
        bar, task = self._shown
        bar.update(task, completed=stage.done, total=stage.total or None, state=plain(str(stage)))


class _Handle(Protocol):
    """What IPython gives for something on display."""

    def update(self, data: object, *, raw: bool) -> None:
        """Show something else in its place."""


class ProgressLine:
    """A line that says which pass reads which part of an article, with requests, tokens and seconds so far.

    Hand it to whatever summarises: ``summarise_article(text, progress=ProgressLine())``. In a notebook the line stands
    below the cell, else on standard error if that is a terminal; it is gone when the last request is answered.
    """

    def __init__(self) -> None:
        self._handle: _Handle | None = None

    def __call__(self, progress: Stage) -> None:
        """Show how far it is."""
        over = 0 < progress.total <= progress.done
        line = "" if over else plain(str(progress))
        if _in_notebook():
            self._display(line)
        elif sys.stderr.isatty():
            width = Console(stderr=True).width
            sys.stderr.write(f"\r\x1b[K{line[: width - 1]}")
            sys.stderr.flush()

    def _display(self, line: str) -> None:
        from IPython.display import display  # noqa: PLC0415 - it is there, since a notebook is

        data = {"text/plain": line}
        if self._handle is None:
            self._handle = display(data, raw=True, display_id=True)  # type: ignore[no-untyped-call]
        else:
            self._handle.update(data, raw=True)


def _in_notebook() -> bool:
    """Return whether this runs in a notebook's kernel; IPython is not imported to find out."""
    ipython = sys.modules.get("IPython")
    return ipython is not None and hasattr(ipython.get_ipython(), "kernel")


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
