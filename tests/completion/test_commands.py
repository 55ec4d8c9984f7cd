"""Which commands a person is offered, and in which order."""

from __future__ import annotations

from glueshell.cmdlets.index import ALIASES, COMMANDS
from glueshell.completion import complete
from glueshell.engine.commands import CommandTable
from glueshell.language import parse
from tests.completion.fakes import View


def offered(text: str, *, exact: bool = False) -> list[str]:
    view = View()
    view.commands = CommandTable(COMMANDS, ALIASES)
    return [candidate.value for candidate in complete(parse(text), len(text), view, exact=exact).candidates]


def test_what_this_shell_is_for_comes_before_the_rest() -> None:
    assert offered("New-D")[:2] == ["New-Draft", "New-Document"]
    contents = offered("Get-C")
    assert contents.index("Get-Context") < contents.index("Get-ChildItem")
    assert contents.index("Get-Configuration") < contents.index("Get-ChildItem")


def test_a_script_gets_the_order_of_the_alphabet() -> None:
    assert offered("New-D", exact=True)[:2] == ["New-Document", "New-DocumentFolder"]


def test_commands_of_other_modules_are_offered_to_a_word_that_means_them() -> None:
    def theirs(text: str, exact: bool = False) -> list[str]:
        return [name for name in offered(text, exact=exact) if "ITGlueContact" in name]

    assert theirs("Get-") == theirs("Get-IT") == []
    assert theirs("Get-ITG") != []
    assert theirs("get-itgluecontact") != []
    assert theirs("Get-IT", exact=True) != []


def test_a_word_that_only_other_modules_know_is_answered_by_them() -> None:
    assert offered("ConvertTo-Q") == ["ConvertTo-QueryString"]
    assert "Connect-ITGlue" in offered("Conn")
