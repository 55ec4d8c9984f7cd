"""Loops and switches -> Python loops; `break` and `continue` from elsewhere arrive as signals."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from glueshell.engine.compiler.kinds import NUMERIC
from glueshell.engine.compiler.variables import split_path
from glueshell.engine.compiler.versions import Versions
from glueshell.engine.compiler.writer import steps
from glueshell.language import ast


class Loops(Versions):
    """Writes loops, switches and the ways out of them."""

    body: Callable[[ast.StatementBlockAst], None]
    gathers: Callable[[ast.Ast], bool]
    outputs_of: Callable[[ast.Ast], str]

    def while_statement(self, node: ast.WhileStatementAst) -> None:
        def write() -> None:
            self.uncounted = self.uncounted and not node.body.statements
            test = self.condition(node.condition)
            self.put(f"if not {test}: break")
            self.body(node.body)

        self.repeat(node, node.label, "while True:", write)

    def do_statement(self, node: ast.DoWhileStatementAst | ast.DoUntilStatementAst) -> None:
        # The condition stands first and is skipped once, so that `continue` reaches it.
        again = self.keep("False")
        stop = "if not {0}: break" if isinstance(node, ast.DoWhileStatementAst) else "if {0}: break"
        def write() -> None:
            self.uncounted = self.uncounted and not node.body.statements
            with self.block(f"if {again}:"):
                self.put(stop.format(self.condition(node.condition)))
            self.put(f"{again} = True")
            self.body(node.body)

        self.repeat(node, node.label, "while True:", write)

    def for_statement(self, node: ast.ForStatementAst) -> None:
        if node.initializer is not None:
            self.silently(node.initializer)
        effects = self.effects(node)
        # Where nothing goes on to the next round early, the iterator stands where it runs: after the body.
        straight = not effects.runs and not effects.owners and not effects.continues
        again = "" if straight else self.keep("False")

        def write() -> None:
            if node.iterator is not None and again:
                with self.block(f"if {again}:"):
                    self.put("pass")
                    self.silently(node.iterator)
                self.put(f"{again} = True")
            self.uncounted = self.uncounted and not node.body.statements
            if node.condition is not None:
                self.put(f"if not {self.condition(node.condition)}: break")
            self.body(node.body)
            if node.iterator is not None and not again:
                self.silently(node.iterator)

        self.repeat(node, node.label, "while True:", write)

    def silently(self, node: ast.PipelineBaseAst) -> None:
        """Write a part of `for` whose value nobody wants."""
        if isinstance(node, ast.AssignmentStatementAst):
            with self.standing(node):
                self.assignment(node)
            return
        self.stand(node)
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
        items, source = self._foreach_items(node.condition)
        item = self.temporary()
        kind = "int" if self.counts(node.condition) else ""
        # A loop inside one that knows its variables takes null for no output.
        gappy = "" if kind or self.ground is not None else self.keep(f"type({items}) is Gaps")
        enumerator = ""
        if "foreach" in self.source.names:
            enumerator = self.keep(f"enumerator_of({items}, {source}, {self.gathers(node.condition)})")
            items = self.keep(f"steps_by(S, {self.constant(self.unit)}, {enumerator}, {items})")
            before = self.keep(self.variable("foreach"))
            self.op(f"assign(S, 'foreach', {enumerator})", node)
            self.facts.pop("foreach", None)
        natural = not enumerator and self._counts_up(node.condition)

        def write() -> None:
            self.stand(node.variable)
            checked = bool(gappy) and (self.ground is None or not self.ground.tests) and not scope
            if scope:
                self.store(node.variable, item, node.variable)
            else:
                variable = self.variable(key, name)
                self.assigned.add(key)
                if key in self.source.typed:
                    self.op(f"assign(S, {name!r}, {item})", node.variable)
                else:
                    if self.ground is not None and key in self.ground.near:
                        self.put(f"{variable} = {item}")
                    else:
                        known = f"{variable} is not UNSET" + (f" and {item} is not EMPTY" if checked else "")
                        self.op(
                            f"{variable} = {item} if {known} else settle(S, {name!r}, {item})",
                            node.variable,
                        )
                    self.learn(key, item, kind, read=checked)
                    if natural:
                        self.natural.add(item)
            if checked:
                self.put(f"if {item} is EMPTY: {item} = None")
            self.body(node.body)

        # What the collection says of being changed meanwhile points at the variable.
        self.stand(node.variable)
        self.repeat(node, node.label, f"for {item} in {items}:", write, node.variable, gappy)
        self._over(node.variable)
        if not scope:
            # The variable is this scope's even if there was nothing to run over.
            self.owned |= {key}
        if enumerator:
            self.put(f"{self.variable('foreach')} = {before}")

    def _foreach_items(self, condition: ast.Ast) -> tuple[str, str]:
        """The atoms of what a foreach runs over and of the value that is; a literal range is never built."""
        expression = self._range_in(condition)
        self.stand(condition)
        if expression is not None:
            left, right = self.value(expression.left), self.value(expression.right)
            return self.result(f"span({left}, {right})", expression), "None"
        if self.gathers(condition):
            return self.outputs_of(condition), "None"
        atom = self.statement_value(condition, raw=True)
        each = "each" if self.ground is None else "each_value"
        return self.result(f"{atom} if type({atom}) is list else {each}({atom})", condition), atom

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

    def counts(self, condition: ast.Ast) -> bool:
        """Whether a foreach runs over a range of integers, as every range between numbers is."""
        expression = self._range_in(condition)
        return expression is not None and all(
            self.static_kind(side) in NUMERIC for side in (expression.left, expression.right)
        )

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
        # Asking for one more is counted before what the clauses do, and that before the condition.
        over = not self.uncounted
        atom = "None"
        if any(block.statements for _, block in node.clauses):
            self.uncounted = False
        self.stand(node.condition)
        if "file" not in flags and (expression := self._range_in(node.condition)) is not None:
            left, right = self.value(expression.left), self.value(expression.right)
            items = self.result(f"span({left}, {right})", expression)
        elif "file" in flags:
            atom = self.statement_value(node.condition, raw=True)
            items = self.result(f"lines_of(E, {atom})", node.condition)
        elif self.gathers(node.condition):
            items = self.outputs_of(node.condition)
        else:
            atom = self.statement_value(node.condition, raw=True)
            items = self.result(f"switched({atom})", node.condition)
        if "switch" in self.source.names:
            gathered = "file" not in flags and self.gathers(node.condition)
            enumerator = self.keep(f"enumerator_of({items}, {'None' if 'file' in flags else atom}, {gathered})")
            items = self.keep(f"steps_by(S, {self.constant(self.unit)}, {enumerator}, {items})")
            self.op(f"assign(S, 'switch', {enumerator})", node)
        readers: dict[ast.ExpressionAst, str] = {
            test: self.keep(f"{self.value(test)}.reader()")
            for test, _ in node.clauses
            if isinstance(test, ast.ScriptBlockExpressionAst) and not _is_condition(test.script_block)
        }
        underscore = self.variable("_")
        before = self.keep(underscore)
        given = self.temporary()
        self.fallible = True
        kind = "" if _sets_underscore(node) else self.kind_of_statement(node.condition)

        def write() -> None:
            item = self.keep(f"None if {given} is EMPTY else {given}")
            self.put(f"{underscore} = {item}")
            self.facts.pop("_", None)
            self._clauses(node, flags, given, item, underscore, kind, readers)

        with self.block("try:", counted=True):
            with self.block(f"for {given} in {items}:", node.condition, counted=True):
                self.loop_body(node, node.label, write)
            if over:
                self._over(node.condition)
        with self.block("finally:", counted=True):
            self.put(f"{underscore} = {before}")

    def _over(self, node: ast.Ast) -> None:
        """Write the end of a `for` that nothing broke off: asking for one more was the last thing done."""
        if self.region:
            with self.block("else:"):
                self.put("pass")
                self.stand(node)

    def _clauses(
        self, node: ast.SwitchStatementAst, flags: set[str], given: str, item: str, underscore: str, kind: str,
        readers: Mapping[ast.ExpressionAst, str],
    ) -> None:  # fmt: skip
        matched = self.keep("False")
        case = "casesensitive" in flags
        # The clauses after one ask of `$_` what that one has made of it.
        after = f"{given} = {item} = {underscore}" if _sets_underscore(node) else f"{underscore} = {item}"
        for test, block in node.clauses:
            if isinstance(test, ast.ScriptBlockExpressionAst):
                chosen = self._block_test(test, item, readers.get(test))
            else:
                chosen = self._clause_test(test, flags, given, case, kind)
            with self.block(f"if {chosen}:"):
                self.put(f"{matched} = True")
                self.body(block)
                self.put(after)
                self.facts.pop("_", None)
        if node.default is not None:
            with self.block(f"if not {matched}:"):
                self.body(node.default)

    def _clause_test(self, test: ast.ExpressionAst, flags: set[str], item: str, case: bool, kind: str) -> str:
        self.stand(test)
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
        # A cast to text of no output is null, and equal to an empty text.
        unlike = kind == "str" and not (isinstance(test, ast.StringConstantExpressionAst) and test.value)
        if kind != self.static_kind(test) or kind not in ("int", "str") or unlike:
            same = f"type({item}) is int and type({atom}) is int"
            return self.result(f"{item} == {atom} if {same} else switch_equal(S, {item}, {atom}, {case})", test)
        operator = "Ceq" if case else "Ieq"
        return self.operate(test, operator, item, atom, kind, self.static_kind(test), test=True)[0]

    def _block_test(self, test: ast.ScriptBlockExpressionAst, item: str, reader: str | None) -> str:
        """A clause's block, run by its `reader` where it needs a scope; an error in it ends the whole switch."""
        kept = self.keep("E.catching")
        chosen = self.keep("False")
        self.put("E.catching = ASKED")
        with self.block("try:", counted=True):
            if reader is None:
                block = test.script_block.end_block
                assert block is not None
                atom = self.truth_of(self.unrolled(self.collect(block), raw=False), test)
            else:
                for loop in self.loops:
                    loop.catches = True
                atom = self.result(f"truth({reader}({item}))", test)
            self.put(f"{chosen} = {atom}")
        with self.block("finally:", counted=True):
            self.put(f"E.catching = {kept}")
        return chosen

    def break_statement(self, node: ast.BreakStatementAst) -> None:
        if self.region:
            # Nothing else in the loop comes after it.
            self.stand(node)
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


