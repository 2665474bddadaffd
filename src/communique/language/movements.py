"""Who moves where by the syntax of visits as nouns and of verbs of visiting, going, coming and being somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from communique.language.actors import Party
from communique.language.people import Person
from communique.language.receptions import acting_state
from communique.language.scene import Destination, Scene
from communique.language.status import PRESENCE
from communique.language.story import FRONTED, Find, Story, find_with_subject

__all__ = [
    "VISIT_NOUN",
    "being_elsewhere",
    "companions",
    "going",
    "having_been",
    "nouns",
    "presence",
    "stages",
    "taking",
    "visiting",
    "visiting_party",
]

#: A visit as a noun.
VISIT_NOUN = re.compile(
    r"\b(?:visits?|trips?|tours?|journeys?|travels?|stop-?overs?|stops?|stay|swing|pilgrimage)\b", re.IGNORECASE
)
_VISIT_TOLD = re.compile(
    rf"{VISIT_NOUN.pattern}|\bmission(?= (?:led|headed) by\b)|(?<=\bfollows )that\b|(?<=\bfollowed )that\b|"
    rf"(?<=\bafter )that\b",
    re.IGNORECASE,
)
_GO = re.compile(
    r"\b(?P<verb>travel(?:s|l?ed|l?ing)?|go(?:es|ing)?|went|gone|fl(?:y|ies|ew|own|ying)|head(?:s|ed|ing)?|"
    r"journey(?:s|ed|ing)?|depart(?:s|ed|ing)?|return(?:s|ed|ing)?(?! (?:visit|trip|journey))|sent|leave|"
    r"leaves|leaving|left|continue[sd]?|"
    r"been(?=\s+(?:back\s+)?(?:to|in)\b)|arriv(?:e|es|ed|ing|al)|c(?:o|a)me|coming|reach(?:es|ed|ing)?|"
    r"on (?:his|her|their|its) way|"
    r"expected in|due in|due(?= there\b)|land(?:s|ed|ing)?|touch(?:es|ed|ing)? down|stop(?:s|ped|ping)?|"
    r"stay(?:s|ed|ing)?|"
    r"stopover|spen(?:t|ds?|ding)\s+(?:[\w-]+\s+){1,4}(?=(?:in|at)\b)|set (?:off|out)|dr(?:ove|iven)|"
    r"bound|en route|jet(?:s|ted)?(?: off)?)\b"
    r"(?=[^.;:]{0,45}?(?:\b(?:to|for|in|at|from|into|here|there)\b|\s[A-Z]))",
    re.IGNORECASE,
)
_VISIT = re.compile(
    r"\b(?:visit(?:s|ed|ing)?|tour(?:s|ed|ing)?)\b(?!\s+(?:by|from|of|to|on|in|for|with|as|during|next|last|this)\b)",
    re.IGNORECASE,
)
_VISITED_BY = re.compile(r"\bvisited by\s+", re.IGNORECASE)
_TAKES = re.compile(
    r"\b(?:tak(?:e|es|ing|en)|took|br(?:ing|ings|ought|inging))\s+(?P<whom>him|her|them|[A-Z][\w’'-]+)\s+(?:back\s+|on\s+|also\s+)?to\b"
)
_ITINERARY = re.compile(
    r"\b(?:tour|trip|visit|journey|swing)\b(?:[^,;.]{0,50}?\b(?:that|which))?\s+(?:will\s+|would\s+|"
    r"also\s+|has\s+|is to\s+)*"
    r"(?:includ|cover|encompass|featur)\w*\s+(?:stops? (?:in|at)\s+|visits? to\s+)?",
    re.IGNORECASE,
)
_FRAMES_STAY = re.compile(
    r"\b(?:begin|began|start|open|launch|kick|conclud|end|finish|wrap|wound|complet|round)\w*\s+(?:up\s+|off\s+)?"
    r"(?:(?:his|her|their|the|an?)\s+)(?:[\w-]+\s+){0,4}?(?:tour|trip|visit|journey|programme|program|mission|swing|stay)\s+"
    r"(?=(?:in|at|with)\s)",
    re.IGNORECASE,
)
_ACCOMPANIED = re.compile(
    r"\b(?:represented|accompanied|headed|led) (?:(?:throughout|on the (?:trip|visit|tour)|there|also) )?by\b|"
    r"\bdelegation(?:,? which)? (?:also )?(?:includ\w+|compris\w+|consist\w+ of)\b",
    re.IGNORECASE,
)
_STAGE = re.compile(
    r"^(?:(?:while|once|then|later|also|afterwards|earlier)\s*,?\s+)?(?:in|while in|at)\s+", re.IGNORECASE
)
_WILL_MEET = re.compile(
    r"(?:\b(?:will|is to|plans to|is expected to|is due to|is scheduled to)|['’]ll)\b.{0,40}?"
    r"\b(?:meet|attend|hold|address|visit|join|be received|sign|deliver|open|call on|speak)",
    re.IGNORECASE,
)
_MET = re.compile(r"\b(?:met|attended|held|spoke|addressed|signed|was received)\b")
_TO_PLACE = re.compile(
    r"\s*(?:\w+\s+){0,3}?(?:to|in|at|for|of|from|around|across|through)\s|\s+(?:here|there)\b", re.IGNORECASE
)
_PLACE_WORD = (
    r"(?:the|either|both|an?|his|her|its|their|both|of|and|near(?:by)?|neighbou?ring|capital|city|port|"
    r"town|resort|island|province|state|region|north|south|east|west|\w+ern|\w+al|[A-Z][\w’'.-]*,?)"
)
_TOWARDS = re.compile(rf"(?i:\b(?:to|for|in|at|into|across|around|through|of))\s+(?:{_PLACE_WORD}\s+){{0,6}}$")
_FROM = re.compile(rf"\bfrom\s+(?:{_PLACE_WORD}\s+){{0,6}}$")
_FROM_PLACE = re.compile(r"\bfrom\s")
_ONWARD = re.compile(r"(?:,\s*[A-Z]{2,3}\b)?,?\s+(?:to|in|here)\b")  # letters after a name: MP, TD
_ANYBODY = re.compile(r"\b(?:by|of|from)\s+(?:an?|any)\s")
_EVER = re.compile(r"\b(?:first|only|last|latest|\w+th|second|third)(?:[\w-]+\s+|[\s-])*$")
_LEFT = re.compile(r"\b(?:(?P<left>left|departed)\s+(?=[A-Z])|(?:home|back)\s+from\s)")
_HEADS = re.compile(r"\s+(?:(?:back|off|out|on|\w+ly)\s+)?(?:to|for|into)\b")
_MOVER = re.compile(r"\s+(?:(?!invitation)\w+\s+){0,4}?(?:by|from|of)\s+(?!\d)", re.IGNORECASE)
_BY = re.compile(r"\s+(?:(?:on|in)\s+[\w ]{3,20}\s+)?(?:by|of)\s+(?=\w)")
_DEFINITE = re.compile(
    r"\b(?:the|this|that|his|her|their)\s+(?:(?:planned|upcoming|official|state|working|proposed|[\w]+-day|forthcoming)\s+){0,2}$",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"(?:(['’]s?)|\b(his|her|their|my|our))\s+((?:[\w-]+\s+){0,4})$", re.IGNORECASE)
_NOT_OWNER = re.compile(r"\b(?:of|to|for|and|in|said|during)\b")
_TIMES = frozenset(
    "day week month year today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday weekend "
    "january february march april may june july august september october november december".split()
)
_LEG = re.compile(r"stop(?:over)?s?|leg", re.IGNORECASE)
_SOMEWHERE = re.compile(r"\b(?:is|was|are|were|be|been) [\w ]{0,30}?\b(?:in|at) ")
_AND_WAS = re.compile(r"\b(?:and|who|but)\s+(?P<verb>was|is|will be|had been)\s+(?:\w+ly\s+|also\s+|last\s+)?in\s+")
_VISITING = re.compile(r"\bvisiting\s+(?=(?:[a-z]+\s+)?[A-Z])(?!(?:the|his|her|a)\b)")
_CARRIED = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+$")
_AUXILIARY = 12  # characters: " will have "
_NEXT = 5  # characters
_SAME_AGAIN = re.compile(r"\b(?:similar|same)\s+$", re.IGNORECASE)
_UNCOUNTED = re.compile(
    r"\b(?:frequent|regular|high-level|mutual|reciprocal|such|many|several|future|all|any)\b[^,;]{0,25}$", re.I
)
_VERBAL = re.compile(r"\b(?:to|will|would|not|may|might|can|could|should)\s+$", re.IGNORECASE)
_ENDS = re.compile(r"\b(?:conclud|wrap|wound up|end(?:ed|s|ing)\b|complet|round(?:ed|ing) off)", re.IGNORECASE)
_BEGINS = ("arriv", "land", "touch", "reach", "left", "depart", "flew", "set o", "head")


def nouns(scene: Scene, story: Story) -> Iterator[Find]:
    """Visits as nouns: "X's trip to Y", "a visit from X", "during a visit to Y"."""
    for match in _VISIT_TOLD.finditer(scene.text):
        before = scene.text[: match.start()]
        if _UNCOUNTED.search(before) or _VERBAL.search(before):
            continue
        owned, owner = _owner(scene, match.start())
        where = scene.destinations(match.end(), reach=45) if _TO_PLACE.match(scene.text, match.end()) else ()
        if where and not _names_goal(scene, match.end(), where[0]):
            where = ()
        mover = None if owned else _mover(scene, match.end(), where)
        ends = bool(_ENDS.search(before[-50:]))
        if mover:
            party, begin, at = mover
            if (
                party.states
                and _ANYBODY.search(scene.text, at - 60 if at > 60 else 0, begin + 4)
                and _EVER.search(before)
            ):
                continue  # "the first visit to Riga by a Peruvian president" is somebody's told elsewhere
            where = tuple(leg for leg in where if not begin <= leg.start < at)
            where = scene.destinations(at, reach=25) if _ONWARD.match(scene.text, at) else where
            inferred: tuple[str, ...] = ()
            code = acting_state(scene, match.start())
            if not where and code and code not in {*party.states, *(p.country for p in party.people)}:
                where, inferred = (Destination(code, None, match.start(), match.end()),), ("host_inferred",)
            yield Find(match.start(), match.end(), party.people, party.states, where, inferred, ends=ends)
            continue
        if not where:
            where = _modifier(scene, match.start())
        if not where and _SAME_AGAIN.search(before):
            told = [
                leg for m in scene.places if m.end < match.start() for leg in scene.destinations(m.start, reach=1)[:1]
            ]
            same = told[-1] if told else story.where
            where = (replace(same, start=match.end(), end=match.end()),) if same else ()
        if owner:
            yield Find(match.start(), match.end(), owner.people, owner.states, where, refers=not where, ends=ends)
        elif where and not owned:
            found = find_with_subject(scene, match.span(), where, story)
            if not found.people and not found.parties and _LEG.fullmatch(match.group()):
                last = story.travellers
                found = replace(found, people=last.people, parties=last.states, inferred=("visitor_inferred",))
            yield replace(found, ends=ends)
        elif _DEFINITE.search(before):
            acting = scene.subject(match.start()).people
            known = acting if {person.name for person in acting} & {name for name, _ in story.journeys} else ()
            yield Find(match.start(), match.end(), known, (), (), refers=True, ends=ends)


def _names_goal(scene: Scene, end: int, goal: Destination) -> bool:
    gap = scene.text[end : goal.start]
    return scene.text[goal.start : goal.end] in {"here", "there"} or _TOWARDS.search(gap) is not None


def _modifier(scene: Scene, at: int) -> tuple[Destination, ...]:
    """Return the place that names the visit right before its noun: "his three-day US visit", "the Riga trip"."""
    for mention in scene.places:
        if mention.kind in {"name", "capital", "city"} and mention.code and scene.text[mention.end : at] == " ":
            return scene.destinations(mention.start, reach=1)[:1]
    return ()


def _mover(scene: Scene, at: int, where: tuple[Destination, ...]) -> tuple[Party, int, int] | None:
    """Return who a visit is said to be by ("a visit by X to Y", "a visit to Y by X"), and where those words stand."""
    ends = [match.end() for match in (_MOVER.match(scene.text, at),) if match]
    if where:
        ends += [match.end() for match in (_BY.match(scene.text, where[-1].end),) if match]
    for end in ends:
        actor = next((a for a in scene.actors if a.start >= end and a.kind != "pronoun"), None)
        if (
            actor
            and not re.search(r"[,;:]|\b(?:and|who|that|to)\b", scene.text[end : actor.start])
            and actor.start - end < 40
        ):
            people = scene.people_after(actor.start, reach=160) if actor.kind == "named" else actor.people
            last = max((b.end for b in scene.actors if set(b.people) & set(people)), default=actor.end)
            return Party(people, actor.states), actor.start, last
    return None


def _owner(scene: Scene, at: int) -> tuple[bool, Party]:
    """Return whether somebody's visit it is, and whose: "Kim's official visit", "his trip"."""
    base = max(0, at - 80)
    possessive = _POSSESSIVE.search(scene.text[base:at])
    if not possessive or _NOT_OWNER.search(possessive.group(3)):
        return False, Party()
    start = base + possessive.start()
    if not possessive.group(1):
        fronted = _fronted_subject(scene, start)
        return True, fronted or (Party() if fronted is None else scene.meant(possessive.group(2), start))
    owners = [actor for actor in scene.actors if actor.end == start]
    if owners:
        return True, Party(owners[-1].people, owners[-1].states)
    word = re.search(r"(\w+)$", scene.text[:start])
    return bool(word and word.group().casefold() not in _TIMES), Party()


