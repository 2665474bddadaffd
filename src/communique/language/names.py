"""Finding the names in an article, by the way news prose introduces people.

A run of capitalised words, less what belongs to offices, institutions and places, is a name; the words before it
("Russian Deputy Foreign Minister ...") or after it ("..., the foreign minister,") say what it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from communique.language.countries import bodies_in, countries_in, organisations_in, strip_nationality
from communique.language.headings import in_capitals, in_small, is_heading
from communique.language.offices import (
    COURTESY,
    EVENTS,
    INSTITUTION,
    NAME_PARTICLES,
    NEVER_IN_TITLE,
    NOT_A_NAME,
    OFFICE,
    QUALIFIER,
    RANK,
    SHORT_TITLES,
    is_office,
)
from communique.language.segment import Sentence

__all__ = ["NameMention", "find_mentions", "name_tokens", "names_in"]

_CAPITAL = r"(?:[^\W\d_a-zß-öø-ÿ](?:[\w’']|-(?!-))*|(?:al|el|ul|as|ad|an)-[a-zA-Z]\w+)"
_INITIALS = r"(?:[A-Z]\.)+"
_SHORT = r"(?:Mrs?|Ms|Dr|Prof|Sr|Jr|Gen|Lt|Col|Maj|Adm|Brig|Capt|Sgt|St|Rev|Hon|Sen|Gov|Rep|Amb)\."
_TOKEN = rf"(?:{_INITIALS}|{_SHORT}|{_CAPITAL})"
_PARTICLE = rf"(?:{'|'.join(sorted(NAME_PARTICLES))})"
_RUN = re.compile(rf"{_TOKEN}(?:[ \u00a0]+(?:{_PARTICLE}[ \u00a0]+){{0,2}}{_TOKEN})*")
_WORD = re.compile(r"\S+")
_COURTESY_BEFORE = re.compile(
    r"(?:^|[\s,])((?:(?:Mrs?|Ms|Miss|Dr|Prof|Sir|Dame|Lord|(?<!First )Lady|Rt|Right|Hon|Hono(?:u)?rable|"
    r"Sheikh|Datuk|Dato|Datin|Seri|Sri|H\.?\s?E)\.?\s*)+)$"
)
_POSSESSIVE = re.compile(r"['’]s?$")
_JOINERS = frozenset(["of", "for", "to", "and", "the", "&", "at", "on", "in"])
_FIELDS = re.compile(r"(?:, [A-Z]\w+)*,? (?:and|&) [A-Z]\w+ ([A-Z]\w+)")
_APPOSITION = re.compile(
    r"(?:,? [A-Z]{2,4}(?=,))?\s*(?:,|\(|—|–|-\s)\s*(?:who (?:is|was|serves as) )?(?:the |a |an |his |her |its )?"
    r"((?!\s*(?:and|but|or|while|as|when|where|after|before)\b)"
    r"(?:[^,;.()—–\n]|\.(?=\w|\s[a-z])|(?<=\.[A-Z])\.){3,110}?)(?=\s*(?:[,;()—–\n]|(?<!\.[A-Z])\.(?!\w|\s[a-z])|$|"
    r"\s(?:who|that|said|says|told|was|is|has|had|will|and|in an?)\b))"
)
_AND_TITLE = re.compile(
    r"\s+and (?:an?|the) ((?:[^,.;:()\"“”]|(?<=\b[A-Z])\.){3,60}?)(?=[,;()\"“”]|(?<!\b[A-Z])\.(?:\s|$))"
)
_PREDICATE = re.compile(
    r"\s+(?:(?:is|was|has been|had been) (?:appointed|named|elected|re-elected|sworn in)(?: as)?|"
    r"is|was|became|becomes|serves as|served as|resigned as|took office as)\s+(?:the |an? |his |her )?"
    r"((?:(?! to [a-z]+ (?!East\b))[^,.;:()\"“\n]){3,60}?)"
    r"(?=\s*(?:[,.;:()\"”\n]|$|\s(?:and|on|after|when|who|from|until|during|since|at|in \d)\b))"
)
_COMPLEMENTED = re.compile(
    rf"\b((?:(?:{'|'.join(sorted(QUALIFIER))})\s+)*(?:{'|'.join(sorted(OFFICE))})"
    r"\s+(?:of|for|in|to|on)\s+(?:the\s+)?(?:[\w’'.-]+\s+){0,5}?[\w’'.-]+)$",
    re.IGNORECASE,
)
_CLOSES = re.compile(r"['’]?\s*(?:[,.;:()\[—–\"”]|$|(?:who|and|about|at|during|in|on|over|to|with)\b|[A-Z])")
_COUNTERPART_TITLE = re.compile(r"^counterpart,? (?=[A-Z])")
_GOVERNMENT = re.compile(r"(?:['’]s?)?\s(?:[Aa]dministration|[Gg]overnment|[Rr]egime)\b(?!\s+[A-Z])")
_THE = re.compile(r"\b[Tt]he (?:\w+ )?$")
_KIN = re.compile(r"\b(?:wife|husband|son|daughter|brother|sister|father|mother|widow|nephew|niece)\b[^.;]{0,40}$")
_SERVED = re.compile(
    r"^.*\b(?:aide|adviser|advisor|assistant|spokes\w+|office|wife|husband|son|daughter) (?:to|of|for) (?:the )?"
)
_OFFICE_OF = re.compile(r"^.*\b[Oo]ffice of (?:the )?(?=.)")
_OTHERS = re.compile(r"\s(?:his|her|its|their)\s")
_ROLE_BREAK = re.compile(r"\b(?:by|said|says|told|was|were|is|are|has|had|have|will|would|which|that|who|where)\b")
# An ambassador to a state, or in its capital, is not its own; nor is what stands after "for" or "to", up to "of".
_DEALT_WITH = re.compile(
    r"\b(?:to|for|on|at|with)\b(?:(?!\bof\b)[^,])*$"
    r"|\b(?:ambassador|consul|consul-general|envoy|representative|attaché)\s+in\s+$",
    re.IGNORECASE,
)
_GIVEN_NAMES = frozenset({"amir", "shah"})  # royal titles that people bear as names: "Foreign Minister Shah Anwar Ali"
_REGNAL = re.compile(r"[IVX]{2,5}(?:['’]s?)?")  # of kings and popes
_PREPOSED = re.compile(r"\b(?:on|for|of|against)\s+$")
_GERUND = 7  # letters at least; shorter ones are names as well
_LONGEST = 8  # words of a name: "Ahmad bin Khalid bin Saud Al Farsi"
_SUFFIX = frozenset("jr sr ii iii iv".split())


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
    kin: bool = False  # introduced as somebody's relative, who keeps the bare surname
    reach: int = 0  # where what belongs to the name ends: "Ana Silva of Portugal"; ``end`` where nothing follows


@lru_cache(maxsize=4096)
def name_tokens(name: str) -> tuple[str, ...]:
    """Return a name's words for comparison: no case, diacritics, titles, initials' dots or Arabic article."""
    latin = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = latin if any(map(str.isalnum, latin)) else name
    words = re.findall(r"[^\W_]+(?:-[^\W_]+)*", plain.casefold().replace("’", "").replace("'", ""))
    words = [re.sub(r"^(?:al|el|ul)-", "", word).replace("-", "") for word in words]
    return tuple(word for word in words if word not in COURTESY and word not in _SUFFIX and word not in {"al", "el"})


def names_in(text: str) -> tuple[str, ...]:
    """Return the names in a stretch of text, in order, as :func:`find_mentions` tells them."""
    sentence = Sentence(0, 0, len(text), text, 0)
    return tuple(mention.name for mention in _mentions_in(sentence))


def find_mentions(sentences: Sequence[Sentence]) -> tuple[NameMention, ...]:
    """Return every name in the sentences, in order, single names included; offsets are the article's."""
    return tuple(
        mention for sentence in sentences if not is_heading(sentence.text) for mention in _mentions_in(sentence)
    )


