"""Never run, only type-checked: the public interface, used as a caller would use it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Literal, assert_type

import pandas as pd

import communique
from communique import (
    ArticleInput,
    ArticleSummary,
    Batch,
    BatchReport,
    Claim,
    CommuniqueError,
    Dropped,
    Estimate,
    EvidenceSpan,
    Exported,
    Failure,
    Fingerprint,
    ModelError,
    Official,
    Outcome,
    Pass,
    Price,
    Profile,
    Progress,
    Provenance,
    RateLimitedError,
    Resolved,
    Store,
    Summariser,
    Visit,
    VisitPlot,
    When,
    export,
    plot_visits,
    read_articles,
    read_outcomes,
    record,
    replay,
    resolve_date,
    summarise_article,
    summarise_many,
    to_frame,
)


def one_article(text: str) -> None:
    summary = summarise_article(text)
    assert_type(summary, ArticleSummary)
    assert_type(summary.published, str | None)
    assert_type(summary.officials, tuple[Official, ...])
    assert_type(summary.visits, tuple[Visit, ...])
    assert_type(summary.claims, tuple[Claim, ...])
    assert_type(summary.dropped, tuple[Dropped, ...])
    assert_type(summary.provenance, Provenance)
    assert_type(summary.visits[0].when, When | None)
    assert_type(summary.visits[0].evidence, tuple[EvidenceSpan, ...])
    assert_type(summary.claims[0].certainty, Literal["asserted", "probable", "possible", "noncommittal"])


def every_setting(text: str) -> ArticleSummary:
    return summarise_article(
        text,
        published=dt.date(2025, 3, 27),
        model="some-model",
        base_url="http://127.0.0.1:8080/v1",
        api_key="-",
        profile="large",
        prompts=Path("prompts"),
        timeout=30.0,
        max_attempts=2,
        progress=tell,
    )


def tell(progress: Progress) -> None:
    assert_type(progress.done, int)
    assert_type(progress.seconds, float)


def many_articles(texts: list[str]) -> list[ArticleSummary]:
    reading = Profile("short", passes=(Pass("visits", window=800, max_tokens=400),), concurrency=1, max_article=20_000)
    with Summariser("local", profile=replace(reading, concurrency=2), progress=tell) as summariser:
        assert_type(summariser, Summariser)
        return [summariser.summarise(text, published="2025-03") for text in texts]


def a_batch(texts: list[str]) -> None:
    batch = summarise_many(
        texts,
        store=Path("news.db"),
        model="openai/gpt-5-mini",
        concurrency=32,
        requests_per_minute=500,
        tokens_per_minute=200_000.0,
        max_cost=5.0,
        max_tokens=1_000_000,
        max_calls=1000,
        max_failures=0.1,
        retry_failed=True,
        price=Price(0.25, 2.0),
        progress=tell_batch,
    )
    assert_type(batch, Batch)
    for outcome in batch:
        assert_type(outcome, ArticleSummary | Failure)
        if isinstance(outcome, Failure):
            assert_type(outcome.status, int | None)
    assert_type(batch.report, BatchReport)
    with Store("news.db", read_only=True) as store:
        assert_type(next(store.outcomes()), ArticleSummary | Failure)
        assert_type(store.fingerprint, Fingerprint | None)
    with Summariser("local") as summariser:
        assert_type(summariser.estimate(texts, store="news.db"), Estimate)
        assert_type(summariser.many([("id", "text", "2025")], store="news.db").finish(), BatchReport)


def tell_batch(report: BatchReport) -> None:
    assert_type(report.cost, float | None)


async def a_batch_in_an_event_loop(texts: list[str]) -> list[Outcome]:
    async with summarise_many(texts) as batch:
        return [outcome async for outcome in batch]


async def in_an_event_loop(text: str) -> None:
    assert_type(await Summariser().asummarise(text), ArticleSummary)


def dates() -> None:
    found = resolve_date("later this year", "2025-03-27")
    assert_type(found, Resolved | None)
    if found:
        assert_type(found.edtf, str)
        assert_type(found.earliest, str | None)


def cassettes(text: str) -> None:
    with record("visits.yaml"):
        summarise_article(text)
    with replay(Path("visits.yaml")):
        summarise_article(text)


def sources(frame: pd.DataFrame) -> None:
    for article in read_articles(frame):
        assert_type(article, ArticleInput)
        assert_type(article.text, str | None)
        assert_type(article.error, CommuniqueError | None)
    read_articles("news")
    read_articles([Path("a.txt"), "A text.", ("id", "A text."), ("id", "A text.", None), {"text": "A text."}])


def forms(summary: ArticleSummary) -> None:
    to_frame(read_outcomes("batch.db"), "claims").to_csv("claims.csv")
    summary.visits_frame().merge(summary.officials_frame())
    summary.plot_timeline().savefig("a.png")
    assert_type(plot_visits([summary], most=20), VisitPlot)
    assert_type(export([summary], "parquet", Path("out"), force=True), Exported)
    assert_type(summary.to_markdown(), str)
    assert_type(summary.to_plover(), list[dict[str, object]])
    assert_type(summary.to_jsonld(), dict[str, object])


def errors(text: str) -> str:
    try:
        summarise_article(text)
    except RateLimitedError as error:
        assert_type(error.status, int | None)
        assert_type(error.attempts, int)
    except ModelError as error:
        assert_type(error.request_id, str | None)
    except CommuniqueError as error:
        assert_type(error.retryable, bool)
        return error.hint
    return assert_type(communique.__version__, str)
