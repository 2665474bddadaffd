"""Date phrases in French, Spanish, Russian, Arabic, Chinese and Korean, put into English for the grammar to read.

The common forms are here: calendar dates and spans, today and its neighbours, last, this and next week, month and year,
weekdays, early and late, seasons and halves, counted units, the end of a unit as a deadline.
The tables are data: an English word and the ways to say it, as regular expressions. Words are matched as written, in
lower case but for the start of a sentence: inside it a capitalised "Domingo" or "Mars" is a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

__all__ = ["Translated", "forms", "may_hold_any", "translations"]

_PHRASES = {  # French, Spanish, Russian, Arabic
    "today": "aujourd'hui|hoy|сегодня|اليوم",
    "yesterday": "hier|ayer|вчера|أمس",
    "tomorrow": "demain|mañana|завтра|غد[اًا]*",
    "the day before yesterday": "avant-hier|anteayer|позавчера|أول أمس",
    "the day after tomorrow": "après-demain|pasado mañana|послезавтра|بعد غد",
    "last week": "la semaine (?:dernière|passée)|la semana pasada|(?:на )?прошл(?:ой|ую) недел[еюи]|الأسبوع الماضي",
    "this week": "cette semaine|esta semana|на этой неделе|هذا الأسبوع",
    "next week": "la semaine prochaine|la (?:próxima semana|semana (?:próxima|que viene))"
    "|(?:на )?следующ(?:ей|ую) недел[еюи]|الأسبوع (?:المقبل|القادم)",
    "last month": "le mois dernier|el mes pasado|в прошлом месяце|الشهر الماضي",
    "this month": "ce mois-ci|este mes|в этом месяце|هذا الشهر",
    "next month": "le mois prochain|el (?:próximo mes|mes próximo)|в следующем месяце|الشهر (?:المقبل|القادم)",
    "last year": "l'an(?:née)? (?:derni(?:er|ère)|passée?)|el año pasado|в прошлом году|العام الماضي|السنة الماضية",
    "this year": "cette année|este año|в этом году|هذا العام|هذه السنة",
    "next year": "l'an(?:née)? prochaine?|el (?:próximo año|año próximo)|в следующем году|العام (?:المقبل|القادم)",
    "recently": "récemment|recientemente|недавно|مؤخر[اًا]*",
    "soon": "prochainement|bientôt|próximamente|скоро|вскоре|قريب[اًا]*",
    "later this year": "plus tard cette année|más adelante este año|más tarde este año|позже в этом году"
    "|позднее в этом году|в течение этого года|في وقت لاحق (?:من )?(?:هذا العام|العام الجاري|العام الحالي)",
    "by the end of the year": "(?:d'ici|avant) (?:à )?(?:la )?fin de l'année"
    "|antes de (?:fin|finales|que termine el) (?:de )?año|до конца (?:этого )?года"
    "|قبل نهاية (?:هذا )?(?:العام|السنة)(?: الجاري| الحالي)?|بحلول نهاية العام",
    "by the end of the month": "(?:d'ici|avant) (?:à )?(?:la )?fin du mois|antes de fin(?:ales)? de mes|до конца месяца"
    "|قبل نهاية الشهر",
    "by the end of the week": "(?:d'ici|avant) (?:à )?(?:la )?fin de la semaine|antes del fin de semana|до конца недели"
    "|قبل نهاية الأسبوع",
    "late this year": "(?:en |à la )?fin d'année|a fin(?:ales)? de año|в конце года|نهاية العام",
    "late this month": "(?:à la )?fin du mois|a fin(?:ales)? de(?: este)? mes|в конце месяца|نهاية الشهر",
    "early this year": "en début d'année|a principios de(?: este)? año|в начале (?:этого )?года|مطلع (?:هذا )?العام",
    "early next year": "début de l'année prochaine|a principios del próximo año|в начале следующего года"
    "|مطلع العام المقبل",
    "late last year": "fin de l'année dernière|a finales del año pasado|в конце прошлого года|أواخر العام الماضي",
    "this spring": "au printemps|ce printemps|(?:en|esta) primavera|весной|هذا الربيع",
    "this summer": "cet été|en été|(?:este|en) verano|летом|هذا الصيف",
    "this autumn": "cet automne|à l'automne|en automne|(?:este|en) otoño|осенью|هذا الخريف",
    "this winter": "cet hiver|en hiver|(?:este|en) invierno|зимой|هذا الشتاء",
    "last summer": "l'été dernier|el verano pasado|летом прошлого года|الصيف الماضي",
    "next spring": "au printemps prochain|la próxima primavera|весной следующего года|الربيع المقبل",
    "the first half": "(?:le |au )?premier semestre|(?:el |en el )?primer semestre|(?:в )?перв(?:ом|ое) полугоди[ие]"
    "|النصف الأول من (?:هذا )?العام",
    "the second half": "(?:le |au )?second semestre|(?:el |en el )?segundo semestre|(?:во )?втор(?:ом|ое) полугоди[ие]"
    "|النصف الثاني من (?:هذا )?العام",
}
_CJK_PHRASES = {  # Chinese, simplified and traditional, and Korean
    "today": "今天|今日|오늘",
    "yesterday": "昨天|昨日|어제",
    "tomorrow": "明天|明日|내일",
    "the day before yesterday": "前天|그저께|그제",
    "the day after tomorrow": "[后後]天|모레",
    "last week": r"上(?:周|週|星期)|지난\s?주",
    "this week": r"[本这這](?:周|週|星期)|이번\s?주",
    "next week": r"下(?:周|週|星期)|다음\s?주",
    "last month": r"上[个個]?月|지난\s?달",
    "this month": r"本月|[这這][个個]?月|이번\s?달",
    "next month": r"下[个個]?月|다음\s?달",
    "last year": "去年|지난해|작년",
    "this year": "今年|올해",
    "next year": "明年|내년",
    "recently": "最近|日前|近日|최근",
    "early next month": r"下[个個]?月初|다음\s?달\s?초",
    "late next month": r"下[个個]?月底|다음\s?달\s?말",
    "early this month": r"[本这這][个個]?月初|이달\s?초",
    "late this month": r"[本这這][个個]?月底|이달\s?말",
    "early last month": r"上[个個]?月初|지난\s?달\s?초",
    "late last month": r"上[个個]?月底|지난\s?달\s?말",
    "soon": "近期|即将|不久|조만간|곧",
    "later this year": "今年(?:晚些时候|稍晚|稍后|内)|年内|올해 안",
    "late this year": r"(?:今年)?年底|今年底|연말|올해\s?말",
    "early this year": r"今年(?:年)?初|年初|올해\s?초|연초",
    "early next year": r"明年(?:年)?初|내년\s?초",
    "late next year": r"明年(?:年)?底|내년\s?말",
    "late last year": r"去年(?:年)?底|지난해\s?말|작년\s?말",
    "early last year": r"去年(?:年)?初|지난해\s?초|작년\s?초",
    "this spring": r"今年春[天季]|春[天季]|올\s?봄",
    "this summer": r"今年夏[天季]|夏[天季]|올\s?여름",
    "this autumn": r"今年秋[天季]|秋[天季]|올\s?가을",
    "this winter": r"今年冬[天季]|冬[天季]|올\s?겨울",
    "by the end of the year": r"(?:今年)?年底(?:之|以)?前|연내|올해\s?말까지|연말까지",
    "by the end of the month": r"(?:本)?月底(?:之|以)?前|이달\s?말까지",
    "the first half": "上半年|상반기",
    "the second half": "下半年|하반기",
}
_PARTS = {  # of a month
    "early ": "début|(?:a )?principios de|(?:в )?начале|(?:في )?(?:أوائل|مطلع)",
    "mid ": "mi-|(?:a )?mediados de|(?:в )?середине|(?:في )?منتصف",
    "late ": "(?:à la )?fin|(?:a )?fin(?:al)?es de|(?:в )?конце|(?:في )?(?:أواخر|نهاية)",
}
_CJK_PARTS = {"early ": "初|上旬|초|초순", "mid ": "中旬?|중순", "late ": "底|末|下旬|말|하순"}
_OF_YEAR = {
    "last year": "(?:de )?l'an(?:née)? derni(?:er|ère)|del año pasado|прошлого года|(?:من )?العام الماضي",
    "this year": "de cette année|de este año|этого года|(?:من )?(?:هذا العام|العام الجاري|العام الحالي)",
    "next year": "de l'année prochaine|del próximo año|следующего года|(?:من )?العام (?:المقبل|القادم)",
}
_UNITS = {
    "day": "jours?|días?|д(?:ень|ня|ней)|أيام|يوم|يومين",
    "week": "semaines?|semanas?|недел[юия]|недель|أسابيع|أسبوع|أسبوعين",
    "month": "mois|mes(?:es)?|месяц(?:а|ев)?|أشهر|شهر|شهرين",
    "year": "ans?|années?|años?|год(?:а)?|лет|سنوات|سنة|سنتين|عام|عامين|أعوام",
}
_CJK_UNITS = {"day": "天|일", "week": "(?:个|個)?(?:周|星期)|주", "month": "个月|個月|개월|달", "year": "年|년"}
_NUMBERS = {
    "1": "une?|un[ao]?|один|одну|一",
    "2": "deux|dos|дв[ае]|两|二|두",
    "3": "trois|tres|три|ثلاث[ةه]?|三|세",
    "4": "quatre|cuatro|четыре|أربع[ةه]?|四|네",
    "5": "cinq|cinco|пять|خمس[ةه]?|五|다섯",
    "6": "six|seis|шесть|ست[ةه]?|六|여섯",
    "7": "sept|siete|семь|سبع[ةه]?|七|일곱",
    "8": "huit|ocho|восемь|ثماني[ةه]?|八|여덟",
    "9": "neuf|nueve|девять|تسع[ةه]?|九|아홉",
    "10": "dix|diez|десять|عشر[ةه]?|十|열",
}
_MONTHS_OF = {  # whose day it is
    " of this month": r"本月|[这這][个個]?月|이달|이번\s?달",
    " of last month": r"上[个個]?月|지난\s?달",
    " of next month": r"下[个個]?月|다음\s?달",
    "": "오는|지난",
}
_DUAL = ("يومين", "أسبوعين", "شهرين", "سنتين", "عامين")  # Arabic says "two weeks" in one word
_MONTHS = {
    "January": "janvier|enero|январ[ьяе]|يناير|كانون الثاني",
    "February": "février|febrero|феврал[ьяе]|فبراير|شباط",
    "March": "mars|marzo|март[ае]?|مارس|آذار",
    "April": "avril|abril|апрел[ьяе]|أبريل|إبريل|نيسان",
    "May": "mai|mayo|ма[йяе]|مايو|أيار",
    "June": "juin|junio|июн[ьяе]|يونيو|حزيران",
    "July": "juillet|julio|июл[ьяе]|يوليو|تموز",
    "August": "août|agosto|август[ае]?|أغسطس|آب",
    "September": "septembre|sep?tiembre|сентябр[ьяе]|سبتمبر|أيلول",
    "October": "octobre|octubre|октябр[ьяе]|أكتوبر|تشرين الأول",
    "November": "novembre|noviembre|ноябр[ьяе]|نوفمبر|تشرين الثاني",
    "December": "décembre|diciembre|декабр[ьяе]|ديسمبر|كانون الأول",
}
_WEEKDAYS = {
    "Monday": "lundi|lunes|понедельник|الاثنين|الإثنين|[一월]",
    "Tuesday": "mardi|martes|вторник|الثلاثاء|[二화]",
    "Wednesday": "mercredi|miércoles|сред[ау]|الأربعاء|[三수]",
    "Thursday": "jeudi|jueves|четверг|الخميس|[四목]",
    "Friday": "vendredi|viernes|пятниц[ау]|الجمعة|[五금]",
    "Saturday": "samedi|sábado|суббот[ау]|السبت|[六토]",
    "Sunday": "dimanche|domingo|воскресенье|الأحد|[日天일]",
}
_WHICH = {
    "past": "dernier|passé|pasado|прошл(?:ый|ую|ое)|الماضي|지난",
    "coming": "오는|prochain|próximo|следующ(?:ий|ую|ее)|ближайш(?:ий|ую|ее)|المقبل|القادم|다음",
    "this": r"이번(?:\s?주)?|[本这這][个個]?",
    "last": r"上[个個]?|지난\s?주",
    "next": r"下[个個]?|다음\s?주",
}


def _any(name: str, table: Mapping[str, str]) -> str:
    return rf"(?P<{name}>{'|'.join(table.values())})"


def _words(pattern: str) -> re.Pattern[str]:
    """Compile a pattern for scripts that part words by spaces; a space stands for any white space."""
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)".replace(" ", r"\s"))


_MONTH, _WEEKDAY, _ADJECTIVE = _any("month", _MONTHS), _any("weekday", _WEEKDAYS), _any("which", _WHICH)
_DAY, _YEAR = r"(?P<day>[0-3]?\d)(?:er)?", r"(?P<year>(?:1[5-9]|20)\d\d)"
_YEAR_GIVEN = rf"(?:,? (?:del? |عام |سنة )?{_YEAR}(?: года| г\.)?| {_any('of', _OF_YEAR)})"
_IN_YEAR = f"{_YEAR_GIVEN}?"
_TO = r"(?:(?: (?:au|al|a|et|y|по|и|إلى|و) | و| ?- ?)(?P<last>[0-3]?\d))?"
_UNTIL = rf" (?:au|al|по|إلى|حتى) (?P<untilday>[0-3]?\d)(?:er)? (?:de )?{_MONTH.replace('month', 'until')}"
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(_NUMBERS.values())})"
_CJK_YEAR = r"(?:(?P<year>(?:1[5-9]|20)\d\d)\s?[年년]|(?P<relative>去年|今年|明年|지난해|작년|올해|내년))\s?"
_CJK_MONTH = r"(?<!\d)(?P<number>1[0-2]|[1-9])\s?[月월]"
_CJK_DAY = r"\s?(?P<day>[0-3]?\d)\s?[日号號일]?"

_NOT_LATIN = re.compile(r"[\u0370-\u1fff\u2c00-\uffff]")
_LATIN_WORD = re.compile(r"[^\W\d_]+")
_LATIN_CUES = frozenset(  # one of these is in every French and Spanish phrase; "l'an" too, whose words English has
    """janvier enero février febrero mars marzo avril abril mai mayo juin junio juillet julio août agosto septembre
    septiembre setiembre octobre octubre novembre noviembre décembre diciembre lundi lunes mardi martes mercredi
    miércoles jeudi jueves vendredi viernes samedi sábado dimanche domingo aujourd hoy hier ayer anteayer demain mañana
    semaine semana mois mes année año récemment recientemente prochainement bientôt próximamente printemps primavera été
    verano automne otoño hiver invierno semestre il hace début principios mediados fin finales""".split()
)


@cache  # few articles need them, and to compile them takes 20 ms
def forms() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of all phrases."""
    return (
        _words(rf"(?:(?:le|du|de|au|les|el|del|al|с|من|في|يوم|يومي) )*{_DAY}{_TO} (?:de )?{_MONTH}{_IN_YEAR}"),
        _words(rf"(?:(?:du|del?|с|من) )?{_DAY} (?:de )?{_MONTH}{_UNTIL}{_IN_YEAR}"),
        _words(rf"(?:(?:en|в|في|شهر) )?{_MONTH}{_YEAR_GIVEN}"),
        _words(rf"{_any('part', _PARTS)}(?:(?<=-)| ){_MONTH}{_IN_YEAR}"),
        _words(rf"(?:il y a|hace|قبل|منذ) {_COUNT} {_any('unit', _UNITS)}"),
        _words(rf"(?:قبل|منذ) (?P<dual>{'|'.join(_DUAL)})"),
        _words(rf"{_COUNT} {_any('unit', _UNITS)} назад"),
        _words(rf"(?:(?:en|в|في) )?{_MONTH} {_ADJECTIVE}|(?:en|в|في) {_MONTH.replace('month', 'bare')}"),
        _words(rf"(?:(?:le|el|во?|يوم) )?(?:{_ADJECTIVE.replace('which', 'before')} )?{_WEEKDAY}(?: {_ADJECTIVE})?"),
        _words(_any("phrase", _PHRASES)),
        re.compile(
            rf"(?:{_CJK_YEAR})?{_CJK_MONTH}{_CJK_DAY}(?:\s?(?:至|到|-|~|부터|에서)\s?(?P<last>[0-3]?\d)\s?[日号號일])?"
        ),
        re.compile(rf"(?:{_CJK_YEAR})?{_CJK_MONTH}"),
        re.compile(rf"(?:{_CJK_YEAR})?{_CJK_MONTH}\s?{_any('part', _CJK_PARTS)}"),
        re.compile(rf"(?P<which>지난|오는|다음)\s{_CJK_MONTH}"),
        re.compile(
            rf"(?:{_CJK_YEAR})?{_CJK_MONTH}{_CJK_DAY}\s?(?:至|到|-|~|부터|에서)\s?(?P<untilnumber>1[0-2]|[1-9])\s?[月월]"
            r"\s?(?P<untilday>[0-3]?\d)\s?[日号號일]"
        ),
        re.compile(
            rf"{_any('monthof', _MONTHS_OF)}\s?(?P<day>[0-3]?\d)\s?[日号號일]"
            r"(?:\s?(?:至|到|-|~|부터|에서)\s?(?P<last>[0-3]?\d)\s?[日号號일])?"
        ),
        re.compile(r"(?<![\d月월])(?P<day>[0-3]?\d)\s?[日号號일]?(?:至|到|~|부터)\s?(?P<last>[0-3]?\d)\s?[日号號일]"),
        re.compile(rf"(?:(?P<count>\d{{1,3}}|{'|'.join(_NUMBERS.values())}))\s?{_any('cjkunit', _CJK_UNITS)}\s?[前전]"),
        re.compile(r"(?<!\d)(?P<year>(?:1[5-9]|20)\d\d)\s?[年년]"),
        re.compile(r"(?<![\d月월])(?P<day>[0-3]?\d)\s?[日号號일](?!간|\s?동안)"),
        re.compile(rf"{_ADJECTIVE}?\s?(?:周|週|星期|礼拜|禮拜)(?P<weekday>[一二三四五六日天])"),
        re.compile(rf"(?:{_ADJECTIVE}\s?)?(?P<weekday>[월화수목금토일])요일"),
        re.compile(_any("cjk", dict(reversed(_CJK_PHRASES.items())))),  # the longer ones stand last
    )


