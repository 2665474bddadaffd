"""The one way from an article to its summary: read by rules, ask what is open, ground, resolve, merge, assemble.

It composes the other modules and decides nothing they decide. Asking is asynchronous and everything else is pure, so a
test needs only something that answers.
"""

from __future__ import annotations

import asyncio
import hashlib
import pickle
import time
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from importlib.metadata import version
from typing import Protocol, TypeVar

from pydantic import BaseModel

from communique.answers import Answer, Findings, in_english
from communique.article import Article
from communique.claims import assemble_claims
from communique.contradictions import link_contradictions
from communique.document import Document, read_document
from communique.errors import InvalidOutputError, RefusedError, TruncatedError
from communique.helpers import Helpers
from communique.language.folding import Folded, compose
from communique.model.exchange import Reply, Request, Usage
from communique.officials import assemble_officials
from communique.overview import overview_of
from communique.profiles import Profile
from communique.progress import Progress, Provisional, Report
from communique.prompts import Prompt, PromptLibrary
from communique.questions import Question, plan
from communique.records import ArticleSummary, Claim, Dropped, EvidenceSpan, Official, Provenance, SourceText, Visit
from communique.visits import assemble_visits

__all__ = ["Asker", "Reading", "requests_of", "summarise"]

A = TypeVar("A", bound=BaseModel)
R = TypeVar("R", Official, Visit, Claim)
T = TypeVar("T")


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
        rules: who runs the rules, so that they do not hold up calls under way; None for where the caller runs.
    """

    model: str
    model_sha256: str | None
    profile: Profile
    prompts: PromptLibrary
    report: Report | None = None
    rules: Helpers | None = None

    async def apart(self, work: Callable[[], T]) -> T:
        """Return what some pure work returns, done where the rules run."""
        return work() if self.rules is None else await self.rules.run(work)


class _AsRead:
    """An article as it was read: bytes where that was done in another process, as only the rules look into it.

    Args:
        held: the article as given, its text as composed, and the document; or these as bytes.
    """

    def __init__(self, held: tuple[Article, Folded, Document] | bytes) -> None:
        self._held = held

    def __reduce__(self) -> tuple[object, ...]:
        held = self._held
        return _AsRead, (held if isinstance(held, bytes) else pickle.dumps(held, pickle.HIGHEST_PROTOCOL),)

    @property
    def parts(self) -> tuple[Article, Folded, Document]:
        """What it holds."""
        held = self._held
        return pickle.loads(held) if isinstance(held, bytes) else held  # noqa: S301 - they were made here


@dataclass(slots=True)
class _Run:
    """The questions of one article while they are being answered."""

    reading: Reading
    read: _AsRead
    total: int
    warnings: list[str]
    started: float = field(default_factory=time.perf_counter)
    usage: Usage = field(default_factory=Usage)
    answers: dict[int, Findings] = field(default_factory=dict)
    found: Provisional = field(default_factory=Provisional)
    done: int = 0
    repeats: int = 0

    @property
    def findings(self) -> list[Findings]:
        """What has been answered, in the order of the questions."""
        return [self.answers[number] for number in sorted(self.answers)]

    async def look(self) -> None:
        """Find out what the answers so far come to, if anybody wants to know."""
        if self.reading.report:
            self.found = await self.reading.apart(partial(_so_far, self.read, self.findings))

    def tell(self, stage: str, part: str = "", *, over: bool = False) -> None:
        if self.reading.report:
            tokens = self.usage.prompt_tokens + self.usage.completion_tokens
            seconds = time.perf_counter() - self.started
            told = Progress(stage, self.done, self.total, tokens, seconds, part, found=self.found, over=over)
            self.reading.report(told)


async def summarise(article: Article, reading: Reading, asker: Asker) -> ArticleSummary:
    """Return the checked summary of one article.

    Raises:
        ModelError: the model could not be asked, or the article's only question failed. A single window of several
            that cannot be answered is named in ``warnings`` instead.
        PromptError: a prompt is missing or does not fit its task.
    """
    read, questions, warnings = await reading.apart(partial(_read, article, reading.profile))
    prompts = {task: reading.prompts.load(task) for task in dict.fromkeys(q.task for q in questions)}
    run = _Run(reading, read, len(questions), warnings)
    try:
        await _ask_all(questions, prompts, run, asker)
        run.tell("checking")
        provenance = _provenance(run, prompts)
        return await reading.apart(partial(_assemble, read, run.findings, tuple(run.warnings), provenance))
    finally:
        run.tell("over", over=True)


def _read(article: Article, profile: Profile) -> tuple[_AsRead, tuple[Question, ...], list[str]]:
    """Return an article as the rules read it, with the questions they leave open and warnings."""
    composed = compose(article.text)
    document = read_document(_in(composed, article))
    warnings = []
    if document.withheld:
        count, first = len(document.withheld), composed.offsets[document.withheld[0][0]]
        warnings.append(
            f"instruction_like: {count} sentences speak to a machine and were not read, the first at offset {first}"
        )
    return _AsRead((article, composed, document)), plan(document, profile), warnings


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


def requests_of(article: Article, reading: Reading) -> list[Request[Answer]]:
    """Return all that :func:`summarise` asks about an article, unasked.

    Raises:
        PromptError: a prompt is missing or does not fit its task.
    """
    _, questions, _ = _read(article, reading.profile)
    return [_request(question, reading.prompts.load(question.task)) for question in questions]


async def _ask_all(questions: Sequence[Question], prompts: dict[str, Prompt], run: _Run, asker: Asker) -> None:
    """Ask every question: passes side by side, a pass's windows in order where a small server caches prefixes."""
    slots = asyncio.Semaphore(run.reading.profile.concurrency)

    async def in_order(task: str) -> None:
        for number, question in enumerate(questions):
            if question.task == task:
                async with slots:
                    run.answers[number] = await _ask(question, prompts[task], run, asker, alone=len(questions) == 1)
                await run.look()
                run.tell(task, question.where)

    await run.look()  # what the rules have read is there before anybody is asked
    run.tell("reading")
    try:
        async with asyncio.TaskGroup() as group:
            for task in prompts:
                group.create_task(in_order(task))
    except ExceptionGroup as several:  # the first failure says it; the others were cancelled for it
        raise several.exceptions[0] from None


