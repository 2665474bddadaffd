"""Ways of reporting that diplomatic prose is full of: who speaks, and what of the sentence is what he says."""

from __future__ import annotations

import pytest

from communique.language.attribution import Attribution, attributions
from communique.language.segment import paragraphs
from communique.language.statements import statements

INTRODUCTION = "Norwegian Foreign Minister Ingrid Solvang met Peruvian envoy Luis Paredes in Oslo on Monday."


def found_in(text: str) -> list[Attribution]:
    return list(attributions(paragraphs(text)))


def told(text: str) -> list[tuple[str, str]]:
    """Who says what, outside the introduction."""
    return [(one.person or one.speaker, text[slice(*one.content)].rstrip(" ,.")) for one in found_in(text)]


def after_introduction(sentence: str) -> list[tuple[str, str]]:
    return told(f"{INTRODUCTION}\n\n{sentence}")


ASIDES = [
    "A senior official, who asked not to be named, said the road was open.",
    "A senior official who requested anonymity said the road was open.",
    "A senior official, speaking on condition of anonymity because the talks go on, said the road was open.",
    "A senior official, who had flown in with the minister, General Rui Machado, said the road was open.",
]


@pytest.mark.parametrize("sentence", ASIDES)
def test_an_aside_about_the_speaker_is_no_part_of_what_he_says(sentence: str) -> None:
    (one,) = statements(found_in(sentence), sentence)
    assert sentence[slice(*one.contents[0])] == "the road was open."
    assert (one.attribution.source, one.negated) == ("role_only", False)


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Paredes said Solvang had promised that the road would open.", "Luis Paredes"),
        ("The ministry said Solvang told the envoy that the road was open.", "The ministry"),
        ("Reports suggest that Lima has urged Oslo to wait.", "Reports"),
    ],
)
def test_who_passes_on_the_words_of_somebody_speaks_himself(sentence: str, speaker: str) -> None:
    assert [who for who, _ in after_introduction(sentence)] == [speaker]


@pytest.mark.parametrize(
    ("sentence", "speakers"),
    [
        ("Solvang warned Lima, shortly after Paredes accused Oslo of delay.", ["Ingrid Solvang", "Luis Paredes"]),
        ("Solvang left, citing what her aide, Rui Quispe, described as a 'family matter'.", ["Rui Quispe"]),
        (
            "Solvang said the road was open, yet Paredes told a daily that it was shut.",
            ["Ingrid Solvang", "Luis Paredes"],
        ),
    ],
)
def test_who_speaks_in_a_clause_of_its_own_is_not_passed_on(sentence: str, speakers: list[str]) -> None:
    assert [who for who, _ in after_introduction(sentence)] == speakers


@pytest.mark.parametrize(
    "sentence",
    [
        "The road was open, the Oslo Times said, citing two officials in Lima.",
        "Citing two officials in Lima, the Oslo Times said the road was open.",
        "The Oslo Times, quoting two officials in Lima, reported that the road was open.",
    ],
)
def test_an_outlet_that_cites_a_source_passes_on_its_words(sentence: str) -> None:
    assert [who.removesuffix(" in Lima") for who, _ in told(sentence)] == ["two officials"]


def test_a_person_who_cites_something_speaks_himself() -> None:
    assert [who for who, _ in after_introduction("Solvang, citing the report, said the road was open.")] == [
        "Ingrid Solvang"
    ]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Solvang did not exclude a visit.", "Ingrid Solvang"),
        ("Asked about the road, Solvang would not rule out a visit.", "Ingrid Solvang"),
        ("The ministry refused to rule out a visit.", "The ministry"),
    ],
)
def test_who_rules_nothing_out_commits_himself_to_nothing(sentence: str, speaker: str) -> None:
    text = f"{INTRODUCTION}\n\n{sentence}"
    (one,) = statements(found_in(text), text)
    assert (one.attribution.person or one.attribution.speaker, one.certainty) == (speaker, "noncommittal")


