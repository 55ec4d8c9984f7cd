"""A file or folder as an object: what Get-Item, Get-ChildItem and New-Item answer."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from glueshell.engine.lazy_members import LazyMembers

if TYPE_CHECKING:
    from glueshell.engine.providers.provider import Drive
    from glueshell.objects.types.datetime import DateTime

_READ_ONLY, _HIDDEN, _SYSTEM, _DIRECTORY, _ARCHIVE, _NORMAL, _LINK = 1, 2, 4, 16, 32, 128, 1024


class FileSystemItem:
    """What files and folders share; what the system says of it is read once, `refresh` reads it again."""

    __slots__ = ("_status", "drive", "path", "written")
    is_folder = False

    def __init__(self, path: str, drive: Drive | None, written: str = "") -> None:
        self.path = path
        # The drive it was reached by; None for one that a script made of a path alone, `written` as it was.
        self.drive = drive
        self.written = written or path
        self._status: os.stat_result | None = None

    def ps_text(self) -> str:
        """The full path, or what a script made it of."""
        return self.written

    def ps_equals(self, other: object) -> bool:
        """Only the same object is equal, as in .NET."""
        return other is self

    def refresh(self) -> None:
        """Forget what the system said."""
        self._status = None

    @property
    def status(self) -> os.stat_result | None:
        """What the system says of it, links followed where they lead somewhere; None for nothing there."""
        if self._status is None:
            try:
                self._status = os.stat(self.path)
            except OSError:
                try:
                    self._status = os.lstat(self.path)
                except OSError:
                    return None
        return self._status

    @property
    def name(self) -> str:
        """The name; of a root its path."""
        return os.path.basename(self.path) or self.path

    @property
    def extension(self) -> str:
        """The part of the name from its last dot on."""
        _, dot, tail = self.name.rpartition(".")
        return dot + tail if dot and tail else ""

    @property
    def base_name(self) -> str:
        """The name without its extension; a folder's whole name."""
        return self.name if self.is_folder else self.name.removesuffix(self.extension)

    @property
    def link_kind(self) -> str | None:
        """SymbolicLink, HardLink for a file with several names, else None."""
        if self.is_link:
            return "SymbolicLink"
        status = self.status
        return "HardLink" if status is not None and not self.is_folder and status.st_nlink > 1 else None

    @property
    def is_link(self) -> bool:
        """Whether it is a symbolic link."""
        return os.path.islink(self.path)

    @property
    def link_target(self) -> str | None:
        """Where a link leads, None for anything else."""
        return os.readlink(self.path) if self.is_link else None

    @property
    def is_hidden(self) -> bool:
        """Whether it is hidden: by its attribute on Windows, by its name elsewhere."""
        if os.name == "nt":
            return bool(self._windows() & _HIDDEN)
        return self.name.startswith(".") and self.name not in (".", "..")

    @property
    def is_read_only(self) -> bool:
        """Whether it may not be written to."""
        status = self.status
        return status is not None and not status.st_mode & stat.S_IWUSR

    def set_read_only(self, wanted: bool) -> None:
        """Allow or forbid writing to it."""
        status = os.stat(self.path)
        mode = stat.S_IMODE(status.st_mode)
        os.chmod(self.path, mode & ~0o222 if wanted else mode | stat.S_IWUSR)
        self.refresh()

    def set_attributes(self, bits: int) -> None:
        """Change its attributes; where the system has no such bits only the read-only one means anything."""
        if os.name == "nt":
            import ctypes

            windows = getattr(ctypes, "windll").kernel32  # noqa: B009  (only there is it known to type checkers)
            if not windows.SetFileAttributesW(self.path, bits):
                raise OSError(f"The attributes of '{self.path}' cannot be set.")
            self.refresh()
        else:
            self.set_read_only(bool(bits & _READ_ONLY))

    def _windows(self) -> int:
        return int(getattr(self.status, "st_file_attributes", 0))

    @property
    def attributes(self) -> int:
        """The bits of System.IO.FileAttributes."""
        if os.name == "nt":
            return self._windows()
        bits = _DIRECTORY if self.is_folder else 0
        bits |= _HIDDEN if self.is_hidden else 0
        bits |= _READ_ONLY if self.is_read_only else 0
        bits |= _LINK if self.is_link else 0
        return bits or _NORMAL

    @property
    def mode(self) -> str:
        """Five letters: d or l, archive, read-only, hidden, system."""
        bits = self.attributes
        kind = "l" if bits & _LINK else "d" if bits & _DIRECTORY else "-"
        letters = ((_ARCHIVE, "a"), (_READ_ONLY, "r"), (_HIDDEN, "h"), (_SYSTEM, "s"))
        return kind + "".join(letter if bits & bit else "-" for bit, letter in letters)

    def moment(self, kind: str) -> DateTime:
        """A time of it in local time: written, read or made."""
        from glueshell.objects.types.datetime import EPOCH_TICKS, UTC, DateTime

        status = self.status
        if status is None:
            nanoseconds = -11644473600 * 10**9
        elif kind == "written":
            nanoseconds = status.st_mtime_ns
        elif kind == "read":
            nanoseconds = status.st_atime_ns
        else:
            born = getattr(status, "st_birthtime", None)
            earliest = min(status.st_mtime_ns, status.st_ctime_ns)
            nanoseconds = earliest if born is None else int(born * 10**9)
        return DateTime(EPOCH_TICKS + nanoseconds // 100, UTC).to_local()

    def set_moment(self, kind: str, moment: DateTime) -> None:
        """Change when it was written or read; when it was made is the system's own."""
        from glueshell.objects.types.datetime import EPOCH_TICKS

        status = os.stat(self.path)
        nanoseconds = (moment.to_utc().ticks - EPOCH_TICKS) * 100
        read = nanoseconds if kind == "read" else status.st_atime_ns
        written = nanoseconds if kind == "written" else status.st_mtime_ns
        os.utime(self.path, ns=(read, written))
        self.refresh()


class FileItem(FileSystemItem):
    """A file."""

    __slots__ = ()
    ps_type_name = "System.IO.FileInfo"
    ps_base_types = ("System.IO.FileSystemInfo", "System.MarshalByRefObject")
    ps_members = LazyMembers("providers.item_surface", "FILE")


class FolderItem(FileSystemItem):
    """A folder."""

    __slots__ = ()
    is_folder = True
    ps_type_name = "System.IO.DirectoryInfo"
    ps_base_types = ("System.IO.FileSystemInfo", "System.MarshalByRefObject")
    ps_members = LazyMembers("providers.item_surface", "FOLDER")


def file_item(path: str, drive: Drive | None) -> FileSystemItem:
    """The object for a full path: a folder's where there is one."""
    return FolderItem(path, drive) if os.path.isdir(path) else FileItem(path, drive)
