"""Whose error it is: one that leaves a cmdlet, or an advanced function, becomes that command's."""

from __future__ import annotations

from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Any

from glueshell.engine.errors import StageFailed, Terminating
from glueshell.engine.functions import FunctionProcessor
from glueshell.engine.invocation import remember

if TYPE_CHECKING:
    from glueshell.engine.invocation import Invocation


def wrapped(error: Terminating, owner: Invocation | None, run: Any) -> Terminating:
    """The error as one of the cmdlet it passes through, as it is where it is another's already.

    `owner` is the cmdlet that says so, `run` the pipeline: what comes from further down it is the error of the command
    there. What `throw` and a preference end the script with stays as it was.
    """
    record = error.record
    told = error.stops_script and (record.thrown or not (error.forced or error.preferred))
    if record.wrapped or told or isinstance(error, StageFailed) or record.error_id == "CallDepthOverflow":
        return error
    if run is not None:
        step: TracebackType | None = error.__traceback__
        while step is not None:
            owner = _running(run, step.tb_frame) or owner
            step = step.tb_next
    if owner is None or not _owns(owner.command):
        return error
    # `$Error` has it as it was where it arose.
    remember(owner.engine, record)
    twin = record.copy()
    twin.wrapped = True
    twin.activity = owner.command.name
    twin.error_id = f"{record.error_id.partition(',')[0]},{owner.command.error_tail}"
    twin.invocation = owner
    twin.position = owner.site.position() or record.position
    return Terminating(twin)


def _owns(command: Any) -> bool:
    """Whether errors that leave a command are its own: a cmdlet's, and a function's that is written as one."""
    return command.kind == "Cmdlet" or (bool(command.name) and command.parameters.advanced)


def _running(run: Any, frame: FrameType) -> Invocation | None:
    """The call of the pipeline's command that a frame of Python runs, None for any other frame."""
    found: Invocation | None = run.loops.get(frame.f_code)
    if found is None and frame.f_code in _FUNCTIONS:
        call: Invocation = frame.f_locals["self"].invocation
        return call if call.run is run else None
    return found


_FUNCTIONS = frozenset((FunctionProcessor._enter.__code__, FunctionProcessor._enter_process.__code__))
