"""The tables and their columns, each named after the field of a record that it holds.

``when.edtf`` becomes ``when_edtf``, ``evidence.start`` the list ``evidence_start``; the ``id`` of a record becomes
``visit_id``, ``official_id`` or ``claim_id`` and is one of its article. ``article_id`` is in every table. What a column
means, and which values it may have, is what the field says of itself.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType, UnionType
from typing import Annotated, Literal, TypeAlias, Union, get_args, get_origin

from pydantic import BaseModel

from communique.records import ArticleSummary, Claim, Dropped, Failure, Official, Outcome, Visit

__all__ = ["TABLES", "Cell", "Column", "Kind", "Table", "TableName"]

TableName = Literal["articles", "visits", "officials", "claims", "dropped", "failures"]

Kind = Literal["text", "choice", "date", "flag", "integer", "number", "texts", "integers"]
"""What a cell holds: a string, one of a few, a calendar day, true or false, a whole or any number, or a list."""

Cell: TypeAlias = str | dt.date | bool | int | float | tuple[str, ...] | tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        name: its name in every form of the table.
        kind: what its cells hold; any cell but an article's id may be empty.
        meaning: what it tells, in a sentence.
        choices: of a choice, the values there are.
        path: where a row finds it: names of fields, from the outcome or from the record.
    """

    name: str
    kind: Kind
    meaning: str
    choices: tuple[str, ...]
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: which columns it has, and what rows an outcome gives.

    Attributes:
        name: its name, also that of its file or sheet.
        meaning: what a row is.
        columns: its columns, in order.
    """

    name: TableName
    meaning: str
    columns: tuple[Column, ...]

    def rows(self, outcome: Outcome) -> Iterator[tuple[Cell, ...]]:
        """Yield the rows that an outcome gives to this table, each with a cell a column."""
        for record in self._records(outcome):
            yield tuple(_cell({"outcome": outcome, "record": record}, column) for column in self.columns)

    def _records(self, outcome: Outcome) -> tuple[BaseModel, ...]:
        if isinstance(outcome, Failure) or self.name == "failures":
            return (outcome,) if isinstance(outcome, Failure) and self.name == "failures" else ()
        return (outcome,) if self.name == "articles" else getattr(outcome, self.name)


_SURROGATE = re.compile(r"[\ud800-\udfff]")  # no file can hold them


def _cell(row: Mapping[str, object], column: Column) -> Cell:
    root, *names = column.path
    value = row[root]
    for name in names:
        if value is None:
            return None
        value = tuple(getattr(each, name) for each in value) if isinstance(value, tuple) else getattr(value, name)
    if column.kind == "date":
        return _day(value)
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if column.kind == "texts":
        return tuple(_SURROGATE.sub("\ufffd", each) for each in value)  # type: ignore[attr-defined]
    return value  # type: ignore[return-value]


def _day(iso: object) -> dt.date | None:
    """Return a calendar day of the years 1 to 9999, or None for anything else; the EDTF beside it still says it all."""
    try:
        return dt.date.fromisoformat(str(iso)) if iso is not None else None
    except ValueError:
        return None


# --- From fields to columns ----------------------------------------------------------------------------------------

_DATES = ("earliest", "latest")
_KINDS: Mapping[object, Kind] = MappingProxyType({str: "text", bool: "flag", int: "integer", float: "number"})
_LISTS: Mapping[Kind, Kind] = MappingProxyType({"text": "texts", "integer": "integers"})


def _column(model: type[BaseModel], path: str, *, root: str = "record") -> Column:
    """Return the column of a field, named ``new_name=path.to.field`` or after the path itself."""
    name, _, path = path.rpartition("=")
    names = path.split(".")
    shape: object = model
    repeated = False
    meaning = ""
    for step in names:
        assert isinstance(shape, type)
        assert issubclass(shape, BaseModel)
        field = shape.model_fields[step]
        meaning = field.description or ""
        shape, is_list = _bare(field.annotation)
        repeated = repeated or is_list
    choices = get_args(shape) if get_origin(shape) is Literal else ()
    kind = "choice" if choices else "date" if names[-1] in _DATES else _KINDS[shape]
    return Column(name or "_".join(names), _LISTS[kind] if repeated else kind, meaning, choices, (root, *names))


def _bare(annotation: object) -> tuple[object, bool]:
    """Return what a field holds apart from None, constraints and repetition, and whether it holds many."""
    if get_origin(annotation) in {Union, UnionType}:
        (annotation,) = (each for each in get_args(annotation) if each is not type(None))
    if get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) is tuple:
        return _bare(get_args(annotation)[0])[0], True
    return annotation, False


def _table(name: TableName, meaning: str, model: type[BaseModel], *paths: str) -> Table:
    outcome = Failure if model is Failure else ArticleSummary
    grounded = model in {Visit, Official, Claim}
    of_article = ("article_id=id", *(["published"] if grounded else []))
    of_record = (*paths, *(_GROUNDED if grounded else []))
    columns = (
        *(_column(outcome, path, root="outcome") for path in of_article),
        *(_column(model, path) for path in of_record),
    )
    return Table(name, meaning, columns)


_GROUNDED = ("confidence", "caveats", "evidence.text", "evidence.start", "evidence.end")

TABLES: Mapping[TableName, Table] = MappingProxyType(
    {
        table.name: table
        for table in (
            _table(
                "articles", "one row an article that was summarised", ArticleSummary,
                "published", "published_source=article.published_source", "headline", "summary", "warnings",
                "characters=article.characters", "sha256=article.sha256", "model=provenance.model",
                "profile=provenance.profile", "communique=provenance.communique", "calls=provenance.calls",
                "prompt_tokens=provenance.prompt_tokens", "completion_tokens=provenance.completion_tokens",
                "seconds=provenance.seconds",
            ),
            _table(
                "visits", "one row a visit", Visit,
                "visit_id=id", "visitors", "visitor_country", "host_country", "host_organisation", "place", "hosts",
                "status", "when.text", "when.edtf", "when.earliest", "when.latest", "when.rule", "formality", "purpose",
            ),
            _table(
                "officials", "one row a person in an article", Official,
                "official_id=id", "name", "role", "country", "organisation", "mentions",
            ),
            _table(
                "claims", "one row a claim", Claim,
                "claim_id=id", "speaker", "source", "quotation", "content", "certainty", "negated", "contradicts",
            ),
            _table(
                "dropped", "one row a record that the checks refused", Dropped,
                "kind", "label", "reason", "detail", "quote",
            ),
            _table(
                "failures", "one row an article of which there is no summary", Failure,
                "error", "kind", "message", "hint", "retryable", "attempts", "status", "sha256",
            ),
        )
    }
)  # fmt: skip
"""All tables by name."""
