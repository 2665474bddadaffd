"""The visits of a summary as PLOVER events, for users of event data.

After the manual of the Political Language Ontology for Verifiable Event Records (Open Event Data Alliance,
https://github.com/openeventdata/PLOVER, PLOVER_MANUAL.tex): "the visitor will always be coded as the source actor and
the host will be the recipient"; a visit that is only intended is AGREE, because "all cooperative actions reported in
future tense are also taken to imply intentions", and so is an invitation; "cancellation of meetings are REJECT". Modes
and contexts are those of CAMEO2PLOVER-2021.txt for the CAMEO codes 042 (make a visit), 036 (express intent to meet) and
125 (reject a proposal to meet). What PLOVER flattens stays in ``comment``: the status and the date as EDTF.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from communique.records import ArticleSummary, Official, Visit, VisitStatus
from communique.render.wording import date_of

__all__ = ["to_plover"]


@dataclass(frozen=True, slots=True)
class _Category:
    event: str
    mode: tuple[str, ...]
    context: tuple[str, ...]
    quad: int  # 1 verbal cooperation, 3 verbal conflict
    scale: float  # the manual's "PLOVER scores", from -10 for conflict to +10 for cooperation


_CONSULT = _Category("CONSULT", ("visit",), (), 1, 2.1)
_AGREE = _Category("AGREE", (), ("diplomatic",), 1, 4.2)
_REJECT = _Category("REJECT", ("meet",), ("diplomatic",), 3, -4.2)
_CATEGORIES: Mapping[VisitStatus, _Category] = MappingProxyType(
    {
        "completed": _CONSULT,
        "ongoing": _CONSULT,
        "confirmed": _AGREE,
        "planned": _AGREE,
        "under_discussion": _AGREE,
        "invited": _AGREE,
        "cancelled": _REJECT,
    }
)


def to_plover(summary: ArticleSummary) -> list[dict[str, object]]:
    """Return a PLOVER record, ready for JSON, of each visit of which the article tells who goes.

    A visit whose visitor nobody states is not coded, as the manual demands of an event without a source actor. The date
    is the first day of the visit if it took place or takes place and is dated, else that of publication, as in other
    event data: an intention is dated by its expression. ``comment`` says which of the two, and ``date`` is null only
    where the article has neither; there is an ``enddate`` where the visit lasted until then.
    """
    return [_event(summary, visit) for visit in summary.visits if visit.visitors or visit.visitor_country]


def _event(summary: ArticleSummary, visit: Visit) -> dict[str, object]:
    category = _CATEGORIES[visit.status]
    first, last, dated = _dates(summary, visit, category)
    record: dict[str, object] = {
        "id": f"{summary.id}/{visit.id}",
        "date": first,
        "enddate": last,
        "source": _actors(summary, visit.visitors, visit.visitor_country, None),
        "recipient": _actors(summary, visit.hosts, visit.host_country, visit.host_organisation) or None,
        "event": [category.event],
        "mode": [*category.mode, *(["multilateral"] if category is _CONSULT and visit.host_organisation else [])]
        or None,
        "context": list(category.context) or None,
        "quad_code": category.quad,
        "event_scale": category.scale,
        "event_loc": _place(visit),
        "event_text": [span.text for span in visit.evidence],
        "text_info": {"start": visit.evidence[0].start, "end": visit.evidence[0].end},
        "cite_info": {"citation": summary.id or summary.article.sha256, "coder": _coder(summary)},
        "link": summary.id or summary.article.sha256,
        "coder": _coder(summary),
        "comment": f"{visit.status}; {dated}{f'; visit {visit.when.edtf}' if visit.when and visit.when.edtf else ''}",
    }
    return {name: value for name, value in record.items() if value is not None or name == "date"}


def _coder(summary: ArticleSummary) -> str:
    return f"communique {summary.provenance.communique}, {summary.provenance.model}"


def _dates(summary: ArticleSummary, visit: Visit, category: _Category) -> tuple[str | None, str | None, str]:
    """Return the first day of an event, the last where it lasted several, and how it is dated."""
    when = visit.when
    if category is _CONSULT and when and (when.earliest or when.latest):
        lasted = "/" in (when.edtf or "") and when.earliest
        return when.earliest or when.latest, when.latest if lasted else None, "dated by the visit"
    published = date_of(summary.published)
    return (published.isoformat(), None, "dated by publication") if published else (None, None, "not dated")


def _actors(
    summary: ArticleSummary, names: tuple[str, ...], country: str | None, organisation: str | None
) -> list[dict[str, str]]:
    """Return the actors of one side: its named members, else the state or body alone."""
    known = {official.name: official for official in summary.officials}
    people = [_person(name, known.get(name), country, organisation) for name in names]
    body = {"code": "IGO", "actor_text": organisation} if organisation else _code(country)
    return people or ([body] if body else [])


def _person(name: str, official: Official | None, country: str | None, organisation: str | None) -> dict[str, str]:
    state = (official.country if official else None) or country
    abroad = organisation or (official and official.organisation)
    code = _code(state) or ({"code": "IGO"} if abroad else {})
    return {**code, "actor_text": name, **({"office": official.role} if official and official.role else {})}


def _place(visit: Visit) -> dict[str, str] | None:
    place = {
        **({"name": visit.place} if visit.place else {}),
        **({"country code": visit.host_country} if visit.host_country else {}),
        **({"cc3": code} if (code := _code(visit.host_country).get("code")) else {}),
    }
    return place or None


def _code(country: str | None) -> dict[str, str]:
    """Return the code of a state's actor, ISO 3166-1 alpha-3; XKX for Kosovo is one that ISO leaves to its users."""
    code = _alpha3().get(country or "")
    return {"code": code} if code else {}


@cache
def _alpha3() -> Mapping[str, str]:
    with (files("communique") / "data" / "alpha3.csv").open(encoding="utf-8") as file:
        return {row["code"]: row["alpha3"] for row in csv.DictReader(file)}
