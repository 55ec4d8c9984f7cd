"""Equality and order of any two values, as -eq, -lt and Sort-Object see them."""

from __future__ import annotations

from glueshell.objects.collation import compare_text, equal_text
from glueshell.objects.convert import convert, culture_text, scan_number
from glueshell.objects.enums import EnumValue
from glueshell.objects.errors import PSError, problem
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.numbers import RANGES, BigInteger, Char, is_decimal
from glueshell.objects.psobject import PSObject, unwrap
from glueshell.objects.text import display, net_text, to_text
from glueshell.objects.typeinfo import type_of

_NUMERIC = (int, float)


def _numeric(value: object) -> bool:
    return isinstance(value, _NUMERIC) or is_decimal(value)


def _number_or_char(value: object) -> object:
    """A number (bool and Char as theirs, enumerations not), or None."""
    if type(value) is Char:
        return ord(value)
    if _numeric(value) and not isinstance(value, EnumValue):
        return value
    return None


def equals(left: object, right: object, case: bool = False) -> bool:
    """What -eq says of two single values: numbers by value, text in any case, the right side as the left's type."""
    kind = type(left)
    if kind is type(right):
        if kind is int or kind is float:
            return left == right
        if kind is str:
            return equal_text(left, right, case)  # type: ignore[arg-type]
    left, right = unwrap(left), unwrap(right)
    if left is None or right is None:
        return left is right
    if kind is str:
        return equal_text(left, to_text(right), case)  # type: ignore[arg-type]
    if type(left) is bool:
        return _equals_bool(left, right)
    one, two = _number_or_char(left), _number_or_char(right)
    if type(left) is Char:
        return _equals_char(left, right, case)
    if one is not None:
        if two is not None:
            return _same_number(one, two)
        if isinstance(right, str):
            return _equals_number_text(one, right)
        if isinstance(right, EnumValue):
            return _same_number(one, int(right))
    return _equals_other(left, right, case)


def _equals_bool(left: bool, right: object) -> bool:
    from glueshell.objects.convert import truth

    return left == truth(right)


def _equals_char(left: str, right: object, case: bool) -> bool:
    if isinstance(right, str):
        # A control character equals itself alone, where in a text it would count for nothing.
        if len(right) != 1 or not (left.isprintable() and right.isprintable()):
            return str(left) == str(right)
        return equal_text(str(left), str(right), case)
    if isinstance(right, EnumValue):
        return ord(left) == int(right)
    two = _number_or_char(right)
    if two is not None:
        if isinstance(right, bool):
            return False
        return ord(left) == two
    return False


def _same_number(left: object, right: object) -> bool:
    if is_decimal(left) != is_decimal(right) and (isinstance(left, float) or isinstance(right, float)):
        from glueshell.objects.decimals import decimal_of

        try:
            return decimal_of(left) == decimal_of(right)
        except PSError:
            return float(left) == float(right)  # type: ignore[arg-type]
    one, two = _alike(left, right)
    return one == two


def _alike(left: object, right: object) -> tuple[object, object]:
    """Two numbers as they are compared: a whole one beside a Double or Single is a Double."""
    if isinstance(left, float):
        return (left, float(right)) if type(right) in RANGES else (left, right)  # type: ignore[arg-type]
    if isinstance(right, float) and type(left) in RANGES:
        return float(left), right  # type: ignore[arg-type]
    return left, right


def _equals_number_text(left: object, right: str) -> bool:
    number = scan_number(right)
    if number is None:
        try:
            number = convert(right, type_of(left))
        except PSError:
            return False
    return _same_number(left, number)


def _equals_other(left: object, right: object, case: bool) -> bool:
    if type(left) is BigInteger or is_decimal(left):
        # These are made of a table's or an object's values, which have none to give them.
        try:
            return bool(left == convert(right, type_of(left)))
        except PSError:
            return False
    own = getattr(left, "ps_equals", None)
    if own is not None:
        if type(left) is type(right) or getattr(left, "ps_equals_any", False):
            return bool(own(right))
        try:
            converted = convert(right, type_of(left))
        except PSError:
            return False
        return type(converted) is type(left) and bool(own(converted))
    if isinstance(left, EnumValue):
        return _equals_enum(left, right)
    if left is right:
        return True
    if isinstance(left, (list, Hashtable)):
        return False
    return False


def _equals_enum(left: object, right: object) -> bool:
    number = _number_or_char(right)
    if type(right) is BigInteger:
        return False
    if number is not None:
        return int(left) == number  # type: ignore[call-overload]
    try:
        return int(convert(right, type_of(left))) == int(left)  # type: ignore[call-overload]
    except PSError:
        return False


