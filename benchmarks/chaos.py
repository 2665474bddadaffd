"""Many articles against a server that fails a fifth of the time at random: every one ends, and nothing is left open.

    python benchmarks/chaos.py [ARTICLES]

Two runs on one store: the first is given too small a budget and ends by it; the second finishes. Checked are that each
article has exactly one outcome, that no run sent more requests than its budget allows, and that threads, sockets and
memory are at the end what they were after the first quarter.
"""

from __future__ import annotations

import json
import os
import random
import resource
import socket
import struct
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from communique import BudgetError
from communique.records import Failure
from communique.summariser import summarise_many

__all__ = ["main"]

_ANSWER = {"headline": "", "summary": "", "officials": [], "visits": [], "claims": []}
_FAILING = 0.2


def _http(status: int, body: object, extra: str = "", *, longer: int = 0) -> bytes:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    head = f"HTTP/1.1 {status} X\r\ncontent-type: application/json\r\nconnection: close\r\n{extra}"
    return f"{head}content-length: {len(content) + longer}\r\n\r\n".encode() + content


def _completion(content: str, finish: str = "stop") -> dict[str, object]:
    choice = {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": content}}
    return {"choices": [choice], "usage": {"prompt_tokens": 100, "completion_tokens": 20}}


_OK = _http(200, _completion(json.dumps(_ANSWER)))
_FAULTS = {
    "429": _http(429, {"error": {"message": "slow down"}}, "retry-after-ms: 5\r\n"),
    "503": _http(503, b"<html>busy</html>"),
    "HTML": _http(200, b"<html>log in</html>"),
    "cut off": _http(200, _completion("{", finish="length")),
    "not JSON": _http(200, _completion("Here you are")),
    "short body": _http(200, b'{"choices": [', longer=5000),
    "reset": b"",
}


class Server:
    """Answers on a loopback port, and fails at random."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/v1"
        self.requests = 0
        self.sent: Counter[str] = Counter()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            connection, _ = self._socket.accept()
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection:
            try:
                data = connection.recv(65536)
                head, _, body = data.partition(b"\r\n\r\n")
                length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
                while len(body) < length:
                    body += connection.recv(65536)
                self.requests += 1
                fault = self._chance.choice(list(_FAULTS)) if self._chance.random() < _FAILING else "none"
                self.sent[fault] += 1
                if fault == "reset":
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                connection.sendall(_FAULTS.get(fault, _OK))
            except (OSError, ValueError):
                return


def _open_files() -> int:
    return len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").is_dir() else 0  # noqa: PTH208 - counted only


def _resident() -> int:
    """Return the memory in use in MB, or the most ever used where the system does not say."""
    status = Path("/proc/self/statm")
    if status.is_file():
        return int(status.read_text("ascii").split()[1]) * resource.getpagesize() // 1_000_000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000


def main(arguments: list[str]) -> int:
    """Run it twice on one store; 0 when everything held."""
    count = int(arguments[0]) if arguments else 2000
    text = "Rui Machado flew to Doha on day {} of the talks, and said that nothing was signed."
    rows = [(f"a{n}", text.format(n), None) for n in range(count)]
    server = Server(seed=7)
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        settings = {"store": Path(folder) / "store.db", "model": "m", "base_url": server.url, "timeout": 30.0}
        threads, files, budget = threading.active_count(), _open_files(), count // 2
        try:
            for _ in summarise_many(rows, max_calls=budget, **settings):  # type: ignore[arg-type]
                pass
            wrong.append("the budget did not end the first run")
        except BudgetError as error:
            print(f"first run: {server.requests} requests of {budget}: {error}")
        if server.requests > budget:
            wrong.append(f"{server.requests} requests, {budget} allowed")
        before, began, memory = server.requests, time.perf_counter(), []
        kinds: Counter[str] = Counter()
        ids: Counter[str] = Counter()
        for number, outcome in enumerate(summarise_many(rows, retry_failed=True, **settings)):  # type: ignore[arg-type]
            ids[outcome.id] += 1
            kinds[outcome.kind if isinstance(outcome, Failure) else "summary"] += 1
            if number % (count // 8) == 0:
                memory.append(_resident())
        seconds = time.perf_counter() - began
        print(f"second run: {server.requests - before} requests in {seconds:.0f} s: {dict(kinds)}")
    if set(ids) != {row[0] for row in rows} or set(ids.values()) != {1}:
        wrong.append("an article has no outcome, or more than one")
    if max(memory[2:]) > 1.1 * memory[2]:
        wrong.append("memory grows")
    time.sleep(1)
    print(f"faults sent: {dict(server.sent)}; MB in use: {memory}")
    print(f"threads {threads} before, {threading.active_count()} after; files {files} before, {_open_files()} after")
    if threading.active_count() > threads:
        wrong.append("a thread is left")
    print("; ".join(wrong) or "everything held")
    return len(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
