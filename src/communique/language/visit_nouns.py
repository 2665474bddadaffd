"""Visits told as nouns: whose they are, by whom they are made and where they go."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from communique.language.actors import Party
from communique.language.countries import Mention
from communique.language.cues import cued
from communique.language.people import Person
from communique.language.receptions import acting_state
from communique.language.scene import Destination, Scene
from communique.language.status import ends_soon
from communique.language.story import FRONTED, Find, Story, find_with_subject
from communique.records import VisitStatus

__all__ = ["PLACE_WORD", "TOWARDS", "VISIT_NOUN", "earlier_visits", "is_visit_noun", "last_visits", "nouns", "owner_of"]

#: A visit as a noun.
VISIT_NOUN = cued(
    r"\b(?:visits?|trips?|tours?|journeys?|travels?|stop-?overs?|stops?|stay|swing|pilgrimage)\b", re.IGNORECASE
)
_VISIT_TOLD = cued(
    rf"{VISIT_NOUN.pattern}|\bmission(?= (?:led|headed) by\b)|(?<=\bfollows )that\b|(?<=\bfollowed )that\b|"
    rf"(?<=\bafter )that\b|\barrival(?= of\b)|"
    rf"(?:(?<=\bfirst )|(?<=\bsecond )|(?<=\bthird )|(?<=\blast )|(?<=\bfinal ))day(?= in\b)",
    re.IGNORECASE,
)
_TO_PLACE = re.compile(
    r",?\s*(?:\w+\s+){0,3}?(?:to|in|at|for|of|from|around|across|through)\s|\s+(?:here|there)\b", re.IGNORECASE
)
#: A word that may stand before the name of a place.
PLACE_WORD = (
    r"(?:the|either|both|an?|his|her|its|their|both|of|and|near(?:by)?|neighbou?ring|capital|city|port|"
    r"town|resort|island|province|state|region|north|south|east|west|close|ally|partner|neighbou?r|rival|\w+ern|\w+al|[A-Z][\w’'.-]*,?)"
)
#: Leads up to the name of where somebody goes.
TOWARDS = re.compile(rf"(?i:\b(?:to|for|in|at|into|across|around|through|of))\s+(?:{PLACE_WORD}\s+){{0,6}}$")
_ONWARD = re.compile(r"(?:,\s*[A-Z]{2,3}\b)?,?\s+(?:to|in|here)\b")  # letters after a name: MP, TD
_ANYBODY = re.compile(r"\b(?:by|of|from)\s+(?:an?|any)\s")
_EVER = re.compile(r"\b(?:first|only|last|latest|\w+th|second|third)(?:[\w-]+\s+|[\s-])*$")
_MOVER = re.compile(r"\s+(?:(?!invitation)\w+\s+){0,4}?(?:by|from|of)\s+(?!\d)", re.IGNORECASE)
_BY = re.compile(r"\s+(?:(?:on|in)\s+[\w ]{3,20}\s+)?(?:by|of)\s+(?=\w)")
_DEFINITE = re.compile(
    r"\b(?:the|this|that|his|her|their)\s+(?:(?:planned|upcoming|official|state|working|proposed|[\w]+-day|forthcoming)\s+){0,2}$",
    re.IGNORECASE,
)
_ON_ONE = re.compile(r"\b(?:is|are)\s+(?:currently\s+|now\s+)?on\s+an?\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?:(['’]s?)|\b(his|her|their|my|our))\s+((?:[\w-]+\s+){0,4})$", re.IGNORECASE)
_NOT_OWNER = re.compile(r"\b(?:of|to|for|and|in|said|during)\b")
_TIMES = frozenset(
    "day week month year today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday weekend "
    "january february march april may june july august september october november december".split()
)
_PRAISES = cued(
    r"\b(?:thank(?:s|ed|ing)?|(?:prais|criticis|criticiz)(?:es|ed|ing)|(?:laud|commend|condemn|applaud|attack)(?:s|ed|ing)|"
    r"congratulat(?:es|ed|ing)|rebuk(?:es|ed|ing))\s+$"
)
_FOR = re.compile(r"\s+(?:for|over)\s*")
_LEG = re.compile(r"stop(?:over)?s?|leg", re.IGNORECASE)
_FURTHER = re.compile(r"\b(?:side|onward|further|subsequent|separate)\s+$")
_NEXT = 5  # characters
_SAME_AGAIN = re.compile(
    r"\b(?:similar|same|an? (?:second|third|fourth|further|repeat|follow-up)|another)\s+$", re.IGNORECASE
)
_IS_PLANNED = re.compile(r"\W*(?:An?|Another)\s+(?:[\w-]+\s+){0,3}$")  # "A trip to Riga is planned": whose was told
_UNCOUNTED = re.compile(
    r"\b(?:frequent|regular|high-level|mutual|such|many|several|future|all|any)\b[^,;]{0,25}$", re.I
)
_RETURN = re.compile(r"\b(?:return|reciprocal)\s+(?:\w+\s+)?$", re.IGNORECASE)
_RETURNED = re.compile(r"\b(?:return(?:s|ed|ing)?|reciprocat(?:es?|ed|ing)) (?:the|that|his|her) $")
_OTHER_EVENT = re.compile(r"\b(?:follow(?:s|ed|ing)|talks|meetings?|after|before|since|came|comes)\b")
_LAST = re.compile(r"\b(?:last|latest|previous|most recent)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_LAST_BY = cued(
    r"\b(?:last|previous|most recent)\s+(?:[\w-]+\s+){0,2}?(?:visit|trip|tour)\s+(?:to\s+[A-Z]\w+\s+|here\s+|there\s+)?"
    r"(?:by|of|from)\s+an?\s+",
    re.IGNORECASE,
)
_NTH_BY = cued(
    r"\b(?:first|second|third|fourth|fifth|\w+th|only)\s+(?:[\w-]+\s+){0,3}?(?:visit|trip|tour)\s+(?:to\s+(?:[A-Z]\w+\s+){1,3})?"
    r"(?:by|of|from)\s+an?\s+"
)
_FOLLOWING = cued(
    r"\b(?:following|after|since|preceded by|the others? being|the last being)\s+(?:that of\s+|those of\s+)?"
)
_VERBAL = re.compile(r"\b(?:to|will|would|not|may|might|can|could|should)\s+$", re.IGNORECASE)
_ENDS = re.compile(r"\b(?:conclud|wrap|wound up|end(?:ed|s|ing)\b|complet|round(?:ed|ing) off)", re.IGNORECASE)


def is_visit_noun(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch of a sentence is nothing but a noun for a visit."""
    match = VISIT_NOUN.match(text, start)
    return match is not None and match.end() == end


