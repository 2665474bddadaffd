"""The people an article in another language introduces by their office, and where each is named again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from communique.language.countries import TOWNS, Mention, countries_in, organisations_in
from communique.language.foreign._lexicon import Tongue, Words, words
from communique.language.foreign._names import later_forms, name_after, name_before
from communique.language.languages import Language
from communique.language.names import NameMention
from communique.language.people import Person, Roster
from communique.language.segment import Sentence

__all__ = ["Title", "roster_of", "states_in", "titles_in"]

_TABLES: dict[Tongue, Language] = {"ar": "other", "es": "es", "fr": "fr", "ko": "other", "ru": "other", "zh": "other"}

_HOME: dict[Tongue, str] = {"ko": "KR", "zh": "CN"}
"""Whose offices are meant where an article of a language names none: South Korean news says "the foreign ministry"."""
_TRADITIONAL = re.compile("[國長會訪總統灣]")

_SERVING = frozenset({"spokesperson", "Ambassador", "presidential adviser"})  # have no counterparts in the news
_POSSESSED = re.compile(r"(?:\b(?:его|её|ее|их|son|sa|su|leur)\s+\Z)", re.IGNORECASE)
_CONNECTORS: dict[Tongue, re.Pattern[str]] = {
    "ru": re.compile(r"(?:в|во|на|при|по|и|республики)\s"),
    "fr": re.compile(
        r"(?:de la|de l['’]|de|du|des|d['’]|en|au|aux|à|le|la|l['’]|auprès de)\s?(?:République (?:de |d['’])?)?"
    ),
    "es": re.compile(r"(?:de la|de los|del|de|en|ante|para|el|la)\s(?:República (?:de )?)?"),
    "ar": re.compile(r"(?:لدى|في|إلى|من|جمهورية|دولة|مملكة|سلطنة)\s"),
}
_LOWER = re.compile(r"[a-zà-öø-ÿа-яё][\w’'-]*\s")  # "opositor", "d'opposition"
_ADJECTIVE = re.compile(r"ال(?:معارض|سابق|حالي|جديد|أسبق|مؤقت|أول)[ةه]?\s")
_APPOSED = re.compile(r"(?P<name>[A-ZÀ-ÞА-ЯЁ][\w’'-]+(?:\s[A-ZÀ-ÞА-ЯЁ][\w’'-]+){1,3}),\s(?:le\s|la\s|l['’]|el\s)?\Z")
_GENITIVE = re.compile(r"\s*(?:(?:de la|de los|del|des|du|de|d['’])\s?)?(?:République\s|República\s|Республики\s)?")
_FORMER = re.compile(r"(?:\bancien(?:ne)?\s|\bex[- ]|\bбывш\w+\s|前(?:任)?)\Z", re.IGNORECASE)
_COURTESY = re.compile(r"(?:M\.|Mme|MM\.|Sr\.|Sra\.|г-н|г-жа)\s")


@dataclass(frozen=True, slots=True)
class Title:
    """An office beside a name, or alone: offsets in the article.

    Attributes:
        start: where the title begins, the state before it included.
        end: where what belongs to it ends: after the name, if there is one.
        role: the office in English; "" for a counterpart, who holds the other side's.
        country: the state it is held for, where the title says so.
        name: offsets of the name, where one is given.
        possessed: whether "his" or "their" stands before it.
    """

    start: int
    end: int
    role: str
    country: str | None
    name: tuple[int, int] | None
    possessed: bool = False


def states_in(text: str, tongue: Tongue) -> tuple[Mention, ...]:
    """Return the words of a text that stand for states, as the tables of its language have them."""
    found = countries_in(text, _TABLES[tongue])
    return tuple(_with_article(text, state) for state in found) if tongue == "ar" else found


def _with_article(text: str, state: Mention) -> Mention:
    """Return an Arabic word for a state from the letters written together with it on."""
    start = state.start
    while start and text[start - 1].isalpha():
        start -= 1
    return replace(state, start=start, text=text[start : state.end])


def titles_in(sentence: Sentence, tongue: Tongue) -> tuple[Title, ...]:
    """Return the titles of a sentence, in order; none inside another."""
    lexicon, text = words(tongue), sentence.text
    states = states_in(text, tongue)
    found: list[Title] = []
    offices = [(m, lexicon.role(m)) for m in lexicon.offices.finditer(text)]
    offices += [(m, "") for m in lexicon.kinds["counterpart"].finditer(text)]
    for match, role in sorted(offices, key=lambda pair: pair[0].start()):
        if found and match.start() < found[-1].end - sentence.start:
            continue
        title = _title(text, match.span(), role, states, lexicon)
        shift = sentence.start
        name = title.name and (title.name[0] + shift, title.name[1] + shift)
        found.append(replace(title, start=title.start + shift, end=title.end + shift, name=name))
    return tuple(found)


def _title(text: str, office: tuple[int, int], role: str, states: Sequence[Mention], lexicon: Words) -> Title:
    start, end = office
    tongue = lexicon.tongue
    if tongue == "ko":
        name = name_before(text, start, lambda word, at: _tells_whose(word, at, states, lexicon))
        region = (name[1] if name else max(0, start - 8), end)
        own = [m for m in states if region[0] <= m.start < region[1]]
        return Title(name[0] if name else start, end, role, own[-1].code if own else None, name)
    at = end if tongue == "zh" else _after_title(text, end, states, tongue)
    name = name_after(text, at, tongue)
    if name and (any(m.start <= name[0] and name[1] <= m.end for m in states) or _is_verb(text[slice(*name)], tongue)):
        name = None
    if name is None and tongue in {"fr", "es", "ru"} and (before := _APPOSED.search(text[:start])):
        return Title(before.start(), at, role, _code(states, start, at), before.span("name"))
    adjectives = [m for m in states if m.kind not in TOWNS]
    lead = next((m for m in adjectives if m.end <= start and not text[m.end : start].strip(" \u00a0")), None)
    begin = lead.start if lead else start
    if name is None:
        at = _after_title(text, end, states, tongue, alone=True)
    until = name[0] if name else at
    role = f"former {role}" if _FORMER.search(text[:begin]) else role
    possessed = bool(_POSSESSED.search(text[:start])) or (tongue == "zh" and text[:start].endswith("的"))
    return Title(begin, max(end, name[1] if name else at), role, _code(states, begin, until), name, possessed)


def _code(states: Iterable[Mention], start: int, end: int) -> str | None:
    return next((m.code for m in states if start <= m.start and m.end <= end), None)


def _tells_whose(word: str, at: int, states: Sequence[Mention], lexicon: Words) -> bool:
    whole = any(m.start in {at, at + 1} and m.end >= at + len(word) - 1 for m in states)
    body = lexicon.kinds["institution"].match(word)
    return whole or bool(body and body.end() == len(word)) or word in {"전", "신임", "현", "주재"}


def _after_title(text: str, at: int, states: Sequence[Mention], tongue: Tongue, *, alone: bool = False) -> int:
    """Return where a name would begin after an office: past states, bodies, adjectives and commas.

    With ``alone`` no name follows, and only the state right beside the office belongs to it. A city is passed over
    after a preposition only: "Milan" and "Sofia" are given names too.
    """
    if alone:
        beside = next((m for m in states if m.start >= at and _GENITIVE.fullmatch(text, at, m.start)), None)
        return beside.end if beside else at
    at = next((m.end for m in states if m.start < at < m.end), at)  # "président de la Confédération suisse"
    cities = {m.start: m.end for m in states if m.kind in TOWNS}
    spans = {m.start: m.end for m in states if m.start not in cities}
    spans |= {m.start: m.end for m in organisations_in(text, _TABLES[tongue])}
    for _ in range(8):
        while at < len(text) and text[at] in " \u00a0\u202f,":
            at += 1
        if at in spans:
            at = spans[at]
            continue
        pattern = _CONNECTORS[tongue].match(text, at) or _COURTESY.match(text, at)
        pattern = pattern or (_ADJECTIVE if tongue == "ar" else _LOWER).match(text, at)
        if pattern is None or _is_verb(pattern[0], tongue):
            return at
        at = cities.get(pattern.end(), pattern.end())
    return at


def _is_verb(word: str, tongue: Tongue) -> bool:
    lexicon = words(tongue)
    return any(lexicon.has(kind, word.strip()) for kind in ("say", "travel", "receive", "invite", "cancel"))


@dataclass(slots=True)
class _Entry:
    name: str
    role: str
    country: str | None
    country_by: str | None
    mentions: list[NameMention] = field(default_factory=list)


def roster_of(sentences: Sequence[Sentence], tongue: Tongue) -> tuple[Roster, dict[int, tuple[Title, ...]]]:
    """Return the people in office that an article names, and the titles of each sentence."""
    titles = {sentence.index: titles_in(sentence, tongue) for sentence in sentences}
    entries: list[_Entry] = []
    for sentence in sentences:
        for title in titles[sentence.index]:
            if title.name:
                _enter(entries, sentence, title, tongue)
    for entry in entries:
        entry.mentions = _mentions(entry, entries, sentences, tongue)
    roster = Roster(())
    roster.people = [_person(entry) for entry in sorted(entries, key=lambda entry: entry.mentions[0].start)]
    roster.mentions = tuple(m for person in roster.people for m in person.mentions)
    _place(roster, sentences, tongue)
    return roster, titles


def _enter(entries: list[_Entry], sentence: Sentence, title: Title, tongue: Tongue) -> None:
    assert title.name is not None
    start, end = title.name
    name = sentence.text[start - sentence.start : end - sentence.start]
    previous = entries[-1] if entries else None
    role = title.role or next((e.role for e in reversed(entries) if e.role not in _SERVING), "minister")
    served = (title.possessed and title.role) or title.role == "spokesperson"
    colleague = previous.country if served and previous and tongue not in _HOME else None
    country = title.country or colleague
    by = "country_from_colleague" if country and not title.country else None
    mention = NameMention(start, end, name, sentence.index, role=role, country=title.country, titled=True, reach=end)
    lexicon = words(tongue)
    known = next((e for e in entries if any(f.fullmatch(name) for f in later_forms(e.name, tongue, lexicon))), None)
    if known is None:
        entries.append(_Entry(name, role, country, by, [mention]))
    else:
        known.mentions.append(mention)
        known.country = known.country or country


def _mentions(
    entry: _Entry, entries: Sequence[_Entry], sentences: Sequence[Sentence], tongue: Tongue
) -> list[NameMention]:
    """Return every mention of a person; a surname that two people share is left out."""
    taken = {(m.start, m.end) for other in entries for m in other.mentions}
    found = list(entry.mentions)
    for number, form in enumerate(later_forms(entry.name, tongue, words(tongue))):
        if number and any(other is not entry and form.search(other.name) for other in entries):
            continue
        for sentence in sentences:
            for match in form.finditer(sentence.text):
                start, end = sentence.start + match.start(), sentence.start + match.end()
                if not any(a < end and start < b for a, b in taken):
                    taken.add((start, end))
                    found.append(NameMention(start, end, match[0], sentence.index, reach=end))
    return sorted(found, key=lambda mention: mention.start)


def _person(entry: _Entry) -> Person:
    full = [m.name for m in entry.mentions if m.name.count(" ") == entry.name.count(" ")]
    declined = bool(re.search(r"[а-я]", entry.name))
    name = min(full, key=len) if declined else entry.name  # of a declined name the nominative is the shortest form
    return Person(name, tuple(entry.mentions), entry.role, entry.country, entry.country_by)


def _place(roster: Roster, sentences: Sequence[Sentence], tongue: Tongue) -> None:
    """Give officials whose state nobody states the one last named before them in their paragraph, or the language's."""
    for i, person in enumerate(roster.people):
        if person.country is None:
            country, by = _inferred(person.mentions[0], roster.people, sentences, tongue)
            if country:
                roster.people[i] = replace(person, country=country, country_by=by)


def _inferred(
    mention: NameMention, people: Sequence[Person], sentences: Sequence[Sentence], tongue: Tongue
) -> tuple[str | None, str]:
    """Return the state of an office named without one, and the inference that gives it."""
    own = sentences[mention.sentence]
    home = None if _TRADITIONAL.search(own.text) else _HOME.get(tongue)
    if tongue == "ko":
        return home, "country_from_language"
    before = [m.code for m in states_in(own.text, tongue) if own.start + m.end <= mention.start]
    if before:
        return before[-1], "country_from_context"
    near = [
        (m.start, person.country)
        for person in people
        for m in person.mentions
        if m.start < mention.start and sentences[m.sentence].paragraph == own.paragraph and person.country
    ]
    if near:
        return max(near)[1], "country_from_colleague"
    return home, "country_from_language"
