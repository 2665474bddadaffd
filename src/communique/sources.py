"""Where many articles come from: texts, rows, a table, a file or a folder, all read lazily into one form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from communique.errors import CommuniqueError

__all__ = ["ArticleInput", "count_articles", "read_articles"]


@dataclass(frozen=True, slots=True)
class ArticleInput:
    """One article as it was found.

    Attributes:
        id: the caller's name of it, else the first 16 hexadecimal digits of the SHA-256 of its text as UTF-8.
        text: the article exactly as it stands, or None where it could not be read.
        published: its publication date, ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``, where the source gives one.
        error: why there is no text; None where there is.
    """

    id: str
    text: str | None
    published: str | None = None
    error: CommuniqueError | None = None


def read_articles(source: Any) -> Iterator[ArticleInput]:  # noqa: ANN401 - a DataFrame has no type of ours
    """Yield the articles of a source, one at a time; an article that cannot be read has an ``error`` and no text."""
    raise NotImplementedError


def count_articles(source: Any) -> int | None:  # noqa: ANN401 - as above
    """Return how many articles a source holds where that costs little to know, else None."""
    raise NotImplementedError
