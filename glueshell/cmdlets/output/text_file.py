"""A text file being written with what a screen would show."""

from __future__ import annotations

import os
from typing import TextIO

from glueshell.cmdlets.output.out_sinks import enumeration_limit, view_source
from glueshell.engine.cmdlet import Cmdlet
from glueshell.engine.errors import ErrorRecord
from glueshell.formatting import Formatter
from glueshell.objects.errors import PSError

# What -Encoding may say, and Python's name for it.
ENCODINGS = {
    "ascii": "ascii", "ansi": "cp1252", "bigendianunicode": "utf-16-be", "oem": "cp437", "unicode": "utf-16",
    "utf7": "utf-7", "utf8": "utf-8", "utf8bom": "utf-8-sig", "utf8nobom": "utf-8", "utf32": "utf-32",
}  # fmt: skip
WIDTH = 120


class TextFile:
    """Opens at once, so that a wrong path is told before anything runs; lines end with LF on every system."""

    def __init__(
        self,
        cmdlet: Cmdlet,
        path: str,
        *,
        append: bool = False,
        encoding: str | None = None,
        width: int | None = None,
        no_newline: bool = False,
        no_clobber: bool = False,
    ) -> None:
        self._formatter = Formatter(width or WIDTH, view_source(cmdlet), limit=enumeration_limit(cmdlet))
        self._end = "" if no_newline else "\n"
        self._file: TextIO | None = None
        full = cmdlet.engine.resolve_path(path)
        if no_clobber and not append and os.path.exists(full):
            _refuse(cmdlet, f"The file '{full}' already exists.", "NoClobber", "ResourceExists", path)
        try:
            # The file grows as objects come, so it stays open until the pipeline ends.
            self._file = open(  # noqa: SIM115
                full,
                "a" if append else "w",
                encoding=ENCODINGS.get((encoding or "utf8").lower(), "utf-8"),
                newline="",
                errors="replace",
            )
        except OSError as error:
            reason = error.strerror or str(error)
            _refuse(cmdlet, f"Could not write '{full}': {reason}.", "FileOpenFailure", "OpenError", path)

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
        if self._file is not None:
            for line in lines:
                self._file.write(line + self._end)


def _refuse(cmdlet: Cmdlet, message: str, error_id: str, category: str, target: str) -> None:
    cmdlet.throw(ErrorRecord(PSError(message, error_id, category, "System.IO.IOException", target=target)))
