"""Writes that are intended, and the permission to send one of them once.

A plan is a value: what leaves is exactly what it shows. Only session.approval makes grants.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from glueshell.itglue.catalog import Catalog, ResourceType
from glueshell.itglue.documents import write, write_pretty
from glueshell.itglue.errors import RequestProblem
from glueshell.itglue.paths import Parent, operation_of, path_of

Query = tuple[tuple[str, str], ...]
CONTENT_TYPE = "application/vnd.api+json"


def new_key() -> str:
    """A fresh key for the journal: a random UUID as text."""
    import uuid

    return str(uuid.uuid4())


class RequestPlan:
    """One write as it would leave; immutable.

    `operation` is create, update, delete, publish or one of the bulk forms; `count` how many records it touches;
    `organization_id` and `organization_name` are None for what belongs to no organization; `title` names the record,
    `summary` says the whole in a few words; `journal_key` is its name in the journal. `readings` tell a person what
    values of the body mean, by key (the names of tagged records), or what the records of a bulk request are called, by
    id. `raw` are the bytes of a request that somebody wrote himself, `content_type` what they say they are; `body` is
    then what they mean, where they can be read.
    """

    __slots__ = (
        "body", "content_type", "count", "journal_key", "method", "operation", "organization_id", "organization_name",
        "path", "query", "raw", "readings", "record_id", "resource", "summary", "title",
    )  # fmt: skip

    operation: str
    resource: ResourceType
    method: str
    path: str
    query: Query
    body: dict[str, Any] | None
    organization_id: int | None
    organization_name: str | None
    title: str
    count: int
    journal_key: str
    summary: str
    record_id: str | None
    readings: Mapping[str, str]
    raw: bytes | None
    content_type: str

    def __init__(
        self,
        operation: str,
        resource: ResourceType,
        method: str,
        path: str,
        *,
        query: Query = (),
        body: dict[str, Any] | None = None,
        organization_id: int | None = None,
        organization_name: str | None = None,
        title: str = "",
        count: int = 1,
        journal_key: str | None = None,
        summary: str | None = None,
        record_id: str | None = None,
        readings: Mapping[str, str] | None = None,
        raw: bytes | None = None,
        content_type: str | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "operation", operation)
        put(self, "resource", resource)
        put(self, "method", method)
        put(self, "path", path)
        put(self, "query", tuple(query))
        put(self, "body", body)
        put(self, "organization_id", organization_id)
        put(self, "organization_name", organization_name)
        put(self, "title", title)
        put(self, "count", count)
        put(self, "journal_key", new_key() if journal_key is None else journal_key)
        put(self, "record_id", record_id)
        put(self, "readings", MappingProxyType(dict(readings or {})))
        put(self, "raw", raw)
        put(self, "content_type", (CONTENT_TYPE if body is not None else "") if content_type is None else content_type)
        put(self, "summary", _summary(self) if summary is None else summary)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a plan is not changed ({name})")

    def __repr__(self) -> str:
        return f"RequestPlan({self.method} {self.path})"

    def payload(self) -> bytes | None:
        """The bytes of the body, or None for a request without one."""
        if self.raw is not None:
            return self.raw
        return None if self.body is None else write(self.body)

    def target(self) -> str:
        """The path with its query, as it goes on the wire."""
        if not self.query:
            return self.path
        from urllib.parse import urlencode

        return f"{self.path}?{urlencode(self.query)}"

    def request_lines(self) -> list[str]:
        """The exact request as text, line by line: method and target, content type, the body as indented JSON."""
        lines = [f"{self.method} {self.target()}"]
        if self.body is not None:
            lines += [f"Content-Type: {self.content_type}", "", *write_pretty(self.body).split("\n")]
        elif self.raw is not None:
            lines += [f"Content-Type: {self.content_type}", "", *self.raw.decode("utf-8", "replace").split("\n")]
        return lines

    @property
    def record_ids(self) -> tuple[str, ...]:
        """The ids of the records that it names: its own, or those of the rows of a bulk write."""
        if self.record_id is not None:
            return (self.record_id,)
        rows = self.body.get("data") if self.body is not None else None
        named = [row.get("attributes") for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
        return tuple(str(one["id"]) for one in named if isinstance(one, dict) and one.get("id") is not None)


def _summary(plan: RequestPlan) -> str:
    verb = plan.operation.removeprefix("bulk_")
    label = plan.resource.label.lower()
    if plan.count != 1:
        what = f"{plan.count} {plan.resource.plural.lower()}"
    elif plan.title:
        what = f"{label} '{plan.title}'"
    else:
        what = label if plan.record_id is None else f"{label} {plan.record_id}"
    where = f" in {plan.organization_name}" if plan.organization_name else ""
    return f"{verb} {what}{where}"


class Outcome:
    """How a write ended: `status` is done, refused, unknown or not-sent; `ids` the records' where known; `message`."""

    __slots__ = ("ids", "message", "status")

    def __init__(self, status: str, id: str | None = None, message: str = "", *, ids: Iterable[str] = ()) -> None:
        self.status = status
        self.ids = tuple(one for one in (id, *ids) if one)
        self.message = message

    @property
    def id(self) -> str | None:
        """The id of the record, of several the first."""
        return self.ids[0] if self.ids else None

    def __repr__(self) -> str:
        return f"Outcome({self.status!r}, {self.id!r}, {self.message!r})"


