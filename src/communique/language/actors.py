"""Who may act in a sentence: named people, offices used alone, pronouns, delegations and unnamed office-holders.

Every actor is a noun phrase with its part in its clause, told by the word before it and the mark after it, so that
"alongside Kenyan President A", "met B" and "C's trip" are not taken for a subject.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal

from communique.language.countries import Mention
from communique.language.cues import cued
from communique.language.headings import heading_end
from communique.language.offices import OFFICE, QUALIFIER
from communique.language.parties import counted_in, holder_of, unnamed_in
from communique.language.people import Person, Roster
from communique.language.reporting import FORMS

__all__ = ["Actor", "Party", "actors_in", "is_title", "joins"]

Part = Literal["subject", "object", "oblique", "owner"]

_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he|[Tt]hey|I|[Ww]e)\b")
_OFFICES = "|".join(sorted(OFFICE, key=len, reverse=True))
_OFFICE_NOUN = re.compile(rf"\b(?:the|his|her|its)\s+(?:[\w’'.-]+\s+){{0,4}}?(?:{_OFFICES})s?\b", re.IGNORECASE)
_PAIR = cued(
    r"\b[Tt]he (?:two|pair)(?= (?:last |also |first |then )?(?:met|had|have|will|are|held|agreed|spoke|"
    r"were)\b)|\b[Tt]he (?:two|pair of) (?:top )?(?:leaders|presidents|ministers|foreign ministers|"
    r"prime ministers|men|women|officials|diplomats)\b"
)
_SAYS = re.compile(r"\s+(?:said|says|told|added|wrote)\b")
_THE = re.compile(r"\b[Tt]he $")
_ACTS = re.compile(
    r"\s(?:(?:also|later|then)\s)?(?:said|told|met|flew|went|came|left|held|is|was|will|has|had|would|[a-z]{3,}ed)\b"
)
_LATTER = re.compile(r"\bthe latter\b(?!-)")
_OBLIQUE = frozenset(
    "with by of to from for against alongside beside between among about via under at on in including towards over "
    "like behind into than regarding per without".split()
)
_TAKES_OBJECT = frozenset(
    "met meet meets meeting told tell tells saw see host hosts hosting hosted receive receives receiving received "
    "invite invites inviting invited welcome welcomes welcoming welcomed greet greets greeting greeted urge urges "
    "urged ask asks asked call calls called visit visits visited visiting succeed succeeds succeeded replace "
    "replaces replaced thank thanks thanked join joins joined accompany accompanying accompanied brief sent send "
    "sends sending".split()
)
_APPOSED = re.compile(r"(?: [A-Z]{2,3})?, (?:the )?")  # between a name and an office after it
_SHORTLY = 700  # characters
_LEADS = re.compile(r"\s+(?:led|headed)\s+by\s+")
_LED_BY = re.compile(r"(?:led|headed) by$")
_CONNECTS = frozenset({"of", "for", "and", "the", "to", "&", "on", "at", "in"})
_DETERMINER = frozenset({"the", "a", "an", "his", "her", "its", "their", "both", "then", "former", "new"})
_SMALL = frozenset(
    {"and", "of", "for", "to", "the", "with", "as", "well", "on", "in", "at", "prime", "foreign", "both"}
)
_KIN = re.compile(r"\b(?:his|her) (?:wife|husband|spouse|son|daughter|brother|sister|deputy)\b")
_LEADS_ON = re.compile(r"\s+(?:to|in|at|on)\s")  # a place: "A to Riga, Minister B"
_LONGEST_TITLE = 140  # characters


@dataclass(frozen=True, slots=True)
class Party:
    """Who travels: people, else the states of unnamed parties; and the inference that rests on, if any."""

    people: tuple[Person, ...] = ()
    states: tuple[str, ...] = ()
    doubt: str | None = None
    office: str | None = None  # the words, where an office used alone told who it is

    def __bool__(self) -> bool:
        """Whether anybody is known."""
        return bool(self.people or self.states)


@dataclass(frozen=True, slots=True)
class Actor:
    """A noun phrase for somebody; ``start`` is where its title begins, offsets count from the sentence's start."""

    start: int
    end: int
    kind: Literal["named", "office", "pronoun", "party"]
    part: Part
    people: tuple[Person, ...] = ()
    states: tuple[str, ...] = ()


