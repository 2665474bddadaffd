"""The limiter: how many requests it lets through, judged by a clock that only moves when somebody sleeps."""

import asyncio
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.model.exchange import Limits
from communique.model.limiter import Limiter


class Time:
    """A monotonic clock that sleeping advances."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)


def limiter(time: Time | None = None, **limits) -> Limiter:
    time = time or Time()
    return Limiter(Limits(**{"max_concurrency": 64} | limits), clock=time, sleep=time.sleep)


def rounds(it: Limiter, count: int = 1) -> None:
    for _ in range(count):
        for _ in range(it.limit):
            it.succeeded()


def test_it_starts_at_eight_and_doubles_with_every_clean_round_up_to_the_cap() -> None:
    it = limiter(max_concurrency=50)
    seen = [it.limit]
    for _ in range(4):
        rounds(it)
        seen.append(it.limit)
    assert seen == [8, 16, 32, 50, 50]


def test_a_lower_cap_is_where_it_starts() -> None:
    it = limiter(max_concurrency=3)
    rounds(it, 3)
    assert it.limit == 3


def test_a_refusal_takes_a_fifth_and_then_growth_is_by_one() -> None:
    it = limiter()
    rounds(it)
    it.refused(None)
    assert it.limit == 12
    rounds(it)
    assert it.limit == 13


def test_all_the_refusals_of_one_stretch_count_as_one() -> None:
    time = Time()
    it = limiter(time)
    for _ in range(8):
        it.refused(5.0)
    assert it.limit == 6
    time.now += 5.0
    it.refused(5.0)
    assert it.limit == 5


def test_without_a_named_wait_a_stretch_lasts_fifteen_seconds() -> None:
    time = Time()
    it = limiter(time)
    it.refused(None)
    time.now += 14.9
    it.refused(None)
    assert it.limit == 6
    time.now += 0.1
    it.refused(None)
    assert it.limit == 5


def test_it_never_falls_below_one() -> None:
    time = Time()
    it = limiter(time)
    for _ in range(50):
        it.refused(1.0)
        time.now += 1.0
    assert it.limit == 1


def test_a_failing_server_pauses_growth_and_takes_nothing() -> None:
    it = limiter()
    for _ in range(7):
        it.succeeded()
    it.failed()
    for _ in range(7):
        it.succeeded()
    assert it.limit == 8
    it.succeeded()
    assert it.limit == 16


def test_nothing_new_is_sent_while_the_server_asks_to_wait() -> None:
    time = Time()
    it = limiter(time)
    it.refused(7.0)
    asyncio.run(it.admit(10))
    assert time.slept == [7.0]
    asyncio.run(it.admit(10, again=True))
    assert time.slept == [7.0]


# --- Slots ------------------------------------------------------------------------------------------------------------


async def crowd(it: Limiter, size: int, during: Callable[[int], None] = lambda _: None) -> list[int]:
    """Have so many want a slot at once; returns how many held one at each moment somebody got one."""
    held, seen = 0, []

    async def one() -> None:
        nonlocal held
        async with it.slot():
            held += 1
            seen.append(held)
            during(len(seen))
            await asyncio.sleep(0)
            held -= 1

    await asyncio.gather(*(one() for _ in range(size)))
    return seen


def test_no_more_than_the_limit_hold_a_slot() -> None:
    seen = asyncio.run(crowd(limiter(max_concurrency=5), 40))
    assert max(seen) == 5
    assert len(seen) == 40


def test_a_raised_limit_lets_those_waiting_in() -> None:
    it = limiter()
    seen = asyncio.run(crowd(it, 60, lambda _: it.succeeded()))
    assert max(seen) > 16
    assert len(seen) == 60


def test_slots_go_to_those_who_came_first() -> None:
    async def order() -> list[int]:
        it, came = limiter(max_concurrency=1), []

        async def one(number: int) -> None:
            async with it.slot():
                came.append(number)
                await asyncio.sleep(0)

        await asyncio.gather(*map(one, range(10)))
        return came

    assert asyncio.run(order()) == list(range(10))


@given(st.lists(st.integers(0, 9), max_size=6))
def test_whoever_gives_up_waiting_takes_no_slot_along(cancelled: list[int]) -> None:
    async def run() -> list[int]:
        it, came = limiter(max_concurrency=2), []

        async def one(number: int) -> None:
            async with it.slot():
                came.append(number)
                await asyncio.sleep(0)

        tasks = [asyncio.create_task(one(number)) for number in range(10)]
        await asyncio.sleep(0)
        for number in cancelled:
            tasks[number].cancel()
            await asyncio.sleep(0)
        await asyncio.gather(*tasks, return_exceptions=True)
        assert max(await crowd(it, 4)) == 2
        return came

    assert set(asyncio.run(run())) >= set(range(10)) - set(cancelled)


# --- Rates ------------------------------------------------------------------------------------------------------------


async def admitted(it: Limiter, count: int, tokens: int) -> None:
    for _ in range(count):
        await it.admit(tokens)


def test_requests_keep_to_the_rate_that_the_caller_names() -> None:
    time = Time()
    asyncio.run(admitted(limiter(time, requests_per_minute=60), 61, 1))
    assert time.now == pytest.approx(160.0)


def test_tokens_keep_to_their_rate_even_where_one_request_is_larger_than_a_seconds_worth() -> None:
    time = Time()
    asyncio.run(admitted(limiter(time, tokens_per_minute=6000), 7, 1000))
    assert time.now == pytest.approx(100.0 + 60.0)


def test_tokens_reserved_and_not_used_are_given_back() -> None:
    time = Time()
    it = limiter(time, tokens_per_minute=6000)

    async def run() -> None:
        for _ in range(7):
            await it.admit(1000)
            it.refund(900)

    asyncio.run(run())
    assert time.now == pytest.approx(106.0)


def test_the_servers_headers_name_the_rate_where_the_caller_does_not() -> None:
    time = Time()
    it = limiter(time)
    it.heard({"x-ratelimit-limit-requests": "60", "x-ratelimit-limit-tokens": "100000"})
    asyncio.run(admitted(it, 61, 1))
    assert time.now == pytest.approx(160.0)


def test_the_callers_rate_stands_against_the_servers() -> None:
    time = Time()
    it = limiter(time, requests_per_minute=600)
    it.heard({"x-ratelimit-limit-requests": "6"})
    asyncio.run(admitted(it, 101, 1))
    assert time.now == pytest.approx(109.1)  # ten of them at once: a second is worth that many


@pytest.mark.parametrize(
    ("reset", "seconds"), [("1s", 1.0), ("6m0s", 60.0), ("20ms", 0.02), ("12", 12.0), ("1m2.5s", 60.0), ("soon", 0.0)]
)
def test_what_is_used_up_is_waited_for_but_no_longer_than_a_minute(reset: str, seconds: float) -> None:
    time = Time()
    it = limiter(time)
    it.heard({"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": reset})
    asyncio.run(it.admit(1))
    assert time.now == pytest.approx(100.0 + seconds)


@pytest.mark.parametrize("value", ["", "many", "-1", "nan", "0", "1e400"])
def test_headers_that_make_no_sense_hold_nothing_up(value: str) -> None:
    time = Time()
    it = limiter(time)
    names = ("limit", "remaining", "reset")
    it.heard({f"x-ratelimit-{name}-{what}": value for name in names for what in ("requests", "tokens")})
    asyncio.run(admitted(it, 3, 1000))
    assert time.now - 100.0 <= 1.0
