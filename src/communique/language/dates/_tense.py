"""Guess the tense of the clause a date phrase stands in, from the words around it.

"On Thursday" alone does not say whether that day is over. The verb next to the phrase usually does, and news English is
regular enough for word lists: the last finite verb before the phrase counts, or the next one after it where the phrase
opens its clause or the verb follows at once ("the ministry on Tuesday said").
"""

from __future__ import annotations

import re

from communique.language.dates._values import Tense

__all__ = ["foreign_tense_at", "is_past", "tense_at"]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_WORD = re.compile(r"[^\W\d_]+|'ll\b|[,;:()\"-]")
_REACH = 400  # characters looked at on either side: longer than a clause, and work stays bounded
_FOREIGN_REACH = 60  # characters: about a clause
_BE = _set("is are am")
_PRESENT = [["is"], ["are"], ["am"]]
_WAS = _set("was were been")
_OPENERS = _set(', ; : ( " - and but that while when where as')
_LEADERS = _set("on in at by from for during over late early the this next last until before after of")
_DETERMINERS = _set("the a an his her its their our my this that these those")

_FUTURE = _set(  # the last row: a present tense with a date beside it is a schedule
    """will shall 'll would may might must should upcoming forthcoming scheduled planned expected slated due likely
    tentatively tentative planning plans intends hopes aims prepares preparing ahead going
    travels heads flies leaves goes arrives meets hosts begins opens departs convenes embarks receives welcomes
    expires resumes concludes can cannot"""
)
_NOUN_OR_VERB = _set("returns rules votes starts ends")  # not what captions show: "speaks", "attends", "visits"
_TAKEN = _set("effect office over place up")
_OF_SEVERAL = _set("meet gather convene travel fly arrive begin open hold vote go leave")
_SUBJECTS = _set("he she it who which")
_TIMES = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August"
    r"|September|October|November|December"
)
_SENSED = _set("not see hear only")  # after "could", of what has been
_WISHES = _set(  # with "to" after them, what is wished lies ahead
    """agreed agrees agree invited invites invite invitation plan intended intend hoped hope hoping wants wanted want
    decided decides forward promised promises prepared prepare offered offers offer ready proposed proposes proposal
    accepted accepts vowed vows pledged pledges poised urged urges asked asks asking called calls set ordered arranged
    arranges expects needs supposed inviting willing"""
)
_PAST = _set(
    """said was were had met held went came took made told left flew saw began became got gave spoke wrote won lost sent
    found kept brought thought did paid sat ran rose fell led struck hit shook drew broke chose drove grew knew threw
    stood understood withdrew overthrew undertook sought fought caught bought taught felt dealt heard sworn been done
    seen gone taken spoken given written set put shot swept laid built"""
)
_NO_VERB = _set(  # end in -ed and are no past tense
    """united need indeed exceed proceed speed feed seed succeed hundred embed bed red shed unprecedented detailed
    advanced alleged armed allied limited related sacred naked"""
)


def tense_at(context: str, start: int, end: int) -> Tense:
    """Return the tense of the clause that ``context[start:end]`` stands in.

    Returns:
        "past", "future", or "unknown" where the sentence does not say.
    """
    before = _words(context[max(0, start - _REACH) : start])
    after = _words(context[end : end + _REACH])
    follows = _tense_of(after, 0)
    if follows != "unknown":
        return follows
    while before and before[-1] in _LEADERS:
        before.pop()
    opens = not before or before[-1] in _OPENERS
    forward, backward = _first(after), _last(before)
    first, second = (forward, backward) if opens else (backward, forward)
    return second if first == "unknown" else first


def is_past(context: str, start: int, end: int) -> bool:
    """Tell whether the clause that ``context[start:end]`` stands in tells of the past."""
    return tense_at(context, start, end) == "past"


