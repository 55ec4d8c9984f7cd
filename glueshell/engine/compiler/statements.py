"""Statements -> lines. Each statement that can fail stands in a `try` of its own, so that the next one can run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import ClassVar

from glueshell.engine.compiler.calls import Calls
from glueshell.engine.compiler.loops import Loops
from glueshell.engine.compiler.variables import split_path
from glueshell.engine.compiler.writer import OUTLINE_BLOCKS, OUTLINE_INDENT, Line, Mark, Moving, steps
from glueshell.language import ast

_POINTS = (
    ast.AssignmentStatementAst, ast.ThrowStatementAst, ast.ExitStatementAst, ast.DataStatementAst,
    ast.UsingStatementAst,
)  # fmt: skip


class Statements(Loops, Calls):
    """Writes statement nodes."""

    writers: ClassVar[Mapping[type, str]] = {
        ast.PipelineAst: "pipeline_statement",
        ast.CommandExpressionAst: "expression_statement",
        ast.PipelineChainAst: "chain",
        ast.AssignmentStatementAst: "assignment",
        ast.IfStatementAst: "if_statement",
        ast.WhileStatementAst: "while_statement",
        ast.DoWhileStatementAst: "do_statement",
        ast.DoUntilStatementAst: "do_statement",
        ast.ForStatementAst: "for_statement",
        ast.ForEachStatementAst: "foreach_statement",
        ast.SwitchStatementAst: "switch_statement",
        ast.TryStatementAst: "try_statement",
        ast.ReturnStatementAst: "return_statement",
        ast.ThrowStatementAst: "throw_statement",
        ast.ExitStatementAst: "exit_statement",
        ast.BreakStatementAst: "break_statement",
        ast.ContinueStatementAst: "continue_statement",
        ast.FunctionDefinitionAst: "function_statement",
        ast.TypeDefinitionAst: "type_statement",
        ast.DataStatementAst: "data_statement",
        ast.BlockStatementAst: "block_statement",
    }

    # -- sequences --------------------------------------------------------------------------------------------------

    def body(self, block: ast.StatementBlockAst | ast.NamedBlockAst) -> None:
        """Write the statements of a block, in a function of their own where they would stand too deep."""
        self.put("pass")
        if not block.statements:
            return
        if self.blocks >= OUTLINE_BLOCKS or self.level >= OUTLINE_INDENT:
            self._outline(block)
        else:
            self.statements(block.statements, block.traps)

    def _outline(self, block: ast.StatementBlockAst | ast.NamedBlockAst) -> None:
        self.outlined += 1
        name = f"outlined{self.outlined}"
        kept = self.level, self.blocks, self.loops, self.touched, self.inside_outline, self.ground
        self.level, self.blocks, self.loops, self.touched, self.inside_outline = 0, 0, [], set(), True
        # What a loop around it has read before is not at hand in a function of its own.
        self.ground = None
        self.facts.clear()
        with self.aside() as sheet:
            self.statements(block.statements, block.traps)
        touched = self.touched
        self.facts.clear()
        self.level, self.blocks, self.loops, self.touched, self.inside_outline, self.ground = kept
        self.touched |= touched
        for loop in self.loops:
            loop.catches = True
        # The function is written at the top of the unit: only its call stands this deep.
        lines: list[Line] = [(0, f"def {name}(E, S, out, {self.out_parameter()}):", None)]
        if touched:
            lines.append((1, f"nonlocal {', '.join(sorted(touched))}", None))
        lines.extend((level + 1, text, node) for level, text, node in sheet)
        self.functions.append(lines)
        region = self.region
        if not region:
            self.op(f"{name}(E, S, out, {self.out})", block)
            return
        # The last statement that ran in there remains the point out here.
        lines.insert(1 + bool(touched), (1, Mark(region, f"{region} = None"), None))
        lines.append((1, Mark(region, f"return {region}"), None))
        last = self.result(f"{name}(E, S, out, {self.out})", block)
        self.lines.append((self.level, Mark(region, f"if {last} is not None: {region} = {last}"), None))

    def out_parameter(self) -> str:
        """The name under which an outlined body knows the present sink."""
        return "_" if self.out in ("out", "drop") else self.out

    def statements(self, nodes: Sequence[ast.StatementAst], traps: Sequence[ast.TrapStatementAst] = ()) -> None:
        """Write statements one after another; an error in one is handled before the next."""
        if traps:
            names = [self._trap(trap) for trap in traps]
            if any(isinstance(each, ast.ReturnStatementAst) for trap in traps for each in trap.descendants()):
                self.returns_by_signal = True
            kept = self.temporary()
            self.put(f"{kept} = E.catching")
            with self.block("try:", counted=True):
                handler = f"trapped(E, S, e, ({', '.join(names)},), {self.out}, {kept})"
                for node in nodes:
                    self.put("E.catching = True")
                    # In a chain each link is a statement of its own to a trap.
                    self.link_handler = handler if isinstance(node, ast.PipelineChainAst) else ""
                    self.guarded(partial(self._write, node), handler, always=True)
                    self.link_handler = ""
            with self.block("finally:", counted=True):
                self.put(f"E.catching = {kept}")
            self.fallible = True
            return
        for node in nodes:
            self.statement(node)

    def _trap(self, node: ast.TrapStatementAst) -> str:
        block = self.constant(self.source.statement_block(node.body))
        if node.trap_type is None:
            return f"({block}, None)"
        return f"({block}, {node.trap_type.type_name.full_name!r})"

    def statement(self, node: ast.StatementAst) -> None:
        """Write one statement with its handler."""
        self._guarded(node, "failed(E, S, e)")

    def _guarded(self, node: ast.StatementAst, handler: str) -> None:
        self.guarded(lambda: self._write(node), handler)

    def guarded(
        self, write: Callable[[], None], handler: str = "failed(E, S, e)", *, always: bool = False
    ) -> None:
        """Write what `write` writes as a statement: an error in it is handled before what follows.

        `always`: also one that a statement inside it has handed on.
        """
        outer, self.fallible = self.fallible, False
        temporaries = self.temporaries
        before, point = dict(self.facts), self.point
        self.blocks += 1
        with self.aside() as sheet:
            write()
        self.blocks -= 1
        # A failed statement may have stopped anywhere, and its temporaries are used again.
        self.keep_facts(before)
        self.natural = {atom for atom in self.natural if int(atom[1:]) <= temporaries}
        self.temporaries = temporaries
        if not self.fallible and not always:
            self.place(sheet)
        else:
            self.put("try:")
            self.place(sheet, 1)
            self.put("except Exception as e:")
            self.put(f" {handler}")
            if self.region and self.point is not point and self.marked_in:
                # Only the run knows how far the statement came.
                self.point = Moving(self.marked_in, point)
        self.fallible = outer

    def _write(self, node: ast.StatementAst) -> None:
        name = self.writers.get(type(node))
        if name is None:
            raise NotImplementedError(type(node).__name__)
        writer: Callable[..., object] = getattr(self, name)
        if isinstance(node, ast.PipelineAst):
            self.stand(node)
            writer(node)
        elif isinstance(node, _POINTS):
            with self.standing(node):
                writer(node)
        else:
            writer(node)
        if self.tells_success and self._succeeds(node):
            self.put("E.last_success = True")

    def _succeeds(self, node: ast.Ast) -> bool:
        """Whether a statement that comes to its end has succeeded whatever the commands in it said."""
        if isinstance(node, ast.AssignmentStatementAst):
            return self._succeeds(node.right)
        if isinstance(node, ast.PipelineAst):
            alone = len(node.pipeline_elements) == 1 and not node.background
            return alone and self._succeeds(node.pipeline_elements[0])
        if isinstance(node, ast.CommandExpressionAst):
            expression = node.expression
            if node.redirections:
                return False
            if isinstance(expression, ast.ParenExpressionAst):
                return self._succeeds(expression.pipeline)
            if isinstance(expression, (ast.SubExpressionAst, ast.ArrayExpressionAst)):
                inside = expression.sub_expression.statements
                return not inside or self._succeeds(inside[-1])
            return True
        return False

    # -- as values --------------------------------------------------------------------------------------------------

    def statement_value(self, node: ast.Ast, raw: bool = False, left: str = "jump") -> str:
        """Write a statement whose output is wanted as a value: none, one, or a list.

        `left` says what becomes of outputs when it is left before its end: "jump" writes them if a jump leaves it,
        "any" also if an error does, "" never.
        """
        node = _only(node)
        if isinstance(node, ast.CommandExpressionAst) and not node.redirections:
            return self.value(node.expression, raw=raw)
        if isinstance(node, ast.AssignmentStatementAst):
            return self.assignment(node, wanted=True, raw=raw)
        return self.unrolled(self.outputs_of(node, left), raw)

    def assigned_value(self, node: ast.Ast, raw: bool = False) -> str:
        """Write a statement as the value of an assignment, which redirections of an expression leave as it is."""
        only = _only(node)
        if isinstance(only, ast.CommandExpressionAst) and self.keeps_value(only):
            return self.redirected_value(only, raw)
        return self.statement_value(node, raw)

    @staticmethod
    def gathers(node: ast.Ast) -> bool:
        """Whether what a loop runs over are the outputs of commands, a list among them being one item."""
        node = _only(node)
        return not isinstance(node, ast.AssignmentStatementAst) and (
            not isinstance(node, ast.CommandExpressionAst) or bool(node.redirections)
        )

    def outputs_of(self, node: ast.Ast, left: str = "jump") -> str:
        """Write a statement whose outputs are wanted as a list; the list's atom. `left` as in `statement_value`."""
        return self.gathered(lambda: self.write_inner(node), left if _leaves(node) else "")

    def write_inner(self, node: ast.Ast) -> None:
        # The commands of a pipeline in parentheses belong to the statement around it; whole statements stand alone.
        assert isinstance(node, ast.StatementAst)
        if isinstance(node, ast.PipelineAst):
            self.pipeline_statement(node)
        else:
            self._write(node)

    def collect(self, block: ast.StatementBlockAst | ast.NamedBlockAst, left: str = "") -> str:
        """Write statements whose outputs are wanted as a list; the list's atom. `left` as in `statement_value`."""
        return self.gathered(lambda: self.body(block), left if _leaves(block) else "")

    def gathered(self, write: Callable[[], None], left: str) -> str:
        """Write lines whose outputs are wanted as a list; the list's atom. `left` as in `statement_value`."""
        items = self.keep("[]")
        sink = self.keep(f"{items}.append")
        kept, self.out = self.out, sink
        self.collecting += 1
        if not left:
            with self.inside():
                write()
        else:
            ended = self.keep("False")
            with self.block("try:", counted=True):
                with self.inside():
                    write()
                self.put(f"{ended} = True")
            with self.block(f"except {'HALTS' if left == 'any' else 'ERRORS'}:"):
                self.put(f"{ended} = True")
                self.put("raise")
            with self.block("finally:", counted=True):
                self.put(f"if not {ended}: flush({items}, {kept})")
        self.collecting -= 1
        self.out = kept
        return items

    # -- pipelines --------------------------------------------------------------------------------------------------

    def pipeline_statement(self, node: ast.PipelineAst) -> None:
        elements = node.pipeline_elements
        if len(elements) == 1 and isinstance(elements[0], ast.CommandExpressionAst) and not node.background:
            self.expression_statement(elements[0])
        else:
            self.pipeline(node)

    def expression_statement(self, node: ast.CommandExpressionAst) -> None:
        expression = node.expression
        if node.redirections:
            self.redirected(node, self.out)
            return
        if isinstance(expression, ast.UnaryExpressionAst) and steps(expression):
            self.increment(expression, wanted=False)
            return
        if not self.chained and not self.returning:
            self.bare = _innermost(expression)
        self.emit(self.value(expression, raw=True), expression)

    # -- choices ----------------------------------------------------------------------------------------------------

    def if_statement(self, node: ast.IfStatementAst) -> None:
        # `elif` cannot hold the lines of its condition, and nesting `else` would run out of indents.
        if len(node.clauses) == 1:
            condition, block = node.clauses[0]
            test = self.condition(condition)
            with self.block(f"if {test}:"):
                self.body(block)
            if node.else_clause is not None:
                with self.block("else:"):
                    self.body(node.else_clause)
            return
        chosen = self.keep("-1")
        for number, (condition, _) in enumerate(node.clauses):
            if number:
                with self.block(f"if {chosen} < 0:"):
                    test = self.condition(condition)
                    self.put(f"if {test}: {chosen} = {number}")
            else:
                test = self.condition(condition)
                self.put(f"if {test}: {chosen} = 0")
        for number, (_, block) in enumerate(node.clauses):
            with self.block(f"if {chosen} == {number}:"):
                self.body(block)
        if node.else_clause is not None:
            with self.block(f"if {chosen} < 0:"):
                self.body(node.else_clause)

    # -- errors -----------------------------------------------------------------------------------------------------

    def try_statement(self, node: ast.TryStatementAst) -> None:
        kept = self.temporary()
        self.fallible = True
        self.put(f"{kept} = E.catching")
        self.put("E.catching = True")
        with self.block("try:", counted=True):
            self.body(node.body)
        if node.catch_clauses:
            with self.block("except Exception as e:", counted=True):
                # An error in a catch block ends the whole statement, as if something around it caught it.
                self.put("E.catching = True")
                record = self.temporary()
                self.put(f"{record} = caught(E, S, e)")
                if not node.catch_clauses[0].catch_types:
                    self.with_underscore(record, node.catch_clauses[0].body)
                else:
                    self._choose_catch(node.catch_clauses, record)
        with self.block("finally:", counted=True):
            self.put(f"E.catching = {kept}")
            if node.finally_ is not None:
                self.body(node.finally_)

    def _choose_catch(self, clauses: Sequence[ast.CatchClauseAst], record: str) -> None:
        chosen, seen = self.temporary(), self.temporary()
        names = tuple(tuple(each.type_name.full_name for each in clause.catch_types) for clause in clauses)
        unknown = next(
            (each for clause in clauses for each in clause.catch_types
             if self.source.known_type(each.type_name.full_name) is None),
            clauses[0],
        )  # fmt: skip
        self.op_at(f"{chosen}, {seen} = handler(E, {record}, {names!r})", unknown)
        for number, clause in enumerate(clauses):
            with self.block(f"{'elif' if number else 'if'} {chosen} == {number}:"):
                self.with_underscore(seen, clause.body)
        with self.block("else:"):
            self.put("raise_again(E, e)")

    def with_underscore(self, atom: str, block: ast.StatementBlockAst) -> None:
        """Write a body that sees `atom` as `$_`; what `$_` was comes back afterwards."""
        variable = self.variable("_")
        before = self.keep(variable)
        outer = ""
        if any(isinstance(each, ast.ThrowStatementAst) and each.rethrows for each in block.descendants()):
            outer = self.keep("E.caught")
            self.put(f"E.caught = {atom}")
        self.put(f"{variable} = {atom}")
        self.facts.pop("_", None)
        with self.block("try:", counted=True):
            self.body(block)
        with self.block("finally:", counted=True):
            self.put(f"{variable} = {before}")
            if outer:
                self.put(f"E.caught = {outer}")

    def throw_statement(self, node: ast.ThrowStatementAst) -> None:
        if node.pipeline is None:
            self.op(f"rethrow(E, {node.rethrows})", node)
            return
        atom = self.statement_value(node.pipeline)
        self.op(f"throw(E, S, {atom})", node)

    # -- leaving ----------------------------------------------------------------------------------------------------

    def return_statement(self, node: ast.ReturnStatementAst) -> None:
        if node.pipeline is not None:
            self.stand(node.pipeline)
        if node.pipeline is not None and self.method:
            self.op(f"out({self.statement_value(node.pipeline)})", node)
        elif node.pipeline is not None:
            kept = self.out
            if not self.collecting:
                self.out = "out"
            self.returning = True
            pipeline = node.pipeline
            if isinstance(pipeline, ast.PipelineAst):
                self.pipeline_statement(pipeline)
            elif isinstance(pipeline, ast.AssignmentStatementAst):
                self.assignment(pipeline)
            else:
                self._write(pipeline)
            self.out = kept
            self.returning = False
        if self.unwinds:
            self.put("raise ReturnSignal")
        elif self.inside_outline:
            self.returns_by_signal = True
            self.put("raise ReturnSignal")
        else:
            self.put("return")

    def exit_statement(self, node: ast.ExitStatementAst) -> None:
        atom = "0" if node.pipeline is None else self.statement_value(node.pipeline)
        self.op(f"leave(E, {atom})", node)

    # -- definitions ------------------------------------------------------------------------------------------------

    def function_statement(self, node: ast.FunctionDefinitionAst) -> None:
        self.op(f"define_function(E, S, {self.constant(self.source.function(node))})", node)

    def type_statement(self, node: ast.TypeDefinitionAst) -> None:
        # Types stand before all else and are no statements by PowerShell's count.
        self.op_at(f"define_type(E, S, {self.constant(node)}, SOURCE)", node)

    def data_statement(self, node: ast.DataStatementAst) -> None:
        atom = self.unrolled(self.collect(node.body), raw=True)
        if node.variable:
            _, name = split_path(node.variable)
            self.may_be_empty = True
            self.store_name(name.lower(), name, atom, node)
            self.may_be_empty = False
        else:
            self.put(f"if {atom} is EMPTY: {atom} = []")
            self.op(f"pour({atom}, {self.out})", node)

    def block_statement(self, node: ast.BlockStatementAst) -> None:
        self.body(node.body)


