"""What Tab offers for records and requests: names for ids and addresses, paths with the selected organization's id."""

from __future__ import annotations

from tests.cli.running import ORGANIZATION, Glueshell

FROG = 1880255


def offered(glueshell: Glueshell, line: str, before: str = "") -> list[object]:
    text = line.replace("'", "''")
    return glueshell.results(f"{before}(TabExpansion2 '{text}').CompletionMatches.CompletionText")


def test_an_id_or_an_address_is_answered_with_the_name(glueshell: Glueshell) -> None:
    wanted = [f"'{ORGANIZATION}'"]
    # Every record that is seen teaches its name, for the next sitting too.
    assert glueshell.results(f"Get-Organization -Id {FROG} | ForEach-Object Name") == [ORGANIZATION]
    assert offered(glueshell, f"Use-Organization {FROG}") == wanted
    assert offered(glueshell, f"Get-Contact -Organization {FROG}") == wanted
    assert offered(glueshell, f"Use-Organization https://app.itglue.com/{FROG}") == wanted


def test_a_path_has_the_id_of_the_selected_organization(glueshell: Glueshell) -> None:
    select = f"$null = Use-Organization '{ORGANIZATION}'; "
    line = f"Invoke-ITGlueRequest GET /organizations/{FROG}/relationships/con"
    found = offered(glueshell, line, select)
    assert f"/organizations/{FROG}/relationships/contacts" in found


def test_behind_a_question_mark_stand_the_keys_of_the_query(glueshell: Glueshell) -> None:
    found = offered(glueshell, "Invoke-ITGlueRequest -Path '/organizations?filter[na")
    assert found == ["'/organizations?filter[name]='"]
    found = offered(glueshell, "Invoke-ITGlueRequest -Path '/organizations?filter[name]=x&so")
    assert found == ["'/organizations?filter[name]=x&sort='"]


def test_properties_behind_a_pipe_are_those_of_what_the_command_gives(glueshell: Glueshell) -> None:
    assert offered(glueshell, "Get-Journal | Where-Object Sta") == ["StartedAt", "Status"]
    assert offered(glueshell, "Get-Organization | Group-Object Name | Select-Object Gr") == ["Group"]


def test_a_resource_is_completed_as_it_was_begun_as_people_or_as_the_api_write_it(glueshell: Glueshell) -> None:
    assert offered(glueshell, "New-RelatedItem -ResourceType Flex") == ["FlexibleAsset"]
    assert offered(glueshell, "New-RelatedItem -ResourceType flexible_") == ["flexible_assets"]
    assert offered(glueshell, "New-RelatedItem -DestinationType Ssl") == ["SSLCertificate"]
    assert offered(glueshell, "Find-Record frog -Resource Organi") == [
        "OrganizationStatus", "OrganizationType", "Organization",
    ]  # fmt: skip
