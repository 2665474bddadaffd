"""Folding: texts that differ in typography alone become equal, and every character keeps its way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.language.folding import fold, fold_with_offsets, words


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
