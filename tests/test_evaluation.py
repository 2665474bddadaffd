"""Figures against gold: pairing, counting, intervals, comparing, and every way a corpus can be wrong."""

from __future__ import annotations

import copy
import json
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.errors import EvaluationError
from communique.evaluation import (
    article_texts,
    compare,
    comparison_table,
    evaluate_folder,
    evaluate_summaries,
    table,
)
from communique.evaluation.matching import best_pairs
from communique.records import ArticleSummary, Official, Provenance, SourceText

TRIP = "Minister Ana Ruiz of Peru will travel to Oslo in May."
DOUBT = "Envoy Bo Larsen said the trip may slip."
DENIAL = "The ministry said no treaty was signed."
ARTICLE = f"{TRIP} {DOUBT} {DENIAL}"
MAY = {"text": "in May", "edtf": "2026-05", "earliest": "2026-05-01", "latest": "2026-05-31"}


def evidence(*sentences, text=ARTICLE):
    return [{"start": text.index(s), "end": text.index(s) + len(s), "text": s} for s in sentences]


def official(name="Ana Ruiz", *sentences, **fields):
    return {"name": name, "role": "Minister", "country": "PE", "evidence": evidence(*sentences or (TRIP,))} | fields


def visit(**fields):
    record = {
        "visitors": ["Ana Ruiz"],
        "visitor_country": "PE",
        "host_country": "NO",
        "host_organisation": None,
        "place": "Oslo",
        "status": "planned",
        "when": MAY,
        "formality": "unspecified",
        "evidence": evidence(TRIP),
    }
    return record | fields


def claim(**fields):
    record = {
        "speaker": "Bo Larsen",
        "source": "named",
        "quotation": "paraphrase",
        "content": "The trip may slip.",
        "certainty": "possible",
        "negated": False,
        "evidence": evidence(DOUBT),
    }
    return record | fields


def denial(**fields):
    record = {"speaker": "The ministry", "source": "institution", "content": "No treaty was signed."}
    return claim(**record | {"certainty": "asserted", "negated": True, "evidence": evidence(DENIAL)} | fields)


def annotation(officials=(), visits=(), claims=()):
    return {"officials": list(officials), "visits": list(visits), "claims": list(claims)}


def evaluate(gold, predicted, resamples=0):
    return evaluate_summaries({"one": gold}, {"one": predicted}, {"one": ARTICLE}, resamples=resamples)


def value(evaluation, name):
    return evaluation.figures[name].value


GOLD = annotation(
    [official(), official("Bo Larsen", DOUBT, role="Envoy", country="NO")], [visit()], [claim(), denial()]
)
PREDICTED = annotation(
    [
        official("Ruiz", role="the minister", confidence="high"),
        official("Bo Larsen", DOUBT, role="Spokesman", country="SE", confidence="high"),
        official("Carl Ek", DENIAL, confidence="low"),
    ],
    [
        visit(status="confirmed", formality="working", place="Bergen", confidence="moderate"),
        visit(host_country="SE", confidence="low", evidence=[]),
    ],
    [
        claim(certainty="probable", quotation="mixed", confidence="high"),
        denial(source="article"),
        claim(speaker="Ana Ruiz", evidence=[{"start": 0, "end": 5, "text": "Envoy"}], confidence="moderate"),
    ],
)


@pytest.fixture
def corpus(tmp_path):
    gold, predicted = tmp_path / "gold", tmp_path / "predicted"
    for folder in (gold, predicted):
        folder.mkdir()
    for name in ("one", "two"):
        (gold / f"{name}.txt").write_text(ARTICLE, "utf-8")
        (gold / f"{name}.json").write_text(json.dumps(GOLD), "utf-8")
    (predicted / "one.json").write_text(json.dumps(PREDICTED), "utf-8")
    (predicted / "unknown.json").write_text("not even JSON", "utf-8")
    return gold, predicted


