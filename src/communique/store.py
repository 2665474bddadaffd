"""The store: one SQLite file in which every paid answer of a batch is kept, shared by as many processes as like.

An article's key covers its text, its date and everything that shapes its summary (:class:`Fingerprint`), so that what
is found under a key need never be asked again. Results are committed durably (``synchronous=FULL``) before anybody
sees them; a success replaces a failure, never the other way round. A lease keeps two processes from paying for the same
article; a process that dies leaves its leases behind, and they expire. What a provider's batch has been sent counts as
there, a failure of the kind ``pending``, until its answer comes (:mod:`communique.batch.submissions`). Because of WAL
the file must lie on a local disk: https://sqlite.org/wal.html.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from communique.errors import StoreError
from communique.records import ArticleSummary, Failure, Outcome

__all__ = ["SUMMARY", "Fingerprint", "Store", "Stored", "kind_of"]

SUMMARY = "summary"
"""The kind of a success; a failure has its error's."""

_MARK = 0x434F4D51  # "COMQ": the application id in the file's header that tells a store from other databases
_VERSION = 1  # of the tables below
_TABLES = (
    "CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS outcomes (key TEXT PRIMARY KEY, kind TEXT NOT NULL, at REAL NOT NULL, body TEXT)",
    "CREATE TABLE IF NOT EXISTS inputs (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, key TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS leases (key TEXT PRIMARY KEY, owner TEXT, expires REAL NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS batches (label TEXT PRIMARY KEY, id TEXT, at REAL NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS submitted (key TEXT PRIMARY KEY, label TEXT NOT NULL, article TEXT NOT NULL)",
    f"PRAGMA application_id = {_MARK}",
    f"PRAGMA user_version = {_VERSION}",
)
_PUT = """
INSERT INTO outcomes (key, kind, at, body) VALUES (?, ?, ?, ?)
ON CONFLICT (key) DO UPDATE SET kind = excluded.kind, at = excluded.at, body = excluded.body
WHERE outcomes.kind <> 'summary' OR excluded.kind = 'summary'
"""
_CLAIM = """
INSERT INTO leases (key, owner, expires)
SELECT :key, :owner, :now + :lease
WHERE NOT EXISTS (SELECT 1 FROM outcomes WHERE key = :key AND (kind IN ('summary', 'pending') OR at >= :since))
ON CONFLICT (key) DO UPDATE SET owner = excluded.owner, expires = excluded.expires
WHERE leases.expires NOT BETWEEN :now AND :now + 2 * :lease
"""
_NAME = """
INSERT INTO inputs (id, key) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET key = excluded.key WHERE key <> excluded.key
"""
_FOUND = "SELECT key, kind, body FROM outcomes WHERE (kind IN ('summary', 'pending') OR at >= ?) AND key IN (%s)"
_PAGE = """
SELECT number, id, kind, body FROM inputs JOIN outcomes USING (key) WHERE number > ? ORDER BY number LIMIT 200
"""
_COUNTS = """
SELECT coalesce(kind, 'missing'), count(*) FROM inputs LEFT JOIN outcomes USING (key) GROUP BY 1 ORDER BY 2 DESC
"""
_BUSY_SECONDS = 30.0
_HINTS = (  # what SQLite says, and what to do about it
    ("full", "the disk is full: free some space and run the same again; what is stored can be read"),
    ("readonly", "it may only be read: check the rights of the file and its folder"),
    ("unable to open", "check that the folder exists and may be written to"),
    ("locked", "another program keeps it locked: close it, and keep the store on a local disk"),
    ("disk i/o", "check the disk; a store must lie on a local disk with space left, not on a network share"),
    ("not a database", "name another file: this one is no store"),
    ("malformed", "the file is damaged: restore a copy, or start a new store"),
)


@dataclass(frozen=True)
class Fingerprint:
    """All that shapes a summary but the article: two runs of one fingerprint may share a store.

    Attributes:
        parts: each thing by name (model, profile, hashes of prompts and schemas), in words that a reader can compare.
    """

    parts: Mapping[str, str]

    @cached_property
    def digest(self) -> str:
        """Return the SHA-256 over all the parts, in hexadecimal."""
        return hashlib.sha256(json.dumps(dict(self.parts), sort_keys=True).encode()).hexdigest()

    def key(self, sha256: str, published: str | None) -> str:
        """Return the key of an article.

        Args:
            sha256: hash of its text as UTF-8, in hexadecimal.
            published: the date that the caller gives it, if any.
        """
        return hashlib.sha256(f"{self.digest}\n{sha256}\n{published or ''}".encode()).hexdigest()

    def difference(self, other: Fingerprint) -> str:
        """Return in words what of ``other`` differs from this."""
        names = sorted(self.parts.keys() | other.parts.keys())
        changed = [name for name in names if self.parts.get(name) != other.parts.get(name)]
        pairs = [(name, self.parts.get(name), other.parts.get(name)) for name in changed]
        return "; ".join(f"{name}: {mine!s:.60} and now {theirs!s:.60}" for name, mine, theirs in pairs)


