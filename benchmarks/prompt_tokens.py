"""How much is sent about one article beyond the article itself, in the one-call profile.

    python benchmarks/prompt_tokens.py [--local]

The request is counted without the article: prompt and schema, in tokens as communique estimates them (four bytes each).
With ``--local`` they are counted by the tokenizer of the local model as well, whose server is started for it. The
shared part, which is the same for every article and comes first so that a server's prefix cache holds it, is what two
requests begin with alike.
"""

from __future__ import annotations

import json
import sys
import urllib.request
from collections.abc import Callable
from itertools import takewhile

from communique.article import read_article
from communique.model.exchange import Endpoint
from communique.model.tokens import likely_tokens
from communique.model.wire import extra_fields, wire_messages
from communique.pipeline import Reading, requests_of
from communique.profiles import LARGE
from communique.prompts import PromptLibrary
from made_up import article

__all__ = ["main"]


def main(arguments: list[str]) -> int:
    """Print the tokens, by each count."""
    counts: dict[str, Callable[[str], int]] = {"four bytes a token": lambda text: likely_tokens([text])}
    if "--local" in arguments:
        counts["the local model's tokenizer"] = _local_tokenizer()
    (prompt, schema, article_text), (other, _, _) = _parts(1), _parts(2)
    shared = "".join(a for a, _ in takewhile(lambda pair: pair[0] == pair[1], zip(prompt, other, strict=False)))
    for name, count in counts.items():
        beyond = count(prompt) - count(article_text)
        print(f"{name}: prompt beyond the article {beyond} (target 900), of which shared and first {count(shared)}")
        print(f"{'':<{len(name)}}  schema, sent as response_format {count(schema)}")
    return 0


def _parts(number: int) -> tuple[str, str, str]:
    """Return the prompt, the schema and the article of a request, as text."""
    text = article(number, 2500)
    (request,) = requests_of(read_article(text), Reading("m", None, LARGE, PromptLibrary()))
    prompt = "\n".join(str(message["content"]) for message in wire_messages(request.messages))
    form = extra_fields(Endpoint("m", base_url="http://127.0.0.1/v1"), request)["response_format"]
    return prompt, json.dumps(form, ensure_ascii=False), text


def _local_tokenizer() -> Callable[[str], int]:
    from communique.model import embedded, weights  # noqa: PLC0415 - only where the local model is asked

    path = weights.pull(weights.QWEN_1_5B)
    server = embedded.ensure_server(path, slots=1, context=4096)

    def count(text: str) -> int:
        asked = urllib.request.Request(
            server.base_url.removesuffix("/v1") + "/tokenize",
            json.dumps({"content": text}).encode(),
            {"authorization": f"Bearer {server.api_key}", "content-type": "application/json"},
        )
        with urllib.request.urlopen(asked) as response:
            return len(json.load(response)["tokens"])

    return count


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
