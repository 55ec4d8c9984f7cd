"""The wrapper modules' commands send what the modules send, recorded call by recorded call."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from glueshell.cmdlets.compat.dialects import MODULES
from tests.contract.wrappers import FOLDER, lines, recorded, speaking

# Calls that send something else here, with the reason; one that sends the same is an error.
LISTED = {
    (
        "ITGlueAPI 2.2.0",
        "New-ITGlueAttachments -resource_type 'checklists' -resource_id 123"
        " -data @{ type = 'things'; attributes = @{ name = 'one' } }",
    ): "The module sends a GET with a body by mistake; a warning says so, and the list is asked for without it.",
}
REFUSED = "would not send"


@pytest.mark.parametrize("module", MODULES)
def test_calls_send_what_was_recorded(module: str, tmp_path: Path) -> None:
    wrong = {}
    calls = [call for call in lines() if call["module"] == module]
    with speaking(module, tmp_path) as speaker:
        for call in calls:
            wanted = [recorded(request) for request in call["requests"]]
            sent, error = speaker.say(call["line"])
            if sent != wanted and not (REFUSED in error and wanted[0]["method"] == "DELETE" and sent == []):
                wrong[call["line"]] = (wanted, sent, error)
    unlisted = {line: told for line, told in wrong.items() if (module, line) not in LISTED}
    assert unlisted == {}, f"{len(unlisted)} of {len(calls)}"
    assert [line for kept, line in LISTED if kept == module and line not in wrong] == []
    assert len(wrong) <= len(calls) / 100


@pytest.mark.parametrize("module", MODULES)
def test_every_command_is_there_with_its_parameters(module: str, tmp_path: Path) -> None:
    known = [json.loads(line) for line in (FOLDER / "wrapper-commands.jsonl").read_text("utf-8").splitlines()]
    missing = []
    with speaking(module, tmp_path) as speaker:
        for row in known:
            if row["module"] != module:
                continue
            command = speaker.command(row["name"])
            if command is None:
                missing.append(row["name"])
                continue
            missing += [
                f"{row['name']} -{name}"
                for one in row["sets"]
                for parameter in one["parameters"]
                for name in (parameter["name"], *parameter.get("aliases", ()))
                if command.parameters.get(name) is None
            ]
    assert missing == []


@pytest.mark.parametrize("module", MODULES)
def test_every_command_of_another_module_is_there_too(module: str, tmp_path: Path) -> None:
    names = {json.loads(line)["name"] for line in (FOLDER / "wrapper-commands.jsonl").read_text("utf-8").splitlines()}
    with speaking(module, tmp_path) as speaker:
        assert sorted(name for name in names if speaker.command(name) is None) == []
