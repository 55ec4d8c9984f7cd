"""A snippet run in an engine of its own, and what a screen of 120 columns would show of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from glueshell.cmdlets.index import ALIASES, COMMANDS, ROLES
from glueshell.engine.commands import CommandTable
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.host import Choice, NoTerminal
from glueshell.engine.runtime import Engine
from glueshell.engine.streams import Streams, host_streams
from glueshell.formatting import Formatter


class Paper:
    """A host without a person: what is said is written down in `text`, complaints in `complaints`."""

    interactive = False
    attended = False

    def __init__(self, width: int = 120) -> None:
        self.width = width
        self.text = ""
        self.complaints: list[str] = []

    def write(self, text: str, *, foreground: str | None = None, background: str | None = None) -> None:
        """Write it down."""
        self.text += text

    def write_error_line(self, text: str, style: str = "error") -> None:
        """Write the complaint down."""
        self.complaints.append(text)

    def progress(self, activity: str, status: str, percent: int | None) -> None:
        """Paper shows no progress."""

    def read_line(self, prompt: str) -> str:
        """Nobody answers."""
        raise NoTerminal(prompt)

    def read_secret(self, prompt: str) -> str:
        """Nobody answers."""
        raise NoTerminal(prompt)

    def pick(self, prompt: str, choices: Sequence[Choice]) -> Choice:
        """Nobody answers."""
        raise NoTerminal(prompt)

    def confirm(self, lines: Sequence[str], question: str, *, default: bool = False) -> bool:
        """Nobody answers."""
        raise NoTerminal(question)

    def get_clipboard(self) -> str | None:
        """No clipboard."""
        return None

    def set_clipboard(self, text: str) -> bool:
        """Paper has no clipboard."""
        return False

    def open_url(self, url: str) -> bool:
        """Paper has no browser."""
        return False

    def clear_screen(self) -> None:
        """Paper is not wiped."""


class Run:
    """What one snippet wrote: `objects`, `screen` (objects formatted between what was said), `errors`."""

    def __init__(self, code: str, width: int = 120) -> None:
        self.host = Paper(width)
        self.objects: list[Any] = []
        self.errors: list[ErrorRecord] = []
        said: list[str] = []
        streams = host_streams(self.host, self.errors.append)
        self.engine = Engine(CommandTable(COMMANDS, ALIASES, ROLES), self.host, self._heard(streams, said))
        formatter = Formatter(width)

        def sink(item: object) -> None:
            self.objects.append(item)
            for line in formatter.feed(item):
                self.host.write(line + "\n")

        self.engine.run(code, sink)
        for line in formatter.finish():
            self.host.write(line + "\n")
        self.said = said

    def _heard(self, streams: Streams, said: list[str]) -> Streams:
        def information(record: Any) -> None:
            said.append(str(record))
            streams.information(record)

        return streams.copy(information=information)

    @property
    def screen(self) -> str:
        """All that was shown."""
        return self.host.text

    @property
    def lines(self) -> list[str]:
        """What was shown, by lines, blanks at their ends and empty lines around taken off."""
        lines = [line.rstrip() for line in self.screen.split("\n")]
        while lines and not lines[-1]:
            lines.pop()
        while lines and not lines[0]:
            del lines[0]
        return lines


def recorded(path: Path) -> list[dict[str, Any]]:
    """Answers recorded from PowerShell 7.6.9 (en-US, UTC, 120 columns)."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def described(record: ErrorRecord) -> dict[str, str]:
    """An error as the recording has it."""
    return {"message": record.message, "id": record.error_id, "category": record.category}
