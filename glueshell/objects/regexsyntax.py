"""Rewrites .NET's spelling of regular expressions into the regex package's; refuses what .NET refuses, in its words."""

from __future__ import annotations

import re

from glueshell.objects.errors import PSError, net_problem
from glueshell.objects.regexcase import literal, spread, written

IGNORE_CASE, EXPLICIT_CAPTURE, EXTENDED, CULTURE_INVARIANT = 1, 4, 32, 512

_COUNT = re.compile(r"\{(\d+)(?:(,)(\d*))?\}")
_DIGITS = re.compile(r"[0-9]+")
_NAME = re.compile(r"\w+")
_OPTIONS = re.compile(r"[imnsxIMNSX+-]*")
_PLAIN = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "v": "\v", "a": "\a", "e": "\x1b"}
_ANCHORS = {"A": r"\A", "z": r"\Z", "Z": r"(?=\n?\Z)", "b": r"\b", "B": r"\B", "G": r"\G"}
_WORD = r"a-zA-Z0-9_\p{L}\p{Mn}\p{Nd}\p{Pc}"
_CLASSES = {"w": f"[{_WORD}]", "W": f"[^{_WORD}]", "d": r"\d", "D": r"\D", "s": r"\s", "S": r"\S"}

# The general categories of Unicode; .NET knows no other properties but its `Is...` blocks.
_CATEGORIES = frozenset(
    ("L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc", "Pd", "Ps", "Pe", "Pi",
     "Pf", "Po", "S", "Sm", "Sc", "Sk", "So", "Z", "Zs", "Zl", "Zp", "C", "Cc", "Cf", "Cs", "Co", "Cn")
)  # fmt: skip


def translated(text: str, options: int) -> tuple[str, list[str | None]]:
    """The pattern for the regex package and, for each of its groups, the name or None; NetError for a wrong one."""
    return _Syntax(text, options).run()


class _Group:
    """An open group: the options outside it, and what it is."""

    __slots__ = ("choices", "conditional", "explicit", "extended", "ignoring", "look")

    def __init__(self, syntax: _Syntax, look: bool = False, conditional: bool = False) -> None:
        self.ignoring, self.explicit, self.extended = syntax.ignoring, syntax.explicit, syntax.extended
        self.look = look
        self.conditional = conditional
        self.choices = 0


