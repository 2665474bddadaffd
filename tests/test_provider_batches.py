"""Articles through a provider's Batch endpoint: paid for once, whatever becomes of the batch, and read as live ones."""

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from batch_server import BatchServer, answered, expired, refused
from communique import ArticleSummary, Pass, Summariser
from communique.batch.prices import Price
from communique.batch.provider import ProviderBatches
from communique.cli import app
from communique.errors import ConfigurationError, ModelError, PendingError, RateLimitedError, ServerError, StoreError
from communique.model.batches import BatchClient
from communique.model.exchange import Endpoint, Limits
from communique.profiles import LARGE
from communique.records import Failure
from communique.store import Store
from made_up import articles

ARTICLES = list(articles(5, 800))


@pytest.fixture
def server() -> Iterator[BatchServer]:
    with BatchServer() as running:
        yield running


@pytest.fixture
def summariser(server: BatchServer) -> Iterator[Summariser]:
    with Summariser("m", base_url=server.url, max_attempts=1) as made:
        yield made


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def batches(summariser: Summariser, store: Store, clock: Clock | None = None, **limits) -> ProviderBatches:
    """The same as ``summariser.provider_batches``, with limits and a clock of the test's own."""
    store.bind(summariser.fingerprint)
    client = BatchClient(Endpoint("m", base_url=summariser._endpoint.base_url), Limits(attempts=1))
    return ProviderBatches(
        summariser._open, client, store, fingerprint=summariser.fingerprint, price=Price(1.0, 2.0),
        resources=ExitStack(), clock=clock or time.time, **limits,
    )  # fmt: skip


def kinds(store: Store) -> dict[str, int]:
    return store.counts()


# --- There and back ---------------------------------------------------------------------------------------------------


def test_summaries_are_those_of_a_live_run_though_answers_come_in_another_order(server, summariser, tmp_path):
    with summariser.provider_batches(tmp_path / "a.db") as batch:
        sent = batch.submit(ARTICLES)
        assert (sent.articles, sent.requests, sent.batches) == (5, 5, ("batch_0",))
        server.end("batch_0")
        fetched = batch.fetch()
    assert (fetched.summaries, fetched.failures, fetched.reopened, fetched.waiting) == (5, {}, 0, 0)
    live = {each.id: each for each in summariser.many(ARTICLES)}
    with Store(tmp_path / "a.db", read_only=True) as store:
        for found in store.outcomes():
            assert isinstance(found, ArticleSummary)
            assert found.claims
            same = {"provenance": None}
            assert found.model_copy(update=same) == live[found.id].model_copy(update=same)


def test_a_request_is_the_one_that_would_be_sent_live(server, summariser, tmp_path):
    with summariser.provider_batches(tmp_path / "a.db") as batch:
        batch.submit(ARTICLES[:1])
    (line,) = server.requests("batch_0")
    seen = []
    server.handle = lambda method, path, headers, body: (seen.append(json.loads(body)), (400, {}))[1]
    list(summariser.many(ARTICLES[:1]))
    assert line["body"] == seen[0]
    assert (line["method"], line["url"]) == ("POST", "/v1/chat/completions")
    assert len(line["custom_id"]) <= 64


def test_several_questions_about_an_article_make_one_summary(server, tmp_path):
    profile = replace(LARGE, passes=(Pass("overview", 0, 200), Pass("officials", 400, 200), Pass("claims", 300, 200)))
    with (
        Summariser("m", base_url=server.url, profile=profile) as several,
        several.provider_batches(tmp_path / "a.db") as batch,
    ):
        assert batch.submit(ARTICLES).requests > 10
        server.end("batch_0")
        assert batch.fetch().summaries == 5


def test_what_is_more_than_a_file_may_hold_goes_in_several(server, summariser):
    with Store(None) as store, batches(summariser, store, most_requests=2) as batch:
        assert batch.submit(ARTICLES).batches == ("batch_0", "batch_1", "batch_2")
        assert [len(server.requests(name)) for name in server.batches] == [2, 2, 1]
        server.end("batch_1")
        fetched = batch.fetch()
        assert (fetched.summaries, fetched.waiting) == (2, 3)
    with Store(None) as store, batches(summariser, store, most_bytes=1) as batch:
        assert len(batch.submit(ARTICLES).batches) == 5


