"""A batch without a network: exactly one outcome an article, each paid for once, and nothing lost however it ends."""

import asyncio
import hashlib
import tracemalloc
from collections import Counter, deque
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from communique.batch.budget import Budget, Ledger
from communique.batch.engine import Account, Engine, Plan
from communique.batch.report import BatchReport
from communique.errors import (
    ArticleError,
    AuthError,
    BudgetError,
    CommuniqueError,
    NetworkError,
    RefusedError,
    StoreError,
)
from communique.model.exchange import Usage
from communique.records import ArticleSummary, Failure, Outcome
from communique.sources import ArticleInput, Source, read_articles
from communique.store import Fingerprint, Store
from samples import SUMMARY

PRINT = Fingerprint({"model": "m"})
MOST = Usage(1, 10, 10)


class Model:
    """Stands in for all that summarises: pays one call an article, and does what the text asks for.

    ``fails`` maps a word of the text to the error to raise.
    """

    def __init__(self, fails: dict[str, CommuniqueError] | None = None) -> None:
        self.fails = fails or {}
        self.asked: list[str] = []
        self.most_at_once = 0
        self._now = 0
        self.pause: asyncio.Event | None = None
        self.on_call: Callable[[int], None] = lambda _: None

    async def __call__(self, article: ArticleInput, account: Account) -> ArticleSummary:
        assert article.text is not None
        await account.admit(MOST)
        self.asked.append(article.text[:40])
        self._now += 1
        self.most_at_once = max(self.most_at_once, self._now)
        try:
            self.on_call(len(self.asked))
            if self.pause:
                await self.pause.wait()
            await asyncio.sleep(0)
        finally:
            self._now -= 1
            account.settle(MOST, Usage(1, 5, 5))
        for word, error in self.fails.items():
            if word in article.text:
                raise error
        return SUMMARY.model_copy(update={"id": "", "headline": article.text})


def texts(count: int) -> list[tuple[str, str, None]]:
    return [(f"a{number}", f"article number {number}", None) for number in range(count)]


def key_of(text: str) -> str:
    return PRINT.key(hashlib.sha256(text.encode()).hexdigest(), None)


def engine(
    model: Model, source: Source, store: Store, *, room: int = 8, budget: Budget | None = None, **plan
) -> Engine:
    ledger = Ledger(budget or Budget(), None)
    return Engine(Plan(read_articles(source), None, store, PRINT, **plan), model, ledger, lambda: room)


async def all_of(it: Engine) -> list[Outcome]:
    outcomes: list[Outcome] = []
    while found := await it.next():
        outcomes += [done.outcome() for done in found]
    return outcomes


def run(model: Model, source: Source, store: Store, **settings) -> tuple[list[Outcome], BatchReport]:
    it = engine(model, source, store, **settings)
    return asyncio.run(all_of(it)), it.report


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "s.db") as opened:
        yield opened


# --- One outcome an article -------------------------------------------------------------------------------------------


def test_every_article_has_one_outcome_and_one_failure_costs_no_other(store: Store) -> None:
    model = Model({"number 7": RefusedError("no", attempts=1)})
    outcomes, report = run(model, texts(200), store)
    assert Counter(outcome.id for outcome in outcomes) == Counter(f"a{number}" for number in range(200))
    (failed,) = [outcome for outcome in outcomes if isinstance(outcome, Failure) and outcome.id == "a7"]
    assert (failed.kind, failed.error, failed.attempts) == ("refused", "RefusedError", 1)
    headlines = {o.id: o.headline for o in outcomes if isinstance(o, ArticleSummary)}
    assert all(headline == f"article number {name[1:]}" for name, headline in headlines.items())
    assert report.articles == 200
    assert report.failures == {"refused": 11}
    assert report.finished


def test_a_text_that_comes_under_several_ids_is_paid_for_once(store: Store) -> None:
    model = Model()
    rows = [("first", "the same words", None), ("second", "the same words", None), ("third", "the same words", "2025")]
    outcomes, _ = run(model, rows, store)
    assert sorted(outcome.id for outcome in outcomes) == ["first", "second", "third"]
    assert len(model.asked) == 2  # another date is another article
    again, report = run(model, [("fourth", "the same words", None)], store)
    assert (again[0].id, report.reused, len(model.asked)) == ("fourth", 1, 2)


def test_what_cannot_be_read_is_a_failure_without_a_call(store: Store) -> None:
    model = Model()
    broken = ArticleInput("b", None, error=ArticleError("it is torn"))
    outcomes, report = run(model, [broken, ("empty", "", None), *texts(1)], store)
    kinds = {o.id: o.kind for o in outcomes if isinstance(o, Failure)}
    assert kinds == {"b": "bad_input", "empty": "bad_input"}
    assert (len(model.asked), report.summaries) == (1, 1)
    assert store.counts() == {"bad_input": 2, "summary": 1}


