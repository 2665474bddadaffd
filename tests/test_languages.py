"""Which texts are English: short ones as well, in which names leave few function words."""

import pytest

from communique.language.languages import is_english


@pytest.mark.parametrize(
    "text",
    [
        "Thai Deputy Prime Minister Somchai Rattanakul refused to rule out further steps.",
        "Bulgarian President Sofia Petrova met Egyptian counterpart Sameh Fathy.",
        'Cruz added: "Nobody should interfere."',
        "Ministers gather.",
    ],
)
def test_a_sentence_full_of_names_is_english_by_words_no_other_language_has(text: str) -> None:
    assert is_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "Bundeskanzlerin Anke Vogel traf Präsident Petrovic.",
        "Der Außenminister besuchte Oslo.",
        "Il ministro Rossi incontra Tanaka.",
        "Presiden Budi Santoso bertemu Perdana Menteri Azman Rahim.",
        "Utrikesminister Karin Holm mötte regering i Oslo.",
        "O presidente Silva visitou Lisboa.",
    ],
)
def test_a_sentence_in_another_language_is_not(text: str) -> None:
    assert not is_english(text)
