"""A help topic as the nested objects scripts read: `.description`, `.parameters.parameter`, `.examples.example`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from glueshell.engine.help import HelpTopic, ParameterHelp
from glueshell.objects.psobject import PSObject
from glueshell.objects.typeinfo import resolve_type

if TYPE_CHECKING:
    from glueshell.engine.cmdlet import Example

_RULE = "-" * 26


def _named(kind: str, **properties: object) -> PSObject:
    return PSObject(dict(properties), (f"MamlCommandHelpInfo#{kind}", "System.Object"))


def texts(text: str) -> list[object] | None:
    """Prose as paragraph objects, None for none."""
    return [PSObject({"Text": text}, ("MamlParaTextItem", "System.Object"))] if text else None


def one_or_all(items: Sequence[object]) -> object:
    """The only item by itself, else all of them."""
    return items[0] if len(items) == 1 else list(items)


def details(topic: HelpTopic) -> PSObject:
    """Name and synopsis."""
    return _named("details", name=topic.name, description=texts(topic.synopsis))


def parameters(topic: HelpTopic) -> PSObject | None:
    """Every parameter with its description, type and place; None where there is none."""
    found = [parameter_of(topic, each) for each in topic.parameters]
    return _named("parameters", parameter=found) if found else None


def parameter_of(topic: HelpTopic, parameter: ParameterHelp) -> PSObject:
    """One parameter."""
    kind = _type_name(parameter.type)
    default = parameter.default or {"SwitchParameter": "False", "Int32": "0"}.get(kind, "")
    return _named(
        "parameter",
        description=texts(parameter.description),
        name=parameter.name,
        type=_named("type", name=kind),
        defaultValue=default,
        parameterValue=kind,
        required="true" if parameter.required else "false",
        globbing="true" if parameter.wildcards else "false",
        pipelineInput=parameter.pipeline[:1].lower() + parameter.pipeline[1:],
        position=_position(topic, parameter),
        aliases=", ".join(parameter.aliases),
    )


def _position(topic: HelpTopic, parameter: ParameterHelp) -> str:
    if not parameter.position.isdigit():
        return "named"
    # The first place of a function's is 1, of a cmdlet's 0.
    return str(int(parameter.position) + 1) if topic.kind == "Function" else parameter.position


def _type_name(label: str) -> str:
    info = resolve_type(label)
    return label if info is None else info.full_name.rpartition(".")[2]


def syntax(topic: HelpTopic) -> PSObject:
    """One item for each way to call it."""
    found = [parameter_of(topic, each) for each in topic.parameters]
    items = [_named("syntaxItem", name=topic.name, parameter=found, text=line) for line in topic.syntax]
    return _named("syntax", syntaxItem=one_or_all(items))


def examples(topic: HelpTopic) -> PSObject | None:
    """Every example with its code and what is said of it; None where there is none."""
    found = [_example(number, each, topic.kind == "Cmdlet") for number, each in enumerate(topic.examples, 1)]
    return _named("examples", example=one_or_all(found)) if found else None


def _example(number: int, example: Example, apart: bool) -> PSObject:
    # What a comment says of an example stands with its code.
    code = example.code if apart or not example.says else f"{example.code}\n{example.says}"
    return _named(
        "example",
        title=f"{_RULE} EXAMPLE {number} {_RULE}",
        introduction=texts("PS > "),
        code=code,
        remarks=(texts(example.says) if apart else None) or texts(" "),
    )


def notes(topic: HelpTopic) -> PSObject | None:
    """The notes as an alert, None for none."""
    return _named("alertSet", alert=texts(topic.notes)) if topic.notes else None


def links(topic: HelpTopic) -> PSObject | None:
    """Related commands and addresses, None for none."""
    found = [
        _named("navigationLink", **({"uri": link} if "://" in link else {"linkText": link})) for link in topic.links
    ]
    return _named("relatedLinks", navigationLink=one_or_all(found)) if found else None


def kinds(outer: str, inner: str, names: Sequence[str]) -> PSObject | None:
    """What goes in or comes out, by type; None where nothing is said."""
    found = [_named(inner, type=_named("type", name=name)) for name in names]
    return _named(outer, **{inner: one_or_all(found)}) if found else None
