"""From attributions and a model's findings to claims: one a proposition and speaker, with how certain it is put.

Who speaks is decided by the words of the sentence where they decide it, and by the model where they do not; certainty,
negation and quotation are always computed from the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from communique.answers import NOBODY, ClaimItem
from communique.attribution import Attribution
from communique.certainty import certainty, negated
from communique.confidence import confidence
from communique.document import Document
from communique.ground import evidence
from communique.quotes import quotation_kind, quoted
from communique.records import Claim, Dropped, Quotation, Source
from communique.segment import Sentence
from communique.speakers import Cast, classify
from communique.support import unsupported_names, unsupported_numbers

__all__ = ["assemble_claims"]

_COMMON = frozenset(
    "the and for that this with have has had was were are is been being from they them their there our his her its not "
    "but who which will would could can may might also very all any some about into more than when where what".split()
)
_OPENING = re.compile(r"^(?:However|Meanwhile|But|And|Moreover|Nevertheless|Still|Yet|Also|Then|In addition|Additionally),?\s+")
_PRONOUN = re.compile(r"^(?:he|she)\b(?!['’])", re.IGNORECASE)

# Where an article denies in the second half what its first half could be taken for, these are two propositions.
_BUT = re.compile(r",\s+but\s+(?=(?:he|she|it|they|the|no|there)\b|[A-Z])")


@dataclass(frozen=True, slots=True)
class _Draft:
    sentences: tuple[int, ...]
    speaker: str | None
    source: Source
    content: str
    words: str  # the article's own words of the proposition; certainty is read from these
    quotation: Quotation
    cue: str = ""
    caveats: tuple[str, ...] = ()


def assemble_claims(
    document: Document, items: Iterable[ClaimItem], speakers: Mapping[str, str]
) -> tuple[tuple[Claim, ...], tuple[Dropped, ...]]:
    """Return one claim a proposition and speaker, in the order of the article, and what was refused.

    Args:
        document: the article as read.
        items: claims as a model reported them.
        speakers: sentence text to who speaks it, as a model told sentence by sentence.
    """
    drafts = [_from_rule(document, attribution) for attribution in document.attributions]
    dropped: list[Dropped] = []
    for item in items:
        outcome = _from_item(document, item, drafts)
        if isinstance(outcome, Dropped):
            dropped.append(outcome)
        else:
            drafts = outcome
    for text, who in speakers.items():
        outcome_or_none = _from_speaker(document, text, who, drafts)
        if isinstance(outcome_or_none, Dropped):
            dropped.append(outcome_or_none)
        elif outcome_or_none:
            drafts.append(outcome_or_none)
    drafts.extend(_article_voice(document, drafts))
    merged = _merge(sorted(drafts, key=lambda draft: draft.sentences))
    return tuple(_claim(document, draft, i) for i, draft in enumerate(merged, 1)), tuple(dropped)


def _from_rule(document: Document, found: Attribution) -> _Draft:
    text = document.article.text
    sentence = document.sentences[found.sentence]
    words = text[slice(*found.content)] if found.content else sentence.text
    speaker, source, caveats = found.speaker, found.source, ()
    person = document.roster.find(found.person) if found.person else None
    if person is None and found.speaker and found.source in {"named", "role_only"}:
        person = document.roster.resolve(found.speaker, found.speaker_span[0] if found.speaker_span else sentence.start)
    if person and source in {"named", "role_only"}:
        resolved = not any(form in (found.speaker or "") for form in person.forms)
        caveats = ("speaker_carried",) if found.carried else ("speaker_resolved",) if resolved else ()
        speaker, source = person.name, "named"
    elif found.carried:
        caveats = ("speaker_carried",)
    if not found.certain:
        caveats += ("speaker_uncertain",)
    if words.casefold().startswith(found.cue.casefold()) and found.cue:
        words = sentence.text  # a stance ("thanked the council") says nothing without who takes it
    return _Draft(
        sentences=(found.sentence,),
        speaker=speaker,
        source=source,
        content=_sentence_of(document, words, found.content[0]),
        words=words,
        quotation=found.quotation,
        cue=found.cue,
        caveats=caveats,
    )


def _from_speaker(document: Document, text: str, who: str, drafts: Iterable[_Draft]) -> _Draft | Dropped | None:
    """Return a claim for a sentence whose speaker only the model could tell; None where a rule knew or nobody speaks."""
    sentence = next((s for s in document.sentences if s.text == text), None)
    if sentence is None or who.strip().casefold() in {NOBODY, "", "none", "-"}:
        return None
    if any(sentence.index in draft.sentences and "speaker_uncertain" not in draft.caveats for draft in drafts):
        return None
    person = document.roster.find(who)
    if person is None and not _stands_near(document, who, sentence):
        return _drop(who, text, "speaker_not_in_evidence", f"{who!r} does not stand in the paragraph of this sentence")
    if person and not any(abs(m.sentence - sentence.index) <= 3 for m in person.mentions):
        return _drop(who, text, "speaker_not_in_evidence", f"{person.name} is not mentioned near this sentence")
    return _Draft(
        sentences=(sentence.index,),
        speaker=person.name if person else who,
        source="named" if person else _kind_of(document, who, sentence),
        content=_sentence_of(document, text, sentence.start),
        words=text,
        quotation=_quotation(document, sentence.index),
        caveats=("speaker_by_model",),
    )


def _from_item(document: Document, item: ClaimItem, drafts: list[_Draft]) -> list[_Draft] | Dropped:
    """Return the drafts with a model's claim among them: joined to the rules' reading of its sentence where there is one."""
    matches = [match for quote in item.quotes if (match := document.locator.find(quote))]
    spans = [(match.start, match.end) for match in matches]
    indexes = tuple(s.index for s in document.sentences if any(a < s.end and s.start < b for a, b in spans))
    if not indexes:
        return _drop(item.speaker, item.content, "not_in_article", "none of the quotes stands in the article")
    words = " ".join(document.sentences[i].text for i in indexes)
    faults = unsupported_numbers(item.content, words) or unsupported_names(item.content, words, _known(document))
    content = _sentence_of(document, words, spans[0][0]) if faults else item.content
    caveats: tuple[str, ...] = ("content_condensed",) if faults else ()
    if any(match.how == "repaired" for match in matches):
        caveats += ("evidence_repaired",)
    rules = [d for d in drafts if set(d.sentences) & set(indexes) and "speaker_uncertain" not in d.caveats]
    if rules:
        own = next((d for d in rules if _same_speaker(document, d, item.speaker)), rules[0])
        joined = replace(own, content=content, words=own.words, caveats=own.caveats + caveats)
        return [joined if draft is own else draft for draft in drafts]
    if item.speaker is None or item.source == "article":
        return drafts
    person = document.roster.find(item.speaker)
    near = [document.sentences[i] for i in indexes]
    if not person and not any(_stands_near(document, item.speaker, sentence) for sentence in near):
        return _drop(item.speaker, item.content, "speaker_not_in_evidence", "the speaker is not named near the quote")
    draft = _Draft(
        sentences=indexes,
        speaker=person.name if person else item.speaker,
        source="named" if person else item.source,
        content=content,
        words=words,
        quotation=_quotation(document, indexes[0]),
        caveats=(*caveats, "speaker_by_model"),
    )
    return [d for d in drafts if not set(d.sentences) & set(indexes)] + [draft]


def _known(document: Document) -> tuple[tuple[str, ...], ...]:
    return tuple(person.forms for person in document.roster.people)


def _kind_of(document: Document, who: str, sentence: Sentence) -> Source:
    found = classify(who, sentence.start, Cast(document.sentences))
    return found.source if found else "role_only"


def _quotation(document: Document, index: int) -> Quotation:
    mark = quoted(document.sentences)[index]
    return quotation_kind(sum(b - a for a, b in mark.spans), len(document.sentences[index].text))


def _same_speaker(document: Document, draft: _Draft, speaker: str | None) -> bool:
    person = document.roster.find(speaker)
    return draft.speaker == (person.name if person else speaker)


def _stands_near(document: Document, who: str, sentence: Sentence) -> bool:
    paragraph = document.paragraphs[sentence.paragraph]
    return document.locator.find(who, within=(paragraph.start, paragraph.end)) is not None


def _article_voice(document: Document, drafts: Iterable[_Draft]) -> Iterator[_Draft]:
    """Yield what nobody is said to say: the article's own statements."""
    taken = {index for draft in drafts for index in draft.sentences}
    for sentence in document.sentences:
        if sentence.index in taken or not _is_statement(sentence):
            continue
        for words in _BUT.split(sentence.text):
            yield _Draft((sentence.index,), None, "article", _sentence_of(document, words, sentence.start), words, "none")


