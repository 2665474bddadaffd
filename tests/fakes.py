"""Stand-ins for the outside world: a loopback server that misbehaves on purpose, scripted HTTP answers, a fake sleep.

``Server`` plays one step a request, the last one again when it runs out. A step is the bytes to send or a function of
the open connection; the connection is closed after it.
"""

from __future__ import annotations

import gzip
import json
import socket
import struct
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import httpx2

CANARY = "sk-CANARY0123456789abcdef"

Step = bytes | Callable[[socket.socket], None]


@dataclass(frozen=True)
class Received:
    """One request as it arrived."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> dict:
        return json.loads(self.body)


def completion(content: str | None, *, finish: str = "stop", refusal: str | None = None, tokens=(11, 7)) -> dict:
    """A chat completion as OpenAI's API returns it."""
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "m",
        "choices": [
            {
                "index": 0,
                "finish_reason": finish,
                "message": {"role": "assistant", "content": content, "refusal": refusal},
            }
        ],
        "usage": {"prompt_tokens": tokens[0], "completion_tokens": tokens[1], "total_tokens": sum(tokens)},
    }


def ok(content: str | None, **details) -> httpx2.Response:
    """A successful HTTP response with an answer in it."""
    return httpx2.Response(200, json=completion(content, **details))


def failed(status: int, message: str = "no", *, headers: Mapping[str, str] | None = None, **fields) -> httpx2.Response:
    """An HTTP error in OpenAI's form."""
    return httpx2.Response(status, json={"error": {"message": message, **fields}}, headers=headers)


class Script:
    """Answers HTTP requests from a list, the last one again when it runs out; an exception is raised instead."""

    def __init__(self, *steps: httpx2.Response | Exception) -> None:
        self._steps = list(steps)
        self.requests: list[Received] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(Received(request.method, request.url.path, dict(request.headers), request.content))
        step = self._steps.pop(0) if len(self._steps) > 1 else self._steps[0]
        if isinstance(step, Exception):
            raise step
        return httpx2.Response(step.status_code, headers=step.headers, content=step.content)

    @property
    def transport(self) -> httpx2.MockTransport:
        return httpx2.MockTransport(self)


@dataclass
class Naps:
    """Sleeps no time at all and remembers for how long it was asked to."""

    taken: list[float] = field(default_factory=list)

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)


class Server:
    """A scripted HTTP server on a free loopback port."""

    def __init__(self, *steps: Step) -> None:
        self._steps = list(steps)
        self.requests: list[Received] = []
        self.stopping = threading.Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def __enter__(self) -> Server:
        self._socket.settimeout(0.02)
        self._thread.start()
        return self

    def __exit__(self, *_) -> None:
        self.stopping.set()
        self._thread.join(5)
        self._socket.close()

    def _serve(self) -> None:
        players = []
        while not self.stopping.is_set():
            try:
                connection, _ = self._socket.accept()
            except TimeoutError:
                continue
            players.append(threading.Thread(target=self._play, args=(connection,), daemon=True))
            players[-1].start()
        for player in players:
            player.join(5)

    def _play(self, connection: socket.socket) -> None:
        with connection:
            connection.settimeout(5)
            try:
                self.requests.append(_receive(connection))
                step = self._steps.pop(0) if len(self._steps) > 1 else self._steps[0]
                connection.sendall(step) if isinstance(step, bytes) else step(connection)
            except OSError:  # the client has gone, as the tests of limits want it to
                pass


def _receive(connection: socket.socket) -> Received:
    data = b""
    while b"\r\n\r\n" not in data:
        data += _more(connection)
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    while len(body) < int(headers.get("content-length", 0)):
        body += _more(connection)
    method, path, _ = first.split(" ", 2)
    return Received(method, path, headers, body)


def _more(connection: socket.socket) -> bytes:
    data = connection.recv(65536)
    if not data:
        raise ConnectionError
    return data


def http(
    status: int, body: bytes | dict, headers: Mapping[str, str] | None = None, *, length: int | None = None
) -> bytes:
    """A whole HTTP response; ``length`` overrides the honest Content-Length."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    fields = {"content-type": "application/json", "connection": "close", **(headers or {})}
    fields["content-length"] = str(len(content) if length is None else length)
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status} X\r\n{head}\r\n".encode() + content


def compressed(content: str) -> bytes:
    """An answer that the server sends gzipped."""
    return http(200, gzip.compress(json.dumps(completion(content)).encode()), {"content-encoding": "gzip"})


def reset(connection: socket.socket) -> None:
    """Abort before any header."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def reset_mid_body(connection: socket.socket) -> None:
    """Abort after part of the body."""
    connection.sendall(http(200, b'{"choices": [', length=5000))
    reset(connection)


def short_body(connection: socket.socket) -> None:
    """Close politely before the announced length is reached."""
    connection.sendall(http(200, b'{"choices": [', length=5000))


def hang(connection: socket.socket) -> None:
    """Accept the request and never answer; ends when the client gives up."""
    connection.recv(1)


def drip(connection: socket.socket) -> None:
    """Send one byte every 20 ms, without end."""
    connection.sendall(b"HTTP/1.1 200 X\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n")
    pause = threading.Event()
    while not pause.wait(0.02):
        connection.sendall(b" ")


def chunked_forever(connection: socket.socket) -> None:
    """Send chunks without end."""
    connection.sendall(b"HTTP/1.1 200 X\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n")
    while True:
        connection.sendall(b"10000\r\n" + b" " * 0x10000 + b"\r\n")
