"""The WSGI app: key, faults, routes, errors."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote

from glueshell.sandbox import control, refusals
from glueshell.sandbox.account import Account
from glueshell.sandbox.answers import HTML, Answer, document_answer, json_answer
from glueshell.sandbox.faults import Faults
from glueshell.sandbox.operations import OPERATIONS, Call
from glueshell.sandbox.routes import Route, Routes
from glueshell.sandbox.rules.table import rules_for

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

    from glueshell.itglue.catalog import Catalog, Operation
    from glueshell.sandbox.store import Store

MEDIA_TYPE = "application/vnd.api+json"
REMEMBERED = 500


class Request:
    """One request as the app needs it."""

    __slots__ = ("address", "body", "content_type", "key", "method", "pairs", "path", "peer", "query")

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
        host = environ.get("HTTP_HOST") or f"{environ.get('SERVER_NAME', '')}:{environ.get('SERVER_PORT', '')}"
        self.address = f"{environ.get('wsgi.url_scheme', 'http')}://{host}{quote(self.path)}"


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
    """IT Glue in small; `faults` makes it misbehave, `requests` remembers the last requests."""

    def __init__(self, store: Store, catalog: Catalog, key: str, clock: Callable[[], float], subdomain: str) -> None:
        self.account = Account(store, catalog, rules_for(catalog), clock, subdomain)
        self.key = key
        self.faults = Faults()
        self.requests: deque[Seen] = deque(maxlen=REMEMBERED)
        self._routes = Routes(rules.resource for rules in self.account.rules.values())

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answers one request; a fault may raise `faults.Hangup` instead."""
        request = Request(environ)
        status = 0
        try:
            answer = self.answer(request)
            status = answer.status
        finally:
            if not request.path.startswith(control.PREFIX):
                self.requests.append(Seen(request, status))
        start_response(answer.status_line, answer.header_list())
        if request.method == "HEAD":
            return []
        return [answer.body if answer.sent is None else answer.body[: answer.sent]]

    def answer(self, request: Request) -> Answer:
        """The answer to a request, after key and faults."""
        if request.key != self.key:
            return json_answer(403, {"message": "Forbidden"})
        if request.path.startswith(control.PREFIX):
            return control.answer(self, request)
        fault = self.faults.take(request.method, request.path)
        if fault is None:
            return self.perform(request)
        answers_really = fault.kind in ("delay", "hook")
        if not fault.stored:
            self.faults.hold(fault)
        real = self.perform(request) if fault.stored or answers_really or fault.kind == "half" else None
        if fault.stored:
            self.faults.hold(fault)
        return real if answers_really and real is not None else fault.answer(real)

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
        call = Call(self.account, route.resource.name, parameters, request.pairs, body, request.address)
        document = self._run(route, operation, call, writes)
        return document_answer(operation.status, document)

    def _run(self, route: Route, operation: Operation, call: Call, writes: bool) -> object:
        store, now = self.account.store, self.account.clock()
        with store.reading():
            departed = store.has_departed(now)
        if departed:
            with store.writing():
                store.let_depart(now)
        with store.writing() if writes else store.reading():
            return OPERATIONS[operation.name](call)


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
