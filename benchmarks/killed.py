"""A batch that is killed again and again: 500 articles, SIGKILL at ten random moments, taken up each time.

    python benchmarks/killed.py [ARTICLES] [KILLS] [SEED]

The results have to be those of a run that nobody killed, and no article may have been paid for twice but for those that
were under way when the process died. Ends with 1 where that does not hold.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import communique
from communique.store import Store
from loopback import serving, stats
from made_up import articles

__all__ = ["main"]

_CHARACTERS, _AT_ONCE, _LATENCY = 600, 8, 0.05
_LEASE = 2.0  # seconds for which what was under way at a kill is waited for
_PROVENANCE = {"provenance": None}


def main(arguments: list[str]) -> int:
    """Print what was paid for, and whether the results are the same."""
    if arguments[:1] == ["--work"]:
        return _work(arguments[1], Path(arguments[2]), int(arguments[3]))
    count, kills, seed = [*map(int, arguments), *(500, 10, 1)[len(arguments) :]]
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as name, serving(latency=_LATENCY) as url, serving(latency=_LATENCY) as other:
        folder = Path(name)
        marks = sorted(chance.randint(1, count - 1) for _ in range(kills))
        killed = sum(_killed_at(mark, url, folder / "killed.db", count) for mark in marks)
        subprocess.run(_command(url, folder / "killed.db", count), check=True, stdout=subprocess.DEVNULL)
        subprocess.run(_command(other, folder / "whole.db", count), check=True, stdout=subprocess.DEVNULL)
        paid, whole = stats(url).calls, stats(other).calls
        same = _results(folder / "killed.db") == _results(folder / "whole.db")
    most = count + killed * _AT_ONCE
    print(f"{count} articles, killed {killed} times: {paid} calls (at most {most}); unbroken {whole}; ", end="")
    print("the same results" if same else "OTHER RESULTS")
    return 0 if same and paid <= most and whole == count else 1


def _killed_at(mark: int, url: str, store: Path, count: int) -> bool:
    """Run until so many articles have their outcome, and kill; returns whether it came to that."""
    with subprocess.Popen(_command(url, store, count), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if int(line) >= mark:
                process.send_signal(signal.SIGKILL)
                return True
    return False


def _command(url: str, store: Path, count: int) -> list[str]:
    return [sys.executable, __file__, "--work", url, str(store), str(count)]


def _work(url: str, path: Path, count: int) -> int:
    """Run the batch, and print after each outcome how many there are."""
    with (
        Store(path, lease_seconds=_LEASE) as store,
        communique.Summariser("m", base_url=url, concurrency=_AT_ONCE) as summariser,
        summariser.many(articles(count, _CHARACTERS), store=store) as batch,
    ):
        for done, _ in enumerate(batch, start=1):
            print(done, flush=True)
    return 0


def _results(path: Path) -> dict[str, object]:
    with Store(path, read_only=True) as store:
        return {each.id: each.model_copy(update=_PROVENANCE) for each in store.outcomes()}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
