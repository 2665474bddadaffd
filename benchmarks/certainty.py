"""Measure certainty and negation, as read off the words, on annotated articles.

    python benchmarks/certainty.py GOLD_FOLDER [FACTUALITY_JSONL]

GOLD_FOLDER holds NAME.txt and NAME.json in the output contract. Every claim is read twice: from the annotator's
content, and from the article's own words, the statement in its evidence that is most like it. FACTUALITY_JSONL holds
one text a line: {"text", "events": [{"start", "end", "certainty", "polarity"}]}; there the clause around each event is
read, and events are annotated that no main verb names, so that its figures are a lower bound. The corpora are not part
of this repository.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from communique.article import read_article
from communique.evaluation.corpus import AnnotatedClaim, article_texts, read_gold
from communique.language.attribution import attributions
from communique.language.certainty import certainty, negated
from communique.language.segment import paragraphs
from communique.language.statements import Statement, statements
from communique.records import Certainty

_LABELS = {"CERTAIN": "asserted", "PROBABLE": "probable", "POSSIBLE": "possible", "UNDERSPECIFIED": "noncommittal"}
_CLAUSE_END = re.compile(r"[,;:.\n\"]|\s(?:and|but)\s")

Reading = tuple[str, Certainty, bool, bool]
"""Gold and read certainty, gold and read negation."""


def words(text: str | None) -> set[str]:
    """The words of a text, lower case."""
    return set(re.findall(r"\w+", (text or "").casefold()))


def closest(
    claim: AnnotatedClaim, found: Iterable[Statement], sentences: Mapping[int, tuple[int, int]], text: str
) -> Statement | None:
    """The statement in the claim's evidence whose words are most like its content."""

    def likeness(one: Statement) -> float:
        own, gold = words(" ".join(text[a:b] for a, b in one.contents)), words(claim.content)
        return len(own & gold) / max(1, len(own | gold))

    spans = [(span.start, span.end) for span in claim.evidence]
    here = [
        one
        for one in found
        if any(a < sentences[i][1] and sentences[i][0] < b for i in one.sentences for a, b in spans)
    ]
    return max(here, key=likeness, default=None)


def read_article_claims(text: str, claims: Sequence[AnnotatedClaim]) -> tuple[list[Reading], list[Reading]]:
    """The readings of one article's claims: from their content, and from the article's words."""
    article = paragraphs(text, read_article(text).body_start)
    sentences = {s.index: (s.start, s.end) for paragraph in article for s in paragraph.sentences}
    found = statements(attributions(article), text)
    by_content: list[Reading] = []
    by_words: list[Reading] = []
    for claim in claims:
        content, gold = claim.content or "", claim.certainty or ""
        by_content.append((gold, certainty(content), bool(claim.negated), negated(content)))
        one = closest(claim, found, sentences, text) if claim.source != "article" else None
        if one:
            by_words.append((gold, one.certainty, bool(claim.negated), one.negated))
    return by_content, by_words


def read_events(document: Mapping[str, Any]) -> list[Reading]:
    """The readings of one text's events, each from its clause."""
    text = document["text"]
    readings: list[Reading] = []
    for event in document["events"]:
        start = max((m.end() for m in _CLAUSE_END.finditer(text, 0, event["start"])), default=0)
        end = next((m.start() for m in _CLAUSE_END.finditer(text, event["end"])), len(text))
        clause = text[start:end]
        readings.append((_LABELS[event["certainty"]], certainty(clause), event["polarity"] == "NEG", negated(clause)))
    return readings


def report(name: str, readings: Sequence[Reading]) -> None:
    """Print accuracy, and the confusion of certainties, gold down and read across."""
    total = max(1, len(readings))
    same, agreed = sum(a == b for a, b, _, _ in readings), sum(a == b for _, _, a, b in readings)
    print(f"{name}: {len(readings)} read, certainty {same / total:.3f}, negation {agreed / total:.3f}")
    table = Counter((gold, read) for gold, read, _, _ in readings)
    labels = get_args(Certainty)
    print(f"{'':16s}" + "".join(f"{label:>14s}" for label in labels))
    for gold in labels:
        print(f"{gold:16s}" + "".join(f"{table[gold, read]:14d}" for read in labels))


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
    read = [read_article_claims(text, gold[name].claims) for name, text in texts.items()]
    for name, part in (("even", read[::2]), ("odd", read[1::2]), ("all", read)):
        report(f"{name}, gold content", [reading for content, _ in part for reading in content])
        report(f"{name}, article's words", [reading for _, own in part for reading in own])
    if len(arguments) == 2:
        documents = [json.loads(row) for row in Path(arguments[1]).read_text("utf-8").splitlines()]
        report("factuality, events", [reading for document in documents for reading in read_events(document)])
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
