"""PowerShell's wildcard patterns: `*`, `?`, `[a-c]`, and the backtick that escapes them."""

from __future__ import annotations

import re
from functools import lru_cache

from glueshell.objects.errors import problem

_SPECIAL = frozenset("*?[]")


def has_wildcard(text: str) -> bool:
    """Tell whether a text has a wildcard character that is not escaped."""
    escaped = False
    for char in text:
        if escaped:
            escaped = False
        elif char == "`":
            escaped = True
        elif char in "*?[":
            return True
    return False


def escape(text: str) -> str:
    """The pattern that matches just this text."""
    return "".join("`" + char if char in _SPECIAL or char == "`" else char for char in text)


def unescape(text: str) -> str:
    """The text a pattern without wildcards stands for."""
    out, escaped = [], False
    for char in text:
        if char == "`" and not escaped:
            escaped = True
            continue
        if escaped and char not in _SPECIAL and char != "`":
            out.append("`")
        out.append(char)
        escaped = False
    if escaped:
        out.append("`")
    return "".join(out)


class Wildcard:
    """A compiled pattern; a `[` that never closes is an error."""

    __slots__ = ("_is_whole", "_match", "case", "pattern")
    ps_type_name = "System.Management.Automation.WildcardPattern"

    def __init__(self, pattern: str, case: bool = False) -> None:
        self.pattern = pattern
        self.case = case
        self._match = compiled(pattern, case).match
        self._is_whole = not has_wildcard(pattern)

    def matches(self, text: str) -> bool:
        """Tell whether the whole text fits the pattern."""
        if self._match(text) is not None:
            return True
        if not self._is_whole or (text.isprintable() and self.pattern.isprintable()):
            return False
        # Control characters count for nothing where whole texts are compared.
        from glueshell.objects.collation import equal_text

        return equal_text(unescape(self.pattern), text, self.case)


@lru_cache(maxsize=512)
def compiled(pattern: str, case: bool) -> re.Pattern[str]:
    """The regular expression of a pattern, anchored at both ends."""
    return re.compile(_translate(pattern), re.DOTALL if case else re.DOTALL | re.IGNORECASE)


def _translate(pattern: str) -> str:
    out: list[str] = []
    position, size = 0, len(pattern)
    while position < size:
        char = pattern[position]
        if char == "`":
            position += 1
            out.append(re.escape(pattern[position] if position < size else "`"))
        elif char == "*":
            if out[-1:] != [".*"]:
                out.append(".*")
        elif char == "?":
            out.append(".")
        elif char == "[":
            body, position = _bracket(pattern, position + 1)
            out.append(body)
        else:
            out.append(re.escape(char))
        position += 1
    return "".join(out) + r"\Z"


def _bracket(pattern: str, position: int) -> tuple[str, int]:
    start, items = position, []
    while True:
        if position >= len(pattern):
            raise problem("WildcardPattern", pattern)
        char = pattern[position]
        if char == "]" and position > start:
            break
        if char == "`" and position + 1 < len(pattern):
            position += 1
            items.append((pattern[position], True))
        else:
            items.append((char, False))
        position += 1
    ranges = _ranges(items)
    if ranges is None:
        raise problem("WildcardPattern", pattern)
    return f"[{ranges}]", position


def _ranges(items: list[tuple[str, bool]]) -> str | None:
    """The inside of a set for a regular expression, None where a range is the wrong way round."""
    out, index = [], 0
    while index < len(items):
        if index + 2 < len(items) and items[index + 1] == ("-", False):
            low, high = items[index][0], items[index + 2][0]
            if low > high:
                return None
            out.append(f"{re.escape(low)}-{re.escape(high)}")
            index += 3
        else:
            out.append(re.escape(items[index][0]))
            index += 1
    return "".join(out)
