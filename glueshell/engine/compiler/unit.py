"""One block of script: compiled when first needed, bound to the cells of the scope it runs in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from types import CellType, CodeType, FunctionType
from typing import TYPE_CHECKING, Any

from glueshell.engine.compiler.generator import Generator
from glueshell.engine.compiler.writer import NOWHERE, Line, Mark, Moving, Operated, Point
from glueshell.engine.own_types import own_type
from glueshell.engine.scopes import UNSET, Scope
from glueshell.language import ast
from glueshell.objects.typeinfo import TypeInfo, resolve_type

if TYPE_CHECKING:
    from glueshell.engine.invocation import CallSite

Run = Callable[[Any, Scope, Callable[[object], None]], Any]
Step = Callable[[object], None]
Extent = tuple[int, int] | tuple[int, int, str] | tuple[int, int, str, tuple[int, int]]
"""Start and end of what an error points at, the variable that knows better, the extent of the operator."""

Codes = dict[str, tuple[CodeType, tuple[str, ...]]]
Loop = tuple[Codes, dict[str, object]]

_SHORT = frozenset(("nv", "rv", "set", "sv"))
"""Short names of the commands that make and take away variables by name."""

_WRITING = frozenset(("new", "set", "remove"))
"""The verbs of their full names."""

BLOCKS = ("dynamicparam", "begin", "process", "end", "clean")


class Source:
    """A parsed text and what its blocks share: names it mentions, names it types, its templates."""

    __slots__ = ("_classes", "_names", "_templates", "_typed", "ast", "defined", "file", "spellings", "strict", "text")

    def __init__(self, text: str, tree: ast.ScriptBlockAst, file: str | None = None) -> None:
        self.text = text
        self.ast = tree
        self.file = file
        # Only a text that may ask for strict mode, or runs after one that did, pays for its tests.
        self.strict = "strictmode" in text.lower()
        # Variables in lower case -> as they are written; the runspace's, so that lists of variables show it.
        self.spellings: dict[str, str] = {}
        self._names: frozenset[str] | None = None
        self._typed: frozenset[str] | None = None
        self._classes: frozenset[str] = frozenset()
        self._templates: dict[int, Template] = {}
        # The types the text has defined so far: name in lower case -> (block around the definition, where, type).
        self.defined: dict[str, list[tuple[ast.ScriptBlockAst, int, TypeInfo]]] = {}

    def type_around(self, key: str, block: ast.Ast) -> TypeInfo | None:
        """The type of a name that code in a block of this text sees: that of the innermost block around both."""
        found: tuple[ast.ScriptBlockAst, int, TypeInfo] | None = None
        for each in self.defined.get(key, ()):
            around = each[0]
            if around.start <= block.start and block.end <= around.end:
                if found is None or around.start >= found[0].start:
                    found = each
        return None if found is None else found[2]

    # -- what the text mentions -------------------------------------------------------------------------------------

    def _scan(self) -> None:
        names: set[str] = set()
        typed: set[str] = set()
        classes: set[str] = set()
        stack: list[ast.Ast] = [self.ast]
        while stack:
            node = stack.pop()
            kind = type(node)
            if kind is ast.VariableExpressionAst:
                names.add(node.variable_path.lower())  # type: ignore[attr-defined]
                continue
            if kind is ast.AssignmentStatementAst:
                _note_typed(node.left, typed)  # type: ignore[attr-defined]
            elif kind is ast.ParameterAst:
                if node.attributes:  # type: ignore[attr-defined]
                    typed.add(node.name.variable_path.lower())  # type: ignore[attr-defined]
            elif kind is ast.TypeDefinitionAst:
                classes.add(node.name.lower())  # type: ignore[attr-defined]
            stack.extend(node.children())
        self._names = frozenset(names)
        self._typed = frozenset(typed)
        self._classes = frozenset(classes)

    @property
    def names(self) -> frozenset[str]:
        """Every variable the text names, in lower case."""
        if self._names is None:
            self._scan()
        assert self._names is not None
        return self._names

    @property
    def typed(self) -> frozenset[str]:
        """Every variable that is given a type or attribute somewhere in the text, in lower case."""
        if self._typed is None:
            self._scan()
        assert self._typed is not None
        return self._typed

    @property
    def reads_success(self) -> bool:
        """Whether the text reads `$?`."""
        return "?" in self.names

    # -- constants of generated code --------------------------------------------------------------------------------

    def number(self, literal: object) -> object:
        """A number literal as a value of its .NET type."""
        from glueshell.objects.numerals import written

        return written(literal)

    def known_type(self, name: str) -> TypeInfo | None:
        """The type of a name where no class of a script can be meant."""
        if self._names is None:
            self._scan()
        return None if name.lower() in self._classes else own_type(name) or resolve_type(name)

    def call_site(self, command: ast.CommandAst) -> CallSite:
        """The constant that stands for one command in the text."""
        from glueshell.engine.invocation import CallSite

        return CallSite(command, self.text, self.file)

    def template(self, block: ast.ScriptBlockAst) -> Template:
        """The template of a script block of this text, one for each."""
        found = self._templates.get(id(block))
        if found is None:
            found = self._templates[id(block)] = Template(self, block)
        return found

    def statement_block(self, block: ast.StatementBlockAst) -> Template:
        """A template that runs the statements of a block (the body of a trap)."""
        found = self._templates.get(id(block))
        if found is None:
            end = ast.NamedBlockAst(block.start, block.end, "End", True, block.statements, block.traps)
            tree = ast.ScriptBlockAst(block.start, block.end, [], [], None, None, None, end, None, None, None)
            found = self._templates[id(block)] = Template(self, tree)
            found.unwinds = True
        return found

    def function(self, node: ast.FunctionDefinitionAst) -> tuple[str, Template]:
        """Name and template of a function definition."""
        template = self.template(node.body)
        template.definition = node
        return node.name, template

    def expression(self, node: ast.ExpressionAst) -> Template:
        """A template that gives the value of one expression (an attribute's argument)."""
        found = self._templates.get(id(node))
        if found is None:
            statement = ast.CommandExpressionAst(node.start, node.end, node, [])
            pipeline = ast.PipelineAst(node.start, node.end, [statement], False)
            result = ast.ReturnStatementAst(node.start, node.end, pipeline)
            end = ast.NamedBlockAst(node.start, node.end, "End", True, [result], [])
            tree = ast.ScriptBlockAst(node.start, node.end, [], [], None, None, None, end, None, None, None)
            found = self._templates[id(node)] = Template(self, tree)
            # As in a method, the value leaves whole: an array stays one.
            found.method = True
        return found


def _own_nodes(block: ast.ScriptBlockAst) -> Iterator[ast.Ast]:
    """What is written in a block itself, not in the blocks and functions inside it."""
    stack = list(block.children())
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, (ast.ScriptBlockExpressionAst, ast.FunctionDefinitionAst, ast.TypeDefinitionAst)):
            stack.extend(node.children())


