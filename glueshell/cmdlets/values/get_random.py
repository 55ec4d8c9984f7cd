"""Get-Random, Get-SecureRandom and New-Guid."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any, Protocol

from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter
from glueshell.engine.validators import ValidateNotNull, ValidateRange
from glueshell.objects.convert import convert
from glueshell.objects.enumeration import elements
from glueshell.objects.enums import EnumValue
from glueshell.objects.errors import PSError
from glueshell.objects.numbers import Int64
from glueshell.objects.psobject import unwrap
from glueshell.objects.text import to_text
from glueshell.objects.typeinfo import type_named
from glueshell.objects.types.seeded import SeededNumbers

_NUMBER, _LIST, _SHUFFLE = "RandomNumberParameterSet", "RandomListItemParameterSet", "ShuffleParameterSet"
_INT32_MAX, _INT64_MAX = 2**31 - 1, 2**63 - 1
_KEPT = "random"


class Source(Protocol):
    """Where bytes come from."""

    def bytes(self, count: int) -> bytes:
        """So many bytes."""


class Entropy:
    """The bytes of a generator of Python's."""

    def __init__(self, source: random.Random) -> None:
        self._source = source

    def bytes(self, count: int) -> bytes:
        """So many bytes."""
        return self._source.randbytes(count)


class Mixed:
    """Numbers made of bytes the way PowerShell's Get-Random makes them."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def bytes(self, count: int) -> bytes:
        """So many bytes."""
        return self._source.bytes(count)

    def sample(self) -> int:
        """A whole number from 0 to 2147483646."""
        value = self._whole()
        return value + _INT32_MAX if value < 0 else value

    def _whole(self) -> int:
        """A whole number of 32 bits, but not the greatest."""
        value = _INT32_MAX
        while value == _INT32_MAX:
            value = int.from_bytes(self.bytes(4), "little", signed=True)
        return value

    def fraction(self) -> float:
        """A number from 0 to just below 1."""
        return self.sample() * (1.0 / _INT32_MAX)

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` to just below `high`, both of 32 bits."""
        span = high - low
        if span <= _INT32_MAX:
            return int(self.fraction() * span) + low
        return int((self._whole() + _INT32_MAX) * (1.0 / (2 * _INT32_MAX)) * span) + low


class _Choosing(Cmdlet):
    default_set = _NUMBER

    maximum = Parameter("object", sets=(_NUMBER,), position=0, help="The number they stay below.")
    minimum = Parameter("object", sets=(_NUMBER,), help="The smallest number (default: 0).")
    input_object = Parameter("object[]", sets=(_LIST, _SHUFFLE), position=0, mandatory=True, from_pipeline=True,
                             allow_null=True, allow_empty=True, help="The objects to choose from.")  # fmt: skip
    count = Parameter("int", sets=(_NUMBER, _LIST), default=1, validators=(ValidateRange(1, _INT32_MAX),),
                      help="How many.")  # fmt: skip
    shuffle = Parameter("switch", sets=(_SHUFFLE,), mandatory=True, help="All objects, in a random order.")

    def source(self) -> Mixed:
        """Where the randomness comes from."""
        raise NotImplementedError

    def begin(self) -> None:
        """No object collected yet."""
        self._kept: list[object] = []
        self._seen = 0
        self._most = _INT32_MAX if self.shuffle else int(self.count)
        self._numbers = self.source()

    def process(self) -> Iterator[object]:
        """Numbers at once; of objects as many as are wanted are held, each with the same chance."""
        if self.parameter_set == _NUMBER:
            yield from self._drawn()
            return
        for item in elements(self.input_object):
            if self._seen < self._most:
                self._kept.append(item)
            elif self._numbers.between(0, self._seen + 1) < self._most:
                self._kept[self._numbers.between(0, len(self._kept))] = item
            self._seen += 1

    def end(self) -> Iterator[object]:
        """The objects held, in a random order."""
        kept = self._kept
        for index in range(len(kept)):
            chosen = self._numbers.between(index, len(kept))
            yield kept[chosen]
            kept[chosen] = kept[index]

    def _drawn(self) -> Iterator[object]:
        low, high = _number(self.minimum), _number(self.maximum)
        if isinstance(low, float) or isinstance(high, float):
            least = 0.0 if low is None else float(low)
            most = 1.7976931348623157e308 if high is None else float(high)
            self._check(least, most)
            for _ in range(self.count):
                yield self._fraction(least, most)
            return
        wide = any(
            isinstance(each, Int64) or (each is not None and not -_INT32_MAX - 1 <= each <= _INT32_MAX)
            for each in (low, high)
        )
        least, most = low or 0, (_INT64_MAX if wide else _INT32_MAX) if high is None else high
        self._check(least, most)
        for _ in range(self.count):
            yield Int64(self._wide(int(least), int(most))) if wide else self._numbers.between(int(least), int(most))

    def _fraction(self, low: float, high: float) -> float:
        """A number from `low` to just below `high`, as PowerShell draws it."""
        span = high - low
        while True:
            part = self._numbers.fraction()
            drawn = low + part * high - part * low if span == float("inf") else low + part * span
            if drawn < high:
                return drawn
            span *= part

    def _wide(self, low: int, high: int) -> int:
        """A number of 64 bits: bytes, until they lie below what is wanted."""
        span = high - low
        if span <= _INT32_MAX:
            return low + self._numbers.between(0, span)
        mask = (1 << span.bit_length()) - 1
        while True:
            drawn = int.from_bytes(self._numbers.bytes(8), "little") & mask
            if drawn < span:
                # PowerShell adds the two as doubles.
                return int(float(low) + float(drawn))

    def _check(self, least: float, most: float) -> None:
        if least >= most:
            self.throw(
                ErrorRecord(
                    PSError(
                        f"The Minimum value ({to_text(least)}) cannot be greater than or equal to the Maximum value"
                        f" ({to_text(most)}).",
                        "MinGreaterThanOrEqualMax",
                        "InvalidArgument",
                        "System.ArgumentException",
                    )
                )
            )


