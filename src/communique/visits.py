"""From readings and a model's findings to visit records: checked, merged, dated, with a computed status."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from communique.answers import VisitItem
from communique.confidence import confidence
from communique.document import TRAVEL_CUE, Document
from communique.ground import Match, evidence
from communique.language.countries import countries_in, country_of, name_of, organisation_of, organisations_in
from communique.language.dates import find_dates
from communique.language.foreign import is_negated, states_in, words
from communique.language.itinerary import Visiting, group_readings
from communique.language.nounphrases import FINITE
from communique.language.numbers import unsupported_numbers
from communique.language.offices import OFFICE, TITLE
from communique.language.people import Person
from communique.language.reporting import FORMS
from communique.language.segment import Sentence
from communique.language.status import status_of
from communique.language.support import negates_elsewhere, negation_differs, unsupported_words
from communique.language.travel import Reading, inference_of
from communique.records import Dropped, Visit, VisitStatus, When

__all__ = ["assemble_visits"]

#: Who may travel unnamed: people in office and their delegations, but no troops, tourists or goods.
_MODEL_ONLY = "model_only"
_PARTY = OFFICE | {"delegation", "diplomat", "lawmaker", "mission"}
#: Says in every common way that somebody travels, so that a sentence that denies any of them denies the visit.
_TRAVELS = "visit travel trip tour journey go fly head arrive plan invite report claim"
_RECEIVING = r"(?:receiv|host|welcom|greet|invit|await|expect)"
_MEETS = rf"\b(?:met|meets?|meeting|talks|guest|{_RECEIVING}\w+)(?:\s+(?:with|by|of))?{TITLE}\Z"
_RECEIVES = rf"\s+(?:\w+\s+){{0,3}}?(?:{_RECEIVING}|met\b|meets?\b)"
_ACTS = rf"\s+(?!(?:\w+\s+){{0,2}}?{_RECEIVING})(?:(?:also|then|later|\w+ly)\s+)?(?:{FINITE.pattern}|sa(?:id|ys)\b)"
_AT_A_PLACE = (
    r"\b(?:to|in|at|into|for|from|via|through|of|near|and|visit\w*|tour\w*|reach\w*|left|leav\w+)\s+(?:the\s+)?\Z"
)
_RELATIVE = re.compile(r"\b(?:he|she|they|his|her|their|who)\b", re.IGNORECASE)


def assemble_visits(
    document: Document, items: Iterable[VisitItem]
) -> tuple[tuple[Visit, ...], dict[str, str], tuple[Dropped, ...]]:
    """Return one record a visit in order of first mention, who receives visitors where, and what was refused.

    Args:
        document: the article as read.
        items: visits as a model reported them; those the rules read too confirm them and add nothing.
    """
    readings = list(document.readings)
    dropped: list[Dropped] = []
    for item in items:
        reading = _reading_of(document, item)
        if reading is None:
            dropped.append(_drop(item, "not_in_article", "none of the quotes stands in the article"))
        elif not any(_agrees(reading, known) for known in readings):
            refusal = _refusal(document, item, reading)
            if refusal:
                dropped.append(_drop(item, *refusal))
            else:
                readings.append(reading)
    readings.sort(key=lambda reading: (reading.sentence, reading.start))
    groups = _grouped(document, readings)
    visits = tuple(_visit(document, group, f"v{i}") for i, group in enumerate(groups, 1))
    hosts = {name: visit.host_country for visit in visits for name in visit.hosts if visit.host_country}
    return tuple(_as_received_at_home(document, visit, hosts) for visit in visits), hosts, tuple(dropped)


def _as_received_at_home(document: Document, visit: Visit, hosts: Mapping[str, str]) -> Visit:
    """Return a visit with the state in which its visitor receives others, where his own is not stated."""
    first = document.roster.find(visit.visitors[0]) if visit.visitors else None
    stated = first is None or first.organisation or (first.country and first.country_by != "country_from_context")
    told = hosts.get(first.name) if first and not stated else None
    if not told or told == visit.host_country:
        return visit
    others = (caveat for caveat in visit.caveats if not caveat.startswith("country_"))
    caveats = (*others, "country_from_host")
    return visit.model_copy(
        update={"visitor_country": told, "caveats": caveats, "confidence": confidence(caveats)},
    )


def _grouped(document: Document, readings: Sequence[Reading]) -> list[Visiting]:
    """Return one group a visit; to one that the rules read too a model adds nothing, wherever it tells of it."""
    parts = document.text, document.sentences, document.article.published
    if len(readings) == len(document.readings):
        return group_readings(readings, *parts)
    read = [group for group in group_readings(readings, *parts) if any(map(_is_sure, group.readings))]
    confirmed = [r for group in read for r in group.readings if _MODEL_ONLY in r.inferred]
    return group_readings([r for r in readings if r not in confirmed], *parts)


def _is_sure(reading: Reading) -> bool:
    """Tell whether the words alone say who goes where."""
    return not reading.inferred and any((reading.host_country, reading.host_organisation))


def _agrees(found: Reading, known: Reading) -> bool:
    """Tell whether a model's visit is one the rules read in the same sentence."""
    if found.visitors and known.visitors:
        same_party = bool(set(found.visitors) & set(known.visitors))
    else:
        same_party = found.visitor_country == known.visitor_country
    goal = (known.host_country, known.host_organisation)
    return (
        same_party
        and any(goal)
        and goal == (found.host_country, found.host_organisation)
        and (found.sentence == known.sentence)
    )


