"""The command line: what goes to which stream, with which exit code, and what one failure does to the rest."""

import hashlib
import json
import os
import re
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

from communique import errors
from communique.cli import app
from communique.model import weights
from communique.progress import Progress
from communique.records import ArticleSummary, EvidenceSpan, Official, Provenance, SourceText

TEXT = "Foreign Minister Ana Ruiz flew to Oslo on Monday.\n"


def summary_of(text: str, published: str | None = None, headline: str = "Ana Ruiz flew to Oslo.") -> ArticleSummary:
    """A summary with one official, whose evidence is the first line of the text."""
    line = text.split("\n")[0] or "?"
    return ArticleSummary(
        headline=headline,
        summary="She went on Monday.",
        published=published,
        officials=(
            Official(
                id="o1",
                name="Ana Ruiz",
                role="Foreign Minister",
                country=None,
                organisation=None,
                evidence=(EvidenceSpan(start=0, end=len(line), text=line),),
                confidence="high",
            ),
        ),
        visits=(),
        claims=(),
        dropped=(),
        warnings=(),
        article=SourceText(
            sha256=hashlib.sha256(text.encode()).hexdigest(), characters=len(text), published_source="none", text=text
        ),
        provenance=Provenance(
            model="fake",
            model_sha256=None,
            profile="small",
            prompts={},
            prompts_sha256="0",
            communique="9.9",
            calls=1,
            prompt_tokens=10,
            completion_tokens=5,
            seconds=0.1,
        ),
    )


class FakeSummariser:
    """Stands in for ``Summariser``: remembers how it was opened and what it was asked; raises what a text asks for."""

    def __init__(self) -> None:
        self.opened: list[dict[str, object]] = []
        self.asked: list[tuple[str, str | None]] = []
        self.raises: dict[str, BaseException] = {}
        self.headline = "Ana Ruiz flew to Oslo."
        self.closed = 0

    @contextmanager
    def __call__(self, model, *, base_url, profile, prompts, progress):
        self.opened.append({"model": model, "base_url": base_url, "profile": profile, "prompts": prompts})
        self.report = progress
        try:
            yield self
        finally:
            self.closed += 1

    def summarise(self, text, *, published=None):
        self.asked.append((text, published))
        self.report(Progress("claims", 1, 2, 30, 0.1))
        if text in self.raises:
            raise self.raises[text]
        return summary_of(text, published, self.headline)


@pytest.fixture
def fake():
    return FakeSummariser()


