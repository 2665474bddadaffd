"""Tells headings, in which capitals say nothing of names, from the lines above a text that name who issues it."""

from __future__ import annotations

import re

from communique.language.countries import countries_in, organisations_in
from communique.language.offices import OFFICE, is_office

__all__ = ["heading_end", "in_capitals", "in_small", "is_heading", "without_reference"]

_LONG_WORD = re.compile(r"[^\W\d_]{3,}(?:['’-][^\W\d_]+)*|\b(?:OF|FOR|AND|THE|TO)\b")
_REFERENCE = re.compile(r"(?:\s+[A-Z]{1,4}[/-]?\d+(?:/\d+)?)?\s+(?:\w+,? )?\d{1,2} [A-Z][a-z]+ \d{4}$")
_SMALL_WORD = re.compile(r" (?:And|At|By|For|From|In|Of|On|The|To|With) ")
_RELEASE = re.compile(
    r"(?:Joint |Press )?(?:Statement|Readout|Remarks|Communiqu[eé]|Speech|Address|(?:Transcript: )?Interview)\b",
    re.IGNORECASE,
)
#: Capitals that run on into a sentence: "TRADE TALKS Silva said".
_RUN_IN = re.compile(r"(?:[A-Z][A-Z'’-]*,?\s+){3,}(?=[A-Z][a-z])")
_SIGNED = re.compile(r"(?:[A-Z][\w.'’-]+ ){1,4}[A-Z][\w.'’-]+, (?P<office>[A-Z].+)")


def is_heading(text: str) -> bool:
    """Tell a heading in title case, where capitals say nothing: no full stop, and hardly a long word in lower case."""
    if text.endswith((".", "!", "?", '"', "”", ":")):
        return False
    if _RELEASE.match(text) or in_capitals(without_reference(text)) or _is_signature(text):
        return False  # names who issues it
    words = re.findall(r"[^\W\d_]{4,}", text)
    capitals = sum(word[0].isupper() for word in words)
    if _SMALL_WORD.search(text) and text.istitle():  # "President Travels To Lima"
        return True
    return len(words) > 4 and capitals > 0.8 * len(words)


def heading_end(text: str) -> int:
    """Return where a heading in capitals ends that runs on into a sentence; 0 where none does."""
    heading = _RUN_IN.match(text)
    return heading.end() if heading and not is_office(heading.group()) else 0


def in_capitals(line: str) -> bool:
    """Tell a line all in capitals that names an office: "MINISTER FOR TRADE ANA SILVA"."""
    return line.isupper() and is_office(line)


def without_reference(line: str) -> str:
    """Return a heading without the number and the date that end it: "MINISTER ANA SILVA FA90  19 June 2002"."""
    reference = _REFERENCE.search(line) if line[-1:].isdecimal() else None
    return line[: reference.start()] if reference else line


def in_small(line: str) -> str:
    """Return a line in capitals with the first of each word only, but for abbreviations that the tables know."""
    return _LONG_WORD.sub(_word_in_small, line)


def _word_in_small(word: re.Match[str]) -> str:
    return word[0] if countries_in(word[0]) or organisations_in(word[0]) else word[0].capitalize()


def _is_signature(line: str) -> bool:
    """Tell a line that is a name and an office: "Ana Silva, Deputy Permanent Representative"."""
    signed = _SIGNED.fullmatch(line)
    words = signed["office"].split() if signed else [""]
    held = words[-1].casefold() in OFFICE or any(word in {"of", "for", "to"} for word in words)
    return signed is not None and held and is_office(signed["office"])
