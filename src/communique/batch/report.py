"""What a batch has come to: a value that progress, the end of a run and the command line all show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

__all__ = ["BatchReport", "TellBatch", "duration"]


@dataclass(frozen=True, slots=True)
class BatchReport:
    """How far a batch is, or how it ended.

    Attributes:
        articles: outcomes so far, those found in the store included.
        total: articles there are, where that is known.
        reused: outcomes that lay in the store and cost nothing.
        failures: articles without a summary, by the kind of error.
        calls: requests sent by this run, repeats included.
        prompt_tokens: tokens sent by this run, as the answers report them.
        completion_tokens: tokens received, likewise.
        cost: US dollars, or None where nobody knows the price.
        seconds: wall time of this run.
        records: officials, visits and claims in the summaries made by this run.
        dropped: what models said in this run that failed the checks.
        repeated: articles of this run for which a request had to be repeated; repeats bias results.
        finished: whether every article has its outcome.
        resume: what to do if not.
        latest: headline of the article that this run summarised last.
    """

    articles: int = 0
    total: int | None = None
    reused: int = 0
    failures: Mapping[str, int] = field(default_factory=dict)
    calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost: float | None = None
    seconds: float = 0.0
    records: int = 0
    dropped: int = 0
    repeated: int = 0
    finished: bool = False
    resume: str = ""
    latest: str = ""

    def __str__(self) -> str:
        """Return it in a line: ``12 of 40 done · 0 failed · 60/min · 31,415 tokens, $0.02 · 0:28 left``."""
        of = f" of {self.total:,}" if self.total is not None else ""
        rate = (self.articles - self.reused) / self.seconds * 60 if self.seconds else 0.0
        left = self.total - self.articles if self.total is not None else 0
        parts = (
            f"{self.articles:,}{of} done",
            f"{self.failed:,} failed",
            f"{rate:,.0f}/min",
            f"{self.tokens:,} tokens" + (f", ${self.cost:,.2f}" if self.cost else ""),
            f"{duration(left / rate * 60)} left" if rate and left > 0 else "",
        )
        return " · ".join(filter(None, parts))

    @property
    def tokens(self) -> int:
        """Tokens sent and received by this run."""
        return self.prompt_tokens + self.completion_tokens

    @property
    def failed(self) -> int:
        """Articles without a summary."""
        return sum(self.failures.values())

    @property
    def summaries(self) -> int:
        """Articles with one."""
        return self.articles - self.failed

    @property
    def dropped_share(self) -> float:
        """Share of what models said in this run that failed the checks, from 0 to 1."""
        return self.dropped / (self.records + self.dropped) if self.dropped else 0.0


def duration(seconds: float) -> str:
    """Return a time as people write it: ``0:28``, ``1:04:09``."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


TellBatch = Callable[[BatchReport], None]
"""Called with every few outcomes, from another thread."""
