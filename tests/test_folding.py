"""Folding: texts that differ in typography alone become equal, and every character keeps its way back."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from communique.language.folding import compose, fold, fold_with_offsets, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“Kim’s visit”", "'Kim's visit\""),
        ("Jong-un", "Jong‑un"),
        ("war — a long one", "war--a long one"),
        ("a\u00a0b\r\n\tc", "a b c"),
        ("Erdoğan", "ERDOGAN"),
        ("caf\u00e9", "cafe\u0301"),
        ("co\u00adoperate", "cooperate"),
        ("zero\u200bwidth", "zerowidth"),
        ("\u202eminister", "minister"),
        ("ﬁve", "five"),
        ("５ percent", "5%"),
        ("Łódź", "Lodz"),
        ("Straße", "STRASSE"),
        ("İstanbul", "istanbul"),
        ("talks & trade", "talks and trade"),
        ("министр", "МИНИСТР"),
    ],
)
def test_texts_that_differ_in_typography_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("5", "6"), ("visit", "visits"), ("a b", "ab"), ("कि", "का")])
def test_texts_that_differ_in_words_do_not_fold_alike(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_words_of_scripts_without_spaces_are_their_characters() -> None:
    assert words(fold("Xi said: 我们会来。")) == ["xi", "said", "我", "们", "会", "来"]


@given(st.text())
def test_offsets_lead_back_to_the_character_each_folded_one_comes_from(text: str) -> None:
    folded = fold_with_offsets(text)
    assert folded.text == fold(text)
    assert len(folded.text) == len(folded.offsets)
    assert list(folded.offsets) == sorted(folded.offsets)
    for character, offset in zip(folded.text, folded.offsets, strict=True):
        assert character == " " or character in fold(text[offset])


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "composed", "offsets"),
    [
        ("abc", "abc", [0, 1, 2]),
        ("e\u0301a", "éa", [0, 2]),
        ("\u1112\u1161\u11ab\u1100\u1173\u11af!", "한글!", [0, 3, 6]),
        ("x\u0330\u0301y", "x\u0330\u0301y", [0, 1, 2, 3]),
        ("", "", []),
    ],
)
def test_a_text_is_composed_with_the_way_back(text, composed, offsets):
    found = compose(text)
    assert (found.text, list(found.offsets)) == (composed, offsets)


@given(st.text() | st.text("aeou\u0301\u0323\u0330\u09c7\u09be\u0dd9\u0dca\u0dcf\u1100\u1161\u11a8가"))
@example("\u0dd9\u0dcf\u0dca")
def test_composing_is_the_normal_form_and_its_offsets_never_decrease(text):
    found = compose(text)
    assert found.text == unicodedata.normalize("NFC", text)
    assert list(found.offsets) == sorted(found.offsets)
    assert len(found.offsets) == len(found.text)
