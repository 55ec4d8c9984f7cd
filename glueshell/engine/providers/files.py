"""The file system: paths, texts, what lies in a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from glueshell.engine.providers.file_items import FileItem, file_item
from glueshell.engine.providers.provider import Provider, not_found
from glueshell.objects.enumeration import enumerable, iterate
from glueshell.objects.text import to_text
from glueshell.objects.wildcard import Wildcard, has_wildcard, unescape

if TYPE_CHECKING:
    from glueshell.engine.runtime import Engine


class FileSystemProvider(Provider):
    """Files and folders; `folder` is where relative paths begin, kept here and not in the process."""

    name = "FileSystem"

    def __init__(self, engine: Engine, folder: str) -> None:
        super().__init__(engine)
        self.folder = folder

    def resolve(self, path: str) -> str:
        """The full path, `~` and the present folder taken in."""
        if path == "~" or path.startswith(("~/", "~\\")):
            path = os.path.expanduser("~") + path[1:]
        if os.name != "nt":
            path = path.replace("\\", "/")
        return os.path.normpath(os.path.join(self.folder, path))

    def read(self, path: str) -> object:
        """A file's lines: None without the file, one text for one line, else a list."""
        full = self.resolve(path)
        if not os.path.isfile(full):
            return None
        with open(full, encoding="utf-8-sig", newline=None) as file:
            lines = file.read().splitlines()
        return lines[0] if len(lines) == 1 else lines

    def write(self, path: str, value: object) -> None:
        """Put a value's lines into a file, whole or not at all."""
        full = self.resolve(path)
        items = list(iterate(value)) if enumerable(value) else [] if value is None else [value]
        scratch = f"{full}.{os.getpid()}.new"
        with open(scratch, "w", encoding="utf-8", newline=os.linesep) as file:
            file.writelines(f"{to_text(item)}\n" for item in items)
        os.replace(scratch, full)

    def exists(self, path: str) -> bool:
        """Whether there is a file or folder."""
        return os.path.lexists(self.resolve(path))

    def is_container(self, path: str) -> bool:
        """Whether it is a folder."""
        return os.path.isdir(self.resolve(path))

    def names(self, path: str = "") -> Iterator[str]:
        """What lies in a folder."""
        return iter(sorted(os.listdir(self.resolve(path))))

    def item(self, path: str) -> object | None:
        """A file or folder with its name, length and times."""
        full = self.resolve(path)
        return file_item(full, self.engine.drives.place(full).drive) if os.path.lexists(full) else None

    def children(self, folder: str) -> list[str]:
        """The names in a folder: folders first, each group in alphabetical order; OSError when it cannot be read."""
        with os.scandir(folder) as found:
            entries = [(not _leads_to_folder(entry), entry.name.lower(), entry.name) for entry in found]
        return [name for _, _, name in sorted(entries)]

    def matching(self, pattern: str, *, hidden: bool = False) -> list[str]:
        """The full paths that fit a full path with wildcards in any of its parts."""
        drive, rest = os.path.splitdrive(pattern)
        found = [drive + os.sep]
        for part in rest.strip(os.sep).split(os.sep):
            if not part:
                continue
            if not has_wildcard(part):
                plain = unescape(part)
                found = [path for path in (os.path.join(base, plain) for base in found) if os.path.lexists(path)]
                continue
            matcher = Wildcard(part)
            found = [
                os.path.join(base, name)
                for base in found
                for name in self._names_or_none(base)
                if matcher.matches(name) and (hidden or not is_hidden(os.path.join(base, name)))
            ]
        return found

    def _names_or_none(self, folder: str) -> list[str]:
        try:
            return self.children(folder)
        except OSError:
            return []

    def remove(self, path: str) -> None:
        """Remove a file; a folder only when it is empty."""
        full = self.resolve(path)
        if os.path.isdir(full):
            os.rmdir(full)
        elif os.path.exists(full):
            os.remove(full)
        else:
            raise not_found(full)


def is_hidden(path: str) -> bool:
    """Whether a file or folder is hidden: by its attribute on Windows, by its name elsewhere."""
    if os.name != "nt":
        return os.path.basename(path).startswith(".")
    return FileItem(path, None).is_hidden


def _leads_to_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
