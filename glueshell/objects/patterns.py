"""Regular expressions in .NET's spelling, run by the `regex` package, which is loaded at first use."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from glueshell.objects.errors import PSError, net_problem
from glueshell.objects.quickpatterns import quick

if TYPE_CHECKING:
    import regex

IGNORE_CASE, MULTILINE, EXPLICIT_CAPTURE, SINGLELINE, EXTENDED, RIGHT_TO_LEFT = 1, 2, 4, 16, 32, 64


class Pattern:
    """A compiled pattern: `search` and `finditer` of the regex package, and .NET's numbering of groups.

    `groups` lists (number, name, index of the regex group): unnamed groups are counted first, as .NET does.
    """

    __slots__ = ("compiled", "folded", "groups", "keys", "numbered", "options", "quick", "text")

    def __init__(self, text: str, options: int) -> None:
        import regex

        self.text = text
        self.options = options
        translated, names = _Translation(text, options).run()
        flags = regex.VERSION1
        if options & IGNORE_CASE:
            flags |= regex.IGNORECASE
        if options & MULTILINE:
            flags |= regex.MULTILINE
        if options & SINGLELINE:
            flags |= regex.DOTALL
        if options & EXTENDED:
            flags |= regex.VERBOSE
        if options & RIGHT_TO_LEFT:
            flags |= regex.REVERSE
        try:
            # Full case folding would let 'ss' match 'ß', which .NET does not.
            self.compiled: regex.Pattern[str] = regex.compile("(?-f)" + translated, flags)
        except (regex.error, RecursionError, OverflowError) as error:
            raise net_problem("RegexParse", text, *_reason(text, error)) from None
        self.groups = _numbering(self.compiled, names)
        # Whether the groups are those of the regex package, without names.
        self.numbered = all(number == index and name == str(number) for number, name, index in self.groups)
        # The keys of $Matches and the groups behind them; names as they are told apart.
        self.keys = tuple((number if name.isdigit() else name, index) for number, name, index in self.groups)
        self.folded = {key.lower(): key for key, _ in self.keys if type(key) is str}
        self.quick = quick(text, options)

    def first(self, text: str) -> Any:
        """The first match, None where there is none; good for its groups and places alone."""
        fast = self.quick
        return self.compiled.search(text) if fast is None or not text.isascii() else fast.search(text)

    def each(self, text: str) -> Any:
        """The matches one after another, as `first` gives them."""
        fast = self.quick
        return self.compiled.finditer(text) if fast is None or not text.isascii() else fast.finditer(text)

    def search(self, text: str, position: int = 0) -> Any:
        """The first match at or after a position, None where there is none."""
        return self.compiled.search(text, position)

    def finditer(self, text: str, position: int = 0) -> Any:
        """The matches one after another."""
        return self.compiled.finditer(text, position)


def _reason(text: str, error: BaseException) -> tuple[int, str]:
    """Where and why a pattern is refused, in .NET's words."""
    reason = str(error)
    at = max(0, (getattr(error, "pos", 0) or 0) - _INSERTED)
    end = len(text)
    for found, offset, words in (
        ("unterminated character set", end, "Unterminated [] set."),
        ("missing ]", end, "Unterminated [] set."),
        ("missing )", end, "Not enough )'s."),
        ("missing >", end, "Unrecognized grouping construct."),
        ("unbalanced parenthesis", at, "Too many )'s."),
        ("bad escape (end of pattern)", end, "Illegal \\ at end of pattern."),
        ("bad character range", at, "[x-y] range in reverse order."),
        ("min repeat greater", end if text.endswith("}") else at, "Illegal {x,y} with x > y."),
        ("unknown extension", at + 1, "Unrecognized grouping construct."),
    ):
        if found in reason:
            return max(offset, 1), words
    unknown = re.search(r"\\k[<'](\w+)[>']", text) if "unknown group" in reason else None
    if unknown is not None:
        return unknown.end(), f"Reference to undefined group name '{unknown.group(1)}'."
    if "bad character in group name" in reason:
        return at - 1, "Invalid group name: Group names must begin with a word character."
    if "multiple repeat" in reason or "nothing to repeat" in reason:
        symbol = text[at - 1 : at] if at else text[:1]
        if symbol in "*+?" and at <= 1:
            return 1, f"Quantifier '{symbol}' following nothing."
        return at, f"Nested quantifier '{symbol}'."
    return at, reason[:1].upper() + reason[1:] + "."


