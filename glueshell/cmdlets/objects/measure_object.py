"""Measure-Object."""

from __future__ import annotations

import re
from collections.abc import Callable

from glueshell.cmdlets.objects.expressions import MISSING, expressions
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter
from glueshell.engine.validators import ValidateNotNullOrEmpty
from glueshell.objects.comparison import compare
from glueshell.objects.convert import to_double
from glueshell.objects.errors import PSError
from glueshell.objects.psobject import PSObject, unwrap
from glueshell.objects.text import net_text, to_text
from glueshell.objects.typeinfo import TypeInfo

_GENERIC = "Microsoft.PowerShell.Commands.GenericMeasureInfo"
_OBJECTS = "Microsoft.PowerShell.Commands.GenericObjectMeasureInfo"
_TEXT = "Microsoft.PowerShell.Commands.TextMeasureInfo"


class MeasureObject(Cmdlet):
    """Counts, adds up, and finds the smallest and the largest; or counts lines, words and characters of text."""

    name = "Measure-Object"
    aliases = ("measure",)
    default_set = "GenericMeasure"
    dotnet_name = "Microsoft.PowerShell.Commands.MeasureObjectCommand"
    examples = (
        Example("(1..4 | Measure-Object -Sum).Sum", "A sum.", "10"),
        Example("(1..4 | Measure-Object).Count", "A count.", "4"),
    )
    links = ("Group-Object", "Sort-Object")

    input_object = Parameter("object", label="psobject", from_pipeline=True, help="The objects to measure.")
    property = Parameter(
        "object[]",
        label="pspropertyexpression[]",
        position=0,
        validators=(ValidateNotNullOrEmpty(),),
        help="The properties to measure (default: the objects themselves).",
    )
    standard_deviation = Parameter("switch", sets=("GenericMeasure",), help="The spread.")
    sum = Parameter("switch", sets=("GenericMeasure",), help="Adds up.")
    all_stats = Parameter("switch", sets=("GenericMeasure",), help="All of them.")
    average = Parameter("switch", sets=("GenericMeasure",), help="The mean.")
    maximum = Parameter("switch", sets=("GenericMeasure",), help="The largest.")
    minimum = Parameter("switch", sets=("GenericMeasure",), help="The smallest.")
    line = Parameter("switch", sets=("TextMeasure",), help="Counts lines.")
    word = Parameter("switch", sets=("TextMeasure",), help="Counts words.")
    character = Parameter("switch", sets=("TextMeasure",), help="Counts characters.")
    ignore_white_space = Parameter("switch", sets=("TextMeasure",), help="Leaves blanks out of the count.")

    def begin(self) -> None:
        """One tally per property."""
        self._expressions = expressions(self, self.property, ("expression",))
        self._tallies: dict[str, _Tally] = {}
        self._numeric = True
        if not self._expressions:
            self._tallies[""] = _Tally("")

    def receiver(self) -> Callable[[object], None]:
        """Add every object to its tallies."""
        if self._expressions:
            return self._by_property
        tally = self._tallies[""]
        if self.parameter_set == "GenericMeasure" and not self._wants_more():
            return tally.count_one
        add = self._add
        if self.parameter_set == "TextMeasure" or any(
            (self.maximum, self.minimum, self.standard_deviation, self.all_stats)
        ):
            return lambda item: None if item is None else add(tally, item)

        def add_number(item: object) -> None:
            if type(item) is int or type(item) is float:
                tally.count += 1
                tally.numbers += 1
                tally.total += item
            elif item is not None:
                add(tally, item)

        return add_number

    def process(self) -> None:
        """Add the object given as an argument."""
        if self.is_bound("InputObject"):
            self.receiver()(self.input_object)

    def _wants_more(self) -> bool:
        return any((self.sum, self.average, self.maximum, self.minimum, self.standard_deviation, self.all_stats))

    def _by_property(self, item: object) -> None:
        if item is None:
            return
        for expression in self._expressions:
            for one in expression.resolve(item):
                value = one.read(item)
                if value is not MISSING:
                    self._add(self._tallies.setdefault(one.name, _Tally(one.name)), value)

    def end(self) -> None:
        """Write a result per property."""
        for tally in self._tallies.values():
            self.write(self._text_result(tally) if self.parameter_set == "TextMeasure" else self._result(tally))

    # -- counting ---------------------------------------------------------------------------------------------------

    def _add(self, tally: _Tally, value: object) -> None:
        tally.count += 1
        if self.parameter_set == "TextMeasure":
            tally.read(to_text(value), bool(self.ignore_white_space))
            return
        everything = bool(self.all_stats)
        if self.sum or self.average or self.standard_deviation or everything:
            if type(value) is int or type(value) is float:
                tally.add(float(value))
            elif not self._add_number(tally, value):
                return
        if self.maximum or everything:
            if tally.maximum is None or _compared(tally.maximum, value) < 0:
                tally.maximum = value
        if self.minimum or everything:
            if tally.minimum is None or _compared(tally.minimum, value) > 0:
                tally.minimum = value

    def _add_number(self, tally: _Tally, value: object) -> bool:
        try:
            tally.add(0.0 if value is None else to_double(unwrap(value)))
            return True
        except PSError:
            # One value that is no number, and no number is answered for anything.
            self._numeric = False
            self.write_error(
                ErrorRecord(
                    f'Input object "{net_text(value)}" is not numeric.', "NonNumericInputObject", "InvalidType", value
                )
            )
            return False

    def _result(self, tally: _Tally) -> PSObject:
        everything = bool(self.all_stats)
        numeric = tally.numbers > 0 and self._numeric
        total = tally.total if numeric or (tally.count == 0 and not self._expressions) else None
        computed = self.sum or self.average or self.standard_deviation or everything
        largest, smallest = _number_of(tally.maximum), _number_of(tally.minimum)
        numbers = all(value is None or type(value) is float for value in (largest, smallest))
        if not numbers:
            largest, smallest = tally.maximum, tally.minimum
        return Measured(
            {
                "Count": tally.count,
                "Average": tally.total / tally.numbers if (self.average or everything) and numeric else None,
                "Sum": total if self.sum or everything else None,
                "Maximum": largest if self.maximum or everything else None,
                "Minimum": smallest if self.minimum or everything else None,
                "StandardDeviation": tally.deviation() if (self.standard_deviation or everything) and numeric else None,
                "Property": tally.name or None,
            },
            (
                _GENERIC if computed or numbers else _OBJECTS,
                "Microsoft.PowerShell.Commands.MeasureInfo",
                "System.Object",
            ),
        )

    def _text_result(self, tally: _Tally) -> PSObject:
        return Measured(
            {
                "Lines": tally.lines if self.line else None,
                "Words": tally.words if self.word else None,
                "Characters": tally.characters if self.character else None,
                "Property": tally.name or None,
            },
            (_TEXT, "Microsoft.PowerShell.Commands.MeasureInfo", "System.Object"),
        )


