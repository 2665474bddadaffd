"""How many tokens a text makes, nearly."""

from hypothesis import given
from hypothesis import strategies as st

from communique.model.tokens import likely_tokens, most_tokens


def test_english_is_reckoned_at_four_letters_a_token_and_at_most_at_three():
    assert likely_tokens(["a" * 400]) == 100
    assert most_tokens(["a" * 300]) == 100


def test_scripts_with_longer_letters_are_reckoned_by_what_they_weigh():
    assert most_tokens(["会" * 50]) == 50


@given(st.lists(st.text()))
def test_the_most_is_never_less_than_the_likely(texts: list[str]) -> None:
    assert 0 <= likely_tokens(texts) <= most_tokens(texts)


def test_what_cannot_be_sent_can_still_be_counted():
    assert most_tokens(["\ud800"]) == 1
