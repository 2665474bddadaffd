"""Reads who travels where, and in what state the visit is, from the words of English news.

Every mention of a visit becomes a :class:`Reading`; :mod:`communique.itinerary` makes one visit of all that speak of it.
The visitor is who moves ("a visit from X", "X's trip", "invite X"), never the speaker unless the text says so; telephone
calls, domestic trips and uncounted visits are none. The status follows the ladder of the output contract.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, product

from communique.countries import organisations_in
from communique.dates import find_dates
from communique.people import Person, Roster
from communique.records import Formality, VisitStatus
from communique.reporting import FORMS
from communique.scene import Destination, Scene, scenes_of
from communique.segment import Paragraph

__all__ = ["Reading", "read_visits", "status_of"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One mention of a visit.

    Attributes:
        sentence: index of the sentence.
        start: offset in the article of the words that tell of the visit.
        end: offset after them.
        visitors: names as in the roster, principal first; empty for an unnamed party.
        visitor_country: state of the visiting side, where known.
        host_country: state visited, where known.
        host_organisation: international body visited, where it is one.
        place: named city or site visited.
        hosts: named officials who receive the visitor.
        status: what this mention alone says of the state of the visit; None where it does not say.
        settled: whether it is put as settled ("will").
        announced: whether somebody official stands behind that, so that it may be ``confirmed``.
        when: offsets in the article of the phrase that dates it.
        formality: the text's own word.
        purpose: stated aim in the article's words.
        inferred: names of the inferences made.
        joins: whether it only names further members of a delegation.
    """

    sentence: int
    start: int
    end: int
    visitors: tuple[str, ...]
    visitor_country: str | None
    host_country: str | None
    host_organisation: str | None
    place: str | None
    hosts: tuple[str, ...]
    status: VisitStatus | None
    settled: bool
    announced: bool
    when: tuple[int, int] | None
    formality: Formality
    purpose: str | None
    inferred: tuple[str, ...]
    joins: bool = False


_GO = re.compile(
    r"\b(?:travel(?:s|l?ed|l?ing)?|go(?:es|ing)?|went|gone|fl(?:y|ies|ew|own|ying)|head(?:s|ed|ing)?|journey(?:s|ed|ing)?|"
    r"depart(?:s|ed|ing)?|return(?:s|ed|ing)?|sent|leave|leaves|leaving|left|continue[sd]?|been(?=\s+(?:back\s+)?(?:to|in)\b)|arriv(?:e|es|ed|ing)|"
    r"came|reach(?:es|ed|ing)?|on (?:his|her|their|its) way|expected in|due in|land(?:s|ed|ing)?|stop(?:s|ped|ping)?|stay(?:s|ed|ing)?|stopover|set off)\b"
    r"(?=[^.;:]{0,45}?(?:\b(?:to|for|in|at|from)\b|\s[A-Z]))",
    re.IGNORECASE,
)
_VISIT = re.compile(r"\b(?:visit(?:s|ed|ing)?|tour(?:s|ed|ing)?)\b(?!\s+(?:by|from|of|to)\b)", re.IGNORECASE)
_NOUN = re.compile(r"\b(?:visit|visits|trip|trips|tour|journey|travels?|stopover|stop|stay|swing)\b", re.IGNORECASE)
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
_ATTENDED = re.compile(r"\b(?:attended|joined) by\b|\bparticipants (?:included|were)\b", re.IGNORECASE)
_ACCOMPANIED = re.compile(
    r"\b(?:represented|accompanied|headed|led) by\b|\bdelegation(?:,? which)? (?:also )?(?:includ\w+|compris\w+|consist\w+ of)\b",
    re.IGNORECASE,
)
_STAGE = re.compile(r"^(?:(?:while|once|then|later|also|afterwards)\s*,?\s+)?(?:in|while in|at)\s+", re.IGNORECASE)
_WILL_MEET = re.compile(r"\b(?:will|is to|plans to|is expected to|is due to)\b.{0,40}?\b(?:meet|attend|hold|address|visit|join|be received)", re.I)
_MET = re.compile(r"\b(?:met|attended|held|spoke)\b")
_TO_PLACE = re.compile(r"\s*(?:\w+\s+){0,3}?(?:to|in|at|for|of|from|around|across|through)\s", re.IGNORECASE)
_MOVER = re.compile(r"\s+(?:(?!invitation)\w+\s+){0,4}?(?:by|from|of)\s+(?!\d)", re.IGNORECASE)

