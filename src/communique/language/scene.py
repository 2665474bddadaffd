"""One sentence with what stands in it: people, places and who is meant by its pronouns and offices.

The rules of travel look at scenes, so that none of them parses text on its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from communique.language.actors import Actor, Party, actors_in, is_title, joins
from communique.language.countries import TOWNS, Mention, capital_of, countries_in
from communique.language.cues import cued
from communique.language.dates import find_dates
from communique.language.headings import heading_end
from communique.language.offices import OFFICE, QUALIFIER
from communique.language.people import Person, Roster
from communique.language.reporting import FORMS
from communique.language.segment import Sentence

__all__ = ["Destination", "Scene"]

_BREAK = re.compile(r"[;:]|\b(?:who|which|that|where|when|while|after|before|said|says|told|because|although|but)\b")
_LOCATES = re.compile(
    r"\b(?:in|at|from|outside|near)\s+(?:the\s+)?"
    r"(?:(?:[A-Z][\w’'-]*,?|\w+ern|city|town|capital|resort|port|village|island|state|province|central|neighbou?ring|nearby|home|his|her|its|of)\s+){0,6}$"
)
_INVITER = cued(r"\binvitations? (?:of|from|by)\s+(?:[\w’'.-]+,?\s+){0,14}$", re.IGNORECASE)
_LONG_OFFICE = 8  # words, beyond which only a title may stand between "invitation of" and a name
_BODY_INVITES = re.compile(
    r"\b(?:[Gg]overnment|[Mm]inistry|[Pp]arliament|[Aa]uthorities|[Ss]ide|[Aa]ssembly|[Cc]ongress|[Oo]rgani[sz]ers)\b[^,]*,"
)
_LIST_GAP = re.compile(
    r"\s*(?:(?:in|on|last|this|next) \w+(?: \d+)?,? and(?= )|, (?:this|the|its|an?) [^,;.]{3,40}, and(?= )|"
    r"\([A-Z]+\)|\(\s*\)|,|;|and|then|to|in|the|on to|onward to|followed by|finally|later|afterwards|as well as|or|"
    r"both|&|\s)*\s*",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"(?:['’]s?)?\s+capital\b", re.IGNORECASE)
_CAPITAL_NOUN = re.compile(
    r"\s+(?:capital|city|port|resort|coast|island|border|town|parliament)\b|"
    r"\s+(?:state|province|region|district|department) of\b",
    re.IGNORECASE,
)
_TOWN_OF = re.compile(r"\s+(?:[a-z-]+ )?(?:city|town|port|resort|village) of (?P<name>[A-Z][\w’'-]+(?: [A-Z]\w+)?)")
_IN_TITLE = cued(
    r"\b(?:chief|advis[eo]r|aide|secretary|director|head|spokes\w+|official|counsel|staff)\s(?:[^,.;]{0,40}\s)?(?:at|in|from)\s+(?:the\s+)?$"
)
_HERE = cued(r"\bhere\b|(?:(?<=\bin )|(?<=\binto )|(?<=\bto ))the country\b")
_THERE = cued(r"(?<=[a-z,] )there\b(?!\s+(?:is|are|was|were|has|have|had|will|would|could|may|might|can|remains?)\b)")
_OTHERS = re.compile(  # who acts is no person: "said that Peru would attend", "said the delegates were ready"
    r"\bthat (?:[A-Z][\w’'-]* ){1,4}(?:would|will|had|has|have|is|was|could|may|might)\b|"
    r"\b(?:that|said) the (?:\w+ )?(?:delegat|envoy|official|minister|leader|negotiator)\w* (?:would|will|had|were)\b"
)
_ADVERBIAL = cued(
    r"\b(?:during|on|after|before|ahead of|following|at the (?:end|start) of|while|as part of|in|at|upon)\s+"
    r"(?:(?:an?|his|her|the|their|its)\s+)?(?:[\w-]+\s+){0,4}$"
)
_WHO = re.compile(r"(?:,\s[^,;.]{2,60}){0,3}?,?\s+(?:\([^)]*\),?\s+)?who(?:se)?\b")
_REPORTS = re.compile(r",?\s+(?:\w+ly\s+)?(?:said|says|told|added|announced|stated|confirmed|hinted|indicated)\b")
_SAID = re.compile(r"\b(?:said|says|told \w+)\s+$")
_STYLES = cued(
    rf"\b(?:{'|'.join(sorted(OFFICE))})s?\s+(?:of|from)\s+(?:the\s+)?$|"
    r"\b(?:border|frontier|ties|relations|trade|war|treaty|accord|agreement|deal|dispute)s?\s+(?:with|between)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_COMPOUND = re.compile(r"[-–][A-Z]")
_COMPOUND_END = re.compile(r"[A-Za-z][-–]$")
_TOPICAL = re.compile(
    r"\s(?:conference|summit|talks|crisis|war|conflict|peace|policy|issue|question|file|deal|process|dispute|sanctions)\b"
)
_OPEN_QUOTE = re.compile(r"[\"“][^\"”]*$")
_CLOSES = re.compile(r",\s+(?!and\b|or\b|then\b|where\b|after\b|before\b)")  # ends a relative clause
_SAYS = frozenset("say tell add state note write tweet report explain stress insist reveal".split())
_BESIDE = re.compile(r",?\s+(?:together with|along with|alongside)\s+(?:his\s+|her\s+|the\s+)?")
_IS_THE = re.compile(r"\s+(?:is|was|became|becomes) (?:also )?(?:the|only the) (?:\w+ )?(?P<office>[^,.;]{3,60}?) to\b")
_OPENS = re.compile(r"\W*(?:[Ff]rom|[Ii]n|[Dd]uring|[Aa]t|[Oo]n|[Aa]s (?:to|for))\b[^,]*, wh(?:ere|ich)\b")
_NEXT = 5  # characters
_DETERMINED = 25  # characters that may stand between a verb and the title of its object: "his counterpart, "
_LONGEST_TITLE = 140  # characters
_FAR = 4  # sentences that a pronoun may look back


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a journey goes: the state, the named city or site, and where the words stand in the sentence."""

    code: str
    place: str | None
    start: int
    end: int


