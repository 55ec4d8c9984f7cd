"""Set-Date."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from typing import Any

from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter
from glueshell.objects.convert import cast
from glueshell.objects.errors import PSError
from glueshell.objects.members import call_method
from glueshell.objects.psobject import attached
from glueshell.objects.text import net_text
from glueshell.objects.types.datetime import DateTime, now

_UNIX_EPOCH = 621_355_968_000_000_000


class SetDate(Cmdlet):
    """Sets the computer's clock, which takes an administrator."""

    name = "Set-Date"
    default_set = "Date"
    supports_should_process = True
    dotnet_name = "Microsoft.PowerShell.Commands.SetDateCommand"
    output_types = ("System.DateTime",)
    examples = (
        Example("(Set-Date '2030-01-01' -WhatIf).Year", "Only what it would do.", "...\n2030"),
        Example("(Set-Date -Adjust 0:05 -WhatIf).GetType().Name", "Five minutes on.", "...\nDateTime"),
    )
    links = ("Get-Date",)

    date = Parameter("datetime", sets=("Date",), position=0, mandatory=True, from_pipeline=True,
                     from_pipeline_by_name=True, help="The time.")  # fmt: skip
    adjust = Parameter("timespan", sets=("Adjust",), position=0, mandatory=True, from_pipeline_by_name=True,
                       allow_null=True, help="How far to go on, or back.")  # fmt: skip
    display_hint = Parameter("string", label="Microsoft.PowerShell.Commands.DisplayHintType",
                             values=("Date", "Time", "DateTime"),
                             default="DateTime", help="What of it is shown.")  # fmt: skip

    def process(self) -> Iterator[object]:
        """Set it."""
        date: Any = self.date if self.adjust is None else call_method(now(), "Add", [self.adjust])
        if self.should_process(net_text(date), "Set-Date"):
            try:
                _set_clock(date)
            except (OSError, AttributeError):
                self.throw(
                    ErrorRecord(
                        PSError("Operation not permitted", "System.ComponentModel.Win32Exception", "NotSpecified",
                                "System.ComponentModel.Win32Exception",
                                suggestion="Setting the clock takes an administrator.")
                    )
                )  # fmt: skip
        shown = attached(date)
        shown.add("DisplayHint", cast(self.display_hint, "Microsoft.PowerShell.Commands.DisplayHintType"))
        yield shown


def _set_clock(date: DateTime) -> None:
    utc = date.to_utc()
    if sys.platform == "win32":
        import ctypes

        year, month, day = utc.date
        seconds = utc.ticks // 10_000_000 % 86_400
        fields = (year, month, utc.day_of_week, day, seconds // 3600, seconds // 60 % 60, seconds % 60,
                  utc.ticks // 10_000 % 1000)  # fmt: skip
        if not ctypes.windll.kernel32.SetSystemTime((ctypes.c_uint16 * 8)(*fields)):
            raise PermissionError
        return
    time.clock_settime(time.CLOCK_REALTIME, (utc.ticks - _UNIX_EPOCH) / 10_000_000)
