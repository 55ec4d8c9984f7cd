"""Every operator by the token kind that stands for it, and as named functions."""

from __future__ import annotations

import operator as native
from collections.abc import Callable, Mapping
from typing import Any

from glueshell.objects.absence import GappyArray, chosen
from glueshell.objects.arithmetic import (
    add,
    decrement,
    divide,
    increment,
    multiply,
    negate,
    plus,
    rank_of,
    remainder,
    subtract,
)
from glueshell.objects.bits import bit_and, bit_not, bit_or, bit_xor, shift_left, shift_right
from glueshell.objects.comparison import compare, equals
from glueshell.objects.convert import convert, convertible, culture_text, refuse, truth
from glueshell.objects.enumeration import EMPTY, enumerable, iterate
from glueshell.objects.errors import CAST_EXCEPTION, PSError, problem
from glueshell.objects.numbers import INT32_MAX, INT32_MIN, BigInteger, Char, is_decimal
from glueshell.objects.psobject import PSObject, unwrap
from glueshell.objects.text import format_operator, to_text
from glueshell.objects.textoperators import (
    join,
    like,
    match,
    not_like,
    not_match,
    replace,
    split,
    unary_join,
    unary_split,
)
from glueshell.objects.typeinfo import TypeInfo, is_instance, type_called, type_name, type_named, type_of

__all__ = [
    "BINARY", "UNARY", "add", "as_type", "bit_and", "bit_not", "bit_or", "bit_xor", "compare", "contains", "decrement",
    "divide", "equals", "format_operator", "increment", "is_type", "join", "like", "match", "multiply", "negate",
    "not_match", "plus", "range_", "remainder", "replace", "shift_left", "shift_right", "split", "subtract", "truth",
    "unary_join", "unary_split",
]

Operator = Callable[[object, object], object]


def _equality(case: bool, wanted: bool) -> Operator:
    def apply(left: object, right: object) -> object:
        kind = type(left)
        if kind is type(right) and (kind is int or kind is float):
            return (left == right) is wanted
        if kind is str or left is None:
            return equals(left, right, case) is wanted
        if enumerable(left):
            if type(left) is GappyArray:
                return chosen(left, lambda item: equals(item, right, case) is wanted)
            return [item for item in iterate(left) if equals(item, right, case) is wanted]
        return equals(left, right, case) is wanted

    return apply


def _ordering(case: bool, native: Callable[[Any, Any], bool], accept: tuple[int, ...]) -> Operator:
    """An operator that compares numbers natively, and filters where the left side is a collection."""

    def apply(left: object, right: object) -> object:
        kind = type(left)
        if kind is int or kind is float:
            other = type(right)
            if other is int or other is float:
                return native(left, right)
        elif kind is not str and left is not None and enumerable(left):
            if right is None:
                _refuse_arrays(left)
            if type(left) is GappyArray:
                return chosen(left, lambda item: _order(item, right, case) in accept)
            return [item for item in iterate(left) if _order(item, right, case) in accept]
        return _order(left, right, case) in accept

    return apply


def _refuse_arrays(items: object) -> None:
    """An array among what is compared with null has no order, not even with that."""
    for item in iterate(items):
        if isinstance(item, list):
            raise problem("NotComparable", culture_text(item))


def _order(left: object, right: object, case: bool) -> int:
    if isinstance(left, float) and left != left:
        if rank_of(right) is None and right is not None:
            # It has to become a number all the same.
            compare(left, right, case)
        return 2  # NaN is neither less, equal nor greater
    if isinstance(right, float) and right != right and (left is None or rank_of(left) is not None):
        # What is not an ordinary number takes it as one of its own.
        if type(left) is not bool and not isinstance(left, (Char, BigInteger)):
            return 2
    return compare(left, right, case)


def contains(left: object, right: object, case: bool = False) -> bool:
    """left -contains right: whether an element equals right."""
    if left is EMPTY:
        return False
    if not enumerable(left):
        return equals(left, right, case)
    return any(equals(item, right, case) for item in iterate(left))


