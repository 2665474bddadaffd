"""The one place that knows openai and instructor, and how each kind of provider is asked for a structured answer.

It is imported when the first question is asked, because openai and instructor take a second to load. Their retries are
off: :mod:`communique.model.client` has the only retry loop. ``context=`` is never passed to instructor: it would run
articles as Jinja templates.

OpenAI-compatible servers are asked through instructor for the raw completion under a schema of our own, since
instructor 1.17 sends no ``strict``, looks neither at refusals nor at content filters, counts tokens twice on a repeat
and logs answers when they do not fit. Other providers are asked in whatever way instructor has for them.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

import instructor
import openai
from instructor.core import ConfigurationError as InstructorConfigurationError
from instructor.core import IncompleteOutputException, InstructorRetryException
from pydantic import ValidationError

from communique.errors import ConfigurationError, NetworkError, ServerError
from communique.model.exchange import Completion, Endpoint, Limits, Message, RemoteBatch, Request, Target
from communique.model.faults import AttemptError, UnfitAnswerError, excerpt, problems, response_fault
from communique.model.transport import http_client
from communique.model.wire import (
    extra_fields,
    no_completion,
    read_completion,
    sampling,
    token_count,
    unsendable,
    wire_messages,
)

if TYPE_CHECKING:
    import httpx2

__all__ = ["BatchConnection", "Connection", "connect", "connect_batches"]

T = TypeVar("T")

_BATCHED: Literal["/v1/chat/completions"] = "/v1/chat/completions"
_LABEL = "communique"  # the metadata that holds a batch's label

_asking: ContextVar[bool] = ContextVar("asking", default=False)
_LOGGERS_OF_BODIES = ("openai._base_client", "instructor.v2.retry")  # whole requests at DEBUG, answers at ERROR


class Connection(Protocol):
    """An open way to one model."""

    async def complete(self, request: Request[Any], messages: Sequence[Message]) -> Completion:
        """Send one request and return the raw answer.

        Raises:
            AttemptError: the attempt failed.
            UnfitAnswerError: the provider's SDK found that the answer does not fit ``request.answer``.
        """

    async def aclose(self) -> None:
        """Close every connection."""


def connect(
    endpoint: Endpoint,
    target: Target,
    limits: Limits,
    *,
    clock: Callable[[], float],
    heard: Callable[[Mapping[str, str]], None] | None = None,
    transport: httpx2.AsyncBaseTransport | None = None,
) -> Connection:
    """Open the way to ``target``; nothing is sent.

    ``heard`` is told the headers of every response, where we see them.

    Raises:
        ConfigurationError: the provider is unknown, or its SDK or key is missing.
        NetworkError: the proxy settings cannot be used.
    """
    for name in _LOGGERS_OF_BODIES:
        logging.getLogger(name).addFilter(_is_not_ours)  # adding it again changes nothing
    if target.url is not None:
        guarded = http_client(target.url, limits, clock=clock, secrets=target.secrets, heard=heard, transport=transport)
        return _Compatible(_sdk(target, target.url, guarded), endpoint, target.model)
    provider = _from_provider(target)
    own = provider.client
    if not isinstance(own, openai.AsyncOpenAI):
        return _Foreign(provider, target, limits, clock=clock)
    guarded = http_client(
        str(own.base_url), limits, clock=clock, secrets=(own.api_key,), heard=heard, transport=transport
    )
    return _Compatible(own.with_options(http_client=guarded, max_retries=0), endpoint, target.model.partition("/")[2])


def connect_batches(
    endpoint: Endpoint,
    target: Target,
    limits: Limits,
    *,
    clock: Callable[[], float],
    transport: httpx2.AsyncBaseTransport | None = None,
) -> BatchConnection:
    """Open the way to the batches of ``target``; nothing is sent.

    Raises:
        ConfigurationError: it is a provider that is not reached through OpenAI's protocol.
        NetworkError: the proxy settings cannot be used.
    """
    if target.url is None:
        raise ConfigurationError(
            f"{target.model} has no Batch endpoint that communique knows", hint="use openai/NAME, or give base_url"
        )
    guarded = http_client(target.url, limits, clock=clock, secrets=target.secrets, transport=transport)
    return BatchConnection(_sdk(target, target.url, guarded), endpoint, target.model)


def _sdk(target: Target, url: str, guarded: httpx2.AsyncClient) -> openai.AsyncOpenAI:
    sdk = openai.AsyncOpenAI(api_key=target.key, base_url=url, http_client=guarded, max_retries=0)
    if not target.is_openai:
        # what the environment holds for OpenAI is no other provider's business
        sdk.organization = sdk.project = None
        sdk._custom_headers = {}  # OPENAI_CUSTOM_HEADERS, which no argument keeps out
    return sdk


class _Compatible:
    """Any server that speaks OpenAI's chat completions."""

    def __init__(self, sdk: openai.AsyncOpenAI, endpoint: Endpoint, model: str) -> None:
        self._sdk = sdk
        self._instructor = instructor.from_openai(sdk, mode=instructor.Mode.JSON_SCHEMA)
        self._endpoint = endpoint
        self._model = model

    async def complete(self, request: Request[Any], messages: Sequence[Message]) -> Completion:
        asked = self._instructor.create(
            response_model=None,
            max_retries=0,
            messages=[],
            model=self._model,
            # what openai names, it looks through piece by piece and copies
            extra_body={"messages": wire_messages(messages), **extra_fields(self._endpoint, request)},
            **sampling(self._model, request.max_tokens),
        )
        return read_completion(await _answer(asked))

    async def aclose(self) -> None:
        await self._sdk.close()


