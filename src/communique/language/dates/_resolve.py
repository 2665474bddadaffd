"""Find date phrases in a sentence and say what they mean: the public functions, and the checks around the grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

from communique.language.dates._foreign import translations
from communique.language.dates._grammar import parse
from communique.language.dates._tense import tense_at
from communique.language.dates._values import Node, Reference, Unit, Value, enclosing

__all__ = ["Resolved", "find_dates", "resolve_date"]

_VARIANTS = "‘’ʼ‐‑‒–—−\u00a0\u202f\u2009٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９"
_PLAIN = str.maketrans(_VARIANTS, "'''------   " + 3 * "0123456789")  # one for one, so that offsets hold
_START = re.compile(r"(?<![\w'])'?\w")
_PUBLISHED = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_LEADING = re.compile(r"(?:[\s.,;:!?\"'()\[\]“”«»]|(?:for|of|dated|and|the|only|just)\s)*", re.IGNORECASE)
_TRAILING = re.compile(r"(?:'s)?[\s.,;:!?\"'()\[\]“”«»]*", re.IGNORECASE)

# Words beside a date that make it another one: "two days after Thursday", "July 6-11".
_CHANGED_BEFORE = re.compile(
    r"\d|\b(?:after|before|since|until|following|prior|ahead|between|days?|weeks?|months?|years?|later|earlier|than"
    r"|anniversary)\b"
)
_CHANGED_AFTER = re.compile(r"\A\s*[-/]|\b(?:ago|later|earlier|anniversary|than)\b|\A,?\s*(?:to|and|or|until)\b")

_LOWER_CASE_WORD = re.compile(r"\b(?:may|march|mar|sat|sun)\b")
_NO_DATE_ALONE = re.compile(r"(?:the )?(?:fall|spring|summer|autumn|winter)|(?:\w+day,? )?the \d+\w\w", re.IGNORECASE)
_NO_DATE_BY_FORM = re.compile(r"[A-Z][a-z][a-z]|(?!on )(?:\w+ )?\d\d?[/.]\d\d")  # Jan; a fraction
_NAME_OR_DATE = re.compile(r"May|June|April|August|March|January|\d{4}")
_ARTICLES = re.compile(r"a|the|its|his|her|their|this|that|to|and|or|of|since")
_NAMED_DAY = re.compile(r"\b(?:black|bloody|good|holy|easter|palm|ash|maundy|shrove|whit|cyber)\s+\Z", re.IGNORECASE)
_TO_LAST = re.compile(r"\b(?:to|will|would|may|might|could|can|should|must|not)\s+\Z", re.IGNORECASE)
_AMOUNT = re.compile(
    r"\s*(?:UTC|GMT|hours|hrs|local time|km|kilomet\w+|miles|met(?:re|er)s|feet|tons|tonnes|people|troops|soldiers|men"
    r"|women|dollars|euros|percent|MW)\b"
)
_SPAN_OF_TIME = re.compile(r"in\s.*(?:day|week|month|year|decade|centur)(?:s|y|ies)?", re.IGNORECASE)
_RANKED = re.compile(
    r"\b(?:first|second|third|only|most|least|worst|best|(?:high|low|larg|bigg|long|strong|deadli|great|small|few|clos"
    r"|heavi|steep|sharp|fast|weak|earli)est)\b"
    r"(?:(?!\b(?:will|would|should|may|shall|due|expected|scheduled)\b)[^.;])*\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a date phrase means.

    Attributes:
        edtf: the EDTF form.
        earliest: the first day it may be, YYYY-MM-DD; None where open.
        latest: the last day it may be, YYYY-MM-DD; None where open.
        rule: the rule behind it, as "D3 weekday".
    """

    edtf: str
    earliest: str | None
    latest: str | None
    rule: str


class _Found(NamedTuple):
    node: Node
    start: int
    end: int


def resolve_date(phrase: str, published: str | date | None, context: str = "") -> Resolved | None:
    """Resolve a date phrase against the publication date.

    Args:
        phrase: the phrase as worded: "two weeks ago", "on Thursday", "March 3 to 8, 2022". Words around a single date
            are passed over, unless they make it another one ("two days after Thursday").
        published: "YYYY", "YYYY-MM", "YYYY-MM-DD" or a date; None where unknown: then only absolute dates resolve. With
            a month or a year alone, what counts in days or weeks ("yesterday", "next week", a weekday) does not
            resolve; months, quarters and years do where the known part decides them.
        context: the sentence the phrase stands in. Its tense decides between the last and the next Thursday, and a date
            named in it before the phrase is what "two days later" counts from.

    Returns:
        What the phrase means; None where that cannot be told, never the publication date instead.

    Raises:
        ValueError: ``published`` is no date.
    """
    first, last = _publication(published)
    phrase, context = phrase.translate(_PLAIN).strip(), context.translate(_PLAIN)
    found = _read(phrase)
    start, end = _place(phrase, context)
    if found is None or _counts_back(context, start, phrase):
        return None
    reference = Reference(first, last, tense_at(context, start, end))
    value = _value(found.node, replace(reference, find_anchor=lambda: _anchor(context[:start], reference)))
    if value is None:
        return None
    return Resolved(value.edtf, _iso(value.first), _iso(value.last), value.rule)


