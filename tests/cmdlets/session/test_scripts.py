"""Invoke-Script and functions with parameters that are records: run, completed, refused as any command is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import ORGANIZATION, USE, Glueshell

SCRIPT = """param(
    [Parameter(Mandatory)][Organization]$Organization, [Contact]$Contact, [ValidateSet('a', 'b')]$Kind = 'a'
)
"$Organization $Kind $($args.Count)"
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the script, which the sessions stand in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "for.gsh").write_text(SCRIPT, encoding="utf-8")
    return tmp_path


def offered(glueshell: Glueshell, line: str, before: str = "") -> list[str]:
    """What Tab offers at the end of a line, in a session that has read organizations and contacts."""
    quoted = line.replace("'", "''")
    assert glueshell.run("Get-Organization | Out-Null; Get-Contact -AllOrganizations | Out-Null").status == 0
    text = f"{before}@((TabExpansion2 '{quoted}' {len(line)}).CompletionMatches | ForEach-Object CompletionText)"
    found: list[str] = glueshell.results(text)
    return found


def test_a_script_takes_its_parameters_as_a_command_does(glueshell: Glueshell) -> None:
    call = f"Invoke-Script for.gsh -Organization '{ORGANIZATION}'"
    assert glueshell.results(call) == [f"{ORGANIZATION} a 0"]
    assert glueshell.results(f"$file = './for.gsh'; Invoke-Script -FilePath $file -Org '{ORGANIZATION}' -Kind b") == [
        f"{ORGANIZATION} b 0"
    ]
    assert glueshell.results(f"Invoke-Script for.gsh '{ORGANIZATION}'") == [f"{ORGANIZATION} a 0"]
    splat = f"$with = @{{ Organization = '{ORGANIZATION}'; Kind = 'b' }}; Invoke-Script for.gsh @with"
    assert glueshell.results(splat) == [f"{ORGANIZATION} b 0"]
    assert glueshell.results(f"$o = Get-Organization '{ORGANIZATION}'; Invoke-Script for.gsh -Organization $o") == [
        f"{ORGANIZATION} a 0"
    ]


@pytest.mark.parametrize(
    ("call", "says"),
    [
        ("Invoke-Script for.gsh -Organisation x", "Did you mean -Organization?"),
        ("Invoke-Script nothing.gsh -Organization x", "There is no file nothing.gsh."),
        ("Invoke-Script for.gsh", "missing mandatory parameters: Organization"),
        ("Invoke-Script for.gsh -Organization nobody", "There is no organization 'nobody'."),
        ("Invoke-Script for.gsh -Organization x -Kind c", "Kind"),
        ("Invoke-Script broken.gsh", "Missing"),
    ],
)
def test_what_is_wrong_points_at_the_argument(glueshell: Glueshell, folder: Path, call: str, says: str) -> None:
    (folder / "broken.gsh").write_text("if (", encoding="utf-8")
    ran = glueshell.run(call)
    assert ran.status == 2 and says in ran.err, ran
    assert glueshell.writes == []


def test_a_script_has_variables_of_its_own_and_its_exit_status(glueshell: Glueshell, folder: Path) -> None:
    (folder / "own.gsh").write_text("$here = 1; $global:everywhere = 2; $outside; exit 7", encoding="utf-8")
    text = "$outside = 'seen'; Invoke-Script own.gsh; \"$here|$everywhere|$LASTEXITCODE\""
    assert glueshell.results(text) == ["seen", "|2|7"]


def test_a_gsh_script_ends_at_its_first_error_and_a_ps1_script_goes_on(glueshell: Glueshell, folder: Path) -> None:
    for ending in ("gsh", "ps1"):
        (folder / f"errs.{ending}").write_text("'before'; Write-Error bad; 'after'", encoding="utf-8")
    caught = "try { Invoke-Script errs.gsh } catch { \"caught $_\" }; 'next'"
    assert glueshell.results(caught) == ["before", "caught bad", "next"]
    outer = _file(folder, "outer.ps1", "Invoke-Script errs.ps1; Invoke-Script errs.gsh")
    gone_on = glueshell("--sandbox", "run", outer)
    assert gone_on.lines == ["before", "after", "before"] and gone_on.err.count("bad") >= 2


def test_what_if_reaches_into_the_script_and_ends_with_it(mail: Glueshell, folder: Path) -> None:
    body = "New-Draft @{ domains = 'happyfrog.example'; type = 'Office 365'; location = 'Cloud' } 2>$null; Submit-Draft"
    (folder / "makes.gsh").write_text(USE + body, encoding="utf-8")
    ran = mail.run('Invoke-Script makes.gsh -WhatIf; "preference: $WhatIfPreference"')
    assert ran.status == 0 and "What if: create" in ran.out and "preference: False" in ran.lines, ran
    assert mail.writes == []


def test_tab_offers_the_scripts_parameters_and_what_they_take(glueshell: Glueshell) -> None:
    names = offered(glueshell, "Invoke-Script for.gsh -")
    assert {"-Organization", "-Contact", "-Kind", "-WhatIf"} <= set(names)
    assert offered(glueshell, "Invoke-Script for.gsh -Organization happy") == [f"'{ORGANIZATION}'"]
    assert offered(glueshell, "Invoke-Script for.gsh -Kind ") == ["a", "b"]
    assert offered(glueshell, "Invoke-Script nothing.gsh -Or") == []
    assert "for.gsh" in "".join(offered(glueshell, "Invoke-Script f"))
    assert offered(glueshell, "Invoke-Script $file -Ki", "$file = 'for.gsh'; ") == ["-Kind"]


def test_tab_completes_a_functions_records_within_the_organization_that_is_named(glueshell: Glueshell) -> None:
    function = "function f { param([Organization]$Organization, [Contact]$Contact) }; "
    contacts = glueshell.results("Get-Contact -AllOrganizations | Select-Object Name, OrganizationName")
    there = {one["Name"] for one in contacts if one["OrganizationName"] == ORGANIZATION}
    named = offered(glueshell, f"f -Organization '{ORGANIZATION}' -Contact ", function)
    assert {name.strip("'").replace("''", "'") for name in named} == there
    assert len(offered(glueshell, "f -Contact ", function)) > len(there)


def test_tab_knows_the_types_of_records(glueshell: Glueshell) -> None:
    assert "Organization" in offered(glueshell, "param([Organiz")
    assert "FlexibleAssetType" in offered(glueshell, "[FlexibleAssetT")


@pytest.mark.parametrize("name", ["Organization", "FlexibleAssetType", "Configuration", "Contact", "Domain"])
def test_records_are_values_of_their_type(mail: Glueshell, name: str) -> None:
    glueshell = mail
    wide = " -AllOrganizations" if name in ("Configuration", "Contact", "Domain") else ""
    text = f"$one = Get-{name}{wide} -First 1; "
    text += f'$r = [{name}]$one; $s = [{name}]"$($r.Id)"; $r.Id -eq $one.Id; "$s" -eq $s.Name; '
    found = glueshell.results(text + f"([{name}[]]@($one, $one.Id)).Count; $null -eq [{name}]$null")
    assert found == [True, True, 2, True]


def test_an_unknown_type_stays_unknown(glueshell: Glueshell) -> None:
    ran = glueshell.run("function f { param([Organisation]$x) }; f")
    assert ran.status != 0 and "Unable to find type [Organisation]" in ran.err


def _file(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return name
