"""Reads what nouns report: "Peru's call for talks", "statements by the minister that ...", "reports of shelling".

Works on masked text, in which quoted words are hidden; verbs of saying are no business of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from communique.language.cues import cued
from communique.language.nounphrases import Span, first_subject, subject_before, trimmed
from communique.language.verbs import Report

__all__ = ["MOODS", "noun_reports"]

_SAID = (
    r"accusations?|allegations?|appeals?|assertions?|assurances?|calls?|claims?|comments?|complaints?|contention|"
    r"declarations?|demands?|denials?|insistence|pledges?|promises?|proposals?|remarks|requests?|statements?|"
    r"suggestions?|threats?|vows?|warnings?"
)
_REACTION = r"condemnation|criticism|outrage|praise|rebukes?|anger|fury|scorn|ridicule"
_LOOK = cued(
    rf"\b[Uu]nder\s|\b(?:{_SAID}|{_REACTION}|[Rr]eports|[Rr]umou?rs)\s(?:that|by|from|for|to|of|on|in|spoke|speak|told|tell)\b"
)
_OWNED = re.compile(
    rf"['’]s?\s(?:[a-z-]+\s)?(?P<noun>{_SAID})\s(?:on \w+day\s)?(?P<link>that"
    rf"|(?<!proposals\s)(?<!proposal\s)(?:for|to(?=\s[a-z]+)))\b\s*"
)
_HIS = re.compile(rf"\b(?P<who>his|her)\s(?:[a-z-]+\s)?(?P<noun>{_SAID})\s(?:on \w+day\s)?(?P<link>that)\b\s*")
_BY = re.compile(
    rf"\b(?P<noun>{_SAID}|(?P<reaction>{_REACTION}))(?:\son \w+day)?\s(?:by|from)\s(?P<who>[^,;:.\"]+?)"
    r"(?=\s(?:to the effect|that|for|on|over|after|about|at|in|when|who|was|were|is|are|has|have|had)\b|[,;:.\"]|$)"
    r"(?:\s(?P<link>to the effect that|that|for)\b\s*)?"
)
_HEARSAY = re.compile(
    r"(?<!the )(?<!his )(?<!its )(?<!called )\b(?P<noun>[Rr]eports|[Rr]umou?rs)\s(?:in [^,;]{3,40}?\s)?(?:that"
    r"|(?:(?:spoke|speak|told|tell)\s)?of)\b\s*"
)
_ISSUED = re.compile(
    r"\b(?:issued|released|made|gave|sent|delivered)\s(?:an?|the)\s(?:[\w-]+\s){0,2}"
    r"(?P<noun>statement|letter|warning|note|message|assurance|pledge)\b[^,;\"]{0,40}?\s(?P<link>that)\b\s*"
)
_UNDER = re.compile(
    r"\b[Uu]nder\s(?:(?:an?|the)\s(?:[\w-]+\s)?(?P<plan>plan|proposal)s?\s(?:by|from|of)\s(?P<who>[^,;\"]{3,60})"
    r"|(?P<owner>[^,;\"]{2,50}?)['’]s?\s(?:[\w-]+\s)?(?P<noun>plan|proposal)s?),\s"
)
#: What somebody is who thinks or feels something, whether he says so or not.
MOODS = frozenset("adamant certain confident convinced doubtful hopeful optimistic skeptical sure sceptical".split())
_CONVINCED = cued(
    r"\s(?:is|are|was|were|remains?|remained)\s(?:\w+ly\s)?"
    r"(?P<noun>adamant|certain|confident|convinced|doubtful|hopeful|optimistic|sure|s[ck]eptical)\s"
    r"(?:(?P<link>that)\s|(?=(?:the|this|these|it|he|she|they|an?)\s))"
)
_IN_RELATIVE = re.compile(r",\s(?:who|which)\s[^,]*$")  # "the war, which met criticism by Peru, may spread"
_IMPERSONAL = re.compile(r"[Ii]t$|[Tt]h(?:is|at|ere)$|[Nn]o\b")
_REFUTED = re.compile(r"\b(?:den[iy]|dismiss|refut|reject)[a-z]*\s(?:[\w-]+\s){0,2}$")  # "dismissed reports of a rift"
_MOST = 4  # in one sentence; prose has fewer


def noun_reports(text: str) -> Iterator[Report]:
    """The reports that the nouns of one sentence make, in order of their kind."""
    yield from _convictions(text)
    if not _LOOK.search(text):
        return
    for match in islice(_OWNED.finditer(text), _MOST):
        subject = subject_before(text, match.start())
        if subject and subject[1] == match.start():
            yield _report(text, match, subject)
    for match in islice(_HIS.finditer(text), _MOST):
        yield _report(text, match, match.span("who"))
    for match in islice(_BY.finditer(text), _MOST):
        subject = trimmed(text, match.span("who"))
        if match["reaction"] and _IN_RELATIVE.search(text, 0, match.start()):
            continue
        if subject and (match["link"] or match["reaction"] or match["noun"].startswith("call")):
            yield _report(text, match, subject)
    for match in islice(_ISSUED.finditer(text), _MOST):
        subject = subject_before(text, match.start()) or first_subject(text[: match.start()])
        if subject:
            yield _report(text, match, subject)
    yield from _plans(text)
    hearsay = (match for match in _HEARSAY.finditer(text) if not _REFUTED.search(text, 0, match.start()))
    for match in islice(hearsay, _MOST):
        yield _report(text, match, match.span("noun"))


def _plans(text: str) -> Iterator[Report]:
    """What stands in somebody's plan: "under a proposal by the envoy, the road would open"."""
    for match in islice(_UNDER.finditer(text), _MOST):
        subject = trimmed(text, match.span("who" if match["who"] else "owner"))
        if subject:
            yield _report(text, match, subject)


def _convictions(text: str) -> Iterator[Report]:
    """What somebody is sure or hopeful of: "the minister is convinced that"."""
    for match in islice(_CONVINCED.finditer(text), _MOST):
        subject = subject_before(text, match.start())
        if subject and not _IMPERSONAL.match(text, *subject):
            yield _report(text, match, subject)


def _report(text: str, match: re.Match[str], subject: Span) -> Report:
    """What follows "that" is reported; of a call or of criticism the whole sentence tells what it is."""
    told = match.groupdict().get("link", "that") or ""
    clause = told.endswith("that") and match.end() < len(text)
    noun = "noun" if match.groupdict().get("noun") else "plan"
    return Report(
        match.span(noun), match[noun].casefold(), "topic", subject,
        shared=False, content=(match.end() if clause else 0, len(text)), denied=False, strong=True,
    )  # fmt: skip
