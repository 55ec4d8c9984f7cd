"""System.Enum: what enumerations share."""

from __future__ import annotations

from glueshell.objects.convert import convert
from glueshell.objects.declaration import MemberTable, method, prop, static
from glueshell.objects.enums import EnumType, EnumValue
from glueshell.objects.errors import NetError, PSError, net_problem, problem
from glueshell.objects.numbers import Char, is_number
from glueshell.objects.text import format_value, net_text
from glueshell.objects.typeinfo import TypedArray, TypeInfo, type_name, type_named
from glueshell.objects.types.boolean import store
from glueshell.objects.types.object import COMPARE_TO


def _enum(info: object) -> EnumType:
    if info is None:
        raise NetError("System.ArgumentNullException", "Value cannot be null. (Parameter 'enumType')")
    if not isinstance(info, TypeInfo) or not isinstance(info.enum, EnumType):
        raise NetError("System.ArgumentException", "Type provided must be an Enum. (Parameter 'enumType')")
    return info.enum


def values_of(info: TypeInfo) -> TypedArray:
    """The values of an enumeration, by number."""
    enum = _enum(info)
    return TypedArray([enum.value(number) for number in sorted(enum.names.values())], info)


def names_of(info: TypeInfo) -> TypedArray:
    """The names of an enumeration, by number."""
    enum = _enum(info)
    ordered = sorted(enum.names, key=lambda name: enum.names[name])
    return TypedArray(ordered, type_named("System.String"))


def _parse(info: TypeInfo, text: str, ignore_case: bool = False) -> EnumValue:
    return _enum(info).parse(text, ignore_case)


def _try_parse(*arguments: object) -> bool:
    try:
        info, text, *rest = arguments[:-1]
        store(arguments[-1], _parse(info, str(text), bool(rest and rest[0])))  # type: ignore[arg-type]
    except PSError:
        return False
    return True


def name_of(info: TypeInfo, value: object) -> str | None:
    """The name of a value or number; null where none has it."""
    enum = _enum(info)
    if value is None:
        raise net_problem("ArgumentNull", "value")
    if not isinstance(value, int) or isinstance(value, bool):
        raise NetError("System.ArgumentException", "The value passed in must be an enum base or an underlying type for"
                       " an enum, such as an Int32. (Parameter 'value')")
    return next((name for name, number in enum.names.items() if number == int(value)), None)


def underlying_of(info: TypeInfo) -> TypeInfo:
    """The type of an enumeration's numbers."""
    return type_named(_enum(info).underlying)


def is_defined(info: TypeInfo, value: object) -> bool:
    """Whether a name, value or number is one of an enumeration's."""
    enum = _enum(info)
    if value is None:
        raise net_problem("ArgumentNull", "value")
    if isinstance(value, str) and type(value) is not Char:
        return value in enum.names
    kind = type_name(value)
    if isinstance(value, EnumValue):
        if kind != enum.full_name:
            raise NetError("System.ArgumentException", "Object must be the same type as the enum. The type passed in"
                           f" was '{kind}'; the enum type was '{enum.full_name}'.")
    elif kind != enum.underlying:
        raise NetError("System.ArgumentException", "Enum underlying type and the object must be same type or object"
                       f" must be a String. Type passed in was '{kind}'; the enum underlying type was"
                       f" '{enum.underlying}'.")
    return int(value) in enum.names.values()  # type: ignore[call-overload]


def _to_string(value: object, spec: str = "") -> str:
    return format_value(value, spec)


def _has_flag(value: EnumValue, flag: object) -> bool:
    if flag is None:
        raise net_problem("ArgumentNull", "flag")
    if type_name(flag) != type_name(value):
        raise NetError("System.ArgumentException", f"The argument type, '{type_name(flag)}', is not the same as the"
                       f" enum type '{type_name(value)}'.")
    return int(value) & int(flag) == int(flag)  # type: ignore[call-overload]


def _refuse(value: object) -> object:
    """No single value becomes an enumeration of no kind in particular; why is .NET's own word."""
    if isinstance(value, bool) or type(value) is Char:
        why = f"Unable to cast object of type '{type_name(value)}' to type 'System.Enum'."
    elif isinstance(value, str) or is_number(value):
        why = ("Late bound operations cannot be performed on types or methods for which ContainsGenericParameters is"
               " true.")
    else:
        return NotImplemented
    raise problem("ParseTarget", net_text(value), "System.Enum", why, target=value)


TABLES = {
    "System.Enum": MemberTable(
        "System.Enum",
        COMPARE_TO,
        method("HasFlag", _has_flag, "bool HasFlag(System.Enum flag)"),
        method("ToString", _to_string, "string ToString()", "string ToString(string format)",
               "string ToString(System.IFormatProvider provider)",
               "string ToString(string format, System.IFormatProvider provider)"),
        prop("value__", "int", lambda value: convert(int(value), type_named(value.enum.underlying))),
        static("GetValues", values_of, "TEnum[] GetValues[TEnum]()", "array GetValues(type enumType)"),
        static("GetNames", names_of, "string[] GetNames[TEnum]()", "string[] GetNames(type enumType)"),
        static("GetName", name_of, "string GetName(type enumType, System.Object value)"),
        static("Parse", _parse, "System.Object Parse(type enumType, string value)",
               "System.Object Parse(type enumType, string value, bool ignoreCase)"),
        static("TryParse", _try_parse, "bool TryParse(type enumType, string value, [ref] System.Object result)",
               "bool TryParse(type enumType, string value, bool ignoreCase, [ref] System.Object result)"),
        static("IsDefined", is_defined, "bool IsDefined(type enumType, System.Object value)"),
        static("ToObject", lambda info, value: _enum(info).value(int(value)),
               "System.Object ToObject(type enumType, System.Object value)"),
        static("GetUnderlyingType", underlying_of, "type GetUnderlyingType(type enumType)"),
        convert=_refuse,
    ),
}