# --- the figures ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("officials.precision", 2 / 3),
        ("officials.recall", 1.0),
        ("officials.f1", 0.8),
        ("officials.country_accuracy", 1 / 2),
        ("officials.role_accuracy", 1 / 2),
        ("officials.evidence_accuracy", 1.0),
        ("visits.precision", 1 / 2),
        ("visits.recall", 1.0),
        ("visits.f1", 2 / 3),
        ("visits.strict_precision", 0.0),
        ("visits.strict_recall", 0.0),
        ("visits.strict_f1", 0.0),
        ("visits.status_accuracy", 0.0),
        ("visits.date_accuracy", 1.0),
        ("visits.place_accuracy", 0.0),
        ("visits.formality_accuracy", 0.0),
        ("visits.evidence_accuracy", 1.0),
        ("claims.precision", 1 / 2),
        ("claims.recall", 1 / 2),
        ("claims.f1", 1 / 2),
        ("claims.certainty_accuracy", 0.0),
        ("claims.negation_accuracy", 1.0),
        ("claims.quotation_accuracy", 0.0),
        ("claims.source_accuracy", 1.0),
        ("grounding", 6 / 7),
        ("score", (0.8 + 2 / 3 + 0.5) / 3),
    ],
)
def test_every_figure_has_the_value_worked_out_by_hand(name, expected):
    assert value(evaluate(GOLD, PREDICTED), name) == pytest.approx(expected, abs=1e-15)


def test_the_table_of_values_worked_out_by_hand_leaves_no_figure_out():
    marks = test_every_figure_has_the_value_worked_out_by_hand.pytestmark
    assert {name for name, _ in marks[0].args[1]} == set(evaluate(GOLD, PREDICTED).figures)


def test_gold_predicted_as_it_is_scores_one_everywhere():
    assert {figure.value for figure in evaluate(GOLD, GOLD).figures.values()} == {1.0}


def test_an_empty_prediction_scores_zero_and_its_shares_are_unknown():
    figures = evaluate(GOLD, {}).figures
    assert {figure.value for figure in figures.values()} == {0.0, None}
    assert figures["score"].value == 0.0
    assert figures["grounding"].value is None


def test_articles_are_counted_together_and_a_missing_prediction_counts_as_empty(corpus):
    evaluation = evaluate_folder(*corpus, resamples=0)
    assert evaluation.missing == ("two",)
    assert [article.name for article in evaluation.articles] == ["one", "two"]
    assert value(evaluation, "officials.precision") == 2 / 3
    assert value(evaluation, "officials.recall") == 1 / 2
    assert evaluation.counted("officials", "gold") == 4


def test_records_without_evidence_are_counted_over_all_kinds():
    bare = annotation([official(evidence=[])], [visit(evidence=None)], [denial(source="article", evidence=[]), claim()])
    assert evaluate(GOLD, bare).records_without_evidence == 3


def test_evidence_is_grounded_only_where_its_text_stands_at_its_offsets():
    spans = [
        {"start": 0, "end": len(TRIP), "text": TRIP},
        {"start": 1, "end": len(TRIP) + 1, "text": TRIP},
        {"start": 5, "end": 5, "text": ""},
        {"start": 0, "end": 3},
    ]
    assert value(evaluate(GOLD, annotation([official(evidence=spans)])), "grounding") == 1 / 4


def test_confusion_counts_paired_records_and_gathers_unknown_labels_under_other():
    confusion = evaluate(GOLD, PREDICTED).confusions["status"]
    row = confusion.counts[confusion.gold.index("planned")]
    assert dict(zip(confusion.predicted, row, strict=True))["confirmed"] == 1
    assert sum(map(sum, confusion.counts)) == 1

    odd = evaluate(GOLD, annotation(claims=[claim(certainty="\x1b[31msure"), denial(certainty=None)]))
    certainty = odd.confusions["certainty"]
    assert certainty.predicted[-1] == "other"
    assert [row[-1] for row in certainty.counts] == [1, 0, 1, 0]


def test_confidence_levels_tell_how_many_of_their_records_are_right():
    levels = {(row.kind, row.level): row for row in evaluate(GOLD, PREDICTED).calibrations}
    high = levels["officials", "high"]
    assert (high.predicted, high.matched, high.right, high.precision, high.share_right) == (2, 2, 1, 1.0, 0.5)
    assert (levels["officials", "low"].predicted, levels["officials", "low"].precision) == (1, 0.0)
    assert levels["claims", "low"].precision is None
    assert levels["claims", "low"].share_right is None


