"""A command as a form would show it: what Get-Command -ShowCommandInfo writes."""

from __future__ import annotations

from glueshell.engine.commands import Command
from glueshell.objects.enumeration import iterate
from glueshell.objects.members import get_member
from glueshell.objects.psobject import PSObject
from glueshell.objects.text import to_text
from glueshell.objects.typeinfo import TypedArray, TypeInfo, type_named


def form_of(command: Command) -> PSObject:
    """Name, module, kind, definition, and its parameter sets with their parameters."""
    module = to_text(get_member(command, "ModuleName"))
    return PSObject(
        {
            "Name": command.name,
            "ModuleName": module,
            "Module": PSObject({"Name": module}),
            "CommandType": get_member(command, "CommandType"),
            "Definition": get_member(command, "Definition"),
            "ParameterSets": _array([_set(each) for each in iterate(get_member(command, "ParameterSets"))]),
        }
    )


def _array(items: list[object]) -> TypedArray:
    return TypedArray(items, type_named("System.Management.Automation.PSObject"))


def _set(found: object) -> PSObject:
    return PSObject(
        {
            "Name": get_member(found, "Name"),
            "IsDefault": get_member(found, "IsDefault"),
            "Parameters": _array([_parameter(each) for each in iterate(get_member(found, "Parameters"))]),
        }
    )


def _parameter(found: object) -> PSObject:
    words = [
        to_text(word)
        for attribute in iterate(get_member(found, "Attributes"))
        for word in iterate(get_member(attribute, "ValidValues") or [])
    ]
    info = get_member(found, "ParameterType")
    return PSObject(
        {
            **{name: get_member(found, name) for name in ("Name", "IsMandatory", "ValueFromPipeline", "Position")},
            "ParameterType": _type(info) if isinstance(info, TypeInfo) else None,
            "HasParameterSet": bool(words),
            "ValidParamSetValues": words,
        }
    )


def _type(info: TypeInfo) -> PSObject:
    enum = info.kind == "enum"
    return PSObject(
        {
            "FullName": info.full_name,
            "IsEnum": enum,
            "IsArray": info.element is not None,
            "EnumValues": list(info.names) if enum and hasattr(info, "names") else [],
            "HasFlagAttribute": bool(getattr(info, "flags", False)),
            "ElementType": _type(info.element) if info.element is not None else None,
            "ImplementsDictionary": "Dictionary" in info.full_name or "Hashtable" in info.full_name,
        }
    )