class Translated(NamedTuple):
    """An English phrase that means what stands from ``start`` to ``end``."""

    start: int
    end: int
    english: str


def translations(text: str) -> Iterator[Translated]:
    """Yield every date phrase of another language in ``text`` with its English form, in no order; they may overlap."""
    lowered = text[:1].lower() + text[1:] if len(text[:1].lower()) == 1 else text
    if not may_hold_any(lowered):
        return
    for form in forms():
        for match in form.finditer(lowered):
            yield Translated(match.start(), match.end(), _english(match))


def may_hold_any(lowered: str) -> bool:
    """Tell whether the forms are worth trying: English sentences lack the letters and the words that all of them have.

    Args:
        lowered: a text, its first letter small.
    """
    if _NOT_LATIN.search(lowered) or "l'an" in lowered:
        return True
    return not _LATIN_CUES.isdisjoint(_LATIN_WORD.findall(lowered))


def _english(match: re.Match[str]) -> str:
    said = {name: words for name, words in match.groupdict().items() if words}
    if "phrase" in said:
        return _lookup(_PHRASES, said["phrase"])
    if "cjk" in said:
        return _lookup(_CJK_PHRASES, said["cjk"])
    if said.keys() & {"unit", "cjkunit", "dual"}:
        return _ago(said)
    which = said.get("which") or said.get("before")
    named = _lookup(_WEEKDAYS, said["weekday"]) if "weekday" in said else _month(said)
    if which:
        return f"{_lookup(_WHICH, which)} {named}"
    part = _lookup(_CJK_PARTS if "number" in said else _PARTS, said["part"]) if "part" in said else ""
    return part + named + _year(said) if named else _lone(said)


