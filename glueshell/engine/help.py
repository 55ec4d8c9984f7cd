"""Help, made from declarations: synopsis, syntax as PowerShell prints it, parameters, examples; comment-based help.

A topic is data; the cmdlet that shows it lays it out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from glueshell.engine.lazy_members import LazyMembers
from glueshell.engine.parameters import ALL_SETS, SHARED_NAMES, Parameter, Placement

if TYPE_CHECKING:
    from glueshell.engine.cmdlet import Example
    from glueshell.engine.commands import Command
    from glueshell.objects.typeinfo import TypeInfo

_PROCESS_NAMES = frozenset({"WhatIf", "Confirm"})


class ParameterSet:
    """One way to call a command: its name, its syntax line, whether it is the default."""

    __slots__ = ("is_default", "name", "parameters", "text")
    ps_type_name = "System.Management.Automation.CommandParameterSetInfo"
    ps_members = LazyMembers("command_surface", "PARAMETER_SET")

    def __init__(self, name: str, text: str, is_default: bool, parameters: Sequence[object] = ()) -> None:
        self.name = name
        self.parameters = list(parameters)
        self.text = text
        self.is_default = is_default

    def ps_text(self) -> str:
        """The parameters of the set, as a syntax line without the command's name."""
        return self.text.partition(" ")[2]


class ParameterHelp:
    """What help says of one parameter."""

    __slots__ = (
        "aliases", "default", "description", "name", "needed", "pipeline", "position", "required", "sets", "type",
        "values", "wildcards",
    )  # fmt: skip

    def __init__(self, parameter: Parameter, default_set: str = "") -> None:
        parts = list(parameter.placements.items())
        positions = [part.position for _, part in parts if part.position is not None]
        self.name = parameter.name
        self.type = type_label(parameter)
        self.description = parameter.help or next((part.help for _, part in parts if part.help), "")
        self.required = any(part.mandatory for _, part in parts)
        # Whether the command as it is meant without more said cannot do without it.
        usual = (ALL_SETS.lower(), default_set.lower())
        self.needed = any(part.mandatory and (not default_set or name.lower() in usual) for name, part in parts)
        self.position = "Named" if not positions else str(min(positions))
        self.default = "" if parameter.default is None else str(parameter.default)
        self.pipeline = _pipeline_label([part for _, part in parts])
        self.wildcards = parameter.wildcards
        self.aliases = parameter.aliases
        self.values = parameter.values
        self.sets = tuple("(All)" if name == ALL_SETS else name for name, _ in parts)


class HelpTopic:
    """Everything known about one command."""

    __slots__ = (
        "aliases", "component", "description", "examples", "forward", "functionality", "inputs", "kind", "links",
        "name", "notes", "outputs", "parameters", "role", "synopsis", "syntax",
    )  # fmt: skip

    def __init__(self, name: str, kind: str) -> None:
        self.name = name
        self.kind = kind
        self.synopsis = ""
        self.description = ""
        self.syntax: list[str] = []
        self.parameters: list[ParameterHelp] = []
        self.examples: Sequence[Example] = ()
        # What it takes from the pipeline and what it answers, a line each.
        self.inputs: Sequence[str] = ()
        self.outputs: Sequence[str] = ()
        # What a comment says besides: words to search by, and the command whose help is meant instead.
        self.component = self.role = self.functionality = self.forward = ""
        self.notes = ""
        self.links: Sequence[str] = ()
        self.aliases: Sequence[str] = ()


def topic_of(command: Command, aliases: Sequence[str] = ()) -> HelpTopic:
    """The help of a command: a cmdlet's declarations, a function's parameters and its comment."""
    topic = HelpTopic(command.name, command.kind)
    topic.aliases = tuple(aliases)
    topic.syntax = syntax_lines(command)
    topic.parameters = [
        ParameterHelp(parameter, command.parameters.default_set)
        for parameter in command.parameters.all
        if not parameter.hidden and (parameter.name not in SHARED_NAMES or parameter.name in _PROCESS_NAMES)
    ]
    cls: Any = getattr(command, "cls", None)
    if cls is not None:
        topic.synopsis = synopsis_of(cls.__doc__ or "")
        topic.description = description_of(cls.__doc__ or "")
        topic.examples = cls.examples
        topic.inputs = (cls.inputs,) if cls.inputs else _taken(command)
        topic.outputs = cls.output_types or ("System.Object",)
        topic.links = cls.links
        return topic
    topic.inputs = _taken(command)
    comment = comment_of(command)
    if comment:
        apply_comment(topic, comment)
    if not topic.synopsis:
        topic.synopsis = topic.syntax[0] if topic.syntax else command.name
    return topic


