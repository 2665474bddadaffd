"""The scenes of an article: who each name in a sentence is, as that sentence or one before presents them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from communique.language.countries import TOWNS, Mention, countries_in
from communique.language.names import NameMention
from communique.language.parties import unnamed_in
from communique.language.people import Person, Roster
from communique.language.scene import Scene
from communique.language.segment import Sentence

__all__ = ["scenes_of"]

_DATELINE = re.compile(
    r"[A-Z][\w’'. -]{2,30}?(?:,[^:—–]{0,40}|\s*\([^)]*\)|/[A-Z][\w ]+)*\s*(?:\([^)]*\)\s*)?(?::|--?|_|—|–)\s"
)
_APPOSED_TO = re.compile(r"(?:^|[,;]\s)(?P<who>[^,;]{5,90}),\s+$")  # "Peru's head of protocol, Ana Silva"
_OF_STATE = frozenset({"'s ", "’s ", "' ", "’ "})
_NAMES_ONLY = re.compile(
    r"[ -](?:administration|government|cabinet|presidency|campaign|era|doctrine|years)\b"
)  # is nobody
_LISTS = re.compile(r"(?:,\s|,?\sand\s)")
_SUFFIX = re.compile(r",?\s(?:Jr\b\.?|Sr\b\.?|I{2,3}\b)")
_OF = re.compile(r"\s+of\s+(?:the\s+)?")
_DATELINE_WITHIN = 4  # sentences: headline, byline and date come before it
_NEXT = 5  # characters
_FAR = 4  # sentences that a pronoun may look back


def scenes_of(sentences: Sequence[Sentence], roster: Roster, voices: Mapping[int, Person]) -> tuple[Scene, ...]:
    """Return a scene for every sentence, in order; ``voices`` tells by paragraph who says "I" outside quotations."""
    owners: dict[int, Person] = {m.start: person for person in roster.people for m in person.mentions}
    by_sentence: dict[int, list[NameMention]] = {}
    for mention in roster.mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    dateline: Mention | None = None
    presented: dict[str, Person] = {}  # with the state told where they were first named
    scenes: list[Scene] = []
    for sentence in sentences:
        here = [m for m in by_sentence.get(sentence.index, []) if m.start in owners]
        here = [m for m in here if not _NAMES_ONLY.match(sentence.text, m.end - sentence.start)]
        named: list[tuple[int, int, Person]] = []
        states = _respective(sentence, here)
        for mention in here:
            last = named[-1][2] if named else next((p for s in reversed(scenes[-2:]) for _, _, p in s.people[:1]), None)
            person = presented.get(owners[mention.start].name, owners[mention.start])
            unsure = person.role is None or (person.country_by is not None and not person.introduced)
            person = (_bridged(scenes[-2:], sentence, mention, person) if unsure else None) or person
            known = person.name in presented or person.role is not None
            if mention.start in states:
                person, known = replace(person, country=states[mention.start], country_by=None), True
            entry = _introduced(sentence, mention, person, last, known=known)
            if entry:
                named.append(entry)
                presented[entry[2].name] = entry[2]
        people = tuple(named)
        dateline = dateline or (_dateline(sentence.text) if len(scenes) < _DATELINE_WITHIN else None)
        scenes.append(
            Scene(sentence, people, roster, dateline, presented, voices.get(sentence.paragraph), tuple(scenes[-_FAR:]))
        )
    return tuple(scenes)


def _bridged(scenes: Sequence[Scene], sentence: Sentence, mention: NameMention, person: Person) -> Person | None:
    """Return a person named first thing after a sentence about an unnamed one, as that one.

    "Peru's foreign minister arrived in Accra. Ana Silva was met by ..." names in the second whom the first told.
    """
    opens = mention.start == sentence.start and " " in mention.name and mention == person.mentions[0]
    for scene in reversed(scenes if opens else ()):
        told = [entry for entry in unnamed_in(scene.text, scene.places) if len(entry[2]) == 1]
        if told and not scene.people and not re.search(r"s$|deleg|mission", told[0][3].strip(), re.IGNORECASE):
            return replace(
                person, country=told[0][2][0], country_by="country_from_context", role=told[0][3].strip(" '’s")
            )
    return None


def _respective(sentence: Sentence, mentions: Sequence[NameMention]) -> dict[int, str]:
    """Return whose names are listed after their states: "the presidents of Peru and Togo, A and B"."""
    found: dict[int, str] = {}
    if len(mentions) < 2 or " of " not in sentence.text:
        return found
    for _, end, states, _ in unnamed_in(sentence.text, countries_in(sentence.text)):
        at, listed = sentence.start + end, list[NameMention]()
        for mention in mentions:
            if mention.start >= at and _LISTS.fullmatch(
                sentence.text, at - sentence.start, mention.start - sentence.start
            ):
                listed.append(mention)
                at = mention.end
        if len(listed) == len(states) > 1:
            found |= {mention.start: code for mention, code in zip(listed, states, strict=True)}
    return found


def _introduced(
    sentence: Sentence, mention: NameMention, person: Person, owner: Person | None, *, known: bool
) -> tuple[int, int, Person] | None:
    """Return a mention of somebody presented by an office or, with a full name, by a state: "Ghana's A and B of Togo".

    A minister told as somebody's ("his foreign minister, A") serves the state of whoever was named before.
    """
    start, end = mention.start - sentence.start, mention.reach - sentence.start
    suffix = _SUFFIX.match(sentence.text, end)
    end = suffix.end() if suffix else end
    before = sentence.text[max(0, start - 40) : start]
    counterpart = "counterpart" in before or "counterpart" in (person.role or "")
    if mention.possessed and person.country_by == "country_from_context" and owner and not counterpart:
        person = replace(person, country=owner.country)
    if person.introduced or known or " " not in mention.name:
        return (start, end, person) if person.introduced or known else None
    holder = (
        next((m for m in countries_in(before) if m.code and before[m.end :] in _OF_STATE), None)
        if before.endswith("s ")
        else None
    )
    apposed = _APPOSED_TO.search(sentence.text, 0, start)
    phrase = apposed["who"] if apposed else ""
    told = next(unnamed_in(phrase, countries_in(phrase)), None) if apposed else None
    if told and (told[0] < _NEXT or told[1] == len(phrase)) and len(told[2]) == 1:
        return start, end, replace(person, country=person.country or told[2][0])
    home = _OF.match(sentence.text, end)
    named = countries_in(sentence.text[home.end() : home.end() + 40]) if home and not holder else ()
    if holder:
        return start, end, replace(person, country=person.country or holder.code)
    if home and named and named[0].start == 0 and named[0].kind == "name" and named[0].code:
        return start, home.end() + named[0].end, replace(person, country=person.country or named[0].code)
    return None


def _dateline(text: str) -> Mention | None:
    """Return the place of a dateline: "ACCRA, 3 May (Agency) -", "ACCRA:"."""
    match = _DATELINE.match(text)
    place = next(iter(countries_in(match.group())), None) if match else None
    if match is None or place is None or place.start or place.code is None:
        return None
    dashed = match.group().rstrip()[-1] in "—–-_" and place.kind in TOWNS
    return place if dashed or text[: place.end].isupper() else None
