"""Tells from the words used for a speaker what kind of source speaks, and which person is meant.

Names come from the article's roster of people; reporting verbs are none of this module's business.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from communique.language.countries import countries_in, is_place, organisations_in
from communique.language.names import NameMention
from communique.language.nounphrases import FINITE, singular
from communique.language.offices import INSTITUTION, NOT_A_NAME, QUALIFIER
from communique.language.people import Person
from communique.language.reporting import ANONYMOUS, DOCUMENTS, FORMS, INSTITUTIONS, OUTLETS, PRONOUNS, REPORTS, ROLES
from communique.records import Source

__all__ = ["Cast", "Speaker", "called", "classify", "head_noun", "holds", "is_of", "is_plural", "joint_head"]

_COMPLEMENT = re.compile(
    r"\s(?:of|for|to|from|in|at|on|with|within|inside|by|close|familiar|briefed|issued|released|published|posted|carried|signed|who|whom|which|that|speaking|seen|obtained|reviewed|travell?ing|accompanying|visiting|serving|whose|and)\b"
)
_GENERIC_ROLES = frozenset({"chief", "diplomat", "head", "leader", "official", "politician"})
_DETERMINER = re.compile(r"^(?:an?|the|his|her|its|their|this|that|joint|official|written|both)\s+", re.IGNORECASE)
_SURNAME = re.compile(r"[^\W\d_][^\W\d_A-Z]+(?:[-’'][^\W\d_]+)*")  # "Silva"; "WhatsApp" and "TVN" are bodies
_SHORT = {"premier": "prime minister", "pm": "prime minister", "fm": "foreign minister"}  # other words for an office
_IT = re.compile(
    r"its\s|it\s(?:(?:has|had|will|would|could|may)\s(?!(?:be|been|make|take)\b)[a-z]"
    r"|(?:aim|expect|hope|intend|need|plan|want)(?:s|n?ed)\b)"
)
_OCCASION = re.compile(  # what may look like a name
    r"\b(?:Agreement|Celebration|Ceremony|Conference|Dialogue|Festival|Forum|Latest|Meeting|Summit|Talk|Update)s?\b"
)
_LED = re.compile(r"\b(?:head|leader|chief) of (?:the|its|their) (?:\w+ )?(agency|delegation|group|mission|team)\b")
_APPOSED = re.compile(r",\s(?:[A-Z][\w.-]*\s){0,3}$")
_BODIES = re.compile(
    r"\b(?:(?:coast|national|presidential|revolutionary|royal|border) guards?|chiefs of staff)$", re.IGNORECASE
)
_QUANTITY = re.compile(
    r"(?:one|two|three|four|some|several|many|most|all|both|(?:a (?:number|group|handful|couple|majority)))\s+of\s+"
    r"(?=(?:the|its|his|her|their|these|those)\s)",
    re.IGNORECASE,
)
_AUTHOR = re.compile(
    r"\b(?:of|from|(?<!seen )(?<!obtained )by)\s+(?:the\s+)?(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?P<who>.+?)"
    r"(?=\s(?:after|before|during|following)\b|$)"
)


_OFFICES = r"leaders|presidents|ministers|premiers|monarchs|first ladies|heads of (?:state|government)"
_JOINT = re.compile(rf"(?:the two|both|the)\s+(?:\w+\s+)?(?P<office>{_OFFICES})", re.IGNORECASE)
_OF_STATES = re.compile(  # "Peru and Chile's leaders", "the foreign ministers of Peru and Chile"
    rf"(?:(?:the\s)?(?:\w+\s)?(?P<office>{_OFFICES})\sof\s.+\sand\s.+|.+\sand\s.+['’]s?\s(?:\w+\s)?(?P<owned>{_OFFICES}))"
)
_OF_STATE = re.compile(r"(?P<state>[A-Z].*)['’]s?\s[a-z -]+")
_STILL = frozenset({"current", "new"})  # he holds the office
_SOLE = frozenset({"chancellor", "emir", "king", "minister", "premier", "president", "queen", "sultan"})
_LESSER = {"minister": r"prime[ -]minister", "president": r"vice[ -]president"}  # neither is "the minister"
_LEADER = re.compile(
    r"president|prime minister|premier|chancellor|king|queen|emir|sultan|head of|leader|secretary[- ]general"
)
_SECRETARY = re.compile(
    r"(?:foreign|defen[cs]e|home) secretary|secretary (?:of|for) (?:state|foreign|defen[cs]e|the)\b"
)
_REACH = 1000  # characters before a pronoun: a paragraph or two
_LOWER = re.compile(r"\b(?:vice|deputy|former|opposition|party)\b")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, as far as the words for it tell.

    Attributes:
        words: the words used, without titles where they hold a name.
        source: the kind of source they describe.
        name: fullest form of the person's name, where the words hold one.
        refers: whether the words point back to somebody ("she", "the minister").
        sure: whether the words are known to be those of a speaker.
    """

    words: str
    source: Source
    name: str | None = None
    refers: bool = False
    sure: bool = True


