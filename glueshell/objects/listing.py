"""What members a value has: names, kinds and definitions, for Get-Member, completion and all that shows properties."""

from __future__ import annotations

from collections.abc import Callable

from glueshell.objects.declaration import Member
from glueshell.objects.enums import EnumValue
from glueshell.objects.extended import added_members, own_members, read_member
from glueshell.objects.members import get_member, read_declared
from glueshell.objects.psobject import NOTHING, Property, PSObject
from glueshell.objects.tables import value_tables
from glueshell.objects.typeinfo import type_name, type_of


class MemberInfo:
    """One member of a value: name, kind ('NoteProperty', 'Method', ...), type name, definition, and how to read it."""

    __slots__ = ("definition", "get", "kind", "name", "type_name")

    def __init__(self, name: str, kind: str, type_name: str, definition: str, get: Callable[[], object] | None) -> None:
        self.name = name
        self.kind = kind
        self.type_name = type_name
        self.definition = definition
        self.get = get


_EXTENDING = frozenset(("ScriptProperty", "CodeProperty", "NoteProperty", "AliasProperty"))


def members_of(value: object, hidden: bool = False) -> list[MemberInfo]:
    """All members: added ones in their order, then those of the type; methods have no `get`.

    What a class declares as hidden is left out unless asked for.
    """
    found: list[MemberInfo] = []
    base = value
    if isinstance(value, PSObject):
        for name, entry in value.properties.items():
            found.append(_added(value, name, entry))
        base = value.base if value.base is not NOTHING else value
    for name, entry in own_members(base).values():
        reader = None if entry.invoke is not None else _added_reader(entry, base)
        definition = entry.definition or _property_definition(name, entry)
        if entry.kind == "NoteProperty":
            definition = _added(PSObject(), name, entry.value).definition
        found.append(MemberInfo(name, entry.kind, entry.type_name, definition, reader))
    seen = {info.name.lower() for info in found}
    first = len(found)
    last: list[MemberInfo] = []
    # What shows its content as properties does not show its type's own beside them.
    adapted = getattr(base, "ps_adapted", False)
    for table in value_tables(base):
        for low, member in table.instance.items():
            if low in seen or (adapted and member.get is not None) or (member.hidden and not hidden):
                continue
            seen.add(low)
            reader = None if member.get is None else _reader(member, base)
            info = MemberInfo(member.name, member.kind, member.type_name, member.definition, reader)
            if member.kind in _EXTENDING and isinstance(base, list):
                last.append(info)
            elif member.kind in _EXTENDING:
                # What PowerShell adds to a type comes before what the type has.
                found.insert(first, info)
                first += 1
            else:
                found.append(info)
    found.extend(last)
    loose = getattr(base, "ps_names", None)
    if loose is not None:
        for name in loose():
            if name.lower() not in seen:
                kind, access = _adapted_kind(base, name) if adapted else ("System.Object", "{get;}")
                found.append(MemberInfo(name, "Property", kind, f"{kind} {name} {access}", _loose_reader(base, name)))
    for name, entry in added_members(value).items():
        if not any(info.name.lower() == name.lower() for info in found):
            reader = None if entry.invoke is not None else _added_reader(entry, value)
            definition = entry.definition or _property_definition(name, entry)
            found.append(MemberInfo(name, entry.kind, entry.type_name, definition, reader))
    return found


def _added_reader(entry: Property, value: object) -> Callable[[], object]:
    return lambda: read_member(value, entry)


def _adapted_kind(value: object, name: str) -> tuple[str, str]:
    """The short type of what an adapted value shows under a name, and whether it can be written."""
    content = value.ps_get(name.lower(), None)  # type: ignore[attr-defined]
    return ("System.Object[]", "{get;}") if isinstance(content, list) else (type_of(content).short_name, "{get;set;}")


def _reader(member: Member, value: object) -> Callable[[], object]:
    return lambda: read_declared(member, value)


def _loose_reader(value: object, name: str) -> Callable[[], object]:
    return lambda: get_member(value, name)


def _added(value: PSObject, name: str, entry: object) -> MemberInfo:
    if type(entry) is Property:
        if entry.invoke is not None:
            return MemberInfo(name, entry.kind, entry.type_name, entry.definition or f"System.Object {name}();", None)
        return MemberInfo(
            name,
            entry.kind,
            entry.type_name,
            entry.definition or _property_definition(name, entry),
            lambda: value.get(name),
        )
    from glueshell.objects.text import to_text

    shown = "null" if entry is None else to_text(entry) if not isinstance(entry, list) else type_name(entry)
    short = "object" if entry is None else type_of(entry).short_name
    if short == "System.Object":
        short = "Object"
    if short == "System.Object[]":
        short = "Object[]"
    if isinstance(entry, EnumValue):
        short = short.rpartition(".")[2]
    return MemberInfo(
        name, "NoteProperty", type_name(entry) or "System.Object", f"{short} {name}={shown}", lambda: value.get(name)
    )


def _property_definition(name: str, entry: Property) -> str:
    from glueshell.objects.text import to_text

    if entry.kind == "AliasProperty":
        return f"{name} = {entry.value}"
    if entry.kind == "ScriptProperty":
        setter = "set;" if entry.set is not None else ""
        return f"System.Object {name} {{get={to_text(entry.value)};{setter}}}"
    accessors = "{get;set;}" if entry.set is not None or entry.kind == "NoteProperty" else "{get;}"
    return f"{entry.type_name} {name} {accessors}"


def property_names(value: object) -> list[str]:
    """The names of the properties a value shows, in order."""
    if isinstance(value, PSObject) and value.base is NOTHING:
        own = value.names()
        added = added_members(value)
        if not added:
            return own
        known = {name.lower() for name in own}
        return own + [name for name, entry in added.items() if entry.invoke is None and name.lower() not in known]
    return [info.name for info in members_of(value) if info.get is not None]
