"""Expressions -> lines that leave their value in a temporary.

`value(node)` writes the lines and gives the name of an atom: a temporary, a constant or a literal, free to be repeated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from glueshell.engine.compiler.method_calls import MethodCalls
from glueshell.engine.compiler.strings import pieces
from glueshell.engine.compiler.variables import CONSTANTS, split_path
from glueshell.engine.compiler.writer import steps
from glueshell.language import ast

if TYPE_CHECKING:
    pass


class Expressions(MethodCalls):
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
                parts.append(repr(piece) if len(piece) < 200 else self.constant(piece))
                continue
            if self.source.strict and isinstance(piece, ast.VariableExpressionAst):
                self.in_string = True
            atom = self.value(piece)
            self.in_string = False
            name = self.temporary()
            self.op(f"{name} = {atom} if type({atom}) is str else text(S, {atom})", piece)
            parts.append(name)
        if not parts:
            return "''"
        if len(parts) == 1:
            return parts[0]
        # A chain of `+` would be quadratic and deep; join is neither.
        return self.keep(f"''.join(({', '.join(parts)},))")

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
            known = self.facts.get(key)
            if known is not None:
                return known[0]
            variable = self.variable(key, name)
            lookup = "look_raw" if raw else "look_in_string" if self.in_string else "look"
            atom = self.result(f"{variable} if {variable} is not UNSET else {lookup}(S, {key!r})", node)
            if not raw:
                self.learn(key, atom, read=True)
            return atom
        if scope in ("global", "script", "local", "private"):
            return self.result(f"look_in(S, {scope!r}, {key!r})", node)
        if scope == "using":
            return self.result(f"look(S, {key!r})", node)
        if scope == "variable":
            return self.result(f"look(S, {key!r})", node)
        self.may_run()
        return self.result(f"read_drive(E, {scope!r}, {name!r})", node)

    def using_value(self, node: ast.UsingExpressionAst) -> str:
        return self.value(node.sub_expression)

    # -- groups -----------------------------------------------------------------------------------------------------

    def paren_value(self, node: ast.ParenExpressionAst, raw: bool = False) -> str:
        return self.statement_value(node.pipeline, raw=raw)

    def subexpression_value(self, node: ast.SubExpressionAst, raw: bool = False) -> str:
        only = self.single_expression(node.sub_expression)
        if only is not None and self.static_kind(only) in ("int", "str", "float", "bool"):
            return self.value(only)
        if only is not None and not isinstance(only, ast.SubExpressionAst):
            return self._alone(only, raw)
        return self.unrolled(self.collect(node.sub_expression), raw)

    def _alone(self, node: ast.ExpressionAst, raw: bool) -> str:
        """The value of the one expression a `$(...)` holds; it is a statement, so an error in it leaves nothing."""
        name = self.keep("EMPTY" if raw else "None")

        def write() -> None:
            atom = self.value(node, raw=True)
            if atom != "EMPTY":
                self.op(f"{name} = {atom} if type({atom}) in PLAIN else unroll({atom}, {raw})", node)

        self.guarded(write)
        return name

    def unrolled(self, items: str, raw: bool) -> str:
        """The value of a list of outputs: none, one, or the list."""
        empty = "EMPTY" if raw else "None"
        return self.keep(f"{items}[0] if len({items}) == 1 else {items} or {empty}")

    def array_value(self, node: ast.ArrayExpressionAst) -> str:
        only = self.single_expression(node.sub_expression)
        if only is None:
            return self.collect(node.sub_expression)
        if isinstance(only, ast.ArrayLiteralAst):
            return self.value(only)
        atom = self.value(only, raw=True)
        if self.static_kind(only):
            return self.keep(f"[{atom}]")
        return self.result(f"array_of({atom})", node)

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
        atoms = [self.value(element) for element in node.elements]
        return self.keep(f"[{', '.join(atoms)}]")

    def hashtable_value(self, node: ast.HashtableAst, make: str = "Hashtable") -> str:
        name = self.keep(f"{make}()")
        for key, statement in node.key_value_pairs:
            key_atom = self.value(key)
            value = self.statement_value(statement, raw=True)
            self.op(f"put_entry({name}, {key_atom}, {value})", key)
        return name

    # -- types ------------------------------------------------------------------------------------------------------

    def type_atom(self, type_name: ast.AnyTypeName, node: ast.Ast) -> str:
        """The atom of a type: a constant where it is known now, else found when the line runs."""
        full = type_name.full_name
        known = self.source.known_type(full)
        if known is not None:
            return self.constant(known)
        return self.result(f"find_type(E, S, {full!r})", node)

    def type_value(self, node: ast.TypeExpressionAst) -> str:
        return self.type_atom(node.type_name, node)

    def convert_value(self, node: ast.ConvertExpressionAst) -> str:
        name = node.type.type_name.full_name.lower()
        child = node.child
        if isinstance(child, ast.HashtableAst):
            if name == "ordered":
                return self.hashtable_value(child, "OrderedDictionary")
            if name in ("pscustomobject", "system.management.automation.pscustomobject"):
                return self.custom_object(child)
        if name in ("pscustomobject", "psobject") and isinstance(child, ast.ConvertExpressionAst):
            inner = child.type.type_name.full_name.lower()
            if inner == "ordered" and isinstance(child.child, ast.HashtableAst):
                return self.custom_object(child.child)
        if name == "ref":
            return self.reference(child)
        if name == "ordered":
            return self.result(f"ordered_of({self.value(child)})", node)
        if name in ("void", "system.void"):
            self.value(child)
            return "EMPTY"
        atom = self.value(child)
        if name in ("int", "int32", "system.int32"):
            if self.static_kind(child) == "int":
                return atom
            return self.result(f"{atom} if type({atom}) is int else convert({atom}, {self.type_atom_of('int')})", node)
        if name in ("string", "system.string"):
            if self.static_kind(child) == "str":
                return atom
            return self.result(f"{atom} if type({atom}) is str else string_of(S, {atom})", node)
        if name in ("object", "system.object"):
            return atom
        info = self.type_atom(node.type.type_name, node.type)
        self.may_run()
        return self.result(f"cast(E, {atom}, {info})", node)

    def type_atom_of(self, name: str) -> str:
        """The constant of a type every session knows."""
        known = self.source.known_type(name)
        assert known is not None
        return self.constant(known)

    def custom_object(self, node: ast.HashtableAst) -> str:
        entries = self.keep("{}")
        for key, statement in node.key_value_pairs:
            key_atom = self.value(key)
            value = self.statement_value(statement)
            if isinstance(key, ast.StringConstantExpressionAst):
                self.op(f"{entries}[{key_atom}] = {value}", key)
            else:
                self.op(f"{entries}[text(S, {key_atom})] = {value}", key)
        return self.result(f"custom_object({entries})", node)

    def attributed_value(self, node: ast.AttributedExpressionAst) -> str:
        return self.value(node.child)

    # -- members and elements ---------------------------------------------------------------------------------------

    def member_name(self, node: ast.MemberExpressionAst) -> str:
        """The atom of a member's name."""
        member = node.member
        if isinstance(member, ast.StringConstantExpressionAst):
            return repr(member.value)
        atom = self.value(member)
        return self.result(f"member_name(S, {atom})", member)

    def member_value(self, node: ast.MemberExpressionAst) -> str:
        if node.static:
            owner = self.static_owner(node.expression)
            name = self.member_name(node)
            self.may_run()
            return self.result(f"get_static(E, {owner}, {name})", node)
        owner = self.value(node.expression)
        self.may_run()
        if node.null_conditional:
            kept = self.temporary()
            self.put(f"{kept} = {owner}")
            with self.block(f"if {kept} is not None:"):
                name = self.member_name(node)
                self.op(f"{kept} = get_member({kept}, {name})", node)
            return kept
        name = self.member_name(node)
        read = f"member(S, {owner}, {name})" if self.source.strict else f"get_member({owner}, {name})"
        if name.lower() in ("'count'", "'length'"):
            read = f"len({owner}) if type({owner}) in ARRAYS else {read}"
        return self.result(read, node)

    def static_owner(self, node: ast.ExpressionAst) -> str:
        """The atom of what stands before `::`."""
        if isinstance(node, ast.TypeExpressionAst):
            return self.type_atom(node.type_name, node)
        return self.value(node)

    def index_value(self, node: ast.IndexExpressionAst) -> str:
        target = self.value(node.target)
        name = self.temporary()
        if node.null_conditional:
            self.put(f"{name} = {target}")
            with self.block(f"if {name} is not None:"):
                index = self.value(node.index)
                self.op(f"{name} = get_index({name}, {index})", node)
            return name
        index = self.value(node.index)
        read = f"get_element(S, {target}, {index})" if self.source.strict else f"get_index({target}, {index})"
        if self.static_kind(node.index) in ("", "int"):
            test = f"type({target}) in ARRAYS and type({index}) is int and -len({target}) <= {index} < len({target})"
            keyed = f"{target}.get({index}) if type({target}) is Hashtable and type({index}) in KEYS else {read}"
            self.op(f"{name} = {target}[{index}] if {test} else {keyed}", node)
        else:
            # `get` of a Hashtable answers null for a missing key, as an index does.
            self.op(f"{name} = {target}.get({index}) if type({target}) is Hashtable else {read}", node)
        return name


_MAY_BE_EMPTY = (
    ast.VariableExpressionAst, ast.ParenExpressionAst, ast.SubExpressionAst, ast.InvokeMemberExpressionAst,
)  # fmt: skip
