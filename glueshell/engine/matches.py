"""What matching finds: who gets which argument, what is wrong, what is still missing, where a cursor stands."""

from __future__ import annotations

from collections.abc import Sequence

from glueshell.engine.help_request import asks_for_help
from glueshell.engine.parameters import ALL_SETS, Parameter, ParameterTable
from glueshell.engine.shapes import ARGUMENT, PARAMETER, UNKNOWN, ElementShape


class MatchProblem:
    """What keeps a command from binding: an error id of PowerShell, what fills its message, and where.

    `start`, `end` are None when the whole command is meant; `element` is the index of the offending one.
    """

    __slots__ = ("arguments", "element", "end", "error_id", "parameter", "start")

    def __init__(
        self,
        error_id: str,
        arguments: Sequence[object] = (),
        *,
        start: int | None = None,
        end: int | None = None,
        element: int | None = None,
        parameter: Parameter | None = None,
    ) -> None:
        self.error_id = error_id
        self.arguments = tuple(arguments)
        self.start = start
        self.end = end
        self.element = element
        self.parameter = parameter

    def __repr__(self) -> str:
        return f"MatchProblem({self.error_id!r}, {self.arguments!r})"


class Site:
    """Where a cursor stands in a command.

    `kind` is 'name' (in a parameter's name: `word` is what is typed of it, `candidates` what it may become) or
    'value' (of `parameter`, the n-th positional included; None where nothing fits). `element` is the index of the
    element the cursor is in or -1 for a new one; `start` is where the word begins.
    """

    __slots__ = ("candidates", "element", "kind", "parameter", "start", "word")

    def __init__(
        self,
        kind: str,
        parameter: Parameter | None,
        element: int,
        start: int,
        word: str,
        candidates: Sequence[Parameter] = (),
    ) -> None:
        self.kind = kind
        self.parameter = parameter
        self.element = element
        self.start = start
        self.word = word
        self.candidates = tuple(candidates)


class Named:
    """`-Name value`: `value` is the value's element index, None for a bare switch; `text` a token that is the value."""

    __slots__ = ("element", "parameter", "splatted", "text", "value")

    def __init__(
        self, parameter: Parameter, element: int, value: int | None, text: str | None = None, splatted: bool = False
    ) -> None:
        self.parameter = parameter
        self.element = element
        self.value = value
        self.text = text
        self.splatted = splatted


class Match:
    """How a command's elements fall to its parameters.

    `named` and `positional` are the pairs found; `positional` holds (element, candidates), more than one candidate
    where the value's type decides. `rest` are elements that belong to no parameter by position; `mask` the sets
    still possible after the names; `problems` are in the order PowerShell would raise them. `owners[i]` is the
    parameter element i belongs to. `static` tells that running cannot change any of this. `asks_help`: there is `-?`.
    """

    __slots__ = (
        "asks_help", "elements", "expecting_input", "mask", "missing", "named", "owners", "pending", "plan",
        "positional", "problems", "remaining", "rest", "set_name", "static", "table", "unknown",
    )  # fmt: skip

    def __init__(self, table: ParameterTable, elements: Sequence[ElementShape]) -> None:
        self.table = table
        self.elements = elements
        self.asks_help = asks_for_help(elements)
        self.expecting_input = False
        self.named: list[Named] = []
        self.positional: list[tuple[int, tuple[Parameter, ...]]] = []
        self.rest: list[int] = []
        self.unknown: list[int] = []
        self.owners: list[Parameter | None] = [None] * len(elements)
        self.pending: Parameter | None = None
        self.mask = ParameterTable.EVERY_SET
        self.remaining: Parameter | None = None
        self.missing: list[Parameter] = []
        self.set_name = ALL_SETS
        self.problems: list[MatchProblem] = []
        self.static = True
        # Binding keeps its precomputed moves here.
        self.plan: object = None

    def given(self) -> set[str]:
        """Names of the parameters that have an argument."""
        return {owner.name for owner in self.owners if owner is not None}

    def unbound(self) -> list[Parameter]:
        """The parameters that could still be given, in order of declaration."""
        given, table = self.given(), self.table
        return [
            parameter
            for parameter in table.all
            if parameter.name not in given and (table.masks[parameter.name] & self.mask or self.mask == -1)
        ]

    def literals(self) -> dict[str, object]:
        """Parameter name -> value, for the arguments whose text alone fixes it; a bare switch is True."""
        found: dict[str, object] = {}
        for named in self.named:
            if named.value is None:
                found[named.parameter.name] = True
            elif named.text is not None:
                found[named.parameter.name] = named.text
            elif self.elements[named.value].literal is not UNKNOWN:
                found[named.parameter.name] = self.elements[named.value].literal
        for element, candidates in self.positional:
            if self.elements[element].literal is not UNKNOWN:
                found[candidates[0].name] = self.elements[element].literal
        return found

    def next_positional(self) -> Parameter | None:
        """The parameter a further argument without a name would fall to."""
        given = self.given()
        for parameters in self.table.positional(self.mask).values():
            free = [
                parameter
                for parameter in parameters
                if parameter.name not in given and self.table.masks[parameter.name] & self.mask
            ]
            if free:
                return preferred(self.table, free, self.mask)[0]
        return remaining_parameter(self.table, self.mask, given)

    def site(self, cursor: int) -> Site:
        """Say what a cursor at offset `cursor` of the text is about to write."""
        for index, shape in enumerate(self.elements):
            if not shape.start <= cursor <= shape.end:
                continue
            if shape.kind == PARAMETER:
                if shape.has_value and cursor >= shape.value_start:
                    return Site(
                        "value",
                        self.owners[index],
                        index,
                        shape.value_start,
                        shape.text[shape.value_start - shape.start :],
                    )
                if shape.text.endswith(":") and cursor == shape.end:
                    return Site("value", self.owners[index], -1, cursor, "")
                word = shape.text[1 : cursor - shape.start]
                taken = self.given() - ({self.owners[index].name} if self.owners[index] else set())  # type: ignore[union-attr]
                names = [
                    parameter
                    for parameter in self.table.all
                    if parameter.name not in taken and (self.table.masks[parameter.name] & self.mask)
                ]
                return Site("name", self.owners[index], index, shape.start, word, names)
            if shape.kind == ARGUMENT:
                owner = self.owners[index]
                return Site("value", owner, index, shape.start, shape.text[: cursor - shape.start])
        before = [index for index, shape in enumerate(self.elements) if shape.end < cursor]
        if before:
            last = before[-1]
            shape = self.elements[last]
            owner = self.owners[last]
            if shape.kind == PARAMETER and not shape.has_value and owner is not None and not owner.is_switch:
                return Site("value", owner, -1, cursor, "")
        return Site("value", self.next_positional(), -1, cursor, "", self.unbound())


def preferred(table: ParameterTable, candidates: Sequence[Parameter], mask: int) -> list[Parameter]:
    """The candidates for one position, those of the default set first while it is possible."""
    default = table.default_bit
    if not default or not mask & default:
        return list(candidates)
    return sorted(candidates, key=lambda parameter: not table.masks[parameter.name] & default)


def remaining_parameter(table: ParameterTable, mask: int, given: set[str]) -> Parameter | None:
    for parameter in table.own:
        if parameter.name not in given and table.masks[parameter.name] & mask:
            if any(part.from_remaining for part in table.placements_in(parameter, mask)):
                return parameter
    return None
