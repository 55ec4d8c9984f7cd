"""The doorway to a person: the terminal implements it, and so does the plain host of pipes and CI."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Choice:
    """One line of a pick list: what is chosen, what is shown beside it."""

    __slots__ = ("detail", "text", "value")

    def __init__(self, text: str, value: object = None, detail: str = "") -> None:
        self.text = text
        self.value = text if value is None else value
        self.detail = detail


class NoTerminal(Exception):
    """A question was asked where nobody can answer; `question` says which."""

    def __init__(self, question: str) -> None:
        super().__init__(question)
        self.question = question


class Host(Protocol):
    """Everything a command may ask of, or say to, the outside; implementations neutralise hostile text."""

    @property
    def interactive(self) -> bool:
        """Whether a person can answer questions."""
        ...

    @property
    def attended(self) -> bool:
        """Whether somebody can answer what a script asks, though the session may not be theirs to steer."""
        ...

    @property
    def width(self) -> int:
        """Columns of the screen (120 without one)."""
        ...

    def write(self, text: str, *, foreground: str | None = None, background: str | None = None) -> None:
        """Put text on the success side (Write-Host), no line end added; colours are ConsoleColor names."""
        ...

    def write_error_line(self, text: str, style: str = "error") -> None:
        """Put one line on the diagnostics side; `style` is error, warning, verbose, debug, hint or source."""
        ...

    def read_line(self, prompt: str) -> str:
        """Ask for a line; `NoTerminal` when nobody is there, `Interrupted` on Ctrl+C."""
        ...

    def read_secret(self, prompt: str) -> str:
        """Ask for a line that is not shown."""
        ...

    def pick(self, prompt: str, choices: Sequence[Choice]) -> Choice:
        """Ask to choose one of several."""
        ...

    def pick_several(self, prompt: str, choices: Sequence[Choice]) -> list[Choice]:
        """Ask to choose any number of several; none when the person leaves."""
        ...

    def confirm(self, lines: Sequence[str], question: str, *, default: bool = False) -> bool:
        """Show `lines`, ask `question`; Enter answers `default`."""
        ...

    def progress(self, activity: str, status: str, percent: int | None) -> None:
        """Show, or with an empty activity remove, the progress line."""
        ...

    def set_clipboard(self, text: str) -> bool:
        """Put text on the clipboard; False where there is none."""
        ...

    def get_clipboard(self) -> str | None:
        """The text on the clipboard; None where there is no clipboard."""
        ...

    def open_url(self, url: str) -> bool:
        """Open a checked URL in a browser; False where that is impossible."""
        ...

    def clear_screen(self) -> None:
        """Wipe the screen."""
        ...
