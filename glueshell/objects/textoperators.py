"""-like, -match, -replace, -split and -join."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from glueshell.objects.enumeration import enumerable, iterate
from glueshell.objects.enums import enum_type
from glueshell.objects.errors import PSError, operator_problem, problem
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.patterns import (
    IGNORE_CASE,
    Pattern,
    compiled,
    invalid,
    pieces,
    replacement,
    rewriter,
    rewritten,
    substitute,
    unwrapped,
)
from glueshell.objects.psobject import unwrap
from glueshell.objects.text import net_text, to_text
from glueshell.objects.typeinfo import TypedArray, type_named
from glueshell.objects.wildcard import Wildcard

_OPTIONS = {"ignorecase": 1, "multiline": 2, "explicitcapture": 4, "singleline": 16, "ignorepatternwhitespace": 32}


def like(left: object, right: object, case: bool = False) -> object:
    """left -like right: True or False, for a collection its fitting elements."""
    if type(left) is str and type(right) is str:
        return _wildcard_of(right, case).matches(left)
    pattern = _wildcard(right, case)
    if enumerable(left):
        return [text for text in map(to_text, iterate(left)) if pattern.matches(text)]
    return pattern.matches(to_text(left))


def not_like(left: object, right: object, case: bool = False) -> object:
    """left -notlike right."""
    pattern = _wildcard(right, case)
    if enumerable(left):
        return [text for text in map(to_text, iterate(left)) if not pattern.matches(text)]
    return not pattern.matches(to_text(left))


def _wildcard(right: object, case: bool) -> Wildcard:
    right = unwrap(right)
    return right if isinstance(right, Wildcard) else _wildcard_of(to_text(right), case)


@lru_cache(maxsize=256)
def _wildcard_of(text: str, case: bool) -> Wildcard:
    return Wildcard(text, case)


def pattern_of(value: object, case: bool) -> Pattern:
    """A pattern given as text or as a regex object; what does not compile is the operator's error."""
    try:
        return _pattern(value, case)
    except PSError as error:
        raise invalid(to_text(value), error) from None


def _pattern(value: object, case: bool) -> Pattern:
    value = unwrap(value)
    if isinstance(value, Pattern):
        return value
    own = getattr(value, "pattern", None)
    return own if isinstance(own, Pattern) else compiled(to_text(value), 0 if case else IGNORE_CASE)


def _asked(value: object, case: bool) -> Pattern:
    """The pattern of -match and -split, where .NET's own exception reaches the script."""
    try:
        if type(value) is str:
            return compiled(value, 0 if case else IGNORE_CASE)
        return _pattern(value, case)
    except PSError as error:
        raise unwrapped(error) from None


def match(left: object, right: object, case: bool = False) -> tuple[object, Hashtable | None]:
    """left -match right: the result, and for one text that matched the table for $Matches."""
    pattern = _asked(right, case)
    if type(left) is str:
        found = pattern.first(left)
        return (False, None) if found is None else (True, captures(pattern, found))
    if enumerable(left):
        return [item for item in iterate(left) if pattern.search(to_text(item)) is not None], None
    found = pattern.search(to_text(left))
    if found is None:
        return False, None
    return True, captures(pattern, found)


def not_match(left: object, right: object, case: bool = False) -> tuple[object, Hashtable | None]:
    """left -notmatch right; a text that does match still fills the table."""
    pattern = _asked(right, case)
    if enumerable(left):
        return [item for item in iterate(left) if pattern.search(to_text(item)) is None], None
    found = pattern.search(to_text(left))
    return found is None, None if found is None else captures(pattern, found)


def captures(pattern: Pattern, found: Any) -> Hashtable:
    """The groups that took part, by number or name: $Matches."""
    table = Hashtable()
    if pattern.numbered:
        items = table.numbered()
        items[0] = found.group()
        for number, text in enumerate(found.groups(), 1):
            if text is not None:
                items[number] = text
        return table
    texts = [(key, found.group(index)) for key, index in pattern.keys]
    if len(pattern.folded) + 1 == len(texts) and all(text is not None for _, text in texts):
        table.fill(dict(texts), pattern.folded)
        return table
    for key, text in texts:
        if text is not None:
            table[key] = text
    return table


@lru_cache(maxsize=256)
def _rewriter(pattern: str, template: str, case: bool) -> Callable[[str], str] | None:
    return rewriter(pattern_of(pattern, case), template)


def replace(left: object, right: object, case: bool = False) -> object:
    """left -replace right: right is a pattern, or a pattern and a replacement (text or script block)."""
    parts = right if isinstance(right, list) else [right]
    if type(left) is str and len(parts) == 2 and type(parts[0]) is str and type(parts[1]) is str:
        rewrite = _rewriter(parts[0], parts[1], case)
        if rewrite is not None:
            return rewrite(left)
    if len(parts) > 2:
        raise operator_problem(problem("BadReplaceArgument", "c" if case else "", len(parts), target=right))
    pattern = pattern_of(parts[0] if parts else "", case)
    if type(left) is str and len(parts) == 2 and type(parts[1]) is str:
        return rewritten(pattern, left, parts[1])
    build = _builder(parts[1] if len(parts) > 1 else "")
    if enumerable(left):
        return [substitute(pattern, to_text(item), build) for item in iterate(left)]
    return substitute(pattern, to_text(left), build)


