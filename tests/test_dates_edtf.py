"""What date phrases mean is valid EDTF with its own bounds, whatever the text, and is found in bounded time."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from communique.language.dates import bounds, find_dates, resolve_date, valid_edtf

SUNDAY = "2025-03-30"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2025-03-13", ("2025-03-13", "2025-03-13")),
        ("2025-02", ("2025-02-01", "2025-02-28")),
        ("2024", ("2024-01-01", "2024-12-31")),
        ("199X", ("1990-01-01", "1999-12-31")),
        ("2025-03-13~", ("2025-03-10", "2025-03-16")),
        ("2025-03~", ("2025-02-01", "2025-04-30")),
        ("2015~", ("2014-01-01", "2016-12-31")),
        ("2015%", ("2014-01-01", "2016-12-31")),
        ("2015?", ("2015-01-01", "2015-12-31")),
        ("2010~/2012", ("2009-01-01", "2012-12-31")),
        ("2025-22", ("2025-06-01", "2025-08-31")),
        ("2025-24", ("2025-12-01", "2026-02-28")),
        ("2025-36", ("2025-10-01", "2025-12-31")),
        ("2025-41", ("2025-07-01", "2025-12-31")),
        ("2022/..", ("2022-01-01", None)),
        ("../2026-06", (None, "2026-06-30")),
        ("/2025", (None, "2025-12-31")),
        ("[2025-05..]", ("2025-05-01", None)),
        ("[..2025-03-27]", (None, "2025-03-27")),
        ("[2025-03-27..2025-12-31]", ("2025-03-27", "2025-12-31")),
    ],
)
def test_bounds_are_the_first_and_last_day_by_the_contract(given, expected):
    assert bounds(given) == expected


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2025-13", "2025-02-29", "2025-03-14/2025-03-13", "[2026..2025]", "../..", "../", "0000", "Y170000002",
     "2025-33/2025-34", "[2025-03..2025-04-12]", "2025" * 40],
)  # fmt: skip
def test_what_is_no_edtf_is_neither_valid_nor_bounded(text):
    assert not valid_edtf(text)
    with pytest.raises(ValueError, match="not valid EDTF"):
        bounds(text)


_VOCABULARY = """
on in at by the a last next this past coming previous following Monday Sunday week weekend month quarter year
decade century half days weeks years hours ago later earlier early mid late end of beginning first third final
summer winter 2025 1990s 13 30 31 29 March May February Feb. December and or to - / between from until since
before after about two ten few today yesterday tomorrow soon , . 's year-end Q3 13/03 2025-02-30 9999
9999-12-31 19th that same for
"""
_PHRASES = st.lists(st.sampled_from(_VOCABULARY.split()), max_size=7).map(" ".join)
_PUBLISHED = st.sampled_from([SUNDAY, "2026-01-14", "2024-02-29", "2025-03", "2025", None, "0001-01-01", "9999-12-31"])


@settings(max_examples=120, deadline=None)
@given(_PHRASES | st.text(), _PUBLISHED, _PHRASES)
@example("last quarter of the", "9999-12-31", "")
def test_no_text_raises_and_the_same_text_means_the_same(phrase, published, context):
    spans = find_dates(phrase)
    assert all(0 <= start < end <= len(phrase) for start, end in spans)
    assert list(spans) == sorted(spans)
    assert resolve_date(phrase, published, context) == resolve_date(phrase, published, context)


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(["", "by ", "since ", "until ", "not before ", "before ", "after ", "around ", "from "]),
    st.sampled_from(["", "early ", "late ", "the end of ", "earlier in ", "later in "]),
    st.sampled_from(["May", "winter", "2024", "next week", "last quarter", "the 1990s", "Monday", "Q3", "this year"]),
    st.sampled_from(["", " to December 2026", " or Friday", " last year"]),
)
def test_every_meaning_is_valid_edtf_with_its_own_bounds_in_order(loose, tight, core, more):
    found = resolve_date(loose + tight + core + more, SUNDAY)
    if found is not None:
        assert bounds(found.edtf) == (found.earliest, found.latest)
        assert not (found.earliest and found.latest) or found.earliest <= found.latest


@pytest.mark.parametrize(
    "phrase",
    ["13 March", "in May", "the 1990s", "on Thursday", "next week", "two weeks ago", "ten years ago", "a month ago",
     "later this year", "earlier in March", "early June", "winter", "last quarter", "second half", "around summer",
     "June 18 to 19", "since winter", "until Q3", "between April and June", "03/04/2025", "soon", "since about 2010"],
)  # fmt: skip
def test_each_kind_of_meaning_is_valid_edtf_with_its_own_bounds(phrase):
    found = resolve_date(phrase, SUNDAY)
    assert found is not None
    assert bounds(found.edtf) == (found.earliest, found.latest)


@settings(max_examples=50, deadline=None)
@given(st.text())
def test_checking_any_text_as_edtf_raises_nothing(text):
    valid_edtf(text)


@pytest.mark.parametrize("unit", ["the end of ", "5, ", "a", " ", "'"])
def test_ten_thousand_characters_take_no_longer_than_their_number(unit):
    text = (unit * 10_000)[:10_000]
    started = time.process_time()
    resolve_date(text, SUNDAY, text)
    assert time.process_time() - started < 5


def test_importing_the_resolver_does_not_import_the_edtf_package():
    code = "import sys, communique.language.dates as d; d.resolve_date('soon', '2025'); sys.exit('edtf' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
