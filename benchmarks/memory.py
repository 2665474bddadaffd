"""Whether a batch's memory stays flat: resident memory of this process over 100,000 articles.

    python benchmarks/memory.py [ARTICLES] [CHARACTERS]

Articles are made as they are read, answered by a loopback server at once, and kept in a store on the disk. Printed are
the megabytes after each tenth, and how much the last quarter's mean exceeds that of the first (its start-up left out).
"""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import communique
from loopback import serving
from made_up import articles

__all__ = ["main"]

_MADE = 200  # articles that differ in more than their last words
_SAMPLES = 200
_MEGABYTE = 1 << 20


def main(arguments: list[str]) -> int:
    """Print the memory, and the growth."""
    count, characters = [*map(int, arguments), *(100_000, 400)[len(arguments) :]]
    samples: list[float] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        serving() as url,
        communique.Summariser("m", base_url=url) as summariser,
        summariser.many(_many(count, characters), store=Path(folder) / "store.db") as batch,
    ):
        for number, outcome in enumerate(batch, start=1):
            assert isinstance(outcome, communique.ArticleSummary), outcome
            if number % max(1, count // _SAMPLES) == 0:
                samples.append(_resident())
            if number % max(1, count // 10) == 0:
                print(f"{number:>9,} articles {samples[-1]:8.1f} MB", flush=True)
        seconds = batch.report.seconds
    quarter = len(samples) // 4
    first, last = statistics.mean(samples[quarter // 10 : quarter]), statistics.mean(samples[-quarter:])
    print(f"first quarter {first:.1f} MB, last {last:.1f} MB: {last / first - 1:+.1%} (target +5%)")
    print(f"{count / seconds:.0f} articles a second, at most {_most():.1f} MB")
    return 0


def _many(count: int, characters: int) -> Iterator[tuple[str, str]]:
    made = list(articles(_MADE, characters))
    for number in range(count):
        yield f"article-{number}", f"{made[number % _MADE][1]} Copy {number}."


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / _MEGABYTE


def _most() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
