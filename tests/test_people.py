"""People: names as news prose introduces them, and later mentions resolved to them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.language.names import find_mentions, name_tokens
from communique.language.people import Roster
from communique.language.segment import paragraphs


def roster(text: str) -> Roster:
    return Roster(find_mentions([sentence for paragraph in paragraphs(text) for sentence in paragraph.sentences]))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Latvian President Andris Kalnins spoke.", ["Andris Kalnins"]),
        ("President Andris Kalnins and Foreign Minister Ilze Ozola spoke.", ["Andris Kalnins", "Ilze Ozola"]),
        ("Foreign Minister Rui da Costa Machado spoke.", ["Rui da Costa Machado"]),
        ("Emir Tamim bin Hamad spoke.", ["Tamim bin Hamad"]),
        ("Prime Minister Jean-Luc O'Brien spoke.", ["Jean-Luc O'Brien"]),
        ("Ambassador José Muñoz spoke.", ["José Muñoz"]),
        ("The Foreign Ministry and the European Union spoke.", []),
        ("Riga, Nairobi and New York are cities.", []),
        ("On Monday, Parliament met in March.", []),
        ("Prime Minister Hun Sen spoke.", ["Hun Sen"]),
        ("Lt. Gen. Joseph Mwangi and Sen. Ann Mills spoke.", ["Joseph Mwangi", "Ann Mills"]),
        ("The special envoy on Preventing Armed Violence spoke.", []),
        ("General Motors and General Electric spoke.", []),
    ],
)
def test_names_are_what_no_office_place_or_institution_accounts_for(text: str, names: list[str]) -> None:
    assert [person.name for person in roster(text).people] == names


@pytest.mark.parametrize(
    ("text", "role", "country"),
    [
        ("Latvian Deputy Foreign Minister Ilze Ozola spoke.", "Deputy Foreign Minister", "LV"),
        ("Kenya's Defence Minister Joseph Mwangi spoke.", "Defence Minister", "KE"),
        ("Ilze Ozola, the foreign minister of Latvia, spoke.", "foreign minister", "LV"),
        ("Minister Ana Silva of Portugal spoke.", "Minister", "PT"),
        ("Clara Voss spoke.", None, None),
    ],
)
def test_the_words_at_a_name_tell_office_and_state(text: str, role: str | None, country: str | None) -> None:
    (person,) = roster(text).people
    assert (person.role, person.country) == (role, country)


def test_a_surname_alone_belongs_to_whoever_bears_it() -> None:
    (person,) = roster("Latvian President Andris Kalnins spoke. Later Kalnins left. President Kalnins slept.").people
    assert person.name == "Andris Kalnins"
    assert [mention.name for mention in person.mentions] == ["Andris Kalnins", "Kalnins", "Kalnins"]
    assert person.forms == ("Andris Kalnins", "Kalnins")


def test_offsets_of_a_mention_are_the_articles() -> None:
    text = "It rained.\n\nLatvian President Andris Kalnins spoke."
    (mention,) = roster(text).people[0].mentions
    assert text[mention.start : mention.end] == "Andris Kalnins"


def test_two_bearers_of_one_surname_are_two_people() -> None:
    people = roster("President Andris Kalnins met Mayor Juris Kalnins.").people
    assert [person.name for person in people] == ["Andris Kalnins", "Juris Kalnins"]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Andris Kalnins", "Andris Kalnins"),
        ("Kalnins", "Andris Kalnins"),
        ("andris kalniņš", "Andris Kalnins"),
        ("Dr Ilze Ozola", "Ilze Ozola"),
        ("Boris Petrov", None),
        ("Andris Ozola", None),
        ("", None),
        (None, None),
    ],
)
def test_a_name_finds_the_person_it_shares_all_words_with(name: str | None, found: str | None) -> None:
    people = roster("President Andris Kalnins met Foreign Minister Ilze Ozola.")
    person = people.find(name)
    assert (person and person.name) == found


def test_a_name_that_fits_several_finds_nobody() -> None:
    assert roster("President Andris Kalnins met Mayor Juris Kalnins.").find("Kalnins") is None


TALKS = "President Andris Kalnins met Foreign Minister Ilze Ozola. It rained."


@pytest.mark.parametrize(
    ("phrase", "found"),
    [
        ("the foreign minister", "Ilze Ozola"),
        ("the president", "Andris Kalnins"),
        ("President Kalnins", "Andris Kalnins"),
        ("she", "Ilze Ozola"),
        ("a minister", None),
        ("the mayor", None),
        ("the treaty", None),
        ("", None),
    ],
)
def test_a_phrase_is_resolved_to_whom_the_text_named_before(phrase: str, found: str | None) -> None:
    person = roster(TALKS).resolve(phrase, len(TALKS))
    assert (person and person.name) == found


def test_nobody_is_resolved_before_being_named() -> None:
    assert roster(TALKS).resolve("the president", 0) is None


@pytest.mark.parametrize(
    ("name", "tokens"),
    [
        ("Dr. José Muñoz Jr.", ("jose", "munoz")),
        ("Kim Jong-un", ("kim", "jongun")),
        ("Tamim al-Thani", ("tamim", "thani")),
        ("", ()),
    ],
)
def test_names_are_compared_without_case_diacritics_and_titles(name: str, tokens: tuple[str, ...]) -> None:
    assert name_tokens(name) == tokens


@given(st.text())
def test_every_mention_stands_where_it_says(text: str) -> None:
    for mention in roster(text).mentions:
        assert text[mention.start : mention.end] == mention.name
        assert mention.end <= mention.reach


@pytest.mark.parametrize(
    ("text", "name", "role", "country"),
    [
        ("The ruler of Oman, Sultan Faisal Said, spoke.", "Faisal Said", "ruler", "OM"),
        ("Prince Turki Salman, the Saudi intelligence chief, spoke.", "Turki Salman", "intelligence chief", "SA"),
        ("Peru's ambassador in Oslo, Ana Silva, spoke.", "Ana Silva", "ambassador in Oslo", "PE"),
        ("He and (Polish Trade Minister) Jan Nowak spoke.", "Jan Nowak", "Trade Minister", "PL"),
        ("Ana Silva was appointed envoy to Peru.", "Ana Silva", "envoy to Peru", None),
        ("Foreign Minister Shah Anwar Ali spoke.", "Shah Anwar Ali", "Foreign Minister", None),
        ("Ana Silva, a former U.S. ambassador who writes, spoke.", "Ana Silva", "former ambassador", "US"),
        ("Ana Silva MP, Prime Minister of Peru, spoke.", "Ana Silva", "Prime Minister", "PE"),
        ("First Lady Ana Silva spoke.", "Ana Silva", "First Lady", None),
        ("He met the president, the Honourable Ana Silva, and left.", "Ana Silva", "president", None),
        ("Mr. Ana Silva, Minister for Trade, Republic of Peru, spoke.", "Ana Silva", "Minister for Trade", "PE"),
    ],
)
def test_titles_stand_in_many_ways(text: str, name: str, role: str, country: str | None) -> None:
    person = roster(text).find(name)
    assert person is not None
    assert (person.name, person.role, person.country) == (name, role, country)


def test_a_title_followed_by_another_subject_is_not_its_own() -> None:
    person = roster("After a meeting with the Trade Minister, Ana Silva said so.").find("Ana Silva")
    assert person is not None
    assert person.role is None


def test_a_government_called_by_a_name_makes_its_head_an_official() -> None:
    assert [(p.name, p.role, p.official) for p in roster("The Quispe administration spoke.").people] == [
        ("Quispe", None, True)
    ]
    assert not roster("Sensitive government papers were lost.").people


@pytest.mark.parametrize(
    "text",
    [
        "Ann Mills, the company president and CEO, spoke.",
        "Ann Mills, vice president of the Hill Institution, spoke.",
        "Ann Mills, an art major, spoke.",
    ],
)
def test_the_offices_of_companies_and_schools_are_none(text: str) -> None:
    assert not any(person.official for person in roster(text).people)


@pytest.mark.parametrize(
    ("text", "officials"),
    [
        ("Maersk spokeswoman Ana Silva said so.", []),
        ("A spokesman for Norlines, Ana Silva, said so.", []),
        ("Kremlin spokesman Ana Silva said so.", ["Ana Silva"]),
        ("KDP spokesman Ana Silva said so.", ["Ana Silva"]),
        ("President Rui Quispe left. Quispe's spokeswoman Ana Silva said so.", ["Rui Quispe", "Ana Silva"]),
        ("Union leader Ana Silva said so.", []),
        ("MARTA OLSEN (Denmark) said so.", ["MARTA OLSEN"]),
        ("Ms. Olsen (Denmark): We agree.", ["Olsen"]),
        ("The actor Ana Silva (Peru) said so.", []),
        ("The road was long, according to Chile's trade minister.", []),
        ("Troops, cadets and Cossacks, according to Chile's trade minister, left.", []),
    ],
)
def test_who_speaks_for_a_company_is_no_official(text: str, officials: list[str]) -> None:
    assert [person.name for person in roster(text).people if person.official] == officials


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Slovak spokeswoman Petra Lisak spoke.", ["Petra Lisak"]),
        ("Victoria Nkosi, the deputy minister, spoke.", ["Victoria Nkosi"]),
        ("Envoys met in Petra Lisak's house.", []),
        ("Foreign Secretary Priya Shah spoke.", ["Priya Shah"]),
        ("King Tupou IV spoke.", ["Tupou IV"]),
        ("Minister Haji Juanda bin Haji Abdul Rashid spoke.", ["Juanda bin Haji Abdul Rashid"]),
        ("Minister for Sustainability and the Environment Grace Fu spoke.", ["Grace Fu"]),
        ("Comrade Ri Su Il, the chairman of the party, spoke.", ["Ri Su Il"]),
        ("He told the daily Le Matin so.", []),
        ("The frigate Admiral Makarov left.", []),
        ("MINISTER FOR TRADE ANA SILVA FA90  19 June 2002", ["ANA SILVA"]),
    ],
)
def test_places_titles_and_things_are_told_from_names(text: str, names: list[str]) -> None:
    assert [person.name for person in roster(text).people] == names or not names
    assert bool(roster(text).people) == bool(names)
