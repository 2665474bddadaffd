import csv
import subprocess
import sys
from collections import Counter
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.language.countries import (
    bodies_in,
    capital_of,
    countries,
    countries_in,
    country_of,
    is_place,
    name_of,
    nationality_words,
    organisation_of,
    organisations_in,
    seat_of,
    strip_nationality,
)
from communique.language.gazetteer import Gazetteer, fold_word

# ISO 3166-1 alpha-2, officially assigned.
SECOND_LETTERS = {
    "A": "DEFGILMOQRSTUWXZ",
    "B": "ABDEFGHIJLMNOQRSTVWYZ",
    "C": "ACDFGHIKLMNORUVWXYZ",
    "D": "EJKMOZ",
    "E": "CEGHRST",
    "F": "IJKMOR",
    "G": "ABDEFGHILMNPQRSTUWY",
    "H": "KMNRTU",
    "I": "DELMNOQRST",
    "J": "EMOP",
    "K": "EGHIMNPRWYZ",
    "L": "ABCIKRSTUVY",
    "M": "ACDEFGHKLMNOPQRSTUVWXYZ",
    "N": "ACEFGILOPRUZ",
    "O": "M",
    "P": "AEFGHKLMNRSTWY",
    "Q": "A",
    "R": "EOSUW",
    "S": "ABCDEGHIJKLMNORSTVXYZ",
    "T": "CDFGHJKLMNORTVWZ",
    "U": "AGMSYZ",
    "V": "ACEGINU",
    "W": "FS",
    "Y": "ET",
    "Z": "AMW",
}
ISO_3166_1 = [first + second for first, letters in SECOND_LETTERS.items() for second in letters]

NAME_COLUMNS = ("name", "aliases", "demonyms", "capitals", "cities", "metonyms")


def table(name):
    return list(csv.DictReader((files("communique") / "data" / f"{name}.csv").read_text("utf-8").splitlines()))


def words_of(row):
    return [word for column in NAME_COLUMNS for word in row[column].split(";") if word]


def key(word):
    return " ".join(fold_word(word).replace("-", " ").replace(".", " ").split())


COUNTRIES = table("countries")
REFUSED = table("refused")
ORGANISATIONS = table("organisations")


def mentions(text):
    return [(found.text, found.code, found.kind) for found in countries_in(text)]


# The tables


def test_every_assigned_iso_code_and_kosovo_stand_in_the_table_once():
    assert [row["code"] for row in COUNTRIES] == sorted([*ISO_3166_1, "XK"])
    assert [country.code for country in countries()] == sorted([*ISO_3166_1, "XK"])


def test_no_word_stands_for_two_states_unless_it_is_refused():
    states = {}
    for row in COUNTRIES:
        for word in [*words_of(row), *filter(None, row["bodies"].split(";"))]:
            states.setdefault(key(word), set()).add(row["code"])
    refused = {key(row["phrase"]) for row in REFUSED}
    assert {word for word, codes in states.items() if len(codes) > 1} <= refused


def test_no_state_lists_a_word_twice():
    twice = [(row["code"], word) for row in COUNTRIES for word, n in Counter(words_of(row)).items() if n > 1]
    assert twice == []


def test_no_word_stands_for_a_state_and_for_an_organisation():
    states = {key(word) for row in COUNTRIES for word in words_of(row)}
    bodies = {key(word) for row in ORGANISATIONS for word in (row["name"], *row["aliases"].split(";"))}
    assert states & bodies == set()


def test_every_country_name_but_the_refused_guinea_resolves_to_its_own_code():
    assert [row["code"] for row in COUNTRIES if country_of(row["name"]) != row["code"]] == ["GN"]


def test_every_listed_word_that_is_not_refused_resolves_to_its_own_code():
    refused = {key(row["phrase"]) for row in REFUSED}
    wrong = [
        (word, row["code"])
        for row in COUNTRIES
        for word in words_of(row)
        if key(word) not in refused and country_of(word) != row["code"]
    ]
    assert wrong == []