@pytest.fixture
def run(fake, tmp_path, monkeypatch):
    """Run the command line in an empty folder with the fake summariser."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COMMUNIQUE_CACHE", str(tmp_path / "cache"))

    def invoke(*args: str | Path, stdin: bytes | None = None, **environment: str):
        return CliRunner(env=environment).invoke(app, [str(arg) for arg in args], obj=fake, input=stdin)

    return invoke


def article(name: str, text: str = TEXT) -> Path:
    path = Path(name)
    path.write_bytes(text.encode())
    return path


# --- Exporting ---------------------------------------------------------------------------------------------------


def test_summaries_are_exported_and_the_files_named(run):
    assert run("summarise", article("a.txt"), article("b.txt"), "--out", "s").exit_code == 0
    Path("s", "broken.json").write_text("{}")
    result = run("export", "s", "--to", "csv", "--out", "t")
    assert result.exit_code == 0
    assert {Path(line).name for line in result.stdout.splitlines()} == {file.name for file in Path("t").iterdir()}
    assert result.stderr == "communique: summaries: 2; articles without one: 1\n"
    assert "a,,o1,Ana Ruiz,,Foreign Minister" in Path("t", "officials.csv").read_text()


def test_an_export_overwrites_only_when_asked(run):
    run("summarise", article("a.txt"), "--out", "s")
    assert run("export", "s/a.json", "--to", "jsonld", "--out", "t").exit_code == 0
    again = run("export", "s/a.json", "--to", "jsonld", "--out", "t")
    assert again.exit_code == 3
    assert re.fullmatch(r"communique: .*is there already.*\n", again.stderr)
    assert run("export", "s/a.json", "--to", "jsonld", "--out", "t", "--force").exit_code == 0


def test_what_is_no_store_cannot_be_exported(run):
    assert run("export", "gone", "--to", "csv", "--out", "t").exit_code == 3
    assert run("export", article("a.txt"), "--to", "csv", "--out", "t").exit_code == 3
    assert run("export", "gone", "--to", "docx", "--out", "t").exit_code == 2
    assert not Path("t").exists()


def test_a_report_is_written_of_folders_and_files_together_and_named(run):
    run("summarise", article("a.txt"), article("b.txt"), "--out", "s")
    run("summarise", article("c.txt"), "--out", "t")
    Path("s", "broken.json").write_text("{}")
    result = run("report", "s", "t/c.json", "--out", "r.html", "--title", "March")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "r.html\n", "")
    page = Path("r.html").read_text("utf-8")
    assert "<title>March</title>" in page
    assert all(f'id="a{number}"' in page for number in (1, 2, 4))  # the third has no summary
    assert "broken" in page


def test_a_report_replaces_a_report_but_never_its_source(run):
    run("summarise", article("a.txt"), "--out", "s")
    assert run("report", "s").stdout == run("report", "s").stdout == "report.html\n"
    before = Path("s", "a.json").read_bytes()
    refused = run("report", "s/a.json", "--out", "s/a.json")
    assert refused.exit_code == 2
    assert "is one of the sources" in refused.stderr
    assert Path("s", "a.json").read_bytes() == before
    assert run("report", "gone").exit_code == 3
    assert run("report", "s", "--out", "no/r.html").exit_code == 3


def test_the_schema_is_printed(run):
    assert json.loads(run("schema").stdout)["title"] == "ArticleSummary"


# --- What is shown and written -------------------------------------------------------------------------------------


def test_an_article_is_shown_as_a_page(run):
    result = run("summarise", article("a.txt"))
    assert result.exit_code == 0
    assert "Ana Ruiz flew to Oslo." in result.stdout
    assert "Officials · 1" in result.stdout
    assert TEXT.strip() in result.stdout
    assert result.stderr == ""


def test_several_articles_are_shown_one_after_the_other_by_one_summariser(run, fake):
    result = run("summarise", article("a.txt", "One sentence here.\n"), article("b.txt", "Another one here.\n"))
    assert result.exit_code == 0
    assert result.stdout.index("One sentence here.") < result.stdout.index("Another one here.")
    assert (len(fake.opened), fake.closed) == (1, 1)


def test_json_is_the_contract(run):
    result = run("summarise", article("a.txt"), "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == summary_of(TEXT).model_dump(mode="json")


def test_json_is_utf_8_whatever_the_terminal_speaks(fake, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = CliRunner(charset="ascii").invoke(
        app, ["summarise", str(article("a.txt", "Zoë Łuk arrived.")), "--json"], obj=fake
    )
    assert json.loads(result.stdout_bytes)["article"]["text"] == "Zoë Łuk arrived."


def test_a_page_survives_a_terminal_that_lacks_its_characters(fake, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = CliRunner(charset="ascii").invoke(app, ["summarise", str(article("a.txt", "Zoë Łuk arrived."))], obj=fake)
    assert result.exit_code == 0
    assert b"Zo? ?uk arrived." in result.stdout_bytes


@pytest.mark.parametrize("text", ["a first\r\nand second line", "\ufeffwith a mark", " leading space\rold Mac\n\n"])
def test_the_article_is_passed_on_exactly_as_it_stands(run, fake, text):
    run("summarise", article("a.txt", text))
    run("summarise", "-", stdin=text.encode())
    assert [asked for asked, _ in fake.asked] == [text, text]


def test_standard_input_is_read_and_written_as_stdin_json(run):
    assert run("summarise", "-", "--out", "out", stdin=TEXT.encode()).exit_code == 0
    assert json.loads(Path("out/stdin.json").read_bytes()) == summary_of(TEXT).model_dump(mode="json")


def test_each_article_gets_its_json_in_the_folder_and_standard_output_stays_empty(run):
    result = run("summarise", article("a.txt"), article("b.news.txt", "Other words stand here."), "--out", "deep/out")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert sorted(path.name for path in Path("deep/out").iterdir()) == ["a.json", "b.news.json"]
    assert json.loads(Path("deep/out/b.news.json").read_bytes())["article"]["text"] == "Other words stand here."


def test_the_options_reach_the_summariser(run, fake):
    options = ("--model", "m", "--base-url", "http://127.0.0.1:1/v1", "--profile", "p", "--prompts", "d")
    run("summarise", article("a.txt"), *options, "--published", "2026-05")
    expected = {"model": "m", "base_url": "http://127.0.0.1:1/v1", "profile": "p", "prompts": Path("d")}
    assert fake.opened == [expected]
    assert fake.asked == [(TEXT, "2026-05")]


def test_a_narrow_terminal_gets_narrow_lines(run):
    result = run("summarise", article("a.txt"), COLUMNS="40")
    assert max(map(len, result.stdout.splitlines())) <= 40


def test_nothing_an_article_a_model_or_a_file_name_holds_speaks_to_the_terminal(run, fake):
    fake.headline = "red \x1b[31mred \x9b31m"
    fake.raises["bad"] = errors.RefusedError("no\x1b[31m\nway")
    result = run("summarise", article("a\x1b[31m.txt"), article("b\x1b[0m.txt", "bad"))
    assert "\x1b" not in result.output
    assert "\x9b" not in result.output
    assert result.stderr == "communique: b[0m.txt: no[31m way\n"


# --- What is refused before any call -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["-", "-"],
        ["a.txt", "-", "--json"],
        ["a.txt", "--json", "--out", "out"],
        ["a.txt", "sub/a.txt", "--out", "out"],
        ["a.txt", "A.text", "--out", "out"],
        ["a.txt", "--out", "old"],
        ["a.txt", "--nonsense"],
    ],
)
def test_a_call_that_contradicts_itself_ends_with_2_and_asks_nobody(run, fake, arguments):
    for folder in ("sub", "old"):
        Path(folder).mkdir()
    for name in ("a.txt", "sub/a.txt", "A.text", "old/a.json"):
        article(name)
    result = run("summarise", *arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr
    assert fake.opened == []
    assert Path("old/a.json").read_text() == TEXT
    assert not Path("out").exists()


def test_force_overwrites(run):
    Path("out").mkdir()
    Path("out/a.json").write_text("old")
    assert run("summarise", article("a.txt"), "--out", "out", "--force").exit_code == 0
    assert json.loads(Path("out/a.json").read_bytes())["headline"] == "Ana Ruiz flew to Oslo."


@pytest.mark.parametrize(("name", "content"), [("missing", None), ("latin1", b"Jos\xe9 spoke"), ("folder", None)])
def test_a_file_that_cannot_be_read_ends_with_2_and_one_line(run, fake, name, content):
    Path("folder").mkdir()
    if content:
        Path(name).write_bytes(content)
    result = run("summarise", name)
    assert result.exit_code == 2
    assert fake.asked == []
    assert result.stderr.startswith(f"communique: {name}: it ")
    assert result.stderr.count("\n") == 1


# --- What goes wrong -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "code", "goes_on"),
    [
        (errors.ArticleError("x"), 2, True),
        (errors.TruncatedError("x"), 1, True),
        (errors.RefusedError("x"), 1, True),
        (errors.InvalidOutputError("x"), 1, True),
        (errors.ServerError("x"), 1, True),
        (errors.DeadlineError("x"), 1, True),
        (errors.TooLongError("x"), 1, True),
        (errors.RateLimitedError("x"), 1, True),
        (errors.NetworkError("x"), 3, True),
        (errors.BadRequestError("x"), 3, True),
        (errors.AuthError("x"), 3, False),
        (errors.QuotaError("x"), 3, False),
        (errors.BudgetError("x"), 3, False),
        (errors.ConfigurationError("x"), 3, False),
        (errors.PromptError("x"), 3, False),
        (errors.WeightsError("x"), 3, False),
    ],
    ids=lambda value: value.kind if isinstance(value, errors.CommuniqueError) else None,
)
def test_one_article_that_fails_costs_the_others_only_where_they_would_fail_alike(run, fake, error, code, goes_on):
    fake.raises["bad"] = error
    result = run("summarise", article("bad.txt", "bad"), article("good.txt"), "--out", "out")
    assert result.exit_code == code
    assert result.stderr.splitlines()[0] == f"communique: bad.txt: {error}"
    assert Path("out/good.json").exists() is goes_on
    assert ("1 more not tried" in result.stderr) is not goes_on
    assert fake.closed == 1


def test_of_several_failures_the_highest_code_counts(run, fake):
    fake.raises["bad"] = errors.TruncatedError("x")
    result = run("summarise", "missing.txt", article("bad.txt", "bad"), article("good.txt"))
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 2
    assert "Ana Ruiz" in result.stdout


def test_an_error_is_one_line_with_its_hint_and_no_traceback(run, fake):
    fake.raises[TEXT] = errors.ServerError("the server\nfell over", hint="try later")
    result = run("summarise", article("a.txt"))
    assert result.stderr == "communique: a.txt: the server fell over (try later)\n"


def test_debug_shows_the_traceback_without_secrets(run, fake):
    error = errors.ServerError("it fell over")
    error.__cause__ = ValueError("Authorization was Bearer sk-CANARY0123456789")
    fake.raises[TEXT] = error
    result = run("summarise", article("a.txt"), "--debug")
    assert "Traceback" in result.stderr
    assert "Authorization was" in result.stderr
    assert "CANARY" not in result.output


def test_a_summariser_that_cannot_be_made_ends_with_3(run):
    def refuse(model, **settings):
        del model, settings
        raise errors.ConfigurationError("no such profile", hint="one of a, b")

    result = CliRunner().invoke(app, ["summarise", str(article("a.txt"))], obj=refuse)
    assert result.exit_code == 3
    assert result.stderr == "communique: no such profile (one of a, b)\n"


def test_an_interrupt_ends_quietly_with_130_and_keeps_what_is_done(run, fake):
    fake.raises["stop"] = KeyboardInterrupt()
    result = run(
        "summarise", article("a.txt"), article("b.txt", "stop"), article("c.txt", "not reached"), "--out", "out"
    )
    assert result.exit_code == 130
    assert "Traceback" not in result.stderr
    assert [path.name for path in Path("out").iterdir()] == ["a.json"]
    assert fake.closed == 1


def test_a_file_that_cannot_be_written_leaves_nothing_behind_and_ends_with_3(run, monkeypatch):
    def full(self, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    result = run("summarise", article("a.txt"), "--out", "out")
    assert result.exit_code == 3
    assert "No space left on device" in result.stderr
    assert list(Path("out").iterdir()) == []


def test_a_folder_that_cannot_be_made_ends_with_3(run, fake):
    article("out")
    assert run("summarise", article("a.txt"), "--out", "out/deep").exit_code == 3
    assert fake.opened == []


# --- The other commands --------------------------------------------------------------------------------------------


def test_pull_prints_where_the_weights_lie(run, monkeypatch):
    asked = []

    def pull(file, *, progress):
        asked.append(file)
        progress(1, 2)
        return Path("/models/weights.gguf")

    monkeypatch.setattr(weights, "pull", pull)
    result = run("pull")
    assert (result.exit_code, result.stdout, asked) == (0, "/models/weights.gguf\n", [weights.QWEN_1_5B])


def test_pull_without_a_source_ends_with_3(run, monkeypatch):
    def pull(file, *, progress):
        raise errors.WeightsError("nobody has them", hint="go online")

    monkeypatch.setattr(weights, "pull", pull)
    result = run("pull")
    assert (result.exit_code, result.stderr) == (3, "communique: nobody has them (go online)\n")


@pytest.mark.parametrize(
    ("environment", "chosen"),
    [
        ({"COMMUNIQUE_MODEL": "ollama/x", "OPENAI_API_KEY": "k"}, "ollama/x"),
        ({"COMMUNIQUE_MODEL": "", "OPENAI_API_KEY": "k"}, "openai/"),
        ({"COMMUNIQUE_MODEL": "", "OPENAI_API_KEY": ""}, "local"),
    ],
)
def test_models_says_which_model_is_used_when_none_is_named(run, environment, chosen):
    assert f"When none is named: {chosen}" in run("models", **environment).stdout


@pytest.mark.parametrize("there", [None, Path("/models/weights.gguf")])
def test_models_says_whether_the_local_model_is_there(run, monkeypatch, there):
    monkeypatch.setattr(weights, "find", lambda file: there)
    shown = run("models").stdout
    assert "1,117 MB" in shown
    assert (f"here: {there}" in shown) is (there is not None)
    assert ("communique pull" in shown) is (there is None)
    assert "large" in shown
    assert "whole article" in shown


def corpus(folder: str, **texts: str) -> Path:
    """A corpus whose gold says what the fake summariser says."""
    Path(folder).mkdir()
    for name, text in texts.items():
        article(f"{folder}/{name}.txt", text)
        gold = summary_of(text).model_dump(mode="json", include={"headline", "summary", "published", "officials"})
        Path(f"{folder}/{name}.json").write_text(json.dumps(gold | {"visits": [], "claims": []}))
    return Path(folder)


def test_evaluate_scores_what_it_summarises(run, fake):
    result = run("evaluate", corpus("gold", a=TEXT, b="Olav Lund spoke."), "--model", "m")
    assert result.exit_code == 0
    assert "officials" in result.stdout
    assert "1.000" in result.stdout
    assert [text for text, _ in fake.asked] == [TEXT, "Olav Lund spoke."]
    assert fake.opened[0]["model"] == "m"


def test_evaluate_does_not_make_again_what_lies_in_the_folder(run, fake):
    folder = corpus("gold", a=TEXT, b="Olav Lund spoke.")
    first = run("evaluate", folder, "--out", "kept")
    Path("kept/b.json").unlink()
    again = run("evaluate", folder, "--out", "kept")
    assert [text for text, _ in fake.asked] == [TEXT, "Olav Lund spoke.", "Olav Lund spoke."]
    whole = run("evaluate", folder, "--out", "kept")
    assert len(fake.opened) == 2
    assert first.stdout == again.stdout == whole.stdout


def test_evaluate_compares_with_a_baseline_and_writes_a_page(run):
    folder = corpus("gold", a=TEXT)
    run("evaluate", folder, "--out", "old")
    result = run("evaluate", folder, "--baseline", "old", "--page", "page.html")
    assert result.exit_code == 0
    assert "baseline" in result.stdout
    assert "</html>" in Path("page.html").read_text()


def test_evaluate_scores_the_rest_where_an_article_fails(run, fake):
    fake.raises["bad"] = errors.TruncatedError("x")
    result = run("evaluate", corpus("gold", a=TEXT, b="bad"))
    assert result.exit_code == 1
    assert result.stderr.splitlines() == ["a: done, 1 of 2", f"communique: b: {errors.TruncatedError('x')}"]
    assert "officials" in result.stdout


def test_evaluate_refuses_to_take_the_gold_for_summaries(run, fake):
    folder = corpus("gold", a=TEXT)
    result = run("evaluate", folder, "--out", "gold")
    assert (result.exit_code, fake.opened) == (2, [])
    assert result.stderr.count("\n") == 1


def test_evaluate_without_a_corpus_ends_with_2(run, fake):
    assert run("evaluate", "nowhere").exit_code == 2
    assert fake.opened == []


# --- The whole -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [[], ["summarise"], ["pull"], ["evaluate"]])
def test_the_help_of_every_command_lists_the_exit_codes(run, command):
    shown = run(*command, "--help").stdout
    assert all(f"  {code} " in shown for code in (0, 1, 2, 3, 130))


def test_the_documentation_lists_the_same_exit_codes(run):
    page = (Path(__file__).parents[1] / "docs" / "command-line.md").read_text("utf-8")
    listed = re.findall(r"^ +(\d+) +(\S.*)$", run("--help").stdout, re.MULTILINE)
    assert [code for code, _ in listed] == ["0", "1", "2", "3", "130"]
    assert all(f"| {code} | {meaning} |" in page for code, meaning in listed)


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False, env=os.environ)


def test_python_m_communique_is_the_command_line():
    done = python("-m", "communique", "--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("communique ")


def test_importing_the_library_does_not_import_the_command_line_or_what_it_needs():
    done = python("-c", "import communique, sys; print({'rich', 'typer', 'communique.cli', 'jinja2'} & {*sys.modules})")
    assert done.stdout == "set()\n"
