"""What in a saved script becomes a name or a parameter, and how it is written."""

from __future__ import annotations

import pytest

from glueshell.itglue.kinds import TagRef
from glueshell.itglue.schema import Field
from glueshell.itglue.snapshot import Name, Snapshot
from glueshell.session.recording import COMPLETED, Entry, Place, Reference, Trait
from glueshell.session.saved_values import Lifted, Values, is_phone, render

FROG, TOAD = 1, 2
SERVERS = Field("1", "Email Servers", "email-servers", "Tag", tag_type="Configurations")
DOMAINS = Field("2", "Domains", "domains", "Tag", tag_type="Domains")
NOTES = Field("3", "Notes", "notes", "Textbox")
TYPE = Field("4", "Type", "type", "Select", options=("FROG-EX01", "Cloud"))
SNAPSHOT = (
    Snapshot()
    .with_names("organizations", [Name(FROG, "Happy Frog"), Name(TOAD, "Toad"), Name(3, "Twin"), Name(4, "Twin")])
    .with_names("domains", [Name(10, "frog.example", FROG), Name(11, "mail.frog.example", FROG),
                            Name(12, "pond.example", FROG), Name(13, "toad.example", TOAD)])
    .with_names("configurations", [Name(20, "FROG-EX01", FROG), Name(21, "FROG-DC01", FROG), Name(22, "Printer", FROG),
                                   Name(23, "Printer", TOAD), Name(24, "Twin", FROG), Name(25, "Twin", FROG)])
    .with_names("flexible_asset_types", [Name(70, "WAN"), Name(71, "LAN")])
)  # fmt: skip
TAGS = (TagRef(20, "FROG-EX01"), TagRef(21, "FROG-DC01"), TagRef(22, "Printer"), TagRef(24, "Twin"))


def values(*organizations: Name, taken: tuple[str, ...] = ()) -> Values:
    entry = Entry(1, "", Place("a", None, None), 0.0)
    entry.status = COMPLETED
    for name in organizations or (Name(FROG, "Happy Frog"),):
        entry.facts.append(Reference("organizations", str(name.id), name, None))
    entry.facts += [Trait(SERVERS, TAGS, FROG), Trait(NOTES, "x", FROG), Trait(TYPE, "Cloud", FROG)]
    return Values([entry], SNAPSHOT, taken)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("frog.example", "$Domain"),
        ("FROG.example", "$Domain"),
        ("mail.frog.example", '"mail.$Domain"'),
        ("https://owa.frog.example/x?d=frog.example", '"https://owa.$Domain/x?d=$Domain"'),
        ("https://frog.example:8443/", '"https://${Domain}:8443/"'),
        ("pond.example", "$Domain"),
        ("toad.example", "'toad.example'"),
        ("bullfrog.example", "'bullfrog.example'"),
        ("frog.examples.org", "'frog.examples.org'"),
        ("Happy Frog", "$Organization"),
        ("happy frog", "$Organization"),
        ("Mail of Happy Frog, Inc.", '"Mail of $Organization, Inc."'),
        ("Happy Frogs", "'Happy Frogs'"),
        ("dana@frog.example", "$Email"),
        ("ask dana@frog.example now", '"ask $Email now"'),
        ("+49 89 1234567", "$Phone"),
        ("Call (206) 555-1234.", '"Call $Phone."'),
        ("costs $5 at `frog.example`", '"costs `$5 at ``${Domain}``"'.replace("${Domain}", "$Domain")),
        ("FROG-EX01", "$EmailServers"),
        ("Printer", "'Printer'"),
        ("2026-03-31", "'2026-03-31'"),
        ("10.12.48.0/24", "'10.12.48.0/24'"),
        ("It's", "'It''s'"),
        ("", "''"),
    ],
)
def test_what_is_the_customers_becomes_a_parameter(text: str, written: str) -> None:
    assert render(values().pieces(text, None, "Value")) == written


