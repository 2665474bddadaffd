"""What the test harness promises: nothing beyond loopback is reached, and no canary key is shown."""

from __future__ import annotations

import asyncio
import os
import re
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from loopback_only import ForbiddenConnection

ELSEWHERE = ("192.0.2.1", 9)  # reserved for documentation (RFC 5737), so nobody is there


def connect() -> None:
    with socket.socket() as unconnected:
        unconnected.settimeout(0.1)
        unconnected.connect(ELSEWHERE)


def connect_in_a_thread() -> None:
    caught: list[BaseException] = []

    def work() -> None:
        try:
            connect()
        except BaseException as error:  # noqa: BLE001 - handed to the test
            caught.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    raise caught[0]


def connect_in_an_event_loop() -> None:
    asyncio.run(asyncio.wait_for(asyncio.open_connection(*ELSEWHERE), 0.1))


def send_a_datagram() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as unconnected:
        unconnected.sendto(b"x", ELSEWHERE)


def look_up_a_name() -> None:
    socket.getaddrinfo("example.org", 443)


@pytest.mark.parametrize(
    "attempt", [connect, connect_in_a_thread, connect_in_an_event_loop, send_a_datagram, look_up_a_name]
)
def test_nothing_beyond_loopback_is_reached(attempt):
    with pytest.raises(ForbiddenConnection, match=r"is not on this machine"):
        attempt()


def test_nothing_beyond_loopback_is_reached_by_a_process_that_a_test_starts():
    code = f"import socket; socket.create_connection({ELSEWHERE}, 0.1)"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "ForbiddenConnection: socket.getaddrinfo: 192.0.2.1 is not on this machine" in ended.stderr


@pytest.mark.parametrize(("family", "host"), [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET, "localhost")])
def test_loopback_is_reached(family, host):
    with socket.create_server(("127.0.0.1", 0), family=family) as server:
        socket.create_connection((host, server.getsockname()[1]), 1).close()


def test_no_credential_or_cache_of_the_machine_is_seen():
    assert not {"OPENAI_API_KEY", "COMMUNIQUE_MODEL"} & os.environ.keys()
    assert os.environ["COMMUNIQUE_OFFLINE"] == "1"
    assert not list(Path(os.environ["COMMUNIQUE_CACHE"]).glob("models/*.gguf"))


def test_a_test_that_shows_the_canary_key_fails(tmp_path):
    tests = tmp_path / "test_shown.py"
    tests.write_text(
        "import logging, pytest, sys\n"
        "from communique.errors import StoreError\n"
        "from fakes import CANARY\n"
        "def test_logged(): logging.getLogger('x').warning(CANARY)\n"
        "def test_printed(): print(CANARY)\n"
        "def test_complained(): print(CANARY, file=sys.stderr)\n"
        "def test_wrote(tmp_path): (tmp_path / 'store').write_bytes(b'\\0' + CANARY.encode())\n"
        "class Leaky(StoreError):\n"
        "    def __str__(self): return CANARY\n"
        "def test_raised():\n"
        "    with pytest.raises(StoreError): raise Leaky('x')\n"
        "def test_kept(tmp_path): print('[redacted]')\n"
    )
    folder = Path(__file__).parent
    (tmp_path / "conftest.py").write_bytes((folder / "conftest.py").read_bytes())
    path = os.pathsep.join((str(folder), str(folder / "guard")))
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q", tests],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert re.search(r"^4 failed, 2 passed, 1 error in ", ended.stdout, re.MULTILINE), ended.stdout