@pytest.mark.parametrize(
    "sentence",
    [
        "Solvang excluded the envoy from the list.",
        "Solvang called on the envoy in his hotel.",
        "Solvang was responding to a question from the envoy, who had left.",
    ],
)
def test_a_verb_that_only_sometimes_reports_needs_what_makes_it_report(sentence: str) -> None:
    assert after_introduction(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "speakers"),
    [
        ("Oslo accuses Lima of delay, a charge Peru has repeatedly denied.", ["Oslo", "Peru"]),
        ("Reports that the road was shut were dismissed by Lima.", ["Reports", "Lima"]),
        ("Peru and Chile accused each other of delay.", ["Peru", "Chile"]),
        ("Peru and Chile accused Kenya of delay.", ["Peru and Chile"]),
        ("No date had been proposed by either side.", []),
        ("Peru, accused by Chile of delay, kept silent.", []),
    ],
)
def test_accusations_and_denials_have_a_speaker_on_each_side(sentence: str, speakers: list[str]) -> None:
    assert [who for who, _ in told(sentence)] == speakers


@pytest.mark.parametrize(
    ("sentence", "speaker", "content"),
    [
        ("Solvang told reporters the road was open.", "Ingrid Solvang", "the road was open"),
        ("Solvang said last week the road was open.", "Ingrid Solvang", "the road was open"),
        ("Solvang said in a statement the road was open.", "Ingrid Solvang", "the road was open"),
        ("Solvang began by noting that the road was open.", "Ingrid Solvang", "the road was open"),
        ("Noting that the road was open, Solvang left for Lima.", "Ingrid Solvang", "the road was open"),
        ("Solvang insisted the road belongs to Norway.", "Ingrid Solvang", "the road belongs to Norway"),
        ("Solvang would say only that the road was open.", "Ingrid Solvang", "the road was open"),
        ("Solvang countered that the road was open.", "Ingrid Solvang", "the road was open"),
        ("On X, Solvang posted that the road was open.", "Ingrid Solvang", "the road was open"),
        ("The road was open, according to a statement issued by the ministry.", "ministry", "The road was open"),
        ("The road was open, said her aide Rui Quispe.", "Rui Quispe", "The road was open"),
    ],
)
def test_what_is_reported_begins_where_the_words_about_the_saying_end(
    sentence: str, speaker: str, content: str
) -> None:
    assert after_introduction(sentence) == [(speaker, content)]


@pytest.mark.parametrize(
    ("sentence", "speaker", "source"),
    [
        ("One of the negotiators said the road was open.", "One of the negotiators", "role_only"),
        ("Both sides reaffirmed their commitment.", "Both sides", "institution"),
        ("Peru's coast guard said the road was open.", "Peru's coast guard", "institution"),
        ("The statement said the road was open.", "The statement", "institution"),
        ("The envoy of Chile, speaking for the group, stressed the need for talks.", "The envoy of Chile", "role_only"),
        ("Quispe said the road was open.", "Quispe", "named"),
    ],
)
def test_the_words_for_a_speaker_are_taken_whole(sentence: str, speaker: str, source: str) -> None:
    (one,) = found_in(sentence)
    assert (one.speaker, one.source) == (speaker, source)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "The ministry issued a statement, saying it would stay. Days passed.\n\nThe statement added that it could.",
            "The ministry",
        ),
        ("Two diplomats said the road was open. One of them said it would stay so.", "Two diplomats"),
        ("Senator Ana Braga met the envoy. Braga said the road was open.", "Ana Braga"),
        ("President Ana Silva met Premier Rui Quispe. The president gave a talk. She said it was long.", "Ana Silva"),
        ("The Peruvian trade minister said it was open.\n\nPeru's Trade Minister Ana Silva left.", "Ana Silva"),
    ],
)
def test_a_word_that_points_to_a_speaker_is_followed(text: str, speaker: str) -> None:
    assert told(text)[-1][0] == speaker


