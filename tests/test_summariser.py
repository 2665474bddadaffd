"""The front door: which model is used, from any thread or event loop, and what goes over the wire."""

import asyncio
import datetime as dt
import json
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

import communique
from communique.errors import ArticleError, AuthError, ConfigurationError, PromptError
from communique.profiles import choose_model
from communique.progress import Progress
from communique.summariser import Summariser, summarise_article
from fakes import CANARY, Server, completion, http

NEWS = """Portuguese Foreign Minister Rui Machado flew to Doha on Tuesday. "We have not agreed on a price," he said.

Qatari officials said that the talks would go on in the autumn."""
ANSWER = {
    "headline": "Machado flew to Doha.",
    "summary": "Rui Machado flew to Doha on Tuesday. No price was agreed.",
    "officials": [],
    "visits": [],
    "claims": [],
}
OK = http(200, completion(json.dumps(ANSWER)))


def at(server: Server, **settings) -> Summariser:
    return Summariser("some-model", base_url=server.url, **settings)


@pytest.mark.parametrize(
    ("given", "environment", "chosen"),
    [
        (None, {}, "local"),
        (None, {"OPENAI_API_KEY": CANARY}, "openai/gpt-5-mini"),
        (None, {"COMMUNIQUE_MODEL": "ollama/qwen3"}, "ollama/qwen3"),
        (None, {"COMMUNIQUE_MODEL": "ollama/qwen3", "OPENAI_API_KEY": CANARY}, "ollama/qwen3"),
        (None, {"COMMUNIQUE_MODEL": ""}, "local"),
        (None, {"OPENAI_API_KEY": ""}, "local"),
        ("local", {"COMMUNIQUE_MODEL": "ollama/qwen3", "OPENAI_API_KEY": CANARY}, "local"),
        ("openai/gpt-5", {}, "openai/gpt-5"),
        ("", {"COMMUNIQUE_MODEL": "ollama/qwen3"}, "ollama/qwen3"),
    ],
)
def test_the_model_is_the_one_named_else_the_environments_else_the_local_one(
    monkeypatch: pytest.MonkeyPatch, given: str | None, environment: dict[str, str], chosen: str
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert choose_model(given) == chosen


def test_the_profile_of_rules_alone_asks_nobody_whatever_model_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", CANARY)
    summary = summarise_article(NEWS, published="2025-03-27", profile="rules")
    assert summary.headline == "Portuguese Foreign Minister Rui Machado flew to Doha on Tuesday."
    assert [(visit.visitors, visit.host_country) for visit in summary.visits] == [(("Rui Machado",), "QA")]
    assert (summary.provenance.model, summary.provenance.calls, summary.dropped) == ("none", 0, ())
    assert summary.warnings == ()


def test_many_articles_are_read_by_rules_alone_for_nothing() -> None:
    with communique.summarise_many([NEWS, NEWS + NEWS], profile="rules", max_cost=0) as batch:
        assert [outcome.provenance.calls for outcome in batch] == [0, 0]


def test_an_article_goes_to_the_server_once_and_comes_back_as_a_summary() -> None:
    with Server(OK) as server, at(server, api_key=CANARY) as summariser:
        summary = summariser.summarise(NEWS, published="2025-03-27")
    (request,) = server.requests
    assert (request.method, request.path) == ("POST", "/v1/chat/completions")
    assert request.headers["authorization"] == f"Bearer {CANARY}"
    assert summary.headline == "Machado flew to Doha."
    assert summary.visits[0].when is not None
    assert summary.visits[0].when.edtf == "2025-03-25"
    assert (summary.provenance.calls, summary.provenance.prompt_tokens) == (1, 11)
    assert (summary.provenance.model, summary.provenance.profile) == ("some-model", "large")


def test_what_goes_over_the_wire_is_the_prompt_the_article_and_the_schema_and_no_more() -> None:
    with Server(OK) as server, at(server) as summariser:
        summariser.summarise(NEWS)
    body = server.requests[0].json
    assert body["model"] == "some-model"
    assert [message["role"] for message in body["messages"]] == ["system", "user"]
    assert body["messages"][1]["content"].count(NEWS) == 1
    assert body["response_format"]["type"] == "json_schema"
    schema = body["response_format"]["json_schema"]
    assert schema["strict"] is True
    assert schema["schema"]["required"] == ["headline", "summary", "officials", "visits", "claims"]
    assert schema["schema"]["additionalProperties"] is False
    assert "tools" not in body
    assert not body.get("stream")


def test_a_summary_can_be_awaited_on_the_callers_own_loop() -> None:
    async def both(summariser: Summariser):
        return await asyncio.gather(
            summariser.asummarise(NEWS), summariser.asummarise(NEWS, published=dt.date(2025, 3, 27))
        )

    with Server(OK) as server, at(server) as summariser:
        undated, dated = asyncio.run(both(summariser))
    assert (undated.published, dated.published) == (None, "2025-03-27")
    assert undated.headline == dated.headline


def test_the_plain_form_works_inside_a_running_loop() -> None:
    async def notebook(summariser: Summariser) -> str:
        return summariser.summarise(NEWS).headline

    with Server(OK) as server, at(server) as summariser:
        assert asyncio.run(notebook(summariser)) == "Machado flew to Doha."


def test_one_summariser_serves_many_threads() -> None:
    texts = [f"{NEWS}\n\nIt was meeting number {number} of the year." for number in range(12)]
    with Server(OK) as server, at(server) as summariser, ThreadPoolExecutor(6) as pool:
        summaries = list(pool.map(summariser.summarise, texts))
    assert [summary.article.text for summary in summaries] == texts
    assert len(server.requests) == len(texts)


def test_closing_stops_the_thread_and_a_later_article_starts_it_again() -> None:
    before = threading.active_count()
    with Server(OK) as server:
        running = threading.active_count()
        summariser = at(server)
        summariser.summarise(NEWS)
        summariser.close()
        summariser.close()
        assert threading.active_count() <= running
        assert summariser.summarise(NEWS).headline == "Machado flew to Doha."
        summariser.close()
    assert threading.active_count() <= before


def test_a_summariser_left_open_does_not_keep_its_process_from_ending() -> None:
    with Server(OK) as server:
        script = f"""
from communique import Summariser
summariser = Summariser("m", base_url={server.url!r})
print(summariser.summarise("Foreign Minister Ana Ruiz flew to Oslo.").published)
"""
        subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=40, check=True)


