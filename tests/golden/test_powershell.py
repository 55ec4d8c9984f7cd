"""Every recorded answer of PowerShell 7.6.9 comes out the same, save those listed as pending."""

from __future__ import annotations

from typing import Any

import pytest

from glueshell.cmdlets.index import ALIASES, COMMANDS, ROLES
from glueshell.engine.commands import CommandTable
from tests.golden.session import cases, differences, pending, run

CASES = list(cases())
PENDING = pending()


def test_pending_names_only_recorded_cases() -> None:
    recorded = {case["id"] for case in CASES}
    assert not PENDING - recorded


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["id"]))
def test_answers_as_powershell(case: dict[str, Any]) -> None:
    try:
        found = differences(case, run(case["code"], CommandTable(COMMANDS, ALIASES, ROLES)))
    except Exception as error:
        if case["id"] not in PENDING:
            raise
        found = [repr(error)]
    if case["id"] in PENDING:
        assert found, f"{case['id']} passes: take it out of pending.txt"
    else:
        assert not found, case["code"] + "\n" + "\n".join(found)
