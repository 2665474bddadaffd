"""A model that costs nothing: an OpenAI-compatible server on this machine, with a set latency and token rate.

    python benchmarks/loopback.py [--latency SECONDS] [--rate TOKENS_A_SECOND] [--port N]

It answers every question with JSON that fits the schema in the request: one whole-article question with records that
stand in the article, LangExtract's prompts with a claim a sentence, anything else with the smallest value that is
valid. An answer of so many tokens (four bytes each) is sent after the latency and as long as they take at the rate.
``GET /stats`` tells how many requests came, and how many were the same as one before.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

__all__ = ["Stats", "answer", "main", "serving", "stats"]

_BYTES_A_TOKEN = 4
_MOST_CLAIMS = 6
_OFFICIAL = re.compile(
    r"\b((?:Deputy )?(?:Foreign|Prime|Defence) Minister|President|Ambassador) ([A-Z]\w+(?: [A-Z]\w+)?)"
)
_ROLE = re.compile(r"visit|travel|arrived")


# --- What it answers --------------------------------------------------------------------------------------------------


def answer(request: Mapping[str, Any]) -> str:
    """Return what the model says to a request's body."""
    said = request["messages"][-1]["content"]
    form = request.get("response_format") or {}
    if form.get("type") != "json_schema":
        claims = _sentences(said.rpartition("Q: ")[2].removesuffix("\nA: "))
        return json.dumps({"extractions": [{"claim": s, "claim_attributes": {"speaker": "nobody"}} for s in claims]})
    schema = form["json_schema"]["schema"]
    made = _least_object(schema, schema)
    if form["json_schema"]["name"] == "everything":
        made.update(_records(re.sub(r"^.*?\[\w+\]:\n|\n\[/\w+\].*$", "", said, flags=re.DOTALL)))
    return json.dumps(made, ensure_ascii=False)


def _records(text: str) -> dict[str, object]:
    """Return records of an article that can be found in it word for word."""
    sentences = _sentences(text)
    officials = {name: (role, s) for s in sentences for role, name in _OFFICIAL.findall(s)}
    return {
        "headline": sentences[0],
        "summary": " ".join(sentences[:2]),
        "officials": [
            {"quote": quote, "name": name, "role": role, "country": None, "organisation": None}
            for name, (role, quote) in list(officials.items())[:_MOST_CLAIMS]
        ],
        "visits": [
            {
                "quotes": [s], "visitors": [name for _, name in _OFFICIAL.findall(s)][:1], "visitor_country": None,
                "host": None, "place": None, "hosts": [], "when": None, "status": "planned",
                "formality": "unspecified", "purpose": None,
            }
            for s in sentences if _ROLE.search(s)
        ][:3],
        "claims": [
            {"quotes": [s], "speaker": None, "source": "article", "content": s, "certainty": "asserted",
             "negated": False}
            for s in sentences[:_MOST_CLAIMS]
        ],
    }  # fmt: skip


def _sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?])\s+", text) if len(part) > 40]


def _least_object(schema: Mapping[str, Any], root: Mapping[str, Any]) -> dict[str, object]:
    return {name: _least(each, root) for name, each in schema.get("properties", {}).items()}


def _least(schema: Mapping[str, Any], root: Mapping[str, Any]) -> object:
    """Return the smallest value that a schema allows."""
    if "$ref" in schema:
        return _least(root["$defs"][schema["$ref"].rpartition("/")[2]], root)
    if "enum" in schema or "const" in schema:
        return schema["const"] if "const" in schema else schema["enum"][0]
    if "anyOf" in schema:
        return None if {"type": "null"} in schema["anyOf"] else _least(schema["anyOf"][0], root)
    kind = schema.get("type")
    if kind == "object":
        return _least_object(schema, root)
    if kind == "array":
        return [_least(schema["items"], root)] * schema.get("minItems", 0)
    return {"string": "none"[: schema.get("maxLength", 4)], "boolean": False}.get(str(kind), schema.get("minimum", 0))