def is_type(left: object, right: object) -> bool:
    """left -is right; no output at all is an object without properties."""
    info = _type_operand(None if left is EMPTY else left, right)
    if left is EMPTY:
        return info.full_name == "System.Management.Automation.PSObject"
    if info.element is not None and info is right:
        # An array is one of its own kind of elements, not of one more general.
        return type_name(unwrap(left)) == info.full_name
    return is_instance(left, info)


def as_type(left: object, right: object) -> object:
    """left -as right: the converted value, null where it does not convert.

    No output at all stays that where null would stay null, but for value types.
    """
    if left is EMPTY:
        info = _type_operand(None, right, loose=True)
        made = as_type(None, right)
        return EMPTY if made is None and info.kind not in ("struct", "enum") else made
    info = _type_operand(left, right, loose=True)
    if info is None:
        return None
    if info.full_name in ("System.String", "System.String[]"):
        return _as_text(left, info)
    try:
        return convert(left, info)
    except PSError:
        return None


def _as_text(value: object, info: TypeInfo) -> object:
    """Text as -as makes it: unlike a cast it writes dates in the current culture."""
    if info.element is not None and value is not None:
        return convert([_as_text(item, info.element) for item in (iterate(value) if enumerable(value) else [value])],
                       info)
    if type_name(value) == "System.DateTime":
        return culture_text(value)
    if isinstance(value, list):
        return to_text([_as_text(item, info) if type_name(item) == "System.DateTime" else item for item in value])
    return convert(value, info)


def _type_operand(left: object, right: object, loose: bool = False) -> TypeInfo:
    right = unwrap(right)
    if isinstance(right, TypeInfo):
        return right
    plain = isinstance(right, str) or rank_of(right) is not None
    found = type_called(to_text(right)) if plain and not to_text(right).lstrip().startswith("[") else None
    if found is None:
        sign = "As" if loose else "Is"
        if right is None:
            message = f"The right operand of '-{sign.lower()}' must be a type."
            raise PSError(message, f"{sign}OperatorRequiresType", "InvalidOperation")
        if loose:
            if plain:
                raise problem("InvalidCastFromStringToType", to_text(right), target=right)
            raise refuse(right, type_named("System.Type"))
        if convertible(right):
            message = refuse(right, type_named("System.Type")).message
        else:
            shown = to_text(right) if plain else culture_text(right)
            message = f'Cannot convert the "{shown}" value of type "{_read_as(right)}" to type "System.Type".'
        cast = PSError(message, "InvalidCast", "InvalidArgument", CAST_EXCEPTION)
        raise PSError(message, "RuntimeException", "NotSpecified", inner=cast)
    return found


def _read_as(value: object) -> str:
    """The type a value was when its name was looked up: numbers are looked up by their text."""
    return "System.String" if rank_of(value) is not None and type(value) is not BigInteger else type_name(value)


def range_(left: object, right: object) -> list:
    """left..right: numbers or characters, both ends included."""
    left, right = unwrap(left), unwrap(right)
    if type(left) is int and type(right) is int:
        numbers = range(left, right + 1) if left <= right else range(left, right - 1, -1)
        if len(numbers) <= _AT_ONCE:
            return list(numbers)
        # In pieces, so that Ctrl+C gets through.
        out: list = []
        for start in range(0, len(numbers), _AT_ONCE):
            out.extend(numbers[start : start + _AT_ONCE])
        return out
    if _is_letter(left) and _is_letter(right):
        first, last = ord(left), ord(right)  # type: ignore[arg-type]
        step = 1 if first <= last else -1
        return [Char(chr(code)) for code in range(first, last + step, step)]
    return range_(_bound(left), _bound(right))


_AT_ONCE = 1_000_000


def _is_letter(value: object) -> bool:
    """Whether an end of a range is a character: a Char, or a text of one that is no digit."""
    return type(value) is Char or (type(value) is str and len(value) == 1 and not value.isdigit())


