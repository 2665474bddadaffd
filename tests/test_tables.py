"""The tables hold what the records hold, under the same columns in every form, and harm nobody who opens them."""

import csv
import datetime as dt
import json
import re
import weakref
from itertools import pairwise
from pathlib import Path
from typing import get_args

import duckdb
import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique import claims_frame, errors, export, officials_frame, to_frame, visits_frame
from communique.records import Claim, Failure, Official, Visit, VisitStatus, When
from communique.tables import TABLES, files
from samples import EMPTY, PAYLOADS, SUMMARY, poisoned

FAILURE = Failure(
    id="gone",
    error="NetworkError",
    kind="network",
    message="no connection",
    hint="",
    retryable=True,
    attempts=4,
    status=None,
    sha256=None,
)
FIRST = SUMMARY.model_copy(update={"id": "first"})
OUTCOMES = [FIRST, FAILURE, EMPTY.model_copy(update={"id": "empty"}), SUMMARY.model_copy(update={"id": "last"})]


def dated(**when) -> pd.DataFrame:
    visit = SUMMARY.visits[0].model_copy(update={"when": When(text="then", edtf=None, **when)})
    return visits_frame(SUMMARY.model_copy(update={"visits": (visit,)}))


# --- Rows and columns ----------------------------------------------------------------------------------------------


def test_every_field_of_a_record_is_a_column_of_its_table():
    for name, record in (("visits", Visit), ("officials", Official), ("claims", Claim), ("failures", Failure)):
        held = {column.path[1] for column in TABLES[name].columns if column.path[0] == "record"}
        held |= {"id"} if name == "failures" else set()  # which is its article's
        assert held == set(record.model_fields), name


def test_every_column_says_what_it_means_and_no_name_comes_twice():
    for table in TABLES.values():
        names = [column.name for column in table.columns]
        assert names[0] == "article_id"
        assert len(set(names)) == len(names)
        assert all(column.meaning.endswith(".") for column in table.columns)


def test_choices_are_those_of_the_record():
    (status,) = (column for column in TABLES["visits"].columns if column.name == "status")
    assert status.choices == get_args(VisitStatus)


def test_ids_join_the_tables():
    visits, officials, claims = (to_frame(OUTCOMES, name) for name in ("visits", "officials", "claims"))
    articles = to_frame(OUTCOMES, "articles").set_index("article_id")
    assert list(articles.index) == ["first", "empty", "last"]
    assert set(visits["article_id"]) == {"first", "last"}
    assert not visits.duplicated(["article_id", "visit_id"]).any()
    hosted = visits.explode("hosts").merge(officials, left_on=["article_id", "hosts"], right_on=["article_id", "name"])
    assert list(hosted["official_id"]) == ["o2", "o2"]
    against = claims.explode("contradicts").dropna(subset="contradicts")
    assert len(against.merge(visits, left_on=["article_id", "contradicts"], right_on=["article_id", "visit_id"])) == 2
    assert list(to_frame(OUTCOMES, "failures")["article_id"]) == ["gone"]
    assert len(to_frame(OUTCOMES, "dropped")) == 2 * len(SUMMARY.dropped)


def test_evidence_is_the_text_between_its_offsets():
    for name in ("visits", "officials", "claims"):
        for row in to_frame(SUMMARY, name).to_dict("records"):
            spans = zip(row["evidence_text"], row["evidence_start"], row["evidence_end"], strict=True)
            assert all(SUMMARY.article.text[start:end] == text for text, start, end in spans)


# --- Frames --------------------------------------------------------------------------------------------------------


def test_one_summary_gives_the_frames_that_many_give():
    assert SUMMARY.visits_frame().equals(visits_frame([SUMMARY]))
    assert SUMMARY.officials_frame().equals(officials_frame(iter([SUMMARY])))
    assert SUMMARY.claims_frame().equals(claims_frame([SUMMARY, FAILURE]))
    assert to_frame(FAILURE, "failures").equals(to_frame([FAILURE], "failures"))


@pytest.mark.parametrize("name", TABLES)
def test_a_frame_has_the_same_columns_and_types_with_and_without_rows(name):
    full, empty = to_frame(OUTCOMES, name), to_frame([], name)
    assert len(full)
    assert list(full.columns) == [column.name for column in TABLES[name].columns]
    assert full.dtypes.equals(empty.dtypes)


def test_a_date_is_a_date_whatever_its_year():
    frame = dated(earliest="0476-09-04", latest="9999-12-31")
    assert frame["when_earliest"].dtype == "datetime64[s]"
    assert frame["when_earliest"][0].year == 476
    assert frame["when_latest"][0].year == 9999


