"""Which characters a pattern that ignores case takes for one another: those with one small letter, as in .NET.

The regex package folds case by Unicode's own table, in which long s, dotless i and final sigma are letters like
others; .NET keeps those apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

_KELVIN, _DOTTED = "\u212a", "\u0130"


@cache
def _families() -> dict[str, str]:
    """Every character of several with one small letter, and all of those."""
    found: dict[str, list[str]] = {}
    for code in range(0x41, 0xD800):
        char = chr(code)
        small = _small(char)
        if small != char:
            found.setdefault(small, [small]).append(char)
    return {char: "".join(chars) for chars in found.values() for char in chars}


def _small(char: str) -> str:
    low = char.lower()
    return low if len(low) == 1 else "i"


def variants(char: str, invariant: bool) -> str:
    """A character and all that differ from it by case alone; `invariant`: in no culture."""
    if char.isascii():
        if not char.isalpha():
            return char
        low = char.lower()
        return low + low.upper() + ("" if invariant or low != "i" else _DOTTED) + (_KELVIN if low == "k" else "")
    family = _families().get(char, char)
    if invariant and _DOTTED in family:
        return char if char == _DOTTED else family.replace(_DOTTED, "")
    return family


def literal(char: str, invariant: bool) -> str:
    """A character where case is ignored, in the regex package's spelling."""
    if char.isascii() and char not in "sSiI":
        return re.escape(char)
    family = variants(char, invariant)
    return f"(?-i:{re.escape(char)})" if len(family) == 1 else f"(?-i:[{''.join(map(_quoted, family))}])"


def spread(ranges: Iterable[tuple[str, str]], invariant: bool) -> list[tuple[str, str]]:
    """Ranges of characters, with those added that differ from one in them by case alone."""
    out: list[tuple[str, str]] = []
    for first, last in ranges:
        out.append((first, last))
        if last.isascii():
            inside: Iterable[str] = map(chr, range(ord(first), ord(last) + 1))
        else:
            inside = [char for char in _families() if first <= char <= last]
        for char in inside:
            out.extend((other, other) for other in variants(char, invariant) if not first <= other <= last)
    return out


def written(ranges: Iterable[tuple[str, str]]) -> str:
    """Ranges as the inside of a set."""
    return "".join(_quoted(first) if first == last else f"{_quoted(first)}-{_quoted(last)}" for first, last in ranges)


def _quoted(char: str) -> str:
    return f"\\x{ord(char):02x}" if char.isascii() and not char.isalnum() else char