def _number(value: object) -> Any:
    """A bound as a number: Int32, Int64 or Double; None for none. Raises PSError for text that is no number."""
    bare = unwrap(value)
    if bare is None or (isinstance(bare, int | float) and not isinstance(bare, bool | EnumValue)):
        return bare
    if type(bare) is not str:
        return convert(bare, type_named("System.Double"))
    text = bare.strip()
    if any(mark in text for mark in ".eE") and text[:1].isdigit():
        return convert(bare, type_named("System.Double"))
    return convert(bare, type_named("System.Int32"))


class GetRandom(_Choosing):
    """Answers random numbers, or objects chosen at random.

    `-SetSeed` makes the numbers that follow repeatable; never use them where a secret is wanted.
    """

    name = "Get-Random"
    dotnet_name = "Microsoft.PowerShell.Commands.GetRandomCommand"
    examples = (
        Example("(Get-Random -Minimum 1 -Maximum 7) -in 1..6", "A die.", "True"),
        Example("('a', 'b', 'c' | Get-Random -Count 2).Count", "Two of three.", "2"),
        Example("(1..5 | Get-Random -Shuffle | Sort-Object) -join ''", "All of them, in some order.", "12345"),
    )
    links = ("Get-SecureRandom", "New-Guid")

    set_seed = Parameter(
        "Nullable[int]",
        label="int",
        validators=(ValidateNotNull(),),
        help="A number to begin from, to get the same again.",
    )

    def source(self) -> Mixed:
        """The session's generator."""
        kept = self.engine.kept
        if self.set_seed is not None:
            kept[_KEPT] = Mixed(SeededNumbers(int(self.set_seed)))
        elif _KEPT not in kept:
            kept[_KEPT] = Mixed(Entropy(random.Random()))
        found: Mixed = kept[_KEPT]
        return found


class GetSecureRandom(_Choosing):
    """Answers random numbers nobody can foretell, or objects chosen with them."""

    name = "Get-SecureRandom"
    dotnet_name = "Microsoft.PowerShell.Commands.GetSecureRandomCommand"
    examples = (
        Example("(Get-SecureRandom -Maximum 10) -lt 10", "A number.", "True"),
        Example("(1..3 | Get-SecureRandom -Shuffle).Count", "In some order.", "3"),
    )
    links = ("Get-Random",)

    def source(self) -> Mixed:
        """The operating system's generator."""
        return Mixed(Entropy(random.SystemRandom()))


class NewGuid(Cmdlet):
    """Answers a new GUID, the empty one, or one from text."""

    name = "New-Guid"
    default_set = "Default"
    dotnet_name = "Microsoft.PowerShell.Commands.NewGuidCommand"
    output_types = ("System.Guid",)
    examples = (
        Example("(New-Guid).ToString().Length", "A new one.", "36"),
        Example("'{6F9619FF-8B86-D011-B42D-00C04FC964FF}' | New-Guid | ForEach-Object ToString", "From text.",
                "6f9619ff-8b86-d011-b42d-00c04fc964ff"),
    )  # fmt: skip
    links = ("Get-Random",)

    empty = Parameter("switch", sets=("Empty",), help="The one that is all zeros.")
    input_object = Parameter("string", sets=("InputObject",), position=0, from_pipeline=True, help="Its text.")

    def process(self) -> Iterator[object]:
        """The GUID."""
        from glueshell.objects.types.guid import Guid, new, parse

        if self.empty:
            yield Guid()
        elif self.input_object is None:
            yield new()
        else:
            try:
                yield parse(self.input_object)
            except PSError as error:
                self.write_error(
                    ErrorRecord(
                        PSError(error.message, "StringNotRecognizedAsGuid", "InvalidArgument",
                                "System.FormatException")
                    )
                )  # fmt: skip