def joins(gap: str) -> bool:
    """Tell whether what stands between two names only lists them: "and", commas and titles."""
    gap = _KIN.sub("", gap)
    words = re.findall(r"[\w'’-]+", gap)
    if _LEADS_ON.match(gap):
        return False
    if not words:
        return "," in gap or "&" in gap
    if "," not in gap and not any(word in {"and", "with", "&"} for word in words):
        return False
    return is_title(gap)


def is_title(phrase: str) -> bool:
    """Tell whether words before a name only say who that is: capitals, offices and what connects them."""
    words = re.findall(r"[\w'’-]+", phrase)
    return all(word[0].isupper() or word in _SMALL or word in OFFICE or word in QUALIFIER for word in words)


def actors_in(
    text: str,
    base: int,
    people: Sequence[tuple[int, int, Person]],
    places: Sequence[Mention],
    roster: Roster,
    *,
    presented: Collection[Person] = (),
    told: Sequence[Sequence[Mention]] = (),
) -> tuple[Actor, ...]:
    """Return every actor of a sentence, in order.

    Args:
        text: the sentence.
        base: its offset in the article.
        people: names in it, with where each begins and ends.
        places: words in it that stand for states.
        roster: the article's people, for offices used alone.
        presented: people whose office or state only the sentence before tells.
        told: words that stand for states in the sentences before, nearest first.
    """
    found: list[Actor] = []
    for start, end, person in people:
        begin = _phrase_start(text, start)
        found.append(Actor(begin, end, "named", _part(text, begin, end), (person,)))
    found = _listed(text, found)
    taken = [(actor.start, actor.end + 2) for actor in found]
    found += [Actor(m.start(), m.end(), "pronoun", "subject") for m in _PRONOUN.finditer(text)]
    known = tuple({person.name: person for person in (*roster.people, *presented)}.values())
    for start, end, states, head in chain(unnamed_in(text, places), counted_in(text, [places, *told])):
        named = _named_beside(text, found, start, end)
        if named is not None and len(states) == 1:
            found[named] = _serving(found[named], states[0])
        elif not any(a <= end and start <= (b if len(states) == 1 else b - 2) for a, b in taken):
            holders = {code: held for code in states if (held := holder_of(known, code, head))}
            unnamed = tuple(code for code in states if code not in holders)
            found.append(Actor(start, end, "party", _part(text, start, end), tuple(holders.values()), unnamed))
    found = [_leading(text, actor, found) for actor in found]
    taken = [(actor.start, actor.end + 2) for actor in found]
    for match in _OFFICE_NOUN.finditer(text):
        if not any(a <= match.end() and match.start() <= b for a, b in taken) and not _PAIR.match(match.group()):
            holder = roster.resolve(match.group(), base + match.start())
            if holder and not _is_apposed(text, match.end(), found):
                found.append(Actor(match.start(), match.end(), "office", _part(text, *match.span()), (holder,)))
    found += _latter(text, found)
    found += _by_nationality(text, places, known)
    for match in _PAIR.finditer(text):
        found.append(Actor(*match.span(), "office", "subject", _pair(roster, base + match.start())))
    return tuple(sorted(found, key=lambda actor: actor.end))


def _named_beside(text: str, found: Sequence[Actor], start: int, end: int) -> int | None:
    """Return which named actor an office with its state stands right beside, before or after the name."""
    if any(actor.start <= start and end < actor.end for actor in found):
        return None  # it is the office of whoever is named next
    for number, actor in enumerate(found):
        after = text[end : actor.start] in {" ", ", "} and not _SAYS.match(text, actor.end)
        if actor.kind == "named" and (after or _APPOSED.fullmatch(text, actor.end, start)):
            return number
    return None


def _is_apposed(text: str, end: int, found: Sequence[Actor]) -> bool:
    """Tell whether an office is that of whoever is named right after it: "the minister for trade of Peru, A"."""
    after = next((actor for actor in found if actor.kind == "named" and actor.start >= end), None)
    gap = text[end : after.start] if after else ""
    return gap.endswith(", ") and gap.count(",") == 1 and is_title(gap)


def _latter(text: str, found: Sequence[Actor]) -> list[Actor]:
    """Return "the latter" as whoever is named last before it."""
    latter: list[Actor] = []
    for match in _LATTER.finditer(text):
        named = [actor for actor in found if actor.kind == "named" and actor.end <= match.start()]
        people = max(named, key=lambda actor: actor.end).people if named else ()
        if people:
            latter.append(Actor(*match.span(), "office", _part(text, *match.span()), people))
    return latter


