"""System.IO.File and System.IO.Directory: whole files and folders."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from typing import Any

from glueshell.objects.declaration import Member, MemberTable, static
from glueshell.objects.enumeration import elements
from glueshell.objects.errors import NetError
from glueshell.objects.text import to_text
from glueshell.objects.typeinfo import TypedArray, type_named
from glueshell.objects.types.conversion import byte_array, raw
from glueshell.objects.types.encoding import Encoding
from glueshell.objects.types.environment import new_line

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def guarded(body: Callable[..., object], at: int = 0) -> Callable[..., object]:
    """A body whose file system errors are .NET's; `at` is the place of the path among its arguments."""

    def call(*arguments: Any) -> object:
        try:
            return body(*arguments)
        except FileNotFoundError:
            path = os.path.abspath(str(arguments[at]))
            if not os.path.isdir(os.path.dirname(path)):
                raise NetError("System.IO.DirectoryNotFoundException",
                               f"Could not find a part of the path '{path}'.") from None
            raise NetError("System.IO.FileNotFoundException", f"Could not find file '{path}'.") from None
        except (PermissionError, IsADirectoryError):
            raise NetError("System.UnauthorizedAccessException",
                           f"Access to the path '{os.path.abspath(str(arguments[at]))}' is denied.") from None
        except OSError as error:
            raise NetError("System.IO.IOException", error.strerror or str(error)) from None

    return call


def _read(path: str, encoding: object = None) -> str:
    with open(path, "rb") as file:
        data = file.read()
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return data[len(mark):].decode(codec, "replace")
    return encoding.decode(data) if isinstance(encoding, Encoding) else data.decode("utf-8", "replace")


def _lines(path: str, encoding: object = None) -> TypedArray:
    text = _read(path, encoding).replace("\r\n", "\n").replace("\r", "\n")
    found = text.split("\n")
    return TypedArray(found[:-1] if found[-1] == "" else found, type_named("System.String"))


def _encoded(text: str, rest: tuple[object, ...]) -> bytes:
    encoding = next((item for item in rest if isinstance(item, Encoding)), None)
    if encoding is None:
        return text.encode("utf-8")
    from glueshell.objects.types.encoding import _KNOWN

    return (_KNOWN[encoding.name][3] if encoding.mark else b"") + encoding.encode(text)


def _write(path: str, data: bytes, mode: str = "wb") -> None:
    with open(path, mode) as file:
        file.write(data)


def _write_lines(path: str, lines: object, *rest: object) -> None:
    _write(path, _encoded("".join(to_text(line) + new_line() for line in elements(lines)), rest))


def _append(path: str, text: str | None, *rest: object) -> None:
    _write(path, (text or "").encode("utf-8"), "ab")


def _append_lines(path: str, lines: object, *rest: object) -> None:
    _append(path, "".join(to_text(line) + new_line() for line in elements(lines)))


def _delete(path: str) -> None:
    if os.path.isfile(path):
        os.remove(path)


def _copy(source: str, target: str, overwrite: bool = False) -> None:
    if os.path.exists(target) and not overwrite:
        raise NetError("System.IO.IOException", f"The file '{os.path.abspath(target)}' already exists.")
    shutil.copyfile(source, target)


def _listed(kind: str) -> Callable[..., TypedArray]:
    def body(path: str, pattern: str = "*", option: object = None) -> TypedArray:
        from fnmatch import fnmatch

        found: list[str] = []
        for folder, folders, files in os.walk(path):
            names = {"files": files, "folders": folders}.get(kind, folders + files)
            found.extend(os.path.join(folder, name) for name in sorted(names) if fnmatch(name, pattern))
            if not option or not int(option):  # type: ignore[call-overload]
                break
        return TypedArray(found, type_named("System.String"))

    return body


def _create_directory(path: str) -> object:
    os.makedirs(path, exist_ok=True)
    return None


def _remove_directory(path: str, recursive: bool = False) -> None:
    if recursive:
        shutil.rmtree(path)
    else:
        os.rmdir(path)


def _moment(read: Callable[[str], float]) -> Callable[[str], object]:
    from glueshell.objects.types.datetime import EPOCH_TICKS, UTC, DateTime

    return lambda path: DateTime(EPOCH_TICKS + int(read(path) * 10_000_000), UTC).to_local()


def _file(name: str, body: Callable[..., object], *overloads: str) -> Member:
    return static(name, guarded(body), *overloads)


_E = "System.Text.Encoding encoding"

TABLES = {
    "System.IO.File": MemberTable(
        "System.IO.File",
        static("Exists", lambda path: bool(path) and os.path.isfile(path), "bool Exists(string path)"),
        _file("ReadAllText", _read, "string ReadAllText(string path)", f"string ReadAllText(string path, {_E})"),
        _file("ReadAllLines", _lines, "string[] ReadAllLines(string path)",
              f"string[] ReadAllLines(string path, {_E})"),
        _file("ReadLines", _lines, "System.Object ReadLines(string path)"),
        _file("ReadAllBytes", lambda path: byte_array(_raw(path)), "byte[] ReadAllBytes(string path)"),
        _file("WriteAllText", lambda path, text, *rest: _write(path, _encoded(text or "", rest)),
              "void WriteAllText(string path, string contents)",
              f"void WriteAllText(string path, string contents, {_E})"),
        _file("WriteAllLines", _write_lines, "void WriteAllLines(string path, System.Object contents)",
              f"void WriteAllLines(string path, System.Object contents, {_E})"),
        _file("WriteAllBytes", lambda path, data: _write(path, raw(data)),
              "void WriteAllBytes(string path, byte[] bytes)"),
        _file("AppendAllText", _append, "void AppendAllText(string path, string contents)"),
        _file("AppendAllLines", _append_lines, "void AppendAllLines(string path, System.Object contents)"),
        _file("Delete", _delete, "void Delete(string path)"),
        _file("Copy", _copy, "void Copy(string sourceFileName, string destFileName)",
              "void Copy(string sourceFileName, string destFileName, bool overwrite)"),
        _file("Move", lambda source, target, *rest: os.replace(source, target),
              "void Move(string sourceFileName, string destFileName)",
              "void Move(string sourceFileName, string destFileName, bool overwrite)"),
        _file("GetLastWriteTime", _moment(os.path.getmtime), "datetime GetLastWriteTime(string path)"),
        _file("GetCreationTime", _moment(os.path.getctime), "datetime GetCreationTime(string path)"),
    ),
    "System.IO.Directory": MemberTable(
        "System.IO.Directory",
        static("Exists", lambda path: bool(path) and os.path.isdir(path), "bool Exists(string path)"),
        _file("CreateDirectory", _create_directory, "System.Object CreateDirectory(string path)"),
        _file("Delete", _remove_directory, "void Delete(string path)", "void Delete(string path, bool recursive)"),
        static("GetCurrentDirectory", os.getcwd, "string GetCurrentDirectory()"),
        _file("SetCurrentDirectory", os.chdir, "void SetCurrentDirectory(string path)"),
        *[_file(f"Get{name}", _listed(kind), f"string[] Get{name}(string path)",
                f"string[] Get{name}(string path, string searchPattern)",
                f"string[] Get{name}(string path, string searchPattern, System.IO.SearchOption searchOption)")
          for name, kind in (("Files", "files"), ("Directories", "folders"), ("FileSystemEntries", "all"))],
    ),
}


def _raw(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
