"""The page generated code is written on: lines with their extents, temporaries, constants, variables."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from glueshell.language import ast
from glueshell.language.ast import Ast

if TYPE_CHECKING:
    from glueshell.engine.compiler.effects import Effects
    from glueshell.engine.compiler.kinds import Ground
    from glueshell.engine.compiler.unit import Source

Line = tuple[int, str, "Ast | None"]

OUTLINE_BLOCKS = 11
OUTLINE_INDENT = 60
"""CPython refuses 20 nested blocks and 100 indents; a body beyond these becomes a function of its own."""


def steps(node: ast.Ast) -> bool:
    """Whether an expression is `++` or `--`, which alone as a statement has no output."""
    return isinstance(node, ast.UnaryExpressionAst) and node.token_kind.endswith(("PlusPlus", "MinusMinus"))


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
        # for the rest of the expression around it.
        self.point: Ast | None = None
        self.calls = False
        self.returns_by_signal = False
        self.inside_outline = False
        self.method = False
        # Whether a variable is read for a string: the first version of strict mode allows that.
        self.in_string = False
        self.may_be_empty = False
        # The text itself, not a block in it: the next submission may ask for `$?`.
        self.top = False
        # Variables whose present value an atom is known to hold, with what is known of its type.
        self.facts: dict[str, tuple[str, str]] = {}
        # Atoms of values that may come from a scope further up.
        self.far: set[str] = set()
        self.cautious = False
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

    # -- lines ------------------------------------------------------------------------------------------------------

    def put(self, text: str) -> None:
        """Add a line that cannot fail."""
        self.lines.append((self.level, text, None))

    def op(self, text: str, node: Ast) -> None:
        """Add a line that can fail; an error in it points at the statement being written, else at `node`."""
        self.fallible = True
        self.lines.append((self.level, text, self.point or node))

    def op_at(self, text: str, node: Ast) -> None:
        """Add a line that can fail; an error in it points at `node` itself."""
        self.fallible = True
        self.lines.append((self.level, text, node))

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
        try:
            yield
        finally:
            self.level -= 1
            self.blocks -= counted
            self.keep_facts(before)

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
