"""An asset or a type that is there already: found whatever its shape, asked about, gone on with, never made twice."""

from __future__ import annotations

import pytest

from tests.cli.running import ORGANIZATION, USE, Glueshell
from tests.cli.typed import typing

LAN = f"Use-Organization '{ORGANIZATION}'; Use-FlexibleAssetType LAN; "
GUESTS = (
    LAN + "New-Draft @{ 'network-name' = 'Guests'; subnet = '10.9.9.0/24'; location = 'Main Office';"
    " notes = \"<p>One &amp; two</p>\"; 'guest-network' = 'yes'; 'vlan-id' = 12 } 2>$null; "
)
TYPE = (
    "New-FlexibleAssetType 'Printer' -Fields"
    " @{{ Name = 'Model'; Kind = 'Text'; UseForTitle = $true; ShowInList = $true{more} }}{tail}"
)


def made(glueshell: Glueshell) -> list[str]:
    """The paths of every write so far."""
    return [path for _, path, _ in glueshell.writes]


def test_in_a_script_it_stops_and_names_what_is_there(glueshell: Glueshell) -> None:
    (first,) = glueshell.results(GUESTS + "Submit-Draft")
    ran = glueshell.run(GUESTS + "Submit-Draft")
    assert ran.status == 5
    assert f"with the same traits: id {first['Id']}. Nothing was sent." in ran.err
    assert "-IfExists Adopt goes on with it" in ran.err
    assert made(glueshell) == ["/flexible_assets"]


def test_adopting_goes_on_with_it_as_if_it_had_been_made(glueshell: Glueshell) -> None:
    (first,) = glueshell.results(GUESTS + "Submit-Draft")
    ran = glueshell.run(GUESTS + "Submit-Draft -IfExists Adopt; Get-Draft -List", "--json")
    assert ran.status == 0 and ran.results == [first]
    assert f"Found, nothing created: LAN 'Guests 10.9.9.0/24' in {ORGANIZATION} (id {first['Id']})." in ran.err
    assert made(glueshell) == ["/flexible_assets"]


def test_creating_makes_another_and_then_none_is_meant_any_more(glueshell: Glueshell) -> None:
    first, second = glueshell.results(GUESTS + "Submit-Draft; " + GUESTS + "Submit-Draft -IfExists Create")
    assert first["Id"] != second["Id"]
    ran = glueshell.run(GUESTS + "Submit-Draft -IfExists Adopt")
    assert ran.status == 5
    assert "is there more than once" in ran.err and str(first["Id"]) in ran.err and str(second["Id"]) in ran.err


@pytest.mark.parametrize(
    ("field", "value", "same"),
    [
        ("notes", "'One & two'", True),
        ("notes", '"<div>One  &amp; two</div>`r`n"', True),
        ("notes", "'One and two'", False),
        ("network-name", "' Guests '", True),
        ("vlan-id", "12.0", True),
        ("vlan-id", "13", False),
        ("location", "RECORD", True),
        ("guest-network", "$true", True),
        ("guest-network", "'no'", False),
    ],
)
def test_what_means_the_same_is_the_same(glueshell: Glueshell, field: str, value: str, same: bool) -> None:
    (first,) = glueshell.results(GUESTS + "Submit-Draft")
    value = value.replace("RECORD", f"(Get-FlexibleAsset -Id {first['Id']}).Traits.Location.Values[0].Id")
    ran = glueshell.run(GUESTS + f"Set-Trait {field} ({value}); Submit-Draft -IfExists Adopt")
    assert ran.status == (0 if same else 5), ran
    assert len(made(glueshell)) == 1


def test_only_what_the_draft_sets_counts(glueshell: Glueshell) -> None:
    glueshell.results(GUESTS + "Submit-Draft")
    less = GUESTS + "Clear-Trait notes; Clear-Trait location; Submit-Draft -IfExists Adopt"
    assert glueshell.run(less).status == 0
    assert len(made(glueshell)) == 1


def test_the_same_title_with_other_traits_says_what_differs(glueshell: Glueshell) -> None:
    glueshell.results(GUESTS + "Submit-Draft")
    ran = glueshell.run(GUESTS + "Set-Trait vlan-id 7; Set-Trait notes 'Three'; Submit-Draft -IfExists Adopt")
    assert ran.status == 5
    assert "with other traits; nothing was sent." in ran.err
    assert "  vlan-id: 7 here, 12 there\n  notes: Three here, One &amp; two there\n" in ran.err


def test_another_organization_and_another_type_are_no_twin(glueshell: Glueshell) -> None:
    glueshell.results(GUESTS + "Submit-Draft")
    other = GUESTS.replace("Happy Frog", "Quiet Otter")
    (second,) = glueshell.results(other + "Submit-Draft -IfExists Adopt")
    assert second["OrganizationName"] == "Test Organization - Quiet Otter"
    assert len(made(glueshell)) == 2


def test_every_page_is_looked_through(glueshell: Glueshell, monkeypatch: pytest.MonkeyPatch) -> None:
    glueshell.results(GUESTS + "Submit-Draft")
    many = "; ".join(
        f"New-Draft @{{ 'network-name' = 'N{number}'; subnet = '10.0.{number}.0/24' }}; Submit-Draft -IfExists Create"
        for number in range(6)
    )
    assert glueshell.run(LAN + many).status == 0
    monkeypatch.setattr("glueshell.itglue.listing.MAX_PAGE", 2)
    glueshell.forget()
    assert glueshell.run(GUESTS + "Submit-Draft -IfExists Adopt").status == 0
    assert not glueshell.writes
    assert len([path for _, path in glueshell.requests if path == "/flexible_assets"]) > 3


