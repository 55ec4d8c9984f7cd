"""Start-Transcript and Stop-Transcript."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from glueshell.cmdlets.itglue.named import sitting_of
from glueshell.completion.paths import PathCompleter
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter
from glueshell.engine.validators import ValidateNotNullOrEmpty
from glueshell.objects.errors import PSError
from glueshell.objects.psobject import PSObject

INVALID_OPERATION = "System.Management.Automation.PSInvalidOperationException"
STARTED = "Transcript started, output file is {path}"
STOPPED = "Transcript stopped, output file is {path}"


def told(text: str, path: Path) -> PSObject:
    """A sentence about a file, with the file as its `Path`."""
    return PSObject({"Path": str(path)}, (), text.format(path=path))


class StartTranscript(Cmdlet):
    """Writes down what is typed and shown from now on, in a file that only you can read.

    API keys, values given as secrets and Password fields are written as `•••`, control characters as signs. Without a
    path a file of the home folder is taken. Several transcripts may run; Stop-Transcript ends the last one.
    """

    name = "Start-Transcript"
    default_set = "ByPath"
    dotnet_name = "Microsoft.PowerShell.Commands.StartTranscriptCommand"
    supports_should_process = True
    output_types = ("System.String",)
    examples = (
        Example("Start-Transcript onboarding.txt", "From here on, until Stop-Transcript or the end of the session."),
        Example("Start-Transcript onboarding.txt -Append -UseMinimalHeader | Out-Null; 'work'; Stop-Transcript |"
                " Out-Null", "Goes on with a file that may be there.", "work"),
    )  # fmt: skip
    links = ("Stop-Transcript", "Save-Session")

    path = Parameter(
        "string",
        sets=("ByPath",),
        position=0,
        completer=PathCompleter(),
        validators=(ValidateNotNullOrEmpty(),),
        help="The file.",
    )
    literal_path = Parameter(
        "string", aliases=("PSPath", "LP"), sets=("ByLiteralPath",), position=0,
        completer=PathCompleter(), validators=(ValidateNotNullOrEmpty(),), help="The file, its name as it is.",
    )  # fmt: skip
    output_directory = Parameter(
        "string", sets=("ByOutputDirectory",), position=0, completer=PathCompleter(),
        validators=(ValidateNotNullOrEmpty(),), help="The folder for a file of a new name.",
    )  # fmt: skip
    append = Parameter("switch", help="Goes on at the end of the file.")
    force = Parameter("switch", help="Writes to a file that is read-only, too.")
    no_clobber = Parameter("switch", aliases=("NoOverwrite",), help="Takes no file that is there already.")
    include_invocation_header = Parameter("switch", help="Writes the time before every command.")
    use_minimal_header = Parameter("switch", help="Leaves out what is known of the machine.")

    def process(self) -> Iterator[object]:
        """Begin."""
        path = self._file()
        if path.is_dir():
            raise self._refused(f"File path {path} resolves to a directory.")
        if path.exists():
            if self.no_clobber and not self.append:
                self.throw(
                    ErrorRecord(
                        f"File {path} already exists and NoClobber was specified.", "NoClobber", "ResourceExists",
                        str(path), suggestion="Add to it: -Append.",
                    )
                )  # fmt: skip
            if not os.access(path, os.W_OK) and not self.force:
                raise PSError(
                    f'File {path} is read-only. Cannot write to this file. "Start-Transcript -Force" will clear the'
                    " read-only attribute.",
                    "FileReadOnly", "InvalidArgument", "System.ArgumentException", target=str(path),
                )  # fmt: skip
        if not self.should_process(str(path)):
            return
        # Rows that a table still holds back were written before.
        self.host.write("")
        try:
            sitting_of(self.invocation).transcripts.start(
                path, append=self.append, force=self.force, minimal=self.use_minimal_header,
                headed=self.include_invocation_header,
            )  # fmt: skip
        except OSError as error:
            raise self._refused(f"{error.strerror or error}.") from None
        yield told(STARTED, path)

    def _file(self) -> Path:
        given = self.path or self.literal_path
        if given:
            return Path(self.engine.resolve_path(given))
        from datetime import datetime

        folder = Path(self.engine.resolve_path(self.output_directory)) if self.output_directory else Path.home()
        import platform

        stamp = f"{datetime.now():%Y%m%d%H%M%S}"
        return folder / f"PowerShell_transcript.{platform.node()}.{os.urandom(4).hex()}.{stamp}.txt"

    @staticmethod
    def _refused(reason: str) -> PSError:
        text = f"Transcription cannot be started due to the error: {reason}"
        return PSError(text, "CannotStartTranscription", "InvalidOperation", INVALID_OPERATION)


class StopTranscript(Cmdlet):
    """Ends the transcript that was begun last."""

    name = "Stop-Transcript"
    dotnet_name = "Microsoft.PowerShell.Commands.StopTranscriptCommand"
    supports_should_process = True
    output_types = ("System.String",)
    examples = (
        Example("Start-Transcript day.txt | Out-Null; 'work'; Stop-Transcript | Out-Null",
                "What lies between is in the file.", "work"),
        Example("Start-Transcript day.txt | Out-Null; (Stop-Transcript).Path -like '*day.txt'",
                "Its answer knows the file.", "True"),
    )  # fmt: skip
    links = ("Start-Transcript",)

    def process(self) -> Iterator[object]:
        """End it."""
        transcripts = sitting_of(self.invocation).transcripts
        if not transcripts.running:
            raise PSError(
                "An error occurred stopping transcription: The host is not currently transcribing.",
                "InvalidOperation", "InvalidOperation", INVALID_OPERATION,
                suggestion="Start-Transcript begins one.",
            )  # fmt: skip
        if not self.should_process("Transcript"):
            return
        # Rows that a table still holds back belong to it.
        self.host.write("")
        path = transcripts.stop()
        assert path is not None
        yield told(STOPPED, path)
