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
from communique.language.nounphrases import DAY, FINITE, MONTH, Span, trimmed
from communique.language.quotes import HIDDEN
from communique.language.reporting import (
    ADDRESSED,
    FORMS,
    NAMING,
    PRONOUNS,
    STANDPOINT,
    WILLING,
    Form,
    Frame,
)
from communique.language.verb_subjects import (
    BE,
    Verb,
    agrees,
    charge_before,
    goes_on,
    inverted,
    is_form,
    is_reported,
    own_subject,
    shared_subject,
    verb_at,
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


_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BY = re.compile(rf"\s+by\s+(?:the\s+)?(?!{DAY}|end\b|time\b|(?:next|last)\b)(?:[A-Z]|[a-z]+\s(?:as|of|that|for)\b)")
_CLAUSE = re.compile(
    rf"[^;\"]{{0,90}}?(?:{FINITE.pattern}|\b(?:it|he|she|they|we|there)\b"
    r"|\b(?:the|its|his|her|their|[A-Z]\w+)\s(?:[\w-]+\s){0,2}(?!towards|versus)[a-z]{2,}[a-rt-z]s\s(?:to|the|an?|no|not)\b)"
)
_THAT = re.compile(
    r"(?:[^,;:\"]{0,90}?|,[^,;:\"]{0,60},)\s(?P<word>that|how|whether|why|what)\b"
    r"(?!\s+(?:day|week|month|year)\b|\s+\w+[.,;]?\s*$)"
)
_NOT_ADDRESSEE = re.compile(r"\b(?:and|against|but|they|he|she|it)\b")
_ADVERBIAL_LINK = re.compile(
    r"\s*,|\s+(?:to|in|on|with|at|during|after|again|earlier|later|today|yesterday|\w+ly|\w+day|that|how|whether|why|what)\b"
)
_ADVERBIAL = re.compile(
    r"[\s,]*(?:(?:today|yesterday|\w+day)\s)?(?:(?:on|in|at|during|after|before|to|of|for|from|via|by|late|early|earlier|last|this|when|while|as|through|"
    r"about|regarding|concerning)\b[^\"]*|\w+ly|today|yesterday|\w+day)?[\s.,;:!?]*",
    re.IGNORECASE,
)
_PARTICIPIAL = re.compile(r",\s+\w+ing\b[^\"]*$")
_NEXT_CLAUSE = re.compile(r"(?:;|,\s+(?:and|but|while|whereas|although|though))\s.*$")
_POINTING = re.compile(  # "said this at a meeting": what is told before
    r"\s+th(?:is|ese|ose)(?: words)?(?=\s*[.,;]|\s+(?:after|at|during|following|in|on|when|while)\b[^\":]*$)"
)
_NOTHING = re.compile(
    r"\s+(?:(?:nothing|little)(?!\s(?:can|could|had|has|is|was|will|would)\b)"
    r"|no more|so|(?:much )?the same|as much|to (?:each other|one another)"
    r"|(?:from|for) [^,;:\"]*,)(?!\w)"  # "reporting from Lima, said"
)
_REFLEXIVE = re.compile(r"\s+(?:itself|himself|herself|themselves)\b")  # "finds itself criticised"
_DATED = re.compile(
    rf"\s+in {MONTH}(?:\s+that)?\b(?=\s[a-zA-Z])"
    rf"|\s+(?:(?:late |early )?on )?{DAY}(?:\s+(?:morning|afternoon|evening|night))?(?:\s+that)?\b"
    r"|\s+(?:(?:earlier|last|this|later) (?:this |last )?(?:week|month|year)|earlier|yesterday|today"
    r"|in (?:an?|his|her|its|their) (?:\w+ )?(?:briefing|email|interview|letter|post|speech|statement"
    r"|tweet)(?: on \w+day)?)"
    r"(?:\s+that)?\b(?=\s[a-zA-Z])"
)
_TOLD = re.compile(  # who is told, where no "that" follows
    r"\s+(?:an? (?:\w+ ){0,2}(?:audience|briefing|conference|crowd|gathering|group|meeting|rally)(?: of [\w ,]{3,60}?)?"
    r"|reporters|journalists|parliament|lawmakers|the [a-z]+(?: [a-z]+)?|the [A-Z]\w+(?: [A-Z]\w+){0,2}"
    r"|[A-Z][\w.'’-]*(?: (?:(?:of|for) )?[A-Z][\w.'’-]*){0,6}|him|her|them)"
    r"(?:\s(?:in [A-Z]\w+|on \w+day|by (?:tele)?phone|at an? (?:[A-Z]\w+ ){0,2}\w+)){0,2}"
    r"(?=\s(?:he|she|it|they|the|there|his|its|their|no|an?)\s)"
)
_BEFORE_QUOTE = re.compile(r"[^\";]{0,80}?[:,]\s*(?=\")")
_RESUMED_QUOTE = re.compile(r"[^\";]{0,40}[,.:]\s*\"")
_QUOTER = cued(r"\s*[^\",]{1,40}\b(?:quot|cit)(?:ed|es|ing)\s*$")
_MANNER = re.compile(r"\s+in (?:an?|his|her|its|their) [^,;:.]*\b(?:accent|tone|voice)[\s.]*$")
_CLEAR = re.compile(r"\s+(?:it )?(?:\w+ly |very |quite )?clear(?: on \w+day)?(?: that\b)?(?=\s\w)")
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
    r"(?P<who>(?:[^,;:.\"]|(?<=\b[A-Z])\.)+?"
    r"(?=\s+(?:on|in|at|for|of being|as|over|after|during)\b|[,;:\"]|(?<!\b[A-Z])\.|$))"
)
_GOES_ON = re.compile(r",\s+[a-z]{2,}ing\s")  # ", Silva said, adding that ..."
_AS = re.compile(
    r"\s+(?:as|for|of being)\b"
)  # "was condemned by Silva as a danger": what it was called is what was said
_COMMA = re.compile(r",\s+|\s[–—-]\s")
_RELATIVE = re.compile(r",\s(?:at |by |in |with )?(?:who|which|whom)\s[^,]*$")
_IF = re.compile(r"\b[Ii]f\s$")
_WAS_TOLD = re.compile(r"\b(?:was|were|been) (?:assured|informed|told) (?:that )?$")  # nobody says by whom
_WHAT = re.compile(r"\b[Ww]hat\s$")
_GAP = re.compile(r"\s+[–—-]\s")  # "talks, which Peru has long urged - "
_SHORTEST_CLAUSE = 15
_MOST_VERBS = 25  # in one sentence; prose has fewer


