"""What a batch has come to: a value that progress, the end of a run and the command line all show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

__all__ = ["BatchReport", "TellBatch"]


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


TellBatch = Callable[[BatchReport], None]
"""Called with every few outcomes, from another thread."""
