"""How certain a proposition is put, and whether it denies something: the rules of communique.language.certainty."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.language.certainty import certainty, negated, weakest

CERTAINTY = [
    # no hedge, whatever the time
    ("The minister will travel to Lima.", "asserted"),
    ("Oslo is preparing the visit.", "asserted"),
    ("The invitation remains open.", "asserted"),
    ("Both sides must show restraint.", "asserted"),
    ("Peru needs to open the border.", "asserted"),
    ("The minister is scheduled to meet the envoy.", "asserted"),
    ("Talks are under way on a potential visit.", "asserted"),
    ("The council should lift the siege.", "asserted"),
    ("The two sides met in May 2024.", "asserted"),
    ("The army fought with all its might.", "asserted"),
    ("The council defused a potentially explosive crisis.", "asserted"),
    ("The leaders should be voted in by the people themselves.", "asserted"),
    ("The minister could not attend.", "asserted"),
    ("No agreement could be reached this year.", "asserted"),
    ("The envoy will also stop in Quito on what would be his fourth tour.", "asserted"),
    ("While we may differ on fishing, as old neighbours we stay in contact.", "asserted"),
    # one step down
    ("The minister is expected to travel to Lima.", "probable"),
    ("The visit is likely to last two days.", "probable"),
    ("The visit is unlikely to last two days.", "probable"),
    ("The visit would focus on trade.", "probable"),
    ("The general is widely believed to have left.", "probable"),
    ("The delegation is set to leave on Friday.", "probable"),
    ("Satellite images suggest that the port is closed.", "probable"),
    ("I do not think that the plan is wise.", "probable"),
    ("The road should be completed by May.", "probable"),
    ("The ceasefire seems to hold.", "probable"),
    ("Time lost because of the floods would be made up.", "probable"),
    # two steps down
    ("The minister may travel to Lima.", "possible"),
    ("The minister might travel to Lima.", "possible"),
    ("The visit could pave the way for talks.", "possible"),
    ("The minister hopes to travel to Lima.", "possible"),
    ("Perhaps the visit takes place in May.", "possible"),
    ("It is possible that the visit takes place in May.", "possible"),
    # nothing committed to
    ("Whether the visit takes place is open.", "noncommittal"),
    ("Lima did not rule out a visit.", "noncommittal"),
    ("The ministry declined to comment on the visit.", "noncommittal"),
    ("The ministry would not say whether the visit takes place.", "noncommittal"),
    ("It is unclear whether the visit takes place.", "noncommittal"),
    ("It is hard for us to say whether the visit takes place.", "noncommittal"),
    ("The envoy would not comment on the plans for a visit.", "noncommittal"),
    # of two hedges the weaker
    ("The visit may be expected to take place in May.", "possible"),
    ("It is unclear whether the visit would take place.", "noncommittal"),
]


@pytest.mark.parametrize(("content", "value"), CERTAINTY)
def test_certainty_follows_the_hedge_of_the_main_clause(content: str, value: str) -> None:
    assert certainty(content) == value


@pytest.mark.parametrize(
    "content",
    [
        "The two sides are negotiating a deal under which the port would reopen.",
        "The ministry published a plan that could end the dispute.",
        "The plan is not wise, as it would not end the dispute.",
        "The minister will discuss how both states can work together.",
        "Guards opened the border so that families could return home.",
        "The envoy, who may leave soon, met the minister.",
        "The border is closed because rebels might cross it.",
        "The council is worried about what the tax could cost farmers.",
    ],
)
def test_hedges_of_subordinate_clauses_do_not_count(content: str) -> None:
    assert certainty(content) == "asserted"


def test_the_consequence_of_a_condition_keeps_its_hedge() -> None:
    assert certainty("If talks fail, both states might go to court.") == "possible"


@pytest.mark.parametrize(
    ("cue", "value"),
    [
        ("said", "asserted"),
        ("claimed", "asserted"),
        ("according to", "asserted"),
        ("", "asserted"),
        ("suggesting", "probable"),
        ("believes", "probable"),
        ("Predicted", "probable"),
        ("hoped", "possible"),
        ("wondered", "noncommittal"),
    ],
)
def test_verbs_of_saying_change_nothing_and_verbs_of_thinking_do(cue: str, value: str) -> None:
    assert certainty("the visit takes place in May", cue) == value


@pytest.mark.parametrize(
    ("content", "value"),
    [
        ("both sides, with their experts, prepare a timetable", "asserted"),
        ("delaying the vote until May", "asserted"),
        ("the vote should wait until May", "asserted"),
        ("the vote was delayed until May", "probable"),
    ],
)
def test_what_is_suggested_as_a_proposal_is_no_guess(content: str, value: str) -> None:
    assert certainty(content, "suggested") == value


def test_the_weaker_of_verb_and_words_counts() -> None:
    assert certainty("the visit may take place in May", "believes") == "possible"
    assert certainty("the visit is expected in May", "hopes") == "possible"


NEGATED = [
    ("The minister rejected the accusations.", True),
    ("The minister neither confirmed nor denied the report.", False),
    ("The two sides made sure that no ship could leave.", False),
    ("It is not surprising that the talks went well.", False),
    ("By not answering, the ministry broke the law.", False),
    ("The king voiced regret at not being able to travel.", False),
    ("The decision not to travel was a mark of anger.", False),
    ("The minister will not travel to Lima.", True),
    ("The minister won't travel to Lima.", True),
    ("The minister cannot travel to Lima.", True),
    ("The date has yet to be fixed.", True),
    ("The visit is unlikely to take place.", True),
    ("Peru denies the allegations.", True),
    ("Peru never received an invitation.", True),
    ("There is no agreement.", True),
    ("Neither side has signed.", True),
    ("The envoy has nothing to add.", True),
    ("Oslo ruled out a visit.", True),
    ("The minister will travel to Lima.", False),
    ("The minister will not only visit Lima but stay there.", False),
    ("There is no doubt that the visit takes place.", False),
    ("The minister will travel if the talks do not fail.", False),
    ("It is up to Lima to decide whether or not to accept.", False),
    ("Guards denied entry to the envoy.", False),
    ("The list names goods not fit for military use.", False),
    ("The envoy wants talks not for show, but for peace.", False),
    ("The goods do not fit.", True),
    ("While the two sides may not agree on fishing, they stay in contact.", False),
    ("The deal serves trade rather than peace.", False),
]


@pytest.mark.parametrize(("content", "value"), NEGATED)
def test_a_clause_is_negated_by_a_negation_or_what_amounts_to_one(content: str, value: bool) -> None:
    assert negated(content) is value


@pytest.mark.parametrize(
    ("values", "value"),
    [
        ((), "asserted"),
        (("asserted", "probable"), "probable"),
        (("possible", "probable"), "possible"),
        (("noncommittal", "asserted"), "noncommittal"),
    ],
)
def test_the_weakest_certainty_wins(values: tuple[str, ...], value: str) -> None:
    assert weakest(*values) == value  # type: ignore[arg-type]


@given(st.text(max_size=300))
def test_any_text_has_a_certainty_and_quotation_marks_change_none(text: str) -> None:
    plain = text.replace('"', " ")
    assert certainty(f'"{plain}"') == certainty(plain)
    assert negated(f'"{plain}"') == negated(plain)
