"""Sentences and paragraphs: where they end, and that their offsets are exact for any text."""

import textwrap
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.language.segment import paragraphs, sentences

# "|" stands where one sentence ends and the next begins: a space, or nothing after a full-width mark.
CASES = [
    "The U.S. Secretary of State arrived.|He left on Friday.",
    "He spoke in the U.S.|The president listened.",
    "They met in the U.S.|The president listened.",
    "Talks at the U.N. Security Council failed.|No vote was held.",
    "Mr. Ito met Mrs. Novak.|They smiled.",
    "Gen. Adam Reed and Lt. Col. Ana Ruiz flew to Rome.|Both declined to comment.",
    "Dr. He Jun met Ms. So Yun.|The talks were short.",
    "George W. Marsh spoke first.|Antony J. Blake followed.",
    "The plan was J. R. Stone's idea.|Nobody objected.",
    "The envoy lives in Washington, D.C. on most days.|He travels often.",
    "He returned to Washington, D.C.|The visit was over.",
    "The session opened at 9 a.m. on Monday.|It closed at 6 p.m.|Delegates went home.",
    "It starts at 5 p.m. Moscow time on Friday.|Entry is free.",
    "It starts at 5 p.m. GMT and lasts an hour.",
    "It ended at 5 p.m. Monday after a long debate.",
    "It ended at 5 p.m.|Ruiz left at once.",
    "The law, i.e. Act No. 5 of Jan. 12, was signed.|It takes effect in Feb. 2026.",
    "He came in Dec.|Ruiz came later.",
    '"No.|We will not go," Ruiz said.',
    "Acme Corp. and Beta Inc. signed.|Shares rose.",
    "It was bought by Acme Inc.|The price is unknown.",
    "Sammy Davis Jr. sang.|Everyone applauded.",
    "See Art. 5 and pp. 10-12 of the treaty.|It is short.",
    "St. Petersburg hosts the forum.|Mt. Fuji does not.",
    "The U.K. vs. France case was closed.|Both sides paid.",
    '"We will come," Ruiz said.|"We will stay for a week.|Then we go home."',
    '"Is it over?" she asked.|Nobody answered.',
    '"Is it over?" Ruiz asked.|Nobody answered.',
    '"Stop!" the guard shouted.|"Go!" the minister replied.',
    '"It is over."|Ruiz then left.',
    'He called it "a mistake."|The ministry disagreed.',
    "He called it “a mistake.”|“We disagree,” the ministry said.",
    "They met (briefly.)|She left.",
    "They met (see the list [No. 3]).|She left.",
    '"We want peace... but not at any price," Ruiz said.|He sat down.',
    "He hesitated...|The room fell silent.",
    'He said "the talks [...] The next round" was near.|Nobody asked.',
    "The (?) mark was odd.|It was removed.",
    "Inflation was 3.5 percent.|Growth was 0.2 percent.",
    "It cost $4.5 million.|20 people came.",
    "They met in 2019.|A second meeting followed.",
    "The U.S.-led talks ended.|Iran was absent.",
    "Visit www.example.org/a.b for details.|It is open.",
    "1. The parties agree.|2. The parties part.",
    "Presidents Xi and Ruiz met.|Al-Rashid was absent.",
    "The deal was signed by al-Rashid.|Bin Omar watched.",
    "Was it true?!|Nobody knew.",
    "The minister left.[1]|The envoy stayed.",
    "Sen. Lee and Rep. Cho spoke vs. Gov. Diaz.|They lost.",
    "He has a Ph.D. and a J.D.|His wife teaches.",
    "The E.U. Commission agreed, e.g. on tariffs.|France did not.",
    "« Nous irons à Rome ! » a dit M. Morel.|Il est parti.",
    "M. Morel est arrivé.|Mme Petit aussi.",
    "El Sr. Ruiz viajará a EE.UU. en mayo.|¿Irá solo?|Nadie lo sabe.",
    "Министр прибыл в Рим.|Встреча с В. В. Орловым прошла 12 мая 2023 г. в отеле.|Она была краткой.",
    "В г. Томск приехал посол.|Он встретился с мэром и т.д.",
    "外交部长昨天抵达罗马。|他将停留三天。",
    "「我们会来。」|部长说完就走了。",
    "장관은 어제 로마에 도착했다.|그는 사흘 동안 머문다.",
    "وصل الوزير إلى روما.|هل سيبقى؟|لا أحد يعرف.",
    "मंत्री रोम पहुँचे।|वे तीन दिन रहेंगे।",
    "Yes.|No.|Maybe.",
    "The visit ended on Oct. 3.|Ruiz went home.",
    "Ruiz, 54, joined in 1990.|54 states voted.",
    "Prof. A. B. Chen of the univ. dept. spoke.|He was brief.",
    "Vitamin C. was not on the agenda.",
    "He chose plan B.|It failed.",
]


