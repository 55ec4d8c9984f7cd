"""Write-Progress."""

from __future__ import annotations

from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter
from glueshell.engine.streams import ProgressRecord
from glueshell.engine.validators import ValidateNotNullOrEmpty, ValidateRange
from glueshell.objects.errors import PSError

_MOST = 2147483647


class WriteProgress(Cmdlet):
    """Shows how far something is, on a line of the terminal that goes when it is done.

    Nothing is shown where the output is not a terminal, so that logs stay readable.
    """

    name = "Write-Progress"
    dotnet_name = "Microsoft.PowerShell.Commands.WriteProgressCommand"
    examples = (
        Example(
            "foreach ($n in 1..4) { Write-Progress -Activity 'Sync' -Status \"$n of 4\" -PercentComplete ($n * 25) };"
            " Write-Progress -Activity 'Sync' -Completed; 'done'",
            "A bar that fills.",
            "done",
        ),
        Example(
            "Write-Progress 'Organizations' -Id 1; Write-Progress 'Assets' 'of Contoso' -Id 2 -ParentId 1; 'done'",
            "One thing inside another.",
            "done",
        ),
    )
    links = ("Write-Host", "Write-Information")

    activity = Parameter("string", position=0, help="What is going on.")
    status = Parameter(
        "string", position=1, default="Processing", validators=(ValidateNotNullOrEmpty(),), help="How it stands."
    )
    id = Parameter("int", position=2, default=0, validators=(ValidateRange(0, _MOST),), help="Tells activities apart.")
    percent_complete = Parameter(
        "int", default=-1, validators=(ValidateRange(-1, 100),), help="How much is done, of a hundred."
    )
    seconds_remaining = Parameter("int", default=-1, help="How long it will take.")
    current_operation = Parameter("string", default="", help="What is being done right now.")
    parent_id = Parameter(
        "int", default=-1, validators=(ValidateRange(-1, _MOST),), help="The activity it is a part of."
    )
    completed = Parameter("switch", help="It is over.")
    source_id = Parameter("int", default=0, help="Has no effect: there is one source.")

    def process(self) -> None:
        """Tell the host."""
        if not self.activity and not self.completed:
            error = PSError(
                "Missing value for mandatory parameter. (Parameter 'Activity')", "MissingActivity", "InvalidArgument",
                "System.ArgumentException",
            )  # fmt: skip
            self.throw(ErrorRecord(error, target=self.activity, exit_status=2))
        self.invocation.write_progress(
            ProgressRecord(
                self.activity or "",
                self.status,
                self.percent_complete,
                bool(self.completed),
                id=self.id,
                parent=self.parent_id,
                operation=self.current_operation or "",
                seconds=self.seconds_remaining,
            )
        )
