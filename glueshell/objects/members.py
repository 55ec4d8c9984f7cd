"""Members of any value: properties, methods, statics, indexes, and enumeration of members over collections."""

from __future__ import annotations

from glueshell.objects.absence import absent
from glueshell.objects.convert import convertible, try_convert
from glueshell.objects.declaration import BoundMethod, BoundProperty, Member
from glueshell.objects.enumeration import enumerable, iterate
from glueshell.objects.errors import NetError, PSError, problem
from glueshell.objects.extended import added_member, own_members, read_member
from glueshell.objects.hashtable import Hashtable, OrderedDictionary
from glueshell.objects.indexing import get_index, set_index
from glueshell.objects.invocation import Casts, invoke, wrapped
from glueshell.objects.numbers import BigInteger, is_decimal
from glueshell.objects.psobject import NOTHING, Property, PSObject, unwrap
from glueshell.objects.tables import find, find_static, value_tables
from glueshell.objects.typeinfo import TypeInfo, type_named, type_names, type_of

__all__ = [
    "MISSING",
    "call_method",
    "call_static",
    "get_index",
    "get_member",
    "get_member_or_missing",
    "get_member_strictly",
    "get_static",
    "set_index",
    "set_indexed",
    "set_member",
    "set_static",
]

MISSING: object = type("Missing", (), {"__repr__": lambda self: "MISSING"})()
"""What a member that does not exist reads as, inside this room."""

_INTRINSIC = frozenset(("psobject", "pstypenames", "psbase", "psadapted", "psextended"))
_MAGIC = frozenset(("foreach", "where"))


def get_member(value: object, name: object) -> object:
    """A property's value, null where there is none; over a collection its elements' values."""
    if type(value) is PSObject and type(name) is str:
        found = value.properties.get(name, MISSING)
        if found is not MISSING and type(found) is not Property:
            return found
    elif type(value) is Hashtable and type(name) is str:
        found = value.get(name, MISSING)
        if found is not MISSING:
            return found
    elif isinstance(value, PSObject) and type(name) is str:
        return _object_member(value, name, None)
    result = get_member_or_missing(value, name, MISSING)
    return None if result is MISSING else result


def get_member_or_missing(value: object, name: object, missing: object, own: bool = False) -> object:
    """A property's value, or `missing`; only the value's `own`, neither its elements' nor its count as one value."""
    if type(name) is not str:
        from glueshell.objects.text import to_text

        if name is None and isinstance(value, Hashtable) and not hasattr(value, "read_key"):
            raise PSError("Value cannot be null. (Parameter 'key')", "System.ArgumentNullException", "OperationStopped",
                          "System.ArgumentNullException")
        base = unwrap(value)
        if isinstance(base, Hashtable):
            return base.get(name, missing)
        name = to_text(name)
    if isinstance(value, PSObject):
        return _object_member(value, name, missing, own)
    if isinstance(value, Hashtable):
        found = value.get(name, MISSING)
        if found is not MISSING:
            return found
    elif value is None:
        return 0 if name.lower() in ("count", "length") and not own else missing
    result = _own(value, name.lower())
    if result is not MISSING:
        return result
    added = added_member(value, name.lower())
    if added is not None:
        return read_member(value, added)
    if own:
        return missing
    if isinstance(value, list) or enumerable(value):
        return _enumerate(value, name, missing)
    return _scalar(value, name, missing)


def get_member_strictly(value: object, name: object, missing: object, barren: object) -> object:
    """A property as strict mode reads it: `missing` where a value or any element of a collection has none of its own,
    `barren` where the collection has no elements."""
    found = get_member_or_missing(value, name, missing, own=True)
    base = unwrap(value)
    if found is not missing or not enumerable(base):
        return found
    from glueshell.objects.text import to_text

    name = to_text(name)
    values: list = []
    steps = 0
    for item in iterate(base):
        steps += 1
        found = get_member_or_missing(item, name, missing, own=True)
        if found is missing:
            return missing
        if found is not None or not absent(item, name):
            values.extend(iterate(found))
    if not values:
        return None if steps else barren
    return values[0] if len(values) == 1 else values


