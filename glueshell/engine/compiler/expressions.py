"""Expressions -> lines that leave their value in a temporary.

`value(node)` writes the lines and gives the name of an atom: a temporary, a constant or a literal, free to be repeated.
"""

from __future__ import annotations

from ast import literal_eval
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from typing import TYPE_CHECKING, Any, ClassVar

from glueshell.engine.compiler.elements import Elements
from glueshell.engine.compiler.formats import format_text
from glueshell.engine.compiler.kinds import NUMERIC, SCALAR
from glueshell.engine.compiler.strings import pieces
from glueshell.engine.compiler.variables import CONSTANTS, split_path
from glueshell.engine.compiler.writer import runs_commands, steps
from glueshell.language import ast

if TYPE_CHECKING:
    pass


class Expressions(Elements):
    """Writes expression nodes."""

    kinds: ClassVar[Mapping[type, str]] = {
        ast.ConstantExpressionAst: "constant_value",
        ast.StringConstantExpressionAst: "string_value",
        ast.ExpandableStringExpressionAst: "expandable_value",
        ast.VariableExpressionAst: "variable_value",
        ast.BinaryExpressionAst: "binary_value",
        ast.UnaryExpressionAst: "unary_value",
        ast.TernaryExpressionAst: "ternary_value",
        ast.ParenExpressionAst: "paren_value",
        ast.SubExpressionAst: "subexpression_value",
        ast.ArrayExpressionAst: "array_value",
        ast.ArrayLiteralAst: "array_literal_value",
        ast.HashtableAst: "hashtable_value",
        ast.ConvertExpressionAst: "convert_value",
        ast.AttributedExpressionAst: "attributed_value",
        ast.TypeExpressionAst: "type_value",
        ast.MemberExpressionAst: "member_value",
        ast.InvokeMemberExpressionAst: "invoke_value",
        ast.BaseCtorInvokeMemberExpressionAst: "base_constructor_value",
        ast.IndexExpressionAst: "index_value",
        ast.ScriptBlockExpressionAst: "script_block_value",
        ast.UsingExpressionAst: "using_value",
    }

    # Written by the classes that build on this one.
    collect: Callable[..., str]
    guarded: Callable[..., None]
    nested_block: Callable[[ast.ScriptBlockAst], str]
    can_be_empty: Callable[[ast.StatementAst], bool]

    def value(self, node: ast.Ast, raw: bool = False) -> str:
        """Write `node`; the atom may be EMPTY only when `raw`."""
        name = self.kinds.get(type(node))
        if name is None:
            raise NotImplementedError(type(node).__name__)
        writer: Callable[..., str] = getattr(self, name)
        if raw and isinstance(node, _MAY_BE_EMPTY):
            return writer(node, raw=True)
        atom = writer(node)
        return "None" if atom == "EMPTY" and not raw else atom

    # -- literals ---------------------------------------------------------------------------------------------------

    def constant_value(self, node: ast.ConstantExpressionAst) -> str:
        value = node.value
        if type(value) is int:
            return repr(value) if value >= 0 else f"({value!r})"
        if type(value) is float:
            return self.constant(value)
        return self.constant(self.source.number(value))

    def string_value(self, node: ast.StringConstantExpressionAst) -> str:
        value = node.value
        assert isinstance(value, str)
        return repr(value) if len(value) < 200 else self.constant(value)

    def expandable_value(self, node: ast.ExpandableStringExpressionAst) -> str:
        parts: list[str] = []
        for piece in pieces(node, self.source.text):
            if isinstance(piece, str):
                parts.append(format_text(piece) if len(piece) < 200 else f"{{{self.constant(piece)}}}")
                continue
            if self.source.strict and isinstance(piece, ast.VariableExpressionAst):
                self.in_string = True
            atom = self.value(piece)
            self.in_string = False
            kind = self.static_kind(piece)
            if kind not in ("str", "int") and atom not in self.natural:
                # Python's own text of an Int32 is PowerShell's.
                known = "KEYS" if kind == "" else "INTEGERS"
                atom = self.result(f"{atom} if type({atom}) in {known} else text(S, {atom})", piece)
            parts.append(f"{{{atom}}}" if atom[0] not in "'\"" else format_text(literal_eval(atom)))
        if not parts:
            return "''"
        return self.keep(f"f'{''.join(parts)}'")

    def script_block_value(self, node: ast.ScriptBlockExpressionAst) -> str:
        return self.keep(f"ScriptBlock({self.nested_block(node.script_block)}, E, S)")

    # -- variables --------------------------------------------------------------------------------------------------

    def variable_value(self, node: ast.VariableExpressionAst, raw: bool = False) -> str:
        scope, name = split_path(node.variable_path)
        key = name.lower()
        if scope == "":
            if key in CONSTANTS:
                return CONSTANTS[key]
            if key == "psitem":
                key = name = "_"
            if key == "?":
                return self.keep("E.last_success")
            held = None if self.ground is None else self.hold(key, name)
            if held is not None:
                return held.name
            known = self.facts.get(key)
            # What was read as null may be no output at all.
            if known is not None and not (raw and known[0] in self.far):
                return known[0]
            if self.ground is not None and key in self.ground.near:
                atom = self.keep(self.variable(key, name))
                self.learn(key, atom, self.ground.near[key])
                return atom
            variable = self.variable(key, name)
            lookup = "look_raw" if raw else "look_in_string" if self.in_string else "look"
            further = f"{lookup}(S, {key!r})"
            if key in self.owned and self.unit is not None:
                further = f"look_owned(S, {key!r}, {self.constant(self.unit)}, {lookup}, {self.zeros.get(key)})"
            atom = self.result_at(f"{variable} if {variable} is not UNSET else {further}", node)
            if not raw:
                self.learn(key, atom, read=True)
            return atom
        if scope in ("global", "script", "local", "private"):
            return self.result_at(f"look_in(S, {scope!r}, {key!r}{', True' if raw else ''})", node)
        if scope == "using":
            return self.result_at(f"using_variable(E, {key!r})", node)
        if scope == "variable":
            return self.result_at(f"look(S, {key!r})", node)
        self.may_run()
        return self.result_at(f"read_drive(E, {scope!r}, {name!r})", node)

    def using_value(self, node: ast.UsingExpressionAst) -> str:
        return self.value(_rooted(node.sub_expression))

    # -- groups -----------------------------------------------------------------------------------------------------

    def paren_value(self, node: ast.ParenExpressionAst, raw: bool = False) -> str:
        return self.statement_value(node.pipeline, raw, self.left_by(node))

    def left_by(self, node: ast.ExpressionAst) -> str:
        """What writes the outputs of a group that is left early: an error too, where the group is the statement."""
        return "any" if node is self.bare else "jump"

    def subexpression_value(self, node: ast.SubExpressionAst, raw: bool = False) -> str:
        only = self.single_expression(node.sub_expression)
        if not node.sub_expression.statements and not node.sub_expression.traps:
            return "None"
        if only is None or isinstance(only, ast.SubExpressionAst):
            return self.unrolled(self.collect(node.sub_expression, self.left_by(node)), raw)
        with self.inside():
            if self.static_kind(only) in SCALAR and self._sure(only):
                self.stand(only)
                atom = self.value(only)
                self._succeeded()
                return atom
            return self._alone(only, raw)

    def _sure(self, node: ast.Ast) -> bool:
        """Whether evaluating an expression of a known kind cannot fail."""
        if isinstance(node, ast.BinaryExpressionAst):
            right = node.right
            if node.operator == "Rem":
                safe = isinstance(right, ast.ConstantExpressionAst) and bool(right.value)
            else:
                safe = node.operator in ("Plus", "Minus", "Multiply")
            sides = (self._sure(side) and self.static_kind(side) in NUMERIC for side in (node.left, right))
            return safe and all(sides)
        if isinstance(node, (ast.VariableExpressionAst, ast.ExpandableStringExpressionAst)):
            return not self.source.strict
        return isinstance(node, (ast.ConstantExpressionAst, ast.StringConstantExpressionAst))

    def _alone(self, node: ast.ExpressionAst, raw: bool) -> str:
        """The value of the one expression a `$(...)` holds; it is a statement, so an error in it leaves nothing."""
        name = self.keep("EMPTY" if raw else "None")

        def write() -> None:
            self.stand(node)
            atom = self.value(node, raw=True)
            if self.static_kind(node) in SCALAR:
                self.put(f"{name} = {atom}")
            elif atom != "EMPTY":
                self.op(f"{name} = {atom} if type({atom}) in PLAIN else unroll({atom}, {raw})", node)
            self._succeeded()

        self.guarded(write)
        return name

    def _succeeded(self) -> None:
        """Write that a statement has come to its end, where somebody may ask."""
        if self.tells_success:
            self.put("E.last_success = True")

    def unrolled(self, items: str, raw: bool) -> str:
        """The value of a list of outputs: none, one, or the list."""
        empty = "EMPTY" if raw else "None"
        return self.keep(f"{items}[0] if len({items}) == 1 else {items} or {empty}")

    def array_value(self, node: ast.ArrayExpressionAst) -> str:
        only = self.single_expression(node.sub_expression)
        if only is None:
            step = self._step_in(node.sub_expression)
            return self.collect(node.sub_expression) if step is None else self.keep(f"[{self.increment(step)}]")
        if isinstance(only, ast.ArrayLiteralAst):
            return self.value(only)
        atom = self.value(only, raw=True)
        if self.static_kind(only):
            return self.keep(f"[{atom}]")
        return self.result(f"array_of({atom})", node)

    @staticmethod
    def _step_in(block: ast.StatementBlockAst) -> ast.UnaryExpressionAst | None:
        """The `++` or `--` a block consists of: `@($i++)` has its value."""
        if len(block.statements) != 1 or block.traps or type(block.statements[0]) is not ast.PipelineAst:
            return None
        elements = block.statements[0].pipeline_elements
        only = elements[0] if len(elements) == 1 else None
        expression = only.expression if isinstance(only, ast.CommandExpressionAst) and not only.redirections else None
        return expression if isinstance(expression, ast.UnaryExpressionAst) and steps(expression) else None

    @staticmethod
    def single_expression(block: ast.StatementBlockAst | ast.NamedBlockAst) -> ast.ExpressionAst | None:
        """The one expression a statement block consists of, else None; assignments do not count."""
        if len(block.statements) != 1 or block.traps:
            return None
        only: Any = block.statements[0]
        if type(only) is not ast.PipelineAst or len(only.pipeline_elements) != 1 or only.background:
            return None
        element = only.pipeline_elements[0]
        if type(element) is not ast.CommandExpressionAst or element.redirections:
            return None
        expression = element.expression
        return None if steps(expression) else expression

    def array_literal_value(self, node: ast.ArrayLiteralAst) -> str:
        atoms = [self.value(element, raw=True) for element in node.elements]
        absent = self.absence(atoms, node.elements)
        items = f"[{', '.join(atoms)}]"
        return self.keep(f"gapped({items}) if {absent} else {items}" if absent else items)

    def absence(self, atoms: list[str], nodes: Sequence[ast.Ast]) -> str:
        """The test whether any of the atoms written for nodes with `raw` is no output; empty where none can be."""
        doubtful = [
            atom for atom, node in zip(atoms, nodes) if atom == "EMPTY" or (atom.isidentifier() and self.doubtful(node))
        ]
        return " or ".join(f"{atom} is EMPTY" for atom in doubtful)

    def doubtful(self, node: ast.Ast) -> bool:
        """Whether an expression or statement that is asked for with `raw` may be no output."""
        if isinstance(node, ast.StatementAst) and not isinstance(node, ast.CommandExpressionAst):
            return self.can_be_empty(node)
        node = node.expression if isinstance(node, ast.CommandExpressionAst) else node
        if self.ground is not None and isinstance(node, (ast.MemberExpressionAst, ast.IndexExpressionAst)):
            return isinstance(node, ast.InvokeMemberExpressionAst)
        return isinstance(node, _MAY_BE_EMPTY) and not self.static_kind(node)

    def entry_value(self, statement: ast.StatementAst, raw: bool = False) -> str:
        """Write the value of an entry; the commands in one are a statement of their own, which stays the point."""
        if runs_commands(statement):
            self.stand(statement)
        return self.statement_value(statement, raw)

    def hashtable_value(self, node: ast.HashtableAst, make: str = "Hashtable") -> str:
        names = self._literal_names(node) if make == "Hashtable" else None
        if names is not None:
            values = [self.entry_value(statement, raw=True) for _, statement in node.key_value_pairs]
            absent = self.absence(values, [statement for _, statement in node.key_value_pairs])
            pairs = ", ".join(f"{name!r}: {value}" for name, value in zip(names, values))
            folded = self.constant({name.lower(): name for name in names})
            make = f"(gapped_table if {absent} else table_of)" if absent else "table_of"
            return self.keep(f"{make}({{{pairs}}}, {folded})")
        name = self.keep(f"{make}()")
        for key, statement in node.key_value_pairs:
            key_atom = self.value(key)
            value = self.entry_value(statement, raw=True)
            self.op_at(f"put_entry({name}, {key_atom}, {value})", key)
        return name

    # -- types ------------------------------------------------------------------------------------------------------

    def type_atom(self, type_name: ast.AnyTypeName, node: ast.Ast | ast.AnyTypeName) -> str:
        """The atom of a type: a constant where it is known now, else found when the line runs."""
        full = type_name.full_name
        known = self.source.known_type(full)
        if known is not None:
            return self.constant(known)
        return self.result_at(f"find_type(E, S, {full!r}, SOURCE)", node)

    def type_value(self, node: ast.TypeExpressionAst) -> str:
        return self.type_atom(node.type_name, node)

    def convert_value(self, node: ast.ConvertExpressionAst, raw: bool = False) -> str:
        name = node.type.type_name.full_name.lower()
        child = node.child
        if isinstance(child, ast.HashtableAst):
            if name == "ordered":
                return self.hashtable_value(child, "OrderedDictionary")
            if name == "pscustomobject":
                return self.custom_object(child)
        if name == "pscustomobject" and isinstance(child, ast.ConvertExpressionAst):
            inner = child.type.type_name.full_name.lower()
            if inner == "ordered" and isinstance(child.child, ast.HashtableAst):
                return self.custom_object(child.child)
        if name == "ref":
            return self.reference(child)
        if name == "ordered":
            return self.result(f"ordered_of({self.value(child)})", node)
        if name == "pscustomobject":
            return self.result(f"object_of({self.value(child, raw)})", node)
        if name in ("void", "system.void"):
            self.value(child)
            return "EMPTY"
        if name in ("object", "system.object"):
            return self.value(child, raw)
        if self.source.known_type(node.type.type_name.full_name) is None:
            # A type that only the running session knows is looked for before there is a value.
            info = self.type_atom(node.type.type_name, node.type.type_name)
            atom = self.value(child, raw=True)
            self.may_run()
            return self.result(f"cast(E, {atom}, {info})", node)
        atom = self.value(child, raw=True)
        if name in ("int", "int32", "system.int32"):
            if self.static_kind(child) == "int":
                return atom
            return self.result(f"{atom} if type({atom}) is int else cast(E, {atom}, {self.type_atom_of('int')})", node)
        if name in ("string", "system.string"):
            if self.static_kind(child) == "str":
                return atom
            return self.result(f"{atom} if type({atom}) is str else string_of(S, {atom})", node)
        info = self.type_atom(node.type.type_name, node.type)
        self.may_run()
        return self.result(f"cast(E, {atom}, {info})", node)

    def type_atom_of(self, name: str) -> str:
        """The constant of a type every session knows."""
        known = self.source.known_type(name)
        assert known is not None
        return self.constant(known)

    def custom_object(self, node: ast.HashtableAst) -> str:
        names = self._literal_names(node)
        if names is not None:
            values = [self.entry_value(statement, raw=True) for _, statement in node.key_value_pairs]
            absent = self.absence(values, [statement for _, statement in node.key_value_pairs])
            pairs = ", ".join(f"{name!r}: {value}" for name, value in zip(names, values))
            made = f"(gapped_object if {absent} else PSObject)" if absent else "PSObject"
            return self.keep(f"{made}({{{pairs}}})")
        return self.result(f"object_of({self.hashtable_value(node, 'OrderedDictionary')})", node)

    @staticmethod
    def _literal_names(node: ast.HashtableAst) -> list[str] | None:
        """The keys of a hashtable literal, where all are texts that differ in more than case."""
        names = []
        for key, _ in node.key_value_pairs:
            if not isinstance(key, ast.StringConstantExpressionAst) or len(str(key.value)) > 100:
                return None
            if str(key.value).lower() == "pstypename":
                return None
            names.append(str(key.value))
        return names if len({name.lower() for name in names}) == len(names) else None

    def attributed_value(self, node: ast.AttributedExpressionAst) -> str:
        return self.value(node.child)


_MAY_BE_EMPTY = (
    ast.VariableExpressionAst, ast.ParenExpressionAst, ast.SubExpressionAst, ast.InvokeMemberExpressionAst,
    ast.IndexExpressionAst, ast.TernaryExpressionAst, ast.BinaryExpressionAst, ast.ConvertExpressionAst,
    ast.MemberExpressionAst,
)  # fmt: skip


def _rooted(node: ast.ExpressionAst) -> ast.ExpressionAst:
    """What stands after `$using:`, its variable marked as one of whoever started the block."""
    if isinstance(node, ast.VariableExpressionAst):
        return ast.VariableExpressionAst(node.start, node.end, f"using:{node.variable_path}", node.splatted)
    twin = copy(node)
    if isinstance(twin, ast.IndexExpressionAst):
        twin.target = _rooted(twin.target)
    elif isinstance(twin, (ast.MemberExpressionAst, ast.InvokeMemberExpressionAst)):
        twin.expression = _rooted(twin.expression)
    return twin