def test_the_items_of_a_list_are_the_acts_of_whom_it_opens_with() -> None:
    text = "The ministers:\n- reaffirmed their support for the truce;\n- agreed to meet in Lima;\n- the road is long."
    assert [(one.speaker, one.sentence) for one in found_in(text)] == [("The ministers", 1), ("The ministers", 2)]


def test_a_joint_statement_is_of_each_who_issues_it_save_what_one_side_says() -> None:
    text = (
        "Joint Statement by Foreign Minister Ana Silva and Foreign Minister Jan Kovac\n\n"
        "The road will be opened in May.\n\nThe Peruvian side noted that it was long."
    )
    assert [who for who, _ in told(text)] == ["Ana Silva", "Jan Kovac", "The Peruvian side"]


@pytest.mark.parametrize(
    ("above", "below", "speaker"),
    [
        ("President Ana Silva's address to the nation", "", "Ana Silva"),
        ("MEDIA RELEASE MINISTER FOR TRADE ANA SILVA FA90  19 June 2002", "", "ANA SILVA"),
        ("Following is the text of a statement issued on 3 May by the Minister for Trade, Ana Silva:", "", "Ana Silva"),
        ("Source: Ministry of Trade of Peru", "", "Ministry of Trade of Peru"),
        ("The Hon Ana Silva MP\nMinister for Trade", "", "Ana Silva"),
        ("Official visit to Kenya", "**MINISTRY OF TRADE**\n**3 MAY 2021**", "MINISTRY OF TRADE"),
    ],
)
def test_a_release_is_of_whoever_its_heading_or_its_last_line_names(above: str, below: str, speaker: str) -> None:
    text = f"{above}\n\nWe will open the road in May. Our envoy will travel to Lima.\n\n{below}".strip()
    assert {who for who, _ in told(text)} == {speaker}


def test_news_of_a_speech_is_no_speech() -> None:
    assert told("Minister's speech on the road\n\nThe road is long. It was built in 1990.") == []


def test_what_somebody_urged_does_not_run_on_as_what_he_reported() -> None:
    assert len(after_introduction("Solvang thanked the envoy. The pair had opened the road in May.")) == 1


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Solvang recognised Lima's valuable contribution to the talks.", "Ingrid Solvang"),
        ("Solvang appreciated the work of the envoys.", "Ingrid Solvang"),
        ("Solvang committed herself to a second round.", "Ingrid Solvang"),
        ("Oslo supported Lima's bid to host the games.", "Oslo"),
        ("Oslo has rejected any accord that would close the road.", "Oslo"),
        ("The two sides agreed on “a new start for the road.”", "The two sides"),
    ],
)
def test_who_judges_or_binds_himself_has_said_something(sentence: str, speaker: str) -> None:
    assert [who for who, _ in after_introduction(sentence)] == [speaker]


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway recognised the republic in 1991.",
        "Solvang supported the envoy's family.",
        "Oslo committed two battalions to the mission.",
        "The port rejected the cargo.",
    ],
)
def test_an_act_that_the_same_verbs_tell_is_no_word(sentence: str) -> None:
    assert after_introduction(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "speakers"),
    [
        ("The team was led by Peru's Trade Minister Ana Quispe, who said the road was open.", ["Ana Quispe"]),
        ("Solvang said the road was open, while Lima has continued to voice doubts.", ["Ingrid Solvang", "Lima"]),
        ("As noted by Trade Minister Ana Quispe, at the talks the road was discussed.", ["Ana Quispe"]),
        ("Speaking in Lima, Solvang, according to the daily Andina, said: “The road is open.”", ["Ingrid Solvang"]),
        ("Paredes stated that “the road is open”, the Press Office wrote in a note.", ["Luis Paredes"]),
        (
            "Paredes hopes Oslo pays, but Norway and experts questioned the claim.",
            ["Luis Paredes", "Norway and experts"],
        ),
        ("Solvang is convinced that the road stays open.", ["Ingrid Solvang"]),
        ("Solvang stated Norway's interest in the road.", ["Ingrid Solvang"]),
        ("The road is open, Solvang said, adding that “it is long.”", ["Ingrid Solvang"] * 2),
        ("The invitation to join as a partner country highlights the link, Solvang said.", ["Ingrid Solvang"]),
    ],
)
def test_who_speaks_is_told_from_where_the_words_stand(sentence: str, speakers: list[str]) -> None:
    assert [who for who, _ in after_introduction(sentence)] == speakers


