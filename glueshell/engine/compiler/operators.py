"""Operators -> lines: arithmetic with Int32 fast paths, comparison, matching, logic."""

from __future__ import annotations

from collections.abc import Callable

from glueshell.engine.compiler.formats import Formats
from glueshell.engine.compiler.kinds import NUMERIC, SCALAR
from glueshell.engine.compiler.writer import Span
from glueshell.language import ast

_LIMITS = "-2147483648 <= {0} <= 2147483647"
_ARITHMETIC = {"Plus": ("+", "add"), "Minus": ("-", "subtract"), "Multiply": ("*", "multiply")}
_ORDER = {
    "Ilt": ("<", "less"), "Ile": ("<=", "less_equal"), "Igt": (">", "greater"), "Ige": (">=", "greater_equal"),
    "Clt": ("<", "less_case"), "Cle": ("<=", "less_equal_case"), "Cgt": (">", "greater_case"),
    "Cge": (">=", "greater_equal_case"),
}  # fmt: skip
_EQUALITY = {
    "Ieq": ("==", "equal"), "Ine": ("!=", "unequal"), "Ceq": ("==", "equal_case"), "Cne": ("!=", "unequal_case"),
}  # fmt: skip
_NUMBER_OPERATORS = frozenset(("Plus", "Minus", "Multiply", "Divide", "Rem", *_ORDER, *_EQUALITY))
_MATCHES = {"Imatch": (False, False), "Cmatch": (True, False), "Inotmatch": (False, True), "Cnotmatch": (True, True)}
_ENUMERATING = frozenset(
    (*_MATCHES, "Ilike", "Clike", "Inotlike", "Cnotlike", "Ireplace", "Creplace", "Isplit", "Csplit", "Icontains",
     "Ccontains", "Inotcontains", "Cnotcontains")
)
"""Operators that take a left side without any output for a collection of nothing."""
_TYPED = frozenset(("Is", "IsNot", "As"))
"""Operators that tell a left side without any output from null."""
_IN = frozenset(("Iin", "Cin", "Inotin", "Cnotin"))
"""Operators whose right side is evaluated first."""


