"""Resolve the date phrases of diplomatic news against a publication date, as EDTF (ISO 8601-2).

The conventions are those of docs/contract.md (Dates); every result names the rule behind it, "D1" to "D14". What cannot
be resolved is None: nothing ever falls back to the publication date.
"""

from communique.dates._edtf import bounds, valid_edtf
from communique.dates._resolve import Resolved, find_dates, resolve_date

__all__ = ["Resolved", "bounds", "find_dates", "resolve_date", "valid_edtf"]
