"""Enumerations: their names and values as data, and the value class."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from glueshell.objects.errors import net_problem


class EnumType:
    """An enumeration: full name, names to numbers in declared order, whether values combine as flags."""

    __slots__ = ("_folded", "flags", "full_name", "names", "underlying")

    def __init__(self, full_name: str, names: Mapping[str, int], flags: bool = False) -> None:
        self.full_name = full_name
        self.names = dict(names)
        self.flags = flags
        # The type of the numbers.
        self.underlying = "System.Int32"
        self._folded = {name.lower(): name for name in names}

    def exact(self, name: str) -> str | None:
        """The name as declared, by any casing or by an unambiguous beginning; None where there is none."""
        found = self._folded.get(name.strip().lower())
        if found is not None:
            return found
        starts = self.beginning(name.strip()) if name.strip() else []
        return starts[0] if len(starts) == 1 else None

    def beginning(self, text: str) -> list[str]:
        """The names that begin with a text, in any casing."""
        low = text.lower()
        return [full for folded, full in self._folded.items() if folded.startswith(low)]

    def defines(self, number: int) -> bool:
        """Whether a number is a value: a named one, or for flags named bits; with negative ones about, any is."""
        numbers = self.names.values()
        if min(numbers, default=0) < 0:
            return True
        if not self.flags:
            return number in numbers
        mask = 0
        for bits in numbers:
            mask |= bits
        return number >= 0 and not number & ~mask

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

    def of_bits(self, number: int) -> EnumValue:
        """The value of a number's low bits, as many as a value of this type has."""
        name = self.underlying.removeprefix("System.")
        width = 8 if name.endswith("Byte") else int(name.lstrip("UInt"))
        low = number & (2**width - 1)
        signed = name == "SByte" or name[0] == "I"
        return EnumValue(self, low - 2**width if signed and low >> (width - 1) else low)

    def parse(self, text: str, ignore_case: bool = True) -> EnumValue:
        """Read digits, a name, or names joined by commas, as .NET does; raises NetError for anything else."""
        word = text.strip()
        if word.isdigit() or (word[1:].isdigit() and word[0] in "+-"):
            return self.value(int(word))
        total = 0
        for piece in word.split(","):
            name = piece.strip()
            found = self._folded.get(name.lower())
            if found is None or not (ignore_case or name in self.names):
                raise net_problem("EnumText", text) if word else net_problem("EnumBlank")
            total |= self.names[name] if name in self.names else self.names[found]
        return self.value(total)

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
