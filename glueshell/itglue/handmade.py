"""Requests that a script wrote itself, read as plans: which resource, which record, whose organization."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from glueshell.itglue.catalog import Catalog, Operation, ResourceType, spelling
from glueshell.itglue.documents import NotADocument, read_json
from glueshell.itglue.plans import RequestPlan

READING = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_VERBS: Mapping[str, str] = {"POST": "create", "PATCH": "update", "PUT": "update", "DELETE": "delete"}


class _UnknownPlace:
    """What stands for a resource where the catalog knows none: nothing about it may be taken for granted."""

    label, plural = "Record", "Records"
    title = "name"

    def __init__(self, path: str) -> None:
        self.name = path.strip("/").partition("/")[0] or "api"

    def attribute(self, name: str) -> object:
        """Every attribute: a record that is not known may belong to an organization."""
        return name


def handmade_plan(
    catalog: Catalog,
    method: str,
    path: str,
    query: Sequence[tuple[str, str]],
    raw: bytes | None,
    content_type: str,
    organization_name: Mapping[int, str] | None = None,
) -> RequestPlan:
    """The plan of a write as it would leave; `path` begins below the API's base address.

    What the catalog does not know is an operation of its own kind, `request`, which counts as a heavy one.
    """
    body = _document(raw)
    rows = _rows(body)
    resource, operation, values = _matched(catalog, method, path, many=isinstance(_data(body), list))
    kind = operation.name if operation is not None else "request"
    record_id = values.get("id") or (str(rows[0].get("id") or "") if len(rows) == 1 and kind == "update" else "")
    organization = _organization(resource, values, rows, record_id)
    attributes = _attributes(rows[0]) if len(rows) == 1 else {}
    title = _value(attributes, resource.title) or _value(attributes, "name")
    summary = None
    if operation is None:
        summary = f"{_VERBS.get(method, method.lower())} something at {path}"
    return RequestPlan(
        kind,
        resource,
        method,
        path,
        query=tuple(query),
        body=body,
        organization_id=organization,
        organization_name=(organization_name or {}).get(organization) if organization is not None else None,
        title=title if isinstance(title, str) else "",
        count=max(1, len(rows)),
        record_id=record_id or None,
        summary=summary,
        raw=raw,
        content_type=content_type,
    )


def _document(raw: bytes | None) -> dict[str, Any] | None:
    if not raw:
        return None
    try:
        found = read_json(raw)
    except NotADocument:
        return None
    return found if isinstance(found, dict) else None


def _data(body: dict[str, Any] | None) -> object:
    return None if body is None else body.get("data")


def _rows(body: dict[str, Any] | None) -> list[dict[str, Any]]:
    data = _data(body)
    return [row for row in (data if isinstance(data, list) else [data]) if isinstance(row, dict)]


def _attributes(row: Mapping[str, Any]) -> Mapping[str, Any]:
    found = row.get("attributes")
    return found if isinstance(found, Mapping) else {}


def _value(attributes: Mapping[str, Any], name: str | None) -> object:
    wanted = spelling(name or "")
    return next((value for key, value in attributes.items() if spelling(str(key)) == wanted), None)


def _matched(
    catalog: Catalog, method: str, path: str, *, many: bool
) -> tuple[ResourceType, Operation | None, dict[str, str]]:
    """The resource and operation of a path, with what stands for its parameters; the most literal path wins."""
    found: list[tuple[int, ResourceType, Operation, dict[str, str]]] = []
    for resource in catalog:
        for operation in resource.operations.values():
            if operation.method != method and not (method == "PUT" and operation.method == "PATCH"):
                continue
            for pattern in operation.paths:
                values = _values(pattern, path)
                if values is not None:
                    fits = (operation.body == "array" or operation.name.startswith("bulk_")) == many
                    found.append((len(values) * 2 - fits, resource, operation, values))
    if not found:
        place: Any = _UnknownPlace(path)
        return place, None, {}
    _, resource, operation, values = min(found, key=lambda entry: entry[0])
    return resource, operation, values


def _values(pattern: str, path: str) -> dict[str, str] | None:
    wanted, given = pattern.strip("/").split("/"), path.strip("/").split("/")
    if len(wanted) != len(given):
        return None
    values: dict[str, str] = {}
    for part, segment in zip(wanted, given, strict=True):
        if part.startswith(":"):
            values[part[1:]] = segment
        elif part != segment:
            return None
    return values


def _organization(
    resource: ResourceType, values: Mapping[str, str], rows: Sequence[Mapping[str, Any]], record_id: str
) -> int | None:
    """The organization that a request is about, where path or body say so, and say one."""
    if resource.name == "organizations":
        return _number(record_id)
    if "organization_id" in values:
        return _number(values["organization_id"])
    named = {_number(_value(_attributes(row), "organization-id")) for row in rows}
    return named.pop() if len(named) == 1 else None


def _number(value: object) -> int | None:
    text = str(value)
    return int(text) if re.fullmatch(r"[0-9]{1,18}", text) else None
