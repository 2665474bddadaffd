"""The pipeline: from an article to its summary, with a stand-in that answers what it was given."""

import asyncio
from collections import deque

import pytest

import communique
from communique.answers import EverythingAnswer, VisitItem
from communique.article import read_article
from communique.errors import AuthError, InvalidOutputError, ModelError, RefusedError, TruncatedError
from communique.model.exchange import Reply, Request, Usage
from communique.pipeline import Reading, summarise
from communique.profiles import LARGE, Pass, Profile
from communique.progress import Progress, Provisional
from communique.prompts import PromptLibrary
from communique.records import ArticleSummary

NEWS = """Portuguese Foreign Minister Rui Machado flew to Doha on Tuesday. "We have not agreed on a price," he said.

Qatari officials said that the talks would go on in the autumn. The two states have traded since 1975."""
NOTHING = {"headline": "", "summary": "", "officials": [], "visits": [], "claims": []}


class QueuedAnswers:
    """Answers question after question from a queue, and knows whether all of it was used.

    Each answer is the fields of the shape asked for, or an error to raise.
    """

    def __init__(self, *answers: dict | ModelError) -> None:
        self._answers = deque(answers)
        self.requests: list[Request] = []
        self.most_at_once = 0
        self._now = 0

    async def ask(self, request):
        self.requests.append(request)
        self._now += 1
        self.most_at_once = max(self.most_at_once, self._now)
        await asyncio.sleep(0)
        self._now -= 1
        answer = self._answers.popleft()
        if isinstance(answer, ModelError):
            raise answer
        return Reply(request.answer.model_validate(answer), Usage(1, 100, 10, 0.5), 1, False)

    def assert_all_used(self) -> None:
        assert not self._answers, f"{len(self._answers)} answers were never asked for"


class Everyone(QueuedAnswers):
    """Answers any question with as little as its shape allows."""

    async def ask(self, request):
        fields = request.answer.model_fields
        self._answers.append({"visits": []} if "visits" in fields else dict.fromkeys(fields, "nobody"))
        return await super().ask(request)


def summary_of(*answers: dict | ModelError, text: str = NEWS, profile: Profile = LARGE, report=None) -> ArticleSummary:
    asker = QueuedAnswers(*answers)
    reading = Reading("some/model", None, profile, PromptLibrary(), report)
    summary = asyncio.run(summarise(read_article(text, published="2025-03-27"), reading, asker))
    asker.assert_all_used()
    return summary


def by_paragraph(*tasks: str, concurrency: int = 1) -> Profile:
    passes = tuple(Pass(task, window=110, max_tokens=50) for task in tasks)
    return Profile("paragraphs", passes, concurrency=concurrency, max_article=9_999)


def overview(headline: str, summary: str) -> dict:
    return NOTHING | {"headline": headline, "summary": summary}


def test_what_the_rules_read_needs_no_help_from_the_model() -> None:
    summary = summary_of(NOTHING)
    (visit,) = summary.visits
    assert (visit.visitors, visit.host_country, visit.place, visit.status) == (
        ("Rui Machado",),
        "QA",
        "Doha",
        "completed",
    )
    assert [official.name for official in summary.officials] == ["Rui Machado"]
    assert [(c.speaker, c.negated) for c in summary.claims if c.source == "named"] == [("Rui Machado", True)]
    assert summary.dropped == ()


def test_every_record_stands_on_the_articles_own_characters() -> None:
    summary = summary_of(NOTHING)
    spans = [span for record in (*summary.officials, *summary.visits, *summary.claims) for span in record.evidence]
    assert len(spans) >= 5
    assert all(summary.article.text[span.start : span.end] == span.text for span in spans)


def test_ids_count_within_each_kind() -> None:
    summary = summary_of(NOTHING)
    assert [claim.id for claim in summary.claims] == [f"c{i}" for i in range(1, len(summary.claims) + 1)]
    assert (summary.officials[0].id, summary.visits[0].id) == ("o1", "v1")


def test_the_models_overview_is_kept_where_the_article_bears_it_out() -> None:
    summary = summary_of(overview("Machado flew to Doha.", "Rui Machado flew to Doha on Tuesday. No price was agreed."))
    assert summary.headline == "Machado flew to Doha."
    assert summary.summary == "Rui Machado flew to Doha on Tuesday. No price was agreed."
    assert summary.warnings == ()


@pytest.mark.parametrize("lie", ["Machado met Boris Petrov.", "They traded since 1957.", "Machado flew to Oslo.", ""])
def test_an_overview_that_the_article_does_not_bear_out_is_replaced_and_said_to_be(lie: str) -> None:
    summary = summary_of(overview(lie, lie))
    assert summary.headline == "Portuguese Foreign Minister Rui Machado flew to Doha on Tuesday."
    assert summary.summary.startswith(summary.headline)
    assert [warning.split(":")[0] for warning in summary.warnings] == ["headline_replaced", "summary_replaced"]


def test_a_summary_has_at_most_four_whole_sentences() -> None:
    long = " ".join(["Machado flew to Doha."] * 6)
    assert summary_of(overview("Machado flew.", long)).summary == " ".join(["Machado flew to Doha."] * 4)
    assert summary_of(overview("Machado flew.", "Machado flew to Doha. Then he was")).summary == "Machado flew to Doha."


def test_what_a_model_finds_without_proof_is_listed_as_dropped() -> None:
    visit = {"quotes": ["He flew on to Oslo."], "visitors": ["Rui Machado"], "host": "Norway", "hosts": []}
    unsaid = dict.fromkeys(["visitor_country", "place", "when", "purpose"])
    item = VisitItem(**visit, **unsaid, status="completed", formality="unspecified")
    (dropped,) = summary_of(NOTHING | {"visits": [item.model_dump()]}).dropped
    assert (dropped.kind, dropped.reason, dropped.quote) == ("visit", "not_in_article", "He flew on to Oslo.")
    assert "Norway" in dropped.label


