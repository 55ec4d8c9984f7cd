"""Loops are written by what they keep true: which do, what they lean on, and that a wrong guess changes nothing."""

from __future__ import annotations

import pytest

from glueshell.engine.compiler.effects import effects_of_loop
from glueshell.engine.compiler.unit import Source
from glueshell.language import parse
from glueshell.language.ast import LoopStatementAst
from tests.engine.compiler.running import run


def loop_in(text: str) -> tuple[Source, LoopStatementAst]:
    result = parse(text)
    assert not result.errors
    found = next(node for node in result.ast.descendants() if isinstance(node, LoopStatementAst))
    return Source(text, result.ast), found


@pytest.mark.parametrize(
    "text",
    [
        "foreach ($i in Get-Numbers) { $s += $i % 7 }",
        'while ($i -lt 10) { $i++; $h["k$i"] += 1 }',
        "for ($i = 0; $i -lt $a.Count; $i++) { $t += $a[$i]; [void]$sb.Append($i).Append(',') }",
        "foreach ($i in 1..9) { try { if ($i -match '(\\d)') { throw $Matches[1] } } catch { $c-- } }",
        "do { switch ($i) { 1 { $x = 'a' } default { $x += [math]::Sqrt($_) } } } until ($i++ -gt 3)",
        "foreach ($i in 1..9) { [pscustomobject]@{ A = $i -replace 'a', 'b'; B = \"$i\".ToUpper().Length } }",
    ],
)
def test_a_loop_of_operators_and_plain_methods_runs_no_other_script(text: str) -> None:
    assert not effects_of_loop(*loop_in(text)).runs


@pytest.mark.parametrize(
    "text",
    [
        "foreach ($i in 1..9) { Get-Date }",
        "foreach ($o in $list) { $o.Name }",
        "foreach ($i in 1..9) { $o = $x; $o.Go() }",
        "foreach ($i in 1..9) { $o.Name = 1 }",
        "foreach ($i in 1..9) { $list.ForEach({ $_ }) }",
        "foreach ($i in 1..9) { $x -replace 'a', { 'b' } }",
        "foreach ($i in 1..9) { $global:x = 1 }",
        "foreach ($i in 1..9) { $env:X }",
        "foreach ($i in 1..9) { [int]$x = $i }",
        "foreach ($i in 1..9) { [MyClass]$x }",
        "foreach ($i in 1..9) { [void][MyClass]::Run($x) }",
        "foreach ($i in 1..9) { [int]::TryParse('1', [ref]$x) }",
        "foreach ($i in 1..9) { $foreach.MoveNext() }",
    ],
)
def test_a_loop_that_may_run_other_script_counts_as_one_that_does(text: str) -> None:
    assert effects_of_loop(*loop_in(text)).runs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Integers become Doubles, and stay numbers.
        ("$i = 2147483640; $n = 0; while ($n -lt 20) { $i++; $n++ }; $i; $i.GetType().Name", [2147483660.0, "Double"]),
        # A variable without a value, one that is not what it was taken for, one that changes on the way.
        ("foreach ($i in 1..4) { $s += $i }; $s", [10]),
        ("$n = '3'; $c = 0; while ($c -lt $n) { $c++ }; $c", [3]),
        ("$x = 1; foreach ($i in 1..5) { if ($i -eq 3) { $x = 'z' }; $x += $i }; $x", ["z345"]),
        ("$s = 'a'; foreach ($i in 1..4) { $s += $i }; $s", ["a1234"]),
        # A variable further up is read, never changed.
        ("$n = 3; & { $t = 0; for ($i = 0; $i -lt $n; $i++) { $t += $n }; $t }; $n", [9, 3]),
        # What is constrained stays so.
        ("[byte]$c = 250; foreach ($i in 1..5) { $c++ }; $c", [255]),
        # Loops in loops, nested deeper than Python nests blocks.
        (
            "".join(f"foreach ($v{n} in 1..2) {{ " for n in range(9)) + "$t += $v0 * $v8" + " }" * 9 + "; $t",
            [2**7 * 9],
        ),
        # Methods and properties that run script change the loop's variables under its feet.
        (
            "$o = [pscustomobject]@{ A = 1 }; $o | Add-Member ScriptMethod M { $script:x = 10; 5 }\n"
            "$x = 1; foreach ($i in 1..3) { $x += 1; $y = $o.M() }; $x",
            [10],
        ),
        ("$s = 0; foreach ($i in 1..3) { . { $s = 'x' }; $s += $i }; $s", ["x3"]),
        (
            "Update-TypeData -TypeName System.Int32 -MemberType ScriptProperty -MemberName Twice"
            " -Value { $script:calls++; $this * 2 } -Force; $n = 4; $calls = 0\n"
            "foreach ($i in 1..3) { $calls += 10; $t = $n.Twice + $i }; $t; $calls",
            [11, 33],
        ),
    ],
)
def test_a_loop_gives_what_it_would_without_any_knowledge(text: str, expected: list[object]) -> None:
    assert run(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("function f($x) { $y = $x; $z }; f 1; f 2; $y", [None, None, None]),
        ('function f($x) { $old = $kept; $kept = $x; "[$old]" }; f 1; f 2', ["[]", "[]"]),
        ("function f($x) { [ref]$x }; $a = f 1; $b = f 2; $a.Value; $b.Value", [1, 2]),
        ("function f($x) { { $x }.GetNewClosure() }; $a = f 1; $b = f 2; & $a; & $b", [1, 2]),
        ("function f($x) { Get-Variable x }; $a = f 1; $b = f 2; $a.Value; $b.Value", [1, 2]),
        ("function f($n) { if ($n -gt 0) { f ($n - 1) }; $n }; (f 3) -join ','; (f 2) -join ','", ["0,1,2,3", "0,1,2"]),
        ("function f($x) { if ($x) { Set-Variable y 5 -Option ReadOnly } else { $y = 1; $y } }; f 1; f 0", [1]),
        ("function f($x) { try { if ($x) { throw 'a' } } finally { $v = 1 }; $v }; try { f 1 } catch { }; f 0", [1]),
    ],
)
def test_a_call_finds_nothing_of_the_call_before(text: str, expected: list[object]) -> None:
    assert run(text) == expected