def test_making_a_summariser_starts_nothing() -> None:
    before = threading.active_count()
    Summariser("local")
    assert threading.active_count() == before


def test_a_text_that_is_no_article_is_refused_before_any_model_is_asked() -> None:
    with Server(OK) as server, at(server) as summariser, pytest.raises(ArticleError):
        summariser.summarise("   ")
    assert server.requests == []


def test_a_server_that_refuses_the_key_is_an_error_that_does_not_show_it() -> None:
    refusal = http(401, {"error": {"message": f"bad key {CANARY}"}})
    with Server(refusal) as server, at(server, api_key=CANARY) as summariser, pytest.raises(AuthError) as caught:
        summariser.summarise(NEWS)
    assert CANARY not in str(caught.value)


def test_progress_reaches_the_caller() -> None:
    told: list[Progress] = []
    with Server(OK) as server, at(server, progress=told.append) as summariser:
        summariser.summarise(NEWS)
    assert [(each.stage, each.done) for each in told] == [
        ("reading", 0),
        ("everything", 0),
        ("everything", 1),
        ("checking", 1),
        ("over", 1),
    ]


def test_one_article_needs_one_call() -> None:
    with Server(OK) as server:
        summary = summarise_article(NEWS, model="some-model", base_url=server.url)
    assert summary.headline == "Machado flew to Doha."
    assert communique.summarise_article is summarise_article


@pytest.mark.parametrize(
    ("settings", "error"),
    [
        ({"model": "local", "api_key": "k"}, ConfigurationError),
        ({"model": "local", "profile": "tiny"}, ConfigurationError),
        ({"model": "local", "prompts": "/no/such/folder"}, PromptError),
    ],
)
def test_settings_that_cannot_work_are_refused_at_once(settings: dict[str, str], error: type[Exception]) -> None:
    with pytest.raises(error):
        Summariser(**settings)
