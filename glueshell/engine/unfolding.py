"""Commands of which one argument brings further parameters: which those are, in this call or this line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from glueshell.engine.errors import ErrorRecord, Terminating
from glueshell.engine.matching import UNKNOWN, match
from glueshell.engine.parameters import Parameter, ParameterTable, Placement
from glueshell.engine.splatting import expand, plain
from glueshell.objects.errors import PSError

if TYPE_CHECKING:
    from glueshell.engine.cmdlet_command import CmdletCommand
    from glueshell.engine.command import Command
    from glueshell.engine.invocation import Invocation
    from glueshell.engine.runtime import Engine
    from glueshell.engine.shapes import ElementShape

# So many forms of a command are remembered.
KEPT_FORMS = 8


def unfold(
    engine: Engine, command: CmdletCommand, shapes: Sequence[ElementShape], value_at: Callable[[int], object]
) -> Command:
    """The command with the parameters that its telling argument brings; the command itself without that argument.

    `value_at(i)` is the value of element i where its text does not tell it, UNKNOWN where nobody can.
    """
    element = _telling(command, shapes)
    if element is None:
        return command
    value = shapes[element].literal
    if value is UNKNOWN:
        value = value_at(element)
    further = None if value is UNKNOWN else command.cls.further(engine, value)
    return command if further is None else _form(command, further)


def unfold_call(invocation: Invocation, values: Sequence[object]) -> Command:
    """The command of a call, unfolded by the value that was given; what is wrong with it points at the argument."""
    command: Any = invocation.command
    if command.unfolds == "dynamicparam":
        from glueshell.engine.dynamic_parameters import unfolded

        return unfolded(invocation, values)
    shapes: Sequence[ElementShape] = invocation.site.shapes
    if invocation.site.splats:
        shapes, values = expand(invocation.engine, shapes, values)
        values = plain(values)
    try:
        return unfold(invocation.engine, command, shapes, values.__getitem__)
    except PSError as error:
        element = _telling(command, shapes)
        shape = None if element is None else shapes[element]
        position = invocation.site.position(*((shape.start, shape.end) if shape is not None else (None, None)))
        raise Terminating(invocation.complete(ErrorRecord(error, position=position))) from error


def _telling(command: CmdletCommand, shapes: Sequence[ElementShape]) -> int | None:
    """The element that is the value of the parameter that tells."""
    for table in (command.parameters, ParameterTable(command.parameters.own)):
        found = match(table, shapes, trailing=True)
        for named in found.named:
            if named.parameter.name == command.unfolds:
                return named.value
        for element, candidates in found.positional:
            if candidates[0].name == command.unfolds:
                return element
    return None


def _form(command: CmdletCommand, further: ParameterTable) -> Command:
    for known, form in command.forms:
        if known is further:
            return form
    own = command.parameters.own
    names = {parameter.name.lower() for parameter in own}
    added = [_shifted(parameter, len(own)) for parameter in further.own if parameter.name.lower() not in names]
    table = ParameterTable(
        (*own, *added), default_set=further.default_set, shared=command.parameters.shared, advanced=True
    )
    form = command.with_parameters(table)
    command.forms = [*command.forms[-KEPT_FORMS + 1 :], (further, form)]
    return form


def _shifted(parameter: Parameter, by: int) -> Parameter:
    """A copy that stands behind the command's own positions; nothing comes to it down a pipeline."""
    twin = Parameter.__new__(Parameter)
    for name in Parameter.__slots__:
        setattr(twin, name, getattr(parameter, name))
    twin.placements = {
        name: Placement(
            mandatory=part.mandatory,
            position=None if part.position is None else part.position + by,
            from_remaining=part.from_remaining,
            help=part.help,
        )
        for name, part in parameter.placements.items()
    }
    return twin
