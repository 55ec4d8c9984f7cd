"""Write-Output, Write-Error, Write-Warning, Write-Verbose, Write-Debug, Write-Information."""

from __future__ import annotations

from glueshell.engine.callstack import outermost_statement
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter, Placement
from glueshell.objects.enumeration import enumerable, iterate
from glueshell.objects.errors import PSError
from glueshell.objects.psobject import unwrap
from glueshell.objects.typeinfo import type_name

CATEGORIES = (
    "NotSpecified", "OpenError", "CloseError", "DeviceError", "DeadlockDetected", "InvalidArgument", "InvalidData",
    "InvalidOperation", "InvalidResult", "InvalidType", "MetadataError", "NotImplemented", "NotInstalled",
    "ObjectNotFound", "OperationStopped", "OperationTimeout", "SyntaxError", "ParserError", "PermissionDenied",
    "ResourceBusy", "ResourceExists", "ResourceUnavailable", "ReadError", "WriteError", "FromStdErr", "SecurityError",
    "ProtocolError", "ConnectionError", "AuthenticationError", "LimitsExceeded", "QuotaExceeded", "NotEnabled",
)  # fmt: skip


class WriteOutput(Cmdlet):
    """Writes objects into the pipeline."""

    name = "Write-Output"
    aliases = ("echo", "write")
    dotnet_name = "Microsoft.PowerShell.Commands.WriteOutputCommand"
    examples = (
        Example("Write-Output 1, 2 | Measure-Object | ForEach-Object Count", "Each one is an object.", "2"),
        Example("Write-Output 1, 2 -NoEnumerate | Measure-Object | ForEach-Object Count", "A list as one object.", "1"),
    )
    links = ("Write-Host",)

    input_object = Parameter(
        "object",
        label="psobject",
        position=0,
        mandatory=True,
        from_pipeline=True,
        from_remaining=True,
        allow_null=True,
        allow_empty=True,
        allow_empty_collection=True,
        help="The objects.",
    )
    no_enumerate = Parameter("switch", help="Passes a collection on as one object.")

    def process(self) -> None:
        """Write them, collections one by one."""
        value = self.input_object
        if not self.no_enumerate and enumerable(value):
            for item in iterate(value):
                self.write(item)
        else:
            self.write(value)


class WriteError(Cmdlet):
    """Reports an error that does not end the script by itself."""

    name = "Write-Error"
    default_set = "NoException"
    dotnet_name = "Microsoft.PowerShell.Commands.WriteErrorCommand"
    examples = (
        Example(
            "Write-Error 'No such client.' -ErrorAction SilentlyContinue; $Error[0].Exception.Message",
            "What it said is in $Error.",
            "No such client.",
        ),
        Example(
            "try { Write-Error 'No such client.' -ErrorAction Stop } catch { \"Stopped: $_\" }",
            "It can end what runs.",
            "Stopped: No such client.",
        ),
    )
    links = ("Write-Warning",)

    exception = Parameter(
        "System.Exception",
        placements={"WithException": Placement(position=0, mandatory=True)},
        help="The exception to report.",
    )
    message = Parameter(
        "string",
        aliases=("Msg",),
        placements={
            "NoException": Placement(position=0, mandatory=True, from_pipeline=True),
            "WithException": Placement(),
        },
        allow_empty=True,
        allow_null=True,
        help="The sentence.",
    )
    error_record = Parameter(
        "System.Management.Automation.ErrorRecord",
        placements={"ErrorRecord": Placement(position=0, mandatory=True)},
        help="A record to report again.",
    )
    category = Parameter(
        "string",
        label="System.Management.Automation.ErrorCategory",
        sets=("NoException", "WithException"),
        values=CATEGORIES,
        default="NotSpecified",
        help="The kind of error.",
    )
    error_id = Parameter(
        "string", sets=("NoException", "WithException"), default="", help="The id scripts can test for."
    )
    target_object = Parameter("object", sets=("NoException", "WithException"), help="What it happened to.")
    recommended_action = Parameter("string", help="What would help.")
    category_activity = Parameter("string", aliases=("Activity",), help="What was being done.")
    category_reason = Parameter("string", aliases=("Reason",), help="Why.")
    category_target_name = Parameter("string", aliases=("TargetName",), help="Name of the target.")
    category_target_type = Parameter("string", aliases=("TargetType",), help="Type of the target.")

    def process(self) -> None:
        """Report it."""
        if self.error_record is not None:
            self.error_record.activity = self.error_record.activity or self.name
            if self.recommended_action:
                self.error_record.recommended = self.recommended_action
                self.error_record.details = self.error_record.details or self.error_record.message
            self._report(self.error_record)
            return
        exception_type = "Microsoft.PowerShell.Commands.WriteErrorException"
        problem = self.exception
        if problem is None:
            message = f"Exception of type '{exception_type}' was thrown." if self.message is None else self.message
            problem = PSError(message, self.error_id or exception_type, self.category, exception_type=exception_type)
        identity = self.error_id or (exception_type if self.exception is None else type_name(self.exception))
        record = ErrorRecord(problem, identity, self.category, self.target_object, suggestion=self.recommended_action)
        record.activity = self.category_activity or self.name
        own = "WriteErrorException" if self.exception is None else type_name(self.exception).rpartition(".")[2]
        record.reason = self.category_reason or own
        record.target_name = self.category_target_name or ""
        record.target_type = self.category_target_type or ""
        if self.is_bound("Message") and self.exception is not None:
            record.details = self.message
        if self.recommended_action:
            record.recommended = self.recommended_action
            record.details = record.details or self.message
        self._report(record)

    def _report(self, record: ErrorRecord) -> None:
        """The error is its caller's: the function's name ends its id, its call is where it points."""
        around = self.invocation.around
        caller = None if around is None else around.invocation
        if caller is None and self.invocation.engine.frames:
            record.position = outermost_statement()
        elif caller is not None:
            if caller.command.error_tail:
                record.error_id = f"{record.error_id},{caller.command.error_tail}"
            record.invocation = caller
            record.position = caller.site.position()
        self.write_error(record)


