"""What binding a call the long way came to, for the next call of the same place with values of the same classes.

Which parameter an argument goes to follows from the classes of the arguments as long as each was taken without
conversion; a value that the text fixes goes where it went before whatever its conversion was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from glueshell.engine.shapes import PARAMETER, UNKNOWN
from glueshell.engine.slots import Slot, is_script_block
from glueshell.objects.psobject import PSObject
from glueshell.objects.typeinfo import ARRAYS, TypedArray

if TYPE_CHECKING:
    from glueshell.engine.invocation import Invocation
    from glueshell.engine.parameters import ParameterTable
    from glueshell.engine.shapes import ElementShape

Key = tuple["ParameterTable", bool, tuple[type, ...]]

AS_IS, ALONE, CONSTANT = 0, 1, 2
"""How a parameter gets its value: the argument, a list of it alone, what the text says."""

MOST_RECIPES = 8

_IMMUTABLE = frozenset((str, int, float, bool))


class Recipe:
    """Steps (parameter's name, argument's place, how, constant), and what binding decided beside them."""

    __slots__ = ("collects", "mask", "set_name", "steps")

    def __init__(self, steps: Sequence[tuple[str, int, int, object]], mask: int, set_name: str, collects: bool) -> None:
        self.steps = tuple(steps)
        self.mask = mask
        self.set_name = set_name
        self.collects = collects

    def follow(self, invocation: Invocation, values: Sequence[object]) -> None:
        """Bind a call."""
        bound = invocation.bound
        for name, place, how, constant in self.steps:
            if how == CONSTANT:
                bound[name] = constant
            elif how == AS_IS:
                bound[name] = values[place]
            else:
                # The constant is the type of the array's elements.
                alone = [values[place]]
                bound[name] = alone if constant is None else TypedArray(alone, constant)  # type: ignore[arg-type]
        invocation.parameter_set = self.set_name
        invocation.collects = self.collects
        if invocation.expecting_input:
            from glueshell.engine.input_binding import InputBinder

            invocation.binder = InputBinder(invocation, self.mask, {})


def key_of(invocation: Invocation, values: Sequence[object]) -> Key:
    """What a recipe is kept under."""
    return invocation.command.parameters, invocation.expecting_input, tuple(map(type, values))


def recipe_of(
    invocation: Invocation,
    given: Mapping[str, tuple[Slot, ElementShape | None]],
    shapes: Sequence[ElementShape],
    values: Sequence[object],
    mask: int,
) -> Recipe | None:
    """The recipe of a call that was bound; `given` are the slots and elements its parameters got their values by."""
    places = {id(shape): place for place, shape in enumerate(shapes)}
    steps: list[tuple[str, int, int, object]] = []
    for name, value in invocation.bound.items():
        slot, shape = given.get(name, (None, None))
        if slot is None or shape is None:
            return None
        place = places.get(id(shape), -1)
        how = _way(slot, shape, values[place], value) if place >= 0 else None
        if how is None:
            return None
        element = getattr(value, "element_type", None) if how == ALONE else None
        steps.append((name, place, how, value if how == CONSTANT else element))
    taken = {place for _, place, _, _ in steps}
    if invocation.arguments or any(shape.kind != PARAMETER for place, shape in enumerate(shapes) if place not in taken):
        return None
    return Recipe(steps, mask, invocation.parameter_set, invocation.collects)


def _way(slot: Slot, shape: ElementShape, argument: object, value: Any) -> int | None:
    parameter = slot.parameter
    if type(value) in _IMMUTABLE and (shape.literal is not UNKNOWN or slot.parameter.is_switch):
        return CONSTANT if shape.literal is not UNKNOWN or not shape.has_value else None
    if parameter.transform is not None or parameter.validators or parameter.values:
        return None
    kind = type(argument)
    if isinstance(argument, PSObject):
        # What an object is an instance of is told by its own type names.
        return None
    if value is argument:
        return AS_IS if is_script_block(argument) or slot.accepted is None or kind in slot.accepted else None
    if type(value) in ARRAYS and len(value) == 1 and value[0] is argument:
        return ALONE if is_script_block(argument) or kind in slot.quick else None
    return None
