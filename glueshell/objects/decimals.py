"""Decimal as .NET has it: 96 bits of digits, at most 28 of them behind the point."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, InvalidOperation

from glueshell.objects.errors import PSError, net_problem, problem
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.numbers import BigInteger, Char, Single
from glueshell.objects.psobject import PSObject, unwrap
from glueshell.objects.text import net_text
from glueshell.objects.typeinfo import type_name

_WIDE = Context(prec=120, rounding=ROUND_HALF_EVEN)
_LARGEST = 2**96 - 1


def fit(number: Decimal) -> Decimal:
    """The nearest Decimal .NET can hold; too large is an OverflowException."""
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    if exponent > 0:
        number = number.quantize(Decimal(1), context=_WIDE)
        exponent = 0
    exact = number
    places = min(-exponent, 28)
    if places != -exponent:
        number = exact.quantize(Decimal(1).scaleb(-places), context=_WIDE)
    while abs(int(number.scaleb(places, context=_WIDE))) > _LARGEST:
        if places == 0:
            raise net_problem("DecimalOverflow")
        places -= 1
        number = exact.quantize(Decimal(1).scaleb(-places), context=_WIDE)
    return number


def decimal_of(value: object) -> Decimal:
    """A value as Decimal, with the errors of a cast."""
    from glueshell.objects.numbercasts import culture_text, number_refusal
    from glueshell.objects.numerals import scan_thousands

    if isinstance(value, Decimal):
        return value
    if value is None:
        return Decimal(0)
    if type(value) is Char:
        return Decimal(ord(value))
    if isinstance(value, str):
        return _of_text(value, scan_thousands(value))
    value = unwrap(value)
    if isinstance(value, int):
        number = Decimal(int(value))
    elif isinstance(value, float):
        number = _of_float(value)
    else:
        if isinstance(value, (Hashtable, PSObject)) and not len(value):
            # An object without properties sets none of a new value's.
            return Decimal(0)
        if type_name(value) == "System.Int32[]":
            return _of_parts(value)  # type: ignore[arg-type]
        if isinstance(value, Hashtable):
            raise problem("ObjectPropertyMissing", "System.Decimal", culture_text(next(value.keys())),
                          "There is no settable property available.", "System.Decimal", target=value)
        refusal = number_refusal(value, "System.Decimal")
        if isinstance(value, PSObject):
            raise problem("ConstructorTarget", culture_text(value), "System.Decimal", refusal.message, target=value,
                          inner=refusal)
        raise refusal
    try:
        return fit(number)
    except PSError as error:
        key = "BigCast" if type(value) is BigInteger else "InvalidCastIConvertible"
        raise problem(key, culture_text(value), "System.Decimal", error.message, target=value) from None


def _of_parts(parts: list[int]) -> Decimal:
    """Three words of digits, lowest first, and one with the sign and the places behind the point."""
    if len(parts) != 4 or parts[3] & 0x7F00FFFF or (parts[3] >> 16 & 0xFF) > 28:
        raise problem("ConstructorTarget", net_text(parts), "System.Decimal",
                      "Decimal constructor requires an array or span of four valid decimal bytes.", target=parts)
    low, middle, high = (part % 2**32 for part in parts[:3])
    number = Decimal(low | middle << 32 | high << 64).scaleb(-(parts[3] >> 16 & 0xFF), context=_WIDE)
    return -number if parts[3] < 0 else number


def _of_text(text: str, scanned: object) -> Decimal:
    word = text.strip().replace(",", "")
    if scanned is None and word[:-1].replace(".", "", 1).isdigit() and word[-1] in "+-":
        word = word[-1] + word[:-1]
        scanned = Decimal(word)
    reason = f"The input string '{text}' was not in a correct format."
    if _PLAIN.fullmatch(word):
        reason = net_problem("DecimalOverflow").message
    refused = problem("InvalidCastFromStringToDecimal", text, "System.Decimal", reason, target=text)
    if scanned is None:
        raise refused
    try:
        if isinstance(scanned, float) and "," not in text and not word.lstrip("+-").isdigit():
            # PowerShell reads a fraction as a Double first, which keeps 15 digits.
            return fit(_of_float(scanned))
        return fit(_exact(word, scanned))
    except PSError:
        raise refused from None


_PLAIN = re.compile(r"[+-]?[0-9]+(?:\.[0-9]*)?")


def _exact(word: str, scanned: object) -> Decimal:
    """A number to its last digit, however it is written."""
    try:
        return Decimal(word)
    except InvalidOperation:
        return scanned if isinstance(scanned, Decimal) else Decimal(repr(scanned))


def _of_float(number: float) -> Decimal:
    if number != number or number in (float("inf"), float("-inf")):
        raise problem("InvalidCastIConvertible", net_text(number), "System.Decimal",
                      "Value was either too large or too small for a Decimal.", target=number)
    # .NET keeps 15 significant digits of a Double, 7 of a Single.
    context = Context(prec=7 if type(number) is Single else 15, rounding=ROUND_HALF_UP)
    if abs(number) >= 2.0**96:
        raise problem("InvalidCastIConvertible", net_text(number), "System.Decimal",
                      "Value was either too large or too small for a Decimal.", target=number)
    plain = context.plus(Decimal(float(number))).normalize(context)
    if abs(plain) * 2 < Decimal("1e-28"):
        return Decimal(0)
    return plain if plain.as_tuple().exponent <= 0 else plain.quantize(Decimal(1), context=_WIDE)  # type: ignore[operator]


def add(left: Decimal, right: Decimal) -> Decimal:
    """Sum."""
    return fit(_WIDE.add(left, right))


def subtract(left: Decimal, right: Decimal) -> Decimal:
    """Difference."""
    return fit(_WIDE.subtract(left, right))


def multiply(left: Decimal, right: Decimal) -> Decimal:
    """Product."""
    return fit(_WIDE.multiply(left, right))


def divide(left: Decimal, right: Decimal) -> Decimal:
    """Quotient, to 28 places, without zeros it does not need."""
    if not right:
        raise problem("DivisionByZero", inner=net_problem("DivideByZero"))
    quotient = _WIDE.divide(left, right)
    fitted = fit(quotient)
    least = max(0, -(left.as_tuple().exponent - right.as_tuple().exponent))  # type: ignore[operator]
    places = -fitted.as_tuple().exponent  # type: ignore[operator]
    text = format(fitted, "f")
    while places > least and text.endswith("0") and "." in text:
        text, places = text[:-1], places - 1
    return Decimal(text.rstrip("."))


def remainder(left: Decimal, right: Decimal) -> Decimal:
    """Rest of the division, with the sign of the left side."""
    if not right:
        raise problem("DivisionByZero", inner=net_problem("DivideByZero"))
    rest = left if abs(left) < abs(right) else fit(_WIDE.remainder(left, right))
    # Zero has no sign there.
    return rest if rest else abs(rest)