_AHEAD = re.compile(  # French, Spanish, Russian, Arabic, Chinese, Korean
    r"\b\w+(?:era|ira|dra|eront|iront|dront)\b|\bse rendra|\b(?:doit|devait|doivent|devaient|prévue?s?|attendue?s?)\b"
    r"|\b\w+(?:rá|rán)\b|\b(?:previst[oa]s?|programad[oa]s?|iba a|va a)\b"
    r"|\b(?:посетит|прибудет|приедет|отправится|состоится|пройд[её]т|встретится|будет|будут|намеч\w+|заплан\w+|ожида\w+)\b"
    r"|(?<!\w)(?:و?س[يتن]\w{2,}|مقرر[ةه]?|المزمع|المتوقع)(?!\w)"
    r"|将|定于|原定|预计|计划|即将|예정|계획|할 것|방문한다|오는"
)
_ENGLISH = re.compile(r"\b(?:the|will|to|on|said)\b")


def foreign_tense_at(context: str, start: int, end: int) -> Tense:
    """Return "future" where a sentence of another language has a word of the future near the phrase, else "unknown"."""
    around = context[max(0, start - _FOREIGN_REACH) : end + _FOREIGN_REACH]
    return "future" if _AHEAD.search(around) and not _ENGLISH.search(around) else "unknown"


def _words(text: str) -> list[str]:
    words = _WORD.findall(text.replace("’", "'"))
    return [words[0].lower(), *words[1:]] if words else []


def _first(words: list[str]) -> Tense:
    """Return the tense of the first verb."""
    tenses = (_tense_of(words, index) for index in range(len(words)))
    return next((tense for tense in tenses if tense != "unknown"), "unknown")


def _last(words: list[str]) -> Tense:
    """Return the tense of the last verb, a wish ("agreed to visit") being of the future."""
    wished = False
    for index in range(len(words) - 1, -1, -1):
        word, following = words[index], words[index + 1 : index + 2]
        if word == "to" and following:
            wished = wished or (following[0].islower() and following[0] not in _DETERMINERS)
        elif wished and word in _WISHES:
            return "unknown" if _was(words, index) else "future"
        elif word in _BE and following and following[0].endswith("ing"):
            return "future"
        tense = _tense_of(words, index)
        if tense != "unknown" or word in _FUTURE:  # "was due to": it may have happened since
            return tense
    return "future" if wished else "unknown"  # a headline: "Minister to visit Riga on Monday"


def _tense_of(words: list[str], index: int) -> Tense:
    """Return the tense the word at ``index`` shows by itself."""
    word, following = words[index : index + 1], words[index + 1 : index + 2]
    if not word:
        return "unknown"
    if word[0] in _FUTURE or _is_scheduled(words, index):
        return "unknown" if _was(words, index) else "future"
    if (word[0] in _BE and following == ["to"]) or (word[0] == "set" and words[max(0, index - 1) : index] in _PRESENT):
        return "future"
    if word[0] in _WAS and following and following[0] in _FUTURE | {"to", "set"}:
        return "unknown"
    regular = word[0].endswith("ed") and word[0].islower() and word[0] not in _NO_VERB
    finite = not {"be", "being"} & set(words[max(0, index - 2) : index])  # "will be held", "is to be formally received"
    return "past" if finite and (regular or word[0] in _PAST) else "unknown"


def _is_scheduled(words: list[str], index: int) -> bool:
    """Tell the present tense of what lies ahead where the word may be a noun or an infinitive: "they meet in Rome"."""
    word, before, after = words[index], words[index - 1 : index], words[index + 1 : index + 2]
    if word in _NOUN_OR_VERB:
        named = bool(after) and after[0][:1].isupper() and not _TIMES.fullmatch(after[0])
        return bool(before) and (before[0] in _SUBJECTS or (named and before[0] not in _DETERMINERS))
    if word in _OF_SEVERAL:
        return bool(before) and before[0][-1:] == "s" and before[0].islower() and before[0] not in _WAS | _BE | {"has"}
    if word == "takes":
        return bool(after) and after[0] in _TAKEN
    return word == "could" and bool(after) and after[0] not in _SENSED


def _was(words: list[str], index: int) -> bool:
    """Whether the word at ``index`` is governed by a past form of "be" ("was due", "had been scheduled")."""
    return any(word in _WAS for word in words[max(0, index - 2) : index])
