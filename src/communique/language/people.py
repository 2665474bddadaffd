"""One entry a person: mentions of a name clustered, and later mentions resolved to whom they mean.

A model is asked only about what this leaves open, and every name a model gives is checked against it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from communique.language.countries import bodies_in, countries_in, organisations_in
from communique.language.names import NameMention, name_tokens
from communique.language.offices import OFFICE, QUALIFIER, is_office, is_public

__all__ = ["Person", "Roster"]

_INDEFINITE = re.compile(r"(?:an?|one|some|several|two|another)\s", re.IGNORECASE)
_SERVES = re.compile(r"\b(?:to|of|for|by|with)\s+(?:\w+\s+){0,4}$|['’]s\s+\w+\s+$")
_OTHERS = re.compile(r"\s(?!and\b|himself\b|herself\b|of\b|who\b)(?:[a-z]+\b|Administration\b|Government\b)")
_OWNER = re.compile(r"['’]s?\s")
_STANDING = frozenset({"top", "chief", "senior", "leading"})  # "the top diplomat" is the minister
_GENERIC = frozenset({"diplomat", "official", "politician", "envoy"})


_SPOKES = re.compile(r"\b[Ss]pokes(?:man|woman|person)\b")
_POSSESSIVE = re.compile(r"['’]s?$")
_CROWNED = frozenset({"king", "queen", "pope", "emperor", "empress"})
_PROPER = re.compile(r"\b(?!Spokes|Chief|Deputy|Senior|Official)[A-Z][\w’'&-]*")
_ACRONYM = re.compile(r"\w*[A-Z]\w*[A-Z]\w*")  # parties and agencies more often than companies


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the article: the fullest name, and every mention in order."""

    name: str
    mentions: tuple[NameMention, ...]
    role: str | None = None
    country: str | None = None
    country_by: str | None = None  # the inference the country rests on; None where it is stated
    organisation: str | None = None  # the international body acted for

    @property
    def introduced(self) -> bool:
        """Whether the article presents this person by an office or a courtesy title somewhere."""
        return any(mention.titled for mention in self.mentions)

    @property
    def official(self) -> bool:
        """Whether the article gives this person a public office, has him speak for a state or calls a government so."""
        return is_office(self.role) or any(mention.heads or mention.delegate for mention in self.mentions)

    @property
    def forms(self) -> tuple[str, ...]:
        """Every distinct form of the name, fullest first, then in order of appearance."""
        return tuple(dict.fromkeys((self.name, *(mention.name for mention in self.mentions))))


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
        names = {token for person in people for token in name_tokens(person.name)}
        people = [replace(p, role=None) if _is_of_business(p.role, names) else p for p in people]
        self.people = sorted(people, key=lambda person: person.mentions[0].start)

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
        asked = set((mention.role or "").casefold().split()) & OFFICE
        if asked & _CROWNED:  # "King Salman" is no "Prince Mohammed bin Salman"
            surnames = [key for key in surnames if asked & _offices(clusters[key]) or not _offices(clusters[key])]
        surnames = [key for key in surnames if asked & _offices(clusters[key])] or surnames
        before = [key for key in surnames if any(m.start < mention.start for m in clusters[key])]
        if before:
            return max(before, key=lambda key: max(m.start for m in clusters[key] if m.start < mention.start))
        return surnames[0] if surnames else None

    def find(self, name: str | None) -> Person | None:
        """Return the person a name means, by the words they share; ``None`` where nobody or several fit."""
        tokens = _words_of(name or "")
        if not tokens:
            return None
        exact = [p for p in self.people if tokens == _words_of(p.name)]
        candidates = exact or [p for p in self.people if tokens <= _words_of(p.name) or _words_of(p.name) <= tokens]
        return candidates[0] if len(candidates) == 1 or exact else None

    def resolve(self, phrase: str | None, at: int) -> Person | None:
        """Return the person a phrase means at an offset: a name in it, else a pronoun or an office used of somebody."""
        if not phrase:
            return None
        if _INDEFINITE.match(phrase):
            return None
        inside = [m for m in self.mentions if m.name in phrase and not _SERVES.search(phrase[: phrase.find(m.name)])]
        inside = [m for m in inside if not _OTHERS.match(phrase, phrase.find(m.name) + len(m.name))]
        inside = [m for m in inside if not _OWNER.match(phrase, phrase.find(m.name) + len(m.name))]
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
        standing = asked & _STANDING if asked & _GENERIC else set()
        asked -= standing
        ranked = (
            bool(asked & _GENERIC) and not standing
        )  # "the diplomat" may be a deputy, "the minister" is the minister

        def holds(person: Person) -> bool:
            state = not states or person.country in states or not (person.country or person.organisation)
            highest = not standing or bool(_role_words(person) & {"minister", "secretary"})
            return state and highest and asked <= _role_words(person) and (ranked or _rank(person) <= asked)

        latest = self._latest(at, holds)
        if latest or not states:
            return latest
        later = [p for p in self.people if p.country in states and holds(p)]  # a lead tells the name afterwards
        return later[0] if len(later) == 1 else None

    def _latest(self, at: int, fits: object) -> Person | None:
        best: tuple[int, Person] | None = None
        for person in self.people:
            if not callable(fits) or not fits(person):
                continue
            before = [m.start for m in person.mentions if m.start < at]
            if before and (best is None or before[-1] > best[0]):
                best = before[-1], person
        return best[1] if best else None


@lru_cache(maxsize=4096)
def _words_of(name: str) -> frozenset[str]:
    return frozenset(name_tokens(name))


def _offices(mentions: Sequence[NameMention]) -> set[str]:
    return {word.casefold() for m in mentions for word in (m.role or "").split()} & OFFICE


def _rank(person: Person) -> set[str]:
    """Return the words that set an office below the one its head noun names."""
    return _role_words(person) & {"deputy", "vice", "assistant", "former", "acting", "under"}


def _role_words(person: Person) -> set[str]:
    roles = [person.role or "", *(m.role or "" for m in person.mentions)]
    words = {word.strip(".,").casefold() for role in roles for word in role.split()}
    return words | ({"diplomat"} if words & {"minister", "ambassador", "envoy", "secretary"} else set())


def _is_of_business(role: str | None, names: Collection[str]) -> bool:
    """Tell the spokesman of a company or a charity: of something with a name that is no state, body or person here."""
    if role is None or not _SPOKES.search(role) or is_public(role):
        return False
    named = [m for m in _PROPER.finditer(role) if not set(name_tokens(_POSSESSIVE.sub("", m.group()))) & set(names)]
    if not named or countries_in(role) or bodies_in(role) or organisations_in(role):
        return False
    return any(not _ACRONYM.fullmatch(m.group()) for m in named)


def _person(mentions: Sequence[NameMention]) -> Person:
    ordered = tuple(sorted(mentions, key=lambda mention: mention.start))
    name = max((m.name for m in ordered), key=lambda form: (len(name_tokens(form)), len(form)))
    roles = [m.role for m in ordered if m.role]
    countries = [m.country for m in ordered if m.country]
    role = max(roles[:2], key=len) if roles else None
    country = countries[0] if countries else None
    organisation = next((m.organisation for m in ordered if m.organisation), None)
    return Person(name, ordered, role, country, organisation=organisation)
