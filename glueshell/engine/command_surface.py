"""What scripts may ask of commands and calls (`$MyInvocation`, `$PSCmdlet`): members as data."""

from __future__ import annotations

import os
from typing import Any

from glueshell.engine.commands import Command
from glueshell.engine.errors import ErrorRecord, Position
from glueshell.engine.invocation import Invocation
from glueshell.engine.lazy_members import LazyMembers
from glueshell.engine.parameters import ALL_SETS, Parameter, Placement
from glueshell.objects.declaration import MemberTable, method, prop
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.neutral import MARK
from glueshell.objects.psobject import PSObject

_SMA = "System.Management.Automation."


def _get(name: str) -> Any:
    return lambda owner: getattr(owner, name)


class InvocationInfo:
    """`$MyInvocation` and an error's `.InvocationInfo`: the call, and an extent in its text."""

    __slots__ = ("called", "guarded", "invocation", "name", "position")
    ps_type_name = _SMA + "InvocationInfo"
    ps_members = LazyMembers("command_surface", "INVOCATION_INFO")

    def __init__(
        self,
        invocation: Invocation | None,
        position: Position | None = None,
        called: Command | None = None,
        name: str = "",
    ) -> None:
        self.invocation = invocation
        # The command, where no call of it says so: what runs at the top.
        self.called = called
        self.name = name
        # Whether the values of secret parameters stay out of it.
        self.guarded = False
        self.position = position if position is not None or invocation is None else invocation.site.position()

    @property
    def command(self) -> Command | None:
        """The command that was called."""
        return self.called if self.invocation is None else self.invocation.command

    @property
    def file(self) -> str:
        """The script file the call stands in."""
        return (self.position.file if self.position is not None else None) or ""

    @property
    def source_line(self) -> str:
        """The line of the call, with its line end."""
        if self.position is None:
            return ""
        line = self.position.source_line
        return line + "\n" if "\n" in self.position.source else line

    @property
    def bound(self) -> Hashtable:
        """The bound parameters by name."""
        table = Hashtable()
        if self.invocation is not None:
            for name, value in self.invocation.bound.items():
                parameter = self.invocation.command.parameters.get(name) if self.guarded else None
                table[name] = value if parameter is None or not parameter.secret else MARK
        return table

    def of_position(self, name: str, otherwise: object) -> object:
        """A property of the extent, or what stands for it where there is none."""
        return otherwise if self.position is None else getattr(self.position, name)

    def of_call(self, name: str, otherwise: object) -> object:
        """A property of the call, or what stands for it where there is none."""
        return otherwise if self.invocation is None else getattr(self.invocation, name)


def _position(name: str, otherwise: object) -> Any:
    return lambda info: info.of_position(name, otherwise)


def _call(name: str, otherwise: object) -> Any:
    return lambda info: info.of_call(name, otherwise)


def _called_as(info: Any) -> object:
    if info.invocation is None:
        return info.name
    call = info.invocation.site.ast
    operator = _OPERATORS.get(getattr(call, "invocation_operator", ""))
    if operator is not None:
        return operator
    # An alias is what was called, not what it stands for.
    return str(getattr(call.command_elements[0], "value", info.invocation.name)) if call else info.invocation.name


_OPERATORS = {"Ampersand": "&", "Dot": "."}


INVOCATION_INFO = MemberTable(
    InvocationInfo.ps_type_name,
    prop("MyCommand", _SMA + "CommandInfo", _get("command")),
    prop("BoundParameters", "System.Collections.Generic.Dictionary[string,System.Object]", _get("bound")),
    prop("UnboundArguments", "System.Collections.Generic.List[System.Object]", _call("arguments", [])),
    prop("ScriptLineNumber", "int", _position("line", 0)),
    prop("OffsetInLine", "int", _position("column", 0)),
    prop("HistoryId", "long", lambda info: 1),
    prop("ScriptName", "string", _get("file")),
    prop("Line", "string", _get("source_line")),
    prop("Statement", "string", _position("text", "")),
    prop("PositionMessage", "string", _position("message", "")),
    prop("PSScriptRoot", "string", lambda info: os.path.dirname(info.file)),
    prop("PSCommandPath", "string", _get("file")),
    prop("InvocationName", "string", _called_as),
    prop("PipelineLength", "int", _call("length", 0)),
    prop("PipelinePosition", "int", _call("position", 0)),
    prop("ExpectingInput", "bool", _call("expecting_input", False)),
)


