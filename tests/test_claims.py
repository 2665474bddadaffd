"""Claims: who says what, how surely and whether it denies, always by the article's own words."""

import pytest

from communique.answers import ClaimItem
from communique.article import read_article
from communique.claims import assemble_claims
from communique.document import read_document

TAIL = "\n\nThis is what was in the news of the day, and it is of interest to the public."
NEWS = """Latvian Foreign Minister Ilze Ozola met the press in Riga. "We did not sign a treaty," Ozola told reporters.

Latvia may send 200 engineers to Mombasa, the foreign ministry said on Monday."""


def read(text: str, *items: ClaimItem, speakers: dict[str, str] | None = None):
    return assemble_claims(read_document(read_article(text + TAIL)), items, speakers or {})


def of(text: str, *items: ClaimItem):
    claims, _ = read(text, *items)
    return [claim for claim in claims if claim.source != "article"]


def item(quote: str, speaker: str | None, content: str, **details) -> ClaimItem:
    fields = {"source": "named", "certainty": "asserted", "negated": False}
    return ClaimItem(quotes=[quote], speaker=speaker, content=content, **(fields | details))


@pytest.mark.parametrize(
    ("text", "speaker", "source"),
    [
        ("Latvian President Andris Kalnins said the talks had ended.", "Andris Kalnins", "named"),
        ("The foreign ministry said the talks had ended.", "The foreign ministry", "institution"),
        ("A senior official said the talks had ended.", "A senior official", "role_only"),
        ("Sources said the talks had ended.", "Sources", "anonymous"),
    ],
)
def test_the_words_for_the_speaker_tell_the_kind_of_source(text: str, speaker: str, source: str) -> None:
    (claim,) = of(text)
    assert (claim.speaker.casefold(), claim.source) == (speaker.casefold(), source)
    assert claim.content == "The talks had ended."


@pytest.mark.parametrize(
    ("words", "certainty", "negated"),
    [
        ("the port is open", "asserted", False),
        ("the port is not open", "asserted", True),
        ("the port will probably open", "probable", False),
        ("the port may open", "possible", False),
        ("the port might never open", "possible", True),
    ],
)
def test_certainty_and_negation_are_those_of_the_words(words: str, certainty: str, negated: bool) -> None:
    (claim,) = of(f"Latvian President Andris Kalnins said {words}.")
    assert (claim.certainty, claim.negated) == (certainty, negated)


@pytest.mark.parametrize(("certainty", "negated"), [("asserted", False), ("noncommittal", True)])
def test_a_model_changes_neither_certainty_nor_negation(certainty: str, negated: bool) -> None:
    told = item("Latvia may send 200 engineers", "the foreign ministry", "x", certainty=certainty, negated=negated)
    claim = of(NEWS, told)[-1]
    assert (claim.certainty, claim.negated) == ("possible", False)


def test_a_models_wording_that_leaves_words_out_gives_way_to_the_articles() -> None:
    told = item(
        "Latvia may send 200 engineers to Mombasa", "the foreign ministry", "Latvia may send engineers to Mombasa."
    )
    assert of(NEWS, told) == of(NEWS)


@pytest.mark.parametrize(
    "wording",
    [
        "Latvia will send 200 engineers to Mombasa.",
        "Latvia may send 300 engineers to Mombasa.",
        "Latvia may not send 200 engineers to Mombasa.",
        "Latvia may send 200 soldiers to Mombasa.",
        "Latvia may send 200 engineers to Lima.",
        "Mombasa may send 200 engineers to Latvia.",
    ],
)
def test_a_models_wording_that_says_anything_else_gives_way_to_the_articles(wording: str) -> None:
    claim = of(NEWS, item("Latvia may send 200 engineers to Mombasa", "the foreign ministry", wording))[-1]
    assert claim.content == "Latvia may send 200 engineers to Mombasa."
    assert "content_condensed" in claim.caveats


def test_a_model_speaks_only_of_the_claim_of_the_speaker_it_names() -> None:
    text = "Latvian President Andris Kalnins said the port was open, and Lucia Quispe said the port was old."
    quote = text.removesuffix(".")
    assert of(text, item(quote, "Andris Kalnins", "The port was old.")) == of(text)
    assert of(text, item(quote, "Boris Petrov", "The port is on fire.")) == of(text)


def test_a_sentence_that_is_nobodys_is_no_part_of_a_claim_that_a_model_tells() -> None:
    text = "“Nobody will be left behind”: these words are Clara Voss’s own, says the pianist. Trade grew."
    told = ClaimItem(
        quotes=[text], speaker="Clara Voss", content="x", source="named", certainty="asserted", negated=False
    )
    (claim,) = of(text, told)
    assert [span.text for span in claim.evidence] == [text.removesuffix(" Trade grew.")]


