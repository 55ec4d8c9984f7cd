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