class Cast:
    """The persons of one article, and where it names them.

    Args:
        people: the persons, as a roster has them.
    """

    def __init__(self, people: Sequence[Person]) -> None:
        self._people = [person for person in people if person.official or not _OCCASION.search(person.name)]
        self._mentions = sorted(
            ((m, p) for p in self._people for m in p.mentions), key=lambda pair: (pair[0].start, pair[0].end)
        )

    def within(self, start: int, end: int) -> list[tuple[NameMention, Person]]:
        """The names between two offsets of the article, in order, with the persons they mean."""
        return [(m, p) for m, p in self._mentions if start <= m.start and m.end <= end]

    def latest(self, before: int, fits: Callable[[Person], bool]) -> Person | None:
        """The last person named before an offset who fits."""
        return next((p for m, p in reversed(self._mentions) if m.start < before and fits(p)), None)

    def pair(self, office: str, before: int) -> list[str]:
        """The two persons that "the two presidents" means: the most named ones before it who can hold such offices."""
        counts = Counter(p.name for m, p in self._mentions if m.start < before and _may_be(p, office))
        fitting = [person for person in self._people if person.name in counts]
        ranked = sorted(fitting, key=lambda person: (-counts[person.name], person.mentions[0].start))
        others = [person for person in ranked[1:] if not person.country or person.country != ranked[0].country]
        others = others or ranked[1:] if len(ranked) == 2 else others
        pair = sorted([*ranked[:1], *others[:1]], key=lambda person: person.mentions[0].start)
        return [person.name for person in pair] if len(pair) == 2 else []

    def of_states(self, words: str) -> list[str]:
        """The two persons that "Peru and Chile's leaders" means, wherever they are named."""
        match = _OF_STATES.fullmatch(words)
        states = list(dict.fromkeys(mention.code for mention in countries_in(words))) if match else []
        if match is None or len(states) != 2:
            return []
        office = re.sub(r"^heads", "head", singular(match["office"] or match["owned"]))
        holders = [[p.name for p in self._people if p.country == state and _may_be(p, office)] for state in states]
        return [names[0] for names in holders] if all(len(names) == 1 for names in holders) else []

    def later(self, words: str) -> Person | None:
        """The one person whom an office with its state means, though he is named only afterwards."""
        states = {mention.code for mention in countries_in(words)}
        able = [p for p in self._people if states and holds(p, words)]
        fitting = [p for p in able if p.country in states] or [p for p in able if not (p.country or p.organisation)]
        surnames = {person.name.rpartition(" ")[2] for person in fitting}  # one man may be spelt in two ways
        return fitting[0] if len(surnames) == 1 else None

    def unplaced(self, words: str) -> Person | None:
        """Whom "the President of Peru" means in news that names its president, and him alone, without any office."""
        bare = [p for p in self._people if not (p.role or p.country or p.organisation) and len(p.mentions) > 1]
        meant = len(bare) == 1 and countries_in(words) and _LEADER.match(head_noun(words))
        return bare[0] if meant else None

    def alone(self, before: int) -> list[str]:
        """The one official who is named shortly before an offset, where no other person is."""
        near = {person.name: person for _, person in self.within(before - _REACH, before)}
        return [person.name for person in near.values() if person.official] if len(near) == 1 else []

    def spokesperson(self, words: str) -> Person | None:
        """The article's one spokesman, where the words are for one, whatever qualifies them; None of several."""
        head, states = head_noun(words), {mention.code for mention in countries_in(words)}
        fitting = [p for p in self._people if "spokes" in (p.role or "") and (not states or p.country in states)]
        return fitting[0] if len(fitting) == 1 and head.startswith("spokes") else None

    def by_surname(self, word: str) -> Person | None:
        """The one person whose name ends with a word."""
        fitting = [p for p in self._people if p.name.endswith(f" {word}")]
        return fitting[0] if len(fitting) == 1 else None

    def by_name(self, name: str) -> Person | None:
        """The person of this full name."""
        return next((p for p in self._people if p.name == name), None)


