"""Reads the office before or after a name, and the state or the body it is held for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.language.countries import countries_in, country_of, organisations_in
from communique.language.cues import cued
from communique.language.offices import (
    COURTESY,
    EVENTS,
    INSTITUTION,
    NEVER_IN_TITLE,
    NOT_A_NAME,
    OFFICE,
    QUALIFIER,
    SHORT_TITLES,
    is_office,
)

__all__ = [
    "INITIALS",
    "POSSESSIVE",
    "REGNAL",
    "SUFFIX",
    "WHOLLY_INITIALS",
    "body_of_title",
    "country_of_title",
    "home_after",
    "home_apposed",
    "home_before",
    "kind_of_word",
    "opens_sentence",
    "state_in_brackets",
    "title_after",
    "title_before",
    "title_in_brackets",
    "without_possessive",
]

INITIALS = r"(?:[A-Z]\.)+"
_WORD = re.compile(r"[^\s—–]+|[—–]")
_COURTESY_BEFORE = re.compile(
    r"(?:^|[\s,])((?:(?:Mrs?|Ms|Miss|Dr|Prof|Sir|Dame|Lord|(?<!First )Lady|Rt|Right|Hon|Hono(?:u)?rable|"
    r"Sheikh|Datuk|Dato|Datin|Seri|Sri|Setia|Awang|Pehin|Dayang|Tun|Haji|Hajah|Comrade|H\.?\s?E)\.?\s*)+)$"
)
POSSESSIVE = ("'s", "’s", "'", "’")
_JOINERS = frozenset(["of", "for", "to", "and", "the", "&", "at", "on", "in"])
_APPOSITION = re.compile(
    r"(?:,? [A-Z]{2,4}(?=,))?\s*(?:,|\(|—|–|-\s)\s*(?:who (?:is|was|serves as) )?(?:the |a |an |his |her |its )?"
    r"((?!\s*(?:and|but|or|while|as|when|where|after|before|according|citing|quoting)\b)"
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
_SERVED = re.compile(
    r"^.*\b(?:aide|adviser|advisor|assistant|spokes\w+|office|wife|husband|son|daughter) (?:to|of|for) (?:the )?"
)
_OFFICE_OF = re.compile(r"^.*\b[Oo]ffice of (?:the )?(?=.)")
_OTHERS = re.compile(r"\s(?:his|her|its|their)\s")
_ROLE_BREAK = cued(
    r"^(?:arrived|attended|briefed|called|flew|held|hosted|left|met|opened|received|signed|toured|visited|welcomed)\b|"
    r"\b(?:by|said|says|told|was|were|is|are|has|had|have|will|would|which|that|who|where)\b"
)
# An ambassador to a state, or in its capital, is not its own; nor is what stands after "for" or "to", up to "of".
_DEALT_WITH = re.compile(
    r"\b(?:to|for|on|at|with)\b(?:(?!\bof\b)[^,])*$"
    r"|\b(?:ambassador|consul|consul-general|envoy|representative|attaché)\s+in\s+$",
    re.IGNORECASE,
)
REGNAL = re.compile(r"[IVX]{2,5}(?:['’]s?)?")  # of kings and popes
_PREPOSED = re.compile(r"\b(?:on|for|of|against)\s+$")
_GERUND = 7  # letters at least; shorter ones are names as well
_IN_BRACKETS = re.compile(r" \((?P<state>[A-Z][^()]{2,60})\)")
SUFFIX = frozenset("jr sr ii iii iv".split())
WHOLLY_INITIALS = re.compile(INITIALS)
_BRACKETED = re.compile(r"\(([^()]{3,60})\)\s*$")
_OF_STATE = re.compile(r",?\s+of\s+(?:the\s+)?")
_BODY_BEFORE = re.compile(r"\b[A-Z]{2,6} $")
_IN_TITLES = OFFICE | INSTITUTION | NOT_A_NAME | QUALIFIER
_NO_TITLE = NOT_A_NAME | COURTESY


def without_possessive(word: str) -> str:
    """Return a word without the ending of a possessor."""
    ending = next(filter(word.endswith, POSSESSIVE), "")
    return word.removesuffix(ending)


def opens_sentence(text: str, at: int) -> bool:
    """Tell whether nothing but quotation marks and brackets stands before an offset."""
    return not text[:at].strip(" \"'“”‘’([")


def kind_of_word(text: str, start: int, end: int, places: Sequence[tuple[int, int]], *, first: bool) -> str:
    """Tell what a capitalised word is: part of a name, or else of a place, an office, an institution or its field."""
    word = without_possessive(text[start:end]).strip(".").casefold()
    if any(a <= start and end <= b + 2 for a, b in places):
        return "place"
    parts = word.split("-")
    if WHOLLY_INITIALS.fullmatch(text, start, end) or (not first and REGNAL.fullmatch(text[start:end])):
        return "institution" if organisations_in(text[start:end]) else "name"
    if word in OFFICE or word in COURTESY or text[start:end] in SHORT_TITLES or parts[-1] in OFFICE:
        return "office"
    if word in QUALIFIER or word in NOT_A_NAME or (first and word.endswith(("ing", "ly"))):
        return "other"
    if word in INSTITUTION or (text[start:end].isupper() and len(word) > 2 and "." not in text[start:end]):
        return "institution"
    field = word.endswith("ing") and len(word) >= _GERUND and _PREPOSED.search(text, 0, start)
    return "field" if field else "name"


def home_apposed(text: str, end: int, office: str | None) -> str | None:
    """Return the state that follows an apposed office: "Ana Silva, Minister for Trade, Republic of Peru"."""
    at = text.find(office, end) if office else -1
    rest = text[at + len(office) :] if office and at > 0 else ""
    first = next(iter(countries_in(rest[:60])), None) if rest.startswith(", ") else None
    return first.code if first and first.kind == "name" and first.start <= len(", Federal ") else None


def home_before(text: str, start: int) -> str | None:
    """Return the state that a name without a title is given as a possessor: "Peru's Ana Silva"."""
    states = [m for m in countries_in(text[:start]) if m.kind == "name" and text[m.end : start] in {"'s ", "’s "}]
    return states[-1].code if states else None


def state_in_brackets(text: str, end: int) -> str | None:
    """Return the state that alone stands in brackets after a name: "Ms. Olsen (Denmark)"."""
    inside = _IN_BRACKETS.match(text, end)
    return country_of(inside["state"]) if inside else None


def title_in_brackets(text: str, start: int) -> str | None:
    """Return the office that stands in brackets before a name: "(Polish Trade Minister) Jan Nowak"."""
    inside = _BRACKETED.search(text[:start]) if ")" in text[:start] else None
    return inside[1] if inside and is_office(inside[1]) else None


def home_after(text: str, end: int) -> tuple[int, str | None]:
    """Return the state that follows a titled name with "of", and where it ends."""
    of = _OF_STATE.match(text, end)
    if of:
        first = next((m for m in countries_in(text[of.end() : of.end() + 60]) if m.start <= 4), None)
        if first and first.kind == "name":
            return of.end() + first.end, first.code
    return end, None


def title_before(text: str, start: int) -> tuple[str | None, bool]:
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
    body = _BODY_BEFORE.search(left, 0, words[keep].start()) if phrase and not is_office(phrase) else None
    if body:  # "NATO chief" is an office by its body
        phrase = body.group() + phrase
    if apposed and not is_office(phrase):
        complemented = _COMPLEMENTED.search(left.removesuffix(","))
        phrase = complemented.group(1) if complemented else ""
    if apposed:
        phrase = served if is_office(served := _SERVED.sub("", phrase)) else phrase
    last = words[-1].group().strip(",.").casefold() if words else ""
    phrase = _OFFICE_OF.sub("", phrase)
    fits = is_office(phrase) and (last not in _JOINERS) and not last.endswith(POSSESSIVE)
    return (phrase if fits else None), bool(courtesy)


def _belongs_to_title(word: str, previous: str, following: Sequence[str]) -> bool:
    bare = without_possessive(word.strip('()"“”,')).strip(".").casefold()
    if word.endswith((";", ":", "?", "!", ',"', '."', ",”", ".”", "?”", "!”")) or (
        word.endswith(",") and following and not _listed(following)
    ):
        return False
    if bare == "the" and previous.casefold() not in _JOINERS:  # "In Riga the UN envoy"
        return False
    if word.endswith(")"):
        return word.startswith("(") and word.strip("()").isupper()
    if bare == "and":
        return _joins(previous, following)
    known = bare in QUALIFIER or bare in INSTITUTION or bare in {"of", "for", "the", "to", "&", "at", "on"}
    if known or bare.rpartition("-")[2] in OFFICE:
        return True
    return word[:1].isupper() and bare not in NEVER_IN_TITLE


def _joins(previous: str, following: Sequence[str]) -> bool:
    """Tell whether "and" joins two parts of one title: "Law and Justice", "for Sustainability and the Environment"."""
    earlier = previous.strip(",.").casefold()
    if earlier not in SUFFIX and earlier in _IN_TITLES:
        return True
    headless = not any(each.strip(".,").casefold() in OFFICE for each in following)
    return headless and previous[:1].isupper() and bool(following)


def _listed(following: Sequence[str]) -> bool:
    """Tell whether a comma separates items inside one office ("for Population, Refugees, and Migration")."""
    joined = [word for word in following if word in {"and", "&"}]
    capitals = all(word[:1].isupper() or word in joined for word in following[:3])
    return bool(joined) and capitals and any(word.strip(",").casefold() in INSTITUTION for word in following)


def _starts_title(word: str) -> bool:
    bare = without_possessive(word.strip('()"“”,')).strip(".").casefold()
    if bare.rpartition("-")[2] in OFFICE or bare in QUALIFIER:
        return True
    return (word[:1].isupper() and bare not in _NO_TITLE) or (bare in INSTITUTION and bare not in EVENTS)


def title_after(text: str, end: int) -> str | None:
    """Return the office in apposition to the name that ends at an offset, or said of it ("is", "was appointed")."""
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
    return following[:1].isupper() and kind_of_word(following, 0, len(following), (), first=False) == "name"


def country_of_title(text: str, phrase: str, start: int) -> str | None:
    """Return the state an office is held for: named in the title, or in a possessive right before it."""
    named = countries_in(phrase)
    if len(named) > 1 and named[-1].kind == "demonym" and phrase[named[-2].end : named[-1].start] == " of ":
        return named[-1].code  # "the visit to Riga of Peruvian President A"
    own = next((m.code for m in named if not _DEALT_WITH.search(phrase[: m.start])), None)
    if own:
        return own
    at = text.rfind(phrase, 0, start)
    if at > 0:
        nearby = [m for m in countries_in(text[:at]) if text[m.end : at].strip() in {"'s", "’s", "", "'", "’", ")"}]
        if nearby:
            return nearby[-1].code
    return None


def body_of_title(text: str, phrase: str, start: int) -> str | None:
    """Return the international body an office is in: named in the title, or right before it."""
    within = next((m.name for m in organisations_in(phrase) if not _DEALT_WITH.search(phrase[: m.start])), None)
    at = text.rfind(phrase, 0, start)
    if within or at < 0:
        return within
    stop = at + len(phrase)  # "African Union Commission Chairperson": the title may have lost its first word
    apart = [m for m in organisations_in(text[:stop]) if not text[m.end : at].strip(" '’s")]
    return next((m.name for m in apart if m.start < at <= m.end + 3), None)
