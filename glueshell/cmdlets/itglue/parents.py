"""Below which record a resource lies: the parameter that says it, and what the session has selected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from glueshell.engine.parameters import Parameter
from glueshell.itglue.catalog import Catalog, ResourceType
from glueshell.itglue.paths import needs_parent
from glueshell.objects.text import to_text
from glueshell.session.errors import InputError, NotSelected

if TYPE_CHECKING:
    from glueshell.itglue.paths import Parent
    from glueshell.session.sitting import Sitting

RECORD, RECORD_TYPE, RECORD_ID = "Record", "ResourceType", "ResourceId"


def hangs_on_any(kind: ResourceType) -> bool:
    """Whether its records hang on records of several resources (attachments, related items, access lists)."""
    return bool(kind.path_values.get("resource_type"))


def parent_parameter(kind: ResourceType, catalog: Catalog) -> str | None:
    """The parameter that names the parent (`Configuration`), None where nothing lies below one certain resource."""
    return None if kind.parent is None else catalog[kind.parent].singular


def parent_parameters(kind: ResourceType, catalog: Catalog, taken: Mapping[str, Parameter]) -> Iterator[Parameter]:
    """The parameters for the parent, where nothing else declares them."""
    from glueshell.cmdlets.itglue.named import named_ref
    from glueshell.cmdlets.itglue.resource_words import resource_parameter

    if hangs_on_any(kind):
        yield Parameter(
            name=RECORD,
            from_pipeline=True,
            help=f"The record whose {kind.plural.lower()} are meant: as an object, or by its address in IT Glue.",
        )
        yield resource_parameter(
            kind.path_values["resource_type"], catalog, name=RECORD_TYPE, help="Its resource, with -ResourceId."
        )
        yield Parameter("long", name=RECORD_ID, help="Its id, with -ResourceType.")
        return
    name = parent_parameter(kind, catalog)
    if name is None or name in taken or kind.parent is None:
        return
    selected = kind.parent in ("organizations", "flexible_asset_types")
    default = " (default: the selected one)" if selected else ""
    yield named_ref(
        kind.parent,
        inside=catalog[kind.parent].parent == "organizations",
        name=name,
        aliases=(name + "Id",),
        from_pipeline_by_name=True,
        help=f"The {catalog[kind.parent].label.lower()}: by name, id or address{default}.",
    )


def parent_of(sitting: Sitting, kind: ResourceType, operation: str, bound: Mapping[str, object]) -> Parent | None:
    """The parent that the call names, else the selected one where the operation has no way without; None if free."""
    if hangs_on_any(kind):
        return _any_parent(sitting, kind, bound)
    name = parent_parameter(kind, sitting.catalog)
    if name is None or kind.parent is None:
        return None
    given = bound.get(name)
    if isinstance(given, list):
        given = given[0] if len(given) == 1 else None
    id = getattr(given, "id", given)
    if id is not None:
        return kind.parent, str(id)
    found = kind.operation(operation)
    if found is None or not needs_parent(found):
        return None
    if kind.parent == "organizations":
        return kind.parent, str(sitting.need_organization().id)
    if kind.parent == "flexible_asset_types":
        schema = sitting.context.flexible_asset_type
        if schema is None:
            raise NotSelected("NoFlexibleAssetType")
        return kind.parent, schema.id
    raise InputError("ParentNeeded", plural=kind.plural.lower(), parameter=name)


def _any_parent(sitting: Sitting, kind: ResourceType, bound: Mapping[str, object]) -> Parent:
    from glueshell.cmdlets.itglue.records import Record, Related

    record = bound.get(RECORD)
    allowed = kind.path_values["resource_type"]
    held = record.resource if isinstance(record, Record | Related) else None
    if held is not None and held.type == kind.type and held.parent is not None:
        return held.parent
    if isinstance(record, Record):
        known = sitting.catalog.by_type(record.resource.type)
        found = known.name if known is not None else record.resource.type.replace("-", "_")
        return _allowed(found, record.resource.id, kind, allowed)
    if record is not None:
        from glueshell.itglue.urls import parse_record_url

        url = parse_record_url(to_text(record))
        if url is None:
            raise InputError("RecordNeeded", plural=kind.plural.lower(), target=to_text(record))
        return _allowed(url.resource, url.id, kind, allowed)
    name, id = bound.get(RECORD_TYPE), bound.get(RECORD_ID)
    if name is None or id is None:
        raise InputError("RecordNeeded", plural=kind.plural.lower())
    return to_text(name), to_text(id)


def _allowed(resource: str, id: str, kind: ResourceType, allowed: tuple[str, ...]) -> Parent:
    if resource not in allowed:
        raise InputError(
            "HangsOnOthers", plural=kind.plural, found=resource.replace("_", " "), known=", ".join(allowed)
        )
    return resource, id