def joined(case: str) -> tuple[str, list[str]]:
    parts = case.split("|")
    text = parts[0]
    for part in parts[1:]:
        text += ("" if text[-1] in "。！？」" else " ") + part
    return text, parts


@pytest.mark.parametrize("case", CASES)
def test_a_sentence_ends_where_a_reader_would_end_it(case: str) -> None:
    text, expected = joined(case)
    assert [s.text for s in sentences(text)] == expected


def test_every_line_is_a_paragraph_and_blank_lines_are_none() -> None:
    text = "  A headline\n\n\nOne came. Two left.\r\n\r\nThree"
    assert [[s.text for s in p.sentences] for p in paragraphs(text)] == [
        ["A headline"],
        ["One came.", "Two left."],
        ["Three"],
    ]
    assert [s.paragraph for s in sentences(text)] == [0, 1, 1, 2]
    assert [s.index for s in sentences(text)] == [0, 1, 2, 3]


PROSE = [
    (
        "The foreign minister arrived in the capital on Monday for three days of talks about fishing rights, "
        "which the two countries have disputed for years. He was received by Gen. Ada Stone. Nobody spoke."
    ),
    (
        "The opposition called the visit a waste of money and asked for a vote, to be held before the end "
        "of the month. No date was set."
    ),
]
WRAPPED = "\n".join(textwrap.fill(paragraph, 72) for paragraph in PROSE)


def test_hard_wrapped_lines_run_on_and_a_short_line_ends_the_paragraph() -> None:
    found = paragraphs(WRAPPED)
    assert [len(p.sentences) for p in found] == [3, 2]
    assert [" ".join(WRAPPED[p.start : p.end].split()) for p in found] == PROSE


def test_blank_lines_separate_hard_wrapped_paragraphs() -> None:
    assert [len(p.sentences) for p in paragraphs(f"{WRAPPED}\n\n{WRAPPED}")] == [3, 2, 3, 2]


@pytest.mark.parametrize(
    "text",
    [
        "A headline\nA first line of the story that is a good deal longer than the headline.\nA third line",
        "The minister of one land flew to the other.\nThe minister of the other stayed home.\nThe third one slept.",
        "short\nlines\nof a\npoem",
    ],
)
def test_a_newline_ends_the_sentence_where_lines_are_not_filled(text: str) -> None:
    assert [s.text for s in sentences(text)] == text.split("\n")


def test_offsets_count_from_the_start_of_the_whole_text() -> None:
    text = "date 2025-03-27 One came. Two left."
    assert [(s.start, s.end) for s in sentences(text, 16)] == [(16, 25), (26, 35)]


@pytest.mark.parametrize("text", ["", " \n\t \u2003\n"])
def test_a_text_without_words_has_no_sentences(text: str) -> None:
    assert paragraphs(text) == ()
    assert sentences(text) == ()


PIECES = st.sampled_from(
    [
        "U.S.",
        "Mr.",
        " ",
        " ",
        "\n",
        "\r\n",
        "\u2028",
        "...",
        "!",
        '"',
        "”",
        "»",
        "。",
        "؟",
        "।",
        "The",
        "talks",
        "5",
        ")",
        "é",
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=60).map("".join)), st.integers(0, 5))
def test_sentences_hold_every_visible_character_once_at_exact_offsets(text: str, start: int) -> None:
    start = min(start, len(text))
    found = sentences(text, start)
    outside = []
    cursor = start
    for sentence in found:
        assert text[sentence.start : sentence.end] == sentence.text == sentence.text.strip() != ""
        outside.append(text[cursor : sentence.start])
        cursor = sentence.end
    outside.append(text[cursor:])
    assert "".join(outside).strip() == ""
    assert [s.index for s in found] == list(range(len(found)))


@given(st.lists(PIECES, max_size=60).map("".join))
def test_sentences_lie_inside_their_paragraph(text: str) -> None:
    for paragraph in paragraphs(text):
        assert paragraph.start == paragraph.sentences[0].start
        assert paragraph.end == paragraph.sentences[-1].end
        assert {s.paragraph for s in paragraph.sentences} == {paragraph.index}


@pytest.mark.parametrize("unit", ["The U.S. envoy, Mr. Lee, left. ", ".", '."', "5. ", "A. ", "a\n", "... [", "word "])
def test_time_grows_linearly_with_the_text(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        begin = time.process_time()
        sentences(text)
        return time.process_time() - begin

    short = min(seconds(10_000) for _ in range(5))
    assert seconds(80_000) < 8 * 4 * short + 0.05  # quadratic growth would be 64 times
