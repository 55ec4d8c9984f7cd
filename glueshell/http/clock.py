"""Time and chance as the transport needs them, so that a test can hold both in its hand."""

from __future__ import annotations

import time
from typing import Protocol


class Clock(Protocol):
    """What the transport takes from the world: two clocks, a sleep and a number for jitter."""

    def monotonic(self) -> float:
        """Seconds that never go back."""

    def time(self) -> float:
        """Seconds since the epoch, UTC."""

    def sleep(self, seconds: float) -> None:
        """Return after so many seconds."""

    def random(self) -> float:
        """A number of [0, 1)."""


class SystemClock:
    """The machine's own clock."""

    __slots__ = ()

    def monotonic(self) -> float:
        """Seconds that never go back."""
        return time.monotonic()

    def time(self) -> float:
        """Seconds since the epoch, UTC."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Return after so many seconds."""
        time.sleep(seconds)

    def random(self) -> float:
        """A number of [0, 1)."""
        import random

        return random.random()
