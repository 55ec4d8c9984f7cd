"""Script files: run, called by path, dot-sourced, left with `exit`."""

from __future__ import annotations

from pathlib import Path

import pytest

from glueshell.engine.errors import Terminating
from glueshell.engine.signals import ExitSignal
from tests.engine.compiler.running import Session


def write(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_script_knows_where_it_stands(tmp_path: Path) -> None:
    session = Session()
    got: list[object] = []
    path = write(tmp_path, "where.ps1", "$PSScriptRoot; $PSCommandPath")
    session.engine.invoke_script_file(path, got.append)
    assert got == [str(tmp_path), path]


def test_a_script_called_by_path_keeps_its_variables_and_gives_its_exit_code(tmp_path: Path) -> None:
    session = Session()
    path = write(tmp_path, "inner.ps1", "param($a) $kept = 1; \"a=$a\"; exit 4; 'never'")
    assert session.run(f"& '{path}' 5; $LASTEXITCODE; $null -eq $kept; 'on'") == ["a=5", 4, True, "on"]


def test_a_dot_sourced_script_leaves_its_functions_and_variables_behind(tmp_path: Path) -> None:
    session = Session()
    path = write(tmp_path, "lib.ps1", "function helper { \"h$args\" }; $shared = 7")
    assert session.run(f". '{path}'; helper 1; $shared") == ["h1", 7]


def test_script_scope_is_the_files_own(tmp_path: Path) -> None:
    session = Session()
    path = write(tmp_path, "scoped.ps1", "$script:n = 1; function up { $script:n++ }; up; up; $script:n")
    assert session.run(f"$n = 'mine'; & '{path}'; $n") == [3, "mine"]


def test_exit_in_the_script_that_was_started_leaves_the_shell(tmp_path: Path) -> None:
    path = write(tmp_path, "out.gsh", "exit 7")
    with pytest.raises(ExitSignal) as raised:
        Session().engine.invoke_script_file(path, lambda item: None)
    assert raised.value.code == 7


def test_an_error_in_a_file_names_the_file_and_the_line(tmp_path: Path) -> None:
    session = Session()
    session.engine.ends_at_first_error = True
    path = write(tmp_path, "bad.gsh", "'a'\n\n1 / 0\n'never'\n")
    got: list[object] = []
    with pytest.raises(Terminating) as raised:
        session.engine.invoke_script_file(path, got.append)
    position = raised.value.record.position
    assert got == ["a"]
    assert position is not None
    assert (position.file, position.line, position.text) == (path, 3, "1 / 0")


def test_a_script_that_does_not_parse_is_an_error_of_its_call(tmp_path: Path) -> None:
    session = Session()
    path = write(tmp_path, "broken.ps1", "if (")
    assert session.run(f"& '{path}'; 'on'") == ["on"]
    assert session.errors[0].category == "ParserError"
