"""A fake server for the client: it records requests and gives the answers a test prepared."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from glueshell.http import Response, TransportError
from glueshell.itglue import catalog
from glueshell.itglue.client import Client
from glueshell.itglue.documents import Resource
from glueshell.itglue.plans import Outcome, RequestPlan, WriteGrant
from glueshell.itglue.schema import Field, TypeSchema, schema_from

CATALOG = catalog.load()


class Request:
    """One request as it arrived."""

    def __init__(
        self,
        method: str,
        path: str,
        query: Sequence[tuple[str, str]],
        body: bytes | None,
        headers: Mapping[str, str],
        write: bool,
    ) -> None:
        self.method = method
        self.path = path
        self.query = dict(query)
        self.body = body
        self.headers = headers
        self.write = write


Answer = Response | TransportError | Callable[[Request], "Response | TransportError"]


def answer(status: int, body: object = None, **headers: str) -> Response:
    """An answer with a JSON body, or with text or bytes as they are."""
    if isinstance(body, bytes):
        payload = body
    elif isinstance(body, str):
        payload = body.encode("utf-8")
    else:
        payload = b"" if body is None else json.dumps(body).encode("utf-8")
    return Response(status, headers, payload, 0.01, "https://api.itglue.com/x")


class FakeTransport:
    """Answers in the order prepared; the last one repeats."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.requests: list[Request] = []

    def request(
        self,
        method: str,
        path: str,
        query: Sequence[tuple[str, str]] | None = None,
        body: bytes | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        write: bool = False,
    ) -> Response:
        request = Request(method, path, query or (), body, headers or {}, write)
        self.requests.append(request)
        made = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        result = made(request) if callable(made) else made
        if isinstance(result, TransportError):
            raise result
        return result


class Rows:
    """A list of so many records behind page[number] and page[size]; it can be slow above a size, or grow."""

    def __init__(self, count: int, type_: str = "organizations", slow_above: int | None = None) -> None:
        self.rows = [{"id": str(n), "type": type_, "attributes": {"name": f"Name {n}"}} for n in range(1, count + 1)]
        self.slow_above = slow_above
        self.grow: list[dict[str, Any]] = []

    def __call__(self, request: Request) -> Response | TransportError:
        number, size = int(request.query["page[number]"]), int(request.query["page[size]"])
        if self.slow_above is not None and size > self.slow_above:
            return TransportError("slow", "timeout", sent=True)
        data = self.rows[(number - 1) * size : number * size]
        pages = max(1, -(-len(self.rows) // size))
        meta = {
            "current-page": number,
            "next-page": number + 1 if number < pages else None,
            "total-pages": pages,
            "total-count": len(self.rows),
        }
        if self.grow:
            self.rows.insert(0, self.grow.pop(0))
        return answer(200, {"data": data, "meta": meta})


def client_of(*answers: Answer, **options: Any) -> tuple[Client, FakeTransport]:
    """A client on a fake transport."""
    transport = FakeTransport(*answers)
    return Client(transport, CATALOG, **options), transport


class Ledger:
    """Grants whose hooks write down what they were told."""

    def __init__(self) -> None:
        self.events: list[tuple[str, str]] = []
        self.outcomes: list[Outcome] = []

    def grant(self, plan: RequestPlan) -> WriteGrant:
        def before(plan: RequestPlan) -> None:
            self.events.append(("before", plan.journal_key))

        def after(plan: RequestPlan, outcome: Outcome) -> None:
            self.events.append(("after", outcome.status))
            self.outcomes.append(outcome)

        return WriteGrant(plan, before, after)


def field_record(order: int, name: str, kind: str, key: str, **more: Any) -> Resource:
    attributes = {"order": order, "name": name, "kind": kind, "name-key": key, "hint": None, "required": False, **more}
    return Resource("flexible-asset-fields", str(1000 + order), attributes)


def seven_kinds() -> TypeSchema:
    """The type with the seven kinds of the vendor's article."""
    record = Resource("flexible-asset-types", "77", {"name": "Support Agreement", "description": "MSA", "icon": "file"})
    return schema_from(
        record,
        [
            field_record(8, "Notes", "Textbox", "notes"),
            field_record(0, "Agreement", "Header", "agreement"),
            field_record(
                1, "Client has signed and acknowledged MSA", "Checkbox", "client-has-signed-and-acknowledged-msa"
            ),
            field_record(2, "Signing Date", "Date", "signing-date", required=True, **{"show-in-list": True}),
            field_record(3, "Number of seats", "Number", "number-of-seats", decimals=0),
            field_record(
                4,
                "Field Technician",
                "Select",
                "field-technician",
                **{"default-value": "Randy Rios\r\nAnn Lee\r\n", "use-for-title": True},
            ),
            field_record(5, "Emergency Contact", "Tag", "emergency-contact", **{"tag-type": "Contacts"}),
            field_record(
                6,
                "Emergency Contact Telephone Number",
                "Text",
                "emergency-contact-telephone-number",
                **{"use-for-title": True},
            ),
        ],
    )


def field(kind: str, name: str = "Thing", **more: Any) -> Field:
    """One field of a kind."""
    from glueshell.itglue.schema import name_key

    return Field("1", name, name_key(name), kind, **more)
