"""Articles in six other languages are read by rules: people in office, speakers, visits, and names in Latin letters."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from communique.answers import Findings, OfficialItem, VisitItem
from communique.article import read_article
from communique.claims import assemble_claims
from communique.document import Document, read_document
from communique.language.foreign import latin_form, tongue_of
from communique.officials import assemble_officials
from communique.overview import overview_of
from communique.visits import assemble_visits
from communique.wordings import is_borne_out, wording_of

PUBLISHED = "2025-03-27"
GOLD = Path(__file__).parents[1] / "benchmarks" / "gold_languages"


def read(text: str) -> Document:
    return read_document(read_article(text, published=PUBLISHED))


ARTICLES = {
    "fr": """Le ministre estonien des Affaires étrangères, Alar Saar, se rendra à Accra jeudi, a annoncé son
porte-parole, Mart Tamm. « Nous n'avons pas signé », a déclaré M. Saar.
Selon des médias locaux, il pourrait rencontrer le roi.""",
    "es": """El ministro de Exteriores estonio, Alar Saar, viajará a Accra el jueves, anunció su portavoz, Mart Tamm.
«No hemos firmado», declaró Saar. Según la prensa local, podría reunirse con el rey.""",
    "ru": """Министр иностранных дел Эстонии Алар Саар посетит Аккру в четверг, сообщил его пресс-секретарь Март Тамм.
«Мы ничего не подписали», — заявил Саар. По данным местных СМИ, он может встретиться с королём.""",
    "zh": """爱沙尼亚外交部长阿拉尔·萨尔将于星期四访问阿克拉，爱沙尼亚外交部发言人马尔特·塔姆宣布。
“我们没有签署任何文件。”萨尔说。据当地媒体报道，他可能会见国王。""",
    "ko": """알라르 사르 에스토니아 외교장관이 오는 목요일 아크라를 방문한다고 마르트 탐 에스토니아 외교부
대변인이 밝혔다. 사르 장관은 "우리는 서명하지 않았다"고 말했다. 현지 언론은 그가 국왕을 만날 수도 있다고 보도했다.""",
    "ar": """أعلن المتحدث باسم وزارة الخارجية الإستونية مارت تام أن وزير الخارجية الإستوني ألار سار سيزور أكرا
