"""What is recorded, what is replayed, and what never enters a cassette."""

from __future__ import annotations

import asyncio
import gzip
import json
import logging
import threading
from pathlib import Path

import httpx2
import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from communique.errors import ServerError, StoreError
from communique.model import cassettes
from communique.model.cassettes import record, replay, replaying
from communique.model.client import Client, Endpoint, Limits, Message, Request
from fakes import CANARY, Naps, Script, Server, completion, failed, http, ok


class Answer(BaseModel):
    name: str


def asked(text: str) -> Request[Answer]:
    return Request("name", (Message("user", text),), Answer, 20)


def good(name: str) -> dict:
    return completion(json.dumps({"name": name}))


async def ask(*texts: str, url: str = "http://127.0.0.1:9/v1", key: str | None = CANARY, transport=None) -> list[str]:
    where = Endpoint("local", base_url=url, api_key=key)
    async with Client(where, Limits(), sleep=Naps(), transport=transport) as client:
        return [reply.value.name for reply in await asyncio.gather(*(client.ask(asked(text)) for text in texts))]


def recorded(path: Path, *steps: httpx2.Response, texts=("one",)) -> dict:
    """Record answers of a script to ``path`` and return the parsed file."""
    with record(path):
        asyncio.run(ask(*texts, transport=Script(*steps).transport))
    return yaml.safe_load(path.read_text("utf-8"))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "cassettes" / "answers.yaml"


def test_what_was_recorded_is_replayed_with_the_server_gone_at_another_address_with_another_key(path):
    with Server(http(200, good("Ana"))) as server, record(path):
        assert asyncio.run(ask("one", url=server.url)) == ["Ana"]
    with replay(path):
        assert asyncio.run(ask("one", url="https://example.org/v1", key="another-key")) == ["Ana"]
        assert len(server.requests) == 1


def test_a_cassette_reads_like_the_conversation_it_holds(path):
    text = "First line.\n\nSecond: “quoted” – with $x and {{ y }}.\n"
    document = recorded(path, ok('{"name": "Ana"}'), texts=(text,))
    (interaction,) = document["interactions"]
    assert interaction["request"]["method"] == "POST"
    assert interaction["request"]["path"] == "/v1/chat/completions"
    assert interaction["request"]["headers"] == {"content-type": "application/json"}
    assert interaction["request"]["json"]["messages"] == [{"role": "user", "content": text}]
    assert interaction["response"]["status"] == 200
    assert interaction["response"]["headers"] == {"content-type": ["application/json"]}
    assert interaction["response"]["json"]["choices"][0]["message"]["content"] == '{"name": "Ana"}'
    written = path.read_text("utf-8")
    assert "content: |\n" in written
    assert "Second: “quoted” – with $x and {{ y }}." in written


@pytest.mark.parametrize("key", [CANARY, "0d6ccf1a-random-key-of-a-local-server"])
def test_neither_key_nor_port_nor_private_headers_are_stored(path, key, caplog):
    caplog.set_level(logging.DEBUG)
    private = {
        "set-cookie": "session=secret-cookie",
        "openai-organization": "org-secret",
        "x-request-id": "req-secret",
        "server": "secret-server",
        "retry-after": "1",
    }
    body = good("Ana") | {"model": "/home/secret-user/model.gguf", "usage": {"note": f"Bearer {key}\n{key}"}}
    with Server(http(200, body, private)) as server, record(path):
        asyncio.run(ask("one", url=server.url, key=key))
    written = path.read_text("utf-8")
    assert "[redacted]" in written
    for secret in (key, str(server.port), "127.0.0.1", "secret", "authorization", "user-agent", "stainless"):
        assert secret not in written.lower()
    assert yaml.safe_load(written)["interactions"][0]["response"]["headers"].keys() == {"content-type", "retry-after"}
    assert key not in caplog.text
    assert not [line for name, _, line in caplog.record_tuples if name.startswith("vcr")]


@pytest.mark.parametrize("key", [None, "none", "test"])
def test_a_key_that_is_an_ordinary_word_changes_no_cassette(path, key):
    transport = Script(ok('{"name": "none-test"}')).transport
    with record(path):
        asyncio.run(ask("test", key=key, transport=transport))
    with replay(path):
        assert asyncio.run(ask("test")) == ["none-test"]


def test_a_compressed_answer_is_stored_readable(path):
    packed = gzip.compress(json.dumps(good("Ana")).encode())
    with Server(http(200, packed, {"content-encoding": "gzip"})) as server, record(path):
        asyncio.run(ask("one", url=server.url))
    assert "choices" in yaml.safe_load(path.read_text("utf-8"))["interactions"][0]["response"]["json"]
    with replay(path):
        assert asyncio.run(ask("one")) == ["Ana"]


