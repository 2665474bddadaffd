"""The table of faults names, for every fault, tests that exist."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TABLE = (ROOT / "docs" / "faults.md").read_text("utf-8")
ROWS = re.findall(r"^\| (\d+) \| (.+?) \| (.+?) \| (.*?) \|$", TABLE, re.MULTILINE)


@cache
def names_in(file: str) -> set[str]:
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_the_faults_are_numbered_without_a_gap():
    assert [int(number) for number, *_ in ROWS] == list(range(1, len(ROWS) + 1))
    assert len(ROWS) >= 40


@pytest.mark.parametrize(("number", "shown_by"), [(row[0], row[3]) for row in ROWS])
def test_every_fault_is_shown_by_tests_that_exist(number, shown_by):
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", shown_by)
    assert named, f"row {number} names no test"
    assert "::" not in re.sub(r"`tests/[\w/]+\.py::test_\w+`", "", shown_by)
    missing = [f"{file}::{name}" for file, name in named if name not in names_in(file)]
    assert missing == []
