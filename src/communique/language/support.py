"""Says what of a record's wording its evidence does not hold: names, other words, and whether it negates.

Each check is a pure function of two texts and errs on the side of asking: what it returns is not proven by the
evidence, by the rules its docstring names. They know English. A caller who knows more passes it along: the publication
date as a part of the evidence, the forms of a name as ``known``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from itertools import chain

from communique.language.cues import cued
from communique.language.folding import fold, words
from communique.language.numbers import MONTHS, NUMBER_WORDS

__all__ = [
    "MODALS",
    "NEGATIONS",
    "negates_elsewhere",
    "negation_differs",
    "repeats",
    "stems",
    "turned",
    "under_negation",
    "unsupported_names",
    "unsupported_words",
]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


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
_NO_NAMES = _TITLES | _FUNCTION | NUMBER_WORDS | frozenset(map(str.casefold, MONTHS))
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_NAME_WORD = re.compile(r"(?<![^\W_])[^\W\d_][^\W_]*(?:['’][^\W_]+)*|[.?!:\"“”«»]")
_CAPITALISED = r"[A-ZÀ-ÖØ-Þ][\w'’-]*"
_RUN = re.compile(rf"{_CAPITALISED}(?:\s+(?:(?:of|for|and|the|on)\s+){{0,2}}{_CAPITALISED})+")
_COMMON_ENDING = re.compile(r"(?:s|ed|ing|ly|ion|ity|ment|ness|ance|ence|al|ic|ive|ary|ous|ful|less|able|ible|ade)$")


def unsupported_names(content: str, evidence: str, known: Iterable[tuple[str, ...]] = ()) -> tuple[str, ...]:
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
    content = _undotted(content)
    folded, standing = _standing(evidence)
    stands, listed = set(standing), set[str]()
    for forms, members in map(_forms, known):
        listed |= members
        if any(form in folded for form in forms):
            stands |= members
    for run in _RUN.findall(content):
        if not stands.isdisjoint(_initials(run)):
            stands.update(words(fold(run)))
    names = _name_words(content, listed)
    return tuple(dict.fromkeys(name for name in names if not stands.issuperset(words(fold(name)))))


def _undotted(text: str) -> str:
    return _DOTTED.sub(lambda dotted: dotted[0].replace(".", ""), text) if text.count(".") > 1 else text


@lru_cache(maxsize=256)  # sentences, and the whole article, are evidence for many a record
def _standing(evidence: str) -> tuple[str, frozenset[str]]:
    """A text folded, and its words with the initials of its names."""
    evidence = _undotted(evidence)
    folded = fold(evidence)
    initials = (found[:n] for found in _initials(evidence) for n in range(2, len(found) + 1))
    return folded, frozenset(chain(words(folded), initials))


@lru_cache(maxsize=1024)  # the names of an article
def _forms(group: tuple[str, ...]) -> tuple[tuple[str, ...], frozenset[str]]:
    """The forms of a name, folded, and the words of them all."""
    forms = tuple(filter(str.strip, map(fold, group)))
    return forms, frozenset(word for form in forms for word in words(form))


def _name_words(content: str, listed: Collection[str]) -> Iterator[str]:
    """The words of ``content`` that are names by their capital letter, without a possessive ending."""
    found = [word.removesuffix("'s").removesuffix("’s") for word in _NAME_WORD.findall(content)]
    for before, word, after in zip([".", *found], found, [*found[1:], ""], strict=False):
        if not word[0].isupper() or len(word) == 1:
            continue
        folded = fold(word).strip()
        if folded in _NO_NAMES:
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


# --- The same words ----------------------------------------------------------------------------------------------

_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[^\w\s\"“”]")
_LETTERS = re.compile(r"[^\W_]+")
_DIRECTIONS = frozenset({"against", "by", "from"})  # turn who acts upon whom
_FREE = frozenset(
    _words("a an the of and in on at to that it its he she they his her their is are was were be been has have had")
)
_FIRST_PERSON = re.compile(r"\bI\b|\bwe\b", re.IGNORECASE)
_AGREEING = {"am": "is", "are": "is", "were": "was", "have": "has", "do": "does"}  # in person, never in tense


def repeats(content: str, told: str, speaker: Iterable[str]) -> bool:
    """Whether ``content`` is what was told, word for word and stop for stop.

    Rules: *quotation* (quotation marks and the final stop are not looked at); *person* ("I" and "we" may be a name of
    the speaker, with which the verb agrees).

    Args:
        content: the wording to check.
        told: the words of the article.
        speaker: the forms of the speaker's name.
    """
    said, stands = (_in_first_person(text, speaker) for text in (content, told))
    pairs = zip(["", *said], said, stands, strict=False)
    return len(said) == len(stands) and all(
        one == other or (before == "i" and _agree(*sorted((one, other), key=len))) for before, one, other in pairs
    )


def _agree(plain: str, third: str) -> bool:
    return third in {f"{plain}s", f"{plain}es"}


def turned(content: str, whole: str, speaker: str) -> bool:
    """Tell whether shared words come in another order or under another preposition: "A accused B", "B accused A"."""
    said, stands = (_LETTERS.findall(text.casefold()) for text in (content, whole))
    while said and said[0] in speaker.casefold().split():
        said = said[1:]
    if any(word in _DIRECTIONS and word not in stands for word in said):
        return True
    rest = iter(stands)
    return not all(word in rest for word in said if word in stands and word not in _FREE)


def _in_first_person(text: str, speaker: Iterable[str]) -> list[str]:
    """The folded words and stops of a text in which a speaker is "i"."""
    names = "|".join(sorted(map(re.escape, filter(None, speaker)), key=len, reverse=True))
    text = re.sub(rf"\b(?:{names})\b", "I", text) if names else text
    words = _TOKEN.findall(_FIRST_PERSON.sub("I", text).casefold().replace("n't", " not").replace("n’t", " not"))
    return [_AGREEING.get(word, word) for word in (words[:-1] if words[-1:] in (["."], [","]) else words)]


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

_ELSEWHERE = frozenset(  # what else denies, in languages that no rules read
    _words(
        "nicht kein keine keinen keinem keiner nie niemals niemand nichts niet geen nooit inte aldrig ikke aldri ingen "
        "ne nao nunca nem ninguem non nessuno nessun niente niciodata neni nema nije δεν μην ei nincs degil hicbir yok "
        "tidak bukan belum hindi khong chua нема ніколи няма לא אין نه نیست नहीं"
    )
)
_ELSEWHERE_UNSPACED = re.compile("ない|ません|なかっ|ไม่")

_NEGATING = cued(
    r"\b(?:rul(?:e|es|ed|ing) out|(?:has|have|had|is|are|was|were) yet to|fail(?:s|ed|ing)? to"
    r"|declin(?:e|es|ed|ing) to|unable to|unwilling to|far from)\b|(?<=[a-z])n['’]t\b|(?<=can)not\b",
    re.IGNORECASE,
)
_NOT_NEGATING = cued(r"\b(?:not (?:only|just|merely|least)|no (?:doubt|matter|less|fewer))\b", re.IGNORECASE)
_IMPLIED_NEGATION = cued(
    r"\b(?:un(?:clear|known|resolved|decided|confirmed|changed|certain|authori[sz]ed)|impossible|absen|cancel|oppos"
    r"|call\w* off|postpon|halt|stop|end(?:s|ed)?\b|block|barred|prevent|avoid|ban\b|banned|withdr|suspend|dismiss"
    r"|remains? to be)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[^.;:!?,()—–]+")
_PART = re.compile(r"[.;:!?,()—–]|\b(?:and|but|or|that|who|which|where|when|while|although)\b")
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


def negates_elsewhere(text: str) -> bool:
    """Whether a text in a language that no rules read holds a common word that denies something, whatever it is."""
    return not _ELSEWHERE.isdisjoint(words(fold(text))) or _ELSEWHERE_UNSPACED.search(text) is not None


def negation_differs(content: str, evidence: str) -> bool:
    """Whether one of the two denies what the other does not, as far as words can show.

    Rules: *denied* (what follows a negation in the evidence is said in a content without negation); *affirmed* (what
    follows a negation in the content stands in the evidence, under none); *none* (the content negates, and the evidence
    holds no negation, not even an implied one such as "unclear"); *double* (two negations in a row, as in "did not rule
    out", are none).
    """
    denied, denying = _negated(evidence), _negated(content)
    if not denying:
        return bool(denied & stems(content))
    if not denied:
        return not _IMPLIED_NEGATION.search(evidence) or bool(denying & stems(evidence))
    return bool((denying & stems(evidence)) - denied) and not denying & denied


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


def under_negation(text: str) -> tuple[set[str], set[str]]:
    """The stems in the parts of a text that hold a negation, and those in its other parts."""
    text = _NEGATING.sub(" not ", _NOT_NEGATING.sub(" ", text))
    denied: set[str] = set()
    told: set[str] = set()
    for part in _PART.split(text):
        found = words(fold(part))
        (told if NEGATIONS.isdisjoint(found) else denied).update(stems(part))
    return denied, told


def stems(text: str) -> set[str]:
    """The words of a text that carry meaning, without number and tense."""
    return {_stem(word) for word in words(fold(text)) if word not in _FUNCTION}


@lru_cache(maxsize=4096)
def _stem(word: str) -> str:
    """A rough stem: number and tense taken off, so that "visits", "visited" and "visiting" are one word."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    bare = word
    if len(word) > 5 and word.endswith("ing"):
        bare = word[:-3]
    elif len(word) > 4 and word.endswith(("ed", "es", "ly")):
        bare = word[:-2]
    elif len(word) > 4 and word.endswith(("s", "e")) and not word.endswith("ss"):
        bare = word[:-1]
    return bare[:-1] if len(bare) > 4 and bare[-1] == bare[-2] else bare