def _object_member(value: PSObject, name: str, missing: object, own: bool = False) -> object:
    result = value.get(name, MISSING)
    if result is not MISSING:
        return result
    low = name.lower()
    if low in _INTRINSIC:
        return _intrinsic(value, low)
    added = added_member(value, low)
    if added is not None:
        return read_member(value, added)
    if value.base is not NOTHING:
        return get_member_or_missing(value.base, name, missing, own)
    member = find(value, low)
    if member is not None:
        return BoundMethod(value, member.definition, lambda owner, arguments: invoke(member, owner, arguments))
    return 1 if low in ("count", "length") else missing


def _own(value: object, low: str) -> object:
    """A member the value's own type declares, or MISSING."""
    if getattr(value, "ps_adapted", False):
        content = value.ps_get(low, MISSING)  # type: ignore[attr-defined]
        if content is not MISSING:
            return content
    member = find(value, low)
    if member is not None:
        if member.get is not None:
            return read_declared(member, value)
        bound = BoundProperty if member.kind == "ParameterizedProperty" else BoundMethod
        return bound(value, member.definition, lambda owner, arguments: invoke(member, owner, arguments))
    if low in _INTRINSIC:
        return _intrinsic(value, low)
    loose = getattr(value, "ps_get", None)
    return MISSING if loose is None else loose(low, MISSING)


def read_declared(member: Member, value: object) -> object:
    assert member.get is not None
    try:
        return member.get(value)
    except NetError:
        # A getter that throws reads as null.
        return None


def _intrinsic(value: object, low: str) -> object:
    if low == "pstypenames":
        from glueshell.objects.types.psmembers import TypeNames

        return TypeNames(value)
    if low in ("psbase", "psadapted"):
        base = unwrap(value)
        return BaseMembers(base) if isinstance(base, (Hashtable, PSObject)) else base
    if low == "psextended" and isinstance(value, PSObject):
        return value
    from glueshell.objects.types.psmembers import MemberSet

    return MemberSet(value)


class BaseMembers:
    """What `.psbase` gives of a dictionary or an object: the members of its type, whatever keys it has."""

    __slots__ = ("base",)
    ps_type_name = "System.Management.Automation.PSInternalMemberSet"
    ps_adapted = True

    def __init__(self, base: object) -> None:
        self.base = base

    def ps_get(self, low: str, default: object) -> object:
        """A property or method of the type."""
        member = find(self.base, low)
        if member is None:
            return default
        if member.get is not None:
            return read_declared(member, self.base)
        return BoundMethod(self.base, member.definition, lambda owner, arguments: invoke(member, owner, arguments))

    def ps_set(self, name: str, new: object) -> bool:
        """Write a property of the type."""
        member = find(self.base, name.lower())
        if member is None or member.set is None:
            return False
        _write(member, self.base, new)
        return True

    def ps_names(self) -> list[str]:
        """The names of the type's properties."""
        return [member.name for table in value_tables(self.base) for member in table.instance.values() if member.get]

    def ps_call(self, low: str, arguments: list, default: object) -> object:
        """Call a method of the type."""
        member = find(self.base, low)
        return default if member is None or member.body is None else invoke(member, self.base, arguments)

    def ps_text(self) -> str:
        """The type's name."""
        return type_of(self.base).ps_text()


def _scalar(value: object, name: str, missing: object) -> object:
    return 1 if name.lower() in ("count", "length") else missing


def _enumerate(value: object, name: str, missing: object) -> object:
    values: list = []
    for item in iterate(value):
        found = get_member_or_missing(item, name, MISSING)
        if found is None and absent(item, name):
            continue
        if found is MISSING:
            # A custom object without the property counts as null; other values do not count.
            if isinstance(item, PSObject) and item.base is NOTHING:
                values.append(None)
            continue
        if isinstance(found, list):
            values.extend(found)
        elif enumerable(found):
            values.extend(iterate(found))
        else:
            values.append(found)
    if not values:
        return missing
    return values[0] if len(values) == 1 else values


