"""The clipboard through the host, and choosing from a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from glueshell.cmdlets.index import ALIASES, COMMANDS, ROLES
from glueshell.engine.commands import CommandTable
from glueshell.engine.host import Choice
from glueshell.engine.runtime import Engine
from glueshell.engine.streams import host_streams
from tests.formatting.running import Paper


class Desk(Paper):
    """A host with a clipboard and a person who takes the choices of `takes`."""

    interactive = attended = True

    def __init__(self, *takes: int) -> None:
        super().__init__()
        self.takes = takes
        self.board: str | None = None
        self.offered: list[tuple[str, str]] = []

    def set_clipboard(self, text: str) -> bool:
        """Keep it."""
        self.board = text
        return True

    def get_clipboard(self) -> str | None:
        """What was kept."""
        return self.board

    def pick(self, prompt: str, choices: Sequence[Choice]) -> Choice:
        """The first of those to take."""
        return self.pick_several(prompt, choices)[0]

    def pick_several(self, prompt: str, choices: Sequence[Choice]) -> list[Choice]:
        """Those to take."""
        self.offered = [(choice.text, choice.detail) for choice in choices]
        return [choices[place] for place in self.takes]


def run(code: str, host: Desk) -> list[Any]:
    objects: list[Any] = []
    engine = Engine(CommandTable(COMMANDS, ALIASES, ROLES), host, host_streams(host, lambda record: None))
    engine.run(code, objects.append)
    return objects


def test_text_goes_to_the_clipboard_of_the_desktop() -> None:
    desk = Desk()
    assert run("'a', 'b' | Set-Clipboard; Set-Clipboard c -Append; Get-Clipboard", desk) == ["a", "b", "c"]
    assert desk.board is not None
    assert desk.board.split() == ["a", "b", "c"]


def test_the_desktops_text_comes_back_as_lines_or_whole() -> None:
    desk = Desk()
    desk.board = "x\r\ny"
    assert run("Get-Clipboard; Get-Clipboard -Raw; Get-Clipboard -Delimiter y", desk) == [
        "x",
        "y",
        "x\r\ny",
        "x\r\n",
        "",
    ]


@pytest.mark.parametrize(
    "code, takes, found",
    [
        ("1..4 | Out-GridView -PassThru", (1, 3), [2, 4]),
        ("1..4 | Out-GridView -OutputMode Single", (2,), [3]),
        ("1..4 | Out-GridView", (0,), []),
        ("1..4 | ogv -PassThru -Title Which", (), []),
    ],
)
def test_what_is_chosen_goes_on(code: str, takes: tuple[int, ...], found: list[int]) -> None:
    assert run(code, Desk(*takes)) == found


def test_objects_are_offered_in_columns() -> None:
    desk = Desk(0)
    code = "[pscustomobject]@{ Name = 'Contoso'; Id = 7 }, [pscustomobject]@{ Name = 'A'; Id = 12 } | ogv -PassThru"
    assert [item.get("Id") for item in run(code, desk)] == [7]
    assert desk.offered == [("Contoso", "7"), ("A", "12")]
