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


def _values(info: TypeInfo) -> TypedArray:
    enum = _enum(info)
    return TypedArray([enum.value(number) for number in sorted(enum.names.values())], info)


def _names(info: TypeInfo) -> TypedArray:
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


def _is_defined(info: TypeInfo, value: object) -> bool:
    enum = _enum(info)
    if isinstance(value, str):
        return value in enum.names
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
        static("GetValues", _values, "TEnum[] GetValues[TEnum]()", "array GetValues(type enumType)"),
        static("GetNames", _names, "string[] GetNames[TEnum]()", "string[] GetNames(type enumType)"),
        static("GetName", lambda info, value: next(
            (name for name, number in _enum(info).names.items() if number == int(value)), None),
               "string GetName(type enumType, System.Object value)"),
        static("Parse", _parse, "System.Object Parse(type enumType, string value)",
               "System.Object Parse(type enumType, string value, bool ignoreCase)"),
        static("TryParse", _try_parse, "bool TryParse(type enumType, string value, [ref] System.Object result)",
               "bool TryParse(type enumType, string value, bool ignoreCase, [ref] System.Object result)"),
        static("IsDefined", _is_defined, "bool IsDefined(type enumType, System.Object value)"),
        static("ToObject", lambda info, value: _enum(info).value(int(value)),
               "System.Object ToObject(type enumType, System.Object value)"),
        static("GetUnderlyingType", lambda info: type_named(_enum(info).underlying),
               "type GetUnderlyingType(type enumType)"),
        convert=_refuse,
    ),
}