def test_every_listed_word_is_found_in_running_text_as_a_whole():
    refused = {key(row["phrase"]) for row in REFUSED}
    wrong = []
    for row in COUNTRIES:
        for word in words_of(row):
            text = f"He spoke of {word} again."
            found = countries_in(text)
            whole = len(found) == 1 and (found[0].code, found[0].end) == (row["code"], text.index(" again"))
            if key(word) not in refused and not whole and "(" not in word:
                wrong.append((word, found))
    assert wrong == []


def test_every_listed_body_tells_whom_its_officers_act_for_and_is_no_country():
    wrong = []
    for row in COUNTRIES:
        for body in filter(None, row["bodies"].split(";")):
            text = f"He leads the {body} again."
            found = [(m.text, m.code) for m in bodies_in(text)]
            if found != [(body, row["code"])] or countries_in(text) or country_of(body):
                wrong.append((body, found))
    assert wrong == []


def test_every_refused_phrase_is_no_country():
    assert [row["phrase"] for row in REFUSED if country_of(row["phrase"]) is not None] == []


def test_every_refused_phrase_says_why():
    assert [row["phrase"] for row in REFUSED if not row["reason"]] == []


def test_codes_in_the_other_tables_are_codes_of_the_first():
    codes = {row["code"] for row in COUNTRIES}
    foreign = table("countries_i18n")
    used = (
        {row["located"] for row in REFUSED} | {row["seat"] for row in ORGANISATIONS} | {row["code"] for row in foreign}
    )
    assert used - {""} <= codes


def test_every_organisation_resolves_to_its_short_name_and_is_no_country():
    names = [(word, row["name"]) for row in ORGANISATIONS for word in (row["name"], *row["aliases"].split(";")) if word]
    assert [(word, name) for word, name in names if organisation_of(word) != name or country_of(word)] == []


def test_every_state_that_has_a_capital_apart_from_itself_lists_it():
    without = {country.code for country in countries() if capital_of(country.code) is None}
    assert without == {"AQ", "BV", "GI", "HK", "HM", "MC", "MO", "NF", "SG", "SJ", "SM", "TK", "UM", "VA"}


# country_of: twenty country strings, ten demonyms, ten metonyms and capitals, and organisations


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("Russia", "RU"),
        ("the Russian Federation", "RU"),
        ("Turkey", "TR"),
        ("Türkiye", "TR"),
        ("turkiye", "TR"),
        ("U.S.", "US"),
        ("the US", "US"),
        ("USA", "US"),
        ("the United States of America", "US"),
        ("the UK", "GB"),
        ("Scotland", "GB"),
        ("UAE", "AE"),
        ("DPRK", "KP"),
        ("the Republic of Korea", "KR"),
        ("the Democratic Republic of Congo", "CD"),
        ("Congo-Brazzaville", "CG"),
        ("Ivory Coast", "CI"),
        ("Cote d’Ivoire", "CI"),
        ("the Czech Republic", "CZ"),
        ("Burma", "MM"),
        ("Swaziland", "SZ"),
        ("Zaire", "CD"),
        ("the Holy See", "VA"),
        ("Palestine", "PS"),
        ("Gaza", "PS"),
        ("the Palestinian Authority", "PS"),
        ("Kosovo", "XK"),
        ("Taiwan", "TW"),
        ("Republic of China", "TW"),
        ("People's Republic of China", "CN"),
        ("Hong Kong", "HK"),
        ("Macau", "MO"),
        ("Greenland", "GL"),
        ("Georgia", "GE"),
        ("Iran's", "IR"),
        ("the United States’", "US"),
        ("IRAN", "IR"),
        ("French", "FR"),
        ("Chinese", "CN"),
        ("American", "US"),
        ("British", "GB"),
        ("Dutch", "NL"),
        ("Emirati", "AE"),
        ("Nigerien", "NE"),
        ("Nigerian", "NG"),
        ("Burkinabé", "BF"),
        ("North Korean", "KP"),
        ("the Kremlin", "RU"),
        ("Moscow", "RU"),
        ("the White House", "US"),
        ("Washington", "US"),
        ("the Pentagon", "US"),
        ("Downing Street", "GB"),
        ("Whitehall", "GB"),
        ("Elysee", "FR"),
        ("the Quai d'Orsay", "FR"),
        ("Blue House", "KR"),
        ("Zhongnanhai", "CN"),
        ("Geneva", "CH"),
    ],
)
def test_a_phrase_that_stands_for_one_state_gives_its_code(phrase, code):
    assert country_of(phrase) == code


