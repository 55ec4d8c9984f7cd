"""One call of one command: what was bound, where it stands, and the ways it speaks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from glueshell.engine.errors import ErrorRecord, Position, Terminating
from glueshell.engine.host import NoTerminal
from glueshell.engine.lazy_members import LazyMembers
from glueshell.engine.scopes import UNSET
from glueshell.engine.sentinels import NO_INPUT, NO_VALUE
from glueshell.objects.errors import PSError

if TYPE_CHECKING:
    from glueshell.engine.callstack import Frame
    from glueshell.engine.commands import Command
    from glueshell.engine.matching import ElementShape, Match
    from glueshell.engine.parameters import ParameterTable
    from glueshell.engine.recipes import Recipe
    from glueshell.engine.runtime import Engine
    from glueshell.engine.scopes import Scope
    from glueshell.engine.streams import Streams
    from glueshell.language.ast import CommandAst

__all__ = ["NO_INPUT", "NO_VALUE", "UNSET", "CallSite", "Invocation", "Redirect", "Splat"]

Emit = Callable[[object], None]


class Splat:
    """The value of `@name` in a command: a hashtable's pairs or an array's items become arguments."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value


class Redirect:
    """One redirection with its target evaluated.

    `from_stream` is Output, Error, Warning, Verbose, Debug, Information or All. `to` is the stream merged into
    ("Output"), or the file: a path, or None for `$null`, which throws the records away.
    """

    __slots__ = ("append", "from_stream", "merge", "to")

    def __init__(self, from_stream: str, to: object, *, merge: bool = False, append: bool = False) -> None:
        self.from_stream = from_stream
        self.to = to
        self.merge = merge
        self.append = append


class CallSite:
    """A command's place in the text, made once per call expression; remembers how it was resolved and matched."""

    __slots__ = (
        "ast", "command", "dotted", "file", "head", "local", "matches", "recipes", "redirections", "scope", "shapes",
        "source", "splats", "splatted", "version",
    )  # fmt: skip

    def __init__(self, ast: CommandAst | None, source: str, file: str | None = None) -> None:
        self.ast = ast
        self.source = source
        self.file = file
        self.head: object = UNSET
        self.command: Command | None = None
        self.version = -1
        # A name that scopes below the global one define: where it was resolved, and as of which definition.
        self.scope: Scope | None = None
        self.local = -1
        self.dotted = ast is not None and ast.invocation_operator == "Dot"
        # (parameter table, input expected) -> Match; two entries at most for a call that resolves stably.
        self.matches: list[tuple[ParameterTable, bool, Match]] = []
        # (names splatted hashtables bring, input expected) -> parameter table, expanded shapes, Match.
        self.splatted: dict[tuple[object, bool], tuple[ParameterTable, Sequence[ElementShape], Match]] = {}
        # What binding the long way came to, by the classes of the values (see recipes).
        self.recipes: dict[Any, Recipe] = {}
        self.shapes: Sequence[ElementShape] = ()
        self.splats = False
        self.redirections = 0
        if ast is not None:
            from glueshell.engine.shapes import SPLAT, shapes_of

            self.shapes = shapes_of(ast, source)
            self.splats = any(shape.kind == SPLAT for shape in self.shapes)
            self.redirections = len(ast.redirections)

    def position(self, start: int | None = None, end: int | None = None) -> Position | None:
        """The extent `start` to `end` of the text, the whole command without them."""
        if start is None or end is None:
            if self.ast is None:
                return None
            start, end = self.ast.start, self.ast.end
        return Position(self.source, start, end, self.file)


class UnwrittenCall(CallSite):
    """A call that is made for somebody: no text of theirs holds it, so no error points there."""

    __slots__ = ()

    def position(self, start: int | None = None, end: int | None = None) -> Position | None:
        """None: there is no place to show."""
        return None


