"""From readings and a model's findings to visit records: checked, merged, dated, with a computed status."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from communique.answers import VisitItem
from communique.confidence import confidence
from communique.countries import countries_in, country_of, organisation_of
from communique.dates import find_dates
from communique.document import TRAVEL_CUE, Document
from communique.ground import evidence
from communique.itinerary import Visiting, group_readings
from communique.people import Person
from communique.records import Dropped, Visit, When
from communique.segment import Sentence
from communique.travel import Reading, status_of

__all__ = ["assemble_visits"]

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
        outcome = _reading_of(document, item)
        if isinstance(outcome, Dropped):
            dropped.append(outcome)
        elif not any(_agrees(outcome, known) for known in readings):
            readings.append(outcome)
    readings.sort(key=lambda reading: (reading.sentence, reading.start))
    groups = group_readings(readings, document.article.text, document.sentences, document.article.published)
    visits = tuple(_visit(document, group, f"v{i}") for i, group in enumerate(groups, 1))
    hosts = {name: visit.host_country for visit in visits for name in visit.hosts if visit.host_country}
    return visits, hosts, tuple(dropped)


def _agrees(found: Reading, known: Reading) -> bool:
    """Tell whether a model's visit is one the rules read in the same sentence."""
    same_party = bool(set(found.visitors) & set(known.visitors)) or found.visitor_country == known.visitor_country
    return same_party and found.host_country == known.host_country and found.sentence == known.sentence


def _reading_of(document: Document, item: VisitItem) -> Reading | Dropped:
    """Return a model's visit as a reading once its quote, its traveller and its host are found in the article."""
    matches = [match for quote in item.quotes if (match := document.locator.find(quote))]
    if not matches:
        return _drop(item, "not_in_article", "none of the quotes stands in the article")
    match = matches[0]
    sentence = next((s for s in document.sentences if s.start <= match.start < s.end), None)
    if sentence is None:
        return _drop(item, "not_in_article", "the quote stands outside the article's sentences")
    people = tuple(p for name in item.visitors if (p := document.roster.find(name)))
    state = next((p.country for p in people if p.country), None) or _state(item.visitor_country, item.visitors)
    host = country_of(item.host or "") or next((m.code for m in countries_in(item.host or "") if m.code), None)
    body = organisation_of(item.host or "") if host is None else None
    refusal = _refusal(document, item, sentence, people, state, host, body)
    if refusal:
        return _drop(item, *refusal)
    status, settled = item.status, False
    if document.english:
        status, settled = status_of(sentence.text, match.start - sentence.start, match.end - sentence.start)
    return Reading(
        sentence=sentence.index,
        start=match.start,
        end=match.end,
        visitors=tuple(p.name for p in people) or _verbatim(document, item.visitors),
        visitor_country=state,
        host_country=host,
        host_organisation=body,
        place=item.place if item.place and document.locator.find(item.place) else None,
        hosts=tuple(p.name for name in item.hosts if (p := document.roster.find(name))),
        status=status,
        settled=settled and sentence.index in document.announced,
        when=_phrase(document, item, sentence),
        formality=item.formality,
        purpose=item.purpose,
        inferred=("model_only",),
    )


def _state(named: str | None, visitors: Sequence[str]) -> str | None:
    for phrase in (named, *visitors):
        code = country_of(phrase or "")
        if code:
            return code
    return None


def _verbatim(document: Document, names: Sequence[str]) -> tuple[str, ...]:
    """Return the names that stand in the article, where no roster knows them (other scripts), as the article spells them."""
    found = [m for name in names if country_of(name) is None and (m := document.locator.find(name))]
    return tuple(document.article.text[m.start : m.end] for m in found if m.how != "repaired")


def _refusal(
    document: Document,
    item: VisitItem,
    sentence: Sentence,
    people: Sequence[Person],
    state: str | None,
    host: str | None,
    body: str | None,
) -> tuple[str, str] | None:
    if host is None and body is None:
        return "no_host", f"{item.host!r} is no country or international body"
    if host is not None and host == state:
        return "own_country", "the host is the visitor's own country"
    if not people and state is None and not _verbatim(document, item.visitors):
        return "no_visitor", "nobody known travels"
    if not document.english:
        return None
    paragraph = document.paragraphs[sentence.paragraph]
    words = document.article.text[paragraph.start : paragraph.end]
    if not TRAVEL_CUE.search(sentence.text):
        return "no_travel", "the sentence speaks of no travel or meeting"
    here = any(m.sentence == sentence.index for p in people for m in p.mentions)
    near = any(sentence.paragraph == document.sentences[m.sentence].paragraph for p in people for m in p.mentions)
    if people and not here and not (near and _RELATIVE.search(sentence.text)):
        return "visitor_not_in_evidence", f"{people[0].name} is not in the sentence quoted"
    if host and host not in {m.code for m in countries_in(words)}:
        return "host_not_in_evidence", f"nothing in the paragraph names {item.host}"
    return None


def _phrase(document: Document, item: VisitItem, sentence: Sentence) -> tuple[int, int] | None:
    """Return where the model's date phrase stands in the sentence, if it is one that dates anything."""
    if not item.when:
        return None
    match = document.locator.find(item.when, within=(sentence.start, sentence.end))
    if match is None:
        return None
    if document.english and not find_dates(document.article.text[match.start : match.end]):
        return None
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
    sure = [reading for reading in group.readings if not reading.inferred]
    caveats = () if sure else tuple(dict.fromkeys(group.readings[0].inferred))
    spans = [(document.sentences[r.sentence].start, document.sentences[r.sentence].end) for r in group.readings]
    return Visit(
        id=number,
        visitors=group.visitors,
        visitor_country=group.visitor_country,
        host_country=country,
        host_organisation=body,
        place=group.place,
        hosts=tuple(dict.fromkeys(h for r in group.readings for h in r.hosts if h not in group.visitors)),
        status=group.status,
        when=when,
        formality=group.formality,
        purpose=next((r.purpose for r in group.readings if r.purpose), None),
        evidence=evidence(spans, document.sentences),
        confidence=confidence(caveats),
        caveats=caveats,
    )


def _drop(item: VisitItem, reason: str, detail: str) -> Dropped:
    label = f"{', '.join(item.visitors) or '?'} to {item.host or '?'} ({item.status})"
    return Dropped(kind="visit", label=label, reason=reason, detail=detail, quote=next(iter(item.quotes), None))
