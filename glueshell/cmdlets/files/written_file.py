"""A file being written: replaced as a whole at the end, or added to."""

from __future__ import annotations

import os
import shutil
import stat
from typing import IO

from glueshell.cmdlets.files.encodings import UTF8, TextEncoding, marked


class WrittenFile:
    """Takes text or bytes; `finish` puts a replaced file in its place, `discard` leaves the old one as it was.

    What is not an ordinary file (a device, a pipe) is written to as it is. Raises OSError.
    """

    def __init__(self, path: str, encoding: TextEncoding = UTF8, *, append: bool = False) -> None:
        self.path = os.path.realpath(path) if os.path.islink(path) else path
        self.encoding = encoding
        self._scratch: str | None = None
        self._file: IO[bytes] | None = None
        self._empty = True
        if os.path.isdir(self.path):
            raise IsADirectoryError(self.path)
        try:
            status = os.stat(self.path)
        except FileNotFoundError:
            status = None
        if status is not None and not os.access(self.path, os.W_OK):
            raise PermissionError(self.path)
        ordinary = status is None or stat.S_ISREG(status.st_mode)
        if append and status is not None and ordinary:
            self._empty = status.st_size == 0
            if not self._empty:
                self.encoding = _present(self.path, encoding)
            self._file = open(self.path, "ab")  # noqa: SIM115
        elif ordinary and not append:
            self._scratch = f"{self.path}.{os.getpid()}.new"
            self._file = open(self._scratch, "wb")  # noqa: SIM115
            if status is not None:
                shutil.copymode(self.path, self._scratch)
        else:
            self._file = open(self.path, "ab")  # noqa: SIM115

    def write(self, text: str) -> None:
        """Add text, the encoding's mark before the first."""
        if self._empty:
            self._empty = False
            self.write_bytes(self.encoding.mark)
        self.write_bytes(self.encoding.encode(text))

    def write_bytes(self, data: bytes) -> None:
        """Add bytes as they are."""
        if self._file is not None:
            self._file.write(data)

    def finish(self) -> None:
        """Close; a replaced file takes its place now."""
        file, self._file = self._file, None
        if file is None:
            return
        file.close()
        if self._scratch is not None:
            os.replace(self._scratch, self.path)

    def discard(self) -> None:
        """Close without putting the new file in place; nothing after `finish`."""
        file, self._file = self._file, None
        if file is None:
            return
        file.close()
        if self._scratch is not None and os.path.exists(self._scratch):
            os.remove(self._scratch)


def _present(path: str, encoding: TextEncoding) -> TextEncoding:
    """The encoding a file already has, by its mark."""
    with open(path, "rb") as file:
        codec, skipped = marked(file.read(4), encoding.codec)
    return TextEncoding(codec) if skipped else TextEncoding(encoding.codec)


def writing_problem(error: OSError, path: str) -> tuple[str, str]:
    """What went wrong, in .NET's words, and the exception's type."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        if os.path.isdir(os.path.dirname(path)):
            return f"Could not find file '{path}'.", "System.IO.FileNotFoundException"
        return f"Could not find a part of the path '{path}'.", "System.IO.DirectoryNotFoundException"
    if isinstance(error, PermissionError | IsADirectoryError):
        return f"Access to the path '{path}' is denied.", "System.UnauthorizedAccessException"
    return f"{error.strerror or error} : '{path}'", "System.IO.IOException"