@pytest.mark.parametrize("error", [InvalidOutputError("bad"), RefusedError("no"), TruncatedError("cut")])
def test_one_question_of_several_that_fails_is_named_and_the_rest_is_kept(error: ModelError) -> None:
    summary = summary_of(error, {"visits": []}, profile=by_paragraph("visits"))
    assert [warning for warning in summary.warnings if warning.startswith("unanswered: visits of paragraph 1")]
    assert len(summary.visits) == 1


@pytest.mark.parametrize("error", [InvalidOutputError("bad"), RefusedError("no"), TruncatedError("cut")])
def test_the_only_question_failing_is_an_error(error: ModelError) -> None:
    with pytest.raises(type(error)):
        summary_of(error)


def test_a_model_that_cannot_be_reached_is_an_error_even_among_several_questions() -> None:
    with pytest.raises(AuthError, match="key"):
        summary_of({"visits": []}, AuthError("no such key"), profile=by_paragraph("visits"))


def test_a_wrong_key_stops_what_is_still_to_be_asked() -> None:
    asker = QueuedAnswers(AuthError("no such key"), {"visits": []})
    reading = Reading("m", None, by_paragraph("visits"), PromptLibrary(), None)
    with pytest.raises(AuthError):
        asyncio.run(summarise(read_article(NEWS), reading, asker))
    assert len(asker.requests) == 1


@pytest.mark.parametrize(("concurrency", "expected"), [(1, 1), (2, 2), (8, 3)])
def test_passes_run_side_by_side_within_the_profiles_limit(concurrency: int, expected: int) -> None:
    passes = tuple(Pass(task, window=0, max_tokens=9) for task in ("visits", "claims", "overview"))
    profile = Profile("three", passes, concurrency=concurrency, max_article=9_999)
    asker = Everyone()
    asyncio.run(summarise(read_article(NEWS), Reading("m", None, profile, PromptLibrary(), None), asker))
    assert asker.most_at_once == expected


def test_progress_tells_which_pass_reads_which_part_with_every_question_and_answer() -> None:
    told: list[Progress] = []
    summary_of({"visits": []}, {"visits": []}, profile=by_paragraph("visits"), report=told.append)
    assert [(each.stage, each.part, each.done, each.total) for each in told] == [
        ("reading", "", 0, 2),
        ("visits", "paragraph 1", 0, 2),
        ("visits", "paragraph 1", 1, 2),
        ("visits", "paragraph 2", 1, 2),
        ("visits", "paragraph 2", 2, 2),
        ("checking", "", 2, 2),
        ("over", "", 2, 2),
    ]
    assert [each.over for each in told] == [False] * 6 + [True]
    assert told[-1].tokens == 220


PORTS = "His aides are readying a tour of Oman's ports, to which Machado was asked."


def test_records_are_told_as_they_are_found_the_rules_own_before_anybody_is_asked() -> None:
    told: list[Progress] = []
    item = VisitItem(
        quotes=[PORTS], visitors=["Rui Machado"], visitor_country=None, host="Oman", place=None, hosts=[], when=None,
        status="invited", formality="unspecified", purpose=None,
    )  # fmt: skip
    summary = summary_of(NOTHING | {"visits": [item.model_dump()]}, text=f"{NEWS}\n\n{PORTS}", report=told.append)
    assert [visit.host_country for visit in told[0].found.visits] == ["QA"]
    assert told[0].done == 0
    assert [(each.done, len(each.found.visits)) for each in told] == [(0, 1), (0, 1), (1, 2), (1, 2), (1, 2)]
    assert told[-1].found == Provisional(summary.visits, summary.officials, summary.claims)


def test_the_end_is_told_whatever_it_is() -> None:
    told: list[Progress] = []
    with pytest.raises(AuthError):
        summary_of(AuthError("no such key"), report=told.append)
    assert [each.over for each in told] == [False, False, True]


def test_the_provenance_says_how_the_summary_was_made() -> None:
    made = summary_of({"visits": []}, {"visits": []}, profile=by_paragraph("visits")).provenance
    assert (made.model, made.model_sha256, made.profile, made.prompts) == (
        "some/model",
        None,
        "paragraphs",
        {"visits": "1"},
    )
    assert (made.calls, made.prompt_tokens, made.completion_tokens) == (2, 200, 20)
    assert len(made.prompts_sha256) == 64


def test_the_summary_carries_its_article_exactly_as_given() -> None:
    text = "\n\n" + NEWS + "  \n"
    source = summary_of(NOTHING, text=text).article
    assert (source.text, source.characters, source.published_source) == (text, len(text), "caller")


def test_the_article_is_fenced_in_the_question() -> None:
    asker = QueuedAnswers(NOTHING)
    article = read_article(NEWS)
    asyncio.run(summarise(article, Reading("m", None, LARGE, PromptLibrary(), None), asker))
    (request,) = asker.requests
    assert request.answer is EverythingAnswer
    fence = article.sha256[:8]
    assert f"[{fence}]:\n{NEWS}\n[/{fence}]" in request.messages[-1].content


def test_a_dateline_is_no_part_of_a_headline() -> None:
    text = "CAIRO, Egypt (Agency) _ Kenyan President Joseph Mwangi met Egyptian officials on Tuesday, state media said."
    summary = communique.summarise_article(text, profile="rules")
    assert summary.headline == "Kenyan President Joseph Mwangi met Egyptian officials on Tuesday, state media said."
