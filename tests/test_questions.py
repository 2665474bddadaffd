"""Questions: which stretches of an article a profile asks about, and with which choices."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from communique.article import read_article
from communique.document import Document, read_document
from communique.profiles import LARGE, LOCAL, Pass, Profile
from communique.questions import plan

NEWS = """Portuguese Foreign Minister Rui Machado flew to Doha on Tuesday, the ministry in Lisbon said.

"Nobody has told us about the price of it," it was heard at the table of the ministers. Clara Voss was in the room.

The weather was fine."""
GERMAN = "Minister Rui Machado flog am Dienstag nach Doha.\n\nEr nannte den Besuch kurz und nützlich."
FRENCH = "Le ministre portugais Rui Machado s'est rendu à Doha mardi.\n\nLe roi pense que ce séjour est utile."


def document(text: str = NEWS, **details) -> Document:
    return read_document(read_article(text, **details))


def asking(*passes: Pass, closed: bool = False) -> Profile:
    return Profile("one", passes, concurrency=1, max_article=9_999, closed_choices=closed)


def test_the_large_profile_asks_once_about_everything() -> None:
    (question,) = plan(document(published="2025-03-27"), LARGE)
    assert (question.task, question.max_tokens) == ("everything", 8000)
    assert question.values["passage"] == NEWS
    assert question.values["published"] == "2025-03-27"
    assert question.where == "paragraphs 1 to 3"


def test_an_undated_article_is_said_to_be_so() -> None:
    (question,) = plan(document(), LARGE)
    assert question.values["published"] == "unknown"


def test_only_open_passes_ask_only_about_what_the_rules_leave_open() -> None:
    questions = {q.task: q for q in plan(document(), LOCAL)}
    assert set(questions) == {"overview", "people", "claims"}
    assert questions["people"].values["names"] == "Clara Voss"
    assert questions["claims"].where == "paragraph 2"


def test_in_a_language_the_rules_do_not_read_every_pass_asks() -> None:
    assert not document(GERMAN).english
    assert [q.task for q in plan(document(GERMAN), LOCAL)] == ["officials", "visits", "claims", "english"]


def test_of_another_language_that_rules_read_a_model_puts_headline_and_statements_into_english() -> None:
    (question,) = plan(document(FRENCH), LOCAL)
    assert question.task == "english"
    assert question.values["passage"].startswith("s1: Le ministre portugais Rui Machado")


def test_names_go_in_with_their_latin_form_in_their_place() -> None:
    text = "Визит в Эстонию\n\nМинистр Кении Джозеф Мванги прибыл в Таллин. Там Мванги заявил, что доволен поездкой."
    (question,) = plan(document(text), LOCAL)
    assert question.values["passage"].splitlines() == [
        "s1: Визит в Эстонию",
        "s2: Министр Кении Dzhozef Mvangi прибыл в Таллин.",
        "s3: Там Mvangi заявил, что доволен поездкой.",
    ]


def test_sentences_to_put_into_english_are_shared_out_evenly() -> None:
    text = " ".join(["Le roi pense que la visite était utile."] * 8)
    assert [len(question.sentences) for question in plan(document(text), LOCAL)] == [4, 4]


@pytest.mark.parametrize(
    ("languages", "asked"), [(None, "efg"), (("en",), "e"), (("fr", "other"), "fg"), (("other",), "g"), (("ko",), "")]
)
def test_a_pass_runs_over_articles_in_its_languages(languages: tuple[str, ...] | None, asked: str) -> None:
    reading = asking(Pass("visits", window=0, max_tokens=9, languages=languages))
    articles = {"e": NEWS, "f": FRENCH, "g": GERMAN}
    assert "".join(letter for letter, text in articles.items() if plan(document(text), reading)) == asked


def test_closed_choices_are_the_people_and_states_of_the_article() -> None:
    (question,) = plan(document(), asking(Pass("visits", window=0, max_tokens=9), closed=True))
    visit = {"words": "flew to Doha", "visitor": "Rui Machado", "host": "Qatar", "when": "", "status": "completed"}
    assert question.answer.model_validate({"visits": [visit]})
    with pytest.raises(ValidationError):
        question.answer.model_validate({"visits": [visit | {"host": "Japan"}]})


def test_open_choices_take_what_a_model_writes() -> None:
    (question,) = plan(document(), asking(Pass("visits", window=0, max_tokens=9)))
    visit = {"words": "flew to Doha", "visitor": "Anyone", "host": "Japan", "when": "", "status": "completed"}
    assert question.answer.model_validate({"visits": [visit]})


def test_sentences_asked_about_are_numbered_and_on_one_line() -> None:
    question = plan(document(), asking(Pass("claims", window=0, max_tokens=9)))[0]
    lines = question.values["passage"].splitlines()
    assert [line.split(":")[0] for line in lines] == [f"s{i}" for i in range(1, len(question.sentences) + 1)]


def test_names_are_asked_about_in_small_groups() -> None:
    names = [f"Ana {surname}o" for surname in ("Abre", "Brit", "Cost", "Duart", "Fari", "Gom", "Hort", "Inaci", "Jard")]
    text = " ".join(f"{name} was in the room with the others of the group." for name in names)
    groups = [q.values["names"].split("; ") for q in plan(document(text), LOCAL) if q.task == "people"]
    assert [name for group in groups for name in group] == names
    assert max(map(len, groups)) <= 8


def test_the_fence_depends_on_the_article() -> None:
    fences = {plan(document(text), LARGE)[0].values["fence"] for text in (NEWS, NEWS + " It is so.")}
    assert len(fences) == 2
    assert all(fence not in NEWS for fence in fences)


@settings(max_examples=20)
@given(st.integers(20, 400), st.lists(st.integers(1, 6), min_size=1, max_size=6))
def test_windows_hold_every_sentence_once_and_keep_to_their_size(size: int, lengths: list[int]) -> None:
    text = "\n\n".join(" ".join(["It was the day of the fair."] * length) for length in lengths)
    read = document(text)
    questions = plan(read, asking(Pass("claims", window=size, max_tokens=9)))
    asked = [sentence.index for question in questions for sentence in question.sentences]
    assert asked == list(range(len(read.sentences)))
    for question in questions:
        assert len(question.sentences) == 1 or question.sentences[-1].end - question.sentences[0].start <= size


def test_an_overview_is_made_from_the_top_of_the_article() -> None:
    (question,) = plan(document(), replace(asking(Pass("overview", window=100, max_tokens=9))))
    assert question.where == "paragraph 1"
