"""System.IO.Path."""

from __future__ import annotations

import os
import tempfile

from glueshell.objects.declaration import MemberTable, constant, static
from glueshell.objects.errors import net_problem
from glueshell.objects.numbers import Char
from glueshell.objects.typeinfo import TypedArray, type_named


def _cut(path: str) -> int:
    """Where the file name begins."""
    marks = "/\\" if os.name == "nt" else "/"
    return max((path.rfind(mark) for mark in marks), default=-1) + 1


def file_name(path: str | None) -> str | None:
    """GetFileName."""
    return None if path is None else path[_cut(path):]


def extension(path: str | None) -> str | None:
    """GetExtension, with its dot."""
    if path is None:
        return None
    name = path[_cut(path):]
    dot = name.rfind(".")
    return name[dot:] if 0 <= dot < len(name) - 1 else ""


def _stem(path: str | None) -> str | None:
    if path is None:
        return None
    name = path[_cut(path):]
    dot = name.rfind(".")
    return name[:dot] if dot >= 0 else name


def _directory(path: str | None) -> str | None:
    if not path:
        return None
    cut = _cut(path)
    if cut == 0:
        return ""
    head = path[:cut].rstrip("/\\" if os.name == "nt" else "/")
    if head:
        return head
    return None if cut == len(path) else "/"


def combine(parts: list) -> str:
    """Combine; a rooted part starts anew."""
    out = ""
    for part in parts:
        if part is None:
            raise net_problem("ArgumentNull", "path2")
        if not part:
            continue
        out = part if not out or os.path.isabs(part) or (part[0] in "/\\" and os.name == "nt") else (
            out + part if out.endswith(("/", os.sep)) else out + os.sep + part)
    return out


def _change(path: str | None, new: str | None) -> str | None:
    if path is None:
        return None
    name_at = _cut(path)
    dot = path.rfind(".")
    head = path[:dot] if dot >= name_at else path
    return head if new is None else head + (new if new.startswith(".") else "." + new)


def _invalid_names() -> TypedArray:
    extra = [chr(code) for code in range(1, 32)] + list('"<>|:*?\\') if os.name == "nt" else []
    return TypedArray([Char(char) for char in ["\0", "/", *extra]], type_named("System.Char"))


def _temp_file() -> str:
    handle, name = tempfile.mkstemp(suffix=".tmp")
    os.close(handle)
    return name


def _random_name() -> str:
    import secrets

    letters = "abcdefghijklmnopqrstuvwxyz012345"
    text = "".join(secrets.choice(letters) for _ in range(11))
    return f"{text[:8]}.{text[8:]}"


def _rooted(path: str | None) -> bool:
    return bool(path) and (os.path.isabs(path or "") or (path or "")[:1] == "/")


TABLES = {
    "System.IO.Path": MemberTable(
        "System.IO.Path",
        constant("DirectorySeparatorChar", "char", lambda: Char(os.sep)),
        constant("AltDirectorySeparatorChar", "char", lambda: Char("/")),
        constant("PathSeparator", "char", lambda: Char(os.pathsep)),
        static("Combine", combine, "string Combine(params string[] paths)"),
        static("Join", lambda parts: os.sep.join(part.strip(os.sep) if at else part.rstrip(os.sep)
                                                 for at, part in enumerate(parts) if part),
               "string Join(params string[] paths)"),
        static("GetFileName", file_name, "string GetFileName(string path)"),
        static("GetFileNameWithoutExtension", _stem, "string GetFileNameWithoutExtension(string path)"),
        static("GetExtension", extension, "string GetExtension(string path)",
               "System.ReadOnlySpan[char] GetExtension(System.ReadOnlySpan[char] path)"),
        static("GetDirectoryName", _directory, "string GetDirectoryName(string path)"),
        static("ChangeExtension", _change, "string ChangeExtension(string path, string extension)"),
        static("HasExtension", lambda path: bool(extension(path)), "bool HasExtension(string path)"),
        static("IsPathRooted", _rooted, "bool IsPathRooted(string path)"),
        static("IsPathFullyQualified", _rooted, "bool IsPathFullyQualified(string path)"),
        static("GetPathRoot", lambda path: os.path.splitdrive(path)[0] or ("/" if path.startswith("/") else ""),
               "string GetPathRoot(string path)"),
        static("GetFullPath", lambda path: os.path.abspath(path), "string GetFullPath(string path)"),
        static("GetTempPath", lambda: combine([tempfile.gettempdir(), ""]) + os.sep, "string GetTempPath()"),
        static("GetTempFileName", _temp_file, "string GetTempFileName()"),
        static("GetRandomFileName", _random_name, "string GetRandomFileName()"),
        static("GetInvalidFileNameChars", _invalid_names, "char[] GetInvalidFileNameChars()"),
        static("GetInvalidPathChars", lambda: TypedArray([Char("\0")], type_named("System.Char")),
               "char[] GetInvalidPathChars()"),
    ),
}
