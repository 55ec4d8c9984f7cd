"""The page generated code is written on: lines with their extents, temporaries, constants, variables."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from glueshell.language import ast
from glueshell.language.ast import AnyTypeName, Ast

if TYPE_CHECKING:
    from glueshell.engine.compiler.effects import Effects
    from glueshell.engine.compiler.kinds import Ground
    from glueshell.engine.compiler.unit import Source, Template

Line = tuple[int, str, "Point | None"]

OUTLINE_BLOCKS = 11
OUTLINE_INDENT = 60
"""CPython refuses 20 nested blocks and 100 indents; a body beyond these becomes a function of its own."""


def steps(node: ast.Ast) -> bool:
    """Whether an expression is `++` or `--`, which alone as a statement has no output."""
    return isinstance(node, ast.UnaryExpressionAst) and node.token_kind.endswith(("PlusPlus", "MinusMinus"))


def runs_commands(node: ast.Ast) -> bool:
    """Whether a statement is a pipeline with commands in it."""
    if not isinstance(node, ast.PipelineAst):
        return False
    return any(isinstance(each, ast.CommandAst) for each in node.pipeline_elements)


def holds_points(node: ast.Ast) -> bool:
    """Whether statements or conditions stand inside a node, those of script blocks aside."""
    stack = list(node.children())
    while stack:
        each = stack.pop()
        if isinstance(each, ast.ArrayExpressionAst) and len(each.sub_expression.statements) == 1:
            # A single expression in `@(...)` is no statement of its own.
            only = each.sub_expression.statements[0]
            stack.append(only)
            continue
        if isinstance(each, ast.HashtableAst) and any(runs_commands(value) for _, value in each.key_value_pairs):
            return True
        if isinstance(each, _POINTED) or (isinstance(each, ast.StatementBlockAst) and each.statements):
            return True
        if not isinstance(each, ast.ScriptBlockExpressionAst):
            stack.extend(each.children())
    return False


_POINTED = (
    ast.AssignmentStatementAst, ast.IfStatementAst, ast.WhileStatementAst, ast.DoWhileStatementAst,
    ast.DoUntilStatementAst, ast.ForStatementAst, ast.ForEachStatementAst, ast.SwitchStatementAst,
)  # fmt: skip


class Span:
    """A piece of the text that is no node of its own, such as an operator."""

    __slots__ = ("end", "start")

    def __init__(self, start: int, end: int) -> None:
        self.start = start
        self.end = end


class Operated:
    """The point of an operation of which some errors are its operator's."""

    __slots__ = ("operator", "point")

    def __init__(self, point: Ast | Moving | Span, operator: Span) -> None:
        self.point = point
        self.operator = operator


NOWHERE = Span(0, 0)
"""The point of what has no place of its own: an error in it belongs to whoever asked."""


class Moving:
    """A point that only the run knows: generated code keeps its extent in the variable `name`.

    `before` is the point where nothing has set that variable.
    """

    __slots__ = ("before", "name")

    def __init__(self, name: str, before: Ast | Moving | Span | None) -> None:
        self.name = name
        self.before: Ast | Span | None = before.before if isinstance(before, Moving) else before


Point = Ast | AnyTypeName | Moving | Operated | Span


class Mark(str):
    """A line that has to do with the variable a point is kept in; left out where nobody asks for that."""

    __slots__ = ("name",)
    name: str

    def __new__(cls, name: str, text: str) -> Mark:
        line = super().__new__(cls, text)
        line.name = name
        return line


class Loop:
    """A loop being written: its label, and whether signals from elsewhere must be caught in it."""

    __slots__ = ("catches", "label")

    def __init__(self, label: str) -> None:
        self.label = label
        self.catches = False