def test_where_and_when_something_was_said_is_not_what_was_said() -> None:
    assert len(after_introduction("Solvang praised the truce. She said this during a visit to Lima.")) == 1
    assert len(after_introduction("Solvang praised the truce. She said this was her aim.")) == 2


def test_an_aside_parts_a_subject_from_its_verb() -> None:
    sentence = "The road, according to Solvang, was shut for a year."
    assert after_introduction(sentence) == [("Ingrid Solvang", sentence.rstrip("."))]


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("Braskem says it will pay more.", "institution"),
        ("Braskem said its road was shut.", "institution"),
        ("Quispe said it would be long.", "named"),
    ],
)
def test_a_name_that_is_called_it_is_that_of_a_body(sentence: str, source: str) -> None:
    (one,) = found_in(sentence)
    assert one.source == source


def test_a_statement_is_of_the_aide_who_issued_it() -> None:
    text = (
        "An aide to Ana Silva said in a statement the road was open. The group has five members, the statement added."
    )
    assert [who for who, _ in told(text)] == ["An aide to Ana Silva"] * 2


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Lima opened a road, and last month reportedly closed a port.", ["reports"]),
        ("The Lima daily Andina in its editorial on Friday [May 3] noted: “The road is open.”", ["Andina"]),
        ("Days after the vote, Peru and Chile issued a joint statement describing the road.", []),
        ("Days after the vote, Chile issued a joint statement saying the road was open.", ["Chile"]),
        ("Some circles are sceptical the road will open.", ["Some circles"]),
        ("It is certain that the road will open.", []),
    ],
)
def test_a_sentence_with_several_clauses_is_read_clause_by_clause(text: str, speakers: list[str]) -> None:
    assert [who.removeprefix("The Lima daily ") for who, _ in told(text)] == speakers


def test_the_two_ministers_are_those_named_whatever_their_office_is_called() -> None:
    text = (
        "Foreign Minister Ana Silva met her counterpart, Foreign Secretary Rui Machado of Chile. "
        "The two ministers voiced confidence that the road would open."
    )
    assert [who for who, _ in told(text)] == ["Ana Silva", "Rui Machado"]


def test_the_head_of_a_body_is_not_the_president_of_a_state() -> None:
    text = (
        "Ana Silva telephoned President of the European Council Rui Machado. Ana Silva thanked him.\n\n"
        "The President of Peru voiced concern."
    )
    assert [who for who, _ in told(text)] == ["Ana Silva", "Ana Silva"]


def test_a_pronoun_may_mean_the_one_official_named_some_sentences_before() -> None:
    text = (
        "Prime Minister Ana Silva will go to Lima for the Andes Summits. The chair will pass to Chile. "
        "In her speech, she laid out her aims for the Summits, saying, “I will open the road.”"
    )
    assert {who for who, _ in told(text)} == {"Ana Silva"}


def test_a_list_of_statements_is_of_whoever_its_heading_names_save_what_others_say() -> None:
    text = (
        "Peruvian President Ana Silva met reporters.\n\nBelow are Silva's key statements that the agency collected.\n\n"
        "The road will open. “It is long.”\n\nPeru calls for a truce.\n\nChilean Minister Rui Machado warned of delay."
    )
    assert [(one.person, one.quotation) for one in found_in(text)] == [
        ("Ana Silva", "paraphrase"),
        ("Ana Silva", "direct"),
        ("Ana Silva", "paraphrase"),
        ("Rui Machado", "paraphrase"),
    ]


