"""The examples, the code of the documentation and the benchmarks run, on the recorded answers of the real model."""

from __future__ import annotations

import ast
import re
import runpy
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

import communique
import record
from communique import StoreError

ROOT = Path(__file__).parents[1]
CASSETTE = ROOT / "cassettes" / "seed.yaml"
(SEED,) = (ROOT / "seeds").glob("*.txt")
BLOCK = re.compile(r"^```python( needs-model)?\n(.*?)^```", re.MULTILINE | re.DOTALL)
"""A block of code in a document; ``needs-model`` marks what asks a model that no cassette stands for."""


def blocks(file: Path) -> list[tuple[str, bool]]:
    """The code of each block of a document, and whether it can run here."""
    return [(code, not needs_model) for needs_model, code in BLOCK.findall(file.read_text("utf-8"))]


@pytest.fixture(scope="module")
def summary() -> communique.ArticleSummary:
    with communique.replay(CASSETTE):
        return communique.summarise_article(SEED.read_text("utf-8"), model="local")


@pytest.fixture
def at_root(monkeypatch) -> Iterator[None]:
    monkeypatch.chdir(ROOT)
    yield


# --- the recordings ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", record.CASSETTES)
def test_a_cassette_answers_just_the_questions_that_are_asked_today(name):
    try:
        with (
            communique.replay(ROOT / "cassettes" / f"{name}.yaml"),
            communique.summarise_many(record.articles(name), model="local") as batch,
        ):
            outcomes = list(batch)
    except StoreError as error:
        pytest.fail(f"cassettes/{name}.yaml is stale, make record: {error}")
    assert [outcome.message for outcome in outcomes if isinstance(outcome, communique.Failure)] == []
    assert len(outcomes) == {"seed": 1, "gold": 20}[name]


# --- the seed article, from the article to its records -----------------------------------------------------------


def test_the_seed_article_yields_its_visits_officials_and_claims(summary):
    assert summary.published == "2025-03-27"
    assert {"Andrey Rudenko", "Kim Jong-un", "Sergey Lavrov", "Dmitry Peskov", "Vladimir Putin"} <= {
        official.name for official in summary.officials
    }
    assert len(summary.visits) >= 5
    assert {claim.speaker for claim in summary.claims} >= {"Andrey Rudenko", "Dmitry Peskov"}


def test_the_planned_visit_is_that_of_the_guest_and_not_of_the_speaker(summary):
    (visit,) = (visit for visit in summary.visits if visit.status == "planned")
    assert (visit.visitors, visit.host_country) == (("Kim Jong-un",), "RU")
    assert visit.when is not None
    assert visit.when.edtf == "[2025-03-27..2025-12-31]"


def test_every_span_stands_in_the_article_as_given(summary):
    text = SEED.read_text("utf-8")
    records = (*summary.officials, *summary.visits, *summary.claims)
    assert [span for record in records for span in record.evidence if text[span.start : span.end] != span.text] == []


def test_a_summary_survives_its_json(summary):
    assert communique.ArticleSummary.model_validate_json(summary.model_dump_json()) == summary


def test_a_prompt_changed_by_one_word_is_noticed(tmp_path):
    shipped = ROOT / "prompts" / "overview.md"
    (tmp_path / shipped.name).write_text(shipped.read_text("utf-8").replace("diplomatic", "foreign", 1), "utf-8")
    with pytest.raises(StoreError, match="holds no answer to this question"), communique.replay(CASSETTE):
        communique.summarise_article(SEED.read_text("utf-8"), model="local", prompts=tmp_path)


# --- what a reader would run -------------------------------------------------------------------------------------


def test_the_example_script_is_short_and_prints_what_it_found(monkeypatch, capsys):
    script = ROOT / "examples" / "summarise.py"
    assert len(script.read_text("utf-8").splitlines()) <= 20
    monkeypatch.setattr(sys, "argv", [str(script), str(SEED), "local"])
    with communique.replay(CASSETTE):
        runpy.run_path(str(script), run_name="__main__")
    printed = capsys.readouterr().out
    assert "visit: Kim Jong-un to RU: planned, later this year" in printed
    assert "claim: Andrey Rudenko (asserted): " in printed


def executed(name: str, monkeypatch, tmp_path) -> dict[str, list]:
    """The outputs of each cell of a notebook, by the cell's id."""
    for variable in ("IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR", "MPLCONFIGDIR"):
        monkeypatch.setenv(variable, str(tmp_path / variable))
    notebook = nbformat.read(ROOT / "examples" / f"{name}.ipynb", as_version=4)
    assert not [cell for cell in notebook.cells if cell.get("outputs")], "outputs are not committed"
    NotebookClient(notebook, timeout=50, resources={"metadata": {"path": str(ROOT / "examples")}}).execute()
    return {cell.id: cell.outputs for cell in notebook.cells if cell.cell_type == "code"}


@pytest.mark.filterwarnings("default")  # those of Jupyter are not ours
def test_the_notebook_of_one_article_runs_from_the_recording(monkeypatch, tmp_path):
    outputs = executed("quickstart", monkeypatch, tmp_path)
    assert "text/html" in outputs["show"][0].data
    assert outputs["record"][0].text.startswith("Kim Jong-un to RU\nstatus:     planned\n")
    assert "all of them in the article" in outputs["evidence"][0].text
    assert re.search(r"two weeks ago +2025-03-13~ .*\n(?:.*\n)*when the time is ripe +None", outputs["dates"][0].text)
    assert "image/png" in outputs["timeline"][0].data
    assert "[2025-03-27..2025-12-31]" in outputs["table"][0].data["text/html"]
    assert "asserted" in outputs["claims"][0].data["text/html"]
    assert "dropped" in outputs["dropped"][0].text


@pytest.mark.filterwarnings("default")
def test_the_notebook_of_twenty_articles_runs_from_the_recording(monkeypatch, tmp_path):
    outputs = executed("many", monkeypatch, tmp_path)
    assert "20 summaries, 0 failures" in outputs["summarise"][-1].text
    assert "text/html" in outputs["table"][0].data
    assert "image/png" in outputs["timeline"][0].data
    assert "host_country" in outputs["matrix"][0].data["text/html"]
    assert outputs["report"][0].text.startswith("twenty-articles.html: ")


DOCUMENTS = [
    file.relative_to(ROOT) for file in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))) if blocks(file)
]


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_the_code_in_a_document_runs(document, at_root):
    code = blocks(document)
    for source, _ in code:
        compile(source, str(document), "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    runnable = "\n".join(source for source, runs in code if runs)
    if 'summarise_article(text, model="local")' not in runnable:
        exec(runnable, {})
        return
    with communique.replay(CASSETTE):
        exec(runnable, {})


@pytest.mark.parametrize(("name", "lines"), [("import_time", 5), ("own_time", 5)])
def test_a_benchmark_prints_its_figures(name, lines, tmp_path, capsys):
    for file in (ROOT / "benchmarks" / "gold").glob("news-01.*"):
        shutil.copy(file, tmp_path)
    main = runpy.run_path(str(ROOT / "benchmarks" / f"{name}.py"))["main"]
    assert main(["1", str(tmp_path)]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) == lines
    assert all(re.search(r" [\d.]+ ms", line) for line in printed)
