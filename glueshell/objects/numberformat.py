"""Numbers as text: .NET's standard and custom numeric formats, en-US and invariant culture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glueshell.objects.ambient import foreign_now
from glueshell.objects.errors import net_problem
from glueshell.objects.numbers import (
    INTEGER_CLASSES,
    RANGES,
    BigInteger,
    Single,
    is_decimal,
)

if TYPE_CHECKING:
    from decimal import Decimal

_HEX_WIDTH = {"System.SByte": 2, "System.Byte": 2, "System.Int16": 4, "System.UInt16": 4, "System.Int32": 8,
              "System.UInt32": 8, "System.Int64": 16, "System.UInt64": 16}
_STANDARD = frozenset("CDEFGNPRXB")


def double_text(number: float, precision: int = 0) -> str:
    """A Double in the general format: the shortest text that reads back, or `precision` significant digits."""
    if precision == 15:
        text = repr(float(number))
        if len(text) < 16 and "e" not in text and "n" not in text:
            # Up to 15 digits the shortest text is the 15-digit one.
            return text[:-2] if text.endswith(".0") else text
    if number != number:
        return "NaN"
    if number in (float("inf"), float("-inf")):
        return "Infinity" if number > 0 else "-Infinity"
    if precision:
        digits, exponent = _significant(number, precision)
        limit = precision
    else:
        digits, exponent = _shortest(number)
        limit = 17
    return _general(digits, exponent, limit, "-" if _negative(number) else "")


def single_text(number: float, precision: int = 0) -> str:
    """A Single in the general format."""
    if number != number or number in (float("inf"), float("-inf")):
        return double_text(number)
    limit = precision or 9
    for digits_wanted in range(1, 10):
        text = f"{float(number):.{digits_wanted - 1}e}"
        if precision and digits_wanted < precision:
            continue
        if precision or _same_single(float(text), number):
            digits, exponent = _split_scientific(text)
            return _general(digits, exponent, limit, "-" if _negative(number) else "")
    return double_text(number)


def _same_single(candidate: float, number: float) -> bool:
    from glueshell.objects.numbers import single

    return float(single(candidate)) == float(number)


def _negative(number: float) -> bool:
    return str(float(number)).startswith("-")


def _shortest(number: float) -> tuple[str, int]:
    return _split_scientific(_scientific_repr(abs(float(number))))


def _scientific_repr(number: float) -> str:
    text = float.__repr__(number)
    if "e" in text:
        return text
    whole, _, fraction = text.partition(".")
    digits = (whole + fraction).lstrip("0")
    if not digits.strip("0"):
        return "0e0"
    if whole != "0":
        exponent = len(whole) - 1
    else:
        exponent = -(len(fraction) - len(fraction.lstrip("0")) + 1)
    return f"{digits[0]}.{digits[1:] or '0'}e{exponent}"


def _significant(number: float, precision: int) -> tuple[str, int]:
    return _split_scientific(f"{abs(float(number)):.{precision - 1}e}")


def _split_scientific(text: str) -> tuple[str, int]:
    mantissa, _, exponent = text.lstrip("-").partition("e")
    digits = mantissa.replace(".", "").rstrip("0") or "0"
    return digits, int(exponent)


def _general(digits: str, exponent: int, limit: int, sign: str, mark: str = "E", least: int = 2) -> str:
    if digits == "0":
        return sign + "0"
    if exponent >= limit or exponent < -4:
        mantissa = digits[0] + ("." + digits[1:] if len(digits) > 1 else "")
        return f"{sign}{mantissa}{mark}{'+' if exponent >= 0 else '-'}{abs(exponent):0{least}d}"
    if exponent < 0:
        return f"{sign}0.{'0' * (-exponent - 1)}{digits}"
    if len(digits) <= exponent + 1:
        return sign + digits + "0" * (exponent + 1 - len(digits))
    return f"{sign}{digits[: exponent + 1]}.{digits[exponent + 1 :]}"


def integer_text(number: int) -> str:
    """A whole number of any size in digits."""
    try:
        return str(number)
    except ValueError:
        # Python stops at 4300 digits; Decimal does not.
        from decimal import Decimal

        return format(Decimal(number), "f")


def decimal_text(number: Decimal) -> str:
    """A Decimal with the digits it has, never in scientific form."""
    return format(number if number else number.copy_abs(), "f")


def number_text(value: object, invariant: bool = True) -> str:
    """A number as .NET's ToString() writes it."""
    if not invariant and foreign_now():
        return local_text(_plain_text(value, False))
    return _plain_text(value, invariant)


