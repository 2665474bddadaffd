"""Headline and summary: a model's own words, kept where the article bears them out, else the article's sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from communique.answers import Findings, in_english
from communique.document import Document
from communique.language.clauses import dateline_end
from communique.language.countries import countries_in, organisations_in
from communique.language.numbers import unsupported_numbers
from communique.language.orders import orders, speaks_to_reader
from communique.language.retelling import nearest, retold_otherwise
from communique.language.segment import Sentence, sentences
from communique.language.support import NEGATIONS, unsupported_names, unsupported_words
from communique.wordings import is_borne_out, wording_of

__all__ = ["overview_of"]

_MARKUP = re.compile(r"https?://|www\.|\S@\S|[<>{}\[\]`|\\]")
_LATIN = re.compile(r"(?:[A-Za-zÀ-ɏ]+\W+){20}")  # a language whose names are spelt as in English
_QUOTED = "\"“‘'«"
_FREE = " ".join(
    ("say says said tell tells told", *NEGATIONS)
)  # who says it is told elsewhere, negation compared apart
_NOT = re.compile(r"\b\w+n['’]t\b")
_LONGEST_SUMMARY = 4  # sentences, as the output contract has it


def overview_of(document: Document, findings: Sequence[Findings]) -> tuple[str, str, tuple[str, ...]]:
    """Return headline and summary: the model's where numbers and names stand in the article, else the article's own."""
    headline = next((found.headline for found in findings if found.headline), None)
    summary = _whole_sentences(next((found.summary for found in findings if found.summary), ""))
    warnings: list[str] = []
    told = [s for s in document.sentences if not speaks_to_reader(s.text)] or list(document.sentences)
    english = in_english(findings)
    own = _own_sentences(document, told, english)
    if all(found.headline is None for found in findings):  # nobody was asked for one
        first = _english(document, told[0], english) or own[0]
        return _one_line(first), _one_line(" ".join(own[:2])), ()
    if not headline or _unborne(headline, document, told):
        warnings.append(
            "headline_replaced: the model's headline was not borne out; the article's first sentence stands"
        )
        headline = own[0]
    if not summary or _unborne(summary, document, told):
        warnings.append("summary_replaced: the model's summary was not borne out; the article's own sentences stand")
        summary = " ".join(own[:2])
    return _one_line(headline), _one_line(summary), tuple(warnings)


def _own_sentences(document: Document, told: Sequence[Sentence], english: Mapping[str, str]) -> list[str]:
    """Return the article's own statements; of one in another language their English wordings, if any can be trusted."""
    own = [s for s in told if document.is_statement(s)] or list(told)
    worded = [said for sentence in own if (said := _english(document, sentence, english))]
    worded = [said for said in worded if said[0] not in _QUOTED] or worded  # who speaks is said elsewhere
    return worded or [sentence.text[dateline_end(sentence.text) :] for sentence in own]


def _english(document: Document, sentence: Sentence, english: Mapping[str, str]) -> str | None:
    return wording_of(document, [sentence], english[sentence.text]) if sentence.text in english else None


def _one_line(text: str) -> str:
    """Return a text without line breaks, and without the space that models put into "U. S."."""
    return re.sub(r"\b([A-Z]\.) (?=[A-Z]\.)", r"\1", " ".join(text.split()))


def _whole_sentences(text: str) -> str:
    """Return at most four whole sentences, or nothing: a model that runs on may be cut in the middle of one."""
    found = [sentence.text for sentence in sentences(_one_line(text))]
    whole = [sentence for sentence in found if sentence.endswith((".", "!", "?", '"', "”", "。"))]
    return " ".join(whole[:_LONGEST_SUMMARY])


def _unborne(text: str, document: Document, told: Sequence[Sentence]) -> bool:
    """Tell whether a headline or summary says what the article does not, or is no plain sentence about it.

    Rules: *orders* and *markup* (an address, a tag, code) are never plain sentences; *numbers*, *names* and *words*
    stand in ``told``, the sentences that tell news; *retelling*: a sentence does not turn the one of them that it
    shares most words with. Names of an article in another language are spelt otherwise: there figures and states have
    to stand in it, and, where both are in Latin letters, two names in a row.
    """
    whole = "\n".join(sentence.text for sentence in told)
    if _MARKUP.search(text) or orders(sentences(text)):
        return True
    if document.english:
        return any(_is_made_up(sentence.text, document, told, whole) for sentence in sentences(text))
    if not is_borne_out(document, text, whole):
        return True
    if not _LATIN.search(whole):
        return False
    known = [*(m.text for m in countries_in(text)), *(m.text for m in organisations_in(text))]
    foreign = unsupported_names(text, " ".join((whole, *known)))
    return any(f"{first} {second}" in text for first, second in pairwise(foreign))


def _is_made_up(text: str, document: Document, told: Sequence[Sentence], whole: str) -> bool:
    """Tell whether a sentence in English holds what the article does not, or tells otherwise what one of it tells."""
    names = " ".join(form for forms in document.known for form in forms)
    return bool(
        unsupported_numbers(text, whole)
        or unsupported_names(text, whole, document.known)
        or unsupported_words(_NOT.sub("not", text), f"{whole} {names} {_FREE}")
        or retold_otherwise(text, nearest(text, told).text, document.known)
    )