def _builder(value: object) -> Callable[[Pattern, Any], str]:
    value = unwrap(value)
    block = getattr(value, "value", None)
    if getattr(value, "ps_type_name", "") == "System.Management.Automation.ScriptBlock" and block is not None:
        from glueshell.objects.types.matches import Match

        return lambda pattern, found: to_text(block(Match(pattern, found)))
    return replacement(to_text(value))


def join(left: object, right: object) -> str:
    """left -join right."""
    separator = to_text(right)
    if not enumerable(left):
        return to_text(left)
    return separator.join([item if type(item) is str else _joined(item) for item in iterate(left)])


def _joined(item: object) -> str:
    """An element of what is joined: a collection in it shows its type, a type its full name."""
    return net_text(item) if isinstance(item, list) or hasattr(item, "short_name") else to_text(item)


def unary_join(value: object) -> str:
    """-join value."""
    return join(value, "")


def _strings(items: list[str]) -> TypedArray:
    return TypedArray(items, type_named("System.String"))


def unary_split(value: object) -> list:
    """-split value: the words between blanks."""
    texts = [to_text(item) for item in iterate(value)] if enumerable(value) else [to_text(value)]
    # A text without a word is split into one that is empty, unless it has blanks.
    return _strings([word for text in texts for word in (text.split() if text else [""])])


@lru_cache(maxsize=256)
def _is_literal(pattern: str) -> bool:
    return bool(pattern) and pattern.isascii() and _LITERAL.isdisjoint(pattern)


def split(left: object, right: object, case: bool = False) -> list:
    """left -split right: right is a pattern or script block, then the most pieces, then options."""
    if type(left) is str and type(right) is str and _is_literal(right):
        return _strings(left.split(right))
    parts = right if isinstance(right, list) else [right]
    if not parts:
        raise operator_problem(problem("BadOperatorArgument", "-split", net_text(right), target=right))
    first = unwrap(parts[0])
    limit = _limit(parts[1]) if len(parts) > 1 else 0
    options = _split_options(parts[2:])
    texts = [to_text(item) for item in iterate(left)] if enumerable(left) else [to_text(left)]
    if getattr(first, "ps_type_name", "") == "System.Management.Automation.ScriptBlock":
        return _strings([piece for text in texts for piece in _split_by(first, text, limit)])
    if "simplematch" in options:
        return _strings([piece for text in texts for piece in _split_plain(text, to_text(first), limit, case, options)])
    flags = sum(bit for name, bit in _OPTIONS.items() if name in options)
    if not case or "ignorecase" in options:
        flags |= IGNORE_CASE
    try:
        own = getattr(first, "pattern", None)
        pattern = own if isinstance(own, Pattern) else compiled(to_text(first), flags)
    except PSError as error:
        raise unwrapped(error) from None
    return _strings([piece for text in texts for piece in _split_pattern(pattern, text, limit)])


def _limit(value: object) -> int:
    from glueshell.objects.convert import to_int

    try:
        return to_int(value)
    except PSError as error:
        raise operator_problem(PSError(error.message, "RuntimeException", inner=error)) from None


def _split_options(values: list) -> set[str]:
    """The options of -split by their names in lower case."""
    from glueshell.objects.convert import convert

    bits = 0
    for value in values:
        for item in iterate(value):
            try:
                bits |= int(convert(item, type_named(_SPLIT_OPTIONS))) if item is not None else 0  # type: ignore[call-overload]
            except PSError as error:
                raise PSError(error.message, "RuntimeException", inner=error) from None
    if bits & 1 and bits & ~(1 | 64):
        raise operator_problem(problem("SplitOptions"))
    enum = enum_type(_SPLIT_OPTIONS)
    assert enum is not None
    return {name.lower() for name, bit in enum.names.items() if bits & bit}


_SPLIT_OPTIONS = "System.Management.Automation.SplitOptions"

_LITERAL = frozenset("\\.^$*+?()[]{}|ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
"""What a pattern may not hold to be split at as it is: operators, and letters, whose case is ignored."""

def _split_pattern(pattern: Pattern, text: str, limit: int) -> list[str]:
    if limit >= 0:
        return pieces(pattern, text, limit)
    matches = list(pattern.finditer(text))
    kept = matches[limit + 1 :] if limit < -1 else []
    out, position = [], 0
    for found in kept:
        out.append(text[position : found.start()])
        for _, _, index in pattern.groups[1:]:
            if found.group(index) is not None:
                out.append(found.group(index))
        position = found.end()
    return [*out, text[position:]]


def _split_plain(text: str, separator: str, limit: int, case: bool, options: set[str]) -> list[str]:
    import re

    pattern = compiled(re.escape(separator), 0 if case and "ignorecase" not in options else IGNORE_CASE)
    return _split_pattern(pattern, text, limit)


def _split_by(block: Any, text: str, limit: int) -> list[str]:
    from glueshell.objects.numbers import Char
    from glueshell.objects.types.blocks import predicate

    out: list[str] = []
    current = ""
    for char in text:
        if (limit <= 0 or len(out) < limit - 1) and predicate(block, Char(char)):
            out.append(current)
            current = ""
        else:
            current += char
    return [*out, current]
