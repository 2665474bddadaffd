"""Looks for inputs that break the reading of articles, the rules, the parsing of answers, dates or what is shown.

    make fuzz [SECONDS=60] [TARGET=article]

The targets are functions of bytes; atheris (libFuzzer) grows a corpus in build/fuzz from what covers new code. An input
breaks something when it raises what it must not, or when it takes longer than five seconds. It is then written to
build/fuzz, and belongs into a test.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import atheris
import httpx2

with atheris.instrument_imports(include=["communique"]):
    import asyncio

    from pydantic import ValidationError

    import communique.model.connection  # noqa: F401 - so that no input pays for loading it
    from communique import CommuniqueError, resolve_date
    from communique.answers import EverythingAnswer
    from communique.article import read_article
    from communique.document import read_document
    from communique.errors import redact
    from communique.model.client import Client, Endpoint, Limits, Message, Request
    from communique.model.exchange import Reply, Usage
    from communique.model.faults import response_fault
    from communique.pipeline import Reading, summarise
    from communique.profiles import LARGE, LOCAL
    from communique.prompts import PromptLibrary
    from communique.questions import plan
    from communique.render import html
    from communique.render.wording import as_json, plain

ROOT = Path(__file__).parents[2]
NEWS = (ROOT / "seeds" / "000_f9777ed373442b64.txt").read_text("utf-8")
NOTHING = {"headline": "", "summary": "", "officials": [], "visits": [], "claims": []}


def article(data: bytes) -> None:
    """Any text is refused with a hint or read, asked about, assembled and shown; spans are the article's own."""
    text = data.decode("utf-8", errors="surrogatepass" if data[:1] > b"\x80" else "replace")
    try:
        document = read_document(read_article(text))
    except CommuniqueError as error:
        assert error.hint, error
        return
    for profile in (LARGE, LOCAL):
        plan(document, profile)
    summary = asyncio.run(summarise(document.article, _READING, _Nobody()))
    for record in (*summary.officials, *summary.visits, *summary.claims):
        for span in record.evidence:
            assert text[span.start : span.end] == span.text, span
    html(summary)
    assert plain(written := as_json(summary)) == written


def answer(data: bytes) -> None:
    """Any answer of a model is refused as unfit or grounded in the article."""
    try:
        filled = EverythingAnswer.model_validate_json(data)
    except ValidationError:
        return
    summary = asyncio.run(summarise(read_article(NEWS), _READING, _Nobody(filled)))
    for record in (*summary.officials, *summary.visits, *summary.claims):
        assert record.evidence


def response(data: bytes) -> None:
    """Whatever a server sends as its body, the client returns an answer or raises one of our errors."""
    _SENT[:] = [200 if data[:1] < b"\x80" else 400, data[1:]]
    try:
        _LOOP.run_until_complete(_CLIENT.ask(Request("t", (Message("user", "x"),), EverythingAnswer, 9)))
    except CommuniqueError as error:
        assert len(str(error)) < 3000


def date(data: bytes) -> None:
    """Any phrase has a date or has none."""
    phrase = data.decode("utf-8", errors="replace")
    found = resolve_date(phrase, "2025-03-27")
    assert found is None or found.edtf


def words(data: bytes) -> None:
    """What is redacted or made plain stays as it is when that is done again; no error body breaks anything."""
    text = data.decode("utf-8", errors="surrogateescape")
    once = redact(text, "hunter2hunter2")
    assert redact(once, "hunter2hunter2") == once
    assert "hunter2hunter2" not in once
    assert plain(plain(text)) == plain(text)
    response_fault(429, {"retry-after": text[:40]}, data, cap=120, now=1.7e9)


TARGETS: dict[str, Callable[[bytes], None]] = {each.__name__: each for each in (article, answer, response, date, words)}
SEEDS: dict[str, tuple[str, ...]] = {
    "article": (
        NEWS[20:700],
        NEWS[700:1200],
        "date 2025-03-27 ROME, 12 May 2021 (Agency) - Her visit to Oslo, she said, “ended”.",
    ),
    "answer": (EverythingAnswer.model_validate(NOTHING).model_dump_json(),),
    "response": ('x{"choices": [{"message": {"content": "{}"}}], "usage": {}}', '\xff{"error": {"message": "m"}}'),
    "date": ("two weeks ago", "June 18 to 19, 2024", "later this year", "прошлом году", "in the spring of 2024"),
    "words": ("Bearer abcdefgh hunter2hunter2 sk-abcdefghij", "Wed, 21 Oct 2026 07:28:00 GMT"),
}


class _Nobody:
    """Answers as it is told to."""

    def __init__(self, filled: EverythingAnswer | None = None) -> None:
        self._filled = filled or EverythingAnswer.model_validate(NOTHING)

    async def ask(self, request: Request) -> Reply:
        return Reply(self._filled, Usage(calls=1), 1, repaired=False)


_LOOP = asyncio.new_event_loop()
_SENT: list = []
_CLIENT = Client(
    Endpoint("m", base_url="http://127.0.0.1:9/v1"),
    Limits(attempts=1),
    transport=httpx2.MockTransport(lambda _: httpx2.Response(_SENT[0], content=_SENT[1])),
)
_READING = Reading("m", None, LARGE, PromptLibrary(), None)


def main(name: str, seconds: str) -> None:
    """Fuzz one target for so many seconds; atheris ends the process."""
    corpus = ROOT / "build" / "fuzz" / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(SEEDS[name]):
        (corpus / f"seed{number}").write_text(seed, "utf-8")
    options = ["-timeout=5", f"-max_total_time={seconds}", "-max_len=1500", f"-artifact_prefix={corpus.parent}/{name}-"]
    atheris.Setup([sys.argv[0], *options, str(corpus)], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
