"""The `requests` session behind a `WebClient`'s connection. Loaded at the first request only."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from typing import Any

import requests

from glueshell.http.addresses import WebAddress
from glueshell.http.connection import (
    FAILURES,
    IDLE_SECONDS,
    WatchedAdapter,
    Witness,
    bare_session,
    environment_proxies,
    failure_of,
    in_slices,
    trust,
)
from glueshell.http.errors import TransportError, failure
from glueshell.http.web import Sink, WebAnswer, WebOptions, WebRequest

_PIECE = 65536
_UNPACKED = frozenset({"gzip", "deflate", "x-gzip"})
_TLS = {"1.2": ssl.TLSVersion.TLSv1_2, "1.3": ssl.TLSVersion.TLSv1_3}


class WebConnection:
    """Connections to one server with one set of options."""

    __slots__ = ("_adapter", "_address", "_session", "_sliced", "_used", "_witness", "closed")

    def __init__(self, address: WebAddress, options: WebOptions, *, sliced: bool) -> None:
        self._address = address
        self._sliced = sliced
        self._witness = Witness()
        self._used = 0.0
        self.closed = False
        try:
            context = _context(options) if address.url.startswith("https:") else None
        except OSError:
            raise failure("ca-file", address.host, options.certificate or options.ca_file or "of the system") from None
        self._adapter = WatchedAdapter(self._witness, context)
        # Cookies are the caller's: a header like any other here.
        self._session = bare_session(self._adapter)

    def close(self) -> None:
        """Close the sockets; the connection is not used again."""
        self.closed = True
        self._session.close()

    def send(self, request: WebRequest, options: WebOptions, sink: Sink | None) -> WebAnswer:
        """The answer to one request; raises TransportError, whose `sent` tells whether it had begun to leave."""
        import time

        now = time.monotonic()
        if now - self._used > IDLE_SECONDS:
            self._adapter.close()
        self._witness.sent = False

        def attempt() -> WebAnswer:
            return self._exchange(request, options, sink)

        try:
            answer = in_slices(attempt) if self._sliced else attempt()
        except TransportError:
            raise
        except BaseException:
            # Interrupted: what is still on its way must not be read as the answer to the next request.
            self.close()
            raise
        self._used = time.monotonic()
        return answer

    def _exchange(self, request: WebRequest, options: WebOptions, sink: Sink | None) -> WebAnswer:
        timeouts = (options.connect, options.read)
        data: Any = request.body
        if request.chunked:
            data = iter([request.body or b""])
        try:
            with self._session.request(
                request.method,
                request.url,
                data=data,
                headers=dict(request.headers),
                timeout=timeouts,
                allow_redirects=False,
                proxies=self._proxies(request.url, options),
                stream=True,
            ) as raw:
                answer = _head(request, raw)
                self._patience(raw, options.operation)
                take = sink(answer) if sink is not None else None
                if take is None:
                    answer.body = raw.content or b""
                else:
                    answer.stored = True
                    for piece in raw.iter_content(_PIECE):
                        take(piece)
        except FAILURES as error:
            raise failure_of(error, self._witness, self._address.host, timeouts) from None
        return answer

    def _proxies(self, target: str, options: WebOptions) -> dict[str, str]:
        if options.proxy is None:
            return environment_proxies(self._address, target)
        return {"http": options.proxy, "https": options.proxy} if options.proxy else {}

    @staticmethod
    def _patience(raw: requests.Response, seconds: float | None) -> None:
        sock = getattr(getattr(raw.raw, "connection", None), "sock", None)
        if sock is not None:
            sock.settimeout(seconds)


def _context(options: WebOptions) -> ssl.SSLContext:
    context = trust(options.ca_file)
    if options.tls:
        context.minimum_version = context.maximum_version = _TLS[options.tls]
    if not options.verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    if options.certificate is not None:
        context.load_cert_chain(options.certificate)
    return context


def _head(request: WebRequest, raw: requests.Response) -> WebAnswer:
    return WebAnswer(
        request,
        raw.status_code,
        raw.reason or "",
        {10: "1.0", 20: "2.0"}.get(raw.raw.version, "1.1"),
        tuple(_headers(raw)),
    )


def _headers(raw: requests.Response) -> Iterator[tuple[str, str]]:
    """Each header as often as it was sent; what the unpacking made untrue is left out."""
    unpacked = raw.headers.get("Content-Encoding", "").strip().lower() in _UNPACKED
    for name, value in raw.raw.headers.items():
        if unpacked and name.lower() in ("content-encoding", "content-length"):
            continue
        # Bytes of headers are Latin-1 by the letter of the standard; servers write UTF-8.
        yield name, _readable(value.strip())


def _readable(value: str) -> str:
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value
