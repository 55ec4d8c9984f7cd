"""What is known of the types of values while code is written: int, num (int or float), str, bool, or nothing.

`facts` hold at one place; what holds all through a loop that runs no other script is kept in its `Ground`.
"""

from __future__ import annotations

from glueshell.engine.automatic import AUTOMATIC
from glueshell.engine.compiler.effects import TEXTUAL, Effects
from glueshell.engine.compiler.variables import CONSTANTS, split_path
from glueshell.engine.compiler.writer import Writer
from glueshell.language import ast

NUMERIC = frozenset(("int", "num", "float"))
"""Kinds that Python's own arithmetic and comparison treat as PowerShell does."""

SCALAR = NUMERIC | {"str", "bool"}
"""Kinds of single values."""

ORDER = frozenset(("Ilt", "Ile", "Igt", "Ige", "Clt", "Cle", "Cgt", "Cge"))
EQUALITY = frozenset(("Ieq", "Ine", "Ceq", "Cne"))

_TESTS = {
    "num": "type({0}) in NUMBERS", "int": "type({0}) is int", "str": "type({0}) is str", "bool": "type({0}) is bool",
    "float": "type({0}) is float",
}  # fmt: skip
_REAL_FUNCTIONS = frozenset(("sqrt", "pow", "sin", "cos", "tan", "log", "log10", "exp"))
_ROUNDING = frozenset(("floor", "ceiling", "round", "truncate"))
_DEEPEST = 12


class Held:
    """A variable that the loop does not change, read once before it: its Python name, what it must be."""

    __slots__ = ("guards", "kind", "name", "read")

    def __init__(self, name: str, read: str) -> None:
        self.name = name
        self.read = read
        self.kind = ""
        self.guards: set[str] = {f"{name} is not EMPTY"}


class Ground:
    """What holds all through a loop: `near` are variables whose cell has a value of a kind, `held` those it only
    reads, `own` that of a foreach, which has a value before anything reads it.

    `flags` are what is asked about a held variable once: Python name -> test. `tests` must hold as well.
    """

    __slots__ = ("flags", "held", "keys", "near", "own", "tests")

    def __init__(self, effects: Effects) -> None:
        self.keys = effects.keys | ({"matches"} if effects.matches else frozenset())
        self.near: dict[str, str] = {}
        self.own: dict[str, str] = {}
        self.held: dict[str, Held] = {}
        self.flags: dict[str, str] = {}
        self.tests: list[str] = []

    def guards(self, variables: dict[str, str]) -> list[str]:
        """The tests that must hold for the loop to be written by these facts."""
        tests = list(self.tests)
        for key, kind in sorted(self.near.items()):
            tests.append(_TESTS[kind].format(variables[key]) if kind else f"{variables[key]} is not UNSET")
        for held in self.held.values():
            tests.extend(sorted(held.guards))
            if held.kind:
                tests.append(_TESTS[held.kind].format(held.name))
        return tests


def arithmetic_kind(operator: str, left: str, right: str) -> str:
    """The kind of a calculation with two numbers: what has a Double in it gives one."""
    return "float" if "float" in (left, right) and operator in ("Plus", "Minus", "Multiply") else "num"


def expression_of(node: ast.Ast) -> ast.ExpressionAst | None:
    """The expression that a statement consists of, None where it is more than that."""
    if isinstance(node, ast.PipelineAst) and len(node.pipeline_elements) == 1 and not node.background:
        node = node.pipeline_elements[0]
    if isinstance(node, ast.CommandExpressionAst) and not node.redirections:
        return node.expression
    return None


