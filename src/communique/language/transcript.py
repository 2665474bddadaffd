"""Finds the turns of an interview or a press conference: "ANA SILVA: We are ready." beside "QUESTION: When?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from communique.language.offices import is_office
from communique.language.reporting import OUTLETS
from communique.language.segment import Paragraph

__all__ = ["Turn", "turns", "voices"]

_LABEL = re.compile(
    r"(?P<label>[A-Z][A-Z.'’ -]{1,40}|Q(?:uestion)?|A(?:nswer)?|Journalist|Reporter|Interviewer|Presenter|Moderator)"
    r"\s?:\s+(?=\S)"
)
# Beside an asking label, a name or an office in small letters is a label too.
_NAMED = re.compile(r"(?P<label>[A-Z][\w.'’-]+(?: (?:of |the |for |and )?[A-Z][\w.'’-]+){0,5})\s?:\s+(?=\S)")
# In verbatim records: "Ms. Lindqvist (Sweden) (spoke in French): We ...", "The President: ...".
_DELEGATE = re.compile(
    r"(?P<label>(?:(?:Mrs?|Ms|Miss|Dr|Sir|Dame|Sheikh|Prince|Princess)\.? [A-Z][\w.'’ -]{1,40}?"
    r"|The (?:[A-Z][\w-]+ ?){1,4}))"
    r"(?: \([^()]{3,60}\)){0,3}\s?:\s+(?=\S)"
)
_VOICE = re.compile(r"(?P<label>[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){1,4})\s?:\s+(?=\S)")
_ASKING = re.compile(
    r"(?:unidentified )?(?:q|questions?|questioner|journalist|reporter|presenter|interviewer|host|compere|moderator"
    rf"|{'|'.join(sorted(OUTLETS))})\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|I['’](?:ll|m|ve|d)|[Mm]y)\b")
_INTERVIEW = re.compile(r"\bQ ?(?:&|and) ?A\b|\b[Ii]nterview(?:ed)?\b|\bspoke (?:to|with)\b|\btalk(?:s|ed) to\b")
_HEAD = 4  # paragraphs in which an interview is said to be one
_LEAST = 2  # labelled paragraphs that make a transcript; one may be a headline ("ANALYSIS: ...")


@dataclass(frozen=True, slots=True)
class Turn:
    """Who speaks in a paragraph.

    Attributes:
        label: the words for the speaker, as they stand.
        opens: offset in the article where the spoken words begin, if the label stands in this paragraph.
        asks: whether it is whoever asks the questions.
    """

    label: str
    opens: int
    asks: bool


def _is_speech(label: str, paragraphs: Sequence[Paragraph]) -> bool:
    """Tell the one speaker of a text by a label in capitals of several words, and by what "I" say in it."""
    own = sum(_FIRST_PERSON.search(paragraph.sentences[0].text) is not None for paragraph in paragraphs)
    return label.isupper() and " " in label.strip() and own >= _LEAST


def voices(paragraphs: Sequence[Paragraph]) -> dict[int, str]:
    """Return whose "I" each paragraph holds, by its index: that of the last name in capitals that opens one."""
    found: dict[int, str] = {}
    speaker: str | None = None
    for paragraph in paragraphs:
        text = paragraph.sentences[0].text
        label = _VOICE.match(text)
        if label or _LABEL.match(text):
            speaker = label["label"] if label else None
        if speaker and not _ASKING.match(speaker):
            found[paragraph.index] = speaker
    return found


def _labelled(paragraphs: Sequence[Paragraph]) -> list[tuple[Paragraph, re.Match[str] | None]]:
    """Return the paragraphs of a transcript, each with the label that opens it, if one does; none of any other text."""
    delegates = [(p, _DELEGATE.match(p.sentences[0].text)) for p in paragraphs]
    if sum(label is not None and "(" in label.group() for _, label in delegates) >= _LEAST:
        return delegates
    labelled = [(p, _LABEL.match(p.sentences[0].text)) for p in paragraphs]
    asked = any(label and _ASKING.match(label["label"]) for _, label in labelled)
    if asked:
        labelled = [(p, label or _named(p.sentences[0].text)) for p, label in labelled]
    labels = [label["label"] for _, label in labelled if label]
    if (asked and len(labels) >= _LEAST) or (len(labels) == 1 and _is_speech(labels[0], paragraphs)):
        return labelled
    return []


def _unlabelled(paragraphs: Sequence[Paragraph]) -> dict[int, Turn]:
    """Return the answers of an interview whose questions are paragraphs of their own, under a heading that says so."""
    asking = [p.index for p in paragraphs if all(s.text.endswith("?") for s in p.sentences)]
    heading = any(_INTERVIEW.search(s.text) for p in paragraphs[:_HEAD] for s in p.sentences)
    if not heading or len([i for i in asking if i >= 1]) < _LEAST:
        return {}
    answers = (p for p in paragraphs if p.index > asking[0] and p.index not in asking)
    return {p.index: Turn("A", p.start, asks=False) for p in answers} | {i: Turn("Q", 0, asks=True) for i in asking}


def _named(text: str) -> re.Match[str] | None:
    """Return the name or the office of whoever answers, where it opens a paragraph."""
    label = _NAMED.match(text)
    return label if label and (" " in label["label"] or is_office(label["label"])) else None


def turns(paragraphs: Sequence[Paragraph]) -> dict[int, Turn]:
    """Return who speaks in each paragraph of a transcript, by the paragraph's index; nothing in any other text."""
    found: dict[int, Turn] = {}
    labelled = _labelled(paragraphs)
    if not labelled:
        return _unlabelled(paragraphs)
    current: Turn | None = None
    for paragraph, label in labelled:
        start = paragraph.sentences[0].start
        if label:
            current = Turn(label["label"], start + label.end(), _ASKING.match(label["label"]) is not None)
        elif current:
            current = Turn(current.label, start, current.asks)
        if current:
            found[paragraph.index] = current
    return found
