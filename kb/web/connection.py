"""One request, to exactly the address that was checked, with one deadline for all its steps."""

from __future__ import annotations

import ssl
import time
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import httpcore2
from httpcore2 import NetworkStream

from kb.catalogue import _
from kb.web.errors import Refused
from kb.web.limits import PORTS

_CONNECT_S = 10.0
"""Seconds for one address to take a connection: the handshake crosses the world three times in one."""
ERRORS = (
    httpcore2.NetworkError,
    httpcore2.TimeoutException,
    httpcore2.ProtocolError,
    httpcore2.ProxyError,
)
"""What httpcore raises where the network, the server or a proxy is at fault."""
NOT_CONNECTED = (httpcore2.ConnectError, httpcore2.ConnectTimeout)
"""The errors after which another address of the same host may answer."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The moment by the monotonic clock, in seconds, when all must be done."""

    ends: float

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        """So many seconds from now."""
        return cls(time.monotonic() + seconds)

    def left(self, most: float = float("inf")) -> float:
        """Seconds that may be waited, `most` at most.

        :raises httpcore2.ReadTimeout: none are left.
        """
        seconds = self.ends - time.monotonic()
        if seconds <= 0:
            raise httpcore2.ReadTimeout("the time is up")
        return min(seconds, most)


class _TimedStream(NetworkStream):
    """A connection whose every step ends with the deadline, however little each takes: a server that sends a
    byte a second is not waited for."""

    def __init__(self, stream: NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(_CONNECT_S))
        return _TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _TimedBackend(httpcore2.SyncBackend):
    def __init__(self, deadline: Deadline) -> None:
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> NetworkStream:
        stream = super().connect_tcp(
            host, port, self._deadline.left(_CONNECT_S), local_address, socket_options or ()
        )
        return _TimedStream(stream, self._deadline)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a request goes: `host` as the server is called, `target` is path and query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """Host and port as the `Host` header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: headers by lower-case name, the body as it comes."""

    status: int
    headers: Mapping[str, str]
    chunks: Iterator[bytes]


@contextmanager
def answer(place: Place, address: str, headers: Mapping[str, str], deadline: Deadline) -> Iterator[Answer]:
    """Asks `place` at the IP address it was found to have; the certificate must be the host's.

    A proxy of the environment is told the address as well, never the name: it could resolve it otherwise.

    :raises Refused: a proxy stands between, and `place` cannot be asked through it in this way.
    :raises httpcore2.NetworkError: or another of `ERRORS`, also while the body is read.
    """
    proxy = _proxy(place)
    with httpcore2.ConnectionPool(
        ssl_context=_ssl_context(), network_backend=_TimedBackend(deadline), proxy=proxy
    ) as pool:
        host = f"[{address}]" if proxy and ":" in address else address
        asked = pool.stream(
            "GET",
            httpcore2.URL(scheme=place.scheme, host=host, port=place.port, target=place.target),
            headers=[("Host", place.authority), *headers.items()],
            extensions={"sni_hostname": place.host},
        )
        with asked as response:
            told: dict[str, str] = {}
            for name, value in response.headers:
                told.setdefault(name.decode("ascii").lower(), value.decode("utf-8", "replace").strip())
            yield Answer(response.status, told, response.iter_stream())


def _proxy(place: Place) -> httpcore2.Proxy | None:
    if urllib.request.proxy_bypass(place.host):
        return None
    proxies = urllib.request.getproxies()
    url = proxies.get(place.scheme) or proxies.get("all")
    if not url:
        return None
    if place.scheme == "http":
        raise Refused(
            _(
                "An http: address is not fetched through a proxy, which would look its name up by itself;"
                " give its https: form"
            )
        )
    if not url.startswith("http://"):
        raise Refused(
            _("The proxy of the environment is none of http://; pages cannot be fetched through it")
        )
    return httpcore2.Proxy(url)


@cache
def _ssl_context() -> ssl.SSLContext:
    return httpcore2.default_ssl_context()


def failure(host: str, error: Exception) -> str:
    """Why no answer came from a host, by one of `ERRORS`."""
    if isinstance(error, httpcore2.TimeoutException):
        return _("{host} did not answer in time; try again later", host=host)
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in error.args):
        return _("{host} has a certificate that cannot be trusted; try again later", host=host)
    if isinstance(error, httpcore2.ConnectError):
        return _("{host} takes no connection; try again later", host=host)
    if isinstance(error, httpcore2.ProxyError):
        return _(
            "{host} was not reached by the proxy of the environment ({why}); try again later",
            host=host,
            why=error,
        )
    return _("{host} broke off its answer; try again later", host=host)
