"""What people see tells everything a summary holds, and nothing in a summary can do more than be read."""

import io
import json
import re
import unicodedata
from html.parser import HTMLParser
from itertools import count
from pathlib import Path
from threading import Event
from threading import enumerate as enumerate_threads

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbclient import NotebookClient
from rich.cells import cell_len
from rich.console import Console

from communique.batch.report import BatchReport
from communique.confidence import CAVEATS
from communique.progress import Progress, Provisional, of_download
from communique.records import ArticleSummary, EvidenceSpan, Visit, When
from communique.render import html, page, text
from communique.render.live import ArticleDisplay, ProgressLine, download_display
from communique.render.passages import passages
from communique.render.provisional import live_html, live_text, sketch
from communique.render.wording import as_json, by_speaker, day, destination, party, period, plain
from samples import ARTICLE, CLAIMS, EMPTY, FIRST, OFFICIALS, PAYLOADS, SECOND, SUMMARY, VISITS, poisoned


class Page(HTMLParser):
    """Reads HTML as a browser's tokeniser does: tags with their attributes, and the text of each element."""

    VOID = frozenset({"hr", "img", "input", "link", "meta"})

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[tuple[str, ...], str]] = []
        self._open: list[str] = []
        self.feed(source)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br" and not attrs:
            return self.handle_data("\n")
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self._open.append(f"{tag}.{dict(attrs).get('class') or ''}")
        return None

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().split(".")[0] == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((tuple(self._open), data))

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def shape(self) -> list[tuple[str, dict[str, str | None]]]:
        """Every tag with all its attributes, save the id that names the summary."""
        return [(tag, {name: value for name, value in attrs.items() if name != "id"}) for tag, attrs in self.tags]

    def style(self) -> str:
        """The style sheet without the id that names the summary."""
        sheet = "".join(data for path, data in self.texts if path[-1] == "style.")
        return sheet.replace(str(self.tags[0][1]["id"]), "ID")

    def words(self) -> str:
        return " ".join(data for path, data in self.texts if path[-1] != "style.")

    def article(self) -> str:
        """The text of the article column without the labels behind its sentences."""
        return "".join(data for path, data in self.texts if "div.text" in path and "sup." not in path)


CLEAN = Page(html(poisoned("word")))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_in_every_field_adds_no_tag_no_attribute_and_no_style(payload):
    dirty = Page(html(poisoned(payload)))
    assert dirty.shape() == CLEAN.shape()
    assert dirty.style() == CLEAN.style()
    assert dirty.words() == CLEAN.words().replace("word", payload)


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1).map(str.strip).filter(bool))
def test_any_text_in_every_field_leaves_the_markup_as_it_is(payload):
    dirty = Page(html(poisoned(payload)))
    assert dirty.shape() == CLEAN.shape()
    assert dirty.style() == CLEAN.style()


def test_the_markup_holds_no_script_no_address_and_no_handler():
    shown = Page(html(SUMMARY))
    assert {tag for tag, _ in shown.tags} <= {
        *("section", "style", "h2", "h3", "h4", "p", "div", "aside", "ul", "li", "table", "thead", "tbody", "tr", "th"),
        *("td", "span", "strong", "i", "code", "details", "summary", "blockquote", "mark", "sup"),
    }
    names = {name for _, attributes in shown.tags for name in attributes}
    assert names <= {"id", "class", "lang", "role", "scope", "colspan", "tabindex"}
    assert not any(word in shown.style() for word in ("url(", "http", "@import", "expression"))


def test_every_attribute_is_quoted():
    tags = re.findall(r"<(?!br>)[a-z][^>]*>", html(SUMMARY))
    assert len(tags) == len(Page(html(SUMMARY)).tags)
    assert all(re.fullmatch(r'<[a-z0-9]+(?: [a-z]+="[^"<>]*")*>', tag) for tag in tags)


def test_the_lines_of_the_article_stay_apart_where_styles_are_stripped_and_space_between_tags_is_lost():
    squeezed = re.sub(r">\s+<", "><", re.sub(r"<style.*?</style>", "", html(SUMMARY), flags=re.DOTALL))
    assert Page(squeezed).article().split() == ARTICLE.split()
    assert Page(squeezed).article().count("\n") == ARTICLE.count("\n")


