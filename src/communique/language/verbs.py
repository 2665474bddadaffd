"""Reads the reporting verbs of one sentence: whether a verb form reports here, whose words, and which words.

Works on masked text, in which quoted words are hidden, by English word order: the subject stands before the verb as far
as the last clause boundary, or after it where a quotation comes first; the reported words follow, or come before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from communique.language.cues import cued
from communique.language.nounphrases import DAY, FINITE, Span, first_subject, subject_before, trimmed
from communique.language.quotes import HIDDEN
from communique.language.reporting import (
    ADDRESSED,
    COMMENTING,
    DETERMINERS,
    FORMS,
    MODALS,
    NOUN_LIKE,
    PRONOUNS,
    WILLING,
    WITHHOLDING,
    Form,
    Frame,
)

__all__ = ["Report", "verb_reports"]


@dataclass(frozen=True, slots=True)
class Report:
    """One report in a sentence; offsets in the sentence.

    Attributes:
        cue: span of the words that report.
        lemma: the verb, or the phrase itself.
        frame: what kind of verb it is; None for a phrase such as "according to".
        subject: span of the words for the speaker; None where there are none ("reportedly").
        shared: whether the subject stands before an earlier verb ("met X and thanked Y").
        content: span of what is reported; empty, at the end, where it only introduces the next sentence.
        denied: whether the report itself is negated ("did not say").
        strong: whether complement and subject leave no doubt that this reports.
    """

    cue: Span
    lemma: str
    frame: Frame | None
    subject: Span | None
    shared: bool
    content: Span
    denied: bool
    strong: bool


@dataclass(frozen=True, slots=True)
class _Verb:
    """A form of a reporting verb with its auxiliaries and adverbs: where it stands, where they begin, what they are."""

    form: Form
    word: Span
    start: int
    helpers: frozenset[str]

    @property
    def denied(self) -> bool:
        return any(word in {"not", "never", "neither"} or word.endswith(("n't", "n’t")) for word in self.helpers)

    @property
    def participle(self) -> bool:
        """Whether it is an "-ing" without auxiliary, which has no subject of its own."""
        return self.form.tense == "ing" and not self.helpers & _BE


_ADVERB = (
    r"also|again|already|always|earlier|ever|further|however|initially|instead|just|later|long|meanwhile|neither|moreover|"
    r"nevertheless|now|often|once|only|previously|rather|recently|since|so|still|subsequently|then|therefore|today|too|"
    r"yesterday|jointly|both|all|each|not|never|(?!(?:July|Italy|Sicily)\b)\w+ly"
)
_FINITE_AUXILIARY = r"has|have|had|is|are|was|were|did|does|do|will|would|shall|can|could|may|might|must|should"
_VERB_GROUP = re.compile(
    rf"(?:(?<![\w'’-])(?:{_ADVERB}|{_FINITE_AUXILIARY}|be|been|being|to|\w+n['’]t|on \w+day)\s+"
    rf"|,\s*(?:{_ADVERB}),\s+)*$",
    re.IGNORECASE,
)
_HELPER = re.compile(  # the last word of such a group, with what marks stand around it
    rf"(?:.*[^\w'’-])?(?:{_ADVERB}|{_FINITE_AUXILIARY}|be|been|being|to|\w+n['’]t|\w+day),?", re.IGNORECASE
)
_AUXILIARY_NEXT = re.compile(rf"\s+(?:{_FINITE_AUXILIARY})\b")
_WHAT = cued(r"\b(?:what|which|that|who)\s+(?:[\w’'-]+\s+){1,5}$")  # "what Peru said was a mistake"
_HELPERS = re.compile(r"[\w'’]+")
_BE = frozenset(["is", "are", "was", "were", "be", "been", "being"])
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_RESUMED = cued(r"\b(?:continue[sd]?|went on|gone on|goes on|proceed(?:s|ed))\s+$")
_QUOTED_AS = cued(r"\b(?:is|was|were|been)\s+(?:quoted|cited|reported)\s+(?:\w+\s+)?(?:by\s+[^,;\"]{2,60}\s+)?as\s+$")
_QUOTES_AS = cued(r"\b(?:quot|cit)(?:ed|es|ing)\s+(?P<who>[^,;\"]{2,90}?)\s+(?:as\s+)?$")
_FRONTING = re.compile(r"(?:(?:while|by|in|after|before|when|without)\s+)?(?:\w+ly\s+)?", re.IGNORECASE)
_HEARSAY_NOUN = cued(
    r"\b(?P<noun>reports|rumou?rs|evidence|data|documents)\s+(?:(?:have |has )?emerged\s+)?$", re.IGNORECASE
)
_ABSOLUTE = re.compile(r"\b(?:with|despite)\s+(?P<who>[^,;:\"]+)$")
_MEANWHILE = re.compile(r"\b(?:after|by|while)$")
_STATEMENT = re.compile(r"\b(?:statement|resolution|letter|note|report|speech|message|post)s?(?: of [a-z]+)?$")
_COORDINATED = re.compile(r"(?:\b(?:and|but|then|or)|[,;—–]|,\")$")
_AFTER_QUOTE = re.compile(
    rf"(?:\s+(?:on\s+)?{DAY}\b)?(?:,\s+in\s+[A-Z]\w+)?,?"
    r"\s+(?P<np>(?:(?:the|an?|one|his|her)\s+)?[^\W\d_][^,.;:\"]*?(?:\.(?=\s?[A-Z])[^,.;:\"]*?)*)"
    r"(?=[,.;:\"]|$|\s(?:to|in|on|at|during|after|about|when|while|as|with|who|via|late|early|yesterday|today)\b)"
)
_APPOSED_NAME = re.compile(r",(?:\s+[A-Z][\w.'’-]*){2,4}(?=[.,;]|$)")
_CLAUSE = re.compile(rf"[^;\"]{{0,90}}?(?:{FINITE.pattern}|\b(?:it|he|she|they|we|there)\b)")
_THAT = re.compile(
    r"(?:[^,;:\"]{0,90}?|,[^,;:\"]{0,60},)\s(?P<word>that|how|whether|why|what)\b"
    r"(?!\s+(?:day|week|month|year)\b|\s+\w+[.,;]?\s*$)"
)
_NOT_ADDRESSEE = re.compile(r"\b(?:and|against|but|they|he|she|it)\b")
_ADVERBIAL_LINK = re.compile(
    r"\s*,|\s+(?:to|in|on|with|at|during|after|again|earlier|later|today|yesterday|\w+ly|\w+day|that|how|whether|why|what)\b"
)
_ADVERBIAL = re.compile(
    r"[\s,]*(?:(?:on|in|at|during|after|before|to|of|for|from|via|by|late|early|earlier|last|this|when|while|as|through|"
    r"about|regarding|concerning)\b[^\"]*|\w+ly|today|yesterday|\w+day)?[\s.,;:!?]*",
    re.IGNORECASE,
)
_PARTICIPIAL = re.compile(r",\s+\w+ing\b[^\"]*$")
_NEXT_CLAUSE = re.compile(r"(?:;|,\s+(?:and|but|while|whereas|although|though))\s.*$")
_NOTHING = re.compile(r"\s+(?:nothing|little|no more|so)\b")
_DATED = re.compile(rf"\s+(?:(?:late |early )?on )?{DAY}(?:\s+(?:morning|afternoon|evening|night))?(?:\s+that)?\b")
_BEFORE_QUOTE = re.compile(r"[^\";]{0,80}?[:,]\s*(?=\")")
_RESUMED_QUOTE = re.compile(r"[^\";]{0,40}[,.:]\s*\"")
_NOUN_BEFORE = cued(r"\b(?:a|an|the|this|that|such|its|our|your|my|no)\s$", re.IGNORECASE)  # "on that claim"
_QUOTER = cued(r"\s*[^\",]{1,40}\b(?:quot|cit)(?:ed|es|ing)\s*$")
_VENUE = re.compile(
    r"\s+(?:the|his|her|its|their|this|an?)\s+(?:\w+\s+)?(?:news|announcements?|remarks?|comments?|statements?|speech)\b"
)
_INTRODUCED_QUOTE = re.compile(r"[:,]\s*\"")
_GUEST = re.compile(
    r"(?:\b(?:[Hh]e|[Ss]he|[Tt]hey|who|minister|president|delegation|guest|envoy|leader)|\b[A-Z][\w’'-]+)\s+$"
)
_THIS = re.compile(r"(?:This|It)\s")
_PASSIVE = re.compile(
    r"\s+(?:\w+ )?(?:in [^,.;]{3,40}? )?by "
    r"(?P<who>[^,;:.\"]+?(?=\s+(?:on|in|at|for|as|over|after|during)\b|[,;:.\"]|$))"
)
_SHORTEST_CLAUSE = 15
_REACH = 160  # characters before a verb in which its auxiliaries are looked for
_MOST_VERBS = 25  # in one sentence; prose has fewer


def verb_reports(text: str) -> Iterator[Report]:
    """The reports that the verbs of one sentence make, in order."""
    main: Span | None = None
    for match in islice((m for m in _WORD.finditer(text) if m.group() in FORMS), _MOST_VERBS):
        verb = _verb(text, match.span(), FORMS[match.group()])
        report = _report(text, verb, main) if verb else None
        if report:
            main = report.subject
            yield report


def _verb(text: str, word: Span, form: Form) -> _Verb | None:
    """The verb group at ``word``; None where it is a noun, is not yet said, or lacks what must follow it."""
    near = max(0, word[0] - _REACH)
    if _NOUN_BEFORE.search(text, near, word[0]):
        return None
    before = text[near : word[0]].rsplit(maxsplit=1)
    group = _VERB_GROUP.search(text, near, word[0]) if before and _HELPER.fullmatch(before[-1]) else None
    start = group.start() if group else word[0]
    start += len("Both ") if text.startswith("Both ", start) else 0  # the subject, where it opens a sentence
    helpers = frozenset(_HELPERS.findall(text[start : word[0]].casefold()))
    verb = _Verb(form, word, start, helpers)
    parted = _AUXILIARY_NEXT.match(text, word[1]) and not _WHAT.search(text, near, start)
    if parted or (form.follows and not form.follows.match(text, word[1])):
        return None
    if helpers & MODALS and not (verb.denied and form.lemma in WITHHOLDING):
        return None
    resumed = (_RESUMED if "to" in helpers else _QUOTED_AS).search(text, near, start)
    if resumed and ("to" in helpers or form.tense == "ing"):
        return _Verb(form, word, resumed.start(), helpers - {"to"} | {"do", "is"})
    perfect = form.tense == "base" and helpers & {"has", "have", "had", *_BE}
    return None if "to" in helpers or perfect else verb


def _report(text: str, verb: _Verb, main: Span | None) -> Report | None:
    """The report that a verb makes, where it makes one; ``main`` is the subject of the one before it."""
    form = verb.form
    if form.tense == "past" and verb.helpers & _BE:
        return None if verb.denied else _passive(text, verb)
    subject = _inverted(text, verb) or _own_subject(text, verb)
    if subject and _is_reported(text, subject):
        return None
    if main and subject and _lists(text, verb, main, subject):
        subject = None
    if subject and not _agrees(text[slice(*subject)], verb):
        return None
    shared = subject is None
    subject = subject or _shared_subject(text, verb, main)
    content = _reported(text, verb, None if shared else subject) if subject else None
    if content is None:
        return None
    strong = _is_strong(text, verb, shared=shared)
    return Report(verb.word, form.lemma, form.frame, subject, shared, content, verb.denied, strong)


def _is_reported(text: str, subject: Span) -> bool:
    """Whether a subject stands in words that are reported, or in a relative clause: "said Lima hoped", "whose wife"."""
    first = FORMS.get(text[slice(*subject)].split(maxsplit=1)[0])
    return bool(first and first.tense == "past") or text[: subject[0]].rstrip().endswith("whose")


def _lists(text: str, verb: _Verb, main: Span, subject: Span) -> bool:
    """Whether a verb goes on with the subject of the one before, its object between: "welcomed the deal, noted"."""
    apart = text[: verb.start].rstrip().endswith(",")
    apart = apart and "," not in text[slice(*subject)]  # "and the envoy, Ana Silva, said" has a subject of its own
    return apart and subject[0] > main[1] and not text[: subject[0]].rstrip().endswith(",")


def _passive(text: str, verb: _Verb) -> Report | None:
    """The report in "was condemned by X"."""
    match = _PASSIVE.match(text, verb.word[1])
    if verb.form.lemma == "welcome" and _GUEST.search(text, 0, verb.start):
        return None
    frames = {"stance", "topic"} if not _THIS.match(text) else {"stance", "topic", "speech", "clause"}
    subject = trimmed(text, match.span("who")) if match and verb.form.frame in frames else None
    if subject is None:
        return None
    return Report(
        verb.word,
        verb.form.lemma,
        verb.form.frame,
        subject,
        shared=False,
        content=(0, verb.word[1]),
        denied=False,
        strong=_THIS.match(text) is not None,
    )


def _inverted(text: str, verb: _Verb) -> Span | None:
    """The subject after the verb, in '"...", said the minister'."""
    left = text[: verb.start].rstrip()
    match = _AFTER_QUOTE.match(text, verb.word[1])
    finite = verb.form.tense in {"past", "present"} and verb.form.frame != "stance"
    finite = finite and (verb.form.frame != "mind" or HIDDEN in text)
    if not match or not finite or not left.endswith((",", '"')) or FINITE.search(match["np"]):
        return None
    start, end = match.span("np")
    apposed = _APPOSED_NAME.match(text, end)
    end = apposed.end() if apposed else end
    nominal = text[start].isupper() or re.match(r"(?:the|an?|one)\b", text[start:])
    closed = left.endswith(('"', '",')) or re.match(r"[,.]|$|\swho\b", text[end:])
    return trimmed(text, (start, end)) if nominal and closed else None


def _own_subject(text: str, verb: _Verb) -> Span | None:
    """The subject right before the verb; a participle has one only in a few constructions."""
    if not verb.participle:
        return subject_before(text, verb.start)
    near = max(0, verb.start - _REACH)
    quoted = _QUOTES_AS.search(text, near, verb.start)
    hearsay = _HEARSAY_NOUN.search(text, near, verb.start)
    if quoted or hearsay:
        return quoted.span("who") if quoted else hearsay and hearsay.span("noun")
    if _FRONTING.fullmatch(text, 0, verb.start):
        comma = text.find(", ", verb.start)
        return first_subject(text, comma + 1) if comma > 0 else None
    absolute = _ABSOLUTE.search(text, near, verb.start)
    return trimmed(text, absolute.span("who")) if absolute else None


def _shared_subject(text: str, verb: _Verb, main: Span | None) -> Span | None:
    """The subject of an earlier verb, for "and added", ", adding" and "released a statement saying"."""
    left = text[: verb.start].rstrip()
    coordinated = _COORDINATED.search(left) is not None
    if verb.participle:
        if verb.form.lemma in COMMENTING or not (coordinated or _STATEMENT.search(left) or _MEANWHILE.search(left)):
            return None
    elif not coordinated or verb.form.tense == "base":
        return None
    return main or first_subject(text[: verb.start])


def _agrees(subject: str, verb: _Verb) -> bool:
    """Whether the words can be the subject of this form: nouns that look like verbs seldom pass ("the gas project")."""
    last = subject.rpartition(" ")[2].casefold()
    if (last in DETERMINERS and subject.casefold() not in PRONOUNS | {"both"}) or last.endswith(("'s", "’s")):
        return False
    if verb.form.tense != "base" or verb.helpers & {"do", "did", "does"} or verb.form.lemma not in NOUN_LIKE:
        return True
    base = re.split(r"\s(?:of|for|from|in|at|with|close|familiar|who)\s", subject)[0].casefold()
    plural = base.endswith(("s", "people", "men", "women", "police", "many", "media"))
    return plural or base in {"they", "we", "i"} or " and " in base


def _reported(text: str, verb: _Verb, subject: Span | None) -> Span | None:
    """Offsets of what the verb reports, after it or before its subject; None where it reports nothing."""
    after = text[verb.word[1] :]
    if after.rstrip().endswith((":", ",")):
        return len(text), len(text)
    if verb.form.frame != "stance":
        before = _preposed(text, verb, subject)
        if before:
            return before
    start = min(verb.start, subject[0]) if subject else verb.start
    if not _has_complement(after, text[:start].rstrip(), verb.form):
        return None
    if verb.form.frame == "stance" or verb.denied:
        return verb.start if verb.denied else verb.word[0], len(text)
    return verb.word[1] + _that(after, verb.form), len(text)


def _preposed(text: str, verb: _Verb, subject: Span | None) -> Span | None:
    """Offsets of reported words that stand before the subject, or on both sides of it."""
    if verb.form.frame == "voice" and HIDDEN not in text:
        return None
    inverted = subject is not None and subject[0] > verb.word[0]
    before = text[: subject[0] if subject and not inverted else verb.word[0]].rstrip()
    before = _QUOTER.sub("", before)
    tail = text[max(verb.word[1], subject[1] if subject else 0) :]
    if before.endswith(('"', '",')) and _RESUMED_QUOTE.match(tail):
        return text.find('"'), len(text)
    if _is_preposed(before, tail, verb.form):
        return 0, len(before.rstrip(", "))
    return (0, len(text)) if inverted and before.endswith(",") else None


def _is_preposed(before: str, tail: str, form: Form) -> bool:
    """Whether the reported words stand before the verb: a quotation with a comma, or a clause with no more to come."""
    if before.endswith((',"', '?"', '!"')) or (before.endswith(('"', '",')) and tail.startswith((",", "."))):
        return True
    if form.lemma in WILLING and tail.startswith(" to "):  # "In Lima, Silva vowed to stay" tells what was vowed
        return False
    if HIDDEN in tail or (form.frame == "mind" and tail.strip(" .,")):
        return False
    follows = _THAT.match(tail)  # "Silva, the envoy, said in Lima that ...": the words are still to come
    if follows and follows["word"] == "that" and not before.endswith('"') and not FINITE.search(follows.group()):
        return False
    tail = _NEXT_CLAUSE.sub("", _PARTICIPIAL.sub("", tail))
    if form.lemma in {"tell", "inform"}:
        tail = re.sub(r"^\s+[^,;:\"]*", "", tail)
    return before.endswith((",", '"')) and len(before) > _SHORTEST_CLAUSE and bool(_ADVERBIAL.fullmatch(tail))


def _has_complement(after: str, before: str, form: Form) -> bool:
    """Whether what follows the verb is what its frame needs."""
    if not after.strip(" .,") or _NOTHING.match(after):
        return False
    quote = HIDDEN in after
    that = _that(after, form) > 0
    if _VENUE.match(after) and form.frame in {"clause", "topic"}:
        return that or _INTRODUCED_QUOTE.search(after) is not None
    match form.frame:
        case "voice":
            return quote or before.endswith('"')
        case "clause" | "mind":
            return quote or that or _CLAUSE.match(after) is not None
        case _:
            return True


def _that(after: str, form: Form) -> int:
    """Length of what stands before the reported words, up to and with "that"; 0 where they start at once."""
    quote, dated, match = _BEFORE_QUOTE.match(after), _DATED.match(after), _THAT.match(after)
    if quote and not FINITE.search(quote.group()):
        return quote.end()
    if dated:
        return dated.end()
    if match is None or not (form.lemma in ADDRESSED or _ADVERBIAL_LINK.match(after)):
        return 0
    if FINITE.search(match.group()) or _NOT_ADDRESSEE.search(match.group()):
        return 0
    return match.end() if match["word"] == "that" else match.start("word")


def _is_strong(text: str, verb: _Verb, *, shared: bool) -> bool:
    after = text[verb.word[1] :]
    if verb.form.frame in {"mind", "voice"}:
        return HIDDEN in after
    plain = verb.form.follows or verb.form.frame in {"speech", "stance"} or not shared
    return bool(plain) or _that(after, verb.form) > 0 or HIDDEN in text
