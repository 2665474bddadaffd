"""Finds quoted words in the article, and turns what is found into evidence: whole sentences at exact offsets.

A model's quote is proof only if the article says it. A quote that differs from the article in more than typography is
accepted in one case: where every word that carries meaning stands in the article in the same order, and the stretch
holds no negation, modal or number that the quote leaves out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise, takewhile
from typing import Literal

from communique.language.folding import SPACELESS, Folded, fold, fold_with_offsets, words
from communique.language.numbers import NUMBER_WORDS
from communique.language.segment import Sentence
from communique.language.segment import sentences as split
from communique.language.support import MODALS, NEGATIONS
from communique.records import EvidenceSpan

__all__ = ["Locator", "Match", "evidence"]


@dataclass(frozen=True, slots=True)
class Match:
    """Where a quote stands in the article.

    Attributes:
        start: offset of its first character, in code points of the article.
        end: offset after its last character.
        how: ``exact``; ``normalised``: the same words in the same order, with other typography, or with an elision
            marked; ``repaired``: words without meaning of their own differ, or a few words are left out.
    """

    start: int
    end: int
    how: Literal["exact", "normalised", "repaired"]


_SPACELESS = re.compile(f"[{SPACELESS}]")
_WORD_SPAN = re.compile(rf"[{SPACELESS}]|[^ {SPACELESS}]+")
_LETTER = re.compile(r"[A-Za-z0-9]")
_ELISION = re.compile(r"\[\s*(?:\.{3,}|…)\s*\]|\(\s*(?:\.{3,}|…)\s*\)|\.(?:\s?\.){2,}|…")
_SENTENCE_END = re.compile(r"[.?!。！？؟।]")
_LONGEST_ELISION = 1_000  # characters of the article that one elision may leave out
_LONGEST_LEAP = 300  # the same, where a sentence ends among them
_CUTOFF = 75.0  # rapidfuzz score below which no repair is looked at; the words decide, so it only saves time
_LONGEST_REPAIR = 2_000  # characters of a quote for which a repair is looked for
_WITHOUT_MEANING = frozenset(
    {"a", "an", "the", "and", "of", "that", "this", "these", "those", "which", "who", "it", "its", "he", "she", "they"}
    | {"his", "her", "their", "is", "are", "was", "were", "be", "been", "has", "have", "had", "s", "also"}
)


def _stem(word: str) -> str:
    """The word without the s of a plural or of the third person, so that one copied sloppily is found."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


_CRITICAL = frozenset(map(_stem, NEGATIONS | MODALS | NUMBER_WORDS | {"t"}))  # folding leaves "don t" of "don't"