class _Syntax:
    """One pattern being read, token by token; a unit is what a quantifier may follow."""

    def __init__(self, text: str, options: int) -> None:
        self.text = text
        self.position = 0
        self.ignoring = bool(options & IGNORE_CASE)
        self.explicit = bool(options & EXPLICIT_CAPTURE)
        self.extended = bool(options & EXTENDED)
        self.invariant = bool(options & CULTURE_INVARIANT)
        self.out: list[str] = []
        self.names: list[str | None] = []
        self.stack: list[_Group] = []
        self.known = _names_of(text, self.explicit, self.extended)
        # Where in `out` the last unit begins; None where a quantifier would follow nothing.
        self.unit: int | None = None
        self.quantified = False

    def refuse(self, words: str, at: int | None = None) -> PSError:
        """The RegexParseException at a place, else where reading stands."""
        return net_problem("RegexParse", self.text, self.position if at is None else at, words)

    def run(self) -> tuple[str, list[str | None]]:
        """Read the whole pattern."""
        text, size = self.text, len(self.text)
        while self.position < size:
            char = text[self.position]
            if self.extended and (char.isspace() or char == "#"):
                self._blank(char)
            elif char in "*+?" or (char == "{" and _COUNT.match(text, self.position)):
                self._quantifier(char)
            else:
                self.quantified = False
                self._token(char)
        if self.stack:
            raise self.refuse("Not enough )'s.")
        return "".join(self.out), self.names

    def _blank(self, char: str) -> None:
        if char == "#":
            end = self.text.find("\n", self.position)
            self.position = len(self.text) if end < 0 else end
        else:
            self.position += 1

    def _token(self, char: str) -> None:
        self.unit = len(self.out)
        if char == "\\":
            self._escape()
        elif char == "[":
            self.out.append(self._set())
        elif char == "(":
            self._group()
        elif char == ")":
            self._close()
        elif char == "|":
            self.unit = None
            self.position += 1
            if self.stack:
                self.stack[-1].choices += 1
            self.out.append("|")
        elif char in "^$":
            self.position += 1
            self.out.append(f"(?:{char})" if self._followed() else char)
        elif char == ".":
            self.position += 1
            self.out.append(".")
        else:
            self.position += 1
            self._literal(char)

    def _followed(self) -> bool:
        """Whether a quantifier follows."""
        following = self.text[self.position : self.position + 1]
        return following in ("*", "+", "?") or (following == "{" and bool(_COUNT.match(self.text, self.position)))

    def _literal(self, char: str) -> None:
        self.out.append(literal(char, self.invariant) if self.ignoring else re.escape(char))

    # -- quantifiers ------------------------------------------------------------------------------------------------

    def _quantifier(self, char: str) -> None:
        if self.unit is None:
            words = "Nested quantifier '{0}'." if self.quantified else "Quantifier '{0}' following nothing."
            raise self.refuse(words.format(char), self.position + 1)
        if char == "{":
            found = _COUNT.match(self.text, self.position)
            assert found is not None
            self.position = found.end()
            if found.group(3) and int(found.group(1)) > int(found.group(3)):
                raise self.refuse("Illegal {x,y} with x > y.")
            self.out.append(found.group())
        else:
            self.position += 1
            self.out.append(char)
        while self.extended and self.position < len(self.text) and self.text[self.position].isspace():
            self.position += 1
        if self.text[self.position : self.position + 1] == "?":
            self.position += 1
            self.out.append("?")
        self.unit = None
        self.quantified = True

    # -- escapes ----------------------------------------------------------------------------------------------------

    def _escape(self) -> None:
        text, start = self.text, self.position
        char = text[start + 1 : start + 2]
        self.position = start + 2
        if not char:
            raise self.refuse("Illegal \\ at end of pattern.", len(text))
        if char in _ANCHORS:
            anchor = _ANCHORS[char]
            self.out.append(f"(?:{anchor})" if self._followed() else anchor)
        elif char in _CLASSES:
            self.out.append(_CLASSES[char])
        elif char in "pP":
            self.out.append(f"(?-i:{self._property(char)})")
        elif char == "k":
            self._named_reference()
        elif char in "123456789":
            self._numbered_reference()
        else:
            self._literal(self._character(char))

    def _character(self, char: str) -> str:
        """The character that an escape (its letter read already) stands for."""
        text = self.text
        if char in _PLAIN:
            return _PLAIN[char]
        if char in "01234567":
            digits = re.compile("[0-7]{1,3}").match(text, self.position - 1)
            assert digits is not None
            self.position = digits.end()
            return chr(int(digits.group(), 8) & 0xFF)
        if char in "xu":
            count = 2 if char == "x" else 4
            if self.position + count > len(text):
                raise self.refuse("Insufficient or invalid hexadecimal digits.")
            for _ in range(count):
                self.position += 1
                if text[self.position - 1] not in "0123456789abcdefABCDEF":
                    raise self.refuse("Insufficient or invalid hexadecimal digits.")
            return chr(int(text[self.position - count : self.position], 16))
        if char == "c":
            if self.position >= len(text):
                raise self.refuse("Missing control character.")
            self.position += 1
            code = ord(text[self.position - 1].upper()) - 64
            if not 0 <= code < 32:
                raise self.refuse("Unrecognized control character.")
            return chr(code)
        if char.isalnum() or char == "_":
            raise self.refuse(f"Unrecognized escape sequence \\{char}.")
        return char

    def _property(self, letter: str) -> str:
        text = self.text
        if self.position + 2 >= len(text):
            raise self.refuse("Incomplete \\p{X} character escape.")
        if text[self.position] != "{":
            raise self.refuse("Malformed \\p{X} character escape.", self.position + 1)
        end = text.find("}", self.position)
        name = text[self.position + 1 : end]
        if end < 0:
            raise self.refuse("Incomplete \\p{X} character escape.", len(text))
        self.position = end + 1
        if name not in _CATEGORIES and not name.startswith("Is"):
            raise self.refuse(f"Unknown property '{name}'.")
        if self.ignoring and name in ("Lu", "Ll", "Lt"):
            # Where case is ignored a letter of one case is one of any.
            return rf"[{'^' if letter == 'P' else ''}\p{{Lu}}\p{{Ll}}\p{{Lt}}]"
        return f"\\{letter}{{{'In' + name[2:] if name.startswith('Is') else name}}}"

    def _named_reference(self) -> None:
        text = self.text
        opening = text[self.position : self.position + 1]
        closing = {"<": ">", "'": "'"}.get(opening)
        found = _NAME.match(text, self.position + 1) if closing else None
        if found is None:
            raise self.refuse("Malformed \\k<...> named back reference.", self.position + (1 if opening else -1))
        if text[found.end() : found.end() + 1] != closing:
            raise self.refuse("Unrecognized escape sequence \\k.")
        name = found.group()
        self.position = found.end() + 1
        if name not in self.known:
            number = name.isdigit()
            raise self.refuse(
                f"Reference to undefined group n{'umber' if number else 'ame'} "
                + (f"{name}." if number else f"'{name}'.")
            )
        self.out.append(self._reference(name))

    def _numbered_reference(self) -> None:
        digits = _DIGITS.match(self.text, self.position - 1)
        assert digits is not None
        number = digits.group()
        if number in self.known:
            self.position = digits.end()
            self.out.append(self._reference(number))
        elif len(number) == 1:
            raise self.refuse(f"Reference to undefined group number {number}.")
        else:
            self._literal(self._character(self.text[self.position - 1]))

    def _reference(self, name: str) -> str:
        index = self.known[name]
        return f"(?:\\{index})"

    # -- groups -----------------------------------------------------------------------------------------------------

    def _open(self, spelled: str, length: int, look: bool = False, conditional: bool = False) -> None:
        self.stack.append(_Group(self, look, conditional))
        self.out.append(spelled)
        self.position += length
        self.unit = None

    def _close(self) -> None:
        if not self.stack:
            raise self.refuse("Too many )'s.", self.position + 1)
        group = self.stack.pop()
        self.ignoring, self.explicit, self.extended = group.ignoring, group.explicit, group.extended
        self.position += 1
        if group.conditional and group.choices > 1:
            raise self.refuse("Too many | in (?()|).")
        self.out.append("))" if group.look else ")")

    def _group(self) -> None:
        text, start = self.text, self.position
        if not text.startswith("(?", start):
            if self.explicit:
                self._open("(?:", 1)
            else:
                self.names.append(None)
                self._open("(", 1)
            return
        kind = text[start + 2 : start + 3]
        if kind == "#":
            end = text.find(")", start)
            if end < 0:
                raise self.refuse("Unterminated (?#...) comment.", len(text))
            self.position = end + 1
            self.unit = None
        elif kind in ("=", "!") or text.startswith(("(?<=", "(?<!"), start):
            # A group around it takes a quantifier.
            length = 4 if kind == "<" else 3
            self._open("(?:" + text[start : start + length], length, look=True)
        elif kind in (":", ">"):
            self._open("(?" + kind, 3)
        elif kind in ("<", "'"):
            self._named(kind)
        elif kind == "(":
            self._conditional()
        else:
            self._inline()

    def _named(self, opening: str) -> None:
        text = self.text
        self.position += 3
        closing = ">" if opening == "<" else "'"
        first = text[self.position : self.position + 1]
        if not first:
            raise self.refuse("Unrecognized grouping construct.")
        found = (_DIGITS if first in "0123456789" else _NAME).match(text, self.position)
        if found is None and first != "-":
            raise self.refuse("Invalid group name: Group names must begin with a word character.")
        name = found.group() if found else ""
        self.position += len(name)
        following = text[self.position : self.position + 1]
        if following == "-":
            self._balancing(closing)
        if following and following != closing:
            raise self.refuse("Invalid group name: Group names must begin with a word character.")
        if not following:
            raise self.refuse("Unrecognized grouping construct.")
        if name == "0":
            raise self.refuse("Capture number cannot be zero.")
        if name not in self.names:
            self.names.append(name)
        self._open(f"(?<{safe(name)}>", 1)

    def _balancing(self, closing: str) -> None:
        found = _NAME.match(self.text, self.position + 1)
        if found is None:
            raise self.refuse("Invalid group name: Group names must begin with a word character.", self.position + 1)
        if found.group() not in self.known:
            number = found.group().isdigit()
            shown = found.group() if number else f"'{found.group()}'"
            raise self.refuse(f"Reference to undefined group n{'umber' if number else 'ame'} {shown}.", found.end())
        raise self.refuse("Balancing groups are not supported here.", found.end())

    def _conditional(self) -> None:
        text, start = self.text, self.position
        name = _NAME.match(text, start + 3)
        if name is not None and text[name.end() : name.end() + 1] == ")":
            word = name.group()
            if word in self.known:
                self._open(f"(?({self.known[word]})", name.end() + 1 - start, conditional=True)
                return
            if word.isdigit():
                words = f"Conditional alternation refers to an undefined group number {word}."
                raise self.refuse(words, name.end() + 1)
        # Any other condition looks ahead.
        self._open("(?", 2, conditional=True)
        condition = "(?=" if text[start + 3 : start + 4] != "?" else ""
        self._open(condition or text[start + 2 : start + 5], 1 if condition else 3)

    def _inline(self) -> None:
        text, start = self.text, self.position
        found = _OPTIONS.match(text, start + 2)
        assert found is not None
        self.position = found.end()
        ending = text[self.position : self.position + 1]
        if ending not in (")", ":"):
            raise self.refuse("Unrecognized grouping construct.", min(self.position + 1, len(text)))
        self.position += 1
        if ending == ":":
            self.stack.append(_Group(self))
        on, off, removing = "", "", False
        for letter in found.group().lower():
            if letter in "+-":
                removing = letter == "-"
                continue
            if letter == "i":
                self.ignoring = not removing
            elif letter == "n":
                self.explicit = not removing
            elif letter == "x":
                self.extended = not removing
            if letter in "ims":
                on, off = (on, off + letter) if removing else (on + letter, off)
        options = on + (f"-{off}" if off else "")
        self.out.append(f"(?{options}{ending}" if options else "(?:" if ending == ":" else "")
        self.unit = None

    # -- sets -------------------------------------------------------------------------------------------------------

    def _set(self) -> str:
        """A character class: its members one by one, each with its case variants where case is ignored."""
        text, size = self.text, len(self.text)
        self.position += 1
        negative = text[self.position : self.position + 1] == "^"
        self.position += negative
        ranges: list[tuple[str, str]] = []
        classes: list[str] = []
        less = ""
        first = True
        while True:
            if self.position >= size:
                raise self.refuse("Unterminated [] set.")
            char = text[self.position]
            if char == "]" and not first:
                self.position += 1
                break
            if char == "-" and not first and text.startswith("-[", self.position):
                self.position += 1
                less = self._set()
                if text[self.position : self.position + 1] not in ("", "]"):
                    raise self.refuse("A subtraction must be the last element in a character class.")
                continue
            first = False
            member, whole = self._member()
            if whole:
                classes.append(member)
                continue
            last = member
            if text[self.position : self.position + 1] == "-" and text[self.position + 1 : self.position + 2] not in (
                "]", "[", "",
            ):  # fmt: skip
                self.position += 1
                escaped = text[self.position : self.position + 2]
                if escaped[:1] == "\\" and escaped[1:] in ("p", "P", *_CLASSES):
                    raise self.refuse(f"Cannot include class {escaped} in character range.", self.position + 2)
                last, _ = self._member()
                if last < member:
                    raise self.refuse("[x-y] range in reverse order.")
            ranges.append((member, last))
        if self.ignoring:
            ranges = spread(ranges, self.invariant)
        inside = written(ranges) + "".join(classes)
        made = f"[{'^' if negative else ''}{inside}]"
        if less:
            made = f"[{made}--{less.removeprefix('(?-i:').removesuffix(')')}]"
        return f"(?-i:{made})" if self.ignoring else made

    def _member(self) -> tuple[str, bool]:
        """One character of a set, or a class of them (then with True)."""
        char = self.text[self.position]
        self.position += 1
        if char != "\\":
            return char, False
        escaped = self.text[self.position : self.position + 1]
        self.position += 1
        if not escaped:
            raise self.refuse("Unterminated [] set.", len(self.text))
        if escaped in _CLASSES:
            return _CLASSES[escaped], True
        if escaped in "pP":
            return self._property(escaped), True
        if escaped == "b":
            return "\b", False
        return self._character(escaped), False


