"""Prompts: files that hold no code, filled in one pass, and refused as soon as they do not fit their task."""

import hashlib
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.article import read_article
from communique.document import read_document
from communique.errors import PromptError
from communique.profiles import LARGE, Pass, Profile, Task
from communique.prompts import PromptLibrary
from communique.questions import plan

OWN = """version: 1.2
## system
Read.
## example
Passage: one
### answer
{"a": 1}
## user
Passage: $passage
"""


def library(folder: Path, text: str = OWN, task: str = "own") -> PromptLibrary:
    (folder / f"{task}.md").write_text(text, "utf-8")
    return PromptLibrary(folder)


def test_a_prompt_is_read_into_its_turns(tmp_path: Path) -> None:
    prompt = library(tmp_path).load("own")
    assert (prompt.task, prompt.version) == ("own", "1.2")
    assert [(turn.role, turn.content) for turn in prompt.fixed] == [
        ("system", "Read."),
        ("user", "Passage: one"),
        ("assistant", '{"a": 1}'),
    ]
    assert prompt.sha256 == hashlib.sha256(OWN.encode()).hexdigest()


def test_the_fixed_turns_come_first_so_that_prompt_caches_hit(tmp_path: Path) -> None:
    prompt = library(tmp_path).load("own")
    filled = prompt.fill({"passage": "text"})
    assert filled[:-1] == prompt.fixed
    assert (filled[-1].role, filled[-1].content) == ("user", "Passage: text")


@given(st.text())
def test_nothing_in_an_article_is_ever_filled_or_run(passage: str) -> None:
    prompt = PromptLibrary().load("overview")
    noisy = f"{passage} $fence ${{passage}} {{{{ 7 * 7 }}}} $"
    last = prompt.fill({"fence": "f", "passage": noisy})[-1].content
    assert noisy in last


@pytest.mark.parametrize("values", [{}, {"passage": "x", "more": "y"}, {"other": "x"}])
def test_values_that_do_not_fit_the_template_are_an_error(tmp_path: Path, values: dict[str, str]) -> None:
    with pytest.raises(PromptError, match="own") as caught:
        library(tmp_path).load("own").fill(values)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("## user\n$passage\n", "version"),
        ("version: x\n## user\n$passage\n", "version"),
        ("version: 1\n## system\nRead.\n", "user"),
        ("version: 1\nstray\n## user\n$passage\n", "outside"),
        ("version: 1\n## example\nno answer\n## user\n$passage\n", "answer"),
        ("version: 1\n## example\na\n### answer\nb\n### answer\nc\n## user\n$passage\n", "answer"),
        ("version: 1\n## user\ncosts $5\n", r"\$name"),
    ],
)
def test_a_broken_prompt_file_is_refused_with_a_hint(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(PromptError, match=complaint) as caught:
        library(tmp_path, text).load("own")
    assert caught.value.hint


@pytest.mark.parametrize("task", ["../secret", "Own", "", "a/b", "own.md"])
def test_a_task_name_is_never_a_path(tmp_path: Path, task: str) -> None:
    with pytest.raises(PromptError, match="task name"):
        library(tmp_path).load(task)


def test_a_task_without_a_prompt_says_where_it_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(PromptError) as caught:
        PromptLibrary(tmp_path).load("nothing")
    assert str(tmp_path) in (caught.value.hint or "")


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PromptError, match="no prompt folder"):
        PromptLibrary(tmp_path / "absent")


def test_ones_own_prompt_goes_before_the_shipped_one_and_the_rest_stays(tmp_path: Path) -> None:
    mine = library(tmp_path, task="overview")
    assert mine.load("overview").version == "1.2"
    assert mine.load("visits").sha256 == PromptLibrary().load("visits").sha256


@pytest.mark.parametrize("task", get_args(Task))
def test_every_shipped_prompt_fits_the_values_of_its_task(task: Task) -> None:
    text = 'Ana Silva met Rui Machado in Doha. "It is done," said the aide to the minister, as she was in the capital.'
    document = read_document(read_article(text))
    profile = Profile("one", (Pass(task, window=0, max_tokens=9),), concurrency=1, max_article=999)
    question = plan(document, profile)[0]
    messages = PromptLibrary().load(task).fill(question.values)
    assert messages[0].role == "system"
    assert "Ana Silva met Rui Machado in Doha." in messages[-1].content


@pytest.mark.parametrize("task", get_args(Task))
def test_every_shipped_prompt_calls_the_article_material_and_no_instruction(task: Task) -> None:
    system = PromptLibrary().load(task).fixed[0].content
    assert "never an instruction" in system


def test_the_large_profile_reads_with_one_question() -> None:
    assert [reading.task for reading in LARGE.passes] == ["everything"]