def test_equal_summaries_give_equal_markup_and_different_ones_different_ids():
    other = SUMMARY.model_copy(update={"headline": "Another one."})
    assert html(SUMMARY) == html(ArticleSummary.model_validate_json(SUMMARY.model_dump_json()))
    assert Page(html(SUMMARY)).tags[0][1]["id"] != Page(html(other)).tags[0][1]["id"]


def test_all_styles_are_nested_under_the_id_of_the_summary():
    style = Page(html(SUMMARY)).style()
    assert style.startswith("#ID {") and style.endswith("}")
    depths, depth = [], 0
    for character in style:
        depth += {"{": 1, "}": -1}.get(character, 0)
        depths.append(depth)
    assert depths[-1] == 0
    assert 0 not in depths[5:-1]


@pytest.mark.parametrize(
    "words",
    [
        SUMMARY.headline,
        SUMMARY.summary,
        "Published 4 May 2026",
        "mixed_newlines: the line ends differ",
        "Ana Ruiz (Spain)",
        "Oslo, Norway",
        "next week",
        "[2026-05-11..2026-05-17]",
        "within 11–17 May 2026",
        "under discussion",
        "cancelled",
        "working visit",
        "received by Olav Lund",
        "purpose: to talk about fish",
        CAVEATS["status_inferred"],
        CAVEATS["country_from_office"],
        "no such rule",
        "Foreign Minister",
        "Nordic Council",
        "Minister Ruiz",
        "her office",
        "anonymous",
        "asserted",
        "possible",
        "denial",
        "conflicts with v1",
        "partly quoted",
        "moderate",
        "Ana Ruiz to Rome",
        "no evidence",
        "Not in the text.",
        "to Rome",
        "test-model",
        "1,234 tokens",
        FIRST,
        SECOND,
    ],
)
@pytest.mark.parametrize("shown", [Page(html(SUMMARY)).words(), text(SUMMARY, width=300)], ids=["html", "text"])
def test_every_form_tells(shown, words):
    assert words in shown


@pytest.mark.parametrize("form", [html, text], ids=["html", "text"])
def test_a_summary_without_records_is_shown_too(form):
    assert SUMMARY.headline in form(EMPTY)
    assert "Publication date not known" in form(EMPTY)


def test_the_article_stands_in_the_page_as_given_save_for_carriage_returns():
    assert Page(html(SUMMARY)).article() == ARTICLE.replace("\r", "")


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 200), st.integers(1, 200)), min_size=1, max_size=6))
def test_whatever_the_spans_the_article_is_whole_and_each_mark_lies_in_its_records_evidence(pairs):
    evidence = tuple(EvidenceSpan(start=start, end=start + length, text="x") for start, length in pairs)
    shown = Page(html(SUMMARY.model_copy(update={"claims": (CLAIMS[0].model_copy(update={"evidence": evidence}),)})))
    assert shown.article() == ARTICLE.replace("\r", "")
    marked = "".join(
        data for path, data in shown.texts if path[-1].startswith("mark.") and "c1" in path[-1].split(".")[1].split()
    )
    covered = {at for one in evidence for at in range(one.start, min(one.end, len(ARTICLE)))}
    assert marked == "".join(character for at, character in enumerate(ARTICLE) if at in covered and character != "\r")


def test_each_record_lights_its_sentences_and_each_sentence_its_records():
    shown = Page(html(SUMMARY))
    marks = {key for tag, attributes in shown.tags if tag == "mark" for key in str(attributes["class"]).split()}
    records = {
        str(attributes["class"]).split()[1]
        for _, attributes in shown.tags
        if str(attributes.get("class")).split()[0] == "record"
    }
    assert marks == records == {"o1", "o2", "v1", "v2", "c1", "c2"}
    for key in records:
        assert f"&:has(.record.{key}:is(:hover, :focus-within)) mark.{key}" in shown.style()
        assert f"&:has(mark.{key}:is(:hover, :focus)) .record.{key}" in shown.style()


def test_every_sentence_and_every_record_can_be_reached_by_keyboard():
    shown = Page(html(SUMMARY))
    assert all(attributes["tabindex"] == "0" for tag, attributes in shown.tags if tag in {"mark", "tbody"})
    assert sum(tag == "summary" for tag, _ in shown.tags) == len(OFFICIALS) + len(VISITS) + len(CLAIMS)


