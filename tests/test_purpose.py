"""What a visit is for: told in the words of the article, and only where they are about the visit."""

import pytest

import communique


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("Peruvian Minister Ana Silva will visit Riga next week to sign an accord on fish.", "sign an accord on fish"),
        ("Peruvian Minister Ana Silva flew to Riga on Monday for talks with Latvian officials.",
         "talks with Latvian officials"),
        ("Peruvian Minister Ana Silva attended the funeral of the king in Riga.", "attend the funeral of the king"),
        ("Peruvian Minister Ana Silva will travel to Riga, where she will open a school.", "open a school"),
        ("Peruvian Minister Ana Silva visited Riga in June, showing a readiness for further talks.", None),
        ("Peruvian Minister Ana Silva sent an envoy on a trip to Riga as part of her rise to become president.", None),
        ("Peruvian Minister Ana Silva visited Riga, said the report intended to calm markets.", None),
    ],
)  # fmt: skip
def test_a_purpose_is_an_aim_that_the_words_give_the_visit(text: str, purpose: str | None) -> None:
    visits = communique.summarise_article(text, profile="rules", published="2025-03-27").visits
    assert [visit.purpose for visit in visits] == [purpose]
