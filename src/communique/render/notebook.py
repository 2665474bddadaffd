"""A summary as HTML for notebooks: one self-contained element, no script, no address, nothing fetched.

The markup is built as an element tree and serialised once, so that every text is escaped and every attribute quoted by
construction; text of the article or the model never becomes an attribute. All styles are nested under the element's own
id (``common.css`` and ``notebook.css``: CSS nesting and ``light-dark()``, in browsers since 2024), and what lights up
when a record or a sentence is hovered or focused is a generated ``:has()`` rule. Where a viewer strips styles, as
JupyterLab does in a notebook that is not trusted, headings, plain tables, marks and what opens remain.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import TypeAlias
from xml.etree.ElementTree import Element, tostring

from communique.records import ArticleSummary, Claim, Dropped, Official, Visit
from communique.render import wording
from communique.render.passages import keyed, passages
from communique.render.wording import label, plain

__all__ = ["element", "html"]

_Record: TypeAlias = Official | Visit | Claim


def html(summary: ArticleSummary) -> str:
    """Return the summary as one HTML element that brings its own styles.

    Equal summaries give equal text, so that notebooks do not change when they are run again.
    """
    ident = "communique-" + hashlib.sha256(summary.model_dump_json().encode()).hexdigest()[:10]
    root = element(
        "section",
        "communique",
        element("style", "", _styles(ident, summary)),
        *_header(summary),
        _visits(summary.visits),
        element(
            "div",
            "columns",
            element("div", "", _officials(summary.officials), _claims(summary.claims)),
            _article(summary),
        ),
        _dropped(summary.dropped),
        element("p", "made", wording.provenance(summary.provenance)),
        id=ident,
        lang="en",
    )
    return tostring(root, encoding="unicode", method="html")


def element(tag: str, css: str, *children: Element | str | None, **attributes: str) -> Element:
    """Return an element of class ``css`` that holds ``children`` in order; None stands for nothing."""
    node = Element(tag, {"class": css, **attributes} if css else attributes)
    last: Element | None = None
    for child in children:
        if isinstance(child, Element):
            node.append(child)
            last = child
        elif child is not None and last is not None:
            last.tail = (last.tail or "") + plain(child)
        elif child is not None:
            node.text = (node.text or "") + plain(child)
    return node


def _spaced(tag: str, css: str, *children: Element | None, **attributes: str) -> Element:
    """Return an element with a space between its children, which keeps their words apart where styles are stripped."""
    known = [child for child in children if child is not None]
    return element(tag, css, *(each for child in known for each in (child, " ")), **attributes)


def _styles(ident: str, summary: ArticleSummary) -> str:
    """Return the style sheet, nested under the element's id, and the rules that join records to their sentences."""
    folder = files("communique.render")
    sheet = "".join(folder.joinpath(name).read_text(encoding="utf-8") for name in ("common.css", "notebook.css"))
    keys = [key for key, _ in keyed(summary)]
    sentences = ",\n".join(f"&:has(.record.{key}:is(:hover, :focus-within)) mark.{key}" for key in keys)
    records = ",\n".join(f"&:has(mark.{key}:is(:hover, :focus)) .record.{key}" for key in keys)
    rules = f"{sentences} {{ background-color: var(--lit); }}\n{records} {{ background-color: var(--mark); }}"
    return f"#{ident} {{\n{sheet}{rules if keys else ''}\n}}"


def _header(summary: ArticleSummary) -> Iterator[Element]:
    yield element("p", "dateline", wording.dateline(summary))
    yield element("h2", "", summary.headline)
    yield element("p", "lede", summary.summary)
    if summary.warnings:
        items = (element("li", "", warning) for warning in summary.warnings)
        yield element("div", "warnings", element("h3", "", "Please note"), element("ul", "", *items))


def _visits(visits: Sequence[Visit]) -> Element:
    titles = ("Visit", "Who", "To", "When", "Status", "Confidence")
    head = (element("th", "", title, scope="col", role="columnheader") for title in titles)
    rows = (_visit(f"v{number}", visit) for number, visit in enumerate(visits, start=1))
    head_group = element("thead", "", element("tr", "", *head, role="row"), role="rowgroup")
    table = element("table", "visits", head_group, *rows, role="table")
    return _section("Visits", len(visits), table, "No visit found.")


def _visit(key: str, visit: Visit) -> Element:
    """Return one visit as a row group: the row of the table, and below it what it is for and what it rests on."""
    why = wording.doubts(visit)
    cells = (
        _cell("id", visit.id),
        _cell("who", wording.party(visit)),
        _cell("to", wording.destination(visit)),
        _spaced("td", "when", *_when(visit), role="cell"),
        _cell("state", _status(visit)),
        _cell("sure", _bars(visit)),
    )
    notes = (
        element("span", "circumstances", " · ".join(wording.circumstances(visit))),
        element("span", "why", f"{visit.confidence} confidence: {why}") if why else None,
        _disclosure(_passages(visit), visit),
    )
    note = _spaced("td", "note", *notes, colspan="6", role="cell")
    return element(
        "tbody",
        f"record {key} {visit.status}",
        element("tr", "", *cells, role="row"),
        element("tr", "", note, role="row"),
        role="rowgroup",
        tabindex="0",
    )


