"""Processes beside this one that run the rules of a long batch, so that it uses all cores.

Python runs one thread at a time, and the rules take more of it than all the rest of an article. Each of some threads
has an interpreter of its own that does its work: a child process, told over its input what to call, telling over its
output what came of it. It imports nothing of the caller's program, takes no part in Ctrl-C, and ends when its input
does, in whatever way this process ends. Without a helper, or where one has ended, the work is done here.
"""

from __future__ import annotations

import asyncio
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar, cast

from communique import children
from communique.cores import usable_cores

__all__ = ["Helpers", "serve"]

T = TypeVar("T")

_PROGRAM = (  # with the caller's path, which need not be the one that an interpreter starts with
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); from communique.helpers import serve; serve()"
)
_UNFIT = (pickle.PicklingError, TypeError, AttributeError)  # what cannot be pickled
_STOP_SECONDS = 5.0
_MOST = 8  # beyond these, what no helper can do is what holds up
_AFTER = 100  # pieces of work after which a helper is worth its start, which takes a second
_WAITING = 8  # pieces of work that wait where the rules hold up and not the model


class Helpers:
    """Runs functions of modules in other processes, or as long as there is little to do in a thread of this one.

    Args:
        count: how many processes at most; by default one a core. With less than two all is done in this one.
        after: pieces of work that are done here first.
    """

    def __init__(self, count: int | None = None, *, after: int = _AFTER) -> None:
        count = min(usable_cores(), _MOST) if count is None else count
        self._count = count if count > 1 and sys.executable and not getattr(sys, "frozen", False) else 0
        self._threads = ThreadPoolExecutor(max(1, self._count), "communique-rules")
        self._after = after
        self._asked = self._waiting = 0
        self._here = threading.Lock()
        self._own = threading.local()
        self._started: list[subprocess.Popen[bytes]] = []

    async def run(self, work: Callable[[], T]) -> T:
        """Return what some pure work returns; what it holds and returns can be pickled."""
        self._asked += 1
        self._waiting += 1
        helped = bool(self._started) or (
            self._count > 0 and self._asked > self._after and self._waiting > _WAITING + self._count
        )
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, self._done, work, helped)
        finally:
            self._waiting -= 1

    def close(self) -> None:
        """End the helpers, after what is under way."""
        self._threads.shutdown()
        while self._started:
            children.end(self._started.pop(), _STOP_SECONDS)

    def _done(self, work: Callable[[], T], helped: bool) -> T:  # noqa: FBT001 - given through an executor
        if helped and (answer := self._helped(work)):
            done, value = answer
            if done:
                return cast("T", value)
            assert isinstance(value, BaseException)
            raise value
        with self._here:  # two at a time would only wait for each other
            return work()

    def _helped(self, work: Callable[[], object]) -> tuple[bool, object] | None:
        """Return what came of some work that this thread's helper did; None where it can do none."""
        if not hasattr(self._own, "helper"):
            self._own.helper = self._start()
        helper: subprocess.Popen[bytes] | None = self._own.helper
        if helper is None or helper.stdin is None or helper.stdout is None:
            return None
        try:
            helper.stdin.write(pickle.dumps(work, pickle.HIGHEST_PROTOCOL))
            helper.stdin.flush()
            answer: tuple[bool, object] | None = pickle.load(helper.stdout)  # noqa: S301 - our own child wrote it
        except _UNFIT:
            return None
        except (OSError, EOFError, pickle.UnpicklingError):  # it was killed
            self._own.helper = None
            return None
        return answer

    def _start(self) -> subprocess.Popen[bytes] | None:
        try:
            helper = subprocess.Popen(  # noqa: S603 - no shell, and the command is ours
                [sys.executable, "-P", "-c", _PROGRAM],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                start_new_session=True,  # Ctrl-C is for this process to deal with
            )
            assert helper.stdin is not None
            pickle.dump(sys.path, helper.stdin)
        except OSError:
            return None
        self._started.append(helper)
        return helper


def serve() -> None:
    """Do the work that is told on the standard input until that ends: what the child process runs."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    told, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing but answers goes there
    while True:
        try:
            work: Callable[[], object] = pickle.load(told)  # noqa: S301 - the parent wrote it
        except EOFError:
            return
        try:
            answers.write(_answer(work))
            answers.flush()
        except OSError:  # nobody waits for it any more
            return


def _answer(work: Callable[[], object]) -> bytes:
    try:
        answer: tuple[bool, object] | None = (True, work())
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the caller's
        answer = (False, error)
    try:
        return pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
    except _UNFIT:
        return pickle.dumps(None)  # so that the caller does it itself
