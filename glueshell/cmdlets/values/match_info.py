"""What Select-String finds: a line, where it is, and what stands around it."""

from __future__ import annotations

import os
from typing import Any

from glueshell.objects.declaration import MemberTable, method, prop
from glueshell.objects.numbers import UInt64
from glueshell.objects.psobject import PSObject
from glueshell.objects.typeinfo import TypedArray, type_named

INPUT = "InputStream"


def _texts(lines: list[str]) -> TypedArray:
    return TypedArray(lines, type_named("System.String"))


class MatchInfo:
    """A line that fits; `before` and `after` are the lines around it, None when nobody asked for them."""

    __slots__ = (
        "_closed", "after", "before", "folder", "ignore_case", "line", "line_number", "matches", "path", "pattern",
        "shown_after", "shown_before",
    )  # fmt: skip
    ps_type_name = "Microsoft.PowerShell.Commands.MatchInfo"

    def __init__(
        self, line: str, line_number: int, path: str, pattern: str, matches: list[Any], ignore_case: bool
    ) -> None:
        self.line = line
        self.line_number = line_number
        self.path = path
        self.pattern = pattern
        self.matches = matches
        self.ignore_case = ignore_case
        # Where the search stood: paths are shown as seen from there.
        self.folder: str | None = None
        self.before: list[str] | None = None
        self.after: list[str] = []
        # How many of them are shown here, and not with the match before or after.
        self.shown_before = self.shown_after = 0
        self._closed = False

    def surround(self, before: list[str], shown: int) -> None:
        """Take the lines before this one, the last `shown` of them to be shown with it."""
        self.before, self.shown_before = before, shown

    def follow(self, line: str, *, shown: bool) -> None:
        """Take a line after this one; the first that is a match of its own ends what is shown here."""
        self.after.append(line)
        self._closed = self._closed or not shown
        self.shown_after += not self._closed

    @property
    def followers(self) -> int:
        """How many lines after this one came."""
        return len(self.after)

    @property
    def filename(self) -> str:
        """The file's name."""
        return self.path if self.path == INPUT else os.path.basename(self.path)

    @property
    def context(self) -> object:
        """PreContext and PostContext, null when nobody asked for them."""
        if self.before is None:
            return None
        return PSObject(
            {
                "PreContext": _texts(self.before),
                "PostContext": _texts(self.after),
                "DisplayPreContext": _texts(self._before()),
                "DisplayPostContext": _texts(self.after[: self.shown_after]),
            },
            ("Microsoft.PowerShell.Commands.MatchInfoContext", "System.Object"),
        )

    def _before(self) -> list[str]:
        before = self.before or []
        return before[len(before) - self.shown_before :]

    def relative(self, folder: str) -> str:
        """The path as seen from a folder it lies in, else as it is."""
        if self.path == INPUT:
            return self.path
        root = folder.rstrip("/\\") + os.sep
        return self.path[len(root) :] if self.path.startswith(root) else self.path

    def text(self, folder: str | None = None) -> str:
        """`path:number:line`, the lines around it with it; the line alone for text of the pipeline."""
        path = self.path if folder is None else self.relative(folder)
        if self.before is None:
            return self._shown(path, self.line_number, self.line, "")
        lines = []
        before = self._before()
        for number, line in enumerate(before, self.line_number - len(before)):
            lines.append(self._shown(path, number, line, "  "))
        lines.append(self._shown(path, self.line_number, self.line, "> "))
        for number, line in enumerate(self.after[: self.shown_after], self.line_number + 1):
            lines.append(self._shown(path, number, line, "  "))
        return os.linesep.join(lines)

    def _shown(self, path: str, number: int, line: str, mark: str) -> str:
        return f"{mark}{line}" if self.path == INPUT else f"{mark}{path}:{number}:{line}"

    def ps_text(self) -> str:
        """The line and where it is."""
        return self.text()

    def shown(self) -> str:
        """The line and where it is, as a screen shows it."""
        return self.text(self.folder)


MatchInfo.ps_members = MemberTable(  # type: ignore[attr-defined]
    MatchInfo.ps_type_name,
    prop("IgnoreCase", "bool", lambda info: info.ignore_case),
    prop("LineNumber", "ulong", lambda info: UInt64(info.line_number)),
    prop("Line", "string", lambda info: info.line),
    prop("Filename", "string", lambda info: info.filename),
    prop("Path", "string", lambda info: info.path),
    prop("Pattern", "string", lambda info: info.pattern),
    prop("Context", "Microsoft.PowerShell.Commands.MatchInfoContext", lambda info: info.context),
    prop("Matches", "System.Text.RegularExpressions.Match[]", lambda info: info.matches),
    method("RelativePath", MatchInfo.relative, "string RelativePath(string directory)"),
    method("ToString", lambda info, folder=None: info.text(folder), "string ToString()",
           "string ToString(string directory)"),
)  # fmt: skip
