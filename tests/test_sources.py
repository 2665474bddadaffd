"""Every article of a source comes out once, as it stands, whatever its neighbours are like."""

import datetime as dt
import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique import errors
from communique.sources import ArticleInput, count_articles, read_articles

ROWS = [("a", "Ana Ruiz flew to Oslo.", "2026-05-04"), ("b", "Olav Lund stayed at home.", None)]
EXPECTED = [ArticleInput(*row) for row in ROWS]


def written(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def only(source) -> ArticleInput:
    (article,) = read_articles(source)
    return article


# --- What can be read ----------------------------------------------------------------------------------------------


def test_texts_are_named_by_their_hash():
    first, second = read_articles(["Ana Ruiz flew to Oslo.", "Olav Lund stayed at home."])
    assert (first.text, first.published, first.error) == ("Ana Ruiz flew to Oslo.", None, None)
    assert first.id != second.id
    assert first.id == only(iter(["Ana Ruiz flew to Oslo."])).id
    assert len(first.id) == 16


MAPPINGS = [{"id": name, "text": text, "published": date} for name, text, date in ROWS]
FRAME = pd.DataFrame(MAPPINGS)


@pytest.mark.parametrize(
    "source",
    [
        ROWS,
        [list(row) for row in ROWS],
        MAPPINGS,
        EXPECTED,
        FRAME,
        FRAME.astype("string"),
        pl.DataFrame(MAPPINGS),
        pa.Table.from_pylist(MAPPINGS),
    ],
    ids=["tuples", "lists", "mappings", "inputs", "pandas", "pandas strings", "polars", "pyarrow"],
)
def test_rows_and_frames_are_read_alike(source):
    assert list(read_articles(source)) == EXPECTED
    assert count_articles(source) == 2


def test_files_of_rows_are_read_alike(tmp_path):
    FRAME.to_csv(tmp_path / "a.csv", index=False)
    FRAME.to_csv(tmp_path / "b.tsv", index=False, sep="\t")
    FRAME.to_csv(tmp_path / "c.csv", index=False, sep=";", encoding="utf-8-sig")
    FRAME.to_json(tmp_path / "d.jsonl", orient="records", lines=True)
    pq.write_table(pa.Table.from_pylist(MAPPINGS), tmp_path / "e.parquet")
    for file in sorted(tmp_path.iterdir()):
        assert list(read_articles(file)) == EXPECTED, file.name
        assert list(read_articles(str(file))) == EXPECTED, file.name
    assert count_articles(tmp_path / "e.parquet") == 2
    assert count_articles(tmp_path / "a.csv") is None


def test_a_folder_gives_its_text_files_by_name_and_those_of_its_subfolders(tmp_path):
    (tmp_path / "z").mkdir()
    for name in ("b.txt", "a.TXT", "z/c.txt", "notes.md", "a.json"):
        written(tmp_path / name, f"The text of {name}.\r\n")
    articles = list(read_articles(tmp_path))
    assert [article.id for article in articles] == ["a", "b", "z/c"]
    assert articles[2].text == "The text of z/c.txt.\r\n"  # line ends stay as they are
    assert count_articles(tmp_path) == 3


def test_a_text_file_is_one_article_and_paths_may_stand_in_a_list(tmp_path):
    one, two = written(tmp_path / "one.txt", "\ufeffOne."), written(tmp_path / "two.jsonl", '{"text": "Two."}')
    assert only(one) == ArticleInput("one", "\ufeffOne.")  # offsets count the byte order mark
    assert [article.text for article in read_articles([one, two])] == ["\ufeffOne.", "Two."]
    assert (count_articles(one), count_articles([one, two]), count_articles(iter(ROWS))) == (1, None, None)


@pytest.mark.parametrize(
    "names",
    [("article_id", "Body", "date"), ("DOC_ID", "content", "Publication Date"), ("uid", "full_text", "published_at")],
)
def test_columns_go_by_their_usual_names(names):
    rows = [dict(zip(names, row, strict=True)) | {"source": "wire"} for row in ROWS]
    assert list(read_articles(pd.DataFrame(rows))) == EXPECTED


def test_a_column_called_text_wins_over_other_words_for_it():
    assert only([{"content": "no", "text": "yes"}]).text == "yes"


@pytest.mark.parametrize(
    ("given_date", "expected"),
    [
        (dt.date(2026, 5, 4), "2026-05-04"),
        (dt.datetime(2026, 5, 4, 23, 59), "2026-05-04"),  # noqa: DTZ001
        (pd.Timestamp("2026-05-04T10:00Z"), "2026-05-04"),
        (np.datetime64("2026-05-04T10:00"), "2026-05-04"),
        ("2026-05-04 10:00:00", "2026-05-04"),
        ("2026-05-04T10:00:00Z", "2026-05-04"),
        ("Mon, 04 May 2026 10:00:00 GMT", "2026-05-04"),
        (" 2026-05 ", "2026-05"),
        (2026, "2026"),
        (2026.0, "2026"),
        (np.int64(2026), "2026"),
        (None, None),
        (math.nan, None),
        (pd.NaT, None),
        (pd.NA, None),
        ("", None),
        ("next week", "next week"),  # for whoever reads the article to refuse
    ],
)
def test_a_date_may_have_many_forms(given_date, expected):
    assert only([("a", "A text.", given_date)]).published == expected


def test_dates_and_ids_of_a_frame_are_those_of_its_types():
    frame = pd.DataFrame({"id": [7, None], "text": ["One.", "Two."], "date": pd.to_datetime(["2026-05-04", None])})
    first, second = read_articles(frame)
    assert (first.id, first.published) == ("7", "2026-05-04")
    assert len(second.id) == 16
    assert second.published is None


def test_an_id_that_was_there_before_gets_its_count():
    names = ["a", "a", "a#2", "a", "b"]
    ids = [article.id for article in read_articles([(name, "A text.") for name in names])]
    assert ids == ["a", "a#2", "a#2#2", "a#3", "b"]
    assert [article.id for article in read_articles(["Same."] * 2)] == [only(["Same."]).id, only(["Same."]).id + "#2"]


@given(st.lists(st.sampled_from(["a", "a#2", "a#2#2", "b", "", None])))
def test_every_row_has_an_id_of_its_own(names):
    articles = list(read_articles([(name, "A text.") for name in names]))
    assert len({article.id for article in articles}) == len(names)


# --- What cannot be read -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [None, "", " \n", math.nan, pd.NA, 7, b"bytes", ["a"]])
def test_a_row_without_a_text_costs_only_itself(text):
    bad, good = read_articles([("a", text), ("b", "A text.")])
    assert (bad.id, bad.text) == ("a", None)
    assert isinstance(bad.error, errors.ArticleError)
    assert "item 1" in bad.error.message
    assert good == ArticleInput("b", "A text.")


@pytest.mark.parametrize("row", [("a",), ("a", "b", "c", "d"), {"headline": "No text."}, ("a", "Text.", object())])
def test_a_row_of_another_shape_costs_only_itself(row):
    bad, good = read_articles([row, ("b", "A text.")])
    assert bad.error is not None
    assert good.text == "A text."


def test_a_csv_with_broken_rows_names_their_lines(tmp_path):
    lines = (
        b"id,text,date",
        b'1,"Two\r\nlines.",2026',
        b"2,Unquoted, with commas, here,2026",
        b'3,"Closed" too early,2026',
        b"4,Caf\xe9,2026",
        b"",
        b"5",
        b"6,Fine.",
        b'7,"Never closed,2026',
        b"8,Swallowed.,2026",
    )
    articles = list(read_articles(written(tmp_path / "n.csv", b"\r\n".join(lines))))
    assert [(each.id, each.text) for each in articles if each.error is None] == [("1", "Two\r\nlines."), ("6", "Fine.")]
    messages = [each.error.message for each in articles if each.error]
    expected = ["n.csv, line 4: 5 cells", "n.csv, line 5", "n.csv, line 6 is not UTF-8", "n.csv, line 8 has no text"]
    assert [message.startswith(start) for message, start in zip(messages, expected, strict=False)] == [True] * 4
    assert messages[4].startswith("n.csv, lines 10 to 11")
    assert len(articles) == 7


def test_a_text_longer_than_the_csv_module_allows_is_read(tmp_path):
    text = "word " * 40_000
    assert only(written(tmp_path / "long.csv", f"text\n{text}\n")).text == text


def test_broken_json_lines_cost_only_themselves(tmp_path):
    lines = (
        b'\xef\xbb\xbf{"id": "1", "text": "One."}',
        b'{"id": "2", "text": ',
        b'"a string"',
        b'{"id": "4", "text": "Caf\xe9"}',
        b"[" * 100_000,
        b'{"id": "6", "title": "x"}',
        b"",
        b'{"id": "8", "text": "Eight.", "extra": [1]}',
    )
    articles = list(read_articles(written(tmp_path / "n.jsonl", b"\n".join(lines))))
    assert [each.text for each in articles] == ["One.", None, None, None, None, None, "Eight."]
    for line, article in zip(range(2, 7), articles[1:6], strict=True):
        assert f"line {line}" in article.error.message
        assert article.id == f"n.jsonl, line {line}"
    assert "found: id, title" in articles[5].error.message


def test_a_file_of_another_encoding_or_without_permission_costs_only_itself(tmp_path):
    written(tmp_path / "a.txt", "Fine.")
    written(tmp_path / "b.txt", "Café.".encode("latin-1"))
    (tmp_path / "c.txt").mkdir()
    (tmp_path / "d.txt").symlink_to(tmp_path / "gone.txt")
    good, coded, gone = read_articles(tmp_path)
    assert good.text == "Fine."
    assert "not UTF-8" in coded.error.message
    assert "cannot be read" in gone.error.message


def test_a_parquet_file_cut_short_gives_an_error(tmp_path):
    file = tmp_path / "a.parquet"
    pq.write_table(pa.Table.from_pylist(MAPPINGS), file)
    file.write_bytes(file.read_bytes()[:-40])
    assert "from row 1 on" in only(file).error.message
    assert count_articles(file) is None


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.docx", b"PK", "cannot be read from a.docx"),
        ("a.csv", b"", "found: none"),
        ("a.csv", b"headline,url\nx,y\n", "found: headline, url"),
    ],
)
def test_a_source_that_holds_no_articles_is_refused_with_what_was_found(tmp_path, name, content, message):
    with pytest.raises(errors.ArticleError, match=message):
        list(read_articles(written(tmp_path / name, content)))


