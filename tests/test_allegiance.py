"""Whom an official acts for where no words at the name say it."""

import pytest

from communique.article import read_article
from communique.document import read_document
from communique.language.countries import has_office

PADDING = "\n\nThis is what was in the news of the day, and it is of interest to the public."


def person(text: str, name: str):
    found = read_document(read_article(text + PADDING)).roster.find(name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Foreign Secretary Ann Mills spoke in London.", "Ann Mills", "GB"),
        ("Bharat Rao, a BJP lawmaker, spoke.", "Bharat Rao", "IN"),
        ("State Department spokesman Joe Hill spoke.", "Joe Hill", "US"),
        ("The Knesset speaker Dan Levin spoke.", "Dan Levin", "IL"),
        ("Chief Cabinet Secretary Ken Mori spoke.", "Ken Mori", "JP"),
    ],
)
def test_an_office_or_body_of_one_state_tells_the_state(text: str, name: str, country: str) -> None:
    assert person(text, name).country == country


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Latvian President Andris Kalnins left. His spokeswoman, Ilze Ozola, said so.", "Ilze Ozola", "LV"),
        ("Peruvian President Ana Silva and Foreign Minister Rui Quispe spoke.", "Rui Quispe", "PE"),
        ("Latvian President Andris Kalnins, accompanied by Defence Minister Ilze Ozola, left.", "Ilze Ozola", "LV"),
        ("Peru, whose trade minister, Rui Quispe, went to Chile, refused.", "Rui Quispe", "PE"),
        ("A delegation from Vietnam led by Trade Minister Le Van Hoa toured Peru.", "Le Van Hoa", "VN"),
    ],
)
def test_whom_somebody_belongs_to_tells_the_state(text: str, name: str, country: str) -> None:
    assert person(text, name).country == country


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Kenyan Foreign Minister Joseph Otieno flew to Lima. He met President Ana Silva there.", "Ana Silva", "PE"),
        ("In Lima, the Kenyan minister will call on President Ana Silva.", "Ana Silva", "PE"),
        ("Kenyan envoy Joseph Otieno saw Lima. He was received there by Minister Rui Quispe.", "Rui Quispe", "PE"),
    ],
)
def test_whoever_is_met_acts_for_another_state_than_the_one_who_meets(text: str, name: str, country: str) -> None:
    assert person(text, name).country == country


def test_news_names_the_officials_of_its_own_state_bare() -> None:
    text = (
        "LIMA - Peru will open an embassy in Riga, the Peruvian government said.\n\n"
        "Foreign Minister Rui Quispe told lawmakers that Latvia had agreed."
    )
    assert person(text, "Rui Quispe").country == "PE"
    assert person(text, "Rui Quispe").country_by == "country_from_context"


def test_a_state_has_one_holder_of_its_highest_office() -> None:
    text = "Peru's president, Ana Silva, spoke in Lima. Peru and Latvia are close. President Andris Kalnins left Riga."
    assert person(text, "Andris Kalnins").country == "LV"


def test_no_state_is_guessed_where_none_stands_out() -> None:
    assert person("Senator Ana Silva left the hall early.", "Ana Silva").country is None


@pytest.mark.parametrize(
    ("text", "name", "body"),
    [
        ("NATO Secretary General Ana Silva visited Lima.", "Ana Silva", "NATO"),
        ("The European Commission met. The Commission's chief negotiator, Ana Silva, left for Lima.", "Ana Silva",
         "European Commission"),
        ("NATO Secretary General Ana Silva visited Lima, her spokesman Rui Costa said.", "Rui Costa", "NATO"),
    ],
)  # fmt: skip
def test_international_staff_act_for_their_body_and_no_state(text: str, name: str, body: str) -> None:
    found = person(text, name)
    assert (found.country, found.organisation) == (None, body)


def test_who_issues_a_release_acts_for_another_state_than_its_heading_names() -> None:
    text = (
        "Visit to Peru\n\nMEDIA RELEASE\n\nMINISTER FOR TRADE\nAna Silva\n\n"
        "I will visit Lima on 3 May. Kenya values its ties with Peru. Kenya will open an office there."
    )
    found = person(text, "Ana Silva")
    assert (found.role, found.country) == ("MINISTER FOR TRADE", "KE")


