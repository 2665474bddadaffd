"""Invitations and receptions: whoever is received or invited moves, whoever receives does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from communique.language.actors import Party
from communique.language.countries import seat_of
from communique.language.cues import cued
from communique.language.scene import Destination, Scene
from communique.language.story import Find, Story, find_with_subject

__all__ = ["acting_state", "receptions"]

_INVITATION_TO = cued(
    r"\b[Ii]nvitations?\s+to\s+(?:visit|attend|take part in|join|come to|address)\b[^.;]{3,80}?\s"
    r"(?:(?:has|have|had) (?:gone|been (?:sent|extended|issued|handed|made|passed))|(?:was|were) (?:sent|extended|"
    r"issued|handed|made)|"
    r"went|goes)(?: out)? to\s+"
)
_WHEN_OR_WHERE = re.compile(r"\s+(?:in|on|next|this|later|for an?|from|at|early|late|tomorrow|soon)\b")
_MEAL = r"(?:dinner|lunch|luncheon|banquet|breakfast|reception|ceremony)"
_HOST = re.compile(
    r"\b(?:host(?:s|ed|ing)?|receiv(?:e|es|ed|ing)|welcom(?:e|es|ed|ing)|invit(?:e|es|ed|ing)|"
    r"invitations?\s+(?:(?:extended|issued|sent|offered|given)\s+)?(?:for|to)|"
    r"greet(?:s|ed|ing)?|(?<=were )met(?= [^,.;]{0,40}\bby\b)|"
    r"(?<=was )met(?= [^,.;]{0,40}\bby\b)|play(?:s|ed)? host to|roll(?:s|ed) out the red carpet for|await(?:s|ed|ing)?|"
    r"expect(?:s|ing)?(?= [A-Z])|"
    r"(?:g(?:ive|ives|ave|iving)|h(?:eld|olds?|olding)|offer(?:s|ed)?)(?= an? (?:[\w-]+ ){0,3}?"
    + _MEAL
    + r" (?:for|in honou?r of)\b))\b",
    re.IGNORECASE,
)
_JOINS_BODY = re.compile(  # "an invitation to Peru to join the pact" leads nowhere
    r"\s+to (?:join|become|accede to|enter|sign up to|be part of)\b(?![^.;]*\b(?:talks|summit|meeting|conference|forum|"
    r"ceremony|session|negotiations)\b)"
)
_HOSTS_SOMEBODY = re.compile(r"(?<!-)hosts? [A-Z]")
_PASSIVE = re.compile(r"\b(?:is|was|were|been|being|be|are)\s+(?:\w+ly\s+|also\s+)?$", re.IGNORECASE)
_THEM = re.compile(r"\s+(?:him|her(?! \w+ (?:to|for|on)\b)|them)\b")
_THEM_ALL = re.compile(r"\s+them\b")
_ACCEPTS = re.compile(r"\baccept(?:s|ed)?\s+(?:the|his|her|their|this|that)\s+invitation\b(?!\s+(?:to|from|of)\b)")
_BY_WHOM = re.compile(r"(?:(?!\b(?:and|but|who|where|which)\b)[^.;]){0,60}?\bby\s+")
_ABROAD = re.compile(r"\b(?:sidelines?|margins?)\b")
_GOVERNMENT = re.compile(
    r"\s+(?:[Ff]oreign\s+|[Dd]efen[cs]e\s+)?(?:[Mm]inistry|[Gg]overnment|[Pp]residency|[Cc]abinet|[Ss]ide|[Aa]uthorities|"
    r"[Oo]fficials)\b"
)
_RECEIVES = re.compile(
    r"(?:\s+(?:at|in|on|this|yesterday|today|late|early)\b[^,;.]{0,60}?(?=\s+(?:the|[A-Z])))?\s+(?:(?:also|both|"
    r"warmly|again|officially|in turn)\s+)*"
    r"(?:(?:an?|the)\s+(?:[\w-]+\s+){0,4}?(?:delegation|group|team|visit)\s+(?:(?:headed|led)\s+)?(?:by|of|from)\s+)?(?:the\s+(?:[\w’'-]+\s+){1,7}[\w’'-]+,\s+)?"
    rf"(?:(?:an?|the)\s+(?:[\w-]+\s+){{0,3}}?{_MEAL}\s+(?:for|in\s+honou?r\s+of)\s+|talks\s+with\s+|in\s+audience\s+)?"
    r"(?:(?:his|her|its|their)\s+)?$",
    re.IGNORECASE,
)


_THANKS = cued(
    r"\b(?:thank(?:s|ed|ing)?|gratitude to|grateful to|appreciation to)\s+(?=\S)[^;]{3,120}?\s(?:for|on)\s+"
    r"(?:the|his|her|their|this|an?)\s+(?:[\w-]+\s+){0,3}?(?P<what>invitation|hospitality|welcome|reception)\b"
)
_ACCEPTED = re.compile(
    r"\baccept(?:s|ed|ing)?\s+(?:(?:an?|the|his|her)\s+(?:[\w-]+\s+)?invitation\s+(?:(?:extended|issued|sent|offered)\s+)?"
    r"(?:from|of|by)\s+|(?=[^,.;]{3,70}['’]s?\s+(?:[\w-]+\s+)?invitation\b))"
)


def accepting(scene: Scene, story: Story) -> Iterator[Find]:
    """Whoever accepts the invitation of a state travels there: "has accepted an invitation from Peru"."""
    for match in _ACCEPTED.finditer(scene.text):
        giver = next(
            (m for m in scene.places if match.end() <= m.start <= match.end() + 4 and m.kind != "demonym"), None
        )
        if giver and giver.code and not any(a.start <= giver.start < a.end for a in scene.actors):
            party = scene.subject(match.start())
            where = (Destination(giver.code, None, giver.start, giver.end),)
            if party:
                yield Find(*match.span(), party.people, party.states, where, ("host_inferred",), state="planned")


def thanks(scene: Scene, story: Story) -> Iterator[Find]:
    """Whoever accepts an invitation, or gives thanks for one or for a welcome, travels to the state of who gave it."""
    for match in (*_THANKS.finditer(scene.text), *_ACCEPTED.finditer(scene.text)):
        accepts = match.re is _ACCEPTED
        givers = [a for a in scene.actors if a.start >= match.start() and a.people and a.kind != "pronoun"]
        party = scene.subject(match.start())
        code = next((p.country for p in givers[0].people if p.country_by is None), None) if givers else None
        told = scene.destinations(match.end(), reach=60)
        if not party or not code or (told and (told[0].code != code or accepts or match["what"] == "invitation")):
            continue
        invited = not accepts and match["what"] == "invitation"
        where = told[:1] or (Destination(code, None, match.start(), match.end()),)
        doubts = ("host_inferred",)
        yield Find(
            *match.span(),
            party.people,
            party.states,
            where,
            doubts,
            invited,
            givers[0].people[0],
            stays=not (accepts or invited),
            state="planned" if accepts else None,
        )


def receptions(scene: Scene, story: Story) -> Iterator[Find]:
    """Invitations and receptions: who is received moves, and an invitation told before may be accepted."""
    for match in _ACCEPTS.finditer(scene.text):
        yield Find(*match.span(), (), (), (), refers=True, state="planned")
    for match in _HOST.finditer(scene.text):
        invited = match.group().casefold().startswith("invit")
        passive = match.group().endswith(("ed", "met")) and _PASSIVE.search(scene.text[: match.start()])
        if passive or scene.text[match.end() :].lstrip().startswith(("by", "from")):
            where = scene.destinations(match.end(), reach=40)
            if invited and where:
                yield replace(find_with_subject(scene, match.span(), where, story), invited=True)
            elif passive:
                yield from _received(scene, match, story)
            continue
        offered = scene.destinations(match.end(), reach=25) if invited and match.group().endswith("to") else ()
        guests = _guests(scene, match) or _told_before(scene, match)
        if match.group().startswith("expect") and not _is_awaited(scene, guests):
            continue
        if offered and _JOINS_BODY.match(scene.text, offered[-1].end):
            continue
        if offered and not guests:
            yield replace(find_with_subject(scene, match.span(), offered, story), invited=True)
            continue
        hosting = scene.subject(match.start())
        where, inferred = _where_received(scene, match, hosting, guests)
        if inferred and _greets_at_home(scene, match, guests, hosting):
            guests, hosting = hosting, guests
            place = scene.dateline
            where = tuple(replace(leg, code=place.code, place=place.text.title()) for leg in where if place)
        if guests and where and not set(guests.people) & set(hosting.people):
            known = hosting.people and not match.group().casefold().startswith("invitation")
            by = hosting.people[0] if known else None
            yield Find(match.start(), match.end(), guests.people, guests.states, where, inferred, invited, by)
        elif hosting.people and _HOSTS_SOMEBODY.match(scene.text, match.start()):  # whoever it is, the host stays
            yield Find(match.start(), match.end(), (), (), (), host=hosting.people[0])


def _where_received(
    scene: Scene, match: re.Match[str], hosting: Party, guests: Party
) -> tuple[tuple[Destination, ...], tuple[str, ...]]:
    """Return where somebody is received, as told or else in the state of the host; and the inference that rests on."""
    host_code = _host_state(scene, hosting, match.start()) or _likely_state(hosting, guests)
    received = {*guests.people, *guests.states}
    told = (a.end for a in scene.actors if a.kind in {"named", "party"} and received & {*a.people, *a.states})
    last = max((match.end(), *told))
    where = scene.destinations(last, reach=40) or (scene.located(last, reach=120) if guests else ())
    unsure = match.group().casefold().startswith("greet") and scene.dateline is None  # who of the two is at home
    if not where and host_code and not unsure:
        return (Destination(host_code, None, match.start(), match.end()),), ("host_inferred",)
    return where, ()


def _greets_at_home(scene: Scene, match: re.Match[str], guests: Party, hosting: Party) -> bool:
    """Tell whether those greeted are at home where the report comes from: "OSLO - President A greeted King B"."""
    home = scene.dateline.code if scene.dateline else None
    at_home = {person.country for person in guests.people} == {home}
    greets = home is not None and match.group().casefold().startswith("greet")
    return greets and at_home and home not in {person.country for person in hosting.people}


def invitations(scene: Scene, story: Story) -> Iterator[Find]:
    """Whom an invitation goes to: "An invitation to attend the Riga summit has been sent to President A"."""
    for match in _INVITATION_TO.finditer(scene.text):
        guests = scene.people_after(match.end(), reach=60)
        named = [m for m in scene.places if match.start() <= m.start and m.end <= match.end() and m.kind != "demonym"]
        where = scene.destinations(named[0].start, reach=1)[:1] if named else ()
        if guests and where:
            yield Find(*match.span(), guests, (), where, invited=True)


def _is_awaited(scene: Scene, guests: Party) -> bool:
    """Tell "expects President A in June" from "expects President A to sign"."""
    last = max((a.end for a in scene.actors if set(a.people) & set(guests.people)), default=None)
    return last is not None and _WHEN_OR_WHERE.match(scene.text, last) is not None


def _told_before(scene: Scene, match: re.Match[str]) -> Party:
    """Return who "him" or "her" after a verb of receiving is: whoever was told of last and does not receive."""
    if not _THEM.match(scene.text, match.end()):
        return Party()
    hosting = set(scene.subject(match.start()).people)
    for told in (scene, *reversed(scene.before[-1:])):
        known = [a for a in told.actors if a.people and (told is not scene or a.end <= match.start())]
        fits = [a for a in known if len(a.people) == 1 or _THEM_ALL.match(scene.text, match.end())]
        others = [actor for actor in fits if not set(actor.people) & hosting]
        acting = [actor for actor in others if actor.part in {"subject", "owner"}] or others
        if others:
            return Party((others[-1] if told is scene else acting[0]).people)
    return Party()


def _received(scene: Scene, match: re.Match[str], story: Story) -> Iterator[Find]:
    """Yield who is received: where that is told, else in the state of whoever receives at home."""
    by = _BY_WHOM.match(scene.text, match.end())
    hosts = scene.named_at(by.end()) if by else ()
    there = scene.located(match.end(), reach=60)[:1]
    if not hosts and there and not _ABROAD.search(scene.text):
        found = find_with_subject(scene, match.span(), there, story)
        if found.people and all(p.country and p.country_by is None for p in found.people):
            yield replace(found, stays=True)
        return
    if by is None or not hosts or _ABROAD.search(scene.text):
        return
    where = scene.located(match.end(), reach=by.end() - match.end()) or scene.located(by.end(), reach=160)
    guests = find_with_subject(scene, match.span(), where, story) if where else None
    party = Party(guests.people, guests.parties) if guests else scene.subject(match.start())
    if not where and not any(name in {p.name for p in party.people} for name, _ in story.journeys):
        code = next((p.country for p in hosts if p.country and p.country_by is None), None)
        where = (Destination(code, None, match.start(), match.end()),) if code else ()
        where = where or ((replace(story.where, start=match.end(), end=match.end()),) if story.where else ())
    if where and party and not set(hosts) & set(party.people):
        yield Find(*match.span(), party.people, party.states, where, ("host_inferred",), host=hosts[0], stays=True)


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
    body = next((seat_of(p.organisation) for p in hosting.people if p.organisation), None)
    if body:
        return body
    if hosting.people:
        office = next((p.country for p in hosting.people if p.country_by == "country_from_office"), None)
        return scene.dateline.code if scene.dateline else office
    return acting_state(scene, at)


def _likely_state(hosting: Party, guests: Party) -> str | None:
    """Return the state that an inviter is taken to act for, where the guests are known to be of another."""
    likely = next((person.country for person in hosting.people if person.country), None)
    home = {person.country for person in guests.people if person.country_by is None} | set(guests.states)
    return likely if likely and home - {None} and likely not in home else None


def acting_state(scene: Scene, at: int) -> str | None:
    """Return the state that acts left of an offset: a government named by its country, capital or seat."""
    near = [
        m
        for m in scene.places
        if m.end <= at and m.code and (m.kind != "demonym" or _GOVERNMENT.match(scene.text, m.end))
    ]
    return near[-1].code if near else None
