"""Finds quoted words, and hides them from rules that read the writer's own words only.

A quotation opened in one sentence goes on into the next ones of its paragraph until it is closed, and into the next
paragraph where that closes it (many texts hold one sentence a line).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from communique.language.segment import Sentence
from communique.records import Quotation

__all__ = ["HIDDEN", "LONGEST_SENTENCE", "Quoted", "quotation_kind", "quoted"]

HIDDEN = "\u00a4"
"""Stands for a quoted character in masked text."""

LONGEST_SENTENCE = 1500
"""Characters beyond which no rule reads a sentence: it is a table or a list, and some costs grow with the square."""

_LONGEST_RUN = 12
_OPENERS, _CLOSERS = "“«„", "”»"
_STRAIGHT = str.maketrans(dict.fromkeys(_OPENERS + _CLOSERS, '"'))
_DOUBLE = re.compile(rf"''|``|[\"{_OPENERS}{_CLOSERS}]")
_SINGLE = re.compile(
    r"(?<![\w'’])'(?=[\w\[])(?:[^'’]|['’](?=\w)){1,600}?[,.?!]'(?!\w)|(?<![\w’])‘(?=\S)(?:[^‘’]|’(?=\w)){1,600}?(?:’(?!\w)|(?<=[,.?!])'(?!\w))"
)


@dataclass(frozen=True, slots=True)
class Quoted:
    """One sentence and its quotations.

    Attributes:
        spans: offsets in the sentence of what is quoted, without the marks.
        masked: the sentence, as long as before, its quotation marks straight, what they hold hidden up to a final stop.
        opened: whether it begins inside a quotation.
        open: whether it ends inside one.
    """

    spans: tuple[tuple[int, int], ...]
    masked: str
    opened: bool
    open: bool


def quoted(sentences: Sequence[Sentence]) -> tuple[Quoted, ...]:
    """The quotations in each of an article's sentences."""
    found: list[Quoted] = []
    inside = False
    for number, sentence in enumerate(sentences):
        if inside and sentences[number - 1].paragraph != sentence.paragraph:
            inside = _runs_on(sentences[number : number + _LONGEST_RUN])
        one = _scan(sentence.text, inside=inside)
        found.append(one)
        inside = one.open
    return tuple(found)


def _runs_on(following: Sequence[Sentence]) -> bool:
    """Whether a quotation left open at a paragraph's end goes on: the next mark closes it."""
    for sentence in following:
        for at, mark in _marks(sentence.text):
            return mark in _CLOSERS or (mark == '"' and not _opens(sentence.text, at))
    return False


def quotation_kind(covered: int, length: int) -> Quotation:
    """How much of a reported proposition is quoted.

    Args:
        covered: number of its characters inside quotation marks.
        length: number of its characters.
    """
    if covered == 0:
        return "paraphrase"
    return "direct" if covered >= 0.8 * length else "mixed"


def _scan(text: str, *, inside: bool) -> Quoted:
    spans: list[tuple[int, int]] = []
    begin = 0 if inside else None
    for at, mark in _marks(text):
        opens = mark in _OPENERS or (mark == '"' and _opens(text, at))
        if begin is not None:
            spans.append((begin, at))
            begin = at + 1 if opens else None
        elif mark not in _CLOSERS:
            begin = at + 1
    if begin is not None:
        spans.append((begin, len(text)))
    spans = [(a, b) for a, b in spans if a < b]
    return Quoted(tuple(spans), _mask(text, spans), inside, begin is not None)


def _marks(text: str) -> list[tuple[int, str]]:
    """The quotation marks of a sentence; single ones only where they hold a clause's end, others are apostrophes."""
    if text.isascii() and "'" not in text and '"' not in text and "``" not in text:  # most sentences
        return []
    marks = [
        (match.end() - 1, "“") if match.group() == "``" else (match.start(), match.group()[0].replace("'", '"'))
        for match in _DOUBLE.finditer(text)
    ]
    if not marks and len(text) <= LONGEST_SENTENCE and ("'" in text or "‘" in text):
        for match in _SINGLE.finditer(text):
            marks += [(match.start(), "“"), (match.end() - 1, "”")]
    return marks


def _opens(text: str, at: int) -> bool:
    """Whether a straight mark can only open a quotation: space before it, none after."""
    return (at == 0 or text[at - 1] in " \u00a0([—–-") and at + 1 < len(text) and not text[at + 1].isspace()


def _mask(text: str, spans: Sequence[tuple[int, int]]) -> str:
    straight = text.translate(_STRAIGHT).replace("''", '" ').replace("``", ' "')
    if not spans:
        return straight
    masked = list(straight)
    for begin, end in spans:
        kept = text[end - 1] if text[end - 1] in ",.?!" else HIDDEN
        masked[begin:end] = HIDDEN * (end - begin - 1) + kept
    return "".join(masked)
