"""The state of a visit as the words around it put it: the ladder of the output contract, read from one sentence."""

from __future__ import annotations

import re

from communique.records import VisitStatus

__all__ = ["CANCELLED", "PRESENCE", "status_of"]

#: Words that call a visit off.
CANCELLED = re.compile(
    r"\b(?:cancel\w*|call(?:s|ed|ing)? (?:\w+ ){0,3}off|scrapp?\w*|postpon\w*|put off|abandon\w*|dropped|not (?:now )?(?:go ahead|take place)|pull(?:s|ed|ing)? out of|suspend\w*|shelved?|"
    r"(?:reject|declin|refus|turn)\w* (?:down )?(?:an?|the|his|her)? ?(?:\w+ )?(?:invit|visit))",
    re.IGNORECASE,
)
_INVITED = re.compile(r"\binvit(?:e|es|ed|ing|ations?)\b", re.IGNORECASE)
_POSSIBLE = re.compile(
    r"\b(?:may|might|could|possib(?:le|ly|ility)|potential(?:ly)?|consider\w*|hop(?:es?|ed|ing)|would like|want(?:s|ed)?|"
    r"weigh\w*|mull\w*|propos\w*|explor\w*|discuss\w* (?:a|the|an)|whether|if|willing|ready|offer(?:s|ed)?)\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:will|shall|is to|are to|was to|set to|due|schedul\w*|plan(?:s|ned|ning)?|prepar\w*|expect\w*|upcoming|"
    r"forthcoming|looks? forward to|going to|intend\w*|to be|ahead of|next (?:week|month|year)|later this|tomorrow|would|agreed to)\b",
    re.IGNORECASE,
)
_SETTLED = re.compile(
    r"\b(?:will|shall|looks? forward to|is to|are to|announc\w*|confirm\w*|accepted|agreed to)\b", re.IGNORECASE
)
_ONGOING = re.compile(
    r"\b(?:(?:has|have) (?:just )?arrived|arriv(?:es|ing)|(?:is|are) (?:currently |now |also )?(?:visiting|touring|in|on an?|"
    r"using this tour)|currently|began an?|begins an?|kicked off|under way|started an?)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|had|has|have|did|during|after|following|recent|last|ago|earlier|concluded?|ended|wrapped up|(?-i:[a-z]+ed)|went|"
    r"flew|met|spoke|left|held|took|made|paid|came|been|former)\b",
    re.IGNORECASE,
)
_ARRIVED = re.compile(r"^arrived\b[^.;]*\b(?:on|for) an?\b[^.;]{0,30}\b(?:visit|trip|tour)\b", re.IGNORECASE)
_ACCEPTED = re.compile(r"\baccept(?:s|ed|ing)?\b", re.IGNORECASE)
_ASIDE = re.compile(r"\b(?:where|which|who|while|after|before|when)\b")
_BEFORE = re.compile(r"\b(?:before|prior to|ahead of|instead of)\s+$", re.IGNORECASE)
_DONE = re.compile(
    r"\b(?:recent|last|previous|past|concluded|ended|completed)\s+(?:\w+\s+){0,2}$|"
    r"\b(?:during|after|following|since)\s+(?:(?!visit|trip)[\w'’-]+\s+){0,4}$",
    re.IGNORECASE,
)
#: Being somewhere as such: "was in", "is due in".
PRESENCE = re.compile(
    r",?\s+(?P<verb>is|was|are|were|will be|has been|had been)\s+(?P<due>due\s+)?(?:\w+ly\s+|also\s+|again\s+|back\s+|last\s+|now\s+)*"
    r"(?:in|at)\s+(?:the\s+)?"
)


def status_of(sentence: str, start: int, end: int, *, invited: bool = False) -> tuple[VisitStatus | None, bool]:
    """Return the state of a visit as the words around ``sentence[start:end]`` put it, and whether it is put as settled.

    The ladder is the output contract's; nearer words count before farther ones, and the clause before the rest.
    """
    clause = sentence[_clause_start(sentence, start) : start]
    near = f"{clause} {sentence[start:end]}{_ASIDE.split(sentence[end : end + 40])[0]}"
    rest = sentence[end : end + 120]
    if _BEFORE.search(clause):
        return None, False
    if CANCELLED.search(near) or CANCELLED.search(rest[:60]):
        return "cancelled", False
    presence = PRESENCE.match(sentence, max(0, start - 1))
    if presence and presence.end() >= end:
        verb = presence["verb"]
        if presence["due"] or verb == "will be":
            return "planned", False
        return ("ongoing" if verb in {"is", "are"} else "completed"), False
    if invited and _ACCEPTED.search(clause):
        return "planned", True
    if invited or (
        _INVITED.search(clause) and not _PLANNED.search(sentence[start - 25 : start] if start > 25 else clause)
    ):
        return "invited", False
    if _DONE.search(sentence[:start]) and not re.search(r"\b(?:will|is to|are to|next|would)\b", sentence):
        return "completed", False
    if _POSSIBLE.search(clause):
        return "under_discussion", False
    if _ONGOING.search(near) or _ARRIVED.search(sentence[start : end + 100]):
        return "ongoing", False
    if _PLANNED.search(near):
        return "planned", bool(_SETTLED.search(near))
    if _PAST.search(near) or (_PAST.search(sentence) and sentence.endswith((".", '"', "”"))):
        return "completed", False
    return None, False


def _clause_start(sentence: str, at: int) -> int:
    breaks = [
        m.end()
        for m in re.finditer(
            r"[;:]|,\s+(?:and|but|which|who|while)\b|\b(?:when|while|where)\b|\b(?:said|told reporters)\b",
            sentence[:at],
        )
    ]
    return breaks[-1] if breaks else max(0, at - 110)
