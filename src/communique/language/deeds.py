"""What somebody in office does in another state, and whom he calls on: a visit that no verb of travel tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from communique.language.actors import Party
from communique.language.countries import Mention, organisations_in
from communique.language.cues import cued
from communique.language.people import Person
from communique.language.receptions import acting_state
from communique.language.scene import Destination, Scene
from communique.language.story import Find, Story, find_with_subject
from communique.language.venues import DEALS_WITH, TOPIC

__all__ = ["arrivals", "at_dateline", "calls", "deeds"]

_CALL = re.compile(
    r"\b(?:called|calls|calling|call|paid (?:an?|his|her|their) (?:[\w-]+ )?(?:call|visit)|"
    r"(?:pay(?:s|ing)?|ma(?:de|kes?|king)) (?:an?|his|her|their) (?:[\w-]+ )?(?:call|visit)|"
    r"(?:courtesy|farewell) call)\s+(?:on|to)\s+(?=\w)"
)
_GUEST_OF = cued(r"\b(?:is|was|are|were|be|been|as) (?:an? |the )?(?:official |state |honou?red )?guests? of\s+(?=\w)")
_DEMANDS = re.compile(r"(?:\s+in [A-Z]\w+)?,?\s+to\s+(?!discuss|present|deliver|hand|brief|review|mark|bid)[a-z]")
_COMES = cued(
    r"\b(?:arriv(?:e|es|ed|ing)|fl(?:y|ies|ew|own|ying) in|c(?:ame|omes?|oming)|travel(?:s|l?ed|l?ing)?|landed)\s+"
    r"(?:in\s+|yesterday\s+|today\s+|(?:late |early )?(?:on )?\w+day\s+|on \d+ \w+\s+)?"
    r"(?:for (?:an? )?(?:[\w-]+ ){0,3}(?:talks|meetings?|consultations|discussions) with|to (?:meet(?: with)?|see|"
    r"confer with|hold "
    r"(?:[\w-]+ )?(?:talks|consultations) with))\s+"
)
_ARRIVES = cued(
    r"\b(?:arriv(?:es?|ed|ing)|fl(?:ew|own|ies|y) in|touch(?:ed|es) down|landed)\b(?!\s+(?:at a|at an|in time|from))|"
    r"(?:(?<=will )|(?<=will now ))(?:visit|travel|go)(?=\s+(?:on|in|next|this|later|from|soon)\b)|"
    r"(?<=would )visit(?=\s+(?:on|in|next|this|later|"
    r"from|soon)\b)"
)
_SAYS_THAT = cued(r"\b(?:sa(?:id|ys)|announced|confirmed|told \w+|stated)(?: \w+day)? that\b")
_GATHER = cued(r"\b(?:host(?:s|ed|ing)|summit|conference|gather(?:ed|ing)?|talks|forum|funeral|inauguration)\b")
_DID = cued(
    r"\b(?:la(?:id|ys?|ying) (?:an? |the |his |her |their )?(?:wreaths?|flowers|floral tributes?|foundation stone)|"
    r"inaugurat(?:e|es|ed|ing)|unveil(?:s|ed|ing)?|broke ground|cut (?:the|a) ribbon|plant(?:s|ed|ing)? a tree|"
    r"open(?:s|ed|ing)? (?:an?|the|his|her|its|their) (?:[\w’'-]+ ){0,4}?(?:embassy|consulate|exhibition|school|"
    r"hospital|pavilion|"
    r"factory|mission|office|bridge|plant|cent(?:re|er)|clinic|university|institute)|"
    r"paid (?:his |her |their )?(?:tribute|respects|homage)|inspect(?:s|ed|ing)? an? (?:guard of honou?r|honou?r "
    r"guard)|"
    r"reviewed an? (?:guard of honou?r|honou?r guard)|(?:had|hold|held|have|gave|give|delivered?|delivering) an? "
    r"(?:[\w-]+ ){0,3}?(?:lecture|speech|address|press conference|news conference|lunch|dinner|breakfast)|dined|"
    r"lunched|"
    r"inspect(?:s|ed|ing)? (?:an?|the)|prayed|handed over|presented|co-chair(?:s|ed|ing)?|chair(?:s|ed|ing)?|was "
    r"(?:awarded|given|decorated|presented)|"
    r"received an? (?:[\w-]+ ){0,2}?(?:degree|doctorate|award|medal|prize|order)|addressed|took part|"
    r"represent(?:s|ed|ing)? (?:[A-Z]\w+ ){1,3}at the|"
    r"told (?:reporters|journalists|a (?:press|news) conference|the press|(?:the|an?) (?:[\w’'-]+ ){0,4}?(?:assembly|"
    r"council|"
    r"conference|forum|parliament|summit|session|meeting|congress|senate)))\b",
    re.IGNORECASE,
)
_ADDRESSES = cued(
    r"\b(?:address(?:es|ed|ing)?|sp(?:eak|eaks|oke|eaking) (?:to|before))\s+"
    r"(?:a joint (?:session|meeting|sitting) of\s+)?"
    r"(?:the\s+)?(?=[A-Z])"
)
_HOUSE = re.compile(r"(?:['’]s)?\s+(?:[Cc]ongress|[Pp]arliament|[Nn]ational [Aa]ssembly|[Ss]enate|[Ll]egislature)\b")
_SIGNED_BY = cued(r"\b(?:signed|initialled|concluded|held|inaugurated|unveiled|opened)\b[^.;]{0,80}?\bby\s+(?=\w)")
_ABOUT = re.compile(
    r"\b(?:about|regarding|concerning|over|war|crisis|conflict|situation|violence|that|who|which|will|would|said|because|but|"
    r"to [a-z]+|of [a-z]+ing|victims|killed|killings|aimed|ceasefire|elections?|role|aid|plans?|project)\b"
)
_TALKS = cued(
    r"\b(?:met|meets?|held (?:[\w-]+ )?(?:talks|discussions|consultations|a meeting)|(?:co-)?signed|(?:sat|sit) down|"
    r"agreed|"
    r"hold (?:[\w-]+ )?(?:talks|discussions|consultations|a meeting)|conferred|opened talks|discussed)\b"
)
_WITH = re.compile(r"\bwith\s+")
_THE_MEETING = cued(
    r"\b(?:The|Their|This) (?:[\w-]+ )?(?:meeting|talks|encounter|summit) (?:was|were|came|lasted|marked|took)\b"
)
_TOLD = re.compile(r"\btold\s+(?=\w)")
_REMOTE = re.compile(r"\b(?:video|telephone|phone|virtual(?:ly)?|online|call with)\b", re.IGNORECASE)
_TOWARDS = re.compile(r"\b(?:to|in|at|for|into)\s+(?:the\s+)?$")
_LEAD = 3  # sentences from a dateline on that are taken to be told from there


def calls(scene: Scene, story: Story) -> Iterator[Find]:
    """Whoever calls on somebody, or comes to see him, is in that one's state: "paid a courtesy call on President A"."""
    ways = (_CALL, _COMES, _GUEST_OF)
    for match in (match for way in ways for match in way.finditer(scene.text)):
        called = scene.named_at(match.end())
        last = max((b for a, b, p in scene.people if p in called and a >= match.end()), default=match.end())
        code = _stated(called[:1])
        if not called or _DEMANDS.match(scene.text, last) or _leads_to_place(scene, match.end()):
            continue
        party = scene.subject(match.start())
        if not party or set(called) & set(party.people) or _REMOTE.search(scene.text):
            continue
        where = scene.located(last, reach=80) or scene.located(0, reach=match.start())
        at_home = where and where[0].code in {p.country for p in party.people} - {called[0].country}
        if at_home:
            yield Find(*match.span(), called, (), where, stays=True)  # the guest is called on where he stays
        if at_home or code is None:
            continue
        inferred = () if where else ("host_inferred",)
        where = where or (Destination(code, None, *match.span()),)
        bare = match.group().startswith(("call", "Call")) and not inferred
        if inferred and match.re is _CALL and match.group().startswith("call") and "courtesy" not in match.group():
            continue  # "called on President A" alone asks something of him
        yield Find(*match.span(), party.people, party.states, where, inferred, host=called[0], stays=bare)
        for other in called[1:] if match.group().rstrip().endswith("visit to") and inferred else ():
            there = _stated((other,))
            if there and there != code:
                where = (Destination(there, None, *match.span()),)
                yield Find(*match.span(), party.people, party.states, where, inferred, host=other)


