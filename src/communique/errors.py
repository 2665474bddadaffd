"""The one family of errors, in a module that imports nothing of ours so that every other module may raise them.

::

    CommuniqueError
    ├── ArticleError        the article cannot be read (empty, bytes, a web page, too long)
    ├── PromptError         a prompt template is missing, broken or filled wrongly
    ├── ConfigurationError  no such model or profile, no key, contradictory settings
    ├── WeightsError        the local model's weights cannot be had (offline, wrong hash, disk full)
    ├── StoreError          a store or a cassette cannot be read or written
    ├── PendingError        a provider's batch has the article, and has not answered yet
    ├── EvaluationError     a corpus or a gold file cannot be read
    └── ModelError          a call to a model failed
        ├── AuthError           401, 403
        ├── QuotaError          the account has no credit left
        ├── RateLimitedError    429
        ├── BadRequestError     400, 404: the server refuses the request as it stands
        ├── TooLongError        the request exceeds the model's context
        ├── ServerError         5xx, or an answer that is no completion at all
        ├── NetworkError        no connection, connection lost
        ├── DeadlineError       the total deadline passed
        ├── TruncatedError      the answer stopped at the token limit
        ├── RefusedError        the model declined
        ├── FilteredError       the provider's content filter stopped the answer
        ├── InvalidOutputError  the answer does not fit the schema, even after one repair
        └── BudgetError         the caller's budget is spent

Every error carries what a program needs to decide (``kind``, ``retryable``; a :class:`ModelError` also ``status``,
``request_id``, ``attempts``) and what a person needs to act (``hint``). All of them survive pickling, and none of them
shows a secret: whatever looks like a credential is redacted when the error is made.
"""

from __future__ import annotations

import re
from typing import ClassVar

__all__ = [
    "ArticleError",
    "AuthError",
    "BadRequestError",
    "BudgetError",
    "CommuniqueError",
    "ConfigurationError",
    "DeadlineError",
    "EvaluationError",
    "FilteredError",
    "InvalidOutputError",
    "ModelError",
    "NetworkError",
    "PendingError",
    "PromptError",
    "QuotaError",
    "RateLimitedError",
    "RefusedError",
    "ServerError",
    "StoreError",
    "TooLongError",
    "TruncatedError",
    "WeightsError",
    "redact",
]

_CREDENTIAL = re.compile(
    r"(?:\b(?:sk|gsk|xai|hf|ghp|pat)[-_]|\bAIza|\bBearer\s+)[\w.~+/=-]{8,}",  # OpenAI and its like, Google, HTTP
    re.IGNORECASE,
)
_MASK = "[redacted]"
_SHORTEST = 4  # characters; shorter strings are no credentials, and masking them would shred ordinary words


def redact(text: str, *secrets: str) -> str:
    """Return ``text`` with every given secret, and whatever is shaped like an API key or bearer token, masked.

    Redacting twice changes nothing more.
    """
    known = sorted((s for s in secrets if len(s) >= _SHORTEST and s not in _MASK), key=len, reverse=True)
    if known:  # the longest first, since one secret may begin like another
        text = re.sub("|".join(map(re.escape, known)), _MASK, text)
    return _CREDENTIAL.sub(_MASK, text)


class CommuniqueError(Exception):
    """Base of everything communique raises on purpose.

    Args:
        message: what happened, in one sentence.
        hint: what the caller can do about it; the class's own hint where none is given.
        secrets: strings that must not be shown; they are masked in the message and the hint and not kept.
    """

    kind: ClassVar[str] = "error"
    retryable: ClassVar[bool] = False
    default_hint: ClassVar[str] = ""

    def __init__(self, message: str, *, hint: str | None = None, secrets: tuple[str, ...] = ()) -> None:
        self.message = redact(message, *secrets)
        self.hint = redact(self.default_hint if hint is None else hint, *secrets)
        super().__init__(self.message)

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.__dict__.copy())


def _rebuild(cls: type[CommuniqueError], state: dict[str, object]) -> CommuniqueError:
    error = cls.__new__(cls)
    Exception.__init__(error, state["message"])
    error.__dict__.update(state)
    return error


