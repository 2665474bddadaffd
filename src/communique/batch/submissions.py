"""What was sent to a provider in batches and not yet answered, as the store remembers it.

Each article of a batch has an outcome of the kind ``pending``, which keeps every run from paying for it, and lies here
with its text until the answer comes. A batch is remembered under a label of our own before anything is sent, and the
provider is given the label too: so a batch is found again even where its creation was not acknowledged.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from communique.batch.intake import failure_of
from communique.errors import PendingError, StoreError
from communique.sources import ArticleInput
from communique.store import Store, Stored

__all__ = ["Submission", "Submissions"]

_MARK = """
INSERT INTO outcomes (key, kind, at, body) VALUES (?, 'pending', ?, ?)
ON CONFLICT (key) DO UPDATE SET kind = excluded.kind, at = excluded.at, body = excluded.body
WHERE outcomes.kind <> 'summary'
"""
_ALL = """
SELECT label, id, at, (SELECT count(*) FROM submitted WHERE submitted.label = batches.label) FROM batches ORDER BY at
"""
_PAGE = "SELECT key, article FROM submitted WHERE label = ? AND key > ? ORDER BY key LIMIT 64"
_REOPEN = "DELETE FROM outcomes WHERE kind = 'pending' AND key = ?"
_REOPEN_ALL = "DELETE FROM outcomes WHERE kind = 'pending' AND key IN (SELECT key FROM submitted WHERE label = ?)"


@dataclass(frozen=True, slots=True)
class Submission:
    """A batch at the provider.

    Attributes:
        label: our name of it.
        id: the provider's; None while that is not known.
        at: when it was last touched, in seconds since the epoch.
        articles: how many of its articles have no answer yet.
    """

    label: str
    id: str | None
    at: float
    articles: int


class Submissions:
    """The batches of a store.

    Args:
        store: where they are remembered.
        clock: wall clock in seconds since the epoch.
    """

    def __init__(self, store: Store, *, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._clock = clock

    def open(self) -> str:
        """Return the label of a new batch."""
        label = secrets.token_hex(16)
        with self._store.writing(durably=True) as database:
            database.execute("INSERT INTO batches VALUES (?, NULL, ?)", (label, self._clock()))
        return label

    def add(self, label: str, articles: Mapping[str, ArticleInput]) -> None:
        """Put articles, by key, into a batch that is not sent yet; whoever has leased them need not any more."""
        now = self._clock()
        with self._store.writing(durably=True) as database:
            for key, article in articles.items():
                failure = failure_of(article, PendingError("a batch at the provider has it, not answered yet"))
                text = json.dumps([article.id, article.text, article.published])
                database.execute(_MARK, (key, now, Stored.of(failure).body))
                database.execute("INSERT OR REPLACE INTO submitted VALUES (?, ?, ?)", (key, label, text))
                database.execute("DELETE FROM leases WHERE key = ?", (key,))

    def touch(self, label: str) -> None:
        """Say that a batch is about to be sent.

        Raises:
            StoreError: somebody has taken it for abandoned, and has opened its articles again.
        """
        with self._store.writing(durably=True) as database:
            touched = database.execute("UPDATE batches SET at = ? WHERE label = ?", (self._clock(), label)).rowcount
        if not touched:
            raise StoreError("the batch was given up before it was sent", hint="submit the same again")

    def accept(self, label: str, batch: str) -> None:
        """Remember the provider's id of a batch."""
        with self._store.writing(durably=True) as database:
            database.execute("UPDATE batches SET id = ? WHERE label = ?", (batch, label))

    def all(self) -> list[Submission]:
        """Return the batches that are not settled, the oldest first."""
        with self._store.reading() as database:
            return [Submission(*row) for row in database.execute(_ALL).fetchall()]

    def articles(self, label: str) -> Iterator[dict[str, ArticleInput]]:
        """Yield the unanswered articles of a batch by key, some at a time; they may be settled meanwhile."""
        last = ""
        while True:
            with self._store.reading() as database:
                page = database.execute(_PAGE, (label, last)).fetchall()
            if not page:
                return
            last = page[-1][0]
            yield {key: ArticleInput(*json.loads(article)) for key, article in page}

    def settle(self, results: Mapping[str, Stored], unanswered: Sequence[str]) -> None:
        """Commit the outcomes of articles by key, and open those again that have no answer."""
        self._store.put("", results)
        with self._store.writing(durably=True) as database:
            database.executemany(_REOPEN, [(key,) for key in unanswered])
            database.executemany("DELETE FROM submitted WHERE key = ?", [(key,) for key in (*unanswered, *results)])

    def close(self, label: str) -> None:
        """Forget a batch; what has no answer is open again."""
        with self._store.writing(durably=True) as database:
            database.execute(_REOPEN_ALL, (label,))
            database.execute("DELETE FROM submitted WHERE label = ?", (label,))
            database.execute("DELETE FROM batches WHERE label = ?", (label,))
