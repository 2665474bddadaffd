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


def said_by(text: str) -> list[tuple[str, str]]:
    return [(a.person or a.speaker, text[a.content[0] : a.content[1]]) for a in attributions(paragraphs(text))]


def test_beside_an_asking_label_a_name_or_an_office_in_small_letters_is_a_label_too() -> None:
    text = (
        "Interviewer: Will you go?\n\nAna Silva: I will go in May.\n\n"
        "Interviewer: And after?\n\nMinister: It may be late."
    )
    assert said_by(text) == [("Ana Silva", "I will go in May."), ("Minister", "It may be late.")]


def test_an_answer_is_of_the_one_official_presented_before() -> None:
    text = "Foreign Minister Ana Silva met the press.\n\nQ: Will you go?\n\nA: I will go in May."
    assert said_by(text) == [("Ana Silva", "I will go in May.")]


def test_verbatim_records_name_who_has_the_floor_with_a_state_in_brackets() -> None:
    text = "Ms. Silva (Peru): We regret the vote.\n\nIt was early.\n\nMr. Otieno (Kenya) (spoke in French): We agree."
    assert said_by(text) == [("Silva", "We regret the vote."), ("Silva", "It was early."), ("Otieno", "We agree.")]


def test_an_interview_may_have_its_questions_in_paragraphs_of_their_own() -> None:
    text = "Minister Ana Silva spoke to the Daily.\n\nWill you go?\n\nI will, in May.\n\nAnd after?\n\nIt may be late."
    assert said_by(text) == [("Ana Silva", "I will, in May."), ("Ana Silva", "It may be late.")]


def test_two_questions_in_a_news_report_make_no_interview() -> None:
    assert turns(paragraphs("Peru votes.\n\nWho will win?\n\nSilva leads.\n\nWill it last?\n\nNobody knows.")) == {}
