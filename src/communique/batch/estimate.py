"""What a batch is going to take, before anything is spent: every question is made, none is asked.

Tokens are counted as :mod:`communique.model.tokens` does, over the very messages and schemas that would be sent. How
long answers will be nobody knows beforehand: a single answer for a whole article is put at three times the article,
since it quotes and words anew what it finds, and a short one at half its limit. The limits themselves are the most.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.article import read_article
from communique.batch.intake import key_of
from communique.batch.prices import Price
from communique.document import read_document
from communique.errors import ArticleError
from communique.model.schema import schema_text
from communique.model.tokens import likely_tokens
from communique.profiles import Profile
from communique.prompts import PromptLibrary
from communique.questions import Question, plan
from communique.sources import ArticleInput
from communique.store import Fingerprint, Store

__all__ = ["Estimate", "Estimator"]

_ANSWER_TO_ARTICLE = 3
_SHARE_OF_LIMIT = 0.5


@dataclass(frozen=True, slots=True)
class Estimate:
    """What is to be expected.

    Attributes:
        articles: articles to be summarised.
        done: articles whose outcome is in the store already.
        unreadable: articles that cannot be read; no model is asked about them.
        calls: requests, if none has to be repeated.
        prompt_tokens: tokens sent, nearly.
        completion_tokens: tokens received, roughly.
        most_completion_tokens: tokens received if every answer were as long as it may be.
        cost: US dollars, roughly; None where nobody knows the price.
        most_cost: US dollars if every answer were as long as it may be.
    """

    articles: int = 0
    done: int = 0
    unreadable: int = 0
    calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    most_completion_tokens: int = 0
    cost: float | None = None
    most_cost: float | None = None


@dataclass(frozen=True, slots=True)
class Estimator:
    """Estimates batches of one set of settings.

    Attributes:
        profile: how articles are read.
        prompts: where prompts come from.
        strict: whether the server gets the schemas of OpenAI's strict mode.
        fingerprint: of the settings, to find what is done.
        price: what tokens cost; None where nobody knows.
    """

    profile: Profile
    prompts: PromptLibrary
    strict: bool
    fingerprint: Fingerprint
    price: Price | None

    def estimate(self, articles: Iterator[ArticleInput], store: Store | None) -> Estimate:
        """Return what these articles are going to take; the store is only read."""
        count = done = unreadable = calls = sent = likely = most = 0
        seen: set[str] = set()
        for article in articles:
            key = key_of(article, self.fingerprint)
            if key in seen or (store is not None and store.get([key])):
                done += 1  # or paid for with another of the same text
                continue
            try:
                questions = self._questions(article)
            except ArticleError:
                unreadable += 1
                continue
            seen.add(key)
            count += 1
            calls += len(questions)
            sent += sum(self._sent(question) for question in questions)
            likely += sum(_likely_answer(question) for question in questions)
            most += sum(question.max_tokens for question in questions)
        cost = self.price.cost(sent, likely) if self.price else None
        most_cost = self.price.cost(sent, most) if self.price else None
        return Estimate(count, done, unreadable, calls, sent, likely, most, cost, most_cost)

    def _questions(self, article: ArticleInput) -> tuple[Question, ...]:
        if article.text is None:
            raise ArticleError("it has no text")
        read = read_article(article.text, published=article.published, max_characters=self.profile.max_article)
        return plan(read_document(read), self.profile)

    def _sent(self, question: Question) -> int:
        messages = self.prompts.load(question.task).fill(question.values)
        texts = [*(message.content for message in messages), schema_text(question.answer, strict=self.strict)]
        return likely_tokens(texts)


def _likely_answer(question: Question) -> int:
    if question.task == "everything":
        return min(question.max_tokens, _ANSWER_TO_ARTICLE * likely_tokens([question.values["passage"]]))
    return round(_SHARE_OF_LIMIT * question.max_tokens)
