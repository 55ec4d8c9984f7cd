"""The API as it is asked: lists, single records, counts, and writes that have a grant."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from glueshell.http import Response, TransportError
from glueshell.itglue.catalog import Catalog, ResourceType
from glueshell.itglue.documents import Document, NotADocument, Resource, parse, read_json
from glueshell.itglue.errors import ApiError, ApiProblem, OutcomeUnknown, RequestProblem, api_error
from glueshell.itglue.listing import Listing
from glueshell.itglue.paths import Parent, operation_of, path_of
from glueshell.itglue.plans import Outcome, RequestPlan, WriteGrant
from glueshell.itglue.queries import Query, includes_of, request_of
from glueshell.itglue.schema import TypeSchema, schema_from

__all__ = ["Client", "Query", "Server"]

# What a server may have done before it said this, nobody knows.
_UNKNOWN_STATUSES = frozenset({408})
Shield = Callable[[], AbstractContextManager[object]]
Pairs = Sequence[tuple[str, str]]


class Server(Protocol):
    """What the client needs of a transport."""

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
        """The answer to one request."""


class Client:
    """IT Glue behind one transport.

    `on_records` hears of the records of every answer. `shield` makes the context in which a write is sent and reported,
    so that Ctrl+C is remembered instead of leaving the outcome unknown. `now` is seconds since the epoch.
    """

    def __init__(
        self,
        transport: Server,
        catalog: Catalog,
        *,
        on_records: Callable[[Sequence[Resource]], None] | None = None,
        shield: Shield = contextlib.nullcontext,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._transport = transport
        self._catalog = catalog
        self._on_records = on_records
        self._shield = shield
        self._now = now
        # Hears of every read: path and query.
        self.watcher: Callable[[str, Pairs], None] | None = None

    def hear_waits(self, hear: Callable[[float, str], None]) -> None:
        """Let `hear(seconds, kind)` know of every pause before a request."""
        if hasattr(self._transport, "on_wait"):
            self._transport.on_wait = hear

    def await_turn(self) -> None:
        """Wait until the account's budget has room for a request, where there is one; to be called before a shield."""
        wait = getattr(self._transport, "await_turn", None)
        if wait is not None:
            wait()

    def turn(self) -> AbstractContextManager[object]:
        """The context of a request that somebody else sends to the same server: it counts in the account's budget."""
        turn = getattr(self._transport, "turn", None)
        return contextlib.nullcontext() if turn is None else turn()

    def key_for(self, url: str) -> str | None:
        """The key for an address of this server, None for any other."""
        key_for = getattr(self._transport, "key_for", None)
        return None if key_for is None else key_for(url)

    @property
    def base_url(self) -> str:
        """The address in front of every path, '' where the transport has none."""
        return str(getattr(self._transport, "base_url", ""))

    def list(self, query: Query) -> Listing:
        """The records of a query, page by page as they are asked for; raises RequestProblem before anything is sent."""
        request = request_of(query, self._catalog)

        def fetch(number: int, size: int) -> Document:
            pairs = [*request.pairs, ("page[number]", str(number)), ("page[size]", str(size))]
            return self.get(request.path, pairs)

        order = next((value for key, value in request.pairs if key == "sort"), None)
        return Listing(query, fetch, order)

    def count(self, query: Query) -> int:
        """How many records match a query, from one small page."""
        request = request_of(query, self._catalog)
        page = self.get(request.path, [*request.pairs, ("page[number]", "1"), ("page[size]", "1")])
        return page.total_count if page.total_count is not None else len(page.resources)

    def show(
        self,
        resource: ResourceType,
        id: str | int,
        include: Iterable[str] = (),
        *,
        parent: Parent | None = None,
        query: Sequence[tuple[str, str]] = (),
    ) -> Resource:
        """One record by id; where the API has no such request, the list is asked for that id. Raises ApiError."""
        if resource.operation("show") is None:
            return self._shown_in_list(resource, str(id), tuple(include), parent)
        operation = operation_of(resource, "show")
        path = path_of(resource, operation, self._catalog, id=str(id), parent=parent)
        pairs = list(query)
        names = includes_of(resource, include, "show")
        if names:
            pairs.append(("include", ",".join(names)))
        page = self.get(path, pairs)
        if not page.resources:
            raise _no_record("GET", path)
        return page.resources[0]

    def _shown_in_list(
        self, resource: ResourceType, id: str, include: tuple[str, ...], parent: Parent | None
    ) -> Resource:
        found = list(self.list(Query(resource, {"id": id}, include=include, first=1, parent=parent)))
        if not found or found[0].id != id:
            raise _no_record("GET", f"{resource.path} ({id})")
        return found[0]

    def schema(self, type_id: str | int) -> TypeSchema:
        """A flexible asset type with its fields, in one request."""
        record = self.show(self._catalog["flexible_asset_types"], type_id, ("flexible_asset_fields",))
        fields = record.included.get("flexible-asset-fields", ())
        if not fields and record.linkage("flexible-asset-fields"):
            parent = ("flexible_asset_types", str(type_id))
            fields = tuple(self.list(Query(self._catalog["flexible_asset_fields"], parent=parent)))
        return schema_from(record, fields)

    def get(self, path: str, query: Sequence[tuple[str, str]] = ()) -> Document:
        """The document at a path, with whatever query; raises ApiError for a refusal and for what is no document."""
        response = self._got(path, query)
        try:
            page = parse(response.body)
        except NotADocument:
            raise api_error(response, f"GET {path}") from None
        self._learn(page)
        return page

    def document(self, path: str, query: Sequence[tuple[str, str]] = ()) -> Any:
        """The answer at a path as the JSON that it is; raises ApiError for a refusal and for what is no JSON."""
        response = self._got(path, query)
        try:
            raw = read_json(response.body)
        except NotADocument:
            raise api_error(response, f"GET {path}") from None
        with contextlib.suppress(NotADocument):
            self._learn(parse(response.body))
        return raw

    def _got(self, path: str, query: Pairs) -> Response:
        if self.watcher is not None:
            self.watcher(path, query)
        response = self._transport.request("GET", path, query)
        if not 200 <= response.status < 300:
            raise api_error(response, f"GET {path}")
        return response

    def send(self, plan: RequestPlan, grant: WriteGrant) -> Resource | None:
        """Send a write once; the record that came back, the first of several, or None where the answer holds none.

        Raises RequestProblem when the grant is not for this plan, was used, or the body is over the API's limit (then
        nothing was sent), TransportError when it was certainly not carried out, ApiError when IT Glue refused it, and
        OutcomeUnknown when the answer was lost.
        """
        sent = self.send_all(plan, grant)
        return sent[0] if sent else None

    def send_all(self, plan: RequestPlan, grant: WriteGrant) -> tuple[Resource, ...]:
        """The same with every record that came back, for bulk writes."""
        page = self.deliver(plan, grant)
        return page.resources if page is not None else ()

    def deliver(self, plan: RequestPlan, grant: WriteGrant) -> Document | None:
        """The same with the whole answer; None for the empty one of a removal or publication."""
        body = plan.payload()
        limit = self._catalog.limits["payload_bytes"]
        if body is not None and len(body) > limit:
            raise RequestProblem("BodyTooLarge", size=f"{len(body) / 2**20:.1f}", limit=limit // 2**20)
        self.await_turn()
        with self._shield():
            grant.begin(plan)
            try:
                page = self._deliver(plan, body)
            except BaseException as error:
                grant.end(_outcome(error))
                raise
            records = page.resources if page is not None else ()
            grant.end(Outcome("done", ids=[record.id for record in records] or plan.record_ids))
        self._teach(records)
        return page

    def _deliver(self, plan: RequestPlan, body: bytes | None) -> Document | None:
        headers = {"Content-Type": plan.content_type} if plan.content_type else {}
        sent_at = self._now()
        try:
            response = self._transport.request(plan.method, plan.path, plan.query, body, headers=headers, write=True)
        except TransportError as error:
            if error.sent:
                raise OutcomeUnknown(plan, error, sent_at=sent_at) from error
            raise
        status = response.status
        if status in _UNKNOWN_STATUSES or status >= 500:
            cause = api_error(response, f"{plan.method} {plan.path}")
            raise OutcomeUnknown(plan, cause, status=status, sent_at=sent_at)
        if not 200 <= status < 300:
            raise api_error(response, f"{plan.method} {plan.path}")
        try:
            page = parse(response.body)
        except NotADocument as error:
            # What is removed or published needs no answer to be so; a new or changed record does.
            if error.kind == "empty" and plan.operation in ("delete", "bulk_delete", "publish"):
                return None
            raise OutcomeUnknown(plan, None, status=status, sent_at=sent_at) from None
        if plan.operation == "create" and not (page.resources and page.resources[0].id):
            raise OutcomeUnknown(plan, None, status=status, sent_at=sent_at)
        return page

    def _learn(self, page: Document) -> None:
        self._teach(page.resources)
        if page.included:
            self._teach(page.included)

    def _teach(self, resources: Sequence[Resource]) -> None:
        if self._on_records is not None:
            self._on_records(resources)


def _outcome(error: BaseException) -> Outcome:
    if isinstance(error, OutcomeUnknown):
        return Outcome("unknown", message=error.message)
    if isinstance(error, ApiError):
        return Outcome("refused", message=error.message)
    if isinstance(error, TransportError):
        return Outcome("not-sent", message=error.message)
    # An interruption or a fault of our own in the middle of it: whether it left is not known.
    return Outcome("unknown", message=type(error).__name__)


def _no_record(method: str, path: str) -> ApiError:
    problem = ApiProblem("Not Found", "Record not found", "id", "404")
    return ApiError(404, (problem,), f"IT Glue has no such record (404): {method} {path}.", "NoRecord")
