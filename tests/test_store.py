"""The store: what was paid for is there, once, whoever asks, and whatever becomes of the disk."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.errors import StoreError
from communique.records import Failure
from communique.store import SUMMARY, Fingerprint, Store, Stored

ONE = Fingerprint({"model": "a", "profile": "large"})
OTHER = Fingerprint({"model": "b", "profile": "large"})


def success(body: str = "{}") -> Stored:
    return Stored(SUMMARY, body)


def failure(kind: str = "network", name: str = "x") -> Stored:
    return Stored.of(
        Failure(
            id=name,
            error="NetworkError",
            kind=kind,
            message="no",
            hint="",
            retryable=True,
            attempts=1,
            status=None,
            sha256=None,
        )
    )


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


# --- Results ----------------------------------------------------------------------------------------------------------


_PUT = st.tuples(st.sampled_from("abc"), st.sampled_from([SUMMARY, "network", "refused"]), st.text())


@given(st.lists(_PUT, max_size=12))
def test_a_success_wins_over_failures_and_otherwise_the_newest_holds(puts: list[tuple[str, str, str]]) -> None:
    """Whatever is put in whatever order, each key holds its newest success, else its newest failure."""
    with Store(None) as store:
        for key, kind, body in puts:
            store.put("me", {key: Stored(kind, body.encode("utf-8", "replace").decode())})
        found = store.get(["a", "b", "c"])
    expected = {}
    for key, kind, body in puts:
        if kind == SUMMARY or key not in expected or expected[key].kind != SUMMARY:
            expected[key] = Stored(kind, body.encode("utf-8", "replace").decode())
    assert found == expected


def test_what_is_put_is_there_for_the_next_who_opens_the_file(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with Store(path) as store:
        store.name([("first", "k1"), ("second", "k1"), ("third", "k2")])
        store.put("me", {"k1": failure(name="first")})
    with Store(path) as store:
        assert store.get(["k1", "k2"]) == {"k1": failure(name="first")}
        assert store.counts() == {"network": 2, "missing": 1}
        assert [outcome.id for outcome in store.outcomes()] == ["first", "second"]
        store.check()


def test_an_id_stands_for_the_article_it_was_last_given_to() -> None:
    with Store(None) as store:
        store.put("me", {"old": failure("refused"), "new": failure("network")})
        store.name([("a", "old")])
        store.name([("a", "new")])
        assert [outcome.kind for outcome in store.outcomes()] == ["network"]


def test_outcomes_are_read_page_by_page_in_the_order_of_naming() -> None:
    names = [f"n{number}" for number in range(501)]
    with Store(None) as store:
        store.name([(name, name) for name in names])
        store.put("me", {name: failure(name=name) for name in names})
        assert [outcome.id for outcome in store.outcomes()] == names


def test_failures_of_an_earlier_run_can_be_left_out_and_successes_cannot() -> None:
    clock = Clock()
    with Store(None, clock=clock) as store:
        store.put("me", {"good": success(), "bad": failure()})
        clock.now += 10
        store.put("me", {"worse": failure()})
        assert store.get(["good", "bad", "worse"], failures_since=clock.now).keys() == {"good", "worse"}


# --- Leases -----------------------------------------------------------------------------------------------------------


def test_an_article_is_leased_to_one_owner_until_it_is_done() -> None:
    with Store(None) as store:
        assert store.claim(["a", "b"], "me") == {"a", "b"}
        assert store.claim(["a", "c"], "you") == {"c"}
        store.put("me", {"a": success()})
        assert store.claim(["a"], "you") == set()


@pytest.mark.parametrize(
    ("jump", "claimed"),
    [(0, False), (29, False), (31, True), (86_400, True), (-86_400, True)],
)
def test_a_lease_ends_by_time_and_a_clock_that_jumps_prolongs_none(jump: float, claimed: bool) -> None:
    clock = Clock()
    with Store(None, clock=clock) as store:
        store.claim(["a"], "dead")
        clock.now += jump
        assert store.claim(["a"], "me") == ({"a"} if claimed else set())


def test_a_renewed_lease_lasts_and_a_released_one_does_not() -> None:
    clock = Clock()
    with Store(None, clock=clock) as store:
        store.claim(["a"], "me")
        clock.now += 20
        store.renew("me")
        clock.now += 20
        assert store.claim(["a"], "you") == set()
        store.release("me")
        assert store.claim(["a"], "you") == {"a"}


def test_a_failure_can_be_claimed_again_by_one_run_only() -> None:
    clock = Clock()
    with Store(None, clock=clock) as store:
        store.put("before", {"a": failure()})
        clock.now += 10
        since = clock.now
        assert store.claim(["a"], "me", failures_since=since) == {"a"}
        store.put("me", {"a": failure()})
        assert store.claim(["a"], "you", failures_since=since) == set()


def test_many_threads_claim_each_article_once(tmp_path: Path) -> None:
    keys = [f"k{number}" for number in range(200)]
    claimed: list[str] = []

    def work(name: str) -> None:
        with Store(tmp_path / "s.db") as store:
            for key in keys:
                claimed.extend(store.claim([key], name))

    threads = [threading.Thread(target=work, args=(f"t{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(claimed) == sorted(keys)


# --- Whose store it is ------------------------------------------------------------------------------------------------


def test_a_store_of_other_settings_is_refused_and_says_which_differ(tmp_path: Path) -> None:
    with Store(tmp_path / "s.db") as store:
        store.bind(ONE)
        store.bind(ONE)
    with Store(tmp_path / "s.db") as store, pytest.raises(StoreError) as caught:
        store.bind(OTHER)
    assert "model: a and now b" in caught.value.hint
    assert "profile" not in caught.value.hint


def test_a_key_covers_settings_text_and_date() -> None:
    keys = {print_.key(sha, date) for print_ in (ONE, OTHER) for sha in ("0" * 64, "1" * 64) for date in (None, "2025")}
    assert len(keys) == 8


@pytest.mark.parametrize("content", [b"no database at all, only text that is long enough" * 50, b"PK\x03\x04" * 400])
def test_a_file_that_is_no_store_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(StoreError, match="not a database"):
        Store(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE t (x)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="no store of communique"):
        Store(path)
    assert path.read_bytes() == before


def test_a_store_of_another_version_is_refused(tmp_path: Path) -> None:
    Store(tmp_path / "s.db").close()
    with sqlite3.connect(tmp_path / "s.db") as database:
        database.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match="another version"):
        Store(tmp_path / "s.db")


# --- Disks ------------------------------------------------------------------------------------------------------------


def test_a_full_disk_is_an_error_with_a_hint_and_leaves_earlier_results_readable(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with Store(path) as store:
        store.name([("a", "a")])
        store.put("me", {"a": failure(name="a")})
        store._database.execute("PRAGMA max_page_count = 12")
        with pytest.raises(StoreError, match="full") as caught:
            store.put("me", {f"k{number}": success("x" * 4000) for number in range(50)})
        assert "free some space" in caught.value.hint
        assert [outcome.id for outcome in store.outcomes()] == ["a"]
    with Store(path, read_only=True) as store:
        store.check()
        assert store.get(["k0"]) == {}


def test_a_limit_on_the_size_of_files_is_met_like_a_full_disk(tmp_path: Path) -> None:
    """A write that fails half way (EFBIG) costs its own transaction and nothing else."""
    path = tmp_path / "s.db"
    script = f"""
