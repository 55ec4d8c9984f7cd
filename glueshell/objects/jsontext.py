"""The spelling of JSON: quoting text, and a reader for what people write that is not quite JSON."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from glueshell.objects.errors import PSError, problem

_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


_SURROGATE = re.compile("[\ud800-\udfff]")


@cache
def _special(escape: str) -> re.Pattern[str]:
    extra = {"escapenonascii": "\x7f-\U0010ffff", "escapehtml": "<>&'\x85\u2028\u2029"}.get(escape, "\x85\u2028\u2029")
    return re.compile(f'["\\\\\x00-\x1f{extra}]')


def quoted(text: str, escape: str = "default") -> str:
    """Text as a JSON string; `escape` is 'default', 'escapenonascii' or 'escapehtml'."""
    whole = joined(text) if _SURROGATE.search(text) else text
    return '"' + _special(escape).sub(_escaped_html if escape == "escapehtml" else _escaped, whole) + '"'


def joined(text: str) -> str:
    """Text whose surrogate pairs are characters, and whose lone surrogates are replaced."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _escaped(found: re.Match[str]) -> str:
    char = found.group()
    short = _SHORT.get(char)
    if short is not None:
        return short
    code = ord(char)
    if code > 0xFFFF:
        code -= 0x10000
        return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
    return f"\\u{code:04x}"


def _escaped_html(found: re.Match[str]) -> str:
    # A page's attribute may hold the text: no quote is left in it.
    return "\\u0022" if found.group() == '"' else _escaped(found)


