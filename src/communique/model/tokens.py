"""How many tokens a text makes, nearly: every model counts otherwise, and none of their tokenizers comes along.

UTF-8 bytes are counted and not characters, because a tokenizer works on them: English, Russian and Chinese prose make
one token of about 4 to 4.5 bytes in the vocabularies of today's models (OpenAI's rule of thumb for English is four
characters: https://help.openai.com/en/articles/4936856). What must not be exceeded is reckoned at three bytes a token.
"""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["likely_tokens", "most_tokens"]

_LIKELY = 4
_FEWEST = 3


def likely_tokens(texts: Iterable[str]) -> int:
    """Return about how many tokens these texts make together."""
    return -(-_size(texts) // _LIKELY)


def most_tokens(texts: Iterable[str]) -> int:
    """Return how many tokens these texts hardly exceed together."""
    return -(-_size(texts) // _FEWEST)


def _size(texts: Iterable[str]) -> int:
    return sum(len(text.encode("utf-8", "surrogatepass")) for text in texts)
