"""Many articles over the wire: with ``for`` and ``async for``, on a server that misbehaves, and left early."""

import asyncio
import json
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

import communique
from communique.batch.prices import Price
from communique.batch.run import Batch
from communique.errors import AuthError, BudgetError, ConfigurationError, StoreError
from communique.records import ArticleSummary, Failure
from communique.store import Store
from communique.summariser import Summariser, summarise_many
from fakes import CANARY, Server, completion, drip, http, reset, reset_mid_body, short_body

ANSWER = json.dumps({"headline": "", "summary": "", "officials": [], "visits": [], "claims": []})
OK = http(200, completion(ANSWER))


def rows(count: int) -> list[tuple[str, str, str]]:
    return [(f"a{n}", f"Foreign Minister Ana Ruiz flew to Oslo for talks, round {n}.", "2026-05") for n in range(count)]


def until(condition: Callable[[], bool]) -> None:
    while not condition():
        time.sleep(0.01)


def slowly(connection) -> None:
    time.sleep(0.05)
    connection.sendall(OK)


def test_outcomes_come_with_for(tmp_path: Path) -> None:
    with Server(OK) as server:
        batch = summarise_many(rows(20), store=tmp_path / "s.db", model="m", base_url=server.url)
        outcomes = list(batch)
    assert {outcome.id for outcome in outcomes} == {f"a{n}" for n in range(20)}
    assert all(isinstance(o, ArticleSummary) and o.published == "2026-05" for o in outcomes)
    assert (batch.report.calls, batch.report.finished, batch.report.resume) == (20, True, "")
    with Store(tmp_path / "s.db", read_only=True) as store:
        assert sorted(store.outcomes(), key=lambda o: o.id) == sorted(outcomes, key=lambda o: o.id)


def test_outcomes_come_with_async_for() -> None:
    async def go() -> list[str]:
        async with Summariser("m", base_url=server.url).many(rows(20)) as batch:
            return [outcome.id async for outcome in batch]

    with Server(OK) as server:
        assert set(asyncio.run(go())) == {f"a{n}" for n in range(20)}


def test_one_summariser_serves_batches_and_single_articles_with_the_same_limits() -> None:
    with Server(OK) as server, Summariser("m", base_url=server.url, concurrency=2) as summariser:
        one, two = summariser.many(rows(5)), summariser.many(rows(5))
        single = summariser.summarise(rows(1)[0][1])
        assert len(list(one)) == len(list(two)) == 5
    assert single.id == single.article.sha256[:16]


def test_a_rerun_asks_nobody(tmp_path: Path) -> None:
    with Server(OK) as server:
        first = list(summarise_many(rows(5), store=tmp_path / "s.db", model="m", base_url=server.url))
        batch = summarise_many(rows(5), store=tmp_path / "s.db", model="m", base_url=server.url)
        second = list(batch)
    assert len(server.requests) == 5
    assert sorted(first, key=lambda o: o.id) == sorted(second, key=lambda o: o.id)
    assert batch.report.reused == 5


def test_other_settings_are_refused_before_anything_is_sent(tmp_path: Path) -> None:
    with Server(OK) as server:
        list(summarise_many(rows(1), store=tmp_path / "s.db", model="m", base_url=server.url))
        with pytest.raises(StoreError, match="other settings"):
            summarise_many(rows(2), store=tmp_path / "s.db", model="other", base_url=server.url)
        with pytest.raises(StoreError, match="other settings"):
            summarise_many(rows(2), store=tmp_path / "s.db", model="m", base_url=server.url, profile="local")
    assert len(server.requests) == 1


def test_neither_address_nor_patience_is_a_setting_that_matters() -> None:
    one = Summariser("m", base_url="http://127.0.0.1:1/v1", timeout=3, max_attempts=1, concurrency=2)
    assert one.fingerprint == Summariser("m", base_url="http://127.0.0.1:2/v1").fingerprint
    assert one.fingerprint != Summariser("m", base_url="http://127.0.0.1:1/v1", profile="local").fingerprint