import resource, signal
from communique.errors import StoreError
from communique.store import Store, Stored
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = Store({str(path)!r})
store.put("me", {{"a": Stored("summary", "kept")}})
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
try:
    for number in range(200):
        store.put("me", {{f"k{{number}}": Stored("summary", "x" * 4000)}})
except StoreError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert "cannot be used" in done.stdout
    with Store(path, read_only=True) as store:
        store.check()
        assert store.get(["a"]) == {"a": success("kept")}


def test_a_folder_that_is_not_there_is_an_error_with_a_hint(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        Store(tmp_path / "no" / "s.db")
    assert "folder" in caught.value.hint


def test_only_reading_needs_a_store_and_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with pytest.raises(StoreError):
        Store(path, read_only=True)
    assert not path.exists()
    Store(path).close()
    with Store(path, read_only=True) as store, pytest.raises(StoreError, match="readonly"):
        store.put("me", {"a": success()})


def test_a_private_store_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Store(None) as store:
        store.put("me", {"a": success()})
    assert list(tmp_path.iterdir()) == []


def test_a_process_killed_while_it_writes_leaves_all_it_said_it_had_written(tmp_path: Path) -> None:
    script = f"""
from communique.store import Store, Stored
store = Store({str(tmp_path / "s.db")!r})
for number in range(100_000):
    store.put("me", {{f"k{{number}}": Stored("summary", "x" * 2000)}})
    print(number, flush=True)
"""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if int(line) >= 25:
                os.kill(process.pid, signal.SIGKILL)
                break
        said = int(line)
    with Store(tmp_path / "s.db") as store:
        store.check()
        assert len(store.get([f"k{number}" for number in range(said + 1)])) == said + 1


def test_a_body_that_is_no_record_is_a_store_error() -> None:
    with pytest.raises(StoreError, match="no ArticleSummary"):
        success("{}").outcome("a")
