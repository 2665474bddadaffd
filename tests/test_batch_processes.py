"""A batch as a process of its own: killed, interrupted, and two at once on one store; nothing is lost or paid twice."""

import json
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from communique.records import ArticleSummary
from communique.store import Store
from fakes import Server, completion, http

ANSWER = json.dumps({"headline": "", "summary": "", "officials": [], "visits": [], "claims": []})
OK = http(200, completion(ANSWER))
ARTICLES = 60
CONCURRENCY = 6


class SlowServer(Server):
    """Answers after a twentieth of a second, and calls back when enough requests have come."""

    def __init__(self) -> None:
        super().__init__(self._step)
        self.reached = threading.Event()
        self.enough = sys.maxsize

    def wait_for(self, more: int) -> None:
        """Return when so many more requests have come."""
        self.reached.clear()
        self.enough = len(self.requests) + more
        assert self.reached.wait(40)

    def paid(self) -> Counter[str]:
        """How often each article was asked about."""
        return Counter(received.json["messages"][-1]["content"] for received in self.requests)

    def _step(self, connection) -> None:
        if len(self.requests) >= self.enough:
            self.reached.set()
        time.sleep(0.05)
        connection.sendall(OK)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    rows = ({"id": f"a{n}", "text": f"Foreign Minister Ana Ruiz flew to Oslo, trip {n}."} for n in range(ARTICLES))
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return path


def command(articles: Path, server: Server, store: Path, *more: str) -> list[str]:
    settings = ["--store", str(store), "--model", "m", "--base-url", server.url, "--concurrency", str(CONCURRENCY)]
    return [sys.executable, "-m", "communique", "run", str(articles), *settings, *more]


def started(*arguments) -> subprocess.Popen[str]:
    return subprocess.Popen(command(*arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def results(path: Path) -> dict[str, str]:
    with Store(path, read_only=True) as store:
        store.check()
        outcomes = list(store.outcomes())
    assert all(isinstance(outcome, ArticleSummary) for outcome in outcomes)
    return {o.id: o.model_copy(update={"provenance": None}).model_dump_json(exclude={"provenance"}) for o in outcomes}


def let_leases_expire(path: Path) -> None:
    """Do what half a minute does to the leases of a process that is no more."""
    with sqlite3.connect(path) as database:
        database.execute("UPDATE leases SET expires = 0")
    database.close()


@pytest.mark.timeout(240)
def test_a_batch_killed_at_random_points_comes_to_the_same_results_and_pays_only_for_what_was_in_flight(
    tmp_path: Path, articles: Path
) -> None:
    chance, store, kills = random.Random(4), tmp_path / "killed.db", 3
    with SlowServer() as server:
        for _ in range(kills):
            process = started(articles, server, store)
            server.wait_for(chance.randint(1, 14))
            time.sleep(chance.random() / 20)
            process.send_signal(signal.SIGKILL)
            process.communicate()
            let_leases_expire(store)
        last = subprocess.run(command(articles, server, store), capture_output=True, text=True, timeout=150, check=True)
        paid = server.paid()
    assert f"{ARTICLES} summaries, 0 failures" in last.stderr
    assert len(paid) == ARTICLES
    assert paid.total() <= ARTICLES + kills * CONCURRENCY
    with SlowServer() as server:
        subprocess.run(command(articles, server, tmp_path / "whole.db"), capture_output=True, timeout=60, check=True)
    assert results(store) == results(tmp_path / "whole.db")


@pytest.mark.timeout(120)
def test_two_processes_share_the_work_and_pay_for_nothing_twice(tmp_path: Path, articles: Path) -> None:
    with SlowServer() as server:
        both = [started(articles, server, tmp_path / "s.db") for _ in range(2)]
        said = [process.communicate(timeout=100)[1] for process in both]
        paid = server.paid()
    assert [process.returncode for process in both] == [0, 0], said
    assert set(paid.values()) == {1}
    assert len(paid) == len(results(tmp_path / "s.db")) == ARTICLES
    assert all(f"{ARTICLES} articles: {ARTICLES} summaries" in each for each in said)


@pytest.mark.timeout(120)
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_finishes_what_is_under_way_and_says_how_to_go_on(
    tmp_path: Path, articles: Path, number: signal.Signals
) -> None:
    with SlowServer() as server:
        process = started(articles, server, tmp_path / "s.db")
        server.wait_for(10)
        process.send_signal(number)
        said = process.communicate(timeout=60)[1]
        paid = server.paid()
    assert process.returncode == 130
    assert "finishing what is under way" in said
    assert "run the same command again" in said
    assert "Traceback" not in said
    assert len(results(tmp_path / "s.db")) == paid.total() < ARTICLES


@pytest.mark.timeout(120)
def test_a_second_interrupt_stops_at_once_and_keeps_what_was_done(tmp_path: Path, articles: Path) -> None:
    hanging = threading.Event()

    def hang_after_ten(connection) -> None:
        if len(server.requests) > 10:
            hanging.set()
            connection.recv(1)
        connection.sendall(OK)

    with Server(hang_after_ten) as server:
        process = started(articles, server, tmp_path / "s.db")
        assert hanging.wait(40)
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        assert process.stderr is not None
        assert "finishing" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=20)[1]
    assert process.returncode == 130
    assert "Traceback" not in said
    assert len(results(tmp_path / "s.db")) == 10
