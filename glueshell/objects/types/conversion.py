"""System.Convert and System.BitConverter."""

from __future__ import annotations

import binascii
from collections.abc import Callable

from glueshell.objects.convert import convert, culture_text
from glueshell.objects.declaration import Member, MemberTable, constant, static
from glueshell.objects.enums import EnumValue
from glueshell.objects.errors import NetError, PSError, net_problem, problem
from glueshell.objects.numbers import RANGES, BigInteger, Byte, Char, Int16, Int64, SByte, UInt16, is_decimal
from glueshell.objects.psobject import PSObject
from glueshell.objects.text import to_text
from glueshell.objects.typeinfo import TypedArray, TypeInfo, type_name, type_named, type_of
from glueshell.objects.types.number import TABLES as NUMBERS
from glueshell.objects.types.string import spelled


def byte_array(data: bytes) -> TypedArray:
    """Bytes as byte[]."""
    return TypedArray([Byte(byte) for byte in data], type_named("System.Byte"))


def raw(values: object) -> bytes:
    """byte[] (or what converts to it) as Python's bytes."""
    return bytes(int(byte) & 0xFF for byte in values)  # type: ignore[attr-defined]


def _strict(value: object, info: TypeInfo) -> object:
    """A conversion by Convert: text is parsed strictly."""
    if not _convertible(value):
        own = "PSObject" if isinstance(value, PSObject) else type_of(value).ps_text()
        own = f"System.Management.Automation.{own}" if own == "PSObject" else own
        raise NetError("System.InvalidCastException",
                       f"Unable to cast object of type '{own}' to type 'System.IConvertible'.")
    own = type_name(value).rpartition(".")[2]
    if info.full_name.rpartition(".")[2] in _NEVER.get(own, _NEVER["number"] if type(value) is not str else ()):
        if value is not None:
            raise NetError("System.InvalidCastException", f"Invalid cast from '{own}' to '{info.name}'.")
    if isinstance(value, str) and type(value) is not Char and info.full_name in NUMBERS:
        parse = NUMBERS[info.full_name].static["parse"].body
        assert parse is not None
        return parse(value)
    if isinstance(value, str) and info.full_name == "System.Boolean":
        from glueshell.objects.types.boolean import parse as parse_boolean

        return parse_boolean(value)
    try:
        return convert(value, info)
    except PSError as error:
        message = error.message.partition('Error: "')[2].rstrip('"') or error.message
        kind = "System.OverflowException" if "too large" in message else "System.InvalidCastException"
        if isinstance(value, str):
            kind = "System.FormatException"
        raise NetError(kind, message) from None


_NEVER = {
    "Char": ("Boolean", "Single", "Double", "Decimal", "DateTime"),
    "DateTime": ("Boolean", "Char", "SByte", "Byte", "Int16", "UInt16", "Int32", "UInt32", "Int64", "UInt64", "Single",
                 "Double", "Decimal"),
    "Boolean": ("Char", "DateTime"), "Single": ("Char", "DateTime"), "Double": ("Char", "DateTime"),
    "Decimal": ("Char", "DateTime"), "number": ("DateTime",),
}  # fmt: skip
"""What Convert makes no value of a type of, by the type's name."""


def _convertible(value: object) -> bool:
    """Whether a value's type is one of those that .NET converts between."""
    if value is None or (type(value) is not BigInteger and (isinstance(value, (str, int, float)) or is_decimal(value))):
        return True
    return type_name(value) == "System.DateTime"


def _to(name: str, full_name: str) -> Member:
    info = type_named(full_name)

    def body(value: object, radix: object = None) -> object:
        if isinstance(radix, int) and not isinstance(radix, bool) and isinstance(value, str):
            return _from_radix(value, radix, info)
        return _strict(value, info)

    return static(f"To{name}", body)


def _from_radix(text: str, radix: int, info: TypeInfo) -> object:
    if radix not in (2, 8, 10, 16):
        raise net_problem("InvalidBase")
    word = text.strip().lower()
    if radix == 16 and word.startswith("0x"):
        word = word[2:]
    try:
        number = int(word, radix)
    except ValueError:
        raise net_problem("BadDigits" if not word or not word[0].isalnum() else "ExtraDigits"
                          if word[0].isdigit() else "BadDigits") from None
    kind = next(kind for kind in RANGES if _named(kind) == info.full_name)
    low, high = RANGES[kind]
    if radix != 10 and low < 0 and high < number <= 2 * high + 1:
        number -= 2 * (high + 1)
    if not low <= number <= high:
        raise NetError("System.OverflowException", "Value was either too large or too small for a UInt32.")
    return number if kind is int else kind(number)


def _named(kind: type) -> str:
    return "System.Int32" if kind is int else str(kind.ps_type_name)  # type: ignore[attr-defined]


def _to_string(value: object = None, radix: object = None) -> str:
    if isinstance(radix, int) and not isinstance(radix, bool):
        return _based(value, radix)
    return "" if value is None else spelled(value)


_WIDTHS = {Byte: 8, SByte: 16, Int16: 16, UInt16: 32, int: 32}
"""How many bits of a number Convert.ToString shows in another base; 64 of all others."""


