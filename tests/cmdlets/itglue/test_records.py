"""Records as objects: how their properties are spelled, what they say as text, how they are shown."""

from __future__ import annotations

import pytest

from glueshell.cmdlets.itglue.declared import catalog
from glueshell.cmdlets.itglue.records import Named, record_of
from glueshell.itglue.documents import Resource
from glueshell.objects.errors import PSError
from glueshell.objects.members import get_member
from glueshell.objects.numbers import Int64
from tests.cli.running import ORGANIZATION, Glueshell

FROG = 1880255

TRAITS = {
    "domains": {"type": "Domains", "values": [{"id": 1, "name": "a.example"}, {"id": 2, "name": "b.example"}]},
    "contacts": {"type": "Contacts", "values": [{"id": 3, "first-name": "Ann", "last-name": "Lee"}]},
    "nobody": {"type": "Contacts", "values": []},
    "seats": 25,
    "signed": True,
    "notes": "x",
    "scan": [{"name": "a.pdf", "url": "https://x"}, {"name": "b.pdf", "url": "https://y"}],
}


def asset(**traits: object) -> Named:
    resource = Resource(
        "flexible-assets", "7", {"name": "A", "traits": traits or TRAITS, "organization-type-name": "T"}
    )
    return record_of(resource, catalog())


@pytest.mark.parametrize(
    "spelling",
    [
        "OrganizationTypeName",
        "organization-type-name",
        "organization_type_name",
        "organizationtypename",
        "ORGANIZATION-TYPE_NAME",
    ],
)
def test_a_property_answers_to_every_spelling(spelling: str) -> None:
    assert get_member(asset(), spelling) == "T"


def test_a_property_that_is_not_there_is_null() -> None:
    assert get_member(asset(), "organization-typo-name") is None


def test_a_spelling_that_could_be_two_is_an_error_and_the_exact_one_is_none() -> None:
    two = Named({"foo-bar": 1, "foo_bar": 2})
    assert (get_member(two, "foo-bar"), get_member(two, "FOO_BAR")) == (1, 2)
    with pytest.raises(PSError, match="'FooBar' could be any of foo-bar, foo_bar") as error:
        get_member(two, "FooBar")
    assert error.value.error_id == "AmbiguousProperty"


def test_ids_are_numbers_and_large_ones_too() -> None:
    record = record_of(Resource("domains", "1694807473671822", {"name": "x"}), catalog())
    assert type(record.get("Id")) is Int64
    assert type(asset().get("Id")) is int


def test_traits_answer_to_name_key_and_pascal_case() -> None:
    traits = get_member(asset(**{"inbound-delivery": "Google"}), "Traits")
    assert [get_member(traits, name) for name in ("inbound-delivery", "InboundDelivery", "inbound_delivery")] == [
        "Google"
    ] * 3


def test_traits_as_text_name_what_they_hold() -> None:
    from glueshell.objects.text import to_text

    traits = get_member(asset(), "Traits")
    assert to_text(traits) == (
        "@{domains=a.example, b.example; contacts=Ann Lee; nobody=; seats=25; signed=True; notes=x; scan=a.pdf, b.pdf}"
    )
    assert to_text(get_member(traits, "domains")) == "a.example, b.example"


def test_a_trait_called_tostring_is_a_trait() -> None:
    from glueshell.objects.text import to_text

    traits = get_member(asset(tostring="mine"), "Traits")
    assert get_member(traits, "ToString") == "mine"
    assert "mine" in to_text(get_member(asset(tostring="mine"), "Traits"))


def test_the_text_of_traits_is_no_property_of_theirs() -> None:
    traits = get_member(asset(), "Traits")
    assert isinstance(traits, Named)
    assert traits.names() == list(TRAITS)


def test_properties_are_found_by_the_commands_too(glueshell: Glueshell) -> None:
    ran = glueshell.run(
        f"""$o = Get-Organization -Id {FROG}
        $o.'organization-type-name'
        ($o | Select-Object organization_type_name).OrganizationTypeName
        ($o | Where-Object organization-type-name -eq Customer).Id
        ($o | ForEach-Object organizationtypename)
        (Get-Organization -First 5 | Sort-Object organization-status-name).Count
        "$($o.CreatedAt.GetType().Name) $($o.Id.GetType().Name)"
        """
    )
    assert ran.status == 0, ran
    assert ran.out.splitlines() == ["Customer", "Customer", str(FROG), "Customer", "5", "DateTime Int32"]


def test_a_table_shows_the_catalogs_columns_without_what_is_known(glueshell: Glueshell) -> None:
    ran = glueshell.run("Get-Configuration -First 1")
    assert ran.lines[0].split() == ["Id", "Name", "Organization", "Type", "PrimaryIp", "WarrantyExpires"]
    ran = glueshell.run(f"Use-Organization '{ORGANIZATION}'; Get-Configuration -First 1")
    assert ran.lines[0].split() == ["Id", "Name", "Type", "PrimaryIp", "WarrantyExpires"]


def test_json_has_the_canonical_names(glueshell: Glueshell) -> None:
    (organization,) = glueshell.results(f"Get-Organization -Id {FROG}")
    assert list(organization)[:2] == ["Id", "Name"]
    assert organization["OrganizationTypeName"] == "Customer"
    assert organization["CreatedAt"].endswith("Z")


def configuration(**more: object) -> Named:
    values = {"name": "EX01", "organization-name": "Happy Frog", "configuration-type-name": "Server", **more}
    return record_of(Resource("configurations", "7", values), catalog())


@pytest.mark.parametrize(
    ("heading", "wanted"), [("Organization", "Happy Frog"), ("type", "Server"), ("WarrantyExpires", "2026-01-01")]
)
def test_a_record_is_read_by_the_headings_of_its_table(heading: str, wanted: str) -> None:
    assert get_member(configuration(**{"warranty-expires-at": "2026-01-01"}), heading) == wanted


def test_a_heading_is_no_property_so_it_binds_to_no_parameter_and_is_not_written() -> None:
    record = configuration()
    assert record.find("Organization") is None
    assert "Organization" not in record.names()
    record.add("Organization", "mine")
    assert (record.get("Organization"), record.get("OrganizationName")) == ("mine", "Happy Frog")