def test_a_release_may_say_who_issues_it_with_the_day_at_its_end() -> None:
    text = "Visit to Peru\n\nThe envoy will travel to Lima.\n\nIssued by the Ministry of Trade, Riga - 3 May 2021"
    assert told(text) == [("Ministry of Trade, Riga", "The envoy will travel to Lima")]


@pytest.mark.parametrize(
    ("sentence", "content"),
    [
        ("The road would stay open, Solvang said today in her tribute to the army.", "The road would stay open"),
        ("In her last report since May, Solvang said in June they had opened a road.", "they had opened a road"),
        ("Solvang has told a meeting of Peruvian and Chilean officials she would stay.", "she would stay"),
        ("Solvang told Peruvian and Chilean leaders that she would stay.", "she would stay"),
        ("She will fly to Lima where, according to Solvang, she will open a road.", "she will open a road"),
        ('Solvang replied: "The road is open."', '"The road is open."'),
        ("Solvang signalled the road would open.", "the road would open"),
        ("The plan was condemned by Solvang as a danger.", "The plan was condemned by Solvang as a danger"),
    ],
)
def test_the_words_about_the_saying_are_no_part_of_it(sentence: str, content: str) -> None:
    assert [words for _, words in after_introduction(sentence)] == [content]


@pytest.mark.parametrize(
    ("sentence", "speakers"),
    [
        (
            "Peru says it has freed six men but so far, the Kenyan government says it has not.",
            ["Peru", "the Kenyan government"],
        ),
        ("Peru, the Group of Seven and Chile called on Kenya to wait.", ["Peru, the Group of Seven and Chile"]),
        ("Solvang said she regretted the delay.", ["Ingrid Solvang"]),
        ("Downing Street declined to comment.", ["Downing Street"]),
        (
            "An official in charge in the Alto Braga caves region said the road was open.",
            ["An official in charge in the Alto Braga caves region"],
        ),
        ("Both leaders dismissed reports of a rift.", ["Both leaders"]),
        ("The rebels are now reported to have left.", ["reports"]),
        ("Solvang welcomed her Peruvian counterpart, Luis Paredes, at the airport.", []),
        ("Solvang concluded a week of talks that were aimed at peace.", []),
    ],
)
def test_speakers_are_told_from_those_who_do_not_speak(sentence: str, speakers: list[str]) -> None:
    assert [who for who, _ in after_introduction(sentence)] == speakers


def test_people_of_a_kind_are_no_person_of_that_name() -> None:
    assert [one.source for one in found_in("Royalists say the throne is old. Quispe says it is new.")] == [
        "role_only",
        "named",
    ]


def test_a_past_perfect_in_a_comparison_continues_no_report() -> None:
    assert (
        len(after_introduction("Solvang said the tax was high. The rules are not as strict as had been feared.")) == 1
    )


@pytest.mark.parametrize(
    ("sentence", "told_by"),
    [
        (
            "The army, which in the morning said there was a pause, killed three men.",
            [("The army", "there was a pause")],
        ),
        (
            "A speech by Solvang, in which she said the road was open, was hailed by Paredes as “a new start”.",
            [
                ("Ingrid Solvang", "the road was open"),
                (
                    "Luis Paredes",
                    "A speech by Solvang, in which she said the road was open, was hailed by Paredes as “a new start”",
                ),
            ],
        ),
        (
            "She drew applause from trade experts, who noted the road was open.",
            [("trade experts", "the road was open")],
        ),
        ("An aide to Solvang emerged later to say the road was open.", [("An aide to Solvang", "the road was open")]),
        ("Solvang insisted on a truce.", [("Ingrid Solvang", "on a truce")]),
        ("Solvang and Paredes called each other by the names “Bo” and “Lu”.", []),
    ],
)
def test_what_is_said_in_a_clause_within_a_sentence_ends_with_it(sentence: str, told_by: list[tuple[str, str]]) -> None:
    assert after_introduction(sentence) == told_by