@dataclass(frozen=True)
class Scene:
    """A sentence, its people and its places; all offsets count from the start of the sentence."""

    sentence: Sentence
    people: tuple[tuple[int, int, Person], ...]
    roster: Roster
    dateline: Mention | None
    presented: dict[str, Person] = field(repr=False)  # those whose office or state another sentence tells
    issuer: Person | None  # who speaks in the first person, outside quotations
    before: tuple[Scene, ...] = field(repr=False)  # the article's earlier sentences, nearest last

    @cached_property
    def text(self) -> str:
        """The sentence's text."""
        return self.sentence.text

    @cached_property
    def places(self) -> tuple[Mention, ...]:
        """Every word that stands for a state or a place in it, with "here" and "there" for what they mean."""
        opens = heading_end(self.text)
        named = [m for m in countries_in(self.text) if m.start >= opens]
        named = [m for m in named if not any(a <= m.start < b for a, b, _ in self.people)]
        if self.dateline:
            named += [replace(self.dateline, start=m.start(), end=m.end()) for m in _HERE.finditer(self.text)]
        for match in _THERE.finditer(self.text):
            place = self._last_place(named, match.start())
            if place:
                named.append(replace(place, start=match.start(), end=match.end()))
        return tuple(sorted(named, key=lambda mention: mention.start))

    def _last_place(self, here: Iterable[Mention], at: int) -> Mention | None:
        own = [m for m in here if m.end < at and m.kind != "demonym" and m.code and not self._qualifies(m)]
        if own:
            return own[-1]
        told = (
            m for scene in reversed(self.before[-2:]) for m in reversed(scene.places) if m.kind != "demonym" and m.code
        )
        return next(told, None)

    def _qualifies(self, mention: Mention) -> bool:
        """Tell an abbreviation that stands before a noun, like a nationality: "U.S. delegations"."""
        short = re.fullmatch(r"U\.?[SK]\.?|UAE", mention.text)
        return short is not None and re.match(r"\s+[a-z]", self.text[mention.end :]) is not None

    def in_article(self, span: tuple[int, int]) -> tuple[int, int]:
        """Return offsets in the article for offsets in the sentence."""
        return self.sentence.start + span[0], self.sentence.start + span[1]

    @cached_property
    def dates(self) -> tuple[tuple[int, int], ...]:
        """Where each date phrase in it stands."""
        return tuple(find_dates(self.text))

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        """Everybody who may act in the sentence, in order."""
        return actors_in(
            self.text,
            self.sentence.start,
            self.people,
            self.places,
            self.roster,
            presented=tuple(self.presented.values()),
            told=[scene.places for scene in reversed(self.before[-2:])],
        )

    def destinations(self, start: int, reach: int = 60) -> tuple[Destination, ...]:
        """Return the list of places that begins within ``reach`` characters after ``start``, one entry a state."""
        found: list[Destination] = []
        at, limit = start, start + reach
        for mention in self.places:
            if mention.start < start or not mention.code or not self._is_destination(mention):
                continue
            gap = self._undated(at, mention.start) if found else self.text[at : mention.start]
            if found and _REPORTS.match(self.text, mention.end):
                break  # "to Kenya, the Vatican said"
            if mention.start > limit or not (_LIST_GAP.fullmatch(gap) if found else not _BREAK.search(gap)):
                break
            at, limit = mention.end, mention.end + 48
            capital = _CAPITAL.match(self.text, mention.end)
            place = mention.text if mention.kind in TOWNS else None
            place = place.title() if place and place.isupper() and len(place) > 3 else place  # a dateline's capitals
            place = capital_of(mention.code) if capital and not place else place
            town = _TOWN_OF.match(self.text, mention.end) if mention.kind == "demonym" else None
            place = town["name"] if town else place
            if found and found[-1].code == mention.code:
                found[-1] = Destination(mention.code, found[-1].place or place, found[-1].start, mention.end)
            else:
                found.append(Destination(mention.code, place, mention.start, mention.end))
        return tuple(found)

    def _undated(self, start: int, end: int) -> str:
        """Return what stands between two places of a list without the date of the first: "on 3 May and"."""
        gap = self.text[start:end]
        for a, b in self.dates if re.search(r"\w{3}", gap) else ():
            if start <= a and b <= end:
                gap = gap.replace(self.text[a:b], " ")
        return gap

    def _is_destination(self, mention: Mention) -> bool:
        if _COMPOUND.match(self.text, mention.end) or _COMPOUND_END.search(self.text[: mention.start]):
            return False  # nor does one of "the Peru-Togo commission"
        if _STYLES.search(self.text, max(0, mention.start - 40), mention.start):
            return False  # "A, president of Togo" goes nowhere
        if mention.kind == "name" and _TOPICAL.match(self.text, mention.end):
            return False  # nor does "the Sudan conference" say where it is
        if mention.kind == "demonym":
            return _CAPITAL_NOUN.match(self.text, mention.end) is not None
        possessive = re.match(r"['’]s?\s+\w", self.text[mention.end : mention.end + 5])
        return not possessive or _CAPITAL.match(self.text, mention.end) is not None

    def located(self, start: int = 0, reach: int = 1000) -> tuple[Destination, ...]:
        """Return the first place after ``start`` that something is said to happen in ("in Riga", "at the Kremlin")."""
        for mention in self.places:
            here = mention.text != self.text[mention.start : mention.end]
            if start <= mention.start <= start + reach and (here or _LOCATES.search(self.text[: mention.start])):
                if ";" in self.text[start : mention.start]:
                    break
                if mention.kind == "metonym" and _IN_TITLE.search(self.text[: mention.start]):
                    continue  # "A, an adviser at the White House" is nowhere
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
            if a > limit or (chain and (not joins(self.text[at:a]) or self._says_it(at, a, b))):
                break
            chain.append(person)
            at, limit = b, b + 160
        return tuple(dict.fromkeys(chain))

    def _says_it(self, end: int, start: int, reach: int) -> bool:
        """Tell whether somebody after a comma is no member of a list but says it: "A and B, spokesman C said"."""
        return re.search(r"\band\b|&", self.text[end:start]) is None and bool(_REPORTS.match(self.text, reach))

    def named_at(self, start: int) -> tuple[Person, ...]:
        """Return the people of the list that begins, titles included, right at an offset."""
        first = next((a for a in self.actors if a.kind == "named" and a.start >= start), None)
        if first and first.start > start + _DETERMINED and not is_title(self.text[start : first.start]):
            return ()
        whole = max(a.end for a in self.actors if a.kind == "named" and a.start == first.start) if first else 0
        if first and whole > first.end:
            return self.people_after(first.end, reach=_LONGEST_TITLE)  # "President A's envoy B" is B
        return self.people_after(first.start, reach=_LONGEST_TITLE) if first else ()

    def subject(self, at: int) -> Party:
        """Return who acts at an offset: people, or the states of unnamed parties; nobody where the sentence names none.

        The nearest noun phrase before it that is no object, no owner and not merely whoever says it; one that a
        relative clause hangs on comes first, and so does an object that the verb tells to act ("urged X to visit").
        """
        inviting = {person.name for person in self.inviters}
        before = [a for a in self.actors if a.end <= at and inviting.isdisjoint(person.name for person in a.people)]
        for number in range(len(before) - 1, -1, -1):
            actor = before[number]
            after = before[number + 1].start if number + 1 < len(before) else at
            related = _WHO.match(self.text, actor.end, max(actor.end, after)) if actor.kind != "pronoun" else None
            told = self.text[actor.end : at].strip() == "to" and actor.part != "owner"
            if told or (related and related.end() <= at and not _CLOSES.search(self.text, related.end(), at)):
                return self._party(before, number)
            if actor.part == "subject" and not self._only_says(actor, at):
                return self._party(before, number)
        return Party()

    def _only_says(self, actor: Actor, at: int) -> bool:
        """Tell whether an actor only says what is told at an offset: "X said a visit to Y was being prepared"."""
        if _OTHERS.search(self.text, actor.end, at):
            return True
        verb = re.match(r"(?:\s+(?:has|have|had))?(?:\s+\w+ly)?\s+([a-z]+)\b", self.text[actor.end : actor.end + 40])
        form = FORMS.get(verb.group(1)) if verb else None
        if verb is None or form is None or form.lemma not in _SAYS or form.tense not in {"past", "present"}:
            return False
        return not _ADVERBIAL.search(self.text[actor.end + verb.end() : at])

    def _party(self, before: list[Actor], number: int) -> Party:
        """Return an actor with those joined to it on the left."""
        actor = before[number]
        if actor.kind == "pronoun":
            anticipated = (self._anticipated(actor) if number == 0 else None) or self._predicated(actor)
            if anticipated:
                return Party(anticipated.people, anticipated.states)
            return self.meant(self.text[actor.start : actor.end], actor.start)
        people, states = actor.people, actor.states
        for left in range(number - 1, -1, -1):
            if before[left].kind == "pronoun" or not joins(
                self.text[before[left].end : before[left + 1].start] + " and"
            ):
                break
            if not re.search(r"\band\b|&|,|\bwith\b", self.text[before[left].end : before[left + 1].start]):
                break
            people = (*before[left].people, *people)
            states = (*before[left].states, *states)
        for beside in before[number + 1 :]:
            if _BESIDE.fullmatch(self.text, actor.end, beside.start):
                people, states = (*people, *beside.people), (*states, *beside.states)
        office = self.text[actor.start : actor.end] if actor.kind == "office" else None
        return Party(tuple(dict.fromkeys(people)), tuple(dict.fromkeys(states)), office=office)

    def _anticipated(self, pronoun: Actor) -> Actor | None:
        """Return who a pronoun in an opening phrase means: "From Peru, where he is staying, the president said"."""
        if not _OPENS.match(self.text):
            return None
        after = [
            actor for actor in self.actors if ", " in self.text[max(pronoun.end, actor.start - _NEXT) : actor.start]
        ]
        return after[0] if after and after[0].kind != "pronoun" else None

    def _predicated(self, pronoun: Actor) -> Actor | None:
        """Return who a pronoun means of which an office is said: "A met Minister B. He is the first minister to"."""
        office = _IS_THE.match(self.text, pronoun.end)
        words = set(re.findall(r"[\w-]+", office["office"].casefold())) & (OFFICE | QUALIFIER) if office else set()
        for scene in reversed(self.before[-2:]) if words & OFFICE else ():
            held = [a for a in scene.actors if any(words <= _words(person.role) for person in a.people)]
            if held:
                return held[0]
        return None

    @cached_property
    def inviters(self) -> tuple[Person, ...]:
        """Those at whose invitation somebody travels: they receive and do not move."""
        if "nvitation" not in self.text:
            return ()
        found: list[tuple[int, Person]] = []
        for a, b, person in self.people:
            lead = _INVITER.search(self.text[:a])
            after = next((end for end, _ in reversed(found) if lead and end > lead.start()), None)
            if lead and (_BODY_INVITES.search(lead.group()) or _is_apart(lead.group())):
                continue
            if lead and (after is None or re.search(r"\band\b", self.text[after:a])):
                found.append((b, person))
        return tuple(person for _, person in found)

    def actor_after(self, at: int) -> Party:
        """Return who acts in the clause after an opening phrase ("During a visit to Riga, the minister said")."""
        after = [actor for actor in self.actors if actor.start >= at and actor.part != "oblique"]
        if not after:
            return Party()
        named = next((actor for actor in after if actor.kind != "pronoun"), None)
        if after[0].kind == "pronoun":  # one before the name anticipates it: "where he lives, Smith said"
            return self.meant(self.text[after[0].start : after[0].end], at) or Party(named.people if named else ())
        return Party(after[0].people, after[0].states)

    def meant(self, pronoun: str, at: int) -> Party:
        """Return who a pronoun or possessive at an offset is; the first person is who issues the text."""
        word = pronoun.casefold()
        if word in {"i", "we", "my", "our"}:
            quoted = _OPEN_QUOTE.search(self.text[:at])
            speaker = self._quoting() if quoted else self.issuer
            return Party((speaker,)) if speaker else Party(doubt="visitor_inferred")
        return self.antecedent(at, plural=word in {"they", "their"})

    def _quoting(self) -> Person | None:
        """Return who is named as saying what is quoted in the sentence."""
        for actor in self.actors:
            if actor.people and (_REPORTS.match(self.text, actor.end) or _SAID.search(self.text, 0, actor.start)):
                return actor.people[0]
        return None

    def antecedent(self, at: int, *, plural: bool = False) -> Party:
        """Return who ``he``, ``she`` or ``they`` at an offset is: who acts in this sentence, else in those before."""
        several = [n for n, a in enumerate(self.actors) if plural and a.end <= at and a.part == "subject" and a.states]
        if several:
            return self._party(list(self.actors), several[-1])  # "The presidents of A and B will meet in their"
        for scene in (self, *reversed(self.before[-_FAR:])):
            opening = next((actor for actor in scene.actors if actor.part == "subject"), None)
            spoken = opening is not None and scene.text[opening.start : opening.end] in {"I", "We", "we"}
            if scene is not self and opening and opening.kind == "pronoun" and scene.before and not spoken:
                return scene.meant(scene.text[opening.start : opening.end], opening.start)
            known = [actor for actor in scene.actors if actor.people and (scene is not self or actor.end <= at)]
            subjects = [actor for actor in known if actor.part in {"subject", "owner"}]
            speaking = [actor for actor in subjects if scene is self and _REPORTS.match(scene.text, actor.end)]
            first = next(iter([*speaking[-1:], *subjects, *known]), None)
            if first and plural:
                joined = scene._joined(first)
                both = tuple(dict.fromkeys(person for actor in known for person in actor.people))
                return Party(both if len(joined) == 1 == len(both) - 1 else joined)  # "A met B when they were"
            if first:
                return Party(first.people[:1])
        return Party(doubt="visitor_inferred")

    def _joined(self, first: Actor) -> tuple[Person, ...]:
        """Return an actor's people with those joined to it on the right."""
        people, end = first.people, first.end
        for actor in self.actors:
            if actor.start >= end and actor.people and joins(self.text[end : actor.start]):
                people, end = (*people, *actor.people), actor.end
        return tuple(dict.fromkeys(people))


def _words(phrase: str | None) -> set[str]:
    return set(re.findall(r"[\w-]+", (phrase or "").casefold()))


def _is_apart(lead: str) -> bool:
    """Tell whether more than a title stands between "invitation of" and a name."""
    words = lead.split()[2:]
    return len(words) > _LONG_OFFICE and not is_title(" ".join(words))