def _listed(text: str, named: Sequence[Actor]) -> list[Actor]:
    """Return the actors with all of a list in the part of its first: "received by A, B and C"."""
    done: list[Actor] = []
    for number, actor in enumerate(named):
        gap = text[named[number - 1].end : actor.start] if number else "."
        onward = text[actor.end : named[number + 1].start] if number + 1 < len(named) else "."
        listed = number > 0 and joins(gap) and (" and " in gap or (joins(onward) and done[-1].part != "subject"))
        done.append(replace(actor, part=done[-1].part) if listed and actor.part == "subject" else actor)
    return done


def _serving(actor: Actor, code: str) -> Actor:
    """Return an actor with the state that the office after the name says, where it was only guessed."""
    (person,) = actor.people
    sure = person.country is not None and person.country_by is None
    return actor if sure else replace(actor, people=(replace(person, country=code, country_by=None),))


def _by_nationality(text: str, places: Sequence[Mention], people: Sequence[Person]) -> list[Actor]:
    """Return who is called by a nationality alone: "The Iranian arrived" is the one person of that state."""
    found: list[Actor] = []
    for mention in places:
        if mention.kind == "demonym" and _THE.search(text[: mention.start]) and _ACTS.match(text, mention.end):
            serving = [person for person in people if person.country == mention.code and person.country_by is None]
            start = mention.start - len("the ")
            if len(serving) == 1:
                found.append(Actor(start, mention.end, "office", _part(text, start, mention.end), (serving[0],)))
    return found


def _leading(text: str, actor: Actor, found: Sequence[Actor]) -> Actor:
    """Return who leads a delegation with the state it comes from: "a Danish delegation led by A"."""
    parties = (a for a in found if a.kind == "party" and len(a.states) == 1 and a.end < actor.start)
    led = next((a for a in parties if _LEADS.fullmatch(text, a.end, actor.start)), None)
    return _serving(actor, led.states[0]) if led and actor.kind == "named" else actor


def _pair(roster: Roster, at: int) -> tuple[Person, ...]:
    """Return the only two people of different states named shortly before: "the two leaders"."""
    named = [p for p in roster.people if p.country and any(at - _SHORTLY < m.start < at for m in p.mentions)]
    return tuple(named) if len({person.country for person in named}) == len(named) == 2 else ()


def _phrase_start(text: str, start: int) -> int:
    """Return where the noun phrase of a name begins: its title, and the state or owner before that."""
    base = min(start, max(heading_end(text), start - _LONGEST_TITLE))
    words = [(m.start(), m.group()) for m in re.finditer(r"\S+", text[base:start])]
    keep = len(words)
    while keep:
        word = words[keep - 1][1]
        bare = re.sub(r"['’]s?$", "", word.strip(',()“”"')).casefold()
        office = bare in OFFICE or bare in QUALIFIER or bare.rpartition("-")[2] in OFFICE
        title = office or (word[0].isupper() and bare not in _OBLIQUE and not word.endswith((",", ":", ";")))
        if bare in _CONNECTS:
            near = [re.sub(r"\W", "", w).casefold() for _, w in words[max(0, keep - 6) : keep - 1]]
            title = keep > 1 and any(w in OFFICE for w in near) and _is_title_word(words[keep - 2][1])
        if not title or (bare in _ADVERBS and keep):
            break
        keep -= 1
    if keep and words[keep - 1][1].casefold() in _DETERMINER:
        keep -= 1
    return base + words[keep][0] if keep < len(words) else start


_ADVERBS = frozenset(
    "after before while when as since during although though where because then later earlier meanwhile also but and "
    "yesterday today monday tuesday wednesday thursday friday saturday sunday that who".split()
)


def _is_title_word(word: str) -> bool:
    bare = word.strip(",").casefold()
    return word[:1].isupper() or bare in OFFICE or bare in QUALIFIER or bare in _CONNECTS


def _part(text: str, start: int, end: int) -> Part:
    """Return what a noun phrase is in its clause."""
    if re.match(r"['’]s?\s", text[end : end + 3]):
        return "owner"
    before = text[min(start, max(heading_end(text), start - 25)) : start].rstrip()
    word = re.search(r"([\w’'-]+)$", before)
    last = word.group().casefold() if word else ""
    if last in _OBLIQUE:
        return "subject" if _LED_BY.search(before) else "oblique"
    if last in _TAKES_OBJECT or (last.endswith("ed") and last not in FORMS and word and word.group().islower()):
        return "object"
    return "subject"
