"""One entry a person: mentions of a name clustered, and later mentions resolved to whom they mean.

A model is asked only about what this leaves open, and every name a model gives is checked against it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from communique.language.countries import countries_in, organisations_in
from communique.language.names import NameMention, name_tokens
from communique.language.offices import OFFICE, QUALIFIER, is_office, state_of_office
from communique.language.segment import Sentence

__all__ = ["Person", "Roster"]

_INDEFINITE = re.compile(r"(?:an?|one|some|several|two|another)\s", re.IGNORECASE)
_SERVES = re.compile(r"\b(?:to|of|for|by|with)\s+(?:\w+\s+){0,4}$|['’]s\s+\w+\s+$")
_GENERIC = frozenset({"diplomat", "official", "politician", "envoy"})


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the article: the fullest name, and every mention in order."""

    name: str
    mentions: tuple[NameMention, ...]
    role: str | None = None
    country: str | None = None
    country_by: str | None = None  # the inference the country rests on; None where it is stated

    @property
    def introduced(self) -> bool:
        """Whether the article presents this person by an office or a courtesy title somewhere."""
        return any(mention.titled for mention in self.mentions)

    @property
    def forms(self) -> tuple[str, ...]:
        """Every distinct form of the name, fullest first, then in order of appearance."""
        return tuple(dict.fromkeys((self.name, *(mention.name for mention in self.mentions))))


def _last_state(mention: NameMention, sentences: Sequence[Sentence]) -> str | None:
    own = sentences[mention.sentence]
    for sentence in reversed(sentences[: mention.sentence + 1]):
        if sentence.paragraph != own.paragraph:
            return None
        named = [m for m in countries_in(sentence.text) if sentence.start + m.end <= mention.start]
        if named:
            return named[-1].code
    return None


