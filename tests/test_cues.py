"""A pattern that looks for its cues first finds what it would find without them."""

import importlib
import pkgutil
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import communique.language
from communique.language.cues import Cued, cued, cues_of, plain

MODULES = [
    importlib.import_module(found.name)
    for found in pkgutil.walk_packages(communique.language.__path__, "communique.language.")
]
CUED = list(
    {value.pattern: value for module in MODULES for value in vars(module).values() if isinstance(value, Cued)}.values()
)


def test_the_rules_have_such_patterns() -> None:
    assert len(CUED) > 50
    assert all(pattern.cues for pattern in CUED)


@given(st.data())
def test_whatever_a_pattern_matches_holds_a_cue_of_it(data: st.DataObject) -> None:
    pattern = data.draw(st.sampled_from(CUED))
    compiled = re.compile(pattern.pattern, pattern.flags)
    text = data.draw(st.from_regex(compiled))
    assert not compiled.search(text) or pattern.may_find(text)


@pytest.mark.parametrize(
    ("pattern", "cues"),
    [
        (r"\b(?:visit|tour)s?\b", (" tour", " visit")),
        (r"\b(?:if|unless)\b", (" if ", " unless ")),
        (r"\b(?:a|an|the|one) (?:of|from)\s+$", (" from ", " of ")),
        (r"called (?:\w+ ){0,3}off", ("called ",)),
        (r"n['’]t\b", ("n t ",)),
        (r"(?P<who>minister)(?!ial)(?: said)?", ("minister",)),
        (r"(?<!un)likely|[A-Z]\w+", ()),
        (r"\w+", ()),
        (r"un(?:clear|certain)\b whether", (" whether",)),
        (r"ab+c?d{2}", ("ab",)),
    ],
)
def test_cues_are_what_no_match_can_do_without(pattern: str, cues: tuple[str, ...]) -> None:
    assert cues_of(pattern) == cues


def test_a_pattern_is_used_as_a_compiled_one_is() -> None:
    said = cued(r"\bsa(?:id|ys)\b", re.IGNORECASE)
    text = "She SAID what he says."
    assert [found.group() for found in said.finditer(text)] == said.findall(text) == ["SAID", "says"]
    assert said.search(text, 9) is not None
    assert said.search(text, 9, 15) is None
    assert said.match(text, 4) is not None
    assert said.sub("-", text) == "She - what he -."
    assert said.sub("-", "Nothing.") == "Nothing."
    assert not said.findall("Nothing.")


def test_plain_text_has_letters_in_one_case_and_spaces_for_the_rest() -> None:
    assert plain("Don't ask") == " don t ask "
    assert plain("İstanbul’s Straße") == " istanbul s strasse "
