"""A summary as Markdown, for a note or a wiki: CommonMark (https://spec.commonmark.org) with the tables of GitHub's.

Whatever comes from the article or the model is escaped so that it can only be read: no image, link, heading, tag or
formula can come of it, in CommonMark or in the dialects of the usual wikis and note programs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from communique.records import ArticleSummary, Claim, EvidenceSpan, Official, Visit
from communique.render import wording
from communique.render.wording import label, plain

__all__ = ["to_markdown"]

_SIGNS = re.compile(r"[\\`*_{}\[\]()<>#!|~$&@^%=]")
_ADDRESS = re.compile(r"(?<=[A-Za-z]):(?=//)|(?<=www)\.", re.IGNORECASE)  # what GitHub makes a link of unasked
_MARKER = re.compile(r"^([-+:]|\d{1,9}[.)])")  # what begins a list, or the line below a table's head


def _text(words: str | None) -> str:
    """Return words as one line that says just that in Markdown."""
    line = _SIGNS.sub(r"\\\g<0>", " ".join(plain(words or "").split()))
    line = _ADDRESS.sub(lambda match: f"\\{match[0]}", line)
    return _MARKER.sub(lambda match: f"{match[0][:-1]}\\{match[0][-1]}", line)


def to_markdown(summary: ArticleSummary) -> str:
    """Return a summary as a Markdown document: its visits, officials and claims with the sentences they stand on."""
    return "\n\n".join(_blocks(summary)) + "\n"


def _blocks(summary: ArticleSummary) -> Iterator[str]:
    yield f"# {_text(summary.headline)}"
    yield f"*{_text(wording.dateline(summary))}*"
    yield _text(summary.summary)
    if summary.warnings:
        yield _items(summary.warnings)
    if summary.visits:
        yield "## Visits"
        yield _table(("", "who", "to", "when", "status", "confidence"), [_visit_cells(each) for each in summary.visits])
        yield from (block for visit in summary.visits for block in _grounds(visit, *_visit_words(visit)))
    if summary.officials:
        yield "## Officials"
        yield _table(("", "name", "office", "for", "also"), [_official_cells(each) for each in summary.officials])
        yield from (block for official in summary.officials for block in _grounds(official, official.name))
    if summary.claims:
        yield "## Claims"
    for (speaker, source), claims in wording.by_speaker(summary.claims).items():
        yield f"### {_text(speaker)} – {_text(wording.SOURCES[source])}"
        yield from (block for claim in claims for block in _grounds(claim, claim.content, _claim_marks(claim)))
    if summary.dropped:
        yield "## Dropped"
        yield _items([f"{each.kind} {each.label}: {label(each.reason)}: {each.detail}" for each in summary.dropped])
    yield "---"
    yield _text(wording.provenance(summary.provenance))


def _items(lines: Sequence[str]) -> str:
    return "\n".join(f"- {_text(line)}" for line in lines)


def _table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [titles, ["---"] * len(titles), *([_text(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _visit_cells(visit: Visit) -> Sequence[str]:
    when = f"{wording.period(visit.when)}; “{visit.when.text}”; {visit.when.edtf or ''}" if visit.when else "not dated"
    return visit.id, wording.party(visit), wording.destination(visit), when, label(visit.status), visit.confidence


def _visit_words(visit: Visit) -> Sequence[str]:
    return f"{wording.party(visit)} to {wording.destination(visit)}", *wording.circumstances(visit)


def _official_cells(official: Official) -> Sequence[str]:
    return official.id, official.name, official.role or "", wording.affiliation(official), ", ".join(official.mentions)


def _claim_marks(claim: Claim) -> str:
    marks = (
        claim.certainty,
        "denial" if claim.negated else "",
        wording.QUOTATIONS[claim.quotation],
        f"conflicts with {', '.join(claim.contradicts)}" if claim.contradicts else "",
        f"{claim.confidence} confidence",
    )
    return "; ".join(filter(None, marks))


def _grounds(record: Visit | Official | Claim, *told: str) -> Iterator[str]:
    """Yield what is told of a record, and the sentences it stands on as a quotation."""
    said = [*told, *([f"doubt: {wording.doubts(record)}"] if record.caveats else [])]
    yield f"**{_text(record.id)}** {' – '.join(map(_text, said))}".rstrip()
    yield _quotation(record.evidence)


def _quotation(evidence: Sequence[EvidenceSpan]) -> str:
    return "\n>\n".join(f"> {_text(span.text)}" for span in evidence)
