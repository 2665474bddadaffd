"""The commands and their options. What they do lies in the library and in :mod:`communique.cli.jobs`."""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from importlib.metadata import version
from itertools import chain
from json import dumps
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from communique.cli import batches, provider
from communique.cli.failures import ExitCode, UsageError, one_line_errors
from communique.cli.jobs import (
    Job,
    file_jobs,
    make_folder,
    print_json,
    print_page,
    run,
    write,
    write_summary,
)
from communique.cli.options import EXIT_CODES, BaseUrl, Debug, Model, ProfileName, Prompts, opener
from communique.evaluation import article_texts, compare, comparison_table, evaluate_folder, table
from communique.evaluation_page import evaluation_page
from communique.exporting import ExportFormat
from communique.exporting import export as export_outcomes
from communique.forms import output_schema
from communique.model import weights
from communique.outcomes import read_outcomes
from communique.profiles import PROFILES, Profile, choose_model
from communique.render.live import download_display
from communique.render.report import write_report
from communique.render.wording import plain

__all__ = ["app"]

app = typer.Typer(
    help="Turns diplomatic news into checked records: visits, officials, claims, and how certain each is.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback(invoke_without_command=True, epilog=EXIT_CODES)
def _main(
    *,
    show_version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
) -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a character must not end the command
    if show_version:
        typer.echo(f"communique {version('communique')}")
        raise typer.Exit


@app.command(epilog=EXIT_CODES, short_help="Summarise one article or a few.")
def summarise(
    context: typer.Context,
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Plain text in UTF-8; - is standard input.")],
    *,
    json: Annotated[bool, typer.Option("--json", help="Print the summary of one article as JSON.")] = False,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Write NAME.json of each article here.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite what lies in --out.")] = False,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Publication date, YYYY[-MM[-DD]], of all the articles.")
    ] = None,
    model: Model = None,
    base_url: BaseUrl = None,
    profile: ProfileName = None,
    prompts: Prompts = None,
    debug: Debug = False,
) -> None:
    """Summarise articles: as a page to read, as JSON, or as one JSON file each in a folder."""
    open_summariser = opener(context, model, base_url, profile, prompts)
    with one_line_errors(debug=debug):
        if json and (out or len(files) > 1):
            raise UsageError("--json prints one article", hint="for several, --out DIR writes NAME.json of each")
        jobs = file_jobs(files, out, force=force)
        deliver = write_summary if out else print_json if json else print_page
        code = run(jobs, open_summariser, deliver, published=published, debug=debug)
    raise typer.Exit(code)


app.command(epilog=EXIT_CODES, short_help="Summarise many articles into a store.")(batches.run)
app.add_typer(provider.batch, name="batch", short_help="Half the price, within a day, at a provider.")


@app.command(epilog=EXIT_CODES, short_help="Fetch the local model's weights.")
def pull(*, debug: Debug = False) -> None:
    """Fetch the weights of the local model, if they are not there yet, and print where they lie."""
    with one_line_errors(debug=debug), download_display(Console(stderr=True), weights.QWEN_1_5B.name) as progress:
        path = weights.pull(weights.QWEN_1_5B, progress=progress)
    typer.echo(plain(str(path)))


@app.command(short_help="Show which models and profiles there are.")
def models() -> None:
    """Show which model is used when none is named, what can be named, and whether the local one is there."""
    file = weights.QWEN_1_5B
    there = weights.find(file)
    where = f"here: {there}" if there else f"not here yet: communique pull puts it into {weights.models_folder()}"
    lines = (
        f"When none is named: {choose_model()}",
        "  COMMUNIQUE_MODEL names another; else it is OpenAI's where OPENAI_API_KEY is set, else local.",
        "",
        "Models",
        "  local            runs on this machine, no key needed",
        f"                   {file.name}, {file.size / 1e6:,.0f} MB",
        f"                   {where}",
        "  openai/NAME      needs OPENAI_API_KEY",
        "  ollama/NAME      a running Ollama",
        "  PROVIDER/NAME    any other that instructor knows, with its SDK and key",
        "  NAME             with --base-url: whatever that server calls it",
        "",
        "Profiles (how an article is read; by default local for small models, large for all others)",
        *(f"  {name:<17}{_reading(profile)}" for name, profile in PROFILES.items()),
    )
    typer.echo(plain("\n".join(lines)))


