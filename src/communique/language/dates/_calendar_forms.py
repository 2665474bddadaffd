"""English phrases that name a place in the calendar: dates, months, years, seasons, quarters, holidays, decades.

Each row of ``CALENDAR_FORMS`` is a pattern and what a match of it means. No row holds a preposition or a second date
(days of one month apart): operators and ranges are in ``_grammar``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from communique.language.dates._anchored import relative_unit
from communique.language.dates._lexicon import (
    HOLIDAYS,
    STEPS,
    Form,
    Match,
    form,
    group,
    month_number,
    nth_day,
    ordinal,
    season_number,
    unit_of,
)
from communique.language.dates._nodes import Recurring
from communique.language.dates._values import (
    Node,
    Reference,
    UnresolvableError,
    Value,
    approximate,
    current,
    enclosing,
    lasting,
    nth_of,
    parts,
    shifted,
)

__all__ = ["CALENDAR_FORMS"]

_CENTURY_PIVOT = 69  # POSIX: two-digit years from 69 on are of the 20th century, those below of the 21st
_NINETIES = {"fifties": 1950, "sixties": 1960, "seventies": 1970, "eighties": 1980, "nineties": 1990}
_CENTURIES = {"sixteenth": 15, "seventeenth": 16, "eighteenth": 17, "nineteenth": 18, "twentieth": 19}
_CENTURIES["twenty-first"] = 20

_LAST_DECADE = 2020
_FEW = 30  # years that "1995-20" hardly spans

YearOf = Callable[[Reference], int]


def _year(match: Match) -> YearOf | None:
    """Return the year a phrase gives ("2025", "of last year"), None where it gives none."""
    if digits := group(match, "year") or group(match, "short"):
        return lambda _: _full_year(digits)
    if which := group(match, "rel"):
        node = relative_unit("year", which)
        return lambda reference: node(reference).start.year
    return None


def _full_year(digits: str) -> int:
    year = int(digits.lstrip("'"))
    return year if year > 99 else year + (1900 if year >= _CENTURY_PIVOT else 2000)


def _fixed(value: Value) -> Node:
    return lambda _: value


def _day_in(month: int, day: int) -> Callable[[int], Value]:
    return lambda year: enclosing("day", date(year, month, day), "D1 calendar date")


def _month_in(month: int) -> Callable[[int], Value]:
    return lambda year: enclosing("month", date(year, month, 1), "D2 month")


def _date(match: Match) -> Node:
    return Recurring(_day_in(month_number(group(match, "month")), nth_day(group(match, "day"))), _year(match))


def _days_of_month(match: Match) -> Node:
    """Read "June 18 to 19", "15 and 16 June", "10 or 12 April". Days joined by "and" must follow each other."""
    month, joint = month_number(group(match, "month")), group(match, "joint").strip()
    days = [int(day) for day in re.findall(r"\d+", group(match, "days"))]
    together = list(range(days[0], days[0] + len(days)))
    if days[0] >= days[-1] or (joint in {"and", "&", ","} and days != together):
        raise UnresolvableError
    return Recurring(_stretch(month, days[0], days[-1], once=joint == "or"), _year(match))


def _between_days(match: Match) -> Node:
    """Read "between 10 and 12 April", "between April 10 and 12"."""
    first, last = (int(day) for day in re.findall(r"\d+", group(match, "days")))
    return Recurring(_stretch(month_number(group(match, "month")), first, last, once=True), _year(match))


def _stretch(month: int, first: int, last: int, *, once: bool) -> Callable[[int], Value]:
    def make(year: int) -> Value:
        a, b = (_day_in(month, day)(year) for day in (first, last))
        return lasting(a, b, "D12 within" if once else "D11 extent", once=once)

    return make


def _month(match: Match) -> Node:
    return Recurring(_month_in(month_number(group(match, "month"))), _year(match))


def _season(match: Match) -> Node:
    month = season_number(group(match, "season"))

    def make(year: int) -> Value:
        return enclosing("season", date(year, month, 1), "D10 season")

    return Recurring(make, _year(match), same_year=True)


def _part_of_year(match: Match) -> Node:
    """Read "the third quarter of 2025", "Q3", "the second half", "H1 2026"."""
    unit, nth = unit_of(match), ordinal(group(match, "nth"))

    def make(year: int) -> Value:
        return nth_of(list(parts(unit, enclosing("year", date(year, 1, 1), ""), f"D10 {unit}")), nth)

    return Recurring(make, _year(match), same_year=True)


def _holiday(match: Match) -> Node:
    return Recurring(_day_in(*HOLIDAYS[group(match, "name")]), _year(match))


def _iso(match: Match) -> Node:
    """Read 2025-03-13, 2025/03/13, 2025-03; 2024/25 as two years that follow each other, 2015-18 as four."""
    year, month, day = int(group(match, "year")), int(group(match, "month")), group(match, "day")
    if day:
        return _fixed(enclosing("day", date(year, month, int(day)), "D1 calendar date"))
    if group(match, "mark") == "-" and month <= 12:
        return _fixed(_month_in(month)(year))
    years = (month - year) % 100
    if years > 1 and (month <= 12 or years > _FEW):
        raise UnresolvableError
    a = enclosing("year", date(year, 1, 1), "")
    return _fixed(lasting(a, shifted(a, years), "D11 extent"))


def _numeric(match: Match) -> Node:
    """Read 13.03.2025 or 13/03/25: day first unless only month first fits; either, where slashes leave it open."""
    a, b = int(group(match, "a")), int(group(match, "b"))
    year = _full_year(group(match, "year")) if group(match, "year") else None
    fits = [(day, month) for day, month in dict.fromkeys([(a, b), (b, a)]) if month <= 12]
    if not fits:
        raise UnresolvableError

    def make(chosen: int) -> Value:
        if group(match, "mark") != "/" or len(fits) == 1:
            return _day_in(fits[0][1], fits[0][0])(chosen)
        first, last = sorted(date(chosen, month, day) for day, month in fits)
        return Value("set", first, last, f"[{first},{last}]", "D1 day or month first")

    return Recurring(make, None if year is None else lambda _: year)


def _numeric_stretch(match: Match) -> Node:
    """Read "12-14.3.2024" and "28.9.-2.10.2024": days before months, as wherever dots stand between them."""
    last = date(_full_year(group(match, "year")), int(group(match, "month")), int(group(match, "last")))
    first = last.replace(month=int(group(match, "from") or last.month), day=int(group(match, "first")))
    a, b = (enclosing("day", day, "D1 calendar date") for day in (first, last))
    return _fixed(lasting(a, b, "D11 extent"))


def _plain_year(match: Match) -> Node:
    return _fixed(enclosing("year", date(_full_year(group(match, "year")), 1, 1), "D2 year"))


def _decade(match: Match) -> Node:
    word = group(match, "word")
    year = _NINETIES[word] if word else _full_year(group(match, "year"))
    year -= 100 if year > _LAST_DECADE else 0  # "the '60s" are those gone by
    return _fixed(enclosing("decade", date(year, 1, 1), "D2 decade"))


def _century(match: Match) -> Node:
    word = group(match, "word")
    hundreds = _CENTURIES[word] if word else nth_day(group(match, "nth")) - 1
    return _fixed(enclosing("century", date(100 * hundreds, 1, 1), "D2 century"))


def _business_year(match: Match) -> Node:
    """Read "fiscal 2009" and "last fiscal year": about that year, because whose year it is tells when it begins."""
    if which := group(match, "which"):
        year = relative_unit("year", which)
        return lambda reference: approximate(year(reference), "D6 about")
    year_named = enclosing("year", date(_full_year(group(match, "year")), 1, 1), "")
    return _fixed(approximate(year_named, "D6 about"))


def _two_years(match: Match) -> Node:
    """Read "the 2008-09 season" as two years that follow each other."""
    year = int(group(match, "year"))
    if (year + 1) % 100 != int(group(match, "next")):
        raise UnresolvableError
    first = enclosing("year", date(year, 1, 1), "")
    return _fixed(lasting(first, shifted(first, 1), "D11 extent"))


def _day_of_month(match: Match) -> Node:
    """Read "the 13th" as the one nearest publication that the tense allows, "the 13th of next month" as that."""
    day, which = nth_day(group(match, "day")), group(match, "which")

    def resolve(reference: Reference) -> Value:
        month = current("month", reference, "")
        steps = [STEPS[which]] if which else [0, -1, 1]
        months = [shifted(month, step) for step in steps]
        days = [found.start.replace(day=day) for found in months if day <= found.end.day]
        if not which and reference.tense != "unknown":
            days = [found for found in days if (found > reference.day) == (reference.tense == "future")]
        if not days:
            raise UnresolvableError
        return enclosing("day", min(days, key=lambda found: abs(found - reference.day)), "D1 calendar date")

    return resolve


_ON = r"(?:<WEEKDAYS>(?: <PART>)?,? \(?)?(?:the )?"  # a weekday beside a date adds nothing
_WEEKDAY_AFTER = r"(?: \(<WEEKDAYS>\))?"
_DAYS = r"(?P<days><DAY>(?:,\s*<DAY>){0,6},?(?P<joint>\s*-\s*| to | through | until | and | & | or )(?:the )?<DAY>)"
_DAY_AND_DAY = r"between (?:the )?(?P<days><DAY>(?P<joint> and )(?:the )?<DAY>)"
_CLOCK = r"(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?"

CALENDAR_FORMS: tuple[Form, ...] = (
    form(_ON.removesuffix("(?:the )?") + r"(?P<month><MONTH>)(?: the)? (?P<day><DAY>)<YEAR>?" + _WEEKDAY_AFTER, _date),
    form(_ON + r"(?P<day><DAY>)(?: of | |-)(?P<month><MONTH>)<YEAR>?" + _WEEKDAY_AFTER, _date),
    form(_ON + r"(?P<month><MONTH>) " + _DAYS + "<YEAR>?", _days_of_month),
    form(_ON + r"(?P<day><NTH>) of (?P<month><MONTH>)<YEAR>?", _date),
    form(_ON + _DAYS + r" (?:of )?(?P<month><MONTH>)<YEAR>?", _days_of_month),
    form(_DAY_AND_DAY + r" (?:of )?(?P<month><MONTH>)<YEAR>?", _between_days),
    form(r"between (?P<month><MONTH>) " + _DAY_AND_DAY.removeprefix("between ") + r"<YEAR>?", _between_days),
    form(r"(?P<month><MONTH>)<YEAR>?", _month),
    form(r"(?:the )?(?P<season><SEASON>)<YEAR>?(?:[-/](?:20)?\d\d)?", _season),
    form(r"(?:the )?(?!last)(?P<nth><ORDINAL>)(?:-| )(?P<unit>quarter|half)<YEAR>?", _part_of_year),
    form(r"(?P<unit>[qh])(?P<nth>[1-4])<YEAR>?", _part_of_year),
    form(r"(?P<nth>[1-4])(?P<unit>[qh])<YEAR>?", _part_of_year),
    form(r"(?P<year><DIGITS>)(?:-| )?(?P<unit>[qh])(?P<nth>[1-4])", _part_of_year),
    form(r"(?P<name>" + "|".join(HOLIDAYS) + r")<YEAR>?", _holiday),
    form(r"(?:the )?(?:fiscal|financial)(?: year)?,? (?P<year><DIGITS>)(?![-/]\d)", _business_year),
    form(r"fy(?: )?(?P<year>(?:1[5-9]|20)\d\d|\d\d)(?![-/]\d)", _business_year),
    form(r"(?:the )?(?P<year><DIGITS>) (?:fiscal|financial) year", _business_year),
    form(r"(?:the |its )?(?P<which>last|this|current|next|previous) (?:fiscal|financial) year", _business_year),
    form(r"(?:fy(?: )?|fiscal (?:year )?)(?P<year><DIGITS>)[-/](?:20)?(?P<next>\d\d)", _two_years),
    form(r"(?:the )?(?P<year><DIGITS>)[-/](?P<next>\d\d)(?= (?:season|financial|school|academic)\b)", _two_years),
    form(r"9/11", lambda _: _fixed(enclosing("day", date(2001, 9, 11), "D1 calendar date"))),
    form(r"(?P<year><DIGITS>)(?P<mark>[-/.])(?P<month>\d\d?)(?:(?P=mark)(?P<day>\d\d?)" + _CLOCK + ")?", _iso),
    form(r"(?P<a>\d\d?)(?P<mark>[-/.])(?P<b>\d\d?)(?P=mark)(?P<year>\d{4}|\d\d)", _numeric),
    form(
        r"(?P<first>\d\d?)(?:\.(?P<from>\d\d?))?\.?\s?-\s?(?P<last>\d\d?)\.(?P<month>\d\d?)\.(?P<year>\d{4}|\d\d)",
        _numeric_stretch,
    ),
    form(r"(?!9/11)(?P<a>\d\d?)(?P<mark>[/.])(?P<b>\d\d)", _numeric),
    form(r"(?:the year )?(?P<year><DIGITS>)", _plain_year),
    form(r"'(?P<year>\d\d)", _plain_year),
    form(r"the (?P<year>(?:1[5-9]|20)\d0|'?\d0)'?s", _decade),
    form(r"'(?P<year>\d0)s", _decade),
    form(r"(?:the )?(?P<word>fifties|sixties|seventies|eighties|nineties)", _decade),
    form(r"(?P<year>(?:1[5-9]|20)\d0(?=s)|1[5-9]\d0(?='s))'?s", _decade),
    form(r"(?:the )?(?P<nth>(?:1[5-9]|2[01])(?:st|th))(?: |-)century", _century),
    form(r"(?:the )?(?P<word>" + "|".join(_CENTURIES) + r")(?: |-)century", _century),
    form(r"(?:<WEEKDAY>,? )?the (?P<day><DAY>)(?<=[a-z])(?: of (?P<which>last|this|next) month)?", _day_of_month),
)