@dataclass(slots=True)
class Roster:
    """The people of one article: one entry a person, and later mentions resolved to them.

    Built once from the mentions; ``people`` keeps the order of first appearance.
    """

    mentions: tuple[NameMention, ...]
    people: list[Person] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Cluster the mentions, full names first, so that surnames find their owner."""
        clusters: dict[str, list[NameMention]] = {}
        full = [m for m in self.mentions if len(name_tokens(m.name)) > 1]
        for mention in full:
            key = self._same_as(mention.name, clusters) or mention.name
            clusters.setdefault(key, []).append(mention)
        for mention in self.mentions:
            if len(name_tokens(mention.name)) == 1:
                owner = self._owner(mention, clusters)
                clusters.setdefault(owner or mention.name, []).append(mention)
        people = [_person(group) for group in clusters.values()]
        people = [p for p in people if len(name_tokens(p.name)) > 1 or p.introduced]
        self.people = _share_countries(sorted(people, key=lambda person: person.mentions[0].start))

    @staticmethod
    def _same_as(name: str, clusters: dict[str, list[NameMention]]) -> str | None:
        tokens = name_tokens(name)
        for key in clusters:
            other = name_tokens(key)
            short, long = sorted((tokens, other), key=len)
            if set(short) <= set(long) and (short[-1] in long[1:] or short[0] == long[0]):
                return key
        return None

    @staticmethod
    def _owner(mention: NameMention, clusters: dict[str, list[NameMention]]) -> str | None:
        """Return the person a single name belongs to: the latest one named before it that has this surname."""
        (token,) = name_tokens(mention.name)
        owners = [key for key in clusters if token in name_tokens(key)]
        named = [key for key in owners if any(m.start < mention.start for m in clusters[key])] or owners
        surnames = [key for key in named if token in name_tokens(key)[1:]] or named
        surnames = [key for key in surnames if not any(m.kin for m in clusters[key])] or surnames
        before = [key for key in surnames if any(m.start < mention.start for m in clusters[key])]
        if before:
            return max(before, key=lambda key: max(m.start for m in clusters[key] if m.start < mention.start))
        return surnames[0] if surnames else None

    def place(self, sentences: Sequence[Sentence]) -> None:
        """Give officials whose state nobody states the one last named before them in their paragraph: an inference."""
        for i, person in enumerate(self.people):
            if person.country is None and is_office(person.role) and not organisations_in(person.role or ""):
                code = _last_state(person.mentions[0], sentences)
                if code:
                    self.people[i] = replace(person, country=code, country_by="country_from_context")

    def find(self, name: str | None) -> Person | None:
        """Return the person a name means, by the words they share; ``None`` where nobody or several fit."""
        tokens = set(name_tokens(name or ""))
        if not tokens:
            return None
        exact = [p for p in self.people if tokens == set(name_tokens(p.name))]
        loose = [p for p in self.people if tokens <= set(name_tokens(p.name)) or set(name_tokens(p.name)) <= tokens]
        candidates = exact or loose
        return candidates[0] if len(candidates) == 1 or exact else None

    def resolve(self, phrase: str | None, at: int) -> Person | None:
        """Return the person a phrase means at an offset: a name in it, else a pronoun or an office used of somebody."""
        if not phrase:
            return None
        if _INDEFINITE.match(phrase):
            return None
        inside = [m for m in self.mentions if m.name in phrase and not _SERVES.search(phrase[: phrase.find(m.name)])]
        for mention in sorted(inside, key=lambda m: -len(m.name)):
            person = self.find(mention.name) or self._latest(at, lambda p, form=mention.name: form in p.forms)
            if person:
                return person
        words = [word.strip(".,").casefold() for word in phrase.split()]
        if words[:1] in (["he"], ["she"], ["him"]) or words in (["his"], ["her"]):
            return self._latest(at, lambda person: True)
        return self._holder(words, {m.code for m in countries_in(phrase)}, at)

    def _holder(self, words: Sequence[str], states: set[str], at: int) -> Person | None:
        """Return who holds the office that ``words`` name: all of its words, and no deputy where none is asked for."""
        asked = {word for word in words if word in OFFICE or word in QUALIFIER}
        if not asked & OFFICE:
            return None
        ranked = bool(asked & _GENERIC)  # "the diplomat" may be a deputy, "the minister" is the minister

        def holds(person: Person) -> bool:
            state = not states or person.country is None or person.country in states
            return state and asked <= _role_words(person) and (ranked or _rank(person) <= asked)

        return self._latest(at, holds)

    def _latest(self, at: int, fits: object) -> Person | None:
        best: tuple[int, Person] | None = None
        for person in self.people:
            if not callable(fits) or not fits(person):
                continue
            before = [m.start for m in person.mentions if m.start < at]
            if before and (best is None or before[-1] > best[0]):
                best = before[-1], person
        return best[1] if best else None


def _rank(person: Person) -> set[str]:
    """Return the words that set an office below the one its head noun names."""
    return _role_words(person) & {"deputy", "vice", "assistant", "former", "acting", "under"}


def _role_words(person: Person) -> set[str]:
    words = {word.strip(".,").casefold() for m in person.mentions for word in (m.role or "").split()}
    return words | ({"diplomat"} if words & {"minister", "ambassador", "envoy", "secretary"} else set())


def _person(mentions: Sequence[NameMention]) -> Person:
    ordered = tuple(sorted(mentions, key=lambda mention: mention.start))
    name = max((m.name for m in ordered), key=lambda form: (len(name_tokens(form)), len(form)))
    roles = [m.role for m in ordered if m.role]
    countries = [m.country for m in ordered if m.country]
    role = max(roles[:2], key=len) if roles else None
    by_office = None if countries else next((code for r in roles if (code := state_of_office(r))), None)
    country = countries[0] if countries else by_office
    return Person(name, ordered, role, country, "country_from_office" if by_office else None)


def _belongs_with(previous: NameMention, mention: NameMention) -> bool:
    if mention.possessed:
        return mention.sentence - previous.sentence <= 1
    near = mention.start - previous.end <= len(mention.role or "") + 50
    return mention.listed and near and mention.sentence == previous.sentence


def _share_countries(people: Sequence[Person]) -> list[Person]:
    """Give the second of two officials named together the first one's state: "Israeli premier A and minister B"."""
    by_mention = {mention.start: i for i, person in enumerate(people) for mention in person.mentions}
    shared = list(people)
    previous: NameMention | None = None
    for start in sorted(by_mention):
        i = by_mention[start]
        mention = next(m for m in shared[i].mentions if m.start == start)
        owner = shared[by_mention[previous.start]] if previous else None
        if owner and owner.country and previous and shared[i].country is None and _belongs_with(previous, mention):
            shared[i] = replace(shared[i], country=owner.country, country_by="country_from_colleague")
        previous = mention
    return shared