def _fronted_subject(scene: Scene, at: int) -> Party | None:
    """Return the subject that the pronoun of an opening phrase anticipates: "During his US visit, President X met".

    Nobody where the pronoun anticipates nothing; None where it anticipates a name that is not known.
    """
    comma = scene.text.find(",", at)
    if comma < 0 or not FRONTED.fullmatch(scene.text[:at]) or any(a.end <= at for a in scene.actors):
        return Party()
    after = next((actor for actor in scene.actors if actor.start > comma), None)
    if after and after.kind != "pronoun" and after.start - comma < _NEXT:
        return Party(after.people, after.states)
    return None if re.match(r",\s+[A-Z][\w’'-]+\s+[A-Z]", scene.text[comma:]) else Party()


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
        where = scene.destinations(match.end(), reach=40)
        if where:
            yield find_with_subject(scene, match.span(), where, story)


def going(scene: Scene, story: Story) -> Iterator[Find]:
    """Verbs of going and coming with a place they lead to; going home is none."""
    for match in _GO.finditer(scene.text):
        word = match.group().casefold()
        where = scene.destinations(match.end(), reach=45)
        if word.startswith(("leav", "left", "depart", "set", "bound")):
            onward = re.search(r"\bfor\s", scene.text[match.end() : match.end() + 70])
            where = scene.destinations(match.end() + onward.end(), reach=12) if onward else ()
        if word.startswith("return") and (origin := _FROM_PLACE.search(scene.text, match.end(), match.end() + 70)):
            where = scene.destinations(origin.end(), reach=12)
        if where and scene.text[: where[0].start].endswith("from ") and not word.startswith("return"):
            where = where[1:]  # "from there to Hanoi"
        if not where or not _leads(scene, match, where[0]) or _carries_goods(scene, match):
            continue
        found = replace(find_with_subject(scene, match.span(), where, story), begins=word.startswith(_BEGINS))
        if not word.startswith("return") or _goes_back(scene, match, found, story):
            yield found


