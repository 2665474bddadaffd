"""Articles through a Ray cluster: each has one outcome, and none is paid for twice. ``make cluster`` runs these."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.skipif("COMMUNIQUE_CLUSTER" not in os.environ, reason="starts a Ray cluster: make cluster"),
    pytest.mark.timeout(300),
]

TESTS = Path(__file__).parent
COUNT, IN_FLIGHT = 60, 4  # as in ray_job.py


@pytest.fixture(scope="module")
def jobs(tmp_path_factory) -> tuple[Path, list[dict]]:
    """The folder of the jobs, and what they said of themselves."""
    from loopback import serving

    folder = tmp_path_factory.mktemp("jobs")
    path = os.pathsep.join([str(TESTS), str(TESTS.parent / "benchmarks"), os.environ["PYTHONPATH"], *sys.path])
    with serving(latency=0.2) as url:
        done = subprocess.run(
            [sys.executable, str(TESTS / "ray_job.py"), str(folder), url],
            env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, timeout=280, check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr[-5000:]
    return folder, [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def test_a_worker_that_is_killed_costs_no_article_and_at_most_what_it_had_under_way(jobs):
    said = jobs[1][0]
    assert said["killed"] == 1
    assert said["kinds"] == {"summary": COUNT}
    assert COUNT <= said["calls"] <= COUNT + IN_FLIGHT


def test_a_job_that_is_started_again_pays_only_for_what_is_not_in_the_output(jobs):
    again, more, retried = jobs[1][1:4]
    assert (again["kinds"], again["calls"]) == ({"summary": COUNT}, 0)
    lost = more["calls"] - 10  # were in the file that was cut off
    assert 1 <= lost <= 10
    assert more["kinds"] == {"summary": COUNT + 10, "bad_input": 1}
    assert (retried["kinds"], retried["calls"]) == (more["kinds"], 0)


def test_an_output_of_other_settings_is_refused(jobs):
    assert "model: m and now another" in jobs[1][4]["refused"]


def test_duckdb_and_pandas_read_the_output(jobs):
    import duckdb
    import pandas as pd

    pattern = str(jobs[0] / "out" / "*.parquet")
    found = duckdb.sql(f"select count(distinct id), count(distinct kind) from '{pattern}'").fetchall()
    assert found == [(COUNT + 11, 2)]
    visits = duckdb.sql(f"select id, v.status, v.evidence_text from '{pattern}', unnest(visits) as t(v)").fetchall()
    assert visits
    assert {status for _, status, _ in visits} <= {"planned", "completed", "confirmed", "ongoing", "under_discussion"}
    frame = pd.read_parquet(jobs[0] / "out")
    assert len(frame[frame.kind == "summary"].id.unique()) == COUNT + 10


def test_the_outcomes_can_be_gathered_into_a_store(jobs):
    from communique import ArticleSummary, read_outcomes

    outcomes = list(read_outcomes(jobs[0] / "gathered.db"))
    assert sum(isinstance(each, ArticleSummary) for each in outcomes) == COUNT + 10
    assert len(outcomes) == COUNT + 11


def test_no_process_of_the_cluster_is_left(jobs):
    session = jobs[1][-1]["session"].encode()
    for _ in range(100):
        if not any(session in command for command in _commands()):
            return
        time.sleep(0.1)
    pytest.fail("a process of the cluster runs on")


def _commands() -> Iterator[bytes]:
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # it has just ended
            yield path.read_bytes()
