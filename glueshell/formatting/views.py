"""How types are shown when nobody says otherwise: data by type name, and the rules for the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from glueshell.formatting.columns import LEFT, RIGHT, Column, property_column, reader
from glueshell.formatting.directives import Shape
from glueshell.formatting.fileviews import FILE_TYPES, file_view

# A table of so many properties or fewer; a list beyond. A table nobody asked columns for shows at most ten.
TABLE_AT_MOST = 4
MOST_COLUMNS = 10
_BEGINNING = 200

_Fields = tuple[tuple[str, int], ...]
_ENTRY: _Fields = (("Name", 30), ("Value", 0))
_COMMAND: _Fields = (("CommandType", 15), ("Name", 50), ("Version", 10), ("Source", 0))
_JOB: _Fields = (
    ("Id", 6), ("Name", 15), ("PSJobTypeName", 15), ("State", 13), ("HasMoreData", 15), ("Location", 20),
    ("Command", 24),
)  # fmt: skip
_JOBS = (
    "System.Management.Automation.PSRemotingJob",
    "ThreadJob.ThreadJob",
    "System.Management.Automation.PSTasks.PSTaskJob",
)
_RECORD = ("Name", "Value")
_SMA = "System.Management.Automation."
_WEB = "Microsoft.PowerShell.Commands."
_COMMANDS = frozenset(
    _SMA + kind
    for kind in (
        "AliasInfo",
        "CmdletInfo",
        "FunctionInfo",
        "FilterInfo",
        "ExternalScriptInfo",
        "ScriptInfo",
        "CommandInfo",
    )
)

# Tables: (property, width; 0 takes what is left, or the text's width when all are 0).
_TABLES: Mapping[str, _Fields] = MappingProxyType(
    {
        "System.Collections.DictionaryEntry": _ENTRY,
        _SMA + "PSVariable": _ENTRY,
        "System.Version": (("Major", 6), ("Minor", 6), ("Build", 6), ("Revision", 8)),
        "System.Guid": (("Guid", 0),),
        _SMA + "PathInfo": (("Path", 0),),
        _SMA + "PSModuleInfo": (
            ("ModuleType", 10),
            ("Version", 10),
            ("PreRelease", 10),
            ("Name", 35),
            ("ExportedCommands", 0),
        ),
        _SMA + "PSDriveInfo": (
            ("Name", 10),
            ("Used (GB)", 13),
            ("Free (GB)", 13),
            ("Provider", 13),
            ("Root", 0),
            ("CurrentLocation", 0),
        ),
        _SMA + "PSCredential": (("UserName", 0), ("Password", 0)),
        "System.TimeSpan": (("Days", 0), ("Hours", 0), ("Minutes", 0), ("Seconds", 0), ("Milliseconds", 0)),
        "System.RuntimeType": (("IsPublic", 8), ("IsSerial", 8), ("Name", 40), ("BaseType", 0)),
        "System.Globalization.CultureInfo": (("LCID", 16), ("Name", 16), ("DisplayName", 0)),
        "Microsoft.PowerShell.Commands.GroupInfo": (("Count", 5), ("Name", 25), ("Group", 0)),
        "Microsoft.PowerShell.Commands.GroupInfoNoElement": (("Count", 5), ("Name", 0)),
        "Microsoft.PowerShell.Commands.MemberDefinition": (("Name", 0), ("MemberType", 0), ("Definition", 0)),
        "HelpInfoShort": (("Name", 0), ("Category", 0), ("Synopsis", 0)),
        _SMA + "PSMethod": (("OverloadDefinitions", 0),),
        **dict.fromkeys(_COMMANDS, _COMMAND),
        **dict.fromkeys(_JOBS, _JOB),
    }
)
_LISTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "System.Collections.DictionaryEntry": _RECORD,
        "System.TimeSpan": (
            "Days", "Hours", "Minutes", "Seconds", "Milliseconds", "Ticks", "TotalDays", "TotalHours", "TotalMinutes",
            "TotalSeconds", "TotalMilliseconds",
        ),
        "System.Guid": ("Variant", "Version", "Guid"),
        "System.DateTime": (
            "DisplayHint", "Date", "Day", "DayOfWeek", "DayOfYear", "Hour", "Kind", "Millisecond", "Microsecond",
            "Nanosecond", "Minute", "Month", "Second", "Ticks", "TimeOfDay", "Year", "DateTime",
        ),
        _SMA + "PSDriveInfo": ("Name", "Description", "Provider", "Root", "CurrentLocation"),
        "Microsoft.PowerShell.Commands.GroupInfo": ("Name", "Count", "Group", "Values"),
        "Microsoft.PowerShell.Commands.GroupInfoNoElement": ("Name", "Count", "Values"),
        "Microsoft.PowerShell.Commands.MemberDefinition": ("TypeName", "Name", "MemberType", "Definition"),
        _SMA + "AliasInfo": ("DisplayName", "CommandType", "Definition", "ReferencedCommand", "ResolvedCommand"),
        _SMA + "CmdletInfo": ("Name", "CommandType", "Source", "Definition"),
        _SMA + "FunctionInfo": ("Name", "CommandType", "Definition"),
        _WEB + "WebResponseObject": (
            "StatusCode", "StatusDescription", "Content", "RawContent", "Headers", "RawContentLength", "RelationLink",
        ),
        _WEB + "BasicHtmlWebResponseObject": (
            "StatusCode", "StatusDescription", "Content", "RawContent", "Headers", "Images", "InputFields", "Links",
            "RawContentLength", "RelationLink",
        ),
    }
)  # fmt: skip
_MEMBER = "Microsoft.PowerShell.Commands.MemberDefinition"
# (property, label, indent) of the groups a type is shown in.
_GROUPED: Mapping[str, tuple[str, str, int]] = MappingProxyType({_MEMBER: ("TypeName", "TypeName", 3)})
_WRAPPED = frozenset({"HelpInfoShort", _SMA + "PSMethod"})
_SHOWN_AS_LIST = frozenset({"System.TimeSpan", _WEB + "WebResponseObject", _WEB + "BasicHtmlWebResponseObject"})
_TO_THE_RIGHT = frozenset(
    {
        ("Microsoft.PowerShell.Commands.GroupInfo", "Count"),
        ("Microsoft.PowerShell.Commands.GroupInfoNoElement", "Count"),
        (_SMA + "PSDriveInfo", "Used (GB)"),
        (_SMA + "PSDriveInfo", "Free (GB)"),
        (_SMA + "PSDriveInfo", "CurrentLocation"),
        (_SMA + "PSCredential", "Password"),
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


def built_in(type_name: str, kind: str = "", named: str = "") -> Shape | None:
    """The declared view of `type_name`: of one kind, or the one shown when nobody says which; or the one `named` so."""
    if type_name in FILE_TYPES:
        return file_view(kind, named)
    if named:
        return None
    name = type_name.partition("`")[0].partition("[")[0]
    if name in _TEXTS and kind in ("", "Text", "Custom"):
        return Shape("Text", [Column(name, _TEXTS[name])])
    if name in _LISTS and (kind == "List" or (not kind and name in _SHOWN_AS_LIST)):
        return Shape("List", [Column(label, _reader(name, label)) for label in _LISTS[name]])
    if name == "System.DateTime" and kind == "Table":
        return Shape("Table", [property_column(label) for label in _LISTS[name][:MOST_COLUMNS]])
    if name in _TABLES and kind in ("", "Table"):
        group, label, indent = _GROUPED.get(name, ("", "", 3))
        return Shape(
            "Table", _table(name), group=reader(group) if group else None, group_label=label, group_indent=indent,
            wrap=name in _WRAPPED,
        )  # fmt: skip
    return None


def _table(name: str) -> list[Column]:
    columns = []
    for label, width in _TABLES[name]:
        alignment = RIGHT if (name, label) in _TO_THE_RIGHT else LEFT
        columns.append(Column(label, _reader(name, label), width=width, alignment=alignment, fixed=False))
    return columns


def _reader(type_name: str, label: str) -> Callable[[object], object]:
    return _READERS.get((type_name, label)) or property_column(label).read


def _overloads(method: object) -> object:
    """The overloads of a method, each on a line."""
    from glueshell.objects.enumeration import iterate
    from glueshell.objects.members import get_member

    return "\n".join(map(str, iterate(get_member(method, "OverloadDefinitions"))))


def _long_date(date: object) -> object:
    """A date as a sentence; `DisplayHint` leaves out what nobody wants to see."""
    from glueshell.objects.members import get_member
    from glueshell.objects.psobject import unwrap
    from glueshell.objects.text import format_value, to_text

    pattern = {"Date": "D", "Time": "T"}.get(to_text(get_member(date, "DisplayHint")), "F")
    return format_value(unwrap(date), pattern)


def _whole(item: object) -> object:
    from glueshell.objects.text import net_text

    return net_text(item)


def _beginning(label: str) -> Callable[[object], object]:
    """The first two hundred signs of a text."""

    def read(item: object) -> object:
        from glueshell.objects.members import get_member

        text = str(get_member(item, label))
        return text if len(text) < _BEGINNING else text[:_BEGINNING] + "…"

    return read


def _command_name(command: object) -> object:
    """An alias shows what it stands for."""
    from glueshell.objects.members import get_member
    from glueshell.objects.psobject import unwrap

    name, target = get_member(command, "Name"), getattr(unwrap(command), "target", "")
    return f"{name} -> {target}" if target else name


def _provider_name(drive: object) -> object:
    """A drive's provider without its module."""
    return str(_whole(reader("Provider")(drive))).rpartition("\\")[2]


