"""Child processes that end when their input does."""

from __future__ import annotations

import contextlib
import subprocess

__all__ = ["end"]


def end(process: subprocess.Popen[str] | subprocess.Popen[bytes], seconds: float) -> None:
    """Close the input of a process and wait for it; one that is still there after some seconds is killed.

    In a forked worker, which is not its parent, nothing happens.
    """
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
