"""Calls of functions and commands bind as PowerShell binds them, or fail with its error.

`binding.jsonl` was recorded from PowerShell 7.6.9 by `record.ps1`; its answers are never edited.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.engine.commands.runspace import Runspace

CASES = [
    json.loads(line) for line in (Path(__file__).parent / "binding.jsonl").read_text(encoding="utf-8").splitlines()
]

# Cases that call PowerShell's own commands; they run with the commands of this project.
NEEDS_COMMANDS = ("ForEach-Object", "Select-Object", "Sort-Object", "Where-Object", "Write-Error", "Out-Null")


@pytest.fixture
def runspace() -> Iterator[Runspace]:
    yield Runspace()


@pytest.mark.parametrize("case", CASES, ids=[f"{case['id']} {case['call'][:40]}" for case in CASES])
def test_it_binds_as_recorded(case: dict[str, Any], runspace: Runspace) -> None:
    if any(name in case["call"] for name in NEEDS_COMMANDS):
        from glueshell.cmdlets import index

        wanted = [name for name in NEEDS_COMMANDS if name in case["call"]]
        assert set(wanted) <= set(index.COMMANDS)
        runspace.use_index(index.COMMANDS, index.ALIASES, index.ROLES)
    if case["define"]:
        runspace.run(case["define"])
    output = [runspace.text(item) for item in runspace.run(case["call"])]
    errors = [
        {
            "id": record.error_id,
            "message": record.message,
            "category": runspace.category(record),
            "position": record.position.message.splitlines()[-1].rstrip() if record.position else "",
        }
        for record in runspace.errors
    ]
    assert {"output": output, "errors": errors} == {"output": case["output"], "errors": case["errors"]}