def kind_of(outcome: Outcome) -> str:
    """Return :data:`SUMMARY`, or the kind of a failure."""
    return outcome.kind if isinstance(outcome, Failure) else SUMMARY


@dataclass(frozen=True, slots=True)
class Stored:
    """An outcome as it lies in the store: reading it into a record is left to whoever needs the record.

    Attributes:
        kind: :data:`SUMMARY`, or the kind of the error.
        body: the record as JSON.
    """

    kind: str
    body: str

    @classmethod
    def of(cls, outcome: Outcome) -> Self:
        """Return what is stored of an outcome."""
        return cls(kind_of(outcome), outcome.model_dump_json())

    def outcome(self, article_id: str) -> Outcome:
        """Return the record, under the name that the article has now.

        Raises:
            StoreError: it is no record of this version.
        """
        shape: type[ArticleSummary | Failure] = ArticleSummary if self.kind == SUMMARY else Failure
        try:
            found = shape.model_validate_json(self.body)
        except ValueError:
            raise StoreError(
                f"what the store holds of {article_id} is no {shape.__name__}",
                hint="use the version of communique that wrote it, or start a new store",
            ) from None
        return found if found.id == article_id else found.model_copy(update={"id": article_id})


class Store:
    """The outcomes of a batch in one file; its methods may be called from any thread.

    Args:
        path: the file, made if need be. None for a private one that vanishes when it is closed.
        read_only: only read an existing store, even on a disk that is full or may not be written to.
        lease_seconds: how long a claim lasts without being renewed.
        clock: wall clock in seconds since the epoch, which all processes on the store share.

    Raises:
        StoreError: it cannot be opened, is no store, or was made by another version.
    """

    def __init__(
        self,
        path: Path | str | None,
        *,
        read_only: bool = False,
        lease_seconds: float = 30.0,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.path = Path(path) if path is not None else None
        self.lease_seconds = lease_seconds
        self._clock = clock
        self._lock = threading.Lock()
        with _faults(self._name):
            self._database = _reader(self.path) if read_only and self.path else _writer(self.path)

    def bind(self, fingerprint: Fingerprint) -> None:
        """Make this the store of a fingerprint; one that is that already stays as it is.

        Raises:
            StoreError: it is the store of another; the hint says what differs.
        """
        if self.fingerprint is None:
            parts = json.dumps(dict(fingerprint.parts), sort_keys=True)
            with self.writing(durably=True) as database:
                database.execute("INSERT OR IGNORE INTO meta VALUES ('fingerprint', ?)", (parts,))
        bound = self.fingerprint
        assert bound is not None
        if bound.digest != fingerprint.digest:
            raise StoreError(
                f"{self._name} holds the results of other settings",
                hint=f"{bound.difference(fingerprint)}. Use the settings of then, or another store",
            )

    @property
    def fingerprint(self) -> Fingerprint | None:
        """What the store is bound to; None while it is new."""
        with self.reading() as database:
            row = database.execute("SELECT value FROM meta WHERE name = 'fingerprint'").fetchone()
        return Fingerprint(json.loads(row[0])) if row else None

    def name(self, keys: Iterable[tuple[str, str]]) -> None:
        """Remember which article each id stands for: ids with the keys of their articles, of which the newest holds."""
        with self.writing(durably=False) as database:
            database.executemany(_NAME, keys)

    def get(self, keys: Sequence[str], *, failures_since: float = 0.0) -> dict[str, Stored]:
        """Return what is there of these articles.

        Args:
            keys: the articles, a few hundred at most.
            failures_since: failures older than this count as not there.
        """
        with self.reading() as database:
            rows = database.execute(_FOUND % ",".join("?" * len(keys)), (failures_since, *keys)).fetchall()
        return {key: Stored(kind, body) for key, kind, body in rows}

    def claim(self, keys: Iterable[str], owner: str, *, failures_since: float = 0.0) -> set[str]:
        """Lease those of the articles that are neither done nor leased to anybody, and return their keys.

        A lease that ends much later than one granted now was granted before the clock went back, and counts as over.
        """
        with self.writing(durably=False) as database:
            now = self._clock()  # only now: others may have been granted leases while this waited for the file
            return {
                key
                for key in dict.fromkeys(keys)
                if database.execute(
                    _CLAIM,
                    {"key": key, "owner": owner, "now": now, "lease": self.lease_seconds, "since": failures_since},
                ).rowcount
                > 0
            }

    def renew(self, owner: str) -> None:
        """Let all leases of an owner last anew."""
        with self.writing(durably=False) as database:
            expires = self._clock() + self.lease_seconds
            database.execute("UPDATE leases SET expires = ? WHERE owner = ?", (expires, owner))

    def release(self, owner: str) -> None:
        """Give all leases of an owner back, so that others may claim those articles."""
        with self.writing(durably=False) as database:
            database.execute("DELETE FROM leases WHERE owner = ?", (owner,))

    def put(self, owner: str, results: Mapping[str, Stored]) -> None:
        """Commit results by key, all or none, and end their leases; when this returns they are on the disk."""
        now = self._clock()
        with self.writing(durably=True) as database:
            database.executemany(_PUT, [(key, stored.kind, now, stored.body) for key, stored in results.items()])
            database.executemany("DELETE FROM leases WHERE owner = ? AND key = ?", [(owner, key) for key in results])

    def outcomes(self) -> Iterator[Outcome]:
        """Yield the outcome of every article named so far, in the order of naming, without holding them in memory."""
        for article_id, stored in self.rows():
            yield stored.outcome(article_id)

    def rows(self) -> Iterator[tuple[str, Stored]]:
        """Yield what :meth:`outcomes` does, as ids with the JSON as it is stored."""
        last = 0
        while True:
            with self.reading() as database:
                page = database.execute(_PAGE, (last,)).fetchall()
            if not page:
                return
            for number, article_id, kind, body in page:
                last = number
                yield article_id, Stored(kind, body)

    def counts(self) -> dict[str, int]:
        """Return how many of the articles named have an outcome of each kind; ``missing`` have none yet."""
        with self.reading() as database:
            return dict(database.execute(_COUNTS).fetchall())

    def check(self) -> None:
        """Look whether the file is sound.

        Raises:
            StoreError: it is damaged.
        """
        with self.reading() as database:
            found = database.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if found != "ok":
            raise StoreError(f"{self._name} is damaged: {found}", hint="restore a copy, or start a new store")

    def close(self) -> None:
        """Close the file."""
        with self._lock, _faults(self._name):
            self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def _name(self) -> str:
        return str(self.path or "the private store")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Yield the database to read from.

        Raises:
            StoreError: what SQLite cannot do.
        """
        with self._lock, _faults(self._name):
            yield self._database

    @contextmanager
    def writing(self, *, durably: bool) -> Iterator[sqlite3.Connection]:
        """Yield the database inside a transaction, which survives a power cut if it is to be durable.

        Raises:
            StoreError: what SQLite cannot do; nothing is written then.
        """
        with self._lock, _faults(self._name):
            self._database.execute(f"PRAGMA synchronous = {'FULL' if durably else 'NORMAL'}")
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield self._database
                self._database.execute("COMMIT")
            except BaseException:
                if self._database.in_transaction:  # a full disk has already rolled it back
                    self._database.execute("ROLLBACK")
                raise


def _writer(path: Path | None) -> sqlite3.Connection:
    database = sqlite3.connect(path or "", timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        if not database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("BEGIN IMMEDIATE")  # another process may be doing the same
            for statement in _TABLES:
                database.execute(statement)
            database.execute("COMMIT")
        _refuse_others(database, path)
    except BaseException:
        database.close()
        raise
    return database


def _reader(path: Path) -> sqlite3.Connection:
    """Open without writing; where not even the shared memory of WAL can be made, the file is taken as it stands."""
    address = path.resolve().as_uri()
    for query in ("mode=ro", "mode=ro&immutable=1"):
        database = sqlite3.connect(f"{address}?{query}", uri=True, isolation_level=None, check_same_thread=False)
        try:
            _refuse_others(database, path)
        except sqlite3.OperationalError:
            database.close()
            if "immutable" in query:
                raise
        except BaseException:
            database.close()
            raise
        else:
            return database
    raise AssertionError("unreachable")


def _refuse_others(database: sqlite3.Connection, path: Path | None) -> None:
    mark = database.execute("PRAGMA application_id").fetchone()[0]
    version = database.execute("PRAGMA user_version").fetchone()[0]
    if mark != _MARK:
        raise StoreError(f"{path} is a database, but no store of communique", hint="name another file")
    if version != _VERSION:
        raise StoreError(
            f"{path} was made by another version of communique (tables {version}, not {_VERSION})",
            hint="use that version, or start a new store",
        )


@contextmanager
def _faults(name: str) -> Iterator[None]:
    """Turn what SQLite says into an error that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        words = str(error)
        hint = next((hint for sign, hint in _HINTS if sign in words.lower()), "check the file and its disk")
        raise StoreError(f"the store {name} cannot be used: {words}", hint=hint) from error
