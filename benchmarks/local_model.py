"""How the embedded server is best set up: slots, speculation and batching, measured on a folder of articles.

    python benchmarks/local_model.py FOLDER [MOST]

Every variant starts a server of its own with the local model's weights (``communique pull``) and answers the questions
that the ``local`` profile asks about the first MOST articles (``*.txt``; 4 where not given), one after the other or
several at once. Printed are wall seconds an article, tokens generated a second of wall time, and how many answers
differ from the first variant's. Run it on a machine that does nothing else.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from communique.article import read_article
from communique.document import read_document
from communique.model import weights
from communique.model.client import Client
from communique.model.embedded import ServerPool
from communique.model.embedded_server import Settings, parameters
from communique.model.exchange import Endpoint, Limits, Request
from communique.profiles import LOCAL
from communique.prompts import PromptLibrary
from communique.questions import plan

if TYPE_CHECKING:
    from xllamacpp import CommonParams

__all__ = ["main"]

_CONTEXT = 4096


def _as_shipped(params: CommonParams) -> None:
    """Change nothing."""


def _speculate(kind: str) -> Callable[[CommonParams], None]:
    def change(params: CommonParams) -> None:
        import xllamacpp  # noqa: PLC0415 - only the server's process loads it

        params.speculative.types = [getattr(xllamacpp.common_speculative_type, f"COMMON_SPECULATIVE_TYPE_{kind}")]

    return change


def _flash(params: CommonParams) -> None:
    params.flash_attn_type = 1


def _small_batches(params: CommonParams) -> None:
    params.n_ubatch = 128


@dataclass(frozen=True, slots=True)
class _Variant:
    name: str
    slots: int = 1
    change: Callable[[CommonParams], None] = _as_shipped


_VARIANTS = (
    _Variant("one slot"),
    _Variant("two slots", slots=2),
    _Variant("three slots", slots=3),
    _Variant("n-gram, simple", change=_speculate("NGRAM_SIMPLE")),
    _Variant("n-gram, map k4v", change=_speculate("NGRAM_MAP_K4V")),
    _Variant("n-gram, mod", change=_speculate("NGRAM_MOD")),
    _Variant("n-gram, cache", change=_speculate("NGRAM_CACHE")),
    _Variant("flash attention", change=_flash),
    _Variant("micro-batches of 128", change=_small_batches),
)


def main(arguments: list[str]) -> int:
    """Print a row a variant."""
    if arguments[:1] == ["--serve"]:
        return _serve(arguments[1])
    if not arguments:
        print(__doc__)
        return 2
    articles = _questions(Path(arguments[0]), int(arguments[1]) if len(arguments) > 1 else 4)
    wanted = arguments[2:]
    path = weights.pull(weights.QWEN_1_5B)
    print(f"{'variant':<24}{'s an article':>14}{'tokens a second':>18}{'answers that differ':>22}")
    first: list[str] | None = None
    for variant in _VARIANTS:
        if wanted and not any(word in variant.name for word in wanted):
            continue
        pool = ServerPool((sys.executable, __file__, "--serve", variant.name))
        server = pool.ensure(path, slots=variant.slots, context=_CONTEXT)
        endpoint = Endpoint("local", base_url=server.base_url, api_key=server.api_key, strict=False)
        seconds, tokens, answers = asyncio.run(_ask_all(endpoint, articles, variant.slots))
        pool.stop()
        first = first or answers
        differ = sum(a != b for a, b in zip(first, answers, strict=True))
        print(f"{variant.name:<24}{seconds / len(articles):>14.1f}{tokens / seconds:>18.1f}{differ:>22}", flush=True)
    return 0


def _questions(folder: Path, most: int) -> list[list[Request[Any]]]:
    library = PromptLibrary()
    found = []
    for path in sorted(folder.glob("*.txt"))[:most]:
        document = read_document(read_article(path.read_text("utf-8")))
        asked = plan(document, LOCAL)
        found.append([Request(q.task, library.load(q.task).fill(q.values), q.answer, q.max_tokens) for q in asked])
    return found


async def _ask_all(
    endpoint: Endpoint, articles: Sequence[Sequence[Request[Any]]], at_once: int
) -> tuple[float, int, list[str]]:
    slots = asyncio.Semaphore(at_once)
    async with Client(endpoint, Limits(max_concurrency=at_once)) as client:

        async def one(requests: Sequence[Request[Any]]) -> list[str]:
            async with slots:
                return [(await client.ask(request)).value.model_dump_json() for request in requests]

        started = time.perf_counter()
        answers = await asyncio.gather(*(one(requests) for requests in articles))
        seconds = time.perf_counter() - started
        return seconds, client.spent.completion_tokens, [answer for each in answers for answer in each]


def _serve(name: str) -> int:
    import xllamacpp  # noqa: PLC0415 - see above

    settings: Settings = json.loads(sys.stdin.readline())
    params = parameters(xllamacpp, settings)
    next(variant for variant in _VARIANTS if variant.name == name).change(params)
    server = xllamacpp.Server(params)
    print(json.dumps({"base_url": f"{server.listening_address}/v1"}), flush=True)
    sys.stdin.read()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
