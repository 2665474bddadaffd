"""Check EDTF strings and give their bounds, with the ``edtf`` package behind.

The package is slow to import (0.3 s) and to parse (10 to 100 ms), so it is not asked about a day, a month or a year, or
two of them, is imported on first use, and answers are kept.
Its bounds are used as they stand but for three things: ``~`` and ``%`` widen as docs/how-it-decides.md has it (Dates;
the package would add a year to a day), a winter lasts to the end of February, and an unknown end has no bound.
"""

from __future__ import annotations

import re
import warnings
from datetime import date
from functools import lru_cache
from types import ModuleType
from typing import Any

from communique.language.dates._values import Unit, Value, enclosing, month_end, widened

__all__ = ["bounds", "valid_edtf"]

_PLAUSIBLE = re.compile(r"(?=.*\d)[\dXYESTZ~?%.,:/+^{}\[\]-]{4,64}")  # "../.." says nothing; nothing real is longer
_POINT = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_ABOUT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?[~%]")
_WINTER = re.compile(r"(\d{4})-24")


def valid_edtf(edtf: str) -> bool:
    """Tell whether ``edtf`` is valid EDTF (ISO 8601-2:2019), of the years 1 to 9999, and starts before it ends."""
    return _bounds(edtf) is not None


def bounds(edtf: str) -> tuple[str | None, str | None]:
    """Return the first and the last day ``edtf`` may mean, as YYYY-MM-DD; None on an open side.

    A day with ``~`` reaches three days to either side, a month one month, a year one year.

    Raises:
        ValueError: ``edtf`` is not valid (see `valid_edtf`).
    """
    found = _bounds(edtf)
    if found is None:
        raise ValueError(f"not valid EDTF: {edtf!r}")
    first, last = found
    return (first.isoformat() if first else None), (last.isoformat() if last else None)


@lru_cache(maxsize=1024)
def _bounds(edtf: str) -> tuple[date | None, date | None] | None:
    if not _PLAUSIBLE.fullmatch(edtf):
        return None
    if between := _between_points(edtf):
        return between if between[0] <= between[1] else None
    package = _package()
    try:
        parsed = package.parse_edtf(edtf)
        first = None if edtf.startswith("/") else _day(parsed.lower_strict())
        last = None if edtf.endswith("/") else _day(parsed.upper_strict())
        left, _, right = edtf.partition("/")
        first, last = _reach(left, first, last)[0], _reach(right or left, first, last)[1]
    except (package.EDTFParseException, ValueError, OverflowError):
        return None
    return None if first and last and first > last else (first, last)


def _between_points(edtf: str) -> tuple[date, date] | None:
    """Return the bounds of a point, of a stretch or of a choice between two of one unit; None for any other form."""
    choice = edtf[:1] == "[" and edtf[-1:] == "]"
    ends = edtf[1:-1].split("..") if choice else edtf.split("/")
    first, last = _POINT.fullmatch(ends[0]), _POINT.fullmatch(ends[-1])
    if not first or not last or len(ends) > 2 or (choice and (len(ends) < 2 or len(ends[0]) != len(ends[1]))):
        return None
    try:
        return _point(first).start, _point(last).end
    except ValueError:  # no such day
        return None


def _package() -> ModuleType:
    with warnings.catch_warnings():  # its grammar trips pyparsing's diagnostics, which `python -W error` makes fatal
        warnings.simplefilter("ignore")
        import edtf  # noqa: PLC0415
    return edtf


def _day(bound: Any) -> date | None:  # noqa: ANN401  (a struct_time, or an infinite float; the package does not say)
    return None if isinstance(bound, float) else date(*bound[:3])


def _reach(side: str, first: date | None, last: date | None) -> tuple[date | None, date | None]:
    """Return the bounds of one side of an interval where they are not the package's."""
    if match := _ABOUT.fullmatch(side):
        return widened(_point(match))
    if match := _WINTER.fullmatch(side):
        return first, month_end(date(int(match[1]) + 1, 2, 1))
    return first, last


def _point(match: re.Match[str]) -> Value:
    unit: Unit = "day" if match[3] else "month" if match[2] else "year"
    return enclosing(unit, date(int(match[1]), int(match[2] or 1), int(match[3] or 1)), "")
