"""The numbers .NET's Random gives for a seed: Knuth's subtractive generator, kept by .NET for every seeded Random."""

from __future__ import annotations

LARGEST = 2**31 - 1
_SEED = 161803398


class SeededNumbers:
    """A sequence of numbers that a seed decides; the parts .NET builds everything else from."""

    __slots__ = ("_back", "_front", "_state")

    def __init__(self, seed: int) -> None:
        last = _SEED - (LARGEST if seed == -(2**31) else abs(seed))
        state = [0] * 56
        state[55] = last
        next_, place = 1, 0
        for _ in range(1, 55):
            place = (place + 21) % 55
            state[place] = next_
            next_ = last - next_
            if next_ < 0:
                next_ += LARGEST
            last = state[place]
        for _ in range(4):
            for index in range(1, 56):
                other = index + 30
                if other >= 55:
                    other -= 55
                # Differences wrap around as 32-bit numbers do.
                value = (state[index] - state[1 + other] + 2**31) % 2**32 - 2**31
                state[index] = value + LARGEST if value < 0 else value
        self._state, self._front, self._back = state, 0, 21

    def sample(self) -> int:
        """A whole number from 0 to 2147483646."""
        self._front = self._front + 1 if self._front < 55 else 1
        self._back = self._back + 1 if self._back < 55 else 1
        value = self._state[self._front] - self._state[self._back]
        if value == LARGEST:
            value -= 1
        if value < 0:
            value += LARGEST
        self._state[self._front] = value
        return value

    def fraction(self) -> float:
        """A number from 0 to just below 1."""
        return self.sample() * (1.0 / LARGEST)

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` to just below `high`, both of 32 bits."""
        span = high - low
        if span <= LARGEST:
            return int(self.fraction() * span) + low
        value = self.sample()
        if self.sample() % 2 == 0:
            value = -value
        return int((float(value) + (LARGEST - 1)) / (2 * LARGEST - 1) * span) + low

    def bytes(self, count: int) -> bytes:
        """So many bytes."""
        return bytes(self.sample() & 255 for _ in range(count))
