"""What a question and its answer look like on the wire of OpenAI's chat completions, whoever carries them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from communique.errors import BadRequestError, ServerError
from communique.model.exchange import Completion, Endpoint, Message, Request
from communique.model.faults import AttemptError
from communique.model.schema import answer_schema

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletionMessageParam

__all__ = ["extra_fields", "no_completion", "read_completion", "sampling", "token_count", "unsendable", "wire_messages"]

_REASONING = re.compile(r"(?:.*/)?(?:o\d|gpt-5)")  # OpenAI's reasoning models refuse temperature, seed and max_tokens
_SEED = 0  # any fixed number: the same question is to get the same answer
_MOST_TOKENS = 1_000_000_000  # a count beyond it, or below nothing, is a mistake or a trick
_UNFIT_FOR_NAME = re.compile(r"[^A-Za-z0-9_-]")


def extra_fields(endpoint: Endpoint, request: Request[Any]) -> dict[str, object]:
    """Return the fields of a request that openai's client does not name."""
    return {"response_format": _response_format(request, strict=endpoint.strict), **endpoint.extra_body}


def _response_format(request: Request[Any], *, strict: bool) -> dict[str, object]:
    answer: type[BaseModel] = request.answer
    schema: dict[str, object] = {
        "name": _UNFIT_FOR_NAME.sub("_", request.task)[:64],  # what OpenAI allows in a schema's name
        "schema": answer_schema(answer, strict=strict),
    }
    if strict:
        schema["strict"] = True
    return {"type": "json_schema", "json_schema": schema}


def wire_messages(messages: Sequence[Message]) -> list[ChatCompletionMessageParam]:
    """Return messages as openai types them."""
    plain = [{"role": message.role, "content": message.content} for message in messages]
    return cast("list[ChatCompletionMessageParam]", plain)


def sampling(model: str, max_tokens: int) -> dict[str, Any]:
    """Return how the answer is to be drawn: the same each time, where the model lets us say so."""
    if _REASONING.match(model):
        return {"max_completion_tokens": max_tokens}
    return {"max_tokens": max_tokens, "temperature": 0, "seed": _SEED}


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


def read_completion(raw: object) -> Completion:
    """Return what matters of a chat completion, given as openai's record or as JSON.

    Raises:
        AttemptError: it is none.
    """
    try:
        checked = _ChatCompletion.model_validate(raw)
    except ValidationError:
        fault = no_completion()
    else:
        choice = checked.choices[0]
        return Completion(
            text=choice.message.content or "",
            finish=choice.finish_reason,
            refusal=choice.message.refusal,
            prompt_tokens=token_count(checked.usage, "prompt_tokens"),
            completion_tokens=token_count(checked.usage, "completion_tokens"),
        )
    raise fault


def unsendable() -> AttemptError:
    """Return what it means that a request cannot be put into UTF-8."""
    return AttemptError(BadRequestError("the request holds characters that cannot be sent (lone surrogates)"))


def no_completion() -> AttemptError:
    """Return what it means that an answer is none."""
    return AttemptError(ServerError("the server answered with something that is not a completion"))


def token_count(usage: object, *names: str) -> int:
    """Return the first of these counts that a usage, record or JSON, holds; 0 where there is none that can be one."""
    found = usage if isinstance(usage, Mapping) else {name: getattr(usage, name, None) for name in names}
    values = (found.get(name) for name in names)
    return next((value for value in values if isinstance(value, int) and 0 < value < _MOST_TOKENS), 0)
