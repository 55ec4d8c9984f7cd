"""New-, Set-, Remove-: which requests leave for what is said, and what the person gets to know."""

from __future__ import annotations

import pytest

from tests.cli.running import ORGANIZATION, Glueshell

FROG = 1880255
USE = f"Use-Organization '{ORGANIZATION}'; "


def attributes(glueshell: Glueshell, number: int = 0) -> object:
    """The attributes of the nth write."""
    return glueshell.writes[number][2]["data"]["attributes"]


def test_a_new_record_lies_in_the_selected_organization(glueshell: Glueshell) -> None:
    made = glueshell.results(f"{USE}New-Contact Ann -LastName Lee -ContactEmails ann@frog.example")
    assert made[0]["Name"] == "Ann Lee" and made[0]["OrganizationName"] == ORGANIZATION
    assert [(method, path) for method, path, _ in glueshell.writes] == [("POST", "/contacts")]
    assert attributes(glueshell) == {
        "first-name": "Ann",
        "last-name": "Lee",
        "contact-emails": [{"value": "ann@frog.example", "label-name": "Work", "primary": True}],
        "organization-id": FROG,
    }


def test_without_an_organization_nothing_is_made(glueshell: Glueshell) -> None:
    ran = glueshell.run("New-Contact Ann")
    assert ran.status == 2 and "No organization is selected." in ran.err
    assert glueshell.writes == []


def test_references_go_by_name(glueshell: Glueshell) -> None:
    name = glueshell.results("Get-ConfigurationType -First 1")[0]
    glueshell.results(f"{USE}New-Configuration PC -ConfigurationType '{name['Name']}'")
    assert attributes(glueshell)["configuration-type-id"] == name["Id"]  # type: ignore[index]


def test_an_unknown_member_of_a_hashtable_is_refused_before_anything_is_sent(glueshell: Glueshell) -> None:
    ran = glueshell.run(f"{USE}New-Contact Ann -ContactEmails @{{ Adress = 'x@y.example' }}")
    assert ran.status == 2 and "'Adress' is no part of ContactEmails." in ran.err
    assert glueshell.writes == []


def test_a_table_becomes_one_bulk_request_for_every_fifty_rows(glueshell: Glueshell) -> None:
    rows = (
        f"{USE}$kind = (Get-ConfigurationType -First 1).Id;"
        ' 1..60 | ForEach-Object { [pscustomobject]@{ Name = "PC $_"; ConfigurationTypeId = $kind } }'
        " | New-Configuration"
    )
    made = glueshell.results(rows)
    assert [one["Name"] for one in made] == [f"PC {number}" for number in range(1, 61)]
    assert [len(body["data"]) for _, _, body in glueshell.writes] == [50, 10]


def test_a_change_sends_what_is_named_and_nothing_else(glueshell: Glueshell) -> None:
    contact = glueshell.results("Get-Contact -First 1")[0]
    changed = glueshell.results(f"Get-Contact -Id {contact['Id']} | Set-Contact -Title CTO")
    assert changed[0]["Title"] == "CTO" and changed[0]["Name"] == contact["Name"]
    assert [(method, path) for method, path, _ in glueshell.writes] == [("PATCH", f"/contacts/{contact['Id']}")]
    assert attributes(glueshell) == {"title": "CTO"}


def test_a_change_of_nothing_says_what_could_be_changed(glueshell: Glueshell) -> None:
    ran = glueshell.run("Get-Contact -First 1 | Set-Contact")
    assert ran.status == 2 and "Nothing is to be changed." in ran.err and "-Title" in ran.err
    assert glueshell.writes == []


def test_rows_of_a_table_change_each_its_own_record(glueshell: Glueshell) -> None:
    ids = [one["Id"] for one in glueshell.results("Get-Contact -First 2")]
    table = f"'Id,Title', '{ids[0]},CTO', '{ids[1]},CFO' | ConvertFrom-Csv | Set-Contact"
    assert [one["Title"] for one in glueshell.results(table)] == ["CTO", "CFO"]
    rows = [row for _, _, body in glueshell.writes for row in body["data"]]
    assert sorted(row["attributes"]["title"] for row in rows) == ["CFO", "CTO"]


