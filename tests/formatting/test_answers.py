"""What Format-*, Out-* and `$PSStyle` do, as recorded from PowerShell 7.6.9 (Linux, en-US, UTC, 120 columns)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from glueshell.cmdlets.index import ALIASES, COMMANDS, ROLES
from glueshell.engine.commands import CommandTable
from tests.golden.session import differences, run

CASES = [
    json.loads(line) for line in (Path(__file__).parent / "answers.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["id"]))
def test_answers_as_recorded(case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert differences(case, run(case["code"], CommandTable(COMMANDS, ALIASES, ROLES))) == [], case["code"]
