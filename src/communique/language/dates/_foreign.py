"""Date phrases in French, Spanish, Russian, Arabic, Chinese and Korean, put into English for the grammar to read.

Only the core is here: calendar dates, today and its neighbours, last, this and next week, month and year, weekdays.
The tables are data: an English word and the ways to say it, as regular expressions. Words are matched as written, in
lower case but for the start of a sentence: inside it a capitalised "Domingo" or "Mars" is a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

__all__ = ["Translated", "translations"]

_PHRASES = {  # French, Spanish, Russian, Arabic
    "today": "aujourd'hui|hoy|сегодня|اليوم",
    "yesterday": "hier|ayer|вчера|أمس",
    "tomorrow": "demain|mañana|завтра|غد[اًا]*",
    "the day before yesterday": "avant-hier|anteayer|позавчера|أول أمس",
    "the day after tomorrow": "après-demain|pasado mañana|послезавтра|بعد غد",
    "last week": "la semaine (?:dernière|passée)|la semana pasada|на прошлой неделе|الأسبوع الماضي",
    "this week": "cette semaine|esta semana|на этой неделе|هذا الأسبوع",
    "next week": "la semaine prochaine|la (?:próxima semana|semana próxima)|на следующей неделе"
    "|الأسبوع (?:المقبل|القادم)",
    "last month": "le mois dernier|el mes pasado|в прошлом месяце|الشهر الماضي",
    "this month": "ce mois-ci|este mes|в этом месяце|هذا الشهر",
    "next month": "le mois prochain|el (?:próximo mes|mes próximo)|в следующем месяце|الشهر (?:المقبل|القادم)",
    "last year": "l'an(?:née)? (?:derni(?:er|ère)|passée?)|el año pasado|в прошлом году|العام الماضي|السنة الماضية",
    "this year": "cette année|este año|в этом году|هذا العام|هذه السنة",
    "next year": "l'an(?:née)? prochaine?|el (?:próximo año|año próximo)|в следующем году|العام (?:المقبل|القادم)",
    "recently": "récemment|recientemente|недавно|مؤخر[اًا]*",
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
    "recently": "最近|최근",
}
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
    "coming": "prochain|próximo|следующ(?:ий|ую|ее)|ближайш(?:ий|ую|ее)|المقبل|القادم|다음",
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
_IN_YEAR = rf"(?: (?:del? )?{_YEAR}(?: года| г\.)?)?"
_TO = r"(?:(?: (?:au|al|a|et|y|по|и|إلى|و) | ?- ?)(?P<last>[0-3]?\d))?"
_CJK_YEAR = r"(?:(?P<year>(?:1[5-9]|20)\d\d)\s?[年년]|(?P<relative>去年|今年|明年|지난해|작년|올해|내년))\s?"
_CJK_MONTH = r"(?<!\d)(?P<number>1[0-2]|[1-9])\s?[月월]"
_CJK_DAY = r"\s?(?P<day>[0-3]?\d)\s?[日号號일]?"

_FORMS: tuple[re.Pattern[str], ...] = (
    _words(rf"(?:(?:le|du|de|au|les|el|del|al|с|من|في) )?{_DAY}{_TO} (?:de )?{_MONTH}{_IN_YEAR}"),
    _words(rf"(?:(?:en|в|في) )?{_MONTH} (?:del? )?{_YEAR}(?: года| г\.)?"),
    _words(rf"(?:(?:en|в|في) )?{_MONTH} {_ADJECTIVE}|(?:en|в|في) {_MONTH.replace('month', 'bare')}"),
    _words(rf"(?:(?:le|el|во?|يوم) )?(?:{_ADJECTIVE.replace('which', 'before')} )?{_WEEKDAY}(?: {_ADJECTIVE})?"),
    _words(_any("phrase", _PHRASES)),
    re.compile(
        rf"(?:{_CJK_YEAR})?{_CJK_MONTH}{_CJK_DAY}(?:\s?(?:至|到|-|~|부터|에서)\s?(?P<last>[0-3]?\d)\s?[日号號일])?"
    ),
    re.compile(rf"(?:{_CJK_YEAR})?{_CJK_MONTH}"),
    re.compile(r"(?<!\d)(?P<year>(?:1[5-9]|20)\d\d)\s?[年년]"),
    re.compile(r"(?<![\d月월])(?P<day>[0-3]?\d)\s?[日号號일](?!간|\s?동안)"),
    re.compile(rf"{_ADJECTIVE}?\s?(?:周|週|星期|礼拜|禮拜)(?P<weekday>[一二三四五六日天])"),
    re.compile(rf"(?:{_ADJECTIVE}\s?)?(?P<weekday>[월화수목금토일])요일"),
    re.compile(_any("cjk", _CJK_PHRASES)),
)


class Translated(NamedTuple):
    """An English phrase that means what stands from ``start`` to ``end``."""

    start: int
    end: int
    english: str


def translations(text: str) -> Iterator[Translated]:
    """Yield every date phrase of another language in ``text`` with its English form, in no order; they may overlap."""
    lowered = text[:1].lower() + text[1:] if len(text[:1].lower()) == 1 else text
    for form in _FORMS:
        for match in form.finditer(lowered):
            yield Translated(match.start(), match.end(), _english(match))


def _english(match: re.Match[str]) -> str:
    said = {name: words for name, words in match.groupdict().items() if words}
    if "phrase" in said:
        return _lookup(_PHRASES, said["phrase"])
    if "cjk" in said:
        return _lookup(_CJK_PHRASES, said["cjk"])
    which = said.get("which") or said.get("before")
    named = _lookup(_WEEKDAYS, said["weekday"]) if "weekday" in said else _month(said)
    if which:
        return f"{_lookup(_WHICH, which)} {named}"
    return named + _year(said) if named else _lone(said)


def _month(said: Mapping[str, str]) -> str:
    """Return the month with its days: "March", "March 13", "March 3 to 8"."""
    if "number" in said:
        month = list(_MONTHS)[int(said["number"]) - 1]
    elif words := said.get("month") or said.get("bare"):
        month = _lookup(_MONTHS, words)
    else:
        return ""
    days = [str(int(said[name])) for name in ("day", "last") if name in said]
    return " ".join([month, " to ".join(days)]).strip()


def _year(said: Mapping[str, str]) -> str:
    if "relative" in said:
        return " of " + _lookup(_CJK_PHRASES, said["relative"])
    return f", {int(said['year'])}" if "year" in said else ""


def _lone(said: Mapping[str, str]) -> str:
    """Return a day or a year that stands alone: "13日", "2025年"."""
    return f"the {int(said['day'])}th" if "day" in said else str(int(said["year"]))


def _lookup(table: Mapping[str, str], words: str) -> str:
    return next(english for english, ways in table.items() if re.fullmatch(ways.replace(" ", r"\s"), words))
