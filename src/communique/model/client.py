"""Asks a model a question and returns a valid answer or one of our errors: the only retry loop of the library.

Each attempt goes through :mod:`communique.model.connection`, which is imported on the first question so that importing
communique stays light. Attempts are bounded by number and by one total deadline; only what may pass is tried again
(rate limits, server and network failures), after what the server asks or a random share of an exponential delay ("full
jitter", https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/). An answer that does not fit the
schema is repaired once: the model is told what was wrong, without being sent its answer again.

What a model sends back is never believed: truncation, refusal and filtering are looked at before the text is parsed,
and the text is parsed strictly as JSON.
"""

from __future__ import annotations

import asyncio
import logging
import os
import random as _random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from string import Template
from types import TracebackType
from typing import TYPE_CHECKING, Generic, Self, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import from_json

from communique.errors import (
    CommuniqueError,
    DeadlineError,
    FilteredError,
    InvalidOutputError,
    ModelError,
    RefusedError,
    TruncatedError,
)
from communique.model.exchange import Completion, Endpoint, Limits, Message, Reply, Request, Usage
from communique.model.faults import AttemptError, UnfitAnswerError, excerpt, problems

if TYPE_CHECKING:
    import httpx2
    from tenacity import AsyncRetrying, RetryCallState

    from communique.model.connection import Connection

__all__ = ["Client", "Endpoint", "Limits", "Message", "Reply", "Request", "Usage"]

A = TypeVar("A", bound=BaseModel)

_log = logging.getLogger(__name__)

_FIRST_DELAY = 0.5  # seconds; this and the longest are openai-python's own
_LONGEST_DELAY = 8.0


@dataclass(slots=True)
class _Call(Generic[A]):
    """One question under way."""

    request: Request[A]
    usage: Usage = field(default_factory=Usage)
    problems: str = ""

    def messages(self) -> tuple[Message, ...]:
        """Return the conversation to send, with the note about a first answer where there was one."""
        if not self.problems:
            return self.request.messages
        note = Template(self.request.repair).substitute(problems=self.problems)
        *before, last = self.request.messages
        if last.role != "user":
            return (*self.request.messages, Message("user", note))
        return (*before, Message("user", f"{last.content}\n\n{note}"))