def test_other_prompts_are_another_fingerprint(tmp_path: Path) -> None:
    shipped = Path(__file__).parents[1] / "prompts" / "everything.md"
    (tmp_path / "everything.md").write_text(shipped.read_text("utf-8") + "\nBe brief.", "utf-8")
    one, other = Summariser("m/x", prompts=tmp_path).fingerprint, Summariser("m/x").fingerprint
    assert [name for name in one.parts if one.parts[name] != other.parts[name]] == ["prompts"]


def test_leaving_early_keeps_what_is_under_way_and_leaves_no_thread(tmp_path: Path) -> None:
    before = threading.active_count()
    with Server(slowly) as server:
        running = threading.active_count()
        with summarise_many(rows(200), store=tmp_path / "s.db", model="m", base_url=server.url) as batch:
            next(batch)
        assert list(batch) == []
        assert threading.active_count() <= running + len(server.requests)
        with Store(tmp_path / "s.db", read_only=True) as store:
            assert store.counts()["summary"] == len(server.requests) < 60
    assert threading.active_count() <= before
    assert not batch.report.finished
    assert "run the same again" in batch.report.resume


def test_a_batch_that_is_dropped_ends_itself() -> None:
    with Server(slowly) as server:
        batch = summarise_many(rows(200), model="m", base_url=server.url)
        next(batch)
        del batch
        own = [each for each in threading.enumerate() if "portal" in each.name or "communique" in each.name]
        for each in own:
            each.join(5)
    assert not any(each.is_alive() for each in own)


def test_closing_the_summariser_ends_its_batches_first(tmp_path: Path) -> None:
    with Server(slowly) as server:
        summariser = Summariser("m", base_url=server.url)
        batch = summariser.many(rows(200), store=tmp_path / "s.db")
        next(batch)
        summariser.close()
        with Store(tmp_path / "s.db", read_only=True) as store:
            assert store.counts()["summary"] == len(server.requests)


def test_an_interrupt_while_waiting_surfaces_and_what_is_under_way_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Server(slowly) as server:
        batch = summarise_many(rows(200), store=tmp_path / "s.db", model="m", base_url=server.url)
        next(batch)

        while batch._found:
            next(batch)
        start = batch._portal.start_task_soon

        def interrupted_once(*_: object) -> None:
            monkeypatch.setattr(batch._portal, "start_task_soon", start)
            raise KeyboardInterrupt

        monkeypatch.setattr(batch._portal, "start_task_soon", interrupted_once)
        with pytest.raises(KeyboardInterrupt):
            next(batch)
        with Store(tmp_path / "s.db", read_only=True) as store:
            assert store.counts()["summary"] == len(server.requests)


def test_a_cancelled_task_keeps_what_is_under_way(tmp_path: Path) -> None:
    async def go() -> None:
        async with summarise_many(rows(200), store=tmp_path / "s.db", model="m", base_url=server.url) as batch:
            async for _ in batch:
                await asyncio.sleep(60)

    async def cancelled() -> None:
        task = asyncio.create_task(go())
        await asyncio.to_thread(until, lambda: len(server.requests) >= 10)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    with Server(slowly) as server:
        asyncio.run(cancelled())
        with Store(tmp_path / "s.db", read_only=True) as store:
            assert store.counts()["summary"] == len(server.requests) < 200


def test_a_batch_left_open_does_not_keep_its_process_from_ending() -> None:
    with Server(slowly) as server:
        script = f"""
from communique import summarise_many
texts = ["Foreign Minister Ana Ruiz flew to Oslo.", "She flew on to Rome."]
batch = summarise_many(texts, model="m", base_url={server.url!r})
print(next(batch).id)
"""
        subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=40, check=True)


def test_a_batch_stopped_before_it_began_yields_nothing() -> None:
    with Server(OK) as server, summarise_many(rows(5), model="m", base_url=server.url) as batch:
        batch.stop()
        assert list(batch) == []
    assert server.requests == []


@pytest.mark.parametrize("setting", ["concurrency", "requests_per_minute", "tokens_per_minute"])
def test_a_limit_that_lets_nothing_through_is_refused(setting: str) -> None:
    with pytest.raises(ConfigurationError, match="more than 0"):
        Summariser("m", base_url="http://127.0.0.1:9/v1", **{setting: 0})


