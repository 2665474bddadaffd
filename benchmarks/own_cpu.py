"""What communique itself costs an article of a batch: CPU beyond that of the HTTP client and the reading of JSON.

    python benchmarks/own_cpu.py [ARTICLES] [CHARACTERS] [ROUNDS]

The same questions are sent to the same loopback server twice: by a batch with its store, and by openai's client alone,
which sends the body that communique would and parses the answer. The difference of this process's CPU time, over the
number of articles, is what is printed; the median of some rounds, after one that loads what is needed. How much of it
goes into the rules, which read every sentence before and after the model, is measured apart, with nobody asked.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

import openai
from pydantic import BaseModel

import communique
from communique.article import read_article
from communique.model.exchange import Endpoint, Reply, Request, Usage
from communique.model.wire import extra_fields, sampling, wire_messages
from communique.pipeline import Reading, requests_of, summarise
from communique.profiles import LARGE
from communique.prompts import PromptLibrary
from loopback import answer, serving
from made_up import articles

__all__ = ["body_of", "main"]

A = TypeVar("A", bound=BaseModel)

_AT_ONCE = 8
_ENDPOINT = Endpoint("m", base_url="http://127.0.0.1/v1")


def main(arguments: list[str]) -> int:
    """Print milliseconds an article."""
    count, characters, rounds = [*map(int, arguments), *(300, 2500, 5)[len(arguments) :]]
    texts = list(articles(count * (rounds + 1), characters))
    chunks = [texts[at : at + count] for at in range(0, len(texts), count)]
    with serving() as url:
        with communique.Summariser("m", base_url=url, concurrency=_AT_ONCE) as summariser:
            whole = [_batch(summariser, chunk) for chunk in chunks][1:]
        bare = [asyncio.run(_bare(url, chunk)) for chunk in chunks][1:]
    rules = [asyncio.run(_rules(chunk)) for chunk in chunks][1:]
    for name, seconds in (("communique", whole), ("openai's client alone", bare), ("the rules alone", rules)):
        print(f"{name:<24}{1000 * statistics.median(seconds) / count:8.2f} ms of CPU an article")
    own = statistics.median(mine - theirs for mine, theirs in zip(whole, bare, strict=True))
    print(f"{'what communique adds':<24}{1000 * own / count:8.2f} ms (target 3 ms; {characters:,} characters)")
    return 0


def _batch(summariser: communique.Summariser, texts: Sequence[tuple[str, str]]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        started = time.process_time()
        summariser.many(texts, store=Path(folder) / "store.db").finish()
        return time.process_time() - started


async def _bare(url: str, texts: Sequence[tuple[str, str]]) -> float:
    bodies = [body_of(text) for _, text in texts]
    slots = asyncio.Semaphore(_AT_ONCE)
    async with openai.AsyncOpenAI(base_url=url, api_key="-", max_retries=0) as client:

        async def one(body: dict[str, Any]) -> None:
            async with slots:
                reply = await client.chat.completions.create(**body)
                json.loads(reply.choices[0].message.content or "")

        started = time.process_time()
        await asyncio.gather(*map(one, bodies))
        return time.process_time() - started


async def _rules(texts: Sequence[tuple[str, str]]) -> float:
    reading = Reading("m", None, LARGE, PromptLibrary())
    model = _Model()
    started = time.process_time()
    for _, text in texts:
        await summarise(read_article(text), reading, model)
    return time.process_time() - started - model.seconds


class _Model:
    """Answers at once, and knows for how long it was busy with that."""

    def __init__(self) -> None:
        self.seconds = 0.0

    async def ask(self, request: Request[A]) -> Reply[A]:
        started = time.process_time()
        body = {"messages": wire_messages(request.messages), **extra_fields(_ENDPOINT, request)}
        reply = Reply(request.answer.model_validate_json(answer(body)), Usage(1), attempts=1, repaired=False)
        self.seconds += time.process_time() - started
        return reply


def body_of(text: str) -> dict[str, Any]:
    """Return what communique would have openai's client send about an article."""
    (request,) = requests_of(read_article(text), Reading("m", None, LARGE, PromptLibrary()))
    return {
        "model": "m", "messages": wire_messages(request.messages), "extra_body": extra_fields(_ENDPOINT, request),
        **sampling("m", request.max_tokens),
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
