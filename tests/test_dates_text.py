"""Date phrases are found in sentences, lookalikes are not, and the core forms of other languages are read."""

from __future__ import annotations

import pytest

from communique.language.dates import find_dates, resolve_date


def edtf(phrase: str) -> str | None:
    found = resolve_date(phrase, "2025-03-27")
    return found and found.edtf


@pytest.mark.parametrize(
    ("phrases", "meant"),
    [
        (
            "le 13 mars|13 de marzo de 2025|13 марта 2025 года|13 مارس|٢٠٢٥-٠٣-١٣|2025年3月13日|3月13日|3월 13일",
            "2025-03-13",
        ),
        ("du 3 au 8 mars|del 3 al 8 de marzo|с 3 по 8 марта|من 3 إلى 8 مارس|3月3日至8日", "2025-03-03/2025-03-08"),
        ("en mars 2025|en marzo de 2025|в марте 2025 года|مارس 2025|2025年3月|2025년 3월", "2025-03"),
        ("aujourd’hui|hoy|сегодня|اليوم|今天|오늘", "2025-03-27"),
        ("hier|ayer|вчера|أمس|昨天|어제", "2025-03-26"),
        ("demain|mañana|завтра|غدا|明天|내일", "2025-03-28"),
        ("la semaine dernière|la semana pasada|на прошлой неделе|上周|上週|지난주", "[2025-03-17..2025-03-23]"),
        ("le mois prochain|el próximo mes|в следующем месяце|الشهر المقبل|下个月|다음 달", "2025-04"),
        ("l'année dernière|el año pasado|в прошлом году|العام الماضي|去年|지난해", "2024"),
        ("lundi|el lunes|в понедельник|يوم الاثنين|周一|星期一|월요일", "2025-03-24"),
        ("lundi prochain|el próximo lunes|в следующий понедельник|الاثنين المقبل|下周一|다음 주 월요일", "2025-03-31"),
        ("去年5月|지난해 5월", "2024-05"),
        ("13日|13일", "2025-03-13"),
        ("2025年|2025년", "2025"),
        ("récemment|недавно|最近", "[..2025-03-27]"),
        ("début mai|a principios de mayo|в начале мая|مطلع مايو|5月初|5월 초", "[2025-05-01..2025-05-10]"),
        ("il y a deux semaines|hace dos semanas|две недели назад|قبل أسبوعين|两周前|2주 전", "2025-03-13~"),
        ("il y a trois ans|hace tres años|три года назад|قبل ثلاث سنوات|三年前|3년 전", "2022~"),
        (
            "en mai de l'année dernière|en mayo del año pasado|в мае прошлого года|في مايو من العام الماضي|去年5月",
            "2024-05",
        ),
        (
            "d'ici la fin de l'année|antes de fin de año|до конца года|قبل نهاية العام|年底前|연내",
            "[2025-03-27..2025-12-31]",
        ),
        (
            "du 28 mai au 2 juin|del 28 de mayo al 2 de junio|с 28 мая по 2 июня|5月28日至6月2日|5월 28일부터 6월 2일",
            "2025-05-28/2025-06-02",
        ),
        ("cet été|este verano|летом|هذا الصيف|今年夏天|올여름", "2025-22"),
        ("le 24 et 25 avril|24 и 25 апреля|يومي 24 و25 أبريل|4月24日至25日|4월 24일부터 25일", "2025-04-24/2025-04-25"),
        ("本月12日|이달 12일", "2025-03-12"),
        ("上月3日|지난달 3일", "2025-02-03"),
        ("24日至26日|24일부터 26일|오는 24일부터 26일", "2025-03-24/2025-03-26"),
        ("明年初|내년 초|a principios del próximo año|в начале следующего года", "[2026-01-01..2026-04-30]"),
    ],
)
def test_the_core_forms_of_other_languages_mean_the_same(phrases, meant):
    assert {phrase: edtf(phrase) for phrase in phrases.split("|")} == dict.fromkeys(phrases.split("|"), meant)


