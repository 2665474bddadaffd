"""Reduces text to its words, so that two texts can be compared whatever their typography.

Folded text is the words alone, one space between them and around them: lower case, without diacritics (Latin, Greek
and Cyrillic), compatibility forms resolved (NFKD), invisible characters gone. Everything that is no letter or digit
separates words, so quotation marks, dashes, apostrophes, commas and line breaks cannot make two texts differ.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass
from functools import cache

__all__ = ["SPACELESS", "Folded", "compose", "fold", "fold_with_offsets", "words"]

SPACELESS = "\u0e00-\u0eff\u1000-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
"""Body of a character class: scripts whose words are not, or not wholly, separated by spaces."""

_SPACELESS = re.compile(f"[{SPACELESS}]")
_WORD = re.compile(rf"[{SPACELESS}]|[^ {SPACELESS}]+")
# Words of ASCII letters and digits fold to themselves in small letters, a run of other ASCII but symbols to a space.
_PIECE = re.compile(r"(?P<words>[A-Za-z0-9]+(?: [A-Za-z0-9]+)*)|(?P<gap>[\x00-$'-/:-@\[-`{-\x7f]+)|.", re.DOTALL)
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_WITHOUT_DECOMPOSITION = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)
_SYMBOLS = {"%": " percent ", "&": " and "}
_ASCII = "".join(chr(code).lower() if chr(code).isalnum() else " " for code in range(128)).encode().ljust(256)
_ASCII_LETTERS = dict(enumerate(_ASCII[:128].decode()))


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text, and for each of its characters the offset of the character it comes from, never decreasing."""

    text: str
    offsets: array[int]


def fold(text: str) -> str:
    """The words of ``text``, folded, with one space between them and one at each end."""
    if not text.isascii():
        text = _NOT_ASCII.sub(lambda found: "".join(map(_fold_character, found[0])), text)
    for symbol, word in _SYMBOLS.items():
        text = text.replace(symbol, word)
    plain = text.encode().translate(_ASCII).decode() if text.isascii() else text.translate(_ASCII_LETTERS)
    return " ".join(["", *plain.split(), ""])


def fold_with_offsets(text: str) -> Folded:
    """The same as :func:`fold`, with the way back to ``text``; linear in its length."""
    folded = [" "]
    offsets = array("L", [0])
    for found in _PIECE.finditer(text):
        piece, offset = found[0], found.start()
        if found["words"]:
            folded.append(piece.lower())
            offsets.extend(range(offset, found.end()))
            continue
        for folded_piece in " " if found["gap"] else _fold_character(piece):
            if folded_piece != " " or folded[-1] != " ":
                folded.append(folded_piece)
                offsets.append(offset)
    if folded[-1] != " ":
        folded.append(" ")
        offsets.append(len(text))
    return Folded("".join(folded), offsets)


def compose(text: str) -> Folded:
    """``text`` in the form NFC, in which a letter and its marks are one character, with the way back; linear.

    Texts from some file systems and PDF readers come in the form NFD, where they are several.
    """
    if unicodedata.is_normalized("NFC", text):
        return Folded(text, array("L", range(len(text))))
    composed: list[str] = []
    offsets = array("L")
    start = 0
    for at in range(1, len(text) + 1):
        if at < len(text) and (unicodedata.category(text[at])[0] == "M" or "\u1160" <= text[at] <= "\u11ff"):
            continue  # a mark, or the second or third part of a Korean syllable
        cluster = unicodedata.normalize("NFC", text[start:at])
        composed.append(cluster)
        offsets.extend([start] * len(cluster))
        start = at
    return Folded("".join(composed), offsets)


def words(folded: str) -> list[str]:
    """The words of a folded text; in scripts without spaces every character is one."""
    return _WORD.findall(folded) if not folded.isascii() and _SPACELESS.search(folded) else folded.split()


@cache
def _fold_character(character: str) -> str:
    """What stands for one character in folded text: nothing, letters and digits, or a space."""
    if unicodedata.category(character) == "Cf":  # soft hyphen, zero width, bidi control, tag character
        return ""
    if character in _SYMBOLS:
        return _SYMBOLS[character]
    decomposed = unicodedata.normalize("NFKD", character.casefold()).casefold().translate(_WITHOUT_DECOMPOSITION)
    kept = (c for c in decomposed if not "\u0300" <= c <= "\u036f")
    return "".join(c if unicodedata.category(c)[0] in "LNM" else " " for c in kept)
