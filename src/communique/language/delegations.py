"""Who is sent, and who comes along: envoys, stand-ins and further members of a delegation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from communique.language.cues import cued
from communique.language.people import Person
from communique.language.receptions import acting_state
from communique.language.scene import Scene
from communique.language.story import Find, Gathering, Story, find_with_subject
from communique.language.visit_nouns import TOWARDS
from communique.records import VisitStatus

__all__ = ["CARRIED", "STAGE", "companions", "sending"]

STAGE = re.compile(
    r"^(?:(?:while|once|then|later|also|afterwards|earlier)\s*,?\s+)?(?:in|while in|at)\s+", re.IGNORECASE
)
CARRIED = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+$")
_THERE = re.compile(r"\s+(?:on (?:an?|his|her) (?:[\w-]+ ){0,3}?(?:visit|trip|tour)\s+)?to\s+")
_SHORTLY = 12  # characters between a verb and its object
_ACCOMPANIED = cued(
    r"\b(?:represented|accompanied|joined|headed|led) (?:(?:throughout|on the (?:trip|visit|tour)|there|also) )?by\b|"
    r"\b(?:head|leader|chair|chairman|members?) of the (?:[\w-]+ )?(?:delegation|group|mission),(?= )|"
    r"\b(?:delegation|entourage)(?: (?:of|from|to) [\w’' -]{3,40}?)?,?(?: which)? "
    r"(?:also )?(?:includ\w+|compris\w+|consist\w+ of)\b",
    re.IGNORECASE,
)
_SIDE = re.compile(r"\b(?:delegation|side|team)\s+(?:(?:is|was|will be|were)\s+)?$")
_ACCOMPANIES = cued(
    r"\b(?:accompan(?:ied|ies|ying)|(?:will|to|would) accompany|travel(?:l?ed|l?ing|s) with)\s+(?!by\b)"
    r"(?=him\b|her\b|them\b|the\s|(?:[A-Z][\w’'-]+))"
)
_SENDS = re.compile(
    r"\b(?:sen(?:t|ds?|ding)|dispatch(?:es|ed|ing)?)\b(?! (?:a (?:letter|message)|aid|troops|his|her)\b(?! \w+))"
)
_ENVOYS = re.compile(
    r"\s+(?:an?|its|his|her|their|the|two|three|several|senior|high-level|special)\s+(?:[\w-]+\s+){0,4}?"
    r"(?:delegations?|envoys?|ministers?|missions?|representatives?|officials?|negotiators?|diplomats?|emissar(?:y|ies)|lawmakers)\b"
)
_DELEGATION_IN = re.compile(
    r"\b(?:delegation|team|side)\s+(?:in|at)\s+(?:the\s+)?(?:[A-Z][\w’'-]*\s+){1,3}(?:is|was|were|will be)\s+$"
)
_TO_EVENT = re.compile(
    r"[^,.;]{3,60}?\s(?:for|to)\s+(?:the|this)\s+(?:[\w’'-]+\s+){0,3}?(?:summit|meeting|conference|forum|talks|congress|session)\b",
    re.IGNORECASE,
)
_OF_WHOM = re.compile(
    r"\s+(?:[\w-]+\s+){0,3}?(?:representatives|envoys|officials|aides|advis[eo]rs|allies|members) (?:of|from|to)\b"
)
_AHEAD = re.compile(r"\b(?:will|would|to|plans|may|could)\b[^.;]*$|\bsends?$")
_INSTEAD = cued(r"\s+(?:in (?:his|her|its|their) (?:stead|place)|on (?:his|her|its|their) behalf|instead)\b")


def sending(scene: Scene, story: Story) -> Iterator[Find]:
    """Verbs of sending somebody: "sent its foreign minister, A, to Riga"."""
    for match in _SENDS.finditer(scene.text):
        if match.group() in {"sent", "dispatched"} and CARRIED.search(scene.text[: match.start()]):
            continue
        where = scene.destinations(match.end(), reach=130)
        stead = None if where else _INSTEAD.search(scene.text, match.end())
        if stead:
            yield from _sent_instead(scene, story, match, stead)
            continue
        event = _TO_EVENT.match(scene.text, match.end())
        if event and story.gathering and not where:
            yield from _sent_to_event(scene, story.gathering, match, event)
            continue
        lead = TOWARDS.search(scene.text[match.end() : where[0].start]) if where else None
        found = find_with_subject(scene, match.span(), where, story) if lead else None
        sent = _sent(scene, match, found) if found else None
        if sent:
            yield sent


def _sent_instead(scene: Scene, story: Story, match: re.Match[str], stead: re.Match[str]) -> Iterator[Find]:
    """Yield who goes where somebody else does not: "skipped the summit in Riga, sending Minister A in her stead"."""
    held = story.gathering.where if story.gathering else None
    where = scene.located(0, reach=match.start()) or (
        (replace(held, start=match.end(), end=match.end()),) if held else ()
    )
    whom = _named_before(scene, match.end(), stead.start())
    state: VisitStatus = "planned" if _AHEAD.search(scene.text, 0, match.end()) else "completed"
    if where and whom:
        yield Find(*match.span(), whom, (), where[:1], ("host_inferred",), stays=True, state=state)


def _sent_to_event(scene: Scene, held: Gathering, match: re.Match[str], event: re.Match[str]) -> Iterator[Find]:
    """Yield who is sent to a gathering told before: "She dispatched her foreign minister for the summit"."""
    sender = scene.subject(match.start())
    states = sender.states or tuple(p.country for p in sender.people[:1] if p.country)
    whom = _named_before(scene, match.end(), event.end())
    here = (replace(held.where, start=match.end(), end=match.end()),)
    if whom or _ENVOYS.match(scene.text, match.end()):
        yield Find(
            *match.span(), whom, () if whom else states[:1], here, ("host_inferred",), stays=True, when=held.when
        )


def _sent(scene: Scene, match: re.Match[str], found: Find) -> Find | None:
    """Return a journey made by whoever is sent, for the state that sends: "Peru's king sent his envoy, A, to Riga"."""
    whom = _named_before(scene, match.end(), found.where[0].start)
    state = next(iter([*(p.country for p in found.people), *found.parties, acting_state(scene, match.start())]), None)
    if not whom and not (state and _ENVOYS.match(scene.text, match.end())):
        return None
    found = replace(found, parties=() if whom or not state else (state,))
    served = (replace(p, country=state, country_by=None) if state and p.country_by else p for p in whom)
    return replace(found, people=tuple(served))


def _named_before(scene: Scene, start: int, end: int) -> tuple[Person, ...]:
    """Return who is named between a verb of sending and where somebody is sent: "sent her aide, A, to Riga"."""
    return tuple(person for a, b, person in scene.people if start <= a and b <= end)


def _serving(people: Sequence[Person], led: Sequence[Person]) -> tuple[Person, ...]:
    """Return companions with the state of whom they come along with, where their own is not stated."""
    state = next((person.country for person in led if person.country_by is None), None)
    return tuple(replace(p, country=state, country_by=None) if state and p.country_by else p for p in people)


def companions(scene: Scene, story: Story) -> Iterator[Find]:
    """Further members of a delegation."""
    for match in _ACCOMPANIES.finditer(scene.text):
        party = scene.subject(match.start())
        whom = {person.name for a in scene.actors if 0 <= a.start - match.end() < _SHORTLY for person in a.people}
        if not party.people or not whom.isdisjoint(person.name for person in party.people):
            continue
        led = next((a for a in scene.actors if a.people and 0 <= a.start - match.end() < _SHORTLY), None)
        onward = _THERE.match(scene.text, led.end) if led else None
        where = scene.destinations(onward.end(), reach=4)[:1] if onward else ()
        if led and where:
            yield Find(*match.span(), (*led.people, *party.people), (), where)
        else:
            yield Find(*match.span(), party.people, (), (), joins=True)
    for match in _ACCOMPANIED.finditer(scene.text):
        people = _serving(scene.people_after(match.end(), reach=90), scene.subject(match.start()).people[:1])
        people = () if _OF_WHOM.match(scene.text, match.end()) else people
        stage = STAGE.match(scene.text) if match.group().startswith("represented") else None
        where = scene.destinations(stage.end() - 1, reach=8)[:1] if stage else ()
        sided = match.group().startswith("represented") or _SIDE.search(scene.text[: match.start()])
        there = _DELEGATION_IN.search(scene.text[: match.start()])
        where = where or (scene.located(there.start(), reach=60)[:1] if there else ())
        held = story.gathering if sided and not where else None
        where = (replace(held.where, start=0, end=0),) if held else where
        if people:
            yield Find(
                *match.span(), people, (), where, joins=not where, stays=bool(held), when=held.when if held else None
            )
