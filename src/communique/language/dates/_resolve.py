"""Find date phrases in a sentence and say what they mean: the public functions, and the checks around the grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from communique.language.dates._foreign import translations
from communique.language.dates._grammar import parse
from communique.language.dates._lexicon import pattern
from communique.language.dates._nodes import just_gone
from communique.language.dates._places import places
from communique.language.dates._spoken import date_of_report
from communique.language.dates._tense import foreign_tense_at, tense_at
from communique.language.dates._values import Node, Reference, Tense, Unit, Value, enclosing
from communique.language.segment import sentences

__all__ = ["Resolved", "find_dates", "resolve_ahead", "resolve_date"]

_VARIANTS = "‘’ʼ‐‑‒–—−\u00a0\u202f\u2009٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９"
_PLAIN = str.maketrans(_VARIANTS, "'''------   " + 3 * "0123456789")  # one for one, so that offsets hold
_PUBLISHED = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_LEADING = re.compile(r"(?:[\s.,;:!?\"'()\[\]“”«»]|(?:for|of|dated|and|the|only|just)\s)*", re.IGNORECASE)
_TRAILING = re.compile(r"(?:'s)?[\s.,;:!?\"'()\[\]“”«»]*", re.IGNORECASE)

# Words beside a date that make it another one: "two days after Thursday", "July 6-11".
_CHANGED_BEFORE = re.compile(
    r"\d|\b(?:after|before|since|until|following|prior|ahead|between|days?|weeks?|months?|years?|later|earlier|than"
    r"|anniversary|fiscal|financial|every|each)\b"
)
_CHANGED_AFTER = re.compile(
    r"\A\s*[-/](?!\s*(?:related|era|dated|style|based|long)\b)"
    r"|\b(?:ago|later|earlier|anniversary|than)\b|\A,?\s*(?:to|and|or|until)\b"
)

_WITHIN_WORD = re.compile(r"\w .?|.? \w", re.DOTALL)  # what stands on either side
_SENTENCE = 600  # characters around a phrase that hold its sentence
_REACH = 2000  # characters before a phrase in which a date it counts from is looked for

_BARE = pattern("(?:<WEEKDAY>|<MONTH>|<SEASON>)")
_MODIFIER_BEFORE = re.compile(r"\b(?:(?:the )?(?:next|following|previous)|last|this) \Z", re.IGNORECASE)
_MODIFIER_AFTER = re.compile(r" (?:of )?(?:last|next|this) (?:week|year)\b", re.IGNORECASE)
_DATE_OF_A_YEAR = pattern(r"(?:(?:on|in) )?(?:<MONTH>(?: <DAY>)?|<DAY> <MONTH>)")
_ITS_YEAR = re.compile(  # "last year, in March and October"
    r"\b(?<!since )(?<!until )(?<!after )(?<!before )"
    r"(?P<year>(?:19|20)\d\d|(?:last|this|next) year), (?:first |once |both )?"
    r"(?:(?:on |in )?(?:[A-Z]\w+(?: \d\d?)?|\d\d? [A-Z]\w+),? and (?:again )?)?\Z"
)
_END = re.compile(r"(?:the )?(?:end|close) of |(?:the )?\w+(?:'s)?[ -]end\b", re.IGNORECASE)
_DEADLINE = re.compile(r"\b(?:by|before|until|till) \Z", re.IGNORECASE)
_BEGINNING = re.compile(r"(?:the )?(?:start|beginning) of ", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:since|from) \Z", re.IGNORECASE)

_SUPERLATIVE = re.compile(r"\b(?:best|worst|\w+est|most \w+)\s+\Z", re.IGNORECASE)
_OF_ITS_KIND = re.compile(r"\s+(?:since|in|ever|for|of)\b", re.IGNORECASE)
_RANKED_UNITS: dict[str, Node] = {
    "week": just_gone("week", "D4 week"),
    "month": just_gone("month", "D2 month"),
    "quarter": just_gone("quarter", "D10 quarter"),
    "year": just_gone("year", "D2 year"),
}

_LOWER_CASE_WORD = re.compile(r"\b(?:may|march|mar|sat|sun)\b")
_NO_DATE_ALONE = re.compile(
    r"(?:on )?(?:the )?(?:fall|spring|summer|autumn|winter)|(?:(?:at )?the )?end of the day"
    r"|(?:\w+day,? )?the \d+\w\w|overnight|(?:right )?now|at the moment"
    r"|(?:(?:on|in|at|during|over|throughout|within) )?the (?:day|week|month|quarter|half|year|decade|century)"
    r"|at present",
    re.IGNORECASE,
)
_NTH_DAY = re.compile(r"(?:[a-z]+ )*the \d+\w\w", re.IGNORECASE)
_AFTER_A_DAY = re.compile(  # not "in the 28th and 29th summits", "on the 13th floor"
    r"(?<!in the ....)\s*(?:[^\w\s\-]|\Z|(?:and(?! (?:the )?\d)|but|or|to|in|for|at|with|when|where|while|as|the|he"
    r"|she|it|they|after|before|by|from|until|through)\b)",
    re.IGNORECASE,
)
_NO_DATE_BY_FORM = re.compile(r"[A-Z][a-z][a-z]|(?!on |9/11)(?:\w+ )?\d\d?[/.]\d\d")  # Jan; a fraction
_NAME_OR_DATE = re.compile(r"May|June|April|August|March|January|\d{4}")
_ARTICLES = re.compile(r"a|the|its|his|her|their|this|that|to|and|or|of|since")
_IN_SEASON = re.compile(r"(?:spring|summer|autumn|fall|winter)\Z", re.IGNORECASE)
_EVENT_OF_SEASON = re.compile(r"\s+(?:recess|sessions?|terms?|schools?|camps?|games|budget|offensive|time|uniforms?)\b")
_ABBREVIATED = re.compile(r"\b[A-Z][a-z][a-z]\Z")  # Mar-a-Lago
_NUMBERED = re.compile(  # what a number follows that is no year
    r"\b(?:resolutions?|flights?|rooms?|articles?|laws?|decrees?|regulations?|directives?|numbers?|no\.|pages?|buses|bus"
    r"|routes?|channels?|chapters?|sections?|paragraphs?|bills?|orders?)\s+\Z",
    re.IGNORECASE,
)
_NAMED_DAY = re.compile(
    r"\b(?:black|bloody|good|holy|easter|palm|ash|maundy|shrove|whit|cyber|every|each)\s+\Z", re.IGNORECASE
)
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
        context: the sentence the phrase stands in, with as much of the text before it as there is; where the phrase
            stands there more than once, the last time counts. The tense of the sentence decides between the last and
            the next Thursday, and "two days later", "that week" and "the same period" count from a date named before.

    Returns:
        What the phrase means; None where that cannot be told, never the publication date instead.

    Raises:
        ValueError: ``published`` is no date.
    """
    return _resolve(phrase, published, context, None)


