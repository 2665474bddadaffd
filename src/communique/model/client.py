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
    RateLimitedError,
    RefusedError,
    ServerError,
    TruncatedError,
)
from communique.model.exchange import Completion, Endpoint, Limits, Message, Meter, Reply, Request, Usage
from communique.model.faults import AttemptError, UnfitAnswerError, excerpt, problems
from communique.model.limiter import Limiter
from communique.model.schema import schema_text
from communique.model.tokens import most_tokens

if TYPE_CHECKING:
    import httpx2
    from tenacity import AsyncRetrying, RetryCallState

    from communique.model.connection import Connection

__all__ = ["Client", "Endpoint", "Limits", "Message", "Reply", "Request", "Usage", "believe", "retrying"]

A = TypeVar("A", bound=BaseModel)

_log = logging.getLogger(__name__)

_FIRST_DELAY = 0.5  # seconds; this and the longest are openai-python's own
_LONGEST_DELAY = 8.0


@dataclass(slots=True)
class _Call(Generic[A]):
    """One question under way."""

    request: Request[A]
    meter: Meter | None
    strict: bool
    usage: Usage = field(default_factory=Usage)
    most: Usage = field(default_factory=Usage)
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

    def weigh(self) -> Usage:
        """Return what the next request costs at most."""
        texts = [message.content for message in self.messages()]
        texts.append(schema_text(self.request.answer, strict=self.strict))
        return Usage(1, most_tokens(texts), self.request.max_tokens)


class Client:
    """Asks one model, many questions at once if wanted, on one event loop.

    Args:
        endpoint: which model, and where.
        limits: attempts, deadline, sizes and concurrency.
        clock: wall clock in seconds since the epoch; read for a ``Retry-After`` given as a date.
        sleep: waits between attempts.
        random: returns a number from 0 up to 1, for the jitter.
        limiter: how many requests may be under way at once; by default one of its own, made from ``limits``.
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
        limiter: Limiter | None = None,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        self._endpoint = endpoint
        self._target = endpoint.resolve()
        self._limits = limits or Limits()
        self._clock = clock
        self._sleep = sleep
        self._random = random
        self._transport = transport
        self._limiter = limiter or Limiter(self._limits)
        self._connection: Connection | None = None
        self._spent = Usage()

    @property
    def spent(self) -> Usage:
        """What all questions so far cost, failed ones included; ``seconds`` adds up overlapping questions."""
        return self._spent

    @property
    def concurrency(self) -> int:
        """How many requests may be under way at once, as things stand."""
        return self._limiter.limit

    async def ask(self, request: Request[A], meter: Meter | None = None) -> Reply[A]:
        """Return the model's answer to ``request``.

        Args:
            request: the question.
            meter: asked before each request is sent, repeats included, and told what it cost.

        Raises:
            ModelError: the kind says why; ``attempts`` says how many requests were sent. A BudgetError is the meter's.
            ConfigurationError: the provider's SDK or its key is missing.
            StoreError: a cassette is replayed and holds no answer to this request.
        """
        connection = self._connected()
        call = _Call(request, meter, self._endpoint.strict)
        async with self._limiter.slot():
            await self._admit(call)
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
                return await retrying(self._limits, self._sleep, self._random)(self._attempt, connection, call)
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
                self._endpoint,
                self._target,
                self._limits,
                clock=self._clock,
                heard=self._limiter.heard,
                transport=self._transport,
            )
            _log.debug("asking %s at %s", self._target.model, self._target.host)
            if self._endpoint.base_url is None and self._target.is_openai and "OPENAI_BASE_URL" in os.environ:
                _log.warning("OPENAI_BASE_URL is set and not used; give base_url to use it")
        return self._connection

    async def _admit(self, call: _Call[A]) -> None:
        """Wait for leave to send the next request of a call."""
        call.most = call.weigh()
        await self._limiter.admit(call.most.prompt_tokens + call.most.completion_tokens, again=call.usage.calls > 0)
        if call.meter:
            await call.meter.admit(call.most)

    async def _attempt(self, connection: Connection, call: _Call[A]) -> A:
        if call.usage.calls:  # the first was admitted before the deadline began
            await self._admit(call)
        call.usage += Usage(calls=1)
        used: Usage | None = None
        try:
            completion = await connection.complete(call.request, call.messages())
            used = _used(completion, call.most)
            call.usage += Usage(0, completion.prompt_tokens, completion.completion_tokens)
            self._limiter.succeeded()
            return believe(completion, call.request, self._target.secrets)
        except UnfitAnswerError as unfit:
            error = InvalidOutputError(f"the answer does not fit: {unfit.problems}", secrets=self._target.secrets)
            fault = AttemptError(error, again=not call.problems)
            call.problems = unfit.problems
        except AttemptError as failed:
            fault = failed
            if used is None and not fault.lost:
                used = Usage(calls=1)
            self._slow_down(fault)
        finally:
            self._settle_up(call, used)
        raise fault from None

    def _slow_down(self, fault: AttemptError) -> None:
        if isinstance(fault.error, RateLimitedError):
            self._limiter.refused(fault.wait if fault.again else None)  # a wait that nobody waits for holds nobody up
        elif isinstance(fault.error, ServerError):
            self._limiter.failed()

    def _settle_up(self, call: _Call[A], used: Usage | None) -> None:
        most, known = call.most, used or call.most
        self._limiter.refund(
            most.prompt_tokens + most.completion_tokens - known.prompt_tokens - known.completion_tokens
        )
        if call.meter:
            call.meter.settle(most, used)


def retrying(limits: Limits, sleep: Callable[[float], Awaitable[None]], random: Callable[[], float]) -> AsyncRetrying:
    """Return what calls something until it succeeds or fails with what no further attempt would mend."""
    import tenacity  # noqa: PLC0415 - half as costly to import as all of communique

    def wait(state: RetryCallState) -> float:
        fault = state.outcome.exception() if state.outcome else None
        if not isinstance(fault, AttemptError) or isinstance(fault.error, InvalidOutputError):
            return 0.0
        if fault.wait is not None:
            return fault.wait
        return random() * min(_LONGEST_DELAY, _FIRST_DELAY * 2.0 ** (state.attempt_number - 1))

    return tenacity.AsyncRetrying(
        stop=tenacity.stop_after_attempt(limits.attempts) | tenacity.stop_before_delay(limits.deadline),
        retry=tenacity.retry_if_exception(lambda error: isinstance(error, AttemptError) and error.again),
        wait=wait,
        sleep=sleep,
        reraise=True,
    )


def _used(completion: Completion, most: Usage) -> Usage:
    """Return what an answer cost: as it says, else as much as it may have been."""
    return Usage(
        1,
        completion.prompt_tokens or most.prompt_tokens,
        completion.completion_tokens or most_tokens([completion.text]),
    )


def believe(completion: Completion, request: Request[A], secrets: tuple[str, ...]) -> A:
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
