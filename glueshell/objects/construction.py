"""Making values of a type: [type]::new(...), New-Object, and casts that go through what a type declares."""

from __future__ import annotations

from glueshell.objects.convert import culture_text, refuse
from glueshell.objects.declaration import MemberTable
from glueshell.objects.errors import NetError, PSError, problem
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.invocation import invoke, takes
from glueshell.objects.numbers import BigInteger, Char, Int64, is_number
from glueshell.objects.psobject import NOTHING, PSObject
from glueshell.objects.tables import tables_of
from glueshell.objects.text import to_text
from glueshell.objects.typeinfo import TypedArray, TypeInfo


def construct(info: TypeInfo, arguments: list) -> object:
    """What [type]::new(arguments) gives; raises MethodCountCouldNotFindBest where no constructor fits."""
    if info.construct is not None:
        return info.construct(*arguments)
    if info.element is not None:
        from glueshell.objects.convert import to_int
        from glueshell.objects.types.array import create

        return create(info.element, to_int(arguments[0]) if arguments else 0)
    tables = tables_of(info)
    table = tables[0] if tables and tables[0].type_name in (info.definition, info.full_name) else None
    if table is None or table.construct is None:
        if info.full_name == "System.Object" and not arguments:
            return PSObject({}, ("System.Object",))
        if info.kind in ("struct", "enum") and not arguments:
            return _zero(info)
        raise problem("MethodNotFound" if not arguments else "MethodCountCouldNotFindBest",
                      *((info.ps_text(), "new") if not arguments else ("new", len(arguments))), target="new")
    maker = table.constructors
    if maker.overloads:
        named = type(maker)("new" if maker.name else "", "Method", info.full_name, body=table.construct,
                            overloads=maker.overloads, static=True)
        if getattr(table.construct, "wants_type", False):
            return _typed(table.construct, info, named, arguments)
        try:
            return invoke(named, None, arguments)
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


def _typed(body: object, info: TypeInfo, named: object, arguments: list) -> object:
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


def _zero(info: TypeInfo) -> object:
    from glueshell.objects.convert import convert

    if info.enum is not None:
        return info.enum.value(0)  # type: ignore[attr-defined]
    return convert(None, info)


_TAKE_INT64 = frozenset(
    ("System.DateTime", "System.TimeSpan", "System.Net.IPAddress", "System.Management.Automation.SemanticVersion")
)


def convert_by_members(value: object, info: TypeInfo) -> object:
    """A value as a type by the type's own converter, a dictionary by its properties; PSError otherwise."""
    if type(value) is BigInteger and not info.arguments:
        raise refuse(value, info)
    if type(value) is Char:
        if info.full_name not in _TAKE_INT64:
            raise refuse(value, info)
        value = Int64(ord(value))
    for table in tables_of(info):
        if table.type_name != info.definition and table.type_name != info.full_name:
            continue
        if table.convert is not None:
            result = (table.convert(value, info) if getattr(table.convert, "wants_type", False)
                      else table.convert(value))
            if result is NotImplemented and is_number(value) and table.convert is not None:
                result = _through_text(table, to_text(value), info)
            if result is not NotImplemented:
                return result
    if isinstance(value, Hashtable) and value is not None:
        return _by_properties(value, info)
    if value is None:
        if info.kind in ("struct", "enum"):
            raise problem("NullToType", info.ps_text())
        return None
    if isinstance(value, PSObject) and value.base is NOTHING:
        inner = problem("ConvertToFinalInvalidCastException", culture_text(value),
                        "System.Management.Automation.PSCustomObject", info.ps_text())
        if any(table.construct is not None for table in tables_of(info)) or info.kind == "struct":
            raise problem("ConstructorTarget", culture_text(value), info.ps_text(), inner.message, target=value,
                          inner=inner)
    raise refuse(value, info)


def _through_text(table: MemberTable, text: str, info: TypeInfo) -> object:
    """A number becomes what its text becomes, where the type takes text."""
    assert table.convert is not None
    return table.convert(text, info) if getattr(table.convert, "wants_type", False) else table.convert(text)


def _by_properties(table: Hashtable, info: TypeInfo) -> object:
    """A new value of the type with its properties set from a dictionary."""
    from glueshell.objects.members import set_member
    from glueshell.objects.tables import find

    default = ((info.kind != "interface" and info.construct is not None)
               or any(t.construct is not None and t.type_name == info.definition for t in tables_of(info)))
    if not default and info.kind != "struct":
        raise refuse(table, info)
    made: object = None
    try:
        made = construct(info, [])
    except PSError:
        if len(table):
            raise problem("ObjectPropertyMissing", info.ps_text(), to_text(next(table.keys())),
                          "There is no settable property available.", target=table) from None
    if getattr(made, "fields", None) is not None:
        for key in list(table.keys()):
            if made is not None and find(made, to_text(key).lower()) is None and not hasattr(made, "ps_set"):
                raise problem("ObjectPropertyMissing", info.ps_text(), to_text(key), _settable(info), target=table)
    for key, value in table.items():
        name = to_text(key)
        member = find(made, name.lower()) if made is not None else None
        if member is None or member.set is None:
            if member is None and hasattr(made, "ps_set"):
                try:
                    set_member(made, name, value)
                except PSError as error:
                    raise _not_created(info, table, error) from None
                continue
            raise problem("ObjectPropertyMissing", info.ps_text(), name, _settable(info), target=table)
        try:
            set_member(made, name, value)
        except PSError as error:
            raise _not_created(info, table, error) from None
    return made


def _not_created(info: TypeInfo, table: Hashtable, error: PSError) -> PSError:
    """Why a dictionary's value fits no property of the type."""
    inner = error.inner if error.error_id == "ExceptionWhenSetting" and isinstance(error.inner, PSError) else error
    return problem("ObjectValueUnfit", info.ps_text(), inner.message, target=table, inner=inner)


def _settable(info: TypeInfo) -> str:
    names = [f"[{member.name} <{member.type_name}>]" for table in tables_of(info)
             for member in table.instance.values() if member.set is not None]
    if not names:
        return "There is no settable property available."
    return f"The settable properties are: {', '.join(names)}."


def empty_array(info: TypeInfo) -> object:
    """An empty array of an element type."""
    return [] if info.full_name == "System.Object" else TypedArray([], info)
