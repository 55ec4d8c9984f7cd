"""-band, -bor, -bxor, -bnot, -shl and -shr."""

from __future__ import annotations

from glueshell.objects.arithmetic import (
    BIG,
    BOUNDS,
    LONG,
    RANKS,
    SMALL,
    UINT,
    ULONG,
    declared,
    fitting_argument,
    number_of,
    rank_of,
)
from glueshell.objects.convert import convert, culture_text
from glueshell.objects.enums import EnumValue
from glueshell.objects.errors import PSError, problem
from glueshell.objects.numbers import RANGES, BigInteger, Char, Int64, Single, UInt32, UInt64, is_decimal
from glueshell.objects.psobject import unwrap
from glueshell.objects.typeinfo import type_name, type_named


def _bits_of(value: object, other: object = None) -> object:
    """An operand as a number; text that is none fails as the kind of number the other operand is."""
    value = unwrap(value)
    if value is None:
        return 0
    if type(value) is bool or isinstance(value, EnumValue):
        return value
    if type(value) is str:
        value = number_of(value, other)
    if type(value) is Char:
        return ord(value)
    return value


def _fractional(sign: str, a: object, b: object) -> object:
    """Bits of fractional numbers: taken as 64-bit, signed where one is negative."""
    if is_decimal(a) or is_decimal(b):
        from glueshell.objects.decimals import decimal_of

        a, b = decimal_of(a), decimal_of(b)
    else:
        a, b = float(a), float(b)  # type: ignore[arg-type]
    one, two = _wide(a), _wide(b)
    total = _apply(sign, one & (2**64 - 1), two & (2**64 - 1))
    if a < 0 or b < 0:
        return Int64(total - 2**64 if total >= 2**63 else total)
    return UInt64(total)


def _whole(number: object) -> int:
    """A fractional number as the smallest kind of whole number, from Int32 up, whose bits are meant."""
    for kind in (int, UInt32, Int64, UInt64):
        low, high = RANGES[kind]
        if _within(number, low, high):
            name = "System.Int32" if kind is int else str(kind.ps_type_name)  # type: ignore[attr-defined]
            return convert(number, type_named(name))  # type: ignore[return-value]
    wanted = "System.Int32" if is_decimal(number) else "System.UInt64"
    raise problem("ConvertToFinalInvalidCastException", culture_text(number), type_name(number), wanted)


def _within(number: object, low: int, high: int) -> bool:
    """Whether a range holds a fractional number, its limits taken as numbers of that kind."""
    return low <= number <= (float(high) if isinstance(number, float) else high)  # type: ignore[operator]


def _narrowest(number: object) -> int:
    """A fractional number as the first of the kinds of whole number that hold it."""
    for low, high, kind in BOUNDS.values():
        if _within(number, low, high):
            return convert(number, type_named(type_name(kind(0))))  # type: ignore[return-value]
    if number != number:
        raise problem("ConvertToFinalInvalidCastException", culture_text(number), type_name(number), "System.UInt64")
    return _whole(number)


def _wide(value: object) -> int:
    negative = value < 0  # type: ignore[operator]
    return int(convert(value, type_named("System.Int64" if negative else "System.UInt64")))  # type: ignore[call-overload]


def _bitwise(sign: str, left: object, right: object) -> object:
    left, right = unwrap(left), unwrap(right)
    a, b = _bits_of(left, right), _bits_of(right, left)
    if rank_of(a) is None or rank_of(b) is None:
        return declared(sign, a, b)
    if isinstance(a, EnumValue):
        if type(b) is BigInteger:
            return declared(sign, left, right)
        if isinstance(b, float) or is_decimal(b):
            return _fractional(sign, int(a), b)
        return a.enum.of_bits(_apply(sign, int(a), _flag(b, a)))
    if isinstance(b, EnumValue):
        b = int(b)
    if not isinstance(a, int) or not isinstance(b, int):
        return _fractional(sign, a, b)
    rank = max(RANKS.get(type(a), SMALL), RANKS.get(type(b), SMALL))
    if rank in (UINT, ULONG) and (a < 0 or b < 0):
        mask = 2**64 - 1 if rank == ULONG else 2**32 - 1
        return BOUNDS[rank][2](_apply(sign, int(a) & mask, int(b) & mask))
    total = _apply(sign, int(a), int(b))
    if rank == BIG:
        return BigInteger(total)
    return BOUNDS[rank][2](total)


