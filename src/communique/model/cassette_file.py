"""The file format of a cassette: YAML that a reviewer can read, with nothing in it that is not meant to be there.

Bodies are stored parsed, prompts as block text. Of the headers, and of a completion, only what is named here is kept,
because a list of what is forbidden is never complete; of the address only the path, because hosts, ports and queries
differ from run to run and may hold keys. Where the same request was answered more than once, the last answer counts:
what came before was an overloaded server.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import yaml
from vcr.persisters.filesystem import CassetteNotFoundError
from vcr.request import Request

from communique.errors import StoreError, redact

__all__ = ["CassetteFile", "Scrubber"]

_HEADER = "# Recorded by communique.record(). Headers are kept by allowlist, keys are masked, hosts are left out.\n"
_VERSION = 1
_HOST = "http://model.invalid"  # stands for every host; the name can never resolve (RFC 6761)
_REQUEST_HEADERS = frozenset({"content-type"})
_RESPONSE_HEADERS = frozenset({"content-type", "retry-after"})
_COMPLETION_FIELDS = ("object", "choices", "usage")  # not timings, ids, or the path of the model's file
_SHORTEST_SECRET = 12  # characters; "ollama" or "test" as a key is no secret, but a word that answers may hold
_CREDENTIAL_HEADERS = ("authorization", "api-key", "x-api-key", "x-goog-api-key")


class Scrubber:
    """Reduces requests and responses to what a cassette may hold, when recording and, to match, when replaying.

    It remembers the credentials that requests carry, and masks them wherever a body repeats them.
    """

    def __init__(self) -> None:
        self._secrets: set[str] = set()

    def request(self, request: Request) -> Request:
        """Return ``request`` without its host, query and other headers, its JSON body in canonical form.

        Only the order of the topmost fields is made canonical: further down, in a schema, order is meaning.
        """
        for name in _CREDENTIAL_HEADERS:
            credential = str(request.headers.get(name, "")).rpartition(" ")[2]
            if len(credential) >= _SHORTEST_SECRET:
                self._secrets.add(credential)
        headers = {name: value for name, value in request.headers.items() if name.lower() in _REQUEST_HEADERS}
        body = self._body(request.body or b"", lambda content: dict(sorted(content.items())))
        return Request(request.method, _HOST + request.path, body, headers)

    def response(self, response: dict[str, Any]) -> dict[str, Any]:
        """Return ``response`` with the allowed headers and a scrubbed body."""
        headers = {name.lower(): value for name, value in response["headers"].items()}
        return {
            "status": response["status"],
            "headers": {name: headers[name] for name in sorted(_RESPONSE_HEADERS & headers.keys())},
            "body": {"string": self._body(response["body"]["string"], _essence)},
        }

    def _body(self, body: bytes, reduce: Callable[[dict[str, object]], dict[str, object]]) -> bytes:
        try:
            content = self._masked(json.loads(body))
        except (ValueError, RecursionError):
            return redact(body.decode(errors="replace"), *self._secrets).encode()
        return json.dumps(reduce(content) if isinstance(content, dict) else content).encode()

    def _masked(self, value: object) -> object:
        if isinstance(value, str):
            return redact(value, *self._secrets)
        if isinstance(value, dict):
            return {key: self._masked(each) for key, each in value.items()}
        return [self._masked(each) for each in value] if isinstance(value, list) else value


class CassetteFile:
    """Loads and saves cassettes for vcrpy, which calls this a persister.

    Args:
        fresh: whether to begin anew where the file exists already.
    """

    def __init__(self, *, fresh: bool) -> None:
        self._fresh = fresh

    def load_cassette(self, cassette_path: str, serializer: object) -> tuple[list[Request], list[dict[str, Any]]]:
        """Return the requests and responses of a cassette.

        Raises:
            StoreError: the file cannot be read or is no cassette of this format.
        """
        if self._fresh:
            raise CassetteNotFoundError
        try:
            text = Path(cassette_path).read_text("utf-8")
            interactions = _interactions(yaml.load(text, Loader=_Loader))  # noqa: S506 - a safe loader
            requests = [_load_request(each["request"]) for each in interactions]
            return requests, [_load_response(each["response"]) for each in interactions]
        except (OSError, yaml.YAMLError, ValueError, KeyError, TypeError) as error:
            reason = type(error).__name__
        raise StoreError(f"cannot read the cassette {cassette_path} ({reason})", hint="record it again")

    def save_cassette(self, cassette_path: str, cassette_dict: dict[str, list[Any]], serializer: object) -> None:
        """Write a cassette, replacing the file only when all of it is written.

        Raises:
            StoreError: the file cannot be written.
        """
        pairs = zip(cassette_dict["requests"], cassette_dict["responses"], strict=True)
        document = {"version": _VERSION, "interactions": [_dump(*pair) for pair in _last_answers(pairs)]}
        text = _HEADER + yaml.dump(document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)
        try:
            _write(Path(cassette_path), text)
        except OSError as error:
            reason = error.strerror
        else:
            return
        raise StoreError(f"cannot write the cassette {cassette_path}: {reason}")


_UNICODE_BREAKS = frozenset("\x85\u2028\u2029")
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Dumper(yaml.SafeDumper):
    """Writes text of several lines as a block, so that prompts read as prompts."""


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    if not _UNICODE_BREAKS.isdisjoint(text):
        style = '"'  # unescaped, they would be read back as spaces
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)


def _essence(response: dict[str, object]) -> dict[str, object]:
    if response.get("object") != "chat.completion":
        return response
    return {name: response[name] for name in _COMPLETION_FIELDS if name in response}


def _interactions(document: dict[str, Any]) -> list[dict[str, Any]]:
    if document["version"] != _VERSION:
        raise ValueError("recorded by another version")
    interactions: list[dict[str, Any]] = document["interactions"]
    return interactions


def _last_answers(pairs: Iterable[tuple[Request, dict[str, Any]]]) -> list[tuple[Request, dict[str, Any]]]:
    last = {(request.method, request.path, request.body): (request, response) for request, response in pairs}
    return list(last.values())


def _dump(request: Request, response: dict[str, Any]) -> dict[str, object]:
    return {
        "request": {
            "method": request.method,
            "path": request.path,
            "headers": dict(request.headers.items()),
            **_readable(request.body or b""),
        },
        "response": {
            "status": response["status"]["code"],
            "headers": response["headers"],
            **_readable(response["body"]["string"]),
        },
    }


def _load_request(stored: dict[str, Any]) -> Request:
    return Request(stored["method"], _HOST + stored["path"], _raw(stored), stored["headers"])


def _load_response(stored: dict[str, Any]) -> dict[str, Any]:
    return {
        "status": {"code": int(stored["status"]), "message": ""},
        "headers": stored["headers"],
        "body": {"string": _raw(stored)},
    }


def _readable(body: bytes) -> dict[str, object]:
    """Return the body parsed, or as text where it is no JSON or holds what YAML cannot (lone surrogates)."""
    text = body.decode(errors="replace")
    try:
        content = json.loads(text)
        json.dumps(content, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return {"text": text}
    return {"json": content}


def _raw(stored: dict[str, Any]) -> bytes:
    if "json" in stored:
        return json.dumps(stored["json"]).encode()
    text: str = stored["text"]
    return text.encode()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, partial = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(partial).replace(path)
    except OSError:
        Path(partial).unlink(missing_ok=True)
        raise
