"""How many requests may be under way at once, found by trying, and how many a minute where somebody names a rate.

The number of slots starts low, doubles while a whole round of requests is clean, and falls by a fifth when the server
says 429: once for all the requests it refuses in one stretch, which lasts as long as it asks to wait. After the first
fall it grows by one slot a round. A failing server (5xx) only pauses growth, because fewer requests would not mend it.
The scheme is inspect_ai's adaptive concurrency, of the family of TCP's slow start (RFC 5681).

It lives on one event loop and reads a monotonic clock only, so that a clock that jumps changes nothing.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager

from communique.model.exchange import Limits

__all__ = ["Limiter"]

_FALL = 0.8
_STRETCH = 15.0  # seconds for which one fall counts where the server names no wait (inspect_ai's figure)
_MINUTE = 60.0
_BURST = 1.0  # second
_ROUNDING = 1e-6  # what sums of fractions may fall short by
_DURATION = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h|d)")
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86_400.0}


class _Bucket:
    """A rate a minute, refilled steadily; a second's worth may gather, so that no minute holds much more than its rate.

    What is larger than that runs into debt, and nothing more passes until the debt is paid.
    """

    def __init__(self, rate: float | None, now: float) -> None:
        self.rate = rate
        self._level = 0.0
        self._filled = now - _BURST

    def wait(self, amount: float, now: float) -> float:
        """Return the seconds until ``amount`` may be taken."""
        if self.rate is None:
            return 0.0
        full = max(1.0, self.rate * _BURST / _MINUTE)
        self._level = min(full, self._level + (now - self._filled) * self.rate / _MINUTE)
        self._filled = now
        missing = min(amount, full) - self._level
        return missing * _MINUTE / self.rate if missing > _ROUNDING else 0.0

    def take(self, amount: float) -> None:
        """Take it, whether it is there or not; a negative amount is given back."""
        self._level -= amount

    def at_most(self, level: float) -> None:
        """Believe somebody who says that no more than this is left."""
        self._level = min(self._level, level)


class Limiter:
    """Lets requests through, on one event loop.

    Args:
        limits: how many at once to begin with and at most, and the rates a minute that the caller names.
        clock: monotonic clock in seconds.
        sleep: waits.
    """

    def __init__(
        self,
        limits: Limits,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._most = limits.max_concurrency
        self._limit = float(min(limits.first_concurrency, limits.max_concurrency))
        self._clock = clock
        self._sleep = sleep
        self._busy = 0
        self._queue: deque[asyncio.Future[None]] = deque()
        self._clean = 0
        self._fallen = False
        self._stretch_ends = self._held_until = clock()
        self._named = limits
        self._requests = _Bucket(limits.requests_per_minute, clock())
        self._tokens = _Bucket(limits.tokens_per_minute, clock())

    @property
    def limit(self) -> int:
        """How many requests may be under way at once, as things stand."""
        return int(self._limit)

    @asynccontextmanager
    async def slot(self) -> AsyncIterator[None]:
        """Hold one of the slots; who came first gets the next that is free."""
        if self._busy < self.limit and not self._queue:
            self._busy += 1
        else:
            await self._turn()
        try:
            yield
        finally:
            self._busy -= 1
            self._wake()

    async def admit(self, tokens: int, *, again: bool = False) -> None:
        """Wait until the rates allow one more request of so many tokens, and until a server's hold is over.

        Args:
            tokens: sent and received, at most.
            again: the request has been sent before and has waited already for as long as the server asked it to.
        """
        while True:
            now = self._clock()
            held = 0.0 if again else self._held_until - now
            wait = max(held, self._requests.wait(1, now), self._tokens.wait(tokens, now))
            if wait <= 0:
                break
            await self._sleep(wait)
        self._requests.take(1)
        self._tokens.take(tokens)

    def refund(self, tokens: int) -> None:
        """Give back what an admitted request did not use of its tokens; negative where it used more."""
        self._tokens.take(-tokens)

    def succeeded(self) -> None:
        """A request was answered: a whole round of such is a reason for more."""
        self._clean += 1
        if self._clean >= self.limit and self._limit < self._most:
            self._limit = min(float(self._most), self._limit + 1 if self._fallen else self._limit * 2)
            self._clean = 0
            self._wake()

    def failed(self) -> None:
        """A server failed: growth waits for another clean round."""
        self._clean = 0

    def refused(self, wait: float | None) -> None:
        """The server said 429: fall once a stretch, and send nothing for as long as it asks to wait."""
        now = self._clock()
        self._clean = 0
        if wait is not None:
            self._held_until = max(self._held_until, now + wait)
        if now < self._stretch_ends:
            return
        self._fallen = True
        self._limit = max(1.0, self._limit * _FALL)
        self._stretch_ends = now + (_STRETCH if wait is None else wait)

    def heard(self, headers: Mapping[str, str]) -> None:
        """Take the rates a server names (``x-ratelimit-*``, as OpenAI defines them) where the caller names none.

        https://platform.openai.com/docs/guides/rate-limits; a limit that is in truth a day's holds nothing up here.
        """
        for name, bucket, named in (
            ("requests", self._requests, self._named.requests_per_minute),
            ("tokens", self._tokens, self._named.tokens_per_minute),
        ):
            limit = _number(headers.get(f"x-ratelimit-limit-{name}"))
            remaining = _number(headers.get(f"x-ratelimit-remaining-{name}"))
            reset = _duration(headers.get(f"x-ratelimit-reset-{name}"))
            if named is None and limit:
                bucket.rate = limit
            if remaining is not None:
                bucket.at_most(remaining)
            if remaining == 0 and reset is not None:
                self._held_until = max(self._held_until, self._clock() + min(reset, _MINUTE))

    async def _turn(self) -> None:
        """Wait in the queue until a slot is handed over."""
        turn = asyncio.get_running_loop().create_future()
        self._queue.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn in self._queue:
                self._queue.remove(turn)
            elif not turn.cancelled():  # the slot came at the same moment: somebody else shall have it
                self._busy -= 1
                self._wake()
            raise

    def _wake(self) -> None:
        while self._queue and self._busy < self.limit:
            turn = self._queue.popleft()
            if not turn.done():
                self._busy += 1
                turn.set_result(None)


def _number(value: str | None) -> float | None:
    try:
        return float(value) if value else None
    except ValueError:
        return None


def _duration(value: str | None) -> float | None:
    """Return the seconds of ``1s``, ``6m0s``, ``20ms`` or a bare number."""
    if not value:
        return None
    parts = _DURATION.findall(value)
    return sum(float(number) * _SECONDS[unit] for number, unit in parts) if parts else _number(value)
