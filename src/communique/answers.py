"""The shapes a model fills, and the findings they come down to.

A quote comes first in every item, because small models copy well and then classify what they copied; every list is
bounded, because they loop otherwise. Whatever the shape, :meth:`Answer.findings` yields the same :class:`Findings`, so
the rest of the library does not know which passes ran.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Literal, cast

from pydantic import BaseModel, ConfigDict, Field, create_model

from communique.records import Certainty, Formality, Source, VisitStatus

__all__ = [
    "NOBODY",
    "Answer",
    "ClaimItem",
    "EverythingAnswer",
    "Findings",
    "OfficialItem",
    "OfficialsAnswer",
    "OverviewAnswer",
    "VisitItem",
    "english_answer",
    "in_english",
    "people_answer",
    "speakers_answer",
    "visits_answer",
]

#: What a model answers for a sentence that the article itself asserts.
NOBODY = "nobody"
_Short = Annotated[str, Field(max_length=120)]
_Speaker = Annotated[str, Field(max_length=60)]
_Quote = Annotated[str, Field(max_length=1200, description="Words of the article, copied exactly.")]


class _Item(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OfficialItem(_Item):
    """An official as a model reports one."""

    quote: _Quote
    name: _Short = Field(description="Fullest form of the name, without title.")
    role: _Short | None = Field(description="The office as worded, without nationality.")
    country: _Short | None = Field(description="The state acted for, in English; null for international staff.")
    organisation: _Short | None = Field(description="The body acted for, if the article names one.")


class VisitItem(_Item):
    """A visit as a model reports one."""

    quotes: list[_Quote] = Field(max_length=6, description="Each sentence that tells of this visit, copied exactly.")
    visitors: list[_Short] = Field(max_length=12, description="Named travellers, principal first; empty if unnamed.")
    visitor_country: _Short | None = Field(description="The state the travellers act for, in English.")
    host: _Short | None = Field(description="The country, or the international body, that is visited.")
    place: _Short | None = Field(description="The city or site visited, if named.")
    hosts: list[_Short] = Field(max_length=8, description="Named officials who receive the travellers.")
    when: _Short | None = Field(description="The words that date the visit, copied exactly.")
    status: VisitStatus
    formality: Formality
    purpose: Annotated[str, Field(max_length=300)] | None


class ClaimItem(_Item):
    """A claim as a model reports one."""

    quotes: list[_Quote] = Field(max_length=4, description="Each sentence that holds the claim, copied exactly.")
    speaker: _Short | None = Field(
        description="Who says it, fullest name or the words used; null for the article itself."
    )
    source: Source
    content: Annotated[str, Field(max_length=600)] = Field(description="One self-contained sentence.")
    certainty: Certainty
    negated: bool


class Findings(_Item):
    """What one answer found, in the common form."""

    headline: str | None = None
    summary: str | None = None
    officials: tuple[OfficialItem, ...] = ()
    visits: tuple[VisitItem, ...] = ()
    claims: tuple[ClaimItem, ...] = ()
    speakers: dict[str, str] = Field(default_factory=dict, description="Sentence text to who speaks it, or 'nobody'.")
    english: dict[str, str] = Field(default_factory=dict, description="Sentence text to what it says in English.")


def in_english(findings: Iterable[Findings]) -> dict[str, str]:
    """Return what sentences say in English, by their text, of all that was found."""
    return {text: said for found in findings for text, said in found.english.items()}


class Answer(BaseModel):
    """Base of the shapes a model fills."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def findings(self, sentences: Sequence[str]) -> Findings:
        """Return the findings; ``sentences`` are those the question was about, in order."""
        raise NotImplementedError


class OverviewAnswer(Answer):
    """Headline and summary."""

    headline: Annotated[str, Field(max_length=200)]
    summary: Annotated[str, Field(max_length=600)]

    def findings(self, sentences: Sequence[str]) -> Findings:
        """Return the two texts."""
        return Findings(headline=self.headline, summary=self.summary)


class EverythingAnswer(OverviewAnswer):
    """The whole summary in one answer, for models that can keep all of it in view."""

    officials: list[OfficialItem] = Field(max_length=80)
    visits: list[VisitItem] = Field(max_length=60)
    claims: list[ClaimItem] = Field(max_length=150)

    def findings(self, sentences: Sequence[str]) -> Findings:
        """Return everything found."""
        return Findings(
            headline=self.headline,
            summary=self.summary,
            officials=tuple(self.officials),
            visits=tuple(self.visits),
            claims=tuple(self.claims),
        )


