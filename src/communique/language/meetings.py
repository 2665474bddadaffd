"""Meetings, speeches and talks held abroad: a visit there by each side that is not at home."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from communique.language.actors import Party
from communique.language.cues import cued
from communique.language.gatherings import CONTACT, REMOTE, by_state
from communique.language.scene import Destination, Scene
from communique.language.story import Find, Story, find_with_subject
from communique.language.venues import DEALS_WITH, TOPIC, hosted_by, venue
from communique.language.visit_nouns import owner_of

__all__ = ["contacts", "meetings"]

_EVENT = cued(
    r"\b(?:m(?:et|eets?|eetings?)|talks?|discussions|consultations|dialogue|summit|conference|speech|spoke|speaking|gathered|"
    r"(?:standing|appearing)(?= (?:beside|alongside|next to|with)\b)|attend(?:s|ed|ing)?|"
    r"participat(?:e|es|ed|ing|ion)|attendance|presence|"
    r"address(?:es|ed|ing)?(?= (?:an?|the|lawmakers|students|crowds?)\b[^,.;]{0,40}?\b(?:parliament|assembly|congress|"
    r"conference|summit|forum|session|meeting|gathering|lawmakers|students|crowds?|rally|council))|ceremony|forum|join(?:s|ed|ing)?|skip(?:s|ped|ping)?|boycott(?:s|ed|ing)?|watched|signed|negotiat(?:e|ed|ing))\b",
    re.IGNORECASE,
)
_WITH = re.compile(r"\bwith\s+")
_TALKS = frozenset(
    {"met", "meets", "meet", "talks", "discussions", "consultations", "meeting", "signed", "participation"}
)
_SEVERAL = frozenset({"talks", "meetings", "discussions", "consultations"})
_MEETS = frozenset({"met", "meets", "meet"})
_OPENING = re.compile(
    r"\W*(?P<lead>(?:(?:during|on|in|at|while on|as part of|within the framework of|in the course of) (?:an?|his|her|"
    r"their|the) (?:[\w-]+ ){0,3}?(?:visit|"
    r"trip|tour|stay|stop)|in))\b[^,]*,",
    re.IGNORECASE,
)
_WHERE = re.compile(r",?\s+where\s+(?:\w+\s+){0,4}$")
_NOUNS = frozenset(
    {
        "meeting",
        "meetings",
        "talks",
        "discussions",
        "consultations",
        "dialogue",
        "talk",
        "summit",
        "conference",
        "speech",
        "ceremony",
        "forum",
        "participation",
        "attendance",
        "presence",
    }
)
_AT = re.compile(
    r"\b(?:attend\w*|join\w*|address\w*|sp(?:eak|oke|eaking)|open\w*|participat\w*|part|at|during|for|held|hold(?:s|ing)?|"
    r"host\w*|after|following|chair\w*|led|leads?|gave|giv(?:e|es|ing)|deliver\w*|mak(?:e|es|ing)|made|had|have|has|met|told|"
    r"conclud\w*|began|begin\w*|from|exchanged|are|were|resum\w*|continu\w*|restart\w*|conven\w*)\s+(?:(?!that\b)[\w’'.-]+\s+){0,5}$|,\s+(?=$)|\bin\W+$|^\W*in\W+(?:[\w’'-]+\W+){0,5}$",
    re.IGNORECASE,
)
_MOOTS = re.compile(
    r"\b(?:rul(?:e|es|ed|ing) out|propos|plan|suggest|schedul|arrang|cancel|postpon|seek|want|offer)\w*\s+"
    r"(?:an?|the|his|her|their)\s+(?:[\w-]+\s+){0,3}$"
)
_AHEAD = re.compile(r"\b(?:before|ahead of|prior to)\s+(?:[\w’'-]+\s+){0,4}$", re.IGNORECASE)
_WITH_WHOM = 10  # characters: "met with both"
_NAME_NEXT = re.compile(r"\s+[A-Z]")
_WITH_STATES = re.compile(r"(?:summit|talks|discussions|consultations|meetings?)\s+with\s+(?:the\s+)?(?=[A-Z])")
_SUCH_AS = re.compile(r"(?:[\w-]+ ){1,4}(?:such as|including)\s+")
_MEETS_SOMEBODY = re.compile(r"m(?:et|eets?)\b|(?:talks|discussions|consultations|meetings?)\s+with\b")
_OF_OTHERS_THERE = cued(  # "met soldiers trained in Peru" was not there
    r"\b(?:trained|educated|born|based|stationed|living|jailed|imprisoned|detained|captured|killed|wounded|built|made|"
    r"exiled)\s+(?:in|at)\s+(?:the\s+)?$"
)
_BY_THEM = re.compile(r"\b(?:convened|hosted|called|organi[sz]ed|chaired) by (?:him|her|them)\b")
_BRIEFED = cued(r"\bbriefed (?:reporters|journalists|the press|the media) (?:after|following) (?:the|this) $")
_OF_OTHERS = cued(
    r"\b(?:officials|experts|expert|working|technical)(?:['’]|-level|[- ]group)?\s+$"
)  # whoever agrees to hold them
_AMONG = re.compile(r"[^,.;]{0,25}?\s(?:between|among|involving)\s")
_WHOM = re.compile(r"\s+(?:him|her|them)\b")


def meetings(scene: Scene, story: Story) -> Iterator[Find]:
    """Meetings and speeches whose place the sentence tells."""
    for match in _EVENT.finditer(scene.text):
        word, before = match.group().casefold(), scene.text[: match.start()]
        if word == "joined" and scene.text.startswith(" by ", match.end()):
            continue  # who comes along
        told = _where_of_clause(scene, match.start()) if word in _MEETS | _SEVERAL else ()
        where = told or scene.located(match.end(), reach=160) or hosted_by(scene, match.end())
        where = where or (venue(scene, match.end()) if word in _TALKS else ())
        if not where and word in _MEETS:
            yield from _met_on_a_visit(scene, match)
        if where and word in _NOUNS and _AMONG.match(scene.text, where[0].end):
            continue  # told by who takes part
        if not where or _AHEAD.search(before) or _BRIEFED.search(before):
            continue
        owned = word in _NOUNS and owner_of(scene, match.start())[1].people
        if word in _NOUNS and not owned and not _takes_part(scene, match):
            continue  # a summit that is merely spoken of
        if _BY_THEM.search(scene.text, match.end(), where[0].start):
            continue  # who acts is at home
        gap = scene.text[match.end() : where[0].start]
        if " involving " in gap or _OF_OTHERS.search(before) or _OF_OTHERS_THERE.search(gap):
            continue
        if TOPIC.search(gap) or (where[0].place is None and DEALS_WITH.search(gap)) or REMOTE.search(scene.text):
            continue  # "spoke about the war in Sudan" was not spoken there
        if word in _SEVERAL and not told:
            where = scene.destinations(where[0].start, reach=1) or where
        yield from _meeting(scene, story, match, where)


def _takes_part(scene: Scene, match: re.Match[str]) -> bool:
    """Tell whether who acts takes part in an event: "held talks", "proposed a meeting with A"."""
    before = scene.text[: match.start()]
    moots = _MOOTS.search(before) and _WITH.match(scene.text, match.end() + 1)
    return bool(moots or _AT.search(before))


def _where_of_clause(scene: Scene, at: int) -> tuple[Destination, ...]:
    """Return the place a relative clause says something of: "from Berlin, where he met President A"."""
    clause = _WHERE.search(scene.text, max(0, at - 40), at)
    places = [m for m in scene.places if clause and m.end == clause.start()]
    found = scene.destinations(places[0].start, reach=1)[:1] if places else ()
    return tuple(replace(leg, start=at, end=at) for leg in found)


def contacts(scene: Scene, story: Story) -> Iterator[Find]:
    """Whom a traveller meets, where no place is told: they belong to the visit told before."""
    for match in CONTACT.finditer(scene.text):
        people = scene.named_at(match.end())
        party = scene.subject(match.start())
        home = {person.country for person in party.people}
        if any(leg.code in home for leg in scene.located(match.end(), reach=160)):
            continue  # received at home
        if people and party.people and not REMOTE.search(scene.text) and not set(people) & set(party.people):
            yield Find(match.start(), match.end(), party.people, (), (), refers=True, stays=True, met=people)


def _met_on_a_visit(scene: Scene, match: re.Match[str]) -> Iterator[Find]:
    """Yield who is met in a third country: "During a visit to Brussels, President A met with President B"."""
    opening = _OPENING.match(scene.text[: match.start()])
    where = scene.destinations(opening.end("lead"), reach=40)[:1] if opening else ()
    if opening is None or not where or where[0].end > opening.end() or REMOTE.search(scene.text):
        return
    here = replace(where[0], start=match.end(), end=match.end())
    for other in scene.people_after(match.end(), reach=60):
        if other.country and other.country != here.code:
            yield Find(match.start(), match.end(), (other,), (), (here,), ("host_inferred",), stays=True)


def _meeting(scene: Scene, story: Story, match: re.Match[str], where: tuple[Destination, ...]) -> Iterator[Find]:
    """Yield both sides of one meeting."""
    word = match.group().casefold()
    found = replace(find_with_subject(scene, match.span(), where, story), stays=True)
    whose = owner_of(scene, match.start())[1] if word in _NOUNS else None
    if whose:
        found = replace(found, people=whose.people, parties=whose.states)
    others = tuple(p for a, _, p in scene.people if match.end() <= a < where[0].start and p not in found.people)
    with_whom = _WITH.search(scene.text, where[0].end, where[0].end + 30) if word in _TALKS else None
    such = _SUCH_AS.match(scene.text, with_whom.end()) if with_whom else None
    at = such.end() if such else with_whom.end() if with_whom else len(scene.text)
    others += tuple(p for p in scene.named_at(at) if p not in found.people)
    if word.startswith("join") and _WHOM.match(scene.text, match.end()):
        told = scene.before[-1].antecedent(len(scene.before[-1].text)) if scene.before else Party()
        state = next((person.country for person in told.people), None)
        joining = (replace(p, country=state, country_by=None) if p.country_by else p for p in found.people)
        yield replace(found, people=(*told.people, *joining))
        return
    if word.startswith("join"):
        own = next((q.country for q in found.people), None)
        yield replace(found, people=(*(p for p in others if p.country == own), *found.people))
        return
    yield found
    yield from _unnamed_sides(scene, match, where)
    for other in others:
        if other.country and other.country != where[0].code and (word.startswith("m") or with_whom):
            yield Find(match.start(), match.end(), (other,), (), where, found.inferred, stays=True)


def _unnamed_sides(scene: Scene, match: re.Match[str], where: tuple[Destination, ...]) -> Iterator[Find]:
    """Yield who is met without a name where neither side may be at home: "met her Omani and Qatari counterparts"."""
    with_states = _WITH_STATES.match(scene.text, match.start())
    named = scene.destinations(with_states.end(), reach=1) if with_states and where[0].place else ()
    states = tuple(leg.code for leg in named if leg.place is None and leg.code != where[0].code)
    if states:
        yield Find(match.start(), match.end(), (), states, where, ("host_inferred",), stays=True)
    if not _MEETS_SOMEBODY.match(scene.text, match.start()):
        return
    met = next((a for a in scene.actors if a.start >= match.end()), None)
    if (
        met is None
        or met.kind != "party"
        or _NAME_NEXT.match(scene.text, met.end)
        or met.start - match.end() > _WITH_WHOM
        or met.end > where[0].start
    ):
        return
    away = tuple(code for code in met.states if code != where[0].code)
    guests = tuple(person for person in met.people if person.country != where[0].code)
    if away:
        yield Find(match.start(), match.end(), (), away, where, ("host_inferred",), stays=True)
    for people in by_state(guests):
        yield Find(match.start(), match.end(), people, (), where, ("host_inferred",), stays=True)