class Kinds(Writer):
    """Tells kinds, and asks for them where a loop's variables are used as numbers."""

    def held(self, node: ast.Ast) -> Held | None:
        """The variable that `node` is, where the loop being written only reads it."""
        ground = self.ground
        if ground is None or not isinstance(node, ast.VariableExpressionAst):
            return None
        scope, name = split_path(node.variable_path)
        key = name.lower()
        if key == "psitem":
            key = name = "_"
        return None if scope else self.hold(key, name)

    def hold(self, key: str, name: str) -> Held | None:
        """The variable of that name, where the loop being written only reads it."""
        ground = self.ground
        if ground is None or key in ground.keys or key in CONSTANTS or key in AUTOMATIC:
            return None
        found = ground.held.get(key)
        if found is None:
            variable = self.variable(key, name)
            self.holds += 1
            read = f"{variable} if {variable} is not UNSET else look_raw(S, {key!r})"
            found = ground.held[key] = Held(f"h{self.holds}", read)
            if key in self.facts:
                found.read, found.kind = self.facts[key]
        return found

    def is_near(self, node: ast.VariableExpressionAst) -> bool:
        """Whether the cell of a variable is known to hold its value."""
        return self.ground is not None and node.variable_path.lower() in self.ground.near

    def flag(self, held: Held, test: str) -> str:
        """The name of what `test` says of a held variable (`{0}` in it), asked once before the loop."""
        assert self.ground is not None
        wanted = test.format(held.name)
        for name, known in self.ground.flags.items():
            if known == wanted:
                return name
        name = f"{held.name}_{len(self.ground.flags)}"
        self.ground.flags[name] = wanted
        return name

    def number_kind(self, node: ast.Ast, depth: int = 0) -> str:
        """As `static_kind`; a variable that the loop only reads is taken for a number, and tested before it."""
        kind = self.static_kind(node, depth)
        if not kind:
            held = self.held(node)
            if held is not None and not held.kind and not any("owns" in guard for guard in held.guards):
                held.kind = kind = "num"
        return kind

    def static_kind(self, node: ast.Ast, depth: int = 0) -> str:
        """What is known about the type of a node's value: int, num, float, str, bool, or nothing."""
        kind = type(node)
        if kind is ast.ConstantExpressionAst:
            return {int: "int", float: "float"}.get(type(node.value), "")  # type: ignore[attr-defined]
        if kind in (ast.StringConstantExpressionAst, ast.ExpandableStringExpressionAst):
            return "str"
        if isinstance(node, ast.VariableExpressionAst):
            return self._variable_kind(node)
        if depth > _DEEPEST:
            return ""
        if isinstance(node, ast.BinaryExpressionAst):
            return self._binary_kind(node, depth)
        if isinstance(node, ast.UnaryExpressionAst):
            return self._unary_kind(node, depth)
        if isinstance(node, ast.ParenExpressionAst):
            return self.kind_of_statement(node.pipeline, depth + 1)
        if isinstance(node, ast.InvokeMemberExpressionAst):
            return self._call_kind(node, depth)
        if isinstance(node, ast.MemberExpressionAst):
            return "int" if self.counted(node) is not None else ""
        if isinstance(node, ast.ConvertExpressionAst):
            name = node.type.type_name.full_name.lower()
            return {"int": "int", "int32": "int", "string": "str", "bool": "bool"}.get(name, "")
        return ""

    def kind_of_statement(self, node: ast.Ast, depth: int = 0) -> str:
        """What is known about the type of the value a statement gives."""
        expression = expression_of(node)
        return "" if expression is None else self.static_kind(expression, depth)

    def counted(self, node: ast.MemberExpressionAst) -> Held | None:
        """The held variable whose Count or Length `node` is; it is then tested to be an array."""
        if node.static or not isinstance(node.member, ast.StringConstantExpressionAst):
            return None
        if str(node.member.value).lower() not in ("count", "length"):
            return None
        held = self.held(node.expression)
        if held is None or held.kind:
            return None
        held.guards.add(f"type({held.name}) in ARRAYS")
        return held

    def _variable_kind(self, node: ast.VariableExpressionAst) -> str:
        key = node.variable_path.lower()
        key = "_" if key == "psitem" else key
        if key in ("true", "false"):
            return "bool"
        if key in self.facts:
            kind = self.facts[key][1]
            if kind or self.ground is None:
                return kind
        if self.ground is None:
            return ""
        if key in self.ground.near:
            return self.ground.near[key]
        if key in self.ground.own:
            return self.ground.own[key]
        held = self.ground.held.get(key)
        return "" if held is None else held.kind

    def _binary_kind(self, node: ast.BinaryExpressionAst, depth: int) -> str:
        # Long chains lean to the left: the kind of each link follows from the one before.
        spine = [node]
        while isinstance(spine[-1].left, ast.BinaryExpressionAst):
            spine.append(spine[-1].left)
        left: ast.Ast = spine[-1].left
        kind = self.static_kind(left, depth + 1)
        for each in reversed(spine):
            kind = self.kind_of_operation(each.operator, kind, left, each.right, depth)
            left = each
        return kind

    def kind_of_operation(self, operator: str, kind: str, left: ast.Ast, right: ast.Ast, depth: int = 0) -> str:
        """The kind of `left operator right`, where `kind` is that of the left side."""
        if operator in ("And", "Or", "Xor", "Is", "IsNot", "Icontains", "Inotcontains", "Iin", "Inotin"):
            return "bool"
        if operator in ("Format", "Join"):
            return "str"
        if operator == "Plus" and kind == "str":
            return "str"
        if operator in ("Minus", "Multiply", "Rem", "Divide") or operator in ORDER:
            if not kind and self.static_kind(right, depth + 1) != "str":
                kind = self.number_kind(left, depth + 1)
        elif operator == "Plus" and not kind and self.static_kind(right, depth + 1) in NUMERIC:
            kind = self.number_kind(left, depth + 1)
        if operator in ORDER or operator in EQUALITY:
            if operator in ORDER and kind in NUMERIC:
                self.number_kind(right, depth + 1)
            return "bool" if kind in SCALAR else ""
        if kind in NUMERIC and operator in ("Plus", "Minus", "Multiply", "Rem", "Divide"):
            other = self.number_kind(right, depth + 1)
            if other not in NUMERIC:
                return ""
            return arithmetic_kind(operator, kind, other)
        return ""

    def kind_after(self, operator: str, kind: str, right_kind: str, right: ast.Ast) -> str:
        """The kind of what a compound assignment stores in a variable of a kind."""
        if operator == "Plus" and kind == "str":
            return "str"
        expression = expression_of(right)
        if kind in NUMERIC and not right_kind and expression is not None:
            right_kind = self.number_kind(expression)
        return arithmetic_kind(operator, kind, right_kind) if kind in NUMERIC and right_kind in NUMERIC else ""

    def _unary_kind(self, node: ast.UnaryExpressionAst, depth: int) -> str:
        if node.token_kind in ("Not", "Exclaim"):
            return "bool"
        if node.token_kind == "Join":
            return "str"
        if node.token_kind == "Minus" and self.number_kind(node.child, depth + 1) in NUMERIC:
            return "num"
        return ""

    def _call_kind(self, node: ast.InvokeMemberExpressionAst, depth: int) -> str:
        """Methods of [math] give numbers for numbers, methods of a text that is known to be one give text."""
        if not isinstance(node.member, ast.StringConstantExpressionAst):
            return ""
        name = str(node.member.value).lower()
        if not node.static:
            if name in TEXTUAL and self.static_kind(node.expression, depth + 1) == "str":
                return "str"
            return ""
        if not isinstance(node.expression, ast.TypeExpressionAst):
            return ""
        if node.expression.type_name.full_name.lower() not in ("math", "system.math"):
            return ""
        kinds = [self.number_kind(each, depth + 1) for each in node.arguments or ()]
        if not kinds or not all(kind in NUMERIC for kind in kinds):
            return ""
        if name in _ROUNDING:
            # Of an Int32 they give a Decimal.
            return "float" if kinds[0] == "float" else ""
        return "float" if name in _REAL_FUNCTIONS else "num" if name in ("abs", "max", "min") else ""
