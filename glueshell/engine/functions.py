"""Functions, filters, scripts and invoked blocks as commands: the same parameters and binding as any cmdlet."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from sys import getrefcount
from types import CellType
from typing import TYPE_CHECKING, Any

from glueshell.engine.attributes import Declarations
from glueshell.engine.callstack import Frame, overflow
from glueshell.engine.commands import Command
from glueshell.engine.errors import ErrorRecord, Terminating
from glueshell.engine.scopes import EMPTY, Scope, outside, scope_under
from glueshell.engine.sentinels import NO_INPUT
from glueshell.engine.signals import ExitSignal
from glueshell.objects.errors import PSError
from glueshell.objects.types.switchparameter import SwitchParameter

if TYPE_CHECKING:
    from glueshell.engine.compiler.unit import Run, Template
    from glueshell.engine.invocation import Invocation
    from glueshell.engine.parameters import ParameterTable
    from glueshell.engine.runtime import Engine

Emit = Callable[[object], None]

UNSHARED = 2
"""References to an object that one local variable alone knows, as `getrefcount` counts them."""


class FunctionCommand(Command):
    """A command whose body is script. `kind` is Function, Filter, Script (an invoked block) or ExternalScript.

    `home` is the scope the body belongs to (its module's, a closure's); without one it sees its caller's variables.
    """

    ps_type_name = "System.Management.Automation.FunctionInfo"

    def __init__(
        self,
        name: str,
        template: Template,
        engine: Engine,
        *,
        kind: str = "Function",
        home: Scope | None = None,
        path: str | None = None,
    ) -> None:
        self.name = name
        self.kind = kind
        self.template = template
        self.engine = engine
        self.home = home
        self.path = path
        self.error_tail = name
        # A scope that a call has left and nobody kept, the code bound to its cells, and what that was bound from.
        self._spare: tuple[Scope, Run, object] | None = None
        definition = template.definition
        self._shown = name or "<ScriptBlock>"
        self.is_filter = definition is not None and definition.is_filter
        tree = template.ast
        self.processes = tree.process_block is not None or self.is_filter
        # A body of statements alone, called without input, needs no processor.
        self._plain = kind in ("Function", "Script") and not self.is_filter and tree.end_block is not None and not any(
            (tree.begin_block, tree.process_block, tree.clean_block, tree.dynamic_param_block)
        )
        # Of a call whose `dynamicparam` block ran: the scope it ran in, its frame and the parameters it brought.
        self.prepared: tuple[Scope, Frame, list[Any]] | None = None
        if kind == "ExternalScript":
            self.ps_type_name = "System.Management.Automation.ExternalScriptInfo"
        elif kind == "Script":
            self.ps_type_name = "System.Management.Automation.ScriptInfo"

    @cached_property
    def declarations(self) -> Declarations:
        """What the param block says, read when first needed."""
        kept = self.template.declarations
        if kept is None or kept[0] is not self.engine:
            kept = self.template.declarations = (self.engine, Declarations(self.engine, self.template))
        found: Declarations = kept[1]
        return found

    @cached_property
    def parameters(self) -> ParameterTable:  # type: ignore[override]
        """The parameters of the function, and those every advanced one has."""
        return self.declarations.table

    @cached_property
    def unfolds(self) -> str:  # type: ignore[override]
        """'dynamicparam' for an advanced function that has such a block."""
        return "dynamicparam" if self.template.has("dynamicparam") and self.declarations.advanced else ""

    @property
    def supports_should_process(self) -> bool:  # type: ignore[override]
        """Whether the function declares SupportsShouldProcess."""
        return self.declarations.should_process

    @property
    def confirm_impact(self) -> str:  # type: ignore[override]
        """The ConfirmImpact the function declares."""
        return self.declarations.confirm_impact

    @property
    def definition(self) -> str:
        """The text of the body; a script's path."""
        if self.path is not None:
            return self.path
        return self.block.source_text

    @property
    def block(self) -> Any:
        """The body as a script block."""
        from glueshell.engine.scriptblock import ScriptBlock

        block = ScriptBlock(self.template, self.engine)
        block.home = self.home
        return block

    def start(self, invocation: Invocation) -> FunctionProcessor:
        """Make the processor of one call; a script file passes the engine's gate first."""
        gate = self.engine.gate
        if gate is not None and self.kind == "ExternalScript":
            gate(self)
        # What `dynamicparam` made of the function for this call.
        form = invocation.command if self.unfolds else self
        return FunctionProcessor(form, invocation)  # type: ignore[arg-type]

    def run(self, invocation: Invocation) -> None:
        """Run a bound call that has no input and stands alone."""
        site = invocation.site
        if site.dotted or not self._plain:
            super().run(invocation)
            return
        engine, template = self.engine, self.template
        depth = engine.call_depth
        if depth >= engine.depth_limit:
            raise Terminating(ErrorRecord(overflow(engine), position=site.position()))
        frame = Frame(self._shown, template.source.file, template, invocation)
        caller = engine.scope
        spare = self._spare
        run: Run | None
        if spare is not None and caller.script.kind != "module" and spare[2] is template.codes:
            self._spare = None
            scope, run, _ = spare
            spare = None
            scope.parent, scope.script, scope.frame = caller, caller.script, frame
        else:
            scope, run = scope_under(caller, self.home, frame), None
        frames = engine.frames
        engine.call_depth = depth + 1
        engine.scope = scope
        frames.append(frame)
        declared = self.declarations
        try:
            if declared.advanced:
                for name, value in invocation.preferences.items():
                    scope.set(name, value)
            if declared.parameters:
                self.set_parameters(scope, frame, invocation.bound)
            if run is None:
                run = template.bind(scope, "end")
            run(engine, scope, invocation.emit)
        except RecursionError:
            raise Terminating(ErrorRecord(overflow(engine), position=site.position())) from None
        except Terminating as error:
            raise self.blamed(error, invocation) from error.__cause__
        finally:
            frames.pop()
            engine.call_depth = depth
            engine.scope = caller
            if run is not None and self.home is None and getrefcount(scope) == UNSHARED and scope.emptied():
                self._spare = (scope, run, template.codes)

    def blamed(self, error: Terminating, invocation: Invocation) -> Terminating:
        """An error on its way out of the function: its own, where it is written as a cmdlet is."""
        if not self.declarations.advanced:
            return error
        from glueshell.engine.blame import wrapped

        return wrapped(error, invocation, invocation.run)

    def bind_arguments(self, scope: Scope, frame: Frame, arguments: list[object]) -> None:
        """Give the parameters values by position alone, as `.Invoke(...)` does; the rest becomes `$args`."""
        declared = self.declarations
        bound: dict[str, object] = {}
        taken = 0
        for parameter in declared.parameters:
            if parameter.is_switch or taken >= len(arguments):
                continue
            bound[parameter.name] = arguments[taken]
            taken += 1
        frame.arguments = arguments[taken:]
        self.set_parameters(scope, frame, bound, convert=True)

    def set_parameters(self, scope: Scope, frame: Frame, bound: dict[str, Any], convert: bool = False) -> None:
        """Put bound values, then defaults, into the scope's cells; `convert` those no binder has seen."""
        engine = self.engine
        template = self.template
        declared = self.declarations
        frame.bound = bound
        if declared.obsolete and frame.invocation is not None:
            self._warn(frame.invocation, bound)
        constraints = declared.constraints
        if constraints:
            scope.typed = constraints
        pending: list[int] = []
        cells = scope.cells
        for name, key, number, initial, is_switch in declared.places:
            if name in bound:
                value = bound[name]
                if is_switch and type(value) is bool:
                    value = SwitchParameter(value)
                elif convert or is_switch:
                    for constraint in constraints.get(key, ()):
                        value = self._constrained(constraint, value, name, frame)
            elif number >= 0:
                pending.append(number)
                continue
            else:
                value = initial
            cell = cells.get(key)
            if cell is None:
                cells[key] = CellType(value)
            else:
                cell.cell_contents = value
        if pending:
            template.compile()
            for number in pending:
                default: Any = template.bind(scope, template.defaults[number])
                value = default(engine, scope, _nowhere)
                if value is EMPTY:
                    value = None
                key = declared.keys[number]
                for constraint in constraints.get(key, ()):
                    if not getattr(constraint, "validates", False):
                        first = getattr(constraint, "default", constraint)
                        value = self._constrained(first, value, declared.parameters[number].name, frame)
                scope.cell(key).cell_contents = value

    def _warn(self, invocation: Invocation, bound: dict[str, Any]) -> None:
        """Say that the function, or a parameter that was given, is not to be used any more."""
        for name, reason in self.declarations.obsolete.items():
            if name is None:
                invocation.write_warning(f"The command '{self.name}' is obsolete. {reason}")
            elif name in bound:
                invocation.write_warning(f"Parameter '{name}' is obsolete. {reason}")

    def _constrained(
        self, constraint: Callable[[object], object], value: object, name: str, frame: Frame
    ) -> object:
        try:
            return constraint(value)
        except PSError as error:
            problem = PSError(
                f"Cannot process argument transformation on parameter '{name}'. {error.message}",
                "ParameterArgumentTransformationError" + (f",{self.name}" if self.name else ""),
                "InvalidData",
                "System.Management.Automation.ParameterBindingArgumentTransformationException",
                inner=PSError(
                    error.message, error.error_id, error.category,
                    "System.Management.Automation.ArgumentTransformationMetadataException", inner=error.inner,
                ),
            )  # fmt: skip
            record = ErrorRecord(problem)
            record.activity = self.name
            record.invocation = frame.invocation
            raise Terminating(record) from None


