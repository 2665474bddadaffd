"""Who speaks where a sentence names nobody: a quotation or a report runs on, or a release or a transcript says it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from communique.language.byline import Byline
from communique.language.nounphrases import FINITE, Span
from communique.language.offices import is_office
from communique.language.people import Roster
from communique.language.quotes import HIDDEN, Quoted, quotation_kind
from communique.language.reporting import FORMS
from communique.language.segment import Sentence
from communique.language.speakers import Speaker
from communique.language.transcript import Turn
from communique.language.verbs import Report
from communique.records import Quotation, Source

__all__ = [
    "MOSTLY",
    "Attribution",
    "carried",
    "in_turn",
    "of_list",
    "of_release",
    "quotation_of",
    "reported",
    "says_again",
]

# Reported speech goes on without a verb of saying where its tenses do: "He had ...", "This would ..." after "said".
_BACKSHIFT = re.compile(
    r"(?:However, |But |And |Also, |Still, |In addition, )?"
    r"(?:(?:[Hh]e|[Ss]he|[Tt]hey)(?: also)?|(?:[Tt]h(?:is|at|e|ese|ose)|[Ii]t|No|Nobody|Nothing"
    r"|There)\b[^,;]{0,60}?)\s(?:would|had)\b"
)
_PLEASANTRY = re.compile(
    r"Thank(?:s| you)|Good (?:morning|afternoon|evening)|Ladies and gentlemen|(?:Mr|Madam|Mrs|Ms)\.? \w+(?: \w+)?[,.]$"
    r"|\([^()]*\)\.?$|(?:(?:Mr|Madam|Mrs|Ms)\.? |Dear |Distinguished |Excellenc|Honou?rable |Fellow "
    r"|Your )[^.;]{0,120}[,!:]$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^\d{1,3}[.)]?\s+")
_BULLET = re.compile(r"(?:--|[-–—•*·▪])\s")  # an item of a list
_ENDED = re.compile(r"[.!?;…。][\"'”’)*]*$")
_ANSWERS = frozenset({"A", "Answer", "ANSWER"})
_ANSWERABLE = frozenset({"named", "institution", "role_only"})
_OF_SPEAKER = re.compile(
    r"\b(?:he|she|his|her|the (?:\w+ )?(?:minister|president|leader|official|spokes\w+|envoy))\b",
    re.IGNORECASE,
)
_RECENT = 4  # sentences back in which somebody may have spoken whom a quotation goes on quoting
_LONGEST_QUOTATION = 30

#: Share of a sentence that is quoted, from which on it is a quotation and no more.
MOSTLY = 0.7


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what in one sentence.

    Attributes:
        sentence: index of the sentence.
        speaker: the words used for the speaker.
        speaker_span: offsets of these words in the article; None where they stand in another sentence.
        person: fullest name of the person meant, where a rule can tell.
        cue: the words that report ("said", "according to"); empty where the speaker is carried over.
        content: offsets of the reported words in the article.
        source: the kind of source.
        quotation: how much of the content is quoted.
        certain: whether the pattern leaves no doubt.
        carried: whether the speaker is taken from another sentence.
    """

    sentence: int
    speaker: str
    speaker_span: Span | None
    person: str | None
    cue: str
    content: Span
    source: Source
    quotation: Quotation
    certain: bool
    carried: bool = False


def carried(
    sentences: Sequence[Sentence],
    marks: Sequence[Quoted],
    own: Sequence[Sequence[Attribution]],
    found: Sequence[Sequence[Attribution]],
    people: Roster,
) -> list[Attribution]:
    """Who speaks in a sentence that names nobody: whose quotation or reported speech runs on.

    Args:
        sentences: the article's sentences.
        marks: the quotations in each.
        own: who speaks in each by its own words.
        found: who speaks in those before this one, which is the next.
        people: the article's people.
    """
    number = len(found)
    sentence, mark = sentences[number], marks[number]
    if not any(map(str.isalnum, sentence.text)):
        return []  # a mark that stands alone
    voices = [a for a in found[number - 1] if a.quotation != "none"] if number else []
    previous = voices[-1] if voices else None
    same = previous is not None and sentences[number - 1].paragraph == sentence.paragraph
    if mark.opened and previous:
        return [_follow(sentence, mark, previous, certain=True)]
    if mark.opened or mark.masked.count(HIDDEN) > MOSTLY * len(mark.masked):
        ahead = range(number, min(len(marks), number + _LONGEST_QUOTATION))
        closing = next((k for k in ahead if not marks[k].open), number)
        if closing > number and marks[closing].opened and own[closing]:
            return [_follow(sentence, mark, own[closing][0], certain=True)]
        after = own[number + 1][0] if number + 1 < len(own) and own[number + 1] and not same else None
        beside = after and sentences[number + 1].paragraph == sentence.paragraph
        speaker = previous or (after if beside else None) or _lately(sentences, found, people)
        return [_follow(sentence, mark, speaker, certain=False)] if speaker else []
    leads_in = _leading_in(sentences, own, number) if _BULLET.match(sentence.text) else None
    goes_on = previous and same and previous.source in _ANSWERABLE and _runs_on(sentence, mark, previous)
    speaker = leads_in or (previous if goes_on else None)
    return [_follow(sentence, mark, speaker, certain=leads_in is not None)] if speaker else []


def _leading_in(sentences: Sequence[Sentence], own: Sequence[Sequence[Attribution]], number: int) -> Attribution | None:
    """Whose a list is: "The minister said:" above its items, all of which are marked."""
    above = next((k for k in range(number - 1, -1, -1) if not _BULLET.match(sentences[k].text)), None)
    if above is None or not sentences[above].text.endswith(":"):
        return None
    return next((a for a in own[above] if a.content[0] == a.content[1]), None)


