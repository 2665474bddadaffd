"""Countries, the words news uses for them, and international organisations: which word stands for which ISO code.

The model copies phrases; what state a phrase stands for is looked up here, in tables of this project's own
(``data/countries.csv``, ``organisations.csv``, ``refused.csv``, ``countries_i18n.csv``, ``offices.csv``). They hold
facts, which nobody owns, were compiled by hand for this project, and are dedicated to the public domain (CC0 1.0).

Codes are ISO 3166-1 alpha-2. XK for Kosovo is one of the codes ISO leaves to users; PS is ISO's "Palestine, State of"
and covers Gaza, the West Bank and the Palestinian Authority. The parts of the United Kingdom are GB. EU and UN, which
ISO only reserves, are organisations and never countries. A seat of government listed as a capital is where a
government sits, not a position on its status. A former state has a code only where one state continues it (Burma,
Zaire, West Germany).

Matching is exact, never fuzzy. A word that may stand for several states ("Korea", "Congo", "Dominican") or for a
disputed territory ("Crimea") is refused as a country; ``refused.csv`` lists these with the reason and, where there is
one, the state ISO 3166-2 lists the place under, which `countries_in` gives for it as a place.

The words are English; for some 160 states there are Russian, French, Spanish, Chinese, Korean and Arabic ones
too, looked for in texts of these languages (`communique.language.languages`).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain
from typing import Literal, get_args

from communique.language.gazetteer import Found, Gazetteer
from communique.language.languages import Language, fits, fold_inflected, language_of, readings

__all__ = [
    "TOWNS",
    "Country",
    "Kind",
    "Mention",
    "OrganisationMention",
    "bodies_in",
    "capital_of",
    "countries",
    "countries_in",
    "country_of",
    "has_office",
    "is_place",
    "name_of",
    "nationality_words",
    "organisation_of",
    "organisations_in",
    "seat_of",
    "strip_nationality",
]

Kind = Literal["name", "demonym", "capital", "city", "metonym", "body"]
"""How a word stands for a state: its name; its people or adjective; its capital or another seat of government; a city,
region or site in it; a body or building that stands for its government; or a chamber, ministry, agency, force or party
known to be of that state, which tells whom its officers act for and nothing else (`bodies_in`)."""

#: Kinds of words for a place within a state.
TOWNS: frozenset[Kind] = frozenset({"capital", "city"})

_KINDS: dict[str, Kind] = {kind: kind for kind in get_args(Kind)}
_COLUMNS: dict[str, Kind] = {
    "name": "name",
    "aliases": "name",
    "demonyms": "demonym",
    "capitals": "capital",
    "cities": "city",
    "metonyms": "metonym",
    "bodies": "body",
}

_FOREIGN_COLUMNS: dict[str, Kind] = {
    "names": "name",
    "demonyms": "demonym",
    "capitals": "capital",
    "cities": "city",
    "metonyms": "metonym",
}

# "Minsk agreements" are a text and the "Washington Post" is a newspaper: neither says where anything is.
_INSTRUMENT = re.compile(
    r"\s(?:[Aa]ccords?|[Aa]greements?|[Cc]onventions?|[Pp]rotocols?|[Tt]reaty|[Dd]eclaration|[Mm]emorandum|[Ss]tatute"
    r"|[Pp]rinciples|Framework|[Pp]rocess|[Cc]onsensus|[Ff]ormat)\b"
)
_NEWSPAPER = re.compile(r"\s(?:Times|Post|Herald|Tribune|Journal|Daily|Gazette|Globe|Independent|Today)\b")

_ARTICLE = re.compile(r"\A\s*(?:(?:the|la|le|les|el|los|las)\s+|l['’])", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’ʼ]s?\Z", re.IGNORECASE)

# An office ends where its object or a second clause begins: what follows is not about whose office it is.
_OBJECT = re.compile(r"\b(?:of|to|for|in|at|on|with|from|over|against|under)\b|,")
_HELD_FOR = re.compile(r"['’ʼ]s?\s+|\s+(?!and\b|or\b)")
_ADJECTIVAL_NAME = re.compile(r"(?:[A-Z]\.?){2,}\Z|United\b")
_NAME_IS_OBJECT = re.compile(
    r"\s+(?:special\s+)?(?:envoy|director|coordinator|advis[eo]r|expert|specialist|analyst|negotiator|correspondent|desk"
    r"|affairs|policy|mission|team|office)\b",
    re.IGNORECASE,
)
_NOT_HELD_FOR = re.compile(r"(?<!\bthen)(?<!\bex)[-‑]\Z|\b(?:and|or)\s\Z", re.IGNORECASE)
_PROPER_BODY = re.compile(
    r"(?:\s+[A-Z]\w+){0,3}\s+(?:Institute|University|Church|Academy|Association|Society|Airlines|Airways|Red C\w+)\b"
)
_OF = re.compile(r"(?<=\w)(?:\s+of\s+(?:the\s+)?|,\s+)\Z", re.IGNORECASE)
_OFFICE_ENDS = re.compile(r"\s*(?:\Z|,|(?:to|in|at|for|on|and)\b)")
_NAMED_AFTER_STATE = frozenset({"bank", "party", "church", "university", "institute", "academy", "society", "republic"})


@dataclass(frozen=True, slots=True)
class Country:
    """A state or territory with an ISO 3166-1 code of its own.

    Attributes:
        code: alpha-2 code; XK for Kosovo.
        name: short English name.
    """

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A place of a text that stands for a state: ``article[start:end] == text``.

    Whether it is part of a person's name ("Chad Wolf", "Israel Katz"), and whether a capital is meant as a place or
    as a government, is for the caller to tell.
    """

    start: int
    end: int
    text: str
    code: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class OrganisationMention:
    """A place of a text that names an international body: ``article[start:end] == text``.

    Attributes:
        name: the body's short name ("UN", "NATO", "European Commission").
        seat: alpha-2 code of the state it has its seat in; ``None`` for bodies without one.
    """

    start: int
    end: int
    text: str
    name: str
    seat: str | None


