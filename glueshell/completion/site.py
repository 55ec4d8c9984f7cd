"""Where the cursor is: one of a few kinds of places, derived once from the parse result.

Every site carries the piece to be replaced (`start` to `end`), the `word` typed so far without quotes, and the `quote`
it began with. Bracket nesting is read from the tokens, so that it holds in text that does not parse.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from glueshell.completion.quoting import DOUBLE_QUOTES, SINGLE_QUOTES, read_back
from glueshell.language import ast as nodes
from glueshell.language import tokens as flags

if TYPE_CHECKING:
    from glueshell.language.ast import Ast
    from glueshell.language.result import ParseResult
    from glueshell.language.tokens import Token


class Site:
    """A place in the text; this base is the place where nothing can be offered."""

    __slots__ = ("end", "quote", "start", "word")

    def __init__(self, start: int, end: int, word: str = "", quote: str = "") -> None:
        self.start = start
        self.end = end
        self.word = word
        self.quote = quote


class CommandNameSite(Site):
    """The name of a command."""

    __slots__ = ()


class OperatorSite(Site):
    """A dash behind a value: `1 -e`."""

    __slots__ = ()


class TypeSite(Site):
    """The name of a type in brackets."""

    __slots__ = ()


class RedirectionSite(Site):
    """The file behind `>`, or the one that `switch -File` reads."""

    __slots__ = ()


class TextSite(Site):
    """A string that is no argument of a command."""

    __slots__ = ()


class LabelSite(Site):
    """The label that a `break` or `continue` goes to."""

    __slots__ = ()


class VariableSite(Site):
    """A variable; `sigil` is `$` or `@`, `braced` says that it is written `${name}`."""

    __slots__ = ("braced", "sigil")

    def __init__(self, start: int, end: int, word: str, sigil: str, braced: bool) -> None:
        super().__init__(start, end, word)
        self.sigil = sigil
        self.braced = braced


class MemberSite(Site):
    """A member of `target`, static behind `::`; `path` are the nodes around it, outermost first."""

    __slots__ = ("path", "static", "target")

    def __init__(
        self, start: int, end: int, word: str, quote: str, target: Ast, static: bool, path: Sequence[Ast]
    ) -> None:
        super().__init__(start, end, word, quote)
        self.target = target
        self.static = static
        self.path = path


class IndexSite(Site):
    """A key in brackets behind `target`."""

    __slots__ = ("target",)

    def __init__(self, start: int, end: int, word: str, quote: str, target: Ast) -> None:
        super().__init__(start, end, word, quote)
        self.target = target


class ParameterNameSite(Site):
    """The name of a parameter of `command`; the word has its dash."""

    __slots__ = ("command",)

    def __init__(self, start: int, end: int, word: str, command: nodes.CommandAst) -> None:
        super().__init__(start, end, word)
        self.command = command


class ArgumentSite(Site):
    """An argument of `command`, or an element of a list that is one.

    `bare` says whether an argument may stand without quotes here; `elements` are the other elements of its list; `path`
    are the nodes around it.
    """

    __slots__ = ("bare", "command", "elements", "path")

    def __init__(
        self,
        start: int,
        end: int,
        word: str,
        quote: str,
        command: nodes.CommandAst,
        *,
        bare: bool,
        elements: Sequence[Ast],
        path: Sequence[Ast],
    ) -> None:
        super().__init__(start, end, word, quote)
        self.command = command
        self.bare = bare
        self.elements = elements
        self.path = path


class KeySite(Site):
    """A key of the hashtable `table`, which may be an argument of `command`."""

    __slots__ = ("command", "keys", "table")

    def __init__(
        self, start: int, end: int, word: str, quote: str, table: Ast, keys: Sequence[str], command: Ast | None
    ) -> None:
        super().__init__(start, end, word, quote)
        self.table = table
        self.keys = keys
        self.command = command


class KeyValueSite(KeySite):
    """The value of `key` in the hashtable `table`; `elements` are the other elements of its list."""

    __slots__ = ("elements", "key")

    def __init__(
        self,
        start: int,
        end: int,
        word: str,
        quote: str,
        table: Ast,
        keys: Sequence[str],
        command: Ast | None,
        key: str,
        elements: Sequence[Ast],
    ) -> None:
        super().__init__(start, end, word, quote, table, keys, command)
        self.key = key
        self.elements = elements


_OPENERS = frozenset({"LParen", "AtParen", "DollarParen", "LCurly", "AtCurly", "LBracket", "QuestionLBracket"})
_CLOSERS = frozenset({"RParen", "RCurly", "RBracket"})
_STRINGS = frozenset({"StringLiteral", "StringExpandable"})
_HERE_STRINGS = frozenset({"HereStringLiteral", "HereStringExpandable"})
_WORDS = frozenset({"Identifier", "Generic", "Number", "Label"}) | _STRINGS
_JUMPS = frozenset({"Break", "Continue"})
_DOTS = frozenset({"Dot", "ColonColon", "QuestionDot"})
_STATEMENT_STARTS = frozenset(
    {
        "NewLine", "Semi", "Pipe", "AndAnd", "OrOr", "LCurly", "DollarParen", "AtParen", "LParen", "Ampersand", "Dot",
        "Equals", "PlusEquals", "MinusEquals", "MultiplyEquals", "DivideEquals", "RemainderEquals",
        "QuestionQuestionEquals", "Exclaim", "Not", "In", "Return", "Throw", "Else", "Do", "Begin", "Process", "End",
        "Clean", "Try", "Finally",
    }
)  # fmt: skip
# Nodes that may stand between a command and a word that still counts as its argument.
_WRAPPERS = (
    nodes.CommandParameterAst, nodes.ArrayLiteralAst, nodes.ErrorExpressionAst, nodes.ErrorStatementAst,
    nodes.ParenExpressionAst, nodes.ArrayExpressionAst, nodes.StatementBlockAst, nodes.PipelineAst,
    nodes.CommandExpressionAst, nodes.ConstantExpressionAst, nodes.ExpandableStringExpressionAst,
)  # fmt: skip
_EXPRESSION_MODE = (nodes.ParenExpressionAst, nodes.ArrayExpressionAst, nodes.StatementBlockAst)


def site_at(parsed: ParseResult, cursor: int, *, whole: bool = False) -> Site:
    """The site of the cursor; never raises for any text and any offset.

    `whole` takes all of the word that the cursor is in for what was typed, as PowerShell does.
    """
    return _Finder(parsed, min(max(cursor, 0), len(parsed.text)), whole).find()


def path_to(root: Ast, start: int, end: int) -> list[Ast]:
    """The nodes that contain the extent, from `root` to the innermost."""
    path = [root]
    node = root
    while True:
        inside = [child for child in node.children() if child.start <= start and child.end >= end]
        if not inside:
            return path
        node = min(inside, key=lambda child: child.end - child.start)
        path.append(node)


def keys_of(table: Ast) -> list[str]:
    """The keys that a hashtable literal spells out."""
    pairs = getattr(table, "key_value_pairs", ())
    return [str(key.value) for key, _ in pairs if isinstance(key, nodes.ConstantExpressionAst)]


class _Finder:
    __slots__ = ("cursor", "frames", "index", "parsed", "stream", "text", "whole")

    def __init__(self, parsed: ParseResult, cursor: int, whole: bool) -> None:
        self.parsed = parsed
        self.whole = whole
        self.text = parsed.text
        self.cursor = cursor
        self.stream: list[Token] = []
        self.frames: list[tuple[Token, Token]] = []
        self.index = -1

    # -- tokens -----------------------------------------------------------------------------------------------------

    def find(self) -> Site:
        tokens = self.parsed.tokens
        while True:
            found = self._read(tokens)
            if isinstance(found, Site):
                return found
            if found is None:
                break
            tokens = found
        token = self._token()
        if token is not None and token.start < self.cursor <= token.end:
            site = self._touching(token)
            if site is not None:
                return site
        return self._behind(token)

    def _read(self, tokens: Sequence[Token]) -> Site | list[Token] | None:
        """Take in the tokens up to the cursor; the nested tokens when the cursor is in a `$( )` of a string."""
        cursor = self.cursor
        comment = next((t for t in tokens if t.kind == "Comment" and t.start < cursor <= t.end), None)
        if comment is not None and not (comment.text.endswith("#>") and cursor == comment.end):
            return Site(comment.start, comment.end)
        self.stream = [t for t in tokens if t.kind not in ("Comment", "EndOfInput", "LineContinuation")]
        self.index = bisect_left([t.start for t in self.stream], cursor) - 1
        self.frames = []
        for token in self.stream[: self.index + 1]:
            if token.end > cursor:
                break
            if token.kind in _OPENERS:
                self.frames.append((token, token))
            elif token.kind in _CLOSERS:
                if self.frames:
                    self.frames.pop()
            elif token.kind in ("Semi", "NewLine", "Equals") and self.frames:
                self.frames[-1] = (self.frames[-1][0], token)
        here = self._token()
        if here is None or not here.nested or not here.start < cursor:
            return None
        if cursor >= here.end and not self._unclosed(here):
            return None
        depth = 0
        for nested in here.nested:
            if nested.end > cursor:
                break
            depth += (nested.kind in _OPENERS) - (nested.kind in _CLOSERS)
        touched = next((t for t in here.nested if t.start < cursor <= t.end), None)
        if depth > 0 or (touched is not None and touched.kind == "Variable"):
            return list(here.nested)
        return None

    def _token(self, back: int = 0) -> Token | None:
        at = self.index - back
        return self.stream[at] if 0 <= at < len(self.stream) else None

    def _unclosed(self, token: Token) -> bool:
        raw = token.text
        if token.kind not in _STRINGS:
            return False
        family = SINGLE_QUOTES if token.kind == "StringLiteral" else DOUBLE_QUOTES
        body = raw[1:]
        run = len(body) - len(body.rstrip(family))
        return run % 2 == 0

    def _typed(self, token: Token, skipped: int = 0) -> str:
        return self.text[token.start + skipped : token.end if self.whole else self.cursor]

    def _word(self, token: Token) -> tuple[int, int, str, str]:
        """Start, end, plain word and quote of the word that a token is."""
        word, quote = read_back(self._typed(token))
        return token.start, self.cursor if self._unclosed(token) else token.end, word, quote

    # -- the cursor touches a token ---------------------------------------------------------------------------------

    def _touching(self, token: Token) -> Site | None:
        cursor, before = self.cursor, self._token(1)
        kind = token.kind
        if kind in ("Variable", "SplattedVariable") or (token.text in ("$", "@") and kind in ("Generic", "Unknown")):
            braced = token.text.startswith(("${", "@{"))
            open_ended = braced and not token.text.endswith("}")
            word = self.text[token.start + 2 : cursor] if open_ended else self._typed(token, 2 if braced else 1)
            word = word.rstrip("}")
            return VariableSite(token.start, token.end, word, token.text[0], braced)
        if kind in _HERE_STRINGS:
            return Site(cursor, cursor)
        path = path_to(self.parsed.ast, token.start, token.end)
        command, between = _owner(path)
        if kind == "Parameter" or (token.text.startswith("-") and kind in ("Generic", "Minus", "MinusMinus")):
            return self._dashed(token, before, command, between)
        if token.flags & (flags.BINARY_OPERATOR | flags.UNARY_OPERATOR) and token.text.startswith("-"):
            return OperatorSite(token.start, token.end, self._typed(token))
        member = self._member(token, before, path)
        if member is not None:
            return member
        named = token.flags & (flags.TYPE_NAME | flags.ATTRIBUTE_NAME)
        opens_type = before is not None and before.kind == "LBracket" and not self._is_index(before, self._token(2))
        if named or (opens_type and before is not None and before.end == token.start and kind in _WORDS - _STRINGS):
            return TypeSite(token.start, token.end, self._typed(token))
        if kind == "LBracket":
            return self._bracket(token, before)
        if kind == "Redirection" and cursor == token.end and not token.text[-1].isdigit():
            return RedirectionSite(cursor, cursor)
        if kind not in _WORDS and not token.flags & flags.KEYWORD:
            begins = before is None or before.kind in _STATEMENT_STARTS
            sign = not token.text.isalnum()
            named = sign and (token.flags & flags.COMMAND_NAME or (kind == "Divide" and begins))
            return CommandNameSite(*self._word(token)) if named and cursor == token.end else None
        if before is not None and before.kind == "LBracket" and before.end <= token.start:
            target = self._expression_before(before.start)
            if target is not None and self._is_index(before, self._token(2)):
                return IndexSite(*self._word(token), target)
        if before is not None and before.kind in ("Function", "Filter"):
            return Site(cursor, cursor)
        if before is not None and self._names_file(before, 2):
            return RedirectionSite(*self._word(token))
        if before is not None and before.kind in _JUMPS:
            return LabelSite(*self._word(token))
        keyed = self._in_hashtable(token, before)
        if keyed is not None:
            return keyed
        is_name = command is not None and command.command_elements and command.command_elements[0].start == token.start
        if is_name or token.flags & (flags.COMMAND_NAME | flags.KEYWORD):
            return CommandNameSite(*self._word(token))
        return self._argument(token, path)

    def _dashed(
        self, token: Token, before: Token | None, command: nodes.CommandAst | None, between: Sequence[Ast]
    ) -> Site | None:
        cursor = self.cursor
        raw = self._typed(token)
        inside = any(isinstance(node, _EXPRESSION_MODE) for node in between)
        if command is None or command.start == token.start or inside:
            value_before = before is not None and (before.kind in _WORDS | {"Variable"} or before.kind in _CLOSERS)
            return OperatorSite(token.start, token.end, raw) if value_before else Site(cursor, cursor)
        if raw.endswith(":"):
            return self._new_argument(command, cursor, bare=True)
        end = token.end - 1 if token.text.endswith(":") else token.end
        return ParameterNameSite(token.start, end, raw, command)

    def _member(self, token: Token, before: Token | None, path: Sequence[Ast]) -> Site | None:
        cursor = self.cursor
        is_dot = token.kind in _DOTS or (token.kind == "Generic" and token.text == ".")
        if is_dot and cursor == token.end:
            target = self._expression_before(token.start) if before and before.end == token.start else None
            if target is None:
                return None
            after = self._token(-1)
            joined = after is not None and after.start == cursor and after.flags & flags.MEMBER_NAME
            end = after.end if after is not None and joined else cursor
            return MemberSite(cursor, end, "", "", target, token.kind == "ColonColon", path)
        if (
            before is None
            or before.end != token.start
            or (token.kind not in _WORDS and not token.flags & flags.KEYWORD)
        ):
            return None
        if before.kind in _DOTS:
            target = self._expression_before(before.start)
            if target is not None:
                return MemberSite(*self._word(token), target, before.kind == "ColonColon", path)
        return None

    def _bracket(self, token: Token, before: Token | None) -> Site | None:
        if self.cursor != token.end:
            return None
        target = self._expression_before(token.start)
        if target is not None and self._is_index(token, before):
            return IndexSite(self.cursor, self.cursor, "", "", target)
        return TypeSite(self.cursor, self.cursor, "")

    def _is_index(self, bracket: Token, before: Token | None) -> bool:
        return (
            before is not None
            and before.end == bracket.start
            and (before.kind in _CLOSERS or before.kind in _WORDS | {"Variable"})
        )

    def _expression_before(self, offset: int) -> Ast | None:
        """The whole expression that ends at `offset`, as the target of a dot or a bracket."""
        if offset <= 0:
            return None
        node: Ast = self.parsed.ast
        while True:
            inside = [child for child in node.children() if child.start < offset <= child.end]
            if not inside:
                return None
            node = min(inside, key=lambda child: child.end - child.start)
            if node.end == offset and isinstance(node, nodes.ExpressionAst):
                if not isinstance(node, (nodes.BinaryExpressionAst, nodes.UnaryExpressionAst, nodes.ArrayLiteralAst)):
                    return node

    def _argument(self, token: Token, path: Sequence[Ast]) -> Site | None:
        command, between = _owner(path)
        if command is None or not all(isinstance(node, _WRAPPERS) for node in between):
            return TextSite(*self._word(token)) if token.kind in _STRINGS else Site(self.cursor, self.cursor)
        return ArgumentSite(
            *self._word(token),
            command,
            bare=not any(isinstance(node, _EXPRESSION_MODE) for node in between),
            elements=_siblings(between, token.start, token.end),
            path=path,
        )

    def _names_file(self, token: Token, back: int = 1) -> bool:
        """Whether a token asks for a file: a redirection, or the `-File` of a `switch`."""
        if token.kind == "Redirection":
            return not token.text[-1].isdigit()
        if token.kind != "Parameter" or not "-file".startswith(token.text.lower()) or len(token.text) < 2:
            return False
        while (earlier := self._token(back)) is not None and earlier.kind == "Parameter":
            back += 1
        return earlier is not None and earlier.kind == "Switch"

    # -- the cursor stands behind a token ---------------------------------------------------------------------------

    def _behind(self, token: Token | None) -> Site:
        cursor = self.cursor
        if token is None:
            return CommandNameSite(cursor, cursor)
        before = self._token(1)
        if token.kind in ("RParen", "RBracket", "RCurly") and token.end == cursor:
            return Site(cursor, cursor)
        if self._names_file(token):
            return RedirectionSite(cursor, cursor)
        if token.kind in _JUMPS:
            return LabelSite(cursor, cursor)
        keyed = self._in_hashtable(None, token)
        if keyed is not None:
            return keyed
        path = path_to(self.parsed.ast, token.start, token.end)
        command, between = _owner(path)
        if token.kind == "LParen" and before is not None and before.end == token.start and before.kind in _WORDS:
            return Site(cursor, cursor)
        if token.kind == "LParen" and before is not None and before.kind == "Param":
            return Site(cursor, cursor)
        if token.kind in _STATEMENT_STARTS:
            return CommandNameSite(cursor, cursor)
        if token.kind == "RCurly" and command is None:
            return CommandNameSite(cursor, cursor)
        if command is None or not all(isinstance(node, _WRAPPERS) for node in between[:-1]):
            return Site(cursor, cursor)
        if token.kind == "Comma" or (token.kind == "Parameter" and token.text.endswith(":")):
            nested = any(isinstance(node, _EXPRESSION_MODE) for node in between)
            return self._new_argument(command, cursor, bare=not nested, elements=_siblings(between, cursor, cursor))
        if any(isinstance(node, _EXPRESSION_MODE) and node.end > token.end for node in between):
            return Site(cursor, cursor)
        return self._new_argument(command, cursor, bare=True)

    def _new_argument(
        self, command: nodes.CommandAst, cursor: int, *, bare: bool, elements: Sequence[Ast] = ()
    ) -> ArgumentSite:
        path = path_to(self.parsed.ast, command.start, command.end)
        return ArgumentSite(cursor, cursor, "", "", command, bare=bare, elements=elements, path=path)

    # -- hashtables -------------------------------------------------------------------------------------------------

    def _in_hashtable(self, token: Token | None, before: Token | None) -> Site | None:
        """The key or the value of a hashtable that is being typed, when the innermost open bracket is one."""
        frames = self.frames
        listed = False
        # A list in a value, `@{Options='a',<Tab>` or `@{Options=@('a',<Tab>`, still belongs to the key.
        if len(frames) > 1 and frames[-1][0].kind in ("AtParen", "LParen") and frames[-2][0].kind == "AtCurly":
            frames, listed = frames[:-1], True
        if not frames or frames[-1][0].kind != "AtCurly":
            return None
        opener, separator = frames[-1]
        path = path_to(self.parsed.ast, opener.start, opener.end)
        at = next((i for i, node in enumerate(path) if isinstance(node, nodes.HashtableAst)), None)
        table = path[at] if at is not None else nodes.HashtableAst(opener.start, self.cursor, [])
        owner, between = _owner(path[:at])
        command = owner if all(isinstance(node, _WRAPPERS) for node in between) else None
        place = self._word(token) if token is not None else (self.cursor, self.cursor, "", "")
        if separator.kind != "Equals":
            if listed or (token is not None and before is not separator) or (token is None and before is not separator):
                return None
            keys = [key for key in keys_of(table) if token is None or key != read_back(token.text)[0]]
            return KeySite(*place, table, keys, command)
        key_token = self._key_before(separator)
        if key_token is None or not self._starts_value(token, before, separator):
            return None
        inner = path_to(self.parsed.ast, before.start, place[1]) if before is not None else []
        return KeyValueSite(
            *place, table, keys_of(table), command, read_back(key_token.text)[0], _siblings(inner, place[0], place[1])
        )

    def _key_before(self, separator: Token) -> Token | None:
        at = self.stream.index(separator)
        return self.stream[at - 1] if at > 0 and self.stream[at - 1].kind in _WORDS else None

    def _starts_value(self, token: Token | None, before: Token | None, separator: Token) -> bool:
        return before is not None and (before is separator or before.kind in ("Comma", "AtParen", "LParen"))


def _owner(path: Sequence[Ast]) -> tuple[nodes.CommandAst | None, list[Ast]]:
    """The innermost command of a path, not looking out of a script block, and the nodes below it."""
    for at in range(len(path) - 1, -1, -1):
        node = path[at]
        if isinstance(node, nodes.CommandAst):
            return node, list(path[at + 1 :])
        if isinstance(node, nodes.ScriptBlockAst):
            break
    return None, []


def _siblings(between: Sequence[Ast], start: int, end: int) -> list[Ast]:
    """The elements of the innermost list on the path, without the one at the extent."""
    for node in reversed(between):
        if isinstance(node, nodes.ArrayLiteralAst):
            elements: list[Ast] = list(node.elements)
        elif isinstance(node, nodes.ErrorExpressionAst):
            elements = [part for child in node.children() for part in getattr(child, "elements", (child,))]
        else:
            continue
        return [element for element in elements if not (element.start <= start and element.end >= end)]
    return []
