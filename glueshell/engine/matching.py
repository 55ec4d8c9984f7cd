"""Which argument belongs to which parameter: pure, from the shape of a command, without evaluating anything.

Binding follows a Match, completion and help ask it, script checking reads its problems. There is no second binder.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from glueshell.engine.matches import Match, MatchProblem, Named, Site, preferred, remaining_parameter
from glueshell.engine.parameter_sets import resolve_sets, set_name_of, settle
from glueshell.engine.parameters import Parameter, ParameterTable
from glueshell.engine.shapes import ARGUMENT, END_OF_PARAMETERS, PARAMETER, SPLAT, UNKNOWN, ElementShape, shapes_of

if TYPE_CHECKING:
    from glueshell.engine.commands import Command

__all__ = [
    "ARGUMENT", "END_OF_PARAMETERS", "PARAMETER", "SPLAT", "UNKNOWN", "ElementShape", "Match", "MatchProblem", "Named",
    "Site", "match", "preferred", "shapes_of", "stands_at", "unexpected",
]  # fmt: skip


def match(
    command: Command | ParameterTable,
    elements: Sequence[ElementShape],
    *,
    trailing: bool = False,
    expecting_input: bool = False,
) -> Match:
    """Match the elements (shapes after the command's name) to the parameters.

    `trailing` says the line is still being written: a last parameter without its value is no problem then, it is
    `pending`. Splats must have been expanded for the result to be whole; an unexpanded one makes it not `static`.
    """
    table = command if isinstance(command, ParameterTable) else command.parameters
    result = Match(table, elements)
    result.expecting_input = expecting_input
    arguments, plain = _pair(result, trailing)
    if not result.problems:
        _place_positional(result, arguments, plain)
        _settle(result)
    return result


def _pair(result: Match, trailing: bool) -> tuple[list[int], set[int]]:
    """Give names their values; the elements that are left, and the places in that list of those after `--`."""
    table, elements, problems = result.table, result.elements, result.problems
    left: list[int] = []
    plain: set[int] = set()
    # Names from a hashtable give way to names written out.
    explicit: set[str] = set()
    splatted: list[Named] = []
    index, count = 0, len(elements)
    only_arguments = False
    while index < count:
        shape = elements[index]
        if shape.kind == SPLAT:
            result.static = False
        elif shape.kind == END_OF_PARAMETERS:
            only_arguments = True
        elif shape.kind == ARGUMENT or only_arguments:
            if only_arguments:
                plain.add(len(left))
            left.append(index)
        else:
            # A dash in front of a name that a hashtable brings counts for nothing.
            name = shape.name.removeprefix("-") if shape.splatted else shape.name
            found = table.find(name) if name else []
            if len(found) > 1:
                names = "".join(f" -{parameter.name}" for parameter in found)
                problems.append(
                    MatchProblem(
                        "AmbiguousParameter", (shape.name, names), start=shape.start, end=shape.name_end, element=index
                    )
                )
                if not trailing:
                    return left, plain
            elif not found:
                left.append(index)
            else:
                parameter = found[0]
                named = Named(parameter, index, index, splatted=shape.splatted)
                if not shape.has_value:
                    if parameter.is_switch:
                        named.value = None
                    elif index + 1 >= count or elements[index + 1].kind in (SPLAT, END_OF_PARAMETERS):
                        if index + 1 < count and elements[index + 1].kind == SPLAT:
                            result.static = False
                        if trailing and index + 1 >= count:
                            result.owners[index] = result.pending = parameter
                            index += 1
                            continue
                        problems.append(_missing_argument(parameter, shape, index))
                        if not trailing:
                            return left, plain
                    else:
                        follower = elements[index + 1]
                        if follower.kind == PARAMETER:
                            if follower.has_value or table.find(follower.name):
                                problems.append(_missing_argument(parameter, shape, index))
                                if not trailing:
                                    return left, plain
                                result.owners[index] = parameter
                                index += 1
                                continue
                            named.text = follower.text
                        index += 1
                        named.value = index
                        result.owners[index] = parameter
                result.owners[named.element] = parameter
                if shape.splatted:
                    splatted.append(named)
                elif parameter.name in explicit:
                    problems.append(
                        MatchProblem(
                            "ParameterAlreadyBound",
                            (parameter.name,),
                            start=shape.start,
                            end=shape.name_end,
                            element=named.element,
                            parameter=parameter,
                        )
                    )
                    if not trailing:
                        return left, plain
                else:
                    explicit.add(parameter.name)
                    result.named.append(named)
        index += 1
    brought: set[str] = set()
    for named in splatted:
        name = named.parameter.name
        if name in brought:
            shape = elements[named.element]
            problems.append(
                MatchProblem(
                    "ParameterAlreadyBound", (shape.name,), start=shape.start, end=shape.end, element=named.element,
                    parameter=named.parameter,
                )
            )  # fmt: skip
        elif name not in explicit:
            brought.add(name)
            result.named.append(named)
    for named in result.named:
        _narrow(result, named.parameter)
    return left, plain


def _missing_argument(parameter: Parameter, shape: ElementShape, index: int) -> MatchProblem:
    return MatchProblem(
        "MissingArgument", (parameter.name,), start=shape.start, end=shape.end, element=index, parameter=parameter
    )


def _narrow(result: Match, parameter: Parameter) -> None:
    mask = result.table.masks[parameter.name]
    if mask == ParameterTable.EVERY_SET:
        return
    narrowed = result.mask & mask
    if narrowed == 0 and not any(problem.error_id == "AmbiguousParameterSet" for problem in result.problems):
        result.problems.append(MatchProblem("AmbiguousParameterSet", parameter=parameter))
    result.mask = narrowed or mask



def _place_positional(result: Match, arguments: list[int], plain: set[int]) -> None:
    """Hand the nameless arguments to positional parameters, lowest position first."""
    table, elements = result.table, result.elements
    given = {named.parameter.name for named in result.named}
    if result.pending is not None:
        given.add(result.pending.name)
    queue: list[int] = []
    index = 0
    while index < len(arguments):
        element = arguments[index]
        if index not in plain and elements[element].kind == PARAMETER:
            # An unknown name takes the nameless argument after it along; together they go to `$args`, or are an error.
            result.unknown.append(element)
            if index + 1 < len(arguments) and (index + 1 in plain or elements[arguments[index + 1]].kind == ARGUMENT):
                result.unknown.append(arguments[index + 1])
                index += 1
        else:
            queue.append(element)
        index += 1
    positions = table.positional(ParameterTable.EVERY_SET) if queue else {}
    for position, parameters in positions.items():
        if not queue:
            break
        free = [
            parameter
            for parameter in parameters
            if parameter.name not in given and stands_at(table, parameter, position, result.mask)
        ]
        if not free:
            continue
        element = queue.pop(0)
        ordered = preferred(table, free, result.mask)
        result.positional.append((element, tuple(ordered)))
        result.owners[element] = ordered[0]
        given.add(ordered[0].name)
        if len(ordered) > 1:
            result.static = False
        _narrow(result, ordered[0])
    result.rest = sorted(queue + result.unknown)


def stands_at(table: ParameterTable, parameter: Parameter, position: int, mask: int) -> bool:
    """Whether the parameter has this position in a set that is still possible."""
    if not table.masks[parameter.name] & mask:
        return False
    return any(part.position == position and not part.from_remaining for part in table.placements_in(parameter, mask))



def _settle(result: Match) -> None:
    """Choose the parameter set, find what takes the rest, what is missing, what is too much."""
    table = result.table
    given = result.given()
    if result.rest:
        result.remaining = remaining_parameter(table, result.mask, given)
        if result.remaining is not None:
            given.add(result.remaining.name)
            for element in result.rest:
                result.owners[element] = result.remaining
        elif table.advanced:
            undecided = resolve_sets(table, result.mask, given.__contains__, result.expecting_input) is None
            result.problems.append(
                MatchProblem("AmbiguousParameterSet")
                if undecided and result.elements[result.rest[0]].kind != PARAMETER
                else unexpected(result, result.rest[0])
            )
    if result.problems or result.pending is not None:
        return
    mask, missing = settle(table, result.mask, given.__contains__, result.expecting_input)
    if mask is None:
        result.problems.append(MatchProblem("AmbiguousParameterSet"))
        return
    result.mask = mask
    result.set_name = set_name_of(table, mask)
    result.missing = missing
    if result.missing:
        names = "".join(f" {parameter.name}" for parameter in result.missing)
        result.problems.append(MatchProblem("MissingMandatoryParameter", (names,)))


def unexpected(result: Match, element: int) -> MatchProblem:
    """The problem of an element that no parameter takes."""
    shape = result.elements[element]
    if shape.kind == PARAMETER:
        return MatchProblem("NamedParameterNotFound", (shape.name,), start=shape.start, end=shape.end, element=element)
    return MatchProblem("PositionalParameterNotFound", (shape.text,), element=element)
