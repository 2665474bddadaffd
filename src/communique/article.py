"""Reads what a caller gives as an article: refuses what is none, finds its publication date, keeps its text as given.

All offsets that communique ever reports count code points of :attr:`Article.text`, so nothing here cleans the text:
what is suspicious but readable is named in :attr:`Article.warnings`, and what cannot be read is an
:class:`~communique.errors.ArticleError`, raised before any model is called.
"""

from __future__ import annotations

import calendar
import datetime as dt
import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from communique.errors import ArticleError

__all__ = ["Article", "PublishedSource", "read_article"]

PublishedSource = Literal["caller", "header", "dateline", "none"]


@dataclass(frozen=True, slots=True)
class Article:
    """An article that has passed the checks.

    Attributes:
        text: the article exactly as given.
        body_start: offset of the first character after leading whitespace and the ``date`` header, if there is one.
        published: publication date as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``, or None where nothing states it.
        published_source: what ``published`` is taken from.
        sha256: hash of the text as UTF-8, in hexadecimal.
        warnings: what is odd about the text, each ``name: explanation``; the text is kept as it is all the same.
    """

    text: str
    body_start: int
    published: str | None
    published_source: PublishedSource
    sha256: str
    warnings: tuple[str, ...]


def read_article(text: object, *, published: str | dt.date | None = None, max_characters: int = 200_000) -> Article:
    """Check ``text`` and find out when it was published.

    The caller's date wins, then a leading ``date YYYY[-MM[-DD]]`` header, then a dateline with a year.

    Args:
        text: the article as plain text.
        published: the publication date, where the caller knows it, to the day, month or year.
        max_characters: longest text accepted, in code points. 200,000 are about 33,000 English words.

    Raises:
        ArticleError: the text is no string, empty, too long, too short, not plain text, or the date is no date.
    """
    given = _caller_date(published)
    checked = _plain_text(text, max_characters)
    header = _HEADER.match(checked)
    assert header is not None  # the pattern matches the empty string too
    body_start = header.end()
    _refuse_too_few_words(checked, body_start)
    warnings = list(_oddities(checked, body_start))
    stated = _valid_date(header["date"] or "")
    if header["date"] and not stated:
        warnings.append(f"header_date: {header['date']} is no date and is not used")
    found: dict[PublishedSource, str | None] = {
        "caller": given,
        "header": stated,
        "dateline": _dateline(checked, body_start),
    }
    dates: dict[PublishedSource, str] = {source: date for source, date in found.items() if date}
    none: tuple[PublishedSource, str | None] = ("none", None)
    source, date = next(iter(dates.items()), none)
    if dates:
        warnings += _date_warnings(checked, body_start, dates)
    sha256 = hashlib.sha256(checked.encode()).hexdigest()
    return Article(checked, body_start, date, source, sha256, tuple(warnings))


# --- What is refused ---------------------------------------------------------------------------------------------

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,400}>")
_FORMATS: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("a PDF file", re.compile(r"[\s\ufeff]*%PDF-"), "extract the text first, for example with pdftotext"),
    ("an RTF file", re.compile(r"[\s\ufeff]*\{\\rtf"), "save it as plain text first"),
    (
        "a web page or XML",
        re.compile(r"[\s\ufeff]*<(?:!--|(?:!doctype|\?xml|html|head|body|script|rss|feed)\b)", re.IGNORECASE),
        "extract the text first, for example with trafilatura",
    ),
    (
        "JSON",
        re.compile(r'[\s\ufeff]*(?:\[\s*)?\{\s*"[^"\n]{0,100}"\s*:'),
        "pass the value that holds the article's text",
    ),
    (
        "base64 or another encoding",
        re.compile(r"\s*+(?:data:[\w/+.;=-]{0,80},)?(?:[A-Za-z0-9+/_-]{60,}+\s*+)+[A-Za-z0-9+/_-]*+={0,2}\s*+\Z"),
        "decode it first",
    ),
)
_TAG_SHARE = 0.1
_WORD = re.compile(  # scripts without spaces count a word a character
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W\d_]+"
)
_FEWEST_WORDS = 3


