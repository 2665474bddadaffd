"""Faults of servers that no one has agreed on: each ends as one of our errors, in bounded time and memory."""

from __future__ import annotations

import asyncio
import gzip
import json
import socket
import threading
import time
import tracemalloc

import httpx2
import pytest

from communique.answers import OverviewAnswer
from communique.errors import (
    BadRequestError,
    CommuniqueError,
    ConfigurationError,
    DeadlineError,
    InvalidOutputError,
    NetworkError,
    RateLimitedError,
    ServerError,
)
from communique.model.client import Client, Endpoint, Limits, Message, Request
from fakes import CANARY, Naps, Script, Server, completion, failed, http, ok

GOOD = json.dumps({"headline": "Talks go on.", "summary": "Talks go on in Oslo."})
QUESTION = Request("overview", (Message("user", "Ministers met in Oslo."),), OverviewAnswer, 50)


def ask(at: Server | Script, *, key: str = CANARY, clock=time.time, naps: Naps | None = None, **limits):
    """Ask once and return the reply, or raise what the caller would see."""

    async def once():
        url = at.url if isinstance(at, Server) else "http://127.0.0.1:9/v1"
        where = Endpoint("openai/m", base_url=url, api_key=key)
        transport = at.transport if isinstance(at, Script) else None
        settings = {"clock": clock, "sleep": naps or Naps(), "random": lambda: 0.5, "transport": transport}
        async with Client(where, Limits(**limits), **settings) as client:
            return await client.ask(QUESTION)

    return asyncio.run(once())


def endless_headers(connection: socket.socket) -> None:
    """Send header after header."""
    connection.sendall(b"HTTP/1.1 200 X\r\n")
    while True:
        connection.sendall(b"x-more: " + b"y" * 1000 + b"\r\n")


def endless_hints(connection: socket.socket) -> None:
    """Send interim responses without end."""
    while True:
        connection.sendall(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 100)


def dripping_headers(connection: socket.socket) -> None:
    """Send the header byte by byte."""
    pause = threading.Event()
    for byte in b"HTTP/1.1 200 X\r\nx-slow: " + b"y" * 10_000:
        connection.sendall(bytes([byte]))
        pause.wait(0.02)


TWO_LENGTHS = b"HTTP/1.1 200 X\r\ncontent-length: 5\r\ncontent-length: 7\r\n\r\n{}   "
CONTROL_IN_HEADER = b"HTTP/1.1 200 X\r\nx-odd: a\x00b\r\ncontent-length: 2\r\n\r\n{}"


@pytest.mark.parametrize(
    ("step", "kind"),
    [
        pytest.param(endless_headers, (NetworkError, DeadlineError), id="endless headers"),
        pytest.param(endless_hints, DeadlineError, id="endless interim responses"),
        pytest.param(dripping_headers, DeadlineError, id="a header byte by byte"),
        pytest.param(http(204, b""), ServerError, id="no content"),
        pytest.param(http(200, completion(GOOD), length=-5), NetworkError, id="negative length"),
        pytest.param(TWO_LENGTHS, NetworkError, id="two lengths"),
        pytest.param(CONTROL_IN_HEADER, NetworkError, id="NUL in a header"),
        pytest.param(http(200, b"junk", {"content-encoding": "gzip"}), NetworkError, id="not gzip"),
        pytest.param(
            http(200, gzip.compress(GOOD.encode())[:-20], {"content-encoding": "gzip"}), ServerError, id="half a gzip"
        ),
        pytest.param(
            http(200, b"x", {"content-encoding": ",".join(["gzip"] * 1000)}), NetworkError, id="a thousand encodings"
        ),
        pytest.param(b"HTTP/1.1 101 X\r\nupgrade: websocket\r\n\r\n", NetworkError, id="upgrade"),
        pytest.param(b"HTTP/1.1 000 X\r\n\r\n", NetworkError, id="status 000"),
        pytest.param(http(999, b"{}"), ServerError, id="status 999"),
        pytest.param(b"HTTP/1.1 500 " + b"x" * 200_000 + b"\r\n\r\n", NetworkError, id="endless reason"),
        pytest.param(
            http(200, b"data: {}\n\ndata: [DONE]\n", {"content-type": "text/event-stream"}), ServerError, id="a stream"
        ),
        pytest.param(http(400, b'{"error":' * 50_000), BadRequestError, id="deep error body"),
    ],
)
def test_a_server_that_breaks_the_rules_is_an_error_in_bounded_time(step, kind):
    began = time.monotonic()
    with Server(step) as server, pytest.raises(CommuniqueError) as caught:
        ask(server, deadline=0.5, attempts=2)
    assert isinstance(caught.value, kind)
    assert time.monotonic() - began < 10


def test_a_bomb_in_a_bomb_takes_no_more_memory_than_the_cap_allows():
    bomb = gzip.compress(gzip.compress(gzip.compress(b" " * 100_000_000)))
    with Server(http(200, bomb, {"content-encoding": "gzip, gzip, gzip"})) as server:
        tracemalloc.start()
        try:
            with pytest.raises(InvalidOutputError, match="larger than"):
                ask(server)
            assert tracemalloc.get_traced_memory()[1] < 60_000_000
        finally:
            tracemalloc.stop()


