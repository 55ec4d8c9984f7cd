"""Productions of statements: the list, the choice between them, `if`, `try`, `trap` and the short ones."""

from __future__ import annotations

from glueshell.language.ast import (
    Ast,
    AttributeAst,
    AttributeBaseAst,
    BlockStatementAst,
    BreakStatementAst,
    CatchClauseAst,
    ContinueStatementAst,
    ErrorStatementAst,
    ExitStatementAst,
    ExpressionAst,
    IfStatementAst,
    PipelineBaseAst,
    ReturnStatementAst,
    StatementAst,
    StatementBlockAst,
    ThrowStatementAst,
    TrapStatementAst,
    TryStatementAst,
    TypeConstraintAst,
)
from glueshell.language.grammar import COMMAND, EXPRESSION
from glueshell.language.parse_commands import CommandProductions
from glueshell.language.parse_expressions import nested_nodes
from glueshell.language.tokens import KEYWORD, STATEMENT_DOESNT_SUPPORT_ATTRIBUTES, Token


class StatementProductions(CommandProductions):
    """Statements."""

    def statement_list(self, statements: list[StatementAst], traps: list[TrapStatementAst]) -> tuple[int, int] | None:
        """Fill the lists with the statements that stand here; returns their extent, None when there are none."""
        # G statement-list:
        # G     statement
        # G     statement-list statement
        start: int | None = None
        end = 0
        self.skip_lines_and_semicolons()
        while True:
            statement = self.statement()
            if statement is None:
                break
            if isinstance(statement, TrapStatementAst):
                traps.append(statement)
            else:
                statements.append(statement)
            if start is None:
                start = statement.start
            end = statement.end
            self.skip_lines_and_semicolons()
            kind = self.peek().kind
            if kind == "RParen" or kind == "RCurly":
                break
        return None if start is None else (start, end)

    def statement(self) -> StatementAst | None:
        """One statement, or None when none starts here."""
        # G statement:
        # G     if-statement
        # G     label:opt labeled-statement
        # G     function-statement
        # G     flow-control-statement statement-terminator
        # G     trap-statement | try-statement | data-statement | type-definition | using-statement
        # G     pipeline-chain statement-terminator
        self.deepen()
        if self.held is None and self.mode == COMMAND:
            self.skip_blanks()
            if self.text[self.pos] == "$":
                result: StatementAst | None = self.pipeline_chain()
                self.depth -= 1
                return result
        token = self.next_token()
        if token.kind == "Generic" and token.text[0] == "[":
            result = self._attributed_statement(token)
        else:
            result = self._statement(token, None)
        self.depth -= 1
        return result

    def _attributed_statement(self, token: Token) -> StatementAst | None:
        restore = token.start
        self.resync(restore)
        attributes = self.attribute_list(False)
        token = self.next_token()
        if attributes:
            if token.flags & STATEMENT_DOESNT_SUPPORT_ATTRIBUTES:
                if any(isinstance(each, TypeConstraintAst) for each in attributes):
                    self.resync(restore)
                    token = self.next_token()
                else:
                    first = attributes[0]
                    self.error("UnexpectedAttribute", first.start, first.end, first.type_name.full_name)
            elif token.flags & KEYWORD:
                for each in attributes:
                    if not isinstance(each, AttributeAst):
                        self.error("TypeNotAllowedBeforeStatement", each.start, each.end, each.type_name.full_name)
                        break
            else:
                self.resync(restore)
                token = self.next_token()
        return self._statement(token, attributes, restore)

    def _statement(
        self, token: Token, attributes: list[AttributeBaseAst] | None, restore: int | None = None
    ) -> StatementAst | None:
        kind = token.kind
        name = _STATEMENTS.get(kind)
        if name is not None:
            method = getattr(self, name)
            if kind == "Class" or kind == "Enum":
                result: StatementAst | None = method(attributes, token)
            elif kind in _LABELLED:
                result = method(None, token)
            else:
                result = method(token)
            return result
        if kind == "EndOfInput":
            self.held = token
            return None
        if kind in ("Else", "ElseIf", "Catch", "Until") and self.errors:
            # ErrorRecovery: the error before is what made these stand alone, so say nothing of them.
            self.skip_lines()
            return self.statement()
        if kind in ("From", "Define", "Var"):
            self.error("ReservedKeywordNotAllowed", token.start, token.end, kind.lower())
            return ErrorStatementAst(token.start, token.end, token, {}, [], [], [])
        if attributes is not None and restore is not None:
            self.resync(restore)
        else:
            self.held = token
        return self.pipeline_chain()

    def labelled(self, label: Token) -> StatementAst | None:
        """A loop or switch with a label before it."""
        # G labeled-statement:
        # G     ':' label-name new-lines:opt (switch | foreach | for | while | do)
        self.skip_lines()
        token = self.peek()
        if token.kind in _LABELLED:
            self.held = None
            result: StatementAst = getattr(self, _STATEMENTS[token.kind])(label, token)
            return result
        # ErrorRecovery: the label belongs to nothing; it was meant as a command.
        self.resync(label.start)
        return self.pipeline_chain()

    def statement_block(self) -> StatementBlockAst | None:
        """Statements in braces, or None when no brace comes next."""
        # G statement-block:
        # G     new-lines:opt '{' statement-list:opt new-lines:opt '}'
        self.skip_lines()
        opening = self.next_token()
        if opening.kind != "LCurly":
            self.held = opening
            return None
        old_comma, self.comma_disabled = self.comma_disabled, False
        old_mode = self.set_mode(COMMAND)
        statements: list[StatementAst] = []
        traps: list[TrapStatementAst] = []
        extent = self.statement_list(statements, traps)
        closing = self.next_token()
        end = closing.end
        if closing.kind != "RCurly":
            # ErrorRecovery: pretend we saw a '}'.
            self.held = closing
            end = extent[1] if extent else opening.end
            self.incomplete_error("MissingEndCurlyBrace", opening.start, opening.end, seen=closing.end)
        self.comma_disabled = old_comma
        self.set_mode(old_mode)
        return StatementBlockAst(opening.start, end, statements, traps)

    def if_statement(self, word: Token) -> StatementAst:
        """`if` with its `elseif` and `else`."""
        # G if-statement:
        # G     'if' new-lines:opt '(' pipeline-statement ')' statement-block elseif-clauses:opt else-clause:opt
        # G elseif-clause:
        # G     new-lines:opt 'elseif' new-lines:opt '(' new-lines:opt pipeline-statement new-lines:opt ')'
        # G         statement-block
        # G else-clause:
        # G     new-lines:opt 'else' statement-block
        clauses: list[tuple[PipelineBaseAst, StatementBlockAst]] = []
        kept: list[Ast] = []
        otherwise: StatementBlockAst | None = None
        keyword = word
        while True:
            self.skip_lines()
            paren = self.next_token()
            if paren.kind != "LParen":
                # ErrorRecovery: nothing but the keyword has been typed yet.
                self.held = paren
                at = keyword.end
                self.incomplete_error("MissingOpenParenthesisInIfStatement", at, at, keyword.text)
                return ErrorStatementAst(word.start, keyword.end, word, {}, [], [], kept)
            self.skip_lines()
            condition = self.pipeline_chain()
            missing = condition is None
            if condition is None:
                # ErrorRecovery: go on, hoping for the parenthesis and the block.
                at = paren.end
                self.incomplete_error("IfStatementMissingCondition", at, at, keyword.text)
                condition = ErrorStatementAst(at, at, None, {}, [], [], [])
            else:
                kept.append(condition)
            self.skip_lines()
            closing = self.next_token()
            if closing.kind != "RParen":
                # ErrorRecovery: what comes next belongs to something else.
                self.held = closing
                if not missing:
                    self.incomplete_error(
                        "MissingEndParenthesisAfterStatement", *self.place(closing), keyword.text
                    )
                return ErrorStatementAst(word.start, self.before(closing), word, {}, [], [], kept)
            self.skip_lines()
            body = self.statement_block()
            if body is None:
                # ErrorRecovery: what comes next belongs to something else.
                self.incomplete_error("MissingStatementBlock", closing.start, closing.end, keyword.text)
                return ErrorStatementAst(word.start, closing.end, word, {}, [], [], kept)
            kept.append(body)
            clauses.append((condition, body))
            restore = self.restore_point()
            self.skip_lines()
            keyword = self.peek()
            if keyword.kind == "ElseIf":
                self.held = None
                continue
            if keyword.kind == "Else":
                self.held = None
                self.skip_lines()
                otherwise = self.statement_block()
                if otherwise is None:
                    # ErrorRecovery: keep the clauses before.
                    self.incomplete_error("MissingStatementBlockAfterElse", keyword.end, keyword.end)
                    return ErrorStatementAst(word.start, keyword.end, word, {}, [], [], kept)
            else:
                self.resync(restore)
            break
        end = otherwise.end if otherwise is not None else clauses[-1][1].end
        return IfStatementAst(word.start, end, clauses, otherwise)

    def try_statement(self, word: Token) -> StatementAst:
        """`try` with its `catch` blocks and `finally`."""
        # G try-statement:
        # G     'try' statement-block catch-clauses
        # G     'try' statement-block finally-clause
        # G     'try' statement-block catch-clauses finally-clause
        self.skip_lines()
        body = self.statement_block()
        if body is None:
            # ErrorRecovery: nothing but the keyword has been typed yet.
            self.incomplete_error("MissingTryStatementBlock", word.end, word.end)
            return ErrorStatementAst(word.start, word.end, word, {}, [], [], [])
        catches: list[CatchClauseAst] = []
        kept: list[Ast] = []
        wrong: int | None = None
        while True:
            catch, at = self._catch(kept)
            if at is not None:
                wrong = at
            if catch is None:
                break
            catches.append(catch)
        restore = self.restore_point()
        self.skip_lines()
        finally_: StatementBlockAst | None = None
        token = self.peek()
        if token.kind == "Finally":
            self.held = None
            finally_ = self.statement_block()
            if finally_ is None:
                # ErrorRecovery: keep what stands before.
                wrong = token.end
                self.incomplete_error("MissingFinallyStatementBlock", wrong, wrong)
        else:
            self.resync(restore)
        if not catches and finally_ is None and wrong is None:
            wrong = body.end
            self.incomplete_error("MissingCatchOrFinally", wrong, wrong)
        if wrong is not None:
            nested = nested_nodes(body, catches, kept)
            return ErrorStatementAst(word.start, wrong, word, {}, [], [], nested)
        end = finally_.end if finally_ is not None else catches[-1].end
        return TryStatementAst(word.start, end, body, catches, finally_)

    def _catch(self, kept: list[Ast]) -> tuple[CatchClauseAst | None, int | None]:
        """One catch clause, and where an error ends, if any."""
        # G catch-clause:
        # G     new-lines:opt 'catch' catch-type-list:opt statement-block
        restore = self.restore_point()
        self.skip_lines()
        word = self.next_token()
        if word.kind != "Catch":
            self.resync(restore)
            return None, None
        types: list[TypeConstraintAst] = []
        wrong: int | None = None
        comma: Token | None = None
        while True:
            self.skip_lines()
            attribute = self.attribute()
            if attribute is None:
                if comma is not None:
                    wrong = comma.end
                    self.incomplete_error("MissingTypeLiteralToken", wrong, wrong)
                break
            if isinstance(attribute, TypeConstraintAst):
                types.append(attribute)
            else:
                self.error("UnexpectedAttribute", attribute.start, attribute.end, attribute.type_name.full_name)
            self.skip_lines()
            comma = self.peek()
            if comma.kind != "Comma":
                break
            self.held = None
        self.catches += 1
        body = self.statement_block()
        self.catches -= 1
        if body is None:
            # ErrorRecovery: keep the types.
            if wrong is None:
                wrong = types[-1].end if types else word.end
                self.incomplete_error("MissingCatchHandlerBlock", wrong, wrong)
            kept.extend(types)
            return None, wrong
        return CatchClauseAst(word.start, body.end, types, body), wrong

    def trap_statement(self, word: Token) -> StatementAst:
        """`trap [type] { ... }`."""
        # G trap-statement:
        # G     'trap' new-lines:opt type-literal:opt new-lines:opt statement-block
        self.skip_lines()
        attribute = self.attribute()
        kind = attribute if isinstance(attribute, TypeConstraintAst) else None
        self.skip_lines()
        body = self.statement_block()
        if body is None:
            # ErrorRecovery: keep the type.
            end = attribute.end if attribute is not None else word.end
            self.incomplete_error("MissingTrapStatement", end, end)
            return ErrorStatementAst(word.start, end, word, {}, [], [], nested_nodes(attribute))
        return TrapStatementAst(word.start, body.end, kind, body)

    # Flow control

    def _flow_pipeline(self, word: Token) -> tuple[PipelineBaseAst | None, int]:
        # G flow-control-pipeline:
        # G     pipeline-chain
        pipeline = self.pipeline_chain()
        return pipeline, word.end if pipeline is None else pipeline.end

    def return_statement(self, word: Token) -> StatementAst:
        """`return [pipeline]`."""
        pipeline, end = self._flow_pipeline(word)
        return ReturnStatementAst(word.start, end, pipeline)

    def throw_statement(self, word: Token) -> StatementAst:
        """`throw [pipeline]`."""
        pipeline, end = self._flow_pipeline(word)
        return ThrowStatementAst(word.start, end, pipeline, self.catches > 0)

    def exit_statement(self, word: Token) -> StatementAst:
        """`exit [pipeline]`."""
        pipeline, end = self._flow_pipeline(word)
        return ExitStatementAst(word.start, end, pipeline)

    def _label(self, word: Token) -> tuple[ExpressionAst | None, int]:
        # G label-expression:
        # G     simple-name
        # G     unary-expression
        label: ExpressionAst | None
        old = self.set_mode(EXPRESSION)
        simple = self.simple_name_of()
        label = simple[1] if simple is not None else self.unary()
        self.set_mode(old)
        return label, word.end if label is None else label.end

    def break_statement(self, word: Token) -> StatementAst:
        """`break [label]`."""
        label, end = self._label(word)
        return BreakStatementAst(word.start, end, label)

    def continue_statement(self, word: Token) -> StatementAst:
        """`continue [label]`."""
        label, end = self._label(word)
        return ContinueStatementAst(word.start, end, label)

    def block_statement(self, word: Token) -> StatementAst:
        """`parallel { }` or `sequence { }`."""
        # G block-statement:
        # G     ('parallel' | 'sequence') statement-block
        self.skip_lines()
        body = self.statement_block()
        if body is None:
            # ErrorRecovery: nothing but the keyword has been typed yet.
            self.incomplete_error("MissingStatementAfterKeyword", word.end, word.end, word.text)
            return ErrorStatementAst(word.start, word.end, word, {}, [], [], [])
        self.error("UnexpectedKeyword", word.start, word.end, word.kind.lower())
        return BlockStatementAst(word.start, body.end, word, body)


_STATEMENTS = {
    "If": "if_statement",
    "Switch": "switch_statement",
    "Foreach": "foreach_statement",
    "For": "for_statement",
    "While": "while_statement",
    "Do": "do_statement",
    "Function": "function_statement",
    "Filter": "function_statement",
    "Workflow": "function_statement",
    "Return": "return_statement",
    "Throw": "throw_statement",
    "Exit": "exit_statement",
    "Break": "break_statement",
    "Continue": "continue_statement",
    "Trap": "trap_statement",
    "Try": "try_statement",
    "Data": "data_statement",
    "Parallel": "block_statement",
    "Sequence": "block_statement",
    "Label": "labelled",
    "Using": "late_using_statement",
    "Class": "class_statement",
    "Enum": "enum_statement",
    "Configuration": "configuration_statement",
}
_LABELLED = frozenset(("Switch", "Foreach", "For", "While", "Do"))
