"""A batch whose process is killed, or that two processes share: nothing is lost, and nothing is paid for twice."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from communique import ArticleSummary
from communique.store import Store
from communique.summariser import summarise_many
from fakes import Server, completion, http

ANSWER = {
    "headline": "Machado flew to Doha.",
    "summary": "Rui Machado flew to Doha.",
    "officials": [],
    "visits": [],
    "claims": [],
}
OK = http(200, completion(json.dumps(ANSWER)))
COUNT, CONCURRENCY = 24, 4
SCRIPT = f"""
import sys
from communique.summariser import summarise_many
text = "Rui Machado flew to Doha on day {{}} of the talks. Nothing was signed."
rows = [(f"a{{n}}", text.format(n), None) for n in range({COUNT})]
for outcome in summarise_many(rows, store=sys.argv[1], model="m", base_url=sys.argv[2], concurrency={CONCURRENCY}):
    print(outcome.id, flush=True)
"""
ROWS = [(f"a{n}", f"Rui Machado flew to Doha on day {n} of the talks. Nothing was signed.", None) for n in range(COUNT)]


def slow(connection) -> None:
    """Answer after a while, so that a process can be killed in the middle."""
    threading.Event().wait(0.1)
    connection.sendall(OK)


def run(store: Path, url: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", SCRIPT, str(store), url], stdout=subprocess.PIPE, text=True)


@pytest.mark.timeout(180)  # four processes, each of which loads everything
@pytest.mark.parametrize("after", [0, 3, 11])
def test_after_kill_9_only_what_was_under_way_is_paid_again(tmp_path, after):
    store = tmp_path / "store.db"
    with Server(slow) as server:
        process = run(store, server.url)
        said = {process.stdout.readline().strip() for _ in range(after)}
        end = time.monotonic() + 40
        while not server.requests and time.monotonic() < end:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        paid = len(server.requests)
        with sqlite3.connect(store) as database:
            assert database.execute("pragma integrity_check").fetchone() == ("ok",)
        database.close()
        kept = Store(store, lease_seconds=1)  # what the dead process had leased longer than that is free at once
        outcomes = list(summarise_many(ROWS, store=kept, model="m", base_url=server.url, concurrency=CONCURRENCY))
        again = len(server.requests) - paid
    assert sorted(outcome.id for outcome in outcomes) == sorted(row[0] for row in ROWS)
    assert all(isinstance(outcome, ArticleSummary) for outcome in outcomes)
    assert said <= {outcome.id for outcome in outcomes}
    assert again <= COUNT - len(said)
    assert paid + again <= COUNT + CONCURRENCY


def test_two_processes_on_one_store_pay_for_each_article_once(tmp_path):
    store = tmp_path / "store.db"
    with Server(slow) as server:
        processes = [run(store, server.url) for _ in range(2)]
        said = [process.communicate()[0].split() for process in processes]
        assert [process.returncode for process in processes] == [0, 0]
    assert [sorted(each) for each in said] == [sorted(row[0] for row in ROWS)] * 2
    assert len(server.requests) == COUNT
