"""The prompt a person wrote for themselves: a function named `prompt`, run after every entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from glueshell.engine.runtime import Engine

NAME = "prompt"
# What PowerShell shows when the function fails or says nothing.
FALLBACK = "PS>"


class OwnPrompt:
    """What the function `prompt` said last; `text` is None as long as there is no such function."""

    __slots__ = ("_running", "text")

    def __init__(self, running: Callable[[], Engine]) -> None:
        self._running = running
        self.text: str | None = None

    def work_out(self) -> None:
        """Run the function, if there is one; what it does to `$?` does not count."""
        engine = self._running()
        command = engine.commands.find_function(NAME, engine.global_scope)
        if command is None:
            self.text = None
            return
        from glueshell.engine.errors import Terminating
        from glueshell.engine.signals import Signal

        said: list[object] = []
        success, code = engine.last_success, engine.last_exit_code
        try:
            engine.run(NAME, said.append)
        except (Terminating, Signal):
            said.clear()
        finally:
            engine.last_success, engine.last_exit_code = success, code
        self.text = engine.string_of(said) or FALLBACK
