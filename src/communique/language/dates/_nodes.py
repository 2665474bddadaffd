"""What the parts of a date phrase mean: small objects and closures that give a value once the reference is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from communique.language.dates._lexicon import STEPS
from communique.language.dates._values import (
    Node,
    Reference,
    Unit,
    UnresolvableError,
    Value,
    approximate,
    current,
    enclosing,
    gap,
    lasting,
    shift_months,
    shifted,
    within,
)

__all__ = [
    "STEP_DAYS",
    "Recurring",
    "Weekday",
    "counted",
    "counted_from",
    "just_gone",
    "relative_day",
    "rolling",
    "step",
    "thirds",
    "vague",
    "weekend",
]

_TIE = 90
"""Days. A year left out is the one nearest publication; where even that one lies further away than a quarter of a year,
both neighbours are about as likely and the tense decides."""

_LEAP_GAP = 8  # years from one 29 February to the next, at most

_THIRDS: dict[Unit, tuple[int, int]] = {  # where the second and the last third begin, after the unit's first day
    "week": (2, 4),  # in days
    "month": (10, 20),
    "quarter": (1, 2),  # in months, from here on
    "season": (1, 2),
    "half": (2, 4),
    "year": (4, 8),
    "decade": (48, 84),
    "century": (396, 804),
}
STEP_DAYS: dict[str, int] = {"day": 1, "week": 7, "fortnight": 14}
_STEP_MONTHS: dict[str, int] = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}


@dataclass(frozen=True, slots=True)
class Recurring:
    """Something every year has: a date, a month, a season, a quarter, a holiday.

    Attributes:
        make: the value in a given year; ValueError where that year has none (29 February).
        year: the year, where the phrase gives one.
        same_year: a missing year is that of publication (quarters and seasons) and not the nearest.
    """

    make: Callable[[int], Value]
    year: Callable[[Reference], int] | None = None
    same_year: bool = False

    def __call__(self, reference: Reference) -> Value:
        """Return the occurrence in the year given, else the one meant."""
        if self.year is not None:
            return self.make(self.year(reference))
        return self._in_same_year(reference) if self.same_year else self._nearest(reference)

    def near(self, day: date, *, later: bool) -> Value:
        """Return the first occurrence that ends on or after ``day``, or the last one that starts on or before it."""
        values = self._around(day.year)
        if later:
            return min((value for value in values if value.end >= day), key=lambda value: value.start)
        return max((value for value in values if value.start <= day), key=lambda value: value.start)

    def _around(self, year: int) -> list[Value]:
        values = []
        for candidate in range(year - _LEAP_GAP, year + _LEAP_GAP + 1):
            try:
                values.append(self.make(candidate))
            except ValueError:
                continue
        return values

    def _in_same_year(self, reference: Reference) -> Value:
        value, before = self.make(reference.year), self.make(reference.year - 1)
        if before.end >= reference.end:  # a winter in January
            return before
        if gap(value, reference) <= _TIE:
            return value
        if value.start > reference.end and reference.tense == "past":
            return before
        if value.end < reference.start and reference.tense == "future":
            return self.make(reference.year + 1)
        return value

    def _nearest(self, reference: Reference) -> Value:
        values = self._around(reference.year)
        nearest = min(values, key=lambda value: gap(value, reference))
        if gap(nearest, reference) <= _TIE or reference.tense == "unknown":
            return nearest
        later = reference.tense == "future"
        return self.near(reference.start if later else reference.end, later=later)


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week: the bare name, or with "last", "next", "this", or in a week named after it."""

    weekday: int
    which: str = ""
    week: int | None = None

    def __call__(self, reference: Reference) -> Value:
        """Return the day meant."""
        day = reference.day
        weeks = STEPS.get(self.which) if self.week is None else self.week
        if weeks is not None:
            return self._in_week(day, weeks)
        if self.which in {"previous", "preceding", "following"}:
            return self._beside_anchor(reference)
        later = self.which.endswith("coming") or (not self.which and reference.tense == "future")
        offset = 1 if later else -1 if self.which else 0  # "past Monday" is not today
        return self.near(day + timedelta(offset), later=later)

    def near(self, day: date, *, later: bool) -> Value:
        """Return the first such day on or after ``day``, or the last one on or before it."""
        distance = (self.weekday - day.weekday()) % 7 if later else -((day.weekday() - self.weekday) % 7)
        return enclosing("day", day + timedelta(distance), "D3 weekday")

    def _in_week(self, day: date, weeks: int) -> Value:
        monday = day - timedelta(day.weekday())
        return enclosing("day", monday + timedelta(7 * weeks + self.weekday), "D4 weekday of a week")

    def _beside_anchor(self, reference: Reference) -> Value:
        if self.which == "following":
            return self.near(reference.anchor("day").end + timedelta(1), later=True)
        try:
            day = reference.anchor("day").start
        except UnresolvableError:
            day = reference.day
        return self.near(day - timedelta(1), later=False)


