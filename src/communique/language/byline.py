"""Finds the byline of a press release: who issues it speaks wherever it attributes a sentence to nobody else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.language.countries import bodies_in, countries_in, organisations_in, strip_nationality
from communique.language.names import find_mentions, names_in
from communique.language.nounphrases import FINITE, Span, singular
from communique.language.offices import INSTITUTION, NAME_PARTICLES, is_office
from communique.language.reporting import DOCUMENTS, INSTITUTIONS
from communique.language.segment import Paragraph, Sentence
from communique.records import Source

__all__ = ["Byline", "find_byline"]

_AMONG_FIRST = 6
_LONGEST = 14
_NAME_WORDS = range(2, 6)
_ISSUERS = INSTITUTIONS | {"consulate", "directorate", "spokesperson"}
_HEADING = INSTITUTION | DOCUMENTS  # "Media Release" is nobody's name
_FUNCTION_WORDS = frozenset(["of", "for", "the", "and", "to", "in", "at", "on", "de", "la", "&"])
_SPEECH = re.compile(r"\b(?:said|says|told|added|according to)\b")
_SHARE_OF_SPEECH = 0.25
# "3 May 2021 – Riga – Ministry of Trade": a release's own dateline ends with who issues it.
_DATED = re.compile(r"[^–—]{0,40}\d{4}\s[–—-]\s(?:[^–—]{2,40}\s[–—-]\s)?(?P<by>[^–—.]{3,80})")
_ISSUED = re.compile(
    r"^(?:(?:joint|press)\s+)?(?:statement|remarks|speech|address|keynote)\b[^.]*?\b(?:by|from)\s+(?P<by>.+?)(?=\s+(?:on|regarding|about|at|following|after)\s|$)|"
    r"^the following (?:statement )?(?:is|was|may be) attribut(?:able|ed) to\s+(?P<to>.+?):?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Byline:
    """Who issues a press release: the words, their offsets, what kind of source, and the paragraph they stand in.

    ``office`` is what a line of its own beside a person's name says.
    """

    speaker: str
    span: Span
    source: Source
    paragraph: int
    office: str | None = None


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
    """Every line that reads like a byline, with the office on the line or on the one below."""
    for number, paragraph in enumerate(paragraphs):
        line = paragraph.sentences[0]
        issued = _issuer(line)
        if issued:
            yield Byline(issued[0], (line.start, line.end), issued[1], paragraph.index)
            continue
        above = paragraphs[number - 1].sentences[0].text if number else ""
        dated = _DATED.fullmatch(line.text) if len(paragraph.sentences) == 1 else None
        if dated and _issues(dated["by"]):
            yield Byline(dated["by"], (line.start, line.end), "institution", paragraph.index)
            continue
        below = paragraphs[number + 1].sentences[0].text if number + 1 < len(paragraphs) else ""
        if len(paragraph.sentences) > 1 or not _is_bare(line.text):
            continue
        titled = _titled(line)
        if titled:
            yield Byline(titled, (line.start, line.end), "named", paragraph.index)
            continue
        name, _, office = line.text.partition(", ")
        span = line.start, line.start + len(name)
        if _is_name(name) and is_office(office):
            yield Byline(name, span, "named", paragraph.index)
        elif _is_name(line.text) and is_office(below) and _is_bare(below):
            yield Byline(name, span, "named", paragraph.index + 1, below)
        elif _is_name(line.text) and is_office(above) and _is_bare(above):
            yield Byline(name, span, "named", paragraph.index, above)
        elif _is_body(line.text.split()):
            yield Byline(line.text, (line.start, line.end), "institution", paragraph.index)


def _issuer(line: Sentence) -> tuple[str, Source] | None:
    """Who a heading says a statement is by: "Statement by Press Secretary A on", "attributable to Spokesperson B:"."""
    match = _ISSUED.match(line.text)
    words = (match["by"] or match["to"]).rstrip(".") if match else ""
    names = [name for name in names_in(words.replace("/", " ")) if " " in name]
    if len(names) == 1:
        return names[0], "named"
    governments = not names and re.match(
        r"the (?:governments|(?:foreign )?ministers|leaders) of\b", words, re.IGNORECASE
    )
    return (words, "institution") if governments else None


def _titled(line: Sentence) -> str | None:
    """Whose name a line holds that is nothing but a title and a name ("MINISTER FOR TRADE ANA SILVA")."""
    mentions = find_mentions([line])
    if len(mentions) != 1 or not mentions[0].role:
        return None
    rest = f"{line.text[: mentions[0].start - line.start]}{line.text[mentions[0].end - line.start :]}"
    bare = strip_nationality(rest.strip(" ,")).casefold().removeprefix("the ")
    return mentions[0].name if bare == mentions[0].role.casefold() else None


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
    heading = any(word.casefold() in _HEADING for word in words)
    return len(words) in _NAME_WORDS and capital and not is_office(text) and not heading and words[0] != "By"


def _issues(words: str) -> bool:
    """Whether words name a ministry or another body that issues releases."""
    known = any(m.kind == "metonym" for m in countries_in(words)) or bodies_in(words) or organisations_in(words)
    return bool(known) or _is_body(words.removeprefix("The ").split())


def _is_body(words: Sequence[str]) -> bool:
    """Whether a line is nothing but the name of an office or body ("Office of the ...", "... Press Service")."""
    capital = all(word[0].isupper() or word in _FUNCTION_WORDS for word in words)
    before_link = re.split(r"\s(?:of|for|to|in|at)\s", " ".join(words))[0].split()
    return capital and len(words) > 1 and singular(before_link[-1]) in _ISSUERS and words[0] not in {"By", "The"}
