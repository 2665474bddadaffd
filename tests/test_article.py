"""Reading an article: what is refused, what is warned of, and where its publication date comes from."""

import contextlib
import datetime as dt
import hashlib
import pickle
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.article import read_article
from communique.errors import ArticleError

STORY = (
    "The foreign minister of Ruritania arrived in Rome on Monday. "
    "She will stay for three days of talks on trade and fishing rights in the Gulf."
)


def test_the_text_is_kept_exactly_as_given_and_hashed() -> None:
    text = f" date 2025-03-27 {STORY}\r\n\r\n  \ufb01n\u00ad "
    article = read_article(text)
    assert article.text == text
    assert article.text[article.body_start :].startswith("The foreign")
    assert article.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert pickle.loads(pickle.dumps(article)) == article


def test_the_seed_article_is_dated_by_its_header_and_raises_no_warning() -> None:
    (seed,) = (Path(__file__).parent.parent / "seeds").glob("*.txt")
    article = read_article(seed.read_text(encoding="utf-8"))
    assert (article.published, article.published_source, article.body_start) == ("2025-03-27", "header", 17)
    assert article.warnings == ()


@pytest.mark.parametrize(
    ("text", "says", "hint"),
    [
        (None, "NoneType", "str"),
        (b"The minister arrived.", "bytes", "decode"),
        (Path("story.txt"), "not text", "read_text"),
        ("", "empty", "read"),
        (" \n\t\u2003\ufeff", "empty", "read"),
        ("story.txt", "too short: 2 of at least 3 words", "file name"),
        ("date 2025-03-27 Ministers met", "too short: 2 of", "text"),
        ("部长", "too short", "text"),
        (f"{STORY} \x00", "U+0000", "binary"),
        (f"{STORY} \x1b[31m", "U+001B", "binary"),
        (f"{STORY} \ud83d", "U+D83D", "UTF-8"),
        (f"<!DOCTYPE html><html><body>{STORY}</body></html>", "web page", "extract"),
        (f"<!-- saved --> {STORY}", "web page", "extract"),
        (f'\ufeff<?xml version="1.0"?><rss><item>{STORY}</item></rss>', "web page or XML", "extract"),
        (f'<div class="a b c d"><p>{STORY}</p><p class="story-body__text">{STORY}</p></div>', "web page", "extract"),
        ("%PDF-1.7\n1 0 obj << /Type /Catalog >>\nstream of words", "PDF", "pdftotext"),
        (r"{\rtf1\ansi The minister arrived in Rome.}", "RTF", "plain text"),
        ('{"title": "Visit", "text": "The minister arrived in Rome."}', "JSON", "value"),
        ('[\n {"text": "The minister arrived in Rome."},\n {"text": "She', "JSON", "value"),
        (
            "VGhlIG1pbmlzdGVyIGFycml2ZWQgaW4gUm9tZSBvbiBNb25kYXkgZm9yIHRhbGtzIGFib3V0\nIGZpc2hpbmc=\n",
            "base64",
            "decode",
        ),
    ],
    ids=lambda value: repr(value)[:25],
)
def test_what_is_no_article_is_refused_with_a_hint(text: object, says: str, hint: str) -> None:
    with pytest.raises(ArticleError) as caught:
        read_article(text)
    assert says in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize("excess", [0, 1])
def test_a_text_longer_than_the_limit_is_refused(excess: int) -> None:
    text = "The talks went on. " * 10 + "x" * excess
    if excess:
        with pytest.raises(ArticleError, match="191 characters, more than the limit of 190"):
            read_article(text, max_characters=190)
    else:
        assert read_article(text, max_characters=190).text == text


