"""What a visit is for, in the article's words: the aim told after its place, or what is done there."""

from __future__ import annotations

import re

from communique.language.cues import cued

__all__ = ["purpose_of"]

_EVENT = (
    r"(?:talks|summit|meetings?|conference|ceremony|consultations|funeral|inauguration|forum|negotiations|celebrations?|"
    r"discussions|session|exercises?|festival|dialogue|assembly|congress|symposium|commemorations?|signing|opening|launch)"
)
_AIM = re.compile(
    r"\b(?:in order )?to\s+(?=(?!(?:be|have|return|date|travel|visit|arrive|the|an?|our|his|her|their|its|"
    r"this|these|all|"
    r"both|each|other|more|some|any|which|where|[a-z]+ing)\b)[a-z]{3,}\b)"
)
_FOR = cued(rf"\bfor\s+(?=(?:[\w’'.-]+\s+){{0,7}}?{_EVENT}\b)", re.IGNORECASE)
_THERE = cued(
    r"(?:(?P<where>,?\s+where)\s+)?(?:he|she|they|I|we|[Tt]he\s+(?:\w+\s+){0,2}(?:minister|secretary|president|premier|"
    r"chancellor|leader|delegation|official|envoy|commissioner)s?|(?:[A-Z][\w.’'-]*\s?){1,5})\s?(?:will|"
    r"['’]ll|(?:is|are) "
    r"(?:to|due to|expected to|scheduled to|set to))\s+(?:also\s+|then\s+)?(?=(?!be\b|visit\b|travel\b|go\b|return\b)"
    r"[a-z]{3,})",
)
#: Before "to", words that take it, so that no aim follows: "agreed to", "expected to", "from Riga to".
_TAKES_TO = re.compile(
    r"\b(?:agree|said|says|expect|plan|schedul|due|refus|able|like|continu|beg[aiu]n|start|want|will|wish|hope|accord|was|were|"
    r"is|are|has|had|have|who|which|and|but|invit|ready|set|flew|fly|went|go(?:es|ing)?|urg|ask|call|told|tell|forc|due|try|"
    r"tried|allow|help)\w*\b|[;:]"
)
#: A word between a place and what is done there for which it need not be the visit that is meant: "his grooming to".
_OF_ANOTHER = re.compile(
    r"\b(?!(?:this|next|last|later|earl(?:y|ier)|late|mid|with|from|until|through|during|over|about|around|along|together"
    r"|accompanied|their|other|several|three|four|five|seven|eight|nine|twice|once|again|also|today|tomorrow|yesterday"
    r"|(?:week|month|year|day|hour)s?|weekend|morning|evening|afternoon|night|spring|summer|autumn|winter"
    r"|official|working|state|private|brief|short|first|second|third|final|capital|city|town|port|province|region|island"
    r"|visits?|trips?|tours?|stops?|legs?|journeys?|delegations?|ministers?|officials?|leaders?|wife|husband|[a-z]+-[a-z]+"
    r")\b)[a-z]{4,}\b"
)
_OPENS_WITHIN = 3  # characters before "In Riga, she will ..."
_WITHIN = 60  # characters between the place and its aim
_LONGEST = 250  # characters
_AFTERWARDS = re.compile(
    r",?\s+(?:before|after|amid|ahead of|but|and to (?:travel|visit|go))\s.*$|,\s+an? (?:trip|visit|move|"
    r"step|journey)\b.*$|"
    r",\s+(?:[^,]*\b(?:said|says|told|announced|added|reported|confirmed|according to)\b|"
    r"(?:which|who|where|his first|her first|the first)\b).*$",
    re.DOTALL,
)
_STOP = re.compile(r";|\.(?=\s+[A-Z“\"]|\s*$)(?<!\b[A-Z]\.)")
_DOES = re.compile(r"(?P<verb>attend|address|open|join|sign|participat|watch)(?:s|e|es|ed|ing)?\s+", re.IGNORECASE)


def purpose_of(text: str, start: int, goal: int, end: int) -> str | None:
    """Return the stated aim of a visit, None where none is stated.

    Args:
        text: the sentence.
        start: where the words that tell of the visit begin.
        goal: where its place begins.
        end: where its place ends.
    """
    told = _aim(text, start, end) or _done(text, start, goal)
    return _AFTERWARDS.sub("", told).strip(" ,") or None if told else None


def _aim(text: str, start: int, end: int) -> str | None:
    """Return what follows the place: "to sign an accord", "for talks with A", "where she will open a school"."""
    stop = _STOP.search(text, end)
    last = min(stop.start() if stop else len(text), end + _WITHIN + _LONGEST)
    found = [m for pattern in (_AIM, _FOR, _THERE) if (m := pattern.search(text, end, last))]
    for match in sorted(found, key=lambda m: m.start()):
        gap = text[end : match.start()]
        if "where" in match.re.groupindex and not (match["where"] or start < _OPENS_WITHIN):
            continue
        elsewhere = "where" not in match.re.groupindex and _OF_ANOTHER.search(gap)
        if len(gap) < _WITHIN and not elsewhere and not _TAKES_TO.search(gap):
            return text[match.end() : min(last, match.end() + _LONGEST)]
    return None


def _done(text: str, start: int, goal: int) -> str | None:
    """Return what is done at a place told after it: "attended the funeral in Riga"."""
    match = _DOES.match(text, start)
    if match is None or match.end() >= goal:
        return None
    done = re.sub(r"[\s,]+(?:in|at|here)?\s*(?:the\s+)?(?:[A-Z]\w+,\s+)?$", "", text[match.end() : goal])
    verb = match["verb"].casefold()
    if not re.search(rf"\b{_EVENT}\b", done):
        return None
    return f"{'participate' if verb == 'participat' else verb} {done}"
