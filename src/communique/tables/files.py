"""The tables as files, written row by row: Parquet, CSV, JSON lines, or one Excel workbook.

Parquet and JSON lines hold everything as it is. CSV and Excel hold a list as its items with `` | `` between them; in
CSV a cell that a spreadsheet would take for a formula gets an apostrophe in front, in Excel it is marked as text.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from importlib import import_module
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING, TextIO, TypeAlias

from communique.errors import ConfigurationError
from communique.tables.columns import TABLES, Cell, Column, Table, TableName

if TYPE_CHECKING:
    import pyarrow as pa
    import xlsxwriter

__all__ = ["FORMATS", "Append", "Place", "parquet_type"]

Place: TypeAlias = Callable[[str], Path]
"""Says where the file of a name is to be written."""

Append: TypeAlias = Callable[[Table, tuple[Cell, ...]], None]
"""Writes a row to the file of its table."""


def _needed(name: str) -> ModuleType:
    try:
        return import_module(name)
    except ImportError as error:
        raise ConfigurationError(f"{name} is not installed", hint="pip install 'communique[frames]'") from error


# --- JSON lines and CSV --------------------------------------------------------------------------------------------


@contextmanager
def _jsonl(place: Place) -> Iterator[Append]:
    with ExitStack() as stack:
        files = {name: stack.enter_context(_text(place(f"{name}.jsonl"))) for name in TABLES}

        def append(table: Table, row: tuple[Cell, ...]) -> None:
            values = {
                column.name: cell.isoformat() if isinstance(cell, dt.date) else cell
                for column, cell in zip(table.columns, row, strict=True)
            }
            files[table.name].write(json.dumps(values, ensure_ascii=False) + "\n")

        yield append


def _text(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8", newline="")


@contextmanager
def _csv(place: Place) -> Iterator[Append]:
    with ExitStack() as stack:
        writers = {name: csv.writer(stack.enter_context(_text(place(f"{name}.csv")))) for name in TABLES}
        for name, table in TABLES.items():
            writers[name].writerow([column.name for column in table.columns])

        def append(table: Table, row: tuple[Cell, ...]) -> None:
            writers[table.name].writerow([_csv_cell(cell) for cell in row])

        yield append


_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
# OWASP, "CSV Injection": the signs that begin a formula, their full-width twins, and what may hide them


def _csv_cell(cell: Cell) -> str | int | float:
    flat = _flat(cell)
    if isinstance(flat, bool):
        return "true" if flat else "false"
    if isinstance(flat, dt.date):
        return flat.isoformat()
    if isinstance(flat, str) and flat.startswith(_FORMULA):
        return f"'{flat}"
    return "" if flat is None else flat


_Flat: TypeAlias = str | dt.date | bool | int | float | None


def _flat(cell: Cell) -> _Flat:
    return " | ".join(map(str, cell)) if isinstance(cell, tuple) else cell


# --- Excel ---------------------------------------------------------------------------------------------------------

_MOST_ROWS = 1_048_576  # of a sheet, and the most characters of a cell: Excel specifications and limits
_MOST_CHARACTERS = 32_767
_CUT = " [cut: longer than a cell of Excel may be]"
_FIRST_DAY = dt.date(1900, 3, 1)  # before it, spreadsheets disagree on which number a day is


@contextmanager
def _xlsx(place: Place) -> Iterator[Append]:
    writer, exceptions = _needed("xlsxwriter"), _needed("xlsxwriter.exceptions")
    try:
        with writer.Workbook(str(place("communique.xlsx")), {"constant_memory": True}) as book:
            sheets = {name: _Sheets(book, table) for name, table in TABLES.items()}
            yield lambda table, row: sheets[table.name].append(row)
    except exceptions.FileCreateError as error:
        raise OSError(str(error)) from error


class _Sheets:
    """A table in a workbook: a sheet, and more of them when it is full."""

    def __init__(self, book: xlsxwriter.Workbook, table: Table) -> None:
        self._book, self._table = book, table
        self._bold, self._plain = book.add_format({"bold": True}), book.add_format({"quote_prefix": True})
        self._day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self._count = 0
        self._open()

    def append(self, row: tuple[Cell, ...]) -> None:
        if self._row == _MOST_ROWS:
            self._open()
        for number, cell in enumerate(row):
            self._write(number, _flat(cell))
        self._row += 1

    def _open(self) -> None:
        self._count += 1
        title = self._table.name if self._count == 1 else f"{self._table.name} {self._count}"
        self._sheet, self._row = self._book.add_worksheet(title), 1
        self._sheet.freeze_panes(1, 0)
        for number, column in enumerate(self._table.columns):
            self._sheet.set_column(number, number, _width(column))
            self._sheet.write_string(0, number, column.name, self._bold)

    def _write(self, number: int, cell: _Flat) -> None:
        if isinstance(cell, bool):
            self._sheet.write_boolean(self._row, number, cell)
        elif isinstance(cell, int | float):
            self._sheet.write_number(self._row, number, cell)
        elif isinstance(cell, dt.date) and cell >= _FIRST_DAY:
            self._sheet.write_datetime(self._row, number, cell, self._day)
        elif cell:
            text = str(cell)
            text = text if len(text) <= _MOST_CHARACTERS else text[: _MOST_CHARACTERS - len(_CUT)] + _CUT
            self._sheet.write_string(self._row, number, text, self._plain if text.startswith(_FORMULA) else None)


def _width(column: Column) -> int:
    return {"text": 24, "texts": 32}.get(column.kind, 12)


# --- Parquet -------------------------------------------------------------------------------------------------------

_GROUP = 10_000  # rows held, and written as one row group


@contextmanager
def _parquet(place: Place) -> Iterator[Append]:
    arrow, parquet = _needed("pyarrow"), _needed("pyarrow.parquet")
    schemas = {name: _schema(arrow, table) for name, table in TABLES.items()}
    held: dict[TableName, list[tuple[Cell, ...]]] = {name: [] for name in TABLES}
    with ExitStack() as stack:
        writers = {
            name: stack.enter_context(parquet.ParquetWriter(place(f"{name}.parquet"), schema))
            for name, schema in schemas.items()
        }

        def flush(name: TableName) -> None:
            schema = schemas[name]
            columns = zip(*held[name], strict=True) if held[name] else [()] * len(schema)
            arrays = [arrow.array(list(cells), field.type) for cells, field in zip(columns, schema, strict=True)]
            writers[name].write_table(arrow.Table.from_arrays(arrays, schema=schema))
            held[name].clear()

        def append(table: Table, row: tuple[Cell, ...]) -> None:
            held[table.name].append(row)
            if len(held[table.name]) == _GROUP:
                flush(table.name)

        yield append
        for name in TABLES:
            flush(name)


def parquet_type(column: Column) -> pa.DataType:
    """Return the type of a column in Parquet; a choice is a string there."""
    arrow = _needed("pyarrow")
    types = {
        "text": arrow.string(),
        "choice": arrow.string(),
        "date": arrow.date32(),
        "flag": arrow.bool_(),
        "integer": arrow.int64(),
        "number": arrow.float64(),
        "texts": arrow.list_(arrow.string()),
        "integers": arrow.list_(arrow.int64()),
    }
    return types[column.kind]


def _schema(arrow: ModuleType, table: Table) -> pa.Schema:
    fields = [
        arrow.field(
            each.name,
            arrow.dictionary(arrow.int8(), arrow.string()) if each.kind == "choice" else parquet_type(each),
            metadata={"description": each.meaning},
        )
        for each in table.columns
    ]
    return arrow.schema(fields, metadata={"description": table.meaning})


FORMATS: Mapping[str, Callable[[Place], AbstractContextManager[Append]]] = MappingProxyType(
    {"parquet": _parquet, "csv": _csv, "jsonl": _jsonl, "xlsx": _xlsx}
)
"""What writes each format."""