def having_been(scene: Scene, story: Story) -> Iterator[Find]:
    """Where somebody leaves: "left Riga for home", "on his way home from China"."""
    for match in _LEFT.finditer(scene.text):
        where = scene.destinations(match.end(), reach=12)[:1]
        if where and match["left"]:
            found = find_with_subject(scene, match.span(), where, story)
            if any(p.country and p.country_by is None for p in found.people):
                yield replace(found, ends=True, state="completed")
        elif where:
            _, owner = _owner(scene, match.start())
            found = find_with_subject(scene, match.span(), where, story)
            yield replace(found, people=owner.people, parties=owner.states) if owner else found


def _goes_back(scene: Scene, match: re.Match[str], found: Find, story: Story) -> bool:
    """Tell a return to where somebody has been on a visit from a return home."""
    between = scene.text[match.end() : found.where[0].start]
    been = {(person.name, found.where[0].code) for person in found.people} & story.journeys
    return bool(been) or re.search(r"\b(?:from|visit|trip)\b", between) is not None


def _carries_goods(scene: Scene, match: re.Match[str]) -> bool:
    """Tell whether a passive has no person for its subject: "the aircraft would be flown to Peru"."""
    if match.group().casefold() not in {"flown", "driven", "sent"}:
        return False
    carried = _CARRIED.search(scene.text[: match.start()])
    return carried is not None and not any(0 <= carried.start() - a.end <= _AUXILIARY for a in scene.actors)