class Sentence(Cmdlet):
    """Base of the cmdlets that say one sentence."""

    message = Parameter(
        "string",
        aliases=("Msg",),
        position=0,
        mandatory=True,
        from_pipeline=True,
        allow_empty=True,
        help="The sentence.",
    )


class WriteWarning(Sentence):
    """Warns."""

    name = "Write-Warning"
    dotnet_name = "Microsoft.PowerShell.Commands.WriteWarningCommand"
    examples = (
        Example("Write-Warning 'This client is inactive.'", "Goes to the warning stream."),
        Example(
            "Write-Warning 'Inactive.' -WarningVariable heard 3> $null; $heard.Message",
            "Kept in a variable.",
            "Inactive.",
        ),
    )
    links = ("Write-Error", "Write-Verbose")

    def process(self) -> None:
        """Warn."""
        self.write_warning(self.message or "")


class WriteVerbose(Sentence):
    """Says more, for those who asked with -Verbose."""

    name = "Write-Verbose"
    dotnet_name = "Microsoft.PowerShell.Commands.WriteVerboseCommand"
    examples = (
        Example("Write-Verbose 'Reading page 2.' -Verbose", "Shown because of -Verbose."),
        Example(
            "Write-Verbose 'Reading page 2.' -Verbose 4>&1 | ForEach-Object Message",
            "Taken as an object.",
            "Reading page 2.",
        ),
    )
    links = ("Write-Debug", "Write-Warning")

    def process(self) -> None:
        """Say it."""
        self.write_verbose(self.message or "")


class WriteDebug(Sentence):
    """Says something for whoever debugs."""

    name = "Write-Debug"
    dotnet_name = "Microsoft.PowerShell.Commands.WriteDebugCommand"
    examples = (
        Example("Write-Debug 'state 3' -Debug", "Shown because of -Debug."),
        Example("$DebugPreference = 'SilentlyContinue'; Write-Debug 'state 3'", "Nothing is shown by custom.", ""),
    )
    links = ("Write-Verbose",)

    def process(self) -> None:
        """Say it."""
        self.write_debug(self.message or "")


class WriteInformation(Cmdlet):
    """Writes to the information stream."""

    name = "Write-Information"
    dotnet_name = "Microsoft.PowerShell.Commands.WriteInformationCommand"
    examples = (
        Example("Write-Information 'half way' -InformationAction Continue", "Shown on request."),
        Example(
            "Write-Information 'half way' 6>&1 | ForEach-Object { \"Heard: $_\" }",
            "Taken as an object.",
            "Heard: half way",
        ),
    )
    links = ("Write-Host",)

    message_data = Parameter(
        "object",
        aliases=("Msg", "Message"),
        position=0,
        mandatory=True,
        from_pipeline=True,
        allow_null=True,
        help="What to say.",
    )
    tags = Parameter("string[]", position=1, help="Words to find it by.")

    def process(self) -> None:
        """Say it."""
        self.write_information(unwrap(self.message_data), tuple(self.tags or ()))
