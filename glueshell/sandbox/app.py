"""The WSGI app: keys, rate limit, faults, routes, errors."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote

from glueshell.sandbox import control, downloads, refusals
from glueshell.sandbox.account import Account, Key
from glueshell.sandbox.answers import HTML, Answer, document_answer, json_answer
from glueshell.sandbox.call import Call
from glueshell.sandbox.faults import Faults
from glueshell.sandbox.operations import perform
from glueshell.sandbox.routes import Routes
from glueshell.sandbox.rules.table import rules_for

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

    from glueshell.itglue.catalog import Catalog, Operation
    from glueshell.sandbox.limits import RateLimit
    from glueshell.sandbox.store import Store

MEDIA_TYPE = "application/vnd.api+json"
REMEMBERED = 500


class Request:
    """One request as the app needs it."""

    __slots__ = (
        "address", "body", "content_type", "headers", "host", "key", "method", "origin", "pairs", "path", "peer",
        "query",
    )  # fmt: skip

    def __init__(self, environ: WSGIEnvironment) -> None:
        self.method: str = environ["REQUEST_METHOD"].upper()
        self.path: str = environ.get("PATH_INFO", "") or "/"
        self.query: str = environ.get("QUERY_STRING", "")
        self.pairs = parse_qsl(self.query, keep_blank_values=True)
        self.key: str = environ.get("HTTP_X_API_KEY", "")
        self.peer: str = environ.get("REMOTE_ADDR", "")
        self.content_type: str = environ.get("CONTENT_TYPE", "")
        length = environ.get("CONTENT_LENGTH") or "0"
        self.body: bytes = environ["wsgi.input"].read(int(length)) if length.isdigit() and int(length) else b""
        self.headers: WSGIEnvironment = environ
        self.host: str = (
            environ.get("HTTP_HOST") or f"{environ.get('SERVER_NAME', '')}:{environ.get('SERVER_PORT', '')}"
        )
        self.origin = f"{environ.get('wsgi.url_scheme', 'http')}://{self.host}"
        self.address = f"{self.origin}{quote(self.path)}"


class Seen:
    """A request that the app has answered, or hung up on (status 0)."""

    __slots__ = ("body", "method", "path", "query", "status")

    def __init__(self, request: Request, status: int) -> None:
        self.method = request.method
        self.path = request.path
        self.query = request.query
        self.body = request.body
        self.status = status


class App:
    """IT Glue in small; `faults` makes it misbehave, `requests` remembers the last requests.

    `keys` are the keys that it knows, by their text; `region` is where the account lives; `token` is what a page of the
    control routes must bring along to change anything.
    """

    def __init__(
        self,
        store: Store,
        catalog: Catalog,
        keys: Mapping[str, Key],
        clock: Callable[[], float],
        subdomain: str,
        limit: RateLimit,
        region: str,
        token: str,
    ) -> None:
        self.account = Account(store, catalog, rules_for(catalog), clock, subdomain)
        self.keys = keys
        self.limit = limit
        self.region = region
        self.token = token
        self.faults = Faults()
        self.requests: deque[Seen] = deque(maxlen=REMEMBERED)
        self._late: deque[tuple[float, Request]] = deque()
        self._routes = Routes(rules.resource for rules in self.account.rules.values())

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answers one request; a fault may raise `faults.Hangup` instead."""
        request = Request(environ)
        status = 0
        try:
            answer = self.answer(request)
            status = answer.status
        finally:
            if not f"{request.path}/".startswith(control.PREFIX):
                self.requests.append(Seen(request, status))
        start_response(answer.status_line, answer.header_list())
        if request.method == "HEAD":
            return []
        return [answer.body if answer.sent is None else answer.body[: answer.sent]]

    def answer(self, request: Request) -> Answer:
        """The answer to a request, after key, limit and faults."""
        if f"{request.path}/".startswith(control.PREFIX):
            return control.answer(self, request)
        if request.path.startswith(downloads.PREFIX) and request.method in ("GET", "HEAD"):
            return downloads.answer(self.account, request.path)
        key = self.keys.get(request.key)
        if key is None:
            return json_answer(403, {"message": "Forbidden"})
        wait = self.limit.admit(key.text)
        if wait is not None:
            return json_answer(429, {"message": "Too Many Requests"}, {"Retry-After": str(wait)})
        self.settle()
        fault = self.faults.take(request.method, request.path)
        if fault is None:
            return self.perform(request)
        if fault.kind == "late":
            self._late.append((self.account.clock() + fault.seconds, request))
            return fault.answer(None)
        answers_really = fault.kind in ("delay", "hook")
        if not fault.stored:
            self.faults.hold(fault)
        real = self.perform(request) if fault.stored or answers_really or fault.kind == "half" else None
        if fault.stored:
            self.faults.hold(fault)
        return real if answers_really and real is not None else fault.answer(real)

    def settle(self) -> None:
        """Carries out the requests whose storing a fault has put off until now."""
        while self._late and self._late[0][0] <= self.account.clock():
            try:
                _, request = self._late.popleft()
            except IndexError:
                # Another thread was quicker.
                return
            self.perform(request)

    def perform(self, request: Request) -> Answer:
        """Carries the request out."""
        try:
            return self._perform(request)
        except refusals.Refusal as refusal:
            return document_answer(refusal.status, {"errors": list(refusal.problems)})
        except refusals.GatewayRefusal as refusal:
            return json_answer(refusal.status, {"message": refusal.message})
        except refusals.UnknownPage:
            return Answer(404, refusals.PAGE_NOT_FOUND.encode("utf-8"), HTML)

    def _perform(self, request: Request) -> Answer:
        if len(request.body) > self.account.catalog.limits["payload_bytes"]:
            raise refusals.GatewayRefusal(413, "Request Too Long")
        method = "GET" if request.method == "HEAD" else request.method
        writes = method != "GET"
        if request.body and writes and request.content_type.partition(";")[0].strip().lower() != MEDIA_TYPE:
            raise refusals.GatewayRefusal(415, "Unsupported Media Type")
        route, operations, parameters = self._routes.find(method, request.path)
        if method == "PUT" and self.account.rules[route.resource.name].put:
            route, operations, parameters = self._routes.find("PATCH", request.path)
        if not operations:
            raise refusals.UnknownPage(request.path)
        body = body_of(request) if writes else None
        operation = chosen(operations, body)
        rules = self.account.rules[route.resource.name]
        rules.gate(self.account)
        key = self.keys[request.key]
        call = Call(
            self.account, rules, operation.name, parameters, request.pairs, body, request.address, request.origin, key
        )
        return document_answer(operation.status, self._run(call, writes))

    def _run(self, call: Call, writes: bool) -> object:
        store, now = self.account.store, self.account.clock()
        with store.reading():
            departed = store.has_departed(now)
        if departed:
            with store.writing():
                store.let_depart(now)
        with store.writing() if writes else store.reading():
            return perform(call)