def test_costs_are_means_over_the_predictions_that_state_them():
    texts = dict.fromkeys(("one", "two", "three"), ARTICLE)
    cost = {"seconds": 2.0, "calls": 3, "prompt_tokens": 100, "completion_tokens": 10, "model": "any"}
    predicted = {
        "one": {"provenance": cost},
        "two": {"provenance": cost | {"seconds": 4.0, "calls": 4}},
        "three": {"provenance": "somebody else's"},
    }
    costs = evaluate_summaries(dict.fromkeys(texts, GOLD), predicted, texts, resamples=0).costs
    assert (costs.articles, costs.seconds, costs.calls, costs.prompt_tokens) == (2, 3.0, 3.5, 100)
    assert evaluate(GOLD, PREDICTED).costs is None


def test_a_summary_of_ours_is_evaluated_as_it_is():
    person = Official(
        id="o1", evidence=evidence(TRIP), confidence="high", name="Ana Ruiz", role=None, country="PE", organisation=None
    )
    summary = ArticleSummary(
        headline="A trip.",
        summary="A minister travels.",
        published=None,
        officials=(person,),
        visits=(),
        claims=(),
        dropped=(),
        warnings=(),
        article=SourceText(sha256="0" * 64, characters=len(ARTICLE), published_source="none", text=ARTICLE),
        provenance=Provenance(
            model="m", model_sha256=None, profile="p", prompts={}, prompts_sha256="0" * 64, communique="0",
            calls=2, prompt_tokens=30, completion_tokens=4, seconds=1.5,
        ),
    )  # fmt: skip
    evaluation = evaluate(GOLD, summary)
    assert value(evaluation, "officials.recall") == 1 / 2
    assert value(evaluation, "grounding") == 1.0
    assert evaluation.costs.seconds == 1.5


# --- which records pair -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gold", "predicted", "pairs"),
    [
        ("Ana Ruiz", "ana ruíz", True),
        ("Ana Ruiz", "Ruiz", True),
        ("Ruiz", "Ana Ruiz", True),
        ("Min Su-jin", "Min Sujin", True),
        ("Ana Ruiz", "Ana Lopez", False),
        ("Ana Ruiz", "", False),
        ("Ana Ruiz", None, False),
        ("Анна", "Анна", True),
    ],
)
def test_officials_pair_by_the_words_of_the_shorter_name(gold, predicted, pairs):
    evaluation = evaluate(annotation([official(gold)]), annotation([official(predicted)]))
    assert value(evaluation, "officials.f1") == float(pairs)


def test_the_same_name_is_preferred_to_a_shorter_form_of_it():
    predicted = annotation([official("Ruiz", country="CL"), official("Ana Ruiz")])
    assert value(evaluate(annotation([official()]), predicted), "officials.country_accuracy") == 1.0


@pytest.mark.parametrize(
    ("gold", "predicted", "pairs"),
    [
        ({}, {"visitors": ["Bo Larsen", "Ruiz"]}, True),
        ({}, {"visitors": []}, False),
        ({}, {"host_country": "SE"}, False),
        ({}, {"host_country": None, "host_organisation": "Oslo"}, False),
        ({}, {"when": None, "status": "cancelled", "evidence": evidence(DENIAL)}, True),
        ({"visitors": []}, {"visitors": []}, True),
        ({"visitors": []}, {"visitors": ["Ruiz"]}, True),
        ({"visitors": []}, {"visitors": ["Ana Ruiz"]}, False),
        ({"visitors": []}, {"visitors": [], "visitor_country": "CL"}, False),
        *[
            ({"host_country": None, "host_organisation": "NATO"}, {"host_country": None, "host_organisation": o}, pairs)
            for o, pairs in (("nato headquarters", True), ("WTO", False), (None, False))
        ],
    ],
)
def test_visits_pair_by_visitor_and_host(gold, predicted, pairs):
    evaluation = evaluate(annotation(visits=[visit(**gold)]), annotation(visits=[visit(**predicted)]))
    assert value(evaluation, "visits.f1") == float(pairs)


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        ({"status": "completed"}, {}),
        ({"when": None}, {}),
        ({"evidence": evidence(DENIAL)}, {}),
        ({"status": "completed"}, {"evidence": evidence(DENIAL)}),
        ({"when": None}, {"evidence": evidence(DENIAL)}),
    ],
)
def test_of_two_visits_of_one_visitor_the_one_with_status_date_and_then_evidence_is_taken(worse, better):
    predicted = [visit(place="Bergen", **worse), visit(**better)]
    evaluation = evaluate(annotation(visits=[visit()]), annotation(visits=predicted))
    assert value(evaluation, "visits.place_accuracy") == 1.0


