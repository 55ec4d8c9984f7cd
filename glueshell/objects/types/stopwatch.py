"""System.Diagnostics.Stopwatch."""

from __future__ import annotations

import time

from glueshell.objects.declaration import MemberTable, constant, method, prop, static
from glueshell.objects.numbers import Int64
from glueshell.objects.types.timespan import TimeSpan


class Stopwatch:
    """Measures time between Start and Stop."""

    __slots__ = ("kept", "since")
    ps_type_name = "System.Diagnostics.Stopwatch"

    def __init__(self) -> None:
        self.kept = 0
        self.since: int | None = None

    def elapsed(self) -> int:
        """Nanoseconds so far."""
        return self.kept + (0 if self.since is None else time.perf_counter_ns() - self.since)

    def start(self) -> None:
        """Go on measuring."""
        if self.since is None:
            self.since = time.perf_counter_ns()

    def stop(self) -> None:
        """Pause."""
        self.kept, self.since = self.elapsed(), None

    def reset(self, running: bool = False) -> None:
        """Back to zero."""
        self.kept, self.since = 0, time.perf_counter_ns() if running else None


def start_new() -> Stopwatch:
    """A running one."""
    watch = Stopwatch()
    watch.start()
    return watch


TABLES = {
    "System.Diagnostics.Stopwatch": MemberTable(
        "System.Diagnostics.Stopwatch",
        prop("IsRunning", "bool", lambda watch: watch.since is not None),
        prop("Elapsed", "timespan", lambda watch: TimeSpan(watch.elapsed() // 100)),
        prop("ElapsedMilliseconds", "long", lambda watch: Int64(watch.elapsed() // 1_000_000)),
        prop("ElapsedTicks", "long", lambda watch: Int64(watch.elapsed())),
        method("Start", lambda watch: watch.start(), "void Start()"),
        method("Stop", lambda watch: watch.stop(), "void Stop()"),
        method("Reset", lambda watch: watch.reset(), "void Reset()"),
        method("Restart", lambda watch: watch.reset(True), "void Restart()"),
        static("StartNew", start_new, "System.Diagnostics.Stopwatch StartNew()"),
        static("GetTimestamp", lambda: Int64(time.perf_counter_ns()), "long GetTimestamp()"),
        constant("Frequency", "long", lambda: Int64(10**9)),
        construct=Stopwatch,
    ),
}