def set_member(value: object, name: object, new: object) -> None:
    """Write a property or a dictionary's key."""
    from glueshell.objects.text import to_text

    if name is None:
        name = ""
    if isinstance(value, Hashtable):
        if type(name) is int and isinstance(value, OrderedDictionary):
            # A number is a position, a text where there is none.
            if 0 <= name < len(value):
                set_index(value, name, new)
                return
            name = str(name)
        if type(name) is str and name not in value and find(value, name.lower()) is not None:
            member = find(value, name.lower())
            if member is not None and member.set is not None:
                _write(member, value, new)
                return
        put = getattr(value, "put_key", None)
        if put is not None:
            try:
                put(name, new)
            except PSError:
                if not try_convert(name, value.arguments[0])[0]:  # type: ignore[attr-defined]
                    raise problem("PropertyAssignment", str(name)) from None
                raise
        else:
            value[name] = new
        return
    text = name if type(name) is str else to_text(name)
    if value is None:
        raise problem("PropertyNotFound", text, target=value)
    if isinstance(value, PSObject):
        if value.find(text) is not None:
            value.set(text, new)
            return
        if _set_added(value, text, new):
            return
        if value.base is NOTHING:
            missing = problem("PropertyNotFound" if text else "NamelessMember", text)
            raise problem("SetterException", text, missing.message, inner=missing)
        value = value.base
        if isinstance(value, Hashtable):
            value[text] = new
            return
    member = find(value, text.lower())
    if member is not None and member.get is not None:
        if member.set is None:
            raise _read_only(member.name)
        _write(member, value, new)
        return
    loose = getattr(value, "ps_set", None)
    if loose is not None and loose(text, new):
        return
    if _set_added(value, text, new):
        return
    raise problem("PropertyAssignment", text)


def _read_only(name: str) -> PSError:
    error = problem("PropertyReadOnly", name)
    kind = "System.Management.Automation.SetValueException"
    error.inner = PSError(error.message, error.error_id, error.category, kind)
    return error


def _set_added(value: object, name: str, new: object) -> bool:
    """Write what a script added to the value's type; False where there is none."""
    added = added_member(value, name.lower())
    if added is None:
        return False
    if added.kind == "AliasProperty":
        set_member(value, str(added.value), new)
    elif added.set is None:
        own = name.lower() in own_members(value)
        raise problem("NoSetter", name) if own and added.kind == "ScriptProperty" else _read_only(name)
    else:
        added.set(value, new)
    return True


def _write(member: Member, value: object, new: object) -> None:
    from glueshell.objects.convert import convert
    from glueshell.objects.typeinfo import resolve_type

    assert member.set is not None
    info = resolve_type(member.type_name)
    try:
        if info is not None and info.full_name != "System.Object":
            new = convert(new, info)
        member.set(value, new)
    except (NetError, PSError) as error:
        raise problem("SetterException", member.name, error.message, inner=error) from None


def declared_member(value: object, name: str, missing: object) -> object:
    """A property that the value's own type declares; a dictionary's entries are none."""
    found = _own(value, name.lower())
    return missing if found is MISSING or isinstance(found, BoundMethod) else found


def stored_member(value: object, name: str, missing: object) -> object:
    """A member as cmdlets read it by name: a single value has no Count and no Length of its own."""
    low = name.lower()
    own = unwrap(value)
    if low in _COUNTED and (type(own) is not list or not enumerable(value)) and find(own, low) is None:
        if isinstance(value, PSObject):
            found = value.find(name)
            return missing if found is None else value.get(found)
        return value.get(name, missing) if isinstance(value, Hashtable) else missing
    return get_member_or_missing(value, name, missing)