def _plain_text(text: object, max_characters: int) -> str:
    """``text`` if it is a string that can be read as plain text."""
    if isinstance(text, bytes | bytearray):
        raise ArticleError("the article is bytes, not text", hint='decode it first: data.decode("utf-8")')
    if not isinstance(text, str):
        raise ArticleError(
            f"the article is {type(text).__name__}, not text",
            hint="pass its text as a str; of a file, path.read_text(encoding='utf-8')",
        )
    if not text.strip().strip("\ufeff"):
        raise ArticleError("the article is empty", hint="check that the file or the field was read")
    if len(text) > max_characters:
        raise ArticleError(
            f"the article is too long: {len(text):,} characters, more than the limit of {max_characters:,}",
            hint="give one article at a time, or raise max_characters",
        )
    _refuse_unreadable(text)
    return text


def _refuse_unreadable(text: str) -> None:
    """Raise for characters no text holds and for formats that are no plain text."""
    if bad := _SURROGATE.search(text):
        raise ArticleError(
            f"the article holds a lone surrogate (U+{ord(bad[0]):04X}) at offset {bad.start()}",
            hint="its decoding went wrong; decode it again as UTF-8, with errors='replace' if need be",
        )
    for name, pattern, hint in _FORMATS:
        if pattern.match(text):
            raise ArticleError(f"the article looks like {name}, not plain text", hint=hint)
    if bad := _CONTROL.search(text):
        raise ArticleError(
            f"the article holds a control character (U+{ord(bad[0]):04X}) at offset {bad.start()}",
            hint="it may be a binary file, or UTF-16 read as something else; extract or decode the text first",
        )
    tags = [tag[0] for tag in _TAG.finditer(text)]
    if len(tags) >= 5 and sum(map(len, tags)) > _TAG_SHARE * len(text):
        raise ArticleError(
            "the article looks like a web page, not plain text",
            hint="extract the text first, for example with trafilatura",
        )


def _refuse_too_few_words(text: str, body_start: int) -> None:
    words = [word[0] for word in islice(_WORD.finditer(text, body_start), _FEWEST_WORDS)]
    if len(words) < _FEWEST_WORDS:
        raise ArticleError(
            f"the article is too short: {len(words)} of at least {_FEWEST_WORDS} words",
            hint="pass the article's text, not a file name, an address or a title",
        )


# --- When it was published ---------------------------------------------------------------------------------------

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
    r"(?:(?P<iso>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    rf"|(?P<month>{_MONTH})\.? (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,? (?P<year>[0-9]{{4}})"
    rf"|(?P<day2>[0-9]{{1,2}})(?:st|nd|rd|th)? (?P<month2>{_MONTH})\.?,? (?P<year2>[0-9]{{4}}))\b"
)
_CLOCK = r"(?:,? (?:at )?[0-9]{1,2}[:.][0-9]{2}(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?)?"
_PLACE = r"(?=[A-ZÀ-ÖØ-Þ])[^\W\d_][\w.'’/-]{0,30}(?: [^\W\d_][\w.'’/-]{0,30}){0,3}(?:, [^\W\d_][\w.'’-]{0,30}){0,2}"
_HEADER = re.compile(r"[\s\ufeff]*(?:(?:date|[Dd]ate:|DATE:)[ \t]+(?P<date>[0-9]{4}(?:-[0-9]{2}){0,2})\s+)?")
_DATELINES = (
    # a line such as: Saturday, January 31, 2009; Published: 12 May 2021, 14:05 GMT
    re.compile(rf"(?:(?:Published|Posted|Issued|Released|Date)(?: on)?:? )?{_DATE}{_CLOCK}\.?$"),
    # a line such as: Rome, 12 May 2021
    re.compile(rf"{_PLACE}, {_DATE}{_CLOCK}\.?$"),
    # the heading or number of a release: MEDIA RELEASE FA90 19 June 2002; No. 45/2025, 3 May 2025; 3 May 2025 | News
    re.compile(
        rf"(?:[A-Z][A-Z0-9&.,/'’-]* +)*(?:(?:Media|Press|News) +)?(?:Release|Statement|Note|Advisory|Communiqu[eé]|"
        rf"RELEASE|STATEMENT|NOTE|ADVISORY|COMMUNIQU[EÉ]|[A-Z]{{1,6}}[/-]?[0-9]{{1,5}}(?:/[0-9]+)?|(?:No|NO)\.? "
        rf"?[0-9][0-9/-]*)"
        rf"[ ,:|–—-]+{_DATE}{_CLOCK}\.?$"
    ),
    re.compile(
        rf"(?:[A-Z][A-Z0-9&.,/'’-]* +)*(?:MEDIA|PRESS|NEWS) +(?:RELEASE|STATEMENT|NOTE)(?: +[A-Z][A-Z0-9&.,/'’-]*)* "
        rf"+{_DATE}$"
    ),
    re.compile(rf"{_DATE} *(?:\||[–—-] |Posted\b|(?:Press|Media|News)\b)"),
    # before the first sentence: MOSCOW, March 27, 2025 (Agency) - The; ROME (12 May 2021) -- The
    re.compile(rf"{_PLACE}(?:, | ?\(){_DATE}\)?(?: ?\([^()]{{1,40}}\))?\*{{0,2}} ?[-–—:]"),
    # the same in brackets: (Beijing, 12 May 2021) The
    re.compile(rf"\({_PLACE}, {_DATE}\)"),
)
_DATELINE_LINES = 6
_LAG = 7  # days by which two statements of the publication date may differ without contradicting each other
_UPDATED = re.compile(
    rf"^\W{{0,3}}(?:(?:last )?(?P<updated>updated|modified)|published|posted)(?: on)?:? {_DATE}",
    re.IGNORECASE | re.MULTILINE,
)


