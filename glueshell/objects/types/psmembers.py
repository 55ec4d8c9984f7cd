"""What .PSObject shows of a value: its members as objects, and its type names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from glueshell.objects.declaration import Body, BoundMethod, MemberTable, method, prop, static
from glueshell.objects.enumeration import elements
from glueshell.objects.errors import NetError, problem
from glueshell.objects.extended import hold_member
from glueshell.objects.listing import MemberInfo, members_of
from glueshell.objects.members import call_method, set_member
from glueshell.objects.psobject import Property, PSObject, unwrap
from glueshell.objects.text import to_text
from glueshell.objects.typeinfo import TypeInfo, resolve_type, type_name, type_named, type_names, type_of
from glueshell.objects.types.enumerator import enumerator_of
from glueshell.objects.types.object import TO_STRING
from glueshell.objects.wildcard import Wildcard

_P = "System.Management.Automation."
_CLASSES = {"NoteProperty": "PSNoteProperty", "ScriptProperty": "PSScriptProperty", "AliasProperty": "PSAliasProperty",
            "Property": "PSProperty", "Method": "PSMethod", "ScriptMethod": "PSScriptMethod"}


class PropertyView:
    """One property as PSPropertyInfo: name, value, kind; the value can be written through it."""

    __slots__ = ("info", "owner")

    def __init__(self, owner: object, info: MemberInfo) -> None:
        self.owner = owner
        self.info = info

    @property
    def ps_type_name(self) -> str:
        """PSNoteProperty and the like."""
        return _P + _CLASSES.get(self.info.kind, "PSProperty")

    @property
    def value(self) -> object:
        """The value it has now."""
        return None if self.info.get is None else self.info.get()

    def ps_text(self) -> str:
        """Its definition."""
        return self.info.definition


class Members:
    """The properties, methods or all members of a value, in order, found by name."""

    __slots__ = ("kinds", "owner")
    ps_enumerable = True
    ps_type_name = _P + "PSMemberInfoCollection"
    enumerator_name = _P + "PSMemberInfoIntegratingCollection`1+Enumerator"

    def __init__(self, owner: object, kinds: str) -> None:
        self.owner = owner
        self.kinds = kinds

    def infos(self) -> list[MemberInfo]:
        """What belongs in."""
        wanted = self.kinds
        return [info for info in members_of(self.owner)
                if wanted == "all" or (info.get is not None) == (wanted == "properties")]

    def __iter__(self) -> Iterator[PropertyView]:
        return iter([PropertyView(self.owner, info) for info in self.infos()])

    def find(self, name: object) -> PropertyView | None:
        """By name in any casing; null where there is none."""
        text = to_text(name)
        if isinstance(self.owner, PSObject):
            found = self.owner.find(text)
            text = found if found is not None else text
        low = text.lower()
        return next((PropertyView(self.owner, info) for info in self.infos() if info.name.lower() == low), None)

    def matching(self, pattern: str) -> list[PropertyView]:
        """By wildcard."""
        wanted = Wildcard(pattern)
        return [PropertyView(self.owner, info) for info in self.infos() if wanted.matches(info.name)]

    def add(self, member: object) -> None:
        """Add a PSNoteProperty and the like to the object."""
        if not isinstance(member, Prepared):
            raise problem("MemberExists", "")
        if not isinstance(self.owner, PSObject):
            if not hold_member(self.owner, member.name, member.entry):
                raise problem("MemberExists", member.name)
            return
        self.owner.add(member.name, member.entry)

    def remove(self, name: object) -> None:
        """Take a property out."""
        if isinstance(self.owner, PSObject):
            self.owner.remove(to_text(name))


class Prepared:
    """[psnoteproperty]::new(name, value) and its relatives, before they are added."""

    __slots__ = ("entry", "name", "ps_type_name")

    def __init__(self, name: str, entry: object, ps_type_name: str) -> None:
        self.name = name
        self.entry = entry
        self.ps_type_name = ps_type_name

    @property
    def info(self) -> MemberInfo:
        """What it will be as a member."""
        holder = PSObject()
        holder.properties[self.name] = self.entry
        return members_of(holder)[0]

    @property
    def value(self) -> object:
        """What was given for it."""
        return self.entry.value if isinstance(self.entry, Property) else self.entry

    def ps_text(self) -> str:
        """Its definition."""
        return self.info.definition


class MemberSet:
    """What value.PSObject gives."""

    __slots__ = ("owner",)
    ps_type_name = _P + "PSObject"

    def __init__(self, owner: object) -> None:
        self.owner = owner

    def ps_text(self) -> str:
        """The value as text."""
        return to_text(self.owner)


class TypeNames(list):
    """PSTypeNames of a value; adding and removing changes the value."""

    __slots__ = ("owner",)
    ps_type_name = "System.Management.Automation.Runspaces.ConsolidatedString"

    @property
    def enumerator_name(self) -> str:
        """What steps through it: a list of texts is in it."""
        inside = type_named("System.Collections.Generic.List[string]").full_name.partition("[")[2]
        return f"System.Collections.Generic.List`1+Enumerator[{inside}"

    @property
    def type_arguments(self) -> tuple[TypeInfo, ...]:
        """A collection of texts."""
        return (type_named("System.String"),)

    def __init__(self, owner: object) -> None:
        super().__init__(type_names(owner))
        self.owner = owner

    def store(self) -> None:
        """Give the names back to the object."""
        if isinstance(self.owner, PSObject):
            self.owner.type_names = tuple(self)


def _names_changed(names: TypeNames, body: str, *arguments: object) -> object:
    values = [to_text(argument) if isinstance(argument, str) else argument for argument in arguments]
    if body == "remove":
        if values[0] not in names:
            return False
        names.remove(values[0])
        names.store()
        return True
    getattr(list, body)(names, *values)
    names.store()
    return None


def _changing(body: str) -> Body:
    return lambda names, *arguments: _names_changed(names, body, *arguments)


_TYPE_NAMES = MemberTable(
    TypeNames.ps_type_name,
    prop("Count", "int", len),
    method("Add", _changing("append"), "void Add(string item)"),
    method("Insert", _changing("insert"), "void Insert(int index, string item)"),
    method("Clear", _changing("clear"), "void Clear()"),
    method("Remove", _changing("remove"), "bool Remove(string item)"),
    method("Contains", lambda names, name: name in names, "bool Contains(string item)"),
    method("IndexOf", lambda names, name: names.index(name) if name in names else -1, "int IndexOf(string item)"),
)


def _set(view: object, value: object) -> None:
    assert isinstance(view, PropertyView)
    set_member(view.owner, view.info.name, value)


def _copy(members: MemberSet) -> object:
    owner = members.owner
    if isinstance(owner, PSObject):
        return owner.copy()
    clone = getattr(owner, "clone", None)
    return owner if clone is None else clone()


def _full(text: str) -> str:
    """The full name of a type as definitions write it."""
    info = resolve_type(text)
    return text if info is None else info.full_name


def _as_object(value: object) -> object:
    """The value itself: every value answers as an object."""
    if value is None:
        message = 'Cannot process argument because the value of argument "obj" is null. Change the value of argument'
        raise NetError(_P + "PSArgumentNullException", f'{message} "obj" to a non-null value.')
    return value


def _base(members: object) -> object:
    return unwrap(members.owner)  # type: ignore[attr-defined]


def _construct(*arguments: object) -> object:
    return PSObject() if not arguments else arguments[0]


def _note(name: str, value: object) -> Prepared:
    return Prepared(name, value, _P + "PSNoteProperty")


def _alias(name: str, target: str) -> Prepared:
    return Prepared(name, Property("AliasProperty", value=target), _P + "PSAliasProperty")


def _property_set(name: str, names: object) -> Prepared:
    return Prepared(name, property_set(name, elements(names)), _P + "PSPropertySet")


def _member_set(name: str, members: object = None) -> Prepared:
    return Prepared(name, member_set(elements(members)), _P + "PSMemberSet")


def property_set(name: str, names: list) -> Property:
    """The entry of a set of properties; who selects it selects them."""
    shown = [to_text(each) for each in names]
    return Property("PropertySet", value=shown, hidden=True, definition=f"{name} {{{', '.join(shown)}}}")


def shown_set(entry: Property) -> Prepared:
    """What reading a set of properties gives: the set."""
    return Prepared((entry.definition or "").partition(" ")[0], entry, _P + "PSPropertySet")


def member_set(members: list) -> Property:
    """The entry of a member set: its members by lower-cased name."""
    kept = {each.name.lower(): each.entry for each in members if isinstance(each, Prepared)}
    return Property("MemberSet", value=kept, hidden=True, definition="")


def _script(name: str, getter: object, setter: object = None) -> Prepared:
    def read(owner: object) -> object:
        # A property that fails reads as null.
        return getter.value(this=owner, quiet=True)  # type: ignore[attr-defined]

    def write(owner: object, value: object) -> None:
        setter.collect(args=(value,), this=owner)  # type: ignore[attr-defined]

    entry = Property("ScriptProperty", value=getter, get=read, set=None if setter is None else write)
    return Prepared(name, entry, _P + "PSScriptProperty")


def _method(name: str, block: object) -> Prepared:
    def call(owner: object, arguments: list) -> object:
        return block.value(args=arguments, this=owner)  # type: ignore[attr-defined]

    entry = Property("ScriptMethod", value=block, invoke=call, definition=f"System.Object {name}();")
    return Prepared(name, entry, _P + "PSScriptMethod")


def _declared(member: object) -> object:
    """What an alias stands for, or the script block of a script property."""
    entry = member.entry if isinstance(member, Prepared) else None
    if isinstance(member, PropertyView) and isinstance(member.owner, PSObject):
        entry = member.owner.properties.get(member.info.name)
    return entry.value if isinstance(entry, Property) else None


def _alone(view: Any) -> bool:
    """Whether it is this object's and not its type's by what PowerShell adds to types."""
    return view.info.kind in ("Property", "NoteProperty") or isinstance(view.owner, PSObject)


_VALUE = prop("Value", "System.Object", lambda view: view.value, _set)
_KIND = prop("MemberType", _P + "PSMemberTypes", lambda view: _member_type(view))
_SETTABLE = prop(
    "IsSettable", "bool",
    lambda view: view.info.kind in ("NoteProperty", "AliasProperty") or "set;" in view.info.definition,
)  # fmt: skip
_GETTABLE = prop("IsGettable", "bool", lambda view: view.info.get is not None)
_VALUE_TYPE = prop("TypeNameOfValue", "string", lambda view: type_name(view.value) or "System.Object")
_LAST = (
    prop("Name", "string", lambda view: view.info.name),
    prop("IsInstance", "bool", _alone),
    method("ToString", lambda view: view.ps_text(), "string ToString()"),
    method("Copy", lambda view: view, f"{_P}PSMemberInfo Copy()"),
)


_PREPARED = (
    prop("Name", "string", lambda member: getattr(member, "name", None) or member.info.name),
    prop("MemberType", _P + "PSMemberTypes", lambda member: _kind(member)),
    prop("IsInstance", "bool", lambda member: True),
)


def _kind(member: object) -> object:
    from glueshell.objects.enums import enum_type

    enum = enum_type(_P + "PSMemberTypes")
    assert enum is not None
    if isinstance(member, PropertyView):
        return enum.value(enum.names.get(member.info.kind, 8))
    assert isinstance(member, Prepared)
    return enum.value(enum.names.get(member.entry.kind if isinstance(member.entry, Property) else "NoteProperty", 8))


def _kind_of(name: str) -> object:
    from glueshell.objects.enums import enum_type

    enum = enum_type(_P + "PSMemberTypes")
    assert enum is not None
    return enum.value(enum.names[name])


def _member_type(view: object) -> object:
    from glueshell.objects.enums import enum_type

    enum = enum_type(_P + "PSMemberTypes")
    assert enum is not None and isinstance(view, PropertyView)
    return enum.value(enum.names.get(view.info.kind, 4))


def _invoke(bound: object, *arguments: object) -> object:
    if isinstance(bound, PropertyView):
        return call_method(bound.owner, bound.info.name, list(arguments))
    assert isinstance(bound, BoundMethod)
    return bound.invoke(*arguments)


TABLES = {
    TypeNames.ps_type_name: _TYPE_NAMES,
    _P + "PSObject": MemberTable(
        _P + "PSObject",
        prop("Members", _P + "PSMemberInfoCollection", lambda members: Members(members.owner, "all")),
        prop("Properties", _P + "PSMemberInfoCollection", lambda members: Members(members.owner, "properties")),
        prop("Methods", _P + "PSMemberInfoCollection", lambda members: Members(members.owner, "methods")),
        prop("ImmediateBaseObject", "System.Object", _base),
        prop("BaseObject", "System.Object", _base),
        prop("TypeNames", "System.Object", lambda members: TypeNames(members.owner)),
        method("Copy", _copy, f"{_P}PSObject Copy()"),
        static("AsPSObject", _as_object, f"static {_P}PSObject AsPSObject(System.Object obj)"),
        method("ToString", lambda members: members.ps_text(), "string ToString()"),
        construct=_construct,
    ),
    _P + "PSCustomObject": MemberTable(
        _P + "PSCustomObject",
        method("ToString", lambda owner: "", "string ToString()"),
        method("GetType", lambda owner: type_of(owner), "type GetType()"),
        method("Equals", lambda owner, other: owner is other, "bool Equals(System.Object obj)"),
        method("GetHashCode", id, "int GetHashCode()"),
    ),
    _P + "PSMemberInfoCollection": MemberTable(
        _P + "PSMemberInfoCollection",
        method("Match", lambda members, pattern, *kinds: members.matching(pattern)),
        method("Add", lambda members, member, pre_validated=False: members.add(member),
               "void Add(System.Object member)", "void Add(System.Object member, bool preValidated)"),
        method("Remove", lambda members, name: members.remove(name), "void Remove(string name)"),
        method("Item", lambda members, name: members.find(name), "System.Object Item(string name)"),
        method("GetEnumerator", enumerator_of, "System.Collections.IEnumerator GetEnumerator()"),
        index=lambda members, name: members.find(name),
    ),
    _P + "PSMethod": MemberTable(
        _P + "PSMethod",
        prop("MemberType", _P + "PSMemberTypes", lambda found: _kind_of("Method")),
        prop(
            "OverloadDefinitions",
            "System.Collections.ObjectModel.Collection[string]",
            lambda found: [f"{each}" if each.endswith(")") else f"{each})" for each in found.ps_text().split("), ")],
        ),
        prop("TypeNameOfValue", "string", lambda found: _P + "PSMethod"),
        prop("Value", "System.Object", lambda found: found),
        prop("Name", "string", lambda found: found.ps_text().partition("(")[0].rpartition(" ")[2]),
        prop("IsInstance", "bool", lambda found: True),
        method("Invoke", _invoke),
        method("ToString", lambda found: found.ps_text(), "string ToString()"),
    ),
    _P + "PSParameterizedProperty": MemberTable(
        _P + "PSParameterizedProperty",
        prop("IsSettable", "bool", lambda found: "set;" in found.ps_text()),
        prop("IsGettable", "bool", lambda found: True),
        prop(
            "OverloadDefinitions", "System.Collections.ObjectModel.Collection[string]", lambda found: [found.ps_text()]
        ),
        prop("TypeNameOfValue", "string", lambda found: _full(found.ps_text().partition(" ")[0])),
        prop("MemberType", _P + "PSMemberTypes", lambda found: _kind_of("ParameterizedProperty")),
        prop("Value", "System.Object", lambda found: found),
        prop("Name", "string", lambda found: found.ps_text().partition("(")[0].rpartition(" ")[2]),
        prop("IsInstance", "bool", lambda found: True),
        method("Invoke", _invoke),
        method("ToString", lambda found: found.ps_text(), "string ToString()"),
    ),
    _P + "PSNoteProperty": MemberTable(
        _P + "PSNoteProperty",
        _KIND,
        _SETTABLE,
        _GETTABLE,
        _VALUE,
        _VALUE_TYPE,
        *_LAST,
        construct=_note,
        constructors=(f"{_P}PSNoteProperty new(string name, System.Object value)",),
    ),
    _P + "PSAliasProperty": MemberTable(
        _P + "PSAliasProperty",
        prop("ReferencedMemberName", "string", _declared),
        prop("ConversionType", "type", lambda view: None),
        _KIND,
        _VALUE_TYPE,
        _SETTABLE,
        _GETTABLE,
        _VALUE,
        *_LAST,
        construct=_alias,
        constructors=(f"{_P}PSAliasProperty new(string name, string referenced)",),
    ),
    _P + "PSScriptProperty": MemberTable(
        _P + "PSScriptProperty",
        prop("GetterScript", "scriptblock", _declared),
        prop("SetterScript", "scriptblock", lambda view: None),
        _KIND,
        _SETTABLE,
        _GETTABLE,
        _VALUE,
        prop("TypeNameOfValue", "string", lambda view: "System.Object"),
        *_LAST,
        construct=_script,
    ),
    _P + "PSScriptMethod": MemberTable(
        _P + "PSScriptMethod", *_PREPARED, prop("Script", "scriptblock", _declared), construct=_method
    ),
    _P + "PSProperty": MemberTable(_P + "PSProperty", _KIND, _VALUE, _SETTABLE, _GETTABLE, _VALUE_TYPE, *_LAST),
    _P + "PSMemberSet": MemberTable(_P + "PSMemberSet", TO_STRING, *_PREPARED, construct=_member_set),
    _P + "PSPropertySet": MemberTable(
        _P + "PSPropertySet", *_PREPARED,
        prop("ReferencedPropertyNames", "System.Collections.ObjectModel.Collection[string]",
             lambda member: list(member.entry.value)),
        construct=_property_set,
    ),
}
