"""Casts to the numeric types."""

from __future__ import annotations

from collections.abc import Callable

from glueshell.objects.errors import PSError, problem
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
from glueshell.objects.numerals import scan_number
from glueshell.objects.psobject import NOTHING, PSObject, unwrap
from glueshell.objects.text import net_text, to_text
from glueshell.objects.typeinfo import TypeInfo, type_name, type_of


def culture_text(value: object) -> str:
    """A value inside an error message: ToString in en-US, an object's properties."""
    if isinstance(value, PSObject) and value.base is NOTHING:
        return to_text(value)
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
    number: object
    if isinstance(value, str) and type(value) is not Char:
        number = _integer_of_text(value, wanted)
    elif value is None:
        number = 0
    elif type(value) is Char:
        number = ord(value)
    else:
        number = _whole(unwrap(value), wanted)
    assert isinstance(number, int)
    low, high = RANGES[kind]
    if not low <= number <= high:
        key = "InvalidCastFromStringToInteger" if type(value) is str else "InvalidCastIConvertible"
        raise problem(key, culture_text(value), wanted,
                      f"Value was either too large or too small for {_RANGE_WORDS[kind]}.", target=value)
    return int(number) if kind is int else kind(number)


def _whole(value: object, wanted: str) -> int:
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            kind = next(kind for kind in _RANGE_WORDS if NAMES[kind] == wanted)
            raise problem("InvalidCastIConvertible", culture_text(value), wanted,
                          f"Value was either too large or too small for {_RANGE_WORDS[kind]}.", target=value)
        return round(float(value))
    if is_decimal(value):
        from decimal import ROUND_HALF_EVEN

        return int(value.to_integral_value(rounding=ROUND_HALF_EVEN))  # type: ignore[attr-defined]
    raise number_refusal(value, wanted)


def number_refusal(value: object, wanted: str) -> PSError:
    if type_name(value) == "System.DateTime":
        return problem("InvalidConvertible", culture_text(value), wanted, "DateTime", wanted.rpartition(".")[2],
                       target=value)
    return problem("ConvertToFinalInvalidCastException", culture_text(value), type_of(value).full_name, wanted,
                   target=value)


def _integer_of_text(text: str, wanted: str) -> int:
    found = scan_number(text)
    if found is None:
        raise problem("InvalidCastFromStringToInteger", text, wanted,
                      f"The input string '{text}' was not in a correct format.", target=text)
    if isinstance(found, int):
        return int(found)
    if isinstance(found, float) and (found != found or found in (float("inf"), float("-inf"))):
        raise problem("InvalidCastFromStringToInteger", text, wanted,
                      f"The input string '{text}' was not in a correct format.", target=text)
    return _whole(found, wanted)


def _double(value: object, wanted: str) -> float:
    if value is None:
        return 0.0
    if type(value) is Char:
        return float(ord(value))
    if isinstance(value, str):
        low = value.strip().lower().lstrip("+-")
        if low in ("nan", "infinity", "∞"):
            number = float("nan") if low == "nan" else float("inf")
            return -number if value.strip().startswith("-") else number
        found = scan_number(value)
        if found is None:
            raise problem("InvalidCastFromStringToDoubleOrSingle", value, wanted,
                          f"The input string '{value}' was not in a correct format.", target=value)
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
        found = scan_number(value)
        if found is None:
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
        if isinstance(value, (int, float, str)) or value is None or is_decimal(value) or unwrap(value) is not value:
            return _integer(value, kind, name)
        own = getattr(value, "ps_integer", None)
        if own is not None:
            return _integer(own(), kind, name)
        return _integer(value, kind, name)

    return rule
