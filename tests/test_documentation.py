"""What the documents say is so: fields, errors, exit codes, names of caveats and links."""

from __future__ import annotations

import re
from pathlib import Path

import communique
from communique import ExportFormat, errors
from communique.cli.failures import ExitCode
from communique.tables import TABLES

ROOT = Path(__file__).parents[1]
DOCUMENTS = (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "cassettes").glob("*.md"))


def test_links_between_documents_lead_somewhere():
    link = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")
    broken = [
        f"{document.name}: {target}"
        for document in DOCUMENTS
        for target in link.findall(document.read_text("utf-8"))
        if not (document.parent / target).exists()
    ]
    assert broken == []


def test_the_contract_names_every_field_of_every_record():
    contract = (ROOT / "docs" / "contract.md").read_text("utf-8")
    records = "ArticleSummary Claim Dropped EvidenceSpan Failure Official Provenance Visit When"
    for name in records.split():
        fields = set(getattr(communique, name).model_fields)
        section = re.search(rf"^## [^\n]*`{name}`\n(.*?)(?=^## |\Z)", contract, re.MULTILINE | re.DOTALL)
        assert section is not None, name
        table = section[1].partition("| field | meaning |\n|---|---|\n")[2].partition("\n\n")[0]
        told = set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE))
        assert fields - told == set(), name
        assert told - fields == set(), name


def test_the_page_of_tables_names_every_column_with_what_it_means():
    kinds = {
        "text": "text",
        "choice": "choice",
        "date": "date",
        "flag": "true or false",
        "integer": "whole number",
        "number": "number",
        "texts": "list of texts",
        "integers": "list of whole numbers",
    }
    page = (ROOT / "docs" / "tables.md").read_text("utf-8")
    assert re.findall(r"^## `(\w+)`", page, re.MULTILINE) == list(TABLES)
    for name, table in TABLES.items():
        rows = [f"| `{column.name}` | {kinds[column.kind]} | {column.meaning} |" for column in table.columns]
        expected = "\n".join(
            [
                f"## `{name}`",
                "",
                f"{table.meaning.capitalize()}.",
                "",
                "| column | kind | meaning |",
                "|---|---|---|",
                *rows,
            ]
        )
        assert f"{expected}\n" in page, f"docs/tables.md should hold:\n{expected}"


def test_the_page_of_forms_names_every_form():
    rows = re.findall(
        r"^\| `(\w+)` \| [^|]+ \| [^|]+ \|$", (ROOT / "docs" / "exports.md").read_text("utf-8"), re.MULTILINE
    )
    assert rows == list(ExportFormat)


def test_the_table_of_errors_is_the_family_of_errors():
    rows = re.findall(
        r"^\| `(\w+)` \| `(\w+)` \| (yes|no) \|", (ROOT / "docs" / "errors.md").read_text("utf-8"), re.MULTILINE
    )
    family = [getattr(errors, name) for name in errors.__all__ if name != "redact"]
    expected = {(each.__name__, each.kind, "yes" if each.retryable else "no") for each in family}
    assert set(rows) == expected


def test_no_figure_is_left_to_be_filled_in():
    assert [document.name for document in DOCUMENTS if "TODO" in document.read_text("utf-8")] == []


def test_the_exit_codes_are_those_of_the_command_line():
    rows = re.findall(r"^\| (\d+) \|", (ROOT / "docs" / "command-line.md").read_text("utf-8"), re.MULTILINE)
    assert [int(row) for row in rows] == sorted(ExitCode)
