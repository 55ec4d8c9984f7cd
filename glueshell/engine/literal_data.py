"""Texts that hold literals alone: what a .psd1 file may say, read without running anything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from glueshell.objects.hashtable import Hashtable


class NotData(Exception):
    """The text does something, or holds more than one value."""


def literal_value(tree: Any, source: Any, block: Callable[[str], object] | None = None) -> object:
    """The value of a text that holds literals alone (tables, arrays, strings, numbers); raises NotData for another.

    `block` makes a script block of its text, where one is allowed.
    """
    from glueshell.language import ast

    if isinstance(tree, ast.ScriptBlockAst):
        body = tree.end_block
        statements = [] if body is None else body.statements
        return literal_value(_only(statements), source, block)
    if isinstance(tree, ast.PipelineAst):
        return literal_value(_only(tree.pipeline_elements), source, block)
    if isinstance(tree, ast.CommandExpressionAst):
        return literal_value(tree.expression, source, block)
    if isinstance(tree, ast.StringConstantExpressionAst):
        return tree.value
    if isinstance(tree, ast.ConstantExpressionAst):
        return source.number(tree.value)
    if isinstance(tree, ast.VariableExpressionAst):
        known = {"true": True, "false": False, "null": None}
        if tree.variable_path.lower() in known:
            return known[tree.variable_path.lower()]
    if isinstance(tree, ast.ExpandableStringExpressionAst) and not tree.nested_expressions:
        return tree.value
    if isinstance(tree, ast.UnaryExpressionAst) and tree.token_kind in ("Minus", "Plus"):
        return _signed(tree, source, block)
    if isinstance(tree, ast.ScriptBlockExpressionAst) and block is not None:
        return block(tree.text(source.text).strip()[1:-1])
    if isinstance(tree, ast.ParenExpressionAst):
        return literal_value(tree.pipeline, source, block)
    if isinstance(tree, ast.ArrayLiteralAst):
        return [literal_value(element, source, block) for element in tree.elements]
    if isinstance(tree, ast.ArrayExpressionAst):
        found: list[object] = []
        for statement in tree.sub_expression.statements:
            value = literal_value(statement, source, block)
            found.extend(value if isinstance(value, list) else [value])
        return found
    if isinstance(tree, ast.HashtableAst):
        return Hashtable(
            (literal_value(key, source, block), literal_value(value, source, block))
            for key, value in tree.key_value_pairs
        )
    raise NotData


def _signed(tree: Any, source: Any, block: Callable[[str], object] | None) -> object:
    value = literal_value(tree.child, source, block)
    if isinstance(value, str | bool) or value is None:
        raise NotData
    from glueshell.objects.operators import negate

    return negate(value) if tree.token_kind == "Minus" else value


def _only(nodes: Sequence[Any]) -> Any:
    if len(nodes) != 1:
        raise NotData
    return nodes[0]
