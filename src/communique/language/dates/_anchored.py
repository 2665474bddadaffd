"""What counts from a date named before the phrase: two days later, the following week, the same period last year."""

from __future__ import annotations

from dataclasses import dataclass

from communique.language.dates._lexicon import LAST, NEXT
from communique.language.dates._nodes import STEP_DAYS, counted_from, step
from communique.language.dates._values import (
    Node,
    Reference,
    Unit,
    UnresolvableError,
    Value,
    current,
    enclosing,
    shift_months,
    shifted,
    within,
)

__all__ = ["InStory", "anchored", "beside", "named_again", "offset", "relative_unit", "same_period", "some_later"]

_ANCHORS: dict[Unit, tuple[Unit, ...]] = {  # the dates that tell which week, month, year ... is meant
    "day": ("day",),
    "week": ("day", "week", "weekend"),
    "weekend": ("day", "week", "weekend"),
    "month": ("day", "month"),
    "season": ("day", "month", "season"),
    "quarter": ("day", "month", "quarter"),
    "half": ("day", "month", "quarter", "half"),
    "year": ("day", "week", "weekend", "month", "season", "quarter", "half", "year"),
}
_PERIODS: tuple[Unit, ...] = ("day", "month", "quarter", "season", "half")


@dataclass(frozen=True, slots=True)
class InStory:
    """That week, that month, the same year: the unit that the date named before lies in."""

    unit: Unit

    def __call__(self, reference: Reference) -> Value:
        """Return the unit."""
        return enclosing(self.unit, self.told(reference).start, _rule(self.unit))

    def told(self, reference: Reference) -> Value:
        """Return the date named before."""
        return reference.anchor(*_ANCHORS.get(self.unit, (*_ANCHORS["year"], self.unit)))


def _rule(unit: Unit) -> str:
    group = "D1" if unit == "day" else "D4" if unit in {"week", "weekend"} else "D2"
    return f"{'D10' if unit in {'quarter', 'season', 'half'} else group} {unit}"


def relative_unit(unit: Unit, which: str) -> Node:
    """Return the last, this or the next unit.

    "Previous", "following" and "that" count from the date named before; only "previous" can do without.
    """
    story, rule = InStory(unit), _rule(unit)
    if which in {"that", "same"}:
        return story
    steps = -1 if which in LAST else 1 if which in NEXT else 0

    def resolve(reference: Reference) -> Value:
        if which not in {"previous", "preceding", "following"}:
            return shifted(current(unit, reference, rule), steps)
        try:
            told = story(reference)
        except UnresolvableError:
            if steps >= 0 or unit == "day":
                raise
            return shifted(current(unit, reference, rule), steps)
        return shifted(told, steps)

    return resolve


def anchored(count: float, unit: str) -> Node:
    """Return the time ``count`` units after the date named before."""

    def resolve(reference: Reference) -> Value:
        if unit in STEP_DAYS or unit == "hour":
            return offset(reference.anchor("day"), count, unit)
        return offset(reference.anchor(*_ANCHORS["month" if unit == "month" else "year"]), count, unit)

    return resolve


def offset(value: Value, count: float, unit: str) -> Value:
    """Return the time ``count`` units after ``value``: days and weeks from a day are exact, so are its own units.

    Raises:
        UnresolvableError: days counted from a month, months from a week.
    """
    if value.unit == "day" and unit in STEP_DAYS:
        return enclosing("day", step(value.start, count, unit), "D1 counted from a date")
    if value.unit == "day":
        return counted_from(value.start, value.start, count, unit)
    if value.unit in {"week", "weekend", "set"} or unit not in {"month", "quarter", "year", "decade", "century"}:
        raise UnresolvableError
    return enclosing(value.unit, step(value.start, count, unit), "D2 counted from a date")


def beside(value: Value, unit: Unit, steps: int) -> Value:
    """Return the unit ``steps`` units from the one ``value`` lies in: "the day after Christmas", "the week before"."""
    if value.unit != "day":
        raise UnresolvableError
    return shifted(enclosing(unit, value.start, "D1 counted from a date"), steps)


def some_later(*, later: bool) -> Node:
    """Return "days later", "weeks earlier": from the day named before on, or up to it."""

    def resolve(reference: Reference) -> Value:
        anchor = reference.anchor("day")
        return within(anchor.start if later else None, None if later else anchor.end, "D14 no number")

    return resolve


def named_again(reference: Reference) -> Value:
    """Return the date named before: "on 11 November, three days later than planned"."""
    return reference.anchor("day", "month", "year")


def same_period(unit: Unit | None, *, back: int = 0, year: int | None = None) -> Node:
    """Return the period named before, ``back`` years earlier or in ``year``: "the same quarter last year"."""

    def resolve(reference: Reference) -> Value:
        anchor = reference.anchor(*([unit] if unit else _PERIODS))
        years = year - anchor.start.year if year else -back
        return enclosing(anchor.unit, shift_months(anchor.start, 12 * years), "D2 counted from a date")

    return resolve
