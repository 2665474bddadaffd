"""What a caller of the client gets, fault by fault, and what stands on the wire."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import json
import logging
import pickle
import re
import ssl
import subprocess
import sys
import time
import traceback
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Literal

import httpx2
import instructor
import pytest
from pydantic import BaseModel, ConfigDict, Field

from communique.errors import (
    AuthError,
    BadRequestError,
    BudgetError,
    CommuniqueError,
    ConfigurationError,
    DeadlineError,
    FilteredError,
    InvalidOutputError,
    ModelError,
    NetworkError,
    QuotaError,
    RateLimitedError,
    RefusedError,
    ServerError,
    TooLongError,
    TruncatedError,
)
from communique.model.client import Client, Endpoint, Limits, Message, Request, Usage
from communique.model.limiter import Limiter
from fakes import (
    CANARY,
    Naps,
    Script,
    Server,
    chunked_forever,
    completion,
    compressed,
    drip,
    failed,
    hang,
    http,
    ok,
    reset,
    reset_mid_body,
    short_body,
)

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
URL = "http://127.0.0.1:9/v1"
GOOD = '{"people": [{"name": "Ana Lopez", "side": "host"}], "score": 1.0}'


class Person(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str = Field(max_length=40)
    side: Literal["host", "visitor"]


class Answer(BaseModel):
    model_config = ConfigDict(extra="forbid")
    people: list[Person] = Field(max_length=3)
    score: float = 0.0


QUESTION = Request(
    "find people", (Message("system", "Find people."), Message("user", "Ana Lopez received them.")), Answer, 50
)


def endpoint(url: str = URL, **details) -> Endpoint:
    return Endpoint(**{"model": "openai/some-model", "base_url": url, "api_key": CANARY, **details})


def ask(script: Script | Server | None, question=QUESTION, *, naps=None, at: Endpoint | None = None, **limits):
    """Ask once and return the reply, or raise what the caller would see."""

    async def once():
        transport = script.transport if isinstance(script, Script) else None
        where = at or endpoint(script.url if isinstance(script, Server) else URL)
        async with Client(
            where,
            Limits(**limits),
            clock=NOW.timestamp,
            sleep=naps or Naps(),
            random=lambda: 0.5,
            transport=transport,
        ) as client:
            return await client.ask(question)

    return asyncio.run(once())


def refused(script: Script | Server | None, kind: type[CommuniqueError], **details) -> CommuniqueError:
    """Ask, expect exactly this kind of error and return it."""
    with pytest.raises(kind) as caught:
        ask(script, **details)
    assert type(caught.value) is kind
    return caught.value


@pytest.fixture(autouse=True)
def no_secret_and_no_article_is_shown(caplog, capfd):
    caplog.set_level(logging.DEBUG)
    yield
    logged = [record.getMessage() for record in caplog.get_records("call")]
    shown = "\n".join([*logged, *capfd.readouterr()])
    assert CANARY not in shown
    assert "Ana Lopez received" not in shown


# The wire


def test_the_request_carries_messages_schema_and_settings():
    script = Script(ok(GOOD))
    ask(script, at=endpoint(extra_body={"cache_prompt": True}))
    (sent,) = script.requests
    assert (sent.method, sent.path) == ("POST", "/v1/chat/completions")
    assert sent.headers["authorization"] == f"Bearer {CANARY}"
    assert sent.json == {
        "model": "some-model",
        "messages": [
            {"role": "system", "content": "Find people."},
            {"role": "user", "content": "Ana Lopez received them."},
        ],
        "max_tokens": 50,
        "temperature": 0,
        "seed": 0,
        "cache_prompt": True,
        "response_format": {
            "type": "json_schema",
            "json_schema": {
                "name": "find_people",
                "strict": True,
                "schema": {
                    "type": "object",
                    "properties": {
                        "people": {"type": "array", "items": {"$ref": "#/$defs/Person"}, "maxItems": 3},
                        "score": {"type": "number"},
                    },
                    "required": ["people", "score"],
                    "additionalProperties": False,
                    "$defs": {
                        "Person": {
                            "type": "object",
                            "properties": {
                                "name": {"type": "string"},
                                "side": {"type": "string", "enum": ["host", "visitor"]},
                            },
                            "required": ["name", "side"],
                            "additionalProperties": False,
                        }
                    },
                },
            },
        },
    }


def test_a_server_without_strict_mode_gets_the_whole_schema():
    script = Script(ok(GOOD))
    ask(script, at=endpoint(strict=False))
    sent = script.requests[0].json["response_format"]["json_schema"]
    assert "strict" not in sent
    assert sent["schema"]["$defs"]["Person"]["properties"]["name"]["maxLength"] == 40
    assert sent["schema"]["additionalProperties"] is False


@pytest.mark.parametrize("name", ["o3", "o4-mini", "gpt-5", "gpt-5-mini", "openai/gpt-5"])
def test_reasoning_models_get_no_temperature(name):
    script = Script(ok(GOOD))
    ask(script, at=endpoint(model=f"openai/{name}"))
    sent = script.requests[0].json
    assert sent["max_completion_tokens"] == 50
    assert not {"temperature", "seed", "max_tokens"} & sent.keys()


@pytest.mark.parametrize(
    "text", ["{{ 7*7 }}", "{% percent", "{# gone #}", "  indented\n\n  \n", "$x ${y} {z}", "\x00\u202e"]
)
def test_the_article_reaches_the_wire_byte_for_byte(text):
    script = Script(ok("no"), ok(GOOD))
    ask(script, Request("t", (Message("user", text),), Answer, 9))
    first, second = (sent.json["messages"] for sent in script.requests)
    assert first == [{"role": "user", "content": text}]
    assert second[0]["content"].startswith(f"{text}\n\n")


def test_the_environment_of_openai_stays_with_openai(monkeypatch):
    monkeypatch.setenv("OPENAI_ORG_ID", "org-1")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "proj-1")
    script = Script(ok(GOOD))
    ask(script)
    assert not {"openai-organization", "openai-project"} & script.requests[0].headers.keys()


# Where requests go


def test_the_address_in_the_environment_is_not_used_and_said_once(monkeypatch, caplog):
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1/elsewhere")
    script = Script(ok(GOOD))
    ask(script, at=endpoint(None))
    assert script.requests[0].headers["host"] == "api.openai.com"
    assert sum("OPENAI_BASE_URL" in line for line in caplog.messages) == 1


def test_one_line_of_log_names_host_and_model(caplog):
    ask(Script(ok(GOOD)))
    assert [line for name, _, line in caplog.record_tuples if name.startswith("communique")] == [
        "asking some-model at 127.0.0.1:9"
    ]


@pytest.mark.parametrize(
    ("details", "environ", "model", "url", "key"),
    [
        ({"model": "openai/gpt-4.1", "api_key": "k-1234"}, {}, "gpt-4.1", "https://api.openai.com/v1", "k-1234"),
        ({"model": "openai/gpt-4.1"}, {"OPENAI_API_KEY": "k-2"}, "gpt-4.1", "https://api.openai.com/v1", "k-2"),
        ({"model": "ollama/qwen3"}, {"OPENAI_API_KEY": "k-2"}, "qwen3", "http://localhost:11434/v1", "-"),
        ({"model": "local", "base_url": URL, "api_key": "k-3"}, {}, "local", URL, "k-3"),
        ({"model": "org/weights", "base_url": URL}, {}, "org/weights", URL, "-"),
        ({"model": "openai/x", "base_url": URL}, {"OPENAI_API_KEY": "k-2"}, "x", URL, "k-2"),
        ({"model": "x", "base_url": "http://10.0.0.2/v1"}, {"OPENAI_API_KEY": "k"}, "x", "http://10.0.0.2/v1", "-"),
        ({"model": "anthropic/claude", "api_key": "k-4"}, {}, "anthropic/claude", None, "k-4"),
    ],
)
def test_an_endpoint_resolves_to_a_target(details, environ, model, url, key):
    target = Endpoint(**details).resolve(environ)
    assert (target.model, target.url, target.key) == (model, url, key)


@pytest.mark.parametrize(
    ("details", "words"),
    [
        ({"model": "gpt-4.1"}, "cannot tell where"),
        ({"model": "openai/"}, "cannot tell where"),
        ({"model": "openai/gpt-4.1"}, "no API key"),
        ({"model": "x", "base_url": "http://example.org/v1", "api_key": CANARY}, "unencrypted"),
        ({"model": "x", "base_url": "http://localhost.example.org/v1", "api_key": CANARY}, "unencrypted"),
        ({"model": "x", "base_url": "ftp://example.org"}, "http or https"),
        ({"model": "x", "base_url": "127.0.0.1:8080"}, "http or https"),
        ({"model": "x", "base_url": "https://user:pass@example.org"}, "without a user name"),
    ],
)
def test_an_endpoint_that_cannot_work_is_refused_before_any_call(details, words, monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(ConfigurationError, match=words) as caught:
        Client(Endpoint(**details))
    assert CANARY not in str(caught.value)


def test_keys_are_not_shown():
    where = endpoint()
    assert CANARY not in repr(where) + repr(where.resolve()) + repr(Client(where))


def test_a_redirect_is_not_followed():
    script = Script(httpx2.Response(307, headers={"location": "http://example.org/"}))
    error = refused(script, BadRequestError)
    assert "base_url" in error.hint
    assert len(script.requests) == 1


# Waiting and trying again


def test_a_rate_limit_is_waited_out_as_long_as_the_server_asks():
    naps = Naps()
    reply = ask(Script(failed(429, headers={"retry-after": "7"}), ok(GOOD)), naps=naps)
    assert naps.taken == [7]
    assert (reply.attempts, reply.usage.calls, reply.repaired) == (2, 2, False)


@pytest.mark.parametrize(
    ("header", "nap"),
    [
        ("120", 120),
        (format_datetime(NOW.replace(second=30), usegmt=True), 30),
        (format_datetime(NOW.replace(hour=11), usegmt=True), 0.25),
        ("soon", 0.25),
        ("-5", 0.25),
        ("0", 0.25),
        ("nan", 0.25),
        ("", 0.25),
    ],
)
def test_a_wait_that_makes_sense_is_kept_and_any_other_is_ours(header, nap):
    naps = Naps()
    ask(Script(failed(429, headers={"retry-after": header}), ok(GOOD)), naps=naps)
    assert naps.taken == [nap]


def test_milliseconds_go_before_seconds():
    naps = Naps()
    ask(Script(failed(503, headers={"retry-after-ms": "1500", "retry-after": "9"}), ok(GOOD)), naps=naps)
    assert naps.taken == [1.5]


@pytest.mark.parametrize(
    ("header", "until"),
    [
        ("121", "2026-03-01 12:02 UTC"),
        (format_datetime(NOW.replace(hour=15), usegmt=True), "2026-03-01 15:00 UTC"),
        ("1e9", "2027-03-02 12:00 UTC"),
        ("inf", "2027-03-02 12:00 UTC"),
    ],
)
def test_a_wait_beyond_the_cap_is_left_to_the_caller(header, until):
    script, naps = Script(failed(429, headers={"retry-after": header})), Naps()
    error = refused(script, RateLimitedError, naps=naps)
    assert until in error.hint
    assert (naps.taken, len(script.requests), error.attempts) == ([], 1, 1)


def test_a_wait_beyond_the_deadline_is_not_begun():
    script, naps = Script(failed(429, headers={"retry-after": "60"})), Naps()
    refused(script, RateLimitedError, naps=naps, deadline=30)
    assert (naps.taken, len(script.requests)) == ([], 1)


def test_no_credit_left_is_asked_once():
    script = Script(failed(429, "You exceeded your current quota", code="insufficient_quota"))
    error = refused(script, QuotaError)
    assert (len(script.requests), error.status, error.retryable) == (1, 429, False)


@pytest.mark.parametrize("status", [408, 500, 502, 503, 529])
def test_a_failing_server_is_asked_a_bounded_number_of_times_with_jitter(status):
    page = httpx2.Response(status, text="<html>oops</html>", headers={"x-request-id": "req_1"})
    script, naps = Script(page), Naps()
    error = refused(script, ServerError, naps=naps)
    assert (len(script.requests), naps.taken) == (4, [0.25, 0.5, 1.0])
    assert (error.status, error.request_id, error.attempts) == (status, "req_1", 4)
    assert "oops" not in str(error)


def test_the_longest_own_delay_is_bounded():
    naps = Naps()
    refused(Script(failed(500)), ServerError, naps=naps, attempts=9)
    assert naps.taken[-1] == 4.0


def test_attempts_of_one_means_no_second_request():
    script = Script(failed(500))
    refused(script, ServerError, attempts=1)
    assert len(script.requests) == 1


# The network


def test_a_closed_port_says_to_start_the_server():
    error = refused(Script(httpx2.ConnectError("refused")), NetworkError)
    assert "start the server at 127.0.0.1:9" in error.hint
    assert error.attempts == 4


def test_nobody_listening_is_a_network_error():
    with Server(b"") as server:
        url = server.url
    error = refused(None, NetworkError, at=endpoint(url))
    assert url.split("/")[2] in str(error)


@pytest.mark.parametrize("broken", [reset, reset_mid_body, short_body, b"", b"SSH-2.0-OpenSSH\r\n"])
def test_a_connection_that_breaks_is_tried_again(broken):
    with Server(broken, http(200, completion(GOOD))) as server:
        reply = ask(server)
    assert (reply.attempts, len(server.requests)) == (2, 2)


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (httpx2.ProxyError("407 for user:pass"), "proxy"),
        (httpx2.ConnectError("x"), "cannot connect"),
        (httpx2.ReadError("x"), "broke off"),
        (httpx2.ConnectTimeout("x"), "cannot connect"),
        (httpx2.DecodingError("x"), "broke off"),
    ],
)
def test_every_break_of_the_connection_is_a_network_error(problem, words):
    assert words in refused(Script(problem), NetworkError).message


def test_a_certificate_that_cannot_be_verified_says_what_to_do():
    problem = httpx2.ConnectError("x")
    problem.__cause__ = ssl.SSLCertVerificationError("self-signed")
    error = refused(Script(problem), NetworkError)
    assert "SSL_CERT_FILE" in error.hint


def test_a_proxy_setting_that_makes_no_sense_is_named(monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "nonsense://there")

    async def once():
        async with Client(Endpoint("openai/m", api_key=CANARY)) as client:
            await client.ask(QUESTION)

    with pytest.raises(NetworkError, match="proxy") as caught:
        asyncio.run(once())
    assert "HTTPS_PROXY" in caught.value.hint


def test_a_server_on_this_machine_is_not_asked_through_a_proxy(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    with Server(http(200, completion(GOOD))) as server:
        assert ask(server).attempts == 1


def test_the_deadline_is_total_and_not_per_read():
    began = time.monotonic()
    with Server(drip) as server:
        error = refused(server, DeadlineError, deadline=0.3)
    assert time.monotonic() - began < 1.3
    assert "0.3 seconds" in str(error)
    assert error.attempts == 1


def test_a_server_that_accepts_and_hangs_meets_the_deadline():
    with Server(hang) as server:
        error = refused(server, DeadlineError, deadline=0.2)
    assert "timeout" in error.hint


def test_an_endless_body_is_cut_off():
    with Server(chunked_forever) as server:
        error = refused(server, InvalidOutputError, max_response_bytes=100_000)
    assert "larger than 100000 bytes" in str(error)
    assert len(server.requests) == 1


def test_a_large_body_is_cut_off():
    script = Script(ok("x" * 20_000_000))
    refused(script, InvalidOutputError)
    assert len(script.requests) == 1


def test_a_compressed_bomb_is_cut_off():
    bomb = http(200, gzip.compress(b" " * 50_000_000), {"content-encoding": "gzip"})
    with Server(bomb) as server:
        refused(server, InvalidOutputError)


def test_a_compressed_answer_is_read():
    with Server(compressed(GOOD)) as server:
        assert ask(server).value.score == 1.0


# What the server says no to


@pytest.mark.parametrize(
    ("response", "kind"),
    [
        (failed(401), AuthError),
        (failed(403), AuthError),
        (failed(402, "pay"), QuotaError),
        (failed(400, "unknown parameter seed"), BadRequestError),
        (failed(404, "no such model"), BadRequestError),
        (failed(422, "?"), BadRequestError),
        (failed(413), TooLongError),
        (failed(400, "too many tokens", code="context_length_exceeded"), TooLongError),
        (failed(400, "the request exceeds the available context size", type="exceed_context_size_error"), TooLongError),
        (httpx2.Response(400, json={"message": "This model's maximum context length is 4096 tokens"}), TooLongError),
        (failed(400, "The response was filtered", code="content_filter"), FilteredError),
    ],
)
def test_a_refusal_of_the_server_is_classified_and_not_repeated(response, kind):
    script = Script(response)
    error = refused(script, kind)
    assert (len(script.requests), error.status, error.attempts) == (1, response.status_code, 1)


@pytest.mark.parametrize(
    "body",
    [
        {"error": {"message": "model x not found"}},
        {"error": "model x not found"},
        {"message": "model x not found"},
        {"detail": "model x not found"},
        [{"error": {"message": "model x not found"}}],
    ],
)
def test_the_providers_own_words_are_shown(body):
    assert "model x not found" in str(refused(Script(httpx2.Response(404, json=body)), BadRequestError))


def test_the_providers_words_are_bounded():
    assert len(str(refused(Script(failed(400, "word " * 10_000)), BadRequestError))) < 500


@pytest.mark.parametrize(
    "body", [b"[" * 100_000, b"\xff\xfe", b'"text"', b"null", b'{"error": [1]}', b'{"error": null}']
)
def test_an_unreadable_error_body_changes_nothing(body):
    assert refused(Script(httpx2.Response(400, content=body)), BadRequestError).status == 400


@pytest.mark.parametrize("status", [400, 401, 500])
def test_a_key_that_the_server_echoes_is_never_shown(status):
    script = Script(failed(status, f"key {CANARY} is bad", headers={"x-request-id": CANARY}))
    error = refused(script, {400: BadRequestError, 401: AuthError, 500: ServerError}[status])
    shown = [str(error), repr(error), "".join(traceback.format_exception(error)), repr(vars(error))]
    shown.append(repr(vars(pickle.loads(pickle.dumps(error)))))
    assert not [text for text in shown if CANARY in text]
    assert error.__cause__ is None
    assert error.__context__ is None


def test_a_key_without_the_usual_form_is_masked_too():
    script = Script(failed(401, "key hunter2hunter2 is bad"))
    error = refused(script, AuthError, at=endpoint(api_key="hunter2hunter2"))
    assert "[redacted]" in str(error)


@pytest.mark.parametrize("content", [f"bad key {CANARY}", "x hunter2hunter2"])
def test_a_key_inside_an_answer_is_never_shown(content):
    key = content.split()[-1]
    assert key not in str(refused(Script(ok(content)), InvalidOutputError, at=endpoint(api_key=key)))
    assert key not in str(refused(Script(ok(None, refusal=content)), RefusedError, at=endpoint(api_key=key)))


def test_a_key_that_is_an_ordinary_word_changes_no_answer():
    assert ask(Script(ok(GOOD)), at=endpoint(api_key="host")).value.people[0].side == "host"


# What the model says


@pytest.mark.parametrize(
    "response",
    [
        httpx2.Response(200, html="<html>Please log in</html>"),
        httpx2.Response(200, content=b"<html>", headers={"content-type": "application/json"}),
        httpx2.Response(200, content=b"", headers={"content-type": "application/json"}),
        httpx2.Response(200, content=b"[" * 100_000, headers={"content-type": "application/json"}),
        httpx2.Response(200, json={}),
        httpx2.Response(200, json=[]),
        httpx2.Response(200, json=None),
        httpx2.Response(200, json={"choices": []}),
        httpx2.Response(200, json={"choices": None}),
        httpx2.Response(200, json={"choices": [{}]}),
        httpx2.Response(200, json={"choices": [{"message": {"content": 7}}]}),
        httpx2.Response(200, json={"error": {"message": "overloaded"}}),
    ],
)
def test_what_is_no_completion_is_a_server_error_and_never_repaired(response):
    script = Script(response)
    error = refused(script, ServerError)
    assert "not a completion" in str(error)
    assert "log in" not in str(error)
    assert len({sent.body for sent in script.requests}) == 1
    assert len(script.requests) == 4


@pytest.mark.parametrize(
    ("bad", "problem"),
    [
        ("", "it is empty"),
        (None, "it is empty"),
        ("Here you are: " + GOOD, "not JSON"),
        (f"```json\n{GOOD}\n```", "not JSON"),
        (GOOD[:-5], "not JSON"),
        ('{"people": [], "score": NaN}', "not JSON"),
        ('{"people": [], "score": 1, "note": "x"}', "note: Extra inputs"),
        (
            '{"people": [{"name": "A", "side": "guest"}], "score": 1}',
            "people.0.side: Input should be 'host' or 'visitor'",
        ),
        ('{"people": null, "score": 1}', "people: "),
        ('{"people": [{"name": {}, "side": "host"}], "score": 1}', "people.0.name: "),
        (
            json.dumps({"people": [{"name": "A", "side": "host"}] * 10_000, "score": 1}),
            "people: List should have at most 3",
        ),
        (json.dumps({"people": [{"name": "A" * 1_000_000, "side": "host"}], "score": 1}), "people.0.name: "),
        ("[" * 10_000, "not JSON"),
        ('{"people": [], "score": ' + "1" * 5000 + "}", "not JSON"),
        ('{"people": [{"name": "\ud800", "side": "host"}], "score": 1}', "not JSON"),
        ('{"people": [{"name": "\\ud800", "side": "host"}], "score": 1}', "not JSON"),
    ],
)
def test_an_answer_that_does_not_fit_is_repaired_once(bad, problem):
    script = Script(httpx2.Response(200, content=json.dumps(completion(bad)).encode(), headers=_JSON), ok(GOOD))
    reply = ask(script)
    first, second = (sent.json["messages"] for sent in script.requests)
    assert reply.repaired
    assert second[:-1] == first[:-1]
    told = second[-1]["content"].removeprefix(first[-1]["content"])
    assert problem in told
    assert len(told) < 1500

    error = refused(
        Script(httpx2.Response(200, content=json.dumps(completion(bad)).encode(), headers=_JSON)), InvalidOutputError
    )
    assert problem in str(error)
    assert error.attempts == 2
    assert len(str(error)) < 1500


_JSON = {"content-type": "application/json"}


def test_problems_are_listed_up_to_a_bound():
    many = {"people": [{"name": 1, "side": 2}] * 3, "score": "x"}
    assert "and 2 more" in str(refused(Script(ok(json.dumps(many))), InvalidOutputError))


def test_the_words_of_the_repair_are_the_callers():
    script = Script(ok("no"), ok(GOOD))
    ask(script, Request("t", (Message("assistant", "a"),), Answer, 9, repair="Wrong: $problems"))
    last = script.requests[1].json["messages"][-1]
    assert last["role"] == "user"
    assert last["content"].startswith("Wrong: not JSON")


def test_a_repair_survives_a_failing_server():
    script = Script(ok("no"), failed(503), ok(GOOD))
    reply = ask(script)
    assert (reply.attempts, reply.repaired) == (3, True)
    assert script.requests[1].json == script.requests[2].json


@pytest.mark.parametrize("text", [GOOD, GOOD[:20]])
def test_a_truncated_answer_is_no_answer_even_when_it_is_whole_json(text):
    script = Script(ok(text, finish="length"))
    error = refused(script, TruncatedError)
    assert "50 tokens" in str(error)
    assert len(script.requests) == 1


def test_a_refusal_is_not_repaired():
    script = Script(ok(None, refusal="I cannot help with that"))
    error = refused(script, RefusedError)
    assert "I cannot help" in str(error)
    assert len(script.requests) == 1


def test_a_filtered_answer_is_not_believed():
    script = Script(ok(GOOD, finish="content_filter"))
    refused(script, FilteredError)
    assert len(script.requests) == 1


def test_a_request_that_cannot_be_encoded_is_not_sent():
    script = Script(ok(GOOD))
    error = refused(script, BadRequestError, question=Request("t", (Message("user", "\ud800"),), Answer, 9))
    assert "lone surrogates" in str(error)
    assert script.requests == []


# The reply


def test_the_value_is_exactly_the_model_asked_for():
    reply = ask(Script(ok(GOOD)))
    assert type(reply.value) is Answer
    assert reply.value == Answer(people=[Person(name="Ana Lopez", side="host")], score=1.0)


def test_usage_counts_each_raw_answer_once():
    reply = ask(Script(ok("no", tokens=(10, 5)), failed(500), ok(GOOD, tokens=(20, 7))))
    assert reply.usage == Usage(3, 30, 12, reply.usage.seconds)
    assert reply.usage.seconds > 0


@pytest.mark.parametrize("usage", [None, {}, {"prompt_tokens": 3, "completion_tokens": 4}])
def test_an_answer_without_token_counts_is_an_answer(usage):
    body = completion(GOOD) | {"usage": usage}
    reply = ask(Script(httpx2.Response(200, json=body)))
    assert reply.usage.prompt_tokens == (usage or {}).get("prompt_tokens", 0)


def test_failed_questions_are_in_what_was_spent():
    async def both():
        script = Script(ok("no"), ok("no"), ok(GOOD))
        async with Client(endpoint(), sleep=Naps(), transport=script.transport) as client:
            with pytest.raises(InvalidOutputError):
                await client.ask(QUESTION)
            await client.ask(QUESTION)
            return client.spent

    spent = asyncio.run(both())
    assert (spent.calls, spent.prompt_tokens, spent.completion_tokens) == (3, 33, 21)


def test_usage_adds_up():
    assert Usage(1, 2, 3, 4.0) + Usage(10, 20, 30, 40.0) == Usage(11, 22, 33, 44.0)


def test_the_logs_of_other_calls_are_left_alone(caplog):
    ask(Script(ok(GOOD)))
    logging.getLogger("openai._base_client").debug("a call of somebody else")
    assert "a call of somebody else" in caplog.messages


# Many at once


def test_answers_stay_with_their_questions_and_no_more_run_than_allowed():
    running, most = 0, 0

    async def answer(request: httpx2.Request) -> httpx2.Response:
        nonlocal running, most
        running += 1
        most = max(most, running)
        asked = json.loads(request.content)["messages"][0]["content"]
        for _ in range(20 - int(asked)):  # the later asked, the sooner answered
            await asyncio.sleep(0)
        running -= 1
        return ok(json.dumps({"people": [{"name": asked, "side": "host"}], "score": 0}))

    async def all_of_them():
        limits = Limits(max_concurrency=5)
        async with Client(endpoint(), limits, transport=httpx2.MockTransport(answer)) as client:
            return await asyncio.gather(
                *(client.ask(Request("t", (Message("user", str(n)),), Answer, 9)) for n in range(20))
            )

    replies = asyncio.run(all_of_them())
    assert [reply.value.people[0].name for reply in replies] == [str(n) for n in range(20)]
    assert most == 5


def test_a_cancelled_question_is_cancelled_and_frees_its_slot():
    async def cancel():
        never = asyncio.Event()

        async def answer(_: httpx2.Request) -> httpx2.Response:
            if not never.is_set():
                never.set()
                await asyncio.sleep(60)
            return ok(GOOD)

        async with Client(endpoint(), Limits(max_concurrency=1), transport=httpx2.MockTransport(answer)) as client:
            task = asyncio.create_task(client.ask(QUESTION))
            await never.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            return await client.ask(QUESTION)

    assert asyncio.run(cancel()).attempts == 1


def test_a_closed_client_can_be_used_again():
    async def twice():
        script = Script(ok(GOOD))
        client = Client(endpoint(), transport=script.transport)
        for _ in range(2):
            async with client:
                await client.ask(QUESTION)
        return len(script.requests)

    assert asyncio.run(twice()) == 2


# Other providers


def test_a_missing_sdk_says_what_to_install():
    async def once():
        async with Client(Endpoint("anthropic/claude", api_key=CANARY)) as client:
            await client.ask(QUESTION)

    with pytest.raises(ConfigurationError, match="pip install anthropic") as caught:
        asyncio.run(once())
    assert CANARY not in str(caught.value)


def test_an_unknown_provider_is_a_configuration_error():
    async def once():
        async with Client(Endpoint("nosuch/model")) as client:
            await client.ask(QUESTION)

    with pytest.raises(ConfigurationError, match="nosuch"):
        asyncio.run(once())


def test_a_compatible_provider_is_asked_through_the_guarded_transport():
    script = Script(failed(503), ok(GOOD))
    naps = Naps()
    assert ask(script, at=Endpoint("together/org/some-model", api_key=CANARY), naps=naps).attempts == 2
    sent = script.requests[0]
    assert sent.headers["host"] == "api.together.xyz"
    assert sent.json["model"] == "org/some-model"
    assert sent.json["response_format"]["json_schema"]["strict"] is True


class _SdkError(Exception):
    """What SDKs raise for an HTTP error, as far as they agree."""

    def __init__(self) -> None:
        self.status_code = 429
        self.body = {"error": {"message": f"slow down, {CANARY}"}}
        self.response = httpx2.Response(429, headers={"retry-after": "3"})


def _foreign(monkeypatch, *outcomes):
    """Let instructor resolve a provider whose SDK plays these outcomes."""
    steps = list(outcomes)

    async def create(**_):
        step = steps.pop(0)
        if isinstance(step, Exception):
            raise step
        from openai.types.chat import ChatCompletion

        return ChatCompletion.model_validate(step)

    class Sdk:
        max_retries = 2

    client = instructor.AsyncInstructor(
        client=Sdk(), create=instructor.patch(create=create, mode=instructor.Mode.JSON), mode=instructor.Mode.JSON
    )
    monkeypatch.setattr(instructor, "from_provider", lambda *_, **__: client)
    return client


def test_a_provider_with_an_sdk_of_its_own_is_asked_through_instructor(monkeypatch):
    client = _foreign(monkeypatch, _SdkError(), completion("no"), completion(GOOD))
    naps = Naps()
    reply = ask(Script(), at=Endpoint("foreign/model", api_key=CANARY), naps=naps)
    assert type(reply.value) is Answer
    assert naps.taken == [3, 0]
    assert (reply.attempts, reply.repaired, reply.usage.prompt_tokens) == (3, True, 11)
    assert client.client.max_retries == 0


@pytest.mark.parametrize(
    ("outcome", "kind"),
    [
        (completion(GOOD, finish="length"), TruncatedError),
        (completion(None, refusal="I will not"), RefusedError),
        (completion("I will not", refusal="I will not"), RefusedError),
        (completion(GOOD, finish="content_filter"), FilteredError),
        (completion(GOOD[:9], finish="content_filter"), FilteredError),
        (type("ConnectFailed", (Exception,), {})(), NetworkError),
        (type("Surprise", (Exception,), {})(CANARY), ServerError),
        (_SdkError(), RateLimitedError),
    ],
)
def test_failures_of_another_sdk_become_ours(monkeypatch, outcome, kind):
    _foreign(monkeypatch, outcome)
    error = refused(Script(), kind, at=Endpoint("foreign/model", api_key=CANARY), attempts=1)
    assert CANARY not in str(error)


# Weight


def test_importing_the_client_loads_neither_openai_nor_instructor():
    code = (
        "import sys, communique.model.client, communique.model.cassettes;"
        "print(sorted({'openai', 'instructor', 'httpx2', 'tenacity', 'vcr', 'yaml'} & sys.modules.keys()))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "[]"


def test_every_error_of_a_model_survives_pickling_with_its_facts():
    error = refused(Script(failed(503, headers={"x-request-id": "r"})), ServerError)
    copy = pickle.loads(pickle.dumps(error))
    assert isinstance(copy, ModelError)
    assert (copy.status, copy.request_id, copy.attempts, str(copy)) == (503, "r", 4, str(error))


# --- Meters -----------------------------------------------------------------------------------------------------------


class Meter:
    """Lets so many requests through and remembers what it is told."""

    def __init__(self, calls: int = 99) -> None:
        self.calls = calls
        self.admitted: list[Usage] = []
        self.settled: list[tuple[Usage, Usage | None]] = []

    async def admit(self, most: Usage) -> None:
        if len(self.admitted) >= self.calls:
            raise BudgetError("enough", attempts=0)
        self.admitted.append(most)

    def settle(self, most: Usage, used: Usage | None) -> None:
        self.settled.append((most, used))


def metered(meter: Meter, *steps, **limits):
    async def run():
        async with Client(endpoint(), Limits(**limits), sleep=Naps(), transport=Script(*steps).transport) as client:
            return await client.ask(QUESTION, meter)

    return asyncio.run(run())


def test_a_meter_is_asked_before_each_request_and_told_what_it_cost():
    meter = Meter()
    metered(meter, failed(503), ok(GOOD, tokens=(11, 7)))
    assert [used for _, used in meter.settled] == [Usage(calls=1), Usage(1, 11, 7)]
    assert all(most.completion_tokens == QUESTION.max_tokens for most in meter.admitted)
    assert all(most.prompt_tokens >= 11 for most in meter.admitted)


def test_a_meter_that_has_had_enough_ends_the_question_between_two_requests():
    meter = Meter(calls=1)
    with pytest.raises(BudgetError):
        metered(meter, failed(503), ok(GOOD))
    assert len(meter.settled) == 1


def test_an_answer_lost_on_the_way_may_have_cost_anything():
    meter = Meter()
    with pytest.raises(NetworkError):
        metered(meter, httpx2.ReadError("gone"), attempts=1)
    assert meter.settled == [(meter.admitted[0], None)]


def test_a_server_that_nobody_reached_costs_nothing():
    meter = Meter()
    with pytest.raises(NetworkError):
        metered(meter, httpx2.ConnectError("no"), attempts=1)
    assert meter.settled == [(meter.admitted[0], Usage(calls=1))]


def test_a_server_that_counts_no_tokens_is_reckoned_at_the_most():
    meter = Meter()
    metered(meter, ok(GOOD, tokens=(0, 0)))
    ((most, used),) = meter.settled
    assert used.prompt_tokens == most.prompt_tokens
    assert 0 < used.completion_tokens < most.completion_tokens


def test_refusals_lower_how_many_are_asked_at_once_and_clean_answers_raise_it():
    async def run():
        script = Script(failed(429, headers={"retry-after-ms": "1"}), ok(GOOD))
        async with Client(endpoint(), Limits(max_concurrency=64), sleep=Naps(), transport=script.transport) as client:
            await client.ask(QUESTION)
            fallen = client.concurrency
            for _ in range(8):
                await client.ask(QUESTION)
            return fallen, client.concurrency

    assert asyncio.run(run()) == (6, 7)


def test_the_rates_a_server_names_are_heard():
    heard = []

    class Listening(Limiter):
        def heard(self, headers):
            heard.append(headers.get("x-ratelimit-limit-requests"))

    async def run():
        script = Script(httpx2.Response(200, json=completion(GOOD), headers={"x-ratelimit-limit-requests": "500"}))
        limiter = Listening(Limits())
        async with Client(endpoint(), Limits(), limiter=limiter, transport=script.transport) as client:
            await client.ask(QUESTION)

    asyncio.run(run())
    assert heard == ["500"]


# --- Connections ------------------------------------------------------------------------------------------------------


def test_requests_one_after_the_other_share_a_connection_and_those_at_once_have_one_each():
    async def run():
        connections = 0
        body = json.dumps(completion(GOOD)).encode()

        async def serve(reader, writer):
            nonlocal connections
            connections += 1
            with contextlib.closing(writer), contextlib.suppress(asyncio.IncompleteReadError):
                while head := await reader.readuntil(b"\r\n\r\n"):
                    (length,) = re.findall(rb"(?i)content-length: (\d+)", head)
                    await reader.readexactly(int(length))
                    await asyncio.sleep(0.02)
                    writer.write(b"HTTP/1.1 200 X\r\ncontent-type: application/json\r\n")
                    writer.write(b"content-length: %d\r\n\r\n" % len(body) + body)

        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
        async with server, Client(endpoint(url)) as client:
            for _ in range(4):
                await client.ask(QUESTION)
            alone = connections
            await asyncio.gather(*(client.ask(QUESTION) for _ in range(5)))
            await asyncio.gather(*(client.ask(QUESTION) for _ in range(5)))
        return alone, connections

    assert asyncio.run(run()) == (1, 5)
