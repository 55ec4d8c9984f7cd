"""How types are shown when nobody says otherwise: data by type name, and the rules for the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from glueshell.formatting.columns import LEFT, RIGHT, Column, property_column
from glueshell.formatting.directives import Shape

# A table of so many properties or fewer; a list beyond. A table nobody asked columns for shows at most ten.
TABLE_AT_MOST = 4
MOST_COLUMNS = 10

_Fields = tuple[tuple[str, int], ...]
_ENTRY: _Fields = (("Name", 30), ("Value", 0))
_COMMAND: _Fields = (("CommandType", 15), ("Name", 50), ("Version", 10), ("Source", 0))
_RECORD = ("Name", "Value")
_SMA = "System.Management.Automation."
_COMMANDS = frozenset(
    _SMA + kind
    for kind in ("AliasInfo", "CmdletInfo", "FunctionInfo", "FilterInfo", "ExternalScriptInfo", "CommandInfo")
)

# Tables: (property, width; 0 takes what is left, or the text's width when all are 0).
_TABLES: Mapping[str, _Fields] = MappingProxyType(
    {
        "System.Collections.DictionaryEntry": _ENTRY,
        _SMA + "PSVariable": _ENTRY,
        "System.Version": (("Major", 6), ("Minor", 6), ("Build", 6), ("Revision", 8)),
        "System.Guid": (("Guid", 0),),
        "System.TimeSpan": (("Days", 0), ("Hours", 0), ("Minutes", 0), ("Seconds", 0), ("Milliseconds", 0)),
        "System.RuntimeType": (("IsPublic", 8), ("IsSerial", 8), ("Name", 40), ("BaseType", 0)),
        "System.Globalization.CultureInfo": (("LCID", 16), ("Name", 16), ("DisplayName", 0)),
        "Microsoft.PowerShell.Commands.GroupInfo": (("Count", 5), ("Name", 25), ("Group", 0)),
        "Microsoft.PowerShell.Commands.GroupInfoNoElement": (("Count", 5), ("Name", 0)),
        "Microsoft.PowerShell.Commands.MemberDefinition": (("Name", 0), ("MemberType", 0), ("Definition", 0)),
        "HelpInfoShort": (("Name", 0), ("Category", 0), ("Synopsis", 0)),
        **dict.fromkeys(_COMMANDS, _COMMAND),
    }
)
_LISTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "System.Collections.DictionaryEntry": _RECORD,
        "System.TimeSpan": (
            "Days", "Hours", "Minutes", "Seconds", "Milliseconds", "Ticks", "TotalDays", "TotalHours", "TotalMinutes",
            "TotalSeconds", "TotalMilliseconds",
        ),
        "Microsoft.PowerShell.Commands.GroupInfo": ("Name", "Count", "Group", "Values"),
        "Microsoft.PowerShell.Commands.GroupInfoNoElement": ("Name", "Count", "Values"),
        "Microsoft.PowerShell.Commands.MemberDefinition": ("TypeName", "Name", "MemberType", "Definition"),
        _SMA + "AliasInfo": ("Name", "CommandType", "Definition", "ResolvedCommand"),
        _SMA + "CmdletInfo": ("Name", "CommandType", "Source", "Definition"),
        _SMA + "FunctionInfo": ("Name", "CommandType", "Definition"),
    }
)  # fmt: skip
_GROUPED: Mapping[str, str] = MappingProxyType({"Microsoft.PowerShell.Commands.MemberDefinition": "TypeName"})
_WRAPPED = frozenset({"HelpInfoShort"})
_SHOWN_AS_LIST = frozenset({"System.TimeSpan"})
_TO_THE_RIGHT = frozenset(
    {
        ("Microsoft.PowerShell.Commands.GroupInfo", "Count"),
        ("Microsoft.PowerShell.Commands.GroupInfoNoElement", "Count"),
    }
)
# Scalars, and what else is shown as its text.
_AS_TEXT = frozenset(
    {
        "System.Decimal", "System.Char", "System.Numerics.BigInteger", "System.Enum", _SMA + "ScriptBlock",
        "System.Security.SecureString", _SMA + "WarningRecord", _SMA + "VerboseRecord", _SMA + "DebugRecord",
        _SMA + "InformationRecord", _SMA + "HostInformationMessage",
    }
)  # fmt: skip


def built_in(type_name: str, kind: str = "") -> Shape | None:
    """The declared view of `type_name`: of one kind, or the one shown when nobody says which."""
    name = type_name.partition("`")[0].partition("[")[0]
    if name == "System.DateTime" and kind in ("", "Text"):
        return Shape("Text", [Column("DateTime", _long_date)])
    if name in _LISTS and (kind == "List" or (not kind and name in _SHOWN_AS_LIST)):
        return Shape("List", [Column(label, _reader(name, label)) for label in _LISTS[name]])
    if name in _TABLES and kind in ("", "Table"):
        group = property_column(_GROUPED[name]).read if name in _GROUPED else None
        return Shape("Table", _table(name), group=group, group_label=_GROUPED.get(name, ""), wrap=name in _WRAPPED)
    return None


def _table(name: str) -> list[Column]:
    columns = []
    for label, width in _TABLES[name]:
        alignment = RIGHT if (name, label) in _TO_THE_RIGHT else LEFT
        columns.append(Column(label, _reader(name, label), width=width, alignment=alignment, fixed=False))
    return columns


def _reader(type_name: str, label: str) -> Callable[[object], object]:
    return _READERS.get((type_name, label)) or property_column(label).read


def _long_date(date: object) -> object:
    """A date as a sentence; `DisplayHint` leaves out what nobody wants to see."""
    from glueshell.objects.members import get_member
    from glueshell.objects.psobject import unwrap
    from glueshell.objects.text import format_value

    pattern = {"Date": "D", "Time": "T"}.get(str(get_member(date, "DisplayHint")), "F")
    return format_value(unwrap(date), pattern)


def _whole(item: object) -> object:
    from glueshell.objects.text import net_text

    return net_text(item)


def _command_name(command: object) -> object:
    """An alias shows what it stands for."""
    from glueshell.objects.members import get_member

    name, target = get_member(command, "Name"), getattr(command, "target", "")
    return f"{name} -> {target}" if target else name


# What is shown where it is not the property of that name.
_READERS: Mapping[tuple[str, str], Callable[[object], object]] = MappingProxyType(
    {
        ("System.Guid", "Guid"): _whole,
        **{(name, "Name"): _command_name for name in _COMMANDS},
    }
)


def family(type_name: str) -> frozenset[str]:
    """The types that one run shows together: those that share the view of `type_name`."""
    return _COMMANDS if type_name in _COMMANDS else frozenset((type_name,))


def text_of(item: object, width: int) -> list[str] | None:
    """The lines of a value that is shown as text (strings, numbers, errors...), None for one that has properties.

    A value that answers `ps_lines(width)` brings its own lines, as a page of help does.
    """
    kind = type(item)
    if kind is str:
        return item.split("\n")  # type: ignore[attr-defined]
    if item is None:
        return []
    from glueshell.objects.psobject import NOTHING, PSObject, unwrap
    from glueshell.objects.text import display, net_text

    if kind is PSObject and item.base is NOTHING:  # type: ignore[attr-defined]
        return None if item.names() else [""]  # type: ignore[attr-defined]
    bare = unwrap(item)
    if isinstance(bare, str | int | float):
        return display(item).split("\n")
    from glueshell.engine.errors import ErrorRecord

    if isinstance(bare, ErrorRecord):
        from glueshell.engine.report import report

        return [text for text, style in report(bare, width) if style == "error"]
    from glueshell.objects.typeinfo import type_names

    own = getattr(bare, "ps_lines", None)
    if own is not None:
        return list(own(width))
    names = type_names(bare)
    if not _AS_TEXT.isdisjoint(names):
        return net_text(bare).split("\n")
    if names == ["System.Object"]:
        return [names[0]]
    return None


def natural_shape(item: object) -> Shape:
    """Table or list, by the number of properties."""
    from glueshell.objects.members import property_names

    return Shape("Table" if len(property_names(item)) <= TABLE_AT_MOST else "List")


def own_columns(item: object) -> tuple[Column, ...]:
    """A column per property of the object, in its order."""
    from glueshell.objects.members import property_names

    return tuple(property_column(name) for name in property_names(item))


def telling_column(item: object) -> Column:
    """The column of the property that best names an object, for showing one only."""
    from glueshell.objects.members import property_names

    names = property_names(item)
    lowered = [name.lower() for name in names]
    for wanted in ("name", "id", "key"):
        if wanted in lowered:
            return property_column(names[lowered.index(wanted)])
    for ending in ("key", "name", "id"):
        for name, low in zip(names, lowered):
            if low.endswith(ending):
                return property_column(name)
    return property_column(names[0]) if names else Column("", _whole)


def columns_for(shape: Shape, item: object, view: Shape | None) -> Sequence[Column]:
    """The columns of a run in `shape` that begins with `item`; `view` is its type's own of that kind."""
    if shape.columns is not None:
        return shape.columns
    if view is not None and view.columns is not None:
        return view.columns
    if shape.kind == "Wide":
        return (telling_column(item),)
    columns = own_columns(item)
    return columns[:MOST_COLUMNS] if shape.kind == "Table" else columns
