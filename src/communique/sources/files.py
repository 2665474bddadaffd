"""Articles in files and folders: one reader a kind of file, each of which goes on after what it cannot read."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from communique.errors import ArticleError, ConfigurationError
from communique.sources.raw import Raw, columns_of, from_mapping, not_utf8

__all__ = ["count_in", "from_path"]

_TEXT = (".txt",)
_CSV = (".csv", ".tsv")
_JSONL = (".jsonl", ".ndjson")
_PARQUET = (".parquet", ".pq")


def from_path(path: Path) -> Iterator[Raw]:
    """Return what yields the articles of a file or folder.

    Raises:
        ArticleError: there is no such file, or it is of a kind that is not read; later, no column holds the text.
        ConfigurationError: a Parquet file, but no pyarrow.
    """
    if path.is_dir():
        return _folder(path)
    if not path.exists():
        raise ArticleError(f"no such file or folder: {path}", hint="to pass a text, put it into a list: [text]")
    kinds = ((_TEXT, _text_file), (_CSV, _csv), (_JSONL, _jsonl), (_PARQUET, _parquet))
    read = next((read for suffixes, read in kinds if path.suffix.casefold() in suffixes), None)
    if read is None:
        known = ", ".join((*_TEXT, *_CSV, *_JSONL, *_PARQUET))
        raise ArticleError(f"articles cannot be read from {path.name}", hint=f"give a folder, or a file of {known}")
    return read(path)


def count_in(path: Path) -> int | None:
    """Return how many articles a file or folder holds where that costs little to know, else None."""
    if path.is_dir():
        return sum(name.casefold().endswith(_TEXT) for _, _, names in os.walk(path) for name in names)
    if path.suffix.casefold() in _PARQUET:
        arrow, parquet = _pyarrow()
        try:
            return int(parquet.read_metadata(path).num_rows)
        except (arrow.ArrowException, OSError):  # which is said when it is read
            return None
    return 1 if path.suffix.casefold() in _TEXT else None


# --- Texts ---------------------------------------------------------------------------------------------------------


def _folder(folder: Path) -> Iterator[Raw]:
    for parent, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            if name.casefold().endswith(_TEXT):
                path = Path(parent, name)
                yield from _text_file(path, path.relative_to(folder).with_suffix("").as_posix())


def _text_file(path: Path, name: str | None = None) -> Iterator[Raw]:
    name = name or path.stem
    try:  # as bytes: line ends stay as they are, because offsets count them
        yield Raw(path.name, name, path.read_bytes().decode("utf-8"))
    except UnicodeDecodeError as error:
        yield Raw(path.name, name, error=not_utf8(path.name, f" (byte {error.start:,})"))
    except OSError as error:
        message = f"{path.name} cannot be read: {error.strerror}"
        yield Raw(path.name, name, error=ArticleError(message, hint="check the file and its permissions"))


# --- CSV -----------------------------------------------------------------------------------------------------------

_LONGEST_FIELD = 10_000_000  # characters; the csv module's own limit of 131,072 is shorter than a long article


def _csv(path: Path) -> Iterator[Raw]:
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_FIELD))
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        first = file.readline()
        file.seek(0)
        reader = csv.reader(file, delimiter=max(",;\t", key=first.count), strict=True)
        header = [name.strip() for name in next(reader, ())]
        columns_of(tuple(header), path.name)
        while True:
            start = reader.line_num + 1
            try:
                cells = next(reader, None)
            except csv.Error as error:
                where = _lines(path, start, reader.line_num)
                yield Raw(where, error=ArticleError(f"{where}: {error}", hint="check its quotation marks"))
                continue
            if cells is None:
                return
            if cells:
                yield _csv_row(header, cells, _lines(path, start, reader.line_num))


def _csv_row(header: list[str], cells: list[str], where: str) -> Raw:
    if len(cells) > len(header):
        message = f"{where}: {len(cells)} cells under {len(header)} names"
        return Raw(where, error=ArticleError(message, hint="put a text that holds the separator into quotation marks"))
    return from_mapping(dict(zip(header, [*cells, *[""] * (len(header) - len(cells))], strict=True)), where)


def _lines(path: Path, first: int, last: int) -> str:
    return f"{path.name}, line {first}" if last <= first else f"{path.name}, lines {first} to {last}"


# --- JSON lines and Parquet ----------------------------------------------------------------------------------------


def _jsonl(path: Path) -> Iterator[Raw]:
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                yield _json_line(line, f"{path.name}, line {number}")


def _json_line(line: bytes, where: str) -> Raw:
    try:
        values = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Raw(where, error=not_utf8(where))
    except (ValueError, RecursionError) as error:
        return Raw(where, error=ArticleError(f"{where} is no JSON: {error}", hint="write one object on each line"))
    if not isinstance(values, dict):
        return Raw(where, error=ArticleError(f"{where} is no JSON object", hint='write {"id": ..., "text": ...}'))
    try:
        return from_mapping(values, where)
    except ArticleError as error:
        return Raw(where, error=error)


def _pyarrow() -> tuple[ModuleType, ModuleType]:
    try:
        import pyarrow as arrow  # noqa: PLC0415 - only who reads Parquet needs it
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError as error:
        raise ConfigurationError("Parquet needs pyarrow", hint="pip install 'communique[frames]'") from error
    return arrow, parquet


def _parquet(path: Path) -> Iterator[Raw]:
    arrow, parquet = _pyarrow()
    number = 0
    try:
        with parquet.ParquetFile(path) as file:
            wanted = [name for name in columns_of(tuple(file.schema_arrow.names), path.name) if name]
            for batch in file.iter_batches(256, columns=wanted):
                for values in batch.to_pylist():
                    number += 1
                    yield from_mapping(values, f"{path.name}, row {number}")
    except (arrow.ArrowException, OSError) as error:  # where the next row begins cannot be found any more
        where = f"{path.name}, from row {number + 1} on"
        yield Raw(where, error=ArticleError(f"{where}: {error}", hint="check that the file is whole"))
