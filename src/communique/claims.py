"""From attributions and a model's findings to claims: one a proposition and speaker, with how certain it is put.

Who speaks is decided by the words of the sentence where they decide it, and by the model where they do not; certainty,
negation and quotation are always computed from the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from textwrap import shorten

from communique.answers import NOBODY, ClaimItem
from communique.confidence import confidence
from communique.contents import content_of, sentence_of
from communique.document import Document
from communique.ground import evidence
from communique.language.attribution import Attribution
from communique.language.certainty import certainty, negated
from communique.language.foreign import certainty_of, is_negated, kind_of
from communique.language.foreign import words as words_of
from communique.language.numbers import unsupported_numbers
from communique.language.orders import speaks_to_reader
from communique.language.quotes import quotation_kind
from communique.language.reporting import FORMS
from communique.language.segment import Sentence
from communique.language.speakers import Cast, classify
from communique.language.statements import Statement
from communique.language.support import (
    negates_elsewhere,
    negation_differs,
    repeats,
    turned,
    under_negation,
    unsupported_names,
    unsupported_words,
)
from communique.records import Certainty, Claim, Dropped, Quotation, Source
from communique.wordings import wording_of

__all__ = ["assemble_claims"]

_NOTHING: Mapping[str, str] = {}
_HE_OR_SHE = re.compile(r"\b(?:he|she)\b", re.IGNORECASE)
_LABEL = 80  # characters of a claim that was dropped
_NEAR = 3  # sentences between a pronoun and the name it stands for
_WORD = re.compile(r"[^\W_]+")

# Where an article denies in the second half what its first half could be taken for, these are two propositions.
_BUT = re.compile(r",\s+but\s+(?=(?:he|she|it|they|the|no|there)\b|[A-Z])")


@dataclass(frozen=True, slots=True)
class _Draft:
    sentences: tuple[int, ...]
    speaker: str | None
    source: Source
    content: str
    quotation: Quotation
    certainty: Certainty
    negated: bool
    caveats: tuple[str, ...] = ()
    english: str = ""  # what a model says it says, of an article in another language


def assemble_claims(
    document: Document, items: Iterable[ClaimItem], speakers: Mapping[str, str], english: Mapping[str, str] = _NOTHING
) -> tuple[tuple[Claim, ...], tuple[Dropped, ...]]:
    """Return one claim a proposition and speaker, in the order of the article, and what was refused.

    Args:
        document: the article as read.
        items: claims as a model reported them.
        speakers: sentence text to who speaks it, as a model told sentence by sentence.
        english: sentence text to what it says in English, of an article in another language.
    """
    drafts = [_from_statement(document, each) for each in document.statements]
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
    drafts.sort(key=lambda draft: draft.sentences)
    if not document.english:
        drafts = [_in_english(document, draft, english) for draft in drafts]
    return tuple(_claim(document, draft, i) for i, draft in enumerate(drafts, 1)), tuple(dropped)


def _from_statement(document: Document, statement: Statement) -> _Draft:
    speaker, source, caveats = _speaker(document, statement.attribution)
    return _Draft(
        sentences=statement.sentences,
        speaker=speaker,
        source=source,
        content=content_of(document, statement, speaker, source),
        quotation=statement.quotation,
        certainty=statement.certainty,
        negated=statement.negated,
        caveats=caveats,
    )


def _speaker(document: Document, found: Attribution) -> tuple[str, Source, tuple[str, ...]]:
    """Return who speaks, in the fullest form, what kind of source that is, and the inferences made."""
    at = found.speaker_span[0] if found.speaker_span else document.sentences[found.sentence].start
    person = document.roster.find(found.person)
    if person is None and found.source in {"named", "role_only"}:
        person = document.roster.resolve(found.speaker, at)
    caveats: tuple[str, ...] = ()
    if found.carried:
        caveats = ("speaker_carried",) if found.quotation != "none" else ("speaker_from_byline",)
    elif person and not any(form in found.speaker for form in person.forms):
        caveats = ("speaker_resolved",)
    if not found.certain:
        caveats += ("speaker_uncertain",)
    if person and found.source in {"named", "role_only"}:
        return person.name, "named", caveats
    return found.speaker, found.source, caveats


def _from_speaker(document: Document, text: str, who: str, drafts: Iterable[_Draft]) -> _Draft | Dropped | None:
    """Return a claim for a sentence whose speaker only the model told; None where a rule knew or nobody speaks."""
    sentence = next((s for s in document.sentences if s.text == text), None)
    if sentence is None or who.strip().casefold() in {NOBODY, "", "none", "-"}:
        return None
    if any(sentence.index in draft.sentences and "speaker_uncertain" not in draft.caveats for draft in drafts):
        return None
    refusal = _no_speaker(document, who, [sentence])
    if refusal:
        return _drop(who, text, *refusal)
    person = document.roster.find(who)
    return _Draft(
        sentences=(sentence.index,),
        speaker=person.name if person else who,
        source=_kind_of(document, who, sentence),
        content=sentence_of(document, text, sentence.start),
        quotation=_quotation(document, sentence.index),
        certainty=_certainty(document, text),
        negated=_negated(document, text),
        caveats=("speaker_by_model",),
    )


def _from_item(document: Document, item: ClaimItem, drafts: list[_Draft]) -> list[_Draft] | Dropped:
    """Return the drafts with a model's claim among them: joined to what the rules read there, if anything."""
    matches = [match for quote in item.quotes if (match := document.locator.find(quote))]
    spans = [(match.start, match.end) for match in matches]
    indexes = tuple(s.index for s in document.sentences if any(a < s.end and s.start < b for a, b in spans))
    if not indexes:
        return _drop(item.speaker, item.content, "not_in_article", "none of the quotes stands in the article")
    repaired = ("evidence_repaired",) if any(match.how == "repaired" for match in matches) else ()
    rules = [d for d in drafts if set(d.sentences) & set(indexes) and "speaker_uncertain" not in d.caveats]
    if rules:
        theirs = [d for d in rules if _same_speaker(document, d, item.speaker)]
        own = next((d for d in theirs if repeats(item.content, d.content, _forms(document, d))), (*theirs, None)[0])
        if own is None:  # what the words say of the speaker goes before what a model says
            return drafts
        joined = _worded(document, item, replace(own, caveats=own.caveats + repaired))
        return [joined if draft is own else draft for draft in drafts]
    if item.speaker is None or item.source == "article":
        return drafts
    sentences = [document.sentences[i] for i in indexes]
    refusal = _no_speaker(document, item.speaker, sentences)
    if refusal:
        return _drop(item.speaker, item.content, *refusal)
    sentences = [s for s in sentences if _no_speaker(document, item.speaker, [s]) is None]
    indexes = tuple(s.index for s in sentences)
    words = " ".join(s.text for s in sentences)
    person = document.roster.find(item.speaker)
    draft = _Draft(
        sentences=indexes,
        speaker=person.name if person else item.speaker,
        source=_kind_of(document, item.speaker, sentences[0], item.source),
        content=sentence_of(document, words, sentences[0].start),
        quotation=_quotation(document, indexes[0]),
        certainty=_certainty(document, words),
        negated=_negated(document, words),
        caveats=(*repaired, "speaker_by_model"),
    )
    others = [d for d in drafts if not set(d.sentences) & set(indexes)]
    return [*others, _worded(document, item, draft)]


