"""Casts to the numeric types."""

from __future__ import annotations

import re
from collections.abc import Callable

from glueshell.objects.errors import NetError, PSError, problem
from glueshell.objects.numbers import (
    RANGES,
    BigInteger,
    Byte,
    Char,
    Int16,
    Int64,
    SByte,
    Single,
    UInt16,
    UInt32,
    UInt64,
    is_decimal,
)
from glueshell.objects.numerals import scan_thousands
from glueshell.objects.psobject import NOTHING, PSObject, WrittenNumber, unwrap
from glueshell.objects.text import net_text, object_text
from glueshell.objects.typeinfo import TypeInfo, type_name, type_of


def culture_text(value: object) -> str:
    """A value inside an error message: ToString in en-US, an object's properties."""
    if isinstance(value, PSObject):
        if value.base is NOTHING:
            return object_text(value, culture=True)
        if type(value) is WrittenNumber:
            return value.written
    return net_text(value)


_RANGE_WORDS: dict[type[int], str] = {
    int: "an Int32", Int64: "an Int64", UInt64: "a UInt64", UInt32: "a UInt32", Int16: "an Int16", UInt16: "a UInt16",
    Byte: "an unsigned byte", SByte: "a signed byte",
}


def to_int(value: object) -> int:
    """A value as Int32."""
    if type(value) is int:
        return value
    return _integer(value, int, "System.Int32")


def to_double(value: object) -> float:
    """A value as Double."""
    if type(value) is float:
        return value
    result = _double(value, "System.Double")
    return float(result)


def _integer(value: object, kind: type[int], wanted: str) -> int:
    if isinstance(value, str) and type(value) is not Char:
        number = _integer_of_text(value, kind, wanted)
    elif value is None:
        number = 0
    elif type(value) is Char:
        number = ord(value)
    else:
        value = unwrap(value)
        number = _whole(value, kind, wanted)
    low, high = RANGES[kind]
    if not low <= number <= high:
        raise _too_large(value, number, kind, wanted)
    return int(number) if kind is int else kind(number)


def _too_large(value: object, number: int, kind: type[int], wanted: str) -> PSError:
    """The error for a number outside of a kind's range; .NET reaches the small kinds by way of Int32."""
    reason = f"Value was either too large or too small for {_RANGE_WORDS[kind]}."
    via_int = -(2**31) <= number < 2**31
    if type(value) is BigInteger or isinstance(value, float):
        if kind in _SMALL and not via_int:
            reason = "Value was either too large or too small for an Int32."
        elif (kind in (Int64, UInt64)) if isinstance(value, float) else (via_int or kind in _SMALL):
            reason = "Arithmetic operation resulted in an overflow."
    key = "BigCast" if type(value) is BigInteger else "InvalidCastIConvertible"
    return problem(key, culture_text(value), wanted, reason, target=value,
                   inner=NetError("System.OverflowException", reason))


_SMALL = frozenset((Byte, SByte, Int16, UInt16))


def _whole(value: object, kind: type[int], wanted: str) -> int:
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        if value - value != 0:
            raise _too_large(value, 2**99, kind, wanted)
        return round(float(value))
    if is_decimal(value):
        from decimal import ROUND_HALF_EVEN

        return int(value.to_integral_value(rounding=ROUND_HALF_EVEN))  # type: ignore[attr-defined]
    raise number_refusal(value, wanted)


def null_refusal(value: object, info_name: str, wanted: str) -> PSError | None:
    """The error for the null of databases, None for any other value."""
    if type_name(value) != "System.DBNull":
        return None
    if wanted in _ANSWERED:
        why = "Object cannot be cast from DBNull to other types."
    else:
        why = f"Invalid cast from 'System.DBNull' to '{info_name}'."
    return problem("InvalidCastIConvertible", "", wanted, why, target=value)


_ANSWERED = frozenset(
    f"System.{name}" for name in (
        "SByte", "Byte", "Int16", "UInt16", "Int32", "UInt32", "Int64", "UInt64", "Single", "Double", "Decimal", "Char",
        "DateTime",
    )
)  # fmt: skip
"""Types that the null of databases itself refuses to become."""


def number_refusal(value: object, wanted: str) -> PSError:
    if type_name(value) == "System.DateTime":
        return problem("InvalidConvertible", culture_text(value), wanted, "DateTime", wanted.rpartition(".")[2],
                       target=value)
    error = null_refusal(value, wanted, wanted)
    if error is not None:
        return error
    return problem("ConvertToFinalInvalidCastException", culture_text(value), name_of(value), wanted, target=value)


def name_of(value: object) -> str:
    """The type an error message gives a value: the first of its type names."""
    if isinstance(value, PSObject) and value.base is NOTHING:
        return str(value.type_names[0])
    return type_of(value).full_name


