"""Operators of TimeSpan and DateTime: + and - between them, * and / of spans with numbers."""

from __future__ import annotations

from glueshell.objects.convert import convert, culture_text
from glueshell.objects.enums import EnumValue
from glueshell.objects.errors import PSError, problem
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.numbers import Char
from glueshell.objects.typeinfo import type_named
from glueshell.objects.types.datetime import DateTime
from glueshell.objects.types.timespan import TimeSpan, of_units


def operate(name: str, left: object, right: object) -> object:
    """The result of op_Addition and the like; NotImplemented where neither side has it."""
    if name not in ("op_Addition", "op_Subtraction", "op_Multiply", "op_Division"):
        return NotImplemented
    if isinstance(left, DateTime):
        return _of_date(name, left, right)
    if isinstance(right, DateTime):
        if isinstance(left, TimeSpan):
            _argument("1", right, name, "System.TimeSpan")
        if name == "op_Subtraction":
            date = _argument("0", left, name, "System.DateTime")
            return TimeSpan(date.ticks - right.ticks)  # type: ignore[attr-defined]
        if name == "op_Addition" and left is not None:
            _argument("0", left, name, "System.DateTime")
            _argument("1", right, name, "System.TimeSpan")
        return NotImplemented
    if name in ("op_Addition", "op_Subtraction"):
        one, two = _span("0", left, name), _span("1", right, name)
        return TimeSpan(one.ticks + two.ticks if name == "op_Addition" else one.ticks - two.ticks)
    if name == "op_Multiply":
        span, number = (left, right) if isinstance(left, TimeSpan) else (right, left)
        if isinstance(number, TimeSpan):
            return NotImplemented
        factor = _argument("0" if span is right else "1", number, name, "System.Double")
        assert isinstance(span, TimeSpan) and isinstance(factor, float)
        return of_units(span.ticks * factor, 1)
    if name == "op_Division":
        if isinstance(right, TimeSpan):
            return _quotient(_span("0", left, name), right)
        if not isinstance(left, TimeSpan):
            return NotImplemented
        if isinstance(right, (EnumValue, Hashtable)):
            return _quotient(left, _span("1", right, name))
        by = _argument("1", right, name, "System.Double")
        return of_units(left.ticks / by, 1) if by else of_units(float("inf"), 1)  # type: ignore[operator]
    return NotImplemented


def _quotient(left: TimeSpan, right: TimeSpan) -> float:
    if not right.ticks:
        return float("nan") if not left.ticks else float("inf") if left.ticks > 0 else float("-inf")
    return left.ticks / right.ticks


def _of_date(name: str, left: DateTime, right: object) -> object:
    if name == "op_Subtraction" and isinstance(right, DateTime):
        return TimeSpan(left.ticks - right.ticks)
    if name == "op_Subtraction" and not isinstance(right, TimeSpan):
        if isinstance(right, str) and type(right) is not Char:
            raise problem("AmbiguousOverload", name, 2)
        if isinstance(right, (int, Char)) and not isinstance(right, bool):
            raise problem("AmbiguousOverload", name, 2)
    if name in ("op_Addition", "op_Subtraction"):
        span = _span("1", right, name)
        return left.plus(span.ticks if name == "op_Addition" else -span.ticks)
    return NotImplemented


def _span(position: str, value: object, name: str) -> TimeSpan:
    found = _argument(position, value, name, "System.TimeSpan")
    assert isinstance(found, TimeSpan)
    return found


def _argument(position: str, value: object, name: str, wanted: str) -> object:
    try:
        return convert(value, type_named(wanted))
    except PSError as error:
        raise problem("MethodArgumentConversionInvalidCastArgument", position, culture_text(value), name, wanted,
                      error.message, inner=error) from None
