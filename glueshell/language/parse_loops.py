"""Productions of statements a label can name: loops and `switch`."""

from __future__ import annotations

from glueshell.language.ast import (
    Ast,
    CommandExpressionAst,
    DoUntilStatementAst,
    DoWhileStatementAst,
    ErrorStatementAst,
    ExpressionAst,
    ForEachStatementAst,
    ForStatementAst,
    PipelineAst,
    PipelineBaseAst,
    StatementAst,
    StatementBlockAst,
    StringConstantExpressionAst,
    SwitchStatementAst,
    VariableExpressionAst,
    WhileStatementAst,
)
from glueshell.language.parse_commands import FILE, SWITCH_CONDITION
from glueshell.language.parse_expressions import nested_nodes
from glueshell.language.parse_statements import StatementProductions
from glueshell.language.tokens import Token

_SWITCH_FLAGS = {
    "regex": "Regex",
    "wildcard": "Wildcard",
    "exact": "Exact",
    "casesensitive": "CaseSensitive",
    "parallel": "Parallel",
    "file": "File",
}


def _flag(text: str, names: dict[str, str] | tuple[str, ...]) -> str | None:
    """The flag a parameter's name means: any beginning of one."""
    text = text.lower()
    for name in names:
        if text and name.startswith(text):
            return name
    return None