def _exported(module: object) -> object:
    """The names of a module's commands."""
    from glueshell.objects.hashtable import Hashtable

    found = reader("ExportedCommands")(module)
    return [name for name, _ in found.items()] if isinstance(found, Hashtable) else found


def _match_line(found: object) -> object:
    """A line that Select-String found, with the path as seen from where it looked."""
    shown = getattr(found, "shown", None)
    return _whole(found) if shown is None else shown()


def _gigabytes(name: str) -> Callable[[object], object]:
    read = reader(name)

    def shown(drive: object) -> object:
        found = read(drive)
        return f"{found / 2**30:.2f}" if isinstance(found, int) else None

    return shown


# Types shown as a text of their own, a blank line around the run.
_TEXTS: Mapping[str, Callable[[object], object]] = MappingProxyType(
    {"System.DateTime": _long_date, "Microsoft.PowerShell.Commands.MatchInfo": _match_line}
)

# What is shown where it is not the property of that name.
_READERS: Mapping[tuple[str, str], Callable[[object], object]] = MappingProxyType(
    {
        ("System.Guid", "Guid"): _whole,
        (_WEB + "WebResponseObject", "RawContent"): _beginning("RawContent"),
        (_WEB + "BasicHtmlWebResponseObject", "RawContent"): _beginning("RawContent"),
        (_WEB + "BasicHtmlWebResponseObject", "Content"): _beginning("Content"),
        (_SMA + "PSDriveInfo", "Used (GB)"): _gigabytes("Used"),
        (_SMA + "PSDriveInfo", "Free (GB)"): _gigabytes("Free"),
        (_SMA + "PSDriveInfo", "Provider"): _provider_name,
        (_SMA + "AliasInfo", "DisplayName"): _command_name,
        (_SMA + "PSMethod", "OverloadDefinitions"): _overloads,
        (_SMA + "PSModuleInfo", "ExportedCommands"): _exported,
        **{(name, "Name"): _command_name for name in _COMMANDS},
    }
)


