"""One article as a source holds it, before anything about it is checked; and which columns of a table hold what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from communique.errors import ArticleError, CommuniqueError

__all__ = ["Frame", "Raw", "columns_of", "from_frame", "from_mapping", "not_utf8"]


@dataclass(frozen=True, slots=True)
class Raw:
    """What a source holds of one article.

    Attributes:
        where: where it stands, for messages: ``news.csv, line 12``.
        id: the caller's name of it, of any type; missing where there is none.
        text: the article, if it is one.
        published: its publication date, of any type.
        error: why there is nothing to read, or None.
    """

    where: str
    id: object = None
    text: object = None
    published: object = None
    error: CommuniqueError | None = None


class Frame(Protocol):
    """A data frame of pandas or polars, or a table of pyarrow; none of them is imported to read it."""

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""


_ALIASES = (  # of the id, the text and the publication date; the earlier wins where a table has several
    ("id", "article_id", "articleid", "doc_id", "document_id", "docid", "uid", "uuid", "guid"),
    ("text", "article", "article_text", "full_text", "fulltext", "body", "content", "maintext"),
    ("published", "published_at", "publication_date", "published_date", "date_published", "datepublished",
     "pub_date", "pubdate", "publish_date", "date"),
)  # fmt: skip


def columns_of(names: tuple[str, ...], where: str) -> tuple[str, str, str]:
    """Return the columns of id, text and publication date; the empty string for an id or a date that is not there.

    Raises:
        ArticleError: no column holds the text.
    """
    ident, text, published = _found(names)
    if not text:
        there = ", ".join(map(str, names))[:300] or "none"
        raise ArticleError(f"{where}: no column holds the text; found: {there}", hint='name the column "text"')
    return ident, text, published


@lru_cache(maxsize=64)
def _found(names: tuple[str, ...]) -> tuple[str, ...]:
    known = {str(name).strip().casefold().replace(" ", "_"): name for name in reversed(names)}
    return tuple(next((known[alias] for alias in aliases if alias in known), "") for aliases in _ALIASES)


def from_mapping(values: Mapping[str, object], where: str) -> Raw:
    """Return the article in a row that names its values.

    Raises:
        ArticleError: none of the names is the text's.
    """
    ident, text, published = columns_of(tuple(values), where)
    return Raw(where, values.get(ident), values[text], values.get(published))


def from_frame(frame: object) -> Iterator[Raw]:
    """Yield the articles in a data frame.

    Raises:
        ArticleError: no column holds the text.
    """
    names = frame.column_names if hasattr(frame, "column_names") else getattr(frame, "columns", ())
    wanted = [name for name in columns_of(tuple(names), "the data frame") if name]
    for number, values in enumerate(_values(frame, wanted), start=1):
        yield from_mapping(dict(zip(wanted, values, strict=True)), f"row {number}")


def _values(frame: object, wanted: list[str]) -> Iterator[tuple[object, ...]]:
    """Yield the rows of some columns of a polars frame, a pyarrow table, or a pandas frame and its like."""
    if hasattr(frame, "iter_rows"):
        yield from frame.select(wanted).iter_rows()  # type: ignore[attr-defined]
    elif hasattr(frame, "to_batches"):
        for batch in frame.select(wanted).to_batches(256):  # type: ignore[attr-defined]
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)
    else:
        yield from zip(*(frame[name] for name in wanted), strict=True)  # type: ignore[index]


def not_utf8(where: str, detail: str = "") -> ArticleError:
    """Return the error of a text that is in another encoding."""
    return ArticleError(f"{where} is not UTF-8 text{detail}", hint="convert it to UTF-8")
