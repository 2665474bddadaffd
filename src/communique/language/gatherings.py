"""Summits, conferences and rounds of talks held abroad: a visit there by each side that is not at home.

A summit is told over several sentences: where it is held in one, who takes part in others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from communique.language.actors import Party
from communique.language.cues import cued
from communique.language.people import Person
from communique.language.scene import Destination, Scene
from communique.language.status import CALLED_OFF, WILL_HAPPEN
from communique.language.story import Find, Gathering, Story
from communique.records import VisitStatus

__all__ = ["CONTACT", "REMOTE", "attendance", "beside", "by_state", "parties_between"]

_BETWEEN = re.compile(
    r"\b(?:talks|meeting|summit|negotiations|discussions)\b[^,.;]{0,80}?\b(?:between|involving)\s+", re.IGNORECASE
)
#: Words that take whom somebody meets.
CONTACT = cued(
    r"\b(?:m(?:et|eets?|eeting)(?: with)?|(?:is|are|was|were|be|been|being) (?:\w+ly )?(?:received|"
    r"greeted|welcomed|hosted)\b[^,.;]{0,50}?\bby|"
    r"(?:call(?:s|ed)?|courtesy call) on|(?:talks|discussions|lunch|dinner|consultations) with|"
    r"sat down with|alongside)\s+(?=\w)",
    re.IGNORECASE,
)
_ATTENDED = cued(
    r"\b(?:visitors|guests|dignitaries|mourners|leaders|heads of state)\b[^.;]{0,80}?,? (?:among them|includ(?:e|ed|"
    r"ing))\b|"
    r"\b(?:attended|joined|flanked|opened|addressed) by\b|\bparticipants (?:included|were|include|are)\b|"
    r"\b(?:brought|bringing|brings) together\b|\b(?:attendees|guests|those attending|"
    r"those present) (?:included|include|were)\b|\bamong (?:those|the (?:guests|leaders|dignitaries|"
    r"officials|participants))\b"
    r"[^.;]{0,90}?\b(?:were|was|are|is)\b",
    re.IGNORECASE,
)
#: Attend without an object: what is attended was told before.
_ATTEND_IT = (
    r"attend(?=\s*(?:[.,;:]|$)|\s+(?:and|but|as|despite|on|next|this|at|if|with|while|because|along|alongside|too|also|"
    r"again|either|amid|after|through|for|via|by|tomorrow|later)\b)"
)
_ATTENDS = cued(
    r"\b(?:attend(?:s|ed|ing)?|join(?:s|ed|ing)?|address(?:es|ed|ing)?|open(?:s|ed|ing)?|t(?:ook|ake|akes|"
    r"aking) part in|"
    r"participat(?:e|es|ed|ing) in|told|at|skip(?:s|ped)?|pull(?:s|ed)? out of|withdrew from|boycott(?:s|"
    r"ed)?|host(?:s|ed)?)\s+(?:the|this|these|those)\s+"
    r"(?:[\w’'-]+\s+){0,3}?(?:summit|meeting|conference|forum|talks|gathering|ceremony|event|session|negotiations|"
    r"congress)\b|\b(?:pull(?:s|ed) out|stay(?:s|ed) away)(?= (?:on|at|citing|because|after|from|over)\b)|"
    r"\b(?:spoke|attended|took part|participated|"
    r"(?:was|were) (?:also )?(?:present|there|in attendance))\b(?=[.,]|$|\s+as\b)|"
    r"\b(?:(?:have|has) (?:\w+ )?|)(?:confirmed|announced|pledged|promised|signalled) (?:their|his|her) "
    r"(?:attendance|participation|presence)\b|"
    r"\b(?:expected|due|set|scheduled|agreed|planning|plan|hope|intend) to (?:come|"
    + _ATTEND_IT
    + r"|take part|be (?:there|"
    r"present))\b(?!\s+(?:to|in|from|the|a|an)\b)|"
    r"\bcould not (?:come|attend|make it|be (?:there|present))\b|"
    r"\b(?:will|would)\s+(?:all\s+|also\s+|both\s+)?(?:come|" + _ATTEND_IT + r"|take part|participate|be (?:there|"
    r"present))\b(?!\s+(?:to|in|from|the|a|an)\b)",
    re.IGNORECASE,
)
_PARTICIPATION = re.compile(r"\b(?:participation|attendance|presence|involvement) (?:of|by)\s+(?:the\s+)?")
_BESIDE = re.compile(r"\W*(?:[OoIiAa][nt] the (?:margins|sidelines|fringes) of|[Aa]t|[Dd]uring)\b[^,;]*,")
_MET_THERE = re.compile(
    r"\b(?:met(?: with)?|(?:(?:sign|agree|discuss|launch)\w*|(?:h[eo]ld|had)\s+(?:[\w-]+\s+){0,3}?(?:talks|"
    r"discussions|consultations|"
    r"meetings?))\b[^,;.]*?\bwith)\s+"
)
_WAS_AMONG = cued(
    r"\b(?:was|were|is|are|will be)\s+(?:the (?:only|first|highest-ranking|most senior)|one "
    r"of)\b[^.;,]{0,60}?\s(?:attending|at)\b|"
    r"\b(?:is|was|were|are)\s+(?:also\s+)?among (?:the|those|some|dozens of) (?:[\w-]+ ){0,3}?(?:dignitaries|leaders|"
    r"guests|officials|"
    r"participants|attendees|delegates|mourners)\b(?=[^.;]{0,20}? (?:in|at)\b)|"
    r"\b(?:is|was|were|are)\s+(?:also\s+)?among\b[^.;]{0,80}?\b(?:who|that|to)\s+(?:have\s+|had\s+)?"
    r"(?:gather(?:ed)?|met|meet|attend(?:ed)?|took part|take part|travel(?:l?ed)?|visit(?:ed)?|attending)\b"
)
_NEXT = 5  # characters
_WITH_AT_END = re.compile(r"\bwith\s+$")
_TAKING_PART = re.compile(
    r"\s+(?:leading|heading|representing|attending|taking part|participating|in attendance|present|among)\b"
)
_INCLUDING = re.compile(
    r",?\s+(?:including|among them|such as)\s+(?:those|the ones|leaders|representatives)\s+(?:from|of)\s+"
)
_MARGINS = re.compile(
    r"\b[OoIiAa][nt] the (?:sidelines|margins|fringes)\b(?! of)|\b(?:[OoIiAa][nt] the (?:sidelines|margins|fringes) of|"
    r"[Dd]uring|[Aa]t)\s+(?:the|"
    r"this)\s+(?:[\w’'.-]+\s+){0,4}?(?:summit|conference|"
    r"forum|assembly|congress|G7|G20|gathering)\b"
)
#: Words that say that nobody travels.
REMOTE = re.compile(
    r"\b(?:by|via|through) (?:video|telephone|phone)|\bvirtual(?:ly)?\b|\bonline\b|\bvideo ?(?:link|conference|call)",
    re.IGNORECASE,
)


def attendance(scene: Scene, story: Story) -> Iterator[Find]:
    """Those who take part in a gathering; where it is held may stand in a sentence before."""
    told = story.gathering
    located = scene.located()
    if told is None and not located:
        return
    where = located or ((_here(told),) if told else ())
    when = None if located or told is None else told.when
    begins = told is not None and told.opened and not located
    for match in _ATTENDED.finditer(scene.text):
        if match.group().casefold() == "joined by" and scene.subject(match.start()).people:
            continue  # who comes along
        guests = scene.people_after(match.end(), reach=40)
        unnamed = next((a for a in scene.actors if a.kind == "party" and 0 <= a.start - match.end() < _NEXT), None)
        if unnamed and unnamed.states:
            yield Find(
                *match.span(), (), unnamed.states, where, ("host_inferred",), stays=True, begins=begins, when=when
            )
        for people in by_state((unnamed.people if unnamed else ()) or guests):
            yield Find(
                match.start(), match.end(), people, (), where, ("host_inferred",), stays=True, begins=begins, when=when
            )
    yield from _participants(scene, where)
    yield from _among_them(scene)
    yield from _with_them(scene, where[:1])
    if told is None:
        return
    yield from _met_at(scene, told)
    for match in _ATTENDS.finditer(scene.text):
        listed = _INCLUDING.match(scene.text, match.end())
        if REMOTE.search(scene.text) or (scene.located(match.end(), reach=40) and not listed):
            continue
        if match.group().startswith(("will", "would")) and not any(
            0 <= match.start() - a.end < _NEXT for a in scene.actors
        ):
            continue
        party = scene.subject(match.start())
        here = (replace(told.where, start=match.end(), end=match.end()),)
        if listed:
            party = Party(states=tuple(leg.code for leg in scene.destinations(listed.end(), reach=1)))
        if party:
            over: VisitStatus | None = "completed" if told.held and match.group().startswith("at ") else None
            found = Find(*match.span(), party.people, party.states, here, ("host_inferred",), stays=True, state=over)
            yield replace(found, begins=told.opened, when=told.when)


def _participants(scene: Scene, where: tuple[Destination, ...]) -> Iterator[Find]:
    """Yield who is said to take part: "with the participation of the presidents of A and B"."""
    for match in _PARTICIPATION.finditer(scene.text):
        actor = next((a for a in scene.actors if match.start() < a.start <= match.end() <= a.end), None)
        here = scene.located(match.end(), reach=160)[:1] or where
        if actor and here:
            yield Find(*match.span(), (), actor.states, here, ("host_inferred",), stays=True)
            for people in by_state(actor.people):
                yield Find(*match.span(), people, (), here, ("host_inferred",), stays=True)


def _among_them(scene: Scene) -> Iterator[Find]:
    """Yield who is one of many: "was among some fifty leaders who gathered in Riga"."""
    for match in _WAS_AMONG.finditer(scene.text):
        where = scene.located(match.end(), reach=60)[:1]
        party = scene.subject(match.start())
        if where and party:
            yield Find(*match.span(), party.people, party.states, where, stays=True)


def _with_them(scene: Scene, where: tuple[Destination, ...]) -> Iterator[Find]:
    """Yield who takes part by an aside: "talks resume in Riga, with Minister A leading her country's team"."""
    for actor in scene.actors if where else ():
        if actor.part == "oblique" and _WITH_AT_END.search(scene.text[: actor.start]):
            doing = _TAKING_PART.match(scene.text, actor.end)
            if doing:
                yield Find(actor.start, doing.end(), actor.people, actor.states, where, ("host_inferred",), stays=True)


def beside(scene: Scene, story: Story) -> Iterator[Find]:
    """Those who meet beside a gathering: "On the margins of the summit in Riga, A signed an accord with B"."""
    opening = _BESIDE.match(scene.text)
    where = scene.located(0, reach=opening.end())[:1] if opening else ()
    verb = _MET_THERE.search(scene.text, opening.end()) if opening and where else None
    if verb is None or REMOTE.search(scene.text):
        return
    party = scene.subject(verb.start())
    for people in by_state((*party.people, *scene.named_at(verb.end()))):
        yield Find(*verb.span(), people, (), where, stays=True)


def _met_at(scene: Scene, told: Gathering) -> Iterator[Find]:
    """Yield who is met at a gathering told before: "at the summit she will also meet President A"."""
    margins = _MARGINS.search(scene.text)
    contact = CONTACT.search(scene.text) if margins and not REMOTE.search(scene.text) else None
    if contact is None:
        return
    for people in by_state(scene.named_at(contact.end())):
        yield Find(*contact.span(), people, (), (_here(told),), ("host_inferred",), stays=True, when=told.when)


def _here(told: Gathering) -> Destination:
    return replace(told.where, start=0, end=0)


def by_state(people: tuple[Person, ...]) -> Iterator[tuple[Person, ...]]:
    """Yield the people of one state together, those of none each alone."""
    groups: dict[str, list[Person]] = {}
    for person in people:
        groups.setdefault(person.country or person.name, []).append(person)
    yield from map(tuple, groups.values())


def parties_between(scene: Scene, story: Story) -> Iterator[Find]:
    """Those who are said to hold talks: "talks in Riga between A and B", whose place may stand in a sentence before."""
    for match in _BETWEEN.finditer(scene.text):
        told = story.gathering
        when = told.when if told else None
        where = scene.located(match.start(), reach=200) or ((_here(told),) if told else ())
        listed = scene.named_at(match.end())
        unnamed = next((a for a in scene.actors if a.kind == "party" and 0 <= a.start - match.end() < _NEXT), None)
        last = max((b for _, b, person in scene.people if person in listed), default=match.end())
        state: VisitStatus | None = "planned" if WILL_HAPPEN.match(scene.text, last) else None
        state = "cancelled" if CALLED_OFF.match(scene.text, last) else state
        if where and not REMOTE.search(scene.text):
            for people in by_state(listed):
                yield Find(*match.span(), people, (), where, ("host_inferred",), stays=True, when=when, state=state)
            states = tuple(leg.code for leg in scene.destinations(match.end(), reach=4) if leg.place is None)
            if len(states) > 1 and scene.located(match.start(), reach=200) and not (unnamed or listed):
                yield Find(*match.span(), (), states, where, ("host_inferred",), stays=True, when=when, state=state)
            if unnamed and not listed:
                sides = (unnamed.people, unnamed.states)
                yield Find(*match.span(), *sides, where, ("host_inferred",), stays=True, when=when, state=state)
