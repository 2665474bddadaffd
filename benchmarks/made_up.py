"""Articles that nobody wrote: as many as wanted, of any length, each different, with people, visits and claims in them.

python benchmarks/made_up.py COUNT [CHARACTERS] > articles.jsonl
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator

__all__ = ["article", "articles", "main"]

_FIRST = "Adrian Beatriz Casimir Dagny Emeka Farida Gustavo Hanna Ilias Jovana Kenji Ludmila Mateus Nadia Priya".split()
_LAST = "Almeida Brandt Czarny Dlamini Eriksen Fontaine Gusev Haddad Ibarra Jansen Kowal Lindqvist Moreau Novak".split()
_STATES = (
    "Norway Brazil Kenya Japan Poland Jordan Chile Vietnam Portugal Senegal Finland Uruguay Slovenia Ghana".split()
)
_CITIES = "Oslo Brasilia Nairobi Tokyo Warsaw Amman Santiago Hanoi Lisbon Dakar Helsinki Montevideo Accra".split()
_OFFICES = ("Foreign Minister", "Prime Minister", "Deputy Foreign Minister", "Defence Minister", "Ambassador")
_MONTHS = "January February March April May June July August September October November December".split()
_SENTENCES = (
    "{office} {first} {last} will travel to {city} on {day} {month}, the ministry said.",
    "{last} arrived in {city} on {day} {month} for talks with {office} {other}.",
    '"We expect an agreement on {subject} before the end of {month}," {last} told reporters in {city}.',
    "According to two diplomats, {state} may send a delegation to {city} to discuss {subject}.",
    "A spokesman for the government of {state} denied that talks on {subject} had been broken off.",
    "The two sides exchanged documents on {subject} and agreed to meet again in {month}.",
    "Trade between the two countries grew by {day} percent last year, officials in {city} said.",
    "{office} {other} said that {state} would not attend the conference on {subject} in {city}.",
    "Observers in {city} noted that the joint text on {subject} left open who would pay for it.",
    "{last} last visited {state} in {month} {year}, when a memorandum on {subject} was signed.",
)
_SUBJECTS = "fisheries,border crossings,grain transit,visa rules,energy cables,port fees,customs data,river dams".split(
    ","
)


def article(number: int, characters: int) -> str:
    """Return an article of about this length; the same number gives the same article."""
    chance = random.Random(number)
    paragraphs = [f"date {chance.randint(2015, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02} "]
    size = 0
    while size < characters:
        sentences = " ".join(_sentence(chance) for _ in range(chance.randint(2, 4)))
        paragraphs.append(sentences)
        size += len(sentences) + 2
    return paragraphs[0] + "\n\n".join(paragraphs[1:])[:characters].rsplit(". ", 1)[0] + f". Dispatch {number}."


def articles(count: int, characters: int, *, first: int = 0) -> Iterator[tuple[str, str]]:
    """Yield ids and texts."""
    for number in range(first, first + count):
        yield f"article-{number}", article(number, characters)


def _sentence(chance: random.Random) -> str:
    return chance.choice(_SENTENCES).format(
        office=chance.choice(_OFFICES), first=chance.choice(_FIRST), last=chance.choice(_LAST),
        other=f"{chance.choice(_FIRST)} {chance.choice(_LAST)}", state=chance.choice(_STATES),
        city=chance.choice(_CITIES), day=chance.randint(2, 28), month=chance.choice(_MONTHS),
        year=chance.randint(2001, 2014), subject=chance.choice(_SUBJECTS),
    )  # fmt: skip


def main(arguments: list[str]) -> int:
    """Print articles as JSON lines."""
    if not arguments:
        print(__doc__)
        return 2
    for name, text in articles(int(arguments[0]), int(arguments[1]) if len(arguments) > 1 else 2500):
        print(json.dumps({"id": name, "text": text}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
