"""Which rows of a table of patterns can match at a place of a text at all, told by the character there.

The tables of date phrases have a hundred rows, and nearly every word of a text begins none of them. A row is compiled
when it is first tried: an article needs few of them, and to compile all takes longer than to read it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, cached_property
from typing import Generic, TypeVar

__all__ = ["Opening", "Rows", "first_characters"]

T = TypeVar("T")

_ALPHABET = frozenset("abcdefghijklmnopqrstuvwxyz0123456789'")
_GROUP = re.compile(r"\((?:\?(?:P<\w+>|:|(?P<around><?[=!])|(?P<again>P=)\w+))?")
_ATOM = re.compile(r"\[\]?[^\]]+\]|\\.|.", re.DOTALL)
_QUANTIFIER = re.compile(r"(?P<none>[?*]|\{0?,\d*\})|\+|\{\d+(?:,\d*)?\}")
_REST = re.compile(r"(?:[^\\\[|()]|\\.|\[\]?[^\]]+\])*", re.DOTALL)
_ZERO_WIDTH = frozenset({r"\b", r"\B", r"\A", r"\Z"})


class Opening:
    """A pattern that is matched at a given place, ignoring case."""

    def __init__(self, source: str) -> None:
        self.source = source

    @cached_property
    def match(self) -> Callable[[str, int], re.Match[str] | None]:
        """Match the pattern at a place of a text."""
        return re.compile(self.source, re.IGNORECASE).match

    @property
    def begins_with(self) -> frozenset[str]:
        """The letters and digits that a match may begin with."""
        return first_characters(self.source)


class Rows(Generic[T]):
    """A table of patterns and what they stand for, looked up by the character that a match begins with."""

    def __init__(self, rows: Iterable[tuple[Opening, T]]) -> None:
        self._rows = tuple(rows)

    @cached_property
    def _by_character(self) -> dict[str, tuple[tuple[Opening, T], ...]]:
        begins = [(row, row[0].begins_with) for row in self._rows]
        found = {character: tuple(row for row, first in begins if character in first) for character in _ALPHABET}
        return found | {character.upper(): rows for character, rows in found.items()}

    def at(self, text: str, position: int) -> tuple[tuple[Opening, T], ...]:
        """Return the rows that may match there, in the order of the table."""
        return self._by_character.get(text[position : position + 1], self._rows)


def first_characters(source: str) -> frozenset[str]:
    """Return the small letters, digits and apostrophe with which a match of a pattern can begin.

    It knows the syntax that the tables are written in: groups, alternatives, quantifiers, classes and look-around.
    """
    found, empty, _ = _alternatives(source, 0)
    return _ALPHABET if empty else found


def _alternatives(source: str, at: int) -> tuple[frozenset[str], bool, int]:
    """Return how the alternatives from ``at`` on may begin, whether one may be empty, and where they end."""
    found, empty = frozenset[str](), False
    while True:
        more, nothing, at = _sequence(source, at)
        found, empty = found | more, empty or nothing
        if source[at : at + 1] != "|":
            return found, empty, at
        at += 1


def _sequence(source: str, at: int) -> tuple[frozenset[str], bool, int]:
    found, empty = frozenset[str](), True
    while source[at : at + 1] not in {"", "|", ")"}:
        if not empty:
            at = _rest(source, at)
            break
        more, nothing, at = _piece(source, at)
        quantifier = _QUANTIFIER.match(source, at)
        found, empty = found | more, nothing or bool(quantifier and quantifier["none"])
        at = quantifier.end() if quantifier else at
    return found, empty, at


def _rest(source: str, at: int) -> int:
    """Return where the alternative that ``at`` stands in ends."""
    depth = 0
    while True:
        match = _REST.match(source, at)
        at = match.end() if match else at
        mark = source[at : at + 1]
        if not mark or (not depth and mark != "("):
            return at
        depth += {"(": 1, ")": -1}.get(mark, 0)
        at += 1


def _piece(source: str, at: int) -> tuple[frozenset[str], bool, int]:
    group = _GROUP.match(source, at)
    if group is None:
        atom = _ATOM.match(source, at)
        assert atom is not None  # it matches any character
        return _of_atom(atom[0]), atom[0] in _ZERO_WIDTH, atom.end()
    if group["again"]:
        return _ALPHABET, True, group.end() + 1
    found, empty, end = _alternatives(source, group.end())
    return (frozenset(), True, end + 1) if group["around"] else (found, empty, end + 1)


@cache
def _of_atom(atom: str) -> frozenset[str]:
    return frozenset(character for character in _ALPHABET if re.fullmatch(atom, character, re.IGNORECASE))
