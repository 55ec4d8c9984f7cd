"""How IT Glue's records are shown: the catalog's columns, with short headings and without what is known anyway.

Names stand for ids where the session knows them, archived records are dimmed, dates that have passed stand out.
"""

from __future__ import annotations

from collections.abc import Callable

from glueshell.formatting.columns import MISSING, Column, property_column, reader
from glueshell.formatting.directives import Shape
from glueshell.formatting.lines import DIM, LATE
from glueshell.itglue.catalog import Attribute, ResourceType, pascal
from glueshell.session.sitting import Sitting

DATE = "yyyy-MM-dd HH:mm"
# Dates by which something should have been done: when one has passed, somebody has to act.
_DUE = ("expires", "expiration", "due-date")
# What walking from record to record answers: property and heading.
_WALKED: dict[str, tuple[tuple[str, str], ...]] = {
    "ITGlue.Related": (("Kind", ""), ("Id", ""), ("Name", ""), ("Through", "Via"), ("Notes", "")),
    "ITGlue.Found": (
        ("Kind", ""),
        ("Id", ""),
        ("Name", ""),
        ("OrganizationName", "Organization"),
        ("Detail", ""),
    ),
}


def view_of(type_name: str, sitting: Sitting) -> Shape | None:
    """The view of an `ITGlue.*` type; what all the records share with the selection is left out of the table."""
    if type_name in _WALKED:
        return Shape(
            "Table",
            [property_column(name, label, told=_told(name, sitting)) for name, label in _WALKED[type_name]],
        )
    singular, _, revealed = type_name.removeprefix("ITGlue.").partition("#")
    resource = sitting.catalog.by_singular(singular)
    if resource is None or not resource.columns:
        return None
    row_style = _archived if resource.attribute("archived") is not None else None
    shown = columns(resource, sitting)
    if revealed:
        # Behind the user's name, as the two are typed; the category makes room.
        shown = [*shown[:-1], property_column("Password")]
    return Shape("Table", shown, row_style=row_style)


def columns(resource: ResourceType, sitting: Sitting) -> list[Column]:
    """The columns of a resource's table."""
    return [_column(name, resource, resource.attribute(name), sitting) for name in resource.columns]


def _column(name: str, resource: ResourceType, attribute: Attribute | None, sitting: Sitting) -> Column:
    label = heading(name, resource)
    if attribute is None:
        return property_column(pascal(name), label)
    if attribute.reference and name.endswith("-id"):
        return Column(label.removesuffix("Id"), _named(pascal(name), attribute.reference, sitting), alignment="left")
    late = _late(sitting) if any(word in name for word in _DUE) else None
    format = DATE if attribute.type == "datetime" else ""
    return property_column(pascal(name), label, format=format, style=late, told=_told(pascal(name), sitting))


def _told(name: str, sitting: Sitting) -> Callable[[object], bool] | None:
    """Whether a record says no more than what is selected: its organization, or its flexible asset type."""
    organization, kind = sitting.context.organization, sitting.context.flexible_asset_type
    if name == "OrganizationName" and organization is not None:
        read, id, shown = reader("OrganizationId"), organization.id, organization.text
    elif name == "FlexibleAssetTypeName" and kind is not None:
        read, id, shown = reader("FlexibleAssetTypeId"), int(kind.id), kind.name
    else:
        return None
    read_name = reader(name)

    def told(item: object) -> bool:
        found = read(item)
        return read_name(item) == shown if found is MISSING else found == id

    return told


def _named(label: str, resource: str, sitting: Sitting) -> Callable[[object], object]:
    """What reads an id and answers the record's name; the id where no name is known."""
    read = reader(label)

    def named(item: object) -> object:
        value = read(item)
        if not isinstance(value, int):
            return value
        found = sitting.snapshots.current.names(resource).get(int(value))
        if found is None:
            # It may have passed a moment ago: the record that this one was reached from.
            sitting.snapshots.take_in()
            found = sitting.snapshots.current.names(resource).get(int(value))
        return value if found is None else found.text

    return named


def _archived(item: object) -> str:
    return DIM if reader("Archived")(item) is True else ""


def _late(sitting: Sitting) -> Callable[[object, object], str]:
    today = sitting.today()
    return lambda item, value: LATE if isinstance(value, str) and value and value[:10] < today else ""


def heading(name: str, resource: ResourceType) -> str:
    """`organization-type-name` of an organization is `Type`; `organization-name` of anything is `Organization`."""
    label = pascal(name)
    if label.endswith("Name") and label != "Name":
        label = label.removesuffix("Name")
    if label.endswith("ExpiresAt"):
        label = label.removesuffix("At")
    for prefix in (resource.singular, "FlexibleAsset"):
        shorter = label.removeprefix(prefix)
        if shorter and shorter != label and not shorter[0].islower():
            return shorter
    return label