async def _ask(question: Question, prompt: Prompt, run: _Run, asker: Asker, *, alone: bool) -> Findings:
    run.tell(question.task, question.where)
    try:
        reply = await asker.ask(_request(question, prompt))
    except (InvalidOutputError, RefusedError, TruncatedError) as error:
        if alone:
            raise
        run.warnings.append(f"unanswered: {question.task} of {question.where}: {error.message}")
        run.usage += Usage(calls=error.attempts)
        run.repeats += error.attempts - 1
        return Findings()
    finally:
        run.done += 1
    run.usage += reply.usage
    run.repeats += reply.attempts - 1
    return reply.value.findings([sentence.text for sentence in question.sentences])


def _request(question: Question, prompt: Prompt) -> Request[Answer]:
    return Request(
        task=question.task,
        messages=prompt.fill(question.values),
        answer=question.answer,
        max_tokens=question.max_tokens,
    )


@dataclass(frozen=True, slots=True)
class _Checked:
    """The records that an article and some answers come to."""

    officials: tuple[Official, ...]
    visits: tuple[Visit, ...]
    claims: tuple[Claim, ...]
    dropped: tuple[Dropped, ...]


def _so_far(read: _AsRead, findings: Sequence[Findings]) -> Provisional:
    checked = _check(read.parts[-1], findings)
    return Provisional(checked.visits, checked.officials, checked.claims)


def _check(document: Document, findings: Sequence[Findings]) -> _Checked:
    visits, hosts, no_visits = assemble_visits(document, [item for found in findings for item in found.visits])
    officials, no_officials = assemble_officials(document, [i for found in findings for i in found.officials], hosts)
    speakers = {text: who for found in findings for text, who in found.speakers.items()}
    said = [item for found in findings for item in found.claims]
    claims, no_claims = assemble_claims(document, said, speakers, in_english(findings))
    claims, visits = link_contradictions(claims, visits)
    return _Checked(officials, visits, claims, (*no_officials, *no_visits, *no_claims))


def _assemble(
    read: _AsRead, findings: Sequence[Findings], warned: Sequence[str], provenance: Provenance
) -> ArticleSummary:
    given, composed, document = read.parts
    article, checked = document.article, _check(document, findings)
    headline, summary, warnings = overview_of(document, findings)
    whole = ArticleSummary(
        id=article.sha256[:16],
        headline=headline,
        summary=summary,
        published=article.published,
        officials=checked.officials,
        visits=checked.visits,
        claims=checked.claims,
        dropped=checked.dropped,
        warnings=(*article.warnings, *warnings, *warned),
        article=SourceText(
            sha256=article.sha256,
            characters=len(article.text),
            published_source=article.published_source,
            text=article.text,
        ),
        provenance=provenance,
    )
    return whole if composed.text == given.text else _as_given(whole, given, composed)


@cache  # to find the installed metadata takes longer than all the rest of a short article
def _version() -> str:
    return version("communique")


def _provenance(run: _Run, prompts: dict[str, Prompt]) -> Provenance:
    digest = hashlib.sha256("".join(prompts[task].sha256 for task in sorted(prompts)).encode()).hexdigest()
    return Provenance(
        model=run.reading.model,
        model_sha256=run.reading.model_sha256,
        profile=run.reading.profile.name,
        prompts={task: prompts[task].version for task in sorted(prompts)},
        prompts_sha256=digest,
        communique=_version(),
        calls=run.usage.calls,
        repeats=run.repeats,
        prompt_tokens=run.usage.prompt_tokens,
        completion_tokens=run.usage.completion_tokens,
        seconds=round(time.perf_counter() - run.started, 2),
    )
