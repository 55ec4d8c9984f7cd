"""A host that keeps what is said in order with the rows a formatter still holds back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from glueshell.engine.host import Host

if TYPE_CHECKING:
    from glueshell.engine.host import Choice


class Screen(Host, Protocol):
    """A host that also takes formatted lines, and lets one listener hear everything that is said and answered."""

    record: Callable[[str], None] | None

    def write_lines(self, lines: Iterable[str]) -> None:
        """Put formatted lines on the success side."""
        ...


class OrderlyHost:
    """The Host that commands speak through: before anything is said or asked, the rows written so far are shown.

    A table's rows are held until its widths are known; what a script says after it wrote them belongs below them.
    """

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._settle: Callable[[], list[str]] | None = None

    def hold(self, settle: Callable[[], list[str]]) -> None:
        """From now on `settle` answers the lines that are held back."""
        self._settle = settle

    def show_held(self) -> None:
        """Show what is held back."""
        if self._settle is not None:
            lines = self._settle()
            if lines:
                self._screen.write_lines(lines)

    # -- the Host ---------------------------------------------------------------------------------------------------

    @property
    def interactive(self) -> bool:
        """Whether a person can answer questions."""
        return self._screen.interactive

    @property
    def attended(self) -> bool:
        """Whether somebody can answer what a script asks."""
        return self._screen.attended

    @property
    def width(self) -> int:
        """Columns of the screen."""
        return self._screen.width

    def write(self, text: str, *, foreground: str | None = None, background: str | None = None) -> None:
        """Put text on the success side, below the rows so far."""
        self.show_held()
        self._screen.write(text, foreground=foreground, background=background)

    def write_lines(self, lines: Iterable[str]) -> None:
        """Put formatted lines on the success side, below the rows so far."""
        self.show_held()
        self._screen.write_lines(lines)

    def write_error_line(self, text: str, style: str = "error") -> None:
        """Put one line on the diagnostics side, after the rows so far."""
        self.show_held()
        self._screen.write_error_line(text, style)

    def read_line(self, prompt: str) -> str:
        """Ask for a line."""
        self.show_held()
        return self._screen.read_line(prompt)

    def read_secret(self, prompt: str) -> str:
        """Ask for a line that is not shown."""
        self.show_held()
        return self._screen.read_secret(prompt)

    def pick(self, prompt: str, choices: Sequence[Choice]) -> Choice:
        """Ask to choose one of several."""
        self.show_held()
        return self._screen.pick(prompt, choices)

    def pick_several(self, prompt: str, choices: Sequence[Choice]) -> list[Choice]:
        """Ask to choose any number of several."""
        self.show_held()
        return self._screen.pick_several(prompt, choices)

    def confirm(self, lines: Sequence[str], question: str, *, default: bool = False) -> bool:
        """Show `lines`, ask `question`."""
        self.show_held()
        return self._screen.confirm(lines, question, default=default)

    def progress(self, activity: str, status: str, percent: int | None) -> None:
        """Show or remove the progress line; it stands apart from what was written."""
        self._screen.progress(activity, status, percent)

    def set_clipboard(self, text: str) -> bool:
        """Put text on the clipboard."""
        return self._screen.set_clipboard(text)

    def get_clipboard(self) -> str | None:
        """The text on the clipboard."""
        return self._screen.get_clipboard()

    def open_url(self, url: str) -> bool:
        """Open a checked URL in a browser."""
        return self._screen.open_url(url)

    def clear_screen(self) -> None:
        """Wipe the screen."""
        self.show_held()
        self._screen.clear_screen()
