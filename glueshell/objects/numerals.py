"""Numbers as people write them in text: hex, binary, kb to pb, type suffixes; for conversions thousands commas."""

from __future__ import annotations

import re

from glueshell.objects.numbers import BigInteger, Byte, Int16, Int64, SByte, UInt16, UInt32, UInt64

_MULTIPLIERS = {"kb": 1024, "mb": 1024**2, "gb": 1024**3, "tb": 1024**4, "pb": 1024**5}
_SUFFIXES: dict[str, type] = {"l": Int64, "u": UInt32, "ul": UInt64, "us": UInt16, "uy": Byte, "y": SByte, "s": Int16,
                              "n": BigInteger}


def scan_number(text: str) -> int | float | object | None:
    """A number as PowerShell reads one in a string: hex, binary, kb to pb, type suffixes.

    Blank text is 0; what is no number gives None. The type is the smallest of Int32, Int64, Decimal, Double that
    holds it, unless a suffix says otherwise.
    """
    word = text.strip()
    if not word:
        return 0
    sign = -1 if word[0] == "-" else 1
    body = word[1:] if word[0] in "+-" else word
    low = body.lower()
    if low.isdigit() and low.isascii():
        return _sized(sign * int(low))
    factor = _MULTIPLIERS.get(low[-2:])
    if factor is not None:
        low = low[:-2]
    if low[:2] in ("0x", "0b"):
        return _radix(low, sign, factor)
    suffix = ""
    while low and low[-1] in "lduysn" and len(suffix) < 2:
        suffix = low[-1] + suffix
        low = low[:-1]
    return _decimal_digits(low, suffix, sign, factor or 1)


def scan_thousands(text: str) -> int | float | object | None:
    """A number that a conversion takes, `scan_number`'s or one of .NET's with commas in its whole part."""
    if "," in text:
        found = _THOUSANDS.fullmatch(text)
        return None if found is None else scan_number(text.replace(",", ""))
    return scan_number(text)


_THOUSANDS = re.compile(r"\s*[+-]?[0-9][0-9,]*(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?\s*")


def _sized(number: int) -> int | float | object:
    if -(2**31) <= number < 2**31:
        return number
    if -(2**63) <= number < 2**63:
        return Int64(number)
    if abs(number) < 2**96:
        from decimal import Decimal

        return Decimal(number)
    return float(BigInteger(number))


def _radix(low: str, sign: int, factor: int | None) -> int | float | object | None:
    suffix = ""
    digits = low[2:]
    base = 16 if low[1] == "x" else 2
    while digits and digits[-1] in ("luysn" if base == 16 else "luysdn") and len(suffix) < 2:
        suffix = digits[-1] + suffix
        digits = digits[:-1]
    try:
        number = int(digits, base)
    except ValueError:
        return None
    bits = {8: 32, 16: 64}.get(len(digits) if base == 16 else len(digits) // 4, 0)
    if bits and number >= 2 ** (bits - 1):
        number -= 2**bits
    number *= sign * (factor or 1)
    if suffix:
        kind = _SUFFIXES.get(suffix)
        return None if kind is None else kind(number)
    return _sized(number)


def _decimal_digits(low: str, suffix: str, sign: int, factor: int) -> int | float | object | None:
    plain = low
    if "_" in plain or not plain or not (plain[0].isdigit() or plain[0] == ".") or not plain.isascii():
        return None
    try:
        number = float(plain)
    except ValueError:
        return None
    whole = plain.isdigit()
    if suffix == "d":
        from decimal import Decimal

        return sign * factor * Decimal(plain)
    if suffix:
        kind = _SUFFIXES.get(suffix)
        return kind(sign * factor * (int(plain) if whole else round(number))) if kind is not None else None
    if whole:
        return _sized(sign * factor * int(plain))
    return sign * factor * number
