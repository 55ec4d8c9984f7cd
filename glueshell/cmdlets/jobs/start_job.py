"""Start-Job and Start-ThreadJob."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.jobs import AT_ONCE, BACKGROUND, THREAD, Task
from glueshell.engine.parameters import Parameter, Placement
from glueshell.engine.providers.provider import not_found
from glueshell.engine.runspaces import UndefinedUsing, used_variables
from glueshell.engine.validators import ValidateNotNull, ValidateNotNullOrEmpty, ValidateRange
from glueshell.objects.errors import PSError
from glueshell.objects.text import to_text

_ORDINARY = ("ComputerName", "FilePathComputerName", "LiteralFilePathComputerName")
_MECHANISMS = ("Default", "Basic", "Negotiate", "NegotiateWithImplicitCredential", "Credssp", "Digest", "Kerberos")


class _Starter(Cmdlet):
    """What the two have in common."""

    supports_paging = False
    kind = BACKGROUND
    default_set = "ComputerName"
    links = ("Get-Job", "Receive-Job", "Wait-Job", "Stop-Job", "Remove-Job")

    script_block: Any
    file_path: Any
    job_name: Any
    initialization_script: Any
    argument_list: Any
    input_object: Any

    def begin(self) -> None:
        """Nothing came yet."""
        self._input: list[object] = []

    def process(self) -> None:
        """Keep what it finds as $input."""
        if self.is_bound("InputObject"):
            self._input.append(self.input_object)

    def script(self) -> str:
        """The text of the script file that is named."""
        place = self.engine.drives.place(to_text(self.file_path))
        if not place.exists:
            raise not_found(place.shown)
        with open(place.path, encoding="utf-8-sig") as file:
            return file.read()

    def folder(self) -> str:
        """Where the block runs, '' for where the session is."""
        return ""

    def end(self) -> Iterator[object]:
        """Start it."""
        block = self.script_block
        if block is None:
            block = self.engine.script_block(self.script())
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
            folder=self.folder(),
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

    definition_name = Parameter(
        "string", placements={"DefinitionName": Placement(position=0, mandatory=True)},
        validators=(ValidateNotNullOrEmpty(),), help="A scheduled job, which only Windows has."
    )  # fmt: skip
    definition_path = Parameter(
        "string",
        placements={"DefinitionName": Placement(position=1)},
        validators=(ValidateNotNullOrEmpty(),),
        help="The folder of its definition.",
    )
    definition_type = Parameter(
        "string",
        name="Type",
        placements={"DefinitionName": Placement(position=2)},
        validators=(ValidateNotNullOrEmpty(),),
        help="The kind of its definition.",
    )
    job_name = Parameter(
        "string", name="Name", default="",
        placements={each: Placement(from_pipeline_by_name=True) for each in _ORDINARY}, help="The job's name.",
    )  # fmt: skip
    script_block = Parameter(
        "scriptblock", aliases=("Command",), placements={"ComputerName": Placement(position=0, mandatory=True)},
        help="What to run.",
    )  # fmt: skip
    credential = Parameter("pscredential", sets=_ORDINARY, help="Somebody else to run as; not possible here.")
    file_path = Parameter(
        "string", placements={"FilePathComputerName": Placement(position=0, mandatory=True)},
        help="A script file to run instead.",
    )  # fmt: skip
    literal_path = Parameter(
        "string", aliases=("PSPath", "LP"), placements={"LiteralFilePathComputerName": Placement(mandatory=True)},
        help="A script file, the path taken as it is.",
    )  # fmt: skip
    authentication = Parameter("string", label="System.Management.Automation.Runspaces.AuthenticationMechanism",
                               sets=_ORDINARY, default="Default",
                               values=_MECHANISMS, help="How to sign in; only Default.")  # fmt: skip
    initialization_script = Parameter(
        "scriptblock", placements={each: Placement(position=1) for each in _ORDINARY},
        help="Runs first; what it writes is dropped.",
    )  # fmt: skip
    working_directory = Parameter("string", help="The folder it runs in.")
    run_as32 = Parameter("switch", name="RunAs32", sets=_ORDINARY, help="In a process of 32 bits; not possible here.")
    ps_version = Parameter(
        "version",
        name="PSVersion",
        sets=_ORDINARY,
        validators=(ValidateNotNullOrEmpty(),),
        help="Taken so that scripts run.",
    )
    input_object = Parameter("object", label="psobject", sets=_ORDINARY, from_pipeline=True,
                             help="What it finds as $input.")  # fmt: skip
    argument_list = Parameter("object[]", aliases=("Args",), sets=_ORDINARY, help="Its arguments.")

    def begin(self) -> None:
        """Refuse what cannot be."""
        super().begin()
        if self.definition_name is not None:
            name = self.definition_name
            self.throw(ErrorRecord(f"Cannot find a scheduled job with name {name}.",
                                   "StartJobFromDefinitionNameNotFound", "ObjectNotFound", name))  # fmt: skip
        if self.run_as32:
            self.throw(ErrorRecord(
                "Cannot start a 32-bit 'pwsh' process from the 64-bit 'pwsh' installation. Install the 32-bit 'pwsh' if"
                " you need to run PowerShell in a 32-bit process.", "RunAs32NotSupported", "InvalidOperation"
            ))  # fmt: skip
        if to_text(self.authentication).lower() != "default":
            raise PSError(
                f'The specified authentication mechanism "{to_text(self.authentication)}" is not supported. Only'
                ' "Default" is supported for this operation.', "InvalidOperation", "InvalidOperation",
                "System.InvalidOperationException",
            )  # fmt: skip
        if self.credential is not None:
            raise PSError(
                "A job runs as the person who started it: leave out -Credential.", "InvalidOperation",
                "InvalidOperation", "System.InvalidOperationException",
            )  # fmt: skip

    def script(self) -> str:
        """The text of the script file that is named, whichever way."""
        if self.literal_path is not None:
            self.file_path = self.literal_path
        return super().script()

    def folder(self) -> str:
        """-WorkingDirectory, which must be there."""
        wanted = self.working_directory
        if wanted is None:
            return ""
        place = self.engine.drives.place(wanted)
        if not (place.exists and place.is_container):
            self.throw(ErrorRecord(
                PSError(f"Cannot find the WorkingDirectory path {wanted}.", "DirectoryNotFoundException",
                        "InvalidOperation", "System.IO.DirectoryNotFoundException")
            ))  # fmt: skip
        return place.path


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

    default_set = "ScriptBlock"

    script_block = Parameter(
        "scriptblock",
        placements={"ScriptBlock": Placement(position=0, mandatory=True)},
        validators=(ValidateNotNull(),),
        help="What to run.",
    )
    file_path = Parameter(
        "string",
        placements={"FilePath": Placement(position=0, mandatory=True)},
        validators=(ValidateNotNullOrEmpty(),),
        help="A script file to run instead.",
    )
    job_name = Parameter(
        "string", name="Name", default="", validators=(ValidateNotNullOrEmpty(),), help="The job's name."
    )
    initialization_script = Parameter(
        "scriptblock", validators=(ValidateNotNull(),), help="Runs first; what it writes is dropped."
    )
    input_object = Parameter("object", label="psobject", from_pipeline=True, help="What it finds as $input.")
    argument_list = Parameter("object[]", help="Its arguments.")
    throttle_limit = Parameter(
        "int", default=AT_ONCE, validators=(ValidateRange(1, 1000000),),
        help="Each job has a thread of its own here; taken so that scripts run.",
    )  # fmt: skip
    streaming_host = Parameter("object", label="PSHost", help="Taken so that scripts run.")
