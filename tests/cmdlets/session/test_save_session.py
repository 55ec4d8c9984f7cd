"""A sitting becomes a script: what it holds, what it leaves out, and that it is never written over or left open."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from glueshell.language import parse
from tests.cli.running import ORGANIZATION, Glueshell
from tests.cli.typed import Typist, typing

FROG = f"Use-Organization '{ORGANIZATION}'"


def saved(typed: Typist, folder: Path, options: str = "") -> str:
    """What Save-Session wrote, its comment left out."""
    path = folder / "saved.gsh"
    shown = typed(f"Save-Session '{path}' -Force {options}")
    assert path.exists(), shown
    text = path.read_text(encoding="utf-8")
    assert not parse(text).errors
    return "\n".join(line for line in text.splitlines() if line and not line.startswith("#"))


def test_a_sitting_as_a_script(mail: Glueshell, tmp_path: Path) -> None:
    with typing(mail) as typed:
        typed("Get-Organization -First 2")
        typed(f"org '{ORGANIZATION}'")
        typed("fatype 'API Email Example'")
        typed("New-Draft")
        typed("trait type Exchange 2016")
        typed("trait typ 'Office 365'")
        typed("trait type 'Office 365'")
        typed("trait domains happyfrog.example, mail.happyfrog.example")
        typed("Get-Configuration FROG-EX01 | trait email-servers")
        typed("Get-Draft")
        typed("$asset = submit", "")
        typed("$asset.ResourceUrl")
        typed("Get-Date |")
        text = saved(typed, tmp_path)
    assert (
        text
        == f"""\
