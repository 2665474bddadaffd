"""Whether the local model's log-probabilities tell its right answers from its wrong ones.

    python benchmarks/logprobs.py FOLDER...

Folders of texts with gold records. The model is asked about the people whose office or state the rules leave open, with
log-probabilities. An answer is right where it names an official with the state of the gold, or says "none" of somebody
who is no official there. Printed are how many there are, how many are right, and how often a right one is likelier than
a wrong one: 0.5 would be chance, 1.0 a perfect divide. The likelihood of an answer is that of its least likely token.
"""

from __future__ import annotations

import json
import math
import sys
import urllib.request
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

from communique.article import read_article
from communique.document import read_document
from communique.language.countries import country_of
from communique.language.folding import fold
from communique.model.exchange import Endpoint, Request
from communique.model.local import local_endpoint
from communique.model.wire import extra_fields, sampling, wire_messages
from communique.profiles import LOCAL
from communique.prompts import PromptLibrary
from communique.questions import plan

__all__ = ["main"]

_NOBODY = "none"


def main(folders: list[str]) -> int:
    """Print how many answers there are, how many are right, and how well their likelihoods divide them."""
    if not folders:
        print(__doc__)
        return 2
    endpoint, _ = local_endpoint(slots=1)
    found: list[tuple[float, bool]] = []
    for path in (path for folder in folders for path in sorted(Path(folder).glob("*.txt"))):
        gold = json.loads(path.with_suffix(".json").read_text("utf-8"))["officials"]
        for request in _asked(path.read_text("utf-8")):
            told, tokens = _answer(endpoint, request)
            for name, held in told.items():
                found.append((_likelihood(tokens, name), _is_right(name, held["country"], gold)))
    right, wrong = ([p for p, is_right in found if is_right is kind] for kind in (True, False))
    print(f"{len(found)} answers, {len(right)} right")
    for limit in (0.5, 0.7, 0.9):
        print(f"at least {limit}: {sum(p >= limit for p in right)} right, {sum(p >= limit for p in wrong)} wrong")
    if right and wrong:
        above = sum((a > b) + (a == b) / 2 for a, b in product(right, wrong))
        print(f"a right one is likelier than a wrong one: {above / len(right) / len(wrong):.2f}")
    return 0


def _asked(text: str) -> Iterator[Request[Any]]:
    library = PromptLibrary()
    for question in plan(read_document(read_article(text)), LOCAL):
        if question.task == "people":
            messages = library.load(question.task).fill(question.values)
            yield Request(question.task, messages, question.answer, question.max_tokens)


def _answer(endpoint: Endpoint, request: Request[Any]) -> tuple[dict[str, Any], list[tuple[str, float]]]:
    """Return the answer and its tokens, each with its likelihood."""
    body = {
        "model": endpoint.model, "messages": wire_messages(request.messages), "logprobs": True,
        **sampling(endpoint.model, request.max_tokens), **extra_fields(endpoint, request),
    }  # fmt: skip
    headers = {"content-type": "application/json", "authorization": f"Bearer {endpoint.api_key}"}
    asked = urllib.request.Request(f"{endpoint.base_url}/chat/completions", json.dumps(body).encode(), headers)
    with urllib.request.urlopen(asked) as reply:
        choice = json.load(reply)["choices"][0]
    tokens = [(each["token"], math.exp(each["logprob"])) for each in choice["logprobs"]["content"]]
    return json.loads(choice["message"]["content"]), tokens


def _likelihood(tokens: list[tuple[str, float]], name: str) -> float:
    """Return the likelihood of the least likely token of the state given for a name."""
    text = "".join(token for token, _ in tokens)
    start = text.index('"country"', text.index(f'"{name}"')) + len('"country"')
    end, at, least = text.index("}", start), 0, 1.0
    for token, likelihood in tokens:
        if start < at + len(token) and at < end:
            least = min(least, likelihood)
        at += len(token)
    return least


def _is_right(name: str, country: str, gold: list[dict[str, Any]]) -> bool:
    surname = fold(name).split()[-1]
    held = next((official for official in gold if surname in fold(official["name"]).split()), None)
    if held is None:
        return country == _NOBODY
    return country != _NOBODY and country_of(country) == held["country"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
