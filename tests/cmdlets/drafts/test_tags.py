"""Tags: by name, by id, by address, as records, one or several; and what is no tag."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.running import USE, Glueshell

FROG = 1880255
DRAFT = USE + "New-Draft; "
HAPPY, MAIL = 1694807473671822, 1694807473671837


def sent(mail: Glueshell, text: str) -> dict[str, Any]:
    """The traits that -WhatIf would send after `text`, with a type set."""
    ran = mail.run(DRAFT + "Set-Trait type 'Office 365'; " + text + "; Submit-Draft -WhatIf")
    assert ran.status == 0, ran
    traits: dict[str, Any] = json.loads(ran.out[ran.out.index("{") :])["data"]["attributes"]["traits"]
    assert mail.writes == []
    return traits


@pytest.mark.parametrize(
    ("given", "ids"),
    [
        ("Set-Trait domains happyfrog.example", [HAPPY]),
        ("Set-Trait domains HAPPYFROG.example", [HAPPY]),
        ("Set-Trait domains happyfrog.example, mail.happyfrog.example", [HAPPY, MAIL]),
        ("Set-Trait domains happyfrog.example mail.happyfrog.example", [HAPPY, MAIL]),
        ("Set-Trait domains mail.happyfrog.example, happyfrog.example", [MAIL, HAPPY]),
        (f"Set-Trait domains {HAPPY}", [HAPPY]),
        (f"Set-Trait domains '{HAPPY}', {MAIL}", [HAPPY, MAIL]),
        (f"Set-Trait domains https://sandbox.itglue.com/{FROG}/domains/{HAPPY}", [HAPPY]),
        (f"Set-Trait domains happyfrog.example, {MAIL}, {HAPPY}", [HAPPY, MAIL]),
        ("Set-Trait domains (Get-Domain happyfrog.example)", [HAPPY]),
        ("Get-Domain happyfrog.example | Set-Trait domains", [HAPPY]),
        ("Get-Domain happyfrog.example, mail.happyfrog.example | Set-Trait domains", [HAPPY, MAIL]),
        ("$d = Get-Domain happyfrog.example, mail.happyfrog.example; Set-Trait domains $d", [HAPPY, MAIL]),
        ("Get-Domain happyfrog.example | ForEach-Object Id | Set-Trait domains", [HAPPY]),
        ("'happyfrog.example', 'mail.happyfrog.example' | Set-Trait domains", [HAPPY, MAIL]),
        ("Get-Domain mail.happyfrog.example | Select-Object Id, Name | Set-Trait domains", [MAIL]),
        (f"Set-Trait domains @{{ Id = {HAPPY} }}", [HAPPY]),
        ("Set-Trait domains happyfrog.example; Add-Trait domains mail.happyfrog.example", [HAPPY, MAIL]),
        ("Set-Trait domains happyfrog.example; Add-Trait domains happyfrog.example", [HAPPY]),
        ("Get-Domain happyfrog.example, mail.happyfrog.example | Add-Trait domains", [HAPPY, MAIL]),
    ],
)
def test_a_tag_is_given_in_any_of_these_ways(mail: Glueshell, given: str, ids: list[int]) -> None:
    assert sent(mail, given)["domains"] == ids


def test_several_records_go_into_one_draft_by_one_change(mail: Glueshell) -> None:
    ran = mail.run(DRAFT + "Get-Configuration -First 3 | Set-Trait email-servers -PassThru | Format-List Progress")
    assert ran.lines == ["Progress : 1/6"]


def test_an_empty_pipeline_leaves_the_field_as_it_is(mail: Glueshell) -> None:
    ran = mail.run(
        DRAFT + "Set-Trait domains happyfrog.example; Get-Domain none* | Set-Trait domains; (Get-Draft)[0].Value"
    )
    assert (ran.status, ran.out) == (0, "happyfrog.example\n")
    assert "WARNING: Nothing came down the pipeline; domains stays as it is." in ran.err


@pytest.mark.parametrize(
    ("given", "says", "advice"),
    [
        (
            "Set-Trait domains happyfrg.example",
            "There is nothing named 'happyfrg.example' among Domains",
            "happyfrog.example",
        ),
        (
            "Get-Configuration -First 1 | Set-Trait domains",
            "'Domains' tags Domains, and this is one of configurations.",
            "",
        ),
        ("Set-Trait domains $true", "'True' cannot be tagged in 'Domains'", ""),
        ("Set-Trait domains 1", "There is nothing named '1' among Domains", ""),
        (
            f"Set-Trait domains https://sandbox.itglue.com/{FROG}/configurations/1820050",
            "That address is one of Configurations, not of Domains.",
            "",
        ),
        ("Add-Trait type Exchange", "'Exchange' is no option of 'Type'", ""),
        (
            "Set-Trait location Cloud; Add-Trait location On-Premises",
            "Location holds one value; nothing can be added",
            "",
        ),
    ],
)
def test_what_is_no_tag_is_refused_in_one_sentence(mail: Glueshell, given: str, says: str, advice: str) -> None:
    ran = mail.run(DRAFT + "\n" + given)
    assert ran.status == 2, ran
    assert says in ran.err and advice in ran.err


def test_a_name_of_another_organization_is_not_found(mail: Glueshell) -> None:
    (other,) = mail.results("Get-Domain -Organization 'Test Organization - Quiet Otter' -First 1")
    ran = mail.run(DRAFT + f"Set-Trait domains '{other['Name']}'")
    assert ran.status == 2
    assert f"There is nothing named '{other['Name']}'" in ran.err


def test_tags_are_read_back_by_name(mail: Glueshell) -> None:
    ran = mail.run(
        DRAFT + "Set-Trait type 'Office 365'; Set-Trait domains happyfrog.example, mail.happyfrog.example; "
        '$a = Submit-Draft; $t = (Get-FlexibleAsset -Id $a.Id).Traits; "$($t.Domains)"; $t.domains.values.id'
    )
    assert ran.out.splitlines() == ["happyfrog.example, mail.happyfrog.example", str(HAPPY), str(MAIL)]
