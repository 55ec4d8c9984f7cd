"""System.Type: the members of a type as a value."""

from __future__ import annotations

from glueshell.objects.declaration import MemberTable, method, prop, static
from glueshell.objects.typeinfo import TypedArray, TypeInfo, array_of, generic_of, is_instance, resolve_type, type_named
from glueshell.objects.types import enumeration
from glueshell.objects.typetable import TYPES


def _base(info: object) -> object:
    assert isinstance(info, TypeInfo)
    return type_named(info.base) if info.base and info.full_name != "System.Object" else None


def _value_type(info: object) -> bool:
    assert isinstance(info, TypeInfo)
    return info.kind in ("struct", "enum")


def _assignable(info: TypeInfo, other: TypeInfo) -> bool:
    return info.full_name in other.ancestors or info == other


def _types(names: object) -> TypedArray:
    return TypedArray(names, type_named("System.Type"))


def _methods(info: TypeInfo) -> list:
    from glueshell.objects.tables import tables_of

    return [member.name for table in tables_of(info) for member in (*table.instance.values(), *table.static.values())
            if member.body is not None]


def _properties(info: TypeInfo) -> list:
    from glueshell.objects.psobject import PSObject
    from glueshell.objects.tables import tables_of

    return [PSObject({"Name": member.name, "PropertyType": resolve_type(member.type_name)})
            for table in tables_of(info) for member in table.instance.values() if member.get is not None]


class Assembly:
    """The assembly a type is said to come from."""

    __slots__ = ("full_name",)
    ps_type_name = "System.Reflection.RuntimeAssembly"

    def __init__(self, full_name: str) -> None:
        self.full_name = full_name

    def ps_text(self) -> str:
        """Its full name."""
        return self.full_name


def _assembly(info: object) -> Assembly:
    assert isinstance(info, TypeInfo)
    name = info.full_name
    if name.startswith("System.Management.Automation"):
        return Assembly("System.Management.Automation, Version=7.6.0.500, Culture=neutral,"
                        " PublicKeyToken=31bf3856ad364e35")
    return Assembly("System.Private.CoreLib, Version=10.0.0.0, Culture=neutral, PublicKeyToken=7cec85d7bea7798e")


def _make_generic(info: TypeInfo, arguments: list) -> object:
    return generic_of(info.definition, tuple(arguments))


_TYPE = MemberTable(
    "System.Type",
    prop("Name", "string", lambda info: info.name),
    prop("FullName", "string", lambda info: info.full_name),
    prop("Namespace", "string", lambda info: info.namespace),
    prop("BaseType", "type", _base),
    prop("UnderlyingSystemType", "type", lambda info: info),
    prop("Assembly", "System.Reflection.Assembly", _assembly),
    prop("IsArray", "bool", lambda info: info.element is not None),
    prop("IsValueType", "bool", _value_type),
    prop("IsEnum", "bool", lambda info: info.kind == "enum"),
    prop("IsInterface", "bool", lambda info: info.kind == "interface"),
    prop("IsClass", "bool", lambda info: info.kind in ("class", "array")),
    prop("IsAbstract", "bool", lambda info: info.kind == "interface"),
    prop("IsPublic", "bool", lambda info: True),
    prop("IsSerial", "bool",
         lambda info: info.kind in ("struct", "enum", "array") or info.full_name == "System.String"),
    prop("IsSerializable", "bool", lambda info: info.kind in ("struct", "enum", "array")),
    prop("IsPrimitive", "bool", lambda info: _primitive(info)),
    prop("IsGenericType", "bool", lambda info: bool(info.arguments)),
    prop("GenericTypeArguments", "type[]", lambda info: _types(info.arguments)),
    prop("AssemblyQualifiedName", "string", lambda info: f"{info.full_name}, {_assembly(info).full_name}"),
    method("GetElementType", lambda info: info.element, "type GetElementType()"),
    method("GetGenericArguments", lambda info: _types(info.arguments), "type[] GetGenericArguments()"),
    method("GetInterfaces", lambda info: _types([type_named(name) for name in info.interfaces]),
           "type[] GetInterfaces()"),
    method("IsAssignableFrom", _assignable, "bool IsAssignableFrom(type c)"),
    method("IsSubclassOf", lambda info, other: info != other and other.full_name in info.chain(),
           "bool IsSubclassOf(type c)"),
    method("IsInstanceOfType", lambda info, value: is_instance(value, info),
           "bool IsInstanceOfType(System.Object o)"),
    method("MakeArrayType", lambda info: array_of(info), "type MakeArrayType()"),
    method("MakeGenericType", _make_generic, "type MakeGenericType(params type[] typeArguments)"),
    method("GetEnumNames", enumeration.names_of, "string[] GetEnumNames()"),
    method("GetEnumValues", enumeration.values_of, "array GetEnumValues()"),
    method("GetEnumName", enumeration.name_of, "string GetEnumName(System.Object value)"),
    method("GetEnumUnderlyingType", enumeration.underlying_of, "type GetEnumUnderlyingType()"),
    method("IsEnumDefined", enumeration.is_defined, "bool IsEnumDefined(System.Object value)"),
    method("Clone", lambda info: info, "System.Object Clone()"),
    method("GetMethods", _methods, "System.Object[] GetMethods()"),
    method("GetProperties", _properties, "System.Object[] GetProperties()"),
    method("ToString", lambda info: info.ps_text(), "string ToString()"),
    static("GetType", lambda name, *flags: resolve_type(name), "type GetType(string typeName)",
           "type GetType(string typeName, bool throwOnError)",
           "type GetType(string typeName, bool throwOnError, bool ignoreCase)"),
    convert=lambda value: NotImplemented,
)


def _primitive(info: object) -> bool:
    assert isinstance(info, TypeInfo)
    return info.full_name in TYPES and info.full_name.removeprefix("System.") in (
        "Boolean", "Byte", "SByte", "Int16", "UInt16", "Int32", "UInt32", "Int64", "UInt64", "Char", "Double", "Single",
        "IntPtr")


TABLES = {"System.Type": _TYPE, "System.RuntimeType": _TYPE}