def find_dates(sentence: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of the date phrases in ``sentence``, in order, the longest at each place, end exclusive.

    Prepositions belong to the phrase ("on Thursday", "by the end of May"). Words that only look like dates are left
    out: "may", a Mr March, "Good Friday", "the first visit in ten years".
    """
    return tuple((found.start, found.end) for found in _scan(sentence.translate(_PLAIN)))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _publication(published: str | date | None) -> tuple[date | None, date | None]:
    """Return the first and last day the publication date may be."""
    if published is None:
        return None, None
    if isinstance(published, date):
        day = published.date() if isinstance(published, datetime) else published
        return day, day
    match = _PUBLISHED.fullmatch(published)
    if match is None:
        raise ValueError(f"not YYYY, YYYY-MM or YYYY-MM-DD: {published!r}")
    unit: Unit = "day" if match[3] else "month" if match[2] else "year"
    value = enclosing(unit, date(int(match[1]), int(match[2] or 1), int(match[3] or 1)), "")
    return value.first, value.last


def _read(phrase: str) -> _Found | None:
    """Return the date a phrase is, else the only date in it."""
    leading = _LEADING.match(phrase)
    for start in (0, leading.end() if leading else 0):
        parsed = parse(phrase, start)
        if parsed and _TRAILING.fullmatch(phrase, parsed.end):
            return _Found(parsed.node, start, parsed.end)
    inside = _scan(phrase)
    if len(inside) != 1:
        return None
    before, after = phrase[: inside[0].start].lower(), phrase[inside[0].end :].lower()
    return None if _CHANGED_BEFORE.search(before) or _CHANGED_AFTER.search(after) else inside[0]


def _scan(text: str) -> list[_Found]:
    """Return the date phrases of any language, in order; where two overlap, the longer one."""
    kept: list[_Found] = []
    for found in sorted([*_scan_english(text), *_scan_foreign(text)], key=lambda found: (found.start, -found.end)):
        if not kept or found.start >= kept[-1].end:
            kept.append(found)
        elif found.end - found.start > kept[-1].end - kept[-1].start:
            kept[-1] = found
    return kept


def _scan_foreign(text: str) -> Iterator[_Found]:
    for translated in translations(text):
        parsed = parse(translated.english, 0)
        if parsed and parsed.end == len(translated.english):
            yield _Found(parsed.node, translated.start, translated.end)


def _scan_english(text: str) -> Iterator[_Found]:
    position = 0
    while match := _START.search(text, position):
        parsed = parse(text, match.start())
        position = match.end()
        if parsed and not _only_looks_like_one(text, match.start(), parsed.end):
            yield _Found(parsed.node, match.start(), parsed.end)
            position = parsed.end


def _only_looks_like_one(text: str, start: int, end: int) -> bool:
    span, before = text[start:end], text[max(0, start - 40) : start]
    return bool(
        _LOWER_CASE_WORD.search(span)
        or _NO_DATE_ALONE.fullmatch(span)
        or _NO_DATE_BY_FORM.fullmatch(span)
        or (_NAME_OR_DATE.fullmatch(span) and _is_name(span, before, text[end : end + 40]))
        or (span[-4:].isdigit() and _AMOUNT.match(text, end))
        or (span[:5].lower() == "last " and _TO_LAST.search(before))
        or _NAMED_DAY.search(before)
        or _counts_back(text, start, span)
    )


def _is_name(word: str, before: str, after: str) -> bool:
    """Whether a bare month or year is part of a name ("Theresa May", "April Jones", "Vision 2030")."""
    previous = re.search(r"([\w.]+) \Z", before)
    if previous and _ARTICLES.fullmatch(previous[1]):
        return False
    capitalised = previous[0] if previous and previous[1][0].isupper() else ""
    if word.isdigit():
        return bool(capitalised)
    return word == "May" or bool(re.match(r" [A-Z]", after)) or capitalised not in {"", before}


def _counts_back(text: str, start: int, phrase: str) -> bool:
    """Whether "in ten years" means the years gone by: "the first visit in ten years"."""
    return bool(_SPAN_OF_TIME.fullmatch(phrase) and _RANKED.search(text, max(0, start - 200), start))


def _place(phrase: str, context: str) -> tuple[int, int]:
    """Return where ``phrase`` stands in ``context``; after its end where it does not."""
    start = context.find(phrase)
    if start < 0:
        start = context.lower().find(phrase.lower())
    return (start, start + len(phrase)) if start >= 0 else (len(context), len(context))


def _anchor(before: str, reference: Reference) -> Value | None:
    """Return the last date named in the sentence before the phrase."""
    values = [_value(found.node, reference) for found in _scan(before)]
    return next((value for value in reversed(values) if value), None)


def _value(node: Node, reference: Reference) -> Value | None:
    try:
        return node(reference)
    except (ValueError, OverflowError):
        return None
