"""What an evaluation reads: articles, gold annotations and predicted summaries, each as typed values.

Gold is held to the contract in ``docs/contract.md``, because a slip in it would silently shift every figure.
Predictions may come from any program: they only need the contract's shape, and what they leave out counts as absent.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StrictInt, ValidationError

from communique.errors import EvaluationError
from communique.records import (
    ArticleSummary,
    Certainty,
    Confidence,
    CountryCode,
    Formality,
    Quotation,
    Source,
    VisitStatus,
)

__all__ = [
    "AnnotatedClaim",
    "AnnotatedOfficial",
    "AnnotatedVisit",
    "Annotation",
    "Cost",
    "Interval",
    "Record",
    "Span",
    "article_texts",
    "gold_annotation",
    "predicted_annotation",
    "read_gold",
    "read_predicted",
]

_CONTRACT_HINT = "docs/contract.md describes every key; offsets count Unicode code points, end exclusive"


def _none_as_empty(value: object) -> object:
    return () if value is None else value


def _known_cost(value: object) -> object:
    """Other programs may call something else their provenance; only one that states the whole cost counts."""
    return value if isinstance(value, Mapping) and value.keys() >= Cost.model_fields.keys() else None


_EmptyForNone = BeforeValidator(_none_as_empty)
_Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
_Words = Annotated[str, Field(min_length=1)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Span(_Part):
    """A stretch of an article that a record names as its evidence; whether it is there is a figure, not a condition."""

    start: StrictInt
    end: StrictInt
    text: str | None = None

    def stands_in(self, article: str) -> bool:
        """Whether the span is not empty and its text is what the article has at its offsets."""
        return self.end > self.start and article[self.start : self.end] == self.text


class Interval(_Part):
    """When a visit takes place; the days are ``YYYY-MM-DD``, ``None`` where that side is open."""

    text: str | None = None
    edtf: str | None = None
    earliest: str | None = None
    latest: str | None = None


class _Annotated(_Part):
    evidence: Annotated[tuple[Span, ...], _EmptyForNone] = ()
    confidence: str | None = None


class AnnotatedOfficial(_Annotated):
    """An official as a gold file or a prediction has it."""

    name: str | None = None
    role: str | None = None
    country: str | None = None
    organisation: str | None = None


class AnnotatedVisit(_Annotated):
    """A visit as a gold file or a prediction has it."""

    visitors: Annotated[tuple[str, ...], _EmptyForNone] = ()
    visitor_country: str | None = None
    host_country: str | None = None
    host_organisation: str | None = None
    place: str | None = None
    hosts: Annotated[tuple[str, ...], _EmptyForNone] = ()
    status: str | None = None
    when: Interval | None = None
    formality: str | None = None
    purpose: str | None = None


class AnnotatedClaim(_Annotated):
    """A claim as a gold file or a prediction has it."""

    speaker: str | None = None
    source: str | None = None
    quotation: str | None = None
    content: str | None = None
    certainty: str | None = None
    negated: StrictBool | None = None


Record = AnnotatedOfficial | AnnotatedVisit | AnnotatedClaim
"""A record of any kind."""


class Cost(_Part):
    """What one prediction took, from its provenance: wall seconds, requests and tokens."""

    seconds: float
    calls: StrictInt
    prompt_tokens: StrictInt
    completion_tokens: StrictInt


class Annotation(_Part):
    """The records of one article, by an annotator or by a program."""

    officials: Annotated[tuple[AnnotatedOfficial, ...], _EmptyForNone] = ()
    visits: Annotated[tuple[AnnotatedVisit, ...], _EmptyForNone] = ()
    claims: Annotated[tuple[AnnotatedClaim, ...], _EmptyForNone] = ()
    provenance: Annotated[Cost | None, BeforeValidator(_known_cost)] = None

    @property
    def records(self) -> tuple[Record, ...]:
        """All records: officials, visits, claims."""
        return (*self.officials, *self.visits, *self.claims)

    @property
    def attributed_claims(self) -> tuple[AnnotatedClaim, ...]:
        """The claims that someone else than the article makes: the only ones scored."""
        return tuple(claim for claim in self.claims if claim.source != "article")


class _Gold(_Annotated):
    evidence: tuple[Span, ...] = Field(min_length=1)
    confidence: Confidence | None = None


class _GoldOfficial(_Gold, AnnotatedOfficial):
    name: _Words
    country: CountryCode | None = None


class _GoldInterval(Interval):
    text: _Words
    earliest: _Day | None = None
    latest: _Day | None = None


class _GoldVisit(_Gold, AnnotatedVisit):
    visitor_country: CountryCode | None = None
    host_country: CountryCode | None = None
    status: VisitStatus
    when: _GoldInterval | None = None
    formality: Formality


class _GoldClaim(_Gold, AnnotatedClaim):
    source: Source
    quotation: Quotation
    content: _Words
    certainty: Certainty
    negated: StrictBool


class _GoldAnnotation(Annotation):
    officials: tuple[_GoldOfficial, ...]
    visits: tuple[_GoldVisit, ...]
    claims: tuple[_GoldClaim, ...]


def gold_annotation(value: Mapping[str, object] | bytes, text: str, where: str) -> Annotation:
    """Read one gold annotation and hold it to the contract.

    Args:
        value: the annotation, or its JSON.
        text: the article it annotates.
        where: what to call it in an error, a path as a rule.

    Raises:
        EvaluationError: no JSON, a key that breaks the contract, or evidence that does not stand in the article.
    """
    annotation = _validated(_GoldAnnotation, value, where)
    for kind in ("officials", "visits", "claims"):
        for index, record in enumerate(getattr(annotation, kind)):
            for at, span in enumerate(record.evidence):
                if not span.stands_in(text):
                    path = f"{kind}[{index}].evidence[{at}]"
                    msg = f"{where} breaks the contract at {path}: its text does not stand at its offsets"
                    raise EvaluationError(msg, hint=_CONTRACT_HINT)
    return annotation


def predicted_annotation(value: ArticleSummary | Mapping[str, object] | bytes, where: str) -> Annotation:
    """Read one prediction: a summary of ours, a mapping in the contract's shape, or its JSON.

    Raises:
        EvaluationError: no JSON, or values of another shape than the contract's.
    """
    return _validated(Annotation, value.model_dump() if isinstance(value, ArticleSummary) else value, where)


def read_gold(gold: Path, texts: Mapping[str, str]) -> dict[str, Annotation]:
    """Read the gold file of every article in ``texts``, by the article's name.

    Raises:
        EvaluationError: a file that cannot be read, or that breaks the contract; the message names file and key.
    """
    files = {name: gold / f"{name}.json" for name in texts}
    return {name: gold_annotation(_bytes(file), texts[name], f"gold file {file}") for name, file in files.items()}


def read_predicted(folder: Path, names: tuple[str, ...]) -> dict[str, Annotation]:
    """Read ``NAME.json`` for every name that has one; other files in the folder do not count.

    Raises:
        EvaluationError: no such folder, or a file that is no JSON in the contract's shape.
    """
    if not folder.is_dir():
        raise EvaluationError(f"no folder {folder}", hint="give the folder that holds one NAME.json per article")
    files = {name: folder / f"{name}.json" for name in names}
    return {
        name: predicted_annotation(_bytes(file), f"predicted file {file}")
        for name, file in files.items()
        if file.exists()
    }


def article_texts(gold: Path, articles: Path | None = None) -> dict[str, str]:
    """Return the article of every gold file, by name, in the order of the names.

    Args:
        gold: folder of ``NAME.json`` gold files.
        articles: folder of ``NAME.txt``; the gold folder where not given. Texts are UTF-8, every line end read as
            a single line feed, and the offsets of gold and predictions count in that text.

    Raises:
        EvaluationError: no gold files, or an article that is missing or not UTF-8.
    """
    names = sorted(file.stem for file in gold.glob("*.json"))
    if not names:
        raise EvaluationError(f"no gold files in {gold}", hint="give a folder of NAME.json files beside NAME.txt")
    folder = articles or gold
    return {name: _text(folder / f"{name}.txt") for name in names}


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except FileNotFoundError as error:
        hint = "put NAME.txt beside NAME.json, or name the folder of the articles"
        raise EvaluationError(f"no article {file}", hint=hint) from error
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"cannot read {file}: {error}", hint="an article is a text file in UTF-8") from error


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise EvaluationError(f"cannot read {file}: {error}", hint="check that the file may be read") from error


def _validated(model: type[Annotation], value: object, where: str) -> Annotation:
    try:
        return model.model_validate_json(value) if isinstance(value, bytes) else model.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        if first["type"] == "json_invalid":
            raise EvaluationError(f"{where} is not JSON: {first['msg']}", hint="write it as UTF-8 JSON") from error
        path = _path(first["loc"])
        more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
        raise EvaluationError(
            f"{where} breaks the contract at {path}: {first['msg']}{more}", hint=_CONTRACT_HINT
        ) from error


def _path(loc: tuple[int | str, ...]) -> str:
    steps = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in loc)
    return steps.removeprefix(".") or "the top level"
