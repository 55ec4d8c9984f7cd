"""`$PSDefaultParameterValues`: what parameters get when the caller says nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from glueshell.engine.parameters import Parameter
from glueshell.engine.slots import is_script_block

if TYPE_CHECKING:
    from glueshell.engine.commands import Command
    from glueshell.engine.runtime import Engine


def defaults_for(engine: Engine, command: Command) -> Iterator[tuple[Parameter, object]]:
    """The (parameter, value) pairs that the variable holds for `command`, keys with wildcards included."""
    from glueshell.objects.convert import truth
    from glueshell.objects.text import to_text
    from glueshell.objects.wildcard import Wildcard

    table: Any = engine.default_values
    if not table or not hasattr(table, "items"):
        return
    disabled = [value for key, value in table.items() if str(key).lower() == "disabled"]
    if disabled and truth(disabled[0]):
        return
    for key, value in list(table.items()):
        name, colon, parameter_name = to_text(key).partition(":")
        if not colon or not Wildcard(name.strip()).matches(command.name):
            continue
        found = command.parameters.find(parameter_name.strip())
        if "*" in parameter_name or "?" in parameter_name:
            pattern = Wildcard(parameter_name.strip())
            found = [parameter for parameter in command.parameters.all if pattern.matches(parameter.name)]
        if len(found) != 1:
            continue
        if is_script_block(value) and not command.parameters.find(parameter_name)[0].type.startswith("scriptblock"):
            value = value.value()
        yield found[0], value
