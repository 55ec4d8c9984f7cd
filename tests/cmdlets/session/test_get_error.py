"""Get-Error shows the last error whole."""

from __future__ import annotations

from glueshell.cmdlets.index import ALIASES, COMMANDS, ROLES
from glueshell.engine.commands import CommandTable
from tests.golden.session import run


def shown(code: str) -> str:
    """What a script writes, as a screen shows it."""
    return str(run(code, CommandTable(COMMANDS, ALIASES, ROLES))["output"])


def test_a_cmdlets_error_shows_what_where_and_how() -> None:
    text = shown("Get-Item /nowhere -ErrorAction SilentlyContinue\nGet-Error")
    assert "Type    : System.Management.Automation.ItemNotFoundException" in text
    assert "FullyQualifiedErrorId : PathNotFound,Microsoft.PowerShell.Commands.GetItemCommand" in text
    assert "Line             : Get-Item /nowhere -ErrorAction SilentlyContinue" in text


def test_inner_exceptions_are_shown_below_theirs() -> None:
    text = shown("try { [int]'x' } catch {}; Get-Error")
    assert text.index("RuntimeException") < text.index("InnerException") < text.index("PSInvalidCastException")


def test_an_exception_alone_is_shown_too() -> None:
    assert "Message : why" in shown("[ArgumentException]'why' | Get-Error")


def test_without_an_error_nothing_is_shown() -> None:
    assert shown("Get-Error").strip() == ""
