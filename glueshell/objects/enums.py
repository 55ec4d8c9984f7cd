"""Enumerations: their names and values as data, and the value class."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from glueshell.objects.errors import PSError, net_problem, problem


class EnumType:
    """An enumeration: full name, names to numbers in declared order, whether values combine as flags."""

    __slots__ = ("_folded", "flags", "full_name", "names")

    def __init__(self, full_name: str, names: Mapping[str, int], flags: bool = False) -> None:
        self.full_name = full_name
        self.names = dict(names)
        self.flags = flags
        self._folded = {name.lower(): name for name in names}

    def exact(self, name: str) -> str | None:
        """The name as declared, by any casing or by an unambiguous beginning; None where there is none."""
        low = name.strip().lower()
        found = self._folded.get(low)
        if found is not None:
            return found
        starts = [full for folded, full in self._folded.items() if low and folded.startswith(low)]
        return starts[0] if len(starts) == 1 else None

    def name_of(self, number: int) -> str:
        """The name of a number, names joined by ', ' for flags, the digits where no name fits."""
        for name, value in self.names.items():
            if value == number:
                return name
        if self.flags and number > 0:
            rest, parts = number, []
            for name, value in sorted(self.names.items(), key=lambda pair: -pair[1]):
                if value and rest & value == value:
                    parts.append(name)
                    rest &= ~value
            if not rest:
                return ", ".join(reversed(parts))
        return str(number)

    def value(self, number: int) -> EnumValue:
        """The value of a number, named or not."""
        return EnumValue(self, number)

    def parse(self, text: str, loose: bool = True) -> EnumValue:
        """Read a name, names joined by commas, or digits; `loose` allows the beginning of a name.

        Raises the conversion error that lists the names.
        """
        total = 0
        for piece in text.split(","):
            word = piece.strip()
            found = self.exact(word) if loose else self._folded.get(word.lower())
            if found is not None:
                total |= self.names[found]
                continue
            if not word.lstrip("+-").isdigit() or "," in text:
                raise self._unknown(text, loose)
            total |= int(word)
        return EnumValue(self, total)

    def _unknown(self, text: str, loose: bool) -> PSError:
        if not loose:
            return net_problem("EnumText", text)
        return problem("EnumUnknown", text, self.full_name, text, self.listed(), target=text)

    def listed(self) -> str:
        """All names, joined by commas, as an error lists them."""
        return ", ".join(self.names)


class EnumValue(int):
    """A value of an enumeration: an int that knows its type and its name."""

    enum: EnumType

    def __new__(cls, enum: EnumType, number: int) -> EnumValue:
        self = super().__new__(cls, number)
        self.enum = enum
        return self

    @property
    def ps_type_name(self) -> str:
        """The enumeration's full name."""
        return self.enum.full_name

    @property
    def type(self) -> str:
        """The enumeration's full name."""
        return self.enum.full_name

    @property
    def name(self) -> str:
        """The name or names of the value, its digits where none fits."""
        return self.enum.name_of(int(self))

    @property
    def value(self) -> int:
        """The number."""
        return int(self)

    def ps_text(self) -> str:
        """The value as text: its name."""
        return self.name

    def __reduce__(self) -> tuple:
        return (EnumValue, (self.enum, int(self)))


@cache
def enum_type(full_name: str) -> EnumType | None:
    """The declared enumeration of a full name, None where there is none."""
    from glueshell.objects.enumtable import DECLARED

    row = DECLARED.get(full_name)
    if row is None:
        return None
    names, flags = row
    return EnumType(full_name, names, flags)


def enum_value(full_name: str, number: int) -> EnumValue:
    """A value of a declared enumeration."""
    found = enum_type(full_name)
    if found is None:
        raise KeyError(full_name)
    return EnumValue(found, number)