def _worded(document: Document, item: ClaimItem, draft: _Draft) -> _Draft:
    """Return a draft in the model's words if they repeat the article's, else in these: to leave words out turns them.

    A caveat says where a model adds words, or denies or hedges otherwise.
    """
    content, whole = item.content, " ".join(document.sentences[i].text for i in draft.sentences)
    if not document.english:
        return replace(draft, english=content)
    if repeats(content, draft.content, _forms(document, draft)):
        return replace(draft, content=content)
    names = " ".join(form for forms in document.known for form in forms)
    unlike = (
        unsupported_names(content, whole, document.known)
        or [word for word in unsupported_words(content, f"{whole} {names}") if word not in FORMS]
        or negation_differs(content, whole)
        or (negated(content), certainty(content)) != (draft.negated, draft.certainty)
        or turned(content, whole, draft.speaker or "")
        or unsupported_numbers(content, whole)
    )
    return replace(draft, caveats=(*draft.caveats, "content_condensed")) if unlike else draft


def _forms(document: Document, draft: _Draft) -> tuple[str, ...]:
    """Return the names that may stand for "I" and "we": the speaker's, of what is quoted as a whole."""
    person = document.roster.find(draft.speaker)
    return () if draft.quotation != "direct" else person.forms if person else (draft.speaker or "",)


def _no_speaker(document: Document, who: str, sentences: Sequence[Sentence]) -> tuple[str, str] | None:
    """Tell why a model's speaker is none: not named in the paragraph, or nothing there is reported."""
    person = document.roster.find(who)
    forms = person.forms if person else (who,)
    around = [document.paragraphs[sentence.paragraph] for sentence in sentences]
    named = any(document.locator.find(form, within=(p.start, p.end)) for form in forms for p in around)
    meant = person and any(
        _HE_OR_SHE.search(s.text) and abs(m.sentence - s.index) <= _NEAR for s in sentences for m in person.mentions
    )
    if not named and not meant:
        return "speaker_not_in_evidence", f"{who!r} does not stand in the paragraph of this sentence"
    if not any(_reports(document, sentence, forms) for sentence in sentences):
        return "nothing_reported", "the article says this itself, in nobody's name"
    return None


