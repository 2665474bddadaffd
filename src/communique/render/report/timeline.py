"""The timeline of visits: which days it spans, and how each uncertain date is drawn on it.

Positions are percentages of the width, so that a drawing needs no style and fits any page.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeAlias

from communique.records import VisitStatus, When
from communique.render.wording import date_of

__all__ = ["Axis", "Bar", "Lane", "Trip", "axis_of", "lanes"]

Shape: TypeAlias = Literal["day", "lasted", "within", "after", "before"]

_ORDER: tuple[VisitStatus, ...] = (  # what is to come first, then what was
    "ongoing", "confirmed", "planned", "under_discussion", "invited", "completed", "cancelled",
)  # fmt: skip
_YEARS = 2  # either side of publication: visits of long ago are told as background, and would flatten all others
_TICKS = 6
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000, 24000)  # months between ticks


@dataclass(frozen=True, slots=True)
class Trip:
    """A visit as far as the timeline needs it.

    Attributes:
        key: joins it to its row in the table of visits.
        href: where its first sentence is.
        who: the visiting party.
        to: where it goes.
        status: by the status ladder.
        when: what is known of its date.
        published: first day on which the article may have appeared.
    """

    key: str
    href: str
    who: str
    to: str
    status: VisitStatus
    when: When
    published: date | None


@dataclass(frozen=True, slots=True)
class Bar:
    """How a date is drawn; all positions are percentages of the width.

    Attributes:
        shape: a ``day``; how long it ``lasted``; some day ``within``; any day ``after`` or ``before``.
        start: where it begins.
        width: how far it reaches.
        about: whether the date is approximate.
        off: ``left`` or ``right`` where all of it lies outside the axis.
        published: where the article's date is, if on the axis.
    """

    shape: Shape
    start: float
    width: float
    about: bool
    off: Literal["", "left", "right"]
    published: float | None

    @property
    def end(self) -> float:
        """Where it ends."""
        return round(self.start + self.width, 2)


@dataclass(frozen=True, slots=True)
class Axis:
    """The days that the timeline spans, both included."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """Return where a day begins, which may be off the axis."""
        return round(100 * (day - self.first).days / ((self.last - self.first).days + 1), 2)

    def ticks(self) -> Iterator[tuple[float, str]]:
        """Yield at most seven months or years with their place."""
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        step = next((step for step in _STEPS if months / step <= _TICKS), _STEPS[-1])
        begin = self.first.year * 12 + self.first.month - 1
        for month in range(begin + -begin % step, begin + months, step):
            year, number = divmod(month, 12)
            yield self.at(date(year, number + 1, 1)), str(year) if step >= 12 else f"{year}-{number + 1:02}"

    def bar(self, trip: Trip) -> Bar:
        """Return how a visit's date is drawn."""
        first, last = date_of(trip.when.earliest), date_of(trip.when.latest)
        edtf = trip.when.edtf or ""
        start = max(self.at(first), 0.0) if first else 0.0
        end = min(self.at(last + timedelta(1)), 100.0) if last and last < date.max else 100.0
        gone = bool(last and last < self.first)
        to_come = bool(first and first > self.last)
        published = self.at(trip.published) if trip.published else -1.0
        return Bar(
            shape=_shape(first, last, edtf),
            start=100.0 if to_come else 0.0 if gone else start,
            width=0.0 if gone or to_come else round(max(end - start, 0.0), 2),
            about="~" in edtf,
            off="left" if gone else "right" if to_come else "",
            published=published if 0 <= published <= 100 else None,
        )


def _shape(first: date | None, last: date | None, edtf: str) -> Shape:
    if first is None:
        return "before"
    if last is None:
        return "after"
    if first == last:
        return "day"
    return "lasted" if "/" in edtf and not edtf.startswith("[") else "within"


@dataclass(frozen=True, slots=True)
class Lane:
    """The visits of one status, the latest first."""

    status: VisitStatus
    trips: tuple[tuple[Trip, Bar], ...]


def lanes(trips: Sequence[Trip], axis: Axis) -> Iterator[Lane]:
    """Yield the visits of each status that has any, the coming ones first."""
    for status in _ORDER:
        chosen = sorted((trip for trip in trips if trip.status == status), key=_by_date, reverse=True)
        if chosen:
            yield Lane(status, tuple((trip, axis.bar(trip)) for trip in chosen))


def _by_date(trip: Trip) -> tuple[str, str]:
    return trip.when.latest or trip.when.earliest or "", trip.when.earliest or ""


def axis_of(trips: Iterable[Trip]) -> Axis | None:
    """Return whole months that hold the visits' dates, no further from publication than two years; None of none."""
    days: list[date] = []
    published: list[date] = []
    for trip in trips:
        days += [day for day in (date_of(trip.when.earliest), date_of(trip.when.latest)) if day]
        published += [trip.published] if trip.published else []
    if not days:
        return None
    first, last = min(days), max(days)
    if published:
        earliest, latest = min(published), max(published)
        first = min(earliest, max(first, _years(earliest, -_YEARS)))
        last = max(latest, min(last, _years(latest, _YEARS)))
    last = last.replace(day=calendar.monthrange(last.year, last.month)[1])
    return Axis(first.replace(day=1), last)


def _years(day: date, years: int) -> date:
    return day.replace(year=min(max(day.year + years, 1), 9999), day=1)