def _writes_variables(node: ast.Ast) -> bool:
    if not isinstance(node, ast.CommandAst):
        return False
    if node.invocation_operator == "Dot":
        return True
    name = node.command_elements[0]
    if not isinstance(name, ast.StringConstantExpressionAst):
        return False
    verb, _, noun = name.value.lower().partition("-")
    return verb in _SHORT if not noun else noun == "variable" and verb in _WRITING


def _note_typed(left: ast.Ast, typed: set[str]) -> None:
    if isinstance(left, ast.AttributedExpressionAst):
        inner: ast.Ast = left
        while isinstance(inner, ast.AttributedExpressionAst):
            inner = inner.child
        if isinstance(inner, ast.VariableExpressionAst):
            typed.add(inner.variable_path.rpartition(":")[2].lower())
    elif isinstance(left, ast.ArrayLiteralAst):
        for element in left.elements:
            _note_typed(element, typed)


class Template:
    """A script block without a place to run: its tree, and its code once something has run it."""

    __slots__ = (
        "_catches",
        "_dynamic",
        "_pure",
        "assigned",
        "ast",
        "careful",
        "codes",
        "declarations",
        "defaults",
        "definition",
        "loops",
        "method",
        "namespace",
        "only_end",
        "risky",
        "source",
        "spellings",
        "strict",
        "unwinds",
    )  # fmt: skip

    def __init__(self, source: Source, tree: ast.ScriptBlockAst) -> None:
        self.source = source
        self.ast = tree
        self.definition: ast.FunctionDefinitionAst | None = None
        # Whether the block is statements alone, without begin, process and clean.
        self.only_end = tree.end_block is not None and not any((tree.begin_block, tree.process_block, tree.clean_block))
        self.declarations: Any = None
        # A method's statements write nothing; only `return` gives a value.
        self.method = False
        self.careful: tuple[Codes, dict[str, object]] | None = None
        self.codes: Codes | None = None
        self._pure: bool | None = None
        self._catches: bool | None = None
        self._dynamic: bool | None = None
        # The block as the body of a pipeline's loop: "each" runs it, "sift" asks it; None where that cannot be.
        self.loops: dict[str, Loop | None] = {}
        self.defaults: dict[int, str] = {}
        # The body of a trap: `return` is a signal that leaves the block around it.
        self.unwinds = False
        # Whether the code was written for strict mode.
        self.strict = source.strict
        self.namespace: dict[str, object] = {}
        self.assigned: frozenset[str] = frozenset()
        self.risky: frozenset[str] = frozenset()
        self.spellings: dict[str, str] = {}

    @property
    def parameters(self) -> Sequence[ast.ParameterAst]:
        """The declared parameters: those of the param block, or in parentheses after the function's name."""
        if self.definition is not None and self.definition.parameters is not None:
            return self.definition.parameters
        block = self.ast.param_block
        return () if block is None else block.parameters

    @property
    def is_pure(self) -> bool:
        """Whether the block calls no command: nothing sets variables behind its back."""
        if self._pure is None:
            self._pure = not any(
                isinstance(node, (ast.CommandAst, ast.TrapStatementAst)) for node in self.ast.descendants()
            )
        return self._pure

    @property
    def may_catch(self) -> bool:
        """Whether an error that passes through the block may be caught in it."""
        if self._catches is None:
            self._catches = not self.is_pure or any(
                isinstance(node, ast.TryStatementAst) for node in self.ast.descendants()
            )
        return self._catches

    @property
    def dynamic(self) -> bool:
        """Whether the block runs something in its own scope, or commands that write variables by name."""
        if self._dynamic is None:
            self._dynamic = any(_writes_variables(node) for node in _own_nodes(self.ast))
        return self._dynamic

    def has(self, block: str) -> bool:
        """Whether the named block (`begin`, `process`, ...) is there."""
        return self._named(block) is not None

    def _named(self, block: str) -> ast.NamedBlockAst | None:
        tree = self.ast
        found: ast.NamedBlockAst | None = {
            "dynamicparam": tree.dynamic_param_block,
            "begin": tree.begin_block,
            "process": tree.process_block,
            "end": tree.end_block,
            "clean": tree.clean_block,
        }[block]
        return found

    def compile(self) -> Codes:
        """The code of each block and default value, with the variables it needs in order; compiled once."""
        if self.codes is None:
            self.strict = self.source.strict
            self.codes, self.namespace = self._build(cautious=False)
        return self.codes

    def tighten(self) -> None:
        """Write the code anew with the tests of strict mode."""
        self.source.strict = True
        self.codes = self.careful = None
        self.loops.clear()
        self.compile()

    def _build(self, cautious: bool) -> tuple[Codes, dict[str, object]]:
        text, table, writer = self._write(cautious)
        codes, space = self._compiled(text, table, writer)
        self.assigned = frozenset(writer.assigned)
        self.risky = self.assigned - self.source.typed
        self.spellings = writer.spellings
        known = self.source.spellings
        for key in (*sorted(writer.assigned), *writer.spellings):
            known.setdefault(key, writer.spellings.get(key, key))
        return codes, space

    def _compiled(
        self, text: str, table: list[Extent | None], writer: Generator
    ) -> tuple[Codes, dict[str, object]]:
        space = namespace(self.source, table, writer.constants)
        module = compile(text, "<script>", "exec", dont_inherit=True, optimize=0)
        maker = next(each for each in module.co_consts if isinstance(each, CodeType))
        by_variable = {python: key for key, python in writer.variables.items()}
        # Functions an outline made are closures of the unit, so they are built anew at every binding.
        codes = {
            code.co_name: (code, tuple(by_variable.get(name, "\0" + name) for name in code.co_freevars))
            for code in maker.co_consts
            if isinstance(code, CodeType)
        }
        return codes, space

    def _write(self, cautious: bool = False) -> tuple[str, list[Extent | None], Generator]:
        writer = Generator(self.source)
        writer.cautious = cautious
        writer.unwinds = self.unwinds
        writer.unit = self
        writer.top = writer.uncounted = self.ast is self.source.ast
        functions: list[list[Line]] = []
        for name in BLOCKS:
            block = self._named(name)
            if block is not None:
                functions.append(writer.function(name, block, self.method))
        for number, parameter in enumerate(self.parameters):
            if parameter.default_value is not None:
                self.defaults[number] = f"default{number}"
                functions.append(writer.default(f"default{number}", parameter.default_value))
        return (*self._page(writer, functions), writer)

    @staticmethod
    def _page(writer: Generator, functions: list[list[Line]]) -> tuple[str, list[Extent | None]]:
        """The text of a unit, and for each of its lines the extent an error in it points at."""
        lines: list[Line] = [(0, "def maker():", None)]
        if writer.variables:
            lines.append((1, f"{' = '.join(writer.variables.values())} = None", None))
        for sheet in [*writer.functions, *functions]:
            lines.extend((level + 1, text, node) for level, text, node in sheet)
        lines.append((1, "pass", None))
        table: list[Extent | None] = [None]
        rows: list[str] = []
        asked = writer.asked
        for level, text, node in lines:
            kept = type(text) is not Mark or text.name in asked
            rows.append(" " * level + (text if kept else "pass"))
            table.append(None if node is None else extent(node))
        return "\n".join(rows) + "\n", table

    def looped(self, kind: str, engine: Any, scope: Scope, out: Callable[[object], None]) -> Step | None:
        """A function of one object: `each` runs the block with it as `$_`, `sift` passes it on if the block holds.

        None where the block has more than statements, or a variable it assigns is constrained in `scope`.
        """
        if engine.strict_used and not self.strict:
            self.tighten()
        if kind not in self.loops:
            self.loops[kind] = self._loop(kind)
        found = self.loops[kind]
        if found is None:
            return None
        codes, space = found
        if (scope.specials is not None or scope.typed is not None) and self._hide(scope):
            return None
        code, keys = codes["loop_" + kind]
        step: Step = _bound(code, keys, codes, space, scope)(engine, scope, out)
        return step

    def _loop(self, kind: str) -> Loop | None:
        self.compile()
        end = self.ast.end_block
        if not self.only_end or end is None or self.parameters or end.traps or self.method:
            return None
        writer = Generator(self.source)
        function = writer.looped(kind, end)
        if function is None:
            return None
        return self._compiled(*self._page(writer, [function]), writer)

    def bind(self, scope: Scope, block: str) -> Run:
        """The block as a function over the cells of `scope`."""
        if scope.engine.strict_used and not self.strict:
            self.tighten()
        codes = self.codes or self.compile()
        space = self.namespace
        if (scope.specials is not None or scope.typed is not None) and self._hide(scope):
            codes, space = self._careful()
        code, keys = codes[block]
        return _bound(code, keys, codes, space, scope)

    def _hide(self, scope: Scope) -> bool:
        """Move constrained variables this unit assigns out of its reach; tells whether there were any.

        The unit was written without knowing that they are constrained.
        """
        found = False
        risky = self.risky
        for held in (scope.typed, scope.specials):
            if held is not None and not risky.isdisjoint(held):
                found = True
                for key in risky.intersection(held):
                    scope.special(key)
        return found

    def _careful(self) -> tuple[Codes, dict[str, object]]:
        """The code for a scope with constrained variables: what was stored is read back."""
        if self.careful is None:
            self.careful = self._build(cautious=True)
        return self.careful