@pytest.mark.parametrize(
    ("gold", "predicted", "agree"),
    [
        (MAY, MAY | {"earliest": "2026-05-31", "latest": None}, True),
        (MAY, MAY | {"earliest": "2026-06-01", "latest": None}, False),
        (MAY, MAY | {"earliest": None, "latest": "2026-05-01"}, True),
        (MAY, MAY | {"earliest": None, "latest": "2026-04-30"}, False),
        (MAY, None, False),
        (None, MAY, False),
        (None, None, True),
        (None, {"text": "some day", "edtf": None, "earliest": None, "latest": None}, True),
    ],
)
def test_dates_agree_when_they_share_a_day_or_neither_is_dated(gold, predicted, agree):
    evaluation = evaluate(annotation(visits=[visit(when=gold)]), annotation(visits=[visit(when=predicted)]))
    assert value(evaluation, "visits.date_accuracy") == float(agree)


@pytest.mark.parametrize(
    ("gold", "predicted", "pairs"),
    [
        (claim(), claim(speaker="Larsen", source="role_only"), True),
        (claim(), claim(speaker="Ana Ruiz"), False),
        (claim(), claim(speaker=None), False),
        (denial(), denial(speaker="It"), True),
        (denial(), denial(speaker="It", source="anonymous"), False),
        (denial(), denial(evidence=evidence(DOUBT)), False),
        (denial(), denial(evidence=[{"start": 94, "end": 94 + 39}]), True),
        (denial(), denial(evidence=[{"start": 94 - 20, "end": 94 + 19}]), False),
        (denial(), denial(evidence=[{"start": 94 - 20, "end": 94 + 20}]), True),
        (denial(), denial(evidence=[{"start": 0, "end": len(ARTICLE)}]), True),
        (denial(), denial(source="article"), False),
        (denial(source="article"), denial(source="article"), False),
    ],
)
def test_attributed_claims_pair_by_half_their_evidence_and_their_speaker(gold, predicted, pairs):
    assert ARTICLE.index(DENIAL) == 94
    assert value(evaluate(annotation(claims=[gold]), annotation(claims=[predicted])), "claims.f1") == float(pairs)


def test_of_two_claims_in_one_sentence_the_one_with_the_likelier_content_is_taken():
    other = claim(content="Larsen is an envoy.", certainty="asserted")
    evaluation = evaluate(annotation(claims=[claim(), other]), annotation(claims=[other, claim()]))
    assert value(evaluation, "claims.certainty_accuracy") == 1.0


@pytest.mark.parametrize(
    ("gold", "predicted", "agree"),
    [
        ("Minister of Defence", "defence minister", True),
        ("Minister", "Deputy Minister", False),
        ("Minister", None, False),
        (None, None, True),
        (None, "", True),
        ("министр", "президент", False),
        ("министр", "министр", True),
    ],
)
def test_roles_agree_when_they_have_the_same_words(gold, predicted, agree):
    evaluation = evaluate(annotation([official(role=gold)]), annotation([official(role=predicted)]))
    assert value(evaluation, "officials.role_accuracy") == float(agree)


@pytest.mark.parametrize(
    ("gold", "predicted", "agree"),
    [
        ("Oslo", "Oslo harbour", True),
        ("Oslo", "Bergen", False),
        ("Oslo", None, False),
        (None, "", True),
        ("東", "東", True),
    ],
)
def test_places_agree_when_one_holds_the_other(gold, predicted, agree):
    evaluation = evaluate(annotation(visits=[visit(place=gold)]), annotation(visits=[visit(place=predicted)]))
    assert value(evaluation, "visits.place_accuracy") == float(agree)


