"""Cuts the noun phrase that is a verb's subject out of a sentence, by clause boundaries and word lists.

There is no parser: what these rules cannot cut they leave alone. Spans are offsets in the text given, in which quoted
words are hidden.
"""

from __future__ import annotations

import re

from communique.language.cues import cued
from communique.language.offices import QUALIFIER
from communique.language.reporting import ANONYMOUS, DETERMINERS, DOCUMENTS, INSTITUTIONS, PRONOUNS, REPORTS, ROLES

__all__ = [
    "DAY",
    "FINITE",
    "MONTH",
    "Span",
    "first_subject",
    "leading",
    "singular",
    "speaks",
    "subject_before",
    "trimmed",
    "unmarked",
]

Span = tuple[int, int]

#: A finite verb, as far as its form shows it: an auxiliary, or a regular past tense that is no adjective.
FINITE = cued(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|shall|does|did|do|cannot|\w+n['’]t)\b"
    r"|(?<!\bpeople\s)(?<!\bperson\s)(?<!\bofficials\s)(?<!\bsources\s)(?<!\bsource\s)(?<!\bthose\s)(?<!\b[Aa]\s)(?<!\b[Aa]n\s)(?<!\b[Tt]he\s)(?<!\bbe\s)"
    r"(?<!-)\b(?!need|indeed|proceed|speed|seed|deed|united|unnamed)[a-z]{2,}ed\b(?!\s+(?:by|in)\b)"
)
# Past tenses that are neither participles nor nouns.
_IRREGULAR = cued(
    r"\b(?:ate|became|began|broke|came|chose|drew|drove|fell|flew|forgot|gave|grew|knew|rode|rose|sang|saw|shook|spoke"
    r"|stole|swore|threw|took|went|woke|wore|wrote)\b"
)
_BREAK = re.compile(r"[,;:\"()\[\]]|[—–]|(?<=\s)-(?=\s)")
_CONJUNCTION = re.compile(
    r"\b(?:that|what|which|who|whom|whose|and|but|or|where|when|while|whereas|as|because|although|though|if|"
    r"whether|until|than|yet|nor|so)\b",
    re.IGNORECASE,
)
#: The name of a weekday, as a regular expression.
DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
#: The name of a month, likewise.
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_FRONTED = re.compile(
    r"(?:in|on|at|during|after|before|for|with|by|from|following|despite|since|under|amid|over|through|throughout|upon|"
    r"within|without|ahead|according|earlier|later|last|next|this|that|while|when|as|because|although|though|if|among|"
    r"between|to|of|about|regarding|concerning|(?!(?:beijing|boeing|chongqing|downing|nanjing)\b|(?:acting|incoming|leading|outgoing)\s(?!an?\b|the\b|h)|(?-i:[A-Z])\w+ing$)[a-z]{2,}ing|asked"
    r"|(?:moments|minutes|hours|days|weeks|months|years)\s(?:ahead|after|before|earlier|later))\b",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"(?:however|also|and|but|then|later|yesterday|today|meanwhile|earlier|moreover|furthermore|nevertheless|still|"
    r"instead|additionally|finally|separately|there|here|now|yet|so|(?!(?:family|assembly|italy|sicily)\b)\w+ly|"
    rf"(?:on |last |this |early |late )?{DAY})\b[,\s]+"
    rf"|(?:in |on |last |this |earlier in |late in |early in )?{MONTH}\b[\s,\d]*",
    re.IGNORECASE,
)
_DATED = re.compile(
    rf"\s+(?:(?:late |early )?on\s+)?(?:{DAY}|(?<=on ){MONTH}\b.*)$"
    r"|\s+in (?:an?|its|his|her|their)\s(?:\w+\s)?(?:address|article|editorial|interview|letter|message|note|post"
    r"|speech|statement)\b[^,]*$"
)
# What stands between a subject and its verb: "- the foreign minister -", ", who arrived on Monday,".
_ASIDE = re.compile(
    r"(?:\s[—–-]\s[^—–]*?\s?[—–-]|,\s+(?:speaking|asking|addressing|declining|standing|briefing|"
    r"(?:quoting|citing)(?!\s(?:what|that)\b))\b[^,;:]*,|,\s+(?:who|which|whose)\b(?:[^,;:]|,(?!\s(?:and|but|while)\b))*,)$"
)
_DESCRIBED = re.compile(
    r"\b(?:an?|the|its|his|her|their)\s(?:[a-z-]+\s)?$|(?:(?<=\bfrom )|(?<=\bby )|(?<=\bwith ))[a-z-]+\s$"
)
_WHEN = re.compile(
    rf"(?:after|at|during|earlier|in|last|on|this)\s(?:(?:the|that|this)\s)?(?:[a-z]+|{DAY}|{MONTH}|\d{{4}})"
)
# "Britain, the Group of Seven," of "Britain, the Group of Seven and Peru": bodies in a row.
_LISTED = re.compile(
    r"(?:^|[.;:\"]\s|\bthat\s)(?P<first>(?:(?:[Tt]he\s)?[A-Z][\w’'-]*(?:\s(?:of\s)?[A-Z][\w’'-]*){0,3},\s)+)(?:and\s)?$"
)
_OPENING = re.compile(r"\b(?:but|while|whereas|although|though|yet)\b")  # another clause, with a subject of its own
_BETWEEN = re.compile(r"\bbetween\s(?:(?!\band\b)[^,;])*$")
_WORD = re.compile(r"(?:[^\W\d_]\.)+|[^\W_]+(?:['’\-–][^\W_]+)*['’]?")
_ADVERBS = frozenset({"now", "then"})  # they qualify an office only before it
_INNER = frozenset({"of", "for", "and", "to", "in"})
_NOUNS = ROLES | INSTITUTIONS | ANONYMOUS | REPORTS | DOCUMENTS | QUALIFIER
_HEADS = _NOUNS - QUALIFIER
_JOINING = _INNER | DETERMINERS | {"visiting"}
_LONGEST = 20


def singular(word: str) -> str:
    """The singular of a regular English noun, lower case and without possessive."""
    bare = re.sub(r"['’]s?$", "", word.strip(' ,."“”')).casefold()
    if bare in INSTITUTIONS or bare == "people":
        return bare
    if bare.endswith("men"):
        return f"{bare[:-2]}an"
    if bare.endswith("ies"):
        return f"{bare[:-3]}y"
    if bare.endswith(("sses", "shes", "ches", "xes")):
        return bare[:-2]
    return bare[:-1] if bare.endswith("s") and not bare.endswith("ss") else bare


def subject_before(text: str, end: int) -> Span | None:
    """The subject of a verb that starts at ``end``: the noun phrase right before it, apposition apart.

    None where no noun phrase stands there, as after "and", whose verb has the subject of an earlier one.
    """
    left = text[:end].rstrip()
    if left.endswith((",", "—", "–", ")", " -")):
        return _before_apposition(left)
    closest = _closest(left, _start_of_piece(left, len(left)))
    listed = _LISTED.search(left, 0, closest[0]) if closest and " and " in left[slice(*closest)] else None
    return (listed.start("first"), closest[1]) if closest and listed else closest


def first_subject(text: str, start: int = 0) -> Span | None:
    """The noun phrase that opens the main clause after ``start``, fronted adverbials skipped."""
    for piece in [*_BREAK.finditer(text, start), None]:
        end = piece.start() if piece else len(text)
        span = _stripped(text, start, end)
        if span and not _FRONTED.match(text, span[0]):
            found = leading(text, span)
            if found:
                return found
        start = piece.end() if piece else end
    return None


def leading(text: str, span: Span) -> Span | None:
    """The noun phrase with which ``span`` begins, adverbs before it skipped."""
    start, stop = _after_lead_in(text, span)
    end = None
    for match in _WORD.finditer(text, start, stop):
        word = match.group()
        if word.casefold() in PRONOUNS and match.start() == start:
            return match.span()
        if _is_nominal(word) and word not in _ADVERBS:
            end = match.end()
        elif word.casefold() not in _JOINING:
            break
    return (start, end) if end else None


def unmarked(text: str, span: Span) -> Span:
    """The first noun phrase in ``span``, cut after a common noun that a name follows ("officials Kim has left")."""
    start, end = leading(text, span) or span
    nouns = (m for m in re.finditer(r"[a-z]+(?=\s[A-Z])", text[start:end]) if singular(m.group()) in _HEADS)
    first = next(nouns, None)
    return (start, start + first.end()) if first else (start, end)


def trimmed(text: str, span: Span) -> Span | None:
    """The noun phrase in ``span`` without adverbials around it; None where nothing like a subject is left."""
    found = _stripped(text, *_after_lead_in(text, span))
    if found and _FRONTED.match(text, *found):
        found = _ending(text, found)
    dated = _DATED.search(text, *found) if found else None
    if found and dated:
        found = found[0], dated.start()
    if found is None or _has_verb(text, found) or len(text[found[0] : found[1]].split()) > _LONGEST:
        return None
    return found


def speaks(phrase: str) -> bool:
    """Whether a noun phrase names somebody or a body that can speak: "the minister", not "the need for talks"."""
    return any(singular(word) in _NOUNS - QUALIFIER for word in _WORD.findall(phrase))


def _has_verb(text: str, span: Span) -> bool:
    """Whether a finite verb stands in a span; a participle right before a noun is none ("recognised government")."""
    if _IRREGULAR.search(text, *span):
        return True
    for match in FINITE.finditer(text, *span):
        noun = _WORD.match(text, match.end() + 1, span[1])
        if noun is None or singular(noun.group()) not in _NOUNS or not text[: match.start()].endswith(("ly ", "s ")):
            return True
    return False


def _before_apposition(left: str) -> Span | None:
    """The subject in "X, the foreign minister," and in "the foreign minister, X,"."""
    aside = _ASIDE.search(left)
    if aside:
        return _closest(left[: aside.start()], _start_of_piece(left, aside.start()))
    last_end = len(left) - 1
    last_start = _start_of_piece(left, last_end)
    last = _stripped(left, last_start, last_end)
    if last is None:
        return None
    if left[last_start - 1 : last_start] != ",":
        return _closest(left[:last_end], last_start)
    before_start = _start_of_piece(left, last_start - 1)
    before = _closest(left[: last_start - 1], before_start)
    if before is None or _FRONTED.match(left[before[0] : before[1]]):
        return _closest(left[:last_end], last_start)
    described = left[before[0]].islower() and left[: before[0]].rstrip().endswith(",")
    named = subject_before(left, before_start - 1) if described else None
    if named and _is_name_like(left, named):
        return named
    return (before[0], last[1]) if _is_name_like(left, last) else before


def _start_of_piece(text: str, end: int) -> int:
    """Where the stretch without punctuation begins that ends at ``end``."""
    return max((mark.end() for mark in _BREAK.finditer(text, 0, end)), default=0)


def _closest(text: str, start: int) -> Span | None:
    """The noun phrase at the end of ``text``, from ``start`` on, that no conjunction separates from it."""
    for match in reversed(list(_CONJUNCTION.finditer(text, start))):
        word, rest = match.group().casefold(), text[match.end() :].strip()
        if not rest or (word in {"who", "which"} and (FINITE.match(rest) or _WHEN.fullmatch(rest))):
            return _antecedent(text, match.start()) if word in {"who", "which"} else None
        if word == "and" and _BETWEEN.search(text, start, match.start()):
            continue
        opening = max((m.end() for m in _OPENING.finditer(text, start, match.start())), default=start)
        if word != "and" or not _is_one_phrase(text, opening, match.start()):
            return trimmed(text, (match.end(), len(text)))
    return trimmed(text, (start, len(text)))


def _antecedent(text: str, end: int) -> Span | None:
    """What a relative pronoun at ``end`` stands for."""
    left = text[:end].rstrip().removesuffix(",")
    start = _start_of_piece(left, len(left))
    clause = _stripped(left, start, len(left))  # "the team was led by Ana Silva, who": the last one named
    last = _closest(left, start)
    if clause and (
        last is None or left[last[0] : last[1]].split()[0].casefold() in PRONOUNS
    ):  # "She saw Ana Silva, who"
        last = _ending(left, clause)
    described = _DESCRIBED.search(left, start, last[0]) if last else None  # "the new" of "the new Peruvian leader"
    return (described.start(), last[1]) if last and described else last


def _ending(text: str, span: Span) -> Span | None:
    """The noun phrase with which ``span`` ends, what is fronted before it left out."""
    words = list(_WORD.finditer(text, *span))
    keep = len(words)
    while keep and (
        _is_nominal(words[keep - 1].group()) or (keep < len(words) and words[keep - 1].group() in {"of", "for"})
    ):
        keep -= 1
    if keep == len(words):
        return None
    while keep and words[keep - 1].group().casefold() in DETERMINERS:
        keep -= 1
    while keep < len(words) and (words[keep].group() in {"of", "for"} or _FRONTED.fullmatch(words[keep].group())):
        keep += 1
    return (words[keep].start(), span[1]) if keep < len(words) else None


def _after_lead_in(text: str, span: Span) -> Span:
    start, end = span
    while lead := _LEAD_IN.match(text, start, end):
        start = lead.end()
    return start, end


def _stripped(text: str, start: int, end: int) -> Span | None:
    kept = text[start:end]
    begin = start + len(kept) - len(kept.lstrip())
    return (begin, begin + len(kept.strip())) if kept.strip() else None


def _is_one_phrase(text: str, start: int, end: int) -> bool:
    """Whether the words between two offsets are one noun phrase, so that "and" after them joins two subjects."""
    words = _WORD.findall(text, start, end)
    known = _JOINING | PRONOUNS
    return bool(words) and all(_is_nominal(word) or word.casefold() in known for word in words)


def _is_nominal(word: str) -> bool:
    if word.casefold() in DETERMINERS:
        return False
    return word[0].isupper() or singular(word) in _NOUNS or "-" in word or word.endswith(("'s", "’s"))


def _is_name_like(text: str, span: Span) -> bool:
    return all(word[0].isupper() for word in _WORD.findall(text, *span))
