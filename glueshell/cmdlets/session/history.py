"""Get-History, Invoke-History, Add-History, Clear-History: the lines of this sitting."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import NoReturn

from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter
from glueshell.engine.runtime import Engine
from glueshell.engine.validators import ValidateNotNullOrEmpty, ValidateRange
from glueshell.formatting.columns import RIGHT, Column, property_column
from glueshell.formatting.directives import Shape
from glueshell.objects.errors import PSError
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.members import get_member
from glueshell.objects.numbers import Int64
from glueshell.objects.psobject import Property, PSObject, unwrap
from glueshell.objects.text import to_text
from glueshell.session.recording import COMPLETED, FAILED, RUNNING, STOPPED, Entry, Place, Recording
from glueshell.session.redaction import MARK

HISTORY_INFO = "Microsoft.PowerShell.Commands.HistoryInfo"
STATE = "System.Management.Automation.Runspaces.PipelineState"
STATUSES = (COMPLETED, FAILED, STOPPED, RUNNING)
MOST = 32767
TICKS = 10_000_000


def recording_of(engine: Engine) -> Recording:
    """The lines of the session that the engine serves; an engine without one keeps its own."""
    held = getattr(engine.services, "recording", None)
    if held is None:
        held = engine.kept.get("recording")
    if held is None:
        held = engine.kept["recording"] = Recording(
            clock=time.time, place=lambda: Place("", None, None), redact=lambda text: text
        )
    assert isinstance(held, Recording)
    return held


def history_info(entry: Entry) -> PSObject:
    """A line as an object of PowerShell's history; as text it is what was typed."""
    from glueshell.objects.enums import enum_type
    from glueshell.objects.types.timespan import TimeSpan

    states = enum_type(STATE)
    assert states is not None
    says = Property("ScriptMethod", invoke=lambda owner, _: entry.text, definition="string ToString()", hidden=True)
    return PSObject(
        {
            "Id": Int64(entry.id),
            "CommandLine": entry.text,
            "ExecutionStatus": states.value(states.names[entry.status]),
            "StartExecutionTime": _moment(entry.started),
            "EndExecutionTime": _moment(entry.ended),
            "Duration": TimeSpan(round((entry.ended - entry.started) * TICKS)),
            "ToString": says,
        },
        (HISTORY_INFO, "System.Object"),
    )


def history_view() -> Shape:
    """How a list of lines is shown: number, seconds, text."""
    return Shape(
        "Table",
        [
            property_column("Id", alignment=RIGHT, width=4),
            Column("Duration", _duration, alignment=RIGHT, width=12, fixed=False),
            property_column("CommandLine"),
        ],
    )


def _duration(row: object) -> object:
    ticks = getattr(unwrap(get_member(row, "Duration")), "ticks", 0)
    milliseconds = ticks // (TICKS // 1000)
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours}:{minutes:02}:{seconds:02}.{rest:03}"
    return f"{minutes}:{seconds:02}.{rest:03}" if minutes else f"{seconds}.{rest:03}"


def _moment(seconds: float) -> object:
    from glueshell.objects.types.datetime import EPOCH_TICKS, UTC, DateTime

    return DateTime(EPOCH_TICKS + round(seconds * TICKS), UTC).to_local()


