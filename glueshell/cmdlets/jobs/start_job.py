"""Start-Job and Start-ThreadJob."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.jobs import AT_ONCE, BACKGROUND, THREAD, Task
from glueshell.engine.parameters import Parameter, Placement
from glueshell.engine.runspaces import UndefinedUsing, used_variables
from glueshell.engine.validators import ValidateRange


class _Starter(Cmdlet):
    """What the two have in common."""

    supports_paging = False
    kind = BACKGROUND
    default_set = "ComputerName"
    links = ("Get-Job", "Receive-Job", "Wait-Job", "Stop-Job", "Remove-Job")

    script_block = Parameter(
        "scriptblock", aliases=("Command",), placements={"ComputerName": Placement(position=0, mandatory=True)},
        help="What to run.",
    )  # fmt: skip
    file_path = Parameter(
        "string", placements={"FilePathComputerName": Placement(mandatory=True)}, help="A script file to run instead."
    )
    job_name = Parameter("string", name="Name", default="", help="The job's name.")
    initialization_script = Parameter("scriptblock", help="Runs first; what it writes is dropped.")
    argument_list = Parameter("object[]", aliases=("Args",), help="Its arguments.")
    input_object = Parameter("object", from_pipeline=True, help="What it finds as $input.")

    def begin(self) -> None:
        """Nothing came yet."""
        self._input: list[object] = []

    def process(self) -> None:
        """Keep what it finds as $input."""
        if self.is_bound("InputObject"):
            self._input.append(self.input_object)

    def end(self) -> Iterator[object]:
        """Start it."""
        block: Any = self.script_block
        if block is None:
            with open(self.engine.resolve_path(self.file_path), encoding="utf-8-sig") as file:
                block = self.engine.script_block(file.read())
        try:
            using = used_variables(block)
        except UndefinedUsing as missing:
            self.throw(undefined(missing.name))
        initial = self.initialization_script
        task = Task(
            block.source_text,
            arguments=[*(self.argument_list or ())],
            using=using,
            initial="" if initial is None else initial.source_text,
            input=self._input,
        )
        yield self.engine.jobs.start(self.kind, [task], block.source_text, name=self.job_name)


def undefined(name: str) -> ErrorRecord:
    """The error for a variable of the caller's that a block uses and nobody has set."""
    return ErrorRecord(
        f"The value of the using variable '$using:{name}' cannot be retrieved because it has not been set in the local"
        " session.",
        "UsingVariableIsUndefined", "InvalidOperation",
    )  # fmt: skip


class StartJob(_Starter):
    """Runs a script block beside the session; what it writes waits for Receive-Job.

    The block runs in a runspace of its own: it sees no variable or function of the session, but what it names with
    $using: is copied in, and -ArgumentList gives it arguments. It runs in this same process. What it would ask the
    person, and every change it would make in IT Glue, waits until Receive-Job or Wait-Job.
    """

    name = "Start-Job"
    aliases = ("sajb",)
    dotnet_name = "Microsoft.PowerShell.Commands.StartJobCommand"
    output_types = ("System.Management.Automation.PSRemotingJob",)
    examples = (
        Example("$n = 20; Start-Job { 1 + $using:n } | Receive-Job -Wait -AutoRemoveJob", "Started, waited for.", "21"),
        Example('Start-Job { param($x) "got $x" } -ArgumentList 5 | Receive-Job -Wait', "With an argument.", "got 5"),
    )


class StartThreadJob(_Starter):
    """Runs a script block beside the session, as Start-Job does."""

    name = "Start-ThreadJob"
    kind = THREAD
    dotnet_name = "ThreadJob.StartThreadJobCommand"
    output_types = ("ThreadJob.ThreadJob",)
    examples = (
        Example("Start-ThreadJob { 'hello' } | Receive-Job -Wait -AutoRemoveJob", "Started, waited for.", "hello"),
        Example("(Start-ThreadJob { 1 } -Name One).Name", "With a name.", "One"),
    )

    throttle_limit = Parameter(
        "int", default=AT_ONCE, validators=(ValidateRange(1, 1000000),),
        help="Each job has a thread of its own here; taken so that scripts run.",
    )  # fmt: skip
    streaming_host = Parameter("object", help="Taken so that scripts run.")