class LoopProductions(StatementProductions):
    """`foreach`, `for`, `while`, `do` and `switch`."""

    switch_end = 0
    switch_wrong = False
    switch_incomplete = False

    def while_statement(self, label: Token | None, word: Token) -> StatementAst:
        """`while (condition) body`."""
        # G while-statement:
        # G     'while' new-lines:opt '(' new-lines:opt while-condition new-lines:opt ')' statement-block
        start = (label or word).start
        self.skip_lines()
        paren = self.next_token()
        if paren.kind != "LParen":
            # ErrorRecovery: nothing but the keyword has been typed yet.
            self.held = paren
            self.incomplete_error("MissingOpenParenthesisAfterKeyword", word.end, word.end, "while")
            return ErrorStatementAst(start, word.end, word, {}, [], [], [])
        self.skip_lines()
        condition = self.pipeline_chain()
        missing = condition is None
        if condition is None:
            # ErrorRecovery: go on, hoping for the parenthesis and the block.
            at = paren.end
            self.incomplete_error("MissingExpressionAfterKeyword", at, at, "while")
            condition = ErrorStatementAst(at, at, None, {}, [], [], [])
        self.skip_lines()
        closing = self.next_token()
        if closing.kind != "RParen":
            # ErrorRecovery: what comes next belongs to something else.
            self.held = closing
            if not missing:
                self.incomplete_error("MissingEndParenthesisAfterStatement", condition.end, condition.end, "while")
            return ErrorStatementAst(start, condition.end, word, {}, [], [], [] if missing else [condition])
        self.skip_lines()
        body = self.statement_block()
        if body is None:
            # ErrorRecovery: keep the condition.
            self.incomplete_error("MissingLoopStatement", closing.end, closing.end, "while")
            return ErrorStatementAst(start, closing.end, word, {}, [], [], [condition])
        return WhileStatementAst(start, body.end, _name(label), condition, body)

    def do_statement(self, label: Token | None, word: Token) -> StatementAst:
        """`do body while (condition)` or `do body until (condition)`."""
        # G do-statement:
        # G     'do' statement-block new-lines:opt ('while' | 'until') new-lines:opt
        # G         '(' while-condition new-lines:opt ')'
        start = (label or word).start
        condition: PipelineBaseAst | None = None
        tail: Token | None = None
        closing: Token | None = None
        wrong: int | None = None
        self.skip_lines()
        body = self.statement_block()
        if body is None:
            # ErrorRecovery: nothing but the keyword has been typed yet.
            wrong = word.end
            self.incomplete_error("MissingLoopStatement", wrong, wrong, "do")
            return ErrorStatementAst(start, wrong, word, {}, [], [], [])
        self.skip_lines()
        tail = self.next_token()
        if tail.kind != "While" and tail.kind != "Until":
            # ErrorRecovery: what comes next belongs to something else.
            self.held = tail
            wrong = body.end
            self.incomplete_error("MissingWhileOrUntilInDoWhile", wrong, wrong)
            return ErrorStatementAst(start, wrong, word, {}, [], [], [body])
        self.skip_lines()
        paren = self.next_token()
        if paren.kind != "LParen":
            # ErrorRecovery: what comes next belongs to something else.
            self.held = paren
            wrong = tail.end
            self.incomplete_error("MissingOpenParenthesisAfterKeyword", wrong, wrong, tail.kind.lower())
            return ErrorStatementAst(start, wrong, word, {}, [], [], [body])
        self.skip_lines()
        condition = self.pipeline_chain()
        if condition is None:
            # ErrorRecovery: go on, hoping for the parenthesis.
            wrong = paren.end
            self.incomplete_error("MissingExpressionAfterKeyword", wrong, wrong, tail.kind.lower())
        self.skip_lines()
        closing = self.next_token()
        if closing.kind != "RParen":
            # ErrorRecovery: what comes next belongs to something else.
            self.held = closing
            if condition is not None:
                wrong = condition.end
                self.incomplete_error("MissingEndParenthesisAfterStatement", wrong, wrong, tail.kind.lower())
        if wrong is not None or condition is None:
            return ErrorStatementAst(start, wrong or paren.end, word, {}, [], [], nested_nodes(body, condition))
        node = DoWhileStatementAst if tail.kind == "While" else DoUntilStatementAst
        return node(start, closing.end, _name(label), condition, body)

    def for_statement(self, label: Token | None, word: Token) -> StatementAst:
        """`for (initializer; condition; iterator) body`."""
        # G for-statement:
        # G     'for' new-lines:opt '(' new-lines:opt for-initializer:opt statement-terminator
        # G         new-lines:opt for-condition:opt statement-terminator
        # G         new-lines:opt for-iterator:opt new-lines:opt ')' statement-block
        start = (label or word).start
        self.skip_lines()
        paren = self.next_token()
        if paren.kind != "LParen":
            # ErrorRecovery: nothing but the keyword has been typed yet.
            self.held = paren
            self.incomplete_error("MissingOpenParenthesisAfterKeyword", word.end, word.end, "for")
            return ErrorStatementAst(start, word.end, word, {}, [], [], [])
        end = paren.end
        parts: list[PipelineBaseAst | None] = []
        for index in range(3):
            self.skip_lines()
            part = self.pipeline_chain()
            parts.append(part)
            if part is not None:
                end = part.end
            if index < 2 and self.peek().kind == "Semi":
                end = self.peek().end
                self.held = None
        self.skip_lines()
        closing = self.next_token()
        body: StatementBlockAst | None = None
        if closing.kind != "RParen":
            # ErrorRecovery: what comes next belongs to something else.
            self.held = closing
            self.incomplete_error("MissingEndParenthesisAfterStatement", end, end, "for")
        else:
            body = self.statement_block()
            if body is None:
                # ErrorRecovery: keep what stands in the parentheses.
                end = closing.end
                self.incomplete_error("MissingLoopStatement", end, end, "for")
        if body is None:
            return ErrorStatementAst(start, end, word, {}, [], [], nested_nodes(parts))
        return ForStatementAst(start, body.end, _name(label), parts[0], parts[1], parts[2], body)

    def foreach_statement(self, label: Token | None, word: Token) -> StatementAst:
        """`foreach ($variable in condition) body`."""
        # G foreach-statement:
        # G     'foreach' new-lines:opt foreach-parameter:opt new-lines:opt
        # G         '(' new-lines:opt variable new-lines:opt 'in' new-lines:opt pipeline new-lines:opt ')'
        # G         statement-block
        start = (label or word).start
        kept: list[Ast] = []
        flags: set[str] = set()
        limit: ExpressionAst | None = None
        self.skip_lines()
        token = self.peek()
        while token.kind == "Parameter":
            self.held = None
            name = _flag(str(token.value), ("parallel", "throttlelimit"))
            if name == "parallel":
                flags.add("Parallel")
            elif name == "throttlelimit":
                limit = self.single_argument(0)
                if limit is None:
                    # ErrorRecovery: pretend there was a limit.
                    self.incomplete_error("MissingThrottleLimit", token.end, token.end)
                else:
                    kept.append(limit)
            else:
                self.error("InvalidForeachFlag", token.start, token.end, str(token.value))
            self.skip_lines()
            token = self.peek()
        paren = self.next_token()
        if paren.kind != "LParen":
            # ErrorRecovery: the rest of the statement is missing.
            self.held = paren
            self.incomplete_error("MissingOpenParenthesisAfterKeyword", word.end, word.end, "foreach")
            return ErrorStatementAst(start, word.end, word, {}, [], [], kept)
        self.skip_lines()
        token = self.next_token()
        if token.kind != "Variable" and token.kind != "SplattedVariable":
            # ErrorRecovery: the rest of the statement is missing.
            self.held = token
            self.incomplete_error("MissingVariableNameAfterForeach", paren.end, paren.end)
            return ErrorStatementAst(start, paren.end, word, {}, [], [], kept)
        splatted = token.kind == "SplattedVariable"
        variable = VariableExpressionAst(token.start, token.end, str(token.value), splatted)
        kept.append(variable)
        self.skip_lines()
        pipeline: PipelineBaseAst | None = None
        word_in = self.next_token()
        if word_in.kind != "In":
            # ErrorRecovery: the rest of the statement is missing.
            self.held = word_in
            self.incomplete_error("MissingInInForeach", variable.end, variable.end)
            return ErrorStatementAst(start, variable.end, word, {}, [], [], kept)
        self.skip_lines()
        pipeline = self.pipeline_chain()
        if pipeline is None:
            # ErrorRecovery: the rest of the statement is missing.
            self.incomplete_error("MissingForeachExpression", word_in.end, word_in.end)
            return ErrorStatementAst(start, word_in.end, word, {}, [], [], kept)
        kept.append(pipeline)
        self.skip_lines()
        closing = self.next_token()
        if closing.kind != "RParen":
            # ErrorRecovery: the rest of the statement is missing.
            self.held = closing
            self.incomplete_error("MissingEndParenthesisAfterForeach", pipeline.end, pipeline.end)
            return ErrorStatementAst(start, pipeline.end, word, {}, [], [], kept)
        body = self.statement_block()
        if body is None:
            # ErrorRecovery: keep what stands in the parentheses.
            self.incomplete_error("MissingForeachStatement", closing.end, closing.end)
            return ErrorStatementAst(start, closing.end, word, {}, [], [], kept)
        return ForEachStatementAst(start, body.end, _name(label), flags, variable, pipeline, body, limit)

    def switch_statement(self, label: Token | None, word: Token) -> StatementAst:
        """`switch [-flags] (condition) { clauses }`."""
        # G switch-statement:
        # G     'switch' new-lines:opt switch-parameters:opt switch-condition switch-body
        # G switch-condition:
        # G     '(' new-lines:opt pipeline new-lines:opt ')'
        # G     '-file' new-lines:opt switch-filename
        start = (label or word).start
        self.switch_end = word.end
        self.switch_wrong = self.switch_incomplete = False
        flags: set[str] = set()
        seen: dict[str, tuple[Token, Ast | None]] = {}
        condition = self._switch_flags(flags, seen)
        wrong = self.switch_wrong
        incomplete = self.switch_incomplete
        end = self.switch_end
        parenthesised = False
        paren = self.peek()
        if paren.kind == "LParen":
            end = paren.end
            self.held = None
            if "File" in flags:
                # ErrorRecovery: the meaning is wrong, not the form, so keep parsing.
                wrong = True
                self.error("PipelineValueRequired", paren.start, paren.end)
            parenthesised = True
            self.skip_lines()
            condition = self.pipeline_chain()
            if condition is None:
                # ErrorRecovery: pretend we saw the condition.
                wrong = True
                incomplete |= self._report("PipelineValueRequired", end)
            else:
                end = condition.end
            self.skip_lines()
            closing = self.next_token()
            if closing.kind != "RParen":
                # ErrorRecovery: try the body all the same.
                self.held = closing
                if not incomplete:
                    wrong = True
                    incomplete |= self._report("MissingEndParenthesisInSwitchStatement", end)
            else:
                end = closing.end
        elif condition is None and "File" not in flags:
            wrong = True
            incomplete |= self._report("PipelineValueRequired", end)
        self.skip_lines()
        opening = self.next_token()
        clauses: list[tuple[ExpressionAst, StatementBlockAst]] = []
        default: StatementBlockAst | None = None
        kept: list[Ast] = []
        if opening.kind != "LCurly":
            # ErrorRecovery: there is no body.
            self.held = opening
            if not incomplete:
                wrong = True
                self._report("MissingCurlyBraceInSwitchStatement", end)
        else:
            default, end, failed = self._switch_body(opening, clauses, kept, incomplete)
            wrong |= failed
        if wrong or condition is None:
            conditions = nested_nodes(condition) if parenthesised else []
            return ErrorStatementAst(start, end, word, seen, conditions, [], kept)
        return SwitchStatementAst(start, end, _name(label), flags, condition, clauses, default)

    def _report(self, id: str, at: int, *arguments: str) -> bool:
        self.incomplete_error(id, at, at, *arguments)
        return self.only_blank_after(at)

    def _switch_flags(self, flags: set[str], seen: dict[str, tuple[Token, Ast | None]]) -> PipelineBaseAst | None:
        """Read `-regex` and the like; returns the condition that `-file` gives."""
        condition: PipelineBaseAst | None = None
        self.skip_lines()
        token = self.peek()
        while token.kind == "Parameter":
            self.held = None
            self.switch_end = token.end
            name = _flag(str(token.value), _SWITCH_FLAGS)
            node: Ast | None = None
            if name is None:
                # ErrorRecovery: ignore the parameter.
                self.switch_wrong = True
                self.error("InvalidSwitchFlag", token.start, token.end, str(token.value))
            elif name == "file":
                flags.add("File")
                self.skip_lines()
                file = self.single_argument(FILE)
                if file is None:
                    # ErrorRecovery: pretend there was a file.
                    self.switch_wrong = True
                    self.switch_incomplete |= self._report("MissingFilenameOption", token.end)
                else:
                    self.switch_end = file.end
                    element = CommandExpressionAst(file.start, file.end, file, [])
                    node = condition = PipelineAst(file.start, file.end, [element], False)
            else:
                flags.add(_SWITCH_FLAGS[name])
                if name in ("regex", "exact"):
                    flags.discard("Wildcard")
                if name in ("wildcard", "exact"):
                    flags.discard("Regex")
                if name == "exact":
                    flags.discard("Exact")
            if name is not None:
                seen.setdefault(name, (token, node))
            token = self.peek()
        return condition

    def _switch_body(
        self,
        opening: Token,
        clauses: list[tuple[ExpressionAst, StatementBlockAst]],
        kept: list[Ast],
        incomplete: bool,
    ) -> tuple[StatementBlockAst | None, int, bool]:
        """Fill the clauses; returns the default, where the body ends, and whether something was wrong."""
        # G switch-clause:
        # G     switch-clause-condition statement-block statement-terminators:opt
        default: StatementBlockAst | None = None
        end = opening.end
        wrong = False
        self.skip_lines()
        while True:
            condition = self.single_argument(SWITCH_CONDITION)
            if condition is None:
                # ErrorRecovery: give the statement up; take a brace, so that it is no second error.
                wrong = True
                self.incomplete_error("MissingSwitchConditionExpression", end, end)
                if self.peek().kind == "RCurly":
                    self.held = None
                return default, end, wrong
            kept.append(condition)
            end = condition.end
            self.skip_lines()
            body = self.statement_block()
            if body is None:
                # ErrorRecovery: only the block may be missing, so keep parsing.
                wrong = True
                incomplete |= self._report("MissingSwitchStatementClause", end)
            else:
                kept.append(body)
                end = body.end
                word = condition if isinstance(condition, StringConstantExpressionAst) else None
                if word is not None and word.string_constant_type == "BareWord" and word.value.lower() == "default":
                    if default is not None:
                        # ErrorRecovery: forget the default before.
                        wrong = True
                        self.error("MultipleSwitchDefaultClauses", condition.start, condition.end)
                    default = body
                else:
                    clauses.append((condition, body))
            self.skip_lines_and_semicolons()
            token = self.peek()
            if token.kind == "RCurly":
                self.held = None
                return default, end if wrong else token.end, wrong
            if token.kind == "EndOfInput":
                if not incomplete:
                    wrong = True
                    self.incomplete_error("MissingEndCurlyBrace", opening.start, opening.end, seen=token.end)
                return default, end, True


def _name(label: Token | None) -> str | None:
    return None if label is None else str(label.value)
