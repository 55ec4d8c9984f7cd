"""Which parameter sets stay possible, which one is chosen, and what it still needs."""

from __future__ import annotations

from collections.abc import Callable

from glueshell.engine.parameters import ALL_SETS, Parameter, ParameterTable


def takes_input(table: ParameterTable, parameter: Parameter, mask: int) -> bool:
    """Whether the parameter can come from the pipeline in a set of `mask`."""
    return any(part.from_pipeline or part.from_pipeline_by_name for part in table.placements_in(parameter, mask))


def resolve_sets(table: ParameterTable, mask: int, given: Callable[[str], bool], expecting_input: bool) -> int | None:
    """Settle on one parameter set, as PowerShell does; with input expected several may stay open.

    The result is the mask of what stays, None when nothing decides between several.
    """
    if not table.set_names:
        return mask
    every = (1 << len(table.set_names)) - 1
    open_sets = every & mask
    if open_sets.bit_count() == 1:
        return open_sets if mask != ParameterTable.EVERY_SET or table.default_bit else mask
    if expecting_input:
        waiting = any(
            not given(parameter.name)
            and table.masks[parameter.name] & mask
            and any(part.from_pipeline or part.from_pipeline_by_name for part in table.placements_in(parameter, mask))
            for parameter in table.own
        )
        if waiting:
            return mask
    if table.default_bit & open_sets:
        return table.default_bit
    # Only the sets without a missing mandatory parameter remain; a single one decides.
    lenient = open_sets
    for parameter in table.own:
        if given(parameter.name):
            continue
        for name, part in parameter.placements.items():
            if part.mandatory:
                lenient &= 0 if name == ALL_SETS else ~table.bits[name.lower()]
    if lenient.bit_count() == 1:
        return lenient
    return None


def set_name_of(table: ParameterTable, mask: int) -> str:
    """The name `$PSCmdlet.ParameterSetName` shows for a mask."""
    if not table.set_names or mask == ParameterTable.EVERY_SET:
        return table.default_set or ALL_SETS
    if table.default_bit & mask:
        return table.default_set
    return table.sets_in(mask)[0]


def settle(
    table: ParameterTable, mask: int, given: Callable[[str], bool], expecting_input: bool
) -> tuple[int | None, list[Parameter]]:
    """The sets that stay possible (None where nothing decides) and the mandatory parameters that are missing.

    With input expected, what it may still bring is not missing, and several sets may stay open.
    """
    resolved = resolve_sets(table, mask, given, expecting_input)
    if resolved is None:
        return None, []
    every = (1 << len(table.set_names)) - 1
    if expecting_input and (every & resolved).bit_count() > 1:
        return _await_input(table, every & resolved, given) or (resolved, [])
    return resolved, missing_mandatory(table, resolved, given, expecting_input)


class _Wanted:
    """The mandatory parameters of one set without an argument: whether input may bring some, and those it cannot."""

    __slots__ = ("by_name", "by_value", "unpiped")

    def __init__(self) -> None:
        self.by_value = self.by_name = False
        self.unpiped: list[Parameter] = []

    @property
    def piped(self) -> bool:
        return self.by_value or self.by_name


def _await_input(
    table: ParameterTable, mask: int, given: Callable[[str], bool]
) -> tuple[int | None, list[Parameter]] | None:
    """Which of several sets pipeline input is to decide between, as PowerShell narrows them; None for all of them."""
    wanted: dict[int, _Wanted] = {}
    for parameter in table.own:
        if given(parameter.name):
            continue
        for name, part in parameter.placements.items():
            flag = ParameterTable.EVERY_SET if name == ALL_SETS else table.bits[name.lower()]
            if part.mandatory and flag & mask:
                entry = wanted.setdefault(flag, _Wanted())
                entry.by_value |= part.from_pipeline
                entry.by_name |= part.from_pipeline_by_name
                if not (part.from_pipeline or part.from_pipeline_by_name):
                    entry.unpiped.append(parameter)
    if not wanted:
        return None
    shared = wanted.pop(ParameterTable.EVERY_SET, None)
    common = shared.unpiped if shared is not None else []
    default = table.default_bit & mask
    others = {flag: entry for flag, entry in wanted.items() if flag != default}
    demanding = mask if shared is not None else sum(wanted)
    if default and not default & demanding and not any(entry.piped for entry in others.values()):
        return mask & ~demanding, common
    if demanding.bit_count() == 1 or demanding.bit_count() == _MOST_SETS:
        return mask, [parameter for entry in wanted.values() for parameter in entry.unpiped] + common
    if default and _latches(wanted.get(default), others, bool(common)):
        return default, [*(wanted[default].unpiped if default in wanted else ()), *common]
    chosen = _sole_taker(wanted)
    if chosen:
        rivals = sum(flag for flag in wanted if flag != chosen)
        unpiped = wanted[chosen].unpiped
        return (chosen if unpiped else mask & ~rivals), [*unpiped, *common]
    takers = sum(flag for flag, entry in wanted.items() if entry.piped)
    return (mask & ~(sum(wanted) & ~takers), common) if takers else (None, [])


# So many sets fill the mask of PowerShell, which then stands for one set that is all.
_MOST_SETS = 32


def _latches(default: _Wanted | None, others: dict[int, _Wanted], common: bool) -> bool:
    """Whether the default set is settled on before any input came."""
    complete = any(entry.piped and not entry.unpiped for entry in others.values())
    if default is not None and default.by_name and not any(entry.by_name for entry in others.values()):
        return True
    return not complete or common


def _sole_taker(wanted: dict[int, _Wanted]) -> int:
    """The one set of which input brings a mandatory parameter; 0 where there is none or several."""
    by_value = [flag for flag, entry in wanted.items() if entry.by_value]
    by_name = [flag for flag, entry in wanted.items() if entry.by_name]
    if len(by_value) == 1 and len(by_name) == 1:
        return by_value[0] if by_value == by_name else 0
    if len(by_value) == 1 and not by_name:
        return by_value[0]
    return by_name[0] if len(by_name) == 1 and not by_value else 0


def missing_mandatory(
    table: ParameterTable, mask: int, given: Callable[[str], bool], expecting_input: bool
) -> list[Parameter]:
    """The mandatory parameters of the open sets that have no argument and that input cannot bring."""
    chosen = mask
    every = (1 << len(table.set_names)) - 1
    if table.set_names and (every & mask).bit_count() != 1:
        if expecting_input or not table.default_bit & mask:
            # Several sets are open: only what all of them need is missing already.
            chosen = mask
            found = []
            for parameter in table.own:
                if given(parameter.name):
                    continue
                part = parameter.placements.get(ALL_SETS)
                if part is not None and part.mandatory:
                    if not (expecting_input and takes_input(table, parameter, mask)):
                        found.append(parameter)
            return found
        chosen = table.default_bit
    return [
        parameter
        for parameter in table.own
        if not given(parameter.name)
        and (table.masks[parameter.name] & chosen)
        and any(part.mandatory for part in table.placements_in(parameter, chosen))
        and not (expecting_input and takes_input(table, parameter, chosen))
    ]
