"""Parties that are not named: a president or minister told by the state alone, and delegations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from communique.language.countries import Mention
from communique.language.cues import cued
from communique.language.offices import OFFICE, QUALIFIER
from communique.language.people import Person

__all__ = ["Unnamed", "counted_in", "holder_of", "unnamed_in"]

#: Where an unnamed party stands in a sentence, the states it comes from, and the words for it.
Unnamed = tuple[int, int, tuple[str, ...], str]

_HEAD = (
    r"(?:presidents?|ministers?|premiers?|chancellors?|leaders?|kings?|queens?|emperors?|monarchs?|emirs?|sultans?|delegations?|delegates|"
    r"negotiators|speakers?|colleagues?|envoys?|diplomats|representatives|officials|lawmakers|legislators|senators|parliamentarians|MPs|congressmen|missions?|counterparts?|"
    r"secretar(?:y|ies)|first lad(?:y|ies)|FMs?|PMs?)"
)
_KIND = "|".join(
    sorted(
        (QUALIFIER - {"then"})
        | {
            "business",
            "parliamentary",
            "technical",
            "ruling",
            "government",
            "high-level",
            "ministerial",
            "and",
            "visiting",
            "investment",
        },
        key=len,
        reverse=True,
    )
)
_HELD = re.compile(
    rf"(?:['’]s?)?\s+(?:(?:{_KIND})\s+){{0,4}}(?P<head>{_HEAD})(?:-elect|-designate)?\b(?!-)", re.IGNORECASE
)
_HELD_FOR = re.compile(
    rf"\b(?:the |an? |two |both |three |four |five |six |"
    rf"seven )?(?:(?:{_KIND})\s+){{0,4}}(?P<head>{_HEAD})\s+(?:of|from)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"\b(?:the|an?|two|both|its|his|her)\s+(?:(?:high-level|top|senior)\s+)?"
    r"(?:(?:[\w-]+\s+){0,3}(?:delegation|group|team|party)\s+of\s+)?$",
    re.IGNORECASE,
)
_OWN_DELEGATION = cued(r"\b(?:an?|its|another)\s+(?:[a-z-]+\s+){0,2}delegation\b(?!\s+(?:of|from|to))")
_BODY = re.compile(
    r"(?:['’]s)?\s+(?:\w+\s+)?(?:[Mm]inistry|[Gg]overnment|[Ee]mbassy|[Pp]arliament|[Pp]residency|[Cc]abinet)\b"
)
_ANY_HEAD = re.compile(
    r"resident|ueen|mperor|onarch|peaker|olleague|fficial|inister|remier|hancellor|eader|king|mir|ultan|eleg|"
    r"egotiat|nvoy|iplomat|awmaker|egislat|enator|arliamentar|MPs|ongressm|ission|ecretar|FM|PM|irst lad"
)
_LIST = re.compile(r"\s*(?:,|and|of|the|both|as well as|,\s*and)?\s*(?:and\s+)?(?:of\s+)?(?:the\s+)?")
_WHOSE = re.compile(r"['’]s?\s+(?:army|military|government|parliament|ministry|rebels|opposition|navy)\b")
_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNTED = re.compile(
    rf"\bthe\s+(?:(?:{_KIND})\s+){{0,3}}(?P<head>{_HEAD}|heads of state|governments)\s+of\s+(?:all\s+)?the\s+"
    rf"(?P<number>{'|'.join(_NUMBERS[2:])})\s+(?:\w+\s+)?(?:states|countries|nations|republics|neighbou?rs)\b",
    re.IGNORECASE,
)
_GENERIC = re.compile(r"\b(?:first|any|no|another|every|only|last|top)\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
_DELEGATION = re.compile(
    r"deleg|representatives|officials|mission|negotiat|lawmak|senators|parliamentar|MPs|"
    r"congressm|legislat|diplomats",
    re.IGNORECASE,
)
_RANKS = frozenset("deputy vice assistant former prime foreign defence defense finance trade".split())
_SHORT = {"PM": "prime minister", "PMs": "prime minister", "FM": "foreign minister", "FMs": "foreign minister"}
_LEADS = re.compile(r"\b(?:president|premier|prime minister|king|emir|sultan|chancellor|leader)\b", re.IGNORECASE)


def unnamed_in(text: str, places: Sequence[Mention]) -> Iterator[Unnamed]:
    """Yield unnamed parties: "Poland's president", "the Omani and Georgian premiers", "envoys of A, B and C"."""
    if _ANY_HEAD.search(text):
        yield from chain(_held(text, places), _held_for(text, places), _sent(text, places))


def _held(text: str, places: Sequence[Mention]) -> Iterator[Unnamed]:
    """Yield parties whose states stand before the office: "the Omani and Georgian premiers", "UK foreign secretary"."""
    for i, mention in enumerate(places):
        head = _HELD.match(text, mention.end) if mention.code and mention.kind != "city" else None
        if head is None or (mention.kind in {"capital", "metonym"} and head.group()[0] == " "):
            continue
        if _GENERIC.search(text[: mention.start]) and not _DELEGATION.match(head["head"]):
            continue
        first = i
        several = head["head"].endswith("s")
        while several and first and _LIST.fullmatch(text[places[first - 1].end : places[first].start]):
            first -= 1
        codes = tuple(dict.fromkeys(m.code for m in places[first : i + 1] if m.code))
        lead = _ARTICLE.search(text[: places[first].start])
        yield (lead.start() if lead else places[first].start), head.end(), codes, head.group()


def _held_for(text: str, places: Sequence[Mention]) -> Iterator[Unnamed]:
    """Yield parties whose states stand after the office: "the presidents of A and B", "a delegation from C"."""
    for match in _HELD_FOR.finditer(text) if " of " in text or " from " in text else ():
        listed: list[str] = []
        at = match.end()
        for mention in places:
            if mention.start < at or not mention.code or mention.kind == "demonym":
                continue
            if not (_LIST.fullmatch(text[at : mention.start]) if listed else mention.start == at):
                break
            listed.append(mention.code)
            at = mention.end
        whose = _WHOSE.match(text, at) if listed else None
        at = whose.end() if whose else at
        if listed:
            yield match.start(), at, tuple(dict.fromkeys(listed)), match.group()


def _sent(text: str, places: Sequence[Mention]) -> Iterator[Unnamed]:
    """Yield delegations of the government that speaks: "according to the Peruvian ministry, a delegation will"."""
    for match in _OWN_DELEGATION.finditer(text):
        bodies = [m for m in places if m.code and m.end <= match.start() and _BODY.match(text, m.end)]
        if bodies:
            yield match.start(), match.end(), (bodies[-1].code,), match.group()


def counted_in(text: str, places: Sequence[Sequence[Mention]]) -> Iterator[Unnamed]:
    """Yield parties told by their number: "the leaders of the three states", which were listed or named before.

    Args:
        text: the sentence.
        places: words that stand for states in it, then in the sentences before, nearest first.
    """
    for match in _COUNTED.finditer(text) if " of the " in text or " of all " in text else ():
        number = _NUMBERS.index(match["number"].casefold())
        for mentions in places:
            states = tuple(dict.fromkeys(m.code for m in mentions if m.code and m.kind in {"name", "demonym"}))
            if len(states) == number:
                yield match.start(), match.end(), states, match["head"]
                break


def holder_of(people: Sequence[Person], code: str, head: str) -> Person | None:
    """Return the one named person who holds an office of a state, wherever the article names them.

    Args:
        people: the article's people.
        code: the state.
        head: the words for the office; a "leader" is whoever leads a state or government.
    """
    told = [_SHORT.get(word, word) for word in re.findall(r"[\w-]+", head)]
    words = {word.casefold().removesuffix("s") for word in " ".join(told).split()} & (OFFICE | QUALIFIER)
    if "delegation" in head.casefold() or not words & OFFICE:
        return None
    words -= {"leader"}
    roles = {p.name: set(re.findall(r"[\w-]+", p.role.casefold())) for p in people if p.country == code and p.role}
    serving = [p for p in people if p.country == code and p.name in roles]
    stated = (p for p in serving if words or p.country_by != "country_from_context")  # a mere leader by no guess
    fits = [p for p in stated if words <= roles[p.name] and (words or _LEADS.search(p.role or ""))]
    exact = [p for p in fits if roles[p.name] & _RANKS <= words]
    chosen = exact or [p for p in fits if p.country_by is None] or fits
    return chosen[0] if len(chosen) == 1 else None
