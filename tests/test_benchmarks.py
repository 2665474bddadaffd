"""The commands behind the figures of docs/performance.md run, and what they ask is answered as a model would."""

import re

import pytest

import killed
import locating
import own_cpu
import prompt_tokens
import rerun
import throughput
from communique import Summariser
from loopback import serving, stats
from made_up import article, articles


@pytest.fixture(scope="module")
def url():
    with serving() as address:
        yield address


@pytest.mark.parametrize("profile", ["large", "local"])
def test_the_loopback_model_answers_every_question_so_that_it_fits(url, profile):
    with Summariser("m", base_url=url, profile=profile, max_attempts=1) as summariser:
        summary = summariser.summarise(article(1, 1200))
    assert [warning for warning in summary.warnings if "unanswered" in warning] == []
    assert summary.officials
    if profile == "large":
        assert len(summary.claims) >= 3
        assert summary.visits


def test_the_loopback_model_counts_what_it_is_asked(url):
    before = stats(url)
    with Summariser("m", base_url=url) as summariser:
        for _ in range(2):
            assert summariser.many(articles(3, 400)).finish().summaries == 3
    after = stats(url)
    assert (after.calls - before.calls, after.repeated - before.repeated) == (6, 3)


def test_made_up_articles_differ_and_are_the_same_each_time():
    texts = [text for _, text in articles(50, 500)]
    assert len(set(texts)) == 50
    assert texts == [text for _, text in articles(50, 500)]
    assert all(350 < len(text) < 600 for text in texts)


def test_what_is_sent_beyond_the_article_stays_within_900_tokens_and_comes_first(capsys):
    assert prompt_tokens.main([]) == 0
    beyond, shared = map(int, re.search(r"beyond the article (\d+) .* first (\d+)", capsys.readouterr().out).groups())
    assert 0.95 * beyond <= shared <= beyond <= 900


@pytest.mark.timeout(240)  # five processes, one after the other, each of which loads the package
def test_a_batch_that_is_killed_and_taken_up_has_the_results_of_an_unbroken_one(capsys):
    assert killed.main(["24", "2", "3"]) == 0
    assert "the same results" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("command", "arguments", "said"),
    [
        (rerun, ["30", "1"], "0 calls"),
        (locating, ["400", "1"], "20 quotes of 40 words"),
        (own_cpu, ["3", "400", "1"], "what communique adds"),
        (throughput, ["10", "1", "4", "1", "400"], "at most 4 requests at once"),
    ],
    ids=["rerun", "locating", "own_cpu", "throughput"],
)
def test_a_benchmark_runs(command, arguments, said, capsys):
    assert command.main(arguments) == 0
    assert said in capsys.readouterr().out
