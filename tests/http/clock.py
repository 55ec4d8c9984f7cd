"""A clock that stands still until somebody sleeps."""

from __future__ import annotations


class HeldClock:
    """Time that moves only by sleeping; `slept` lists every pause."""

    def __init__(self, chance: float = 0.5, epoch: float = 1_700_000_000.0) -> None:
        self.slept: list[float] = []
        self.now = 100.0
        self.epoch = epoch
        self.chance = chance

    def monotonic(self) -> float:
        return self.now

    def time(self) -> float:
        return self.epoch + self.now - 100.0

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def random(self) -> float:
        return self.chance