يوم الخميس. وقال سار: "لم نوقع شيئا". وذكرت وسائل إعلام محلية أنه قد يلتقي الملك.""",
}
ARTICLES = {tongue: " ".join(text.split()) for tongue, text in ARTICLES.items()}
NAMES = {
    "ru": ("Алар Саар", "Март Тамм"),
    "zh": ("阿拉尔·萨尔", "马尔特·塔姆"),
    "ko": ("알라르 사르", "마르트 탐"),
    "ar": ("ألار سار", "مارت تام"),
}


@pytest.mark.parametrize("tongue", ARTICLES)
def test_people_are_named_as_in_the_article_with_an_english_office_and_their_state(tongue: str) -> None:
    document = read(ARTICLES[tongue])
    minister, spokesman = NAMES.get(tongue, ("Alar Saar", "Mart Tamm"))
    found = {person.name: (person.role, person.country) for person in document.roster.people}
    assert document.tongue == tongue
    assert found == {minister: ("Foreign Minister", "EE"), spokesman: ("spokesperson", "EE")}


@pytest.mark.parametrize("tongue", ARTICLES)
def test_who_speaks_and_how_certain_it_is_put_is_told_in_every_language(tongue: str) -> None:
    document = read(ARTICLES[tongue])
    minister, spokesman = NAMES.get(tongue, ("Alar Saar", "Mart Tamm"))
    said = [(s.attribution.person, s.attribution.source, s.certainty, s.negated) for s in document.statements]
    assert said == [
        (spokesman, "named", "asserted", False),
        (minister, "named", "asserted", True),
        (None, "reports", "possible", False),
    ]


@pytest.mark.parametrize("tongue", ARTICLES)
def test_a_visit_has_its_visitor_host_day_and_state_and_never_the_day_of_the_statement(tongue: str) -> None:
    document = read(ARTICLES[tongue])
    (visit,), _, _ = assemble_visits(document, [])
    minister, _ = NAMES.get(tongue, ("Alar Saar", "Mart Tamm"))
    assert (visit.visitors, visit.visitor_country, visit.host_country) == ((minister,), "EE", "GH")
    assert (visit.status, visit.when and visit.when.edtf) == ("confirmed", "2025-04-03")
    assert all(document.article.text[span.start : span.end] == span.text for span in visit.evidence)


@pytest.mark.parametrize(
    ("text", "visitors", "host", "status", "edtf"),
    [
        (
            "Le roi a annulé son voyage au Kenya. Le président kényan, Joseph Mwangi, s'est rendu à Rabat en 2024.",
            ("Joseph Mwangi",), "MA", "completed", "2024",
        ),
        (
            "Президент Кении Джозеф Мванги пригласил президента Марокко Идриса Алауи в Найроби. Ответа пока нет.",
            ("Идриса Алауи",), "KE", "invited", None,
        ),
        (
            "La presidenta de Kenia, Ana Mwangi, visitó Marruecos y Túnez la semana pasada. No hubo acuerdo.",
            ("Ana Mwangi",), "TN", "completed", "[2025-03-17..2025-03-23]",
        ),
        (
            "肯尼亚总统约瑟夫·姆万吉推迟了原定于下月对摩洛哥的访问。新的日期尚未确定。",
            ("约瑟夫·姆万吉",), "MA", "cancelled", "2025-04",
        ),
        (
            "조지프 므왕기 케냐 대통령이 지난해 5월 모로코를 방문했다. 양국은 협정에 서명했다.",
            ("조지프 므왕기",), "MA", "completed", "2024-05",
        ),
        (
            "زار الرئيس الكيني جوزيف موانغي المغرب في مايو 2024. ولم يتم توقيع أي اتفاق.",
            ("جوزيف موانغي",), "MA", "completed", "2024-05",
        ),
    ],
)  # fmt: skip
def test_the_state_of_a_visit_is_read_from_the_words_of_its_language(text, visitors, host, status, edtf) -> None:
    visits, _, _ = assemble_visits(read(text), [])
    told = [(v.visitors, v.host_country, v.status, v.when and v.when.edtf) for v in visits]
    assert (visitors, host, status, edtf) in told


@pytest.mark.parametrize(
    ("text", "tongue"),
    [
        ("The minister of Kenya said that the talks will be held in Rabat on Monday and that he is ready.", "en"),
        ("Der Außenminister sagte, die Gespräche würden am Montag in Rabat beginnen und eine Woche dauern.", None),
        ("O ministro disse que não há data para a visita do presidente e que a reunião da semana foi boa.", None),
        ("Міністр заявив, що переговори відбудуться в понеділок, і їх підтримає вся країна.", None),
        ("外相は月曜日にラバトを訪問し、会談を行うと発表した。", None),
        ("وزیر خارجه گفت که گفتگوها روز دوشنبه برگزار می‌شود و پایان آن روشن نیست.", None),
        (ARTICLES["fr"], "fr"),
    ],
)
def test_a_language_without_rules_is_left_to_the_model(text: str, tongue: str | None) -> None:
    document = read(text)
    assert (document.tongue or ("en" if document.english else None)) == tongue


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("Алар Саар", "Alar Saar"),
        ("Юлия Щукина", "Yuliya Shchukina"),
        ("Мартом Лепиком", None),  # declined: who is called so has another name
        ("赵文远", "Zhao Wenyuan"),
        ("欧阳明", "Ouyang Ming"),
        ("阿拉尔·萨尔", "Alar Saar"),  # given in brackets
        ("约瑟夫·姆万吉", "Yuesefu Muwanji"),
        ("박민재", "Bak Minjae"),
        ("알라르 사르", "Allareu Sareu"),
        ("سالم المعولي", None),  # vowels are not written
        ("José Núñez", None),  # Latin already
    ],
)
def test_a_name_gets_the_latin_form_the_article_gives_or_a_rule_tells(name: str, latin: str | None) -> None:
    assert latin_form(name, "外长阿拉尔·萨尔（Alar Saar）周二访问了阿克拉。") == latin


@pytest.mark.parametrize(
    ("said", "borne_out"),
    [
        ("Trade reached 62 billion dollars last year between Kenya and Morocco.", True),
        ("Trade reached 26 billion dollars last year between Kenya and Morocco.", False),
        ("Trade reached 62 billion dollars last year between Kenya and Spain.", False),
        ("去年肯尼亚和摩洛哥的贸易额达到620亿美元。", False),
        ("", False),
    ],
)
def test_an_english_wording_must_keep_the_figures_and_states_of_the_article(said: str, borne_out: bool) -> None:
    text = "去年肯尼亚和摩洛哥的贸易额达到620亿美元。"
    assert is_borne_out(read(text), said, text) == borne_out


@pytest.mark.parametrize("path", sorted(GOLD.glob("*/*.txt")), ids=lambda path: path.stem)
def test_the_gold_of_each_language_is_read_in_its_language_and_stands_in_its_text(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert tongue_of(text) == path.parent.name
    spans = [span for kind in ("officials", "visits", "claims") for record in gold[kind] for span in record["evidence"]]
    assert all(text[span["start"] : span["end"]] == span["text"] for span in spans)


TRADE = "Глава МИД Кении Джозеф Мванги заявил, что торговля с Марокко не выросла. Встреча прошла в Найроби."
OWN = "Глава МИД Кении Джозеф Мванги заявил"


@pytest.mark.parametrize(
    ("said", "content"),
    [
        ("Joseph Mwangi said that trade with Morocco has not grown.", None),
        ("Kenyan Foreign Minister Joseph Mwangi said that trade with Morocco has not grown.", None),
        ("Trade with Morocco has not grown.", None),  # whose words they are is the record's to say
        ("Joseph Mwangi said that trade with Morocco has grown.", OWN),  # not denied
        ("Joseph Mwangi said that trade with Spain has not grown.", OWN),  # another state
        ("Haile Selassie said that trade with Morocco has not grown.", OWN),  # somebody else
        ("Joseph Mwangi told Ana Silveira that trade with Morocco has not grown.", OWN),  # one more
        ("Moroccan Foreign Minister Joseph Mwangi said that trade has not grown.", OWN),  # of another state
        ("Kenyan President Joseph Mwangi said that trade with Morocco has not grown.", OWN),  # in another office
        ("Joseph Mwangi, the President of Kenya, said that trade with Morocco has not grown.", OWN),
        ("Мванги заявил, что торговля не выросла.", OWN),
        ("Jоseph Mwangi said that trade with Morocco has not grown.", OWN),  # with a Russian "о"
    ],
)
def test_a_claim_is_put_into_english_only_where_people_states_and_negation_are_kept(
    said: str, content: str | None
) -> None:
    document = read(TRADE)
    claims, _ = assemble_claims(document, [], {}, {document.sentences[0].text: said})
    claim = claims[0]
    assert (claim.speaker, claim.source, claim.negated) == ("Джозеф Мванги", "named", True)
    assert claim.content.startswith(content or said)
    assert claim.caveats == (("content_untranslated",) if content else ("content_translated",))


@pytest.mark.parametrize(
    ("text", "name", "another"),
    [
        ("智利外长卡洛斯·里维拉说，会谈很有益。", "Carlos Rivera", "Pablo Neruda"),
        ("박민재 외교부 장관은 회담이 유익했다고 말했다.", "Park Min-jae", "Kim Min-jae"),
        ("قال وزير الخارجية العماني سالم المعولي إن المحادثات مفيدة.", "Salem Al-Maawali", "Fahad Al-Qasimi"),
        ("Le ministre portugais Rui Machado dit que tout allait bien.", "Rui Machado", "Joseph Mwangi"),
        ("Министр иностранных дел Кении Джозеф Мванги доволен.", "Joseph Mwangi", "Joseph Otieno"),
    ],
)
def test_names_are_told_apart_by_how_they_sound_in_whatever_letters(text: str, name: str, another: str) -> None:
    document = read(text)
    assert wording_of(document, document.sentences[:1], f"Foreign Minister {name} said that the talks went well.")
    assert not wording_of(
        document, document.sentences[:1], f"Foreign Minister {another} said that the talks went well."
    )


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Kenyan Foreign Minister Joseph Mwangi will visit Estonia in May.", True),
        ("Estonia will receive Kenyan Foreign Minister Joseph Mwangi in May.", True),
        ("Kenyan Foreign Minister Joseph Mwangi will win Estonia in May.", False),
        ("Estonia will visit Kenyan Foreign Minister Joseph Mwangi in May.", False),
    ],
)
def test_a_visit_stays_one_and_goes_the_same_way_in_english(said: str, kept: bool) -> None:
    document = read("Министр иностранных дел Кении Джозеф Мванги посетит Эстонию в мае.")
    assert (wording_of(document, document.sentences, said) == said) == kept


def test_of_somebody_named_besides_the_speaker_an_english_wording_must_tell() -> None:
    document = read(f"{TRADE} Мванги встретил посла Эстонии Марта Тамма.")
    last = document.sentences[-1:]
    assert not wording_of(document, last, "The minister met the ambassador of Estonia.")
    assert wording_of(document, last, "Mwangi met the ambassador of Estonia, Mart Tamm.")


@pytest.mark.parametrize(
    ("given", "headline"), [("Kenya and Morocco spoke of trade.", True), ("Ana went to Oslo.", False)]
)
def test_an_article_in_another_language_gets_its_headline_from_its_own_in_english(given: str, headline: bool) -> None:
    document = read(f"Кения и Марокко обсудили торговлю\n\n{TRADE}")
    said = "Joseph Mwangi said that trade with Morocco has not grown."
    english = dict(zip((s.text for s in document.sentences), (given, said), strict=False))
    told, summary, warnings = overview_of(document, [Findings(english=english)])
    assert (told == given) == headline
    assert (summary, warnings) == (said, ())


def test_a_model_names_nobody_whom_no_office_stands_beside_and_no_visit_without_a_word_of_travel() -> None:
    document = read(TRADE)
    pianist = OfficialItem(quote="Найроби", name="Найроби", role="mayor", country="Kenya", organisation=None)
    trip = VisitItem(
        quotes=["торговля с Марокко не выросла"], visitors=["Джозеф Мванги"], visitor_country="Kenya", host="Morocco",
        place=None, hosts=[], when=None, status="completed", formality="unspecified", purpose=None,
    )  # fmt: skip
    officials, no_officials = assemble_officials(document, [pianist], {})
    visits, _, no_visits = assemble_visits(document, [trip])
    assert [official.name for official in officials] == ["Джозеф Мванги"]
    assert officials[0].latin == "Dzhozef Mvangi"
    assert visits == ()
    assert [each.reason for each in (*no_officials, *no_visits)] == ["role_not_in_evidence", "no_travel"]


@pytest.mark.parametrize(
    "text",
    [
        "Le président kényan Samuel Kiptoo ne se rendra pas au Rwanda.",
        "El presidente de Kenia, Samuel Kiptoo, no viajará a Ruanda.",
        "Президент Кении Самуэль Киптоо не посетит Руанду.",
        "肯尼亚总统基普图不会访问卢旺达。",
    ],
)
def test_travel_that_is_denied_is_no_visit(text: str) -> None:
    assert read(text).readings == ()