def _flag(value: object, like: EnumValue) -> int:
    if isinstance(value, int):
        return int(value)
    return int(convert(value, type_named(type_name(like))))  # type: ignore[call-overload]


def _apply(sign: str, a: int, b: int) -> int:
    return a & b if sign == "-band" else a | b if sign == "-bor" else a ^ b


def bit_and(left: object, right: object) -> object:
    """left -band right."""
    return _bitwise("-band", left, right)


def bit_or(left: object, right: object) -> object:
    """left -bor right."""
    return _bitwise("-bor", left, right)


def bit_xor(left: object, right: object) -> object:
    """left -bxor right."""
    return _bitwise("-bxor", left, right)


def bit_not(value: object) -> object:
    """-bnot value."""
    number = _bits_of(value)
    if rank_of(number) is None:
        number = convert(number, type_named("System.Int32"))
    if isinstance(number, EnumValue):
        return number.enum.of_bits(~int(number))
    if not isinstance(number, int):
        number = _narrowest(float(number) if type(number) is Single else number)
    rank = RANKS.get(type(number), SMALL)
    if rank in (UINT, ULONG):
        return BOUNDS[rank][2](BOUNDS[rank][1] - int(number))
    return BigInteger(~number) if rank == BIG else BOUNDS[rank][2](~int(number))


def _shift(sign: str, left: object, right: object) -> object:
    left, right = unwrap(left), unwrap(right)
    if left is None:
        return 0
    number = _bits_of(left, right)
    if rank_of(number) is None:
        if type(right) is str:
            _bits_of(right, left)
        return declared(sign, number, right)
    other = right if type(right) is not str else 0
    if type(left) in (bool, Char):
        if type(right) is str:
            other = right = _bits_of(right, left)
        if type(other) is BigInteger:
            number = BigInteger(number)  # type: ignore[call-overload]
        elif other is not None and (rank_of(other) is None or is_decimal(other) or isinstance(other, EnumValue)):
            return declared(sign, left, right)
        else:
            shown = "$null" if right is None else type_name(right)
            raise problem("NotADefinedOperation", type_name(left), sign, shown, target=left)
    if isinstance(number, EnumValue) and rank_of(other) is not None and type(right) is not str:
        raise problem("UndefinedBinary", "LeftShift" if sign == "-shl" else "RightShift", type_name(number))
    if type(left) is BigInteger and type(right) is not str and not _counts(right):
        fitting_argument("op_LeftShift" if sign == "-shl" else "op_RightShift", right, "System.Int32")
    count = convert(_bits_of(right, left) if type(right) is str else right, type_named("System.Int32"))
    if rank_of(number) is None:
        return declared(sign, number, right)
    if not isinstance(number, int):
        number = _whole(number)
    assert isinstance(number, int) and isinstance(count, int)
    if isinstance(number, EnumValue):
        raise problem("UndefinedBinary", "LeftShift" if sign == "-shl" else "RightShift", type_name(number))
    rank = RANKS.get(type(number), SMALL)
    if rank == BIG:
        if abs(count) > 2**26:
            raise problem("ShiftTooFar", "op_LeftShift" if sign == "-shl" else "op_RightShift")
        if count < 0:
            sign, count = ("-shr" if sign == "-shl" else "-shl"), -count
        return BigInteger(int(number) << count if sign == "-shl" else int(number) >> count)
    width = 64 if rank in (LONG, ULONG) else 32
    count &= width - 1
    total = int(number) << count if sign == "-shl" else int(number) >> count
    total &= 2**width - 1
    if rank in (SMALL, LONG) and total >= 2 ** (width - 1):
        total -= 2**width
    kind = type(number)
    if kind is not int and rank == SMALL and kind in RANGES:
        # Small types keep their width.
        low, high = RANGES[kind]
        total &= high - low
        return kind(total - (high - low + 1) if total > high else total)
    return BOUNDS[rank][2](total)


def _counts(value: object) -> bool:
    """Whether a value is a number of bits to shift a BigInteger by."""
    if value is None or isinstance(value, EnumValue):
        return True
    try:
        convert(value, type_named("System.Int32"))
    except PSError:
        return False
    return rank_of(value) is not None


def shift_left(left: object, right: object) -> object:
    """left -shl right."""
    return _shift("-shl", left, right)


def shift_right(left: object, right: object) -> object:
    """left -shr right."""
    return _shift("-shr", left, right)