@pytest.mark.parametrize(
    "source", ["no-such-file.txt", Path("gone"), 7, b"bytes", {"text": "x"}, pd.DataFrame({"headline": ["x"]})]
)
def test_what_is_no_source_is_refused(source):
    with pytest.raises(errors.ArticleError):
        list(read_articles(source))


def test_a_path_in_a_list_that_leads_nowhere_costs_only_itself(tmp_path):
    written(tmp_path / "c.csv", "headline\nx\n")
    gone, headless, good = read_articles([tmp_path / "gone.txt", tmp_path / "c.csv", "A text."])
    assert gone.id == str(tmp_path / "gone.txt")
    assert "no such file" in gone.error.message
    assert "found: headline" in headless.error.message
    assert good.text == "A text."


def test_articles_are_read_one_at_a_time():
    taken = []
    articles = read_articles((str(number), taken.append(number) or "A text.") for number in range(100))
    next(articles)
    next(articles)
    assert taken == [0, 1]


def test_parquet_without_pyarrow_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(errors.ConfigurationError, match="pyarrow"):
        list(read_articles(written(tmp_path / "a.parquet", b"")))


@given(st.lists(st.fixed_dictionaries({"id": st.text(), "text": st.text()}), max_size=5))
def test_json_lines_come_back_as_they_were_written(tmp_path_factory, rows):
    file = tmp_path_factory.mktemp("j") / "a.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert [each.text for each in read_articles(file) if each.error is None] == [
        row["text"] for row in rows if row["text"].strip()
    ]
