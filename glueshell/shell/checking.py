"""Checking the line behind the typing: once the keys rest, and never on the way from a key to the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from glueshell.completion.checks import Mark
    from glueshell.shell.parsed import ParseCache

#: Seconds without a key after which the line is looked at.
REST = 0.05


class Loop(Protocol):
    """What runs a function a little later, in the thread of the editor or in another (an asyncio event loop)."""

    def call_later(self, delay: float, callback: Callable[[], object]) -> Any:
        """Run it after so many seconds; the answer can be cancelled."""
        ...

    def call_soon_threadsafe(self, callback: Callable[[], object]) -> Any:
        """Run it in the loop's own thread."""
        ...

    def run_in_executor(self, executor: None, function: Callable[[], object]) -> Any:
        """Run it in another thread."""
        ...


class LineChecker:
    """What is certainly wrong in the line as it was last looked at.

    `changed` is called when there is something else to be seen. `cursor` answers where the cursor stands. Commands that
    have not been loaded yet are loaded in a thread of their own first.
    """

    def __init__(
        self,
        parsed: ParseCache,
        view: Any,
        *,
        cursor: Callable[[], tuple[str, int]],
        changed: Callable[[], None],
        rest: float = REST,
    ) -> None:
        self._parsed = parsed
        self._view = view
        self._cursor = cursor
        self._changed = changed
        self._rest = rest
        self._text = ""
        self._marks: list[Mark] = []
        self._loaded: set[str] = set()
        self._waiting: Any = None
        self.version = 0

    def marks(self, text: str) -> list[Mark]:
        """The marks for a text: those of the last look that lie before the place where it has changed since."""
        if text == self._text:
            return self._marks
        if not self._marks:
            return []
        same = next((at for at, (a, b) in enumerate(zip(text, self._text)) if a != b), min(len(text), len(self._text)))
        return [mark for mark in self._marks if mark.end < same]

    def message(self, text: str, cursor: int) -> str:
        """What is wrong at the cursor, else first in the text; empty when nothing is."""
        found = self.marks(text)
        here = next((mark for mark in found if mark.start <= cursor <= mark.end), found[0] if found else None)
        return here.message if here is not None else ""

    def touch(self, loop: Loop) -> None:
        """The line has changed: look at it when the keys rest."""
        if self._waiting is not None:
            self._waiting.cancel()
        self._waiting = loop.call_later(self._rest, lambda: self.look(loop))

    def forget(self) -> None:
        """The line is over."""
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None
        self._text, self._marks = "", []
        self.version += 1

    def look(self, loop: Loop | None = None) -> None:
        """Look at the line now; with a loop, after its commands have been loaded elsewhere."""
        self._waiting = None
        from glueshell.completion.checks import command_names, marks

        text, cursor = self._cursor()
        if not text.strip():
            found: list[Mark] = []
        else:
            parsed = self._parsed.get(text)
            fresh = {name.lower() for name in command_names(parsed)} - self._loaded
            if fresh and loop is not None:
                self._load(loop, fresh)
                return
            try:
                found = marks(parsed, cursor, self._view)
            except Exception:
                # A check that fails must not cost the person the line; running it will say what is wrong.
                found = []
        before = [(mark.start, mark.end) for mark in self.marks(text)]
        self._text, self._marks = text, found
        if before != [(mark.start, mark.end) for mark in found]:
            self.version += 1
            self._changed()

    def _load(self, loop: Loop, names: set[str]) -> None:
        commands = self._view.commands

        def load() -> None:
            for name in names:
                commands.find(name)
            loop.call_soon_threadsafe(loaded)

        def loaded() -> None:
            self._loaded |= names
            self.touch(loop)

        loop.run_in_executor(None, load)