param(
    [Organization]$Organization = '{ORGANIZATION}',
    [string]$Domain = 'happyfrog.example',
    [string]$EmailServers = 'FROG-EX01'
)
Use-Organization $Organization
Use-FlexibleAssetType 'API Email Example'
New-Draft
Set-Trait type 'Office 365'
Set-Trait domains $Domain, "mail.$Domain"
Get-Configuration $EmailServers | Set-Trait email-servers
Submit-Draft -IfExists Adopt"""
    )


def test_what_was_said_of_it(mail: Glueshell, tmp_path: Path) -> None:
    with typing(mail) as typed:
        typed(FROG)
        typed("Get-Organization -First 1")
        typed("Get-Nothing")
        typed("Use-FlexibleAssetType LAN; New-Draft; Set-Trait subnet a; Set-Trait subnet b")
        typed(" Set-Trait vlan-id 7")
        shown = typed(f"Save-Session '{tmp_path / 'a.gsh'}'")
    assert shown.splitlines() == [
        "a.gsh: 4 commands; left out: 1 only looked, 1 replaced later, 1 failed.",
        f"Parameters: -Organization = '{ORGANIZATION}'.",
        "1 line typed with a blank ahead: not written.",
    ]


def test_it_is_the_persons_own_and_never_written_over(glueshell: Glueshell, tmp_path: Path) -> None:
    path = tmp_path / "a.gsh"
    with typing(glueshell) as typed:
        typed(FROG)
        typed(f"Save-Session '{path}'")
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        before = path.read_bytes()
        assert "exists." in typed(f"Save-Session '{path}'") and path.read_bytes() == before
        typed("Use-FlexibleAssetType LAN")
        typed(f"Save-Session '{path}' -Force")
        assert path.read_bytes() != before
        assert [found.name for found in tmp_path.iterdir() if "account.db" not in found.name and found.is_file()] == [
            "a.gsh"
        ]


def test_nothing_done_is_nothing_saved(glueshell: Glueshell, tmp_path: Path) -> None:
    path = tmp_path / "a.gsh"
    ran = glueshell.run(f"Get-Context; Save-Session '{path}'")
    assert ran.status == 2 and "Nothing was done yet" in ran.err and not path.exists()


def test_a_range_of_lines_brings_its_own_beginning(mail: Glueshell, tmp_path: Path) -> None:
    with typing(mail) as typed:
        typed("$kind = 'API Email Example'")
        typed(f"{FROG}; Use-FlexibleAssetType $kind")
        typed("New-Draft @{ type = 'Office 365' }")
        typed("Set-Trait domains happyfrog.example")
        typed("Submit-Draft", "")
        text = saved(typed, tmp_path, "-Last 2")
        assert text.splitlines()[-6:] == [
            "Use-Organization $Organization",
            "Use-FlexibleAssetType 'API Email Example'",
            "New-Draft",
            "Set-Trait type 'Office 365'",
            "Set-Trait domains $Domain",
            "Submit-Draft -IfExists Adopt",
        ]
        by_number = saved(typed, tmp_path, "-Id 2, 3..5")
        assert by_number.splitlines()[-6] == "$kind = 'API Email Example'"
        assert "There is no line 99" in typed(f"Save-Session '{tmp_path / 'b.gsh'}' -Id 99")


def test_a_restored_draft_is_built_anew(mail: Glueshell, tmp_path: Path) -> None:
    mail.run(f"{FROG}; Use-FlexibleAssetType 'API Email Example'; New-Draft @{{ type = 'POP/IMAP' }}")
    with typing(mail) as typed:
        typed("Restore-Draft")
        typed("Set-Trait domains happyfrog.example")
        text = saved(typed, tmp_path)
    assert text.splitlines()[-5:] == [
        "Use-Organization $Organization",
        "Use-FlexibleAssetType 'API Email Example'",
        "New-Draft",
        "Set-Trait type POP/IMAP",
        "Set-Trait domains $Domain",
    ]


@pytest.mark.parametrize(
    ("typed_text", "written"),
    [
        ("Use-FlexibleAssetType {lan}", "Use-FlexibleAssetType 'LAN'"),
        ("Use-Organization {frog}", "Use-Organization $Organization"),
        ("Use-Organization https://x.itglue.com/{frog}", "Use-Organization $Organization"),
        ("Get-Organization -Id {frog} | Use-Organization", "Get-Organization -Name $Organization | Use-Organization"),
        (f"{FROG}; Use-FlexibleAssetType LAN; New-Draft; Set-Trait 'DHCP Server(s)' {{dc}}",
         "Set-Trait 'DHCP Server(s)' $DhcpServerS"),
        (f"{FROG}; Use-FlexibleAssetType LAN; New-Draft; Set-Trait dhcp-server-s {{dc}}, FROG-EX01",
         "Set-Trait dhcp-server-s $DhcpServerS"),
        (f"{FROG}; Use-FlexibleAssetType LAN; New-Draft @{{{{ location = {{office}} }}}}",
         "New-Draft @{ location = 'Main Office' }"),
        ("New-FlexibleAssetType R -Fields @{{ Name = 'L'; Kind = 'Tag'; TagType = 'FlexibleAssetType: {lan}';"
         " UseForTitle = $true; ShowInList = $true }}",
         "New-FlexibleAssetType R -Fields @{ Name = 'L'; Kind = 'Tag'; TagType = 'FlexibleAssetType: LAN';"
         " UseForTitle = $true; ShowInList = $true } -IfExists Adopt"),
    ],
)  # fmt: skip
def test_ids_are_written_as_names(glueshell: Glueshell, tmp_path: Path, typed_text: str, written: str) -> None:
    with typing(glueshell) as typed:
        ids = {
            "frog": typed(f"(Get-Organization '{ORGANIZATION}').Id").strip(),
            "lan": typed("(Get-FlexibleAssetType LAN).Id").strip(),
        }
        ids["dc"] = typed(f"(Get-Configuration FROG-DC01 -Organization {ids['frog']}).Id").strip()
        draft = f"{FROG}; Use-FlexibleAssetType LAN; New-Draft @{{ location = 'Main Office' }}"
        typed(draft)
        value = typed.sitting.draft.values["location"]  # type: ignore[union-attr]
        ids["office"] = str(value[0].id)  # type: ignore[index]
        typed("Remove-Draft -Confirm:$false; Clear-Context")
        typed("Clear-History")
        typed("Clear-History")
        shown = typed(typed_text.format(**ids), *([""] if "New-Fl" in typed_text else []))
        text = saved(typed, tmp_path)
    assert written in text.splitlines(), (shown, text)
    assert not any(id in text for id in ids.values())


def test_a_secret_is_asked_for_and_never_written(glueshell: Glueshell, tmp_path: Path) -> None:
    path, copy = tmp_path / "secret.gsh", tmp_path / "copy.txt"
    with typing(glueshell) as typed:
        typed("$adminPassword = 'hunter2hunter2'")
        typed(f"\"it is $adminPassword\" | Out-File '{copy}'")
        shown = typed(f"Save-Session '{path}'")
        assert "Secrets are not written; the script asks for -AdminPassword2." in shown
    text = path.read_text(encoding="utf-8")
    assert "hunter2" not in text
    assert "[Parameter(Mandatory)][securestring]$AdminPassword2" in text
    assert "$adminPassword = (ConvertFrom-SecureString $AdminPassword2 -AsPlainText)" in text
    ran = glueshell("--sandbox", "run", str(path))
    assert ran.status == 2 and "AdminPassword2" in ran.err


def test_with_look_ups_and_without_what_failed(glueshell: Glueshell, tmp_path: Path) -> None:
    with typing(glueshell) as typed:
        typed("Get-Organization -First 1; Get-Nothing; Get-Context")
        assert saved(typed, tmp_path, "-IncludeLookup") == "Get-Organization -First 1\nGet-Context"


def test_what_was_declined_or_only_previewed_is_not_done_again(mail: Glueshell, tmp_path: Path) -> None:
    with typing(mail) as typed:
        typed(f"{FROG}; Use-FlexibleAssetType 'API Email Example'")
        typed("New-Draft @{ type = 'Office 365'; domains = 'happyfrog.example' }")
        typed("Submit-Draft -WhatIf")
        typed("Submit-Draft", "n")
        assert "Submit-Draft" not in saved(typed, tmp_path)


def test_lines_of_another_account_are_left_out(glueshell: Glueshell, tmp_path: Path) -> None:
    with typing(glueshell) as typed:
        typed(FROG)
        for entry in typed.sitting.recording:
            entry.place.account = "elsewhere"
        typed("Use-FlexibleAssetType LAN")
        shown = typed(f"Save-Session '{tmp_path / 'a.gsh'}'")
    assert "1 line of another account: not written." in shown


def test_the_line_that_saves_may_have_done_something_before(glueshell: Glueshell, tmp_path: Path) -> None:
    path = tmp_path / "a.gsh"
    assert glueshell.run(f"{FROG}; Save-Session '{path}'; Use-FlexibleAssetType LAN").status == 0
    assert path.read_text(encoding="utf-8").endswith("\n\nUse-Organization $Organization\n")


def test_a_variable_that_nothing_sets_is_told(glueshell: Glueshell, tmp_path: Path) -> None:
    with typing(glueshell) as typed:
        typed(" $name = 'x'")
        typed(f"{FROG}; Use-FlexibleAssetType LAN; New-Draft; Set-Trait network-name $name")
        shown = typed(f"Save-Session '{tmp_path / 'a.gsh'}'")
    assert "Nothing in it sets $name; set them in it." in shown


def test_the_file_is_answered_on_request(glueshell: Glueshell, tmp_path: Path) -> None:
    ran = glueshell.run(f"{FROG}; (Save-Session '{tmp_path / 'a.gsh'}' -PassThru).Name")
    assert ran.lines == ["a.gsh"]
