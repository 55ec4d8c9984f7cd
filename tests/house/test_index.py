"""The index of commands is in step with the declarations, and holds nothing that cannot be found."""

from __future__ import annotations

import importlib.util
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from glueshell.cmdlets import index

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("index_script", ROOT / "scripts" / "index.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_index_is_what_the_script_writes(script: ModuleType) -> None:
    assert (ROOT / "glueshell" / "cmdlets" / "index.py").read_text(encoding="utf-8") == script.text()


def test_every_entry_leads_to_a_class_of_that_name() -> None:
    for name, where in index.COMMANDS.items():
        module, _, cls = where.partition(":")
        assert getattr(import_module(module), cls).name == name


def test_aliases_and_roles_stand_for_commands() -> None:
    for table in (index.ALIASES, index.ROLES):
        assert set(table.values()) <= set(index.COMMANDS)


def test_two_commands_of_one_name_are_refused(script: ModuleType) -> None:
    table = {"Get-Thing": "a:A"}
    with pytest.raises(SystemExit, match="declared twice"):
        script._put(table, "get-thing", "b:B")