class OtherRegion:
    """The hosts of the regions where the account does not live: its keys are refused there."""

    def __init__(self, app: App, region: str) -> None:
        self._app = app
        self.region = region

    @property
    def faults(self) -> Faults:
        """The faults of the account's own region."""
        return self._app.faults

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Refuses every request of the API."""
        if (environ.get("PATH_INFO", "") or "/").startswith((control.PREFIX, downloads.PREFIX)):
            return self._app(environ, start_response)
        request = Request(environ)
        answer = json_answer(403, {"message": "Forbidden"})
        self._app.requests.append(Seen(request, answer.status))
        start_response(answer.status_line, answer.header_list())
        return [] if request.method == "HEAD" else [answer.body]


def body_of(request: Request) -> object:
    """The body of a write as JSON; a DELETE may have none."""
    if not request.body:
        return None
    try:
        body = json.loads(request.body.decode("utf-8"), parse_constant=unknown_constant)
        # A lone surrogate is valid JSON and no text.
        json.dumps(body, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError):
        raise refusals.bad_request("the request body is not valid JSON") from None
    return body


def unknown_constant(name: str) -> object:
    """Refuses NaN and Infinity, which Python alone would take."""
    raise ValueError(name)


def chosen(operations: list[Operation], body: object) -> Operation:
    """Of the operations that share method and path, the one whose body form is the sent one."""
    many = isinstance(body, dict) and isinstance(body.get("data"), list)
    for operation in operations:
        if operation.body == "array" if many else operation.body in ("object", "none"):
            return operation
    return operations[0]
