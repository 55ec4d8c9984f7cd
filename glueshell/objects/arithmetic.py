"""Plus, minus, times, divide, remainder, and the bit operators, over every type that has them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from glueshell.objects.absence import GappyArray
from glueshell.objects.convert import convert
from glueshell.objects.enumeration import EMPTY, enumerable, iterate
from glueshell.objects.enums import EnumValue
from glueshell.objects.errors import NetError, PSError, net_problem, problem
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.numbercasts import NAMES, culture_text
from glueshell.objects.numbers import (
    INT32_MAX,
    INT32_MIN,
    INT64_MAX,
    INT64_MIN,
    RANGES,
    BigInteger,
    Char,
    Int64,
    UInt32,
    UInt64,
    is_decimal,
)
from glueshell.objects.numerals import scan_number
from glueshell.objects.psobject import unwrap
from glueshell.objects.text import to_text
from glueshell.objects.typeinfo import TypedArray, type_name, type_named, type_of

SMALL, UINT, LONG, ULONG, DOUBLE, DECIMAL, BIG = range(7)

RANKS: dict[type, int] = {
    int: SMALL, bool: SMALL, UInt32: UINT, Int64: LONG, UInt64: ULONG, float: DOUBLE, BigInteger: BIG,
}

_NAMES_OF_OPERATORS = {
    "+": "op_Addition", "-": "op_Subtraction", "*": "op_Multiply", "/": "op_Division", "%": "op_Modulus",
    "-band": "op_BitwiseAnd", "-bor": "op_BitwiseOr", "-bxor": "op_ExclusiveOr", "-shl": "op_LeftShift",
    "-shr": "op_RightShift", "-bnot": "op_OnesComplement",
}


def rank_of(value: object) -> int | None:
    """Which arithmetic a number takes part in; None for what is no number."""
    found = RANKS.get(type(value))
    if found is not None:
        return found
    if type(value) is Char:
        return SMALL
    if isinstance(value, float):
        return DOUBLE
    if isinstance(value, int):
        return SMALL
    return DECIMAL if is_decimal(value) else None


def _plain(value: object) -> int | float:
    if type(value) is Char:
        return ord(value)
    return float(value) if isinstance(value, float) else int(value)  # type: ignore[call-overload]


# Hot paths.


def add(left: object, right: object) -> object:
    """left + right: numbers, text, arrays, hashtables, dates and spans."""
    kind = type(left)
    if kind is int and type(right) is int:
        total = left + right  # type: ignore[operator]
        return total if INT32_MIN <= total <= INT32_MAX else float(total)
    if kind is str:
        return left + (right if type(right) is str else to_text(unwrap(right)))  # type: ignore[operator]
    if kind is float or kind is int:
        other = type(right)
        if other is float or other is int:
            return float(left + right)  # type: ignore[operator]
    if kind is list and type(right) is not GappyArray:
        return [*left, *iterate(right)] if enumerable(right) else [*left, right]  # type: ignore[misc]
    return _add(left, right)


def subtract(left: object, right: object) -> object:
    """left - right."""
    kind, other = type(left), type(right)
    if kind is int or kind is float:
        if other is int or other is float:
            total = left - right  # type: ignore[operator]
            if kind is other is int and INT32_MIN <= total <= INT32_MAX:
                return total
            return float(total)
    return _arithmetic("-", left, right)


def multiply(left: object, right: object) -> object:
    """left * right; text and arrays on the left are repeated."""
    kind, other = type(left), type(right)
    if kind is int or kind is float:
        if other is int or other is float:
            total = left * right  # type: ignore[operator]
            if kind is other is int and INT32_MIN <= total <= INT32_MAX:
                return total
            return float(total)
    left, right = unwrap(left), unwrap(right)
    if left is None:
        return None
    if type(left) is str:
        return left * _times(right)
    if isinstance(left, list) or enumerable(left):
        if isinstance(right, str) and scan_number(right) is None:
            convert(right, type_named("System.Int32"))
        count = convert(right, type_named("System.UInt32"))
        assert isinstance(count, int)
        if type(left) is TypedArray:
            return TypedArray(list(left) * count, left.element_type)
        if type(left) is GappyArray:
            gaps = {at + len(left) * turn for turn in range(count) for at in left.gaps}
            return GappyArray(list(left) * count, gaps)
        return list(iterate(left)) * count
    return _arithmetic("*", left, right)


def divide(left: object, right: object) -> object:
    """left / right: whole where Int32 divides evenly, otherwise a Double."""
    if type(left) is int and type(right) is int:
        if right == 0:
            raise problem("DivisionByZero", inner=net_problem("DivideByZero"))
        whole, rest = divmod(left, right)
        return whole if rest == 0 and whole <= INT32_MAX else left / right
    return _arithmetic("/", left, right)


def remainder(left: object, right: object) -> object:
    """left % right, with the sign of the left side."""
    if type(left) is int and type(right) is int:
        if right == 0:
            raise problem("DivisionByZero", inner=net_problem("DivideByZero"))
        rest = abs(left) % abs(right)
        return -rest if left < 0 else rest
    return _arithmetic("%", left, right)


def _times(right: object) -> int:
    count = convert(right, type_named("System.Int32"))
    assert isinstance(count, int)
    if count < 0:
        raise PSError(f"times ('{count}') must be a non-negative value. (Parameter 'times')\nActual value was {count}.",
                    "System.ArgumentOutOfRangeException", "OperationStopped", "System.ArgumentOutOfRangeException")
    return count


def _add(left: object, right: object) -> object:
    left, right = unwrap(left), unwrap(right)
    if isinstance(left, list) or enumerable(left):
        return _joined(left, right)
    if right is EMPTY:
        right = None
    if left is None:
        return right
    if isinstance(left, str):
        return str(left) + to_text(right)
    if isinstance(left, Hashtable):
        if isinstance(right, Hashtable):
            merged = left.clone()
            try:
                for key, value in right.items():
                    merged.add(key, value)
            except PSError as error:
                raise PSError(error.message, error.exception_type, "OperationStopped", error.exception_type) from None
            return merged
        raise problem("AddHashtable")
    return _arithmetic("+", left, right)


def _joined(left: object, right: object) -> list:
    """An array of the elements of both; what is no output in them stays that."""
    items = [*iterate(left), *iterate(right)] if enumerable(right) else [*iterate(left), right]
    gaps = set(left.gaps) if type(left) is GappyArray else set()
    if type(right) is GappyArray:
        gaps |= {len(items) - len(right) + at for at in right.gaps}
    return GappyArray(items, gaps) if gaps else items


def _arithmetic(sign: str, left: object, right: object) -> object:
    left, right = unwrap(left), unwrap(right)
    if left is None:
        left = 0
    written = left
    if type(left) is str and sign != "+":
        left = number_of(left, right)
    one = rank_of(left)
    nothing = right is None
    if one is not None:
        if nothing:
            right = 0
        elif type(right) is str:
            if sign == "*" and type(left) in (bool, Char):
                return declared(sign, left, right)
            if type(written) is BigInteger and scan_number(right) is None:
                return declared(sign, left, right)
            right = number_of(right, written)
        elif isinstance(right, EnumValue) and (type(left) in RANGES or (type(left) is Char and sign != "*")):
            # It has to fit the left side's type.
            right = convert(right, type_of(left))
        two = rank_of(right)
        if two is not None:
            if sign == "*" and isinstance(left, (bool, Char)) and isinstance(right, EnumValue):
                raise problem("OperatorMissing", type_name(right), "op_Multiply", target="op_Multiply")
            if type(left) is bool and isinstance(right, EnumValue):
                right = 1 if int(right) else 0
            if sign == "*" and two < DECIMAL and isinstance(left, (bool, Char)):
                shown = "$null" if nothing else type_name(right)
                raise problem("NotADefinedOperation", type_name(left), "*", shown, target=left)
            if isinstance(left, EnumValue):
                return _enum_arithmetic(sign, left, right)
            return _numbers(sign, left, right, max(one, two), one, two)
    return declared(sign, left, right)


def _enum_arithmetic(sign: str, left: object, right: object) -> object:
    """An enumeration on the left makes the other side one of its own kind and keeps its type."""
    name = type_name(left)
    if isinstance(right, EnumValue):
        right = convert(right, type_of(left))
    if rank_of(right) == BIG:
        return declared(sign, left, right)
    if is_decimal(right):
        raise problem("NoCoercion", name, "System.Decimal")
    if isinstance(right, float):
        raise problem("CannotCast", name, "System.Double")
    rank = LONG if type(right) is Int64 else SMALL
    total = _whole(sign, int(left), int(_plain(right)), rank)  # type: ignore[call-overload]
    if type(right) in (Int64, UInt64, UInt32) or type(total) is not int:
        raise problem("CannotCast", type_name(total) if type(total) is not int else type_name(right), name)
    return left.enum.value(total)  # type: ignore[attr-defined]


def number_of(text: str, other: object) -> object:
    """Text as a number; what is none fails as the kind of number the other operand is."""
    # Next to an enumeration a comma parts names.
    number = None if "," in text and isinstance(other, EnumValue) else scan_number(text)
    if number is None:
        kind = type_name(other)
        text = text.strip()
        if isinstance(other, EnumValue):
            return convert(text, type_of(other))
        wanted = kind if kind in NUMBERS and type(other) is not BigInteger else "System.Int32"
        return convert(text, type_named(wanted))
    return number


NUMBERS = frozenset((*NAMES.values(), "System.Double", "System.Single", "System.Decimal",
                      "System.Numerics.BigInteger"))


def _numbers(sign: str, left: object, right: object, rank: int, one: int, two: int) -> object:
    if rank == BIG:
        return _big(sign, left, right, min(one, two))
    if rank == DECIMAL:
        return _decimal(sign, left, right)
    if rank == DOUBLE:
        return _double(sign, float(_plain(left)), float(_plain(right)))
    a, b = _plain(left), _plain(right)
    assert isinstance(a, int) and isinstance(b, int)
    if rank in (UINT, ULONG) and (a < 0 or b < 0):
        if rank == UINT:
            rank = LONG
        else:
            return _decimal(sign, a, b)
    return _whole(sign, a, b, rank)


BOUNDS = {
    SMALL: (INT32_MIN, INT32_MAX, int), UINT: (0, 2**32 - 1, UInt32), LONG: (INT64_MIN, INT64_MAX, Int64),
    ULONG: (0, 2**64 - 1, UInt64),
}


def _whole(sign: str, a: int, b: int, rank: int) -> object:
    low, high, kind = BOUNDS[rank]
    if sign == "/":
        if b == 0:
            raise problem("DivisionByZero", inner=net_problem("DivideByZero"))
        whole, rest = divmod(a, b)
        if rest or not low <= whole <= high:
            return a / b
        return kind(whole)
    if sign == "%":
        if b == 0:
            raise problem("DivisionByZero", inner=net_problem("DivideByZero"))
        rest = abs(a) % abs(b)
        return kind(-rest if a < 0 else rest)
    total = a + b if sign == "+" else a - b if sign == "-" else a * b
    if low <= total <= high:
        return kind(total)
    return _cut(total) if sign == "*" and rank >= LONG else _double(sign, float(a), float(b))


def _cut(number: int) -> float:
    """A number as Double with the bits that do not fit cut off, as .NET turns big integers into Doubles."""
    surplus = number.bit_length() - 53
    if surplus > 0:
        number = (abs(number) >> surplus << surplus) * (1 if number > 0 else -1)
    return float(number)


def _double(sign: str, a: float, b: float) -> float:
    try:
        if sign == "+":
            return a + b
        if sign == "-":
            return a - b
        if sign == "*":
            return a * b
        if sign == "/":
            return a / b
        from math import fmod

        return fmod(a, b)
    except ZeroDivisionError:
        if a == 0 or a != a:
            return float("nan")
        return float("inf") if (a > 0) == (str(b)[0] != "-") else float("-inf")
    except ValueError:
        return float("nan")


def _decimal(sign: str, left: object, right: object) -> object:
    from glueshell.objects import decimals

    if type(left) is bool and sign != "*":
        raise problem("NoCoercion", "System.Boolean", "System.Decimal")
    try:
        one, two = decimals.decimal_of(left), decimals.decimal_of(right)
    except PSError as error:
        if error.error_id == "InvalidCastIConvertible":
            # A Double that is none is .NET's own error, a result that is none the operator's.
            raise PSError(_NO_DECIMAL, "System.OverflowException",
                          "OperationStopped", "System.OverflowException") from None
        raise
    try:
        return _of_decimals(sign)(one, two)
    except NetError as error:
        raise PSError(error.message, "RuntimeException", inner=error) from None


def _of_decimals(sign: str) -> Callable:
    from glueshell.objects import decimals

    bodies: Mapping[str, Callable] = {"+": decimals.add, "-": decimals.subtract, "*": decimals.multiply,
                                      "/": decimals.divide, "%": decimals.remainder}
    return bodies[sign]


_NO_DECIMAL = "Value was either too large or too small for a Decimal."


def _big(sign: str, left: object, right: object, other: int) -> object:
    if other == DECIMAL and is_decimal(left):
        return _of_own(sign, left, right)
    for position, side in enumerate((left, right)):
        if isinstance(side, float) and side - side != 0:
            # Infinite, or no number.
            fitting_argument(_NAMES_OF_OPERATORS[sign], side, "System.Numerics.BigInteger", str(position))
    a = int(_plain(left)) if not is_decimal(left) else int(left)  # type: ignore[call-overload]
    b = int(_plain(right)) if not is_decimal(right) else int(right)  # type: ignore[call-overload]
    if sign in "/%":
        if b == 0:
            raise thrown(_NAMES_OF_OPERATORS[sign], net_problem("DivideByZero"))
        whole, rest = divmod(abs(a), abs(b))
        if sign == "/":
            return BigInteger(whole if (a < 0) == (b < 0) else -whole)
        return BigInteger(-rest if a < 0 else rest)
    return BigInteger(a + b if sign == "+" else a - b if sign == "-" else a * b)


def declared(sign: str, left: object, right: object) -> object:
    """An operator a type declares (op_Addition of dates and spans), or MethodNotFound."""
    name = _NAMES_OF_OPERATORS[sign]
    if type(left) is BigInteger and type_name(right) == "System.Byte[]":
        number = convert(right, type_of(left))
        return bits_of_big(sign, left, number) if sign.startswith("-b") else _arithmetic(sign, left, number)
    if type(left) is BigInteger or (sign in "+-*/%" and is_decimal(left)):
        return _of_own(sign, left, right)
    # As in PowerShell the right side's operator is asked where the left is null or a plain number.
    plain = rank_of(left) is not None and not is_decimal(left) and not isinstance(left, EnumValue)
    owns = right if left is None or plain else left
    operate = getattr(type(owns), "ps_operate", None)
    if operate is not None:
        try:
            result = operate(name, left, right)
        except NetError as error:
            raise thrown(name, error) from None
        if result is not NotImplemented:
            return result
    owner = left if type(owns) is str and type(left) not in (bool, Char) else owns
    shown = type_of(owner).full_name if owner is not None else "System.Object"
    if shown == "System.Management.Automation.PSCustomObject":
        shown = "System.Management.Automation.PSObject"
    raise problem("OperatorMissing", shown, name, target=name)


def _of_own(sign: str, left: object, right: object) -> object:
    """An operator that takes two of the left side's kind, with what is no number made one."""
    name = _NAMES_OF_OPERATORS[sign]
    number = fitting_argument(name, right, type_name(left))
    if type(left) is BigInteger:
        return bits_of_big(sign, left, number) if sign.startswith("-b") else _big(sign, left, number, BIG)
    if sign in "/%" and not number:
        raise thrown(name, net_problem("DivideByZero"))
    try:
        return _of_decimals(sign)(left, number)
    except NetError as error:
        raise thrown(name, error) from None