@lru_cache(maxsize=4096)
def _response(body: bytes) -> tuple[bytes, int]:
    """Return a whole HTTP response, and how many tokens it holds."""
    content = answer(json.loads(body))
    tokens = -(-len(content.encode()) // _BYTES_A_TOKEN)
    completion = {
        "id": "chatcmpl-0", "object": "chat.completion", "created": 1, "model": "loopback",
        "choices": [
            {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": content, "refusal": None}}
        ],
        "usage": {
            "prompt_tokens": len(body) // _BYTES_A_TOKEN, "completion_tokens": tokens,
            "total_tokens": len(body) // _BYTES_A_TOKEN + tokens,
        },
    }  # fmt: skip
    return _http(completion), tokens


def _http(content: object) -> bytes:
    body = json.dumps(content, ensure_ascii=False).encode()
    return b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s" % (len(body), body)


# --- How it serves ----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Stats:
    """What a server has seen.

    Attributes:
        calls: questions asked.
        repeated: those that were the same as one before.
        prompt_tokens: tokens in them, at four bytes each.
        most_at_once: most of them that were under way at one time.
    """

    calls: int = 0
    repeated: int = 0
    prompt_tokens: int = 0
    most_at_once: int = 0


class _Server(asyncio.Protocol):
    """One connection, which stays open."""

    def __init__(self, latency: float, rate: float, stats: Stats, seen: set[bytes], under_way: set[object]) -> None:
        self._latency, self._rate = latency, rate
        self._stats, self._seen, self._under_way = stats, seen, under_way
        self._data = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._data += data
        while b"\r\n\r\n" in self._data:
            head, _, rest = self._data.partition(b"\r\n\r\n")
            length = re.search(rb"(?i)content-length: *(\d+)", head)
            size = int(length[1]) if length else 0
            if len(rest) < size:
                return
            self._data = rest[size:]
            self._play(head, rest[:size])

    def _play(self, head: bytes, body: bytes) -> None:
        if not head.startswith(b"POST"):
            self._transport.write(_http(asdict(self._stats)))
            return
        digest = hashlib.blake2b(body, digest_size=16).digest()
        self._stats.calls += 1
        self._stats.repeated += digest in self._seen
        self._seen.add(digest)
        response, tokens = _response(body)
        self._stats.prompt_tokens += len(body) // _BYTES_A_TOKEN
        call = object()
        self._under_way.add(call)
        self._stats.most_at_once = max(self._stats.most_at_once, len(self._under_way))
        wait = self._latency + (tokens / self._rate if self._rate else 0.0)
        asyncio.get_running_loop().call_later(wait, self._send, call, response)

    def _send(self, call: object, response: bytes) -> None:
        self._under_way.discard(call)
        if not self._transport.is_closing():
            self._transport.write(response)


async def _serve(latency: float, rate: float, port: int) -> None:
    stats, seen, under_way = Stats(), set[bytes](), set[object]()
    server = await asyncio.get_running_loop().create_server(
        lambda: _Server(latency, rate, stats, seen, under_way), "127.0.0.1", port, backlog=512
    )
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1", flush=True)
    await server.serve_forever()


def main(arguments: list[str]) -> int:
    """Serve until interrupted; print the address."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--latency", type=float, default=0.0)
    parser.add_argument("--rate", type=float, default=0.0)
    parser.add_argument("--port", type=int, default=0)
    given = parser.parse_args(arguments)
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(given.latency, given.rate, given.port))
    return 0


@contextmanager
def serving(*, latency: float = 0.0, rate: float = 0.0) -> Iterator[str]:
    """Yield the address of a server in a process of its own, which ends with the context."""
    command = [sys.executable, __file__, "--latency", str(latency), "--rate", str(rate)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def stats(url: str) -> Stats:
    """Return what the server at an address has seen."""
    with urllib.request.urlopen(f"{url}/stats") as response:
        return Stats(**json.load(response))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
