"""Making values of a type: [type]::new(...), New-Object, and casts that go through what a type declares."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, partial

from glueshell.objects.convert import convert, convertible, culture_text, refuse
from glueshell.objects.declaration import Member, MemberTable
from glueshell.objects.enumeration import enumerable, iterate
from glueshell.objects.enums import EnumValue
from glueshell.objects.errors import NetError, PSError, problem
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.invocation import Casts, invoke, takes
from glueshell.objects.members import set_member
from glueshell.objects.numbers import BigInteger, Char, Int64, UInt64, is_decimal, is_number
from glueshell.objects.psobject import NOTHING, PSObject, WrittenNumber, attached
from glueshell.objects.tables import find, tables_of
from glueshell.objects.text import to_text
from glueshell.objects.typeinfo import ARRAYS, TypedArray, TypeInfo, resolve_type

# Values that are made from others alone.
_CONSTRUCTED = frozenset(("System.Decimal", "System.Numerics.BigInteger", "System.DateTimeOffset"))


class Bare:
    """An object with nothing but its identity: `[object]::new()`."""

    __slots__ = ("__weakref__",)
    ps_type_name = "System.Object"


def construct(info: TypeInfo, arguments: list, casts: Casts = None) -> object:
    """What [type]::new(arguments) gives; raises MethodCountCouldNotFindBest where no constructor fits."""
    if info.construct is not None:
        if not takes(info.construct, len(arguments)):
            raise problem("MethodCountCouldNotFindBest", "new", len(arguments))
        return info.construct(*arguments)
    if info.element is not None:
        from glueshell.objects.convert import to_int
        from glueshell.objects.types.array import create

        if len(arguments) != info.rank:
            raise problem("MethodCountCouldNotFindBest", "new", len(arguments))
        sizes = []
        for place, each in enumerate(arguments):
            try:
                sizes.append(to_int(each))
            except PSError as error:
                raise problem(
                    "MethodArgumentConversionInvalidCastArgument",
                    place,
                    culture_text(each),
                    ".ctor",
                    "System.Int32",
                    error.message,
                    inner=error,
                ) from None
        if any(size < 0 for size in sizes):
            overflow = NetError("System.OverflowException", "Arithmetic operation resulted in an overflow.")
            raise problem_calling(info, arguments, overflow)
        return create(info.element, *sizes)
    tables = tables_of(info)
    table = tables[0] if tables and tables[0].type_name in (info.definition, info.full_name) else None
    if table is None or table.construct is None:
        if info.full_name == "System.Object" and not arguments:
            return attached(Bare())
        if info.full_name in _CONSTRUCTED:
            if len(arguments) == 1 and info.full_name != "System.DateTimeOffset":
                return convert(arguments[0], info)
            raise problem("MethodCountCouldNotFindBest", "new", len(arguments))
        if info.kind in ("struct", "enum") and not arguments:
            return zero(info)
        raise problem("MethodCountCouldNotFindBest", "new", len(arguments), target="new")
    maker = table.constructors
    if maker.overloads:
        named = type(maker)(
            "new" if maker.name else "",
            "Method",
            info.full_name,
            body=table.construct,
            overloads=maker.overloads,
            static=True,
        )
        if getattr(table.construct, "wants_type", False):
            if not info.arguments:
                return _typed(table.construct, info, named, arguments)
            named = _closed(info, table)
        try:
            return invoke(named, None, arguments, casts)
        except PSError as error:
            if error.inner is not None and error.error_id == getattr(error.inner, "error_id", ""):
                raise problem_calling(info, arguments, error) from None
            raise
    typed = getattr(table.construct, "wants_type", False)
    if not takes(table.construct, len(arguments) + typed):
        raise problem("MethodCountCouldNotFindBest", "new", len(arguments))
    try:
        if typed:
            return table.construct(info, *arguments)
        return table.construct(*arguments)
    except NetError as error:
        raise problem_calling(info, arguments, error) from None


@cache
def _closed(info: TypeInfo, table: MemberTable) -> Member:
    """The constructors of a closed generic type."""
    texts = tuple(text.replace("[T]", f"[{info.arguments[0].ps_text()}]") for text in table.constructors.overloads)
    assert table.construct is not None
    return Member("new", "Method", info.full_name, body=partial(table.construct, info), overloads=texts, static=True)


def _typed(body: object, info: TypeInfo, named: object, arguments: list) -> object:
    if not takes(body, len(arguments) + 1):
        raise problem("MethodCountCouldNotFindBest", "new", len(arguments))
    try:
        return body(info, *arguments)  # type: ignore[operator]
    except NetError as error:
        raise problem_calling(info, arguments, error) from None


def problem_calling(info: TypeInfo, arguments: list, error: PSError) -> PSError:
    """The MethodInvocationException of a constructor."""
    inner = error.inner if isinstance(error.inner, PSError) else error
    made = problem("MethodInvocation", ".ctor", len(arguments), inner.message, inner=inner)
    made.error_id = inner.error_id
    return made


PRIMITIVE = frozenset(
    f"System.{name}" for name in ("Boolean", "Char", "Byte", "SByte", "Int16", "UInt16", "Int32", "UInt32", "Int64",
                                  "UInt64", "Single", "Double")
)  # fmt: skip
"""Value types that have no properties to set."""


def zero(info: TypeInfo) -> object:
    """The value of a value type whose bits are all zero."""
    if info.enum is not None:
        return info.enum.value(0)  # type: ignore[attr-defined]
    for table in tables_of(info):
        if table.type_name in (info.definition, info.full_name) and table.construct is not None:
            ticks = any(
                len(one.parameters) == 1 and one.parameters[0][0] == "long" for one in table.constructors.signatures
            )
            if ticks:
                return table.construct(Int64(0))
            if getattr(table.construct, "wants_type", False):
                return table.construct(info, *[None] * len(info.arguments))
            return table.construct() if takes(table.construct, 0) else table.construct(None, None)
    return convert(None, info)


_NUMBERED: Mapping[str, str] = {
    "System.IntPtr": "System.Int32",
    **dict.fromkeys(("System.DateTime", "System.TimeSpan", "System.Net.IPAddress"), "System.Int64"),
    **dict.fromkeys(
        (
            "System.Management.Automation.SemanticVersion",
            "System.Text.StringBuilder",
            "System.Collections.ArrayList",
            "System.Collections.Hashtable",
            "System.Collections.Queue",
            "System.Collections.Stack",
            "System.Collections.Specialized.OrderedDictionary",
            "System.Collections.Generic.List`1",
            "System.Collections.Generic.HashSet`1",
            "System.Collections.Generic.Queue`1",
            "System.Collections.Generic.Stack`1",
            "System.Collections.Generic.Dictionary`2",
        ),
        "System.Int32",
    ),
}
"""The number that a type's constructor of one argument takes, ticks or a capacity."""


