"""Resolve the date phrases of diplomatic news against a publication date, as EDTF (ISO 8601-2).

The conventions are those of docs/how-it-decides.md (Dates). Every result names the rule behind it:

==== ==========================================================================================================
D1   a day: a calendar date, its missing year the one nearest publication; yesterday; three days ago
D2   a month, year, decade or century as a whole: last year, in May, the 1990s
D3   a weekday: the latest one up to publication, in the future tense the first one after it
D4   weeks from Monday to Sunday, as one-of sets; next Tuesday is the one of next week, last Tuesday of last week
D5   counted weeks: a day with ``~``, three days on either side
D6   counted months and years, "about": ``~``, one month or one year on either side
D7   later in a unit, by a time: from publication to the end
D8   earlier in a unit: from its start to publication
D9   early, mid, late: thirds
D10  seasons, quarters, halves: EDTF's codes 21-24, 33-36, 40-41; without a year, those of the year of publication
D11  from one date to another, lasting: ``a/b``
D12  once, some time between two dates: ``[a..b]``
D13  since, until, not before, before, after
D14  no number: recently ``[..R]``, soon ``[R..]``
==== ==========================================================================================================

What cannot be resolved is None: nothing ever falls back to the publication date.
"""

from communique.language.dates._edtf import bounds, valid_edtf
from communique.language.dates._resolve import Resolved, find_dates, resolve_ahead, resolve_date
from communique.language.dates._tense import is_past

__all__ = ["Resolved", "bounds", "find_dates", "is_past", "resolve_ahead", "resolve_date", "valid_edtf"]
