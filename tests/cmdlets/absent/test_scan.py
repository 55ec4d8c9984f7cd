"""What a script names that is not here: found before it runs, told apart from what is looked for or handled."""

from __future__ import annotations

from pathlib import Path

import pytest

from glueshell.cmdlets.absent.families import FAMILIES
from glueshell.cmdlets.absent.findings import Findings
from glueshell.cmdlets.absent.naming import COMMAND, DRIVE, MODULE, TYPE, family_of, sentence
from glueshell.cmdlets.absent.scan import Script, scan
from glueshell.language import parse

COMMANDS = frozenset({
    "get-command", "get-module", "import-module", "install-module", "write-host", "write-output", "new-object",
    "set-alias", "join-path", "get-itemproperty", "new-psdrive", "add-type", "get-content", "get-contact",
    "get-organization", "where-object",
})  # fmt: skip
TYPES = frozenset(["string", "int", "datetime", "system.io.file", "system.collections.hashtable"])


class Known:
    """A small session."""

    version = "7.6.9"

    def __init__(self, files: dict[str, str] | None = None) -> None:
        self.files = files or {}

    def command(self, name: str) -> bool:
        return name.lower() in COMMANDS

    def nearest(self, name: str) -> list[str]:
        return ["Get-Contact"] if name == "Get-Contacts" else []

    def type(self, name: str) -> bool:
        return name.lower() in TYPES

    def module(self, name: str) -> bool:
        return name == "Here"

    def exports(self, name: str) -> set[str] | None:
        return {"get-exported"} if name == "Here" else None

    def drive(self, name: str) -> bool:
        return name.lower() in ("env", "c")

    def read(self, path: str) -> Script | None:
        text = self.files.get(Path(path).name)
        return None if text is None else parse(text, path)


def found(text: str, files: dict[str, str] | None = None) -> Findings:
    parsed = parse(text)
    assert not parsed.errors
    return scan(parsed, Known(files), file="/scripts/site.ps1")


def names(text: str, files: dict[str, str] | None = None) -> tuple[list[str], list[str]]:
    findings = found(text, files)
    return [each.name for each in findings.blocking], [each.name for each in findings.warned]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("Get-ADUser x", ["Get-ADUser"]),
        ("Get-Content a | Where-Object x | Get-WmiObject y", ["Get-WmiObject"]),
        ("[System.Windows.MessageBox]::Show(1)", ["[System.Windows.MessageBox]"]),
        ("[adsi]'LDAP://x'", ["[adsi]"]),
        ("New-Object System.Windows.Forms.Form", ["[System.Windows.Forms.Form]"]),
        ("New-Object -ComObject HTMLFile", ["New-Object -ComObject HTMLFile"]),
        ("Get-ItemProperty HKLM:\\Software\\X", ["HKLM:"]),
        ("Get-ItemProperty -Path 'HKCU:\\A'", ["HKCU:"]),
        ("Import-Module ActiveDirectory", ["ActiveDirectory"]),
        ("#requires -Modules ActiveDirectory, Here\n1", ["ActiveDirectory"]),
        ("#requires -Version 9.1\n1", ["#Requires -Version 9.1"]),
        ("#requires -PSEdition Desktop\n1", ["#Requires -PSEdition Desktop"]),
        ("Add-Type -AssemblyName PresentationFramework", ["Add-Type -AssemblyName PresentationFramework"]),
        ("Add-Type -TypeDefinition 'class A {}'", ["Add-Type"]),
        ("ipconfig.exe /all", ["ipconfig.exe"]),
        ("& 'C:\\x\\tool.exe' -a", ["C:\\x\\tool.exe"]),
        ("try { 1 } catch { Get-ADUser x }", ["Get-ADUser"]),
        ("try { Get-ADUser x } finally { 1 }", ["Get-ADUser"]),
        ("Get-Contacts", ["Get-Contacts"]),
    ],
)  # fmt: skip
def test_what_is_nowhere_keeps_a_script_from_running(text: str, blocks: list[str]) -> None:
    assert names(text) == (blocks, [])


@pytest.mark.parametrize(
    "text",
    [
        "function Get-Thing { 1 }; Get-Thing",
        "Get-Later; function Get-Later { 1 }",
        "Set-Alias gt Get-Content; gt a",
        "class Site {}; [Site]::new(); [Site[]]$x = @()",
        "using namespace System.IO\n[File]",
        "Import-Module Here; Get-Exported",
        "$x = 'Get-ADUser HKLM:\\'",
        "Get-Content https://example.org/a; Write-Host 'Note: this'",
        "& $command; & { 1 }",
        "[CmdletBinding()] param([ValidateScript({ $_ })][string]$a)",
        "try { 1 } catch [Unknown.Exception] { 2 }",
        "Add-Type -AssemblyName System.Web",
        "New-PSDrive -Name HKLM -PSProvider FileSystem -Root .; Get-Content HKLM:\\a",
    ],
)
def test_what_is_here_or_made_here_is_no_finding(text: str) -> None:
    assert names(text) == ([], [])


