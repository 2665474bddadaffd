"""Counts what a batch comes to, for :class:`communique.batch.report.BatchReport`."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable

from communique.batch.report import BatchReport
from communique.model.exchange import Usage
from communique.records import Failure, Outcome
from communique.store import SUMMARY

__all__ = ["Tally"]


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
        self._latest = ""
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
        self._latest = outcome.headline

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
            latest=self._latest,
        )