def _reading(profile: Profile) -> str:
    if not profile.passes:
        return "asks no model: what the rules read, under the article's own first sentences"
    passes = (
        f"{p.task} over {f'{p.window:,} characters' if p.window else 'the whole article'}" for p in profile.passes
    )
    return "; ".join(passes)


@app.command(epilog=EXIT_CODES, short_help="Write tables, notes, events or linked data.")
def export(
    source: Annotated[
        Path, typer.Argument(metavar="SOURCE", help="A store, a folder of summaries as JSON, or one such file.")
    ],
    *,
    to: Annotated[ExportFormat, typer.Option(help="Tables, a note an article, PLOVER events, or schema.org.")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder to write into, made if need be.")],
    force: Annotated[bool, typer.Option("--force", help="Overwrite what lies in --out.")] = False,
    debug: Debug = False,
) -> None:
    """Write summaries as tables or in another form, and print the names of the files."""
    with one_line_errors(debug=debug):
        written = export_outcomes(read_outcomes(source), to, out, force=force)
    typer.echo(plain("\n".join(map(str, written.files))))
    missing = f"; articles without one: {written.failures}" if written.failures else ""
    typer.echo(f"communique: summaries: {written.summaries}{missing}", err=True)


@app.command(epilog=EXIT_CODES, short_help="Write one HTML page on all summaries.")
def report(
    sources: Annotated[
        list[Path], typer.Argument(metavar="SOURCE", help="Stores, folders of summaries as JSON, or such files.")
    ],
    *,
    out: Annotated[Path, typer.Option(metavar="FILE", help="The page; one that is there is replaced.")] = Path(
        "report.html"
    ),
    title: Annotated[str | None, typer.Option(metavar="WORDS", help="What the page is called.")] = None,
    debug: Debug = False,
) -> None:
    """Write one HTML page on all the summaries, to look through, filter and print; it needs no network."""
    with one_line_errors(debug=debug):
        if out.resolve() in {source.resolve() for source in sources}:
            raise UsageError(f"--out {out} is one of the sources", hint="name another file")
        write_report(chain.from_iterable(map(read_outcomes, sources)), out, title=title)
    typer.echo(plain(str(out)))


@app.command()
def schema() -> None:
    """Print the JSON Schema of a summary."""
    typer.echo(dumps(output_schema(), indent=2))


@app.command(epilog=EXIT_CODES, short_help="Score summaries against gold records.")
def evaluate(
    context: typer.Context,
    corpus: Annotated[
        Path, typer.Argument(metavar="CORPUS", help="Folder of NAME.txt with the gold records NAME.json.")
    ],
    *,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Keep the summaries here; those already there are not made again."),
    ] = None,
    baseline: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Compare with the summaries in this folder.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--page", metavar="FILE", help="Write every difference to this HTML page.")
    ] = None,
    model: Model = None,
    base_url: BaseUrl = None,
    profile: ProfileName = None,
    prompts: Prompts = None,
    debug: Debug = False,
) -> None:
    """Summarise a corpus and score the summaries against its gold records."""
    open_summariser = opener(context, model, base_url, profile, prompts)
    with one_line_errors(debug=debug), _predictions(out, corpus) as folder:
        texts = article_texts(corpus)
        missing = [(name, target) for name in texts if not (target := folder / f"{name}.json").exists()]
        jobs = [Job(name, partial(str, texts[name]), target) for name, target in missing]
        code = run(jobs, open_summariser, write_summary, published=None, debug=debug) if jobs else ExitCode.OK
        evaluation = evaluate_folder(corpus, folder)
        typer.echo(plain(table(evaluation)))
        if baseline:
            typer.echo(plain("\n" + comparison_table(compare(evaluate_folder(corpus, baseline), evaluation))))
        if html:
            write(html, evaluation_page(evaluation, texts))
    raise typer.Exit(code)


@contextmanager
def _predictions(out: Path | None, corpus: Path) -> Iterator[Path]:
    """Yield the folder of the summaries to score: the one named, or one that is gone afterwards."""
    if out is None:
        with tempfile.TemporaryDirectory(prefix="communique-") as folder:
            yield Path(folder)
        return
    if out.resolve() == corpus.resolve():
        raise UsageError("--out is the corpus itself, where the gold records lie", hint="name another folder")
    make_folder(out)
    yield out
