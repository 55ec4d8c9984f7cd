"""How long to wait before a request is repeated, and when to stop."""

from __future__ import annotations

from glueshell.http.clock import Clock
from glueshell.http.errors import TransportError

ATTEMPTS = 4
WRITE_ATTEMPTS = 3
# The API's window is five minutes: a longer wait is not a rate limit any more.
LONGEST_WAIT = 300.0
_FIRST_PAUSE = 0.5


class Pacing:
    """The pauses of one request: exponential with jitter, and what Retry-After says where a server says it."""

    __slots__ = ("_attempts", "_clock", "_made", "_write", "advice")

    def __init__(self, clock: Clock, *, write: bool) -> None:
        self._clock = clock
        self._attempts = WRITE_ATTEMPTS if write else ATTEMPTS
        self._made = 0
        self._write = write
        self.advice = "a few minutes"

    def after_failure(self, error: TransportError) -> float | None:
        """Seconds to wait after a request that brought no answer, or None when it must not be repeated."""
        # A timeout is left to the caller, who can ask for less; a write that was sent may have been carried out.
        if error.kind == "unreachable" or (error.kind == "reset" and not self._write):
            return self._next(None)
        return None

    def after_answer(self, status: int, retry_after: str | None) -> float | None:
        """Seconds to wait after an answer that asks for patience, or None when enough was tried."""
        asked = self._seconds(retry_after)
        if asked is not None:
            self.advice = f"{max(1, round(asked))} seconds"
        return self._next(asked)

    def _next(self, asked: float | None) -> float | None:
        self._made += 1
        if self._made >= self._attempts or (asked is not None and asked > LONGEST_WAIT):
            return None
        pause = _FIRST_PAUSE * 2 ** (self._made - 1) * (0.5 + self._clock.random())
        return pause if asked is None else asked + pause * 0.1

    def _seconds(self, text: str | None) -> float | None:
        if text is None:
            return None
        text = text.strip()
        if text.isdecimal():
            return float(text)
        from email.utils import parsedate_to_datetime

        try:
            moment = parsedate_to_datetime(text)
        except ValueError:
            return None
        return max(0.0, moment.timestamp() - self._clock.time())