def joint_head(words: str) -> str | None:
    """The office, singular, of two persons spoken of as one: "the two presidents", "both leaders"; None of others."""
    match = _JOINT.fullmatch(words)
    return re.sub(r"^heads", "head", singular(match["office"])) if match else None


def is_plural(words: str) -> bool:
    """Whether a description is of several people ("officials in Oslo")."""
    base = _COMPLEMENT.split(words, maxsplit=1)[0].split()
    return bool(base) and (base[-1].casefold() == "people" or singular(base[-1]) != base[-1].casefold())


def is_of(words: str, gender: str) -> bool:
    """Whether a description is of a man or of a woman by its noun: "spokesman"."""
    head = head_noun(words)
    return head.endswith(gender) and (gender == "woman" or not head.endswith("woman"))


def _may_be(person: Person, office: str) -> bool:
    """Whether one of "the two presidents", "leaders" or "first ladies" may be this person."""
    role = next((m.role for m in person.mentions if m.role), person.role or "").casefold()
    if office in {"leader", "head of state", "head of government"}:
        return _LEADER.search(role) is not None and not _LOWER.search(role)
    if office == "minister":
        return "prime" not in role and ("minister" in role or _SECRETARY.search(role) is not None)
    return office in role


def holds(person: Person, words: str) -> bool:
    """Whether the words for an office ("the Iraqi prime minister") can mean this person."""
    roles = [role for role in (*(m.role for m in person.mentions), person.role) if role and not FINITE.search(role)]
    office = {singular(word) for role in roles for word in re.findall(r"[\w-]+", role)}
    states = {mention.code for mention in countries_in(words)}
    if not office or (states and person.country not in states and (person.country or person.organisation)):
        return False
    for short, long in _SHORT.items():
        words = words if short in office else re.sub(rf"\b{short}\b", long, words, flags=re.IGNORECASE)
    head = head_noun(words)
    lesser = _LESSER.get(head)
    if lesser and not re.search(lesser, words, re.IGNORECASE):
        roles = [role for role in roles if head in re.sub(lesser, "", role, flags=re.IGNORECASE).casefold()]
        if not roles:
            return False
    asked = {word for word in re.findall(r"[\w-]+", words.casefold()) if word in QUALIFIER and word != head} - _STILL
    if head in {"wife", "spouse"}:
        return "lady" in office
    led = _LED.search(words)
    if led and led[1] not in office:
        return False
    return head in _GENERIC_ROLES or (head in office and asked <= office)


def classify(words: str, start: int, cast: Cast) -> Speaker | None:
    """What kind of speaker a noun phrase describes; None where it describes none (an event, a thing).

    Args:
        words: the noun phrase.
        start: its offset in the article.
        cast: the article's persons.
    """
    if words.casefold() in PRONOUNS or words.casefold() in {"both", "his"}:
        return Speaker(words, "institution" if words.casefold() == "it" else "named", refers=True)
    if words.casefold() in {"one of them", "one"}:
        return Speaker(words, "anonymous", refers=True)
    if _QUANTITY.match(words):
        return _one_of(words, start, cast)
    base, head = _base(words), head_noun(words)
    if head in DOCUMENTS or (head in REPORTS and re.search(r"['’]s\s", base)):
        return _author(words, base, start, cast)
    return _own_name(words, base, head, start, cast) or _namesake(words, cast) or _unnamed(words, base, head)


def _namesake(words: str, cast: Cast) -> Speaker | None:
    """The person whose surname is that of a city: "Braga said", after "Senator Ana Braga"."""
    person = cast.by_surname(words) if is_place(words) else None
    return Speaker(words, "named", person.name) if person else None


def _one_of(words: str, start: int, cast: Cast) -> Speaker | None:
    """Who "one of the envoys" is: whoever is named after it, or else nobody who is named."""
    described, _, name = words.partition(", ")
    named = cast.within(start + len(words) - len(name), start + len(words)) if name else []
    if named:
        return Speaker(named[0][0].name, "named", named[0][1].name)
    return _unnamed(words, _base(described), head_noun(described))


