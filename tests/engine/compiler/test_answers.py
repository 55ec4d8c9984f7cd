"""The language as PowerShell 7.6.9 answered: expressions, statements, functions, scopes, errors, classes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from glueshell.cmdlets.index import ALIASES, COMMANDS, ROLES
from glueshell.engine.commands import CommandTable
from tests.golden.session import differences, run

ANSWERS = Path(__file__).with_name("answers.jsonl").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("case", [json.loads(line) for line in ANSWERS], ids=lambda case: str(case["id"]))
def test_language_answers_as_powershell(case: dict[str, Any]) -> None:
    found = differences(case, run(case["code"], CommandTable(COMMANDS, ALIASES, ROLES)))
    assert not found, case["code"] + "\n" + "\n".join(found)
