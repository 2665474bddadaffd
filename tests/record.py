"""Records the cassettes anew, from the real local model: ``make record``.

What is recorded is what the tests and the notebook replay, so a change of prompt, schema or rule ends here. Read the
difference before committing it: it is what a model said.
"""

from __future__ import annotations

import sys
from pathlib import Path

import communique

__all__ = ["CASSETTES", "main"]

ROOT = Path(__file__).parents[1]
CASSETTES = {"seed": "000_f9777ed373442b64"}
"""Name of each cassette, and of the article in ``seeds/`` that it is about."""


def main() -> int:
    """Record them all and say what it took."""
    for name, article in CASSETTES.items():
        text = (ROOT / "seeds" / f"{article}.txt").read_text("utf-8")
        file = ROOT / "cassettes" / f"{name}.yaml"
        with communique.record(file):
            summary = communique.summarise_article(text, model="local")
        how = summary.provenance
        print(
            f"{file.relative_to(ROOT)}: {how.calls} calls, {how.prompt_tokens:,} + {how.completion_tokens:,} tokens, "
            f"{how.seconds:.0f} s; {len(summary.officials)} officials, {len(summary.visits)} visits, "
            f"{len(summary.claims)} claims, {len(summary.dropped)} dropped"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
