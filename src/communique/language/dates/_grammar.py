"""Whole English date phrases: operators around single dates, and ranges of two.

A phrase is read from left to right, in three layers::

    phrase   preposition* loose operator* span so long?   by the end of May; since 2022; from 3 May for two days
    span     single ((to | - | and | or) single)?         28 April to 2 May
    single   tight operator* form                         the end of; early; earlier in; the first week of

Operators stack at most ``_DEPTH`` deep, so that the work at each place of a text is bounded.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from communique.language.dates._calendar_forms import CALENDAR_FORMS
from communique.language.dates._lexicon import group, number, opening, singular
from communique.language.dates._nodes import Recurring, Weekday
from communique.language.dates._opening import Rows
from communique.language.dates._operators import LOOSE, TIGHT, prolonged
from communique.language.dates._relative_forms import BARE_UNITS, RELATIVE_FORMS
from communique.language.dates._values import Node, Reference, UnresolvableError, Value, lasting, within

__all__ = ["Parsed", "parse"]

_DEPTH = 4
_LOOSE, _TIGHT = Rows(LOOSE), Rows(TIGHT)
_FORMS, _NESTED_FORMS = Rows(CALENDAR_FORMS + RELATIVE_FORMS), Rows(BARE_UNITS + CALENDAR_FORMS + RELATIVE_FORMS)
_BETWEEN = opening("between ")
_PREPOSITION = opening(r"(?:on|in|at|during|over|throughout|within) ")
_JOINT = opening(r"\s*(?P<joint>[-/])\s*|,? (?P<word>to|into|through|thru|until|till|and|&|or) (?:(?:on|in) )?")
_SO_LONG = opening(r" for (?P<n><N>) (?P<unit>days?|weeks?|fortnights?)\b(?! (?:ago|now))")
_PLAIN_JOINTS = frozenset({"to", "into", "through", "thru", "until", "till"})
_PROBE = Reference(date(2025, 1, 15), date(2025, 1, 15))


class Parsed(NamedTuple):
    """What a phrase means, and the offset after it."""

    node: Node
    end: int


def parse(text: str, position: int) -> Parsed | None:
    """Return the longest date phrase of ``text`` that starts at ``position``, None where none does."""
    return _phrase(text, position, _DEPTH)


def _phrase(text: str, position: int, depth: int) -> Parsed | None:
    if depth < 0:
        return None
    found = [_span(text, position, depth), _between(text, position, depth)]
    for starts, operator in _LOOSE.at(text, position):
        if (match := starts.match(text, position)) and (inner := _phrase(text, match.end(), depth - 1)):
            found.append(Parsed(operator(match, inner.node), inner.end))
    if match := _PREPOSITION.match(text, position):
        found.append(_phrase(text, match.end(), depth - 1))
    whole = _longest(found)
    return whole and (_prolonged(text, whole) or whole)


def _prolonged(text: str, first: Parsed) -> Parsed | None:
    """Read "for two days" after a single day, or after "from" one: that day and as many more."""
    match = _SO_LONG.match(text, first.end)
    if match is None:
        return None
    node = prolonged(first.node, number(group(match, "n")), singular(group(match, "unit")))
    return Parsed(node, match.end()) if _means_something(node) else None


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
    found: list[Parsed | None] = []
    for starts, operator in _TIGHT.at(text, position):
        match = starts.match(text, position)
        inner = _single(text, match.end(), depth - 1, nested=True) if match and depth else None
        if match and inner:
            found.append(Parsed(operator(match, inner.node), inner.end))
    for whole, build in (_NESTED_FORMS if nested else _FORMS).at(text, position):
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
        if joint == "between" and a.unit == "day" and b.start <= a.end < b.end:  # now and the end of the year
            return within(a.start, b.end, "D12 within")
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
