"""Of which types what an expression gives is, as far as the text and the declarations tell it without running it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from glueshell.completion import dotnet, recorded
from glueshell.completion.candidates import Property
from glueshell.completion.inference import (
    arguments_of,
    command_named,
    is_current,
    properties_into,
    properties_of,
)
from glueshell.completion.literals import UNKNOWN, value_of
from glueshell.completion.powershell import own_type
from glueshell.language import ast as nodes
from glueshell.objects.typeinfo import type_of

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
# What comes of a collection that says nothing of its elements itself.
_ELEMENTS = {
    "System.Collections.IDictionaryEnumerator": "System.Collections.DictionaryEntry",
    "System.Collections.ICollection": "object", "System.Collections.IEnumerable": "object",
    "System.Collections.IList": "object", "System.Collections.ArrayList": "object",
    "System.Collections.Hashtable+KeyCollection": "object", "System.Collections.Hashtable+ValueCollection": "object",
    "System.Text.RegularExpressions.MatchCollection": "System.Text.RegularExpressions.Match",
    "System.Text.RegularExpressions.GroupCollection": "System.Text.RegularExpressions.Group",
}  # fmt: skip


def types_of(node: Ast | None, view: Any, path: Sequence[Ast] = (), depth: int = 0) -> Types:
    """The types of what an expression gives, the likeliest first; empty where nothing tells. `path` tells `$_`."""
    if node is None or depth > _MAX_DEPTH:
        return []
    if isinstance(node, nodes.VariableExpressionAst):
        return _of_variable(node, view, path, depth)
    if isinstance(node, nodes.ConvertExpressionAst):
        name = node.type.type_name.full_name
        return _named("psobject", view) if name.lower() == "pscustomobject" else _named(name, view)
    if isinstance(node, nodes.MemberExpressionAst):
        value = value_of(node, view)
        return _of_member(node, view, path, depth) if value is UNKNOWN or value is None else [type_of(value)]
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
    if depth > _MAX_DEPTH:
        return []
    if isinstance(node, nodes.StatementBlockAst):
        return _merged(statement_types(each, view, path, depth + 1) for each in node.statements)
    if isinstance(node, nodes.IfStatementAst):
        blocks = [body for _, body in node.clauses] + ([node.else_clause] if node.else_clause is not None else [])
        return _merged(statement_types(each, view, path, depth + 1) for each in blocks)
    elements = getattr(node, "pipeline_elements", ())
    if not elements:
        return []
    last = elements[-1]
    if isinstance(last, nodes.CommandExpressionAst):
        return types_of(last.expression, view, path, depth + 1)
    found = command_types(last, view, depth)
    if found or len(elements) < 2 or not isinstance(node, nodes.PipelineAst):
        return found
    return _passed([*path, node, last], view, depth)


def command_types(node: Ast, view: Any, depth: int = 0) -> Types:
    """The types that a command declares as its output; `New-Object` makes what it is told to, a block what it says."""
    head = node.command_elements[0] if isinstance(node, nodes.CommandAst) and node.command_elements else None
    if isinstance(head, nodes.ScriptBlockExpressionAst):
        return _of_block(head.script_block, view, depth)
    command = command_named(node, view)
    if not isinstance(node, nodes.CommandAst):
        return []
    if command is None:
        return _of_text(head, view, depth)
    names = tuple(getattr(getattr(command, "cls", command), "output_types", ()))
    told = recorded.command(command).get("outputs", ())
    if command.name.lower() == "group-object" and len(node.command_elements) > 1:
        hashed = "AsHashTable" in arguments_of(node, command, view) or "ashash" in view.parsed.text.lower()
        told = [name for name in told if name.endswith("Hashtable") == hashed]
    found = [info for name in told for info in _named(name)]
    found = found or [info for name in names for info in _named(str(name))]
    found = found or [info for name in told for info in _named(name)]
    if not found and command.parameters.get("TypeName") is not None:
        word = next((each for each in node.command_elements[1:] if hasattr(each, "value")), None)
        return _named(str(getattr(word, "value", "")), view)
    return found or _of_text(head, view, depth)


def _of_text(head: Ast | None, view: Any, depth: int) -> Types:
    """What a function that the text defines gives."""
    name = head.value if isinstance(head, nodes.StringConstantExpressionAst) else ""
    definition = view.definition_of(name) if name else None
    return [] if definition is None else _of_function(definition, view, depth)


def _of_function(node: nodes.FunctionDefinitionAst, view: Any, depth: int) -> Types:
    """What a function of the text says that it gives, else what its last statement gives."""
    block = node.body.param_block
    for attribute in block.attributes if block is not None else ():
        if isinstance(attribute, nodes.AttributeAst) and attribute.type_name.full_name.lower() == "outputtype":
            given = attribute.positional_arguments
            types = [
                _named(each.type_name.full_name, view) for each in given if isinstance(each, nodes.TypeExpressionAst)
            ]
            if types:
                return _merged(types)
    return _of_block(node.body, view, depth)


def _of_block(block: nodes.ScriptBlockAst, view: Any, depth: int) -> Types:
    body = block.end_block
    if body is None or not body.statements:
        return []
    return _merged(statement_types(each, view, (block,), depth + 1) for each in body.statements)


def _merged(several: Iterable[Types]) -> Types:
    found = {info.full_name: info for types in several for info in types}
    return list(found.values())


def elements_of(types: Types, *, indexed: bool = False) -> Types:
    """The types of what comes of things one by one: of the elements of arrays and lists, of the rest themselves."""
    found: Types = []
    for info in types:
        if info.element is not None:
            found.append(info.element)
        elif info.full_name in _ELEMENTS:
            found += _named(_ELEMENTS[info.full_name])
        elif len(info.arguments) == 1 and "System.Collections.IEnumerable" in info.ancestors:
            found += info.arguments
        elif indexed and info.full_name == "System.String":
            found += _named("char")
        elif not indexed or "System.Collections.IDictionary" not in info.ancestors:
            found.append(info)
    return found


def current_types(path: Sequence[Ast], view: Any, depth: int = 0) -> Types:
    """The types of `$_` in the block that encloses the place: what comes down the pipe, or an error in a `catch`."""
    for at in range(len(path) - 1, -1, -1):
        node = path[at]
        if isinstance(node, nodes.SwitchStatementAst) and path[-1] is not node:
            return elements_of(statement_types(node.condition, view, path[:at], depth + 1))
        if isinstance(node, (nodes.CatchClauseAst, nodes.TrapStatementAst)):
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
        return _before(pipeline, path[at], path[:at], view, depth)
    return []


def _before(pipeline: nodes.PipelineAst, stage: Ast, path: Sequence[Ast], view: Any, depth: int) -> Types:
    """The types of what reaches a stage of a pipeline; `path` leads to the pipeline."""
    stages: list[Ast] = list(pipeline.pipeline_elements)
    for at in range(stages.index(stage) - 1, -1, -1):
        before = stages[at]
        if isinstance(before, nodes.CommandExpressionAst):
            return elements_of(types_of(before.expression, view, path, depth + 1))
        found = command_types(before, view, depth)
        if found:
            return elements_of(found)
        command = command_named(before, view)
        if command is None:
            return []
        if not _keeps(command):
            return _passed([*path, before], view, depth) if at else []
    return []


def _passed(path: Sequence[Ast], view: Any, depth: int) -> Types:
    """The types of what the last command of `path` makes of what comes to it: keeps, expands or works on it."""
    node = path[-1]
    command = command_named(node, view)
    if command is None or not isinstance(node, nodes.CommandAst) or depth > _MAX_DEPTH:
        return []
    pipeline = next((each for each in reversed(path[:-1]) if isinstance(each, nodes.PipelineAst)), None)
    if pipeline is None:
        return []
    if _keeps(command):
        return _before(pipeline, node, path[:-1], view, depth + 1)
    table = command.parameters
    given = arguments_of(node, command, view)
    if table.get("Process") is not None:
        block = given.get("Process")
        if isinstance(block, nodes.ScriptBlockExpressionAst):
            body = block.script_block.end_block
            inner = [*path, block, block.script_block]
            return _merged(statement_types(each, view, inner, depth + 1) for each in (body.statements if body else ()))
        name = given.get("MemberName")
    else:
        if table.get("ExpandProperty") is None:
            return []
        name = given.get("ExpandProperty")
        if name is None and "Property" not in given:
            return _before(pipeline, node, path[:-1], view, depth + 1)
    if not isinstance(name, nodes.StringConstantExpressionAst):
        return []
    owners = _before(pipeline, node, path[:-1], view, depth + 1)
    found = [info for owner in owners if (info := dotnet.result_of(owner, name.value)) is not None]
    return found or _told(properties_into(path, view), name.value)


def _told(known: Sequence[Property], name: str) -> Types:
    """The type that a property of a name is told to have."""
    low = name.lower()
    return next((_named(each.type) for each in known if each.name.lower() == low and each.type), [])


def _keeps(command: Any) -> bool:
    """Whether what a command gives is what it was given: a filter or a sorter, not one that works or chooses."""
    from glueshell.completion.inference import _passes_on

    if command is None:
        return False
    table = command.parameters
    return _passes_on(command) and table.get("ExpandProperty") is None and table.get("Process") is None


def _named(name: str, view: Any = None) -> Types:
    info = dotnet.resolve(name) if view is None else view.type_of(name)
    return [] if info is None else [info]


def _of_variable(node: nodes.VariableExpressionAst, view: Any, path: Sequence[Ast], depth: int) -> Types:
    name = node.variable_path.lower()
    if is_current(node):
        return current_types(path, view, depth + 1)
    if name == "this":
        owner = next((each for each in reversed(path) if isinstance(each, nodes.TypeDefinitionAst)), None)
        return [] if owner is None else _named(owner.name, view)
    constraint = _constraint(name, view, path)
    if constraint:
        return _named(constraint, view)
    given = view.assignment(name)
    if given is not None:
        found = statement_types(given, view, path, depth + 1)
        return elements_of(found) if view.runs_over(name) else found
    value = value_of(node, view)
    return _named(own_type(name)) if value is UNKNOWN or value is None else [type_of(value)]


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
        owners = _named(node.expression.type_name.full_name, view)
    else:
        owners = types_of(node.expression, view, path, depth + 1)
    found = [each for info in owners if (each := dotnet.result_of(info, member, static=node.static)) is not None]
    if found or node.static or isinstance(node, nodes.InvokeMemberExpressionAst):
        return found
    return _told(properties_of(node.expression, view, path), member)


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
    if operator == "minus" and any(info.full_name == "System.DateTime" for info in left):
        right_types = types_of(node.right, view, path, depth + 1)
        return _named("timespan") if any(info.full_name == "System.DateTime" for info in right_types) else left
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
        nodes.ConvertExpressionAst, nodes.TypeConstraintAst, nodes.UnaryExpressionAst, nodes.IndexExpressionAst,
        nodes.ArrayLiteralAst, nodes.ArrayExpressionAst, nodes.SubExpressionAst, nodes.StatementBlockAst,
        nodes.TernaryExpressionAst, nodes.HashtableAst, nodes.ScriptBlockExpressionAst,
    )  # fmt: skip
    if isinstance(node, nodes.ScriptBlockExpressionAst):
        return True
    return isinstance(node, kinds) and all(is_plain(child) for child in node.children())
