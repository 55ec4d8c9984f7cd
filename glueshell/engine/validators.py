"""Validators: each is called with a value and answers None, or the sentence that says what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from glueshell.engine.errors import Terminating
from glueshell.objects.enums import EnumValue
from glueshell.objects.errors import PSError
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.numbers import Char

# id -> sentence of PowerShell's validation attributes.
MESSAGES = {
    "set": 'The argument "{0}" does not belong to the set "{1}" specified by the ValidateSet attribute. Supply an'
    " argument that is in the set and then try the command again.",
    "pattern": 'The argument "{0}" does not match the "{1}" pattern. Supply an argument that matches "{1}" and try the'
    " command again.",
    "script": 'The "{1}" validation script for the argument with value "{0}" did not return a result of True. Determine'
    " why the validation script failed, and then try the command again.",
    "null": "The argument is null. Provide a valid value for the argument, and then try running the command again.",
    "null-item": "The argument has a null value, or an element of the argument collection contains a null value."
    " Provide a collection that does not contain any null values, and then try the command again.",
    "empty": "The argument is null or empty. Provide an argument that is not null or empty, and then try the command"
    " again.",
    "empty-item": "The argument is null, empty, or an element of the argument collection contains a null value."
    " Supply a collection that does not contain any null values and then try the command again.",
    "blank-item": "An element of the argument collection is null, empty, or consists of only white-space characters."
    " Supply a collection that does not contain any those values and then try the command again.",
    "blank": "The argument is null, empty, or consists of only white-space characters. Provide an argument that"
    " contains non white-space characters, and then try the command again.",
    "greater": "The {0} argument is greater than the maximum allowed range of {1}. Supply an argument that is less than"
    " or equal to {1} and then try the command again.",
    "smaller": "The {0} argument is less than the minimum allowed range of {1}. Supply an argument that is greater than"
    " or equal to {1} and then try the command again.",
    "range-type": 'The argument cannot be validated because its type "{0}" is not the same type ({1}) as the maximum'
    " and minimum limits of the parameter. Make sure the argument is of type {1} and then try the command again.",
    "Positive": 'The argument "{0}" cannot be validated because its value is not greater than zero.',
    "NonNegative": 'The argument "{0}" cannot be validated because its value is not greater than or equal to zero.',
    "Negative": 'The argument "{0}" cannot be validated because its value is not less than zero.',
    "NonPositive": 'The argument "{0}" cannot be validated because its value is not less than or equal to zero.',
    "count-exact": "The parameter requires exactly {0} value(s) - {1} value(s) were provided.",
    "count": "The parameter requires at least {0} value(s) and no more than {1} value(s) - {2} value(s) were provided.",
    "count-type": "The ValidateCount attribute cannot be applied to a non-array parameter. Either remove the attribute"
    " from the parameter or make the parameter an array parameter.",
    "short": "The character length ({1}) of the argument is too short. Specify an argument with a length that is"
    ' greater than or equal to "{0}", and then try the command again.',
    "long": "The character length of the {1} argument is too long. Shorten the character length of the argument so it"
    ' is fewer than or equal to "{0}" characters, and then try the command again.',
    "length-type": "The ValidateLength attribute cannot be applied to a parameter that is not a string or string[]"
    " parameter. Make the parameter a string or string[] parameter.",
}


class Check:
    """A validator of single values: a collection is checked item by item."""

    def __call__(self, value: object) -> str | None:
        """None when every item is fine, else a sentence; null among items is told otherwise than null alone."""
        if value is None:
            return MESSAGES["empty-item"]
        items = _items(value)
        if items is None:
            return self.one(value)
        for item in items:
            sentence = self.null_item() if item is None else self.one(item)
            if sentence is not None:
                return sentence
        return None

    def null_item(self) -> str:
        """What is wrong with null as an item."""
        return MESSAGES["null"]

    def wrapped(self, value: object) -> str | None:
        """As a call, for a value in a PSObject: what came through a pipeline, or was cast to one."""
        return self(value)

    def one(self, value: object) -> str | None:
        """None when the single value is fine, else a sentence."""
        raise NotImplementedError


class ValidateSet(Check):
    """One of a closed list of words; `message` may use {0} (the value) and {1} (the list)."""

    def __init__(self, values: Sequence[object], ignore_case: bool = True, message: str | None = None) -> None:
        self.values = tuple(_text(value) for value in values)
        self.ignore_case = ignore_case
        self.message = message

    def one(self, value: object) -> str | None:
        """None when the value is one of the words."""
        text = _text(value)
        if self.ignore_case:
            if any(text.lower() == word.lower() for word in self.values):
                return None
        elif text in self.values:
            return None
        return (self.message or MESSAGES["set"]).format(text, ",".join(self.values))


_NUMBERED = ("System.Char", "System.Numerics.BigInteger", "System.Boolean")
"""Types, beside enumerations, whose values a kind of range takes as Int32."""


class ValidateRange(Check):
    """A value between two bounds of the same type, or of a kind: Positive, NonNegative, Negative, NonPositive."""

    def __init__(self, low: object, high: object = None, *, kind: str = "") -> None:
        self.low = low
        self.high = high
        self.kind = kind

    def one(self, value: object) -> str | None:
        """None when the value lies in the range."""
        from glueshell.objects.convert import convert
        from glueshell.objects.operators import compare
        from glueshell.objects.psobject import unwrap
        from glueshell.objects.typeinfo import type_named, type_of

        value = unwrap(value)
        try:
            if self.kind:
                name = type_of(value).full_name
                if name in ("System.String", "System.DateTime", "System.Management.Automation.SwitchParameter"):
                    return self._another_type(value, 0)
                if name in _NUMBERED or isinstance(value, EnumValue):
                    try:
                        value = convert(value, type_named("System.Int32"))
                    except PSError:
                        return self._another_type(value, 0)
                sign = compare(value, 0)
                fine = {"Positive": sign > 0, "NonNegative": sign >= 0, "Negative": sign < 0, "NonPositive": sign <= 0}
                return None if fine[self.kind] else MESSAGES[self.kind].format(_text(value))
            value = convert(value, type_of(self.low))
            if compare(self.high, value) < 0:
                return MESSAGES["greater"].format(_text(value), _text(self.high))
            if compare(self.low, value) > 0:
                return MESSAGES["smaller"].format(_text(value), _text(self.low))
        except PSError:
            return self._another_type(value, 0 if self.kind else self.low)
        return None

    @staticmethod
    def _another_type(value: object, bound: object) -> str:
        from glueshell.objects.typeinfo import type_of

        return MESSAGES["range-type"].format(type_of(value).name, type_of(bound).name)


class ValidatePattern(Check):
    """Text that a regular expression finds something in."""

    def __init__(self, pattern: str, ignore_case: bool = True, message: str | None = None) -> None:
        self.pattern = pattern
        self.ignore_case = ignore_case
        self.message = message

    def one(self, value: object) -> str | None:
        """None when the pattern matches."""
        from glueshell.objects.operators import match

        try:
            found, _ = match(_text(value), self.pattern, not self.ignore_case)
        except PSError as error:
            return error.message
        if found:
            return None
        return (self.message or MESSAGES["pattern"]).format(_text(value), self.pattern)


class ValidateLength(Check):
    """Text of a length between two bounds."""

    def __init__(self, low: int, high: int) -> None:
        self.low = low
        self.high = high

    def one(self, value: object) -> str | None:
        """None when the text is neither too short nor too long."""
        if not isinstance(value, str) or type(value) is Char:
            return MESSAGES["length-type"]
        if len(value) < self.low:
            return MESSAGES["short"].format(self.low, len(value))
        if len(value) > self.high:
            return MESSAGES["long"].format(self.high, len(value))
        return None

    def null_item(self) -> str:
        """Null is no text."""
        return MESSAGES["length-type"]

    def wrapped(self, value: object) -> str | None:
        """None for a collection of fitting texts; a text alone is not seen through its wrapper."""
        return MESSAGES["length-type"] if isinstance(value, str) else self(value)


class ValidateCount:
    """A collection with a number of items between two bounds."""

    def __init__(self, low: int, high: int) -> None:
        self.low = low
        self.high = high

    def __call__(self, value: object) -> str | None:
        """None when there are neither too few nor too many items; a text counts by its characters."""
        items = value if isinstance(value, str | Hashtable) else iter(()) if value is None else _items(value)
        if items is None or isinstance(value, Char):
            return MESSAGES["count-type"]
        count = len(items) if isinstance(items, str | Hashtable) else sum(1 for _ in items)
        if self.low <= count <= self.high:
            return None
        if self.low == self.high:
            return MESSAGES["count-exact"].format(self.high, count)
        return MESSAGES["count"].format(self.low, self.high, count)

    def wrapped(self, value: object) -> str | None:
        """No collection is seen through a wrapper."""
        return self(value) if value is None else MESSAGES["count-type"]


class ValidateScript(Check):
    """A value for which a script block answers true; `test(value)` runs it, `text` is its source.

    `lets_through`: an error in the block is no answer but goes on as it is, as where a variable is checked.
    """

    def __init__(self, test: Callable[[object], bool], text: str, message: str | None = None) -> None:
        self.test = test
        self.text = text
        self.message = message
        self.lets_through = False

    def one(self, value: object) -> str | None:
        """None when the block says yes; an error in it is what is wrong."""
        try:
            if self.test(value):
                return None
        except (PSError, Terminating) as error:
            if self.lets_through:
                raise
            return error.message if isinstance(error, PSError) else error.record.message
        return (self.message or MESSAGES["script"]).format(_text(value), self.text)


class ValidateNotNull:
    """Not null, nor a collection that holds null."""

    def __call__(self, value: object) -> str | None:
        """None when nothing is null."""
        if value is None:
            return MESSAGES["null"]
        items = _items(value)
        if items is not None and any(item is None for item in items) and not holds_nullable(value):
            return MESSAGES["null-item"]
        return None

    def wrapped(self, value: object) -> str | None:
        """None unless it is null: what is in a wrapper is not looked at."""
        return self(value) if value is None else None


class ValidateNotNullOrEmpty:
    """Neither null nor empty, nor a collection that is empty or holds such; `blank` refuses white space too."""

    def __init__(self, *, blank: bool = False) -> None:
        self.blank = blank

    def __call__(self, value: object) -> str | None:
        """None when there is something everywhere."""
        if value is None or value == "":
            return MESSAGES["blank" if self.blank and value is not None else "empty"]
        if isinstance(value, str):
            return MESSAGES["blank"] if self.blank and not value.strip() else None
        if isinstance(value, Hashtable):
            return None if len(value) else MESSAGES["empty-item"]
        items = _items(value)
        if items is None:
            return None
        count = 0
        for item in items:
            count += 1
            if item is None and not holds_nullable(value):
                return MESSAGES["empty-item"]
            if item == "" or (self.blank and isinstance(item, str) and not item.strip()):
                return MESSAGES["blank-item" if self.blank else "empty-item"]
        return None if count else MESSAGES["empty-item"]

    def wrapped(self, value: object) -> str | None:
        """None unless it is null: what is in a wrapper is not looked at."""
        return self(value) if value is None else None


def holds_nullable(value: object) -> bool:
    """Whether a collection is one of nullable values: null among those is no null reference."""
    from glueshell.objects.typeinfo import type_of

    info = type_of(value)
    element = info.element or (info.arguments[0] if info.arguments else None)
    return element is not None and element.definition == "System.Nullable`1"


def _items(value: object) -> Iterator[Any] | None:
    from glueshell.objects.enumeration import enumerable, iterate

    return iter(iterate(value)) if enumerable(value) else None


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    from glueshell.objects.convert import culture_text
    from glueshell.objects.psobject import WrittenNumber
    from glueshell.objects.text import net_text, to_text

    if isinstance(value, list):
        return net_text(value)
    return to_text(value) if isinstance(value, WrittenNumber) else culture_text(value)
