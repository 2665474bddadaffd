"""What it takes to find out that quotes are not in an article: 20 of 40 words each, in an article of 4,000 words.

    python benchmarks/locating.py [WORDS] [ROUNDS]

The quotes are sentences of the same kind that the article does not hold, which is what models invent. Counted is the
CPU time of folding the article and of all searches, which use one thread.
"""

from __future__ import annotations

import statistics
import sys
import time

from communique.ground import Locator
from made_up import article

__all__ = ["main"]

_QUOTES, _WORDS_A_QUOTE = 20, 40


def main(arguments: list[str]) -> int:
    """Print milliseconds."""
    words, rounds = [*map(int, arguments), *(4000, 7)[len(arguments) :]]
    text = " ".join(article(1, 12 * words).split()[:words])
    quotes = [" ".join(article(number, 1000).split()[2 : 2 + _WORDS_A_QUOTE]) for number in range(2, 2 + _QUOTES)]
    found, times = [], []
    for _ in range(rounds):
        started = time.process_time()
        locator = Locator(text)
        found = [locator.find(quote) for quote in quotes]
        times.append(time.process_time() - started)
    assert found == [None] * _QUOTES
    print(f"{1000 * statistics.median(times):.1f} ms of CPU (target 20 ms; {_QUOTES} quotes of {_WORDS_A_QUOTE} words)")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
