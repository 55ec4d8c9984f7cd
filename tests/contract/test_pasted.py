"""Scripts from technicians' notes print and leave behind what they do under PowerShell with the module they were
written for.
"""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from glueshell.cli import World, run
from tests.contract.pasted import EXPECTED, SCRIPTS, outcome

EXPECTATIONS = json.loads(EXPECTED.read_text(encoding="utf-8"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_a_script_prints_and_leaves_what_it_does_under_powershell(script: Path, tmp_path: Path) -> None:
    def shell(text: str, url: str) -> str:
        file = tmp_path / "script.ps1"
        file.write_text(text, encoding="utf-8")
        out, err = io.StringIO(), io.StringIO()
        environ = {"GLUESHELL_HOME": str(tmp_path / "home"), "ITGLUE_API_KEY": "ITG.another", "ITGLUE_BASE_URL": url}
        status = run(["--allow-write", "run", str(file)], World(environ, io.StringIO(), out, err))
        assert status == 0, err.getvalue()
        return out.getvalue()

    assert outcome(script, shell, "Import-Module ITGlueAPI -RequiredVersion 2.2.0") == EXPECTATIONS[script.name]


def test_ten_scripts_are_run_and_some_of_them_write() -> None:
    assert len(SCRIPTS) >= 10 and set(EXPECTATIONS) == {script.name for script in SCRIPTS}
    assert sum(bool(expected["left"]) for expected in EXPECTATIONS.values()) >= 4
