"""Every recorded answer of PowerShell 7.6.9 comes out the same, save the divergences listed with their reasons."""

from __future__ import annotations

from typing import Any

import pytest

from glueshell.cmdlets.index import ALIASES, COMMANDS, ROLES
from glueshell.engine.commands import CommandTable
from tests.golden.session import cases, differences, divergences, random_divergences, run

CASES = list(cases())
DIVERGENCES = divergences()


def test_divergences_name_only_recorded_cases_and_say_why() -> None:
    recorded = {case["id"] for case in CASES}
    assert not DIVERGENCES.keys() - recorded
    assert all(len(reason) > 20 for reason in DIVERGENCES.values())


def test_divergences_of_random_programs_have_a_key_an_example_and_a_reason() -> None:
    entries = random_divergences()
    assert len({entry["key"] for entry in entries}) == len(entries)
    assert all(len(entry["reason"]) > 20 and entry["example"] for entry in entries)


def test_no_case_is_recorded_twice() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["id"]))
def test_answers_as_powershell(case: dict[str, Any]) -> None:
    listed = case["id"] in DIVERGENCES
    try:
        found = differences(case, run(case["code"], CommandTable(COMMANDS, ALIASES, ROLES)))
    except Exception as error:
        if not listed:
            raise
        found = [repr(error)]
    if listed:
        assert found, f"{case['id']} comes out as recorded: take it out of divergences.toml"
    else:
        assert not found, case["code"] + "\n" + "\n".join(found)
