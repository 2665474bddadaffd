"""Where in a text an English date phrase may begin: at few words, so that the grammar is tried at few.

A phrase is made of the words of the grammar alone, and at least one of them is more than a joint: a month, a unit, a
number, an adverb of time.
"""

from __future__ import annotations

import re

__all__ = ["places"]

_START = re.compile(r"(?<![\w'])'?\w+")
_JOINTS = frozenset(
    """a about ahead an and any approximately around as at back before by c circa due during ever expected for from
    going in its least less little more most no not of on only or prior roughly set so some than that the these this
    through throughout till to toward towards until up very within""".split()
)
_PARTS, _TIMES = (
    ("early", "late", "mid"),
    ("dawn", "morning", "noon", "midday", "lunchtime", "afternoon", "dusk", "evening", "night", "midnight"),
)
_WORDS = frozenset(
    """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thus thur thurs fri sat sun
    spring summer autumn fall winter day days night week weeks weekend fortnight fortnights month months quarter
    quarters half year years decade decades century centuries hour hours minutes moments moment eve time point period
    dawn morning noon midday lunchtime afternoon dusk evening midnight midweek
    today tonight yesterday tomorrow overnight now right present recently lately late later latter early earlier ago
    hence soon shortly past recent last previous preceding prior next coming following upcoming current same other
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
    sixteenth seventeenth eighteenth nineteenth twentieth thirtieth final opening closing
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty fifty sixty seventy eighty ninety fifties sixties seventies eighties nineties
    couple dozen hundred few several many
    new valentine international halloween christmas boxing fiscal financial fy season school academic
    entire whole full corresponding comparable equivalent rest remainder sometime beginning beginnings start starting
    commencing effective middle mid end ends ending close concludes concluding finishes finishing conclude finish dating
    scheduled since between after following over under just exactly nearly almost barely already early
    long far too near foreseeable distant future matter date stage while course short possible sooner
    """.split()
) | {part + time for part in _PARTS for time in _TIMES}


def places(text: str) -> list[int]:
    """Return the offsets at which a phrase may begin, in order."""
    starts = list(_START.finditer(text))
    found: list[int] = []
    promising = False  # whether the words from here on, as far as they are the grammar's, are more than joints
    for start in reversed(starts):
        word = start[0].lower()
        known = word in _WORDS or not (word.isascii() and word.isalpha())
        promising = known or (promising and word in _JOINTS)
        if promising:
            found.append(start.start())
    return found[::-1]
