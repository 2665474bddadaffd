"""What a model's tokens cost: the caller's price, else that of genai-prices, a table that needs no network.

https://github.com/pydantic/genai-prices; it is as old as the version installed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Self

from communique.errors import ConfigurationError

__all__ = ["Price", "price_of"]

_MILLION = 1_000_000
_SAMPLE = 1_000  # tokens: some prices rise with the length of the prompt, and an article is short


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars for a million tokens.

    Attributes:
        prompt: of tokens sent.
        completion: of tokens received.
    """

    prompt: float
    completion: float

    def __post_init__(self) -> None:
        if not all(math.isfinite(each) and each >= 0 for each in (self.prompt, self.completion)):
            raise ConfigurationError(f"{self.prompt:g},{self.completion:g} is no price", hint="give dollars from 0 up")

    def cost(self, prompt_tokens: int, completion_tokens: int) -> float:
        """Return the dollars that so many tokens cost."""
        return (prompt_tokens * self.prompt + completion_tokens * self.completion) / _MILLION

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the price written ``PROMPT,COMPLETION``, such as ``0.25,2``.

        Raises:
            ConfigurationError: it is no price.
        """
        try:
            prompt, completion = (float(part) for part in text.split(","))
        except ValueError:
            raise ConfigurationError(
                f"{text!r} is no price", hint="give dollars for a million tokens sent and received, such as 0.25,2"
            ) from None
        return cls(prompt, completion)


def price_of(model: str, *, local: bool = False) -> Price | None:
    """Return the price of a model, or None where nobody knows it.

    Args:
        model: the name, with its provider's prefix where there is one.
        local: whether it runs on a machine of the caller's, where tokens cost nothing.
    """
    if local:
        return Price(0.0, 0.0)
    from genai_prices import Usage, calc_price  # noqa: PLC0415 - a large table, which only budgets need

    provider, slash, name = model.partition("/")
    try:
        found = calc_price(
            Usage(input_tokens=_SAMPLE, output_tokens=_SAMPLE),
            model_ref=name if slash else model,
            provider_id=provider if slash else None,
        )
    except LookupError:
        return None
    scale = _MILLION / _SAMPLE
    return Price(float(found.input_price) * scale, float(found.output_price) * scale)