class Client:
    """Asks one model, many questions at once if wanted, on one event loop.

    Args:
        endpoint: which model, and where.
        limits: attempts, deadline, sizes and concurrency.
        clock: wall clock in seconds since the epoch; read for a ``Retry-After`` given as a date.
        sleep: waits between attempts.
        random: returns a number from 0 up to 1, for the jitter.
        transport: sends the HTTP requests; None for the network.

    Raises:
        ConfigurationError: the endpoint cannot work; see :meth:`Endpoint.resolve`.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        limits: Limits | None = None,
        *,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        random: Callable[[], float] = _random.random,  # noqa: S311 - jitter, not a secret
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        self._endpoint = endpoint
        self._target = endpoint.resolve()
        self._limits = limits or Limits()
        self._clock = clock
        self._sleep = sleep
        self._random = random
        self._transport = transport
        self._slots = asyncio.Semaphore(self._limits.max_concurrency)
        self._connection: Connection | None = None
        self._spent = Usage()

    @property
    def spent(self) -> Usage:
        """What all questions so far cost, failed ones included; ``seconds`` adds up overlapping questions."""
        return self._spent

    async def ask(self, request: Request[A]) -> Reply[A]:
        """Return the model's answer to ``request``.

        Raises:
            ModelError: the kind says why; ``attempts`` says how many requests were sent.
            ConfigurationError: the provider's SDK or its key is missing.
            StoreError: a cassette is replayed and holds no answer to this request.
        """
        connection = self._connected()
        call = _Call(request)
        async with self._slots:
            started = time.perf_counter()
            try:
                value = await self._settle(connection, call)
            finally:
                call.usage += Usage(seconds=time.perf_counter() - started)
                self._spent += call.usage
        if isinstance(value, CommuniqueError):
            raise value
        return Reply(value, call.usage, attempts=call.usage.calls, repaired=bool(call.problems))

    async def aclose(self) -> None:
        """Close every connection; the client can be used again afterwards."""
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def _settle(self, connection: Connection, call: _Call[A]) -> A | CommuniqueError:
        """Return the answer, or the error that the last attempt ended with.

        The error is returned and not raised, so that it leaves without the chain of exceptions behind it: those hold
        requests, and requests hold keys and articles.
        """
        error: CommuniqueError
        try:
            async with asyncio.timeout(self._limits.deadline):
                return await self._retrying()(_attempt, connection, call, self._target.secrets)
        except AttemptError as fault:
            error = fault.error
        except TimeoutError:
            error = DeadlineError(f"no complete answer within {self._limits.deadline:g} seconds")
        if isinstance(error, ModelError):
            error.attempts = call.usage.calls
        return error

    def _connected(self) -> Connection:
        if self._connection is None:
            from communique.model.connection import connect  # noqa: PLC0415 - openai and instructor take a second to load

            self._connection = connect(
                self._endpoint, self._target, self._limits, clock=self._clock, transport=self._transport
            )
            _log.debug("asking %s at %s", self._target.model, self._target.host)
            if self._endpoint.base_url is None and self._target.is_openai and "OPENAI_BASE_URL" in os.environ:
                _log.warning("OPENAI_BASE_URL is set and not used; give base_url to use it")
        return self._connection

    def _retrying(self) -> AsyncRetrying:
        import tenacity  # noqa: PLC0415 - half as costly to import as all of communique

        return tenacity.AsyncRetrying(
            stop=tenacity.stop_after_attempt(self._limits.attempts) | tenacity.stop_before_delay(self._limits.deadline),
            retry=tenacity.retry_if_exception(lambda error: isinstance(error, AttemptError) and error.again),
            wait=self._wait,
            sleep=self._sleep,
            reraise=True,
        )

    def _wait(self, state: RetryCallState) -> float:
        fault = state.outcome.exception() if state.outcome else None
        if not isinstance(fault, AttemptError) or isinstance(fault.error, InvalidOutputError):
            return 0.0
        if fault.wait is not None:
            return fault.wait
        return self._random() * min(_LONGEST_DELAY, _FIRST_DELAY * 2.0 ** (state.attempt_number - 1))


async def _attempt(connection: Connection, call: _Call[A], secrets: tuple[str, ...]) -> A:
    call.usage += Usage(calls=1)
    try:
        completion = await connection.complete(call.request, call.messages())
        call.usage += Usage(0, completion.prompt_tokens, completion.completion_tokens)
        return _believe(completion, call.request, secrets)
    except UnfitAnswerError as unfit:
        error = InvalidOutputError(f"the answer does not fit: {unfit.problems}", secrets=secrets)
        fault = AttemptError(error, again=not call.problems)
        call.problems = unfit.problems
    raise fault


def _believe(completion: Completion, request: Request[A], secrets: tuple[str, ...]) -> A:
    """Return the answer in ``completion``, checked.

    Raises:
        AttemptError: the model refused, was stopped by a filter, or did not finish.
        UnfitAnswerError: the text is no JSON or does not fit.
    """
    if completion.refusal:
        raise AttemptError(RefusedError(f"the model declined: {excerpt(completion.refusal, *secrets)}"))
    if completion.finish == "content_filter":
        raise AttemptError(FilteredError("the provider's content filter stopped the answer"))
    if completion.finish == "length":
        raise AttemptError(TruncatedError(f"the answer did not end within {request.max_tokens} tokens"))
    try:
        from_json(completion.text, allow_inf_nan=False)  # pydantic itself would let NaN pass
        return request.answer.model_validate_json(completion.text, strict=False)
    except ValidationError as error:
        reason = problems(error, *secrets)
    except (ValueError, TypeError) as error:  # TypeError: a lone surrogate inside the text
        reason = f"not JSON: {excerpt(str(error))}"
    raise UnfitAnswerError(
        f"{reason}; it begins {excerpt(completion.text, *secrets)!r}" if completion.text else f"{reason}; it is empty"
    )
