"""A running batch as its caller sees it: outcomes one after the other, with ``for`` or with ``async for``.

The work goes on in the background (:class:`communique.batch.engine.Engine`) while the caller looks at an outcome, until
a good hundred of them wait.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from collections import deque
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Self

from communique.batch.engine import Engine
from communique.batch.intake import Done
from communique.batch.report import BatchReport
from communique.records import Failure, Outcome
from communique.store import SUMMARY

if TYPE_CHECKING:
    from anyio.from_thread import BlockingPortal

__all__ = ["Batch"]


class Batch:
    """The outcomes of many articles as they are finished, one an article; an iterator, for one consumer.

    Use it as a context manager, or exhaust it, or :meth:`close` it. Leaving it early, by an exception or by Ctrl-C,
    finishes and stores what is under way; Ctrl-C again, or after :meth:`stop`, drops that.
    """

    def __init__(self, engine: Engine, reach: Callable[[], BlockingPortal], resources: ExitStack) -> None:
        """Have everything ready, and begin when the first outcome is asked for.

        Args:
            engine: does the work.
            reach: returns the event loop on which it is to be done.
            resources: closed when the batch is over.
        """
        self._engine = engine
        self._reach = reach
        self._resources = resources
        self._portal: BlockingPortal | None = None
        self._found: deque[Done] = deque()
        self._over = False
        self._stopped = False
        self._lock = threading.Lock()

    @property
    def report(self) -> BatchReport:
        """How far the batch is, or how it ended."""
        return self._engine.report

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Outcome:
        """Return the next outcome.

        Raises:
            CommuniqueError: the batch cannot go on: what every further article would meet too (a wrong key, spent
                credit, a spent budget, a full disk). All that was paid for is stored and has been returned.
        """
        if not self._found:
            self._fetch()
        if not self._found:
            raise StopIteration
        return self._found.popleft().outcome()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Outcome:
        """Do what :meth:`__next__` does without blocking the caller's event loop."""
        if not self._found:
            await self._afetch()
        if not self._found:
            raise StopAsyncIteration
        return self._found.popleft().outcome()

    def finish(self, on_failure: Callable[[Failure], None] | None = None) -> BatchReport:
        """Work through all that is left and say how it went; no records are made of what lies in the store.

        Args:
            on_failure: called with each failure.

        Raises:
            CommuniqueError: as :meth:`__next__`.
        """
        while self._found or not self._over:
            if not self._found:
                self._fetch()
            while self._found:
                done = self._found.popleft()
                if on_failure and done.kind != SUMMARY and isinstance(failure := done.outcome(), Failure):
                    on_failure(failure)
        return self.report

    def stop(self) -> None:
        """Begin nothing more; what is under way is finished, stored and returned. From any thread or signal handler."""
        self._stopped = True
        if self._portal is None:
            self._engine.stop()
        elif not self._over:
            self._portal.start_task_soon(self._engine.stop)

    def then(self, call: Callable[[], None]) -> None:
        """Call something when the batch is over."""
        self._resources.callback(call)

    def close(self) -> None:
        """Begin nothing more, and return when what is under way is stored; nothing more is yielded."""
        self._found.clear()
        self._end(abort=False)

    async def aclose(self) -> None:
        """Do what :meth:`close` does without blocking the caller's event loop."""
        await asyncio.shield(asyncio.to_thread(self.close))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    def __del__(self) -> None:
        if not sys.is_finalizing():  # then the thread that would have to answer is no more
            self.close()

    def _fetch(self) -> None:
        if self._over:
            return
        try:
            found = self._reached().start_task_soon(self._engine.next).result()
        except BaseException as error:
            self._end(abort=self._stopped and isinstance(error, KeyboardInterrupt))
            raise
        self._take(found)

    async def _afetch(self) -> None:
        if self._over:
            return
        try:
            portal = await asyncio.to_thread(self._reached)
            found = await asyncio.wrap_future(portal.start_task_soon(self._engine.next))
        except BaseException:
            await self.aclose()
            raise
        self._take(found)

    def _take(self, found: list[Done]) -> None:
        self._found.extend(found)
        if not found:
            self.close()

    def _reached(self) -> BlockingPortal:
        if self._portal is None:
            self._portal = self._reach()
        return self._portal

    def _end(self, *, abort: bool) -> None:
        with self._lock:
            if self._over:
                return
            self._over = True
        try:
            if self._portal is not None:
                self._wait_for_end(self._portal, abort=abort)
        finally:
            self._resources.close()

    def _wait_for_end(self, portal: BlockingPortal, *, abort: bool) -> None:
        try:
            portal.call(partial(self._engine.finish, abort=abort))
        except BaseException:  # the user is tired of waiting
            portal.call(partial(self._engine.finish, abort=True))
            raise
