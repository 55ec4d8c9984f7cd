"""Giving a matched command its values: named, positional, defaults, the rest; prompting for what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from glueshell.engine.binding_errors import BindingFailure, failure, failure_of, full_type_name
from glueshell.engine.help_request import become_help
from glueshell.engine.invocation import Invocation
from glueshell.engine.matching import (
    END_OF_PARAMETERS,
    PARAMETER,
    UNKNOWN,
    ElementShape,
    Match,
    match,
    preferred,
    stands_at,
)
from glueshell.engine.parameter_sets import resolve_sets, set_name_of, settle
from glueshell.engine.parameters import Parameter, ParameterTable
from glueshell.engine.recipes import MOST_RECIPES, key_of, recipe_of
from glueshell.engine.slots import REFUSED, Slot, is_script_block, slot_of
from glueshell.engine.splatting import expand, names_of, spread
from glueshell.objects.absence import array
from glueshell.objects.enumeration import EMPTY
from glueshell.objects.errors import PSError

if TYPE_CHECKING:
    from glueshell.engine.invocation import CallSite

_REFUSED_VALUE = "ParameterArgumentValidationError"
_BEFORE_VALUES = frozenset({"AmbiguousParameter", "MissingArgument"})

OUTPUT_VARIABLES = frozenset(
    {"OutVariable", "PipelineVariable", "ErrorVariable", "WarningVariable", "InformationVariable"}
)
"""The shared parameters that collect what a command writes."""

Move = tuple[str, int, "frozenset[type] | None", Slot, "object | None", int, bool]


class Plan:
    """The moves of a match that nothing at run time can change.

    A move is (parameter's name, element or -1 for a bare switch, types taken as they are, slot, text in place of the
    value or None, element that errors point at, whether the call names the parameter).
    """

    __slots__ = ("collects", "moves", "rest", "set_name")

    def __init__(self, moves: Sequence[Move], rest: Sequence[int], set_name: str) -> None:
        self.moves = tuple(moves)
        self.collects = any(move[0] in OUTPUT_VARIABLES for move in moves)
        self.rest = tuple(rest)
        self.set_name = set_name


def plan_of(found: Match) -> Plan | None:
    """The plan of a match, or None when it needs the long way."""
    if found.asks_help or not found.static or found.problems or found.missing or found.remaining is not None:
        return None
    moves: list[Move] = []
    for named in found.named:
        slot = slot_of(found.table, named.parameter)
        value, at = named.value, named.element
        text: object | None = named.text
        if value is None:
            moves.append((named.parameter.name, -1, slot.given, slot, None, at, True))
        elif text is not None:
            moves.append((named.parameter.name, value, slot.given, slot, text, at, True))
        else:
            text = number_text(slot, found.elements[value])
            moves.append((named.parameter.name, value, slot.given, slot, text, value, True))
    for element, candidates in found.positional:
        slot = slot_of(found.table, candidates[0])
        text = number_text(slot, found.elements[element])
        moves.append((candidates[0].name, element, slot.given, slot, text, element, False))
    moves.sort(key=lambda move: not move[3].parameter.leads)
    if found.expecting_input and not all(move[3].takes_blocks for move in moves):
        return None
    return Plan(moves, found.rest, found.set_name)


def number_text(slot: Slot, shape: ElementShape) -> object | None:
    """What stands for a number written as an argument: its text where the parameter takes text (`1.50` stays `1.50`).

    A function's parameter, and a cmdlet's that takes anything or a version (`1.0`), gets the number with its text.
    """
    if shape.literal is UNKNOWN or isinstance(shape.literal, str | list):
        return None
    if slot.takes_text:
        return shape.text[shape.value_start - shape.start :] if shape.has_value else shape.text
    parameter = slot.parameter
    keeps = slot.takes_anything or parameter.type == "version" or (parameter.cast and not parameter.is_switch)
    return shape.written if keeps else None


def match_for(site: CallSite, table: ParameterTable, expecting_input: bool) -> Match:
    """The match of a call without splats, remembered at its site."""
    for known, expecting, found in site.matches:
        if known is table and expecting is expecting_input:
            return found
    found = match(table, site.shapes, expecting_input=expecting_input)
    found.plan = plan_of(found)
    if len(site.matches) >= 4:
        site.matches.clear()
    site.matches.append((table, expecting_input, found))
    return found


def bind(invocation: Invocation, values: Sequence[object]) -> None:
    """Bind a call's values; fills `bound`, `arguments`, `parameter_set` and the `binder` of pipeline input.

    Raises Terminating with PowerShell's binding error, pointing at the argument.
    """
    if invocation.command.unfolds:
        from glueshell.engine.unfolding import unfold_call

        invocation.command = unfold_call(invocation, values)
    site, table = invocation.site, invocation.command.parameters
    shapes: Sequence[ElementShape] = site.shapes
    if site.splats:
        shapes, values, found = _splatted(invocation, shapes, values)
    else:
        found = match_for(site, table, invocation.expecting_input)
    plan: Any = found.plan
    if plan is not None and not (table.advanced and invocation.engine.default_values):
        bound = invocation.bound
        for name, element, accepted, slot, text, at, named in plan.moves:
            value = True if element < 0 else values[element] if text is None else text
            if accepted is not None and type(value) not in accepted:
                value = _prepare(slot, invocation, value, shapes[at], named)
            bound[name] = value
        for element in plan.rest:
            _keep(invocation, shapes[element], values[element])
        invocation.parameter_set = plan.set_name
        invocation.collects = plan.collects and table.advanced
        if invocation.expecting_input:
            from glueshell.engine.input_binding import InputBinder

            invocation.binder = InputBinder(invocation, found.mask, {})
        return
    if found.asks_help and become_help(invocation):
        return
    if site.splats or (table.advanced and invocation.engine.default_values):
        Binding(invocation, found, shapes, values).run()
        return
    key = key_of(invocation, values)
    recipe = site.recipes.get(key)
    if recipe is not None:
        recipe.follow(invocation, values)
        return
    binding = Binding(invocation, found, shapes, values)
    binding.run()
    if not binding.delayed and not binding.asked and len(site.recipes) < MOST_RECIPES:
        made = recipe_of(invocation, binding.given, shapes, values, binding.mask)
        if made is not None:
            site.recipes[key] = made


def _expanded(
    invocation: Invocation, shapes: Sequence[ElementShape], values: Sequence[object]
) -> tuple[list[ElementShape], list[object]]:
    try:
        return expand(invocation.engine, shapes, values)
    except PSError as error:
        if invocation.command.parameters.advanced or invocation.command.kind == "Cmdlet":
            raise
        # It is found while a plain function runs already.
        invocation.rethrow(error)


def _splatted(
    invocation: Invocation, shapes: Sequence[ElementShape], values: Sequence[object]
) -> tuple[Sequence[ElementShape], Sequence[object], Match]:
    """Shapes, values and match of a call with splats; the match is remembered by the names hashtables bring."""
    site, table, expecting = invocation.site, invocation.command.parameters, invocation.expecting_input
    names = names_of(values)
    if names is None:
        shapes, values = _expanded(invocation, shapes, values)
        found = match(table, shapes, expecting_input=expecting)
        return shapes, _named(found, values), found
    known = site.splatted.get((names, expecting))
    if known is not None and known[0] is table:
        return known[1], _named(known[2], spread(values)), known[2]
    shapes, values = _expanded(invocation, shapes, values)
    found = match(table, shapes, expecting_input=expecting)
    found.plan = plan_of(found)
    if len(site.splatted) >= 16:
        site.splatted.clear()
    site.splatted[names, expecting] = (table, shapes, found)
    return shapes, _named(found, values), found


def _named(found: Match, values: list[object]) -> list[object]:
    """The values, null for a parameter where a splat brings what is no output."""
    if any(value is EMPTY for value in values):
        for named in found.named:
            if named.value is not None and values[named.value] is EMPTY:
                values[named.value] = None
    return values


def _prepare(slot: Slot, invocation: Invocation, value: object, shape: ElementShape, named: bool) -> object:
    quick = slot.quick.get(type(value))
    if quick is not None:
        return quick(value)
    start = shape.value_start if shape.kind == PARAMETER and shape.has_value and not shape.splatted else shape.start
    if not slot.takes_blocks and is_script_block(value):
        raise failure(
            invocation,
            "ScriptBlockArgumentNoInput",
            slot.parameter.name,
            start=start,
            end=shape.end,
            parameter=slot.parameter,
        )
    return slot.prepare(invocation, value, start, shape.end, named=named)


def _keep(invocation: Invocation, shape: ElementShape, value: object) -> None:
    """Put what no parameter took into `$args`: unknown names as the text they were."""
    if shape.kind == PARAMETER:
        invocation.argument_names |= {len(invocation.arguments)}
        if shape.has_value:
            invocation.arguments.append(f"-{shape.name}:")
            if value is EMPTY:
                invocation.arguments = array([*invocation.arguments, value])
            else:
                invocation.arguments.append(value)
        else:
            invocation.arguments.append(f"-{shape.name}")
    elif shape.kind != END_OF_PARAMETERS:
        invocation.arguments.append(value if shape.written is None else shape.written)


class Binding:
    """One call bound the long way: whatever a plan cannot foresee."""

    def __init__(
        self, invocation: Invocation, found: Match, shapes: Sequence[ElementShape], values: Sequence[object]
    ) -> None:
        self.invocation = invocation
        self.found = found
        self.shapes = shapes
        self.values = values
        self.table = found.table
        self.mask = ParameterTable.EVERY_SET
        self.bound = invocation.bound
        self.delayed: dict[str, Any] = {}
        # The slots and elements that parameters got their values by; whether a person was asked for some.
        self.given: dict[str, tuple[Slot, ElementShape | None]] = {}
        self.asked = False
        self.too_narrow = False

    def run(self) -> None:
        """Bind everything, in PowerShell's order."""
        found, invocation = self.found, self.invocation
        for problem in found.problems:
            if problem.error_id in _BEFORE_VALUES:
                raise failure_of(invocation, problem)
        for named in sorted(found.named, key=lambda named: not named.parameter.leads):
            element = named.element if named.value is None else named.value
            value: object = True if named.value is None else self.values[element]
            if named.text is not None:
                # The value is the text of an unknown name; what is wrong with it is told at the parameter.
                value, element = named.text, named.element
            self._give(named.parameter, value, self.shapes[element])
        for problem in found.problems:
            if problem.error_id == "ParameterAlreadyBound":
                raise failure_of(invocation, problem)
        refused, original = self._positional()
        if self.table.advanced and invocation.engine.default_values:
            self._defaults()
        self._rest(refused, original)
        if self.too_narrow:
            raise failure(invocation, "AmbiguousParameterSet")
        self._settle()
        invocation.collects = self.table.advanced and not self.bound.keys().isdisjoint(OUTPUT_VARIABLES)
        if invocation.expecting_input:
            from glueshell.engine.input_binding import InputBinder

            invocation.binder = InputBinder(invocation, self.mask, self.delayed)

    def _given(self, name: str) -> bool:
        return name in self.bound or name in self.delayed

    def _give(
        self,
        parameter: Parameter,
        value: object,
        shape: ElementShape | None,
        *,
        coerce: bool = True,
        named: bool = True,
    ) -> bool:
        """Bind one value; False when it does not fit without conversion."""
        slot = slot_of(self.table, parameter)
        invocation = self.invocation
        start = end = None
        if shape is not None:
            # Without conversion a number does not fit a parameter that takes text.
            alike = not coerce and slot.takes_text
            text = None if shape.splatted or alike else number_text(slot, shape)
            if text is not None and not isinstance(value, str | list):
                value = text
            start, end = shape.start, shape.end
            if shape.kind == PARAMETER and shape.has_value and not shape.splatted:
                start = shape.value_start
        if not slot.takes_blocks and is_script_block(value):
            if not invocation.expecting_input:
                raise failure(
                    invocation, "ScriptBlockArgumentNoInput", parameter.name, start=start, end=end, parameter=parameter
                )
            self.delayed[parameter.name] = value
        else:
            accepted = slot.accepted
            if accepted is not None and type(value) not in accepted:
                value = slot.prepare(invocation, value, start, end, coerce=coerce, named=named)
                if value is REFUSED:
                    return False
            self.bound[parameter.name] = value
            self.given[parameter.name] = slot, shape
        mask = self.table.masks[parameter.name]
        if mask != ParameterTable.EVERY_SET:
            if not self.mask & mask:
                self.too_narrow = True
            self.mask = (self.mask & mask) or mask
        return True

    # -- by position ------------------------------------------------------------------------------------------------

    def _positional(self) -> tuple[list[int], BindingFailure | None]:
        """Bind nameless arguments; comes back with those that fit nowhere and the first error that was in the way."""
        found, table = self.found, self.table
        queue = [element for element, _ in found.positional]
        queue += [element for element in found.rest if element not in found.unknown]
        queue.sort()
        refused: list[int] = []
        original: BindingFailure | None = None
        if not queue:
            return refused, original
        for position, parameters in table.positional(ParameterTable.EVERY_SET).items():
            free = [
                parameter
                for parameter in parameters
                if not self._given(parameter.name) and stands_at(table, parameter, position, self.mask)
            ]
            if not free:
                continue
            if not queue:
                break
            element = queue.pop(0)
            error = self._place(preferred(table, free, self.mask), element)
            if error is not None:
                if isinstance(error, BindingFailure) and len(free) == 1 and free[0].cast:
                    # A function's parameter that cannot take its argument does not leave it to another.
                    raise error
                refused.append(element)
                original = original or (error if isinstance(error, BindingFailure) else None)
        return refused + queue, original

    def _place(self, candidates: list[Parameter], element: int) -> BindingFailure | bool | None:
        """Bind one nameless argument to the first candidate it fits; None when it was bound."""
        value, shape = self.values[element], self.shapes[element]
        error: BindingFailure | bool | None = None
        default = self.table.default_bit
        first = [parameter for parameter in candidates if default and self.table.masks[parameter.name] & default]
        attempts = [(first, False), (candidates, False), (first, True), (candidates, True)]
        if len(candidates) == 1:
            attempts = [(candidates, True)]
        for group, coerce in attempts:
            for parameter in group:
                try:
                    given = self._give(parameter, value, shape, coerce=coerce, named=False)
                except BindingFailure as raised:
                    closed = parameter.cast or parameter.values
                    if not closed and raised.record.error_id.startswith(_REFUSED_VALUE):
                        # What fits a cmdlet's parameter and is refused there is left to no other.
                        raise
                    if coerce and parameter.cast and group is first:
                        # What a function's default set cannot take is left to no other set.
                        raise
                    error = raised
                    continue
                if given:
                    if group is candidates and not coerce and parameter.cast:
                        self._refuse_rivals(group, parameter, value)
                    return None
                error = error or True
        return error

    def _refuse_rivals(self, group: list[Parameter], taken: Parameter, value: object) -> None:
        """An error where a parameter of another set would have taken the argument just as well."""
        for rival in group[group.index(taken) + 1 :]:
            if self.table.masks[rival.name] & self.mask:
                continue
            slot = slot_of(self.table, rival)
            fits = slot.accepted is None or type(value) in slot.accepted
            if fits or slot.prepare(self.invocation, value, None, None, coerce=False) is not REFUSED:
                raise failure(self.invocation, "AmbiguousParameterSet")

    # -- $PSDefaultParameterValues ----------------------------------------------------------------------------------

    def _defaults(self) -> None:
        from glueshell.engine.default_values import defaults_for

        for parameter, value in defaults_for(self.invocation.engine, self.invocation.command):
            if self._given(parameter.name):
                continue
            mask = self.table.masks[parameter.name]
            if mask != ParameterTable.EVERY_SET and not mask & self.mask:
                continue
            self._give(parameter, value, None)

    # -- what is left -----------------------------------------------------------------------------------------------

    def _rest(self, refused: list[int], original: BindingFailure | None) -> None:
        rest = sorted(refused + self.found.unknown)
        if not rest:
            return
        table, invocation = self.table, self.invocation
        taker = None
        for parameter in table.own:
            if not self._given(parameter.name) and table.masks[parameter.name] & self.mask:
                if any(part.from_remaining for part in table.placements_in(parameter, self.mask)):
                    taker = parameter
                    break
        if taker is not None:
            self._take_rest(taker, rest)
            return
        if not table.advanced:
            if original is not None:
                raise original
            for element in rest:
                _keep(invocation, self.shapes[element], self.values[element])
            return
        from glueshell.engine.matching import unexpected

        problem = unexpected(self.found, rest[0])
        if self._undecided():
            raise failure(invocation, "AmbiguousParameterSet")
        if problem.error_id == "PositionalParameterNotFound":
            if original is not None:
                raise original
            written = self.shapes[rest[0]].written
            problem.arguments = (described(self.values[rest[0]] if written is None else written),)
        raise failure_of(invocation, problem)

    def _undecided(self) -> bool:
        """Whether what is bound does not yet say which parameter set is meant."""
        return resolve_sets(self.table, self.mask, self._given, self.invocation.expecting_input) is None

    def _take_rest(self, taker: Parameter, rest: list[int]) -> None:
        from glueshell.objects.typeinfo import type_of
        from glueshell.objects.types.lists import GenericList

        items: list[object] = []
        for element in rest:
            shape, value = self.shapes[element], self.values[element]
            if shape.kind == PARAMETER:
                items.append(f"-{shape.name}:" if shape.has_value else f"-{shape.name}")
                if shape.has_value and value is not EMPTY:
                    items.append(value)
            else:
                items.append(value if shape.written is None else shape.written)
        gathered: object = items
        if len(items) == 1 and isinstance(items[0], list):
            gathered = items[0]
        elif taker.type.lower() in ("object", "psobject", "system.object"):
            # What nobody converts stays in the list that gathers it.
            gathered = items = GenericList(items)
        if gathered is not items:
            self._give(taker, gathered, self.shapes[rest[0]])
            return
        try:
            self._give(taker, gathered, self.shapes[rest[0]] if len(items) == 1 else None)
        except BindingFailure as raised:
            error = raised.record.exception
            if error.inner is None or error.error_id != "ParameterArgumentTransformationError":
                raise
            # What is converted is the list that gathers them; the error says so.
            gatherer, wanted = "System.Collections.Generic.List`1[System.Object]", full_type_name(taker)
            text = f'Cannot convert value "{gatherer}" to type "{wanted}". Error: "{error.inner.message}"'
            if not wanted.endswith("[]"):
                kind = type_of(GenericList(items)).full_name
                text = f'Cannot convert the "{gatherer}" value of type "{kind}" to type "{wanted}".'
            place = raised.record.position
            told = failure(self.invocation, error.error_id, taker.name, text, parameter=taker)
            told.record.position = place
            raise told from raised

    # -- sets and what is missing -----------------------------------------------------------------------------------

    def _settle(self) -> None:
        table, invocation = self.table, self.invocation
        mask, missing = settle(table, self.mask, self._given, invocation.expecting_input)
        if mask is None:
            raise failure(invocation, "AmbiguousParameterSet")
        self.mask = mask
        invocation.parameter_set = set_name_of(table, mask)
        if missing:
            from glueshell.engine.prompting import ask_for

            self.asked = True
            for parameter, value in ask_for(invocation, missing):
                self._give(parameter, value, None)


def described(value: object) -> str:
    """A value as binding messages name it: its text, a collection by its type, `$null`."""
    from glueshell.objects.convert import culture_text
    from glueshell.objects.typeinfo import type_of

    if value is None:
        return "$null"
    return type_of(value).ps_text() if isinstance(value, list) else culture_text(value)