def _based(value: object, radix: int) -> str:
    """A whole number in base 2, 8, 10 or 16, a negative one by its two's complement."""
    if radix not in (2, 8, 10, 16):
        raise net_problem("InvalidBase")
    width = _WIDTHS.get(type(value), 64)
    try:
        number = int(value if width < 64 else convert(value, type_named("System.Int64")))  # type: ignore[call-overload]
    except PSError as error:
        raise problem("MethodArgumentConversionInvalidCastArgument", "value", culture_text(value), "ToString",
                      "System.Int64", error.message, inner=error) from None
    if number < 0 and radix != 10:
        number += 1 << width
    return format(number, {2: "b", 8: "o", 10: "d", 16: "x"}[radix])


def _to_base64(values: list, *rest: object) -> str:
    data = raw(values)
    numbers = [int(item) for item in rest if isinstance(item, int) and not isinstance(item, EnumValue)]
    if len(numbers) == 2:
        data = data[numbers[0] : numbers[0] + numbers[1]]
    text = binascii.b2a_base64(data, newline=False).decode("ascii")
    if any(isinstance(item, EnumValue) and int(item) for item in rest):
        return "\r\n".join(text[at : at + 76] for at in range(0, len(text), 76))
    return text


def _from_base64(text: str) -> TypedArray:
    word = "".join(text.split())
    if len(word) % 4:
        raise net_problem("Base64")
    try:
        return byte_array(binascii.a2b_base64(word, strict_mode=True) if word else b"")
    except (binascii.Error, ValueError):
        raise net_problem("Base64") from None


def _from_hex(text: str) -> TypedArray:
    if len(text) % 2:
        raise net_problem("HexLength")
    try:
        return byte_array(bytes.fromhex(text))
    except ValueError:
        raise NetError("System.FormatException",
                       "The input is not a valid hex string as it contains a non-hex character.") from None


def _change_type(value: object, wanted: object, *rest: object) -> object:
    info = wanted if isinstance(wanted, TypeInfo) else type_named("System." + getattr(wanted, "name", to_text(wanted)))
    return _strict(value, info)


def _bits(kind: str, size: int, signed: bool) -> Callable[[list, int], object]:
    info = type_named(kind)

    def body(values: list, start: int = 0) -> object:
        data = raw(values)[start : start + size]
        return convert(Int64(int.from_bytes(data, "little", signed=signed)) if size < 8 or signed else
                       int.from_bytes(data, "little"), info)

    return body


def _get_bytes(value: object) -> TypedArray:
    import struct

    if isinstance(value, bool):
        return byte_array(bytes([value]))
    if isinstance(value, float):
        return byte_array(struct.pack("<d", value))
    if isinstance(value, str):
        return byte_array(value.encode("utf-16-le"))
    size = {"System.Int64": 8, "System.UInt64": 8, "System.Int16": 2, "System.UInt16": 2}.get(_named(type(value)), 4)
    number = int(value) & ((1 << 8 * size) - 1)  # type: ignore[call-overload]
    return byte_array(number.to_bytes(size, "little"))


def _dashed(values: list, start: int = 0, count: int | None = None) -> str:
    data = raw(values)[start:]
    return (data if count is None else data[:count]).hex("-").upper()


TABLES = {
    "System.Convert": MemberTable(
        "System.Convert",
        *[_to(name, "System." + name) for name in (
            "Byte", "SByte", "Int16", "UInt16", "Int32", "UInt32", "Int64", "UInt64", "Single", "Double", "Decimal",
            "DateTime", "Char")],
        static("ToBoolean", lambda value, provider=None: _strict(value, type_named("System.Boolean"))),
        static("ToString", _to_string, *(
            f"string ToString({kind} value{rest})" for kind in (
                "System.Object", "bool", "char", "sbyte", "byte", "short", "ushort", "int", "uint", "long", "ulong",
                "float", "double", "decimal", "datetime", "string")
            for rest in ("", ", System.IFormatProvider provider")),
               *(f"string ToString({kind} value, int toBase)" for kind in ("byte", "short", "int", "long"))),
        static("ToBase64String", _to_base64, "string ToBase64String(byte[] inArray)",
               "string ToBase64String(byte[] inArray, System.Base64FormattingOptions options)",
               "string ToBase64String(byte[] inArray, int offset, int length)"),
        static("FromBase64String", _from_base64, "byte[] FromBase64String(string s)"),
        static("ToHexString", lambda values: raw(values).hex().upper(), "string ToHexString(byte[] inArray)"),
        static("FromHexString", _from_hex, "byte[] FromHexString(string s)"),
        static("ChangeType", _change_type),
        static("IsDBNull", lambda value: type_name(value) == "System.DBNull", "bool IsDBNull(System.Object value)"),
    ),
    "System.BitConverter": MemberTable(
        "System.BitConverter",
        constant("IsLittleEndian", "bool", lambda: True),
        static("GetBytes", _get_bytes),
        static("ToString", _dashed, "string ToString(byte[] value)", "string ToString(byte[] value, int startIndex)",
               "string ToString(byte[] value, int startIndex, int length)"),
        static("ToInt16", _bits("System.Int16", 2, True), "short ToInt16(byte[] value, int startIndex)"),
        static("ToInt32", _bits("System.Int32", 4, True), "int ToInt32(byte[] value, int startIndex)"),
        static("ToInt64", _bits("System.Int64", 8, True), "long ToInt64(byte[] value, int startIndex)"),
        static("ToUInt16", _bits("System.UInt16", 2, False), "ushort ToUInt16(byte[] value, int startIndex)"),
        static("ToUInt32", _bits("System.UInt32", 4, False), "uint ToUInt32(byte[] value, int startIndex)"),
    ),
}
