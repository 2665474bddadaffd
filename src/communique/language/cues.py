"""Patterns that first look for the bits of words one of which is in whatever they find.

Most patterns find nothing in most sentences. To try one at every character takes ten times as long as to see that a
sentence holds none of its cues, which are worked out from the pattern itself: of each alternative the rarest run of
letters that no match can do without.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

__all__ = ["Cued", "cued", "cues_of", "plain", "plain_words"]

_MANY = 6


class Cued:
    """A pattern with its cues, compiled when a text holds one; it finds what the pattern alone would find.

    Attributes:
        pattern: the pattern as written.
        flags: how it is compiled.
    """

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self.flags = flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self.flags)

    @cached_property
    def cues(self) -> tuple[str, ...]:
        """Bits of plain text, one of which is in every match; none where any text may match."""
        return cues_of(self.pattern)

    @cached_property
    def _looked_for(self) -> tuple[frozenset[str], tuple[str, ...]]:
        """The cues: whole words, to be looked up at once where they are many, and others."""
        whole = frozenset(cue.strip() for cue in self.cues if cue == f" {cue.strip()} " and " " not in cue.strip())
        if len(whole) < _MANY:
            return frozenset(), self.cues
        return whole, tuple(cue for cue in self.cues if cue.strip() not in whole)

    def may_find(self, text: str) -> bool:
        """Whether a text holds a cue."""
        words, parts = self._looked_for
        if words and not words.isdisjoint(plain_words(text)):
            return True
        folded = plain(text)
        for part in parts:  # many times for each sentence, and twice as fast as any()
            if part in folded:
                return True
        return not self.cues

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Return the first match, as of a compiled pattern."""
        end = len(text) if end is None else end
        return self._compiled.search(text, start, end) if self.may_find(text[start:end]) else None

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Return the match at a place, as of a compiled pattern."""
        return self._compiled.match(text, start) if self.may_find(text[start:]) else None

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Return all matches, as of a compiled pattern."""
        end = len(text) if end is None else end
        return self._compiled.finditer(text, start, end) if self.may_find(text[start:end]) else iter(())

    def findall(self, text: str) -> list[str]:
        """Return all matches as strings, as of a compiled pattern."""
        return self._compiled.findall(text) if self.may_find(text) else []

    def sub(self, by: str | Callable[[re.Match[str]], str], text: str) -> str:
        """Return a text with something else for each match, as of a compiled pattern."""
        return self._compiled.sub(by, text) if self.may_find(text) else text


def cued(pattern: str, flags: int = 0) -> Cued:
    """Return a pattern as :func:`re.compile` would."""
    return Cued(pattern, flags)


# --- Plain text -------------------------------------------------------------------------------------------------------


