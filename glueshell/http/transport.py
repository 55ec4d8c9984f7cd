"""One transport to one server: reads are repeated with backoff, writes are sent once.

`requests` is loaded at the first request. Every thread has connections of its own.
"""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from glueshell.http.addresses import BaseAddress
from glueshell.http.clock import Clock, SystemClock
from glueshell.http.errors import TransportError, failure
from glueshell.http.pacing import Pacing

if TYPE_CHECKING:
    from glueshell.http.budget import Budget
    from glueshell.http.connection import Connection

_KEY = re.compile(r"[\x21\x23-\x26\x28-\x5b\x5d-\x7e]+")
_REPEATED_STATUSES = frozenset({408, 429, 500, 502, 503})
# Seconds of one piece of a long pause.
_PIECE = 1.0
Query = Sequence[tuple[str, str]]


class Response:
    """An answer: `status`, `headers` (names in lower case), decoded `body`, `elapsed` seconds, and the address asked
    without its query (which may hold names of clients)."""

    __slots__ = ("body", "elapsed", "headers", "status", "url_without_query")

    def __init__(self, status: int, headers: Mapping[str, str], body: bytes, elapsed: float, url: str) -> None:
        self.status = status
        self.headers = headers
        self.body = body
        self.elapsed = elapsed
        self.url_without_query = url

    def __repr__(self) -> str:
        return f"Response({self.status}, {self.url_without_query!r})"


class Exchange:
    """One attempt as the recorder sees it: what was asked (never the key) and what came back, answer or error."""

    __slots__ = ("answer", "body", "error", "headers", "method", "path", "query")

    def __init__(
        self,
        method: str,
        path: str,
        query: Query,
        headers: Mapping[str, str],
        body: bytes | None,
        answer: Response | None,
        error: TransportError | None,
    ) -> None:
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.answer = answer
        self.error = error