def _sets_underscore(node: ast.SwitchStatementAst) -> bool:
    """Whether something in a switch may write its `$_`, not only a script block one of its own."""
    stack: list[ast.Ast] = [node]
    while stack:
        each = stack.pop()
        stack.extend(child for child in each.children() if not isinstance(child, ast.ScriptBlockExpressionAst))
        target: ast.Ast | None = None
        if isinstance(each, ast.AssignmentStatementAst):
            target = each.left
        elif isinstance(each, ast.UnaryExpressionAst) and steps(each):
            target = each.child
        elif isinstance(each, ast.ForEachStatementAst):
            target = each.variable
        elif isinstance(each, ast.CommandAst):
            name = each.command_elements[0]
            if isinstance(name, ast.StringConstantExpressionAst) and name.value.lower() in ("set-variable", "sv"):
                return True
        within = () if target is None else (target, *target.descendants())
        if any(isinstance(one, ast.VariableExpressionAst) and one.variable_path == "_" for one in within):
            return True
    return False


def _is_condition(block: ast.ScriptBlockAst) -> bool:
    """Whether a block is one expression that gives the same in the scope around it as in one of its own."""
    end = block.end_block
    if end is None or block.param_block or block.begin_block or block.process_block or len(end.statements) != 1:
        return False
    only = end.statements[0]
    return isinstance(only, ast.PipelineAst) and not any(_of_scope(node) for node in only.descendants())


def _of_scope(node: ast.Ast) -> bool:
    """Whether something depends on the scope it runs in, or leaves something behind there."""
    if isinstance(node, ast.VariableExpressionAst):
        scope, name = split_path(node.variable_path)
        return scope in ("local", "private") or name.lower() in _OF_CALLS
    if isinstance(node, ast.BinaryExpressionAst):
        return node.operator in ("Imatch", "Cmatch", "Inotmatch", "Cnotmatch")
    if isinstance(node, ast.StatementAst):
        return not isinstance(node, (ast.PipelineAst, ast.CommandExpressionAst))
    return steps(node) or isinstance(node, ast.ScriptBlockExpressionAst)


_OF_CALLS = frozenset(("args", "input", "myinvocation", "psboundparameters", "pscmdlet"))