def resolve_ahead(phrase: str, published: str | date | None, context: str) -> Resolved | None:
    """Resolve a date phrase like `resolve_date`, for something that lies ahead whatever the tense around it."""
    return _resolve(phrase, published, context, "future")


def _resolve(phrase: str, published: str | date | None, context: str, tense: Tense | None) -> Resolved | None:
    first, last = _publication(published)
    phrase, context = phrase.translate(_PLAIN).strip(), context.translate(_PLAIN)
    start, end = _place(phrase, context)
    found = _superlative(phrase, context, start, end) or _read(_with_its_modifiers(phrase, context, start, end))
    if found is None or _counts_back(context, start, phrase):
        return None
    tense = tense or _tense_in(context, start, end)
    reference = _speaking(Reference(first, last), context, start, end)
    value = _value(found.node, replace(reference, tense=tense, named=lambda: _named(context[:start], reference)))
    if value is None:
        return None
    value = _turning_point(value, phrase, context[:start])
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


@lru_cache(maxsize=256)  # what leads up to a date is read again for every date of an article that counts from it
def _scan(text: str) -> tuple[_Found, ...]:
    """Return the date phrases of any language, in order; where two overlap, the longer one."""
    kept: list[_Found] = []
    for found in sorted([*_scan_english(text), *_scan_foreign(text)], key=lambda found: (found.start, -found.end)):
        if not kept or found.start >= kept[-1].end:
            kept.append(found)
        elif found.end - found.start > kept[-1].end - kept[-1].start:
            kept[-1] = found
    return tuple(kept)


def _scan_foreign(text: str) -> Iterator[_Found]:
    for translated in translations(text):
        parsed = parse(translated.english, 0)
        if parsed and parsed.end == len(translated.english):
            yield _Found(parsed.node, translated.start, translated.end)


def _scan_english(text: str) -> Iterator[_Found]:
    position = 0
    for start in places(text):
        parsed = parse(text, start) if start >= position else None
        if parsed and not _only_looks_like_one(text, start, parsed.end):
            position = parsed.end + (text[parsed.end : parsed.end + 1] == ")" and "(" in text[start : parsed.end])
            yield _Found(parsed.node, start, position)


def _only_looks_like_one(text: str, start: int, end: int) -> bool:
    span, before = text[start:end], text[max(0, start - 40) : start]
    return bool(
        _LOWER_CASE_WORD.search(span)
        or _NO_DATE_ALONE.fullmatch(span)
        or _NO_DATE_BY_FORM.fullmatch(span)
        or (_NTH_DAY.fullmatch(span) and not _AFTER_A_DAY.match(text, end))
        or (_NAME_OR_DATE.fullmatch(span) and _is_name(span, before, text[end : end + 40]))
        or (span[-4:].isdigit() and _AMOUNT.match(text, end))
        or (span[:5].lower() == "last " and _TO_LAST.search(before))
        or _NAMED_DAY.search(before)
        or before.lower().endswith(("pre-", "post-"))
        or (_IN_SEASON.search(span) and _EVENT_OF_SEASON.match(text, end))
        or (_ABBREVIATED.search(span) and text[end : end + 2].startswith("-") and text[end + 1 : end + 2].isalpha())
        or _counts_back(text, start, span)
    )