@pytest.mark.parametrize(
    "phrase",
    [
        "Korea",
        "Korean",
        "Congo",
        "the Congolese",
        "Guinea",
        "Dominican",
        "Brussels",
        "Washington state",
        "state of Georgia",
        "Georgia, USA",
        "Virgin Islands",
        "Soviet Union",
        "USSR",
        "Czechoslovakia",
        "Yugoslavia",
        "East Germany",
        "Crimea",
        "Abkhazia",
        "Latin America",
        "Indian Ocean",
        "South China Sea",
        "us",
        "EU",
        "the UN",
        "NATO",
        "ASEAN",
        "BRICS",
        "Russland",
        "Iranx",
        "Iran and Iraq",
        "",
        "  ",
    ],
)
def test_ambiguous_disputed_and_foreign_phrases_give_no_code(phrase):
    assert country_of(phrase) is None


def test_a_code_has_a_name_a_capital_and_nationality_words():
    assert (name_of("KP"), capital_of("KP"), nationality_words("KP")[:2]) == (
        "North Korea",
        "Pyongyang",
        ("North Korean", "North Koreans"),
    )


@pytest.mark.parametrize("code", ["", "EU", "UN", "UK", "ru", "ZZ"])
def test_what_is_no_code_has_no_name_capital_or_nationality(code):
    assert (name_of(code), capital_of(code), nationality_words(code)) == (None, None, ())


# countries_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("South Korea and North Korea", [("South Korea", "KR", "name"), ("North Korea", "KP", "name")]),
        ("Papua New Guinea", [("Papua New Guinea", "PG", "name")]),
        ("in New Mexico", [("New Mexico", "US", "city")]),
        ("in Washington, D.C.", [("Washington, D.C.", "US", "capital")]),
        ("Washington hopes", [("Washington", "US", "capital")]),
        ("the U.S. told us and the US", [("U.S.", "US", "name"), ("US", "US", "name")]),
        ("a U.S.-led force", [("U.S.", "US", "name")]),
        ("in the U.S. South Korea said", [("U.S.", "US", "name"), ("South Korea", "KR", "name")]),
        ("Beijing, China", [("Beijing", "CN", "capital"), ("China", "CN", "name")]),
        ("the Czech Republic’s foreign ministry", [("Czech Republic", "CZ", "name")]),
        ("Russian Deputy Foreign Minister", [("Russian", "RU", "demonym")]),
        ("MOSCOW (Reuters)", [("MOSCOW", "RU", "capital")]),
        ("Turkish turkey on polish Polish china", [("Turkish", "TR", "demonym"), ("Polish", "PL", "demonym")]),
        ("chad, jordan and mali", []),
        ("He gave Xi an award", []),
        ("talks in Xi’an", [("Xi’an", "CN", "city")]),
        ("Bosnia &\nHerzegovina", [("Bosnia &\nHerzegovina", "BA", "name")]),
        ("Sa\u0303o Tome\u0301", [("Sa\u0303o Tome\u0301", "ST", "capital")]),
        ("Male guards in Malé", [("Malé", "MV", "capital")]),
        ("in Tbilisi, Georgia", [("Tbilisi", "GE", "capital"), ("Georgia", "GE", "name")]),
        ("in Atlanta, Georgia", [("Atlanta, Georgia", "US", "city")]),
        ("the Korean Peninsula and both Koreas", []),
        ("in Brussels", [("Brussels", "BE", "city")]),
        ("in Crimea", [("Crimea", "UA", "city")]),
        ("the Hague; The Hague", [("the Hague", "NL", "city"), ("The Hague", "NL", "city")]),
        ("the Organization of American States", []),
        ("the Minsk agreements, the Vienna Convention", []),
        ("told the Washington Post and the Korea Herald", []),
        ("Guinea-Bissau, Guinea", [("Guinea-Bissau", "GW", "name")]),
        ("the Kremlin", [("Kremlin", "RU", "metonym")]),
        ("Iranians", [("Iranians", "IR", "demonym")]),
        ("Iranist", []),
        ("", []),
    ],
)
def test_words_that_stand_for_states_are_found_with_their_kind(text, expected):
    assert mentions(text) == expected


