"""How the articles of a batch come in: a few at a time, looked up in the store before anything is paid for.

Everything here blocks, and runs in threads beside the event loop: :meth:`Intake.read` always in the same one, because
it advances the caller's own iterator.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from communique.errors import ArticleError, CommuniqueError, ModelError
from communique.records import Failure, Outcome
from communique.sources import ArticleInput
from communique.store import Fingerprint, Store, Stored, kind_of

__all__ = ["Chunk", "Done", "Found", "Intake", "failure_of", "key_of"]

_CHUNK = 64  # articles read, and looked up in the store, at once
_CHUNK_SECONDS = 0.2  # after which a slow source's articles are not kept waiting for one another


@dataclass(slots=True)
class Done:
    """An outcome that is stored; one found in the store becomes a record only when somebody asks for it."""

    id: str
    stored: Stored | None = None
    made: Outcome | None = None

    @property
    def kind(self) -> str:
        """The kind of it, as the store has it."""
        if self.made is None:
            assert self.stored is not None
            return self.stored.kind
        return kind_of(self.made)

    def outcome(self) -> Outcome:
        """Return the record."""
        if self.made is None:
            assert self.stored is not None
            return self.stored.outcome(self.id)
        return self.made if self.made.id == self.id else self.made.model_copy(update={"id": self.id})


@dataclass(slots=True)
class Chunk:
    """Some articles as they were read.

    Attributes:
        articles: what was read.
        last: whether no more will come.
        error: what the source raised instead of more.
    """

    articles: list[ArticleInput] = field(default_factory=list)
    last: bool = False
    error: BaseException | None = None


@dataclass(slots=True)
class Found:
    """What became of a chunk: known already, refused, or to be paid for."""

    known: list[Done] = field(default_factory=list)
    refused: list[tuple[str, Failure]] = field(default_factory=list)
    open: list[tuple[str, ArticleInput]] = field(default_factory=list)


class Intake:
    """Reads articles and sorts them.

    Args:
        articles: the articles.
        store: where outcomes are.
        fingerprint: of the settings.
        failures_since: failures stored before this count as not there.
    """

    def __init__(
        self, articles: Iterator[ArticleInput], store: Store, fingerprint: Fingerprint, *, failures_since: float
    ) -> None:
        self._articles = articles
        self._store = store
        self._fingerprint = fingerprint
        self._failures_since = failures_since

    def read(self) -> Chunk:
        """Return the next articles."""
        chunk, until = Chunk(), time.monotonic() + _CHUNK_SECONDS
        try:
            while len(chunk.articles) < _CHUNK and time.monotonic() < until:
                chunk.articles.append(next(self._articles))
        except StopIteration:
            chunk.last = True
        except Exception as error:  # noqa: BLE001 - the caller's own, raised where outcomes are fetched
            chunk.error = error
        return chunk

    def sort(self, articles: list[ArticleInput]) -> Found:
        """Sort articles by what is to be done about them, and remember which text each id stands for.

        Raises:
            StoreError: the store cannot be used.
        """
        found = Found()
        keyed = [(key_of(article, self._fingerprint), article) for article in articles]
        self._store.name([(article.id, key) for key, article in keyed])
        stored = self._store.get([key for key, _ in keyed], failures_since=self._failures_since)
        for key, article in keyed:
            if article.text is None:
                error = article.error or ArticleError("the article has no text")
                found.refused.append((key, failure_of(article, error)))
            elif key in stored:
                found.known.append(Done(article.id, stored[key]))
            else:
                found.open.append((key, article))
        return found


def key_of(article: ArticleInput, fingerprint: Fingerprint) -> str:
    """Return the key of an article; one that could not be read has a key by its name."""
    content = f"unread {article.id}" if article.text is None else _sha256(article.text)
    return fingerprint.key(content, article.published)


def failure_of(article: ArticleInput, error: CommuniqueError, attempts: int = 0) -> Failure:
    """Return an error as the outcome of an article.

    Args:
        article: which.
        error: why there is no summary of it.
        attempts: requests sent for it.
    """
    return Failure(
        id=article.id,
        error=type(error).__name__,
        kind=error.kind,
        message=error.message,
        hint=error.hint,
        retryable=error.retryable,
        attempts=attempts,
        status=error.status if isinstance(error, ModelError) else None,
        sha256=None if article.text is None else _sha256(article.text),
    )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
