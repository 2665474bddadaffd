"""Writes what many summaries hold into a folder, in one of the forms people and programs read.

One outcome is held at a time. Everything is written beside its place and moved there when it is whole, so that a
folder never holds half an export; nothing that is there is overwritten unasked.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TypeAlias

from communique.errors import ConfigurationError, StoreError
from communique.forms import to_jsonld, to_markdown, to_plover
from communique.forms.jsonld import CONTEXT
from communique.records import ArticleSummary, Outcome
from communique.tables import FORMATS, TABLES
from communique.tables.files import Place

__all__ = ["ExportFormat", "Exported", "export"]


class ExportFormat(StrEnum):
    """The forms of :func:`export`; the first four are the tables of ``docs/tables.md``."""

    PARQUET = "parquet"
    CSV = "csv"
    JSONL = "jsonl"
    XLSX = "xlsx"
    MARKDOWN = "markdown"
    PLOVER = "plover"
    JSONLD = "jsonld"


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export came to.

    Attributes:
        files: the files written, by name.
        summaries: how many summaries are in them.
        failures: how many articles have none; only the tables tell of these.
    """

    files: tuple[Path, ...]
    summaries: int
    failures: int


def export(outcomes: Iterable[Outcome], to: ExportFormat | str, out: Path | str, *, force: bool = False) -> Exported:
    """Write summaries and failures into a folder.

    ``parquet``, ``csv`` and ``jsonl`` give a file of each table, ``xlsx`` a workbook with a sheet of each,
    ``communique.xlsx``; ``markdown`` a note of each article, ``plover`` the visits as events in ``plover.jsonl``, and
    ``jsonld`` one graph of everything, ``communique.jsonld``.

    Args:
        outcomes: what ``summarise_many`` yields, or :func:`~communique.outcomes.read_outcomes`.
        to: the form.
        out: the folder, made if need be.
        force: whether files that are there may be overwritten.

    Raises:
        ConfigurationError: no such form, or a package that writes it is missing.
        StoreError: a file is there already, or cannot be written; then none is.
    """
    if to not in list(ExportFormat):
        raise ConfigurationError(f"there is no form {to!r:.40}", hint=f"there are {', '.join(ExportFormat)}")
    counts = [0, 0]
    folder = Path(out)
    with _staged(folder, force=force) as (place, files), _writer(ExportFormat(to), place) as write:
        for outcome in outcomes:
            counts[not isinstance(outcome, ArticleSummary)] += 1
            write(outcome)
    return Exported(tuple(files), *counts)


@contextmanager
def _staged(out: Path, *, force: bool) -> Iterator[tuple[Place, list[Path]]]:
    """Yield what says where to write a file of a name, and the list of files that are there when the context ends."""
    files: list[Path] = []
    new = not out.exists()
    try:
        out.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=".communique-", dir=out))
        try:
            yield partial(_place, out, staging, force=force), files
            files.extend(file.replace(out / file.name) for file in sorted(staging.iterdir()))
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    except OSError as error:
        raise StoreError(
            f"cannot write into {out}: {error.strerror or error}", hint="check the folder and its space"
        ) from error
    finally:
        if new and not files:
            with suppress(OSError):
                out.rmdir()


def _place(out: Path, staging: Path, name: str, *, force: bool) -> Path:
    if (out / name).exists() and not force:
        raise StoreError(f"{out / name} is there already", hint="--force, or force=True, overwrites it")
    return staging / name


_Write: TypeAlias = Callable[[Outcome], None]


def _writer(to: ExportFormat, place: Place) -> AbstractContextManager[_Write]:
    forms = {ExportFormat.MARKDOWN: _notes, ExportFormat.PLOVER: _events, ExportFormat.JSONLD: _graph}
    return forms[to](place) if to in forms else _tables(to, place)


@contextmanager
def _tables(to: str, place: Place) -> Iterator[_Write]:
    with FORMATS[to](place) as append:

        def write(outcome: Outcome) -> None:
            for table in TABLES.values():
                for row in table.rows(outcome):
                    append(table, row)

        yield write


@contextmanager
def _notes(place: Place) -> Iterator[_Write]:
    def write(outcome: Outcome) -> None:
        if isinstance(outcome, ArticleSummary):
            place(_note_name(outcome)).write_text(to_markdown(outcome), encoding="utf-8", newline="\n")

    yield write


def _note_name(summary: ArticleSummary) -> str:
    """Return the name of an article's note: of its id whatever no file system minds, and enough of its hash."""
    words = re.sub(r"[^A-Za-z0-9]+", "-", summary.id)[-60:].strip("-")
    return "-".join(filter(None, (words, hashlib.sha256(summary.id.encode()).hexdigest()[:8]))) + ".md"


@contextmanager
def _events(place: Place) -> Iterator[_Write]:
    with place("plover.jsonl").open("w", encoding="utf-8", newline="\n") as file:

        def write(outcome: Outcome) -> None:
            if isinstance(outcome, ArticleSummary):
                file.writelines(json.dumps(event, ensure_ascii=False) + "\n" for event in to_plover(outcome))

        yield write


@contextmanager
def _graph(place: Place) -> Iterator[_Write]:
    with place("communique.jsonld").open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{"@context": {json.dumps(CONTEXT)}, "@graph": [')
        separator = "\n"

        def write(outcome: Outcome) -> None:
            nonlocal separator
            if isinstance(outcome, ArticleSummary):
                nodes = to_jsonld(outcome)["@graph"]
                assert isinstance(nodes, list)
                for node in nodes:  # escaped so that a page may hold the graph in a script element
                    file.write(separator + json.dumps(node, ensure_ascii=False).replace("<", "\\u003c"))
                    separator = ",\n"

        yield write
        file.write("\n]}\n")
