"""Travel: who goes where, when and in what state, as the words of one sentence or two put it, without any model.

Published on Thursday 2025-03-27. Below a text stands one line a visit: visitors (or the state of an unnamed party) |
host | status | date phrase | place.
"""

from functools import cache

import pytest

from communique.article import read_article
from communique.document import read_document
from communique.language.status import status_of
from communique.visits import assemble_visits

# Closes every text: a rule for English needs enough words to know that it is English.
TAIL = "\n\nThis is what was in the news of the day, and it is of interest to the public."

VISITS = """
Latvian President Andris Kalnins visited Kenya last year.
-> Andris Kalnins | KE | completed | last year | -

Latvian President Andris Kalnins visited Nairobi on 13 March.
-> Andris Kalnins | KE | completed | on 13 March | Nairobi

Latvian President Andris Kalnins may visit Kenya later this year.
-> Andris Kalnins | KE | under_discussion | later this year | -

Latvian President Andris Kalnins could visit Kenya in May.
-> Andris Kalnins | KE | under_discussion | in May | -

Latvian President Andris Kalnins hopes to visit Kenya soon.
-> Andris Kalnins | KE | under_discussion | soon | -

Latvian President Andris Kalnins is considering a visit to Kenya.
-> Andris Kalnins | KE | under_discussion | - | -

Latvian President Andris Kalnins plans to visit Kenya in June.
-> Andris Kalnins | KE | planned | in June | -

Latvian President Andris Kalnins is expected to visit Kenya next week.
-> Andris Kalnins | KE | planned | next week | -

Latvian President Andris Kalnins is scheduled to visit Kenya on 12 April.
-> Andris Kalnins | KE | planned | on 12 April | -

Latvian President Andris Kalnins is due to visit Kenya tomorrow.
-> Andris Kalnins | KE | planned | tomorrow | -

Latvian President Andris Kalnins will visit Kenya.
-> Andris Kalnins | KE | planned | - | -

Latvian President Andris Kalnins will visit Kenya in May, the foreign ministry in Riga announced.
-> Andris Kalnins | KE | confirmed | in May | -

Latvian President Andris Kalnins intends to visit Peru.
-> Andris Kalnins | PE | planned | - | -

Latvian President Andris Kalnins had visited Kenya in 2019.
-> Andris Kalnins | KE | completed | in 2019 | -

Latvian President Andris Kalnins has cancelled his visit to Kenya.
-> Andris Kalnins | KE | cancelled | - | -

Latvian President Andris Kalnins postponed a trip to Kenya.
-> Andris Kalnins | KE | cancelled | - | -

Latvian President Andris Kalnins began a visit to Kenya on Monday.
-> Andris Kalnins | KE | ongoing | on Monday | -

Latvian President Andris Kalnins concluded a three-day visit to Kenya on Tuesday.
-> Andris Kalnins | KE | completed | on Tuesday | -

Latvian President Andris Kalnins made a trip to Kenya two weeks ago.
-> Andris Kalnins | KE | completed | two weeks ago | -

Latvian President Andris Kalnins paid a visit to Nairobi in 2023.
-> Andris Kalnins | KE | completed | in 2023 | Nairobi

During a visit to Kenya last month, Latvian President Andris Kalnins praised its farmers.
-> Andris Kalnins | KE | completed | last month | -

Kenya is preparing for a visit from Latvian President Andris Kalnins.
-> Andris Kalnins | KE | planned | - | -

Kenya is preparing for a visit by Latvian President Andris Kalnins next month.
-> Andris Kalnins | KE | planned | next month | -

Kenyan Foreign Minister Amina Otieno said Nairobi was preparing for a visit from Latvian President Andris Kalnins.
-> Andris Kalnins | KE | planned | - | -

The visit of Latvian President Andris Kalnins to Kenya ended on Friday.
-> Andris Kalnins | KE | completed | on Friday | -

A visit to Kenya by Latvian President Andris Kalnins is planned for June.
-> Andris Kalnins | KE | planned | June | -

Latvian President Andris Kalnins's trip to Kenya in 2021 was his first.
-> Andris Kalnins | KE | completed | in 2021 | -

Latvian President Andris Kalnins is on an official visit to Kenya.
-> Andris Kalnins | KE | ongoing | - | -

Latvian President Andris Kalnins travelled to Kenya on 3 March.
-> Andris Kalnins | KE | completed | on 3 March | -

Latvian President Andris Kalnins traveled to Nairobi yesterday.
-> Andris Kalnins | KE | completed | yesterday | Nairobi

Latvian President Andris Kalnins flew to Lima on Tuesday.
-> Andris Kalnins | PE | completed | on Tuesday | Lima

Latvian President Andris Kalnins will fly to Lima on 2 April.
-> Andris Kalnins | PE | planned | on 2 April | Lima

Latvian President Andris Kalnins went to Peru in January.
-> Andris Kalnins | PE | completed | in January | -

Latvian President Andris Kalnins is heading to Peru next week.
-> Andris Kalnins | PE | planned | next week | -

Latvian President Andris Kalnins arrived in Lima on Wednesday.
-> Andris Kalnins | PE | ongoing | on Wednesday | Lima

Latvian President Andris Kalnins left Riga for Lima on Sunday.
-> Andris Kalnins | PE | completed | on Sunday | Lima

Latvian Trade Minister Ilze Ozola was in Lima last week.
-> Ilze Ozola | PE | completed | last week | Lima

Latvian Trade Minister Ilze Ozola stopped in Lima on 4 March.
-> Ilze Ozola | PE | completed | on 4 March | Lima

Kenya has invited Latvian President Andris Kalnins to Nairobi.
-> Andris Kalnins | KE | invited | - | Nairobi

Kenyan President Joseph Mwangi invited Latvian President Andris Kalnins to visit Kenya.
-> Andris Kalnins | KE | invited | - | -

Kenyan President Joseph Mwangi received Latvian President Andris Kalnins in Nairobi on Thursday.
-> Andris Kalnins | KE | completed | on Thursday | Nairobi

Kenyan President Joseph Mwangi hosted Latvian President Andris Kalnins in Nairobi in 2022.
-> Andris Kalnins | KE | completed | in 2022 | Nairobi

Kenyan President Joseph Mwangi will host Latvian President Andris Kalnins next month.
-> Andris Kalnins | KE | planned | next month | -

Kenyan President Joseph Mwangi welcomed Latvian Trade Minister Ilze Ozola to Nairobi on 5 March.
-> Ilze Ozola | KE | completed | on 5 March | Nairobi

Latvian President Andris Kalnins met Kenyan President Joseph Mwangi in Nairobi on 6 March.
-> Andris Kalnins | KE | completed | on 6 March | Nairobi

Latvian Trade Minister Ilze Ozola attended a conference in Lima in 2024.
-> Ilze Ozola | PE | completed | in 2024 | Lima

Latvian Trade Minister Ilze Ozola gave a speech in Lima on 7 March.
-> Ilze Ozola | PE | completed | on 7 March | Lima

Latvian Trade Minister Ilze Ozola held talks with Kenyan officials in Nairobi on Monday.
-> Ilze Ozola | KE | completed | on Monday | Nairobi

A Latvian delegation visited Kenya in February.
-> (LV) | KE | completed | in February | -

A Latvian delegation will travel to Nairobi next week.
-> (LV) | KE | planned | next week | Nairobi

Latvian President Andris Kalnins and Foreign Minister Ilze Ozola visited Kenya in 2024.
-> Andris Kalnins + Ilze Ozola | KE | completed | in 2024 | -

Latvian Foreign Minister Ilze Ozola and Defence Minister Juris Berzins will travel to Peru in May.
-> Ilze Ozola + Juris Berzins | PE | planned | in May | -

Latvian President Andris Kalnins visited Kenya between 10 and 12 March.
-> Andris Kalnins | KE | completed | between 10 and 12 March | -

Latvian President Andris Kalnins visited Kenya on June 18, 2024.
-> Andris Kalnins | KE | completed | on June 18, 2024 | -

Latvian President Andris Kalnins visited Kenya recently.
-> Andris Kalnins | KE | completed | recently | -

On 13 March Latvian President Andris Kalnins visited Kenya.
-> Andris Kalnins | KE | completed | On 13 March | -

In 2019, Latvian President Andris Kalnins visited Kenya.
-> Andris Kalnins | KE | completed | In 2019 | -

Latvian President Andris Kalnins plans a visit to Kenya, his spokesman said on Monday.
-> Andris Kalnins | KE | planned | - | -

Latvian President Andris Kalnins will make an official visit to Kenya in April.
-> Andris Kalnins | KE | planned | in April | -

Latvian President Andris Kalnins will pay a state visit to Peru in April.
-> Andris Kalnins | PE | planned | in April | -

Latvian President Andris Kalnins made a private trip to Peru in 2018.
-> Andris Kalnins | PE | completed | in 2018 | -

Latvian President Andris Kalnins, who visited Kenya in 2020, wants more trade.
-> Andris Kalnins | KE | completed | in 2020 | -

Latvian President Andris Kalnins said he would visit Kenya in May.
-> Andris Kalnins | KE | confirmed | in May | -

Latvian President Andris Kalnins said he had visited Kenya in 2015.
-> Andris Kalnins | KE | completed | in 2015 | -

Former Latvian President Andris Kalnins toured Peru in 2012.
-> Andris Kalnins | PE | completed | in 2012 | -

Portuguese Foreign Minister Rui Machado is to visit Qatar next week.
-> Rui Machado | QA | planned | next week | -

Portuguese Foreign Minister Rui Machado visited Doha, the Qatari capital, on 9 March.
-> Rui Machado | QA | completed | on 9 March | Doha

Portuguese Foreign Minister Rui Machado toured Qatar last month.
-> Rui Machado | QA | completed | last month | -

Portuguese Foreign Minister Rui Machado would visit Qatar later this year, a senior official said.
-> Rui Machado | QA | planned | later this year | -

Portuguese Foreign Minister Rui Machado might travel to Doha in April.
-> Rui Machado | QA | under_discussion | in April | Doha

Portuguese Foreign Minister Rui Machado may go to Doha.
-> Rui Machado | QA | under_discussion | - | Doha

Latvian President Andris Kalnins visited Kenya twice, in 2019 and 2023.
-> Andris Kalnins | KE | completed | in 2019 | -
-> Andris Kalnins | KE | completed | 2023 | -

Latvian President Andris Kalnins toured Kenya, Ghana and Peru in 2018.
-> Andris Kalnins | KE | completed | in 2018 | -
-> Andris Kalnins | GH | completed | in 2018 | -
-> Andris Kalnins | PE | completed | in 2018 | -

Latvian President Andris Kalnins will travel to Kenya and Ghana next week.
-> Andris Kalnins | KE | planned | next week | -
-> Andris Kalnins | GH | planned | next week | -

Latvian President Andris Kalnins visited Kenya in 2019. He will visit Kenya again in May.
-> Andris Kalnins | KE | completed | in 2019 | -
-> Andris Kalnins | KE | planned | in May | -

Latvian President Andris Kalnins will visit Kenya in May. The visit to Kenya will last two days.
-> Andris Kalnins | KE | planned | in May | -

Latvian President Andris Kalnins met Portuguese Foreign Minister Rui Machado in Geneva on 6 March.
-> Andris Kalnins | CH | completed | on 6 March | Geneva
-> Rui Machado | CH | completed | on 6 March | Geneva

Latvian President Andris Kalnins will visit Kenya in May. Kalnins visited Peru in 2022.
-> Andris Kalnins | KE | planned | in May | -
-> Andris Kalnins | PE | completed | in 2022 | -

Portuguese Foreign Minister Rui Machado may visit Qatar in May. He will visit Qatar in May, his office announced.
-> Rui Machado | QA | confirmed | in May | -

Kenyan President Joseph Mwangi invited Latvian President Andris Kalnins to Nairobi. Kalnins will visit Kenya in June.
-> Andris Kalnins | KE | planned | in June | Nairobi
"""

