"""What the cmdlets over variables share: the scope a -Scope names, and a variable as an object."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from glueshell.engine.automatic import AUTOMATIC
from glueshell.engine.cmdlet import Cmdlet
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.scopes import EMPTY, UNSET, Scope
from glueshell.objects.convert import convert
from glueshell.objects.declaration import MemberTable, prop
from glueshell.objects.errors import PSError, with_properties
from glueshell.objects.text import to_text
from glueshell.objects.typeinfo import type_named
from glueshell.objects.wildcard import Wildcard, has_wildcard

OPTIONS = ("None", "ReadOnly", "Constant", "Private", "AllScope", "Unspecified")
_SHARED_CONSTANT, _SHARED_LOCKED = "Constant, AllScope", "ReadOnly, AllScope"
# The options of the variables that are there from the start.
OWN_OPTIONS: Mapping[str, str] = MappingProxyType({
    "error": "Constant", "psstyle": "Constant",
    **dict.fromkeys(
        ("enabledexperimentalfeatures", "executioncontext", "false", "host", "pid", "psedition", "pshome",
         "psversiontable", "shellid", "true"), _SHARED_CONSTANT),
    **dict.fromkeys(
        ("?", "home", "iscoreclr", "islinux", "ismacos", "iswindows", "psculture", "psuiculture"), _SHARED_LOCKED),
})  # fmt: skip
_SMA = "System.Management.Automation."
_VARIABLE = "System.Management.Automation.PSVariable"


class VariableObject:
    """A variable as Get-Variable answers it: it reads and writes the variable itself."""

    ps_type_name = _VARIABLE
    __slots__ = ("name", "scope")

    def __init__(self, name: str, scope: Scope) -> None:
        self.name = name
        self.scope = scope

    @property
    def value(self) -> object:
        """The variable's value now."""
        value = self.scope.own(self.name.lower())
        if value is UNSET:
            value = self.scope.engine.automatic(self.scope, self.name.lower())
        return None if value is EMPTY or value is UNSET else value

    @value.setter
    def value(self, new: object) -> None:
        self.scope.set(self.name, new)

    @property
    def options(self) -> str:
        """The options, separated by commas."""
        low = self.name.lower()
        special = (self.scope.specials or {}).get(low)
        if special is None:
            return OWN_OPTIONS.get(low, "None") if self.scope.parent is None else "None"
        return ", ".join(option for option in OPTIONS if option in special.options) or "None"

    @property
    def description(self) -> str:
        """What Set-Variable -Description said."""
        special = (self.scope.specials or {}).get(self.name.lower())
        return "" if special is None else special.description

    @description.setter
    def description(self, new: object) -> None:
        special = self.scope.special(self.name)
        special.description = to_text(new)

    def ps_text(self) -> str:
        """The variable as text: its type's name."""
        return _VARIABLE

    def ps_member(self, name: str) -> object:
        """One of the properties scripts see."""
        return getattr(self, name)

    def ps_describe(self, new: object) -> None:
        """Say what the variable is for."""
        self.description = new

    def ps_assign(self, new: object) -> None:
        """Give the variable a value."""
        self.value = new


def _read(name: str) -> Callable[[Any], object]:
    return lambda variable: variable.ps_member(name)


def _named(enumeration: str, names: str) -> object:
    return convert(names, type_named(enumeration))


VariableObject.ps_members = MemberTable(  # type: ignore[attr-defined]
    _VARIABLE,
    prop("Name", "string", _read("name")),
    prop("Description", "string", _read("description"), lambda variable, new: variable.ps_describe(new)),
    prop("Value", "System.Object", _read("value"), lambda variable, new: variable.ps_assign(new)),
    prop(
        "Visibility",
        "System.Management.Automation.SessionStateEntryVisibility",
        lambda variable: _named(_SMA + "SessionStateEntryVisibility", "Public"),
    ),
    prop("Module", "psmoduleinfo", lambda variable: None),
    prop("ModuleName", "string", lambda variable: ""),
    prop(
        "Options",
        _SMA + "ScopedItemOptions",
        lambda variable: _named(_SMA + "ScopedItemOptions", variable.ps_member("options")),
    ),
    prop("Attributes", "System.Collections.ObjectModel.Collection[System.Attribute]", lambda variable: []),
)


def scope_of(cmdlet: Cmdlet, wanted: object) -> Scope:
    """The scope that -Scope names; without one the present scope."""
    here = cmdlet.engine.scope
    if wanted is None:
        return here
    found = here.at(to_text(wanted))
    if found is None:
        word = to_text(wanted)
        if word.lstrip("-").isdigit():
            message = f"The scope number '{word}' exceeds the number of active scopes. (Parameter 'Scope')"
            message += f"\nActual value was {word}."
            identity = "ArgumentOutOfRange"
        else:
            message = f"There is no scope '{word}'; it can be Global, Local, Script or a number."
            identity = "Argument"
        problem = PSError(message, identity, "InvalidArgument", "System.ArgumentException", target=wanted)
        cmdlet.throw(ErrorRecord(problem))
    return found


def visible(cmdlet: Cmdlet, pattern: str, scope: object) -> Iterator[VariableObject]:
    """The variables whose names match, nearest scope first; with -Scope those of that scope alone."""
    engine = cmdlet.engine
    start = scope_of(cmdlet, scope)
    matcher = Wildcard(pattern)
    seen: set[str] = set()
    for level in (start,) if scope is not None else start.chain():
        for name, _, _ in level.variables():
            if name.lower() not in seen and matcher.matches(name):
                seen.add(name.lower())
                yield VariableObject(name, level)
    if scope is None or start is engine.global_scope:
        for low in AUTOMATIC:
            if low not in seen and matcher.matches(low) and engine.automatic(start, low) is not UNSET:
                yield VariableObject(engine.spellings.get(low, low if has_wildcard(pattern) else pattern), start)


def chosen(names: Sequence[object], include: Sequence[str], exclude: Sequence[str]) -> Iterator[str]:
    """The names that -Include and -Exclude leave."""
    for name in names:
        text = to_text(name)
        if include and not any(Wildcard(pattern).matches(text) for pattern in include):
            continue
        if any(Wildcard(pattern).matches(text) for pattern in exclude):
            continue
        yield text


def missing(name: str) -> ErrorRecord:
    """There is no such variable."""
    error = PSError(
        f"Cannot find a variable with the name '{name}'.",
        "VariableNotFound",
        "ObjectNotFound",
        "System.Management.Automation.ItemNotFoundException",
        target=name,
    )
    return ErrorRecord(with_properties(error, ItemName=name))
