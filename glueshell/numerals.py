"""Number literals: digits, suffixes and multipliers -> a value and its .NET type."""

from __future__ import annotations

import re
from math import isfinite

#: A number with an optional sign; what may follow it is the lexer's business.
NUMBER = re.compile(
    r"(?P<sign>[+\-\u2013-\u2015]?)"
    r"(?:0[xX](?P<hex>[0-9a-fA-F]*)|0[bB](?P<binary>[01]+)"
    r"|(?P<decimal>(?:[0-9]+(?:\.(?!\.)[0-9]*)?|\.[0-9]+)(?:[eE][+\-\u2013-\u2015]?[0-9]+)?))"
    r"(?P<suffix>[uU]?[yY]|[uU]?[sS]|[uU]?[lL]|[uUnNdD]|)"
    r"(?P<multiplier>(?:[kKmMgGtTpP][bB])?)"
)

_MULTIPLIERS = {"": 1, "kb": 1 << 10, "mb": 1 << 20, "gb": 1 << 30, "tb": 1 << 40, "pb": 1 << 50}
_INT32 = (-(1 << 31), (1 << 31) - 1)
_INT64 = (-(1 << 63), (1 << 63) - 1)
_DECIMAL_MAX = (1 << 96) - 1
_DECIMAL_END = "79228162514264337593543950335.5"
_SUFFIX_RANGES = {
    "y": ("SByte", -128, 127),
    "uy": ("Byte", 0, 255),
    "s": ("Int16", -(1 << 15), (1 << 15) - 1),
    "us": ("UInt16", 0, (1 << 16) - 1),
    "l": ("Int64", *_INT64),
    "ul": ("UInt64", 0, (1 << 64) - 1),
}
_DASHES = str.maketrans("\u2013\u2014\u2015", "---")


class Literal:
    """A number whose .NET type is neither Int32 nor Double: `kind` is the type's short name, `value` its value.

    The value of a Decimal is a `decimal.Decimal`, of every other kind an int.
    """

    __slots__ = ("kind", "value")

    def __init__(self, kind: str, value: object) -> None:
        self.kind = kind
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Literal) and (self.kind, self.value) == (other.kind, other.value)

    def __hash__(self) -> int:
        return hash((self.kind, self.value))

    def __repr__(self) -> str:
        return f"Literal({self.kind!r}, {self.value!r})"


def read_number(match: re.Match[str]) -> int | float | Literal | None:
    """The value of a match of `NUMBER`, or None where it does not fit its type."""
    value = _read_number(match)
    if isinstance(value, int) and _is_long(match):
        return Literal("Int64", int(value))
    return value


def _is_long(match: re.Match[str]) -> bool:
    """Whether all 64 bits are written out, which makes an Int64 of any value."""
    return not match["suffix"] and (len(match["hex"] or "") == 16 or len(match["binary"] or "") == 64)


def _read_number(match: re.Match[str]) -> int | float | Literal | None:
    decimal = match["decimal"]
    negative = match["sign"] not in ("", "+")
    suffix = match["suffix"].lower()
    multiplier = _MULTIPLIERS[match["multiplier"].lower()]
    if decimal is None:
        return _read_integer(_bits(match, suffix), negative, suffix, multiplier, based=True)
    if "." not in decimal and "e" not in decimal and "E" not in decimal:
        if not suffix and multiplier == 1 and len(decimal) < 10:
            return -int(decimal) if negative else int(decimal)
        if suffix != "d":
            return _read_integer(int(decimal), negative, suffix, multiplier, based=False)
    return _read_real(decimal.translate(_DASHES), negative, suffix, multiplier)


def _bits(match: re.Match[str], suffix: str) -> int:
    """The value of hexadecimal or binary digits: all bits of a type's width set the sign."""
    digits = match["hex"]
    if digits is None:
        digits, radix, each = match["binary"], 2, 1
    else:
        radix, each = 16, 4
    if not digits:
        return 0
    value = int(digits, radix)
    if suffix.startswith("u"):
        return value
    width = len(digits) * each
    if suffix == "y":
        sign_at = 8
    elif suffix == "s":
        sign_at = 16
    elif suffix == "n":
        sign_at = 0
    elif suffix == "l":
        sign_at = 64
    elif radix == 2:
        sign_at = width if width in (8, 16, 32, 64, 96, 128) else 0
    else:
        sign_at = width if width in (32, 64) else 0
    if sign_at and width == sign_at and value >> (sign_at - 1):
        value -= 1 << sign_at
    return value


def _read_integer(
    value: int, negative: bool, suffix: str, multiplier: int, based: bool
) -> int | float | Literal | None:
    value = (-value if negative else value) * multiplier
    if suffix == "":
        if _INT32[0] <= value <= _INT32[1]:
            return value
        if _INT64[0] <= value <= _INT64[1]:
            return Literal("Int64", value)
        if based:
            return None
        if abs(value) <= _DECIMAL_MAX:
            return Literal("Decimal", _to_decimal(value))
        return _double(value)
    if suffix == "n":
        return Literal("BigInteger", value)
    if suffix == "d":
        return Literal("Decimal", _to_decimal(value)) if abs(value) <= _DECIMAL_MAX else None
    if suffix == "u":
        if 0 <= value < 1 << 32:
            return Literal("UInt32", value)
        return Literal("UInt64", value) if 0 <= value < 1 << 64 else None
    kind, low, high = _SUFFIX_RANGES[suffix]
    return Literal(kind, value) if low <= value <= high else None


def _double(value: int) -> float | None:
    """A whole number of too many digits, its bits beyond the 53rd cut off; None where no Double is so great."""
    beyond = max(value.bit_length() - 53, 0)
    try:
        size = float((abs(value) >> beyond) << beyond)
    except OverflowError:
        return None
    return -size if value < 0 else size


def _read_real(text: str, negative: bool, suffix: str, multiplier: int) -> int | float | Literal | None:
    if suffix == "d":
        from decimal import Context, Decimal

        number = Context(prec=400).multiply(Decimal(text), Decimal(multiplier))
        if number >= Decimal(_DECIMAL_END):
            return None
        return Literal("Decimal", number.copy_negate() if negative else number)
    size = (-float(text) if negative else float(text)) * multiplier
    if not suffix:
        return size
    return _read_integer(round(size), False, suffix, 1, based=False) if isfinite(size) else None


def _to_decimal(value: int) -> object:
    from decimal import Decimal

    return Decimal(value)
