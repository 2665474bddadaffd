"""Works through many articles on one event loop: read lazily, each paid for once, stored before anybody sees it.

What is under way at once follows what the server bears. What has been read and not begun, and what is done and not yet
fetched, is bounded, so that memory does not grow with the number of articles.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass

from communique import errors
from communique.batch.budget import Ledger
from communique.batch.intake import Chunk, Done, Intake, failure_of
from communique.batch.report import BatchReport, TellBatch
from communique.batch.tally import Tally
from communique.errors import ALIKE, BudgetError, CommuniqueError
from communique.model.exchange import Usage
from communique.records import ArticleSummary, Failure, Outcome
from communique.sources import ArticleInput
from communique.store import Fingerprint, Store, Stored

__all__ = ["Account", "Engine", "Plan", "Summarise"]

_MOST_READ = 1024  # articles read and not done, most of them because another process has them
_UNFETCHED = 128  # outcomes that wait for the caller before reading goes on
_POLL = 0.5  # seconds after which an article that another process has is looked for again
_ALL_ALIKE = 20  # first articles that fail alike, after which the others are spared
_FEWEST_FOR_SHARE = 20


class Account:
    """The :class:`~communique.model.exchange.Meter` of one article, whose requests the run's ledger knows as well."""

    def __init__(self, ledger: Ledger) -> None:
        self.calls = 0
        self._ledger = ledger

    async def admit(self, most: Usage) -> None:
        """Reserve a request; see :meth:`Ledger.admit`."""
        await self._ledger.admit(most)
        self.calls += 1

    def settle(self, most: Usage, used: Usage | None) -> None:
        """Enter what it has cost."""
        self._ledger.settle(most, used)


Summarise = Callable[[ArticleInput, Account], Awaitable[ArticleSummary]]
"""Makes the summary of one article, with every request on its account."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done.

    Attributes:
        articles: the articles; advanced in a thread of its own, always the same.
        total: how many they are, where that is known.
        store: where outcomes are kept.
        fingerprint: of the settings.
        retry_failed: whether articles that failed before this run are tried again.
        max_failures: failures in this run after which it ends; below 1, their share of at least 20 outcomes.
        progress: told how far it is.
    """

    articles: Iterator[ArticleInput]
    total: int | None
    store: Store
    fingerprint: Fingerprint
    retry_failed: bool = False
    max_failures: float | None = None
    progress: TellBatch | None = None


@dataclass(slots=True)
class _Work:
    """One article to be paid for, and every id that stands for it."""

    key: str
    article: ArticleInput
    ids: list[str]
    account: Account


_Task = asyncio.Task[ArticleSummary]


