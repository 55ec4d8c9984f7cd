"""`command -?`: the call becomes one of the command that explains commands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from glueshell.engine.shapes import PARAMETER, ElementShape

if TYPE_CHECKING:
    from glueshell.engine.command import Command
    from glueshell.engine.invocation import Invocation

QUESTION = "?"


def asks_for_help(shapes: Sequence[ElementShape]) -> bool:
    """Whether an argument is `-?`; a text '-?' is none."""
    return any(shape.kind == PARAMETER and shape.name == QUESTION for shape in shapes)


def become_help(invocation: Invocation) -> bool:
    """Make the call one that explains its command; False when there is nothing to explain, so that `-?` is an argument.

    All arguments are left aside. A plain function is explained only by the comment it has.
    """
    command = invocation.command
    explainer = invocation.engine.commands.role("explain-command")
    if explainer is None or not _explained(command):
        return False
    invocation.command = explainer
    invocation.bound["Name"] = command.definition if command.kind == "ExternalScript" else command.name
    invocation.parameter_set = explainer.parameters.default_set
    if invocation.expecting_input:
        from glueshell.engine.input_binding import InputBinder

        invocation.binder = InputBinder(invocation, explainer.parameters.default_bit, {})
    return True


def _explained(command: Command) -> bool:
    if command.kind == "Application" or not command.name:
        return False
    if command.parameters.advanced:
        return True
    from glueshell.engine.help import comment_of

    return bool(comment_of(command))