def _is_name(word: str, before: str, after: str) -> bool:
    """Whether a bare month or year is part of a name ("Theresa May", "April Jones", "Vision 2030")."""
    previous = re.search(r"([\w.]+) \Z", before)
    if previous and _ARTICLES.fullmatch(previous[1]):
        return False
    capitalised = previous[0] if previous and previous[1][0].isupper() else ""
    if word.isdigit():
        return bool(capitalised or _NUMBERED.search(before))
    return word == "May" or bool(re.match(r" [A-Z]", after)) or capitalised not in {"", before}


def _counts_back(text: str, start: int, phrase: str) -> bool:
    """Whether "in ten years" means the years gone by: "the first visit in ten years"."""
    return bool(_SPAN_OF_TIME.fullmatch(phrase) and _RANKED.search(text, max(0, start - 200), start))


def _place(phrase: str, context: str) -> tuple[int, int]:
    """Return where ``phrase`` last stands in ``context``; after its end where it does not."""
    phrase, told = phrase.lower(), context.lower()
    told = told if len(told) == len(context) else context  # offsets have to hold
    at = told.rfind(phrase) if phrase else -1
    while at >= 0 and _WITHIN_WORD.fullmatch(told[at - 1 : at] + " " + told[at + len(phrase) :][:1]):
        at = told.rfind(phrase, 0, at + len(phrase) - 1)
    return (at, at + len(phrase)) if at >= 0 else (len(context), len(context))


def _tense_in(context: str, start: int, end: int) -> Tense:
    """Return the tense of the sentence of ``context`` that holds the span."""
    around = _sentence_around(context, start, end)
    if around is None:
        return tense_at(context, start, end)
    sentence, shift = around
    tense = tense_at(sentence, start - shift, end - shift)
    return foreign_tense_at(sentence, start - shift, end - shift) if tense == "unknown" else tense


@lru_cache(maxsize=256)
def _sentence_around(context: str, start: int, end: int) -> tuple[str, int] | None:
    """Return the sentence of ``context`` that holds the span, and where it begins."""
    opening = max(0, start - _SENTENCE)
    for sentence in sentences(context[opening : end + _SENTENCE]):
        if opening + sentence.end >= end:
            return sentence.text, opening + sentence.start
    return None


def _speaking(published: Reference, context: str, start: int, end: int) -> Reference:
    """Return the day on which the span was said, where its sentence dates the report, else that of publication."""
    if published.first is None or start == end:
        return published
    around = _sentence_around(context, start, end)
    if around is None:
        return published
    sentence, shift = around
    found = {(date.start, date.end): date.node for date in _scan(sentence)}
    told = date_of_report(sentence, (start - shift, end - shift), found)
    day = _value(found[told], replace(published, tense="past")) if told else None
    known = day is not None and day.unit == "day" and not day.edtf.endswith("~")
    return Reference(day.first, day.last) if day and known and day.start <= published.end else published


def _named(before: str, reference: Reference) -> Iterator[list[Value]]:
    """Yield the dates of each sentence, the phrase's own first, the last date of each first."""
    recent = before[-_REACH:]
    parts = sentences(recent)
    if not parts or parts[-1].text[-1:] in ".!?\n" or recent[-1:] == "\n":
        yield []  # the phrase opens its sentence
    for sentence in reversed(parts):
        dated = [(found, tense_at(sentence.text, found.start, found.end)) for found in _scan(sentence.text)]
        values = [_value(found.node, replace(reference, tense=tense)) for found, tense in reversed(dated)]
        yield [value for value in values if value]


def _superlative(phrase: str, context: str, start: int, end: int) -> _Found | None:
    """Read the bare "week" of "the worst week since May" as the one that publication looks back on."""
    node = _RANKED_UNITS.get(phrase.lower())
    if node and _SUPERLATIVE.search(context[:start]) and _OF_ITS_KIND.match(context, end):
        return _Found(node, 0, len(phrase))
    return None


def _with_its_modifiers(phrase: str, context: str, start: int, end: int) -> str:
    """Return the phrase with what stands beside a bare weekday or month: "next", "last week"."""
    if start == end:
        return phrase
    if _DATE_OF_A_YEAR.fullmatch(phrase) and (named := _ITS_YEAR.search(context[max(0, start - 60) : start])):
        return f"{phrase} {named['year']}"
    if not _BARE.fullmatch(phrase):
        return phrase
    before, after = _MODIFIER_BEFORE.search(context[:start]), _MODIFIER_AFTER.match(context, end)
    return (before[0] if before else "") + phrase + (after[0] if after else "")


def _turning_point(value: Value, phrase: str, before: str) -> Value:
    """Return the last day where an end is a deadline ("by year end"), the first where something began at a start."""
    if _END.match(phrase) and _DEADLINE.search(before):
        return enclosing("day", value.end, value.rule)
    if _BEGINNING.match(phrase) and _SINCE.search(before):
        return enclosing("day", value.start, value.rule)
    return value


def _value(node: Node, reference: Reference) -> Value | None:
    try:
        return node(reference)
    except (ValueError, OverflowError):
        return None
