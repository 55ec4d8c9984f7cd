"""`run FILE` with the script's own parameters, and `run --for-each` for every row of a file."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import ORGANIZATION, Glueshell, Ran, Screen

FROG = f"'{ORGANIZATION}'"
SAYS = """<#
.SYNOPSIS
Says who it is for.
.PARAMETER Organization
For whom.
#>
param([Parameter(Mandatory)][Organization]$Organization, [Contact]$Contact, [string[]]$Words, [switch]$Loud)
"$Organization|$($Organization.Id)|$($Organization.Name)|$Contact|$($Words -join '+')|$Loud"
"""
MAKES = """param([Organization]$Organization, [Parameter(Mandatory)][string]$Domain, [switch]$Fail)
$global:runs += 1
if ((Get-Context).Organization) { throw 'an organization was still selected' }
Use-Organization $Organization
Use-FlexibleAssetType 'API Email Example'
New-Draft @{ domains = $Domain; type = 'Office 365'; location = 'Cloud' } 2>$null
if ($Fail) { throw "as asked" }
$asset = Submit-Draft -IfExists Create
"$Domain $runs"
"""

Write = Callable[[str, str], str]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes a file into the folder that the run stands in; answers its name."""
    monkeypatch.chdir(tmp_path)

    def write(name: str, text: str) -> str:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return name

    return write


def organization_id(glueshell: Glueshell) -> int:
    id: int = glueshell.results(f"(Get-Organization {FROG}).Id")[0]
    return id


def test_a_reference_is_given_by_name_by_id_or_by_address(glueshell: Glueshell, write: Write) -> None:
    file, id = write("says.gsh", SAYS), organization_id(glueshell)
    for given in (ORGANIZATION, ORGANIZATION.upper(), str(id), f"https://contoso.itglue.com/{id}"):
        ran = glueshell("--sandbox", "run", file, "-Organization", given, "-Words", "a,'b, c'", "-Loud")
        assert ran.lines == [f"{ORGANIZATION}|{id}|{ORGANIZATION}||a+b, c|True"], ran
    forgotten = glueshell("--sandbox", "run", file, "-Organization", ORGANIZATION, "-Loud:$false", "x")
    assert forgotten.status == 2 and "There is no contact 'x'" in forgotten.err


def test_a_name_that_is_wrong_or_means_several_sends_nothing(glueshell: Glueshell, write: Write) -> None:
    file = write("says.gsh", SAYS)
    assert glueshell.run("Get-Organization | Out-Null").status == 0
    unknown = glueshell("--sandbox", "run", file, "-Organization", "Hapy Frog")
    assert unknown.status == 2 and "There is no organization 'Hapy Frog'" in unknown.err
    assert f"Nearest: {ORGANIZATION}." in unknown.err
    several = glueshell("--sandbox", "run", file, "-Organization", "Lakeside Medical Group")
    assert several.status == 2 and "2 organizations are called 'Lakeside Medical Group'" in several.err
    assert "Say which one by its id." in several.err and several.out == ""


def test_a_record_of_an_organization_is_looked_for_in_the_one_that_is_given(glueshell: Glueshell, write: Write) -> None:
    """Whatever stands first on the line, and whatever is selected."""
    file = write("says.gsh", SAYS)
    contacts = glueshell.results("Get-Contact -AllOrganizations | Select-Object Name, Id, OrganizationName")
    one = contacts[0]
    other = next(contact for contact in contacts if contact["OrganizationName"] != one["OrganizationName"])
    for order in (1, -1):
        words = [["-Contact", other["Name"]], ["-Organization", other["OrganizationName"]]][::order]
        right = glueshell("--sandbox", "run", file, *words[0], *words[1])
        assert right.status == 0 and f"|{other['Name']}||False" in right.out, right
        words = [["-Contact", one["Name"]], ["-Organization", other["OrganizationName"]]][::order]
        wrong = glueshell("--sandbox", "run", file, *words[0], *words[1])
        assert wrong.status == 2 and f"There is no contact '{one['Name']}' in {other['OrganizationName']}" in wrong.err


