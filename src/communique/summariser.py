"""The front door: :func:`summarise_article`, :func:`summarise_many`, and :class:`Summariser` behind both of them.

The work itself is asynchronous and lives in :mod:`communique.pipeline`. A :class:`Summariser` runs it on an event loop
in a thread of its own, so that the same code serves scripts, notebooks and callers with an event loop, from any thread.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import sys
import threading
from concurrent.futures import Future, wait
from contextlib import ExitStack, closing, nullcontext
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self
from weakref import WeakSet, finalize

from communique.article import read_article
from communique.batch.budget import Budget, Ledger
from communique.batch.desk import Desk, Running
from communique.batch.engine import Engine, Plan
from communique.batch.estimate import Estimate, Estimator
from communique.batch.fingerprint import fingerprint_of
from communique.batch.prices import Price, price_of
from communique.batch.provider import ProviderBatches
from communique.batch.report import TellBatch
from communique.batch.run import Batch
from communique.errors import ConfigurationError
from communique.helpers import Helpers
from communique.model.batches import BatchClient
from communique.model.client import Client
from communique.model.exchange import Endpoint, Limits
from communique.pipeline import Reading, summarise
from communique.profiles import Profile, choose_model, profile_for
from communique.progress import Report, of_download
from communique.prompts import PromptLibrary
from communique.records import ArticleSummary
from communique.sources import Source, count_articles, read_articles
from communique.store import Fingerprint, Store

if TYPE_CHECKING:
    from communique.render.live import ProgressLine

__all__ = ["Summariser", "summarise_article", "summarise_many"]

_MOST_AT_ONCE = 64  # requests to a server that bears them
_SLICE = 0.2  # seconds
_NOBODY, _NOWHERE = "none", "http://127.0.0.1:9/v1"  # the model of a profile without a question, which is never asked


class Summariser:
    """Summarises articles with one model and one set of settings; made once, used from any thread.

    Use it as a context manager, or call :meth:`close`.

    Args:
        model: ``"local"``, ``"openai/..."``, ``"ollama/..."``, any provider prefix of instructor, or with ``base_url``
            the name a server knows. By default ``COMMUNIQUE_MODEL``, else OpenAI's where ``OPENAI_API_KEY`` is set,
            else ``"local"``.
        base_url: root of an OpenAI-compatible API (``http://127.0.0.1:8080/v1``).
        api_key: the key; by default the provider's environment variable.
        profile: how articles are read, by name or as a :class:`~communique.profiles.Profile`; by default the model's.
        prompts: a folder of your own prompts; what it lacks is taken from the shipped ones.
        timeout: most seconds for one question to the model, retries included.
        max_attempts: most requests for one question.
        concurrency: most requests under way at once; by default as many as an embedded or small local model has slots
            for, else 64. Fewer are sent at first, and more while all goes well (``docs/batches.md``).
        requests_per_minute: most requests a minute; by default what the server's headers say, if anything.
        tokens_per_minute: most tokens a minute, sent and received; likewise.
        processes: most that run the rules of a long batch where these hold it up; by default one a core, up to eight.
        progress: told what is going on, from another thread; by default it is shown in a notebook, and nowhere else.

    Raises:
        ConfigurationError: unknown profile, or settings that cannot work.
        PromptError: ``prompts`` is no folder.
    """

    def __init__(
        self,
        model: str | None = None,
        *,
        base_url: str | None = None,
        api_key: str | None = None,
        profile: Profile | str | None = None,
        prompts: Path | str | None = None,
        timeout: float = 300.0,
        max_attempts: int = 4,
        concurrency: int | None = None,
        requests_per_minute: float | None = None,
        tokens_per_minute: float | None = None,
        processes: int | None = None,
        progress: Report | None = None,
    ) -> None:
        self.model = choose_model(model)
        self.profile = profile_for(self.model, profile)
        if not self.profile.passes:
            self.model, base_url = _NOBODY, _NOWHERE
        self._embedded = self.model == "local" and base_url is None
        if self.model == "local" and api_key is not None and base_url is None:
            raise ConfigurationError("the embedded model takes no API key", hint="leave api_key out, or give base_url")
        self._endpoint = Endpoint(
            self.model, base_url=base_url, api_key=api_key, strict=not self.profile.closed_choices
        )
        self._local = self._embedded or self.model.startswith("ollama/") or self.model == _NOBODY
        most = self.profile.concurrency if self._local else _MOST_AT_ONCE
        if any(each is not None and each <= 0 for each in (concurrency, requests_per_minute, tokens_per_minute)):
            raise ConfigurationError("concurrency and rates a minute must be more than 0", hint="or leave them out")
        self._limits = Limits(
            attempts=max_attempts,
            deadline=timeout,
            max_concurrency=concurrency or most,
            requests_per_minute=requests_per_minute,
            tokens_per_minute=tokens_per_minute,
        )
        self._prompts = PromptLibrary(Path(prompts) if prompts is not None else None)
        self._progress = progress
        self._processes = 1 if self.profile.closed_choices else processes  # such models are slower than the rules
        self._lock = threading.Lock()
        self._stack = ExitStack()
        finalize(self, self._stack.close)  # also where the process ends first: nobody would wait for that thread then
        self._running: Running | None = None
        self._batches: WeakSet[Batch] = WeakSet()

    def summarise(self, text: str, *, published: str | dt.date | None = None) -> ArticleSummary:
        """Return the checked summary of an article.

        Args:
            text: the article as plain text, exactly as you have it: every offset refers to it.
            published: its publication date, ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD`` or a date; wins over a date in the
                text.

        Raises:
            ArticleError: the text is no article; no model is called.
            WeightsError: the embedded model's weights cannot be had.
            ModelError: the model could not be asked (``docs/errors.md``).
        """
        future = self._start(text, published)
        try:
            while not future.done():  # in slices: where an interrupt is no signal, it cannot break off a single wait
                wait([future], timeout=_SLICE)
            return future.result()
        except BaseException:
            future.cancel()
            raise

    async def asummarise(self, text: str, *, published: str | dt.date | None = None) -> ArticleSummary:
        """Do what :meth:`summarise` does without blocking the caller's event loop; cancelling it cancels the calls."""
        future = await asyncio.to_thread(self._start, text, published)
        return await asyncio.wrap_future(future)

    def many(
        self,
        articles: Source,
        *,
        store: Store | Path | str | None = None,
        max_cost: float | None = None,
        max_tokens: int | None = None,
        max_calls: int | None = None,
        max_failures: float | None = None,
        retry_failed: bool = False,
        price: Price | None = None,
        progress: TellBatch | None = None,
    ) -> Batch:
        """Return the outcomes of many articles as they are finished, to iterate over with ``for`` or ``async for``.

        Each article has one: an :class:`~communique.records.ArticleSummary`, or a :class:`~communique.records.Failure`,
        which never costs another article. ``docs/batches.md`` says more.

        Args:
            articles: read as they are needed, in another thread; see :func:`communique.read_articles`.
            store: where outcomes are kept, for as many processes as like; what is there is not paid for again. Without
                one they are kept until the batch is over.
            max_cost: most US dollars.
            max_tokens: most tokens, sent and received.
            max_calls: most requests, repeats included.
            max_failures: failed articles after which the batch ends; below 1, their share of at least 20.
            retry_failed: whether to try articles again that failed before.
            price: what tokens cost, where genai-prices does not know or is wrong.
            progress: told how far the batch is, from another thread; by default it is shown in a notebook.

        Raises:
            StoreError: the store cannot be used, or holds the results of other settings.
            ConfigurationError: ``max_cost``, and nobody knows what the model costs.
        """
        ledger = Ledger(Budget(max_cost, max_tokens, max_calls), price or price_of(self.model, local=self._local))
        with ExitStack() as stack:
            kept = self._kept(store, stack)
            found, total = read_articles(articles), count_articles(articles)
            tell = progress or _below_the_cell()
            plan = Plan(found, total, kept, self.fingerprint, retry_failed, max_failures, tell)
            desk = Desk(self._open)
            batch = Batch(Engine(plan, desk.summarise, ledger, desk.room), desk.open, stack.pop_all())
        self._batches.add(batch)
        return batch

    def estimate(
        self, articles: Source, *, store: Store | Path | str | None = None, price: Price | None = None
    ) -> Estimate:
        """Return what :meth:`many` is going to take, without a key and without asking anybody.

        Args:
            articles: as for :meth:`many`.
            store: what is there costs nothing. It is only read, and need not exist.
            price: as for :meth:`many`.

        Raises:
            StoreError: the store cannot be read, or holds the results of other settings.
        """
        price = price or price_of(self.model, local=self._local)
        estimator = Estimator(self.profile, self._prompts, self._endpoint.strict, self.fingerprint, price)
        if store is None or (not isinstance(store, Store) and not Path(store).exists()):
            return estimator.estimate(read_articles(articles), None)
        with nullcontext(store) if isinstance(store, Store) else Store(store, read_only=True) as kept:
            kept.bind(self.fingerprint)
            return estimator.estimate(read_articles(articles), kept)

    def provider_batches(self, store: Store | Path | str, *, price: Price | None = None) -> ProviderBatches:
        """Return what submits articles to OpenAI's Batch endpoint, within a day at half the price, and fetches answers.

        Args:
            store: as for :meth:`many`; a run on it meanwhile does not pay for what is submitted.
            price: as for :meth:`many`, not halved.

        Raises:
            StoreError: the store cannot be used, or holds the results of other settings.
            ConfigurationError: the model has no Batch endpoint.
        """
        if self._embedded:
            raise ConfigurationError("the embedded model has no Batch endpoint", hint="communique run, or openai/NAME")
        with ExitStack() as stack:
            return ProviderBatches(
                self._open,
                BatchClient(self._endpoint, self._limits),
                self._kept(store, stack),
                fingerprint=self.fingerprint,
                price=price or price_of(self.model),
                resources=stack.pop_all(),
            )

    @cached_property
    def fingerprint(self) -> Fingerprint:
        """What results of these settings are kept under.

        Raises:
            PromptError: a prompt is missing or broken.
        """
        from communique.model import weights  # noqa: PLC0415 - only the embedded model needs it

        digest = weights.QWEN_1_5B.sha256 if self._embedded else None
        return fingerprint_of(self.model, digest, self.profile, self._prompts)

    def close(self) -> None:
        """Close connections and stop the thread; the embedded server stays for the next use until the process ends.

        What batches have under way is finished and stored first.
        """
        for batch in list(self._batches):
            batch.close()
        with self._lock:
            self._running = None
            self._stack.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _kept(self, store: Store | Path | str | None, stack: ExitStack) -> Store:
        kept = store if isinstance(store, Store) else stack.enter_context(Store(store))
        kept.bind(self.fingerprint)
        return kept

    def _start(self, text: str, published: str | dt.date | None) -> Future[ArticleSummary]:
        article = read_article(text, published=published, max_characters=self.profile.max_article)
        running = self._open()
        reading = replace(running.reading, report=self._progress or _below_the_cell())
        return running.portal.start_task_soon(summarise, article, reading, running.client)

    def _open(self) -> Running:
        with self._lock:
            if self._running is None:
                from anyio.from_thread import start_blocking_portal  # noqa: PLC0415 - only who asks a model needs it

                endpoint, digest = self._reach()
                rules = self._stack.enter_context(closing(Helpers(self._processes)))
                portal = self._stack.enter_context(start_blocking_portal())
                client = Client(endpoint, self._limits)
                self._stack.callback(portal.call, client.aclose)
                reading = Reading(self.model, digest, self.profile, self._prompts, self._progress, rules)
                self._running = Running(portal, client, reading)
            return self._running

    def _reach(self) -> tuple[Endpoint, str | None]:
        """Return where the model answers, after fetching and starting the embedded one if it is that."""
        if not self._embedded:
            return self._endpoint, None
        from communique.model.local import local_endpoint  # noqa: PLC0415 - only the embedded model needs it

        report = self._progress or _below_the_cell()
        return local_endpoint(self.profile.concurrency, of_download(report) if report else None)


def _below_the_cell() -> ProgressLine | None:
    """Return what shows progress in a notebook; None elsewhere, where nobody asked for it."""
    if "ipykernel" not in sys.modules:
        return None
    from communique.render.live import line_of_cell  # noqa: PLC0415 - what draws takes its time to load

    return line_of_cell()


def summarise_article(
    text: str,
    *,
    published: str | dt.date | None = None,
    model: str | None = None,
    base_url: str | None = None,
    api_key: str | None = None,
    profile: Profile | str | None = None,
    prompts: Path | str | None = None,
    timeout: float = 300.0,
    max_attempts: int = 4,
    progress: Report | None = None,
) -> ArticleSummary:
    """Return the checked summary of one article; see :class:`Summariser` for the settings and what is raised.

    >>> summary = summarise_article(text)                       # doctest: +SKIP
    >>> summary.visits[0].status                                # doctest: +SKIP
    'planned'
    """
    with Summariser(
        model,
        base_url=base_url,
        api_key=api_key,
        profile=profile,
        prompts=prompts,
        timeout=timeout,
        max_attempts=max_attempts,
        progress=progress,
    ) as summariser:
        return summariser.summarise(text, published=published)


def summarise_many(
    articles: Source,
    *,
    store: Store | Path | str | None = None,
    model: str | None = None,
    base_url: str | None = None,
    api_key: str | None = None,
    profile: Profile | str | None = None,
    prompts: Path | str | None = None,
    timeout: float = 300.0,
    max_attempts: int = 4,
    concurrency: int | None = None,
    requests_per_minute: float | None = None,
    tokens_per_minute: float | None = None,
    processes: int | None = None,
    max_cost: float | None = None,
    max_tokens: int | None = None,
    max_calls: int | None = None,
    max_failures: float | None = None,
    retry_failed: bool = False,
    price: Price | None = None,
    progress: TellBatch | None = None,
) -> Batch:
    """Return the outcomes of many articles; see :meth:`Summariser.many`, and :class:`Summariser` for the settings."""
    summariser = Summariser(
        model,
        base_url=base_url,
        api_key=api_key,
        profile=profile,
        prompts=prompts,
        timeout=timeout,
        max_attempts=max_attempts,
        concurrency=concurrency,
        requests_per_minute=requests_per_minute,
        tokens_per_minute=tokens_per_minute,
        processes=processes,
    )
    batch = summariser.many(
        articles,
        store=store,
        max_cost=max_cost,
        max_tokens=max_tokens,
        max_calls=max_calls,
        max_failures=max_failures,
        retry_failed=retry_failed,
        price=price,
        progress=progress,
    )
    batch.then(summariser.close)
    return batch
