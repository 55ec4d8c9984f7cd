"""The lexer: text -> tokens, one at a time, in the mode the parser asks for."""

from __future__ import annotations

import re

from glueshell.language.lexer_strings import END_OF_WORD, StringLexer
from glueshell.language.tokens import DASH_OPERATORS, KEYWORDS, KIND_FLAGS, TYPE_NAME, Token
from glueshell.numerals import NUMBER, read_number

BLANKS = re.compile(r"[ \t\v\f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_IDENTIFIER = re.compile(r"[^\W\d]\w*")
_OPERATOR_NAME = re.compile(r"[a-zA-Z]+")
_WORD = re.compile(r"\w+")
_PARAMETER = re.compile(r"""[^\s{}();,|&.\[:\x00\x85]*:?""")
_TYPE_NAME = re.compile(r"[\w.`+#\\]+")
_LINE_COMMENT = re.compile(r"[^\r\n]*")
_REDIRECTION = re.compile(r"[1-6*]>&[12]|[1-6*]?>>?")
_LABEL = re.compile(r":[^\W\d]\w*")
_NEWLINE = re.compile(r"\r\n?|\n")
# Characters that end any token of a command.
FORCE_NEW_TOKEN = END_OF_WORD
# Characters that end a number in an expression.
_AFTER_NUMBER = frozenset("!%*+-./<=>]\u2013\u2014\u2015^")
_DASHES = "-\u2013\u2014\u2015"
_SIMPLE = {"(": "LParen", ")": "RParen", "{": "LCurly", "}": "RCurly", ";": "Semi", ",": "Comma"}
_MAYBE_ASSIGNING = {
    "*": ("Multiply", "MultiplyEquals"),
    "/": ("Divide", "DivideEquals"),
    "%": ("Rem", "RemainderEquals"),
}

COMMAND, EXPRESSION, TYPE = 0, 1, 2


class Lexer(StringLexer):
    """Reads tokens forward; the parser sets `mode` and may go back with `resync`."""

    def next_token(self) -> Token:
        """The token held back, or else the next one of the text; newlines and comments are saved on the way."""
        held = self.held
        if held is not None:
            self.held = None
            return held
        text = self.text
        while True:
            pos = self.pos
            char = text[pos]
            kind = _SIMPLE.get(char)
            if kind is not None:
                self.pos = pos + 1
                token = Token(kind, pos, pos + 1, char, KIND_FLAGS[kind])
                self.tokens.append(token)
                return token
            if char in " \t":
                match = BLANKS.match(text, pos)
                self.pos = match.end() if match else pos + 1
                continue
            if char.isalpha() or char == "_":
                return self._identifier(pos, char)
            if char == "$":
                self.pos = pos + 1
                if text[pos + 1] == "(":
                    self.pos = pos + 2
                    return self.save("DollarParen", pos)
                return self.variable(pos, False)
            token_or_none = self._other(pos, char)
            if token_or_none is not None:
                return token_or_none

    def _other(self, pos: int, char: str) -> Token | None:
        text = self.text
        following = text[pos + 1] if pos < self.length else "\0"
        self.pos = pos + 1
        if char == "\n" or char == "\r":
            if char == "\r" and following == "\n":
                self.pos = pos + 2
            return self.save("NewLine", pos)
        if char in _DASHES:
            return self._dash(pos, char, following)
        if char == '"' or char in "\u201c\u201d\u201e":
            return self.expandable_string(pos)
        if char == "'" or char in "\u2018\u2019\u201a\u201b":
            return self.literal_string(pos)
        if "0" <= char <= "9":
            if "1" <= char <= "6" and following == ">" and (not self.allow_signed or text[pos + 2] == "&"):
                return self._redirection(pos)
            return self._number(pos)
        if char == "#":
            self._line_comment(pos)
            return None
        if char == "=":
            return self._operator("Equals", pos)
        if char == "[":
            return self._operator("LBracket", pos)
        if char == "]":
            return self.save("RBracket", pos)
        if char == ".":
            return self._dot(pos, following)
        if char == "|":
            if following == "|":
                self.pos = pos + 2
                return self.save("OrOr", pos)
            return self.save("Pipe", pos)
        if char == "&":
            if following == "&":
                self.pos = pos + 2
                return self.save("AndAnd", pos)
            return self.save("Ampersand", pos)
        if char == "@":
            return self._at(pos, following)
        if char == "+":
            if following == "+":
                self.pos = pos + 2
                return self._operator("PlusPlus", pos)
            if following == "=":
                self.pos = pos + 2
                return self._operator("PlusEquals", pos)
            if self.allow_signed and ("0" <= following <= "9" or following == "."):
                return self._number(pos)
            return self._operator("Plus", pos)
        if char in _MAYBE_ASSIGNING:
            plain, assigning = _MAYBE_ASSIGNING[char]
            if char == "*" and following == ">":
                return self._redirection(pos)
            if following == "=":
                self.pos = pos + 2
                return self._operator(assigning, pos)
            return self._operator(plain, pos)
        if char == ">":
            return self._redirection(pos)
        if char == "<":
            if following == "#":
                self._block_comment(pos)
                return None
            return self.save("RedirectInStd", pos)
        if char == ":":
            return self._colon(pos, following)
        if char == "?":
            return self._question(pos, following)
        if char == "!":
            return self.generic(pos, pos + 1) if self._in_word(following) else self.save("Exclaim", pos)
        if char == "`":
            return self._backtick(pos, following)
        if char == "\0" and pos >= self.length:
            self.pos = pos
            return self.save("EndOfInput", pos)
        match = BLANKS.match(text, pos)
        if match:
            self.pos = match.end()
            return None
        if char == "\0":
            self.error("UnrecognizedToken", pos, pos + 1)
            return self.save("Unknown", pos)
        return self.generic(pos, pos)

    def _in_word(self, following: str) -> bool:
        """Whether a `!` is the first character of a word; the lexer stands behind it."""
        if self.mode == COMMAND:
            return following not in FORCE_NEW_TOKEN
        if self.mode != EXPRESSION:
            return False
        if following != "." and not "0" <= following <= "9":
            return following.isalpha() or following == "_"
        number = NUMBER.match(self.text, self.pos)
        if number and number["decimal"] is None:
            return True
        return not self._ends_number(self.text[number.end() if number else self.pos + 1])

    def _ends_number(self, after: str) -> bool:
        return after in FORCE_NEW_TOKEN or (
            self.mode == EXPRESSION and (after in _AFTER_NUMBER or (self.in_ternary and after in "?:"))
        )

    def _operator(self, kind: str, pos: int) -> Token:
        """An operator; in a command it must stand alone or is the start of a word."""
        if self.mode == COMMAND and self.text[self.pos] not in FORCE_NEW_TOKEN:
            return self.generic(pos, self.pos)
        return self.save(kind, pos)

    def _identifier(self, pos: int, char: str) -> Token:
        text = self.text
        mode = self.mode
        if mode == TYPE:
            match = _TYPE_NAME.match(text, pos)
            self.pos = match.end() if match else pos + 1
            token = self.save("Identifier", pos)
            token.flags |= TYPE_NAME
            return token
        match = _WORD.match(text, pos)
        end = match.end() if match else pos + 1
        if mode == COMMAND and text[end] not in FORCE_NEW_TOKEN and not self.simple_name:
            return self.generic(pos, end)
        self.pos = end
        word = text[pos:end]
        if not self.simple_name:
            kind = KEYWORDS.get(word.lower())
            if kind is not None and kind not in _CONTEXTUAL:
                token = Token(kind, pos, end, word, KIND_FLAGS[kind])
                self.tokens.append(token)
                return token
        token = Token("Identifier", pos, end, word, 0, word)
        self.tokens.append(token)
        return token

    def _dash(self, pos: int, char: str, following: str) -> Token:
        text = self.text
        if following in _DASHES:
            self.pos = pos + 2
            return self._operator("MinusMinus", pos)
        if following == "=":
            self.pos = pos + 2
            return self._operator("MinusEquals", pos)
        if following.isalpha() or following == "_" or following == "?":
            if self.mode == COMMAND:
                return self._parameter(pos)
            if following > "\x7f" or following == "?":
                return self.save("Minus", pos)
            match = _OPERATOR_NAME.match(text, pos + 1)
            end = match.end() if match else pos + 1
            kind = DASH_OPERATORS.get(text[pos + 1 : end].lower())
            if match:
                self.pos = end
                token = self.save(kind or "Parameter", pos)
                token.value = text[pos + 1 : end]
                return token
            return self._parameter(pos)
        if self.allow_signed and ("0" <= following <= "9" or following == "."):
            return self._number(pos)
        return self._operator("Minus", pos)

    def _parameter(self, pos: int) -> Token:
        """`-Name` or `-Name:`; a name ends at whatever ends a word, and at `.`, `[`, `:`, quotes make it a word."""
        text = self.text
        match = _PARAMETER.match(text, pos + 1)
        end = match.end() if match else pos + 1
        if self.mode == COMMAND:
            quoted = self.QUOTE.search(text, pos + 1, end)
            if quoted:
                return self.generic(pos, quoted.start())
        self.pos = end
        token = self.save("Parameter", pos)
        token.value = text[pos + 1 : end].removesuffix(":")
        return token

    def _number(self, pos: int) -> Token:
        text = self.text
        match = NUMBER.match(text, pos)
        if match is None:
            if text[pos] == ".":
                return self._operator("Dot", pos)
            if text[pos + 1] != ".":
                return self._operator("Plus" if text[pos] == "+" else "Minus", pos)
        # A sign and a point are a number without digits.
        end = match.end() if match else pos + 2
        if not self._ends_number(text[end]):
            return self.generic(pos, pos)
        value = read_number(match) if match else None
        if value is None and self.mode != EXPRESSION:
            return self.generic(pos, pos)
        self.pos = end
        token = self.save("Number", pos)
        token.value = value
        if value is None:
            self.error("BadNumericConstant", pos, end, token.text)
        return token

    def _dot(self, pos: int, following: str) -> Token:
        if following == ".":
            self.pos = pos + 2
            return self._operator("DotDot", pos)
        if "0" <= following <= "9":
            return self._number(pos)
        if (
            self.mode == COMMAND
            and following not in FORCE_NEW_TOKEN
            and following not in "$'\"\u2018\u2019\u201a\u201b\u201c\u201d\u201e"
        ):
            return self.generic(pos, pos + 1)
        return self.save("Dot", pos)

    def _colon(self, pos: int, following: str) -> Token:
        if following == ":":
            if self.mode == COMMAND and not self.simple_name:
                after = self.text[pos + 2] if pos + 2 <= self.length else "\0"
                if after not in FORCE_NEW_TOKEN:
                    return self.generic(pos, pos + 1)
            self.pos = pos + 2
            return self.save("ColonColon", pos)
        if self.mode == COMMAND:
            if not self.simple_name:
                match = _LABEL.match(self.text, pos)
                if match and self.text[match.end()] in FORCE_NEW_TOKEN:
                    self.pos = match.end()
                    token = self.save("Label", pos)
                    token.value = token.text[1:]
                    return token
            return self.generic(pos, pos + 1)
        return self.save("Colon", pos)

    def _question(self, pos: int, following: str) -> Token:
        if self.mode != EXPRESSION:
            return self.generic(pos, pos + 1)
        if following == "?":
            if self.text[pos + 2] == "=":
                self.pos = pos + 3
                return self.save("QuestionQuestionEquals", pos)
            self.pos = pos + 2
            return self.save("QuestionQuestion", pos)
        return self.save("QuestionMark", pos)

    def _at(self, pos: int, following: str) -> Token:
        if following == "{":
            self.pos = pos + 2
            return self.save("AtCurly", pos)
        if following == "(":
            self.pos = pos + 2
            return self.save("AtParen", pos)
        if following == '"' or following in "\u201c\u201d\u201e":
            return self.expandable_here_string(pos)
        if following == "'" or following in "\u2018\u2019\u201a\u201b":
            return self.literal_here_string(pos)
        if following.isalnum() or following in "_?:^${":
            return self.variable(pos, True)
        self.error("UnrecognizedToken", pos, pos + 1)
        return self.save("Unknown", pos)

    def _redirection(self, pos: int) -> Token:
        match = _REDIRECTION.match(self.text, pos)
        self.pos = match.end() if match else pos + 1
        token = self.save("Redirection", pos)
        token.value = token.text
        return token

    def _backtick(self, pos: int, following: str) -> Token | None:
        text = self.text
        if following == "\n" or following == "\r":
            match = _NEWLINE.match(text, pos + 1)
            self.pos = match.end() if match else pos + 2
            self.save("LineContinuation", pos)
            return None
        if pos + 1 >= self.length:
            self.incomplete_error("IncompleteString", pos + 2, pos + 2)
            return None
        if BLANKS.match(text, pos + 1):
            self.pos = pos + 2
            return None
        self.pos = pos
        return self.generic(pos, pos)

    def _line_comment(self, pos: int) -> None:
        match = _LINE_COMMENT.match(self.text, pos)
        self.pos = match.end() if match else pos + 1
        if self.pos > self.length:
            self.pos = self.length
        token = self.save("Comment", pos)
        if token.text[1:9].lower() == "requires":
            self.requirements.append(token)

    def _block_comment(self, pos: int) -> None:
        end = self.text.find("#>", pos + 2)
        if end < 0:
            self.pos = self.length
            self.incomplete_error("MissingTerminatorMultiLineComment", pos, self.length)
        else:
            self.pos = end + 2
        self.save("Comment", pos)

    def skip_blanks(self) -> None:
        """Step over blanks and line continuations, as before any token."""
        text = self.text
        while True:
            match = BLANKS.match(text, self.pos)
            if match:
                self.pos = match.end()
            if text[self.pos] == "`" and text[self.pos + 1] in "\r\n" and self.pos + 1 < self.length:
                self._backtick(self.pos, text[self.pos + 1])
            else:
                return

    def skip_newlines(self, semicolons: bool = False) -> None:
        """Step over newlines, comments and (if asked) semicolons, saving their tokens; nothing may be held back."""
        text = self.text
        while True:
            match = BLANKS.match(text, self.pos)
            if match:
                self.pos = match.end()
            pos = self.pos
            char = text[pos]
            if char == "\n":
                self.pos = pos + 1
                self.save("NewLine", pos)
            elif char == "\r":
                self.pos = pos + (2 if text[pos + 1] == "\n" else 1)
                self.save("NewLine", pos)
            elif char == ";" and semicolons:
                self.pos = pos + 1
                self.save("Semi", pos)
            elif char == "#":
                self._line_comment(pos)
            elif char == "<" and text[pos + 1] == "#":
                self._block_comment(pos)
            elif char == "`" and text[pos + 1] in " \t\r\n\v\f\x85\xa0" and pos + 1 < self.length:
                self._backtick(pos, text[pos + 1])
            else:
                return


_CONTEXTUAL = frozenset(("InlineScript", "DynamicKeyword"))
