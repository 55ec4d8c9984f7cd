"""What both readings of a .NET regular expression share, and the first of them, which counts the groups.

.NET reads a pattern twice: the first reading looks for groups and meets wrong escapes and open sets wherever they
are, so that these are told before anything else that is wrong.
"""

from __future__ import annotations

import re

from glueshell.objects.errors import PSError, net_problem

_NAME = re.compile(r"\w+")
_OPTIONS = re.compile(r"[imnsxIMNSX+-]*")
_PROPERTY = re.compile(r"[\w-]*")
_OCTAL = re.compile("[0-7]{1,3}")
_DIGITS = frozenset("0123456789")
_PLAIN = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "v": "\v", "a": "\a", "b": "\b", "e": "\x1b"}
_LARGEST = 2**31 - 1


class Reading:
    """A pattern and where reading it stands."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0

    def refuse(self, words: str, at: int | None = None) -> PSError:
        """The RegexParseException at a place, else where reading stands."""
        return net_problem("RegexParse", self.text, self.position if at is None else at, words)

    def following(self, length: int = 1) -> str:
        """The next characters, fewer or none at the end."""
        return self.text[self.position : self.position + length]

    def decimal(self) -> int:
        """The number whose digits begin here."""
        number = 0
        while self.following() and self.following() in _DIGITS:
            number = number * 10 + int(self.following())
            self.position += 1
            if number > _LARGEST:
                raise self.refuse("Quantifier and capture group numbers must be less than or equal to Int32.MaxValue.")
        return number

    def name(self) -> str:
        """The word that begins here, empty where none does."""
        found = _NAME.match(self.text, self.position)
        if found is None:
            return ""
        self.position = found.end()
        return found.group()

    def letters(self) -> str:
        """The letters of inline options."""
        found = _OPTIONS.match(self.text, self.position)
        assert found is not None
        self.position = found.end()
        return found.group().lower()

    def skip_comment(self) -> None:
        """Past `(?#...)`."""
        end = self.text.find(")", self.position)
        if end < 0:
            raise self.refuse("Unterminated (?#...) comment.", len(self.text))
        self.position = end + 1

    def skip_line(self) -> None:
        """To the end of a `#` comment's line."""
        end = self.text.find("\n", self.position)
        self.position = len(self.text) if end < 0 else end

    def character(self) -> str:
        """The character that the escape whose letter comes next stands for."""
        char = self.following()
        self.position += 1
        if char in _PLAIN:
            return _PLAIN[char]
        if char in "01234567":
            digits = _OCTAL.match(self.text, self.position - 1)
            assert digits is not None
            self.position = digits.end()
            return chr(int(digits.group(), 8) & 0xFF)
        if char in "xu":
            return self._hexadecimal(2 if char == "x" else 4)
        if char == "c":
            if not self.following():
                raise self.refuse("Missing control character.")
            self.position += 1
            code = ord(self.text[self.position - 1].upper()) - 64
            if not 0 <= code < 32:
                raise self.refuse("Unrecognized control character.")
            return chr(code)
        if char.isalnum() or char == "_":
            raise self.refuse(f"Unrecognized escape sequence \\{char}.")
        return char

    def _hexadecimal(self, count: int) -> str:
        if self.position + count > len(self.text):
            raise self.refuse("Insufficient or invalid hexadecimal digits.")
        for _ in range(count):
            self.position += 1
            if self.text[self.position - 1] not in "0123456789abcdefABCDEF":
                raise self.refuse("Insufficient or invalid hexadecimal digits.")
        return chr(int(self.text[self.position - count : self.position], 16))

    def property(self) -> str:
        """The name of a `\\p{...}`, whose letter is read already."""
        if self.position + 2 >= len(self.text):
            raise self.refuse("Incomplete \\p{X} character escape.")
        self.position += 1
        if self.text[self.position - 1] != "{":
            raise self.refuse("Malformed \\p{X} character escape.")
        found = _PROPERTY.match(self.text, self.position)
        assert found is not None
        self.position = found.end()
        if not self.following():
            raise self.refuse("Incomplete \\p{X} character escape.")
        self.position += 1
        if self.text[self.position - 1] != "}":
            raise self.refuse("Incomplete \\p{X} character escape.")
        return found.group()

    def reference(self) -> str | int | None:
        """The group of a `\\k<name>` or `\\<name>`, its backslash read; None, reading nothing, if none."""
        start = self.position
        opening = self.following()
        if opening == "k":
            # A lone letter stays unread.
            self.position += 2 if self.following(2) != "k" else 0
            opening = self.text[self.position - 1] if self.position > start else ""
            if opening not in ("<", "'") or self.position >= len(self.text):
                raise self.refuse("Malformed \\k<...> named back reference.")
        elif opening in ("<", "'") and self.position + 1 < len(self.text):
            self.position += 1
        else:
            return None
        known: str | int = self.decimal() if self.following() in _DIGITS else self.name()
        if known != "" and self.following() == (">" if opening == "<" else "'"):
            self.position += 1
            return known
        self.position = start
        return None


