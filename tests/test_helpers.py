"""Work done in other processes comes to the same, whatever happens to them."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from communique.article import read_article
from communique.cores import usable_cores
from communique.errors import ArticleError
from communique.helpers import Helpers
from communique.pipeline import Reading, summarise
from communique.profiles import RULES
from communique.prompts import PromptLibrary

MANY = 20  # more than may wait before helpers are asked
NEWS = (
    "Peru's foreign minister, Ana Prado, will travel to Oslo on 4 May to meet her Norwegian counterpart, the ministry "
    "said on Tuesday.\n\nShe said that the talks would be about fishing."
)


@pytest.fixture
def helpers() -> Iterator[Helpers]:
    made = Helpers(2, after=0)
    yield made
    made.close()


def run(helpers: Helpers, *work: Callable[[], object]) -> list[object]:
    async def all_at_once() -> list[object]:
        return await asyncio.gather(*map(helpers.run, work), return_exceptions=True)

    return asyncio.run(all_at_once())


def test_much_work_is_done_in_other_processes(helpers: Helpers) -> None:
    done_by = set(run(helpers, *[os.getpid] * MANY))
    assert len(done_by - {os.getpid()}) == 2


def test_little_work_starts_no_process() -> None:
    helpers = Helpers(2, after=MANY)
    assert set(run(helpers, *[os.getpid] * MANY)) == {os.getpid()}
    helpers.close()


def test_work_that_never_waits_starts_no_process(helpers: Helpers) -> None:
    assert {run(helpers, os.getpid)[0] for _ in range(MANY)} == {os.getpid()}


@pytest.mark.parametrize("count", [0, 1])
def test_one_process_is_this_one(count: int) -> None:
    helpers = Helpers(count, after=0)
    assert set(run(helpers, *[os.getpid] * MANY)) == {os.getpid()}
    helpers.close()


def test_what_is_raised_there_is_raised_here(helpers: Helpers) -> None:
    outcomes = run(helpers, *[partial(read_article, "?")] * MANY)
    assert all(isinstance(outcome, ArticleError) and outcome.hint for outcome in outcomes)


def test_what_cannot_be_sent_either_way_is_done_here(helpers: Helpers) -> None:
    assert run(helpers, *[lambda: os.getpid()] * MANY) == [os.getpid()] * MANY  # noqa: PLW0108 - no name to send
    made = run(helpers, *[partial(compile, "1", "-", "eval")] * MANY)
    assert [eval(code) for code in made] == [1] * MANY  # type: ignore[arg-type]


def test_work_goes_on_here_when_a_helper_is_killed(helpers: Helpers) -> None:
    for pid in set(run(helpers, *[os.getpid] * MANY)) - {os.getpid()}:
        assert isinstance(pid, int)
        os.kill(pid, signal.SIGTERM)
    time.sleep(0.1)
    assert run(helpers, *[partial(len, "four")] * MANY) == [4] * MANY


def test_helpers_end_with_close() -> None:
    helpers = Helpers(2, after=0)
    done_by = set(run(helpers, *[os.getpid] * MANY)) - {os.getpid()}
    helpers.close()
    assert not any(map(lives, done_by))


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_helpers_end_when_their_process_is_killed() -> None:
    program = (
        "import asyncio, os, time\n"
        "from communique.helpers import Helpers\n"
        "helpers = Helpers(2, after=0)\n"
        "async def work(): return await asyncio.gather(*[helpers.run(os.getpid) for _ in range(20)])\n"
        "print(*sorted({*asyncio.run(work())} - {os.getpid()}), flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        started = [int(pid) for pid in process.stdout.readline().split()]
        process.kill()
    deadline = time.monotonic() + 10
    while any(map(lives, started)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert started
    assert not any(map(lives, started))


def test_articles_come_out_the_same(helpers: Helpers) -> None:
    class Nobody:
        async def ask(self, request: object) -> object:
            raise AssertionError(request)

    async def all_of(rules: Helpers | None) -> list[str]:
        reading = Reading("none", None, RULES, PromptLibrary(), None, rules)
        texts = [f"{NEWS}\n\nIt was ministers' meeting number {n}." for n in range(MANY)]
        found = await asyncio.gather(*(summarise(read_article(text), reading, Nobody()) for text in texts))  # type: ignore[arg-type]
        return [summary.model_copy(update={"provenance": None}).model_dump_json() for summary in found]

    assert asyncio.run(all_of(helpers)) == asyncio.run(all_of(None))


@pytest.mark.parametrize(("quota", "most"), [("max 100000", 4), ("250000 100000", 2), ("50000 100000", 1), ("", 4)])
def test_a_quota_of_a_container_is_kept_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quota: str, most: int
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: {0, 1, 2, 3})
    (tmp_path / "fs/cgroup").mkdir(parents=True)
    (tmp_path / "fs/cgroup/cpu.max").write_text(quota)
    assert usable_cores(tmp_path) == most


def lives(pid: object) -> bool:
    """Whether a process runs, and is not only waiting to be asked how it ended."""
    assert isinstance(pid, int)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return not state.startswith("Z")
