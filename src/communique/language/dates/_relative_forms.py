"""English phrases that count from publication: yesterday, last week, two weeks ago, recently; weekdays too.

Each row of ``RELATIVE_FORMS`` is a pattern and what a match of it means; see ``_calendar_forms`` for the other half.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from communique.language.dates._anchored import anchored, named_again, offset, relative_unit, same_period, some_later
from communique.language.dates._lexicon import (
    COUNT,
    LAST,
    STEPS,
    Form,
    Match,
    amount,
    form,
    group,
    month_number,
    pattern,
    season_number,
    singular,
    unit_named,
    unit_of,
    weekday_number,
)
from communique.language.dates._nodes import (
    Recurring,
    Weekday,
    counted,
    relative_day,
    rolling,
    step,
    thirds,
    vague,
    weekend,
)
from communique.language.dates._values import (
    Node,
    Reference,
    UnresolvableError,
    Value,
    current,
    enclosing,
    shifted,
    within,
)

__all__ = ["BARE_UNITS", "RELATIVE_FORMS"]

_BESIDE = {"same": 0, "that": 0, "next": 1, "following": 1, "previous": -1, "preceding": -1}


def _beside_today(match: Match) -> Node:
    sign = -1 if group(match, "day") == "yesterday" else 1
    return relative_day(2 * sign if group(match, "beside") else sign)


def _weekday(match: Match) -> Node:
    weekday = weekday_number(group(match, "weekday"))
    if week := group(match, "week"):
        return Weekday(weekday, week=STEPS[week])
    if side := group(match, "side"):
        return Weekday(weekday, week=2 * STEPS[side.split()[1]])
    which = group(match, "which")
    return _next_in_a_story(match, Weekday(weekday, "following"), Weekday(weekday, which))


def _weekday_beside(match: Match) -> Node:
    """Read "the Friday before", "the Monday after": beside the date named before."""
    which = "following" if group(match, "way") == "after" else "previous"
    return Weekday(weekday_number(group(match, "weekday")), which)


def _unit(match: Match) -> Node:
    unit, which = unit_of(match), (group(match, "which") or "this").removeprefix("this ")
    if unit == "weekend" and which in {"this", "coming", "upcoming"}:
        return weekend(which)
    return _next_in_a_story(match, relative_unit(unit, "following"), relative_unit(unit, which))


def _next_in_a_story(match: Match, following: Node, node: Node) -> Node:
    """Read "the next Tuesday" in the past tense as the one after the date named before; all else as ``node`` does."""
    if group(match, "which") != "next" or not group(match, "the"):
        return node

    def resolve(reference: Reference) -> Value:
        try:
            return following(reference) if reference.tense == "past" else node(reference)
        except UnresolvableError:
            return node(reference)

    return resolve


def _unit_end(match: Match) -> Node:
    """Read "year-end", "the year's end"."""
    node = relative_unit(unit_of(match), "this")
    return lambda reference: thirds(node(reference), 2, 2)


def _that_unit(match: Match) -> Node:
    return relative_unit(unit_of(match), "that")


def _unit_beside(match: Match) -> Node:
    """Read "the week before", "the year after": beside the date named before."""
    node, steps = relative_unit(unit_of(match), "that"), 1 if group(match, "way") == "after" else -1
    return lambda reference: shifted(node(reference), steps)


def _second_unit(match: Match) -> Node:
    """Read "the week before last", "the month after next"."""
    node, steps = relative_unit(unit_of(match), "this"), 2 * STEPS[group(match, "side").split()[1]]
    return lambda reference: shifted(node(reference), steps)


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
    return counted(-amount(match), singular(group(match, "unit")))


def _ago_to_the_day(match: Match) -> Node:
    """Read "a week ago today", "ten years ago this month", "a week ago on Monday": counted exactly."""
    count, unit, weekday = -amount(match), singular(group(match, "unit")), group(match, "weekday")
    kept = unit_named(group(match, "kept")) or "day"

    def resolve(reference: Reference) -> Value:
        if not weekday:
            return enclosing(kept, step(reference.day, count, unit), "D1 counted days")
        day = Weekday(weekday_number(weekday))(replace(reference, tense="past"))
        return enclosing("day", step(day.start, count, unit), "D3 weekday")

    return resolve


def _monday_week(match: Match) -> Node:
    """Read "Monday week": a week after the next Monday."""
    weekday = Weekday(weekday_number(group(match, "weekday")))
    return lambda reference: offset(weekday(replace(reference, tense="future")), 1, "week")


def _ahead(match: Match) -> Node:
    """Read "in two weeks", "two weeks from now"; in the past tense the former is how long something took."""
    node = counted(amount(match), singular(group(match, "unit")))
    took = match[0][:3].lower() == "in " and not group(match, "time")

    def resolve(reference: Reference) -> Value:
        if took and reference.tense == "past":
            raise UnresolvableError
        return node(reference)

    return resolve


def _year_from_now(match: Match) -> Node:
    """Read "this time last year", "this time next year": about this month of it."""
    return counted(12 * STEPS[group(match, "which")], "month")


def _before_it_ends(match: Match) -> Node:
    """Read "before the year is out": from publication to its end."""
    node = relative_unit(unit_of(match), "this")
    return lambda reference: within(reference.start, node(reference).end, "D7 publication to the end of the unit")


def _within(match: Match) -> Node:
    return rolling(amount(match), singular(group(match, "unit")))


def _rolling(match: Match) -> Node:
    count = amount(match) if group(match, "n") else 1
    sign = -1 if group(match, "which") in LAST else 1
    return rolling(sign * count, singular(group(match, "unit")), lasted=bool(group(match, "lasted")))


def _anchored(match: Match) -> Node:
    sign = 1 if group(match, "way") in {"later", "after", "afterward", "afterwards"} else -1
    return anchored(sign * amount(match), singular(group(match, "unit")))


def _beside_anchor(match: Match) -> Node:
    return anchored(_BESIDE[group(match, "which") or "that"], "day")


def _some_later(match: Match) -> Node:
    """Read "days later", "a few weeks earlier"; a matter of hours is still the same day."""
    if group(match, "unit") in {"minutes", "moments", "hours"}:
        return anchored(0, "day")
    return some_later(later=group(match, "way") != "earlier")


def _same_period(match: Match) -> Node:
    unit, year = group(match, "period"), group(match, "year")
    return same_period(unit_named(unit), back=0 if group(match, "own") else 1, year=int(year) if year else None)


def _overnight(_: Match) -> Node:
    return lambda reference: within(reference.day - timedelta(1), reference.day, "D12 within")


def _past(_: Match) -> Node:
    return vague(later=False)


def _future(_: Match) -> Node:
    return vague(later=True)


_PARTS = r"(?:,? (?:in the |at )?<PART>)?"
_WHICH_DAY = r"(?:(?P<the>the )?(?P<which><LAST>|<NEXT>|this(?: past| coming)?) )?"
_UNIT_WORDS = "week|weekend|month|quarter|half|year|decade|century"
_UNIT = f"(?P<unit>{_UNIT_WORDS})"
_CLAUSE_ENDS = r"(?=\s*[.,;)]|\s+(?:and|but|when|while)\b|\Z)"
_SAME = (
    r"(?:the |its )?(?:same|corresponding|comparable|equivalent) "
    rf"(?:(?:period|time|point)|(?P<period>{_UNIT_WORDS})),? "
)
_OF_LAST_YEAR = (
    r"(?:of |in |from )?(?:last year|(?:the |a )?(?:previous|prior|preceding) year"
    r"|(?:(?:a|one) )?year (?:ago|earlier|before|previously)|the year (?:before|earlier))"
)
_THAN_PLANNED = r" (?:later|earlier) than (?:(?:originally|initially|previously|first) )?(?:planned|scheduled|expected)"

BARE_UNITS: tuple[Form, ...] = (
    form(r"(?:the |this )?(?P<unit>week|month|quarter|year|decade|century)", _unit),
    form(r"(?:the )?(?P<unit>day)", _that_unit),
)
"""Units that only mean the current one after an operator ("the end of the year"), never on their own."""

RELATIVE_FORMS: tuple[Form, ...] = (
    form(r"(?P<beside>the day before |the day after )?(?P<day>yesterday|tomorrow)" + _PARTS, _beside_today),
    form(r"today|tonight|this <PART>", lambda _: relative_day(0)),
    form(r"last (?:night|evening)", lambda _: relative_day(-1)),
    form(r"overnight", _overnight),
    form(r"now|right now|at (?:the moment|present)", lambda _: relative_day(0)),
    form(_WHICH_DAY + r"(?P<weekday><WEEKDAY>)" + _PARTS, _weekday),
    form(r"(?P<weekday><WEEKDAY>)" + _PARTS + r",? (?:of )?(?P<week>last|this|next) week", _weekday),
    form(r"(?P<week>last|this|next) week(?:'s|,? on)? (?P<weekday><WEEKDAY>)" + _PARTS, _weekday),
    form(r"(?:the )?(?P<weekday><WEEKDAY>) (?P<side>before last|after next)", _weekday),
    form(r"the (?P<weekday><WEEKDAY>) (?P<way>before|after)" + _CLAUSE_ENDS, _weekday_beside),
    form(r"the " + _UNIT + r" (?P<side>before last|after next)", _second_unit),
    form(r"the (?P<unit>day|night|" + _UNIT_WORDS + r") (?P<way>before|after|earlier)" + _CLAUSE_ENDS, _unit_beside),
    form(r"(?P<lasted>for )?(?:the|this) (?P<which>past|last|next|coming) (?P<unit>week|month|year|decade)", _rolling),
    form(r"(?P<the>the )?(?P<which><LAST>|<NEXT>|this(?: past| coming)?|current|that) " + _UNIT, _unit),
    form(r"(?:the )?(?P<unit>week|month|quarter|year)(?:'s)?(?:-| )end", _unit_end),
    form(r"the weekend", lambda _: weekend("")),
    form(
        r"(?:the (?:(?:entire|whole|full|same) )?|that same )(?P<unit>day|" + _UNIT_WORDS + ")(?: as a whole)?",
        _that_unit,
    ),
    form(r"mid-?week", lambda _: lambda reference: thirds(current("week", reference, ""), 1, 1)),
    form(r"(?P<lasted>for )?(?:the |these )?(?P<which>past|last|next|coming|following) " + COUNT, _rolling),
    form(r"(?:the )?(?P<which><LAST>|<NEXT>|this|current) (?P<name><MONTH>|<SEASON>)", _named_unit),
    form(COUNT + r" (?:ago|back)", _ago),
    form(COUNT + r" ago (?:today|this (?P<kept>day|week|month|year)|(?:on )?(?P<weekday><WEEKDAY>))", _ago_to_the_day),
    form(r"(?P<weekday><WEEKDAY>) week(?! (?:of|ending|beginning|starting))", _monday_week),
    form(r"in " + COUNT + r"'?(?P<time> time)?", _ahead),
    form(COUNT + r" (?:from now|from today|hence)", _ahead),
    form(r"within (?:the next )?" + COUNT, _within),
    form(COUNT + r" (?P<way>(?:later|earlier)(?! than)|afterwards?|beforehand)", _anchored),
    form(COUNT + r" (?P<way>after|before)" + _CLAUSE_ENDS, _anchored),
    form(COUNT + _THAN_PLANNED, lambda _: named_again),
    form(
        r"(?:(?:an? )?<FEW> )?(?P<unit>minutes|moments|hours|days|weeks) (?P<way>later|afterwards?|earlier)(?! than)",
        _some_later,
    ),
    form(
        r"(?:the|that) (?P<which>same|next|following|previous|preceding) (?:day|<PART>)|that (?:day|<PART>)",
        _beside_anchor,
    ),
    form(_SAME + _OF_LAST_YEAR, _same_period),
    form(_SAME + r"(?:of|in) (?P<year><DIGITS>)", _same_period),
    form(r"(?P<own>the same) (?:period|(?P<period>quarter|half))", _same_period),
    form(r"(?:the |its )?year-(?:ago|earlier) (?:period|(?P<period>month|quarter|half))", _same_period),
    form(r"(?:at |about |around )?this (?:time|point) (?P<which>last|next) year", _year_from_now),
    form(r"before (?:the|this) (?P<unit>week|month|year) (?:is (?:out|over)|ends)", _before_it_ends),
    form(r"(?:(?:just|only|more|most|very|until) )?recently|lately|of late|the other (?:day|week|month)", _past),
    form(r"in (?:recent|past) <MANY>|the (?:past|last) (?:<FEW> )?<MANY>", _past),
    form(r"(?:just |only )?(?:(?:an? )?<FEW> )?<MANY> ago", _past),
    form(r"(?:(?:not )?(?:so )?long|some time|a (?:short |long )?(?:while|time)) ago", _past),
    form(r"in the (?:recent |distant |not too distant )?past", _past),
    form(
        r"(?:very )?soon(?! (?:after|as))|shortly(?! (?:after|before))|before (?:too )?long|as soon as possible",
        _future,
    ),
    form(r"in the (?:very )?(?:near|not(?:-| )too(?:-| )distant|foreseeable) future|in due course", _future),
    form(r"any (?:day|time) (?:now|soon)", _future),
    form(r"(?:the )?<NEXT> (?:<FEW> )?<MANY>", _future),
    form(r"in (?:the )?<MANY> (?:ahead|to come)|(?:in|within) (?:an? )?<FEW> <MANY>(?:' time)?", _future),
    form(r"(?:with)?in (?:a matter of )<MANY>|within <MANY>", _future),
    form(r"at (?:a|some) (?:later|future) (?:date|time|stage|point)|at some point in the future", _future),
)