@pytest.mark.parametrize(
    "text",
    [
        f"{STORY} Growth was < 2 percent, but > 1.",
        f"{STORY} He <em>insisted</em> on it.",
        f"{STORY} See <https://example.org/treaty> for the text.",
        f"[Photo] {STORY}",
        f'{{Editor\'s note: "unconfirmed"}} {STORY}',
        f"{STORY}\f{STORY}",
        "外交部长昨天抵达罗马进行访问。",
        "وصل الوزير إلى روما.",
    ],
)
def test_a_real_article_with_stray_marks_is_read(text: str) -> None:
    assert read_article(text).text == text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"{STORY} \u202egnihton", "bidi_controls"),
        (f"{STORY} fish\u200bing", "zero_width"),
        (f"{STORY} fi\u200dsh", "zero_width"),
        (f"{STORY} \U000e0049\U000e0047", "tag_characters"),
        (f"{STORY} \u3164", "zero_width"),
        (f"{STORY} 😀\ufe00\U000e0150", "variation_selectors"),
        (f"{STORY} The minist\u0435r left.", "mixed_scripts"),
        (f"{STORY} The \u03bfffice closed.", "mixed_scripts"),
        (f"\ufeff{STORY}", "byte_order_mark"),
        (f"{STORY} The cafÃ© closed.", "mojibake"),
        (f"{STORY} Itâ€™s over.", "mojibake"),
        (f"{STORY} It\x92s over.", "mojibake"),
        (f"{STORY} <b>Note</b>", "markup"),
        (f"{STORY} Subscribe to continue reading.", "stub"),
        ("We use cookies on this site. Accept all cookies or change your settings.", "stub"),
        ("The minister arrived in Rome.", "short"),
        ("12.4 17.8 19.1 a 22.5 b 31.7 c 12.4 17.8 19.1 a 22.5 b 31.7 c. " * 4, "no_prose"),
    ],
)
def test_what_is_odd_but_readable_is_warned_of(text: str, name: str) -> None:
    article = read_article(text)
    assert article.text == text
    assert [warning.split(":")[0] for warning in article.warnings] == [name]


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        STORY + " He said: “It’s – well – a ‘new’ era…” " + "Não é fácil, disse João à São Paulo.",
        STORY + " Министр встретился с главой IT-компании, 😀\ufe0f Ελλάς.",
        "می\u200cخواهم به رم بروم و با وزیر خارجه درباره تجارت گفتگو کنم. " * 4,
        "Ministers of both sides talked at length about trade and cookies. " * 30 + "Accept all cookies.",
    ],
)
def test_an_ordinary_article_raises_no_warning(text: str) -> None:
    assert read_article(text).warnings == ()


@pytest.mark.parametrize(
    ("opening", "published", "source"),
    [
        ("date 2025-03-27 ", "2025-03-27", "header"),
        ("\n date 2025-03\n", "2025-03", "header"),
        ("date 2025 ", "2025", "header"),
        ("Date: 2025-03-27\n", "2025-03-27", "header"),
        ("\ufeffdate 2025-03-27\n\nVisit ends\n\n", "2025-03-27", "header"),
        ("date 2025-03-27 ROME, May 5, 2021 (Agency) - ", "2025-03-27", "header"),
        ("ROME, March 27, 2025 (Agency) - ", "2025-03-27", "dateline"),
        ("ROME, Mar. 27, 2025 — ", "2025-03-27", "dateline"),
        ("ST. PETERSBURG (27 March 2025) -- ", "2025-03-27", "dateline"),
        ("(Rome, 27 March 2025) ", "2025-03-27", "dateline"),
        ("A headline\nThursday, March 27, 2025\n", "2025-03-27", "dateline"),
        ("A headline\n\nPublished on 27 March 2025, 14:05 GMT\n\n", "2025-03-27", "dateline"),
        ("Washington, D.C., March 27th, 2025\n", "2025-03-27", "dateline"),
        ("2025-03-27\n", "2025-03-27", "dateline"),
        ("ROME, March 27 (Agency) - ", None, "none"),
        ("ROME, February 30, 2025 (Agency) - ", None, "none"),
        ("On March 27, 2025, ", None, "none"),
        ("The treaty of 27 March 2025 - signed in Rome - was dead: ", None, "none"),
        ("", None, "none"),
    ],
)
def test_the_publication_date_is_the_header_else_a_dateline_with_a_year(
    opening: str, published: str | None, source: str
) -> None:
    article = read_article(opening + STORY)
    assert (article.published, article.published_source) == (published, source)


