"""Reads articles in Arabic, Chinese, French, Korean, Russian and Spanish by rules: people, statements, visits.

The rules are plainer than those for English and read the common forms of news prose: an office beside a name, a verb
of saying beside its subject, a word of travel beside a state. What they leave open is the model's to answer. The words
are data (``data/words_i18n.csv``), and so are the names of states (``data/countries_i18n.csv``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from communique.language.foreign._latin import latin_form, latin_letters
from communique.language.foreign._lexicon import Tongue, tongue_of, words
from communique.language.foreign._people import roster_of, states_in
from communique.language.foreign._speech import certainty_of, is_negated, kind_of, spoken
from communique.language.foreign._visits import travels
from communique.language.people import Roster
from communique.language.quotes import Quoted
from communique.language.segment import Sentence
from communique.language.statements import Statement
from communique.language.travel import Reading

__all__ = [
    "ForeignReading",
    "Tongue",
    "certainty_of",
    "is_negated",
    "kind_of",
    "latin_form",
    "latin_letters",
    "read_foreign",
    "states_in",
    "tongue_of",
    "words",
]


@dataclass(frozen=True, slots=True)
class ForeignReading:
    """What rules read in an article of another language.

    Attributes:
        roster: the people in office.
        statements: who says what.
        announced: sentences that a named official or a body stands behind.
        readings: the mentions of visits.
    """

    roster: Roster
    statements: tuple[Statement, ...]
    announced: frozenset[int]
    readings: tuple[Reading, ...]


def read_foreign(sentences: Sequence[Sentence], marks: Sequence[Quoted], tongue: Tongue) -> ForeignReading:
    """Read an article's sentences, whose quotations are marked, by the rules of its language."""
    lexicon = words(tongue)
    roster, titles = roster_of(sentences, tongue)
    statements = spoken(sentences, marks, roster, lexicon)
    official = frozenset(s.attribution.sentence for s in statements if s.attribution.source in {"named", "institution"})
    return ForeignReading(roster, statements, official, travels(sentences, roster, titles, official, lexicon))
