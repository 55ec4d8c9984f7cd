"""What .NET and PowerShell declare of a type, in the words that `TabExpansion2` says them.

A type parameter stands in what was recorded as `guid`, a second one as `version`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from glueshell.completion.definitions import DefinedType
from glueshell.completion.recorded import DOTNET, line
from glueshell.objects.typeinfo import TypeInfo, resolve_type, type_named

#: The member's name, whether it is a method, PowerShell's words.
Shown = tuple[str, bool, str]

_ARRAY, _ENUM = "[]", "enum"
_PARAMETERS = re.compile(r"\bSystem\.(?:Guid|Version)&|\b(?:guid|version)\b")
# What PowerShell adds to every collection, with its own words about it.
ADDED: tuple[Shown, ...] = (
    ("Where", True, "Where({ expression } [, mode [, numberToReturn]])"),
    ("ForEach", True, "ForEach(expression [, arguments...])"),
    ("PSWhere", True, "PSWhere({ expression } [, mode [, numberToReturn]])"),
    ("PSForEach", True, "PSForEach(expression [, arguments...])"),
)


def _row(name: str) -> Mapping[str, Sequence[Sequence[str]]]:
    return line(DOTNET, name)


def _of(info: TypeInfo, *parts: str) -> list[Shown]:
    """The first of the parts that the type's line has, its type parameters filled in."""
    found: Sequence[Sequence[str]] = ()
    if isinstance(info, DefinedType):
        return _of_defined(info, static=parts == ("static",))
    if info.element is not None and parts != ("static",):
        names = [_ARRAY]
    elif info.enum is not None:
        names = [info.definition, _ENUM]
    elif parts == ("static",):
        names = [info.definition]
    else:
        names = [info.definition, *info.chain()[1:]]
    for name in names:
        row = _row(name)
        found = next((row[part] for part in parts if row.get(part)), ())
        if found:
            break
    arguments = [info.element] if info.element is not None else list(info.arguments)
    shown = [(name.lstrip("+"), name.startswith("+"), says) for name, says in found]
    if not arguments:
        return shown
    texts = {
        f"System.{key.title()}&": f"{argument.ps_text()}&" for key, argument in zip(("guid", "version"), arguments)
    }
    texts |= {key: argument.short_name for key, argument in zip(("guid", "version"), arguments)}
    return [
        (name, method, _PARAMETERS.sub(lambda place: texts.get(place[0], place[0]), says))
        for name, method, says in shown
    ]


def _of_defined(info: DefinedType, *, static: bool) -> list[Shown]:
    """The members of a type of the text, and those it has from what it is made from."""
    own = list(info.static if static else info.instance)
    parent = info.parent or resolve("object")
    given = [] if parent is None else _of(parent, "static") if static else _of(parent, "instance", "value")
    taken = {each[0].lower() for each in own}
    every = [*own, *(each for each in given if each[0].lower() not in taken)]
    return sorted(every, key=lambda each: (each[1], each[0].lower()))


def has(name: str) -> bool:
    """Whether the members of a type of this full name are declared here."""
    return bool(name) and bool(_row(name))


def resolve(name: str) -> TypeInfo | None:
    """The type of a name: one that is here, else one whose members are declared here."""
    found = resolve_type(name) if name else None
    return type_named(name) if found is None and has(name) else found


def is_listed(info: TypeInfo) -> bool:
    """Whether values of the type hold others that PowerShell's own methods of collections work on."""
    name = info.definition
    if name == "System.String" or "System.Collections.IDictionary" in info.ancestors or "System.Xml." in name:
        return False
    if "System.Collections.IEnumerable" in info.ancestors:
        return True
    return "Dictionary" not in name and any(each[0] == "GetEnumerator" for each in _of(info, "instance", "value"))


def of_value(info: TypeInfo) -> list[Shown]:
    """The members of a value of the type that is at hand, in PowerShell's order; empty for an unknown type."""
    found = _of(info, "value")
    return found or [(name, method, _at_hand(says)) for name, method, says in _of(info, "instance")]


def of_inferred(info: TypeInfo) -> list[Shown]:
    """The members of what is only known to be of the type; an array tells those of its elements too."""
    if info.element is None:
        found = [(name, method, _inferred(says)) for name, method, says in _of(info, "instance", "value")]
        taken = {each[0] for each in found}
        return [*found, *(each for each in ADDED if each[0] not in taken)] if is_listed(info) else found
    own = [(name, method, _inferred(says)) for name, method, says in _of(info, "value") if name != "Item"]
    inner = {} if info.element.full_name == "System.Object" else {each[0]: each for each in of_inferred(info.element)}
    taken = {name for name, _, _ in own}
    return [*own, *(each for each in inner.values() if each[0] not in taken), *ADDED]


def statics(info: TypeInfo) -> list[Shown]:
    """The static members of a type; empty for an unknown one."""
    found = _of(info, "static")
    if info.element is None:
        return found
    made = ("new", True, f"{info.element.short_name}[] new(int )")
    return sorted([*found, made], key=lambda each: (each[1], each[0].lower()))


def result_of(info: TypeInfo, name: str, *, static: bool = False) -> TypeInfo | None:
    """The type of what a property or method gives, by its first overload."""
    low = name.lower()
    if static and (low == "new" or (info.enum is not None and name in getattr(info.enum, "names", ()))):
        return info
    for member, _, says in statics(info) if static else of_value(info):
        if member.lower() == low:
            words = says.removeprefix("static ").split(None, 1)
            inner = info.resolve if isinstance(info, DefinedType) else resolve
            return inner(words[0]) if words and "(" not in words[0] else None
    return None


def merged(types: Iterable[TypeInfo]) -> list[Shown]:
    """The members that things of any of the types may have, properties first, by name."""
    found: dict[str, Shown] = {}
    for info in types:
        for each in of_inferred(info):
            known = found.get(each[0].lower())
            # The one with more overloads stays.
            if known is None or each[2].count("\n") > known[2].count("\n"):
                found[each[0].lower()] = each
    return sorted(found.values(), key=lambda each: (each[1], each[0].lower()))


def _at_hand(says: str) -> str:
    text = says.replace("{ get; set; }", "{get;set;}").replace("{ get; }", "{get;}").replace("{ set; }", "{set;}")
    return text.replace("\n", "\r\n") if "{get=" not in text else text


def _inferred(says: str) -> str:
    text = says.replace("{get;set;}", "{ get; set; }").replace("{get;}", "{ get; }")
    return text.replace("\r\n", "\n")


def known(value: Any) -> TypeInfo | None:
    """The type of a value, if its members are declared here."""
    from glueshell.objects.psobject import NOTHING, PSObject
    from glueshell.objects.typeinfo import type_of

    if isinstance(value, PSObject) and value.base is NOTHING:
        return resolve_type("System.Management.Automation.PSCustomObject")
    info = type_of(value)
    return info if of_value(info) else None
