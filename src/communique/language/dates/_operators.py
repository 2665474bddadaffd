"""Words that turn one date into another: the end of, earlier in, two days after, by, since, until, around.

``TIGHT`` operators bind one date before it can be the end of a range, ``LOOSE`` ones take a range whole. Each row is a
pattern and what its match makes of the date behind it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from communique.language.dates._anchored import InStory, beside, offset
from communique.language.dates._lexicon import (
    COUNT,
    Match,
    amount,
    group,
    number,
    opening,
    ordinal,
    singular,
    unit_of,
    weekday_number,
)
from communique.language.dates._nodes import Recurring, step, thirds
from communique.language.dates._opening import Opening
from communique.language.dates._values import (
    Node,
    Reference,
    Tense,
    Unit,
    UnresolvableError,
    Value,
    approximate,
    enclosing,
    lasting,
    nth_of,
    parts,
    shift_months,
    within,
)

__all__ = ["LOOSE", "TIGHT", "Operator", "prolonged"]

Operator = Callable[[Match, Node], Node]

_THIRDS = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2, "close": 2, "latter": 2}


def _leaning(reference: Reference, tense: Tense) -> Reference:
    """Return the reference with a tense where the sentence does not tell."""
    return replace(reference, tense=tense) if reference.tense == "unknown" else reference


def _same(_: Match, inner: Node) -> Node:
    return inner


def _third(match: Match, inner: Node) -> Node:
    first = _THIRDS[group(match, "first")]
    last = _THIRDS[group(match, "last") or group(match, "first")]
    if isinstance(inner, Recurring):  # stays one, so that "late March to mid-April 2025" can share its year
        return replace(inner, make=lambda year: thirds(inner.make(year), first, last))
    return lambda reference: thirds(inner(reference), first, last)


def _earlier(_: Match, inner: Node) -> Node:
    """Read "earlier in X": from the start of X to publication."""

    def resolve(reference: Reference) -> Value:
        if isinstance(inner, Recurring) and inner.year is None:
            value = inner.near(reference.end, later=False)
        else:
            value = inner(replace(reference, tense="past"))
        if value.unit == "day":
            return value
        if isinstance(inner, InStory):
            return within(value.start, min(value.end, inner.told(reference).end), "D8 start of the unit to a date")
        return within(value.start, min(value.end, reference.end), "D8 start of the unit to publication")

    return resolve


def _later(_: Match, inner: Node) -> Node:
    """Read "later in X": from publication to the end of X."""

    def resolve(reference: Reference) -> Value:
        value = inner(reference)
        if value.unit == "day":  # "later on Friday", told on a Friday, is that day
            today = inner(replace(reference, tense="past"))
            return today if today.start == reference.start else value
        if isinstance(inner, InStory):
            return within(max(value.start, inner.told(reference).start), value.end, "D7 a date to the end of the unit")
        first = value.start if value.end < reference.start else max(value.start, reference.start)
        return within(first, value.end, "D7 publication to the end of the unit")

    return resolve


def _nth_of(match: Match, inner: Node) -> Node:
    """Read "the first week of X", "the last Monday of X", "the first three months of X", "the last days of X"."""
    nth, count, units = ordinal(group(match, "nth")), group(match, "n"), group(match, "units")
    weekday = group(match, "weekday")
    unit: Unit = "day" if weekday or units else unit_of(match)

    def resolve(reference: Reference) -> Value:
        container = inner(reference)
        if container.edtf.endswith("~"):
            raise UnresolvableError
        if count:
            return _some_of(container, number(count) * (1 if nth > 0 else -1), singular(units))
        if units:
            return thirds(container, 0, 0) if nth > 0 else thirds(container, 2, 2)
        if unit == "half" and container.unit != "year":
            return _half_of(container, second=nth != 1)
        return _part_of(container, unit, weekday, nth)

    return resolve


def _part_of(container: Value, unit: Unit, weekday: str, nth: int) -> Value:
    rule = f"D10 {unit}" if unit in {"quarter", "half"} else f"D4 nth {'weekday' if weekday else unit}"
    found = list(parts(unit, container, rule))
    if weekday:
        found = [day for day in found if day.start.weekday() == weekday_number(weekday)]
    return nth_of(found, nth)


def _some_of(container: Value, count: int, unit: str) -> Value:
    first, last = container.start, container.end
    if count > 0:
        return within(first, min(last, step(first, count, unit) - timedelta(1)), "D12 within")
    return within(max(first, step(last + timedelta(1), count, unit)), last, "D12 within")


def _half_of(container: Value, *, second: bool) -> Value:
    months: dict[Unit, int] = {"decade": 60, "century": 600}
    if container.unit == "month":
        middle = container.start + timedelta(15)
    elif container.unit in months:
        middle = shift_months(container.start, months[container.unit])
    else:
        raise UnresolvableError
    if second:
        return within(middle, container.end, "D9 part of a unit")
    return within(container.start, middle - timedelta(1), "D9 part of a unit")


def _by(_: Match, inner: Node) -> Node:
    def resolve(reference: Reference) -> Value:
        value = inner(_leaning(reference, "future"))
        first = reference.first if reference.first and value.end >= reference.first else None
        return within(first, value.end, "D7 publication to the end of the unit")

    return resolve


def _until(_: Match, inner: Node) -> Node:
    return lambda reference: lasting(None, inner(_leaning(reference, "future")), "D13 until")


def _since(_: Match, inner: Node) -> Node:
    return lambda reference: lasting(inner(replace(reference, tense="past")), None, "D13 since")


def _starting(_: Match, inner: Node) -> Node:
    """Read "starting on X": open from X on, unless X is a stretch itself ("on Monday for two days")."""

    def resolve(reference: Reference) -> Value:
        value = inner(_leaning(reference, "future"))
        return value if value.rule.startswith("D11") else lasting(value, None, "D13 since")

    return resolve


def _from(_: Match, inner: Node) -> Node:
    """Read "from X": since X where it lies ahead, X itself where not ("the statement from Monday") or where X ends."""

    def resolve(reference: Reference) -> Value:
        value = inner(reference)
        ahead = reference.last is not None and value.start > reference.last
        return lasting(value, None, "D13 since") if ahead and value.unit != "set" else value

    return resolve


def _not_before(_: Match, inner: Node) -> Node:
    return lambda reference: lasting(inner(_leaning(reference, "future")), None, "D13 not before", once=True)


def _before(_: Match, inner: Node) -> Node:
    return lambda reference: within(None, inner(_leaning(reference, "future")).start - timedelta(1), "D13 before")


def _after(_: Match, inner: Node) -> Node:
    return lambda reference: within(inner(reference).end + timedelta(1), None, "D13 after")


def _around(_: Match, inner: Node) -> Node:
    return lambda reference: approximate(inner(reference), "D6 about")


def _offset(match: Match, inner: Node) -> Node:
    """Read "two days after X", "the day before X", "the eve of X", "a week from X"."""
    sign = -1 if group(match, "way") in {"before", "prior to", "of"} else 1
    if not group(match, "n"):
        unit = unit_of(match)
        return lambda reference: beside(inner(reference), unit, sign)
    count, counted = sign * amount(match), singular(group(match, "unit"))
    ahead = group(match, "way") in {"from", "on"}
    return lambda reference: offset(inner(_leaning(reference, "future") if ahead else reference), count, counted)


def _so_long_from(match: Match, inner: Node) -> Node:
    """Read "for three days from X": X and the days after it."""
    return prolonged(_starting(match, inner), number(group(match, "n")), singular(group(match, "unit")))


def prolonged(node: Node, count: float, unit: str) -> Node:
    """Return the stretch of ``count`` units that begins on the day ``node`` means, or from which it is open."""

    def resolve(reference: Reference) -> Value:
        value = node(reference)
        if value.unit != "day" and value.edtf != f"{value.start}/..":
            raise UnresolvableError
        end = step(value.start, count, unit) - timedelta(1)
        first, last = (enclosing("day", day, "D1 calendar date") for day in (value.start, end))
        return first if first == last else lasting(first, last, "D11 extent")

    return resolve


def _week_of(match: Match, inner: Node) -> Node:
    """Read "the week of 11 May", "the week ending Friday", "the weekend of 9-10 May", "the month of May"."""
    unit, way = unit_of(match), group(match, "way")

    def resolve(reference: Reference) -> Value:
        value = inner(reference)
        if way == "of":
            return value if value.unit == unit else enclosing(unit, value.start, f"D4 {unit}")
        first = value.end - timedelta(6) if way == "ending" else value.start
        return within(first, first + timedelta(6), "D4 week")

    return resolve


def _months_to(match: Match, inner: Node) -> Node:
    """Read "the year to March 2009", "the six months ended 30 June": the stretch that ends with X."""
    count, unit = number(group(match, "n") or "one"), singular(group(match, "unit") or "year")

    def resolve(reference: Reference) -> Value:
        last = inner(reference)
        first = step(last.end + timedelta(1), -count, unit)
        return lasting(enclosing("month" if last.unit == "month" else "day", first, ""), last, "D11 extent")

    return resolve


_CLOCK = r"\d\d?(?:[:.]\d\d)?"
_ZONE = r"(?: (?:UTC|GMT|[A-Z]{1,2}[SD]T|CET|CEST|IST|MSK|local(?: time)?|hours|hrs))*"
_ENDS = r"concludes|finishes|ends|concluding|finishing|ending"
_IN = r"(?: (?:in|on|of|during))?"

TIGHT: tuple[tuple[Opening, Operator], ...] = (
    (opening(rf"(?P<first>early|mid|late)(?:(?:-| )to(?:-| )(?P<last>mid|late))?(?:-|{_IN} )"), _third),
    (
        opening(
            r"(?:towards? )?(?:the )?(?:very )?(?P<first>beginning|start|middle|end|close|early|latter)(?: part)? of "
        ),
        _third,
    ),
    (opening(rf"(?:earlier|so far)(?: on)?{_IN} "), _earlier),
    (opening(rf"(?:later(?: on)?|(?:the )?(?:rest|remainder)){_IN} "), _later),
    (opening(rf"(?:sometime|some time|at some (?:point|time)){_IN} "), _same),
    (opening(r"(?P<first>end)-"), _third),
    (
        opening(r"(?:(?:the|(?:(?:just|shortly) )?(?:at|before|around|after)) )?<PART>,? (?:of |on |(?=<WEEKDAY>))"),
        _same,
    ),
    (opening(r"(?:the )?(?:early|small|first|late|final) hours (?:of|on) "), _same),
    (
        opening(
            rf"(?:at {_CLOCK}(?:(?: )?[ap]\.?m\.?)?|(?:at )?(?:{_CLOCK}(?: )?[ap]\.?m\.?|\d\d?[:.]\d\d|\d{{4}}))"
            rf"{_ZONE},? on "
        ),
        _same,
    ),
    (opening(rf"(?:at )?(?:{_CLOCK}(?: )?[ap]\.?m\.?|\d\d?[:.]\d\d|\d{{4}}(?= [a-z]{{3}} )){_ZONE},? "), _same),
    (opening(COUNT + r" (?P<way>after|following|from|before|prior to) "), _offset),
    (opening(r"(?P<n>a|one|two) (?P<unit>weeks?) (?P<way>on) (?=<WEEKDAY>)"), _offset),
    (opening(r"the (?P<unit>day|night|week|month|year) (?P<way>after|following|before) "), _offset),
    (opening(r"(?:the )?(?P<unit>eve) (?P<way>of) "), _offset),
    (opening(r"the (?P<unit>week|weekend|month) (?P<way>of|beginning|starting|ending)(?: on)? "), _week_of),
    (
        opening(
            r"(?:in )?(?:the )?(?:(?P<n><N>) (?P<unit>months|weeks)|year) (?:to|through|ended|ending)(?: on| in)? "
        ),
        _months_to,
    ),
    (
        opening(
            r"(?:the )?(?P<nth><ORDINAL>) (?:(?:(?P<n><N>) )?(?P<units>days|weeks|months)"
            r"|(?P<unit>day|week|weekend|month|quarter|half)|(?P<weekday><WEEKDAY>)) (?:of|in) "
        ),
        _nth_of,
    ),
)
LOOSE: tuple[tuple[Opening, Operator], ...] = (
    (
        opening(
            r"(?:by|(?:by )?(?:no|not) later than|on or before|before(?= the end of))(?: at least| about| around)? "
        ),
        _by,
    ),
    (opening(r"(?:at least )?(?:until|till|up (?:to|until)|through)(?: at least)? "), _until),
    (opening(rf"(?:(?:set|due|scheduled|expected) to (?:conclude|finish|end)|{_ENDS})(?: on| in)? "), _until),
    (opening(r"as (?:of|from) "), _starting),
    (opening(r"(?:(?:ever )?since|(?:dating|going) back to) "), _since),
    (opening(r"(?:starting|beginning|commencing|effective)(?: (?:on|in|from|as of))? "), _starting),
    (
        opening(
            r"for (?P<n><N>) (?P<unit>days?|weeks?|fortnights?|months?|years?),? "
            r"(?:from|(?:starting|beginning|commencing)(?: on| in)?) "
        ),
        _so_long_from,
    ),
    (opening(r"from "), _from),
    (opening(r"(?:not (?:before|until)|(?:no|not) (?:earlier|sooner) than|as (?:early|soon) as) "), _not_before),
    (opening(r"(?:before|prior to|ahead of) "), _before),
    (opening(r"after "), _after),
    (
        opening(r"(?:(?:some time|sometime|on or|at) )?(?:around|about|circa|c\.(?=\s*\d)|approximately|roughly) "),
        _around,
    ),
)
