"""How records are put into words, shared by the terminal and HTML forms so that both tell the same.

Nothing here escapes for a medium; :func:`plain` is the one exception, because control characters are harmful in all.
"""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from communique.confidence import CAVEATS
from communique.language.countries import capital_of, name_of
from communique.language.folding import fold
from communique.records import ArticleSummary, Claim, Official, Provenance, Quotation, Source, Visit, When

__all__ = [
    "QUOTATIONS",
    "SOURCES",
    "affiliation",
    "as_json",
    "by_speaker",
    "circumstances",
    "country",
    "date_of",
    "dateline",
    "day",
    "destination",
    "doubts",
    "label",
    "party",
    "period",
    "plain",
    "provenance",
    "reader",
    "seat",
    "speaker",
]

# C0 and C1 controls (ESC, CSI, NUL, CR, ...) other than tab and newline, and surrogates that no encoding can write.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
# Characters that change what a reader sees without being seen: bidirectional embeddings, overrides and isolates
# (Unicode TR9), zero-width space and joiners of words, the byte order mark, interlinear and tag characters.
_HIDDEN = re.compile(r"[\u200b\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")

_MONTHS = (  # not calendar.month_name, which follows the locale
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def plain(text: str) -> str:
    """Return ``text`` without control characters, and with invisible ones spelt out, as in ``⟨U+202E⟩``."""
    text = _SURROGATE.sub("\ufffd", _CONTROL.sub("", text))
    return _HIDDEN.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text)


def as_json(summary: ArticleSummary) -> str:
    """Return the output contract as JSON, with every character that :func:`plain` would touch as an escape.

    Nothing is lost, and it can be printed to a terminal.
    """
    text = json.dumps(summary.model_dump(mode="json"), ensure_ascii=False, indent=2)
    for unsafe in (_CONTROL, _SURROGATE, _HIDDEN):
        text = unsafe.sub(_escape, text)
    return text


def _escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def label(name: str) -> str:
    """Return the name of a category or rule as words: ``under_discussion`` -> ``under discussion``."""
    return name.replace("_", " ")


def doubts(record: Official | Visit | Claim) -> str:
    """Return what lowered the confidence of a record, in words; empty where nothing did."""
    return "; ".join(CAVEATS.get(caveat, label(caveat)) for caveat in record.caveats)


