"""A summary as JSON-LD (https://www.w3.org/TR/json-ld11/) in the vocabulary of schema.org, for the web.

The article is a NewsArticle, a visit an Event, an official a Person, a claim a Claim, and a sentence that one of these
stands on a Quotation. schema.org has no word for how far along a visit is, how certain a speaker is or how sure the
extraction: these are DefinedTerms among ``keywords``, in the sets of ``docs/contract.md``. A claim never has a rating:
communique does not say what is true. The article's own text is left out.

Nodes are named by the hash of the article's text (RFC 6920, ``ni:///sha-256;...``) and the id of the record.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TypeAlias
from urllib.parse import quote

from communique.language.countries import name_of
from communique.records import ArticleSummary, Claim, EvidenceSpan, Official, Visit, VisitStatus, When
from communique.render import wording

__all__ = ["CONTEXT", "to_jsonld"]

CONTEXT = "https://schema.org"
"""Where the terms are defined; no program of ours asks for it."""

_DATE = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?"  # of EDTF, what is a date of ISO 8601-1 too, as schema.org asks

_Node: TypeAlias = dict[str, object]

_EVENT_STATUS: Mapping[VisitStatus, str] = MappingProxyType(
    {
        "confirmed": "https://schema.org/EventScheduled",
        "planned": "https://schema.org/EventScheduled",
        "ongoing": "https://schema.org/EventScheduled",
        "completed": "https://schema.org/EventScheduled",  # "is taking place or has taken place ... as scheduled"
        "cancelled": "https://schema.org/EventCancelled",
    }
)  # what is only discussed or an invitation has none


def to_jsonld(summary: ArticleSummary) -> dict[str, object]:
    """Return a summary as a JSON-LD document, ready for JSON: a graph of the article and its records."""
    return {"@context": CONTEXT, "@graph": list(_Graph(summary).nodes())}


class _Graph:
    """The nodes of one summary, which name one another by their ids."""

    def __init__(self, summary: ArticleSummary) -> None:
        digest = hashlib.sha256(summary.article.text.encode("utf-8", "replace")).digest()
        name = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        self._summary, self._article = summary, f"ni:///sha-256;{name}"
        self._people = {official.name: self._id(official.id) for official in summary.officials}

    def nodes(self) -> Iterator[_Node]:
        """Yield the article, then its officials, visits and claims."""
        summary = self._summary
        yield _node(
            "NewsArticle",
            self._article,
            identifier=summary.id,
            datePublished=summary.published if re.fullmatch(_DATE, summary.published or "") else None,
            abstract=summary.summary,
            about=_references(self._id(visit.id) for visit in summary.visits),
            mentions=_references(self._id(record.id) for record in (*summary.officials, *summary.claims)),
        )
        yield from map(self._official, summary.officials)
        yield from map(self._visit, summary.visits)
        yield from map(self._claim, summary.claims)

    def _id(self, record: str) -> str:
        return f"{self._article}#{quote(record)}"

    def _official(self, official: Official) -> _Node:
        return _node(
            "Person",
            self._id(official.id),
            name=official.name,
            alternateName=list(official.mentions),
            jobTitle=official.role,
            worksFor=_node("Organization", name=official.organisation) if official.organisation else None,
            affiliation=_node("GovernmentOrganization", areaServed=_country(official.country))
            if official.country
            else None,
            subjectOf=self._quotations(official.evidence),
        )

    def _visit(self, visit: Visit) -> _Node:
        delegation = [] if visit.visitors else [_node("Organization", name=wording.party(visit))]
        bodies = [_node("Organization", name=visit.host_organisation)] if visit.host_organisation else []
        return _node(
            "Event",
            self._id(visit.id),
            name=f"{wording.party(visit)}: visit to {wording.destination(visit)}",
            description=_dated(visit.when),
            eventStatus=_EVENT_STATUS.get(visit.status),
            keywords=_terms(visit, "status", "formality"),
            attendee=[*map(self._person, visit.visitors), *delegation],
            organizer=[*map(self._person, visit.hosts), *bodies],
            location=_location(visit),
            about=_node("Thing", name=visit.purpose) if visit.purpose else None,
            subjectOf=self._quotations(visit.evidence),
            **_exact_dates(visit.when),
        )

    def _claim(self, claim: Claim) -> _Node:
        who: Mapping[str, object] = {}
        if claim.speaker and claim.source == "named":
            who = {"author": self._person(claim.speaker)}
        elif claim.speaker and claim.source == "institution":
            who = {"author": _node("Organization", name=claim.speaker)}
        elif claim.speaker:
            who = {"creditText": claim.speaker}
        return _node(
            "Claim",
            self._id(claim.id),
            text=claim.content,
            appearance={"@id": self._article},
            keywords=_terms(claim, "certainty", "source", "quotation", *(["negated"] if claim.negated else [])),
            isBasedOn=self._quotations(claim.evidence),
            **who,
        )

    def _person(self, name: str) -> _Node:
        return {"@id": self._people[name]} if name in self._people else _node("Person", name=name)

    def _quotations(self, evidence: Iterable[EvidenceSpan]) -> list[_Node]:
        return [_node("Quotation", text=span.text, isPartOf={"@id": self._article}) for span in evidence]


def _node(kind: str, ident: str | None = None, /, **properties: object) -> _Node:
    """Return a node of a type with the properties that have a value."""
    head = {"@type": kind, **({"@id": ident} if ident else {})}
    return {**head, **{name: value for name, value in properties.items() if value not in (None, "", [])}}


def _references(idents: Iterable[str]) -> list[_Node]:
    return [{"@id": ident} for ident in idents]


def _terms(record: Visit | Claim, *fields: str) -> list[_Node]:
    """Return what schema.org has no property for, each as a term of the set that its field is."""
    values = {field: str(getattr(record, field)).lower() for field in (*fields, "confidence")}
    return [_node("DefinedTerm", name=value, inDefinedTermSet=f"communique {field}") for field, value in values.items()]


def _exact_dates(when: When | None) -> dict[str, object]:
    """Return start and end where they are plain dates; what is approximate or one of several is in the description."""
    exact = re.fullmatch(rf"({_DATE})(?:/({_DATE}))?", when.edtf or "") if when else None
    return {
        name: value
        for name, value in zip(("startDate", "endDate"), exact.groups() if exact else (), strict=False)
        if value
    }


def _dated(when: When | None) -> str | None:
    if when is None:
        return None
    return f"{wording.period(when)} (“{when.text}”; EDTF {when.edtf})" if when.edtf else when.text


def _location(visit: Visit) -> _Node | None:
    if not visit.place and not visit.host_country:
        return None
    address = _node("PostalAddress", addressCountry=visit.host_country) if visit.host_country else None
    return _node("Place", name=visit.place or name_of(visit.host_country or ""), address=address)


def _country(code: str) -> _Node:
    return _node("Country", name=name_of(code) or code, identifier=code)