def test_what_is_incomplete_is_said_before_anything_is_asked(mail: Glueshell) -> None:
    ran = mail.run(USE + "New-Draft; Submit-Draft -IfExists Adopt")
    assert ran.status == 2
    assert ("GET", "/flexible_assets") not in mail.requests


def test_a_person_is_asked_and_enter_makes_no_second_one(glueshell: Glueshell) -> None:
    (first,) = glueshell.results(GUESTS + "Submit-Draft")
    with typing(glueshell) as typed:
        typed(GUESTS)
        shown = typed("Submit-Draft", "")
        assert f"is there already in {ORGANIZATION}, with the same traits (id {first['Id']})." in shown
        assert f"Found, nothing created: LAN 'Guests 10.9.9.0/24' in {ORGANIZATION}" in shown
        assert str(first["Id"]) in shown
        typed(GUESTS)
        assert "Nothing was sent." in typed("Submit-Draft", "stop")
        assert len(made(glueshell)) == 1
        shown = typed("Submit-Draft", "make another", "")
        assert "ResourceUrl" in shown
    assert len(made(glueshell)) == 2


def test_a_person_sees_what_differs_and_enter_stops(glueshell: Glueshell) -> None:
    glueshell.results(GUESTS + "Submit-Draft")
    with typing(glueshell) as typed:
        typed(GUESTS)
        typed("Set-Trait vlan-id 7")
        shown = typed("Submit-Draft", "")
        assert "  vlan-id: 7 here, 12 there" in shown and "nothing was sent" in shown
    assert len(made(glueshell)) == 1


def test_who_only_looks_is_told_of_the_twin_and_keeps_the_draft(glueshell: Glueshell) -> None:
    (first,) = glueshell.results(GUESTS + "Submit-Draft")
    ran = glueshell.run(GUESTS + "Submit-Draft -WhatIf -IfExists Adopt; (Get-Draft -AsObject).State")
    found = f"What if: found LAN 'Guests 10.9.9.0/24' in {ORGANIZATION} (id {first['Id']}); nothing would be created."
    assert ran.lines == [found, "open"]


def test_a_lost_answer_is_found_again(glueshell: Glueshell) -> None:
    glueshell.sandbox.app.faults.add("reset", method="POST")
    ran = glueshell.run(GUESTS + "Submit-Draft")
    assert ran.status == 6, ran
    ran = glueshell.run("Restore-Draft; Submit-Draft -IfExists Adopt", "--json")
    assert ran.status == 0, ran
    (found,) = ran.results
    assert found["Name"] == "Guests 10.9.9.0/24"
    assert len(made(glueshell)) == 1
    (entry,) = glueshell.results("Get-Journal")
    assert (entry["Status"], entry["RecordId"]) == ("done", str(found["Id"]))
    assert "found later" in entry["Message"]


# -- types ------------------------------------------------------------------------------------------------------------


def test_a_type_is_found_by_its_name_in_any_casing(glueshell: Glueshell) -> None:
    (first,) = glueshell.results(TYPE.format(more="", tail=""))
    ran = glueshell.run(TYPE.format(more="", tail=" -IfExists Adopt").replace("'Printer'", "' PRINTER'"), "--json")
    assert ran.status == 0 and [one["Id"] for one in ran.results] == [first["Id"]]
    assert "Found, nothing created: the flexible asset type" in ran.err
    assert made(glueshell) == ["/flexible_asset_types"]
    ran = glueshell.run(TYPE.format(more="", tail=""))
    assert ran.status == 5 and f"with the same fields: id {first['Id']}" in ran.err


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("; Required = $true", "model: required here, not required there"),
        (" }, @{ Name = 'Site'; Kind = 'Text'", "site: Text here, nothing there"),
    ],
)
def test_a_type_with_other_fields_stops(glueshell: Glueshell, change: str, says: str) -> None:
    glueshell.results(TYPE.format(more="", tail=""))
    ran = glueshell.run(TYPE.format(more=change, tail=" -IfExists Adopt"))
    assert ran.status == 5
    assert "with other fields; nothing was sent." in ran.err and says in ran.err
    assert made(glueshell) == ["/flexible_asset_types"]


def test_a_type_that_tags_another_goes_by_its_name(glueshell: Glueshell) -> None:
    tag = "Kind = 'Tag'; TagType = 'FlexibleAssetType: Internet/WAN'"
    fields = f"@{{ Name = 'Line'; {tag}; UseForTitle = $true; ShowInList = $true }}"
    (made_type,) = glueshell.results(f"New-FlexibleAssetType Router -Fields {fields}")
    (wan,) = glueshell.results("Get-FlexibleAssetType Internet/WAN")
    (field,) = glueshell.results(f"Get-FlexibleAssetField -FlexibleAssetType {made_type['Id']}")
    assert field["TagType"] == f"FlexibleAssetType: {wan['Id']}"
    assert glueshell.run(f"New-FlexibleAssetType Router -IfExists Adopt -Fields {fields}").status == 0