def convert_by_members(value: object, info: TypeInfo, written: WrittenNumber | None = None) -> object:
    """A value as a type by what the type declares; PSError where nothing fits.

    Asked in turn: its own converter, its constructor of one number, the text of a number, its properties by the
    names of a dictionary or an object, its elements. `written` is the value as an argument was written.
    """
    if written is not None and [each.full_name for each in info.arguments] in _OF_ANYTHING:
        return _filled(info, [value])
    if written is not None and (isinstance(value, float) or is_decimal(value) or type(value) is UInt64):
        # No constructor takes such a number.
        result = _through_text(written.written, info)
        if result is not NotImplemented:
            return result
    plain = type(value) is not Char and type(value) is not BigInteger
    anything = info.construct is not None or info.full_name == "System.Management.Automation.PSReference"
    result = _declared(value, info) if plain or anything else NotImplemented
    if result is not NotImplemented:
        return result
    if value is None:
        if info.kind in ("struct", "enum"):
            raise problem("NullToType", info.ps_text())
        return None
    if type(value) is Char or isinstance(value, EnumValue):
        number = _NUMBERED.get(info.definition)
        if number is not None:
            size = ord(value) if type(value) is Char else int(value)
            try:
                return construct(info, [Int64(size) if number == "System.Int64" else size])
            except PSError as error:
                reason = error.inner.message if isinstance(error.inner, PSError) else error.message
                shown = to_text(value)
                raise problem("ConstructorTarget", shown, info.ps_text(), reason, target=value, inner=error) from None
    elif is_number(value) and plain:
        result = _through_text(to_text(value if written is None else written), info)
        if result is not NotImplemented:
            return result
    if convertible(value):
        raise refuse(value, info)
    if isinstance(value, Hashtable) and _starts_empty(info):
        return _by_properties(value, info)
    if len(info.arguments) == 1 and info.definition in _LISTS:
        return _filled(info, _elements(value, info))
    if isinstance(value, PSObject) and value.base is NOTHING and _starts_empty(info):
        return _by_object(value, info)
    raise refuse(value, info)


def _declared(value: object, info: TypeInfo) -> object:
    """What the type's own converter makes of a value; NotImplemented where it does not."""
    for table in tables_of(info):
        if table.convert is not None and table.type_name in (info.definition, info.full_name):
            result = table.convert(value, info) if getattr(table.convert, "wants_type", False) else table.convert(value)
            if result is not NotImplemented:
                return result
    return NotImplemented


def _through_text(text: str, info: TypeInfo) -> object:
    """A number becomes what its text becomes, where the type takes text."""
    result = _declared(text, info)
    if result is NotImplemented and len(info.arguments) == 1 and info.definition in _LISTS:
        return _filled(info, _elements(text, info))
    return result


_LISTS = frozenset(
    (
        "System.Collections.Generic.List`1",
        "System.Collections.ObjectModel.Collection`1",
        "System.Collections.Generic.HashSet`1",
        "System.Collections.Generic.Queue`1",
        "System.Collections.Generic.Stack`1",
    )
)