_CANCELLED = re.compile(
    r"\b(?:cancel\w*|call(?:s|ed|ing)? (?:\w+ ){0,3}off|scrapp?\w*|postpon\w*|put off|abandon\w*|dropped|not (?:now )?(?:go ahead|take place)|pull(?:s|ed|ing)? out of|suspend\w*|shelved?|"
    r"(?:reject|declin|refus|turn)\w* (?:down )?(?:an?|the|his|her)? ?(?:\w+ )?(?:invit|visit))",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"\b(?:not|never|no|n['’]t|without|denied|nor|neither|ruled out)\b[^,;]{0,30}$", re.IGNORECASE)
_INVITED = re.compile(r"\binvit(?:e|es|ed|ing|ations?)\b", re.IGNORECASE)
_POSSIBLE = re.compile(
    r"\b(?:may|might|could|possib(?:le|ly|ility)|potential(?:ly)?|consider\w*|hop(?:es?|ed|ing)|would like|want(?:s|ed)?|"
    r"weigh\w*|mull\w*|propos\w*|explor\w*|discuss\w* (?:a|the|an)|whether|if|willing|ready|offer(?:s|ed)?)\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:will|shall|is to|are to|was to|set to|due|schedul\w*|plan(?:s|ned|ning)?|prepar\w*|expect\w*|upcoming|"
    r"forthcoming|looks? forward to|going to|intend\w*|to be|ahead of|next (?:week|month|year)|later this|tomorrow|would|agreed to)\b",
    re.IGNORECASE,
)
_SETTLED = re.compile(r"\b(?:will|shall|looks? forward to|is to|are to|announc\w*|confirm\w*|accepted|agreed to)\b", re.IGNORECASE)
_ONGOING = re.compile(
    r"\b(?:(?:has|have) (?:just )?arrived|arriv(?:es|ing)|(?:is|are) (?:currently |now |also )?(?:visiting|touring|in|on an?|"
    r"using this tour)|currently|began an?|begins an?|kicked off|under way|started an?)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|had|has|have|did|during|after|following|recent|last|ago|earlier|concluded?|ended|wrapped up|(?-i:[a-z]+ed)|went|"
    r"flew|met|spoke|left|held|took|made|paid|came|been|former)\b",
    re.IGNORECASE,
)
_ARRIVED = re.compile(r"^arrived\b[^.;]*\b(?:on|for) an?\b[^.;]{0,30}\b(?:visit|trip|tour)\b", re.IGNORECASE)
_ACCEPTED = re.compile(r"\baccept(?:s|ed|ing)?\b", re.IGNORECASE)
_DEFINITE = re.compile(r"\b(?:the|this|that)\s+(?:(?:planned|upcoming|official|state|working|proposed)\s+)?$", re.IGNORECASE)
_PROSPECTS: frozenset[VisitStatus | None] = frozenset({"cancelled", "planned", "under_discussion"})
_ASIDE = re.compile(r"\b(?:where|which|who|while|after|before|when)\b")
_BEFORE = re.compile(r"\b(?:before|prior to|ahead of|instead of)\s+$", re.IGNORECASE)
_DONE = re.compile(
    r"\b(?:recent|last|previous|past|concluded|ended|completed)\s+(?:\w+\s+){0,2}$|"
    r"\b(?:during|after|following|since)\s+(?:(?!visit|trip)[\w'’-]+\s+){0,4}$",
    re.IGNORECASE,
)
_FORMALITY: tuple[tuple[str, Formality], ...] = (
    ("state", "state"),
    ("official", "official"),
    ("working", "working"),
    ("private", "private"),
    ("transit", "transit"),
    ("stopover", "transit"),
)
_PURPOSE = re.compile(
    r"\b(?:to|for)\s+((?:attend|discuss|meet|hold|sign|mark|take part|participate|address|talks|deliver|open|seek|encourage|"
    r"explore|strengthen|co-host|host|commemorate|emphasi[sz]e|express|boost|promote|negotiate|continue)\b[^.;]{5,150})",
    re.IGNORECASE,
)
_REPORTING = re.compile(r"\b(?:said|says|told|announced|stated|added|reported|confirmed|statement|urged)\W+(?:\w+\W+){0,3}$", re.I)
_FRONTED = re.compile(
    r"\W*(?:(?:during|on|in|at|after|before|following|while|ahead of|speaking|as part of|for|amid|as)\b[^,]*)?$", re.IGNORECASE
)
_PASSIVE = re.compile(r"\b(?:is|was|were|been|being|be|are)\s+(?:\w+ly\s+|also\s+)?$", re.IGNORECASE)
_PRESENCE = re.compile(
    r",?\s+(?P<verb>is|was|are|were|will be|has been|had been)\s+(?P<due>due\s+)?(?:\w+ly\s+|also\s+|again\s+|back\s+|last\s+|now\s+)*"
    r"(?:in|at)\s+(?:the\s+)?"
)
_AND = re.compile(r"\s*(?:,|and|,\s*and)\s*(?:again\s+)?(?:in\s+)?")
_JOURNEY = re.compile(r"\b(?:trips?|tours?|travel\w*|(?:which|who|where) (?:was|were|had|has|he|she|they))\b", re.IGNORECASE)
_UNCOUNTED = re.compile(r"\b(?:frequent|regular|high-level|mutual|reciprocal|such|many|several|future|all|any)\b[^,;]{0,25}$", re.I)