def bits_of_big(sign: str, left: object, right: object) -> object:
    """-band, -bor and -bxor of two numbers of any size."""
    a, b = int(left), int(right)  # type: ignore[call-overload]
    return BigInteger(a & b if sign == "-band" else a | b if sign == "-bor" else a ^ b)


def thrown(name: str, error: NetError) -> PSError:
    """What an operator's method threw, as a script sees it."""
    made = problem("MethodInvocation", name, 2, error.message, inner=error)
    made.error_id = "DotNetMethodException"
    return made


def fitting_argument(name: str, value: object, wanted: str, position: str = "1") -> object:
    """An operand as the operator of a type takes it, or why it is none."""
    try:
        return convert(value, type_named(wanted))
    except PSError as error:
        raise problem("MethodArgumentConversionInvalidCastArgument", position, culture_text(value), name, wanted,
                      error.message, inner=error) from None


# Unary.


def negate(value: object) -> object:
    """-value."""
    if type(value) is int:
        return -value if value != INT32_MIN else float(-value)
    return subtract(0, value)


def plus(value: object) -> object:
    """+value: text becomes a number."""
    return value if type(value) is int else add(0, value)


def increment(value: object) -> object:
    """value + 1; null becomes 1."""
    if type(value) is int:
        return value + 1 if value != INT32_MAX else float(value + 1)
    return 1 if value is None else _step(value, 1)


def decrement(value: object) -> object:
    """value - 1; null becomes -1."""
    if type(value) is int:
        return value - 1 if value != INT32_MIN else float(value - 1)
    return -1 if value is None else _step(value, -1)


def _step(value: object, by: int) -> object:
    value = unwrap(value)
    if rank_of(value) is None or type(value) in (bool, Char, BigInteger):
        shown = type_of(value).ps_text()
        if shown == "System.Management.Automation.PSCustomObject":
            shown = "System.Management.Automation.PSObject"
        raise PSError(f"The '{'++' if by > 0 else '--'}' operator works only on numbers. The operand is a '{shown}'.",
                      "OperatorRequiresNumber", "InvalidOperation")
    return add(value, by)
