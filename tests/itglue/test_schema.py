"""Schemas: name-keys, and every spelling in which people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glueshell.itglue.schema import TypeSchema, name_key, options_of
from tests.itglue.account import field, seven_kinds

OBSERVED = {
    "Relative ID (RID) Master": "relative-id-rid-master",
    "Global Catalog Servers (Domain Controllers)": "global-catalog-servers-domain-controllers",
    "Application admin(s) at the customer": "application-admin-s-at-the-customer",
    "Associated servers(s) or computer(s)": "associated-servers-s-or-computer-s",
    "Application URL (if available)": "application-url-if-available",
    "Password(s)": "password-s",
    "Managed by us?": "managed-by-us",
    "How is this application delivered?": "how-is-this-application-delivered",
    "Upgraded to SQL?": "upgraded-to-sql",
    "AD Level": "ad-level",
    "Client has signed and acknowledged MSA": "client-has-signed-and-acknowledged-msa",
    "Straße & Größe": "strasse-grosse",
    "Müller's": "muller-s",
    "Blåbærgrød": "blabaergrod",
}


@pytest.mark.parametrize("label, key", OBSERVED.items())
def test_name_keys_follow_the_rule(label: str, key: str) -> None:
    assert name_key(label) == key


@given(st.text())
def test_a_name_key_of_a_name_key_is_itself(label: str) -> None:
    assert name_key(name_key(label)) == name_key(label)


def test_fields_come_in_form_order_with_their_kinds() -> None:
    schema = seven_kinds()
    assert [field.kind_name for field in schema.fields] == [
        "Header", "Checkbox", "Date", "Number", "Select", "Tag", "Text", "Textbox",
    ]  # fmt: skip
    assert schema.fillable[0].key == "client-has-signed-and-acknowledged-msa"
    assert [field.key for field in schema.required] == ["signing-date"]
    assert [field.key for field in schema.title_fields] == ["field-technician", "emergency-contact-telephone-number"]
    assert [field.key for field in schema.list_fields] == ["signing-date"]


@pytest.mark.parametrize(
    "text",
    [
        "number-of-seats",
        "Number of seats",
        "NUMBER OF SEATS",
        "number_of_seats",
        "NumberOfSeats",
        "numberofseats",
        " Number of Seats ",
    ],
)
def test_a_field_answers_to_every_spelling(text: str) -> None:
    found = seven_kinds().field(text)
    assert found is not None and found.key == "number-of-seats"


@pytest.mark.parametrize("text", ["", "number", "-", "seats of number", "東京"])
def test_nothing_else_is_taken_for_a_field(text: str) -> None:
    assert seven_kinds().field(text) is None


def test_a_key_that_was_kept_when_the_name_changed_still_leads_to_the_field() -> None:
    renamed = field("Text", "Webmail Address")
    renamed.key = "webmail-url"
    schema = TypeSchema("1", "Email", [renamed])
    for text in ("webmail-url", "WebmailUrl", "Webmail Address", "webmail-address"):
        assert schema.field(text) is renamed


def test_an_exact_key_goes_before_another_fields_name() -> None:
    first, second = field("Text", "type"), field("Text", "Kind", order=1)
    second.key = "Type"
    schema = TypeSchema("1", "X", [first, second])
    assert schema.field("Type") is second and schema.field("type") is first


def test_the_nearest_fields_are_suggested() -> None:
    schema = seven_kinds()
    assert [item.key for item in schema.closest("number-of-seat")] == ["number-of-seats"]
    assert [item.key for item in schema.closest("feild technician")] == ["field-technician"]
    assert schema.closest("zzzzzz") == []


@pytest.mark.parametrize(
    "text, options",
    [("A\nB", ("A", "B")), ("A\r\nB\r\n", ("A", "B")), (" A \n\n A\n", ("A",)), (None, ()), ("", ())],
)
def test_options_are_lines(text: str | None, options: tuple[str, ...]) -> None:
    assert options_of(text) == options


def test_a_schema_survives_its_record() -> None:
    schema = seven_kinds()
    again = TypeSchema.from_record(schema.to_record())
    assert again.to_record() == schema.to_record()
    technician = again.field("field-technician")
    assert technician is not None and technician.options == ("Randy Rios", "Ann Lee")