def test_what_came_back_costs_half(server, summariser):
    with Store(None) as store, batches(summariser, store) as batch:
        batch.submit(ARTICLES)
        server.end("batch_0", outputs=lambda line: answered(line, tokens=(100_000, 50_000)))
        fetched = batch.fetch()
    assert (fetched.usage.calls, fetched.usage.prompt_tokens, fetched.usage.completion_tokens) == (5, 500_000, 250_000)
    assert fetched.cost == pytest.approx(0.5 * (0.5 * 1.0 + 0.25 * 2.0))


# --- Nothing is paid for twice ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("retry_failed", [False, True])
def test_a_run_meanwhile_does_not_pay_for_what_is_submitted(server, summariser, retry_failed):
    with Store(None) as store, batches(summariser, store) as batch:
        batch.submit(ARTICLES[:3])
        outcomes = list(summariser.many(ARTICLES, store=store, retry_failed=retry_failed))
        assert server.live_calls == 2
        waiting = [each for each in outcomes if isinstance(each, Failure)]
        assert {each.kind for each in waiting} == {PendingError.kind}
        assert {each.id for each in waiting} == {name for name, _ in ARTICLES[:3]}
        server.end("batch_0")
        batch.fetch()
        again = list(summariser.many(ARTICLES, store=store))
        assert server.live_calls == 2
        assert all(isinstance(each, ArticleSummary) for each in again)


def test_what_is_submitted_or_done_is_not_submitted_again(server, summariser):
    with Store(None) as store, batches(summariser, store) as batch:
        list(summariser.many(ARTICLES[:1], store=store))
        assert batch.submit(ARTICLES[:3]).articles == 2
        sent = batch.submit([*ARTICLES, ("another name", ARTICLES[0][1])], retry_failed=True)
        assert (sent.articles, sent.known) == (2, 4)
        assert batch.submit(ARTICLES).batches == ()


def test_fetching_twice_changes_nothing(server, summariser):
    with Store(None) as store, batches(summariser, store) as batch:
        batch.submit(ARTICLES)
        server.end("batch_0")
        batch.fetch()
        before = list(store.rows())
        again = batch.fetch()
        assert (again.summaries, again.reopened, again.usage.calls) == (0, 0, 0)
        assert list(store.rows()) == before
        assert batch.status() == []


def test_a_fetch_that_breaks_off_is_taken_up_again(server, summariser):
    with Store(None) as store, batches(summariser, store) as batch:
        batch.submit(ARTICLES)
        server.end("batch_0", "expired", outputs=answered, errors=expired)
        server.steps["GET /v1/files/file-2"] = [500]
        with pytest.raises(ServerError):
            batch.fetch()
        assert kinds(store) == {"pending": 5}
        assert batch.fetch().summaries == 5


def test_an_unacknowledged_batch_is_found_again_by_its_label(server, summariser):
    with Store(None) as store, batches(summariser, store) as batch:
        server.steps["POST /v1/batches"] = [502]
        with pytest.raises(ServerError, match="status finds out"):
            batch.submit(ARTICLES)
        assert batch.submit(ARTICLES).articles == 0
        (found,) = batch.status()
        assert (found.id, found.articles) == ("batch_0", 5)
        server.end("batch_0")
        assert batch.fetch().summaries == 5


def test_an_unacknowledged_batch_that_was_never_made_is_given_up_after_a_while(server, summariser):
    clock = Clock()
    with Store(None) as store, batches(summariser, store, clock) as batch:
        server.steps["POST /v1/batches"] = [500]
        with pytest.raises(ServerError):
            batch.submit(ARTICLES)
        assert batch.fetch().waiting == 5
        assert batch.status()[0].remote is None
        clock.now += 1000
        assert batch.fetch().reopened == 5
        assert batch.submit(ARTICLES).articles == 5


def test_nobody_sends_a_batch_that_was_given_up_meanwhile(server, summariser):
    clock = Clock()
    with Store(None) as store, batches(summariser, store, clock) as batch, batches(summariser, store, clock) as other:
        carry_out = server.handle

        def slow(method, path, headers, body):
            if (method, path) == ("POST", "/v1/files"):
                clock.now += 1000
                server.handle = carry_out
                assert other.fetch().reopened == 5
            return carry_out(method, path, headers, body)

        server.handle = slow
        with pytest.raises(StoreError, match="given up"):
            batch.submit(ARTICLES)
        assert server.batches == {}
        assert other.submit(ARTICLES).articles == 5


