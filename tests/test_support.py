"""Support: what a record says and its evidence does not, by named rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.language.numbers import unsupported_numbers
from communique.language.support import negation_differs, repeats, unsupported_names, unsupported_words


@pytest.mark.parametrize(
    ("content", "evidence"),
    [
        ("Two hundred troops left.", "200 troops left"),
        ("two hundred and five", "205"),
        ("1,500 or 1\u202f500", "one thousand five hundred"),
        ("two million three hundred thousand", "2,300,000 means 2 million and 300 thousand"),
        ("12.5 billion", "$12.5bn"),
        ("66 million", "C$66m"),
        ("twenty-five percent", "25%"),
        ("the eighteenth and 18th", "on the 18th, or eighteenth"),
        ("three", "for the third time"),
        ("twice", "two visits"),
        ("two leaders", "both leaders"),
        ("ten years", "a decade"),
        ("a dozen", "12"),
        ("One of them, one by one", "some of them"),
        ("thousands of troops", "12,000 troops"),
        ("thousands of troops", "Thousands of troops"),
        ("the 1990s", "in 1990"),
        ("on 2025-03-27", "on 27 March 2025"),
        ("27 March 2025", "2025-03-27"),
        ("in Sept 2025", "in September 2025"),
        ("The G20 and the F-16", "the G20 asked for F-16s"),
        ("He may come", "He comes"),
        ("no numbers", ""),
    ],
)
def test_a_number_is_supported_however_it_is_written(content: str, evidence: str) -> None:
    assert unsupported_numbers(content, evidence) == ()


@pytest.mark.parametrize(
    ("content", "evidence", "missing"),
    [
        ("three visits", "two visits", ("three",)),
        ("5,000 troops", "3,000 troops", ("5,000",)),
        ("66 billion", "66 million", ("66 billion",)),
        ("thousands of troops", "dozens of troops", ("thousands",)),
        ("2.5 percent", "25 percent", ("2.5",)),
        ("two and three", "five", ("two", "three")),
        ("20 states", "the G20", ("20",)),
        ("on 2025-03-27", "on 27 April 2025", ("March",)),
        ("on 12 May", "on 12 June, he may say", ("May",)),
        ("in 2024 and again in 2024", "last year", ("2024",)),
    ],
)
def test_a_number_that_the_evidence_does_not_state_is_named(
    content: str, evidence: str, missing: tuple[str, ...]
) -> None:
    assert unsupported_numbers(content, evidence) == missing


KNOWN = [("Ada Ruiz", "Ruiz", "the foreign minister"), ("Ruritania", "Strelsau", "Ruritanian")]


@pytest.mark.parametrize(
    ("content", "evidence"),
    [
        ("Ada Ruiz visited Ruritania.", "The foreign minister went to Strelsau."),
        ("President Karl Novak met Erdogan.", "Karl Novak met Erdoğan"),
        ("Preparations are under way in Rome.", "Rome is getting ready"),
        ("He said: “Peace will come.” Troops left.", "he said peace will come"),
        ("The UN and the U.S. agreed.", "The United Nations Security Council heard US officials"),
        ("The Union of Free Ports met.", "the UFP met"),
        ("Novak’s trip", "the Novak trip"),
        ("He will come in May, on Monday.", "he comes on Monday"),
        ("A Volvo XC90 and the G20", "a volvo XC90 at the G20"),
    ],
)
def test_a_name_is_supported_by_itself_an_alias_or_its_initials(content: str, evidence: str) -> None:
    assert unsupported_names(content, evidence, KNOWN) == ()


@pytest.mark.parametrize(
    ("content", "evidence", "missing"),
    [
        ("Novak visited Rome.", "Ruiz visited Rome", ("Novak",)),
        ("Ada Ruiz visited Rome.", "She visited Rome", ("Ada", "Ruiz")),
        ("Ruritania and Rome agreed.", "Rome agreed", ("Ruritania",)),
        ("Ruritanians agreed with Vienna.", "they agreed", ("Vienna",)),
        ("The EU agreed.", "the United Nations agreed", ("EU",)),
        ("She met Wang Yi in Paris, Paris.", "she met Wang in a city", ("Yi", "Paris")),
    ],
)
def test_a_name_that_the_evidence_does_not_hold_is_named(content: str, evidence: str, missing: tuple[str, ...]) -> None:
    assert unsupported_names(content, evidence, KNOWN) == missing


@pytest.mark.parametrize(
    ("value", "evidence", "missing"),
    [
        ("Deputy Foreign Minister", "the deputy foreign ministers of both states", ()),
        ("talks on the border", "they talked about borders", ()),
        ("secretary of defence", "the secretary of state", ("defence",)),
        ("", "", ()),
    ],
)
def test_words_are_looked_for_without_their_inflection(value: str, evidence: str, missing: tuple[str, ...]) -> None:
    assert unsupported_words(value, evidence) == missing


BUT_NO_OFFICIAL_VISIT = "He has visited the country twice, but he has not made an official visit."


@pytest.mark.parametrize(
    ("content", "evidence", "differs"),
    [
        ("Ruritania confirmed the deal.", "Ruritania confirmed the deal.", False),
        ("Ruritania sent troops.", "Ruritania denied that it had sent troops.", True),
        ("Ruritania denied sending troops.", "Ruritania denied that it had sent troops.", False),
        ("Ruritania did not send troops.", "Ruritania denied that it had sent troops.", False),
        ("Novak will not visit Rome.", "Novak will visit Rome in May.", True),
        ("Novak will visit Rome.", "Novak won’t visit Rome in May.", True),
        ("Novak cannot come.", "Novak can't come.", False),
        ("Novak has visited the country twice.", BUT_NO_OFFICIAL_VISIT, False),
        ("Novak has not made an official visit.", BUT_NO_OFFICIAL_VISIT, False),
        ("Novak has made an official visit.", BUT_NO_OFFICIAL_VISIT, True),
        ("Novak has not visited the country.", BUT_NO_OFFICIAL_VISIT, True),
        ("The timing has yet to be determined.", "The timing has yet to be determined.", False),
        ("The timing has been determined.", "The timing has yet to be determined.", True),
        ("The timing has not been decided.", "The timing remains unclear.", False),
        ("Novak will not come.", "It is unclear when Novak will come.", True),
        ("A visit is possible.", "He did not rule out a visit.", False),
        ("There will be no visit.", "He did not rule out a visit.", True),
        ("The visit goes ahead.", "Novak said the visit goes ahead but did not say when.", False),
        ("The visit is right.", "I do not think that the visit is right.", True),
        ("He came for talks.", "He came not only for talks.", False),
        ("No date was set for the talks.", "The talks were called off.", False),
    ],
)
def test_a_negation_on_one_side_only_is_noticed(content: str, evidence: str, differs: bool) -> None:
    assert negation_differs(content, evidence) is differs


@pytest.mark.parametrize(
    ("content", "told", "same"),
    [
        ("The port is open.", "“The port is open,”", True),
        ("Ada Ruiz did not sign.", "We did not sign.", True),
        ("Ruiz wants peace and hopes for rain.", "I want peace and hopes for rain.", True),
        ("Ruiz is ready.", "I am ready.", True),
        ("Ruiz doesn’t agree.", "I don't agree.", True),
        ("Ada Ruiz was ready.", "I am ready.", False),
        ("Ada Ruiz wanted peace.", "I want peace.", False),
        ("Karl Novak did not sign.", "We did not sign.", False),
        ("Talks may end.", "Talks end.", False),
        ("Talks end.", "Talks may end.", False),
        ("No talks ended.", "No, talks ended.", False),
        ("The soldier left.", "The soldiers left.", False),
        ("Ghana was attacking.", "Ghana was attacked.", False),
        ("The port is open, Ruiz said.", "The port is open.", False),
    ],
)
def test_a_wording_repeats_what_was_told_but_for_the_speakers_name(content: str, told: str, same: bool) -> None:
    assert repeats(content, told, ("Ada Ruiz", "Ruiz")) is same


@given(st.text(alphabet="abcR 0123456789.,-'’\"not", max_size=80))
def test_every_text_supports_itself(text: str) -> None:
    assert unsupported_numbers(text, text) == ()
    assert unsupported_names(text, text) == ()
    assert unsupported_words(text, text) == ()
    assert repeats(text, text, ("R",))
    assert not negation_differs(text, text)