def test_removing_several_asks_the_api_once(glueshell: Glueshell) -> None:
    before = glueshell.results("(Get-Contact).Count")[0]
    ran = glueshell.run("Get-Contact -First 3 | Remove-Contact")
    assert (ran.status, ran.out) == (0, "")
    assert glueshell.results("(Get-Contact).Count") == [before - 3]
    assert {method for method, _, _ in glueshell.writes} == {"DELETE"}


def test_what_was_written_before_a_failure_is_said(glueshell: Glueshell) -> None:
    glueshell.run(f"{USE}1")
    glueshell.sandbox.app.faults.add("status", status=422, method="POST", skip=1)
    rows = f'{USE}1..60 | ForEach-Object {{ [pscustomobject]@{{ Name = "T $_" }} }} | New-DocumentFolder'
    ran = glueshell.run(rows)
    assert ran.status == 7, ran
    assert "1 of 60 records were written, then:" in ran.err


def test_a_record_that_lies_below_another_says_itself_where(glueshell: Glueshell) -> None:
    chain = "Get-Organization 'Test Organization - Happy Frog' | Get-Document -First 1 | Get-DocumentSection -First 1"
    glueshell.results(f"{chain} | Set-DocumentSection -Sort 3")
    method, path, _ = glueshell.writes[0]
    assert method == "PATCH" and path.startswith("/documents/") and "/relationships/sections/" in path


@pytest.mark.parametrize("command", ["Get-Password -First 5", "Get-Password -First 1 -Raw", "Get-Password -Id {id}"])
def test_the_value_of_a_password_is_not_read_unless_asked_for(glueshell: Glueshell, command: str) -> None:
    id = glueshell.results("Get-Password -First 1")[0]["Id"]
    shown = glueshell.results("(Get-Password -First 1 -Reveal).Password")[0]
    assert shown
    glueshell.forget()
    ran = glueshell.run(command.format(id=id) + " | ConvertTo-Json -Depth 9")
    assert shown not in ran.out
    assert all("show_password=true" not in seen.query for seen in glueshell.sandbox.app.requests)


def test_a_password_in_a_request_is_never_shown(glueshell: Glueshell) -> None:
    ran = glueshell.run(f"{USE}New-Password Router -Password 'S3cret!S3cret!' -WhatIf")
    assert ran.status == 0 and "S3cret" not in ran.out + ran.err and '"password": "•••"' in ran.out
    made = glueshell.run(
        f"{USE}New-Password Router -Password (ConvertTo-SecureString 'S3cret!S3cret!' -AsPlainText -Force)"
    )
    assert made.status == 0 and "S3cret" not in made.out + made.err
    assert attributes(glueshell)["password"] == "S3cret!S3cret!"  # type: ignore[index]


def test_changing_one_trait_keeps_the_others(glueshell: Glueshell) -> None:
    chain = "Get-FlexibleAssetType Internet/WAN | Get-FlexibleAsset -First 1"
    before = glueshell.results(f"({chain}).Traits")[0]
    after = glueshell.results(f"({chain} | Set-FlexibleAsset -Traits @{{ 'Account Number' = '7-7' }}).Traits")[0]
    assert after == {**before, "account-number": "7-7"}
    assert attributes(glueshell)["traits"].keys() == before.keys()  # type: ignore[index]


def test_an_asset_with_a_trait_that_cannot_be_sent_back_is_left_alone(glueshell: Glueshell) -> None:
    chain = "Get-FlexibleAssetType Licensing | Get-FlexibleAsset | Where-Object { $_.Traits.'license-key' }"
    ran = glueshell.run(f"{chain} | Select-Object -First 1 | Set-FlexibleAsset -Traits @{{ seats = 3 }}")
    assert ran.status == 2 and "'license-key' (Password)" in ran.err
    assert glueshell.writes == []


def test_a_new_asset_is_checked_before_anything_is_sent(glueshell: Glueshell) -> None:
    ran = glueshell.run(f"{USE}New-FlexibleAsset -FlexibleAssetType LAN -Traits @{{ 'network-name' = 'Guest' }}")
    assert ran.status == 2 and "'Subnet' is required." in ran.err
    assert glueshell.writes == []