def test_of_several_answers_to_one_request_the_last_is_kept(path):
    document = recorded(path, failed(429), failed(503), ok('{"name": "Ana"}'))
    assert [each["response"]["status"] for each in document["interactions"]] == [200]
    with replay(path):
        assert asyncio.run(ask("one", "one", "one")) == ["Ana"] * 3


def test_an_answer_that_is_no_json_is_kept_as_text(path):
    with record(path), pytest.raises(ServerError):
        asyncio.run(ask("one", transport=Script(httpx2.Response(500, html="<p>\nno\n")).transport))
    assert yaml.safe_load(path.read_text("utf-8"))["interactions"][0]["response"]["text"] == "<p>\nno\n"
    with replay(path), pytest.raises(ServerError):
        asyncio.run(ask("one"))


def test_recording_again_replaces_the_file(path):
    recorded(path, ok('{"name": "Ana"}'))
    document = recorded(path, ok('{"name": "Ben"}'), texts=("two",))
    assert len(document["interactions"]) == 1
    assert list(path.parent.iterdir()) == [path]


def test_a_block_that_fails_leaves_the_old_recording(path):
    recorded(path, ok('{"name": "Ana"}'))
    before = path.read_bytes()
    with pytest.raises(ZeroDivisionError), record(path):
        asyncio.run(ask("two", transport=Script(ok('{"name": "Ben"}')).transport))
        raise ZeroDivisionError
    assert path.read_bytes() == before


def test_recording_nothing_is_an_error(path):
    with pytest.raises(StoreError, match="no model was asked"), record(path):
        pass
    assert not path.exists()


def test_the_order_of_fields_is_kept_where_it_has_meaning(path):
    sent = recorded(path, ok('{"name": "Ana"}'))["interactions"][0]["request"]["json"]
    assert list(sent["messages"][0]) == ["role", "content"]
    assert list(sent) == sorted(sent)


# Misses


def test_a_question_that_is_not_in_the_cassette_says_why_and_is_asked_once(path):
    recorded(path, ok('{"name": "Ana"}'))
    with pytest.raises(StoreError, match="no answer to this question") as caught, replay(path):
        asyncio.run(ask("another"))
    assert "prompt, the schema, the article or the model changed" in caught.value.hint
    assert caught.value.__cause__ is None
    assert CANARY not in str(caught.value)


class Bounded(BaseModel):
    name: str = Field(max_length=5)


class NameLast(BaseModel):
    side: str
    name: str


class NameFirst(BaseModel):
    name: str
    side: str


def test_fields_asked_for_in_another_order_are_another_question(path):
    transport = Script(ok('{"name": "Ana", "side": "host"}')).transport

    async def once(answer):
        async with Client(Endpoint("m", base_url="http://127.0.0.1:9/v1"), transport=transport) as client:
            await client.ask(Request("t", (Message("user", "one"),), answer, 9))

    with record(path):
        asyncio.run(once(NameLast))
    with pytest.raises(StoreError, match="no answer"), replay(path):
        asyncio.run(once(NameFirst))


@pytest.mark.parametrize(
    ("endpoint", "question"),
    [
        (Endpoint("other", base_url="http://127.0.0.1:9/v1"), asked("one")),
        (Endpoint("local", base_url="http://127.0.0.1:9/v2"), asked("one")),
        (Endpoint("local", base_url="http://127.0.0.1:9/v1", extra_body={"top_k": 1}), asked("one")),
        (Endpoint("local", base_url="http://127.0.0.1:9/v1"), asked("one ")),
        (Endpoint("local", base_url="http://127.0.0.1:9/v1", strict=False), asked("one")),
        (Endpoint("local", base_url="http://127.0.0.1:9/v1"), Request("n", (Message("user", "one"),), Bounded, 20)),
    ],
)
def test_any_change_of_model_path_settings_prompt_or_schema_is_a_miss(path, endpoint, question):
    recorded(path, ok('{"name": "Ana"}'))

    async def once():
        async with Client(endpoint) as client:
            await client.ask(question)

    with pytest.raises(StoreError, match="no answer"), replay(path):
        asyncio.run(once())


def test_an_answer_nobody_asked_for_is_an_error(path):
    recorded(path, ok('{"name": "Ana"}'), texts=("one", "two"))
    with pytest.raises(StoreError, match="1 of the 2 answers"), replay(path):
        asyncio.run(ask("two"))


