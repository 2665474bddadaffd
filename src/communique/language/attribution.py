"""Decides from the words alone who speaks in each sentence, so that a model's word for it can be checked.

Sentence by sentence the reporting verbs are found, then pronouns, offices, running quotations and backshifted reports
are followed through the paragraph. No rule knows an article, a person or a country.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from communique.language.byline import Byline, find_byline
from communique.language.clauses import relays, reports
from communique.language.names import find_mentions
from communique.language.nounphrases import Span
from communique.language.people import Roster
from communique.language.quotes import HIDDEN, Quoted, quotation_kind, quoted
from communique.language.segment import Paragraph, Sentence
from communique.language.speakers import Cast, Speaker, classify, head_noun, holds, is_plural, joint_head
from communique.language.transcript import Turn, turns
from communique.language.verbs import Report
from communique.records import Quotation, Source

__all__ = ["Attribution", "attributions"]

# Reported speech goes on without a verb of saying where its tenses do: "He had ...", "This would ..." after "said".
_BACKSHIFT = re.compile(
    r"(?:However, |But |And |Also, |In addition, )?"
    r"(?:(?:He|She|They)(?: also)?|(?:This|That|These|Those|The|It)\b[^,;]{0,60}?)\s(?:would|had)\b"
)
_OPEN_QUESTION = re.compile(r".{0,80}?\b(?:whether|if|out|confirm|neither confirmed)\b")
_BOTH = re.compile(
    r"\b(?:[Tt]he (?:two )?|[Bb]oth )(?:leaders|presidents|ministers|sides|parties|interlocutors)\b"
    r"|\b(?:meeting|talks|conversation|met|spoke|call)\b[^.;,]{0,20} with\b"
    r"|\b(?:met|hosted|received|telephoned)\s+(?:the )?[A-Z]"
)
_SIDES = frozenset({"side", "party", "country"})
# "This was announced by X" says whose the sentence before is.
_POINTS_BACK = re.compile(
    r"(?:This|It|The (?:announcement|statement)) (?:was|has been) "
    r"(?:announced|stated|said|reported|confirmed|declared|made)\b"
)
_FIRST_PERSON = frozenset({"i", "we"})
_HEADING_WORDS = 25
_ANSWERABLE = frozenset({"named", "institution", "role_only"})
_LONGEST_QUOTATION = 30
_PAIR_REACH = 5  # sentences in which "they" goes on to mean the same two
_NAME_REACH = 60  # characters in which a name that describes the speaker ends
_MOSTLY = 0.7


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


def attributions(paragraphs: Sequence[Paragraph], roster: Roster | None = None) -> tuple[Attribution, ...]:
    """Who speaks in each sentence of ``paragraphs``, in order; a sentence may have several speakers or none.

    Args:
        paragraphs: the article's paragraphs.
        roster: the article's people; read from the paragraphs where it is not given.
    """
    sentences = [sentence for paragraph in paragraphs for sentence in paragraph.sentences]
    marks = quoted(sentences)
    release = find_byline(paragraphs)
    headings = {p.index for p in paragraphs if _is_heading(p) or (release and p.index <= release.paragraph)}
    people = roster or Roster(find_mentions(sentences))
    reader = _Reader(Cast(people.people), release=release is not None)
    own = [
        [] if sentence.paragraph in headings and not mark.opened else reader.read(sentence, mark)
        for sentence, mark in zip(sentences, marks, strict=True)
    ]
    found: list[list[Attribution]] = []
    spoken_by = turns(paragraphs)
    for number, sentence in enumerate(sentences):
        turn = spoken_by.get(sentence.paragraph)
        if turn:
            found.append([_in_turn(sentence, turn, people)] if not turn.asks else [])
            continue
        spoken = own[number] or _carried(number, sentences, marks, own, found)
        if release and sentence.paragraph not in headings:
            spoken = [*_of_release(sentence, spoken, release), *spoken]
        found.append(spoken)
    return tuple(a for spoken in found for a in spoken if a.content[0] < a.content[1])


class _Reader:
    """Reads an article's sentences in order, and remembers who spoke last."""

    def __init__(self, cast: Cast, *, release: bool) -> None:
        self._cast = cast
        self._release = release
        self._last: list[Attribution] = []
        self._pair: tuple[list[str], int] = [], 0  # whom "they" meant last, and in which sentence
        self._described: dict[str, str] = {}  # "a senior official", by its noun, for "the official" later
        self._previous: Sentence | None = None

    def read(self, sentence: Sentence, mark: Quoted) -> list[Attribution]:
        """Who speaks by the sentence's own words, in order."""
        found = self._own(sentence, mark)
        self._last = found or self._last
        unnamed = (a.speaker for a in found if a.source == "role_only")
        self._described |= {head_noun(words): words for words in unnamed}
        if mark.masked.count(HIDDEN) <= _MOSTLY * len(mark.masked):  # names in a quotation act in nothing
            self._previous = sentence
        return found

    def _own(self, sentence: Sentence, mark: Quoted) -> list[Attribution]:
        """Who speaks by the sentence's own words."""
        found: list[Attribution] = []
        sources: list[Report] = []
        for report in reports(mark.masked):
            leaves_open = _OPEN_QUESTION.match(sentence.text, *report.content)
            if report.denied and report.frame != "mind" and not leaves_open:
                continue
            for speaker, span in self._speakers(sentence, mark, report, found):
                if speaker.sure or report.strong:
                    found.append(_attribution(sentence, mark, report, speaker, span))
                    sources.append(report)
        found = [one for one, report in zip(found, sources, strict=True) if not relays(report, sources)]
        before = self._previous
        if before and _POINTS_BACK.match(sentence.text):
            back = {"sentence": before.index, "content": (before.start, before.end), "quotation": "paraphrase"}
            return [replace(one, **back) for one in found]  # type: ignore[arg-type]
        return found

    def _speakers(
        self, sentence: Sentence, mark: Quoted, report: Report, found: Sequence[Attribution]
    ) -> Iterator[tuple[Speaker, Span | None]]:
        if report.subject is None:
            yield Speaker("reports", "reports"), None
            return
        subject = sentence.text[slice(*report.subject)]
        if report.lemma == "ask" and head_noun(subject) in {"journalist", "reporter"}:
            return  # a question to somebody, not a word of theirs
        if subject.casefold() in _FIRST_PERSON or (self._release and head_noun(subject) in _SIDES):
            return  # outside quotations, whoever issues the text: its byline tells
        for start, end in self._conjuncts(sentence, report.subject):
            at = sentence.start + start
            speaker = classify(sentence.text[start:end], at, self._cast)
            if speaker and speaker.source == "role_only" and not speaker.refers:
                speaker = self._apposed(speaker, sentence.start + end) or speaker
            if speaker:
                quotes_first = report.content[0] < start
                for meant in self._resolved(speaker, at, sentence, mark, found, quotes_first=quotes_first):
                    yield meant, (at, sentence.start + end)

    def _apposed(self, speaker: Speaker, end: int) -> Speaker | None:
        """The person named right after a description: "the bloc's envoy, Ana Silva,"."""
        named = next((p.name for m, p in self._cast.within(end, end + _NAME_REACH) if m.start == end + 2), None)
        return Speaker(named, "named", named) if named else None

    def _conjuncts(self, sentence: Sentence, subject: Span) -> list[Span]:
        """The noun phrases of a joint subject, where each of them is a person; else the subject as it is."""
        start, end = subject
        both = re.match(r"both\s+", sentence.text[start:end], re.IGNORECASE)
        start += both.end() if both else 0
        for match in re.finditer(r",?\s+and\s+", sentence.text[start:end]):
            halves = [(start, start + match.start()), (start + match.end(), end)]
            kinds = [classify(sentence.text[a:b], sentence.start + a, self._cast) for a, b in halves]
            if all(kind and (kind.source == "named" or kind.refers) for kind in kinds):
                return halves
        return [(start, end)]

    def _resolved(
        self, speaker: Speaker, at: int, sentence: Sentence, mark: Quoted, found: Sequence[Attribution],
        *, quotes_first: bool,
    ) -> list[Speaker]:  # fmt: skip
        """The speaker or speakers meant, pronouns and offices followed to whom they refer; none where nobody is."""
        pair = joint_head(speaker.words)
        if pair:
            two = self._cast.pair(pair, at)
            self._pair = (two, sentence.index) if two else self._pair
            return [Speaker(name, "named", name) for name in two] or [speaker]
        if not speaker.refers:
            return [speaker]
        word = speaker.words.casefold()
        if word in {"he", "him", "she", "her"}:
            return self._antecedent(speaker, at, sentence, mark, found, quotes_first=quotes_first)
        if word in {"they", "them", "both"}:
            plural = [a for a in self._last if a.source == "role_only" and a.sentence == sentence.index - 1][:1]
            both = self._previous is not None and _BOTH.search(self._previous.text) is not None
            joint = self._joint() or (self._cast.pair("leader", at) if both else [])
            if joint:
                self._pair = joint, sentence.index
            elif sentence.index - self._pair[1] <= _PAIR_REACH:
                joint = self._pair[0]
            names = [replace(speaker, name=name) for name in joint]
            return names or [replace(speaker, words=a.speaker, source=a.source) for a in plural]
        if speaker.source == "role_only":
            return [self._holder(speaker, at, found)]
        bodies = [a for a in [*self._last, *found] if a.source == "institution" and a.sentence >= sentence.index - 2]
        return [replace(speaker, words=body.speaker, sure=True) for body in bodies[-1:]]

    def _antecedent(
        self, speaker: Speaker, at: int, sentence: Sentence, mark: Quoted, found: Sequence[Attribution],
        *, quotes_first: bool,
    ) -> list[Speaker]:  # fmt: skip
        """Whom "he" or "she" means: who spoke or is named first in this sentence, else in the one before, else last.

        Where the words come before "he said", a name among them is somebody they speak of.
        """
        last = [a for a in reversed(self._last) if a.person or (a.source == "role_only" and not is_plural(a.speaker))]
        near = [a for a in last if self._previous and a.sentence == self._previous.index]
        before = self._cast.within(self._previous.start, self._previous.end) if self._previous else []
        here = [
            person.name
            for mention, person in self._cast.within(sentence.start, at)
            if mark.masked[mention.start - sentence.start] != HIDDEN
        ]
        earlier: list[Attribution | str] = [*near, *(person.name for _, person in before)]
        names: list[Attribution | str] = [a for a in reversed(found) if a.person]
        names += [*earlier, *here, *last] if quotes_first else [*here, *earlier, *last]
        meant = next(iter(names), None)
        if isinstance(meant, Attribution) and not meant.person:
            return [replace(speaker, words=meant.speaker, source=meant.source, refers=False)]
        name = meant.person if isinstance(meant, Attribution) else meant
        return [replace(speaker, name=name)] if name else []

    def _holder(self, speaker: Speaker, at: int, found: Sequence[Attribution]) -> Speaker:
        """Whom "the minister" means: the last speaker, where such an office is theirs, else the last one named."""
        described = self._described.get(head_noun(speaker.words))
        if described:
            return replace(speaker, words=described, refers=False)
        for attribution in reversed([*self._last, *found]):
            person = self._cast.by_name(attribution.person or "")
            if person and holds(person, speaker.words):
                return replace(speaker, source="named", name=person.name)
        latest = self._cast.latest(at, lambda person: holds(person, speaker.words)) or self._cast.spokesperson(
            speaker.words
        )
        return replace(speaker, source="named", name=latest.name, sure=False) if latest else speaker

    def _joint(self) -> list[str]:
        """Whom "they" means: the speakers, or the persons named side by side, of the sentence before."""
        if self._previous is None:
            return []
        spoke = [a.person for a in self._last if a.person and a.sentence == self._previous.index]
        if len(spoke) > 1:
            return spoke
        named = self._cast.within(self._previous.start, self._previous.end)[:2]
        if len(named) < 2:
            return []
        (first, one), (second, other) = named
        between = self._previous.text[first.end - self._previous.start : second.start - self._previous.start]
        return [one.name, other.name] if re.match(r"\s+and\b[^,.;]*$", between) else []


