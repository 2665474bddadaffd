"""What a report counts while articles pass by, so that none of them need be kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from communique.records import ArticleSummary, Failure, Source, Visit
from communique.render.report.timeline import Trip
from communique.render.wording import country, date_of

__all__ = ["Matrix", "Names", "Option", "Tally", "options"]

_ROWS, _COLUMNS = 20, 16  # of the matrix at most
_SPAN = 3  # years a visit may fall in and still be counted in each of them: "before 2025" is no year's visit


@dataclass(frozen=True, slots=True)
class Option:
    """What a table can be filtered by: a value that stands in its rows, the words for it, and how many rows have it."""

    value: str
    words: str
    count: int


class Names:
    """Numbers for names, given in the order in which they come: numbers are safe in markup, names are not."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._counts: Counter[str] = Counter()

    def number(self, name: str) -> int:
        """Return the number of a name, and count it."""
        self._counts[name] += 1
        return self._numbers.setdefault(name, len(self._numbers))

    def options(counts: Mapping[str, int], words: Iterable[tuple[str, str]]) -> list[Option]:
    """Return what of a closed list of values with their words occurs, in the order of the list."""
    return [Option(value, text, counts[value]) for value, text in words if counts.get(value)]