def test_a_file_hangs_on_the_record_of_the_pipeline(glueshell: Glueshell, tmp_path: object) -> None:
    made = glueshell.results(
        f"Set-Content {tmp_path}/plan.txt rack; $c = Get-Configuration -First 1;"
        f" $c | New-Attachment {tmp_path}/plan.txt; ($c | Get-Attachment).Name"
    )
    assert "plan.txt" in made


def test_a_file_that_is_too_large_is_not_even_read(glueshell: Glueshell, tmp_path: object) -> None:
    with open(f"{tmp_path}/large.bin", "wb") as file:
        file.truncate(9 * 2**20)
    ran = glueshell.run(f"Get-Configuration -First 1 | New-Attachment {tmp_path}/large.bin")
    assert ran.status == 2 and "10 MB" in ran.err
    assert glueshell.writes == []


def test_links_are_made_and_found_again(glueshell: Glueshell) -> None:
    glueshell.results("Get-Configuration -First 1 | New-RelatedItem -DestinationType Contact -DestinationId 3901")
    found = glueshell.results("Get-Configuration -First 1 | Get-Related | Where-Object Through -eq link")
    assert [(one["Kind"], one["Id"]) for one in found] == [("contact", 3901)]
    glueshell.results("$c = Get-Configuration -First 1; $c | Remove-RelatedItem ($c | Get-Related).RelatedItemId[0]")
    assert glueshell.results("Get-Configuration -First 1 | Get-Related | Where-Object Through -eq link") == []


def test_a_walk_goes_by_the_ids_of_the_records(glueshell: Glueshell) -> None:
    walk = f"Get-Organization '{ORGANIZATION}' | Get-Configuration | Get-ConfigurationInterface"
    assert glueshell.results(f"{walk} -First 1")
    owner = glueshell.results("Get-Configuration -First 1 | Get-Organization")[0]
    assert owner["Id"] == glueshell.results("(Get-Configuration -First 1).OrganizationId")[0]


def test_the_log_is_read_past_the_last_page_that_is_given(glueshell: Glueshell) -> None:
    whole = glueshell.results("(Get-Log).Count")[0]
    assert whole == len({one["Id"] for one in glueshell.results("Get-Log")})


@pytest.mark.parametrize("spelling", ["Json", "Curl", "RestMethod", "Python"])
def test_a_request_is_shown_and_not_sent(glueshell: Glueshell, spelling: str) -> None:
    ran = glueshell.run(f'Show-Request {{ New-OrganizationType "Ven\'dor" }} -As {spelling}')
    assert ran.status == 0 and "organization_types" in ran.out and "dor" in ran.out
    assert glueshell.writes == []


@pytest.mark.parametrize(
    "command, call",
    [
        ("Get-Contact -First 5", "Get-ITGlueContact -Sort 'id' -PageNumber 1 -PageSize 5"),
        (
            "Get-Organization 'A, B'",
            "Get-ITGlueOrganization -FilterName 'A\\, B' -Sort 'id' -PageNumber 1 -PageSize 1000",
        ),
        ("Get-ITGlueOrganizations -filter_id 7", "Get-ITGlueOrganization -FilterID 7"),
        ("Invoke-ITGlueRequest GET /contacts/4387", "Get-ITGlueContact -ID 4387"),
        (
            "Get-FlexibleAsset -FlexibleAssetType 1285495 -First 1",
            "Get-ITGlueFlexibleAsset -FilterFlexibleAssetTypeID 1285495 -Sort 'created_at' -PageNumber 1 -PageSize 1",
        ),
        (
            "New-ITGlueOrganizations -data @{type='organizations';"
            "attributes=@{'short-name'='X';tags=@(1,$true,$null)}}",
            "New-ITGlueOrganization -Data @{\n  type = 'organizations'\n  attributes = @{\n    'short-name' = 'X'\n"
            "    tags = @(\n      1,\n      $true,\n      $null\n    )\n  }\n}",
        ),
    ],
)
def test_a_request_as_a_call_of_the_wrapper(glueshell: Glueshell, command: str, call: str) -> None:
    ran = glueshell.run(f"Show-Request {{ {command} }} -As PowerShell")
    assert ran.out.endswith(f"# ITGlueAPI 3.0.0\n{call}\n")
    # What it shows asks for the same.
    shown, again = (
        glueshell.run(f"Show-Request {{ {each} }} -As Json").out.rpartition('"method"')[2].replace("-", "_")
        for each in (command, call)
    )
    assert shown == again


