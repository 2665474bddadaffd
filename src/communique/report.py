"""What a batch has come to: a value that progress, the end of a run and the command line all show."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from communique.model.exchange import Usage
from communique.records import Failure, Outcome
from communique.store import SUMMARY

__all__ = ["BatchReport", "Tally", "TellBatch"]


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


class Tally:
    """Counts what becomes :class:`BatchReport` values.

    Args:
        total: articles there are, where that is known.
    """

    def __init__(self, total: int | None) -> None:
        self.made = 0
        self.made_failures: Counter[str] = Counter()
        self._total = total
        self._articles = 0
        self._reused = 0
        self._failures: Counter[str] = Counter()
        self._records = 0
        self._dropped = 0
        self._repeated = 0
        self._started = time.perf_counter()

    def add(self, outcome: Outcome) -> None:
        """Count an outcome that this run has made, once however many ids it has."""
        self.made += 1
        if isinstance(outcome, Failure):
            self.made_failures[outcome.kind] += 1
            self._repeated += outcome.attempts > 1
            return
        self._records += len(outcome.officials) + len(outcome.visits) + len(outcome.claims)
        self._dropped += len(outcome.dropped)
        self._repeated += outcome.provenance.repeats > 0

    def count(self, kinds: Iterable[str], *, reused: bool) -> None:
        """Count articles that have their outcome: by its kind, where that is a failure's, else ``summary``."""
        for kind in kinds:
            self._articles += 1
            self._reused += reused
            if kind != SUMMARY:
                self._failures[kind] += 1

    def report(self, spent: Usage, cost: float | None, *, finished: bool, resume: str) -> BatchReport:
        """Return how far it is."""
        return BatchReport(
            articles=self._articles,
            total=self._total,
            reused=self._reused,
            failures=dict(self._failures),
            calls=spent.calls,
            prompt_tokens=spent.prompt_tokens,
            completion_tokens=spent.completion_tokens,
            cost=cost,
            seconds=time.perf_counter() - self._started,
            records=self._records,
            dropped=self._dropped,
            repeated=self._repeated,
            finished=finished,
            resume=resume,
        )