WEIGHTS = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)), st.sampled_from([0.5, 1.0, 2.0]), max_size=12
)


@given(WEIGHTS)
def test_no_record_stands_in_two_pairs_and_no_choice_has_more_pairs(weights):
    pairs = best_pairs(weights)
    assert set(pairs) <= set(weights)
    assert is_one_to_one(pairs)
    assert not any(is_one_to_one(more) for more in combinations(weights, len(pairs) + 1))


def is_one_to_one(pairs):
    return all(len(set(side)) == len(pairs) for side in zip(*pairs, strict=True))


@pytest.mark.parametrize(
    ("weights", "pairs"),
    [
        ({}, ()),
        ({(0, 0): 1.0, (0, 1): 2.0}, ((0, 1),)),
        ({(0, 0): 1.0, (1, 0): 2.0}, ((1, 0),)),
        ({(0, 0): 1.0, (0, 1): 1.0}, ((0, 0),)),
        ({(0, 0): 2.0, (0, 1): 1.0, (1, 0): 1.0}, ((0, 1), (1, 0))),
    ],
)
def test_heavier_pairs_come_first_unless_more_pairs_are_possible(weights, pairs):
    assert best_pairs(weights) == pairs


# --- intervals and comparing ------------------------------------------------------------------------------------------

NAMES = tuple("abcdefgh")


def evaluate_many(*predicted, seed=0, resamples=200):
    names = NAMES[: len(predicted)]
    texts, golds = dict.fromkeys(names, ARTICLE), dict.fromkeys(names, GOLD)
    return evaluate_summaries(golds, dict(zip(names, predicted, strict=True)), texts, seed=seed, resamples=resamples)


def test_intervals_span_what_resampling_articles_can_give():
    figure = evaluate_many(GOLD, {}).figures["officials.recall"]
    assert (figure.low, figure.value, figure.high) == (0.0, 0.5, 1.0)


def test_articles_that_are_all_alike_leave_no_doubt():
    figure = evaluate_many(PREDICTED, PREDICTED, PREDICTED).figures["officials.f1"]
    assert figure.low == figure.value == figure.high


@pytest.mark.parametrize("name", ["grounding", "officials.precision", "visits.status_accuracy"])
def test_a_share_known_in_one_article_only_is_resampled_where_that_article_is_drawn(name):
    figure = evaluate_many({}, GOLD).figures[name]
    assert (figure.low, figure.value, figure.high) == (1.0, 1.0, 1.0)


def test_an_interval_holds_the_middle_95_percent_of_the_resamples():
    figure = evaluate_many(*[GOLD, {}] * 4, resamples=2000).figures["officials.recall"]
    # of 8 articles, k found with probability C(8, k) / 256: P(0) = 0.4 %, P(<= 1) = 3.5 %, P(<= 2) = 14.5 %
    assert (figure.low, figure.high) == (1 / 8, 7 / 8)


@pytest.mark.parametrize(("predicted", "resamples"), [((PREDICTED,), 9), ((PREDICTED, GOLD), 0), ((GOLD, GOLD), 1)])
def test_one_article_or_hardly_a_resample_give_no_interval(predicted, resamples):
    figures = evaluate_many(*predicted, resamples=resamples).figures
    assert {(figure.low, figure.high) for figure in figures.values()} == {(None, None)}


def test_the_seed_decides_the_intervals():
    mixed = [GOLD, PREDICTED, {}, PREDICTED, GOLD, {}]
    assert evaluate_many(*mixed, seed=1).figures == evaluate_many(*mixed, seed=1).figures
    assert evaluate_many(*mixed, seed=1).figures != evaluate_many(*mixed, seed=2).figures


def test_a_gain_in_every_article_is_clear_however_unlike_the_articles_are():
    better = annotation(GOLD["officials"], GOLD["visits"], GOLD["claims"][:1])
    worse = annotation(GOLD["officials"], (), GOLD["claims"][:1])
    row = compare(evaluate_many({}, worse, worse), evaluate_many({}, better, better)).differences["visits.recall"]
    assert (row.baseline, row.candidate, row.difference) == (0.0, 2 / 3, 2 / 3)
    steady = compare(evaluate_many(worse, worse), evaluate_many(better, better)).differences["visits.recall"]
    assert (steady.low, steady.high) == (1.0, 1.0)


