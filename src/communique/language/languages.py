"""What the look-up tables need to know of languages other than English: which one a text is in, and how words inflect.

Russian declines names, Arabic puts prepositions, conjunctions and the article before them, Korean puts particles behind
them, Chinese does not part words. The rules are light: they only have to bring an inflected word back to one of the few
hundred names of ``data/countries_i18n.csv``, not to analyse the language.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from communique.language.cues import plain, plain_words
from communique.language.gazetteer import capitals_fit, fold_word

__all__ = ["Language", "fits", "fold_inflected", "is_english", "language_of", "readings"]

Language = Literal["en", "fr", "es", "other"]
"""The language of a text as far as matching depends on it; ``other`` has letters of a script that is not Latin."""

_SAMPLE = 4000  # characters: enough function words to tell three languages apart
_NOT_LATIN = re.compile(r"[\u0400-\u04ff\u0600-\u06ff\uac00-\ud7a3\u3400-\u9fff]")
_ENGLISH = frozenset("the of and to in is was said with by for".split())
_FRENCH = frozenset("le la les des du et une dans pour au aux est avec sur".split())
_SPANISH = frozenset("el la los las del y una en para por con que".split())
_ROMANCE = _FRENCH | _SPANISH

_FUNCTION_WORDS = frozenset(
    "the of and to in a that is was for on with said by he his has as at from it be are "
    "she they this which have had were been would could may might last next".split()
)
_SHORT_TEXT = 80  # words
_LEAST_SHARE, _LEAST_SHARE_OF_SHORT = 0.15, 0.1
# A text of a sentence or two may be all names and verbs; then words tell that no other language has.
_ENGLISH_WORD = re.compile(
    r"\b(?:[a-z]+(?:[a-gi-z]|[cgst]h)ed|will|should|must|can|cannot|told|says?|held|not|no"
    r"|(?i:foreign|prime minister|chancellor|secretary|ambassador|envoy|leaders?|ministers|king|queen|talks"
    r"|visit|counterpart)"
    r"|[A-Z][a-z]+(?:ian|ese|ish))\b"
)
_SHARED = frozenset("a as at be had he in it last on was".split())  # words of other languages as well
_SENTENCE = 20  # words, of which one that is only English tells
_OTHERS_WORDS = re.compile(
    r"\b(?:der|die|das|den|dem|ein|eine|und|ist|nicht|mit|von|zu|auf|het|een|en|van|voor|niet|det|och|og|att|av|"
    r"ikke|inte|til|som|på|il|lo|gli|di|che|della|nel|per|con|un|una|o|os|uma|do|da|em|para|ve|bir|ile|dan|yang|"
    r"w|się|z|na|do|je|se|și|în|cu|és|egy|le|la|les|des|et|est|el|los|las|que|del)\b"
)

_ADJECTIVE = re.compile(r"(?:[ыио]й|[ая]я|[ое]е|[ыи]е)\Z")
_ADJECTIVE_ENDINGS = re.compile(r"[ыио]й|[ая]я|[ое]е|[ыи]е|[ое]го|[ое]му|[ыиое]м|ую|юю|ей|[ыи]х|[ыи]ми")
_FEMININE_ENDINGS = re.compile(r"[аяыиеую]|[ое]й")
_SOFT_ENDINGS = re.compile(r"[ьйяюеи]|ем")
_PLURAL_ENDINGS = re.compile(r"ы|ов|ам|ами|ах|")
_CONSONANT_ENDINGS = re.compile(r"[ауе]|[ое]м|")
_NOUN_ENDINGS = {
    "а": _FEMININE_ENDINGS,
    "я": _FEMININE_ENDINGS,
    "ь": _SOFT_ENDINGS,
    "й": _SOFT_ENDINGS,
    "ы": _PLURAL_ENDINGS,
}
_INDECLINABLE = tuple("оеуэи")

_ARABIC_CLITICS = re.compile(r"(?P<conjunction>[وف]?)(?P<preposition>[بلك]?)(?P<article>(?:ال)?)")
_ARABIC_CONTRACTION = re.compile(r"[وف]?(?=لل)")  # the preposition li- swallows the first letter of the article
_ARABIC_LETTERS = str.maketrans({"ى": "ي", "ة": "ه", "ـ": None})

_KOREAN_TAIL = re.compile(
    r"(?:정부|대통령|총리|외교부|외무부|외교장관|외무장관|대사|측|인|산|군)?"
    r"(?:은|는|이|가|을|를|의|에|에서|에게|와|과|도|로|으로|만|까지|부터|및|이나|나|라는|라고|이라고|에도|에는|에서는|과의|와의"
    r"|로의|으로의|로부터|으로부터)?"
)


def language_of(text: str) -> Language:
    """Return what language ``text`` is in, as far as matching depends on it; English if nothing says otherwise."""
    sample = text[:_SAMPLE]
    if not sample.isascii() and _NOT_LATIN.search(sample):
        return "other"
    if _ROMANCE.isdisjoint(plain_words(sample)):
        return "en"
    said = plain(sample).split()
    english, french, spanish = (sum(map(words.__contains__, said)) for words in (_ENGLISH, _FRENCH, _SPANISH))
    if max(french, spanish) <= max(1, english):  # one such word may belong to a name
        return "en"
    return "fr" if french >= spanish else "es"


def is_english(text: str) -> bool:
    """Tell English by its function words: they make up a quarter to a half of any English news text."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    share = sum(word in _FUNCTION_WORDS for word in words) / max(1, len(words))
    if len(words) > _SHORT_TEXT:
        return share > _LEAST_SHARE
    if share > _LEAST_SHARE_OF_SHORT:  # a short text full of names has few
        return True
    own, others = len(_ENGLISH_WORD.findall(text)), len(_OTHERS_WORDS.findall(text))
    if not others and len(words) <= _SENTENCE:
        return own > 0 or any(word in _FUNCTION_WORDS - _SHARED for word in words)
    return own > others and share + own / len(words) > _LEAST_SHARE_OF_SHORT