def _reading_of(document: Document, item: VisitItem) -> Reading | None:
    """Return a model's visit with what the sentences it quotes bear out; None where none of them is in the article."""
    quoted = _quoted(document, item)
    if not quoted:
        return None
    match, sentence = quoted[0]
    indexes = {s.index for _, s in quoted}
    words = " ".join(document.sentences[i].text for i in sorted(indexes))
    known = tuple(p for name in item.visitors if (p := document.roster.find(name)))
    people = tuple(p for p in known if indexes & {m.sentence for m in p.mentions}) or known
    state = next((p.country for p in people if p.country), None) or _state(item.visitor_country, item.visitors)
    host = country_of(item.host or "") or next((m.code for m in countries_in(item.host or "") if m.code), None)
    hosts = (p for name in item.hosts if (p := document.roster.find(name)) and p.country in {None, host})
    status: VisitStatus | None = item.status
    settled = False
    if document.english:
        status, settled, _ = status_of(sentence.text, match.start - sentence.start, match.end - sentence.start)
    return Reading(
        sentence=sentence.index,
        start=match.start,
        end=match.end,
        visitors=tuple(p.name for p in people) or _verbatim(document, item.visitors),
        visitor_country=state,
        home_by=inference_of(people, state),
        host_country=host,
        host_organisation=organisation_of(item.host or "") if host is None else None,
        place=_place(document, item, host, words),
        hosts=tuple(p.name for p in hosts if _is_met(document, p, indexes)),
        status=status,
        settled=settled,
        announced=sentence.index in document.announced,
        when=_phrase(document, item, sentence),
        formality=item.formality if not document.english or item.formality in words.casefold() else "unspecified",
        purpose=item.purpose if item.purpose and _is_borne_out(document, item.purpose, words) else None,
        inferred=(_MODEL_ONLY,),
    )


def _quoted(document: Document, item: VisitItem) -> list[tuple[Match, Sentence]]:
    """Return each quote that stands in the article, and the sentence it begins in."""
    matches = [match for quote in item.quotes if (match := document.locator.find(quote))]
    return [(m, s) for m in matches for s in document.sentences if s.start <= m.start < s.end]


def _is_met(document: Document, person: Person, indexes: Collection[int]) -> bool:
    """Tell whether some sentences name a person, and in English as whom somebody meets or as who receives."""
    for mention in person.mentions:
        sentence = document.sentences[mention.sentence]
        before = document.text[sentence.start : mention.start]
        after = document.text[mention.end : sentence.end]
        meets = not document.english or re.search(_MEETS, before) or re.match(_RECEIVES, after)
        if mention.sentence in indexes and meets:
            return True
    return False


def _place(document: Document, item: VisitItem, host: str | None, words: str) -> str | None:
    """Return the city or site where the quoted sentences name it and it lies in no other state than the host's."""
    if not item.place or not document.locator.find(item.place):
        return None
    elsewhere = {m.code for m in countries_in(item.place) if m.code} - {host}
    if not document.english:
        return None if elsewhere else item.place
    named = re.finditer(rf"\b{re.escape(item.place)}\b", words)
    return None if elsewhere or all(_acts(words, match.start(), match.end()) for match in named) else item.place


