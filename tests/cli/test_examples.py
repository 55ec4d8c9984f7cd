"""The example sessions that come with the program."""

from __future__ import annotations

import re

import pytest

from tests.cli.running import ORGANIZATION, ROOT, Glueshell

EXAMPLES = sorted(path.stem for path in (ROOT / "scripts" / "examples").glob("*.gsh"))

# The article's body, word for word.
SEVEN_KINDS = {
    "client-has-signed-and-acknowledged-msa": True,
    "signing-date": "2018-10-31",
    "number-of-seats": 25,
    "field-technician": "Randy Rios",
    "emergency-contact": [4387, 3901, 7891],
    "emergency-contact-telephone-number": "555-234-9876",
    "notes": "These are the notes.",
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_last_lines_hold_the_new_assets_id_and_address(glueshell: Glueshell, name: str) -> None:
    ran = glueshell("--sandbox", "--fresh", "run", name)
    assert ran.status == 0, ran
    created, address = ran.lines[-2:]
    number = re.fullmatch(r"Created flexible asset (\d+)", created)
    assert number is not None
    assert address.startswith("https://sandbox.itglue.com/") and address.endswith(f"/records/{number[1]}")
    assert [(method, path) for method, path, _ in glueshell.writes] == [
        ("POST", "/flexible_asset_types"),
        ("POST", "/flexible_assets"),
    ]


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_plans_without_writing(glueshell: Glueshell, name: str) -> None:
    ran = glueshell("--sandbox", "run", name, "-WhatIf")
    # The type does not exist then, so the script cannot go on with it; up to there nothing was sent.
    assert "What if: create flexible asset type" in ran.out
    assert glueshell.writes == []


def test_the_mail_example_shows_every_step_in_its_place(glueshell: Glueshell) -> None:
    ran = glueshell("--sandbox", "--fresh", "run", "api-email-example")
    text = ran.out
    steps = [
        "1880255 Test Organization - Happy Frog",
        "API Email Example How a client receives mail",
        "inbound-delivery Select",
        "domains*         set   happyfrog.example, mail.happyfrog.example",
        "location               (Cloud | On-Premises · Where is the email hosted)",
        "What if: create flexible asset 'Office 365' in Test Organization - Happy Frog",
        "POST /flexible_assets",
        '"inbound-delivery": "Mimecast"',
        "Traits           : @{domains=happyfrog.example, mail.happyfrog.example; type=Office 365;",
    ]
    places = [text.find(step) for step in steps]
    assert -1 not in places, steps[places.index(-1)]
    assert places == sorted(places)
    assert "Required: domains, type." in ran.err


def test_the_type_has_the_six_fields_of_the_article(glueshell: Glueshell) -> None:
    assert glueshell("--sandbox", "run", "api-email-example").status == 0
    rows = glueshell.results("Get-FlexibleAssetField -FlexibleAssetType 'API Email Example'")
    shown = [
        (
            row["Name"], row["NameKey"], row["Kind"], row["TagType"], row["Required"], row["UseForTitle"],
            row["ShowInList"], row["Hint"], (row["DefaultValue"] or "").split("\n"),
        )
        for row in rows
    ]  # fmt: skip
    assert shown == [
        ("Domains", "domains", "Tag", "Domains", True, False, True, "Tag accepted domains for this email system", [""]),
        (
            "Type", "type", "Select", None, True, True, True, "Select the email platform",
            ["Office 365", "Exchange 2016", "Exchange 2013", "POP/IMAP"],
        ),
        (
            "Email Servers", "email-servers", "Tag", "Configurations", False, False, True,
            "Tag server(s) participating in email delivery", [""],
        ),
        (
            "Location", "location", "Select", None, False, False, False, "Where is the email hosted",
            ["Cloud", "On-Premises"],
        ),
        (
            "Inbound Delivery", "inbound-delivery", "Select", None, False, False, True,
            "How is inbound email delivered", ["Office 365", "Google", "Proofpoint", "Mimecast", "Reflexion"],
        ),
        ("Webmail URL", "webmail-url", "Text", None, False, False, True, None, [""]),
    ]  # fmt: skip


def test_all_seven_kinds_leave_as_the_article_writes_them_and_are_read_back(glueshell: Glueshell) -> None:
    ran = glueshell("--sandbox", "run", "seven-kinds")
    assert ran.status == 0, ran
    method, path, document = glueshell.writes[-1]
    assert (method, path) == ("POST", "/flexible_assets")
    assert document["data"]["attributes"]["traits"] == SEVEN_KINDS
    assert list(document["data"]["attributes"]["traits"]) == list(SEVEN_KINDS)
    type_id = document["data"]["attributes"]["flexible-asset-type-id"]
    (asset,) = glueshell.results(f"Get-FlexibleAsset -FlexibleAssetType {type_id}")
    assert asset["OrganizationName"] == ORGANIZATION
    traits = asset["Traits"]
    assert [contact["id"] for contact in traits.pop("emergency-contact")["values"]] == [4387, 3901, 7891]
    assert traits == {key: value for key, value in SEVEN_KINDS.items() if key != "emergency-contact"}


def test_headings_are_shown_as_headings_and_a_password_is_named_and_left(glueshell: Glueshell) -> None:
    ran = glueshell("--sandbox", "run", "seven-kinds")
    at = ran.lines.index("── Contract ──")
    assert ran.lines[at + 1].split() == ["client-has-signed-and-acknowledged-msa", "set", "Yes"]
    assert "── People ──" in ran.lines
    assert "portal-password                        later (Password)" in ran.lines
    again = glueshell.run(
        f"Use-Organization '{ORGANIZATION}'; Use-FlexibleAssetType 'Service Agreement'; New-Draft; "
        "Set-Trait portal-password secret123"
    )
    assert again.status == 2
    assert (
        "'Portal Password' is a password field; it cannot be filled from here yet and is never sent as text."
        in again.err
    )


@pytest.mark.parametrize(("kind", "sentence"), [
    ("Password", "is a password field"), ("Percent", "is a percent field"), ("Upload", "holds uploaded files"),
    ("Header", "is a heading of the form"),
])  # fmt: skip
def test_what_cannot_be_filled_is_refused_in_one_sentence_and_never_sent(
    glueshell: Glueshell, kind: str, sentence: str
) -> None:
    ran = glueshell.run(
        f"""Use-Organization '{ORGANIZATION}'
        Use-FlexibleAssetType (New-FlexibleAssetType Kinds -Fields @{{ Name = 'Title'; Kind = 'Text'
            UseForTitle = $true; ShowInList = $true }}, @{{ Name = 'Other'; Kind = '{kind}' }})
        New-Draft
        Set-Trait title x
        Get-Draft | Format-Table
        try {{ Set-Trait other 5 }} catch {{ Write-Host "refused: $_" }}
        Submit-Draft | Out-Null"""
    )
    assert ran.status == 0, ran
    assert f"refused: 'Other' {sentence}" in ran.out
    assert ("── Other ──" if kind == "Header" else f"later ({kind})") in ran.out
    assert glueshell.writes[-1][2]["data"]["attributes"]["traits"] == {"title": "x"}
