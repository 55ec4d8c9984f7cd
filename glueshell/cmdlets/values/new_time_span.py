"""New-TimeSpan."""

from __future__ import annotations

from collections.abc import Iterator

from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.parameters import Parameter
from glueshell.objects.types.datetime import now
from glueshell.objects.types.timespan import (
    TICKS_PER_DAY,
    TICKS_PER_HOUR,
    TICKS_PER_MILLISECOND,
    TICKS_PER_MINUTE,
    TICKS_PER_SECOND,
    TimeSpan,
)

_UNITS = (
    ("days", TICKS_PER_DAY), ("hours", TICKS_PER_HOUR), ("minutes", TICKS_PER_MINUTE), ("seconds", TICKS_PER_SECOND),
    ("milliseconds", TICKS_PER_MILLISECOND),
)  # fmt: skip


class NewTimeSpan(Cmdlet):
    """Answers a length of time: between two dates, or of so many days, hours, minutes and seconds."""

    name = "New-TimeSpan"
    default_set = "Date"
    dotnet_name = "Microsoft.PowerShell.Commands.NewTimeSpanCommand"
    output_types = ("System.TimeSpan",)
    examples = (
        Example("(New-TimeSpan -Start '2024-01-01' -End '2024-03-01').Days", "Between two dates.", "60"),
        Example("(New-TimeSpan -Hours 1 -Minutes 30).TotalMinutes", "Of a length.", "90"),
    )
    links = ("Get-Date",)

    start = Parameter("datetime", aliases=("LastWriteTime",), sets=("Date",), position=0, from_pipeline=True,
                      from_pipeline_by_name=True, help="Where it begins (default: now).")  # fmt: skip
    end_date = Parameter("datetime", name="End", sets=("Date",), position=1, from_pipeline_by_name=True,
                         help="Where it ends (default: now).")  # fmt: skip
    days = Parameter("int", sets=("Time",), default=0, help="Days.")
    hours = Parameter("int", sets=("Time",), default=0, help="Hours.")
    minutes = Parameter("int", sets=("Time",), default=0, help="Minutes.")
    seconds = Parameter("int", sets=("Time",), default=0, help="Seconds.")
    milliseconds = Parameter("int", sets=("Time",), default=0, help="Milliseconds.")

    def process(self) -> Iterator[object]:
        """The length."""
        if self.parameter_set == "Time":
            yield TimeSpan(sum(getattr(self, name) * ticks for name, ticks in _UNITS))
            return
        present = now()
        start = present if self.start is None else self.start
        end = present if self.end_date is None else self.end_date
        yield TimeSpan(end.ticks - start.ticks)
