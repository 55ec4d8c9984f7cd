"""What a property can be compared with: closed lists, names of the account, values seen; fields behind `.Traits.`."""

from __future__ import annotations

import io
from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

from glueshell.cmdlets.objects.where_object import WhereObject
from glueshell.completion import complete
from glueshell.completion.view import EngineView
from glueshell.engine.cmdlet import Cmdlet
from glueshell.engine.commands import CommandTable
from glueshell.engine.runtime import Engine
from glueshell.engine.streams import host_streams
from glueshell.itglue.catalog import load
from glueshell.itglue.schema import Field, TypeSchema
from glueshell.itglue.snapshot import Name, Snapshot
from glueshell.language import parse
from glueshell.objects.psobject import CUSTOM_NAMES, PSObject
from glueshell.shell.plain import PlainHost

NAMES = (
    Snapshot({}, {}, 0.0)
    .with_names("organizations", [Name(101, "Happy Frog", detail="Customer"), Name(102, "Blue Newt")])
    .with_names("organization_statuses", [Name(7, "Active"), Name(8, "Inactive")])
    .with_names("configurations", [Name(1, "FROG-EX01", 101), Name(2, "NEWT-EX01", 102)])
)


class GetOrganization(Cmdlet):
    """List organizations."""

    name = "Get-Organization"
    output_types = ("ITGlue.Organization",)


class GetConfiguration(Cmdlet):
    """List configurations."""

    name = "Get-Configuration"
    output_types = ("ITGlue.Configuration",)


class GetFlexibleAsset(Cmdlet):
    """List flexible assets."""

    name = "Get-FlexibleAsset"
    output_types = ("ITGlue.FlexibleAsset",)


def field(key: str, kind: str, options: Iterable[str] = ()) -> Field:
    return Field("1", key.title(), key, kind, options=tuple(options))


def engine(*, organization: Name | None = None) -> Engine:
    host = PlainHost(io.StringIO(), io.StringIO(), environ={})
    schema = TypeSchema("9", "Mail", [field("type", "Select", ("Office 365", "POP/IMAP")), field("web-mail", "Text")])
    services = SimpleNamespace(
        catalog=load(),
        snapshots=SimpleNamespace(current=NAMES),
        context=SimpleNamespace(organization=organization, flexible_asset_type=schema),
        draft=None,
    )
    commands = CommandTable()
    for cls in (WhereObject, GetOrganization, GetConfiguration, GetFlexibleAsset):
        commands.add(cls)
    running = Engine(commands, host, host_streams(host, lambda record: None), services)
    running.set_variable(
        "records",
        [record(1, "Router", "Cisco"), record(2, "Switch", "Cisco"), record(3, "Printer", "HP")],
    )
    return running


def record(id: int, name: str, maker: str) -> PSObject:
    values: dict[str, Any] = {"CreatedAt": "2024", "ManufacturerName": maker, "Archived": False, "Id": id, "Name": name}
    return PSObject(values, ("ITGlue.Configuration", *CUSTOM_NAMES))


def offered(text: str, running: Engine | None = None, *, exact: bool = False) -> list[str]:
    shown = running or engine()
    found = complete(parse(text), len(text), EngineView(lambda: shown), exact=exact)
    assert found.problem is None
    return [candidate.text for candidate in found.candidates]


def test_a_property_that_names_a_record_is_compared_with_the_names_of_the_account() -> None:
    assert offered("Get-Organization | Where-Object OrganizationStatusName -eq ") == ["Active", "Inactive"]
    assert offered("Get-Organization | Where-Object Status -eq in") == ["Inactive"]
    assert offered("Get-Organization | Where-Object Name -eq ") == ["'Happy Frog'", "'Blue Newt'"]
    assert offered("Get-Configuration | Where-Object OrganizationId -eq 10") == ["101", "102"]


def test_names_are_those_of_the_selected_organization() -> None:
    frog = engine(organization=Name(101, "Happy Frog"))
    assert offered("Get-Configuration | Where-Object Name -eq ", frog) == ["FROG-EX01"]
    assert offered("Get-Configuration | Where-Object Name -eq ") == ["FROG-EX01", "NEWT-EX01"]


def test_a_flag_is_compared_with_true_and_false() -> None:
    assert offered("Get-Configuration | Where-Object Archived -eq ") == ["$true", "$false"]
    assert offered("$records | Where-Object { $_.Archived -eq ") == ["$true", "$false"]


def test_records_at_hand_are_compared_with_what_they_hold_the_most_frequent_first() -> None:
    assert offered("$records | Where-Object ManufacturerName -eq ") == ["Cisco", "HP"]
    assert offered("$records | Where-Object { $_.ManufacturerName -eq 'c") == ["'Cisco'"]
    assert offered("$records | Where-Object { $_.Id -eq ") == ["1", "2", "3"]


def test_a_comparison_in_a_block_is_completed_in_its_own_quotes() -> None:
    assert offered("Get-Organization | Where-Object { $_.Status -eq ") == ["'Active'", "'Inactive'"]
    assert offered('Get-Organization | Where-Object { $_.Name -like "h') == ['"Happy Frog"']
    assert offered("Get-Organization | Where-Object { $_.Nothing -eq ") == []


def test_traits_have_the_fields_of_the_selected_type_and_their_options() -> None:
    assert offered("Get-FlexibleAsset | Where-Object { $_.Traits.") == ["type", "'web-mail'"]
    assert offered("Get-FlexibleAsset | Where-Object { $_.Traits.type -eq '") == ["'Office 365'", "'POP/IMAP'"]


def test_the_properties_of_records_begin_with_what_a_person_looks_for() -> None:
    declared = [name for name, _ in EngineView(engine).properties("ITGlue.Configuration")]
    assert declared[:4] == ["Id", "Name", "OrganizationName", "ConfigurationTypeName"]
    assert offered("$records[0].")[:3] == ["Id", "Name", "ManufacturerName"]


def test_a_script_gets_powershells_answer_which_is_none() -> None:
    assert offered("$records | Where-Object ManufacturerName -eq ", exact=True) == []
    assert "'Cisco'" not in offered("$records | Where-Object { $_.ManufacturerName -eq ", exact=True)
