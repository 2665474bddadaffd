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
    """

    stage: str
    done: int
    total: int
    tokens: int
    seconds: float


Report = Callable[[Progress], None]
"""Called as often as something has happened, from whichever thread it happened in."""