def _is_statement(sentence: Sentence) -> bool:
    """Tell a statement from a heading or a byline: it ends like a sentence, and is no question."""
    return sentence.text.rstrip("\"'”’)").endswith((".", "!", "。", "۔", "।")) and len(sentence.text.split()) > 3


def _merge(drafts: list[_Draft]) -> list[_Draft]:
    """Join what one speaker says twice, in paraphrase and quotation."""
    merged: list[_Draft] = []
    for draft in drafts:
        twin = next((m for m in reversed(merged) if _is_twin(m, draft)), None)
        if twin is None:
            merged.append(draft)
            continue
        kinds = {twin.quotation, draft.quotation}
        merged[merged.index(twin)] = replace(
            twin,
            sentences=tuple(sorted({*twin.sentences, *draft.sentences})),
            quotation=twin.quotation if len(kinds) == 1 else "mixed",
        )
    return merged


def _is_twin(first: _Draft, second: _Draft) -> bool:
    if first.speaker != second.speaker or first.source == "article":
        return False
    return first.words == second.words or _restates(first, second)


def _restates(first: _Draft, second: _Draft) -> bool:
    """Tell a quotation from the paraphrase beside it: they share at least half of the shorter one's content words."""
    near = abs(first.sentences[-1] - second.sentences[0]) <= 1
    if not near or {first.quotation, second.quotation} not in ({"direct", "paraphrase"}, {"direct", "mixed"}):
        return False
    a, b = (_content_words(draft.words) for draft in (first, second))
    return bool(a and b) and len(a & b) >= max(2, min(len(a), len(b)) / 2)


