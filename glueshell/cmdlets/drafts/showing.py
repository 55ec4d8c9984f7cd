"""A draft as an object, and the lines that show it."""

from __future__ import annotations

from glueshell.cmdlets.drafts.fields import kind_of
from glueshell.cmdlets.drafts.writing import planned_id
from glueshell.cmdlets.itglue.records import Named
from glueshell.cmdlets.itglue.views import DATE
from glueshell.formatting.columns import Column, property_column
from glueshell.formatting.directives import Shape
from glueshell.formatting.lines import DIM, LATE
from glueshell.itglue.drafts import Draft
from glueshell.itglue.kinds import TagRef
from glueshell.itglue.snapshot import Snapshot
from glueshell.objects.members import get_member
from glueshell.objects.numbers import integer
from glueshell.objects.psobject import CUSTOM_NAMES, PSObject

DRAFT = "GlueShell.Draft"
TRAIT = "GlueShell.DraftTrait"
PROBLEM = "GlueShell.DraftProblem"
ENTRY = "GlueShell.DraftEntry"


def draft_object(draft: Draft) -> PSObject:
    """The draft: what it is for, how far it is, its fields in form order."""
    filled, total = draft.filled
    return PSObject(
        {
            "Id": draft.id,
            "Organization": draft.organization_name,
            "FlexibleAssetType": draft.schema.name,
            "Title": draft.title(),
            "Progress": f"{filled}/{total}",
            "Missing": [field.key for field in draft.missing()],
            "State": draft.state,
            "Traits": Named({key: _shown(value) for key, value in draft.values.items()}),
        },
        (DRAFT, *CUSTOM_NAMES),
    )


def trait_rows(draft: Draft, snapshot: Snapshot) -> list[object]:
    """A row per field of the form and per heading; `State` is set, missing, later (cannot be filled yet) or empty."""
    rows: list[object] = []
    for field in draft.schema.fields:
        heading = not field.kind.fillable
        value = field.kind.show(draft.values[field.key]) if field.key in draft.values else None
        if heading:
            state = ""
        elif value is not None:
            state = "set"
        elif not field.kind.supported:
            state = "later"
        else:
            state = "missing" if field.required else ""
        rows.append(
            PSObject(
                {
                    "Field": None if heading else field.key,
                    "Label": field.name,
                    "Kind": kind_of(field, snapshot),
                    "Required": field.required,
                    "State": state,
                    "Value": value,
                    "Hint": field.hint,
                    "Options": list(field.options),
                },
                (TRAIT, *CUSTOM_NAMES),
            )
        )
    return rows


def _shown(value: object) -> object:
    """A value as scripts compare it; tagged records by their names."""
    if isinstance(value, tuple):
        return [ref.name or str(ref.id) for ref in value if isinstance(ref, TagRef)]
    return integer(value) if isinstance(value, int) and not isinstance(value, bool) else value


def kept_object(draft: Draft, *, current: bool, elsewhere: bool, updated: object) -> PSObject:
    """A draft as a list of drafts shows it."""
    filled, total = draft.filled
    return PSObject(
        {
            "Id": draft.id,
            "Organization": draft.organization_name,
            "FlexibleAssetType": draft.schema.name,
            "Title": draft.title(),
            "Progress": f"{filled}/{total}",
            "State": "open elsewhere" if elsewhere else "current" if current else draft.state,
            "UpdatedAt": updated,
        },
        (ENTRY, *CUSTOM_NAMES),
    )


def submitted_object(id: str, title: str, draft: Draft, url: str | None) -> PSObject:
    """What was created."""
    return PSObject(
        {
            "Id": integer(int(id)) if id.isdecimal() else planned_id(id),
            "Name": title,
            "OrganizationName": draft.organization_name,
            "FlexibleAssetTypeName": draft.schema.name,
            "ResourceUrl": url,
        },
        ("GlueShell.Submission", *CUSTOM_NAMES),
    )


def draft_view(type_name: str) -> Shape | None:
    """The views of the draft's objects."""
    if type_name == TRAIT:
        return Shape(
            "Table",
            [
                Column("Field", _field, style=_state_style),
                property_column("State", style=_state_style),
                Column("Value or what it takes", _value, style=_value_style),
            ],
        )
    if type_name == PROBLEM:
        return Shape("Table", [property_column("Field"), property_column("Problem")], wrap=True)
    if type_name == ENTRY:
        return Shape(
            "Table",
            [
                property_column("Id"),
                property_column("Progress", "Set"),
                property_column("State"),
                property_column("UpdatedAt", "Changed", format=DATE),
                property_column("Organization"),
                property_column("FlexibleAssetType", "Type"),
            ],
        )
    return None


def _field(row: object) -> object:
    """The name-key with a star where one is required; a heading as a line across the form."""
    key = get_member(row, "Field")
    if key is None:
        return f"── {get_member(row, 'Label')} ──"
    return f"{key}*" if get_member(row, "Required") else key


def _value(row: object) -> object:
    """The value, or in brackets what may be put in: options, else the kind and the hint."""
    value = get_member(row, "Value")
    if value is not None:
        return value
    if get_member(row, "Field") is None:
        return None
    options = get_member(row, "Options")
    parts = [get_member(row, "Kind"), get_member(row, "Hint")]
    if isinstance(options, list) and options:
        parts[0] = " | ".join(str(option) for option in options)
    return f"({' · '.join(str(part) for part in parts if part)})"


def _state_style(row: object, value: object) -> str:
    return LATE if get_member(row, "State") == "missing" else ""


def _value_style(row: object, value: object) -> str:
    """What may be put in stands back behind what is there."""
    return DIM if get_member(row, "Value") is None else ""
