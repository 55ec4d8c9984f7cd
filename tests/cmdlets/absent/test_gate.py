"""A script that cannot finish is not begun; at the prompt such names fail with PowerShell's ids and a way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Glueshell, glueshell, template

__all__ = ["glueshell", "template"]

AD = "Write-Output begun\nGet-ADUser x\n"


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "users.ps1"
    path.write_text(AD, encoding="utf-8")
    return path


def test_a_script_that_cannot_finish_is_not_begun(glueshell: Glueshell, script: Path) -> None:
    ran = glueshell("--sandbox", "run", str(script))
    assert (ran.status, ran.out) == (2, "")
    assert "users.ps1 cannot finish here:" in ran.err
    assert "line 2: Get-ADUser (Active Directory)" in ran.err
    assert "Nothing was run. Use -Force to run it anyway" in ran.err


def test_force_runs_it_and_says_what_is_missing(glueshell: Glueshell, script: Path) -> None:
    ran = glueshell("--sandbox", "run", str(script), "-Force")
    assert ran.out.startswith("begun")
    assert "WARNING: users.ps1 is run although it cannot finish here:" in ran.err
    assert "Active Directory and group policy cmdlets need a Windows domain PC" in ran.err


@pytest.mark.parametrize("call", ["& '{}'", ". '{}'", "Invoke-Script '{}'"])
def test_a_script_called_from_the_prompt_is_read_first(glueshell: Glueshell, script: Path, call: str) -> None:
    ran = glueshell("--sandbox", "-c", call.format(script))
    assert (ran.status, ran.out) == (2, "")
    assert "cannot finish here" in ran.err


def test_invoke_script_forces_too(glueshell: Glueshell, script: Path) -> None:
    ran = glueshell("--sandbox", "-c", f"Invoke-Script '{script}' -Force")
    assert ran.out.startswith("begun")


def test_what_is_handled_runs_with_a_warning(glueshell: Glueshell, tmp_path: Path) -> None:
    path = tmp_path / "careful.gsh"
    path.write_text("try { Get-ADUser x } catch { $_.FullyQualifiedErrorId }\n", encoding="utf-8")
    ran = glueshell("--sandbox", "run", str(path))
    assert (ran.status, ran.lines) == (0, ["CommandNotFoundException"])
    assert "careful.gsh also names what is not here" in ran.err


def test_a_script_that_a_script_calls_was_read_with_it(glueshell: Glueshell, script: Path, tmp_path: Path) -> None:
    outer = tmp_path / "outer.ps1"
    outer.write_text("'outer'\n& \"$PSScriptRoot/users.ps1\"\n", encoding="utf-8")
    ran = glueshell("--sandbox", "run", str(outer))
    assert (ran.status, ran.out) == (2, "")
    assert "users.ps1 line 2: Get-ADUser" in ran.err


@pytest.mark.parametrize(
    ("code", "id", "says"),
    [
        ("Get-ADUser x", "CommandNotFoundException", "Active Directory and group policy cmdlets need"),
        ("[System.Windows.MessageBox]::Show(1)", "TypeNotFound", "Windows and dialogs are drawn by Windows alone"),
        ("Set-Location HKLM:\\Software -ErrorAction Stop", "DriveNotFound", "The registry is only on a Windows PC"),
        ("Get-WmiObject Win32_BIOS", "CommandNotFoundException", "WMI and CIM read the hardware"),
    ],
)
def test_at_the_prompt_such_names_keep_their_ids(glueshell: Glueshell, code: str, id: str, says: str) -> None:
    ran = glueshell("--sandbox", "-c", f"try {{ {code} }} catch {{ $_.FullyQualifiedErrorId; $_.Exception.Message }}")
    assert ran.status == 0
    assert ran.lines[0].startswith(id)
    assert says in ran.out
