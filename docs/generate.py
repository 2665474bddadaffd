"""Writes into the documentation what the program says of itself, so that the two cannot differ.

    python docs/generate.py            # write
    python docs/generate.py --check    # only say what would change, with exit code 1

A page holds a generated part between ``<!-- generated: NAME -->`` and ``<!-- end -->``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import typer

from communique.cli import app
from communique.tables import TABLES
from communique.tables.columns import Kind

__all__ = ["GENERATED", "main", "regenerated"]

_DOCS = Path(__file__).parent
_PART = re.compile(r"(<!-- generated: (?P<name>[\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)
_WIDTH = 100  # characters, as wide as a page of the documentation shows


def _help() -> str:
    """Return the help of every command."""
    root = typer.main.get_group(app)
    parts = []
    for name in root.commands:
        with root.commands[name].make_context(f"communique {name}", ["--help"], resilient_parsing=True) as context:
            context.terminal_width = context.max_content_width = _WIDTH
            words = root.commands[name].get_help(context).partition("\n  Exit codes:")[0].rstrip()
        parts.append(f"### {name}\n\n```text\n{words}\n```\n")
    return "\n".join(parts)


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


GENERATED: dict[str, Callable[[], str]] = {"help": _help, "tables": _tables}


def regenerated(page: Path) -> str:
    """Return a page with its generated parts as they should be."""
    return _PART.sub(lambda part: f"{part[1]}\n{GENERATED[part['name']]()}\n{part[3]}", page.read_text("utf-8"))


def main(arguments: list[str]) -> int:
    """Write the generated parts, or tell which differ."""
    stale = [page for page in sorted(_DOCS.glob("*.md")) if regenerated(page) != page.read_text("utf-8")]
    for page in stale:
        print(f"docs/{page.name}")
        if "--check" not in arguments:
            page.write_text(regenerated(page), "utf-8")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
