"""Add-Type, data files, and the lines scripts prepare a PowerShell with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from glueshell.cmdlets.index import COMMANDS
from glueshell.engine.cmdlet import Example
from tests.cmdlets.jobs.test_jobs import Whole
from tests.formatting.running import Run

FAMILIES = ("modules", "jobs")


@pytest.fixture
def space(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Whole:
    monkeypatch.chdir(tmp_path)
    return Whole()


def _examples() -> list[Any]:
    from importlib import import_module

    found = []
    for name, where in sorted(COMMANDS.items()):
        module, _, attribute = where.partition(":")
        if module.split(".")[2] in FAMILIES:
            cls = getattr(import_module(module), attribute)
            assert cls.examples, name
            found += [
                pytest.param(example, id=f"{name}-{number}")
                for number, example in enumerate(cls.examples, 1)
                if example.prints is not None
            ]
    return found


@pytest.mark.parametrize("example", _examples())
def test_example_prints_what_it_says(example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run = Run(example.code)
    assert [line for line in run.lines if line] == (example.prints or "").split("\n")


@pytest.mark.parametrize(
    ("code", "id", "says"),
    [
        ("Add-Type -TypeDefinition 'public class A {}'", "COMPILER_ERRORS", "C# code cannot be compiled here."),
        ("Add-Type 'public class A {}'", "COMPILER_ERRORS", "C# code cannot be compiled here."),
        ("Add-Type -AssemblyName PresentationFramework", "PathNotFound", "Windows and dialogs are drawn by Windows"),
        ("Add-Type -AssemblyName No.Such", "PathNotFound", "The assembly 'No.Such' cannot be loaded here."),
        ("Add-Type -Path ./x.dll", "FileLoadFailure", "The assembly file './x.dll' cannot be loaded here."),
    ],
)
def test_what_cannot_be_loaded_says_so(space: Whole, code: str, id: str, says: str) -> None:
    space.run(code)
    assert [record.error_id for record in space.errors] == [f"{id},Microsoft.PowerShell.Commands.AddTypeCommand"]
    assert says in str(space.errors[0])


def test_a_data_file_is_found_by_language_and_never_run(space: Whole, tmp_path: Path) -> None:
    (tmp_path / "en-US").mkdir()
    (tmp_path / "words.psd1").write_text("@{ Hello = 'base' }", encoding="utf-8")
    (tmp_path / "en-US" / "words.psd1").write_text("ConvertFrom-StringData 'Hello = Hi'", encoding="utf-8")
    (tmp_path / "code.psd1").write_text("Remove-Item words.psd1", encoding="utf-8")
    read = f"Import-LocalizedData -BaseDirectory '{tmp_path}' -FileName"
    assert space.texts(f"({read} words).Hello; ({read} words.psd1 -UICulture fr-FR).Hello") == ["Hi", "base"]
    space.run(f"{read} code; {read} nowhere")
    tail = ",Microsoft.PowerShell.Commands.ImportLocalizedData"
    assert [record.error_id for record in space.errors] == ["InvalidOperation" + tail, "ImportLocalizedData" + tail]
    assert (tmp_path / "words.psd1").exists()


def test_a_file_name_is_the_scripts_own_without_one(space: Whole, tmp_path: Path) -> None:
    (tmp_path / "site.psd1").write_text("@{ Floor = 3 }", encoding="utf-8")
    (tmp_path / "site.ps1").write_text("Import-LocalizedData -BindingVariable d; $d.Floor", encoding="utf-8")
    assert space.texts("./site.ps1") == ["3"]


def test_aliases_of_a_module_are_listed_with_it(space: Whole, tmp_path: Path) -> None:
    (tmp_path / "Own.psm1").write_text("function Get-Own { 1 }; New-Alias gown Get-Own\n"
                                       "Export-ModuleMember -Function * -Alias *", encoding="utf-8")  # fmt: skip
    assert space.texts("Import-Module ./Own.psm1; (Get-Command -Module Own).Name -join ','") == ["Get-Own,gown"]


@pytest.mark.parametrize(
    ("code", "prints"),
    [
        ("$f = [System.IO.FileInfo]'a.txt'; $f.Name; $f.Exists; $f -is [System.IO.FileSystemInfo]",
         ["a.txt", "False", "True"]),
        ("[System.IO.DirectoryInfo]::new('.').Exists; (Get-Item .) -is [System.IO.DirectoryInfo]", ["True", "True"]),
        ("function f([System.IO.FileInfo]$x) { $x.Extension }; f b.csv; f ([System.IO.FileInfo]'c.txt')",
         [".csv", ".txt"]),
        ("[System.IO.FileInfo].BaseType.FullName; $PWD -is [System.Management.Automation.PathInfo]",
         ["System.IO.FileSystemInfo", "True"]),
        ("$s = 'abc' | Add-Member x 1 -PassThru; switch ($s) { 'abc' { 'hit' } }; @('abc') -contains $s; $s -in 'abc'",
         ["hit", "True", "True"]),
    ],
)  # fmt: skip
def test_types_of_files_and_wrapped_texts(space: Whole, code: str, prints: list[str]) -> None:
    assert (space.texts(code), [str(e) for e in space.errors]) == (prints, [])


def test_a_path_on_a_drive_of_the_session_leads_to_its_folder(space: Whole, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "hi.ps1").write_text("'hi'", encoding="utf-8")
    space.run("$null = New-PSDrive -Name W -PSProvider FileSystem -Root ./in; New-PSDrive -Name Work2"
              " -PSProvider FileSystem -Root ./in | Out-Null")  # fmt: skip
    assert space.engine.resolve_path("Work2:/hi.ps1") == str(tmp_path / "in" / "hi.ps1")
    assert space.texts("Work2:/hi.ps1; & Work2:\\hi.ps1") == ["hi", "hi"]


def test_implicit_positions_end_where_a_parameter_names_a_set(space: Whole) -> None:
    declared = "[CmdletBinding(DefaultParameterSetName = 'A')] param([Parameter(ParameterSetName = 'A')][string]$x)"
    space.run(f"function f {{ {declared} $x }}; f 1")
    assert [record.error_id for record in space.errors] == ["PositionalParameterNotFound,f"]
    assert space.texts("f -x 1") == ["1"]


def test_a_function_beats_a_second_name_of_ours_and_not_an_alias_of_powershells(space: Whole) -> None:
    from glueshell.engine.commands import CommandTable
    from glueshell.engine.runtime import Engine

    table = CommandTable(COMMANDS, {"Get-Second": "Get-Date", "gd": "Get-Date"}, {})
    space.engine = Engine(table, space.host, space.streams)
    code = "function Get-Second { 'own' }; function gd { 'own' }; Get-Second; (gd).GetType().Name"
    assert space.texts(code) == ["own", "DateTime"]