WORDS = st.sampled_from(
    [
        *(
            "South",
            "Korea",
            "Guinea",
            "-",
            "New",
            "Mexico",
            "U.S.",
            "us",
            "US",
            ",",
            "Washington",
            "D.C.",
            "’s",
            "Côte",
        ),
        *(
            "d'Ivoire",
            "\n",
            "Россией",
            "중국은",
            "中国",
            "للصين",
            "É",
            "ﬁ",
            "ß",
            "İstanbul",
            "UN",
            "the",
            "of",
            "\u0301",
            "\u200b",
        ),
    ]
)


@given(st.lists(WORDS | st.text(max_size=4), max_size=25).map(" ".join) | st.lists(WORDS, max_size=25).map("".join))
def test_mentions_quote_the_text_in_order_and_do_not_overlap(text):
    for found in (countries_in(text), organisations_in(text)):
        assert all(text[mention.start : mention.end] == mention.text != "" for mention in found)
        assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.text(max_size=30))
def test_any_phrase_can_be_looked_up(phrase):
    code = country_of(phrase)
    assert code is None or name_of(code)


# is_place


@pytest.mark.parametrize(
    "phrase",
    ["Geneva", "Bali, Indonesia", "Mar-a-Lago", "Camp David", "Moscow", "Brussels", "the Hague", "Sharm el-Sheikh"],
)
def test_a_city_or_site_is_a_place(phrase):
    assert is_place(phrase)


@pytest.mark.parametrize("phrase", ["Russia", "Russian", "Kremlin", "White House", "NATO", "Bali, and", "Smith", ""])
def test_a_state_a_government_and_a_stranger_are_no_places(phrase):
    assert not is_place(phrase)


# organisations


@pytest.mark.parametrize(
    ("phrase", "name", "seat"),
    [
        ("the United Nations", "UN", "US"),
        ("U.N. Security Council", "UN Security Council", "US"),
        ("North Atlantic Treaty Organisation", "NATO", "BE"),
        ("the European Union’s", "EU", "BE"),
        ("IAEA", "IAEA", "AT"),
        ("the League of Arab States", "Arab League", "EG"),
        ("G-7", "G7", None),
        ("P5+1", "P5", None),
        ("African Union", "AU", "ET"),
        ("Shanghai Cooperation Organization", "SCO", "CN"),
    ],
)
def test_an_international_body_has_a_short_name_and_a_seat(phrase, name, seat):
    assert organisation_of(phrase) == name
    assert seat_of(name) == seat


@pytest.mark.parametrize("phrase", ["Russia", "who", "Security Council", "Hamas", ""])
def test_what_is_no_international_body_has_no_short_name(phrase):
    assert organisation_of(phrase) is None


def test_bodies_are_found_in_text_by_their_longest_name():
    text = "The U.N. Security Council, who met NATO's envoys, and the WHO; the Russian Security Council did not."
    assert [(found.text, found.name, found.seat) for found in organisations_in(text)] == [
        ("U.N. Security Council", "UN Security Council", "US"),
        ("NATO", "NATO", "BE"),
        ("WHO", "WHO", "CH"),
    ]


# strip_nationality


@pytest.mark.parametrize(
    ("role", "office"),
    [
        ("Russian Deputy Foreign Minister", "Deputy Foreign Minister"),
        ("U.S. Secretary of State", "Secretary of State"),
        ("United States President", "President"),
        ("Iran’s foreign minister", "foreign minister"),
        ("the South Korean president", "president"),
        ("former Polish prime minister", "former prime minister"),
        ("then-US President", "then-President"),
        ("deputy Chinese foreign minister", "deputy foreign minister"),
        ("Kenya President", "President"),
        ("US envoy", "envoy"),
        ("US Iran envoy", "Iran envoy"),
        ("Soviet Foreign Minister", "Foreign Minister"),
        ("Korean foreign minister", "foreign minister"),
        ("special US envoy for Sudan", "special envoy for Sudan"),
        ("Russian Ambassador to Iran", "Ambassador to Iran"),
        ("Prime Minister of Israel", "Prime Minister"),
        ("Minister of Foreign Affairs of the Russian Federation", "Minister of Foreign Affairs"),
        ("President of the Republic of Korea", "President"),
        ("Secretary of State of the United States", "Secretary of State"),
        ("Ambassador of China to Russia", "Ambassador to Russia"),
        ("Permanent Representative of Iran to the UN", "Permanent Representative to the UN"),
        ("Prime Minister, Japan", "Prime Minister"),
    ],
)
def test_the_state_an_office_is_held_for_is_removed(role, office):
    assert strip_nationality(role) == office


