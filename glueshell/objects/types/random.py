"""System.Random."""

from __future__ import annotations

import random

from glueshell.objects.declaration import MemberTable, constant, method
from glueshell.objects.errors import NetError, net_problem
from glueshell.objects.types.seeded import SeededNumbers


class Random:
    """A generator; the same seed gives the numbers .NET gives for it."""

    __slots__ = ("source",)
    ps_type_name = "System.Random"

    def __init__(self, seed: int | None = None) -> None:
        self.source = SeededNumbers(random.getrandbits(31) if seed is None else seed)


def _next(owner: Random, *bounds: int) -> int:
    low, high = (0, 2**31 - 1) if not bounds else (0, bounds[0]) if len(bounds) == 1 else bounds[:2]
    if high < low:
        if len(bounds) == 1:
            raise NetError("System.ArgumentOutOfRangeException",
                           "'maxValue' must be greater than zero. (Parameter 'maxValue')")
        raise net_problem("MinMax", "minValue", "maxValue")
    if not bounds:
        return owner.source.sample()
    return low if high == low else owner.source.between(low, high)


def _next_wide(owner: Random, *bounds: int) -> object:
    from glueshell.objects.numbers import Int64

    low, high = (0, 2**63 - 1) if not bounds else (0, bounds[0]) if len(bounds) == 1 else bounds[:2]
    if high < low:
        if len(bounds) == 1:
            raise NetError("System.ArgumentOutOfRangeException",
                           "'maxValue' must be greater than zero. (Parameter 'maxValue')")
        raise net_problem("MinMax", "minValue", "maxValue")
    span = high - low
    if span <= 1:
        return Int64(low)
    bits, source = (span - 1).bit_length(), owner.source
    while True:
        drawn = source.between(0, 1 << 22) | source.between(0, 1 << 22) << 22 | source.between(0, 1 << 20) << 44
        if drawn >> (64 - bits) < span:
            return Int64(low + (drawn >> (64 - bits)))


def _next_single(owner: Random) -> object:
    from glueshell.objects.numbers import single

    return single(owner.source.fraction())


def _fill(owner: Random, data: list) -> None:
    from glueshell.objects.numbers import Byte

    data[:] = [Byte(byte) for byte in owner.source.bytes(len(data))]


TABLES = {
    "System.Random": MemberTable(
        "System.Random",
        method("Next", _next, "int Next()", "int Next(int maxValue)", "int Next(int minValue, int maxValue)"),
        method("NextInt64", _next_wide, "long NextInt64()", "long NextInt64(long maxValue)",
               "long NextInt64(long minValue, long maxValue)"),
        method("NextSingle", _next_single, "float NextSingle()"),
        method("NextDouble", lambda owner: owner.source.fraction(), "double NextDouble()"),
        method("NextBytes", _fill, "void NextBytes(byte[] buffer)"),
        constant("Shared", "System.Random", Random),
        constructors=("System.Random new()", "System.Random new(int Seed)"),
        construct=Random,
    ),
}