def test_a_wrong_key_ends_the_batch_with_the_error_and_is_not_shown(tmp_path: Path) -> None:
    refusal = http(401, {"error": {"message": f"bad key {CANARY}"}})
    with Server(refusal) as server:
        batch = summarise_many(rows(50), store=tmp_path / "s.db", model="m", base_url=server.url, api_key=CANARY)
        with pytest.raises(AuthError) as caught:
            list(batch)
    assert CANARY not in f"{caught.value} {batch.report}"
    assert all(CANARY.encode() not in path.read_bytes() for path in tmp_path.iterdir())


def test_budgets_end_it_before_they_are_exceeded(tmp_path: Path) -> None:
    with Server(OK) as server:
        batch = summarise_many(rows(50), store=tmp_path / "s.db", model="m", base_url=server.url, max_calls=12)
        with pytest.raises(BudgetError):
            list(batch)
        assert len(server.requests) == 12
        assert batch.report.cost is None
        price = Price(1.0, 10.0)
        batch = summarise_many(
            rows(13), store=tmp_path / "s.db", model="m", base_url=server.url, max_cost=0.5, price=price
        )
        assert len(list(batch)) == 13
    assert batch.report.cost == pytest.approx((11 * 1.0 + 7 * 10.0) / 1e6)


def test_dollars_cannot_be_kept_where_nobody_knows_the_price() -> None:
    with pytest.raises(ConfigurationError, match="nobody knows"):
        summarise_many(rows(1), model="m", base_url="http://127.0.0.1:9/v1", max_cost=1.0)


def test_an_estimate_needs_neither_key_nor_server(tmp_path: Path) -> None:
    with Server(OK) as server:
        list(summarise_many(rows(3), store=tmp_path / "s.db", model="m", base_url=server.url))
    summariser = Summariser("m", base_url=server.url)
    articles = [*rows(10), ("same", rows(10)[9][1], "2026-05"), ("bad", "", None)]
    estimate = summariser.estimate(articles, store=tmp_path / "s.db", price=Price(1.0, 1.0))
    assert (estimate.articles, estimate.done, estimate.unreadable, estimate.calls) == (7, 4, 1, 7)
    assert 300 * 7 < estimate.prompt_tokens < 3000 * 7
    assert 0 < estimate.completion_tokens < estimate.most_completion_tokens
    assert estimate.cost == pytest.approx((estimate.prompt_tokens + estimate.completion_tokens) / 1e6)
    assert Summariser("openai/gpt-5-mini").estimate(rows(2)).cost
    assert summariser.estimate(rows(1), store=tmp_path / "new.db").cost is None
    assert not (tmp_path / "new.db").exists()


def test_a_local_profile_asks_several_questions_an_article_and_is_estimated_so() -> None:
    estimate = Summariser("local").estimate(rows(4))
    assert estimate.calls > estimate.articles
    assert estimate.cost == 0.0


def test_every_article_ends_on_a_server_that_fails_in_every_way(tmp_path: Path) -> None:
    """A fifth of the requests meet a 429, a 503, a reset, a short body, a drip or an answer cut off."""
    chance = random.Random(7)
    faults = [
        http(429, {"error": {"message": "slow down"}}, {"retry-after-ms": "5"}),
        http(503, b"<html>busy</html>"),
        reset,
        reset_mid_body,
        short_body,
        drip,
        http(200, completion("{", finish="length")),
        http(200, {"choices": []}),
    ]

    def step(connection) -> None:
        fault = chance.choice(faults) if chance.random() < 0.2 else OK
        connection.sendall(fault) if isinstance(fault, bytes) else fault(connection)

    count = 150
    with Server(step) as server:
        batch = summarise_many(
            rows(count), store=tmp_path / "s.db", model="m", base_url=server.url, timeout=3, concurrency=32
        )
        outcomes = list(batch)
    assert Counter(outcome.id for outcome in outcomes) == Counter(f"a{n}" for n in range(count))
    kinds = {o.kind for o in outcomes if isinstance(o, Failure)}
    assert kinds <= {"rate_limited", "server", "network", "timeout", "truncated"}
    assert batch.report.calls == len(server.requests) <= 4 * count
    assert batch.report.summaries > count / 2
    assert batch.report.repeated


def test_everything_public_is_there() -> None:
    assert communique.summarise_many is summarise_many
    assert communique.Batch is Batch
