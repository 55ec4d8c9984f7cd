"""How IT Glue's records are shown: the catalog's columns, with short headings and without what is known anyway."""

from __future__ import annotations

from glueshell.formatting.columns import Column, property_column
from glueshell.formatting.directives import Shape
from glueshell.itglue.catalog import ResourceType, pascal
from glueshell.session.sitting import Sitting

DATE = "yyyy-MM-dd HH:mm"


def view_of(type_name: str, sitting: Sitting) -> Shape | None:
    """The view of an `ITGlue.*` type; the organization's column is left out while one is selected."""
    resource = sitting.catalog.by_singular(type_name.removeprefix("ITGlue."))
    if resource is None or not resource.columns:
        return None
    return Shape("Table", columns(resource, sitting.context.organization is not None))


def columns(resource: ResourceType, one_organization: bool) -> list[Column]:
    """The columns of a resource's table."""
    shown = []
    for name in resource.columns:
        if one_organization and name == "organization-name":
            continue
        attribute = resource.attribute(name)
        date = attribute is not None and attribute.type == "datetime"
        shown.append(property_column(pascal(name), heading(name, resource), format=DATE if date else ""))
    return shown


def heading(name: str, resource: ResourceType) -> str:
    """`organization-type-name` of an organization is `Type`; `organization-name` of anything is `Organization`."""
    label = pascal(name)
    if label.endswith("Name") and label != "Name":
        label = label.removesuffix("Name")
    for prefix in (resource.singular, "FlexibleAsset"):
        shorter = label.removeprefix(prefix)
        if shorter and shorter != label and not shorter[0].islower():
            return shorter
    return label
