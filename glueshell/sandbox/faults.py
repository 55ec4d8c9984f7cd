"""Faults on request: the sandbox misbehaves as a network and a busy service do."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping

from glueshell.sandbox.answers import Answer, json_answer

KINDS = ("status", "page", "garbage", "empty", "redirect", "reset", "close", "half", "delay", "hang", "late", "hook")

# What the control route takes; a hook cannot travel.
OPTIONS = (
    "kind", "method", "path", "count", "skip", "status", "stored", "retry_after", "location", "body", "headers",
    "seconds",
)  # fmt: skip

DEFAULT_STATUS = {"status": 503, "page": 502, "garbage": 200, "empty": 200, "redirect": 302, "late": 504}

MESSAGES = {
    429: "Too Many Requests",
    500: "Internal server error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Endpoint request timed out",
}

WEB_PAGE = "<!DOCTYPE html>\n<html><head><title>{0}</title></head><body><h1>{0}</h1></body></html>\n"


class Hangup(Exception):
    """No answer comes: the connection ends by a TCP reset or in good order, or it stays open in silence."""

    def __init__(self, reset: bool, silent: bool = False) -> None:
        super().__init__("the sandbox keeps silent" if silent else "the sandbox hangs up")
        self.reset = reset
        self.silent = silent


class Fault:
    """One misbehaviour, for the next `count` requests that match, after letting `skip` of them pass.

    `kind`: status (an error with `status` and, if given, `retry_after` seconds), page (a web page), garbage (not
    JSON), empty (no body), redirect (to `location`), reset and close (no answer), half (the answer breaks off in the
    middle), delay (`seconds`, then the answer), hang (no answer, and the connection stays open), late (an error, and
    the request is carried out `seconds` later), hook (calls `hook`, then the answer). With `stored` the request is
    carried out first; reset, close and half store unless told otherwise, the others do not.
    """

    __slots__ = (
        "body", "count", "headers", "hits", "hook", "kind", "location", "method", "path", "seconds", "skip", "status",
        "stored",
    )  # fmt: skip

    def __init__(
        self,
        kind: str,
        *,
        method: str | None = None,
        path: str | None = None,
        count: int = 1,
        skip: int = 0,
        status: int | None = None,
        stored: bool | None = None,
        retry_after: int | str | None = None,
        location: str | None = None,
        body: str | None = None,
        headers: Mapping[str, str] | None = None,
        seconds: float = 0.0,
        hook: Callable[[], object] | None = None,
    ) -> None:
        if kind not in KINDS:
            raise ValueError(f"'{kind}' is no kind of fault; there are {', '.join(KINDS)}")
        self.kind = kind
        self.method = None if method is None else method.upper()
        self.path = None if path is None else re.compile(path)
        self.count = count
        self.skip = skip
        self.status = status if status is not None else DEFAULT_STATUS.get(kind, 200)
        self.stored = kind in ("reset", "close", "half") if stored is None else stored
        self.headers = dict(headers or {})
        if retry_after is not None:
            self.headers["Retry-After"] = str(retry_after)
        self.location = location
        self.body = body
        self.seconds = seconds
        self.hook = hook
        self.hits = 0

    def matches(self, method: str, path: str) -> bool:
        """Whether the fault is meant for this request."""
        return (self.method is None or self.method == method) and (
            self.path is None or self.path.search(path) is not None
        )

    def answer(self, real: Answer | None) -> Answer:
        """What goes out instead of the real answer; raises `Hangup` where nothing does."""
        if self.kind in ("reset", "close"):
            raise Hangup(self.kind == "reset")
        if self.kind == "hang":
            raise Hangup(reset=False, silent=True)
        if self.kind == "half":
            assert real is not None
            return Answer(real.status, real.body, real.content_type, real.headers, sent=len(real.body) // 2)
        if self.kind == "page":
            page = self.body if self.body is not None else WEB_PAGE.format("Bad Gateway")
            return Answer(self.status, page.encode("utf-8"), "text/html; charset=utf-8", self.headers)
        if self.kind in ("garbage", "empty"):
            body = b"" if self.kind == "empty" else (self.body or '{"data": [{"id": "1", ').encode("utf-8")
            return Answer(self.status, body, "application/vnd.api+json; charset=utf-8", self.headers)
        if self.kind == "redirect":
            headers = {**self.headers, "Location": self.location or "/"}
            return Answer(self.status, b"", "text/html; charset=utf-8", headers)
        if self.body is not None:
            return Answer(self.status, self.body.encode("utf-8"), "application/json", self.headers)
        return json_answer(self.status, {"message": MESSAGES.get(self.status, "Error")}, self.headers)

    def described(self) -> dict[str, object]:
        """The fault as the control route tells it."""
        return {
            "kind": self.kind,
            "method": self.method,
            "path": None if self.path is None else self.path.pattern,
            "count": self.count,
            "skip": self.skip,
            "status": self.status,
            "stored": self.stored,
            "seconds": self.seconds,
            "hits": self.hits,
        }


class Faults:
    """The faults that are set; threads may use it freely."""

    def __init__(self) -> None:
        self._set: list[Fault] = []
        self._lock = threading.Lock()
        self._released = threading.Event()

    def add(self, kind: str, **options: object) -> Fault:
        """Sets one fault (the options are `Fault`'s); its `hits` tells later how often it struck."""
        return self.set(Fault(kind, **options))  # type: ignore[arg-type]

    def set(self, fault: Fault) -> Fault:
        """Sets one fault that is made already."""
        with self._lock:
            self._set.append(fault)
        return fault

    def clear(self) -> None:
        """Takes every fault back."""
        with self._lock:
            self._set.clear()

    def pending(self) -> list[Fault]:
        """The faults that have not struck often enough yet."""
        with self._lock:
            return list(self._set)

    def take(self, method: str, path: str) -> Fault | None:
        """The fault that strikes this request, counted down; or None."""
        with self._lock:
            for fault in self._set:
                if not fault.matches(method, path):
                    continue
                if fault.skip:
                    fault.skip -= 1
                    continue
                fault.count -= 1
                fault.hits += 1
                if fault.count <= 0:
                    self._set.remove(fault)
                return fault
        return None

    def hold(self, fault: Fault) -> None:
        """Does what a fault does beside answering: waits, or calls its hook."""
        if fault.kind == "delay":
            self._released.wait(fault.seconds)
        elif fault.kind == "hook" and fault.hook is not None:
            fault.hook()

    def release(self) -> None:
        """Ends every delay, now and until `arm`: a server is closing."""
        self._released.set()

    def arm(self) -> None:
        """Lets delays last again: a server is starting."""
        self._released.clear()
