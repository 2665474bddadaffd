"""A report tells everything its articles hold, stands alone, and lets no string in them become markup."""

import base64
import hashlib
import re
import weakref
from datetime import date
from html.parser import HTMLParser
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique import write_report
from communique.errors import StoreError
from communique.records import ArticleSummary, Failure, VisitStatus, When
from communique.render.report.people import People
from communique.render.report.rows import Place, RecordRow
from communique.render.report.tally import Tally
from communique.render.report.timeline import Axis, Bar, Trip, axis_of, lanes
from samples import ARTICLE, EMPTY, FIRST, OFFICIALS, PAYLOADS, SECOND, SUMMARY, VISITS, poisoned

FAILURE = Failure(
    id="lost.txt",
    error="NetworkError",
    kind="network",
    message="nobody answers",
    hint="look at the cable",
    retryable=True,
    attempts=3,
    status=503,
    sha256=None,
)


def failure(payload: str) -> Failure:
    words = ("id", "error", "kind", "message", "hint")
    return FAILURE.model_copy(update=dict.fromkeys(words, payload))


class Report(HTMLParser):
    """Reads a report as a browser's tokeniser does."""

    VOID = frozenset({"meta", "input"})

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.source = source
        self.tags: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.texts: list[tuple[tuple[str, ...], str]] = []
        self._open: list[str] = []
        self.feed(source)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, tuple(attrs)))
        if tag not in self.VOID:
            self._open.append(f"{tag}.{dict(attrs).get('class') or ''}")

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, tuple(attrs)))

    def handle_endtag(self, tag):
        assert self._open.pop().split(".")[0] == tag

    def handle_data(self, data):
        self.texts.append((tuple(self._open), data))

    def handle_comment(self, data):
        raise AssertionError(f"a comment: {data}")

    def all(self, tag):
        return [dict(attributes) for name, attributes in self.tags if name == tag]

    def within(self, element):
        return "".join(data for path, data in self.texts if element in path)

    def words(self):
        """What can be read, with blanks between the pieces."""
        code = {"style.", "script."}
        return " ".join(" ".join(data for path, data in self.texts if not code & set(path)).split())

    def article(self):
        """The text of the articles without the labels behind their sentences."""
        return "".join(
            data for path, data in self.texts if "div.text" in path and not any(p.startswith("sup") for p in path)
        )

    def shape(self):
        """Every tag with all its attributes and their values, save for the policy, which holds hashes only."""
        return [(tag, tuple(each for each in attrs if each[0] != "content")) for tag, attrs in self.tags]


@pytest.fixture
def report(tmp_path):
    def make(*outcomes, **options):
        return Report(write_report(outcomes, tmp_path / "report.html", **options).read_text("utf-8"))

    return make


# --- What it tells -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        SUMMARY.headline,
        SUMMARY.summary,
        "Published 4 May 2026",
        "mixed_newlines: the line ends differ",
        "Ana Ruiz (Spain)",
        "Oslo, Norway",
        "“next week”",
        "[2026-05-11..2026-05-17]",
        "within 11–17 May 2026",
        "under discussion",
        "cancelled",
        "working visit · received by Olav Lund · purpose: to talk about fish",
        "the state of the visit is not said in so many words",
        "Foreign Minister",
        "Nordic Council",
        "also “Minister Ruiz”",
        "her office institution",
        "Sources anonymous",
        "possible denial conflicts with v1 partly quoted",
        "visit Ana Ruiz to Rome no evidence Not in the text. to Rome",
        "Of what the model said, 2 records (25%) failed the checks and were dropped.",
        "1 warning",
        "test-model",
        "1,234 tokens",
        "lost.txt network (HTTP 503) nobody answers look at the cable may succeed another time 3 requests",
        "1 article summarised, 1 not ( why )",
        "Not dated, and so in the table only: 1",
    ],
)
def test_everything_is_told(report, words):
    assert words in report(SUMMARY, FAILURE).words()


def test_an_article_alone_gives_its_headline_to_the_report(report):
    assert report(SUMMARY).within("h1.") == SUMMARY.headline
    assert report(SUMMARY, EMPTY).within("h1.") == "2 articles: visits, officials and claims"
    assert report(SUMMARY, title="<Mine>").within("h1.") == report(SUMMARY, title="<Mine>").within("title.") == "<Mine>"


