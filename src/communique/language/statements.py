"""Joins attributions to statements: one a proposition and speaker, however often the article gives it.

What a speaker says in one sentence stays together unless it is put with different certainty; a paraphrase and the
quotation beside it that repeats it are one statement with two sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from communique.language.attribution import Attribution
from communique.language.certainty import certainty, negated
from communique.language.nounphrases import FINITE, Span
from communique.language.reporting import FUNCTION_WORDS
from communique.records import Certainty, Quotation

__all__ = ["Statement", "same_proposition", "statements"]

_COORDINATION = re.compile(
    r";\s+|,?\s+(?:and|but)\s+that\s+|,?\s+(?:and|but|although|though|while|whereas)\s+(?=(?:the|an?|any|this|these|it|he|she|they|I|we|his|her|its|their|some|many|several|two|three|four|five|\d+)\b|[A-Z])"
    r"|,?\s+(?:and|but)\s+(?=(?:could|may|might|would)\b)"
)
_SUBJECT_OPEN = re.compile(
    r"\b(?:after|because|before|between|if|that|unless|until|when|whether|while)\s(?:(?:the|an?|his|her|its)\s)?[\w’'.-]+"
    r"(?:\s[A-Z][\w’'.-]+)?$"
)
_RELATIVE = re.compile(r"\s(?:what|which|whom?|whose)\s")  # its verb is no verb of the clause before it
_HOPED = re.compile(r"\b(?:believe|expect|fear|hope|think|thought)\w*\W+that\s")
_ASIDE = re.compile(r",\s(?:who|which|whose)\s[^,]*,")
_WORD = re.compile(r"[^\W\d_]{3,}")
_ENDING = re.compile(r"(?:ing|ed|es|s|e)$")
_STEM = 6  # letters by which two forms of a word are told to be one ("prepare", "preparations")


@dataclass(frozen=True, slots=True)
class Statement:
    """One proposition of one speaker.

    Attributes:
        attribution: who says it, by the sentence that says so first.
        sentences: indexes of the sentences it stands in, in order.
        contents: offsets in the article of the words that report it, in order.
        quotation: how much of them is quoted.
        certainty: how certain they put it; of several hedges the weakest.
        negated: whether they deny something.
    """

    attribution: Attribution
    sentences: tuple[int, ...]
    contents: tuple[Span, ...]
    quotation: Quotation
    certainty: Certainty
    negated: bool


def statements(found: Sequence[Attribution], text: str) -> tuple[Statement, ...]:
    """The statements that attributions make, in order.

    Args:
        found: attributions in order.
        text: the article they were found in.
    """
    joined: list[Statement] = []
    for attribution in found:
        for statement in _parts(attribution, text):
            place = next((n for n in range(len(joined) - 1, -1, -1) if _belongs(joined[n], statement, text)), None)
            if place is None:
                joined.append(statement)
            else:
                joined[place] = _join(joined[place], statement)
    return tuple(joined)


def same_proposition(paraphrase: str, quotation: str) -> bool:
    """Whether a quotation repeats the paraphrase beside it: two content words in common, and two fifths of the shorter.

    Sound only for neighbouring sentences of one speaker of which one quotes and the other does not.
    """
    first, second = _stems(paraphrase), _stems(quotation)
    shared = first & second
    told = shared - (_names(paraphrase) & _names(quotation))  # two states that both name make no likeness
    return bool(told) and len(shared) >= 2 and len(shared) >= 0.4 * min(len(first), len(second))


def _echoes(quotation: str, following: str) -> bool:
    """Whether a sentence of a quotation says the one before it again: half the content words of the shorter."""
    first, second = _stems(quotation), _stems(following)
    return 2 * len(first & second) >= min(len(first), len(second)) > 0


def _repeats(paraphrase: str, quotation: str) -> bool:
    """Whether a quotation further on gives a paraphrase again: nearly all its content words, and several."""
    first, second = _stems(paraphrase), _stems(quotation)
    shared = len(first & second)
    return shared >= 4 and shared >= 0.6 * min(len(first), len(second))


def _parts(attribution: Attribution, text: str) -> Iterator[Statement]:
    """The statements of one attribution: several where coordinated clauses differ in certainty."""
    start, end = attribution.content
    begins, stops = [start], []
    for match in _COORDINATION.finditer(text, start, end):
        clauses = text[begins[-1] : match.start()], text[match.end() : end]
        if _SUBJECT_OPEN.search(clauses[0]):  # "when he and the envoy believe", "between him and the envoy"
            continue
        if match.group().endswith("that ") and _HOPED.search(clauses[0]):  # "we hope that A and that B"
            continue
        both = all(FINITE.search(_RELATIVE.split(_ASIDE.sub("", clause), maxsplit=1)[0]) for clause in clauses)
        if both and certainty(clauses[0], attribution.cue) != certainty(clauses[1], attribution.cue):
            begins.append(match.end())
            stops.append(match.start())
    for begin, stop in zip(begins, [*stops, end], strict=True):
        words = text[begin:stop]
        yield Statement(
            attribution, (attribution.sentence,), ((begin, stop),), attribution.quotation,
            certainty(words, attribution.cue), negated(words),
        )  # fmt: skip


def _belongs(earlier: Statement, later: Statement, text: str) -> bool:
    one, other = earlier.attribution, later.attribution
    if (one.person or one.speaker) != (other.person or other.speaker) or one.source != other.source:
        return False
    if earlier.sentences[-1] == later.sentences[0]:
        return earlier.certainty == later.certainty
    beside = later.sentences[0] - earlier.sentences[-1] == 1
    kinds = earlier.quotation, later.quotation
    first, second = (" ".join(text[a:b] for a, b in s.contents) for s in (earlier, later))
    if kinds == ("direct", "direct"):
        return beside and "\n" not in text[earlier.contents[-1][1] : later.contents[0][0]] and _echoes(first, second)
    if kinds[0] in {"direct", "none"} or kinds[1] != "direct":
        return False
    return same_proposition(first, second) if beside else _repeats(first, second)


def _join(earlier: Statement, later: Statement) -> Statement:
    return replace(
        earlier,
        sentences=tuple(sorted({*earlier.sentences, *later.sentences})),
        contents=(*earlier.contents, *later.contents),
        quotation=earlier.quotation if earlier.quotation == later.quotation else "mixed",
        negated=earlier.negated or later.negated,
    )


def _names(text: str) -> frozenset[str]:
    """The stems of words with a capital."""
    return _stems(" ".join(re.findall(r"\b[A-Z]\w+", text)))


@lru_cache(maxsize=512)
def _stems(text: str) -> frozenset[str]:
    kept = (word for word in _WORD.findall(text.casefold()) if word not in FUNCTION_WORDS)
    return frozenset(_ENDING.sub("", word)[:_STEM] for word in kept)
