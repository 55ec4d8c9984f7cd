"""Function: the functions in sight, as script blocks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from glueshell.engine.providers.provider import Provider, not_found
from glueshell.engine.slots import is_script_block
from glueshell.objects.text import to_text


class FunctionProvider(Provider):
    """Functions by name; writing a script block (or text) defines one, writing null removes it."""

    name = "Function"

    def read(self, path: str) -> object:
        """The function's body as a script block."""
        found: Any = self.engine.commands.find_function(path.lower(), self.engine.scope)
        return None if found is None else found.block

    def write(self, path: str, value: object) -> None:
        """Define the function in the running scope."""
        engine = self.engine
        if value is None:
            engine.commands.remove_function(path, engine.scope)
            return
        block: Any = value if is_script_block(value) else engine.script_block(to_text(value))
        from glueshell.engine.functions import FunctionCommand

        engine.commands.define(FunctionCommand(path, block.template, engine, home=block.home), engine.scope)

    def names(self, path: str = "") -> Iterator[str]:
        """Names of all functions in sight."""
        for function in self.engine.commands.all_functions(self.engine.scope):
            yield function.name

    def item(self, path: str) -> object | None:
        """The command itself."""
        return self.engine.commands.find_function(path.lower(), self.engine.scope)

    def remove(self, path: str) -> None:
        """Remove the nearest function of that name."""
        if not self.engine.commands.remove_function(path, self.engine.scope):
            raise not_found(f"Function:/{path}")
