"""What the lexer reads character by character: strings, here-strings, variables and words with strings in them."""

from __future__ import annotations

import re
from collections.abc import Callable

from glueshell.language.messages import message
from glueshell.language.tokens import KIND_FLAGS, TOKEN_IN_ERROR, ParseError, Token

_SINGLE = "'\u2018\u2019\u201a\u201b"
_DOUBLE = '"\u201c\u201d\u201e'
_SINGLE_BODY = re.compile(f"[^{_SINGLE}]*(?:[{_SINGLE}]{{2}}[^{_SINGLE}]*)*")
_SINGLE_PAIR = re.compile(f"[{_SINGLE}]([{_SINGLE}])")
_DOUBLE_RUN = re.compile(f"[^{_DOUBLE}`$\0]+")
_HERE_RUN = re.compile("[^`$\r\n\0]+")
_HERE_HEADER = re.compile(r"[ \t\v\f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*(\r\n?|\n)?")
_HERE_FOOTERS = {
    _SINGLE: re.compile(f"(?:\r\n?|\n)([^\\S\r\n]*)[{_SINGLE}]@"),
    _DOUBLE: re.compile(f"(?:\r\n?|\n)([^\\S\r\n]*)[{_DOUBLE}]@"),
}
_GENERIC_RUN = re.compile(
    f"[^`${_SINGLE}{_DOUBLE}\0 \t\v\f\r\n\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000(){{}};,|&]+"
)
_VARIABLE = re.compile(r"::(?:[\w?]|:(?!:))*|(?:[\w?]|:(?!:))+")
_BRACED_RUN = re.compile(f"[^`{{}}\0{_DOUBLE}]+")
_SUB_EXPRESSION_RUN = re.compile(f"[^()`\0{_DOUBLE}]+")
# No newlines: a line that was ended after the gap is not asked to go on, as in PowerShell.
_FOLLOWING_BLANK = re.compile(r"(?:[^\S\r\n]|#>|<#.*?(?:#>|\0)|#[^\r\n\0]*)*", re.DOTALL)
_HEX = frozenset("0123456789abcdefABCDEF")
_SCOPES = frozenset(("", "global", "local", "private", "script", "variable"))
_ESCAPES = {"0": "\0", "a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
#: Characters that end any word of a command.
END_OF_WORD = frozenset(
    "\0 \t\v\f\r\n\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f"
    "\u205f\u3000(){};,|&"
)


class SubExpressionText:
    """A `$( ... )` found inside a string: where it stands, and the quote characters to leave out when reading it."""

    __slots__ = ("end", "skipped", "start")

    def __init__(self, start: int, end: int, skipped: list[int]) -> None:
        self.start = start
        self.end = end
        self.skipped = skipped


class Expandable:
    """What an expandable token holds: its literal text in pieces, and between them variables and sub-expressions."""

    __slots__ = ("inner", "parts", "value")

    def __init__(self, value: str, parts: list[str], inner: list[Token | SubExpressionText]) -> None:
        self.value = value
        self.parts = parts
        self.inner = inner


class _Pieces:
    """The text of an expandable token while it is being read."""

    __slots__ = ("inner", "literal", "parts", "whole")

    def __init__(self) -> None:
        self.whole: list[str] = []
        self.literal: list[str] = []
        self.parts: list[str] = []
        self.inner: list[Token | SubExpressionText] = []

    def add(self, text: str) -> None:
        self.whole.append(text)
        self.literal.append(text)

    def add_inner(self, inner: Token | SubExpressionText, text: str) -> None:
        self.whole.append(text)
        self.parts.append("".join(self.literal))
        self.literal = []
        self.inner.append(inner)

    def finish(self) -> Expandable:
        return Expandable("".join(self.whole), [*self.parts, "".join(self.literal)], self.inner)


def _first_in_line(text: str, at: int) -> int:
    while text[at] in " \t":
        at += 1
    return at


class StringLexer:
    """The state of the lexer, its list of tokens and errors, and the reading of strings and variables."""

    QUOTE = re.compile(f"[{_SINGLE}{_DOUBLE}]")

    def __init__(self, text: str, chain: Callable[[str], list[str]] | None = None) -> None:
        # The full name of a type and those of its bases, known to whoever will run the text.
        self.chain = chain or (lambda name: [name])
        # Three sentinels let the lexer look ahead without asking where the text ends.
        self.text = text + "\0\0\0"
        self.length = self.script_length = len(text)
        self.pos = 0
        self.mode = 0
        self.simple_name = False
        self.allow_signed = False
        self.in_ternary = False
        self.held: Token | None = None
        self.tokens: list[Token] = []
        self.requirements: list[Token] = []
        self.errors: list[ParseError] = []
        self.syntax_errors = 0
        self._known_errors: set[tuple[str, int, int]] = set()

    def save(self, kind: str, start: int) -> Token:
        """Make the token that ends at the current position and add it to the list."""
        text = self.text[start : self.pos]
        token = Token(kind, start, self.pos, text, KIND_FLAGS[kind])
        self.tokens.append(token)
        return token

    def error(self, id: str, start: int, end: int, *arguments: str) -> None:
        """Report an error once."""
        key = (id, start, end)
        if key not in self._known_errors:
            self._known_errors.add(key)
            self.errors.append(ParseError(id, message(id, *arguments), start, end))

    def incomplete_error(self, id: str, start: int, end: int, *arguments: str, seen: int | None = None) -> None:
        """Report an error once; it is incomplete when nothing but blanks and comments follow `seen` (or the extent)."""
        key = (id, start, end)
        if key not in self._known_errors:
            self._known_errors.add(key)
            incomplete = self.only_blank_after(end if seen is None else seen)
            self.errors.append(ParseError(id, message(id, *arguments), start, end, None, incomplete))

    def only_blank_after(self, pos: int) -> bool:
        """Whether nothing but blanks and comments stands after an offset, in its line."""
        if pos >= self.script_length:
            return True
        match = _FOLLOWING_BLANK.match(self.text, pos)
        return match is not None and match.end() >= self.length

    def resync(self, start: int) -> None:
        """Go back to read again from an offset, forgetting the tokens from there on."""
        tokens = self.tokens
        while tokens and tokens[-1].start >= start:
            tokens.pop()
        while self.requirements and self.requirements[-1].start >= start:
            self.requirements.pop()
        self.pos = start
        self.held = None

    # Strings

    def literal_string(self, pos: int) -> Token:
        """`'...'`, doubled quotes standing for one."""
        value = self._single_quoted(pos)
        token = self.save("StringLiteral", pos)
        token.value = value
        if self._unclosed:
            token.flags |= TOKEN_IN_ERROR
        return token

    def _single_quoted(self, pos: int) -> str:
        match = _SINGLE_BODY.match(self.text, pos + 1)
        end = match.end() if match else pos + 1
        self._unclosed = end >= self.length
        if self._unclosed:
            end = self.length
            self.pos = end
            self.incomplete_error("TerminatorExpectedAtEndOfString", pos, end, "'")
        else:
            self.pos = end + 1
        return _SINGLE_PAIR.sub(r"\1", self.text[pos + 1 : end])

    def expandable_string(self, pos: int) -> Token:
        """`"..."`, with variables and sub-expressions inside."""
        pieces = _Pieces()
        self._double_quoted(pos, pieces)
        unclosed = self._unclosed
        token = self.save("StringExpandable", pos)
        token.value = pieces.finish()
        if unclosed:
            token.flags |= TOKEN_IN_ERROR
        return token

    def _double_quoted(self, pos: int, pieces: _Pieces) -> None:
        """Read up to the closing quote, the opening one being at `pos`."""
        text = self.text
        at = pos + 1
        self.pos = at
        while True:
            match = _DOUBLE_RUN.match(text, at)
            if match:
                pieces.add(match.group())
                at = match.end()
            char = text[at]
            if char == "$":
                self.pos = at + 1
                if not self._dollar(at, pieces, False):
                    pieces.add("$")
                    self.pos = at + 1
                at = self.pos
            elif char == "`" and at + 1 < self.length:
                self.pos = at + 1
                pieces.add(self._escape())
                at = self.pos
            elif char in _DOUBLE:
                if text[at + 1] in _DOUBLE and at + 1 < self.length:
                    pieces.add(text[at + 1])
                    at += 2
                else:
                    self.pos = at + 1
                    self._unclosed = False
                    return
            elif at >= self.length:
                self.pos = self.length
                self._unclosed = True
                self.incomplete_error("TerminatorExpectedAtEndOfString", pos, self.length, '"')
                return
            else:
                pieces.add(char)
                at += 1

    def _escape(self) -> str:
        """What the character after a backtick stands for; the position is that character's."""
        char = self.text[self.pos]
        self.pos += 1
        if char == "u":
            return self._unicode_escape()
        if char == "\0" and self.pos > self.length:
            self.pos = self.length
            return "`"
        return _ESCAPES.get(char, char)

    def _unicode_escape(self) -> str:
        """`u{hex}`, the position being after the `u`."""
        text = self.text
        start = self.pos - 2
        if text[self.pos] != "{":
            self.error("InvalidUnicodeEscapeSequence", start, self.pos)
            return "\uffff"
        at = self.pos + 1
        first = at
        while text[at] in _HEX and at - first < 6:
            at += 1
        char = text[at]
        if char == "}" and at > first:
            self.pos = at + 1
            value = int(text[first:at], 16)
            if value > 0x10FFFF:
                self.error("InvalidUnicodeEscapeSequenceValue", first, at)
                return "\uffff"
            return chr(value)
        if char == "}":
            self.pos = at + 1
            self.error("InvalidUnicodeEscapeSequence", start, at + 1)
        elif char in _HEX:
            self.pos = at
            self.error("TooManyDigitsInUnicodeEscapeSequence", at, at + 1)
        else:
            self.pos = at
            id = "MissingUnicodeEscapeSequenceTerminator" if at - first == 6 else "InvalidUnicodeEscapeSequence"
            self.error(id, at, at + 1)
        return "\uffff"

    # Here-strings

    def literal_here_string(self, pos: int) -> Token:
        """`@'` to a `'@` at the start of a line."""
        body = self._here_header(pos)
        if body is None:
            token = self.save("HereStringLiteral", pos)
            token.value = ""
            token.flags |= TOKEN_IN_ERROR
            return token
        end, closed = self._here_footer(pos, body, _SINGLE)
        value = self.text[body:end] if end > body else ""
        token = self.save("HereStringLiteral", pos)
        token.value = value
        if not closed:
            token.flags |= TOKEN_IN_ERROR
        return token

    def expandable_here_string(self, pos: int) -> Token:
        """`@"` to a `"@` at the start of a line, with variables and sub-expressions inside."""
        pieces = _Pieces()
        body = self._here_header(pos)
        closed = False
        if body is not None:
            closed = self._here_body(pos, body, pieces)
        token = self.save("HereStringExpandable", pos)
        token.value = pieces.finish()
        if not closed:
            token.flags |= TOKEN_IN_ERROR
        return token

    def _here_header(self, pos: int) -> int | None:
        """The offset where the body starts, or None when the header is wrong; the position is left after it."""
        match = _HERE_HEADER.match(self.text, pos + 2)
        end = match.end() if match else pos + 2
        if match and match.group(1):
            return end
        if end >= self.length:
            self.pos = self.length
            quote = self.text[pos + 1]
            terminator = "'@" if quote in _SINGLE else '"@'
            self.incomplete_error("TerminatorExpectedAtEndOfString", pos, self.length, terminator)
            return None
        # ErrorRecovery: skip the rest of the header's line, and what would be the body if it is closed.
        self.error("UnexpectedCharactersAfterHereStringHeader", end, end + 1)
        stop = end
        while self.text[stop] not in "\r\n" and stop < self.length:
            stop += 1
        self.pos = stop
        return None

    def _here_footer(self, pos: int, body: int, quotes: str) -> tuple[int, bool]:
        """Where the body ends and whether it is closed; a body may be empty, its newline being the header's."""
        text = self.text
        footer = _HERE_FOOTERS[quotes]
        at = body - 1
        if text[at] == "\n" and text[at - 1] == "\r" and at - 1 >= pos + 2:
            at -= 1
        indented: int | None = None
        while True:
            match = footer.search(text, at)
            if match is None or match.start() >= self.length:
                break
            if not match.group(1):
                self.pos = match.end()
                return max(match.start(), body), True
            if indented is None:
                indented = match.end(1)
            at = match.end()
        self.pos = self.length
        self._unfinished_here_string(pos, indented, "'@")
        return self.length, False

    def _unfinished_here_string(self, pos: int, indented: int | None, terminator: str) -> None:
        if indented is not None:
            self.incomplete_error("WhitespaceBeforeHereStringFooter", indented, indented + 2)
        else:
            self.incomplete_error("TerminatorExpectedAtEndOfString", pos, self.length, terminator)

    def _here_body(self, pos: int, body: int, pieces: _Pieces) -> bool:
        """Read to the footer; false when there is none."""
        text = self.text
        at = body
        indented: int | None = None
        first = _first_in_line(text, at)
        if text[first] in _DOUBLE and text[first + 1] == "@":
            if first == at:
                self.pos = at + 2
                return True
            indented = first
        while True:
            match = _HERE_RUN.match(text, at)
            if match:
                pieces.add(match.group())
                at = match.end()
            char = text[at]
            if char == "$":
                self.pos = at + 1
                if not self._dollar(at, pieces, True):
                    pieces.add("$")
                    self.pos = at + 1
                at = self.pos
            elif char == "`" and at + 1 < self.length:
                self.pos = at + 1
                pieces.add(self._escape())
                at = self.pos
            elif char in "\r\n":
                line = at + (2 if char == "\r" and text[at + 1] == "\n" else 1)
                first = _first_in_line(text, line)
                if text[first] in _DOUBLE and text[first + 1] == "@":
                    if first == line:
                        self.pos = line + 2
                        return True
                    if indented is None:
                        indented = first
                pieces.add(text[at:line])
                at = line
            elif at >= self.length:
                break
            else:
                pieces.add(char)
                at += 1
        self.pos = self.length
        self._unfinished_here_string(pos, indented, '"@')
        return False

    # Inside expandable text

    def _dollar(self, dollar: int, pieces: _Pieces, here: bool) -> bool:
        """Read a variable or sub-expression at a `$`; false when the `$` is only a character."""
        text = self.text
        char = text[self.pos]
        if char == "(":
            inner = self._sub_expression(dollar, here)
            pieces.add_inner(inner, text[dollar : self.pos])
            return True
        if char.isalnum() or char in "_?:^${":
            saved = self.tokens
            self.tokens = []
            token = self.variable(dollar, False, in_string=True)
            self.tokens = saved
            pieces.add_inner(token, text[dollar : self.pos])
            return True
        return False

    def _sub_expression(self, dollar: int, here: bool) -> SubExpressionText:
        """Find the end of `$(`: parentheses are counted and nothing else, as PowerShell does; it is read later."""
        text = self.text
        at = dollar + 2
        depth = 1
        skipped: list[int] = []
        while True:
            match = _SUB_EXPRESSION_RUN.match(text, at)
            if match:
                at = match.end()
            char = text[at]
            if char == "(":
                depth += 1
            elif char == ")":
                depth -= 1
                if depth == 0:
                    at += 1
                    break
            elif (char == "`" and not here) or (char in _DOUBLE and not here):
                if text[at + 1] in _DOUBLE and at + 1 < self.length:
                    at += 1
                    skipped.append(at)
            elif at >= self.length:
                at = self.length
                self.incomplete_error("IncompleteDollarSubexpressionReference", dollar, at)
                break
            at += 1
        self.pos = at
        return SubExpressionText(dollar, at, skipped)

    def variable(self, pos: int, splatted: bool, in_string: bool = False) -> Token:
        """`$name`, `${name}` or `@name`, the position being after the sign."""
        text = self.text
        kind = "SplattedVariable" if splatted else "Variable"
        at = pos + 1
        char = text[at]
        if char == "{":
            return self._braced_variable(pos, kind, in_string)
        if char in "$^?" and at < self.length:
            end = at + 1
            if self.mode == 0 and not in_string and end < self.length and text[end] not in END_OF_WORD:
                return self.generic(pos, pos)
        else:
            match = _VARIABLE.match(text, at)
            if match is None:
                return self.generic(pos, pos + 1)
            end = match.end()
        name = text[at:end]
        if self.mode == 0 and not in_string and not splatted:
            after = text[end]
            if (
                after not in END_OF_WORD
                and after not in ".["
                and not (after == ":" and text[end + 1] == ":")
                and end < self.length
            ):
                if after != "=":
                    return self.generic(pos, pos)
        self.pos = end
        token = self.save(kind, pos)
        token.value = name
        if name.endswith(":") and name.find(":") == len(name) - 1:
            plain = name[:-1].lower() in _SCOPES
            self.error("InvalidVariableReference" if plain else "InvalidVariableReferenceWithDrive", pos, end)
        return token

    def _braced_variable(self, pos: int, kind: str, in_string: bool) -> Token:
        text = self.text
        at = pos + 2
        name: list[str] = []
        while True:
            match = _BRACED_RUN.match(text, at)
            if match:
                name.append(match.group())
                at = match.end()
            char = text[at]
            if char == "}":
                self.pos = at + 1
                break
            if char == "`" and at + 1 < self.length:
                self.pos = at + 1
                name.append(self._escape())
                at = self.pos
                continue
            if char == "{":
                self.error("OpenBraceNeedsToBeBackTickedInVariableName", at + 1, at + 1)
            elif char in _DOUBLE and in_string and text[at + 1] in _DOUBLE:
                at += 1
            elif at >= self.length:
                self.pos = self.length
                self.incomplete_error("IncompleteDollarVariableReference", pos + 1, self.length)
                break
            name.append(char)
            at += 1
        full = "".join(name)
        closed = text[self.pos - 1] == "}" and self.pos > pos + 2
        end = self.pos
        if closed and not full:
            self.error("EmptyVariableReference", end - 1, end)
        elif full.endswith(":") and full.find(":") == len(full) - 1:
            self.error("InvalidBracedVariableReference", pos, end)
        if self.mode == 0 and not in_string and closed and kind == "Variable":
            after = text[end]
            if after not in END_OF_WORD and after not in ".[" and not (after == ":" and text[end + 1] == ":"):
                return self.generic(pos, pos)
        self.pos = end
        token = self.save(kind, pos)
        token.value = full or ":Error:"
        return token

    def generic(self, pos: int, at: int) -> Token:
        """A word of a command from `pos`, known to be plain up to `at`: strings and variables may be inside."""
        text = self.text
        match = _GENERIC_RUN.match(text, at)
        if match:
            at = match.end()
        if text[at] in END_OF_WORD:
            self.pos = at
            token = self.save("Generic", pos)
            token.value = token.text
            return token
        pieces = _Pieces()
        pieces.add(text[pos:at])
        while True:
            char = text[at]
            if char in END_OF_WORD:
                break
            if char == "`":
                if at + 1 < self.length:
                    self.pos = at + 1
                    pieces.add(self._escape())
                    at = self.pos
                else:
                    pieces.add("`")
                    at += 1
            elif char == "$":
                self.pos = at + 1
                if not self._dollar(at, pieces, False):
                    pieces.add("$")
                    self.pos = at + 1
                at = self.pos
            elif char in _SINGLE:
                pieces.add(self._single_quoted(at))
                at = self.pos
            elif char in _DOUBLE:
                self._double_quoted(at, pieces)
                at = self.pos
            match = _GENERIC_RUN.match(text, at)
            if match:
                pieces.add(match.group())
                at = match.end()
        self.pos = at
        token = self.save("Generic", pos)
        whole = pieces.finish()
        token.value = whole if whole.inner else whole.value
        return token
