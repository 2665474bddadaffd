"""Reads off a proposition's own words how certain it is put, and whether it denies something.

Only hedges of the main clause count: what stands in a relative, conditional or causal clause qualifies something else.
The scale is the output contract's, which follows FactBank's CT, PR, PS and Uu (Saurí and Pustejovsky 2009); verbs of
saying change nothing, verbs of thinking do.
"""

from __future__ import annotations

import re
from functools import lru_cache

from communique.language.cues import Cued, cued
from communique.language.nounphrases import DAY, FINITE, MONTH
from communique.language.reporting import FORMS
from communique.records import Certainty

__all__ = ["certainty", "negated", "weakest"]

_WEAKER: tuple[Certainty, ...] = ("asserted", "probable", "possible", "noncommittal")

# "as" is a conjunction unless it compares or names a part ("as well", "such as", "as a means").
_SUBORDINATE = cued(
    r",?\s*\b(?:(?:under|in|by|from|to|of|at|on|with|for|during|through|after)\s+which|which|who|whom|whose|where|how|why|"
    r"that\s+(?=(?:is|are|was|were|would|could|may|might|will|can|shall|should|must)\b)|(?:on|in|at|to|for|with) what"
    r"|(?<=[a-z] )what (?=(?:\w+ ){0,3}(?:could|may|might|would)\b)"
    r"|if|unless|provided|because(?! of\b)|since|although|though|"
    r"while|whereas|so that|ensur(?:e|es|ed|ing)|m(?:ake|akes|ade|aking) sure|until|when|before|after|"
    r"(?<!well )(?<!such )(?<!as )as(?!\s+(?:well|a\b|part|soon|much|many|likely)))\b[^,;]*",
    re.IGNORECASE,
)
_MARKS = re.compile(r"[\"“”]")

_NONCOMMITTAL = cued(
    r"^(?:on |about )?whether\b"
    r"|\b(?:un(?:clear|certain|decided|known)|not (?:\w+ )?(?:clear|certain|sure|known|decided)) (?:whether|if)\b"
    r"|\b(?:ask|question|wonder)(?:s|ed|ing)? (?:\w+ ){0,2}?(?:whether|if)\b"
    r"|\b(?:not|n['’]t|never|cannot|refuse[sd]? to|decline[sd]? to) (?:\w+ )?(?:rul(?:e|ed|ing) out|exclud(?:e"
    r"|ed|ing))\b"
    r"|\b(?:not|n['’]t|nobody|no one) (?:yet )?kn[eo]ws? (?:whether|if)\b"
    r"|\b(?:declin|refus)(?:e|es|ed|ing) to (?:comment|confirm|say|specify|elaborate|disclose)\b"
    r"|\bneither (?:confirm|den)\w*|\bn(?:ot|['’]t) (?:say|confirm|comment|specify|disclose)\b"
    r"|\b(?:too (?:early|soon)|(?:difficult|hard|impossible)(?: for \w+)?) to (?:say|tell|predict)\b",
    re.IGNORECASE,
)
_POSSIBLE = cued(
    r"\bmay\b(?! \d)|(?<!\bits )(?<!\bhis )(?<!\bher )(?<!\bour )(?<!\bthe )(?<!\btheir )(?<!\bmilitary )\b[Mm]ight\b"
    r"|\b[Cc]ould\b(?! not\b|n['’]t)|(?<!\b[Aa] )(?<!\b[Tt]he )\b(?i:possibly|perhaps|maybe|potentially|conceivably)\b"
    r"|\b(?:hope|hopes|hoped|hoping|hopeful)\b(?! of\b)|\b(?:possible|chance|possibility) that\b"
    r"|\b(?:is|are|was|were) possible\b|\b(?:is|are|was|were) considering\b|\bwill consider\b"
    r"|\b(?:being considered|considered for)\b",
)
# "should" hedges only an outcome with a date ("should be completed by May"); elsewhere it is what the speaker wants.
_PROBABLE = cued(
    r"\b(?:[Uu]n)?[Ll]ikely\b|\b(?i:probably|presumably|apparently|supposedly)\b|\bexpect(?:s|ed|ing)?\b(?! of\b)"
    r"|\b(?:is|are|was|were|be|been) (?:\w+ly )?(?:believed|thought|understood|estimated|rumou?red|suspected|feared|"
    r"anticipated|predicted|projected|forecast|poised|set|slated|bound) (?:to|that)\b"
    r"|\b(?:seem|appear)(?:s|ed)? (?:to|that|likely)\b|\bsuggest(?:s|ed|ing)?\b(?! (?:to|an?) )|\bwould\b(?! like\b)"
    r"|\b(?:I|we|he|she|they) (?:\w+ ){0,2}?(?:think|thinks|thought|believe|believes|believed|suspects?|guess|assume)\b"
    r"|\bshould (?:arrive|begin|close|conclude|end|finish|land|open|reopen|resume|return|start|take place"
    r"|(?:be|have) (?:\w+ed|ready|able|over|available|done|complete))\b"
    rf"[^,;]*\b(?:(?:by|in|on|within)\s(?:(?:early|late|mid|the (?:end|middle) of|next|this|a few|two|three)\b|\d|{DAY}"
    rf"|{MONTH})|next|soon|later)",
)
_HEDGES: tuple[tuple[Certainty, Cued], ...] = (
    ("noncommittal", _NONCOMMITTAL),
    ("possible", _POSSIBLE),
    ("probable", _PROBABLE),
)
_HEDGING_VERBS: dict[str, Certainty] = {
    "believe": "probable",
    "doubt": "probable",
    "envisage": "probable",
    "envision": "probable",
    "estimate": "probable",
    "expect": "probable",
    "fear": "probable",
    "forecast": "probable",
    "foresee": "probable",
    "hope": "possible",
    "predict": "probable",
    "project": "probable",
    "suggest": "probable",
    "think": "probable",
    "wonder": "noncommittal",
}
_SHOULD = re.compile(r"\b(?:should|ought)\b")
_GERUND = re.compile(r"\W*(?:not )?(?!(?:noth|someth|anyth|everyth)ing\b)[a-z]{2,}ing\b")
_ACT = re.compile(  # "that both sides meet": what is to be done stands in its bare form
    r"\b(?:be|begin|consider|continue|convene|create|discuss|establish|explore|extend|find|form|give|go|hold|join|keep"
    r"|make|meet|prepare|remain|resume|send|sign|take|wait)\b"
)
# "Nothing could be done" rules out what "could" alone would leave open.
_RULED_OUT = re.compile(r"\b(?:no|nothing|nobody|none|neither)\b[^,;]{0,40}?\scould\b", re.IGNORECASE)
# "ships not fit for sea" and "deeds and not words" say what something is not, and deny nothing.
_QUALIFIES = re.compile(r"\b(?:and|(?!(?:does|has|his|its|this|was)\b)[a-z]{3,}[a-rt-z]s) not (?!to\b|just\b|only\b)")
_NEGATION = cued(
    r"\b(?:(?<!or )(?<![Bb]y )(?<!\bat )(?<!\bof )(?<!\bfor )(?<!\bdecision )(?<!\bchoice )not(?! surpris)"
    r"|never|neither|nor|nobody|none|nothing|nowhere|cannot)\b"
    r"(?! (?:only|just|least)\b)"
    r"|\w+n['’]t\b"
    r"|\bno\b(?! (?:doubt|matter|less|sooner)\b)|\b(?:yet to|unlikely|rul(?:e|es|ed|ing) out)\b"
    r"|\bden(?:y|ies|ied|ying|ial)\b(?! (?:\w+ )?(?:entry|access|visas?)\b)"
    r"|\b(?:accusation|allegation|charge|claim|report|suggestion)s?\s[^.;,]{2,60}\b(?:dismiss|reject)(?:s|es|ed)\b"
    r"|\b(?:reject|dismiss)(?:s|es|ed|ing)?\s(?:any\b|(?:[\w’'-]+\s){0,3}(?:accusation|allegation|charge|claim|suggestion)s?\b)",
    re.IGNORECASE,
)
_SHORTEST_CLAUSE = 3


