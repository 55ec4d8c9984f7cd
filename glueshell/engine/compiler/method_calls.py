"""Method calls -> lines: arguments, the place that remembers how a call goes, `[ref]`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from glueshell.engine.compiler.effects import TEXTUAL
from glueshell.engine.compiler.inlines import Inline, method_inline, static_inline
from glueshell.engine.compiler.operators import Operators
from glueshell.engine.compiler.sites import MethodSite, Site, StaticSite
from glueshell.engine.compiler.variables import CONSTANTS, split_path
from glueshell.language import ast

_SCOPES = ("global", "script", "local", "private")

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

    def casts_of(self, node: ast.InvokeMemberExpressionAst) -> tuple[TypeInfo | None, ...] | None:
        """The types that the arguments are cast to where they are written; None where none is."""
        casts = tuple(self._cast_type(argument) for argument in node.arguments or ())
        return casts if any(casts) else None

    def _cast_type(self, node: ast.ExpressionAst) -> TypeInfo | None:
        while isinstance(node, ast.ParenExpressionAst):
            only = node.pipeline.pipeline_elements[0] if isinstance(node.pipeline, ast.PipelineAst) else None
            if not isinstance(only, ast.CommandExpressionAst):
                return None
            node = only.expression
        if not isinstance(node, ast.ConvertExpressionAst):
            return None
        return self.source.known_type(node.type.type_name.full_name)

    def place_call(
        self, make: Callable[[list[int]], Site], given: list[str], kinds: list[str], kept: str, node: ast.Ast
    ) -> str:
        """Write a method call that remembers how it goes (see sites); `given` may begin with an owner."""
        varying = [
            number for number, (atom, kind) in enumerate(zip(given, kinds))
            if kind not in ("int", "str") and atom.isidentifier() and atom not in self.natural
        ]  # fmt: skip
        place = self.constant(make(varying))
        classes = [f"type({given[number]})" for number in varying]
        key = classes[0] if len(classes) == 1 else f"({', '.join(classes)})"
        plan = self.temporary()
        self.put(f"{plan} = {place}.get({key})" if varying else f"{plan} = {place}.sole")
        handed = ", ".join(given)
        long = ", ".join(["E", "S", *given])
        self.op(f"try: {kept} = {plan}({handed}) if {plan} is not None else {place}.call({long})", node)
        self.op(f"except NetError as n: raise {place}.failed(n) from None", node)
        return kept

    def reference(self, node: ast.ExpressionAst) -> str:
        """The atom of `[ref]$variable`."""
        if isinstance(node, ast.VariableExpressionAst) and node.variable_path.lower() not in CONSTANTS:
            scope, name = split_path(node.variable_path)
            if scope == "":
                self.facts.pop(name.lower(), None)
                self.variable(name.lower(), name)
                return self.result(f"reference(S, {name!r})", node)
            if scope in _SCOPES:
                self.facts.pop(name.lower(), None)
                return self.result(f"reference(S, {name!r}, {scope!r})", node)
        return self.result(f"reference_to({self.value(node)})", node)

    def invoke_value(self, node: ast.InvokeMemberExpressionAst, raw: bool = False) -> str:
        if node.static:
            return self._static_call(node, raw)
        converted = self._cast_in(node.expression)
        if converted is not None:
            info = self.type_atom(converted.type.type_name, converted.type.type_name)
            owner = self.result(f"cast(E, {self.value(converted.child)}, {info})", converted)
            name = self.member_name(node)
            self.may_run()
            atom = self.result(f"call_as(E, S, {info}, {owner}, {name}, {self.arguments_of(node)})", node)
            return atom if raw else self.none_for_empty(atom)
        owner = self.value(node.expression)
        name = literal_name(node)
        if name and not node.null_conditional:
            given, casts = self.argument_atoms(node), self.casts_of(node)
            kinds = [self.static_kind(node.expression), *map(self.static_kind, node.arguments or ())]
            if kinds[0] != "str" or name.lower() not in TEXTUAL:
                self.may_run()
            count = len(given)
            kept = self.temporary()
            held = self.held(node.expression)
            known = self.builders.get(owner)
            same = owner if known is None else known[0]

            def is_builder() -> str:
                from glueshell.objects.types.stringbuilder import StringBuilder

                if known is not None:
                    return known[1]
                test = f"type({{0}}) is {self.constant(StringBuilder)}"
                return test.format(owner) if held is None else self.flag(held, test)

            inline = method_inline(name.lower(), same, given, kinds[1:], is_builder)
            if inline is not None and (held is not None or known is not None):
                # What the method gives is the builder it was called on.
                self.builders[kept] = same, inline[0]
            with self.written_out(inline, kept):
                self.place_call(
                    lambda varying: MethodSite(name, count, varying, raw, casts), [owner, *given], kinds, kept, node
                )
            return kept
        kept = self.temporary()
        if node.null_conditional:
            self.put(f"{kept} = {owner}")
            with self.block(f"if {kept} is not None:"):
                name = self.member_name(node)
                arguments = self.arguments_of(node)
                self.op(f"{kept} = call_method(E, S, {kept}, {name}, {arguments})", node)
        else:
            name = self.member_name(node)
            arguments = self.arguments_of(node)
            self.op(f"{kept} = call_method(E, S, {owner}, {name}, {arguments})", node)
        self.may_run()
        return kept if raw else self.none_for_empty(kept)

    def _static_call(self, node: ast.InvokeMemberExpressionAst, raw: bool) -> str:
        owner = self.static_owner(node.expression)
        name = self.member_name(node)
        known = self._known_owner(node)
        if known is None:
            arguments = self.arguments_of(node)
            self.may_run()
            meant = self.casts_of(node)
            handed = arguments if meant is None else f"{arguments}, {self.constant(meant)}"
            atom = self.result(f"call_static(E, S, {owner}, {name}, {handed})", node)
            return atom if raw else self.none_for_empty(atom)
        given, casts = self.argument_atoms(node), self.casts_of(node)
        kinds = [self.static_kind(each) for each in node.arguments or ()]
        self.may_run()
        count, written = len(given), literal_name(node)
        kept = self.temporary()
        with self.written_out(static_inline(known, written.lower(), given, kinds), kept):
            self.place_call(
                lambda varying: StaticSite(known, written, count, varying, raw, casts), given, kinds, kept, node
            )
        return kept

    @contextmanager
    def written_out(self, inline: Inline | None, kept: str) -> Iterator[None]:
        """Write a method out; what is written in the `with` runs where its condition does not hold."""
        if inline is None:
            yield
            return
        condition, first, value = inline
        self.put(f"if {condition}: {first}{kept} = {value}")
        with self.block("else:"):
            yield

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