@pytest.mark.parametrize(
    "step",
    [
        http(200, json.dumps(completion(GOOD)).encode("utf-16")),
        http(200, b"\xef\xbb\xbf" + json.dumps(completion(GOOD)).encode()),
        http(200, completion(GOOD), {"content-type": "application/json; charset=nonsense"}),
        http(200, completion(GOOD), {"content-type": "text/plain"}),
        http(200, completion(GOOD, finish=None)),
    ],
    ids=["utf-16", "byte order mark", "nonsense charset", "text/plain", "no finish reason"],
)
def test_an_answer_in_an_odd_envelope_is_an_answer(step):
    with Server(step) as server:
        assert ask(server).value.headline == "Talks go on."


@pytest.mark.parametrize("tokens", [(-5, -7), (10**30, 10**30), (True, False), ("9", None), (1.5, [])])
def test_token_counts_that_cannot_be_are_no_counts(tokens):
    body = completion(GOOD) | {"usage": {"prompt_tokens": tokens[0], "completion_tokens": tokens[1]}}
    usage = ask(Script(httpx2.Response(200, json=body))).usage
    assert usage.prompt_tokens in {0, 1}
    assert usage.completion_tokens == 0


def test_a_tool_call_nobody_asked_for_is_no_answer():
    call = {"id": "1", "type": "function", "function": {"name": "another", "arguments": GOOD}}
    body = completion(None, finish="tool_calls")
    body["choices"][0]["message"]["tool_calls"] = [call]
    script = Script(httpx2.Response(200, json=body))
    with pytest.raises(InvalidOutputError, match="it is empty"):
        ask(script)
    assert len(script.requests) == 2


def test_the_name_of_a_field_cannot_make_a_message_long():
    answer = json.dumps({"headline": "x", "summary": "y", "f" * 1_000_000: 1})
    with pytest.raises(InvalidOutputError) as caught:
        ask(Script(ok(answer)))
    assert len(str(caught.value)) < 1000


# Secrets

ODD_KEY = 'pass/word+"4711"='


@pytest.mark.parametrize("before", range(185, 201))
def test_a_key_that_is_cut_by_the_end_of_a_message_is_masked_first(before):
    for script in (
        Script(failed(400, "x" * before + CANARY)),
        Script(failed(400, "ok", headers={"x-request-id": "r" * before + CANARY})),
        Script(ok("x" * before + CANARY)),
        Script(ok(None, refusal="x" * before + CANARY)),
        Script(ok(json.dumps({"f" * before + CANARY: 1}))),
    ):
        with pytest.raises(CommuniqueError) as caught:
            ask(script)
        assert "CANA" not in f"{caught.value} {vars(caught.value)}"
        assert "sk-C" not in str(caught.value)


@pytest.mark.parametrize(
    "key", ["sk-CANARY\u2026", "sk-\u201cCANARY\u201d", "sk-CAN\nARY", "sk-CAN\x00ARY", "schlüssel"]
)
def test_a_key_that_no_header_can_carry_is_refused_before_any_call_and_not_shown(key):
    script = Script(ok(GOOD))
    with pytest.raises(ConfigurationError, match="characters that no key has") as caught:
        ask(script, key=key)
    assert "CAN" not in str(caught.value)
    assert script.requests == []


def test_the_line_break_behind_a_key_is_not_sent():
    script = Script(ok(GOOD))
    ask(script, key=f" {CANARY}\r\n")
    assert script.requests[0].headers["authorization"] == f"Bearer {CANARY}"


@pytest.mark.parametrize("status", [400, 401, 429, 500])
def test_a_key_that_the_server_escapes_in_its_own_way_is_masked_too(status):
    escaped = "".join(f"\\u{ord(character):04x}" for character in ODD_KEY)
    body = f'{{"error": {{"message": "the key {escaped} is bad"}}}}'.encode()
    script = Script(httpx2.Response(status, content=body))
    with pytest.raises(CommuniqueError) as caught:
        ask(script, key=ODD_KEY, attempts=1)
    assert "[redacted]" in str(caught.value)
    assert ODD_KEY not in f"{caught.value} {vars(caught.value)}"


def test_the_headers_of_the_environment_stay_with_openai(monkeypatch):
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", f"x-gateway: {CANARY}\nauthorization: other")
    monkeypatch.setenv("OPENAI_ADMIN_KEY", "sk-admin-canary")
    script = Script(ok(GOOD))
    ask(script)
    (sent,) = script.requests
    assert "x-gateway" not in sent.headers
    assert sent.headers["authorization"] == f"Bearer {CANARY}"
    assert "sk-admin" not in str(sent.headers)


def test_debug_logging_of_the_sdk_shows_no_article_and_no_key(caplog):
    caplog.set_level("DEBUG")
    ask(Script(failed(503), ok(GOOD)))
    assert "Ministers met" not in caplog.text
    assert CANARY not in caplog.text


# The clock


@pytest.mark.parametrize("jump", [-86_400, 86_400])
def test_a_wall_clock_that_jumps_changes_neither_the_deadline_nor_the_wait(jump):
    times = iter([1.7e9, *[1.7e9 + jump] * 9])
    naps = Naps()
    script = Script(failed(429, headers={"retry-after": "2"}), failed(503), ok(GOOD))
    assert ask(script, clock=lambda: next(times), naps=naps, deadline=30).attempts == 3
    assert naps.taken == [2, 0.5]


def test_a_date_to_wait_for_is_never_waited_for_beyond_the_cap_whatever_the_clock_says():
    script = Script(failed(429, headers={"retry-after": "Wed, 15 Nov 2023 00:00:00 GMT"}))
    naps = Naps()
    with pytest.raises(RateLimitedError):
        ask(script, clock=lambda: 0.0, naps=naps)
    assert naps.taken == []