def day(iso: str) -> str:
    """Return YYYY, YYYY-MM or YYYY-MM-DD as ``27 March 2025``, ``March 2025`` or ``2025``; anything else as it is."""
    match = re.fullmatch(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?", iso, re.ASCII)
    if match is None:
        return iso
    year, month, number = match.groups()
    words = [str(int(number))] if number else []
    words += [_MONTHS[int(month) - 1]] if month else []
    return " ".join([*words, year])


def period(when: When) -> str:
    """Return the days a visit may fall on in words: ``within 24–30 March 2025``, ``27 March 2025 or later``.

    "within" marks an EDTF one-of set (some day of these), "about" an approximate date; a plain range lasted that long.
    """
    first, last = date_of(when.earliest), date_of(when.latest)
    edtf = when.edtf or ""
    about = "about " if "~" in edtf else ""
    if first and last:
        within = "within " if edtf.startswith("[") and first != last else ""
        return f"{about}{within}{_range(first, last)}"
    if first:
        return f"{about}{_range(first, first)} or later"
    if last:
        return f"{about}{_range(last, last)} or earlier"
    return "no date resolved"


def date_of(iso: str | None) -> date | None:
    """Return the day, or the first of the month or year, that YYYY[-MM[-DD]] stands for; None for anything else."""
    if iso is None or len(iso) not in {len("YYYY"), len("YYYY-MM"), len("YYYY-MM-DD")}:
        return None
    try:
        return date.fromisoformat(f"{iso}-01-01"[:10])
    except ValueError:
        return None


def _range(first: date, last: date) -> str:
    """Join two days as briefly as their precision allows: whole years, whole months, or days."""
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        start, end = [str(first.year)], [str(last.year)]
    else:
        start, end = [_MONTHS[first.month - 1], str(first.year)], [_MONTHS[last.month - 1], str(last.year)]
        if first.day != 1 or last.day != calendar.monthrange(last.year, last.month)[1]:
            start, end = [str(first.day), *start], [str(last.day), *end]
    if start == end:
        return " ".join(end)
    while len(start) > 1 and start[-1] == end[len(start) - 1]:  # what both share is said once, at the end
        start.pop()
    return f"{' '.join(start)}{'–' if len(start) == 1 else ' – '}{' '.join(end)}"


def party(visit: Visit) -> str:
    """Return who visits: ``Kim Jong-un (North Korea)``, ``delegation (North Korea)``."""
    names = ", ".join(visit.visitors) or "delegation"
    return f"{names} ({country(visit.visitor_country)})" if visit.visitor_country else names


def destination(visit: Visit) -> str:
    """Return where the visit goes: ``Pyongyang, North Korea``, ``NATO, Brussels, Belgium``, ``Singapore``."""
    return _joined(visit.host_organisation, visit.place, country(visit.host_country)) or "not stated"


def seat(visit: Visit) -> str:
    """Return the capital of the state visited, folded, where the visit names no other place; else nothing."""
    only_state = visit.host_country and not visit.place and not visit.host_organisation
    return fold(capital_of(visit.host_country or "") or "").strip() if only_state else ""


def circumstances(visit: Visit) -> list[str]:
    """Return what else is known of a visit, a phrase each: its formality, who receives the visitors, its purpose."""
    return [
        *([f"{visit.formality} visit"] if visit.formality != "unspecified" else []),
        *([f"received by {', '.join(visit.hosts)}"] if visit.hosts else []),
        *([f"purpose: {visit.purpose}"] if visit.purpose else []),
    ]


def affiliation(official: Official) -> str:
    """Return whom an official acts for: ``Russia``, ``UN``, ``Ministry of Defence, Chad``; empty where nobody says."""
    return _joined(official.organisation, country(official.country))


def country(code: str | None) -> str | None:
    """Return the English name of a country by its code; a code that is none stays as it is."""
    return name_of(code) or code if code else None


def _joined(*names: str | None) -> str:
    return ", ".join(dict.fromkeys(name for name in names if name))


SOURCES: Mapping[Source, str] = MappingProxyType(
    {
        "named": "named",
        "institution": "institution",
        "role_only": "named by role only",
        "anonymous": "anonymous",
        "reports": "unattributed reports",
        "article": "no attribution",
    }
)
QUOTATIONS: Mapping[Quotation, str] = MappingProxyType(
    {"direct": "quoted", "mixed": "partly quoted", "paraphrase": "paraphrased", "none": "not quoted"}
)


def by_speaker(claims: Iterable[Claim]) -> dict[tuple[str, Source], list[Claim]]:
    """Group claims by speaker and kind of source, speakers in the order in which they first speak."""
    groups: dict[tuple[str, Source], list[Claim]] = {}
    for claim in claims:
        groups.setdefault((speaker(claim), claim.source), []).append(claim)
    return groups


def speaker(claim: Claim) -> str:
    """Return who makes a claim."""
    return claim.speaker or ("The article itself" if claim.source == "article" else "Speaker not named")


_PUBLISHED = {
    "caller": "as the caller said",
    "header": "from the header",
    "dateline": "from the dateline",
    "none": "",
}


def dateline(summary: ArticleSummary) -> str:
    """Return when the article was published and how that is known: ``Published 27 March 2025, from the header``."""
    if summary.published is None:
        return "Publication date not known"
    source = _PUBLISHED[summary.article.published_source]
    return f"Published {day(summary.published)}{', ' if source else ''}{source}"


def provenance(made: Provenance) -> str:
    """Return in one line which model made a summary and what it took."""
    if not made.prompts:
        return f"communique {made.communique} · {reader(made)}, no model was asked · {made.seconds:.1f} s"
    tokens = made.prompt_tokens + made.completion_tokens
    return (
        f"communique {made.communique} · {reader(made)} · profile {made.profile} · "
        f"{made.calls} call{'' if made.calls == 1 else 's'}, {tokens:,} tokens, {made.seconds:.1f} s"
    )


def reader(made: Provenance) -> str:
    """Return who read an article: the name of a model, or nobody but the rules."""
    return made.model if made.prompts else "rules alone"