def certainty(content: str, cue: str = "") -> Certainty:
    """How certain a proposition is put by its own words.

    Args:
        content: the proposition, without the words that report it.
        cue: the words that report it; only verbs of thinking, hoping and wondering weaken it.
    """
    form = FORMS.get(cue.casefold())
    if form is None or (form.lemma == "suggest" and _is_proposal(content)):
        return _hedged(content)
    return weakest(_hedged(content), _HEDGING_VERBS.get(form.lemma, "asserted"))


def weakest(*values: Certainty) -> Certainty:
    """The weakest of several certainties, as of two hedges the weaker one counts; ``asserted`` where there is none."""
    return max(values, key=_WEAKER.index, default="asserted")


def negated(content: str) -> bool:
    """Whether a proposition's main clause holds a negation, or a word that amounts to one ("denies", "has yet to").

    Whoever neither confirms nor denies something denies nothing.
    """
    main = _QUALIFIES.sub(" ", _main_clause(content))
    return _NEGATION.search(main) is not None and _hedged(content) != "noncommittal"


def _is_proposal(content: str) -> bool:
    """Whether what is suggested is wanted rather than guessed: "that they should wait", "that they wait", "waiting"."""
    main = _main_clause(content)
    return bool(_SHOULD.search(main) or _GERUND.match(main) or (_ACT.search(main) and not FINITE.search(main)))


@lru_cache(maxsize=256)  # how certain and whether denied are asked of the same words
def _hedged(content: str) -> Certainty:
    """How certain the main clause of a proposition is put."""
    main = _RULED_OUT.sub(" ", _main_clause(content))
    for value, pattern in _HEDGES:
        if pattern.search(main):
            return value
    return "asserted"


@lru_cache(maxsize=256)
def _main_clause(content: str) -> str:
    """The words without subordinate clauses; all of them where next to nothing else would be left."""
    plain = _MARKS.sub(" ", content).strip()
    main = _SUBORDINATE.sub(" ", plain).strip(" ,.")
    if len(main.split()) >= _SHORTEST_CLAUSE:
        return main
    fronted = _SUBORDINATE.match(plain)  # "While we may differ, as friends we stay": commas part what belongs together
    rest = plain[fronted.end() :].strip(" ,.") if fronted else ""
    return rest if len(rest.split()) >= _SHORTEST_CLAUSE else plain
