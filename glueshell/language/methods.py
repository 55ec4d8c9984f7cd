"""What a method of a class must keep to: give a value on every way, and use no variable that has none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from glueshell.language.ast import (
    ArrayLiteralAst,
    AssignmentStatementAst,
    Ast,
    AttributedExpressionAst,
    BinaryExpressionAst,
    BreakStatementAst,
    ContinueStatementAst,
    DataStatementAst,
    DoUntilStatementAst,
    DoWhileStatementAst,
    ExitStatementAst,
    ExpressionAst,
    ForEachStatementAst,
    ForStatementAst,
    FunctionDefinitionAst,
    FunctionMemberAst,
    IfStatementAst,
    NamedBlockAst,
    PipelineChainAst,
    PropertyMemberAst,
    ReturnStatementAst,
    ScriptBlockExpressionAst,
    StatementBlockAst,
    StringConstantExpressionAst,
    SwitchStatementAst,
    TernaryExpressionAst,
    ThrowStatementAst,
    TryStatementAst,
    TypeDefinitionAst,
    UsingExpressionAst,
    VariableExpressionAst,
    WhileStatementAst,
)

if TYPE_CHECKING:
    from glueshell.language.lexer_strings import StringLexer


_GIVEN = frozenset(
    ("_", "args", "error", "false", "input", "lastexitcode", "matches", "myinvocation", "nestedpromptlevel", "null",
     "outputencoding", "psboundparameters", "pscmdlet", "pscommandpath", "psitem", "psscriptroot", "pwd",
     "stacktrace", "this", "true", "?")
)  # fmt: skip
_LOCAL = frozenset(("", "local", "private", "variable"))
_OTHERS = (ScriptBlockExpressionAst, FunctionDefinitionAst, TypeDefinitionAst)


def check_body(node: FunctionMemberAst, owner: Ast | None, void: bool, report: StringLexer) -> None:
    """Report ways that give no value, variables without one, and properties written as if they were variables."""
    body = node.body
    if body is None or body.param_block is not None or body.end_block is None or not body.end_block.unnamed:
        return
    walk = _Walk(owner, "static" in node.modifiers)
    end = walk.block(body.end_block, frozenset(each.name.variable_path.lower() for each in node.parameters))
    if end is not None and not void:
        after = node.start if node.return_type is None else node.return_type.end
        named = re.compile(re.escape(node.name) + r"\s*\(").search(report.text, after)
        at = node.start if named is None else named.start()
        report.error("MethodHasCodePathNotReturn", at, at + len(node.name))
    for start, stop, id, arguments in sorted(walk.found):
        report.error(id, start, stop, *arguments)


def check_initial(node: PropertyMemberAst, report: StringLexer) -> None:
    """Report `$this` in what a static property begins with."""
    if node.initial_value is not None and "static" in node.modifiers:
        for each in (node.initial_value, *node.initial_value.descendants()):
            if isinstance(each, VariableExpressionAst) and each.variable_path.lower() == "this":
                report.error("NonStaticMemberAccessInStaticMember", each.start, each.end, each.variable_path)


def _meet(first: frozenset[str] | None, second: frozenset[str] | None) -> frozenset[str] | None:
    if first is None or second is None:
        return second if first is None else first
    return first & second


class _Loop:
    __slots__ = ("again", "label", "left")

    def __init__(self, label: str | None) -> None:
        self.label = label
        self.again: frozenset[str] | None = None
        self.left: frozenset[str] | None = None


class _Walk:
    """Follows the ways through a method; `found` collects what is wrong."""

    def __init__(self, owner: Ast | None, static: bool) -> None:
        self.found: list[tuple[int, int, str, tuple[str, ...]]] = []
        self.static = static
        self.loops: list[_Loop] = []
        self.owner = owner.name if isinstance(owner, TypeDefinitionAst) else ""
        members = owner.members if isinstance(owner, TypeDefinitionAst) else ()
        self.properties = {each.name.lower(): each for each in members if isinstance(each, PropertyMemberAst)}

    # -- statements -------------------------------------------------------------------------------------------------

    def block(self, node: StatementBlockAst | NamedBlockAst, known: frozenset[str] | None) -> frozenset[str] | None:
        known = self.each(node.statements, known)
        for trap in node.traps:
            self.block(trap.body, known)
        return known

    def each(self, nodes: Iterable[Ast | None], known: frozenset[str] | None) -> frozenset[str] | None:
        for node in nodes:
            if node is not None:
                known = self.visit(node, known)
        return known

    def visit(self, node: Ast, known: frozenset[str] | None) -> frozenset[str] | None:
        if isinstance(node, (*_OTHERS, UsingExpressionAst)):
            return known
        if isinstance(node, VariableExpressionAst):
            self._read(node, known)
            return known
        if isinstance(node, AssignmentStatementAst):
            return self._assign(node.left, self.visit(node.right, known))
        if isinstance(node, IfStatementAst):
            return self._if(node, known)
        if isinstance(node, (WhileStatementAst, ForStatementAst, DoWhileStatementAst, DoUntilStatementAst)):
            return self._loop(node, known)
        if isinstance(node, ForEachStatementAst):
            known = self.visit(node.condition, known)
            known = self._assign(node.variable, known, plain=False)
            return self._around(node.label, node.body, known, "foreach")[0]
        if isinstance(node, SwitchStatementAst):
            return self._switch(node, known)
        if isinstance(node, TryStatementAst):
            return self._try(node, known)
        if isinstance(node, (ReturnStatementAst, ThrowStatementAst, ExitStatementAst)):
            self.each((node.pipeline,), known)
            return None
        if isinstance(node, (BreakStatementAst, ContinueStatementAst)):
            self._leave(node, known)
            return None
        if isinstance(node, StatementBlockAst):
            return self.block(node, known)
        if isinstance(node, DataStatementAst):
            known = self.block(node.body, known)
            return known if known is None or not node.variable else known | {node.variable.lower()}
        if isinstance(node, PipelineChainAst):
            self.each((node.lhs, node.rhs), known)
            return known
        if isinstance(node, BinaryExpressionAst) and node.operator in ("And", "Or"):
            known = self.visit(node.left, known)
            self.visit(node.right, known)
            return known
        if isinstance(node, TernaryExpressionAst):
            known = self.visit(node.condition, known)
            return _meet(self.visit(node.if_true, known), self.visit(node.if_false, known))
        return self.each(node.children(), known)

    def _if(self, node: IfStatementAst, known: frozenset[str] | None) -> frozenset[str] | None:
        after: frozenset[str] | None = None
        for condition, body in node.clauses:
            known = self.visit(condition, known)
            after = _meet(after, self.block(body, known))
        return _meet(after, known if node.else_clause is None else self.block(node.else_clause, known))

    def _loop(
        self,
        node: WhileStatementAst | ForStatementAst | DoWhileStatementAst | DoUntilStatementAst,
        known: frozenset[str] | None,
    ) -> frozenset[str] | None:
        if isinstance(node, WhileStatementAst):
            return self._around(node.label, node.body, self.visit(node.condition, known))[0]
        if isinstance(node, ForStatementAst):
            known = self.each((node.initializer, node.condition), known)
            after, again, left = self._around(node.label, node.body, known)
            self.each((node.iterator,), again)
            return after if node.condition is not None else left
        _, again, left = self._around(node.label, node.body, known)
        return _meet(self.visit(node.condition, again), left)

    def _around(
        self, label: str | None, body: StatementBlockAst, known: frozenset[str] | None, own: str = ""
    ) -> tuple[frozenset[str] | None, frozenset[str] | None, frozenset[str] | None]:
        """A loop's body from `known` on: what holds behind the loop, before its next round, where it is left."""
        loop = _Loop(label.lower() if label else None)
        self.loops.append(loop)
        end = self.block(body, known if known is None or not own else known | {own})
        self.loops.pop()
        return _meet(known, loop.left), _meet(end, loop.again), loop.left

    def _switch(self, node: SwitchStatementAst, known: frozenset[str] | None) -> frozenset[str] | None:
        known = self.visit(node.condition, known)
        loop = _Loop(node.label.lower() if node.label else None)
        self.loops.append(loop)
        inside = known if known is None else known | {"switch"}
        for test, body in node.clauses:
            self.visit(test, inside)
            self.block(body, inside)
        if node.default is not None:
            self.block(node.default, inside)
        self.loops.pop()
        return _meet(known, loop.left)

    def _try(self, node: TryStatementAst, known: frozenset[str] | None) -> frozenset[str] | None:
        after = self.block(node.body, known)
        for clause in node.catch_clauses:
            after = _meet(after, self.block(clause.body, known))
        if node.finally_ is None:
            return after
        last = self.block(node.finally_, known)
        return None if after is None or last is None else after | last

    def _leave(self, node: BreakStatementAst | ContinueStatementAst, known: frozenset[str] | None) -> None:
        label = node.label
        name = str(label.value).lower() if isinstance(label, StringConstantExpressionAst) else None
        loop = next((each for each in reversed(self.loops) if name is None or each.label == name), None)
        if loop is not None and isinstance(node, BreakStatementAst):
            loop.left = _meet(loop.left, known)
        elif loop is not None:
            loop.again = _meet(loop.again, known)

    # -- variables --------------------------------------------------------------------------------------------------

    def _assign(self, target: ExpressionAst, known: frozenset[str] | None, plain: bool = True) -> frozenset[str] | None:
        while isinstance(target, AttributedExpressionAst):
            target = target.child
        if isinstance(target, ArrayLiteralAst):
            for element in target.elements:
                known = self._assign(element, known)
            return known
        if not isinstance(target, VariableExpressionAst):
            return self.visit(target, known)
        scope, _, name = target.variable_path.lower().rpartition(":")
        held = self.properties.get(name) if plain and not scope else None
        if held is not None:
            if "static" in held.modifiers:
                wrong = ("MissingTypeInStaticPropertyAssignment", (f"[{self.owner}]::", held.name))
            else:
                wrong = ("MissingThis", ("$this.", held.name))
            self.found.append((target.start, target.end, *wrong))
        return known if known is None or scope not in _LOCAL else known | {name}

    def _read(self, node: VariableExpressionAst, known: frozenset[str] | None) -> None:
        scope, _, name = node.variable_path.lower().rpartition(":")
        if self.static and name == "this" and not scope:
            place = (node.start, node.end, "NonStaticMemberAccessInStaticMember", (node.variable_path,))
            self.found.append(place)
        elif known is not None and scope in _LOCAL and name not in known and (scope or name not in _GIVEN):
            self.found.append((node.start, node.end, "VariableNotLocal", ()))
