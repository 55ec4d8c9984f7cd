"""Get-PSCallStack."""

from __future__ import annotations

import os
from collections.abc import Iterator

from glueshell.engine.callstack import Frame
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.command_surface import InvocationInfo
from glueshell.engine.errors import Position
from glueshell.objects.declaration import Member, MemberTable, method, prop
from glueshell.objects.text import to_text

_BLOCK = "<ScriptBlock>"
_NO_FILE = "<No file>"


class CallStackFrame:
    """One call on its way: what runs, with what, and the line it has reached."""

    __slots__ = ("frame", "position")
    ps_type_name = "System.Management.Automation.CallStackFrame"
    ps_members = MemberTable(
        ps_type_name,
        prop("ScriptName", "string", lambda entry: entry.frame.file),
        prop("ScriptLineNumber", "int", lambda entry: entry.line),
        prop("InvocationInfo", "System.Management.Automation.InvocationInfo", lambda entry: entry.invocation()),
        prop("Position", "System.Management.Automation.Language.IScriptExtent", lambda entry: entry.text),
        prop("FunctionName", "string", lambda entry: entry.frame.name),
        Member("Command", "ScriptProperty", "System.Object", lambda entry: entry.command),
        Member("Location", "ScriptProperty", "System.Object", lambda entry: entry.location),
        Member("Arguments", "ScriptProperty", "System.Object", lambda entry: entry.arguments),
        method("GetScriptLocation", lambda entry: entry.location, "string GetScriptLocation()"),
        method("ToString", lambda entry: entry.ps_text(), "string ToString()"),
    )

    def __init__(self, frame: Frame, position: Position | None) -> None:
        self.frame = frame
        self.position = position

    @property
    def command(self) -> str:
        """The function, or the script's file."""
        name = self.frame.name
        if name == _BLOCK or self.frame.invocation is None:
            return name
        return os.path.basename(self.frame.invocation.name) or name

    @property
    def line(self) -> int:
        """The line that is being run, from 1."""
        return 1 if self.position is None else self.position.line

    @property
    def text(self) -> str:
        """What is being run."""
        return "" if self.position is None else self.position.text

    @property
    def location(self) -> str:
        """`script.ps1: line 7`, or `<No file>`."""
        return f"{os.path.basename(self.frame.file)}: line {self.line}" if self.frame.file else _NO_FILE

    @property
    def arguments(self) -> str:
        """`{name=value, ...}`."""
        given = [f"{name}={to_text(value)}" for name, value in (self.frame.bound or {}).items()]
        given.extend(to_text(value) for value in self.frame.arguments or ())
        return "{" + ", ".join(given) + "}"

    def invocation(self) -> InvocationInfo:
        """The call, as $MyInvocation has it."""
        return InvocationInfo(self.frame.invocation)

    def ps_text(self) -> str:
        """`at name, file: line 7`."""
        return f"at {self.frame.name}, {self.frame.file or _NO_FILE}: line {self.line}"


class GetPSCallStack(Cmdlet):
    """Lists the functions, scripts and blocks on their way, the innermost first."""

    name = "Get-PSCallStack"
    aliases = ("gcs",)
    dotnet_name = "Microsoft.PowerShell.Commands.GetPSCallStackCommand"
    output_types = ("System.Management.Automation.CallStackFrame",)
    examples = (
        Example("function Outer { Inner }; function Inner { (Get-PSCallStack).Command[0..1] }; Outer", "Who called.",
                "Inner\nOuter"),
        Example("function Show-Me { (Get-PSCallStack)[0].FunctionName }; Show-Me", "A function's own name.", "Show-Me"),
    )  # fmt: skip
    links = ("Get-Variable", "Set-PSDebug")

    def process(self) -> Iterator[object]:
        """The frames."""
        here = self.invocation.site.position()
        for frame in reversed(self.engine.frames):
            yield CallStackFrame(frame, here)
            here = frame.call
