"""A text file being written with what a screen would show."""

from __future__ import annotations

import os
from typing import IO, NoReturn

from glueshell.cmdlets.files.encodings import UTF8, TextEncoding
from glueshell.cmdlets.files.targets import file_path
from glueshell.cmdlets.files.written_file import writing_problem
from glueshell.cmdlets.output.out_sinks import view_source
from glueshell.cmdlets.output.preferences import SessionPreferences
from glueshell.engine.cmdlet import Cmdlet
from glueshell.engine.errors import ErrorRecord
from glueshell.formatting import Formatter
from glueshell.objects.errors import PSError

WIDTH = 120


class TextFile:
    """Opens at once, so that a wrong path is told before anything runs, and grows as objects come.

    Lines end with LF on every system.
    """

    def __init__(
        self,
        cmdlet: Cmdlet,
        path: str | None,
        *,
        append: bool = False,
        encoding: TextEncoding = UTF8,
        width: int | None = None,
        no_newline: bool = False,
        no_clobber: bool = False,
        force: bool = False,
    ) -> None:
        self._formatter = Formatter(width or WIDTH, view_source(cmdlet), preferences=SessionPreferences(cmdlet.engine))
        self._end = "" if no_newline else "\n"
        self._encoding = encoding
        self._file: IO[bytes] | None = None
        if path is None:
            # The input was to bring it, and the file is opened before.
            _refuse(
                cmdlet,
                'Cannot process argument because the value of argument "path" is null. Change the value of argument'
                ' "path" to a non-null value.',
                "ArgumentNull", "InvalidArgument", None, "System.Management.Automation.PSArgumentNullException",
            )  # fmt: skip
        full = file_path(cmdlet, path)
        if no_clobber and not append and os.path.exists(full):
            _refuse(cmdlet, f"The file '{full}' already exists.", "NoClobber", "ResourceExists", path)
        try:
            if force and os.path.isfile(full) and not os.access(full, os.W_OK):
                os.chmod(full, os.stat(full).st_mode | 0o200)
            # It stays open until the pipeline ends.
            self._file = open(full, "ab" if append else "wb")  # noqa: SIM115
            if self._file.tell() == 0:
                self._file.write(encoding.mark)
        except OSError as error:
            message, kind = writing_problem(error, full)
            _refuse(cmdlet, message, "FileOpenFailure", "OpenError", path, kind)

    def add(self, item: object) -> None:
        """Write what can be shown now that `item` has come."""
        self._put(self._formatter.feed(item))

    def close(self) -> None:
        """Write the rest."""
        self._put(self._formatter.finish())
        self.release()

    def release(self) -> None:
        """Let the file go."""
        file, self._file = self._file, None
        if file is not None:
            file.close()

    def _put(self, lines: list[str]) -> None:
        if self._file is not None and lines:
            self._file.write(self._encoding.encode("".join(line + self._end for line in lines)))


def _refuse(
    cmdlet: Cmdlet,
    message: str,
    error_id: str,
    category: str,
    target: str | None,
    kind: str = "System.IO.IOException",
) -> NoReturn:
    cmdlet.throw(ErrorRecord(PSError(message, error_id, category, kind, target=target)))
