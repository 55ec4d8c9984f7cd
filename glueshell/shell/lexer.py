"""Colour from our own tokens: what a piece of the line is, and whether it stands for anything, before Enter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from prompt_toolkit.lexers import Lexer

from glueshell.objects.neutral import neutralise

if TYPE_CHECKING:
    from prompt_toolkit.document import Document
    from prompt_toolkit.formatted_text import StyleAndTextTuples

    from glueshell.language.result import ParseResult
    from glueshell.language.tokens import Token
    from glueshell.shell.checking import LineChecker
    from glueshell.shell.parsed import ParseCache

_STYLES: dict[str, str] = {
    "Variable": "class:token.variable",
    "SplattedVariable": "class:token.variable",
    "Parameter": "class:token.parameter",
    "Number": "class:token.number",
    "StringLiteral": "class:token.string",
    "StringExpandable": "class:token.string",
    "HereStringLiteral": "class:token.string",
    "HereStringExpandable": "class:token.string",
    "Comment": "class:token.comment",
}
COMMAND = "class:token.command"
ERROR = " class:token.error"
#: What parses and is certainly wrong all the same.
WRONG = " class:token.wrong"
#: What stands in the line for a character that must not reach the screen; one column, as the cursor expects.
STAND_IN = "¤"


@cache
def _by_flag() -> tuple[tuple[int, str], ...]:
    # The language is loaded after the first paint, which has nothing to colour.
    from glueshell.language import tokens as flags

    return (
        (flags.COMMAND_NAME, COMMAND),
        (flags.KEYWORD, "class:token.keyword"),
        (flags.TYPE_NAME | flags.ATTRIBUTE_NAME, "class:token.type"),
        (flags.MEMBER_NAME, "class:token.member"),
        (flags.BINARY_OPERATOR | flags.UNARY_OPERATOR | flags.ASSIGNMENT_OPERATOR, "class:token.operator"),
    )


class KnownNames:
    """Whether a name is a command, by a set that is rebuilt when the command table has changed.

    The table is asked for when the first name is; until then nothing has been coloured that could look different.
    """

    __slots__ = ("_commands", "_names", "_version")

    def __init__(self, commands: Callable[[], Any]) -> None:
        self._commands = commands
        self._version: object = None
        self._names: frozenset[str] = frozenset()

    @property
    def version(self) -> object:
        """Changes when a command has come or gone."""
        return None if self._version is None else self._commands().version

    def knows(self, name: str) -> bool:
        """Whether `name` stands for a command; paths are left to running."""
        return name.lower() in self._all() or any(char in name for char in "/\\.:$")

    def begins(self, name: str) -> bool:
        """Whether a command begins with `name`."""
        low = name.lower()
        return any(known.startswith(low) for known in self._all())

    def _all(self) -> frozenset[str]:
        commands = self._commands()
        if self._version != commands.version:
            self._version = commands.version
            self._names = frozenset(name.lower() for name in commands.names())
        return self._names


class TokenLexer(Lexer):
    """Colours a document by its parse result; `names` tells known commands from unknown ones.

    `checked` knows what else is certainly wrong in the line.
    """

    def __init__(self, parsed: ParseCache, names: KnownNames, checked: LineChecker | None = None) -> None:
        self._parsed = parsed
        self._names = names
        self._checked = checked
        self._defined: frozenset[str] = frozenset()

    def lex_document(self, document: Document) -> Callable[[int], StyleAndTextTuples]:
        """The styled pieces of each line of the document."""
        # An empty line is painted before the parser has been loaded.
        lines = self._lines(document.text) if document.text else []
        return lambda number: lines[number] if 0 <= number < len(lines) else []

    def invalidation_hash(self) -> object:
        """Changes when the same text may look different: a command has come or gone, the line was looked at."""
        return self._names.version, self._checked.version if self._checked is not None else 0

    def _lines(self, text: str) -> list[StyleAndTextTuples]:
        lines: list[StyleAndTextTuples] = [[]]
        for style, piece in self.pieces(text):
            for at, part in enumerate(piece.split("\n")):
                if at:
                    lines.append([])
                if part:
                    lines[-1].append((style, visible(part)))
        return lines

    def pieces(self, text: str) -> Iterator[tuple[str, str]]:
        """The whole text in styled pieces."""
        parsed = self._parsed.get(text)
        marks = [(start, end, ERROR) for start, end in _underlined(parsed)]
        if self._checked is not None:
            marks += [(mark.start, mark.end, WRONG) for mark in self._checked.marks(text)]
        self._defined = _defined(parsed) if "fun" in text or "filter" in text else frozenset()
        at = 0
        for start, end, style in self._spans(parsed.tokens, text, False):
            if start > at:
                yield from _marked(text, at, start, "", marks)
            if end > at:
                yield from _marked(text, max(start, at), end, style, marks)
                at = end
        if at < len(text):
            yield from _marked(text, at, len(text), "", marks)

    def _spans(self, tokens: Iterable[Token], text: str, nested: bool) -> Iterator[tuple[int, int, str]]:
        for token in tokens:
            style = self._style(token, text)
            if not token.nested:
                yield token.start, token.end, style
                continue
            at = token.start
            for start, end, inner in self._spans(token.nested, text, True):
                if start > at:
                    yield at, start, style
                if end > at:
                    yield max(start, at), end, inner
                    at = end
            if at < token.end:
                yield at, token.end, style

    def _style(self, token: Token, text: str) -> str:
        named = next((style for bits, style in _by_flag() if token.flags & bits), "")
        if named == COMMAND:
            return self._command_style(token, text)
        return _STYLES.get(token.kind, named)

    def _command_style(self, token: Token, text: str) -> str:
        name = str(token.value or token.text) if token.kind.startswith("String") else token.text
        if self._names.knows(name) or name.lower() in self._defined:
            return COMMAND
        # A word that is still being written is not wrong yet.
        if token.end == len(text) and self._names.begins(name):
            return ""
        return "class:token.command.unknown"


def visible(text: str) -> str:
    """Text of the line as the screen may have it, character by character; the terminal's library shows C0 itself."""
    if neutralise(text) == text:
        return text
    return "".join(char if char < " " or neutralise(char) == char else STAND_IN for char in text)


def _underlined(parsed: ParseResult) -> list[tuple[int, int]]:
    if parsed.incomplete:
        return []
    return [(error.start, max(error.end, error.start + 1)) for error in parsed.errors]


def _defined(parsed: ParseResult) -> frozenset[str]:
    """Names of the functions that the text itself defines."""
    from glueshell.language import ast as nodes

    return frozenset(
        node.name.lower() for node in parsed.ast.descendants() if isinstance(node, nodes.FunctionDefinitionAst)
    )


def _marked(
    text: str, start: int, end: int, style: str, marks: list[tuple[int, int, str]]
) -> Iterator[tuple[str, str]]:
    """The extent cut where a mark begins or ends."""
    if not any(first < end and last > start for first, last, _ in marks):
        yield style, text[start:end]
        return
    cuts = sorted({start, end, *(cut for first, last, _ in marks for cut in (first, last) if start < cut < end)})
    for first, last in pairwise(cuts):
        added = next((look for begin, close, look in marks if begin <= first and last <= close), "")
        yield style + added, text[first:last]
