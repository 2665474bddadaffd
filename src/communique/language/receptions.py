"""Invitations and receptions: whoever is received or invited moves, whoever receives does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from communique.language.actors import Party
from communique.language.scene import Destination, Scene
from communique.language.story import Find, Story, find_with_subject

__all__ = ["acting_state", "receptions"]

_HOST = re.compile(
    r"\b(?:host(?:s|ed|ing)?|receiv(?:e|es|ed|ing)|welcom(?:e|es|ed|ing)|invit(?:e|es|ed|ing)|"
    r"invitations?\s+(?:for|to)|greet(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
_HOSTS_SOMEBODY = re.compile(r"(?<!-)hosts? [A-Z]")
_PASSIVE = re.compile(r"\b(?:is|was|were|been|being|be|are)\s+(?:\w+ly\s+|also\s+)?$", re.IGNORECASE)
_RECEIVES = re.compile(
    r"\s+(?:(?:also|both|warmly|again|officially|in turn)\s+)*"
    r"(?:(?:an?|the)\s+(?:[\w-]+\s+){0,4}?(?:delegation|group|team|visit)\s+(?:(?:headed|led)\s+)?(?:by|of|from)\s+)?(?:the\s+\w+\s+of\s+[A-Z]\w+,\s+)?$",
    re.IGNORECASE,
)


def receptions(scene: Scene, story: Story) -> Iterator[Find]:
    """Invitations and receptions: who is received moves."""
    for match in _HOST.finditer(scene.text):
        invited = match.group().casefold().startswith("invit")
        if _PASSIVE.search(scene.text[: match.start()]) or scene.text[match.end() :].lstrip().startswith(
            ("by", "from")
        ):
            where = scene.destinations(match.end(), reach=40)
            if invited and where:
                yield replace(find_with_subject(scene, match.span(), where, story), invited=True)
            continue
        offered = scene.destinations(match.end(), reach=25) if match.group().casefold().endswith("to") else ()
        guests = _guests(scene, match)
        if offered and not guests:
            yield replace(find_with_subject(scene, match.span(), offered, story), invited=True)
            continue
        hosting = scene.subject(match.start())
        host_code = _host_state(scene, hosting, match.start())
        last = max((actor.end for actor in scene.actors if set(actor.people) & set(guests.people)), default=match.end())
        where = scene.destinations(last, reach=40)
        inferred: tuple[str, ...] = ()
        if not where and host_code:
            where, inferred = (Destination(host_code, None, match.start(), match.end()),), ("host_inferred",)
        if guests and where and not set(guests.people) & set(hosting.people):
            known = hosting.people and not match.group().casefold().startswith("invitation")
            by = hosting.people[0] if known else None
            yield Find(match.start(), match.end(), guests.people, guests.states, where, inferred, invited, by)
        elif hosting.people and _HOSTS_SOMEBODY.match(scene.text, match.start()):  # whoever it is, the host stays
            yield Find(match.start(), match.end(), (), (), (), host=hosting.people[0])


def _guests(scene: Scene, match: re.Match[str]) -> Party:
    """Return whom the verb or noun of receiving takes as its object."""
    found = [a for a in scene.actors if a.start >= match.end() and a.kind != "pronoun"]
    if not found or not _RECEIVES.fullmatch(scene.text[match.end() : found[0].start] or " "):
        return Party()
    people = scene.people_after(found[0].start, reach=160) if found[0].kind == "named" else found[0].people
    return Party(people, found[0].states)


def _host_state(scene: Scene, hosting: Party, at: int) -> str | None:
    """Return the state that receives: the host's, else a government's named by its country, capital or seat."""
    stated = [p.country for p in hosting.people if p.country and p.country_by in {None, "country_from_colleague"}]
    if stated or hosting.states:
        return (*stated, *hosting.states)[0]
    if hosting.people:
        office = next((p.country for p in hosting.people if p.country_by == "country_from_office"), None)
        return scene.dateline.code if scene.dateline else office
    return acting_state(scene, at)


def acting_state(scene: Scene, at: int) -> str | None:
    """Return the state that acts left of an offset: a government named by its country, capital or seat."""
    near = [m for m in scene.places if m.end <= at and m.code and m.kind != "demonym"]
    return near[-1].code if near else None
