"""What a plain stack (instructor on openai, retries as they come) and communique make of the same faults, row by row.

    python benchmarks/faults.py

Both are asked against the same scripted answers, without a network. Printed is a Markdown table: requests sent, and
what the caller gets. The plain stack is set up as its documentation shows it: two retries of the SDK, one of its own.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import pickle
import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx2
import instructor
import openai
import tenacity
from pydantic import BaseModel

from communique import CommuniqueError
from communique.article import read_article
from communique.model.client import Client, Endpoint, Limits
from communique.pipeline import Reading, summarise
from communique.profiles import LARGE
from communique.prompts import PromptLibrary

__all__ = ["main"]

KEY = "sk-CANARY0123456789abcdef"
ARTICLE = "Portuguese Foreign Minister Rui Machado flew to Doha on Tuesday. He said that nothing was signed."
LOCAL = "http://127.0.0.1:9/v1"
GOOD = json.dumps(
    {"headline": "Machado flew.", "summary": "Nothing was signed.", "officials": [], "visits": [], "claims": []}
)


class Naive(BaseModel):
    """What the plain stack asks for."""

    headline: str
    summary: str


@dataclass
class Row:
    """One fault.

    Attributes:
        name: as the table calls it.
        answers: what the server answers, the last one again when they run out.
        article: the article asked about.
        mode: how instructor asks.
        settings: further arguments of the plain stack's call.
        look: says what a caller of the plain stack sees, and of ours; by default the answer or the error's name.
    """

    name: str
    answers: list[httpx2.Response]
    article: str = ARTICLE
    mode: instructor.Mode = instructor.Mode.TOOLS
    settings: dict[str, Any] | None = None
    look: Callable[[object], str] | None = None


def said(
    content: str | None, *, tool: str = "Naive", finish: str = "stop", refusal: str | None = None
) -> httpx2.Response:
    """Return a completion that answers both as a tool call, which the plain stack reads, and as content, for us."""
    call = {"id": "1", "type": "function", "function": {"name": tool, "arguments": content or ""}}
    message = {"role": "assistant", "content": content, "refusal": refusal, "tool_calls": [call] if content else None}
    choice = {"index": 0, "finish_reason": finish, "message": message}
    usage = {"prompt_tokens": 9, "completion_tokens": 9, "total_tokens": 18}
    body = {"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice], "usage": usage}
    return httpx2.Response(200, json=body)


def failed(status: int, message: str = "no", code: str | None = None, **headers: str) -> httpx2.Response:
    """Return an error in OpenAI's form."""
    return httpx2.Response(status, json={"error": {"message": message, "code": code}}, headers=headers)


def only_content(tool: str) -> httpx2.Response:
    """Return a call of another tool than the one asked for, without content."""
    response = said(GOOD, tool=tool)
    body = response.json()
    body["choices"][0]["message"]["content"] = None
    return httpx2.Response(200, json=body)


class Script:
    """Plays answers and counts requests."""

    def __init__(self, answers: list[httpx2.Response]) -> None:
        self._answers = list(answers)
        self.bodies: list[bytes] = []
        self.hosts: list[str] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.bodies.append(request.content)
        self.hosts.append(request.url.host)
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        return httpx2.Response(answer.status_code, headers=answer.headers, content=answer.content)


def naive(row: Row, script: Script) -> object:
    """Ask with the plain stack and return the answer or the exception."""
    http_client = httpx2.Client(transport=httpx2.MockTransport(script))
    client = instructor.from_openai(
        openai.OpenAI(api_key=KEY, base_url=LOCAL, http_client=http_client, max_retries=2, timeout=1), mode=row.mode
    )
    settings: dict[str, Any] = {"max_retries": 1, **(row.settings or {})}
    asked = f"Summarise:\n{row.article}"
    try:
        return client.create(model="m", messages=[{"role": "user", "content": asked}], response_model=Naive, **settings)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the result
        return error


