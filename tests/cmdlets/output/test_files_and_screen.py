"""Out-File, redirection and Tee-Object write what a screen would show; Out-Host shows it at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formatting.running import Run


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def written(tmp_path: Path, name: str = "out.txt") -> str:
    return (tmp_path / name).read_bytes().decode("utf-8")


def test_a_file_holds_what_a_screen_would_show(tmp_path: Path) -> None:
    Run("[pscustomobject]@{ a = 1 } | Out-File out.txt")
    assert written(tmp_path) == "\na\n-\n1\n\n"


def test_appending_adds(tmp_path: Path) -> None:
    Run("'a' | Out-File out.txt; 'b' | Out-File out.txt -Append")
    assert written(tmp_path) == "a\nb\n"


def test_redirection_is_the_same_command(tmp_path: Path) -> None:
    Run("'a' > out.txt; 'ü' >> out.txt")
    assert written(tmp_path) == "a\nü\n"


def test_no_newline(tmp_path: Path) -> None:
    Run("'a', 'b' | Out-File out.txt -NoNewline")
    assert written(tmp_path) == "ab"


def test_a_file_that_is_there_is_kept_with_noclobber(tmp_path: Path) -> None:
    run = Run("'a' | Out-File out.txt; 'b' | Out-File out.txt -NoClobber")
    assert [record.error_id for record in run.errors] == ["NoClobber,Microsoft.PowerShell.Commands.OutFileCommand"]
    assert written(tmp_path) == "a\n"


def test_a_folder_that_is_missing_is_one_sentence() -> None:
    run = Run("'a' | Out-File nowhere/out.txt")
    assert [record.error_id for record in run.errors] == [
        "FileOpenFailure,Microsoft.PowerShell.Commands.OutFileCommand"
    ]
    assert "nowhere" in run.errors[0].message


def test_whatif_writes_nothing(tmp_path: Path) -> None:
    Run("'a' | Out-File out.txt -WhatIf")
    assert not (tmp_path / "out.txt").exists()


def test_tee_passes_on_what_it_keeps_in_a_file(tmp_path: Path) -> None:
    assert Run("'x', 'y' | Tee-Object out.txt").objects == ["x", "y"]
    assert written(tmp_path) == "x\ny\n"


def test_out_host_shows_and_passes_nothing_on() -> None:
    run = Run("1..2 | Out-Host; 'end'")
    assert run.objects == ["end"]
    assert run.screen == "1\n2\nend\n"


def test_a_collection_shows_as_many_items_as_the_preference_says() -> None:
    run = Run("$FormatEnumerationLimit = 2; [pscustomobject]@{ a = 1..5 } | Out-String -Width 40")
    assert "{1, 2…}" in run.objects[0]
    assert (
        "{1, 2, 3, 4, 5}" in Run("$FormatEnumerationLimit = -1; [pscustomobject]@{ a = 1..5 } | Out-String").objects[0]
    )


def test_write_error_keeps_what_it_was_given() -> None:
    run = Run("Write-Error 'm' -TargetObject 5 -Category InvalidData -CategoryActivity act -ErrorId My.Id")
    (record,) = run.errors
    assert (record.message, record.error_id, record.category, record.target, record.activity) == (
        "m", "My.Id", "InvalidData", 5, "act",
    )  # fmt: skip
