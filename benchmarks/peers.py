"""communique beside LangExtract 1.7.1 and plain instructor: calls and wall time for the same articles on one server.

    python benchmarks/peers.py [ARTICLES] [CHARACTERS] [LATENCY] [RATE]

LangExtract comes with packages that communique must not depend on, so it is installed into an environment of its own
(``build/peers``) the first time. It runs at its best settings: its batch of documents in parallel, as many workers as
requests may be under way, its default 1,000 characters a call. instructor asks once an article, for the same kinds of
records, with a pool of threads. All three ask a loopback server of the set latency and token rate, one after the other,
64 requests at once at most; each is warmed up with one article.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from loopback import serving, stats
from made_up import articles

__all__ = ["main"]

_ENVIRONMENT = Path(__file__).parents[1] / "build" / "peers"
_PACKAGES = ("langextract[openai]==1.7.1",)
_AT_ONCE = 64
_TASK = "Extract from diplomatic news the officials (role, country), visits (who, where, when) and claims (speaker)."


def main(arguments: list[str]) -> int:
    """Print calls, seconds and their ratios."""
    if arguments[:1] == ["--run"]:
        return _run(*arguments[1:])
    count, characters, latency, rate = [*arguments, *("60", "5000", "0.2", "0")[len(arguments) :]]
    rows = []
    for name in ("communique", "instructor", "langextract"):
        python = _python() if name == "langextract" else sys.executable
        with serving(latency=float(latency), rate=float(rate)) as url:
            command = [python, __file__, "--run", name, url, count, characters]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            said = done.stdout.splitlines()[-1]
        rows.append((name, *json.loads(said)))
    print(f"{count} articles of {characters} characters, {latency} s and {rate} tokens a second:")
    print(f"{'':<14}{'calls an article':>18}{'wall seconds':>14}{'tokens sent':>14}{'calls':>10}{'time':>8}")
    _, calls, seconds, _ = rows[0]
    for name, its_calls, its_seconds, tokens in rows:
        ratios = f"{calls / its_calls:>10.2f}{seconds / its_seconds:>8.2f}"
        print(f"{name:<14}{its_calls / int(count):>18.1f}{its_seconds:>14.2f}{tokens:>14,}{ratios}")
    print("the last two columns: communique's calls and time over theirs (target 0.25 of LangExtract's)")
    return 0


def _python() -> str:
    """Return the interpreter of the environment with LangExtract, made if need be."""
    python = _ENVIRONMENT / "bin" / "python"
    if not python.exists():
        venv.create(_ENVIRONMENT, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-qq", "--disable-pip-version-check", *_PACKAGES], check=True)
    return str(python)


def _run(name: str, url: str, count: str, characters: str) -> int:
    """Run one of them, and print calls, seconds and tokens sent."""
    run: Callable[[str, Sequence[str]], None] = {
        "communique": _communique, "instructor": _instructor, "langextract": _langextract,
    }[name]  # fmt: skip
    texts = [text for _, text in articles(int(count) + 1, int(characters))]
    run(url, texts[:1])
    before, started = stats(url), time.perf_counter()
    run(url, texts[1:])
    seconds, after = time.perf_counter() - started, stats(url)
    print(json.dumps([after.calls - before.calls, seconds, after.prompt_tokens - before.prompt_tokens]))
    return 0


def _communique(url: str, texts: Sequence[str]) -> None:
    import communique  # noqa: PLC0415 - only who is run is loaded

    with communique.Summariser("m", base_url=url, concurrency=_AT_ONCE) as summariser:
        assert summariser.many(texts).finish().summaries == len(texts)


def _instructor(url: str, texts: Sequence[str]) -> None:
    import instructor  # noqa: PLC0415 - as above
    import openai  # noqa: PLC0415
    from pydantic import BaseModel  # noqa: PLC0415

    class Official(BaseModel):
        evidence: str
        name: str
        role: str
        country: str

    class Visit(BaseModel):
        evidence: str
        visitor: str
        host_country: str
        when: str | None

    class Claim(BaseModel):
        evidence: str
        speaker: str
        content: str

    class Summary(BaseModel):
        officials: list[Official]
        visits: list[Visit]
        claims: list[Claim]

    client = instructor.from_openai(openai.OpenAI(base_url=url, api_key="-"), mode=instructor.Mode.JSON_SCHEMA)

    def ask(text: str) -> Summary:
        return client.create(
            response_model=Summary,
            messages=[{"role": "system", "content": _TASK}, {"role": "user", "content": text}],
            model="m",
        )

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        list(pool.map(ask, texts))


def _langextract(url: str, texts: Sequence[str]) -> None:
    os.environ["ABSL_MIN_LOG_LEVEL"] = "3"
    import langextract as lx  # noqa: PLC0415 - as above

    example = lx.data.ExampleData(
        text="Foreign Minister Ana Prado will travel to Oslo in May, the ministry said.",
        extractions=[lx.data.Extraction("official", "Ana Prado", attributes={"role": "Foreign Minister"})],
    )
    config = lx.factory.ModelConfig(
        model_id="m", provider="OpenAILanguageModel", provider_kwargs={"base_url": url, "api_key": "-"}
    )
    lx.extract(
        text_or_documents=[lx.data.Document(text=text) for text in texts],
        prompt_description=_TASK,
        examples=[example],
        config=config,
        max_workers=_AT_ONCE,
        batch_length=_AT_ONCE,
        show_progress=False,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