# --- The terminal --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [30, 40, 60, 80, 99, 100, 120, 200])
def test_no_line_is_wider_than_the_terminal_and_no_word_is_cut(width):
    shown = text(SUMMARY, width=width)
    assert max(map(cell_len, shown.splitlines())) <= width
    assert "…" not in shown
    words = shown.replace("\n", " ").split()
    assert {"cancelled", "moderate", "discussion", "“next", "confidence"} <= {word.strip(":") for word in words}


def test_a_wide_terminal_gets_a_table_of_visits_and_a_narrow_one_a_list():
    assert any(
        line.split() == ["who", "to", "when", "status", "confidence"] for line in text(SUMMARY, width=120).splitlines()
    )
    assert "Ana Ruiz (Spain) to Oslo, Norway" in text(SUMMARY, width=60)


@pytest.mark.parametrize(
    "payload",
    [
        "\x1b[31mred\x1b[0m",
        "\x1b]8;;http://evil.example\x1b\\link\x1b]8;;\x1b\\",
        "\x9b31mred",
        "bell\x07 back\x08space \x00 \x7f",
        "over\rwritten",
        "two\nlines",
        "[bold red]markup[/bold red] :smile:",
        "[link=http://evil.example]x[/link]",
        "[/]",
        "\u202ereversed",
    ],
)
def test_nothing_in_a_summary_speaks_to_the_terminal(payload):
    screen = io.StringIO()
    Console(file=screen, force_terminal=True, color_system="truecolor", width=120).print(page(poisoned(payload)))
    baseline = io.StringIO()
    Console(file=baseline, force_terminal=True, color_system="truecolor", width=120).print(page(poisoned("word")))

    def controls(shown: str) -> set[str]:
        return {part.split("m")[0] for part in shown.split("\x1b")[1:]}

    assert controls(screen.getvalue()) <= controls(baseline.getvalue())
    assert not {c for c in screen.getvalue() if unicodedata.category(c) == "Cc"} - {"\n", "\x1b"}
    assert " ".join(plain(payload).split()) in " ".join(text(poisoned(payload), width=120).split())


def test_colour_is_never_the_only_sign_of_a_status():
    words = text(SUMMARY.model_copy(update={"visits": tuple(visit(status) for status in STATUSES)}), width=120)
    discs = {
        line.split(status.replace("_", " "))[0].split()[-1]
        for status in STATUSES
        for line in words.splitlines()
        if f" {status.replace('_', ' ')}  " in line
    }
    assert len(discs) == len(STATUSES)


STATUSES = ("invited", "under_discussion", "planned", "confirmed", "ongoing", "completed", "cancelled")


def visit(status: str) -> Visit:
    return VISITS[0].model_copy(update={"status": status})


# --- Wording -------------------------------------------------------------------------------------------------------


@given(st.text())
def test_plain_text_holds_no_control_character_and_stays_plain(raw):
    once = plain(raw)
    assert not {c for c in once if unicodedata.category(c) in {"Cc", "Cs"}} - {"\n", "\t"}
    assert plain(once) == once


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("a\x00b\x1bc\x9bd\re", "abcde"),
        ("tab\tand\nnewline", "tab\tand\nnewline"),
        ("a\u202eb", "a⟨U+202E⟩b"),
        ("a\u200bb\ufeff", "a⟨U+200B⟩b⟨U+FEFF⟩"),
        ("\U000e0041", "⟨U+E0041⟩"),
        ("\ud800", "\ufffd"),
        ("naïve – “quoted” 中文 \u05e9\u200f", "naïve – “quoted” 中文 \u05e9\u200f"),
    ],
)
def test_what_cannot_be_seen_is_removed_or_spelt_out(raw, shown):
    assert plain(raw) == shown


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest", "words"),
    [
        ("2025-03-13", "2025-03-13", "2025-03-13", "13 March 2025"),
        ("2025-03", "2025-03-01", "2025-03-31", "March 2025"),
        ("2024", "2024-01-01", "2024-12-31", "2024"),
        ("2024-02", "2024-02-01", "2024-02-29", "February 2024"),
        ("2015~", "2014-01-01", "2016-12-31", "about 2014–2016"),
        ("2025-03-13~", "2025-03-10", "2025-03-16", "about 10–16 March 2025"),
        ("[2025-03-27..2025-12-31]", "2025-03-27", "2025-12-31", "within 27 March – 31 December 2025"),
        ("[2025-06-01..2025-07-31]", "2025-06-01", "2025-07-31", "within June–July 2025"),
        ("[2025-12-29..2026-01-04]", "2025-12-29", "2026-01-04", "within 29 December 2025 – 4 January 2026"),
        ("[2025-03-27]", "2025-03-27", "2025-03-27", "27 March 2025"),
        ("2024-06-18/2024-06-19", "2024-06-18", "2024-06-19", "18–19 June 2024"),
        ("2024-05-18/2024-06-18", "2024-05-18", "2024-06-18", "18 May – 18 June 2024"),
        ("[..2025-03-27]", None, "2025-03-27", "27 March 2025 or earlier"),
        ("[2025-03-27..]", "2025-03-27", None, "27 March 2025 or later"),
        ("9999-12", "9999-12-01", "9999-12-31", "December 9999"),
        (None, None, None, "no date resolved"),
        ("2025", "soon", "<b>", "no date resolved"),
    ],
)
def test_an_interval_is_said_as_briefly_as_it_is_precise(edtf, earliest, latest, words):
    assert period(When(text="x", edtf=edtf, earliest=earliest, latest=latest)) == words


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2025-03-07", "7 March 2025"),
        ("2025-12", "December 2025"),
        ("2025", "2025"),
        ("2025-13", "2025-13"),
        ("<b>", "<b>"),
    ],
)
def test_a_date_is_said_as_precisely_as_it_is_known(iso, words):
    assert day(iso) == words