def test_outcomes_are_in_the_store_before_anybody_sees_them(store: Store) -> None:
    async def check() -> None:
        it = engine(Model(), texts(50), store)
        while found := await it.next():
            for done in found:
                outcome = done.outcome()
                assert isinstance(outcome, ArticleSummary)
                assert store.get([key_of(outcome.headline)])

    asyncio.run(check())


# --- Runs after runs --------------------------------------------------------------------------------------------------


def test_a_rerun_pays_for_nothing_that_is_there_failures_included(store: Store) -> None:
    model = Model({"number 3": NetworkError("no")})
    first, _ = run(model, texts(40), store)
    paid = len(model.asked)
    second, report = run(model, texts(40), store)
    assert len(model.asked) == paid
    assert (report.reused, report.calls) == (40, 0)
    assert sorted(first, key=lambda o: o.id) == sorted(second, key=lambda o: o.id)


def test_failed_articles_are_tried_again_when_asked_and_a_success_stays(store: Store) -> None:
    model = Model({"number 1": NetworkError("no")})
    run(model, texts(3), store)
    model.fails = {"number 2": NetworkError("no")}
    outcomes, report = run(model, texts(3), store, retry_failed=True)
    assert model.asked[3:] == ["article number 1"]
    assert report.failed == 0
    assert all(isinstance(outcome, ArticleSummary) for outcome in outcomes)


def test_articles_that_another_process_has_are_waited_for_and_not_paid_twice(store: Store) -> None:
    async def both() -> tuple[list[Outcome], list[Outcome]]:
        return await asyncio.gather(all_of(engine(one, texts(60), store)), all_of(engine(two, texts(60), store)))

    one, two = Model(), Model()
    mine, yours = asyncio.run(both())
    assert {o.id for o in mine} == {o.id for o in yours} == {f"a{number}" for number in range(60)}
    assert sorted(one.asked + two.asked) == sorted(text for _, text, _ in texts(60))


def test_the_leases_of_a_dead_process_expire(tmp_path: Path) -> None:
    with Store(tmp_path / "s.db", lease_seconds=0.3) as store:
        store.claim([key_of("article number 1")], "dead")
        outcomes, _ = run(Model(), texts(3), store)
    assert len(outcomes) == 3


# --- Ends -------------------------------------------------------------------------------------------------------------


def ended_by(it: Engine) -> tuple[list[Outcome], BaseException]:
    outcomes: list[Outcome] = []

    async def go() -> None:
        while found := await it.next():
            outcomes.extend(done.outcome() for done in found)

    with pytest.raises(BaseException) as caught:
        asyncio.run(go())
    return outcomes, caught.value


def test_what_every_article_would_meet_ends_the_batch_when_all_under_way_is_stored(store: Store) -> None:
    model = Model({"number 30": AuthError("wrong key", status=401)})
    outcomes, error = ended_by(it := engine(model, texts(200), store))
    assert isinstance(error, AuthError)
    assert "run the same again" in error.hint
    assert len(outcomes) == len(model.asked) - 1 < 60
    assert store.counts()["summary"] == len(outcomes)
    assert not it.report.finished
    assert str(store.path) in it.report.resume
    model.fails = {}
    _, report = run(model, texts(200), store)
    assert report.finished
    assert Counter(model.asked).most_common(1) == [("article number 30", 2)]


def test_a_spent_budget_ends_the_batch_and_is_never_exceeded(store: Store) -> None:
    model = Model()
    outcomes, error = ended_by(engine(model, texts(100), store, budget=Budget(calls=23)))
    assert isinstance(error, BudgetError)
    assert len(model.asked) == len(outcomes) == 23


def test_twenty_first_articles_that_fail_alike_spare_the_others(store: Store) -> None:
    model = Model({"article": NetworkError("cannot connect", hint="start it")})
    outcomes, error = ended_by(engine(model, texts(500), store))
    assert isinstance(error, NetworkError)
    assert "first 20 articles all failed alike: cannot connect" in str(error)
    assert 20 <= len(outcomes) < 40


def test_a_first_success_among_failures_lets_the_batch_go_on(store: Store) -> None:
    model = Model({"number 1": NetworkError("no"), "number 2": RefusedError("no")})
    outcomes, _ = run(model, texts(30), store)
    assert len(outcomes) == 30


@pytest.mark.parametrize(("most", "fewest", "limit"), [(0, 1, 10), (5, 6, 15), (0.1, 3, 40)])
def test_more_failures_than_the_caller_bears_end_the_batch(store: Store, most: float, fewest: int, limit: int) -> None:
    model = Model({"5": RefusedError("no")})
    outcomes, error = ended_by(engine(model, texts(500), store, max_failures=most))
    assert isinstance(error, BudgetError)
    assert fewest <= sum(isinstance(outcome, Failure) for outcome in outcomes) < limit