class Transport:
    """Requests to one server, with the key in a header that no other server ever gets.

    `timeouts` are seconds to connect and between two pieces of an answer. `key` is asked before each request; None
    sends no key. `on_wait(seconds, kind)` hears of every pause before a repetition, and of the seconds that are left
    while the `budget` has no room for a request (kind "budget", 0 at its end). `recorder` gets every attempt.
    """

    def __init__(
        self,
        base_url: str,
        key: Callable[[], str] | None,
        *,
        timeouts: tuple[float, float] = (10, 30),
        clock: Clock | None = None,
        user_agent: str = "glueshell",
        ca_file: str | None = None,
        recorder: Callable[[Exchange], None] | None = None,
        on_wait: Callable[[float, str], None] | None = None,
        sliced: bool | None = None,
        budget: Budget | None = None,
    ) -> None:
        self._base = BaseAddress(base_url)
        self._key = key
        self._timeouts = timeouts
        self._clock: Clock = clock if clock is not None else SystemClock()
        self._user_agent = user_agent
        self._ca_file = ca_file
        self._recorder = recorder
        self.on_wait = on_wait
        self._budget = budget
        # Only Windows cannot break a socket call off when Ctrl+C is pressed.
        self._sliced = sys.platform == "win32" if sliced is None else sliced
        self._local = threading.local()
        self._lock = threading.Lock()
        self._open: list[Connection] = []

    @property
    def base_url(self) -> str:
        """The address in front of every path, without a trailing slash."""
        return self._base.url

    @property
    def host(self) -> str:
        """The one host that is asked."""
        return self._base.host

    def request(
        self,
        method: str,
        path: str,
        query: Query | None = None,
        body: bytes | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        write: bool = False,
    ) -> Response:
        """The answer to one request, whatever its status except redirects and a lasting 429.

        Reads are repeated on a failed or broken connection, 408, 429, 500, 502 and 503; writes only when they were
        certainly not carried out (no connection, 429). Raises TransportError, whose `sent` tells whether the server
        may have acted.
        """
        pairs = tuple(query or ())
        url = self._base.join(path)
        sent_headers = {"Accept": "application/vnd.api+json", "User-Agent": self._user_agent, **(headers or {})}
        pacing = Pacing(self._clock, write=write)
        while True:
            answer: Response | None = None
            error: TransportError | None = None
            begun = self._turn(claim=True)
            try:
                answer = self._attempt(method, url, pairs, body, sent_headers, write)
            except TransportError as caught:
                error = caught
            finally:
                if self._budget is not None:
                    self._budget.settle(max(begun, self._clock.monotonic()))
            if self._recorder is not None:
                self._recorder(Exchange(method, path, pairs, dict(sent_headers), body, answer, error))
            if error is not None:
                pause = pacing.after_failure(error)
                if pause is None:
                    raise error
                self._wait(pause, error.kind)
                continue
            assert answer is not None
            if 300 <= answer.status < 400 and answer.status != 304:
                raise self._redirect(answer, write)
            if answer.status not in _REPEATED_STATUSES or (write and answer.status != 429):
                return answer
            pause = pacing.after_answer(answer.status, answer.headers.get("retry-after"))
            if pause is None:
                if answer.status == 429:
                    raise failure("rate-limited", self._base.host, pacing.advice)
                return answer
            if answer.status == 429 and self._budget is not None:
                self._budget.close(max(begun, self._clock.monotonic()), pause)
            self._wait(pause, "rate-limited" if answer.status == 429 else "server")

    def await_turn(self) -> None:
        """Wait until there is room for a request: what must not be interrupted begins after the waiting."""
        self._turn(claim=False)

    def key_for(self, url: str) -> str | None:
        """The key for an absolute address of this server; None for any other address, and where no key is sent."""
        return self._key() if self._key is not None and self._base.holds(url) else None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Waits until the budget has room for a request that is sent by other means within, and counts it."""
        begun = self._turn(claim=True)
        try:
            yield
        finally:
            if self._budget is not None:
                self._budget.settle(max(begun, self._clock.monotonic()))

    def close(self) -> None:
        """Close every connection of every thread."""
        with self._lock:
            opened, self._open = self._open, []
        for connection in opened:
            connection.close()
        self._local = threading.local()

    def _turn(self, *, claim: bool) -> float:
        """Wait for room in the budget; answers the time at which there was some."""
        now = self._clock.monotonic()
        if self._budget is None:
            return now
        ask = self._budget.claim if claim else self._budget.wait
        told = False
        while pause := ask(now):
            # In short pieces, so that the time that is left can be shown; a clock that stands still moves all the same.
            piece = min(pause, _PIECE)
            if told or pause > piece:
                told = True
                self._tell(pause, "budget")
            self._clock.sleep(piece)
            now = max(now + piece, self._clock.monotonic())
        if told:
            self._tell(0.0, "budget")
        return now

    def _wait(self, seconds: float, kind: str) -> None:
        self._tell(seconds, kind)
        self._clock.sleep(seconds)

    def _tell(self, seconds: float, kind: str) -> None:
        if self.on_wait is not None:
            self.on_wait(seconds, kind)

    def _redirect(self, answer: Response, write: bool) -> TransportError:
        target = answer.headers.get("location", "an unnamed address").split("?")[0]
        shown = "".join(c for c in target if c.isprintable())[:120]
        # 302 and 303 are also how a server says "done, look there", so a write may have been carried out.
        return failure("redirect", self._base.host, shown, sent=write and answer.status in (302, 303))

    def _attempt(
        self, method: str, url: str, query: Query, body: bytes | None, headers: Mapping[str, str], write: bool
    ) -> Response:
        outgoing = dict(headers)
        if self._key is not None:
            key = self._key()
            if not _KEY.fullmatch(key):
                raise failure("bad-key", self._base.host)
            outgoing["x-api-key"] = key
        target = url
        if query:
            from urllib.parse import urlencode

            target = f"{url}?{urlencode(query)}"
        connection = self._connection()
        begun = self._clock.monotonic()
        status, answered, content = connection.exchange(method, target, body, outgoing, begun, fresh=write)
        ended = self._clock.monotonic()
        connection.last_used = ended
        return Response(status, answered, content, ended - begun, url)

    def _connection(self) -> Connection:
        connection: Connection | None = getattr(self._local, "connection", None)
        if connection is None or connection.closed:
            from glueshell.http.connection import Connection

            connection = Connection(self._base, self._timeouts, self._ca_file, sliced=self._sliced)
            self._local.connection = connection
            with self._lock:
                self._open.append(connection)
        return connection
