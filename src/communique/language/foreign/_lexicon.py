"""The words that tell offices, speech and travel in six languages, from ``data/words_i18n.csv``.

The table was compiled by hand for this project and is dedicated to the public domain (CC0 1.0). A row is one meaning,
a column one language, a cell the ways to say it as regular expressions; in them ``~`` stands for any ending, and ``@``
for one word that may come between (an adjective of nationality).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

__all__ = ["Tongue", "Words", "tongue_of", "words"]

Tongue = Literal["ar", "es", "fr", "ko", "ru", "zh"]
"""A language other than English that is read by rules."""

_BOUNDED = {"fr", "es", "ru", "ar"}
_SCRIPTS: tuple[tuple[Tongue, re.Pattern[str]], ...] = (
    ("ko", re.compile(r"[\uac00-\ud7a3]")),
    ("zh", re.compile(r"[\u3400-\u9fff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("ar", re.compile(r"[\u0621-\u064a]")),
)
_OTHER_SCRIPT = re.compile("[\u3040-\u30ff]|[іїєґў]|[پچگک]")  # Japanese, Ukrainian and Belarusian, Persian and Urdu
_ROMANCE: tuple[tuple[Tongue, re.Pattern[str]], ...] = (
    ("fr", re.compile(r"\b(?:le|la|les|des|du|et|une|dans|pour|aux?|est|avec|sur|qui|par)\b", re.IGNORECASE)),
    ("es", re.compile(r"\b(?:el|la|los|las|del|y|una|en|para|por|con|que|su)\b", re.IGNORECASE)),
)
_OTHER_ROMANCE = re.compile(r"\b(?:gli|della|nel|che|di|não|uma|dos|da|ao)\b|[ãõ]", re.IGNORECASE)
_SHARE = 0.1  # of the letters that must be of a script, of the words that must be function words


@dataclass(frozen=True, slots=True)
class Words:
    """One language's patterns.

    Attributes:
        tongue: the language.
        offices: any public office; ``role(match)`` names the one matched in English.
        kinds: the other patterns, by the kinds of the table.
        roles: English offices in the order of the groups of ``offices``.
    """

    tongue: Tongue
    offices: re.Pattern[str]
    kinds: dict[str, re.Pattern[str]]
    roles: tuple[str, ...]

    def role(self, match: re.Match[str]) -> str:
        """Return the English name of the office that ``offices`` matched."""
        return self.roles[int((match.lastgroup or "o0")[1:])]

    def has(self, kind: str, text: str) -> bool:
        """Whether a word of this kind stands in ``text``."""
        return self.kinds[kind].search(text) is not None


def tongue_of(text: str) -> Tongue | None:
    """Return which of the six languages ``text`` is in; ``None`` for English and for any other."""
    letters = sum(map(str.isalpha, text))
    for tongue, script in _SCRIPTS:
        if len(script.findall(text)) > _SHARE * max(1, letters):
            return None if len(_OTHER_SCRIPT.findall(text)) > 0.01 * letters else tongue
    found = re.findall(r"[^\W\d_]+", text)
    shares = {tongue: len(pattern.findall(text)) / max(1, len(found)) for tongue, pattern in _ROMANCE}
    best = max(shares, key=lambda tongue: shares[tongue])
    others = len(_OTHER_ROMANCE.findall(text)) / max(1, len(found))
    return best if shares[best] > max(_SHARE, others) else None


@cache
def words(tongue: Tongue) -> Words:
    """Return the patterns of a language."""
    offices, kinds = [], {}
    for kind, meaning, cell in _cells(tongue):
        if kind == "office":
            offices.append((meaning, cell))
        else:
            kinds[kind] = _compile(cell or r"(?!)", tongue)
    alternatives = "|".join(f"(?P<o{n}>{cell})" for n, (_, cell) in enumerate(offices))
    return Words(tongue, _compile(alternatives, tongue), kinds, tuple(role for role, _ in offices))


def _cells(tongue: Tongue) -> Iterator[tuple[str, str, str]]:
    text = (files("communique") / "data" / "words_i18n.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        if row["kind"] != "office" or row[tongue]:
            yield row["kind"], row["meaning"], row[tongue]


def _compile(pattern: str, tongue: Tongue) -> re.Pattern[str]:
    pattern = pattern.replace("~", r"\w*").replace("@", r"(?:\s(?!des?\b|du\b|la\b)[\w’'-]+)?").replace(" ", r"\s")
    if tongue in _BOUNDED:
        clitics = "[وف]?[بلك]?" if tongue == "ar" else ""
        pattern = rf"(?<!\w){clitics}(?:{pattern})(?!\w)"
    return re.compile(pattern, re.IGNORECASE)


assert set(get_args(Tongue)) >= _BOUNDED
