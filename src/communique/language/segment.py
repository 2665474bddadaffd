"""Cuts an article into paragraphs and sentences, because evidence is always whole sentences at exact offsets.

Nothing is cleaned or joined: a sentence is a stretch of the article as given, and the sentences of a text hold every
character of it that is not whitespace, in order and once.

The splitter is our own because no maintained one passed the table of 67 cases in ``tests/test_segment.py``: sentencex
1.0.32 passed 54, syntok 1.4.4 51, pysbd 0.3.4 and blingfire 0.1.8 50 each. Of 209 hand-annotated evidence sentences of
diplomatic news it finds 208, syntok 207, blingfire 205, pysbd 194, sentencex 193. The rule "never split inside
quotation marks" finds 194 of them, so a quotation of several sentences is several sentences here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["Paragraph", "Sentence", "paragraphs", "sentences", "sentences_of"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: ``article[start:end] == text``, without whitespace around it.

    Attributes:
        index: number of the sentence in the article, from 0.
        start: offset of its first character, in code points of the article.
        end: offset after its last character.
        text: its characters.
        paragraph: index of the paragraph it stands in.
    """

    index: int
    start: int
    end: int
    text: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its own offsets, and its sentences in order (at least one)."""

    index: int
    start: int
    end: int
    sentences: tuple[Sentence, ...]


_NEWLINE = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_ENDS_SENTENCE = re.compile(r"""[.?!…。！？｡؟۔।॥]["'”’»)\]」』）]*$""")
_MARK = re.compile(
    r"(?P<mark>[.?!…。！？｡؟۔।॥]++)"
    r"(?P<closers>(?:(?!(?<=[。！？｡])[“‘])(?:[\"'”’“‘»«›‹)\]}」』）】》〉]|[ \u00a0\u202f]?»|\[\d{1,3}\]))*+)"
)
_UNSPACED = frozenset("。！？｡")
_CONTINUES = frozenset("，、；：,;:")
_QUOTES = frozenset("\"'”’“‘»«›‹」』")
_OPENERS = "\"'“‘„‚«‹([{¿¡「『（【《〈—–-"
_NEXT = re.compile(rf"[\s{re.escape(_OPENERS)}]*+(?P<word>[^\W_]+(?:['’.-]?[^\W_]+)*+)?")
_ATTRIBUTION = re.compile(
    r"\s+(?:[A-Z][\w.'’-]*\s+){1,4}(?:said|says|asked|asks|added|told|wrote|replied|exclaimed|wondered|declared)\b"
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TITLES = _words(
    "mr mrs ms mx messrs mme mlle dr prof gen lt col maj capt cpt cpl sgt pvt adm cmdr cdr brig sen rep reps sens gov "
    "pres amb hon rt rev fr msgr supt insp det atty sra srta"
)
_NEVER_LAST = _TITLES | _words("e.g i.e cf viz vs v ca approx т.е т.к т.н им ул стр напр")
_BEFORE_NUMBER = _words(
    "no nos art arts sec fig figs p pp vol vols ch par para jan feb mar apr jun jul aug sep sept oct nov dec"
)
_SELDOM_LAST = _words(
    "st mt ft ave blvd jr sr inc ltd co corp bros plc llc dept univ assn govt est al etc ed eds ph.d ee.uu"
)
_STARTERS = _words(
    "a about according after all although amid among an and another any as asked at because before both but by "
    "despite during each earlier even every few for former from had has have he her here his how however i if in "
    "instead it its last later many meanwhile moreover most my neither nevertheless no nor not now of on once one "
    "only or other our over several she since so some still such that the their then there these they this those "
    "though thus to today two under unlike until we what when where whether which while who why with without yet you "
    "your"
)
_AFTER_CLOCK = re.compile(
    r"\s+\(?(?:[A-Z]{2,4}\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Eastern|Pacific|Greenwich"
    r"|(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Septem|Octo|Novem|Decem)ber"
    r"|[A-Z]\w+ (?:[Ss]tandard )?[Tt]ime\b)"
)
_WRAP_WIDTH = range(40, 121)


def paragraphs(text: str, start: int = 0) -> tuple[Paragraph, ...]:
    """Cut ``text`` from offset ``start`` on into paragraphs of sentences, in time linear in its length.

    A line is a paragraph. Only where the text is hard-wrapped (its lines are filled to about one width, whether or not
    blank lines separate the paragraphs) does a full line run on into the next.
    """
    found: list[Paragraph] = []
    count = 0
    for begin, end in _blocks(text, start):
        cut = tuple(
            Sentence(count + n, first, last, text[first:last], len(found))
            for n, (first, last) in enumerate(_sentence_spans(text, begin, end))
        )
        found.append(Paragraph(len(found), begin, end, cut))
        count += len(cut)
    return tuple(found)


def sentences(text: str, start: int = 0) -> tuple[Sentence, ...]:
    """The sentences of all paragraphs of ``text`` from offset ``start`` on, in order."""
    return sentences_of(paragraphs(text, start))


def sentences_of(found: Iterable[Paragraph]) -> tuple[Sentence, ...]:
    """The sentences of some paragraphs, in order."""
    return tuple(sentence for paragraph in found for sentence in paragraph.sentences)


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    """The offsets of ``text[start:end]`` without the whitespace around it."""
    kept = text[start:end]
    begin = start + len(kept) - len(kept.lstrip())
    return begin, begin + len(kept.strip())


def _blocks(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Offsets of the paragraphs: single lines, or runs of full lines where the text is hard-wrapped."""
    lines = list(_lines(text, start))
    width = _wrap_width(text, lines)
    begin = None
    for (first, last), following in zip(lines, [*lines[1:], (0, 0)], strict=True):
        begin = first if begin is None and first < last else begin
        if begin is not None and not (width and _is_full(text, (first, last), following, width)):
            yield begin, last
            begin = None


def _lines(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Offsets of the lines without the whitespace around them; a blank line is an empty span."""
    for newline in _NEWLINE.finditer(text, start):
        yield _strip(text, start, newline.start())
        start = newline.end()
    yield _strip(text, start, len(text))


def _is_full(text: str, line: tuple[int, int], following: tuple[int, int], width: int) -> bool:
    """Whether the first word of the following line would not have fitted on this one: the mark of a hard wrap."""
    if line[0] == line[1] or following[0] == following[1]:
        return False
    word = text[following[0] : min(following[1], following[0] + 20)].split(maxsplit=1)[0]
    return line[1] - line[0] + 1 + len(word) > width


def _wrap_width(text: str, lines: list[tuple[int, int]]) -> int:
    """The width to which the text is hard-wrapped, or 0 where it is not.

    It is, when at least two lines, and half of those with text on the next line, stop in mid-sentence, and four fifths
    of these are full; nine tenths of the lines must be no longer than a page is wide.
    """
    breaks = [pair for pair in pairwise(lines) if all(first < last for first, last in pair)]
    stopping = [
        pair for pair in breaks if not _ENDS_SENTENCE.search(text[max(pair[0][0], pair[0][1] - 5) : pair[0][1]])
    ]
    if len(stopping) < max(2, len(breaks) / 2):
        return 0
    width = sorted(last - first for (first, last), _ in breaks)[len(breaks) * 9 // 10]
    full = sum(_is_full(text, line, following, width) for line, following in stopping)
    return width if width in _WRAP_WIDTH and full * 5 >= len(stopping) * 4 else 0


def _sentence_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Offsets of the sentences of one paragraph, whitespace stripped."""
    begin = start
    for match in _MARK.finditer(text, start, end):
        if match.end() < end and _is_boundary(text, begin, match):
            yield _strip(text, begin, match.end())
            begin = match.end()
    if begin < end:
        yield _strip(text, begin, end)


def _is_boundary(text: str, begin: int, match: re.Match[str]) -> bool:
    """Whether the sentence that begins at ``begin`` ends with this mark and its closing quotes and brackets."""
    mark, closers, after = match["mark"], match["closers"], match.end()
    if mark[-1] in _UNSPACED:
        return text[after] not in _CONTINUES
    if not text[after].isspace() or (match.start() > begin and text[match.start() - 1] in "([{"):
        return False
    following = _NEXT.match(text, after, after + 80)
    word = (following and following["word"]) or ""
    if word and word[0].islower() and word.islower():  # "al-Sisi" and the like can begin a sentence
        return False
    if mark != ".":
        return not (_QUOTES & set(closers) and _ATTRIBUTION.match(text, after, after + 80))
    if not word:
        return True
    return not _is_abbreviated(text, begin, match.start(), after, word)


def _is_abbreviated(text: str, begin: int, dot: int, after: int, word: str) -> bool:
    """Whether the full stop at ``dot`` marks an abbreviation, an initial or a list number and ends no sentence."""
    before = text[max(begin, dot - 40) : dot].split()
    token = before[-1].lstrip(_OPENERS) if before and not text[dot - 1].isspace() else ""
    lower = token.casefold()
    starts = word.casefold().split("'")[0].split("’")[0] in _STARTERS
    if lower in _NEVER_LAST:
        return True
    initial = len(token) == 1 and token.isupper()  # "Ana P. Silva", unlike "p. 25"
    if lower in _BEFORE_NUMBER and not initial:
        return word[0].isdigit()
    if lower in {"a.m", "p.m"}:
        return bool(_AFTER_CLOCK.match(text, after, after + 80)) and not starts
    if lower in {"г", "гг"}:
        return not (len(before) > 1 and before[-2][-1].isdigit())
    if token.isdecimal() and not text[begin : dot - len(token)].strip():
        return True  # "1. The first item of a list"
    dotted = "." in token and all(len(part) <= 2 for part in token.split("."))
    return (initial or dotted or lower in _SELDOM_LAST) and not starts
