"""Who moves where by verbs of visiting, going, coming and being somewhere, and by the legs of a journey."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from communique.language.actors import Actor, Party
from communique.language.countries import organisations_in, seat_of
from communique.language.cues import cued
from communique.language.delegations import CARRIED, STAGE
from communique.language.receptions import acting_state
from communique.language.scene import Destination, Scene
from communique.language.status import PRESENCE, status_of
from communique.language.story import Find, Story, find_with_subject
from communique.language.visit_nouns import PLACE_WORD, TOWARDS, VISIT_NOUN, owner_of

__all__ = [
    "being_elsewhere",
    "going",
    "having_been",
    "presence",
    "stages",
    "taking",
    "visiting",
    "visiting_party",
]

_GO = cued(
    r"\b(?P<verb>travel(?:s|l?ed|l?ing)?|go(?:es|ing)?|went|gone|fl(?:y|ies|ew|own|ying)|head(?:s|ed|ing)?|"
    r"journey(?:s|ed|ing)?|depart(?:s|ed|ing)?|return(?:s|ed|ing)?(?! (?:visit|trip|journey))|sent|dispatched|leave|"
    r"leaves|leaving|left|continue[sd]?(?= (?:on )?(?:to|from|in)\b| (?:his|her|their)\b)|"
    r"proceed(?:s|ed|ing)?|made (?:his|her|their) way|"
    r"been(?=\s+(?:back\s+)?(?:to|in)\b)|arriv(?:e|es|ed|ing|al)|c(?:o|a)me|coming|reach(?:es|ed|ing)?|"
    r"on (?:his|her|their|its) way|"
    r"expected in|due in|call(?:s|ed|ing)? in(?= (?:to|at|on)\b)|due(?= there\b)|set foot|"
    r"land(?:s|ed|ing)?|touch(?:es|ed|ing)? down|stop(?:s|ped|ping)?|"
    r"stay(?:s|ed|ing)?|"
    r"l(?:ed|eads?|eading)\s+(?:an?|his|her|its|the)\s+(?:[\w-]+\s+){0,4}?(?:delegation|team|mission)|stopover|spen(?:t|ds?|"
    r"ding)\s+(?:[\w-]+\s+){1,4}(?=(?:in|at)\b)|set (?:off|out)|dr(?:ove|iven)|"
    r"cross(?:es|ed|ing)?(?= (?:over )?(?:in)?to\b)|transit(?:s|ed|ing)?(?= (?:through|in|via)\b)|shuttl(?:e|es|ed|"
    r"ing)(?= between\b)|bound|en route|jet(?:s|"
    r"ted)?(?: off)?)\b"
    r"(?=[^.;:]{0,45}?(?:\b(?:to|for|between|in|at|from|into|here|there)\b|\s[A-Z]))",
    re.IGNORECASE,
)
_VISIT = re.compile(
    r"\b(?:visit(?:ed|ing)|tour(?:ed|ing)|(?:visits?|tours?)(?!\s+(?:from|of|to|on|in|for|with|as|during|next|last|this)\b))\b"
    r"(?!\s+by\b)",
    re.IGNORECASE,
)
_NOUN = re.compile(  # "a state visit framed by Lima" goes nowhere
    r"(?:\b(?:an?|the|his|her|their|its|this|that|state|official|working|private|first|second|last|next|upcoming|planned|"
    r"recent|rare|historic)|['’]s?|-day)\s+$",
    re.IGNORECASE,
)
_VISITED_BY = re.compile(r"\bvisited by\s+", re.IGNORECASE)
_TAKES = cued(
    r"\b(?:tak(?:e|es|ing|en)|took|br(?:ing|ings|ought|inging))\s+(?P<whom>him|her|them|[A-Z][\w’'-]+)\s+(?:back\s+|on\s+|also\s+)?to\b"
)
_ITINERARY = cued(
    r"\b(?:tour|trip|visit|journey|swing)\b(?:[^,;.]{0,50}?\b(?:that|which))?\s+(?:will\s+|would\s+|"
    r"also\s+|has\s+|is to\s+)*"
    r"(?:(?:includ|cover|encompass|featur|compris|span)\w*|t(?:ak(?:es?|ing)|ook) in|consists? of)\s+(?:stops? (?:in|"
    r"at)\s+|visits? to\s+)?",
    re.IGNORECASE,
)
_FRAMES_STAY = cued(
    r"\b(?:begin|began|start|open|launch|kick|conclud|end|finish|wrap|wound|complet|round)\w*\s+(?:up\s+|off\s+)?"
    r"(?:(?:his|her|their|the|an?)\s+)(?:[\w-]+\s+){0,4}?(?:tour|trip|visit|journey|programme|program|mission|swing|stay)\s+"
    r"(?=(?:in|at|with)\s)",
    re.IGNORECASE,
)
_STOP_IS = cued(
    r"\b(?:first|next|second|third|fourth|last|final|other|main|only) (?:stop|leg|destination|station|port of call)"
    r"(?: (?:of|on|in|for) [^,.;]{3,70}?)?,?\s(?:is|was|will be|would be|being)\s+(?:in\s+)?",
    re.IGNORECASE,
)
_THINGS = re.compile(  # "X's aircraft" carries X
    r"(?<!['’]s )(?<!s['’] )\b(?:planes|aircraft|jets|flights|airlines|(?:war)?ships|vessels|troops|helicopters|"
    r"convoys|trucks|drones|missiles|refugees|tourists)\s+"
    r"(?:(?:will|would|can|could|may|might|are|were|had|have|not|be|been|to|able|unable|also|\w+n['’]t|\w+ly)\s+){0,5}$"
)
_BACK_FROM = re.compile(r"\s+(?:back|home|there)?\s*from\b")
_TOGETHER = re.compile(r"\b(?:together|along) with\s+|\bwith (?=(?:his|her) (?:[A-Z]\w+ )?(?:counterpart|colleague)\b)")
_SEAT = re.compile(r"\s+(?:the\s+)?(?:[A-Z][\w-]*\s+){1,4}?(?:headquarters|HQ|secretariat|seat)\b", re.IGNORECASE)
_US = re.compile(r"\s+(?:us|our country|my country)\b")
_THE_LAND = re.compile(r"\s+the (?:island|country|kingdom|archipelago|republic|territory)\b")
_HANGS_ON = re.compile(
    r",?\s+which\s+(?:\w+ly\s+)?|\s+(?:is|was|became|has become|will be)\s+(?:only\s+|also\s+)?(?:the|his|her|"
    r"their)\s+(?:[\w-]+\s+){0,4}"
    r"(?:country|state|nation|capital|city|destination|place)\s+(?:that\s+|which\s+)?"
)
_NEXT_STAGE = re.compile(r"^(?:After|Following|From)\s+(?=[A-Z])")
_GOES_ON = re.compile(r"\b(?:travel|fl(?:y|ies|ew)|head|go(?:es)?\b|went|continue|proceed|visit|move)")
_HIS = re.compile(r"\b(?:his|her|their)\s+$", re.IGNORECASE)
_BEGINS_IN = cued(r"\b(?:begin|start|open|conclud|end|finish)(?:s|e|es|ing)?\s+(?:off\s+|up\s+)?(?=in\s)")
_WILL_MEET = re.compile(
    r"(?:\b(?:will|is to|plans to|hopes to|wants to|is expected to|is due to|is scheduled to|"
    r"looks? forward to)|['’]ll)\b.{0,40}?\b(?:meet|see\b|attend|hold|address|visit|join|be received|sign|deliver|open|"
    r"call on|speak)",
    re.IGNORECASE,
)
_COME_FOR = re.compile(r"\s+(?:for|to (?:attend|meet|hold|join|discuss|mark|sign|press)|on an?)\b[^,.;]*,")
_MET = re.compile(
    r"\b(?:met|attended|held|spoke|addressed|signed|was received|agreed|discussed|opened|visited|laid|inaugurated|"
    r"launched|"
    r"called on|sat down|dined)\b"
)
_FROM = re.compile(rf"\bfrom\s+(?:{PLACE_WORD}\s+){{0,6}}$")
_FROM_PLACE = re.compile(r"\bfrom\s")
_LEFT = re.compile(
    r"\b(?:(?P<left>(?:left|departed|leaving)\s+(?=[A-Z])|(?:flew|flown|travel+ed|arrived|drove)\s+(?:\w+\s+)?from\s+|"
    r"(?:flew|travel+ed|arrived|came)\s+(?:in|to)\s+[A-Z][\w’-]+\s+from\s+(?=[^.;]*\b(?:leg|tour|stop)\b))|"
    r"(?:home|back)\s+from\s)"
)
_RESIDENT = re.compile(r"\b(?:ambassador|consul|charg|attach|envoy|representative)", re.IGNORECASE)  # posted abroad
_HEADS = re.compile(r"\s+(?:(?:back|off|out|on|\w+ly)\s+)?(?:to|for|into)\b")
_SOMEWHERE = re.compile(r"\b(?:is|was|are|were|be|been) [\w ]{0,30}?\b(?:in|at|there|here)\b")
_IN_FOR = re.compile(r",\s+(?:(?:currently|also|now|who was) )?(?P<where>in)\s+(?:the\s+)?")
_FOR_WHAT = re.compile(r"\s+(?:for|on|to (?:attend|meet|hold))\b[^,.;]+,")
_APPOSITION = re.compile(r",\s+(?:(?:the|[A-Z][\w’'-]+)\s)[^,;.]{3,80},")  # "Ana Silva, Peru's minister for trade,"
_CLAUSE = re.compile(r",\s+who\b[^;.]{3,150}?,(?=\s+(?:is|was|will be|are|were)\s)")
_OF_BODY = re.compile(r"\s+of the (?:[A-Z][\w-]*\s?){1,4}(?=\s)")
_AND_WAS = re.compile(r"\b(?:and|who|but)\s+(?P<verb>was|is|will be|had been)\s+(?:\w+ly\s+|also\s+|last\s+)?in\s+")
_VISITING = re.compile(r"\bvisiting\s+(?=(?:[a-z]+\s+)?[A-Z])(?!(?:the|his|her|a)\b)")
_AUXILIARY = 12  # characters: " will have "
_BEGINS = ("arriv", "land", "touch", "reach", "left", "depart", "flew", "set o", "head")


def visiting(scene: Scene, story: Story) -> Iterator[Find]:
    """Verbs of visiting, with whoever visits before them or, in the passive, after: "visited Y", "visited by X"."""
    for match in _VISITED_BY.finditer(scene.text):
        actor = next((a for a in scene.actors if match.end() <= a.start < match.end() + 4), None)
        code = acting_state(scene, match.start())
        if actor and code:
            people = scene.people_after(actor.start, reach=4) or actor.people
            where = scene.destinations(match.start() - 60 if match.start() > 60 else 0, reach=60)
            where = tuple(d for d in where if d.end <= match.start()) or (Destination(code, None, *match.span()),)
            yield Find(match.start(), match.end(), people, actor.states, where[-1:])
    for match in _VISIT.finditer(scene.text):
        if not match.group().endswith(("ed", "ing")) and _NOUN.search(scene.text[: match.start()]):
            continue
        apart = scene.text.startswith(",", match.end())  # "Ahead of the visit, Lima said"
        where = () if apart else scene.destinations(match.end(), reach=40)
        where = where or _related(scene, match.start())
        if where:
            yield find_with_subject(scene, match.span(), where, story)
        elif _THE_LAND.match(scene.text, match.end()) and story.where:
            here = (replace(story.where, start=match.end(), end=match.end()),)
            yield find_with_subject(scene, match.span(), here, story)
        elif _US.match(scene.text, match.end()):
            speaker = scene.meant("we", match.start()).people[:1]
            code = next((p.country for p in speaker), None)
            goal = Destination(code, None, *match.span()) if code else None
            found = find_with_subject(scene, match.span(), (goal,), story) if goal else None
            if found and not set(found.people) & set(speaker):
                yield found
        elif _SEAT.match(scene.text, match.end()):
            party = scene.subject(match.start())
            yield Find(*match.span(), party.people, party.states, _seat(scene, match.end()))


def _seat(scene: Scene, at: int) -> tuple[Destination, ...]:
    """Return where the seat of a body is: as told before ("NATO headquarters in Brussels"), else as is known."""
    body = next(iter(organisations_in(scene.text[at : at + 40])), None)
    if body is None:
        return ()
    for told in reversed(scene.before):
        seat = re.search(rf"{re.escape(body.text)}(?:['’]s?)? (?:headquarters|HQ|secretariat|seat) in ", told.text)
        where = told.destinations(seat.end(), reach=1)[:1] if seat else ()
        if where:
            return tuple(replace(leg, start=at, end=at) for leg in where)
    code = seat_of(body.name)
    return (Destination(code, None, at, at),) if code else ()


def _related(scene: Scene, at: int) -> tuple[Destination, ...]:
    """Return the place that a clause hangs on: "Ghana, which A visited", "Ghana was the first state A visited"."""
    actor = next((a for a in reversed(scene.actors) if a.end <= at and at - a.end <= _AUXILIARY), None)
    if actor is None:
        return ()
    for mention in reversed(scene.places):
        if mention.end <= actor.start and mention.kind in {"name", "capital", "city"}:
            if _HANGS_ON.fullmatch(scene.text, mention.end, actor.start):
                place = scene.destinations(mention.start, reach=1)[:1]
                return tuple(replace(leg, start=at, end=at) for leg in place)
            break
    return ()


def going(scene: Scene, story: Story) -> Iterator[Find]:
    """Verbs of going and coming with a place they lead to; going home is none."""
    for match in _GO.finditer(scene.text):
        word = match.group().casefold()
        where = scene.destinations(match.end(), reach=45)
        if word.startswith(("leav", "left", "depart", "set o", "bound")):
            onward = re.search(r"\bfor\s", scene.text[match.end() : match.end() + 70])
            where = scene.destinations(match.end() + onward.end(), reach=12) if onward else ()
        if word.startswith("return") and (origin := _FROM_PLACE.search(scene.text, match.end(), match.end() + 70)):
            where = scene.destinations(origin.end(), reach=12)
        if where and scene.text[: where[0].start].endswith("from ") and not word.startswith("return"):
            where = where[1:]  # "from there to Hanoi"
        if not where or not _leads(scene, match, where[0]) or _carries_goods(scene, match):
            continue
        if word in {"sent", "dispatched"} and not CARRIED.search(scene.text[: match.start()]):
            continue  # whoever sends stays
        found = replace(find_with_subject(scene, match.span(), where, story), begins=word.startswith(_BEGINS))
        beside = _TOGETHER.search(scene.text, where[-1].end, where[-1].end + 120)
        others = tuple(p for p in scene.named_at(beside.end()) if p not in found.people) if beside else ()
        if others:
            yield replace(found, people=others, parties=())
        if word.startswith(("en route", "bound", "on h", "on their", "on its")):
            gone = _BACK_FROM.match(scene.text, match.end()) is not None
            found = replace(found, state=found.state or ("completed" if gone else "planned"))
        if not word.startswith("return") or _goes_back(scene, match, found, story):
            yield found
        else:
            story.homes |= {(person.name, found.where[0].code) for person in found.people}


def having_been(scene: Scene, story: Story) -> Iterator[Find]:
    """Where somebody leaves: "left Riga for home", "on his way home from China"."""
    for match in _LEFT.finditer(scene.text):
        where = scene.destinations(match.end(), reach=12)[:1]
        if where and match["left"]:
            found = find_with_subject(scene, match.span(), where, story)
            if any(p.country and p.country_by is None and not _RESIDENT.search(p.role or "") for p in found.people):
                yield replace(found, ends=True, state="completed")
        elif where and status_of(scene.text, *match.span()).status != "planned":
            _, owner = owner_of(scene, match.start())
            found = find_with_subject(scene, match.span(), where, story)
            found = replace(found, people=owner.people, parties=owner.states) if owner else found
            yield replace(found, state="completed")


def _goes_back(scene: Scene, match: re.Match[str], found: Find, story: Story) -> bool:
    """Tell a return to where somebody has been on a visit, or to another state, from one home or to a post."""
    if found.people and all(
        p.country and p.country_by is None and not _RESIDENT.search(p.role or "") for p in found.people
    ):
        return True
    between = scene.text[match.end() : found.where[0].start]
    been = {(person.name, found.where[0].code) for person in found.people} & story.journeys
    return bool(been) or re.search(r"\b(?:from|visit|trip)\b", between) is not None


def _carries_goods(scene: Scene, match: re.Match[str]) -> bool:
    """Tell whether no person goes: "the planes will not fly to Peru", "the aircraft would be flown to Peru"."""
    if _THINGS.search(scene.text[: match.start()]):
        return True
    if match.group().casefold() not in {"flown", "driven", "sent", "dispatched"}:
        return False
    carried = CARRIED.search(scene.text[: match.start()])
    return carried is not None and not any(0 <= carried.start() - a.end <= _AUXILIARY for a in scene.actors)


def _leads(scene: Scene, match: re.Match[str], goal: Destination) -> bool:
    """Tell whether a verb of going leads to a place: by its preposition, or "here" and "there"."""
    word, gap = match.group().casefold(), scene.text[match.end() : goal.start]
    if re.search(r"\b(?:exile|hiding|prison|school|university|home)\b", gap):
        return False
    if scene.text[goal.start : goal.end] in {"here", "there"}:
        return not re.search(r"\b(?:from|of)\b", gap)
    if word.startswith(("leav", "left", "depart", "set o", "bound", "shuttl")):
        return True
    if word.startswith(("reach", "due", "expected")):
        return not gap.strip() or gap.strip() == "the"
    if (word in {"sent", "dispatched"} and "to" not in gap) or (word.startswith("head") and not _HEADS.match(gap)):
        return False
    return TOWARDS.search(gap) is not None or (word.startswith("return") and _FROM.search(gap) is not None)


def visiting_party(scene: Scene, story: Story) -> Iterator[Find]:
    """Somebody called a visitor: "her visiting Omani counterpart A" is where the others of the sentence are."""
    for match in _VISITING.finditer(scene.text):
        guest = next((a for a in scene.actors if a.start <= match.end() <= a.end and a.kind != "pronoun"), None)
        guest = guest or next((a for a in scene.actors if match.end() <= a.start <= match.end() + 3), None)
        if guest is None:
            continue
        home = {person.country for person in guest.people} | set(guest.states)
        others = [p.country for a in scene.actors if a is not guest for p in a.people if p.country not in home]
        code = scene.dateline.code if scene.dateline else next(iter(others), None)
        here = (Destination(code, None, match.start(), match.end()),) if code else ()
        where = tuple(leg for leg in scene.located() if leg.code not in home) or here
        if where:
            doubts = ("host_inferred",)
            yield Find(*match.span(), guest.people, guest.states, where, doubts, stays=True, state="ongoing")


def taking(scene: Scene, story: Story) -> Iterator[Find]:
    """What a journey takes somebody to: "a tour that will also take her to A and B", "ends the tour in C"."""
    for match in _TAKES.finditer(scene.text):
        where = scene.destinations(match.end(), reach=12)
        whom = match["whom"]
        if whom in {"him", "her", "them"}:
            party = scene.antecedent(match.start("whom"), plural=whom == "them")
        else:
            party = next((Party(a.people) for a in scene.actors if a.end == match.end("whom")), Party())
        if where and party:
            yield Find(match.start(), match.end(), party.people, party.states, where)
    on_tour = scene.before and VISIT_NOUN.search(scene.before[-1].text)
    legs = _BEGINS_IN.finditer(scene.text) if on_tour else ()
    for match in chain(
        _ITINERARY.finditer(scene.text), _FRAMES_STAY.finditer(scene.text), _STOP_IS.finditer(scene.text), legs
    ):
        where = scene.destinations(match.end(), reach=12)
        if where:
            party = owner_of(scene, match.start())[1] or scene.subject(match.start())
            party = party or _whose_tour(scene, match) or story.travellers
            yield Find(match.start(), match.end(), party.people, party.states, where, ("visitor_inferred",))


def _whose_tour(scene: Scene, match: re.Match[str]) -> Party:
    """Return whose tour it is: "the first stop of A's tour is", "her next stop is Riga, where A"."""
    inside = [a for a in scene.actors if match.start() <= a.start < match.end() and a.kind != "pronoun"]
    if inside:
        return Party(inside[-1].people, inside[-1].states)
    return scene.actor_after(match.end()) if _HIS.search(scene.text[: match.start()]) else Party()


def stages(scene: Scene, story: Story) -> Iterator[Find]:
    """Legs of an announced journey: "In Riga, she will meet ..."."""
    match = STAGE.match(scene.text) or _NEXT_STAGE.match(scene.text)
    if not match:
        return
    where = scene.destinations(match.end() - 1, reach=8)
    if match.re is _NEXT_STAGE:
        onward = _GOES_ON.search(scene.text, where[-1].end) if where else None
        party = scene.subject(onward.start()) if onward else Party()
        if party:
            yield Find(match.start(), where[-1].end, party.people, party.states, where)
        return
    if not where:
        return
    comma = _COME_FOR.match(scene.text, where[-1].end)
    if comma:
        party = scene.actor_after(comma.end())
        yield Find(match.start(), where[-1].end, party.people, party.states, where[:1], stays=True, state="ongoing")
        return
    verb = _WILL_MEET.search(scene.text, where[-1].end) or _MET.search(scene.text, where[-1].end)
    if verb:
        party = story.acting(scene, verb.start())
        doubts = (party.doubt,) if party.doubt else ()
        yield Find(match.start(), where[-1].end, party.people, party.states, where[:1], doubts, stays=True)


def _apposed(scene: Scene, actor: Actor) -> Find | None:
    """Return the stay told in an aside: "the minister, in New York for the General Assembly, said"."""
    match = _IN_FOR.match(scene.text, actor.end)
    where = scene.destinations(match.end(), reach=2)[:1] if match else ()
    if match is None or not where or not _FOR_WHAT.match(scene.text, where[0].end):
        return None
    return Find(match.start("where"), match.end(), actor.people, actor.states, where, stays=True, state="ongoing")


def presence(scene: Scene, story: Story) -> Iterator[Find]:
    """Somebody simply being somewhere: "Kim was last in Moscow in 2019", "she is due in Lagos"."""
    yield from filter(None, (_apposed(scene, actor) for actor in scene.actors if actor.kind != "pronoun"))
    for actor in scene.actors if _SOMEWHERE.search(scene.text) else ():
        home = _OF_BODY.match(scene.text, actor.end)
        apposed = _APPOSITION.match(scene.text, actor.end) or _CLAUSE.match(scene.text, actor.end)
        match = PRESENCE.match(scene.text, home.end() if home else actor.end)
        match = match or (PRESENCE.match(scene.text, apposed.end() - 1) if apposed else None)
        where = scene.destinations(match.end(), reach=2) if match else ()
        if match and where and (actor.part == "subject" or match["who"]):
            at = match.start("verb")
            party = story.acting(scene, at) if " back " in match.group() else scene.subject(at)
            yield Find(at, match.end(), party.people, party.states, where)


def being_elsewhere(scene: Scene, story: Story) -> Iterator[Find]:
    """A second predicate of being somewhere: "is on a tour and was in Angola on Monday"."""
    for match in _AND_WAS.finditer(scene.text):
        where = scene.destinations(match.end(), reach=2)
        if where:
            yield find_with_subject(scene, (match.start("verb"), match.end()), where, story)
