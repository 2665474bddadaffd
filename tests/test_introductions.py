"""People whose office an article tells apart from their name."""

import pytest

from communique.language.introductions import introduced
from communique.language.names import find_mentions
from communique.language.people import Roster
from communique.language.segment import paragraphs


def offices(text: str) -> dict[str, tuple[str | None, str | None]]:
    sentences = [sentence for paragraph in paragraphs(text) for sentence in paragraph.sentences]
    people = introduced(Roster(find_mentions(sentences)).people, sentences)
    return {person.name: (person.role, person.country) for person in people}


@pytest.mark.parametrize(
    "text",
    [
        "Peru's trade minister said the port would open.\n\nAna Silva told reporters it was ready.",
        'The port would open, the Peruvian trade minister said.\n\n"It is ready," Ana Silva told reporters.',
    ],
)
def test_a_lead_tells_the_office_of_who_speaks_in_the_next_paragraph(text: str) -> None:
    assert offices(text) == {"Ana Silva": ("trade minister", "PE")}


def test_ministers_told_of_together_are_named_by_their_states() -> None:
    text = "The trade ministers of Peru and Kenya met. Peru's Ana Silva and Kenya's Joseph Otieno shook hands."
    assert offices(text) == {"Ana Silva": ("trade minister", "PE"), "Joseph Otieno": ("trade minister", "KE")}


def test_a_name_with_a_state_alone_has_no_office() -> None:
    assert offices("Peru's Ana Silva won the race.") == {"Ana Silva": (None, "PE")}


@pytest.mark.parametrize(
    "text",
    [
        "The trade ministers of Peru, Ana Silva, and Kenya, Joseph Otieno, shook hands.",
        "The trade ministers of Peru and Kenya, Ana Silva and Joseph Otieno, shook hands.",
        "The Peruvian and Kenyan trade ministers, Ana Silva and Joseph Otieno, shook hands.",
    ],
)
def test_as_many_names_as_states_after_an_office_are_its_holders_in_order(text: str) -> None:
    assert offices(text) == {"Ana Silva": ("trade minister", "PE"), "Joseph Otieno": ("trade minister", "KE")}


def test_an_office_in_the_plural_is_that_of_all_whom_it_lists() -> None:
    found = offices("Trade ministers Ana Silva of Peru, Joseph Otieno of Kenya, and Le Van Hoa met on Monday.")
    roles = {name: role for name, (role, _) in found.items()}
    assert roles == dict.fromkeys(["Ana Silva", "Joseph Otieno", "Le Van Hoa"], "Trade minister")


@pytest.mark.parametrize(
    "text",
    [
        "Peruvian president Rui Quispe fell ill. Ana Silva wrote as a Peruvian president would.",
        "Ana Silva wrote to the Peruvian president on Monday.",
        "Ana Silva, an analyst, said a Peruvian president would never do that.",
    ],
)
def test_an_office_that_is_somebody_elses_is_not_given(text: str) -> None:
    assert offices(text)["Ana Silva"] == (None, None)
