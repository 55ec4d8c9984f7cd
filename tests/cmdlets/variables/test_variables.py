"""Variables and aliases by command."""

from __future__ import annotations

from tests.formatting.running import Run


def test_a_variable_object_writes_the_variable_itself() -> None:
    assert Run("$x = 1; (Get-Variable x).Value = 3; $x").objects == [3]


def test_force_goes_over_read_only_but_not_over_constant() -> None:
    assert Run("Set-Variable c 1 -Option ReadOnly; Set-Variable c 2 -Force; $c").objects == [2]
    run = Run("Set-Variable c 1 -Option Constant; Set-Variable c 2 -Force; $c")
    assert run.objects == [1]
    assert [record.error_id for record in run.errors] == [
        "VariableNotWritable,Microsoft.PowerShell.Commands.SetVariableCommand"
    ]


def test_options_alone_keep_the_value() -> None:
    run = Run("$x = 1; Set-Variable x -Option ReadOnly; $x; $x = 2")
    assert run.objects == [1]
    assert len(run.errors) == 1


def test_scopes_by_number() -> None:
    assert Run(
        "function f { Set-Variable v 2 -Scope 1; Get-Variable v -Scope 1 -ValueOnly }; $v = 0; f; $v"
    ).objects == [2, 2]


def test_removing_asks_whatif() -> None:
    assert Run("$x = 1; Remove-Variable x -WhatIf; $x").objects == [1]


def test_an_alias_of_a_function_ends_with_it() -> None:
    run = Run("function f { Set-Alias inner Get-Date; (Get-Alias inner).Name }; f; Get-Alias inner")
    assert run.objects == ["inner"]
    assert [record.error_id for record in run.errors] == [
        "ItemNotFoundException,Microsoft.PowerShell.Commands.GetAliasCommand"
    ]


def test_an_alias_runs_its_command() -> None:
    assert Run("Set-Alias tally Measure-Object; (1..3 | tally).Count").objects == [3]
