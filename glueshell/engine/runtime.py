"""The engine: one runspace, with its commands, scopes, streams and errors, and the running of text in it."""

from __future__ import annotations

import sys
from collections import OrderedDict
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from glueshell.engine.automatic import ACTIONS, AUTOMATIC, LOCKED, PREFERENCES, SPELLINGS, action, chosen_from
from glueshell.engine.callstack import Frame
from glueshell.engine.errors import ErrorRecord, ParseFailure, Terminating
from glueshell.engine.scopes import EMPTY, UNSET, Scope, find
from glueshell.engine.signals import BreakSignal, ContinueSignal, ReturnSignal, Signal
from glueshell.objects.errors import PSError, with_properties
from glueshell.objects.extended import TypeTable, use_types
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.typeinfo import use_names

if TYPE_CHECKING:
    from glueshell.engine.commands import Command, CommandTable
    from glueshell.engine.compiler.unit import Source
    from glueshell.engine.functions import FunctionCommand
    from glueshell.engine.host import Host
    from glueshell.engine.jobs import Jobs
    from glueshell.engine.modules import Modules
    from glueshell.engine.provided_types import TypeSource
    from glueshell.engine.providers.drives import Drives
    from glueshell.engine.scriptblock import ScriptBlock
    from glueshell.engine.streams import Streams
    from glueshell.language import ParseResult
    from glueshell.objects.typeinfo import TypeInfo

Emit = Callable[[object], None]

DEPTH_LIMIT = 5000
RECURSION_LIMIT = 150_000
KEPT_SOURCES = 64


class UncaughtError(Signal):
    """In a session that ends at its first error: one has reached the top; no `catch` may take it now."""

    def __init__(self, record: ErrorRecord) -> None:
        super().__init__()
        self.record = record