def test_an_office_is_not_that_of_whom_its_holder_thanks() -> None:
    text = "President Ana Silva telephoned President Rui Machado. The President thanked Machado. “It is open,” he said."
    assert [who for who, _ in told(text)] == ["Ana Silva", "Ana Silva"]


def test_who_told_something_speaks_though_a_body_relays_it() -> None:
    assert [who for who, _ in after_introduction("Solvang told Paredes the road was open, the ministry said.")] == [
        "Ingrid Solvang"
    ]


@pytest.mark.parametrize(
    ("sentence", "speakers"),
    [
        ("“The road is open,” Solvang, 52, told the newspaper El Andino.", ["Ingrid Solvang"]),
        ("Oslo says Lima is stalling; Lima denies this.", ["Oslo", "Lima"]),
        ("Solvang said this during a visit.", []),
        ("Oslo will respond if it condemned the accord.", []),
        ("Solvang held off on a tax that would hurt trade.", []),
        ("The talks – something that Lima has long urged – may start.", []),
        ("Lima threatened Oslo with a boycott.", ["Lima"]),
        ("It is learnt that the road will open.", ["reports"]),
        ("Oslo assured full support.", ["Oslo"]),
    ],
)
def test_whom_or_what_a_verb_is_about_decides_who_speaks(sentence: str, speakers: list[str]) -> None:
    assert [who for who, _ in after_introduction(sentence)] == speakers


@pytest.mark.parametrize(
    "heading",
    ["Ministry of Trade of Peru\nPress Release\n3 May 2021", "Press release by the Ministry of Trade of Peru"],
)
def test_a_body_that_issues_a_release_speaks_for_its_state_and_of_itself(heading: str) -> None:
    text = (
        f"{heading}\n\nPeru welcomes the accord. The Ministry thanks the envoys. Minister Ana Silva said it was fair."
    )
    assert [who for who, _ in told(text)] == ["Ministry of Trade of Peru", "Ministry of Trade of Peru", "Ana Silva"]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("A government spokesman said nothing had been decided.", "A government spokesman"),
        ("According to a statement released by the ministry after the talks, the road is open.", "ministry"),
        ("The rebels claimed responsibility for the attack.", "The rebels"),
        ("The accords, Solvang noted, will be binding.", "Ingrid Solvang"),
    ],
)
def test_some_words_that_often_tell_nothing_may_tell_something(sentence: str, speaker: str) -> None:
    assert [who.removeprefix("the ") for who, _ in after_introduction(sentence)] == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Peru's envoy downplayed the row. “We are brothers,” he said.", "Peru's envoy"),
        ("Premier Ana Silva met the envoy. She asked U.S. President Dean Hill to wait.", "Ana Silva"),
        ("Poland and the Baltic states argue that the road is long.", "Poland and the Baltic states"),
    ],
)
def test_a_speaker_without_a_name_and_one_with_stops_are_told(text: str, speaker: str) -> None:
    assert told(text)[-1][0] == speaker


