"""One sentence with what stands in it: people, places and who is meant by its pronouns and offices.

The rules of travel look at scenes, so that none of them parses text on its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import cast

from communique.language.countries import Mention, countries_in
from communique.language.names import NameMention
from communique.language.offices import OFFICE
from communique.language.people import Person, Roster
from communique.language.segment import Sentence

__all__ = ["Destination", "Scene", "scenes_of"]

_PRONOUN = re.compile(r"\b(?:he|she|they|He|She|They)\b")
_OFFICE_NOUN = re.compile(
    r"\b(?:[Tt]he|[Hh]is|[Hh]er|[Ii]ts)\s+(?:[\w'’.-]+\s+){0,4}?"
    rf"(?:{'|'.join(sorted(OFFICE, key=len, reverse=True))})s?\b",
    re.IGNORECASE,
)
_DELEGATION = re.compile(r"\b(?:delegations?|envoys|negotiators)(?:\s+(?:from|of))?\b", re.IGNORECASE)
_HEAD_OF_STATE = re.compile(
    r"(?:['’]s?)?\s+(?:(?:foreign|prime|defen[cs]e|finance|trade|deputy|vice)\s+){0,2}"
    r"(?:presidents?|ministers?|premiers?|chancellors?|leaders?|kings?|delegations?|negotiators)\b",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[;:]|\b(?:who|which|that|where|when|while|after|before|said|says|told|because|although|but)\b")
_LOCATES = re.compile(r"\b(?:in|at|from|outside|near)\s+(?:the\s+)?$")
_INVITER = re.compile(r"\binvitations? (?:of|from|by)\s+(?:[\w’'.-]+\s+){0,7}$", re.IGNORECASE)
_LIST_GAP = re.compile(r"\s*(?:,|;|and|then|to|in|the|on to|as well as|or|both|&|\s)*\s*", re.IGNORECASE)
_CAPITAL_NOUN = re.compile(r"\s+(?:capital|city|port|resort|coast|island|border|town|parliament)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a journey goes: the state, the named city or site, and where the words stand in the sentence."""

    code: str
    place: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence, its people and its places; all offsets count from the start of the sentence."""

    sentence: Sentence
    people: tuple[tuple[int, int, Person], ...]
    places: tuple[Mention, ...]
    roster: Roster
    before: tuple[Scene, ...] = field(repr=False)  # the article's earlier sentences, nearest last

    @property
    def text(self) -> str:
        """The sentence's text."""
        return self.sentence.text

    def destinations(self, start: int, reach: int = 60) -> tuple[Destination, ...]:
        """Return the list of places that begins within ``reach`` characters after ``start``, one entry a state."""
        found: list[Destination] = []
        at, limit = start, start + reach
        for mention in self.places:
            if mention.start < start or not mention.code or not self._is_destination(mention):
                continue
            gap = self.text[at : mention.start]
            if mention.start > limit or not (_LIST_GAP.fullmatch(gap) if found else not _BREAK.search(gap)):
                break
            at, limit = mention.end, mention.end + 12
            place = mention.text if mention.kind in {"city", "capital"} else None
            if found and found[-1].code == mention.code:
                found[-1] = Destination(mention.code, found[-1].place or place, found[-1].start, mention.end)
            else:
                found.append(Destination(mention.code, place, mention.start, mention.end))
        return tuple(found)

    def _is_destination(self, mention: Mention) -> bool:
        if any(start <= mention.start < end for start, end, _ in self.people):
            return False
        if mention.kind == "demonym":
            return _CAPITAL_NOUN.match(self.text, mention.end) is not None
        return not re.match(r"['’]s?\s+\w", self.text[mention.end : mention.end + 4]) or mention.kind != "metonym"

    def located(self, start: int = 0, reach: int = 1000) -> tuple[Destination, ...]:
        """Return the first place after ``start`` that something is said to happen in ("in Riga", "at the Kremlin")."""
        for mention in self.places:
            if start <= mention.start <= start + reach and _LOCATES.search(self.text[: mention.start]):
                if ";" in self.text[start : mention.start]:
                    break
                found = self.destinations(mention.start, reach=1)
                if found:
                    return found[:1]
        return ()

    def people_after(self, start: int, reach: int = 100) -> tuple[Person, ...]:
        """Return the people named one after another from ``start`` on."""
        chain: list[Person] = []
        at, limit = start, start + reach
        for a, b, person in self.people:
            if a < start:
                continue
            if a > limit or (chain and not _joins(self.text[at:a])):
                break
            chain.append(person)
            at, limit = b, b + 160
        return tuple(dict.fromkeys(chain))

    def subject(self, at: int) -> tuple[tuple[Person, ...], tuple[str, ...], str | None]:
        """Return who acts at an offset: people, else the states of unnamed parties; and the inference made, if any."""
        inviters = self.inviters
        candidates: list[tuple[int, str, object]] = [
            (b, "person", person) for a, b, person in self.people if b <= at and person not in inviters
        ]
        candidates += [(m.end(), "pronoun", m) for m in _PRONOUN.finditer(self.text[:at])]
        candidates += [(m.end(), "office", m) for m in _OFFICE_NOUN.finditer(self.text[:at]) if self._is_free(m)]
        candidates += [(m.end(), "party", m) for m in _DELEGATION.finditer(self.text[:at])]
        candidates += [(end, "states", codes) for end, codes in self._unnamed_heads(at)]
        for end, kind, value in sorted(candidates, key=lambda c: (-c[0], c[1] != "person")):
            if kind == "person":
                return self._joint(end), (), None
            if kind == "pronoun":
                person = self.antecedent(end)
                return ((person,) if person else ()), (), "visitor_inferred" if person is None else None
            if kind == "office":
                person = self.roster.resolve(str(self.text[value.start() : end]), self.sentence.start + value.start())  # type: ignore[attr-defined]
                if person:
                    return (person,), (), None
            if kind == "states":
                return (), cast("tuple[str, ...]", value), None
            if kind == "party":
                codes = self._party_states(value.start(), end)  # type: ignore[attr-defined]
                if codes:
                    return (), codes, None
        return (), (), "visitor_inferred"

    @property
    def inviters(self) -> tuple[Person, ...]:
        """Those at whose invitation somebody travels: they receive and do not move."""
        return tuple(person for a, _, person in self.people if _INVITER.search(self.text[:a]))

    def actor_after(self, at: int) -> tuple[Person, ...]:
        """Return who acts in the clause after an opening phrase ("During a visit to Riga, the minister said")."""
        named = next(((a, person) for a, _, person in self.people if a >= at), None)
        office = next((m for m in _OFFICE_NOUN.finditer(self.text, at) if self._is_free(m)), None)
        pronoun = _PRONOUN.search(self.text, at)
        nearest = min((m.start() for m in (office, pronoun) if m), default=len(self.text))
        if named and (named[0] <= nearest or (pronoun and pronoun.start() == nearest)):
            return (named[1],)  # a pronoun before the name anticipates it: "where he lives, Smith said"
        if pronoun and pronoun.start() == nearest:
            person = self.antecedent(at)
        else:
            person = self.roster.resolve(office.group(), self.sentence.start + office.start()) if office else None
        return (person,) if person else ()

    def _is_free(self, match: re.Match[str]) -> bool:
        """Tell an office used alone ("the deputy minister") from one that introduces a name."""
        return not any(match.start() <= start <= match.end() + 2 for start, _, _ in self.people)

    def _party_states(self, start: int, end: int) -> tuple[str, ...]:
        """Return the states of a delegation: "delegations of A, B and C", "a Latvian delegation"."""
        if self.text[start:end].casefold().endswith(("from", "of")):
            return tuple(place.code for place in self.destinations(end, reach=12))
        before = [m for m in self.places if start - 3 < m.end <= start and m.kind in {"demonym", "name"}]
        return tuple(m.code for m in before[-1:])

    def _unnamed_heads(self, until: int) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Yield office-holders told only by their states: "Poland's president", "the Omani and Georgian premiers"."""
        for i, mention in enumerate(self.places):
            head = _HEAD_OF_STATE.match(self.text, mention.end)
            if head is None or head.end() > until or not self._is_free(head):
                continue
            pair = (
                self.places[i - 1] if i and self.text[self.places[i - 1].end : mention.start].strip() == "and" else None
            )
            codes = ((pair.code,) if pair and head.group().endswith("s") else ()) + (mention.code,)
            yield head.end(), codes

    def _joint(self, end: int) -> tuple[Person, ...]:
        """Return the person whose name ends at ``end`` with those joined to it on the left, in order."""
        chain: list[Person] = []
        at: int | None = None
        for a, b, person in reversed([entry for entry in self.people if entry[1] <= end]):
            if at is not None and not _joins(self.text[b:at]):
                break
            chain.insert(0, person)
            at = a
        return tuple(dict.fromkeys(chain))

    def antecedent(self, at: int) -> Person | None:
        """Return who ``he``, ``she`` or ``they`` at an offset is: who acts in this sentence, else in those before."""
        own = self._first_named(at)
        if own:
            return own
        for earlier in reversed(self.before):
            person = earlier._first_named(len(earlier.text))
            if person:
                return person
        return None

    def _first_named(self, until: int) -> Person | None:
        """Return whom the sentence names first, by name or by office: its subject more often than not."""
        named = next(((a, person) for a, _, person in self.people if a < until), None)
        office = next((m for m in _OFFICE_NOUN.finditer(self.text[:until]) if self._is_free(m)), None)
        if office and (named is None or office.start() < named[0]):
            person = self.roster.resolve(office.group(), self.sentence.start + office.start())
            if person:
                return person
        return named[1] if named else None


def _joins(gap: str) -> bool:
    """Tell whether what stands between two names only lists them: "and", commas and titles."""
    words = re.findall(r"[\w'’-]+", gap)
    if not words:
        return "," in gap or "&" in gap
    if "," not in gap and not any(word in {"and", "with", "&"} for word in words):
        return False
    small = {"and", "of", "for", "to", "the", "with", "as", "well", "on", "in", "at"}
    return all(word[0].isupper() or word in small or word in OFFICE or word in {"prime", "foreign"} for word in words)


def scenes_of(sentences: Sequence[Sentence], roster: Roster) -> tuple[Scene, ...]:
    """Return a scene for every sentence, in order."""
    owners: dict[int, Person] = {m.start: person for person in roster.people for m in person.mentions}
    by_sentence: dict[int, list[NameMention]] = {}
    for mention in roster.mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    scenes: list[Scene] = []
    for sentence in sentences:
        here = [m for m in by_sentence.get(sentence.index, []) if m.start in owners and owners[m.start].introduced]
        people = tuple((m.start - sentence.start, m.reach - sentence.start, owners[m.start]) for m in here)
        names = [(a, b) for a, b, _ in people]
        places = tuple(m for m in countries_in(sentence.text) if not any(a <= m.start < b for a, b in names))
        scenes.append(Scene(sentence, people, places, roster, tuple(scenes[-4:])))
    return tuple(scenes)
