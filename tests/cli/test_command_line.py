"""What is said on the command line, and the exit status it ends with."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

import glueshell as package
from tests.cli.running import ORGANIZATION, USE, Glueshell, Screen


def test_the_version_is_the_packages(glueshell: Glueshell) -> None:
    ran = glueshell("--version")
    assert (ran.status, ran.out, ran.err) == (0, f"glueshell {package.__version__}\n", "")


@pytest.mark.parametrize("words", [(), ("run",), ("sandbox",), ("purge",)])
def test_every_help_shows_examples(glueshell: Glueshell, words: tuple[str, ...]) -> None:
    ran = glueshell(*words, "--help")
    assert ran.status == 0
    examples = ran.out.partition("examples:\n")[2].splitlines()
    assert len(examples) >= 2
    assert all(line.strip().startswith("glueshell ") for line in examples if line.strip())


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("bogus",), "invalid choice: 'bogus'"),
        (("--bogus",), "unrecognized arguments: --bogus"),
        (("run",), "the following arguments are required: FILE"),
        (("--fresh", "-c", "1"), "--fresh goes with --sandbox."),
        (("--seed", "7", "-c", "1"), "--seed goes with --sandbox."),
        (("--sandbox", "--seed", "x", "-c", "1"), "invalid int value: 'x'"),
        (("-c", "1", "run", "x"), "-c runs a text of its own; leave out 'run'."),
        (("sandbox", "--port", "70000"), "a port is a number from 0 to 65535, not 70000"),
        (("sandbox", "--port", "-1"), "--port"),
        (("sandbox", "--db", "x.db", "--fresh"), "not allowed with"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_is_wrong(
    glueshell: Glueshell, words: tuple[str, ...], says: str
) -> None:
    ran = glueshell(*words)
    assert ran.status == 2
    assert says in ran.err
    assert ran.out == ""


def test_a_prompt_needs_both_ends_of_a_terminal(glueshell: Glueshell) -> None:
    ran = glueshell_at_terminal(glueshell, "--sandbox")
    assert ran == (
        2,
        "",
        "glueshell: Standard output is no screen, so there is no prompt: give -c, run FILE or < FILE.\n",
    )


def test_json_is_for_scripts(glueshell: Glueshell) -> None:
    status, _, err = glueshell_at_terminal(glueshell, "--sandbox", "--json", screen=True)
    assert (status, err) == (2, "glueshell: --json is for scripts: give one with -c, run FILE or < FILE.\n")


def glueshell_at_terminal(glueshell: Glueshell, *words: str, screen: bool = False) -> tuple[int, str, str]:
    stdin, stdout, stderr = Screen(), Screen() if screen else io.StringIO(), io.StringIO()
    status = glueshell.at(words, stdin, stdout, stderr)
    return status, stdout.getvalue(), stderr.getvalue()


# -- running -----------------------------------------------------------------------------------------------------------


def test_a_text_is_run_and_shown(glueshell: Glueshell) -> None:
    ran = glueshell.run("Get-Organization -Sort CreatedAt -Descending -First 2 | Format-Table Id, Name")
    assert (ran.status, ran.err) == (0, "")
    assert ran.lines[0].split() == ["Id", "Name"]
    assert ran.lines[2].endswith("Test Organization - Quiet Otter")


def test_what_is_piped_in_is_run(glueshell: Glueshell) -> None:
    ran = glueshell("--sandbox", stdin="\ufeff$n = 40\n$n + 2\n")
    assert (ran.status, ran.out) == (0, "42\n")


def test_a_piped_script_ends_at_its_first_error_and_says_the_line(glueshell: Glueshell) -> None:
    ran = glueshell("--sandbox", stdin="1\nGet-Nothing\n'never'\n")
    assert (ran.status, ran.out) == (2, "1\n")
    assert "   2 |  Get-Nothing\n     |  ~~~~~~~~~~~\n" in ran.err


PARAMETERS = """param([Parameter(Mandatory)][string]$Name, [int]$Count = 1, [switch]$Loud, [string[]]$More)
"$Name|$($Count + 1)|$Loud|$More|$args"
"""


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        (("-Name", "Blue Newt"), "Blue Newt|2|False||"),
        (("-name", "x", "-Count", "41", "-Loud"), "x|42|True||"),
        (("Blue Newt", "5"), "Blue Newt|6|False||"),
        (("-Name:x", "-Loud:$false"), "x|2|False||"),
        (("-Name", "$true"), "True|2|False||"),
        (("-Name", "-5"), "-5|2|False||"),
        (("-Name", "; exit 9"), "; exit 9|2|False||"),
    ],
)
def test_a_script_gets_its_own_parameters(
    glueshell: Glueshell, tmp_path: Path, words: tuple[str, ...], printed: str
) -> None:
    script = tmp_path / "a script.gsh"
    script.write_text(PARAMETERS, encoding="utf-8")
    ran = glueshell("--sandbox", "run", str(script), *words)
    assert (ran.status, ran.out) == (0, printed + "\n"), ran


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("-Count", "many", "-Name", "x"), "many"),
        (("-Bogus", "1"), "Bogus"),
        ((), "Name"),
    ],
)
def test_a_wrong_parameter_of_a_script_ends_with_2(
    glueshell: Glueshell, tmp_path: Path, words: tuple[str, ...], says: str
) -> None:
    script = tmp_path / "s.gsh"
    script.write_text("[CmdletBinding()]\n" + PARAMETERS, encoding="utf-8")
    ran = glueshell("--sandbox", "run", str(script), *words)
    assert ran.status == 2, ran
    assert says in ran.err and ran.out == ""


def test_options_may_stand_before_the_file_too(glueshell: Glueshell, tmp_path: Path) -> None:
    script = tmp_path / "s.gsh"
    script.write_text("param($Name) (Get-Context).Account; $Name", encoding="utf-8")
    ran = glueshell("run", "--sandbox", "--json", str(script), "-Name", "--json")
    assert (ran.status, ran.results) == (0, ["sandbox", "--json"])


def test_whatif_shows_the_exact_request_and_sends_nothing(mail: Glueshell, tmp_path: Path) -> None:
    script = tmp_path / "s.gsh"
    script.write_text(
        USE + "New-Draft @{ domains = 'happyfrog.example'; type = 'Office 365' }; Submit-Draft", encoding="utf-8"
    )
    ran = mail("--sandbox", "run", str(script), "-WhatIf")
    assert ran.status == 0, ran
    assert ran.out.startswith(
        f"What if: create flexible asset 'Office 365' in {ORGANIZATION}\n  POST /flexible_assets\n"
    )
    assert '"type": "Office 365"' in ran.out
    assert mail.writes == []


def test_an_uncaught_error_ends_a_script_with_file_line_and_caret(glueshell: Glueshell, tmp_path: Path) -> None:
    script = tmp_path / "s.gsh"
    script.write_text("'before'\nif ($true) {\n    Use-Organization Nowhere\n}\n'after'\n", encoding="utf-8")
    ran = glueshell("--sandbox", "run", str(script))
    assert (ran.status, ran.out) == (2, "before\n")
    assert ran.err.splitlines()[:4] == [
        "Use-Organization: There is no organization 'Nowhere'.",
        f"{script}:3",
        "   3 |      Use-Organization Nowhere",
        "     |                       ~~~~~~~",
    ]


@pytest.mark.parametrize("failing", ["1/0", "throw 'oops'", "Get-Organization -Id 1", "Write-Error oops"])
def test_whatever_the_error_the_rest_of_a_script_does_not_run(
    glueshell: Glueshell, tmp_path: Path, failing: str
) -> None:
    script = tmp_path / "s.gsh"
    script.write_text(f"{failing}\n'after'\n", encoding="utf-8")
    ran = glueshell("--sandbox", "run", str(script))
    assert ran.status != 0 and ran.out == ""
    assert f"{script}:1\n" in ran.err


def test_a_caught_error_does_not_end_a_script(glueshell: Glueshell) -> None:
    ran = glueshell.run("try { Use-Organization Nowhere } catch { \"caught: $_\" }; 'after'")
    assert (ran.status, ran.out, ran.err) == (0, "caught: There is no organization 'Nowhere'.\nafter\n", "")


def test_a_ps1_goes_on_after_an_error(glueshell: Glueshell, tmp_path: Path) -> None:
    script = tmp_path / "s.ps1"
    script.write_text("Use-Organization Nowhere\nWrite-Error oops\n'after'\n", encoding="utf-8")
    ran = glueshell("--sandbox", "run", str(script))
    assert (ran.status, ran.out) == (0, "after\n")
    assert "Nowhere" in ran.err and "oops" in ran.err


def test_a_script_that_is_not_there_is_said_with_the_examples(glueshell: Glueshell) -> None:
    ran = glueshell("--sandbox", "run", "nothing.gsh")
    assert ran.status == 2
    assert ran.err == (
        "glueshell: There is no file nothing.gsh.\n"
        "  The examples that come with glueshell are: api-email-example, seven-kinds.\n"
    )


def test_a_script_that_is_no_text_is_said(glueshell: Glueshell, tmp_path: Path) -> None:
    script = tmp_path / "s.gsh"
    script.write_bytes(b"'ab\xff'")
    assert glueshell("--sandbox", "run", str(script)).err == (
        f"glueshell: {script} is not text in UTF-8 (byte 4).\n  Save it as UTF-8.\n"
    )
    ran = glueshell("--sandbox", "run", str(tmp_path))
    assert ran.status == 2 and str(tmp_path) in ran.err


# -- statuses ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("'done'", 0),
        ("", 0),
        ("throw 'mine'", 1),
        ("1/0", 1),
        ("Write-Error mine", 1),
        ("foreach (", 2),
        ("Get-Nothing", 2),
        ("Get-Organization -First many", 2),
        ("Use-Organization Nowhere", 2),
        ("Get-Organization -Id 1", 4),
        ("exit 7", 7),
        ("exit 0; 1/0", 0),
        ("exit 300", 300),
        ("try { 1/0 } catch { exit 11 }", 11),
        ("try { throw 'x' } finally { 'f' }", 1),
    ],
)
def test_the_exit_status_says_how_it_ended(glueshell: Glueshell, text: str, status: int) -> None:
    ran = glueshell.run(text)
    assert ran.status == status, ran


@pytest.mark.parametrize("text", ["Get-Organization", "New-Organization X", "Invoke-ITGlueRequest GET /organizations"])
def test_without_an_account_nothing_is_connected(glueshell: Glueshell, text: str) -> None:
    ran = glueshell("-c", f"{text}; 'never'")
    assert (ran.status, ran.out) == (3, ""), ran
    assert "No account is set up." in ran.err and "     |  ~" in ran.err
    assert "glueshell --sandbox" in ran.err and "ITGLUE_API_KEY" in ran.err


def test_without_an_account_the_language_works_and_a_script_may_bring_its_own_key(glueshell: Glueshell) -> None:
    assert glueshell("-c", "1 + 1; (Get-Context).Region").out == "2\n"
    server = glueshell.sandbox.serve()
    asking = f"Invoke-RestMethod {server.url}/organizations -Headers @{{ 'x-api-key' = '{glueshell.sandbox.key}' }}"
    ran = glueshell("-c", f"@(({asking}).data).Count")
    assert (ran.status, ran.out, ran.err) == (0, "40\n", "")
    ran = glueshell("-c", f"{asking} -Method Post -Body '{{}}'")
    assert ran.status == 3 and "needs permission: nothing was sent" in ran.err, ran
    assert glueshell.writes == [] and glueshell.sandbox.key not in ran.err


def test_a_refused_key_is_said_and_shown_nowhere(glueshell: Glueshell) -> None:
    server = glueshell.sandbox.serve()
    wrong = "ITG.00000000000000000000000000000000.wrong-key-wrong-key"
    ran = glueshell("-c", "Get-Organization", environ={"ITGLUE_BASE_URL": server.url, "ITGLUE_API_KEY": wrong})
    assert ran.status == 3
    assert "IT Glue refuses the API key (403)" in ran.err
    assert "wrong-key" not in ran.err


def test_an_insecure_address_is_refused(glueshell: Glueshell) -> None:
    address = {"ITGLUE_BASE_URL": "http://example.com", "ITGLUE_API_KEY": "ITG.abcdefabcdef.abcdef"}
    ran = glueshell("-c", "1", environ=address)
    assert ran.status == 3
    assert "example.com is refused: the key goes over https only" in ran.err


def test_a_real_account_is_not_written_to_without_permission(mail: Glueshell) -> None:
    server = mail.sandbox.serve()
    real = {"ITGLUE_BASE_URL": server.url, "ITGLUE_API_KEY": mail.sandbox.key}
    text = USE + "New-Draft @{ domains = 'happyfrog.example'; type = 'Office 365' }; Submit-Draft"
    ran = mail("-c", text, environ=real)
    assert ran.status == 3
    assert "needs permission: nothing was sent" in ran.err and "--allow-write" in ran.err
    assert mail.writes == []
    allowed = mail("--allow-write", "-c", text, environ=real)
    assert allowed.status == 0, allowed
    assert [path for _, path, _ in mail.writes] == ["/flexible_assets"]
    assert mail.sandbox.key not in ran.err + allowed.err + allowed.out


def test_a_broken_configuration_is_the_users_input(glueshell: Glueshell) -> None:
    glueshell.home.mkdir()
    (glueshell.home / "config.toml").write_text("version = = 1", encoding="utf-8")
    ran = glueshell.run("1")
    assert ran.status == 2
    assert "config.toml is not valid TOML" in ran.err


# -- json --------------------------------------------------------------------------------------------------------------


def test_json_writes_one_object_a_result_and_nothing_else(glueshell: Glueshell) -> None:
    ran = glueshell("--sandbox", "--json", "-c", """
        Write-Host 'said to the person'
        Write-Warning 'careful'
        Get-Organization -Sort CreatedAt -Descending -First 2
        'a text'
        1..2
        @{ a = 1 }
        Get-Organization -First 1 | Format-Table Id
        $null
    """)  # fmt: skip
    assert ran.status == 0, ran
    values = [json.loads(line) for line in ran.out.splitlines()]
    assert [value["Name"] for value in values[:2]] == ["Test Organization - Quiet Otter", "Pine Street Pediatrics"]
    assert values[2:6] == ["a text", 1, 2, {"a": 1}]
    assert isinstance(values[6]["Id"], int)
    assert values[7:] == [None]
    assert ran.err == "said to the person\nWARNING: careful\n"


def test_an_error_under_json_leaves_stdout_to_the_results(glueshell: Glueshell) -> None:
    ran = glueshell("--sandbox", "--json", "-c", "1; Use-Organization Nowhere; 2")
    assert (ran.status, ran.out) == (2, "1\n")
    assert "Nowhere" in ran.err


# -- order -------------------------------------------------------------------------------------------------------------


def places(text: str, *words: str) -> list[int]:
    """Where words stand in a text, all of which must be there."""
    found = [text.find(word) for word in words]
    assert -1 not in found, (text, words[found.index(-1)])
    return found


@pytest.mark.parametrize(
    "next",
    [
        "Write-Host NEXT",
        "Write-Warning NEXT",
        "Write-Error NEXT",
        "Use-Organization NEXT",
        "throw 'NEXT'",
        "'NEXT' | Out-Host",
        "New-FlexibleAssetType NEXT -WhatIf -Fields @{ Name = 'A'; Kind = 'Text'; UseForTitle = 1; ShowInList = 1 }",
    ],
)
@pytest.mark.parametrize("rows", ["Get-Organization -First 2", "Get-Organization -First 2 | Format-Table Id, Name"])
def test_what_is_said_after_rows_stands_below_them(glueshell: Glueshell, rows: str, next: str) -> None:
    seen = glueshell.screen(f"{rows}; {next}")
    found = places(seen, "Name", "Alder & Birch LLP", "NEXT")
    assert found == sorted(found)


def test_a_table_goes_on_after_what_was_said_in_the_middle_of_it(glueshell: Glueshell) -> None:
    seen = glueshell.screen('Get-Organization -First 3 | ForEach-Object { Write-Host "at $($_.Id)"; $_ }')
    *first, last = [line for line in seen.splitlines() if line.strip()]
    assert [line.split()[0] for line in first] == ["at", "Id", "--", "1879473", "at", "1879494", "at", "1879517"]
    assert last == "3 of 40 organizations: -First leaves out the rest."


def test_errors_of_a_ps1_stand_between_the_rows(glueshell: Glueshell, tmp_path: Path) -> None:
    script = tmp_path / "s.ps1"
    script.write_text("'one'; Get-Organization -First 1; Write-Error two; 'three'", encoding="utf-8")
    screen = Screen()
    glueshell.at(["--sandbox", "run", str(script)], Screen(), screen, screen, {"NO_COLOR": "1"})
    found = places(screen.getvalue(), "one", "Alder & Birch LLP", "two", "three")
    assert found == sorted(found)


# -- purge -------------------------------------------------------------------------------------------------------------


def test_purge_says_what_it_would_remove_and_needs_a_yes(mail: Glueshell) -> None:
    assert mail.run("1").status == 0
    ran = mail("purge")
    assert ran.status == 2
    assert f"This would remove from {mail.home}: " in ran.err and "state.db" in ran.err and "--yes" in ran.err
    assert (mail.home / "state.db").exists()


def test_purge_removes_our_files_and_nobody_elses(mail: Glueshell) -> None:
    assert mail.run(USE + "New-Draft").status == 0
    (mail.home / "config.toml").write_text("", encoding="utf-8")
    (mail.home / "mine.txt").write_text("mine", encoding="utf-8")
    ran = mail("purge", "--yes")
    assert ran.status == 0, ran
    assert [path.name for path in mail.home.iterdir()] == ["mine.txt"]
    (mail.home / "mine.txt").unlink()
    assert mail.run("1").status == 0
    assert mail("purge", "--yes").status == 0
    assert not mail.home.exists()
    assert mail("purge").out == f"There is nothing to remove in {mail.home}.\n"


def test_purge_waits_for_a_shell_that_is_open(mail: Glueshell) -> None:
    from glueshell.session.presence import Presence

    assert mail.run("1").status == 0
    presence = Presence(mail.home)
    presence.hold()
    try:
        ran = mail("purge", "--yes")
    finally:
        presence.release()
    assert ran.status == 2 and "still open" in ran.err
    assert (mail.home / "state.db").exists()
    assert mail("purge", "--yes").status == 0


def test_purge_removes_a_state_that_cannot_be_read(glueshell: Glueshell) -> None:
    glueshell.home.mkdir()
    (glueshell.home / "state.db").write_bytes(b"no database at all" * 100)
    ran = glueshell("purge", "--yes")
    assert ran.status == 0
    assert "state.db could not be read" in ran.err
    assert not glueshell.home.exists()
