"""XML, CLIXML, JSON tests, digests and bytes answer as PowerShell 7.6.9 does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.formatting.running import Run, described, recorded

CASES = recorded(Path(__file__).parent / "recorded.jsonl")


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["id"]))
def test_answers_as_recorded(case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run = Run(case["code"])
    assert run.screen == case["output"]
    assert [described(record) for record in run.errors] == case.get("errors", [])
