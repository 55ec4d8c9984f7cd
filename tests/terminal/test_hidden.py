"""What is pasted before a hidden question is open is not shown; typing and transcripts at the prompt."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal.screen import CTRL_D, ENTER, Terminal

pytestmark = pytest.mark.terminal

SECRET = "pasted-much-too-early"


def test_a_secret_that_is_pasted_too_early_is_never_on_the_screen(start: Callable[..., Terminal]) -> None:
    terminal = start("--sandbox", "--fresh")
    terminal.until("US>")
    line = "Write-Host 'working'; Start-Sleep -Milliseconds 700; (Read-Host 'Code' -AsSecureString).Length"
    terminal.enter(line)
    terminal.until(lambda text: "\nworking" in text)
    terminal.keys(SECRET)
    terminal.until(lambda text: "Code: " in text)
    terminal.keys(ENTER).until(lambda text: f"\n{len(SECRET)}\n" in text)
    terminal.idle().keys(CTRL_D)
    assert terminal.ended() == 0
    assert SECRET.encode() not in bytes(terminal.raw)


def test_a_transcript_of_the_prompt_holds_what_was_typed_and_shown(
    start: Callable[..., Terminal], tmp_path: Path
) -> None:
    path = tmp_path / "day.txt"
    terminal = start("--sandbox", "--fresh", columns=120)
    terminal.until("US>")
    terminal.enter(f"Start-Transcript '{path}' -IncludeInvocationHeader").until("Transcript started")
    terminal.idle().enter("$password = 'hunter-two'; 'sh' + 'own'").until("shown")
    terminal.idle().enter("Get-Nothing").until("not recognized")
    terminal.idle().keys(CTRL_D)
    assert terminal.ended() == 0
    text = path.read_text(encoding="utf-8")
    assert "US> $password = '•••'; 'sh' + 'own'\nshown\n" in text.replace(" ◌>", ">")
    assert "hunter" not in text and "Get-Nothing" in text and "not recognized" in text and "\x1b" not in text
    assert text.count("Command start time: ") == 2 and text.splitlines()[-3] == "PowerShell transcript end"
