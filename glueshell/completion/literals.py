"""What an expression is worth as far as it can be told without running anything: literals, known variables, members."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from glueshell.language import ast as nodes
from glueshell.numerals import Literal
from glueshell.objects.errors import PSError

if TYPE_CHECKING:
    from glueshell.language.ast import Ast


class _Unknown:
    """The value of what cannot be told."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN = _Unknown()

_CONSTANTS = {"true": True, "false": False, "null": None}
# Deeper expressions than a person types are not worth the walk.
_MAX_DEPTH = 20


def value_of(node: Ast | None, view: Any, depth: int = 0) -> object:
    """The value of an expression, or UNKNOWN; reads variables of the view and members of their values."""
    if node is None or depth > _MAX_DEPTH:
        return UNKNOWN
    if isinstance(node, nodes.ConstantExpressionAst):
        return node.value.value if isinstance(node.value, Literal) else node.value
    if isinstance(node, nodes.ExpandableStringExpressionAst):
        return UNKNOWN if node.nested_expressions else node.value
    if isinstance(node, nodes.VariableExpressionAst):
        return variable(node.variable_path, view, depth)
    if isinstance(node, nodes.ParenExpressionAst):
        return _only(node.pipeline, view, depth)
    if isinstance(node, nodes.ArrayLiteralAst):
        return _list(node.elements, view, depth)
    if isinstance(node, nodes.ArrayExpressionAst):
        values = [_only(statement, view, depth) for statement in node.sub_expression.statements]
        if any(value is UNKNOWN for value in values):
            return UNKNOWN
        return [item for value in values for item in (value if isinstance(value, list) else [value])]
    if isinstance(node, nodes.ConvertExpressionAst):
        return _converted(node, view, depth)
    if isinstance(node, (nodes.MemberExpressionAst, nodes.IndexExpressionAst)):
        return _part(node, view, depth)
    if isinstance(node, nodes.HashtableAst):
        return _hashtable(node, view, depth)
    return UNKNOWN


def variable(name: str, view: Any, depth: int = 0) -> object:
    """The value of a variable by its written name, or UNKNOWN; what the text itself assigns comes before the rest."""
    low = name.lower()
    given = assigned(name, view)
    if given is not None:
        return _only(given, view, depth)
    if low in _CONSTANTS:
        return _CONSTANTS[low]
    scope, colon, rest = low.partition(":")
    if colon:
        if scope not in ("global", "script", "local", "private", "variable"):
            return UNKNOWN
        low = rest
    for known, value in view.variables().items():
        if known.lower() == low:
            return value
    return UNKNOWN


def assigned(name: str, view: Any) -> Ast | None:
    """What the text gives a variable before the cursor, or None."""
    find = getattr(view, "assignment", None)
    found: Ast | None = find(name) if find is not None else None
    return found


def _converted(node: nodes.ConvertExpressionAst, view: Any, depth: int) -> object:
    """A converted value; an object made of a hashtable literal has its keys as properties."""
    value = value_of(node.child, view, depth + 1)
    if node.type.type_name.full_name.lower() not in ("pscustomobject", "psobject"):
        return value
    from glueshell.objects.hashtable import Hashtable
    from glueshell.objects.psobject import PSObject

    if not isinstance(value, Hashtable):
        return value
    return PSObject({str(key): held for key, held in value.items()})


def _only(node: Ast | None, view: Any, depth: int) -> object:
    """The value of a pipeline that is one expression."""
    elements: Sequence[Ast] = getattr(node, "pipeline_elements", ()) or (() if node is None else (node,))
    only = elements[0] if len(elements) == 1 else None
    if not isinstance(only, nodes.CommandExpressionAst):
        return UNKNOWN
    return value_of(only.expression, view, depth + 1)


def _list(elements: Sequence[Ast], view: Any, depth: int) -> object:
    values = [value_of(element, view, depth + 1) for element in elements]
    return UNKNOWN if any(value is UNKNOWN for value in values) else values


def _hashtable(node: nodes.HashtableAst, view: Any, depth: int) -> object:
    from glueshell.objects.hashtable import Hashtable

    table = Hashtable()
    for key_node, value_node in node.key_value_pairs:
        key, value = value_of(key_node, view, depth + 1), _only(value_node, view, depth + 1)
        if key is not UNKNOWN:
            table[key] = None if value is UNKNOWN else value
    return table


def _part(node: Ast, view: Any, depth: int) -> object:
    from glueshell.objects import members

    if isinstance(node, nodes.InvokeMemberExpressionAst):
        return UNKNOWN
    try:
        if isinstance(node, nodes.IndexExpressionAst):
            target, index = value_of(node.target, view, depth + 1), value_of(node.index, view, depth + 1)
            if target is UNKNOWN or index is UNKNOWN:
                return UNKNOWN
            return members.get_index(target, index)
        if isinstance(node, nodes.MemberExpressionAst) and not node.static:
            target, name = value_of(node.expression, view, depth + 1), value_of(node.member, view, depth + 1)
            if target is UNKNOWN or not isinstance(name, str):
                return UNKNOWN
            return members.get_member_or_missing(target, name, UNKNOWN)
    except PSError:
        # The text asks for what is not there; it will say so when it runs.
        return UNKNOWN
    return UNKNOWN