_OF_ANYTHING = (["System.Object"], ["System.Management.Automation.PSObject"])


def _elements(value: object, info: TypeInfo) -> list:
    """What a list type holds that is made of a value: an array's elements, or the value alone."""
    element = info.arguments[0]
    if type(value) in ARRAYS or type(value) is bytes:
        if type(value) is TypedArray and element.full_name == "System.Object" and _by_value(value.element_type):
            return [value]
        try:
            return [convert(item, element) for item in iterate(value)]
        except PSError:
            raise refuse(value, info) from None
    if type(value) is str and element.full_name == "System.Char":
        return [Char(char) for char in value]
    kinds: tuple[TypeInfo, ...] = getattr(value, "type_arguments", ())
    if len(kinds) == 1 and enumerable(value):
        if kinds[0] == element or (element.full_name == "System.Object" and not _by_value(kinds[0])):
            return list(iterate(value))
    return [convert(value, element)]


def _filled(info: TypeInfo, items: list) -> object:
    """A collection of a closed generic type that holds items of its type."""
    body = tables_of(info)[0].construct
    assert body is not None
    return body(info, items)


def _by_value(info: TypeInfo) -> bool:
    """Whether a type's values are no objects to .NET until they are put in a box."""
    return info.kind in ("struct", "enum")


def _starts_empty(info: TypeInfo) -> bool:
    """Whether a value of the type can be made of nothing, to have its properties set."""
    if info.construct is not None:
        script = getattr(info, "script", None)
        return bool(script.starts_empty()) if script is not None else info.kind != "interface"
    if info.kind == "struct":
        return info.full_name not in PRIMITIVE
    for table in tables_of(info):
        if table.type_name in (info.definition, info.full_name) and table.construct is not None:
            if table.constructors.overloads:
                return bool(table.constructors.fitting(0))
            return takes(table.construct, 1 if getattr(table.construct, "wants_type", False) else 0)
    return False


def _empty(info: TypeInfo) -> object:
    """The value that stands before any property is set."""
    return zero(info) if info.kind == "struct" else construct(info, [])


def _by_properties(table: Hashtable, info: TypeInfo) -> object:
    """A new value of the type with its properties set from a dictionary."""
    made = _empty(info)
    for name in map(culture_text, table.keys()):
        if not _known(made, name):
            raise problem("ObjectPropertyMissing", info.ps_text(), name, _settable(info), info.full_name, target=table)
    for key, value in table.items():
        name = culture_text(key)
        try:
            set_member(made, name, value)
        except PSError as error:
            raise _not_created(info, table, name, error) from None
    return made


def _by_object(value: PSObject, info: TypeInfo) -> object:
    """A new value of the type with its properties set from a custom object's."""
    made = _empty(info)
    for name in value.properties:
        if not _known(made, name):
            raise _constructor_failed(value, info, refuse(value, info))
        try:
            item = _as_declared(made, name, value.get(name))
        except PSError as error:
            raise _constructor_failed(value, info, error) from None
        try:
            set_member(made, name, item)
        except PSError as error:
            raise _not_created(info, value, name, error) from None
    return made


def _as_declared(made: object, name: str, value: object) -> object:
    member = find(made, name.lower())
    kind = None if member is None else resolve_type(member.type_name)
    return value if kind is None or value is None else convert(value, kind)


def _constructor_failed(value: object, info: TypeInfo, inner: PSError) -> PSError:
    return problem("ConstructorTarget", culture_text(value), info.ps_text(), inner.message, target=value, inner=inner)


def _known(made: object, name: str) -> bool:
    member = find(made, name.lower())
    return member.get is not None if member is not None else hasattr(made, "ps_set")


def _not_created(info: TypeInfo, source: object, name: str, error: PSError) -> PSError:
    """Why a value fits no property of the type."""
    if error.error_id == "PropertyAssignmentException":
        return problem("ObjectValueUnfit", info.ps_text(), f'"{name}" is a ReadOnly property.', target=source)
    inner = error.inner if error.error_id == "ExceptionWhenSetting" and isinstance(error.inner, PSError) else error
    return problem("ObjectValueUnfit", info.ps_text(), inner.message, target=source, inner=inner)


def _settable(info: TypeInfo) -> str:
    names = [
        f"[{member.name} <{_named(member.type_name)}>]"
        for table in tables_of(info)
        for member in table.instance.values()
        if member.set is not None and member.kind != "ParameterizedProperty"
    ]
    if not names:
        return "There is no settable property available."
    return f"The settable properties are: {', '.join(names)}."


def _named(type_text: str) -> str:
    info = resolve_type(type_text)
    return type_text if info is None else info.ps_text()


def empty_array(info: TypeInfo) -> object:
    """An empty array of an element type."""
    return [] if info.full_name == "System.Object" else TypedArray([], info)
