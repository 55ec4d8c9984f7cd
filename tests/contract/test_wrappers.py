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
    (
        "ITGlueAPI 2.2.0",
        "Get-ITGlueOrganizations -filter_exclude_organization_status_id 123",
    ): "The module looks at another parameter by mistake and sends no filter: organizations would be listed that were"
    " to be left out.",
}
REFUSED = "would not send"
# Refused with another id, with the reason.
OTHER_IDS = {
    "Set-ITGlueConfiguration -FilterRmmIntegrationType 'vsa-x' 1 -Confirm:$false": "Two things are wrong with it, and"
    " the other one is told first: the module has parameter sets that differ in casing only.",
}


@pytest.mark.parametrize("module", MODULES)
def test_calls_send_what_was_recorded(module: str, tmp_path: Path) -> None:
    wrong = {}
    calls = lines(module)
    with speaking(module, tmp_path) as speaker:
        for call in calls:
            wanted = [recorded(request) for request in call["requests"]]
            sent, error = speaker.say(call["line"], len(wanted))
            if sent != wanted and not (REFUSED in error and wanted[0]["method"] == "DELETE" and sent == []):
                wrong[call["line"]] = (wanted, sent, error)
    unlisted = {line: told for line, told in wrong.items() if (module, line) not in LISTED}
    assert unlisted == {}, f"{len(unlisted)} of {len(calls)}"
    assert [line for kept, line in LISTED if kept == module and line not in wrong] == []
    assert len(wrong) <= len(calls) / 100


@pytest.mark.parametrize("module", MODULES)
def test_calls_that_do_not_bind_are_refused_with_the_ids_of_a_function(module: str, tmp_path: Path) -> None:
    wrong = {}
    calls = [call for call in lines(module) if "error" in call]
    with speaking(module, tmp_path) as speaker:
        for call in calls:
            sent, said = speaker.say(call["line"])
            if sent or (speaker.error_id != call["error"] and call["line"] not in OTHER_IDS):
                wrong[call["line"]] = (call["error"], speaker.error_id, said, sent)
    assert calls and wrong == {}


@pytest.mark.parametrize(
    "line",
    [
        "Remove-ITGlueContact -FilterFirstName Ann -Confirm:$false",
        "Set-ITGlueConfiguration -FilterPsaIntegrationType manage -Confirm:$false",
        "Set-ITGlueContact -ID 5 -Data @() -Confirm:$false",
        "Remove-ITGluePassword -Data '' -Confirm:$false",
    ],
)
def test_a_change_of_nothing_is_refused(line: str, tmp_path: Path) -> None:
    with speaking("Celerium.ITGlue 1.2.0", tmp_path) as speaker:
        assert speaker.say(line)[0] == []
        assert speaker.error_id in ("DataMissing", "ParameterArgumentValidationErrorEmptyStringNotAllowed")


@pytest.mark.parametrize("imported", [True, False])
def test_an_alias_that_leads_to_another_verb_by_mistake_does_what_its_name_says(imported: bool, tmp_path: Path) -> None:
    with speaking("ITGlueAPI 3.0.0" if imported else "", tmp_path) as speaker:
        (made,), error = speaker.say("New-ITGlueConfigurations -Data @{ type = 'configurations'; attributes = @{} }")
        assert (made["method"], made["path"], error) == ("POST", "/configurations", "")
        (removed,), _ = speaker.say("Remove-ITGlueFlexibleAssetFields -ID 5 -FlexibleAssetTypeID 4 -Confirm:$false")
        assert removed["method"] == "DELETE" and removed["path"].endswith("/5")
        sent, _ = speaker.say("New-ITGlueConfigurations -Data @{ type = 'configurations' } -FilterAssetTag 'a'")
        assert (sent, speaker.error_id) == ([], "AliasSlipped")


def test_a_write_answers_with_the_document_as_it_came(tmp_path: Path) -> None:
    with speaking("ITGlueAPI 3.0.0", tmp_path) as speaker:
        data = "@{ type = 'contacts'; attributes = @{} }"
        speaker.say(f"throw (ConvertTo-Json -Compress -Depth 9 (New-ITGlueContact -Data {data}))")
        assert speaker.said == '{"data":{"id":"1","type":"things","attributes":{}}}'


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
