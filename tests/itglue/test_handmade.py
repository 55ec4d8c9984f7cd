"""Requests of a script's own, read as plans."""

from __future__ import annotations

import json
from typing import Any

import pytest

from glueshell.itglue.catalog import load
from glueshell.itglue.handmade import handmade_plan
from glueshell.itglue.plans import RequestPlan

CATALOG = load()


def plan(method: str, path: str, body: Any = None, kind: str = "application/vnd.api+json") -> RequestPlan:
    raw = None if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
    return handmade_plan(CATALOG, method, path, (), raw, kind, {7: "Happy Frog"})


def document(*rows: dict[str, Any], many: bool = False) -> dict[str, Any]:
    data = [{"type": "x", "attributes": row} for row in rows]
    return {"data": data if many or len(data) != 1 else data[0]}


@pytest.mark.parametrize(
    "method, path, body, operation, resource, organization, title, count",
    [
        ("POST", "/organizations", document({"name": "A"}), "create", "organizations", None, "A", 1),
        ("PATCH", "/organizations/7", document({"name": "B"}), "update", "organizations", 7, "B", 1),
        (
            "POST", "/contacts", document({"organization_id": 7, "notes": "x"}), "create", "contacts", 7, None, 1,
        ),
        (
            "PATCH", "/configurations", document({"id": 1, "name": "a"}, {"id": 2}, many=True), "bulk_update",
            "configurations", None, "", 2,
        ),
        ("DELETE", "/flexible_assets/12", None, "delete", "flexible_assets", None, "", 1),
        ("POST", "/organizations/7/relationships/passwords", document({"name": "P"}), "create", "passwords", 7, "P", 1),
        ("PUT", "/flexible_assets/12", document({"organization-id": "7"}), "update", "flexible_assets", 7, "", 1),
    ],
)  # fmt: skip
def test_a_known_path_is_read_as_its_operation(
    method: str,
    path: str,
    body: Any,
    operation: str,
    resource: str,
    organization: int | None,
    title: str | None,
    count: int,
) -> None:
    found = plan(method, path, body)
    assert (found.operation, found.resource.name) == (operation, resource)
    assert (found.organization_id, found.count) == (organization, count)
    assert found.organization_name == ("Happy Frog" if organization else None)
    if title is not None:
        assert found.title == title
    if body is not None:
        assert found.payload() == json.dumps(body).encode()


def test_two_organizations_in_one_request_are_no_one_organization() -> None:
    found = plan("POST", "/contacts", document({"organization-id": 7}, {"organization-id": 8}, many=True))
    assert found.organization_id is None


def test_an_unknown_path_is_no_light_write_and_may_be_anybodys() -> None:
    found = plan("POST", "/something/else", b"a=1", "text/plain")
    assert found.operation == "request"
    assert found.resource.attribute("organization-id") is not None
    assert found.summary == "create something at /something/else"


def test_the_exact_bytes_are_shown_and_sent() -> None:
    raw = b'{ "data" : { "attributes" : { "name" : "A" } } }'
    found = handmade_plan(CATALOG, "POST", "/organizations", (("x", "1"),), raw, "application/json", None)
    assert found.payload() == raw
    assert found.request_lines()[:2] == ["POST /organizations?x=1", "Content-Type: application/json"]
    text = handmade_plan(CATALOG, "POST", "/organizations", (), b"name=A", "text/plain", None)
    assert text.request_lines() == ["POST /organizations", "Content-Type: text/plain", "", "name=A"]
