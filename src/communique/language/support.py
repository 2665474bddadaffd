"""Says what of a record's wording its evidence does not hold: numbers, names, other words, and whether it negates.

Each check is a pure function of two texts and errs on the side of asking: what it returns is not proven by the
evidence, by the rules its docstring names. They know English. A caller who knows more passes it along: the publication
date as a part of the evidence, the forms of a name as ``known``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal

from communique.language.folding import fold, words

__all__ = [
    "MODALS",
    "NEGATIONS",
    "NUMBER_WORDS",
    "negation_differs",
    "unsupported_figures",
    "unsupported_names",
    "unsupported_numbers",
    "unsupported_words",
]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# --- Numbers -----------------------------------------------------------------------------------------------------

_UNITS = {
    word: Decimal(value)
    for value, word in enumerate(
        _words(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen"
        )
    )
}
_ORDINALS = {
    word: Decimal(value)
    for value, word in enumerate(_words("third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"), 3)
}
_TENS = {
    word: Decimal(10 * value)
    for value, word in enumerate(_words("twenty thirty forty fifty sixty seventy eighty ninety"), 2)
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
_MONTHS = _words("January February March April May June July August September October November December")
_MONTH = re.compile(rf"\b(?:{'|'.join(f'{name[:3]}(?:{name[3:]})?' for name in _MONTHS)}|Sept)\b")
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
    return _ISO_DATE.sub(lambda date: f"{date['day'] or ''} {_MONTHS[int(date['month']) - 1]} {date['year']}", text)


def _numbers(text: str) -> Iterator[tuple[str, Decimal]]:
    """Every number in ``text`` as worded, with its value; of a vague one the least it can mean."""
    for match in _NUMBER.finditer(text):
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


# --- Names and other words ---------------------------------------------------------------------------------------

MODALS = frozenset(
    _words("may might can could will would shall should must likely unlikely possible possibly perhaps probably")
)
"""Words that say how likely or how binding something is."""

_FUNCTION = MODALS | frozenset(
    _words(
        "a an the and or but nor of in on at to from by with for about against between into over under after before "
        "during through towards toward via per as than that which who whom whose what when where why how if whether "
        "while because since until although though this these those there here it its he him his she her they them "
        "their we us our i me my you your one is are was were be been being am has have had having do does did done "
        "s also so too very more most some any all each every both other another such own same then now just only even "
        "still already yet ever again however meanwhile according"
    )
)
_TITLES = frozenset(
    _words(
        "mr mrs ms dr sir president vice prime deputy foreign minister secretary state general chancellor "
        "premier king queen crown prince princess sheikh sultan emir senator governor ambassador envoy "
        "chairman chair speaker director commissioner colonel admiral marshal leader spokesman spokeswoman "
        "spokesperson"
    )
)
_NO_NAMES = _TITLES | _FUNCTION | NUMBER_WORDS | frozenset(map(str.casefold, _MONTHS))
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_NAME_WORD = re.compile(r"(?<![^\W_])[^\W\d_][^\W_]*(?:['’][^\W_]+)*|[.?!:\"“”«»]")
_CAPITALISED = r"[A-ZÀ-ÖØ-Þ][\w'’-]*"
_RUN = re.compile(rf"{_CAPITALISED}(?:\s+(?:(?:of|for|and|the|on)\s+){{0,2}}{_CAPITALISED})+")
_COMMON_ENDING = re.compile(r"(?:s|ed|ing|ly|ion|ity|ment|ness|ance|ence|al|ic|ive|ary|ous|ful|less|able|ible|ade)$")


def unsupported_names(content: str, evidence: str, known: Iterable[Collection[str]] = ()) -> tuple[str, ...]:
    """The capitalised words of ``content`` that ``evidence`` does not hold, in order.

    Rules: *word* (a word stands there in any case, with or without diacritics); *alias* (another form of the same thing
    stands there); *initials* ("UN" stands for "United Nations", also in "United Nations Security Council", and the
    reverse); *title* (titles are no names); *opening* (a single capitalised word that opens a sentence and ends like a
    common word is no name unless ``known`` has it).

    Args:
        content: the wording to check.
        evidence: the sentences it stands on.
        known: groups of forms of one person, country or body: ``[("Kim Jong-un", "Kim"), ("Russia", "Moscow")]``.
    """
    content, evidence = (_DOTTED.sub(lambda dotted: dotted[0].replace(".", ""), text) for text in (content, evidence))
    folded = fold(evidence)
    stands = set(words(folded)) | {
        initials[:n] for initials in _initials(evidence) for n in range(2, len(initials) + 1)
    }
    listed: set[str] = set()
    for group in known:
        forms = [fold(form) for form in group]
        members = {word for form in forms for word in words(form)}
        listed |= members
        if any(form.strip() and form in folded for form in forms):
            stands |= members
    for run in _RUN.findall(content):
        if not stands.isdisjoint(_initials(run)):
            stands.update(words(fold(run)))
    names = _name_words(content, listed)
    return tuple(dict.fromkeys(name for name in names if not stands.issuperset(words(fold(name)))))


def _name_words(content: str, listed: Collection[str]) -> Iterator[str]:
    """The words of ``content`` that are names by their capital letter, without a possessive ending."""
    found = [re.sub(r"['’]s$", "", word) for word in _NAME_WORD.findall(content)]
    for before, word, after in zip([".", *found], found, [*found[1:], ""], strict=False):
        folded = fold(word).strip()
        if not word[0].isupper() or len(word) == 1 or folded in _NO_NAMES:
            continue
        opening = not before[0].isalpha() and not after[:1].isupper()
        if not opening or folded in listed or not (folded in NEGATIONS or _COMMON_ENDING.search(folded)):
            yield word


def _initials(text: str) -> Iterator[str]:
    """The folded initials of every run of capitalised words, function words left out."""
    for run in _RUN.findall(text):
        parts = re.split(r"[\s-]+", run)
        yield "".join(part[0] for part in parts if part[:1].isupper() and part.casefold() not in _FUNCTION).casefold()


def unsupported_words(value: str, evidence: str) -> tuple[str, ...]:
    """The words of ``value`` (a role, a place, a purpose) that ``evidence`` does not hold, folded, in order.

    Rules: *function* (articles, prepositions, auxiliaries and the like are not looked for); *inflection* (a word stands
    there in another number or tense).
    """
    stands = set(map(_stem, words(fold(evidence))))
    wanted = dict.fromkeys(word for word in words(fold(value)) if word not in _FUNCTION)
    return tuple(word for word in wanted if _stem(word) not in stands)


# --- Negation ----------------------------------------------------------------------------------------------------

NEGATIONS = frozenset(
    _words(
        "not no never none nobody nothing neither nor without cannot hardly barely scarcely deny denies denied "
        "denying refuse refuses refused refusing reject rejects rejected rejecting refute refutes refuted "
        "lack lacks lacked "
        "не ни нет никогда без ne pas jamais nunca sin لا لم لن ليس 不 没 沒 未 无 無 非"
    )
)
"""Folded words that deny, in English and some other languages."""

_NEGATING = re.compile(
    r"\b(?:rul(?:e|es|ed|ing) out|(?:has|have|had|is|are|was|were) yet to|fail(?:s|ed|ing)? to"
    r"|declin(?:e|es|ed|ing) to|unable to|unwilling to|far from)\b|(?<=[a-z])n['’]t\b|(?<=can)not\b",
    re.IGNORECASE,
)
_NOT_NEGATING = re.compile(r"\b(?:not (?:only|just|merely|least)|no (?:doubt|matter|less|fewer))\b", re.IGNORECASE)
_IMPLIED_NEGATION = re.compile(
    r"\b(?:un(?:clear|known|resolved|decided|confirmed|changed|certain|authori[sz]ed)|impossible|absen|cancel|oppos"
    r"|call\w* off|postpon|halt|stop|end(?:s|ed)?\b|block|barred|prevent|avoid|ban\b|banned|withdr|suspend|dismiss"
    r"|remains? to be)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[^.;:!?,()—–]+")
_LIGHT = frozenset(
    _words(
        "make made take took taken give gave given get got say says said tell told think thinks thought believe expect "
        "seem appear want"
    )
)
_IRREGULAR = {
    "began": "begin",
    "begun": "begin",
    "broke": "break",
    "broken": "break",
    "came": "come",
    "gone": "go",
    "held": "hold",
    "knew": "know",
    "known": "know",
    "left": "leave",
    "met": "meet",
    "seen": "see",
    "sent": "send",
    "sought": "seek",
    "spoke": "speak",
    "spoken": "speak",
    "went": "go",
}
_ENDING = re.compile(r"(?:(?<=[^s])s|(?<=.{3})(?:ing|ed|es|ly|e|d))$")


def negation_differs(content: str, evidence: str) -> bool:
    """Whether one of the two denies what the other does not, as far as words can show.

    Rules: *denied* (what follows a negation in the evidence is said in a content without negation); *affirmed* (what
    follows a negation in the content stands in the evidence, under none); *none* (the content negates, and the evidence
    holds no negation, not even an implied one such as "unclear"); *double* (two negations in a row, as in "did not rule
    out", are none).
    """
    denied, denying = _negated(evidence), _negated(content)
    if not denying:
        return bool(denied & _stems(content))
    if not denied:
        return not _IMPLIED_NEGATION.search(evidence) or bool(denying & _stems(evidence))
    return bool((denying & _stems(evidence)) - denied) and not denying & denied


def _negated(text: str) -> set[str]:
    """Stems of the first meaningful word after each negation that is not doubled, in the same clause."""
    text = _NEGATING.sub(" not ", _NOT_NEGATING.sub(" ", text))
    found = set()
    for clause in _CLAUSE.findall(text):
        pending = False
        for word in words(fold(clause)):
            if word in NEGATIONS:
                pending = not pending
            elif pending and word not in _FUNCTION and word not in _LIGHT:
                found.add(_stem(word))
                pending = False
    return found


def _stems(text: str) -> set[str]:
    return {_stem(word) for word in words(fold(text)) if word not in _FUNCTION}


def _stem(word: str) -> str:
    """A rough stem: number and tense taken off, so that "visits", "visited" and "visiting" are one word."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    bare = _ENDING.sub("", word) if len(word) > 4 else word
    return bare[:-1] if len(bare) > 4 and bare[-1] == bare[-2] else bare