class BatchConnection:
    """The files and batches of a server that has OpenAI's Batch endpoint.

    Requests are sent as a file of JSON lines and answered in another, in any order; what failed is in a third.
    """

    def __init__(self, sdk: openai.AsyncOpenAI, endpoint: Endpoint, model: str) -> None:
        self._sdk = sdk
        self._endpoint = endpoint
        self._model = model

    def line(self, custom_id: str, request: Request[Any]) -> bytes:
        """Return a line of such a file: what :meth:`Connection.complete` would send, under a name for its answer."""
        body = {
            "model": self._model,
            "messages": wire_messages(request.messages),
            **extra_fields(self._endpoint, request),
            **sampling(self._model, request.max_tokens),
        }
        line = {"custom_id": custom_id, "method": "POST", "url": _BATCHED, "body": body}
        return json.dumps(line, ensure_ascii=False).encode() + b"\n"

    async def upload(self, path: Path) -> str:
        """Send a file of requests and return the server's id of it."""
        return (await _answer(self._sdk.files.create(file=path, purpose="batch"))).id

    async def create(self, file: str, label: str) -> RemoteBatch:
        """Have a file worked through; this is what costs money."""
        created = self._sdk.batches.create(
            input_file_id=file, endpoint=_BATCHED, completion_window="24h", metadata={_LABEL: label}
        )
        return _remote(await _answer(created))

    async def get(self, batch: str) -> RemoteBatch:
        """Return how far a batch is."""
        return _remote(await _answer(self._sdk.batches.retrieve(batch)))

    async def find(self, label: str) -> RemoteBatch | None:
        """Return the batch of a label, if there is one."""

        async def search() -> RemoteBatch | None:
            async for batch in self._sdk.batches.list(limit=100):
                if (batch.metadata or {}).get(_LABEL) == label:
                    return _remote(batch)
            return None

        return await _answer(search())

    async def content(self, file: str) -> bytes:
        """Return a file of answers or errors."""
        return (await _answer(self._sdk.files.content(file))).content

    async def aclose(self) -> None:
        """Close every connection."""
        await self._sdk.close()


