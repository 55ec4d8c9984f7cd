"""Numbers in text, read as literals are: hex, binary, kb to pb, type suffixes; for conversions thousands commas."""

from __future__ import annotations

import re

from glueshell.numerals import NUMBER, Literal, read_number
from glueshell.objects import numbers


def scan_number(text: str) -> int | float | object | None:
    """A number as PowerShell reads one in a string, of the type that the literal would be.

    Blank text is 0; what is no number, or fits no type, gives None.
    """
    word = text.strip()
    if not word:
        return 0
    match = NUMBER.fullmatch(word)
    return None if match is None else written(read_number(match))


def written(literal: object) -> object:
    """What a literal says, as a value of its type."""
    if not isinstance(literal, Literal):
        return literal
    if literal.kind == "Decimal":
        from glueshell.objects.decimals import fit

        return fit(literal.value)  # type: ignore[arg-type]
    return getattr(numbers, literal.kind)(literal.value)


def scan_thousands(text: str) -> int | float | object | None:
    """A number that a conversion takes, `scan_number`'s or one of .NET's with commas in its whole part."""
    if "," in text:
        found = _THOUSANDS.fullmatch(text)
        return None if found is None else scan_number(text.replace(",", ""))
    return scan_number(text)


_THOUSANDS = re.compile(r"\s*[+-]?[0-9][0-9,]*(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?\s*")
