"""What scripts read of a help page and of a command: PowerShell's nested objects."""

from __future__ import annotations

import pytest

from tests.cmdlets.help.test_help import Run

COMMENTED = """function f {
<# .SYNOPSIS
Syn.
.DESCRIPTION
Desc.
.PARAMETER a
The a.
.EXAMPLE
f 1
.EXAMPLE
f 2
.NOTES
N.
.LINK
http://x
.LINK
Get-Item
.INPUTS
None
.OUTPUTS
System.Int32
#> [CmdletBinding()] param([Parameter(Mandatory)][int]$a, [switch]$s) }; $h = Get-Help f; """


@pytest.mark.parametrize(
    ("code", "prints"),
    [
        ("$h.Synopsis; $h.description[0].Text; $h.details.name", ["Syn.", "Desc.", "f"]),
        ("$h.parameters.parameter.name", ["a", "s"]),
        ("$h.parameters.parameter[0] | ForEach-Object { $_.description[0].Text; $_.required; $_.position;"
         " $_.type.name }",
         ["The a.", "true", "1", "Int32"]),
        ("$h.examples.example.code; $h.examples.example[0].title", ["f 1", "f 2", "-" * 26 + " EXAMPLE 1 " + "-" * 26]),
        ("$h.alertSet.alert[0].Text; $h.relatedLinks.navigationLink[0].uri;"
         " $h.relatedLinks.navigationLink[1].linkText",
         ["N.", "http://x", "Get-Item"]),
        ("$h.inputTypes.inputType.type.name; $h.returnValues.returnValue.type.name", ["None", "System.Int32"]),
        ("$h.syntax.syntaxItem.name", ["f"]),
    ],
)  # fmt: skip
def test_a_functions_help_is_read_in_parts(code: str, prints: list[str]) -> None:
    assert Run(COMMENTED + code).objects == prints


def test_a_cmdlets_help_is_read_in_parts() -> None:
    code = "$h = Get-Help Get-Unique; $h.parameters.parameter.name -contains 'OnType'; $h.examples.example.Count -gt 1"
    assert Run(code).objects == [True, True]


@pytest.mark.parametrize(
    ("code", "prints"),
    [
        ("(Get-Command Get-Unique -ShowCommandInfo).ParameterSets.Name", ["AsString", "UniqueByType"]),
        ("function g([int]$a) { 1 }; $i = Get-Command g -ShowCommandInfo; $i.Definition;"
         " $i.ParameterSets[0].Parameters[0].ParameterType.FullName", ["param([int]$a)\n 1 ", "System.Int32"]),
        ("function g { param([Parameter(Mandatory)]$a) }; $p = (Get-Command g).ParameterSets[0].Parameters[0];"
         " $p.IsMandatory; $p.Position; (Get-Command g).Parameters.a.ParameterSets.Values.IsMandatory",
         [True, 0, True]),
    ],
)  # fmt: skip
def test_a_command_is_described_for_a_form(code: str, prints: list[object]) -> None:
    assert Run(code).objects == prints