def called(speaker: Speaker, told: str, cue: str) -> Speaker:
    """The speaker, no person where the words tell that a bare name is none: "Braskem said it will", "Royalists say"."""
    if speaker.source != "named" or speaker.name is not None or speaker.refers:
        return speaker
    if FORMS[cue].tense == "base" if cue in FORMS else False:
        return replace(speaker, source="role_only")
    return replace(speaker, source="institution") if _IT.match(told) else speaker


def head_noun(words: str) -> str:
    """The head of a noun phrase, singular and lower case: what comes before its first complement."""
    base = _base(words).split()
    return singular(base[-1]) if base else ""


def _base(words: str) -> str:
    """A noun phrase up to its first complement; of "one of the envoys to Oslo", what it is one of."""
    quantity = _QUANTITY.match(words)
    return _COMPLEMENT.split(words[quantity.end() if quantity else 0 :], maxsplit=1)[0]


def _unnamed(words: str, base: str, head: str) -> Speaker | None:
    vocabulary: tuple[tuple[frozenset[str], Source], ...] = (
        (REPORTS, "reports"),
        (ANONYMOUS, "anonymous"),
        (INSTITUTIONS, "institution"),
        (ROLES, "role_only"),
    )
    if _BODIES.search(base) or _BODIES.search(words):
        return Speaker(words, "institution")
    for nouns, source in vocabulary:
        if head in nouns:
            definite = base.casefold().startswith("the ") and base.casefold().endswith(head) and "'" not in base
            owner = _OF_STATE.fullmatch(base)
            definite = definite or (head in _SOLE and owner is not None and _is_state(owner["state"]))
            return Speaker(words, source, refers=source == "role_only" and definite)
    last = base.rpartition(" ")[2]
    if not last[:1].isupper() or base.casefold() in NOT_A_NAME:
        return None
    known = last.casefold() in INSTITUTION or countries_in(base) or organisations_in(base) or head in OUTLETS
    surname = not known and base == last and _SURNAME.fullmatch(base) is not None
    return Speaker(words, "named" if surname else "institution", sure=bool(known))


def _is_state(words: str) -> bool:
    return any(mention.end - mention.start == len(words) for mention in countries_in(words))


def _own_name(words: str, base: str, head: str, start: int, cast: Cast) -> Speaker | None:
    """The person's name that the phrase itself bears, not that of somebody it mentions ("an aide to X")."""
    names = cast.within(start, start + len(words))
    if not names:
        return None
    mention, person = names[-1]
    first, last = mention.start - start, mention.end - start
    beyond = base[last:].split()
    inside = first > len(base) and re.match(r"\s[a-z]", words[last:])  # "an official in the Silva family's house"
    if inside or words[last:].startswith(("'s ", "’s ")) or (beyond and singular(beyond[-1]) in ROLES | INSTITUTIONS):
        return None  # "X's aide", "the X administration"
    between = words[len(base) : first].split()
    if between and between[0].endswith("ing"):
        return None  # "an official travelling with X"
    one = head in ROLES and base.casefold().endswith(head)
    mentioned = len(between) == 1 or any(singular(word) in ROLES for word in between)
    complement = words[len(base) : first].rpartition(",")[0].split()
    if (
        one and _APPOSED.search(words[len(base) : first]) and not any(singular(word) in ROLES for word in complement)
    ):  # "a spokesman for the army, Colonel Ana Silva"
        return Speaker(mention.name, "named", person.name)
    if first > len(base) and (not one or mentioned) and between[0] not in {"who", "which", "and"}:
        return None
    return Speaker(mention.name, "named", person.name)


def _author(words: str, base: str, start: int, cast: Cast) -> Speaker:
    """Who speaks through a statement, letter or report: whoever it is of, from or by."""
    by = _AUTHOR.search(words, len(base))
    at, who = (by.start("who"), by["who"]) if by else (0, re.sub(r"['’]s?$", "", " ".join(base.split()[:-1])))
    article = _DETERMINER.match(who)
    cut = article.end() if article and not by else 0
    found = classify(who[cut:], start + at + cut, cast) if who[cut:] else None
    if found:
        return found
    back = base.casefold().startswith(("the ", "this "))
    return Speaker(words, "institution", refers=True, sure=False) if back else Speaker(words, "reports", sure=False)
