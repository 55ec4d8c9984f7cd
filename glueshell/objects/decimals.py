"""Decimal as .NET has it: 96 bits of digits, at most 28 of them behind the point."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, InvalidOperation

from glueshell.objects.errors import PSError, net_problem, problem
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.numbers import Char, Single
from glueshell.objects.psobject import PSObject, unwrap
from glueshell.objects.text import net_text

_WIDE = Context(prec=120, rounding=ROUND_HALF_EVEN)
_LARGEST = 2**96 - 1


def fit(number: Decimal) -> Decimal:
    """The nearest Decimal .NET can hold; too large is an OverflowException."""
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    if exponent > 0:
        number = number.quantize(Decimal(1), context=_WIDE)
        exponent = 0
    places = min(-exponent, 28)
    if places != -exponent:
        number = number.quantize(Decimal(1).scaleb(-places), context=_WIDE)
    while abs(int(number.scaleb(places, context=_WIDE))) > _LARGEST:
        if places == 0:
            raise net_problem("DecimalOverflow")
        places -= 1
        number = number.quantize(Decimal(1).scaleb(-places), context=_WIDE)
    return number


def decimal_of(value: object) -> Decimal:
    """A value as Decimal, with the errors of a cast."""
    from glueshell.objects.numbercasts import culture_text, number_refusal
    from glueshell.objects.numerals import scan_number

    if isinstance(value, Decimal):
        return value
    if value is None:
        return Decimal(0)
    if type(value) is Char:
        return Decimal(ord(value))
    if isinstance(value, str):
        return _of_text(value, scan_number(value))
    value = unwrap(value)
    if isinstance(value, int):
        number = Decimal(int(value))
    elif isinstance(value, float):
        number = _of_float(value)
    else:
        if isinstance(value, Hashtable) and len(value):
            raise problem("ObjectPropertyMissing", "System.Decimal", culture_text(next(value.keys())),
                          "There is no settable property available.", target=value)
        refusal = number_refusal(value, "System.Decimal")
        if isinstance(value, PSObject):
            raise problem("ConstructorTarget", culture_text(value), "System.Decimal", refusal.message, target=value,
                          inner=refusal)
        raise refusal
    try:
        return fit(number)
    except PSError as error:
        raise problem("InvalidCastIConvertible", culture_text(value), "System.Decimal", error.message,
                      target=value) from None


def _of_text(text: str, scanned: object) -> Decimal:
    if scanned is None:
        raise problem("InvalidCastFromStringToDecimal", text, "System.Decimal",
                      f"The input string '{text}' was not in a correct format.", target=text)
    try:
        if isinstance(scanned, float) and "," not in text:
            # PowerShell reads a fraction as a Double first, which keeps 15 digits.
            return fit(_of_float(scanned))
        return fit(Decimal(text.strip().replace(",", "")))
    except InvalidOperation:
        return fit(scanned if isinstance(scanned, Decimal) else Decimal(repr(scanned)))
    except PSError as error:
        raise problem("InvalidCastFromStringToDecimal", text, "System.Decimal", error.message, target=text) from None


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
    return left if abs(left) < abs(right) else fit(_WIDE.remainder(left, right))
