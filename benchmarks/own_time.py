"""What communique itself costs an article: summaries answered from a cassette, so that no model is waited for.

    python benchmarks/own_time.py [RUNS]

Printed are wall seconds of the first summary, which loads what is needed, and the least of those that follow.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import communique

__all__ = ["main"]

_ROOT = Path(__file__).parents[1]


def main(arguments: list[str]) -> int:
    """Print the two times."""
    runs = int(arguments[0]) if arguments else 5
    cassette = _ROOT / "cassettes" / "seed.yaml"
    if not cassette.is_file():
        print(f"no cassette at {cassette}: make record makes it")
        return 2
    (article,) = (_ROOT / "seeds").glob("*.txt")
    text = article.read_text("utf-8")
    with communique.replay(cassette), communique.Summariser("local") as summariser:
        times = [_seconds(summariser, text) for _ in range(1 + runs)]
    print(f"first summary  {1000 * times[0]:6.0f} ms")
    print(f"every other    {1000 * min(times[1:]):6.0f} ms  (least of {runs}, {len(text):,} characters)")
    return 0


def _seconds(summariser: communique.Summariser, text: str) -> float:
    started = time.perf_counter()
    summariser.summarise(text)
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