def test_a_wrong_parameter_is_told_before_anything_is_asked(glueshell: Glueshell, write: Write) -> None:
    file = write("says.gsh", SAYS)
    glueshell.forget()
    unknown = glueshell("--sandbox", "run", file, "-Organisation", "x")
    assert (unknown.status, unknown.out) == (2, "")
    assert unknown.err == ("glueshell: says.gsh has no parameter -Organisation.\n  Did you mean -Organization?\n")
    missing = glueshell("--sandbox", "run", file, "-Loud")
    assert (missing.status, missing.err) == (
        2, "glueshell: says.gsh needs -Organization.\n  Give them: -Organization VALUE.\n",
    )  # fmt: skip
    assert glueshell.requests == []


def test_what_is_missing_is_asked_for_at_a_terminal(glueshell: Glueshell, write: Write) -> None:
    file, screen = write("says.gsh", SAYS), Screen()

    class Keyboard(Screen):
        """A terminal at which somebody types."""

    keyboard = Keyboard(f"{ORGANIZATION}\n")
    status = glueshell.at(["--sandbox", "run", file, "-Words", "x"], keyboard, screen, screen, {"NO_COLOR": "1"})
    assert status == 0 and "Organization: " in screen.getvalue()
    assert f"{ORGANIZATION}|" in screen.getvalue()
    nobody = glueshell("--sandbox", "run", file, stdin="Happy Frog\n")
    assert nobody.status == 2 and "needs -Organization" in nobody.err


def test_a_script_may_ask_at_a_terminal_and_nowhere_else(glueshell: Glueshell, write: Write) -> None:
    file, screen = write("asks.gsh", "\"Hello $(Read-Host 'Who')\""), Screen()
    assert glueshell.at(["--sandbox", "run", file], Screen("Frog\n"), screen, screen, {"NO_COLOR": "1"}) == 0
    assert "Who: " in screen.getvalue() and "Hello Frog" in screen.getvalue()
    assert glueshell("--sandbox", "run", file, stdin="Frog\n").status == 2


@pytest.mark.parametrize("word", ["-?", "--help"])
def test_a_script_shows_its_own_help_without_an_account(glueshell: Glueshell, write: Write, word: str) -> None:
    ran = glueshell("run", write("says.gsh", SAYS), "-Loud", word)
    assert ran.status == 0 and glueshell.requests == [] and not glueshell.home.exists()
    for part in ("Says who it is for.", "says.gsh [-Organization] <Organization>", "[-Loud]", "For whom."):
        assert part in ran.out, ran
    assert "|False" not in ran.out


def test_a_reference_is_taken_wherever_a_record_is(mail: Glueshell, write: Write) -> None:
    text = (
        "param([Organization]$Organization, [FlexibleAssetType]$Type)\nUse-Organization $Organization\n"
        "Use-FlexibleAssetType $Type\n@(Get-Contact -Organization $Organization).Count -gt 0\n"
        '(Get-Organization -Id $Organization.Id).Name -eq "$Organization"\n'
        "$Organization -is [Organization]; ([Organization]$Organization.Id).Name -eq $Organization.Name\n"
        "$Organization = 'x'"
    )
    ran = mail("--sandbox", "run", write("t.gsh", text), "-Organization", ORGANIZATION, "-Type", "API Email Example")
    assert ran.lines == ["True"] * 4 and ran.status == 2 and "There is no organization 'x'" in ran.err, ran


def test_nothing_is_sent_with_what_if(mail: Glueshell, write: Write) -> None:
    words = ["-Organization", ORGANIZATION, "-Domain", "happyfrog.example"]
    ran = mail("--sandbox", "run", write("makes.gsh", MAKES), *words, "-WhatIf")
    assert ran.status == 0 and "What if: create flexible asset" in ran.out and mail.writes == [], ran


# -- for each row ----------------------------------------------------------------------------------------------------


def each(glueshell: Glueshell, *words: str) -> Ran:
    return glueshell("--sandbox", "run", "--for-each", *words)


