"""An export is there as a whole or not at all, and reads summaries from wherever they are kept."""

import errno
import json
import os
from pathlib import Path

import pytest

from communique import ExportFormat, errors, export, read_outcomes
from communique.records import Failure
from communique.store import Store, Stored
from samples import SUMMARY

NAMED = SUMMARY.model_copy(update={"id": "2026/05 04.txt"})
GONE = Failure(
    id="gone",
    error="ServerError",
    kind="server",
    message="no",
    hint="",
    retryable=True,
    attempts=4,
    status=500,
    sha256=None,
)


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


@pytest.mark.parametrize("form", ExportFormat)
def test_every_form_says_what_it_wrote_and_leaves_nothing_else(tmp_path, form):
    written = export([NAMED, GONE], form, tmp_path / "new" / "out")
    assert sorted(file.name for file in written.files) == names(tmp_path / "new" / "out")
    assert (written.summaries, written.failures) == (1, 1)


@pytest.mark.parametrize("form", ExportFormat)
def test_what_is_there_is_overwritten_only_when_asked(tmp_path, form):
    first = export([NAMED], form, tmp_path)
    before = {file: file.read_bytes() for file in first.files}
    with pytest.raises(errors.StoreError, match="is there already"):
        export([NAMED, NAMED], form, tmp_path)
    assert {file: file.read_bytes() for file in first.files} == before
    assert export([], form, tmp_path, force=True).summaries == 0
    assert sorted(before) == sorted(tmp_path.iterdir())


def broken(kind: type[BaseException]):
    yield NAMED
    raise kind("on the way")


@pytest.mark.parametrize("form", ExportFormat)
@pytest.mark.parametrize("kind", [errors.StoreError, KeyboardInterrupt, ZeroDivisionError])
def test_an_export_that_ends_early_leaves_the_folder_as_it_was(tmp_path, form, kind):
    (tmp_path / "old.txt").write_text("mine")
    with pytest.raises(kind):
        export(broken(kind), form, tmp_path)
    assert names(tmp_path) == ["old.txt"]
    with pytest.raises(kind):
        export(broken(kind), form, tmp_path / "new")
    assert names(tmp_path) == ["old.txt"]


@pytest.mark.parametrize("form", ExportFormat)
def test_a_full_disk_is_an_error_that_says_so(tmp_path, form, monkeypatch):
    def full(*_args, **_options):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(errors.StoreError, match="No space left"):
        export([NAMED], form, tmp_path / "out")
    assert names(tmp_path) == []


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(errors.StoreError, match="cannot write into"):
        export([NAMED], "csv", tmp_path / "file" / "out")


def test_an_unknown_form_is_refused_with_those_there_are(tmp_path):
    with pytest.raises(errors.ConfigurationError, match="parquet, csv"):
        export([NAMED], "docx", tmp_path)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "a\0b", "C:\\x", "x" * 500, "", "..", "Ünïcode 会議"]
)
def test_a_note_is_never_written_elsewhere(tmp_path, name):
    written = export([SUMMARY.model_copy(update={"id": name})], "markdown", tmp_path / "out")
    (file,) = written.files
    assert file.parent == tmp_path / "out"
    assert names(tmp_path) == ["out"]
    assert file.name.isascii()


def test_articles_whose_names_look_alike_have_notes_of_their_own(tmp_path):
    ids = ["a/b", "a b", "A-B", "a_b"]
    written = export([SUMMARY.model_copy(update={"id": each}) for each in ids], "markdown", tmp_path)
    assert len({file.name.casefold() for file in written.files}) == 4


# --- Where summaries are kept --------------------------------------------------------------------------------------


def test_a_folder_gives_its_summaries_by_name_and_a_failure_for_what_is_none(tmp_path):
    (tmp_path / "b.json").write_text(SUMMARY.model_dump_json())
    (tmp_path / "a.json").write_text(NAMED.model_dump_json())
    (tmp_path / "c.json").write_text('{"headline": 7}')
    (tmp_path / "d.json").write_bytes(b"\xff")
    (tmp_path / "notes.txt").write_text("mine")
    first, second, *others = read_outcomes(tmp_path)
    assert first == NAMED
    assert second == SUMMARY.model_copy(update={"id": "b"})  # its file names it
    assert [(each.id, each.kind) for each in others] == [("c", "store"), ("d", "store")]
    assert "headline" in others[0].message


def test_one_file_is_one_summary(tmp_path):
    file = tmp_path / "b.json"
    file.write_text(json.dumps(NAMED.model_dump(mode="json")))
    assert list(read_outcomes(str(file))) == [NAMED]


def test_a_store_gives_its_outcomes_in_order(tmp_path):
    with Store(tmp_path / "s.db") as store:
        store.name([("x", "1"), ("gone", "2"), ("missing", "3")])
        store.put("me", {"2": Stored.of(GONE), "1": Stored.of(NAMED)})
    assert list(read_outcomes(tmp_path / "s.db")) == [NAMED.model_copy(update={"id": "x"}), GONE]


@pytest.mark.parametrize(
    ("name", "content"), [("a.json", "{}"), ("a.json", "no"), ("a.db", "no store"), ("gone", None)]
)
def test_what_holds_no_summary_is_an_error(tmp_path, name, content):
    if content is not None:
        (tmp_path / name).write_text(content)
    with pytest.raises(errors.StoreError):
        list(read_outcomes(tmp_path / name))
    assert names(tmp_path) == ([name] if content is not None else [])
