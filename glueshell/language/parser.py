"""The parser whole: script blocks, named blocks, and the way in."""

from __future__ import annotations

import sys

from glueshell.language.ast import (
    NamedBlockAst,
    ParamBlockAst,
    ScriptBlockAst,
    StatementAst,
    StatementBlockAst,
    TrapStatementAst,
    UsingStatementAst,
)
from glueshell.language.grammar import COMMAND, MAX_DEPTH, TooComplicated
from glueshell.language.parse_classes import ClassProductions
from glueshell.language.tokens import SCRIPT_BLOCK_BLOCK_NAME, Token

# Python frames that one level of nesting may need, with room for the caller's own.
_FRAMES = 8 * MAX_DEPTH + 2000


class Parser(ClassProductions):
    """One parse of one text."""

    def parse_script(self) -> ScriptBlockAst:
        """The tree of the text; errors and tokens are in the lists."""
        limit = sys.getrecursionlimit()
        deep = limit < _FRAMES and _openers(self.text) > 20
        if deep:
            sys.setrecursionlimit(_FRAMES)
        try:
            return self._whole_script()
        finally:
            if deep:
                sys.setrecursionlimit(limit)

    def _whole_script(self) -> ScriptBlockAst:
        try:
            tree = self.script_block(None, False)
        except (TooComplicated, RecursionError):
            return self._give_up()
        from glueshell.language.checks import check

        self.syntax_errors = len(self.errors)
        check(tree, self)
        return tree

    def _give_up(self) -> ScriptBlockAst:
        # ErrorRecovery: the rest is read as tokens, so that it can be coloured, and has no tree.
        self.held = None
        self.mode = COMMAND
        start = self.pos
        last = self.tokens[-1].end if self.tokens else 0
        self.pos = min(max(start, last), self.length)
        errors = len(self.errors)
        while self.next_token().kind != "EndOfInput":
            pass
        del self.errors[errors:]
        self.error("ScriptTooComplicated", min(start, self.length), self.length)
        end = NamedBlockAst(0, self.length, "End", True, [], [])
        return ScriptBlockAst(0, self.length, [], [], None, None, None, end, None, None, None)

    def script_block(self, opening: Token | None, is_filter: bool) -> ScriptBlockAst:
        """A script block up to its closing brace, or to the end of the text when there is no opening one."""
        # G script-block:
        # G     using-statements:opt param-block:opt statement-terminators:opt script-block-body:opt
        self.deepen()
        old_comma, self.comma_disabled = self.comma_disabled, False
        old_simple, self.simple_name = self.simple_name, False
        usings: list[UsingStatementAst] = []
        if opening is None:
            usings = self.using_statements()
        parameters = self.param_block()
        self.skip_lines_and_semicolons()
        token = self.peek()
        if token.flags & SCRIPT_BLOCK_BLOCK_NAME:
            result = self._named_blocks(opening, usings, parameters)
        else:
            result = self._plain_body(opening, usings, parameters, is_filter)
        self.comma_disabled = old_comma
        self.simple_name = old_simple
        self.depth -= 1
        return result

    def _plain_body(
        self,
        opening: Token | None,
        usings: list[UsingStatementAst],
        parameters: ParamBlockAst | None,
        is_filter: bool,
    ) -> ScriptBlockAst:
        # G script-block-body:
        # G     statement-list
        statements: list[StatementAst] = list(self.early_errors) if opening is None else []
        traps: list[TrapStatementAst] = []
        start: int | None = parameters.start if parameters is not None else None
        stop = parameters.end if parameters is not None else 0
        if statements:
            start, stop = statements[0].start, statements[-1].end
        while True:
            extent = self.statement_list(statements, traps)
            if extent is not None:
                start = extent[0] if start is None else start
                stop = extent[1]
            closing = self.next_token()
            if opening is not None or closing.kind == "EndOfInput":
                break
            # ErrorRecovery: eat what cannot be here, and go on to find more of the script.
            self.error("UnexpectedToken", closing.start, closing.end, closing.text)
        block_start, block_end = 0, self.length
        if opening is not None:
            block_start, block_end = opening.start, closing.end
            if closing.kind != "RCurly":
                # ErrorRecovery: pretend we saw a '}'.
                self.held = closing
                block_end = stop if start is not None else opening.end
                self.incomplete_error("MissingEndCurlyBrace", opening.start, opening.end, seen=closing.end)
        if start is None:
            start, stop = block_start, block_end
        kind = "Process" if is_filter else "End"
        block = NamedBlockAst(start, stop, kind, True, statements, traps)
        process, end = (block, None) if is_filter else (None, block)
        return self._block(block_start, block_end, usings, parameters, None, process, end, None, None)

    def _block(
        self,
        start: int,
        stop: int,
        usings: list[UsingStatementAst],
        parameters: ParamBlockAst | None,
        begin: NamedBlockAst | None,
        process: NamedBlockAst | None,
        end: NamedBlockAst | None,
        clean: NamedBlockAst | None,
        dynamic: NamedBlockAst | None,
    ) -> ScriptBlockAst:
        requirements = None
        if self.requirements and self.depth == 1:
            from glueshell.language.requirements import read_requirements

            requirements = read_requirements(self.requirements, self)
        return ScriptBlockAst(start, stop, [], usings, parameters, begin, process, end, clean, dynamic, requirements)

    def _named_blocks(
        self, opening: Token | None, usings: list[UsingStatementAst], parameters: ParamBlockAst | None
    ) -> ScriptBlockAst:
        # G named-block-list:
        # G     named-block | named-block-list named-block
        # G named-block:
        # G     block-name statement-block statement-terminators:opt
        # G block-name:
        # G     'dynamicparam' | 'begin' | 'process' | 'end' | 'clean'
        blocks: dict[str, NamedBlockAst] = {}
        start: int | None = parameters.start if parameters is not None else None
        stop = parameters.end if parameters is not None else 0
        first = start
        while True:
            word = self.next_token()
            if not word.flags & SCRIPT_BLOCK_BLOCK_NAME:
                if word.kind in ("RCurly", "EndOfInput"):
                    break
                # ErrorRecovery: with a brace open pretend it is closed, else eat the token and go on.
                self.error("MissingNamedBlocks", word.start, word.end, word.text)
                if opening is not None:
                    self.held = word
                    break
                self.skip_lines_and_semicolons()
                continue
            if first is None:
                first = word.start
            body = self.statement_block()
            end = word.end
            if body is None:
                # ErrorRecovery: a proper block may come next.
                self.incomplete_error("MissingNamedStatementBlock", word.end, word.end, word.kind.lower())
                body = StatementBlockAst(word.start, word.end, [], [])
            else:
                end = body.end
            stop = end
            if word.kind in blocks:
                self.error("DuplicateScriptCommandClause", word.start, end, word.kind.lower())
            else:
                blocks[word.kind] = NamedBlockAst(word.start, end, word.kind, False, body.statements, body.traps)
            self.skip_lines_and_semicolons()
        block_start, block_end = 0, self.length
        if opening is not None:
            block_start, block_end = opening.start, word.end
            if word.kind != "RCurly":
                # ErrorRecovery: pretend we saw a '}'.
                self.held = word
                block_end = stop
                if word.kind == "EndOfInput":
                    self.incomplete_error("MissingEndCurlyBrace", opening.start, opening.end, seen=word.end)
        elif word.kind == "RCurly":
            # ErrorRecovery: eat what cannot be here, and what follows it: the tokens still tile the text.
            self.error("UnexpectedToken", word.start, word.end, word.text)
            while word.kind != "EndOfInput":
                word = self.next_token()
        return self._block(
            block_start,
            block_end,
            usings,
            parameters,
            blocks.get("Begin"),
            blocks.get("Process"),
            blocks.get("End"),
            blocks.get("Clean"),
            blocks.get("Dynamicparam"),
        )


def _openers(text: str) -> int:
    return (
        text.count("(")
        + text.count("{")
        + text.count("[")
        + text.count("-not")
        + text.count(",")
        + text.count("!")
        + text.count("=")
    )