def last_visits(scene: Scene, story: Story) -> Iterator[Find]:
    """The last visit of somebody unnamed, with its date: "The last visit by a Peruvian president was in 1998"."""
    for match in _LAST_BY.finditer(scene.text):
        home = next((m for m in scene.places if m.start == match.end() and m.code), None)
        if home is None or not any(span[0] > match.end() for span in scene.dates):
            continue
        told = scene.destinations(home.end, reach=40) or scene.destinations(match.start(), reach=40)
        where = _abroad(told, home, story)
        if where:
            here = (replace(where, start=match.end(), end=match.end()),)
            yield Find(match.start(), match.end(), (), (home.code or "",), here, state="completed")


def _abroad(told: Sequence[Destination], home: Mention, story: Story) -> Destination | None:
    """Return where somebody from a state went: as the sentence tells, else the place told of last."""
    where = next((leg for leg in told if leg.code != home.code), None) or story.where
    return where if where and where.code != home.code else None


def earlier_visits(scene: Scene, story: Story) -> Iterator[Find]:
    """Those who made earlier visits: "the third visit by a Peruvian president, following A in 1983 and B in 2002"."""
    for match in _NTH_BY.finditer(scene.text):
        home = next((m for m in scene.places if m.start == match.end() and m.code), None)
        if home is None:
            continue
        told = scene.destinations(match.start(), reach=80) or scene.destinations(home.end, reach=60)
        where, after = _abroad(told, home, story), _FOLLOWING.search(scene.text, home.end)
        if after is None or where is None:
            continue
        here = (replace(where, start=after.end(), end=after.end()),)
        base, at = scene.sentence.start, after.end()
        for mention in scene.roster.mentions:
            begin, end = mention.start - base, mention.reach - base
            dated = next((span for span in scene.dates if span[0] - 1 <= end < span[1]), None)
            if begin < at or begin > len(scene.text) or dated is None or " " not in mention.name:
                continue
            person = scene.roster.find(mention.name) or Person(mention.name, (mention,))
            served = (replace(person, country=home.code, country_by=None),)
            yield Find(begin, end, served, (), here, state="completed", when=scene.in_article(dated))


