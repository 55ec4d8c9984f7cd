"""A runspace for tests: what it writes and what goes wrong is kept in lists, its host is a script of answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from glueshell.engine.cmdlet import Cmdlet
from glueshell.engine.commands import CommandTable
from glueshell.engine.errors import ErrorRecord, Terminating
from glueshell.engine.host import Choice, NoTerminal
from glueshell.engine.runtime import Engine
from glueshell.engine.streams import Streams


class ScriptedHost:
    """Answers questions from a list; without answers nobody is there."""

    width = 120

    def __init__(self, answers: Sequence[str] = ()) -> None:
        self.answers = list(answers)
        self.interactive = self.attended = bool(self.answers)
        self.asked: list[str] = []
        self.written: list[str] = []

    def _answer(self, prompt: str) -> str:
        self.asked.append(prompt)
        if not self.answers:
            raise NoTerminal(prompt)
        return self.answers.pop(0)

    def write(self, text: str, *, foreground: str | None = None, background: str | None = None) -> None:
        self.written.append(text)

    def write_error_line(self, text: str, style: str = "error") -> None:
        self.written.append(f"[{style}] {text}")

    def read_line(self, prompt: str) -> str:
        return self._answer(prompt)

    def read_secret(self, prompt: str) -> str:
        return self._answer(prompt)

    def pick(self, prompt: str, choices: Sequence[Choice]) -> Choice:
        answer = self._answer(prompt)
        return next(choice for choice in choices if choice.text == answer)

    def confirm(self, lines: Sequence[str], question: str, *, default: bool = False) -> bool:
        return self._answer(question) == "y"

    def progress(self, activity: str, status: str, percent: int | None) -> None:
        self.written.append(f"[progress] {activity} {status} {percent}")

    def get_clipboard(self) -> str | None:
        return None

    def set_clipboard(self, text: str) -> bool:
        return False

    def open_url(self, url: str) -> bool:
        return False

    def clear_screen(self) -> None:
        self.written.clear()


class Runspace:
    """An engine with its output and streams in lists."""

    def __init__(self, *cmdlets: type[Cmdlet], answers: Sequence[str] = ()) -> None:
        self.errors: list[ErrorRecord] = []
        self.warnings: list[str] = []
        self.verbose: list[str] = []
        self.debug: list[str] = []
        self.information: list[str] = []
        self.progress: list[Any] = []
        self.host = ScriptedHost(answers)
        self.streams = Streams(
            error=self.errors.append,
            warning=lambda record: self.warnings.append(str(record)),
            verbose=lambda record: self.verbose.append(str(record)),
            debug=lambda record: self.debug.append(str(record)),
            information=lambda record: self.information.append(str(record)),
            progress=self.progress.append,
        )
        self.commands = CommandTable()
        for cls in cmdlets:
            self.commands.add(cls)
        self.engine = Engine(self.commands, self.host, self.streams)

    def use_index(self, commands: Mapping[str, str], aliases: Mapping[str, str], roles: Mapping[str, str]) -> None:
        """Know the commands of an index too."""
        self.engine.commands = self.commands = CommandTable(commands, aliases, roles)

    def run(self, text: str) -> list[Any]:
        """Run text; what it writes. An error that ends it is among `errors` too."""
        output: list[Any] = []
        try:
            self.engine.run(text, output.append)
        except Terminating as error:
            self.errors.append(error.record)
        return output

    def texts(self, text: str) -> list[str]:
        """Run text; what it writes, as text."""
        return [self.text(item) for item in self.run(text)]

    @staticmethod
    def text(item: object) -> str:
        """An object as `"$item"` has it."""
        from glueshell.objects.text import to_text

        return to_text(item)

    @staticmethod
    def category(record: ErrorRecord) -> str:
        """A record's category line."""
        from glueshell.engine.error_surface import CategoryInfo

        return CategoryInfo(record).ps_text()
