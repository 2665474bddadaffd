"""Finding the names in an article, by the way news prose introduces people.

A run of capitalised words, less what belongs to offices, institutions and places, is a name; the words before it
("Russian Deputy Foreign Minister ...") or after it ("..., the foreign minister,") say what it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from communique.language.appositions import home_apposed, title_after, titles_lead
from communique.language.countries import bodies_in, countries_in, is_place, strip_nationality
from communique.language.cues import cued
from communique.language.headings import in_capitals, in_small, is_heading, without_reference
from communique.language.offices import (
    COURTESY,
    INSTITUTION,
    NAME_PARTICLES,
    OFFICE,
    PLACES_AS_NAMES,
    RANK,
    is_office,
)
from communique.language.segment import Sentence
from communique.language.titles import (
    INITIALS,
    POSSESSIVE,
    REGNAL,
    SUFFIX,
    WHOLLY_INITIALS,
    body_after,
    body_of_title,
    country_of_title,
    home_after,
    home_before,
    kind_of_word,
    opens_sentence,
    state_in_brackets,
    title_before,
    title_in_brackets,
    without_possessive,
)

__all__ = ["NameMention", "find_mentions", "name_tokens", "names_in"]

_CAPITAL = r"(?:[^\W\d_a-zß-öø-ÿ](?:[\w’']|-(?!-))*|(?:al|el|ul|as|ad|an)-[a-zA-Z]\w+)"
_SHORT = r"(?:Mrs?|Ms|Rt|Dr|Prof|Sr|Jr|Gen|Lt|Col|Maj|Adm|Brig|Capt|Sgt|St|Rev|Hon|Sen|Gov|Rep|Amb)\."
_TOKEN = rf"(?:{INITIALS}|{_SHORT}|{_CAPITAL})"
_PARTICLE = rf"(?:{'|'.join(sorted(NAME_PARTICLES))})"
_RUN = re.compile(rf"{_TOKEN}(?:[ \u00a0]+(?:{_PARTICLE}[ \u00a0]+){{0,2}}{_TOKEN})*")
_FIELDS = re.compile(r"(?:, [A-Z]\w+)*,? (?:and|&) [A-Z]\w+ ([A-Z]\w+)")
_CLOSES = re.compile(r"['’]?\s*(?:[,.;:()\[—–\"”]|$|(?:who|and|about|at|during|in|on|over|to|with)\b|[A-Z])")
_RELEASE = re.compile(
    r"^(?:(?:Media|Press|News) (?:Note|Release|Statement)|"
    r"(?:Address|Interview|Readout|Remarks|Speech|Statement) (?:by|of|with))"
    r"\s+(?:the\s+)?",
    re.IGNORECASE,
)
_VISITING = re.compile(r"^[Vv]isiting\s+(?=\S)")
_COUNTERPART_TITLE = re.compile(r"^counterpart,? (?=[A-Z])")
_GOVERNMENT = re.compile(r"(?:['’]s?)?\s(?:[Aa]dministration|[Gg]overnment|[Rr]egime)\b(?!\s+[A-Z])")
_AS = re.compile(r"\b[Aa]s (?:[A-Z][\w-]*(?: [A-Z][\w-]*)?['’]s? |the |an? )?$")
_THE = re.compile(r"\b[Tt]he (?:\w+ )?$")
_KIN = cued(r"\b(?:wife|husband|son|daughter|brother|sister|father|mother|widow|nephew|niece)\b[^.;]{0,40}$")
_SURNAMES = frozenset(
    {"amir", "judge", "king", "marshal", "pope", "prince", "shah", "sheikh", "sultan"}
)  # "Priya Shah"
_PILGRIMS = frozenset({"haji", "hajah", "hajji", "hadji"})
_SYLLABLES = frozenset("An Do Eu I In My No On So Un Yet".split())  # of names, and words in small letters
_LAST_NAMES = frozenset("early friend green holy long may north west winter young".split())  # "Theresa May"
_GIVEN_NAMES = frozenset({"amir", "shah"})  # royal titles that people bear as names: "Foreign Minister Shah Anwar Ali"
_LIKE_AN_ADVERB = re.compile(r"[\"“]?(?P<word>[A-Z]\w+(?:ly|ing))\b")
_DATED = re.compile(r"\s+\d|,\s+\d{4}")  # "told Silva May 3"
_UNSPACED = re.compile(r"[^ \u00a0]+")
_NO_LETTER = re.compile(r"[\W\d_]")
_HIS = re.compile(r"\b(?:his|her|its|their)$", re.IGNORECASE)
_NAME_PART = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_LETTERS = re.compile(r"[A-Z]{2,4}")
_LOCATED = re.compile(r"\b(?:at|for|from|in|into|near|of|on|to|towards?|via)\s+$")
_OUTLET = cued(  # "the daily Le Matin", "the frigate Ana Silva"
    r"\b(?:daily|newspaper|weekly|magazine|broadcaster|channel|tabloid|website|frigate|destroyer|cruiser|submarine|"
    r"corvette|tanker|ferry|freighter|vessel|warship|yacht|ship|carrier|USS|HMS)\s+$"
)
_LONGEST = 8  # words of a name: "Ahmad bin Khalid bin Saud Al Farsi"
_DELEGATE = re.compile(r"(?P<name>(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+ ){1,5}[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+) (?=\([A-Z])")


@dataclass(frozen=True, slots=True)
class NameMention:
    """A name as it stands in the article, with what the words around it say of the person."""

    start: int
    end: int
    name: str
    sentence: int
    role: str | None = None
    country: str | None = None
    organisation: str | None = None  # the international body the office is in
    titled: bool = False  # an office or a courtesy title stands at the name
    listed: bool = False  # "and" or a comma joins the title to what stands before it
    possessed: bool = False  # "his", "her" or "its" stands before the title
    heads: bool = False  # a government is called by the name: "the Silva administration"
    delegate: bool = False  # speaks for a state in a body's records: "MARTA OLSEN (Denmark)", "Ms. Olsen (Denmark)"
    kin: bool = False  # introduced as somebody's relative, who keeps the bare surname
    reach: int = 0  # where what belongs to the name ends: "Ana Silva of Portugal"; ``end`` where nothing follows


@lru_cache(maxsize=4096)
def name_tokens(name: str) -> tuple[str, ...]:
    """Return a name's words for comparison: no case, diacritics, titles, initials' dots or Arabic article."""
    latin = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = latin if any(map(str.isalnum, latin)) else name
    words = _NAME_PART.findall(plain.casefold().replace("’", "").replace("'", ""))
    words = [(word[3:] if word.startswith(("al-", "el-", "ul-")) else word).replace("-", "") for word in words]
    return tuple(word for word in words if word not in COURTESY and word not in SUFFIX and word not in {"al", "el"})


def names_in(text: str) -> tuple[str, ...]:
    """Return the names in a stretch of text, in order, as :func:`find_mentions` tells them."""
    sentence = Sentence(0, 0, len(text), text, 0)
    return tuple(mention.name for mention in _mentions_in(sentence))


def find_mentions(sentences: Sequence[Sentence]) -> tuple[NameMention, ...]:
    """Return every name in the sentences, in order, single names included; offsets are the article's."""
    told = [sentence for sentence in sentences if not is_heading(sentence.text)]
    mentions = {sentence.index: tuple(_mentions_in(sentence)) for sentence in told}
    names = frozenset(word for each in mentions.values() for mention in each for word in mention.name.split())
    for sentence in told:  # "Reilly said" may open with an adverb until somebody is called so
        opens = _LIKE_AN_ADVERB.match(sentence.text)
        if opens and opens["word"] in names:
            mentions[sentence.index] = tuple(_mentions_in(sentence, names))
    return tuple(mention for each in mentions.values() for mention in each)