@pytest.mark.parametrize(
    ("sentence", "speakers"),
    [
        ("The council finds itself criticised over the tax that was raised.", []),
        ("The house voted to end what lawmakers described as a waste of money.", []),
        ("Oslo counted the border posts in the valley that had been closed.", []),
        ("A clerk from Lima saw a crowd of traders, who shouted, “Open the road.”", ["traders"]),
        ("The law, a step her critics say breaks the accord, was passed.", ["her critics"]),
        ("Hundreds of farmers demanding a lower tax filled the square.", ["farmers"]),
        ("Many believe that the road will stay shut.", ["Many"]),
        ("She has a plan, which many say is unlawful.", ["many"]),
        ("According to Solvang, most traders are convinced that the road will open.", ["Ingrid Solvang"]),
        ("Solvang foreshadowed a long winter.", ["Ingrid Solvang"]),
    ],
)
def test_who_speaks_in_passing_is_told_from_who_does_not(sentence: str, speakers: list[str]) -> None:
    assert [who for who, _ in after_introduction(sentence)] == speakers


@pytest.mark.parametrize(
    ("sentence", "content"),
    [
        ("Ana Silva, reporting from Lima, said the road was open.", "the road was open"),
        ("Solvang told Minister of Trade Luis Paredes by phone on Friday it was too late.", "it was too late"),
        ("The army, which said there had been a pause - killed three men.", "there had been a pause"),
        ("Solvang, who has denied the road was shut, appeared to be angry.", "denied the road was shut"),
    ],
)
def test_what_stands_around_the_words_is_left_out(sentence: str, content: str) -> None:
    assert [words for _, words in after_introduction(sentence)] == [content]


def test_words_that_only_tell_how_something_was_said_lead_in_what_was() -> None:
    assert told("Ana Silva said in her “newsreader” voice.\n\n“The road is open.”") == [
        ("Ana Silva", "“The road is open.”")
    ]


def test_a_quotation_left_open_is_not_that_of_whoever_speaks_next() -> None:
    text = "Ana Silva said she was tired.\n\n“The road is long.\n\n“It is cold.\n\nHer aides say it is open."
    assert [who for who, _ in told(text)] == ["Ana Silva", "Ana Silva", "Ana Silva", "Her aides"]


@pytest.mark.parametrize(
    ("sentence", "speakers"),
    [
        ("Peru and Chile's leaders vowed to open the road.", ["Ana Silva", "Rui Machado"]),
        ("The presidents of Peru and Chile said the road was open.", ["Ana Silva", "Rui Machado"]),
        ("Peru's new president said the road was open.", ["Ana Silva"]),
    ],
)
def test_offices_of_states_are_those_of_their_holders_though_named_later(sentence: str, speakers: list[str]) -> None:
    text = f"{sentence}\n\nPeruvian President Ana Silva met Chilean President Rui Machado in Lima."
    assert [who for who, _ in told(text)] == speakers


@pytest.mark.parametrize(
    ("sentence", "speakers"),
    [
        ("Earlier, Solvang addressed the council saying, “the road is open”.", ["Ingrid Solvang"]),
        ("The police met a row of angry traders calling on Lima to open the road.", ["traders"]),
        ("The war, which met criticism by Peru, may spread.", []),
        ("Solvang was told that Lima shared her concern about the tax.", []),
    ],
)
def test_an_act_tells_who_speaks_where_it_is_one_of_speaking(sentence: str, speakers: list[str]) -> None:
    assert [who for who, _ in after_introduction(sentence)] == speakers


@pytest.mark.parametrize("name", ["Reilly", "Dahling"])
def test_a_name_that_ends_like_a_common_word_speaks(name: str) -> None:
    text = f"Minister Una {name} arrived on Monday. {name} said the road was open."
    assert told(text) == [(f"Una {name}", "the road was open")]


def test_clauses_of_which_one_has_an_aside_are_parted_by_their_certainty() -> None:
    sentence = "Solvang said Ana Silva, who is ill, would stay and the envoy, who is not, will leave."
    found = statements(found_in(sentence), sentence)
    assert [one.certainty for one in found] == ["probable", "asserted"]


def test_what_is_hoped_is_hoped_to_the_end() -> None:
    sentence = "Solvang said: “We hope that the road, which is long, can be built and that they commit to it.”"
    assert [one.certainty for one in statements(found_in(sentence), sentence)] == ["possible"]
