"""Finds the byline of a press release: who issues it speaks wherever it attributes a sentence to nobody else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.language.names import names_in
from communique.language.nounphrases import FINITE, Span, singular
from communique.language.offices import INSTITUTION, NAME_PARTICLES, OFFICE, QUALIFIER, is_office
from communique.language.reporting import INSTITUTIONS
from communique.language.segment import Paragraph, Sentence
from communique.records import Source

__all__ = ["Byline", "find_byline"]

_AMONG_FIRST = 6
_LONGEST = 14
_NAME_WORDS = range(2, 6)
_ISSUERS = INSTITUTIONS | {"consulate", "directorate", "spokesperson"}
_FUNCTION_WORDS = frozenset(["of", "for", "the", "and", "to", "in", "at", "on", "de", "la", "&"])
_SPEECH = re.compile(r"\b(?:said|says|told|added|according to)\b")
#: What a release is, not who issues it.
_IS_KIND = re.compile(
    r"\b(?:release|statement|transcript|media|press|news|speech|remarks|communiqu[eé])\b", re.IGNORECASE
)
#: An office and a name all in capitals: "MINISTER FOR FOREIGN AFFAIRS ANA SILVA".
_SHOUTED = re.compile(
    r"(?P<office>(?:[A-Z-]+ )*(?:MINISTER|SECRETARY|PRESIDENT|AMBASSADOR|AFFAIRS|TRADE|DEFEN[CS]E|STATE|"
    r"FINANCE)),? (?P<name>[A-Z-]+(?: [A-Z.-]+){1,2})$"
)
_SHARE_OF_SPEECH = 0.25
_ISSUED = re.compile(
    r"^(?:(?:joint|press)\s+)?(?:statement|remarks)\b[^.]*?\b(?:by|from)\s+(?P<by>.+?)(?=\s+(?:on|regarding|about|at|following|after)\s|$)|"
    r"^the following (?:statement )?(?:is|was|may be) attribut(?:able|ed) to\s+(?P<to>.+?):?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Byline:
    """Who issues a press release: the words, their offsets, what kind of source, and the paragraph they stand in."""

    speaker: str
    span: Span
    source: Source
    paragraph: int


def find_byline(paragraphs: Sequence[Paragraph]) -> Byline | None:
    """The byline among the first paragraphs: a short line of its own, "Name, Office" or "Office of the Spokesperson".

    A person's goes before a body's.

    A journalist's byline ("By A. Writer") issues nothing and is none; nor is a caption over a report where many speak.
    """
    if _many_speak(paragraphs):
        return None
    candidates = list(_candidates(paragraphs[:_AMONG_FIRST]))
    named = [byline for byline in candidates if byline.source == "named"]
    return next(iter([*named, *candidates]), None)


def _candidates(paragraphs: Sequence[Paragraph]) -> Iterator[Byline]:
    """Every line that reads like a byline, with the office on the line or on the one below or above."""
    for number, paragraph in enumerate(paragraphs):
        line = paragraph.sentences[0]
        issued = _issuer(line)
        if issued:
            yield Byline(issued, (line.start, line.end), "named", paragraph.index)
            continue
        shouted = _SHOUTED.match(line.text) if line.text.isupper() else None
        if shouted and is_office(shouted["office"]) and not _is_body_words(shouted["name"]):
            yield Byline(shouted["name"].title(), (line.start, line.end), "named", paragraph.index)
            continue
        below = paragraphs[number + 1].sentences[0].text if number + 1 < len(paragraphs) else ""
        above = paragraphs[number - 1].sentences[-1].text if number else ""
        if len(paragraph.sentences) > 1 or not _is_bare(line.text):
            continue
        name, _, office = line.text.partition(", ")
        span = line.start, line.start + len(name)
        if _is_name(name) and is_office(office):
            yield Byline(name, span, "named", paragraph.index)
        elif _is_name(line.text) and is_office(below) and _is_bare(below):
            yield Byline(name, span, "named", paragraph.index + 1)
        elif _is_name(line.text) and is_office(above) and _is_bare(above):
            yield Byline(name, span, "named", paragraph.index)
        elif _is_body(line.text.split()):
            yield Byline(line.text, (line.start, line.end), "institution", paragraph.index)


def _issuer(line: Sentence) -> str | None:
    """Who a heading says a statement is by: "Statement by Press Secretary A on", "attributable to Spokesperson B:"."""
    match = _ISSUED.match(line.text)
    names = names_in(match["by"] or match["to"]) if match else ()
    return names[0] if len(names) == 1 else None


def _is_bare(line: str) -> bool:
    """Whether a line is a few words without a verb, a date or a stop."""
    stopped = line.endswith((".", "!", "?", ":"))
    return (
        len(line.split()) <= _LONGEST and not stopped and not FINITE.search(line) and not re.search(r"\d|['’]s\b", line)
    )


def _many_speak(paragraphs: Sequence[Paragraph]) -> bool:
    texts = [sentence.text for paragraph in paragraphs for sentence in paragraph.sentences]
    return sum(bool(_SPEECH.search(text)) for text in texts) > _SHARE_OF_SPEECH * len(texts)


def _is_name(text: str) -> bool:
    words = text.split()
    capital = all(word[0].isupper() or word in NAME_PARTICLES for word in words)
    return len(words) in _NAME_WORDS and capital and not (is_office(text) or words[0] == "By" or _IS_KIND.search(text))


def _is_body_words(name: str) -> bool:
    """Whether words in capitals go on with the office rather than name somebody."""
    words = {word.casefold() for word in name.split()}
    return bool(words & (_FUNCTION_WORDS | INSTITUTION | OFFICE | QUALIFIER))


def _is_body(words: Sequence[str]) -> bool:
    """Whether a line is nothing but the name of an office or body ("Office of the ...", "... Press Service")."""
    capital = all(word[0].isupper() or word in _FUNCTION_WORDS for word in words)
    before_link = re.split(r"\s(?:of|for|to|in|at)\s", " ".join(words))[0].split()
    return capital and len(words) > 1 and singular(before_link[-1]) in _ISSUERS and words[0] not in {"By", "The"}
