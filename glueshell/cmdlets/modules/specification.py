"""Module specifications: a module's name, or a hashtable that also says which versions will do."""

from __future__ import annotations

from collections.abc import Callable

from glueshell.engine.invocation import Invocation
from glueshell.objects.comparer import compare_any
from glueshell.objects.convert import cast
from glueshell.objects.enumeration import dictionary, iterate
from glueshell.objects.errors import PSError
from glueshell.objects.members import get_member
from glueshell.objects.psobject import unwrap
from glueshell.objects.text import to_text

_VALID = ("ModuleName", "ModuleVersion", "MaximumVersion", "RequiredVersion", "GUID")
_LISTED = "ModuleName, ModuleVersion, RequiredVersion, GUID"
_TYPE = "Microsoft.PowerShell.Commands.ModuleSpecification"


class ModuleSpecification:
    """A name and, where they were said, the least, greatest and only version that will do, as [version] values."""

    ps_type_name = _TYPE
    __slots__ = ("least", "most", "name", "only")

    def __init__(self, name: str, least: object = None, most: object = None, only: object = None) -> None:
        self.name = name
        self.least = least
        self.most = most
        self.only = only

    def ps_text(self) -> str:
        """The name."""
        return self.name

    def accepts(self, version: object) -> bool:
        """Whether a module of this version, text or [version], will do."""
        if self.least is None and self.most is None and self.only is None:
            return True
        own = cast(to_text(version) or "0.0", "version")
        return (
            (self.least is None or compare_any(own, self.least) >= 0)
            and (self.most is None or compare_any(own, self.most) <= 0)
            and (self.only is None or compare_any(own, self.only) == 0)
        )

    @property
    def version(self) -> str:
        """The version that was asked for, '' for none."""
        return to_text(next((each for each in (self.only, self.least, self.most) if each is not None), ""))


def specifications(parameter: str) -> Callable[[Invocation, object], object]:
    """The transformation of a parameter of this name: its values as a list of specifications."""

    def transform(invocation: Invocation, value: object) -> object:
        items = value if isinstance(value, list) else [value]
        return [_one(parameter, unwrap(item)) for item in items]

    return transform


def _one(parameter: str, value: object) -> ModuleSpecification:
    if isinstance(value, ModuleSpecification):
        return value
    if not dictionary(value):
        return ModuleSpecification(to_text(value))
    entries = {to_text(key).lower(): to_text(get_member(value, key)) for key in iterate(get_member(value, "Keys"))}
    known = {name.lower() for name in _VALID}
    wrong = [key for key in entries if key not in known]
    if wrong:
        listed = "', '".join(wrong)
        raise _refused(
            parameter,
            "The hashtable describing a module contains one or more members that are not valid. The valid members are"
            f" ({_LISTED}). Remove the members that are not valid ('{listed}'), then try again.",
        )
    if not entries.get("modulename"):
        raise _refused(
            parameter,
            "The member 'ModuleName' does not exist in the hashtable that describes this module. This member must"
            " exist, and be assigned the name of the module.",
        )
    if not any(entries.get(name) for name in ("moduleversion", "maximumversion", "requiredversion")):
        raise _refused(
            parameter,
            "The 'ModuleVersion', 'MaximumVersion' and 'RequiredVersion' members do not exist in the hashtable that"
            " describes this module. One of these three members must exist, and be assigned a version number in the"
            " format 'n.n.n.n'.",
        )
    least, most, only = (
        cast(entries[name], "version") if entries.get(name) else None
        for name in ("moduleversion", "maximumversion", "requiredversion")
    )
    return ModuleSpecification(entries["modulename"], least, most, only)


def _refused(parameter: str, why: str) -> PSError:
    return PSError(
        f"Cannot bind parameter '{parameter}'. Cannot convert value \"System.Collections.Hashtable\" to type"
        f' "{_TYPE}". Error: "{why}"',
        "CannotConvertArgumentNoMessage", "InvalidArgument", "System.Management.Automation.ParameterBindingException",
    )  # fmt: skip