NO_VISITS = """
Latvian President Andris Kalnins spoke by telephone with Kenyan President Joseph Mwangi on Friday.
Latvian President Andris Kalnins held a phone call with Kenyan President Joseph Mwangi.
Latvian President Andris Kalnins and Kenyan President Joseph Mwangi met by video link on Monday.
Latvian President Andris Kalnins called Kenyan President Joseph Mwangi to discuss trade.
Latvian President Andris Kalnins visited Riga on Monday.
Latvian President Andris Kalnins travelled to Liepaja to open a harbour.
Latvian President Andris Kalnins gave a speech in Riga on Monday.
Kenyan President Joseph Mwangi toured Kenya in January.
Latvian President Andris Kalnins never visited Kenya.
Latvian President Andris Kalnins will not visit Kenya.
Latvian President Andris Kalnins has no plans to visit Kenya.
Latvian President Andris Kalnins did not travel to Kenya in 2020.
Latvian President Andris Kalnins denied visiting Kenya.
Frequent visits between Latvia and Kenya have helped trade.
Latvia and Kenya want more high-level visits.
The two countries agreed to encourage mutual visits.
Moscow is preparing for talks with Riga.
Washington welcomed the decision of Lima.
Kenya sent 200 troops to Somalia on Monday.
Peruvian soldiers arrived in Haiti last week.
Trade between Latvia and Kenya grew by a tenth last year.
Latvian exports to Kenya went up in May.
Latvian ships headed to Kenya with grain on Monday.
Latvian Ambassador Juris Berzins has lived in Lima since 2019.
Latvian President Andris Kalnins thanked Kenya for its hospitality.
Latvian President Andris Kalnins signed a law on Monday.
Tourists who visit Kenya spend more each year.
The Geneva conference ended without agreement.
Latvian President Andris Kalnins said the situation in Kenya was calm.
Latvian President Andris Kalnins spoke about the war in Sudan.
"""

