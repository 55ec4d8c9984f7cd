"""How many requests an account may make in a while, kept by ourselves so that the server need not refuse."""

from __future__ import annotations

import threading
from collections import deque

REQUESTS = 3000
SECONDS = 300.0


class Budget:
    """So many requests within any so many seconds, shared by every thread and client of one account.

    A request holds its place from its beginning until `seconds` after its answer: when it reached the server in
    between is not known. Times are monotonic seconds. `requests` 0 is no limit.
    """

    __slots__ = ("_closed_until", "_lock", "_spent", "_under_way", "requests", "seconds")

    def __init__(self, requests: int = REQUESTS, seconds: float = SECONDS) -> None:
        self.requests = requests
        self.seconds = seconds
        self._lock = threading.Lock()
        self._spent: deque[float] = deque()
        self._under_way = 0
        self._closed_until: float | None = None

    def wait(self, now: float) -> float:
        """Seconds until there is room for a request, 0 if there is; nothing is claimed."""
        with self._lock:
            return self._wait(now)

    def claim(self, now: float) -> float:
        """Claims room for one request and answers 0, or answers the seconds to wait before asking again."""
        with self._lock:
            pause = self._wait(now)
            if not pause:
                self._under_way += 1
            return pause

    def settle(self, now: float) -> None:
        """A claimed request has its answer, or will never have one."""
        with self._lock:
            self._under_way = max(0, self._under_way - 1)
            self._spent.append(now)

    def close(self, now: float, seconds: float) -> None:
        """The server refused for so many seconds: somebody else has used up what was left."""
        with self._lock:
            until = now + seconds
            self._closed_until = until if self._closed_until is None else max(until, self._closed_until)

    def left(self, now: float) -> int | None:
        """How many requests there is room for; None without a limit."""
        with self._lock:
            self._forget(now)
            return None if self.requests <= 0 else max(0, self.requests - len(self._spent) - self._under_way)

    def _wait(self, now: float) -> float:
        if self._closed_until is not None:
            if now < self._closed_until:
                return self._closed_until - now
            self._closed_until = None
        if self.requests <= 0:
            return 0.0
        self._forget(now)
        if len(self._spent) + self._under_way < self.requests:
            return 0.0
        # Where all of it is under way at this moment, an answer makes no room either before its time is over.
        return max(0.001, self._spent[0] + self.seconds - now) if self._spent else 0.05

    def _forget(self, now: float) -> None:
        spent = self._spent
        while spent and spent[0] + self.seconds <= now:
            spent.popleft()


class Budgets:
    """The budgets of one process, by account."""

    __slots__ = ("_budgets", "_lock")

    def __init__(self) -> None:
        self._budgets: dict[str, Budget] = {}
        self._lock = threading.Lock()

    def of(self, account: str, requests: int = REQUESTS, seconds: float = SECONDS) -> Budget:
        """The budget of an account, made with these figures at first."""
        with self._lock:
            found = self._budgets.get(account)
            if found is None:
                found = self._budgets[account] = Budget(requests, seconds)
            return found
