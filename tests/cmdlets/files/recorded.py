"""Answers recorded from PowerShell 7.6.9 (en-US, UTC, on Linux), the temporary folder of each case left open."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from glueshell.cmdlets.index import ALIASES, COMMANDS, ROLES
from glueshell.engine.commands import CommandTable
from tests.golden.session import differences, run

_GUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"


def cases(folder: Path) -> Iterator[dict[str, Any]]:
    """The cases kept in a folder of tests."""
    with open(folder / "answers.jsonl", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def found(case: dict[str, Any]) -> list[str]:
    """What is not as recorded."""
    seen = run(case["code"], CommandTable(COMMANDS, ALIASES, ROLES))
    return differences(case, _open(seen, re.compile(re.escape(tempfile.gettempdir()) + "/" + _GUID)))


def _open(value: Any, pattern: re.Pattern[str]) -> Any:
    if isinstance(value, str):
        return pattern.sub("<folder>", value)
    if isinstance(value, list):
        return [_open(each, pattern) for each in value]
    if isinstance(value, dict):
        return {key: _open(each, pattern) for key, each in value.items()}
    return value