@pytest.mark.parametrize(
    ("code", "office", "may"),
    [
        ("GB", "president", False),
        ("US", "prime minister", False),
        ("DE", "chancellor", True),
        ("FR", "chancellor", False),
        ("FR", "president", True),
        ("NO", "king", True),
        ("FR", "mayor", True),
    ],
)
def test_the_table_tells_what_offices_a_state_lacks(code: str, office: str, may: bool) -> None:
    assert has_office(code, office) is may


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("President Silva will welcome Latvian President Andris Kalnins to Lima.", "Silva", "PE"),
        (
            "Minister Ana Silva will visit Riga on Monday to discuss the ties between Latvia and Peru.",
            "Ana Silva",
            "PE",
        ),
        ("Pope Benedict XVI saw Latvian President Andris Kalnins.", "Benedict XVI", "VA"),
        ("The coup in Peru began after Rui Quispe, the country's prime minister, left Riga.", "Rui Quispe", "PE"),
        ("Neither Minister Ana Silva nor Latvian envoy Ilze Ozola went to Lima.", "Ana Silva", "LV"),
        ("Trade in Latvia fell. The Kalnins government said so in Riga.", "Kalnins", "LV"),
    ],
)
def test_what_somebody_does_tells_the_state(text: str, name: str, country: str) -> None:
    assert person(text, name).country == country


@pytest.mark.parametrize(
    ("text", "name", "body"),
    [
        ("In Riga he met the High Commissioner for Human Rights, Ana Silva, on Monday.", "Ana Silva", "UN"),
        ("We saw the Secretary-General and his special envoy Ana Silva on Peru.", "Ana Silva", "UN"),
    ],
)
def test_envoys_of_the_united_nations_act_for_no_state(text: str, name: str, body: str) -> None:
    found = person(text, name)
    assert (found.organisation, found.country) == (body, None)


def test_a_minister_speaks_for_the_government_whose_release_it_is() -> None:
    text = "MINISTER FOR TRADE ANA SILVA\n\nThe Peruvian Government condemns the attack in Latvia. Peru urges talks."
    document = read_document(read_article(text + PADDING))
    assert person(text, "ANA SILVA").country == "PE"
    assert {found.attribution.speaker for found in document.statements} == {"ANA SILVA"}


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Congolese President Alain Mutombo met Italian Prime Minister Paola Rossi.", "Alain Mutombo", None),
        ("Congolese President Alain Mutombo left Kinshasa for Rome.", "Alain Mutombo", "CD"),
        ("State Councilor Wang Jun held talks with his guests in Sochi.", "Wang Jun", None),
        ("Latvian President Andris Kalnins left. Kalnins's chief of staff, Ilze Ozola, said so.", "Ilze Ozola", "LV"),
        ("Kenya's army won. The rebels, through their spokesman, Joseph Otieno, denied it.", "Joseph Otieno", None),
        ("Kenya denied it. The mission's head, Bineta Diop, kept silent.", "Bineta Diop", None),
        ("Chile denied it. Its deputy foreign minister, Ana Silva, said so.", "Ana Silva", "CL"),
        ("At the invitation of President Ana Silva, President Rui Quispe paid a visit to Chile.", "Rui Quispe", None),
        ("It is the third visit by a Peruvian president to Kenya, following Ana Silva in 1993.", "Ana Silva", "PE"),
        ("Minister Ana Silva and Kenya's trade minister, Joseph Otieno, met.", "Ana Silva", None),
        ("Foreign Minister Rui Mota said Chile had broken its word.", "Rui Mota", None),
        ("Foreign Minister Rui Mota said Chile hoped for talks.", "Rui Mota", "CL"),
        (
            "LIMA - Foreign Minister Rui Mota said Chile had sent drones. Defence Minister Ana Silva blamed Bolivia.",
            "Ana Silva",
            "PE",
        ),
        (
            "Minister Ana Silva told reporters in Lima that Chile should lift tariffs. Chile had no comment.",
            "Ana Silva",
            None,
        ),
        (
            "Defence Minister Rui Mota ordered strikes on Chile. Chile's president, Ana Silva, protested.",
            "Rui Mota",
            None,
        ),
        ("Kenyan and Chilean officials discussed a visit to Nairobi by President Ana Silva.", "Ana Silva", None),
        ("During his visit to Lima, then-Foreign Minister Rui Mota made promises.", "Rui Mota", None),
        ("The trip will be President Rui Mota's first to Hungary.", "Rui Mota", None),
        ("NAIROBI, Kenya - Chile sent troops. Former President Ana Silva denied it.", "Ana Silva", "CL"),
    ],
)
def test_a_state_is_told_only_where_the_words_bear_it_out(text: str, name: str, country: str | None) -> None:
    assert person(text, name).country == country


def test_a_prime_minister_who_receives_a_visiting_president_is_of_where_they_meet() -> None:
    text = "Prime Minister Nomsa Dube held talks with visiting Turkish President Selim Aydin in Mbabane."
    assert person(text, "Nomsa Dube").country == "SZ"
