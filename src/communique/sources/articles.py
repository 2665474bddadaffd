"""Reads a source of any kind, checks what it holds of each article, and gives each an id of its own."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from contextlib import closing
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TypeAlias

from communique.errors import ArticleError, CommuniqueError
from communique.sources.files import count_in, from_path
from communique.sources.raw import Frame, Raw, from_frame, from_mapping, not_utf8

__all__ = ["ArticleInput", "Row", "Source", "count_articles", "read_articles"]


@dataclass(frozen=True, slots=True)
class ArticleInput:
    """One article as it was found.

    Attributes:
        id: the caller's name of it, else the first 16 hexadecimal digits of the SHA-256 of its text as UTF-8, else
            where it stood; no two articles of a source share one.
        text: the article exactly as it stands, or None where it could not be read.
        published: its publication date, ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``, where the source gives one.
        error: why there is no text; None where there is.
    """

    id: str
    text: str | None
    published: str | None = None
    error: CommuniqueError | None = None


Row: TypeAlias = str | os.PathLike[str] | Mapping[str, object] | Sequence[object] | ArticleInput
"""A text; the path of a file or folder; a mapping; ``(id, text)`` or ``(id, text, published)``."""

Source: TypeAlias = str | os.PathLike[str] | Iterable[Row] | Frame
"""The path of a file or folder, anything that yields rows, or a data frame."""


def read_articles(source: Source) -> Iterator[ArticleInput]:
    """Yield every article of a source, in its order; one that cannot be read has an ``error`` and no text.

    A path may be a ``.txt`` file (the article), a ``.csv`` or ``.tsv`` file (comma, semicolon or tab), a ``.jsonl``
    file (an object a line), a ``.parquet`` file, or a folder, whose ``.txt`` files are read by name, those of its
    subfolders too. Text is UTF-8, with or without a byte order mark. In a list, a ``str`` is a text and a ``Path`` a
    path.

    Tables name their columns ``text``, ``id`` and ``published`` or one of the usual other words for these, in any
    case: article, body, content; article_id, doc_id, uid; date, published_at, publication_date. Only the text is
    needed. A date is a date or time, an ISO 8601 or e-mail date as text, or a year; the time of day is left out.

    The id of a file in a folder is its path there without ``.txt``. An id that was there before gets its count,
    ``a``, ``a#2``, ``a#3``, so that every article has an outcome of its own.

    Raises:
        ArticleError: when the first article is asked for: no such file, a kind of file that is not read, no column
            that holds the text.
        ConfigurationError: a Parquet file, but no pyarrow.
    """
    with closing(_Names()) as names:
        for raw in _raws(source):
            yield _checked(raw, names)


def count_articles(source: Source) -> int | None:
    """Return how many articles a source holds where that costs little to know, else None."""
    if isinstance(source, str | os.PathLike):
        return count_in(Path(source))
    if hasattr(source, "shape"):
        return int(source.shape[0])
    if isinstance(source, Sized) and not any(isinstance(item, os.PathLike) for item in source):
        return len(source)
    return None


def _raws(source: object) -> Iterator[Raw]:
    if isinstance(source, str | os.PathLike):
        return from_path(Path(source))
    if hasattr(source, "shape"):
        return from_frame(source)
    if isinstance(source, Iterable) and not isinstance(source, bytes | Mapping):
        return _items(source)
    raise ArticleError(
        f"articles cannot be read from {type(source).__name__}",
        hint="give a list of texts or rows, a data frame, or the path of a file or folder",
    )


def _items(items: Iterable[object]) -> Iterator[Raw]:
    for number, item in enumerate(items, start=1):
        where = f"item {number}"
        try:
            if isinstance(item, os.PathLike):
                yield from from_path(Path(item))
            else:
                yield _item(item, where)
        except ArticleError as error:
            yield Raw(where, id=str(item) if isinstance(item, os.PathLike) else None, error=error)


def _item(item: object, where: str) -> Raw:
    if isinstance(item, ArticleInput):
        return Raw(where, item.id, item.text, item.published, item.error)
    if isinstance(item, Mapping):
        return from_mapping(item, where)
    if isinstance(item, list | tuple):
        if len(item) not in {2, 3}:
            raise ArticleError(f"{where} has {len(item)} values", hint="a row is (id, text) or (id, text, published)")
        return Raw(where, *item)
    return Raw(where, text=item)


# --- What a source holds of one article ----------------------------------------------------------------------------


def _checked(raw: Raw, names: _Names) -> ArticleInput:
    name = _name(raw.id)
    error = raw.error
    if error is None:
        try:
            text, published = _text(raw.text, raw.where), _published(raw.published, raw.where)
        except ArticleError as refused:
            error = refused
        else:
            digest = "" if name else hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
            return ArticleInput(names.own(name or digest), text, published)
    return ArticleInput(names.own(name or raw.where), None, error=error)


def _name(value: object) -> str:
    """Return a caller's id as text; empty where there is none."""
    if _missing(value):
        return ""
    if isinstance(value, float) and value.is_integer():  # of a column of whole numbers in which some are missing
        value = int(value)
    return str(value).strip().encode("utf-8", "replace").decode("utf-8")


def _missing(value: object) -> bool:
    """Whether a cell is None, NaN, NaT or pandas.NA, the last of which cannot even be compared."""
    if isinstance(value, str):
        return False
    try:
        return value is None or bool(value != value)  # noqa: PLR0124 - only NaN and NaT differ from themselves
    except (TypeError, ValueError):
        return True


def _text(value: object, where: str) -> str:
    if _missing(value) or (isinstance(value, str) and not value.strip()):
        raise ArticleError(f"{where} has no text", hint="fill the text in, or leave the row out")
    if not isinstance(value, str):
        raise ArticleError(f"{where}: the text is {type(value).__name__}, not text", hint="give it as a string")
    if re.search(r"[\udc80-\udcff]", value):  # what Python makes of bytes it cannot decode
        raise not_utf8(where)
    return value


def _published(value: object, where: str) -> str | None:
    """Return a publication date without its time of day; a text that is none is left to who reads the article."""
    if _missing(value):
        return None
    if isinstance(value, dt.date):  # a datetime or a pandas.Timestamp is one too
        return dt.date(value.year, value.month, value.day).isoformat()
    if isinstance(value, float) and value.is_integer():  # of a column of years in which some are missing
        value = int(value)
    if isinstance(value, str | int) or type(value).__module__ == "numpy":
        return _day(str(value).strip())
    raise ArticleError(f"{where}: published is no date: {value!r:.60}", hint="give YYYY-MM-DD, YYYY-MM or YYYY")


def _day(text: str) -> str | None:
    if not text or re.fullmatch(r"\d{4}(?:-\d\d){0,2}", text):
        return text or None
    for parse in (dt.datetime.fromisoformat, parsedate_to_datetime):
        try:
            return parse(text).date().isoformat()
        except ValueError:
            continue
    return text


class _Names:
    """Gives every article an id of its own; what was given lies in a file that vanishes, so that memory stays flat."""

    def __init__(self) -> None:
        self._seen = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._seen.execute("CREATE TABLE seen (name TEXT PRIMARY KEY, times INTEGER) WITHOUT ROWID")

    def own(self, name: str) -> str:
        """Return the name, with its count where it was there before."""
        while True:
            ((times,),) = self._seen.execute(
                "INSERT INTO seen VALUES (?, 1) ON CONFLICT DO UPDATE SET times = times + 1 RETURNING times", (name,)
            ).fetchall()
            if times == 1:
                return name
            name = f"{name}#{times}"

    def close(self) -> None:
        self._seen.close()
