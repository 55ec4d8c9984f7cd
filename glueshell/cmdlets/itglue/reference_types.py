"""Types of parameters that stand for records: `[Organization]`, `[FlexibleAssetType]`, `[Contact]` and the like.

What is given to such a parameter is a name, an id, a record's address or a record; what the script gets is a
`Reference`. They are found as every other reference is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from glueshell.cmdlets.itglue.named import names_completer, resolved
from glueshell.engine.provided_types import ProvidedType
from glueshell.objects.declaration import prop
from glueshell.objects.enumeration import enumerable, iterate
from glueshell.objects.numbers import integer
from glueshell.objects.psobject import Property, PSObject
from glueshell.session.snapshots import NOT_LEARNED

if TYPE_CHECKING:
    from glueshell.itglue.catalog import ResourceType
    from glueshell.itglue.snapshot import Name
    from glueshell.session.sitting import Sitting

SPACE = "GlueShell."
# Kinds of records whose title is none that anybody would call them by.
NAMELESS = frozenset({*NOT_LEARNED, "copilot_smart_assist_documents", "document_sections", "expirations"})
# What the lookup of others depends on comes first.
LEADING = frozenset({"organizations", "flexible_asset_types"})
MEMBERS = (
    prop("Id", "int", lambda owner: owner.get("Id")),
    prop("Name", "string", lambda owner: owner.get("Name")),
)


class Reference(PSObject):
    """A record of `resource` that a parameter stands for: `Id` and `Name`; as text its name."""

    __slots__ = ("name", "resource")

    def __init__(self, resource: str, kind: str, name: Name) -> None:
        says = Property("ScriptMethod", invoke=lambda owner, _: name.text, definition="string ToString()", hidden=True)
        super().__init__({"Id": integer(name.id), "Name": name.text, "ToString": says}, (SPACE + kind, "System.Object"))
        self.resource = resource
        self.name = name

    @property
    def ps_base_types(self) -> tuple[str, ...]:
        """What `-is` finds it to be."""
        return self.type_names

    def copy(self) -> PSObject:
        """A copy that shares the values but not the properties."""
        twin = super().copy()
        assert isinstance(twin, Reference)
        twin.resource = self.resource
        twin.name = self.name
        return twin


class ReferenceTypes:
    """The types of all resources that can be looked up by name, for an engine whose session is `sitting`."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self._made: dict[str, ProvidedType] = {}

    def find(self, name: str) -> ProvidedType | None:
        """The type of a resource's singular, in any casing, with or without its namespace."""
        key = name.lower().removeprefix(SPACE.lower())
        kind = self._kinds.get(key)
        if kind is None:
            return None
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = self._type_of(kind)
        return found

    def names(self) -> Iterable[str]:
        """Their names, in the catalog's order."""
        return [kind.singular for kind in self._kinds.values()]

    @cached_property
    def _kinds(self) -> Mapping[str, ResourceType]:
        return {
            kind.singular.lower(): kind
            for kind in self._sitting.catalog
            if kind.name not in NAMELESS and not {"list", "show"}.isdisjoint(kind.operations)
        }

    def _type_of(self, kind: ResourceType) -> ProvidedType:
        inside = kind.filter("organization_id") is not None

        def make(value: object, others: Mapping[str, object]) -> object:
            if value is None:
                return None
            if isinstance(value, Reference) and value.resource == kind.name:
                return value
            if enumerable(value):
                items = list(iterate(value))
                value = items[0] if len(items) == 1 else value
            name = resolved(self._sitting, kind.name, value, inside=inside, others=others)
            return Reference(kind.name, kind.singular, name)

        return ProvidedType(
            SPACE + kind.singular,
            make,
            members=MEMBERS,
            completer=names_completer(kind.name, inside=inside),
            leads=kind.name in LEADING,
        )