def _reports(document: Document, sentence: Sentence, forms: Sequence[str]) -> bool:
    """Tell whether a sentence may be somebody's words: open quoted speech, or a reporting verb behind his name.

    In another language that rules read, a word of saying anywhere in it; in one that none reads, always.
    """
    if sentence.index in document.speech_open:
        return True
    if document.tongue:
        lexicon = words_of(document.tongue)
        return lexicon.has("say", sentence.text) or lexicon.has("according", sentence.text)
    if not document.english:
        return True
    if speaks_to_reader(sentence.text):
        return False
    named = (document.locator.find(form, within=(sentence.start, sentence.end)) for form in forms)
    ends = [match.end - sentence.start for match in named if match]
    ends += [match.end() for match in _HE_OR_SHE.finditer(sentence.text)]
    if ends and "according" in sentence.text.casefold():
        return True
    behind = (sentence.text[end:].casefold() for end in ends)
    return any(word in FORMS for rest in behind if not rest.startswith(("'", "’")) for word in _WORD.findall(rest))


def _kind_of(document: Document, who: str, sentence: Sentence, told: Source = "role_only") -> Source:
    """Return what kind of source a speaker is by the words used; what a model told only where no rule knows them."""
    if document.roster.find(who):
        return "named"
    if document.tongue:
        return kind_of(who, words_of(document.tongue)) or told
    found = classify(who, sentence.start, Cast(document.roster.people)) if document.english else None
    return found.source if found else told


def _quotation(document: Document, index: int) -> Quotation:
    spans = document.quotes[index].spans
    return quotation_kind(sum(b - a for a, b in spans), len(document.sentences[index].text))


def _same_speaker(document: Document, draft: _Draft, speaker: str | None) -> bool:
    person = document.roster.find(speaker)
    return draft.speaker == (person.name if person else speaker)


def _article_voice(document: Document, drafts: Iterable[_Draft]) -> Iterator[_Draft]:
    """Yield what nobody is said to say: the article's own statements."""
    taken = {index for draft in drafts for index in draft.sentences}
    for sentence in document.sentences:
        if sentence.index in taken or not document.is_statement(sentence) or speaks_to_reader(sentence.text):
            continue
        for words in _BUT.split(sentence.text):
            yield _Draft(
                sentences=(sentence.index,),
                speaker=None,
                source="article",
                content=sentence_of(document, words, sentence.start),
                quotation="none",
                certainty=_certainty(document, words),
                negated=_negated(document, words),
            )


def _certainty(document: Document, text: str) -> Certainty:
    return certainty_of(text, words_of(document.tongue)) if document.tongue else certainty(text)


def _negated(document: Document, text: str) -> bool:
    if document.tongue:
        return is_negated(text, words_of(document.tongue))
    return negated(text) if document.english else negates_elsewhere(text)


def _in_english(document: Document, draft: _Draft, english: Mapping[str, str]) -> _Draft:
    """Return a draft in English: as the model words the claim, else its first sentence, else in the article's words."""
    evidence = [document.sentences[i] for i in draft.sentences]
    for said in (draft.english, english.get(evidence[0].text, "")):
        worded = wording_of(document, evidence, said, draft.speaker)
        if worded and document.tongue is None and (under_negation(worded)[0] or not draft.negated):
            draft = replace(draft, certainty=certainty(worded), negated=negated(worded))  # no rule reads the words
        if worded and negated(worded) == draft.negated and _is_as_sure(worded, draft):
            return replace(draft, content=worded, caveats=(*draft.caveats, "content_translated"))
    return replace(draft, caveats=(*draft.caveats, "content_untranslated"))


def _is_as_sure(worded: str, draft: _Draft) -> bool:
    """Tell whether a wording tells nothing that may be as what is, and nothing that is as what may be."""
    both = {certainty(worded), draft.certainty}
    return "asserted" not in both or both.isdisjoint({"possible", "noncommittal"})


def _claim(document: Document, draft: _Draft, number: int) -> Claim:
    caveats = tuple(dict.fromkeys(draft.caveats))
    return Claim.model_validate(
        {
            "id": f"c{number}",
            "speaker": draft.speaker,
            "source": draft.source,
            "quotation": draft.quotation,
            "content": draft.content,
            "certainty": draft.certainty,
            "negated": draft.negated,
            "evidence": evidence(
                [(document.sentences[i].start, document.sentences[i].end) for i in draft.sentences], document.sentences
            ),
            "confidence": confidence(caveats),
            "caveats": caveats,
        }
    )


def _drop(who: str | None, quote: str, reason: str, detail: str) -> Dropped:
    words = shorten(quote, _LABEL, placeholder=" …")
    return Dropped(kind="claim", label=f"{who or 'the article'}: {words}", reason=reason, detail=detail, quote=quote)