def test_the_speakers_name_may_stand_for_a_pronoun() -> None:
    told = item('"We did not sign a treaty,"', "Ilze Ozola", "Ilze Ozola did not sign a treaty.", negated=True)
    assert of(NEWS, told)[0].content == "Ilze Ozola did not sign a treaty."


def test_a_pronoun_in_the_content_is_resolved() -> None:
    (claim,) = of("Latvian President Andris Kalnins said he had read the treaty.")
    assert claim.content == "Andris Kalnins had read the treaty."


def test_what_nobody_says_is_the_articles_own() -> None:
    claims, _ = read("Trade fell by a tenth last year.")
    assert (claims[0].speaker, claims[0].source, claims[0].content) == (
        None,
        "article",
        "Trade fell by a tenth last year.",
    )


def test_claims_come_in_the_order_of_the_article_and_stand_on_whole_sentences() -> None:
    claims, _ = read(NEWS)
    starts = [claim.evidence[0].start for claim in claims]
    assert starts == sorted(starts)
    assert [claim.id for claim in claims] == [f"c{i}" for i in range(1, len(claims) + 1)]
    assert all(span.text == (NEWS + TAIL)[span.start : span.end] for claim in claims for span in claim.evidence)


def test_a_quotation_and_its_paraphrase_are_one_claim() -> None:
    said = "Latvian President Andris Kalnins said that the harbour of Riga would be repaired."
    text = f'{said} "The harbour of Riga will be repaired," he said.'
    (claim,) = of(text)
    assert len(claim.evidence) == 2


@pytest.mark.parametrize(
    ("sentence", "who", "reason"),
    [
        ("Trade fell by a tenth last year.", "Ilze Ozola", "speaker_not_in_evidence"),
        ("Trade fell by a tenth last year.", "Boris Petrov", "speaker_not_in_evidence"),
        ("The harbour of Mombasa is old.", "Mombasa", "nothing_reported"),
    ],
)
def test_a_speaker_that_only_a_model_tells_must_be_near_words_that_report(sentence: str, who: str, reason: str) -> None:
    text = f"{NEWS}\n\nTrade fell by a tenth last year. The harbour of Mombasa is old."
    claims, dropped = read(text, speakers={sentence: who})
    assert claims == read(text)[0]
    assert [(each.reason, each.quote) for each in dropped] == [(reason, sentence)]


@pytest.mark.parametrize("who", ["nobody", "Nobody", "", "-", "none"])
def test_nobody_is_an_answer(who: str) -> None:
    assert read(NEWS, speakers={"Latvian Foreign Minister Ilze Ozola met the press in Riga.": who}) == read(NEWS)


def test_a_sentence_that_is_none_of_the_articles_is_passed_over() -> None:
    assert read(NEWS, speakers={"Never written.": "Ilze Ozola"}) == read(NEWS)


def test_where_a_rule_knows_the_speaker_a_model_is_not_heard() -> None:
    sentence = '"We did not sign a treaty," Ozola told reporters.'
    assert read(NEWS, speakers={sentence: "the foreign ministry"}) == read(NEWS)


def test_a_claim_in_a_language_the_rules_do_not_read_keeps_the_models_wording_but_no_false_number() -> None:
    document = read_document(read_article("Außenminister Karl Brandt sagte, die Gespräche hätten 30 Tage gedauert."))
    told = item("die Gespräche hätten 30 Tage gedauert", "Karl Brandt", "The talks lasted 30 days.")
    false = item("die Gespräche hätten 30 Tage gedauert", "Karl Brandt", "The talks lasted 50 days.")
    (kept,), _ = assemble_claims(document, [told], {})
    (replaced,), _ = assemble_claims(document, [false], {})
    assert (kept.speaker, kept.content) == ("Karl Brandt", "The talks lasted 30 days.")
    assert "30" in replaced.content
    assert "50" not in replaced.content
    assert "content_untranslated" in replaced.caveats


def test_marks_of_quotation_typed_as_two_letters_are_left_out_of_what_is_said() -> None:
    found = of("``The road is open. We shall stay,'' Norwegian Foreign Minister Ingrid Solvang said.")
    assert [(claim.content, claim.quotation) for claim in found] == [
        ("The road is open.", "direct"),
        ("We shall stay.", "direct"),
    ]


def test_whose_reported_speech_goes_on_speaks_of_himself() -> None:
    text = (
        "Latvian Premier Ilze Ozola met Kenyan envoy Peter Mwangi. Ozola said the road was open. He would not comment."
    )
    assert of(text)[-1].content == "Ilze Ozola would not comment."