def safe(name: str) -> str:
    """A group's name in the regex package, where none is a number."""
    return f"n{name}" if name.isdigit() else name


def _names_of(text: str, explicit: bool, extended: bool) -> dict[str, int]:
    """The groups of a pattern by name or number, and their places among the groups of the regex package."""
    order: list[str | None] = []
    position, size = 0, len(text)
    states: list[tuple[bool, bool]] = []
    while position < size:
        char = text[position]
        if char == "\\":
            position += 2
        elif extended and char == "#":
            position = max(text.find("\n", position), position + 1)
        elif char == "[":
            position = _past_set(text, position)
        elif char == ")":
            if states:
                explicit, extended = states.pop()
            position += 1
        elif char != "(":
            position += 1
        elif text.startswith("(?#", position):
            end = text.find(")", position)
            position = size if end < 0 else end + 1
        else:
            states.append((explicit, extended))
            named = re.compile(r"\(\?(?:<(\w+)>|'(\w+)')").match(text, position)
            condition = re.compile(r"\(\?\(\w+\)").match(text, position)
            inline = re.compile(r"\(\?([imnsxIMNSX+-]*)([:)])").match(text, position)
            if named is not None:
                name = named.group(1) or named.group(2)
                if name not in order:
                    order.append(name)
                position = named.end()
            elif condition is not None:
                position = condition.end()
            elif inline is not None:
                on, _, off = inline.group(1).lower().partition("-")
                explicit = ("n" in on) or (explicit and "n" not in off)
                extended = ("x" in on) or (extended and "x" not in off)
                if inline.group(2) == ")":
                    states.pop()
                position = inline.end()
            else:
                if not explicit and not text.startswith("(?", position):
                    order.append(None)
                position += 1 if not text.startswith("(?(", position) else 2
    return _numbered(order)


def _numbered(order: list[str | None]) -> dict[str, int]:
    """Unnamed groups are numbered first, as .NET does, then named ones; numbers given are kept."""
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


def _past_set(text: str, position: int) -> int:
    """Where what begins as a set ends."""
    depth, size = 1, len(text)
    position += 1
    position += text.startswith("^", position)
    position += text.startswith("]", position)
    while position < size and depth:
        if text[position] == "\\":
            position += 1
        elif text.startswith("-[", position):
            depth += 1
            position += 1
        elif text[position] == "]":
            depth -= 1
        position += 1
    return position
