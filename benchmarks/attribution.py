"""Measure who speaks, as the rules alone tell it, on annotated articles.

    python benchmarks/attribution.py GOLD_FOLDER [ATTRIBUTION_JSONL]

GOLD_FOLDER holds NAME.txt and NAME.json in the output contract. Figures: precision, recall and F1 of (sentence,
speaker) pairs against the attributed claims, then of whole statements paired one to one with them, and how many of the
pairs agree on source, quotation, certainty and negation: for the articles at even places in the order of their names,
for those at odd places, and for all. ATTRIBUTION_JSONL holds one text a line: {"id", "text", "attributions":
[{"source_text", "cue_text", "content_spans", "cue_spans"}]}. The corpora are not part of this repository.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from communique.article import read_article
from communique.evaluation.corpus import Annotation, article_texts, predicted_annotation, read_gold
from communique.evaluation.matching import KINDS, match
from communique.language.attribution import Attribution, attributions
from communique.language.names import name_tokens
from communique.language.segment import Sentence, paragraphs
from communique.language.statements import Statement, statements

_CLAIMS = next(kind for kind in KINDS if kind.name == "claims")
# First and second persons speak inside quotations and interviews, which the rules leave to the one who is quoted.
_NO_SPEAKERS = {"i", "we", "you", "they", "our", "my", "anybody"}


def evidence(sentences: Iterable[Sentence]) -> list[dict[str, object]]:
    """Sentences as evidence spans in the contract's shape."""
    return [{"start": s.start, "end": s.end, "text": s.text} for s in sentences]


def pair(attribution: Attribution, sentences: Mapping[int, Sentence]) -> Annotation:
    """One attribution as a claim of its sentence, without content."""
    claim = {
        "speaker": attribution.person or attribution.speaker,
        "source": attribution.source,
        "evidence": evidence([sentences[attribution.sentence]]),
    }
    return predicted_annotation({"claims": [claim]}, "attribution")


def claims(found: Iterable[Statement], sentences: Mapping[int, Sentence], text: str) -> Annotation:
    """Statements as claims in the contract's shape, in the article's own words."""
    records = [
        {
            "speaker": one.attribution.person or one.attribution.speaker,
            "source": one.attribution.source,
            "quotation": one.quotation,
            "certainty": one.certainty,
            "negated": one.negated,
            "content": " ".join(text[start:end] for start, end in one.contents),
            "evidence": evidence(sentences[index] for index in one.sentences),
        }
        for one in found
    ]
    return predicted_annotation({"claims": records}, "statements")


def count_article(text: str, gold: Annotation) -> Counter[str]:
    """The counts of one article: pairs and statements that are right, predicted, and in the gold."""
    article = paragraphs(text, read_article(text).body_start)
    sentences = {sentence.index: sentence for paragraph in article for sentence in paragraph.sentences}
    found = attributions(article)
    counts: Counter[str] = Counter(gold=len(gold.attributed_claims))
    pairs = {(one.sentence, one.person or one.speaker, one.source): pair(one, sentences) for one in found}
    hits = [
        match(_CLAIMS, gold.model_copy(update={"claims": (claim,)}), one)
        for one in pairs.values()
        for claim in gold.claims
    ]
    per_pair = len(gold.claims)
    right = [any(hit.pairs for hit in hits[n * per_pair : (n + 1) * per_pair]) for n in range(len(pairs))]
    reached = [any(hits[n * per_pair + place].pairs for n in range(len(pairs))) for place in range(per_pair)]
    counts.update(pairs=len(pairs), pairs_right=sum(right), gold_reached=sum(reached))
    matching = match(_CLAIMS, gold, claims(statements(found, text), sentences, text))
    counts.update(statements=len(matching.predicted), statements_right=len(matching.pairs))
    for both in matching.pairs:
        wrong = {field.name for field in matching.differing(both)}
        counts.update(f"same_{field.name}" for field in _CLAIMS.fields if field.name not in wrong)
    return counts


def report(name: str, counts: Mapping[str, int]) -> None:
    """Print the figures of some articles."""
    line(f"{name}: (sentence, speaker)", counts["pairs_right"], counts["pairs"], counts["gold_reached"], counts["gold"])
    right = counts["statements_right"]
    line(f"{name}: statements 1:1", right, counts["statements"], right, counts["gold"])
    shares = "  ".join(f"{field.name} {counts[f'same_{field.name}'] / max(1, right):.3f}" for field in _CLAIMS.fields)
    print(f"{'':32s}of these agree on  {shares}")


def line(name: str, right: int, predicted: int, reached: int, gold: int) -> None:
    """Print precision, recall and F1."""
    precision, recall = right / max(1, predicted), reached / max(1, gold)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(f"{name:32s}P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  predicted {predicted}  gold {gold}")


def same(first: str | None, second: str | None) -> bool:
    """Whether one name's words all stand in the other."""
    one, other = set(name_tokens(first or "")), set(name_tokens(second or ""))
    return bool(one and other) and (one <= other or other <= one)


def count_text(document: Mapping[str, Any]) -> Counter[str]:
    """The counts of one text annotated with sources and cues; carried speakers are not annotated there and left out."""
    article = paragraphs(document["text"])
    sentences = {sentence.index: sentence for paragraph in article for sentence in paragraph.sentences}
    found = [one for one in attributions(article) if not one.carried]
    gold = [
        one for one in document["attributions"] if one["cue_text"] and one["source_text"].casefold() not in _NO_SPEAKERS
    ]

    def agree(one: Attribution, other: Mapping[str, Any]) -> bool:
        sentence = sentences[one.sentence]
        spans = [*other["content_spans"], *other["cue_spans"]]
        here = any(start < sentence.end and sentence.start < end for start, end in spans)
        return here and (same(other["source_text"], one.speaker) or same(other["source_text"], one.person))

    return Counter(
        pairs=len(found),
        gold=len(gold),
        pairs_right=sum(any(agree(one, other) for other in document["attributions"]) for one in found),
        gold_reached=sum(any(agree(one, other) for one in found) for other in gold),
    )


def main(arguments: list[str]) -> int:
    """Run over the corpora; 0 when done, 2 when there is none."""
    if len(arguments) not in {1, 2}:
        print(__doc__)
        return 2
    folder = Path(arguments[0])
    if not any(folder.glob("*.json")):
        print(f"no corpus at {folder}: give a folder of NAME.json beside NAME.txt")
        return 2
    texts = article_texts(folder)
    gold = read_gold(folder, texts)
    counts = [count_article(text, gold[name]) for name, text in texts.items()]
    for name, part in (("even", counts[::2]), ("odd", counts[1::2]), ("all", counts)):
        report(name, sum(part, Counter()))
    if len(arguments) == 2:
        documents = [json.loads(row) for row in Path(arguments[1]).read_text("utf-8").splitlines()]
        for kind in ("_news_", ""):
            total = sum((count_text(d) for d in documents if kind in d["id"]), Counter[str]())
            name = "attribution, news" if kind else "attribution, all"
            line(name, total["pairs_right"], total["pairs"], total["gold_reached"], total["gold"])
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