def _only(node: ast.Ast) -> ast.Ast:
    """The expression that is all of a pipeline, else the node."""
    if isinstance(node, ast.PipelineAst) and len(node.pipeline_elements) == 1 and not node.background:
        only = node.pipeline_elements[0]
        if isinstance(only, ast.CommandExpressionAst):
            return only
    return node


def _leaves(node: ast.Ast) -> bool:
    """Whether something in a statement may leave it before its end."""
    return any(isinstance(each, _LEAVING) for each in (node, *node.descendants()))


_LEAVING = (
    ast.CommandAst, ast.BreakStatementAst, ast.ContinueStatementAst, ast.ReturnStatementAst, ast.ExitStatementAst,
    ast.ThrowStatementAst,
)  # fmt: skip


def _innermost(node: ast.ExpressionAst) -> ast.ExpressionAst:
    """What parentheses around parentheses hold: the last of them, or the `$(...)` in it."""
    while isinstance(node, ast.ParenExpressionAst):
        pipeline = node.pipeline
        only = pipeline.pipeline_elements[0] if isinstance(pipeline, ast.PipelineAst) else None
        if not isinstance(only, ast.CommandExpressionAst) or len(pipeline.pipeline_elements) != 1:  # type: ignore[attr-defined]
            break
        node = only.expression
    return node