class GetHistory(Cmdlet):
    """Lists the lines that were run in this sitting, the oldest first; secrets in them are blotted out."""

    name = "Get-History"
    aliases = ("h", "history", "ghy")
    dotnet_name = "Microsoft.PowerShell.Commands.GetHistoryCommand"
    output_types = (HISTORY_INFO,)
    examples = (
        Example("Get-History | Measure-Object | ForEach-Object Count", "How many: the present line is not among them.",
                "0"),
        Example("Get-History -Count 10", "The last ten."),
    )  # fmt: skip
    links = ("Invoke-History", "Save-Session", "Clear-History")

    id = Parameter("long[]", position=0, from_pipeline=True, validators=(ValidateRange(1, 2**63 - 1),),
                   help="These lines, by number.")  # fmt: skip
    count = Parameter("int", position=1, validators=(ValidateRange(0, MOST),), help="So many, up to the last or -Id.")

    def process(self) -> Iterator[object]:
        """The lines."""
        recording = recording_of(self.engine)
        count = int(self.count) if self.is_bound("Count") else None
        if not self.id:
            lines = list(recording)
            yield from map(history_info, lines if count is None else lines[len(lines) - count :])
            return
        if count is not None and len(self.id) > 1:
            self.throw(
                ErrorRecord(
                    PSError("The command cannot process multiple Ids with the Count parameter.",
                            "GetHistoryNoCountWithMultipleIds", "InvalidArgument", "System.ArgumentException")
                )
            )  # fmt: skip
        for id in self.id:
            entry = recording.find(int(id))
            if entry is None:
                self.write_error(no_line(id, "GetHistoryNoHistoryForId"))
            elif count is None:
                yield history_info(entry)
            else:
                upto = [one for one in recording if one.id <= entry.id]
                yield from map(history_info, upto[max(0, len(upto) - count) :])


class InvokeHistory(Cmdlet):
    """Runs a line of this sitting again: the last one, one by its number, or the last that begins with a text."""

    name = "Invoke-History"
    aliases = ("r", "ihy")
    dotnet_name = "Microsoft.PowerShell.Commands.InvokeHistoryCommand"
    supports_should_process = True
    examples = (
        Example("try { Invoke-History 99 } catch { \"$_\" }", "One by its number.",
                "Cannot locate the history for Id 99."),
        Example("try { Invoke-History Get-Org } catch { \"$_\" }", "The last line that begins so.",
                "Cannot locate the history for command line Get-Org."),
    )  # fmt: skip
    links = ("Get-History",)

    id = Parameter("string", position=0, from_pipeline_by_name=True, help="Its number, or how it begins.")

    def process(self) -> None:
        """Run it."""
        entry = self._entry()
        text = entry.text
        if MARK in text:
            self.throw(
                ErrorRecord(
                    f"Line {entry.id} held a secret, which is not kept; it cannot be run again.", "SecretInHistory",
                    "InvalidOperation", text, suggestion="Type it anew, with the secret.", exit_status=2,
                )
            )  # fmt: skip
        if not self.invocation.should_process(text):
            return
        recording_of(self.engine).take_the_place(text)
        self.host.write(text + "\n")
        self.engine.script_block(text).invoke(self.write, new_scope=False)

    def _entry(self) -> Entry:
        lines = list(recording_of(self.engine))
        if not self.id:
            if not lines:
                self._nothing(ErrorRecord(PSError("Cannot locate the last command in the history.",
                              "InvokeHistoryNoLastHistoryEntry", "InvalidOperation",
                              "System.InvalidOperationException")))  # fmt: skip
            return lines[-1]
        if self.id.isascii() and self.id.isdecimal():
            number = int(self.id)
            found = next((line for line in lines if line.id == number), None)
            if found is None:
                self._nothing(no_line(Int64(number), "InvokeHistoryNoHistoryForId"))
            return found
        found = next((line for line in reversed(lines) if line.text.lower().startswith(self.id.lower())), None)
        if found is None:
            self._nothing(
                ErrorRecord(
                    PSError(f"Cannot locate the history for command line {self.id}.",
                            "InvokeHistoryNoHistoryForCommandline", "ObjectNotFound", "System.ArgumentException"),
                    target=self.id,
                )
            )  # fmt: skip
        return found

    def _nothing(self, record: ErrorRecord) -> NoReturn:
        self.throw(record)