@lru_cache(maxsize=4096)
def fold_inflected(word: str) -> str:
    """Return the key of one word of any script, the same for all forms of it.

    In Russian it is the word's first three letters, which no ending reaches; `fits` tells apart what shares them.
    """
    if word < "\u0400":
        return fold_word(word)
    if word < "\u0530":
        return word[:3].casefold().replace("ё", "е")
    if "\u0600" <= word < "\u0700":
        bare = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
        return bare.translate(_ARABIC_LETTERS)
    return unicodedata.normalize("NFC", word)


@lru_cache(maxsize=4096)
def readings(word: str) -> tuple[tuple[str, int, int], ...]:
    """Return the keys ``word`` may stand for once clitics are off, with the letters taken off before and after it."""
    key = fold_inflected(word)
    found = [(key, 0, 0)]
    if "\u0600" <= word < "\u0700":
        found += [(bare, lead if len(word) == len(key) else 0, 0) for bare, lead in _without_clitics(key)]
    elif "\uac00" <= word < "\ud7a4":
        found += [
            (key[:end], 0, len(key) - end if len(word) == len(key) else 0)
            for end in range(len(key) - 1, 1, -1)
            if _KOREAN_TAIL.fullmatch(key, end)
        ]
    return tuple(found)


def _without_clitics(key: str) -> Iterator[tuple[str, int]]:
    clitics = _ARABIC_CLITICS.match(key)
    ends = {clitics.end(name) for name in ("conjunction", "preposition", "article")} if clitics else set()
    for end in sorted(ends - {0}):
        yield key[end:], end
    contraction = _ARABIC_CONTRACTION.match(key)
    if contraction:
        yield "ال" + key[contraction.end() + 2 :], contraction.end()


def fits(listed: str, word: str) -> bool:
    """Whether ``word`` may be a form of the ``listed`` one: right capitals, and in Russian a form that exists."""
    return capitals_fit(listed, word) and (not "\u0400" <= listed < "\u0530" or _is_russian_form(listed, word))


def _is_russian_form(listed: str, word: str) -> bool:
    base, form = (text.casefold().replace("ё", "е") for text in (listed, word))
    if listed.isupper() or (base.endswith(_INDECLINABLE) and not _ADJECTIVE.search(base)):
        return form == base
    if _ADJECTIVE.search(base):
        stem, endings = base[:-2], _ADJECTIVE_ENDINGS
    elif base[-1] in _NOUN_ENDINGS:
        stem, endings = base[:-1], _NOUN_ENDINGS[base[-1]]
    else:
        stem, endings = base, _CONSONANT_ENDINGS
    return form.startswith(stem) and bool(endings.fullmatch(form, len(stem)))
