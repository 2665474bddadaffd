"""What is looked at first, so that slow patterns are tried at few places, leaves out nothing that they would find."""

import re

from hypothesis import given
from hypothesis import strategies as st

from communique.language import orders
from communique.language.dates import _foreign, _places
from communique.language.dates._calendar_forms import CALENDAR_FORMS
from communique.language.dates._grammar import parse
from communique.language.dates._lexicon import opening
from communique.language.dates._opening import Rows, first_characters
from communique.language.dates._relative_forms import RELATIVE_FORMS

FORMS = [form for form, _ in CALENDAR_FORMS + RELATIVE_FORMS]
GUARDS = [orders.ADDRESSES, orders.BOUNDARIES, orders.OVERRIDES]


@given(st.data())
def test_no_order_is_without_one_of_its_cues(data: st.DataObject) -> None:
    guarded = data.draw(st.sampled_from(GUARDS))
    seen = data.draw(st.from_regex(guarded.pattern)).casefold()
    assert guarded.finds_in(seen, orders.WORDS.findall(seen)) == bool(guarded.pattern.search(seen))


@given(st.data())
def test_no_date_of_another_language_is_without_its_letters_or_words(data: st.DataObject) -> None:
    pattern = data.draw(st.sampled_from(_foreign.forms()))
    text = data.draw(st.from_regex(pattern))
    assert _foreign.may_hold_any(text) or not pattern.search(text)


@given(st.data())
def test_every_english_form_has_a_word_that_makes_its_start_worth_a_try(data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(FORMS))
    text = data.draw(st.from_regex(re.compile(rf"\A(?:{form.source})", re.ASCII | re.IGNORECASE)))
    assert 0 in _places.places(text) or not re.match(r"'?\w", text)


@given(st.data())
def test_a_row_is_among_those_of_the_character_it_begins_with(data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(FORMS))
    text = data.draw(st.from_regex(re.compile(rf"\A(?:{form.source})", re.IGNORECASE)))
    assert any(row is form for row, _ in Rows([(form, None)]).at(text, 0))


def test_optional_and_zero_width_parts_let_the_next_part_begin() -> None:
    assert first_characters(r"(?:the )?(?!x)(?P<a>[qh])(?:y|z)") == frozenset("tqh")
    assert first_characters(r"(?<![\d.])\d+") == frozenset("0123456789")
    assert "x" in first_characters("(?:a|b?)")


def test_where_a_form_begins_the_grammar_reads_it_after_operators_too() -> None:
    text = "at least until the early part of next week"
    assert parse(text, 0) is not None
    assert 0 in _places.places(text)
    assert opening("until ").match(text, 9) is not None