def _leads(scene: Scene, match: re.Match[str], goal: Destination) -> bool:
    """Tell whether a verb of going leads to a place: by its preposition, or "here" and "there"."""
    word, gap = match.group().casefold(), scene.text[match.end() : goal.start]
    if scene.text[goal.start : goal.end] in {"here", "there"}:
        return not re.search(r"\b(?:from|of)\b", gap)
    if word.startswith(("leav", "left", "depart", "set", "bound")):
        return True
    if word.startswith(("reach", "due", "expected")):
        return not gap.strip() or gap.strip() == "the"
    if (word == "sent" and "to" not in gap) or re.search(r"\bhome\b", gap):
        return False
    if word.startswith("head") and not _HEADS.match(gap):
        return False
    return _TOWARDS.search(gap) is not None or (word.startswith("return") and _FROM.search(gap) is not None)


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
    for match in chain(_ITINERARY.finditer(scene.text), _FRAMES_STAY.finditer(scene.text)):
        where = scene.destinations(match.end(), reach=12)
        if where:
            party = _owner(scene, match.start())[1] or scene.subject(match.start()) or story.travellers
            yield Find(match.start(), match.end(), party.people, party.states, where, ("visitor_inferred",))


def stages(scene: Scene, story: Story) -> Iterator[Find]:
    """Legs of an announced journey: "In Riga, she will meet ..."."""
    match = _STAGE.match(scene.text)
    if not match:
        return
    where = scene.destinations(match.end() - 1, reach=8)
    if not where:
        return
    verb = _WILL_MEET.search(scene.text, where[-1].end) or _MET.search(scene.text, where[-1].end)
    if verb:
        party = story.acting(scene, verb.start())
        doubts = (party.doubt,) if party.doubt else ()
        yield Find(match.start(), where[-1].end, party.people, party.states, where[:1], doubts, stays=True)


