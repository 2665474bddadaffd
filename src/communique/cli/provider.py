"""``communique batch``: articles through a provider's Batch endpoint, within a day at half the price."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from communique.batch.prices import Price
from communique.cli.failures import ExitCode, one_line_errors
from communique.cli.options import EXIT_CODES, BaseUrl, Debug, Model, ProfileName, Prompts, opener
from communique.render.wording import plain

if TYPE_CHECKING:
    from communique.batch.provider import BatchStatus, Fetched, ProviderBatches, Submitted

__all__ = ["batch"]

batch = typer.Typer(
    help="Send articles through OpenAI's Batch endpoint: within a day, at half the price.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    rich_markup_mode=None,
)

_Store = Annotated[
    Path, typer.Option(metavar="FILE", help="Where outcomes are kept, and what is submitted; shared with: run.")
]
_Price = Annotated[
    str | None, typer.Option(metavar="IN,OUT", help="Full price: dollars for a million tokens sent and received.")
]


@batch.command(epilog=EXIT_CODES, short_help="Send articles that have no outcome yet.")
def submit(
    context: typer.Context,
    source: Annotated[Path, typer.Argument(metavar="INPUT", help="A folder, or a .csv, .jsonl or .parquet file.")],
    *,
    store: _Store,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Send again what failed before.")] = False,
    model: Model = None,
    base_url: BaseUrl = None,
    profile: ProfileName = None,
    prompts: Prompts = None,
    debug: Debug = False,
) -> None:
    """Send every article that has no outcome yet, at half of what communique run --estimate says."""
    with _batches(context, store, None, model, base_url, profile, prompts, debug=debug) as batches:
        _say(_submitted(batches.submit(source, retry_failed=retry_failed)))


@batch.command(epilog=EXIT_CODES, short_help="Say how far every batch is.")
def status(
    context: typer.Context,
    *,
    store: _Store,
    model: Model = None,
    base_url: BaseUrl = None,
    profile: ProfileName = None,
    prompts: Prompts = None,
    debug: Debug = False,
) -> None:
    """Say how far every batch is whose answers have not been fetched."""
    with _batches(context, store, None, model, base_url, profile, prompts, debug=debug) as batches:
        _say([_state(each) for each in batches.status()] or ["nothing is submitted"])


@batch.command(epilog=EXIT_CODES, short_help="Store the summaries of batches that ended.")
def fetch(
    context: typer.Context,
    *,
    store: _Store,
    price: _Price = None,
    model: Model = None,
    base_url: BaseUrl = None,
    profile: ProfileName = None,
    prompts: Prompts = None,
    debug: Debug = False,
) -> None:
    """Store the summaries of all batches that have ended; what these left unanswered is open again."""
    with _batches(context, store, price, model, base_url, profile, prompts, debug=debug) as batches:
        fetched = batches.fetch()
        _say(_fetched(fetched))
    if fetched.failures or fetched.problems:
        raise typer.Exit(ExitCode.ARTICLE)


@contextmanager
def _batches(  # noqa: PLR0917 - in the order of the options
    context: typer.Context,
    store: Path,
    price: str | None,
    model: str | None,
    base_url: str | None,
    profile: str | None,
    prompts: Path | None,
    *,
    debug: bool,
) -> Iterator[ProviderBatches]:
    open_summariser = opener(context, model, base_url, profile, prompts)
    with one_line_errors(debug=debug):
        cost = Price.parse(price) if price else None
        with open_summariser() as summariser, summariser.provider_batches(store, price=cost) as batches:
            yield batches


def _say(lines: list[str]) -> None:
    typer.echo(plain("\n".join(lines)))


def _submitted(submitted: Submitted) -> list[str]:
    lines = [f"{submitted.articles:,} articles submitted, {submitted.requests:,} requests"]
    lines += [f"  {each}" for each in submitted.batches]
    others = (
        (submitted.known, "were done or submitted already"),
        (submitted.refused, "cannot be read"),
        (submitted.elsewhere, "are being summarised by another process"),
    )
    lines += [f"{count:,} {what}" for count, what in others if count]
    return [*lines, "within a day: communique batch fetch"] if submitted.batches else lines


def _state(status: BatchStatus) -> str:
    remote = status.remote
    if remote is None:
        return f"{status.articles:,} articles being submitted, or given up: communique batch fetch opens them again"
    done = f", {remote.completed:,} of {remote.total:,} requests answered" if remote.total else ""
    problem = f": {remote.problem}" if remote.problem else ""
    return f"{remote.id} {remote.status}, {status.articles:,} articles{done}{problem}"


def _fetched(fetched: Fetched) -> list[str]:
    failures = ", ".join(f"{count:,} {kind}" for kind, count in fetched.failures.items())
    usage, cost = fetched.usage, "" if fetched.cost is None else f", ${fetched.cost:,.2f}"
    lines = [
        f"{fetched.summaries:,} summaries, {sum(fetched.failures.values()):,} failures"
        + (f" ({failures})" if failures else ""),
        f"{usage.calls:,} answers, {usage.prompt_tokens:,} tokens sent, {usage.completion_tokens:,} received{cost}",
    ]
    if fetched.reopened:
        lines.append(f"{fetched.reopened:,} articles were not answered: submit or run them again")
    if fetched.waiting:
        lines.append(f"{fetched.waiting:,} articles are still with the provider")
    return [*lines, *fetched.problems]