def test_a_request_that_no_wrapper_sends_is_a_plain_one(glueshell: Glueshell) -> None:
    ran = glueshell.run("Show-Request { Invoke-ITGlueRequest GET /nobody/foresaw } -As PowerShell")
    assert ran.out.startswith("Invoke-RestMethod -Method Get -Uri 'http") and "/nobody/foresaw'" in ran.out
    # Reads are sent, and one that fails is shown before it is said why.
    assert ran.status == 4


def test_a_key_that_comes_twice_in_a_query_is_shown_twice(glueshell: Glueshell) -> None:
    command = "Show-Request { Invoke-ITGlueRequest GET '/contacts?a=1&a=2' } -As "
    assert glueshell.results(f"({command}Json | ConvertFrom-Json).query.a") == ["1", "2"]
    assert "[('a', '1'), ('a', '2')]" in glueshell.run(command + "Python").out


def test_a_request_of_ones_own_is_approved_like_every_other(glueshell: Glueshell) -> None:
    body = "@{ data = @{ type = 'organizations'; attributes = @{ alert = 'Closed' } } }"
    ran = glueshell.run(f"Invoke-ITGlueRequest PATCH /organizations/{FROG} -Body {body} -WhatIf")
    assert ran.status == 0 and f"PATCH /organizations/{FROG}" in ran.out and glueshell.writes == []
    done = glueshell.results(f"(Invoke-ITGlueRequest PATCH /organizations/{FROG} -Body {body}).data.attributes.alert")
    assert done == ["Closed"]


HERE = """
$here = (Show-Request { Get-Organization -First 1 } -As Curl) -replace "(?s).*'(http://[^/]*)/.*", '$1'
"""


def test_a_script_that_names_no_key_asks_with_the_sessions(glueshell: Glueshell) -> None:
    asked = f"{HERE}(Invoke-RestMethod $here/organizations/{FROG} -Headers @{{ %s }}).data.id"
    assert glueshell.results(asked % "") == [str(FROG)]
    assert glueshell.run(asked % "'x-api-key' = 'none'").status == 3


def test_a_scripts_own_requests_are_shown_too(glueshell: Glueshell) -> None:
    read = glueshell.run(HERE + 'Show-Request { Invoke-RestMethod "$here/contacts?sort=id" } -As PowerShell')
    assert read.out == "# ITGlueAPI 3.0.0\nGet-ITGlueContact -Sort 'id'\n"
    body = '{"data":{"type":"organizations","attributes":{"name":"X"}}}'
    elsewhere = "https://api.itglue.com/organizations -Headers @{ 'x-api-key' = 'abc' }"
    for address in ("$here/organizations", elsewhere):
        command = f"Invoke-RestMethod -Method Post {address} -ContentType application/vnd.api+json -Body '{body}'"
        shown = glueshell.run(f"{HERE}Show-Request {{ {command} }} -As PowerShell")
        assert "New-ITGlueOrganization -Data" in shown.out and glueshell.writes == []


def test_the_journal_keeps_every_record_of_a_bulk_write(glueshell: Glueshell) -> None:
    kinds = "Get-Configuration -First 3 | Set-Configuration -Notes x | ForEach-Object { $_.Id }"
    assert glueshell.results(f"{kinds} | Out-Null; (Get-Journal -First 1).RecordId") == glueshell.results(
        "Get-Configuration -First 3 | ForEach-Object { [string] $_.Id }"
    )


def test_every_page_of_ones_own_list(glueshell: Glueshell) -> None:
    command = "(Invoke-ITGlueRequest GET '/contacts?page[size]=100' -All | Measure-Object).Count"
    assert glueshell.results(command) == [300]


