"""What a running summary tells whoever waits for it: a value, so that nothing here decides how it is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Progress", "Report"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the summary of one article is.

    Attributes:
        stage: what is being done now, in a word or two: ``visits``, ``claims``.
        done: requests answered so far, over all passes.
        total: requests planned over all passes; 0 while that is not known.
        tokens: tokens sent and received so far.
        seconds: time since the article was begun.
        part: which part of the article it is about: ``paragraphs 3 to 5``; empty for all of it.
    """

    stage: str
    done: int
    total: int
    tokens: int
    seconds: float
    part: str = ""

    def __str__(self) -> str:
        """Return it in a line: ``visits, paragraphs 3 to 5 · 2 of 9 · 1,234 tokens · 7 s``."""
        known = (
            f"{self.stage}, {self.part}" if self.part else self.stage,
            f"{self.done:,} of {self.total:,}" if self.total else "",
            f"{self.tokens:,} tokens" if self.tokens else "",
            f"{self.seconds:.0f} s",
        )
        return " · ".join(filter(None, known))


Report = Callable[[Progress], None]
"""Called as often as something has happened, from whichever thread it happened in."""
