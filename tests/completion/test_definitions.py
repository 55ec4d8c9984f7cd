"""What a text itself defines is offered in it: classes, enumerations, functions, labels, values of tied variables."""

from __future__ import annotations

import pytest

from tests.completion.test_pipes import offered

ANIMAL = "class Animal { [string]$Name; [int]Age() { return 1 } static [Animal]Make() { return $null } }\n"
COLOUR = "enum Colour { Red; Green }\n"


@pytest.mark.parametrize(
    ("marked", "wanted"),
    [
        (ANIMAL + "[Ani^", "Animal"),
        (ANIMAL + "[Animal]::Ma^", "Make("),
        (ANIMAL + "[Animal]::n^", "new("),
        (ANIMAL + "$a = [Animal]::new(); $a.N^", "Name"),
        (ANIMAL + "$a = [Animal]::new(); $a.A^", "Age("),
        (ANIMAL + "$a = [Animal]::Make(); $a.N^", "Name"),
        (ANIMAL + "class Dog : Animal { [int]$Legs }\n$d = [Dog]::new(); $d.N^", "Name"),
        ("class Pair { [int]$Left; [void]Swap() { $this.L^ } }", "Left"),
        (COLOUR + "[Colour]::Gr^", "Green"),
        (COLOUR + "[Colour]$c = 'Gr^", "'Green'"),
        ("function Get-Thing { }; Get-Th^", "Get-Thing"),
        (":outer foreach ($i in 1) { break ou^ }", "outer"),
        ("[ValidateSet('fast','slow')][string]$how = 'sl^", "'slow'"),
        ("$ErrorActionPreference -eq 'Sile^", "'SilentlyContinue'"),
        ("<#\n.SYN^\n#>", "SYNOPSIS"),
        ("<#\n.PARAMETER De^\n#>\nfunction Get-Thing { param($Depth) }", "Depth"),
        ("#requires -PSEdition Co^", "Core"),
        ("Write-Host ($x -noti^)", "-notin"),
    ],
)
def test_what_the_text_defines_is_offered(marked: str, wanted: str) -> None:
    assert wanted in offered(marked)


def test_members_of_a_defined_type_are_those_and_no_others() -> None:
    assert offered(ANIMAL + "$a = [Animal]::new(); $a.Na^") == ["Name"]
    assert offered("class Quiet { hidden [string]$Secret }\n$q = [Quiet]::new(); $q.Se^") == []


def test_functions_tell_what_they_give() -> None:
    function = "function Get-Thing { [OutputType([string])] param() }; "
    assert offered(function + "(Get-Thing).Len^") == ["Length"]
    assert offered("function Get-Thing { 'x' }; $t = Get-Thing; $t.Len^") == ["Length"]
