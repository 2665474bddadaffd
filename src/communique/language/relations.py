"""Tells how the people whom a sentence names stand to each other: who acts, who is met, who is whose officer.

It looks at words around names only; which state anybody is of is no business of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.language.byline import Byline
from communique.language.cues import cued
from communique.language.names import NameMention
from communique.language.nounphrases import FINITE
from communique.language.people import Person
from communique.language.prominence import Named, highest_office, states_named
from communique.language.reporting import SPEAKS
from communique.language.segment import Sentence

__all__ = ["COUNTERPART", "OWNED", "Relations"]

_MET = cued(
    r"\b(?:(?<!along )(?<!together )with|alongside|met|meets?|meeting|call(?:s|ed|ing)? (?:up)?on|"
    r"(?:host|receiv|greet|welcom)(?:es?|s|ed|ing)?|"
    r"(?:host|receiv|greet|welcom|invit)ed\b[^.;]{0,60}\bby|invit(?:e[sd]|ation)(?: (?:of|from))?|guest of|host,|"
    r"visit(?:s|ed|ing)|(?:tele)?phoned|congratulated)(?:,? (?:both|the|then|also|there))*\s*$",
    re.IGNORECASE,
)
_VISITING = re.compile(r"(?<!is )(?<!was )(?<!are )(?<!were )(?<!be )\b[Vv]isiting(?=\s[\w -]+$)")
_ACCOMPANIED = cued(r"\b(?:accompanied|joined|flanked)\b[^.;,]{0,40}\bby(?: the)?\s*$", re.IGNORECASE)
_IN_COMPANY = cued(  # "arrived in Lima with Trade Minister ..."
    r"\b(?:arriv|travell?|left|fl(?:ew|y|ying|ies)|depart|return|land)(?:ed|es|ing|s)?\b"
    r"[^.;,]{0,40}\b(?:along |together )?with(?: the)?\s*$"
)
_WILL_ACCOMPANY = re.compile(
    r"[^.;:]{0,80}?\b(?:accompan(?:y|ies|ied|ying)|travel(?:s|l?ed|l?ing)? with) (?:him|her)\b"
)
_COURTESY = cued(r"(?:\b(?:Mrs?|Ms|Miss|Dr|Prof|Sir|Dame|Lord|Lady|Hon|Sheikh|Datuk|Dato|Datin|Seri|Sri)\.?\s+)+$")
#: Nouns for whoever holds the same office in another state.
COUNTERPART = cued(r"\b(?:counterpart|opposite number)\b", re.IGNORECASE)
_NOR = re.compile(r"\b(?:both|either|neither)$", re.IGNORECASE)
#: A state before a title that it possesses: "Peru and its foreign minister".
OWNED = re.compile(r"\b(whose|[Ii]ts)(?: [a-z]+)?$")
_MY = cued(r"\b[Mm]y colleagues?(?:,? the)?$")
_OFFICE_OWNS = re.compile(r"\b[Tt]he (?P<office>[a-z]+(?: [a-z]+)?)['’]s(?: (?:[A-Z][\w-]* ?){1,4})?,?$")
_NAME_OWNS = re.compile(r"(?P<name>[A-Z][\w-]+)['’]s?\s")  # "Silva's chief of staff"
_FRONTED = re.compile(r"(?:After|Ahead of|Alongside|At|Before|During|Following|On|Together with|Upon|With)\b[^,]*,")
_RANK_LENGTH = 25  # characters of a rank between an office and a name: "the defence minister, General ..."
_RECENT = 4  # sentences back in which whoever acts is looked for
_BESIDE = 20  # characters before a title in which "counterpart" says whose it is
_SUCCEEDED = cued(r"\b(?:replac|succeed)(?:es?|s|ed|ing)(?: the)?$")
_NEAR = 50  # characters besides the title between two officials named in the same breath


class Relations:
    """The people of one article, where it names them, and the states named around them.

    Args:
        people: the article's people.
        sentences: its sentences.
        issuer: who issues it, as of a release.
    """

    def __init__(self, people: Sequence[Person], sentences: Sequence[Sentence], issuer: Byline | None) -> None:
        self._issuer = issuer
        self._people = list(people)
        self._sentences = sentences
        self._mentions: dict[int, list[tuple[NameMention, int]]] = {}
        for m, i in sorted(((m, i) for i, p in enumerate(people) for m in p.mentions), key=lambda pair: pair[0].start):
            self._mentions.setdefault(m.sentence, []).append((m, i))
        self._lefts: dict[int, str] = {}
        self._named = [self._apart(states_named(sentence)) for sentence in sentences]

    def _apart(self, named: Sequence[Named]) -> list[Named]:
        """Return the states named other than by somebody's name: not by "Petra Lisak"."""
        spans = [(m.start, m.end) for mentions in self._mentions.values() for m, _ in mentions if " " in m.name]
        return [each for each in named if not any(a <= each.start and each.end <= b for a, b in spans)]

    def _left(self, mention: NameMention) -> str:
        """Return what stands before a name, its title and its nationality in its sentence."""
        if mention.start not in self._lefts:  # asked for by one rule after another
            self._lefts[mention.start] = self._left_of(mention)
        return self._lefts[mention.start]

    def _left_of(self, mention: NameMention) -> str:
        sentence = self._sentences[mention.sentence]
        left = _COURTESY.sub("", sentence.text[: mention.start - sentence.start]).rstrip(" ,")
        left = _VISITING.sub(lambda word: " " * len(word[0]), left)
        at = left.rfind(mention.role) if mention.role else -1
        if mention.role and at >= 0 and len(left) - at - len(mention.role) <= _RANK_LENGTH:
            left = left[:at].rstrip()
            states = [each for each in self._named[mention.sentence] if each.start < sentence.start + len(left)]
            if mention.country and states and left[states[-1].end - sentence.start :].strip("'’s ") == "":
                left = left[: states[-1].start - sentence.start].rstrip()
        return left

    def _before(self, mention: NameMention) -> list[tuple[NameMention, int]]:
        """Return the people named before somebody in the same sentence."""
        return [(m, i) for m, i in self._mentions[mention.sentence] if m.start < mention.start]

    def _possessor(self, mention: NameMention) -> int | None:
        """Return whose spokesman or companion somebody is: who acts in the sentence, or else in those before it."""
        left = self._left(mention)
        sentence = self._sentences[mention.sentence]
        accompanies = (
            _ACCOMPANIED.search(left) is not None
            or _IN_COMPANY.search(left) is not None
            or _WILL_ACCOMPANY.match(sentence.text, mention.end - sentence.start) is not None
        )
        issuer = [i for i, p in enumerate(self._people) if self._issuer and self._issuer.speaker in p.forms]
        if issuer and _MY.search(left):
            return issuer[0]
        holders = self._holders(mention)
        if holders:
            return holders[0]
        if _SUCCEEDED.search(left):
            return next(iter(self._acting(mention)), None)
        its = OWNED.search(left)
        if its or not (mention.possessed or accompanies) or COUNTERPART.search(f"{left[-_BESIDE:]} {mention.role}"):
            return None
        acting = self._acting(mention)
        return acting[0] if acting else None

    def _holders(self, mention: NameMention) -> list[int]:
        """Return whose officer a title says somebody is: "the prime minister's envoy", "presidential spokesman"."""
        title = _OFFICE_OWNS.search(self._left(mention)) or _OFFICE_OWNS.search(f"the {mention.role}")
        asked = highest_office(title["office"]) if title else None
        owner = _NAME_OWNS.match(mention.role or "")
        if owner:
            return [i for i, p in enumerate(self._people) if owner["name"] in p.name.split()][:1]
        asked = "president" if (mention.role or "").casefold().startswith("presidential ") else asked
        return [i for i, p in enumerate(self._people) if asked and highest_office(p.role) == asked and p.country][:1]

    def _acting(self, mention: NameMention) -> list[int]:
        """Return the people who act in the sentence of a mention before it, or else the last ones who acted before.

        Whoever is met, called on or a counterpart does not act.
        """
        for index in range(mention.sentence, max(-1, mention.sentence - _RECENT - 1), -1):
            acting = [i for m, i in self._mentions.get(index, ()) if m.start < mention.start and not self._is_met(m)]
            if acting:
                return acting
        return []

    def _acts_here(self, mention: NameMention) -> bool:
        """Tell whether somebody named before a mention acts in its sentence."""
        return any(not self._is_met(m) for m, _ in self._before(mention))

    def _is_postposed(self, mention: NameMention) -> bool:
        """Tell whether somebody is named after the words he says: "..., spokesman X said"."""
        sentence = self._sentences[mention.sentence]
        speaks = SPEAKS.match(sentence.text, mention.end - sentence.start)
        left = self._left(mention)
        if left.endswith(":") and mention.end == sentence.end:  # a heading: "Trade will grow: Minister Silva"
            return True
        return speaks is not None and (left.endswith(("”", '"')) or (left.endswith(",") and bool(FINITE.search(left))))

    def _is_met(self, mention: NameMention) -> bool:
        """Tell whether the sentence has somebody meet this person, or the one listed right before."""
        left = self._left(mention)
        if _IN_COMPANY.search(left):
            return False
        if _MET.search(left) or COUNTERPART.search(left[-40:]) or COUNTERPART.search(mention.role or ""):
            return True
        before = self._before(mention)
        joined = self._is_listed(mention) and not self._is_postposed(mention)
        return joined and self._is_met(before[-1][0])

    def _is_listed(self, mention: NameMention) -> bool:
        """Tell whether somebody is named in a list with the one before: not in "At the invitation of X, minister Y"."""
        before = self._before(mention)
        sentence = self._sentences[mention.sentence]
        fronted = before and _FRONTED.match(sentence.text)
        return (
            bool(before)
            and mention.listed
            and not (fronted and before[-1][0].end - sentence.start < fronted.end() <= mention.start - sentence.start)
        )

    def _colleague(self, mention: NameMention) -> int | None:
        """Return the official named right before in the same breath: "Israeli premier A and minister B"."""
        before = self._before(mention)
        after = [i for m, i in self._mentions[mention.sentence] if m.start > mention.start]
        if after and _NOR.search(self._left(mention)):
            return after[0]
        if (
            not self._is_listed(mention)
            or self._is_postposed(mention)
            or COUNTERPART.search(self._left(mention)[-_BESIDE:])
        ):
            return None
        previous, i = before[-1]
        sentence = self._sentences[mention.sentence]
        apart = FINITE.search(sentence.text, previous.end - sentence.start, mention.start - sentence.start)
        near = mention.start - previous.end <= len(mention.role or "") + _NEAR
        return i if near and not apart else None
