"""Every example in the help of the cmdlets over items, tables and values runs, and prints what the help says."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from glueshell.cmdlets.index import COMMANDS
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.cmdlet_command import declared_parameters
from tests.formatting.running import Run

FAMILIES = ("files", "tables", "values")


def cmdlets() -> list[type[Cmdlet]]:
    """The classes of these families."""
    found = []
    for where in COMMANDS.values():
        module, _, attribute = where.partition(":")
        if module.split(".")[2] in FAMILIES:
            found.append(getattr(import_module(module), attribute))
    return found


def examples() -> list[Any]:
    """Every example, named for its cmdlet."""
    return [
        pytest.param(example, id=f"{cls.name}-{number}")
        for cls in cmdlets()
        for number, example in enumerate(cls.examples, 1)
    ]


def fits(shown: list[str], wanted: list[str]) -> bool:
    """Line by line; a line `...` stands for any lines."""
    if not wanted:
        return not shown
    if wanted[0] == "...":
        return any(fits(shown[skipped:], wanted[1:]) for skipped in range(len(shown) + 1))
    return bool(shown) and shown[0] == wanted[0] and fits(shown[1:], wanted[1:])


@pytest.mark.parametrize("example", examples())
def test_example_runs(example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SITE", "")
    run = Run(example.code)
    caught = "catch" in example.code
    assert [str(record) for record in run.errors if not caught] == []
    if example.prints is not None:
        assert fits(run.lines, example.prints.split("\n")), run.screen


def test_every_cmdlet_has_two_examples_a_synopsis_and_help_for_its_parameters() -> None:
    poor = []
    for cls in cmdlets():
        if len(cls.examples) < 2 or not (cls.__doc__ or "").strip() or not cls.dotnet_name:
            poor.append(cls.name)
        poor += [f"{cls.name} -{parameter.name}" for parameter in declared_parameters(cls) if not parameter.help]
    assert poor == []
