"""JSON schemas as servers want them, made from pydantic models.

Every object is closed and every property required, so that an answer holds all fields and no others. For a server
with OpenAI's strict mode, what that mode refuses is left out as well; a grammar-based server such as llama.cpp keeps
it, because bounds on lists and strings are what stops a small model from repeating itself until the token limit.

The rules of strict mode: https://platform.openai.com/docs/guides/structured-outputs (supported schemas).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import cast

from pydantic import BaseModel

__all__ = ["JsonSchema", "answer_schema", "schema_text"]

JsonSchema = dict[str, object]

_NOISE = frozenset({"title", "default", "examples"})  # say nothing about validity, and cost tokens
_REFUSED_BY_STRICT = frozenset(
    {
        "contains",
        "dependentRequired",
        "dependentSchemas",
        "discriminator",
        "maxContains",
        "maxLength",
        "maxProperties",
        "minContains",
        "minLength",
        "minProperties",
        "patternProperties",
        "propertyNames",
        "unevaluatedItems",
        "unevaluatedProperties",
        "uniqueItems",
    }
)
_MAPPINGS = frozenset({"$defs", "properties"})  # their keys are names of ours, not keywords


@lru_cache(maxsize=128)  # making a schema takes longer than reading an answer
def answer_schema(answer: type[BaseModel], *, strict: bool) -> JsonSchema:
    """Return the JSON schema of ``answer`` with every object closed and every property required.

    Args:
        answer: the model an answer must fit.
        strict: whether to leave out what OpenAI's strict mode refuses. pydantic still checks it in the answer.

    Returns:
        The schema, which all callers share: not to be changed.
    """
    return _close(answer.model_json_schema(), strict=strict)


@lru_cache(maxsize=128)
def schema_text(answer: type[BaseModel], *, strict: bool) -> str:
    """Return :func:`answer_schema` as JSON, for what it weighs in a request."""
    return json.dumps(answer_schema(answer, strict=strict), ensure_ascii=False)


def _close(schema: Mapping[str, object], *, strict: bool) -> JsonSchema:
    dropped = _NOISE | _REFUSED_BY_STRICT if strict else _NOISE
    closed: JsonSchema = {}
    for keyword, value in schema.items():
        if keyword in _MAPPINGS:
            named = cast("Mapping[str, Mapping[str, object]]", value)
            closed[keyword] = {name: _close(each, strict=strict) for name, each in named.items()}
        elif keyword not in dropped:
            closed["anyOf" if strict and keyword == "oneOf" else keyword] = _descend(value, strict=strict)
    if "properties" in closed:
        closed["additionalProperties"] = False
        closed["required"] = list(cast("Mapping[str, object]", closed["properties"]))
    if strict and "$ref" in closed:
        reference = {"$ref": closed.pop("$ref")}
        return {"anyOf": [reference], **closed} if closed else reference  # nothing may stand beside a reference
    return closed


def _descend(value: object, *, strict: bool) -> object:
    if isinstance(value, dict):
        return _close(value, strict=strict)
    if isinstance(value, list):
        return [_descend(each, strict=strict) for each in value]
    return value
