"""The embedded model server: llama.cpp on a loopback port, started on first use and gone with this process.

Everything beyond this module speaks HTTP to it, as to any other OpenAI-compatible server.
"""

from __future__ import annotations

import atexit
import contextlib
import importlib.util
import json
import logging
import os
import re
import secrets
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from communique import children
from communique.cores import physical_cores
from communique.errors import ConfigurationError, WeightsError
from communique.model.embedded_server import Settings
from communique.model.weights import sha256_of

__all__ = ["EmbeddedServer", "ServerPool", "ensure_server"]

_LOG = logging.getLogger(__name__)
_PROGRAM = (sys.executable, "-P", str(Path(__file__).with_name("embedded_server.py")))
_STOP_SECONDS = 10.0
_LOGGED_ERROR = re.compile(r"[\d.]+ E (.+)")
_ERRORS_ONLY, _INFORMATION = 1, 3  # llama.cpp's verbosity


@dataclass(frozen=True, slots=True)
class EmbeddedServer:
    """A running server.

    Attributes:
        base_url: where its OpenAI-compatible API is, on loopback.
        api_key: random, known to this process only.
        model_sha256: of the weights it has loaded.
    """

    base_url: str
    api_key: str = field(repr=False)
    model_sha256: str


def ensure_server(weights: Path, *, slots: int, context: int) -> EmbeddedServer:
    """Return this process's server for ``weights``, starting it if none runs that will do. It stops at exit.

    Loading takes some seconds. A server that has died since is started again. Its own log is shown on standard error
    when the logger ``communique`` is at level DEBUG.

    Args:
        weights: a GGUF file.
        slots: how many requests it answers at once; others wait.
        context: tokens a request and its answer may have together.

    Raises:
        ConfigurationError: the extra ``local`` is not installed, or the server does not start.
        WeightsError: there is no such file, or it is no GGUF file.
    """
    if importlib.util.find_spec("xllamacpp") is None:
        raise ConfigurationError(
            "the embedded model needs xllamacpp, which is not installed", hint='pip install "communique[local]"'
        )
    return _POOL.ensure(weights, slots=slots, context=context)


@dataclass(frozen=True, slots=True)
class _Running:
    process: subprocess.Popen[str]
    weights: Path
    slots: int
    context: int
    server: EmbeddedServer
    owner: int = field(default_factory=os.getpid)

    def will_do(self, weights: Path, slots: int, context: int) -> bool:
        alive = os.getpid() != self.owner or self.process.poll() is None  # a forked worker cannot ask, and shares it
        return alive and self.weights == weights and self.slots >= slots and self.context >= context


class ServerPool:
    """The servers of one process; threads may share it.

    Args:
        program: the command that runs a server, see :mod:`communique.model.embedded_server`.
    """

    def __init__(self, program: Sequence[str] = _PROGRAM) -> None:
        self._program = tuple(program)
        self._lock = threading.Lock()
        self._running: list[_Running] = []

    def ensure(self, weights: Path, *, slots: int, context: int) -> EmbeddedServer:
        """Return a server for ``weights``; see :func:`ensure_server`."""
        weights = weights.resolve()
        with self._lock:
            for running in self._running:
                if running.will_do(weights, slots, context):
                    return running.server
            started = self._start(weights, slots, context)
            self._running.append(started)
            return started.server

    def stop(self) -> None:
        """Stop all of them. A request that is being answered is lost."""
        with self._lock:
            for running in self._running:
                _stop(running.process)
            self._running.clear()

    def _start(self, weights: Path, slots: int, context: int) -> _Running:
        _check(weights)
        debug = _LOG.isEnabledFor(logging.DEBUG)
        key = secrets.token_urlsafe(32)
        settings: Settings = {
            "model": str(weights),
            "slots": slots,
            "context": context,
            "threads": physical_cores(),
            "api_key": key,
            "verbosity": _INFORMATION if debug else _ERRORS_ONLY,
        }
        with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as log:
            process = _launch(self._program, None if debug else log)
            reply = _ask(process, json.dumps(settings))
            if not reply:
                _stop(process)
                log.seek(0)
                raise _cannot_start(weights, process.returncode, log.read())
        atexit.register(_stop, process)
        server = EmbeddedServer(json.loads(reply)["base_url"], key, sha256_of(weights))
        return _Running(process, weights, slots, context, server)


_POOL = ServerPool()


def _check(weights: Path) -> None:
    if not weights.is_file():
        raise WeightsError(f"there are no weights at {weights}", hint="run: communique pull")
    with weights.open("rb") as stream:
        if stream.read(4) != b"GGUF":
            raise WeightsError(f"{weights} is no GGUF file", hint="delete it and run: communique pull")


def _launch(program: Sequence[str], log: IO[str] | None) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 - no shell, and the command is ours
        program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True, encoding="utf-8"
    )


def _ask(process: subprocess.Popen[str], settings: str) -> str:
    """Send the settings and return the answer, which comes when the model is loaded; empty if the process has ended."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(f"{settings}\n")
            process.stdin.flush()
        return process.stdout.readline()
    except BaseException:  # the user is tired of waiting
        process.kill()
        _stop(process)
        raise


def _stop(process: subprocess.Popen[str]) -> None:
    children.end(process, _STOP_SECONDS)


def _cannot_start(weights: Path, status: int, log: str) -> ConfigurationError:
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    errors = [match[1] for line in lines if (match := _LOGGED_ERROR.match(line))]
    reason = (errors[:1] or lines[-1:] or [f"it ended with status {status}"])[0]  # the first error is llama.cpp's cause
    if status < 0:
        reason = f"it was ended by {signal.Signals(-status).name}"
    return ConfigurationError(
        f"the embedded server cannot load {weights}: {reason}",
        hint="it needs about twice the size of the weights as free memory; its whole log is shown when the logger "
        "'communique' is at level DEBUG",
    )
