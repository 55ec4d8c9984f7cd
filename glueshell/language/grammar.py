"""What every part of the parser stands on: looking ahead, modes, going back, skipping newlines, and the depth guard."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from glueshell.language.ast import StringConstantExpressionAst
from glueshell.language.lexer import COMMAND, EXPRESSION, Lexer
from glueshell.language.tokens import MEMBER_NAME, PARSE_MODE_INVARIANT, Token

if TYPE_CHECKING:
    from glueshell.language.ast import (
        AttributeBaseAst,
        ExpressionAst,
        PipelineBaseAst,
        ScriptBlockAst,
        StatementAst,
        StatementBlockAst,
        TrapStatementAst,
    )

# Nested parentheses, braces, statements and unary operators; deeper text is refused, not crashed on.
MAX_DEPTH = 1000

_OPENERS = {
    "LParen": 0,
    "AtParen": 0,
    "DollarParen": 0,
    "LCurly": 1,
    "AtCurly": 1,
    "LBracket": 2,
    "QuestionLBracket": 2,
}
_CLOSERS = {"RParen": 0, "RCurly": 1, "RBracket": 2}


class TooComplicated(Exception):
    """The text nests deeper than `MAX_DEPTH`; `parse` turns it into an error."""


class Grammar(Lexer):
    """The parser's state; each production returns a node, or None when the text is not its kind of thing."""

    def __init__(self, text: str, chain: Callable[[str], list[str]] | None = None) -> None:
        super().__init__(text, chain)
        self.comma_disabled = False
        self.depth = 0
        # How many `catch` blocks are around the statement.
        self.catches = 0
        self.early_errors: list[StatementAst] = []

    if TYPE_CHECKING:

        def expression(self, in_ternary: bool = False) -> ExpressionAst | None: ...
        def unary(self) -> ExpressionAst | None: ...
        def primary(self, with_members: bool = True) -> ExpressionAst | None: ...
        def pipeline_chain(self) -> PipelineBaseAst | None: ...
        def statement(self) -> StatementAst | None: ...
        def statement_list(
            self, statements: list[StatementAst], traps: list[TrapStatementAst]
        ) -> tuple[int, int] | None: ...
        def statement_block(self) -> StatementBlockAst | None: ...
        def script_block(self, opening: Token | None, is_filter: bool) -> ScriptBlockAst: ...
        def script_block_expression(self, opening: Token) -> ExpressionAst: ...
        def attribute_list(self, in_expression: bool) -> list[AttributeBaseAst] | None: ...
        def single_argument(self, context: int) -> ExpressionAst | None: ...

    def peek(self) -> Token:
        """The next token, left where it is."""
        held = self.held
        if held is None:
            held = self.held = self.next_token()
        return held

    def skip(self) -> None:
        """Drop the token that was peeked at."""
        self.held = None

    def unget(self, token: Token) -> None:
        """Hold a token back, to be the next one again."""
        self.held = token

    def set_mode(self, mode: int) -> int:
        """Change the lexer's mode and return the old one; a held token that the mode matters to is read again."""
        old = self.mode
        if mode != old:
            held = self.held
            if held is not None and not held.flags & PARSE_MODE_INVARIANT:
                self.resync(held.start)
            self.mode = mode
        return old

    def skip_lines(self) -> None:
        """Step over newlines (and comments), if that is what comes next."""
        held = self.held
        if held is None or held.kind == "NewLine":
            self.held = None
            self.skip_newlines()

    def skip_lines_and_semicolons(self) -> None:
        """Step over newlines and semicolons, if that is what comes next."""
        held = self.held
        if held is None or held.kind == "NewLine" or held.kind == "Semi":
            self.held = None
            self.skip_newlines(True)

    def restore_point(self) -> int:
        """Where to go back to with `resync` so that nothing parsed from here on has happened."""
        return self.pos if self.held is None else self.held.start

    def before(self, token: Token) -> int:
        """Where something ends that the token should have closed: the offset before it, as PowerShell counts."""
        return self.length if token.kind == "EndOfInput" else max(token.start - 1, 0)

    def place(self, token: Token) -> tuple[int, int]:
        """What an error about a token points at: about the end of the text, as PowerShell counts, behind it."""
        return (token.end + 1, token.end + 1) if token.kind == "EndOfInput" else (token.start, token.end)

    def deepen(self) -> None:
        """Count one level of nesting; the caller gives it back by `self.depth -= 1`."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise TooComplicated

    def simple_name_of(self) -> tuple[Token, StringConstantExpressionAst] | None:
        """A plain identifier, keywords included, as a bare word; None when something else comes next."""
        # G simple-name:
        # G     identifier
        old = self.simple_name
        self.simple_name = True
        held = self.held
        if held is not None and not held.flags & PARSE_MODE_INVARIANT:
            self.resync(held.start)
        token = self.peek()
        self.simple_name = old
        if token.kind != "Identifier":
            return None
        self.held = None
        token.flags |= MEMBER_NAME
        return token, StringConstantExpressionAst(token.start, token.end, token.text, "BareWord")

    def sync_on_error(self, consume: bool, *kinds: str) -> None:
        """Skip to one of the kinds outside of nested brackets; a closing kind is taken if asked."""
        counts = [0, 0, 0]
        for kind in kinds:
            if kind in _CLOSERS:
                counts[_CLOSERS[kind]] = 1
        while True:
            token = self.next_token()
            kind = token.kind
            if kind == "EndOfInput":
                self.held = token
                return
            if kind in _OPENERS:
                counts[_OPENERS[kind]] += 1
            elif kind in _CLOSERS:
                counts[_CLOSERS[kind]] -= 1
                if counts[_CLOSERS[kind]] == 0 and kind in kinds:
                    if not consume:
                        self.held = token
                    return
            elif kind in kinds and not any(
                count > (1 if closer in kinds else 0) for count, closer in zip(counts, _CLOSERS)
            ):
                if not consume:
                    self.held = token
                return


__all__ = ["COMMAND", "EXPRESSION", "MAX_DEPTH", "Grammar", "TooComplicated"]
