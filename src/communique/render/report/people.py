"""Who is one person in several articles, so that a table of officials has a row a person and not one a mention.

Two people must never become one. A name of two words or more, the same state or body, and offices that do not
contradict each other are asked for; wherever that leaves a doubt, rows stay apart.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from communique.records import Confidence, Official
from communique.render import wording
from communique.render.report.rows import Place, RecordRow
from communique.render.report.tally import Tally

__all__ = ["People", "PersonRow", "Sighting"]

_NOT_STATED = "not stated"
_BEST: tuple[Confidence, ...] = ("high", "moderate", "low")
#: Words that make another office of one: a deputy minister is no minister, and a former president may have a namesake.
_OTHER_OFFICE = frozenset(
    "deputy vice assistant associate under first second third prime acting interim designate elect former ex late "
    "incoming outgoing shadow junior".split()
)


@dataclass(frozen=True, slots=True)
class Sighting:
    """An official in one article.

    Attributes:
        name: as that article has it in full.
        also: shorter forms.
        role: the office, if stated.
        affiliation: whom the official acts for, in words.
        confidence: of that record.
        doubts: what lowered it.
        key: its place in the page.
        article: where it comes from.
        sentences: places in the page of the sentences it stands on.
    """

    name: str
    also: tuple[str, ...]
    role: str | None
    affiliation: str
    confidence: Confidence
    doubts: str
    key: str
    article: Place
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person with every article that names them, the first to come first.

    Attributes:
        seen: the articles.
        state: number of the state or body that the person acts for.
    """

    seen: tuple[Sighting, ...]
    state: int

    @property
    def name(self) -> str:
        """The name."""
        return self.seen[0].name

    @property
    def also(self) -> tuple[str, ...]:
        """Every shorter form that some article uses."""
        return tuple(dict.fromkeys(form for one in self.seen for form in one.also))

    @property
    def role(self) -> str:
        """The office where it is worded most fully."""
        return max((one.role or "" for one in self.seen), key=len)

    @property
    def affiliation(self) -> str:
        """Whom the person acts for."""
        return self.seen[0].affiliation

    @property
    def best(self) -> Sighting:
        """The article that says most surely who this is."""
        return min(self.seen, key=lambda one: _BEST.index(one.confidence))


class People:
    """Collects officials article by article."""

    def __init__(self) -> None:
        self._groups: dict[tuple[str, str], list[Sighting]] = {}

    def add(self, official: Official, row: RecordRow) -> None:
        """Take in an official of an article."""
        sighting = Sighting(
            name=official.name,
            also=official.mentions,
            role=official.role,
            affiliation=wording.affiliation(official),
            confidence=official.confidence,
            doubts=wording.doubts(official),
            key=row.key,
            article=row.article,
            sentences=row.sentences,
        )
        name = unicodedata.normalize("NFC", " ".join(official.name.split())).casefold()
        state = official.country or official.organisation
        known = (name, state) if " " in name and state else (row.key, "")
        self._groups.setdefault(known, []).append(sighting)

    def rows(self, tally: Tally) -> Iterator[PersonRow]:
        """Yield everybody, those in most articles first, and count whom they act for."""
        found = (person for group in self._groups.values() for person in _people(group))
        for seen in sorted(found, key=len, reverse=True):
            yield PersonRow(tuple(seen), tally.states.number(seen[0].affiliation or _NOT_STATED))


def _people(group: Sequence[Sighting]) -> Iterable[list[Sighting]]:
    """Return the people that sightings of one name and state are: one, or as many as there may be."""
    articles = Counter(one.article.anchor for one in group)
    offices = dict.fromkeys(_words(one.role) for one in group if one.role)
    if articles.most_common(1)[0][1] > 1:  # an article tells two of them apart
        return [[one] for one in group]
    if all(_agree(one, other) for one, other in combinations(offices, 2)):
        return [list(group)]
    by_office = [[one for one in group if one.role and _words(one.role) == office] for office in offices]
    return [*by_office, *([one] for one in group if not one.role)]


def _words(role: str) -> frozenset[str]:
    return frozenset(role.casefold().replace("-", " ").split()) - {"the", "of", "for", "and"}


def _agree(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether one office is the other in fewer words."""
    return (one <= other or other <= one) and not (one ^ other) & _OTHER_OFFICE
