"""What it takes to run a finished batch again: everything is found in the store, and nobody is asked.

    python benchmarks/rerun.py [ARTICLES] [ROUNDS]

The store is filled with a summary of each of 10,000 articles first, made from one that a loopback server answered.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

import communique
from communique.batch.intake import key_of
from communique.sources import read_articles
from communique.store import Store, Stored
from loopback import serving, stats
from made_up import articles

__all__ = ["main"]

_CHARACTERS = 2500


def main(arguments: list[str]) -> int:
    """Print articles a second."""
    count, rounds = [*map(int, arguments), *(10_000, 5)[len(arguments) :]]
    texts = list(articles(count, _CHARACTERS))
    with (
        tempfile.TemporaryDirectory() as folder,
        serving() as url,
        communique.Summariser("m", base_url=url) as summariser,
        Store(Path(folder) / "store.db") as store,
    ):
        stored = Stored.of(summariser.summarise(texts[0][1]))
        store.bind(summariser.fingerprint)
        store.put("", {key_of(each, summariser.fingerprint): stored for each in read_articles(texts)})
        before = stats(url).calls
        rates = []
        for _ in range(rounds):
            started = time.perf_counter()
            report = summariser.many(texts, store=store).finish()
            rates.append(count / (time.perf_counter() - started))
            assert report.reused == count, report
        calls = stats(url).calls - before
    print(f"{statistics.median(rates):,.0f} articles a second (target 5,000), {calls} calls (target 0)")
    print(f"rounds: {', '.join(f'{rate:,.0f}' for rate in rates)}; {count:,} articles of {_CHARACTERS:,} characters")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