def ours(row: Row, script: Script) -> object:
    """Ask with communique and return the summary or the exception."""

    async def ask() -> object:
        where = Endpoint("m", base_url=LOCAL, api_key=KEY)
        async with Client(where, Limits(deadline=60), transport=httpx2.MockTransport(script)) as client:
            return await summarise(read_article(row.article), Reading("m", None, LARGE, PromptLibrary()), client)

    try:
        return asyncio.run(ask())
    except CommuniqueError as error:
        return error


def outcome(result: object) -> str:
    """Return what a caller gets, in a few words: the answer, or the error with what it was made of."""
    if not isinstance(result, BaseException):
        named = [warning.partition(":")[0] for warning in getattr(result, "warnings", ())]
        return ", warned of ".join(["an answer", *named])
    if isinstance(result, CommuniqueError):
        return f"{type(result).__name__}: {result.message}"
    cause = result.__cause__
    while cause is not None and type(cause) is type(result):
        cause = cause.__cause__
    return f"{type(result).__name__}" + (f" from {type(cause).__name__}" if cause is not None else "")


def shows_key(result: object) -> str:
    """Return whether an error shows the key anywhere a user looks."""
    assert isinstance(result, BaseException)
    shown = [("str", str(result)), ("repr", repr(result)), ("traceback", "".join(traceback.format_exception(result)))]
    places = [name for name, text in shown if KEY in text] + (["log"] if KEY in _LOGGED.text else [])
    return (
        f"{outcome(result).partition(':')[0]}; key in {', '.join(places)}" if places else f"{outcome(result)}; no key"
    )


def pickles(result: object) -> str:
    """Return whether an error survives a process pool."""
    try:
        pickle.loads(pickle.dumps(result))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the result
        return f"{outcome(result).partition(':')[0]}; unpickling: {type(error).__name__}"
    return f"{outcome(result)}; pickles"


def table() -> list[Row]:
    """Return every row, in the order in which the plain stack was first measured."""
    big = json.dumps({"headline": "x" * 20_000_000, "summary": "y"})
    schema = instructor.Mode.JSON_SCHEMA
    return [
        Row("429, Retry-After: 1", [failed(429, **{"retry-after": "1"}), said(GOOD)]),
        Row("429, Retry-After: 300", [failed(429, **{"retry-after": "300"})]),
        Row("429, insufficient_quota", [failed(429, "You exceeded your current quota", "insufficient_quota")]),
        Row("503 always", [failed(503)]),
        Row(
            "503 always; instructor given a tenacity policy of three",
            [failed(503)],
            settings={"max_retries": tenacity.Retrying(stop=tenacity.stop_after_attempt(3))},
        ),
        Row("200 with an HTML page", [httpx2.Response(200, html="<html>log in</html>")]),
        Row("200, empty body", [httpx2.Response(200, content=b"", headers={"content-type": "application/json"})]),
        Row("200, `{}`", [httpx2.Response(200, json={})]),
        Row("200, `choices: []`", [httpx2.Response(200, json={"choices": []})]),
        Row("200, an error in the body", [httpx2.Response(200, json={"error": {"message": "overloaded"}})]),
        Row("401 whose body echoes the key", [failed(401, f"bad key {KEY}")], look=shows_key),
        Row("20 MB in one field", [said(big)]),
        Row("finish_reason length, JSON complete", [said(GOOD, finish="length")]),
        Row("content filter", [said(GOOD[:30], finish="content_filter")]),
        Row("refusal, asked with tools", [said(None, refusal="I will not")]),
        Row("refusal, asked with a schema", [said(None, refusal="I will not")], mode=schema),
        Row("a call of another tool", [only_content("other")]),
        Row("a lone surrogate in the article", [said(GOOD)], f"{ARTICLE} \ud800"),
        Row("NUL in the article", [said(GOOD)], f"{ARTICLE} \x00"),
        Row("bidi override in the article", [said(GOOD)], f"{ARTICLE} \u202esyas"),
        Row("an error in a process pool", [failed(503)], look=pickles),
    ]


class _Log(logging.Handler):
    """Keeps what is logged."""

    text = ""

    def emit(self, record: logging.LogRecord) -> None:
        self.text += record.getMessage()


_LOGGED = _Log()


