"""The HTTP transport under openai's client, with the limits that neither openai nor httpx2 has.

It reads every body itself and gives up at a byte cap counted after decompression, and it turns whatever is no success
into one of our errors on the spot, with the key masked wherever the server echoes it, so that no foreign exception with
a request or such a body inside travels on or is logged. The total deadline is the client's.
"""

from __future__ import annotations

import ssl
import urllib.request
from collections.abc import AsyncIterator, Callable, Mapping
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
        heard: told the headers of every response, for what they say about rates.
    """

    def __init__(
        self,
        inner: httpx2.AsyncBaseTransport,
        limits: Limits,
        *,
        clock: Callable[[], float],
        secrets: tuple[str, ...] = (),
        heard: Callable[[Mapping[str, str]], None] | None = None,
    ) -> None:
        self._inner = inner
        self._limits = limits
        self._clock = clock
        self._secrets = secrets
        self._heard = heard

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
            if self._heard:
                self._heard(response.headers)
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
                        InvalidOutputError(f"the response is larger than {self._limits.max_response_bytes} bytes"),
                        lost=True,
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
    heard: Callable[[Mapping[str, str]], None] | None = None,
    transport: httpx2.AsyncBaseTransport | None = None,
) -> httpx2.AsyncClient:
    """Return a guarded client for one server.

    Proxies of the environment and the system are used except for a server on this machine. A redirect is a failure like
    any other status of 300 or above: to follow it would carry the article to a host nobody named.
    """
    guarded = GuardedTransport(transport or _network(url), limits, clock=clock, secrets=secrets, heard=heard)
    return httpx2.AsyncClient(
        transport=guarded,
        timeout=httpx2.Timeout(None, connect=_CONNECT_SECONDS),
        headers={"accept-encoding": "gzip, deflate"},  # what a cassette can decode as well
    )


class _Lanes(httpx2.AsyncBaseTransport):
    """A connection for each request under way, each in a pool of its own, the one used last first.

    httpcore looks at every connection of a pool, with a system call for each, twice a request: with 64 of them that
    takes as long as all the rest of the request.
    """

    def __init__(self, make: Callable[[], httpx2.AsyncHTTPTransport]) -> None:
        self._make = make
        self._all = [make()]  # at once, so that settings that cannot work are found here
        self._free = list(self._all)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        if not self._free:
            self._all.append(self._make())
            self._free.append(self._all[-1])
        lane = self._free.pop()
        try:
            response = await lane.handle_async_request(request)
        except BaseException:
            self._free.append(lane)
            raise
        assert isinstance(response.stream, httpx2.AsyncByteStream)
        response.stream = _InLane(response.stream, lambda: self._free.append(lane))
        return response

    async def aclose(self) -> None:
        for lane in self._all:
            await lane.aclose()


class _InLane(httpx2.AsyncByteStream):
    """The body of a response, which keeps its lane until it is closed."""

    def __init__(self, stream: httpx2.AsyncByteStream, leave: Callable[[], None]) -> None:
        self._stream = stream
        self._leave = leave

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._stream:
            yield chunk

    async def aclose(self) -> None:
        try:
            await self._stream.aclose()
        finally:
            self._leave()


def _network(url: str) -> _Lanes:
    context = httpx2.create_ssl_context()  # once: it reads all the certificates of the system
    proxy = _proxy(url)
    try:
        return _Lanes(
            lambda: httpx2.AsyncHTTPTransport(verify=context, proxy=proxy, limits=httpx2.Limits(max_connections=1))
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
    return AttemptError(NetworkError(f"the connection to {host} broke off", hint="try again later"), lost=True)


def _is_certificate_failure(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False