@pytest.mark.parametrize("refuses", ["POST /v1/files", "POST /v1/batches"])
def test_what_the_provider_does_not_take_is_open_again(server, summariser, refuses):
    with Store(None) as store, batches(summariser, store) as batch:
        server.steps[refuses] = [429]
        with pytest.raises(RateLimitedError):
            batch.submit(ARTICLES)
        assert batch.status() == []
        assert batch.submit(ARTICLES).articles == 5


def test_a_source_that_breaks_off_leaves_nothing_submitted(server, summariser):
    def broken():
        yield from ARTICLES
        raise RuntimeError("the disk is gone")

    with Store(None) as store, batches(summariser, store, most_requests=2) as batch:
        with pytest.raises(RuntimeError):
            batch.submit(broken())
        assert len(server.batches) == 2
        assert kinds(store) == {"pending": 4, "missing": 1}
        assert batch.submit(ARTICLES).articles == 1


# --- Batches that end otherwise ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["expired", "cancelled", "completed"])
def test_what_was_answered_is_stored_and_the_rest_is_open_again(server, summariser, status):
    with Store(None) as store, batches(summariser, store) as batch:
        batch.submit(ARTICLES)
        first, *others = [line["custom_id"] for line in server.requests("batch_0")]
        server.end(
            "batch_0",
            status,
            outputs=lambda line: answered(line) if line["custom_id"] == first else None,
            errors=lambda line: expired(line) if line["custom_id"] in others[:2] else None,  # two are in neither file
        )
        fetched = batch.fetch()
        assert (fetched.summaries, fetched.reopened) == (1, 4)
        assert kinds(store) == {"missing": 4, "summary": 1}
        assert batch.submit(ARTICLES).articles == 4


def test_a_batch_that_failed_says_why_and_costs_nothing(server, summariser):
    with Store(None) as store, batches(summariser, store) as batch:
        batch.submit(ARTICLES)
        server.end("batch_0", "failed", outputs=lambda line: None)
        server.batches["batch_0"]["errors"] = {"data": [{"message": "enqueued token limit reached"}]}
        assert batch.status()[0].remote.problem == "enqueued token limit reached"
        fetched = batch.fetch()
        assert (fetched.reopened, fetched.problems) == (5, ("batch_0: enqueued token limit reached",))


@pytest.mark.parametrize("status", ["validating", "in_progress", "finalizing", "cancelling"])
def test_a_batch_under_way_is_left_alone(server, summariser, status):
    with Store(None) as store, batches(summariser, store) as batch:
        batch.submit(ARTICLES)
        server.batches["batch_0"]["status"] = status
        server.batches["batch_0"]["request_counts"] = {"total": 5, "completed": 2, "failed": 0}
        (found,) = batch.status()
        assert (found.remote.status, found.remote.completed, found.remote.total) == (status, 2, 5)
        assert batch.fetch().waiting == 5
        assert kinds(store) == {"pending": 5}


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (lambda line: answered(line, finish="length"), "truncated"),
        (lambda line: answered(line, "", refusal="I cannot help with that"), "refused"),
        (lambda line: answered(line, finish="content_filter"), "filtered"),
        (lambda line: answered(line, '{"headline": NaN}'), "invalid_output"),
        (lambda line: answered(line, "{}"), "invalid_output"),
        (lambda line: refused(line, 400, "bad schema"), "bad_request"),
        (lambda line: refused(line, 400, code="context_length_exceeded"), "too_long"),
    ],
    ids=["cut short", "refused", "filtered", "no JSON", "unfit", "bad request", "too long"],
)
def test_an_answer_is_believed_no_more_than_a_live_one(server, summariser, line, kind):
    with Store(None) as store, batches(summariser, store) as batch:
        batch.submit(ARTICLES)
        server.end("batch_0", outputs=line)
        fetched = batch.fetch()
        assert (fetched.summaries, fetched.failures, fetched.reopened) == (0, {kind: 5}, 0)
        assert batch.submit(ARTICLES).articles == 0
        assert batch.submit(ARTICLES, retry_failed=True).articles == 5


