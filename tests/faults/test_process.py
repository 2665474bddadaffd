"""What becomes of an article under way when its process is interrupted, in a script, a terminal or a notebook."""

from __future__ import annotations

import _thread
import asyncio
import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from communique.summariser import Summariser
from fakes import Server, hang

NEWS = "Portuguese Foreign Minister Rui Machado flew to Doha on Tuesday. He said that nothing was signed."
SCRIPT = """
import sys, threading
from communique import summarise_article
try:
    summarise_article({news!r}, model="m", base_url={url!r})
except KeyboardInterrupt:
    print("interrupted", threading.active_count(), flush=True)
    raise SystemExit(130)
"""


def asked(server: Server, times: int = 1) -> None:
    """Wait until the server has had so many requests."""
    end = time.monotonic() + 40
    while len(server.requests) < times and time.monotonic() < end:
        time.sleep(0.01)
    assert len(server.requests) >= times


def running(server: Server, *command: str) -> subprocess.Popen[str]:
    started = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    asked(server)
    return started


def test_ctrl_c_in_a_script_surfaces_at_once_and_leaves_no_thread():
    with Server(hang) as server:
        process = running(server, sys.executable, "-c", SCRIPT.format(news=NEWS, url=server.url))
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert out.split() == ["interrupted", "1"]
    assert err == ""


def test_ctrl_c_on_the_command_line_is_one_exit_code_and_no_traceback(tmp_path):
    file = tmp_path / "news.txt"
    file.write_text(NEWS)
    command = [sys.executable, "-m", "communique", "summarise", str(file), "--model", "m", "--base-url"]
    with Server(hang) as server:
        process = running(server, *command, server.url)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert out == ""
    assert "Traceback" not in err


def test_sigterm_ends_the_process_at_once():
    with Server(hang) as server:
        process = running(server, sys.executable, "-c", SCRIPT.format(news=NEWS, url=server.url))
        process.terminate()
        process.communicate(timeout=20)
    assert process.returncode == -signal.SIGTERM


def test_an_interrupted_notebook_cell_can_be_run_again():
    def interrupt(server: Server, run: int) -> None:
        asked(server, run)
        _thread.interrupt_main()

    async def cell(
        summariser: Summariser,
    ) -> None:  # a kernel's own loop is running while a cell is, and no asyncio.run
        summariser.summarise(NEWS)

    loop = asyncio.new_event_loop()
    with Server(hang) as server, Summariser("m", base_url=server.url) as summariser:
        for run in (1, 2):
            interrupting = threading.Thread(target=interrupt, args=(server, run))
            interrupting.start()
            with pytest.raises(KeyboardInterrupt):
                loop.run_until_complete(cell(summariser))
            interrupting.join()
        assert len(server.requests) == 2
    loop.close()
    assert not [thread for thread in threading.enumerate() if "portal" in thread.name.lower()]


def test_a_cancelled_task_cancels_the_request():
    async def cancelled(summariser: Summariser) -> None:
        task = asyncio.create_task(summariser.asummarise(NEWS))
        await asyncio.to_thread(asked, server)
        task.cancel()
        await task

    with Server(hang) as server, Summariser("m", base_url=server.url) as summariser:
        with pytest.raises(asyncio.CancelledError):
            asyncio.run(cancelled(summariser))
        began = time.monotonic()
    assert time.monotonic() - began < 5  # closing waits for nothing that is still under way


def test_debug_logs_of_a_process_hold_neither_key_nor_article():
    key = "sk-" + "CANARY0123456789abcdef"
    code = (
        "import logging, communique; logging.basicConfig(level=logging.DEBUG)\n"
        f"try: communique.summarise_article({NEWS!r}, model='m', base_url={{url!r}}, api_key={key!r}, max_attempts=1)\n"
        "except communique.CommuniqueError as error: print(error, repr(error))"
    )
    with Server(b"HTTP/1.1 401 X\r\ncontent-length: 40\r\n\r\n" + f"bad key {key}".encode().ljust(40)) as server:
        ended = subprocess.run(
            [sys.executable, "-c", code.format(url=server.url)],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "OPENAI_LOG": "debug"},
        )
    assert key not in ended.stdout + ended.stderr
    assert "Machado" not in ended.stdout + ended.stderr
    assert "AuthError" in ended.stdout