def _ago(said: Mapping[str, str]) -> str:
    """Return "3 weeks ago"; Arabic's dual counts two."""
    if dual := said.get("dual"):
        return f"2 {_lookup(_UNITS, dual)}s ago"
    count = said["count"] if said["count"].isdigit() else _lookup(_NUMBERS, said["count"])
    return f"{count} {_lookup(_CJK_UNITS if 'cjkunit' in said else _UNITS, said.get('cjkunit') or said['unit'])}s ago"


def _month(said: Mapping[str, str]) -> str:
    """Return the month with its days: "March", "March 13", "March 3 to 8"."""
    if "number" in said:
        month = list(_MONTHS)[int(said["number"]) - 1]
    elif words := said.get("month") or said.get("bare"):
        month = _lookup(_MONTHS, words)
    else:
        return ""
    days = [str(int(said[name])) for name in ("day", "last") if name in said]
    first = " ".join([month, " to ".join(days)]).strip()
    if "untilday" not in said:
        return first
    number = said.get("untilnumber")
    until = list(_MONTHS)[int(number) - 1] if number else _lookup(_MONTHS, said["until"])
    return f"{first} to {until} {int(said['untilday'])}"


def _year(said: Mapping[str, str]) -> str:
    if "relative" in said:
        return " of " + _lookup(_CJK_PHRASES, said["relative"])
    if "of" in said:
        return " of " + _lookup(_OF_YEAR, said["of"])
    return f", {int(said['year'])}" if "year" in said else ""


def _lone(said: Mapping[str, str]) -> str:
    """Return a day or a year that stands alone: "13日", "2025年"; "24日至26日" of this month, "이달 12일"."""
    if "monthof" in said or "last" in said:
        of = _lookup(_MONTHS_OF, said["monthof"]) if "monthof" in said else ""
        return " to ".join(f"the {int(said[name])}th{of}" for name in ("day", "last") if name in said)
    return f"the {int(said['day'])}th" if "day" in said else str(int(said["year"]))


def _lookup(table: Mapping[str, str], words: str) -> str:
    return next(english for english, ways in table.items() if re.fullmatch(ways.replace(" ", r"\s"), words))
