"""Tables, lists and grids come out as PowerShell 7.6.9 prints them, blank for blank."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.formatting.running import Run, described, recorded

CASES = recorded(Path(__file__).parent / "recorded.jsonl")


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["id"]))
def test_prints_as_recorded(case: dict[str, Any]) -> None:
    run = Run(case["code"])
    assert run.screen == case["output"]
    assert [described(record) for record in run.errors] == case.get("errors", [])
