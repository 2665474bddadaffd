"""How close a batch comes to what its server's latency allows: 1,000 articles, 200 ms an answer, 64 under way.

    python benchmarks/throughput.py [ARTICLES] [LATENCY] [AT_ONCE] [ROUNDS] [CHARACTERS]

Printed is the wall time of each round over the ideal, which is articles / at once x latency; each round has a store of
its own, begins with 8 requests at once as every batch does, and finds the rest. What openai's client takes for the same
requests, with all of them at once from the beginning, stands beside it.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

import openai

import communique
from loopback import serving, stats
from made_up import articles
from own_cpu import body_of

__all__ = ["main"]


def main(arguments: list[str]) -> int:
    """Print the ratio of each round, and their median."""
    count, latency, at_once, rounds, characters = (
        float(given) for given in (*arguments, *("1000", "0.2", "64", "3", "2500")[len(arguments) :])
    )
    texts = list(articles(int(count), int(characters)))
    ideal = count / at_once * latency
    with serving(latency=latency) as url:
        communique.Summariser("m", base_url=url).summarise(texts[0][1])  # loads what is needed
        ratios = [_round(url, texts, int(at_once)) / ideal for _ in range(int(rounds))]
        most = stats(url).most_at_once
        bare = asyncio.run(_bare(url, texts, int(at_once))) / ideal
    print(f"ideal {ideal:.2f} s; over it: {', '.join(f'{ratio:.2f}' for ratio in ratios)}")
    print(f"median {statistics.median(ratios):.2f} (target 1.15), at most {most} requests at once")
    print(f"openai's client alone {bare:.2f}")
    return 0


def _round(url: str, texts: list[tuple[str, str]], at_once: int) -> float:
    with (
        tempfile.TemporaryDirectory() as folder,
        communique.Summariser("m", base_url=url, concurrency=at_once) as summariser,
    ):
        started = time.perf_counter()
        report = summariser.many(texts, store=Path(folder) / "store.db").finish()
        seconds = time.perf_counter() - started
    assert report.summaries == len(texts), report
    return seconds


async def _bare(url: str, texts: list[tuple[str, str]], at_once: int) -> float:
    bodies = [body_of(text) for _, text in texts]
    slots = asyncio.Semaphore(at_once)
    async with openai.AsyncOpenAI(base_url=url, api_key="-", max_retries=0) as client:

        async def one(number: int) -> None:
            async with slots:
                await client.chat.completions.create(**bodies[number])

        started = time.perf_counter()
        await asyncio.gather(*map(one, range(len(bodies))))
        return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
