"""Writes into the documentation what the program says of itself, so that the two cannot differ.

    python docs/generate.py            # write
    python docs/generate.py --check    # only say what would change, with exit code 1

A page holds a generated part between ``<!-- generated: NAME -->`` and ``<!-- end -->``.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import typer
from typer._click import Command
from typer.core import TyperGroup

from communique import ArticleSummary, render, replay, resolve_date, summarise_article
from communique.cli import app
from communique.confidence import CAVEATS
from communique.evaluation import Evaluation, evaluate_summaries
from communique.records import Confidence, VisitStatus
from communique.tables import TABLES
from communique.tables.columns import Kind

__all__ = ["GENERATED", "PAGES", "main", "regenerated"]

_ROOT = Path(__file__).parents[1]
PAGES = (_ROOT / "README.md", *sorted((_ROOT / "docs").glob("*.md")))
"""Every page that may hold generated parts."""

_PART = re.compile(r"(<!-- generated: (?P<name>[\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)
_RECORD = re.compile(r"[ocv]\d+ ")
_WIDTH = 100  # characters, as wide as a page of the documentation shows
_PUBLISHED = "2025-03-27"  # a Thursday; the day of every example
_MINISTER = "Norwegian Foreign Minister Kari Lund"

_STATES: dict[VisitStatus, str] = {
    "cancelled": f"{_MINISTER} has called off her visit to Chile.",
    "completed": f"{_MINISTER} visited Chile last week.",
    "ongoing": f"{_MINISTER} arrived in Chile on Thursday for a three-day visit.",
    "confirmed": f"{_MINISTER} will visit Chile on 12 May, her ministry said.",
    "planned": f"{_MINISTER} is expected to visit Chile in May.",
    "under_discussion": f"{_MINISTER} may visit Chile next month.",
    "invited": f"{_MINISTER} has been invited to Chile.",
}
_STATEMENTS = (
    f"“The treaty is ready,” {_MINISTER} said.",
    f"{_MINISTER} said the treaty was “as good as ready”.",
    f"{_MINISTER} said the treaty is likely to be signed in June.",
    f"{_MINISTER} said the treaty is unlikely to be signed in June.",
    f"{_MINISTER} said the treaty might be signed in June.",
    "The Norwegian Foreign Ministry declined to say whether the treaty was ready.",
    "A senior official said the treaty was ready.",
    "Sources said the treaty was ready.",
    "According to reports, the treaty was signed in secret.",
    "The treaty was signed on Monday.",
)
_INFERENCES = (
    f"Chile is preparing for a visit by {_MINISTER}.",
    f"In Riga, {_MINISTER} met President Janis Berzkalns on Monday.",
    f"{_MINISTER} arrived in Santiago on Monday. She said the treaty was ready.",
)
_PHRASES = (  # with the tense of a sentence where it decides, and the convention
    ("13 March", "", "a missing year is the one nearest to publication"),
    ("three days ago", "", "a day"),
    ("on Monday", "They met on Monday.", "in the past tense the latest such day up to publication"),
    ("on Monday", "They will meet on Monday.", "in the future tense the first after it"),
    ("last month", "", "a calendar unit is no more precise than its name"),
    ("in 2023", "", "likewise"),
    ("next week", "", "weeks run from Monday to Sunday"),
    ("two weeks ago", "", "about: three days either side"),
    ("ten years ago", "", "about: one year either side"),
    ("later this year", "", "publication cuts the year in two"),
    ("earlier in March", "", "likewise"),
    ("late 2026", "", "early, mid and late are thirds"),
    ("in the spring", "", "a season has a code of its own in EDTF"),
    ("June 18 to 19, 2024", "", "it lasted"),
    ("between 10 and 12 April", "", "once, within"),
    ("since 2022", "", "open at one end"),
    ("soon", "", "open at one end, with no number"),
    ("when the time is ripe", "", "no date; never that of publication"),
)
_GOLD = {
    "`gold`, news": ("gold", "news-*"),
    "`gold`, wire": ("gold", "wire-*"),
    "`gold_languages`, Arabic": ("gold_languages/ar", "*"),
    "Chinese": ("gold_languages/zh", "*"),
    "French": ("gold_languages/fr", "*"),
    "Korean": ("gold_languages/ko", "*"),
    "Russian": ("gold_languages/ru", "*"),
    "Spanish": ("gold_languages/es", "*"),
}
_FIGURES = {
    "officials: F1 / country": ("officials.f1", "officials.country_accuracy"),
    "visits: F1 / strict": ("visits.f1", "visits.strict_f1"),
    "claims: F1 / certainty": ("claims.f1", "claims.certainty_accuracy"),
    "grounding": ("grounding",),
}


def _help() -> str:
    """Return the help of every command."""
    parts = []
    for name, command in _commands("", typer.main.get_group(app)):
        with command.make_context(f"communique {name}", ["--help"], resilient_parsing=True) as context:
            context.terminal_width = context.max_content_width = _WIDTH
            words = command.get_help(context).partition("\n  Exit codes:")[0].rstrip()
        parts.append(f"### {name}\n\n```text\n{words}\n```\n")
    return "\n".join(parts)


def _commands(prefix: str, group: TyperGroup) -> Iterator[tuple[str, Command]]:
    """Yield every command that does something, with its whole name."""
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from _commands(f"{prefix}{name} ", command)
        else:
            yield f"{prefix}{name}", command


_KINDS: dict[Kind, str] = {
    "text": "text",
    "choice": "choice",
    "date": "date",
    "flag": "true or false",
    "integer": "whole number",
    "number": "number",
    "texts": "list of texts",
    "integers": "list of whole numbers",
}


def _tables() -> str:
    """Return the columns of every table."""
    parts = []
    for name, table in TABLES.items():
        rows = "".join(f"| `{column.name}` | {_KINDS[column.kind]} | {column.meaning} |\n" for column in table.columns)
        title = f"## `{name}`\n\n{table.meaning.capitalize()}."
        parts.append(f"{title}\n\n| column | kind | meaning |\n|---|---|---|\n{rows}")
    return "\n".join(parts)


def _page() -> str:
    """Return what ``make demo`` prints, two records a kind."""
    (seed,) = (_ROOT / "seeds").glob("*.txt")
    with replay(_ROOT / "cassettes" / "seed.yaml"):
        summary = summarise_article(seed.read_text("utf-8"), model="local")
    kept, records = [], 0
    for line in render.text(summary, width=80).rpartition("\n\n")[0].splitlines():  # without how long it took
        records = 0 if "──" in line else records + bool(_RECORD.match(line))
        if records <= 2:
            kept.append(line)
        elif kept[-1] != "...":
            kept.append("...")
    return "```text\n{}\n```\n".format("\n".join(kept))


def _table(head: str, rows: Iterable[tuple[str, ...]]) -> str:
    titles = head.split(" | ")
    return "".join(f"| {' | '.join(row)} |\n" for row in (titles, ["---"] * len(titles), *rows))


def _read(text: str) -> ArticleSummary:
    """Return what the rules read in a few words of news."""
    return summarise_article(text, published=_PUBLISHED, profile="rules")


def _states() -> str:
    """Return a sentence for each state of a visit."""
    return _table(
        "the article says | `status`", ((text, f"`{_state(text, status)}`") for status, text in _STATES.items())
    )


def _state(text: str, expected: VisitStatus) -> str:
    (visit,) = _read(text).visits
    if visit.status != expected:
        raise ValueError(f"the example for {expected} is read as {visit.status}: {text}")
    return visit.status


def _statements() -> str:
    """Return sentences with what is read of their speaker, and how certain they put it."""
    rows = []
    for text in _STATEMENTS:
        (claim,) = _read(text).claims
        certainty = f"`{claim.certainty}`" + (", `negated`" if claim.negated else "")
        rows.append((text, claim.speaker or "", f"`{claim.source}`", f"`{claim.quotation}`", certainty))
    return _table("the article says | `speaker` | `source` | `quotation` | `certainty`", rows)


def _inferences() -> str:
    """Return sentences of which a record is inferred in part."""
    rows = []
    for text in _INFERENCES:
        summary = _read(text)
        record = next(each for each in (*summary.visits, *summary.officials, *summary.claims) if each.caveats)
        caveats = ", ".join(f"`{caveat}`" for caveat in record.caveats)
        rows.append((text, f"the {type(record).__name__.lower()}", f"`{record.confidence}`", caveats))
    return _table("the article says | of which | `confidence` | `caveats`", rows)


@cache
def _evaluated(folder: str, names: str) -> Evaluation:
    """Return how the rules alone score on gold of the repository."""
    articles = {file.stem: file for file in sorted((_ROOT / "benchmarks" / folder).glob(f"{names}.txt"))}
    texts = {name: file.read_text("utf-8") for name, file in articles.items()}
    gold = {name: json.loads(file.with_suffix(".json").read_text("utf-8")) for name, file in articles.items()}
    summaries = {name: summarise_article(text, profile="rules") for name, text in texts.items()}
    return evaluate_summaries(gold, summaries, texts, resamples=0)


def _scores() -> str:
    """Return what the rules alone score, a row a corpus."""
    rows = []
    for title, (folder, names) in _GOLD.items():
        evaluation = _evaluated(folder, names)
        values = [[f"{evaluation.figures[name].value:.3f}" for name in names] for names in _FIGURES.values()]
        rows.append((title, str(len(evaluation.articles)), *map(" / ".join, values)))
    return _table(" | ".join(("gold", "articles", *_FIGURES)), rows)


def _levels() -> str:
    """Return what each level of confidence is worth, a row a kind of record."""
    evaluation, rows = _evaluated("gold", "*"), []
    for kind in ("officials", "visits", "claims"):
        found = {each.level: each for each in evaluation.calibrations if each.kind == kind}
        rows.append(
            (kind, *(f"{each.matched} of {each.predicted}" if each.predicted else "" for each in found.values()))
        )
    return _table("records | " + " | ".join(f"`{level}`" for level in get_args(Confidence)), rows)


def _caveats() -> str:
    """Return every caveat with its meaning."""
    return _table("caveat | meaning", ((f"`{name}`", meaning) for name, meaning in CAVEATS.items()))


def _dates() -> str:
    """Return date phrases with what they mean."""
    rows = []
    for phrase, context, convention in _PHRASES:
        found = resolve_date(phrase, _PUBLISHED, context)
        days = f"{found.earliest or 'open'} to {found.latest or 'open'}" if found else ""
        edtf, rule = (f"`{found.edtf}`", f"`{found.rule}`") if found else ("`None`", "")
        rows.append((f"{phrase} (“{context}”)" if context else phrase, edtf, days, rule, convention))
    return _table("phrase | `edtf` | first to last possible day | `rule` | convention", rows)


GENERATED: dict[str, Callable[[], str]] = {
    "caveats": _caveats,
    "dates": _dates,
    "help": _help,
    "inferences": _inferences,
    "levels": _levels,
    "page": _page,
    "scores": _scores,
    "statements": _statements,
    "states": _states,
    "tables": _tables,
}


def regenerated(page: Path) -> str:
    """Return a page with its generated parts as they should be."""
    return _PART.sub(lambda part: f"{part[1]}\n{GENERATED[part['name']]()}\n{part[3]}", page.read_text("utf-8"))


def main(arguments: list[str]) -> int:
    """Write the generated parts, or tell which differ."""
    stale = [page for page in PAGES if regenerated(page) != page.read_text("utf-8")]
    for page in stale:
        print(page.relative_to(_ROOT))
        if "--check" not in arguments:
            page.write_text(regenerated(page), "utf-8")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