# The general categories of Unicode; .NET knows no other properties but its `Is...` blocks.
_CATEGORIES = frozenset(
    ("L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc", "Pd", "Ps", "Pe", "Pi",
     "Pf", "Po", "S", "Sm", "Sc", "Sk", "So", "Z", "Zs", "Zl", "Zp", "C", "Cc", "Cf", "Cs", "Co", "Cn")
)  # fmt: skip

_INSERTED = 5
"""The length of the `(?-f)` in front of what is compiled."""


def _numbering(compiled: Any, names: list[str | None]) -> list[tuple[int, str, int]]:
    unnamed = [index for index, name in enumerate(names, 1) if name is None]
    rows = [(0, "0", 0)]
    for index in unnamed:
        rows.append((len(rows), str(len(rows)), index))
    seen: dict[str, int] = {}
    for index, name in enumerate(names, 1):
        if name is not None and name not in seen:
            seen[name] = index
            rows.append((int(name) if name.isdigit() else len(rows), name, compiled.groupindex.get(_safe(name), index)))
    return rows


def _safe(name: str) -> str:
    return f"n{name}" if name.isdigit() else name


class _Translation:
    """Rewrites .NET's spelling into the regex package's."""

    def __init__(self, text: str, options: int) -> None:
        self.text = text
        self.explicit = bool(options & EXPLICIT_CAPTURE)
        self.out: list[str] = []
        self.names: list[str | None] = []
        self.position = 0

    def run(self) -> tuple[str, list[str | None]]:
        """The translated pattern and, for each of its groups, the name or None."""
        text, size = self.text, len(self.text)
        while self.position < size:
            char = text[self.position]
            if char == "\\":
                self._escape()
            elif char == "[":
                self._set()
            elif char == "(":
                self._group()
            elif char == "{" and not re.match(r"\{\d+(,\d*)?\}", text[self.position :]):
                self.out.append(r"\{")
                self.position += 1
            else:
                self.out.append(char)
                self.position += 1
        return "".join(self.out), self.names

    def _escape(self) -> None:
        text = self.text
        following = text[self.position + 1 : self.position + 2]
        if following == "k" and text[self.position + 2 : self.position + 3] in ("<", "'"):
            closing = ">" if text[self.position + 2] == "<" else "'"
            end = text.find(closing, self.position + 3)
            if end > 0:
                self.out.append(f"(?P={_safe(text[self.position + 3 : end])})")
                self.position = end + 1
                return
        if following in ("p", "P") and text[self.position + 2 : self.position + 3] == "{":
            end = text.find("}", self.position)
            name = text[self.position + 3 : end]
            if end > 0 and name not in _CATEGORIES and not name.startswith("Is"):
                raise net_problem("RegexParse", text, end + 1, f"Unknown property '{name}'.")
        special = {"z": r"\Z", "Z": r"(?=\n?\Z)", "e": r"\x1b"}.get(following)
        if special is not None:
            self.out.append(special)
        elif following == "c" and self.position + 2 < len(text):
            self.out.append(f"\\x{ord(text[self.position + 2].upper()) ^ 64:02x}")
            self.position += 3
            return
        elif following and following.isascii() and following.isalpha() and following not in "wWdDsSbBpPxuntrfvaAG":
            raise net_problem("RegexParse", text, self.position + 2, f"Unrecognized escape sequence \\{following}.")
        elif not following:
            raise net_problem("RegexParse", text, len(text), "Illegal \\ at end of pattern.")
        else:
            self.out.append("\\" + following)
        self.position += 2

    def _group(self) -> None:
        text, position = self.text, self.position
        named = re.match(r"\(\?(?:<([A-Za-z_]\w*|\d+)>|'([A-Za-z_]\w*|\d+)')", text[position:])
        if named is not None:
            name = named.group(1) or named.group(2)
            self.names.append(name)
            self.out.append(f"(?<{_safe(name)}>")
            self.position += named.end()
            return
        if text.startswith("(?#", position):
            end = text.find(")", position)
            self.position = len(text) if end < 0 else end + 1
            return
        flags = re.match(r"\(\?([imnsx]*)(-[imnsx]+)?([:)])", text[position:])
        if flags is not None:
            on, off, close = flags.group(1), flags.group(2) or "", flags.group(3)
            self.explicit = ("n" in on) or (self.explicit and "n" not in off)
            on, off = on.replace("n", ""), off.replace("n", "")
            off = "" if off == "-" else off
            if on or off:
                self.out.append(f"(?{on}{off}{close}")
            else:
                self.out.append("(?:" if close == ":" else "")
            self.position += flags.end()
            return
        if not text.startswith("(?", position):
            if self.explicit:
                self.out.append("(?:")
            else:
                self.names.append(None)
                self.out.append("(")
            self.position += 1
            return
        if re.match(r"\(\?<\w*-\w+>", text[position:]):
            raise net_problem("RegexParse", text, position, "Balancing groups are not supported here.")
        self.out.append("(?")
        self.position += 2

    def _set(self) -> None:
        """A character class; what the regex package would take for set operators is escaped."""
        text = self.text
        self.out.append("[")
        self.position += 1
        if text[self.position : self.position + 1] == "^":
            self.out.append("^")
            self.position += 1
        first = True
        while self.position < len(text):
            char = text[self.position]
            if char == "]" and not first:
                self.out.append("]")
                self.position += 1
                return
            if char == "-" and text[self.position + 1 : self.position + 2] == "[":
                self.out.append("--")
                self.position += 1
                self._set()
                first = False
                continue
            if char == "\\":
                following = text[self.position + 1 : self.position + 2]
                self.out.append(r"\x1b" if following == "e" else "\\" + following)
                self.position += 2
            elif char in "[]&|~" or (char == "-" and self._literal_dash(first)):
                self.out.append("\\" + char)
                self.position += 1
            else:
                self.out.append(char)
                self.position += 1
            first = False
        raise net_problem("RegexParse", text, len(text), "Unterminated [] set.")

    def _literal_dash(self, first: bool) -> bool:
        return first or self.text[self.position + 1 : self.position + 2] in ("]", "-") or self.out[-1] == "--"


