"""Where a command's streams go when it says so: files, `$null`, other streams, variables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from glueshell.engine.errors import ErrorRecord, Terminating
from glueshell.engine.invocation import CallSite, Emit, Invocation, Redirect
from glueshell.engine.streams import STREAM_NAMES, Sink, Streams, nowhere
from glueshell.objects.errors import PSError

if TYPE_CHECKING:
    from glueshell.engine.runtime import Engine

_MERGED = ("error", "warning", "verbose", "debug", "information")


class FileTarget:
    """A file that objects are written to as they would be shown, by the command with the role "write-file"."""

    def __init__(self, engine: Engine, path: str, append: bool) -> None:
        command = engine.commands.role("write-file")
        if command is None:
            raise Terminating(
                ErrorRecord("Nothing here can write to a file.", "NoFileWriter", "NotImplemented", target=path)
            )
        invocation = Invocation(engine, command, CallSite(None, ""), nowhere, engine.streams, 2, 2, True)
        table = command.parameters
        invocation.bound = {"FilePath": path, "Append": append}
        if table.get("FilePath") is None or table.get("Append") is None:
            raise Terminating(ErrorRecord("The file writer has no FilePath.", "NoFileWriter", "NotImplemented"))
        from glueshell.engine.input_binding import InputBinder

        invocation.binder = InputBinder(invocation, -1, {})
        self._invocation = invocation
        self._processor = command.start(invocation)
        self._processor.begin()
        self.write: Emit = command.feeder(invocation, self._processor)

    def close(self) -> None:
        """Finish the file."""
        try:
            self._invocation.command.finish(self._invocation, self._processor)
        finally:
            self._processor.dispose()


class Redirected:
    """A set of redirections at work: `streams` are the records' ways, `connect(emit)` the output's.

    `emit` may change while it works (a pipeline being wired up); merged streams follow it.
    """

    def __init__(self, engine: Engine, redirects: Sequence[Redirect], streams: Streams) -> None:
        self._engine = engine
        self._files: dict[str, FileTarget] = {}
        self._output: Emit | None = None
        self._emit: Emit = nowhere
        replaced: dict[str, Sink] = {}
        for redirect in redirects:
            sink: Sink
            names: tuple[str, ...]
            if redirect.merge:
                sink = self._pass
                names = _MERGED if redirect.from_stream == "All" else (redirect.from_stream.lower(),)
                if redirect.to != "Output":
                    names = ()
            else:
                sink = self._target(redirect)
                names = (*_MERGED, "output") if redirect.from_stream == "All" else (redirect.from_stream.lower(),)
            for name in names:
                if name == "output":
                    self._output = sink
                else:
                    replaced[name] = sink
        self.streams = streams.copy(**replaced) if replaced else streams

    def _pass(self, record: object) -> None:
        (self._output or self._emit)(record)

    def _target(self, redirect: Redirect) -> Sink:
        if redirect.to is None:
            return nowhere
        path = str(redirect.to)
        if path not in self._files:
            self._files[path] = FileTarget(self._engine, path, redirect.append)
        return self._files[path].write

    def connect(self, emit: Emit) -> Emit:
        """Where output goes when it would go to `emit`."""
        self._emit = emit
        return self._output or emit

    def close(self) -> None:
        """Finish the files."""
        for target in self._files.values():
            target.close()
        self._files.clear()


class Outlet:
    """What one call's redirections and -OutVariable, -PipelineVariable, -ErrorVariable (...) do to its streams."""

    def __init__(self, engine: Engine, invocation: Invocation, redirects: Sequence[Redirect]) -> None:
        self._engine = engine
        self._redirected = Redirected(engine, redirects, invocation.streams)
        bound = invocation.bound
        self._out = self._collector(bound.get("OutVariable"))
        self._current = bound.get("PipelineVariable")
        self._current_scope: Any = engine.scope
        self.streams = self.uncollected = self._redirected.streams
        self._errors: list[Any] | None = None
        replaced: dict[str, Sink] = {}
        silent: dict[str, list[Any]] = {}
        for parameter, name in (
            ("ErrorVariable", "error"),
            ("WarningVariable", "warning"),
            ("InformationVariable", "information"),
        ):
            kept = self._collector(bound.get(parameter))
            if kept is not None:
                if name == "error":
                    self._errors = kept
                replaced[name] = _also(kept, getattr(self.streams, name))
                silent[name] = kept
        if silent:
            replaced["silent"] = _silent(silent, self.streams.silent)
        if replaced:
            self.streams = self.streams.copy(**replaced)

    def _collector(self, name: object) -> list[Any] | None:
        """The list behind a -...Variable, set as the variable's value at once; `+name` appends to what is there."""
        if not name:
            return None
        text = str(name)
        appending = text.startswith("+")
        text = text.lstrip("+")
        kept: list[Any] = []
        if appending:
            before = self._engine.get_variable(text)
            if isinstance(before, list):
                kept = before
            elif before is not None:
                kept = [before]
        from glueshell.objects.types.lists import ArrayList

        kept = ArrayList(kept)
        self._engine.set_variable(text, kept)
        return kept

    def collect(self, record: ErrorRecord) -> None:
        """Keep what ended the command for -ErrorVariable: a script's own record, else the exception around it."""
        if self._errors is None:
            return
        if record.thrown:
            self._errors.append(record)
            return
        kind = "ActionPreferenceStopException" if record.stopped_by else "CmdletInvocationException"
        from glueshell.objects.types.exception import exception_of

        inside = record.exception if isinstance(record.exception, BaseException) else None
        around = PSError(
            record.message, record.error_id, str(record.category), f"System.Management.Automation.{kind}", inner=inside
        )
        told = exception_of(around)
        told.extra["ErrorRecord"] = record
        self._errors.append(told)

    def connect(self, emit: Emit) -> Emit:
        """Where output goes when it would go to `emit`."""
        emit = self._redirected.connect(emit)
        if self._out is not None:
            emit = _also(self._out, emit)
        if self._current:
            emit = self._naming(str(self._current), emit)
        return emit

    def _naming(self, name: str, emit: Emit) -> Emit:
        scope = self._current_scope

        def push(item: object) -> None:
            scope.set(name, item)
            emit(item)

        return push

    def close(self) -> None:
        """Finish files, drop the pipeline variable."""
        self._redirected.close()
        if self._current:
            self._current_scope.remove(str(self._current))


def _also(kept: list[Any], sink: Sink) -> Sink:
    append = kept.append

    def both(record: object) -> None:
        append(record)
        sink(record)

    return both


def _silent(kept: dict[str, list[Any]], sink: Sink) -> Sink:
    def both(record: object) -> None:
        name = "error" if isinstance(record, ErrorRecord) else "warning"
        if name in kept:
            kept[name].append(record)
        sink(record)

    return both


__all__ = ["STREAM_NAMES", "FileTarget", "Outlet", "Redirected"]
