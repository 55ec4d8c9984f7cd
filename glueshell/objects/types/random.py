"""System.Random."""

from __future__ import annotations

import random

from glueshell.objects.declaration import MemberTable, constant, method
from glueshell.objects.errors import NetError, net_problem


class Random:
    """A generator; the same seed gives the same numbers here, though not .NET's."""

    __slots__ = ("source",)
    ps_type_name = "System.Random"

    def __init__(self, seed: int | None = None) -> None:
        self.source = random.Random(seed)


def _next(owner: Random, *bounds: int) -> int:
    low, high = (0, 2**31 - 1) if not bounds else (0, bounds[0]) if len(bounds) == 1 else bounds[:2]
    if high < low:
        if len(bounds) == 1:
            raise NetError("System.ArgumentOutOfRangeException",
                           "'maxValue' must be greater than zero. (Parameter 'maxValue')")
        raise net_problem("MinMax", "minValue", "maxValue")
    return low if high == low else owner.source.randrange(low, high)


def _fill(owner: Random, data: list) -> None:
    from glueshell.objects.numbers import Byte

    data[:] = [Byte(byte) for byte in owner.source.randbytes(len(data))]


TABLES = {
    "System.Random": MemberTable(
        "System.Random",
        method("Next", _next, "int Next()", "int Next(int maxValue)", "int Next(int minValue, int maxValue)"),
        method("NextDouble", lambda owner: owner.source.random(), "double NextDouble()"),
        method("NextBytes", _fill, "void NextBytes(byte[] buffer)"),
        constant("Shared", "System.Random", Random),
        constructors=("System.Random new()", "System.Random new(int Seed)"),
        construct=Random,
    ),
}
