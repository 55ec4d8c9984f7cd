"""The history of a sitting: listed, run again, added to, cleared; as PowerShell 7.6.9 does, and without secrets."""

from __future__ import annotations

import pytest

from tests.cli.running import ORGANIZATION, Glueshell
from tests.cli.typed import typing

# The line that adds them is the first, as in PowerShell: they are lines 2 to 6.
ADD = (
    "1..5 | ForEach-Object { Add-History ([pscustomobject]@{ CommandLine = \"cmd $_\"; ExecutionStatus = 'Completed';"
    " StartExecutionTime = [datetime]'2024-01-01'; EndExecutionTime = [datetime]'2024-01-01 00:00:02' }) }; "
)


def test_what_was_typed_is_listed_with_its_ending(glueshell: Glueshell) -> None:
    with typing(glueshell) as typed:
        typed("1 + 1")
        typed("throw 'no'")
        typed("Get-Date |")
        typed("Get-Nothing")
        rows = typed('Get-History | ForEach-Object { "$($_.Id) $($_.ExecutionStatus) $_" }').splitlines()
    assert rows == ["1 Completed 1 + 1", "2 Failed throw 'no'", "4 Completed Get-Nothing"]


def test_the_list_shows_number_seconds_and_line(glueshell: Glueshell) -> None:
    assert glueshell.run(ADD + "Get-History -Count 1").lines == [
        "  Id     Duration CommandLine",
        "  --     -------- -----------",
        "   6        2.000 cmd 5",
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Get-History | Measure-Object | ForEach-Object Count", ["5"]),
        ("h -Count 2", ["cmd 4", "cmd 5"]),
        ("Get-History -Count 0", []),
        ("history 3 2", ["cmd 1", "cmd 2"]),
        ("ghy 2, 4", ["cmd 1", "cmd 3"]),
        ("2 | Get-History", ["cmd 1"]),
        ("(Get-History)[0].Duration.TotalSeconds", ["2"]),
        ("(Get-History)[0].Id.GetType().Name", ["Int64"]),
        ("(Get-History)[0].PSTypeNames[0]", ["Microsoft.PowerShell.Commands.HistoryInfo"]),
        ("(Get-History)[0].ExecutionStatus.GetType().FullName",
         ["System.Management.Automation.Runspaces.PipelineState"]),
        ("(Get-History)[0].StartExecutionTime.Year", ["2024"]),
        ("Clear-History -Count 2; Get-History", ["cmd 3", "cmd 4", "cmd 5"]),
        ("Clear-History -Count 2 -Newest; Get-History", ["cmd 1", "cmd 2", "cmd 3"]),
        ("Clear-History -Id 2; Get-History", ["cmd 2", "cmd 3", "cmd 4", "cmd 5"]),
        ("Clear-History -CommandLine '*3', 'cmd 5'; Get-History", ["cmd 1", "cmd 2", "cmd 4"]),
        ("Clear-History -CommandLine zz*; (Get-History).Count", ["5"]),
        ("Clear-History; Get-History", []),
        ("try { Get-History -Id 77 -ErrorAction Stop } catch { \"$_\"; $_.FullyQualifiedErrorId }",
         ["Cannot locate the history for Id 77.",
          "GetHistoryNoHistoryForId,Microsoft.PowerShell.Commands.GetHistoryCommand"]),
        ("try { Get-History -Id 0 } catch { $_.FullyQualifiedErrorId }",
         ["ParameterArgumentValidationError,Microsoft.PowerShell.Commands.GetHistoryCommand"]),
        ("try { Invoke-History 99 } catch { $_.FullyQualifiedErrorId; $_.CategoryInfo.Category }",
         ["InvokeHistoryNoHistoryForId,Microsoft.PowerShell.Commands.InvokeHistoryCommand", "ObjectNotFound"]),
        ("try { Invoke-History abc } catch { \"$_\" }", ["Cannot locate the history for command line abc."]),
        ("try { Add-History 3 -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }",
         ["AddHistoryInvalidInput,Microsoft.PowerShell.Commands.AddHistoryCommand"]),
        ("try { Clear-History -Id 500 -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }",
         ["GetHistoryNoHistoryForId,Microsoft.PowerShell.Commands.ClearHistoryCommand"]),
    ],
)  # fmt: skip
def test_lines_are_found_and_forgotten(glueshell: Glueshell, text: str, lines: list[str]) -> None:
    listed = text.endswith("Get-History") or text.split()[0] in ("h", "history", "ghy")
    assert glueshell.run(ADD + text + (' | ForEach-Object { "$_" }' if listed else "")).lines == lines


def test_a_line_is_run_again_and_remembered_as_itself(glueshell: Glueshell) -> None:
    with typing(glueshell) as typed:
        typed(f"Use-Organization '{ORGANIZATION}'")
        typed("Clear-Context")
        shown = typed("r use-org")
        assert shown.splitlines()[0] == f"Use-Organization '{ORGANIZATION}'"
        assert typed("(Get-Context).Organization").strip() == ORGANIZATION
        assert typed('Get-History | ForEach-Object { "$_" }').splitlines()[2] == f"Use-Organization '{ORGANIZATION}'"
        typed("2 + 3")
        assert typed("Invoke-History").splitlines() == ["2 + 3", "5"]
        assert typed("ihy 1 -WhatIf").startswith("What if:")


def test_a_line_that_held_a_secret_is_kept_without_it_and_not_run_again(glueshell: Glueshell) -> None:
    with typing(glueshell) as typed:
        typed("$password = 'hunter2hunter2'")
        assert "hunter2" not in typed("Get-History | Out-String")
        shown = typed("Invoke-History 1")
        assert "held a secret" in shown
        assert typed("$password").strip() == "hunter2hunter2"