def _runs_on(sentence: Sentence, mark: Quoted, previous: Attribution) -> bool:
    """Whether what somebody said goes on in a sentence; who urged or thanked has reported nothing that could."""
    cue = FORMS.get(previous.cue.casefold())
    if mark.spans:
        return previous.quotation != "paraphrase" or _BACKSHIFT.match(sentence.text) is not None
    backshift = _BACKSHIFT.match(sentence.text)
    if backshift and FINITE.search(backshift.group().rpartition(" ")[0]):
        return False  # "The rules are not what they had been"
    return backshift is not None and not (cue and cue.frame == "stance")


def _lately(
    sentences: Sequence[Sentence], found: Sequence[Sequence[Attribution]], people: Roster
) -> Attribution | None:
    """Who spoke last shortly before, for a quotation in a paragraph of its own: all since is about him alone."""
    voices = [a for spoken in found[-_RECENT:] for a in spoken if a.quotation != "none"]
    if not voices or voices[-1].source not in {"named", "role_only"}:
        return None
    since = sentences[voices[-1].sentence + 1 : len(found)]
    others = {m.sentence for p in people.people if p.name != voices[-1].person for m in p.mentions}
    goes_on = all(_OF_SPEAKER.search(each.text) and each.index not in others for each in since)
    return voices[-1] if goes_on else None


def _follow(sentence: Sentence, mark: Quoted, speaker: Attribution, *, certain: bool) -> Attribution:
    """The whole of a sentence, laid to the speaker of another one."""
    return replace(
        speaker,
        sentence=sentence.index,
        speaker_span=None,
        cue="",
        content=(sentence.start, sentence.end),
        quotation=quotation_of(sentence, mark, (0, len(sentence.text))),
        certain=certain,
        carried=True,
    )


def reported(sentence: Sentence, mark: Quoted, report: Report, speaker: Speaker, span: Span | None) -> Attribution:
    """What a report in a sentence says, and who speaks, named at a span of the article."""
    start, end = report.content
    return Attribution(
        sentence=sentence.index,
        speaker=speaker.words,
        speaker_span=span,
        person=speaker.name,
        cue=sentence.text[slice(*report.cue)],
        content=(sentence.start + start, sentence.start + end),
        source=speaker.source,
        quotation=quotation_of(sentence, mark, report.content),
        certain=report.strong and speaker.sure,
    )


def says_again(one: Attribution, other: Attribution) -> bool:
    """Whether a report is part of what the same person is reported to say: "he regretted" in "he said he regretted"."""
    same = one is not other and (one.person or one.speaker, one.source) == (other.person or other.speaker, other.source)
    return same and other.content[0] < one.content[0] and one.content[1] <= other.content[1]


def in_turn(sentence: Sentence, turn: Turn, people: Roster) -> Attribution:
    """What a sentence of a transcript says in the name of whose turn it is.

    "A" answers for the one official whom the text presents before it.
    """
    person = people.find(turn.label) or people.resolve(turn.label, turn.opens)
    if turn.label in _ANSWERS:
        presented = [p for p in people.people if p.official and p.mentions[0].start < turn.opens]
        person = presented[0] if len(presented) == 1 else None
    return Attribution(
        sentence=sentence.index,
        speaker=person.name if person else turn.label,
        speaker_span=None,
        person=person.name if person else None,
        cue="",
        content=(max(sentence.start, min(turn.opens, sentence.end)), sentence.end),
        source="named" if person or (" " in turn.label and not is_office(turn.label)) else "role_only",
        quotation="direct",
        certain=True,
        carried=True,
    )


def of_release(sentence: Sentence, spoken: Sequence[Attribution], release: Byline) -> Iterator[Attribution]:
    """The byline's own statement in a sentence of its release: all of it, or what stands before the first report."""
    if _PLEASANTRY.match(_NUMBER.sub("", sentence.text)) or not (
        _ENDED.search(sentence.text) or FINITE.search(sentence.text)
    ):
        return
    for speaker in (release.speaker, *release.joint) if not spoken or _opens_otherwise(sentence, spoken[0]) else ():
        yield Attribution(
            sentence=sentence.index,
            speaker=speaker,
            speaker_span=None,
            person=speaker if release.source == "named" else None,
            cue="",
            content=(sentence.start, sentence.end),
            source=release.source,
            quotation="none",
            certain=not spoken,
            carried=True,
        )


def of_list(sentence: Sentence, mark: Quoted, listed: Byline) -> Attribution:
    """What a sentence of a list of somebody's statements says, in whole."""
    return Attribution(
        sentence=sentence.index,
        speaker=listed.speaker,
        speaker_span=None,
        person=listed.speaker,
        cue="",
        content=(sentence.start, sentence.end),
        source="named",
        quotation=quotation_of(sentence, mark, (0, len(sentence.text))),
        certain=True,
        carried=True,
    )


def _opens_otherwise(sentence: Sentence, first: Attribution) -> bool:
    """Whether something else is stated before the first report ("they met with X, and reiterated Y")."""
    return re.search(rf"\band\s+(?:\w+\s+)?{re.escape(first.cue)}\b", sentence.text) is not None


def quotation_of(sentence: Sentence, mark: Quoted, content: Span) -> Quotation:
    """How much of the content is quoted, by its letters."""
    start, end = content
    covered = "".join(sentence.text[max(start, a) : min(end, b)] for a, b in mark.spans if a < end and start < b)
    return quotation_kind(_letters(covered), _letters(sentence.text[start:end])) if covered else "paraphrase"


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))