def family(type_name: str) -> frozenset[str]:
    """The types that one run shows together: those that share the view of `type_name`."""
    if type_name in _COMMANDS:
        return _COMMANDS
    return FILE_TYPES if type_name in FILE_TYPES else frozenset((type_name,))


def text_of(item: object, width: int, *, forced: bool = False) -> list[str] | None:
    """The lines of a value that is shown as text (strings, numbers, errors...), None for one that has properties.

    A value that answers `ps_lines(width)` brings its own lines, as a page of help does, or None. `forced` shows the
    properties of texts and errors too.
    """
    kind = type(item)
    if kind is str and not forced:
        return item.split("\n")  # type: ignore[attr-defined]
    if item is None:
        return []
    from glueshell.objects.psobject import NOTHING, PSObject, unwrap
    from glueshell.objects.text import display, net_text

    if kind is PSObject and item.base is NOTHING:  # type: ignore[attr-defined]
        return None if item.names() else [""]  # type: ignore[attr-defined]
    bare = unwrap(item)
    if isinstance(bare, int | float) or (isinstance(bare, str) and not forced):
        return display(item).split("\n")
    from glueshell.engine.errors import ErrorRecord

    if isinstance(item, PSObject) and any(name.endswith("#PSExtendedError") for name in item.type_names):
        from glueshell.engine.error_details import error_lines, exception_lines

        return error_lines(bare) if isinstance(bare, ErrorRecord) else exception_lines(bare)
    if isinstance(bare, ErrorRecord) and not forced:
        from glueshell.engine.report import report

        return [text for text, style in report(bare, width) if style == "error"]
    from glueshell.objects.typeinfo import type_names

    own = getattr(bare, "ps_lines", None)
    lines = None if own is None else own(width)
    if lines is not None:
        return list(lines)
    names = type_names(bare)
    if not forced and not _AS_TEXT.isdisjoint(names):
        return net_text(bare).split("\n")
    if names == ["System.Object"] and not (isinstance(item, PSObject) and item.names()):
        return [names[0]]
    return None


def natural_shape(item: object) -> Shape:
    """Table or list, by the number of properties."""
    return Shape("Table" if len(_names(item)) <= TABLE_AT_MOST else "List")


def own_columns(item: object) -> tuple[Column, ...]:
    """A column per property of the object, in its order."""
    return tuple(property_column(name) for name in _names(item))


def _names(item: object) -> Sequence[str]:
    """The names of an object's properties; of an XML node those of its attributes and children alone."""
    from glueshell.objects.extended import display_names
    from glueshell.objects.listing import members_of, property_names
    from glueshell.objects.psobject import PSObject, unwrap
    from glueshell.objects.types.exception import ExceptionObject

    wanted = display_names(item)
    if wanted is not None:
        return wanted
    bare = unwrap(item)
    own = getattr(bare, "ps_names", None)
    if own is not None and not isinstance(bare, ExceptionObject):
        names: Sequence[str] = own()
        return names
    if bare is item and isinstance(bare, PSObject):
        return property_names(item)
    # What the type itself has comes before what PowerShell adds to it.
    ranks = {"NoteProperty": 0, "Property": 1}
    found = [info for info in members_of(item) if info.get is not None]
    return [info.name for info in sorted(found, key=lambda info: ranks.get(info.kind, 2))]


def telling_column(item: object) -> Column:
    """The column of the property that best names an object, for showing one only."""
    from glueshell.objects.extended import display_name
    from glueshell.objects.listing import property_names

    wanted_name = display_name(item)
    if wanted_name is not None:
        return property_column(wanted_name)
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
