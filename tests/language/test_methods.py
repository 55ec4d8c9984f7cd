"""What methods of classes must keep to, as PowerShell 7.6.9 was recorded to see it."""

from __future__ import annotations

import pytest

from glueshell.language import parse

# A text, and the ids and offsets of its errors.
TABLE: list[tuple[str, list[tuple[str, int]]]] = [
    (
        "class A { [int] F() { $t; return 1 } }",
        [("VariableNotLocal", 22)],
    ),
    (
        "class A { [int] F() { $t = 5; return $t } }",
        [],
    ),
    (
        "class A { [int] F() { $x = $t; $t = 5; return $t } }",
        [("VariableNotLocal", 27)],
    ),
    (
        "class A { [int] F() { return $t; $t = 5 } }",
        [("VariableNotLocal", 29)],
    ),
    (
        "class A { [int] F($t) { return $t } }",
        [],
    ),
    (
        "class A { [int]$P; [int] F() { return $P } }",
        [("VariableNotLocal", 38)],
    ),
    (
        "class A { [int]$P; [int] F() { $P = 5; return 1 } }",
        [("MissingThis", 31)],
    ),
    (
        "class A { [int]$P; [int] F() { $P += 5; return 1 } }",
        [("MissingThis", 31)],
    ),
    (
        "class A { [int]$P; [int] F() { $this.P = $p; return 1 } }",
        [("VariableNotLocal", 41)],
    ),
    (
        "class A { static [int]$P; [int] F() { $P = 5; return 1 } }",
        [("MissingTypeInStaticPropertyAssignment", 38)],
    ),
    (
        "class A { static [int]$P; static [int] F() { $P = 5; return 1 } }",
        [("MissingTypeInStaticPropertyAssignment", 45)],
    ),
    (
        "class A { [int] F() { foreach ($i in 1) { $i }; return $i } }",
        [],
    ),
    (
        "class A { [int] F() { 1 | ForEach-Object { $z = 1; $q }; return 1 } }",
        [],
    ),
    (
        "class A { [int] F() { & { $t }; return 1 } }",
        [],
    ),
    (
        "class A { [int] F() { & { $t = 1 }; return $t } }",
        [("VariableNotLocal", 43)],
    ),
    (
        "class A { [int] F() { $f = { param($u) $u }; return $u } }",
        [("VariableNotLocal", 52)],
    ),
    (
        'class A { [int] F() { "$t"; return 1 } }',
        [("VariableNotLocal", 23)],
    ),
    (
        'class A { [int] F() { "$($t.x)"; return 1 } }',
        [("VariableNotLocal", 25)],
    ),
    (
        "class A { [int] F() { $t.x = 5; return 1 } }",
        [("VariableNotLocal", 22)],
    ),
    (
        "class A { [int] F() { $t[0] = 5; return 1 } }",
        [("VariableNotLocal", 22)],
    ),
    (
        "class A { [int] F() { $t++; return 1 } }",
        [("VariableNotLocal", 22)],
    ),
    (
        "class A { [int] F() { $t += 1; return 1 } }",
        [],
    ),
    (
        "class A { [int] F() { [int]$t = 1; return $t } }",
        [],
    ),
    (
        "class A { [int] F() { $a, $b = 1, 2; return $a + $b + $c } }",
        [("VariableNotLocal", 54)],
    ),
    (
        "class A { [int] F() { [ref]$t; return 1 } }",
        [("VariableNotLocal", 27)],
    ),
    (
        "class A { [int] F() { [int]::TryParse('1', [ref]$t); return 1 } }",
        [("VariableNotLocal", 48)],
    ),
    (
        "class A { [int] F() { Get-Item -OutVariable t; $t; return 1 } }",
        [("VariableNotLocal", 47)],
    ),
    (
        "class A { [int] F() { Set-Variable t 5; $t; return 1 } }",
        [("VariableNotLocal", 40)],
    ),
    (
        "class A { [int] F() { f @t; return 1 } }",
        [("VariableNotLocal", 24)],
    ),
    (
        "class A { [int] F() { try { 1 } catch { $t } ; return 1 } }",
        [("VariableNotLocal", 40)],
    ),
    (
        "class A { [int] F() { switch (1) { 1 { $t = 1 } } ; return $t } }",
        [("VariableNotLocal", 59)],
    ),
    (
        "class A { [int] F() { if ($t = 5) { }; return $t } }",
        [],
    ),
    (
        "class A { [int] F() { param($t) return $t } }",
        [("ParamBlockNotAllowedInMethod", 22)],
    ),
    (
        "class A { [int]$x = $t }",
        [],
    ),
    (
        "class A { [int]$x = $this.y }",
        [],
    ),
    (
        "class A { A() { $t } }",
        [("VariableNotLocal", 16)],
    ),
    (
        "class A { A($t) { $t; $u } }",
        [("VariableNotLocal", 22)],
    ),
    (
        "class A { [int] F([int]$t = $u) { return $t } }",
        [],
    ),
    (
        "class A { hidden [int] F() { return $T; $t = 1; } }",
        [("VariableNotLocal", 36)],
    ),
    (
        "class A { [void] F() { $t } static [void] G() { $this.x; $u } }",
        [("VariableNotLocal", 23), ("NonStaticMemberAccessInStaticMember", 48), ("VariableNotLocal", 57)],
    ),
    (
        "class A { [int] F() { class B { [int] G() { return $t } }; $t = 1; return 1 } }",
        [("VariableNotLocal", 51)],
    ),
    (
        "class A { [int] F() { function g { $t }; return 1 } }",
        [],
    ),
    (
        "class A { [int] F() { $x = 5; return 1 } [int] G() { return $x } }",
        [("VariableNotLocal", 60)],
    ),
    (
        "class A { [int] F() { } }",
        [("MethodHasCodePathNotReturn", 16)],
    ),
    (
        "class A { [int] F() { 1 } }",
        [("MethodHasCodePathNotReturn", 16)],
    ),
    (
        "class A { [int] F() { if (1) { return 1 } } }",
        [("MethodHasCodePathNotReturn", 16)],
    ),
    (
        "class A { [int] F() { if (1) { return 1 } else { return 2 } } }",
        [],
    ),
    (
        "class A { [int] F() { if (1) { return 1 } elseif (2) { return 2 } } }",
        [("MethodHasCodePathNotReturn", 16)],
    ),
    (
        "class A { [int] F() { while (1) { return 1 } } }",
        [("MethodHasCodePathNotReturn", 16)],
    ),
    (
        "class A { [int] F() { while ($true) { return 1 } } }",
        [("MethodHasCodePathNotReturn", 16)],
    ),
    (
        "class A { [int] F() { while ($true) { 1 } } }",
        [("MethodHasCodePathNotReturn", 16)],
    ),
    (
        "class A { [int] F() { while ($true) { break } } }",
        [("MethodHasCodePathNotReturn", 16)],
    ),
    (
        "class A { [int] F() { do { return 1 } while (1) } }",
        [],
    ),
    (
        "class A { [int] F() { do { 1 } while ($true) } }",
        [("MethodHasCodePathNotReturn", 16)],
    ),
    (
        "class A { [int] F() { do { return 1 } until (1) } }",
        [],
    ),
    (
        "class A { [int] F() { for (;;) { return 1 } } }",
        [],
    ),
    (
        "class A { [int] F() { for (;;) { 1 } } }",
        [],
    ),
    (
        "class A { [int] F() { for (;$true;) { 1 } } }",
        [("MethodHasCodePathNotReturn", 16)],
    ),
    (
        "class A { [int] F() { foreach ($x in 1) { return 1 } } }",
        [("MethodHasCodePathNotReturn", 16)],
    ),
    (
        "class A { [int] F() { throw 'x' } }",
        [],
    ),
    (
        "class A { [int] F() { exit } }",
        [],
    ),
    (
        "class A { [int] F() { exit 5 } }",
        [],
    ),
    (
        "class A { [int] F() { try { return 1 } catch { } } }",
        [("MethodHasCodePathNotReturn", 16)],
    ),
    (
        "class A { [int] F() { try { return 1 } catch { return 2 } } }",
        [],
    ),
    (
        "class A { [int] F() { try { return 1 } finally { } } }",
        [],
    ),
    (
        "class A { [int] F() { try { 1 } finally { return 1 } } }",
        [("ControlLeavingFinally", 42)],
    ),
    (
        "class A { [int] F() { try { throw 'x' } catch { return 2 } } }",
        [],
    ),
    (
        "class A { [int] F() { try { 1 } catch { return 2 } } }",
        [("MethodHasCodePathNotReturn", 16)],
    ),
    (
        "class A { [int] F() { try { return 1 } catch { throw } } }",
        [],
    ),
    (
        "class A { [int] F() { switch (1) { 1 { return 1 } } } }",
        [("MethodHasCodePathNotReturn", 16)],
    ),
    (
        "class A { [int] F() { switch (1) { 1 { return 1 } default { return 2 } } } }",
        [("MethodHasCodePathNotReturn", 16)],
    ),
    (
        "class A { [int] F() { switch (1) { 1 { } default { return 2 } } } }",
        [("MethodHasCodePathNotReturn", 16)],
    ),
    (
        "class A { [int] F() { trap { return 1 } 1 } }",
        [("MethodHasCodePathNotReturn", 16)],
    ),
    (
        "class A { [int] F() { trap { continue } return 1 } }",
        [],
    ),
    (
        "class A { [int] F() { & { return 1 } } }",
        [("MethodHasCodePathNotReturn", 16)],
    ),
    (
        "class A { [int] F() { return } }",
        [("NonVoidMethodMissingReturnValue", 22)],
    ),
    (
        "class A { [int] F() { $x = if (1) { return 1 } else { return 2 } } }",
        [],
    ),
    (
        "class A { [int] F() { if (1) { return 1 } return 2 } }",
        [],
    ),
    (
        "class A { [int] F() { return 1; 5 } }",
        [],
    ),
    (
        "class A { [int] F() { :a while (1) { while (1) { break a } } } }",
        [("MethodHasCodePathNotReturn", 16)],
    ),
    (
        "class A { [int] F() { while (1) { continue } } }",
        [("MethodHasCodePathNotReturn", 16)],
    ),
    (
        "class A { [int] F() { data { 1 } } }",
        [("MethodHasCodePathNotReturn", 16)],
    ),
    (
        "class A { [void] F() { } }",
        [],
    ),
    (
        "class A { F() { } }",
        [],
    ),
    (
        "class A { [int] F() { $(return 1) } }",
        [],
    ),
    (
        "class A { [int] F() { (1 / 0) } [string] G() { } }",
        [("MethodHasCodePathNotReturn", 16), ("MethodHasCodePathNotReturn", 41)],
    ),
    (
        "class A { [A]$x; [A[]] F() { return [A]::new() } }",
        [],
    ),
    (
        "class A { [int] F() { if (1) { $t = 1 }; return $t } }",
        [("VariableNotLocal", 48)],
    ),
    (
        "class A { [int] F() { if (1) { $t = 1 } else { $t = 2 }; return $t } }",
        [],
    ),
    (
        "class A { [int] F() { if (1) { $t = 1 } else { return 2 }; return $t } }",
        [],
    ),
    (
        "class A { [int] F() { if (1) { $t = 1 } else { throw 2 }; return $t } }",
        [],
    ),
    (
        "class A { [int] F() { while (1) { $t = 1 }; return $t } }",
        [("VariableNotLocal", 51)],
    ),
    (
        "class A { [int] F() { while ($t = 1) { $t }; return $t } }",
        [],
    ),
    (
        "class A { [int] F() { do { $t = 1 } while (1); return $t } }",
        [],
    ),
    (
        "class A { [int] F() { for ($i = 0; $i -lt 3; $i++) { $t = 1; $j }; return $i + $t } }",
        [("VariableNotLocal", 61), ("VariableNotLocal", 79)],
    ),
    (
        "class A { [int] F() { for (; $i -lt 3; $i = 1) { $t = 1 }; return $i } }",
        [("VariableNotLocal", 29), ("VariableNotLocal", 66)],
    ),
    (
        "class A { [int] F() { foreach ($x in 1) { $t = 1; $t }; return $t } }",
        [("VariableNotLocal", 63)],
    ),
    (
        "class A { [int] F() { foreach ($x in $x) { }; return 1 } }",
        [("VariableNotLocal", 37)],
    ),
    (
        "class A { [int] F() { foreach ($x in 1) { $foreach.Current }; return 1 } }",
        [],
    ),
    (
        "class A { [int] F() { switch (1) { 1 { $switch; $_ } }; return 1 } }",
        [],
    ),
    (
        "class A { [int] F() { switch (1) { 1 { $t = 1 } default { $t = 2 } }; return $t } }",
        [("VariableNotLocal", 77)],
    ),
    (
        "class A { [int] F() { switch ($t = 1) { $u { } { $v } { } }; return $t } }",
        [("VariableNotLocal", 40)],
    ),
    (
        "class A { [int] F() { try { $t = 1 } catch { }; return $t } }",
        [("VariableNotLocal", 55)],
    ),
    (
        "class A { [int] F() { try { $t = 1 } catch { $t = 2 }; return $t } }",
        [],
    ),
    (
        "class A { [int] F() { try { $t = 1 } catch { return 2 }; return $t } }",
        [],
    ),
    (
        "class A { [int] F() { try { $t = 1; $t } catch { $t } finally { $t }; return 1 } }",
        [("VariableNotLocal", 49), ("VariableNotLocal", 64)],
    ),
    (
        "class A { [int] F() { try { } finally { $t = 1 }; return $t } }",
        [],
    ),
    (
        "class A { [int] F() { $t = 1; try { $t } catch { $t } finally { $t }; return 1 } }",
        [],
    ),
    (
        "class A { [int] F() { trap { $t; $u = 1 } $t = 1; return $u } }",
        [("VariableNotLocal", 57)],
    ),
    (
        "class A { [int] F() { trap { $t; continue } $t = 1; return $t } }",
        [],
    ),
    (
        "class A { [int] F() { $x = $(if (1) { $t = 1 }); return $t } }",
        [("VariableNotLocal", 56)],
    ),
    (
        "class A { [int] F() { $x = $($t = 1); return $t } }",
        [],
    ),
    (
        "class A { [int] F() { $x = @($t = 1); return $t } }",
        [],
    ),
    (
        "class A { [int] F() { ($t = 1); return $t } }",
        [],
    ),
    (
        "class A { [int] F() { 1 -and ($t = 1); return $t } }",
        [("VariableNotLocal", 46)],
    ),
    (
        "class A { [int] F() { 1 ? ($t = 1) : 2; return $t } }",
        [("VariableNotLocal", 47)],
    ),
    (
        "class A { [int] F() { $null ?? ($t = 1); return $t } }",
        [],
    ),
    (
        "class A { [int] F() { $t ??= 1; return $t } }",
        [],
    ),
    (
        "class A { [int] F() { f ($t = 1); return $t } }",
        [],
    ),
    (
        "class A { [int] F() { f ($t = 1) && g; return $t } }",
        [("VariableNotLocal", 46)],
    ),
    (
        "class A { [int] F() { g && f ($t = 1); return $t } }",
        [("VariableNotLocal", 46)],
    ),
    (
        "class A { [int] F() { @{ a = ($t = 1) }; return $t } }",
        [],
    ),
    (
        "class A { [int] F() { $t = 1 | f; return $t } }",
        [],
    ),
    (
        "class A { [int] F() { while (1) { break; $t }; return 1 } }",
        [],
    ),
    (
        "class A { [int] F() { return 1; $t } }",
        [],
    ),
    (
        "class A { [int] F() { throw 1; $t } }",
        [],
    ),
    (
        "class A { [int] F() { $t = $t; return 1 } }",
        [("VariableNotLocal", 27)],
    ),
    (
        "class A { [int] F() { $a, $t = $t, 1; return 1 } }",
        [("VariableNotLocal", 31)],
    ),
    (
        "class A { [int] F() { $a[($t = 1)] = $t; return 1 } }",
        [("VariableNotLocal", 22), ("VariableNotLocal", 37)],
    ),
    (
        "class A { [int] F() { $a = @{}; $a.b = ($t = 1); return $t } }",
        [],
    ),
    (
        "class A { [int]$x; A([int]$x) { $x = 5; $this.x = $x } }",
        [("MissingThis", 32)],
    ),
    (
        "class A { [int]$x; [void] F() { foreach ($x in 1) { } } }",
        [],
    ),
    (
        "class A { [int]$x; [void] F() { [int]$x = 5 } }",
        [("MissingThis", 37)],
    ),
    (
        "class A { [int]$x; [void] F() { $x, $y = 1, 2 } }",
        [("MissingThis", 32)],
    ),
    (
        "class A { [int]$x; [void] F() { $x++ } }",
        [("VariableNotLocal", 32)],
    ),
    (
        "class A { [int]$x; [void] F() { $local:x = 1 } }",
        [],
    ),
    (
        "class A { [int]$x; [void] F() { & { $x = 1 } } }",
        [],
    ),
    (
        "class A { [int]$x; [void] F() { 1 | ForEach-Object { $x = $_ } } }",
        [],
    ),
    (
        "class A { [int]$x; [void] F() { $x.y = 1; $x[0] = 1 } }",
        [("VariableNotLocal", 32), ("VariableNotLocal", 42)],
    ),
    (
        "class A { [int]$x; [void] F() { $x = 1; $x } }",
        [("MissingThis", 32)],
    ),
    (
        "class A { [void] F() { $F = 1 } }",
        [],
    ),
    (
        "class A { [void] F() { $script:t = 1; $t } }",
        [("VariableNotLocal", 38)],
    ),
    (
        "class A { [void] F() { $local:t = 1; $t; $local:t } }",
        [],
    ),
    (
        "class A { [void] F() { $private:t = 1; $t } }",
        [],
    ),
    (
        "class A { [void] F() { $variable:t = 1; $t } }",
        [],
    ),
    (
        "class A { [void] F() { $env:t = 1; $t } }",
        [("VariableNotLocal", 35)],
    ),
    (
        "class A { static [void] F() { $this; $this.x; & { $this } } }",
        [("NonStaticMemberAccessInStaticMember", 30), ("NonStaticMemberAccessInStaticMember", 37)],
    ),
    (
        "class A { static [int]$x = $this.y; [int]$z = $this.y }",
        [("NonStaticMemberAccessInStaticMember", 27)],
    ),
    (
        "class A { [int]$x; static [void] F() { $x = 1 } }",
        [("MissingThis", 39)],
    ),
    (
        "class A { [void] F() { while ($true) { $t = 1; if (1) { continue }; $t } } }",
        [],
    ),
    (
        "class A { [void] F() { :o while ($true) { while (1) { $t = 1; break o } }; $t } }",
        [("VariableNotLocal", 75)],
    ),
    (
        "class A { [void] F() { do { if (1) { continue }; $t = 1 } while ($t) } }",
        [("VariableNotLocal", 65)],
    ),
    (
        "class A { [void] F() { do { $t = 1 } until ($t) } }",
        [],
    ),
    (
        "class A { [void] F() { begin { $t = 1 } process { $t } end { $t } } }",
        [("NamedBlockNotAllowedInMethod", 23)],
    ),
    (
        "class A { [void] F() { data d { 1 }; $d } }",
        [],
    ),
    (
        'class A { [void] F() { function g { }; $g; ${t}; "${t} $t.x $(1; $t)" } }',
        [
            ("VariableNotLocal", 39),
            ("VariableNotLocal", 43),
            ("VariableNotLocal", 50),
            ("VariableNotLocal", 55),
            ("VariableNotLocal", 65),
        ],
    ),
    (
        'class A { [string] F([string]$a) { return "$a $b" } }',
        [("VariableNotLocal", 46)],
    ),
    (
        'class A { [string] F([string]$a) { return @"\n$b\n"@ } }',
        [("VariableNotLocal", 45)],
    ),
    (
        "class A { [void] F() { $x = { $y }; . $x; $y } }",
        [("VariableNotLocal", 42)],
    ),
    (
        "class A { [void] F() { $ERROR; $Matches; $LastExitCode; $psitem; $args[0]; $input } }",
        [],
    ),
    (
        "class A { [int]$P; [int] F() { $p = 5; return 1 } }",
        [("MissingThis", 31)],
    ),
    (
        "class A { static [int]$P; [int] F() { $p = 5; return 1 } }",
        [("MissingTypeInStaticPropertyAssignment", 38)],
    ),
    (
        "class A { static [int] F() { $this.x; return 1 } }",
        [("NonStaticMemberAccessInStaticMember", 29)],
    ),
    (
        "class A { static [int]$x = $THIS.y }",
        [("NonStaticMemberAccessInStaticMember", 27)],
    ),
]


@pytest.mark.parametrize(("text", "errors"), TABLE, ids=lambda each: repr(each)[:60])
def test_methods(text: str, errors: list[tuple[str, int]]) -> None:
    assert [(each.id, each.start) for each in parse(text).errors] == errors
