"""Which of the recorded statements make the script that does it all again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest

from glueshell.cmdlets.index import ALIASES, COMMANDS, ROLES
from glueshell.engine.commands import CommandTable
from glueshell.session.recording import COMPLETED, Entry, Place
from glueshell.session.saved_steps import Choice, Step, choose, statements_before, steps_of

HERE = Place("a", None, None)


@cache
def table() -> CommandTable:
    return CommandTable(COMMANDS, ALIASES, ROLES)


def steps(*lines: str) -> list[Step]:
    found = []
    for number, line in enumerate(lines, 1):
        entry = Entry(number, line, HERE, 0.0)
        entry.status = COMPLETED
        found += list(steps_of(entry, line, table().find))
    return found


def chosen(*lines: str, earlier: Sequence[str] = (), look_ups: bool = False) -> Choice:
    return choose(steps(*earlier), steps(*lines), look_ups=look_ups)


def kept(*lines: str, earlier: Sequence[str] = (), look_ups: bool = False) -> list[str]:
    return [step.text for step in chosen(*lines, earlier=earlier, look_ups=look_ups).kept]


@pytest.mark.parametrize(
    "line",
    [
        "Get-Organization -First 3 | Format-Table Id, Name",
        "org | Where-Object Name -like 'a*'".replace("org |", "Get-Organization |"),
        "Get-Draft",
        "Test-Draft -Quiet",
        "$x = 1 + 2",
        "$asset.ResourceUrl",
        "Write-Host hello",
        "Submit-Draft -WhatIf",
        "New-Draft -WhatIf:$true",
        "Get-Organization 2>$null",
        "function greet { Set-Trait a 1 }",
        "1..3 | ForEach-Object { $_ * 2 }",
        "[math]::Round(2.5)",
        "Save-Session a.gsh",
        "Get-History",
        "Clear-Host",
        "1..3 | Out-GridView -PassThru",
        "Start-Sleep 1",
        "Unlock-Write",
        "Connect-ITGlue -Region EU",
        "$WhatIfPreference = $true",
    ],
)
def test_what_only_looks_or_concerns_the_sitting_is_left_out(line: str) -> None:
    assert kept(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "Use-Organization Frog",
        "org Frog",
        "New-Draft",
        "trait type x",
        "Submit-Draft",
        "Get-Organization | Export-Csv a.csv",
        "Get-Organization > a.txt",
        "foreach ($i in 1..3) { Set-Trait a $i }",
        "if ($true) { Use-Organization Frog }",
        "& $thing",
        "unknown-command 1",
        "$env:SITE = 'HQ'",
        "$ErrorActionPreference = 'Stop'",
        "[IO.File]::WriteAllText('a', 'b')",
        "Submit-Draft -WhatIf:$false",
        "$asset = Submit-Draft",
    ],
)
def test_what_does_something_is_kept(line: str) -> None:
    assert kept(line) == [line]


def test_what_kept_lines_need_of_variables_and_functions_is_kept_too() -> None:
    assert kept("$a = 1", "$b = $a + 1", "$c = 3", "Set-Trait x $b") == ["$a = 1", "$b = $a + 1", "Set-Trait x $b"]
    assert kept("$a = 1", "$a = 2", "Set-Trait x $a") == ["$a = 2", "Set-Trait x $a"]
    assert kept("$a = @()", "$a += 2", "$a.Add(3)", "Set-Trait x $a") == [
        "$a = @()", "$a += 2", "$a.Add(3)", "Set-Trait x $a",
    ]  # fmt: skip
    assert kept("function f($x) { Set-Trait a $x }", "function g { 1 }", "f 1") == [
        "function f($x) { Set-Trait a $x }", "f 1",
    ]  # fmt: skip
    assert kept("$h = @{}", "$h.a = 1", "New-Draft $h") == ["$h = @{}", "$h.a = 1", "New-Draft $h"]


def test_a_range_takes_what_it_needs_from_earlier_lines() -> None:
    earlier = ("$type = New-FlexibleAssetType X @{}", "New-Draft", "$y = 2")
    assert kept("Use-FlexibleAssetType $type", earlier=earlier) == [earlier[0], "Use-FlexibleAssetType $type"]


def test_a_variable_that_only_a_failed_line_set_is_told() -> None:
    entry = Entry(1, "$a = 1; $b = Get-Nothing; Set-Trait x $b", HERE, 0.0)
    entry.status = COMPLETED
    entry.undone = frozenset({1})
    done = list(steps_of(entry, entry.text, table().find))
    assert choose([], done).undefined == ["b"]
    assert chosen("$e = 1; Set-Trait x $e, $_, $env:HOME, $true; foreach ($i in 1) { Set-Trait y $i }").undefined == []


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("New-Draft; Set-Trait a 1; Set-Trait b 2; Set-Trait A 3; Submit-Draft",
         "New-Draft; Set-Trait b 2; Set-Trait A 3; Submit-Draft"),
        ("New-Draft; Set-Trait 'Email Servers' x; Get-Configuration y | Set-Trait email-servers; Submit-Draft",
         "New-Draft; Get-Configuration y | Set-Trait email-servers; Submit-Draft"),
        ("New-Draft; Set-Trait a 1; Add-Trait a 2; Submit-Draft",
         "New-Draft; Set-Trait a 1; Add-Trait a 2; Submit-Draft"),
        ("New-Draft; Add-Trait a 1; Set-Trait a 2; Submit-Draft", "New-Draft; Set-Trait a 2; Submit-Draft"),
        ("New-Draft; Set-Trait a 1; Clear-Trait a; Submit-Draft", "New-Draft; Submit-Draft"),
        ("New-Draft @{ a = 1 }; Set-Trait a 2; Clear-Trait a; Submit-Draft",
         "New-Draft @{ a = 1 }; Clear-Trait a; Submit-Draft"),
        ("New-Draft; Set-Trait a 1; Submit-Draft; New-Draft; Set-Trait a 2; Submit-Draft",
         "New-Draft; Set-Trait a 1; Submit-Draft; New-Draft; Set-Trait a 2; Submit-Draft"),
        ("New-Draft; Set-Trait a 1; Remove-Draft -Confirm:$false; New-Draft; Set-Trait b 1",
         "New-Draft; Set-Trait b 1"),
        ("New-Draft; Set-Trait a 1; f; Set-Trait a 2", "New-Draft; Set-Trait a 1; f; Set-Trait a 2"),
        ("New-Draft; Set-Trait a 1; $d = Set-Trait a 2 -PassThru; Set-Trait b $d.Id",
         "New-Draft; Set-Trait a 1; $d = Set-Trait a 2 -PassThru; Set-Trait b $d.Id"),
        ("New-Draft; Set-Trait a (f); Set-Trait a 2", "New-Draft; Set-Trait a (f); Set-Trait a 2"),
        ("Use-Organization A; Use-Organization B; New-Draft", "Use-Organization B; New-Draft"),
        ("Use-Organization A; New-Draft; Use-Organization B", "Use-Organization A; New-Draft; Use-Organization B"),
        ("Use-Organization A; Use-FlexibleAssetType T; Use-Organization B; New-Draft",
         "Use-FlexibleAssetType T; Use-Organization B; New-Draft"),
    ],
)  # fmt: skip
def test_trial_and_error_is_left_out_only_where_nothing_changes(lines: str, expected: str) -> None:
    assert "; ".join(kept(lines)) == expected
    assert "; ".join(kept(*lines.split("; "))) == expected


def test_with_look_ups_everything_stays_but_what_concerns_the_sitting() -> None:
    lines = ("Get-Organization", "New-Draft", "Set-Trait a 1", "Set-Trait a 2", "Get-History")
    assert kept(*lines, look_ups=True) == list(lines[:-1])


def test_how_much_was_left_out_is_counted() -> None:
    choice = chosen("Get-Draft", "New-Draft; Set-Trait a 1", "Set-Trait a 2", "Get-History")
    assert (choice.looked, choice.replaced, len(choice.kept)) == (1, 1, 2)


def test_statements_ahead_of_a_place() -> None:
    text = "a; b\nSave-Session x"
    assert [statements_before(text, place) for place in (0, 1, 4, text.index("Save"))] == [0, 1, 2, 2]
