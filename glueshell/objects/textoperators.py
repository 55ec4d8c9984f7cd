"""-like, -match, -replace, -split and -join."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from glueshell.objects.absence import chosen
from glueshell.objects.enumeration import EMPTY, enumerable, iterate
from glueshell.objects.errors import CAST_EXCEPTION, PSError, net_problem, operator_problem, problem
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.numbers import INT32_MIN
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
from glueshell.objects.psobject import WrittenNumber, is_boxed, unwrap
from glueshell.objects.text import display, net_text, shown, to_text
from glueshell.objects.typeinfo import TypedArray, type_named
from glueshell.objects.wildcard import Wildcard

_SIMPLE, _IGNORE_CASE = 1, 64
_OPTIONS = {_IGNORE_CASE: IGNORE_CASE, 16: 2, 128: 4, 32: 16, 8: 32}
"""Bits of SplitOptions -> of RegexOptions: case, Multiline, ExplicitCapture, Singleline, white space."""


def like(left: object, right: object, case: bool = False) -> object:
    """left -like right: True or False, for a collection its fitting elements."""
    if type(left) is str and type(right) is str:
        return _wildcard_of(right, case).matches(left)
    if enumerable(left):
        texts = [to_text(item) for item in iterate(left)]
        # With nothing to compare nobody minds a pattern that is none.
        pattern = _wildcard(right, case) if texts else None
        return [text for text in texts if pattern is not None and pattern.matches(text)]
    return _wildcard(right, case).matches(to_text(left))


def not_like(left: object, right: object, case: bool = False) -> object:
    """left -notlike right."""
    if enumerable(left):
        texts = [to_text(item) for item in iterate(left)]
        pattern = _wildcard(right, case) if texts else None
        return [text for text in texts if pattern is not None and not pattern.matches(text)]
    return not _wildcard(right, case).matches(to_text(left))


def _wildcard(right: object, case: bool) -> Wildcard:
    own = unwrap(right)
    return own if isinstance(own, Wildcard) else _wildcard_of(to_text(right), case)


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
    plain = unwrap(value)
    if isinstance(plain, Pattern):
        return plain
    own = getattr(plain, "pattern", None)
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
        items = left if isinstance(left, list) else list(iterate(left))
        return chosen(items, lambda item: pattern.search(to_text(item)) is not None), None
    found = pattern.search(to_text(left))
    if found is None:
        return False, None
    return True, captures(pattern, found)


def not_match(left: object, right: object, case: bool = False) -> tuple[object, Hashtable | None]:
    """left -notmatch right; a text that does match still fills the table."""
    pattern = _asked(right, case)
    if type(left) is str:
        found = pattern.first(left)
    elif enumerable(left):
        items = left if isinstance(left, list) else list(iterate(left))
        return chosen(items, lambda item: pattern.search(to_text(item)) is None), None
    else:
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
    if getattr(value, "ps_type_name", "") == "System.Management.Automation.ScriptBlock":
        from glueshell.objects.types.matches import Match

        def build(pattern: Pattern, found: Any) -> str:
            results = value.collect(underscore=Match(pattern, found))  # type: ignore[attr-defined]
            return to_text(results[0] if len(results) == 1 else results)

        return build
    return replacement(to_text(value))


def join(left: object, right: object) -> str:
    """left -join right."""
    separator = to_text(right)
    if not enumerable(left):
        return to_text(left)
    # Elements are written by .NET: in the current culture, a collection as its type, a custom object as nothing.
    return separator.join([item if type(item) is str else _joined(item) for item in iterate(left)])


def _joined(item: object) -> str:
    return display(item) if isinstance(item, (float, WrittenNumber)) else shown(item)


def unary_join(value: object) -> str:
    """-join value."""
    return join(value, "")


def _strings(items: list[str]) -> TypedArray:
    return TypedArray(items, type_named("System.String"))


def unary_split(value: object) -> list:
    """-split value: the words between blanks."""
    texts = [to_text(item) for item in iterate(value)] if enumerable(value) else [to_text(value)]
    # A text without a word is split into one that is empty.
    return _strings([word for text in texts for word in text.split() or [""]])


@lru_cache(maxsize=256)
def _is_literal(pattern: str) -> bool:
    return bool(pattern) and pattern.isascii() and _LITERAL.isdisjoint(pattern)


def split(left: object, right: object, case: bool = False) -> list:
    """left -split right: right is a pattern or script block, then the most pieces, then options."""
    if type(left) is str and type(right) is str and _is_literal(right):
        return _strings(left.split(right))
    parts = [] if right is EMPTY else list(iterate(right)) if enumerable(right) else [right]
    if not parts:
        shown = "" if right is EMPTY or is_boxed(right) else net_text(right)
        raise operator_problem(problem("BadOperatorArgument", "-split", shown, target=right))
    first = unwrap(parts[0])
    by_block = getattr(first, "ps_type_name", "") == "System.Management.Automation.ScriptBlock"
    limit = _limit(parts[1]) if len(parts) > 1 else 0
    options = 0 if case else _IGNORE_CASE
    if len(parts) > 2 and parts[2] is not None:
        # An empty text is no option, and not even the operator's own.
        options = 0 if parts[2] == "" else options | _split_options(parts[2], by_block)
    texts = [to_text(item) for item in iterate(left)] if enumerable(left) else [to_text(left)]
    if by_block:
        return _strings(_split_by(first, texts, limit))
    flags = sum(flag for bit, flag in _OPTIONS.items() if options & bit)
    separator = to_text(parts[0])
    if options & _SIMPLE:
        from re import escape

        separator = escape(separator)
    try:
        pattern = compiled(separator, flags)
    except PSError as error:
        raise unwrapped(error) from None
    return _strings([piece for text in texts for piece in _split_pattern(pattern, text, limit)])


def _uncast(error: PSError) -> PSError:
    """The operator's error about an argument that does not convert."""
    inside = PSError(error.message, error.error_id, error.category, CAST_EXCEPTION, inner=error.inner)
    return operator_problem(PSError(error.message, "RuntimeException", inner=inside))


