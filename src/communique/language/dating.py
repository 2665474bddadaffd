"""Which date phrase of a sentence dates a visit that it tells: the nearest of no other journey, report or refusal."""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.language.cues import cued
from communique.language.dates import find_dates
from communique.language.reporting import FORMS
from communique.language.scene import Destination, Scene
from communique.language.status import CANCELLED
from communique.language.story import Find
from communique.language.visit_nouns import VISIT_NOUN, is_visit_noun

__all__ = ["REPORTING", "dates_noun", "dates_of", "days_from", "end_of_stay"]

#: Words before a date that make it the date of a report.
REPORTING = re.compile(
    r"\b(?:said|says|told|announced|stated|added|reported|confirmed|statement|urged)\W+(?:\w+\W+){0,3}$", re.I
)
_NO_REPORT = frozenset({"conclude", "welcome", "thank", "call", "discuss", "receive"})  # where a visit follows
_BOUND = re.compile(r"by\b|since (?!the )(?=[A-Z0-9])(?!.*\bago)")  # no day of a visit
_LEADS = re.compile(r"(?:ahead of|before|after|since|until|during|at|by|following)\s+", re.IGNORECASE)
_DATED_NOUN = re.compile(rf"['’]s?\s+(?:[\w-]+\s+){{0,3}}?(?:{VISIT_NOUN.pattern}|talks|meeting|summit)", re.IGNORECASE)
_DELAYS = re.compile(r"\b(?:delay(?:s|ed|ing)?|reschedul(?:es?|ed|ing))\b[^,;]*$")
_MOVES = cued(
    r"\b(?:postpon\w+|put (?:off|back)|delay(?:s|ed|ing)?|reschedul\w+|push\w* back|moved|brought forward)\b"
    r"(?:(?!\b(?:planned|scheduled|set|due|originally|and|who|which|said)\b)[^.,;])*$"
)
_MOVES_TO = cued(rf"{_MOVES.pattern[:-1]}\b(?:to|for|until|till)\s+$")
_UP_TO = re.compile(r"(?:from .+? to|until|till)\s+")
_WHEN = re.compile(r",? when\b")  # "since May, when they met": the day of that
_WHO = re.compile(r"\bwho\b[^,;]*$")
#: What the main clause goes on to tell after one that hangs on "who": "who is on a visit to Peru, apologised".
_THEN_DID = re.compile(
    r", (?:also |then |\w+ly )?(?!based|located|called|named)"
    r"(?:[a-z]+ed|said|told|met|held|took|made|gave|spoke|will)\b"
)
_REPORTED = re.compile(r"\s+(?:confirmed|announced|said|reported|told|denied|stated|declared)\b")
_OTHER_TIME = re.compile(
    r"\b(?:having|previously|since|after|before(?!,)|until|than|who|whose|ahead of|follow(?:s|ed|ing)|when|as)\b|"
    r"\band (?:(?:he|she|they|[A-Z]\w+) )?(?:\w+ly )?[a-z]+ed\b|"
    r"\btold (?:an?|the) (?:[\w-]+ ){0,3}(?:conference|briefing|rally|audience|newspaper|broadcaster)\b"
)
_MEANT_FOR = re.compile(
    r"\b(?:plan\w*|schedul\w*|due|beg[iua]n\w*|start\w*|set|for|next|later|this|from|between|coming)\b", re.IGNORECASE
)
_OF_A_THING = re.compile(r"\b(?:the|an?|its|his|her|their|this)\s+$", re.IGNORECASE)
_COUNTS = "two three four five six seven eight nine ten".split()
_STAY = re.compile(
    rf"\b(?:(?P<n>{'|'.join(_COUNTS)}|[2-9]|10)[ -]day|week-?long) "
    r"(?:[\w-]+ ){0,3}?(?:visit|stay|trip|summit|meeting|talks)\b",
    re.IGNORECASE,
)
_NOT_OF_ITS_DAY = re.compile(r"\b(?:during|in|after|before|following|ahead of|of) (?:an?|the|his|her|their|its) \Z")
_BEGINS = re.compile(
    r"\b(?:arriv|beg[aiu]n|start|open|land|kick|embark|touch|flew\b|fly|flies\b|head|leav|left\b|depart"
    r"|sets? (?:off|out)\b|pa(?:id|ys?|ying)\b|(?:will|to) (?:visit|make)\b|from\b)",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\b(?:wrap\w* up|conclud\w+|end(?:s|ed|ing)?|finish\w+|complet\w+|clos\w+)\b", re.IGNORECASE)
_END_OF_STAY = re.compile(
    r"\b(?:before (?:returning|leaving|departing|(?:flying|heading|going|travell?ing) (?:home|back))(?: home| back)?"
    r"(?: (?:to|for) (?:the )?[A-Z][\w-]+(?: [A-Z][\w-]+)*)?|(?:returns?|fl(?:y|ies)|heads?|goes|go) (?:back )?home"
    r"|(?:visit|stay|trip)(?: (?:(?:is|was) (?:due|set|scheduled|expected) to|will))? (?:end(?:s|ed)?|conclude[sd]?"
    r"|runs?|lasts?|wraps? up))\s+"
)
_WHERE_TO = re.compile(r"\bwhere (?:he|she|they) (?:will|is to|are to|is due|is expected|plans?)\b")
_NEW_CLAUSE = re.compile(  # what only a date at the head of the sentence still covers
    r",? and (?:he|she|they|(?:[A-Z][\w-]+ )*[A-Z][\w-]+) (?:(?:is|are|was|were|has|have|had|will|would|been|be) )*\Z"
)
#: A journey that takes in the place just named, and shares its dates: "will also visit Lima on a tour until 3 June".
_OWN_TOUR = re.compile(
    r"\b(?:on|as part of) (?:what (?:would|will|is to) be )?(?:an?|his|her|its|their) (?:[\w-]+ ){0,3}"
    r"(?:trip|tour)\b(?! to\b)"
)
_VERB = 40  # characters before a stay and its date within which the verb stands that says whether they begin or end
_LATER = re.compile(r"[;.]|\b(?:and|before|after|while|when|who|which|where|said|met)\b")
_AND = re.compile(r"\s*(?:,|and|,\s*and)\s*(?:again\s+)?(?:in\s+)?")
_JOURNEY = re.compile(
    r"\b(?:trips?|tours?|agreed to (?:meet|hold|visit)|would (?:meet|visit)|visits? (?:to|by)|travel\w*|flew|went|"
    r"landed|heads|headed|"
    r"(?:which|who|where) (?:was|were|had|has|he|she|they)(?! (?:has |had )?(?:visit|made|paid)))\b",
    re.IGNORECASE,
)


def dates_noun(scene: Scene, find: Find) -> bool:
    """Tell "the visit on Monday" from a date beside "the visit" that may be that of what is said of it."""
    noun = is_visit_noun(scene.text, find.start, find.end)
    return noun and any(0 < a - find.end <= 1 for a, _ in scene.dates)


def days_from(sentence: str, date: tuple[int, int]) -> int:
    """Return how many days a visit lasts from its date on (negative: up to it), 0 where the sentence does not say.

    "Arrived on Monday for a three-day visit" gives 3, "ended a three-day visit on Monday" -3.
    """
    for stay in _STAY.finditer(sentence):
        if _NOT_OF_ITS_DAY.search(sentence[: stay.start()]):
            continue
        count = (stay["n"] or "7").lower()
        days = int(count) if count.isdigit() else 2 + _COUNTS.index(count)
        told = sentence[max(0, min(stay.start(), date[0]) - _VERB) : max(stay.end(), date[0])]
        if not _LATER.search(sentence[min(stay.end(), date[1]) : max(stay.start(), date[0])]):
            return -days if _ENDS.search(told) else days if _BEGINS.search(told) else 0
    return 0


def end_of_stay(sentence: str) -> tuple[int, int] | None:
    """Return the date on which a sentence says a visit ends: "before returning home on Thursday"."""
    ends = [found.end() for found in _END_OF_STAY.finditer(sentence)]
    return next((span for span in find_dates(sentence) if span[0] in ends), None) if ends else None


def dates_of(scene: Scene, find: Find, leg: Destination, *, ahead: bool) -> Sequence[tuple[int, int] | None]:
    """Return the dates of one leg: its own where dates stand between the legs, else those of the whole journey."""
    moved = _moved_to(scene) if ahead else None
    if moved:
        return [moved]
    if len(find.where) > 1:
        between = [span for span in scene.dates if find.where[0].end <= span[0] < find.where[-1].start]
        after = [span for span in scene.dates if span[0] >= leg.end]
        if between and after:
            return after[:1]
    return _dates_near(scene, find, ahead=ahead) or [None]


def _moved_to(scene: Scene) -> tuple[int, int] | None:
    """Return the date that something is put off to: "postponed until May", "moved from Monday to Friday"."""
    for a, b in scene.dates:
        lead = _UP_TO.match(scene.text, a, b)
        if lead and _MOVES.search(scene.text, 0, a):
            return lead.end(), b
        if _MOVES_TO.search(scene.text, 0, a):
            return a, b
    return None


def _dates_near(scene: Scene, find: Find, *, ahead: bool) -> list[tuple[int, int]]:
    """Return the date phrase of a visit, or several for several visits told at once ("twice, in 2019 and 2023").

    It stands after the visit's words, else before them; one that another journey comes before belongs to that, and one
    that follows a reporting verb to the report.
    """
    text = scene.text
    told = (_of_noun(text, span) for span in scene.dates)
    usable = [(a, b) for a, b in told if not (REPORTING.search(text[:a]) or _BOUND.match(text, a, b))]
    usable = [(a, b) for a, b in usable if not (b > find.end and _REPORTED.match(text, b))]
    if _WHO.search(text[: find.start]):
        usable = [(a, b) for a, b in usable if not _THEN_DID.search(text, find.end, a)]
    usable = [span for span in usable if not (_dates_refusal(text, span) or _dates_a_thing(text, span))]
    goal = max((leg.end for leg in find.where if leg.start >= find.start), default=find.end)
    after = [span for span in usable if span[0] >= find.end and _same_journey(text[goal : span[0]], ahead=ahead)]
    before = [span for span in usable if span[1] <= find.start and _dates_journey(text[span[1] : find.start])]
    before = [span for span in before if not (span[0] and _NEW_CLAUSE.search(text, span[1], find.start))]
    inside = [span for span in usable if find.start <= span[0] < find.end]
    if not after:
        return inside[:1] or before[-1:]
    if text[slice(*after[0])].endswith("recently") and len(after) > 1 and after[1][0] - after[0][1] <= 1:
        after = after[1:]  # "most recently on Sunday"
    chosen = after[:1]
    for span in after[1:]:
        if not _AND.fullmatch(text[chosen[-1][1] : span[0]]):
            break
        chosen.append(span)
    return chosen


def _of_noun(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Return a date without the preposition that goes with the noun it dates: "ahead of Thursday's visit"."""
    lead = _LEADS.match(text, *span)
    return (lead.end(), span[1]) if lead and (_DATED_NOUN.match(text, span[1]) or _WHEN.match(text, span[1])) else span


def _dates_refusal(text: str, span: tuple[int, int]) -> bool:
    """Tell whether a date says when a visit was called off: "cancelled on Friday", but not "cancelled next week's"."""
    before = max(0, span[0] - 60), span[0]
    refusal = CANCELLED.search(text, *before) or _DELAYS.search(text, *before)
    return refusal is not None and not _MEANT_FOR.search(text, refusal.start(), span[1])


def _dates_a_thing(text: str, span: tuple[int, int]) -> bool:
    """Tell whether a year belongs to what is named after it: "the 2015 accord"."""
    return text[slice(*span)].isdigit() and _OF_A_THING.search(text[: span[0]]) is not None


def _dates_journey(between: str) -> bool:
    """Tell whether a date before a visit can date it: not when a reporting verb takes it ("On Monday she said ...")."""
    said = ((FORMS[word[0]], word.end()) for word in re.finditer(r"[a-z]+", between) if word[0] in FORMS)
    reported = any(
        form.tense != "base" and form.lemma not in _NO_REPORT and (not form.follows or form.follows.match(between, end))
        for form, end in said
    )
    return _same_journey(re.sub(r"^, when\b", "", between), ahead=False) and not reported


def _same_journey(between: str, *, ahead: bool) -> bool:
    """Tell whether a date belongs to a visit for all that stands between; what is to be done there dates a plan."""
    between = _OWN_TOUR.sub("", _WHERE_TO.sub("", between) if ahead else between)
    return not (_JOURNEY.search(between) or _OTHER_TIME.search(between) or ";" in between or len(between) > 150)