def _integer_of_text(text: str, kind: type[int], wanted: str) -> int:
    low, high = RANGES[kind]
    found = scan_thousands(text)
    if found is not None and not (isinstance(found, float) and found - found != 0):
        # What has thousands separated is read as a Double.
        number = _whole(float(found) if "," in text else found, kind, wanted)  # type: ignore[arg-type]
        if low <= number <= high:
            return number
    reason, kind_of_error = f"The input string '{text.strip()}' was not in a correct format.", "System.FormatException"
    bits = hexadecimal(text)
    if bits is not None:
        if bits <= high - low:
            return bits if bits <= high else bits - (high - low + 1)
        word = _RANGE_WORDS[kind] if bits < 2**32 else "a UInt64" if high >= 2**32 else "a UInt32"
        reason, kind_of_error = f"Value was either too large or too small for {word}.", "System.OverflowException"
    elif (marked := re.fullmatch(r"\s*(?:#|0x|&h)([0-9a-f]*+)(.+)", text.rstrip(), re.IGNORECASE)) is not None:
        reason = "Additional non-parsable characters are at the end of the string."
        if not marked[1]:
            reason = "Could not find any recognizable digits."
    elif text.strip().lower() == "0x":
        return 0
    elif _DIGITS.fullmatch(text):
        reason = f"Value was either too large or too small for {_RANGE_WORDS[kind]}."
        kind_of_error = "System.OverflowException"
    raise problem("InvalidCastFromStringToInteger", text, wanted, reason, target=text,
                  inner=NetError(kind_of_error, reason))


_DIGITS = re.compile(r"\s*[+-]?[0-9]+\s*")


def hexadecimal(text: str) -> int | None:
    """The bits that text in hexadecimal stands for (`0xff`, `&hff`, `#ff`), None for any other text."""
    found = re.fullmatch(r"\s*(?:#|0x|&h)([0-9a-f]+)\s*", text, re.IGNORECASE)
    return None if found is None else int(found[1], 16)


def _double(value: object, wanted: str) -> float:
    if value is None:
        return 0.0
    if type(value) is Char:
        return float(ord(value))
    if isinstance(value, str):
        low = value.strip().lower().lstrip("+-")
        if low in ("nan", "infinity"):
            number = float("nan") if low == "nan" else float("inf")
            return -number if value.strip().startswith("-") else number
        found = scan_thousands(value)
        if found is None:
            if _DIGITS.fullmatch(value):
                return float("-inf" if "-" in value else "inf")
            reason = f"The input string '{value}' was not in a correct format."
            raise problem("InvalidCastFromStringToDoubleOrSingle", value, wanted, reason, target=value,
                          inner=NetError("System.FormatException", reason))
        return float(found)  # type: ignore[arg-type]
    value = unwrap(value)
    if isinstance(value, (int, float)) or is_decimal(value):
        try:
            return float(value)  # type: ignore[arg-type]
        except OverflowError:
            return float("inf") if value > 0 else float("-inf")  # type: ignore[operator]
    raise number_refusal(value, wanted)


def double_rule(value: object, info: TypeInfo) -> object:
    return _double(value, info.full_name)


def single_rule(value: object, info: TypeInfo) -> object:
    if type(value) is Single:
        return value
    from glueshell.objects.numbers import single

    return single(_double(value, info.full_name))


def decimal_rule(value: object, info: TypeInfo) -> object:
    from glueshell.objects.decimals import decimal_of

    return decimal_of(value)


def big_rule(value: object, info: TypeInfo) -> object:
    if isinstance(value, str) and type(value) is not Char:
        found = scan_thousands(value)
        if found is None and _DIGITS.fullmatch(value):
            found = int(value)
        elif isinstance(found, float) and "," in value:
            # With commas it has to be whole.
            found = None
        if found is None or found == float("inf") or found == float("-inf"):
            raise problem("InvalidCastFromStringToInteger", value, info.full_name, "The value could not be parsed.",
                          target=value)
        return BigInteger(int(found))  # type: ignore[call-overload]
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            reason = "The value is not a number." if value != value else "BigInteger cannot represent infinity."
            raise problem("ConstructorTarget", culture_text(value), info.full_name, reason, target=value)
        return BigInteger(int(value))
    if is_decimal(value):
        return BigInteger(int(value))  # type: ignore[call-overload]
    if value is None:
        return BigInteger(0)
    if type(value) is Char:
        return BigInteger(ord(value))
    if isinstance(value, int):
        return BigInteger(int(value))
    if getattr(value, "element_type", None) is not None and type_name(value) == "System.Byte[]":
        return BigInteger(int.from_bytes(bytes(int(byte) for byte in value), "little", signed=True))  # type: ignore[attr-defined]
    from glueshell.objects.convert import _by_type

    return _by_type(value, info)


NAMES: dict[type[int], str] = {
    int: "System.Int32", Int64: "System.Int64", UInt64: "System.UInt64", UInt32: "System.UInt32",
    Int16: "System.Int16", UInt16: "System.UInt16", Byte: "System.Byte", SByte: "System.SByte",
}


def integer_rule(kind: type[int]) -> Callable[[object, TypeInfo], object]:
    name = NAMES[kind]

    def rule(value: object, info: TypeInfo) -> object:
        if type(value) is kind:
            return value
        return _integer(value, kind, name)

    return rule
