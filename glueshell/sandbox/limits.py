"""The rate limit: so many requests of one key in a window of so many seconds, then 429 until the window ends."""

from __future__ import annotations

import threading
from collections.abc import Callable


class RateLimit:
    """Counts requests by key; a window begins with a key's first request. `requests` 0 means no limit."""

    def __init__(self, requests: int, seconds: float, clock: Callable[[], float]) -> None:
        self.requests = requests
        self.seconds = seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._windows: dict[str, tuple[float, int]] = {}

    def admit(self, key: str) -> int | None:
        """Counts one request; None lets it pass, else the seconds until the window ends."""
        if self.requests <= 0:
            return None
        now = self._clock()
        with self._lock:
            begun, count = self._windows.get(key, (now, 0))
            if not 0 <= now - begun < self.seconds:
                begun, count = now, 0
            if count >= self.requests:
                return max(1, int(begun + self.seconds - now + 0.999))
            self._windows[key] = (begun, count + 1)
        return None

    def change(self, requests: int, seconds: float) -> None:
        """Sets another limit; what has been counted is forgotten."""
        with self._lock:
            self.requests, self.seconds = requests, seconds
            self._windows.clear()

    def told(self) -> dict[str, object]:
        """The limit, and what is left of it for the key that has used most."""
        now = self._clock()
        with self._lock:
            live = [count for begun, count in self._windows.values() if 0 <= now - begun < self.seconds]
        left = None if self.requests <= 0 else self.requests - max(live, default=0)
        return {"requests": self.requests, "seconds": self.seconds, "left": left}