def _limit(value: object) -> int:
    from glueshell.objects.convert import to_int

    try:
        return to_int(value)
    except PSError as error:
        raise _uncast(error) from None


def _split_options(value: object, by_block: bool) -> int:
    """The bits of -split's options; a script block takes none."""
    from glueshell.objects.convert import convert

    try:
        bits: int = convert(value, type_named(_SPLIT_OPTIONS))  # type: ignore[assignment]
    except PSError as error:
        raise _uncast(error) from None
    if by_block:
        raise operator_problem(problem("SplitOptionsOfBlock"))
    if bits & _SIMPLE and bits & ~(_SIMPLE | _IGNORE_CASE):
        raise operator_problem(problem("SplitOptions"))
    return int(bits)


_SPLIT_OPTIONS = "System.Management.Automation.SplitOptions"

_LITERAL = frozenset("\\.^$*+?()[]{}|ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
"""What a pattern may not hold to be split at as it is: operators, and letters, whose case is ignored."""

def _split_pattern(pattern: Pattern, text: str, limit: int) -> list[str]:
    if limit >= 0:
        return pieces(pattern, text, limit)
    if limit == INT32_MIN:
        raise unwrapped(net_problem("SplitCount"))
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


def _split_by(block: Any, texts: list[str], limit: int) -> list[str]:
    """The pieces of texts between the characters that a block says yes to; an error in it ends the operator."""
    engine = block.engine
    kept, engine.catching = engine.catching, True
    try:
        return [piece for text in texts for piece in _split_one(block, text, limit)]
    finally:
        engine.catching = kept


def _split_one(block: Any, text: str, limit: int) -> list[str]:
    from glueshell.objects.convert import truth

    if abs(limit) == 1:
        return [text]
    pieces: list[str] = []
    start, end = 0, len(text)
    # With a negative limit the last pieces are those that are split off.
    for at in range(end) if limit >= 0 else range(end - 1, -1, -1):
        if not truth(block.value(text[at], args=(text, at))):
            continue
        if limit >= 0:
            pieces.append(text[start:at])
            start = at + 1
        else:
            pieces.append(text[at + 1 : end])
            end = at
        if limit == INT32_MIN:
            raise unwrapped(net_problem("NegatedMinimum"))
        if limit and len(pieces) == abs(limit) - 1:
            break
    rest = text[start:end]
    return [*pieces, rest] if limit >= 0 else [rest, *reversed(pieces)]