class _ShortVisit(_Item):
    words: Annotated[str, Field(min_length=3, max_length=90)]
    visitor: _Short
    host: _Short
    when: Annotated[str, Field(max_length=50)]
    status: VisitStatus

    def item(self) -> VisitItem:
        return VisitItem(
            quotes=[self.words],
            visitors=[self.visitor],
            visitor_country=None,
            host=self.host,
            place=None,
            hosts=[],
            when=self.when or None,
            status=self.status,
            formality="unspecified",
            purpose=None,
        )


class _VisitsAnswer(Answer):
    def findings(self, sentences: Sequence[str]) -> Findings:
        visits = cast("list[_ShortVisit]", self.__dict__["visits"])
        return Findings(visits=tuple(visit.item() for visit in visits))


def visits_answer(people: Sequence[str], states: Sequence[str]) -> type[Answer]:
    """Return the shape for the visits of a passage, travellers and hosts being closed choices where any are given."""
    item: type[_ShortVisit] = _ShortVisit
    if people and states:
        fields: dict[str, Any] = {
            "visitor": (_choice((*people, *states)), ...),
            "host": (_choice(states), ...),
        }
        item = create_model("Visit", __base__=_ShortVisit, **fields)
    return create_model("Visits", __base__=_VisitsAnswer, visits=(list[item], Field(max_length=5)))


class _Office(_Item):
    office: Annotated[str, Field(max_length=80)]
    country: _Short


class _NamedOffice(_Item):
    name: _Short
    office: Annotated[str, Field(max_length=80)]
    country: _Short


def _officials(told: Iterable[tuple[str, str, str]]) -> Findings:
    """Return names with their office and state as findings; the name is the quote, and ``none`` is no office."""
    return Findings(
        officials=tuple(
            OfficialItem(
                quote=name, name=name, role=office, country=None if country == "none" else country, organisation=None
            )
            for name, office, country in told
            if office and office.casefold() not in {"none", NOBODY}
        )
    )


class OfficialsAnswer(Answer):
    """The officials of a passage in a language whose names no rule knows."""

    officials: list[_NamedOffice] = Field(max_length=10)

    def findings(self, sentences: Sequence[str]) -> Findings:
        """Return them as official items."""
        return _officials((each.name, each.office, each.country) for each in self.officials)


class _EnglishAnswer(Answer):
    def findings(self, sentences: Sequence[str]) -> Findings:
        told = [getattr(self, field) for field in type(self).model_fields]
        return Findings(english=dict(zip(sentences, told, strict=True)))


def english_answer(count: int) -> type[Answer]:
    """Return the shape for ``count`` sentences in English."""
    fields: dict[str, Any] = {f"s{i}": (Annotated[str, Field(max_length=500)], ...) for i in range(1, count + 1)}
    return create_model("English", __base__=_EnglishAnswer, **fields)


class _PeopleAnswer(Answer):
    def findings(self, sentences: Sequence[str]) -> Findings:
        told: list[tuple[str, str, str]] = []
        for field, info in type(self).model_fields.items():
            held = cast("_Office", getattr(self, field))
            told.append((info.alias or field, held.office, held.country))
        return _officials(told)


def people_answer(names: Sequence[str], states: Sequence[str]) -> type[Answer]:
    """Return the shape that asks of each name for the office held and the state it is held for."""
    office: type[_Office] = _Office
    if states:
        fields: dict[str, Any] = {"country": (_choice((*states, "none")), ...)}
        office = create_model("Office", __base__=_Office, **fields)
    people: dict[str, Any] = {f"p{i}": (office, Field(alias=name)) for i, name in enumerate(names, 1)}
    return create_model("People", __base__=_PeopleAnswer, **people)


class _SpeakersAnswer(Answer):
    def findings(self, sentences: Sequence[str]) -> Findings:
        values = [cast("str", getattr(self, field)) for field in type(self).model_fields]
        return Findings(speakers=dict(zip(sentences, values, strict=True)))


def speakers_answer(count: int, people: Sequence[str]) -> type[Answer]:
    """Return the shape that asks who speaks each of ``count`` sentences: one of ``people`` where any are given."""
    who = _choice((*people, NOBODY)) if people else _Speaker
    sentences: dict[str, Any] = {f"s{i}": (who, ...) for i in range(1, count + 1)}
    return create_model("Speakers", __base__=_SpeakersAnswer, **sentences)


def _choice(values: Sequence[str]) -> object:
    return Literal[tuple(dict.fromkeys(values))]
