"""Resolve the gold date phrases of a TIMEX3 corpus, for a scorer to compare with the gold values.

    python benchmarks/dates.py CORPUS_JSONL OUT_JSONL

One document a line: {"id", "dct", "text", "timex": [{"start", "end"}]} is read, {"id", "timex": [{"start", "end",
"edtf", "earliest", "latest", "rule"}]} is written. A phrase is resolved from its own words, the text
up to the end of its sentence and the date of the document (``dct``). The corpus is not part of this repository.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from communique.language.dates import resolve_date

_SENTENCE_END = re.compile(r"\n+|(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]?[A-Z])")


def context_of(text: str, start: int, end: int) -> str:
    """Return ``text`` up to the end of the sentence that holds the span, or to the same words where they come again."""
    last = min((found.start() for found in _SENTENCE_END.finditer(text, end)), default=len(text))
    again = text.find(text[start:end], end, last)
    return text[: again if again >= 0 else last]


def resolve_document(document: dict[str, Any]) -> dict[str, Any]:
    """Return the predictions for one document's spans."""
    text, predicted = document["text"], []
    for span in document["timex"]:
        start, end = span["start"], span["end"]
        found = resolve_date(text[start:end], document["dct"], context_of(text, start, end))
        if found is not None:
            predicted.append(
                {
                    "start": start,
                    "end": end,
                    "edtf": found.edtf,
                    "earliest": found.earliest,
                    "latest": found.latest,
                    "rule": found.rule,
                }
            )
    return {"id": document["id"], "timex": predicted}


def main(arguments: list[str]) -> int:
    """Run over a corpus; 0 when done, 2 when there is none."""
    if len(arguments) != 2:
        print(__doc__)
        return 2
    corpus, out = map(Path, arguments)
    if not corpus.is_file():
        print(f"no corpus at {corpus}: give the path of a TIMEX3 corpus as JSON lines")
        return 2
    documents = [json.loads(line) for line in corpus.read_text(encoding="utf-8").splitlines() if line.strip()]
    lines = [json.dumps(resolve_document(document), ensure_ascii=False) for document in documents]
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(
        f"{sum(len(document['timex']) for document in documents)} phrases of {len(documents)} documents read; see {out}"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
