"""Longest-match look-up of listed names in running text: what the country and organisation tables are read with.

A name matches word by word and exactly, never by likeness. Diacritics do not count, separators (space, hyphen, full
stop) are alike, and where the table has a capital the text must have one, so that "China" is found in "CHINA" but not
in "china". One pass over the words, with one look-up a word for nearly all of them, keeps it linear.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Generic, TypeVar

from communique.language import folding

__all__ = ["Found", "Gazetteer", "Variants", "capitals_fit", "fold_word"]

_Value = TypeVar("_Value")

Variants = Callable[[str], Iterable[tuple[str, int, int]]]
"""Maps a word of the text to what it may stand for, best first: (key, letters before it, letters after it)."""

# A Han character is a word by itself. Commas and apostrophes count: "Xi an" is not Xi'an, "Nice" not "Nice, France".
_HAN = r"\u3400-\u9fff"
_MARKS = r"\u0300-\u036f\u064b-\u0652"
_TOKEN = re.compile(rf"[{_HAN}]|[^\W_{_HAN}]+(?:[{_MARKS}]+[^\W_{_HAN}]*)*|[,'’‘ʼ]")
_ASCII_TOKEN = re.compile(r"[A-Za-z0-9]+|[,']")  # the same where all is ASCII, which is most text
_SEPARATORS = " \t\n.-‐‑–&+/()"
_GAP = re.compile(rf"[\s{re.escape(_SEPARATORS)}]{{0,3}}")
_APART = str.maketrans({**dict.fromkeys(_SEPARATORS, " "), ",": " , ", "'": " ' "})


def fold_word(word: str) -> str:
    """Return one ``word`` in lower case and without diacritics, or a straight apostrophe for any."""
    return word.casefold() if word.isascii() else _folded(word)


@lru_cache(maxsize=4096)
def _folded(word: str) -> str:
    return "'" if word in {"’", "‘", "ʼ"} else folding.fold(word).strip()


def capitals_fit(listed: str, word: str) -> bool:
    """Whether ``word`` has the capitals of the ``listed`` one: all of an abbreviation's, the first of a name's."""
    if len(listed) > 1 and listed.isupper():
        return word.isupper()
    return word[0].isupper() or not listed[0].isupper()


@dataclass(frozen=True, slots=True)
class Found(Generic[_Value]):
    """One match: ``text[start:end]`` is a listed name, and ``value`` what it was listed with."""

    start: int
    end: int
    value: _Value


class Gazetteer(Generic[_Value]):
    """A list of names and what each stands for.

    Args:
        entries: (name, value) pairs. Of names that differ only in diacritics or capitals, the one spelled as in the
            text counts, else the one listed first.
        fold: maps spellings of a word to one key; a stemmer for languages that decline names.
        variants: splits clitics off the first word of a match; by default a word is only itself.
        fits: whether a listed word may stand for a word of the text, given that their keys agree.
    """

    def __init__(
        self,
        entries: Iterable[tuple[str, _Value]],
        *,
        fold: Callable[[str], str] = fold_word,
        variants: Variants | None = None,
        fits: Callable[[str, str], bool] = capitals_fit,
    ) -> None:
        self._fold = fold
        self._variants = variants
        self._fits = fits
        self._entries: dict[str, list[tuple[str, _Value]]] = {}
        self._starts: dict[str, set[str]] = {}  # by first word: how names go on, word by word
        self._small = set[str]()  # first words of names that begin without a capital, which few do
        for name, value in entries:
            keys = self._keys(name)
            key = " ".join(keys)
            self._entries.setdefault(key, []).append((name, value))
            starts = self._starts.setdefault(keys[0], set())
            if not name[0].isupper():
                self._small.add(keys[0])
            if len(keys) > 1:
                starts.update(accumulate(keys, "{} {}".format))

    def _keys(self, name: str) -> list[str]:
        if self._fold is fold_word and name.isascii():  # the same without a regular expression: nearly all names
            return [name.casefold()] if name.isalpha() else name.casefold().translate(_APART).split()
        return [self._fold(word) for word in _TOKEN.findall(name)]

    def look_up(self, phrase: str) -> _Value | None:
        """Return what ``phrase`` as a whole stands for, whatever its capitals; ``None`` if it is not listed."""
        key = " ".join(self._fold(word) for word in _TOKEN.findall(phrase))
        folded = phrase.casefold()
        fitting = [entry for entry in self._entries.get(key, ()) if self._fit(entry[0].casefold(), folded)]
        return _best(fitting, phrase.strip()) if fitting else None

    def find(self, text: str) -> Iterator[Found[_Value]]:
        """Yield the longest matches in ``text``, in order and without overlap."""
        words = list((_ASCII_TOKEN if text.isascii() else _TOKEN).finditer(text))
        after = 0
        for index, reading in self._openings(words):
            if index >= after:
                size, found = self._longest(text, words, index, reading)
                if found is not None:
                    after = index + size
                    yield found

    def _openings(self, words: list[re.Match[str]]) -> Iterator[tuple[int, tuple[str, int, int]]]:
        """Yield the number of each word with what it may stand for, as far as some name begins with it."""
        if self._variants is not None:
            for index, word in enumerate(words):
                for reading in self._variants(word[0]):
                    if reading[0] in self._starts:
                        yield index, reading
            return
        for index, word in enumerate(words):
            spelled = word[0]
            may_begin = spelled[0].isupper() or spelled in self._small or not spelled.isascii()
            if may_begin and (key := self._fold(spelled)) in self._starts:
                yield index, (key, 0, 0)

    def _longest(
        self, text: str, words: list[re.Match[str]], index: int, reading: tuple[str, int, int]
    ) -> tuple[int, Found[_Value] | None]:
        """Return the longest name that begins with the word at ``index``, and how many words it takes."""
        key, lead, trail = reading
        keys = self._as_far_as_listed(text, words, index, key)
        for size in range(len(keys), 0, -1):
            candidates = self._entries.get(keys[size - 1])
            if not candidates:
                continue
            start, end = words[index].start() + lead, words[index + size - 1].end() - (trail if size == 1 else 0)
            spelled = text[start:end]
            fitting = [candidate for candidate in candidates if self._fit(candidate[0], spelled)]
            if fitting:
                return size, Found(start, _with_full_stop(text, end), _best(fitting, spelled))
        return 0, None

    def _as_far_as_listed(self, text: str, words: list[re.Match[str]], index: int, key: str) -> list[str]:
        """Return the keys of one word, two words ... from ``index`` on, as far as names begin so."""
        keys, starts, at = [key], self._starts[key], index + 1
        while starts and at < len(words):
            key = f"{key} {self._fold(words[at][0])}"
            if key not in starts or not _GAP.fullmatch(text, words[at - 1].end(), words[at].start()):
                break
            keys.append(key)
            at += 1
        return keys

    def _fit(self, name: str, found: str) -> bool:
        return name == found or all(map(self._fits, _words(name), _words(found)))


def _best(candidates: Sequence[tuple[str, _Value]], spelled: str) -> _Value:
    """Return the value of the candidate spelled as in the text, else of the first."""
    if len(candidates) == 1:
        return candidates[0][1]
    folded = spelled.casefold()
    return min(candidates, key=lambda entry: (entry[0] != spelled, entry[0].casefold() != folded))[1]


def _words(phrase: str) -> list[str]:
    return [phrase] if phrase.isascii() and phrase.isalpha() else _TOKEN.findall(phrase)


def _with_full_stop(text: str, end: int) -> int:
    """Return ``end``, moved behind the full stop of an abbreviation written with them (U.S., Washington, D.C.)."""
    dotted = text[end : end + 1] == "." and text[end - 2 : end - 1] == "." and text[end - 1].isupper()
    return end + 1 if dotted else end
