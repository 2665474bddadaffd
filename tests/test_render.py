"""What people see tells everything a summary holds, and nothing in a summary can do more than be read."""

import io
import json
import re
import unicodedata
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from communique.confidence import CAVEATS
from communique.progress import Progress
from communique.records import ArticleSummary, EvidenceSpan, Visit, When
from communique.render import html, page, text
from communique.render.live import ArticleDisplay, download_display
from communique.render.wording import as_json, by_speaker, day, destination, party, period, plain
from samples import ARTICLE, CLAIMS, EMPTY, FIRST, OFFICIALS, PAYLOADS, SECOND, SUMMARY, VISITS, poisoned


class Page(HTMLParser):
    """Reads HTML as a browser's tokeniser does: tags with their attributes, and the text of each element."""

    VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[tuple[str, ...], str]] = []
        self._open: list[str] = []
        self.feed(source)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self._open.append(f"{tag}.{dict(attrs).get('class') or ''}")

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
    tags = re.findall(r"<[a-z][^>]*>", html(SUMMARY))
    assert len(tags) == len(Page(html(SUMMARY)).tags)
    assert all(re.fullmatch(r'<[a-z0-9]+(?: [a-z]+="[^"<>]*")*>', tag) for tag in tags)


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
        display.report(Progress("visits", 2, 5, 1234, 3.0))
    assert "a.txt" in screen.getvalue()
    assert "visits · 1,234 tokens · 3 s" in screen.getvalue()
    assert "\x1b[31ma" not in screen.getvalue()


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
