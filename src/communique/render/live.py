"""What moves while one waits: a line on standard error that shows how far a summary or a download is.

Nothing is written where standard error is no terminal, and the line is gone when the work is done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

from communique.progress import Progress as Stage
from communique.render.wording import plain

__all__ = ["ArticleDisplay", "download_display"]


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
        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=20),
            TextColumn("{task.fields[state]}", markup=False, style="bright_black"),
        )
        with Progress(*columns, console=self._console, transient=True, disable=not self._console.is_terminal) as bar:
            self._shown = bar, bar.add_task(plain(title), total=None, state="")
            try:
                yield
            finally:
                self._shown = None

    def report(self, stage: Stage) -> None:
        """Show how far the article is."""
        if self._shown is None:
            return
        bar, task = self._shown
        tokens = f" · {stage.tokens:,} tokens" if stage.tokens else ""
        state = f"{plain(stage.stage)}{tokens} · {stage.seconds:.0f} s"
        bar.update(task, completed=stage.done, total=stage.total or None, state=state)


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
