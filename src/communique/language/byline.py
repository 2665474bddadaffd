"""Finds the byline of a press release: who issues it speaks wherever it attributes a sentence to nobody else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from communique.language.countries import bodies_in, countries_in, organisations_in, strip_nationality
from communique.language.cues import cued
from communique.language.headings import without_reference
from communique.language.names import find_mentions, names_in
from communique.language.nounphrases import FINITE, Span, singular
from communique.language.offices import INSTITUTION, NAME_PARTICLES, is_office
from communique.language.people import Roster
from communique.language.reporting import DOCUMENTS, INSTITUTIONS
from communique.language.segment import Paragraph, Sentence
from communique.records import Source

__all__ = ["Byline", "find_byline", "find_list", "home_of", "is_title"]

_AMONG_FIRST = 6
_AMONG_LAST = 2
_LONGEST = 14
_NAME_WORDS = range(2, 6)
_ISSUERS = (INSTITUTIONS - {"nation", "nations", "state", "states", "country", "side"}) | {
    "consulate",
    "directorate",
    "spokesperson",
}
_SEVERAL = r"(?:[Gg]overnments|[Ll]eaders|[Mm]inisters|[Pp]residents|[Mm]ember [Ss]tates|[Hh]eads of [Ss]tate)"
_HEADING = INSTITUTION | DOCUMENTS  # "Media Release" is nobody's name
_FUNCTION_WORDS = frozenset(["of", "for", "the", "and", "to", "in", "at", "on", "de", "la", "&"])
_COURTESY = re.compile(r"^(?:(?:Rt|Right|The|Hon|Hono(?:u)?rable|Mrs?|Ms|Dr|Sir|Dame)\.? )+(?=[A-Z])")
_SPEECH = re.compile(r"\b(?:said|says|told|added|according to)\b")
_SHARE_OF_SPEECH = 0.25
# "3 May 2021 – Riga – Ministry of Trade": a release's own dateline ends with who issues it.
_DATED = re.compile(r"[^–—]{0,40}\d{4}\s[–—-]\s(?:[^–—]{2,40}\s[–—-]\s)?(?P<by>[^–—.]{3,80})")
_RELEASE = re.compile(
    r"(?P<by>[A-Z]{2,6}|(?:[A-Z]\w+ ){1,4})\s?(?:Press|Media) (?:Statement|Release|Note)\s*[:–—-]", re.IGNORECASE
)
_ISSUED = cued(
    r"^(?:\d{4}\s+|[A-Z][\w ]{1,20}:\s)?(?:(?:closing|joint|national|opening|press)\s+)*(?:address|communiqu[eé]"
    r"|declaration|elements|keynote|message|release|remarks|speech|statement)\b"
    rf"[^.]*?\b(?:by|from|on behalf of|of(?=\s(?:the\s)?(?:\w+\s)?{_SEVERAL}))\s+(?P<by>.+?)(?=\s+(?:on"
    rf"|regarding|about|at|following|after)\s|$)|"
    rf"^(?P<of>(?:[A-Z][\w-]*['’]?\s)+{_SEVERAL}['’]?)\s(?:joint\s)?(?:statement|declaration|communiqu[eé])\b|"
    r"^(?:(?:full )?(?:text|transcript) of )?(?P<own>(?:[A-Z][\w.-]*['’]? |of |the |for "
    r"|and ){0,8}?[A-Z][\w.-]*)['’]s?\s"
    r"(?:(?:closing|full|opening|keynote|press|briefing)\s)*(?:address|briefing|keynote|message|remarks|speech|statement)"
    r"(?:\s(?:to|at|on|in|before|for|during|following|of|about)\b[^.]*)?$|"
    r"^following is (?:the )?(?:full )?text of (?:an?|the) (?:address|message|speech"
    r"|statement)\b[^:]*?\bby\s(?P<text>[^:]+):$|"
    r"^the following (?:statement )?(?:is|was|may be) attribut(?:able|ed) to\s+(?P<to>.+?):?$",
    re.IGNORECASE,
)


_SOURCE = re.compile(r"^(?:Source|From|Issued by):\s+", re.IGNORECASE)
# The last line of a release: "Issued by the Ministry of Trade, Riga - 3 May 2021".
_SIGNED = re.compile(
    r"\W*(?:Issued|Released|Published) by:?\s+(?:the\s+)?(?P<by>[A-Z][^:;.]{2,120}?)"
    r"(?:,?\s(?:[-–—]\s|on\s)?\d{1,2}(?:st|nd|rd|th)?\s[A-Z]\w+,?\s\d{4})?\W*"
)
_LISTED = re.compile(
    r"(?:Below|Here|Following)\s(?:is|are)\s(?:the\s|some\sof\s(?:the\s)?)?(?:(?P<own>[^,.;:]{3,60}?)['’]s?\s)?(?:\w+\s){0,2}?"
    r"(?:statements|remarks|points|quotes|messages|takeaways)\b(?:\s(?:made\s)?(?:by|of|from)\s(?P<by>[^,.;:]{3,60}))?"
)
_LETTERS = re.compile(r"(?: (?:MP|MEP|MSP|TD|KC|QC|AC|AO|AM|OBE|CBE|MBE|JP))+$")  # after a name
_ABOVE = re.compile(r"^\s*(?:media|press|news) (?:release|statement|note)\s+", re.IGNORECASE)
_DATE_LINE = re.compile(r"\W*(?:\d{1,2}(?:st|nd|rd|th)?\s+)?[A-Z]\w+\s+(?:\d{1,2},?\s+)?\d{4}\W*$")
_JOINT = re.compile(r"(?:\d{4}\s+)?joint\b", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"\b(?:I|we|We|our|Our|my|My)\b")
_QUOTED = re.compile(r"[\"“]")
_LEAST_SPOKEN = 2
_TITLE_WORDS = 25


@dataclass(frozen=True, slots=True)
class Byline:
    """Who issues a press release: the words, their offsets, what kind of source, and the paragraph they stand in.

    ``office`` is what a line of its own beside a person's name says; ``joint`` names who else issues it.
    """

    speaker: str
    span: Span
    source: Source
    paragraph: int
    office: str | None = None
    joint: tuple[str, ...] = ()

    def covers(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph is the byline, or stands above the text that it is for."""
        return paragraph.index <= self.paragraph or paragraph.start <= self.span[0] < paragraph.end


