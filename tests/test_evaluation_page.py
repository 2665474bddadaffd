"""The evaluation page: what it shows, and that no string in it can become markup."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.errors import EvaluationError
from communique.evaluation import evaluate_summaries
from communique.evaluation_page import evaluation_page

TRIP = "Minister Ana Ruiz will travel to Oslo."
DOUBT = "Envoy Bo Larsen said the trip may slip."
VOID = {"html", "meta", "body", "head"}

PAYLOADS = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe src=javascript:alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<base href=//example.org>",
    "<meta http-equiv=refresh content=0>",
    "<link rel=stylesheet href=//example.org>",
    "<form action=//example.org><input name=x>",
    "<!-- ",
    "--><b>x</b>",
    "<![CDATA[<b>x</b>]]>",
    '" onmouseover="alert(1)',
    "' onmouseover='alert(1)",
    "x onmouseover=alert(1)",
    "`onmouseover=alert(1)`",
    "javascript:alert(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;",
    "{{ 7 * 7 }}{% raw %}",
    "</bdi></li></ul></mark><b>",
    "\u202e<b>\u0000</b>",
    "<plaintext>",
    "<textarea><template>",
]


class Skeleton(HTMLParser):
    """Collects the tags with their attributes' names, the attributes' values, and the text of a page."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.values, self.text, self.ids, self.links = set(), [], "", [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add((tag, tuple(name for name, _ in attrs)))
        self.values += [value for _, value in attrs]
        self.ids += [value for name, value in attrs if name == "id"]
        self.links += [value for name, value in attrs if name == "href"]

    def handle_data(self, data):
        self.text += data

    def handle_comment(self, data):
        raise AssertionError(f"a comment: {data}")


def span(text, sentence):
    return {"start": text.index(sentence), "end": text.index(sentence) + len(sentence), "text": sentence}


def gold(text, word="Ana Ruiz"):
    first = [span(text, TRIP)]
    when = {"text": word, "edtf": word, "earliest": None, "latest": None}
    visit = {"visitors": [word], "host_organisation": word, "place": word, "status": "planned", "when": when}
    claim = {"speaker": word, "source": "named", "quotation": "mixed", "content": word, "certainty": "possible"}
    return {
        "officials": [
            {"name": "Ana Ruiz", "role": word, "organisation": word, "evidence": first},
            {"name": f"{word} Grau", "evidence": first},
        ],
        "visits": [visit | {"formality": "official", "evidence": first}],
        "claims": [claim | {"negated": False, "evidence": [span(text, DOUBT)]}],
    }


def predicted(text, word="Ana Ruiz"):
    at = text.index(DOUBT)
    spans = [span(text, DOUBT), {"start": at, "end": at + 3, "text": word}]
    when = {"text": word, "edtf": None, "earliest": word, "latest": word}
    visit = {"visitors": [word], "visitor_country": word, "host_organisation": word, "place": None, "status": word}
    claim = {"speaker": word, "source": "named", "quotation": word, "content": word, "certainty": word}
    return {
        "officials": [
            {"name": "Ana Ruiz", "role": f"not {word}", "country": word, "evidence": spans, "confidence": word},
            {"name": f"{word} Xu", "evidence": [{"start": 0, "end": 3, "text": word}]},
            {"evidence": None},
        ],
        "visits": [visit | {"when": when, "formality": word, "evidence": spans}, {"visitor_country": word}],
        "claims": [claim | {"negated": True, "evidence": spans}, {"source": word, "content": word}],
    }


def page(text, name="one", word="Ana Ruiz"):
    both = {name: gold(text, word)}, {name: predicted(text, word)}
    return evaluation_page(evaluate_summaries(*both, {name: text}, resamples=5), {name: text})


PLAIN = f"{TRIP} {DOUBT}"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_string_becomes_markup(payload):
    name = payload if payload.isprintable() else "one"
    hostile = Skeleton(page(f"{TRIP} {payload} {DOUBT}", name, payload))
    assert hostile.tags <= Skeleton(page(PLAIN)).tags
    assert not any(payload in value for value in hostile.values if value)
    assert payload.replace("\0", "\ufffd") in hostile.text.replace("\0", "\ufffd")


@settings(max_examples=25, deadline=None)
@given(st.text(min_size=1))
def test_any_article_comes_out_as_it_went_in(text):
    article = f"{TRIP}{text}{DOUBT}"
    skeleton = Skeleton(page(article, word=text))
    assert skeleton.tags <= Skeleton(page(PLAIN)).tags
    assert article in skeleton.text


def test_nothing_may_be_loaded_or_run_and_nothing_tries():
    text = page(PLAIN)
    assert "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'" in text
    skeleton = Skeleton(text)
    assert not {"script", "img", "link", "iframe", "form"} & {tag for tag, _ in skeleton.tags}
    assert not any(name.startswith("on") or name in {"src", "style"} for _, names in skeleton.tags for name in names)
    assert "url(" not in text
    assert "//" not in text