class ArticleError(CommuniqueError):
    """The article cannot be read; raised before any model is called."""

    kind = "bad_input"


class PromptError(CommuniqueError):
    """A prompt template is missing, lacks its version line, or names a value that is not there."""

    kind = "bad_prompt"


class ConfigurationError(CommuniqueError):
    """The settings cannot work: an unknown model or profile, a missing key, a contradiction."""

    kind = "configuration"


class WeightsError(CommuniqueError):
    """The weights of the local model cannot be had."""

    kind = "weights"


class StoreError(CommuniqueError):
    """A store or a cassette cannot be read or written."""

    kind = "store"


class PendingError(CommuniqueError):
    """The article was submitted in a provider's batch, whose answer is not there yet; it is not paid for twice."""

    kind = "pending"
    retryable = True
    default_hint = "communique batch fetch"


class EvaluationError(CommuniqueError):
    """A corpus cannot be evaluated: no gold, or a gold file that does not follow the contract."""

    kind = "evaluation"


class ModelError(CommuniqueError):
    """A call to a model failed.

    Attributes:
        status: HTTP status, where there was one.
        request_id: the provider's id of the request, where it gave one.
        attempts: how many requests were sent before giving up.
    """

    kind = "model"

    def __init__(
        self,
        message: str,
        *,
        hint: str | None = None,
        secrets: tuple[str, ...] = (),
        status: int | None = None,
        request_id: str | None = None,
        attempts: int = 1,
    ) -> None:
        super().__init__(message, hint=hint, secrets=secrets)
        self.status = status
        self.request_id = request_id
        self.attempts = attempts


class AuthError(ModelError):
    """The server does not accept the key (401, 403)."""

    kind = "auth"
    default_hint = "check the API key and that it may use this model"


class QuotaError(ModelError):
    """The account has no credit or quota left; trying again does not help."""

    kind = "quota"
    default_hint = "add credit or raise the quota at the provider"


class RateLimitedError(ModelError):
    """The server asks to slow down (429)."""

    kind = "rate_limited"
    retryable = True
    default_hint = "wait and try again, or send fewer requests at once"


class BadRequestError(ModelError):
    """The server refuses the request as it stands (400, 404): an unknown model, a parameter it does not know."""

    kind = "bad_request"
    default_hint = "check the model's name and what this server supports"


class TooLongError(ModelError):
    """The request does not fit the model's context."""

    kind = "too_long"
    default_hint = "use a profile with smaller windows, or a model with a longer context"


class ServerError(ModelError):
    """The server failed (5xx), or answered with something that is no completion."""

    kind = "server"
    retryable = True
    default_hint = "try again later; check that base_url points to an OpenAI-compatible API"


class NetworkError(ModelError):
    """The server cannot be reached, or the connection was lost."""

    kind = "network"
    retryable = True
    default_hint = "check that the server runs and that base_url is right"


class DeadlineError(ModelError):
    """The call did not finish within its total deadline."""

    kind = "timeout"
    retryable = True
    default_hint = "raise timeout, or use smaller windows"


class TruncatedError(ModelError):
    """The answer stopped at the token limit; no half record is kept."""

    kind = "truncated"
    default_hint = "use a profile with smaller windows or a larger max_tokens"


class RefusedError(ModelError):
    """The model declined to answer."""

    kind = "refused"


class FilteredError(ModelError):
    """The provider's content filter stopped the answer."""

    kind = "filtered"


class InvalidOutputError(ModelError):
    """The answer does not fit the schema, even after one repair."""

    kind = "invalid_output"
    default_hint = "try a stronger model or a profile with smaller windows"


class BudgetError(ModelError):
    """The caller's budget is spent; nothing more was sent."""

    kind = "budget"
    default_hint = "raise the budget"


ALIKE = (AuthError, BudgetError, ConfigurationError, PromptError, QuotaError, StoreError, WeightsError)
"""Errors that every further article would meet too, so that going on only costs."""