@dataclass(frozen=True, slots=True)
class _Sense:
    """What a listed name stands for; no ``kind``: an organisation, or something else ("Indian Ocean")."""

    kind: Kind | None
    code: str | None
    refused: bool = False
    organisation: str = ""


def _table(name: str) -> Iterator[dict[str, str]]:
    text = (files("communique") / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())


@cache
def _countries() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return for each code its columns, each a tuple of names."""
    return {
        row["code"]: {column: tuple(filter(None, row[column].split(";"))) for column in _COLUMNS}
        for row in _table("countries")
    }


@cache
def _seats() -> dict[str, str | None]:
    return {row["name"]: row["seat"] or None for row in _table("organisations")}


def _entries() -> Iterator[tuple[str, _Sense]]:
    """Yield every listed name; what is refused first, for of one spelling the first counts."""
    for row in _table("refused"):
        yield row["phrase"], _Sense(_KINDS.get(row["kind"]), row["located"] or None, refused=True)
    for row in _table("organisations"):
        sense = _Sense(None, row["seat"] or None, organisation=row["name"])
        for name in (row["name"], *filter(None, row["aliases"].split(";"))):
            yield name, sense
    for code, columns in _countries().items():
        for column, kind in _COLUMNS.items():
            sense = _Sense(kind, code)
            for name in columns[column]:
                yield name, sense


def _foreign_entries(languages: frozenset[str]) -> Iterator[tuple[str, _Sense]]:
    for row in _table("countries_i18n"):
        if row["language"] in languages:
            for column, kind in _FOREIGN_COLUMNS.items():
                for name in filter(None, row[column].split(";")):
                    yield name, _Sense(kind, row["code"])


@cache
def _gazetteer(language: Language = "en") -> Gazetteer[_Sense]:
    """Return the names to look for in a text of this language; English ones are always among them."""
    if language == "en":
        return Gazetteer(_entries())
    if language == "other":
        entries = chain(_entries(), _foreign_entries(frozenset({"ar", "ko", "ru", "zh"})))
        return Gazetteer(entries, fold=fold_inflected, variants=readings, fits=fits)
    return Gazetteer(chain(_entries(), _foreign_entries(frozenset({language}))))


@lru_cache(maxsize=4096)  # a sentence is looked through by every rule that asks about states or bodies
def _find(text: str, language: Language | None = None) -> tuple[Found[_Sense], ...]:
    return tuple(_gazetteer(language or language_of(text)).find(text))


@cache
def _romance() -> Gazetteer[_Sense]:
    """Return the French and Spanish names alone: a phrase is too short to tell its language."""
    return Gazetteer(_foreign_entries(frozenset({"es", "fr"})))


def _sense_of(phrase: str) -> _Sense | None:
    """Look ``phrase`` up as it is, then without its possessive ending and its article."""
    phrase = phrase.strip()
    bare = _POSSESSIVE.sub("", phrase)
    forms = dict.fromkeys((phrase, bare, _ARTICLE.sub("", phrase), _ARTICLE.sub("", bare)))
    own = _gazetteer("other" if language_of(phrase) == "other" else "en")
    return _first_sense(own, forms) or _first_sense(_romance(), forms)


def _first_sense(gazetteer: Gazetteer[_Sense], forms: Iterable[str]) -> _Sense | None:
    return next(filter(None, map(gazetteer.look_up, forms)), None)


def countries() -> tuple[Country, ...]:
    """Return every state and territory of ISO 3166-1, and Kosovo, in the order of their codes."""
    return tuple(Country(code, columns["name"][0]) for code, columns in _countries().items())


def name_of(code: str) -> str | None:
    """Return the short English name of the state with this alpha-2 ``code``; ``None`` if no state has it."""
    return _countries()[code]["name"][0] if code in _countries() else None


def capital_of(code: str) -> str | None:
    """Return the capital of the state with this alpha-2 ``code``; ``None`` for those that have none apart."""
    capitals = _countries()[code]["capitals"] if code in _countries() else ()
    return capitals[0] if capitals else None


def nationality_words(code: str) -> tuple[str, ...]:
    """Return the adjectives and names of people of the state with this alpha-2 ``code``, most usual first."""
    return _countries()[code]["demonyms"] if code in _countries() else ()


def country_of(phrase: str) -> str | None:
    """Return the alpha-2 code of the state that the whole of ``phrase`` stands for, else ``None``.

    Capitals, diacritics, full stops of abbreviations, a leading article and a possessive ending do not count. Ambiguous
    and disputed words and international bodies give ``None``.
    """
    sense = _sense_of(phrase)
    return sense.code if sense and sense.kind not in {None, "body"} and not sense.refused else None


def is_place(phrase: str) -> bool:
    """Whether ``phrase`` names a city, region or site, alone or followed by its country ("Bali, Indonesia").

    Countries and the buildings that stand for governments (Kremlin, White House) are none.
    """
    sense = _sense_of(phrase)
    if sense is not None:
        return sense.kind in TOWNS
    place, comma, state = phrase.partition(",")
    return bool(comma) and is_place(place) and country_of(state) is not None


@lru_cache(maxsize=4096)  # several readers look at the same sentences
def countries_in(text: str, language: Language | None = None) -> tuple[Mention, ...]:
    """Return every word of ``text`` that stands for a state, longest first match, in order and without overlap.

    Args:
        text: any stretch of an article.
        language: what the article is in; by default told by the text itself, which has to be long enough for that.
    """
    return tuple(mention for mention in _mentions(text, language) if mention.kind != "body")


def bodies_in(text: str) -> tuple[Mention, ...]:
    """Return every body of one known state that ``text`` names (kind ``body``), in order and without overlap."""
    return tuple(mention for mention in _mentions(text) if mention.kind == "body")


def _mentions(text: str, language: Language | None = None) -> Iterator[Mention]:
    return (
        Mention(found.start, found.end, text[found.start : found.end], found.value.code, found.value.kind)
        for found in _find(text, language)
        if found.value.code and found.value.kind and not _is_title(text, found)
    )


def _is_title(text: str, found: Found[_Sense]) -> bool:
    """Whether the word is part of the title of an instrument or a newspaper."""
    is_place_name = found.value.kind in TOWNS
    return bool(_NEWSPAPER.match(text, found.end) or (is_place_name and _INSTRUMENT.match(text, found.end)))


@cache
def _offices() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Return for each highest office the only states that have it, if these are few, and those known to have none."""
    split = {row["office"]: (row["only"].split(";"), row["without"].split(";")) for row in _table("offices")}
    return {office: (frozenset(filter(None, a)), frozenset(filter(None, b))) for office, (a, b) in split.items()}