def presence(scene: Scene, story: Story) -> Iterator[Find]:
    """Somebody simply being somewhere: "Kim was last in Moscow in 2019", "she is due in Lagos"."""
    for actor in scene.actors if _SOMEWHERE.search(scene.text) else ():
        match = PRESENCE.match(scene.text, actor.end)
        where = scene.destinations(match.end(), reach=2) if match else ()
        if match and where and (actor.part == "subject" or match["who"]):
            party = scene.subject(match.start("verb"))
            yield Find(match.start("verb"), match.end(), party.people, party.states, where)


def being_elsewhere(scene: Scene, story: Story) -> Iterator[Find]:
    """A second predicate of being somewhere: "is on a tour and was in Angola on Monday"."""
    for match in _AND_WAS.finditer(scene.text):
        where = scene.destinations(match.end(), reach=2)
        if where:
            yield find_with_subject(scene, (match.start("verb"), match.end()), where, story)


def companions(scene: Scene, story: Story) -> Iterator[Find]:
    """Further members of a delegation."""
    for match in _ACCOMPANIED.finditer(scene.text):
        people: tuple[Person, ...] = scene.people_after(match.end(), reach=90)
        stage = _STAGE.match(scene.text) if match.group().startswith("represented") else None
        where = scene.destinations(stage.end() - 1, reach=8)[:1] if stage else ()
        if people:
            yield Find(match.start(), match.end(), people, (), where, joins=not where)
