"""The words that tell of a visit in a sentence, and who moves where by their syntax.

Each function knows one way of telling it: somebody receives, a visit as a noun, verbs of visiting and going, legs of an
announced journey, meetings abroad, further members of a delegation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from communique.language.actors import Party
from communique.language.people import Person
from communique.language.scene import Destination, Scene
from communique.language.status import PRESENCE

__all__ = ["VISIT_NOUN", "Find", "finds_in"]

#: A visit as a noun.
VISIT_NOUN = re.compile(
    r"\b(?:visit|visits|trip|trips|tour|journey|travels?|stopover|stop|stay|swing)\b", re.IGNORECASE
)
_GO = re.compile(
    r"\b(?:travel(?:s|l?ed|l?ing)?|go(?:es|ing)?|went|gone|fl(?:y|ies|ew|own|ying)|head(?:s|ed|ing)?|journey(?:s|ed|ing)?|"
    r"depart(?:s|ed|ing)?|return(?:s|ed|ing)?|sent|leave|leaves|leaving|left|continue[sd]?|"
    r"been(?=\s+(?:back\s+)?(?:to|in)\b)|arriv(?:e|es|ed|ing)|came|reach(?:es|ed|ing)?|on (?:his|her|their|its) way|"
    r"expected in|due in|land(?:s|ed|ing)?|stop(?:s|ped|ping)?|stay(?:s|ed|ing)?|stopover|set off)\b"
    r"(?=[^.;:]{0,45}?(?:\b(?:to|for|in|at|from)\b|\s[A-Z]))",
    re.IGNORECASE,
)
_VISIT = re.compile(r"\b(?:visit(?:s|ed|ing)?|tour(?:s|ed|ing)?)\b(?!\s+(?:by|from|of|to)\b)", re.IGNORECASE)
_HOST = re.compile(
    r"\b(?:host(?:s|ed|ing)?|receiv(?:e|es|ed|ing)|welcom(?:e|es|ed|ing)|invit(?:e|es|ed|ing)|"
    r"invitations?\s+(?:for|to)|greet(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"\b(?:m(?:et|eets?|eeting)|talks?|summit|conference|speech|spoke|speaking|attend(?:s|ed|ing)?|"
    r"participat(?:e|es|ed|ing)|ceremony|forum|join(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"\b(?:before|ahead of|prior to)\s+(?:[\w’'-]+\s+){0,4}$", re.IGNORECASE)
_TOPIC = re.compile(r"\b(?:about|regarding|concerning|war|crisis|conflict|situation|violence)\b", re.IGNORECASE)
_ATTENDED = re.compile(r"\b(?:attended|joined) by\b|\bparticipants (?:included|were)\b", re.IGNORECASE)
_ACCOMPANIED = re.compile(
    r"\b(?:represented|accompanied|headed|led) by\b|"
    r"\bdelegation(?:,? which)? (?:also )?(?:includ\w+|compris\w+|consist\w+ of)\b",
    re.IGNORECASE,
)
_STAGE = re.compile(r"^(?:(?:while|once|then|later|also|afterwards)\s*,?\s+)?(?:in|while in|at)\s+", re.IGNORECASE)
_WILL_MEET = re.compile(
    r"\b(?:will|is to|plans to|is expected to|is due to)\b.{0,40}?"
    r"\b(?:meet|attend|hold|address|visit|join|be received)",
    re.IGNORECASE,
)
_MET = re.compile(r"\b(?:met|attended|held|spoke)\b")
_TO_PLACE = re.compile(r"\s*(?:\w+\s+){0,3}?(?:to|in|at|for|of|from|around|across|through)\s", re.IGNORECASE)
_MOVER = re.compile(r"\s+(?:(?!invitation)\w+\s+){0,4}?(?:by|from|of)\s+(?!\d)", re.IGNORECASE)
_DEFINITE = re.compile(
    r"\b(?:the|this|that)\s+(?:(?:planned|upcoming|official|state|working|proposed)\s+)?$", re.IGNORECASE
)
_FRONTED = re.compile(
    r"\W*(?:(?:during|on|in|at|after|before|following|while|ahead of|speaking|as part of|for|amid|as)\b[^,]*)?$",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"[\"“](?:[^\"”]*\s)?(?:I|We|we)\b[^\"”]*$")  # in a quotation: whoever is named as saying it
_PASSIVE = re.compile(r"\b(?:is|was|were|been|being|be|are)\s+(?:\w+ly\s+|also\s+)?$", re.IGNORECASE)
_UNCOUNTED = re.compile(
    r"\b(?:frequent|regular|high-level|mutual|reciprocal|such|many|several|future|all|any)\b[^,;]{0,25}$", re.I
)


@dataclass(frozen=True, slots=True)
class Find:
    """A trigger with what its own rule could tell; offsets in the sentence."""

    start: int
    end: int
    people: tuple[Person, ...]
    parties: tuple[str, ...]  # states of unnamed parties
    where: tuple[Destination, ...]
    inferred: tuple[str, ...] = ()
    invited: bool = False
    host: Person | None = None
    joins: bool = False
    refers: bool = False  # "the trip": whose is told elsewhere


def finds_in(scene: Scene) -> Iterator[Find]:
    """Yield what a sentence tells of visits; later ways of telling add what earlier ones did not see."""
    ways: tuple[Callable[[Scene], Iterator[Find]], ...] = (
        _hosting,
        _nouns,
        _visiting,
        _going,
        _presence,
        _stages,
        _attendance,
        _events,
        _companions,
    )
    yield from chain.from_iterable(way(scene) for way in ways)


def _hosting(scene: Scene) -> Iterator[Find]:
    """Invitations and receptions: who is received moves."""
    for match in _HOST.finditer(scene.text):
        invited = match.group().casefold().startswith("invit")
        if _PASSIVE.search(scene.text[: match.start()]) or scene.text[match.end() :].lstrip().startswith(
            ("by", "from")
        ):
            where = scene.destinations(match.end(), reach=40)
            if invited and where:
                yield replace(_find_with_subject(scene, match, where), invited=True)
            continue
        if (
            re.search(r"\b(?:his|her|their|its|the|a|whose|as)\s+(?:\w+\s+)?$", scene.text[: match.start()])
            and not invited
        ):
            continue  # "his host, President X" is a noun
        guests = scene.people_after(match.end(), reach=70)
        offered = scene.destinations(match.end(), reach=25) if match.group().casefold().endswith("to") else ()
        if offered and not guests:
            yield replace(_find_with_subject(scene, match, offered), invited=True)
            continue
        hosting = scene.subject(match.start())
        hosts = hosting.people
        named = next((p.country for p in hosts if p.country), None)
        host_code = named or next(iter(hosting.states), None) or _actor_state(scene, match.start())
        last = max((b for a, b, p in scene.people if p in guests and a >= match.end()), default=match.end())
        where = scene.destinations(last, reach=40)
        inferred: tuple[str, ...] = ()
        if not where and host_code:
            where, inferred = (Destination(host_code, None, match.start(), match.end()),), ("host_inferred",)
        if guests and where and not set(guests) & set(hosts):
            by = hosts[0] if hosts and not match.group().casefold().startswith("invitation") else None
            yield Find(match.start(), match.end(), guests, (), where, inferred, invited, by)


def _actor_state(scene: Scene, at: int) -> str | None:
    """Return the state that acts left of an offset: a government named by its country, capital or seat."""
    near = [m for m in scene.places if m.end <= at and m.code and m.kind != "demonym"]
    return near[-1].code if near else None


def _nouns(scene: Scene) -> Iterator[Find]:
    """Visits as nouns: "X's trip to Y", "a visit from X", "during a visit to Y"."""
    for match in VISIT_NOUN.finditer(scene.text):
        before = scene.text[: match.start()]
        if _UNCOUNTED.search(before) or re.search(
            r"\b(?:to|will|would|not|may|might|can|could|should)\s+$", before, re.I
        ):
            continue
        owner = _owner(scene, match.start())
        mover = _MOVER.match(scene.text, match.end())
        moved = scene.people_after(mover.end(), reach=75) if mover else ()
        direction = _TO_PLACE.match(scene.text, match.end())
        where = scene.destinations(match.end(), reach=45) if direction else ()
        if moved and not owner:
            last = max(b for _, b, p in scene.people if p in moved)
            where = scene.destinations(last, reach=25) if re.match(r"\s+(?:to|in)\b", scene.text[last:]) else where
            inferred: tuple[str, ...] = ()
            code = _actor_state(scene, match.start())
            if not where and code and code not in {p.country for p in moved}:
                where, inferred = (Destination(code, None, match.start(), match.end()),), ("host_inferred",)
            yield Find(match.start(), match.end(), moved, (), where, inferred)
        elif owner:
            yield Find(match.start(), match.end(), owner, (), where)
        elif where:
            yield _find_with_subject(scene, match, where)
        elif _DEFINITE.search(before):
            yield Find(match.start(), match.end(), (), (), (), refers=True)


def _owner(scene: Scene, at: int) -> tuple[Person, ...]:
    """Return whose visit it is: "Kim's official visit", "his trip"."""
    possessive = re.search(
        r"(?:(['’]s?)|\b(his|her|their|my|our))\s+((?:[\w-]+\s+){0,4})$", scene.text[:at], re.IGNORECASE
    )
    if not possessive or re.search(r"\b(?:of|to|for|and|in|said|during)\b", possessive.group(3)):
        return ()
    if possessive.group(1):
        named = [p for _, b, p in scene.people if b == possessive.start(1)]
        if named:
            return (named[-1],)
        title = re.search(r"((?:[Tt]he\s+)?[\w-]+(?:\s[\w-]+){0,2})$", scene.text[: possessive.start(1)])
        person = scene.roster.resolve(title.group(1), scene.sentence.start + at) if title else None
        return (person,) if person else ()
    return scene.antecedent(possessive.start(2), plural=possessive.group(2).casefold() == "their").people


def _find_with_subject(scene: Scene, match: re.Match[str], where: tuple[Destination, ...]) -> Find:
    party = scene.subject(match.start())
    before = scene.text[: match.start()]
    if not party and (_FRONTED.match(before) or _FIRST_PERSON.search(before)):
        party = scene.actor_after(max(d.end for d in where)) or Party(doubt="visitor_inferred")
    return Find(match.start(), match.end(), party.people, party.states, where, (party.doubt,) if party.doubt else ())


def _visiting(scene: Scene) -> Iterator[Find]:
    for match in _VISIT.finditer(scene.text):
        where = scene.destinations(match.end(), reach=40)
        if where:
            yield _find_with_subject(scene, match, where)


def _going(scene: Scene) -> Iterator[Find]:
    for match in _GO.finditer(scene.text):
        word = match.group().casefold()
        where = scene.destinations(match.end(), reach=45)
        gap = scene.text[match.end() : where[0].start] if where else ""
        wanted = r"\b(?:from|in)\b" if word.startswith("return") else r"\b(?:to|for|in|at)\b(?!\s+from\b)"
        if word.startswith(("reach", "due", "expected")):
            wanted = r"^\s*(?:the\s+)?$"
        if word.startswith(("leav", "left", "depart", "set")):
            onward = re.search(r"\bfor\s", scene.text[match.end() : match.end() + 70])
            where = scene.destinations(match.end() + onward.end(), reach=12) if onward else ()
            gap = " for "
        if where and re.search(wanted, gap) and not (word == "sent" and "to" not in gap):
            yield _find_with_subject(scene, match, where)


def _stages(scene: Scene) -> Iterator[Find]:
    """Legs of an announced journey: "In Riga, she will meet ..."."""
    match = _STAGE.match(scene.text)
    if not match:
        return
    where = scene.destinations(match.end() - 1, reach=8)
    if not where:
        return
    verb = _WILL_MEET.search(scene.text, where[-1].end) or _MET.search(scene.text, where[-1].end)
    if verb:
        at = verb.start()
        party = scene.subject(at)
        doubts = (party.doubt,) if party.doubt else ()
        yield Find(match.start(), where[-1].end, party.people, party.states, where[:1], doubts)


def _events(scene: Scene) -> Iterator[Find]:
    """Meetings and speeches held abroad: a visit there by each side that is not at home."""
    for match in _EVENT.finditer(scene.text):
        where = scene.located(match.end(), reach=160)
        if not where or _AHEAD.search(scene.text[: match.start()]):
            continue
        if _TOPIC.search(scene.text[match.end() : where[0].start]):
            continue  # "spoke about the war in Sudan" was not spoken there
        found = _find_with_subject(scene, match, where)
        place = where[0]
        others = tuple(p for a, _, p in scene.people if match.end() <= a < place.start and p not in found.people)
        if match.group().casefold().startswith("join"):
            colleagues = tuple(p for p in others if p.country == next((q.country for q in found.people), None))
            yield replace(found, people=(*colleagues, *found.people))
            continue
        yield found
        for other in others:
            if other.country and other.country != place.code and match.group().casefold().startswith("m"):
                yield Find(match.start(), match.end(), (other,), (), where, found.inferred)


def _presence(scene: Scene) -> Iterator[Find]:
    """Somebody simply being somewhere: "Kim was last in Moscow in 2019", "she is due in Lagos"."""
    for _, end, person in scene.people:
        match = PRESENCE.match(scene.text, end)
        where = scene.destinations(match.end(), reach=2) if match else ()
        if match and where:
            yield Find(match.start("verb"), match.end(), (person,), (), where)


def _attendance(scene: Scene) -> Iterator[Find]:
    """Those an event abroad was attended by; where it was held may stand in the sentence before."""
    for match in _ATTENDED.finditer(scene.text):
        guests = scene.people_after(match.end(), reach=40)
        where = scene.located() or (scene.before[-1].located() if scene.before else ())
        if guests and where:
            yield Find(match.start(), match.end(), guests, (), where, ("host_inferred",))


def _companions(scene: Scene) -> Iterator[Find]:
    """Further members of a delegation."""
    for match in _ACCOMPANIED.finditer(scene.text):
        people = scene.people_after(match.end(), reach=90)
        if people:
            yield Find(match.start(), match.end(), people, (), (), joins=True)
