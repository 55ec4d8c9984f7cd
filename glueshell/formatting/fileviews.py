"""How files and folders are listed: under the name of their folder, on every system as PowerShell does it there."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

from glueshell.formatting.columns import MISSING, RIGHT, Column, property_column
from glueshell.formatting.directives import Shape

FILE_TYPES = frozenset(("System.IO.FileInfo", "System.IO.DirectoryInfo"))
_WINDOWS_VIEW, _UNIX_VIEW = "children", "childrenWithUnixStat"
_LIST = ("Name", "Length", "CreationTime", "LastWriteTime", "LastAccessTime", "Mode", "LinkType", "Target")
_KINDS: tuple[tuple[Callable[[int], bool], str], ...] = (
    (stat.S_ISLNK, "l"), (stat.S_ISDIR, "d"), (stat.S_ISFIFO, "p"), (stat.S_ISSOCK, "s"), (stat.S_ISCHR, "c"),
    (stat.S_ISBLK, "b"),
)  # fmt: skip


def file_view(kind: str, named: str = "") -> Shape | None:
    """The view of one kind, or the table that this system's users know; None for kinds files have none of."""
    if kind == "List":
        return _shape("List", [property_column(name) for name in _LIST])
    if kind == "Wide":
        return _shape("Wide", [property_column("Name")])
    if kind in ("", "Table"):
        known = {_WINDOWS_VIEW.lower(): _windows, _UNIX_VIEW.lower(): _unix}
        usual = _WINDOWS_VIEW if os.name == "nt" else _UNIX_VIEW
        columns = known.get((named or usual).lower())
        return None if columns is None else _shape("Table", columns())
    return None


def _shape(kind: str, columns: list[Column]) -> Shape:
    return Shape(kind, columns, group=_folder, group_label="Directory", group_indent=4)


def _windows() -> list[Column]:
    return [
        property_column("Mode", width=7, alignment="left"),
        Column("LastWriteTime", _written("{0,10:d} {0,8:t}"), width=26, alignment=RIGHT),
        property_column("Length", width=14, alignment=RIGHT),
        property_column("Name", alignment="left"),
    ]


def _unix() -> list[Column]:
    return [
        Column("UnixMode", _mode, width=10, alignment="left"),
        Column("User", _owner, width=10, alignment=RIGHT),
        Column("Group", _group, width=10, alignment="left"),
        Column("LastWriteTime", _written("{0:d} {0:HH:mm}"), width=16, alignment=RIGHT),
        Column("Size", _size, width=12, alignment=RIGHT),
        property_column("Name", alignment="left"),
    ]


def _folder(item: object) -> object:
    from glueshell.objects.members import get_member

    found = get_member(item, "PSParentPath")
    if found is None and get_member(item, "PSDrive") is None:
        # What was made of a path alone lies in no drive.
        return MISSING
    parent = str(found or "")
    return parent.partition("::")[2] or parent


def _written(pattern: str) -> Callable[[object], object]:
    def read(item: object) -> object:
        from glueshell.objects.members import get_member
        from glueshell.objects.text import format_operator

        moment = get_member(item, "LastWriteTime")
        return "" if moment is None else format_operator(pattern, [moment])

    return read


def _status(item: object) -> os.stat_result | None:
    from glueshell.objects.members import get_member

    try:
        return os.lstat(str(get_member(item, "FullName")))
    except OSError:
        return None


def _mode(item: object) -> object:
    status = _status(item)
    if status is None:
        return ""
    bits = status.st_mode
    kind = next((letter for test, letter in _KINDS if test(bits)), "-")
    letters = ["rwx"[at % 3] if bits >> (8 - at) & 1 else "-" for at in range(9)]
    for bit, at in ((stat.S_ISUID, 2), (stat.S_ISGID, 5)):
        if bits & bit:
            letters[at] = "s" if letters[at] == "x" else "S"
    if bits & stat.S_ISVTX:
        letters[8] = "t" if letters[8] == "x" else "T"
    return kind + "".join(letters)


def _owner(item: object) -> object:
    return _called(item, Path.owner, lambda status: status.st_uid)


def _group(item: object) -> object:
    return _called(item, Path.group, lambda status: status.st_gid)


def _called(item: object, name: Callable[[Path], str], number: Callable[[os.stat_result], int]) -> object:
    """The name of an owner or group; its number where it has none."""
    from glueshell.objects.members import get_member

    status = _status(item)
    if status is None:
        return ""
    try:
        return name(Path(str(get_member(item, "FullName"))))
    except (OSError, KeyError, NotImplementedError):
        return str(number(status))


def _size(item: object) -> object:
    status = _status(item)
    return "" if status is None else status.st_size