@pytest.mark.parametrize("day", [None, "-0044-03-15", "2026-02-30", "soon", "10000-01-01"])
def test_what_is_no_day_of_the_calendar_is_missing(day):
    assert dated(earliest=day, latest=None)["when_earliest"].isna().all()


def test_an_unknown_table_is_refused_with_those_there_are():
    with pytest.raises(errors.ConfigurationError, match="visits, officials"):
        to_frame(SUMMARY, "people")


def test_without_pandas_one_is_told_what_to_install(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pandas", None)
    with pytest.raises(errors.ConfigurationError, match=r"communique\[frames\]"):
        SUMMARY.visits_frame()


# --- Files ---------------------------------------------------------------------------------------------------------


def expected(name: str) -> list[dict]:
    """The rows of a table as plain values."""
    names = [column.name for column in TABLES[name].columns]
    return [dict(zip(names, row, strict=True)) for outcome in OUTCOMES for row in TABLES[name].rows(outcome)]


def listed(value):
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("name", TABLES)
def test_parquet_holds_the_table_as_it_is(tmp_path, name):
    export(OUTCOMES, "parquet", tmp_path)
    table = pq.read_table(tmp_path / f"{name}.parquet")
    assert table.to_pylist() == [{key: listed(value) for key, value in row.items()} for row in expected(name)]
    assert table.schema.field("article_id").metadata[b"description"]
    again = pd.read_parquet(tmp_path / f"{name}.parquet")
    assert list(again.columns) == list(to_frame([], name).columns)
    assert len(again) == len(expected(name))


def test_duckdb_reads_the_parquet_as_it_is(tmp_path):
    export(OUTCOMES, "parquet", tmp_path)
    with duckdb.connect() as base:
        found = base.execute(
            f"""SELECT v.article_id, v.status, v.visitors[1], v.when_earliest + INTERVAL 1 DAY, o.role
            FROM '{tmp_path}/visits.parquet' v JOIN '{tmp_path}/officials.parquet' o
            ON v.article_id = o.article_id AND list_contains(v.visitors, o.name)
            WHERE v.status = 'under_discussion' ORDER BY 1"""
        ).fetchall()
    expected_day = dt.datetime(2026, 5, 12)  # noqa: DTZ001
    assert found == [(i, "under_discussion", "Ana Ruiz", expected_day, "Foreign Minister") for i in ("first", "last")]


def test_types_of_the_parquet_are_those_of_the_values(tmp_path):
    export(OUTCOMES, "parquet", tmp_path)
    schema = pq.read_schema(tmp_path / "visits.parquet")
    assert schema.field("when_earliest").type == pa.date32()
    assert pa.types.is_dictionary(schema.field("status").type)
    assert schema.field("evidence_start").type.value_type == pa.int64()
    assert pq.read_schema(tmp_path / "failures.parquet").field("retryable").type == pa.bool_()


def test_parquet_is_written_in_row_groups(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "_GROUP", 3)
    export((SUMMARY.model_copy(update={"id": str(number)}) for number in range(7)), "parquet", tmp_path)
    file = pq.ParquetFile(tmp_path / "visits.parquet")
    assert [file.metadata.row_group(group).num_rows for group in range(file.num_row_groups)] == [3, 3, 3, 3, 2]
    assert file.read()["article_id"].to_pylist() == [str(number) for number in range(7) for _ in "ab"]
    file.close()


@pytest.mark.parametrize("name", TABLES)
def test_json_lines_hold_the_table_as_it_is(tmp_path, name):
    export(OUTCOMES, "jsonl", tmp_path)
    lines = [json.loads(line) for line in (tmp_path / f"{name}.jsonl").read_text("utf-8").splitlines()]
    plain = [
        {key: value.isoformat() if isinstance(value, dt.date) else listed(value) for key, value in row.items()}
        for row in expected(name)
    ]
    assert lines == plain


def cells(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_csv_flattens_lists_and_writes_iso_dates(tmp_path):
    export(OUTCOMES, "csv", tmp_path)
    visit = cells(tmp_path, "visits")[0]
    assert visit["when_earliest"] == "2026-05-11"
    assert visit["evidence_start"] == "17 | 89"
    assert visit["caveats"] == "status_inferred | in_conflict"
    assert visit["when_rule"] == ""
    assert cells(tmp_path, "failures")[0]["retryable"] == "true"
    assert [row["negated"] for row in cells(tmp_path, "claims")] == ["false", "true"] * 2
    assert pd.read_csv(tmp_path / "visits.csv", parse_dates=["when_earliest"])["when_earliest"][0].day == 11


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", '=cmd|" /C calc"!A0', "＝1+1"]


@pytest.mark.parametrize("payload", [*FORMULAS, *PAYLOADS])
def test_no_cell_of_a_csv_begins_a_formula(tmp_path, payload):
    export([poisoned(payload)], "csv", tmp_path)
    for name in TABLES:
        for row in cells(tmp_path, name):
            assert not any(re.match(r"[=+\-@\t\r\n\0＝＋－＠]", cell) for cell in row.values())
    shown = cells(tmp_path, "officials")[0]["name"]
    assert shown == (f"'{payload}" if payload in FORMULAS or payload.startswith("-") else payload)


@given(st.text(min_size=1).filter(lambda text: "\r" not in text))
def test_any_text_comes_back_from_a_csv(tmp_path_factory, text):
    folder = tmp_path_factory.mktemp("csv")
    export([SUMMARY.model_copy(update={"id": text})], "csv", folder)
    shown = cells(folder, "articles")[0]["article_id"]
    assert shown in {text, f"'{text}"}


def test_a_workbook_has_a_sheet_a_table(tmp_path):
    export(OUTCOMES, "xlsx", tmp_path)
    book = openpyxl.load_workbook(tmp_path / "communique.xlsx")
    assert book.sheetnames == list(TABLES)
    head, first, *_ = book["visits"].iter_rows()
    visit = {name.value: cell for name, cell in zip(head, first, strict=True)}
    assert visit["when_earliest"].value == dt.datetime(2026, 5, 11)  # noqa: DTZ001
    assert visit["when_earliest"].is_date
    assert visit["visitors"].value == "Ana Ruiz"
    assert visit["when_rule"].value is None
    assert [row[8].value for row in book["claims"].iter_rows(min_row=2)] == [False, True] * 2


@pytest.mark.parametrize("payload", FORMULAS)
def test_no_cell_of_a_workbook_is_a_formula(tmp_path, payload):
    export([poisoned(payload)], "xlsx", tmp_path)
    book = openpyxl.load_workbook(tmp_path / "communique.xlsx")
    shown = [cell for sheet in book for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None]
    assert {cell.data_type for cell in shown} <= {"s", "n", "b", "d"}
    assert not [cell for cell in shown if cell.hyperlink]
    assert [cell for cell in shown if cell.quotePrefix]


def test_what_excel_cannot_hold_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "_MOST_ROWS", 3)
    long = SUMMARY.model_copy(update={"summary": "word " * 10_000})
    old = SUMMARY.visits[0].model_copy(update={"when": When(text="x", edtf=None, earliest="1812-06-24", latest=None)})
    export([long, long, SUMMARY.model_copy(update={"visits": (old,)})], "xlsx", tmp_path)
    book = openpyxl.load_workbook(tmp_path / "communique.xlsx")
    assert book.sheetnames[:4] == ["articles", "visits", "officials", "claims"]
    assert [sheet.max_row for sheet in book if sheet.title.startswith("visits")] == [3, 3, 2]
    assert book["articles"]["E2"].value.endswith("[cut: longer than a cell of Excel may be]")
    (column,) = (cell.column for cell in book["visits 3"][1] if cell.value == "when_earliest")
    assert book["visits 3"].cell(2, column).value == "1812-06-24"


@pytest.mark.parametrize("missing", ["pyarrow", "xlsxwriter"])
def test_without_the_package_that_writes_a_form_one_is_told_what_to_install(tmp_path, monkeypatch, missing):
    monkeypatch.setitem(__import__("sys").modules, missing, None)
    with pytest.raises(errors.ConfigurationError, match=missing):
        export(OUTCOMES, "parquet" if missing == "pyarrow" else "xlsx", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_tables_are_written_while_they_are_read(tmp_path):
    """No list of all outcomes is made on the way: each is let go before the next but one comes."""
    alive = []

    def many():
        for number in range(20):
            summary = SUMMARY.model_copy(update={"id": str(number)})
            alive.append(weakref.ref(summary))
            yield summary
            del summary
            assert sum(each() is not None for each in alive) <= 2

    for form in ("csv", "jsonl", "xlsx", "parquet"):
        export(many(), form, tmp_path / form)
    assert len(alive) == 80
    ids = [row["article_id"] for row in cells(tmp_path / "csv", "articles")]
    assert all(int(one) + 1 == int(other) for one, other in pairwise(ids))