class WriteGrant:
    """The permission to send one plan once.

    `before` is called with the plan right before it leaves, `after` with the plan and its outcome; each exactly once.
    """

    __slots__ = ("_after", "_before", "_state", "plan")

    def __init__(
        self,
        plan: RequestPlan,
        before: Callable[[RequestPlan], None],
        after: Callable[[RequestPlan, Outcome], None],
    ) -> None:
        self.plan = plan
        self._before = before
        self._after = after
        self._state = "new"

    @property
    def spent(self) -> bool:
        """Whether the permission was used."""
        return self._state != "new"

    def begin(self, plan: RequestPlan) -> None:
        """Use the permission up for this plan; raises RequestProblem when it is for another one or was used before."""
        if plan is not self.plan:
            raise RequestProblem("GrantForOther")
        if self._state != "new":
            raise RequestProblem("GrantUsed")
        self._state = "begun"
        self._before(plan)

    def end(self, outcome: Outcome) -> None:
        """Report how it ended; raises RequestProblem when that was said before or nothing was begun."""
        if self._state != "begun":
            raise RequestProblem("GrantUsed")
        self._state = "ended"
        self._after(self.plan, outcome)


def create_plan(
    catalog: Catalog,
    resource: ResourceType,
    attributes: Mapping[str, Any],
    *,
    parent: Parent | None = None,
    relationships: Mapping[str, Any] | None = None,
    query: Query = (),
    organization_id: int | None = None,
    organization_name: str | None = None,
    title: str | None = None,
    journal_key: str | None = None,
    readings: Mapping[str, str] | None = None,
) -> RequestPlan:
    """The plan of one new record; the title is the resource's title attribute unless given."""
    operation = operation_of(resource, "create")
    data: dict[str, Any] = {"type": resource.request_type, "attributes": dict(attributes)}
    if relationships is not None:
        data["relationships"] = dict(relationships)
    return RequestPlan(
        "create",
        resource,
        operation.method,
        path_of(resource, operation, catalog, parent=parent),
        query=query,
        body={"data": data},
        organization_id=organization_id,
        organization_name=organization_name,
        title=title_of(resource, attributes) if title is None else title,
        journal_key=journal_key,
        readings=readings,
    )


def title_of(resource: ResourceType, attributes: Mapping[str, Any]) -> str:
    """What a record with these attributes will be called: its title attribute, of people the parts of their name."""
    title = attributes.get(resource.title)
    if title is None:
        parts = (attributes.get(name) for name in ("first-name", "last-name"))
        title = " ".join(str(part) for part in parts if part)
    return str(title)


def update_plan(
    catalog: Catalog,
    resource: ResourceType,
    id: str,
    attributes: Mapping[str, Any],
    *,
    parent: Parent | None = None,
    query: Query = (),
    organization_id: int | None = None,
    organization_name: str | None = None,
    title: str = "",
    journal_key: str | None = None,
    readings: Mapping[str, str] | None = None,
) -> RequestPlan:
    """The plan of a change of one record; what is not among the attributes stays (traits excepted)."""
    operation = operation_of(resource, "update")
    return RequestPlan(
        "update",
        resource,
        operation.method,
        path_of(resource, operation, catalog, id=id, parent=parent),
        query=query,
        body={"data": {"type": resource.request_type, "attributes": dict(attributes)}},
        organization_id=organization_id,
        organization_name=organization_name,
        title=title,
        journal_key=journal_key,
        readings=readings,
        record_id=id,
    )


def delete_plan(
    catalog: Catalog,
    resource: ResourceType,
    ids: Sequence[str],
    *,
    parent: Parent | None = None,
    organization_id: int | None = None,
    organization_name: str | None = None,
    title: str = "",
    journal_key: str | None = None,
    readings: Mapping[str, str] | None = None,
) -> RequestPlan:
    """The plan of removing records: the single form for one where the API has it, else the bulk form."""
    single = resource.operation("delete") if len(ids) == 1 else None
    operation = single if single is not None else operation_of(resource, "bulk_delete")
    body: dict[str, Any] | None = None
    if single is None:
        body = {"data": [{"type": resource.request_type, "attributes": {"id": _number(id)}} for id in ids]}
    return RequestPlan(
        operation.name,
        resource,
        operation.method,
        path_of(resource, operation, catalog, id=ids[0], parent=parent),
        body=body,
        organization_id=organization_id,
        organization_name=organization_name,
        title=title,
        count=len(ids),
        journal_key=journal_key,
        readings=readings,
        record_id=ids[0] if len(ids) == 1 else None,
    )


def bulk_plan(
    catalog: Catalog,
    resource: ResourceType,
    operation_name: str,
    rows: Sequence[Mapping[str, Any]],
    *,
    parent: Parent | None = None,
    organization_id: int | None = None,
    organization_name: str | None = None,
    journal_key: str | None = None,
    readings: Mapping[str, str] | None = None,
) -> RequestPlan:
    """The plan of a bulk_create or bulk_update; each row of a bulk_update carries its `id` among the attributes."""
    operation = operation_of(resource, operation_name)
    return RequestPlan(
        operation.name,
        resource,
        operation.method,
        path_of(resource, operation, catalog, parent=parent),
        body={"data": [{"type": resource.request_type, "attributes": dict(row)} for row in rows]},
        organization_id=organization_id,
        organization_name=organization_name,
        count=len(rows),
        journal_key=journal_key,
        readings=readings,
    )


def _number(id: str) -> int | str:
    return int(id) if id.isascii() and id.isdecimal() else id