def local_text(text: str) -> str:
    """A number that is written as in English, as the current culture writes it."""
    if not foreign_now():
        return text
    from glueshell.objects.types.locales import locale_now

    here = locale_now()
    return text if here is None else here.number(text)


def _plain_text(value: object, invariant: bool) -> str:
    kind = type(value)
    if kind is Single:
        text = single_text(value)  # type: ignore[arg-type]
    elif isinstance(value, float):
        text = double_text(value)
    elif is_decimal(value):
        return decimal_text(value)  # type: ignore[arg-type]
    else:
        return integer_text(int(value))  # type: ignore[call-overload]
    return text if invariant else text.replace("Infinity", "∞")


def format_number(value: object, spec: str, invariant: bool = False) -> str:
    """A number by a .NET format string; an unknown one-letter format is a FormatException."""
    if not spec:
        return number_text(value, invariant)
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return number_text(value, invariant)
    head = spec[0].upper()
    tail = spec[1:]
    if head.isascii() and head.isalpha() and (not tail or (tail.isascii() and tail.isdigit() and len(tail) < 10)):
        if head not in _STANDARD:
            raise net_problem("FormatSpecifier")
        if not invariant and foreign_now():
            return _foreign_standard(value, spec[0], int(tail) if tail else -1)
        return _standard(value, spec[0], int(tail) if tail else -1, invariant)
    from glueshell.objects.numberpicture import custom

    text = custom(value, spec)
    return local_text(text) if not invariant else text


def _foreign_standard(value: object, letter: str, precision: int) -> str:
    """A standard format in a culture other than English of the USA."""
    from glueshell.objects.types.locales import locale_now

    head = letter.upper()
    here = locale_now()
    if head in "XB" or here is None:
        return _standard(value, letter, precision, False)
    if head == "R" or (head == "G" and precision < 0):
        return number_text(value, False)
    if head == "C" and precision < 0:
        precision = int(here.row["currency_digits"])
    if head == "G":
        return here.number(_general_format(value, letter, precision, True))
    return here.number(_standard(value, letter, precision, False), head)


def _standard(value: object, letter: str, precision: int, invariant: bool) -> str:
    head = letter.upper()
    whole = type(value) in INTEGER_CLASSES or type(value) is int
    if head in "GR" and type(value) is BigInteger:
        head = letter = "D"
    if head in "DXB":
        if not whole:
            raise net_problem("FormatSpecifier")
        return _digits_format(value, letter, precision)
    if head == "R":
        return number_text(value, invariant)
    if head == "G":
        return _general_format(value, letter, precision, invariant)
    if head in "NF" and type(value) is float and abs(value) < 1e15:
        places = precision if precision >= 0 else 2 if invariant else 3
        # A tie is a number with one binary digit after the last one shown; those alone round differently in Python.
        if places <= 20 and (value.is_integer() or not (value * (2 << places)).is_integer()):
            return format(value, f",.{places}f" if head == "N" else f".{places}f")
    number = exact(value)
    if head == "E":
        return _scientific_format(number, letter, 6 if precision < 0 else precision, isinstance(value, float))
    if head == "P":
        from decimal import Context

        number = number.scaleb(2, Context(prec=2000))
        precision = 3 if precision < 0 and not invariant else 2 if precision < 0 else precision
    elif head == "C":
        precision = 2 if precision < 0 else precision
    else:
        precision = (2 if invariant else 3) if precision < 0 else precision
    text, negative = _fixed(number, precision, isinstance(value, float))
    if head != "F":
        text = group(text)
    if negative and not text.strip("0.,"):
        negative = isinstance(value, float)
    if head == "C":
        symbol = "¤" if invariant else "$"
        if negative:
            return f"({symbol}{text})" if invariant else f"-{symbol}{text}"
        return symbol + text
    if head == "P":
        text += " %" if invariant else "%"
    return ("-" if negative else "") + text


