"""The members scripts see on files, folders, drives, providers and paths."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from typing import Any

from glueshell.engine.providers.file_items import FileItem, FileSystemItem, FolderItem, file_item
from glueshell.engine.providers.places import PathInfo, Place, ProviderInfo
from glueshell.objects.declaration import Member, MemberTable, method, prop
from glueshell.objects.enums import enum_value
from glueshell.objects.errors import NetError
from glueshell.objects.numbers import Int64

_SMA = "System.Management.Automation."
_DATE = "datetime"


def _note(name: str, type_name: str, get: Callable[[Any], object]) -> Member:
    return Member(name, "NoteProperty", type_name, get)


def _code(name: str, get: Callable[[Any], object]) -> Member:
    return Member(name, "CodeProperty", "System.String", get)


def _script(name: str, get: Callable[[Any], object]) -> Member:
    return Member(name, "ScriptProperty", "System.Object", get)


def _of_place(part: str) -> Callable[[FileSystemItem], object]:
    """What its drive makes of a path; null for an item that was made of a path alone."""
    return lambda item: None if item.drive is None else getattr(Place(item.drive, item.path), part)


def _made(kind: type[FileSystemItem]) -> Callable[[object], object]:
    """`[System.IO.FileInfo]'name'`: of a text, or of an item of the same kind."""

    def convert(value: object) -> object:
        if isinstance(value, kind):
            return value
        return kind(os.path.abspath(value), None, value) if isinstance(value, str) and value else NotImplemented

    return convert


def _set_attributes(item: FileSystemItem, value: object) -> None:
    from glueshell.objects.convert import cast, to_int

    item.set_attributes(to_int(cast(value, "System.IO.FileAttributes")))


def _folder(item: FileSystemItem) -> object:
    parent = os.path.dirname(item.path)
    return None if parent == item.path else file_item(parent, item.drive)


def _root(item: FileSystemItem) -> object:
    return file_item(os.path.splitdrive(item.path)[0] + os.sep, item.drive)


def _length(item: FileSystemItem) -> object:
    status = item.status
    if status is None:
        raise NetError("System.IO.FileNotFoundException", f"Could not find file '{item.path}'.")
    return Int64(status.st_size)


def _moments() -> list[Member]:
    members = []
    for name, kind in (("CreationTime", "made"), ("LastAccessTime", "read"), ("LastWriteTime", "written")):
        members.append(_moment(name, kind, False))
        members.append(_moment(name + "Utc", kind, True))
    return members


def _moment(name: str, kind: str, utc: bool) -> Member:
    def get(item: Any) -> object:
        return item.moment(kind).to_utc() if utc else item.moment(kind)

    return prop(name, _DATE, get, lambda item, new: item.set_moment(kind, new))


def _delete(item: FileSystemItem, recursive: bool = False) -> None:
    if not item.is_folder:
        os.remove(item.path)
    elif recursive:
        shutil.rmtree(item.path)
    else:
        os.rmdir(item.path)
    item.refresh()


def _move(item: FileSystemItem, target: str, overwrite: bool = False) -> None:
    if os.path.exists(target) and not overwrite:
        raise NetError("System.IO.IOException", f"The file '{target}' already exists.")
    shutil.move(item.path, target)
    item.path = os.path.abspath(target)
    item.refresh()


def _copy(item: FileSystemItem, target: str, overwrite: bool = False) -> object:
    if os.path.exists(target) and not overwrite:
        raise NetError("System.IO.IOException", f"The file '{target}' already exists.")
    shutil.copyfile(item.path, target)
    return file_item(os.path.abspath(target), item.drive)


def _inside(wanted: str) -> Callable[..., object]:
    def body(item: FileSystemItem, pattern: str = "*") -> list[object]:
        from fnmatch import fnmatch

        found = (file_item(os.path.join(item.path, name), item.drive)
                 for name in sorted(os.listdir(item.path)) if fnmatch(name, pattern))
        return [each for each in found if wanted == "all" or each.is_folder is (wanted == "folders")]

    return body


_NOTES = (
    _note("PSPath", "string", _of_place("ps_path")),
    _note("PSParentPath", "string", _of_place("ps_parent")),
    _note("PSChildName", "string", lambda item: item.name),
    _note("PSDrive", _SMA + "PSDriveInfo", lambda item: item.drive),
    _note("PSProvider", _SMA + "ProviderInfo", lambda item: ProviderInfo("FileSystem")),
    _note("PSIsContainer", "bool", lambda item: item.is_folder),
    _code("Mode", lambda item: item.mode),
    _code("ModeWithoutHardLink", lambda item: item.mode),
    _script("BaseName", lambda item: item.base_name),
    Member("Target", "AliasProperty", "LinkTarget", lambda item: item.link_target),
    _code("LinkType", lambda item: item.link_kind),
)
_SHARED = (
    prop("FullName", "string", lambda item: item.path),
    prop("Extension", "string", lambda item: item.extension),
    prop("Name", "string", lambda item: item.name),
    prop("Exists", "bool", lambda item: os.path.isdir(item.path) if item.is_folder else os.path.isfile(item.path)),
    *_moments(),
    prop("LinkTarget", "string", lambda item: item.link_target),
    prop("Attributes", "System.IO.FileAttributes",
         lambda item: enum_value("System.IO.FileAttributes", item.attributes), _set_attributes),
    method("Refresh", lambda item: item.refresh(), "void Refresh()"),
    method("ToString", lambda item: item.written, "string ToString()"),
)

FILE = MemberTable(
    "System.IO.FileInfo",
    *_NOTES,
    prop("Length", "long", _length),
    prop("DirectoryName", "string", lambda item: os.path.dirname(item.path)),
    prop("Directory", "System.IO.DirectoryInfo", _folder),
    prop("IsReadOnly", "bool", lambda item: item.is_read_only, lambda item, new: item.set_read_only(new)),
    *_SHARED,
    method("CopyTo", _copy, "System.IO.FileInfo CopyTo(string destFileName)",
           "System.IO.FileInfo CopyTo(string destFileName, bool overwrite)"),
    method("MoveTo", _move, "void MoveTo(string destFileName)", "void MoveTo(string destFileName, bool overwrite)"),
    method("Delete", _delete, "void Delete()"),
    construct=lambda path: FileItem(os.path.abspath(path), None, path),
    constructors=("System.IO.FileInfo new(string fileName)",),
    convert=_made(FileItem),
)
FOLDER = MemberTable(
    "System.IO.DirectoryInfo",
    *_NOTES,
    prop("Parent", "System.IO.DirectoryInfo", _folder),
    prop("Root", "System.IO.DirectoryInfo", _root),
    *_SHARED,
    method("Create", lambda item: os.makedirs(item.path, exist_ok=True), "void Create()"),
    method("Delete", _delete, "void Delete()", "void Delete(bool recursive)"),
    method("MoveTo", _move, "void MoveTo(string destDirName)"),
    method("GetFiles", _inside("files"), "System.IO.FileInfo[] GetFiles()",
           "System.IO.FileInfo[] GetFiles(string searchPattern)"),
    method("GetDirectories", _inside("folders"), "System.IO.DirectoryInfo[] GetDirectories()",
           "System.IO.DirectoryInfo[] GetDirectories(string searchPattern)"),
    method("GetFileSystemInfos", _inside("all"), "System.IO.FileSystemInfo[] GetFileSystemInfos()"),
    construct=lambda path: FolderItem(os.path.abspath(path), None, path),
    constructors=("System.IO.DirectoryInfo new(string path)",),
    convert=_made(FolderItem),
)
FILE_SYSTEM_INFO = MemberTable("System.IO.FileSystemInfo", *_SHARED)
PATH_INFO = MemberTable(
    _SMA + "PathInfo",
    prop("Drive", _SMA + "PSDriveInfo", lambda info: info.place.drive),
    prop("Provider", _SMA + "ProviderInfo", lambda info: ProviderInfo(info.place.provider.name)),
    prop("ProviderPath", "string", lambda info: info.place.path),
    prop("Path", "string", lambda info: info.place.shown),
    method("ToString", PathInfo.ps_text, "string ToString()"),
)
PROVIDER_INFO = MemberTable(
    _SMA + "ProviderInfo",
    prop("Name", "string", lambda info: info.name),
    prop("ModuleName", "string", lambda info: "Microsoft.PowerShell.Core"),
    method("ToString", ProviderInfo.ps_text, "string ToString()"),
)


def _space(part: str) -> Callable[[Any], object]:
    def read(drive: Any) -> object:
        if drive.provider.name != "FileSystem":
            return None
        try:
            return Int64(getattr(shutil.disk_usage(drive.root or os.sep), part))
        except OSError:
            return None

    return read


DRIVE = MemberTable(
    _SMA + "PSDriveInfo",
    prop("CurrentLocation", "string", lambda drive: drive.current_location),
    prop("Name", "string", lambda drive: drive.name),
    prop("Provider", _SMA + "ProviderInfo", lambda drive: ProviderInfo(drive.provider.name)),
    prop("Root", "string", lambda drive: drive.root),
    prop("Description", "string", lambda drive: drive.description),
    prop("DisplayRoot", "string", lambda drive: None),
    Member("Used", "ScriptProperty", "System.Object", _space("used")),
    Member("Free", "ScriptProperty", "System.Object", _space("free")),
    method("ToString", lambda drive: drive.name, "string ToString()"),
)