def find_byline(paragraphs: Sequence[Paragraph]) -> Byline | None:
    """The byline among the first paragraphs: a short line of its own, "Name, Office" or "Office of the Spokesperson".

    A person's goes before a body's. A statement may be signed instead, in its last paragraph.

    A journalist's byline ("By A. Writer") issues nothing and is none; nor is a caption over a report where many speak.
    """
    below = [p for p in paragraphs[-_AMONG_LAST:] if not _DATE_LINE.match(p.sentences[0].text)][-1:]
    above = paragraphs[: below[0].index if below else -1][:_AMONG_FIRST]
    candidates = [b for b in _candidates(above) if _is_own(b, paragraphs)]
    signed = [replace(byline, paragraph=paragraphs[0].index) for byline in _candidates(below)]
    named = [byline for byline in [*candidates, *signed] if byline.source == "named"]
    first = next(iter([*named, *candidates, *signed]), None)
    return None if first is None or _others_speak(first, paragraphs) else first


def find_list(paragraphs: Sequence[Paragraph], people: Roster) -> Byline | None:
    """Whose statements the rest of a report lists, after a line such as "Below are Silva's key statements:"."""
    for paragraph in paragraphs:
        line = paragraph.sentences[0]
        listed = _LISTED.match(line.text)
        person = people.find(listed["own"] or listed["by"]) if listed else None
        if person and len(paragraph.sentences) == 1:
            return Byline(person.name, (line.start, line.end), "named", paragraph.index)
    return None


def home_of(byline: Byline | None) -> str | None:
    """The one state that the words for who issues a release name: "Ministry of Trade of Peru"."""
    states = {mention.code for mention in countries_in(byline.speaker)} if byline else set()
    return states.pop() if len(states) == 1 else None


def is_title(paragraph: Paragraph) -> bool:
    """Whether a paragraph is a title: one short line without a final stop."""
    line = paragraph.sentences[0].text
    stopped = line.endswith((".", "!", "?", "…", ":", ";", ",", '"', "”", "’", ")", "]", "*"))
    return len(paragraph.sentences) == 1 and len(line.split()) < _TITLE_WORDS and not stopped


