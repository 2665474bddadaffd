"""Grounding: what the article says is found wherever its typography differs, what it does not say is not found."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.ground import Locator, Match, evidence
from communique.language.folding import fold
from communique.language.segment import sentences

ARTICLE = (
    " date 2025-03-27 Foreign Minister Ada Ruiz met Karl Novak in Rome on Monday.\n\n"
    "Ruritanian officials denied the claim. “We don’t want war—we want peace,” Ruiz said. "
    "Novak said that two arrests had been made in the capital.\n\n"
    "The visit may take place in early May. About 3,000 troops did not leave the border... and none will. "
    "Minister Novak's trip to Ruritania, his first since 2019, was called off; the invitation, however, stands. "
    "The café talks lasted for two hours and ended without a joint statement by the two sides."
)
LOCATOR = Locator(ARTICLE)


def found(quote: str, within: tuple[int, int] | None = None) -> tuple[str, str] | None:
    match = LOCATOR.find(quote, within)
    return match and (match.how, ARTICLE[match.start : match.end])


@pytest.mark.parametrize(
    ("quote", "how", "stands"),
    [
        ("Ruritanian officials denied the claim.", "exact", "Ruritanian officials denied the claim."),
        ("  denied the claim\n", "exact", "denied the claim"),
        ("Minister Novak", "exact", "Minister Novak"),
        ("ruritanian OFFICIALS denied the claim!", "normalised", "Ruritanian officials denied the claim"),
        ('"We don\'t want war - we want peace"', "normalised", "We don’t want war—we want peace"),
        ('peace" Ruiz said', "normalised", "peace,” Ruiz said"),
        ("met Karl Novak in Rome on Monday. Ruritanian officials", "normalised", None),
        ("3,000 troops did not leave the border… and none will", "normalised", None),
        ("The cafe talks", "normalised", "The café talks"),
        ("Ruritanian officials denied claims", "repaired", "Ruritanian officials denied the claim"),
        ("Ruiz met Novak in Rome", "repaired", "Ruiz met Karl Novak in Rome"),
        ("his first trip", None, None),
        ("two arrests have been made in capital", "repaired", "two arrests had been made in the capital"),
    ],
)
def test_a_quote_is_found_with_the_article_s_own_words(quote: str, how: str | None, stands: str | None) -> None:
    result = found(quote)
    assert (result and result[0]) == how
    assert stands is None or (result and result[1]) == stands


@pytest.mark.parametrize(
    "quote",
    [
        # probes of the kinds that other libraries let pass: a changed person, a denied claim, facts made one,
        # names and words that stand nowhere, a piece of a word
        "Ada Ruiz met Vladimir Putin",
        "Ruritanian officials confirmed the claim",
        "Karl Novak arrested in Rome",
        "Minister Lavrov",
        "xyz",
        "No",
        # a changed number, an inserted or a dropped negation, a changed modal
        "About 5,000 troops did not leave the border",
        "Troops did not leave the border, and 30 will",
        "About 3,000 troops did leave the border",
        "Ruritanian officials did not deny the claim",
        "We want war, we want peace",
        "The visit will take place in early May",
        "The visit take place in early May",
        "It took place in early May",
        "It take place in early May",
        "The talks ended with a joint statement by the two sides",
        # swapped roles, a reversed direction of travel
        "Karl Novak met Foreign Minister Ada Ruiz in Rome",
        "Novak's trip from Ruritania, his first since 2019, was called off",
        # words of the article in an order that says something else
        "The invitation was called off",
        "Ruiz denied the claim",
        "Novak said that Ruritanian officials had been arrested in the capital",
        # nothing to look for
        "",
        " … ",
        "“”",
        # two words only, of which one is far away
        "Ruiz arrests",
    ],
)
def test_what_the_article_does_not_say_is_not_found(quote: str) -> None:
    assert found(quote) is None


@pytest.mark.parametrize(
    ("quote", "stands"),
    [
        ("Ada Ruiz met ... in Rome", "Ada Ruiz met Karl Novak in Rome"),
        ("Ada Ruiz met […] on Monday", "Ada Ruiz met Karl Novak in Rome on Monday"),
        ("[...] denied the claim ...", "denied the claim"),
        ("The visit may take place ... in early May", "The visit may take place in early May"),
        ("his first since 2019 [...] the invitation, however, stands.", None),
        ("Ruritanian officials denied the claim. Novak said that two arrests had been made in the capital.", None),
    ],
)
def test_an_elided_quote_is_found_as_one_stretch(quote: str, stands: str | None) -> None:
    result = found(quote)
    assert result is not None
    assert stands is None or result[1] == stands


@pytest.mark.parametrize(
    "quote",
    [
        "Karl Novak ... Ada Ruiz",
        "Foreign Minister ... the two sides",
        "About 3,000 troops ... leave the border",
        "Ruiz ... arrests had been made",
    ],
)
def test_an_elision_may_not_reorder_leap_far_or_hide_a_negation(quote: str) -> None:
    assert found(quote) is None


def test_the_search_can_be_held_to_a_part_of_the_article() -> None:
    second = ARTICLE.index("Minister Novak")
    assert found("Novak", (second, len(ARTICLE))) == ("exact", "Novak")
    match = LOCATOR.find("NOVAK", (second, len(ARTICLE)))
    assert match is not None
    assert match.start == second + len("Minister ")
    assert found("Ada Ruiz", (second, len(ARTICLE))) is None
    assert found("Ruiz met Novak in Rome", (second, len(ARTICLE))) is None
    assert found("NOVAK", (match.start, match.end)) == ("normalised", "Novak")
    assert found("NOVAK", (match.start, match.end - 1)) is None


@pytest.mark.parametrize(
    ("text", "quote", "stands"),
    [
        ("部长说：「我们会来。」他走了。", "我们会来", "我们会来"),
        ("部长说：“我们会来”。", "部长说 我们会来", "部长说：“我们会来"),
        ("장관은 어제 로마에 도착했다.", "장관", "장관"),
        ("Министр приедет в Рим «завтра».", 'министр приедет в Рим "завтра"', "Министр приедет в Рим «завтра"),
        ("وصل الوزير إلى روما.", "الوزير إلى روما", "الوزير إلى روما"),
        ("Cafe\u0301 talks", "CAFÉ", "Cafe\u0301"),
        ("He said:\nno\u200b deal—ever", "No deal - ever", "no\u200b deal—ever"),
    ],
)
def test_other_scripts_and_decomposed_letters_are_found(text: str, quote: str, stands: str | None) -> None:
    match = Locator(text).find(quote)
    assert (match and text[match.start : match.end]) == stands


WORD = st.sampled_from(
    ["Kim", "Jong-un", "visited", "“Russia”", "3,000", "U.S.", "café", "we’re", "的", "—", "\u200b", "und"]
)
SPACE = st.sampled_from([" ", "\n", "\u00a0", "  ", ", ", ". "])


@settings(deadline=None)
@given(st.lists(st.tuples(WORD, SPACE), min_size=1, max_size=30), st.data())
def test_any_run_of_words_is_found_exactly_and_in_other_typography(
    words: list[tuple[str, str]], data: st.DataObject
) -> None:
    text = "".join(word + space for word, space in words)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    quote = "".join(word + space for word, space in words[first : last + 1])
    locator = Locator(text)
    match = locator.find(quote)
    if not fold(quote).strip():
        assert match is None
        return
    assert match is not None
    assert match.how == "exact"
    assert text[match.start : match.end] == quote.strip()
    other = locator.find(quote.upper().replace("’", "'").replace("—", " - ").replace("“", '"').replace("\u00a0", " "))
    assert other is not None
    assert fold(text[other.start : other.end]) == fold(quote)


@settings(deadline=None)  # the first repair imports rapidfuzz
@given(st.text(), st.text())
def test_whatever_is_found_lies_in_the_text_and_is_not_empty(text: str, quote: str) -> None:
    match = Locator(text).find(quote)
    if match is not None:
        assert 0 <= match.start < match.end <= len(text)
        assert (match.how == "exact") <= (text[match.start : match.end] == quote.strip())


def test_evidence_is_whole_sentences_each_once_and_in_order() -> None:
    parts = sentences(ARTICLE, 17)
    late, early = (
        LOCATOR.find("two hours"),
        LOCATOR.find("met Karl Novak in Rome on Monday. Ruritanian officials denied"),
    )
    assert late and early
    spans = evidence([late, early, (early.start, early.start + 3)], parts)
    assert [span.text for span in spans] == [parts[0].text, parts[1].text, parts[-1].text]
    assert all(ARTICLE[span.start : span.end] == span.text for span in spans)


def test_a_sentence_touched_only_by_punctuation_or_space_is_no_evidence() -> None:
    text = "One came. (Two left.) Three stayed."
    first, second, _ = parts = sentences(text)
    assert [span.text for span in evidence([(0, second.start + 1)], parts)] == [first.text]
    assert [span.text for span in evidence([(first.end - 1, second.end + 1)], parts)] == [second.text]
    assert evidence([(9, 10)], parts) == ()
    assert evidence([], parts) == ()


def test_a_match_across_sentences_is_one_span_a_sentence() -> None:
    text = "One came.\n\nTwo left. Three stayed."
    parts = sentences(text)
    assert [span.text for span in evidence([Match(4, 24, "exact")], parts)] == [s.text for s in parts]


def test_absent_quotes_are_refused_fast_enough_for_thousands_of_them() -> None:
    words = random.Random(7)
    vocabulary = [f"word{number}" for number in range(800)]
    text = " ".join(words.choices(vocabulary, k=4_000))
    quotes = [" ".join(words.choices(vocabulary, k=40)) for _ in range(20)]
    locator = Locator(text)
    locator.find(quotes[0])  # imports rapidfuzz
    begin = time.process_time()
    assert [locator.find(quote) for quote in quotes] == [None] * 20
    assert time.process_time() - begin < 0.5  # 20 ms where nothing else runs; difflib takes most of a minute


def test_time_grows_linearly_with_the_article() -> None:
    def seconds(copies: int) -> float:
        text = ARTICLE * copies
        begin = time.process_time()
        Locator(text).find("Ruritanian officials said the talks in Rome were called off without a statement")
        return time.process_time() - begin

    seconds(1)
    short = min(seconds(20) for _ in range(3))
    assert seconds(160) < 8 * 4 * short + 0.05  # quadratic growth would be 64 times
