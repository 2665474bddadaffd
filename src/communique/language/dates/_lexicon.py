"""The words of English date phrases, as pattern fragments and as numbers.

Patterns are written with fragments in angle brackets and single spaces: ``pattern(r"<DAY> <MONTH>")`` compiles with the
fragments filled in and each space standing for any run of white space.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from communique.language.dates._opening import Opening
from communique.language.dates._values import Node, Unit

__all__ = [
    "COUNT",
    "HOLIDAYS",
    "LAST",
    "NEXT",
    "STEPS",
    "Form",
    "Match",
    "amount",
    "form",
    "group",
    "month_number",
    "nth_day",
    "number",
    "opening",
    "ordinal",
    "pattern",
    "season_number",
    "singular",
    "unit_named",
    "unit_of",
    "weekday_number",
]

Match = re.Match[str]
Form = tuple[Opening, Callable[[Match], Node]]
"""A pattern and what a match of it means; where the latter raises UnresolvableError, the pattern does not apply."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_UNITS: dict[str, Unit] = {
    "day": "day",
    "night": "day",
    "eve": "day",
    "week": "week",
    "weekend": "weekend",
    "month": "month",
    "quarter": "quarter",
    "q": "quarter",
    "half": "half",
    "h": "half",
    "year": "year",
    "decade": "decade",
    "century": "century",
}
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_NUMBERS = {word: value for value, word in enumerate(f"{_ONES}|{_TEENS}".split("|"), start=1)}
_NUMBERS |= {word: 10 * value for value, word in enumerate(_TENS.split("|"), start=2)}
_NUMBERS |= {"a": 1, "an": 1, "couple": 2, "dozen": 12, "hundred": 100}
_NTHS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth"
_NTHS += "|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth"
_DAYS_IN_WORDS = dict(enumerate(_NTHS.split("|"), start=1))
_DAYS_IN_WORDS |= {20 + day: f"twenty-{_DAYS_IN_WORDS[day]}" for day in range(1, 10)}
_DAYS_IN_WORDS |= {30: "thirtieth", 31: "thirty-first"}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "latter": 2, "last": -1, "final": -1}
_ORDINALS |= {"opening": 1, "closing": -1}

STEPS = {"last": -1, "this": 0, "next": 1}
LAST = frozenset({"last", "past", "previous", "preceding"})
NEXT = frozenset({"next", "coming", "following", "upcoming"})

COUNT = (
    r"<HEDGE>(?:(?P<less>half)(?= an? (?:year|month|decade|century)) )?(?P<n><N>)(?P<half> and a half)?(?: |-)"
    r"(?P<unit><UNITS>)(?P<more> and a half)?"
)
"""A counted unit, for `amount`: "two weeks", "nearly half a century", "a year and a half"."""

HOLIDAYS: dict[str, tuple[int, int]] = {
    "new year's day": (1, 1),
    "valentine's day": (2, 14),
    "international women's day": (3, 8),
    "may day": (5, 1),
    "halloween": (10, 31),
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
}
"""Holidays on the same day everywhere, as (month, day)."""

_FRAGMENT = re.compile(r"<([A-Z]+)>")
_FRAGMENTS = {
    "MONTH": r"(?:(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)",
    "WEEKDAY": r"(?:mon|tues|wednes|thurs|fri|satur|sun)day",
    "WEEKDAYS": r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thur?s?|fri|sat|sun)\b\.?",
    "SEASON": r"(?:spring|summer|autumn|fall|winter)",
    "DAY": r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?",
    "DIGITS": r"(?<![\d.,$€£¥#])(?:1[5-9]|20|21)\d\d(?![\d%]|[.,]\d)",
    "NTH": "(?:" + "|".join(reversed(_DAYS_IN_WORDS.values())) + ")",
    "YEAR": r"(?:(?:,? (?:of |in )?|-)(?P<year><DIGITS>)| '(?P<short>\d\d)"
    r"|,? (?:of |in )?(?:the )?(?P<rel>last|past|previous|this|that|same|current|next|coming|following) year)",
    "N": r"(?:\d{1,4}|an?(?: (?:couple of|couple|dozen|hundred))?|half a dozen|couple of|dozen|hundred"
    rf"|(?:{_TENS})(?:-(?:{_ONES}))?|{_TEENS}|{_ONES})",
    "HEDGE": r"(?:(?:just|only|exactly|some|about|around|nearly|almost|roughly|approximately|over|under|barely|already"
    r"|at least|(?:little )?more than|less than|little over) )?",
    "UNITS": r"(?:hours?|days?|weeks?|fortnights?|months?|quarters?|years?|decades?|century|centuries)",
    "MANY": r"(?:hours|days|weeks|months|years|decades|centuries)",
    "PART": r"(?:(?:early|late|mid)(?:-| )?)?"
    r"(?:dawn|morning|noon|midday|lunchtime|afternoon|dusk|evening|night|midnight)",
    "ORDINAL": r"(?:first|second|third|fourth|fifth|latter|last|final|opening|closing|1st|2nd|3rd|4th|5th)",
    "FEW": r"(?:few|several|some|many|couple of)",
    "LAST": r"(?:last|past|previous|preceding)",
    "NEXT": r"(?:next|coming|following|upcoming)",
}


