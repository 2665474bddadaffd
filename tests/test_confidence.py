"""Confidence: counted from named caveats, and from nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.confidence import CAVEATS, confidence

ORDER = ["low", "moderate", "high"]


@pytest.mark.parametrize(
    ("caveats", "expected"),
    [
        ((), "high"),
        (("model_only",), "moderate"),
        (("model_only", "model_only"), "moderate"),
        (("model_only", "in_conflict"), "low"),
        (("model_only", "in_conflict", "host_inferred"), "low"),
    ],
)
def test_one_caveat_lowers_confidence_once_and_two_lower_it_twice(caveats: tuple[str, ...], expected: str) -> None:
    assert confidence(caveats) == expected


@given(st.lists(st.sampled_from(sorted(CAVEATS))), st.sampled_from(sorted(CAVEATS)))
def test_a_further_caveat_never_raises_confidence(caveats: list[str], more: str) -> None:
    assert ORDER.index(confidence([*caveats, more])) <= ORDER.index(confidence(caveats))


def test_an_unknown_caveat_is_an_error_and_no_guess() -> None:
    with pytest.raises(KeyError, match="hunch"):
        confidence(["hunch"])


def test_every_caveat_is_explained_to_readers() -> None:
    assert all(len(meaning.split()) >= 4 for meaning in CAVEATS.values())
