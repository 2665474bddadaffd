"""Who speaks in each sentence: the behaviour promised by communique.language.attribution and the rules below it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.language.attribution import Attribution, attributions
from communique.language.byline import find_byline
from communique.language.names import find_mentions
from communique.language.people import Roster
from communique.language.quotes import HIDDEN, quotation_kind, quoted
from communique.language.reporting import FORMS
from communique.language.segment import paragraphs, sentences
from communique.language.speakers import Cast, classify
from communique.language.statements import same_proposition, statements

INTRODUCTION = "Norwegian Foreign Minister Ingrid Solvang met Peruvian envoy Luis Paredes in Oslo on Monday."


def found_in(text: str) -> list[Attribution]:
    return list(attributions(paragraphs(text)))


def after_introduction(sentence: str) -> list[Attribution]:
    """The attributions of one sentence in the paragraph after the introduction of two persons."""
    found = found_in(f"{INTRODUCTION}\n\n{sentence}")
    assert all(one.sentence > 0 for one in found)
    return found


def words_of(text: str, one: Attribution) -> str:
    return text[slice(*one.content)]


SPEAKERS = [
    ("Solvang said the talks were useful.", "Solvang", "said"),
    ("Solvang said that the talks were useful.", "Solvang", "said"),
    ("The talks were useful, Solvang said on Tuesday.", "Solvang", "said"),
    ('"The talks were useful," Solvang said.', "Solvang", "said"),
    ('"The talks were useful," said Solvang.', "Solvang", "said"),
    ('"The talks were useful," said the Norwegian minister, Ingrid Solvang.', "Ingrid Solvang", "said"),
    ('"The talks," Solvang said, "were useful."', "Solvang", "said"),
    ("According to Solvang, the talks were useful.", "Solvang", "According to"),
    ("The talks were useful, according to Solvang.", "Solvang", "according to"),
    ("Solvang told reporters that the talks were useful.", "Solvang", "told"),
    ("Speaking in Bergen, Solvang called on both sides to show restraint.", "Solvang", "called"),
    ("Solvang urged restraint.", "Solvang", "urged"),
    ("Solvang accused the rebels of delaying the talks.", "Solvang", "accused"),
    ("Solvang expressed support for the truce.", "Solvang", "expressed"),
    ("Solvang, who arrived from Lima on Sunday, said the talks were useful.", "Solvang", "said"),
    ("Ingrid Solvang, the foreign minister, warned that time was short.", "Ingrid Solvang", "warned"),
    ("Ingrid Solvang — a former judge — warned that time was short.", "Ingrid Solvang", "warned"),
    ("In a statement on Friday, Solvang welcomed the ceasefire.", "Solvang", "welcomed"),
    ("Solvang has repeatedly denied the allegations.", "Solvang", "denied"),
    ("Solvang went on to say that the talks would resume.", "Solvang", "say"),
    ("Solvang was quoted by a local daily as saying that the talks would resume.", "Solvang", "saying"),
    ("While denying any delay, Solvang left the hall.", "Solvang", "denying"),
]


@pytest.mark.parametrize(("sentence", "speaker", "cue"), SPEAKERS)
def test_a_named_speaker_is_found_wherever_the_sentence_puts_them(sentence: str, speaker: str, cue: str) -> None:
    (one,) = after_introduction(sentence)
    assert (one.speaker, one.person, one.source, one.cue) == (speaker, "Ingrid Solvang", "named", cue)
    assert not one.carried


SOURCES = [
    ("The Foreign Ministry said the visit was over.", "The Foreign Ministry", "institution"),
    ("Peru denies that its troops crossed the border.", "Peru", "institution"),
    ("The minister's office confirmed the visit.", "The minister's office", "institution"),
    ("A statement from the presidency said that the visit was over.", "presidency", "institution"),
    ("The ministry would not say whether the visit was over.", "The ministry", "institution"),
    ("A senior official said on condition of anonymity that the visit was over.", "A senior official", "role_only"),
    ("Two diplomats told an agency that the visit was over.", "Two diplomats", "role_only"),
    ("Solvang's spokesman said the visit was over.", "Solvang's spokesman", "role_only"),
    ("An aide to Solvang said the visit was over.", "An aide to Solvang", "role_only"),
    ("Sources claim that the visit is over.", "Sources", "anonymous"),
    ("People familiar with the plans said the visit was over.", "People familiar with the plans", "anonymous"),
    (
        "The visit is over, Reuters reported, citing two people close to Solvang.",
        "two people close to Solvang",
        "anonymous",
    ),
    ("Reports suggest that the visit is over.", "Reports", "reports"),
    ("In recent weeks, reports have emerged suggesting that the visit is over.", "reports", "reports"),
    ("The visit was reportedly cut short.", "reports", "reports"),
    ("The general is believed to have left the country.", "reports", "reports"),
]


@pytest.mark.parametrize(("sentence", "speaker", "source"), SOURCES)
def test_the_kind_of_source_follows_from_the_words_used_for_it(sentence: str, speaker: str, source: str) -> None:
    (one,) = after_introduction(sentence)
    assert (one.speaker, one.source, one.person) == (speaker, source, None)


SILENT = [
    "Solvang visited a school in the capital.",
    "Solvang announced the news at a press conference.",
    "Solvang will urge both sides to show restraint.",
    "Solvang is expected to say more on Friday.",
    "The visit underscored the strength of the alliance.",
    "The gas project is on hold.",
    "The report comes after weeks of talks.",
    "President Halvorsen welcomed Luis Paredes to the palace.",
    "Solvang has said nothing.",
    "Solvang did not mention the border.",
    "On Friday both states signed an accord, according to which the border stays open.",
    'The film "Solvang said no" was shown.',
]


@pytest.mark.parametrize("sentence", SILENT)
def test_a_sentence_that_reports_nothing_has_no_speaker(sentence: str) -> None:
    assert after_introduction(sentence) == []


REFERENCES = [
    ("He added that the border was open.", "Paredes welcomed the truce.", "Luis Paredes"),
    ("The minister also said that the border was open.", "Solvang welcomed the truce.", "Ingrid Solvang"),
    ("The diplomat said that the border was open.", "Solvang welcomed the truce.", "Ingrid Solvang"),
    ("The Peruvian envoy said that the border was open.", "Solvang welcomed the truce.", "Luis Paredes"),
    ("She said that the border was open.", "On Friday Solvang travelled to Lima.", "Ingrid Solvang"),
]


@pytest.mark.parametrize(("sentence", "before", "person"), REFERENCES)
def test_pronouns_and_offices_are_followed_to_the_person_they_mean(sentence: str, before: str, person: str) -> None:
    found = after_introduction(f"{before} {sentence}")
    assert (found[-1].person, found[-1].source) == (person, "named")


def test_a_pronoun_without_anybody_to_mean_attributes_nothing() -> None:
    assert found_in("He said that the border was open.") == []


def test_it_means_the_body_that_spoke_last() -> None:
    found = found_in("The ministry confirmed the visit. It added that the border was open.")
    assert [one.speaker for one in found] == ["The ministry", "The ministry"]


def test_a_joint_statement_has_one_attribution_for_each_person() -> None:
    found = after_introduction("Solvang and Paredes urged restraint.")
    assert [one.person for one in found] == ["Ingrid Solvang", "Luis Paredes"]


def test_they_means_the_two_persons_named_side_by_side() -> None:
    text = "Foreign Minister Ingrid Solvang and Ambassador Luis Paredes toured the port. They urged restraint."
    assert [one.person for one in found_in(text)] == ["Ingrid Solvang", "Luis Paredes"]


def test_a_second_verb_shares_the_subject_of_the_first() -> None:
    text = (
        "Ingrid Solvang, the foreign minister, praised the truce and warned that time was short, "
        "adding that talks would resume."
    )
    found = found_in(text)
    assert [(one.cue, one.person) for one in found] == [
        ("praised", "Ingrid Solvang"),
        ("warned", "Ingrid Solvang"),
        ("adding", "Ingrid Solvang"),
    ]
    assert [words_of(text, one) for one in found] == ["praised the truce", "time was short", "talks would resume."]


def test_who_passes_a_report_on_is_not_its_speaker() -> None:
    found = after_introduction("According to the state news agency, Solvang said that the talks had failed.")
    assert [one.speaker for one in found] == ["Solvang"]


CONTENTS = [
    ("Solvang said that the talks were useful.", "the talks were useful.", "paraphrase"),
    ("Solvang said Friday that the talks were useful.", "the talks were useful.", "paraphrase"),
    ("Solvang told state radio the talks were useful.", "state radio the talks were useful.", "paraphrase"),
    ("The talks were useful, Solvang said.", "The talks were useful", "paraphrase"),
    ('Solvang said on television: "We will stay."', '"We will stay."', "direct"),
    ('"We will stay," Solvang said, referring to the talks.', '"We will stay,"', "direct"),
    ('"We will stay," Solvang said, "and we will talk."', '"We will stay," Solvang said, "and we will talk."', "mixed"),
    ('Solvang called the talks "very useful" for both.', 'called the talks "very useful" for both.', "mixed"),
    ("Solvang said the talks were useful, underscoring the alliance.", "the talks were useful", "paraphrase"),
    ("According to Solvang, the talks were useful.", "the talks were useful.", "paraphrase"),
    ("OSLO (Agency) - The talks were useful, Solvang said.", "The talks were useful", "paraphrase"),
]


@pytest.mark.parametrize(("sentence", "content", "quotation"), CONTENTS)
def test_the_content_is_what_is_reported_and_no_more(sentence: str, content: str, quotation: str) -> None:
    text = f"{INTRODUCTION}\n\n{sentence}"
    (one,) = found_in(text)
    assert (words_of(text, one), one.quotation) == (content, quotation)


def test_words_inside_a_quotation_attribute_nothing() -> None:
    (one,) = after_introduction('"Our envoy said no, and Lima urged calm," Solvang said.')
    assert one.speaker == "Solvang"


def test_a_quotation_runs_on_into_the_sentences_after_its_speaker() -> None:
    text = f'{INTRODUCTION}\n\nSolvang said: "We will stay. The border is open. Nobody will leave."'
    found = found_in(text)
    assert [(one.person, one.carried, one.certain) for one in found] == [
        ("Ingrid Solvang", False, True),
        ("Ingrid Solvang", True, True),
        ("Ingrid Solvang", True, True),
    ]


def test_a_quotation_is_given_to_the_speaker_named_at_its_end() -> None:
    found = after_introduction('"We will stay. The border is open," said Solvang. "Nobody will leave."')
    assert [(one.person, one.carried) for one in found] == [
        ("Ingrid Solvang", True),
        ("Ingrid Solvang", False),
        ("Ingrid Solvang", True),
    ]


def test_a_quotation_split_over_lines_goes_on_until_it_is_closed() -> None:
    text = (
        f'{INTRODUCTION}\nSolvang said: "We will stay.\nThe border is open.\nNobody will leave."\nPolls open on Sunday.'
    )
    assert [one.sentence for one in found_in(text)] == [1, 2, 3]


def test_a_quotation_paragraph_belongs_to_whoever_the_line_before_announces() -> None:
    found = after_introduction('Solvang told parliament:\n\n"We will stay."')
    assert [(one.speaker, one.carried, one.quotation) for one in found] == [("Solvang", True, "direct")]


def test_a_quotation_far_from_any_speaker_has_none() -> None:
    found = after_introduction('Solvang praised the truce.\n\nSnow fell all day.\n\n"We will stay."')
    assert [one.cue for one in found] == ["praised"]


@pytest.mark.parametrize(
    ("second", "carried"),
    [
        ("She had met the envoy twice.", True),
        ("The visit would last two days.", True),
        ("The visit lasts two days.", False),
        ("Snow fell all day.", False),
    ],
)
def test_only_reported_speech_is_carried_into_the_next_sentence(second: str, carried: bool) -> None:
    found = after_introduction(f"Solvang said a visit was planned. {second}")
    assert [one.carried for one in found] == [False, True][: 1 + carried]
    assert all(one.certain is not one.carried for one in found)


def test_a_title_is_no_attribution() -> None:
    assert found_in("Minister warns neighbours of new sanctions") == []


RELEASE = """Minister Solvang's Travel to Lima

