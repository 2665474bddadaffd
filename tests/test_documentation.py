"""What the documents say is so: fields, errors, exit codes, names of caveats and links."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import communique
from communique import ExportFormat, errors
from communique.cli.failures import ExitCode

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


def test_what_is_generated_is_what_the_program_says_today():
    generate = runpy.run_path(str(ROOT / "docs" / "generate.py"))
    stale = [page.name for page in generate["PAGES"] if generate["regenerated"](page) != page.read_text("utf-8")]
    assert stale == [], "run: make generated"


def test_every_page_is_in_the_site():
    listed = (ROOT / "docs" / "index.md").read_text("utf-8").splitlines()
    pages = {page.stem for page in (ROOT / "docs").glob("*.md")} - {"index"}
    assert pages - set(listed) == set()


def test_the_reference_names_all_that_is_public():
    reference = (ROOT / "docs" / "reference.md").read_text("utf-8")
    public = {name for name in communique.__all__ if not name.startswith("__")}
    missing = {name for name in public if not re.search(rf"\b{name}\b", reference)}
    assert missing == {each for each in errors.__all__ if each not in {"CommuniqueError", "ModelError", "redact"}}