def test_an_evaluation_differs_from_itself_in_nothing():
    evaluation = evaluate_many(GOLD, PREDICTED, {}, GOLD)
    rows = compare(evaluation, evaluation).differences.values()
    assert {(row.difference, row.low, row.high) for row in rows} == {(0.0, 0.0, 0.0)}


def test_only_evaluations_of_the_same_articles_are_compared():
    with pytest.raises(EvaluationError, match="same articles"):
        compare(evaluate_many(GOLD), evaluate_many(GOLD, GOLD))


# --- as text and JSON -------------------------------------------------------------------------------------------------


def test_json_groups_the_figures_by_kind_and_repeats_no_interval_in_them(corpus):
    content = json.loads(evaluate_folder(*corpus, resamples=50).as_json())
    assert content["officials"]["gold"] == 4
    assert content["officials"]["predicted"] == 3
    assert content["visits"]["strict_f1"] == 0.0
    assert content["claims"]["certainty_accuracy"] == 0.0
    assert content["articles"] == 2
    assert content["missing"] == ["two"]
    assert content["records_without_evidence"] == 1
    assert len(content["intervals"]["score"]) == 2
    assert content["bootstrap"] == {"seed": 0, "resamples": 50}


def test_json_does_not_depend_on_the_order_the_articles_come_in():
    predicted = dict(zip(NAMES, [GOLD, PREDICTED, {}, GOLD, {}, PREDICTED, GOLD, GOLD], strict=True))
    golds, texts = dict.fromkeys(NAMES, GOLD), dict.fromkeys(NAMES, ARTICLE)
    one = evaluate_summaries(golds, predicted, texts, resamples=50)
    two = evaluate_summaries(dict.fromkeys(reversed(NAMES), GOLD), predicted, texts, resamples=50)
    assert one.as_json() == two.as_json()


def test_the_table_shows_every_figure_and_the_costs():
    cost = {"seconds": 2.0, "calls": 3, "prompt_tokens": 100, "completion_tokens": 10}
    text = table(evaluate_many(PREDICTED | {"provenance": cost}, {}))
    for line in (
        "officials: 4 in gold, 3 predicted, 2 matched",
        "strict F1",
        "0.667",
        "status of matched records",
        "officials high",
        "an article: 2.0 s, 3.0 calls, 100 tokens sent, 10 received (mean of 1)",
    ):
        assert line in text
    assert "0.000 to 1.000" in text


def test_the_table_of_an_empty_prediction_says_so():
    text = table(evaluate(GOLD, {}))
    assert "n/a" in text
    assert "0 predicted" in text


@pytest.mark.parametrize("sides", [({}, GOLD), (GOLD, {})])
def test_the_comparison_marks_only_differences_whose_interval_leaves_out_zero(sides):
    text = comparison_table(compare(*(evaluate_many(side, side) for side in sides)))
    marked = {line.split("  ")[1]: line.endswith("*") for line in text.splitlines() if line.startswith("  ")}
    assert marked["officials recall"]
    assert not marked["grounding"]


def test_a_comparison_as_json_holds_both_values_and_the_interval():
    row = json.loads(compare(evaluate_many({}, {}), evaluate_many(GOLD, GOLD)).as_json())["differences"]["score"]
    assert row == {"baseline": 0.0, "candidate": 1.0, "difference": 1.0, "low": 1.0, "high": 1.0}


# --- what can be wrong with a corpus ----------------------------------------------------------------------------------


def without(record, key):
    return {name: item for name, item in record.items() if name != key}


