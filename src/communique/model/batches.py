"""A provider's batches of requests: sent as a file, answered within a day at half the price.

OpenAI's Batch API, https://platform.openai.com/docs/guides/batch. Everything but the creation of a batch is tried
again like any other request; that is what costs money, and where its acknowledgement is lost nobody knows whether it
did. Answers are looked at as :mod:`communique.model.client` does.
"""

from __future__ import annotations

import asyncio
import json
import random as _random
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel

from communique.errors import DeadlineError, InvalidOutputError, ServerError
from communique.model.client import believe, retrying
from communique.model.exchange import Endpoint, Limits, RemoteBatch, Reply, Request, Usage
from communique.model.faults import AttemptError, UnfitAnswerError, response_fault
from communique.model.wire import read_completion, token_count

if TYPE_CHECKING:
    import httpx2

    from communique.model.connection import BatchConnection

__all__ = ["BatchClient"]

A = TypeVar("A", bound=BaseModel)
T = TypeVar("T")

_MOST_BYTES = 1024 * 1024 * 1024  # of a file of answers
_LONGEST = 3600.0  # seconds for a file, up or down


class BatchClient:
    """Sends batches to one model and fetches their answers, on one event loop.

    Args:
        endpoint: which model, and where.
        limits: attempts, and the deadline of what is no file.
        clock: wall clock in seconds since the epoch; read for a ``Retry-After`` given as a date.
        sleep: waits between attempts.
        random: returns a number from 0 up to 1, for the jitter.
        transport: sends the HTTP requests; None for the network.

    Raises:
        ConfigurationError: the endpoint cannot work, or has no batches.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        limits: Limits,
        *,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        random: Callable[[], float] = _random.random,  # noqa: S311 - jitter, not a secret
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        from communique.model.connection import connect_batches  # noqa: PLC0415 - openai takes a second to load

        self._target = endpoint.resolve()
        self._limits = replace(limits, max_response_bytes=_MOST_BYTES)
        self._retrying = partial(retrying, sleep=sleep, random=random)
        self._clock = clock
        self._connection: BatchConnection = connect_batches(
            endpoint, self._target, self._limits, clock=clock, transport=transport
        )

    def line(self, custom_id: str, request: Request[Any]) -> bytes:
        """Return the line of a request in a file of requests."""
        return self._connection.line(custom_id, request)

    async def upload(self, path: Path) -> str:
        """Send a file of requests and return the server's id of it; see :meth:`get` for what is raised."""
        return await self._try(partial(self._connection.upload, path), replace(self._limits, deadline=_LONGEST))

    async def create(self, file: str, label: str) -> RemoteBatch:
        """Have an uploaded file worked through under a label of ours; tried once.

        Raises:
            ModelError: it failed; unless it has a ``status`` below 500, the batch may have been created all the same.
        """
        return await self._try(partial(self._connection.create, file, label), replace(self._limits, attempts=1))

    async def get(self, batch: str) -> RemoteBatch:
        """Return how far a batch is.

        Raises:
            ModelError: the server could not be asked, or does not know it.
        """
        return await self._try(partial(self._connection.get, batch), self._limits)

    async def find(self, label: str) -> RemoteBatch | None:
        """Return the batch of a label, if there is one; see :meth:`get` for what is raised."""
        return await self._try(partial(self._connection.find, label), self._limits)

    async def answers(self, batch: RemoteBatch) -> Mapping[str, bytes]:
        """Return the lines of a batch's files by the name of their request; see :meth:`get` for what is raised."""
        found: dict[str, bytes] = {}
        for file in batch.files:
            patient = replace(self._limits, deadline=_LONGEST)
            content = await self._try(partial(self._connection.content, file), patient)
            for name, line in _named(content):
                found.setdefault(name, line)
        return MappingProxyType(found)

    def reply(self, line: bytes, request: Request[A]) -> Reply[A]:
        """Return the answer in a line of a file.

        Raises:
            ModelError: there is none, or it is not to be believed; a ``retryable`` one was not paid for.
        """
        try:
            return self._reply(line, request)
        except UnfitAnswerError as unfit:
            error = InvalidOutputError(f"the answer does not fit: {unfit.problems}", secrets=self._target.secrets)
            raise error from None
        except AttemptError as fault:
            raise fault.error from None

    def usage(self, line: bytes) -> Usage:
        """Return what the answer in a line cost."""
        body = (json.loads(line).get("response") or {}).get("body")
        used = body.get("usage") if isinstance(body, dict) else None
        return Usage(1, token_count(used, "prompt_tokens"), token_count(used, "completion_tokens")) if used else Usage()

    async def aclose(self) -> None:
        """Close every connection."""
        await self._connection.aclose()

    def _reply(self, line: bytes, request: Request[A]) -> Reply[A]:
        told = json.loads(line)
        response = told.get("response")
        if not isinstance(response, dict):  # "batch_expired", "batch_cancelled": nothing was made of it
            raise AttemptError(ServerError("the batch ended before this request was answered"))
        status, body = response.get("status_code"), response.get("body")
        if status != 200:
            code = status if isinstance(status, int) and status >= 300 else 500
            raise response_fault(code, {}, json.dumps(body).encode(), cap=0.0, now=self._clock())
        completion = read_completion(body)
        usage = Usage(1, completion.prompt_tokens, completion.completion_tokens)
        return Reply(believe(completion, request, self._target.secrets), usage, attempts=1, repaired=False)

    async def _try(self, call: partial[Coroutine[None, None, T]], limits: Limits) -> T:
        """Return what a call returns; errors leave without the chain of exceptions behind them, which hold requests."""
        try:
            async with asyncio.timeout(limits.deadline):
                return await self._retrying(limits)(call)
        except AttemptError as fault:
            error = fault.error
        except TimeoutError:
            error = DeadlineError(f"no complete answer within {limits.deadline:g} seconds")
        raise error


def _named(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the lines of a file with the names they bear; what is no such line is passed over."""
    for line in content.splitlines():
        try:
            told = json.loads(line)
        except ValueError:
            continue
        if isinstance(told, dict) and isinstance(name := told.get("custom_id"), str):
            yield name, line
