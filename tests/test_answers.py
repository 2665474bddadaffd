"""Answers: bounded shapes for a model to fill, which all come down to the same findings."""

import json

import pytest
from pydantic import BaseModel, ValidationError

from communique.answers import (
    NOBODY,
    Answer,
    EverythingAnswer,
    Findings,
    OfficialItem,
    OfficialsAnswer,
    OverviewAnswer,
    people_answer,
    speakers_answer,
    visits_answer,
)
from communique.model.schema import answer_schema

VISIT = {"words": "flew to Doha", "visitor": "Rui Machado", "host": "Qatar", "when": "", "status": "completed"}
SHAPES = [
    pytest.param(OverviewAnswer, id="overview"),
    pytest.param(EverythingAnswer, id="everything"),
    pytest.param(OfficialsAnswer, id="officials"),
    pytest.param(visits_answer(("Rui Machado",), ("Qatar",)), id="visits, closed"),
    pytest.param(visits_answer((), ()), id="visits, open"),
    pytest.param(people_answer(("Rui Machado",), ("Portugal",)), id="people"),
    pytest.param(speakers_answer(2, ()), id="speakers"),
]


def test_an_overview_yields_headline_and_summary() -> None:
    found = OverviewAnswer(headline="One.", summary="Two. Three.").findings([])
    assert found == Findings(headline="One.", summary="Two. Three.")


def test_a_short_visit_becomes_a_whole_one_without_guessing_the_rest() -> None:
    answer = visits_answer((), ()).model_validate({"visits": [VISIT]})
    (item,) = answer.findings([]).visits
    assert (item.quotes, item.visitors, item.host, item.when) == (["flew to Doha"], ["Rui Machado"], "Qatar", None)
    assert (item.visitor_country, item.place, item.hosts, item.purpose) == (None, None, [], None)
    assert (item.status, item.formality) == ("completed", "unspecified")


@pytest.mark.parametrize(
    ("field", "value"),
    [("visitor", "Boris Petrov"), ("host", "Japan"), ("status", "rumoured"), ("words", "x"), ("words", "x" * 91)],
)
def test_a_closed_choice_cannot_be_left(field: str, value: str) -> None:
    shape = visits_answer(("Rui Machado",), ("Qatar", "Portugal"))
    shape.model_validate({"visits": [VISIT]})
    with pytest.raises(ValidationError, match=field):
        shape.model_validate({"visits": [VISIT | {field: value}]})


def test_a_state_may_travel_too() -> None:
    shape = visits_answer(("Rui Machado",), ("Qatar", "Portugal"))
    assert shape.model_validate({"visits": [VISIT | {"visitor": "Portugal"}]}).findings([]).visits[0].visitors == [
        "Portugal"
    ]


def test_people_are_asked_by_name_and_those_without_office_are_left_out() -> None:
    shape = people_answer(("Rui Machado", "Clara Voss", "Ana Lima"), ("Portugal",))
    offices = {
        "Rui Machado": {"office": "foreign minister", "country": "Portugal"},
        "Clara Voss": {"office": "none", "country": "none"},
        "Ana Lima": {"office": "mayor", "country": "none"},
    }
    found = shape.model_validate(offices).findings([]).officials
    assert found == (
        OfficialItem(
            quote="Rui Machado", name="Rui Machado", role="foreign minister", country="Portugal", organisation=None
        ),
        OfficialItem(quote="Ana Lima", name="Ana Lima", role="mayor", country=None, organisation=None),
    )


def test_every_name_asked_about_must_be_answered() -> None:
    with pytest.raises(ValidationError):
        people_answer(("Rui Machado", "Clara Voss"), ()).model_validate(
            {"Rui Machado": {"office": "none", "country": "none"}}
        )


def test_speakers_are_told_sentence_by_sentence() -> None:
    answer = speakers_answer(2, ()).model_validate({"s1": "Rui Machado", "s2": NOBODY})
    assert answer.findings(["First.", "Second."]).speakers == {"First.": "Rui Machado", "Second.": "nobody"}


def test_speakers_can_be_a_closed_choice_that_always_holds_nobody() -> None:
    shape = speakers_answer(1, ("Rui Machado",))
    assert shape.model_validate({"s1": NOBODY})
    with pytest.raises(ValidationError):
        shape.model_validate({"s1": "Boris Petrov"})


@pytest.mark.parametrize("shape", SHAPES)
def test_no_shape_takes_fields_it_does_not_know(shape: type[Answer]) -> None:
    with pytest.raises(ValidationError, match="extra"):
        shape.model_validate({"surprise": 1})


@pytest.mark.parametrize("shape", SHAPES)
def test_every_list_and_text_of_a_shape_is_bounded(shape: type[BaseModel]) -> None:
    def unbounded(schema: object) -> list[object]:
        if isinstance(schema, list):
            return [found for each in schema for found in unbounded(each)]
        if not isinstance(schema, dict):
            return []
        loose = (schema.get("type") == "array" and "maxItems" not in schema) or (
            schema.get("type") == "string" and not {"maxLength", "enum", "const"} & set(schema)
        )
        return [schema] * loose + [found for each in schema.values() for found in unbounded(each)]

    assert unbounded(json.loads(json.dumps(answer_schema(shape, strict=False)))) == []


def test_an_answer_without_findings_of_its_own_is_no_answer() -> None:
    with pytest.raises(NotImplementedError):
        Answer().findings([])
