"""The Latin form of a name in another script: the article's own where it gives one, else a romanisation by rule."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["latin_form", "latin_letters"]

_OTHER_SCRIPT = re.compile(r"[\u0400-\u04ff\u0600-\u06ff\u3400-\u9fff\uac00-\ud7a3]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_GIVEN = re.compile(r"\s?[（(](?P<latin>[A-ZÀ-Þ][\w’'. -]{2,60})[)）]")
_OBLIQUE = re.compile(r"(?:[оеы]м|ою|[ую])(?=\s|\Z)")  # a case ending, so that the name is not as it is called
_DOUBLE_SURNAMES = frozenset("欧阳 司马 上官 诸葛 夏侯 司徒 東方 东方 慕容 皇甫 令狐 尉迟 长孙".split())

# Revised Romanisation of Korean (2000), syllable by syllable, as the rules have it for names.
_INITIALS = "g kk n d tt r m b pp s ss - j jj ch k t p h".split()
_VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
_FINALS = "- k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split()


@lru_cache(maxsize=64)  # asked again for each word that may be the name
def latin_form(name: str, article: str) -> str | None:
    """Return how ``name`` is written in Latin letters; ``None`` where it is so already, or no rule can tell.

    The article's own form in brackets after the name comes first. Otherwise Russian is transliterated letter by letter,
    Chinese is read in pinyin without tones (also for foreign names, which the characters only imitate), Korean in the
    Revised Romanisation. Arabic does not write its vowels, and a declined Russian name may be called otherwise: no rule
    gives these.
    """
    if not _OTHER_SCRIPT.search(name):
        return None
    given = re.search(re.escape(name) + _GIVEN.pattern, article)
    if given:
        return given["latin"].strip()
    if _ARABIC.search(name) or _OBLIQUE.search(name):
        return None
    if _HANGUL.search(name):
        return _korean(name)
    return _chinese(name) if _HAN.search(name) else latin_letters(name)


def latin_letters(name: str) -> str:
    """Return a name letter by letter in ASCII, whatever that is worth."""
    from anyascii import anyascii  # noqa: PLC0415 - only articles in other scripts need it

    return anyascii(name)


def _chinese(name: str) -> str:
    if "·" in name:
        return " ".join(latin_letters(part).capitalize() for part in name.split("·"))
    size = 2 if name[:2] in _DOUBLE_SURNAMES else 1
    return " ".join(latin_letters(part).capitalize() for part in (name[:size], name[size:]) if part)


def _korean(name: str) -> str:
    parts = name.split()
    if len(parts) == 1 and len(name) in {3, 4}:
        parts = [name[:1], name[1:]] if len(name) == 3 else parts
    return " ".join("".join(map(_syllable, part)).replace("lr", "ll").capitalize() for part in parts)


def _syllable(letter: str) -> str:
    index = ord(letter) - 0xAC00
    if not 0 <= index < 11172:
        return letter
    initial, rest = divmod(index, 588)
    vowel, final = divmod(rest, 28)
    return f"{_INITIALS[initial]}{_VOWELS[vowel]}{_FINALS[final]}".replace("-", "")