# -- commands ---------------------------------------------------------------------------------------------------------


def _parameters(command: Any) -> Hashtable:
    table = Hashtable()
    for parameter in command.parameters.all:
        table[parameter.name] = ParameterInfo(parameter)
    return table


def _sets(command: Any) -> list[object]:
    from glueshell.engine.help import ParameterSet, syntax_of

    names = command.parameters.set_names or (ALL_SETS,)
    return [
        ParameterSet(
            name, syntax_of(command, name), name == command.parameters.default_set,
            [
                SetParameterInfo(each, part)
                for each in command.parameters.all
                if (part := each.placement(name)) is not None
            ],
        )
        for name in names
    ]  # fmt: skip


def _outputs(command: Any) -> list[object]:
    """What the command says it writes, as objects with a name and, where it is known, the type."""
    from glueshell.objects.typeinfo import TypeInfo, resolve_type

    declared = getattr(command, "declarations", None)
    if declared is not None:
        named: list[object] = list(declared.outputs)
    else:
        named = list(getattr(getattr(command, "cls", None), "output_types", ()))
    found: list[object] = []
    for each in named:
        info = each if isinstance(each, TypeInfo) else resolve_type(str(each))
        name = each.full_name if isinstance(each, TypeInfo) else str(each)
        found.append(
            PSObject({"Name": name, "Type": info, "TypeDefinitionAst": None}, (_SMA + "PSTypeName", "System.Object"))
        )
    return found


def _script_block(command: Any) -> object:
    return getattr(command, "block", None)


def _name_part(command: Any, part: int) -> str | None:
    """The verb or noun in a command's name, '' for a name that has none; null for what has neither."""
    if command.kind not in ("Cmdlet", "Function", "Filter"):
        return None
    return command.name.partition("-")[part] if "-" in command.name else ""


def _resolved(command: Any) -> object:
    return getattr(command, "resolved", None)


def _display_name(command: Any) -> object:
    return f"{command.name} -> {command.target}" if command.kind == "Alias" else None


def _options(command: Any) -> object:
    options = getattr(command, "options", None)
    return None if options is None else _named("ScopedItemOptions", options)


def _visibility(command: Any) -> object:
    return _named("SessionStateEntryVisibility", "Public")


def _named(enumeration: str, names: str) -> object:
    from glueshell.objects.convert import convert
    from glueshell.objects.typeinfo import type_named

    return convert(names, type_named(_SMA + enumeration))


class ParameterInfo:
    """One entry of a command's `.Parameters`."""

    __slots__ = ("parameter",)
    ps_type_name = _SMA + "ParameterMetadata"
    ps_members = LazyMembers("command_surface", "PARAMETER_INFO")

    def __init__(self, parameter: Parameter) -> None:
        self.parameter = parameter


class SetParameterInfo:
    """A parameter and the part it plays in one parameter set."""

    __slots__ = ("parameter", "part")
    ps_type_name = _SMA + "CommandParameterInfo"
    ps_members = LazyMembers("command_surface", "SET_PARAMETER_INFO")

    def __init__(self, parameter: Parameter, part: Placement) -> None:
        self.parameter = parameter
        self.part = part


class ParameterPart:
    """The part a parameter plays in one parameter set."""

    __slots__ = ("part",)
    ps_type_name = _SMA + "ParameterSetMetadata"
    ps_members = LazyMembers("command_surface", "PARAMETER_PART")

    def __init__(self, part: Placement) -> None:
        self.part = part