def test_what_is_reportedly_done_keeps_who_did_it() -> None:
    (claim,) = of("Kenya closed a port, and last month reportedly opened a road.")
    assert (claim.source, claim.content[:5]) == ("reports", "Kenya")


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Ozola told Kenyan President Peter Mwangi the road was shut. She said she would visit Lima.",
            "Ilze Ozola would visit Lima.",
        ),
        (
            "Ozola met Kenyan President Peter Mwangi. The ministry said she would visit Lima.",
            "Ilze Ozola would visit Lima.",
        ),
        ("Ozola said she regretted the delay.", "Ilze Ozola regretted the delay."),
        (
            "Noting that the road was open, Ozola urged firms to invest.",
            "The road was open; Ilze Ozola urged firms to invest.",
        ),
        (
            "Ozola said the road was long, and pointed to the port.",
            "The road was long; Ilze Ozola pointed to the port.",
        ),
        ("In her opinion, the road was open.", "The road was open."),
        ("The road is open, said Ozola, now 81 and frail.", "The road is open."),
        ("Riga left what Ozola described as a farce.", "Riga left what Ozola described as a farce."),
        ("The road, Ozola noted, is open.", "The road is open."),
        ("The road, according to Ozola, was open.", "The road was open."),
        ("Ozola shared the view that the road was open.", "The road was open."),
        ('"Our road," said Ozola, "is not shut."', "Our road is not shut."),
        ("'The road is not shut,' Ozola said.", "The road is not shut."),
        ("Ozola has promised to open the road.", "Ilze Ozola promised to open the road."),
        ("Ozola went to Lima, urging restraint.", "Ilze Ozola urged restraint."),
        (
            'Ozola underscored the "importance of the road for all."',
            "Ilze Ozola underscored the importance of the road for all.",
        ),
        ("The Kenyan government says it is watching the road.", "The Kenyan government is watching the road."),
        ("Kenya expects its envoy to return when he can.", "Kenya expects its envoy to return when he can."),
        ("Kenya said it quickly opened the port.", "Kenya quickly opened the port."),
        ("Ozola has made it clear she wants the port.", "Ilze Ozola wants the port."),
        ("Ozola informed him about the port.", "Ilze Ozola informed him about the port."),
        ("According to Ozola, the reasons are:\n\n-- The port is old.", "The port is old."),
        ("Ozola, asked about the port, said Monday: “It is open.”", "It is open."),
        ("Kenya says its port is open.", "Kenya's port is open."),
        ("Kenyan officials said they had opened the port.", "Kenyan officials had opened the port."),
        ("Farmers complained about a tax that was high.", "Farmers complained about a tax that was high."),
        ("Ozola said: ‘The road is open. We like it.’", "The road is open."),
        (
            "Kenya lost the port, a site the council described as a jewel.",
            "Kenya lost the port, a site the council described as a jewel.",
        ),
        ("Ozola said Kenya was late. Instead, she noted, Riga was early.", "Riga was early."),
        (
            "She met Kenyan Prince Otieno in Mombasa. Lima said she would leave.",
            "Ilze Ozola would leave.",
        ),
    ],
)
def test_what_is_said_can_be_read_alone(text: str, content: str) -> None:
    assert of(f"Latvian Foreign Minister Ilze Ozola met the press in Riga. {text}")[-1].content == content


def test_somebodys_spokesman_is_not_himself() -> None:
    (claim,) = of("Latvian Foreign Minister Ilze Ozola was in Riga. Ms Ozola's spokesman said the road was open.")
    assert (claim.speaker, claim.source) == ("Ms Ozola's spokesman", "role_only")


def test_in_a_language_the_rules_do_not_read_certainty_and_negation_are_those_of_the_english_wording() -> None:
    document = read_document(read_article("Außenminister Karl Brandt sagte, er werde wohl nicht nach Doha reisen."))
    told = item("er werde wohl nicht nach Doha reisen", "Karl Brandt", "Karl Brandt will probably not travel to Doha.")
    (claim,), _ = assemble_claims(document, [told], {})
    assert (claim.content, claim.certainty, claim.negated) == (told.content, "probable", True)


def test_a_quotation_mark_on_a_line_of_its_own_is_no_claim() -> None:
    text = 'Latvian President Andris Kalnins said: "The border is open to all.\n\nWe will keep it so.\n\n"\n\nHe left.'
    document = read_document(read_article(text))
    claims, _ = assemble_claims(document, [], {})
    assert all(any(letter.isalnum() for letter in claim.content) for claim in claims)
