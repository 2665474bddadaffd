"""What a running summary tells whoever waits for it: a value, so that nothing here decides how it is shown."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from communique.records import Claim, Official, Visit

__all__ = ["Progress", "Provisional", "Report", "of_download"]


@dataclass(frozen=True, slots=True)
class Provisional:
    """What has been found so far: to be looked at while one waits, and no result.

    It has passed the checks, but an answer that is still to come may change, join or add any of it, ids included.

    Attributes:
        visits: the visits.
        officials: the officials.
        claims: the claims.
    """

    visits: tuple[Visit, ...] = ()
    officials: tuple[Official, ...] = ()
    claims: tuple[Claim, ...] = ()

    def __bool__(self) -> bool:
        """Return whether there is anything."""
        return bool(self.visits or self.officials or self.claims)

    def __str__(self) -> str:
        """Return how much of each there is: ``so far 6 visits, 1 official``."""
        counts = ((len(self.visits), "visit"), (len(self.officials), "official"), (len(self.claims), "claim"))
        words = [f"{count:,} {name}{'' if count == 1 else 's'}" for count, name in counts if count]
        return f"so far {', '.join(words)}" if words else ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the summary of one article is.

    Attributes:
        stage: what is being done now, in a word or two: ``visits``, ``claims``.
        done: requests answered so far, over all passes; of a download, what is there.
        total: requests planned over all passes, or what is to be fetched; 0 while that is not known.
        tokens: tokens sent and received so far.
        seconds: time since the article was begun.
        part: which part of the article it is about: ``paragraphs 3 to 5``; empty for all of it.
        unit: what ``done`` and ``total`` count, where that is not requests: ``MB``.
        found: what has been found so far.
        over: whether this is the last there is to tell, whatever the end.
    """

    stage: str
    done: int
    total: int
    tokens: int
    seconds: float
    part: str = ""
    unit: str = ""
    found: Provisional = field(default_factory=Provisional)
    over: bool = False

    def __str__(self) -> str:
        """Return it in a line: ``visits, paragraphs 3 to 5 · 2 of 9 · 1,234 tokens · 7 s · so far 6 visits``."""
        known = (
            f"{self.stage}, {self.part}" if self.part else self.stage,
            f"{self.done:,} of {self.total:,} {self.unit}".rstrip() if self.total else "",
            f"{self.tokens:,} tokens" if self.tokens else "",
            f"{self.seconds:.0f} s",
            str(self.found),
        )
        return " · ".join(filter(None, known))


Report = Callable[[Progress], None]
"""Called as often as something has happened, from whichever thread it happened in."""


def of_download(report: Report) -> Callable[[int, int], None]:
    """Return what passes on how far the download of the local model is: bytes that are there, and bytes in all."""
    started = time.perf_counter()

    def tell(done: int, total: int) -> None:
        there, size, seconds = done // 1_000_000, total // 1_000_000, time.perf_counter() - started
        report(Progress("fetching the local model, once", there, size, 0, seconds, unit="MB", over=done >= total))

    return tell