def nouns(scene: Scene, story: Story) -> Iterator[Find]:
    """Visits as nouns: "X's trip to Y", "a visit from X", "during a visit to Y"."""
    for match in _VISIT_TOLD.finditer(scene.text):
        before = scene.text[: match.start()]
        if _UNCOUNTED.search(before) or _VERBAL.search(before):
            continue
        owned, owner = owner_of(scene, match.start())
        where = scene.destinations(match.end(), reach=45) if _TO_PLACE.match(scene.text, match.end()) else ()
        if where and not _names_goal(scene, match.end(), where[0]):
            where = ()
        mover = None if owned else _mover(scene, match.end(), where)
        ends = bool(_ENDS.search(before[-50:])) and not ends_soon(scene.text, *match.span())
        if mover:
            if not _is_anybodys(scene, match, mover):
                yield replace(_made_by(scene, match, where, mover, story), ends=ends)
            continue
        where = where or _implied(scene, match, story, owner, owned=owned)
        if owner:
            state: VisitStatus | None = "ongoing" if not where and ends_soon(scene.text, *match.span()) else None
            told = Find(*match.span(), owner.people, owner.states, where, refers=not where, ends=ends, state=state)
            yield told
        elif where and not owned:
            yield replace(_made(scene, match, where, story), ends=ends)
        else:
            yield from _referring(scene, match, story, ends=ends)


def _made(scene: Scene, match: re.Match[str], where: tuple[Destination, ...], story: Story) -> Find:
    """Return a visit that the subject makes; a further leg is made by whoever travelled last."""
    found = find_with_subject(scene, match.span(), where, story)
    leg = _LEG.fullmatch(match.group()) or _FURTHER.search(scene.text[: match.start()])
    before = scene.text[: match.start()]
    leg = leg or _IS_PLANNED.match(before) or _SAME_AGAIN.search(before)
    if found.people or found.parties or not leg:
        return found
    last = story.travellers
    return replace(found, people=last.people, parties=last.states, inferred=("visitor_inferred",))


def _implied(scene: Scene, match: re.Match[str], story: Story, owner: Party, *, owned: bool) -> tuple[Destination, ...]:
    """Return where a visit goes that names no place after it: "his Riga trip", "a return visit", "the same visit"."""
    before = scene.text[: match.start()]
    where = _modifier(scene, match.start())
    if not where and (_RETURN.search(before) or _RETURNED.search(before)):
        where = _home_of(match, story, owner if owned else scene.subject(match.start()))
    if not where and scene.inviters and not owned:
        where = _home_of_inviter(scene, match)
    return where or (_same_again(scene, match, story) if _SAME_AGAIN.search(before) else ())


def _referring(scene: Scene, match: re.Match[str], story: Story, *, ends: bool) -> Iterator[Find]:
    """Visits that name neither whose nor where, which another sentence tells: "the trip", "is on a visit"."""
    before = scene.text[: match.start()]
    acting = scene.subject(match.start())
    if match.group() == "visit" and _ON_ONE.search(before):
        yield Find(*match.span(), acting.people, acting.states, (), refers=True, state="ongoing")
    elif _DEFINITE.search(before):
        known = {person.name for person in acting.people} & {name for name, _ in story.journeys}
        yield Find(*match.span(), acting.people if known else (), (), (), refers=True, ends=ends)


