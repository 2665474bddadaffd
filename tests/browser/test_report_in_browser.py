"""The report and the notebook's view in a real browser: Chromium from the system's packages, without a network."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from communique import write_report
from communique.records import ArticleSummary, Failure, Visit, When
from communique.render import html
from samples import ARTICLE, FIRST, PAYLOADS, SECOND, SUMMARY, VISITS, poisoned

FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"),
)
REQUIRED = "COMMUNIQUE_BROWSER"  # set to "required" where a missing browser is a failure: in CI, which installs it


def failure(words: str) -> Failure:
    return Failure(
        id=words, error=words, kind=words, message=words, hint=words,
        retryable=False, attempts=1, status=None, sha256=None,
    )  # fmt: skip


def visit(number: int, **changes) -> Visit:
    return VISITS[0].model_copy(update={"id": f"v{number}", **changes})


def when(year: int) -> When:
    return When(text=f"in {year}", edtf=str(year), earliest=f"{year}-01-01", latest=f"{year}-12-31")


OTHER = SUMMARY.model_copy(
    update={
        "id": "wire/2",
        "headline": "Bo Larsen is asked to Quito.",
        "visits": (
            visit(1, visitors=("Bo Larsen",), visitor_country="DK", host_country="EC", place="Quito", status="invited"),
            visit(2, visitors=("Bo Larsen",), visitor_country="DK", status="completed", when=when(2024)),
            visit(3, visitors=("Zoë Ćosić",), visitor_country="HR", status="planned", when=when(2026)),
        ),
        "dropped": (),
        "warnings": (),
    }
)
OUTCOMES = (SUMMARY, OTHER, failure("lost.txt"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    executable = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if executable is None:
        message = "no Chromium is installed: apt-get install chromium"
        pytest.fail(message) if os.environ.get(REQUIRED) == "required" else pytest.skip(message)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("pages")


@pytest.fixture
def show(browser, folder):
    """Opens a page, and fails the test if the page complains, asks the network for anything, or opens a dialogue."""
    contexts, complaints = [], []

    def opened(path: Path, *, width: int = 1280, scheme: str = "light", script: bool = True, **options) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=script, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: request.url == path.as_uri() or complaints.append(request.url))
        page.goto(path.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def report(show, folder):
    path = write_report(OUTCOMES, folder / "report.html")
    return lambda **options: show(path, **options)


def visible(page: Page, table: str) -> list[str]:
    return [
        row.inner_text().split("\t")[0].split("\n")[0] for row in page.locator(f"#{table}-table .row:visible").all()
    ]


def test_it_opens_without_a_complaint_or_a_request(report):
    page = report()
    assert page.title() == "3 articles: visits, officials and claims"
    assert len(visible(page, "visits")) == 5


# --- The questions of an analyst -----------------------------------------------------------------------------------


def test_who_goes_to_a_city_in_a_year(report):
    page = report()
    page.locator("#visits [name=words]").fill("OSLO")
    page.locator("#visits [name=when]").select_option("2026")
    assert visible(page, "visits") == ["Ana Ruiz (Spain)", "Zoë Ćosić (Croatia)"]
    expect(page.locator("#visits output")).to_have_text("2 of 5 visits")
    page.locator("#visits [name=words]").fill("cosic")
    assert visible(page, "visits") == ["Zoë Ćosić (Croatia)"]
    assert page.locator(".plot li:visible").count() == 1


def test_a_capital_finds_visits_to_its_country_that_name_no_place_and_says_so(show, folder):
    visits = (
        visit(1, host_country="NO", place="Oslo"),
        visit(2, host_country="NO", place=None),
        visit(3, host_country="NO", place="Bergen"),
        visit(4, visitor_country="NO", host_country="ES", place=None),
    )
    page = show(write_report(SUMMARY.model_copy(update={"visits": visits}), folder / "capital.html"))
    page.locator("#visits [name=words]").fill("oslo")
    assert [row.get_attribute("id") for row in page.locator("#visits-table .row:visible").all()] == ["a1-v1", "a1-v2"]
    expect(page.locator("#visits output")).to_have_text("2 of 4 visits, 1 of them to the country, with no city named")


def test_on_the_timeline_too_only_what_passes_is_shown(show, folder):
    page = show(write_report([dated(*DATES), dated(*DATES, place="Bergen")], folder / "lane.html"))
    assert page.locator(".plot li:visible").count() == 12
    page.locator("#visits [name=words]").fill("bergen")
    assert page.locator(".plot li:visible").count() == len(DATES)
    page.locator("#visits [name=words]").fill("nobody at all")
    assert page.locator(".plot li:visible, .plot .axis:visible").count() == 0


def test_which_visits_are_only_invitations(report):
    page = report()
    page.locator("#visits").get_by_text("invited", exact=True).first.click()
    assert visible(page, "visits") == ["Bo Larsen (Denmark)"]
    expect(page.locator(".timeline .note")).to_be_hidden()
    page.locator("#visits").get_by_role("button", name="Show all").click()
    expect(page.locator(".timeline .note")).to_have_text("Not dated, and so in the table only: 1")
    assert len(visible(page, "visits")) == 5


def test_the_overview_leads_to_the_records_it_counts(report):
    page = report()
    page.locator("#overview a[data-set='status=cancelled']").click()
    assert visible(page, "visits") == ["delegation"]
    expect(page.locator("#visits")).to_be_in_viewport()


def test_what_somebody_said(report):
    page = report()
    page.locator("#claims [name=who]").fill("office")
    assert visible(page, "claims") == ["her office institution"] * 2


def test_which_records_rest_on_anonymous_sources(report):
    page = report()
    page.locator("#claims .chip", has_text="anonymous").click()
    assert visible(page, "claims") == ["Sources anonymous"] * 2
    page.locator("#visits .chip", has_text="anonymous").click()
    assert page.locator("#visits-table .row:visible").count() == 5
    page.locator("#visits .chip", has_text="cancelled").click()
    assert visible(page, "visits") == ["delegation"]


def test_what_was_dropped_and_why(report):
    page = report()
    page.locator("#dropped [name=reason]").select_option(label="no evidence (1)")
    assert visible(page, "dropped") == ["visit Ana Ruiz to Rome"]
    assert "Not in the text." in page.locator("#dropped-table .row:visible").inner_text()


def test_the_matrix_leads_to_its_visits(report):
    page = report()
    cell = page.get_by_role("button", name="1 from Denmark to Ecuador: show them")
    cell.focus()
    page.keyboard.press("Enter")
    assert visible(page, "visits") == ["Bo Larsen (Denmark)"]


# --- Tables and sentences ------------------------------------------------------------------------------------------


def test_a_click_on_a_heading_sorts_and_another_one_turns_round(report):
    page = report()
    heading = page.locator("#visits-table thead th").first
    heading.get_by_role("button").click()
    names = ["Ana Ruiz (Spain)", "Bo Larsen (Denmark)", "Bo Larsen (Denmark)", "delegation", "Zoë Ćosić (Croatia)"]
    assert visible(page, "visits") == names
    assert heading.get_attribute("aria-sort") == "ascending"
    heading.get_by_role("button").click()
    assert visible(page, "visits") == names[::-1]
    page.locator("#visits-table thead th").nth(2).get_by_role("button").click()
    assert visible(page, "visits")[-1] == "delegation"  # what has no date comes last, however it is sorted


def test_one_click_leads_from_a_record_to_all_its_sentences(report):
    page = report()
    expect(page.locator("#a1")).not_to_have_attribute("open", "")
    page.locator("#a1-v1 a.show").click()
    lit = page.locator("#a1 mark.lit")
    expect(lit).to_have_text([FIRST, SECOND])
    expect(lit.first).to_be_in_viewport()
    page.locator("#a2-c2 a.show").click()
    expect(page.locator("mark.lit")).to_have_text([SECOND])
    expect(page.locator("#a2 mark.lit")).to_be_in_viewport()


def test_a_record_and_its_sentences_light_each_other(report):
    page = report()
    page.locator("#a1 > summary").click()
    page.locator("#a1 .records .c2").hover()
    expect(page.locator("#a1 mark.hot")).to_have_text([SECOND])
    page.locator("#a1 mark").first.hover()
    assert {each.get_attribute("class").split()[0] for each in page.locator("#a1 li.hot").all()} == {"o1", "v1", "c1"}


def test_a_link_to_a_sentence_opens_its_article(show, folder):
    path = write_report(OUTCOMES, folder / "linked.html")
    page = show(path)
    page.goto(f"{path.as_uri()}#a2-s{ARTICLE.index(SECOND)}")
    expect(page.locator(f"#a2-s{ARTICLE.index(SECOND)}")).to_be_in_viewport()


def test_of_many_rows_the_rest_is_shown_when_asked_for_and_found_by_filters(show, folder):
    late = SUMMARY.model_copy(update={"visits": (visit(1, place="Bergen"),)})
    page = show(write_report([*[SUMMARY] * 60, late], folder / "many.html"))
    assert len(visible(page, "visits")) == 100
    page.locator("#visits [name=words]").fill("bergen")
    assert len(visible(page, "visits")) == 1
    page.locator("#visits [name=words]").fill("")
    page.get_by_role("button", name="Show all 121", exact=True).click()
    assert len(visible(page, "visits")) == 121


def places(page: Page, selector: str) -> list[list[float]]:
    """Where things are drawn: left and right, to the half pixel."""
    boxes = "all => all.map((it) => { const box = it.getBoundingClientRect(); return [box.left, box.right]; })"
    return [[round(2 * x) / 2 for x in box] for box in page.locator(selector).evaluate_all(boxes)]


DRAWN = ".plot .axis *, .plot li:not(.rest):not(.off) .strip *"
DATES = (
    ("2026-05-11/2026-06-02", "2026-05-11", "2026-06-02"),
    ("2026-05-11~", "2026-05-08", "2026-05-14"),
    ("[2026-05-11..]", "2026-05-11", None),
    ("[..2026-05-01]", None, "2026-05-01"),
    ("2026-05-11", "2026-05-11", "2026-05-11"),
    ("1999", "1999-01-01", "1999-12-31"),
    ("2071", "2071-01-01", "2071-12-31"),
    ("2024", "2024-01-01", "2024-12-31"),
)


def dated(*dates: tuple[str, str | None, str | None], **changes) -> ArticleSummary:
    whens = (When(text="then", edtf=edtf, earliest=first, latest=last) for edtf, first, last in dates)
    visits = tuple(visit(number, when=each, **changes) for number, each in enumerate(whens, start=1))
    return SUMMARY.model_copy(update={"visits": visits})


def test_the_script_draws_the_timeline_as_the_page_was_written(show, folder):
    page = show(write_report([dated(*DATES), dated(*DATES, status="completed")], folder / "drawn.html"))
    before = places(page, DRAWN)
    page.locator("#visits [name=words]").fill("nobody at all")
    page.locator("#visits [name=words]").fill("")
    assert places(page, DRAWN) == before
    assert len(before) > 40


def test_the_timeline_spans_no_more_than_what_is_shown(show, folder):
    page = show(write_report([dated(*DATES[:2]), dated(DATES[7], place="Bergen")], folder / "span.html"))
    assert page.locator(".plot .axis text").all_text_contents()[0] == "2024-07"
    page.locator("#visits [name=words]").fill("oslo")
    assert page.locator(".plot .axis text").all_text_contents() == ["2026-05", "2026-06"]
    (bar,) = places(page, ".plot li:not(.off) rect.solid")
    (plot,) = places(page, ".plot li:not(.off):has(rect.solid) .strip")
    assert 0.3 * (plot[1] - plot[0]) < bar[1] - bar[0] < 0.4 * (plot[1] - plot[0])  # 23 of 61 days


def test_a_person_of_many_articles_is_one_click_from_each(show, folder):
    page = show(write_report([*[SUMMARY] * 5], folder / "people.html"))
    assert visible(page, "officials") == ["Ana Ruiz", "Olav Lund"]
    page.locator("#a2-o2 a.show").click()
    expect(page.locator("#a2 mark.lit")).to_have_text([SECOND])
    expect(page.locator("#a2 mark.lit")).to_be_in_viewport()
    page.locator("#officials-table summary").first.click()
    page.locator("#a5-o1 a.show").click()
    expect(page.locator("#a5 mark.lit")).to_have_text([FIRST])


# --- Everybody can use it ------------------------------------------------------------------------------------------


def focus_on(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus, as somebody without a mouse would."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            outline = page.evaluate(
                "() => { const it = document.activeElement; const shown = it.closest('.chip') ?? it;"
                " return getComputedStyle(shown).outlineStyle; }"
            )
            assert outline == "solid", f"{selector}: the focus cannot be seen"
            return
    raise AssertionError(f"{selector} cannot be reached by keyboard")


def test_all_of_it_works_by_keyboard(report):
    page = report()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the visits"
    page.keyboard.press("Enter")
    focus_on(page, "#visits [name=words]")
    page.keyboard.type("larsen")
    assert visible(page, "visits") == ["Bo Larsen (Denmark)"] * 2
    focus_on(page, "#visits [value=invited]")
    page.keyboard.press("Space")
    assert len(visible(page, "visits")) == 1
    focus_on(page, "#visits-table thead button")
    page.keyboard.press("Enter")
    assert page.locator("#visits-table [aria-sort=ascending]").count() == 1
    focus_on(page, "#visits-table a.show")
    page.keyboard.press("Enter")
    expect(page.locator("#a2 mark.lit")).to_have_count(2)
    focus_on(page, "#a2 sup a")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('#a2 .records .o1')")
    expect(page.locator("#a2 .records .o1")).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 400])
def test_axe_finds_nothing(report, scheme, width):
    page = report(width=width, scheme=scheme, bypass_csp=True)  # axe itself makes styles
    for article in page.locator(".story > summary").all():
        article.click()
    page.locator("#visits [name=words]").fill("ruiz")
    assert problems(page) == []


def problems(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{each['impact']}: {each['help']}: {each['nodes'][0]['html'][:200]}" for each in found]


@pytest.mark.parametrize("width", [400, 800, 1280])
def test_nothing_is_wider_than_the_page(report, width):
    page = report(width=width)
    for article in page.locator(".story > summary").all():
        article.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_scripts_everything_can_be_read_and_nothing_pretends_to_work(show, folder):
    page = show(write_report([*[SUMMARY] * 60, OTHER], folder / "plain.html"), script=False)
    assert page.locator("#visits-table .row:visible").count() == 123
    assert page.locator("button:visible, input:visible, select:visible").count() == 0
    page.locator("#a61-v2 a.show").click()
    expect(page.locator(f"#a61-s{ARTICLE.index(FIRST)}")).to_be_in_viewport()


def test_it_prints_with_every_article_and_without_what_is_only_for_the_screen(report):
    page = report()
    page.emulate_media(media="print")
    assert page.locator("#a1 .text").is_visible()
    assert page.locator("nav:visible, .filters:visible").count() == 0
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#a1 .records li:visible").count() == 6
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert page.pdf().startswith(b"%PDF-")


# --- Attacks -------------------------------------------------------------------------------------------------------

TREE = """() => [...document.querySelectorAll("*")].map((each) =>
  each.tagName + [...each.attributes].map((attribute) => " " + attribute.name).join(""))"""


@pytest.mark.parametrize("script", [True, False])
def test_an_article_made_of_attacks_is_text(show, folder, script):
    def tree(name: str, words: list[str]) -> list[str]:
        outcomes = [made for each in words for made in (poisoned(each), failure(each))]
        page = show(write_report(outcomes, folder / name), script=script)
        if script:
            for article in page.locator(".story > summary").all():
                article.click()
            page.locator("#visits [name=words]").fill("alert")
            page.locator("#claims-table thead button").first.click()
        return page.evaluate(TREE)

    words = [f"word {number:02}" for number in range(len(PAYLOADS))]
    assert sorted(tree("attack.html", PAYLOADS)) == sorted(tree("clean.html", words))


# --- The notebook's view -------------------------------------------------------------------------------------------


@pytest.fixture
def notebook(show, folder):
    def opened(summary: ArticleSummary = SUMMARY, *, theme: str = "light", **options) -> Page:
        path = folder / "notebook.html"
        body = (
            f'<body data-jp-theme-light="{str(theme == "light").lower()}"><main><h1>A cell</h1>{html(summary)}</main>'
        )
        path.write_text(f'<!doctype html><html lang="en"><title>x</title><meta charset="utf-8">{body}', "utf-8")
        return show(path, script=options.pop("script", False), **options)

    return opened


def background(page: Page, selector: str) -> str:
    return page.locator(selector).first.evaluate("it => getComputedStyle(it).backgroundColor")


def test_in_a_notebook_a_record_and_its_sentences_light_each_other_without_scripts(notebook):
    page = notebook(reduced_motion="reduce")
    before = background(page, "mark.c2"), background(page, ".record.c2")
    page.locator(".record.c2").hover()
    assert background(page, "mark.c2") != before[0] == background(page, "mark.c1")
    page.locator("mark.c2").focus()
    assert background(page, ".record.c2") != before[1]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 400])
def test_axe_finds_nothing_in_a_notebook(notebook, theme, width):
    page = notebook(theme=theme, width=width, script=True)
    assert problems(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