def _cell(css: str, *children: Element | str | None) -> Element:
    return element("td", css, *children, role="cell")


def _when(visit: Visit) -> Iterator[Element]:
    if visit.when is None:
        yield element("span", "undated", "not dated")
        return
    yield element("span", "period", wording.period(visit.when))
    yield element("span", "phrase", f"“{visit.when.text}”")
    if visit.when.edtf is not None:
        yield element("code", "", visit.when.edtf)


def _status(visit: Visit) -> Element:
    """Return the status as a word and as a disc that fills with each rung of the ladder."""
    return element("span", "status", element("i", "disc"), label(visit.status))


def _bars(record: _Record) -> Element:
    """Return the confidence as a word and as three bars."""
    bars = (element("i", "") for _ in range(3))
    unit = element("span", "unit", " confidence")  # said by the heading where there is one
    return element("span", f"confidence {record.confidence}", *bars, record.confidence, unit)


def _confidence(record: _Record) -> Iterator[Element]:
    """Yield the confidence, and what lowered it."""
    yield _bars(record)
    if why := wording.doubts(record):
        yield element("span", "why", why)


def _disclosure(summary: Element, record: _Record) -> Element:
    """Return what opens on a click or a key to show the passages a record stands on."""
    quotes = (element("blockquote", "", span.text) for span in record.evidence)
    return element("details", "", summary, *quotes)


def _passages(record: _Record) -> Element:
    number = len(record.evidence)
    return element("summary", "", "Evidence" if number == 1 else f"Evidence, {number} passages")


def _officials(officials: Sequence[Official]) -> Element:
    items = (_official(f"o{number}", official) for number, official in enumerate(officials, start=1))
    return _section("Officials", len(officials), element("ul", "officials", *items), "No official named.")


def _official(key: str, official: Official) -> Element:
    post = ", ".join(filter(None, (official.role, wording.affiliation(official))))
    summary = _spaced(
        "summary",
        "",
        element("span", "id", official.id),
        element("strong", "", official.name),
        element("span", "post", post),
        element("span", "mentions", f"also “{'”, “'.join(official.mentions)}”") if official.mentions else None,
        _spaced("span", "badges", *_confidence(official)),
    )
    return element("li", f"record {key}", _disclosure(summary, official))


def _claims(claims: Sequence[Claim]) -> Element:
    keys = {id(claim): f"c{number}" for number, claim in enumerate(claims, start=1)}
    groups = (
        element(
            "div",
            "speaker",
            element("h4", "", speaker, " ", element("span", f"source {source}", wording.SOURCES[source])),
            element("ul", "", *(_claim(keys[id(claim)], claim) for claim in said)),
        )
        for (speaker, source), said in wording.by_speaker(claims).items()
    )
    return _section("Claims", len(claims), element("div", "claims", *groups), "No claim found.")


def _claim(key: str, claim: Claim) -> Element:
    conflict = f"conflicts with {', '.join(claim.contradicts)}"
    badges = (
        element("span", f"badge {claim.certainty}", claim.certainty),
        element("span", "badge negated", "denial") if claim.negated else None,
        element("span", "badge conflict", conflict) if claim.contradicts else None,
        element("span", "badge", wording.QUOTATIONS[claim.quotation]) if claim.quotation != "none" else None,
        *_confidence(claim),
    )
    summary = _spaced(
        "summary",
        "",
        element("span", "id", claim.id),
        element("span", "content", claim.content),
        _spaced("span", "badges", *badges),
    )
    return element("li", f"record {key}", _disclosure(summary, claim))


def _article(summary: ArticleSummary) -> Element:
    """Return the article exactly as given, every stretch that some record stands on marked and labelled."""
    labels = {key: record.id for key, record in keyed(summary)}
    spans = [(span, key) for key, record in keyed(summary) for span in record.evidence]
    parts: list[Element | str] = []
    for passage in passages(summary.article.text, spans):
        if passage.keys:
            parts.append(element("mark", " ".join(passage.keys), *_lines(passage.text), tabindex="0"))
            parts.append(element("sup", "", " ".join(labels[key] for key in passage.keys)))
        else:
            parts += _lines(passage.text)
    title = element("h3", "", "The article ", element("span", "count", f"{summary.article.characters:,} characters"))
    return element("aside", "article", title, element("div", "text", *parts))


def _lines(text: str) -> Iterator[Element | str]:
    """Yield text with its line breaks as elements: what converts notebooks takes others for space between tags."""
    for number, line in enumerate(text.split("\n")):
        if number:
            yield element("br", "")
        yield line


def _dropped(dropped: Sequence[Dropped]) -> Element:
    items = (
        element(
            "li",
            "",
            element("span", "source", item.kind),
            " ",
            element("strong", "", item.label),
            " ",
            element("span", "why", label(item.reason)),
            element("span", "detail", item.detail),
            element("blockquote", "", item.quote) if item.quote else None,
        )
        for item in dropped
    )
    return _section("Dropped", len(dropped), element("ul", "dropped", *items), "Nothing was dropped.")


def _section(title: str, count: int, body: Element, nothing: str) -> Element:
    heading = element("h3", "", title, " ", element("span", "count", str(count)))
    return element("div", "part", heading, body if count else element("p", "nothing", nothing))