def test_an_error_in_the_callers_own_source_ends_it_when_what_was_read_is_done(store: Store) -> None:
    def rows() -> Iterator[tuple[str, str, None]]:
        yield from texts(10)
        raise ZeroDivisionError

    outcomes, error = ended_by(engine(Model(), rows(), store))
    assert isinstance(error, ZeroDivisionError)
    assert len(outcomes) <= 10
    assert store.counts().get("summary", 0) == len(outcomes)


def test_a_store_that_breaks_ends_the_batch(store: Store) -> None:
    store._database.execute("PRAGMA max_page_count = 60")
    outcomes, error = ended_by(engine(Model(), texts(500), store))
    assert isinstance(error, StoreError)
    assert "free some space" in error.hint
    assert store.counts()["summary"] == len(outcomes) > 0


def test_an_error_that_is_no_communiques_is_not_hidden(store: Store) -> None:
    class Broken(Model):
        async def __call__(self, article: ArticleInput, account: Account) -> ArticleSummary:
            raise KeyError(article.id)

    _, error = ended_by(engine(Broken(), texts(5), store))
    assert isinstance(error, KeyError)


def test_an_error_in_the_callers_own_progress_ends_it_and_what_is_paid_for_is_kept(store: Store) -> None:
    def tell(report: BatchReport) -> None:
        raise ZeroDivisionError

    model = Model()
    outcomes, error = ended_by(engine(model, texts(100), store, progress=tell))
    assert isinstance(error, ZeroDivisionError)
    assert store.counts()["summary"] == len(outcomes) == len(model.asked) < 100


def test_stopping_finishes_what_is_paid_for_and_begins_nothing_more(store: Store) -> None:
    async def go() -> list[Outcome]:
        it = engine(model, texts(100), store)
        model.on_call = lambda count: it.stop() if count == 20 else None
        return await all_of(it)

    model = Model()
    outcomes = asyncio.run(go())
    assert 20 <= len(outcomes) == len(model.asked) < 40


def test_aborting_drops_what_is_under_way_and_gives_its_leases_back(store: Store) -> None:
    async def go() -> None:
        model.pause, eight = asyncio.Event(), asyncio.Event()
        model.on_call = lambda count: eight.set() if count == 8 else None
        it = engine(model, texts(100), store)
        reading = asyncio.create_task(it.next())
        await eight.wait()
        await it.finish(abort=True)
        assert await reading == []

    model = Model()
    asyncio.run(go())
    keys = [key_of(text) for _, text, _ in texts(8)]
    assert store.get(keys) == {}
    assert store.claim(keys, "me") == set(keys)


# --- Bounds -----------------------------------------------------------------------------------------------------------


def test_no_more_are_under_way_than_there_is_room_for(store: Store) -> None:
    model = Model()
    run(model, texts(100), store, room=5)
    assert model.most_at_once == 5


def test_the_source_is_read_no_further_than_is_of_use(store: Store) -> None:
    read = 0

    def rows() -> Iterator[tuple[str, str, None]]:
        nonlocal read
        for row in texts(100_000):
            read += 1
            yield row

    async def first() -> None:
        it = engine(Model(), rows(), store)
        await it.next()
        await asyncio.sleep(0.3)
        await it.finish()

    asyncio.run(first())
    assert read < 1000


def test_memory_does_not_grow_with_the_number_of_articles(store: Store) -> None:
    """The last quarter of a few thousand articles needs no more memory than the second."""

    async def go() -> list[int]:
        peaks, seen, model = [], 0, Model()
        model.asked = deque(maxlen=1)  # what it remembers shall not count
        it = engine(model, ((f"a{n}", f"article number {n} " + "word " * 400, None) for n in range(2400)), store)
        tracemalloc.start()
        try:
            while found := await it.next():
                seen += len(found)
                if seen >= 600 * (len(peaks) + 1):
                    peaks.append(tracemalloc.get_traced_memory()[1])
                    tracemalloc.reset_peak()
        finally:
            tracemalloc.stop()
        return peaks

    peaks = asyncio.run(go())
    assert len(peaks) == 4
    assert peaks[3] <= 1.05 * max(peaks[1], peaks[2])


def test_progress_tells_how_far_it_is_and_ends_with_the_whole(store: Store) -> None:
    told: list[BatchReport] = []
    _, report = run(Model(), texts(30), store, progress=told.append)
    assert [each.articles for each in told] == sorted(each.articles for each in told)
    assert (told[-1].articles, told[-1].finished) == (30, True)
    assert (report.calls, report.prompt_tokens, report.completion_tokens) == (30, 150, 150)
    assert report.records == 30 * (len(SUMMARY.officials) + len(SUMMARY.visits) + len(SUMMARY.claims))