@pytest.mark.parametrize(
    ("text", "warns"),
    [
        ("try { Get-ADUser x } catch { 2 }", ["Get-ADUser"]),
        ("if (Get-Command Get-ADUser -ErrorAction SilentlyContinue) { Get-ADUser x }", ["Get-ADUser"]),
        ("if (Get-Module -ListAvailable ActiveDirectory) { Import-Module ActiveDirectory }", ["ActiveDirectory"]),
        ("if (-not (Get-Command Get-ADUser -EA 0)) { exit }\nGet-ADUser x", ["Get-ADUser"]),
        ("$has = Get-Command Get-ADUser -EA 0; Get-ADUser x", ["Get-ADUser"]),
        ("function Export-All { Get-ADUser x }", ["Get-ADUser"]),
        ("Import-Module ActiveDirectory -ErrorAction SilentlyContinue", ["ActiveDirectory"]),
        (". $lib; Get-FromLib", ["Get-FromLib"]),
    ],
)
def test_what_is_looked_for_handled_or_never_reached_only_warns(text: str, warns: list[str]) -> None:
    assert names(text) == ([], warns)


def test_a_guard_covers_what_it_guards_and_nothing_else() -> None:
    text = "if (Get-Command Get-ADUser -EA 0) { Get-ADUser x }\nGet-ADUser y"
    assert names(text) == (["Get-ADUser"], ["Get-ADUser"])


def test_what_a_file_beside_defines_is_known_and_what_it_calls_is_looked_at() -> None:
    files = {"lib.ps1": "function Get-FromLib { 1 }\nGet-ADUser x"}
    findings = found('. "$PSScriptRoot/lib.ps1"; Get-FromLib; Get-Nowhere', files)
    assert [(each.name, Path(each.file).name) for each in findings.blocking] == [
        ("Get-Nowhere", "site.ps1"), ("Get-ADUser", "lib.ps1"),
    ]  # fmt: skip
    assert names(". (Join-Path $PSScriptRoot 'lib.ps1'); Get-FromLib", files)[0] == ["Get-ADUser"]


def test_the_error_lists_names_with_lines_families_and_a_way_out() -> None:
    message, advice = found("Get-ADUser a\nGet-ADGroup b\n\nGet-ADUser c\nGet-Contacts").refusal()
    assert message.splitlines() == [
        "site.ps1 cannot finish here:",
        "  lines 1, 4: Get-ADUser (Active Directory)",
        "  line 2: Get-ADGroup (Active Directory)",
        "  line 5: Get-Contacts (no such command; nearest: Get-Contact)",
        "Nothing was run. Use -Force to run it anyway: glueshell run site.ps1 -Force.",
    ]
    assert advice == FAMILIES["active-directory"].advice


@pytest.mark.parametrize(
    ("kind", "name", "family"),
    [
        (COMMAND, "Get-ADUser", "active-directory"),
        (COMMAND, "get-aduser", "active-directory"),
        (COMMAND, "Get-GPO", "active-directory"),
        (COMMAND, "gwmi", "wmi"),
        (COMMAND, "Get-CimInstance", "wmi"),
        (COMMAND, "Get-VM", "hyper-v"),
        (COMMAND, "Get-NTFSAccess", "shares"),
        (COMMAND, "Get-DhcpServerv4Scope", "dhcp-dns"),
        (COMMAND, "Resolve-DnsName", "dhcp-dns"),
        (COMMAND, "Get-BitLockerVolume", "windows"),
        (COMMAND, "Get-Service", "windows"),
        (COMMAND, "Get-Mailbox", "exchange"),
        (COMMAND, "Connect-MgGraph", "microsoft-365"),
        (COMMAND, "Get-MsolDomain", "microsoft-365"),
        (COMMAND, "Connect-AzAccount", "azure"),
        (COMMAND, "Write-PSFMessage", "logging"),
        (COMMAND, "Get-DrmmAccountDevices", "vendors"),
        (COMMAND, "Export-Excel", "excel"),
        (COMMAND, "Add-ConditionalFormatting", "excel"),
        (COMMAND, "robocopy", "programs"),
        (TYPE, "System.Windows.MessageBox", "windows-ui"),
        (TYPE, "adsi", "active-directory"),
        (MODULE, "Az.Accounts", "azure"),
        (DRIVE, "hklm", "registry"),
    ],
)
def test_names_belong_to_families(kind: str, name: str, family: str) -> None:
    known = family_of(kind, name)
    assert known is not None
    assert known.id == family


@pytest.mark.parametrize("name", ["Get-Address", "Get-Team2", "Update-Magic", "Get-Azure", "New-Thing"])
def test_names_like_those_of_a_family_do_not_belong_to_it(name: str) -> None:
    found = family_of(COMMAND, name)
    assert found is None or found.id == "azure"


def test_every_family_has_one_sentence_that_ends() -> None:
    for family in FAMILIES.values():
        assert family.advice.endswith(".")
        assert family.label
    assert sentence(COMMAND, "Get-Nothing") is None
