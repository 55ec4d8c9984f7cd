"""What comes down a pipeline, as far as the text and the declarations of its commands tell it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from glueshell.completion import recorded
from glueshell.completion.candidates import SCRIPT, Property
from glueshell.completion.literals import UNKNOWN, assigned, value_of
from glueshell.language import ast as nodes

if TYPE_CHECKING:
    from glueshell.language.ast import Ast

Properties = list[Property]

#: What the types of IT Glue's records begin with.
RECORD = "ITGlue."

_CURRENT = ("_", "psitem")
# What stands before the name of a type.
_NAMESPACE = re.compile(r"\b(?:\w+\.)+")
# Deeper chains of variables than a person writes are not worth the walk.
_MAX_DEPTH = 10
# So many objects of a list at hand are looked at for their values.
_LOOKED_AT = 2_000
_COLLECTION = "System.Management.Automation.PSMemberInfoCollection[System.Management.Automation.PS"
# What PowerShell itself adds to every object made of a hashtable, whose type it only knows as PSObject.
_OF_PSOBJECT = (
    ("BaseObject", "System.Object BaseObject { get; }"),
    ("ImmediateBaseObject", "System.Object ImmediateBaseObject { get; }"),
    ("Members", _COLLECTION + "MemberInfo] Members { get; }"),
    ("Methods", _COLLECTION + "MethodInfo] Methods { get; }"),
    ("Properties", _COLLECTION + "PropertyInfo] Properties { get; }"),
    ("TypeNames", "System.Collections.ObjectModel.Collection[string] TypeNames { get; }"),
)


def command_named(node: Ast | None, view: Any) -> Any:
    """The command that a command node calls, or None when its name is unknown or only known at run time."""
    elements = getattr(node, "command_elements", ())
    head = elements[0] if elements else None
    if not isinstance(head, nodes.StringConstantExpressionAst):
        return None
    found = view.commands.find(head.value)
    if found is None and view.parsed is not None:
        # Not there yet, but the text defines it.
        found = view.function_named(head.value)
    if found is None or not found.unfolds:
        return found
    assert isinstance(node, nodes.CommandAst)
    return view.unfolded(found, node)


def properties_into(path: Sequence[Ast], view: Any) -> Properties:
    """Properties of the objects that reach the innermost command of `path` through its pipeline."""
    for at in range(len(path) - 1, 0, -1):
        if isinstance(path[at], nodes.CommandAst):
            pipeline = next((node for node in reversed(path[:at]) if isinstance(node, nodes.PipelineAst)), None)
            return _before(pipeline, path[at], view, 0, path[:at]) if pipeline is not None else []
        if isinstance(path[at], nodes.ScriptBlockAst):
            break
    return []


def properties_of_current(path: Sequence[Ast], view: Any) -> Properties:
    """Properties of `$_` in a script block that is an argument: those of what comes to the command that owns it."""
    for at in range(len(path) - 1, -1, -1):
        if isinstance(path[at], nodes.ScriptBlockExpressionAst):
            return properties_into(path[:at], view)
    return []


def is_current(node: Ast) -> bool:
    """Whether a node is `$_` or `$PSItem`."""
    return isinstance(node, nodes.VariableExpressionAst) and node.variable_path.lower() in _CURRENT


def properties_of(node: Ast, view: Any, path: Sequence[Ast] = (), depth: int = 0) -> Properties:
    """Properties of what an expression gives: of a known value, or of the output a command declares.

    `path` are the nodes around it, which tell what `$_` is.
    """
    if depth > _MAX_DEPTH:
        return []
    if is_current(node):
        return properties_of_current(path, view)
    value = value_of(node, view)
    if value is not UNKNOWN:
        found = properties_of_value(value)
        if not view.exact:
            found = as_declared(found, view)
        listed = (
            view.exact
            and isinstance(value, list)
            and isinstance(node, (nodes.ArrayExpressionAst, nodes.ArrayLiteralAst))
        )
        return [each for each in found if each.audience == SCRIPT] if listed else found
    if isinstance(node, nodes.VariableExpressionAst):
        given = assigned(node.variable_path, view)
        return [] if given is None else _of_statement(given, view, depth + 1, path)
    if isinstance(node, nodes.ParenExpressionAst):
        return _of_statement(node.pipeline, view, depth + 1, path)
    if isinstance(node, (nodes.ArrayExpressionAst, nodes.SubExpressionAst)):
        statements = node.sub_expression.statements
        return _of_statement(statements[-1], view, depth + 1) if statements else []
    if isinstance(node, nodes.IndexExpressionAst):
        return properties_of(node.target, view, path, depth + 1)
    return []


def as_declared(found: Properties, view: Any) -> Properties:
    """The properties of records at hand in the order in which a person looks for them: as their type declares them."""
    owner = found[0].owner if found else ""
    if not owner.startswith(RECORD):
        return found
    order = {name: at for at, (name, _) in enumerate(view.properties(owner))}
    return sorted(found, key=lambda each: order.get(each.name, len(order)))


def properties_of_value(value: object) -> Properties:
    """Properties of a value, or of the first thing in a collection."""
    from glueshell.objects.listing import members_of
    from glueshell.objects.psobject import NOTHING, PSObject

    values = value if isinstance(value, (list, tuple)) else (value,)
    if isinstance(value, (list, tuple)) and value:
        value = value[0]
    if value is None:
        return []
    found = []
    owner = value.type_names[0] if isinstance(value, PSObject) and value.base is NOTHING and value.type_names else ""
    for member in members_of(value):
        if not str(member.kind).endswith("Property"):
            continue
        definition = member.definition.partition("=")[0] if member.kind == "NoteProperty" else member.definition
        tooltip = definition.replace("{get;set;}", "{ get; set; }").replace("{get;}", "{ get; }")
        kind = definition.partition(" " + member.name)[0]
        found.append(Property(member.name, kind, tooltip, owner=owner, seen=_Seen(values, member.name)))
    if isinstance(value, PSObject) and value.base is NOTHING:
        taken = {each.name.lower() for each in found}
        found += [Property(name, "", says, SCRIPT) for name, says in _OF_PSOBJECT if name.lower() not in taken]
    return found


class _Seen:
    """The values that a property has in the objects at hand, read when somebody asks."""

    __slots__ = ("_name", "_values")

    def __init__(self, values: Sequence[object], name: str) -> None:
        self._values = values
        self._name = name

    def __call__(self) -> Iterable[object]:
        from glueshell.objects.members import get_member_or_missing

        return (get_member_or_missing(each, self._name, None) for each in islice(self._values, _LOOKED_AT))


def _of_statement(statement: Ast | None, view: Any, depth: int, current: Sequence[Ast] = ()) -> Properties:
    if isinstance(statement, nodes.PipelineAst):
        return _before(statement, None, view, depth, current)
    if isinstance(statement, nodes.CommandExpressionAst):
        return properties_of(statement.expression, view, current, depth + 1)
    return []


def _before(
    pipeline: nodes.PipelineAst, stage: Ast | None, view: Any, depth: int, current: Sequence[Ast] = ()
) -> Properties:
    """Properties of what reaches `stage` of a pipeline, or leaves it for None."""
    elements = list(pipeline.pipeline_elements)
    end = next((at for at, element in enumerate(elements) if element is stage), len(elements))
    if end == 0:
        return []
    last = elements[end - 1]
    if isinstance(last, nodes.CommandExpressionAst):
        return properties_of(last.expression, view, current, depth + 1)
    command = command_named(last, view)
    if command is None or not isinstance(last, nodes.CommandAst):
        return []
    if recorded.command(command).get("outputs"):
        # Types tell more than the names of properties then.
        return [] if view.exact else _of_types(last, view)
    told = getattr(getattr(command, "cls", command), "output_properties", ())
    if told:
        return [Property(name) for name in told]
    outputs: Iterable[str] = tuple(getattr(getattr(command, "cls", command), "output_types", ()))
    for name in outputs:
        found = [Property(*each, owner=name) for each in view.properties(name)]
        if found:
            return found
    if outputs or depth > _MAX_DEPTH or not _passes_on(command):
        return []
    incoming = _before(pipeline, last, view, depth + 1, current)
    return _through(last, command, incoming, view, depth)


def arguments_of(node: nodes.CommandAst, command: Any, view: Any) -> dict[str, Ast]:
    """Parameter name -> the argument that the text gives it."""
    from glueshell.engine.matching import ARGUMENT, match, shapes_of

    found = match(command, shapes_of(node, view.parsed.text), trailing=True)
    arguments = {element.start: element for element in node.command_elements[1:]}
    return {
        owner.name: arguments[element.start]
        for owner, element in zip(found.owners, found.elements)
        if owner is not None and element.kind == ARGUMENT and element.start in arguments
    }


def _passes_on(command: Any) -> bool:
    """Whether a command takes any object and declares no output of its own, as filters and sorters do."""
    from glueshell.completion.arguments import parameters_of

    return any(
        parameter.type.lower() in ("object", "psobject", "object[]", "psobject[]")
        and any(placement.from_pipeline for placement in parameter.placements.values())
        for parameter in parameters_of(command)
    )


def _through(node: nodes.CommandAst, command: Any, incoming: Properties, view: Any, depth: int) -> Properties:
    """What a command that passes objects on makes of them, told by its parameters.

    One that can expand a property chooses properties; one whose block works on every object writes what it writes.
    """
    table = command.parameters
    chooses, works = table.get("ExpandProperty"), table.get("Process")
    if chooses is None and works is None:
        return incoming
    given = arguments_of(node, command, view)
    if works is not None:
        block = given.get(works.name)
        return _of_block(block, incoming, view, depth) if isinstance(block, nodes.ScriptBlockExpressionAst) else []
    assert chooses is not None
    if chooses.name in given:
        return []
    chosen = given.get("Property")
    if chosen is None or not view.exact:
        return incoming if chosen is None else _chosen(chosen, incoming)
    return _chosen_exactly(chosen, incoming or _typed(node, view))


def _of_block(block: nodes.ScriptBlockExpressionAst, incoming: Properties, view: Any, depth: int) -> Properties:
    body = block.script_block.end_block
    statement = body.statements[-1] if body is not None and body.statements else None
    if not isinstance(statement, nodes.PipelineAst):
        return []
    first = statement.pipeline_elements[0]
    if isinstance(first, nodes.CommandExpressionAst) and is_current(first.expression):
        return incoming if len(statement.pipeline_elements) == 1 else []
    return _of_statement(statement, view, depth + 1)


def _chosen(node: Ast, incoming: Properties) -> Properties:
    """The chosen properties, among them those of `@{ Name = ...; Expression = ... }`."""
    from glueshell.completion.ranking import pattern_of

    known = {each.name.lower(): each for each in incoming}
    found: Properties = []
    for element in node.elements if isinstance(node, nodes.ArrayLiteralAst) else [node]:
        if isinstance(element, nodes.StringConstantExpressionAst):
            accepts = pattern_of(element.value)
            if accepts is not None:
                found += [each for each in incoming if accepts(each.name)]
            else:
                found.append(known.get(element.value.lower()) or Property(element.value))
        elif isinstance(element, nodes.HashtableAst):
            name = _calculated_name(element)
            if name:
                found.append(Property(name))
    return found


def _typed(node: nodes.CommandAst, view: Any) -> Properties:
    """The properties that the types of what comes to a command declare."""
    from glueshell.completion import dotnet
    from glueshell.completion.kinds import incoming_types
    from glueshell.completion.site import path_to

    types = incoming_types(path_to(view.parsed.ast, node.start, node.end), view)
    found = []
    for name, method, says in dotnet.merged(types):
        if not method:
            kind = says.removeprefix("static ").partition(f" {name}")[0]
            found.append(Property(name, kind, f"{kind} {name}"))
    return found


def _chosen_exactly(node: Ast, incoming: Properties) -> Properties:
    """What PowerShell knows of chosen properties: those of any object, and the chosen; nothing of calculated ones."""
    elements = node.elements if isinstance(node, nodes.ArrayLiteralAst) else [node]
    if any(isinstance(element, nodes.HashtableAst) for element in elements):
        return []
    own = {name for name, _ in _OF_PSOBJECT}
    found = [each for each in _chosen(node, incoming) if each.audience != SCRIPT and each.name not in own]
    return [*found, *(Property(name, "", says, SCRIPT) for name, says in _OF_PSOBJECT)]


def _of_types(node: nodes.CommandAst, view: Any) -> Properties:
    """The properties of what a command's types declare: those that are here, else those that PowerShell has."""
    from glueshell.completion import dotnet
    from glueshell.completion.kinds import command_types

    for info in command_types(node, view):
        found = [Property(*each) for each in view.properties(info.full_name)]
        found = found or [
            Property(name, _NAMESPACE.sub("", says.partition(f" {name}")[0]))
            for name, method, says in dotnet.merged([info])
            if not method and name != "PSStandardMembers"
        ]
        if found:
            return found
    return []


def _calculated_name(table: nodes.HashtableAst) -> str:
    for key, value in table.key_value_pairs:
        word = str(getattr(key, "value", "")).lower()
        if word and ("name".startswith(word) or "label".startswith(word)) and isinstance(value, nodes.PipelineAst):
            only = value.pipeline_elements[0]
            held = only.expression if isinstance(only, nodes.CommandExpressionAst) else None
            return str(held.value) if isinstance(held, nodes.StringConstantExpressionAst) else ""
    return ""
