"""What technicians have written down for the wrapper modules pastes in and runs."""

from __future__ import annotations

import pytest

from tests.cli.running import ORGANIZATION, Glueshell

KEY = "ITG.0123456789abcdef0123456789abcdef.abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ01"


def test_the_preamble_of_the_fields_scripts_runs_and_tells_no_key(glueshell: Glueshell) -> None:
    ran = glueshell.run(
        'If (Get-Module -ListAvailable -Name "ITGlueAPI") { Import-Module ITGlueAPI }'
        " Else { Install-Module ITGlueAPI -Force; Import-Module ITGlueAPI }\n"
        f"Add-ITGlueBaseURI -base_uri https://api.itglue.com\nAdd-ITGlueAPIKey '{KEY}'\n"
        "(Get-ITGlueOrganizations -page_size 2).data.Count; Get-ITGlueAPIKey -PlainText",
        "--debug",
    )
    assert (ran.status, ran.out) == (0, "2\n•••\n"), ran
    assert KEY not in ran.out + ran.err


def test_a_loop_over_pages_gathers_all_of_them(glueshell: Glueshell) -> None:
    loop = (
        "$page = 0; $all = @(); do { $page++; $answer = Get-ITGlueOrganizations -page_number $page -page_size 15;"
        " $all += $answer.data } while ($answer.meta.'total-pages' -gt $page); $all.Count"
    )
    assert glueshell.results(loop) == [40]
    assert glueshell.results("(Get-ITGlueConfigurations -all).data.Count") == [600]
    assert glueshell.results("(Get-ITGlueConfigurations -all).meta.'total-count'") == [600]


def test_an_upsert_finds_makes_and_changes(glueshell: Glueshell) -> None:
    upsert = (
        f"$org = (Get-ITGlueOrganizations -filter_name '{ORGANIZATION}').data.id;"
        "$body = @{ type = 'contacts'; attributes = @{ 'first-name' = 'Ann'; 'last-name' = 'Lee'; title = 'CTO' } };"
        "$known = (Get-ITGlueContacts -organization_id $org -filter_first_name Ann -filter_last_name Lee).data;"
        "if ($known) { (Set-ITGlueContacts -id $known[0].id -data $body).data.id }"
        " else { (New-ITGlueContacts -organization_id $org -data $body).data.id }"
    )
    first, second = glueshell.results(upsert), glueshell.results(upsert)
    assert first == second
    assert [method for method, _, _ in glueshell.writes] == ["POST", "PATCH"]


def test_the_answer_has_the_names_of_the_api(glueshell: Glueshell) -> None:
    names = "(Get-ITGlueOrganizations -page_size 1).data[0].attributes.psobject.Properties.Name"
    assert "organization-type-name" in glueshell.results(names)


def test_an_error_is_written_and_the_script_goes_on(glueshell: Glueshell, tmp_path: object) -> None:
    script = f"{tmp_path}/s.ps1"
    with open(script, "w", encoding="utf-8") as file:
        file.write("Get-ITGlueContacts -id 1\n'after'\n")
    ran = glueshell("--sandbox", "run", script)
    assert ran.lines[-1] == "after" and "404" in ran.err


@pytest.mark.parametrize("version", ["2.2.0", "3.0.0"])
def test_the_imported_version_speaks_until_it_is_removed(glueshell: Glueshell, version: str) -> None:
    text = (
        f"Import-Module ITGlueAPI -RequiredVersion {version}; (Get-Module ITGlueAPI).Version.ToString();"
        " (Get-Command Get-ITGlueContacts).CommandType.ToString(); Remove-Module ITGlueAPI; @(Get-Module).Count;"
        " (Get-ITGlueContacts -page_size 1).data.Count"
    )
    assert glueshell.results(text)[::2] == [version, 0]
    assert glueshell.results(text)[-1] == 1


def test_a_filter_that_would_be_dropped_from_a_removal_is_refused(glueshell: Glueshell) -> None:
    ran = glueshell.run(
        "Import-Module Celerium.ITGlue; Remove-ITGlueOrganization -FilterName x -Data @{ type = 'organizations' }"
    )
    assert ran.status == 2 and "would not send the filters" in ran.err
    assert glueshell.writes == []


def test_a_change_that_would_remove_traits_warns(glueshell: Glueshell) -> None:
    body = "@{ type = 'flexible-assets'; attributes = @{ traits = @{ 'account-number' = '1' } } }"
    ran = glueshell.run(
        "$asset = Get-FlexibleAssetType Internet/WAN | Get-FlexibleAsset -First 1;"
        f" Set-ITGlueFlexibleAssets -id $asset.Id -data {body} -WhatIf"
    )
    assert "those that it does not name are removed" in ran.err


def test_both_spellings_of_a_plain_request_bind(glueshell: Glueshell) -> None:
    assert glueshell.results("(Invoke-ITGlueRequest -Method GET -ResourceURI /regions -AllResults).data.Count")[0] > 0
    query = "Invoke-ITGlueRequest -ResourceURI '/organizations' -QueryParams @{ 'page[size]' = 3 }"
    assert glueshell.results(f"({query}).data.Count") == [3]


def test_a_query_is_written_as_the_modules_write_it(glueshell: Glueshell) -> None:
    assert glueshell.results("ConvertTo-ITGlueQueryString @{ 'filter[name]' = 'a b' }") == ["?filter[name]=a+b"]
    assert glueshell.results("Test-ITGlueAPIKey") == [True]


def test_moments_are_dates_as_invoke_restmethod_makes_them(glueshell: Glueshell) -> None:
    made = "(Get-ITGlueOrganizations -id 1880255).data.attributes.'created-at'"
    assert glueshell.run(f"{made}.GetType().Name; {made}.Year").out == "DateTime\n2024\n"


def test_all_pages_come_in_a_hashtable(glueshell: Glueshell) -> None:
    text = "$r = Get-ITGlueOrganizations -page_size 20 -all; $r.GetType().Name; $r.data.Count; $r.meta.'total-pages'"
    assert glueshell.run(text).out == "Hashtable\n40\n1\n"


def test_input_that_nothing_takes_is_told_and_the_list_is_read_once(glueshell: Glueshell) -> None:
    text = "Import-Module ITGlueAPI -RequiredVersion 2.2.0; $ErrorActionPreference = 'SilentlyContinue'; "
    text += "$r = 1, 2 | Get-ITGlueOrganizations -page_size 3; $r.data.Count; $Error.Count"
    assert glueshell.run(text).out == "3\n2\n"


def test_the_key_as_a_script_reads_it_serves_for_requests_of_its_own(glueshell: Glueshell) -> None:
    text = """
    $key = (New-Object PSCredential 'N/A', (Get-ITGlueAPIKey)).GetNetworkCredential().Password
    $headers = @{ 'x-api-key' = $key }
    (Invoke-RestMethod "$(Get-ITGlueBaseURI)/organizations/1880255" -Headers $headers).data.id; $key
    """
    assert glueshell.run(text).out == "1880255\n•••\n"
