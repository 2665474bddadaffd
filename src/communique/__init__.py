"""communique turns diplomatic news into checked, structured records: visits, officials, claims and how certain each is.

>>> from communique import summarise_article
>>> summary = summarise_article(text)                       # doctest: +SKIP
>>> summary.visits[0].status, summary.visits[0].when.edtf   # doctest: +SKIP
('planned', '[2025-03-27..2025-12-31]')

Everything public is here; the modules behind it may move. They are imported on first use, so that importing communique
costs little more than importing pydantic.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from communique.batch.estimate import Estimate
    from communique.batch.prices import Price
    from communique.batch.report import BatchReport
    from communique.batch.run import Batch
    from communique.errors import (
        ArticleError,
        AuthError,
        BadRequestError,
        BudgetError,
        CommuniqueError,
        ConfigurationError,
        DeadlineError,
        EvaluationError,
        FilteredError,
        InvalidOutputError,
        ModelError,
        NetworkError,
        PendingError,
        PromptError,
        QuotaError,
        RateLimitedError,
        RefusedError,
        ServerError,
        StoreError,
        TooLongError,
        TruncatedError,
        WeightsError,
    )
    from communique.exporting import Exported, ExportFormat, export
    from communique.forms import output_schema
    from communique.language.dates import Resolved, resolve_date
    from communique.model.cassettes import record, replay
    from communique.outcomes import read_outcomes
    from communique.plots import VisitPlot, plot_visits
    from communique.profiles import Pass, Profile
    from communique.progress import Progress, Provisional
    from communique.records import (
        ArticleSummary,
        Claim,
        Dropped,
        EvidenceSpan,
        Failure,
        Official,
        Outcome,
        Provenance,
        Visit,
        When,
    )
    from communique.render.live import ProgressLine
    from communique.render.report import write_report
    from communique.sources import ArticleInput, read_articles
    from communique.store import Fingerprint, Store
    from communique.summariser import Summariser, summarise_article, summarise_many
    from communique.tables import claims_frame, officials_frame, to_frame, visits_frame

__version__: str

_WHERE = {
    "batch.run": ("Batch",),
    "batch.estimate": ("Estimate",),
    "exporting": ("ExportFormat", "Exported", "export"),
    "forms": ("output_schema",),
    "model.cassettes": ("record", "replay"),
    "language.dates": ("Resolved", "resolve_date"),
    "errors": (
        "ArticleError",
        "AuthError",
        "BadRequestError",
        "BudgetError",
        "CommuniqueError",
        "ConfigurationError",
        "DeadlineError",
        "EvaluationError",
        "FilteredError",
        "InvalidOutputError",
        "ModelError",
        "NetworkError",
        "PendingError",
        "PromptError",
        "QuotaError",
        "RateLimitedError",
        "RefusedError",
        "ServerError",
        "StoreError",
        "TooLongError",
        "TruncatedError",
        "WeightsError",
    ),
    "outcomes": ("read_outcomes",),
    "plots": ("VisitPlot", "plot_visits"),
    "profiles": ("Pass", "Profile"),
    "batch.prices": ("Price",),
    "progress": ("Progress", "Provisional"),
    "records": (
        "ArticleSummary",
        "Claim",
        "Dropped",
        "EvidenceSpan",
        "Failure",
        "Official",
        "Outcome",
        "Provenance",
        "Visit",
        "When",
    ),
    "render.live": ("ProgressLine",),
    "render.report": ("write_report",),
    "batch.report": ("BatchReport",),
    "sources": ("ArticleInput", "read_articles"),
    "store": ("Fingerprint", "Store"),
    "summariser": ("Summariser", "summarise_article", "summarise_many"),
    "tables": ("claims_frame", "officials_frame", "to_frame", "visits_frame"),
}
_MODULE_OF = {name: module for module, names in _WHERE.items() for name in names}

__all__ = [
    "ArticleError",
    "ArticleInput",
    "ArticleSummary",
    "AuthError",
    "BadRequestError",
    "Batch",
    "BatchReport",
    "BudgetError",
    "Claim",
    "CommuniqueError",
    "ConfigurationError",
    "DeadlineError",
    "Dropped",
    "Estimate",
    "EvaluationError",
    "EvidenceSpan",
    "ExportFormat",
    "Exported",
    "Failure",
    "FilteredError",
    "Fingerprint",
    "InvalidOutputError",
    "ModelError",
    "NetworkError",
    "Official",
    "Outcome",
    "Pass",
    "PendingError",
    "Price",
    "Profile",
    "Progress",
    "ProgressLine",
    "PromptError",
    "Provenance",
    "Provisional",
    "QuotaError",
    "RateLimitedError",
    "RefusedError",
    "Resolved",
    "ServerError",
    "Store",
    "StoreError",
    "Summariser",
    "TooLongError",
    "TruncatedError",
    "Visit",
    "VisitPlot",
    "WeightsError",
    "When",
    "__version__",
    "claims_frame",
    "export",
    "officials_frame",
    "output_schema",
    "plot_visits",
    "read_articles",
    "read_outcomes",
    "record",
    "replay",
    "resolve_date",
    "summarise_article",
    "summarise_many",
    "to_frame",
    "visits_frame",
    "write_report",
]


def __getattr__(name: str) -> object:
    """Import what is asked for."""
    if name == "__version__":
        from importlib.metadata import version  # noqa: PLC0415 - reads the installed metadata, which takes a while

        return version("communique")
    if name not in _MODULE_OF:
        raise AttributeError(f"module 'communique' has no attribute {name!r}")
    return getattr(import_module(f"communique.{_MODULE_OF[name]}"), name)


def __dir__() -> list[str]:
    return list(__all__)
