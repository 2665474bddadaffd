"""The turns of an interview or a press conference."""

from communique.language.attribution import attributions
from communique.language.segment import paragraphs
from communique.language.transcript import turns

TEXT = (
    "Ana Silva, MP\nMinister for Trade\n\n"
    "QUESTION: Will you go to Lima?\n\n"
    "ANA SILVA: I will go in May.\n\n"
    "We have an invitation.\n\n"
    "QUESTION: It is said to be open."
)


def test_what_is_answered_is_the_speakers_until_the_next_label() -> None:
    found = attributions(paragraphs(TEXT))
    said = {TEXT[a.content[0] : a.content[1]]: (a.person, a.quotation) for a in found}
    assert said == {
        "I will go in May.": ("Ana Silva", "direct"),
        "We have an invitation.": ("Ana Silva", "direct"),
    }


def test_a_label_alone_makes_no_transcript() -> None:
    assert turns(paragraphs("ANALYSIS: Peru votes.\n\nLIMA: The vote was held on Sunday.")) == {}


def test_one_speaker_in_capitals_who_speaks_of_himself_gives_a_speech() -> None:
    text = "ANA SILVA: Later today I will fly to Lima.\n\nMy visit will last two days.\n\nPeru is our friend."
    found = attributions(paragraphs(text))
    assert [a.speaker for a in found] == ["ANA SILVA"] * 3