_COUNTED = frozenset(("count", "length"))


def call_method(value: object, name: object, arguments: list, casts: Casts = None) -> object:
    """Call a method by any casing; over a collection without it, the elements' method.

    `casts`: the types that arguments are cast to in the text of the call, which say which overload is meant.
    """
    text = name if type(name) is str else str(name)
    low = text.lower()
    if value is None:
        if low in _MAGIC:
            from glueshell.objects.types.blocks import call

            return call(low, value, arguments)
        raise problem("InvokeMethodOnNull")
    if isinstance(value, PSObject):
        found = value.find(text)
        entry = None if found is None else value.properties.get(found)
        if type(entry) is Property and entry.invoke is not None:
            return _call_added(entry, str(found), value, arguments)
        added = added_member(value, low)
        if added is not None and added.invoke is not None:
            return _call_added(added, text, value, arguments)
        if value.base is not NOTHING and low not in _MAGIC:
            return call_method(value.base, text, arguments, casts)
    member = find(value, low)
    if member is not None and member.body is not None:
        return invoke(member, value, arguments, casts)
    if low in _MAGIC:
        from glueshell.objects.types.blocks import call

        return call(low, value, arguments)
    loose = getattr(value, "ps_call", None)
    if loose is not None:
        result = loose(low, arguments, MISSING)
        if result is not MISSING:
            return result
    return _otherwise(value, text, low, arguments)


def _call_added(entry: Property, name: str, owner: object, arguments: list) -> object:
    """Call a method that a script has added to an object or its type."""
    assert entry.invoke is not None
    try:
        return entry.invoke(owner, arguments)
    except NetError as error:
        made = problem("MethodInvocation", name, len(arguments), error.message)
        made.inner, made.error_id = error, "ScriptMethodRuntimeException"
        raise made from None


def _otherwise(value: object, text: str, low: str, arguments: list) -> object:
    """A method added to the type, a parameterized property, a method kept in one, or the method of each element."""
    added = added_member(value, low)
    if added is not None and added.invoke is not None:
        return _call_added(added, text, value, arguments)
    reader = _accessor(value, low, arguments)
    if reader is not MISSING:
        return reader
    single = not isinstance(value, list) and not getattr(value, "ps_walk", False)
    held = get_member_or_missing(value, text, MISSING) if single else MISSING
    if isinstance(held, BoundMethod):
        return held.invoke(*arguments)
    if (isinstance(value, list) and value) or (not isinstance(value, list) and enumerable(value)):
        results: list = []
        asked = False
        for item in iterate(value):
            if _hollow(item) and find(item, low) is None:
                continue
            asked = True
            result = call_method(item, text, arguments)
            if isinstance(result, list):
                results.extend(result)
            elif result is not None:
                results.append(result)
        if results:
            return results[0] if len(results) == 1 else results
        if asked:
            return None
    if low in _CONVERSIONS and len(arguments) == 1 and _convertible(value):
        # What every value that converts has by way of IConvertible.
        info = type_named("System.Convert")
        try:
            return call_static(info, text, [value])
        except PSError as error:
            if isinstance(error.inner, NetError):
                raise wrapped(text, 1, error.inner) from None
            raise
    named = type_names(value) if isinstance(value, PSObject) else ()
    custom = isinstance(value, PSObject)
    raise problem("MethodNotFound", named[0] if named else type_of(value).full_name, text,
                  target=text if custom else None)


def _hollow(value: object) -> bool:
    """Whether it is a list that has nothing in it, however deep."""
    return isinstance(value, list) and all(_hollow(item) for item in value)