@pytest.mark.parametrize(
    "line",
    [
        lambda line: refused(line, 429),
        lambda line: refused(line, 429, code="insufficient_quota"),
        lambda line: refused(line, 500),
        lambda line: {"custom_id": line["custom_id"], "response": {"status_code": 200, "body": {}}},
        lambda line: {"custom_id": line["custom_id"], "response": {"status_code": "?", "body": []}},
        lambda line: {"custom_id": line["custom_id"]},
        lambda line: {"custom_id": f"{line['custom_id']}x"},
        lambda line: [line["custom_id"]],
    ],
    ids=["busy", "no credit", "broken", "no completion", "no status", "no response", "another name", "no object"],
)
def test_what_was_not_made_is_open_again(server, summariser, line):
    with Store(None) as store, batches(summariser, store) as batch:
        batch.submit(ARTICLES)
        server.end("batch_0", outputs=lambda asked: None, errors=line)
        fetched = batch.fetch()
        assert (fetched.summaries, fetched.failures, fetched.reopened) == (0, {}, 5)


# --- What cannot be submitted -----------------------------------------------------------------------------------------


def test_what_cannot_be_read_has_its_failure_and_costs_the_others_nothing(server, summariser):
    odd = ("odd", f"{ARTICLES[0][1]} \ud800")
    with Store(None) as store, batches(summariser, store) as batch:
        sent = batch.submit([("empty", ""), ARTICLES[0], odd, ARTICLES[1]])
        assert (sent.articles, sent.refused) == (2, 2)
        assert kinds(store) == {"pending": 2, "bad_input": 2}


def test_only_models_with_a_batch_endpoint_are_taken(server, summariser, tmp_path):
    with Summariser("local") as embedded, pytest.raises(ConfigurationError, match="no Batch endpoint"):
        embedded.provider_batches(tmp_path / "a.db")
    with (
        Summariser("anthropic/m", api_key="no-key") as foreign,
        pytest.raises(ConfigurationError, match="no Batch endpoint"),
    ):
        foreign.provider_batches(tmp_path / "b.db")


def test_a_batch_that_the_provider_does_not_know_stays_submitted(server, summariser):
    with Store(None) as store, batches(summariser, store) as batch:
        batch.submit(ARTICLES)
        server.batches.clear()
        with pytest.raises(ModelError, match="no such batch"):
            batch.fetch()
        assert kinds(store) == {"pending": 5}


# --- The command ------------------------------------------------------------------------------------------------------


def test_the_command_submits_tells_and_fetches(server, tmp_path):
    source = tmp_path / "articles.jsonl"
    rows = [{"id": name, "text": text} for name, text in (*ARTICLES, ("empty", " "))]
    source.write_text("\n".join(map(json.dumps, rows)))
    settings = ["--store", str(tmp_path / "s.db"), "--model", "m", "--base-url", server.url]

    def run(*arguments: str, code: int = 0) -> str:
        result = CliRunner().invoke(app, ["batch", *arguments, *settings])
        assert result.exit_code == code, result.output
        return result.output

    assert "nothing is submitted" in run("status")
    said = run("submit", str(source))
    assert "5 articles submitted, 5 requests" in said
    assert "batch_0" in said
    assert "1 cannot be read" in said
    assert "batch_0 validating, 5 articles" in run("status")
    assert "5 articles are still with the provider" in run("fetch")
    server.end("batch_0", "expired", outputs=lambda line: None, errors=expired)
    assert "5 articles were not answered" in run("fetch")
    run("submit", str(source))
    server.end("batch_1", outputs=lambda line: answered(line, finish="length"))
    assert "0 summaries, 5 failures (5 truncated)" in run("fetch", code=1)
    run("submit", str(source), "--retry-failed")
    server.end("batch_2")
    assert "5 summaries, 0 failures" in run("fetch", "--price", "1,2")
    server.steps["POST /v1/files"] = [401]
    source.write_text(json.dumps({"text": "Another one, about the Foreign Minister of Norway, who is in Kenya."}))
    run("submit", str(source), code=3)