def test_a_record_that_tags_another_is_found_with_its_id_and_name(glueshell: Glueshell) -> None:
    tagging = glueshell.results(f"{USE}Get-Configuration FROG-EX01 | Get-Related | Where-Object Through -eq tag")
    assert tagging and all(isinstance(one["Id"], int) and one["Name"] for one in tagging)
    asset = glueshell.results(f"Get-FlexibleAsset -Id {tagging[0]['Id']}")[0]
    assert asset["Name"] == tagging[0]["Name"]


def test_who_removes_or_changes_several_sees_their_names(glueshell: Glueshell) -> None:
    for command in ("Remove-Configuration", "Set-Configuration -Notes x"):
        said = glueshell.run(f"{USE}Get-Configuration FROG-*01 | {command} -WhatIf")
        assert "  FROG-FS01 (#1820590)\n" in said.out
    glueshell.results(f"{USE}Get-Configuration FROG-*01 | Set-Configuration -Notes y")
    assert "FROG-DC01, FROG-EX01" in glueshell.results("Get-Journal -First 1")[0]["Title"]


def test_a_person_is_called_by_both_names_before_there_is_a_record(glueshell: Glueshell) -> None:
    said = glueshell.run(f"{USE}New-Contact Ann -LastName Lee -WhatIf")
    assert "Ann Lee" in said.out + said.err
    glueshell.results(f"{USE}New-Contact Ann -LastName Lee")
    assert glueshell.results("Get-Journal -First 1")[0]["Title"] == "Ann Lee"


def test_the_journal_is_a_table(glueshell: Glueshell) -> None:
    glueshell.results(f"{USE}New-Contact Ann -LastName Lee")
    assert glueshell.screen("Get-Journal").split()[:6] == ["At", "Operation", "Resource", "RecordId", "Title", "Status"]


def test_a_revealed_password_is_on_the_screen(glueshell: Glueshell) -> None:
    value = glueshell.results("(Get-Password -First 1 -Reveal).Password")[0]
    assert value in glueshell.screen("Get-Password -First 1 -Reveal")
    assert value not in glueshell.screen("Get-Password -First 1")


def test_a_module_that_only_exists_elsewhere_is_said_to(glueshell: Glueshell) -> None:
    ran = glueshell.run("Import-Module ActiveDirectory")
    assert "need a Windows domain PC" in ran.err


@pytest.mark.parametrize("word", ["FlexibleAsset", "flexible assets", "Flexible-Assets", "flexible_assets"])
def test_a_resource_is_named_in_the_spelling_of_people_or_of_the_api(glueshell: Glueshell, word: str) -> None:
    ran = glueshell.run(
        f"New-RelatedItem -ResourceType '{word}' -ResourceId 3901 -DestinationType '{word}' -DestinationId 1 -WhatIf"
    )
    assert ran.status == 0 and "POST /flexible_assets/3901/relationships/related_items" in ran.out
    assert '"destination-type": "Flexible Asset"' in ran.out


@pytest.mark.parametrize("given", ["-ResourceType Folder", "-ResourceType folders"])
def test_a_resource_without_commands_of_its_own_is_named_too(glueshell: Glueshell, given: str) -> None:
    ran = glueshell.run(f"Remove-RelatedItem 7 {given} -ResourceId 3901 -WhatIf")
    assert ran.status == 0 and "DELETE /folders/3901/relationships/related_items" in ran.out


def test_a_word_that_is_no_resource_is_refused_before_anything_is_sent(glueshell: Glueshell) -> None:
    ran = glueshell.run("Remove-RelatedItem 7 -ResourceType Fridge -ResourceId 3901")
    assert ran.status == 2 and '"Fridge" does not belong to the set' in ran.err
    assert glueshell.writes == []


def test_null_empties_a_switch_and_a_number_and_text_is_no_switch(glueshell: Glueshell) -> None:
    glueshell.results("Get-Contact -First 1 | Set-Contact -Important $null")
    assert attributes(glueshell)["important"] is None  # type: ignore[index]
    assert glueshell.run("Get-Contact -First 1 | Set-Contact -Important no").status == 2


