"""Events of a session: who waits for them, and what an action writes, as PowerShell 7.6.9 does it."""

from __future__ import annotations

import pytest

from tests.cmdlets.jobs.test_jobs import Whole


@pytest.mark.parametrize(
    ("code", "prints"),
    [
        ("$null = New-Event A -MessageData 5; (Get-Event A).MessageData; (Wait-Event A).EventIdentifier", ["5", "1"]),
        ("$j = Register-EngineEvent A -Action { \"$($Event.SourceIdentifier) $args\" };"
         " $null = New-Event A -EventArguments 1, 2; Receive-Job $j; $j.State; @(Get-Event).Count",
         ["A 1 2", "Running", "0"]),
        ("$j = Register-EngineEvent A -Action { throw 'bad' }; $null = New-Event A; $j.State; $Error.Count",
         ["Failed", "0"]),
        ("$null = Register-EngineEvent A -Action { $global:n++ } -MaxTriggerCount 1; $global:n = 0;"
         " $null = New-Event A; $null = New-Event A; $global:n; @(Get-EventSubscriber).Count; @(Get-Event).Count",
         ["1", "0", "1"]),
        ("$null = Register-EngineEvent A -Action { } -SupportEvent; @(Get-EventSubscriber).Count;"
         " @(Get-EventSubscriber -Force).Count; @(Get-Job).Count", ["0", "1", "0"]),
        ("$null = Register-EngineEvent A -Action { }; Unregister-Event A; @(Get-EventSubscriber).Count;"
         " (Get-Job A).State", ["0", "Stopped"]),
    ],
)  # fmt: skip
def test_events_reach_those_who_wait(code: str, prints: list[str]) -> None:
    space = Whole()
    assert [str(item) for item in space.run(code)] == prints
    space.engine.close()


def test_the_end_of_a_session_is_an_event() -> None:
    space = Whole()
    space.run("$null = Register-EngineEvent PowerShell.Exiting -Action { $global:said = 'bye' }")
    space.engine.close()
    assert space.engine.get_variable("said") == "bye"


def test_a_wait_ends_with_its_time() -> None:
    assert Whole().run("Wait-Event Nothing -Timeout 0") == []