_NOWHERE = -(2**31)
_PART = (
    prop("IsMandatory", "bool", lambda info: info.part.mandatory),
    prop("Position", "int", lambda info: _NOWHERE if info.part.position is None else info.part.position),
    prop("ValueFromPipeline", "bool", lambda info: info.part.from_pipeline),
    prop("ValueFromPipelineByPropertyName", "bool", lambda info: info.part.from_pipeline_by_name),
    prop("ValueFromRemainingArguments", "bool", lambda info: info.part.from_remaining),
    prop("HelpMessage", "string", lambda info: info.part.help or ""),
)


def _parameter_type(info: Any) -> object:
    from glueshell.objects.typeinfo import resolve_type

    parameter = info.parameter
    return (resolve_type(parameter.label) if parameter.label else None) or resolve_type(parameter.type)


def _set_table(info: Any) -> Hashtable:
    table = Hashtable()
    for name, part in info.parameter.placements.items():
        table[name] = ParameterPart(part)
    return table


def _attributes(info: Any) -> list[object]:
    """The attributes of a parameter: one for each set it stands in, then its other names and its allowed values."""
    parameter = info.parameter
    found: list[object] = []
    for set_name, placement in parameter.placements.items():
        position = -(2**31) if placement.position is None else placement.position
        found.append(_attribute("Parameter", {
            "Position": position, "ParameterSetName": set_name, "Mandatory": placement.mandatory,
            "ValueFromPipeline": placement.from_pipeline,
            "ValueFromPipelineByPropertyName": placement.from_pipeline_by_name,
            "ValueFromRemainingArguments": placement.from_remaining, "HelpMessage": placement.help or None,
            "DontShow": parameter.hidden,
        }))  # fmt: skip
    if parameter.aliases:
        found.append(_attribute("Alias", {"AliasNames": list(parameter.aliases)}))
    if parameter.values:
        found.append(_attribute("ValidateSet", {"ValidValues": list(parameter.values), "IgnoreCase": True}))
    return found


def _attribute(name: str, properties: dict[str, object]) -> PSObject:
    return PSObject(properties, (f"{_SMA}{name}Attribute", "System.Attribute", "System.Object"))


def _kind(command: Any) -> object:
    from glueshell.objects.enums import enum_type

    kinds = enum_type(_SMA + "CommandTypes")
    assert kinds is not None
    return kinds.value(kinds.names[command.kind])


SET_PARAMETER_INFO = MemberTable(
    SetParameterInfo.ps_type_name,
    prop("Name", "string", lambda info: info.parameter.name),
    prop("ParameterType", "type", _parameter_type),
    *_PART,
    prop("IsDynamic", "bool", lambda info: info.parameter.dynamic),
    prop(
        "Aliases",
        "System.Collections.ObjectModel.ReadOnlyCollection[string]",
        lambda info: list(info.parameter.aliases),
    ),
    prop("Attributes", "System.Collections.ObjectModel.ReadOnlyCollection[System.Attribute]", _attributes),
)

PARAMETER_PART = MemberTable(ParameterPart.ps_type_name, *_PART)

PARAMETER_INFO = MemberTable(
    ParameterInfo.ps_type_name,
    prop("Name", "string", lambda info: info.parameter.name),
    prop("ParameterType", "type", _parameter_type),
    prop("ParameterSets", "System.Collections.Generic.Dictionary[string,System.Object]", _set_table),
    prop("IsDynamic", "bool", lambda info: info.parameter.dynamic),
    prop("Aliases", "System.Collections.ObjectModel.Collection[string]", lambda info: list(info.parameter.aliases)),
    prop("Attributes", "System.Collections.ObjectModel.Collection[System.Attribute]", _attributes),
    prop("SwitchParameter", "bool", lambda info: info.parameter.is_switch),
)

PARAMETER_SET = MemberTable(
    _SMA + "CommandParameterSetInfo",
    prop("Name", "string", _get("name")),
    prop("IsDefault", "bool", _get("is_default")),
    prop("Parameters", "System.Collections.ObjectModel.ReadOnlyCollection[System.Object]", _get("parameters")),
)

