"""Productions of primary expressions: literals, variables, strings, parentheses, hashtables, script blocks."""

from __future__ import annotations

from glueshell.language.ast import (
    ArrayExpressionAst,
    ConstantExpressionAst,
    ErrorStatementAst,
    ExpandableStringExpressionAst,
    ExpressionAst,
    HashtableAst,
    ParenExpressionAst,
    ScriptBlockExpressionAst,
    StatementAst,
    StatementBlockAst,
    StringConstantExpressionAst,
    SubExpressionAst,
    TrapStatementAst,
    UsingExpressionAst,
    VariableExpressionAst,
)
from glueshell.language.grammar import COMMAND, EXPRESSION
from glueshell.language.lexer_strings import Expandable, SubExpressionText
from glueshell.language.parse_expressions import ExpressionProductions
from glueshell.language.tokens import Token

_STRING_TYPES = {
    "StringLiteral": "SingleQuoted",
    "HereStringLiteral": "SingleQuotedHereString",
    "StringExpandable": "DoubleQuoted",
    "HereStringExpandable": "DoubleQuotedHereString",
}


class PrimaryProductions(ExpressionProductions):
    """What an expression is made of in the end."""

    def primary(self, with_members: bool = True) -> ExpressionAst | None:
        """A primary expression, with the member accesses that follow it if asked."""
        # G primary-expression:
        # G     value
        # G     member-access
        # G     element-access
        # G     invocation-expression
        # G     post-increment-expression | post-decrement-expression
        held = self.held
        if held is None:
            token = self.next_token()
        else:
            token = held
            self.held = None
        kind = token.kind
        result: ExpressionAst
        if kind == "Variable" or kind == "SplattedVariable":
            name = str(token.value)
            splatted = kind == "SplattedVariable"
            if name[:6].lower() == "using:" and len(name) > 6:
                return self._using(token, name, splatted, with_members)
            result = VariableExpressionAst(token.start, token.end, name, splatted)
        elif kind == "Number":
            result = ConstantExpressionAst(token.start, token.end, token.value)
        elif kind == "StringLiteral" or kind == "HereStringLiteral":
            result = StringConstantExpressionAst(token.start, token.end, str(token.value), _STRING_TYPES[kind])
        elif kind == "StringExpandable" or kind == "HereStringExpandable":
            result = self.expandable(token, _STRING_TYPES[kind])
        elif kind == "LParen":
            result = self._parenthesised(token)
        elif kind == "DollarParen" or kind == "AtParen":
            result = self.sub_expression(token)
        elif kind == "AtCurly":
            result = self.hashtable(token)
        elif kind == "LCurly":
            result = self.script_block_expression(token)
        else:
            self.held = token
            return None
        if not with_members:
            return result
        if self.held is None and self.text[self.pos] in ".[:?":
            return self.members(self.member_operator(True), result)
        return result

    def _using(self, token: Token, name: str, splatted: bool, with_members: bool) -> ExpressionAst:
        inner: ExpressionAst = VariableExpressionAst(token.start, token.end, name[6:], splatted)
        if with_members:
            inner = self.members(self.member_operator(True), inner)
        return UsingExpressionAst(inner.start, inner.end, inner)

    def _parenthesised(self, paren: Token) -> ExpressionAst:
        # G parenthesized-expression:
        # G     '(' new-lines:opt pipeline-chain new-lines:opt ')'
        self.deepen()
        old_comma, self.comma_disabled = self.comma_disabled, False
        old_simple, self.simple_name = self.simple_name, False
        old_mode = self.set_mode(COMMAND)
        self.skip_lines()
        pipeline = self.pipeline_chain()
        if pipeline is None:
            # ErrorRecovery: an error stands for what is missing.
            self.incomplete_error("ExpectedExpression", paren.end, paren.end)
            pipeline = ErrorStatementAst(paren.end, paren.end, None, {}, [], [], [])
        self.skip_lines()
        closing = self.next_token()
        end = closing.end
        if closing.kind != "RParen":
            # ErrorRecovery: pretend we saw a ')'.
            self.held = closing
            end = pipeline.end
            self.incomplete_error("MissingEndParenthesisInExpression", end, end)
        self.comma_disabled = old_comma
        self.simple_name = old_simple
        self.set_mode(old_mode)
        self.depth -= 1
        return ParenExpressionAst(paren.start, end, pipeline)

    def sub_expression(self, opening: Token) -> ExpressionAst:
        """`$( ... )` or `@( ... )`, the opening already read."""
        # G sub-expression:
        # G     '$(' new-lines:opt statement-list:opt new-lines:opt ')'
        # G array-expression:
        # G     '@(' new-lines:opt statement-list:opt new-lines:opt ')'
        self.deepen()
        old_comma, self.comma_disabled = self.comma_disabled, False
        old_simple, self.simple_name = self.simple_name, False
        old_mode = self.set_mode(COMMAND)
        self.skip_lines()
        statements: list[StatementAst] = []
        traps: list[TrapStatementAst] = []
        extent = self.statement_list(statements, traps)
        self.skip_lines()
        closing = self.next_token()
        end = closing.end
        if closing.kind != "RParen":
            # ErrorRecovery: pretend we saw a ')'.
            self.held = closing
            end = extent[1] if extent else opening.end
            id = "MissingEndParenthesisInSubexpression"
            self.incomplete_error(id, *self.place(closing))
        self.comma_disabled = old_comma
        self.simple_name = old_simple
        self.set_mode(old_mode)
        self.depth -= 1
        start, stop = extent or (opening.end, opening.end)
        block = StatementBlockAst(start, stop, statements, traps)
        if opening.kind == "DollarParen":
            return SubExpressionAst(opening.start, end, block)
        return ArrayExpressionAst(opening.start, end, block)

    def hashtable(self, opening: Token) -> HashtableAst:
        """`@{ ... }`, the opening already read."""
        # G hash-literal:
        # G     '@{' new-lines:opt hash-literal-body:opt new-lines:opt '}'
        self.deepen()
        old_comma, old_simple = self.comma_disabled, self.simple_name
        old_mode = self.set_mode(EXPRESSION)
        self.simple_name = False
        self.skip_lines()
        pairs: list[tuple[ExpressionAst, StatementAst]] = []
        while True:
            pair = self._key_value()
            if pair is None:
                break
            pairs.append(pair)
            token = self.peek()
            if token.kind != "NewLine" and token.kind != "Semi":
                break
            self.skip_lines_and_semicolons()
        closing = self.next_token()
        end = closing.end
        if closing.kind != "RCurly":
            # ErrorRecovery: pretend we saw a '}'.
            self.held = closing
            end = self.before(closing)
            self.incomplete_error("MissingEndCurlyBrace", opening.end, opening.end, seen=closing.end)
        self.comma_disabled = old_comma
        self.simple_name = old_simple
        self.set_mode(old_mode)
        self.depth -= 1
        return HashtableAst(opening.start, end, pairs)

    def _key_value(self) -> tuple[ExpressionAst, StatementAst] | None:
        # G hash-entry:
        # G     key-expression '=' new-lines:opt statement
        self.set_mode(EXPRESSION)
        self.comma_disabled = True
        key: ExpressionAst | None
        simple = self.simple_name_of()
        if simple is not None:
            key = simple[1]
        else:
            key = self.unary()
            if key is None:
                return None
        equals = self.next_token()
        statement: StatementAst | None
        if equals.kind == "Equals":
            self.skip_lines()
            self.set_mode(COMMAND)
            self.comma_disabled = False
            statement = self.statement()
            self.set_mode(EXPRESSION)
            if statement is None:
                # ErrorRecovery: pretend we saw a statement and keep parsing.
                at = equals.end
                self.incomplete_error("MissingStatementInHashLiteral", at, at)
                statement = ErrorStatementAst(at, at, None, {}, [], [], [])
        else:
            # ErrorRecovery: pretend we saw '=' and a statement, and keep parsing.
            self.held = equals
            at = key.end
            self.error("MissingEqualsInHashLiteral", at, at)
            statement = ErrorStatementAst(at, at, None, {}, [], [], [])
            self.simple_name = True
            self.resync(equals.start)
            self.sync_on_error(False, "RCurly")
            self.simple_name = False
        return key, statement

    def script_block_expression(self, opening: Token) -> ExpressionAst:
        """`{ ... }` as a value, the brace already read."""
        # G script-block-expression:
        # G     '{' new-lines:opt script-block new-lines:opt '}'
        old_comma, self.comma_disabled = self.comma_disabled, False
        old_simple, self.simple_name = self.simple_name, False
        old_mode = self.set_mode(COMMAND)
        block = self.script_block(opening, False)
        self.comma_disabled = old_comma
        self.simple_name = old_simple
        self.set_mode(old_mode)
        return ScriptBlockExpressionAst(block.start, block.end, block)

    # Expandable strings

    def expandable(self, token: Token, string_type: str) -> ExpressionAst:
        """The node of an expandable token: a constant when nothing in it needs expanding."""
        held = token.value
        if not isinstance(held, Expandable):
            return StringConstantExpressionAst(token.start, token.end, str(held), string_type)
        if not held.inner:
            return StringConstantExpressionAst(token.start, token.end, held.value, string_type)
        nested: list[ExpressionAst] = []
        token.nested = []
        for inner in held.inner:
            if isinstance(inner, SubExpressionText):
                nested.append(self._nested(inner, token.nested))
                continue
            token.nested.append(inner)
            name = str(inner.value)
            variable = VariableExpressionAst(inner.start, inner.end, name, False)
            if name[:6].lower() == "using:" and len(name) > 6:
                variable.variable_path = name[6:]
                nested.append(UsingExpressionAst(inner.start, inner.end, variable))
            else:
                nested.append(variable)
        result = ExpandableStringExpressionAst(token.start, token.end, held.value, string_type, nested, held.parts)
        token.value = held.value
        return result

    def _nested(self, inner: SubExpressionText, tokens: list[Token]) -> ExpressionAst:
        """Parse the `$()` found inside a string; its tokens are added to the list."""
        self.deepen()
        saved = (self.text, self.length, self.script_length, self.pos, self.tokens, self.held, self.mode)
        old_comma, old_simple, old_signed = self.comma_disabled, self.simple_name, self.allow_signed
        errors = len(self.errors)
        offsets: list[int] | None = None
        text = self.text
        if inner.skipped:
            dropped = set(inner.skipped)
            offsets = [at for at in range(inner.start, inner.end) if at not in dropped] + [inner.end]
            # An escaped quote is read as the quote; a doubled one as one.
            body = "".join([text[at + 1] if at + 1 in dropped and text[at] == "`" else text[at] for at in offsets[:-1]])
            self.text = text[: inner.start] + body + "\0\0\0"
            self.length = inner.start + len(body)
        else:
            self.text = text[: inner.end] + "\0\0\0"
            self.length = inner.end
        # PowerShell compares offsets of the whole text with the length of this piece.
        self.script_length = self.length - inner.start
        self.pos = inner.start
        self.tokens = []
        self.held = None
        self.mode = EXPRESSION
        self.comma_disabled = self.simple_name = self.allow_signed = False
        node = self.primary()
        if node is None:
            node = StringConstantExpressionAst(inner.start, inner.end, text[inner.start : inner.end], "BareWord")
        found = self.tokens
        self.text, self.length, self.script_length, self.pos, self.tokens, self.held, self.mode = saved
        self.comma_disabled, self.simple_name, self.allow_signed = old_comma, old_simple, old_signed
        self.depth -= 1
        if offsets is not None:
            _move(node, found, inner.start, offsets, text)
            for error in self.errors[errors:]:
                error.start = _moved(error.start, inner.start, offsets)
                error.end = _moved(error.end, inner.start, offsets)
        tokens.extend(found)
        return node


def _moved(at: int, base: int, offsets: list[int]) -> int:
    return offsets[min(max(at - base, 0), len(offsets) - 1)]


def _move(node: ExpressionAst, tokens: list[Token], base: int, offsets: list[int], text: str) -> None:
    """Move nodes and tokens parsed without the skipped quotes back to where they stand in the text."""
    seen: set[int] = set()
    stack: list[object] = [node, *tokens]
    while stack:
        item = stack.pop()
        if isinstance(item, (list, tuple)):
            stack.extend(item)
            continue
        if isinstance(item, dict):
            stack.extend(item.values())
            continue
        if item is None or id(item) in seen or not hasattr(item, "start"):
            continue
        seen.add(id(item))
        names = {name for kind in type(item).__mro__ for name in getattr(kind, "__slots__", ())}
        for name in names:
            value = getattr(item, name, None)
            if name in ("start", "end", "error_start", "error_end") and isinstance(value, int):
                setattr(item, name, _moved(value, base, offsets))
            elif name not in ("text", "kind") and not isinstance(value, (str, int, float)):
                stack.append(value)
        if isinstance(item, Token):
            item.text = text[item.start : item.end]