def test_a_field_with_a_list_of_options_holds_nothing_of_a_customers() -> None:
    assert render(values().pieces("FROG-EX01", TYPE, "type")) == "'FROG-EX01'"
    assert render(values().pieces("FROG-EX01", NOTES, "notes")) == "'FROG-EX01'"
    assert render(values().pieces("FROG-EX01", SERVERS, "email-servers")) == "$EmailServers"


def test_parameters_have_defaults_that_hang_together() -> None:
    made = values()
    for text in ("dana@frog.example", "FROG-EX01", "FROG-DC01", "FROG-EX01", "pond.example", "x Happy Frog"):
        made.pieces(text, None, "Value")
    assert [one.declaration() for one in made.parameters] == [
        "[string]$Domain = 'frog.example'",
        '[string]$Email = "dana@$Domain"',
        "[string]$EmailServers = 'FROG-EX01'",
        "[string]$EmailServers2 = 'FROG-DC01'",
        "[string]$Domain2 = 'pond.example'",
        "[Organization]$Organization = 'Happy Frog'",
    ]


def test_no_parameter_is_called_like_a_variable_of_the_lines() -> None:
    assert render(values(taken=("domain", "domain2")).pieces("frog.example", None, "")) == "$Domain3"


def test_an_organization_of_a_name_that_others_have_goes_by_its_id() -> None:
    made = values(Name(3, "Twin"), Name(4, "Twin"))
    first, second = made.organization(Name(3, "Twin")), made.organization(Name(4, "Twin"))
    assert (first.default, first.note, second.name, second.default) == ("3", "Twin", "Organization2", "4")


def test_several_records_of_the_customers_are_one_parameter() -> None:
    made = values()
    one = made.own_list(["FROG-EX01", "frog-dc01"], SERVERS)
    assert one is not None
    assert one.declaration() == "[string[]]$EmailServers = @('FROG-EX01', 'FROG-DC01')"
    assert made.own_list(["FROG-EX01", "Printer"], SERVERS) is None
    assert made.own_list(["FROG-EX01"], SERVERS) is None


def test_ids_and_addresses_become_names_unless_others_are_called_so() -> None:
    made = values()
    assert made.named("organizations", "1") == "Happy Frog"
    assert made.named("organizations", "Happy Frog") is None
    assert made.tagged(SERVERS, "20", FROG) == "FROG-EX01"
    assert made.tagged(SERVERS, "https://x.itglue.com/1/configurations/21", FROG) == "FROG-DC01"
    assert made.tagged(SERVERS, "24", FROG) is None
    assert made.ambiguous == {"24": "Twin"}
    assert made.type_name("70") == "WAN" and made.type_name("99") is None
    assert made.record_name("configurations", "20", FROG) == "FROG-EX01"
    assert made.record_name("configurations", "24", FROG) is None


def test_a_secret_is_asked_for_by_a_name_that_says_what_it_is() -> None:
    made = values()
    assert [made.secret(said).declaration() for said in ("admin-password", "String", "ApiKey")] == [
        "[Parameter(Mandatory)][securestring]$AdminPassword",
        "[Parameter(Mandatory)][securestring]$Secret",
        "[Parameter(Mandatory)][securestring]$ApiKey",
    ]


def test_control_characters_are_written_out() -> None:
    assert render(["a\x1b[31m\u202eb"]) == '"a`e[31m`u{202e}b"'
    assert render(["\x1b ", Lifted("X", "string", "''"), "?"]) == '"`e ${X}?"'


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("555-234-9876", True), ("+1 (206) 555-1234", True), ("206.555.1234", True), ("(0)89 123456", True),
        ("2065551234", False), ("2026-03-31", False), ("31.12.2026", False), ("10.0.0.1", False), ("1.234", False),
        ("12-34", False), ("A555-234-9876", False), ("1234567-12345678-1234567", False),
    ],
)  # fmt: skip
def test_what_looks_like_a_telephone_number(text: str, phone: bool) -> None:
    assert is_phone(text) is phone
