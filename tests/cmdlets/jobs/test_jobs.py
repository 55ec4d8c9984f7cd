"""Jobs: blocks that run beside the session, as PowerShell 7.6.9 runs them."""

from __future__ import annotations

import threading

import pytest

from glueshell.cmdlets.index import ALIASES, COMMANDS, ROLES
from glueshell.engine.commands import CommandTable
from glueshell.engine.runtime import Engine
from tests.engine.commands.runspace import Runspace


class Whole(Runspace):
    """A runspace with every cmdlet."""

    def __init__(self, *answers: str) -> None:
        super().__init__(answers=answers)
        self.commands = CommandTable(COMMANDS, ALIASES, ROLES)
        self.engine = Engine(self.commands, self.host, self.streams)


@pytest.fixture
def space() -> Whole:
    return Whole()


@pytest.mark.parametrize(
    ("code", "prints"),
    [
        ("$a = 7; Start-Job { param($x) \"hi $using:a $x\" } -ArgumentList 4 | Receive-Job -Wait", ["hi 7 4"]),
        ("$a = @{ k = @(1, 2) }; Start-Job { $using:a.k[1] } | Receive-Job -Wait", ["2"]),
        ("$a = 1; (Start-Job { $a; 'x' } | Receive-Job -Wait) -join '|'", ["|x"]),
        ("$a = 5; $j = 1 + $a &; Receive-Job $j -Wait", ["6"]),
        ("$n = 2; $j = 1, $n | ForEach-Object { $_ * 2 } &; (Receive-Job $j -Wait) -join ','", ["2,4"]),
        ("$j = 'a' && 'b' &; (Receive-Job $j -Wait) -join ','; $j.Command", ["a,b", "'a' && 'b'"]),
        ("$j = Start-Job { 1 } -Name One; $j.Name; $j.Id; $j.PSJobTypeName; $j.Location; $j.GetType().FullName",
         ["One", "1", "BackgroundJob", "localhost", "System.Management.Automation.PSRemotingJob"]),
        ("$j = Start-ThreadJob { 1 }; $j.PSJobTypeName; $j.Location", ["ThreadJob", "PowerShell"]),
        ("(Start-Job { 1 }).Id; (Start-Job { 1 }).Id", ["1", "3"]),
        ("$j = Start-Job { 1 } | Wait-Job; $j.State; $j.HasMoreData; Receive-Job $j; $j.HasMoreData",
         ["Completed", "True", "1", "False"]),
        ("$j = Start-Job { 1; 2 }; (Receive-Job $j -Wait -Keep) -join ','; @(Receive-Job $j).Count", ["1,2", "0"]),
        ("$j = Start-Job { 5 } | Wait-Job; Receive-Job $j -Keep; Receive-Job $j; @(Receive-Job $j).Count",
         ["5", "5", "0"]),
        ("Start-Job { 1 } | Receive-Job -Wait -AutoRemoveJob; @(Get-Job).Count", ["1", "0"]),
        ("$j = Start-Job { throw 'bad' } | Wait-Job; $j.State; $j.JobStateInfo.Reason.Message; $j.ChildJobs.Count",
         ["Failed", "bad", "1"]),
        ("$j = Start-Job { 1, 2, 3 | ForEach-Object { $_ } } -InitializationScript { 'dropped' }; "
         "(Receive-Job $j -Wait) -join ','", ["1,2,3"]),
        ("(1..3 | Start-Job { ($input | Measure-Object -Sum).Sum } | Receive-Job -Wait)", ["6"]),
        ("$j = Start-Job { 1 } -Name z; Get-Job z | Wait-Job -Timeout 20 | ForEach-Object Name", ["z"]),
        ("$a = Start-Job { 1 }; $b = Start-Job { 2 }; $null = Wait-Job $a, $b; (Get-Job -State Completed).Count",
         ["2"]),
        ("$j = Start-Job { while ($true) { } }; Stop-Job $j; $j.State; Remove-Job $j; @(Get-Job).Count",
         ["Stopped", "0"]),
        ("$j = Start-Job { Start-Sleep 60 }; Remove-Job $j -Force; @(Get-Job).Count", ["0"]),
        ("$j = Start-Job { Start-Sleep 60 }; @(Wait-Job $j -Timeout 0.01).Count; Stop-Job $j", ["0"]),
    ],
)  # fmt: skip
def test_what_jobs_do(space: Whole, code: str, prints: list[str]) -> None:
    assert space.texts(code) == prints
    assert space.errors == []


@pytest.mark.parametrize(
    ("code", "id"),
    [
        ("Receive-Job -Id 99", "JobWithSpecifiedSessionNotFound,Microsoft.PowerShell.Commands.ReceiveJobCommand"),
        ("Get-Job -Name nope", "JobWithSpecifiedNameNotFound,Microsoft.PowerShell.Commands.GetJobCommand"),
        ("Remove-Job -Id 99", "JobWithSpecifiedSessionNotFound,Microsoft.PowerShell.Commands.RemoveJobCommand"),
        ("$j = Start-Job { Start-Sleep 60 }; Remove-Job $j; Stop-Job $j",
         "JobObjectNotFinishedCannotBeRemoved,Microsoft.PowerShell.Commands.RemoveJobCommand"),
        ("& { $using:a }", "UsingWithoutInvokeCommand"),
        ("Start-Job { $using:nothing }", "UsingVariableIsUndefined,Microsoft.PowerShell.Commands.StartJobCommand"),
        ("Start-Job { throw 'bad' } | Receive-Job -Wait", "bad"),
        ("Start-Job { Write-Error bad } | Receive-Job -Wait", "Microsoft.PowerShell.Commands.WriteErrorException"),
    ],
)  # fmt: skip
def test_errors_of_jobs_have_powershells_ids(space: Whole, code: str, id: str) -> None:
    space.run(code)
    assert [record.error_id for record in space.errors] == [id]


def test_the_streams_of_a_job_are_received(space: Whole) -> None:
    space.run("Start-Job { Write-Warning w; Write-Verbose v -Verbose; Write-Host h } | Receive-Job -Wait")
    assert (space.warnings, space.verbose, space.information) == (["w"], ["v"], ["h"])


def test_a_question_of_a_job_is_asked_on_the_sessions_thread_when_it_is_waited_for() -> None:
    space = Whole("Bob")
    asked_on: list[str] = []
    answer = space.host.read_line

    def read_line(prompt: str) -> str:
        asked_on.append(threading.current_thread().name)
        return answer(prompt)

    space.host.read_line = read_line  # type: ignore[method-assign]
    assert space.texts('Start-Job { $n = Read-Host name; "hi $n" } | Receive-Job -Wait') == ["hi Bob"]
    assert asked_on == [threading.current_thread().name]


def test_a_job_sees_neither_functions_nor_changes_of_the_session(space: Whole) -> None:
    space.run("function Get-Own { 'own' }; $j = Start-Job { Get-Own }; $global:x = 1; Receive-Job $j -Wait")
    assert [record.error_id for record in space.errors] == ["CommandNotFoundException"]
    assert space.texts("Start-Job { $global:x = 9 } | Receive-Job -Wait; $x") == ["1"]


def test_closing_the_engine_ends_its_jobs(space: Whole) -> None:
    space.run("$null = Start-Job { while ($true) { } }; $null = Start-ThreadJob { Start-Sleep 60 }")
    space.engine.close()
    assert [job.state for job in space.engine.jobs.all.values()] == ["Stopped", "Stopped"]
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("glueshell-job")]
