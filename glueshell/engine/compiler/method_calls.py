"""Method calls -> lines: arguments, the place that remembers how a call goes, `[ref]`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from glueshell.engine.compiler.operators import Operators
from glueshell.engine.compiler.sites import MethodSite, StaticSite
from glueshell.engine.compiler.variables import CONSTANTS, split_path
from glueshell.language import ast

if TYPE_CHECKING:
    from glueshell.objects.typeinfo import TypeInfo


class MethodCalls(Operators):
    """Writes calls of methods and constructors."""

    # Written by the classes that build on this one.
    type_atom: Callable[..., str]
    static_owner: Callable[[ast.ExpressionAst], str]
    member_name: Callable[[ast.MemberExpressionAst], str]

    def arguments_of(self, node: ast.InvokeMemberExpressionAst) -> str:
        """The argument list of a method call, as a Python list display."""
        return f"[{', '.join(self.argument_atoms(node))}]"

    def argument_atoms(self, node: ast.InvokeMemberExpressionAst) -> list[str]:
        """Write the arguments of a method call; their atoms."""
        atoms = []
        for argument in node.arguments or ():
            if isinstance(argument, ast.ConvertExpressionAst) and argument.type.type_name.full_name.lower() == "ref":
                atoms.append(self.reference(argument.child))
            else:
                atoms.append(self.value(argument))
        return atoms

    def place_call(self, site: object, owners: list[str], arguments: list[str], kept: str, node: ast.Ast) -> str:
        """Write a method call that remembers how it goes (see sites)."""
        place = self.constant(site)
        given = [*owners, *arguments]
        kinds = "".join(f"type({atom})," for atom in given)
        plan = self.temporary()
        self.put(f"{plan} = {place}.get(({kinds}))")
        handed = ", ".join(given)
        long = ", ".join(["E", "S", *given])
        self.op(f"{kept} = {plan}({handed}) if {plan} is not None else {place}.call({long})", node)
        return kept

    def reference(self, node: ast.ExpressionAst) -> str:
        """The atom of `[ref]$variable`."""
        if isinstance(node, ast.VariableExpressionAst) and node.variable_path.lower() not in CONSTANTS:
            scope, name = split_path(node.variable_path)
            if scope == "":
                self.facts.pop(name.lower(), None)
                self.variable(name.lower(), name)
                return self.result(f"reference(S, {name!r})", node)
        return self.result(f"reference_to({self.value(node)})", node)

    def invoke_value(self, node: ast.InvokeMemberExpressionAst, raw: bool = False) -> str:
        self.may_run()
        if node.static:
            owner = self.static_owner(node.expression)
            name = self.member_name(node)
            known = self._known_owner(node)
            if known is not None:
                site = StaticSite(known, literal_name(node))
                atom = self.place_call(site, [], self.argument_atoms(node), self.temporary(), node)
            else:
                arguments = self.arguments_of(node)
                atom = self.result(f"call_static(E, S, {owner}, {name}, {arguments})", node)
            return atom if raw else self.none_for_empty(atom)
        converted = self._cast_in(node.expression)
        if converted is not None:
            info = self.type_atom(converted.type.type_name, converted.type)
            owner = self.result(f"cast(E, {self.value(converted.child)}, {info})", converted)
            name = self.member_name(node)
            atom = self.result(f"call_as(E, S, {info}, {owner}, {name}, {self.arguments_of(node)})", node)
            return atom if raw else self.none_for_empty(atom)
        owner = self.value(node.expression)
        kept = self.temporary()
        if node.null_conditional:
            self.put(f"{kept} = {owner}")
            with self.block(f"if {kept} is not None:"):
                name = self.member_name(node)
                arguments = self.arguments_of(node)
                self.op(f"{kept} = call_method(E, S, {kept}, {name}, {arguments})", node)
        elif literal_name(node):
            arguments_given = self.argument_atoms(node)
            self.place_call(MethodSite(literal_name(node)), [owner], arguments_given, kept, node)
        else:
            name = self.member_name(node)
            arguments = self.arguments_of(node)
            self.op(f"{kept} = call_method(E, S, {owner}, {name}, {arguments})", node)
        return kept if raw else self.none_for_empty(kept)

    def _known_owner(self, node: ast.InvokeMemberExpressionAst) -> TypeInfo | None:
        """The type of `[Type]::Name(...)` where text alone tells type and name; construction goes the long way."""
        name = literal_name(node)
        if not name or name.lower() in ("new", "create") or not isinstance(node.expression, ast.TypeExpressionAst):
            return None
        return self.source.known_type(node.expression.type_name.full_name)

    def _cast_in(self, node: ast.ExpressionAst) -> ast.ConvertExpressionAst | None:
        """The cast of `([Type]$x).Method()` where only a running script knows the type."""
        if not isinstance(node, ast.ParenExpressionAst) or not isinstance(node.pipeline, ast.PipelineAst):
            return None
        only = node.pipeline.pipeline_elements[0]
        if len(node.pipeline.pipeline_elements) != 1 or not isinstance(only, ast.CommandExpressionAst):
            return None
        inner = only.expression
        if not isinstance(inner, ast.ConvertExpressionAst):
            return None
        name = inner.type.type_name.full_name
        return inner if self.source.known_type(name) is None and name.lower() != "ordered" else None

    def none_for_empty(self, atom: str) -> str:
        """Write the turning of EMPTY into null."""
        self.put(f"if {atom} is EMPTY: {atom} = None")
        return atom

    def base_constructor_value(self, node: ast.BaseCtorInvokeMemberExpressionAst, raw: bool = False) -> str:
        self.may_run()
        return self.result(f"call_base_constructor(E, S, {self.arguments_of(node)})", node)


def literal_name(node: ast.MemberExpressionAst) -> str:
    """The name of a member where it is written out, else an empty text."""
    member = node.member
    return str(member.value) if isinstance(member, ast.StringConstantExpressionAst) else ""