class Invocation:
    """One call of one command.

    `bound` maps parameter names to values (the caller's and those bound from the pipeline), `input_bound` those the
    present pipeline object gave, `arguments` what a plain function gets as `$args`, `argument_names` the places in it
    that hold `-name` texts (splatting `@args` makes parameters of them again). `position` counts from 1.
    `failed` tells that a non-terminating error was written; `name` is the command as it was called.
    """

    # Most calls never change these: they stay with the class.
    answer: str = ""
    argument_names: frozenset[int] = frozenset()
    binder: Any = None
    # Whether -OutVariable and its like were given.
    collects: bool = False
    failed: bool = False
    parameter_set: str = "__AllParameterSets"
    processor: Any = None
    # The present pipeline object, where parameters took properties of it.
    input_object: Any = None
    # The running pipeline, where there is more to it than this one call.
    run: Any = None

    ps_type_name = "System.Management.Automation.PSScriptCmdlet"
    ps_members = LazyMembers("command_surface", "CMDLET")

    def __init__(
        self,
        engine: Engine,
        command: Command,
        site: CallSite,
        emit: Emit,
        streams: Streams,
        position: int = 1,
        length: int = 1,
        expecting_input: bool = False,
    ) -> None:
        self.engine = engine
        self.command = command
        self.site = site
        self.emit = emit
        self.streams = streams
        self.position = position
        self.length = length
        self.expecting_input = expecting_input
        self.name = command.name
        self.bound: dict[str, Any] = {}
        self.input_bound: dict[str, Any] = {}
        self.arguments: list[object] = []

    # -- the pipeline's object --------------------------------------------------------------------------------------

    def bind_input(self, item: object) -> bool:
        """Bind one pipeline object to the parameters that take it; False (and an error written) when none does."""
        return bool(self.binder.bind(item))

    # -- preferences ------------------------------------------------------------------------------------------------

    def preference(self, stream: str) -> str:
        """What to do with a record of `stream` ("Error", "Warning", ...): an ActionPreference name.

        The call's own `-ErrorAction` (...) wins over `$ErrorActionPreference` (...).
        """
        bound = self.bound
        if bound:
            if stream in ("Verbose", "Debug"):
                if stream in bound:
                    return "Continue" if bound[stream] else "SilentlyContinue"
            elif stream + "Action" in bound:
                return action_name(bound[stream + "Action"])
        return preference_of(self.engine, stream)

    @property
    def preferences(self) -> dict[str, object]:
        """Preference variables (name -> value) a function's scope gets from the common parameters of this call."""
        found: dict[str, object] = {}
        for name, value in self.bound.items():
            if name.endswith("Action") and name in _ACTION_VARIABLES:
                found[_ACTION_VARIABLES[name]] = value
            elif name == "Verbose":
                found["VerbosePreference"] = "Continue" if value else "SilentlyContinue"
            elif name == "Debug":
                found["DebugPreference"] = "Continue" if value else "SilentlyContinue"
            elif name == "WhatIf":
                found["WhatIfPreference"] = bool(value)
            elif name == "Confirm":
                found["ConfirmPreference"] = "Low" if value else "None"
        return found

    # -- errors -----------------------------------------------------------------------------------------------------

    @property
    def around(self) -> Frame | None:
        """The frame of the function, script or block that this call stands in, None at the top."""
        # What a function writes to stands in no call of it: its scope is not among those that are seen from here.
        seen = {id(scope.frame) for scope in self.engine.scope.chain()}
        for frame in reversed(self.engine.frames):
            if frame.arguments is not None and (id(frame) in seen or _is_dotted(frame)):
                return frame
        return None

    def complete(self, record: ErrorRecord) -> ErrorRecord:
        """Fill in what only the call knows: the command, its id's tail, the extent, the script stack."""
        if not record.activity:
            record.activity = self.command.name
            if self.command.error_tail and "," not in record.error_id:
                record.error_id = f"{record.error_id},{self.command.error_tail}"
        if record.invocation is None:
            record.invocation = self
        if record.position is None:
            record.position = self.site.position()
        return record

    def write_error(self, record: ErrorRecord) -> None:
        """Report a non-terminating error, as `-ErrorAction` and `$ErrorActionPreference` say."""
        self.complete(record)
        self.failed = True
        action = self.preference("Error")
        if action == "Stop":
            record.stopped_by = "ErrorActionPreference"
            raise Terminating(record, stops_script=True)
        if action == "Ignore":
            return
        remember(self.engine, record)
        if action == "SilentlyContinue":
            self.streams.silent(record)
        elif action == "Inquire":
            self._inquire(str(record), "Error", record)
            self.streams.error(record)
        else:
            self.streams.error(record)

    def throw(self, record: ErrorRecord) -> NoReturn:
        """End the command with a statement-terminating error."""
        record.wrapped = True
        raise Terminating(self.complete(record))

    def rethrow(self, error: Exception) -> NoReturn:
        """Raise what a command's Python code raised as a statement-terminating error of this call.

        PSError, and what the engine's `translate` hook knows (errors of the API, of files, ...), become records;
        anything else is a fault of ours and goes up as it is.
        """
        if isinstance(error, Terminating):
            from glueshell.engine.blame import wrapped

            raise wrapped(error, self, self.run)
        record = record_of(self.engine, error)
        if record is None:
            raise error
        record.wrapped = True
        raise Terminating(self.complete(record)) from error

    # -- the other streams ------------------------------------------------------------------------------------------

    def write_warning(self, text: str) -> None:
        """Warn, as `-WarningAction` and `$WarningPreference` say."""
        from glueshell.engine.streams import WarningRecord

        self._write("Warning", text, WarningRecord(text, self))

    def write_verbose(self, text: str) -> None:
        """Say more, when `-Verbose` or `$VerbosePreference` asks for it."""
        action = self.preference("Verbose")
        if action not in ("SilentlyContinue", "Ignore"):
            from glueshell.engine.streams import VerboseRecord

            self._write("Verbose", text, VerboseRecord(text, self))

    def write_debug(self, text: str) -> None:
        """Speak to whoever debugs, when `-Debug` or `$DebugPreference` asks for it."""
        action = self.preference("Debug")
        if action not in ("SilentlyContinue", "Ignore"):
            from glueshell.engine.streams import DebugRecord

            self._write("Debug", text, DebugRecord(text, self))

    def write_information(self, data: object, tags: Sequence[str] = (), *, host_text: bool = False) -> None:
        """Send an information record; `host_text` (Write-Host) is shown whatever the preference, save Ignore."""
        from glueshell.engine.streams import InformationRecord

        record = InformationRecord(data, self.command.name, tuple(tags))
        action = self.preference("Information")
        if action == "Ignore":
            return
        if action == "Stop" and not host_text:
            self._stop("Information", str(record))
        record.shown = host_text or action in ("Continue", "Inquire")
        self.streams.information(record)

    def write_progress(self, record: object) -> None:
        """Show progress, unless `-ProgressAction` or `$ProgressPreference` is silent."""
        if self.preference("Progress") not in ("SilentlyContinue", "Ignore"):
            self.streams.progress(record)

    def _write(self, stream: str, text: str, record: object) -> None:
        action = self.preference(stream)
        if action == "Ignore":
            return
        if action == "SilentlyContinue":
            self.streams.silent(record)
            return
        getattr(self.streams, stream.lower())(record)
        if action == "Stop":
            self._stop(stream, text)
        if action == "Inquire":
            self._inquire(text, stream, None)

    def _stop(self, stream: str, text: str) -> NoReturn:
        variable = _ACTION_VARIABLES.get(stream + "Action", stream + "Preference")
        message = (
            f'The running command stopped because the preference variable "{variable}" or common parameter is set to'
            f" Stop: {text}"
        )
        record = ErrorRecord(message, "ActionPreferenceStop", "OperationStopped")
        record.exception.exception_type = "System.Management.Automation.ActionPreferenceStopException"
        raise Terminating(self.complete(record), stops_script=True)

    def _inquire(self, text: str, stream: str, record: ErrorRecord | None) -> None:
        from glueshell.engine.should_process import ask_to_continue

        if not ask_to_continue(self, text):
            if record is not None:
                raise Terminating(record, stops_script=True)
            self._stop(stream, text)

    # -- permission -------------------------------------------------------------------------------------------------

    def should_process(self, target: str, action: str = "") -> bool:
        """Ask `-WhatIf`, `-Confirm` and their preferences whether to go on with `action` on `target`."""
        from glueshell.engine.should_process import should_process

        return should_process(self, target, action or self.command.name)

    def should_continue(self, query: str, caption: str = "") -> bool:
        """Ask the person, whatever the preferences say."""
        from glueshell.engine.should_process import ask_to_continue

        return ask_to_continue(self, query, caption)

    def stop_upstream(self) -> NoReturn:
        """End the commands before this one: it has all it needs; its own `end` still runs."""
        from glueshell.engine.signals import PipelineStop

        raise PipelineStop(self)


