"""The one way from an article to its summary: read by rules, ask what is open, ground, resolve, merge, assemble.

It composes the other modules and decides nothing they decide. Asking is asynchronous and everything else is pure, so a
test needs only something that answers.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
import time
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from itertools import pairwise
from typing import Protocol, TypeVar

from pydantic import BaseModel

from communique.answers import Answer, Findings
from communique.article import Article
from communique.claims import assemble_claims
from communique.contradictions import link_contradictions
from communique.document import Document, read_document
from communique.errors import InvalidOutputError, RefusedError, TruncatedError
from communique.language.countries import countries_in, organisations_in
from communique.language.folding import Folded, compose
from communique.language.orders import orders, speaks_to_reader
from communique.language.segment import sentences
from communique.language.support import unsupported_names, unsupported_numbers
from communique.model.exchange import Reply, Request, Usage
from communique.officials import assemble_officials
from communique.profiles import Profile
from communique.progress import Progress, Report
from communique.prompts import Prompt, PromptLibrary
from communique.questions import Question, plan
from communique.records import ArticleSummary, Claim, EvidenceSpan, Official, Provenance, SourceText, Visit
from communique.visits import assemble_visits

__all__ = ["Asker", "Reading", "summarise"]

A = TypeVar("A", bound=BaseModel)
R = TypeVar("R", Official, Visit, Claim)

_MARKUP = re.compile(r"https?://|www\.|\S@\S|[<>{}\[\]`|\\]")
_DIGITS = re.compile(r"[0-9]{3,}")
_LATIN = re.compile(r"(?:[A-Za-zÀ-ɏ]+\W+){20}")  # a language whose names are spelt as in English
_LONGEST_SUMMARY = 4  # sentences, as the output contract has it


class Asker(Protocol):
    """Whoever answers questions: :class:`communique.model.client.Client`, or a test's stand-in."""

    async def ask(self, request: Request[A]) -> Reply[A]:
        """Return a valid answer, or raise a :class:`~communique.errors.ModelError`."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How articles are read: fixed for a whole run.

    Attributes:
        model: name of the model, for the provenance.
        model_sha256: hash of its file, where it runs embedded.
        profile: passes, windows and limits.
        prompts: where prompts come from.
        report: told about progress, if anybody wants to know.
    """

    model: str
    model_sha256: str | None
    profile: Profile
    prompts: PromptLibrary
    report: Report | None = None


@dataclass(slots=True)
class _Run:
    """The questions of one article while they are being answered."""

    reading: Reading
    total: int
    started: float = field(default_factory=time.perf_counter)
    usage: Usage = field(default_factory=Usage)
    done: int = 0
    warnings: list[str] = field(default_factory=list)

    def tell(self, stage: str) -> None:
        if self.reading.report:
            tokens = self.usage.prompt_tokens + self.usage.completion_tokens
            self.reading.report(Progress(stage, self.done, self.total, tokens, time.perf_counter() - self.started))


async def summarise(article: Article, reading: Reading, asker: Asker) -> ArticleSummary:
    """Return the checked summary of one article.

    Raises:
        ModelError: the model could not be asked, or the article's only question failed. A single window of several
            that cannot be answered is named in ``warnings`` instead.
        PromptError: a prompt is missing or does not fit its task.
    """
    composed = compose(article.text)
    document = read_document(_in(composed, article))
    questions = plan(document, reading.profile)
    prompts = {task: reading.prompts.load(task) for task in dict.fromkeys(q.task for q in questions)}
    run = _Run(reading, total=len(questions))
    if document.withheld:
        count, first = len(document.withheld), composed.offsets[document.withheld[0][0]]
        run.warnings.append(
            f"instruction_like: {count} sentences speak to a machine and were not read, the first at offset {first}"
        )
    findings = await _ask_all(questions, prompts, run, asker)
    summary = _assemble(document, findings, prompts, run)
    return summary if composed.text == article.text else _as_given(summary, article, composed)


def _in(composed: Folded, article: Article) -> Article:
    """Return an article with its text composed, which is how rules and models read it."""
    return replace(article, text=composed.text, body_start=bisect_left(composed.offsets, article.body_start))


def _as_given(summary: ArticleSummary, article: Article, composed: Folded) -> ArticleSummary:
    """Return a summary whose offsets count the article as it was given."""
    offsets = (*composed.offsets, len(article.text))

    def back(span: EvidenceSpan) -> EvidenceSpan:
        start, end = offsets[span.start], offsets[span.end]
        return EvidenceSpan(start=start, end=end, text=article.text[start:end])

    def moved(record: R) -> R:
        return record.model_copy(update={"evidence": tuple(map(back, record.evidence))})

    return summary.model_copy(
        update={
            "officials": tuple(map(moved, summary.officials)),
            "visits": tuple(map(moved, summary.visits)),
            "claims": tuple(map(moved, summary.claims)),
            "article": summary.article.model_copy(update={"characters": len(article.text), "text": article.text}),
        }
    )


async def _ask_all(
    questions: Sequence[Question], prompts: dict[str, Prompt], run: _Run, asker: Asker
) -> list[Findings]:
    """Ask every question: passes side by side, a pass's windows in order where a small server caches prefixes."""
    slots = asyncio.Semaphore(run.reading.profile.concurrency)

    async def one(question: Question) -> Findings:
        async with slots:
            return await _ask(question, prompts[question.task], run, asker, alone=len(questions) == 1)

    async def in_order(task: str) -> list[Findings]:
        return [await one(question) for question in questions if question.task == task]

    run.tell("reading")
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(in_order(task)) for task in prompts]
    except ExceptionGroup as several:  # the first failure says it; the others were cancelled for it
        raise several.exceptions[0] from None
    return [finding for task in tasks for finding in task.result()]