def test_a_record_of_another_resource_says_only_what_it_refers_to(glueshell: Glueshell) -> None:
    glueshell.results("Get-Configuration FROG-DC01 | New-ConfigurationInterface -Name eth9 -IpAddress 10.0.0.9")
    assert attributes(glueshell) == {"name": "eth9", "ip-address": "10.0.0.9", "configuration-id": 1820013}
    glueshell.results("Get-Contact -Id 3901 | New-Password -Name { $_.FirstName } -Notes { $_.Title }")
    assert attributes(glueshell, 1) == {"name": "Marisol", "notes": "Office Manager", "organization-id": FROG}


def test_dates_are_written_as_it_glue_takes_them(glueshell: Glueshell) -> None:
    new = f"{USE}New-Configuration PC -ConfigurationType 'Managed Server' -WarrantyExpiresAt"
    glueshell.results(f"{new} 1/5/2026")
    glueshell.results(f"{new} ([datetime]'2026-01-05')")
    assert [attributes(glueshell, at)["warranty-expires-at"] for at in (0, 1)] == ["2026-01-05"] * 2  # type: ignore[index]
    ran = glueshell.run(f"{new} tomorrow")
    assert ran.status == 2 and "'tomorrow' is no date." in ran.err
    assert len(glueshell.writes) == 2


@pytest.mark.parametrize(
    ("path", "says"), [("nowhere.txt", "There is no file"), (".", "is a folder.")], ids=["missing", "folder"]
)
def test_a_file_that_cannot_be_attached_is_told_in_words(glueshell: Glueshell, path: str, says: str) -> None:
    ran = glueshell.run(f"Get-Configuration FROG-DC01 | New-Attachment {path}")
    assert ran.status == 2 and says in ran.err and "Errno" not in ran.err


def test_a_request_of_ones_own_says_what_will_be_ignored_or_is_misplaced(glueshell: Glueshell) -> None:
    ran = glueshell.run("Invoke-ITGlueRequest GET '/organizations?filter[nme]=x&filter[exclude][name]=y'")
    assert ran.status == 0 and ran.err.count("WARNING") == 1 and "no documented filter[nme]" in ran.err
    ran = glueshell.run("Invoke-ITGlueRequest PATCH /organizations/1880255 @{ data = @{ type = 'x' } }")
    assert ran.status == 2 and "'data' belongs into the body" in ran.err and glueshell.writes == []
    for path in ("/organizations/:id", "https://api.itglue.com/organizations"):
        ran = glueshell.run(f"Invoke-ITGlueRequest GET {path}")
        assert ran.status == 2 and "is no path below the API's address" in ran.err


SECRET = "S3cret!pw77"


@pytest.mark.parametrize(
    "line",
    [
        f"New-Password -Name x -Organization {FROG} -Password '{SECRET}' -Bogus 1",
        f"$pw = '{SECRET}'; [int]'x'",
    ],
)
def test_no_secret_of_a_line_that_failed_is_shown_or_kept(glueshell: Glueshell, line: str) -> None:
    ran = glueshell.run(line)
    assert ran.status and SECRET not in ran.err and "•" * len(SECRET) in ran.err
    kept = "$Error[0].InvocationInfo | Select-Object Line, PositionMessage; Get-Error; $Error[0] | ConvertTo-Clixml"
    ran = glueshell.run(f"try {{ {line} }} catch {{ }}; {kept}")
    assert ran.status == 0 and SECRET not in ran.out + ran.err and "•" * len(SECRET) in ran.out


def test_a_lost_answer_gives_no_advice_to_try_again(glueshell: Glueshell) -> None:
    glueshell.sandbox.app.faults.add("status", method="POST", path="contacts", status=503, count=9, stored=True)
    ran = glueshell.run(f"New-Contact Ann -Organization {FROG}")
    assert ran.status == 6 and "IT Glue has a problem of its own (503). Nothing is sent a second time" in ran.err


def test_what_lists_in_one_organization_only_is_not_found_by_name_without_one(glueshell: Glueshell) -> None:
    ran = glueshell.run("Get-Password -Id 1067411 | Set-Password -PasswordFolder Vendors -WhatIf")
    assert ran.status == 2 and "A password folder is found by its name in one organization only" in ran.err
    ran = glueshell.run(f"{USE}Get-Password -Id 1067411 | Set-Password -PasswordFolder Vendors -WhatIf")
    assert ran.status == 0 and '"password-folder-id": 1259936' in ran.out
