"""What is selected, how, and what that changes; permission and journal."""

from __future__ import annotations

import pytest

from tests.cli.running import ORGANIZATION, USE, Glueshell

FROG = 1880255


@pytest.mark.parametrize(
    "given",
    [
        f"Use-Organization '{ORGANIZATION}' -PassThru",
        f"Use-Organization '{ORGANIZATION.lower()}' -PassThru",
        f"Use-Organization {FROG} -PassThru",
        f"Use-Organization '{FROG}' -PassThru",
        f"Use-Organization 'https://sandbox.itglue.com/{FROG}/domains/5' -PassThru",
        f"Use-Organization '{ORGANIZATION}#{FROG}' -PassThru",
        f"Use-Organization (Get-Organization -Id {FROG}) -PassThru",
        f"Get-Organization -Id {FROG} | Use-Organization -PassThru",
        f"Use-Organization -Id {FROG} -PassThru",
        f"org {FROG} -PassThru",
    ],
)
def test_an_organization_is_selected_by_name_id_address_or_record(glueshell: Glueshell, given: str) -> None:
    (context,) = glueshell.results(given)
    assert (context["Organization"], context["OrganizationId"], context["Region"]) == (ORGANIZATION, FROG, "US")


@pytest.mark.parametrize(
    "given",
    [
        "Use-FlexibleAssetType 'API Email Example' -PassThru",
        "Get-FlexibleAssetType 'API Email Example' | Use-FlexibleAssetType -PassThru",
        "fatype (Get-FlexibleAssetType -Sort CreatedAt -Descending -First 1).Id -PassThru",
    ],
)
def test_a_type_is_selected_by_name_id_or_record(mail: Glueshell, given: str) -> None:
    (context,) = mail.results(given)
    assert context["FlexibleAssetType"] == "API Email Example"


def test_what_is_selected_is_remembered(mail: Glueshell) -> None:
    assert mail.run(USE).status == 0
    assert mail.run("$c = Get-Context; $c.Organization, $c.FlexibleAssetType, $c.Account").out.splitlines() == [
        ORGANIZATION, "API Email Example", "sandbox",
    ]  # fmt: skip
    assert mail.run("Clear-Context").status == 0
    (context,) = mail.results("ctx")
    assert (context["Organization"], context["FlexibleAssetType"], context["Region"]) == (None, None, "US")


def test_a_sandbox_has_every_region_and_no_other(glueshell: Glueshell) -> None:
    assert glueshell.run("Use-Region EU; (Get-Context).Region").out == "EU\n"
    ran = glueshell.run("region Mars")
    assert ran.status == 2 and "US" in ran.err


@pytest.mark.parametrize("given", ["''", "' '", "$null"])
def test_nothing_is_no_organization(glueshell: Glueshell, given: str) -> None:
    ran = glueshell.run(f"Use-Organization {given}")
    assert ran.status == 2
    assert glueshell.requests == []


def test_a_context_is_of_its_account(mail: Glueshell) -> None:
    assert mail.run(USE).status == 0
    real = {"ITGLUE_BASE_URL": mail.sandbox.serve().url, "ITGLUE_API_KEY": mail.sandbox.key}
    ran = mail("-c", "(Get-Context).Organization", environ=real)
    assert (ran.status, ran.out) == (0, ""), ran


def test_the_journal_shows_the_latest_first(mail: Glueshell) -> None:
    assert mail.run(USE + "New-Draft @{ domains = 'happyfrog.example'; type = 'Office 365' }; Submit-Draft").status == 0
    entries = mail.results("Get-Journal")
    assert [(entry["Operation"], entry["Resource"], entry["Title"]) for entry in entries] == [
        ("create", "flexible_assets", "Office 365"),
    ]  # fmt: skip
    assert entries[0]["StartedAt"].endswith("Z")
    assert mail.results("Get-Journal -First 0") == []


def test_unlocking_a_sandbox_changes_nothing(glueshell: Glueshell) -> None:
    assert glueshell.run("Unlock-Write -Minutes 5 -Reason test").status == 0
    assert glueshell.run("Unlock-Write -Minutes 0").status == 2