def test_an_error_of_the_block_is_not_hidden_by_answers_left_over(path):
    recorded(path, ok('{"name": "Ana"}'))
    with pytest.raises(ZeroDivisionError), replay(path):
        raise ZeroDivisionError


def test_replaying_writes_nothing(path):
    recorded(path, ok('{"name": "Ana"}'))
    before = path.read_bytes(), path.stat().st_mtime_ns
    with replay(path):
        asyncio.run(ask("one"))
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


# Files


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[",
        "version: 2\ninteractions: []",
        "interactions: []",
        "version: 1",
        "version: 1\ninteractions: [{request: {}}]",
        "version: 1\ninteractions: 7",
        "just text",
        "!!python/object/apply:os.system ['true']",
        b"\xff\xfe\x00",
    ],
)
def test_a_file_that_is_no_cassette_is_a_store_error(tmp_path, content):
    broken = tmp_path / "broken.yaml"
    broken.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(StoreError, match="cannot read the cassette"), replay(broken):
        pass
    assert not replaying()


def test_a_missing_file_is_a_store_error(tmp_path):
    with pytest.raises(StoreError, match="there is no cassette"), replay(tmp_path / "none.yaml"):
        pass


def test_a_place_that_cannot_be_written_is_a_store_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot write the cassette"), record(tmp_path / "file" / "answers.yaml"):
        asyncio.run(ask("one", transport=Script(ok('{"name": "Ana"}')).transport))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@example(sent="a\x85b\n\u2028 c\r\n", value="\x85")
@given(sent=st.text(st.characters()), value=json_values)
def test_whatever_text_and_json_are_sent_come_back_the_same(tmp_path, sent, value):
    from vcr.request import Request as Raw

    from communique.model.cassette_file import CassetteFile, Scrubber

    scrubber, target = Scrubber(), str(tmp_path / "any.yaml")
    request = scrubber.request(Raw("POST", "http://h/p", json.dumps({"text": sent}).encode(), {}))
    response = scrubber.response(
        {"status": {"code": 200, "message": "OK"}, "headers": {}, "body": {"string": json.dumps(value).encode()}}
    )
    CassetteFile(fresh=False).save_cassette(target, {"requests": [request], "responses": [response]}, None)
    (loaded,), (answer,) = CassetteFile(fresh=False).load_cassette(target, None)
    assert loaded.body == request.body
    assert json.loads(answer["body"]["string"]) == json.loads(response["body"]["string"])


# The process


def test_calls_from_another_threads_event_loop_are_covered(path):
    def in_a_thread(*texts: str, transport=None) -> list[str]:
        found: list[str] = []

        def run() -> None:
            found.extend(asyncio.run(ask(*texts, transport=transport)))

        thread = threading.Thread(target=run)
        thread.start()
        thread.join(10)
        return found

    script = Script(ok('{"name": "Ana"}'))
    with record(path):
        in_a_thread("one", transport=script.transport)
    with replay(path):
        assert in_a_thread("one") == ["Ana"]


def test_a_client_made_and_used_before_the_block_is_covered(path):
    recorded(path, ok('{"name": "Ana"}'))

    async def before_within_and_after():
        script = Script(ok('{"name": "Live"}'))
        where = Endpoint("local", base_url="http://127.0.0.1:9/v1")
        async with Client(where, transport=script.transport) as client:
            names = [(await client.ask(asked("one"))).value.name]
            with replay(path):
                names.append((await client.ask(asked("one"))).value.name)
            names.append((await client.ask(asked("one"))).value.name)
        return names

    assert asyncio.run(before_within_and_after()) == ["Live", "Ana", "Live"]


def test_whether_a_cassette_is_replayed_is_known_to_every_thread(path):
    recorded(path, ok('{"name": "Ana"}'))
    seen = []
    with replay(path):
        thread = threading.Thread(target=lambda: seen.append(replaying()))
        thread.start()
        thread.join(10)
        asyncio.run(ask("one"))
    assert seen == [True]
    assert not replaying()


def test_recording_is_not_replaying(path):
    with record(path):
        assert not replaying()
        asyncio.run(ask("one", transport=Script(ok('{"name": "Ana"}')).transport))


def test_a_second_cassette_at_once_is_refused_and_the_first_goes_on(path, tmp_path):
    recorded(path, ok('{"name": "Ana"}'))
    with replay(path):
        with pytest.raises(StoreError, match="another cassette is in use"), record(tmp_path / "other.yaml"):
            pass
        assert asyncio.run(ask("one")) == ["Ana"]


def test_other_errors_are_not_taken_for_a_miss():
    assert cassettes.as_store_error(ValueError()) is None
