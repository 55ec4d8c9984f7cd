"""Of which types what an expression gives is, as far as the text and the declarations tell it without running it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from glueshell.completion import dotnet, recorded
from glueshell.completion.inference import command_named, is_current
from glueshell.completion.literals import UNKNOWN, value_of
from glueshell.language import ast as nodes
from glueshell.objects.typeinfo import resolve_type, type_named, type_of

if TYPE_CHECKING:
    from glueshell.language.ast import Ast
    from glueshell.objects.typeinfo import TypeInfo

Types = list["TypeInfo"]

# Deeper chains than a person writes are not worth the walk.
_MAX_DEPTH = 20
# fmt: off
_TRUTHS = frozenset(
    (
        "eq", "ne", "gt", "ge", "lt", "le", "like", "notlike", "match", "notmatch", "contains", "notcontains", "in",
        "notin", "is", "isnot", "and", "or", "xor",
    )
)
# fmt: on
_TEXTS = frozenset(("join", "replace", "format", "f"))


def types_of(node: Ast | None, view: Any, path: Sequence[Ast] = (), depth: int = 0) -> Types:
    """The types of what an expression gives, the likeliest first; empty where nothing tells. `path` tells `$_`."""
    if node is None or depth > _MAX_DEPTH:
        return []
    if isinstance(node, nodes.VariableExpressionAst):
        return _of_variable(node, view, path, depth)
    if isinstance(node, nodes.ConvertExpressionAst):
        name = node.type.type_name.full_name
        return _named("psobject" if name.lower() == "pscustomobject" else name)
    if isinstance(node, nodes.MemberExpressionAst):
        return _of_member(node, view, path, depth)
    if isinstance(node, nodes.ParenExpressionAst):
        return statement_types(node.pipeline, view, path, depth + 1)
    if isinstance(node, nodes.SubExpressionAst):
        statements = node.sub_expression.statements
        return statement_types(statements[-1], view, path, depth + 1) if statements else []
    if isinstance(node, nodes.ArrayExpressionAst):
        statements = node.sub_expression.statements
        inner = statement_types(statements[0], view, path, depth + 1) if len(statements) == 1 else []
        arrays = [info for info in inner if info.element is not None]
        return arrays or _named("object[]")
    if isinstance(node, nodes.ArrayLiteralAst):
        inner = [info for element in node.elements for info in types_of(element, view, path, depth + 1)[:1]]
        same = inner and len({info.full_name for info in inner}) == 1 and len(inner) == len(node.elements)
        return _named(f"{inner[0].ps_text()}[]" if same else "object[]")
    if isinstance(node, nodes.IndexExpressionAst):
        return elements_of(types_of(node.target, view, path, depth + 1), indexed=True)
    if isinstance(node, nodes.BinaryExpressionAst):
        return _of_binary(node, view, path, depth)
    if isinstance(node, nodes.UnaryExpressionAst):
        if node.token_kind.lower() in ("not", "exclaim"):
            return _named("bool")
        return types_of(node.child, view, path, depth + 1)
    if isinstance(node, nodes.TypeExpressionAst):
        return _named("type")
    if isinstance(node, nodes.ScriptBlockExpressionAst):
        return _named("scriptblock")
    if isinstance(node, nodes.ExpandableStringExpressionAst):
        return _named("string")
    if isinstance(node, nodes.HashtableAst):
        return _named("hashtable")
    value = value_of(node, view)
    return [] if value is UNKNOWN or value is None else [type_of(value)]


def statement_types(node: Ast | None, view: Any, path: Sequence[Ast] = (), depth: int = 0) -> Types:
    """The types of what a statement gives."""
    if isinstance(node, nodes.CommandExpressionAst):
        return types_of(node.expression, view, path, depth + 1)
    elements = getattr(node, "pipeline_elements", ())
    if not elements:
        return []
    last = elements[-1]
    if isinstance(last, nodes.CommandExpressionAst):
        return types_of(last.expression, view, path, depth + 1)
    return command_types(last, view)


def command_types(node: Ast, view: Any) -> Types:
    """The types that a command declares as its output; `New-Object` makes what it is told to."""
    command = command_named(node, view)
    if command is None or not isinstance(node, nodes.CommandAst):
        return []
    names = tuple(getattr(getattr(command, "cls", command), "output_types", ()))
    found = [info for name in names for info in _named(str(name))]
    found = found or [info for name in recorded.command(command).get("outputs", ()) for info in _named(name)]
    if not found and command.parameters.get("TypeName") is not None:
        told = next((each for each in node.command_elements[1:] if hasattr(each, "value")), None)
        return _named(str(getattr(told, "value", "")))
    return found


def elements_of(types: Types, *, indexed: bool = False) -> Types:
    """The types of what comes of things one by one: of the elements of arrays and lists, of the rest themselves."""
    found: Types = []
    for info in types:
        if info.element is not None:
            found.append(info.element)
        elif len(info.arguments) == 1 and "System.Collections.IEnumerable" in info.ancestors:
            found += info.arguments
        elif indexed and info.full_name == "System.String":
            found += _named("char")
        elif not indexed:
            found.append(info)
    return found


def current_types(path: Sequence[Ast], view: Any, depth: int = 0) -> Types:
    """The types of `$_` in the block that encloses the place: what comes down the pipe, or an error in a `catch`."""
    for at in range(len(path) - 1, -1, -1):
        node = path[at]
        if isinstance(node, nodes.CatchClauseAst):
            return _named("System.Management.Automation.ErrorRecord")
        if isinstance(node, nodes.ScriptBlockExpressionAst):
            return incoming_types(path[:at], view, depth)
    return []


def incoming_types(path: Sequence[Ast], view: Any, depth: int = 0) -> Types:
    """The types of what the pipe brings to the innermost command of `path`, through commands that pass things on."""
    for at in range(len(path) - 1, 0, -1):
        if not isinstance(path[at], nodes.CommandAst):
            if isinstance(path[at], nodes.ScriptBlockAst):
                break
            continue
        pipeline = next((node for node in reversed(path[:at]) if isinstance(node, nodes.PipelineAst)), None)
        if pipeline is None or path[at] not in pipeline.pipeline_elements:
            break
        stages: list[Ast] = list(pipeline.pipeline_elements)
        for before in reversed(stages[: stages.index(path[at])]):
            if isinstance(before, nodes.CommandExpressionAst):
                return elements_of(types_of(before.expression, view, path[:at], depth + 1))
            found = command_types(before, view)
            if found:
                return elements_of(found)
            if not _keeps(command_named(before, view)):
                return []
    return []


def _keeps(command: Any) -> bool:
    """Whether what a command gives is what it was given: a filter or a sorter, not one that works or chooses."""
    from glueshell.completion.inference import _passes_on

    if command is None:
        return False
    table = command.parameters
    return _passes_on(command) and table.get("ExpandProperty") is None and table.get("Process") is None


def _named(name: str) -> Types:
    info = resolve_type(name) if name else None
    if info is None and dotnet.has(name):
        info = type_named(name)
    return [] if info is None else [info]


def _of_variable(node: nodes.VariableExpressionAst, view: Any, path: Sequence[Ast], depth: int) -> Types:
    name = node.variable_path.lower()
    if is_current(node):
        return current_types(path, view, depth + 1)
    if name == "this":
        return []
    constraint = _constraint(name, view, path)
    if constraint:
        return _named(constraint)
    given = view.assignment(name)
    if given is not None:
        found = statement_types(given, view, path, depth + 1)
        return elements_of(found) if view.runs_over(name) else found
    value = value_of(node, view)
    return [] if value is UNKNOWN or value is None else [type_of(value)]


def _constraint(name: str, view: Any, path: Sequence[Ast]) -> str:
    """The type that a parameter of an enclosing block, or an assignment before the cursor, ties a variable to."""
    for node in reversed(path):
        block = node.param_block if isinstance(node, nodes.ScriptBlockAst) else None
        declared = (block.parameters if block is not None else None) or getattr(node, "parameters", None) or ()
        for parameter in declared if isinstance(declared, list) else ():
            if isinstance(parameter, nodes.ParameterAst) and parameter.name.variable_path.lower() == name:
                for attribute in parameter.attributes:
                    if isinstance(attribute, nodes.TypeConstraintAst):
                        return str(attribute.type_name.full_name)
    tied: str = view.tied(name)
    return tied


def _of_member(node: nodes.MemberExpressionAst, view: Any, path: Sequence[Ast], depth: int) -> Types:
    member = value_of(node.member, view)
    if not isinstance(member, str):
        return []
    if node.static:
        if not isinstance(node.expression, nodes.TypeExpressionAst):
            return []
        owners = _named(node.expression.type_name.full_name)
    else:
        owners = types_of(node.expression, view, path, depth + 1)
    found = [dotnet.result_of(info, member, static=node.static) for info in owners]
    return [info for info in found if info is not None]


def _of_binary(node: nodes.BinaryExpressionAst, view: Any, path: Sequence[Ast], depth: int) -> Types:
    operator = node.operator.lower()
    plain = operator[1:] if operator[:1] in ("i", "c") and operator not in ("is", "in", "isnot") else operator
    if plain in _TRUTHS:
        return _named("bool")
    if operator == "dotdot":
        return _named("int[]")
    if plain == "split":
        return _named("string[]")
    if plain in _TEXTS:
        return _named("string")
    left = types_of(node.left, view, path, depth + 1)
    if operator == "as":
        right = node.right
        return _named(right.type_name.full_name) if isinstance(right, nodes.TypeExpressionAst) else []
    if operator == "minus" and left and left[0].full_name == "System.DateTime":
        right_types = types_of(node.right, view, path, depth + 1)
        return _named("timespan") if right_types and right_types[0].full_name == "System.DateTime" else left
    return left


def is_plain(node: Ast | None) -> bool:
    """Whether PowerShell works an expression out to tell its members: it calls nothing."""
    if node is None:
        return False
    if isinstance(node, nodes.InvokeMemberExpressionAst) or is_current(node):
        return False
    kinds = (
        nodes.MemberExpressionAst, nodes.TypeExpressionAst, nodes.ConstantExpressionAst, nodes.BinaryExpressionAst,
        nodes.ParenExpressionAst, nodes.PipelineAst, nodes.CommandExpressionAst, nodes.VariableExpressionAst,
        nodes.ConvertExpressionAst, nodes.TypeConstraintAst,
    )  # fmt: skip
    return isinstance(node, kinds) and all(is_plain(child) for child in node.children())