@pytest.mark.parametrize(
    ("changes", "who", "where"),
    [
        ({}, "Ana Ruiz (Spain)", "Oslo, Norway"),
        ({"visitors": ()}, "delegation (Spain)", "Oslo, Norway"),
        ({"visitors": ("A", "B"), "visitor_country": None}, "A, B", "Oslo, Norway"),
        ({"place": None}, "Ana Ruiz (Spain)", "Norway"),
        (
            {"host_organisation": "NATO", "place": "Brussels", "host_country": None},
            "Ana Ruiz (Spain)",
            "NATO, Brussels",
        ),
        ({"place": "Singapore", "host_country": "SG"}, "Ana Ruiz (Spain)", "Singapore"),
        ({"visitor_country": "ZZ"}, "Ana Ruiz (ZZ)", "Oslo, Norway"),
        ({"place": None, "host_country": None}, "Ana Ruiz (Spain)", "not stated"),
    ],
)
def test_a_visit_says_who_goes_where(changes, who, where):
    changed = VISITS[0].model_copy(update=changes)
    assert (party(changed), destination(changed)) == (who, where)


def test_claims_are_grouped_by_speaker_in_order_of_first_speech():
    nobody = CLAIMS[0].model_copy(update={"speaker": None, "source": "article"})
    unnamed = CLAIMS[0].model_copy(update={"speaker": None, "source": "anonymous"})
    groups = by_speaker([CLAIMS[1], CLAIMS[0], nobody, CLAIMS[1], unnamed])
    assert [(speaker, len(said)) for (speaker, _), said in groups.items()] == [
        ("Sources", 2),
        ("her office", 1),
        ("The article itself", 1),
        ("Speaker not named", 1),
    ]


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_json_holds_the_contract_without_loss_and_without_control_characters(payload):
    written = as_json(poisoned(payload))
    assert json.loads(written) == poisoned(payload).model_dump(mode="json")
    assert plain(written) == written


# --- Progress ------------------------------------------------------------------------------------------------------


def test_progress_is_shown_on_a_terminal_while_an_article_is_summarised():
    screen = io.StringIO()
    display = ArticleDisplay(Console(file=screen, force_terminal=True, width=100))
    with display.article("a.txt\x1b[31m"):
        display.report(Progress("visits", 2, 5, 1234, 3.0, "paragraphs 3 to 5"))
    assert "a.txt" in screen.getvalue()
    assert "visits, paragraphs 3 to 5 · 2 of 5 · 1,234 tokens · 3 s" in screen.getvalue()
    assert "\x1b[31ma" not in screen.getvalue()


FOUND = Provisional(SUMMARY.visits, SUMMARY.officials, SUMMARY.claims)


