"""Get-Random, Get-SecureRandom and New-Guid."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter
from glueshell.engine.validators import ValidateNotNull, ValidateRange
from glueshell.objects.convert import convert
from glueshell.objects.enumeration import elements
from glueshell.objects.errors import PSError
from glueshell.objects.numbers import Int64
from glueshell.objects.psobject import unwrap
from glueshell.objects.text import to_text
from glueshell.objects.typeinfo import type_named

_NUMBER, _LIST, _SHUFFLE = "RandomNumberParameterSet", "RandomListItemParameterSet", "ShuffleParameterSet"
_INT32_MAX, _INT64_MAX = 2**31 - 1, 2**63 - 1
_KEPT = "random"


class _Choosing(Cmdlet):
    default_set = _NUMBER

    maximum = Parameter("object", sets=(_NUMBER,), position=0, help="The number they stay below.")
    minimum = Parameter("object", sets=(_NUMBER,), help="The smallest number (default: 0).")
    input_object = Parameter("object[]", sets=(_LIST, _SHUFFLE), position=0, mandatory=True, from_pipeline=True,
                             allow_null=True, allow_empty=True, help="The objects to choose from.")  # fmt: skip
    count = Parameter("int", sets=(_NUMBER, _LIST), default=1, validators=(ValidateRange(1, _INT32_MAX),),
                      help="How many.")  # fmt: skip
    shuffle = Parameter("switch", sets=(_SHUFFLE,), mandatory=True, help="All objects, in a random order.")

    def source(self) -> random.Random:
        """Where the randomness comes from."""
        raise NotImplementedError

    def begin(self) -> None:
        """No object collected yet."""
        self._items: list[object] = []
        self._source = self.source()

    def process(self) -> Iterator[object]:
        """Numbers at once; objects are collected first."""
        if self.parameter_set == _NUMBER:
            yield from self._numbers()
        else:
            self._items.extend(elements(self.input_object))

    def end(self) -> Iterator[object]:
        """The objects chosen, none of them twice."""
        if not self._items:
            return
        many = len(self._items) if self.shuffle else min(self.count, len(self._items))
        yield from self._source.sample(self._items, many)

    def _numbers(self) -> Iterator[object]:
        low, high = _number(self.minimum), _number(self.maximum)
        if isinstance(low, float) or isinstance(high, float):
            least = 0.0 if low is None else float(low)
            most = 1.7976931348623157e308 if high is None else float(high)
            self._check(least, most)
            for _ in range(self.count):
                yield least + self._source.random() * (most - least)
            return
        wide = any(isinstance(each, Int64) or (each is not None and abs(each) > _INT32_MAX) for each in (low, high))
        least, most = low or 0, (_INT64_MAX if wide else _INT32_MAX) if high is None else high
        self._check(least, most)
        for _ in range(self.count):
            number = self._source.randrange(int(least), int(most))
            yield Int64(number) if wide else number

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
    if bare is None or (isinstance(bare, int | float) and not isinstance(bare, bool)):
        return bare
    text = to_text(bare).strip()
    if isinstance(bare, str) and any(mark in text for mark in ".eE") and text[:1].isdigit():
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
        "object", label="int", validators=(ValidateNotNull(),), help="A number to begin from, to get the same again."
    )

    def source(self) -> random.Random:
        """The session's generator."""
        kept = self.engine.kept
        if self.set_seed is not None:
            kept[_KEPT] = random.Random(int(convert(self.set_seed, type_named("System.Int32"))))  # type: ignore[call-overload]
        elif _KEPT not in kept:
            kept[_KEPT] = random.Random()
        found: random.Random = kept[_KEPT]
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

    def source(self) -> random.Random:
        """The operating system's generator."""
        return random.SystemRandom()


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
