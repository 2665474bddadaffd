"""Tells journeys that were not made: denied, refused, prevented, tried in vain, or only imagined."""

from __future__ import annotations

import re

from communique.language.cues import cued
from communique.language.status import CANCELLED

__all__ = ["is_denied"]

_NEGATED = cued(
    r"\b(?:not|never|no|n['’]t|without|denied|nor|neither|ruled out|absence|absent)\b[^,;]{0,30}$", re.IGNORECASE
)
_UNDENIED = re.compile(  # denies something else, or leaves it open
    r"\b(?:no (?:\w+ )?(?:dates?|timing|details?|decision)|not (?:only|just|merely|yet|on the agenda|on the table)|"
    r"(?:not|n['’]t|never|without) (?:rul\w+ out|exclud\w+|preclud\w+))\b",
    re.IGNORECASE,
)
_NO_PLANS = cued(r"\bno (?:\w+ )?plans? (?:for|to)\b[^,;.]{0,90}$", re.IGNORECASE)
_PLAN_DROPPED = cued(r"\b(?:as (?:had been )?(?:planned|scheduled|expected|announced|intended)|after all)\b")
_NOT_DONE = cued(  # "refused to travel to", "was barred from visiting"
    r"\b(?:(?:refus|declin)(?:es?|ed|ing)|fail(?:s|ed|ing)?|unable|unwilling|tr(?:ied|ies|ying)|attempt(?:s|ed|ing)?|"
    r"forbidden|not (?:allowed|permitted)) to (?:let [^,;.]{3,50} |allow [^,;.]{3,50} to )?(?:\w+ly )?"
    r"(?:(?:make|pay|undertake|go on|host|receive)\b[^,;.]{0,30})?$|"
    r"\b(?:bar(?:s|red)|ban(?:s|ned)|prevent(?:s|ed)|block(?:s|ed)|prohibit(?:s|ed)|kept)\b[^,;.]{0,50} from "
    r"(?:\w+ly )?$"
)
_HAD_HE = re.compile(r"\W*Had\s[^,;.]*$")
_HABIT = cued(r"\b(?:often|regularly|frequently|routinely|rarely|seldom|usually|used to)\s+$")  # no visit of its own
_COUNTERFACTUAL = re.compile(r"\b(?:would|could|should|might) have (?:been )?(?:\w+ly )?$", re.IGNORECASE)
_NEAR = 60  # characters
_OF_PLANS = 110  # characters


def is_denied(text: str, at: int) -> bool:
    """Tell whether the words before a visit deny it, say that it came to nothing, or that it would have been made."""
    before = _UNDENIED.sub("", text[max(0, at - _NEAR) : at])
    if _NO_PLANS.search(text[max(0, at - _OF_PLANS) : at]):
        return True
    if _PLAN_DROPPED.search(text, at):
        return False
    if _HABIT.search(before) or _NOT_DONE.search(before) or (_HAD_HE.match(text[:at]) and " would have " in text):
        return True
    return bool(_COUNTERFACTUAL.search(before) or (_NEGATED.search(before) and not CANCELLED.search(text)))