def has_office(code: str, office: str) -> bool:
    """Whether the state with this alpha-2 ``code`` may have an ``office`` ("president", "king")."""
    only, without = _offices().get(office, (frozenset(), frozenset()))
    return code not in without and (not only or code in only)


def organisation_of(phrase: str) -> str | None:
    """Return the short name of the international body that the whole of ``phrase`` stands for, else ``None``."""
    sense = _sense_of(phrase)
    return sense.organisation or None if sense else None


def organisations_in(text: str, language: Language | None = None) -> tuple[OrganisationMention, ...]:
    """Return every international body named in ``text``, in order and without overlap; see :func:`countries_in`."""
    return tuple(
        OrganisationMention(
            found.start, found.end, text[found.start : found.end], found.value.organisation, found.value.code
        )
        for found in _find(text, language)
        if found.value.organisation
    )


def seat_of(organisation: str) -> str | None:
    """Return the alpha-2 code of the state where the body of this short name has its seat; ``None`` without one."""
    return _seats().get(organisation)


def strip_nationality(role: str) -> str:
    """Return the office ``role`` without the state it is held for.

    What goes: an adjective or possessive before the office ("Russian Deputy Foreign Minister", "Iran's foreign
    minister"), and "of" with the name of a state after it ("Prime Minister of Israel"). What stays: the object of an
    office ("Ambassador to Yemen", "Special Envoy for Yemen", "Iran envoy"), a part of a state ("First Minister of
    Northern Ireland"), and a body that bears a state's name ("President of the Palestinian Authority", "Bank of
    Israel"). Only English is understood; the spelling and the order of what stays are kept.
    """
    start, end = _nationality_before(role)
    role = role[:start] + role[end:]
    for found in reversed([found for found in _find(role) if found.value.kind == "name"]):
        link = _OF.search(role, 0, found.start)
        if link and _OFFICE_ENDS.match(role, found.end) and not _names_a_body(role[: link.start()]):
            role = role[: link.start()] + role[found.end :]
    return role.strip()


def _names_a_body(before: str) -> bool:
    return before.rsplit(maxsplit=1)[-1].casefold() in _NAMED_AFTER_STATE


def _nationality_before(role: str) -> tuple[int, int]:
    """Return where the state an office is held for stands before it; an empty stretch if it does not."""
    object_ = _OBJECT.search(role)
    limit = object_.start() if object_ else len(role)
    for found in _find(role):
        if found.start >= limit:
            break
        held = _HELD_FOR.match(role, found.end)
        if held and held.end() < limit and _is_nationality(role, found):
            article = _ARTICLE.match(role)
            start = 0 if article and article.end() == found.start else found.start
            return start, held.end()
    return 0, 0


def _is_nationality(role: str, found: Found[_Sense]) -> bool:
    """Whether a word before an office says for which state it is held, and not what it deals with."""
    if found.value.kind not in {"name", "demonym"}:
        return False
    if _NOT_HELD_FOR.search(role, 0, found.start) or _PROPER_BODY.match(role, found.end):
        return False
    bare_name = found.value.kind == "name" and not _ADJECTIVAL_NAME.match(role, found.start, found.end)
    return not (bare_name and _NAME_IS_OBJECT.match(role, found.end))