def _acts(text: str, start: int, end: int) -> bool:
    """Tell whether a place acts as a government does, so that nobody is said to go there: "if Lima agrees"."""
    return bool(re.match(_ACTS, text[end:]) and not re.search(_AT_A_PLACE, text[:start], re.IGNORECASE))


def _is_borne_out(document: Document, purpose: str, words: str) -> bool:
    if not document.english:
        return not unsupported_numbers(purpose, words)
    return not (unsupported_words(purpose, words) or negation_differs(purpose, words))


def _state(named: str | None, visitors: Sequence[str]) -> str | None:
    for phrase in (named, *visitors):
        code = country_of(phrase or "")
        if code:
            return code
    return None


def _verbatim(document: Document, names: Sequence[str]) -> tuple[str, ...]:
    """Return, in the article's spelling, the names that stand there and no roster knows (other scripts)."""
    found = [m for name in names if country_of(name) is None and (m := document.locator.find(name))]
    return tuple(document.text[m.start : m.end] for m in found if m.how != "repaired")


def _refusal(document: Document, item: VisitItem, reading: Reading) -> tuple[str, str] | None:
    """Return why a visit that only a model read cannot stand, or None."""
    state, host = reading.visitor_country, reading.host_country
    if host is None and reading.host_organisation is None:
        return "no_host", f"{item.host!r} is no country or international body"
    if host is not None and host == state:
        return "own_country", "the host is the visitor's own country"
    unnamed = state is not None and all(country_of(name) for name in item.visitors)
    if not reading.visitors and not unnamed:
        return "no_visitor", "nobody known travels"
    if not document.english:
        return _unread(document, reading)
    return _no_travel(document, reading) or _wrong_party(document, reading) or _wrong_host(document, item, reading)


def _unread(document: Document, reading: Reading) -> tuple[str, str] | None:
    """Return why a visit in another language, which no rule read, cannot stand: no travel, denied, or no such state."""
    sentence = document.sentences[reading.sentence]
    lexicon = words(document.tongue) if document.tongue else None
    if lexicon and not lexicon.has("travel", sentence.text):
        return "no_travel", "the sentence speaks of no travel"
    denied = is_negated(sentence.text, lexicon) if lexicon else negates_elsewhere(sentence.text)
    if denied and reading.status != "cancelled":
        return "denied", "the sentence denies something"
    if document.tongue is None:
        return None
    paragraph = document.paragraphs[sentence.paragraph]
    around = document.text[paragraph.start : paragraph.end]
    places = {m.code for m in states_in(around, document.tongue) if m.kind != "demonym"}
    if reading.host_country not in places - {reading.visitor_country}:
        return "host_not_in_evidence", "no place of that state stands near the words quoted"
    if any(known.sentence == reading.sentence and not known.inferred for known in document.readings):
        return "other_visitor", "the sentence says that somebody else travels"
    return None


def _no_travel(document: Document, reading: Reading) -> tuple[str, str] | None:
    sentence = document.sentences[reading.sentence].text
    if not TRAVEL_CUE.search(sentence):
        return "no_travel", "the sentence speaks of no travel or meeting"
    told = " ".join((*reading.visitors, name_of(reading.host_country or "") or "", reading.place or "", _TRAVELS))
    if reading.status != "cancelled" and negation_differs(told, sentence):
        return "denied", "the sentence denies such a visit"
    return None


def _wrong_party(document: Document, reading: Reading) -> tuple[str, str] | None:
    sentence = document.sentences[reading.sentence]
    if not reading.visitors:
        words = re.findall(r"[a-z-]+", sentence.text.casefold())
        named = reading.visitor_country in {m.code for m in countries_in(sentence.text)}
        if named and any(word.removesuffix("s") in _PARTY for word in words):
            return None
        return "visitor_not_in_evidence", "the sentence names no such party"
    mentions = [m for name in reading.visitors if (p := document.roster.find(name)) for m in p.mentions]
    here = any(m.sentence == sentence.index for m in mentions)
    near = any(document.sentences[m.sentence].paragraph == sentence.paragraph for m in mentions)
    if mentions and not here and not (near and _RELATIVE.search(sentence.text)):
        return "visitor_not_in_evidence", f"{reading.visitors[0]} is not in the sentence quoted"
    return None


