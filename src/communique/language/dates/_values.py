"""Stretches of time with their EDTF form, and the reference a phrase is resolved against. No text is read here.

Weeks run from Monday to Sunday and are written as one-of sets, because EDTF has no code for them. Seasons are the
meteorological ones of the northern hemisphere; winter is named after the year of its December.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Literal

__all__ = [
    "Node",
    "Reference",
    "Tense",
    "Unit",
    "UnresolvableError",
    "Value",
    "approximate",
    "current",
    "enclosing",
    "gap",
    "lasting",
    "month_end",
    "nth_of",
    "parts",
    "shift_months",
    "shifted",
    "widened",
    "within",
]

Unit = Literal["day", "week", "weekend", "month", "quarter", "season", "half", "year", "decade", "century", "set"]
Tense = Literal["past", "future", "unknown"]

_DAYS: dict[Unit, int] = {"day": 1, "week": 7, "weekend": 7}
_MONTHS: dict[Unit, int] = {
    "month": 1,
    "quarter": 3,
    "season": 3,
    "half": 6,
    "year": 12,
    "decade": 120,
    "century": 1200,
}
_POINTS: frozenset[Unit] = frozenset({"day", "month", "year"})  # may carry "~" and stand at the end of a stretch


class UnresolvableError(ValueError):
    """The phrase needs something the reference does not have."""


@dataclass(frozen=True, slots=True)
class Value:
    """A stretch of time: its unit, its first and last day (None where open), its EDTF form and the rule behind it."""

    unit: Unit
    first: date | None
    last: date | None
    edtf: str
    rule: str

    @property
    def start(self) -> date:
        """The first day; UnresolvableError where the stretch is open."""
        if self.first is None:
            raise UnresolvableError
        return self.first

    @property
    def end(self) -> date:
        """The last day; UnresolvableError where the stretch is open."""
        if self.last is None:
            raise UnresolvableError
        return self.last


@dataclass(frozen=True, slots=True)
class Reference:
    """What a phrase is relative to: the publication date, the clause's tense, the dates named before it.

    ``first`` and ``last`` are None where the publication date is unknown, and differ where only its month or year is.
    ``named`` gives the dates before the phrase, nearest first: those of its own sentence, then of each one before.
    """

    first: date | None = None
    last: date | None = None
    tense: Tense = "unknown"
    named: Callable[[], Iterable[Sequence[Value]]] = tuple

    def anchor(self, *units: Unit) -> Value:
        """Return the date named last before the phrase that is one of ``units``; it is looked for only when needed.

        Raises:
            UnresolvableError: there is none, or the phrase's own sentence only names dates of another kind.
        """
        for sentence, values in enumerate(self.named()):
            for value in values:
                if value.unit in units and not value.edtf.endswith("~"):
                    return value
            if values and not sentence:
                break
        raise UnresolvableError

    @property
    def start(self) -> date:
        """The first day the publication date may be; UnresolvableError where it is unknown."""
        if self.first is None:
            raise UnresolvableError
        return self.first

    @property
    def end(self) -> date:
        """The last day the publication date may be; UnresolvableError where it is unknown."""
        if self.last is None:
            raise UnresolvableError
        return self.last

    @property
    def day(self) -> date:
        """The publication day; UnresolvableError where it is not known to the day."""
        if self.start != self.end:
            raise UnresolvableError
        return self.start

    @property
    def year(self) -> int:
        """The publication year."""
        return self.start.year


Node = Callable[[Reference], Value]
"""A parsed phrase: what it means, given a reference. Raises ValueError or OverflowError where it has no meaning."""


def shift_months(day: date, months: int) -> date:
    """Return the same day of the month ``months`` later, or that month's last day where it is shorter."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    if not MINYEAR <= year <= MAXYEAR:
        raise UnresolvableError
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_end(day: date) -> date:
    """Return the last day of the month ``day`` lies in."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def enclosing(unit: Unit, day: date, rule: str) -> Value:
    """Return the unit that ``day`` lies in; for a weekend, that of its Monday week."""
    if unit in _DAYS:
        return _enclosing_days(unit, day, rule)
    year, month = day.year, day.month
    match unit:
        case "month":
            first, edtf = date(year, month, 1), f"{year:04}-{month:02}"
        case "quarter":
            quarter = (month - 1) // 3
            first, edtf = date(year, 3 * quarter + 1, 1), f"{year:04}-{33 + quarter}"
        case "season":
            first = shift_months(day.replace(day=1), -(month % 3))
            edtf = f"{first.year:04}-{20 + first.month // 3}"
        case "half":
            half = (month - 1) // 6
            first, edtf = date(year, 6 * half + 1, 1), f"{year:04}-{40 + half}"
        case "year":
            first, edtf = date(year, 1, 1), f"{year:04}"
        case "decade":
            first, edtf = date(year // 10 * 10, 1, 1), f"{year // 10:03}X"
        case _:
            first, edtf = date(year // 100 * 100, 1, 1), f"{year // 100:02}XX"
    return Value(unit, first, month_end(shift_months(first, _MONTHS[unit] - 1)), edtf, rule)


def _enclosing_days(unit: Unit, day: date, rule: str) -> Value:
    if unit == "day":
        return Value(unit, day, day, day.isoformat(), rule)
    monday = day - timedelta(day.weekday())
    first = monday + timedelta(5) if unit == "weekend" else monday
    return replace(within(first, monday + timedelta(6), rule), unit=unit)


def shifted(value: Value, steps: int) -> Value:
    """Return the unit ``steps`` units after ``value`` (before it, where negative)."""
    if value.unit in _DAYS:
        day = value.start + timedelta(steps * _DAYS[value.unit])
    elif value.unit in _MONTHS:
        day = shift_months(value.start, steps * _MONTHS[value.unit])
    else:
        raise UnresolvableError
    return enclosing(value.unit, day, value.rule)


def current(unit: Unit, reference: Reference, rule: str) -> Value:
    """Return the unit the publication date lies in; UnresolvableError where it is not known that precisely."""
    value = enclosing(unit, reference.start, rule)
    if value.end < reference.end:
        raise UnresolvableError
    return value


def parts(unit: Unit, container: Value, rule: str) -> Iterator[Value]:
    """Yield the units of ``container`` in order.

    A week belongs where its Thursday lies, as ISO 8601 counts the weeks of a year.
    """
    value = enclosing(unit, container.start, rule)
    while value.start <= container.end:
        middle = value.start + timedelta(3) if unit == "week" else value.start
        if container.start <= middle <= container.end:
            yield value
        value = shifted(value, 1)


def nth_of(values: list[Value], nth: int) -> Value:
    """Return one of ``values``, counting from 1, or from the end where ``nth`` is negative."""
    index = nth - 1 if nth > 0 else nth
    if not -len(values) <= index < len(values):
        raise UnresolvableError
    return values[index]


def within(first: date | None, last: date | None, rule: str) -> Value:
    """Return "once, some time from ``first`` to ``last``", an open side where None; a single day is that day."""
    if first is not None and first == last:
        return enclosing("day", first, rule)
    if first is not None and last is not None and first > last:
        raise UnresolvableError
    edtf = f"[{first.isoformat() if first else ''}..{last.isoformat() if last else ''}]"
    return Value("set", first, last, edtf, rule)


def lasting(a: Value | None, b: Value | None, rule: str, *, once: bool = False) -> Value:
    """Return the stretch from ``a`` to ``b``, open where None; with ``once``, some time between them."""
    first, last = (a.start if a else None), (b.end if b else None)
    if first and last and first > last:
        raise UnresolvableError
    left, right = _edge(a, first, once=once), _edge(b, last, once=once)
    if once and left and right and len(left) != len(right):  # the ends of a set have one precision
        return within(first, last, rule)
    edtf = f"[{left}..{right}]" if once else f"{left or '..'}/{right or '..'}"
    return Value("set", first, last, edtf, rule)


def _edge(value: Value | None, day: date | None, *, once: bool) -> str:
    """Write one end of a stretch: at its own precision where EDTF allows that there, else as a day."""
    if value is None or day is None:
        return ""
    simple = value.unit in _POINTS and not (once and value.edtf.endswith("~"))
    return value.edtf if simple else day.isoformat()


def approximate(value: Value, rule: str) -> Value:
    """Return "about ``value``": a day, month or year with ``~``, anything else with its bounds widened."""
    if value.edtf.endswith("~"):
        return value
    first, last = widened(value)
    if value.unit in _POINTS:
        return Value(value.unit, first, last, value.edtf + "~", rule)
    return within(first, last, rule)


def widened(value: Value) -> tuple[date, date]:
    """Return the bounds of "about ``value``": three days, a month or a year on either side, by its length.

    The widths are those of docs/how-it-decides.md (Dates); EDTF itself leaves them open.
    """
    first, last = value.start, value.end
    length = (last - first).days
    if length < 28 - 1:
        return first - timedelta(3), last + timedelta(3)
    months = 1 if length < 365 - 1 else 12
    return shift_months(first, -months), month_end(shift_months(last, months))


def gap(value: Value, reference: Reference) -> int:
    """Return the days between ``value`` and the publication date, 0 where they overlap."""
    return max(0, (value.start - reference.end).days, (reference.start - value.end).days)
