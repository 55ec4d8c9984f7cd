"""Asking the person for mandatory parameters that were not given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from glueshell.engine.binding_errors import failure
from glueshell.engine.host import Choice
from glueshell.engine.parameters import Parameter

if TYPE_CHECKING:
    from glueshell.engine.invocation import Invocation


def ask_for(invocation: Invocation, missing: Sequence[Parameter]) -> Iterator[tuple[Parameter, object]]:
    """Ask for each missing parameter at a terminal; without one, the binding error that names them."""
    host = invocation.engine.host
    if not host.attended:
        names = "".join(f" {parameter.name}" for parameter in missing)
        raise failure(
            invocation, "MissingMandatoryParameter", names, parameter=missing[0] if len(missing) == 1 else None
        )
    kind = "cmdlet"
    host.write(f"\n{kind} {invocation.command.name} at command pipeline position {invocation.position}\n")
    host.write("Supply values for the following parameters:\n")
    for parameter in missing:
        yield parameter, _ask(invocation, parameter)


def _ask(invocation: Invocation, parameter: Parameter) -> object:
    host = invocation.engine.host
    if parameter.secret:
        return host.read_secret(f"{parameter.name}: ")
    if parameter.values and not parameter.type.endswith("[]"):
        choice = host.pick(f"{parameter.name}", [Choice(value) for value in parameter.values])
        return choice.value
    if parameter.type.endswith("[]"):
        items: list[object] = []
        while True:
            line = host.read_line(f"{parameter.name}[{len(items)}]: ")
            if not line:
                return items
            items.append(line)
    return host.read_line(f"{parameter.name}: ")