def verb_reports(text: str) -> Iterator[Report]:
    """The reports that the verbs of one sentence make, in order."""
    main: Span | None = None
    for match in islice((m for m in _WORD.finditer(text) if is_form(m)), _MOST_VERBS):
        verb = verb_at(text, match.span(), FORMS[match.group().casefold()])
        report = _report(text, verb, main) if verb else None
        if report:
            main = report.subject
            yield report


def _report(text: str, verb: Verb, main: Span | None) -> Report | None:
    """The report that a verb makes, where it makes one; ``main`` is the subject of the one before it."""
    form = verb.form
    if form.tense == "past" and verb.helpers & BE:
        return None if verb.denied else _passive(text, verb)
    if charge_before(text, verb):
        return _of_charge(text, verb)
    subject = inverted(text, verb) or own_subject(text, verb)
    accused = form.tense == "past" and _BY.match(text, verb.word[1])  # "Peru, accused by Chile of delay"
    if accused or (subject and (is_reported(text, subject) or _is_background(text, verb, subject))):
        return None
    if main and subject and goes_on(text, verb, main, subject):
        subject = None
    if subject and not agrees(text[slice(*subject)], verb):
        return None
    shared = subject is None
    subject = subject or shared_subject(text, verb, main)
    content = _reported(text, verb, None if shared else subject) if subject else None
    if content is None:
        return None
    strong = _is_strong(text, verb, shared=shared)
    return Report(verb.word, form.lemma, form.frame, subject, shared, content, verb.denied, strong)


def _is_background(text: str, verb: Verb, subject: Span) -> bool:
    """Whether a clause supposes that somebody says something, or tells which thing is meant: "talks Peru urges -"."""
    before, after = text[: subject[0]], text[verb.word[1] :]
    supposed = _IF.search(before) is not None and text[slice(*subject)].casefold() in PRONOUNS
    if verb.form.lemma in NAMING and _WHAT.search(before) and text[slice(*subject)].islower() and HIDDEN not in after:
        return True  # "what lawmakers described as a setback" only calls it so
    supposed = supposed or _WAS_TOLD.search(before) is not None
    return supposed or (verb.form.frame == "stance" and _GAP.match(after) is not None)


def _of_charge(text: str, verb: Verb) -> Report | None:
    """The report in "a charge Peru has repeatedly rejected"."""
    charge = charge_before(text, verb)
    subject = trimmed(text, (charge.end(), verb.start)) if charge else None
    if charge is None or subject is None:
        return None
    return Report(
        verb.word, verb.form.lemma, verb.form.frame, subject,
        shared=False, content=(charge.start(), verb.word[1]), denied=False, strong=True,
    )  # fmt: skip


