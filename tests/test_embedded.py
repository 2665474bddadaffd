"""The embedded server: started once, told its settings in private, and gone with the process that started it."""

from __future__ import annotations

import io
import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from communique.cores import physical_cores
from communique.errors import ConfigurationError, WeightsError
from communique.model import embedded, embedded_server
from communique.model.embedded import ServerPool
from communique.model.embedded_server import Settings

FAKE = """
import json, os, sys
settings = json.loads(sys.stdin.readline())
with open(os.environ["STARTS"], "a") as starts:
    print(json.dumps(settings | {"pid": os.getpid()}), file=starts)
print("a line of the log", file=sys.stderr)
print(json.dumps({"base_url": f"http://127.0.0.1:{os.getpid()}/v1"}), flush=True)
sys.stdin.read()
with open(os.environ["STARTS"] + ".ended", "w") as ended:
    print(os.getpid(), file=ended)
"""
"""Keeps the protocol of the program, without a model."""

Starts = Callable[[], list[dict[str, object]]]


@pytest.fixture(autouse=True)
def starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Starts:
    """The settings of every fake server that was started, in order; what it logs is not shown."""
    caplog.set_level(logging.INFO, logger="communique")
    notes = tmp_path / "starts"
    notes.touch()
    monkeypatch.setenv("STARTS", str(notes))
    monkeypatch.setenv("COMMUNIQUE_CACHE", str(tmp_path / "cache"))
    return lambda: [json.loads(line) for line in notes.read_text().splitlines()]


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.gguf"
    path.write_bytes(b"GGUF and so on")
    return path


@pytest.fixture
def new_pool() -> Iterator[Callable[[str], ServerPool]]:
    pools: list[ServerPool] = []

    def new(program: str) -> ServerPool:
        pools.append(ServerPool([sys.executable, "-c", program]))
        return pools[-1]

    yield new
    for pool in pools:
        pool.stop()


@pytest.fixture
def pool(new_pool: Callable[[str], ServerPool]) -> ServerPool:
    return new_pool(FAKE)


def gone(pid: object) -> bool:
    """Whether no such process is left, not even as a zombie."""
    try:
        os.kill(int(str(pid)), 0)
    except ProcessLookupError:
        return True
    return False


def saw_the_end(pid: object) -> bool:
    """Whether the fake server sees the end of its input, at most five seconds from now (an orphan tells nobody)."""
    note = Path(os.environ["STARTS"] + ".ended")
    for _ in range(500):
        if note.exists() and note.read_text() == f"{pid}\n":
            return True
        time.sleep(0.01)
    return False


# The parent


def test_a_server_is_started_once_and_its_key_is_in_no_process_list(
    pool: ServerPool, weights: Path, starts: Starts
) -> None:
    server = pool.ensure(weights, slots=2, context=4096)
    assert pool.ensure(weights, slots=2, context=4096) is server
    [settings] = starts()
    assert settings["model"] == str(weights)
    assert (settings["slots"], settings["context"]) == (2, 4096)
    assert (settings["api_key"], settings["verbosity"]) == (server.api_key, 1)
    assert server.base_url == f"http://127.0.0.1:{settings['pid']}/v1"
    assert len(server.api_key) >= 32
    assert server.api_key not in repr(server)


def test_the_hash_of_the_weights_comes_with_the_server(pool: ServerPool, weights: Path) -> None:
    server = pool.ensure(weights, slots=1, context=512)
    assert server.model_sha256 == "1ff03ffde880e467bb6421108fb54c7c357615d16d94e5e9b087d50a2a2a5bfb"


@pytest.mark.parametrize(
    ("slots", "context", "running"),
    [(1, 4096, 1), (2, 512, 1), (3, 4096, 2), (2, 4097, 2)],
    ids=["fewer slots", "less context", "more slots", "more context"],
)
def test_a_running_server_serves_whoever_needs_no_more_than_it_has(
    pool: ServerPool, weights: Path, starts: Starts, slots: int, context: int, running: int
) -> None:
    pool.ensure(weights, slots=2, context=4096)
    pool.ensure(weights, slots=slots, context=context)
    assert len(starts()) == running


