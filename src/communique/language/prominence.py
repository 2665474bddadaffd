"""How much an article is about each state: the officials whom it names without one are most likely of that state."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from communique.language.countries import TOWNS, countries_in
from communique.language.cues import cued
from communique.language.segment import Sentence

__all__ = [
    "Named",
    "highest_office",
    "offices_told",
    "paired",
    "prominence",
    "shared_nationality",
    "spoken_of",
    "states_named",
]

_SAYS = (
    r"(?:(?:said|says|warned|insisted|claimed|alleged|added) |told (?:(?!in\b|at\b)\w+ ){1,5}"
    r"(?:(?:in|at) (?:[A-Z][\w-]+ ){1,2})?)(?:(?:on )?\w+day )?(?:that )?(?:the )?"
)
_SAID = re.compile(r"(?:,[^,]*,)? " + _SAYS)
_BLAMES = re.compile(
    r" (?:blam|accus|condemn|criticis|criticiz|denounc|threaten)(?:es?|s|ed)(?: the)? "
    r"| ordered (?:air ?)?(?:strikes|attacks) on(?: the)? "
)
_AFTER_SAID = cued(r"\b" + _SAYS + "$")
_OF_OWN = re.compile(  # "the minister said Peru hoped for talks"
    r"\s(?:hope[sd]?|wants?|wanted|seeks?|sought|welcome[sd]?|expect(?:s|ed)|stands?|stood|reserve[sd]"
    r"|(?:is|was) (?:ready|willing|prepared|committed)) "
)
_MISDEED = "broken|violated|attacked|sent|fired|launched|struck|invaded|killed|lied"
_AGAINST = re.compile(
    rf"\s(?:should|must|needs? to|ought to|had to|ha[ds] (?:{_MISDEED})"
    r"|(?:is|was) (?:jamming|attacking|violating|threatening|spying|arming|blocking|provoking|lying|behind|responsible)"
    r"|violate[sd]|attack(?:s|ed)|invade[sd]|broke|threatens?|threatened)\b"
)
_DATELINE = re.compile(
    r"\s*(?:\([^)\n]{2,40}\)\s*)?(?P<place>[A-Z][A-Z.'’ -]{2,}|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2})"
    r"(?:,[^\n—–:]{2,40}?)?"
    r"\s*(?:[(/][^)\n/]{2,40}[)/])?[^\S\n]*(?:—|–|--|_|\s-\s|:(?=\s)|(?<=/)|(?<=\)))"
)
_VENUE = re.compile(r"\b(?:in|at)\s+$")
_OF_VENUE = 0.35  # of a mention: talks in a city say little of whom they are about
_OF_OTHERS = 0.4  # of a mention: whom somebody speaks of, goes to or accuses is seldom his own state
_SPOKEN_OF = cued(
    r"\b(?:(?:accus|blam|condemn|criticis|criticiz|denounc|attack|bomb|invad|threaten|struck|strik|sanction|urg)"
    r"(?:e|ed|es|ing)?|"
    r"(?:strikes?|attacks?|sanctions|war|pressure|tariffs|speech|stance|policy) (?:on|against|towards?)|"
    r"(?:envoy|representative|coordinator) (?:for|to)|"
    r"(?:tariffs|aid|arms|weapons|message|letter) (?:on|to|for))\s+(?:both |the )?$"
)
_NAMESAKES = {
    "Congolese": ("CD", "CG"),
    "Dominican": ("DO", "DM"),
    "Guinean": ("GN", "GW", "GQ", "PG"),
    "Korean": ("KR", "KP"),
}
_HIGHEST_OFFICE = (
    r"president|prime minister|premier|chancellor|king|queen|emir|sultan|"
    r"(?:foreign|defen[cs]e|interior|finance|trade|energy|economy|health) minister"
)
_HIGHEST = re.compile(
    rf"^(?:the )?(?:(?:acting|interim|new|first|prime|current) )*(?P<office>{_HIGHEST_OFFICE}|"
    r"minister (?:of|for) (?:foreign|external) affairs|minister (?:of|for) defen[cs]e|head of state)$",
    re.IGNORECASE,
)
_HOLDER = re.compile(rf"(?P<its>['’]s)?(?: new)?\s(?P<office>(?i:{_HIGHEST_OFFICE}))\b(?!\s[A-Z]|['’]s?\s[A-Z])")
_PAIR = re.compile(r"[-–/]| and (?:the )?")
_LEAD = 2  # sentences
_AMONG_FIRST = 6  # sentences, among which a dateline is looked for


@dataclass(frozen=True, slots=True)
class Named:
    """A state named in the article, by its offset."""

    start: int
    end: int
    code: str
    kind: str


def states_named(sentence: Sentence) -> list[Named]:
    """Return the states that a sentence names, in order."""
    return [
        Named(sentence.start + each.start, sentence.start + each.end, each.code, each.kind)
        for each in countries_in(sentence.text)
    ]


@lru_cache(maxsize=1024)  # everybody's is held against everybody else's
def highest_office(role: str | None) -> str | None:
    """Return the office of which a state has one, in one spelling, that a role names."""
    match = _HIGHEST.match(role or "")
    if not match:
        return None
    office = re.sub(r"^minister (?:of|for) (\w+).*", r"\1 minister", match["office"].casefold())
    return office.replace("defense", "defence").replace("external", "foreign")


def offices_told(sentences: Sequence[Sentence], named: Sequence[Sequence[Named]]) -> dict[str, set[str]]:
    """Return the states whose holders of a highest office stand unnamed: "a Peruvian president", "Peru's president"."""
    told: dict[str, set[str]] = {}
    for sentence, states in zip(sentences, named, strict=True):
        for each in states:
            holder = _HOLDER.match(sentence.text, each.end - sentence.start)
            some = each.kind == "demonym" and sentence.text[: each.start - sentence.start].endswith((" a ", " an "))
            leads = sentence.index < _LEAD and each.kind == "name"  # named further down, as often as not
            if holder and (some or (leads and holder["its"])):
                told.setdefault(highest_office(holder["office"]) or "", set()).add(each.code)
    return told


def shared_nationality(words: str) -> tuple[str, ...]:
    """Return the states that a nationality in a title or right before it may mean, where several bear the name."""
    return next((states for word in words.split()[-6:] if (states := _NAMESAKES.get(word))), ())


def prominence(sentences: Sequence[Sentence], named: Sequence[Sequence[Named]]) -> defaultdict[str, float]:
    """Return how often each state is named, most of all first and as dateline; zero for all others."""
    home, until = _dateline(sentences)
    told = [each for states in named for each in states if each.start >= until]
    where = [(e, sentence) for sentence, states in zip(sentences, named, strict=True) for e in states]
    venues = {e for e, sentence in where if _is_venue(e, sentence)}
    others = {e for e, sentence in where if _is_of_others(sentence, e)}
    counts: defaultdict[str, float] = defaultdict(float)
    elsewhere = {each.code for each in told if each not in venues}
    for each in told:
        counts[each.code] += (_OF_OTHERS if each in others else 1) if each.code in elsewhere else _OF_VENUE
    most = max(1, *counts.values()) if counts else 1
    weight = defaultdict(float, {code: 0.6 * n / most for code, n in counts.items()})
    if told and told[0].code in elsewhere and told[0] not in others:
        weight[told[0].code] += 0.2
    if home and counts[home]:  # where a correspondent sits is not what he writes about
        weight[home] += 0.5
    return weight


def _dateline(sentences: Sequence[Sentence]) -> tuple[str | None, int]:
    """Return the state that a dateline names, and where the dateline ends if the text opens with it."""
    for sentence in sentences[:_AMONG_FIRST]:
        place = _DATELINE.match(sentence.text)
        home = countries_in(place["place"]) if place else ()
        if place and home and home[0].kind in TOWNS:
            return home[0].code, sentence.start + place.end() if sentence.index == 0 else 0
    return None, 0


def spoken_of(sentence: Sentence, each: Named, after: int) -> float:
    """Return what somebody named before ``after`` says of a state: its hopes are his own, its faults another's."""
    between = sentence.text[after - sentence.start : each.start - sentence.start]
    if _BLAMES.fullmatch(between):
        return -1.2
    end = each.end - sentence.start
    if not _SAID.fullmatch(between):
        return 0.0
    if _AGAINST.match(sentence.text, end):
        return -1.0
    own = _OF_OWN.match(sentence.text, end) or each.kind in TOWNS  # a capital that acts: "said Lima would respond"
    return 0.6 if own else 0.0


def _is_of_others(sentence: Sentence, each: Named) -> bool:
    """Whether a state is one that somebody deals with, acts or speaks against."""
    start, end = each.start - sentence.start, each.end - sentence.start
    if _SPOKEN_OF.search(sentence.text, 0, start):
        return True
    return _AGAINST.match(sentence.text, end) is not None and _AFTER_SAID.search(sentence.text, 0, start) is not None


def _is_venue(each: Named, sentence: Sentence) -> bool:
    """Whether a sentence says that something was held in a place: "in Lima"."""
    return each.kind in TOWNS and _VENUE.search(sentence.text, 0, each.start - sentence.start) is not None


def paired(sentences: Sequence[Sentence], named: Sequence[Sequence[Named]], state: str) -> set[str]:
    """Return the states named side by side with a state: "relations between Peru and Chile"."""
    pairs: set[str] = set()
    for sentence, states in zip(sentences, named, strict=True):
        for one, other in pairwise(states):
            beside = _PAIR.fullmatch(sentence.text, one.end - sentence.start, other.start - sentence.start)
            pairs |= {one.code, other.code} if beside and state in {one.code, other.code} else set()
    return pairs - {state}
