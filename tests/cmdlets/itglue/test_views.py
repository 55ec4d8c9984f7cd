"""How records look: what is known is left out, archived ones are dimmed, dates that have passed stand out."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import Any

from glueshell.cmdlets.itglue.views import view_of
from glueshell.formatting import Formatter
from glueshell.formatting.lines import DIM, LATE, Line
from glueshell.itglue.catalog import load
from glueshell.itglue.schema import TypeSchema
from glueshell.itglue.snapshot import Name, Snapshot
from glueshell.objects.psobject import CUSTOM_NAMES, PSObject

CATALOG = load()
NAMES = Snapshot({}, {}, 0.0).with_names("organizations", [Name(101, "Happy Frog")])


def sitting(*, one_organization: bool = False, one_type: bool = False) -> Any:
    return SimpleNamespace(
        catalog=CATALOG,
        context=SimpleNamespace(
            organization=Name(101, "Happy Frog") if one_organization else None,
            flexible_asset_type=TypeSchema("9", "LAN", ()) if one_type else None,
        ),
        snapshots=SimpleNamespace(current=NAMES, take_in=lambda: None),
        today=lambda: datetime.date(2025, 6, 1).isoformat(),
    )


def record(kind: str, **values: object) -> PSObject:
    return PSObject(values, (f"ITGlue.{kind}", "ITGlue.Record", *CUSTOM_NAMES))


def shown(*records: PSObject, one_organization: bool = False, one_type: bool = False, width: int = 120) -> list[str]:
    where = sitting(one_organization=one_organization, one_type=one_type)

    def views(name: str) -> Any:
        return view_of(name, where) if name.startswith("ITGlue.") else None

    formatter = Formatter(width, views, neutral=True, coloured=True, folds=True)
    return [line for item in records for line in formatter.feed(item)] + formatter.finish()


def styles(line: str) -> set[str]:
    return {style for _, _, style in line.spans} if isinstance(line, Line) else set()


def configuration(name: str, expires: str | None, archived: bool = False) -> PSObject:
    return record(
        "Configuration", Id=7, Name=name, OrganizationName="Happy Frog", ConfigurationTypeName="Server",
        PrimaryIp="10.0.0.1", WarrantyExpiresAt=expires, Archived=archived,
    )  # fmt: skip


def test_a_date_that_has_passed_stands_out() -> None:
    lines = shown(configuration("a", "2025-05-31"), configuration("b", "2025-06-01"), configuration("c", None))
    assert [styles(line) for line in lines[3:6]] == [{LATE}, set(), set()]
    assert lines[3].endswith("2025-05-31")


def test_an_archived_record_is_dimmed_as_a_whole() -> None:
    lines = shown(configuration("a", "2020-01-01", archived=True))
    assert styles(lines[3]) == {DIM}


def test_a_folded_record_keeps_its_colours() -> None:
    lines = shown(configuration("a", "2020-01-01"), width=40)
    assert any(LATE in styles(line) for line in lines)
    assert any(line.startswith("Organization ") for line in lines)


def test_the_organization_is_left_out_while_one_is_selected() -> None:
    assert "Organization" in shown(configuration("a", None))[1]
    assert "Organization" not in shown(configuration("a", None), one_organization=True)[1]


def test_the_organization_stays_where_a_record_belongs_to_another_one() -> None:
    values = {"Name": "a", "OrganizationName": "Happy Frog", "ConfigurationTypeName": "Server"}
    ours = record("Configuration", Id=1, OrganizationId=101, **values)
    theirs = record("Configuration", Id=2, OrganizationId=102, **(values | {"OrganizationName": "Blue Newt"}))
    assert "Organization" not in shown(ours, ours, one_organization=True)[1]
    lines = shown(ours, theirs, one_organization=True)
    assert "Organization" in lines[1]
    assert "Happy Frog" in lines[3] and "Blue Newt" in lines[4]


def test_the_type_of_flexible_assets_is_left_out_while_it_is_selected() -> None:
    asset = record("FlexibleAsset", Id=1, Name="Voice", FlexibleAssetTypeId=9, FlexibleAssetTypeName="LAN")
    other = record("FlexibleAsset", Id=2, Name="Nightly", FlexibleAssetTypeId=8, FlexibleAssetTypeName="Backup")
    assert "Type" in shown(asset)[1] and "Type" not in shown(asset, one_type=True)[1]
    assert "Type" in shown(other, one_type=True)[1]


def test_names_stand_for_ids_where_they_are_known() -> None:
    lines = shown(
        record("CopilotSmartAssistDocument", Id=1, Name="a", OrganizationId=101, Archived=False),
        record("CopilotSmartAssistDocument", Id=2, Name="b", OrganizationId=102, Archived=False),
    )
    assert lines[1].split() == ["Id", "Name", "Organization", "Archived"]
    assert "Happy Frog" in lines[3] and "102" in lines[4]


def test_every_resource_has_a_view_whose_headings_differ() -> None:
    for resource in CATALOG:
        view = view_of(f"ITGlue.{resource.singular}", sitting())
        assert view is not None and view.columns is not None
        labels = [column.label for column in view.columns]
        assert len(set(labels)) == len(labels) and all(labels)


def test_what_was_found_or_is_related_stands_in_a_table() -> None:
    found = record(
        "Found", Kind="Contact", Id=3, Name="Ann", OrganizationName="Happy Frog", OrganizationId=101, Detail="CEO"
    )
    assert shown(found)[1].split() == ["Kind", "Id", "Name", "Organization", "Detail"]
    assert shown(found, one_organization=True)[1].split() == ["Kind", "Id", "Name", "Detail"]
    related = record("Related", Kind="LAN", Id=4, Name="Voice", Notes=None, Through="tag", RelatedItemId=9)
    assert shown(related)[3].split() == ["LAN", "4", "Voice", "tag"]


def test_an_interface_says_whose_it_is() -> None:
    line = shown(record("ConfigurationInterface", Id=1, ConfigurationId=77, Name="Ethernet0", IpAddress="10.0.0.9"))[3]
    assert line.split() == ["1", "77", "Ethernet0", "10.0.0.9"]


def test_the_name_of_what_passed_a_moment_ago_is_known() -> None:
    where = sitting()

    def take_in() -> None:
        where.snapshots.current = NAMES.with_names("configurations", [Name(77, "FROG-EX01")])

    where.snapshots.take_in = take_in
    formatter = Formatter(120, lambda name: view_of(name, where), neutral=True, folds=True)
    lines = [*formatter.feed(record("ConfigurationInterface", Id=1, ConfigurationId=77, Name="a")), *formatter.finish()]
    assert lines[3].split() == ["1", "FROG-EX01", "a"]


def test_a_password_shows_its_value_where_it_was_read_with_it() -> None:
    values = {"Id": 5, "Name": "Router", "OrganizationName": "Happy Frog", "Username": "root", "Password": "hop"}
    assert "hop" not in shown(record("Password", **values))[3]
    assert shown(record("Password#Revealed", **values))[3].split()[-2:] == ["root", "hop"]
