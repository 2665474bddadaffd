"""Finds the office of people whom an article names apart from it.

A lead tells of "Peru's trade minister" and the next paragraph names who spoke; two ministers are told of, and then
named by their states alone ("Peru's Ana Silva and Kenya's Joseph Otieno").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from communique.language.countries import countries_in, strip_nationality
from communique.language.cues import cued
from communique.language.offices import is_office
from communique.language.people import Person
from communique.language.reporting import SPEAKS
from communique.language.segment import Sentence

__all__ = ["introduced"]

_LEAD = re.compile(
    r"(?:The )?(?P<office>[^,.;:\"“]{5,80}?)\s+"
    r"(?:said|says|told|will|has|is|was|warned|urged|called|arrived|met|visited|announced|vowed|pledged|accused)\b"
)
_LEAD_AFTER = cued(r",\s(?:the )?(?P<office>[^,.;:\"“”]{5,60}?)\s(?:said|says|told)\b")
_PLURAL = cued(
    r"\b((?:(?:[Ff]oreign|[Dd]efen[cs]e|[Ff]inance|[Tt]rade|[Pp]rime|[Ee]nergy) )?[Mm]inisters|[Pp]residents"
    r"|heads of (?:state|government)|[Aa]mbassadors|[Ss]enators|[Ee]nvoys|(?:Rep|Sen)s\.)(?!\w)"
)
_DESCRIBED = cued(
    r"\b(?:as|an?)\s(?P<state>[A-Z][\w.]+(?: [A-Z][\w.]+)?(?:['’]s)?)\s"
    r"(?P<office>(?:prime|foreign|defen[cs]e|finance) minister|president|premier|secretary of state|chancellor|king)\b"
    r"(?! [A-Z])"
)
_COUNTERPART = re.compile(r"(?:[\w-]+ )?(?:counterpart|opposite number)", re.IGNORECASE)
_THE_NATIONAL = cued(
    r"\b[Tt]he (?:visiting )?(?P<state>[A-Z][\w-]+(?: [A-Z][\w-]+)?) "
    r"(?P<office>(?i:leader|president|premier|(?:prime|foreign|defen[cs]e|finance) minister|chancellor|king"
    r"|secretary of state))\b(?! [A-Z]|['’]s [A-Z])"
)
_THE_HEAD = cued(
    r"[Tt]he (?P<office>(?i:president|premier|prime minister|chancellor|king|emir|sultan)) of (?:the )?"
    r"(?P<state>[A-Z][\w-]+(?: [A-Z][\w-]+)?)"
)
_ACTS = re.compile(r" (?:[a-z]+(?:ed|s)|met|had|held|said|told|went|left|flew|began|spoke|is|was|will)\b")
_OPENING = 2  # sentences, of which a heading may be the first
_LEADERS = frozenset({"leader", "president", "premier", "prime minister", "chancellor", "king", "emir", "sultan"})
_BELOW = cued(r"\b(?:deputy|vice|former|ex|late|speaker|spokes\w+|council|commission|parliament)\b")
_EMBASSY = cued(r"\b[Ee]mbassy\b")
_ITS_EMBASSY = cued(r"\b(?P<state>[A-Z][\w-]+(?: [A-Z][\w-]+)?) (?:[Ee]mbassy|[Cc]onsulate)\b")
_VISIT_BY = re.compile(
    r"\b(?:visit|trip|tour)s? (?:[^,.;]{0,30} )?by an? (?P<state>[A-Z][\w-]+(?: [A-Z][\w-]+)?) "
    r"(?P<office>[A-Za-z][\w -]+?)"
    r"(?: (?:to|in|since)\b[^.;]{0,40}?)?,? (?:following|after|since)(?: (?:that|those|visits) (?:of|by))? (?=[A-Z])"
)
_HELD_BY = re.compile(r"\s*(?:of\b|,|—|–|-\s|\()")  # between the plural of an office and who holds it
_SAYS = cued(r"\b(?:said|says|told|called|described|according)\b")  # of somebody else, it may be
_JOINED = re.compile(r"(?: of [A-Z][\w ]+| \([A-Z][\w ]+\))?(?:,? and |, | |\. |,? (?:among them|including) )")
_ADJACENT = 30  # characters before the plural of an office in which its states stand
_Held = tuple[int, int, Person]  # where somebody is named, and who
_LEADS = 6  # sentences that may be an article's lead, its heading among them
_RECENT = 4  # sentences between an office and the name of who holds it


def introduced(people: Sequence[Person], sentences: Sequence[Sentence]) -> list[Person]:
    """Return the people, with the office and the state of those whom the article names apart from them."""
    told = _with_plural(_with_list(_with_lead(people, sentences), sentences), sentences)
    told = _with_predecessors(_with_description(_with_counterpart(told, sentences), sentences), sentences)
    told = _with_subject(told, sentences)
    return _with_sender(_with_nationality(told, sentences), sentences)


def _with_lead(people: Sequence[Person], sentences: Sequence[Sentence]) -> list[Person]:
    """Return the people, whom a lead calls by an office alone with it: "Peru's envoy said ..., Ana Silva told ..."."""
    text = {s.index: s for s in sentences}
    first = [(p, p.mentions[0]) for p in people if not p.role and " " in p.name]
    opening = {
        text[m.sentence].start: p
        for p, m in first
        if m.start == text[m.sentence].start or SPEAKS.match(text[m.sentence].text, m.end - text[m.sentence].start)
    }
    named = {m.sentence for p in people for m in p.mentions}
    told = list(people)
    for number, lead in enumerate(sentences[:_LEADS]):
        following = sentences[number + 1 : number + 1 + _RECENT]
        office = _LEAD.match(lead.text) or _LEAD_AFTER.search(lead.text)
        states = countries_in(office["office"]) if office and lead.index not in named else ()
        apart = (s.start for s in following if s.paragraph != lead.paragraph)
        person = next((opening[start] for start in apart if start in opening), None)
        if office and states and person in told and is_office(office["office"]):
            role, context = strip_nationality(office["office"]), "country_from_context"
            told[told.index(person)] = replace(person, role=role, country=states[0].code, country_by=context)
    return told


def _with_description(people: Sequence[Person], sentences: Sequence[Sentence]) -> list[Person]:
    """Return the people, with the office that the words beside somebody named bare describe him by.

    "Ana Silva's victory keeps in place a Peruvian president who ..." gives her the office, where nobody else holds it
    and nobody else is named there bare.
    """
    told = list(people)
    for index, sentence in enumerate(sentences):
        for match in _DESCRIBED.finditer(sentence.text) if not _SAYS.search(sentence.text) else ():
            states = countries_in(match.group())
            before = sentence.start + match.start()
            bare = [i for i, p in enumerate(told) if not p.role and _is_named(p, index, before)]
            if states and len(bare) == 1 and _may_hold(told, match["office"], states[0].code):
                country = told[bare[0]].country or states[0].code
                told[bare[0]] = replace(told[bare[0]], role=match["office"], country=country)
    return told


def _with_counterpart(people: Sequence[Person], sentences: Sequence[Sentence]) -> list[Person]:
    """Return the people, the counterpart of somebody in office with that office: "minister A met her counterpart B"."""
    told = list(people)
    for i, person in enumerate(people):
        first = next((m for m in person.mentions if m.role), None)
        if not first or not _COUNTERPART.fullmatch(first.role or ""):
            continue
        before = [
            (m.start, p.role)
            for p in told
            for m in p.mentions
            if m.start < first.start and m.sentence >= first.sentence - 1 and p.role and p is not person
        ]
        office = max(before)[1] if before else None
        told[i] = replace(person, role=office or person.role)
    return told


def _with_nationality(people: Sequence[Person], sentences: Sequence[Sentence]) -> list[Person]:
    """Return the people, whoever is later called by a nationality and an office with that state: "the Peruvian leader".

    Only where one person alone can be meant: no one of that state holds such an office, and one of no state does.
    """
    told = list(people)
    for sentence in sentences:
        for match in _THE_NATIONAL.finditer(sentence.text):
            states = {m.code for m in countries_in(match["state"]) if m.kind == "demonym"}
            fits = [p for p in told if _holds(p, match["office"].casefold(), sentence.start + match.start())]
            bare = [p for p in fits if not p.country and not p.organisation]
            if len(states) == 1 and len(bare) == 1 and not any(p.country in states for p in fits):
                told[told.index(bare[0])] = replace(bare[0], country=next(iter(states)))
    return told


def _with_sender(people: Sequence[Person], sentences: Sequence[Sentence]) -> list[Person]:
    """Return the people, those of an embassy and those a government is called by with the state told beside them."""
    told = list(people)
    by_index = {sentence.index: sentence for sentence in sentences}
    for i, person in enumerate(people):
        first = person.mentions[0]
        sentence = by_index[first.sentence]
        states: set[str] = set()
        if person.country or person.organisation:
            continue
        if _EMBASSY.search(person.role or ""):
            missions = [m for s in sentences if s.index <= first.sentence for m in _ITS_EMBASSY.finditer(s.text)]
            states = {m.code for m in countries_in(missions[-1]["state"])} if missions else set()
        elif not person.role and first.heads:  # "Though Peru stayed neutral, the Silva administration ..."
            states = {m.code for m in countries_in(sentence.text[: first.start - sentence.start])}
        if len(states) == 1:
            told[i] = replace(person, country=states.pop(), country_by="country_from_context")
    return told


def _with_subject(people: Sequence[Person], sentences: Sequence[Sentence]) -> list[Person]:
    """Return the people, whom the article opens with by a bare name with the office that it goes on to call him by.

    "Ana Silva has accused ... The Peruvian leader said ...": where nobody else is told to lead that state.
    """
    starts = {s.start: s for s in sentences[:_OPENING]}
    told = list(people)
    opens = [i for i, p in enumerate(people) if not p.role and " " in p.name and p.mentions[0].start in starts]
    opens = [i for i in opens if _ACTS.match(starts[people[i].mentions[0].start].text, len(people[i].mentions[0].name))]
    later = [m for s in sentences[1:] for m in (_THE_NATIONAL.match(s.text), _THE_HEAD.match(s.text)) if m]
    for match in later if len(opens) == 1 else ():
        states = {m.code for m in countries_in(match["state"]) if m.kind in {"demonym", "name"}}
        leads = any(p.country in states and _holds(p, "leader", sentences[-1].end) for p in told)
        if len(states) == 1 and match["office"].casefold() in _LEADERS and not leads:
            told[opens[0]] = replace(
                told[opens[0]], role=match["office"], country=states.pop(), country_by="country_from_context"
            )
            break
    return told


def _holds(person: Person, office: str, before: int) -> bool:
    """Whether somebody named before an offset holds an office, or for "leader" one that leads a state."""
    offices = _LEADERS if office == "leader" else {office}
    role = f" {(person.role or '').casefold()} "
    held = any(f" {each} " in role for each in offices) and not _BELOW.search(role)
    return held and person.mentions[0].start < before


def _with_predecessors(people: Sequence[Person], sentences: Sequence[Sentence]) -> list[Person]:
    """Return the people, those who paid an earlier visit like this one with the office of who pays it.

    "The third visit by a Peruvian president to Kenya, following Ana Silva in 1993 and Luis Quispe in 2002".
    """
    told = list(people)
    for sentence in sentences:
        visit = _VISIT_BY.search(sentence.text)
        states = countries_in(visit["state"]) if visit else ()
        if not visit or not states or not is_office(visit["office"]):
            continue
        earlier = [
            i
            for i, p in enumerate(told)
            if any(m.sentence == sentence.index and m.start >= sentence.start + visit.end() for m in p.mentions)
        ]
        for i in earlier:
            country = told[i].country or states[0].code
            told[i] = replace(told[i], role=told[i].role or visit["office"], country=country)
    return told


def _is_named(person: Person, sentence: int, before: int) -> bool:
    """Whether a sentence names a person in full before an offset."""
    return any(m.sentence == sentence and m.end < before and " " in m.name for m in person.mentions)


def _may_hold(people: Sequence[Person], office: str, state: str) -> bool:
    """Whether nobody is told to hold an office of a state."""
    return not any(p.role and office.casefold() in p.role.casefold() and p.country == state for p in people)


def _with_list(people: Sequence[Person], sentences: Sequence[Sentence]) -> list[Person]:
    """Return the people, with office and state those listed after an office of several states.

    "The presidents of Peru, Ana Silva, and Kenya, Joseph Otieno": as many names as states, in the same order.
    """
    told = list(people)
    for sentence in sentences:
        office = _PLURAL.search(sentence.text)
        if not office:
            continue
        role, opens = re.sub(r"s\b", "", office[1], count=1), sentence.start + office.end()
        held = sorted(
            (m.start, m.end, p)
            for p in told
            for m in p.mentions
            if m.sentence == sentence.index and m.start > opens and " " in m.name and not m.titled
        )
        last = held[-1][1] - sentence.start if held else 0
        states = [m for m in countries_in(sentence.text[:last]) if m.end > office.start() - _ADJACENT]
        each = len(states) == len(held) > 1 and _HELD_BY.match(sentence.text, office.end())
        named = held if each else _listed(held, sentence, opens)
        codes = [state.code for state in states] if each else [None] * len(named)
        for code, (_, _, person) in zip(codes, named, strict=True):
            told[told.index(person)] = replace(person, role=person.role or role, country=person.country or code)
    return told


def _listed(held: Sequence[_Held], sentence: Sentence, opens: int) -> list[_Held]:
    """Return those of the people named after the plural of an office whom commas and "and" join to it."""
    listed: list[_Held] = []
    for start, end, person in held:
        between = sentence.text[(listed[-1][1] if listed else opens) - sentence.start : start - sentence.start]
        if not _JOINED.fullmatch(between):
            break
        listed.append((start, end, person))
    return listed if len(listed) > 1 else []


def _with_plural(people: Sequence[Person], sentences: Sequence[Sentence]) -> list[Person]:
    """Return the people, those named by their state alone with the office told of several: "the two ministers met"."""
    titled = {m.sentence for p in people for m in p.mentions if m.role}
    told = list(people)
    for i, person in enumerate(people):
        mention = person.mentions[0]
        if person.role or not person.country:
            continue
        for sentence in sentences[max(0, mention.sentence - _RECENT) : mention.sentence + 1]:
            offices = _PLURAL.search(sentence.text)
            named = offices is not None and person.country in {m.code for m in countries_in(sentence.text)}
            if offices and (named or mention.sentence in titled):
                told[i] = replace(person, role=re.sub(r"s\b", "", offices[1], count=1))
                break
    return told