def test_records_found_so_far_are_shown_on_a_terminal_as_what_may_still_change_and_are_gone_at_the_end():
    screen = io.StringIO()
    display = ArticleDisplay(Console(file=screen, force_terminal=True, width=100, height=40))
    with display.article("a.txt"):
        display.report(Progress("visits", 0, 5, 0, 0.0, found=FOUND))
    words = screen.getvalue()
    assert "it may still change" in words
    assert "Ana Ruiz (Spain) to Oslo, Norway · under discussion · within 11–17 May 2026" in words
    assert "Ana Ruiz, Olav Lund" in words
    assert "her office: Ana Ruiz will fly to Oslo." in words
    assert words.rpartition("Ana Ruiz")[2].count("\x1b[2K") >= 8  # every line is wiped


@pytest.mark.parametrize("height", [8, 12, 24])
def test_what_is_found_so_far_fits_on_the_terminal(height):
    screen = io.StringIO()
    many = Provisional(SUMMARY.visits * 20, SUMMARY.officials * 20, SUMMARY.claims * 20)
    Console(file=screen, width=60, height=height).print(sketch(many))
    lines = screen.getvalue().splitlines()
    assert len(lines) <= max(height - 1, 8)
    assert max(map(len, lines)) <= 60
    assert [line for line in lines if line.startswith("  and ")]


def test_what_is_found_so_far_cannot_be_taken_for_a_result():
    for shown in (
        live_text(Progress("visits", 0, 5, 0, 0.0, found=FOUND)),
        live_html(Progress("", 0, 5, 0, 0.0, found=FOUND)),
    ):
        assert "may still change" in shown
        assert not re.search(r"\b[voc]\d\b|confidence|high|moderate", shown)
    assert not isinstance(FOUND, ArticleSummary)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_is_found_so_far_is_escaped(payload):
    found = poisoned(payload)
    shown = live_html(Progress(payload, 0, 5, 0, 0.0, found=Provisional(found.visits, found.officials, found.claims)))
    clean = live_html(Progress("x", 0, 5, 0, 0.0, found=FOUND))
    assert re.findall(r"<[^>]*>", shown) == re.findall(r"<[^>]*>", clean)
    batch = live_html(BatchReport(articles=1, latest=payload))
    assert re.findall(r"<[^>]*>", batch) == ['<div lang="en">', "<p>", "</p>", "<p>", "<i>", "</i>", "</p>", "</div>"]


def test_a_download_is_told_in_megabytes_and_ends():
    told = []
    tell = of_download(told.append)
    tell(312_000_000, 1_117_320_768)
    tell(1_117_320_768, 1_117_320_768)
    assert str(told[0]) == "fetching the local model, once · 312 of 1,117 MB · 0 s"
    assert [each.over for each in told] == [False, True]


def test_a_download_is_shown_on_a_terminal():
    screen = io.StringIO()
    with download_display(Console(file=screen, force_terminal=True, width=100), "weights") as report:
        report(5_000_000, 10_000_000)
    assert "weights" in screen.getvalue()
    assert "5.0/10.0 MB" in screen.getvalue()


def test_nothing_is_shown_where_there_is_no_terminal_and_reports_out_of_time_are_harmless():
    screen = io.StringIO()
    console = Console(file=screen, force_terminal=False)
    display = ArticleDisplay(console)
    display.report(Progress("early", 0, 0, 0, 0.0))
    with display.article("a.txt"):
        display.report(Progress("visits", 1, 2, 3, 4.0))
    with download_display(console, "weights") as report:
        report(1, 2)
    display.report(Progress("late", 0, 0, 0, 0.0))
    assert screen.getvalue() == ""


def eventually(holds) -> bool:
    """Whether something comes to hold within a few seconds."""
    return any(holds() or Event().wait(0.02) for _ in range(200))


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_line_on_the_terminal_tells_of_progress_and_is_gone_at_the_end(monkeypatch):
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    line = ProgressLine()
    line(Progress("visits", 0, 2, 0, 1.0, "paragraph 1\x1b[31m"))
    assert screen.getvalue().endswith("visits, paragraph 1[31m · 0 of 2 · 1 s")
    line(Progress("over", 2, 2, 9, 2.0, over=True))
    assert screen.getvalue().endswith("\r\x1b[K")


