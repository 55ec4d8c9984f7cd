"""What a parse gives: the text, its tokens, its tree and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable

from glueshell.language.ast import ScriptBlockAst
from glueshell.language.tokens import ParseError, Token


class ParseResult:
    """The outcome of one parse; `incomplete` says that more input could make the text whole.

    The first `syntax_errors` of the errors are of form, the others of meaning.
    """

    __slots__ = ("ast", "errors", "file", "incomplete", "syntax_errors", "text", "tokens")

    def __init__(
        self,
        text: str,
        file: str | None,
        tokens: list[Token],
        ast: ScriptBlockAst,
        errors: list[ParseError],
        syntax_errors: int = 0,
    ) -> None:
        self.text = text
        self.file = file
        self.tokens = tokens
        self.ast = ast
        self.errors = errors
        self.syntax_errors = syntax_errors
        self.incomplete = any(error.incomplete for error in errors)


def parse(
    text: str, file: str | None = None, chain: Callable[[str], list[str]] | None = None
) -> ParseResult:
    """Parse any text whole; never raises, what is wrong is in `errors`.

    `chain` gives the full name of a type and those of its bases, the name alone for a type it does not know.
    """
    from glueshell.language.parser import Parser

    parser = Parser(text, chain)
    tree = parser.parse_script()
    return ParseResult(text, file, parser.tokens, tree, parser.errors, parser.syntax_errors)