def record_of(engine: Engine, error: Exception) -> ErrorRecord | None:
    """The error record for an exception of Python code, or None when nobody knows what it means."""
    if isinstance(error, PSError):
        return ErrorRecord(error)
    if isinstance(error, NoTerminal):
        return ErrorRecord(
            f"Nobody is there to answer: {error.question}", "NoTerminal", "ResourceUnavailable", exit_status=2
        )
    translate = getattr(engine, "translate", None)
    return None if translate is None else translate(error)


_ACTION_VARIABLES = {
    "ErrorAction": "ErrorActionPreference",
    "WarningAction": "WarningPreference",
    "InformationAction": "InformationPreference",
    "ProgressAction": "ProgressPreference",
}

_ACTIONS = ("SilentlyContinue", "Stop", "Continue", "Inquire", "Ignore", "Suspend", "Break")

_DEFAULT_ACTIONS = {
    "Error": "Continue",
    "Warning": "Continue",
    "Information": "SilentlyContinue",
    "Progress": "Continue",
    "Verbose": "SilentlyContinue",
    "Debug": "SilentlyContinue",
}


def preference_of(engine: Engine, stream: str) -> str:
    """The value of the preference variable of `stream`, as the running scope sees it."""
    value = engine.get_variable("ErrorActionPreference" if stream == "Error" else stream + "Preference")
    return _DEFAULT_ACTIONS[stream] if value is None else action_name(value)


def action_name(value: object) -> str:
    """The ActionPreference a value names: an enum value, a name in any casing, a number; Continue for anything else."""
    if isinstance(value, bool) or value is None:
        return "Continue"
    if isinstance(value, int) and 0 <= value < len(_ACTIONS):
        return _ACTIONS[value]
    from glueshell.objects.text import net_text

    text = net_text(value).lower()
    return next((name for name in _ACTIONS if name.lower() == text), "Continue")


def _is_dotted(frame: Frame) -> bool:
    return frame.site is not None and frame.site.ast is not None and frame.site.ast.invocation_operator == "Dot"


def remember(engine: Engine, record: ErrorRecord, limit: int = 256) -> None:
    """Put the record at the front of `$Error`, unless what is there is about the same exception."""
    errors = engine.errors
    if errors and isinstance(errors[0], ErrorRecord) and errors[0].about_same(record):
        return
    record.conceal = engine.conceal
    errors.insert(0, record)
    if len(errors) > limit:
        del errors[limit:]