class _Plain(dict[int, str]):
    """What stands for a character in plain text, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        letter = {"ı": "i", "İ": "i"}.get(chr(code), chr(code).casefold())  # as patterns that ignore case have it
        self[code] = letter if letter.isalnum() or letter == "_" else " "
        return self[code]


_PLAIN = _Plain()
_ASCII = "".join(map(_PLAIN.__getitem__, range(128))).encode().ljust(256)  # bytes are translated several times faster


@lru_cache(maxsize=512)  # a sentence is looked through by many patterns
def plain(text: str) -> str:
    """Return a text in small letters with a space for each other character, and one more at each end."""
    return f" {text.encode().translate(_ASCII).decode() if text.isascii() else text.translate(_PLAIN)} "


@lru_cache(maxsize=512)
def plain_words(text: str) -> frozenset[str]:
    """Return the words of a text in plain text."""
    return frozenset(plain(text).split())


# --- What a pattern cannot do without ---------------------------------------------------------------------------------

_GROUP = re.compile(r"\((?:\?(?:P<\w+>|[a-z]*(?:-[a-z]+)?:|(?P<around><?[=!])|(?P<again>P=\w+)))?")
_ATOM = re.compile(
    r"(?P<edge>\\[bAZ]|[\^$])|(?P<blank>\\[sW]|\[(?:[^\w\\^\]]|\\[^\w])+\])|\\(?P<escaped>[^\w\s])"
    r"|(?P<other>\\(?:x..|u.{4}|U.{8}|.)|\.|\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<letter>.)",
    re.DOTALL,
)
_QUANTIFIER = re.compile(r"(?:(?P<none>[?*]|\{0?,\d*\})|\+|\{\d+(?:,\d*)?\})[?+]?")
_RARER = 8.0  # how much rarer a run of letters is for each letter more
_FREQUENT = 1 / 8  # what is in nearly every sentence is not worth looking for


class _Cue(NamedTuple):
    text: str
    open: bool = True  # whether what comes next in the pattern goes on with it


_Cues = frozenset[_Cue]
_NOTHING: _Cues = frozenset({_Cue("")})


def cues_of(source: str) -> tuple[str, ...]:
    """Return bits of plain text one of which is in every match of a pattern; none where none is sure to be.

    It knows groups, alternatives, quantifiers, classes and look-around. Of cues within each other the shorter one is
    enough.
    """
    found, _ = _alternatives(source, 0, edge=False)
    if _rate(found) >= _FREQUENT:
        return ()
    texts = {cue.text for cue in found}
    return tuple(sorted(text for text in texts if not any(other in text for other in texts if other != text)))


def _rate(cues: Iterable[_Cue]) -> float:
    """Return roughly how often a text holds one of some cues."""
    return sum(_RARER ** -len(cue.text) for cue in cues)


def _alternatives(source: str, at: int, *, edge: bool) -> tuple[_Cues, int]:
    """Return the cues of the alternatives from ``at`` on, and where they end."""
    found: _Cues = frozenset()
    while True:
        one = _Alternative(edge=edge)
        at = one.read(source, at)
        found |= one.rarest
        if source[at : at + 1] != "|":
            return found, at
        at += 1


class _Alternative:
    """One alternative of a pattern, read from left to right.

    Args:
        edge: whether no letter stands before it, should it begin with one.
    """

    def __init__(self, *, edge: bool) -> None:
        self._found: list[_Cues] = []
        self._now = _NOTHING  # what any match has one of right here
        self._edge = edge

    @property
    def rarest(self) -> _Cues:
        """The cues that are the rarest of those found."""
        return min((*self._found, self._now), key=_rate)

    def read(self, source: str, at: int) -> int:
        """Read it from ``at`` on, and return where it ends."""
        while source[at : at + 1] not in {"", "|", ")"}:
            group = _GROUP.match(source, at)
            at = self._read_group(source, group) if group else self._read_atom(source, at)
        return at

    def _read_group(self, source: str, group: re.Match[str]) -> int:
        edge = self._edge or all(cue.text.endswith(" ") for cue in self._now)
        inside, end = (_NOTHING, group.end()) if group["again"] else _alternatives(source, group.end(), edge=edge)
        quantifier = _QUANTIFIER.match(source, end + 1)
        if not group["around"]:
            self._set_aside()
            self._now = _NOTHING if quantifier and quantifier["none"] else inside
        return quantifier.end() if quantifier else end + 1

    def _read_atom(self, source: str, at: int) -> int:
        atom = _ATOM.match(source, at)
        assert atom is not None  # it matches any character
        quantifier = _QUANTIFIER.match(source, atom.end())
        if atom["edge"]:
            self._meet_edge()
        elif atom["other"] or (quantifier and quantifier["none"]):
            self._set_aside()
        else:
            letter = " " if atom["blank"] else plain(atom["escaped"] or atom["letter"])[1:-1]
            self._add(letter)
            if quantifier:  # once at least, and then any number of times
                self._set_aside()
                self._add(letter if letter == " " else "")
        return quantifier.end() if quantifier else atom.end()

    def _add(self, letter: str) -> None:
        begins = " " if self._edge and letter != " " else ""
        self._now = frozenset(_Cue(cue.text + begins + letter) if cue.open else cue for cue in self._now)
        self._edge = False

    def _meet_edge(self) -> None:
        """A word ends or begins."""
        self._now = frozenset(
            _Cue(cue.text + " ") if cue.open and cue.text and cue.text[-1] != " " else cue for cue in self._now
        )
        self._set_aside()
        self._edge = True

    def _set_aside(self) -> None:
        self._found.append(frozenset(cue._replace(open=False) for cue in self._now))
        self._now = _NOTHING
        self._edge = False
