"""ForEach-Object -Parallel: several blocks at once, each in a runspace of its own, as PowerShell 7.6.9 runs them."""

from __future__ import annotations

import threading

import pytest

from tests.cmdlets.jobs.test_jobs import Whole


@pytest.fixture
def space() -> Whole:
    return Whole()


@pytest.mark.parametrize(
    ("code", "prints"),
    [
        ("$a = 5; 1..3 | ForEach-Object -Parallel { $using:a + $_ } | Sort-Object", ["6", "7", "8"]),
        ("1 | ForEach-Object -Parallel { $x = 3; \"$a|$x\" }; \"[$x]\"", ["|3", "[]"]),
        ("(1..40 | ForEach-Object -Parallel { $_ } -ThrottleLimit 3 | Measure-Object -Sum).Sum", ["820"]),
        ("1..3 | ForEach-Object -Parallel { $_ } -ThrottleLimit 1", ["1", "2", "3"]),
        ("$j = 1..2 | ForEach-Object -Parallel { $_ } -AsJob; $j.PSJobTypeName; (Receive-Job $j -Wait | Sort-Object)",
         ["PSTaskJob", "1", "2"]),
        ("(1..2 | ForEach-Object -Parallel { 1..2 | ForEach-Object -Parallel { $_ } }).Count", ["4"]),
        ("(1..500 | ForEach-Object -Parallel { $_ } -ThrottleLimit 2 | Select-Object -First 3).Count", ["3"]),
        ("1 | ForEach-Object -Parallel { exit 3 }; 'on'", ["on"]),
        ("1 | ForEach-Object -Parallel { break }; 'on'", ["on"]),
        ("$o = [pscustomobject]@{ n = 1 }; 1 | ForEach-Object -Parallel { ($using:o).n = 2 }; $o.n", ["2"]),
        ("$h = @{ Name = 'x' }; 1 | ForEach-Object -Parallel { function f($Name) { $Name }; f @using:h }", ["x"]),
    ],
)  # fmt: skip
def test_what_parallel_blocks_do(space: Whole, code: str, prints: list[str]) -> None:
    assert space.texts(code) == prints
    assert space.errors == []


TAIL = ",Microsoft.PowerShell.Commands.ForEachObjectCommand"


@pytest.mark.parametrize(
    ("code", "id"),
    [
        ("$b = { 1 }; 1 | ForEach-Object -Parallel { & $using:b }", "ParallelUsingVariableCannotBeScriptBlock" + TAIL),
        ("{ 1 } | ForEach-Object -Parallel { $_ }", "ParallelPipedInputObjectCannotBeScriptBlock" + TAIL),
        ("1 | ForEach-Object -Parallel { $using:nope }", "UsingVariableIsUndefined" + TAIL),
        ("1 | ForEach-Object -Parallel { 1 } -ErrorAction Stop", "ParallelCommonParametersNotSupported" + TAIL),
        ("1 | ForEach-Object -Parallel { 1 } -ThrottleLimit 0", "ParameterArgumentValidationError" + TAIL),
        ("1 | ForEach-Object -Parallel { throw 'bad' }", "PSTaskException"),
        ("1 | ForEach-Object -Parallel { Get-Nothing }", "CommandNotFoundException"),
        ("1 | ForEach-Object -Parallel { Start-Sleep 60 } -TimeoutSeconds 1", "PSTaskException"),
    ],
)
def test_errors_have_powershells_ids(space: Whole, code: str, id: str) -> None:
    space.run(code)
    assert [record.error_id for record in space.errors] == [id]


def test_an_error_of_a_block_does_not_end_the_others(space: Whole) -> None:
    code = "1..4 | ForEach-Object -Parallel { if ($_ -eq 2) { throw 'two' }; $_ } | Sort-Object"
    assert space.texts(code) == ["1", "3", "4"]
    assert [str(record) for record in space.errors] == ["two"]


def test_the_streams_of_blocks_come_through(space: Whole) -> None:
    space.run("1 | ForEach-Object -Parallel { Write-Warning w; Write-Host h; Write-Verbose v -Verbose }")
    assert (space.warnings, space.information, space.verbose) == (["w"], ["h"], ["v"])


def test_no_more_blocks_run_at_once_than_were_allowed(space: Whole) -> None:
    before = set(threading.enumerate())
    most = 0

    def count(item: object) -> None:
        nonlocal most
        most = max(most, len(set(threading.enumerate()) - before))

    space.engine.run("1..30 | ForEach-Object -Parallel { $_ } -ThrottleLimit 3", count)
    assert 1 <= most <= 3
    assert not set(threading.enumerate()) - before


def test_the_statement_foreach_parallel_is_refused_as_powershell_does(space: Whole) -> None:
    from glueshell.language import parse

    assert parse("foreach -parallel ($x in 1) { $x }").errors[0].id == "KeywordParameterReservedForFutureUse"