TABLE = [
    pytest.param(text, tuple(row.removeprefix("-> ") for row in rows), id=text)
    for text, *rows in (block.splitlines() for block in VISITS.strip().split("\n\n"))
]


@cache
def read(text: str):
    visits, _, dropped = assemble_visits(read_document(read_article(text + TAIL, published="2025-03-27")), [])
    assert dropped == ()
    return visits


def row(visit) -> str:
    who = " + ".join(visit.visitors) or f"({visit.visitor_country})"
    fields = (who, visit.host_country, visit.status, visit.when and visit.when.text, visit.place)
    return " | ".join(field or "-" for field in fields)


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_a_visit_is_read_from_its_words(text: str, expected: tuple[str, ...]) -> None:
    assert tuple(map(row, read(text))) == expected


@pytest.mark.parametrize("text", NO_VISITS.strip().splitlines())
def test_what_is_no_visit_yields_none(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_every_visit_stands_on_whole_sentences_and_never_goes_home(text: str, expected: tuple[str, ...]) -> None:
    for visit in read(text):
        assert visit.host_country != visit.visitor_country
        assert all((text + TAIL)[span.start : span.end] == span.text for span in visit.evidence)
        assert all(span.text.endswith(".") for span in visit.evidence)


@pytest.mark.parametrize(
    ("word", "formality"),
    [
        ("state", "state"),
        ("official", "official"),
        ("working", "working"),
        ("private", "private"),
        ("two-day", "unspecified"),
    ],
)
def test_the_formality_is_the_texts_own_word(word: str, formality: str) -> None:
    (visit,) = read(f"Latvian President Andris Kalnins paid a {word} visit to Kenya in January.")
    assert visit.formality == formality


def test_who_receives_a_visitor_is_a_host_and_no_visitor() -> None:
    (visit,) = read("Kenyan President Joseph Mwangi received Latvian President Andris Kalnins in Nairobi on Thursday.")
    assert (visit.visitors, visit.hosts) == (("Andris Kalnins",), ("Joseph Mwangi",))


def test_the_purpose_is_in_the_articles_words() -> None:
    (visit,) = read("Latvian President Andris Kalnins will visit Kenya to discuss fishing rights.")
    assert visit.purpose == "discuss fishing rights"


@pytest.mark.parametrize(
    ("sentence", "status", "settled"),
    [
        ("She visited Kenya.", "completed", False),
        ("She will visit Kenya.", "planned", True),
        ("She is expected to visit Kenya.", "planned", False),
        ("She may visit Kenya.", "under_discussion", False),
        ("They have invited her to visit Kenya.", "invited", False),
        ("She cancelled a visit to Kenya.", "cancelled", False),
    ],
)
def test_the_words_around_a_visit_give_its_rung(sentence: str, status: str, settled: bool) -> None:
    at = sentence.index("visit")
    assert status_of(sentence, at, len(sentence) - 1)[:2] == (status, settled)
