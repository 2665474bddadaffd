"""A loopback server with OpenAI's files and batches, whose batches end when and how a test says."""

from __future__ import annotations

import json
import random
import re
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from fakes import completion
from loopback import answer

Line = dict[str, object]


def answered(line: Line, content: str | None = None, **details) -> Line:
    """The line of a request that was answered, by default with an answer that fits."""
    body = completion(answer(line["body"]) if content is None else content, **details)
    return {"id": "r", "custom_id": line["custom_id"], "response": {"status_code": 200, "body": body}, "error": None}


def refused(line: Line, status: int, message: str = "no", **fields) -> Line:
    """The line of a request that failed."""
    body = {"error": {"message": message, **fields}}
    return {"id": "r", "custom_id": line["custom_id"], "response": {"status_code": status, "body": body}, "error": None}


def expired(line: Line) -> Line:
    """The line of a request that was not reached within the day."""
    error = {"code": "batch_expired", "message": "this request could not be executed before the batch expired"}
    return {"id": "r", "custom_id": line["custom_id"], "response": None, "error": error}


class BatchServer:
    """The server; a context manager.

    ``steps`` maps a method and the beginning of a path to statuses that are answered instead, one a request, the
    request having been carried out first if the status is 502.
    """

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.batches: dict[str, dict] = {}
        self.steps: dict[str, list[int]] = {}
        self.live_calls = 0
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._answer("GET", b"")

            def do_POST(self) -> None:
                self._answer("POST", self.rfile.read(int(self.headers["content-length"])))

            def log_message(self, *_) -> None:
                pass

            def _answer(self, method: str, body: bytes) -> None:
                status, content = server.handle(method, self.path, self.headers, body)
                data = content if isinstance(content, bytes) else json.dumps(content).encode()
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_port}/v1"

    def __enter__(self) -> BatchServer:
        self._thread.start()
        return self

    def __exit__(self, *_) -> None:
        self._http.shutdown()
        self._http.server_close()

    def requests(self, batch: str) -> list[Line]:
        """The requests of a batch."""
        return [json.loads(line) for line in self.files[self.batches[batch]["input_file_id"]].splitlines()]

    def end(
        self,
        batch: str,
        status: str = "completed",
        *,
        outputs: Callable[[Line], Line | None] = answered,
        errors: Callable[[Line], Line | None] = lambda line: None,
    ) -> None:
        """Let a batch end, with the lines that these make of its requests, in no order."""
        found = self.batches[batch]
        found["status"] = status
        for name, make in (("output_file_id", outputs), ("error_file_id", errors)):
            lines = [made for line in self.requests(batch) if (made := make(line)) is not None]
            random.Random(1).shuffle(lines)
            if lines:
                found[name] = self._keep("\n".join(map(json.dumps, lines)).encode())

    def handle(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, object]:
        for start, statuses in self.steps.items():
            if f"{method} {path}".startswith(start) and statuses:
                status = statuses.pop(0)
                if status == 502:
                    self._carry_out(method, path, headers, body)
                return status, {"error": {"message": "a step of the test"}}
        return self._carry_out(method, path, headers, body)

    def _carry_out(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, object]:
        path = path.partition("?")[0].removeprefix("/v1/")
        if (method, path) == ("POST", "chat/completions"):
            self.live_calls += 1
            return 200, completion(answer(json.loads(body)))
        if (method, path) == ("POST", "files"):
            return 200, {"id": self._keep(_uploaded(headers["content-type"], body)), "object": "file"}
        if (method, path) == ("POST", "batches"):
            return 200, self._create(json.loads(body))
        if (method, path) == ("GET", "batches"):
            return 200, {"object": "list", "data": list(self.batches.values()), "has_more": False}
        if content := re.fullmatch(r"files/([\w-]+)/content", path):
            return 200, self.files[content[1]]
        batch = self.batches.get(path.removeprefix("batches/"))
        return (200, batch) if batch else (404, {"error": {"message": "no such batch"}})

    def _keep(self, content: bytes) -> str:
        name = f"file-{len(self.files)}"
        self.files[name] = content
        return name

    def _create(self, asked: dict) -> dict:
        name = f"batch_{len(self.batches)}"
        batch = {"id": name, "object": "batch", "created_at": 1, "status": "validating", **asked}
        self.batches[name] = batch
        return batch


def _uploaded(content_type: str, body: bytes) -> bytes:
    """The file in a multipart form."""
    boundary = re.search(r"boundary=([\w-]+)", content_type)[1].encode()
    parts = body.split(b"--" + boundary)
    assert any(b'name="purpose"\r\n\r\nbatch' in part for part in parts)
    (file,) = (part for part in parts if b"filename=" in part)
    return file.partition(b"\r\n\r\n")[2].removesuffix(b"\r\n")
