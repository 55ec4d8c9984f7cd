"""What is known of the objects behind a pipe, of variables the text assigns, and of hashtables that are splatted."""

from __future__ import annotations

import pytest

from glueshell.cmdlets.index import ALIASES, COMMANDS
from glueshell.completion import Completion, complete
from glueshell.engine.commands import CommandTable
from glueshell.language import parse
from tests.completion.fakes import View


class Shell(View):
    """The small session with the real cmdlets beside its own."""

    def __init__(self) -> None:
        super().__init__()
        table = CommandTable(COMMANDS, ALIASES)
        for name in ("Get-Organization", "Select-Things"):
            command = self.commands.find(name)
            assert command is not None
            table.add(command.cls)  # type: ignore[attr-defined]
        self.commands = table


def answer(marked: str) -> Completion:
    cursor = marked.index("^")
    found = complete(parse(marked.replace("^", "", 1)), cursor, Shell())
    assert found.problem is None
    return found


def offered(marked: str) -> list[str]:
    return [candidate.text for candidate in answer(marked).candidates]


@pytest.mark.parametrize(
    ("marked", "wanted"),
    [
        ("Get-Organization | Where-Object { $_.N^", ["Name"]),
        ("Get-Organization | Where-Object N^", ["Name"]),
        ("Get-Organization | Where-Object { $_.Id } | Sort-Object C^", ["CreatedAt"]),
        ("Get-Organization | Sort-Object Name, ^", ["Id", "CreatedAt"]),
        ("Get-Organization | ForEach-Object { $_.^", ["Id", "Name", "CreatedAt"]),
        ("Get-Organization | ForEach-Object { $_ } | Select-Object ^", ["Id", "Name", "CreatedAt"]),
        ("1..3 | ForEach-Object { Get-Organization } | Select-Object N^", ["Name"]),
        ("Get-Organization | ForEach-Object { $_.Name } | Select-Object ^", []),
        ("Get-Organization | Select-Object Name, Id | Sort-Object ^", ["Name", "Id"]),
        ("Get-Organization | Select-Object N* | Sort-Object ^", ["Name"]),
        ("Get-Organization | Select-Object Id, @{ Name = 'Age'; Expression = { 1 } } | Sort-Object ^", ["Id", "Age"]),
        ("Get-Organization | Select-Object -ExpandProperty Na^", ["Name"]),
        ("Get-Organization | Select-Object @{ n = 'x'; e = { $_.Cr^", ["CreatedAt"]),
        ("Get-Organization | Format-Table N^", ["Name"]),
        ("Get-Organization | Group-Object { $_.Cr^", ["CreatedAt"]),
        ("$all = Get-Organization; $all | Sort-Object N^", ["Name"]),
        ("$all = Get-Organization; $all[0].N^", ["Name"]),
        ("$one = [pscustomobject]@{ Alpha = 1; Beta = 2 }; $one.A^", ["Alpha"]),
        ("foreach ($o in Get-Organization) { $o.N^", ["Name"]),
        ("Get-Organization | Select-Object *d*^", ["Id", "CreatedAt"]),
    ],
)
def test_properties(marked: str, wanted: list[str]) -> None:
    assert offered(marked) == wanted


def test_calculated_properties_have_the_keys_their_command_reads() -> None:
    assert offered("Get-Organization | Select-Object @{ ^") == ["Name", "Expression"]
    assert offered("Get-Organization | Sort-Object @{ Expression = 'Name'; ^") == ["Ascending", "Descending"]
    assert offered("Get-Organization | Sort-Object @{ Descending = ^") == ["$true", "$false"]
    assert offered("Get-Organization | Format-Table @{ Ali^") == ["Alignment"]
    assert offered("Get-Organization | Format-Table @{ Alignment = 'r^") == ["'Right'"]


def test_a_splatted_hashtable_has_the_parameters_as_keys() -> None:
    assert offered("$p = @{ Fi^ }; Get-Organization @p") == ["First"]
    assert "First" not in offered("$p = @{ First = 1; ^ }; Get-Organization @p")
    assert offered("$p = @{ Fi^ }; Get-Organization @q") == []


def test_wildcards_stand_for_what_they_match() -> None:
    found = offered("Get-*ganiz^")
    assert {"Get-Organization", "Get-OrganizationStatus", "Get-OrganizationType"} <= set(found)
    assert all(name.startswith("Get-") and "ganiz" in name.lower() for name in found)
    assert offered("Use-Organization -Pa*^") == ["-PassThru"]


def test_behind_a_pipe_the_input_is_not_offered() -> None:
    assert "-InputObject" in offered("Sort-Object -^")
    assert "-InputObject" not in offered("Get-Organization | Sort-Object -^")


def test_what_loses_its_set_is_offered_until_a_set_is_chosen() -> None:
    assert {"-Top", "-Bottom", "-Stable"} <= set(offered("Sort-Object -^"))
    assert not {"-Bottom", "-Stable"} & set(offered("Sort-Object -Top 3 -^"))


def test_scripts_are_offered_where_a_command_is_a_path(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("work")
    for name in ("new.gsh", "old one.ps1", "notes.txt"):
        (folder / name).write_text("", encoding="utf-8")
    view = Shell()
    view.folder = str(folder)
    found = complete(parse("./"), 2, view)
    assert [candidate.text for candidate in found.candidates] == ["./new.gsh", "& './old one.ps1'"]
