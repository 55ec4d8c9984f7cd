"""Choosing any number from a list: marks, filters, numbers."""

from __future__ import annotations

import pytest
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from glueshell.engine.host import Choice
from glueshell.shell.desktop import pasted_text
from glueshell.shell.picker import Picker
from glueshell.shell.screen import numbers_of
from glueshell.shell.terminal import TerminalHost

CHOICES = [Choice(name, detail=f"#{number}") for number, name in enumerate(("Contoso", "Fabrikam", "Tailspin"), 1)]


class Screen(DummyOutput):
    """A screen of a size, that shows nothing."""

    def get_size(self) -> Size:
        """Rows and columns."""
        return Size(rows=24, columns=80)


@pytest.mark.parametrize(
    "keys, names",
    [
        ("\x00\x1b[B\x00\r", ["Contoso", "Tailspin"]),
        ("\x1b[B\r", ["Fabrikam"]),
        ("\x00\x00\r", ["Contoso", "Fabrikam"]),
        ("fab\x00\x7f\x7f\x7ftail\x00\r", ["Fabrikam", "Tailspin"]),
        ("\x00\x03", []),
    ],
)
def test_marked_ones_are_taken(keys: str, names: list[str]) -> None:
    with create_pipe_input() as pipe:
        pipe.send_text(keys)
        host = TerminalHost(input=pipe, output=Screen(), environ={}, monotonic=lambda: 0.0)
        assert [choice.text for choice in host.pick_several("Which?", CHOICES)] == names


def test_whoever_takes_none_leaves_no_line_behind() -> None:
    with create_pipe_input() as keys:
        said: list[str] = []
        host = TerminalHost(input=keys, output=Screen(), environ={}, monotonic=lambda: 0.0)
        host.record = said.append
        keys.send_text("\x03")
        assert host.pick_several("Which?", CHOICES) == [] and said == []


def test_a_mark_can_be_taken_back() -> None:
    picker = Picker(CHOICES, several=True)
    picker.toggle()
    picker.toggle()
    picker.move(1)
    assert [choice.text for choice in picker.answer()] == ["Fabrikam"]


@pytest.mark.parametrize(
    "text, found",
    [
        ("1,3", [1, 3]),
        ("2-4", [2, 3, 4]),
        (" 1 2 ", [1, 2]),
        ("", []),
        ("0", None),
        ("9", None),
        ("x", None),
        ("1-", None),
    ],
)
def test_numbers_of_lines(text: str, found: list[int] | None) -> None:
    assert numbers_of(text, 5) == found


def test_without_a_clipboard_there_is_no_text() -> None:
    assert pasted_text({}, "linux") is None