class _Foreign:
    """A provider that instructor reaches through another SDK: no byte cap there, and only what that SDK tells."""

    def __init__(
        self, client: instructor.AsyncInstructor, target: Target, limits: Limits, *, clock: Callable[[], float]
    ) -> None:
        self._instructor = client
        self._target = target
        self._limits = limits
        self._clock = clock
        if client.client is not None and hasattr(client.client, "max_retries"):
            client.client.max_retries = 0

    async def complete(self, request: Request[Any], messages: Sequence[Message]) -> Completion:
        try:
            with _unlogged():
                value, raw = await self._instructor.create_with_completion(
                    response_model=request.answer,
                    max_retries=0,
                    strict=False,
                    messages=wire_messages(messages),
                    max_tokens=request.max_tokens,
                )
        except IncompleteOutputException:
            return Completion(text="", finish="length", refusal=None, prompt_tokens=0, completion_tokens=0)
        except InstructorRetryException as error:
            stopped = _stopped(error.last_completion)
            if stopped:
                return stopped
            failure: BaseException = error.__cause__ or error
        else:
            usage = getattr(raw, "usage", None)
            return _stopped(raw) or Completion(
                text=value.model_dump_json(),
                finish="stop",
                refusal=None,
                prompt_tokens=token_count(usage, "input_tokens", "prompt_tokens"),
                completion_tokens=token_count(usage, "output_tokens", "completion_tokens"),
            )
        if isinstance(failure, ValidationError):
            raise UnfitAnswerError(problems(failure, *self._target.secrets))
        raise self._fault(failure)

    async def aclose(self) -> None:
        close = getattr(self._instructor.client, "close", None)
        if close is not None:
            await close()

    def _fault(self, failure: BaseException) -> AttemptError:
        """Classify by what SDKs commonly carry: ``status_code``, ``response.headers`` and ``body``."""
        provider = self._target.host
        status = getattr(failure, "status_code", getattr(failure, "code", None))
        if isinstance(status, int):
            headers = getattr(getattr(failure, "response", None), "headers", {})
            body = json.dumps(getattr(failure, "body", None), default=str).encode()
            return response_fault(
                status,
                headers,
                body,
                cap=self._limits.retry_after_cap,
                now=self._clock(),
                secrets=self._target.secrets,
            )
        name = type(failure).__name__
        if "Connect" in name or "Timeout" in name:
            return AttemptError(NetworkError(f"cannot reach {provider}"))
        return AttemptError(ServerError(f"asking {provider} failed with {name}"), again=False)


def _stopped(raw: object) -> Completion | None:
    """Return an answer that another SDK brought, if the model declined or a filter stopped it: no answer at all."""
    choice = next(iter(getattr(raw, "choices", None) or ()), None)
    refusal = getattr(getattr(choice, "message", None), "refusal", None)
    finish = getattr(choice, "finish_reason", None) or getattr(raw, "stop_reason", None)
    if finish == "refusal":  # Anthropic's, which gives no reason
        refusal = refusal or "no reason given"
    if refusal or finish == "content_filter":
        return Completion(text="", finish=finish, refusal=refusal, prompt_tokens=0, completion_tokens=0)
    return None


@contextmanager
def _unlogged() -> Iterator[None]:
    """Keep what openai and instructor say about our calls out of the logs; other calls are not touched."""
    token = _asking.set(True)
    try:
        yield
    finally:
        _asking.reset(token)


def _is_not_ours(_: logging.LogRecord) -> bool:
    return not _asking.get()


async def _answer(asked: Awaitable[T]) -> T:
    """Return what a call of openai's client returns.

    Raises:
        AttemptError: the attempt failed.
    """
    try:
        with _unlogged():
            return await asked
    except UnicodeEncodeError:
        fault = unsendable()
    except (ValueError, RecursionError):
        fault = no_completion()
    except openai.APIError as error:
        fault = _raised_below(error) or no_completion()
    raise fault


def _remote(batch: openai.types.Batch) -> RemoteBatch:
    counts, errors = batch.request_counts, (batch.errors and batch.errors.data) or []
    return RemoteBatch(
        id=batch.id,
        status=batch.status,
        files=tuple(file for file in (batch.output_file_id, batch.error_file_id) if file),
        total=counts.total if counts else 0,
        completed=counts.completed if counts else 0,
        problem=next((excerpt(error.message) for error in errors if error.message), ""),
    )


def _from_provider(target: Target) -> instructor.AsyncInstructor:
    try:
        return instructor.from_provider(target.model, async_client=True, api_key=target.key)
    except (InstructorConfigurationError, ImportError, openai.OpenAIError) as error:
        message = str(error)
    raise ConfigurationError(
        f"{target.model} cannot be used: {message}",
        hint="install the provider's SDK and set its key, or give base_url of an OpenAI-compatible server",
        secrets=target.secrets,
    )


def _raised_below(error: BaseException | None) -> AttemptError | None:
    """Return the fault that our transport raised, from under whatever openai wrapped around it."""
    while error is not None and not isinstance(error, AttemptError):
        error = error.__cause__
    return error
