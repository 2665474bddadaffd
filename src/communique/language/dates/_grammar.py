"""Whole English date phrases: operators around single dates, and ranges of two.

A phrase is read from left to right, in three layers::

    phrase   preposition* loose operator* span            by the end of May; since 2022; between 10 and 12 April
    span     single ((to | - | and | or) single)?         28 April to 2 May
    single   tight operator* form                         the end of; early; earlier in; the first week of

Operators stack at most ``_DEPTH`` deep, so that the work at each place of a text is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from communique.language.dates._calendar_forms import CALENDAR_FORMS
from communique.language.dates._lexicon import Match, group, number, opening, ordinal, singular, unit_of, weekday_number
from communique.language.dates._nodes import Recurring, Weekday, step, thirds
from communique.language.dates._relative_forms import BARE_UNITS, RELATIVE_FORMS
from communique.language.dates._values import (
    Node,
    Reference,
    Tense,
    Unit,
    UnresolvableError,
    Value,
    approximate,
    lasting,
    nth_of,
    parts,
    shift_months,
    within,
)

__all__ = ["Parsed", "parse"]

Operator = Callable[[Match, Node], Node]

_DEPTH = 4
_FORMS = CALENDAR_FORMS + RELATIVE_FORMS
_PREPOSITION = opening(r"(?:on|in|at|during|over|throughout|within) ")
_JOINT = opening(r"\s*(?P<joint>[-/])\s*|,? (?P<word>to|through|thru|until|till|and|&|or) (?:(?:on|in) )?")
_THIRDS = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2, "close": 2, "latter": 2}
_PLAIN_JOINTS = frozenset({"to", "through", "thru", "until", "till"})
_PROBE = Reference(date(2025, 1, 15), date(2025, 1, 15))


class Parsed(NamedTuple):
    """What a phrase means, and the offset after it."""

    node: Node
    end: int


def parse(text: str, position: int) -> Parsed | None:
    """Return the longest date phrase of ``text`` that starts at ``position``, None where none does."""
    if not _MAY_START.match(text, position):
        return None
    return _phrase(text, position, _DEPTH)


def _phrase(text: str, position: int, depth: int) -> Parsed | None:
    if depth < 0:
        return None
    found = [_span(text, position, depth), _between(text, position, depth)]
    for starts, operator in _LOOSE:
        if (match := starts.match(text, position)) and (inner := _phrase(text, match.end(), depth - 1)):
            found.append(Parsed(operator(match, inner.node), inner.end))
    if match := _PREPOSITION.match(text, position):
        found.append(_phrase(text, match.end(), depth - 1))
    return _longest(found)


def _span(text: str, position: int, depth: int) -> Parsed | None:
    left = _single(text, position, depth)
    return left and (_joined(text, left, depth, between=False) or left)


def _between(text: str, position: int, depth: int) -> Parsed | None:
    match = _BETWEEN.match(text, position)
    left = _single(text, match.end(), depth) if match else None
    return left and _joined(text, left, depth, between=True)


def _joined(text: str, left: Parsed, depth: int, *, between: bool) -> Parsed | None:
    """Read "to" or "and" and a second date after ``left``; None where the two make no stretch."""
    match = _JOINT.match(text, left.end)
    right = _single(text, match.end(), depth) if match else None
    if match is None or right is None:
        return None
    joint = group(match, "joint") or group(match, "word")
    joint = "between" if between else "and" if joint == "&" else "or" if joint == "/" else joint
    node = _pair(left.node, right.node, joint)
    return Parsed(node, right.end) if joint in _PLAIN_JOINTS or _means_something(node) else None


def _means_something(node: Node) -> bool:
    try:
        node(_PROBE)
    except (ValueError, OverflowError):
        return False
    return True


def _single(text: str, position: int, depth: int, *, nested: bool = False) -> Parsed | None:
    if not (_MAY_BE_NESTED if nested else _MAY_BE_SINGLE).match(text, position):
        return None
    found: list[Parsed | None] = []
    for starts, operator in _TIGHT:
        match = starts.match(text, position)
        inner = _single(text, match.end(), depth - 1, nested=True) if match and depth else None
        if match and inner:
            found.append(Parsed(operator(match, inner.node), inner.end))
    for whole, build in _FORMS + BARE_UNITS if nested else _FORMS:
        if match := whole.match(text, position):
            try:
                found.append(Parsed(build(match), match.end()))
            except (ValueError, OverflowError):
                continue
    return _longest(found)


def _longest(found: list[Parsed | None]) -> Parsed | None:
    return max((parsed for parsed in found if parsed), key=lambda parsed: parsed.end, default=None)


def _pair(left: Node, right: Node, joint: str) -> Node:
    """Return the stretch from one date to another; where one lacks a year or week, the other one tells.

    Dates joined by "and" must adjoin (15 and 16 June; not 2019 and 2023), those joined by a mere sign be of one kind.
    """
    once = joint in {"between", "or"}

    def resolve(reference: Reference) -> Value:
        a, b = _ends(left, right, reference)
        apart = joint == "and" and a.end + timedelta(1) != b.start
        if a.end >= b.start or apart or (joint in {"-", "and", "or"} and a.unit != b.unit):
            raise UnresolvableError
        return lasting(a, b, "D12 within" if once else "D11 extent", once=once)

    return resolve


def _ends(left: Node, right: Node, reference: Reference) -> tuple[Value, Value]:
    left_free, right_free = _is_free(left), _is_free(right)
    if right_free and isinstance(right, Recurring | Weekday) and (not left_free or reference.tense == "future"):
        a = left(reference)
        return a, right.near(a.end, later=True)
    b = right(reference)
    if left_free and isinstance(left, Recurring | Weekday):
        return left.near(b.start, later=False), b
    return left(reference), b


def _is_free(node: Node) -> bool:
    """Whether a date leaves its year or week open."""
    if isinstance(node, Weekday):
        return not node.which and node.week is None
    return isinstance(node, Recurring) and node.year is None


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
        return within(value.start, min(value.end, reference.end), "D8 start of the unit to publication")

    return resolve


def _later(_: Match, inner: Node) -> Node:
    """Read "later in X": from publication to the end of X."""

    def resolve(reference: Reference) -> Value:
        value = inner(reference)
        if value.unit == "day":  # "later on Friday", told on a Friday, is that day
            today = inner(replace(reference, tense="past"))
            return today if today.start == reference.start else value
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
    return lambda reference: lasting(inner(_leaning(reference, "future")), None, "D13 since")


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


_BETWEEN = opening("between ")
_ENDS = r"concludes|finishes|ends|concluding|finishing|ending"
_IN = r"(?: (?:in|on|of|during))?"

_TIGHT: tuple[tuple[re.Pattern[str], Operator], ...] = (
    (opening(rf"(?P<first>early|mid|late)(?:(?:-| )to(?:-| )(?P<last>mid|late))?(?:-|{_IN} )"), _third),
    (opening(r"(?:the )?(?:very )?(?P<first>beginning|start|middle|end|close|early|latter)(?: part)? of "), _third),
    (opening(rf"(?:earlier|so far)(?: on)?{_IN} "), _earlier),
    (opening(rf"(?:later(?: on)?|(?:the )?(?:rest|remainder)){_IN} "), _later),
    (opening(rf"(?:sometime|some time|at some (?:point|time)){_IN} "), _same),
    (opening(r"(?:the )?<PART> (?:of|on) |(?:at )?\d\d?(?::\d\d)?(?:\s*[ap]\.?m\.?)?(?: [A-Z]{3,4})?,? on "), _same),
    (
        opening(
            r"(?:the )?(?P<nth><ORDINAL>) (?:(?:(?P<n><N>) )?(?P<units>days|weeks|months)"
            r"|(?P<unit>day|week|weekend|month|quarter|half)|(?P<weekday><WEEKDAY>)) (?:of|in) "
        ),
        _nth_of,
    ),
)
_LOOSE: tuple[tuple[re.Pattern[str], Operator], ...] = (
    (opening(r"(?:by|(?:by )?(?:no|not) later than) "), _by),
    (opening(r"(?:until|till|up (?:to|until)|through) "), _until),
    (opening(rf"(?:(?:set|due|scheduled|expected) to (?:conclude|finish|end)|{_ENDS})(?: on| in)? "), _until),
    (opening(r"as (?:of|from) "), _starting),
    (opening(r"(?:(?:ever )?since|(?:dating|going) back to) "), _since),
    (opening(r"(?:starting|beginning|commencing)(?: (?:on|in|from))? "), _starting),
    (opening(r"from "), _from),
    (opening(r"(?:not (?:before|until)|(?:no|not) (?:earlier|sooner) than|as (?:early|soon) as) "), _not_before),
    (opening(r"(?:before|prior to|ahead of) "), _before),
    (opening(r"after "), _after),
    (
        opening(r"(?:(?:some time|sometime|on or|at) )?(?:around|about|circa|c\.(?=\s*\d)|approximately|roughly) "),
        _around,
    ),
)


def _any_of(patterns: Iterable[re.Pattern[str]]) -> re.Pattern[str]:
    """Return one pattern that matches wherever one of several does, to look for them all at once."""
    nameless = (re.sub(r"\(\?P=\w+\)", "[-/.]", re.sub(r"\(\?P<\w+>", "(?:", p.pattern)) for p in patterns)
    return re.compile("|".join(f"(?:{one})" for one in dict.fromkeys(nameless)), re.IGNORECASE)


#: Where a date phrase or a single date may start: most words of a text start none.
_MAY_BE_SINGLE = _any_of([*(starts for starts, _ in _TIGHT), *(whole for whole, _ in _FORMS)])
_MAY_BE_NESTED = _any_of([_MAY_BE_SINGLE, *(whole for whole, _ in BARE_UNITS)])
_MAY_START = _any_of([_PREPOSITION, _BETWEEN, *(starts for starts, _ in _LOOSE), _MAY_BE_SINGLE])