def _wrong_host(document: Document, item: VisitItem, reading: Reading) -> tuple[str, str] | None:
    """Tell why the host is none: a nationality names no destination, and what a rule read goes before."""
    sentence, host, state = document.sentences[reading.sentence], reading.host_country, reading.visitor_country
    paragraph = document.paragraphs[sentence.paragraph]
    around = document.text[paragraph.start : paragraph.end]
    places = _states(_words_of(document, item)) - {state} or _states(around)
    bodies = {mention.name for mention in organisations_in(around)}
    if (host and host not in places) or (host is None and reading.host_organisation not in bodies):
        return "host_not_in_evidence", f"nothing in the evidence says that {item.host} is visited"
    sure = [known for known in document.readings if known.sentence == reading.sentence and not known.inferred]
    if any(
        known.host_country == host or (known.host_country, known.visitor_country) == (state, host) for known in sure
    ):
        return "other_visitor", "the sentence says that somebody else travels"
    return None


def _states(text: str) -> set[str]:
    return {m.code for m in countries_in(text) if m.code and m.kind != "demonym" and not _acts(text, m.start, m.end)}


def _words_of(document: Document, item: VisitItem) -> str:
    return " ".join(sentence.text for _, sentence in _quoted(document, item))


def _phrase(document: Document, item: VisitItem, sentence: Sentence) -> tuple[int, int] | None:
    """Return where the model's date phrase stands in the sentence, if it is one that dates anything."""
    if not item.when:
        return None
    match = document.locator.find(item.when, within=(sentence.start, sentence.end))
    if match is None:
        return None
    if document.english:
        lead = re.findall(r"[a-z]+", document.text[sentence.start : match.start].casefold())[-3:]
        if not find_dates(document.text[match.start : match.end]) or any(word in FORMS for word in lead):
            return None  # no date, or the date of the statement: "she said on Monday"
    return match.start, match.end


def _visit(document: Document, group: Visiting, number: str) -> Visit:
    country, body = group.host
    dated = group.when
    resolved = dated.resolved if dated else None
    when = None
    if dated:
        when = When(
            text=dated.phrase,
            edtf=resolved.edtf if resolved else None,
            earliest=resolved.earliest if resolved else None,
            latest=resolved.latest if resolved else None,
            rule=resolved.rule if resolved else None,
        )
    told = any(_MODEL_ONLY in reading.inferred for reading in group.readings)
    sure = [reading for reading in group.readings if not reading.inferred] and not told
    doubts = next((reading.inferred for reading in group.readings if reading.inferred), ())
    caveats = (*(() if sure else dict.fromkeys(doubts)), *_guessed_home(group))
    spans = [(document.sentences[r.sentence].start, document.sentences[r.sentence].end) for r in group.readings]
    return Visit(
        id=number,
        visitors=group.visitors,
        visitor_country=group.visitor_country,
        host_country=country,
        host_organisation=body,
        place=group.place,
        hosts=tuple(dict.fromkeys(h for r in group.readings for h in r.hosts if _receives(document, group, h))),
        status=group.status,
        when=when,
        formality=group.formality,
        purpose=next((r.purpose for r in group.readings if r.purpose), None),
        evidence=evidence(spans, document.sentences),
        confidence=confidence(caveats),
        caveats=caveats,
    )


def _guessed_home(group: Visiting) -> tuple[str, ...]:
    """Return the name of the inference by which the visitor's state is known, where no mention states it."""
    ways = [reading.home_by for reading in group.readings if reading.visitor_country == group.visitor_country]
    return tuple(way for way in ways[:1] if group.visitor_country and way and all(ways))


def _receives(document: Document, group: Visiting, name: str) -> bool:
    """Tell whether somebody met acts for the state visited, or for none that is stated."""
    person = document.roster.find(name)
    if person is None or name in group.visitors:
        return person is None
    guessed = person.country is None or person.country_by == "country_from_context"
    return person.country == group.host[0] or (guessed and not organisations_in(person.role or ""))


def _drop(item: VisitItem, reason: str, detail: str) -> Dropped:
    label = f"{', '.join(item.visitors) or '?'} to {item.host or '?'} ({item.status})"
    return Dropped(kind="visit", label=label, reason=reason, detail=detail, quote=next(iter(item.quotes), None))
