"""Regular expressions in .NET's spelling, run by the `regex` package, which is loaded at first use."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from glueshell.objects.errors import PSError, net_problem
from glueshell.objects.quickpatterns import quick
from glueshell.objects.regexsyntax import safe, translated

if TYPE_CHECKING:
    import regex

IGNORE_CASE, MULTILINE, EXPLICIT_CAPTURE, SINGLELINE, EXTENDED, RIGHT_TO_LEFT = 1, 2, 4, 16, 32, 64


_CHOOSING = re.compile(r"\||[?*+}]\?|\(\?")
_LOOKING = re.compile(r"\(\?|\\[bBAZzG]|[$^]")


class Pattern:
    """A compiled pattern: `search` and `finditer` of the regex package, and .NET's numbering of groups.

    `groups` lists (number, name, index of the regex group): unnamed groups are counted first, as .NET does.
    """

    __slots__ = ("careful", "compiled", "folded", "groups", "keys", "numbered", "options", "quick", "text")

    def __init__(self, text: str, options: int) -> None:
        import regex

        self.text = text
        self.options = options
        spelled, names = translated(text, options)
        flags = regex.VERSION1
        if options & IGNORE_CASE:
            flags |= regex.IGNORECASE
        if options & MULTILINE:
            flags |= regex.MULTILINE
        if options & SINGLELINE:
            flags |= regex.DOTALL
        if options & RIGHT_TO_LEFT:
            flags |= regex.REVERSE
        try:
            # Full case folding would let 'ss' match 'ß', which .NET does not.
            self.compiled: regex.Pattern[str] = regex.compile("(?-f)" + spelled, flags)
        except (regex.error, RecursionError, OverflowError) as error:
            # What .NET would take and the regex package does not.
            raise net_problem("RegexParse", text, len(text), f"{str(error)[:1].upper()}{str(error)[1:]}.") from None
        self.groups = _numbering(self.compiled, names)
        # Whether the groups are those of the regex package, without names.
        self.numbered = all(number == index and name == str(number) for number, name, index in self.groups)
        # The keys of $Matches and the groups behind them; names as they are told apart.
        self.keys = tuple((number if name.isdigit() else name, index) for number, name, index in self.groups)
        self.folded = {key.lower(): key for key, _ in self.keys if type(key) is str}
        self.quick = quick(text, options)
        # Whether an empty match may stand where a longer one could begin, which .NET then passes over.
        self.careful = bool(_CHOOSING.search(text)) and (
            bool(_LOOKING.search(text)) or self.compiled.match("") is not None
        )

    def first(self, text: str) -> Any:
        """The first match, None where there is none; good for its groups and places alone."""
        fast = self.quick
        return self.compiled.search(text) if fast is None or not text.isascii() else fast.search(text)

    def each(self, text: str) -> Any:
        """The matches one after another, as `first` gives them."""
        fast = self.quick
        if self.careful:
            return self._walk(text, 0)
        return self.compiled.finditer(text) if fast is None or not text.isascii() else fast.finditer(text)

    def search(self, text: str, position: int = 0) -> Any:
        """The first match at or after a position, None where there is none."""
        return self.compiled.search(text, position)

    def finditer(self, text: str, position: int = 0) -> Any:
        """The matches one after another."""
        return self._walk(text, position) if self.careful else self.compiled.finditer(text, position)

    def _walk(self, text: str, position: int) -> Iterator[Any]:
        """The matches, each after an empty one looked for a character further on."""
        backwards = bool(self.options & RIGHT_TO_LEFT)
        again = True
        while again:
            again, empty = False, -1
            for match in self.compiled.finditer(text, position):
                if (match.end() if backwards else match.start()) == empty:
                    if backwards:
                        continue
                    again, position = empty < len(text), empty + 1
                    break
                yield match
                empty = match.start() if match.start() == match.end() else -1


def _numbering(compiled: Any, names: list[str | None]) -> list[tuple[int, str, int]]:
    unnamed = [index for index, name in enumerate(names, 1) if name is None]
    rows = [(0, "0", 0)]
    for index in unnamed:
        rows.append((len(rows), str(len(rows)), index))
    seen: dict[str, int] = {}
    for index, name in enumerate(names, 1):
        if name is not None and name not in seen:
            seen[name] = index
            rows.append((int(name) if name.isdigit() else len(rows), name, compiled.groupindex.get(safe(name), index)))
    return rows


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
    for number, known, index in pattern.groups:
        if known == name or (name.isdigit() and number == int(name)):
            return str(match.group(index) or "")
    return "$" + token


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
