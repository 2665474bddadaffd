"""The records a summary is made of. They import nothing of ours and hold no behaviour beyond looking things up.

All are frozen and refuse unknown fields. ``model_dump(mode="json")`` yields the output contract described in
``docs/contract.md``; offsets count Unicode code points of the article exactly as given, end exclusive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

__all__ = [
    "ArticleSummary",
    "Certainty",
    "Claim",
    "Confidence",
    "Dropped",
    "EvidenceSpan",
    "Failure",
    "Formality",
    "Official",
    "Outcome",
    "Provenance",
    "Quotation",
    "Source",
    "SourceText",
    "Visit",
    "VisitStatus",
    "When",
]

VisitStatus = Literal["invited", "under_discussion", "planned", "confirmed", "ongoing", "completed", "cancelled"]
Formality = Literal["state", "official", "working", "private", "transit", "unspecified"]
Certainty = Literal["asserted", "probable", "possible", "noncommittal"]
Quotation = Literal["direct", "mixed", "paraphrase", "none"]
Source = Literal["named", "institution", "role_only", "anonymous", "reports", "article"]
Confidence = Literal["high", "moderate", "low"]
RecordKind = Literal["official", "visit", "claim"]

CountryCode = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class EvidenceSpan(_Record):
    """A stretch of the article, verbatim: ``article[start:end] == text`` holds for the text exactly as given."""

    start: int = Field(ge=0, description="Offset of the first character, in Unicode code points.")
    end: int = Field(gt=0, description="Offset after the last character.")
    text: str = Field(min_length=1, description="The article's own characters between the two offsets.")


class When(_Record):
    """When a visit takes or took place."""

    text: str = Field(description="The phrase as worded in the article.")
    edtf: str | None = Field(description="EDTF (ISO 8601-2) form; null where the phrase cannot be resolved.")
    earliest: str | None = Field(description="First possible day, YYYY-MM-DD; null where the interval is open.")
    latest: str | None = Field(description="Last possible day, YYYY-MM-DD; null where the interval is open.")
    rule: str | None = Field(default=None, description="Name of the rule that resolved the phrase, or 'model'.")


class _Grounded(_Record):
    id: str = Field(description="Id of the record within its summary: o1, v1, c1 and so on.")
    evidence: tuple[EvidenceSpan, ...] = Field(
        min_length=1, description="Whole sentences the record stands on, in order."
    )
    confidence: Confidence = Field(
        description="high (every field stated), moderate (one inferred, or a conflict), low (two or more)."
    )
    caveats: tuple[str, ...] = Field(default=(), description="Names of the rules that lowered the confidence.")


class Official(_Grounded):
    """A named person in public office, or one who leads or speaks for a state, party, force or organisation."""

    name: str = Field(description="Fullest form in the article, without title, in its own spelling and order.")
    role: str | None = Field(description="The office as worded, without nationality.")
    country: CountryCode | None = Field(description="ISO 3166-1 alpha-2 code of the state acted for.")
    organisation: str | None = Field(description="The body acted for, where the article names one.")
    mentions: tuple[str, ...] = Field(default=(), description="Other forms the article uses for this person.")


class Visit(_Grounded):
    """One visitor party going to one host country, or to an international body's seat, in one stretch of time."""

    visitors: tuple[str, ...] = Field(
        description="Named members of the party, principal first; empty for an unnamed one."
    )
    visitor_country: CountryCode | None = Field(description="ISO 3166-1 alpha-2 code of the visiting side.")
    host_country: CountryCode | None = Field(description="ISO 3166-1 alpha-2 code of the country visited.")
    host_organisation: str | None = Field(description="The international body visited, where it is one.")
    place: str | None = Field(description="Named city or site visited.")
    hosts: tuple[str, ...] = Field(description="Named officials who receive the visitor.")
    status: VisitStatus = Field(description="State of the visit as of publication, by the status ladder.")
    when: When | None = Field(description="When it takes place; null where no phrase dates it.")
    formality: Formality = Field(description="The text's own word for the kind of visit.")
    purpose: str | None = Field(description="The stated aim, in the article's words.")


class Claim(_Grounded):
    """One proposition, and who stands behind it."""

    speaker: str | None = Field(
        description="Fullest form of the speaker's name, or the words used; null for the article."
    )
    source: Source = Field(description="What kind of source speaks.")
    quotation: Quotation = Field(description="Whether the words are quoted.")
    content: str = Field(description="The proposition as one self-contained sentence.")
    certainty: Certainty = Field(description="How certain the speaker puts it.")
    negated: bool = Field(description="Whether the content denies something.")
    contradicts: tuple[str, ...] = Field(
        default=(), description="Ids of claims and visits of this summary it conflicts with."
    )


class Dropped(_Record):
    """Something the model said that did not survive the checks. Nothing is lost silently."""

    kind: RecordKind = Field(description="What it would have been.")
    label: str = Field(description="The record in brief.")
    reason: str = Field(description="Name of the check that refused it.")
    detail: str = Field(description="What was wrong, in a sentence.")
    quote: str | None = Field(default=None, description="The words the model gave as evidence.")


