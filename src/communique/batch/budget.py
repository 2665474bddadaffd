"""A budget that holds before each call, however many are under way: each reserves the most that it can cost.

What a call did not use of its reservation is free again when it ends. So a budget is not exceeded by a single token,
as far as the reservation was right: the answer's limit is exact, the prompt is reckoned at three bytes a token
(:mod:`communique.model.tokens`). A call whose answer was lost on the way counts as the most it can have cost.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from communique.batch.prices import Price
from communique.errors import BudgetError, ConfigurationError
from communique.model.exchange import Usage

__all__ = ["Budget", "Ledger"]


@dataclass(frozen=True, slots=True)
class Budget:
    """Where spending ends; None where it does not.

    Attributes:
        cost: most US dollars.
        tokens: most tokens, sent and received.
        calls: most requests, repeats included.
    """

    cost: float | None = None
    tokens: int | None = None
    calls: int | None = None


class Ledger:
    """What one run has spent and reserved; a :class:`~communique.model.exchange.Meter`, on one event loop.

    Args:
        budget: where spending ends.
        price: what tokens cost; None where nobody knows.

    Raises:
        ConfigurationError: a limit in dollars, and no price.
    """

    def __init__(self, budget: Budget, price: Price | None) -> None:
        if budget.cost is not None and price is None:
            raise ConfigurationError(
                "nobody knows what this model costs, so max_cost cannot be kept",
                hint="give price=Price(prompt, completion) in dollars for a million tokens, or max_tokens",
            )
        self.spent = Usage()  # as the answers say
        self._charged = Usage()  # against the budget
        self._budget = budget
        self._price = price
        self._reserved = Usage()
        self._settled = asyncio.Event()

    @property
    def cost(self) -> float | None:
        """Dollars spent so far; None where nobody knows the price."""
        return None if self._price is None else self._price.cost(self.spent.prompt_tokens, self.spent.completion_tokens)

    async def admit(self, most: Usage) -> None:
        """Reserve what a request costs at most, once calls under way have left enough of the budget.

        Raises:
            BudgetError: the budget does not allow it, and nothing is under way that could leave more.
        """
        while excess := self._excess(self._charged + self._reserved + most):
            if not self._reserved.calls:
                raise BudgetError(f"the budget is spent: one more request may exceed {excess}", attempts=0)
            self._settled.clear()
            await self._settled.wait()
        self._reserved += most

    def settle(self, most: Usage, used: Usage | None) -> None:
        """Exchange the reservation of a request for what it has cost, or for nothing less where nobody knows that."""
        self._reserved += Usage(-most.calls, -most.prompt_tokens, -most.completion_tokens)
        self._charged += used or most
        self.spent += used or Usage(calls=most.calls)
        self._settled.set()

    def _excess(self, usage: Usage) -> str:
        budget = self._budget
        if budget.calls is not None and usage.calls > budget.calls:
            return f"{budget.calls:,} calls"
        if budget.tokens is not None and usage.prompt_tokens + usage.completion_tokens > budget.tokens:
            return f"{budget.tokens:,} tokens"
        cost = self._price.cost(usage.prompt_tokens, usage.completion_tokens) if self._price else 0.0
        if budget.cost is not None and cost > budget.cost:
            return f"{budget.cost:,.2f} dollars"
        return ""
