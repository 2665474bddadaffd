"""What a sentence tells of a visit besides who goes where: its city, its hosts, its kind, the bodies visited."""

from __future__ import annotations

import re

from communique.language.countries import is_place, organisations_in
from communique.language.cues import cued
from communique.language.scene import Destination, Scene
from communique.language.story import Find
from communique.language.visit_nouns import VISIT_NOUN
from communique.records import Formality

__all__ = ["bodies_at", "city_of", "formality_of", "hosts_of"]

_NEAR = 40  # characters
_EVENT_OF = re.compile(r"(?:['’]s?)?\s+(?:[\w-]+\s+){0,2}?(?i:summit|meeting|conference|session|forum|talks|leaders)\b")
_FORMALITY: tuple[tuple[str, Formality], ...] = (
    ("state", "state"),
    ("official", "official"),
    ("working", "working"),
    ("private", "private"),
    ("transit", "transit"),
    ("stopover", "transit"),
)
_BY_VERB: tuple[tuple[re.Pattern[str], Formality], ...] = (
    (re.compile(r"\bprivately\b"), "private"),
    (re.compile(r"\bstop(?:s|ped|ping)? over\b|\btransit(?:s|ed|ing)?\b"), "transit"),
)
_IN = re.compile(r"(?<!mbassador )(?<!nvoy )(?<!mbassy )(?<!ommissioner )\b(?:in|to|making)\s+$")
_SAID_BY = cued(r"\b(?:said|says|according to)\s+(?:(?!and\b)[\w’'-]+\s+){0,5}$")


def bodies_at(text: str, at: int) -> list[str]:
    """Return the bodies named right after an offset, without those that only hold an event: "for the G20 summit"."""
    near = organisations_in(text[at : at + _NEAR])
    return [body.name for body in near if not _EVENT_OF.match(text, at + body.end)]


def city_of(scene: Scene, find: Find, leg: Destination) -> str | None:
    """Return the one city of the state visited that the sentence names later: "in Peru she will meet A in Lima"."""
    cities = {
        m.text
        for m in scene.places
        if m.start >= find.start
        and m.code == leg.code
        and _IN.search(scene.text[: m.start])
        and not scene.text.startswith(("'s ", "’s "), m.end)
    }
    return cities.pop() if len(cities) == 1 and is_place(next(iter(cities))) else None


def hosts_of(scene: Scene, find: Find, leg: Destination, *, ahead: bool) -> tuple[str, ...]:
    """Return who receives the visitor: who is met there and acts for the host state, or for none that is stated.

    Who invites receives once the visit is made.
    """
    if find.host:
        return (find.host.name,)
    if find.met:
        return tuple(person.name for person in find.met)
    inviters = tuple(p.name for p in scene.inviters if p not in find.people and p.country in {None, leg.code})
    if inviters:
        return () if ahead else inviters
    match = re.search(
        r"\b(?:m(?:et|eets?|eetings?)|received by|hosted by|welcomed by|talks|greeted by|organi[sz]ed by)\b", scene.text
    )
    if not match:
        return ()
    told = [(a, p) for a, _, p in scene.people if a > match.end()]
    others = scene.text.find(" between ", match.end())
    if others >= 0 and not any(a > others and p in find.people for a, p in told):
        told = [(a, p) for a, p in told if a < others]  # who met each other elsewhere
    met = [p for a, p in told if p not in find.people and not _SAID_BY.search(scene.text[:a])]
    return tuple(dict.fromkeys(p.name for p in met if p.country in {None, leg.code}))


def formality_of(text: str, start: int, end: int) -> Formality:
    """Return the text's own word for the visit: it stands right before the noun ("a three-day state visit")."""
    noun = VISIT_NOUN.search(text, start, end + 60)
    words = text[: noun.start()].casefold().split()[-3:] if noun else []
    owner = max((n for n, word in enumerate(words) if word.endswith(("'s", "’s", "'", "’"))), default=-1)
    words = words[owner + 1 :]  # not of "the Secretary of State's visit"
    kinds = [kind for word, kind in _FORMALITY if word in words or f"{word}," in words]
    kinds += [kind for said, kind in _BY_VERB if said.search(text, start, end)]
    return kinds[0] if kinds else "unspecified"
