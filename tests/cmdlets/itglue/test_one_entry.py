"""A resource is added in one place: an entry of the catalog gives its cmdlets, help, Tab, views, the routes of the
wrapper-compatible commands, and the sandbox's.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import glueshell.itglue.catalog as catalogs
from tests.cli.running import ROOT

# Everything that reads the catalog reads this one; the index of commands is what scripts/index.py would write.
PROGRAM = """
import io, json, sys
sys.path.insert(0, {scripts!r})
import glueshell.itglue.catalog as catalogs
original = catalogs.load
catalogs.load = lambda path=None: original({path!r})
import glueshell.cmdlets.index as index
from index import collect
commands, aliases, roles = collect()
index.COMMANDS.update(commands)
from glueshell.cli import World, run
from glueshell.cmdlets.compat.requests import path_of, resource_of
from glueshell.cmdlets.compat.dialects import Function

def told(text):
    out, err = io.StringIO(), io.StringIO()
    environ = {{"GLUESHELL_HOME": {home!r}}}
    status = run(["--sandbox", "--fresh", "--json", "-c", text], World(environ, io.StringIO(), out, err))
    assert status == 0, err.getvalue()
    return [json.loads(line) for line in out.getvalue().splitlines()]

answers = {{name: told(text) for name, text in json.load(sys.stdin).items()}}
wrapper = Function("ITGlueAPI 3.0.0", "Get-ITGlueVehicles", {{"parameters": []}}, {{}})
answers["wrapper"] = path_of(wrapper, resource_of("Vehicles"), {{"id": 7}})
print(json.dumps(answers))
"""
ASKED = {
    "commands": "Get-Command *-Vehicle | Sort-Object Name | ForEach-Object Name",
    "made": "(New-Vehicle 'Van' | Set-Vehicle -Name 'Lorry').Name; Get-Vehicle 'Lor*' | ForEach-Object Name;"
    " Get-Vehicle | Remove-Vehicle; @(Get-Vehicle).Count",
    "help": "(Get-Help Get-Vehicle).Synopsis",
    "tab": "(TabExpansion2 'Get-Vehicle -N' 14).CompletionMatches.CompletionText",
    "verbs": "(TabExpansion2 'Get-Vehi' 8).CompletionMatches.CompletionText",
    "type": "New-Vehicle 'Van' | ForEach-Object { $_.PSObject.TypeNames[0] }",
    "request": "(Show-Request { New-Vehicle 'Van' } | ConvertFrom-Json).path",
}


def with_vehicles() -> dict[str, Any]:
    """The catalog with one entry more."""
    source = Path(catalogs.__file__).with_name("catalog.json")
    data: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    entry = json.loads(json.dumps(data["resources"]["contact_types"]))
    entry.update(label="Vehicle", plural="Vehicles", singular="Vehicle", noun="Vehicle", type="vehicles")
    entry.update(path="/vehicles", request_type="vehicles")
    entry["operations"] = {
        "list": ["GET", ["/vehicles"], "none", 200, ""],
        "show": ["GET", ["/vehicles/:id"], "none", 200, ""],
        "create": ["POST", ["/vehicles"], "object", 201, ""],
        "update": ["PATCH", ["/vehicles/:id"], "object", 200, ""],
        "delete": ["DELETE", ["/vehicles/:id"], "none", 200, ""],
    }
    data["resources"]["vehicles"] = entry
    return data


def test_an_entry_of_the_catalog_is_a_resource_everywhere(tmp_path: Path) -> None:
    path = tmp_path / "catalog.json"
    path.write_text(json.dumps(with_vehicles()), encoding="utf-8")
    program = PROGRAM.format(scripts=str(ROOT / "scripts"), path=str(path), home=str(tmp_path / "home"))
    ran = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps(ASKED), capture_output=True, text=True, encoding="utf-8", check=False, cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout) == {
        "commands": ["Get-Vehicle", "New-Vehicle", "Remove-Vehicle", "Set-Vehicle"],
        "made": ["Lorry", "Lorry", 0],
        "help": ["Lists vehicles, or shows one by its id."],
        "tab": ["-Name"],
        "verbs": ["Get-Vehicle"],
        "type": ["ITGlue.Vehicle"],
        "request": ["/vehicles"],
        "wrapper": "/vehicles/7",
    }
