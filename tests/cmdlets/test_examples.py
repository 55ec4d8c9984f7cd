"""Every example in the help of the general cmdlets runs, and prints what the help says."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from glueshell.cmdlets.index import COMMANDS
from glueshell.engine.cmdlet import Example
from glueshell.engine.cmdlet_command import declared_parameters
from tests.formatting.running import Run

FAMILIES = ("objects", "output", "text", "help", "variables")


def _examples() -> list[Any]:
    found = []
    for name, where in sorted(COMMANDS.items()):
        module, _, attribute = where.partition(":")
        if module.split(".")[2] in FAMILIES:
            cls = getattr(import_module(module), attribute)
            found += [pytest.param(example, id=f"{name}-{number}") for number, example in enumerate(cls.examples, 1)]
    return found


def _normal(text: str) -> list[str]:
    lines = [line.rstrip() for line in text.split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        del lines[0]
    return lines


def _fits(shown: list[str], wanted: list[str]) -> bool:
    """Line by line; a line `...` stands for any lines."""
    if not wanted:
        return not shown
    if wanted[0] == "...":
        return any(_fits(shown[skipped:], wanted[1:]) for skipped in range(len(shown) + 1))
    return bool(shown) and shown[0] == wanted[0] and _fits(shown[1:], wanted[1:])


@pytest.mark.parametrize("example", _examples())
def test_example_runs(example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run = Run(example.code)
    assert [str(record) for record in run.errors if "SilentlyContinue" not in example.code] == []
    if example.prints is not None:
        assert _fits(run.lines, _normal(example.prints)), run.screen


def test_every_cmdlet_has_an_example_a_synopsis_and_help_for_its_parameters() -> None:
    poor = []
    for name, where in COMMANDS.items():
        module, _, attribute = where.partition(":")
        if module.split(".")[2] not in FAMILIES:
            continue
        cls = getattr(import_module(module), attribute)
        if not cls.examples or not (cls.__doc__ or "").strip():
            poor.append(name)
        poor += [f"{name} -{parameter.name}" for parameter in declared_parameters(cls) if not parameter.help]
    assert poor == []
