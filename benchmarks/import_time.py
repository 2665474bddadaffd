"""What ``import communique`` costs: CPU seconds of a fresh interpreter, beyond one that imports pydantic.

    python benchmarks/import_time.py [RUNS]

The least of several runs counts, because whatever else the machine does only adds to it.
"""

from __future__ import annotations

import os
import subprocess
import sys

__all__ = ["main"]

_STATEMENTS = {
    "nothing": "pass",
    "pydantic": "from pydantic import BaseModel",
    "communique": "import communique",
    "communique and its records": "from communique import ArticleSummary",
    "communique, ready to summarise": "from communique import summarise_article",
}


def cpu_seconds(statement: str) -> float:
    """Return the user and system time of a fresh interpreter that runs ``statement``."""
    before = os.times()
    subprocess.run([sys.executable, "-c", statement], check=True)
    after = os.times()
    return after.children_user - before.children_user + after.children_system - before.children_system


def main(arguments: list[str]) -> int:
    """Print a line a statement."""
    runs = int(arguments[0]) if arguments else 10
    least = {name: min(cpu_seconds(code) for _ in range(runs)) for name, code in _STATEMENTS.items()}
    for name, seconds in least.items():
        print(f"{name:<32}{1000 * seconds:6.0f} ms  beyond pydantic {1000 * (seconds - least['pydantic']):6.0f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
