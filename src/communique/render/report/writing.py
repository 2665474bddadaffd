"""Writes a report: articles pass by once, and only figures and the timeline's visits are kept in memory.

All text in it comes from articles and models. Jinja escapes every expression, every attribute is quoted, attributes
hold numbers, dates and words of closed lists only, and no ``style`` attribute is needed, so that the page's content
security policy can forbid everything but the two scripts and the style sheet of this folder, by their hashes.
"""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, get_args

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from communique.errors import StoreError
from communique.records import ArticleSummary, Certainty, Failure, Official, Outcome, RecordKind, VisitStatus
from communique.render import wording
from communique.render.report import rows, timeline
from communique.render.report.people import People
from communique.render.report.tally import Tally, options

__all__ = ["write_report"]

_TABLES = ("visits", "officials", "claims", "dropped", "warnings", "failures", "articles")
_AT_ONCE = 100  # rows of a table that are shown before one asks for all
_IN_LANE = 12  # visits of one status that the timeline shows likewise
_FEW = 3  # articles that name an official, which are listed before one asks for the others
_CHUNK = 1 << 16


def write_report(outcomes: Outcome | Iterable[Outcome], path: Path | str, *, title: str | None = None) -> Path:
    """Write a report on one article or many: one HTML file that asks the network for nothing.

    Args:
        outcomes: summaries, and failures where there are any; read once, one at a time.
        path: the file; there as a whole or not at all. One that is there is replaced.
        title: what it is called; by default it says how many articles it is about.

    Returns:
        The path.

    Raises:
        StoreError: the file cannot be written.
    """
    many = (outcomes,) if isinstance(outcomes, ArticleSummary | Failure) else outcomes
    path = Path(path)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with unfinished.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(_page(many, title))
        unfinished.replace(path)
    except OSError as error:
        raise StoreError(f"cannot write {path}: {error.strerror}", hint="check the folder and its space") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return path


def _page(outcomes: Iterable[Outcome], title: str | None) -> Iterator[str]:
    """Yield the page piece by piece; the rows of its tables wait on disk until all articles have passed."""
    environment = _environment()
    markup = environment.get_template("rows.html.j2").module
    total, everybody, first = Tally(), People(), None
    with ExitStack() as stack:
        spools = {
            name: _Spool(stack.enter_context(TemporaryFile("w+", encoding="utf-8", newline=""))) for name in _TABLES
        }

        def add(table: str, row: object) -> None:
            spool = spools[table]
            spool.add(getattr(markup, table)(row, rest=spool.rows >= _AT_ONCE and table != "articles"))

        for number, outcome in enumerate(outcomes, start=1):
            first = first or outcome
            for table, row in rows.rows_of(outcome, number, total):
                if isinstance(row, rows.RecordRow) and isinstance(row.record, Official):
                    everybody.add(row.record, row)
                else:
                    add(table, row)
        for person in everybody.rows(total):
            add("officials", person)
        figures = _figures(total, first)
        yield from environment.get_template("page.html.j2").generate(
            figures, title=title or _title(total, first), rows=spools, **_assets()
        )


def _figures(total: Tally, first: Outcome | None) -> dict[str, object]:
    axis = timeline.axis_of(total.trips)
    dates = sorted(total.dates)
    return {
        "tally": total,
        "matrix": total.matrix(),
        "axis": axis,
        "lanes": list(timeline.lanes(total.trips, axis)) if axis else [],
        "dates": (dates[0], dates[-1]) if dates else (),
        "alone": first if total.outcomes == 1 and isinstance(first, ArticleSummary) else None,
        "facets": {
            "status": options(total.statuses, ((status, wording.label(status)) for status in get_args(VisitStatus))),
            "heard": options(total.heard, wording.SOURCES.items()),
            "source": options(total.sources, wording.SOURCES.items()),
            "certainty": options(total.certainties, ((level, level) for level in get_args(Certainty))),
            "kind": options(total.kinds, ((kind, kind) for kind in get_args(RecordKind))),
        },
        "at_once": _AT_ONCE,
        "in_lane": _IN_LANE,
    }


def _title(total: Tally, first: Outcome | None) -> str:
    if total.outcomes == 1 and isinstance(first, ArticleSummary):
        return first.headline
    return f"{total.outcomes:,} article{'' if total.outcomes == 1 else 's'}: visits, officials and claims"


def _environment() -> Environment:
    """Return the templates: everything they write is escaped, and loses its control characters before."""
    environment = Environment(
        loader=PackageLoader("communique.render", "report"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_plain,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(wording=wording, few=_FEW)
    return environment


def _plain(value: object) -> object:
    return wording.plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _assets() -> Mapping[str, object]:
    """Return style and scripts of the page, which are ours, and the policy that lets just these in."""
    folder = files("communique.render")

    def read(*names: str) -> str:
        return "".join(folder.joinpath(name).read_text(encoding="utf-8") for name in names)

    style = f"@page {{ margin: 14mm; }}\nbody {{\n{read('common.css', 'report/report.css')}}}\n"
    early, script = read("report/early.js"), read("report/report.js")
    policy = {
        "default-src": ["'none'"],
        "style-src": [_hash(style)],
        "script-src": [_hash(early), _hash(script)],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["'none'"],
    }
    return {
        "style": Markup(style),  # noqa: S704 - files of this package, as are the next two
        "early": Markup(early),  # noqa: S704
        "script": Markup(script),  # noqa: S704
        "policy": "; ".join(" ".join([name, *values]) for name, values in policy.items()),
    }


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


class _Spool:
    """Markup that waits on disk."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self.rows = 0

    def add(self, markup: object) -> None:
        """Put what a macro has written at the end."""
        assert isinstance(markup, Markup)
        self._file.write(markup)
        self.rows += 1

    def __len__(self) -> int:
        return self.rows

    def __iter__(self) -> Iterator[Markup]:
        self._file.seek(0)
        while chunk := self._file.read(_CHUNK):
            yield Markup(chunk)  # noqa: S704 - escaped by the macro that wrote it