def test_every_row_runs_on_its_own_and_leaves_a_result(mail: Glueshell, write: Write, tmp_path: Path) -> None:
    write("makes.gsh", MAKES)
    write("orgs.csv", "Domain,Fail\nhappyfrog.example,\nnowhere.example,\nhappyfrog.example,yes\n,\n")
    ran = each(mail, "orgs.csv", "makes.gsh", "-Organization", ORGANIZATION)
    assert ran.status == 7, ran
    assert "happyfrog.example 1" in ran.lines and "2 done" not in ran.err
    assert "1 done, 2 failed." in ran.err and "as asked" in ran.err and "--resume" in ran.err
    results = [line.split(",") for line in (tmp_path / "orgs.results.csv").read_text(encoding="utf-8").splitlines()]
    assert [line[:4] for line in results[1:]] == [
        ["1", "happyfrog.example", "done", "0"],
        ["2", "nowhere.example", "failed", "2"],
        ["3", "happyfrog.example", "failed", "1"],
    ]
    (method, path, document) = mail.writes[0]
    assert (method, path, len(mail.writes)) == ("POST", "/flexible_assets", 1)
    created = mail.results(f"Get-FlexibleAsset -FlexibleAssetType 'API Email Example' -Organization {FROG}")
    assert results[1][4] == str(created[-1]["Id"]) and results[1][5] == created[-1]["ResourceUrl"]
    assert document["data"]["attributes"]["traits"]["type"] == "Office 365"
    table = [line for line in ran.lines if line.split()[:1] and line.split()[0].isdigit()]
    assert [line.split()[0] for line in table] == ["1", "2", "3"]
    assert mail.results("(Get-Context).Organization") == [None], "what the rows selected is not left selected"


def test_resume_runs_only_what_is_not_done(mail: Glueshell, write: Write, tmp_path: Path) -> None:
    write("makes.gsh", MAKES)
    write("orgs.csv", "Domain\nhappyfrog.example\nnowhere.example\n")
    common = ["makes.gsh", "-Organization", ORGANIZATION]
    assert each(mail, "orgs.csv", *common).status == 7
    refused = each(mail, "orgs.csv", *common)
    assert refused.status == 2 and "is there already" in refused.err and len(mail.writes) == 1
    again = each(mail, "orgs.csv", "--resume", *common)
    assert again.status == 7 and "0 done, 1 failed, 1 done before." in again.err and len(mail.writes) == 1
    write("orgs.csv", "Domain\nother.example\nnowhere.example\n")
    changed = each(mail, "orgs.csv", "--resume", *common)
    assert changed.status == 5 and "row 1 was 'happyfrog.example'" in changed.err
    other = each(mail, "orgs.csv", "--results", "two.csv", *common)
    assert other.status == 2 and (tmp_path / "two.csv").exists()


def test_a_wrong_header_runs_no_row(mail: Glueshell, write: Write, tmp_path: Path) -> None:
    write("makes.gsh", MAKES)
    write("orgs.csv", "Organization,Domian\nx,y\n")
    ran = each(mail, "orgs.csv", "makes.gsh")
    assert ran.status == 2 and "has a column 'Domian'" in ran.err and "Did you mean Domain?" in ran.err
    write("orgs.csv", "Organization\nx\n")
    assert "makes.gsh needs -Domain." in each(mail, "orgs.csv", "makes.gsh").err
    assert mail.requests == [] and not (tmp_path / "orgs.results.csv").exists()


def test_json_is_one_object_a_row_with_what_the_script_wrote(mail: Glueshell, write: Write) -> None:
    write("makes.gsh", MAKES)
    write("orgs.csv", "Domain\nhappyfrog.example\nnowhere.example\n")
    ran = mail("--sandbox", "--json", "run", "--for-each", "orgs.csv", "makes.gsh", "-Organization", ORGANIZATION)
    done, failed = ran.results
    assert (done["Status"], done["Output"][-1], len(done["Created"]), len(done["Url"])) == (
        "done", "happyfrog.example 1", 1, 1
    )  # fmt: skip
    assert failed["Status"] == "failed" and "nowhere.example" in failed["Error"] and ran.status == 7


