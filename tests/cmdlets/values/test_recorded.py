"""The values cmdlets answer as PowerShell 7.6.9 did."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.cmdlets.files.recorded import cases, found


@pytest.mark.skipif(os.name == "nt", reason="recorded with the paths of Linux")
@pytest.mark.parametrize("case", list(cases(Path(__file__).parent)), ids=lambda case: str(case["id"]))
def test_answers_as_recorded(case: dict[str, Any]) -> None:
    assert not found(case), case["code"]
