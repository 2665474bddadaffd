"""Reads the office before or after a name, and the state or the body it is held for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.language.countries import countries_in, country_of, organisations_in
from communique.language.offices import (
    COURTESY,
    EVENTS,
    IN_TITLES,
    INSTITUTION,
    NEVER_IN_TITLE,
    NOT_A_NAME,
    OFFICE,
    QUALIFIER,
    RANK,
    SHORT_TITLES,
    TITLE_JOINERS,
    is_office,
)

__all__ = [
    "INITIALS",
    "POSSESSIVE",
    "REGNAL",
    "SUFFIX",
    "WHOLLY_INITIALS",
    "bare_office",
    "body_after",
    "body_of_title",
    "country_of_title",
    "home_after",
    "home_before",
    "kind_of_word",
    "opens_sentence",
    "state_in_brackets",
    "title_before",
    "title_in_brackets",
    "without_possessive",
]

INITIALS = r"(?:[A-Z]\.)+"
_WORD = re.compile(r"[^\s—–]+|[—–]")
_CAPITALS = re.compile(r"[A-Z]{4,}(?: [A-Z]{3,})* (?=[A-Z])")
_COURTESY_BEFORE = re.compile(
    r"(?:^|[\s,])((?:(?:Mrs?|Ms|Miss|Dr|Prof|Sir|Dame|Lord|(?<!First )Lady|Rt|Right|Hon|Hono(?:u)?rable|"
    r"Sheikh|Datuk|Dato|Datin|Seri|Sri|Setia|Awang|Pehin|Dayang|Tun|Haji|Hajah|Comrade|H\.?\s?E)\.?\s*)+)$"
)
POSSESSIVE = ("'s", "’s", "'", "’")
_STOPS = (";", ":", "?", "!", ',"', '."', ",”", ".”", "?”", "!”")
_DASHES = frozenset("-–")
_AHEAD, _FIELDS = 14, 5  # words of a title that is read from its end: of several offices, of the fields of one
_AND = frozenset(["and", "&"])
_ARTICLED = _AND | {"the"}
_COMPLEMENTED = re.compile(
    rf"\b((?:(?:{'|'.join(sorted(QUALIFIER))})\s+)*(?:{'|'.join(sorted(OFFICE))})"
    r"\s+(?:of|for|in|to|on)\s+(?:the\s+)?(?:[\w’'.-]+\s+){0,5}?[\w’'.-]+)$",
    re.IGNORECASE,
)
_SERVED = re.compile(
    r"^.*\b(?:aide|adviser|advisor|assistant|spokes\w+|office|wife|husband|son|daughter) (?:to|of|for) (?:the )?"
)
_OFFICE_OF = re.compile(r"^.*\b[Oo]ffice of (?:the )?(?=.)")
_LED_BY = re.compile(  # "initiative of Peru's President", "Ahead of President"
    r"^(?:(?P<noun>(?!(?:and|for|in|of|to)\b)[a-z][a-z-]+) |(?:Ahead|Because|Instead|Thanks) )(?:of|for|to) (?:the )?"
    r"(?=(?:former |then |acting )?[A-Z])"
)
_BODIES = frozenset(
    "agency assembly bank board bureau chamber committee council court department directorate embassy house institute "
    "league ministry office parliament party school secretariat state union university".split()
)
_HOLDS_NOW = re.compile(r"^(?:current|incumbent|visiting)\s+(?=\S)", re.IGNORECASE)
_POSSESSED = re.compile(r"^(?:[^,]*\s)?(?P<owner>[^\s,]+?)(?:['’]s|(?<=s)['’])\s+(?=\S)")
_GENERALS = frozenset(  # offices to which the last word of "Consul General" belongs
    "attorney auditor commissioner comptroller consul controller director governor inspector procurator prosecutor "
    "representative secretary solicitor surgeon".split()
)
_OF_A_GROUP = frozenset("children king people queen state veterans women worker workers youth".split())
# An ambassador to a state, or in its capital, is not its own; nor is what stands after "for" or "to", up to "of".
_DEALT_WITH = re.compile(
    r"\b(?:to|for|on|at|with)\b(?:(?!\bof\b)[^,])*$"
    r"|\b(?:ambassador|consul|consul-general|envoy|representative|attaché)\s+in\s+$",
    re.IGNORECASE,
)
REGNAL = re.compile(r"[IVX]{2,5}(?:['’]s?)?")  # of kings and popes
_PREPOSED = re.compile(r"\b(?:on|for|of|against)\s+$")
_SENT_THERE = re.compile(
    r"\b(?:UN|U\.N\.|United Nations)(?:['’]s?)? (?:[Dd]eputy )?(?:[Aa]mbassador|[Pp]ermanent [Rr]epresentative)\b"
)
_BODY_LENGTH = 20
_OF_A_CHURCH = re.compile(r"\b[Pp]ope\b")
_GERUND = 7  # letters at least; shorter ones are names as well
_IN_BRACKETS = re.compile(r" \((?P<state>[A-Z][^()]{2,60})\)")
SUFFIX = frozenset("jr sr ii iii iv".split())
WHOLLY_INITIALS = re.compile(INITIALS)
_BRACKETED = re.compile(r"\(([^()]{3,60})\)\s*$")
_OF_STATE = re.compile(r",?\s+of\s+(?:the\s+)?")
_BODY_BEFORE = re.compile(r"\b[A-Z]{2,6} $")
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


def body_after(text: str, end: int) -> str | None:
    """Return the international body that follows a name with "of": "Special Representative Ana Silva of the EU"."""
    of = _OF_STATE.match(text, end)
    bodies = organisations_in(text[of.end() : of.end() + _BODY_LENGTH * 2]) if of else ()
    return bodies[0].name if bodies and bodies[0].start == 0 else None


def title_before(text: str, start: int) -> tuple[str | None, bool]:
    """Return the office that ends right before ``start``, with its nationality, and whether a courtesy title is."""
    left = _without_dateline(text[:start].rstrip(" \u00a0"))
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
        [w.group() for w in words[keep : keep + _AHEAD]],
    ):
        keep -= 1
    states = {m.start for m in countries_in(left)}
    while keep < len(words) and words[keep].start() not in states and not _starts_title(words[keep].group()):
        keep += 1
    keep += _is_verb([word.group() for word in words[keep:]])
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
    phrase = _without_bearer(_OFFICE_OF.sub("", phrase))
    fits = is_office(phrase) and (last not in TITLE_JOINERS) and not last.endswith(POSSESSIVE)
    return (phrase if fits else None), bool(courtesy)


def _without_dateline(left: str) -> str:
    """Return what stands before a name, a place in capitals that opens it blanked: "LIMA U.S. Secretary of State"."""
    place = _CAPITALS.match(left)
    return " " * place.end() + left[place.end() :] if place and countries_in(place.group().title()) else left


def _without_bearer(phrase: str) -> str:
    """Return an office without the noun that is only owned by it: "the initiative of the Peruvian President"."""
    led = _LED_BY.match(phrase)
    noun = (led["noun"] or "") if led else ""
    if not led or noun in _BODIES or noun.rpartition("-")[2] in OFFICE or not is_office(phrase[led.end() :]):
        return phrase
    return phrase[led.end() :]


def bare_office(role: str) -> str:
    """Return an office alone: not whose it is, that it is held now, or the rank: "Silva's current envoy General"."""
    owner = _POSSESSED.match(role)
    if owner and owner["owner"].casefold() not in _OF_A_GROUP and is_office(role[owner.end() :]):
        role = role[owner.end() :]
    now = _HOLDS_NOW.sub("", role)
    return _without_rank(now if is_office(now) else role)


def _without_rank(role: str) -> str:
    words = role.split()
    while words and words[-1].strip(".").casefold() in RANK:
        words.pop()
    office = " ".join(words)
    return office if is_office(office) and words[-1].casefold() not in _GENERALS else role


def _belongs_to_title(word: str, previous: str, following: Sequence[str]) -> bool:
    bare = _bare(word)
    if _ends_before(word, following) or (bare == "the" and previous.casefold() not in TITLE_JOINERS):
        return False  # "In Riga the UN envoy"
    if word in _DASHES:  # "First Deputy Prime Minister - Minister of Economy"
        return previous.casefold() in OFFICE and any(each.casefold() in OFFICE for each in following)
    if word.endswith(")"):
        return word.startswith("(") and word.strip("()").isupper()
    if bare == "and":
        return _joins(previous, following[:_FIELDS])
    known = bare in QUALIFIER or bare in INSTITUTION or bare in {"of", "for", "the", "to", "&", "at", "on"}
    return known or bare.rpartition("-")[2] in OFFICE or (word[:1].isupper() and bare not in NEVER_IN_TITLE)


def _ends_before(word: str, following: Sequence[str]) -> bool:
    """Tell whether a stop ends what stands before a title, or a comma that lists nothing in it."""
    listed = word.endswith(",") and bool(following) and not _listed(following) and not _holds_more(word, following)
    return word.endswith(_STOPS) or listed


def _joins(previous: str, following: Sequence[str]) -> bool:
    """Tell whether "and" joins two parts of one title: "Law and Justice", "for Sustainability and the Environment"."""
    earlier = previous.strip(",.").casefold()
    if earlier in OFFICE and previous[:1].islower() and following and following[0][:1].isupper():
        return False  # "the prime minister and Foreign Minister Silva" are two
    if earlier not in SUFFIX and earlier in IN_TITLES:
        return True
    headless = not any(each.strip(".,").casefold() in OFFICE for each in following)
    return headless and previous[:1].isupper() and bool(following)


def _listed(following: Sequence[str]) -> bool:
    """Tell whether a comma separates items inside one office ("for Population, Refugees, and Migration")."""
    following = following[:_FIELDS]
    joined = not _AND.isdisjoint(following)
    capitals = all(word[:1].isupper() or word in _ARTICLED for word in following[:3])
    return joined and capitals and any(word.strip(",").casefold() in INSTITUTION for word in following)


def _holds_more(word: str, following: Sequence[str]) -> bool:
    """Tell whether a comma separates offices of one person ("Deputy Prime Minister, Minister for Law and Minister")."""
    if word[:1].islower() or word.strip(",").casefold() not in OFFICE or following[0][:1].islower():
        return False
    heads = [i for i, each in enumerate(following) if each.strip(".,").casefold() in OFFICE]
    return len(heads) > 1 and heads[0] <= 1 and not _AND.isdisjoint(following[heads[0] : heads[-1]])


def _is_verb(title: Sequence[str]) -> bool:
    """Tell whether a word in small letters before a title in capitals is none of it: "to press President Silva"."""
    bare = title[0].casefold() if len(title) > 1 and title[0].islower() and title[1][:1].isupper() else ""
    return bare in INSTITUTION and bare not in QUALIFIER and title[1].casefold() in OFFICE


def _bare(word: str) -> str:
    return without_possessive(word.strip('()"“”,')).strip(".").casefold().removeprefix("then-").removeprefix("ex-")


def _starts_title(word: str) -> bool:
    bare = _bare(word)
    if bare.rpartition("-")[2] in OFFICE or bare in QUALIFIER:
        return True
    return (word[:1].isupper() and bare not in _NO_TITLE) or (bare in INSTITUTION and bare not in EVENTS)


def country_of_title(text: str, phrase: str, start: int) -> str | None:
    """Return the state an office is held for: named in the title, or in a possessive right before it."""
    if _OF_A_CHURCH.search(phrase):  # "Argentine Pope A" acts for no state of birth
        return None
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
    if _SENT_THERE.search(text, max(0, at - _BODY_LENGTH), start):  # who is "UN ambassador" is a state's
        return None
    if within or at < 0:
        return within
    stop = at + len(phrase)  # "African Union Commission Chairperson": the title may have lost its first word
    apart = [m for m in organisations_in(text[:stop]) if not text[m.end : at].strip(" '’s")]
    return next((m.name for m in apart if m.start < at <= m.end + 3), None)
