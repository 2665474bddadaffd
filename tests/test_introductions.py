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
