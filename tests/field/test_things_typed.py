"""What technicians really type: lines from public scripts and threads, and what PowerShell 7.6.9 answers to them.

The wrapper's commands are functions of `wrapper.ps1`, so that a real PowerShell could record every answer without one.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from glueshell.cmdlets.index import ALIASES, COMMANDS, ROLES
from glueshell.engine.commands import CommandTable
from tests.golden.session import differences, run

HERE = Path(__file__).parent
WRAPPER = (HERE / "wrapper.ps1").read_text(encoding="utf-8")
CASES = [json.loads(line) for line in (HERE / "recorded.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["id"]))
def test_the_answer_is_powershells(case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    seen = run(WRAPPER + case["code"], CommandTable(COMMANDS, ALIASES, ROLES))
    assert differences(case, seen) == [], case["code"]


def test_every_thing_but_the_preamble_is_recorded() -> None:
    assert [case["id"] for case in CASES] == [f"thing-{number:02d}" for number in range(1, 25)]