class Locator:
    """Finds quotes in one article. Made once an article; every search takes time linear in the article's length."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _folding(self) -> Folded:
        return fold_with_offsets(self._text)

    @property
    def _folded(self) -> str:
        return self._folding.text

    @property
    def _offsets(self) -> Sequence[int]:
        return self._folding.offsets

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        return frozenset(map(_stem, words(self._folded)))

    def find(self, quote: str, within: tuple[int, int] | None = None) -> Match | None:
        """Find ``quote`` in the article, at its first place, exactly, else normalised, else repaired.

        Args:
            quote: the words looked for. It may be elided ("..." or "[...]") or leave out sentences between its own.
            within: offsets of the part of the article to search, end exclusive; the whole article if not given.

        Returns:
            Where it stands, never cutting a word, or None where the article does not say it.
        """
        start, end = within or (0, len(self._text))
        if _LETTER.search(quote) and (exact := self._exact(quote.strip(), start, end)):
            return exact
        key = fold(quote).strip()
        if not key:
            return None
        return (
            self._verbatim(quote.strip(), key, start, end)
            or self._in_parts(quote, start, end)
            or self._repaired(key, start, end)
        )

    def _verbatim(self, quote: str, key: str, start: int, end: int) -> Match | None:
        return self._exact(quote, start, end) or self._normalised(key, start, end)

    def _exact(self, quote: str, start: int, end: int) -> Match | None:
        at = self._text.find(quote, start, end)
        while at >= 0:
            if _cuts_no_word(self._text, at) and _cuts_no_word(self._text, at + len(quote)):
                return Match(at, at + len(quote), "exact")
            at = self._text.find(quote, at + 1, end)
        return None

    def _normalised(self, key: str, start: int, end: int) -> Match | None:
        before = "" if _SPACELESS.match(key[0]) else " "
        after = "" if _SPACELESS.match(key[-1]) else " "
        first, last = bisect_left(self._offsets, start), bisect_left(self._offsets, end)
        at = self._folded.find(before + key + after, max(first - len(before), 0), last + len(after))
        if at < 0:
            return None
        return self._match(at + len(before), at + len(before) + len(key), "normalised")

    def _match(self, first: int, last: int, how: Literal["normalised", "repaired"]) -> Match:
        """The match of a stretch of the folded text; diacritics set apart from their letter belong to it."""
        end = self._offsets[last - 1] + 1
        while end < len(self._text) and "\u0300" <= self._text[end] <= "\u036f":
            end += 1
        return Match(self._offsets[first], end, how)

    def _in_parts(self, quote: str, start: int, end: int) -> Match | None:
        """Find the parts of an elided quote, or its sentences, in their order and near each other."""
        texts = [sentence.text for chunk in _ELISION.split(quote) for sentence in split(chunk)]
        parts = [(text, fold(text).strip()) for text in texts]
        if len(parts) < 2 or any(len(words(key)) < 2 for _, key in parts):
            return None
        found: list[Match] = []
        for part, key in parts:
            limit = min(end, start + len(part) * 2 + _LONGEST_ELISION) if found else end
            match = self._verbatim(part, key, start, limit)
            if match is None:
                return None
            found.append(match)
            start = match.end
        gaps = [self._text[left.end : right.start] for left, right in pairwise(found)]
        if not all(map(_may_be_left_out, gaps)):
            return None
        return Match(found[0].start, found[-1].end, "normalised")

    def _repaired(self, key: str, start: int, end: int) -> Match | None:
        """Find the words of a folded quote that carry meaning, in order, at the place that looks most like it."""
        quoted = words(key)
        wanted = [_stem(word) for word in quoted if word not in _WITHOUT_MEANING]
        first, last = bisect_left(self._offsets, start), bisect_left(self._offsets, end)
        if (
            len(wanted) < 2
            or not len(key) < min(last - first, _LONGEST_REPAIR)
            or not self._vocabulary.issuperset(wanted)
        ):
            return None
        from rapidfuzz.fuzz import partial_ratio_alignment  # noqa: PLC0415 (few quotes ever need it)

        likely = partial_ratio_alignment(key, self._folded[first:last], score_cutoff=_CUTOFF)
        if likely is None:
            return None
        slack = 20 + len(key) // 4
        low = max(first, first + likely.dest_start - slack)
        high = min(last, first + likely.dest_end + slack)
        window = [
            (word[0], low + word.start(), low + word.end()) for word in _WORD_SPAN.finditer(self._folded[low:high])
        ]
        lead = sum(1 for _ in takewhile(_WITHOUT_MEANING.__contains__, quoted))
        stretch = _stretch(wanted, [word for word, _, _ in window], lead)
        return self._match(window[stretch[0]][1], window[stretch[1]][2], "repaired") if stretch else None


def evidence(matches: Iterable[Match | tuple[int, int]], sentences: Sequence[Sentence]) -> tuple[EvidenceSpan, ...]:
    """The whole sentences that ``matches`` touch with at least one letter or digit: one span each, sorted, unique.

    Args:
        matches: matches, or offsets into the article, end exclusive.
        sentences: all sentences of the article, in order.
    """
    touched: set[int] = set()
    for match in matches:
        start, end = (match.start, match.end) if isinstance(match, Match) else match
        first = bisect_left(sentences, start + 1, key=lambda sentence: sentence.end)
        for place in range(first, len(sentences)):
            sentence = sentences[place]
            if sentence.start >= end:
                break
            if any(map(str.isalnum, sentence.text[max(start - sentence.start, 0) : end - sentence.start])):
                touched.add(place)
    return tuple(
        EvidenceSpan(start=sentences[place].start, end=sentences[place].end, text=sentences[place].text)
        for place in sorted(touched)
    )


def _cuts_no_word(text: str, at: int) -> bool:
    """Whether offset ``at`` does not stand inside a word; scripts without spaces have no inside."""
    if not 0 < at < len(text):
        return True
    left, right = text[at - 1], text[at]
    return not (left.isalnum() and right.isalnum()) or bool(_SPACELESS.match(left) or _SPACELESS.match(right))


def _may_be_left_out(gap: str) -> bool:
    """Whether a quote may leave these words out: a few sentences, or a part of one that could not turn its meaning."""
    if _SENTENCE_END.search(gap):
        return len(gap) <= _LONGEST_LEAP
    return len(gap) <= _LONGEST_ELISION and NEGATIONS.isdisjoint(words(fold(gap)))


def _stretch(wanted: Sequence[str], window: Sequence[str], lead: int) -> tuple[int, int] | None:
    """First and last index of the shortest run of ``window`` that ends first and holds ``wanted`` in order.

    None, where there is none, where more than a quarter of its meaningful words are extra, or where one of these, or of
    the ``lead`` words before it, where the quote has words without meaning, is a negation, a modal or a number.
    """
    stems = [_stem(word) for word in window]
    last = _subsequence(wanted, stems)
    if last is None:
        return None
    back = _subsequence(wanted[::-1], stems[last::-1])
    assert back is not None  # the same words, read backwards
    first = last - back
    held = Counter(_stem(word) for word in window[first : last + 1] if word not in _WITHOUT_MEANING)
    left_out = held - Counter(wanted)
    before = window[max(first - lead, 0) : first]
    if any(map(_is_critical, chain(left_out, before))) or left_out.total() > max(1, len(wanted) // 4):
        return None
    return first, last


def _is_critical(word: str) -> bool:
    """Whether leaving out this folded word could change what is said."""
    return _stem(word) in _CRITICAL or any(map(str.isdigit, word))


def _subsequence(wanted: Sequence[str], among: Sequence[str]) -> int | None:
    """Index in ``among`` of the last word of ``wanted`` when its words are met one after the other."""
    at = -1
    for word in wanted:
        try:
            at = among.index(word, at + 1)
        except ValueError:
            return None
    return at