async def _ask(question: Question, prompt: Prompt, run: _Run, asker: Asker, *, alone: bool) -> Findings:
    request: Request[Answer] = Request(
        task=question.task,
        messages=prompt.fill(question.values),
        answer=question.answer,
        max_tokens=question.max_tokens,
    )
    try:
        reply = await asker.ask(request)
    except (InvalidOutputError, RefusedError, TruncatedError) as error:
        if alone:
            raise
        run.warnings.append(f"unanswered: {question.task} of {question.where}: {error.message}")
        run.usage += Usage(calls=error.attempts)
        return Findings()
    finally:
        run.done += 1
    run.usage += reply.usage
    run.tell(question.task)
    return reply.value.findings([sentence.text for sentence in question.sentences])


def _assemble(
    document: Document, findings: Sequence[Findings], prompts: dict[str, Prompt], run: _Run
) -> ArticleSummary:
    article = document.article
    visits, hosts, no_visits = assemble_visits(document, [item for found in findings for item in found.visits])
    officials, no_officials = assemble_officials(document, [i for found in findings for i in found.officials], hosts)
    speakers = {text: who for found in findings for text, who in found.speakers.items()}
    claims, no_claims = assemble_claims(document, [i for found in findings for i in found.claims], speakers)
    claims, visits = link_contradictions(claims, visits)
    headline, summary, warnings = _overview(document, findings)
    return ArticleSummary(
        headline=headline,
        summary=summary,
        published=article.published,
        officials=officials,
        visits=visits,
        claims=claims,
        dropped=(*no_officials, *no_visits, *no_claims),
        warnings=(*article.warnings, *warnings, *run.warnings),
        article=SourceText(
            sha256=article.sha256,
            characters=len(article.text),
            published_source=article.published_source,
            text=article.text,
        ),
        provenance=_provenance(run, prompts),
    )


def _overview(document: Document, findings: Sequence[Findings]) -> tuple[str, str, tuple[str, ...]]:
    """Return headline and summary: the model's where numbers and names stand in the article, else the article's own."""
    headline = next((found.headline for found in findings if found.headline), None)
    summary = _whole_sentences(next((found.summary for found in findings if found.summary), ""))
    warnings: list[str] = []
    told = [s.text for s in document.sentences if not speaks_to_reader(s.text)] or [s.text for s in document.sentences]
    own = [text for text in told if text.endswith((".", "!", '"', "”", "。"))] or told
    if not headline or _unborne(headline, document, told):
        warnings.append(
            "headline_replaced: the model's headline was not borne out; the article's first sentence stands"
        )
        headline = own[0]
    if not summary or _unborne(summary, document, told):
        warnings.append("summary_replaced: the model's summary was not borne out; the article's own sentences stand")
        summary = " ".join(own[:2])
    return _one_line(headline), _one_line(summary), tuple(warnings)


def _one_line(text: str) -> str:
    """Return a text without line breaks, and without the space that models put into "U. S."."""
    return re.sub(r"\b([A-Z]\.) (?=[A-Z]\.)", r"\1", " ".join(text.split()))


def _whole_sentences(text: str) -> str:
    """Return at most four whole sentences, or nothing: a model that runs on may be cut in the middle of one."""
    found = [sentence.text for sentence in sentences(_one_line(text))]
    whole = [sentence for sentence in found if sentence.endswith((".", "!", "?", '"', "”", "。"))]
    return " ".join(whole[:_LONGEST_SUMMARY])


def _unborne(text: str, document: Document, told: Sequence[str]) -> bool:
    """Tell whether a headline or summary says what the article does not, or is no plain sentence about it.

    Rules: *orders* and *markup* (an address, a tag, code) are never plain sentences; *numbers* and *names* stand in
    ``told``, the sentences that tell news. In a language that no rule reads names are translated: there two names in a
    row, of no state and no body, have to stand in it, and numbers in digits.
    """
    whole = "\n".join(told)
    if _MARKUP.search(text) or orders(sentences(text)):
        return True
    if document.english:
        names = tuple(person.forms for person in document.roster.people)
        return bool(unsupported_numbers(text, whole) or unsupported_names(text, whole, names))
    if not _LATIN.search(whole):
        return False
    known = [*(m.text for m in countries_in(text)), *(m.text for m in organisations_in(text))]
    foreign = unsupported_names(text, " ".join((whole, *known)))
    invented = any(f"{first} {second}" in text for first, second in pairwise(foreign))
    return invented or any(number not in whole for number in _DIGITS.findall(text))


def _provenance(run: _Run, prompts: dict[str, Prompt]) -> Provenance:
    digest = hashlib.sha256("".join(prompts[task].sha256 for task in sorted(prompts)).encode()).hexdigest()
    return Provenance(
        model=run.reading.model,
        model_sha256=run.reading.model_sha256,
        profile=run.reading.profile.name,
        prompts={task: prompts[task].version for task in sorted(prompts)},
        prompts_sha256=digest,
        communique=version("communique"),
        calls=run.usage.calls,
        prompt_tokens=run.usage.prompt_tokens,
        completion_tokens=run.usage.completion_tokens,
        seconds=round(time.perf_counter() - run.started, 2),
    )
