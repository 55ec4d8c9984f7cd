"""What a field of a form takes, in few words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glueshell.itglue.catalog import flexible_asset_type_of

if TYPE_CHECKING:
    from glueshell.itglue.schema import Field
    from glueshell.itglue.snapshot import Snapshot


def kind_of(field: Field, snapshot: Snapshot) -> str:
    """The kind of a field with what it tags, a flexible asset type by its name where that is known: `Tag: Contacts`."""
    if not field.tag_type:
        return field.kind_name
    id = flexible_asset_type_of(field.tag_type)
    types = snapshot.names("flexible_asset_types") if id is not None else ()
    named = next((name.text for name in types if str(name.id) == id), None)
    return f"{field.kind_name}: {named or field.tag_type}"