def _valid_date(text: str) -> str | None:
    """``text`` if it is a date written YYYY, YYYY-MM or YYYY-MM-DD."""
    if not re.fullmatch(r"[0-9]{4}(?:-[0-9]{2}){0,2}", text):
        return None
    try:
        dt.date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return None
    return text


def _caller_date(published: object) -> str | None:
    """The caller's date in the form kept, or None where there is none."""
    if published is None:
        return None
    if isinstance(published, dt.date):  # a datetime is a date too
        return dt.date(published.year, published.month, published.day).isoformat()
    if isinstance(published, str) and (date := _valid_date(published.strip())):
        return date
    raise ArticleError(
        f"published is no date: {published!r:.60}", hint="give YYYY-MM-DD, YYYY-MM, YYYY or a datetime.date"
    )


def _matched_date(match: re.Match[str]) -> str | None:
    """The full date that :data:`_DATE` matched, or None for a 30 February."""
    if match["iso"]:
        return _valid_date(match["iso"])
    month = _MONTHS.index((match["month"] or match["month2"])[:3].casefold()) + 1
    return _valid_date(f"{match['year'] or match['year2']}-{month:02}-{int(match['day'] or match['day2']):02}")


def _dateline(text: str, body_start: int) -> str | None:
    """The date of a dateline that states its year, from the first lines of the body."""
    lines = (line.strip(" \t*") for line in text[body_start : body_start + 2000].splitlines())
    for line in islice(filter(None, lines), _DATELINE_LINES):
        for pattern in _DATELINES:
            if (match := pattern.match(line)) and (date := _matched_date(match)):
                return date
    return None


def _days(date: str) -> tuple[dt.date, dt.date]:
    """First and last day of a date that may have month or year precision."""
    first = dt.date.fromisoformat((date + "-01-01")[:10])
    if len(date) == len("YYYY-MM-DD"):
        return first, first
    last_month = first.replace(month=12) if len(date) == len("YYYY") else first
    return first, last_month.replace(day=calendar.monthrange(last_month.year, last_month.month)[1])


def _date_warnings(text: str, body_start: int, dates: dict[PublishedSource, str]) -> Iterator[str]:
    """What in the article contradicts its publication date, the first of ``dates``."""
    (source, published), *others = dates.items()
    first, last = _days(published)
    lag = dt.timedelta(days=_LAG)
    for other, stated in others:
        if _days(stated)[0] - last > lag or first - _days(stated)[1] > lag:
            yield f"published: {published} ({source}) is used, but the {other} says {stated}"
    for match in _UPDATED.finditer(text, body_start):
        date = _matched_date(match)
        if (
            date
            and date not in dates.values()
            and (_days(date)[0] < first or (not match["updated"] and _days(date)[0] - last > lag))
        ):
            yield f"published: {published} ({source}) is used, but the text says {match[0].strip()!r}"