def _bound(value: object) -> int:
    from glueshell.objects.convert import to_int

    if type(value) is Char:
        return ord(value)
    if isinstance(value, str):
        try:
            return _in_int32(int(value.strip()))
        except ValueError:
            raise PSError(f"The input string '{value}' was not in a correct format.", "System.FormatException",
                          "OperationStopped", "System.FormatException") from None
    if value is not None and (type(value) is BigInteger or not (isinstance(value, (int, float)) or is_decimal(value))):
        shown = "System.Management.Automation.PSObject" if isinstance(value, PSObject) else type_of(value).ps_text()
        if shown == "System.DateTime":
            raise PSError("Invalid cast from 'DateTime' to 'Int32'.", "System.InvalidCastException", "OperationStopped",
                          "System.InvalidCastException")
        if shown == "System.DBNull":
            raise PSError("Object cannot be cast from DBNull to other types.", "System.InvalidCastException",
                          "OperationStopped", "System.InvalidCastException")
        # Of a type inside another its own name is told.
        raise problem("CannotCast", shown.rpartition("+")[2], "System.IConvertible")
    try:
        return to_int(value)
    except PSError:
        return _in_int32(2**31)


def _in_int32(number: int) -> int:
    if INT32_MIN <= number <= INT32_MAX:
        return number
    raise PSError("Value was either too large or too small for an Int32.", "System.OverflowException",
                  "OperationStopped", "System.OverflowException")


def _xor(left: object, right: object) -> bool:
    return truth(left) != truth(right)


def _bound_to(operator: Callable[..., object], case: bool) -> Operator:
    return lambda left, right: operator(left, right, case)


def _both(table: dict[str, Operator], name: str, make: Callable[[bool], Operator]) -> None:
    table["I" + name] = make(False)
    table["C" + name] = make(True)


def _binary() -> Mapping[str, Operator]:
    table: dict[str, Operator] = {
        "Plus": add, "Minus": subtract, "Multiply": multiply, "Divide": divide, "Rem": remainder,
        "Band": bit_and, "Bor": bit_or, "Bxor": bit_xor, "Shl": shift_left, "Shr": shift_right,
        "Join": join, "Format": format_operator, "Is": is_type, "As": as_type, "DotDot": range_, "Xor": _xor,
        "IsNot": lambda left, right: not is_type(left, right),
    }
    _both(table, "eq", lambda case: _equality(case, True))
    _both(table, "ne", lambda case: _equality(case, False))
    _both(table, "gt", lambda case: _ordering(case, native.gt, (1,)))
    _both(table, "ge", lambda case: _ordering(case, native.ge, (0, 1)))
    _both(table, "lt", lambda case: _ordering(case, native.lt, (-1,)))
    _both(table, "le", lambda case: _ordering(case, native.le, (0, -1)))
    _both(table, "like", lambda case: _bound_to(like, case))
    _both(table, "notlike", lambda case: _bound_to(not_like, case))
    _both(table, "replace", lambda case: _bound_to(replace, case))
    _both(table, "split", lambda case: _bound_to(split, case))
    _both(table, "contains", lambda case: _bound_to(contains, case))
    _both(table, "notcontains", lambda case: lambda left, right: not contains(left, right, case))
    _both(table, "in", lambda case: lambda left, right: contains(right, left, case))
    _both(table, "notin", lambda case: lambda left, right: not contains(right, left, case))
    return table


BINARY: Mapping[str, Operator] = _binary()
"""Token kind -> operator; -match is apart (`match`), -and and -or decide in the compiler."""

UNARY: Mapping[str, Callable[[object], object]] = {
    "Not": lambda value: not truth(value), "Exclaim": lambda value: not truth(value), "Minus": negate, "Plus": plus,
    "Bnot": bit_not, "Join": unary_join, "Isplit": unary_split, "Csplit": unary_split, "PlusPlus": increment,
    "MinusMinus": decrement, "Comma": lambda value: [value],
}
"""Token kind -> operator of one value; ++ and -- give the new value."""