def synopsis_of(docstring: str) -> str:
    """The first sentence of a docstring."""
    return " ".join(docstring.strip().split("\n\n")[0].split())


def description_of(docstring: str) -> str:
    """What follows the first paragraph of a docstring, one line a paragraph."""
    return "\n".join(" ".join(part.split()) for part in docstring.strip().split("\n\n")[1:])


def _taken(command: Command) -> list[str]:
    """What comes from the pipeline, parameter by parameter."""
    lines = []
    for parameter in command.parameters.all:
        if parameter.hidden or parameter.name in SHARED_NAMES:
            continue
        parts = list(parameter.placements.values())
        ways = []
        if any(part.from_pipeline for part in parts):
            ways.append("the object itself")
        if any(part.from_pipeline_by_name for part in parts):
            ways.append("its property of that name")
        if ways:
            lines.append(f"{type_label(parameter)}: -{parameter.name} takes {' or '.join(ways)}.")
    return lines


def _pipeline_label(parts: Sequence[Placement]) -> str:
    ways = []
    if any(part.from_pipeline for part in parts):
        ways.append("ByValue")
    if any(part.from_pipeline_by_name for part in parts):
        ways.append("ByPropertyName")
    return f"True ({', '.join(ways)})" if ways else "False"


# -- syntax -----------------------------------------------------------------------------------------------------------


def type_label(parameter: Parameter) -> str:
    """A parameter's type as syntax lines write it: `string[]`, `Object`, `psobject`, `datetime`."""
    from glueshell.objects.typeinfo import resolve_type

    if parameter.label:
        # An enumeration's label is its full name.
        return parameter.label.rpartition(".")[2]
    info = resolve_type(parameter.type)
    return parameter.type if info is None else _type_name(info)


def _type_name(info: TypeInfo) -> str:
    """A type's short name; what may be null is called by what it is else, generic types with their arguments."""
    brackets = ""
    while info.element is not None:
        info, brackets = info.element, brackets + "[]"
    if info.definition == "System.Nullable`1" and info.arguments:
        return _type_name(info.arguments[0]) + brackets
    if info.arguments:
        short = info.definition.rpartition(".")[2].partition("`")[0]
        return f"{short}[{','.join(_type_name(argument) for argument in info.arguments)}]{brackets}"
    return (_ACCELERATORS.get(info.full_name) or info.full_name.rpartition(".")[2]) + brackets


_ACCELERATORS = {
    "System.String": "string",
    "System.Int32": "int",
    "System.Int64": "long",
    "System.Int16": "short",
    "System.UInt32": "uint",
    "System.UInt64": "ulong",
    "System.UInt16": "ushort",
    "System.Byte": "byte",
    "System.SByte": "sbyte",
    "System.Boolean": "bool",
    "System.Char": "char",
    "System.Double": "double",
    "System.Single": "float",
    "System.Decimal": "decimal",
    "System.DateTime": "datetime",
    "System.TimeSpan": "timespan",
    "System.Guid": "guid",
    "System.Uri": "uri",
    "System.Version": "version",
    "System.Collections.Hashtable": "hashtable",
    "System.Management.Automation.ScriptBlock": "scriptblock",
    "System.Management.Automation.PSObject": "psobject",
    "System.Management.Automation.PSCredential": "pscredential",
    "System.Management.Automation.SwitchParameter": "switch",
    "System.Management.Automation.PSCustomObject": "pscustomobject",
    "System.Text.RegularExpressions.Regex": "regex",
    "System.Xml.XmlDocument": "xml",
    "System.Security.SecureString": "securestring",
    "System.Net.IPAddress": "ipaddress",
    "System.Numerics.BigInteger": "bigint",
    "System.Array": "array",
    "System.Type": "type",
    "System.Globalization.CultureInfo": "cultureinfo",
}


def syntax_lines(command: Command) -> list[str]:
    """One line for each parameter set, the default one first, as `Get-Command -Syntax` prints it."""
    default = command.parameters.default_set.lower()
    names = sorted(command.parameters.set_names or (ALL_SETS,), key=lambda name: name.lower() != default)
    return [syntax_of(command, name) for name in names]


def syntax_of(command: Command, set_name: str, *, values: bool = False) -> str:
    """The syntax line of one set: positional parameters first, then the rest; `values` shows allowed words."""
    table = command.parameters
    if not table.all:
        return command.name if not table.advanced else f"{command.name} [<CommonParameters>]"
    entries: list[tuple[int, int, Parameter, Placement]] = []
    for order, parameter in enumerate(table.all):
        part = parameter.placement(set_name)
        if part is None and set_name != ALL_SETS:
            part = next(
                (found for name, found in parameter.placements.items() if name.lower() == set_name.lower()), None
            )
        if part is None or parameter.hidden:
            continue
        if parameter.name in SHARED_NAMES and parameter.name not in _PROCESS_NAMES:
            continue
        rank = part.position if part.position is not None else 1 << 30
        shared = 2 if parameter.dynamic else 1 if parameter.name in _PROCESS_NAMES else 0
        mandatory = 0 if part.mandatory or part.position is not None else 1
        entries.append((rank, shared * 2 + mandatory, parameter, part))
        del order
    entries.sort(key=lambda entry: (entry[0], entry[1]))
    words = [_word(parameter, part, values) for _, _, parameter, part in entries]
    if table.advanced:
        words.append("[<CommonParameters>]")
    return " ".join([command.name, *words]) if words else command.name


