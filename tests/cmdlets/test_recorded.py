"""The cmdlets that shape, speak and keep variables answer as PowerShell 7.6.9 does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.formatting.running import Run, described, recorded

CASES = recorded(Path(__file__).parent / "recorded.jsonl")


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["id"]))
def test_answers_as_recorded(case: dict[str, Any]) -> None:
    run = Run(case["code"])
    said = "".join(text + "\n" for text in case.get("host", []))
    assert run.screen in (said + case["output"], case["output"])
    assert run.said == case.get("host", [])
    assert [described(record) for record in run.errors] == case.get("errors", [])
