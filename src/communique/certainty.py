"""Reads off a proposition's own words how certain it is put, and whether it denies something.

Only hedges of the main clause count: what stands in a relative, conditional or causal clause qualifies something else.
The scale is the one of ``docs/contract.md``, which follows FactBank's CT, PR, PS and Uu (Saurí and Pustejovsky 2009);
verbs of saying change nothing, verbs of thinking do.
"""

from __future__ import annotations

import re

from communique.records import Certainty
from communique.reporting import FORMS

__all__ = ["certainty", "negated", "weakest"]

_WEAKER: tuple[Certainty, ...] = ("asserted", "probable", "possible", "noncommittal")

_MODAL = r"(?:would|could|may|might|will|can|shall|should|must)"
_SUBORDINATE = re.compile(
    rf",?\s*\b(?:(?:under|in|by|from|to|of|at|on|with|for|during|through|after)\s+which|which|who|whom|whose|where|how|why|"
    rf"that\s+(?={_MODAL}\b)|if|unless|provided|because|since|although|though|while|whereas|so that|until|when|"
    rf"before|after|(?<!well )(?<!such )(?<!as )as(?!\s+(?:well|a\b|part|soon|much|many|likely)))\b[^,;]*",
    re.IGNORECASE,
)
_SCARE = re.compile(r"[\"“”]")

_NONCOMMITTAL = re.compile(
    r"^(?:on |about )?whether\b|\b(?:un(?:clear|certain|decided|known)|not (?:\w+ )?(?:clear|certain|sure|known|decided)) (?:whether|if)\b"
    r"|\b(?:ask|question|wonder)(?:s|ed|ing)? (?:\w+ ){0,2}?(?:whether|if)\b"
    r"|\b(?:not|n['’]t|never|refused? to|refuses to|cannot|declined? to|declines to) (?:\w+ )?(?:rule|ruled|ruling) out\b"
    r"|\b(?:declin|refus)(?:e|es|ed|ing) to (?:comment|confirm|say|specify|elaborate|disclose)\b"
    r"|\bneither (?:confirm|den)\w+|\bn(?:ot|['’]t) (?:say|confirm|specify|disclose)\b|\btoo (?:early|soon) to (?:say|tell)\b",
    re.IGNORECASE,
)
_POSSIBLE = re.compile(
    r"\bmay\b(?! \d)|\b[Mm]ight\b|\b[Cc]ould\b(?! not\b|n['’]t)|\b(?:possibly|perhaps|maybe|potentially|conceivably)\b"
    r"|\b(?:hope|hopes|hoped|hoping|hopeful)\b(?! of\b)|\b(?:possible|chance|possibility) that\b|\b(?:is|are|was|were) considering\b"
    r"|\b(?:being considered|considered for)\b",
)
_PROBABLE = re.compile(
    r"\b(?:un)?likely\b|\b(?:probably|presumably|apparently|supposedly)\b|\bexpect(?:s|ed|ing)?\b(?! of\b)"
    r"|\b(?:is|are|was|were|be|been) (?:\w+ly )?(?:believed|thought|understood|estimated|rumou?red|suspected|feared|anticipated|"
    r"predicted|projected|forecast|poised|set|slated|bound) (?:to|that)\b"
    r"|\b(?:seem|appear)(?:s|ed)? (?:to|that|likely)\b|\bsuggest(?:s|ed|ing)?\b(?! (?:to|a|an) )|\bwould\b(?! like\b)"
    r"|\b(?:I|we|he|she|they) (?:\w+ ){0,2}?(?:think|thinks|thought|believe|believes|believed|suspects?|guess|assume)\b"
    r"|\bshould (?:be|have) (?:\w+ed|ready|able|over|available|done|complete)\b[^,;]*\b(?:by|in|within|next|soon|later)\b",
)
_HEDGING_VERBS: dict[str, Certainty] = {
    **dict.fromkeys(
        "suggest envision envisage project predict forecast foresee expect estimate believe think doubt fear".split(),
        "probable",
    ),
    "believed": "probable",
    "thought": "probable",
    "understood": "probable",
    "suspected": "probable",
    "hope": "possible",
    "wonder": "noncommittal",
    "decline": "noncommittal",
    "refuse": "noncommittal",
}  # type: ignore[dict-item]

_NEGATION = re.compile(
    r"\b(?:(?<!or )not|never|neither|nor|nobody|none|nothing|nowhere|cannot)\b(?! (?:only|just|least)\b)|\w+n['’]t\b|\bno\b(?! (?:doubt|matter|less|sooner)\b)"
    r"|\b(?:yet to|unlikely|rul(?:e|es|ed|ing) out)\b|\bden(?:y|ies|ied|ying|ial)\b(?! (?:entry|access|visas?)\b)",
    re.IGNORECASE,
)


def certainty(content: str, cue: str = "") -> Certainty:
    """How certain a proposition is put by its own words.

    Args:
        content: the proposition, without the words that report it.
        cue: the words that report it; only verbs of thinking, hoping and asking weaken it.
    """
    main = _main_clause(content)
    form = FORMS.get(cue.casefold())
    found: list[Certainty] = [_HEDGING_VERBS.get(form.lemma if form else cue, "asserted")]
    for value, pattern in (("noncommittal", _NONCOMMITTAL), ("possible", _POSSIBLE), ("probable", _PROBABLE)):
        if pattern.search(main):
            found.append(value)  # type: ignore[arg-type]
    return weakest(*found)


def weakest(*values: Certainty) -> Certainty:
    """The weakest of several certainties: of two hedges the weaker one counts."""
    return max(values, key=_WEAKER.index, default="asserted")


def negated(content: str) -> bool:
    """Whether a proposition's main clause holds a negation, or a word that amounts to one ("denies", "has yet to")."""
    return _NEGATION.search(_main_clause(content)) is not None


def _main_clause(content: str) -> str:
    """The words without subordinate clauses; all of them where nothing else would be left."""
    plain = _SCARE.sub(" ", content).strip()
    main = _SUBORDINATE.sub(" ", plain).strip(" ,.")
    return main if len(main.split()) > 2 else plain
