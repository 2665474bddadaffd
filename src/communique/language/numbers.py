"""Reads the numbers and dates of a text by value, and says which of a record's its evidence does not state.

It knows how English words numbers, and what scales other languages put beside figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from communique.language.cues import cued

__all__ = ["MONTHS", "NUMBER_WORDS", "unsupported_figures", "unsupported_numbers"]

_UNITS = {
    word: Decimal(value)
    for value, word in enumerate(
        (
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen"
        ).split()
    )
}
_ORDINALS = {
    word: Decimal(value)
    for value, word in enumerate("third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 3)
}
_TENS = {
    word: Decimal(10 * value)
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_SCALES = {
    "hundred": Decimal(100),
    "thousand": Decimal(10**3),
    "million": Decimal(10**6),
    "billion": Decimal(10**9),
    "trillion": Decimal(10**12),
}
_SUFFIXES = {
    "k": _SCALES["thousand"],
    "m": _SCALES["million"],
    "mn": _SCALES["million"],
    "bn": _SCALES["billion"],
    "tn": _SCALES["trillion"],
}
_FIXED = {"twice": Decimal(2), "thrice": Decimal(3), "half": Decimal("0.5"), "dozen": Decimal(12)} | _ORDINALS
_IMPLIED = {
    "both": Decimal(2),
    "couple": Decimal(2),
    "pair": Decimal(2),
    "decade": Decimal(10),
    "century": Decimal(100),
}
_VAGUE = {
    "dozens": Decimal(24),
    "scores": Decimal(40),
    "hundreds": Decimal(200),
    "thousands": Decimal(2 * 10**3),
    "millions": Decimal(2 * 10**6),
    "billions": Decimal(2 * 10**9),
}
_WORDED = _FIXED | _IMPLIED | _VAGUE
NUMBER_WORDS = frozenset(_UNITS) | frozenset(_TENS) | frozenset(_SCALES) | frozenset(_FIXED) | frozenset(_VAGUE)
"""Words for numbers; "first", "second" and "once" are left out, as they seldom count anything."""


def _any_of(alternatives: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(alternatives, key=len, reverse=True))})"


_SMALL = rf"(?:{_any_of(_TENS)}(?:[\s-]{_any_of(_UNITS)})?|{_any_of(_UNITS)})"
_GROUP = rf"(?:(?:{_SMALL}\s)?hundred(?:\s(?:and\s)?{_SMALL})?|{_SMALL})"
_SCALE = _any_of(_SCALES)
_NUMBER = re.compile(
    rf"(?<![^\W_])(?:(?P<digits>\d+(?:[.,\u00a0\u202f]\d+)*)(?P<suffix>[^\W\d_]{{0,3}})(?:[\s-](?P<scale>{_SCALE}))?"
    rf"|(?P<spelled>(?:{_GROUP}[\s-])?{_SCALE}(?:\s(?:and\s)?{_GROUP}(?!\s{_SCALE}))?|{_GROUP})"
    rf"|{_any_of(_WORDED)})(?![^\W_])",
    re.IGNORECASE,
)
_NUMERAL = re.compile(r"[^\W_]+")
_ASCII_NUMERAL = re.compile(r"[A-Za-z0-9]+")  # the same where all is ASCII
_COUNTING = frozenset(_UNITS) | frozenset(_TENS) | frozenset(_SCALES) | frozenset(_WORDED)
MONTHS = "January February March April May June July August September October November December".split()
_MONTH = cued(rf"\b(?:{'|'.join(f'{name[:3]}(?:{name[3:]})?' for name in MONTHS)}|Sept)\b")
_ISO_DATE = re.compile(r"\b(?P<year>[0-9]{4})-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>[0-9]{2}))?\b")


def unsupported_numbers(content: str, evidence: str) -> tuple[str, ...]:
    """The numbers and months of ``content`` that ``evidence`` does not state, as worded.

    Rules: *value* (numbers are compared by value: "two hundred" is 200, "C$66m" is 66 million, "twice" and "both" are
    2, "a decade" is 10; a percent sign or an ordinal ending changes nothing); *date* (an ISO date is its day, month
    name and year); *one* (the word "one" counts nothing); *vague* ("thousands" needs the word, or a number as large).
    """
    content, evidence = _restated(content), _restated(evidence)
    stated = list(_numbers(evidence))
    values = {value for _, value in stated}
    forms = {word.casefold() for word, _ in stated}
    missing = []
    for word, value in _numbers(content):
        form = word.casefold()
        large_enough = form in _VAGUE and any(other >= value for other in values)
        if value not in values and form not in forms and form != "one" and not large_enough:
            missing.append(word)
    months = {month[:3] for month in _MONTH.findall(evidence)}
    missing += [month for month in _MONTH.findall(content) if month[:3] not in months]
    return tuple(dict.fromkeys(missing))


_FOREIGN_SCALES = {
    "万": 10**4,
    "萬": 10**4,
    "만": 10**4,
    "亿": 10**8,
    "億": 10**8,
    "억": 10**8,
    "兆": 10**12,
    "조": 10**12,
    "тысяч": 10**3,
    "млн": 10**6,
    "миллион": 10**6,
    "млрд": 10**9,
    "миллиард": 10**9,
    "mil millones": 10**9,
    "millon": 10**6,
    "millón": 10**6,
    "milliard": 10**9,
    "million": 10**6,
    "billones": 10**12,
    "مليون": 10**6,
    "ملايين": 10**6,
    "مليار": 10**9,
    "ألف": 10**3,
    "آلاف": 10**3,
}
_FIGURE = re.compile(r"(?P<digits>\d+(?:[.,\u00a0\u202f]\d+)*)(?:[\s-]?(?P<scale>" + _any_of(_FOREIGN_SCALES) + "))?")
_COUNTED_IN_WORDS = 12  # figures up to this many are as often written in words, which other languages' are not read


def unsupported_figures(content: str, evidence: str) -> tuple[str, ...]:
    """The figures of an English ``content`` that ``evidence`` in another language does not state, as worded.

    Figures are compared by value, whatever the letters beside them ("620亿美元" is 62 billion, "3 млрд" 3 billion);
    small ones are not looked for, because they may be words there, and neither are months.
    """
    stated = {value for _, value in _numbers(evidence)}
    for match in _FIGURE.finditer(evidence):
        values = _digit_values(match["digits"])
        scale = Decimal(_FOREIGN_SCALES.get((match["scale"] or "").casefold(), 1))
        stated |= {*values, values[-1] * scale}
    found = ((word, value) for word, value in _numbers(content) if any(map(str.isdigit, word)))
    return tuple(dict.fromkeys(w for w, value in found if value > _COUNTED_IN_WORDS and value not in stated))


def _restated(text: str) -> str:
    """``text`` with its ISO dates in words, so that a date compares with the same date written out."""
    if "-" not in text:
        return text
    return _ISO_DATE.sub(lambda date: f"{date['day'] or ''} {MONTHS[int(date['month']) - 1]} {date['year']}", text)


@lru_cache(maxsize=256)  # sentences, and the whole article, are evidence for many a record
def _numbers(text: str) -> tuple[tuple[str, Decimal], ...]:
    """Every number in ``text`` as worded, with its value; of a vague one the least it can mean."""
    return tuple(number for match in _numerals(text) for number in _values(match))


def _numerals(text: str) -> Iterator[re.Match[str]]:
    """What :data:`_NUMBER` finds, tried only at the words that can begin a number."""
    end = 0
    for word in (_ASCII_NUMERAL if text.isascii() else _NUMERAL).finditer(text):
        counts = word.start() >= end and (word[0][0].isdecimal() or word[0].casefold() in _COUNTING)
        if counts and (match := _NUMBER.match(text, word.start())):
            end = match.end()
            yield match


def _values(match: re.Match[str]) -> Iterator[tuple[str, Decimal]]:
    if match["digits"]:
        *others, last = _digit_values(match["digits"])
        yield from ((str(value), value) for value in others)
        scale = _SCALES.get((match["scale"] or "").casefold()) or _SUFFIXES.get(match["suffix"].casefold())
        yield match[0], last * (scale or 1)
    elif match["spelled"]:
        yield match[0], _spelled(re.split(r"[\s-]", match[0].casefold()))
    else:
        yield match[0], _WORDED[match[0].casefold()]


def _digit_values(digits: str) -> list[Decimal]:
    """The value of a number in digits, or the values of several joined by points or commas ("27.3.2025")."""
    if re.fullmatch(r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?", digits):
        return [Decimal(re.sub(r"[,\u00a0\u202f]", "", digits))]
    if re.fullmatch(r"\d+[.,]\d{1,2}|\d+\.\d+", digits):
        return [Decimal(digits.replace(",", "."))]
    return [Decimal(part) for part in re.split(r"\D", digits)]


def _spelled(number: Iterable[str]) -> Decimal:
    """The value of a number in words: "two hundred and five thousand"."""
    whole = part = Decimal(0)
    for word in number:
        if word == "hundred":
            part = (part or 1) * _SCALES[word]
        elif word in _SCALES:
            whole, part = whole + (part or 1) * _SCALES[word], Decimal(0)
        else:
            part += (_UNITS | _TENS).get(word, Decimal(0))  # "and" adds nothing
    return whole + part
