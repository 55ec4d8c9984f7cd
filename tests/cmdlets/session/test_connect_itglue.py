"""Connect-ITGlue, Disconnect-ITGlue and Get-Account as scripts use them; a served sandbox stands in for the host."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from glueshell.itglue.regions import fingerprint
from tests.cli.running import Glueshell, Ran, Screen
from tests.session.test_keys import printing

Connected = Callable[..., Ran]
MAKE = (
    "New-FlexibleAssetType 'X' -Fields @(@{Name='A'; Kind='Text'; Required=$true; UseForTitle=$true; ShowInList=$true})"
)


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)


@pytest.fixture
def real(glueshell: Glueshell) -> Connected:
    """Runs a text on the account that the environment describes."""
    url = glueshell.sandbox.serve().url

    def run(text: str, *options: str, **environ: str) -> Ran:
        known = {"ITGLUE_BASE_URL": url, "ITGLUE_API_KEY": glueshell.sandbox.key}
        return glueshell(*options, "-c", text, environ={**known, **environ})

    return run


def test_the_environment_alone_connects(real: Connected, glueshell: Glueshell) -> None:
    ran = real("Get-Organization -First 1", "--json")
    assert ran.status == 0 and ran.results[0]["Name"], ran
    assert {seen.status for seen in glueshell.sandbox.app.requests} == {200}


def test_an_account_is_connected_named_and_listed(real: Connected, glueshell: Glueshell) -> None:
    ran = real("Connect-ITGlue -Account contoso -PassThru | ForEach-Object Account; Get-Account", "--json")
    assert ran.status == 0, ran
    assert ran.results[0] == "contoso"
    listed = ran.results[1]
    assert (listed["Name"], listed["Current"], listed["Sandbox"]) == ("contoso", True, False)
    assert listed["Key"] == "…" + glueshell.sandbox.key[-4:]
    assert listed["Fingerprint"] == fingerprint(glueshell.sandbox.key)
    assert "with the key …" in ran.err and "from ITGLUE_API_KEY" in ran.err
    config = (glueshell.home / "config.toml").read_text(encoding="utf-8")
    assert glueshell.sandbox.key not in config and "[accounts.contoso]" in config
    table = real("Get-Account")
    assert table.lines[0].split() == ["Name", "Region", "Key", "Fingerprint", "Address"]
    assert table.lines[2].startswith("* contoso")


def test_a_name_that_matches_nothing_lists_nothing(real: Connected) -> None:
    listed = real("Connect-ITGlue -Account contoso; Get-Account con*; Get-Account x*", "--json").results
    assert [account["Name"] for account in listed] == ["contoso"]


def test_the_command_line_names_account_and_command(real: Connected, glueshell: Glueshell, tmp_path: Path) -> None:
    assert real("Connect-ITGlue -Account contoso").status == 0
    command = printing(tmp_path, glueshell.sandbox.key + "\n")
    text = "(Get-Context).Account; (Get-Organization -First 1).Count"
    ran = glueshell("--account", "contoso", "--key-command", command, "-c", text)
    assert (ran.status, ran.lines) == (0, ["contoso", "1"]), ran
    wrong = glueshell("--account", "fabrikam", "-c", "1")
    assert wrong.status == 2 and "There is no account 'fabrikam'" in wrong.err


@pytest.mark.parametrize(
    ("text", "status", "said"),
    [
        ("Connect-ITGlue -Region our-company", 3, "looks like your subdomain"),
        ("Connect-ITGlue -BaseUrl http://api.itglue.com", 3, "https only"),
        ("Connect-ITGlue -Key ITG.CANARY12345678", 2, "never given on the command line"),
        ("Connect-ITGlue -KeyCommand no-such-program-here", 3, "There is no program 'no-such-program-here'"),
        ("Connect-ITGlue -Region EU -BaseUrl https://x.example", 2, "one of them says where"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(real: Connected, text: str, status: int, said: str) -> None:
    ran = real(text)
    assert ran.status == status and said in ran.err, ran
    assert "Traceback" not in ran.err and "CANARY" not in ran.err + ran.out


def test_a_refused_key_says_what_to_do(real: Connected) -> None:
    ran = real("Get-Organization -First 1", ITGLUE_API_KEY="ITG.wrong.key-that-nobody-knows")
    assert ran.status == 3 and "refuses the API key (403)" in ran.err and "Connect-ITGlue tests it" in ran.err, ran
    assert "nobody-knows" not in ran.err


def test_the_rule_of_90_days_is_told_once_the_key_had_worked(real: Connected, glueshell: Glueshell) -> None:
    assert real("Get-Organization -First 1").status == 0
    glueshell.sandbox.app.faults.add("status", status=401, body='{"message": "Unauthorized"}')
    ran = real("Get-Organization -First 1")
    assert ran.status == 3 and "It last worked today." in ran.err and "90 days" in ran.err, ran


def test_without_an_account_a_script_ends_with_one_sentence_and_advice(glueshell: Glueshell) -> None:
    ran = glueshell("-c", "Get-Organization")
    assert (ran.status, ran.out) == (3, "")
    assert len(ran.err.splitlines()) == 2 and "ITGLUE_API_KEY" in ran.err and "--sandbox" in ran.err
    piped = glueshell(stdin="Get-Organization\n")
    assert piped.status == 3 and "No account is set up." in piped.err.splitlines()[0]


def test_disconnecting_ends_every_request(real: Connected, glueshell: Glueshell) -> None:
    ran = real("Connect-ITGlue -Account contoso; Disconnect-ITGlue; Get-Organization -First 1")
    assert ran.status == 3 and "contoso was disconnected" in ran.err, ran
    assert "Connect-ITGlue -Account contoso" in ran.err
    stays = glueshell.run("Disconnect-ITGlue")
    assert stays.status == 2 and "nothing to disconnect" in stays.err


def test_from_the_sandbox_to_a_real_account_the_lock_comes_along(real: Connected, glueshell: Glueshell) -> None:
    url = glueshell.sandbox.serve().url
    text = f"Connect-ITGlue -Account contoso -BaseUrl {url}; {MAKE}"
    ran = glueshell("--sandbox", "-c", text, environ={"ITGLUE_API_KEY": glueshell.sandbox.key})
    assert ran.status == 3 and "needs permission" in ran.err, ran
    assert glueshell.writes == []


def test_a_script_writes_to_a_real_account_with_permission_only(real: Connected, glueshell: Glueshell) -> None:
    ran = real(MAKE)
    assert ran.status == 3 and glueshell.writes == [], ran
    allowed = real(MAKE, "--allow-write")
    assert allowed.status == 0 and len(glueshell.writes) == 1, allowed


def test_a_redirect_is_not_followed(real: Connected, glueshell: Glueshell) -> None:
    glueshell.sandbox.app.faults.add("redirect", location="https://evil.example/organizations", count=9)
    ran = real("Get-Organization -First 1")
    assert ran.status == 3 and "never sent on to another address" in ran.err, ran


def test_a_key_in_a_line_is_blotted_out_where_the_error_points_at_it(glueshell: Glueshell) -> None:
    key = "ITG.CANARY" + "0" * 26 + "." + "Canary_-" * 8
    screen = Screen()
    text = f"Get-Date\n$x = 1; $y = 'a long text before it'; Get-Nothing -Thing '{key}' -Other thing -Third thing"
    status = glueshell.at(["--sandbox", "-c", text], io.StringIO(), screen, screen, {"COLUMNS": "80"})
    assert status == 2
    assert "Canary" not in screen.getvalue() and "CANARY" not in screen.getvalue()


def test_environment_variables_of_the_script_do_not_hold_the_key(tmp_path: Path) -> None:
    from tests.cli.running import process

    key = "ITG.CANARY" + "0" * 26 + "." + "Canary_-" * 8
    text = (
        "Get-ChildItem Env: | ForEach-Object Value; $env:ITGLUE_API_KEY;"
        " [Environment]::GetEnvironmentVariable('ITGLUE_API_KEY')"
    )
    status, out, err = process(tmp_path / "home", "--json", "-c", text, environ={"ITGLUE_API_KEY": key})
    assert status == 0, err
    assert json.loads(out.splitlines()[0]) is not None and key.encode() not in out + err