def _leads_to_place(scene: Scene, at: int) -> bool:
    """Tell "pay a visit to Peru" from "pay a visit to Peru's president"."""
    place = next((m for m in scene.places if m.start == at and m.kind != "demonym"), None)
    return place is not None and not any(actor.start == at for actor in scene.actors)


def _is_elsewhere(scene: Scene, at: int, states: set[str | None]) -> bool:
    """Tell whether the words before a meeting lead to the state of those who are met: "flew to Lima and met"."""
    return any(m.code in states and m.end <= at and _TOWARDS.search(scene.text[: m.start]) for m in scene.places)


def _stated(people: tuple[Person, ...]) -> str | None:
    return next((p.country for p in people if p.country and p.country_by in {None, "country_from_colleague"}), None)


def arrivals(scene: Scene, story: Story) -> Iterator[Find]:
    """Arrivals without a place, which another sentence tells: "The minister arrived on Monday"."""
    for match in _ARRIVES.finditer(scene.text):
        if scene.destinations(match.end(), reach=60) or scene.located():
            continue
        party = story.acting(scene, match.start())
        if party.people:
            home = {person.country for person in party.people}
            said = _SAYS_THAT.search(scene.text, 0, match.start())
            code = acting_state(scene, match.start()) if said else None
            announced = code is not None and code not in home
            where = (Destination(code, None, *match.span()),) if code and announced else _gathered(scene, match, home)
            yield Find(
                *match.span(),
                party.people,
                (),
                where,
                ("host_inferred",) if where else (),
                begins=match.group() not in {"visit", "travel", "go"},
            )