def relative_day(days: int) -> Node:
    """Return the day ``days`` after publication."""
    return lambda reference: enclosing("day", reference.day + timedelta(days), "D1 relative day")


def weekend(which: str) -> Node:
    """Return "the weekend" or "this weekend": the last one where it is over, else the one of this week.

    "The coming weekend" is the first that has not begun.
    """

    def resolve(reference: Reference) -> Value:
        value = current("weekend", reference, "D4 weekend")
        if which.endswith("coming"):
            return value if value.start > reference.end else shifted(value, 1)
        early = not which and reference.tense == "unknown" and reference.day.weekday() < 3
        over = value.start > reference.end and (reference.tense == "past" or early)
        return shifted(value, -1) if over else value

    return resolve


def just_gone(unit: Unit, rule: str) -> Node:
    """Return the unit that is over or nearly so: the present one from its middle on, else the one before."""

    def resolve(reference: Reference) -> Value:
        value = current(unit, reference, rule)
        begun = reference.day - value.start >= (value.end - value.start) / 2
        return value if begun else shifted(value, -1)

    return resolve


def step(day: date, count: float, unit: str) -> date:
    """Return the day ``count`` units after ``day``; half a month is 15 days, hours only count as whole days."""
    if unit in STEP_DAYS:
        return day + timedelta(count * STEP_DAYS[unit])
    if unit in _STEP_MONTHS:
        months = count * _STEP_MONTHS[unit]
        return shift_months(day, int(months)) + timedelta(30 * (months - int(months)))
    if count % 24:
        raise UnresolvableError
    return day + timedelta(count // 24)


def counted(count: float, unit: str) -> Node:
    """Return the time ``count`` units after publication: a day is exact, all else is approximate."""
    return lambda reference: counted_from(reference.start, reference.end, count, unit)


def counted_from(first: date, last: date, count: float, unit: str) -> Value:
    """Count from a stretch; UnresolvableError where its first and last day lead to different answers."""
    by_month = unit in {"month", "quarter"} or (unit == "year" and abs(count) < 1)
    kept: Unit = "month" if by_month else "year" if unit in _STEP_MONTHS else "day"
    value, other = (enclosing(kept, step(day, count, unit), "D1 counted days") for day in (first, last))
    if value != other:
        raise UnresolvableError
    if unit in {"day", "hour"}:
        return value
    return approximate(value, "D5 counted weeks" if kept == "day" else f"D6 counted {kept}s")


def rolling(count: float, unit: str, *, lasted: bool = False) -> Node:
    """Return the last or next ``count`` units: up to or from publication, negative counts looking back."""

    def resolve(reference: Reference) -> Value:
        days = unit in STEP_DAYS or unit == "hour"
        first, last = (reference.day, reference.day) if days else (reference.start, reference.end)
        first, last = (_reached(first, count, unit), last) if count < 0 else (first, _reached(last, count, unit))
        if lasted:
            return lasting(enclosing("day", first, ""), enclosing("day", last, ""), "D11 extent")
        return within(first, last, "D12 within")

    return resolve


def _reached(day: date, count: float, unit: str) -> date:
    """Step from a day; hours are rounded up to days."""
    if unit == "hour":
        return day + timedelta(-(-count // 24) if count > 0 else count // 24)
    return step(day, count, unit)


def vague(*, later: bool) -> Node:
    """Return "recently" or "soon": open on the far side, publication on the near one."""
    if later:
        return lambda reference: within(reference.start, None, "D14 no number")
    return lambda reference: within(None, reference.end, "D14 no number")


def thirds(value: Value, first: int, last: int) -> Value:
    """Return the thirds of ``value`` from ``first`` to ``last`` (0 early, 1 mid, 2 late); a day has none.

    Months are cut into days 1-10, 11-20 and 21 to the end, years into January-April, May-August and September-December,
    the other units likewise: a week into Monday-Tuesday, Wednesday-Thursday and the rest, a decade into 0-3, 4-6, 7-9.
    """
    if value.edtf.endswith("~"):
        raise UnresolvableError
    if value.unit in {"day", "weekend"}:
        return value
    if value.unit not in _THIRDS:
        raise UnresolvableError
    cuts, days = (0, *_THIRDS[value.unit]), value.unit in {"week", "month"}

    def cut(third: int) -> date:
        return value.start + timedelta(cuts[third]) if days else shift_months(value.start, cuts[third])

    end = value.end if last == 2 else cut(last + 1) - timedelta(1)
    return within(cut(first), end, "D9 part of a unit")