def _bound(
    code: CodeType, keys: tuple[str, ...], codes: Codes, space: dict[str, object], scope: Scope
) -> Run:
    """A function of a unit over the cells of `scope`, with the outlined ones it calls."""
    cells = scope.cells
    closure = []
    for key in keys:
        cell = cells.get(key)
        if cell is None:
            if key[0] == "\0":
                closure.append(CellType(_bound(*codes[key[1:]], codes, space, scope)))
                continue
            cell = cells[key] = CellType(UNSET)
        closure.append(cell)
    return FunctionType(code, space, code.co_name, None, tuple(closure))


def extent(node: Point) -> Extent | None:
    """What an error in a node points at: for an operator its whole expression."""
    if isinstance(node, Operated):
        around = extent(node.point) or (node.operator.start, node.operator.end)
        operator = (node.operator.start, node.operator.end)
        return around[0], around[1], around[2] if len(around) > 2 else "", operator
    if isinstance(node, Moving):
        before = node.before
        assert before is not None
        return before.start, before.end, node.name
    return None if node is NOWHERE else (node.start, node.end)


def namespace(
    source: Source, table: list[Extent | None], constants: dict[str, object]
) -> dict[str, object]:
    """The globals of generated code: the operations, this unit's constants, its table of extents."""
    from glueshell.engine.compiler.operations import names

    return {**names(), **constants, "TABLE": table, "SOURCE": source}