@pytest.mark.parametrize(
    "role",
    [
        "Ambassador to Yemen",
        "Special Envoy for Yemen",
        "Iran envoy",
        "First Minister of Northern Ireland",
        "Secretary of State for Northern Ireland",
        "Governor of Texas",
        "Mayor of Moscow",
        "President of the Palestinian Authority",
        "Governor of the Bank of Israel",
        "Chairman of the Communist Party of China",
        "President of the European Commission",
        "Kremlin spokesman",
        "White House press secretary",
        "Russian Orthodox Church leader",
        "British Council director",
        "pro-Russian leader",
        "US-backed governor",
        "Russian and Chinese foreign ministers",
        "US",
        "",
    ],
)
def test_the_object_of_an_office_and_the_name_of_a_body_are_kept(role):
    assert strip_nationality(role) == role


@given(
    st.lists(st.sampled_from(["US", "Russian", "of", "the", "Minister", "Iran's", "to", "Israel", ",", "and"])).map(
        " ".join
    )
)
def test_stripping_only_takes_words_away(role):
    stripped = strip_nationality(role).split()
    rest = iter(role.split())
    assert all(word in rest for word in stripped)


# other languages


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Глава МИД России посетит Северную Корею и Вьетнам", ["RU", "KP", "VN"]),
        ("переговоры с Соединёнными Штатами в Эр-Рияде", ["US", "SA"]),
        ("китайская делегация в Белом доме", ["CN", "US"]),
        ("Грузы на дне Индийского океана. Дело. США", ["US"]),
        ("俄罗斯外长访问朝鲜，在平壤", ["RU", "KP", "KP"]),
        ("发展中国家与中国", ["CN"]),
        ("러시아의 장관은 북한을 방문해 평양에서", ["RU", "KP", "KP"]),
        ("인도적 지원, 인도네시아에서", ["ID"]),
        ("الوزير الروسي في بيروت وللصين والولايات المتحدة", ["RU", "LB", "CN", "US"]),
        ("le ministre russe des Affaires étrangères en Corée du Nord et à Pékin", ["RU", "KP", "CN"]),
        ("el ministro ruso de Exteriores con la delegación china en Moscú", ["RU", "CN", "RU"]),
    ],
)
def test_texts_in_other_languages_are_matched_with_their_inflections(text, codes):
    assert [found.code for found in countries_in(text)] == codes


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("Россией", "RU"),
        ("俄罗斯", "RU"),
        ("러시아", "RU"),
        ("روسيا", "RU"),
        ("la Russie", "RU"),
        ("Corea del Norte", "KP"),
    ],
)
def test_a_phrase_in_another_language_gives_its_code(phrase, code):
    assert country_of(phrase) == code


@pytest.mark.parametrize("text", ["a bull in the china shop", "the chinos of the turco"])
def test_foreign_adjectives_are_not_looked_for_in_english_text(text):
    assert mentions(text) == []


# cost


def test_importing_the_module_reads_no_table():
    script = (
        "import sys, communique.language.countries as c\n"
        "assert c._gazetteer.cache_info().currsize == c._countries.cache_info().currsize == 0\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=30)


def test_the_work_for_a_text_grows_with_its_length_only(monkeypatch):
    text = "The U.S. Secretary of State met South Korea's president in New York. " * 4
    listed, words = Gazetteer._as_far_as_listed, []

    def counted(self, *place):
        keys = listed(self, *place)
        words.append(len(keys))
        return keys

    monkeypatch.setattr(Gazetteer, "_as_far_as_listed", counted)
    countries_in(text)
    once = sum(words)
    countries_in(text * 8)
    assert once > 0
    assert sum(words) - once <= 9 * once
