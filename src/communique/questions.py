"""From a profile's passes to the questions a model is asked: which stretch of the article, which closed choices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from communique.answers import (
    Answer,
    EverythingAnswer,
    OfficialsAnswer,
    OverviewAnswer,
    english_answer,
    people_answer,
    speakers_answer,
    visits_answer,
)
from communique.document import Document
from communique.language.countries import countries_in, name_of
from communique.language.segment import Sentence
from communique.profiles import Pass, Profile
from communique.wordings import with_latin_names

__all__ = ["Question", "plan"]

_MOST_NAMES = 8  # asked about in one question; more make small models lose the thread
_MOST_SENTENCES = 6  # put into English in one question
_MOST_CHOICES = 60  # longer enumerations make grammars slow and help nobody


@dataclass(frozen=True, slots=True)
class Question:
    """One question about one stretch of the article.

    Attributes:
        task: name of the prompt.
        values: what fills the prompt's last turn.
        answer: the shape to fill.
        sentences: the sentences it is about, in order.
        max_tokens: limit of the answer.
    """

    task: str
    values: dict[str, str] = field(repr=False)
    answer: type[Answer]
    sentences: tuple[Sentence, ...]
    max_tokens: int

    @property
    def where(self) -> str:
        """Which paragraphs it is about, for progress and warnings."""
        first, last = self.sentences[0].paragraph + 1, self.sentences[-1].paragraph + 1
        return f"paragraph {first}" if first == last else f"paragraphs {first} to {last}"


def plan(document: Document, profile: Profile) -> tuple[Question, ...]:
    """Return every question of every pass, in the order of the article within each pass."""
    return tuple(question for reading in profile.passes for question in _of_pass(document, profile, reading))


def _of_pass(document: Document, profile: Profile, reading: Pass) -> Iterator[Question]:
    if not _is_for(document, reading):
        return
    if reading.task == "people":
        yield from _about_people(document, profile, reading)
        return
    windows = list(_windows(_chosen(document, reading), reading.window))
    if reading.task == "english":
        windows = [part for window in windows for part in _evenly(window, _MOST_SENTENCES)]
    if reading.task == "overview":
        windows = windows[:1]  # news tells its story at the top; the rest would cost more than it adds
    for window in windows:
        yield _question(document, profile, reading, window)


def _is_for(document: Document, reading: Pass) -> bool:
    """Tell whether a pass runs over articles in this language."""
    language = "en" if document.english else document.tongue or "other"
    return reading.languages is None or language in reading.languages


def _chosen(document: Document, reading: Pass) -> tuple[Sentence, ...]:
    """Return the sentences a pass is about: all, or where the rules read the language what they leave open."""
    if reading.task == "english":
        return tuple(s for s in document.sentences if s.index == 0 or document.is_statement(s))  # the headline too
    if reading.ask == "always" or not (document.english or document.tongue):
        return document.sentences
    if reading.task == "visits":
        return _paragraphs_of(document, document.travel_open)
    if reading.task == "claims":
        return _paragraphs_of(document, document.speech_open)
    return _paragraphs_of(document, document.names_open) if reading.task == "officials" else document.sentences


def _paragraphs_of(document: Document, sentences: frozenset[int]) -> tuple[Sentence, ...]:
    wanted = {document.sentences[i].paragraph for i in sentences}
    return tuple(sentence for sentence in document.sentences if sentence.paragraph in wanted)


def _windows(sentences: Sequence[Sentence], size: int) -> Iterator[tuple[Sentence, ...]]:
    """Yield runs of whole paragraphs of at most ``size`` characters (0: all of them); a longer paragraph is cut."""
    window: list[Sentence] = []
    for sentence in sentences:
        full = size and window and sentence.end - window[0].start > size
        gap = window and sentence.paragraph > window[-1].paragraph + 1
        if full or (gap and size):
            yield tuple(window)
            window = []
        window.append(sentence)
    if window:
        yield tuple(window)


def _evenly(window: tuple[Sentence, ...], most: int) -> Iterator[tuple[Sentence, ...]]:
    """Yield as few parts of at most ``most`` sentences as will do, no two differing by more than one."""
    parts = -(-len(window) // most)
    for part in range(parts):
        yield window[part * len(window) // parts : (part + 1) * len(window) // parts]


def _question(document: Document, profile: Profile, reading: Pass, window: tuple[Sentence, ...]) -> Question:
    passage = document.passage(window[0].start, window[-1].end)
    values = {"fence": document.fence, "passage": passage}
    answer: type[Answer]
    if reading.task == "everything":
        values["published"] = document.article.published or "unknown"
        answer = EverythingAnswer
    elif reading.task == "overview":
        answer = OverviewAnswer
    elif reading.task == "visits":
        closed = profile.closed_choices and document.english
        answer = visits_answer(*(_choices(document, window) if closed else ((), ())))
    elif reading.task == "officials":
        answer = OfficialsAnswer
    elif reading.task == "english":
        values["passage"] = _numbered(with_latin_names(document, sentence) for sentence in window)
        answer = english_answer(len(window))
    else:
        values["passage"] = _numbered(_one_line(document.passage(s.start, s.end)) for s in window)
        people = _nearest(document, window)[:_MOST_NAMES]
        values["speakers"] = "; ".join(people) or "-"
        answer = speakers_answer(len(window), people if profile.closed_choices else ())
    return Question(reading.task, values, answer, window, reading.max_tokens)


def _about_people(document: Document, profile: Profile, reading: Pass) -> Iterator[Question]:
    """Yield one question a group of names that the rules leave open, over the sentences that name them."""
    names = document.people_open
    for at in range(0, len(names), _MOST_NAMES):
        group = names[at : at + _MOST_NAMES]
        indexes = sorted({m.sentence for name in group if (p := document.roster.find(name)) for m in p.mentions[:2]})
        window = tuple(document.sentences[i] for i in indexes)
        if window:
            yield _people_question(document, profile, reading, window, group)


def _people_question(
    document: Document, profile: Profile, reading: Pass, window: tuple[Sentence, ...], names: Sequence[str]
) -> Question:
    passage = "\n".join(document.passage(sentence.start, sentence.end) for sentence in window)
    states = _states(passage) if profile.closed_choices else ()
    values = {"fence": document.fence, "passage": passage, "names": "; ".join(names)}
    return Question("people", values, people_answer(names, states), window, reading.max_tokens)


def _choices(document: Document, window: Sequence[Sentence]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who may travel and where to: people near the passage first, then the article's others."""
    return _nearest(document, window)[:_MOST_CHOICES], _states(document.text)[:_MOST_CHOICES]


def _nearest(document: Document, window: Sequence[Sentence]) -> tuple[str, ...]:
    """Return everybody's name, those mentioned nearest to the passage first."""
    first, last = window[0].index, window[-1].index
    people = document.roster.people
    near = sorted(people, key=lambda p: min(max(first - m.sentence, m.sentence - last, 0) for m in p.mentions))
    return tuple(person.name for person in near)


def _states(text: str) -> tuple[str, ...]:
    codes = dict.fromkeys(mention.code for mention in countries_in(text) if mention.code)
    return tuple(name for code in codes if (name := name_of(code)))


def _numbered(lines: Iterable[str]) -> str:
    return "\n".join(f"s{number}: {line}" for number, line in enumerate(lines, 1))


def _one_line(text: str) -> str:
    return " ".join(text.split())