def pattern(text: str) -> re.Pattern[str]:
    """Compile a pattern written with fragments; it ends at the end of a word and ignores case."""
    return re.compile(_whole(text), re.IGNORECASE)


def opening(text: str) -> Opening:
    """Return a pattern written with fragments that more text must follow."""
    return Opening(_filled(text))


def form(text: str, build: Callable[[Match], Node]) -> Form:
    """Pair a pattern written with fragments, which ends at the end of a word, with what a match of it means."""
    return Opening(_whole(text)), build


def _whole(text: str) -> str:
    return _filled(rf"(?:{text})(?!\w)")


def _filled(text: str) -> str:
    while (filled := _FRAGMENT.sub(lambda found: _FRAGMENTS[found[1]], text)) != text:
        text = filled
    return text.replace(" ", r"\s+")


def group(match: Match, name: str) -> str:
    """Return a named group in lower case with single spaces, "" where it is not part of the match."""
    return " ".join((match.groupdict().get(name) or "").lower().split())


def month_number(word: str) -> int:
    """Return 1 to 12 for a month's name or abbreviation."""
    return _MONTHS.index(word[:3].lower()) + 1


def nth_day(word: str) -> int:
    """Return 1 to 31 for a day of the month as "13", "13th" or "thirteenth"."""
    digits = re.sub(r"\D", "", word)
    return int(digits) if digits else next(day for day, name in _DAYS_IN_WORDS.items() if name == word)


def weekday_number(word: str) -> int:
    """Return 0 (Monday) to 6 for a weekday's name or abbreviation."""
    return _WEEKDAYS.index(word[:3].lower())


def season_number(word: str) -> int:
    """Return the first month of a season."""
    return _SEASONS[word.lower()]


def number(words: str) -> int:
    """Return the number in words or digits: "two", "twenty-five", "a couple of", "half a dozen"."""
    if words.isdigit():
        return int(words)
    parts = [part for part in re.split(r"[\s-]+", words.lower()) if part != "of"]
    if parts[0] == "half":
        return 6
    if parts[-1] in {"couple", "dozen", "hundred"}:
        return _NUMBERS[parts[-1]]
    return sum(_NUMBERS[part] for part in parts)


def amount(match: Match) -> float:
    """Return the number in the group "n" with the halves beside it: "two and a half", "half a", "a year and a half"."""
    more = bool(group(match, "half") or group(match, "more"))
    return number(group(match, "n")) + 0.5 * (more - bool(group(match, "less")))


def ordinal(word: str) -> int:
    """Return 1 to 5 for "first" or "1st" to "fifth", -1 for "last" and "final"."""
    return int(word[0]) if word[0].isdigit() else _ORDINALS[word.lower()]


def unit_of(match: Match) -> Unit:
    """Return the unit in the group "unit"."""
    return _UNITS[group(match, "unit")]


def unit_named(word: str) -> Unit | None:
    """Return the unit a word names, None for ""."""
    return _UNITS[word] if word else None


def singular(unit: str) -> str:
    """Return "week" for "weeks", "century" for "centuries"."""
    return "century" if unit.startswith("centur") else unit.removesuffix("s")
