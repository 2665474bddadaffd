"""What a failed attempt means: which of our errors it is, whether another attempt may help, and how long to wait first.

Pure functions of status, headers and body, so that the rules stand in one place and their tests need no network. The
kinds and their rules are those of :mod:`communique.errors`; the delays follow ``Retry-After`` (RFC 9110, 10.2.3) and
OpenAI's ``retry-after-ms``.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from pydantic import ValidationError

from communique.errors import (
    AuthError,
    BadRequestError,
    CommuniqueError,
    FilteredError,
    ModelError,
    QuotaError,
    RateLimitedError,
    ServerError,
    TooLongError,
    redact,
)

__all__ = ["AttemptError", "UnfitAnswerError", "excerpt", "problems", "response_fault", "retry_after"]

_LONGEST_EXCERPT = 200
_MOST_PROBLEMS = 5
_LONGEST_WAIT = 366 * 86_400.0  # anything longer is noise; the bound keeps it inside the calendar
_QUOTA = re.compile(r"insufficient_quota|billing_hard_limit|exceeded your current quota|credit balance is too low")
_TOO_LONG = re.compile(
    r"context_length_exceeded|exceed_context_size|context (?:size|window|length)|prompt is too long",
    re.IGNORECASE,
)
_FILTERED = re.compile(r"content_filter|content_policy_violation|ResponsibleAIPolicyViolation")


class AttemptError(Exception):
    """One attempt failed.

    Attributes:
        error: what the caller gets if this was the last attempt.
        again: whether another attempt may help.
        wait: seconds the server asks to wait, or None where the choice is ours.
        lost: whether an answer may have been made, and paid for, that did not arrive.
    """

    def __init__(
        self, error: CommuniqueError, *, again: bool | None = None, wait: float | None = None, lost: bool = False
    ) -> None:
        self.error = error
        self.lost = lost
        self.again = error.retryable if again is None else again
        self.wait = wait
        super().__init__(error.kind)


class UnfitAnswerError(Exception):
    """The model's answer does not fit what was asked.

    Attributes:
        problems: what is wrong with it, in words that a model can act on.
    """

    def __init__(self, problems: str) -> None:
        self.problems = problems
        super().__init__("the answer does not fit the schema")


def problems(error: ValidationError, *secrets: str) -> str:
    """Return where and why an answer does not fit, without repeating the answer; names of fields are cut like texts."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    listed = [excerpt(f"{'.'.join(map(str, each['loc'])) or 'answer'}: {each['msg']}", *secrets) for each in found]
    more = len(listed) - _MOST_PROBLEMS
    return "; ".join(listed[:_MOST_PROBLEMS] + ([f"and {more} more"] if more > 0 else []))


def response_fault(
    status: int, headers: Mapping[str, str], body: bytes, *, cap: float, now: float, secrets: tuple[str, ...] = ()
) -> AttemptError:
    """Return what an HTTP response other than success means.

    Args:
        status: HTTP status, 300 or above.
        headers: response headers; looked up in lower case.
        body: decoded body. Only the message of a JSON error is ever shown, never HTML.
        cap: longest wait in seconds that a server may ask for; beyond it, waiting is left to the caller.
        now: wall clock in seconds since the epoch, for a ``Retry-After`` given as a date.
        secrets: strings to mask in what the server says.
    """
    codes, detail = _details(body, secrets)
    kind = _kind(status, f"{codes} {detail}")
    message = f"the server answered {status}: {detail}" if detail else f"the server answered {status}"
    wait = retry_after(headers, now) if kind.retryable else None
    hint = None
    if wait is not None and wait > cap:
        hint = f"the server asks to retry after {datetime.fromtimestamp(now + wait, UTC):%Y-%m-%d %H:%M} UTC"
    elif 300 <= status < 400:
        hint = "redirects are not followed; put the final address into base_url"
    error = kind(
        message,
        hint=hint,
        status=status,
        request_id=_identifier(headers.get("x-request-id") or headers.get("request-id"), secrets),
    )
    return AttemptError(error, again=kind.retryable and (wait is None or wait <= cap), wait=wait)


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Return the seconds a server asks to wait, or None where it says nothing usable.

    A date in the past, a negative number, zero, NaN and garbage are unusable.
    """
    milliseconds = _number(headers.get("retry-after-ms"))
    value = headers.get("retry-after")
    seconds = milliseconds / 1000 if milliseconds is not None else _number(value)
    if seconds is None and value:
        try:
            seconds = parsedate_to_datetime(value).timestamp() - now
        except (ValueError, TypeError, OverflowError):
            return None
    return min(seconds, _LONGEST_WAIT) if seconds is not None and seconds > 0 else None


def excerpt(text: str, *secrets: str) -> str:
    """Return the beginning of a text that others wrote, on one line, short enough for a message, with secrets masked.

    They are masked before the text is cut, because what is left of a secret that was cut is not recognised any more.
    """
    line = " ".join(redact(text, *secrets)[: 4 * _LONGEST_EXCERPT].split())
    return line if len(line) <= _LONGEST_EXCERPT else f"{line[: _LONGEST_EXCERPT - 1]}…"


def _identifier(value: str | None, secrets: tuple[str, ...]) -> str | None:
    return excerpt(value, *secrets) if value else None


def _number(value: str | None) -> float | None:
    try:
        number = float(value or "")
    except ValueError:
        return None
    return None if math.isnan(number) else number


def _kind(status: int, words: str) -> type[ModelError]:
    if status in {401, 403}:
        return AuthError
    if status == 402 or _QUOTA.search(words):
        return QuotaError
    if status == 413 or (status < 500 and _TOO_LONG.search(words)):
        return TooLongError
    if status < 500 and _FILTERED.search(words):
        return FilteredError
    if status == 429:
        return RateLimitedError
    return ServerError if status in {408, 409, 425} or status >= 500 else BadRequestError


def _details(body: bytes, secrets: tuple[str, ...]) -> tuple[str, str]:
    """Return the machine-readable codes and the message of a JSON error, each empty where there is none.

    Servers differ: OpenAI nests it in ``error``, Gemini puts that into a list, vLLM does not nest, Ollama gives a
    string, FastAPI says ``detail``.
    """
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        return "", ""
    if isinstance(content, list) and content:
        content = content[0]
    if isinstance(content, dict):
        content = content.get("error", content)
    if isinstance(content, str):
        return "", excerpt(content, *secrets)
    if not isinstance(content, dict):
        return "", ""
    message = content.get("message") or content.get("detail") or ""
    codes = " ".join(str(content.get(name) or "") for name in ("code", "type"))
    return codes, excerpt(message if isinstance(message, str) else "", *secrets)
