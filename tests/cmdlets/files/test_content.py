"""Content of files: what is written is there as a whole, or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tests.formatting.running import Run


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_pipeline_that_fails_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    Run(
        "'old' | Set-Content a.txt;"
        " try { 1, 2 | ForEach-Object { if ($_ -eq 2) { throw 'no' }; $_ } | Set-Content a.txt } catch { }"
    )
    assert (tmp_path / "a.txt").read_text(encoding="utf-8").splitlines() == ["old"]
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_file_may_be_read_and_replaced_in_one_pipeline(tmp_path: Path) -> None:
    Run("1..3 | Set-Content a.txt; Get-Content a.txt | ForEach-Object { [int]$_ * 2 } | Set-Content a.txt")
    assert (tmp_path / "a.txt").read_text(encoding="utf-8").split() == ["2", "4", "6"]


def test_nothing_new_begins_with_a_byte_order_mark(tmp_path: Path) -> None:
    Run("'é' | Set-Content a.txt; 'é' | Add-Content b.txt; [pscustomobject]@{ a = 'é' } | Export-Csv c.csv")
    assert all((tmp_path / name).read_bytes()[:1] in (b"\xc3", b'"') for name in ("a.txt", "b.txt", "c.csv"))


def test_what_is_added_is_in_the_encoding_the_file_has(tmp_path: Path) -> None:
    Run("'é' | Set-Content a.txt -Encoding unicode; 'ü' | Add-Content a.txt")
    assert (tmp_path / "a.txt").read_bytes().decode("utf-16").split() == ["é", "ü"]


def test_relative_paths_begin_in_the_session_s_location_not_the_process_s(tmp_path: Path) -> None:
    Run("mkdir sub | Out-Null; Set-Location sub; 'x' | Set-Content a.txt")
    assert (tmp_path / "sub" / "a.txt").exists()
    assert Path.cwd() == tmp_path


@pytest.mark.skipif(os.name == "nt", reason="permission bits of POSIX")
def test_a_replaced_file_keeps_its_permissions_and_a_link_stays_a_link(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o600)
    (tmp_path / "link").symlink_to(target)
    Run("'new' | Set-Content link")
    assert target.read_text(encoding="utf-8").strip() == "new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert (tmp_path / "link").is_symlink()


def test_the_first_lines_are_read_without_the_rest(tmp_path: Path) -> None:
    with open(tmp_path / "big.txt", "wb") as file:
        file.write(b"line\n" * 3)
        file.write(b"\xff" * 100)
    assert Run("Get-Content big.txt | Select-Object -First 2").objects == ["line", "line"]


def test_lines_are_plain_text_for_everything_that_follows() -> None:
    run = Run(
        "'a', 'b' | Set-Content x.txt; $l = Get-Content x.txt;"
        " @{ a = 7 }[$l[0]]; 'b' -in $l; switch ($l) { b { 'hit' } }"
    )
    assert run.objects == [7, True, "hit"]


def test_what_if_touches_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    run = Run(
        "'y' | Set-Content a.txt -WhatIf; Remove-Item a.txt -WhatIf; Move-Item a.txt b.txt -WhatIf;"
        " New-Item c -WhatIf; Clear-Content a.txt -WhatIf; [pscustomobject]@{ a = 1 } | Export-Csv a.txt -WhatIf"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "x"
    assert run.screen.count("What if: ") == 6


def test_a_full_folder_is_not_removed_unasked(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a.txt").write_text("x", encoding="utf-8")
    run = Run("try { Remove-Item full } catch { $_.CategoryInfo.Category }")
    assert (tmp_path / "full" / "a.txt").exists()
    assert run.objects != []


def test_a_folder_is_not_copied_into_itself(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    run = Run("Copy-Item a a/b -Recurse")
    assert [record.error_id for record in run.errors] == ["CopyError,Microsoft.PowerShell.Commands.CopyItemCommand"]
    assert list((tmp_path / "a").iterdir()) == []


def test_a_path_of_another_drive_cannot_be_exported_to() -> None:
    run = Run("try { [pscustomobject]@{ a = 1 } | Export-Csv env:x } catch { $_.FullyQualifiedErrorId }")
    assert run.objects == ["ReadWriteFileNotFileSystemProvider,Microsoft.PowerShell.Commands.ExportCsvCommand"]
