"""Error records: what went wrong, PowerShell's id and category for it, and where in the text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from glueshell.engine.lazy_members import LazyMembers
from glueshell.objects.errors import PSError

# A long line is cut to so many columns; what stands before and after the extent is worth so many of them.
_WIDEST, _LEFT, _RIGHT = 69, 12, 8


class Position:
    """An extent in a named text: what an error points at."""

    __slots__ = ("end", "file", "source", "start")

    def __init__(self, source: str, start: int, end: int, file: str | None = None) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.file = file

    @property
    def text(self) -> str:
        """The source text the extent covers."""
        return self.source[self.start : self.end]

    @property
    def line(self) -> int:
        """Line of the start, from 1."""
        return self.source.count("\n", 0, self.start) + 1

    @property
    def column(self) -> int:
        """Column of the start, from 1."""
        return self.start - self.source.rfind("\n", 0, self.start)

    @property
    def source_line(self) -> str:
        """The whole line the extent starts on."""
        first = self.source.rfind("\n", 0, self.start) + 1
        last = self.source.find("\n", self.start)
        return self.source[first:] if last < 0 else self.source[first:last].rstrip("\r")

    @property
    def message(self) -> str:
        """PowerShell's PositionMessage: `At line:1 char:3`, the source line (cut if long), the mark below it."""
        line, first = self.source_line.rstrip(), self.column - 1
        shown = max(1, min(self.end - self.start, len(line) - first))
        where = f"At {self.file}:{self.line}" if self.file else f"At line:{self.line}"
        before = after = ""
        left = first
        if len(line) > _WIDEST:
            left, right = min(first, _LEFT), min(len(line) - first - shown, _RIGHT)
            shown = min(shown, _WIDEST - left)
            left += min(first - left, max(0, _WIDEST - left - shown - right))
            begin = first - left
            before = "… " if begin else ""
            after = " …" if begin + _WIDEST < len(line) else ""
            line = line[begin : begin + _WIDEST]
        return f"{where} char:{first + 1}\n+ {before}{line}{after}\n+ {' ' * (len(before) + left)}{'~' * shown}"


class ErrorRecord:
    """One error as PowerShell describes it; `message` is the exception's.

    `error_id` is the FullyQualifiedErrorId, `category` the ErrorCategory's name. `suggestion` is the sentence that says
    what would be right. `exit_status` (design, exit status table) is what a script ends with when nobody catches it;
    0 leaves that to the kind of error. `activity` is the command that failed, `reason` the exception's type name;
    `reported` tells that the person has already been shown it.
    """

    ps_type_name = "System.Management.Automation.ErrorRecord"
    ps_members = LazyMembers("error_surface", "ERROR_RECORD")

    __slots__ = (
        "activity", "category", "conceal", "details", "error_id", "exception", "exception_object", "exit_status",
        "invocation", "position", "reason", "recommended", "reported", "script_stack", "stopped_by", "suggestion",
        "target", "target_name", "target_type", "thrown", "wrapped",
    )  # fmt: skip

    def __init__(
        self,
        exception: PSError | BaseException | str,
        error_id: str = "",
        category: str = "",
        target: object = None,
        *,
        position: Position | None = None,
        suggestion: str | None = None,
        exit_status: int = 0,
        details: str | None = None,
    ) -> None:
        if isinstance(exception, str):
            exception = PSError(exception, error_id or "RuntimeException", category or "NotSpecified", target=target)
        self.exception: Any = exception
        # What scripts see of it, made when they first look.
        self.exception_object: Any = None
        self.error_id = error_id or getattr(exception, "error_id", "") or type(exception).__name__
        self.category = category or getattr(exception, "category", "") or "NotSpecified"
        self.target = getattr(exception, "target", None) if target is None else target
        self.position = position
        self.suggestion = suggestion or getattr(exception, "suggestion", None)
        self.exit_status = exit_status or getattr(exception, "exit_status", 0)
        self.details = details
        self.activity = ""
        self.reason = ""
        self.target_name = ""
        self.target_type = ""
        self.script_stack = ""
        self.recommended = ""
        self.invocation: Any = None
        self.reported = False
        # What keeps secrets out of the text it points into, where there is such a thing.
        self.conceal: Callable[[str], str] | None = None
        # Whether a `throw` made it.
        self.thrown = False
        # Whether a cmdlet has made it its own: those around it leave it as it is.
        self.wrapped = False
        # The preference that let a non-terminating error end the script.
        self.stopped_by = ""

    def about(self, exception: Any) -> ErrorRecord:
        """The same error seen as another exception, the one inside it."""
        twin = self.copy()
        twin.exception = exception
        twin.exception_object = None
        return twin

    def about_same(self, other: ErrorRecord) -> bool:
        """Whether both records are about one exception, not only an equal one."""
        mine, known = (self.exception, self.exception_object), (other.exception, other.exception_object)
        return any(one is each for one in mine for each in known if each is not None)

    def copy(self) -> ErrorRecord:
        """Another record that says the same."""
        twin = ErrorRecord.__new__(ErrorRecord)
        for name in ErrorRecord.__slots__:
            setattr(twin, name, getattr(self, name))
        return twin

    @property
    def message(self) -> str:
        """The sentence a person reads."""
        return getattr(self.exception, "message", None) or str(self.exception)

    @property
    def exception_type(self) -> str:
        """Full .NET name of the exception's type."""
        exception = self.exception
        known = getattr(exception, "exception_type", None) or getattr(exception, "ps_type_name", None)
        return str(known or type(exception).__name__)

    def __str__(self) -> str:
        return self.details or self.message

    def ps_text(self) -> str:
        """The record as text."""
        return str(self)


class Terminating(Exception):
    """A terminating error on its way up; `try`, `trap` or the top of the script ends it.

    `stops_script` tells the two kinds apart: false ends the statement (the next one runs unless
    `$ErrorActionPreference` says Stop), true (`throw`, `-ErrorAction Stop`) ends the script.
    """

    forced = False
    """Whether no preference keeps it from ending the script."""

    preferred = False
    """Whether only `$ErrorActionPreference` made it end the script."""

    def __init__(self, record: ErrorRecord, *, stops_script: bool = False) -> None:
        message = record.message
        if record.stopped_by:
            message = (
                f'The running command stopped because the preference variable "{record.stopped_by}" or common parameter'
                f" is set to Stop: {message}"
            )
        super().__init__(message)
        self.record = record
        self.stops_script = stops_script


class StageFailed(Terminating):
    """`error` ended a command of the pipeline `run`: the commands that write to it have no say, and end with it."""

    def __init__(self, error: Terminating, run: object) -> None:
        super().__init__(error.record, stops_script=error.stops_script)
        self.error = error
        self.run = run


class ParseFailure(Exception):
    """Text that does not parse was asked to run; `errors` are `language.ParseError`s of `source`."""

    def __init__(self, errors: list[Any], source: str, file: str | None = None) -> None:
        super().__init__(errors[0].message if errors else "")
        self.errors = errors
        self.source = source
        self.file = file