def set_indexed(owner: object, name: str, arguments: list, new: object, static: bool = False) -> None:
    """`owner.name(arguments) = new`: write a property that takes an index; a method is called without the value."""
    if static:
        raise problem("MethodNotFound", "System.RuntimeType", name)
    member = None if owner is None else find(owner, name.lower())
    if member is None or member.kind != "ParameterizedProperty":
        try:
            call_method(owner, name, arguments)
        except PSError as error:
            if error.error_id == "MethodCountCouldNotFindBest":
                raise problem(error.error_id, name, len(arguments) + 1) from None
            raise
        return
    if len(arguments) != 1 or member.set is None:
        raise problem("MethodCountCouldNotFindBest", member.name, len(arguments) + 1)
    setter = find(owner, f"set_{member.name.lower()}")
    assert setter is not None
    try:
        invoke(setter, owner, [*arguments, new])
    except PSError as error:
        inner = error.inner if isinstance(error.inner, NetError) else error
        raise problem("SetterException", member.name, inner.message, inner=inner) from None


def _accessor(value: object, low: str, arguments: list) -> object:
    """What `get_Name()` or `set_Name(value)` of a property of .NET gives, MISSING for any other call."""
    kind, _, name = low.partition("_")
    if kind not in ("get", "set") or len(arguments) != (kind == "set"):
        return MISSING
    member = find(value, name)
    if member is None or member.kind != "Property" or (member.get if kind == "get" else member.set) is None:
        return MISSING
    if kind == "get":
        assert member.get is not None
        return member.get(value)
    _write(member, value, arguments[0])
    return None


def _convertible(value: object) -> bool:
    """Whether a value implements IConvertible: texts, numbers but BigInteger, and what .NET is asked last about."""
    plain = isinstance(value, (str, int, float)) and type(value) is not BigInteger
    return plain or is_decimal(value) or convertible(value)


_BIG = "System.Numerics.BigInteger"
_CONVERSIONS = frozenset(
    f"to{kind}" for kind in (
        "boolean", "byte", "char", "decimal", "double", "int16", "int32", "int64", "sbyte", "single", "uint16",
        "uint32", "uint64",
    )
)  # fmt: skip


def _type_text(value: object) -> str:
    return type_of(value).ps_text()


def get_static(info: TypeInfo, name: str) -> object:
    """A static property or an enumeration's value; null where there is none."""
    low = name.lower()
    if info.enum is not None:
        exact = info.enum.exact(name)  # type: ignore[attr-defined]
        if exact is not None and exact.lower() == low:
            return info.enum.value(info.enum.names[exact])  # type: ignore[attr-defined]
    member = find_static(info, low)
    if member is None:
        if low == "new":
            return _constructors(info)
        return get_member(info, name)
    if member.get is not None:
        return member.get(info)
    return BoundMethod(info, member.definition, lambda owner, arguments: invoke(member, owner, arguments))


def _constructors(info: TypeInfo) -> object:
    from glueshell.objects.construction import construct

    return BoundMethod(info, f"{info.ps_text()} new()", lambda owner, arguments: construct(info, arguments))


def set_static(info: TypeInfo, name: str, new: object) -> None:
    """Write a static property."""
    member = find_static(info, name.lower())
    if member is None or member.get is None:
        exact = None if info.enum is None else info.enum.exact(name)  # type: ignore[attr-defined]
        if exact is not None and exact.lower() == name.lower():
            raise _read_only(exact)
        if name.lower() in ("name", "fullname"):
            raise _read_only(name)
        raise problem("PropertyAssignment", name)
    if member.set is None:
        raise _read_only(member.name)
    _write(member, info, new)


def call_static(info: TypeInfo, name: str, arguments: list, casts: Casts = None) -> object:
    """Call a static method; `new` constructs a value."""
    low = name.lower()
    member = find_static(info, low)
    if member is not None and member.body is not None:
        if getattr(member.body, "wants_type", False):
            return invoke(member, info, [info, *arguments])
        return invoke(member, info, arguments, casts)
    if low == "new":
        from glueshell.objects.construction import construct

        return construct(info, arguments, casts)
    instance = find(info, low)
    if instance is not None and instance.body is not None:
        return invoke(instance, info, arguments)
    raise problem("MethodNotFound", info.full_name, name)