def test_rows_with_what_if_send_nothing_and_keep_no_results(mail: Glueshell, write: Write, tmp_path: Path) -> None:
    write("makes.gsh", MAKES)
    write("orgs.csv", "Domain\nhappyfrog.example\n")
    ran = each(mail, "orgs.csv", "makes.gsh", "-Organization", ORGANIZATION, "-WhatIf")
    assert ran.status == 0 and mail.writes == [] and "What if: create" in ran.out
    assert not (tmp_path / "orgs.results.csv").exists()


@pytest.fixture
def real(mail: Glueshell, monkeypatch: pytest.MonkeyPatch) -> Glueshell:
    """The sandbox standing in for the address of a real account."""
    server = mail.sandbox.serve()
    mail.environ |= {"ITGLUE_BASE_URL": server.url, "ITGLUE_API_KEY": mail.sandbox.key}
    return mail


def test_a_real_account_needs_permission_and_stops_at_the_first_refusal(real: Glueshell, write: Write) -> None:
    write("makes.gsh", MAKES)
    write("orgs.csv", "Domain\nhappyfrog.example\nhappyfrog.example\n")
    words = ["run", "--for-each", "orgs.csv", "makes.gsh", "-Organization", ORGANIZATION]
    refused = real(*words)
    assert refused.status == 3 and "needs permission" in refused.err and "1 failed, 1 not run." in refused.err, refused
    assert real.writes == []
    assert real("--allow-write", "run", "--for-each", "orgs.csv", "--resume", *words[3:]).status == 0
    assert len(real.writes) == 2


@pytest.mark.parametrize(("answer", "status", "writes"), [("2", 0, 2), ("y", 3, 0), ("", 3, 0)])
def test_a_person_is_asked_once_for_all_rows(
    real: Glueshell, write: Write, answer: str, status: int, writes: int
) -> None:
    write("makes.gsh", MAKES)
    write("orgs.csv", "Domain\nhappyfrog.example\nhappyfrog.example\n")
    screen = Screen()
    words = ["--allow-write", "run", "--for-each", "orgs.csv", "makes.gsh", "-Organization", ORGANIZATION]
    assert real.at(words, Screen(answer + "\n"), screen, screen, {"NO_COLOR": "1"}) == status
    assert screen.getvalue().count("Type the number of rows (2): ") == 1 and len(real.writes) == writes
    assert ("Not confirmed: no row was run." in screen.getvalue()) == (writes == 0)


def test_a_run_that_is_killed_has_lost_no_result(mail: Glueshell, write: Write, tmp_path: Path) -> None:
    """The third row takes its own process down; the two before are on disk, and resuming does the rest."""
    write("names.gsh", "param($Name)\n$Name")
    write("rows.csv", "Name\na\nb\nc\nd\n")
    text = (
        "import os, sys\nimport glueshell.assembly.batch as batch\nkept = batch.run_script\n"
        "def run_script(engine, script, given, sink):\n"
        "    if given.named['Name'] == 'c' and not os.path.exists('went-on'): os._exit(137)\n"
        "    kept(engine, script, given, sink)\n"
        "import glueshell.assembly.rows as rows\nrows.run_script = run_script\n"
        "from glueshell.cli import run\nsys.exit(run(sys.argv[1:]))\n"
    )
    write("dying.py", text)
    environ = {**os.environ, "GLUESHELL_HOME": str(mail.home), "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    command = [sys.executable, "dying.py", "--sandbox", "--fresh", "run", "--for-each", "rows.csv"]
    killed = subprocess.run([*command, "names.gsh"], env=environ, capture_output=True, check=False, timeout=60)
    assert killed.returncode == 137, killed.stderr

    def names() -> list[Any]:
        lines = (tmp_path / "rows.results.csv").read_text(encoding="utf-8").splitlines()
        return [line.split(",")[1:3] for line in lines[1:]]

    assert names() == [["a", "done"], ["b", "done"]]
    write("went-on", "")
    resumed = subprocess.run(
        [*command, "--resume", "names.gsh"], env=environ, capture_output=True, check=False, timeout=60
    )
    assert resumed.returncode == 0 and resumed.stdout.decode().split()[:2] == ["c", "d"], resumed
    assert names()[2:] == [["c", "done"], ["d", "done"]]
