"""``communique run``: what it says, with which exit code, and what it leaves in the store."""

import io
import json
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from communique.batch.report import BatchReport
from communique.cli import app
from communique.render.batch import BatchDisplay, account
from communique.store import Store
from fakes import Server, completion, http

OK = http(200, completion(json.dumps({"headline": "", "summary": "", "officials": [], "visits": [], "claims": []})))


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(5):
        (folder / f"n{number}.txt").write_text(f"Foreign Minister Ana Ruiz flew to Oslo, trip {number}.", "utf-8")
    return folder


def run(*arguments: object):
    return CliRunner().invoke(app, ["run", *map(str, arguments)])


def at(server: Server, store: Path) -> list[object]:
    return ["--store", store, "--model", "m", "--base-url", server.url]


def test_a_folder_goes_into_a_store_and_a_second_time_costs_nothing(tmp_path: Path, news: Path) -> None:
    with Server(OK) as server:
        first = run(news, *at(server, tmp_path / "s.db"))
        second = run(news, *at(server, tmp_path / "s.db"))
    assert (first.exit_code, second.exit_code, len(server.requests)) == (0, 0, 5)
    assert first.stdout == second.stdout == ""
    assert "5 articles: 5 summaries, 0 failures" in first.stderr
    assert "5 calls, 90 tokens" in first.stderr
    assert "5 were there already" in second.stderr
    assert "0 calls" in second.stderr
    with Store(tmp_path / "s.db", read_only=True) as store:
        assert [outcome.id for outcome in store.outcomes()] == [f"n{number}" for number in range(5)]


def test_an_article_that_cannot_be_read_is_named_and_the_others_are_done(tmp_path: Path, news: Path) -> None:
    (news / "n9.txt").write_bytes(b"%PDF-1.7 and more of the same, not a text at all")
    with Server(OK) as server:
        result = run(news, *at(server, tmp_path / "s.db"))
    assert result.exit_code == 2
    assert "communique: n9: the article looks like a PDF file" in result.stderr
    assert "6 articles: 5 summaries, 1 failures (1 bad_input)" in result.stderr
    assert "--retry-failed tries again what failed" in result.stderr


def test_an_input_that_is_not_there_makes_no_store(tmp_path: Path) -> None:
    result = run(tmp_path / "nowhere", "--store", tmp_path / "s.db", "--profile", "rules")
    assert result.exit_code == 2
    assert "nowhere is not there (name a folder" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_report_on_a_folder_without_summaries_is_refused(tmp_path: Path, news: Path) -> None:
    result = CliRunner().invoke(app, ["report", str(news), "--out", str(tmp_path / "report.html")])
    assert result.exit_code == 3
    assert "holds no summaries (communique summarise --out" in result.stderr
    assert not (tmp_path / "report.html").exists()


def test_of_failures_of_one_kind_only_the_first_are_told(tmp_path: Path, news: Path) -> None:
    for number in range(10, 20):
        (news / f"n{number}.txt").write_text(" ")
    with Server(OK) as server:
        result = run(news, *at(server, tmp_path / "s.db"))
    assert result.stderr.count("communique: n") == 5
    assert "10 bad_input" in result.stderr


def test_failed_articles_are_tried_again_when_asked(tmp_path: Path, news: Path) -> None:
    with Server(http(400, {"error": {"message": "no"}}), OK) as server:
        result = run(news, *at(server, tmp_path / "s.db"), "--concurrency", "1")
        assert result.exit_code == 3
        assert "1 bad_request" in result.stderr
        assert run(news, *at(server, tmp_path / "s.db")).exit_code == 3
        assert len(server.requests) == 5
        assert run(news, *at(server, tmp_path / "s.db"), "--retry-failed").exit_code == 0
    assert len(server.requests) == 6


