"""Where a gathering is held, as the sentence tells it or one before: its city, its host or whoever invites."""

from __future__ import annotations

import re
from dataclasses import replace

from communique.language.countries import TOWNS
from communique.language.cues import cued
from communique.language.dating import REPORTING
from communique.language.scene import Destination, Scene
from communique.language.story import Gathering, Story

__all__ = ["DEALS_WITH", "TOPIC", "hosted_by", "note_gathering", "venue"]

#: Words after which a place is what is talked about, not where: "talks about the war in Sudan".
TOPIC = cued(
    r"\b(?:about|regarding|concerning|over|war|crisis|conflict|situation|violence|developments?|issues?|ties|relations|"
    r"peace|will|would|said|says|because|but|ahead of|before|fighting|hostages|ceasefire|elections?|future|role)\b",
    re.IGNORECASE,
)
#: The same, told by a preposition: "an accord on fishing rights in Peru".
DEALS_WITH = re.compile(
    r"\bon the (?!(?:\w+ )?(?:sidelines?|margins?|fringes?|island|eve|day|outskirts|occasion|coast|border)\b)[a-z]|"
    r"\b(?:on|for)\s+(?!(?:his|her|their|the|an?)\b)(?:[a-z]|(?<=on )(?!\w+day\b|[JFMASOND][a-z]{2,8} \d)[A-Z])"
)
_GATHERING = cued(
    r"\b(?:summit|conference|forum|talks|discussions|meeting|consultations|dialogue|retreat|celebrations|commemorations|parade|assembly|ceremony|inauguration|funeral|negotiations|gathering|congress)\b",
    re.IGNORECASE,
)
_GATHERINGS = tuple(
    "elebration ommemoration arade ummit onference orum alks iscussion onsultation ialogue etreat eeting ssembl meet "
    "gather conven eremon naugura uneral egotiat ongress".split()
)
_LEADS_TO = cued(
    r"\b(?:to (?:attend|join|address|open|participate in|take part in)|for)\s+(?:the|an?)\s+(?:[\w’'.-]+\s+){0,6}$"
)
_WILL_MEET = cued(r"(?:\b(?:will|shall|to)|['’]ll) (?:meet|gather|convene)\b|\b(?:gathered|convened)\b")
_SEVERAL_MET = cued(
    r"\b(?:ministers|leaders|presidents|envoys|heads of (?:state|government))\b[^.;]{0,60}?\b(?:met|meet|gather)\b"
)
_NAMED = re.compile(r"(?:\s[A-Z][\w-]+)*\s")
_INVITED_BY = cued(r"\binvitations? from\s+(?:the\s+)?(?=[A-Z])")
_HOSTED_BY = re.compile(r",?\s+(?:(?:which|that) (?:is|was|is being|will be) )?(?:hosted|convened) by\s+")
_HOSTS = re.compile(r"\s+(?:is\s+|will\s+|to\s+)?host(?:s|ed|ing)?\s+(?:[\w’'-]+\s+){0,7}")
_BESIDE_EVENT = cued(
    r"\b(?:sidelines|margins|fringes|framework) of the\s+(?P<name>(?:[\w’'.-]+\s+){1,4}?)"
    r"(?:summit|conference|forum|assembly|congress|dialogue|meeting)\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(r"\b(?:last|previous|preceding|earlier) (?:(?:such|[\w-]+ly) )?$")
_DATES_IT = re.compile(r"\s+(?:[\w-]+\s+){0,2}")
_OF_THE_DAY = re.compile(
    r"\b(?:gathering|meeting|summit|conference|forum|congress|session|opened|convened|gathered)\s+(?:here\s+)?(?:on\s+)?"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)
_ASIDE = 35  # characters: a date between a place and what is held there
_LASTS = cued(r"\bthis (?:\w+-day|day-long|week-long) (?:meeting|summit|conference|forum|gathering|congress|session)\b")
_OPENS = cued(
    r"\b(?:began|beg[iu]ns?|open(?:s|ed)?|kick(?:s|ed) off|gather(?:s|ed)?|start(?:s|ed)?)\b.{0,60}-day\b|"
    r"\b(?:summit|conference|forum|assembly|session|congress)\s+(?:opened|began|started|kicked off|got under way)\b",
    re.IGNORECASE,
)


def note_gathering(scene: Scene, story: Story) -> None:
    """Take note of a gathering whose place the sentence tells."""
    if not any(stem in scene.text for stem in _GATHERINGS):
        return
    if story.gathering and _LASTS.search(scene.text):
        story.gathering = replace(story.gathering, opened=True)
    told = [m for pattern in (_GATHERING, _WILL_MEET, _SEVERAL_MET) if (m := pattern.search(scene.text))]
    if not told:
        return
    if story.gathering and all(_EARLIER.search(scene.text, 0, m.start()) for m in told):
        return  # another one, long over
    places = ((m, _where_held(scene, m)) for m in told)
    match, where = next(((m, place) for m, place in places if place), (told[0], None))
    held = story.gathering
    if held and not held.when and not (where and where.code != held.where.code):
        named = next(((a, b) for a, b in scene.dates if _DATES_IT.fullmatch(scene.text, b, match.start())), None)
        if named:
            story.gathering = replace(held, when=scene.in_article(named))
            return
    if held and where and where.code == held.where.code and match.group().casefold() == "meeting":
        return  # one of those held there
    if where:
        dates = [span for span in scene.dates if not REPORTING.search(scene.text[: span[0]])]
        dates = [(a, b) for a, b in dates if not scene.text[a:b].startswith("by ")]
        near = min(dates, key=lambda span: abs(span[0] - where.end), default=None)
        opened = _OPENS.search(scene.text) is not None
        past = match.group() in {"gathered", "convened"}
        story.gathering = Gathering(where, scene.in_article(near) if near else None, opened, past)


def _where_held(scene: Scene, match: re.Match[str]) -> Destination | None:
    """Return where a gathering is held: "a summit in Riga", else "to Riga to attend the summit"."""
    where = next(iter(scene.located(match.end(), reach=120)), None)
    if where and not TOPIC.search(scene.text[match.end() : where.start]):
        return where
    named = [m for m in scene.places if m.kind in TOWNS and _NAMED.fullmatch(scene.text, m.end, match.start())]
    if named:  # "the Riga Security Conference"
        return next(iter(scene.destinations(named[-1].start, reach=1)), None)
    hosted = hosted_by(scene, match.end()) or _hosting(scene, match.start())
    if hosted:
        return hosted[0]
    invited = _INVITED_BY.search(scene.text, 0, match.start())
    if invited:
        return next(iter(scene.destinations(invited.end(), reach=1)), None)
    led = _LEADS_TO.search(scene.text, 0, match.start())
    told = [m for m in scene.places if led and m.kind != "demonym" and 0 <= led.start() - m.end <= _ASIDE]
    return next(iter(scene.destinations(told[-1].start, reach=1)), None) if told else _at_dateline(scene)


def _at_dateline(scene: Scene) -> Destination | None:
    """Return where a report comes from that opens with a gathering of the day: "OSLO - A summit Monday brought"."""
    place = scene.dateline
    if place is None or not place.code or not scene.text.startswith(place.text) or not _OF_THE_DAY.search(scene.text):
        return None
    return Destination(place.code, place.text.title(), place.start, place.end)


def _hosting(scene: Scene, at: int) -> tuple[Destination, ...]:
    """Return the state that hosts a gathering: "Peru hosts ceasefire talks"."""
    hosts = [m for m in scene.places if m.kind in {"name", "capital"} and _HOSTS.fullmatch(scene.text, m.end, at)]
    return (Destination(hosts[-1].code, None, hosts[-1].start, hosts[-1].end),) if hosts else ()


def hosted_by(scene: Scene, at: int) -> tuple[Destination, ...]:
    """Return the state that a gathering is hosted by: "a summit hosted by Peru's president"."""
    by = _HOSTED_BY.match(scene.text, at)
    state = next((m for m in scene.places if by and m.start >= by.end()), None)
    if by is None or state is None or scene.text[by.end() : state.start].strip() not in {"", "the"}:
        return ()
    return (Destination(state.code, None, state.start, state.end),)


def venue(scene: Scene, at: int) -> tuple[Destination, ...]:
    """Return the place that names the event beside which somebody is met: "on the sidelines of the Riga Forum"."""
    for match in _BESIDE_EVENT.finditer(scene.text, at):
        named = [m for m in scene.places if match.start() <= m.start and m.end <= match.end("name")]
        if named and named[-1].kind in TOWNS:
            where = scene.destinations(named[-1].start, reach=1)[:1]
            return tuple(replace(leg, start=match.end(), end=match.end()) for leg in where)
    return ()
