"""Script blocks as values: `{ ... }`, ready to be invoked, in a scope of its own or in the caller's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import CellType
from typing import TYPE_CHECKING, Any

from glueshell.engine.callstack import Frame, overflow
from glueshell.engine.errors import Terminating
from glueshell.engine.invocation import remember
from glueshell.engine.lazy_members import LazyMembers
from glueshell.engine.scopes import EMPTY, UNSET, Scope, outside, scope_under
from glueshell.engine.sentinels import ASKED
from glueshell.objects.convert import truth

if TYPE_CHECKING:
    from glueshell.engine.compiler.unit import Run, Template
    from glueshell.engine.functions import FunctionCommand
    from glueshell.engine.runtime import Engine
    from glueshell.language.ast import ScriptBlockAst

Emit = Callable[[object], None]


Quiet = bool | Callable[[Terminating, object], None]


def handled(step: Callable[[object], None]) -> Callable[[object], None]:
    """Mark a function whose errors are records already when they leave it."""
    step.handled = True  # type: ignore[attr-defined]
    return step


def _tell(quiet: Quiet, engine: Engine, error: Terminating, underscore: object) -> None:
    remember(engine, error.record)
    if callable(quiet):
        quiet(error, underscore)


class ScriptBlock:
    """A block of script as a value.

    `home` is the scope it belongs to, where it has one of its own: its module's, or the copies `GetNewClosure` made.
    """

    ps_type_name = "System.Management.Automation.ScriptBlock"
    ps_members = LazyMembers("scriptblock_surface", "SCRIPT_BLOCK")

    __slots__ = ("_cell", "_command", "_only", "_scope", "engine", "home", "ps_added", "template")

    def __init__(self, template: Template, engine: Engine, scope: Scope | None = None) -> None:
        self.template = template
        self.engine = engine
        self.home: Scope | None = None
        if scope is not None and scope.script.kind == "module":
            self.home = scope.script
        self._scope: Scope | None = None
        self._only: Run | None = None
        self._cell: CellType | None = None
        self._command: FunctionCommand | None = None

    @property
    def ast(self) -> ScriptBlockAst:
        """The tree of the block."""
        return self.template.ast

    @property
    def source_text(self) -> str:
        """The text between the braces; the parameters a function has before its body stand in it as a param block."""
        tree, whole = self.template.ast, self.template.source.text
        text = whole[tree.start : tree.end]
        text = text[1:-1] if text.startswith("{") and text.endswith("}") else text
        definition = self.template.definition
        if definition is not None and definition.parameters:
            return f"param({', '.join(whole[each.start : each.end] for each in definition.parameters)})\n{text}"
        return text

    @property
    def file(self) -> str | None:
        """The file the block stands in."""
        return self.template.source.file

    def ps_text(self) -> str:
        """The block as text: what stands between its braces."""
        return self.source_text

    def __str__(self) -> str:
        return self.source_text

    def command(self) -> FunctionCommand:
        """The block as a command: what `&` and `.` run."""
        if self._command is None:
            from glueshell.engine.functions import FunctionCommand

            self._command = FunctionCommand("", self.template, self.engine, kind="Script", home=self.home)
        return self._command

    # -- running ----------------------------------------------------------------------------------------------------

    def invoke(
        self,
        emit: Emit,
        *,
        args: Any = (),
        underscore: object = UNSET,
        input: list[object] | None = None,
        new_scope: bool = True,
        this: object = UNSET,
        variables: Mapping[str, object] | None = None,
    ) -> None:
        """Run the block, pushing each object it writes into `emit`.

        With `new_scope=False` it runs in the present scope, as the blocks of ForEach-Object do, and `$_` is what it
        was before afterwards. `this` is `$this`; `variables` are set in the block's scope.
        """
        engine = self.engine
        scope = engine.scope
        if new_scope or (args and self._takes_arguments()):
            self._run_in(scope_under(scope, self.home), emit, args, underscore, input, this, variables)
            return
        there = self._present(scope)
        if there is not self._scope:
            self._bind(there)
        cell, run = self._cell, self._only
        assert cell is not None
        before = cell.cell_contents
        if underscore is not UNSET:
            cell.cell_contents = underscore
        engine.scope = there
        try:
            if run is not None:
                run(engine, there, emit)
            else:
                self._run_parts(there, emit)
        finally:
            engine.scope = scope
            cell.cell_contents = before

    def _present(self, scope: Scope) -> Scope:
        """Where the block runs without a scope of its own when `scope` is the running one.

        That is the running scope, unless it is another module's: then the block's own module, or the place in the
        session that the running module was called from.
        """
        home = self.home
        if home is not None:
            return scope if scope.script is home else home
        return scope if scope.script.kind != "module" else outside(scope)

    def _takes_arguments(self) -> bool:
        template = self.template
        return bool(template.parameters) or "args" in template.source.names

    def _bind(self, scope: Scope) -> None:
        """Bind the block to a scope; where it is statements alone, `_only` runs it."""
        template = self.template
        self._only = None
        if template.only_end:
            self._only = template.bind(scope, "end")
        self._cell = scope.cell("_")
        self._scope = scope

    def _run_parts(self, scope: Scope, emit: Emit) -> None:
        engine, template = self.engine, self.template
        try:
            for block in ("begin", "process", "end"):
                if template.has(block):
                    template.bind(scope, block)(engine, scope, emit)
        finally:
            if template.has("clean"):
                template.bind(scope, "clean")(engine, scope, emit)

    def stepper(self, emit: Emit) -> Callable[[object], None]:
        """A function that runs the block in the present scope with `$_` set to what it is given.

        For a loop over many objects: everything that need not be done for each is done now. Errors have become
        records when they leave it.
        """
        engine = self.engine
        scope = self._present(engine.scope)
        looped = self.template.looped("each", engine, scope, emit)
        if looped is not None:
            return handled(looped)
        self._bind(scope)
        run, cell = self._only, self._cell
        if run is None or cell is None:
            return lambda item: self.invoke(emit, underscore=item, new_scope=False)

        def step(item: object) -> None:
            before = cell.cell_contents
            cell.cell_contents = item
            kept, engine.scope = engine.scope, scope
            try:
                run(engine, scope, emit)
            finally:
                engine.scope = kept
                cell.cell_contents = before

        return step

    def sifter(self, emit: Emit) -> Callable[[object], None]:
        """A function that passes on what the block holds for: run as by `stepper`, its output taken as a truth."""
        engine = self.engine
        looped = self.template.looped("sift", engine, self._present(engine.scope), emit)
        if looped is not None:
            return handled(looped)
        said: list[object] = []
        step = self.stepper(said.append)

        def ask(item: object) -> None:
            said.clear()
            step(item)
            if said and truth(said[0] if len(said) == 1 else list(said)):
                emit(item)

        return ask

    def _run_in(
        self,
        scope: Scope,
        emit: Emit,
        args: Any,
        underscore: object,
        input: list[object] | None,
        this: object,
        variables: Mapping[str, object] | None,
    ) -> None:
        engine = self.engine
        frame = Frame("<ScriptBlock>", self.file, self.template)
        frame.input = input
        scope.frame = frame
        if variables:
            for name, value in variables.items():
                scope.set(name, value)
        if underscore is not UNSET:
            scope.cell("_").cell_contents = underscore
        if this is not UNSET:
            scope.cell("this").cell_contents = this
        depth = engine.call_depth
        if depth >= engine.depth_limit:
            raise overflow(engine)
        kept, engine.scope = engine.scope, scope
        engine.call_depth = depth + 1
        engine.frames.append(frame)
        template = self.template
        try:
            if template.parameters:
                self.command().bind_arguments(scope, frame, list(args))
            else:
                frame.arguments = list(args) if args else []
            if template.only_end:
                template.bind(scope, "end")(engine, scope, emit)
            else:
                self._run_parts(scope, emit)
        except RecursionError:
            raise overflow(engine) from None
        finally:
            engine.frames.pop()
            engine.call_depth = depth
            engine.scope = kept

    def collect(
        self, args: Any = (), underscore: object = UNSET, *, new_scope: bool = False, **more: Any
    ) -> list[object]:
        """Run the block in the present scope (a block with parameters or `$args` in its own); what it wrote."""
        items: list[object] = []
        self.invoke(items.append, args=args, underscore=underscore, new_scope=new_scope, **more)
        return items

    def delegate(self, *arguments: object) -> list[object]:
        """What the block writes when .NET calls it; what ends it is an error of the method that called it."""
        items: list[object] = []
        try:
            self.invoke(items.append, args=arguments, underscore=arguments[0])
        except Terminating as error:
            from glueshell.engine.scriptblock_surface import error_of_call

            raise error_of_call(error, self.engine) from error
        return items

    def value(
        self, underscore: object = UNSET, args: Any = (), *, quiet: Quiet = False, nothing: object = None, **more: Any
    ) -> object:
        """Run the block in a scope of its own: `nothing` for no output, the object for one, a list for more.

        `quiet`: an error gives null and only `$Error` learns of it, as in the expressions of Select-Object; a function
        is told of it, and of what `$_` was, besides.
        """
        items: list[object] = []
        if quiet:
            engine = self.engine
            kept, engine.catching = engine.catching, ASKED
            try:
                self.invoke(items.append, args=args, underscore=underscore, **more)
            except Terminating as error:
                engine.catching = kept
                _tell(quiet, engine, error, underscore)
                return None
            finally:
                engine.catching = kept
        else:
            self.invoke(items.append, args=args, underscore=underscore, **more)
        if len(items) == 1:
            return items[0]
        return items or nothing

    def __call__(self, *args: object) -> object:
        return self.value(args=args)

    def reader(self, *, quiet: Quiet = False, nothing: object = None) -> Callable[[object], object]:
        """A function from an object to what `value` gives for it, to be asked of many objects in the present scope."""
        template = self.template
        if not template.only_end or template.parameters or not template.is_pure:
            return lambda item: self.value(item, quiet=quiet, nothing=nothing)
        engine = self.engine
        frame = Frame("<ScriptBlock>", self.file, template)
        frame.arguments = []
        scope = scope_under(self._present(engine.scope), self.home, frame)
        run = template.bind(scope, "end")
        cell = scope.cell("_")
        # A block without commands sets none but these; the next object finds them unset again.
        used = [scope.cell(name) for name in template.assigned if name != "_"]
        frames = engine.frames

        def read(item: object) -> object:
            cell.cell_contents = item
            items: list[object] = []
            failure: Terminating | None = None
            kept, catching = engine.scope, engine.catching
            engine.scope = scope
            frames.append(frame)
            if quiet:
                engine.catching = ASKED
            try:
                run(engine, scope, items.append)
            except Terminating as error:
                if not quiet:
                    raise
                failure = error
            finally:
                frames.pop()
                engine.scope = kept
                engine.catching = catching
                for each in used:
                    each.cell_contents = UNSET
            if failure is not None:
                _tell(quiet, engine, failure, item)
                return None
            return items[0] if len(items) == 1 else items or nothing

        return read

    def closure(self) -> ScriptBlock:
        """GetNewClosure: the block with copies of the variables the present scope sees, kept for it alone."""
        engine = self.engine
        home = Scope(engine, engine.global_scope, "module")
        for scope in reversed(list(engine.scope.chain())):
            if scope is engine.global_scope and engine.scope is not scope:
                continue
            for name, value, _ in scope.variables():
                if value is not EMPTY:
                    home.cell(name).cell_contents = value
        twin = ScriptBlock(self.template, engine)
        twin.home = home
        return twin
