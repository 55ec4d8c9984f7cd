"""Loops and switches -> Python loops; `break` and `continue` from elsewhere arrive as signals."""

from __future__ import annotations

from collections.abc import Callable

from glueshell.engine.compiler.calls import Calls
from glueshell.engine.compiler.variables import split_path
from glueshell.engine.compiler.writer import Line, Loop, steps
from glueshell.language import ast


class Loops(Calls):
    """Writes loops, switches and the ways out of them."""

    body: Callable[[ast.StatementBlockAst], None]

    def loop_body(self, label: str | None, write: Callable[[], None]) -> None:
        """Write what a loop repeats, catching the signals that may reach it."""
        loop = Loop((label or "").lower())
        self.loops.append(loop)
        calls, self.calls = self.calls, False
        self.blocks += 1
        # What holds on the way in need not hold the second time round.
        self.facts.clear()
        with self.aside() as sheet:
            write()
        self.facts.clear()
        self.blocks -= 1
        self.loops.pop()
        if self.calls or loop.catches:
            self._catching(sheet, loop.label)
        else:
            self.place(sheet)
        self.calls = calls or self.calls

    def _catching(self, sheet: list[Line], label: str) -> None:
        self.put("try:")
        self.place(sheet, 1)
        # Unlabelled signals belong to the nearest loop, labelled ones to theirs.
        mine = f"s.label and s.label.lower() != {label!r}"
        self.put("except BreakSignal as s:")
        self.put(f" if {mine}: raise")
        self.put(" break")
        self.put("except ContinueSignal as s:")
        self.put(f" if {mine}: raise")
        self.put(" continue")

    def while_statement(self, node: ast.WhileStatementAst) -> None:
        with self.block("while True:", counted=True):
            def write() -> None:
                test = self.condition(node.condition)
                self.put(f"if not {test}: break")
                self.body(node.body)

            self.loop_body(node.label, write)

    def do_statement(self, node: ast.DoWhileStatementAst | ast.DoUntilStatementAst) -> None:
        # The condition stands first and is skipped once, so that `continue` reaches it.
        again = self.keep("False")
        stop = "if not {0}: break" if isinstance(node, ast.DoWhileStatementAst) else "if {0}: break"
        with self.block("while True:", counted=True):
            def write() -> None:
                with self.block(f"if {again}:"):
                    self.put(stop.format(self.condition(node.condition)))
                self.put(f"{again} = True")
                self.body(node.body)

            self.loop_body(node.label, write)

    def for_statement(self, node: ast.ForStatementAst) -> None:
        if node.initializer is not None:
            self.silently(node.initializer)
        again = self.keep("False")
        with self.block("while True:", counted=True):
            def write() -> None:
                if node.iterator is not None:
                    with self.block(f"if {again}:"):
                        self.put("pass")
                        self.silently(node.iterator)
                    self.put(f"{again} = True")
                if node.condition is not None:
                    self.put(f"if not {self.condition(node.condition)}: break")
                self.body(node.body)

            self.loop_body(node.label, write)

    def silently(self, node: ast.PipelineBaseAst) -> None:
        """Write a part of `for` whose value nobody wants."""
        if isinstance(node, ast.AssignmentStatementAst):
            self.assignment(node)
            return
        if isinstance(node, ast.PipelineAst) and len(node.pipeline_elements) == 1:
            only = node.pipeline_elements[0]
            if isinstance(only, ast.CommandExpressionAst) and not only.redirections:
                expression = only.expression
                if isinstance(expression, ast.UnaryExpressionAst) and steps(expression):
                    self.increment(expression, wanted=False)
                else:
                    self.value(expression)
                return
        self.statement_value(node)

    def foreach_statement(self, node: ast.ForEachStatementAst) -> None:
        scope, name = split_path(node.variable.variable_path)
        key = name.lower()
        items = self._foreach_items(node.condition)
        enumerator = ""
        if "foreach" in self.source.names:
            enumerator = self.keep(f"Enumerator({items})")
            items = enumerator
            before = self.keep(self.variable("foreach"))
            self.op(f"assign(S, 'foreach', {enumerator})", node)
            self.facts.pop("foreach", None)
        item = self.temporary()
        natural = not enumerator and self._counts_up(node.condition)
        with self.block(f"for {item} in {items}:", node.condition, counted=True):
            def write() -> None:
                if scope:
                    self.store(node.variable, item, node.variable)
                else:
                    variable = self.variable(key, name)
                    self.assigned.add(key)
                    if key in self.source.typed:
                        self.op(f"assign(S, {name!r}, {item})", node.variable)
                    else:
                        self.op(
                            f"{variable} = {item} if {variable} is not UNSET else settle(S, {name!r}, {item})",
                            node.variable,
                        )
                        self.learn(key, item, "int" if natural else "")
                        if natural:
                            self.natural.add(item)
                self.body(node.body)

            self.loop_body(node.label, write)
        if enumerator:
            self.put(f"{self.variable('foreach')} = {before}")

    def _foreach_items(self, condition: ast.Ast) -> str:
        """The atom of what a foreach runs over; a literal range is never built."""
        expression = self._range_in(condition)
        if expression is not None:
            left, right = self.value(expression.left), self.value(expression.right)
            return self.result(f"span({left}, {right})", expression)
        atom = self.statement_value(condition, raw=True)
        return self.result(f"{atom} if type({atom}) is list else each({atom})", condition)

    @staticmethod
    def _range_in(condition: ast.Ast) -> ast.BinaryExpressionAst | None:
        """The `a..b` that a loop runs over."""
        only = condition
        if isinstance(condition, ast.PipelineAst) and len(condition.pipeline_elements) == 1:
            only = condition.pipeline_elements[0]
        if isinstance(only, ast.CommandExpressionAst) and not only.redirections:
            expression = only.expression
            if isinstance(expression, ast.BinaryExpressionAst) and expression.operator == "DotDot":
                return expression
        return None

    @staticmethod
    def _counts_up(condition: ast.Ast) -> bool:
        """Whether a foreach runs over a literal range of integers that are not below zero."""
        only = condition.pipeline_elements[0] if isinstance(condition, ast.PipelineAst) else condition
        expression = only.expression if isinstance(only, ast.CommandExpressionAst) else None
        return (
            isinstance(expression, ast.BinaryExpressionAst)
            and expression.operator == "DotDot"
            and all(
                type(side) is ast.ConstantExpressionAst and type(side.value) is int and side.value >= 0
                for side in (expression.left, expression.right)
            )
        )

    def switch_statement(self, node: ast.SwitchStatementAst) -> None:
        flags = {flag.lower() for flag in node.flags}
        if "file" not in flags and (expression := self._range_in(node.condition)) is not None:
            left, right = self.value(expression.left), self.value(expression.right)
            items = self.result(f"span({left}, {right})", expression)
        elif "file" in flags:
            atom = self.statement_value(node.condition, raw=True)
            items = self.result(f"lines_of(E, {atom})", node.condition)
        else:
            atom = self.statement_value(node.condition, raw=True)
            items = self.result(f"switched({atom})", node.condition)
        if "switch" in self.source.names:
            items = self.keep(f"Enumerator({items})")
            self.op(f"assign(S, 'switch', {items})", node)
        underscore = self.variable("_")
        before = self.keep(underscore)
        item = self.temporary()
        self.fallible = True
        with self.block("try:", counted=True), self.block(f"for {item} in {items}:", node.condition, counted=True):
            def write() -> None:
                self.put(f"{underscore} = {item}")
                self.facts.pop("_", None)
                self._clauses(node, flags, item, underscore)

            self.loop_body(node.label, write)
        with self.block("finally:", counted=True):
            self.put(f"{underscore} = {before}")

    def _clauses(self, node: ast.SwitchStatementAst, flags: set[str], item: str, underscore: str) -> None:
        matched = self.keep("False")
        case = "casesensitive" in flags
        for test, block in node.clauses:
            chosen = self._clause_test(test, flags, item, case)
            with self.block(f"if {chosen}:"):
                self.put(f"{matched} = True")
                self.body(block)
                self.put(f"{underscore} = {item}")
                self.facts.pop("_", None)
        if node.default is not None:
            with self.block(f"if not {matched}:"):
                self.body(node.default)

    def _clause_test(self, test: ast.ExpressionAst, flags: set[str], item: str, case: bool) -> str:
        if isinstance(test, ast.ScriptBlockExpressionAst):
            block = test.script_block
            if block.end_block is not None and block.param_block is None and block.process_block is None:
                return self.truth_of(self.unrolled(self.collect(block.end_block), raw=False), test)
            atom = self.value(test)
            return self.result(f"truth({atom}.value({item}))", test)
        atom = self.value(test)
        chosen = self.temporary()
        if "regex" in flags:
            matches = self.variable("matches", "Matches")
            self.facts.pop("matches", None)
            self.op(f"{chosen}, {chosen}m = switch_match(S, {item}, {atom}, {case})", test)
            self.put(f"if {chosen}m is not None: {matches} = {chosen}m")
            return chosen
        if "wildcard" in flags:
            return self.result(f"switch_like(S, {item}, {atom}, {case})", test)
        function = "equal_case" if case else "equal"
        return self.result(f"truth({function}({item}, {atom}))", test)

    def break_statement(self, node: ast.BreakStatementAst) -> None:
        self._leave(node.label, "break", "BreakSignal", node)

    def continue_statement(self, node: ast.ContinueStatementAst) -> None:
        self._leave(node.label, "continue", "ContinueSignal", node)

    def _leave(self, label: ast.ExpressionAst | None, word: str, signal: str, node: ast.Ast) -> None:
        if label is None:
            if self.loops:
                self.put(word)
            else:
                self.put(f"raise {signal}()")
            return
        if isinstance(label, ast.StringConstantExpressionAst):
            name = str(label.value).lower()
            if self.loops and self.loops[-1].label == name:
                self.put(word)
                return
            for loop in self.loops:
                loop.catches = True
            self.put(f"raise {signal}({name!r})")
            return
        atom = self.value(label)
        for loop in self.loops:
            loop.catches = True
        self.op(f"raise {signal}(text(S, {atom}))", node)
