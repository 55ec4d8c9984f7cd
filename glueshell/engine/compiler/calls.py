"""Pipelines, chains and commands -> lines that hand evaluated stages to the pipeline."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from glueshell.engine.compiler.assignments import Assignments
from glueshell.engine.compiler.writer import steps
from glueshell.language import ast

_GROUPS = (ast.SubExpressionAst, ast.ParenExpressionAst)


class Calls(Assignments):
    """Writes pipelines."""

    body: Callable[[ast.StatementBlockAst], None]
    gathers: Callable[[ast.Ast], bool]
    write_inner: Callable[[ast.Ast], None]

    def stage(self, command: ast.CommandAst) -> str:
        """Write the evaluation of a command's name and arguments; the text of its stage."""
        first, *rest = command.command_elements
        if isinstance(first, ast.StringConstantExpressionAst):
            head = self.string_value(first)
        else:
            head = self.value(first)
        if self.source.strict and self._looks_like_a_method(command):
            self.op("strict_call(S)", command)
        values: list[str] = []
        for element in rest:
            if isinstance(element, ast.CommandParameterAst):
                values.append("NO_VALUE" if element.argument is None else self._argument(element.argument))
            elif _splatted(element):
                values.append(self.keep(f"Splat({self.value(element)})"))
            else:
                values.append(self._argument(element))
        values.extend(self.redirection(each) for each in command.redirections)
        site = self.constant(self.source.call_site(command))
        return f"({site}, {head}, [{', '.join(values)}])"

    def _argument(self, node: ast.CommandElementAst) -> str:
        """The atom of an argument; what is no output in an array is null from then on."""
        atom = self.value(node)
        if isinstance(node, _MAY_BE_ARRAYS) and atom.isidentifier() and not self.static_kind(node):
            self.put(f"if type({atom}) is GappyArray: {atom}.settle()")
        return atom

    @staticmethod
    def _looks_like_a_method(command: ast.CommandAst) -> bool:
        """`name(1, 2)`: one argument in parentheses, an array, without a blank before it."""
        if len(command.command_elements) != 2:
            return False
        first, only = command.command_elements
        if not isinstance(only, ast.ParenExpressionAst) or only.start != first.end:
            return False
        inner = only.pipeline
        return isinstance(inner, ast.PipelineAst) and any(
            isinstance(each, ast.CommandExpressionAst) and isinstance(each.expression, ast.ArrayLiteralAst)
            for each in inner.pipeline_elements
        )

    def redirection(self, node: ast.RedirectionAst) -> str:
        """Write the evaluation of a redirection's target; the atom of its Redirect."""
        if isinstance(node, ast.MergingRedirectionAst):
            return self.keep(f"Redirect({node.from_stream!r}, {node.to_stream!r}, merge=True)")
        assert isinstance(node, ast.FileRedirectionAst)
        target = self.value(node.location)
        return self.result(
            f"Redirect({node.from_stream!r}, redirect_target(S, {target}), append={node.append})", node.location
        )

    def pipeline(self, node: ast.PipelineAst) -> None:
        """Write a pipeline of commands whose output goes to the present sink."""
        self.may_run()
        if node.background:
            self.background(node)
            return
        elements = list(node.pipeline_elements)
        source = ""
        if isinstance(elements[0], ast.CommandExpressionAst):
            source = ", " + self.source_of(elements[0])
            del elements[0]
        stages = []
        for element in elements:
            if isinstance(element, ast.CommandAst):
                stages.append(self.stage(element))
            else:
                # An expression further down the pipeline is refused by the parser.
                raise NotImplementedError(type(element).__name__)
        self.op(f"run_pipeline(E, ({', '.join(stages)},), {self.out}{source})", node)

    def background(self, node: ast.PipelineAst | ast.PipelineChainAst) -> None:
        """Write the start of a job that runs a pipeline with the variables it names as they are now."""
        text = self.source.text[node.start : node.end].rstrip().removesuffix("&").rstrip()
        names = {
            each.variable_path for each in node.descendants() if isinstance(each, ast.VariableExpressionAst)
        }
        self.op(f"background(E, S, {text!r}, {tuple(sorted(names))!r}, {self.out})", node)

    def source_of(self, element: ast.CommandExpressionAst) -> str:
        """The atom of what an expression at the head of a pipeline feeds into it."""
        expression = element.expression
        if element.redirections:
            if self.keeps_value(element):
                atom = self.redirected_value(element, raw=True)
                return self.keep(f"[] if {atom} is EMPTY else {atom}")
            items = self.keep("[]")
            self.redirected(element, f"{items}.append")
            return items
        if isinstance(expression, ast.BinaryExpressionAst) and expression.operator == "DotDot":
            left, right = self.value(expression.left), self.value(expression.right)
            return self.result(f"span({left}, {right})", expression)
        if isinstance(expression, ast.UnaryExpressionAst) and steps(expression):
            return f"[{self.increment(expression)}]"
        atom = self.value(expression, raw=True)
        if atom == "EMPTY":
            return "[]"
        if atom[0] == "t":
            return self.keep(f"[] if {atom} is EMPTY else {atom}")
        return atom

    def redirected(self, element: ast.CommandExpressionAst, out: str) -> None:
        """Write an expression with redirections: its objects and errors go where they say."""
        if isinstance(element.expression, _GROUPS):
            self.op(f"pour({self.redirected_value(element, raw=True, left='any')}, {out})", element)
            return
        items = self.keep("[]")
        sink = self.keep(f"{items}.append")
        with self._rerouted(element, out, items):
            kept, self.out = self.out, sink
            self.emit(self.value(element.expression, raw=True), element.expression)
            self.out = kept

    def redirected_value(self, element: ast.CommandExpressionAst, raw: bool, left: str = "") -> str:
        """Write an expression with redirections; the atom of its value, which has merged into it what a group says.

        `left` as in `statement_value`.
        """
        group = element.expression
        if not isinstance(group, _GROUPS):
            with self._rerouted(element, self.out, "[]"):
                return self.keep(self.value(group, raw=raw))

        def write() -> None:
            with self._rerouted(element, self.out, "[]") as rerouted:
                kept, self.out = self.out, self.keep(f"{rerouted}.send")
                if isinstance(group, ast.SubExpressionAst):
                    self.body(group.sub_expression)
                elif isinstance(group.pipeline, ast.AssignmentStatementAst):
                    self.emit(self.value(group, raw=True), group)
                else:
                    self.write_inner(group.pipeline)
                self.out = kept

        return self.unrolled(self.gathered(write, left), raw)

    @staticmethod
    def keeps_value(node: ast.Ast) -> bool:
        """Whether an expression has redirections that leave it a value: where it goes to is not for them to say."""
        if not isinstance(node, ast.CommandExpressionAst) or not node.redirections:
            return False
        return isinstance(node.expression, _GROUPS) or not any(
            isinstance(each, ast.FileRedirectionAst) and each.from_stream in ("Output", "All")
            for each in node.redirections
        )

    @contextmanager
    def _rerouted(self, element: ast.CommandExpressionAst, out: str, items: str) -> Iterator[str]:
        """Redirections at work around the lines written meanwhile; `items` are sent where they say at the end."""
        self.may_run()
        redirects = ", ".join(self.redirection(each) for each in element.redirections)
        rerouted = self.result(f"redirect(E, ({redirects},), {out})", element)
        with self.block("try:", counted=True):
            yield rerouted
        with self.block("finally:", counted=True):
            self.op(f"end_redirect(E, {rerouted}, {items})", element)

    def emit(self, atom: str, node: ast.Ast) -> None:
        """Write the pushing of a value, enumerated, into the present sink."""
        if atom == "EMPTY":
            return
        out = self.out
        if self.static_kind(node) or atom in ("None", "True", "False"):
            self.op(f"{out}({atom})", node)
            return
        self.op(f"{out}({atom}) if type({atom}) in PLAIN else pour({atom}, {out})", node)

    def chain(self, node: ast.PipelineChainAst) -> None:
        """Write `a && b || c`: each link runs by the success of the one before."""
        if node.background:
            self.may_run()
            self.background(node)
            return
        links: list[tuple[str, ast.StatementAst]] = []
        current: ast.StatementAst = node
        while isinstance(current, ast.PipelineChainAst):
            links.append((current.operator, current.rhs))
            current = current.lhs
        links.reverse()
        told, self.chained = self.chained, True
        handler, self.link_handler = self.link_handler, ""
        self.put("E.last_success = True")
        self._link(current, handler)
        for operator, right in links:
            with self.block("if E.last_success:" if operator == "AndAnd" else "if not E.last_success:"):
                self.put("E.last_success = True")
                self._link(right, handler)
        self.chained = told

    def _link(self, node: ast.StatementAst, handler: str) -> None:
        if not handler:
            self.statement(node)
            return
        self.put("E.catching = True")
        self.guarded(partial(self.statement, node), handler, always=True)


_MAY_BE_ARRAYS = (
    ast.VariableExpressionAst, ast.ParenExpressionAst, ast.ArrayLiteralAst, ast.ArrayExpressionAst,
    ast.MemberExpressionAst, ast.IndexExpressionAst,
)  # fmt: skip


def _splatted(node: ast.Ast) -> bool:
    """Whether an argument is `@name` or `@using:name`."""
    inner = node.sub_expression if isinstance(node, ast.UsingExpressionAst) else node
    return isinstance(inner, ast.VariableExpressionAst) and inner.splatted
