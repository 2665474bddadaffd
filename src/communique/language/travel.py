"""Reads who travels where, and in what state the visit is, from the words of English news.

Every mention of a visit becomes a :class:`Reading`; :mod:`communique.language.itinerary` makes one visit of all that
speak of it. The visitor is who moves ("a visit from X", "X's trip", "invite X"), never the speaker unless the text says
so; telephone calls, domestic trips and uncounted visits are none. The status follows the ladder of the output contract.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from communique.language.countries import countries_in
from communique.language.cues import cued
from communique.language.dating import dates_noun, dates_of
from communique.language.denials import is_denied
from communique.language.names import names_in
from communique.language.particulars import bodies_at, city_of, formality_of, hosts_of
from communique.language.people import Person, Roster
from communique.language.purpose import purpose_of
from communique.language.scene import Destination, Scene
from communique.language.scenes import scenes_of
from communique.language.segment import Paragraph
from communique.language.status import PUT_OFF_TO, Told, ends_soon, status_of
from communique.language.story import Find, Story
from communique.language.transcript import voices
from communique.language.triggers import finds_in
from communique.language.venues import note_gathering
from communique.language.visit_nouns import is_visit_noun
from communique.records import Formality, VisitStatus

__all__ = ["Reading", "inference_of", "read_visits"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One mention of a visit.

    Attributes:
        sentence: index of the sentence.
        start: offset in the article of the words that tell of the visit.
        end: offset after them.
        visitors: names as in the roster, principal first; empty for an unnamed party.
        visitor_country: state of the visiting side, where known.
        home_by: name of the inference by which that state is known; None where it is stated.
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
        begins: whether it tells that somebody sets out or arrives.
        ends: whether it tells that the visit is over.
        stays: whether it tells what is done on a visit, which may be one told before.
        put_off: whether it is called off only for now.
        moved: whether it is put off to another day, so that the day first meant dates it no more.
        everybody: whether it dates what each side told of last did.
        far: whether its state is only that of the sentence around it, so that any other goes before.
        hosting: state of those who are met, where no place is told: the visit is one to that state.
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
    begins: bool = False
    ends: bool = False
    stays: bool = False
    everybody: bool = False
    far: bool = False
    put_off: bool = False
    moved: bool = False
    hosting: str | None = None
    home_by: str | None = None


_PROSPECTS: frozenset[VisitStatus | None] = frozenset({"cancelled", "planned", "under_discussion"})
_AHEAD: frozenset[VisitStatus | None] = frozenset({"invited", "under_discussion", "planned"})
_COMES = re.compile(r"com(?:e|es|ing)\b")  # from abroad: nobody comes to his own capital
_POSTED = re.compile(r"\b(?:envoy|representative|mediator|coordinator|rapporteur)\b", re.IGNORECASE)  # to, not of
_AMBASSADOR = re.compile(
    r"\b(?:ambassador|high commissioner|consul|charg)\b(?! (?:general )?(?:at|for|to the U))", re.IGNORECASE
)
_PUT_OFF = cued(r"\b(?:postpon\w*|put (?:off|back)|delay\w*|suspend\w*|pushed back)\b")
_POSTING = re.compile(
    r"[^,;.]{0,40}\bto (?:take up|assume|begin|start) (?:his|her|their|an?|the) (?:[\w-]+ ){0,2}"
    r"(?:post|posting|duties|office|position|assignment)\b"
)
_ANNOUNCES = re.compile(
    r"\b(?:will|is to|are to)\s+(?:\w+\s+)?(?:visit|travel|make|pay|undertake|tour|go|fly|arrive|attend)\b"
)
_INVITING_BODY = cued(
    r"\binvitation (?:of|from) (?:the |its |his |her |their )?(?:[A-Z][\w’'-]+ ){0,3}"
    r"(?:(?i:government|(?:\w+ )?ministry|parliament|counterpart)\b)"
)
_HOLDS = re.compile(r" (?:(?:held|had) (?:[\w-]+ ){0,3})?")
_THEN = re.compile(r",? where (?:he|she|they) (?:is|are|will|plans?|intends?)\b")


def read_visits(
    paragraphs: Sequence[Paragraph], roster: Roster, attributed: Collection[int] = (), issuer: str | None = None
) -> tuple[Reading, ...]:
    """Return every mention of a visit, in the order of the article.

    Args:
        paragraphs: the article's paragraphs.
        roster: its people.
        attributed: indexes of sentences that somebody official stands behind; a settled visit there is announced.
        issuer: who issues the text and says "I" in it, as in a press release.
    """
    spoken = voices(paragraphs)
    labels = {paragraph.index: spoken.get(paragraph.index, issuer) for paragraph in paragraphs}
    people = {index: _speaking(label, roster) for index, label in labels.items() if label}
    speakers = [(labels[index], person) for index, person in people.items()]
    scenes = scenes_of([sentence for paragraph in paragraphs for sentence in paragraph.sentences], roster, people)
    story = Story()
    found: list[Reading] = []
    for scene in scenes:
        note_gathering(scene, story)
        stood_behind = scene.sentence.index in attributed or scene.sentence.paragraph in spoken
        found += _readings(scene, story, announced=stood_behind)
    settled = {name for reading in found if reading.settled and reading.announced for name in reading.visitors}
    settled |= {
        person.name
        for scene in scenes
        if scene.sentence.index in attributed and _ANNOUNCES.search(scene.text)
        for _, _, person in scene.people
    }
    issuing = next((person.country for label, person in speakers if label == issuer), None)
    guest = {r.host_country for r in found if issuer and any(issuer.casefold() == n.casefold() for n in r.visitors)}

    def is_announced(r: Reading) -> bool:
        aside = issuing and issuing not in {r.visitor_country, r.host_country}
        hosting = r.host_country in guest and r.visitor_country is None and issuer not in r.visitors
        return not (aside or hosting) and (r.announced or not settled.isdisjoint(r.visitors))

    return tuple(replace(r, announced=is_announced(r)) for r in found)


def _speaking(label: str, roster: Roster) -> Person:
    """Return who speaks under a label or byline: "Office of Foreign Minister Ana Silva"."""
    names = [name for name in names_in(label) if " " in name]
    known = (roster.find(name) for name in (label, *names))
    return next(filter(None, known), None) or Person(names[-1] if names else label, ())


def _readings(scene: Scene, story: Story, *, announced: bool) -> Iterator[Reading]:
    """Yield the readings of one sentence, one a visit; later ways of telling add what earlier ones did not see."""
    told: dict[tuple[object, ...], Reading] = {}
    finds = tuple(finds_in(scene, story))
    receiving = _receiving(scene, finds)
    for find in finds:
        visited = {code for _, code in story.journeys}
        story.remember(find)
        for reading in _complete(scene, find, visited, announced=announced):
            stays = any({(name, reading.host_country), (name, None)} & receiving for name in reading.visitors)
            if any((name, reading.host_country) in story.homes for name in reading.visitors):
                continue
            if stays and not scene.text[: find.start].rstrip().endswith("who"):
                continue
            party = reading.visitors or reading.visitor_country
            key = (party, reading.host_country, reading.host_organisation, reading.when)
            told[key] = _united(told.get(key, reading), reading)
    yield from told.values()


def _united(first: Reading, again: Reading) -> Reading:
    """Return a reading with what a further way of telling the same adds."""
    return replace(
        first,
        place=first.place or again.place,
        hosts=tuple(dict.fromkeys((*first.hosts, *again.hosts))),
        status=first.status or again.status,
        begins=first.begins or again.begins,
        ends=first.ends or again.ends,
    )


def _receiving(scene: Scene, finds: Sequence[Find]) -> set[tuple[str, str | None]]:
    """Return who receives somebody, and in which state (None: wherever): they travel there in no other clause."""
    greeting = (find for find in finds if find.met and scene.text[: find.end].rstrip().endswith(" by"))
    everywhere: set[tuple[str, str | None]] = {(person.name, None) for find in greeting for person in find.met}
    hosts = [(find.host.name, find.where) for find in finds if find.host]
    everywhere |= {(name, None) for name, legs in hosts if not legs}
    return everywhere | {(name, leg.code) for name, legs in hosts for leg in legs}


def _state(scene: Scene, find: Find) -> Told:
    """Return the state of a visit as a find has it."""
    status, settled, far = status_of(
        scene.text, find.start, find.end, phrase=_phrase_end(scene, find), invited=find.invited
    )
    if find.everybody:
        return Told(None, settled=False, far=False)
    if find.met:
        return Told("planned" if status == "planned" else None, settled=False, far=False)
    moot = status not in _PROSPECTS or " would " in scene.text[find.start : find.end + 30]
    if find.refers and find.state:
        return Told(find.state, settled=False, far=False)
    if find.joins or (find.refers and moot):
        return Told(
            None, settled=False, far=False
        )  # what a visit does or would do says nothing of whether it will be made
    if find.begins and status == "completed" and _THEN.search(scene.text, find.end):
        status = "ongoing"
    return Told(find.state or status, settled, far=far and not find.state)


def _phrase_end(scene: Scene, find: Find) -> int:
    """Return where the noun phrase of a visit ends: after who makes it and where it goes."""
    if not is_visit_noun(scene.text, find.start, find.end):
        return find.end
    legs = (leg.end for leg in find.where if leg.start >= find.start)
    movers = (a.end for a in scene.actors if a.start >= find.end and set(a.people) & set(find.people))
    return max((find.end, *legs, *movers))


def _home(
    scene: Scene, people: Sequence[Person], state: str | None, leg: Destination, visited: Collection[str]
) -> str | None:
    """Return the state of a side, without one that was only guessed and is the state visited: nobody visits his own.

    A guess from the words around stands for a journey within the country, unless it was said before that somebody goes
    to that state, or the office is one that is sent there.
    """
    guessed = _is_guess(people)
    abroad = leg.place and "," in scene.text[leg.start : leg.end]  # "Lima, Peru": nobody tells his own state so
    posted = any(_POSTED.search(person.role or "") for person in people)
    if leg.code and leg.code == state and guessed and (not leg.place or abroad or leg.code in visited or posted):
        return None
    return state


def _is_guess(people: Sequence[Person]) -> bool:
    return any(person.country_by == "country_from_context" for person in people)


def _complete(scene: Scene, find: Find, visited: Collection[str], *, announced: bool) -> Iterator[Reading]:
    """Yield a reading for every state visited, with status, date and the rest read from the sentence."""
    if is_denied(scene.text, find.start):
        return
    status, settled, far = _state(scene, find)
    base = scene.sentence.start
    bodies = () if find.refers or find.joins else bodies_at(scene.text, find.end)
    for (leg, when), (people, told) in product(_dated_legs(scene, find, status), _sides(find)):
        comes = _is_guess(people) and _COMES.match(scene.text, find.start)
        sure = "visitor_inferred" in find.inferred  # nobody unsure is taken to go to what may be home
        state = None if comes else told if sure else _home(scene, people, told, leg, set() if find.stays else visited)
        if leg.code and (leg.code == state or (state is None and _is_a_seat(scene, find, leg))):
            continue
        if people and all(_is_at_post(scene, person, find, leg) for person in people):
            continue
        if find.joins and any(person.country_by for person in people):
            state = None  # whoever comes along serves the visitor's state
        yield Reading(
            sentence=scene.sentence.index,
            start=base + find.start,
            end=base + max(find.end, leg.end),
            visitors=tuple(p.name for p in people),
            visitor_country=state,
            host_country=leg.code or None,
            host_organisation=bodies[0] if bodies and not leg.code else None,
            place=leg.place or city_of(scene, find, leg),
            hosts=hosts_of(scene, find, leg, ahead=status in _AHEAD),
            status=status,
            settled=settled,
            announced=announced or _is_invited(scene, leg),
            when=scene.in_article(when) if when else find.when,
            formality=formality_of(scene.text, find.start, leg.end),
            purpose=purpose_of(scene.text, find.start, leg.start, leg.end),
            inferred=find.inferred,
            joins=find.joins,
            begins=find.begins,
            ends=find.ends,
            stays=find.stays,
            everybody=find.everybody,
            far=far,
            put_off=status == "cancelled" and _PUT_OFF.search(scene.text) is not None,
            moved=status == "planned" and PUT_OFF_TO.search(scene.text) is not None,
            hosting=next((p.country for p in find.met if p.country and p.country_by is None), None),
            home_by=inference_of(people, state),
        )


def inference_of(people: Sequence[Person], state: str | None) -> str | None:
    """Return the name of the inference by which people act for a state; None where that is stated of any of them."""
    serving = [person.country_by for person in people if person.country == state] if state else []
    return serving[0] if serving and all(serving) else None


def _dated_legs(
    scene: Scene, find: Find, status: VisitStatus | None
) -> Iterator[tuple[Destination, tuple[int, int] | None]]:
    """Yield every leg with each of its dates; one leg without a state where a visit names none."""
    legs = find.where or ((Destination("", None, find.start, find.end),) if find.people or find.refers else ())
    dateless = find.refers and status is None and not dates_noun(scene, find)
    dateless = dateless or ends_soon(scene.text, find.start, find.end)
    for leg in legs:
        right = _right_before(scene, find) if find.met or not dateless else None
        for when in [right] if right or dateless else dates_of(scene, find, leg, ahead=status in _AHEAD):
            yield leg, when


def _right_before(scene: Scene, find: Find) -> tuple[int, int] | None:
    """Return the date that stands between a verb and its subject: "on Thursday arrived in Riga for Friday's talks"."""
    if is_visit_noun(scene.text, find.start, find.end) or find.when:
        return None
    return next((span for span in scene.dates if _HOLDS.fullmatch(scene.text, span[1], find.start)), None)


def _is_invited(scene: Scene, leg: Destination) -> bool:
    """Tell whether an official or body of the host is said to have invited: both sides then stand behind a visit."""
    inviting = (p for p in scene.inviters if p.role and (p.country_by or p.country in {None, leg.code}))
    return any(inviting) or _INVITING_BODY.search(scene.text) is not None


def _is_a_seat(scene: Scene, find: Find, leg: Destination) -> bool:
    """Tell whether somebody speaks or meets at the seat of a government, where those of unknown state are at home."""
    return find.stays and any(m.start == leg.start and m.kind == "metonym" for m in scene.places)


def _is_at_post(scene: Scene, person: Person, find: Find, leg: Destination) -> bool:
    """Tell whether somebody is where he is posted, or comes to take up a post: that is no visit."""
    if _POSTING.match(scene.text, leg.end):
        return True
    role = person.role or ""
    if not _AMBASSADOR.search(role):
        return False
    return find.stays or any(mention.code == leg.code for mention in countries_in(role))


def _sides(find: Find) -> list[tuple[tuple[Person, ...], str | None]]:
    """Return each travelling side: named people by their state, else the states of unnamed parties."""
    sides: dict[str | None, list[Person]] = {}
    for person in find.people:
        own = person.organisation if person.country is None else None  # who acts for a body joins no state's side
        state = person.country or (None if own else next((code for code in sides if code), None))
        sides.setdefault(state, []).append(person)
    named: list[tuple[tuple[Person, ...], str | None]] = [(tuple(people), code) for code, people in sides.items()]
    unnamed: tuple[str | None, ...] = find.parties or ((None,) if find.refers and not named else ())
    return named + [((), code) for code in unnamed]