@pytest.mark.parametrize("outcomes", [(), (EMPTY,), (FAILURE,), (FAILURE, FAILURE)])
def test_a_report_without_records_says_so(report, outcomes):
    told = report(*outcomes).words()
    for nothing in ("No visit found.", "No claim found.", "No official named.", "Nothing was dropped."):
        assert nothing in told


def test_the_article_stands_in_it_once_and_as_given_save_for_carriage_returns(report):
    page = report(SUMMARY)
    assert page.article() == ARTICLE.replace("\r", "")
    assert page.source.count("her office said.") == page.source.count("might not receive her.") == 1


def test_each_record_leads_to_its_sentences_and_each_sentence_to_its_records(report):
    page = report(EMPTY, SUMMARY)
    marks = {each["id"]: each["class"].split() for each in page.all("mark")}
    assert marks == {
        f"a2-s{ARTICLE.index(FIRST)}": ["o1", "v1", "c1"],
        f"a2-s{ARTICLE.index(SECOND)}": ["o2", "v1", "v2", "c2"],
    }
    hrefs = [each["href"] for each in page.all("a")]
    for mark, keys in marks.items():
        assert hrefs.count(f"#{mark}") >= 1
        assert {f"#a2-{key}" for key in keys} <= set(hrefs)
    first = dict(rows_with_links(page))
    assert first["a2-v1"] == first["a2-c1"] == f"#a2-s{ARTICLE.index(FIRST)}"
    assert first["a2-v2"] == first["a2-o2"] == f"#a2-s{ARTICLE.index(SECOND)}"


def rows_with_links(page):
    row = ""
    for _, attributes in page.tags:
        values = dict(attributes)
        if re.fullmatch(r"a\d+-[ovc]\d+", values.get("id") or ""):
            row = values["id"]
        if values.get("class") == "show":
            yield row, values["href"]


def test_every_link_leads_to_a_place_in_the_page_and_no_place_is_there_twice(report):
    page = report(SUMMARY, FAILURE, EMPTY, SUMMARY)
    places = [dict(attributes)["id"] for _, attributes in page.tags if "id" in dict(attributes)]
    assert len(places) == len(set(places))
    assert {each["href"] for each in page.all("a")} <= {f"#{place}" for place in places}
    named = {dict(attributes).get("aria-labelledby") for _, attributes in page.tags} - {None}
    assert named <= set(places)


def test_a_visit_tells_who_is_heard_in_its_sentences_so_that_anonymous_sources_can_be_found(report):
    rows = {each["id"]: each for each in report(SUMMARY).all("tr") if "data-status" in each}
    assert rows["a1-v1"]["data-heard"] == "institution anonymous"
    assert rows["a1-v2"]["data-heard"] == "anonymous"


def test_what_a_row_is_filtered_by_are_numbers_dates_and_words_of_closed_lists(report):
    page = report(poisoned("</tr>"), failure("</tr>"))
    values = {value for tag, attrs in page.tags for name, value in attrs if name.startswith("data-")}
    assert all(re.fullmatch(r"[a-z0-9_ =-]*", value or "") for value in values)


def test_an_article_is_called_what_the_caller_calls_it_else_by_its_number(report):
    hashed = SUMMARY.model_copy(update={"id": SUMMARY.article.sha256[:16]})
    told = report(hashed, SUMMARY.model_copy(update={"id": "wire/17"})).words()
    assert "article 1 · 4 May 2026" in told
    assert "wire/17 · 4 May 2026" in told


def test_evidence_that_is_not_in_the_text_is_said_to_be_none(report):
    beyond = SUMMARY.model_copy(update={"article": SUMMARY.article.model_copy(update={"text": "Short."})})
    page = report(beyond)
    assert page.all("mark") == []
    assert "not in the text" in page.words()


# --- That it stands alone ------------------------------------------------------------------------------------------


def test_the_policy_lets_in_its_own_style_and_scripts_and_nothing_else(report):
    page = report(SUMMARY)
    policy = next(each["content"] for each in page.all("meta") if each.get("http-equiv") == "Content-Security-Policy")
    rules = {rule.split()[0]: set(rule.split()[1:]) for rule in policy.split("; ")}
    styles = [data for path, data in page.texts if path[-1:] == ("style.",)]
    scripts = [data for path, data in page.texts if path[-1:] == ("script.",)]

    def hashes(texts):
        return {f"'sha256-{base64.b64encode(hashlib.sha256(each.encode()).digest()).decode()}'" for each in texts}

    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == {"'none'"}
    assert rules["style-src"] == hashes(styles)
    assert rules["script-src"] == hashes(scripts)
    assert len(scripts) == 2
    assert "unsafe" not in policy


