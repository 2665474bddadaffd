"""Tells which words are reporting verbs, and whose: the subject before the verb, after it, or of an earlier one.

Works on masked text, in which quoted words are hidden, by English word order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from communique.language.cues import cued
from communique.language.nounphrases import DAY, FINITE, Span, first_subject, singular, speaks, subject_before, trimmed
from communique.language.quotes import HIDDEN
from communique.language.reporting import (
    COMMENTING,
    DETERMINERS,
    FORMS,
    MODALS,
    NOUN_LIKE,
    ONLY_DENIED,
    PRONOUNS,
    ROLES,
    WITHHOLDING,
    Form,
)

__all__ = [
    "BE",
    "Verb",
    "agrees",
    "charge_before",
    "goes_on",
    "inverted",
    "is_form",
    "is_reported",
    "own_subject",
    "shared_subject",
    "verb_at",
]


@dataclass(frozen=True, slots=True)
class Verb:
    """A form of a reporting verb with its auxiliaries and adverbs: where it stands, where they begin, what they are."""

    form: Form
    word: Span
    start: int
    helpers: frozenset[str]

    @property
    def denied(self) -> bool:
        """Whether it is negated itself ("did not say")."""
        return any(word in {"not", "never", "neither"} or word.endswith(("n't", "n’t")) for word in self.helpers)

    @property
    def resumed(self) -> bool:
        """Whether somebody goes on with it: "has continued to deny"."""
        return {"do", "is"} <= self.helpers

    @property
    def participle(self) -> bool:
        """Whether it is an "-ing" without auxiliary, which has no subject of its own."""
        return self.form.tense == "ing" and not self.helpers & BE


_ADVERB = (
    r"also|again|already|always|earlier|ever|further|however|initially|instead|just|later|long|meanwhile|neither|moreover|"
    r"nevertheless|now|often|once|only|previously|rather|recently|since|so|still|subsequently|then|therefore|today|too|"
    r"yesterday|jointly|both|all|each|not|never|(?-i:[a-z])\w*ly"
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
_HELPERS = re.compile(r"[\w'’]+")
_AUXILIARY_NEXT = re.compile(rf"\s+(?:{_FINITE_AUXILIARY})\b")
_WHAT = cued(r"\b(?:what|which|that|who)\s+(?:[\w’'-]+\s+){1,5}$")  # "what Peru said was a mistake"
BE = frozenset(["is", "are", "was", "were", "be", "been", "being"])
_TOLD_TO = frozenset({"assure", "inform", "remind", "tell"})  # whom they tell stands after them
_RESUMED = cued(
    r"\b(?:(?:has|have|had)\s+)?(?:continue[sd]?|emerged(?: \w+){0,2}|went on|gone on|goes on|proceed(?:s|ed))\s+$"
)
_QUOTED_AS = cued(r"\b(?:is|was|were|been)\s+(?:quoted|cited|reported)\s+(?:\w+\s+)?(?:by\s+[^,;\"]{2,60}\s+)?as\s+$")
_QUOTES_AS = cued(r"\b(?:quot|cit)(?:ed|es|ing)\s+(?P<who>[^,;\"]{2,90}?)(?:,\s[^,;\"]{2,80},)?\s+(?:as\s+)?$")
# "Silva said Otieno had promised": what is said has a subject of its own.
_REPORTED = re.compile(
    r"(?<=[\w’'] )(?:said|says|told|added|insisted|claimed|argued|stressed|warned|announced|noted|confirmed)\s"
    r"(?=[A-Z]|(?:the|an?|his|her|its|their|some|both|two)\b)"
)
# "a charge Peru denies": what is denied stands before who denies it.
_CHARGE = re.compile(
    r"(?:an?|the)\s(?:\w+\s)?(?:accusation|allegation|charge|claim|report|suggestion)s?\s(?:that\s)?"
    r"(?=[A-Z]|(?:the|its|his|her|both)\b)"
)
_DENYING = frozenset({"deny", "dismiss", "refute", "reject"})
_DENIED = cued(r"\b(?:[Aa]ccusation|[Aa]llegation|[Cc]harge|[Cc]laim|[Rr]eport|[Rr]umou?r|[Ss]uggestion)s?\b")
_CHARGE_ENDS = re.compile(r"\s*(?:[.,;]|$)|\s+(?:as|on|in|at)\b")
_ONLY = re.compile(r"\s+only\b")
_THAT_NEXT = re.compile(r"\s+(?:that|how|whether|why)\b")
_OF_NOUN = re.compile(
    r"\s+(?:and|as|at|by|for|from|in|of|on|or|to|under|with)\b|\s*(?:[.;]|,(?!\s*\")|$)"
)  # "power projects in"
_CONTINUED = cued(r"\b(?:began|closed|concluded|continued|ended|opened|started)(?: (?:the|his|her) \w+)? by $")
_FRONTING = re.compile(r"(?:(?:while|by|in|after|before|when|without)\s+)?(?:\w+ly\s+)?", re.IGNORECASE)
_HEARSAY_NOUN = cued(
    r"\b(?P<noun>reports|rumou?rs|evidence|data|documents)\s+(?:(?:have |has )?emerged\s+)?$", re.IGNORECASE
)
_ABSOLUTE = re.compile(r"\b(?:with|despite)\s+(?P<who>[^,;:\"]+)$")
_MEANWHILE = re.compile(r"\b(?:after|by|while)$")
_ADDRESSING = re.compile(  # "addressed the council saying"
    r"\b(?:addressed|answered|briefed|defended|(?:hit|struck) (?:back|out)|reacted|replied|responded|spoke|wrote)\b"
    r"[^,;:\"]{0,80}$"
)
_STATEMENT = re.compile(r"\b(?:statement|resolution|letter|note|report|speech|message|post)s?(?: of [a-z]+)?$")
_ISSUING = re.compile(
    r"\b(?:adopted|issued|made|published|released|signed)\s(?:an?|the)\s(?:[\w-]+\s){0,3}?"
    r"(?:communiqu[eé]|declaration|note|statement)$"
)
_COORDINATED = re.compile(r"(?:\b(?:and|but|then|or)|[,;—–]|,\")$")
_AFTER_QUOTE = re.compile(
    rf"(?:\s+(?:on\s+)?{DAY}\b)?(?:,\s+in\s+[A-Z]\w+)?,?"
    r"\s+(?P<np>(?:(?:the|an?|one|his|her|its|their)\s+)?[^\W\d_][^,.;:\"]*?(?:\.(?=\s?[A-Z])[^,.;:\"]*?)*)"
    r"(?=[,.;:\"]|$|\s(?:to|in|on|at|during|after|about|when|while|as|with|who|via|late|early|yesterday|today)\b)"
)
_APPOSED_NAME = re.compile(r",(?:\s+[A-Z][\w.'’-]*){2,4}(?=[.,;]|$)")
_NOUN_BEFORE = cued(r"\b(?:a|an|the|this|that|such|its|our|your|my|no)\s$", re.IGNORECASE)  # "on that claim"
_NEXT_WORD = re.compile(r"\s+([a-z]+)\b")
_QUALIFIED = re.compile(r"\b(?:a|an)\s[\w-]+\s$")  # "a two-day state visit"
_ASKED = re.compile(
    r"\s(?:about|by|how|if|on|what|whether|why)\b[^;:\"]*?,\s(?:said|told|replied|answered|responded)\b"
)
_SOME = frozenset({"both", "many", "most", "several", "some"})  # they may speak without a noun
# "a move his opponents say breaks the law": what is spoken of stands before who speaks.
_GAPPED = re.compile(
    r"(?:an?|the)\s(?:(?!(?:about|after|against|among|and|as|at|before|behind|between|by|for|from|in|inside|into|near|of"
    r"|on|or|outside|over|than|that|to|under|with|within)\b)[a-z-]+\s){1,3}"
    r"(?=(?:both|his|her|its|their|the|many|most|several|some)\b(?!\sof\b))"
)
_SPEAKING = re.compile(
    r"(?:\b(?P<by>[Bb]y)\s)?(?P<who>(?:(?:all|many|most|other|several|some|three|two)\s)?(?:[A-Z][\w.’'-]*\s){0,3}(?<![’'-])\b[a-z-]+s)\s$"
)  # "angry protesters calling on"
_REACH = 160  # characters before a verb in which its auxiliaries are looked for


def is_form(word: re.Match[str]) -> bool:
    """Whether a word is a form of a reporting verb; with a capital only where it opens a sentence: "Noting that"."""
    opens = word.start() == 0 and word.group().endswith("ing") and word.group().casefold() in FORMS
    return word.group() in FORMS or (opens and _THAT_NEXT.match(word.string, word.end()) is not None)


def verb_at(text: str, word: Span, form: Form) -> Verb | None:
    """The verb group at ``word``; None where it is a noun, is not yet said, or lacks what must follow it."""
    near = max(0, word[0] - _REACH)
    if _is_noun(text, word, form):
        return None
    before = text[near : word[0]].rsplit(maxsplit=1)
    group = _VERB_GROUP.search(text, near, word[0]) if before and _HELPER.fullmatch(before[-1]) else None
    start = group.start() if group else word[0]
    start += len("Both ") if text.startswith("Both ", start) else 0  # the subject, where it opens a sentence
    helpers = frozenset(_HELPERS.findall(text[start : word[0]].casefold()))
    verb = Verb(form, word, start, helpers)
    parted = _AUXILIARY_NEXT.match(text, word[1]) and not _WHAT.search(text, near, start)
    if parted or not _is_followed(text, verb) or not _is_said(text, verb):
        return None
    resumed = (_RESUMED if "to" in helpers else _QUOTED_AS).search(text, near, start)
    if resumed and ("to" in helpers or form.tense == "ing"):
        return Verb(form, word, resumed.start(), helpers - {"to"} | {"do", "is"})
    perfect = form.tense == "base" and helpers & {"has", "have", "had", *BE}
    return None if "to" in helpers or perfect else verb


def _is_noun(text: str, word: Span, form: Form) -> bool:
    """Whether a word that looks like a verb form is a noun: "the claim", "a two-day state visit", "the projects in"."""
    near = max(0, word[0] - _REACH)
    if _NOUN_BEFORE.search(text, near, word[0]):
        return True
    if form.lemma not in NOUN_LIKE:
        return False
    following = _NEXT_WORD.match(text, word[1])
    if form.tense == "present" and following and (following[1] in FORMS or FINITE.match(text, following.start(1))):
        return True  # "the Baltic states argue"
    if form.tense == "base":
        return _QUALIFIED.search(text, near, word[0]) is not None
    return form.tense == "present" and not form.follows and _OF_NOUN.match(text, word[1]) is not None


def _is_followed(text: str, verb: Verb) -> bool:
    """Whether what a verb must have after it stands there, or before it in a passive or a relative clause."""
    form = verb.form
    if form.follows is None or form.follows.match(text, verb.word[1]) or charge_before(text, verb):
        return True
    return bool(verb.helpers & BE) and form.lemma in _DENYING and _DENIED.search(text, 0, verb.start) is not None


def _is_said(text: str, verb: Verb) -> bool:
    """Whether something has been said: not where somebody will say it, save what is withheld ("would only say")."""
    lemma = verb.form.lemma
    if lemma == "ask" and text[: verb.start].endswith(", ") and _ASKED.match(text, verb.word[1]):
        return False  # "Silva, asked about the road, said"
    only = lemma == "say" and ("only" in verb.helpers or _ONLY.match(text, verb.word[1]))
    if verb.helpers & MODALS and not only and not (verb.denied and lemma in WITHHOLDING):
        return False
    return verb.denied or lemma not in ONLY_DENIED


def charge_before(text: str, verb: Verb) -> re.Match[str] | None:
    """What is denied, where it stands before who denies it: "a charge Peru has repeatedly rejected"."""
    if verb.form.lemma not in _DENYING or not _CHARGE_ENDS.match(text, verb.word[1]):
        return None
    return next(iter(re.finditer(_CHARGE, text[: verb.start])), None)


def is_reported(text: str, subject: Span) -> bool:
    """Whether a subject stands in words that are reported, or in a relative clause: "said Lima hoped", "whose wife"."""
    first = FORMS.get(text[slice(*subject)].split(maxsplit=1)[0])
    return bool(first and first.tense == "past") or text[: subject[0]].rstrip().endswith("whose")


def goes_on(text: str, verb: Verb, main: Span, subject: Span) -> bool:
    """Whether a verb goes on with the subject of the one before, its object between: "welcomed the deal, noted"."""
    apart = text[: verb.start].rstrip().endswith(",")
    apart = apart and "," not in text[slice(*subject)]  # "and the envoy, Ana Silva, said" has a subject of its own
    return apart and subject[0] > main[1] and not text[: subject[0]].rstrip().endswith(",")


def inverted(text: str, verb: Verb) -> Span | None:
    """The subject after the verb, in '"...", said the minister'."""
    left = text[: verb.start].rstrip()
    match = _AFTER_QUOTE.match(text, verb.word[1])
    finite = verb.form.tense in {"past", "present"} and verb.form.frame != "stance"
    finite = finite and (verb.form.frame != "mind" or HIDDEN in text)
    if (
        not match
        or not finite
        or verb.form.lemma in _TOLD_TO
        or not left.endswith((",", '"'))
        or FINITE.search(match["np"])
    ):
        return None
    start, end = match.span("np")
    apposed = _APPOSED_NAME.match(text, end)
    end = apposed.end() if apposed else end
    nominal = text[start].isupper() or re.match(r"(?:the|an?|one|his|her|its|their)\b", text[start:])
    quotes = left.endswith(('"', '",'))
    closed = quotes or (re.match(r"[,.]|$|\swho\b", text[end:]) and (text[start].isupper() or speaks(match["np"])))
    return trimmed(text, (start, end)) if nominal and closed else None


def own_subject(text: str, verb: Verb) -> Span | None:
    """The subject right before the verb; a participle has one only in a few constructions."""
    if not verb.participle:
        subject = subject_before(text, verb.start)
        inner = [match.end() for match in _REPORTED.finditer(text, *subject)] if subject else []
        charge = _CHARGE.match(text, *subject) if subject else None
        inner += [charge.end()] if charge and not charge_before(text, verb) else []
        gapped = _GAPPED.match(text, *subject) if subject else None
        inner += [gapped.end()] if gapped else []
        return (inner[-1], subject[1]) if subject and inner else subject
    near = max(0, verb.start - _REACH)
    quoted = _QUOTES_AS.search(text, near, verb.start)
    hearsay = _HEARSAY_NOUN.search(text, near, verb.start)
    continued = _CONTINUED.search(text, near, verb.start)
    if continued:
        return subject_before(text, continued.start())
    if quoted or hearsay:
        return quoted.span("who") if quoted else hearsay and hearsay.span("noun")
    if _FRONTING.fullmatch(text, 0, verb.start):
        comma = text.find(", ", verb.start)
        return first_subject(text, comma + 1) if comma > 0 else None
    people = _SPEAKING.search(text, near, verb.start)
    several = people and not people["by"] and singular(people["who"].rpartition(" ")[2]) in ROLES
    if people and several and verb.form.lemma not in COMMENTING:
        return people.span("who")
    absolute = _ABSOLUTE.search(text, near, verb.start)
    return trimmed(text, absolute.span("who")) if absolute else None


def shared_subject(text: str, verb: Verb, main: Span | None) -> Span | None:
    """The subject of an earlier verb, for "and added", ", adding" and "released a statement saying"."""
    left = text[: verb.start].rstrip()
    coordinated = _COORDINATED.search(left) is not None
    if verb.participle:
        issued = _ISSUING.search(left)
        if issued:
            about = verb.form.lemma in {"describe", "lay", "outline"}  # what a paper is about, not what it says
            return None if about else subject_before(text, issued.start())
        coordinated = coordinated or (verb.form.lemma == "say" and _ADDRESSING.search(left) is not None)
        if verb.form.lemma in COMMENTING or not (coordinated or _STATEMENT.search(left) or _MEANWHILE.search(left)):
            return None
    elif not coordinated or verb.form.tense == "base":
        return None
    return main or first_subject(text[: verb.start])


def agrees(subject: str, verb: Verb) -> bool:
    """Whether the words can be the subject of this form: nouns that look like verbs seldom pass ("the gas project")."""
    last = subject.rpartition(" ")[2].casefold()
    alone = PRONOUNS | {"both"} if verb.form.tense == "present" else PRONOUNS | _SOME
    if (last in DETERMINERS and subject.casefold() not in alone) or last.endswith(("'s", "’s")):
        return False
    if verb.form.tense != "base" or verb.helpers & (MODALS | {"do", "did", "does"}) or verb.form.lemma not in NOUN_LIKE:
        return True
    base = re.split(r"\s(?:of|for|from|in|at|with|close|familiar|who)\s|,", subject)[0]
    named = re.search(r"\b[A-Z][\w’'-]+ [A-Z][\w’'-]+$", base) is not None  # "Ana Ramos" is one
    base = base.casefold()
    plural = not named and base.endswith(("s", "people", "men", "women", "police", "many", "media"))
    return plural or base in {"they", "we", "i"} or " and " in base