@lru_cache(maxsize=512)
def compiled(text: str, options: int) -> Pattern:
    """The compiled pattern of a text, remembered."""
    return Pattern(text, options)


def replacement(template: str) -> Callable[[Pattern, Any], str]:
    """A function (pattern, match) -> text for a replacement with `$1`, `${name}`, `$&`, `$$` and the rest."""
    if "$" not in template:
        return lambda pattern, match: template
    parts = _replacement_parts(template)

    def build(pattern: Pattern, match: Any) -> str:
        return "".join(part if type(part) is str else _substitute(part[0], pattern, match) for part in parts)

    return build


def rewritten(pattern: Pattern, text: str, template: str) -> str:
    """`text` with every match replaced by what a replacement template makes of it."""
    parts = _resolved(pattern, template)
    if parts is None:
        return substitute(pattern, text, replacement(template))
    return _filled(pattern, parts, text)


@lru_cache(maxsize=256)
def rewriter(pattern: Pattern, template: str) -> Callable[[str], str] | None:
    """A function that rewrites a text as `rewritten` does; None where a template asks for more than groups."""
    parts = _resolved(pattern, template)
    if parts is None:
        return None
    plain = pattern.text
    if not pattern.options & ~IGNORE_CASE and plain and plain.isascii() and all(type(part) is str for part in parts):
        if not _ACTIVE.intersection(plain) and plain.lower() == plain.upper():
            filled = "".join(map(str, parts))
            return lambda text: text.replace(plain, filled)
    return lambda text: _filled(pattern, parts, text)


