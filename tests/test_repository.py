"""What holds of the repository as a whole: its layout, its public door, its weight, and what must never be in it."""

from __future__ import annotations

import ast
import hashlib
import json
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from types import ModuleType

import pytest
import yaml

import communique
from communique import errors

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "communique"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PUBLIC = {
    *(name for name in errors.__all__ if name != "redact"),
    "ArticleInput",
    "ArticleSummary",
    "Batch",
    "BatchReport",
    "Claim",
    "Dropped",
    "Estimate",
    "EvidenceSpan",
    "ExportFormat",
    "Exported",
    "Failure",
    "Fingerprint",
    "Official",
    "Outcome",
    "Pass",
    "Price",
    "Profile",
    "Progress",
    "ProgressLine",
    "Provenance",
    "Provisional",
    "Resolved",
    "Store",
    "Summariser",
    "Visit",
    "VisitPlot",
    "When",
    "__version__",
    "claims_frame",
    "export",
    "officials_frame",
    "output_schema",
    "plot_visits",
    "read_articles",
    "read_outcomes",
    "record",
    "replay",
    "resolve_date",
    "summarise_article",
    "summarise_many",
    "to_frame",
    "visits_frame",
    "write_report",
}
SEEDS = {"000_f9777ed373442b64.txt": "604c8a79b11c83a92908f74a0ded73ef68440c1297697fc1defde26e14a306b6"}

# A letter in brackets keeps each pattern from finding itself.
_HOSTS = "py[p]i|python[h]osted|npm[j]s|deb[i]an|huggingface[.]c[o]/api"
FORBIDDEN = {
    "a path of some machine": re.compile(r"(?<![\w.<{])/(?:wor[k]|roo[t]|tm[p]|User[s]|hom[e]/(?!secret-user))/?\w"),
    "the host of a package registry": re.compile(rf"https?://[a-z.-]*(?:{_HOSTS})[./]"),
    "a credential": re.compile(r"\bs[k]-(?!CANARY|canary|bad)[\w-]{16,}|\bg[h]p_\w{20,}|BEGIN [A-Z ]*PRIVATE KE[Y]"),
}
CASSETTE_FORBIDDEN = re.compile(
    r"\bsk-|bearer|authorization|cookie|api[-_]key|organi[sz]ation-id|openai-|user-agent|x-request|localhost|127\.0\.0\.1"
    r"|https?://|\.gguf|[\w.]+@\w+\.\w+",
    re.IGNORECASE,
)


def texts() -> Iterator[tuple[Path, str]]:
    """Every text file that belongs to the repository, with its text."""
    folders = (".ci", "benchmarks", "cassettes", "docs", "examples", "prompts", "seeds", "src", "tests")
    files = [file for folder in folders for file in (ROOT / folder).rglob("*")]
    for file in (*files, *ROOT.glob("[!.]*"), ROOT / ".gitignore"):
        if file.is_file() and "__pycache__" not in file.parts and file.suffix not in {".png", ".svg"}:
            yield file.relative_to(ROOT), file.read_text("utf-8")


def in_a_fresh_python(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


# --- layout ------------------------------------------------------------------------------------------------------


def test_everything_that_the_readme_speaks_of_is_there():
    files = [
        ".ci/run",
        "CHANGELOG.md",
        "LICENSE",
        "Makefile",
        "README.md",
        "SECURITY.md",
        "constraints.txt",
        "pyproject.toml",
    ]
    folders = ["benchmarks", "cassettes", "docs", "examples", "prompts", "seeds", "src/communique", "tests"]
    assert [name for name in files if not (ROOT / name).is_file()] == []
    assert [name for name in folders if not (ROOT / name).is_dir()] == []


def test_the_article_that_ships_is_the_one_it_always_was():
    found = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in (ROOT / "seeds").iterdir()}
    assert found == SEEDS


def test_modules_and_functions_stay_short():
    long = [file.name for file in SOURCE.rglob("*.py") if len(file.read_text("utf-8").splitlines()) > 400]
    for file in SOURCE.rglob("*.py"):
        nodes = ast.walk(ast.parse(file.read_text("utf-8")))
        functions = [node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
        long += [f"{file.name}: {each.name}" for each in functions if each.end_lineno - each.lineno >= 50]
    assert long == []


def test_every_module_says_why_it_exists():
    silent = [file for file in SOURCE.rglob("*.py") if not ast.get_docstring(ast.parse(file.read_text("utf-8")))]
    assert silent == []


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what):
    found = [f"{file}: {match[0]}" for file, text in texts() for match in FORBIDDEN[what].finditer(text)]
    assert found == []