class Measured(PSObject):
    """A result with a .NET type of its own, which is what its most specific type name says."""

    __slots__ = ()

    @property
    def ps_type(self) -> TypeInfo:
        """The type that GetType() answers."""
        return TypeInfo(self.type_names[0], base="Microsoft.PowerShell.Commands.MeasureInfo")


class _Tally:
    __slots__ = ("characters", "count", "lines", "maximum", "mean", "minimum", "name", "numbers", "spread",
                 "total", "words")  # fmt: skip

    def __init__(self, name: str) -> None:
        self.name = name
        self.count = 0
        self.numbers = 0
        self.total = 0.0
        self.mean = 0.0
        self.spread = 0.0
        self.maximum: object = None
        self.minimum: object = None
        self.lines = 0
        self.words = 0
        self.characters = 0

    def count_one(self, item: object) -> None:
        if item is not None:
            self.count += 1

    def add(self, number: float) -> None:
        self.numbers += 1
        self.total += number
        difference = number - self.mean  # Welford's way: one pass, no cancellation
        self.mean += difference / self.numbers
        self.spread += difference * (number - self.mean)

    def deviation(self) -> float:
        return float((self.spread / (self.numbers - 1)) ** 0.5) if self.numbers > 1 else 0.0

    def read(self, text: str, ignore_blanks: bool) -> None:
        self.lines += text.count("\n") + (1 if text and not text.endswith("\n") else 0)
        self.words += len(text.split())
        self.characters += len(re.sub(r"\s", "", text)) if ignore_blanks else len(text)


def _compared(known: object, value: object) -> int:
    """-1, 0 or 1; what is a number counts as one, and what is of two kinds is compared as text."""
    if type(known) is type(value) is int:
        return (known > value) - (known < value)
    left, right = _number_of(known), _number_of(value)
    if right is None:
        return 1
    if type(left) is not type(right):
        left, right = to_text(left), to_text(right)
    try:
        return compare(left, right, case=True)
    except PSError as error:
        raise PSError(error.message, "Argument", "InvalidArgument", "System.ArgumentException") from error


def _number_of(value: object) -> object:
    if value is None or type(value) is float:
        return value
    try:
        return to_double(unwrap(value))
    except PSError:
        return value