def _passive(text: str, verb: Verb) -> Report | None:
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
        content=(0, len(text) if match and _AS.match(text, match.end("who")) else verb.word[1]),
        denied=False,
        strong=_THIS.match(text) is not None,
    )


def _reported(text: str, verb: Verb, subject: Span | None) -> Span | None:
    """Offsets of what the verb reports, after it or before its subject; None where it reports nothing."""
    after = text[verb.word[1] :]
    if after.rstrip().endswith((":", ",")) or _MANNER.match(after):  # what is said comes next
        return len(text), len(text)
    if verb.form.frame != "stance":
        before = _preposed(text, verb, subject)
        if before:
            return before
    between = subject and subject[1] <= verb.word[0] and after.startswith(",") and text[: subject[0]].endswith(", ")
    if between and verb.form.frame in {"speech", "clause", "topic"}:  # "She hoped, she said, for a truce"
        return 0, len(text[: subject[0]].rstrip(", ")) if subject and _GOES_ON.match(after) else len(text)
    start = min(verb.start, subject[0]) if subject else verb.start
    if not _has_complement(after, text[:start].rstrip(), verb.form):
        return None
    if verb.form.frame == "stance" or verb.denied:
        return verb.start if verb.denied or verb.resumed else verb.word[0], _end_of_relative(text, verb)
    fronted = subject is not None and verb.participle and subject[0] > verb.word[1]  # "Noting that ..., Silva left"
    end = subject[0] if subject and fronted else _end_of_relative(text, verb)
    that = _that(after, verb.form)
    after = after if not after.startswith(" to ") else ""  # "pointed to" a thing, whatever is said of it
    bare = subject is None and verb.form.frame == "topic" and not (that or HIDDEN in after or FINITE.search(after))
    return (verb.word[0] if bare else verb.word[1] + that), end  # "... and pointed to the road"


def _end_of_relative(text: str, verb: Verb) -> int:
    """Where what is said in a relative clause ends: "Silva, who said it was late, has left"."""
    if _RELATIVE.search(text, 0, verb.start):
        commas = (match for match in _COMMA.finditer(text, verb.word[1]) if FINITE.match(text, match.end()))
        return next((match.start() for match in commas), len(text))
    return len(text)


def _preposed(text: str, verb: Verb, subject: Span | None) -> Span | None:
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
    if FINITE.search(tail) and not (FINITE.search(before) or HIDDEN in before):  # "In March, Silva said in Lima it was"
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
    if form.lemma == "find" and _REFLEXIVE.match(after):
        return False
    if not after.strip(" .,") or _NOTHING.match(after) or (form.frame != "stance" and _POINTING.match(after)):
        return False
    quote = HIDDEN in after
    that = _that(after, form) > 0
    if _VENUE.match(after) and form.frame in {"clause", "topic"}:
        return that or _INTRODUCED_QUOTE.search(after) is not None
    match form.frame:
        case "voice":
            return quote or before.endswith('"')
        case "clause" | "mind":
            stance = form.frame == "clause" and STANDPOINT.match(after)
            return quote or that or bool(stance) or _CLAUSE.match(after) is not None
        case _:
            return True


def _that(after: str, form: Form) -> int:
    """Length of what stands before the reported words, up to and with "that"; 0 where they start at once."""
    quote, dated, match = _BEFORE_QUOTE.match(after), _DATED.match(after), _THAT.match(after)
    if quote and not FINITE.search(quote.group()):
        return quote.end()
    begins = dated or (_CLEAR.match(after) if form.lemma == "make" else None)
    if begins:
        return begins.end()
    told = _TOLD.match(after) if form.lemma in {"tell", "inform"} else None
    if told and not (match and match["word"] == "that"):
        return told.end()
    if match is None or not (form.lemma in ADDRESSED or _ADVERBIAL_LINK.match(after)):
        return 0
    several = form.lemma in {"tell", "inform"} and not re.search(r"\b(?:against|but|they|he|she|it)\b", match.group())
    if FINITE.search(match.group()) or (_NOT_ADDRESSEE.search(match.group()) and not several):
        return 0
    return match.end() if match["word"] == "that" else match.start("word")


def _is_strong(text: str, verb: Verb, *, shared: bool) -> bool:
    after = text[verb.word[1] :]
    if verb.form.frame in {"mind", "voice"}:
        return HIDDEN in after
    plain = verb.form.follows or verb.form.frame in {"speech", "stance"} or not shared
    return bool(plain) or _that(after, verb.form) > 0 or HIDDEN in text
