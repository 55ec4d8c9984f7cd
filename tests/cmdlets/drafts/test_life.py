"""A draft from its beginning to the asset: what is shown, kept, taken up again, written to a file, sent."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import ORGANIZATION, USE, Glueshell

DRAFT = USE + "New-Draft; "
READY = USE + "New-Draft @{ domains = 'happyfrog.example'; type = 'Office 365' }; "


def test_a_new_draft_says_what_it_needs(mail: Glueshell) -> None:
    ran = mail.run(DRAFT)
    assert (ran.status, ran.out) == (0, "")
    assert f"API Email Example in {ORGANIZATION}. Required: domains, type." in ran.err


def test_a_draft_begins_with_traits(mail: Glueshell) -> None:
    (draft,) = mail.results(
        USE + "New-Draft -PassThru @{ Type = 'pop/imap'; 'email-servers' = 'FROG-EX01', 'FROG-DC01'; "
        "WebmailUrl = 'https://x.example' }"
    )
    assert draft["Traits"] == {
        "type": "POP/IMAP", "email-servers": ["FROG-EX01", "FROG-DC01"], "webmail-url": "https://x.example",
    }  # fmt: skip
    assert (draft["Progress"], draft["Missing"], draft["State"], draft["Title"]) == (
        "3/6",
        ["domains"],
        "open",
        "POP/IMAP",
    )


@pytest.mark.parametrize(
    "spelling", ["email-servers", "Email Servers", "EmailServers", "email_servers", "EMAIL-SERVERS"]
)
def test_a_field_answers_to_its_name_and_its_key(mail: Glueshell, spelling: str) -> None:
    ran = mail.run(
        DRAFT + f"Set-Trait '{spelling}' FROG-EX01; (Get-Draft | Where-Object Field -eq email-servers).Value"
    )
    assert ran.out == "FROG-EX01\n"


def test_the_draft_is_readable_on_80_columns(mail: Glueshell) -> None:
    ran = mail.run(READY + "Get-Draft | Out-String -Width 80")
    assert ran.lines == [
        "Field            State Value or what it takes",
        "-----            ----- ----------------------",
        "domains*         set   happyfrog.example",
        "type*            set   Office 365",
        "email-servers          (Tag: Configurations · Tag server(s) participating in em…",
        "location               (Cloud | On-Premises · Where is the email hosted)",
        "inbound-delivery       (Office 365 | Google | Proofpoint | Mimecast | Reflexion…",
        "webmail-url            (Text)",
    ]


def test_what_is_missing_stands_in_the_draft(mail: Glueshell) -> None:
    rows = mail.results(DRAFT + "Get-Draft")
    assert [row["Field"] for row in rows if row["State"] == "missing"] == ["domains", "type"]


def test_checking_names_every_problem(mail: Glueshell) -> None:
    problems = mail.results(DRAFT + "Test-Draft")
    assert problems == [
        {"Field": "domains", "Problem": "'Domains' is required."}, {"Field": "type", "Problem": "'Type' is required."},
    ]  # fmt: skip
    assert mail.results(DRAFT + "Test-Draft -Quiet") == [False]
    ran = mail.run(READY + "Test-Draft")
    assert ran.out == "" and "is complete." in ran.err
    assert mail.results(READY + "Test-Draft -Quiet") == [True]


def test_clearing_empties_a_field(mail: Glueshell) -> None:
    (draft,) = mail.results(READY + "Clear-Trait type -PassThru")
    assert draft["Missing"] == ["type"]


def test_every_change_is_kept_and_the_draft_taken_up_again(mail: Glueshell) -> None:
    assert mail.run(DRAFT + "Set-Trait location Cloud; 1/0").status == 1
    ran = mail.run(
        "Restore-Draft; Set-Trait location On-Premises; "
        "(Get-Draft -AsObject).Traits.Location; (Get-Context).Organization"
    )
    assert ran.out.splitlines() == ["On-Premises", ORGANIZATION]
    assert "1 of 6 set, missing: domains, type." in ran.err


def test_kept_drafts_are_listed_and_removed(mail: Glueshell) -> None:
    ran = mail.run(DRAFT + "New-Draft; Set-Trait location Cloud; Get-Draft -List | Format-Table | Out-String -Width 80")
    assert ran.lines[0].split() == ["Id", "Set", "State", "Changed", "Organization", "Type"]
    assert all(len(line) <= 80 for line in ran.lines)
    kept = mail.results("Get-Draft -List")
    assert sorted(draft["Progress"] for draft in kept) == ["0/6", "1/6"]
    whatif = mail.run(f"Remove-Draft {kept[0]['Id']} -WhatIf")
    assert "What if:" in whatif.out and len(mail.results("Get-Draft -List")) == 2
    assert mail.run(f"Remove-Draft {kept[0]['Id']}").status == 0
    assert [draft["Id"] for draft in mail.results("Get-Draft -List")] == [kept[1]["Id"]]
    assert mail.results(f"Get-Draft {kept[1]['Id']} -AsObject")[0]["Id"] == kept[1]["Id"]


@pytest.mark.parametrize("command", ["Get-Draft zzzz", "Restore-Draft zzzz", "Remove-Draft zzzz"])
def test_an_unknown_draft_is_said(mail: Glueshell, command: str) -> None:
    ran = mail.run(command)
    assert ran.status == 2
    assert "There is no draft 'zzzz'." in ran.err and "Get-Draft -List lists them." in ran.err


def test_without_a_kept_draft_there_is_none_to_restore(mail: Glueshell) -> None:
    ran = mail.run("Restore-Draft")
    assert ran.status == 2
    assert "There is no draft to go on with." in ran.err and "New-Draft" in ran.err


def test_a_draft_becomes_a_script_that_builds_it_again(mail: Glueshell, tmp_path: Path) -> None:
    script = tmp_path / "mail.gsh"
    assert mail.run(READY + f"Set-Trait email-servers FROG-EX01; Save-Draft '{script}'").status == 0
    again = mail.run(READY + f"Save-Draft '{script}'")
    assert again.status == 2 and "exists" in again.err
    ran = mail("--sandbox", "--json", "run", str(script))
    assert ran.status == 0, ran
    (draft,) = mail.results("Restore-Draft; Get-Draft -AsObject")
    assert draft["Traits"] == {"domains": ["happyfrog.example"], "type": "Office 365", "email-servers": ["FROG-EX01"]}
    assert mail.run(DRAFT + f"Save-Draft '{script}' -Force").status == 0
    assert "missing: domains" in script.read_text(encoding="utf-8")


def test_submitting_answers_id_and_address(mail: Glueshell) -> None:
    (made,) = mail.results(READY + "Submit-Draft")
    assert list(made) == ["Id", "Name", "OrganizationName", "FlexibleAssetTypeName", "ResourceUrl"]
    assert (made["Name"], made["OrganizationName"]) == ("Office 365", ORGANIZATION)
    assert made["ResourceUrl"].endswith(f"/records/{made['Id']}")
    assert mail.results("Get-Draft -List") == []
    (entry,) = mail.results("Get-Journal -First 1")
    assert (entry["Status"], entry["Operation"], entry["RecordId"]) == ("done", "create", str(made["Id"]))


def test_after_submitting_there_is_no_draft_to_send_again(mail: Glueshell) -> None:
    ran = mail.run(READY + "Submit-Draft | Out-Null; Submit-Draft")
    assert ran.status == 2 and "There is no draft." in ran.err
    assert len(mail.writes) == 1


def test_whatif_is_the_request_that_is_sent(mail: Glueshell) -> None:
    ran = mail.run(READY + "Submit-Draft -WhatIf; Submit-Draft | Out-Null")
    assert ran.status == 0, ran
    ((_, _, document),) = mail.writes
    assert json.loads(ran.out[ran.out.index("{") :]) == document


def test_a_draft_of_another_type_or_organization_is_set_aside(mail: Glueshell) -> None:
    ran = mail.run(READY + "Use-Organization 'Test Organization - Quiet Otter'; Get-Draft")
    assert ran.status == 2 and "There is no draft." in ran.err
    assert len(mail.results("Get-Draft -List")) == 1


def test_every_example_of_the_help_is_a_line_that_parses() -> None:
    from importlib import import_module

    from glueshell.cmdlets.index import COMMANDS
    from glueshell.language import parse

    for where in COMMANDS.values():
        module, _, name = where.partition(":")
        if module.split(".")[2] in ("drafts", "itglue", "session"):
            cls = getattr(import_module(module), name)
            assert cls.examples, name
            for example in cls.examples:
                assert parse(example.code).errors == [], example.code