def test_no_attribute_holds_a_style_a_handler_or_an_address_and_all_are_quoted(report):
    page = report(SUMMARY, FAILURE)
    for tag, attributes in page.tags:
        for name, value in attributes:
            assert not name.startswith("on") and name not in {"style", "src", "srcset", "srcdoc", "action"}, (tag, name)
            assert name != "href" or value.startswith("#")
    assert "http:" not in page.source.replace("http-equiv", "")
    assert "https:" not in page.source
    markup = re.sub(r"<(style|script)>.*?</\1>", "", page.source, flags=re.DOTALL)
    tags = re.findall(r"<[a-z][^>]*>", markup)
    assert len(tags) == len(page.tags) - 3
    assert [each for each in tags if not re.fullmatch(r'<[a-z0-9]+(?: [a-z0-9-]+(?:="[^"<>]*")?)*/?>', each)] == []


def test_the_script_makes_no_markup_from_text(report):
    page = report(SUMMARY)
    script = "".join(data for path, data in page.texts if path[-1:] == ("script.",))
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacent|document\.write|eval|Function\(|fetch|XMLHttp|import", script
    )


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    path = write_report([poisoned("word"), failure("word")], tmp_path_factory.mktemp("clean") / "report.html")
    return Report(path.read_text("utf-8"))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_in_every_field_adds_no_tag_and_no_attribute_and_is_read_as_text(clean, report, payload):
    dirty = report(poisoned(payload), failure(payload))
    assert dirty.shape() == clean.shape()
    assert dirty.words().count(" ".join(payload.split())) >= 30


@settings(max_examples=25)
@given(st.text(min_size=1).map(str.strip).filter(bool))
def test_any_text_in_every_field_leaves_the_markup_as_it_is(tmp_path_factory, clean, payload):
    path = write_report([poisoned(payload), failure(payload)], tmp_path_factory.mktemp("any") / "report.html")
    assert Report(path.read_text("utf-8")).shape() == clean.shape()


# --- How it is written ---------------------------------------------------------------------------------------------


def test_equal_outcomes_give_equal_reports_and_one_that_is_there_is_replaced(tmp_path):
    first = write_report(SUMMARY, tmp_path / "a.html").read_bytes()
    assert write_report([SUMMARY], str(tmp_path / "a.html")).read_bytes() == first
    assert [each.name for each in tmp_path.iterdir()] == ["a.html"]


def test_articles_pass_by_one_at_a_time(tmp_path):
    alive: list[weakref.ref[ArticleSummary]] = []

    def passing():
        for number in range(20):
            summary = SUMMARY.model_copy(update={"id": f"n{number}"})
            alive.append(weakref.ref(summary))
            yield summary
            del summary
            assert sum(ref() is not None for ref in alive) <= 3  # the first, the last, and the one under way

    write_report(passing(), tmp_path / "a.html")


def test_a_report_that_cannot_be_written_is_an_error_and_leaves_what_is_there(tmp_path):
    with pytest.raises(StoreError, match="cannot write"):
        write_report(SUMMARY, tmp_path / "no" / "a.html")

    def breaks():
        yield SUMMARY
        raise ZeroDivisionError

    target = write_report(SUMMARY, tmp_path / "a.html")
    before = target.read_bytes()
    with pytest.raises(ZeroDivisionError):
        write_report(breaks(), target)
    assert target.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["a.html"]


def test_rows_beyond_the_first_hundred_wait_until_asked_for(report):
    page = report(*[SUMMARY] * 60)
    rows = [each["class"] for each in page.all("tr") if "data-status" in each]
    assert rows == ["row"] * 100 + ["row rest"] * 20
    assert "Show all 120 visits" in page.words()


# --- The timeline --------------------------------------------------------------------------------------------------


def trip(edtf, earliest, latest, *, status="planned", published="2025-03-27"):
    when = When(text="then", edtf=edtf, earliest=earliest, latest=latest)
    day = date.fromisoformat(published) if published else None
    return Trip("a1-v1", "#a1-s0", "A", "B", status, when, day)