class Lenient:
    """A reader that also takes single quotes, bare names, comments and trailing commas.

    `hook` makes an object of pairs, `whole` a number of digits. What is still wrong is a PSError.
    """

    def __init__(self, text: str, hook: Callable[[list], Any], whole: Callable[[str], Any], depth: int) -> None:
        self.text = text
        self.hook = hook
        self.whole = whole
        self.depth = depth
        self.position = 0
        self.path: list[str] = []

    def parse(self) -> Any:
        """The whole text as one value."""
        self._blanks()
        # Comments alone are no value.
        value = self._value(0) if self.position < len(self.text) else None
        self._blanks()
        if self.position < len(self.text):
            raise self._wrong("Additional text encountered after finished reading JSON content: "
                              f"{self.text[self.position]}")
        return value

    def _wrong(self, message: str) -> PSError:
        before = self.text[: self.position]
        line = before.count("\n") + (1 if before else 0)
        column = len(before) - (before.rfind("\n") + 1)
        return problem("JsonInvalid", f"{message}. Path '{self._way()}', line {line}, position {column}.")

    def _too_deep(self) -> PSError:
        before = self.text[: self.position]
        column = len(before) - (before.rfind("\n") + 1) + 1
        return problem("JsonDepth", self.depth, self._way(), before.count("\n") + 1, column)

    def _way(self) -> str:
        """Where the reader is: `a.b[0].c`."""
        return ".".join(self.path).replace(".[", "[")

    def _blanks(self) -> None:
        text = self.text
        while self.position < len(text):
            if text[self.position].isspace() or text[self.position] == "\ufeff":
                self.position += 1
            elif text.startswith("//", self.position):
                end = text.find("\n", self.position)
                self.position = len(text) if end < 0 else end
            elif text.startswith("/*", self.position):
                end = text.find("*/", self.position)
                if end < 0:
                    raise self._wrong("Unexpected end while parsing comment")
                self.position = end + 2
            else:
                return

    def _peek(self) -> str:
        self._blanks()
        if self.position >= len(self.text):
            raise self._wrong("Unexpected end when reading JSON")
        return self.text[self.position]

    def _value(self, level: int) -> Any:
        if level > self.depth:
            raise self._too_deep()
        char = self._peek()
        if char in "{[" and level == self.depth:
            raise self._too_deep()
        if char == "{":
            return self._object(level)
        if char == "[":
            return self._array(level)
        if char in "\"'":
            return self._string(char)
        if char == ",":
            # Nothing before a comma is null; the comma is read by who asked for the value.
            return None
        return self._word()

    def _object(self, level: int) -> Any:
        pairs: list[tuple[str, Any]] = []
        self.position += 1
        outside = len(self.path)
        self._opened(level)
        while True:
            self._more("object")
            char = self._peek()
            if char == "}":
                self.position += 1
                del self.path[outside:]
                return self.hook(pairs)
            name = self._string(char) if char in "\"'" else self._name()
            self._blanks()
            found = self.text[self.position : self.position + 1] or "\0"
            if found != ":":
                raise self._wrong(f"Invalid character after parsing property name. Expected ':' but got: {found}")
            self.position += 1
            self.path[outside:] = [name]
            self._more("object")
            pairs.append((name, self._value(level + 1)))
            self._more("object")
            self._comma("}")
            if level:
                del self.path[outside:]
                self._opened(level)

    def _opened(self, level: int, *, array: bool = False) -> None:
        """Complain where the text ends just after what opens an object or array."""
        self._blanks()
        if self.position < len(self.text):
            return
        if level == 0 and not array:
            raise self._wrong("Unexpected end when reading JSON")
        raise problem("JsonInvalid", f"Unexpected end when reading token. Path '{self._way()}'.")

    def _array(self, level: int) -> list:
        items: list = []
        self.position += 1
        outside = len(self.path)
        inner = False
        while True:
            if not inner:
                del self.path[outside:]
            elif not self.text[self.position :].strip():
                # An outermost array may end so, behind what was an array or object itself.
                return items
            self._opened(level, array=True)
            self._more("array")
            char = self._peek()
            if char == "]":
                self.position += 1
                return items
            # What opens, and a number, is told by its own place; a literal by the place before.
            if char in "[{" or _NUMBER.match(char):
                self.path[outside:] = [f"[{len(items)}]"]
            # Such a value stays the place until the next one begins.
            inner = level == 0 and char in "[{"
            items.append(self._value(level + 1))
            self.path[outside:] = [f"[{len(items) - 1}]"]
            self._blanks()
            if self.position >= len(self.text):
                # An array whose end is missing is taken as it is.
                return items
            self._comma("]")

    def _more(self, kind: str) -> None:
        """Text must follow: what is open has no end yet."""
        self._blanks()
        if self.position >= len(self.text):
            raise self._wrong(f"Unexpected end when deserializing {kind}")

    def _comma(self, closing: str) -> None:
        char = self._peek()
        if char == ",":
            self.position += 1
        elif char in "]}" and char != closing:
            self.position += 1
            del self.path[-1:]
            token, kind = ("EndArray", "Object") if char == "]" else ("EndObject", "Array")
            raise self._wrong(f"JsonToken {token} is not valid for closing JsonType {kind}")
        elif char != closing:
            raise self._wrong(f"After parsing a value an unexpected character was encountered: {char}")

    def _name(self) -> str:
        found = re.compile(r"[\w$]+").match(self.text, self.position)
        if found is None:
            raise self._wrong(f"Invalid property identifier character: {self.text[self.position]}")
        self.position = found.end()
        if self.position == len(self.text):
            raise self._wrong("Unexpected end while parsing unquoted property name")
        return found.group()

    def _string(self, quote: str) -> str:
        out: list[str] = []
        self.position += 1
        while True:
            if self.position >= len(self.text):
                raise self._wrong(f"Unterminated string. Expected delimiter: {quote}")
            char = self.text[self.position]
            self.position += 1
            if char == quote:
                return joined("".join(out))
            if char == "\\":
                out.append(self._escape())
            else:
                out.append(char)

    def _escape(self) -> str:
        char = self.text[self.position : self.position + 1]
        self.position += 1
        if char == "u":
            digits = self.text[self.position : self.position + 4]
            if len(digits) < 4:
                raise self._wrong("Unexpected end while parsing Unicode escape sequence")
            try:
                code = int(digits, 16)
            except ValueError:
                raise self._wrong(f"Could not convert string to number: \\u{digits}") from None
            self.position += 4
            return chr(code)
        plain = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "/": "/", "\\": "\\", '"': '"',
                 "'": "'"}.get(char)
        if plain is None:
            raise self._wrong(f"Bad JSON escape sequence: \\{char}")
        return plain

    def _word(self) -> Any:
        """A literal or a number, which begins here."""
        for word, (value, kind) in _WORDS.items():
            if self.text.startswith(word[:2] if word[0] in "n-" else word[0], self.position):
                self._spelled(word, kind)
                return value
        if self.text[self.position :] == "n":
            self._spelled("null", "null")
        found = _NUMBER.match(self.text, self.position)
        if found is None:
            raise self._wrong(f"Unexpected character encountered while parsing value: {self.text[self.position]}")
        self.position = found.end()
        if self.position < len(self.text) and self.text[self.position] not in _ENDS:
            raise self._wrong(f"Unexpected character encountered while parsing number: {self.text[self.position]}")
        word = found.group()
        try:
            if re.fullmatch(r"0[xX][0-9a-fA-F]+", word):
                return self.whole(str(int(word, 16)))
            if re.fullmatch(r"0[0-7]+", word):
                return self.whole(str(int(word, 8)))
            return self.whole(word) if re.fullmatch(r"-?\d+", word) else float(word)
        except ValueError:
            raise self._wrong(f"Input string '{word}' is not a valid number") from None

    def _spelled(self, word: str, kind: str) -> None:
        """Go past a literal that must stand here."""
        whole = self.position + len(word) <= len(self.text)
        for char in word if whole else "":
            if self.text[self.position] != char:
                raise self._wrong(f"Error parsing {kind} value")
            self.position += 1
        if not whole:
            self.position = len(self.text)
            raise self._wrong("Unexpected end when reading JSON")
        if self.position < len(self.text) and self.text[self.position] not in _ENDS:
            raise self._wrong(f"Error parsing {kind} value")


# What a literal's first letters stand for, and what its errors call it.
_WORDS = {
    "true": (True, "boolean"), "false": (False, "boolean"), "null": (None, "null"), "undefined": (None, "undefined"),
    "NaN": (float("nan"), "NaN"), "Infinity": (float("inf"), "positive infinity"),
    "-Infinity": (float("-inf"), "negative infinity"),
}  # fmt: skip
_NUMBER = re.compile(r"(?!\+)[-+.0-9](?:[-+.0-9a-fA-FxX])*")
_ENDS = " \t\r\n,]})/"
