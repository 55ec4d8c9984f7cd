"""What the thing under the cursor is called, for help on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glueshell.completion.site import path_to
from glueshell.language import ast as nodes

if TYPE_CHECKING:
    from glueshell.language.result import ParseResult


def topic_at(parsed: ParseResult, cursor: int) -> str | None:
    """The name of the command the cursor is in or right behind, or None; an argument belongs to its command."""
    text = parsed.text
    before = len(text[:cursor].rstrip())
    for at in dict.fromkeys((cursor, before)):
        command = _command(path_to(parsed.ast, max(at - 1, 0), at)) or _command(path_to(parsed.ast, at, at))
        if command is not None:
            return command
    return None


def _command(path: list[nodes.Ast]) -> str | None:
    for node in reversed(path):
        if isinstance(node, nodes.CommandAst) and node.command_elements:
            head = node.command_elements[0]
            return str(head.value) if isinstance(head, nodes.StringConstantExpressionAst) else None
    return None
