"""Get-Uptime."""

from __future__ import annotations

import time
from collections.abc import Iterator

from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.parameters import Parameter
from glueshell.objects.types.datetime import now
from glueshell.objects.types.timespan import TICKS_PER_SECOND, TimeSpan


class GetUptime(Cmdlet):
    """Tells how long this computer has been running, or with -Since when it started."""

    name = "Get-Uptime"
    default_set = "Timespan"
    dotnet_name = "Microsoft.PowerShell.Commands.GetUptimeCommand"
    output_types = ("System.TimeSpan", "System.DateTime")
    examples = (
        Example("(Get-Uptime).TotalSeconds -gt 0", "A length of time.", "True"),
        Example("(Get-Uptime -Since) -lt (Get-Date)", "A moment.", "True"),
    )
    links = ("Get-Date",)

    since = Parameter("switch", sets=("Since",), help="The moment it started.")

    def process(self) -> Iterator[object]:
        """The whole seconds since the start."""
        # The clocks that begin with the computer; that of macOS and Windows is the monotonic one.
        clock = getattr(time, "CLOCK_BOOTTIME", None)
        seconds = int(time.monotonic() if clock is None else time.clock_gettime(clock))
        span = TimeSpan(seconds * TICKS_PER_SECOND)
        yield now().plus(-span.ticks) if self.since else span
