"""Addresses of operations: which of an operation's paths to take, and with what filled in."""

from __future__ import annotations

from glueshell.itglue.catalog import Catalog, Operation, ResourceType
from glueshell.itglue.errors import RequestProblem

Parent = tuple[str, str]


def operation_of(resource: ResourceType, name: str) -> Operation:
    """The operation of a resource; raises RequestProblem where the API has none."""
    operation = resource.operation(name)
    if operation is None:
        raise RequestProblem("NoOperation", operation=name.replace("_", " "), plural=resource.plural)
    return operation


def path_of(
    resource: ResourceType,
    operation: Operation,
    catalog: Catalog,
    *,
    id: str | None = None,
    parent: Parent | None = None,
) -> str:
    """The path of an operation, filled in.

    `parent` is (resource name, id). With a parent the nested path is taken where there is one, without it the flat
    one; raises RequestProblem when neither fits.
    """
    flat = [path for path in operation.paths if not _parent_parameter(path)]
    nested = [path for path in operation.paths if _parent_parameter(path)]
    chosen: str | None = None
    if parent is not None:
        singular = _parameter(parent[0], catalog)
        for path in nested:
            if _parent_parameter(path) == singular or _accepts(resource, path, parent[0]):
                chosen = path
                break
    if chosen is None and flat:
        chosen = flat[0]
    if chosen is None:
        raise RequestProblem("NeedsParent", plural=resource.plural, parent=_parent_label(resource, catalog))
    return _filled(chosen, id, parent)


def needs_parent(operation: Operation) -> bool:
    """Whether every path of the operation lies below another record."""
    return all(_parent_parameter(path) for path in operation.paths)


def lists_inside(resource: ResourceType) -> bool:
    """Whether its records are listed below one organization only."""
    listing = resource.operation("list")
    if listing is None or resource.parent != "organizations":
        return False
    return needs_parent(listing) or any(item.required_on_flat for item in resource.filters)


def segment(id: str) -> str:
    """An id as one segment of a path, with everything but letters, digits, dash and underscore percent-encoded."""
    from urllib.parse import quote

    return quote(id, safe="")


def _filled(path: str, id: str | None, parent: Parent | None) -> str:
    parts = path.split("/")
    for index, part in enumerate(parts):
        if part == ":id":
            if id is None:
                raise ValueError(f"{path} needs an id")
            parts[index] = segment(id)
        elif part == ":resource_type" and parent is not None:
            parts[index] = segment(parent[0])
        elif part.startswith(":") and parent is not None:
            parts[index] = segment(parent[1])
    return "/".join(parts)


def _parent_parameter(path: str) -> str | None:
    for part in path.split("/"):
        if part.startswith(":") and part not in (":id", ":resource_type"):
            return part[1:]
    return None


def _parameter(resource: str, catalog: Catalog) -> str:
    known = catalog.get(resource)
    return known.label.replace(" ", "_").lower() + "_id" if known is not None else ""


def _accepts(resource: ResourceType, path: str, parent: str) -> bool:
    return "/:resource_type/" in path and parent in resource.path_values.get("resource_type", ())


def _parent_label(resource: ResourceType, catalog: Catalog) -> str:
    known = catalog.get(resource.parent) if resource.parent is not None else None
    return known.label.lower() if known is not None else "record"
