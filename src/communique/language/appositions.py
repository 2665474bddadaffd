"""Reads the office that stands after a name: in apposition to it, said of it, or in a list of offices and names."""

from __future__ import annotations

import re

from communique.language.countries import countries_in
from communique.language.cues import cued
from communique.language.offices import IN_TITLES, NOT_A_NAME, OFFICE, TITLE_JOINERS, is_office
from communique.language.titles import kind_of_word

__all__ = ["home_apposed", "title_after", "titles_lead"]

_APPOSITION = re.compile(
    r"(?:,? [A-Z]{2,4}(?=,))?\s*(?:,|\(|—|–|-\s)\s*(?:who (?:is|was|serves as) (?:also )?)?"
    r"(?:the |a |an |his |her |its )?"
    r"((?!\s*(?:and|but|or|while|as|when|where|after|before|until|according|citing|quoting)\b)"
    r"(?:[^,;.()—–\n]|\.(?=\w|\s[a-z])|(?<=\.[A-Z])\.){3,110}?)(?=\s*(?:[,;()—–\n]|(?<!\.[A-Z])\.(?!\w|\s[a-z])|$|"
    r"\s(?:who|that|said|says|told|was|is|has|had|will|and|in an?)\b))"
)
_NO_HOLDER = re.compile(
    r"^(?:not|never|no longer)\b|\b(?:critic|opponent|rival|friend|ally|supporter|follower|fan|victim) of\b"
    r"|\b(?:brother|sister|son|daughter|wife|husband|widow|father|mother|cousin|nephew|niece|uncle|aunt|friend|rival)$",
    re.IGNORECASE,
)
_APPOINTED = re.compile(r"^(?!(?:not|never)\b)(?:[\w-]+ ){0,3}(?:appointed|named|elected)(?: as)? (?:the )?(?=\S)")
_FIRST_OF_ITS = re.compile(r"^first (?=[A-Z])")  # "became the first Peruvian president to visit"
_AND_TITLE = re.compile(
    r"\s+and (?:an?|the) ((?:[^,.;:()\"“”]|(?<=\b[A-Z])\.){3,60}?)(?=[,;()\"“”]|(?<!\b[A-Z])\.(?:\s|$))"
)
_AND_MORE = re.compile(
    r"(?P<fields>(?:, [\w-]+(?: [\w-]+)?){0,3}),? (?:and|&) (?P<last>(?:[\w-]+ ){0,5}[\w-]+)"
    r"(?=\s*(?:[,;()—–\n\"”]|\.(?:\s|$)|$|\s(?:who|said|says)\b))"
)
_PREDICATE = re.compile(
    r"\s+(?:(?:is|was|has been|had been) (?:appointed|named|elected|re-elected|sworn in)(?: as)?|"
    r"is|was|became|becomes|has become|serves as|served as|resigned as|took office as)\s+(?:the |an? |his |her )?"
    r"((?:(?! to [a-z]+ (?!East\b))[^,.;:()\"“\n]){3,60}?)"
    r"(?=\s*(?:[,.;:()\"”\n]|$|\s(?:and|on|after|when|who|from|until|during|since|at|in \d|to [a-z]\w*)\b))"
)
_NEXT_LISTED = re.compile(r", ([^,.;:()]{5,90}?), (?:and )?(?:(?:Mrs?|Ms|Dr|Prof)\.? )?[A-Z][\w.’'-]* [A-Z]")
_DETERMINED = re.compile(r"(?:[A-Z][\w-]+(?: [A-Z][\w-]+)*['’]s?|\b[Tt]he) $")
_REPLACED = cued(r"\b(?:with|(?:replac|succeed)(?:es?|s|ed|ing)) (?:[A-Z][\w.’'-]*\s?){1,4}$")
_AS_OFFICE = re.compile(r"\s+as (?:the )?([^,.;:()]{3,60}?)(?=[,.;:()]|$|\s(?:in|on|last|after|earlier|this|when)\b)")
_ROLE_BREAK = cued(
    r"^(?:arrived|attended|briefed|called|flew|held|hosted|left|met|opened|received|signed|toured|visited|welcomed)\b|"
    r"\b(?:by|said|says|told|was|were|is|are|has|had|have|will|would|which|that|who|where)\b"
)
_OTHERS = re.compile(r"\s(?:his|her|its|their)\s")


def home_apposed(text: str, end: int, office: str | None) -> str | None:
    """Return the state that follows an apposed office: "Ana Silva, Minister for Trade, Republic of Peru"."""
    at = text.find(office, end) if office else -1
    rest = text[at + len(office) :] if office and at > 0 else ""
    first = next(iter(countries_in(rest[:60])), None) if rest.startswith(", ") else None
    return first.code if first and first.kind == "name" and first.start <= len(", Federal ") else None


def title_after(text: str, end: int) -> str | None:
    """Return the office in apposition to the name that ends at an offset, or said of it ("is", "was appointed")."""
    match = _APPOSITION.match(text, end) or _PREDICATE.match(text, end) or _succeeded(text, end)
    if not match:
        return None
    phrase = _APPOINTED.sub("", _FIRST_OF_ITS.sub("", match.group(1).strip()))
    more = None if is_office(phrase) else _AND_TITLE.match(text, match.end())
    phrase = more[1] if more else phrase + _goes_on(text, match.end())
    if (
        _NO_HOLDER.search(phrase)
        or _ROLE_BREAK.search(phrase)
        or _OTHERS.search(phrase)
        or not is_office(phrase)
        or _titles_another(phrase)
    ):
        return None
    return phrase


def titles_lead(text: str, at: int, end: int) -> bool:
    """Tell whether each office stands before its name in a list: "Peru's president, Ana Silva, Chile's minister, Juan".

    Args:
        text: a sentence.
        at: where the office before a name begins.
        end: where the name ends.
    """
    following = _NEXT_LISTED.match(text, end)
    if not following or not is_office(following[1]):
        return False
    lead = _DETERMINED.sub("", text[:at]).rstrip()
    if not lead.endswith(","):
        return True
    listed = lead.rstrip(",").split(", ")[::-1]
    pairs = 0
    while len(listed) > 2 * pairs + 1 and not is_office(listed[2 * pairs]) and is_office(listed[2 * pairs + 1]):
        pairs += 1
    return len(listed) <= 2 * pairs or is_office(listed[2 * pairs])


def _succeeded(text: str, end: int) -> re.Match[str] | None:
    """Return the office somebody is or was in: "replaced Ana Silva as president", "with Ana Silva as president"."""
    name = _REPLACED.search(text, 0, end)
    return _AS_OFFICE.match(text, end) if name and name.end() == end else None


def _goes_on(text: str, at: int) -> str:
    """Return what "and" joins to the office that ends at an offset: "Minister for Law and Justice", or another one."""
    more = _AND_MORE.match(text, at)
    words = " ".join(more.group("fields", "last")).casefold().replace(",", " ").split() if more else []
    known = all(word in IN_TITLES or word in TITLE_JOINERS for word in words)
    return more.group() if more and known and words[-1] not in NOT_A_NAME else ""


def _titles_another(phrase: str) -> bool:
    """Tell whether the office in a phrase belongs to a name that follows it ("In Lagos, Ambassador Obi ...")."""
    words = phrase.split()
    heads = [i for i, word in enumerate(words) if word.strip(".,").casefold() in OFFICE]
    following = words[heads[-1] + 1] if heads and heads[-1] + 1 < len(words) else ""
    return following[:1].isupper() and kind_of_word(following, 0, len(following), (), first=False) == "name"
