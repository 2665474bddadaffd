"""The HTTP transport under openai's client, with the limits that neither openai nor httpx2 has.

It reads every body itself and gives up at a byte cap counted after decompression, and it turns whatever is no success
into one of our errors on the spot, with the key masked wherever the server echoes it, so that no foreign exception with
a request or such a body inside travels on or is logged. The total deadline is the client's.
"""

from __future__ import annotations

import ssl
import urllib.request
from collections.abc import Callable
from urllib.parse import urlsplit

import httpx2

from communique.errors import InvalidOutputError, NetworkError
from communique.model import cassettes
from communique.model.exchange import Limits, is_loopback
from communique.model.faults import AttemptError, response_fault

__all__ = ["GuardedTransport", "http_client"]

_CONNECT_SECONDS = 10.0
_KEPT_HEADERS = ("content-type", "request-id", "retry-after", "retry-after-ms", "x-request-id")


class GuardedTransport(httpx2.AsyncBaseTransport):
    """Passes requests on and raises :class:`AttemptError` for everything but a complete, successful, bounded response.

    Args:
        inner: sends the requests.
        limits: byte cap and longest wait.
        clock: wall clock in seconds since the epoch.
        secrets: strings to mask in what a server says about a failure; answers are left as they are.
    """

    def __init__(
        self,
        inner: httpx2.AsyncBaseTransport,
        limits: Limits,
        *,
        clock: Callable[[], float],
        secrets: tuple[str, ...] = (),
    ) -> None:
        self._inner = inner
        self._limits = limits
        self._clock = clock
        self._secrets = secrets

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send ``request`` and return its response, read to the end.

        Raises:
            AttemptError: no connection, a broken or oversized body, a status of 300 or above, or a cassette that holds
                no answer.
        """
        try:
            response = await self._inner.handle_async_request(request)
            body = await self._read(response)
        except httpx2.RequestError as error:
            fault = _network_fault(error, str(request.url))
        except Exception as error:
            missing = cassettes.as_store_error(error)
            if missing is None:
                raise
            fault = AttemptError(missing)
        else:
            headers = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
            if response.status_code < 300:
                return httpx2.Response(response.status_code, headers=headers, content=body)
            fault = self._refusal(response.status_code, headers, body)
        raise fault

    async def aclose(self) -> None:
        """Close the connections underneath."""
        await self._inner.aclose()

    async def _read(self, response: httpx2.Response) -> bytes:
        """Return the decoded body; httpx2 decodes at most 1 MiB at a time, so a bomb fizzles."""
        body = bytearray()
        try:
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > self._limits.max_response_bytes:
                    raise AttemptError(
                        InvalidOutputError(f"the response is larger than {self._limits.max_response_bytes} bytes")
                    )
        finally:
            await response.aclose()
        return bytes(body)

    def _refusal(self, status: int, headers: dict[str, str], body: bytes) -> AttemptError:
        return response_fault(
            status,
            headers,
            body,
            cap=self._limits.retry_after_cap,
            now=self._clock(),
            secrets=self._secrets,
        )


def http_client(
    url: str,
    limits: Limits,
    *,
    clock: Callable[[], float],
    secrets: tuple[str, ...],
    transport: httpx2.AsyncBaseTransport | None = None,
) -> httpx2.AsyncClient:
    """Return a guarded client for one server.

    Proxies of the environment and the system are used except for a server on this machine. A redirect is a failure like
    any other status of 300 or above: to follow it would carry the article to a host nobody named.
    """
    guarded = GuardedTransport(transport or _network(url, limits), limits, clock=clock, secrets=secrets)
    return httpx2.AsyncClient(
        transport=guarded,
        timeout=httpx2.Timeout(None, connect=_CONNECT_SECONDS),
        headers={"accept-encoding": "gzip, deflate"},  # what a cassette can decode as well
    )


def _network(url: str, limits: Limits) -> httpx2.AsyncHTTPTransport:
    try:
        return httpx2.AsyncHTTPTransport(
            proxy=_proxy(url), limits=httpx2.Limits(max_connections=limits.max_concurrency)
        )
    except (ValueError, ImportError, httpx2.InvalidURL) as error:
        raise NetworkError(
            f"the proxy for {urlsplit(url).hostname} cannot be used: {error}",
            hint="check HTTPS_PROXY, HTTP_PROXY and ALL_PROXY",
        ) from None


def _proxy(url: str) -> str | None:
    parts = urlsplit(url)
    if is_loopback(url) or urllib.request.proxy_bypass(parts.netloc):
        return None
    proxies = urllib.request.getproxies()
    return proxies.get(parts.scheme) or proxies.get("all")


def _network_fault(error: httpx2.RequestError, url: str) -> AttemptError:
    """Say what broke, and what to do about it; the words of the exception itself may hold anything and are left out."""
    parts = urlsplit(url)
    host = parts.netloc
    if isinstance(error, httpx2.ProxyError):
        return AttemptError(NetworkError(f"the proxy refuses to reach {host}", hint="check HTTPS_PROXY and HTTP_PROXY"))
    if _is_certificate_failure(error):
        return AttemptError(
            NetworkError(
                f"the certificate of {host} cannot be verified",
                hint="install your organisation's CA certificate in the system store, or set SSL_CERT_FILE",
            )
        )
    if isinstance(error, httpx2.ConnectError | httpx2.ConnectTimeout):
        hint = f"start the server at {host}, or correct base_url" if is_loopback(url) else None
        return AttemptError(NetworkError(f"cannot connect to {host}", hint=hint))
    if isinstance(error, httpx2.UnsupportedProtocol):
        return AttemptError(NetworkError(f"{host} cannot be reached over {parts.scheme}"), again=False)
    return AttemptError(NetworkError(f"the connection to {host} broke off", hint="try again later"))


def _is_certificate_failure(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False