# --- What is odd -------------------------------------------------------------------------------------------------

_ODD_CHARACTERS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("byte_order_mark", "it is kept, and counts as one character", re.compile(r"\A\ufeff")),
    (
        "bidi_controls",
        "the text may be shown in another order than it is read",
        re.compile(r"[\u202a-\u202e\u2066-\u2069]"),
    ),
    (
        "zero_width",
        "invisible characters stand in the text",
        re.compile(
            r"[\u200b\u2060-\u2064\u180e\u115f\u1160\u3164\uffa0]|(?<!\A)\ufeff|(?<=[A-Za-z])[\u200c\u200d](?=[A-Za-z])"
        ),
    ),
    (
        "tag_characters",
        "invisible characters that can hide instructions stand in the text",
        re.compile(r"[\U000e0000-\U000e007f]"),
    ),
    (
        "variation_selectors",
        "invisible characters that can hide instructions stand in the text",
        re.compile(r"[\ufe00-\ufe0f\U000e0100-\U000e01ef]{2,}"),
    ),
    (
        "mixed_scripts",
        "a word mixes Latin with Cyrillic or Greek letters that look alike",
        re.compile(r"[A-Za-z][а-яёіїјѕԁΑ-Ωα-ω]|[а-яёіїјѕԁΑ-Ωα-ω][A-Za-z]", re.IGNORECASE),
    ),
    (
        "mojibake",
        "the text was decoded with the wrong encoding",
        re.compile(r"[ÃÂ][\x80-\xbf]|â€.|[ÐÑ][\x80-\xbf][ÐÑ]|[\x80-\x84\x86-\x9f]|\ufffd"),
    ),
    ("markup", "tags stand in the text", _TAG),
)
#: Any character that an oddity begins with or is: all but tags' letters and figures, Latin ones and usual punctuation.
_UNUSUAL = re.compile(r"[^\x00-;=-\x7f\xa0-\xb4\xb6-\xc1\xc4-\xcf\xd2-\xe1\xe3-\u024f\u2010-\u2027\u2030-\u203a\u20ac]")
_STUB = re.compile(
    r"subscribe (?:now )?to (?:continue|read|unlock)|already a subscriber|(?:sign|log) in to (?:continue|read)"
    r"|accept (?:all )?cookies|(?:we|site) uses? cookies|cookie (?:policy|settings|preferences)|enable javascript"
    r"|are you a robot|verify you are human|create a free account|free articles? (?:left|remaining)"
    r"|(?:404|page) not found|access denied",
    re.IGNORECASE,
)
_STUB_WORDS = 150
_SHORT_WORDS = 20
_LETTER_SHARE = 0.6
_ASCII = re.compile(r"[\x00-\x7f]+")
_NO_LETTER = re.compile(r"[\x00-@\[-`{-\x7f]+")
_SENTENCE_END = re.compile(r"[.!?。！？؟।…]")


def _oddities(text: str, body_start: int) -> Iterator[str]:
    """Warnings about characters and about texts that are hardly articles."""
    for name, meaning, pattern in _ODD_CHARACTERS if _UNUSUAL.search(text) else ():
        found = list(pattern.finditer(text))
        if found:
            character = f" (U+{ord(found[0][0]):04X})" if len(found[0][0]) == 1 else ""
            yield f"{name}: {meaning}; {len(found)} found, the first{character} at offset {found[0].start()}"
    words = sum(1 for _ in islice(_WORD.finditer(text, body_start), _STUB_WORDS))
    if words < _STUB_WORDS and (stub := _STUB.search(text)):
        yield f"stub: looks like a paywall, a cookie banner or an error page ({stub[0]!r}), not the article"
    elif words < _SHORT_WORDS:
        yield f"short: the article has only {words} words"
    letters, visible = _letters(text), len("".join(text.split()))
    if letters < _LETTER_SHARE * visible or not _SENTENCE_END.search(text, body_start):
        yield "no_prose: the text does not look like an article of sentences"


def _letters(text: str) -> int:
    """Return how many characters are letters, or marks on one; those of ASCII are counted without looking each up."""
    others = _ASCII.sub("", text)
    plain = len(_NO_LETTER.sub("", text)) - len(others)
    return plain + sum(unicodedata.category(character)[0] in "LM" for character in others)
