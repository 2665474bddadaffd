"""``communique run``: many articles into a store."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from communique.batch.prices import Price
from communique.cli.failures import ExitCode, UsageError, code_of, one_line_errors
from communique.cli.options import (
    BaseUrl,
    Concurrency,
    Debug,
    MaxCalls,
    MaxCost,
    MaxFailures,
    MaxTokens,
    Model,
    ProfileName,
    Prompts,
    TokenPrice,
    opener,
)
from communique.records import Failure
from communique.render.batch import BatchDisplay, account
from communique.render.wording import plain

if TYPE_CHECKING:
    from communique.batch.estimate import Estimate
    from communique.batch.run import Batch

__all__ = ["run"]

_MOST_LINES = 5  # about failures of one kind
_RETRY = "--retry-failed tries again what failed"
_AGAIN = "run the same command again to go on: what is done is not paid for again"


def run(
    context: typer.Context,
    source: Annotated[Path, typer.Argument(metavar="INPUT", help="A folder, or a .csv, .jsonl or .parquet file.")],
    *,
    store: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Keep every outcome here; what is there is not paid for again.")
    ] = None,
    estimate: Annotated[bool, typer.Option("--estimate", help="Only tell what it would take; needs no key.")] = False,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Try again what failed before.")] = False,
    concurrency: Concurrency = None,
    max_cost: MaxCost = None,
    max_tokens: MaxTokens = None,
    max_calls: MaxCalls = None,
    max_failures: MaxFailures = None,
    price: TokenPrice = None,
    model: Model = None,
    base_url: BaseUrl = None,
    profile: ProfileName = None,
    prompts: Prompts = None,
    debug: Debug = False,
) -> None:
    """Summarise many articles into a store, from which: communique report, communique export."""
    open_summariser = opener(context, model, base_url, profile, prompts)
    with one_line_errors(debug=debug):
        if not source.exists():
            raise UsageError(f"{source} is not there", hint="name a folder, or a .csv, .jsonl or .parquet file")
        if store is None and not estimate:
            raise UsageError("there is nowhere to keep the outcomes", hint="give --store FILE, or --estimate")
        cost = Price.parse(price) if price else None
        with open_summariser(concurrency=concurrency) as summariser:
            if estimate:
                typer.echo("\n".join(_expected(summariser.estimate(source, store=store, price=cost))))
                return
            display = BatchDisplay(Console(stderr=True))
            batch = summariser.many(
                source,
                store=store,
                max_cost=max_cost,
                max_tokens=max_tokens,
                max_calls=max_calls,
                max_failures=max_failures,
                retry_failed=retry_failed,
                price=cost,
                progress=display.report,
            )
            with display.running(source.name):
                code = _work_through(batch)
    raise typer.Exit(code)


def _work_through(batch: Batch) -> ExitCode:
    """Finish a batch, say what it came to, and return the worst that happened to an article."""
    worst, seen = ExitCode.OK, Counter[str]()

    def complain_of(failure: Failure) -> None:
        nonlocal worst
        worst = max(worst, code_of(failure.kind))
        seen[failure.kind] += 1
        if seen[failure.kind] <= _MOST_LINES:
            line = f"communique: {failure.id}: {failure.message}" + (f" ({failure.hint})" if failure.hint else "")
            typer.echo(" ".join(plain(line).split()), err=True)

    with batch:
        try:
            with _stopping_at_interrupts(batch) as interrupted:
                batch.finish(complain_of)
        finally:
            for line in account(batch.report):
                typer.echo(f"communique: {line}", err=True)
            if not batch.report.finished:
                typer.echo(f"communique: {_AGAIN}", err=True)
            elif batch.report.failed:
                typer.echo(f"communique: {_RETRY}", err=True)
    return ExitCode.INTERRUPTED if interrupted and not batch.report.finished else worst


@contextmanager
def _stopping_at_interrupts(batch: Batch) -> Iterator[list[int]]:
    """Let the first Ctrl-C stop the batch in good order, and the second at once; yields the signals that came."""
    came: list[int] = []

    def stop(number: int, _: object) -> None:
        came.append(number)
        if len(came) > 1:
            raise KeyboardInterrupt
        batch.stop()
        typer.echo("communique: finishing what is under way; once more stops at once", err=True)

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield came
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _expected(estimate: Estimate) -> Iterator[str]:
    yield f"{estimate.articles:,} articles to be summarised, {estimate.calls:,} calls"
    if estimate.done or estimate.unreadable:
        yield f"{estimate.done:,} are done, {estimate.unreadable:,} cannot be read"
    yield (
        f"about {estimate.prompt_tokens:,} tokens sent and {estimate.completion_tokens:,} received "
        f"(at most {estimate.most_completion_tokens:,})"
    )
    if estimate.cost is None or estimate.most_cost is None:
        yield "nobody knows what this model costs: give --price"
    else:
        yield f"about ${estimate.cost:,.2f} (at most ${estimate.most_cost:,.2f})"