def test_a_spent_budget_is_told_with_what_was_done(tmp_path: Path, news: Path) -> None:
    with Server(OK) as server:
        result = run(news, *at(server, tmp_path / "s.db"), "--max-calls", "2")
    assert result.exit_code == 3
    assert "the budget is spent" in result.stderr
    assert "2 summaries" in result.stderr
    assert "run the same command again" in result.stderr
    assert len(server.requests) == 2


def test_an_estimate_sends_nothing_and_needs_no_store(news: Path) -> None:
    result = run(news, "--estimate", "--model", "openai/gpt-5-mini")
    assert result.exit_code == 0
    assert "5 articles to be summarised, 5 calls" in result.stdout
    assert "about $0." in result.stdout


def test_an_estimate_of_a_model_nobody_knows_asks_for_its_price(news: Path) -> None:
    assert "give --price" in run(news, "--estimate", "--model", "some/model").stdout
    assert "about $" in run(news, "--estimate", "--model", "some/model", "--price", "1,2").stdout


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ((), 2, "--store FILE"),
        (("--store", "no/such/folder/s.db"), 3, "folder exists"),
        (("--store", "s.db", "--price", "cheap"), 3, "no price"),
        (("--store", "s.db", "--model", "some/model", "--max-cost", "1"), 3, "nobody knows"),
        (("--store", "s.db", "--profile", "tiny", "--model", "m"), 3, "no profile"),
    ],
)
def test_what_cannot_work_is_refused_in_a_line(
    tmp_path: Path, news: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], code: int, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(news, *arguments)
    assert result.exit_code == code
    assert words in result.stderr
    assert "Traceback" not in result.stderr


def test_a_source_that_is_not_there_is_refused(tmp_path: Path) -> None:
    result = run(
        tmp_path / "nowhere", "--store", tmp_path / "s.db", "--model", "m", "--base-url", "http://127.0.0.1:9/v1"
    )
    assert result.exit_code == 2


# --- What is shown ----------------------------------------------------------------------------------------------------

REPORT = BatchReport(
    articles=1200,
    total=10_000,
    reused=200,
    failures={"network": 3},
    calls=1003,
    prompt_tokens=900_000,
    completion_tokens=100_000,
    cost=1.5,
    seconds=600.0,
    records=900,
    dropped=100,
    repeated=4,
    latest="Ana Ruiz flew\nto \x1b[31mOslo.",
)


def test_the_account_holds_all_that_counts() -> None:
    text = "\n".join(account(REPORT))
    for words in (
        "1,200 articles: 1,197 summaries, 3 failures (3 network)",
        "200 were there already",
        "1,003 calls, 1,000,000 tokens, $1.50, 10:00",
        "10.0% of what the model said was dropped",
        "4 articles needed a repeated call",
    ):
        assert words in text


def test_on_a_terminal_a_line_shows_rate_cost_and_the_time_left() -> None:
    out = io.StringIO()
    display = BatchDisplay(Console(file=out, force_terminal=True, width=200))
    with display.running("news"):
        display.report(REPORT)
        assert display._shown is not None
        display._shown.refresh()
    assert "1,200 of 10,000 done · 3 failed · 100/min · 1,000,000 tokens, $1.50 · 1:28:00 left" in out.getvalue()
    assert "last: Ana Ruiz flew to [31mOslo." in out.getvalue()


def test_elsewhere_a_line_is_written_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    out, now = io.StringIO(), [1000.0]
    monkeypatch.setattr("communique.render.batch.time.monotonic", lambda: now[0])
    display = BatchDisplay(Console(file=out, width=200))
    with display.running("news"):
        for _ in range(7):
            display.report(REPORT)
            now[0] += 10.0
    assert out.getvalue().count("1,200 of 10,000 done") == 2
    assert "\x1b" not in out.getvalue()


def test_a_report_after_the_end_shows_nothing() -> None:
    out = io.StringIO()
    BatchDisplay(Console(file=out, force_terminal=True)).report(REPORT)
    assert out.getvalue() == ""