def test_every_link_leads_to_a_place_on_the_page():
    skeleton = Skeleton(page(PLAIN))
    assert skeleton.links
    assert {link.removeprefix("#") for link in skeleton.links} <= set(skeleton.ids)
    assert len(skeleton.ids) == len(set(skeleton.ids))


def test_evidence_is_marked_by_who_names_it():
    text = f"{TRIP} {DOUBT}\nNobody said this."
    official = {"name": "Ana Ruiz", "evidence": [span(text, TRIP)]}
    both = {"name": "Bo Larsen", "evidence": [span(text, "Bo Larsen said")]}
    known = {"officials": [official, both], "visits": [], "claims": []}
    guess = {"officials": [{"name": "Larsen", "evidence": [span(text, DOUBT)]}]}
    marked = evaluation_page(evaluate_summaries({"one": known}, {"one": guess}, {"one": text}), {"one": text})
    for piece in (
        f'<mark class="gold" id="a0-0">{TRIP}</mark> ',
        '<mark class="predicted" id="a0-39">Envoy </mark>',
        '<mark class="both" id="a0-45">Bo Larsen said</mark>',
        '<mark class="predicted" id="a0-59"> the trip may slip.</mark>\nNobody said this.</div>',
    ):
        assert piece in marked


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [(-7, -1, "the tri"), (5, 9, "not there"), (200, 300, ""), (4, 2, "")],
)
def test_evidence_that_is_not_in_the_article_is_said_to_be_missing_and_not_drawn(start, end, words):
    guess = {"officials": [{"name": "Cy", "evidence": [{"start": start, "end": end, "text": words}]}]}
    known = {"officials": [], "visits": [], "claims": []}
    text = evaluation_page(evaluate_summaries({"one": known}, {"one": guess}, {"one": PLAIN}), {"one": PLAIN})
    assert "evidence not in the article" in text
    assert 'id="a0-' not in text


def test_evidence_that_ends_after_the_article_is_drawn_to_its_end():
    guess = {"officials": [{"name": "Cy", "evidence": [{"start": 39, "end": 999, "text": DOUBT}]}]}
    known = {"officials": [], "visits": [], "claims": []}
    text = evaluation_page(evaluate_summaries({"one": known}, {"one": guess}, {"one": PLAIN}), {"one": PLAIN})
    assert f'>{TRIP} <mark class="predicted" id="a0-39">{DOUBT}</mark></div>' in text


def test_records_are_listed_as_matched_missed_or_extra_with_their_differences():
    text = " ".join(Skeleton(page(PLAIN, word="Lima")).text.split())
    for words in (
        "officials: 1 matched, 1 missed, 2 extra",
        "missed Lima Grau extra Lima Xu evidence not in the article extra nobody no evidence",
        "differs Ana Ruiz, not Lima, Lima Lima confidence country: gold nothing; predicted Lima",
        "role: gold Lima; predicted not Lima",
        f"evidence: gold {TRIP}; predicted {DOUBT} … Lima",
        "visits: 1 matched, 0 missed, 1 extra extra Lima to somewhere: no status no evidence",
        "differs Lima to Lima: Lima, Lima (Lima to Lima) status: gold planned; predicted Lima",
        "place: gold Lima; predicted nothing",
        "claims: 1 matched, 0 missed, 1 extra extra Lima: Lima no evidence",
        "negation: gold no; predicted yes",
    ):
        assert words in text


def test_the_figures_the_missing_articles_and_the_costs_are_shown():
    cost = {"seconds": 2.0, "calls": 3, "prompt_tokens": 100, "completion_tokens": 10}
    golds, texts = dict.fromkeys(("one", "two"), gold(PLAIN)), dict.fromkeys(("one", "two"), PLAIN)
    evaluation = evaluate_summaries(golds, {"one": gold(PLAIN) | {"provenance": cost}}, texts, resamples=50)
    text = evaluation_page(evaluation, texts)
    for words in (
        "50 bootstrap resamples",
        "scored as empty: <bdi>two</bdi>.",
        "officials: 4 in gold, 2 predicted, 2 matched",
        '<th scope="row">strict F1</th><td>0.667</td><td>0.000 to 1.000</td>',
        "status of matched records",
        '<th scope="row">officials high</th><td>0</td><td>n/a</td><td>n/a</td>',
        "an article: 2.0 s",
    ):
        assert words in text


def test_the_text_of_every_article_is_needed():
    evaluation = evaluate_summaries({"one": gold(PLAIN)}, {}, {"one": PLAIN})
    with pytest.raises(EvaluationError, match="no text of article one"):
        evaluation_page(evaluation, {})