def _nowhere(item: object) -> None:
    return None


_TWO_DYNAMIC = (
    'Object "{0}" is the wrong type to return from the dynamicparam block. The dynamicparam block must return either'
    " $null, or an object with type [System.Management.Automation.RuntimeDefinedParameterDictionary]."
)


class FunctionProcessor:
    """One call of a function on its way: begin, process for every object, end, clean."""

    __slots__ = (
        "_begin", "_end", "_process", "_started", "collected", "command", "dotted", "emit", "engine", "frame",
        "invocation", "scope",
    )  # fmt: skip

    def __init__(self, command: FunctionCommand, invocation: Invocation) -> None:
        engine = command.engine
        self.command = command
        self.invocation = invocation
        self.engine = engine
        template = command.template
        name = command.name or "<ScriptBlock>"
        if command.path is not None:
            name = "<ScriptBlock>"
        self.frame = frame = Frame(name, template.source.file, template, invocation)
        site = invocation.site.ast
        self.dotted = site is not None and site.invocation_operator == "Dot"
        caller = engine.scope
        if command.prepared is not None:
            self.scope, self.frame, _ = command.prepared
        elif self.dotted and command.home is None:
            # What belongs to the session runs there also when a module's code dots it.
            self.scope = caller if caller.script.kind != "module" or command.name else outside(caller)
        elif self.dotted and command.home is caller.script:
            self.scope = caller
        elif self.dotted:
            assert command.home is not None
            self.scope = command.home
        else:
            if command.kind == "ExternalScript":
                self.scope = Scope(engine, command.home or caller, "script", frame)
            else:
                self.scope = scope_under(caller, command.home, frame)
        self.emit: Emit = invocation.emit
        if invocation.position < invocation.length:
            self.attach(invocation.emit)
        self.collected: list[object] | None = None
        self._started = False
        self._begin: Run | None = None
        self._process: Run | None = None
        self._end: Run | None = None

    def attach(self, emit: Emit) -> None:
        """Write to `emit` from now on; what comes after this command runs in the caller's scope."""
        engine = self.engine
        if self.invocation.position >= self.invocation.length:
            self.emit = emit
            return
        caller = engine.scope

        def outward(item: object) -> None:
            kept, engine.scope = engine.scope, caller
            try:
                emit(item)
            finally:
                engine.scope = kept

        self.emit = outward

    def begin(self) -> None:
        """Make the parameters variables, run `begin`."""
        command, engine = self.command, self.engine
        template, invocation = command.template, self.invocation
        expecting = invocation.expecting_input
        if expecting:
            self.collected = self.frame.input = []
        self._enter(self._prepare)
        tree = template.ast
        scope = self.scope
        if command.is_filter and tree.process_block is None:
            self._process = template.bind(scope, "end")
        else:
            if tree.process_block is not None:
                self._process = template.bind(scope, "process")
            if tree.end_block is not None:
                self._end = template.bind(scope, "end")
        if tree.begin_block is not None:
            run = template.bind(scope, "begin")
            self._enter(lambda: run(engine, scope, self.emit))
        if not expecting and self._process is not None:
            return

    def _announce(self) -> None:
        """Make the parameters variables for `dynamicparam`: what is unbound gets its default only after it."""
        scope, declared, bound = self.scope, self.command.declarations, self.invocation.bound
        for name, key, _, initial, is_switch in declared.places:
            value = bound.get(name, initial)
            scope.cell(key).cell_contents = SwitchParameter(value) if is_switch and type(value) is bool else value
        if not self.dotted:
            scope.typed = declared.constraints
        self.frame.bound = bound

    def _prepare(self) -> None:
        invocation, scope, command = self.invocation, self.scope, self.command
        if self.dotted:
            if scope.frame is None:
                scope.frame = self.frame
            before = scope.typed
        if command.declarations.advanced:
            preferences = invocation.preferences
            for name, value in preferences.items():
                scope.set(name, value)
        if command.template.parameters:
            kept: dict[str, object] = {}
            if command.prepared is not None:
                # What `dynamicparam` made of a variable stays.
                places = command.declarations.places
                known = self.frame.bound or {}
                kept = {key: scope.cells[key].cell_contents for name, key, *_ in places if name in known}
            command.set_parameters(scope, self.frame, invocation.bound)
            for key, value in kept.items():
                scope.cells[key].cell_contents = value
            if self.dotted:
                for key, constraints in (scope.typed or {}).items():
                    scope.constrain(key, constraints)
                scope.typed = before
        else:
            self.frame.bound = invocation.bound
        for definition in command.prepared[2] if command.prepared is not None else ():
            definition.value = invocation.bound.get(definition.name)

    def run_dynamic_block(self) -> list[object]:
        """Run `dynamicparam` with what is bound so far; what it wrote."""
        written: list[object] = []
        self._enter(self._announce)
        run = self.command.template.bind(self.scope, "dynamicparam")
        try:
            self._enter(lambda: run(self.engine, self.scope, written.append))
            if len(written) > 1:
                from glueshell.objects.text import to_text

                raise Terminating(ErrorRecord(_TWO_DYNAMIC.format(to_text(written))))
        except Terminating as error:
            record = ErrorRecord(
                f"Cannot retrieve the dynamic parameters for the cmdlet. {error.record.message}",
                "GetDynamicParametersException", "InvalidArgument", position=self.invocation.site.position(),
            )  # fmt: skip
            raise Terminating(self.invocation.complete(record)) from error
        return written

    def process(self, item: object) -> None:
        """Run `process` for an object, or keep the object for `$input`."""
        if item is NO_INPUT:
            if self._process is not None:
                self._enter_process(self._process, None, False)
            return
        if self._process is None:
            assert self.collected is not None
            self.collected.append(item)
            if self.command.declarations.advanced:
                self._rebind(self.command.declarations)
            return
        self._enter_process(self._process, item, True)

    def _enter_process(self, run: Run, item: object, given: bool) -> None:
        engine, scope, command = self.engine, self.scope, self.command
        declared = command.declarations
        if given and declared.advanced:
            self._rebind(declared)
        if given:
            self.frame.input = [item]
        cell = scope.cell("_")
        before = cell.cell_contents
        cell.cell_contents = item
        depth = engine.call_depth
        if depth >= engine.depth_limit:
            raise Terminating(ErrorRecord(overflow(engine), position=self.frame.call))
        kept, engine.scope = engine.scope, scope
        engine.call_depth = depth + 1
        frames = engine.frames
        frames.append(self.frame)
        try:
            run(engine, scope, self.emit)
        except RecursionError:
            raise Terminating(ErrorRecord(overflow(engine), position=self.frame.call)) from None
        except ExitSignal as signal:
            self._left(signal)
        except Terminating as error:
            raise self.command.blamed(error, self.invocation) from error.__cause__
        finally:
            frames.pop()
            engine.call_depth = depth
            engine.scope = kept
            if self.dotted:
                cell.cell_contents = before
            self.frame.input = []

    def _rebind(self, declared: Declarations) -> None:
        """Parameters the present pipeline object bound become variables; those it did not are as at the start."""
        invocation, scope = self.invocation, self.scope
        bound = invocation.bound
        if scope.typed is declared.constraints:
            scope.typed = declared.typed_later
        for name, key, default, initial, is_switch in declared.piped:
            if name in bound:
                value = bound[name]
                scope.cell(key).cell_contents = SwitchParameter(value) if is_switch and type(value) is bool else value
            elif default < 0:
                scope.cell(key).cell_contents = initial

    def end(self) -> None:
        """Run `end`."""
        run = self._end
        if run is not None:
            engine, scope = self.engine, self.scope
            if self.collected is not None:
                # Whatever `begin` has gone through, this is all of it.
                self.frame.input = self.collected
            self._enter(lambda: run(engine, scope, self.emit))

    def dispose(self) -> None:
        """Run `clean`, whatever happened."""
        tree = self.command.template.ast
        if tree.clean_block is not None:
            run = self.command.template.bind(self.scope, "clean")
            self._enter(lambda: run(self.engine, self.scope, _nowhere))

    def _enter(self, run: Callable[[], object]) -> None:
        """Run a part of the body in its scope, on the call stack."""
        engine = self.engine
        depth = engine.call_depth
        if depth >= engine.depth_limit:
            raise Terminating(ErrorRecord(overflow(engine), position=self.frame.call))
        kept, engine.scope = engine.scope, self.scope
        engine.call_depth = depth + 1
        frames = engine.frames
        frames.append(self.frame)
        try:
            run()
        except RecursionError:
            raise Terminating(ErrorRecord(overflow(engine), position=self.frame.call)) from None
        except ExitSignal as signal:
            self._left(signal)
        except Terminating as error:
            raise self.command.blamed(error, self.invocation) from error.__cause__
        finally:
            frames.pop()
            engine.call_depth = depth
            engine.scope = kept

    def _left(self, signal: ExitSignal) -> None:
        """`exit` ends a script file; out of anything else it goes on."""
        if self.command.path is None:
            raise signal
        self.engine.last_exit_code = signal.code
        self.engine.last_success = signal.code == 0