class AddHistory(Cmdlet):
    """Adds lines to the history of this sitting, as objects that Get-History gave; they are not run."""

    name = "Add-History"
    dotnet_name = "Microsoft.PowerShell.Commands.AddHistoryCommand"
    output_types = (HISTORY_INFO,)
    examples = (
        Example(
            "$then = Get-Date; [pscustomobject]@{ CommandLine = 'Get-Date'; ExecutionStatus = 'Completed';"
            " StartExecutionTime = $then; EndExecutionTime = $then } | Add-History -PassThru |"
            " ForEach-Object CommandLine",
            "A line that ran elsewhere.",
            "Get-Date",
        ),
    )
    links = ("Get-History",)

    input_object = Parameter("psobject[]", position=0, from_pipeline=True, help="The lines.")
    pass_thru = Parameter("switch", name="Passthru", help="Answers what was added.")

    def process(self) -> Iterator[object]:
        """Add them."""
        recording = recording_of(self.engine)
        for item in self.input_object or ():
            parts = _parts(item)
            if parts is None:
                self.write_error(
                    ErrorRecord(
                        PSError("Cannot add history because the input object has a format that is not valid.",
                                "AddHistoryInvalidInput", "InvalidData", "System.IO.InvalidDataException"),
                        target=item,
                    )
                )  # fmt: skip
                continue
            added = recording.add(*parts)
            if self.pass_thru:
                yield history_info(added)


class ClearHistory(Cmdlet):
    """Forgets lines of this sitting; what the history file holds stays."""

    name = "Clear-History"
    aliases = ("clhy",)
    default_set = "IDParameter"
    dotnet_name = "Microsoft.PowerShell.Commands.ClearHistoryCommand"
    supports_should_process = True
    examples = (Example("Clear-History; (Get-History).Count", "All of them.", "0"),)
    links = ("Get-History",)

    id = Parameter("int[]", sets=("IDParameter",), position=0, validators=(ValidateRange(1, 2**31 - 1),),
                   help="These, by number.")  # fmt: skip
    command_line = Parameter(
        "string[]",
        sets=("CommandLineParameter",),
        wildcards=True,
        validators=(ValidateNotNullOrEmpty(),),
        help="Those of these texts.",
    )
    count = Parameter("int", position=1, validators=(ValidateRange(1, 2**31 - 1),), help="So many of them.")
    newest = Parameter("switch", help="The latest ones instead of the oldest.")

    def process(self) -> None:
        """Forget them."""
        recording = recording_of(self.engine)
        lines = list(recording)
        if self.newest:
            lines.reverse()
        found = list(self._meant(recording, lines))
        if self.count is not None and not self.id:
            found = found[: int(self.count)]
        if found and self.should_process(f"{len(found)} of {len(lines)} lines"):
            recording.forget(found)

    def _meant(self, recording: Recording, lines: Iterable[Entry]) -> Iterator[Entry]:
        if self.command_line:
            from glueshell.objects.wildcard import Wildcard

            patterns = [Wildcard(text) for text in self.command_line]
            yield from (line for line in lines if any(pattern.matches(line.text) for pattern in patterns))
        elif self.id:
            for id in self.id:
                entry = recording.find(int(id))
                if entry is None:
                    self.write_error(no_line(id, "GetHistoryNoHistoryForId"))
                    continue
                # With a count those before it, or with -Newest those after it, go along.
                around = [one for one in recording if (one.id >= entry.id if self.newest else one.id <= entry.id)]
                count = 1 if self.count is None else int(self.count)
                yield from around[:count] if self.newest else around[-count:]
        else:
            yield from lines


def no_line(id: object, error_id: str) -> ErrorRecord:
    """The error for a number that no line has."""
    problem = PSError(f"Cannot locate the history for Id {id}.", error_id, "ObjectNotFound", "System.ArgumentException")
    return ErrorRecord(problem, target=id)


def _parts(item: object) -> tuple[str, str, float, float] | None:
    """Text, status and times of an object of the history, None where it has not all of them."""
    from glueshell.objects.types.datetime import EPOCH_TICKS, DateTime

    if not isinstance(item, PSObject) or isinstance(item, Hashtable):
        return None
    text, status = get_member(item, "CommandLine"), to_text(get_member(item, "ExecutionStatus"))
    times = [unwrap(get_member(item, name)) for name in ("StartExecutionTime", "EndExecutionTime")]
    seconds = [(time.to_utc().ticks - EPOCH_TICKS) / TICKS for time in times if isinstance(time, DateTime)]
    named = next((one for one in STATUSES if one.lower() == status.lower()), None)
    if not isinstance(text, str) or named is None or len(seconds) != 2:
        return None
    return text, named, seconds[0], seconds[1]
