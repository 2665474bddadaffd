"""How many cores this process may use: what it is bound to, and what its control group grants."""

from __future__ import annotations

import os
import sys
from pathlib import Path

__all__ = ["physical_cores", "usable_cores"]

_SYSTEM = Path("/sys")


def usable_cores(system: Path = _SYSTEM) -> int:
    """Return how many cores, hyper-threads among them, this process may keep busy; at least 1.

    A quota (a container with ``--cpus=2`` on a large machine) counts like missing cores.
    """
    bound = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(bound, _quota(system)))


def physical_cores(system: Path = _SYSTEM) -> int:
    """Return how many physical cores this process may use, or -1 where only llama.cpp can count them (not Linux).

    Threads beyond them slow llama.cpp down: two hyper-threads of a core share the units it keeps busy. A quota counts
    as in :func:`usable_cores`.
    """
    if sys.platform != "linux":
        return -1
    cores = {_siblings(system, cpu) for cpu in os.sched_getaffinity(0)}
    return max(1, min(len(cores), _quota(system)))


def _siblings(system: Path, cpu: int) -> str:
    try:
        return (system / f"devices/system/cpu/cpu{cpu}/topology/thread_siblings_list").read_text()
    except OSError:
        return str(cpu)


def _quota(system: Path) -> int:
    """Return the whole CPUs that the control group grants (``<microseconds> <period>``, or ``max <period>``)."""
    try:
        granted, period = (system / "fs/cgroup/cpu.max").read_text().split()
        return int(granted) // int(period)
    except (OSError, ValueError):
        return sys.maxsize