def _mentions_in(sentence: Sentence, known: Collection[str] = ()) -> Iterator[NameMention]:
    line = sentence.text
    delegate = _DELEGATE.match(line)
    state = state_in_brackets(line, delegate.end("name")) if delegate else None
    if delegate and state:
        end = delegate.end("name")
        start, end = sentence.start, sentence.start + end
        yield NameMention(
            start, end, delegate["name"], sentence.index, country=state, titled=True, delegate=True, reach=end
        )
    capitals = without_reference(line)
    if in_capitals(capitals):
        sentence = replace(sentence, text=in_small(capitals))
    runs = list(_RUN.finditer(sentence.text))
    if not runs:
        return
    geography = [
        (m.start, m.end)
        for m in (*countries_in(line), *bodies_in(line))
        if m.kind not in {"metonym", "body"} or " " in m.text
    ]
    for run in runs:
        for start, end in _names_in_run(sentence.text, run.start(), run.end(), geography, known):
            if _OUTLET.search(sentence.text, 0, start) or _OUTLET.search(sentence.text, 0, run.start()):
                continue
            mention = _describe(sentence, start, end)
            if sentence.text == line:
                yield mention
            elif mention.role and end == len(capitals):
                yield replace(mention, name=line[start:end])


def _names_in_run(
    text: str, start: int, end: int, places: Sequence[tuple[int, int]], known: Collection[str]
) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a capitalised run that can be names: what no office, institution or place accounts for."""
    words = [m.span() for m in _UNSPACED.finditer(text, start, end)]
    opens = opens_sentence(text, start) and without_possessive(text[slice(*words[0])]) not in known
    kinds = [kind_of_word(text, a, b, places, first=opens and a == start) for a, b in words]
    _correct(text, words, kinds)
    if "field" in kinds:  # of an office: "on Preventing Armed Violence"
        words = words[: kinds.index("field")]
    begin = 0
    for i in range(len(words) + 1):
        possessive = i > 0 and text.endswith(POSSESSIVE, *words[i - 1])
        if i < len(words) and kinds[i] == "name" and not (possessive and i > begin):
            continue
        if i > begin and not (i < len(words) and kinds[i] == "institution" and not possessive):
            name = _trim(text, words[begin:i])
            if name:
                yield name
        begin = i if i < len(words) and kinds[i] == "name" else i + 1


def _correct(text: str, words: Sequence[tuple[int, int]], kinds: list[str]) -> None:
    """Make parts of names of words that are places, titles or offices elsewhere, by the words beside them."""
    for i in range(1, len(words) - 1):  # given names that are cities too: "Foreign Minister Leticia Moura"
        if kinds[i] == "place" and kinds[i - 1] == "office" and kinds[i + 1] == "name":
            kinds[i] = "name"
        word = text[slice(*words[i])].casefold()
        if word in _GIVEN_NAMES and kinds[i + 1] == "name" and kinds[i - 1] != "other":
            kinds[i] = "name"
        courtesy = text[slice(*words[i - 1])].strip(".").casefold() in COURTESY
        if word in _SURNAMES and (courtesy or (word == "sultan" and kinds[i - 1] == "office")):
            kinds[i] = "name"  # "Dr Sultan Al Nasser", "Prince Sultan bin Nayef"
    _correct_end(text, words, kinds)
    for i, (a, b) in enumerate(words[1:], 1):  # "Juanda bin Haji Abdul": part of the name, and no title before it
        if kinds[i - 1] == "name" and text[a:b].casefold() in _PILGRIMS:
            kinds[i] = "name"
    if kinds[-3:] == ["office", "name", "place"] and is_place(text[slice(*words[-1])]):  # "Senator Ana Braga"
        kinds[-1] = "name"
    if len(words) > 2 and kinds[0] == "place" and text[slice(*words[1])].casefold() in {"al", "bin", "ibn"}:
        kinds[0] = "name"
        kinds[-1] = "name" if kinds[-1] == "place" else kinds[-1]
    for i, (a, b) in enumerate(words[:-1]):
        given = kinds[i] == "place" and text[a:b] in PLACES_AS_NAMES and kinds[i + 1] == "name"
        if given and (kinds[i - 1] in {"office", "place"} if i else not _LOCATED.search(text, 0, a)):
            kinds[i] = "name"


def _correct_end(text: str, words: Sequence[tuple[int, int]], kinds: list[str]) -> None:
    """Make a part of a name of a last word that is something else elsewhere."""
    if kinds[-3:] == ["name", "name", "other"] and text[slice(*words[-1])] in _SYLLABLES:  # "Kim Jong Un"
        kinds[-1] = "name"
    if len(kinds) > 1 and kinds[-2:] == ["name", "other"] and text[slice(*words[-1])].casefold() in _LAST_NAMES:
        dated = _DATED.match(text, words[-1][1])
        kinds[-1] = "other" if dated else "name"
    if len(kinds) > 1 and kinds[-2:] == ["name", "office"] and text[slice(*words[-1])].casefold() in _SURNAMES:
        kinds[-1] = "name"


def _trim(text: str, words: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the span of a name of one to five words, particles at its edges and a possessive at its end cut off."""
    spans = list(words)
    while spans and text[spans[0][0] : spans[0][1]] in NAME_PARTICLES:
        spans.pop(0)
    while spans and text[spans[-1][0] : spans[-1][1]] in NAME_PARTICLES:
        spans.pop()
    while len(spans) > 1 and _LETTERS.fullmatch(text, *spans[-1]) and not REGNAL.fullmatch(text, *spans[-1]):
        spans.pop()  # letters after a name: MP, TD, KC
    while spans and text[slice(*spans[0])] in {"E", "E.", "H.E", "H.E."}:  # "H.E Ana Silva"
        spans.pop(0)
    if not spans or len(spans) > _LONGEST or all(WHOLLY_INITIALS.fullmatch(text, *span) for span in spans):
        return None
    start, end = spans[0][0], spans[-1][1]
    end = start + len(without_possessive(text[start:end]))
    letters = _NO_LETTER.sub("", text[start:end])
    field = _FIELDS.match(text, end)  # "Political, Legal and Security Affairs" lists fields of an office
    held = re.match(r"\s+(\w+)", text[field.end() :]) if field else None  # "A and French Defence Minister B" are two
    if field and field.group(1).casefold() in INSTITUTION and not (held and held.group(1).casefold() in OFFICE):
        return None
    return (start, end) if len(letters) > 1 else None