class _Captures(Reading):
    """The first reading: which groups there are."""

    def __init__(self, text: str, explicit: bool, extended: bool) -> None:
        super().__init__(text)
        self.explicit, self.extended = explicit, extended
        self.states: list[tuple[bool, bool]] = []
        # The groups in their order, None for one without a name.
        self.order: list[str | None] = []
        # Whether the next parenthesis is a condition's.
        self.condition = False

    def run(self) -> list[str | None]:
        """Read the whole pattern."""
        while self.position < len(self.text):
            char = self.following()
            if char == "#" and self.extended:
                self.skip_line()
                continue
            if self.following(3) == "(?#":
                self.skip_comment()
                self.condition = False
                continue
            self.position += 1
            if char == "\\":
                self._escape()
            elif char == "[":
                self._set()
            elif char == ")":
                if self.states:
                    self.explicit, self.extended = self.states.pop()
            elif char == "(":
                self.condition = self._group()
        return self.order

    def _escape(self) -> None:
        char = self.following()
        if char in "bBAGZzwWsSdDpP":
            self.position += bool(char)
        elif self.reference() is None:
            if char in "123456789":
                self.decimal()
            else:
                self.character()

    def _set(self) -> None:
        text, size = self.text, len(self.text)
        self.position += self.following() == "^"
        first, ranged = True, False
        while self.position < size:
            char, escaped = self.following(), False
            self.position += 1
            if char == "]" and not first:
                return
            if char == "\\" and self.position < size:
                letter = self.following()
                if letter in "dDsSwW-pP":
                    self.position += 1
                    if letter in "pP":
                        self.property()
                    first = False
                    continue
                char, escaped = self.character(), True
            if ranged:
                ranged = False
            elif self.position + 1 < size and text[self.position] == "-" and text[self.position + 1] != "]":
                ranged = True
                self.position += 1
            elif char == "-" and not escaped and self.following() == "[" and not first:
                self.position += 1
                self._set()
            first = False
        raise self.refuse("Unterminated [] set.")

    def _group(self) -> bool:
        """What follows a parenthesis; whether it is a conditional group's, so that its condition comes next."""
        self.states.append((self.explicit, self.extended))
        if self.following() != "?":
            if not self.explicit and not self.condition:
                self.order.append(None)
            return False
        self.position += 1
        if self.following() in ("<", "'") and self.position + 1 < len(self.text):
            self.position += 1
            if self.following() in _DIGITS:
                number = self.decimal() if self.following() != "0" else 0
                name = str(number) if number else ""
            else:
                name = self.name()
            if name and name not in self.order:
                self.order.append(name)
            return False
        on, _, off = self.letters().partition("-")
        self.explicit = ("n" in on) or (self.explicit and "n" not in off)
        self.extended = ("x" in on) or (self.extended and "x" not in off)
        if self.following() == ")":
            self.position += 1
            self.states.pop()
        return self.following() == "("


def captures(text: str, explicit: bool, extended: bool) -> dict[str, int]:
    """The groups of a pattern by name or number, and their places among the groups of the regex package.

    Unnamed groups are numbered first, as .NET does, then named ones; numbers given are kept.
    """
    order = _Captures(text, explicit, extended).run()
    known = {name: index for index, name in enumerate(order, 1) if name is not None}
    number = 0
    for index, name in enumerate(order, 1):
        if name is None:
            number += 1
            known.setdefault(str(number), index)
    for index, name in enumerate(order, 1):
        if name is not None and not name.isdigit():
            number += 1
            known.setdefault(str(number), index)
    return known | {"0": 0}
