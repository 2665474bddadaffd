"""The JSON schemas that go to servers."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, Field, create_model

from communique.model.schema import answer_schema


class Cat(BaseModel):
    kind: Literal["cat"]


class Dog(BaseModel):
    kind: Literal["dog"] = "dog"


class Everything(BaseModel):
    """What a summary may need, and what strict mode refuses."""

    title: str = Field(default="", max_length=10, min_length=1, pattern="^a", description="The title.", examples=["a"])
    default: int | None = None
    people: list[Dog] = Field(default_factory=list, max_length=3)
    named: Dog = Field(description="A dog beside a reference.")
    pet: Annotated[Cat | Dog, Field(discriminator="kind")]


def _objects(schema: Any) -> list[dict[str, Any]]:
    if isinstance(schema, list):
        return [found for each in schema for found in _objects(each)]
    if not isinstance(schema, dict):
        return []
    own = [schema] if "properties" in schema else []
    return own + [found for each in schema.values() for found in _objects(each)]


@pytest.mark.parametrize("strict", [True, False])
def test_every_object_is_closed_and_every_property_required(strict):
    found = _objects(answer_schema(Everything, strict=strict))
    assert len(found) == 3
    for each in found:
        assert each["additionalProperties"] is False
        assert each["required"] == list(each["properties"])


@pytest.mark.parametrize("strict", [True, False])
def test_properties_named_like_keywords_stay(strict):
    assert {"title", "default"} <= answer_schema(Everything, strict=strict)["properties"].keys()


def test_bounds_stay_where_a_grammar_can_use_them():
    schema = answer_schema(Everything, strict=False)
    assert schema["properties"]["title"] == {
        "type": "string",
        "maxLength": 10,
        "minLength": 1,
        "pattern": "^a",
        "description": "The title.",
    }
    assert "oneOf" in schema["properties"]["pet"]


def test_what_strict_mode_refuses_is_left_out():
    schema = answer_schema(Everything, strict=True)
    assert schema["properties"]["title"] == {"type": "string", "pattern": "^a", "description": "The title."}
    assert schema["properties"]["people"] == {"type": "array", "items": {"$ref": "#/$defs/Dog"}, "maxItems": 3}
    assert schema["properties"]["named"] == {
        "anyOf": [{"$ref": "#/$defs/Dog"}],
        "description": "A dog beside a reference.",
    }
    assert schema["properties"]["pet"] == {"anyOf": [{"$ref": "#/$defs/Cat"}, {"$ref": "#/$defs/Dog"}]}
    assert "default" not in json.dumps(schema).replace('"default": {', "").replace('["title", "default"', "")


def test_a_model_made_at_run_time_works_and_nothing_is_remembered_between_models():
    for names in (("Ana", "Ben"), ("Cem", "Dia")):
        model = create_model("Closed", who=(Literal[names], ...))
        assert answer_schema(model, strict=True)["properties"]["who"] == {"type": "string", "enum": list(names)}
