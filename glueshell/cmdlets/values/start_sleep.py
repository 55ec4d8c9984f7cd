"""Start-Sleep and Measure-Command."""

from __future__ import annotations

import time
from collections.abc import Iterator

from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.parameters import Parameter
from glueshell.engine.validators import ValidateRange
from glueshell.objects.types.timespan import TICKS_PER_SECOND, TimeSpan

# Ctrl+C must get through on systems where it does not wake a sleeper.
_SLICE = 0.05


def pause(seconds: float) -> None:
    """Return after so many seconds; Ctrl+C gets through."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        time.sleep(min(left, _SLICE))


class StartSleep(Cmdlet):
    """Waits."""

    name = "Start-Sleep"
    aliases = ("sleep",)
    default_set = "Seconds"
    dotnet_name = "Microsoft.PowerShell.Commands.StartSleepCommand"
    examples = (
        Example("Start-Sleep -Milliseconds 1; 'done'", "A moment.", "done"),
        Example("Start-Sleep 0.001; 'done'", "Parts of seconds.", "done"),
    )
    links = ("Get-Date",)

    seconds = Parameter("double", sets=("Seconds",), position=0, mandatory=True, from_pipeline=True,
                        from_pipeline_by_name=True, validators=(ValidateRange(0, 2147483),),
                        help="Seconds, parts of them too.")  # fmt: skip
    milliseconds = Parameter("int", aliases=("ms",), sets=("Milliseconds",), mandatory=True, from_pipeline_by_name=True,
                             validators=(ValidateRange(0, 2147483647),), help="Milliseconds.")  # fmt: skip
    duration = Parameter("timespan", aliases=("ts",), sets=("FromTimeSpan",), position=0, mandatory=True,
                         from_pipeline=True, from_pipeline_by_name=True, help="A length of time.")  # fmt: skip

    def process(self) -> None:
        """Wait."""
        if self.milliseconds is not None:
            seconds = self.milliseconds / 1000
        elif self.duration is not None:
            seconds = self.duration.ticks / TICKS_PER_SECOND
        else:
            seconds = float(self.seconds)
        pause(seconds)


class MeasureCommand(Cmdlet):
    """Tells how long a script block takes; what it writes is thrown away."""

    name = "Measure-Command"
    dotnet_name = "Microsoft.PowerShell.Commands.MeasureCommandCommand"
    output_types = ("System.TimeSpan",)
    examples = (
        Example("(Measure-Command { 1..100 | ForEach-Object { $_ * 2 } }).TotalSeconds -ge 0", "A pipeline.", "True"),
        Example("(1..3 | Measure-Command { $_ }).GetType().Name", "Once per object.", "TimeSpan"),
    )
    links = ("New-TimeSpan",)

    input_object = Parameter("psobject", from_pipeline=True, help="Objects to run it for, each as $_.")
    expression = Parameter("scriptblock", position=0, mandatory=True, help="What to measure.")

    def begin(self) -> None:
        """Nothing measured yet."""
        self._nanoseconds = 0

    def process(self) -> None:
        """Run the block."""
        begun = time.perf_counter_ns()
        self.expression.invoke(_drop, underscore=self.input_object, new_scope=False)
        self._nanoseconds += time.perf_counter_ns() - begun

    def end(self) -> Iterator[object]:
        """The time it took."""
        yield TimeSpan(self._nanoseconds // 100)


def _drop(item: object) -> None:
    return None
