"""Decides from the words alone who speaks in each sentence, so that a model's word for it can be checked.

Sentence by sentence the reporting verbs are found, then pronouns, offices, running quotations and backshifted reports
are followed through the paragraph. No rule knows an article, a person or a country.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from communique.language.byline import find_byline, find_list, home_of, is_title
from communique.language.carried import MOSTLY, Attribution, carried, in_turn, of_list, of_release, reported, says_again
from communique.language.clauses import is_told, relays, reports
from communique.language.countries import countries_in
from communique.language.names import find_mentions
from communique.language.nounphrases import FINITE, Span, first_subject
from communique.language.offices import QUALIFIER
from communique.language.people import Roster
from communique.language.quotes import HIDDEN, Quoted, quoted
from communique.language.reporting import DOCUMENTS, FORMS, PRONOUNS
from communique.language.segment import Paragraph, Sentence
from communique.language.speakers import Cast, Speaker, called, classify, head_noun, holds, is_of, is_plural, joint_head
from communique.language.transcript import turns
from communique.language.verbs import Report

__all__ = ["Attribution", "attributions"]

_OPEN_QUESTION = re.compile(r".{0,80}?\b(?:whether|if|out|exclude|confirm|neither confirmed)\b")
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
_ITEM = re.compile(
    r"(?:[-–—•*·▪]|\d{1,2}[.)]|\(?[a-z\d]{1,3}\))\s*(?:(?:also|further|jointly)\s)?(?P<verb>[A-Za-z]+)\b"
)
_RESOLVED = frozenset("agreed decided encouraged instructed invited recognised recognized resolved supported".split())
_ISSUED = re.compile(
    r"\b(?:an?|joint|written|press)\s(?:\w+\s)?(?:announcement|communiqu[eé]|declaration|letter|release|statement)\b"
)
_HIS = re.compile(r"(?:his|her|its|their)\s", re.IGNORECASE)  # whose is told in the same sentence
_BODY = re.compile(r"(?:the|its|his|her|their)\s|[A-Z][\w-]+['’]s\s")
_PERSONS = frozenset({"named", "role_only"})
_ISSUERS = frozenset({"named", "institution", "role_only"})
_EACH_OTHER = re.compile(r"\s+(?:each other|one another)\b")
_APPOSED = re.compile(r",\s(?:the|an?)\s[^,;:.\"]*")
_NOBODY = re.compile(r"(?:no|either|neither|any)\s", re.IGNORECASE)
_SOME = re.compile(r"(?:an?|another|one)\s|[^,]*['’]s\s", re.IGNORECASE)
_FIRST_PERSON = frozenset({"i", "we"})
_PAIR_REACH = 5  # sentences in which "they" goes on to mean the same two
_NAME_REACH = 60  # characters in which a name that describes the speaker ends


def attributions(paragraphs: Sequence[Paragraph], roster: Roster | None = None) -> tuple[Attribution, ...]:
    """Who speaks in each sentence of ``paragraphs``, in order; a sentence may have several speakers or none.

    Args:
        paragraphs: the article's paragraphs.
        roster: the article's people; read from the paragraphs where it is not given.
    """
    sentences = [sentence for paragraph in paragraphs for sentence in paragraph.sentences]
    marks = quoted(sentences)
    release = find_byline(paragraphs)
    headings = {
        p.index
        for p in paragraphs
        if (is_title(p) and not _ITEM.match(p.sentences[0].text)) or (release and release.covers(p))
    }
    people = roster or Roster(find_mentions(sentences))
    issuer = people.find(release.speaker) if release else None
    reader = _Reader(
        Cast(people.people),
        release=release is not None and not release.joint,
        home=issuer.country if issuer else home_of(release),
        office=f"the {head_noun(release.speaker)}" if release and release.source == "institution" else None,
    )
    own = [
        [] if sentence.paragraph in headings and not mark.opened else reader.read(sentence, mark)
        for sentence, mark in zip(sentences, marks, strict=True)
    ]
    found: list[list[Attribution]] = []
    spoken_by, listed = turns(paragraphs), find_list(paragraphs, people)
    for number, sentence in enumerate(sentences):
        turn = spoken_by.get(sentence.paragraph)
        if turn:
            found.append([in_turn(sentence, turn, people)] if not turn.asks else [])
            continue
        if listed and sentence.paragraph > listed.paragraph:
            others = [one for one in own[number] if one.source != "institution"]  # what a state wants, X tells
            found.append(others or [of_list(sentence, marks[number], listed)])
            continue
        spoken = own[number] or carried(sentences, marks, own, found, people)
        if release and sentence.paragraph not in headings:
            spoken = [*of_release(sentence, spoken, release), *spoken]
        found.append(spoken)
    return tuple(a for spoken in found for a in spoken if a.content[0] < a.content[1])


class _Reader:
    """Reads an article's sentences in order, and remembers who spoke last."""

    def __init__(self, cast: Cast, *, release: bool, home: str | None, office: str | None) -> None:
        self._cast = cast
        self._home = home  # the state for which whoever issues the text speaks
        self._office = office  # what the body that issues the text calls itself in it
        self._release = release
        self._last: list[Attribution] = []
        self._pair: tuple[list[str], int] = [], 0  # whom "they" meant last, and in which sentence
        self._described: dict[str, str] = {}  # "a senior official", by its noun, for "the official" later
        self._previous: Sentence | None = None
        self._masked = ""  # its text, quoted words hidden
        self._issued: Attribution | None = None  # whose words "the statement" means
        self._listed: tuple[Speaker, Span] | None = None  # whose acts a list tells

    def read(self, sentence: Sentence, mark: Quoted) -> list[Attribution]:
        """Who speaks by the sentence's own words, in order."""
        found = self._own(sentence, mark) or self._item(sentence, mark)
        self._last = found or self._last
        if _ISSUED.search(mark.masked):
            self._issued = next((a for a in found if a.source in _ISSUERS), self._issued)
        unnamed = (a.speaker for a in found if a.source == "role_only" and not is_plural(a.speaker))
        self._described |= {head_noun(words): words for words in unnamed}
        if mark.masked.count(HIDDEN) <= MOSTLY * len(mark.masked):  # names in a quotation act in nothing
            self._previous, self._masked = sentence, mark.masked
        return found

    def _item(self, sentence: Sentence, mark: Quoted) -> list[Attribution]:
        """Who speaks in an item of a list: "- reaffirmed their support;" after "The ministers:"."""
        item = _ITEM.match(sentence.text)
        if item is None:
            span = first_subject(mark.masked) if sentence.text.endswith(":") else None
            at = (sentence.start + span[0], sentence.start + span[1]) if span else (0, 0)
            speaker = classify(sentence.text[slice(*span)], at[0], self._cast) if span else None
            self._listed = (speaker, at) if speaker and speaker.words.casefold() not in PRONOUNS else None
            return []
        verb = item["verb"].casefold()
        if self._listed is None or not (verb in FORMS or verb in _RESOLVED):
            return []
        speaker, at = self._listed
        report = Report(
            item.span("verb"), verb, "stance", (0, 0), shared=True, content=(item.start("verb"), len(sentence.text)),
            denied=False, strong=True,
        )  # fmt: skip
        return [reported(sentence, mark, report, speaker, None)]

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
                    found.append(reported(sentence, mark, report, speaker, span))
                    sources.append(report)
        found = [
            one
            for one, report in zip(found, sources, strict=True)
            if not relays(mark.masked, report, sources) and not is_told(mark.masked, report, sources)
        ]
        found = [one for one in found if not any(says_again(one, other) for other in found)]
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
        if _NOBODY.match(subject):
            return
        if subject.casefold() in _FIRST_PERSON or (self._release and self._is_own(subject)):
            return  # outside quotations, whoever issues the text: its byline tells
        mutual = _EACH_OTHER.match(sentence.text, report.cue[1]) is not None
        for start, end in self._conjuncts(sentence, report.subject, mutual=mutual):
            at = sentence.start + start
            speaker = classify(sentence.text[start:end], at, self._cast)
            speaker = speaker and called(speaker, sentence.text[slice(*report.content)], _text(sentence, report.cue))
            if speaker and speaker.source == "role_only":
                speaker = self._apposed(sentence, sentence.start + end) or speaker
            if speaker:
                quotes_first = report.content[0] < start
                for meant in self._resolved(speaker, at, sentence, mark, found, quotes_first=quotes_first):
                    yield meant, (at, sentence.start + end)

    def _is_own(self, subject: str) -> bool:
        """Whether the words mean whoever issues a release: "our side", "Peru", "Peru's government", "the ministry"."""
        head, states = head_noun(subject), countries_in(subject)
        if subject.casefold() == self._office:
            return True
        own = bool(states) and {state.code for state in states} == {self._home}
        return head in _SIDES or (own and (head == "government" or states[-1].end == len(subject)))

    def _apposed(self, sentence: Sentence, end: int) -> Speaker | None:
        """The person named right after a description: "the bloc's envoy, Ana Silva,", "her son, the MP Ana Silva"."""
        first = next(iter(self._cast.within(end, end + _NAME_REACH)), None)
        if first is None or not (
            first[0].start == end + 2
            or _APPOSED.fullmatch(sentence.text, end - sentence.start, first[0].start - sentence.start)
        ):
            return None
        return Speaker(first[1].name, "named", first[1].name)

    def _conjuncts(self, sentence: Sentence, subject: Span, *, mutual: bool) -> list[Span]:
        """The noun phrases of a joint subject, where each of them is a person; else the subject as it is.

        Two bodies are one speaker, unless they do to each other what is told: "Peru and Chile accused each other".
        """
        start, end = subject
        both = re.match(r"both\s+(?=.*\sand\s)", sentence.text[start:end], re.IGNORECASE)
        start += both.end() if both else 0
        for match in re.finditer(r",?\s+and\s+", sentence.text[start:end]):
            halves = [(start, start + match.start()), (start + match.end(), end)]
            kinds = [classify(sentence.text[a:b], sentence.start + a, self._cast) for a, b in halves]
            persons = [kind and (kind.source == "named" or kind.refers) for kind in kinds]
            bodies = [kind and kind.source == "institution" and kind.sure for kind in kinds]
            apart = any(bodies) and _BODY.match(sentence.text[halves[1][0] : end]) is not None
            if all(persons) or (any(persons) and apart) or (mutual and all(bodies)):
                return halves
        return [*self._joined(sentence, start), (start, end)]

    def _joined(self, sentence: Sentence, subject: int) -> list[Span]:
        """Who is named with an office before "and" and the subject: "The envoy, Ana Silva, and the mayor, X, said"."""
        named = self._cast.within(sentence.start, sentence.start + subject)
        if not named:
            return []
        start, end = named[-1][0].start - sentence.start, named[-1][0].end - sentence.start
        joined = re.fullmatch(r",?\s+and\s+", sentence.text[end:subject])
        return [(start, end)] if joined and not FINITE.search(sentence.text, 0, subject) else []

    def _resolved(
        self, speaker: Speaker, at: int, sentence: Sentence, mark: Quoted, found: Sequence[Attribution],
        *, quotes_first: bool,
    ) -> list[Speaker]:  # fmt: skip
        """The speaker or speakers meant, pronouns and offices followed to whom they refer; none where nobody is."""
        pair, two = joint_head(speaker.words), self._cast.of_states(speaker.words)
        if pair or two:
            two = two or self._cast.pair(pair or "", at)
            self._pair = (two, sentence.index) if two else self._pair
            return [Speaker(name, "named", name) for name in two] or [speaker]
        if not speaker.refers:
            return [speaker]
        word = speaker.words.casefold()
        if word in {"he", "him", "his", "she", "her"}:
            return self._antecedent(speaker, at, sentence, mark, found, quotes_first=quotes_first)
        if word in {"they", "them", "both", "one", "one of them"}:
            return self._several(speaker, at, sentence)
        if speaker.source == "role_only":
            return [self._holder(speaker, at, found, sentence.end)]
        return self._body(speaker, at, sentence, mark, found)

    def _several(self, speaker: Speaker, at: int, sentence: Sentence) -> list[Speaker]:
        """Whom "they" or "one of them" means."""
        if speaker.words.casefold() in {"one", "one of them"}:
            unnamed = [a for a in self._last if a.source in {"anonymous", "role_only"} and is_plural(a.speaker)]
            return [replace(speaker, words=a.speaker, source=a.source) for a in unnamed[-1:]]
        several = ("role_only", "institution")
        plural = [a for a in self._last if a.source in several and a.sentence == sentence.index - 1][:1]
        plural = [a for a in plural if a.source == "role_only" or is_plural(a.speaker)]
        both = self._previous is not None and _BOTH.search(self._previous.text) is not None
        joint = self._joint() or (self._cast.pair("leader", at) if both else [])
        if joint:
            self._pair = joint, sentence.index
        elif sentence.index - self._pair[1] <= _PAIR_REACH:
            joint = self._pair[0]
        names = [replace(speaker, name=name) for name in joint]
        return names or [replace(speaker, words=a.speaker, source=a.source) for a in plural]

    def _body(
        self, speaker: Speaker, at: int, sentence: Sentence, mark: Quoted, found: Sequence[Attribution]
    ) -> list[Speaker]:
        """Which body "it" means, or whose words "the statement" are."""
        issued = self._issued
        if head_noun(speaker.words) in DOCUMENTS and issued:
            return [replace(speaker, words=issued.speaker, name=issued.person, source=issued.source)]
        document = head_noun(speaker.words) in DOCUMENTS
        bodies = [a for a in [*self._last, *found] if a.source == "institution" and a.sentence >= sentence.index - 2]
        if document and not bodies:
            return [replace(speaker, refers=False)]
        body = bodies[-1].speaker if bodies else self._subject(sentence, mark.masked, at)
        return [replace(speaker, words=body, sure=bool(bodies))] if body else []

    def _subject(self, sentence: Sentence, masked: str, at: int) -> str | None:
        """The body that the sentence opens with before an offset, for "Peru released what it said was a list"."""
        span = first_subject(masked[: at - sentence.start])
        found = classify(sentence.text[slice(*span)], sentence.start + span[0], self._cast) if span else None
        return found.words if found and found.source == "institution" and found.sure else None

    def _antecedent(
        self, speaker: Speaker, at: int, sentence: Sentence, mark: Quoted, found: Sequence[Attribution],
        *, quotes_first: bool,
    ) -> list[Speaker]:  # fmt: skip
        """Whom "he" or "she" means: who spoke or is named first in this sentence, else in the one before, else last.

        Where the words come before "he said", a name among them is somebody they speak of.
        """
        other = "woman" if speaker.words.casefold() in {"he", "him", "his"} else "man"
        last = [a for a in reversed(self._last) if a.person or (a.source in _PERSONS and not is_plural(a.speaker))]
        last = [a for a in last if a.person or not (_HIS.match(a.speaker) or is_of(a.speaker, other))]
        near = [a for a in last if self._previous and a.sentence == self._previous.index]
        before = self._cast.within(self._previous.start, self._previous.end) if self._previous else []
        here = [
            person.name
            for mention, person in self._cast.within(sentence.start, at)
            if mark.masked[mention.start - sentence.start] != HIDDEN
        ]
        unnamed = self._unnamed() if not near and not (here and not quotes_first) and not found else None
        if unnamed and not is_of(unnamed.words, other):
            return [replace(speaker, words=unnamed.words, source="role_only", refers=False)]
        acting = self._acting()
        earlier: list[Attribution | str] = [*near, *acting, *(person.name for _, person in before)]
        names: list[Attribution | str] = [a for a in reversed(found) if a.person]
        names += [*earlier, *here, *last] if quotes_first else [*here, *earlier, *last]
        names += self._cast.alone(at)
        meant = next(iter(names), None)
        if isinstance(meant, Attribution) and not meant.person:
            return [replace(speaker, words=meant.speaker, source=meant.source, refers=False)]
        name = meant.person if isinstance(meant, Attribution) else meant
        return [replace(speaker, name=name)] if name else []

    def _unnamed(self) -> Speaker | None:
        """Somebody without a name who is the subject of the sentence before: "Peru's envoy left for Oslo"."""
        span = first_subject(self._masked) if self._previous else None
        if span is None or self._previous is None:
            return None
        subject = classify(self._previous.text[slice(*span)], self._previous.start + span[0], self._cast)
        role = subject is not None and subject.source == "role_only" and _SOME.match(subject.words)
        apposed = role and self._apposed(self._previous, self._previous.start + span[1])
        return subject if role and subject and not apposed and not is_plural(subject.words) else None

    def _acting(self) -> list[str]:
        """Who is the subject of the sentence before, where an office names him: "The President gave a briefing"."""
        span = first_subject(self._masked) if self._previous else None
        if span is None or self._previous is None:
            return []
        subject = classify(self._previous.text[slice(*span)], self._previous.start + span[0], self._cast)
        if subject is None or not subject.refers or subject.source != "role_only":
            return []
        name = self._holder(subject, self._previous.start + span[0], ()).name
        return [name] if name else []

    def _holder(self, speaker: Speaker, at: int, found: Sequence[Attribution], end: int = 0) -> Speaker:
        """Whom "the minister" means: the last speaker, where such an office is theirs, else the last one named.

        Whom the sentence, which ends at ``end``, goes on to name he is not: "The minister thanked Ana Silva".
        """
        met = {person.name for _, person in self._cast.within(at + len(speaker.words), end)}
        described = self._described.get(head_noun(speaker.words), "")
        asked = {word for word in speaker.words.casefold().split() if word in QUALIFIER}
        if described and asked <= set(described.casefold().split()):
            return replace(speaker, words=described, refers=False)
        states = {mention.code for mention in countries_in(speaker.words)}
        recent = [self._cast.by_name(a.person or "") for a in reversed([*self._last, *found])]
        fitting = [person for person in recent if person and holds(person, speaker.words) and person.name not in met]
        fitting = [p for p in fitting if p.country in states or not states]
        if fitting:
            return replace(speaker, source="named", name=fitting[0].name)
        latest = self._cast.latest(at, lambda person: person.name not in met and holds(person, speaker.words))
        latest = latest or self._cast.latest(at, lambda person: holds(person, speaker.words))
        latest = latest or self._cast.spokesperson(speaker.words) or self._cast.later(speaker.words)
        latest = latest or self._cast.unplaced(speaker.words)
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


def _text(sentence: Sentence, span: Span) -> str:
    return sentence.text[span[0] : span[1]]
