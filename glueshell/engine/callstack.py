"""What is running: one frame for every function, script and script block on its way."""

from __future__ import annotations

import sys
from types import FrameType
from typing import TYPE_CHECKING, Any

from glueshell.engine.errors import Position
from glueshell.language import ast
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


def outermost_statement() -> Position | None:
    """The statement that the outermost code has reached: where a block was called that no command in the text calls."""
    found: FrameType | None = None
    step: FrameType | None = sys._getframe(1)
    while step is not None:
        if "TABLE" in step.f_globals and step.f_lineno < len(step.f_globals["TABLE"]):
            found = step
        step = step.f_back
    extent = None if found is None else found.f_globals["TABLE"][found.f_lineno]
    if found is None or extent is None:
        return None
    source = found.f_globals["SOURCE"]
    if len(extent) > 2:
        extent = found.f_locals.get(extent[2], extent)
    start, end = _statement_around(source.ast, extent[0], extent[1])
    return Position(source.text, start, end, source.file)


def _statement_around(tree: ast.Ast, start: int, end: int) -> tuple[int, int]:
    """The extent of the innermost simple statement around another extent, what is inside script blocks left out."""
    around = start, end
    node: ast.Ast | None = tree
    while node is not None:
        inner = next((each for each in node.children() if each.start <= start and end <= each.end), None)
        if isinstance(inner, ast.ScriptBlockExpressionAst):
            break
        simple = isinstance(inner, ast.PipelineAst | ast.AssignmentStatementAst | ast.ThrowStatementAst)
        if inner is not None and simple and not isinstance(node, ast.ParenExpressionAst | ast.AssignmentStatementAst):
            around = inner.start, inner.end
        node = inner
    return around


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
