"""Officials: one record a person in public office, whatever a model adds or leaves out."""

import pytest

from communique.answers import OfficialItem
from communique.article import read_article
from communique.document import read_document
from communique.officials import assemble_officials

TAIL = "\n\nThis is what was in the news of the day, and it is of interest to the public."


def read(text: str, *items: OfficialItem, hosts: dict[str, str] | None = None):
    return assemble_officials(read_document(read_article(text + TAIL)), items, hosts or {})


def item(name: str, role: str | None, country: str | None = None, organisation: str | None = None) -> OfficialItem:
    return OfficialItem(quote=name, name=name, role=role, country=country, organisation=organisation)


@pytest.mark.parametrize(
    ("text", "name", "role", "country"),
    [
        ("Latvian President Andris Kalnins spoke.", "Andris Kalnins", "President", "LV"),
        ("Kenya's Foreign Minister Joseph Mwangi spoke.", "Joseph Mwangi", "Foreign Minister", "KE"),
        ("Peruvian Deputy Trade Minister Lucia Quispe spoke.", "Lucia Quispe", "Deputy Trade Minister", "PE"),
        ("Lucia Quispe, the president of Peru, spoke.", "Lucia Quispe", "president", "PE"),
        ("Former Latvian Prime Minister Ilze Ozola spoke.", "Ilze Ozola", "Former Prime Minister", "LV"),
    ],
)
def test_an_office_at_a_name_makes_an_official(text: str, name: str, role: str, country: str) -> None:
    (official,), dropped = read(text)
    assert (official.name, official.role, official.country) == (name, role, country)
    assert (official.confidence, dropped) == ("high", ())


def test_a_person_is_one_record_with_the_fullest_name_and_the_other_forms() -> None:
    (official,), _ = read("President Kalnins spoke. Latvian President Andris Kalnins left. Kalnins slept.")
    assert (official.name, official.mentions) == ("Andris Kalnins", ("Kalnins",))


def test_officials_come_in_the_order_of_the_article_and_are_numbered() -> None:
    officials, _ = read("Latvian President Andris Kalnins met Kenyan Foreign Minister Joseph Mwangi.")
    assert [(o.id, o.name) for o in officials] == [("o1", "Andris Kalnins"), ("o2", "Joseph Mwangi")]


def test_a_private_person_is_no_official() -> None:
    assert read("The pianist Clara Voss dined with the author Rui Machado at the hotel.") == ((), ())


def test_a_model_may_tell_an_office_that_the_words_bear_out() -> None:
    (official,), dropped = read(
        "Clara Voss took over as mayor of Riga in the spring.", item("Clara Voss", "mayor", "Latvia")
    )
    assert (official.name, official.role, official.country) == ("Clara Voss", "mayor", "LV")
    assert set(official.caveats) == {"country_by_model", "role_by_model"}
    assert (official.confidence, dropped) == ("low", ())


@pytest.mark.parametrize(
    ("words", "held"),
    [
        ("Voss took over as mayor of Riga.", True),
        ("Voss, who last year became the mayor of Riga, spoke.", True),
        ("Voss succeeded Arvid Lind as mayor of Riga.", True),
        ("The council named Voss mayor of Riga.", True),
        ("Voss hopes to be elected mayor of Riga.", False),
        ("Voss praised the mayor of Riga.", False),
        ("The mayor of Riga praised Voss.", False),
        ("Voss was praised by the mayor of Riga.", False),
        ("Voss smiled as the mayor of Riga left.", False),
        ("Voss smiled as mayor Arvid Lind left.", False),
        ("Voss met Arvid Lind, the mayor of Riga.", False),
        ("Voss said it was the mayor of Riga.", False),
        ("The mayor's sister Clara Voss spoke.", False),
    ],
)
def test_an_office_that_a_model_tells_must_be_said_of_the_person(words: str, held: bool) -> None:
    officials, _ = read(f"The pianist Clara Voss was in Riga. {words}", item("Clara Voss", "mayor"))
    assert ("Clara Voss" in {official.name for official in officials}) is held


@pytest.mark.parametrize(
    ("words", "acts_for"),
    [
        ("Foreign Minister Ilir Kola, from NATO's youngest member, spoke.", None),
        ("Foreign Minister Ilir Kola praised NATO Secretary General Ana Silva.", None),
        ("The European Commission envoy, Ilir Kola, spoke.", "European Commission"),
    ],
)
def test_a_body_that_a_model_tells_must_be_said_of_the_person(words: str, acts_for: str | None) -> None:
    told = item("Ilir Kola", "envoy", None, acts_for or "NATO")
    officials, _ = read(words, told)
    assert officials[0].organisation == acts_for


def test_a_state_that_is_anothers_is_none_that_a_model_may_tell() -> None:
    text = "Foreign Minister Ilir Kola met President Joseph Mwangi of Kenya."
    officials, _ = read(text, item("Ilir Kola", "Foreign Minister", "Kenya"))
    assert [official.country for official in officials] == [None, "KE"]


def test_what_the_words_state_goes_before_what_a_model_tells() -> None:
    text = "Latvian President Andris Kalnins met the mayor of Lima in Peru."
    (official,), _ = read(text, item("Andris Kalnins", "mayor", "Peru"))
    assert (official.role, official.country, official.caveats) == ("President", "LV", ("country_conflict",))


def test_a_host_without_a_stated_country_acts_for_where_he_receives() -> None:
    (official,), _ = read("President Joseph Mwangi received her at home.", hosts={"Joseph Mwangi": "KE"})
    assert (official.country, official.caveats) == ("KE", ("country_from_host",))


def test_international_staff_have_an_organisation_and_no_country() -> None:
    (official,), _ = read("NATO Secretary General Ana Silva spoke to the council.")
    assert (official.name, official.country, official.organisation) == ("Ana Silva", None, "NATO")


@pytest.mark.parametrize(
    ("refused", "reason"),
    [
        (item("Boris Petrov", "ambassador"), "not_in_article"),
        (item("Clara Voss", "mayor"), "role_not_in_evidence"),
        (item("Clara Voss", "pianist"), "no_office"),
        (item("Clara Voss", None), "no_office"),
        (item("the president", "president"), "not_in_article"),
        (item("Latvia", "president"), "not_in_article"),
        (item("!?", "president"), "not_in_article"),
    ],
)
def test_what_the_words_do_not_bear_out_is_refused_by_name(refused: OfficialItem, reason: str) -> None:
    officials, dropped = read("The pianist Clara Voss played for the president of Latvia.", refused)
    assert officials == ()
    assert [(each.kind, each.reason, each.quote) for each in dropped] == [("official", reason, refused.quote)]


def test_an_official_in_a_language_the_rules_do_not_read_is_the_models_if_the_name_stands_there() -> None:
    document = read_document(read_article("Außenminister Karl Brandt war am Dienstag in Doha. Er sprach von Erfolg."))
    items = [item("Karl Brandt", "foreign minister", "Germany"), item("Udo Kern", "president", "Germany")]
    officials, dropped = assemble_officials(document, items, {})
    assert [(o.name, o.role, o.country) for o in officials] == [("Karl Brandt", "foreign minister", "DE")]
    assert officials[0].evidence[0].text == "Außenminister Karl Brandt war am Dienstag in Doha."
    assert [each.reason for each in dropped] == ["not_in_article"]
