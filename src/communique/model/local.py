"""Where the embedded model answers, after its weights are fetched and its server is started."""

from __future__ import annotations

from collections.abc import Callable

from communique.model import embedded, weights
from communique.model.cassettes import replaying
from communique.model.exchange import Endpoint

__all__ = ["local_endpoint"]

_CONTEXT = 4096  # tokens a slot of the server: a prompt with its examples, a window and an answer
_NOT_STARTED = "http://127.0.0.1:9/v1"  # stands for the server when answers come from a cassette


def local_endpoint(slots: int, progress: Callable[[int, int], None] | None = None) -> tuple[Endpoint, str]:
    """Return where the embedded model answers, and the SHA-256 of its weights.

    Args:
        slots: how many requests the server answers at once.
        progress: told the bytes fetched and their total while the weights come.

    Raises:
        WeightsError: the weights cannot be had.
        ConfigurationError: the extra ``local`` is not installed, or the server does not start.
    """
    if replaying():
        return Endpoint("local", base_url=_NOT_STARTED, strict=False), weights.QWEN_1_5B.sha256
    path = weights.find(weights.QWEN_1_5B) or weights.pull(weights.QWEN_1_5B, progress=progress)
    server = embedded.ensure_server(path, slots=slots, context=_CONTEXT)
    return Endpoint("local", base_url=server.base_url, api_key=server.api_key, strict=False), server.model_sha256