def _is_anybodys(scene: Scene, match: re.Match[str], mover: tuple[Party, int, int]) -> bool:
    """Tell "the first visit to Riga by a Peruvian president", which is told of whoever makes it, from a visit."""
    party, begin, _ = mover
    if _LAST.search(scene.text[: match.start()]) and any(span[0] > match.end() for span in scene.dates):
        return False
    anybody = party.states and _ANYBODY.search(scene.text, max(0, begin - 10), begin + 4)
    return bool(anybody and _EVER.search(scene.text[: match.start()]))


def _made_by(
    scene: Scene, match: re.Match[str], where: tuple[Destination, ...], mover: tuple[Party, int, int], story: Story
) -> Find:
    """Return the visit said to be by somebody, to where that is told before or after who makes it, else who acts."""
    party, begin, at = mover
    where = tuple(leg for leg in where if not begin <= leg.start < at)
    where = scene.destinations(at, reach=25) if _ONWARD.match(scene.text, at) else where
    inferred: tuple[str, ...] = ()
    code = acting_state(scene, match.start())
    if not where and party.states and _LAST.search(scene.text[: match.start()]) and story.where:
        where = (replace(story.where, start=match.end(), end=match.end()),)
    if not where and code and code not in {*party.states, *(p.country for p in party.people)}:
        where, inferred = (Destination(code, None, match.start(), match.end()),), ("host_inferred",)
    return Find(match.start(), match.end(), party.people, party.states, where, inferred)


def _home_of(match: re.Match[str], story: Story, party: Party) -> tuple[Destination, ...]:
    """Return where a return visit goes: home of whoever was said to visit the state of those who make it."""
    states = {*party.states, *(person.country for person in party.people)}
    home = next((code for code, host in reversed(story.exchanges) if host in states and code not in states), None)
    return (Destination(home, None, match.end(), match.end()),) if home else ()


def _home_of_inviter(scene: Scene, match: re.Match[str]) -> tuple[Destination, ...]:
    """Return the state of whoever invites: "At the invitation of President A of Peru, President B will pay a visit"."""
    code = next((p.country for p in scene.inviters if p.country and p.country_by is None), None)
    return (Destination(code, None, match.end(), match.end()),) if code else ()


def _same_again(scene: Scene, match: re.Match[str], story: Story) -> tuple[Destination, ...]:
    """Return where "a similar visit" goes: to the place told last."""
    told = [leg for m in scene.places if m.end < match.start() for leg in scene.destinations(m.start, reach=1)[:1]]
    same = told[-1] if told else story.where
    return (replace(same, start=match.end(), end=match.end()),) if same else ()


def _names_goal(scene: Scene, end: int, goal: Destination) -> bool:
    gap = scene.text[end : goal.start]
    if VISIT_NOUN.search(gap) or _OTHER_EVENT.search(gap):
        return False  # "a visit to Africa, after her trip to Lagos"
    return scene.text[goal.start : goal.end] in {"here", "there"} or TOWARDS.search(gap) is not None


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


def owner_of(scene: Scene, at: int) -> tuple[bool, Party]:
    """Return whether somebody's visit it is, and whose: "Kim's official visit", "his trip"."""
    base = max(0, at - 80)
    possessive = _POSSESSIVE.search(scene.text[base:at])
    if not possessive or _NOT_OWNER.search(possessive.group(3)):
        return False, Party()
    start = base + possessive.start()
    if not possessive.group(1):
        thanked = _thanked(scene, start)
        if thanked:
            return True, thanked
        fronted = _fronted_subject(scene, start)
        return True, fronted or (Party() if fronted is None else scene.meant(possessive.group(2), start))
    owners = [actor for actor in scene.actors if actor.end == start]
    if owners:
        return True, Party(owners[-1].people, owners[-1].states)
    word = re.search(r"(\w+)$", scene.text[:start])
    return bool(word and word.group().casefold() not in _TIMES), Party()


def _thanked(scene: Scene, at: int) -> Party:
    """Return whom somebody thanks, praises or blames for what a pronoun owns: "thanked President A for her visit"."""
    for actor in scene.actors:
        praised = actor.people and _PRAISES.search(scene.text[: actor.start])
        if praised and _FOR.fullmatch(scene.text, actor.end, at):
            return Party(actor.people)
    return Party()


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
