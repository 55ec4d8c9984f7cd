"""What is running: one frame for every function, script and script block on its way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from glueshell.engine.errors import Position
from glueshell.objects.errors import PSError

if TYPE_CHECKING:
    from glueshell.engine.invocation import CallSite, Invocation
    from glueshell.engine.runtime import Engine


class Frame:
    """One call: what runs, what it was given, and where it was called from.

    `name` is what a stack trace shows (`<ScriptBlock>` for a block), `file` where the running text stands, `site` the
    call that made it. `bound` maps parameter names to values; `arguments` is `$args`, `input` what was piped in.
    """

    __slots__ = ("arguments", "bound", "file", "input", "invocation", "name", "site", "unit")

    def __init__(
        self, name: str, file: str | None = None, unit: Any = None, invocation: Invocation | None = None
    ) -> None:
        self.name = name
        self.file = file
        self.unit = unit
        self.input: Any = None
        self.invocation = invocation
        self.site: CallSite | None
        self.bound: dict[str, Any] | None
        self.arguments: list[object] | None
        if invocation is None:
            self.site = self.bound = self.arguments = None
        else:
            self.site = invocation.site
            self.bound = invocation.bound
            self.arguments = invocation.arguments

    @property
    def call(self) -> Position | None:
        """The extent of the call that made the frame."""
        return None if self.site is None else self.site.position()


def overflow(engine: Engine) -> PSError:
    """The error for calls nested too deep."""
    return PSError(
        "The script failed due to call depth overflow.",
        "CallDepthOverflow",
        "InvalidOperation",
        "System.Management.Automation.ScriptCallDepthException",
        target=engine.call_depth,
    )


def trace(engine: Engine, position: Position | None) -> str:
    """ScriptStackTrace: the frames from the innermost out, each with the line it has reached."""
    lines: list[str] = []
    here = position
    for frame in reversed(engine.frames):
        file = frame.file or "<No file>"
        lines.append(f"at {frame.name}, {file}: line {1 if here is None else here.line}")
        here = frame.call
    return "\n".join(lines)