def _is_own(byline: Byline, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a text under "The minister's speech to parliament" is the speech: news of it says "I" in quotations."""
    match = _ISSUED.match(paragraphs[byline.paragraph].sentences[0].text)
    spoken = [s for p in paragraphs for s in p.sentences if _FIRST_PERSON.search(s.text) and not _QUOTED.search(s.text)]
    return not (match and match["own"]) or len(spoken) >= _LEAST_SPOKEN


def _candidates(paragraphs: Sequence[Paragraph]) -> Iterator[Byline]:
    """Every line that reads like a byline, with the office on the line or on the one below."""
    for number, paragraph in enumerate(paragraphs):
        line = paragraph.sentences[0]
        issued = _issuer(line)
        if issued:
            yield Byline(issued[0][0], (line.start, line.end), issued[1], paragraph.index, joint=issued[0][1:])
            continue
        release = _RELEASE.match(line.text)
        if release and release["by"].split()[0] not in {"Joint", "Official"}:
            by = release["by"].strip()
            yield Byline(by, (line.start, line.start + len(by)), "institution", paragraph.index)
            continue
        above = paragraphs[number - 1].sentences[0].text if number else ""
        dated = _DATED.fullmatch(line.text) if len(paragraph.sentences) == 1 else None
        if dated and _issues(dated["by"]):
            yield Byline(dated["by"], (line.start, line.end), "institution", paragraph.index)
            continue
        signed = _SIGNED.fullmatch(line.text)
        if signed and _is_body(signed["by"].split()):
            yield Byline(signed["by"], (line.start, line.end), "institution", paragraph.index)
            continue
        below = paragraphs[number + 1].sentences[0].text if number + 1 < len(paragraphs) else ""
        if len(paragraph.sentences) > 1 or not _is_bare(without_reference(line.text)):
            continue
        titled = _titled(line)
        if titled:
            yield Byline(titled, (line.start, line.end), "named", paragraph.index)
            continue
        name, _, office = line.text.partition(", ")
        name = _LETTERS.sub("", _COURTESY.sub("", name))
        start = line.start + line.text.index(name)
        span, bare = (start, start + len(name)), not office and _is_name(name) and not countries_in(name)
        if _is_name(name) and is_office(office):
            yield Byline(name, span, "named", paragraph.index)
        elif bare and is_office(below) and _is_bare(below) and not below.isupper():
            yield Byline(name, span, "named", paragraph.index + 1, below)
        elif bare and is_office(above) and _is_bare(above):
            yield Byline(name, span, "named", paragraph.index, above)
        elif _is_body((body := _SOURCE.sub("", line.text).strip("*_# ")).split()):
            start = line.start + line.text.index(body)
            yield Byline(body, (start, start + len(body)), "institution", paragraph.index)


def _issuer(line: Sentence) -> tuple[tuple[str, ...], Source] | None:
    """Who a heading says a statement is by: "Statement by Press Secretary A on", "attributable to Spokesperson B:"."""
    match = _ISSUED.match(line.text)
    named = match and (match["by"] or match["of"] or match["to"] or match["own"] or match["text"])
    words = named.rstrip(".'’") if named else ""
    names = tuple(name for name in names_in(words.replace("/", " ")) if " " in name)
    if len(names) == 1 or (names and _JOINT.match(line.text)):
        return names, "named"
    several = re.search(rf"^the (?:[Ff]oreign )?{_SEVERAL} of\b|{_SEVERAL}$", words)
    body = words.removeprefix("the ")
    if not names and _is_body(body.split()):
        return (body,), "institution"
    governments = not names and (several or any(m.text == words for m in countries_in(words)))
    if governments:
        return (words,), "institution"
    alone = words.startswith("the ") or (match and match["own"])
    return ((words,), "role_only") if not names and is_office(words) and alone else None


def _titled(whole: Sentence) -> str | None:
    """Whose name a line holds that is nothing but a title and a name ("MINISTER FOR TRADE ANA SILVA")."""
    line = replace(whole, text=without_reference(whole.text))
    mentions = find_mentions([line])
    if len(mentions) != 1 or not mentions[0].role:
        return None
    rest = f"{line.text[: mentions[0].start - line.start]}{line.text[mentions[0].end - line.start :]}"
    bare = strip_nationality(_ABOVE.sub("", rest).strip(" ,")).casefold().removeprefix("the ")
    return mentions[0].name if bare == mentions[0].role.casefold() else None


def _is_bare(line: str) -> bool:
    """Whether a line is a few words without a verb, a date or a stop."""
    stopped = line.endswith((".", "!", "?", ":"))
    return (
        len(line.split()) <= _LONGEST
        and not stopped
        and not FINITE.search(line)
        and not re.search(r"\d|['’]s\b(?! Office\b)", line)
    )


def _others_speak(byline: Byline, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether an article reports what many say, and not only what the byline itself "says"."""
    own = (
        [name.split()[-1] for name in (byline.speaker, *byline.joint)] if byline.source == "named" else [byline.speaker]
    )
    texts = [sentence.text for paragraph in paragraphs for sentence in paragraph.sentences]
    spoken = [any(name in text for name in own) for text in texts if _SPEECH.search(text)]
    return spoken.count(False) > _SHARE_OF_SPEECH * (len(texts) - spoken.count(True))


def _is_name(text: str) -> bool:
    words = text.split()
    capital = all(word[0].isupper() or word in NAME_PARTICLES for word in words)
    heading = any(word.casefold() in _HEADING for word in words)
    return len(words) in _NAME_WORDS and capital and not is_office(text) and not heading and words[0] != "By"


def _issues(words: str) -> bool:
    """Whether words name a ministry or another body that issues releases."""
    known = any(m.kind == "metonym" for m in countries_in(words)) or bodies_in(words) or organisations_in(words)
    return bool(known) or _is_body(words.removeprefix("The ").split())


def _is_body(words: Sequence[str]) -> bool:
    """Whether a line is nothing but the name of an office or body ("Office of the ...", "... Press Service")."""
    capital = all(word[0].isupper() or word in _FUNCTION_WORDS for word in words)
    before_link = re.split(r"\s(?:of|for|to|in|at)\s|,\s", " ".join(words), flags=re.IGNORECASE)[0].split()
    return capital and len(words) > 1 and singular(before_link[-1]) in _ISSUERS and words[0] not in {"By", "The"}
