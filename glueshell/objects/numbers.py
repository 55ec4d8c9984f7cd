"""Number types beside Int32 (plain `int`) and Double (plain `float`), and their ranges.

Each class is an `int` or `float` that remembers its .NET type; arithmetic on it gives plain numbers, which
`operators` puts back into the right type.
"""

from __future__ import annotations

INT32_MIN, INT32_MAX = -(2**31), 2**31 - 1
INT64_MIN, INT64_MAX = -(2**63), 2**63 - 1


class Int64(int):
    """A 64-bit signed integer ([long])."""

    __slots__ = ()
    ps_type_name = "System.Int64"


class UInt64(int):
    """A 64-bit unsigned integer ([ulong])."""

    __slots__ = ()
    ps_type_name = "System.UInt64"


class UInt32(int):
    """A 32-bit unsigned integer ([uint])."""

    __slots__ = ()
    ps_type_name = "System.UInt32"


class Int16(int):
    """A 16-bit signed integer ([short])."""

    __slots__ = ()
    ps_type_name = "System.Int16"


class UInt16(int):
    """A 16-bit unsigned integer ([ushort])."""

    __slots__ = ()
    ps_type_name = "System.UInt16"


class Byte(int):
    """An 8-bit unsigned integer ([byte])."""

    __slots__ = ()
    ps_type_name = "System.Byte"


class SByte(int):
    """An 8-bit signed integer ([sbyte])."""

    __slots__ = ()
    ps_type_name = "System.SByte"


class IntPtr(int):
    """An address ([intptr])."""

    __slots__ = ()
    ps_type_name = "System.IntPtr"


class BigInteger(int):
    """An integer of any size ([bigint]); as a Double its bits beyond the 53rd are cut off, as .NET does."""

    __slots__ = ()
    ps_type_name = "System.Numerics.BigInteger"

    def __float__(self) -> float:
        beyond = max(self.bit_length() - 53, 0)
        try:
            size = float((abs(self) >> beyond) << beyond)
        except OverflowError:
            size = float("inf")
        return -size if self < 0 else size


class Single(float):
    """A 32-bit floating-point number ([single]); its value is rounded to 32 bits when made by `single`."""

    __slots__ = ()
    ps_type_name = "System.Single"


class Char(str):
    """One UTF-16 character ([char])."""

    __slots__ = ()
    ps_type_name = "System.Char"


RANGES: dict[type, tuple[int, int]] = {
    int: (INT32_MIN, INT32_MAX),
    Int64: (INT64_MIN, INT64_MAX),
    UInt64: (0, 2**64 - 1),
    UInt32: (0, 2**32 - 1),
    Int16: (-(2**15), 2**15 - 1),
    UInt16: (0, 2**16 - 1),
    Byte: (0, 255),
    SByte: (-128, 127),
}
"""Smallest and largest value of each integer class."""

INTEGER_CLASSES = frozenset({*RANGES, BigInteger})
"""Every class that holds an integer, `bool` not among them."""


def integer(number: int) -> int:
    """Give a whole number the smallest of Int32, Int64 and BigInteger that holds it."""
    if INT32_MIN <= number <= INT32_MAX:
        return number if type(number) is int else int(number)
    if INT64_MIN <= number <= INT64_MAX:
        return Int64(number)
    return BigInteger(number)


def single(number: float) -> Single:
    """Round a number to 32-bit precision; what is too large becomes infinite."""
    from struct import pack, unpack

    try:
        return Single(unpack("f", pack("f", number))[0])
    except OverflowError:
        return Single("inf" if number > 0 else "-inf")


def is_number(value: object) -> bool:
    """Tell whether a value is of a numeric type; bool and Char are not."""
    kind = type(value)
    return kind is int or kind is float or kind in INTEGER_CLASSES or kind is Single or is_decimal(value)


def is_decimal(value: object) -> bool:
    """Tell whether a value is a Decimal, without loading `decimal`."""
    kind = type(value)
    return kind.__name__ == "Decimal" and kind.__module__ == "decimal"