def _filled(pattern: Pattern, parts: tuple[str | int, ...], text: str) -> str:
    out: list[str] = []
    position = 0
    for match in pattern.each(text):
        start, end = match.span()
        out.append(text[position:start])
        for part in parts:
            out.append(part if type(part) is str else match[part] or "")
        position = end
    if not out:
        return text
    out.append(text[position:])
    return "".join(out)


_ACTIVE = frozenset("\\^$.|?*+()[]{}# \t\n")
"""Characters that mean something in a pattern."""


@lru_cache(maxsize=256)
def _resolved(pattern: Pattern, template: str) -> tuple[str | int, ...] | None:
    """Texts and numbers of groups a template consists of; None where it asks for more."""
    if pattern.options & RIGHT_TO_LEFT:
        return None
    parts: list[str | int] = []
    for part in _replacement_parts(template) if "$" in template else [template]:
        if type(part) is str:
            parts.append(part)
            continue
        token = part[0]
        index = next((each for number, name, each in pattern.groups if token.strip("{}") in (str(number), name)), None)
        if token == "&":
            index = 0
        if index is None:
            return None
        parts.append(index)
    return tuple(parts)


def _replacement_parts(template: str) -> list[str | tuple[str]]:
    parts: list[str | tuple[str]] = []
    position = 0
    for found in re.finditer(r"\$(\$|&|`|'|_|\+|\d+|\{(\w+)\})", template):
        parts.append(template[position : found.start()])
        token = found.group(1)
        if token == "$":
            parts.append("$")
        else:
            parts.append((token,))
        position = found.end()
    parts.append(template[position:])
    return parts


def _substitute(token: str, pattern: Pattern, match: Any) -> str:
    if token == "&":
        return str(match.group())
    if token == "`":
        return str(match.string[: match.start()])
    if token == "'":
        return str(match.string[match.end() :])
    if token == "_":
        return str(match.string)
    if token == "+":
        return str(match.group(pattern.groups[-1][2]) or "")
    name = token.strip("{}")
    while True:
        for number, known, index in pattern.groups:
            if known == name or (name.isdigit() and number == int(name)):
                tail = token[len(name) :] if not token.startswith("{") else ""
                return str(match.group(index) or "") + tail
        if token.startswith("{") or len(name) < 2:
            return "$" + token
        name = name[:-1]


def substitute(
    pattern: Pattern, text: str, build: Callable[[Pattern, Any], str], count: int = -1, start: int = 0
) -> str:
    """A text with its matches replaced; `build` is called between matches, never from inside the engine."""
    out: list[str] = []
    position = 0
    for match in pattern.finditer(text, start):
        if count == 0:
            break
        count -= 1
        out.append(text[position : match.start()])
        out.append(build(pattern, match))
        position = match.end()
    if not out:
        return text
    out.append(text[position:])
    return "".join(out)


def pieces(pattern: Pattern, text: str, limit: int = 0) -> list[str]:
    """Regex.Split: the text between matches, captured groups included; at most `limit` pieces where it is above 0."""
    out: list[str] = []
    position = 0
    left = limit - 1 if limit > 0 else -1
    for match in pattern.each(text):
        if left == 0:
            break
        left -= 1
        out.append(text[position : match.start()])
        for _, _, index in pattern.groups[1:]:
            if match.group(index) is not None:
                out.append(match.group(index))
        position = match.end()
    out.append(text[position:])
    return out


def unwrapped(error: PSError) -> PSError:
    """What .NET threw, as a script sees it where nothing wraps it."""
    return PSError(error.message, error.exception_type, "OperationStopped", error.exception_type, inner=error.inner)


def invalid(pattern: str, error: PSError) -> PSError:
    """The operator's error for a pattern that does not compile."""
    from glueshell.objects.errors import problem

    return problem("InvalidRegularExpression", pattern, target=pattern, inner=error)