def test_other_weights_get_a_server_of_their_own(pool: ServerPool, weights: Path, starts: Starts) -> None:
    other = weights.with_name("other.gguf")
    other.write_bytes(b"GGUF of another kind")
    keys = {pool.ensure(path, slots=1, context=512).api_key for path in (weights, other, weights)}
    assert len(keys) == len(starts()) == 2


def test_threads_that_ask_at_once_share_one_server(pool: ServerPool, weights: Path, starts: Starts) -> None:
    threads = [
        threading.Thread(target=pool.ensure, args=[weights], kwargs={"slots": 1, "context": 512}) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(starts()) == 1


def test_a_server_that_died_is_started_again(pool: ServerPool, weights: Path, starts: Starts) -> None:
    first = pool.ensure(weights, slots=1, context=512)
    pid = starts()[0]["pid"]
    os.kill(int(str(pid)), signal.SIGTERM)
    while pool.ensure(weights, slots=1, context=512) is first:
        time.sleep(0.01)
    assert len(starts()) == 2


def test_a_stopped_server_is_gone_and_can_be_started_again(pool: ServerPool, weights: Path, starts: Starts) -> None:
    first = pool.ensure(weights, slots=1, context=512)
    pool.stop()
    assert gone(starts()[0]["pid"])
    assert pool.ensure(weights, slots=1, context=512) is not first


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_worker_uses_its_parents_server_and_leaves_it_running(weights: Path, starts: Starts) -> None:
    script = f"""
import os, sys
from pathlib import Path
from communique.model.embedded import ServerPool
pool = ServerPool([sys.executable, "-c", {FAKE!r}])
server = pool.ensure(Path({str(weights)!r}), slots=1, context=512)
worker = os.fork()
if worker == 0:
    sys.exit(0 if pool.ensure(Path({str(weights)!r}), slots=1, context=512) is server else 1)
print(os.waitpid(worker, 0)[1], pool.ensure(Path({str(weights)!r}), slots=1, context=512) is server)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=20, check=False)
    assert (done.stdout, done.returncode) == ("0 True\n", 0)
    assert len(starts()) == 1
    assert saw_the_end(starts()[0]["pid"])


@pytest.mark.parametrize(
    ("ending", "status"),
    [("", 0), ("sys.exit(3)", 3), ("raise KeyboardInterrupt", -signal.SIGINT), ("os.kill(os.getpid(), 9)", -9)],
    ids=["end", "exit", "Ctrl-C", "kill -9"],
)
def test_a_server_ends_with_its_process_however_that_ends(
    weights: Path, starts: Starts, ending: str, status: int
) -> None:
    script = f"""
import os, sys
from pathlib import Path
from communique.model.embedded import ServerPool
server = ServerPool([sys.executable, "-c", {FAKE!r}]).ensure(Path({str(weights)!r}), slots=1, context=512)
{ending}
"""
    command = [sys.executable, "-X", "dev", "-W", "error", "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    assert done.returncode == status
    assert "Warning" not in done.stderr
    assert saw_the_end(starts()[0]["pid"])


def test_a_server_that_hears_nothing_is_killed(
    new_pool: Callable[[str], ServerPool], weights: Path, starts: Starts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "_STOP_SECONDS", 0.01)
    pool = new_pool(FAKE.replace("sys.stdin.read()", "import time; time.sleep(60)"))
    pool.ensure(weights, slots=1, context=512)
    pool.stop()
    assert gone(starts()[0]["pid"])


def test_a_wait_for_the_model_that_is_interrupted_leaves_no_server(
    new_pool: Callable[[str], ServerPool], weights: Path, starts: Starts
) -> None:
    slow = FAKE.replace('print("a line', 'os.kill(os.getppid(), 2); sys.stdin.read(); print("a line')
    with pytest.raises(KeyboardInterrupt):
        new_pool(slow).ensure(weights, slots=1, context=512)
    assert gone(starts()[0]["pid"])


# What goes wrong


@pytest.mark.parametrize(
    ("program", "message"),
    [
        ("import sys; sys.exit('0.1.2 I loading\\n0.1.3 E no room\\n0.1.4 E failed')", "cannot load .*: no room "),
        (
            "import sys; sys.exit('first\\nImportError: no libstdc++\\n')",
            r"cannot load .*: ImportError: no libstdc\+\+",
        ),
        ("import sys; sys.stdin.readline(); sys.exit(4)", "it ended with status 4"),
        ("import os; os.kill(os.getpid(), 9)", "it was ended by SIGKILL"),
    ],
    ids=["an error in the log", "another last word", "a silent end", "a signal"],
)
def test_a_server_that_cannot_load_the_model_says_why(
    new_pool: Callable[[str], ServerPool], weights: Path, program: str, message: str
) -> None:
    with pytest.raises(ConfigurationError, match=message) as caught:
        new_pool(program).ensure(weights, slots=1, context=512)
    assert "memory" in caught.value.hint


def test_weights_that_are_not_there_are_named(pool: ServerPool, tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"no weights at .*none\.gguf \(run: communique pull\)"):
        pool.ensure(tmp_path / "none.gguf", slots=1, context=512)


def test_a_file_that_is_no_model_is_not_given_to_the_server(pool: ServerPool, weights: Path, starts: Starts) -> None:
    weights.write_bytes(b"<html>")
    with pytest.raises(WeightsError, match="is no GGUF file"):
        pool.ensure(weights, slots=1, context=512)
    assert starts() == []


def test_without_xllamacpp_the_extra_is_named(monkeypatch: pytest.MonkeyPatch, weights: Path) -> None:
    monkeypatch.setattr(embedded.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ConfigurationError, match=r'pip install "communique\[local\]"'):
        embedded.ensure_server(weights, slots=1, context=512)


def test_the_servers_log_is_shown_only_for_debugging(
    pool: ServerPool, weights: Path, starts: Starts, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    pool.ensure(weights, slots=1, context=512)
    quiet = capfd.readouterr()
    pool.stop()
    with caplog.at_level(logging.DEBUG, logger="communique"):
        pool.ensure(weights, slots=1, context=512)
    assert (quiet.out, quiet.err) == ("", "")
    assert capfd.readouterr().err == "a line of the log\n"
    assert [settings["verbosity"] for settings in starts()] == [1, 3]


# Cores


@pytest.mark.skipif(sys.platform != "linux", reason="llama.cpp counts the cores itself elsewhere")
@pytest.mark.parametrize(
    ("siblings", "quota", "cores"),
    [
        (["0", "1", "2", "3"], None, 4),
        (["0-1", "0-1", "2-3", "2-3"], None, 2),
        (["0", "1", "2", "3"], "max 100000", 4),
        (["0", "1", "2", "3"], "250000 100000", 2),
        (["0", "1", "2", "3"], "50000 100000", 1),
        (["0", "1", "2", "3"], "nonsense", 4),
        ([], None, 4),
    ],
    ids=["cores", "hyper-threads", "no quota", "two and a half", "half a core", "unreadable", "no topology"],
)
def test_hyper_threads_and_quotas_are_no_cores(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, siblings: list[str], quota: str | None, cores: int
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: {0, 1, 2, 3})
    for cpu, text in enumerate(siblings):
        topology = tmp_path / f"devices/system/cpu/cpu{cpu}/topology"
        topology.mkdir(parents=True)
        (topology / "thread_siblings_list").write_text(f"{text}\n")
    if quota is not None:
        (tmp_path / "fs/cgroup").mkdir(parents=True)
        (tmp_path / "fs/cgroup/cpu.max").write_text(f"{quota}\n")
    assert physical_cores(tmp_path) == cores


def test_elsewhere_llama_cpp_counts_the_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert physical_cores() == -1


# The program

SETTINGS: Settings = {
    "model": "tiny.gguf",
    "slots": 3,
    "context": 1000,
    "threads": 2,
    "api_key": "a long random key",
    "verbosity": 1,
}


class Params(SimpleNamespace):
    """Accepts what it is given, as llama.cpp's parameters do."""

    def __init__(self) -> None:
        super().__init__(model=SimpleNamespace(), cpuparams=SimpleNamespace(), cpuparams_batch=SimpleNamespace())


def library(params: type, server: type = SimpleNamespace) -> ModuleType:
    module = ModuleType("xllamacpp")
    module.CommonParams, module.Server = params, server
    return module


def test_the_server_listens_on_loopback_with_a_key_and_shows_nothing_else() -> None:
    params = embedded_server.parameters(library(Params), SETTINGS)
    assert (params.hostnames, params.port, params.api_keys) == (["127.0.0.1"], 0, ["a long random key"])
    assert (params.ui, params.endpoint_slots) == (False, False)


def test_every_slot_has_the_whole_context() -> None:
    params = embedded_server.parameters(library(Params), SETTINGS)
    assert (params.n_parallel, params.n_ctx) == (3, 3000)
    assert params.cpuparams.n_threads == params.cpuparams_batch.n_threads == 2


def test_xllamacpp_knows_every_parameter() -> None:
    xllamacpp = pytest.importorskip("xllamacpp")
    params = embedded_server.parameters(xllamacpp, SETTINGS)
    assert (params.n_parallel, params.n_ctx, params.model.path) == (3, 3000, "tiny.gguf")
    assert (params.api_keys, params.cpuparams_batch.n_threads) == (["a long random key"], 2)


def test_the_program_tells_its_address_and_hands_the_running_server_back_when_the_input_ends() -> None:
    class Server:
        listening_address = "http://127.0.0.1:4711"

        def __init__(self, params: Params) -> None:
            self.model = params.model.path

    class Input(io.StringIO):
        def read(self, size: int | None = -1) -> str:
            told.append(replies.getvalue())
            return super().read(size)

    told: list[str] = []
    replies = io.StringIO()
    server = embedded_server.serve(library(Params, Server), Input(json.dumps(SETTINGS) + "\n"), replies)
    assert told == ['{"base_url": "http://127.0.0.1:4711/v1"}\n']
    assert server.model == "tiny.gguf"


XLLAMACPP = """
import os
from types import SimpleNamespace

class CommonParams(SimpleNamespace):
    def __init__(self):
        super().__init__(model=SimpleNamespace(), cpuparams=SimpleNamespace(), cpuparams_batch=SimpleNamespace())

class Server:
    listening_address = "http://127.0.0.1:4711"

    def __init__(self, params):
        with open(os.environ["STARTS"], "a") as starts:
            print('{"model": "%s", "pid": %d}' % (params.model.path, os.getpid()), file=starts)

    def __del__(self):
        os._exit(7)
"""


def test_the_program_needs_only_xllamacpp_ignores_ctrl_c_and_never_destroys_its_server(
    weights: Path, starts: Starts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "xllamacpp.py").write_text(XLLAMACPP)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr(embedded, "_POOL", pool := ServerPool())
    server = embedded.ensure_server(weights, slots=1, context=512)
    process = pool._running[0].process
    process.send_signal(signal.SIGINT)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(0.2)
    assert embedded.ensure_server(weights, slots=1, context=512) is server
    assert server.base_url == "http://127.0.0.1:4711/v1"
    pool.stop()
    assert process.returncode == 0
    assert [start["model"] for start in starts()] == [str(weights)]