def _content_words(words: str) -> set[str]:
    found = re.findall(r"[^\W_]{3,}", words.casefold())
    return {word[:6] for word in found if word not in _COMMON}


def _sentence_of(document: Document, words: str, at: int) -> str:
    """Return a stretch of an article as one sentence of content: one line, a capital, a full stop, a name for "he"."""
    line = _OPENING.sub("", " ".join(words.split()).strip(" ,;:\"“”").removeprefix("that ").strip())
    pronoun = _PRONOUN.match(line)
    person = document.roster.resolve(pronoun.group(), at) if pronoun else None
    if pronoun and person:
        line = person.name + line[pronoun.end() :]
    if line.count('"') % 2:
        line = line.replace('"', "")
    return line[:1].upper() + line[1:] + ("" if line.endswith((".", "!", "?", "。")) else ".")


def _claim(document: Document, draft: _Draft, number: int) -> Claim:
    caveats = tuple(dict.fromkeys(draft.caveats))
    return Claim.model_validate(
        {
            "id": f"c{number}",
            "speaker": draft.speaker,
            "source": draft.source,
            "quotation": draft.quotation,
            "content": draft.content,
            "certainty": certainty(draft.words, draft.cue),
            "negated": negated(draft.words),
            "evidence": evidence(
                [(document.sentences[i].start, document.sentences[i].end) for i in draft.sentences], document.sentences
            ),
            "confidence": confidence(caveats),
            "caveats": caveats,
        }
    )


def _drop(who: str | None, quote: str, reason: str, detail: str) -> Dropped:
    return Dropped(kind="claim", label=f"{who or 'the article'}: {quote[:80]}", reason=reason, detail=detail, quote=quote)
