"""Budgets: they hold before each call, however many are under way, and what was reserved and not used comes back."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.batch.budget import Budget, Ledger
from communique.batch.prices import Price, price_of
from communique.errors import BudgetError, ConfigurationError
from communique.model.exchange import Usage

MOST = Usage(1, 100, 100)
PRICE = Price(1.0, 10.0)


async def spend(ledger: Ledger, calls: int, used: Usage | None = MOST) -> int:
    """Make so many calls at once; returns how many were allowed."""
    allowed = 0

    async def one() -> None:
        nonlocal allowed
        try:
            await ledger.admit(MOST)
        except BudgetError:
            return
        allowed += 1
        await asyncio.sleep(0)
        ledger.settle(MOST, used)

    await asyncio.gather(*(one() for _ in range(calls)))
    return allowed


@pytest.mark.parametrize(
    ("budget", "allowed"),
    [
        (Budget(), 50),
        (Budget(calls=7), 7),
        (Budget(calls=0), 0),
        (Budget(tokens=1000), 5),
        (Budget(tokens=199), 0),
        (Budget(cost=0.0045), 4),
        (Budget(cost=0.0045, calls=3), 3),
    ],
)
def test_calls_end_where_the_budget_does(budget: Budget, allowed: int) -> None:
    ledger = Ledger(budget, PRICE)
    assert asyncio.run(spend(ledger, 50)) == allowed
    assert ledger.spent.calls == allowed


def test_a_call_that_uses_less_than_reserved_leaves_the_rest_to_others() -> None:
    ledger = Ledger(Budget(tokens=1000), PRICE)
    assert asyncio.run(spend(ledger, 200, Usage(1, 10, 10))) == 41
    assert ledger.spent.prompt_tokens + ledger.spent.completion_tokens == 820


@given(
    st.lists(st.tuples(st.integers(1, 60), st.integers(1, 60), st.integers(0, 100)), min_size=1, max_size=30),
    st.integers(0, 900),
)
def test_no_budget_is_exceeded_whatever_calls_cost_and_however_they_overlap(
    calls: list[tuple[int, int, int]], tokens: int
) -> None:
    """Calls of any size, each using any share of its reservation after any delay, together stay within the budget."""
    ledger = Ledger(Budget(tokens=tokens), None)

    async def one(sent: int, received: int, share: int) -> None:
        most = Usage(1, sent, received)
        await ledger.admit(most)
        for _ in range(share % 5):
            await asyncio.sleep(0)
        ledger.settle(most, Usage(1, sent, received * share // 100))

    async def run() -> None:
        await asyncio.gather(*(one(*call) for call in calls), return_exceptions=True)

    asyncio.run(run())
    assert ledger.spent.prompt_tokens + ledger.spent.completion_tokens <= tokens


def test_a_call_whose_answer_was_lost_counts_against_the_budget_and_not_as_spent() -> None:
    ledger = Ledger(Budget(tokens=500), PRICE)
    assert asyncio.run(spend(ledger, 9, None)) == 2
    assert (ledger.spent.calls, ledger.spent.prompt_tokens, ledger.cost) == (2, 0, 0.0)


def test_the_error_says_what_would_be_exceeded() -> None:
    with pytest.raises(BudgetError, match=r"0\.01 dollars") as caught:
        asyncio.run(Ledger(Budget(cost=0.01), Price(1.0, 1000.0)).admit(MOST))
    assert caught.value.hint == "raise the budget"


def test_a_limit_in_dollars_needs_a_price() -> None:
    with pytest.raises(ConfigurationError) as caught:
        Ledger(Budget(cost=1.0), None)
    assert "price" in caught.value.hint
    assert Ledger(Budget(tokens=1), None).cost is None


# --- Prices -----------------------------------------------------------------------------------------------------------


def test_prices_are_for_a_million_tokens() -> None:
    assert Price(0.25, 2.0).cost(1_000_000, 500_000) == 1.25


@pytest.mark.parametrize("model", ["openai/gpt-4o-mini", "gpt-4o-mini"])
def test_known_models_have_their_price(model: str) -> None:
    price = price_of(model)
    assert price is not None
    assert 0 < price.prompt < price.completion < 100


def test_an_unknown_model_has_none_and_a_local_one_costs_nothing() -> None:
    assert price_of("nobody/nothing-1b") is None
    assert price_of("my-own-server-model") is None
    assert price_of("local", local=True) == Price(0.0, 0.0)


def test_a_price_can_be_written_in_one_word() -> None:
    assert Price.parse("0.25,2") == Price(0.25, 2.0)


@pytest.mark.parametrize("text", ["", "1", "1,2,3", "a,b", "-1,2", "nan,1", "inf,1"])
def test_what_is_no_price_is_refused(text: str) -> None:
    with pytest.raises(ConfigurationError, match="no price"):
        Price.parse(text)
