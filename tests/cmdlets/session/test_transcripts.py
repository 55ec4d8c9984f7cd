"""Start-Transcript and Stop-Transcript: what is written, in PowerShell's shape, and what never is."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from glueshell.itglue.documents import Resource
from glueshell.session.redaction import Redactor
from glueshell.session.transcript import Transcripts
from tests.cli.running import Glueshell, Screen

KEY = "ITG." + "0123456789abcdef" * 2 + "." + "Secret_-" * 8
RULE = "*" * 22


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the sessions stand."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(name: str) -> str:
    return Path(name).read_text(encoding="utf-8")


def test_what_is_shown_is_written_between_powershells_header_and_footer(glueshell: Glueshell) -> None:
    ran = glueshell.run(
        "Start-Transcript t.txt; 'out'; Write-Host 'half ' -NoNewline; Write-Host 'line'; Write-Warning careful;"
        " [pscustomobject]@{ Name = 'x' }; Stop-Transcript; 'afterwards'"
    )
    path = Path("t.txt").absolute()
    assert ran.status == 0 and f"Transcript started, output file is {path}" in ran.lines
    assert f"Transcript stopped, output file is {path}" in ran.lines
    lines = read("t.txt").splitlines()
    assert lines[:2] == [RULE, "PowerShell transcript start"] and re.fullmatch(r"Start time: \d{14}", lines[2])
    heads = [line.partition(":")[0] for line in lines[3 : lines.index(RULE, 1)]]
    assert heads == [
        "Username", "RunAs User", "Configuration Name", "Machine", "Host Application", "Process ID", "OS", "Platform",
        "Redacted",
    ]  # fmt: skip
    body = lines[lines.index(RULE, 1) + 1 :]
    assert [line.rstrip() for line in body if line.strip()][:7] == [
        f"Transcript started, output file is {path}", "out", "half line", "WARNING: careful", "Name", "----", "x",
    ]  # fmt: skip
    assert lines[-4] == RULE and lines[-3] == "PowerShell transcript end" and lines[-1] == RULE
    assert re.fullmatch(r"End time: \d{14}", lines[-2]) and "afterwards" not in lines
    if os.name != "nt":
        assert path.stat().st_mode & 0o777 == 0o600


def test_several_run_one_in_the_other_and_the_end_of_the_session_ends_them(glueshell: Glueshell) -> None:
    assert glueshell.run(
        "Start-Transcript -Path outer.txt -UseMinimalHeader; Start-Transcript new/inner.txt -UseMinimalHeader; 'both';"
        " $null = Stop-Transcript; 'outer only'"
    ).status == 0  # fmt: skip
    inner, outer = read("new/inner.txt"), read("outer.txt")
    assert "both" in inner and "outer only" not in inner and "Username" not in inner
    assert "both" in outer and "outer only" in outer and outer.splitlines()[-3] == "PowerShell transcript end"


def test_append_no_clobber_and_force(glueshell: Glueshell, folder: Path) -> None:
    def run(arguments: str, word: str) -> int:
        return glueshell.run(f"Start-Transcript t.txt {arguments} | Out-Null; '{word}'").status

    assert run("", "one") == run("-Append", "two") == 0
    assert "one" in read("t.txt") and "two" in read("t.txt")
    assert run("-NoClobber", "three") != 0 and "one" in read("t.txt")
    assert run("", "four") == 0 and "one" not in read("t.txt")
    ran = glueshell.run(f"Start-Transcript '{folder}'")
    assert ran.status != 0 and f"due to the error: File path {folder} resolves to a directory." in ran.err
    assert glueshell.run("Start-Transcript t5.txt -WhatIf").status == 0 and not Path("t5.txt").exists()
    assert glueshell.run("Start-Transcript -OutputDirectory made | Out-Null; 'x'").status == 0
    (made,) = Path("made").iterdir()
    assert re.fullmatch(r"PowerShell_transcript\..+\.[0-9a-f]{8}\.\d{14}\.txt", made.name)


def test_without_a_transcript_there_is_nothing_to_stop(glueshell: Glueshell) -> None:
    ran = glueshell.run('try { Stop-Transcript } catch { $_.FullyQualifiedErrorId; "$_" }')
    assert ran.lines == [
        "InvalidOperation,Microsoft.PowerShell.Commands.StopTranscriptCommand",
        "An error occurred stopping transcription: The host is not currently transcribing.",
    ]


def test_it_works_in_scripts(glueshell: Glueshell) -> None:
    Path("s.gsh").write_text("Start-Transcript s.txt\n'said'\nStop-Transcript\n", encoding="utf-8")
    assert glueshell("--sandbox", "run", "s.gsh").status == 0 and "said" in read("s.txt")
    ran = glueshell("--sandbox", "--json", "-c", "$null = Start-Transcript j.txt; 'said'; throw 'oops'")
    assert ran.out == '"said"\n' and ran.status == 1
    assert '"said"' in read("j.txt") and "oops" in read("j.txt")


def test_no_key_is_written_and_control_characters_are_signs(glueshell: Glueshell) -> None:
    esc = "$([char]27)[2J"
    glueshell.run(
        f"Start-Transcript t.txt; Write-Host '{KEY[:30]}' -NoNewline; '{KEY[30:]}'; Write-Host '{KEY[:20]}' -NoNewline;"
        f" Write-Host '{KEY[20:]}'; \"{esc}wiped\"; Get-Nothing '{KEY}'"
    )
    text = read("t.txt")
    assert KEY[10:40] not in text and "ITG." not in text and "•••" in text
    assert "\x1b" not in text and "␛[2Jwiped" in text


def test_what_is_asked_and_answered_is_written_but_no_secret(
    glueshell: Glueshell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getpass", lambda prompt, stream: "hunter-twenty-two")
    screen = Screen()
    text = "Start-Transcript t.txt; \"Hello $(Read-Host 'Who')\"; $s = Read-Host 'Code' -AsSecureString; $s.Length"
    assert glueshell.at(["--sandbox", "-c", text], Screen("Frog\n"), screen, screen, {"NO_COLOR": "1"}) == 0
    written = read("t.txt").splitlines()
    assert "Who: Frog" in written and "Hello Frog" in written and "Code: " in written and "17" in written
    assert "hunter" not in read("t.txt")


def transcripts(redactor: Redactor | None = None) -> Transcripts:
    return Transcripts(
        redactor or Redactor(), lambda: 0.0, command=lambda text: text.replace("'x'", "'•••'"), schema=lambda id: None
    )


def test_a_line_of_the_person_is_written_without_its_secrets(folder: Path) -> None:
    written = transcripts()
    written.command("US> ", "before anything runs")
    written.start(folder / "t.txt", minimal=True)
    written.start(folder / "headed.txt", minimal=True, headed=True)
    written.say("no end yet")
    written.command("US Frog> ", "Set-Trait admin-pw 'x'")
    written.close()
    assert "no end yet\nUS Frog> Set-Trait admin-pw '•••'\n" in read("t.txt")
    assert re.search(r"\*{22}\nCommand start time: \d{14}\n\*{22}\nUS Frog> Set-Trait", read("headed.txt"))
    assert "Command start" not in read("t.txt") and "before" not in read("t.txt")


def test_passwords_that_came_from_it_glue_are_not_written_whenever_they_came(folder: Path) -> None:
    written = transcripts()
    written.hear([Resource("passwords", "1", {"name": "Router", "password": "pass-of-it", "otp-secret": None}, {}, {})])
    written.start(folder / "t.txt", minimal=True)
    written.say("the password is pass-of-it, or was\npass-")
    written.say("of-it again\n")
    written.close()
    assert "pass-of-it" not in read("t.txt") and read("t.txt").count("•••") == 2 and "Router" not in read("t.txt")
