"""Which date of a sentence is that of a report in it: what is quoted or reported there counts from that day.

"The envoy leaves tomorrow," she said on Monday: he leaves on Tuesday, whatever the day of publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["date_of_report"]

_QUOTED = re.compile(r"“[^”]*(?:”|\Z)|\"[^\"]*(?:\"|\Z)")
_REPORTS = re.compile(
    r"\b(?:said|told|announced|stated|added|wrote|tweeted|posted|confirmed|declared|reported)\b", re.IGNORECASE
)
_UP_TO_DATE = re.compile(r"(?:\s+(?!(?:that|and|but|as|after|before|he|she|they|it)\b)[\w.'’-]+){0,6},?\s+")
_UP_TO_VERB = re.compile(r",?(?:\s+(?!(?:that|and|but|as|who|which)\b)[\w.'’-]+){1,6}\s+")
_TELLER = re.compile(r"[,”\"](?:\s+[\w.'’-]+){1,8}\s+\Z")


def date_of_report(sentence: str, span: tuple[int, int], dates: Iterable[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the date of ``dates`` on which was said what the span stands in; None where the sentence gives none.

    Args:
        sentence: the sentence.
        span: a date phrase of it.
        dates: all date phrases of it.
    """
    quotations = [found.span() for found in _QUOTED.finditer(sentence)]
    own = _around(quotations, span)
    told = [date for date in dates if date[1] <= span[0] or date[0] >= span[1]]
    for verb in _REPORTS.finditer(sentence):
        if _around(quotations, verb.span()):
            continue
        for date in told:
            if _around(quotations, date) or not _dates_verb(sentence, verb.span(), date):
                continue
            if own or span[0] >= max(verb.end(), date[1]) or _comes_first(sentence, span, verb.start()):
                return date
    return None


def _around(quotations: Iterable[tuple[int, int]], span: tuple[int, int]) -> tuple[int, int] | None:
    return next((found for found in quotations if found[0] <= span[0] and span[1] <= found[1]), None)


def _dates_verb(sentence: str, verb: tuple[int, int], date: tuple[int, int]) -> bool:
    """Tell whether a date says when a report was made: "told reporters on Monday", "On Monday the ministry said"."""
    if date[0] >= verb[1]:
        return _UP_TO_DATE.fullmatch(sentence, verb[1], date[0]) is not None
    return _UP_TO_VERB.fullmatch(sentence, date[1], verb[0]) is not None


def _comes_first(sentence: str, span: tuple[int, int], verb: int) -> bool:
    """Tell whether the span stands in what a report at the end of the sentence reports: "..., the ministry said"."""
    return span[1] <= verb and _TELLER.search(sentence[span[1] : verb]) is not None
