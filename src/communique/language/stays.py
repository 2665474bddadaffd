"""When a visit takes place: its date phrases, resolved, and the stay that several of them tell of."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from communique.language.dates import Resolved, is_past, resolve_ahead, resolve_date
from communique.language.dating import days_from, end_of_stay
from communique.language.segment import Sentence
from communique.language.travel import Reading
from communique.records import VisitStatus

__all__ = ["FIRST", "LAST", "WAS_DUE", "Dated", "adjoin", "dates_of_reading", "overlap", "whole_stay", "width"]

_AHEAD: frozenset[VisitStatus | None] = frozenset({"invited", "under_discussion", "planned", "confirmed", "cancelled"})
_MONTH_NAME = re.compile(
    r"(?:in |on |early in |late in |the |early |late |mid-)*(?:\d{1,2}(?:st|nd|rd|th)? (?:of )?)?(?:January|February|"
    r"March|April|May|June|"
    r"July|August|September|October|November|December)(?: \d{1,2}(?:st|nd|rd|th)?)?",
    re.IGNORECASE,
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DAYS = re.compile(rf"{_DAY.pattern}(?:/{_DAY.pattern})?")
#: What was meant and did not come about.
WAS_DUE = re.compile(
    r"(?<!that )(?<!which )\b(?:had been (?:due|scheduled|set|expected|planning)|(?:was|were) to have)\b"
)
_ROUGH = re.compile(r"\b(?:next|coming|past|last) (?:\w+ )?(?:weeks|months|years)\b")
_SOME_DAY = "2001-01-01"
_FROM_A_DAY = re.compile(rf"({_DAY.pattern})(?:/\.\.)?")
_UNTIL_A_DAY = re.compile(rf"\.\./{_DAY.pattern}")
FIRST, LAST = "0000-01-01", "9999-12-31"
_SAME_STAY = 4  # days; one party's days this close together at one place are one visit
_MONTH = 31  # days; a visit dated no coarser than this may count as confirmed


@dataclass(frozen=True, slots=True)
class Dated:
    """A date phrase of one reading, resolved."""

    span: tuple[int, int]
    phrase: str
    resolved: Resolved | None

    @property
    def days(self) -> tuple[str, str]:
        """First and last possible day; open sides reach to the ends of time."""
        if self.resolved is None:
            return FIRST, LAST
        return self.resolved.earliest or FIRST, self.resolved.latest or LAST

    @property
    def edtf(self) -> str:
        """The EDTF form, "" where it is not resolved."""
        return self.resolved.edtf if self.resolved else ""

    @property
    def is_end(self) -> bool:
        """Whether it is only the day up to which something lasts."""
        return _UNTIL_A_DAY.fullmatch(self.edtf) is not None

    @property
    def is_stay(self) -> bool:
        """Whether it is a stretch of days."""
        return "/" in self.edtf and _DAYS.fullmatch(self.edtf) is not None

    def lasting(self, first: str, last: str) -> Dated:
        """Return the same phrase for a stretch of days."""
        stretch = Resolved(f"{first}/{last}", first, last, "D11 extent")
        return self if first == last else replace(self, resolved=stretch)

    @property
    def precise(self) -> bool:
        """Whether it names a month or less, in whatever year: "9 May" does without a date of publication."""
        if self.resolved:
            return width(self) <= _MONTH
        anywhen = resolve_date(self.phrase, _SOME_DAY, f"This will take place {self.phrase}.")
        return anywhen is not None and width(replace(self, resolved=anywhen)) <= _MONTH


def whole_stay(dates: Sequence[Dated]) -> Dated | None:
    """Return what dates a visit: the most precise of its dates, or the stretch where several tell of a stay.

    Arrived on Monday, received on Tuesday, home on Thursday: it lasted from Monday to Thursday.
    """
    resolved = [dated for dated in dates if dated.resolved]
    days = [dated for dated in resolved if _DAYS.fullmatch(dated.edtf)]
    last = max((dated.days[1] for dated in resolved if dated.is_end), default="")
    if days:
        first = min(days, key=lambda dated: dated.days)
        return first.lasting(first.days[0], max(last, *(dated.days[1] for dated in days)))
    return min(resolved, key=width) if resolved else next(iter(dates), None)


def dates_of_reading(reading: Reading, text: str, sentences: Sequence[Sentence], published: str | None) -> list[Dated]:
    """Return the date of a mention of a visit, and the day up to which its sentence says the visit lasts."""
    own = sentences[reading.sentence]
    ends = end_of_stay(own.text)
    last = ends and _last_day(text, own, ends, published, ahead=reading.status in _AHEAD)
    if reading.when is None:
        return [last] if last else []
    told = own if own.start <= reading.when[0] < own.end else next(s for s in sentences if s.end > reading.when[0])
    if last and last.span == reading.when:
        return [last]
    return [_with_its_days(_date_of(reading, reading.when, text, told, published), told), *([last] if last else [])]


def _last_day(text: str, told: Sentence, ends: tuple[int, int], published: str | None, *, ahead: bool) -> Dated | None:
    span = told.start + ends[0], told.start + ends[1]
    phrase = text[slice(*span)]
    day = (resolve_ahead if ahead else resolve_date)(phrase, published, _context(text, span, told))
    if day is None or day.latest is None or day.earliest not in {None, day.latest}:
        return None
    return Dated(span, phrase, Resolved(f"../{day.latest}", None, day.latest, "D13 until"))


def _context(text: str, span: tuple[int, int], told: Sentence) -> str:
    """Return the article up to the end of the sentence, or to where the same words come again in it."""
    again = text.find(text[slice(*span)], span[1], told.end)
    return text[: again if again >= 0 else told.end]


def _date_of(reading: Reading, span: tuple[int, int], text: str, told: Sentence, published: str | None) -> Dated:
    phrase, context = text[slice(*span)], _context(text, span, told)
    # What is prospective lies ahead, whatever the tense of the sentence around it.
    ahead = told.index == reading.sentence and reading.status in _AHEAD
    missed = reading.status == "cancelled" and WAS_DUE.search(told.text, 0, max(0, span[0] - told.start))
    context = f"{text[: told.start]}This took place {phrase}." if ahead and missed else context
    resolved = (resolve_ahead if ahead and not missed else resolve_date)(phrase, published, context)
    over = (
        reading.status == "completed"
        and _MONTH_NAME.fullmatch(phrase)
        and resolved
        and (resolved.earliest or "") > (published or LAST)
    )
    if over and published and len(published) == len(LAST) and is_past(told.text, *_within(told, span)):
        back = resolve_date(phrase, f"{int(published[:4]) - 1}{published[4:]}", context)  # last year's month or day
        resolved = back if back and (back.latest or LAST) <= published else resolved
    return Dated(span, phrase, resolved)


def _with_its_days(dated: Dated, told: Sentence) -> Dated:
    """Return a day with those that the sentence says a visit lasts from it on, or up to it."""
    start = _FROM_A_DAY.fullmatch(dated.edtf)
    count = days_from(told.text, _within(told, dated.span)) if start else 0
    if start is None or not count:
        return dated
    day = dt.date.fromisoformat(start[1])
    other = day + dt.timedelta(count - 1 if count > 0 else count + 1)
    return dated.lasting(*sorted((start[1], other.isoformat())))


def _within(sentence: Sentence, span: tuple[int, int]) -> tuple[int, int]:
    return span[0] - sentence.start, span[1] - sentence.start


def overlap(first: Dated, second: Dated) -> bool:
    """Tell whether two dates may be the same day."""
    (a, b), (c, d) = first.days, second.days
    return a <= d and c <= b


def adjoin(first: Dated, second: Dated) -> bool:
    """Tell whether two day-precise dates are close enough for one stay: arrived on Tuesday, dined on Wednesday."""
    if overlap(first, second) or _nearly(first, second) or _nearly(second, first):
        return True
    if width(first) > _SAME_STAY or width(second) > _SAME_STAY:
        return False
    days = [dt.date.fromisoformat(day) for day in (*first.days, *second.days)]
    return (max(days) - min(days)).days <= _SAME_STAY


def _nearly(rough: Dated, day: Dated) -> bool:
    """Tell whether a date lies just beyond a span told by a number: "in the next two months"."""
    if not _ROUGH.search(rough.phrase) or rough.resolved is None or width(day) > _MONTH:
        return False
    margin = dt.timedelta(days=width(rough) // 4)
    first, last = (dt.date.fromisoformat(each) for each in rough.days)
    return first - margin <= dt.date.fromisoformat(day.days[0]) and dt.date.fromisoformat(day.days[1]) <= last + margin


def width(dated: Dated) -> int:
    """Return the length of the interval in days, roughly: enough to compare precision."""
    start, end = dated.days
    return (
        (int(end[:4]) - int(start[:4])) * 365 + (int(end[5:7]) - int(start[5:7])) * 30 + int(end[8:]) - int(start[8:])
    )
