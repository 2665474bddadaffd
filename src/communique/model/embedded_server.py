"""The program of the embedded server: llama.cpp in a process of its own, that ends with the process that started it.

It is a process and not a thread because of what xllamacpp 2026.10 does inside one: loading holds the interpreter's lock
for seconds, closing the server while it answers a request blocks for ever, not closing it crashes at exit, a forked
worker hangs when it ends, and a failed assertion of llama.cpp would take the user's notebook along.

One line of JSON with the settings comes in on standard input, where no process list shows the key; one line of JSON
with the address goes out; the end of the input means that nobody needs the server any more. Nothing of communique is
imported, so that the program runs from its path alone.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from types import ModuleType
from typing import TextIO, TypedDict

__all__ = ["Settings", "parameters", "serve"]

_PROMPT_CACHE_MIB = (
    1024  # llama.cpp's own bound is 8 GiB; this holds about 37,000 tokens of the 1.5B model (28 KiB each)
)


class Settings(TypedDict):
    """What the program needs to know.

    Attributes:
        model: path of the GGUF file.
        slots: how many requests are answered at once.
        context: tokens a slot has for a request and its answer.
        threads: how many threads compute; -1 lets llama.cpp count the cores.
        api_key: what a request must carry as its bearer token.
        verbosity: llama.cpp's: 1 errors, 2 warnings, 3 information.
    """

    model: str
    slots: int
    context: int
    threads: int
    api_key: str
    verbosity: int


def parameters(library: ModuleType, settings: Settings) -> object:
    """Return the ``CommonParams`` of ``library`` (xllamacpp) for these settings."""
    params = library.CommonParams()
    params.model.path = settings["model"]
    params.hostnames = ["127.0.0.1"]
    params.port = 0  # the operating system picks a free one
    params.api_keys = [settings["api_key"]]
    params.ui = False
    params.endpoint_slots = False  # it would show the articles that are being read
    params.n_parallel = settings["slots"]
    params.n_ctx = settings["slots"] * settings["context"]  # llama.cpp divides it among the slots
    params.cpuparams.n_threads = settings["threads"]
    params.cpuparams_batch.n_threads = settings["threads"]
    params.cache_prompt = True
    params.cache_ram_mib = _PROMPT_CACHE_MIB
    params.warmup = True
    params.verbosity = settings["verbosity"]
    return params


def serve(library: ModuleType, requests: TextIO, replies: TextIO) -> object:
    """Read the settings, start the server, tell its address, and wait until the requests end.

    Returns:
        The server, still running: its destructor blocks for ever while a request is open or the start is just over.

    Raises:
        RuntimeError: llama.cpp cannot load the model.
    """
    settings: Settings = json.loads(requests.readline())
    server = library.Server(parameters(library, settings))
    replies.write(json.dumps({"base_url": f"{server.listening_address}/v1"}) + "\n")
    replies.flush()
    requests.read()
    return server


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C at the terminal is meant for the user's program
    import xllamacpp

    running = serve(xllamacpp, sys.stdin, sys.stdout)
    os._exit(0)