def _word(parameter: Parameter, part: Placement, values: bool) -> str:
    name = f"-{parameter.name}"
    if parameter.is_switch:
        return name if part.mandatory else f"[{name}]"
    label = f"<{type_label(parameter)}>"
    if values and parameter.values:
        label = f"{{{' | '.join(parameter.values)}}}"
    if part.position is not None:
        name = f"[{name}]"
    word = f"{name} {label}"
    return word if part.mandatory else f"[{word}]"


# -- comment-based help -----------------------------------------------------------------------------------------------

_SECTIONS = frozenset(
    {"synopsis", "description", "parameter", "example", "inputs", "outputs", "notes", "link", "component", "role",
     "functionality", "forwardhelptargetname", "forwardhelpcategory", "externalhelp"}
)  # fmt: skip


def comment_of(command: Any) -> str:
    """The help comment of a function or script: at the top of its body, or right before the function; else empty."""
    template = getattr(command, "template", None)
    if template is None:
        return ""
    text: str = template.source.text
    tree = template.ast
    inside = text[tree.start : tree.end].removeprefix("{")
    found = _LEADING.match(inside)
    comment = _bare(found.group(1)) if found else ""
    definition = template.definition
    if definition is not None and not parse_comment(comment):
        found = _TRAILING.search(text[: definition.start])
        comment = _bare(found.group(1)) if found else ""
    return comment if parse_comment(comment) else ""


_LEADING = re.compile(r"\s*(<#.*?#>|(?:[ \t]*#[^\n]*(?:\n|$))+)", re.DOTALL)
_TRAILING = re.compile(r"(<#(?:(?!#>).)*#>|(?:^[ \t]*#[^\n]*\n)+)[ \t]*\n?[ \t]*\Z", re.DOTALL | re.MULTILINE)


def _bare(comment: str) -> str:
    """A comment's text: the marks of a block comment, or the `#` of each line, taken off."""
    comment = comment.strip()
    if comment.startswith("<#"):
        return comment[2:-2]
    return "\n".join(line.strip().removeprefix("#") for line in comment.splitlines())


def parse_comment(comment: str) -> list[tuple[str, str, str]]:
    """The sections of a help comment (its `<#`, `#>` and leading `#` taken off): (section, argument, text)."""
    sections: list[tuple[str, str, list[str]]] = []
    for line in comment.splitlines():
        word, _, argument = line.strip().partition(" ")
        if word.startswith(".") and word[1:].lower() in _SECTIONS:
            sections.append((word[1:].lower(), argument.strip(), []))
        elif sections:
            sections[-1][2].append(line)
    return [(name, argument, _dedent(lines)) for name, argument, lines in sections]


def _dedent(lines: list[str]) -> str:
    filled = [line for line in lines if line.strip()]
    indent = min((len(line) - len(line.lstrip()) for line in filled), default=0)
    return "\n".join(line[indent:].rstrip() for line in lines).strip("\n")


def apply_comment(topic: HelpTopic, comment: str) -> None:
    """Fill a topic from a function's help comment."""
    from glueshell.engine.cmdlet import Example

    examples: list[Example] = []
    links: list[str] = []
    for section, argument, text in parse_comment(comment):
        if section == "synopsis":
            topic.synopsis = text
        elif section == "description":
            topic.description = text
        elif section == "parameter":
            for parameter in topic.parameters:
                if parameter.name.lower() == argument.lower():
                    parameter.description = text
        elif section == "example":
            code, _, says = text.partition("\n")
            examples.append(Example(code, says.strip()))
        elif section == "inputs":
            topic.inputs = text.splitlines()
        elif section == "outputs":
            topic.outputs = text.splitlines()
        elif section == "component":
            topic.component = text or argument
        elif section == "role":
            topic.role = text or argument
        elif section == "functionality":
            topic.functionality = text or argument
        elif section == "forwardhelptargetname":
            topic.forward = argument or text.strip()
        elif section == "notes":
            topic.notes = text
        elif section == "link":
            links.append(text or argument)
    topic.examples = tuple(examples)
    topic.links = tuple(links)