{byline}

Foreign Minister Ingrid Solvang will travel to Lima on 3 May. She will meet President Rosa Quispe.

In Lima, Minister Solvang thanked President Quispe for her hospitality.

Minister Solvang and President Quispe opened a school. They met with students, and praised their work."""


@pytest.mark.parametrize(
    ("byline", "speaker", "source"),
    [
        ("Karl Berg, Ministry Spokesperson", "Karl Berg", "named"),
        ("Karl Berg\nMinistry Spokesperson", "Karl Berg", "named"),
        ("Office of the Spokesperson", "Office of the Spokesperson", "institution"),
        ("OFFICE OF THE SPOKESPERSON", "OFFICE OF THE SPOKESPERSON", "institution"),
        ("Presidential Press Service", "Presidential Press Service", "institution"),
    ],
)
def test_a_release_speaks_through_its_byline_where_nobody_else_does(byline: str, speaker: str, source: str) -> None:
    found = found_in(RELEASE.format(byline=byline))
    first, second, third, *rest = found
    assert [(one.speaker, one.source, one.quotation) for one in (first, second)] == [(speaker, source, "none")] * 2
    assert (third.person, third.cue) == ("Ingrid Solvang", "thanked")
    assert [(one.person or one.speaker, one.cue) for one in rest] == [
        (speaker, ""),
        (speaker, ""),
        ("Ingrid Solvang", "praised"),
        ("Rosa Quispe", "praised"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "By Karl Berg",
        "Karl Berg",
        "Minister Solvang's Travel to Lima",
        "Ministry spokesperson meets envoys.",
        "12 May 2025, Press Service",
        "The Ministry",
    ],
)
def test_other_lines_are_no_byline(line: str) -> None:
    assert (
        find_byline(paragraphs(f"{line}\n\nThe minister will travel to Lima. She will meet the president there."))
        is None
    )


def test_a_caption_makes_no_release_of_a_report_in_which_many_speak() -> None:
    caption = "Karl Berg, Ministry Spokesperson"
    text = f"{caption}\n\nThe visit is off, Berg said. Peru said it was not told. Oslo declined to comment."
    assert find_byline(paragraphs(text)) is None


@pytest.mark.parametrize(
    ("form", "lemma", "tense"),
    [
        ("said", "say", "past"),
        ("denies", "deny", "present"),
        ("agreeing", "agree", "ing"),
        ("regretted", "regret", "past"),
        ("spoken", "speak", "past"),
        ("stresses", "stress", "present"),
        ("urge", "urge", "base"),
    ],
)
def test_reporting_verbs_are_known_in_every_form(form: str, lemma: str, tense: str) -> None:
    assert (FORMS[form].lemma, FORMS[form].tense) == (lemma, tense)


def test_a_thing_or_an_event_is_no_speaker() -> None:
    cast = Cast(Roster(find_mentions(sentences(INTRODUCTION))).people)
    assert classify("The visit", 0, cast) is None
    assert classify("a new pipeline", 0, cast) is None


QUOTATIONS = [
    ('He said "yes" twice.', ["yes"]),
    ("He said “yes” and «no».", ["yes", "no"]),
    ("He said 'it is done,' and left.", ["it is done,"]),
    ("He said ''it is done'' and left.", ["'it is done"]),
    ("He spoke of a ‘new page’ today.", ["new page"]),
    ("He said ``it is done'' and left.", ["it is done"]),
    ("It isn't the leaders' fault.", []),
]


@pytest.mark.parametrize(("text", "words"), QUOTATIONS)
def test_quoted_words_are_found_and_hidden(text: str, words: list[str]) -> None:
    (mark,) = quoted(sentences(text))
    assert [text[start:end] for start, end in mark.spans] == words
    assert len(mark.masked) == len(text)
    assert (HIDDEN in mark.masked) is bool(words)


@pytest.mark.parametrize(
    ("covered", "length", "kind"),
    [(0, 10, "paraphrase"), (1, 10, "mixed"), (7, 10, "mixed"), (8, 10, "direct"), (10, 10, "direct")],
)
def test_the_kind_of_quotation_depends_on_the_share_quoted(covered: int, length: int, kind: str) -> None:
    assert quotation_kind(covered, length) == kind


def test_a_quotation_that_repeats_its_paraphrase_makes_one_statement() -> None:
    paraphrase = "Solvang stressed that preparations for visits are always under way."
    text = f'{INTRODUCTION}\n\n{paraphrase} "We always make preparations," she said.'
    (one,) = statements(found_in(text), text)
    assert (one.sentences, one.quotation) == ((1, 2), "mixed")


def test_a_quotation_that_says_something_else_is_its_own_statement() -> None:
    text = (
        f'{INTRODUCTION}\n\nSolvang stressed that preparations for visits never stop. "The border is open," she said.'
    )
    assert [one.sentences for one in statements(found_in(text), text)] == [(1,), (2,)]


def test_what_one_sentence_coordinates_stays_together_unless_certainty_differs() -> None:
    text = f"{INTRODUCTION}\n\nSolvang said the road is open, and added that the port is closed."
    assert len(statements(found_in(text), text)) == 1
    text = f"{INTRODUCTION}\n\nSolvang said that the road is open, but the port may be closed."
    assert [one.certainty for one in statements(found_in(text), text)] == ["asserted", "possible"]


def test_propositions_are_the_same_by_their_content_words() -> None:
    assert same_proposition("the ministry always prepares visits early", '"We prepare our visits with care"')
    assert not same_proposition("the ministry always prepares visits early", '"The border is open"')
    assert not same_proposition("it is", '"it is"')


PROSE = st.lists(
    st.sampled_from(
        [
            "Solvang said",
            "that",
            '"',
            "”",
            "“",
            "Peru",
            "and",
            ",",
            ".",
            "\n",
            "according to",
            "he",
            "who",
            "(",
            "told",
            "ministers",
        ]
    ),
    max_size=40,
).map(" ".join)


@given(PROSE | st.text(max_size=200))
def test_every_attribution_points_into_its_sentence(text: str) -> None:
    article = paragraphs(text)
    spans = {
        sentence.index: (sentence.start, sentence.end) for paragraph in article for sentence in paragraph.sentences
    }
    for one in attributions(article):
        start, end = spans[one.sentence]
        assert start <= one.content[0] < one.content[1] <= end
        assert one.speaker
        if one.speaker_span:
            assert start <= one.speaker_span[0] < one.speaker_span[1] <= end


@given(PROSE)
def test_masking_keeps_the_length_and_statements_keep_every_sentence(text: str) -> None:
    article = sentences(text)
    assert [len(mark.masked) for mark in quoted(article)] == [len(sentence.text) for sentence in article]
    found = attributions(paragraphs(text))
    assert {one.sentence for one in found} == {index for one in statements(found, text) for index in one.sentences}


PAIR = "Norwegian Prime Minister Ingrid Solvang met Peruvian President Luis Paredes in Oslo on Monday."


@pytest.mark.parametrize(
    "sentence",
    [
        "The two leaders stressed the need for trade.",
        "They welcomed the growth of trade.",
        "Both called for more trade.",
    ],
)
def test_what_two_say_as_one_is_said_by_each(sentence: str) -> None:
    found = found_in(f"{PAIR} {sentence}")
    assert [one.person for one in found if one.sentence == 1] == ["Ingrid Solvang", "Luis Paredes"]


def test_they_goes_on_to_mean_the_same_two() -> None:
    text = f"{PAIR} The two leaders stressed the need for trade. The hall was full. They also welcomed a new port."
    assert [one.person for one in found_in(text) if one.sentence == 3] == ["Ingrid Solvang", "Luis Paredes"]


def test_the_official_is_the_one_described_before_and_no_other_person() -> None:
    text = (
        'A senior Peruvian official said trade would grow. "Luis Paredes has a plan," he said.\n\n'
        "Paredes is the president. The official said the plan was good."
    )
    assert {one.speaker for one in found_in(text)} == {"A senior Peruvian official"}


def test_a_name_in_the_words_before_he_said_is_not_who_speaks() -> None:
    text = f"{INTRODUCTION} Solvang said trade would grow. The plan of Paredes was good, she said."
    assert [one.person for one in found_in(text)] == ["Ingrid Solvang", "Ingrid Solvang"]


def test_this_was_announced_by_somebody_says_whose_the_sentence_before_is() -> None:
    (found,) = found_in(f"{INTRODUCTION} The port will be opened in May. This was announced by Luis Paredes in Lima.")
    assert (found.sentence, found.person) == (1, "Luis Paredes")


def test_reports_of_two_speakers_in_one_sentence_end_where_the_next_begins() -> None:
    text = 'Solvang said the port might open, but the ministry called such talk "nonsense".'
    first, second = found_in(f"{INTRODUCTION} {text}")
    whole = f"{INTRODUCTION} {text}"
    assert whole[slice(*first.content)] == "the port might open"
    assert (second.speaker, second.cue) == ("the ministry", "called")


@pytest.mark.parametrize(
    "sentence",
    [
        "None of the governments has commented on that claim.",
        "Solvang met an engineer whose wife has appealed to the court for help.",
        "Paredes was welcomed by Solvang at the airport.",
        "Thousands protested outside the embassy.",
    ],
)
def test_what_only_looks_like_a_report_is_none(sentence: str) -> None:
    assert found_in(f"{INTRODUCTION} {sentence}") == []


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ('"The port is ready," Andina quoted her as saying.', "Ingrid Solvang"),
        ("An official travelling with Solvang, speaking on condition of anonymity, said the port was ready.", None),
        ("A person familiar with the matter said the port was ready.", None),
        ("The port was ready, witnesses said, and the road was full.", None),
        ("Per the ministry, the port is ready.", None),
    ],
)
def test_more_ways_to_report(sentence: str, speaker: str | None) -> None:
    (found,) = found_in(f"{INTRODUCTION} {sentence}")
    assert found.person == speaker


@pytest.mark.parametrize(
    ("head", "speaker"),
    [
        ("MEDIA RELEASE\n\nMINISTER FOR TRADE ANA SILVA", "ANA SILVA"),
        ("Media Release\n\nMinister for Trade\n\nAna Silva", "Ana Silva"),
        ("3 May 2021 – Lima – Ministry of Trade", "Ministry of Trade"),
        ("Statement by Minister/Vice-President Ana Silva on the port", "Ana Silva"),
    ],
)
def test_a_release_is_its_issuers_whatever_the_head_looks_like(head: str, speaker: str) -> None:
    found = found_in(f"Port to open\n\n{head}\n\nI will open the port. It is ready.")
    assert {one.speaker for one in found} == {speaker}


def test_a_quotation_further_on_that_gives_a_paraphrase_again_is_the_same_statement() -> None:
    text = (
        f"{INTRODUCTION} Solvang said the northern harbour would open to cargo ships. The hall was full.\n\n"
        '"Our northern harbour will open to all cargo ships," Solvang said.'
    )
    (one,) = statements(found_in(text), text)
    assert (one.sentences, one.quotation) == ((1, 3), "mixed")


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("The plan drew criticism from the opposition on Friday.", "the opposition"),
        ("Solvang's call for new talks fell flat.", "Solvang"),
        ("The ministry issued a statement to the press that the border was open.", "The ministry"),
        ("The lull ended with reports of shelling near the port.", "reports"),
        ("Peru published what it said was a full list of the dead.", "Peru"),
    ],
)
def test_nouns_report_as_verbs_do(sentence: str, speaker: str) -> None:
    assert [one.speaker for one in after_introduction(sentence)] == [speaker]


@pytest.mark.parametrize(
    "sentence",
    [
        "Peru recalled its ambassador on Friday.",
        "No group claimed responsibility for the blast.",
        "Tensions between the two sides continued to run hot.",
    ],
)
def test_what_tells_of_an_act_or_a_state_of_things_is_no_report(sentence: str) -> None:
    assert not after_introduction(sentence)


def test_aides_and_governments_are_not_the_person_they_are_named_after() -> None:
    (aides,) = after_introduction("Solvang aides said the talks were useful.")
    assert (aides.person, aides.source) == (None, "role_only")
    (government,) = after_introduction("The Solvang government said the talks were useful.")
    assert (government.person, government.source) == (None, "institution")


@pytest.mark.parametrize(
    ("heading", "speaker", "source"),
    [
        ("MFA Press Statement: Visit to Lima", "MFA", "institution"),
        ("JEF Defence Ministers Statement", "JEF Defence Ministers", "institution"),
        ("National Statement on behalf of Peru", "Peru", "institution"),
        ("Press elements by the President of the Council on 3 May", "the President of the Council", "role_only"),
        ("Rt Hon Ann Mills\n\nMinister of Trade", "Ann Mills", "named"),
    ],
)
def test_headings_tell_who_issues_a_text(heading: str, speaker: str, source: str) -> None:
    found = find_byline(
        paragraphs(f"{heading}\n\nThe minister will travel to Lima. She will meet the president there.")
    )
    assert found is not None
    assert (found.speaker, found.source) == (speaker, source)


def test_a_statement_may_be_signed_at_its_end() -> None:
    text = (
        "Statement on Peru\n\nWe condemn the attack.\n\nThank you.\n\nAna Silva, Ambassador, Permanent Representative"
    )
    assert [(one.speaker, words_of(text, one)) for one in found_in(text)] == [("Ana Silva", "We condemn the attack.")]


def test_two_sentences_of_a_quotation_that_say_the_same_are_one_statement() -> None:
    text = f'{INTRODUCTION}\n\n"We want peace. We want peace in the whole region," Solvang said.'
    assert len(statements(found_in(text), text)) == 1


def test_two_officials_each_with_an_office_speak_jointly() -> None:
    found = found_in(
        "Peru's envoy, Ana Silva, and her Kenyan counterpart, Joseph Otieno, said that they would meet again."
    )
    assert [one.speaker for one in found] == ["Ana Silva", "Joseph Otieno"]


def test_a_second_speaker_with_an_office_speaks_for_himself() -> None:
    text = "The ministry said it had found a bomb, and a spokesman for the service, Rui Quispe, said two men were held."
    assert [(one.speaker, words_of(text, one)) for one in found_in(text)] == [
        ("The ministry", "it had found a bomb"),
        ("Rui Quispe", "two men were held."),
    ]


def test_what_somebody_vowed_is_told_by_the_infinitive() -> None:
    (found,) = after_introduction("In words read out in Lima, Solvang vowed to fight on.")
    assert found.cue == "vowed"
    assert found.content[0] > found.speaker_span[0]


def test_a_quotation_in_a_paragraph_of_its_own_goes_on_quoting_whom_all_since_is_about() -> None:
    found = after_introduction('Solvang praised the truce.\n\nShe spoke in Lima.\n\n"We will stay."')
    assert [(one.person, one.carried) for one in found] == [("Ingrid Solvang", False), ("Ingrid Solvang", True)]
