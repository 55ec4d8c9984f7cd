"""A fresh engine and a way to see everything that comes out of it."""

from __future__ import annotations

from glueshell.cmdlets.index import ALIASES, COMMANDS, ROLES
from glueshell.engine.commands import CommandTable
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.runtime import Engine
from glueshell.engine.streams import Streams
from tests.golden.session import QuietHost


class Session:
    """An engine whose streams are kept in lists."""

    def __init__(self) -> None:
        self.errors: list[ErrorRecord] = []
        self.warnings: list[str] = []
        streams = Streams(
            error=self.errors.append,
            warning=lambda record: self.warnings.append(record.message),
            verbose=lambda record: None,
            debug=lambda record: None,
            information=lambda record: None,
            progress=lambda record: None,
        )
        self.engine = Engine(CommandTable(COMMANDS, ALIASES, ROLES), QuietHost(), streams)  # type: ignore[arg-type]

    def run(self, text: str) -> list[object]:
        """Run text; what it wrote."""
        output: list[object] = []
        self.engine.run(text, output.append)
        return output


def run(text: str) -> list[object]:
    """Run text in an engine of its own; an error in it fails the test."""
    session = Session()
    output = session.run(text)
    assert not session.errors, str(session.errors[0])
    return output
