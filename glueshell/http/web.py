"""Requests to any address, as a script makes them itself: one hop at a time, headers and body left as they are given.

`requests` is loaded at the first request, with `glueshell.http.browsing`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Protocol

from glueshell.http.addresses import WebAddress

if TYPE_CHECKING:
    from glueshell.http.browsing import WebConnection

Headers = tuple[tuple[str, str], ...]


class WebRequest:
    """One request: method, absolute address, headers in order, body; `chunked` sends the body in pieces."""

    __slots__ = ("body", "chunked", "headers", "method", "url")

    def __init__(
        self,
        method: str,
        url: str,
        headers: Iterable[tuple[str, str]],
        body: bytes | None = None,
        chunked: bool = False,
    ) -> None:
        self.method = method
        self.url = url
        self.headers: Headers = tuple(headers)
        self.body = body
        self.chunked = chunked

    def header(self, name: str) -> str | None:
        """The value of a header, None where it is not sent."""
        return next((value for key, value in self.headers if key.lower() == name), None)


class WebAnswer:
    """One answer: `status`, `reason`, HTTP `version` ('1.1'), `headers` in order and as often as sent, `body` (empty
    where it went into a file), the `request` it answers."""

    __slots__ = ("body", "headers", "reason", "request", "status", "stored", "version")

    def __init__(
        self, request: WebRequest, status: int, reason: str, version: str, headers: Iterable[tuple[str, str]]
    ) -> None:
        self.request = request
        self.status = status
        self.reason = reason
        self.version = version
        self.headers: Headers = tuple(headers)
        self.body = b""
        # Whether the body went into a file instead.
        self.stored = False

    @property
    def url(self) -> str:
        """The address that answered."""
        return self.request.url

    def header(self, name: str) -> str | None:
        """The first value of a header (name in lower case), or None."""
        return next((value for key, value in self.headers if key.lower() == name), None)

    def values(self, name: str) -> list[str]:
        """Every value of a header (name in lower case)."""
        return [value for key, value in self.headers if key.lower() == name]


class WebOptions:
    """How to go there: seconds to connect and to hear the headers, between two pieces of the body (None: for ever),
    whether the certificate is checked, the proxy (None: the environment's, '': none), the oldest TLS ('', '1.2' or
    '1.3'), a file with the client's own certificate and key (PEM)."""

    __slots__ = ("ca_file", "certificate", "connect", "operation", "proxy", "read", "tls", "verify")

    def __init__(
        self,
        *,
        connect: float | None = 60.0,
        read: float | None = None,
        operation: float | None = None,
        verify: bool = True,
        proxy: str | None = None,
        tls: str = "",
        ca_file: str | None = None,
        certificate: str | None = None,
    ) -> None:
        self.connect = connect
        self.read = read
        self.operation = operation
        self.verify = verify
        self.proxy = proxy
        self.tls = tls
        self.ca_file = ca_file
        self.certificate = certificate

    def channel(self) -> tuple[object, ...]:
        """What two requests must share to use one connection."""
        return (self.verify, self.proxy, self.tls, self.ca_file, self.certificate)


Sink = Callable[[WebAnswer], Callable[[bytes], object] | None]


class CookieJar(Protocol):
    """Cookies between requests."""

    def header(self, url: str) -> str:
        """What to send to an address, '' for nothing."""

    def take(self, url: str, values: Iterable[str]) -> None:
        """Keep what an address set."""


class WebClient:
    """Kept-alive connections to any number of servers, one thread's. Close it at the end."""

    def __init__(self, *, sliced: bool | None = None) -> None:
        self._sliced = sys.platform == "win32" if sliced is None else sliced
        self._open: dict[tuple[object, ...], WebConnection] = {}

    def send(self, request: WebRequest, options: WebOptions, sink: Sink | None = None) -> WebAnswer:
        """The answer to one request, whatever its status; redirects are answers. Raises TransportError.

        `sink` is shown the answer before its body is read and may give what takes its pieces.
        """
        address = WebAddress(request.url)
        key = (address.url, *options.channel())
        connection = self._open.get(key)
        if connection is None or connection.closed:
            from glueshell.http.browsing import WebConnection

            connection = self._open[key] = WebConnection(address, options, sliced=self._sliced)
        return connection.send(request, options, sink)

    def close(self) -> None:
        """Close every connection."""
        while self._open:
            self._open.popitem()[1].close()


class Redirects:
    """What is done about redirects: how many are followed, whether Authorization and the method are kept, whether
    https may lead to http. `guarded` headers (lower case) stay with the server they were given for."""

    __slots__ = ("guarded", "insecure", "keep_authorization", "keep_method", "limit")

    def __init__(
        self,
        limit: int = 50,
        *,
        keep_authorization: bool = False,
        keep_method: bool = False,
        insecure: bool = False,
        guarded: Iterable[str] = (),
    ) -> None:
        self.limit = limit
        self.keep_authorization = keep_authorization
        self.keep_method = keep_method
        self.insecure = insecure
        self.guarded = frozenset(guarded)


def follow(send: Callable[[WebRequest], WebAnswer], request: WebRequest, rules: Redirects) -> WebAnswer:
    """The answer at the end of the redirects, or the redirect itself where the rules end."""
    answer = send(request)
    for _ in range(rules.limit):
        target = _target(answer)
        if target is None or (answer.url.startswith("https:") and target.startswith("http:") and not rules.insecure):
            return answer
        request = _next(request, answer, target, rules)
        answer = send(request)
    return answer


def _target(answer: WebAnswer) -> str | None:
    if answer.status not in (300, 301, 302, 303, 307, 308):
        return None
    location = answer.header("location")
    if not location:
        return None
    from urllib.parse import urljoin

    target = urljoin(answer.url, location)
    return target if target.startswith(("http:", "https:")) else None


def _next(request: WebRequest, answer: WebAnswer, target: str, rules: Redirects) -> WebRequest:
    method, body = request.method, request.body
    turns = answer.status in (300, 301, 302) and method == "POST"
    if (turns or (answer.status == 303 and method not in ("GET", "HEAD"))) and not rules.keep_method:
        method, body = "GET", None
    left: set[str] = set() if rules.keep_authorization else {"authorization"}
    if WebAddress(target).url.lower() != WebAddress(request.url).url.lower():
        left |= rules.guarded | {"cookie"}
    if body is None:
        left |= {"content-type", "content-length", "transfer-encoding"}
    kept = [(name, value) for name, value in request.headers if name.lower() not in left]
    return WebRequest(method, target, kept, body, request.chunked and body is not None)