class Operators(Formats):
    """Writes operators; what an operand is, the classes built on this one know."""

    value: Callable[..., str]
    statement_value: Callable[..., str]
    assigned_value: Callable[..., str]
    gathered: Callable[..., str]
    increment: Callable[..., str]

    def result(self, text: str, node: ast.Ast) -> str:
        """Write `text` as an operation that can fail; the temporary that holds what it gives."""
        name = self.temporary()
        self.op(f"{name} = {text}", node)
        return name

    def result_at(self, text: str, node: ast.Ast | ast.AnyTypeName) -> str:
        """As `result`, of what fails at `node` itself: reading a variable that strict mode minds."""
        name = self.temporary()
        self.op_at(f"{name} = {text}", node)
        return name

    def keep(self, text: str) -> str:
        """Write `text` as something that cannot fail; the temporary that holds it."""
        name = self.temporary()
        self.put(f"{name} = {text}")
        return name

    # -- operators --------------------------------------------------------------------------------------------------

    def binary_value(self, node: ast.BinaryExpressionAst, raw: bool = False) -> str:
        operator = node.operator
        if operator in ("And", "Or"):
            return self.short_circuit(node)
        if operator == "QuestionQuestion":
            return self.coalesce(node, raw)
        if operator in _IN:
            # As in PowerShell what is looked through is evaluated first.
            nothing = self.may_be_nothing(node.right)
            right = self.value(node.right, raw=True) if nothing else self.operand(node.right, node.left)
            left_kind, right_kind = self.static_kind(node.left), self.static_kind(node.right)
            return self.operate(node, operator, self.operand(node.left), right, left_kind, right_kind)[0]
        # A left-leaning chain is walked, not recursed into: 'a' + 'b' + ... may be thousands long.
        spine: list[ast.BinaryExpressionAst] = [node]
        while True:
            left = spine[-1].left
            if type(left) is ast.BinaryExpressionAst and left.operator not in ("And", "Or", "QuestionQuestion"):
                spine.append(left)
            else:
                break
        if operator == "Format" and (atom := self.formatted(node)) is not None:
            return atom
        first = spine[-1].left
        operator = spine[-1].operator
        kind = self.kind_of_side(first, spine[-1].right, operator)
        whole = operator in _ENUMERATING or (operator in _TYPED and self.may_be_nothing(first))
        atom = self.value(first, raw=True) if whole else self.operand(first, spine[-1].right)
        for each in reversed(spine):
            right_kind = self.kind_of_side(each.right, None, each.operator) if kind in NUMERIC else ""
            # No output adds nothing to an array, and is nothing to split at.
            nothing = each.operator in ("Plus", "Isplit", "Csplit") and self.may_be_nothing(each.right)
            right = self.value(each.right, raw=True) if nothing else self.operand(each.right)
            right_kind = right_kind or self.static_kind(each.right)
            if each.operator == "Format":
                right = self.arguments(each.right, right)
            elif each.operator in ("Isplit", "Csplit"):
                right = self.boxed(each.right, right)
            atom, kind = self.operate(each, each.operator, atom, right, kind, right_kind)
        if whole and not raw and node.operator == "As":
            return self.keep(f"None if {atom} is EMPTY else {atom}")
        return atom

    def may_be_nothing(self, node: ast.Ast) -> bool:
        """Whether an operand may be no output at all: a pipeline's or a method's, or a variable that holds one."""
        if isinstance(node, (ast.VariableExpressionAst, ast.IndexExpressionAst)):
            # A loop that knows its variables has none without a value.
            return self.ground is None
        return isinstance(
            node,
            (ast.ParenExpressionAst, ast.SubExpressionAst, ast.InvokeMemberExpressionAst, ast.ConvertExpressionAst),
        )

    def kind_of_side(self, node: ast.Ast, other: ast.Ast | None, operator: str) -> str:
        """The kind of an operand; asked for as a number where the operator or the other side makes it one."""
        if self.ground is None or operator not in _NUMBER_OPERATORS:
            return self.static_kind(node)
        if other is not None:
            right = self.static_kind(other)
            if right in ("str", "bool") or (not right and operator in ("Plus", "Ieq", "Ine", "Ceq", "Cne")):
                return self.static_kind(node)
        return self.number_kind(node)

    def operand(self, node: ast.Ast, later: ast.Ast | None = None) -> str:
        """Write an operand; a variable that nothing can change before it is used is read where it is used."""
        if isinstance(node, ast.VariableExpressionAst) and self.is_near(node) and (later is None or is_still(later)):
            key = node.variable_path.lower()
            if key not in self.facts:
                return self.variable(key)
        return self.value(node)

    def operate(
        self,
        node: ast.Ast,
        operator: str,
        left: str,
        right: str,
        left_kind: str = "",
        right_kind: str = "",
        test: bool = False,
    ) -> tuple[str, str]:
        """Write one binary operation on two atoms; its atom and what is known of its type.

        `test`: a comparison whose result is only asked for its truth.
        """
        left_kind = left_kind or ("int" if left in self.natural else "")
        right_kind = right_kind or ("int" if right in self.natural else "")
        if left_kind == right_kind == "int" and operator in _ARITHMETIC and left.isdigit() and right.isdigit():
            folded = {"Plus": int(left) + int(right), "Minus": int(left) - int(right),
                      "Multiply": int(left) * int(right)}[operator]  # fmt: skip
            if 0 <= folded < 2**31:
                return str(folded), "int"
        name = self.temporary()
        integers = " and ".join(
            f"type({atom}) is int" for atom, kind in ((left, left_kind), (right, right_kind)) if kind not in NUMERIC
        )
        possible = (not left_kind or left_kind in NUMERIC) and (not right_kind or right_kind in NUMERIC)
        if operator in _ARITHMETIC:
            sign, function = _ARITHMETIC[operator]
            if not possible:
                self.op(f"{name} = {function}({left}, {right})", node)
                return name, "str" if left_kind == "str" and operator == "Plus" else ""
            if integers:
                self.put(f"if {integers}:")
                self.put(f" {name} = {left} {sign} {right}")
                self.put(f" if {self._beyond(operator, left, right, name)}: {name} = float({name})")
                # Where not both are integers but all are numbers one is a Double, and so is the result.
                numbers = integers.replace(") is int", ") in NUMBERS")
                self.put(f"elif {numbers}: {name} = {left} {sign} {right}")
                self.op(f"else: {name} = {function}({left}, {right})", node)
                return name, ""
            self.put(f"{name} = {left} {sign} {right}")
            if "float" in (left_kind, right_kind):
                return name, "float"
            self.put(f"if {self._beyond(operator, left, right, name)}: {name} = float({name})")
            return name, "num"
        if operator == "Divide" and left_kind in NUMERIC and right.isdigit() and int(right) > 0:
            # Integers that divide evenly stay integers.
            even = f"type({left}) is int and not {left} % {right}"
            self.put(f"{name} = {left} // {right} if {even} else {left} / {right}")
            return name, "num"
        if operator == "Rem":
            if possible:
                if right_kind == "int" and right.isdigit() and int(right) > 0:
                    sure = f"{integers} and {left} >= 0" if integers else f"{left} >= 0"
                else:
                    sure = f"{integers} and {left} >= 0 and {right} > 0" if integers else f"{left} >= 0 < {right}"
                if sure == f"{left} >= 0" and left in self.natural:
                    self.put(f"{name} = {left} % {right}")
                    self.natural.add(name)
                    return name, "int"
                self.op(f"{name} = {left} % {right} if {sure} else remainder({left}, {right})", node)
            else:
                self.op(f"{name} = remainder({left}, {right})", node)
            return name, "" if integers else "num"
        if operator in _ORDER or operator in _EQUALITY:
            sign, function = (_ORDER.get(operator) or _EQUALITY[operator])
            general = f"truth({function}({left}, {right}))" if test else f"{function}({left}, {right})"
            if operator in ("Ieq", "Ine") and {left_kind, right_kind} == {"", "str"}:
                self._compare_text(node, name, left, right, right_kind, sign, general)
                return name, ""
            kind = "bool" if test or left_kind in SCALAR else ""
            if not possible:
                self.op(f"{name} = {general}", node)
                return name, kind
            if integers:
                self.op(f"{name} = {left} {sign} {right} if {integers} else {general}", node)
                return name, kind
            if test:
                # A test is used at once, and only once.
                self.temporaries -= 1
                return f"{left} {sign} {right}", "bool"
            self.put(f"{name} = {left} {sign} {right}")
            return name, "bool"
        if operator in _MATCHES:
            case, negative = _MATCHES[operator]
            matches = self.variable("matches", "Matches")
            self.op(f"{name}, {name}m = {'not_match' if negative else 'match'}({left}, {right}, {case})", node)
            self.put(f"if {name}m is not None: {matches} = {name}m")
            self.assigned.add("matches")
            self.facts.pop("matches", None)
            return name, ""
        if operator == "Xor":
            self.op(f"{name} = truth({left}) is not truth({right})", node)
            return name, "bool"
        if operator in ("Format", "Join", "Isplit", "Csplit"):
            self.op(f"{name} = {operator.lower()}_operator(S, {left}, {right})", node, _sign(node))
            return name, "str" if operator != "Isplit" and operator != "Csplit" else ""
        if operator in ("Ireplace", "Creplace"):
            self.may_run()
        if operator == "As":
            self.op(f"{name} = BINARY_As({left}, {right})", node)
            return name, ""
        own = _sign(node) if operator in ("Ireplace", "Creplace") else None
        self.op(f"{name} = BINARY_{operator}({left}, {right})", node, own)
        return name, ""

    def _beyond(self, operator: str, left: str, right: str, result: str) -> str:
        """The test for a result that is no Int32; where a side is not below zero, one limit can be passed alone."""
        if operator == "Plus" and (self._not_negative(left) or self._not_negative(right)):
            return f"{result} > 2147483647"
        if operator == "Minus" and self._not_negative(right):
            return f"{result} < -2147483648"
        return "not " + _LIMITS.format(result)

    def _not_negative(self, atom: str) -> bool:
        return atom.isdigit() or atom in self.natural

    def _compare_text(
        self, node: ast.Ast, name: str, left: str, right: str, right_kind: str, sign: str, general: str
    ) -> None:
        """Write -eq or -ne with a literal text: ASCII is compared here, case folded while compiling."""
        literal, other = (right, left) if right_kind == "str" else (left, right)
        text = _literal_text(literal)
        if text is None or not text.isascii():
            self.op(f"{name} = {general}", node)
            return
        folded = repr(text.lower())
        self.op(
            f"{name} = {other}.lower() {sign} {folded} if type({other}) is str and {other}.isascii() else {general}",
            node,
        )

    def condition(self, node: ast.Ast) -> str:
        """Write `node` as a test; the atom is a Python bool."""
        if isinstance(node, ast.StatementAst):
            with self.standing(node):
                test = self._test(node)
            if self.tells_success and any(isinstance(each, ast.CommandAst) for each in node.descendants()):
                # A condition that could be asked has succeeded, whatever the commands in it said.
                if not test.isidentifier():
                    test = self.keep(test)
                self.put("E.last_success = True")
            return test
        return self._test(node)

    def _test(self, node: ast.Ast) -> str:
        inner = self._inside(node)
        if isinstance(inner, ast.BinaryExpressionAst) and (inner.operator in _ORDER or inner.operator in _EQUALITY):
            left_kind = self.kind_of_side(inner.left, inner.right, inner.operator)
            left = self.operand(inner.left, inner.right)
            left_kind = left_kind or self.static_kind(inner.left)
            right_kind = self.kind_of_side(inner.right, None, inner.operator) if left_kind in NUMERIC else ""
            right = self.operand(inner.right)
            right_kind = right_kind or self.static_kind(inner.right)
            return self.operate(inner, inner.operator, left, right, left_kind, right_kind, test=True)[0]
        kind = self.static_kind(inner)
        atom = self.value(node) if isinstance(node, ast.ExpressionAst) else self.statement_value(node, left="")
        if kind == "bool":
            return atom
        if kind in NUMERIC:
            return f"{atom} != 0"
        return self.truth_of(atom, node)

    @staticmethod
    def _inside(node: ast.Ast) -> ast.Ast:
        """The expression a pipeline or parentheses consist of."""
        while True:
            if isinstance(node, ast.ParenExpressionAst):
                node = node.pipeline
            elif isinstance(node, ast.PipelineAst) and len(node.pipeline_elements) == 1 and not node.background:
                node = node.pipeline_elements[0]
            elif isinstance(node, ast.CommandExpressionAst) and not node.redirections:
                node = node.expression
            else:
                return node

    def truth_of(self, atom: str, node: ast.Ast) -> str:
        """Write the conversion of an atom to a Python bool."""
        name = self.temporary()
        self.op(f"{name} = {atom} if type({atom}) is bool else truth({atom})", node)
        return name

    def short_circuit(self, node: ast.BinaryExpressionAst) -> str:
        operator = node.operator
        operands: list[ast.ExpressionAst] = []
        current: ast.ExpressionAst = node
        while type(current) is ast.BinaryExpressionAst and current.operator == operator:
            operands.append(current.right)
            current = current.left
        operands.append(current)
        operands.reverse()
        name = self.temporary()
        first = self.condition(operands[0])
        self.put(f"{name} = {first}")
        # Each further operand stands one level in; long chains restart at the left margin.
        for operand in operands[1:]:
            with self.block(f"if {name}:" if operator == "And" else f"if not {name}:"), self.inside():
                atom = self.condition(operand)
                self.put(f"{name} = {atom}")
        return name

    def coalesce(self, node: ast.BinaryExpressionAst, raw: bool = False) -> str:
        name = self.temporary()
        left = self.value(node.left)
        self.put(f"{name} = {left}")
        with self.block(f"if {name} is None:"), self.inside():
            right = self.value(node.right, raw)
            self.put(f"{name} = {right}")
        return name

    def ternary_value(self, node: ast.TernaryExpressionAst, raw: bool = False) -> str:
        test = self.condition(node.condition)
        name = self.temporary()
        with self.block(f"if {test}:"), self.inside():
            self.put(f"{name} = {self.value(node.if_true, raw)}")
        with self.block("else:"), self.inside():
            self.put(f"{name} = {self.value(node.if_false, raw)}")
        return name

    def unary_value(self, node: ast.UnaryExpressionAst) -> str:
        kind = node.token_kind
        if kind in ("Not", "Exclaim"):
            return self.keep(f"not {self.condition(node.child)}")
        if kind in ("PlusPlus", "MinusMinus", "PostfixPlusPlus", "PostfixMinusMinus"):
            return self.increment(node)
        atom = self.value(node.child, raw=kind in ("Isplit", "Csplit"))
        if kind == "Comma":
            return self.keep(f"[{atom}]")
        if kind == "Minus":
            if self.static_kind(node.child) == "int" and atom.isdigit() and int(atom) < 2**31:
                return f"(-{atom})"
            return self.result(f"negate({atom})", node)
        if kind == "Plus":
            return self.result(f"positive({atom})", node)
        if kind == "Join":
            return self.result(f"join_operator(S, {atom}, '')", node)
        if kind in ("Isplit", "Csplit"):
            return self.result(f"split_blank(S, {atom})", node)
        return self.result(f"UNARY_{kind}({atom})", node)


def _sign(node: ast.Ast) -> Span:
    """The extent of the operator itself."""
    assert isinstance(node, ast.BinaryExpressionAst)
    return Span(node.error_start, node.error_end)


def is_still(node: ast.Ast) -> bool:
    """Whether evaluating a node changes no variable."""
    while isinstance(node, ast.BinaryExpressionAst):
        if not is_still(node.right):
            return False
        node = node.left
    return isinstance(
        node, (ast.ConstantExpressionAst, ast.StringConstantExpressionAst, ast.VariableExpressionAst)
    )


def _literal_text(atom: str) -> str | None:
    """The text of an atom that is a string literal."""
    if atom[:1] not in ("'", '"'):
        return None
    from ast import literal_eval

    text = literal_eval(atom)
    return text if isinstance(text, str) else None
