"""Expandable strings: literal pieces, escapes resolved, and the expressions between them."""

from __future__ import annotations

from collections.abc import Iterator

from glueshell.language import ast

_QUOTES = "\"\u201c\u201d\u201e"
_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v",
}  # fmt: skip


def pieces(node: ast.ExpandableStringExpressionAst, source: str) -> Iterator[str | ast.ExpressionAst]:
    """The parts of an expandable string in order: text, or an expression to be turned into text."""
    kind = node.string_constant_type
    start, end = node.start, node.end
    if kind == "DoubleQuoted":
        start, end = start + 1, end - 1
    elif kind == "DoubleQuotedHereString":
        start = source.index("\n", start) + 1
        end = source.rindex("\n", start - 1, end)
        if end < start:
            end = start
        elif end > start and source[end - 1] == "\r":
            end -= 1
    position = start
    for expression in node.nested_expressions:
        text = unescape(source[position : expression.start], kind)
        if text:
            yield text
        yield expression
        position = expression.end
    text = unescape(source[position:end], kind)
    if text:
        yield text


def unescape(text: str, kind: str) -> str:
    """Resolve backtick escapes, and doubled quotes where the kind of string has them."""
    if kind == "DoubleQuoted" and any(quote in text for quote in _QUOTES):
        text = _halve_quotes(text)
    elif kind == "BareWord" and any(quote in text for quote in _QUOTES + "'"):
        text = _strip_quotes(text)
    if "`" not in text:
        return text
    result: list[str] = []
    position, length = 0, len(text)
    while position < length:
        char = text[position]
        position += 1
        if char != "`" or position >= length:
            result.append(char)
            continue
        char = text[position]
        position += 1
        if char == "u" and position < length and text[position] == "{":
            close = text.find("}", position)
            digits = text[position + 1 : close] if close > 0 else ""
            try:
                result.append(chr(int(digits, 16)))
                position = close + 1
                continue
            except (ValueError, OverflowError):
                pass
        if char == "\r" and position < length and text[position] == "\n":
            result.append("\r\n")
            position += 1
            continue
        result.append(_ESCAPES.get(char, char))
    return "".join(result)


def _halve_quotes(text: str) -> str:
    result: list[str] = []
    position, length = 0, len(text)
    while position < length:
        char = text[position]
        if char == "`" and position + 1 < length:
            result.append(text[position : position + 2])
            position += 2
            continue
        if char in _QUOTES and position + 1 < length and text[position + 1] in _QUOTES:
            position += 1
        result.append(char)
        position += 1
    return "".join(result)


def _strip_quotes(text: str) -> str:
    result: list[str] = []
    quote = ""
    position, length = 0, len(text)
    while position < length:
        char = text[position]
        if char == "`" and quote != "'" and position + 1 < length:
            result.append(text[position : position + 2])
            position += 2
            continue
        family = "'" if char in "'\u2018\u2019\u201a\u201b" else '"' if char in _QUOTES else ""
        if family and (not quote or quote == family):
            quote = "" if quote else family
        else:
            result.append(char)
        position += 1
    return "".join(result)
