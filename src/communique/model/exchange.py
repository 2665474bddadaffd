"""What is asked of a model and what comes back: values only, so that everything above can speak of calls without HTTP.

Nothing here imports openai, instructor or httpx2; :mod:`communique.model.client` sends a :class:`Request` and returns a
:class:`Reply`.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, Literal, Protocol, TypeVar
from urllib.parse import urlsplit

from pydantic import BaseModel

from communique.errors import ConfigurationError

__all__ = [
    "Completion",
    "Endpoint",
    "Limits",
    "Message",
    "Meter",
    "RemoteBatch",
    "Reply",
    "Request",
    "Target",
    "Usage",
    "is_loopback",
]

A = TypeVar("A", bound=BaseModel)

_OPENAI_HOST = "api.openai.com"
_OPENAI = f"https://{_OPENAI_HOST}/v1"
_OLLAMA = "http://localhost:11434/v1"
_NO_KEY = "-"  # openai-python refuses to start without a key; servers that need none ignore it
_REPAIR = (
    "Your previous answer to this could not be used: $problems\n"
    "Answer again, with JSON that fits the schema and nothing else."
)


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation, sent exactly as it stands: nothing in it is ever treated as a template."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Request(Generic[A]):
    """One question to a model.

    Attributes:
        task: name of the task, which also names the schema on the wire.
        messages: the conversation so far; the last one is what the model answers.
        answer: the pydantic model that the answer must fit; may be made at run time.
        max_tokens: longest answer allowed, in the model's tokens.
        repair: what the model is told after an answer that does not fit; ``$problems`` stands for what is wrong.
    """

    task: str
    messages: tuple[Message, ...]
    answer: type[A]
    max_tokens: int
    repair: str = _REPAIR


@dataclass(frozen=True, slots=True)
class Usage:
    """What one or more calls cost.

    Attributes:
        calls: requests sent, failed ones included.
        prompt_tokens: tokens sent, as each raw answer reports them.
        completion_tokens: tokens received, likewise.
        seconds: time spent, waiting between attempts included.
    """

    calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    seconds: float = 0.0

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            self.calls + other.calls,
            self.prompt_tokens + other.prompt_tokens,
            self.completion_tokens + other.completion_tokens,
            self.seconds + other.seconds,
        )


class Meter(Protocol):
    """Watches what a question costs while it is asked, request by request."""

    async def admit(self, most: Usage) -> None:
        """Wait until a request that costs no more than this may be sent.

        Raises:
            BudgetError: it may not.
        """

    def settle(self, most: Usage, used: Usage | None) -> None:
        """Take note of what an admitted request has cost in the end; None where its answer was lost on the way."""


@dataclass(frozen=True, slots=True)
class Completion:
    """One raw answer of a model, before anyone believes it."""

    text: str
    finish: str | None
    refusal: str | None
    prompt_tokens: int
    completion_tokens: int


@dataclass(frozen=True, slots=True)
class RemoteBatch:
    """A provider's batch of requests, as it says.

    Attributes:
        id: the provider's name of it.
        status: ``validating``, ``in_progress``, ``finalizing``, ``cancelling``, or how it ended: ``completed``,
            ``failed``, ``expired``, ``cancelled``.
        files: ids of the files with answers and with errors, as far as there are any.
        total: requests in it; 0 while they are not counted.
        completed: requests answered so far.
        problem: what the provider found wrong with it.
    """

    id: str
    status: str
    files: tuple[str, ...] = ()
    total: int = 0
    completed: int = 0
    problem: str = ""

    @property
    def ended(self) -> bool:
        """Whether nothing more will come of it."""
        return self.status in {"completed", "failed", "expired", "cancelled"}


@dataclass(frozen=True, slots=True)
class Reply(Generic[A]):
    """A valid answer.

    Attributes:
        value: the answer, an instance of exactly ``request.answer``.
        usage: what it took, failed attempts included.
        attempts: requests sent for it.
        repaired: whether the model had to be told what was wrong with a first answer.
    """

    value: A
    usage: Usage
    attempts: int
    repaired: bool


@dataclass(frozen=True, slots=True)
class Limits:
    """Where patience ends.

    Attributes:
        attempts: most requests sent for one question, the repair included.
        deadline: most seconds for one question, waiting and retries included; waiting for a free slot is not.
        max_response_bytes: longest response body read, after decompression.
        retry_after_cap: longest wait in seconds that a server may ask for (openai-python's own limit).
        max_concurrency: most requests under way at once.
        first_concurrency: how many to begin with; see :mod:`communique.model.limiter`.
        requests_per_minute: most requests a minute; None for what the server's headers name, if anything.
        tokens_per_minute: most tokens a minute, sent and received; likewise.
    """

    attempts: int = 4
    deadline: float = 300.0
    max_response_bytes: int = 4 * 1024 * 1024
    retry_after_cap: float = 120.0
    max_concurrency: int = 8
    first_concurrency: int = 8
    requests_per_minute: float | None = None
    tokens_per_minute: float | None = None


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Which model, and where.

    Attributes:
        model: ``"openai/gpt-5-mini"``, ``"ollama/qwen3"``, ``"local"``, or any provider prefix that instructor knows,
            such as ``"anthropic/..."``. With a ``base_url``, whatever name that server knows.
        base_url: root of an OpenAI-compatible API, ``http://127.0.0.1:8080/v1``; None for the provider's own.
        api_key: the key; None takes the provider's environment variable. Never shown.
        strict: whether the server enforces OpenAI's strict JSON schemas; otherwise the whole schema is sent.
        extra_body: further fields for the request body, such as ``{"cache_prompt": True}`` for llama.cpp.
    """

    model: str
    base_url: str | None = None
    api_key: str | None = field(default=None, repr=False)
    strict: bool = True
    extra_body: Mapping[str, object] = field(default_factory=dict)

    def resolve(self, environ: Mapping[str, str] = os.environ) -> Target:
        """Return where requests go; nothing is sent.

        ``OPENAI_BASE_URL`` is not read: a forgotten variable must not redirect a key to another host. A key found in
        the environment is left out where it would travel unencrypted; a key given by the caller is refused there.

        Raises:
            ConfigurationError: no provider in the name, no key or one that no header can carry, a malformed
                ``base_url``, or a key over plain HTTP.
        """
        provider, slash, name = self.model.partition("/")
        if self.base_url is not None:
            url, name = self.base_url, name if provider in {"openai", "ollama"} and name else self.model
        elif provider in {"openai", "ollama"} and name:
            url = _OPENAI if provider == "openai" else _OLLAMA
        elif slash and name:
            return Target(model=self.model, url=None, key=_sendable(self.api_key))
        else:
            raise ConfigurationError(
                f"cannot tell where the model {self.model!r} runs",
                hint="write provider/model, such as openai/gpt-5-mini, or give base_url",
            )
        secure = _is_secure(url)
        key = self.api_key or (environ.get("OPENAI_API_KEY") if secure and provider != "ollama" else None)
        if self.api_key and not secure:
            raise ConfigurationError(
                f"the API key would travel unencrypted to {urlsplit(url).hostname}",
                hint="use https, or a server on this machine",
                secrets=(self.api_key,),
            )
        if not key and url == _OPENAI:
            raise ConfigurationError("no API key for OpenAI", hint="set OPENAI_API_KEY, or use model='local'")
        return Target(model=name, url=url, key=_sendable(key) or _NO_KEY)


@dataclass(frozen=True, slots=True)
class Target:
    """Where requests really go.

    Attributes:
        model: the model's name on the wire.
        url: root of an OpenAI-compatible API, or None where instructor reaches the provider through its own SDK.
        key: the key sent, never shown.
    """

    model: str
    url: str | None
    key: str | None = field(repr=False)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be shown."""
        return (self.key,) if self.key and self.key != _NO_KEY else ()

    @property
    def host(self) -> str:
        """Host and port as a reader would write them; the provider's name where there is no URL of ours."""
        return urlsplit(self.url).netloc if self.url else self.model.partition("/")[0]

    @property
    def is_openai(self) -> bool:
        """Whether this is OpenAI itself, in any of its regions, not merely something that speaks its protocol."""
        host = urlsplit(self.url).hostname if self.url else None
        return host is not None and (host == _OPENAI_HOST or host.endswith(f".{_OPENAI_HOST}"))


def is_loopback(url: str) -> bool:
    """Return whether a URL points to this very machine."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _sendable(key: str | None) -> str | None:
    """Return a key without the line break that files and shells put behind it."""
    bare = key.strip() if key else None
    if bare and not (bare.isascii() and bare.isprintable()):
        raise ConfigurationError(
            "the API key holds characters that no key has",
            hint="copy it again, on one line and without quotation marks",
        )
    return bare


def _is_secure(url: str) -> bool:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username is not None:
        raise ConfigurationError(
            "base_url must be an http or https address without a user name",
            hint="such as http://127.0.0.1:8080/v1; the key goes into api_key",
        )
    return parts.scheme == "https" or is_loopback(url)