def _digits_format(value: object, letter: str, precision: int) -> str:
    number = int(value)  # type: ignore[call-overload]
    head = letter.upper()
    if head == "D":
        return ("-" if number < 0 else "") + str(abs(number)).rjust(max(precision, 0), "0")
    if type(value) is BigInteger:
        return _big_digits(number, letter, max(precision, 0))
    if number < 0:
        number += (RANGES[type(value)][1] + 1) * 2 if type(value) in RANGES else 2**32
    text = format(number, "b" if head == "B" else letter)
    return text.rjust(max(precision, 0), "0")


def _big_digits(number: int, letter: str, precision: int) -> str:
    """A BigInteger in base 16 or 2: two's complement in as many digits as its sign and value need."""
    bits = 1 if letter in "bB" else 4
    size = ((number if number >= 0 else ~number).bit_length() + bits) // bits if number else 1
    text = format(number & ((1 << (bits * size)) - 1), "b" if bits == 1 else letter).rjust(size, "0")
    fill = "0" if number >= 0 else "1" if bits == 1 else "F" if letter == "X" else "f"
    return text.rjust(precision, fill)


def _general_format(value: object, letter: str, precision: int, invariant: bool) -> str:
    if precision <= 0:
        text = number_text(value, invariant)
        return text.replace("E", "e") if letter == "g" else text
    number = exact(value)
    digits, exponent = _rounded(number, precision, isinstance(value, float))
    return _general(digits, exponent, precision, "-" if number < 0 else "", "E" if letter == "G" else "e")


def _rounded(number: Decimal, precision: int, even: bool) -> tuple[str, int]:
    """Significant digits (without trailing zeros) and decimal exponent."""
    from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context

    context = Context(prec=precision, rounding=ROUND_HALF_EVEN if even else ROUND_HALF_UP)
    plain = context.plus(number.copy_abs())
    _, digits, _ = plain.as_tuple()
    if not plain:
        return "0", 0
    return "".join(map(str, digits)).rstrip("0") or "0", plain.adjusted()


def _scientific_format(number: Decimal, letter: str, precision: int, even: bool) -> str:
    digits, exponent = _rounded(number, precision + 1, even)
    digits = digits.ljust(precision + 1, "0")
    mantissa = digits[0] + ("." + digits[1:] if precision else "")
    return f"{'-' if number < 0 else ''}{mantissa}{letter}{'+' if exponent >= 0 else '-'}{abs(exponent):03d}"


def exact(value: object) -> Decimal:
    """A number as Decimal, digit for digit."""
    from decimal import Decimal

    if type(value) is Single:
        return Decimal(float(value))
    if isinstance(value, float):
        return Decimal(value)
    return value if is_decimal(value) else Decimal(int(value))  # type: ignore[return-value, call-overload]


def _fixed(number: Decimal, precision: int, even: bool) -> tuple[str, bool]:
    """Digits with `precision` decimals (`even`: halves to even, else away from zero), and whether it is negative."""
    from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal

    context = Context(prec=2000, rounding=ROUND_HALF_EVEN if even else ROUND_HALF_UP)
    text = format(number.copy_abs().quantize(Decimal(1).scaleb(-precision), context=context), "f")
    return text, number.is_signed()


def group(text: str) -> str:
    """Commas between the thousands of unsigned digits."""
    whole, point, fraction = text.partition(".")
    parts = []
    while len(whole) > 3:
        parts.append(whole[-3:])
        whole = whole[:-3]
    return ",".join([whole, *reversed(parts)]) + point + fraction
