"""What communique itself costs an article: CPU time by stage, with a model that answers at once.

    python benchmarks/own_time.py [ROUNDS] [ARTICLES]

A folder of texts, by default the gold articles beside this file, is summarised in one call each. The answers are the
gold annotations, sent through the real client by an HTTP transport that touches no network. Printed are milliseconds of
CPU for every 2,500 characters, the least of some rounds: before each, what is kept about single texts is forgotten, as
no two articles of a batch are alike, while tables and compiled patterns stay. The first round is told apart.
"""

from __future__ import annotations

import asyncio
import functools
import gc
import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import httpx2

from communique import pipeline
from communique.article import read_article
from communique.model.client import Client
from communique.model.exchange import Endpoint, Reply, Request
from communique.pipeline import Reading, summarise
from communique.profiles import LARGE
from communique.prompts import PromptLibrary

__all__ = ["main"]

A = TypeVar("A", bound=Any)

_GOLD = Path(__file__).parent / "gold"
_CHARACTERS = 2500
_STAGES = ("article", "read", "ask", "assemble")
_COPIED = {
    "officials": ("name", "role", "country", "organisation"),
    "visits": ("visitors", "visitor_country", "place", "hosts", "status", "formality", "purpose"),
    "claims": ("speaker", "source", "content", "certainty", "negated"),
}


class _Clock:
    """Adds up CPU seconds by stage; what a stage calls of another stage counts for the inner one only."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = dict.fromkeys(_STAGES, 0.0)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        started = time.process_time()
        try:
            yield
        finally:
            self.spent[name] += time.process_time() - started

    def timed(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: object) -> Any:  # noqa: ANN401 - whatever the work returns
            with self.stage(name):
                return work(*arguments)

        return run


class _Asker:
    """The real client, with its CPU time taken."""

    def __init__(self, client: Client, clock: _Clock) -> None:
        self._client, self._clock = client, clock

    async def ask(self, request: Request[A]) -> Reply[A]:
        with self._clock.stage("ask"):  # nothing else runs meanwhile
            return await self._client.ask(request)


def main(arguments: list[str]) -> int:
    """Print the table."""
    rounds = int(arguments[0]) if arguments else 7
    folder = Path(arguments[1]) if len(arguments) > 1 else _GOLD
    texts = {path.stem: path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))}
    if not texts:
        print(f"no articles in {folder}")
        return 2
    answers = {text: _answer(folder / f"{name}.json") for name, text in texts.items()}
    per_article = 1000 * _CHARACTERS / sum(map(len, texts.values()))
    first, *others = [_round(answers) for _ in range(1 + rounds)]
    least = {stage: min(other[stage] for other in others) for stage in first}
    first["read and assemble"], least["read and assemble"] = (
        sum(seconds for stage, seconds in times.items() if stage != "ask") for times in (first, least)
    )
    for stage, seconds in least.items():
        print(f"{stage:<20}{seconds * per_article:7.2f} ms, in the first round {first[stage] * per_article:7.2f} ms")
    return 0


def _round(answers: dict[str, str]) -> dict[str, float]:
    """Return the CPU seconds of each stage over all articles."""
    _forget_texts()
    clock, told = _Clock(), iter(answers.values())
    transport = httpx2.MockTransport(lambda _: httpx2.Response(200, json=_completion(next(told))))
    read, assemble = pipeline._read, pipeline._assemble  # stages have no public name
    pipeline._read, pipeline._assemble = clock.timed("read", read), clock.timed("assemble", assemble)
    try:
        asyncio.run(_summarise(list(answers), transport, clock))
    finally:
        pipeline._read, pipeline._assemble = read, assemble
    return clock.spent


async def _summarise(texts: list[str], transport: httpx2.MockTransport, clock: _Clock) -> None:
    reading = Reading("m", None, LARGE, PromptLibrary())
    async with Client(Endpoint("m", base_url="http://127.0.0.1/v1"), transport=transport) as client:
        for text in texts:
            with clock.stage("article"):
                article = read_article(text)
            await summarise(article, reading, _Asker(client, clock))


def _forget_texts() -> None:
    """Empty every cache of bounded size but those of schemas, which are a model's and not an article's."""
    for found in gc.get_objects():
        if (
            isinstance(found, functools._lru_cache_wrapper)
            and "schema" not in getattr(found, "__name__", "")
            and _is_bounded(found)
        ):
            found.cache_clear()
    gc.collect()


def _is_bounded(cache: functools._lru_cache_wrapper[Any]) -> bool:
    return cache.cache_parameters()["maxsize"] is not None


def _answer(gold: Path) -> str:
    """Return what a model answers that knows the gold annotation; nothing where there is none."""
    told: dict[str, Any] = json.loads(gold.read_text("utf-8")) if gold.is_file() else {}
    records = {kind: [_item(kind, record) for record in told.get(kind, ())] for kind in _COPIED}
    return json.dumps({"headline": told.get("headline", ""), "summary": told.get("summary", ""), **records})


def _item(kind: str, record: dict[str, Any]) -> dict[str, Any]:
    item = {field: record.get(field) for field in _COPIED[kind]}
    quotes = [span["text"] for span in record["evidence"]]
    if kind == "officials":
        return item | {"quote": quotes[0]}
    if kind == "visits":
        item |= {"host": record.get("host_country"), "when": (record.get("when") or {}).get("text")}
    return item | {"quotes": quotes}


def _completion(content: str) -> dict[str, Any]:
    message = {"role": "assistant", "content": content, "refusal": None}
    return {
        "id": "c", "object": "chat.completion", "created": 1, "model": "m",
        "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