class SourceText(_Record):
    """The article a summary was made from."""

    sha256: str = Field(description="Hash of the text as UTF-8.")
    characters: int = Field(description="Length in Unicode code points.")
    published_source: Literal["caller", "header", "dateline", "none"] = Field(
        description="What `published` is taken from."
    )
    text: str = Field(description="The article exactly as given, so that every span can be checked against it.")


class Provenance(_Record):
    """How a summary came about: enough to repeat it and to know what it cost."""

    model: str = Field(description="The model asked.")
    model_sha256: str | None = Field(description="Hash of the model file, where it runs embedded.")
    profile: str = Field(description="Name of the profile used.")
    prompts: dict[str, str] = Field(description="Version of each prompt used.")
    prompts_sha256: str = Field(description="Hash over the prompts used.")
    communique: str = Field(description="Version of communique.")
    calls: int = Field(description="Requests sent to the model, repeats included.")
    repeats: int = Field(default=0, description="How many of them repeated another; repeats bias results.")
    prompt_tokens: int = Field(description="Tokens sent.")
    completion_tokens: int = Field(description="Tokens received.")
    seconds: float = Field(description="Wall time of the summary.")


class ArticleSummary(_Record):
    """What one article says."""

    id: str = Field(default="", description="The caller's name of the article, else the first 16 digits of its hash.")
    headline: str = Field(description="One sentence.")
    summary: str = Field(description="Two to four sentences.")
    published: str | None = Field(description="YYYY, YYYY-MM or YYYY-MM-DD; null where nobody says.")
    officials: tuple[Official, ...] = Field(description="One record a person.")
    visits: tuple[Visit, ...] = Field(description="One record a visit.")
    claims: tuple[Claim, ...] = Field(description="One record a proposition and speaker.")
    dropped: tuple[Dropped, ...] = Field(description="What the model said that failed the checks, and why.")
    warnings: tuple[str, ...] = Field(description="What a reader should know about the article or the run.")
    article: SourceText = Field(description="The article itself.")
    provenance: Provenance = Field(description="How the summary was made.")

    def __str__(self) -> str:
        """Return the summary as a page of plain text."""
        from communique import render  # noqa: PLC0415 - whoever prints no summary need not load what prints it

        return render.text(self)

    def _repr_html_(self) -> str:
        """Return the summary as HTML for a notebook; everything in it is escaped."""
        from communique import render  # noqa: PLC0415

        return render.html(self)

    def visits_frame(self) -> pd.DataFrame:
        """Return the visits as a data frame, a row each; see :func:`communique.to_frame`."""
        from communique import tables  # noqa: PLC0415

        return tables.visits_frame(self)

    def officials_frame(self) -> pd.DataFrame:
        """Return the officials as a data frame, a row each; see :func:`communique.to_frame`."""
        from communique import tables  # noqa: PLC0415

        return tables.officials_frame(self)

    def claims_frame(self) -> pd.DataFrame:
        """Return the claims as a data frame, a row each; see :func:`communique.to_frame`."""
        from communique import tables  # noqa: PLC0415

        return tables.claims_frame(self)

    def plot_timeline(self) -> Figure:
        """Return a plot of the visits over time; see :func:`communique.plot_visits`."""
        from communique import plots  # noqa: PLC0415

        return plots.plot_visits(self)

    def to_markdown(self) -> str:
        """Return the summary as Markdown, for a note or a wiki; everything in it is escaped."""
        from communique import forms  # noqa: PLC0415

        return forms.to_markdown(self)

    def to_plover(self) -> list[dict[str, object]]:
        """Return the visits as PLOVER events, ready for JSON."""
        from communique import forms  # noqa: PLC0415

        return forms.to_plover(self)

    def to_jsonld(self) -> dict[str, object]:
        """Return the summary as JSON-LD in the vocabulary of schema.org, ready for JSON."""
        from communique import forms  # noqa: PLC0415

        return forms.to_jsonld(self)


class Failure(_Record):
    """Why there is no summary of one article of many; it holds neither secrets nor the article."""

    id: str = Field(description="The caller's name of the article, else the first 16 digits of its hash.")
    error: str = Field(description="Name of the error's class, such as NetworkError.")
    kind: str = Field(description="The error's kind, such as network.")
    message: str = Field(description="What happened, in one sentence.")
    hint: str = Field(description="What can be done about it; may be empty.")
    retryable: bool = Field(description="Whether the same may succeed at another time.")
    attempts: int = Field(ge=0, description="Requests sent to the model before giving up.")
    status: int | None = Field(description="HTTP status, where there was one.")
    sha256: str | None = Field(description="Hash of the article as UTF-8; null where it could not even be read.")


Outcome = ArticleSummary | Failure
"""What becomes of one article of many."""
