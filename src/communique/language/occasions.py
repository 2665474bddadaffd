"""When and where a visit or a meeting was, told in a sentence of its own: "The talks were held on Tuesday"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from communique.language.actors import Party
from communique.language.cues import cued
from communique.language.scene import Scene
from communique.language.story import Find, Story

__all__ = ["occasions", "same_place"]

_OCCASION = (
    r"(?:talks?|meetings?|discussions|consultations|negotiations|summit|conference|ceremony|session|encounter|event|"
    r"gathering|visits?|trip|tour|journey|signing|dinner|luncheon|lunch|banquet|reception|call|forum)"
)
#: "The two-hour talks", "their meeting", "both meetings": what is told of was told before.
_DEFINITE = re.compile(
    rf"\b(?:the|these|this|that|those|his|her|their|both|bilateral|which)\s+(?:(?!\w+ly\b|(?:for|of|an?|to|about|on|in|by)\b)[\w’'-]+\s+){{0,3}}?{_OCCASION}\b",
    re.IGNORECASE,
)
_JOURNEY = re.compile(r"\b(?:visits?|trip|tour|journey)$", re.IGNORECASE)
_OF_DAY = re.compile(rf"['’]s?\s+(?:[\w-]+\s+){{0,2}}{_OCCASION}\b", re.IGNORECASE)
#: What may stand between an occasion and its date: a verb of happening, or nothing.
_HAPPENS = re.compile(
    r",?\s*(?:(?:\w+\s+)?by [^,.;]{3,60},?\s+)?(?:(?:which|that)\s+)?"
    r"(?:(?:is|are|was|were|will|would|has|have|had|to|be|been|also|both|now|currently|originally)\s+)*"
    r"(?:(?:held|hosted|t(?:ook|akes?|aken|aking) place|happened|occurred|scheduled|set|planned|expected|due|fixed|"
    r"arranged|"
    r"beg[aiu]ns?|start(?:s|ed)?|open(?:s|ed)?|conven(?:es?|ed)|resum(?:es?|ed)|end(?:s|ed)?|"
    r"conclud(?:es?|ed)|last(?:s|ed)?|run(?:s)?|ran|c(?:a|o)mes?|follows?)\s*)?"
    r"(?:(?:in|at|there|here|behind closed doors|to take place|to be held|to begin|to start|provisionally|"
    r"tentatively)\s*)*"
    r"(?:[A-Z][\w’'-]+(?:,? [A-Z][\w’'-]+)*,?\s+)?(?:for|on|from|in|over|late|early)?\s*$",
)
_HELD = re.compile(
    r"[^,.;]{0,25}?\s(?:(?:is|are|was|were|will be|to be|being) (?:being )?held|t(?:ook|akes?) place|will take place)\b"
)
_MET = cued(
    r"\b(?:met|meets?|(?:hold|held|holding|had|have)\s+(?:[\w-]+\s+){0,3}?(?:talks|discussions|consultations|meetings?)|"
    r"signed|sat down|conferred|talks|negotiated)\b"
)
_WITH = re.compile(r"\bwith\s+")
_REACH = 60  # characters between an occasion and its date


def occasions(scene: Scene, story: Story) -> Iterator[Find]:
    """Yield dates of what was told before: "The talks, held on Tuesday", "at Tuesday's meeting"."""
    for match in _DEFINITE.finditer(scene.text) if scene.dates else ():
        dated = next((span for span in scene.dates if match.end() <= span[0] <= match.end() + _REACH), None)
        journey = _JOURNEY.search(match.group()) and scene.destinations(match.end(), reach=_REACH)
        if dated and not journey and _HAPPENS.fullmatch(scene.text, match.end(), dated[0]):
            yield _dated(scene, match.span(), dated)
    for span in scene.dates:
        of_day = _OF_DAY.match(scene.text, span[1]) or (
            scene.text[span[1] - 2 : span[1]] in {"'s", "’s"}
            and re.match(rf"\s+(?:[\w-]+\s+){{0,2}}{_OCCASION}\b", scene.text[span[1] :])
        )
        if of_day:
            yield _dated(scene, span, span)


def _dated(scene: Scene, span: tuple[int, int], date: tuple[int, int]) -> Find:
    return Find(*span, (), (), (), refers=True, everybody=True, when=scene.in_article(date))


def same_place(scene: Scene, story: Story) -> Iterator[Find]:
    """Yield those who met, as the sentence before tells, where this one says that it was: "It was held in Riga"."""
    match = _DEFINITE.search(scene.text)
    held = _HELD.match(scene.text, match.end()) if match else None
    where = scene.located(held.end(), reach=60)[:1] if held else ()
    if match is None or not where or not scene.before:
        return
    told = scene.before[-1]
    met = _MET.search(told.text)
    if met is None or told.located():
        return
    date = next(iter(told.dates), None)
    when = told.in_article(date) if date and not scene.dates else None
    beside = _WITH.search(told.text, met.end())
    others = told.named_at(beside.end() if beside else met.end())
    acting = told.subject(met.start())
    for party in (acting, Party(others)):
        if party:
            found = Find(*match.span(), party.people, party.states, where, ("visitor_inferred",), stays=True)
            yield replace(found, when=when)