def read_visits(paragraphs: Sequence[Paragraph], roster: Roster, attributed: Collection[int] = ()) -> tuple[Reading, ...]:
    """Return every mention of a visit, in the order of the article.

    Args:
        paragraphs: the article's paragraphs.
        roster: its people.
        attributed: indexes of sentences that somebody official stands behind; a settled visit there is announced.
    """
    scenes = scenes_of([sentence for paragraph in paragraphs for sentence in paragraph.sentences], roster)
    found = [reading for scene in scenes for reading in _readings(scene, scene.sentence.index in attributed)]
    settled = {name for reading in found if reading.settled and reading.announced for name in reading.visitors}
    return tuple(replace(r, announced=True) if settled & set(r.visitors) else r for r in found)


def _readings(scene: Scene, announced: bool) -> Iterator[Reading]:
    """Yield the readings of one sentence; later kinds of trigger add only what earlier ones did not see."""
    seen: set[tuple[object, ...]] = set()
    kinds: tuple[Callable[[Scene], Iterator[_Find]], ...] = (
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
    for find in chain.from_iterable(kind(scene) for kind in kinds):
        for reading in _complete(scene, find, announced):
            key = (reading.visitors or reading.visitor_country, reading.host_country, reading.host_organisation, reading.when)
            if key not in seen:
                seen.add(key)
                yield reading


@dataclass(frozen=True, slots=True)
class _Find:
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


def _hosting(scene: Scene) -> Iterator[_Find]:
    """Invitations and receptions: who is received moves."""
    for match in _HOST.finditer(scene.text):
        invited = match.group().casefold().startswith("invit")
        if _PASSIVE.search(scene.text[: match.start()]) or scene.text[match.end() :].lstrip().startswith(("by", "from")):
            where = scene.destinations(match.end(), reach=40)
            if invited and where:
                yield replace(_find_with_subject(scene, match, where), invited=True)
            continue
        if re.search(r"\b(?:his|her|their|its|the|a|whose|as)\s+(?:\w+\s+)?$", scene.text[: match.start()]) and not invited:
            continue  # "his host, President X" is a noun
        guests = scene.people_after(match.end(), reach=70)
        offered = scene.destinations(match.end(), reach=25) if match.group().casefold().endswith("to") else ()
        if offered and not guests:
            yield replace(_find_with_subject(scene, match, offered), invited=True)
            continue
        hosts, state, _ = scene.subject(match.start())
        named = next((p.country for p in hosts if p.country), None)
        host_code = named or next(iter(state), None) or _actor_state(scene, match.start())
        last = max((b for a, b, p in scene.people if p in guests and a >= match.end()), default=match.end())
        where = scene.destinations(last, reach=40)
        inferred: tuple[str, ...] = ()
        if not where and host_code:
            where, inferred = (Destination(host_code, None, match.start(), match.end()),), ("host_inferred",)
        if guests and where and not set(guests) & set(hosts):
            by = hosts[0] if hosts and not match.group().casefold().startswith("invitation") else None
            yield _Find(match.start(), match.end(), guests, (), where, inferred, invited, by)


def _actor_state(scene: Scene, at: int) -> str | None:
    """Return the state that acts left of an offset: a government named by its country, capital or seat."""
    near = [m for m in scene.places if m.end <= at and m.code and m.kind != "demonym"]
    return near[-1].code if near else None


def _nouns(scene: Scene) -> Iterator[_Find]:
    """Visits as nouns: "X's trip to Y", "a visit from X", "during a visit to Y"."""
    for match in _NOUN.finditer(scene.text):
        before = scene.text[: match.start()]
        if _UNCOUNTED.search(before) or re.search(r"\b(?:to|will|would|not|may|might|can|could|should)\s+$", before, re.I):
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
            yield _Find(match.start(), match.end(), moved, (), where, inferred)
        elif owner:
            yield _Find(match.start(), match.end(), owner, (), where)
        elif where:
            yield _find_with_subject(scene, match, where)
        elif _DEFINITE.search(before):
            yield _Find(match.start(), match.end(), (), (), (), refers=True)


def _owner(scene: Scene, at: int) -> tuple[Person, ...]:
    """Return whose visit it is: "Kim's official visit", "his trip"."""
    possessive = re.search(r"(?:(['’]s?)|\b(his|her|their|my|our))\s+((?:[\w-]+\s+){0,4})$", scene.text[:at], re.IGNORECASE)
    if not possessive or re.search(r"\b(?:of|to|for|and|in|said|during)\b", possessive.group(3)):
        return ()
    if possessive.group(1):
        named = [p for _, b, p in scene.people if b == possessive.start(1)]
        if named:
            return (named[-1],)
        title = re.search(r"((?:[Tt]he\s+)?[\w-]+(?:\s[\w-]+){0,2})$", scene.text[: possessive.start(1)])
        person = scene.roster.resolve(title.group(1), scene.sentence.start + at) if title else None
        return (person,) if person else ()
    person = scene.antecedent(possessive.start(2))
    return (person,) if person else ()


def _find_with_subject(scene: Scene, match: re.Match[str], where: tuple[Destination, ...]) -> _Find:
    people, parties, doubt = scene.subject(match.start())
    if not people and not parties and _FRONTED.match(scene.text[: match.start()]):
        people = scene.actor_after(max(d.end for d in where))
        doubt = None if people else "visitor_inferred"
    return _Find(match.start(), match.end(), people, parties, where, (doubt,) if doubt else ())


def _visiting(scene: Scene) -> Iterator[_Find]:
    for match in _VISIT.finditer(scene.text):
        where = scene.destinations(match.end(), reach=40)
        if where:
            yield _find_with_subject(scene, match, where)


def _going(scene: Scene) -> Iterator[_Find]:
    for match in _GO.finditer(scene.text):
        word = match.group().casefold()
        where = scene.destinations(match.end(), reach=45)
        gap = scene.text[match.end() : where[0].start] if where else ""
        wanted = r"\b(?:from|in)\b" if word.startswith("return") else r"\b(?:to|for|in|at)\b(?!\s+from\b)"
        if word.startswith(("reach", "due", "expected")):
            wanted, gap = r"^\s*(?:the\s+)?$", gap
        if word.startswith(("leav", "left", "depart", "set")):
            onward = re.search(r"\bfor\s", scene.text[match.end() : match.end() + 70])
            where = scene.destinations(match.end() + onward.end(), reach=12) if onward else ()
            gap = " for "
        if where and re.search(wanted, gap) and not (word == "sent" and "to" not in gap):
            yield _find_with_subject(scene, match, where)


def _stages(scene: Scene) -> Iterator[_Find]:
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
        people, parties, doubt = scene.subject(at)
        yield _Find(match.start(), where[-1].end, people, parties, where[:1], (doubt,) if doubt else ())


def _events(scene: Scene) -> Iterator[_Find]:
    """Meetings and speeches held abroad: a visit there by each side that is not at home."""
    for match in _EVENT.finditer(scene.text):
        where = scene.located(match.end(), reach=160)
        if not where or _AHEAD.search(scene.text[: match.start()]):
            continue
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
                yield _Find(match.start(), match.end(), (other,), (), where, found.inferred)


def _presence(scene: Scene) -> Iterator[_Find]:
    """Somebody simply being somewhere: "Kim was last in Moscow in 2019", "she is due in Lagos"."""
    for _, end, person in scene.people:
        match = _PRESENCE.match(scene.text, end)
        where = scene.destinations(match.end(), reach=2) if match else ()
        if match and where:
            yield _Find(match.start("verb"), match.end(), (person,), (), where)


def _attendance(scene: Scene) -> Iterator[_Find]:
    """Those an event abroad was attended by; where it was held may stand in the sentence before."""
    for match in _ATTENDED.finditer(scene.text):
        guests = scene.people_after(match.end(), reach=40)
        where = scene.located() or (scene.before[-1].located() if scene.before else ())
        if guests and where:
            yield _Find(match.start(), match.end(), guests, (), where, ("host_inferred",))


def _companions(scene: Scene) -> Iterator[_Find]:
    """Further members of a delegation."""
    for match in _ACCOMPANIED.finditer(scene.text):
        people = scene.people_after(match.end(), reach=90)
        if people:
            yield _Find(match.start(), match.end(), people, (), (), joins=True)


def _complete(scene: Scene, find: _Find, announced: bool) -> Iterator[Reading]:
    """Yield a reading for every state visited, with status, date and the rest read from the sentence."""
    if _NEGATED.search(scene.text[max(0, find.start - 60) : find.start]) and not _CANCELLED.search(scene.text):
        return
    status, settled = status_of(scene.text, find.start, find.end, invited=find.invited)
    dates = _dates_near(scene, find) or [None]
    base = scene.sentence.start
    body = next((m.name for m in organisations_in(scene.text[find.end : find.end + 40])), None)
    legs = find.where or ((Destination("", None, find.start, find.end),) if find.people or find.refers else ())
    if find.refers and (status not in _PROSPECTS or " would " in scene.text[find.start : find.end + 30]):
        return  # what a visit would do says nothing of whether it will be made
    for leg, (people, state), when in product(legs, _sides(find), dates):
        if leg.code and leg.code == state:
            if leg.place or not any(person.country_by == "country_from_context" for person in people):
                continue
            state = None  # noqa: PLW2901 - nobody is said to visit his own country: the inference was wrong
        yield Reading(
            sentence=scene.sentence.index,
            start=base + find.start,
            end=base + max(find.end, leg.end),
            visitors=tuple(p.name for p in people),
            visitor_country=state,
            host_country=leg.code or None,
            host_organisation=body if not leg.code else None,
            place=leg.place,
            hosts=_hosts(scene, find, leg),
            status=status,
            settled=settled,
            announced=announced,
            when=(base + when[0], base + when[1]) if when else None,
            formality=_formality(scene.text, find.start, leg.end),
            purpose=_purpose(scene.text, leg.end),
            inferred=find.inferred,
            joins=find.joins,
        )


def _sides(find: _Find) -> list[tuple[tuple[Person, ...], str | None]]:
    """Return each travelling side: named people by their state, else the states of unnamed parties."""
    sides: dict[str | None, list[Person]] = {}
    for person in find.people:
        state = person.country or next((code for code in sides if code), None)
        sides.setdefault(state, []).append(person)
    named: list[tuple[tuple[Person, ...], str | None]] = [(tuple(people), code) for code, people in sides.items()]
    unnamed: tuple[str | None, ...] = find.parties or ((None,) if find.refers else ())
    return named or [((), code) for code in unnamed]


def status_of(sentence: str, start: int, end: int, *, invited: bool = False) -> tuple[VisitStatus | None, bool]:
    """Return the state of a visit as the words around ``sentence[start:end]`` put it, and whether it is put as settled.

    The ladder is the output contract's; nearer words count before farther ones, and the clause before the rest.
    """
    clause = sentence[_clause_start(sentence, start) : start]
    near = f"{clause} {sentence[start:end]}{_ASIDE.split(sentence[end : end + 40])[0]}"
    rest = sentence[end : end + 120]
    if _BEFORE.search(clause):
        return None, False
    if _CANCELLED.search(near) or _CANCELLED.search(rest[:60]):
        return "cancelled", False
    presence = _PRESENCE.match(sentence, max(0, start - 1))
    if presence and presence.end() >= end:
        verb = presence["verb"]
        if presence["due"] or verb == "will be":
            return "planned", False
        return ("ongoing" if verb in {"is", "are"} else "completed"), False
    if invited and _ACCEPTED.search(clause):
        return "planned", True
    if invited or (_INVITED.search(clause) and not _PLANNED.search(sentence[start - 25 : start] if start > 25 else clause)):
        return "invited", False
    if _DONE.search(sentence[:start]) and not re.search(r"\b(?:will|is to|are to|next|would)\b", sentence):
        return "completed", False
    if _POSSIBLE.search(clause):
        return "under_discussion", False
    if _ONGOING.search(near) or _ARRIVED.search(sentence[start : end + 100]):
        return "ongoing", False
    if _PLANNED.search(near):
        return "planned", bool(_SETTLED.search(near))
    if _PAST.search(near) or (_PAST.search(sentence) and sentence.endswith((".", "\"", "”"))):
        return "completed", False
    return None, False


def _clause_start(sentence: str, at: int) -> int:
    breaks = [m.end() for m in re.finditer(r"[;:]|,\s+(?:and|but|which|who|while)\b|\b(?:when|while|where)\b|\b(?:said|told reporters)\b", sentence[:at])]
    return breaks[-1] if breaks else max(0, at - 110)


def _dates_near(scene: Scene, find: _Find) -> list[tuple[int, int]]:
    """Return the date phrase of a visit, or several for several visits told at once ("twice, in 2019 and 2023").

    It stands after the visit's words, else before them; one that another journey comes before belongs to that, and one
    that follows a reporting verb to the report.
    """
    text = scene.text
    usable = [(a, b) for a, b in find_dates(text) if not (_REPORTING.search(text[:a]) or text[a:b].startswith("by "))]
    after = [span for span in usable if span[0] >= find.end and _same_journey(text[find.end : span[0]])]
    before = [span for span in usable if span[1] <= find.start and _dates_journey(text[span[1] : find.start])]
    inside = [span for span in usable if find.start <= span[0] < find.end]
    if not after:
        return inside[:1] or before[-1:]
    chosen = after[:1]
    for span in after[1:]:
        if not _AND.fullmatch(text[chosen[-1][1] : span[0]]):
            break
        chosen.append(span)
    return chosen


def _dates_journey(between: str) -> bool:
    """Tell whether a date before a visit can date it: not when a reporting verb takes it ("On Monday she said ...")."""
    reported = any(word in FORMS for word in re.findall(r"[a-z]+", between))
    return _same_journey(between) and not reported


def _same_journey(between: str) -> bool:
    return not (_JOURNEY.search(between) or ";" in between or len(between) > 150)


def _hosts(scene: Scene, find: _Find, leg: Destination) -> tuple[str, ...]:
    """Return who receives the visitor: who is met there and acts for the host state, or for none that is stated."""
    if find.host:
        return (find.host.name,)
    inviters = tuple(p.name for p in scene.inviters if p not in find.people and p.country in {None, leg.code})
    if inviters:
        return inviters
    match = re.search(r"\b(?:m(?:et|eets?|eeting)|received by|hosted by|welcomed by|talks|greeted by|organi[sz]ed by)\b", scene.text)
    if not match:
        return ()
    met = [p for a, _, p in scene.people if a > match.end() and p not in find.people]
    return tuple(dict.fromkeys(p.name for p in met if p.country in {None, leg.code}))


def _formality(text: str, start: int, end: int) -> Formality:
    """Return the text's own word for the visit: it stands right before the noun ("a three-day state visit")."""
    noun = _NOUN.search(text, start, end + 60)
    words = text[: noun.start()].casefold().split()[-3:] if noun else []
    return next((kind for word, kind in _FORMALITY if word in words or f"{word}," in words), "unspecified")


def _purpose(text: str, at: int) -> str | None:
    match = _PURPOSE.search(text, at)
    return match.group(1).strip(" ,") if match and match.start() - at < 60 else None
