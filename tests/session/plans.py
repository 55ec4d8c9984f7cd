"""Plans for tests, built from the real catalog."""

from __future__ import annotations

from functools import cache
from typing import Any

from glueshell.itglue.catalog import Catalog, load
from glueshell.itglue.plans import RequestPlan


@cache
def catalog() -> Catalog:
    return load()


def create_plan(
    *,
    title: str = "Office 365",
    organization_id: int | None = 31337,
    organization_name: str | None = "Happy Frog",
    resource: str = "flexible_assets",
    attributes: dict[str, Any] | None = None,
) -> RequestPlan:
    found = catalog()[resource]
    body = {"data": {"type": found.request_type, "attributes": attributes or {"name": title}}}
    return RequestPlan(
        "create",
        found,
        "POST",
        found.path,
        body=body,
        organization_id=organization_id,
        organization_name=organization_name,
        title=title,
    )


def delete_plan(*ids: str, title: str = "Office 365", organization_id: int = 31337) -> RequestPlan:
    found = catalog()["flexible_assets"]
    return RequestPlan(
        "delete" if len(ids) == 1 else "bulk_delete",
        found,
        "DELETE",
        f"{found.path}/{ids[0]}" if len(ids) == 1 else found.path,
        organization_id=organization_id,
        organization_name="Happy Frog",
        title=title if len(ids) == 1 else "",
        count=len(ids),
        record_id=ids[0] if len(ids) == 1 else None,
    )
