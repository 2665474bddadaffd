"""Records the cassettes anew, from the real local model: ``make record``.

What is recorded is what the tests and the notebooks replay, so a change of prompt, schema or rule ends here. Read the
difference before committing it: it is what a model said.

    python tests/record.py [NAME] ...
"""

from __future__ import annotations

import sys
from pathlib import Path

import communique
from communique import ArticleInput, ArticleSummary, BatchReport, Failure

__all__ = ["CASSETTES", "articles", "main"]

ROOT = Path(__file__).parents[1]
CASSETTES = {"seed": "seeds", "gold": "benchmarks/gold"}
"""Name of each cassette, and the folder of the articles that it is about."""

_MOST = 20  # articles of a folder, its last ones, as in examples/many.ipynb


def articles(name: str) -> list[ArticleInput]:
    """Return the articles of a cassette."""
    return list(communique.read_articles(ROOT / CASSETTES[name]))[-_MOST:]


def main(names: list[str]) -> int:
    """Record those named, or all, and say what it took; one that fails leaves its file as it was."""
    for name in names or CASSETTES:
        file = ROOT / "cassettes" / f"{name}.yaml"
        with communique.record(file), communique.summarise_many(articles(name), model="local", progress=_tell) as batch:
            outcomes = list(batch)
            for failure in (each for each in outcomes if isinstance(each, Failure)):
                raise SystemExit(f"{file.name}: {failure.id}: {failure.message}")
        summaries = [each for each in outcomes if isinstance(each, ArticleSummary)]
        print(f"\r{file.relative_to(ROOT)}: {_account(summaries)}")
    return 0


def _tell(report: BatchReport) -> None:
    print(f"\r{report.articles} of {report.total} articles, {report.seconds:.0f} s", end="", file=sys.stderr)


def _account(summaries: list[ArticleSummary]) -> str:
    how = [summary.provenance for summary in summaries]
    records = {
        kind: sum(len(getattr(summary, kind)) for summary in summaries)
        for kind in ("officials", "visits", "claims", "dropped")
    }
    return (
        f"{len(summaries)} articles, {sum(each.calls for each in how)} calls, "
        f"{sum(each.prompt_tokens for each in how):,} + {sum(each.completion_tokens for each in how):,} tokens, "
        f"{', '.join(f'{number} {kind}' for kind, number in records.items())}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