def test_one_version_is_named_everywhere():
    newest = re.search(r"^## \[(\d+\.\d+\.\d+)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert newest is not None
    assert newest[1] == PROJECT["version"] == communique.__version__


def test_every_requirement_is_pinned_and_no_pin_names_an_index_or_a_local_build():
    lines = re.sub(r"^ *#.*\n", "", (ROOT / "constraints.txt").read_text("utf-8"), flags=re.MULTILINE).splitlines()
    assert [line for line in lines if not re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*(?: ; .+)?", line)] == []
    extras = PROJECT["optional-dependencies"].values()
    required = {re.match(r"[a-z0-9-]+", each)[0] for each in (*PROJECT["dependencies"], *chain(*extras))}
    assert required - {line.partition("==")[0] for line in lines} == set()


# --- the public door ---------------------------------------------------------------------------------------------


def test_what_is_public_is_named_once_and_in_order():
    assert list(communique.__all__) == sorted(PUBLIC)


def test_nothing_else_looks_public():
    others = {
        name
        for name in dir(communique)
        if not name.startswith("_") and not isinstance(getattr(communique, name), ModuleType)
    }
    assert others - PUBLIC == set()
    assert PUBLIC - set(dir(communique)) == set()


@pytest.mark.parametrize("name", sorted(PUBLIC - {"__version__"}))
def test_every_public_name_is_there_and_documented(name):
    assert (getattr(communique, name).__doc__ or "").strip()


def test_a_name_that_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match="summarize_article"):
        getattr(communique, "summarize_article")  # noqa: B009 - a type checker need not see it


def test_importing_communique_loads_nothing_heavy():
    loaded = json.loads(
        in_a_fresh_python(
            "import json, sys; before = set(sys.modules); import communique; "  # coverage loads some
            "print(json.dumps(sorted(set(sys.modules) - before)))"
        )
    )
    heavy = {"anyio", "asyncio", "httpx2", "instructor", "jinja2", "openai", "rich", "tenacity", "typer", "vcr", "yaml"}
    heavy |= {"duckdb", "matplotlib", "numpy", "pandas", "polars", "pyarrow", "sqlite3", "xlsxwriter"}
    assert heavy & set(loaded) == set()


# --- the wheel ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (file,) = folder.glob("*.whl")
    return zipfile.ZipFile(file)


def test_the_wheel_holds_the_whole_package_and_the_prompts_and_nothing_else(wheel):
    package = {f"communique/{file.relative_to(SOURCE).as_posix()}" for file in SOURCE.rglob("*") if file.is_file()}
    prompts = {f"communique/_prompts/{file.name}" for file in (ROOT / "prompts").iterdir()}
    expected = {name for name in package | prompts if "__pycache__" not in name}
    held = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert held == expected
    assert "communique/py.typed" in held
    assert {Path(name).suffix for name in held} >= {".csv", ".css", ".j2", ".md", ".py"}


def test_the_prompts_in_the_wheel_are_those_of_the_repository(wheel):
    for file in (ROOT / "prompts").iterdir():
        assert wheel.read(f"communique/_prompts/{file.name}") == file.read_bytes()


def test_the_wheel_says_what_it_needs_and_under_which_licence(wheel):
    (name,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    metadata = wheel.read(name).decode()
    assert "License-Expression: Apache-2.0" in metadata
    assert "Requires-Python: >=3.11" in metadata
    assert "Requires-Dist: xllamacpp>=2026.10; extra == 'local'" in metadata


# --- prompts and cassettes ---------------------------------------------------------------------------------------


def test_every_prompt_has_a_version_and_examples_of_its_own():
    article = "".join(file.read_text("utf-8") for file in (ROOT / "seeds").iterdir())
    names = re.compile(r"\b(?:Rudenko|Kim|Lavrov|Peskov|Putin|Pyongyang|RIAC)\b")
    assert names.search(article)
    for file in (ROOT / "prompts").iterdir():
        text = file.read_text("utf-8")
        assert re.match(r"version: \d+\n", text), file
        assert not names.search(text), file


def test_every_cassette_is_told_of_and_none_is_missing():
    there = {file.name for file in (ROOT / "cassettes").glob("*.yaml")}
    told = set(re.findall(r"`(\w+\.yaml)`", (ROOT / "cassettes" / "README.md").read_text("utf-8")))
    assert there == told
    assert "seed.yaml" in there


def test_no_cassette_holds_a_secret_a_host_or_more_headers_than_the_content_type():
    cassettes = list((ROOT / "cassettes").glob("*.yaml"))
    assert cassettes
    for cassette in cassettes:
        text = cassette.read_text("utf-8")
        assert CASSETTE_FORBIDDEN.findall(text) == [], cassette
        for interaction in yaml.safe_load(text)["interactions"]:
            asked, answered = interaction["request"], interaction["response"]
            assert set(asked) == {"method", "path", "headers", "json"}
            assert asked["path"] == "/v1/chat/completions"
            assert set(answered) == {"status", "headers", "json"}
            assert {*asked["headers"], *answered["headers"]} == {"content-type"}
