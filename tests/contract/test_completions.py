"""TabExpansion2 answers as PowerShell 7.6.9 did, save for the cases that are listed with their reasons."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contract.completions import cases, differences, listed, recorded

CASES = list(cases())
LISTED = listed()


def test_the_list_names_recorded_cases_and_gives_reasons() -> None:
    assert not set(LISTED) - {case["id"] for case in CASES}
    assert all(LISTED.values())


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["id"]))
def test_completes_as_powershell(case: dict[str, Any]) -> None:
    found = differences(case, recorded(case))
    if case["id"] in LISTED:
        assert found, f"{case['id']} comes out as recorded: take it out of completions_listed.txt"
    else:
        assert not found, case["input"] + "\n" + "\n".join(found)