AXIS = Axis(date(2025, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest", "shape", "about"),
    [
        ("2025-03-13", "2025-03-13", "2025-03-13", "day", False),
        ("2025-05", "2025-05-01", "2025-05-31", "within", False),
        ("2025-03-13~", "2025-03-10", "2025-03-16", "within", True),
        ("2025-06-18/2025-06-19", "2025-06-18", "2025-06-19", "lasted", False),
        ("[2025-04-10..2025-04-12]", "2025-04-10", "2025-04-12", "within", False),
        ("[..2025-03-27]", None, "2025-03-27", "before", False),
        ("[2025-03-27..]", "2025-03-27", None, "after", False),
    ],
)
def test_an_uncertain_date_is_drawn_as_what_it_is(edtf, earliest, latest, shape, about):
    bar = AXIS.bar(trip(edtf, earliest, latest))
    assert (bar.shape, bar.about, bar.off) == (shape, about, "")


def test_a_bar_reaches_from_the_first_day_through_the_last():
    bar = AXIS.bar(trip("2025-02", "2025-02-01", "2025-02-28"))
    assert (bar.start, bar.end) == (round(100 * 31 / 365, 2), round(100 * 59 / 365, 2))
    assert bar.published == round(100 * 85 / 365, 2)
    assert AXIS.bar(trip("[..2025-02-28]", None, "2025-02-28")).start == 0
    assert AXIS.bar(trip("[2025-02-01..]", "2025-02-01", None)).end == 100


def test_what_lies_beyond_the_axis_is_said_to_lie_there():
    assert AXIS.bar(trip("2000", "2000-01-01", "2000-12-31")).off == "left"
    assert AXIS.bar(trip("2030", "2030-01-01", "2030-12-31")).off == "right"
    assert AXIS.bar(trip("2030", "2030-01-01", "2030-12-31", published="1999-01-01")).published is None


def test_visits_of_long_ago_do_not_flatten_the_others():
    axis = axis_of([trip("1945", "1945-01-01", "1945-12-31"), trip("2025-05", "2025-05-01", "2025-05-31")])
    assert axis == Axis(date(2023, 3, 1), date(2025, 5, 31))
    assert axis_of([trip("1945", "1945-01-01", "1945-12-31", published=None)]) == Axis(
        date(1945, 1, 1), date(1945, 12, 31)
    )
    assert axis_of([trip(None, None, None)]) is None


days = st.dates().map(date.isoformat)


@given(st.lists(st.tuples(st.none() | days, st.none() | days, st.none() | days), min_size=1, max_size=5))
def test_every_bar_lies_on_the_axis_and_its_ticks_too(dates):
    trips = [trip("x", first, last, published=published) for first, last, published in dates]
    axis = axis_of(trips)
    if axis is None:
        return
    bars: list[Bar] = [bar for lane in lanes(trips, axis) for _, bar in lane.trips]
    assert len(bars) == len(trips)
    for bar in bars:
        assert 0 <= bar.start <= 100
        assert 0 <= bar.width <= 100
        assert bar.published is None or 0 <= bar.published <= 100
    ticks = list(axis.ticks())
    assert len(ticks) <= 7
    assert all(0 <= place <= 100 for place, _ in ticks)


def test_visits_stand_by_status_the_coming_ones_first():
    trips = [
        trip("2025", "2025-01-01", "2025-12-31", status=status) for status in ("completed", "invited", "confirmed")
    ]
    assert [lane.status for lane in lanes(trips, AXIS)] == ["confirmed", "invited", "completed"]
    trips = [trip("2025", "2025-01-01", "2025-12-31", status=status) for status in get_args(VisitStatus)]
    assert {lane.status for lane in lanes(trips, AXIS)} == set(get_args(VisitStatus))


def test_a_year_counts_every_visit_that_may_fall_in_it_and_far_years_are_not_offered(report):
    dates = [
        ("2025-05-01", "2025-05-31"),
        ("2024-12-01", "2025-01-31"),
        ("2025-06-01", None),
        ("1990-01-01", "2030-01-01"),
    ]
    visits = tuple(
        VISITS[0].model_copy(update={"when": When(text="then", edtf=None, earliest=first, latest=last)})
        for first, last in dates
    )
    words = report(SUMMARY.model_copy(update={"visits": (*visits, VISITS[1])})).words()
    assert "any time 2025 (4) 2024 (2) not dated (1)" in words


def test_what_there_is_none_of_is_said_to_be_none(report):
    words = report(SUMMARY).words()
    assert "Visits by status invited 0 under discussion 1" in words
    assert "reports 0" in words
    assert "invited 0" not in words.split("Timeline")[0].split("Status")[-1]


def test_a_report_by_rules_alone_says_that_no_model_was_asked(report):
    alone = SUMMARY.provenance.model_copy(update={"model": "none", "prompts": {}})
    words = report(SUMMARY.model_copy(update={"dropped": (), "provenance": alone})).words()
    assert "read by rules alone" in words
    assert "No model was asked, and so nothing had to be dropped." in words
    assert "rules alone, no model was asked · 5.1 s" in words


def test_the_matrix_counts_who_visits_whom(report):
    other = VISITS[0].model_copy(update={"host_country": "FR", "place": None})
    page = report(SUMMARY.model_copy(update={"visits": (VISITS[0], VISITS[0], other, VISITS[1])}))
    words = page.words()
    assert "from ↓ to → Norway France not stated Spain 2 1 not stated 1" in words


# --- One person in several articles ---------------------------------------------------------------------------------


def seen(*officials: tuple[str, str | None, str | None]) -> list[list[str]]:
    """The articles of each row that officials of as many articles, each with name, office and country, come to."""
    people = People()
    for number, (name, role, country) in enumerate(officials, start=1):
        add(people, number, name=name, role=role, country=country)
    return [[one.article.anchor for one in row.seen] for row in people.rows(Tally())]


def add(people: People, number: int, **changes) -> None:
    official = OFFICIALS[0].model_copy(update={"organisation": None, **changes})
    people.add(official, RecordRow(official, f"a{number}-o1", Place(f"a{number}", "x", None), ()))


FM = "Foreign Minister"


@pytest.mark.parametrize(
    "officials",
    [
        [("Ana Ruiz", FM, "ES"), ("Ana Ruiz", FM, "ES")],
        [("Ana Ruiz", FM, "ES"), ("ana  ruiz", "foreign minister", "ES")],
        [("Ana Ruiz", "Minister", "ES"), ("Ana Ruiz", "Minister for Foreign Trade", "ES")],
        [("Ana Ruiz", FM, "ES"), ("Ana Ruiz", None, "ES")],
    ],
)
def test_a_full_name_of_one_state_with_offices_that_agree_is_one_person(officials):
    assert seen(*officials) == [["a1", "a2"]]


@pytest.mark.parametrize(
    "officials",
    [
        [("Ana Ruiz", FM, "ES"), ("Ana Ruiz", FM, "MX")],
        [("Ana Ruiz", FM, "ES"), ("Ana Ruiz", FM, None)],
        [("Ana Ruiz", FM, None), ("Ana Ruiz", FM, None)],
        [("Ruiz", FM, "ES"), ("Ruiz", FM, "ES")],
        [("Ana Ruiz", FM, "ES"), ("Eva Ruiz", FM, "ES")],
        [("Ana Ruiz", FM, "ES"), ("Ana Ruiz", "Deputy Foreign Minister", "ES")],
        [("Ana Ruiz", "Minister", "ES"), ("Ana Ruiz", "Prime Minister", "ES")],
        [("Ana Ruiz", "President", "ES"), ("Ana Ruiz", "former President", "ES")],
        [("Ana Ruiz", FM, "ES"), ("Ana Ruiz", "mayor", "ES")],
    ],
)
def test_two_who_may_be_two_people_stay_apart(officials):
    assert seen(*officials) == [["a1"], ["a2"]]


def test_where_one_name_has_two_offices_each_has_a_row_and_who_has_none_stands_alone():
    minister, mayor, nothing = ("Ana Ruiz", FM, "ES"), ("Ana Ruiz", "mayor", "ES"), ("Ana Ruiz", None, "ES")
    assert seen(minister, mayor, nothing, minister) == [["a1", "a4"], ["a2"], ["a3"]]


def test_two_whom_an_article_tells_apart_stay_apart_everywhere():
    people = People()
    for number in (1, 1, 2):
        add(people, number, name="Ana Ruiz", role=FM, country="ES")
    assert [len(row.seen) for row in people.rows(Tally())] == [1, 1, 1]


def test_staff_of_one_body_is_one_person_too():
    people = People()
    for number in (1, 2):
        add(people, number, name="Ana Ruiz", role="envoy", country=None, organisation="UN")
    assert [len(row.seen) for row in people.rows(Tally())] == [2]


def test_a_person_of_several_articles_has_one_row_that_leads_to_each(report):
    page = report(*[SUMMARY] * 5)
    rows = [each for each in page.all("tr") if "data-state" in each]
    assert len(rows) == 2
    links = [link for key, link in rows_with_links(page) if key.endswith("-o1")]
    assert links == [f"#a{number}-s{ARTICLE.index(FIRST)}" for number in range(1, 6)]
    assert "2 more" in page.words()
    assert "2 officials" in page.words()
