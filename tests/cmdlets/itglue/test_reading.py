"""Lists and single records: which requests are made for what is asked, and what comes back."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

import pytest

from tests.cli.running import ORGANIZATION, Glueshell

FROG = 1880255


def queries(glueshell: Glueshell) -> list[dict[str, str]]:
    """The query of every request for a list so far."""
    return [dict(parse_qsl(seen.query)) for seen in glueshell.sandbox.app.requests]


def names(glueshell: Glueshell, text: str) -> list[str]:
    return [one["Name"] for one in glueshell.results(text)]


def test_all_records_come_page_after_page(glueshell: Glueshell) -> None:
    assert len(glueshell.results("Get-Configuration")) == 600
    assert queries(glueshell) == [{"page[number]": "1", "page[size]": "1000", "sort": "id"}]


def test_only_as_much_is_asked_for_as_is_wanted(glueshell: Glueshell) -> None:
    assert len(glueshell.results("Get-Configuration -First 3 -Skip 6")) == 3
    assert queries(glueshell) == [{"page[number]": "3", "page[size]": "3", "sort": "id"}]


def test_a_pipeline_that_has_enough_asks_for_no_further_page(glueshell: Glueshell) -> None:
    assert glueshell.run("(Get-Configuration | Select-Object -First 2).Count").out == "2\n"
    assert len(queries(glueshell)) == 1


def test_newest_first(glueshell: Glueshell) -> None:
    found = names(glueshell, "Get-Organization -Sort CreatedAt -Descending -First 3")
    assert found == ["Test Organization - Quiet Otter", "Pine Street Pediatrics", ORGANIZATION]
    assert queries(glueshell)[0]["sort"] == "-created_at"


def test_several_sorts_each_go_the_same_way(glueshell: Glueshell) -> None:
    glueshell.results("Get-Organization -Sort OrganizationTypeName, Name -Descending -First 1")
    assert queries(glueshell)[0]["sort"] == "-organization_type_name,-name"


def test_a_name_is_asked_for_and_a_pattern_is_matched_here(glueshell: Glueshell) -> None:
    assert names(glueshell, f"Get-Organization '{ORGANIZATION}'") == [ORGANIZATION]
    assert queries(glueshell)[0]["filter[name]"] == ORGANIZATION
    glueshell.forget()
    assert names(glueshell, "Get-Organization test*, *pediatrics -Sort Name") == [
        "Pine Street Pediatrics", ORGANIZATION, "Test Organization - Quiet Otter",
    ]  # fmt: skip
    assert "filter[name]" not in queries(glueshell)[0]


def test_a_pattern_counts_only_what_matches(glueshell: Glueshell) -> None:
    assert names(glueshell, "Get-Organization test* -Sort Name -First 1 -Skip 1") == ["Test Organization - Quiet Otter"]


def test_names_with_commas_are_single_names(glueshell: Glueshell) -> None:
    (name,) = [name for name in names(glueshell, "Get-Organization *,*") if "Kub" in name]
    assert names(glueshell, f"Get-Organization '{name}'") == [name]


def test_what_the_api_has_no_name_filter_for_is_matched_here(glueshell: Glueshell) -> None:
    assert [one["Id"] for one in glueshell.results("Get-Contact 'Dana Whitfield'")] == [4387]


def test_records_by_id_in_the_order_given(glueshell: Glueshell) -> None:
    assert [one["Id"] for one in glueshell.results("Get-Contact -Id 7891, 4387")] == [7891, 4387]
    assert glueshell.requests == [("GET", "/contacts/7891"), ("GET", "/contacts/4387")]


def test_an_id_that_does_not_exist_is_refused_by_it_glue(glueshell: Glueshell) -> None:
    ran = glueshell.run("Get-Organization -Id 1")
    assert ran.status == 4
    assert ran.err.startswith("Get-Organization: IT Glue has no such record (404)")


def test_the_raw_document_keeps_it_glues_names(glueshell: Glueshell) -> None:
    (raw,) = glueshell.results(f"Get-Organization -Id {FROG} -Raw")
    assert (raw["id"], raw["type"]) == (str(FROG), "organizations")
    assert raw["attributes"]["organization-type-name"] == "Customer"


def test_what_is_read_along_hangs_on_the_record(glueshell: Glueshell) -> None:
    (kind,) = glueshell.results("Get-FlexibleAssetType LAN -Include FlexibleAssetFields")
    assert len(kind["FlexibleAssetFields"]) > 2
    assert {"Name", "NameKey", "Kind"} <= set(kind["FlexibleAssetFields"][0])


def test_no_records_are_no_output(glueshell: Glueshell) -> None:
    ran = glueshell.run("Get-Organization 'There is none of this name'; Get-Configuration -First 0")
    assert (ran.status, ran.out) == (0, "")
    assert len(glueshell.requests) == 1


# -- whose records -----------------------------------------------------------------------------------------------------


def test_lists_are_those_of_the_selected_organization_unless_told_otherwise(glueshell: Glueshell) -> None:
    text = f"Use-Organization {FROG}; "
    ours = glueshell.results(text + "Get-Configuration")
    assert {one["OrganizationId"] for one in ours} == {FROG}
    assert len(glueshell.results(text + "Get-Configuration -AllOrganizations")) == 600
    theirs = glueshell.results(text + "Get-Configuration -Organization 'Test Organization - Quiet Otter'")
    assert {one["OrganizationName"] for one in theirs} == {"Test Organization - Quiet Otter"}


@pytest.mark.parametrize(
    "reference",
    [
        str(FROG),
        f"'{FROG}'",
        f"'{ORGANIZATION}'",
        "'test organization - happy frog'",
        f"https://sandbox.itglue.com/{FROG}",
        f"(Get-Organization -Id {FROG})",
        f"(Get-Organization '{ORGANIZATION}').Id",
    ],
)
def test_an_organization_is_meant_by_name_id_address_or_record(glueshell: Glueshell, reference: str) -> None:
    found = glueshell.results(f"Get-Domain -Organization {reference}")
    assert found and {one["OrganizationId"] for one in found} == {FROG}


def test_several_references_are_any_of_them(glueshell: Glueshell) -> None:
    found = glueshell.results("Get-Organization -OrganizationType Customer, Prospect")
    assert {one["OrganizationTypeName"] for one in found} == {"Customer", "Prospect"}


def test_an_unknown_reference_is_pointed_at(glueshell: Glueshell) -> None:
    ran = glueshell.run("Get-Domain -Organization 'Test Organization - Happy Fog' -First 1")
    assert ran.status == 2
    assert "There is no organization 'Test Organization - Happy Fog'." in ran.err
    assert f"Nearest: {ORGANIZATION}." in ran.err
    assert "/domains" not in [path for _, path in glueshell.requests]


# -- filters -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ("-Filter @{ OrganizationTypeId = 5 }", {"filter[organization_type_id]": "5"}),
        ("-Filter @{ organization_type_id = 5, 6 }", {"filter[organization_type_id]": "5,6"}),
        ("-Filter @{ 'organization-type' = 5 }", {"filter[organization_type_id]": "5"}),
        ("-Primary $true", {"filter[primary]": "true"}),
        (
            "-PsaId 'a,b' -PsaIntegrationType Manage",
            {"filter[psa_id]": "a\\,b", "filter[psa_integration_type]": "manage"},
        ),
        ("-CreatedAt '2020-01-01', '*'", {"filter[created_at]": "2020-01-01,*"}),
        ("-CreatedAt '2020-01-01, 2020-02-01'", {"filter[created_at]": "2020-01-01,2020-02-01"}),
        (
            "-CreatedAt ([datetime]'2024-05-01T08:30:00Z'), $null",
            {"filter[created_at]": "2024-05-01T08:30:00.000Z,*"},
        ),
        ("-UpdatedAt '5/1/2024'", {"filter[updated_at]": "2024-05-01T00:00:00.000Z"}),
        ("-ExcludeName 'A', 'B'", {"filter[exclude][name]": "A,B"}),
    ],
)
def test_filters_go_to_it_glue(glueshell: Glueshell, given: str, sent: dict[str, Any]) -> None:
    glueshell.run(f"Get-Organization -First 1 {given}")
    query = queries(glueshell)[-1]
    assert {key: value for key, value in query.items() if key.startswith("filter")} == sent


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Get-Organization -Filter @{ naem = 1 }", "Did you mean Name?"),
        ("Get-Organization -Frist 3", "Did you mean -First?"),
        ("Get-Organization -Sort Nme", "Nme"),
        ("Get-Organization -Primary maybe", "maybe"),
        ("Get-Organization -First -1", "-1"),
        ("Get-Organization -Include nothing", "nothing"),
        ("Get-Organization -CreatedAt yesterday", "The filter 'CreatedAt' does not take 'yesterday'"),
        ("Get-Password -Id https://x.itglue.com/1/configurations/2", "one of Configurations, not of Passwords"),
    ],
)
def test_what_it_glue_would_ignore_is_refused_and_not_sent(glueshell: Glueshell, text: str, says: str) -> None:
    ran = glueshell.run(text)
    assert ran.status == 2
    assert says in ran.err
    assert glueshell.requests == []


def test_first_counts_through_the_whole_command(glueshell: Glueshell) -> None:
    assert len(glueshell.results("Get-Organization | Get-Configuration -First 3")) == 3
    assert [path.rpartition("/")[2] for _, path in glueshell.requests] == ["organizations", "configurations"]
    whole = names(glueshell, "Get-Organization -First 2 | Get-Configuration")
    assert names(glueshell, "Get-Organization -First 2 | Get-Configuration -Skip 2 -First 40") == whole[2:42]


@pytest.mark.parametrize(
    "command, says",
    [
        ("Get-Configuration -First 3", "3 of 600 configurations: -First leaves out the rest."),
        ("Get-Organization test*", "2 of 40 organizations read match."),
        ("Get-Organization test* -First 1", "1 match; -First leaves out what else may match among 40 organizations."),
        ("Get-Organization | Get-Configuration -First 3", "-First 3: there may be more configurations."),
        ("Get-Journal", "Nothing was changed from here yet."),
        ("Get-Configuration FROG-DC01 | Get-Related", "Nothing is related to FROG-DC01."),
        ("Find-Record zzz", "None of the "),
        ("Get-Configuration -First 600", ""),
        ("Get-Organization -First 100", ""),
        ("Get-Organization 'Happy Frog'", "No organization is called 'Happy Frog'; a pattern such as"),
        (
            "$null = Find-Record Frog; Get-Organization 'Happy Frog'",
            f"No organization is called 'Happy Frog'. Did you mean '{ORGANIZATION}'?",
        ),
    ],
)
def test_what_a_list_does_not_say_itself_is_said(glueshell: Glueshell, command: str, says: str) -> None:
    said = glueshell.run(f"$VerbosePreference = 'Continue'; {command}")
    assert said.status == 0
    lines = [line for line in said.err.splitlines() if line.startswith("VERBOSE: ")]
    assert [line.removeprefix("VERBOSE: ").startswith(says) for line in lines] == ([True] if says else [])


def test_a_reference_has_a_short_name_where_it_is_clear_whose_it_is(glueshell: Glueshell) -> None:
    for short, long in (("-Status", "-ConfigurationStatus"), ("-Type", "-ConfigurationType")):
        value = "Active" if short == "-Status" else "'Managed Server'"
        assert names(glueshell, f"Get-Configuration {short} {value} -First 2") == names(
            glueshell, f"Get-Configuration {long} {value} -First 2"
        )
    made = "New-Contact Ada -LastName Short -Organization {0} -Type (Get-ContactType -First 1).Name"
    assert glueshell.results(f"({made.format(FROG)}).ContactTypeName")[0] is not None


def test_an_address_stands_where_a_name_does(glueshell: Glueshell) -> None:
    address = glueshell.results("(Get-Configuration FROG-EX01).ResourceUrl")[0]
    assert names(glueshell, f"Get-Configuration '{address}'") == ["FROG-EX01"]
    assert names(glueshell, f"Get-Organization '{address}', https://sandbox.itglue.com/{FROG}") == [ORGANIZATION] * 2


@pytest.mark.parametrize(
    "id", ["FROG-DC01", "1820013", "https://sandbox.itglue.com/1880255/configurations/1820013", "1820013, FROG-DC01"]
)
def test_an_id_may_be_an_address_or_a_name_too(glueshell: Glueshell, id: str) -> None:
    assert {one["Id"] for one in glueshell.results(f"Get-Configuration -Id {id}")} == {1820013}


def test_an_id_that_is_none_is_pointed_at(glueshell: Glueshell) -> None:
    ran = glueshell.run("Get-Configuration -Id abc")
    assert ran.status == 2 and "There is no configuration 'abc'." in ran.err
    assert ran.err.splitlines()[2].rstrip().endswith(" ~~~")


def test_a_password_without_its_value_says_so(glueshell: Glueshell) -> None:
    ran = glueshell.run("Get-Password -Id 1067411 -Reveal")
    assert ran.status == 0 and "WARNING" not in ran.err
    glueshell.run("Set-Password -Id 1067411 -Password $null")
    ran = glueshell.run("Get-Password -Id 1067411 -Reveal")
    assert "IT Glue gives no value of 'Encryption Passphrase'" in ran.err
    ran = glueshell.run("Get-Password -Id 1067411 -Copy")
    assert ran.status == 2 and "There is no value to copy." in ran.err


def test_what_is_related_stands_for_the_other_record_and_for_the_link(glueshell: Glueshell) -> None:
    pair = "Get-Configuration FROG-DC02"
    made = f"{pair} | New-RelatedItem -DestinationType Configuration -DestinationId FROG-DC01 -Notes a"
    assert glueshell.results(made)[0]["Name"] == "FROG-DC01"
    assert names(glueshell, f"{pair} | Get-Related | Get-Related") == ["FROG-DC02"]
    opened = glueshell.run(f"{pair} | Get-Related | Open-Record -PassThru")
    assert opened.out.strip().endswith("/1880255/configurations/1820013")
    assert glueshell.results(f"{pair} | Get-Related | Set-RelatedItem -Notes b")[0]["Notes"] == "b"
    glueshell.run(f"{pair} | Get-Related | Remove-RelatedItem")
    assert names(glueshell, f"{pair} | Get-Related") == []


def test_a_tag_is_no_link_that_could_be_removed(glueshell: Glueshell) -> None:
    tagged = f"Get-Configuration -Organization {FROG} | Get-Related | Where-Object Through -eq tag | Select -First 1"
    ran = glueshell.run(f"{tagged} | Remove-RelatedItem")
    assert ran.status == 2 and "is a Tag field of another record" in ran.err
    assert glueshell.writes == []


def test_a_record_that_was_found_can_be_opened(glueshell: Glueshell) -> None:
    text = "$null = Get-Configuration FROG-DC01; Find-Record FROG-DC01 | Open-Record -PassThru"
    assert glueshell.run(text).out.strip().endswith("/1880255/configurations/1820013")


def test_folders_and_what_lies_in_them_are_known_by_name_in_their_organization(glueshell: Glueshell) -> None:
    assert names(glueshell, f"Get-Document -Organization {FROG} -DocumentFolder Network") == ["Network overview"]
    section = f"Use-Organization {FROG}; Get-DocumentSection -Document 'Network overview' -First 1"
    assert glueshell.results(section)[0]["ResourceType"] == "Document::Heading"


def test_a_value_by_its_id_takes_one_request(glueshell: Glueshell) -> None:
    assert glueshell.results("Get-Password -Id 1067411 -Reveal")[0]["Password"]
    assert glueshell.requests == [("GET", "/passwords/1067411")] and queries(glueshell) == [{"show_password": "true"}]