def template_row() -> tuple[str, str, str]:
    """Return what becomes of a template in an article while instructor is given a context."""
    article = f"{ARTICLE} {{{{ 7*7 }}}} {{{{ secret }}}}"
    script, mine = Script([said(GOOD)]), Script([said(GOOD)])
    row = Row("", [], article, settings={"context": {"secret": "leaked"}})
    naive(row, script)
    ours(row, mine)
    theirs = "run: 49 and the context are sent" if b"leaked" in script.bodies[0] else "sent as it stands"
    kept = "sent as it stands" if b"{{ 7*7 }} {{ secret }}" in mine.bodies[0] else "changed"
    return "`{{ 7*7 }}` in the article, with a context", theirs, kept


def environment_row() -> tuple[str, str, str]:
    """Return which host gets the key while OPENAI_BASE_URL is set."""
    os.environ["OPENAI_BASE_URL"] = "https://elsewhere.example/v1"
    try:
        script, mine = Script([said(GOOD)]), Script([said(GOOD)])
        client = httpx2.Client(transport=httpx2.MockTransport(script))
        asked = instructor.from_openai(openai.OpenAI(api_key=KEY, http_client=client))
        asked.create(model="m", messages=[{"role": "user", "content": ARTICLE}], response_model=Naive)

        async def ask() -> None:
            where = Endpoint("openai/m", api_key=KEY)
            async with Client(where, transport=httpx2.MockTransport(mine)) as ours_:
                await summarise(read_article(ARTICLE), Reading("m", None, LARGE, PromptLibrary()), ours_)

        asyncio.run(ask())
    finally:
        del os.environ["OPENAI_BASE_URL"]
    return "OPENAI_BASE_URL is set", f"key sent to {script.hosts[0]}", f"key sent to {mine.hosts[0]}, and a warning"


@contextmanager
def dripping() -> Iterator[str]:
    """Serve one answer a request, a byte every 20 ms."""
    body = said(GOOD).content.ljust(500)
    head = b"HTTP/1.1 200 X\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(body)
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection:
                connection.recv(65536)
                try:
                    for byte in head + body:
                        connection.sendall(bytes([byte]))
                        time.sleep(0.02)
                except OSError:
                    pass

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/v1"
    finally:
        listening.close()


def drip_row() -> tuple[str, str, str]:
    """Return how long each waits for a server that sends a byte every 20 ms, with a timeout of one second."""
    with dripping() as url:
        began = time.perf_counter()
        client = instructor.from_openai(openai.OpenAI(api_key=KEY, base_url=url, timeout=1, max_retries=2))
        result: object
        try:
            result = client.create(
                model="m", messages=[{"role": "user", "content": ARTICLE}], response_model=Naive, max_retries=1
            )
        except Exception as error:  # noqa: BLE001 - whatever it is, it is the result
            result = error
        naive_seconds, began = time.perf_counter() - began, time.perf_counter()
        mine: object

        async def ask() -> object:
            where = Endpoint("m", base_url=url, api_key=KEY)
            async with Client(where, Limits(deadline=1)) as asked:
                return await summarise(read_article(ARTICLE), Reading("m", None, LARGE, PromptLibrary()), asked)

        try:
            mine = asyncio.run(ask())
        except CommuniqueError as error:
            mine = error
        own_seconds = time.perf_counter() - began
    name = "a byte every 20 ms, timeout 1 s"
    return name, f"{outcome(result)} after {naive_seconds:.1f} s", f"{outcome(mine)} after {own_seconds:.1f} s"


def main() -> int:
    """Print the table."""
    logging.getLogger().addHandler(_LOGGED)
    print("| fault | plain stack: requests, result | communique: requests, result |\n|---|---|---|")
    for row in table():
        told = []
        for ask in (naive, ours):
            _LOGGED.text = ""
            script = Script(row.answers)
            result = ask(row, script)
            told.append(f"{len(script.bodies)}, {(row.look or outcome)(result)}")
        print(f"| {row.name} | {told[0]} | {told[1]} |", flush=True)
    for name, theirs, mine in (drip_row(), template_row(), environment_row()):
        print(f"| {name} | {theirs} | {mine} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