def _mentions_in(sentence: Sentence) -> Iterator[NameMention]:
    geography = [
        (m.start, m.end)
        for m in (*countries_in(sentence.text), *bodies_in(sentence.text))
        if m.kind not in {"metonym", "body"} or " " in m.text
    ]
    line = sentence.text
    if in_capitals(line):
        sentence = replace(sentence, text=in_small(line))
    for run in _RUN.finditer(sentence.text):
        for start, end in _names_in_run(sentence.text, run.start(), run.end(), geography):
            mention = _describe(sentence, start, end)
            if sentence.text == line:
                yield mention
            elif mention.role and end == len(line):
                yield replace(mention, name=line[start:end])


def _names_in_run(text: str, start: int, end: int, places: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a capitalised run that can be names: what no office, institution or place accounts for."""
    words = [(m.start() + start, m.end() + start) for m in re.finditer(r"[^ \u00a0]+", text[start:end])]
    kinds = [_kind(text, a, b, places, first=a == start and _opens_sentence(text, a)) for a, b in words]
    for i in range(1, len(words) - 1):  # given names that are cities too: "Foreign Minister Leticia Moura"
        if kinds[i] == "place" and kinds[i - 1] == "office" and kinds[i + 1] == "name":
            kinds[i] = "name"
        if text[slice(*words[i])].casefold() in _GIVEN_NAMES and kinds[i + 1] == "name" and kinds[i - 1] != "other":
            kinds[i] = "name"
    if "field" in kinds:  # of an office: "on Preventing Armed Violence"
        words = words[: kinds.index("field")]
    begin = 0
    for i in range(len(words) + 1):
        possessive = 0 < i <= len(words) and _POSSESSIVE.search(text[words[i - 1][0] : words[i - 1][1]]) is not None
        if i < len(words) and kinds[i] == "name" and not (possessive and i > begin):
            continue
        if i > begin and not (i < len(words) and kinds[i] == "institution" and not possessive):
            name = _trim(text, words[begin:i])
            if name:
                yield name
        begin = i if i < len(words) and kinds[i] == "name" else i + 1


def _opens_sentence(text: str, at: int) -> bool:
    return not text[:at].strip(" \"'“”‘’([")


def _kind(text: str, start: int, end: int, places: Sequence[tuple[int, int]], *, first: bool) -> str:
    """Tell what a capitalised word is: part of a name, or else of a place, an office, an institution or its field."""
    word = _POSSESSIVE.sub("", text[start:end]).strip(".").casefold()
    if any(a <= start and end <= b + 2 for a, b in places):
        return "place"
    parts = word.split("-")
    if re.fullmatch(_INITIALS, text[start:end]) or (not first and _REGNAL.fullmatch(text[start:end])):
        return "institution" if organisations_in(text[start:end]) else "name"
    if word in OFFICE or word in COURTESY or text[start:end] in SHORT_TITLES or parts[-1] in OFFICE:
        return "office"
    if word in QUALIFIER or word in NOT_A_NAME or (first and word.endswith(("ing", "ly"))):
        return "other"
    if word in INSTITUTION or (text[start:end].isupper() and len(word) > 2 and "." not in text[start:end]):
        return "institution"
    field = word.endswith("ing") and len(word) >= _GERUND and _PREPOSED.search(text, 0, start)
    return "field" if field else "name"


def _trim(text: str, words: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the span of a name of one to five words, particles at its edges and a possessive at its end cut off."""
    spans = list(words)
    while spans and text[spans[0][0] : spans[0][1]] in NAME_PARTICLES:
        spans.pop(0)
    while spans and text[spans[-1][0] : spans[-1][1]] in NAME_PARTICLES:
        spans.pop()
    while len(spans) > 1 and re.fullmatch(r"[A-Z]{2,4}", text[spans[-1][0] : spans[-1][1]]):
        spans.pop()  # letters after a name: MP, TD, KC
    while spans and text[slice(*spans[0])] in {"E", "E.", "H.E", "H.E."}:  # "H.E Ana Silva"
        spans.pop(0)
    if not spans or len(spans) > _LONGEST or all(re.fullmatch(_INITIALS, text[a:b]) for a, b in spans):
        return None
    start, end = spans[0][0], spans[-1][1]
    end -= len(text[start:end]) - len(_POSSESSIVE.sub("", text[start:end]))
    letters = re.sub(r"[\W\d_]", "", text[start:end])
    field = _FIELDS.match(text, end)  # "Political, Legal and Security Affairs" lists fields of an office
    held = re.match(r"\s+(\w+)", text[field.end() :]) if field else None  # "A and French Defence Minister B" are two
    if field and field.group(1).casefold() in INSTITUTION and not (held and held.group(1).casefold() in OFFICE):
        return None
    return (start, end) if len(letters) > 1 else None


def _describe(sentence: Sentence, start: int, end: int) -> NameMention:
    """Read the office before or after a name."""
    text = sentence.text
    before, courtesy = _title_before(text, start)
    at = text.rindex(before, 0, start) if before else start
    ranked = before is not None and all(word.strip(".").casefold() in RANK for word in before.split())
    apposed = _title_before(text, at)[0] if ranked else None
    apart = before is not None and "," in text[at + len(before) : start]  # the office may be of the name before it
    if apart and not _CLOSES.match(text, end):  # "with the minister, Ana Silva said": nobody's apposition
        before, apart = None, False
    before = apposed or before
    after = None if apposed or (before and not ranked and not apart) else _title_after(text, end)
    phrase = apposed or after or before or _in_brackets(text, start)
    role = strip_nationality(phrase).strip('"“” ,') if phrase else None
    role = role if is_office(role) else phrase  # "NATO chief" is one by its body
    role = _COUNTERPART_TITLE.sub("", role) if role else None
    lead = text[: text.rindex(before, 0, start)].rstrip() if before and phrase == before else ""
    governs = bool(_GOVERNMENT.match(text, end) and (" " in text[start:end] or _THE.search(text[:start])))
    reach, home = _home_after(text, end) if phrase or courtesy or " " in text[start:end] else (end, None)
    if not phrase and " " in text[start:end]:
        home = home or _home_before(text, start)
    return NameMention(
        start=sentence.start + start,
        end=sentence.start + end,
        name=text[start:end],
        sentence=sentence.index,
        role=role or None,
        country=home or (_country_of_title(text, phrase, start) if phrase else None) or _home_apposed(text, end, after),
        organisation=_body_of_title(text, phrase, start) if phrase else None,
        titled=bool(phrase) or courtesy or governs,
        heads=governs,
        listed=lead.endswith((",", " and", "&")),
        possessed=re.search(r"\b(?:his|her|its|their)$", lead, re.IGNORECASE) is not None,
        kin=_KIN.search(text[:start]) is not None,
        reach=sentence.start + reach,
    )


def _home_apposed(text: str, end: int, office: str | None) -> str | None:
    """Return the state that follows an apposed office: "Ana Silva, Minister for Trade, Republic of Peru"."""
    at = text.find(office, end) if office else -1
    rest = text[at + len(office) :] if office and at > 0 else ""
    first = next(iter(countries_in(rest[:60])), None) if rest.startswith(", ") else None
    return first.code if first and first.kind == "name" and first.start <= len(", Federal ") else None


def _home_before(text: str, start: int) -> str | None:
    """Return the state that a name without a title is given as a possessor: "Peru's Ana Silva"."""
    states = [m for m in countries_in(text[:start]) if m.kind == "name" and text[m.end : start] in {"'s ", "’s "}]
    return states[-1].code if states else None


def _in_brackets(text: str, start: int) -> str | None:
    """Return the office that stands in brackets before a name: "(Polish Trade Minister) Jan Nowak"."""
    inside = re.search(r"\(([^()]{3,60})\)\s*$", text[:start])
    return inside[1] if inside and is_office(inside[1]) else None


def _home_after(text: str, end: int) -> tuple[int, str | None]:
    """Return the state that follows a titled name with "of", and where it ends."""
    of = re.match(r",?\s+of\s+(?:the\s+)?", text[end:])
    if of:
        first = next((m for m in countries_in(text[end + of.end() : end + of.end() + 60]) if m.start <= 4), None)
        if first and first.kind == "name":
            return end + of.end() + first.end, first.code
    return end, None


def _title_before(text: str, start: int) -> tuple[str | None, bool]:
    """Return the office that ends right before ``start``, with its nationality, and whether a courtesy title is."""
    left = text[:start].rstrip(" \u00a0")
    courtesy = _COURTESY_BEFORE.search(left)
    if courtesy:
        left = left[: courtesy.start(1)].rstrip(" \u00a0")
        left = left.removesuffix(" the") if left.endswith(", the") else left
    apposed = left.endswith(",")
    words = list(_WORD.finditer(left.removesuffix(",").rstrip() if apposed else left))
    keep = len(words)
    while keep and _belongs_to_title(
        words[keep - 1].group(),
        words[keep - 2].group() if keep > 1 else "",
        [w.group() for w in words[keep : keep + 5]],
    ):
        keep -= 1
    states = {m.start for m in countries_in(left)}
    while keep < len(words) and words[keep].start() not in states and not _starts_title(words[keep].group()):
        keep += 1
    phrase = left[words[keep].start() : words[-1].end()].strip(" ,") if keep < len(words) else ""
    body = re.search(r"\b[A-Z]{2,6} $", left[: words[keep].start()]) if phrase and not is_office(phrase) else None
    if body:  # "NATO chief" is an office by its body
        phrase = body.group() + phrase
    if apposed and not is_office(phrase):
        complemented = _COMPLEMENTED.search(left.removesuffix(","))
        phrase = complemented.group(1) if complemented else ""
    if apposed:
        phrase = served if is_office(served := _SERVED.sub("", phrase)) else phrase
    last = words[-1].group().strip(",.").casefold() if words else ""
    phrase = _OFFICE_OF.sub("", phrase)
    fits = is_office(phrase) and (last not in _JOINERS) and not _POSSESSIVE.search(last)
    return (phrase if fits else None), bool(courtesy)


def _belongs_to_title(word: str, previous: str, following: Sequence[str]) -> bool:
    bare = _POSSESSIVE.sub("", word.strip('()"“”,')).strip(".").casefold()
    if word.endswith((";", ":", "?", "!")) or (word.endswith(",") and following and not _listed(following)):
        return False
    if bare == "the" and previous.casefold() not in _JOINERS:  # "In Riga the UN envoy"
        return False
    if word.endswith(")"):
        return word.startswith("(") and word.strip("()").isupper()
    if (
        bare.rpartition("-")[2] in OFFICE
        or bare in QUALIFIER
        or bare in INSTITUTION
        or bare in {"of", "for", "the", "to", "&", "at", "on"}
    ):
        return True
    if bare == "and":
        earlier = previous.strip(",.").casefold()
        return earlier not in _SUFFIX and earlier in OFFICE | INSTITUTION | NOT_A_NAME | QUALIFIER
    return word[:1].isupper() and bare not in NEVER_IN_TITLE


def _listed(following: Sequence[str]) -> bool:
    """Tell whether a comma separates items inside one office ("for Population, Refugees, and Migration")."""
    joined = [word for word in following if word in {"and", "&"}]
    capitals = all(word[:1].isupper() or word in joined for word in following[:3])
    return bool(joined) and capitals and any(word.strip(",").casefold() in INSTITUTION for word in following)


def _starts_title(word: str) -> bool:
    bare = _POSSESSIVE.sub("", word.strip('()"“”,')).strip(".").casefold()
    if bare.rpartition("-")[2] in OFFICE or bare in QUALIFIER:
        return True
    return (word[:1].isupper() and bare not in NOT_A_NAME | COURTESY) or (bare in INSTITUTION and bare not in EVENTS)


def _title_after(text: str, end: int) -> str | None:
    match = _APPOSITION.match(text, end) or _PREDICATE.match(text, end)
    if not match:
        return None
    phrase = match.group(1).strip()
    more = None if is_office(phrase) else _AND_TITLE.match(text, match.end())
    phrase = more[1] if more else phrase
    if _ROLE_BREAK.search(phrase) or _OTHERS.search(phrase) or not is_office(phrase) or _titles_another(phrase):
        return None
    return phrase


def _titles_another(phrase: str) -> bool:
    """Tell whether the office in a phrase belongs to a name that follows it ("In Lagos, Ambassador Obi ...")."""
    words = phrase.split()
    heads = [i for i, word in enumerate(words) if word.strip(".,").casefold() in OFFICE]
    following = words[heads[-1] + 1] if heads and heads[-1] + 1 < len(words) else ""
    return following[:1].isupper() and _kind(following, 0, len(following), (), first=False) == "name"


def _country_of_title(text: str, phrase: str, start: int) -> str | None:
    """Return the state an office is held for: named in the title, or in a possessive right before it."""
    named = countries_in(phrase)
    if len(named) > 1 and named[-1].kind == "demonym" and phrase[named[-2].end : named[-1].start] == " of ":
        return named[-1].code  # "the visit to Riga of Peruvian President A"
    own = next((m.code for m in named if not _DEALT_WITH.search(phrase[: m.start])), None)
    if own:
        return own
    at = max(text.rfind(phrase, 0, start), 0)
    nearby = [m for m in countries_in(text[:at]) if text[m.end : at].strip() in {"'s", "’s", "", "'", "’", ")"}]
    return nearby[-1].code if nearby else None


def _body_of_title(text: str, phrase: str, start: int) -> str | None:
    """Return the international body an office is in: named in the title, or right before it."""
    within = next((m.name for m in organisations_in(phrase) if not _DEALT_WITH.search(phrase[: m.start])), None)
    at = text.rfind(phrase, 0, start)
    if within or at < 0:
        return within
    stop = at + len(phrase)  # "African Union Commission Chairperson": the title may have lost its first word
    apart = [m for m in organisations_in(text[:stop]) if not text[m.end : at].strip(" '’s")]
    return next((m.name for m in apart if m.start < at <= m.end + 3), None)
