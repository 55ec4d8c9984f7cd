"""Files, names in drives and programs as PowerShell writes them."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from glueshell.completion.candidates import CONTAINER
from glueshell.completion.files import files, programs


@pytest.fixture
def view(tmp_path: Path) -> SimpleNamespace:
    for name in ("clients.csv", "my notes.txt", "o'brien.txt", "a[1].txt", "$price.txt", ".hidden"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "orgs.csv").write_text("x", encoding="utf-8")
    return SimpleNamespace(
        folder=str(tmp_path),
        variables=lambda: {"number": 5, "orders": {}},
        drive_names=lambda drive: {"env": ["HOME", "PATH"], "function": ["help"]}.get(drive, ()),
    )


def test_a_path_is_relative_to_the_folder_and_quoted_where_it_must_be(view: SimpleNamespace) -> None:
    dot = "." + os.sep
    assert sorted(each.text for each in files("", view)) == sorted(
        [
            f"{dot}.hidden",
            f"'{dot}a`[1`].txt'",
            f"{dot}clients.csv",
            f"{dot}data",
            f"'{dot}my notes.txt'",
            f"'{dot}o''brien.txt'",
            f"'{dot}$price.txt'",
        ]
    )
    assert [each.text for each in files("data/o", view)] == [f"{dot}data{os.sep}orgs.csv"]
    assert [each.text for each in files("my", view, '"')] == [f'"{dot}my notes.txt"']


def test_a_literal_path_takes_brackets_as_they_are(view: SimpleNamespace) -> None:
    assert [each.text for each in files("a", view, literal=True)] == [f".{os.sep}a[1].txt"]


def test_folders_alone_or_files_of_some_endings_can_be_asked_for(view: SimpleNamespace) -> None:
    assert [each.kind for each in files("", view, only_folders=True)] == [CONTAINER]
    assert [each.list_text for each in files("", view, endings=(".csv",))] == ["clients.csv", "data"]


def test_names_in_drives_are_written_with_their_drive(view: SimpleNamespace) -> None:
    assert [each.text for each in files("env:h", view)] == ["Env:/HOME"]
    assert [each.text for each in files("Variable:num", view)] == ["Variable:/number"]
    assert [each.text for each in files("function:/h", view)] == ["Function:/help"]


@pytest.mark.skipif(os.name == "nt", reason="programs are told by their endings there")
def test_a_program_that_another_hides_is_written_with_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "frobnicate").write_text("#!/bin/sh\n", encoding="utf-8")
        (tmp_path / folder / "frobnicate").chmod(0o755)
    (tmp_path / "one" / "frob.txt").write_text("no program", encoding="utf-8")
    monkeypatch.setenv("PATH", os.pathsep.join(str(tmp_path / each) for each in ("one", "two")))
    assert [each.text for each in programs("frob")] == ["frobnicate", str(tmp_path / "two" / "frobnicate")]
    assert not list(programs("FROB"))
