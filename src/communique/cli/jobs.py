"""The articles a command works on: which they are, how they are read, and what becomes of their summaries."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Protocol

import typer
from rich.console import Console

from communique.cli.failures import ExitCode, UsageError, complain
from communique.errors import ALIKE, ArticleError, CommuniqueError, StoreError
from communique.progress import Report
from communique.records import ArticleSummary
from communique.render import page
from communique.render.live import ArticleDisplay
from communique.render.wording import as_json, plain

__all__ = [
    "Deliver",
    "Job",
    "OpenSummariser",
    "Summarises",
    "file_jobs",
    "make_folder",
    "print_json",
    "print_page",
    "run",
    "write",
    "write_summary",
]

_STDIN = "-"


class Summarises(Protocol):
    """What the commands need of a summariser."""

    def summarise(self, text: str, *, published: str | date | None = None) -> ArticleSummary:
        """Return the summary of one article."""


class OpenSummariser(Protocol):
    """Makes a summariser that reports its progress and closes with its context."""

    def __call__(self, *, progress: Report) -> AbstractContextManager[Summarises]:
        """Return the summariser."""


@dataclass(frozen=True, slots=True)
class Job:
    """One article to summarise.

    Attributes:
        name: what messages call it.
        read: returns its text, or raises :class:`ArticleError`.
        target: the file its summary goes to, if any.
    """

    name: str
    read: Callable[[], str]
    target: Path | None = None


Deliver = Callable[[Job, ArticleSummary], None]
"""What is done with a summary."""


def file_jobs(files: Sequence[str], out: Path | None, *, force: bool) -> list[Job]:
    """Return a job for each file, having refused before any call whatever could not end well.

    Args:
        files: paths, or ``-`` for standard input.
        out: folder in which each gets its ``NAME.json``, made if need be.
        force: whether files that are there may be overwritten.

    Raises:
        UsageError: standard input twice, two articles for one file, or a file that is there already.
        StoreError: the folder cannot be made.
    """
    if files.count(_STDIN) > 1:
        raise UsageError("standard input can be read only once", hint="give - once")
    jobs = [_job(file, out) for file in files]
    seen: set[str] = set()
    for target in (job.target for job in jobs if job.target):
        if target.name.casefold() in seen:  # some file systems do not tell cases apart
            raise UsageError(f"two articles would be written to {target}", hint="rename one, or use two folders")
        if target.exists() and not force:
            raise UsageError(f"{target} is there already", hint="--force overwrites it")
        seen.add(target.name.casefold())
    if out:
        make_folder(out)
    return jobs


def _job(file: str, out: Path | None) -> Job:
    name, stem = ("standard input", "stdin") if file == _STDIN else (file, Path(file).stem)
    return Job(name, partial(_read, file), out / f"{stem}.json" if out else None)


def _read(file: str) -> str:
    """Return an article exactly as it stands in a file: line ends stay as they are, because offsets count them."""
    try:
        data = sys.stdin.buffer.read() if file == _STDIN else Path(file).read_bytes()
        return data.decode("utf-8")
    except OSError as error:
        raise ArticleError(f"it cannot be read: {error.strerror}", hint="give the path of a text file, or -") from error
    except UnicodeDecodeError as error:
        raise ArticleError(f"it is not UTF-8 text (byte {error.start:,})", hint="convert it to UTF-8") from error


def run(
    jobs: Sequence[Job], open_summariser: OpenSummariser, deliver: Deliver, *, published: str | None, debug: bool
) -> ExitCode:
    """Summarise one article after the other, whatever becomes of the others, and return the worst that happened."""
    display = ArticleDisplay(Console(stderr=True))
    worst = ExitCode.OK
    with open_summariser(progress=display.report) as summariser:
        for number, job in enumerate(jobs, start=1):
            error = _attempt(job, summariser, display, deliver, published)
            if error is None:
                if job.target:
                    typer.echo(plain(f"{job.name}: done, {number} of {len(jobs)}"), err=True)
                continue
            worst = max(worst, complain(error, job.name, debug=debug))
            if isinstance(error, ALIKE):
                if number < len(jobs):
                    typer.echo(f"communique: {len(jobs) - number} more not tried: they would fail alike", err=True)
                break
    return worst


def _attempt(
    job: Job, summariser: Summarises, display: ArticleDisplay, deliver: Deliver, published: str | None
) -> CommuniqueError | None:
    try:
        text = job.read()
        with display.article(job.name):
            summary = summariser.summarise(text, published=published)
        deliver(job, summary)
    except CommuniqueError as error:
        return error
    return None


def print_page(_job: Job, summary: ArticleSummary) -> None:
    """Print a summary to be read."""
    Console(highlight=False).print(page(summary), "")


def print_json(_job: Job, summary: ArticleSummary) -> None:
    """Print a summary as the contract's JSON; in UTF-8, as JSON is, whatever the terminal speaks."""
    typer.echo(as_json(summary).encode())


def write_summary(job: Job, summary: ArticleSummary) -> None:
    """Write a summary as the contract's JSON to the job's target."""
    assert job.target is not None
    write(job.target, as_json(summary))


def write(path: Path, text: str) -> None:
    """Write a file that is there as a whole or not at all.

    Raises:
        StoreError: it cannot be written.
    """
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        unfinished.write_text(text, encoding="utf-8", newline="\n")
        unfinished.replace(path)
    except OSError as error:
        raise StoreError(f"cannot write {path}: {error.strerror}", hint="check the folder and its space") from error
    finally:
        unfinished.unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Have a folder.

    Raises:
        StoreError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"cannot make the folder {folder}: {error.strerror}", hint="name another") from error
