"""The streams beside output: error, warning, verbose, debug, information, progress; and the records in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from glueshell.engine.lazy_members import LazyMembers

if TYPE_CHECKING:
    from glueshell.engine.errors import ErrorRecord
    from glueshell.engine.host import Host
    from glueshell.engine.invocation import Invocation

Sink = Callable[[Any], None]

STREAM_NAMES = ("error", "warning", "verbose", "debug", "information", "progress")


class MessageRecord:
    """A warning, verbose or debug message; prints as its text."""

    __slots__ = ("invocation", "message")
    ps_type_name = "System.Management.Automation.InformationalRecord"
    ps_members = LazyMembers("record_surface", "MESSAGE_RECORD")

    def __init__(self, message: str, invocation: Invocation | None = None) -> None:
        self.message = message
        self.invocation = invocation

    def __str__(self) -> str:
        return self.message

    def ps_text(self) -> str:
        """The record as text."""
        return self.message


class WarningRecord(MessageRecord):
    """What Write-Warning sends."""

    __slots__ = ()
    ps_type_name = "System.Management.Automation.WarningRecord"


class VerboseRecord(MessageRecord):
    """What Write-Verbose sends."""

    __slots__ = ()
    ps_type_name = "System.Management.Automation.VerboseRecord"


class DebugRecord(MessageRecord):
    """What Write-Debug sends."""

    __slots__ = ()
    ps_type_name = "System.Management.Automation.DebugRecord"


class HostText:
    """The data of an information record that Write-Host made: text, colours, and whether the line ends."""

    __slots__ = ("background", "foreground", "no_newline", "text")
    ps_type_name = "System.Management.Automation.HostInformationMessage"
    ps_members = LazyMembers("record_surface", "HOST_TEXT")

    def __init__(
        self, text: str, foreground: str | None = None, background: str | None = None, no_newline: bool = False
    ) -> None:
        self.text = text
        self.foreground = foreground
        self.background = background
        self.no_newline = no_newline

    def __str__(self) -> str:
        return self.text

    def ps_text(self) -> str:
        """The message as text."""
        return self.text


class InformationRecord:
    """What Write-Information and Write-Host send; `shown` says whether the person is to see it."""

    __slots__ = ("data", "shown", "source", "tags")
    ps_type_name = "System.Management.Automation.InformationRecord"
    ps_members = LazyMembers("record_surface", "INFORMATION_RECORD")

    def __init__(self, data: object, source: str = "", tags: tuple[str, ...] = ()) -> None:
        self.data = data
        self.source = source
        self.tags = tags
        self.shown = False

    def __str__(self) -> str:
        from glueshell.objects.text import to_text

        return to_text(self.data)

    def ps_text(self) -> str:
        """The record as text: its data's."""
        return str(self)


class ProgressRecord:
    """One state of one activity, told apart by its `id`; `parent` is the id of the activity it is a part of, or -1.

    `percent` and `seconds` (left) are -1 when unknown, `operation` is what is being done right now, `completed` removes
    it.
    """

    __slots__ = ("activity", "completed", "id", "operation", "parent", "percent", "seconds", "status")
    ps_type_name = "System.Management.Automation.ProgressRecord"
    ps_members = LazyMembers("record_surface", "PROGRESS_RECORD")

    def __init__(
        self,
        activity: str,
        status: str = "",
        percent: int = -1,
        completed: bool = False,
        *,
        id: int = 0,
        parent: int = -1,
        operation: str = "",
        seconds: int = -1,
    ) -> None:
        self.activity = activity
        self.status = status
        self.percent = percent
        self.completed = completed
        self.id = id
        self.parent = parent
        self.operation = operation
        self.seconds = seconds


class ProgressBoard:
    """The activities under way, as one line: the one heard of last, after those it is a part of."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._live: dict[int, ProgressRecord] = {}

    def __call__(self, record: ProgressRecord) -> None:
        """Hear of a state and show what is under way now."""
        self._live.pop(record.id, None)
        if record.completed:
            for part in [id for id, other in self._live.items() if other.parent == record.id]:
                del self._live[part]
        else:
            self._live[record.id] = record
        if not self._live:
            self._host.progress("", "", None)
            return
        shown = next(reversed(self._live.values()))
        whole = [shown.activity]
        parent = shown.parent
        while parent in self._live and len(whole) <= len(self._live):
            outer = self._live[parent]
            whole.insert(0, f"{outer.activity} {outer.percent}%" if outer.percent >= 0 else outer.activity)
            parent = outer.parent
        left = f"{shown.seconds // 60}:{shown.seconds % 60:02d} left" if shown.seconds >= 0 else ""
        said = " - ".join(part for part in (shown.status, shown.operation, left) if part)
        self._host.progress(" > ".join(whole), said, shown.percent if shown.percent >= 0 else None)


class Streams:
    """Where records go: one callable a stream, each given a record.

    Preferences have been asked before: what arrives is to be shown. `silent` gets the errors and warnings that are
    not (SilentlyContinue), so that -ErrorVariable and -WarningVariable collect them.
    """

    __slots__ = ("debug", "error", "information", "progress", "silent", "verbose", "warning")

    def __init__(
        self,
        *,
        error: Sink,
        warning: Sink,
        verbose: Sink,
        debug: Sink,
        information: Sink,
        progress: Sink,
        silent: Sink | None = None,
    ) -> None:
        self.error = error
        self.warning = warning
        self.verbose = verbose
        self.debug = debug
        self.information = information
        self.progress = progress
        self.silent = silent or nowhere

    def copy(self, **replaced: Sink) -> Streams:
        """The same streams, some of them going elsewhere."""
        sinks: dict[str, Sink] = {name: getattr(self, name) for name in (*STREAM_NAMES, "silent")}
        sinks.update(replaced)
        return Streams(**sinks)


def nowhere(record: object) -> None:
    """A sink that throws everything away."""


def host_streams(host: Host, report: Callable[[ErrorRecord], None]) -> Streams:
    """The streams of a session: messages go to the host; `report` shows an error record."""

    def warning(record: MessageRecord) -> None:
        host.write_error_line(f"WARNING: {record.message}", "warning")

    def verbose(record: MessageRecord) -> None:
        host.write_error_line(f"VERBOSE: {record.message}", "verbose")

    def debug(record: MessageRecord) -> None:
        host.write_error_line(f"DEBUG: {record.message}", "debug")

    def information(record: InformationRecord) -> None:
        if not record.shown:
            return
        data = record.data
        if isinstance(data, HostText):
            end = "" if data.no_newline else "\n"
            host.write(data.text + end, foreground=data.foreground, background=data.background)
        else:
            host.write(f"{record}\n")

    return Streams(
        error=report,
        warning=warning,
        verbose=verbose,
        debug=debug,
        information=information,
        progress=ProgressBoard(host),
    )
