"""What an article has told so far of who travels where, for sentences that lean on it.

"The trip", "there", "a similar visit" and "the summit" are read by it. It fills while the sentences are read in order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from communique.language.actors import Party
from communique.language.offices import OFFICE
from communique.language.people import Person
from communique.language.scene import Destination, Scene
from communique.records import VisitStatus

__all__ = ["FRONTED", "Find", "Gathering", "Story", "find_with_subject"]

#: An opening phrase, whose traveller is the subject of the clause after it.
FRONTED = re.compile(
    r"\W*(?:(?:(?:[\w-]+ ){1,3}(?=after|before|into))?(?:during|on|in|at|after|before|into|following|while|ahead of|"
    r"asked|speaking|standing|appearing|within the framework of|in the course of|as part of|for|amid|as|upon|"
    r"having)\b[^,]*)?$",
    re.IGNORECASE,
)
_THE_PARTY = re.compile(
    r"\b[Tt]he\s+(?:\w+\s+)?(?:delegation|group|party|team|entourage)\b(?!\s+(?:of|from|led|headed))"
)
_CRAFT = re.compile(r"['’]s?\s+(?:official\s+)?(?:plane|aircraft|jet|train|motorcade|convoy)\s+$")
_OWNED_VISIT = re.compile(r"['’]s?\s+(?:[\w’'-]+\s+){0,4}(?:visit|trip|tour|journey)\b[^,;.]{0,40}$", re.IGNORECASE)
_WHOSE = re.compile(r"^It(?:\s\S+){1,4}?\s(his|her|their)\b")  # "It is her second trip after visiting Peru"
_FIRST_PERSON = re.compile(
    r"[\"“](?:[^\"”]*\s)?(?:I|We|we)\b[^\"”;]{0,60}$"
)  # in a quotation: whoever is named as saying it


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
    everybody: bool = False  # "the talks": it is about each side that was told of
    begins: bool = False  # somebody sets out or arrives
    ends: bool = False  # the visit is over
    stays: bool = False  # something done during a visit, which may be one told before
    when: tuple[int, int] | None = None  # offsets in the article of a date told elsewhere
    met: tuple[Person, ...] = ()  # whom the traveller meets, where no place is told
    state: VisitStatus | None = None  # as the trigger itself has it, whatever the words around say


@dataclass(frozen=True, slots=True)
class Gathering:
    """A summit, conference or round of talks: where it is held, and the offsets in the article of its date."""

    where: Destination
    when: tuple[int, int] | None
    opened: bool  # it is said to have begun and to last for days
    held: bool = False  # it is told as past


@dataclass(slots=True)
class Story:
    """What was told last: who travels, where to, and which gathering is spoken of."""

    travellers: Party = field(default_factory=Party)
    main: Party = field(default_factory=Party)  # who travels first of all: "the delegation" of a later sentence
    where: Destination | None = None
    gathering: Gathering | None = None
    exchanges: list[tuple[str, str]] = field(default_factory=list)  # states that visit, and states visited, in order
    homes: set[tuple[str, str]] = field(default_factory=set)  # names, and states they are said to return to
    journeys: set[tuple[str, str]] = field(default_factory=set)  # names, and states they are said to go to

    def acting(self, scene: Scene, at: int) -> Party:
        """Return who acts at an offset of a sentence; "the minister" is the traveller of the story if that fits."""
        party = scene.subject(at)
        words = set(re.findall(r"[\w-]+", (party.office or "").casefold())) & OFFICE
        roles = {
            word for person in self.main.people[:1] for word in re.findall(r"[\w-]+", (person.role or "").casefold())
        }
        return self.main if words and words <= roles else party

    def remember(self, find: Find) -> None:
        """Take note of a journey told."""
        self.journeys |= {(person.name, leg.code) for person in find.people for leg in find.where}
        states = (*find.parties, *(person.country for person in find.people))
        self.exchanges += [(code, leg.code) for code in states if code for leg in find.where if leg.code]
        if find.where:
            self.where = find.where[-1]
        if find.where and (find.people or find.parties) and not find.stays:
            self.travellers = Party(find.people, find.parties)
            self.main = self.main or self.travellers


def find_with_subject(scene: Scene, span: tuple[int, int], where: tuple[Destination, ...], story: Story) -> Find:
    """Return a find whose traveller is the subject of its clause, or of the clause that an opening phrase precedes.

    "The delegation" is whoever was said to travel first.
    """
    party = story.acting(scene, span[0])
    before = scene.text[: span[0]]
    if not party and _THE_PARTY.search(before):
        party = story.main or (scene.before[-1].antecedent(0) if scene.before else Party())
    owned = None if party else _OWNED_VISIT.search(before)
    if owned:
        party = next((Party(a.people, a.states) for a in scene.actors if a.end == owned.start()), party)
    craft = None if party else _CRAFT.search(before)
    if craft:
        party = next((Party(a.people, a.states) for a in scene.actors if a.end == craft.start()), party)
    if not party and (FRONTED.match(before) or _FIRST_PERSON.search(before)):
        party = scene.actor_after(max(d.end for d in where)) or Party(doubt="visitor_inferred")
    whose = _WHOSE.search(before)
    if not party and whose:
        party = replace(scene.meant(whose.group(1), whose.start(1)), doubt="visitor_inferred")
    return Find(*span, party.people, party.states, where, (party.doubt,) if party.doubt else ())
