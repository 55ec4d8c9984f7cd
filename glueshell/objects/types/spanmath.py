"""Operators of TimeSpan, DateTime and DateTimeOffset: + and - between them, * and / of spans with numbers.

They are methods with overloads as .NET has them, of which PowerShell chooses as for a call written out.
"""

from __future__ import annotations

from collections.abc import Mapping

from glueshell.objects.declaration import Body, Member, static
from glueshell.objects.invocation import fit
from glueshell.objects.types.datetime import DateTime
from glueshell.objects.types.datetimeoffset import DateTimeOffset
from glueshell.objects.types.timespan import TimeSpan, of_units


def operate(owner: type, name: str, left: object, right: object) -> object:
    """The result of op_Addition and the like of a type; NotImplemented where it has none."""
    member = _OPERATORS[owner].get(name)
    if member is None:
        return NotImplemented
    if type(left) is not owner or type(right) is not TimeSpan or name == "op_Multiply":
        left, right = fit(member, [left, right])
    assert member.body is not None
    return member.body(left, right)


def _multiply(left: object, right: object) -> TimeSpan:
    span, factor = (left, right) if isinstance(left, TimeSpan) else (right, left)
    assert isinstance(span, TimeSpan) and isinstance(factor, float)
    return of_units(span.ticks * factor, 1)


def _divide(left: TimeSpan, right: TimeSpan | float) -> object:
    if isinstance(right, float):
        return of_units(left.ticks / right, 1) if right else of_units(float("inf"), 1)
    if not right.ticks:
        return float("nan") if not left.ticks else float("inf") if left.ticks > 0 else float("-inf")
    return left.ticks / right.ticks


def _subtract_from_date(left: DateTime, right: DateTime | TimeSpan) -> object:
    return TimeSpan(left.ticks - right.ticks) if isinstance(right, DateTime) else left.plus(-right.ticks)


def _add_to_moment(left: DateTimeOffset, right: TimeSpan) -> DateTimeOffset:
    return DateTimeOffset(left.local.plus(right.ticks), left.offset)


def _subtract_from_moment(left: DateTimeOffset, right: DateTimeOffset | TimeSpan) -> object:
    if isinstance(right, DateTimeOffset):
        return TimeSpan(left.utc - right.utc)
    return DateTimeOffset(left.local.plus(-right.ticks), left.offset)


def _operators(**bodies: tuple[Body, tuple[str, ...]]) -> Mapping[str, Member]:
    # A message names the operands by their place.
    return {
        name: static(name, body, *[f"{name}({kinds.replace(',', ' 0,')} 1)" for kinds in overloads])
        for name, (body, overloads) in bodies.items()
    }


_OPERATORS: Mapping[type, Mapping[str, Member]] = {
    DateTime: _operators(
        op_Addition=(lambda left, right: left.plus(right.ticks), ("datetime, timespan",)),
        op_Subtraction=(_subtract_from_date, ("datetime, timespan", "datetime, datetime")),
    ),
    DateTimeOffset: _operators(
        op_Addition=(_add_to_moment, ("System.DateTimeOffset, timespan",)),
        op_Subtraction=(_subtract_from_moment, ("System.DateTimeOffset, timespan",
                                                "System.DateTimeOffset, System.DateTimeOffset")),
    ),
    TimeSpan: _operators(
        op_Addition=(lambda left, right: TimeSpan(left.ticks + right.ticks), ("timespan, timespan",)),
        op_Subtraction=(lambda left, right: TimeSpan(left.ticks - right.ticks), ("timespan, timespan",)),
        op_Multiply=(_multiply, ("timespan, double", "double, timespan")),
        op_Division=(_divide, ("timespan, double", "timespan, timespan")),
    ),
}