COMMAND_INFO = MemberTable(
    Command.ps_type_name,
    prop("Name", "string", _get("name")),
    prop("CommandType", _SMA + "CommandTypes", _kind),
    prop("Definition", "string", _get("definition")),
    prop("Description", "string", lambda command: getattr(command, "description", "")),
    prop("Verb", "string", lambda command: _name_part(command, 0)),
    prop("Noun", "string", lambda command: _name_part(command, 2)),
    prop("Source", "string", _get("module")),
    prop("ModuleName", "string", _get("module")),
    prop("Version", "version", lambda command: None),
    prop("Parameters", "System.Collections.Generic.Dictionary[string,System.Object]", _parameters),
    prop("ParameterSets", "System.Collections.ObjectModel.ReadOnlyCollection[System.Object]", _sets),
    prop("DefaultParameterSet", "string", lambda command: command.parameters.default_set),
    prop("OutputType", "System.Collections.ObjectModel.ReadOnlyCollection[System.Object]", _outputs),
    prop("ScriptBlock", "scriptblock", _script_block),
    prop("Path", "string", lambda command: getattr(command, "path", None)),
    prop("ReferencedCommand", _SMA + "CommandInfo", _resolved),
    prop("ResolvedCommand", _SMA + "CommandInfo", _resolved),
    prop("ResolvedCommandName", "string", lambda command: getattr(_resolved(command), "name", None)),
    prop("DisplayName", "string", _display_name),
    prop("Options", _SMA + "ScopedItemOptions", _options),
    prop("Visibility", _SMA + "SessionStateEntryVisibility", _visibility),
    method("ToString", lambda command: command.name, "string ToString()"),
)


# -- $PSCmdlet --------------------------------------------------------------------------------------------------------


def _should_process(call: Any, *arguments: object) -> bool:
    texts = [str(argument) for argument in arguments]
    if len(texts) == 1:
        return bool(call.should_process(texts[0]))
    if len(texts) == 2:
        return bool(call.should_process(texts[0], texts[1]))
    from glueshell.engine.should_process import should_describe

    return should_describe(call, *texts[:3])


def _should_continue(call: Any, query: object, caption: object = "") -> bool:
    return bool(call.should_continue(str(query), str(caption)))


def _write_object(call: Any, item: object, enumerate_items: object = False) -> None:
    from glueshell.objects.enumeration import enumerable, iterate

    if enumerate_items and enumerable(item):
        for each in iterate(item):
            call.emit(each)
    else:
        call.emit(item)


def _write_error(call: Any, record: Any) -> None:
    call.write_error(record)


def _throw(call: Any, record: Any) -> None:
    if isinstance(record, ErrorRecord):
        call.throw(record)
    call.throw(ErrorRecord(str(record)))


CMDLET = MemberTable(
    Invocation.ps_type_name,
    prop("ParameterSetName", "string", _get("parameter_set")),
    prop("MyInvocation", _SMA + "InvocationInfo", lambda call: InvocationInfo(call)),
    prop("CommandRuntime", "System.Object", lambda call: call),
    method(
        "ShouldProcess",
        _should_process,
        "bool ShouldProcess(string target)",
        "bool ShouldProcess(string target, string action)",
        "bool ShouldProcess(string verboseDescription, string verboseWarning, string caption)",
    ),
    method("ShouldContinue", _should_continue, "bool ShouldContinue(string query, string caption)"),
    method(
        "WriteObject",
        _write_object,
        "void WriteObject(System.Object sendToPipeline)",
        "void WriteObject(System.Object sendToPipeline, bool enumerateCollection)",
    ),
    method("WriteError", _write_error, "void WriteError(System.Management.Automation.ErrorRecord errorRecord)"),
    method("WriteWarning", lambda call, text: call.write_warning(str(text)), "void WriteWarning(string text)"),
    method("WriteVerbose", lambda call, text: call.write_verbose(str(text)), "void WriteVerbose(string text)"),
    method("WriteDebug", lambda call, text: call.write_debug(str(text)), "void WriteDebug(string text)"),
    method(
        "ThrowTerminatingError",
        _throw,
        "void ThrowTerminatingError(System.Management.Automation.ErrorRecord errorRecord)",
    ),
)