class Engine:
    """Works through a plan.

    Args:
        plan: what is to be done.
        summarise: makes the summary of one article.
        ledger: what may be spent.
        room: returns how many articles may be under way, as things stand.
    """

    def __init__(self, plan: Plan, summarise: Summarise, ledger: Ledger, room: Callable[[], int]) -> None:
        self._plan = plan
        self._store = plan.store
        self._summarise = summarise
        self._ledger = ledger
        self._room = room
        self._tally = Tally(plan.total)
        self._owner = secrets.token_hex(8)
        self._since = time.time() if plan.retry_failed else 0.0
        self._intake = Intake(plan.articles, plan.store, plan.fingerprint, failures_since=self._since)
        self._source = ThreadPoolExecutor(1, "communique-source")
        self._reading: asyncio.Future[Chunk] | None = None
        self._exhausted = False
        self._waiting: dict[str, _Work] = {}  # by key: all that is read and not done
        self._backlog: deque[_Work] = deque()  # read, and not begun
        self._elsewhere: list[_Work] = []  # another process has it
        self._looked = 0.0
        self._running: dict[_Task, _Work] = {}
        self._ended: list[_Task] = []
        self._out: deque[Done] = deque()
        self._stopping = False
        self._error: BaseException | None = None
        self._driver: asyncio.Task[None] | None = None
        self._wake = asyncio.Event()  # something happened that the driver waits for
        self._fresh = asyncio.Event()  # something happened that the caller waits for

    @property
    def report(self) -> BatchReport:
        """How far it is."""
        finished = self._exhausted and not self._waiting
        kept = self._store.path
        resume = f"run the same again with the store {kept}" if kept and not finished else ""
        return self._tally.report(self._ledger.spent, self._ledger.cost, finished=finished, resume=resume)

    async def next(self) -> list[Done]:
        """Return the outcomes since the last call, at least one; none when there are no more.

        Raises:
            CommuniqueError: what ended the batch early, once all that was under way is stored and fetched.
        """
        if self._driver is None:
            self._driver = asyncio.create_task(self._drive())
        while not self._out and not self._driver.done():
            self._fresh.clear()
            await self._fresh.wait()
        found = list(self._out)
        self._out.clear()
        self._wake.set()
        if not found and self._error is not None:
            error, self._error = self._error, None
            raise error
        return found

    def stop(self) -> None:
        """Begin nothing more; what is under way is finished and stored, and can be fetched."""
        self._stopping = True
        for task, work in self._running.items():
            if not work.account.calls:
                task.cancel()  # nothing is paid for it yet
        self._wake.set()

    async def finish(self, *, abort: bool = False) -> None:
        """Stop, and return when what was under way is stored, or dropped if it is to be aborted."""
        self.stop()
        if abort:
            for task in self._running:
                task.cancel()
        if self._driver is not None:
            await asyncio.wait([self._driver])

    async def _drive(self) -> None:
        beat = asyncio.create_task(self._keep_leases())
        try:
            while not self._is_through():
                await self._step()
        except Exception as error:  # noqa: BLE001 - raised where outcomes are fetched
            self._fail(error)
        finally:
            beat.cancel()
            self._source.shutdown(wait=False, cancel_futures=True)
            await self._let_go()
            self._tell()
            self._fresh.set()

    def _is_through(self) -> bool:
        return not self._running and (self._stopping or (self._exhausted and not self._waiting))

    async def _step(self) -> None:
        """Take in what has happened, begin what there is room for, and wait until something happens."""
        self._wake.clear()
        await self._store_ended()
        if self._reading is not None and self._reading.done():
            chunk, self._reading = self._reading.result(), None
            await self._take(chunk)
        self._read_on()
        await self._begin()
        if not self._is_through():
            with suppress(TimeoutError):
                async with asyncio.timeout(_POLL if self._elsewhere else None):
                    await self._wake.wait()

    async def _let_go(self) -> None:
        """End what a broken store has left under way, and give the leases back."""
        for task in self._running:
            task.cancel()
        if self._running:
            await asyncio.wait(self._running)
        with suppress(CommuniqueError, RuntimeError):  # they expire; RuntimeError: the process ends, and starts no work
            await asyncio.to_thread(self._store.release, self._owner)

    async def _keep_leases(self) -> None:
        try:
            while True:
                await asyncio.sleep(self._store.lease_seconds / 3)
                await asyncio.to_thread(self._store.renew, self._owner)
        except CommuniqueError as error:
            self._fail(error)

    def _fail(self, error: BaseException) -> None:
        """Stop for an error; the first one is the one that counts."""
        if self._error is None:
            if isinstance(error, CommuniqueError) and self._store.path:
                error.hint = "; ".join(filter(None, (error.hint, "what is done is kept, run the same again to go on")))
            self._error = error
        self.stop()

    # --- Articles come in, --------------------------------------------------------------------------------------------

    def _read_on(self) -> None:
        """Have more articles read, where there is use for them and nobody is at it."""
        wanted = len(self._backlog) < self._room() and len(self._waiting) < _MOST_READ and len(self._out) < _UNFETCHED
        if self._stopping or self._exhausted or self._reading is not None or not wanted:
            return
        self._reading = asyncio.get_running_loop().run_in_executor(self._source, self._intake.read)
        self._reading.add_done_callback(lambda _: self._wake.set())

    async def _take(self, chunk: Chunk) -> None:
        self._exhausted = chunk.last
        if chunk.error is not None:
            self._fail(chunk.error)
        found = await asyncio.to_thread(self._intake.sort, chunk.articles)
        self._emit(found.known, reused=True)
        await self._keep([(key, [failure.id], failure) for key, failure in found.refused])
        for key, article in found.open:
            work = self._waiting.get(key)
            if work is None:
                work = self._waiting[key] = _Work(key, article, [], Account(self._ledger))
                self._backlog.append(work)
            work.ids.append(article.id)

    # --- are begun, ---------------------------------------------------------------------------------------------------

    async def _begin(self) -> None:
        """Begin as many articles as there is room for, if no other process has them."""
        room = self._room() - len(self._running)
        if self._stopping or room <= 0:
            return
        if self._elsewhere and time.monotonic() >= self._looked + _POLL:
            await self._look_again()
        chosen = [self._backlog.popleft() for _ in range(min(room, len(self._backlog)))]
        if not chosen:
            return
        keys = [work.key for work in chosen]
        ours = await asyncio.to_thread(self._store.claim, keys, self._owner, failures_since=self._since)
        for work in chosen:
            if work.key not in ours:
                self._elsewhere.append(work)
            elif not self._stopping:
                task = asyncio.ensure_future(self._summarise(work.article, work.account))
                self._running[task] = work
                task.add_done_callback(self._has_ended)

    async def _look_again(self) -> None:
        """Fetch what another process has finished meanwhile, and try for the rest again."""
        keys = [work.key for work in self._elsewhere]
        stored = await asyncio.to_thread(self._store.get, keys, failures_since=self._since)
        for work in self._elsewhere:
            if work.key in stored:
                del self._waiting[work.key]
                self._emit([Done(name, stored[work.key]) for name in work.ids], reused=True)
            else:
                self._backlog.append(work)
        self._elsewhere.clear()
        self._looked = time.monotonic()

    def _has_ended(self, task: _Task) -> None:
        self._ended.append(task)
        self._wake.set()

    # --- and have their outcome ---------------------------------------------------------------------------------------

    async def _store_ended(self) -> None:
        """Commit the outcomes of all articles that have ended since; what every other would meet too ends the run."""
        ended, self._ended = self._ended, []
        results: list[tuple[str, list[str], Outcome]] = []
        for task in ended:
            work = self._running.pop(task)
            if task.cancelled():
                continue
            error = task.exception()
            if error is None:
                results.append((work.key, work.ids, task.result()))
            elif isinstance(error, CommuniqueError) and not isinstance(error, ALIKE):
                results.append((work.key, work.ids, failure_of(work.article, error, work.account.calls)))
            else:
                self._fail(error)
        await self._keep(results)

    async def _keep(self, results: list[tuple[str, list[str], Outcome]]) -> None:
        if not results:
            return
        await asyncio.to_thread(self._put, results)
        for key, ids, outcome in results:
            self._waiting.pop(key, None)
            self._tally.add(outcome)
            self._judge(outcome)
            self._emit([Done(name, made=outcome) for name in ids])

    def _put(self, results: list[tuple[str, list[str], Outcome]]) -> None:
        self._store.put(self._owner, {key: Stored.of(outcome) for key, _, outcome in results})

    def _judge(self, outcome: Outcome) -> None:
        """Stop where there is no hope of better outcomes, or where the caller has had enough of failures."""
        if not isinstance(outcome, Failure):
            return
        tally, most = self._tally, self._plan.max_failures
        if tally.made == _ALL_ALIKE == tally.made_failures[outcome.kind]:
            kind: type[CommuniqueError] = getattr(errors, outcome.error, CommuniqueError)
            self._fail(kind(f"the first {_ALL_ALIKE} articles all failed alike: {outcome.message}", hint=outcome.hint))
        failed = tally.made_failures.total()
        share = most is not None and 0 < most < 1
        if most is not None and failed > (max(tally.made, _FEWEST_FOR_SHARE) * most if share else most):
            self._fail(BudgetError(f"{failed} articles failed, more than max_failures allows", hint=outcome.hint))

    def _emit(self, outcomes: list[Done], *, reused: bool = False) -> None:
        if outcomes:
            self._out.extend(outcomes)
            self._tally.count((done.kind for done in outcomes), reused=reused)
            self._fresh.set()
            self._tell()

    def _tell(self) -> None:
        if self._plan.progress:
            try:
                self._plan.progress(self.report)
            except Exception as error:  # noqa: BLE001 - the caller's own, raised where outcomes are fetched
                self._fail(error)
