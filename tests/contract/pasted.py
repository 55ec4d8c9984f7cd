"""Scripts as technicians have them, run on a fresh sandbox: what they print and what they leave behind.

`expected.json` beside the scripts was recorded from PowerShell 7.6.9 with the module ITGlueAPI 2.2.0.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from glueshell.itglue.catalog import load
from glueshell.sandbox import Sandbox
from glueshell.sandbox.store import Record

SCRIPTS = sorted((Path(__file__).parent / "pasted").glob("*.ps1"))
EXPECTED = Path(__file__).parent / "pasted" / "expected.json"
NOW = 1_780_000_000.0
# Said before each script: which module, where, with which key.
PREAMBLE = """\
{module}
$WarningPreference = 'SilentlyContinue'
$ConfirmPreference = 'None'
Add-ITGlueBaseURI -base_uri {url}
Add-ITGlueAPIKey {key}
"""

State = dict[str, dict[str, Any]]
# (text of a script with its preamble, the sandbox's address) -> what it prints
Shell = Callable[[str, str], str]


@contextmanager
def fresh() -> Iterator[Sandbox]:
    """A sandbox whose time stands still and whose chance is none, so that two of them become the same."""
    with Sandbox(clock=lambda: NOW, entropy=lambda count: bytes(range(count)), requests=0) as sandbox:
        yield sandbox


def state(sandbox: Sandbox) -> State:
    """Every record by resource and id."""
    found: State = {}
    with sandbox.store.reading():
        for kind in load():
            rows = sandbox.store.select(kind.name)
            if rows:
                found[kind.name] = {str(row.id): _told(row) for row in rows}
    return found


def _told(row: Record) -> dict[str, Any]:
    columns = {"name": row.name, "organization": row.organization_id, "parent": row.parent_id}
    told: dict[str, Any] = json.loads(json.dumps({**columns, **row.body}, default=str))
    return told


def changes(before: State, after: State) -> State:
    """What is new, other than it was, or gone (None); of a changed record only the attributes that differ."""
    told: State = {}
    for resource in sorted({*before, *after}):
        was, now = before.get(resource, {}), after.get(resource, {})
        rows: dict[str, Any] = {id: None for id in was if id not in now}
        for id, row in now.items():
            if id not in was:
                rows[id] = row
            elif row != was[id]:
                rows[id] = {key: value for key, value in row.items() if was[id].get(key) != value}
        if rows:
            told[resource] = rows
    return told


def outcome(script: Path, shell: Shell, module: str) -> dict[str, Any]:
    """What a script prints (lines, ends trimmed) and leaves behind."""
    with fresh() as sandbox:
        url = sandbox.serve().url
        before = state(sandbox)
        preamble = PREAMBLE.format(module=module, url=url, key=sandbox.key)
        printed = shell(preamble + script.read_text(encoding="utf-8"), url)
        assert sandbox.failures == []
        return {
            "printed": [line.rstrip() for line in printed.replace(url, "URL").splitlines()],
            "left": changes(before, state(sandbox)),
        }
