"""A plot shows every visit with its state by colour and shape, and its date as no more certain than it is."""

import subprocess
import sys
from itertools import chain
from typing import get_args

import pytest
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D

from communique import errors, plot_visits
from communique.plots import STATUS, VisitPlot
from communique.records import Failure, VisitStatus, When
from samples import EMPTY, SUMMARY, VISITS, poisoned


def dated(edtf: str | None, earliest: str | None = None, latest: str | None = None, **changes):
    when = When(text="then", edtf=edtf, earliest=earliest, latest=latest)
    return VISITS[0].model_copy(update={"when": when, **changes})


FAR = dated("2000-01-01", "2000-01-01", "2000-01-01")  # so that an ordinary stretch is wider than a mark


def plot(*visits) -> VisitPlot:
    return plot_visits(SUMMARY.model_copy(update={"visits": visits, "published": None}))


def bars(figure: VisitPlot) -> list:
    return list(chain.from_iterable(figure.axes[0].containers))


def marks(figure: VisitPlot) -> list[tuple[str, str, bool]]:
    """Marker, colour and whether it is filled, of the marks among the dates."""
    axes = figure.axes[0]
    lines = [line for line in axes.artists + axes.lines if isinstance(line, Line2D) and line.get_marker() != "None"]
    inside = [line for line in lines if line.get_transform() == axes.transData]
    return [
        (line.get_marker(), to_hex(line.get_color()), to_hex(line.get_markerfacecolor()) != "#ffffff")
        for line in inside
    ]


def words(figure: VisitPlot) -> list[str]:
    axes = figure.axes[0]
    return [text.get_text() for text in (*axes.texts, *axes.get_yticklabels(), axes.title)]


def legend(figure: VisitPlot) -> list[str]:
    return [text.get_text() for each in figure.legends for text in each.get_texts()]


def test_every_status_has_a_colour_and_a_shape_of_its_own():
    assert set(STATUS) == set(get_args(VisitStatus))
    colours, shapes = zip(*STATUS.values(), strict=True)
    assert len(set(colours)) == len(set(shapes)) == len(STATUS)


def test_a_plot_names_each_visit_its_date_and_what_the_marks_mean():
    figure = SUMMARY.plot_timeline()
    assert "Ana Ruiz (Spain) → Oslo, Norway" in words(figure)
    assert "within 11–17 May 2026" in words(figure)
    assert "not dated" in words(figure)
    assert "published" in words(figure)
    assert {"under discussion", "cancelled", "empty: some time within"} <= set(legend(figure))
    assert "planned" not in legend(figure)


def test_visits_that_nobody_dates_stand_below_the_others():
    figure = plot(VISITS[1], dated("2026", "2026-01-01", "2026-12-31"), VISITS[1], FAR)
    rows = [text.get_text() for text in figure.axes[0].get_yticklabels()]
    assert [row.startswith("Ana Ruiz") for row in rows] == [True, True, False, False]
    assert figure.axes[0].get_ylim()[0] > figure.axes[0].get_ylim()[1]  # the first row is on top


@pytest.mark.parametrize(
    ("edtf", "filled", "hatched"),
    [
        ("2005-01-01/2006-12-31", True, False),
        ("[2005-01-01..2006-12-31]", False, False),
        ("2005", False, False),
        ("2005~", False, True),
    ],
)
def test_what_lasted_is_filled_what_is_within_empty_and_what_is_approximate_hatched(edtf, filled, hatched):
    (bar,) = bars(plot(FAR, dated(edtf, "2005-01-01", "2006-12-31", status="completed")))
    colour = STATUS["completed"][0]
    assert to_hex(bar.get_edgecolor()) == colour
    assert (to_hex(bar.get_facecolor()) == colour) is filled
    assert bool(bar.get_hatch()) is hatched
    assert bar.get_width() == 730  # both its first and its last day are in it


@pytest.mark.parametrize(("earliest", "latest", "arrow"), [(None, "2005-01-01", "<"), ("2005-01-01", None, ">")])
def test_an_open_end_leaves_the_plot_without_an_edge(earliest, latest, arrow):
    figure = plot(FAR, dated("[..]", earliest, latest))
    (bar,) = bars(figure)
    low, high = figure.axes[0].get_xlim()
    assert bool(bar.get_x() < low) is (earliest is None)
    assert bool(bar.get_x() + bar.get_width() > high) is (latest is None)
    assert arrow in [marker for marker, _, _ in marks(figure)]
    assert "open end" in legend(figure)


@pytest.mark.parametrize(
    ("edtf", "filled", "sign"),
    [("2026-05-11", True, False), ("[2026-05-11..2026-05-14]", False, False), ("2026-05-11~", False, True)],
)
def test_a_date_too_short_for_a_bar_is_a_mark_that_tells_as_much(edtf, filled, sign):
    figure = plot(FAR, dated(edtf, "2026-05-11", "2026-05-14", status="planned"))
    colour, marker = STATUS["planned"]
    assert (marker, colour, filled) in marks(figure)
    assert ("≈" in words(figure)) is sign
    assert bars(figure) == []


def test_many_summaries_are_told_apart_and_failures_passed_over():
    failure = Failure(
        id="f", error="E", kind="k", message="m", hint="", retryable=False, attempts=1, status=None, sha256=None
    )
    figure = plot_visits(iter([SUMMARY.model_copy(update={"id": name}) for name in ("one", "two")] + [failure]))
    rows = [text.get_text() for text in figure.axes[0].get_yticklabels()]
    assert sorted(row[-5:] for row in rows) == ["[one]", "[one]", "[two]", "[two]"]
    assert "published" not in words(figure)


def test_more_visits_than_fit_are_counted():
    assert "3 more visits are not drawn" in words(plot_visits([SUMMARY] * 4, most=5))


@pytest.mark.parametrize("payload", ["$\\frac$", "$x$", "\x1b[31m", "_^{", "word " * 100])
def test_what_an_article_says_is_drawn_as_it_stands(payload):
    figure = plot_visits(poisoned(payload))
    assert figure._repr_png_().startswith(b"\x89PNG")
    assert max(map(len, words(figure))) < 120


@pytest.mark.parametrize(("form", "start"), [("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")])
def test_a_plot_is_saved_without_a_browser(tmp_path, form, start):
    for number, summary in enumerate((SUMMARY, EMPTY)):
        file = tmp_path / f"{number}.{form}"
        plot_visits(summary).savefig(file)
        assert file.read_bytes().startswith(start)
    assert "no visits" in words(plot_visits(EMPTY))


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-30"])
def test_no_date_is_too_far_or_too_wrong_to_be_drawn(day):
    assert plot(dated(day, day, day))._repr_png_()


def test_plotting_leaves_pyplot_alone():
    code = "import sys, communique.plots; print('matplotlib.pyplot' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"


def test_without_matplotlib_one_is_told_what_to_install(monkeypatch):
    for name in [name for name in sys.modules if name == "communique.plots" or name.startswith("matplotlib")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr("communique.plots")
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(errors.ConfigurationError, match=r"communique\[plot\]"):
        SUMMARY.plot_timeline()