def _describe(sentence: Sentence, start: int, end: int) -> NameMention:
    """Read the office before or after a name."""
    text = sentence.text
    before, courtesy = title_before(text, start)
    at = text.rindex(before, 0, start) if before else start
    ranked = before is not None and all(word.strip(".").casefold() in RANK for word in before.split())
    apposed = title_before(text, at)[0] if ranked else None
    apart = before is not None and "," in text[at + len(before) : start]  # the office may be of the name before it
    if (
        apart and before and (_AS.search(text, 0, at) or titles_lead(text, at, end))
    ):  # "In his debut as Peru's president, Ana Silva said": her own
        apart = False
    elif apart and not _CLOSES.match(text, end):  # "with the minister, Ana Silva said": nobody's apposition
        before, apart = None, False
    before = apposed or before
    after = None if apposed or (before and not ranked and not apart) else title_after(text, end)
    phrase = apposed or after or before or title_in_brackets(text, start)
    role = strip_nationality(phrase).strip('"“” ,') if phrase else None
    role = role if is_office(role) else phrase  # "NATO chief" is one by its body
    role = _RELEASE.sub("", role) if role else None
    role = _VISITING.sub("", _COUNTERPART_TITLE.sub("", role)) if role else None
    lead = text[: text.rindex(before, 0, start)].rstrip() if before and phrase == before else ""
    governs = bool(_GOVERNMENT.match(text, end) and (" " in text[start:end] or _THE.search(text[:start])))
    state = state_in_brackets(text, end) if courtesy and not phrase else None
    reach, home = home_after(text, end) if phrase or courtesy or " " in text[start:end] else (end, None)
    if not phrase and " " in text[start:end]:
        home = home or home_before(text, start)
    return NameMention(
        start=sentence.start + start,
        end=sentence.start + end,
        name=text[start:end],
        sentence=sentence.index,
        role=role or None,
        country=home
        or state
        or (country_of_title(text, phrase, start) if phrase else None)
        or home_apposed(text, end, after),
        organisation=(body_of_title(text, phrase, start) or body_after(text, end)) if phrase else None,
        titled=bool(phrase) or courtesy or governs,
        heads=governs,
        listed=lead.endswith((",", " and", "&")),
        possessed=_HIS.search(lead[-6:]) is not None,
        delegate=state is not None,
        kin=_KIN.search(text[:start]) is not None,
        reach=sentence.start + reach,
    )
