"""The same habits on an account: the preamble of sixty-four scripts, the wrapper's commands, a request by hand."""

from __future__ import annotations

from tests.cli.running import ORGANIZATION, Glueshell

# As it stands in public scripts.
PREAMBLE = """
$APIEndpoint = 'https://api.itglue.com'
$APIKey = 'ITG.12345'
If (Get-Module -ListAvailable -Name "ITGlueAPI") {
    Import-Module ITGlueAPI
} Else {
    Install-Module ITGlueAPI -Force
    Import-Module ITGlueAPI
}
Add-ITGlueBaseURI -base_uri $APIEndpoint
Add-ITGlueAPIKey $APIKey
'12345' | Add-ITGlueAPIKey
"""
NAMES = '((Get-ITGlueOrganizations).data | Where-Object {$_.attributes.name -like "*Happy*"}).attributes.name'
FIVE = "(Get-ITGlueConfigurations -filter_serial_number $serial).data.attributes"
PATCH = """
$id = (Get-ITGlueConfigurations -page_size 1).data.id
$url = (Get-ITGlueBaseURI) + "/configurations/$id"
$headers = New-Object "System.Collections.Generic.Dictionary[[String],[String]]"
$headers.Add("x-api-key", 'KEY')
$headers.Add("Content-Type", "application/vnd.api+json")
$body = @"
{
    `"data`": {
        `"type`": `"configurations`",
        `"attributes`": { `"id`":`"$id`", `"asset-tag`": `"typed by hand`" }
    }
}
"@
$answer = Invoke-RestMethod $url -Method 'PATCH' -Headers $headers -Body $body
Write-Host "Configuration_id: "$id
$answer.data.attributes.'asset-tag'
"""


def test_the_preamble_runs_and_the_snippets_after_it(glueshell: Glueshell) -> None:
    ran = glueshell.run(PREAMBLE + NAMES)
    assert (ran.status, ran.out, ran.err) == (0, ORGANIZATION + "\n", "")


def test_attributes_of_one_record_are_a_list(glueshell: Glueshell) -> None:
    serial = "$serial = (Get-ITGlueConfigurations -page_size 1).data.attributes.'serial-number'; "
    lines = glueshell.run(PREAMBLE + serial + FIVE).lines
    assert lines[0].split()[:2] == ["organization-id", ":"]
    assert any(line.startswith("serial-number") for line in lines)


def test_a_request_by_hand_changes_the_record_once(glueshell: Glueshell) -> None:
    ran = glueshell.run(PREAMBLE + PATCH.replace("KEY", glueshell.sandbox.key))
    assert ran.status == 0, ran
    assert ran.lines[-1] == "typed by hand" and ran.lines[-2].startswith("Configuration_id:  ")
    assert [method for method, _, _ in glueshell.writes] == ["PATCH"]