def _attribution(sentence: Sentence, mark: Quoted, report: Report, speaker: Speaker, span: Span | None) -> Attribution:
    start, end = report.content
    return Attribution(
        sentence=sentence.index,
        speaker=speaker.words,
        speaker_span=span,
        person=speaker.name,
        cue=_text(sentence, report.cue),
        content=(sentence.start + start, sentence.start + end),
        source=speaker.source,
        quotation=_quotation(sentence, mark, report.content),
        certain=report.strong and speaker.sure,
    )


def _carried(
    number: int,
    sentences: Sequence[Sentence],
    marks: Sequence[Quoted],
    own: Sequence[Sequence[Attribution]],
    found: Sequence[Sequence[Attribution]],
) -> list[Attribution]:
    """Who speaks in a sentence that names nobody: whose quotation or reported speech runs on."""
    sentence, mark = sentences[number], marks[number]
    if not _letters(sentence.text):
        return []  # a mark that stands alone
    voices = [a for a in found[number - 1] if a.quotation != "none"] if number else []
    previous = voices[-1] if voices else None
    same = previous is not None and sentences[number - 1].paragraph == sentence.paragraph
    if mark.opened and previous:
        return [_follow(sentence, mark, previous, certain=True)]
    if mark.opened or mark.masked.count(HIDDEN) > _MOSTLY * len(mark.masked):
        ahead = range(number, min(len(marks), number + _LONGEST_QUOTATION))
        closing = next((k for k in ahead if not marks[k].open), number)
        if closing > number and own[closing]:
            return [_follow(sentence, mark, own[closing][0], certain=True)]
        after = own[number + 1][0] if number + 1 < len(own) and own[number + 1] and not same else None
        beside = after and sentences[number + 1].paragraph == sentence.paragraph
        speaker = previous or (after if beside else None)
        return [_follow(sentence, mark, speaker, certain=False)] if speaker else []
    runs_on = _BACKSHIFT.match(sentence.text) or (mark.spans and previous and previous.quotation != "paraphrase")
    if previous and same and runs_on and previous.source in _ANSWERABLE:
        return [_follow(sentence, mark, previous, certain=False)]
    return []


