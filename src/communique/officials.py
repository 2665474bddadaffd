"""From people and a model's findings to official records: one a person, each standing on a sentence that says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from communique.answers import OfficialItem
from communique.confidence import confidence
from communique.document import Document
from communique.ground import evidence
from communique.language.countries import countries_in, country_of, organisations_in, strip_nationality
from communique.language.foreign import latin_form, words
from communique.language.names import NameMention
from communique.language.offices import TITLE, is_office
from communique.language.people import Person
from communique.language.support import unsupported_words
from communique.language.titles import bare_office
from communique.records import Dropped, Official

__all__ = ["assemble_officials"]

_FORMER = re.compile(r"\b(?:former|ex-?)\b\s*", re.IGNORECASE)  # told by "succeeded" or "became" as well
_BEFORE = re.compile(TITLE)  # "the mayor of Riga, Ana Silva"
_AFTER = re.compile(  # "Ana Silva, the mayor of Riga", "Ana Silva took over as mayor of Riga", "named Ana Silva mayor"
    r"(?:,|\s*\(|(?=\s+$)|(?:(?!\b(?:that|he|she|it|they|the|an?|his|her|to|not|never)\b)[^.;:])*\b(?:as(?!\sthe\b)|is|was|be|been"
    rf"|became|become|becomes|becoming|remains?|remained|appointed|named|elected|made|chosen)\b){TITLE}"
)
_SUCCEEDS = re.compile(r"\b(?:succe|replac|follow)")
_POSSESSIVE = ("'", "’")


def assemble_officials(
    document: Document, items: Iterable[OfficialItem], hosts: Mapping[str, str]
) -> tuple[tuple[Official, ...], tuple[Dropped, ...]]:
    """Return one record a person in public office, in order of appearance, and what was refused.

    Args:
        document: the article as read.
        items: officials as a model reported them; what the rules read themselves needs no item.
        hosts: names of people who receive a visitor, with the state they receive him in; it gives the country of an
            office named without one ("In Riga, she met President ...").
    """
    found: dict[str, tuple[Person, OfficialItem | None]] = {
        person.name: (person, None) for person in document.roster.people if person.official
    }
    dropped: list[Dropped] = []
    for item in items:
        person = _person_of(document, item)
        reason = _refusal(document, person, item)
        if person is None or reason:
            dropped.append(_drop(item, *(reason or ("not_in_article", "the name does not stand in the article"))))
        elif person.name not in found or found[person.name][1] is None:
            found[person.name] = person, item
    ordered = sorted(found.values(), key=lambda pair: pair[0].mentions[0].start)
    records = (_record(document, person, item, hosts) for person, item in ordered)
    numbered = tuple(record.model_copy(update={"id": f"o{i}"}) for i, record in enumerate(records, 1))
    return numbered, tuple(dropped)


def _person_of(document: Document, item: OfficialItem) -> Person | None:
    """Return the person an item is about: one the rules know, else one made from where the name stands."""
    known = document.roster.find(item.name)
    if known:
        return known
    match = document.locator.find(item.name)
    if match is None or match.how == "repaired" or not any(c.isalpha() for c in item.name):
        return None
    name = document.text[match.start : match.end]
    index = next((s.index for s in document.sentences if s.start <= match.start < s.end), None)
    if index is None or (document.english and not _is_name(name)):
        return None
    return Person(name, (NameMention(match.start, match.end, name, index, reach=match.end),))


def _is_name(words: str) -> bool:
    """Tell a personal name from an office ("the minister"), a place or a body: what is left of it has a capital."""
    left = [word for word in strip_nationality(words).split() if not is_office(f"the {word}") and word[0].isupper()]
    return (
        bool(left) and not countries_in(words) and not organisations_in(words) and "the" not in words.casefold().split()
    )


def _refusal(document: Document, person: Person | None, item: OfficialItem) -> tuple[str, str] | None:
    if person is None:
        return None
    if not document.english:
        return _unread(document, person)
    role = item.role or person.role
    if not is_office(role):
        return "no_office", f"{role or 'nothing'!r} names no public office"
    if not is_office(person.role) and not _is_said_of(document, person, _FORMER.sub("", role or "")):
        return "role_not_in_evidence", f"no sentence that names this person says {role!r}"
    return None


def _unread(document: Document, person: Person) -> tuple[str, str] | None:
    """Return why somebody named in another language cannot stand: no sentence with the name has an office in it."""
    if document.tongue is None:
        return None
    office = words(document.tongue).offices
    if any(office.search(document.sentences[mention.sentence].text) for mention in person.mentions):
        return None
    return "role_not_in_evidence", "no sentence that names this person names an office"


def _is_said_of(document: Document, person: Person, phrase: str) -> bool:
    """Tell whether a sentence that names a person says that this is their office, or the body they act for.

    It stands before the name ("the mayor of Riga, Ana Silva"), behind it in apposition, or as what they are or become;
    never behind somebody else's name, or as whose relative or opponent they are.
    """
    wanted = strip_nationality(phrase).split()
    spelt = re.compile(r"\b" + r"\W+(?:[\w-]+\W+){0,3}?".join(map(re.escape, wanted)) + r"(?!\w)", re.IGNORECASE)
    others = [m for p in document.roster.people if p.name != person.name for m in p.mentions]
    text = document.text
    for mention in person.mentions:
        sentence = document.sentences[mention.sentence]
        for found in spelt.finditer(text, sentence.start, sentence.end) if wanted else ():
            leads = found.end() <= mention.start
            between = slice(found.end(), mention.start) if leads else slice(mention.end, found.start())
            crossed = any(between.start <= other.start < between.stop for other in others)
            if crossed and not (_SUCCEEDS.search(text[between]) and not leads):
                continue
            if any(found.end() + 1 == other.start for other in others):
                continue
            if is_office(phrase) and text.startswith(_POSSESSIVE, found.end()):
                continue  # "the minister's sister" is no minister
            if (_BEFORE if leads else _AFTER).fullmatch(text[between]):
                return True
    return False


def _drop(item: OfficialItem, reason: str, detail: str) -> Dropped:
    return Dropped(
        kind="official", label=f"{item.name}, {item.role or '?'}", reason=reason, detail=detail, quote=item.quote
    )


def _record(document: Document, person: Person, item: OfficialItem | None, hosts: Mapping[str, str]) -> Official:
    stated = next((m for m in person.mentions if m.role and is_office(m.role)), person.mentions[0])
    role = person.role if is_office(person.role) else None
    if role is None and item and item.role:
        role = strip_nationality(item.role) or None
    role = bare_office(role) if role else None
    country, caveats = _country(document, person, item, hosts)
    organisation = person.organisation
    if organisation is None and item:
        organisation = _stated(document, person, item.organisation)
    if item and not is_office(person.role):
        caveats += ("role_by_model",)
    return Official(
        id="o0",
        name=person.name,
        role=role,
        country=country,
        organisation=organisation,
        mentions=person.forms[1:],
        latin=latin_form(person.name, document.text),
        evidence=evidence([(stated.start, stated.end)], document.sentences),
        confidence=confidence(caveats),
        caveats=caveats,
    )


def _country(
    document: Document, person: Person, item: OfficialItem | None, hosts: Mapping[str, str]
) -> tuple[str | None, tuple[str, ...]]:
    """Return the state a person acts for, stated first, and the name of the inference where it is not stated."""
    by_model = country_of(item.country) if item and item.country else None
    if document.english and by_model and not _is_named_near(document, person, by_model):
        by_model = None
    if document.tongue and by_model not in document.states:
        by_model = None
    if person.organisation and not person.country:
        return None, ()
    if person.country and not person.country_by:
        return person.country, ("country_conflict",) if by_model and by_model != person.country else ()
    if person.name in hosts and person.country_by in {None, "country_from_context"}:
        return hosts[person.name], ("country_from_host",)
    if person.country and person.country_by:
        return person.country, (person.country_by,)
    return by_model, ("country_by_model",) if by_model else ()


def _around(document: Document, person: Person) -> str:
    """Return the paragraphs that name a person."""
    indexes = sorted({document.sentences[m.sentence].paragraph for m in person.mentions})
    spans = [document.paragraphs[i] for i in indexes]
    return "\n".join(document.text[span.start : span.end] for span in spans)


def _is_named_near(document: Document, person: Person, country: str) -> bool:
    """Tell whether the paragraphs that name a person name a state as more than what somebody else acts for."""
    near = {document.sentences[m.sentence].paragraph for m in person.mentions}
    others = [m for p in document.roster.people if p.name != person.name for m in p.mentions if m.country == country]
    elsewhere = sum(document.sentences[m.sentence].paragraph in near for m in others)
    return sum(mention.code == country for mention in countries_in(_around(document, person))) > elsewhere


def _stated(document: Document, person: Person, organisation: str | None) -> str | None:
    """Return a body that a model named, where the words say that the person acts for it."""
    if not document.english:
        return organisation if organisation and not unsupported_words(organisation, _around(document, person)) else None
    return organisation if organisation and _is_said_of(document, person, organisation) else None
