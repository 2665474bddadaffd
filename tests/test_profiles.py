"""Profiles: which model is read with which passes."""

from dataclasses import FrozenInstanceError, replace

import pytest

from communique.errors import ConfigurationError
from communique.profiles import LARGE, LOCAL, PROFILES, RULES, profile_for


@pytest.mark.parametrize(
    ("model", "wanted", "name", "closed"),
    [
        ("local", None, "local", True),
        ("ollama/qwen3", None, "local", False),
        ("openai/gpt-5-mini", None, "large", False),
        ("anthropic/some-model", None, "large", False),
        ("my-server-model", None, "large", False),
        ("openai/gpt-5-mini", "local", "local", True),
        ("local", "large", "large", False),
    ],
)
def test_the_profile_follows_the_model_unless_one_is_named(
    model: str, wanted: str | None, name: str, closed: bool
) -> None:
    profile = profile_for(model, wanted)
    assert (profile.name, profile.closed_choices) == (name, closed)


def test_a_profile_of_ones_own_is_used_as_it_is() -> None:
    own = replace(LARGE, name="own", concurrency=2)
    assert profile_for("local", own) is own


def test_an_unknown_profile_names_those_there_are() -> None:
    with pytest.raises(ConfigurationError, match="tiny") as caught:
        profile_for("local", "tiny")
    assert all(name in (caught.value.hint or "") for name in PROFILES)


def test_profiles_cannot_be_changed_in_place() -> None:
    with pytest.raises(FrozenInstanceError):
        LARGE.concurrency = 1  # type: ignore[misc]


def test_profiles_are_found_by_their_own_names() -> None:
    assert PROFILES == {"large": LARGE, "local": LOCAL, "rules": RULES}


def test_the_small_profile_asks_short_questions_and_the_large_one_the_whole_article() -> None:
    assert all(0 < reading.window <= 3000 for reading in LOCAL.passes)
    assert [reading.window for reading in LARGE.passes] == [0]
    assert LOCAL.max_article < LARGE.max_article