def _follow(sentence: Sentence, mark: Quoted, speaker: Attribution, *, certain: bool) -> Attribution:
    """The whole of a sentence, laid to the speaker of another one."""
    return replace(
        speaker,
        sentence=sentence.index,
        speaker_span=None,
        cue="",
        content=(sentence.start, sentence.end),
        quotation=_quotation(sentence, mark, (0, len(sentence.text))),
        certain=certain,
        carried=True,
    )


def _in_turn(sentence: Sentence, turn: Turn, people: Roster) -> Attribution:
    """What a sentence of a transcript says in the name of whose turn it is."""
    person = people.find(turn.label)
    return Attribution(
        sentence=sentence.index,
        speaker=person.name if person else turn.label,
        speaker_span=None,
        person=person.name if person else None,
        cue="",
        content=(max(sentence.start, min(turn.opens, sentence.end)), sentence.end),
        source="named" if person or " " in turn.label else "role_only",
        quotation="direct",
        certain=True,
        carried=True,
    )


def _of_release(sentence: Sentence, spoken: Sequence[Attribution], release: Byline) -> Iterator[Attribution]:
    """The byline's own statement in a sentence of its release: all of it, or what stands before the first report."""
    if not spoken or _opens_otherwise(sentence, spoken[0]):
        yield Attribution(
            sentence=sentence.index,
            speaker=release.speaker,
            speaker_span=None,
            person=release.speaker if release.source == "named" else None,
            cue="",
            content=(sentence.start, sentence.end),
            source=release.source,
            quotation="none",
            certain=not spoken,
            carried=True,
        )


def _opens_otherwise(sentence: Sentence, first: Attribution) -> bool:
    """Whether something else is stated before the first report ("they met with X, and reiterated Y")."""
    return re.search(rf"\band\s+(?:\w+\s+)?{re.escape(first.cue)}\b", sentence.text) is not None


def _is_heading(paragraph: Paragraph) -> bool:
    """Whether a paragraph is a title: one short line without a final stop."""
    line = paragraph.sentences[0].text
    stopped = line.endswith((".", "!", "?", "…", ":", ";", ",", '"', "”", "’", ")", "]", "*"))
    return len(paragraph.sentences) == 1 and len(line.split()) < _HEADING_WORDS and not stopped


def _quotation(sentence: Sentence, mark: Quoted, content: Span) -> Quotation:
    """How much of the content is quoted, by its letters."""
    start, end = content
    covered = "".join(sentence.text[max(start, a) : min(end, b)] for a, b in mark.spans if a < end and start < b)
    return quotation_kind(_letters(covered), _letters(sentence.text[start:end]))


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _text(sentence: Sentence, span: Span) -> str:
    return sentence.text[span[0] : span[1]]