@pytest.mark.parametrize(
    ("gold", "path"),
    [
        ([], "the top level"),
        (without(GOLD, "visits"), "visits"),
        (GOLD | {"officials": None}, "officials"),
        (annotation([official("")]), "officials[0].name"),
        (annotation([official(country="Peru")]), "officials[0].country"),
        (annotation([official(), official(evidence=[])]), "officials[1].evidence"),
        (annotation([without(official(), "evidence")]), "officials[0].evidence"),
        (annotation([official(evidence=[{"start": "0", "end": 4, "text": "Mini"}])]), "officials[0].evidence[0].start"),
        (annotation([official(evidence=[{"start": 1, "end": 5, "text": "Mini"}])]), "officials[0].evidence[0]"),
        (annotation(visits=[visit(status="likely")]), "visits[0].status"),
        (annotation(visits=[without(visit(), "status")]), "visits[0].status"),
        (annotation(visits=[visit(when=MAY | {"latest": "May"})]), "visits[0].when.latest"),
        (annotation(visits=[visit(visitors="Ana Ruiz")]), "visits[0].visitors"),
        (annotation(claims=[claim(certainty="sure")]), "claims[0].certainty"),
        (annotation(claims=[claim(negated="no")]), "claims[0].negated"),
        (annotation(claims=[claim(), claim(source=None)]), "claims[1].source"),
    ],
)
def test_gold_that_breaks_the_contract_is_refused_with_file_and_key(corpus, gold, path):
    file = corpus[0] / "two.json"
    file.write_text(json.dumps(gold), "utf-8")
    with pytest.raises(EvaluationError) as caught:
        evaluate_folder(*corpus)
    assert f"{file} breaks the contract at {path}: " in caught.value.message
    assert "docs/contract.md" in caught.value.hint


def test_gold_in_memory_is_refused_by_the_name_of_its_article():
    with pytest.raises(EvaluationError, match=r"gold of one breaks the contract at visits\[0\]\.status.*and 1 more"):
        evaluate(annotation(visits=[visit(status="likely", formality="?")]), {})


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        ("gold/two.json", b'{"officials": [', "two.json is not JSON"),
        ("gold/two.json", b"\xff\xfe", "two.json is not JSON"),
        ("gold/two.txt", b"\xff\xfe", r"cannot read .*two\.txt"),
        ("predicted/one.json", b"", "one.json is not JSON"),
        ("predicted/one.json", b'{"visits": [{"visitors": "Ana"}]}', r"one\.json breaks the contract at visits\[0\]"),
        ("predicted/one.json", b'{"claims": [{"evidence": [{"start": 0}]}]}', r"claims\[0\]\.evidence\[0\]\.end"),
    ],
)
def test_files_that_cannot_be_read_are_named(corpus, file, content, message):
    (corpus[0].parent / file).write_bytes(content)
    with pytest.raises(EvaluationError, match=message) as caught:
        evaluate_folder(*corpus)
    assert caught.value.hint


def test_a_missing_article_is_named(corpus):
    (corpus[0] / "two.txt").unlink()
    with pytest.raises(EvaluationError, match=r"no article .*two\.txt"):
        evaluate_folder(*corpus)
    with pytest.raises(EvaluationError, match="no article one"):
        evaluate_summaries({"one": GOLD}, {}, {})


def test_an_unreadable_file_is_named(corpus):
    (corpus[0] / "three.json").mkdir()
    (corpus[0] / "three.txt").write_text(ARTICLE, "utf-8")
    with pytest.raises(EvaluationError, match=r"cannot read .*three\.json"):
        evaluate_folder(*corpus)


def test_a_folder_without_gold_and_a_folder_that_is_not_there_are_refused(corpus, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(EvaluationError, match="no gold files in"):
        evaluate_folder(empty, corpus[1])
    with pytest.raises(EvaluationError, match="no folder"):
        evaluate_folder(corpus[0], Path("nowhere"))
    with pytest.raises(EvaluationError, match="no gold annotations"):
        evaluate_summaries({}, {}, {})


def test_articles_may_lie_in_a_folder_of_their_own(corpus, tmp_path):
    articles = tmp_path / "articles"
    articles.mkdir()
    for name in ("one", "two"):
        (corpus[0] / f"{name}.txt").rename(articles / f"{name}.txt")
    assert article_texts(corpus[0], articles) == {"one": ARTICLE, "two": ARTICLE}
    assert evaluate_folder(*corpus, articles=articles, resamples=0).figures["officials.f1"].value > 0


def test_what_is_evaluated_is_left_as_it_was():
    gold, predicted = copy.deepcopy(GOLD), copy.deepcopy(PREDICTED)
    evaluate(gold, predicted)
    assert (gold, predicted) == (GOLD, PREDICTED)