def _sign(left: object, right: object) -> int:
    if is_decimal(left) != is_decimal(right) and (isinstance(left, float) or isinstance(right, float)):
        from glueshell.objects.decimals import decimal_of

        try:
            left, right = decimal_of(left), decimal_of(right)
        except PSError:
            left, right = float(left), float(right)  # type: ignore[arg-type]
    if left == right:
        return 0
    if left != left or right != right:
        return -1 if left != left and right == right else 1 if left == left else 0
    return -1 if left < right else 1  # type: ignore[operator]


def compare(left: object, right: object, case: bool = False) -> int:
    """-1, 0 or 1, the right side taken as the left's type; raises PSError where the two cannot be ordered."""
    kind = type(left)
    if kind is type(right):
        if kind is int:
            return (left > right) - (left < right)  # type: ignore[operator]
        if kind is str:
            return compare_text(left, right, case)  # type: ignore[arg-type]
    left, right = unwrap(left), unwrap(right)
    if left is None or right is None:
        return _compare_null(left, right)
    if kind is str:
        return compare_text(left, to_text(right), case)  # type: ignore[arg-type]
    if type(left) is bool:
        from glueshell.objects.convert import truth

        return _sign(left, truth(right))
    one, two = _number_or_char(left), _number_or_char(right)
    if isinstance(left, EnumValue) and two is not None and type(right) is not BigInteger:
        return _sign(int(left), two)
    if one is not None and kind is not Char:
        if isinstance(right, EnumValue):
            two = int(convert(right, type_of(left)) if kind in RANGES else right)  # type: ignore[call-overload]
        if two is not None:
            if type(left) is BigInteger and isinstance(right, float) and right - right != 0:
                return _compare_other(left, right, case)
            if type(right) is BigInteger and kind in RANGES and not RANGES[kind][0] <= right <= RANGES[kind][1]:
                # The right side has to fit the left one's type.
                return _compare_other(left, right, case)
            return _sign(*_alike(one, two))
    if one is not None and isinstance(right, str) and kind is not Char and type(left) is not BigInteger:
        return _compare_number_text(left, right)
    return _compare_other(left, right, case)


def _compare_null(left: object, right: object) -> int:
    if left is None and right is None:
        return 0
    value, sign = (right, -1) if left is None else (left, 1)
    if _numeric(value) and not isinstance(value, bool | BigInteger) and value < 0:  # type: ignore[operator]
        return -sign
    return sign


def _compare_number_text(left: object, right: str) -> int:
    number = scan_number(right)
    if number is None:
        number = convert(right.strip(), type_of(left))
    if number != number:
        return 2  # NaN is neither less, equal nor greater
    return compare(left, number) if type(number) is BigInteger else _sign(left, number)


def _shown(value: object) -> str:
    return to_text(value) if isinstance(value, PSObject) else net_text(value)


def _culture_texts(items: list) -> str:
    dates = (type_of(item).full_name == "System.DateTime" for item in items)
    return " ".join([culture_text(item) if date else to_text([item]) for item, date in zip(items, dates, strict=True)])


def _unlike(right: object, left: object) -> str:
    """Why the right side cannot be compared with an object of scripts."""
    return problem(
        "ConvertToFinalInvalidCastException", _shown(right), net_text(type_of(right)), net_text(type_of(left))
    ).message


def _compare_other(left: object, right: object, case: bool) -> int:
    own = getattr(left, "ps_compare", None)
    if own is None and not isinstance(left, (str, int, float)) and not is_decimal(left):
        if left is right:
            return 0
        alike = type(left) is type(right) or (type(right) is str and getattr(left, "ps_equals_text", False))
        if alike and equals(left, right, case):
            return 0
        if isinstance(left, PSObject):
            if isinstance(right, float):
                shown = display(right)
            else:
                shown = _culture_texts(right) if isinstance(right, list) else culture_text(right)
            failed = problem("PSObjectCompareTo", culture_text(left), shown)
            kind = "System.Management.Automation.PSArgumentException"
            why = problem("ComparisonFailure", "", _shown(right), _unlike(right, left))
            failed.inner = PSError(why.message, "Argument", "InvalidArgument", kind)
            raise failed
        raise problem("NotComparable", culture_text(left))
    if isinstance(left, EnumValue) and type(right) is str:
        right = right.strip()
        number = scan_number(right)
        if number is not None:
            # A number need not be one of the values.
            return _sign(int(left), number)
    try:
        converted = right if type(right) is type(left) else convert(right, type_of(left))
    except PSError as error:
        if isinstance(left, EnumValue) and isinstance(right, str) and type(right) is not Char:
            raise
        inside = error if error.error_id != "ConvertToFinalInvalidCastException" else None
        raise problem("ComparisonFailure", to_text(left), to_text(right), error.message, inner=inside) from None
    if type(left) is Char:
        # Characters are ordered by their numbers, in -lt as in -clt.
        return _sign(str(left), str(converted))
    if own is not None:
        return _sign(int(own(converted)), 0)
    return _sign(left, converted)
