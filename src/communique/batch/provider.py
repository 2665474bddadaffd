"""Articles sent to a provider's Batch endpoint, within a day at half the price, on the store of every other run.

The questions are those that :mod:`communique.pipeline` asks, all of an article at once, since none of them depends on
another's answer. Each goes under a name made of the article's key and of the question itself, so that an answer is only
ever taken for the very question it was given to. Answers become summaries on the same way as live ones.

Before anything is sent the store knows of it (:mod:`communique.batch.submissions`); a batch is paid for when it is
created, and an article is in one batch only. What a batch that failed, expired or was cancelled leaves unanswered is
open again.
"""

from __future__ import annotations

import hashlib
import secrets
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from pydantic import BaseModel

from communique.article import read_article
from communique.batch.desk import Running
from communique.batch.intake import Intake, failure_of
from communique.batch.prices import Price
from communique.batch.submissions import Submission, Submissions
from communique.errors import ALIKE, ArticleError, CommuniqueError, ModelError, ServerError
from communique.model.batches import BatchClient
from communique.model.exchange import RemoteBatch, Reply, Request, Usage
from communique.pipeline import Reading, requests_of, summarise
from communique.records import Outcome
from communique.sources import ArticleInput, Source, read_articles
from communique.store import SUMMARY, Fingerprint, Store, Stored

__all__ = ["BatchStatus", "Fetched", "ProviderBatches", "Submitted"]

A = TypeVar("A", bound=BaseModel)

_MOST_REQUESTS = 10_000  # in a file; OpenAI takes 50,000, but the file of their answers has to fit in memory
_MOST_BYTES = 200_000_000  # of a file
_GIVEN_UP = 900.0  # seconds after which a batch that the provider does not know will not be created any more
_MARKED_AT_ONCE = 64  # articles written into the store together
_HALF = 0.5  # of the price, https://platform.openai.com/docs/guides/batch


@dataclass(frozen=True, slots=True)
class Submitted:
    """What was sent.

    Attributes:
        articles: articles submitted.
        requests: questions asked about them.
        batches: the provider's ids of the batches.
        known: articles that need not be sent: done, or submitted before.
        refused: articles that cannot be read.
        elsewhere: articles that another process is summarising.
    """

    articles: int = 0
    requests: int = 0
    batches: tuple[str, ...] = ()
    known: int = 0
    refused: int = 0
    elsewhere: int = 0