class Writer:
    """Collects lines for one unit.

    `put` adds a line that cannot fail, `op` one that can and whose extent an error will point at.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.lines: list[Line] = []
        self.level = 0
        self.blocks = 0
        self.temporaries = 0
        self.fallible = False
        # The statement or condition being written. As in PowerShell the last statement in `$(...)` stays the point
        # for the rest of the expression around it: the last that ran, which inside such a region a variable knows.
        self.point: Ast | Moving | Span | None = None
        self.region = ""
        self.stands = 0
        self.marked_in = ""
        self.asked: set[str] = set()
        # No point of the text has been counted yet: its first one counts as set from the beginning, so that
        # PowerShell never sets it, though it be met in the midst of a statement that set its own.
        self.uncounted = False
        self.never: Ast | None = None
        self.calls = False
        self.returns_by_signal = False
        self.inside_outline = False
        # The body of a trap: `return` leaves the block that has the trap.
        self.unwinds = False
        self.method = False
        # Whether a variable is read for a string: the first version of strict mode allows that.
        self.in_string = False
        self.may_be_empty = False
        # The text itself, not a block in it: the next submission may ask for `$?`.
        self.top = False
        # How many of the statements around the one being written keep their outputs for a value.
        self.collecting = 0
        # The group in parentheses that is the whole statement being written; whether `return` holds the statement.
        self.bare: Ast | None = None
        self.returning = False
        # Whether `&&` or `||` asks how the statement being written ends.
        self.chained = False
        # What handles the errors of the links of the chain to come, where the block has traps.
        self.link_handler = ""
        # Variables whose present value an atom is known to hold, with what is known of its type.
        self.facts: dict[str, tuple[str, str]] = {}
        # Atoms of values that may come from a scope further up.
        self.far: set[str] = set()
        self.cautious = False
        # Variables that a statement before this one was to give a value, though it may have failed: from here on they
        # are the function's own.
        self.owned: frozenset[str] = frozenset()
        # The types of those that are typed, as atoms: where the statement failed they hold the type's zero.
        self.zeros: dict[str, str] = {}
        # The template being written.
        self.unit: Template | None = None
        # What holds all through the loop being written, where it runs no other script.
        self.ground: Ground | None = None
        self.holds = 0
        # Whether all that is written runs no other script.
        self.quiet = False
        self.versions = 0
        # What the loops of this unit do, by the id of their nodes.
        self.known_effects: dict[int, Effects] = {}
        # Temporaries that hold a builder of text while a test holds: its name, and the test.
        self.builders: dict[str, tuple[str, str]] = {}
        # Temporaries that hold integers not below zero.
        self.natural: set[str] = set()
        self.outlined = 0
        self.functions: list[list[Line]] = []
        self.touched: set[str] = set()
        self.out = "out"
        self.loops: list[Loop] = []
        self.constants: dict[str, object] = {}
        self.variables: dict[str, str] = {}
        self.spellings: dict[str, str] = {}
        self.assigned: set[str] = set()

    @property
    def tells_success(self) -> bool:
        """Whether somebody may ask whether the statement being written succeeded."""
        return self.chained or self.source.reads_success or (self.top and not self.loops)

    # -- lines ------------------------------------------------------------------------------------------------------

    def put(self, text: str) -> None:
        """Add a line that cannot fail."""
        self.lines.append((self.level, text, None))

    def op(self, text: str, node: Ast, operator: Span | None = None) -> None:
        """Add a line that can fail; an error in it points at the statement being written, else at `node`.

        `operator`: the extent of the operator, where some errors are its own.
        """
        self.fallible = True
        point = self.point
        if type(point) is Moving:
            self.asked.add(point.name)
            if point.before is None:
                point = Moving(point.name, node)
        point = point or node
        self.lines.append((self.level, text, point if operator is None else Operated(point, operator)))

    def op_at(self, text: str, node: Ast | AnyTypeName | Span) -> None:
        """Add a line that can fail; an error in it points at `node` itself."""
        self.fallible = True
        self.lines.append((self.level, text, node))

    # -- points -----------------------------------------------------------------------------------------------------

    def stand(self, node: Ast) -> None:
        """From here on errors point at `node`, a statement, condition or loop variable."""
        if self.uncounted:
            self.uncounted = False
            if self.point is not None:
                self.never = node
        if node is self.never:
            return
        self.point = node
        self.marked_in = self.region
        if self.region:
            self.lines.append((self.level, Mark(self.region, f"{self.region} = ({node.start}, {node.end})"), None))
        else:
            self.stands += 1

    @contextmanager
    def standing(self, node: Ast) -> Iterator[None]:
        """As `stand`, for a statement whose parts PowerShell counts before it."""
        uncounted = self.uncounted and holds_points(node)
        self.uncounted = self.uncounted and not uncounted
        self.stand(node)
        self.uncounted = uncounted
        yield
        self.uncounted = False

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Write statements that stand in the midst of an expression: the last one that ran remains the point."""
        outer = self.region
        self.region = outer or f"p{self.stands}"
        try:
            yield
        finally:
            self.region = outer

    @contextmanager
    def block(self, head: str, node: Ast | None = None, counted: bool = False) -> Iterator[None]:
        """Write `head` and indent what follows; `counted` when CPython counts it as a nested block."""
        if node is None:
            self.put(head)
        else:
            self.op(head, node)
        self.level += 1
        self.blocks += counted
        before = dict(self.facts)
        point, owned = self.point, self.owned
        try:
            yield
        finally:
            self.level -= 1
            self.blocks -= counted
            self.keep_facts(before)
            self.owned = owned
            if self.point is not point and self.marked_in:
                # Who comes this way may have been in the block, or not.
                self.point = Moving(self.marked_in, point)

    @contextmanager
    def aside(self) -> Iterator[list[Line]]:
        """Collect lines on a separate sheet, to be placed with `place` when it is known what surrounds them."""
        kept, self.lines = self.lines, []
        sheet = self.lines
        try:
            yield sheet
        finally:
            self.lines = kept

    def place(self, sheet: list[Line], deeper: int = 0) -> None:
        """Put the lines of a sheet here, `deeper` levels further in than they were written."""
        if deeper:
            sheet = [(level + deeper, text, node) for level, text, node in sheet]
        self.lines.extend(sheet)

    # -- facts ------------------------------------------------------------------------------------------------------

    def may_run(self) -> None:
        """What follows may run other script: any variable may change."""
        if self.ground is None and not self.quiet:
            self.calls = True
            self.facts.clear()

    def learn(self, key: str, atom: str, kind: str = "", *, read: bool = False) -> None:
        """From here on `atom` is what the variable holds; `read`: perhaps in a scope further up."""
        if read:
            self.far.add(atom)
        else:
            self.far.discard(atom)
        if self.cautious or not (atom[0] == "t" and atom[1:].isdigit()):
            self.facts.pop(key, None)
        else:
            self.facts[key] = (atom, kind)

    def keep_facts(self, before: dict[str, tuple[str, str]]) -> None:
        """Where two ways meet only what held before and still holds is known."""
        facts = self.facts
        self.facts = {key: fact for key, fact in before.items() if facts.get(key) == fact}

    # -- names ------------------------------------------------------------------------------------------------------

    def temporary(self) -> str:
        """A fresh local name."""
        self.temporaries += 1
        name = f"t{self.temporaries}"
        self.builders.pop(name, None)
        return name

    def constant(self, value: object) -> str:
        """A global name that holds `value`."""
        name = f"K{len(self.constants)}"
        self.constants[name] = value
        return name

    def variable(self, key: str, written: str = "") -> str:
        """The Python name of a PowerShell variable; `key` is its name in lower case."""
        name = self.variables.get(key)
        if name is None:
            if key.isascii() and key.isidentifier():
                name = "v_" + key
            else:
                name = "w_" + "".join(c if c.isascii() and c.isalnum() else f"_{ord(c):x}_" for c in key)
            self.variables[key] = name
            self.spellings[key] = written or key
        self.touched.add(name)
        return name
