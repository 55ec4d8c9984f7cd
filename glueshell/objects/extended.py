"""Members that scripts add to types (Update-TypeData): found by an object's type names when it has none of its own.

Every runspace has its own, so the table is held in a context variable; where nothing was ever added a look costs one
read of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextvars import ContextVar

from glueshell.objects.psobject import Property, PSObject


class TypeData:
    """What was added to one type: members by lower-case name, and how it is shown and serialized."""

    ps_type_name = "System.Management.Automation.Runspaces.TypeData"

    __slots__ = ("display_property", "display_set", "key_set", "members", "name", "settings")

    def __init__(self, name: str) -> None:
        self.name = name
        self.members: dict[str, tuple[str, Property]] = {}
        self.display_set: list[str] | None = None
        self.key_set: list[str] | None = None
        self.display_property: str | None = None
        self.settings: dict[str, object] = {}

    def ps_text(self) -> str:
        """Its type's name."""
        return self.ps_type_name


TypeTable = dict[str, TypeData]

_ADDED: ContextVar[TypeTable | None] = ContextVar("type data", default=None)


def use_types(table: TypeTable) -> None:
    """Make a runspace's table, by lower-case type name, the one of this thread."""
    _ADDED.set(table)


def _data_of(value: object) -> Iterator[TypeData]:
    table = _ADDED.get()
    if table:
        from glueshell.objects.typeinfo import type_names

        for name in type_names(value):
            found = table.get(name.lower())
            if found is not None:
                yield found


def own_members(value: object) -> dict[str, tuple[str, Property]]:
    """What was added to this one value, by lower-case name: the name as written and the member."""
    held: dict[str, tuple[str, Property]] | None = getattr(value, "ps_added", None)
    return {} if held is None else held


def hold_member(value: object, name: str, entry: object) -> bool:
    """Add a member to a value that is handed about as it is, without a wrapper; False where it can hold none."""
    try:
        held = getattr(value, "ps_added", None)
        if held is None:
            held = {}
            value.ps_added = held  # type: ignore[attr-defined]
    except (AttributeError, TypeError):
        return False
    if not isinstance(entry, Property):
        entry = _note(entry)
    held[name.lower()] = (name, entry)
    return True


def _note(value: object) -> Property:
    made = Property("NoteProperty", value=value, get=lambda owner: made.value)
    made.set = lambda owner, new: setattr(made, "value", new)
    from glueshell.objects.typeinfo import type_of

    made.type_name = "System.Object" if value is None else type_of(value).short_name
    return made


def added_member(value: object, low: str) -> Property | None:
    """What was added to a value, or to its type, under a lower-case name."""
    held = getattr(value, "ps_added", None)
    if held is not None and low in held:
        entry: Property = held[low][1]
        return entry
    if not _ADDED.get():
        return None
    for data in _data_of(value):
        found = data.members.get(low)
        if found is not None:
            return found[1]
    return None


def added_members(value: object) -> dict[str, Property]:
    """Everything added to a value's types, by name as written, the most specific type's first."""
    if not _ADDED.get():
        return {}
    found: dict[str, tuple[str, Property]] = {}
    for data in _data_of(value):
        for low, member in data.members.items():
            found.setdefault(low, member)
    return dict(found.values())


def display_names(value: object) -> list[str] | None:
    """The properties a value, or its type, is to be shown by; None where nothing was said."""
    if isinstance(value, PSObject):
        own = value.properties.get("PSStandardMembers")
        if type(own) is Property and own.kind == "MemberSet" and isinstance(own.value, dict):
            shown = own.value.get("defaultdisplaypropertyset")
            if isinstance(shown, Property):
                return list(shown.value)  # type: ignore[call-overload]
    return next((data.display_set for data in _data_of(value) if data.display_set), None)


def display_name(value: object) -> str | None:
    """The one property a value's type is to be shown by, None where nothing was said."""
    return next((data.display_property for data in _data_of(value) if data.display_property), None)


def read_member(value: object, entry: Property) -> object:
    """The value of an added member: of a property its value, of a method itself."""
    if entry.get is not None:
        return entry.get(value)
    if entry.kind == "AliasProperty":
        from glueshell.objects.members import get_member

        return get_member(value, str(entry.value))
    if entry.invoke is not None:
        from glueshell.objects.declaration import BoundMethod

        return BoundMethod(value, entry.definition or "", entry.invoke)
    return entry.value