@pytest.mark.parametrize(
    ("sentence", "phrases"),
    [
        ("He came on 12 May and left by the end of June.", ["on 12 May", "by the end of June"]),
        ("She arrived on Tuesday, March 25, for a three-day visit.", ["on Tuesday, March 25"]),
        ("They met twice, in 2019 and 2023.", ["in 2019", "2023"]),
        ("They will meet from April 28 to May 2, 2025, in Oslo.", ["from April 28 to May 2, 2025"]),
        ("Just two weeks ago he was in Riga; soon he returns.", ["Just two weeks ago", "soon"]),
        ("Last year’s summit and the June 3 hearing", ["Last year", "June 3"]),
        ("He may march in May, or not.", ["in May"]),
        ("Theresa May met April Jones and Mr. March.", []),
        ("The Good Friday accord and Black Monday", []),
        ("It was the first visit in ten years.", []),
        ("Vision 2030 needs 2000 troops at 1930 GMT.", []),
        ("Shares fell by 2.36 percent and 50/50 odds remain.", []),
        ("The talks are to last two days.", []),
        ("Jan met Thierry Breton in Santo Domingo.", []),
        ("The Winter Olympics and the 13th summit", []),
        ("An overnight stay, the week of talks and every Monday.", []),
        ("He is now at the end of the road.", []),
        ("They met over the weekend, at 8:00 am GMT on Monday.", ["over the weekend", "at 8:00 am GMT on Monday"]),
        ("He arrived two days before Christmas.", ["two days before Christmas"]),
        ("They meet for three days from May 30.", ["for three days from May 30"]),
        ("They met in May 2018 and in December that year.", ["in May 2018", "in December that year"]),
        ("He spoke in the early hours of Tuesday, hours of work behind him.", ["in the early hours of Tuesday"]),
        ("They meet on Friday (20 September) in Rome.", ["on Friday (20 September)"]),
        ("They meet 12-14.3.2024 in Rome.", ["12-14.3.2024"]),
        ("They met at Mar-a-Lago in March.", ["in March"]),
        ("She told Channel 5 on Sunday of the 28th and 29th summits.", ["on Sunday"]),
        ("He lives on the 13th floor and leaves on the 13th.", ["on the 13th"]),
        ("A knock-on fall in exports is, at the end of the day, a fall.", []),
        ("They will vote before the summer recess on pre-2014 borders.", []),
        ("Resolution 1973, resolution 2231, flight 2024 and the 2015 accord", ["2015"]),
        ("She came in second place, with 24 people behind her.", []),
        ("He rules 24/7, twice a week, for more than a decade, $5 a day.", []),
        ("The Arab Spring, the Six-Day War, Bloody Sunday and the Seventh Fleet", []),
        ("A one-day visit, a two-week tour, a 10-year-old boy at the turn of the century", []),
        ("Le ministre est venu le 13 mars 2025 et reparti hier.", ["le 13 mars 2025", "hier"]),
        ("外长将于3月13日至15日访问莫斯科。", ["3月13日至15日"]),
        ("Министр посетил Ханой 13 марта.", ["13 марта"]),
        ("윤 장관은 지난 2월 하노이를 방문했다.", ["지난 2월"]),
        ("يزور الوزير هانوي يومي 24 و25 أبريل.", ["يومي 24 و25 أبريل"]),
        ("", []),
    ],
)
def test_dates_are_found_in_a_sentence_and_lookalikes_are_not(sentence, phrases):
    assert [sentence[start:end] for start, end in find_dates(sentence)] == phrases


@pytest.mark.parametrize(
    ("context", "phrase", "meant"),
    [
        ("Le ministre se rendra à Rome lundi.", "lundi", "2025-03-31"),
        ("Le ministre s'est rendu à Rome lundi.", "lundi", "2025-03-24"),
        ("El ministro viajará a Roma el lunes.", "el lunes", "2025-03-31"),
        ("Министр посетит Рим в понедельник.", "в понедельник", "2025-03-31"),
        ("Министр посетил Рим в понедельник.", "в понедельник", "2025-03-24"),
        ("外长将于星期一访问罗马。", "星期一", "2025-03-31"),
        ("외교장관은 월요일 로마를 방문할 예정이다.", "월요일", "2025-03-31"),
        ("زيارته التي كانت مقررة يوم الاثنين", "يوم الاثنين", "2025-03-31"),
    ],
)
def test_the_future_of_other_languages_decides_about_a_weekday(context, phrase, meant):
    found = resolve_date(phrase, "2025-03-27", context)
    assert found is not None
    assert found.edtf == meant