def _gathered(scene: Scene, match: re.Match[str], home: set[str | None]) -> tuple[Destination, ...]:
    """Return where people gather as the sentence before tells: "is hosting leaders in Riga. President A arrived"."""
    before = scene.before[-1] if scene.before else None
    where = before.located() if before and _GATHER.search(before.text) else ()
    return (replace(where[0], start=match.start(), end=match.end()),) if where and where[0].code not in home else ()


def deeds(scene: Scene, story: Story) -> Iterator[Find]:
    """Deeds that take being there: "laid a wreath in Riga", "an accord signed in Riga by A and B"."""
    for match in _DID.finditer(scene.text):
        where = scene.located(match.end(), reach=120)
        gap = scene.text[match.end() : where[0].start] if where else ""
        if (
            not where
            or _ABOUT.search(gap)
            or (where[0].place is None and DEALS_WITH.search(gap))
            or _REMOTE.search(scene.text)
        ):
            continue
        found = find_with_subject(scene, match.span(), where, story)
        if found.people and _stated(found.people):
            yield Find(*match.span(), found.people, (), where, found.inferred, stays=True)
    yield from _addresses(scene, story)
    for match in _SIGNED_BY.finditer(scene.text):
        where = scene.located(match.start(), reach=len(match.group())) or scene.located(match.end(), reach=160)
        if where and not _REMOTE.search(scene.text):
            for person in scene.named_at(match.end()):
                yield Find(*match.span(), (person,), (), where[:1], stays=True)


def _addresses(scene: Scene, story: Story) -> Iterator[Find]:
    """Yield who speaks to a parliament abroad: "will address the Peruvian Congress on Monday"."""
    for match in _ADDRESSES.finditer(scene.text):
        state = next((m for m in scene.places if m.start == match.end() and m.code), None)
        if state and _HOUSE.match(scene.text, state.end) and not _REMOTE.search(scene.text):
            where = (Destination(state.code, None, *match.span()),)
            found = find_with_subject(scene, match.span(), where, story)
            if found.people and _stated(found.people):
                yield replace(found, stays=True)


def _told_face_to_face(scene: Scene, place: Mention) -> Iterator[Find]:
    """Yield whom somebody told something, as the sentence before says, where this one calls it a meeting."""
    match = _THE_MEETING.search(scene.text)
    before = scene.before[-1] if scene.before else None
    verb = _TOLD.search(before.text) if match and before else None
    if match is None or before is None or verb is None or _REMOTE.search(before.text):
        return
    sides = (*before.subject(verb.start()).people, *before.named_at(verb.end()))
    if not any(person.country == place.code for person in sides):
        return
    date = next((span for span in before.dates if span[0] >= verb.end()), None)
    where = (Destination(place.code, place.text.title(), *match.span()),)
    for guest in sides:
        if guest.country != place.code and _stated((guest,)):
            when = before.in_article(date) if date else None
            yield Find(*match.span(), (guest,), (), where, ("host_inferred",), stays=True, state="completed", when=when)


def at_dateline(scene: Scene, story: Story) -> Iterator[Find]:
    """Those who meet somebody at home where the report comes from: "LIMA - President A of Peru met President B"."""
    told = scene.dateline
    lead = (scene, *reversed(scene.before[-_LEAD:]))
    if told is None or not told.code or not any(s.text.startswith(told.text) for s in lead):
        return
    yield from _told_face_to_face(scene, told)
    for match in _TALKS.finditer(scene.text):
        told_of = scene.located(match.start())
        elsewhere = told_of and not TOPIC.search(scene.text[match.end() : told_of[0].start])
        if elsewhere or _REMOTE.search(scene.text):
            continue
        acting = scene.subject(match.start())
        beside = _WITH.search(scene.text, match.end(), match.end() + 90)
        others = scene.named_at(beside.end() if beside else match.end())
        away = {name for name, code in story.journeys if code != told.code}
        if any(person.name in away and person.country == told.code for person in acting.people):
            continue  # whoever is at home here met them where he went
        if _is_elsewhere(scene, match.start(), {p.country for p in others} - {told.code}):
            continue
        sides = (*acting.people, *others)
        at_body = organisations_in(scene.text[match.end() :])
        if not (at_body or any(person.country == told.code for person in sides)):
            continue
        where = (Destination(told.code, told.text.title(), *match.span()),)
        for party in (acting, Party(others)):
            guests = tuple(p for p in party.people if p.country != told.code and _stated((p,)))
            if guests:
                yield Find(*match.span(), guests, (), where, ("host_inferred",), stays=True)
