"""Archives: there and back, what is there already, and what would lead out of the folder."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.formatting.running import Run


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "src" / "sub").mkdir(parents=True)
    (tmp_path / "src" / "empty").mkdir()
    (tmp_path / "src" / "a.txt").write_text("a", "utf-8")
    (tmp_path / "src" / "sub" / "b.txt").write_text("b", "utf-8")
    return tmp_path


def tree(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_a_folder_goes_in_with_its_name(here: Path) -> None:
    Run("Compress-Archive src all; Expand-Archive all.zip out")
    assert tree(here / "out") == ["src", "src/a.txt", "src/empty", "src/sub", "src/sub/b.txt"]
    assert (here / "out/src/sub/b.txt").read_text("utf-8") == "b"


def test_what_is_in_a_folder_goes_in_without_it(here: Path) -> None:
    Run("Compress-Archive src/* all.zip; Expand-Archive all.zip out")
    assert tree(here / "out") == ["a.txt", "empty", "sub", "sub/b.txt"]


def test_an_archive_that_is_there_is_left_alone(here: Path) -> None:
    (here / "all.zip").write_bytes(b"mine")
    run = Run("try { Compress-Archive src all.zip } catch { $_.FullyQualifiedErrorId }")
    assert run.objects == ["ArchiveFileExists,Compress-Archive"]
    assert (here / "all.zip").read_bytes() == b"mine"


def test_update_takes_newer_files_and_keeps_the_rest(here: Path) -> None:
    Run(
        "Compress-Archive src/* all.zip; Set-Content src/a.txt new -NoNewline;"
        " Compress-Archive src/a.txt all.zip -Update"
    )
    with zipfile.ZipFile(here / "all.zip") as archive:
        assert archive.read("a.txt") == b"new"
        assert archive.read("sub/b.txt") == b"b"


def test_files_that_are_there_are_kept_unless_forced(here: Path) -> None:
    Run("Compress-Archive src/* all.zip; Expand-Archive all.zip out; Set-Content out/a.txt mine -NoNewline")
    refused = Run("try { Expand-Archive all.zip out } catch { $_.FullyQualifiedErrorId }")
    assert refused.objects == ["ExpandArchiveFileExists,Expand-Archive"]
    assert (here / "out/a.txt").read_text("utf-8") == "mine"
    Run("Expand-Archive all.zip out -Force")
    assert (here / "out/a.txt").read_text("utf-8") == "a"


@pytest.mark.parametrize("name", ["../evil.txt", "/evil.txt", "a/../../evil.txt", "..\\evil.txt"])
def test_an_entry_that_leads_out_stops_everything(name: str, here: Path) -> None:
    with zipfile.ZipFile(here / "bad.zip", "w") as archive:
        archive.writestr("good.txt", "x")
        archive.writestr(name, "evil")
    run = Run("try { Expand-Archive bad.zip out } catch { $_.FullyQualifiedErrorId }")
    assert run.objects == ["ArchiveLeadsOut,Expand-Archive"]
    assert not (here / "out").exists()
    assert not list(here.rglob("evil.txt"))


def test_what_is_no_archive_is_said(here: Path) -> None:
    (here / "no.zip").write_bytes(b"nothing")
    run = Run(
        'try { Expand-Archive no.zip } catch { "$($_.CategoryInfo.Category)" };'
        " try { Expand-Archive src/a.txt } catch { $_.FullyQualifiedErrorId }"
    )
    assert [str(item) for item in run.objects] == [
        "InvalidData", "NotSupportedArchiveFileExtension,Expand-Archive",
    ]  # fmt: skip


def test_what_if_packs_nothing(here: Path) -> None:
    Run("Compress-Archive src all.zip -WhatIf")
    assert not (here / "all.zip").exists()