def test_a_date_in_the_middle_of_the_article_is_no_dateline() -> None:
    assert read_article("\n".join([STORY] * 6) + "\nROME, March 27, 2025 - Talks.").published is None


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("2024-02-29", "2024-02-29"),
        (" 2024-02 ", "2024-02"),
        ("2024", "2024"),
        (dt.date(2024, 2, 29), "2024-02-29"),
        (dt.datetime(2024, 2, 29, 23, 59, tzinfo=dt.UTC), "2024-02-29"),
    ],
)
def test_the_date_of_the_caller_wins(given: str | dt.date, kept: str) -> None:
    article = read_article(f"date 2024-02-27 {STORY}", published=given)
    assert (article.published, article.published_source) == (kept, "caller")
    assert article.body_start == len("date 2024-02-27 ")
    assert article.warnings == ()


@pytest.mark.parametrize("given", ["2023-02-29", "2024-13", "27 March 2024", "24-03-27", "", "0000", 2024, "٢٠٢٤"])
def test_a_date_of_the_caller_that_is_none_is_refused(given: object) -> None:
    with pytest.raises(ArticleError, match="published is no date"):
        read_article(STORY, published=given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "published", "warned"),
    [
        (f"date 2025-03-27 {STORY}\nUpdated: 2025-03-16", None, "Updated: 2025-03-16"),
        (f"date 2025-03-27 {STORY}\nUpdated: 2025-03-29", None, None),
        (f"date 2025-03 {STORY}\nUpdated: 2025-03-16", None, None),
        (f"date 2025-03-27 {STORY}\nPublished 5 May 2025", None, "the dateline says 2025-05-05"),
        (f"date 2025-03-27 {STORY}\n" + f"{STORY}\n" * 6 + "Posted 5 May 2025", None, "Posted 5 May 2025"),
        (f"date 2025-03-27 ROME, May 5, 2021 (Agency) - {STORY}", None, "the dateline says 2021-05-05"),
        (f"date 2025-03-27 ROME, March 26, 2025 (Agency) - {STORY}", None, None),
        (f"date 2025-03-27 {STORY}", "2024", "the header says 2025-03-27"),
        (f"date 2025-03-27 {STORY}", "2025", None),
        (f"date 2025-02-30 {STORY}", None, "header_date: 2025-02-30 is no date"),
    ],
)
def test_statements_that_contradict_the_publication_date_are_warned_of(
    text: str, published: str | None, warned: str | None
) -> None:
    warnings = read_article(text, published=published).warnings
    assert len(warnings) == (warned is not None)
    assert all(warned in warning for warning in warnings if warned)


@given(st.text(max_size=300))
def test_any_string_is_either_kept_as_it_is_or_refused_with_a_hint(text: str) -> None:
    try:
        article = read_article(text)
    except ArticleError as error:
        assert error.hint
    else:
        assert article.text == text
        assert text[: article.body_start].replace("\ufeff", "").strip() == "" or article.published_source == "header"


@pytest.mark.parametrize("unit", ["a" * 60 + " ", " ", "<a", "ROME, ", "Ã", "\u200b", "{[", "A" * 76 + "\n", "a. "])
def test_time_grows_linearly_with_the_text(unit: str) -> None:
    def seconds(length: int) -> float:
        text = "A" * 60 + unit * (length // len(unit)) + "é"
        begin = time.process_time()
        with contextlib.suppress(ArticleError):
            read_article(text)
        return time.process_time() - begin

    short = min(seconds(10_000) for _ in range(5))
    assert seconds(80_000) < 8 * 4 * short + 0.05  # quadratic growth would be 64 times