@dataclass(frozen=True, slots=True)
class BatchStatus:
    """How far a batch is.

    Attributes:
        id: the provider's id; None while nobody knows whether the batch was created.
        articles: articles of it that have no outcome yet.
        remote: what the provider says; None where it does not know the batch.
    """

    id: str | None
    articles: int
    remote: RemoteBatch | None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came back.

    Attributes:
        summaries: articles that have their summary now.
        failures: articles whose answer cannot be used, by the kind of error.
        reopened: articles without an answer, open again: submit or run them.
        waiting: articles in batches that have not ended.
        usage: requests answered, and their tokens.
        cost: US dollars, at half the price; None where nobody knows it.
        problems: what the provider found wrong with batches that failed.
    """

    summaries: int = 0
    failures: Mapping[str, int] = field(default_factory=dict)
    reopened: int = 0
    waiting: int = 0
    usage: Usage = field(default_factory=Usage)
    cost: float | None = None
    problems: tuple[str, ...] = ()


class ProviderBatches:
    """Submits articles to a provider's Batch endpoint and fetches their summaries; a context manager."""

    def __init__(
        self,
        reach: Callable[[], Running],
        client: BatchClient,
        store: Store,
        *,
        fingerprint: Fingerprint,
        price: Price | None,
        resources: ExitStack,
        most_requests: int = _MOST_REQUESTS,
        most_bytes: int = _MOST_BYTES,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Have everything ready; nothing is sent yet.

        Args:
            reach: opens, or returns, the event loop and how articles are read.
            client: sends and fetches.
            store: where outcomes and what is submitted are kept.
            fingerprint: of the settings.
            price: what tokens cost without the discount; None where nobody knows.
            resources: closed at the end.
            most_requests: requests in one batch.
            most_bytes: bytes of a file of requests.
            clock: wall clock in seconds since the epoch.
        """
        self._reach = reach
        self._client = client
        self._store = store
        self._submissions = Submissions(store, clock=clock)
        self._fingerprint = fingerprint
        self._price = price
        self._resources = resources
        self._most_requests = most_requests
        self._most_bytes = most_bytes
        self._clock = clock

    def submit(self, articles: Source, *, retry_failed: bool = False) -> Submitted:
        """Send all articles that have no outcome yet; this is what costs money.

        Args:
            articles: as for :meth:`communique.Summariser.many`.
            retry_failed: whether to send articles again that failed before.

        Raises:
            CommuniqueError: the source cannot be read, the provider takes no batch, or the store cannot be used. What
                was sent before stays sent, and what was not is open again.
        """
        owner = secrets.token_hex(8)
        counts = Counter[str]()
        batches: list[str] = []
        try:
            with ExitStack() as stack:
                parcel = stack.enter_context(self._parcel())
                for key, article in self._open_articles(articles, owner, counts, retry_failed=retry_failed):
                    lines = self._lines(key, article, owner)
                    if not lines:
                        counts["refused"] += 1
                        continue
                    if not parcel.holds(lines):
                        batches.append(self._send(parcel))
                        parcel = stack.enter_context(self._parcel())
                    parcel.add(key, article, lines)
                    counts.update(articles=1, requests=len(lines))
                if parcel.requests:
                    batches.append(self._send(parcel))
        finally:
            self._store.release(owner)
        return Submitted(batches=tuple(batches), **counts)

    def status(self) -> list[BatchStatus]:
        """Return how far every batch is whose answers have not been fetched.

        Raises:
            ModelError: the provider cannot be asked, or does not know a batch.
            StoreError: the store cannot be used.
        """
        return [
            BatchStatus(remote.id if remote else submission.id, submission.articles, remote)
            for submission in self._submissions.all()
            for remote in [self._remote(submission)]
        ]

    def fetch(self) -> Fetched:
        """Store the summaries of all batches that have ended; what they left unanswered is open again.

        Raises:
            ModelError: the provider cannot be asked, or does not know a batch; what was fetched before is stored.
            StoreError: the store cannot be used.
        """
        counts, failures, usage, problems = Counter[str](), Counter[str](), Usage(), list[str]()
        for submission in self._submissions.all():
            remote = self._remote(submission)
            if remote is None and submission.at < self._clock() - _GIVEN_UP:
                self._submissions.close(submission.label)
                counts["reopened"] += submission.articles
            elif remote is None or not remote.ended:
                counts["waiting"] += submission.articles
            else:
                usage += self._settle(submission, remote, counts, failures)
                if remote.problem:
                    problems.append(f"{remote.id}: {remote.problem}")
        cost = self._price.cost(usage.prompt_tokens, usage.completion_tokens) * _HALF if self._price else None
        return Fetched(failures=dict(failures), usage=usage, cost=cost, problems=tuple(problems), **counts)

    def close(self) -> None:
        """Close the connection, and the store if it was opened here."""
        try:
            self._reach().portal.call(self._client.aclose)
        finally:
            self._resources.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- Sending ------------------------------------------------------------------------------------------------------

    def _open_articles(
        self, source: Source, owner: str, counts: Counter[str], *, retry_failed: bool
    ) -> Iterator[tuple[str, ArticleInput]]:
        """Yield the articles to be sent by key, leased, and store an outcome of those that cannot be read."""
        since = self._clock() if retry_failed else 0.0
        intake = Intake(read_articles(source), self._store, self._fingerprint, failures_since=since)
        last = False
        while not last:
            chunk = intake.read()
            found, last = intake.sort(chunk.articles), chunk.last
            refused = {key: Stored.of(failure) for key, failure in found.refused}
            self._store.put(owner, refused)
            ours = self._store.claim([key for key, _ in found.open], owner, failures_since=since)
            wanted = dict(found.open)
            counts.update(known=len(found.known), refused=len(refused), elsewhere=len(wanted.keys() - ours))
            yield from ((key, article) for key, article in wanted.items() if key in ours)
            if chunk.error is not None:
                raise chunk.error

    def _lines(self, key: str, article: ArticleInput, owner: str) -> list[bytes]:
        """Return the requests of an article as lines; none, and a failure in the store, where nothing can be asked."""
        assert article.text is not None
        reading = self._reach().reading
        try:
            read = read_article(article.text, published=article.published, max_characters=reading.profile.max_article)
            asked = {_name(key, request): request for request in requests_of(read, reading)}
            return [self._client.line(name, request) for name, request in asked.items()]
        except ArticleError as error:
            self._store.put(owner, {key: Stored.of(failure_of(article, error))})
            return []

    @contextmanager
    def _parcel(self) -> Iterator[_Parcel]:
        """Yield an empty parcel; when the context ends and it was not sent, its articles are open again."""
        with tempfile.TemporaryDirectory(prefix="communique-") as folder:
            parcel = _Parcel(self._submissions, Path(folder) / "requests.jsonl", self._most_requests, self._most_bytes)
            try:
                yield parcel
            finally:
                if not parcel.sent:
                    self._submissions.close(parcel.label)

    def _send(self, parcel: _Parcel) -> str:
        call = self._reach().portal.call
        parcel.flush()
        file = call(self._client.upload, parcel.path)
        self._submissions.touch(parcel.label)
        parcel.sent = True
        try:
            remote = call(self._client.create, file, parcel.label)
        except ModelError as error:
            parcel.sent = error.status is None or error.status >= 500
            if parcel.sent:
                error.hint = "nobody knows whether the batch was created: communique batch status finds out"
            raise
        self._submissions.accept(parcel.label, remote.id)
        return remote.id

    # --- Fetching -----------------------------------------------------------------------------------------------------

    def _remote(self, submission: Submission) -> RemoteBatch | None:
        """Return what the provider says of a batch, found by its label where its creation was not acknowledged."""
        call = self._reach().portal.call
        if submission.id is not None:
            return call(self._client.get, submission.id)
        remote = call(self._client.find, submission.label)
        if remote is not None:
            self._submissions.accept(submission.label, remote.id)
        return remote

    def _settle(
        self, submission: Submission, remote: RemoteBatch, counts: Counter[str], failures: Counter[str]
    ) -> Usage:
        """Store what a batch that has ended came to, open the rest again, and return what it cost."""
        running = self._reach()
        answers = running.portal.call(self._client.answers, remote)
        for articles in self._submissions.articles(submission.label):
            asker = _Answers(self._client, answers)
            outcomes = {
                key: running.portal.call(asker.outcome, key, article, running.reading)
                for key, article in articles.items()
            }
            results = {key: Stored.of(outcome) for key, outcome in outcomes.items() if outcome is not None}
            self._submissions.settle(results, [key for key in outcomes if key not in results])
            kinds = Counter(stored.kind for stored in results.values())
            counts.update(summaries=kinds.pop(SUMMARY, 0), reopened=len(outcomes) - len(results))
            failures.update(kinds)
        self._submissions.close(submission.label)
        return sum(map(self._client.usage, answers.values()), Usage())


class _Parcel:
    """The requests of one batch, gathered in a file."""

    def __init__(self, submissions: Submissions, path: Path, most_requests: int, most_bytes: int) -> None:
        self.path = path
        self.label = submissions.open()
        self.requests = 0
        self.sent = False
        self._submissions = submissions
        self._free_requests, self._free_bytes = most_requests, most_bytes
        self._fresh: dict[str, ArticleInput] = {}

    def holds(self, lines: list[bytes]) -> bool:
        """Whether there is room for these requests; an empty one has room for any."""
        return not self.requests or (len(lines) <= self._free_requests and sum(map(len, lines)) <= self._free_bytes)

    def add(self, key: str, article: ArticleInput, lines: list[bytes]) -> None:
        """Put the requests of an article in."""
        with self.path.open("ab") as file:
            file.writelines(lines)
        self.requests += len(lines)
        self._free_requests -= len(lines)
        self._free_bytes -= sum(map(len, lines))
        self._fresh[key] = article
        if len(self._fresh) >= _MARKED_AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Have the store know of all that is in it."""
        self._submissions.add(self.label, self._fresh)
        self._fresh = {}


@dataclass(frozen=True, slots=True)
class _Answers:
    """What a batch has answered."""

    client: BatchClient
    lines: Mapping[str, bytes]

    async def outcome(self, key: str, article: ArticleInput, reading: Reading) -> Outcome | None:
        """Return the outcome of an article; None where it has not been answered and was not paid for."""
        assert article.text is not None
        try:
            read = read_article(article.text, published=article.published, max_characters=reading.profile.max_article)
            return await summarise(read, reading, _AnswersOf(self, key))
        except CommuniqueError as error:
            return None if error.retryable or isinstance(error, ALIKE) else failure_of(article, error, attempts=1)


@dataclass(frozen=True, slots=True)
class _AnswersOf:
    """Answers the questions about one article."""

    answers: _Answers
    key: str

    async def ask(self, request: Request[A]) -> Reply[A]:
        line = self.answers.lines.get(_name(self.key, request))
        if line is None:
            raise ServerError("the batch holds no answer to this")
        return self.answers.client.reply(line, request)


def _name(key: str, request: Request[A]) -> str:
    """Return the name of a question about an article, of at most 64 characters: the key, and what is asked."""
    asked = "\n".join((request.task, *(f"{message.role}: {message.content}" for message in request.messages)))
    return f"{key[:40]}-{hashlib.sha256(asked.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