class Engine:
    """One runspace.

    `ends_at_first_error` is how `.gsh` files, piped text and `-c` run: the first error record that reaches the top
    ends the run with `Terminating`; otherwise the record goes to `streams.error` and the next statement runs.
    `catching` tells that a `try` or `trap` further out wants the errors of the statement that runs, or who ASKED for a
    block's value.
    `translate`, set by assembly, makes error records of exceptions the engine does not know. `environ` and `folder` are
    what the drives start from: the process's own when not given.
    """

    def __init__(
        self,
        commands: CommandTable,
        host: Host,
        streams: Streams,
        services: Any = None,
        *,
        culture: str = "en-US",
        environ: MutableMapping[str, str] | None = None,
        folder: str | None = None,
    ) -> None:
        self.commands = commands
        self.host = host
        self.services = services
        self.culture: str = culture
        self.top_streams = streams
        self.streams = streams.copy(error=self._top_error)
        self.errors: list[ErrorRecord] = []
        self.frames: list[Frame] = []
        self.spellings: dict[str, str] = dict(SPELLINGS)
        self.locked = LOCKED
        self.types: dict[str, TypeInfo] = {}
        self.namespaces: list[str] = []
        self.kept: dict[str, Any] = {}
        # What is to be done when the session ends.
        self.at_close: list[Callable[[], None]] = []
        # In a runspace of a job or a parallel block: what `$using:` reads, by lower-case name.
        self.using: Mapping[str, object] | None = None
        self.global_scope = Scope(self, None, "global")
        self.scope = self.global_scope
        self.call_depth = 0
        self.depth_limit = DEPTH_LIMIT
        self.catching: object = False
        # The error whose `catch` runs, where that may throw it again.
        self.caught: object = None
        self.ends_at_first_error = False
        # Whether strict mode was ever asked for: code is then written with its tests.
        self.strict_used = False
        self.last_success: bool = True
        self.last_exit_code: int | None = None
        self.translate: Callable[[Exception], ErrorRecord | None] | None = None
        # What scripts added to types, by lower-case type name (Update-TypeData).
        self.type_data: TypeTable = {}
        # Completers scripts registered: (command, parameter) in lower case -> script block; '' is any command, and
        # a native program's has no parameter.
        self.completers: dict[tuple[str, str], ScriptBlock] = {}
        self._drives: Drives | None = None
        self.environ = environ
        self._folder = folder
        # What a script file has to pass before it runs: raises to keep it from running; set by assembly.
        self.gate: Callable[[FunctionCommand], None] | None = None
        # A text as it may be told: secrets in it are blotted out, every other character is where it was.
        self.conceal: Callable[[str], str] | None = None
        # Answers the view of a type name for formatting; set by assembly.
        self.view_source: Any = None
        # Types beside the language's own and a script's; set by assembly.
        self.type_source: TypeSource | None = None
        self._sources: OrderedDict[str, Source] = OrderedDict()
        # Path of a script -> when it was last changed, its size, its source.
        self._files: OrderedDict[str, tuple[int, int, Source]] = OrderedDict()
        commands.scripts = self.script_command
        for name in ACTIONS:
            self.global_scope.constrain(name, (action,))
        self.global_scope.constrain("ConfirmPreference", (chosen_from("ConfirmImpact"),))
        self.global_scope.constrain("ErrorView", (chosen_from("ErrorView"),))
        for name, value in PREFERENCES.items():
            self.set_variable(name, value)
        self.set_variable("PSDefaultParameterValues", Hashtable())

    @property
    def version(self) -> int:
        """Version of the command table, for guards."""
        return self.commands.version

    # -- running ----------------------------------------------------------------------------------------------------

    def run(
        self,
        text: str | ParseResult | Source,
        sink: Emit,
        *,
        file: str | None = None,
        arguments: Sequence[object] = (),
        parameters: Any = None,
        as_script: bool = False,
    ) -> None:
        """Run text in this runspace, pushing what it writes into `sink`.

        `as_script` gives it a scope of its own, as a file has; `arguments` and `parameters` (a Hashtable) go to its
        param block. Raises ParseFailure, Terminating for an error that ended it, ExitSignal for `exit`.
        """
        from glueshell.engine.compiler.unit import Source

        use_types(self.type_data)
        use_names(self.type_or_none)
        source = text if isinstance(text, Source) else self.source(text, file)
        if sys.getrecursionlimit() < RECURSION_LIMIT:
            sys.setrecursionlimit(RECURSION_LIMIT)
        kept = self.scope, self.catching, self.call_depth, len(self.frames), self.streams
        try:
            self.use_all(source)
            if as_script or arguments or parameters:
                self._run_script(source, sink, arguments, parameters)
            else:
                self._run_here(source, sink)
        except UncaughtError as uncaught:
            raise Terminating(uncaught.record, stops_script=True) from None
        except Terminating as error:
            from glueshell.engine.invocation import remember

            remember(self, error.record)
            self.last_success = False
            raise
        except (BreakSignal, ContinueSignal, ReturnSignal):
            # A `break` with no loop around it ends what runs, without a word.
            pass
        finally:
            self.scope, self.catching, self.call_depth, frames, self.streams = kept
            del self.frames[frames:]

    def _run_here(self, source: Source, sink: Emit) -> None:
        template = source.template(source.ast)
        frame = Frame("<ScriptBlock>", source.file, template)
        self.frames.append(frame)
        scope = self.scope
        if template.parameters:
            from glueshell.engine.functions import FunctionCommand

            FunctionCommand("", template, self, kind="Script").bind_arguments(scope, frame, [])
        for block in ("begin", "process", "end"):
            if template.has(block):
                template.bind(scope, block)(self, scope, sink)

    def _run_script(self, source: Source, sink: Emit, arguments: Sequence[object], parameters: Any) -> None:
        from glueshell.engine.functions import FunctionCommand

        kind = "ExternalScript" if source.file else "Script"
        command = FunctionCommand(source.file or "", source.template(source.ast), self, kind=kind)
        self.call(command, sink, arguments=arguments, parameters=parameters)

    def call(
        self, command: Command, sink: Emit, *, arguments: Sequence[object] = (), parameters: Any = None
    ) -> None:
        """Run a command with arguments by position and parameters by name (a Hashtable), as a splat would."""
        from glueshell.engine.invocation import Splat, UnwrittenCall
        from glueshell.engine.pipeline import run_pipeline
        from glueshell.language import parse
        from glueshell.language.ast import CommandAst, PipelineAst

        text = "& command @named @positional"
        end = parse(text).ast.end_block
        assert end is not None
        statement = end.statements[0]
        assert isinstance(statement, PipelineAst)
        element = statement.pipeline_elements[0]
        assert isinstance(element, CommandAst)
        values = [Splat({} if parameters is None else parameters), Splat(list(arguments))]
        run_pipeline(self, ((UnwrittenCall(element, text), command, values),), sink)

    def invoke_script_file(
        self, path: str, sink: Emit, *, arguments: Sequence[object] = (), parameters: Any = None
    ) -> None:
        """Run a script file in a scope of its own."""
        with open(path, encoding="utf-8-sig") as file:
            text = file.read()
        self.run(text, sink, file=path, arguments=arguments, parameters=parameters, as_script=True)

    def script_command(self, name: str) -> FunctionCommand | None:
        """The script file a command's name is the path of, as a command; None for any other name."""
        if not name.lower().endswith((".ps1", ".gsh")):
            return None
        import os

        path = os.path.normpath(self.resolve_path(name))
        if not os.path.isfile(path):
            return None
        try:
            return self.script_at(path)
        except ParseFailure as failure:
            raise parse_problem(failure) from None

    def script_at(self, path: str) -> FunctionCommand:
        """The script file at an absolute path as a command; read and parsed anew only when the file has changed."""
        import os

        from glueshell.engine.functions import FunctionCommand

        state = os.stat(path)
        known = self._files.get(path)
        if known is not None and known[:2] == (state.st_mtime_ns, state.st_size):
            source = known[2]
        else:
            with open(path, encoding="utf-8-sig") as file:
                text = file.read()
            source = self.source(text, path)
            self._files[path] = state.st_mtime_ns, state.st_size, source
            if len(self._files) > KEPT_SOURCES:
                self._files.popitem(last=False)
        self.use_all(source)
        return FunctionCommand(
            os.path.basename(path), source.template(source.ast), self, kind="ExternalScript", path=path
        )

    def source(self, text: str | ParseResult, file: str | None = None) -> Source:
        """The parsed text, from memory when the same was run lately; ParseFailure when it does not parse."""
        from glueshell.engine.compiler.unit import Source

        if isinstance(text, str):
            known = self._sources.get(text) if file is None else None
            if known is not None:
                self._sources.move_to_end(text)
                return known
            from glueshell.language import parse

            result = parse(text, file, self.chain)
        else:
            result = text
        errors, defines = result.errors, False
        words = result.text.lower()
        if "class" in words or "enum" in words:
            from glueshell.engine.definitions import check_definitions

            errors, defines = check_definitions(self, result)
        if errors:
            raise ParseFailure(errors, result.text, file or result.file)
        made = Source(result.text, result.ast, file or result.file)
        made.spellings = self.spellings
        if file is None and isinstance(text, str) and not defines:
            # A text that defines types defines them anew each time.
            self._sources[text] = made
            if len(self._sources) > KEPT_SOURCES:
                self._sources.popitem(last=False)
        return made

    def script_block(self, text: str) -> ScriptBlock:
        """Text as a script block; a PSError with the parser's id when it does not parse."""
        from glueshell.engine.scriptblock import ScriptBlock

        try:
            source = self.source(text)
        except ParseFailure as failure:
            raise parse_problem(failure) from None
        self.use_all(source)
        return ScriptBlock(source.template(source.ast), self)

    def _top_error(self, record: ErrorRecord) -> None:
        if self.ends_at_first_error:
            raise UncaughtError(record)
        self.top_streams.error(record)

    # -- variables --------------------------------------------------------------------------------------------------

    def get_variable(self, name: str) -> object:
        """A variable as the running scope sees it, null where there is none."""
        value = find(self.scope, name.lower())
        return None if value is UNSET or value is EMPTY else value

    def set_variable(self, name: str, value: object) -> None:
        """Give a variable of the running scope a value."""
        key = name.lower()
        self.spellings.setdefault(key, name)
        self.scope.set(name, value)

    def automatic(self, scope: Scope, key: str) -> object:
        """What an automatic variable reads as, UNSET for any other name."""
        reader = AUTOMATIC.get(key)
        return UNSET if reader is None else reader(self, scope)

    @property
    def strict(self) -> int:
        """The version of strict mode the running scope is under, 0 for none."""
        scope: Scope | None = self.scope
        while scope is not None:
            if scope.strict is not None:
                return scope.strict
            scope = scope.parent
        return 0

    def set_strict(self, version: int) -> None:
        """Put the running scope under a version of strict mode, 0 for none."""
        self.strict_used = True
        self.scope.strict = version

    @property
    def default_values(self) -> Any:
        """`$PSDefaultParameterValues` when it holds anything, else None."""
        value: Any = find(self.scope, "psdefaultparametervalues")
        return value if value is not UNSET and value is not EMPTY and value else None

    def string_of(self, value: object) -> str:
        """`[string]value` in the running scope."""
        from glueshell.engine.compiler.operations import string_of

        return string_of(self.scope, value) or ""

    # -- types ------------------------------------------------------------------------------------------------------

    def chain(self, name: str) -> list[str]:
        """The full name of a type and those of its bases; the name alone where there is no such type."""
        from glueshell.objects.errors import PSError

        try:
            return self.find_type(name).chain()
        except PSError:
            return [name]

    def find_type(self, name: str, *, anywhere: bool = False) -> TypeInfo:
        """The type of a name: a script's class, a known type, one in a namespace that is in use.

        `anywhere`: a class also that the running code cannot see.
        """
        from glueshell.engine.own_types import own_type
        from glueshell.objects.errors import problem
        from glueshell.objects.typeinfo import resolve_type, unfound

        found = self._defined(name.lower(), anywhere) or own_type(name) or resolve_type(name) or self._provided(name)
        if found is None and name.endswith("]"):
            from glueshell.objects.typeinfo import composed

            found = composed(name, partial(self._part, anywhere), tuple(self.namespaces))
        if found is None and self.namespaces:
            found = resolve_type(name, tuple(self.namespaces))
        if found is None:
            unknown = unfound(name, tuple(self.namespaces))
            missing = problem("TypeNotFound", unknown, target=unknown)
            why = self.commands.explain("type", name) if self.commands.explain is not None else None
            if why is not None:
                missing.message += f" {why}"
            elif self.type_source is not None:
                from glueshell.objects.text import closest

                near = closest(name.removesuffix("[]"), self.type_source.names(), 2)
                if near:
                    missing.suggestion = f"Did you mean {' or '.join(f'[{each}]' for each in near)}?"
            raise missing
        return found

    def _part(self, anywhere: bool, name: str) -> TypeInfo | None:
        try:
            return self.find_type(name, anywhere=anywhere)
        except PSError:
            return None

    def type_or_none(self, name: str) -> TypeInfo | None:
        """As `find_type`, None where there is no such type."""
        try:
            return self.find_type(name)
        except PSError:
            return None

    def _defined(self, key: str, anywhere: bool) -> TypeInfo | None:
        """A script's own type: that of the blocks around the running code in its text, else of the nearest scope.

        `anywhere`, failing that, the one defined last.
        """
        if key not in self.types:
            return None
        unit = self.frames[-1].unit if self.frames else None
        if unit is not None:
            found = unit.source.type_around(key, unit.ast)
            if found is not None:
                return found
        scope: Scope | None = self.scope
        while scope is not None:
            if scope.types is not None and key in scope.types:
                return scope.types[key]
            scope = scope.parent
        return self.types[key] if anywhere else None

    def _provided(self, name: str) -> TypeInfo | None:
        return None if self.type_source is None else self.type_source.find(name)

    def use_all(self, source: Source) -> None:
        """What the `using` statements of a text ask for, before it runs."""
        for statement in source.ast.using_statements:
            if statement.name is not None:
                self.use(statement.kind, statement.name.value)

    def use(self, kind: str, name: str) -> None:
        """`using namespace` makes short names of its types known; other kinds import."""
        if kind == "Namespace":
            if name not in self.namespaces:
                self.namespaces.append(name)
        elif kind == "Module":
            command = self.commands.role("import-module")
            if command is None:
                raise PSError("Modules cannot be imported here.", "ModulesNotSupported", "NotImplemented", target=name)
            self.call(command, _drop, arguments=[name])
            for module in self.modules.of(name):
                if module.scope is not None and module.scope.types:
                    # Its classes come with it, as they do with nothing else.
                    self.scope.types = (self.scope.types or {}) | module.scope.types

    @cached_property
    def jobs(self) -> Jobs:
        """The jobs of this runspace; the table is made when first asked for."""
        from glueshell.engine.jobs import Jobs

        return Jobs(self)

    @property
    def jobs_made(self) -> bool:
        """Whether there ever was a job."""
        return "jobs" in self.__dict__

    def close(self) -> None:
        """Do what waits for the session's end, and stop what runs beside it."""
        for act in self.at_close:
            act()
        self.at_close.clear()
        if self.jobs_made:
            self.jobs.close()

    @cached_property
    def modules(self) -> Modules:
        """The modules written in the language; the table is made when first asked for."""
        from glueshell.engine.modules import Modules

        return Modules(self)

    # -- drives and places ------------------------------------------------------------------------------------------

    @property
    def drives(self) -> Drives:
        """The drives (`Env:`, `Function:`, files, ...) and where the session stands; made when first asked for."""
        if self._drives is None:
            import os

            from glueshell.engine.providers.drives import Drives

            environ = os.environ if self.environ is None else self.environ
            self._drives = Drives(self, environ, os.getcwd() if self._folder is None else self._folder)
        return self._drives

    def read_drive(self, drive: str, name: str) -> object:
        """`$drive:name`."""
        return self.drives.read(drive, name)

    def write_drive(self, drive: str, name: str, value: object) -> None:
        """`$drive:name = value`."""
        self.drives.write(drive, name, value)

    def location(self) -> str:
        """Where the session stands, as `$PWD` shows it."""
        return self.drives.location

    def resolve_path(self, path: str) -> str:
        """A path of a script as the operating system knows it; one on a drive of the session's leads to its folder."""
        head, colon, _ = path.partition(":")
        if colon and len(head) > 1 and self.drives.get(head) is not None:
            return self.drives.place(path).path
        return self.drives.files.resolve(path)

    def home_of(self, scope: Scope) -> Scope | None:
        """The scope functions defined in `scope` belong to, where that is a module's."""
        return scope.script if scope.script.kind == "module" else None


def _drop(item: object) -> None:
    return None


def parse_problem(failure: ParseFailure) -> PSError:
    """A parse failure as the exception PowerShell makes of it."""
    from glueshell.engine.errors import Position
    from glueshell.objects.psobject import PSObject

    parts: list[str] = []
    errors: list[object] = []
    for each in failure.errors:
        where = Position(failure.source, each.start, each.end, failure.file)
        parts.append(f"{where.message}\n{each.message}")
        extent = PSObject(
            {
                "File": failure.file, "StartLineNumber": where.line, "StartColumnNumber": where.column,
                "StartOffset": each.start, "EndOffset": each.end, "Text": where.text,
            },
            ("System.Management.Automation.Language.InternalScriptExtent", "System.Object"),
        )  # fmt: skip
        found = {
            "Extent": extent, "ErrorId": each.id, "Message": each.message, "IncompleteInput": each.incomplete,
        }  # fmt: skip
        errors.append(PSObject(found, ("System.Management.Automation.Language.ParseError", "System.Object")))
    first = failure.errors[0]
    error = PSError(
        "\n\n".join(parts), first.id, "ParserError", "System.Management.Automation.ParseException",
        target=failure.source,
    )  # fmt: skip
    return with_properties(error, Errors=errors)
