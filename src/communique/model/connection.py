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
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Protocol, cast

import instructor
import openai
from instructor.core import ConfigurationError as InstructorConfigurationError
from instructor.core import IncompleteOutputException, InstructorRetryException
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from communique.errors import BadRequestError, ConfigurationError, NetworkError, ServerError
from communique.model.exchange import Completion, Endpoint, Limits, Message, Request, Target
from communique.model.faults import AttemptError, UnfitAnswerError, problems, response_fault
from communique.model.schema import answer_schema
from communique.model.transport import http_client

if TYPE_CHECKING:
    import httpx2
    from openai.types.chat import ChatCompletionMessageParam

__all__ = ["Connection", "connect"]

_REASONING = re.compile(r"(?:.*/)?(?:o\d|gpt-5)")  # OpenAI's reasoning models refuse temperature, seed and max_tokens
_SEED = 0  # any fixed number: the same question is to get the same answer
_MOST_TOKENS = 1_000_000_000  # a count beyond it, or below nothing, is a mistake or a trick
_UNFIT_FOR_NAME = re.compile(r"[^A-Za-z0-9_-]")

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
        sdk = openai.AsyncOpenAI(
            api_key=target.key,
            base_url=target.url,
            http_client=http_client(
                target.url, limits, clock=clock, secrets=target.secrets, heard=heard, transport=transport
            ),
            max_retries=0,
        )
        if not target.is_openai:
            # what the environment holds for OpenAI is no other provider's business
            sdk.organization = sdk.project = None
            sdk._custom_headers = {}  # OPENAI_CUSTOM_HEADERS, which no argument keeps out
        return _Compatible(sdk, endpoint, target.model)
    provider = _from_provider(target)
    own = provider.client
    if not isinstance(own, openai.AsyncOpenAI):
        return _Foreign(provider, target, limits, clock=clock)
    guarded = http_client(
        str(own.base_url), limits, clock=clock, secrets=(own.api_key,), heard=heard, transport=transport
    )
    return _Compatible(own.with_options(http_client=guarded, max_retries=0), endpoint, target.model.partition("/")[2])


class _Compatible:
    """Any server that speaks OpenAI's chat completions."""

    def __init__(self, sdk: openai.AsyncOpenAI, endpoint: Endpoint, model: str) -> None:
        self._sdk = sdk
        self._instructor = instructor.from_openai(sdk, mode=instructor.Mode.JSON_SCHEMA)
        self._endpoint = endpoint
        self._model = model

    async def complete(self, request: Request[Any], messages: Sequence[Message]) -> Completion:
        try:
            with _unlogged():
                raw = await self._instructor.create(
                    response_model=None,
                    max_retries=0,
                    messages=_wire(messages),
                    model=self._model,
                    extra_body={  # an argument would be copied piece by piece, schema and all
                        "response_format": _response_format(request, strict=self._endpoint.strict),
                        **self._endpoint.extra_body,
                    },
                    **_sampling(self._model, request.max_tokens),
                )
        except UnicodeEncodeError:
            fault = AttemptError(BadRequestError("the request holds characters that cannot be sent (lone surrogates)"))
        except (ValueError, RecursionError):
            fault = _no_completion()
        except openai.APIError as error:
            fault = _raised_below(error) or _no_completion()
        else:
            return _read(raw)
        raise fault

    async def aclose(self) -> None:
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
                    messages=_wire(messages),
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
                prompt_tokens=_count(usage, "input_tokens", "prompt_tokens"),
                completion_tokens=_count(usage, "output_tokens", "completion_tokens"),
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


class _Message(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    content: str | None = None
    refusal: str | None = None


class _Choice(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    finish_reason: str | None = None
    message: _Message


class _ChatCompletion(BaseModel):
    """The little of a chat completion that matters, checked, because openai's own models check nothing."""

    model_config = ConfigDict(from_attributes=True)
    choices: list[_Choice] = Field(min_length=1)
    usage: object = None


def _read(raw: object) -> Completion:
    try:
        checked = _ChatCompletion.model_validate(raw)
    except ValidationError:
        fault = _no_completion()
    else:
        choice = checked.choices[0]
        return Completion(
            text=choice.message.content or "",
            finish=choice.finish_reason,
            refusal=choice.message.refusal,
            prompt_tokens=_count(checked.usage, "prompt_tokens"),
            completion_tokens=_count(checked.usage, "completion_tokens"),
        )
    raise fault


def _response_format(request: Request[Any], *, strict: bool) -> dict[str, object]:
    answer: type[BaseModel] = request.answer
    schema: dict[str, object] = {
        "name": _UNFIT_FOR_NAME.sub("_", request.task)[:64],  # what OpenAI allows in a schema's name
        "schema": answer_schema(answer, strict=strict),
    }
    if strict:
        schema["strict"] = True
    return {"type": "json_schema", "json_schema": schema}


def _wire(messages: Sequence[Message]) -> list[ChatCompletionMessageParam]:
    plain = [{"role": message.role, "content": message.content} for message in messages]
    return cast("list[ChatCompletionMessageParam]", plain)


def _sampling(model: str, max_tokens: int) -> dict[str, Any]:
    if _REASONING.match(model):
        return {"max_completion_tokens": max_tokens}
    return {"max_tokens": max_tokens, "temperature": 0, "seed": _SEED}


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


def _no_completion() -> AttemptError:
    return AttemptError(ServerError("the server answered with something that is not a completion"))


def _count(usage: object, *names: str) -> int:
    """Return the first of these counts of tokens, or 0 where there is none that can be one."""
    values = (getattr(usage, name, None) for name in names)
    return next((value for value in values if isinstance(value, int) and 0 < value < _MOST_TOKENS), 0)
