"""English phrases that count from publication: yesterday, last week, two weeks ago, recently; weekdays too.

Each row of ``RELATIVE_FORMS`` is a pattern and what a match of it means; see ``_calendar_forms`` for the other half.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from communique.language.dates._lexicon import (
    LAST,
    STEPS,
    Form,
    Match,
    form,
    group,
    month_number,
    number,
    pattern,
    season_number,
    singular,
    unit_of,
    weekday_number,
)
from communique.language.dates._nodes import (
    Recurring,
    Weekday,
    anchored,
    counted,
    relative_day,
    relative_unit,
    rolling,
    same_period,
    thirds,
    vague,
    weekend,
)
from communique.language.dates._values import Node, Reference, UnresolvableError, Value, enclosing

__all__ = ["BARE_UNITS", "RELATIVE_FORMS"]

_BESIDE = {"same": 0, "that": 0, "next": 1, "following": 1, "previous": -1, "preceding": -1}


def _beside_today(match: Match) -> Node:
    sign = -1 if group(match, "day") == "yesterday" else 1
    return relative_day(2 * sign if group(match, "beside") else sign)


def _weekday(match: Match) -> Node:
    weekday = weekday_number(group(match, "weekday"))
    if week := group(match, "week"):
        return Weekday(weekday, week=STEPS[week])
    return Weekday(weekday, group(match, "which"))


def _unit(match: Match) -> Node:
    unit, which = unit_of(match), group(match, "which") or "this"
    return weekend(which) if unit == "weekend" and which == "this" else relative_unit(unit, which)


def _unit_end(match: Match) -> Node:
    """Read "year-end", "the year's end"."""
    node = relative_unit(unit_of(match), "this")
    return lambda reference: thirds(node(reference), 2, 2)


def _that_unit(match: Match) -> Node:
    return relative_unit(unit_of(match), "that")


def _named_unit(match: Match) -> Node:
    """Read "last May", "this March", "next summer": strictly before, of this year, strictly after."""
    which, name = group(match, "which"), group(match, "name")
    season = pattern("<SEASON>").fullmatch(name)

    def make(year: int) -> Value:
        if season:
            return enclosing("season", date(year, season_number(name), 1), "D10 season")
        return enclosing("month", date(year, month_number(name), 1), "D2 month")

    recurring = Recurring(make, same_year=True)

    def resolve(reference: Reference) -> Value:
        if which in {"this", "current"}:
            return recurring(replace(reference, tense="unknown"))
        later = which not in LAST
        value, other = (_beyond(recurring, day, later=later) for day in (reference.start, reference.end))
        if value != other:  # publication is only known to a year that holds one
            raise UnresolvableError
        return value

    return resolve


def _beyond(recurring: Recurring, day: date, *, later: bool) -> Value:
    """Return the first occurrence that starts after ``day``, or the last one that ends before it."""
    value = recurring.near(day, later=later)
    if value.start <= day <= value.end:
        return recurring.near(value.end + timedelta(1) if later else value.start - timedelta(1), later=later)
    return value


def _ago(match: Match) -> Node:
    return counted(-number(group(match, "n")), singular(group(match, "unit")))


def _ahead(match: Match) -> Node:
    return counted(number(group(match, "n")), singular(group(match, "unit")))


def _within(match: Match) -> Node:
    return rolling(number(group(match, "n")), singular(group(match, "unit")))


def _rolling(match: Match) -> Node:
    count = number(group(match, "n") or "one")
    sign = -1 if group(match, "which") in LAST else 1
    return rolling(sign * count, singular(group(match, "unit")), lasted=bool(group(match, "lasted")))


def _anchored(match: Match) -> Node:
    sign = 1 if group(match, "way") in {"later", "after", "afterward", "afterwards"} else -1
    return anchored(sign * number(group(match, "n")), singular(group(match, "unit")))


def _beside_anchor(match: Match) -> Node:
    return anchored(_BESIDE[group(match, "which") or "that"], "day")


def _same_period(_: Match) -> Node:
    return same_period


def _past(_: Match) -> Node:
    return vague(later=False)


def _future(_: Match) -> Node:
    return vague(later=True)


_PARTS = r"(?:,? (?:in the |at )?<PART>)?"
_WHICH_DAY = r"(?:(?:the )?(?P<which><LAST>|<NEXT>|this(?: past| coming)?) )?"
_COUNT = r"<HEDGE>(?P<n><N>)(?: |-)(?P<unit><UNITS>)"
_UNIT = r"(?P<unit>week|weekend|month|quarter|half|year|decade|century)"

BARE_UNITS: tuple[Form, ...] = (form(r"(?:the |this )?(?P<unit>week|month|quarter|year|decade|century)", _unit),)
"""Units that only mean the current one after an operator ("the end of the year"), never on their own."""

RELATIVE_FORMS: tuple[Form, ...] = (
    form(r"(?P<beside>the day before |the day after )?(?P<day>yesterday|tomorrow)" + _PARTS, _beside_today),
    form(r"today|tonight|this <PART>", lambda _: relative_day(0)),
    form(r"last night", lambda _: relative_day(-1)),
    form(_WHICH_DAY + r"(?P<weekday><WEEKDAY>)" + _PARTS, _weekday),
    form(r"(?P<weekday><WEEKDAY>)" + _PARTS + r",? (?:of )?(?P<week>last|this|next) week", _weekday),
    form(r"(?P<week>last|this|next) week's (?P<weekday><WEEKDAY>)", _weekday),
    form(r"(?P<lasted>for )?(?:the|this) (?P<which>past|last|next|coming) (?P<unit>week|month|year|decade)", _rolling),
    form(r"(?:the )?(?P<which><LAST>|<NEXT>|this|current|that) " + _UNIT, _unit),
    form(r"(?:the )?(?P<unit>week|month|quarter|year)(?:'s)?(?:-| )end", _unit_end),
    form(r"the (?:entire|whole|full) " + _UNIT, _that_unit),
    form(r"the weekend", lambda _: weekend("")),
    form(r"(?P<lasted>for )?(?:the |these )?(?P<which>past|last|next|coming|following) " + _COUNT, _rolling),
    form(r"(?:the )?(?P<which><LAST>|<NEXT>|this|current) (?P<name><MONTH>|<SEASON>)", _named_unit),
    form(_COUNT + r" (?:ago|back)", _ago),
    form(r"in " + _COUNT + r"'?(?: time)?", _ahead),
    form(_COUNT + r" (?:from now|from today|hence)", _ahead),
    form(r"within (?:the next )?" + _COUNT, _within),
    form(_COUNT + r" (?P<way>(?:later|earlier)(?! than)|afterwards?|beforehand)", _anchored),
    form(_COUNT + r" (?P<way>after|before)(?=\s*[.,;)]|\Z)", _anchored),
    form(r"(?:the|that) (?P<which>same|next|following|previous|preceding) day|that day", _beside_anchor),
    form(
        r"the same (?:period|time|point) (?:last year|(?:a |the )?(?:previous )?year (?:ago|earlier|before))",
        _same_period,
    ),
    form(r"the same (?:period|time|point) (?:of |in )?(?:last|the previous) year", _same_period),
    form(r"(?:(?:just|only|more|most|very|until) )?recently|lately|of late|the other day", _past),
    form(r"in (?:recent|past) <MANY>|the (?:past|last) (?:<FEW> )?<MANY>", _past),
    form(r"(?:just |only )?(?:(?:an? )?<FEW> )?<MANY> ago", _past),
    form(r"(?:(?:not )?(?:so )?long|some time|a (?:short |long )?(?:while|time)) ago", _past),
    form(r"in the (?:recent |distant |not too distant )?past", _past),
    form(r"(?:very )?soon(?! (?:after|as))|shortly(?! (?:after|before))|before long|as soon as possible", _future),
    form(r"in the (?:very )?(?:near|not too distant|foreseeable) future|in due course", _future),
    form(r"any (?:day|time) (?:now|soon)", _future),
    form(r"(?:the )?<NEXT> (?:<FEW> )?<MANY>", _future),
    form(r"in (?:the )?<MANY> (?:ahead|to come)|(?:in|within) (?:an? )?<FEW> <MANY>(?:' time)?", _future),
    form(r"at (?:a|some) (?:later|future) (?:date|time|stage|point)|at some point in the future", _future),
)
