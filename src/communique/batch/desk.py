"""Where a batch has its articles summarised: opened in the caller's thread, used on the event loop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel

from communique.article import read_article
from communique.batch.engine import Account
from communique.model.client import Client
from communique.model.exchange import Reply, Request
from communique.pipeline import Reading, summarise
from communique.records import ArticleSummary
from communique.sources import ArticleInput

if TYPE_CHECKING:
    from anyio.from_thread import BlockingPortal

__all__ = ["Desk", "Running"]

A = TypeVar("A", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Running:
    """What is open while articles are summarised.

    Attributes:
        portal: the event loop.
        client: asks the model, on that loop.
        reading: how articles are read.
    """

    portal: BlockingPortal
    client: Client
    reading: Reading


class Desk:
    """Summarises the articles of a batch.

    Args:
        reach: opens, or returns, what that takes; may fetch and start the embedded model.
    """

    def __init__(self, reach: Callable[[], Running]) -> None:
        self._reach = reach
        self._reached: Running | None = None

    def open(self) -> BlockingPortal:
        """Have everything ready; returns the event loop on which to use the rest."""
        self._reached = self._reach()
        return self._reached.portal

    def room(self) -> int:
        """Return how many articles are under way: as many as the model answers at once, for a crash costs those."""
        running = self._running
        side_by_side = min(running.reading.profile.concurrency, len(running.reading.profile.passes) or 1)
        return -(-running.client.concurrency // side_by_side)

    async def summarise(self, article: ArticleInput, account: Account) -> ArticleSummary:
        """Make the summary of one article, with every request on its account."""
        reading = self._running.reading
        most = reading.profile.max_article
        check = partial(read_article, article.text, published=article.published, max_characters=most)
        return await summarise(await reading.apart(check), reading, _OnAccount(self._running.client, account))

    @property
    def _running(self) -> Running:
        assert self._reached is not None
        return self._reached


@dataclass(frozen=True, slots=True)
class _OnAccount:
    """Asks the client, on the account of one article."""

    client: Client
    account: Account

    async def ask(self, request: Request[A]) -> Reply[A]:
        return await self.client.ask(request, self.account)
