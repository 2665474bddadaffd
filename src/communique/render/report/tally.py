"""What a report counts while articles pass by, so that none of them need be kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR

from communique.records import ArticleSummary, Failure, Source, Visit
from communique.render.report.timeline import Trip
from communique.render.wording import country, date_of, reader

__all__ = ["Matrix", "Names", "Option", "Tally", "options"]

_ROWS, _COLUMNS = 20, 16  # of the matrix at most
_SPAN = 3  # years: a visit that may fall in more of them does not by itself make them worth choosing


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

    def options(self) -> list[Option]:
        """Return the names, the most frequent first."""
        return list(self.chosen(self._counts.most_common()))

    def chosen(self, counts: Iterable[tuple[str, int]]) -> tuple[Option, ...]:
        """Return some of the names with counts of one's own."""
        return tuple(Option(str(self._numbers[name]), name, count) for name, count in counts)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who visits whom.

    Attributes:
        hosts: the columns.
        rows: each visiting country, with the number of its visits to each host.
        hidden: visits between countries that are not among them.
    """

    hosts: tuple[Option, ...]
    rows: tuple[tuple[Option, tuple[int, ...]], ...]
    hidden: int

    def shade(self, count: int) -> int:
        """Return how strong a number is among the others, from 0 for none to 4."""
        most = max((count for _, counts in self.rows for count in counts), default=0)
        return -(-4 * count // most) if most else 0


@dataclass(slots=True)
class Tally:
    """The figures of all articles so far."""

    articles: int = 0
    warnings: int = 0
    officials: int = 0
    claims: int = 0
    dropped: int = 0
    failures: int = 0
    undated: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    heard: Counter[str] = field(default_factory=Counter)
    sources: Counter[str] = field(default_factory=Counter)
    certainties: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    spans: Counter[tuple[int, int]] = field(default_factory=Counter)
    asked: int = 0
    readers: Counter[str] = field(default_factory=Counter)
    visitors: Names = field(default_factory=Names)
    hosts: Names = field(default_factory=Names)
    states: Names = field(default_factory=Names)
    reasons: Names = field(default_factory=Names)
    faults: Names = field(default_factory=Names)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    dates: set[str] = field(default_factory=set)
    trips: list[Trip] = field(default_factory=list)

    def add(self, outcome: ArticleSummary | Failure) -> None:
        """Count an article and what is in it, save for what is counted as it is shown: visits, names and reasons."""
        if isinstance(outcome, Failure):
            self.failures += 1
            return
        self.articles += 1
        self.warnings += len(outcome.warnings)
        self.officials += len(outcome.officials)
        self.claims += len(outcome.claims)
        self.dropped += len(outcome.dropped)
        self.readers[reader(outcome.provenance)] += 1
        self.asked += bool(outcome.provenance.prompts)
        self.sources.update(claim.source for claim in outcome.claims)
        self.certainties.update(claim.certainty for claim in outcome.claims)
        self.kinds.update(item.kind for item in outcome.dropped)
        if date_of(outcome.published):
            self.dates.add(outcome.published or "")

    def add_visit(self, visit: Visit, heard: Iterable[Source]) -> tuple[int, tuple[int, ...]]:
        """Count a visit, and the kinds of source heard in its sentences; return the numbers of visitor and hosts."""
        self.statuses[visit.status] += 1
        self.heard.update(set(heard))
        first, last = (date_of(visit.when.earliest), date_of(visit.when.latest)) if visit.when else (None, None)
        if first or last:
            self.spans[first.year if first else MINYEAR, last.year if last else MAXYEAR] += 1
        else:
            self.undated += 1
        visitor = country(visit.visitor_country) or "not stated"
        hosts = tuple(filter(None, (visit.host_organisation, country(visit.host_country)))) or ("not stated",)
        self.pairs[visitor, hosts[0]] += 1
        return self.visitors.number(visitor), tuple(self.hosts.number(host) for host in hosts)

    def years(self) -> list[Option]:
        """Return the years that visits fall in, the latest first, each with all the visits that may fall in it."""
        known = {year for first, last in self.spans if last - first < _SPAN for year in range(first, last + 1)}
        counts = {
            year: sum(count for (first, last), count in self.spans.items() if first <= year <= last) for year in known
        }
        return [Option(str(year), str(year), counts[year]) for year in sorted(known, reverse=True)]

    @property
    def outcomes(self) -> int:
        """All articles, whatever became of them."""
        return self.articles + self.failures

    @property
    def visits(self) -> int:
        """All visits."""
        return self.statuses.total()

    @property
    def dropped_share(self) -> float:
        """Share of what the models said that was dropped, from 0 to 1."""
        return self.dropped / (self.visits + self.officials + self.claims + self.dropped) if self.dropped else 0.0

    def matrix(self) -> Matrix:
        """Return who visits whom, for the visitors and hosts that occur most."""
        hosted, visiting = Counter[str](), Counter[str]()
        for (_, host), count in self.pairs.items():
            hosted[host] += count
        columns = dict(hosted.most_common(_COLUMNS))
        for (visitor, host), count in self.pairs.items():
            visiting[visitor] += count if host in columns else 0
        hosts = self.hosts.chosen(columns.items())
        visitors = self.visitors.chosen((+visiting).most_common(_ROWS))
        rows = tuple((row, tuple(self.pairs[row.words, host.words] for host in hosts)) for row in visitors)
        return Matrix(hosts, rows, self.visits - sum(sum(counts) for _, counts in rows))


def options(counts: Mapping[str, int], words: Iterable[tuple[str, str]]) -> list[Option]:
    """Return a closed list of values with their words and how often each occurs, be it never."""
    return [Option(value, text, counts.get(value, 0)) for value, text in words]