def test_the_seconds_of_a_long_request_go_on_until_it_is_over(monkeypatch):
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setattr("communique.render.live.time.sleep", lambda _: Event().wait(0.01))
    line = ProgressLine()
    with monkeypatch.context() as slow:
        slow.setattr("communique.render.live.time.monotonic", count(step=2).__next__)
        line(Progress("visits", 0, 2, 0, 1.0))
        assert eventually(lambda: "visits · 0 of 2 · 5 s" in screen.getvalue())
        line(Progress("over", 2, 2, 9, 2.0, over=True))
    assert eventually(lambda: "communique-clock" not in {thread.name for thread in enumerate_threads()})
    assert screen.getvalue().endswith("\r\x1b[K")


def test_a_line_of_progress_is_not_written_where_nobody_looks(capsys):
    ProgressLine()(Progress("visits", 0, 2, 0, 1.0))
    assert capsys.readouterr() == ("", "")


def notebook_shows(monkeypatch, tmp_path, *cells: str) -> list[tuple[str, dict]]:
    """What a kernel displays while it executes cells."""
    for name in ("IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name))
    shown = []

    class Client(NotebookClient):
        def process_message(self, message, cell, index):
            if message["msg_type"] in {"display_data", "update_display_data", "execute_result"}:
                shown.append((message["msg_type"], message["content"]["data"]))
            return super().process_message(message, cell, index)

    code = [nbformat.v4.new_code_cell(cell.format(tests=str(Path(__file__).parent))) for cell in cells]
    Client(nbformat.v4.new_notebook(cells=code), timeout=60).execute()
    return shown


NOTEBOOK = """
import sys
sys.path.insert(0, {tests!r})
from communique import Progress, ProgressLine
from samples import SUMMARY
line = ProgressLine()
line(Progress("visits", 0, 1, 0, 1.0, "paragraph 1"))
line(Progress("over", 1, 1, 9, 2.0, over=True))
SUMMARY
"""


@pytest.mark.filterwarnings("default")  # those of Jupyter are not ours
def test_a_notebook_shows_the_summary_as_html_and_as_its_page_and_progress_in_one_place(monkeypatch, tmp_path):
    line = Progress("visits", 0, 1, 0, 1.0, "paragraph 1")
    assert notebook_shows(monkeypatch, tmp_path, NOTEBOOK) == [
        ("display_data", {}),
        ("update_display_data", {"text/plain": "visits, paragraph 1 · 0 of 1 · 1 s", "text/html": live_html(line)}),
        ("update_display_data", {}),
        ("execute_result", {"text/html": html(SUMMARY), "text/plain": text(SUMMARY)}),
    ]


ASKED = """
import communique
text = "Portuguese Foreign Minister Rui Machado flew to Doha on Tuesday. The talks go on in the autumn."
for _ in range(2):
    communique.summarise_article(text, profile="rules")
"""
MANY = """
with communique.summarise_many([text], profile="rules") as batch:
    batch.finish()
"""
SILENT = """
communique.summarise_article(text, profile="rules", progress=lambda _: None)
None
"""


@pytest.mark.filterwarnings("default")
def test_a_notebook_shows_progress_unasked_in_one_place_a_cell_and_leaves_nothing(monkeypatch, tmp_path):
    shown = notebook_shows(monkeypatch, tmp_path, ASKED, MANY, SILENT)
    assert [kind for kind, _ in shown].count("display_data") == 2
    assert "Rui Machado (Portugal) to Doha, Qatar" in shown[1][1]["text/html"]
    (batch,) = (number for number, (kind, _) in enumerate(shown) if number and kind == "display_data")
    assert shown[batch - 1][1] == shown[-1][1] == {}


def test_rich_prints_the_page():
    screen = io.StringIO()
    Console(file=screen, width=120).print(SUMMARY)
    assert [line.rstrip() for line in screen.getvalue().rstrip().splitlines()] == text(SUMMARY, width=120).splitlines()


# --- Passages ------------------------------------------------------------------------------------------------------


@given(
    st.text(max_size=30),
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 40), st.sampled_from(["o1", "v1", "c1"])), max_size=8),
)
def test_passages_are_the_article_and_each_has_the_keys_of_just_the_spans_that_cover_it(article, spans):
    evidence = [(EvidenceSpan(start=start, end=end, text="x"), key) for start, end, key in spans]
    found = list(passages(article, evidence))
    assert "".join(passage.text for passage in found) == article
    for passage in found:
        assert passage.text == article[passage.start : passage.start + len(passage.text)] != ""
        covering = {key for start, end, key in spans if start <= passage.start < end}
        assert set(passage.keys) == covering
