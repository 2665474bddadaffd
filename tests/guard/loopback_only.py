"""Forbids a process every connection and name lookup beyond loopback, for as long as it lives.

An audit hook sees what Python code does in any thread, event loop or library, whoever replaced ``socket`` by then, and
cannot be removed. The processes that tests start get it from ``sitecustomize`` beside this file.
"""

from __future__ import annotations

import ipaddress
import sys

__all__ = ["ForbiddenConnection", "enforce"]

_LOOKUPS = frozenset({"socket.getaddrinfo", "socket.gethostbyname"})
_SENDING = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})


class ForbiddenConnection(RuntimeError):
    """A test tried to reach something beyond this machine; no OSError, which might pass for a network that is down."""


def enforce() -> None:
    """Forbid it to this process from now on."""
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event in _LOOKUPS:
        host = arguments[0]
    elif event in _SENDING:
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None  # a Unix socket's address is a path
    else:
        return
    if isinstance(host, bytes):
        host = host.decode(errors="replace")
    if isinstance(host, str) and not _is_loopback(host):
        raise ForbiddenConnection(f"{event}: {host} is not on this machine")


def _is_loopback(host: str) -> bool:
    if host in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False
